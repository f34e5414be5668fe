CREATE TABLE enfant (
    id TEXT PRIMARY KEY,
    nom_naissance TEXT, prenoms_naissance TEXT, prenom_utilise TEXT, sexe TEXT,
    date_naissance TEXT, date_naissance_estimee INTEGER,
    lieu_naissance_insee TEXT, lieu_naissance_libelle TEXT,
    ins_statut TEXT, ins_matricule TEXT, ins_oid TEXT, num_dossier_local TEXT,
    graphie_origine TEXT, fratrie TEXT, secret_oppositions TEXT,
    couverture_am TEXT, c2s TEXT, ald TEXT, espace_sante TEXT, carnet_sante TEXT, mna TEXT,
    vaccination_source TEXT, contre_indications TEXT,
    entete TEXT                         -- what a dossier file says of itself (case_id, titre…)
) STRICT;
CREATE INDEX enfant_dossier ON enfant (num_dossier_local);
CREATE INDEX enfant_naissance ON enfant (date_naissance);
CREATE INDEX enfant_nom ON enfant (nom_naissance, prenom_utilise);

CREATE TABLE placement (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    debut TEXT, fin TEXT, type TEXT, nom TEXT, motif_fin TEXT, adresse_confidentielle INTEGER
) STRICT;
CREATE INDEX placement_enfant ON placement (enfant, rang);

CREATE TABLE titulaire (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    lien TEXT, nom TEXT, prenom TEXT, titulaire_ap TEXT, joignable TEXT, adresse TEXT, note TEXT
) STRICT;
CREATE INDEX titulaire_enfant ON titulaire (enfant, rang);

CREATE TABLE autorisation (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    acte TEXT, statut TEXT, date TEXT, titulaire TEXT, document TEXT
) STRICT;
CREATE INDEX autorisation_enfant ON autorisation (enfant, rang);

-- The référent doctor of a child: one row per child, under the child's own identifier.
CREATE TABLE medecin (
    id TEXT PRIMARY KEY,
    civilite TEXT, nom TEXT, prenom TEXT, specialite TEXT, rpps TEXT, adresse TEXT,
    telephone TEXT, mssante TEXT, declare_medecin_traitant INTEGER
) STRICT;

CREATE TABLE mesure (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    date TEXT, poids_kg REAL, taille_cm REAL, pc_cm REAL, posture TEXT, source TEXT
) STRICT;
CREATE INDEX mesure_enfant ON mesure (enfant, rang);

CREATE TABLE dose (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    produit TEXT, valences TEXT, date TEXT, lot TEXT, lieu TEXT, preuve TEXT
) STRICT;
CREATE INDEX dose_enfant ON dose (enfant, rang);
