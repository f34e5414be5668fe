CREATE TABLE preconisation (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER, repere TEXT,
    code TEXT, type TEXT, libelle TEXT, probleme TEXT, justification TEXT,
    libelle_partageable TEXT, priorite TEXT, echeance TEXT, nb_seances INTEGER, frequence TEXT,
    financement TEXT, professionnel_cible TEXT, autorisation TEXT, responsable TEXT, rdv TEXT,
    statut TEXT, motif_non_realisation TEXT, resultat TEXT, relances TEXT, bilan_origine TEXT,
    cloture TEXT, visibilite TEXT
) STRICT;
CREATE INDEX preconisation_bilan ON preconisation (bilan, rang);

CREATE TABLE enveloppe (
    id TEXT PRIMARY KEY, enfant TEXT,
    exercice_debut TEXT, exercice_fin TEXT, dispositif TEXT, montant_plafond REAL, reserve REAL,
    consomme REAL, reste REAL, statut TEXT
) STRICT;
CREATE INDEX enveloppe_enfant ON enveloppe (enfant);

CREATE TABLE mouvement (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    date TEXT, type TEXT, montant REAL, seance TEXT, libelle TEXT
) STRICT;
CREATE INDEX mouvement_enfant ON mouvement (enfant, rang);

CREATE TABLE seance (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER, repere TEXT,
    preco TEXT, pro TEXT, date TEXT, duree_min INTEGER, nature TEXT, tarif REAL, statut TEXT,
    presence TEXT, facture_ref TEXT, paiement_date TEXT
) STRICT;
CREATE INDEX seance_enfant ON seance (enfant, rang);
