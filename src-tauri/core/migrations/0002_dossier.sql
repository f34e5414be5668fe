-- The record: what screens read. Every row is a projection of the journal.

CREATE TABLE centre (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT, adresse TEXT, telephone TEXT, courriel TEXT, finess TEXT
) STRICT;

CREATE TABLE professionnel (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT, prenom TEXT, profession TEXT, rpps TEXT, role TEXT, mode TEXT, charte TEXT,
    formation TEXT, statut TEXT,
    identifiant TEXT,                   -- account name, NULL without an account
    administrateur INTEGER
) STRICT;
CREATE INDEX professionnel_identifiant ON professionnel (identifiant);

CREATE TABLE enfant (
    id TEXT PRIMARY KEY NOT NULL,
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
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    debut TEXT, fin TEXT, type TEXT, nom TEXT, motif_fin TEXT, adresse_confidentielle INTEGER
) STRICT;
CREATE INDEX placement_enfant ON placement (enfant);

CREATE TABLE titulaire (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    lien TEXT, nom TEXT, prenom TEXT, titulaire_ap TEXT, joignable TEXT, adresse TEXT, note TEXT
) STRICT;
CREATE INDEX titulaire_enfant ON titulaire (enfant);

CREATE TABLE autorisation (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    acte TEXT, statut TEXT, date TEXT, titulaire TEXT, document TEXT
) STRICT;
CREATE INDEX autorisation_enfant ON autorisation (enfant);

-- The référent doctor of a child: one row per child, under the child's own identifier.
CREATE TABLE medecin (
    id TEXT PRIMARY KEY NOT NULL,
    civilite TEXT, nom TEXT, prenom TEXT, specialite TEXT, rpps TEXT, adresse TEXT,
    telephone TEXT, mssante TEXT, declare_medecin_traitant INTEGER
) STRICT;

CREATE TABLE mesure (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    date TEXT, poids_kg REAL, taille_cm REAL, pc_cm REAL, posture TEXT, source TEXT
) STRICT;
CREATE INDEX mesure_enfant ON mesure (enfant);

CREATE TABLE dose (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    produit TEXT, valences TEXT, date TEXT, lot TEXT, lieu TEXT, preuve TEXT,
    raye TEXT                           -- why one written by mistake was struck out; it counts no more
) STRICT;
CREATE INDEX dose_enfant ON dose (enfant);

CREATE TABLE demande (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, contenu TEXT
) STRICT;
CREATE INDEX demande_enfant ON demande (enfant);

CREATE TABLE bilan (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL,
    type TEXT, date TEXT, demi_journee TEXT, lieu TEXT, modele_version TEXT, age_mois INTEGER,
    binome TEXT, intervenants_seconde_ligne TEXT, examen_obligatoire_correspondant TEXT,
    presents TEXT, langue TEXT, interprete TEXT, statut TEXT,
    formulaires TEXT                    -- forms of the centre's own that it was opened with
) STRICT;
CREATE INDEX bilan_enfant ON bilan (enfant, date);

CREATE TABLE volet (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER,
    code TEXT, auteur TEXT, coauteur TEXT, statut TEXT, motif TEXT,
    signe_par TEXT, signe_le INTEGER
) STRICT;
CREATE INDEX volet_bilan ON volet (bilan);

CREATE TABLE signature (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER,
    professionnel TEXT, date TEXT, instant INTEGER
) STRICT;

CREATE TABLE addendum (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER,
    date TEXT, auteur TEXT, texte TEXT
) STRICT;
CREATE INDEX addendum_bilan ON addendum (bilan);

-- One answer to one question; its identifier is derived from the bilan and the question, so that
-- two devices name it alike. `saisie` holds the value with what belongs to it.
CREATE TABLE reponse (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER, question TEXT, saisie TEXT
) STRICT;
CREATE INDEX reponse_bilan ON reponse (bilan);

CREATE TABLE outil (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER,
    outil TEXT, version TEXT, date TEXT, repondant TEXT, score_brut TEXT, sous_scores TEXT,
    seuil TEXT, conclusion TEXT, passe_par TEXT, non_passe_motif TEXT, visibilite TEXT,
    volet TEXT,                         -- the part that it was noted in
    retire TEXT                         -- why it was taken back: it leaves the papers
) STRICT;
CREATE INDEX outil_bilan ON outil (bilan);

CREATE TABLE preconisation (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER, repere TEXT,
    code TEXT, type TEXT, libelle TEXT, probleme TEXT, justification TEXT,
    libelle_partageable TEXT, priorite TEXT, echeance TEXT, nb_seances INTEGER, frequence TEXT,
    financement TEXT, professionnel_cible TEXT, autorisation TEXT, responsable TEXT, rdv TEXT,
    statut TEXT, motif_non_realisation TEXT, resultat TEXT, relances TEXT, bilan_origine TEXT,
    cloture TEXT, visibilite TEXT
) STRICT;
CREATE INDEX preconisation_bilan ON preconisation (bilan);

CREATE TABLE enveloppe (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL,
    exercice_debut TEXT, exercice_fin TEXT, dispositif TEXT, montant_plafond REAL, reserve REAL,
    consomme REAL, reste REAL, statut TEXT
) STRICT;
CREATE INDEX enveloppe_enfant ON enveloppe (enfant);

CREATE TABLE mouvement (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    date TEXT, type TEXT, montant REAL, seance TEXT, libelle TEXT
) STRICT;
CREATE INDEX mouvement_enfant ON mouvement (enfant);

CREATE TABLE seance (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER, repere TEXT,
    preco TEXT, pro TEXT, date TEXT, duree_min INTEGER, nature TEXT, tarif REAL, statut TEXT,
    presence TEXT, facture_ref TEXT, paiement_date TEXT
) STRICT;
CREATE INDEX seance_enfant ON seance (enfant);

CREATE TABLE transmission (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER, repere TEXT,
    date TEXT, document TEXT, destinataire TEXT, categorie INTEGER, canal TEXT,
    nature_information TEXT, information_personne TEXT, statut TEXT, accuse TEXT,
    papier TEXT,                        -- the paper that is sent
    envoye_par TEXT, envoye_le INTEGER
) STRICT;
CREATE INDEX transmission_enfant ON transmission (enfant);

-- A paper that was made: its number, its digest, for whom. The paper itself is made again from the
-- record; the digest tells whether it is still the same.
CREATE TABLE document (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, bilan TEXT,
    genre TEXT, numero TEXT, date TEXT, destinataire TEXT, empreinte TEXT, statut TEXT,
    remplace TEXT,                      -- the paper that it replaces
    transmission TEXT,                  -- its line in the log
    fait_par TEXT, fait_le INTEGER,
    contenu TEXT,                       -- digest of its words: a duplicate says the same
    duplicatas INTEGER
) STRICT;
CREATE INDEX document_enfant ON document (enfant, date);

-- What the centre sets for itself: the growth reference in use, the thresholds of alerts, each with
-- its source. Under an identifier derived from the name, so that two devices speak of the same one.
CREATE TABLE reglage (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT, valeur TEXT, source TEXT
) STRICT;

-- A growth reference that the centre obtained and loaded: the file as it came, with its licence.
CREATE TABLE courbe (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT, source TEXT, licence TEXT, contenu TEXT, empreinte TEXT, date TEXT
) STRICT;

-- Heights of the parents, for the target height: under the child's own identifier.
CREATE TABLE parents (
    id TEXT PRIMARY KEY NOT NULL,
    pere_cm REAL, mere_cm REAL
) STRICT;

-- What a doctor decided against the calendar, one row per child and valence.
CREATE TABLE decision_vaccinale (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    valence TEXT, decision TEXT, motif TEXT, jusqu_au TEXT, auteur TEXT, date TEXT
) STRICT;
CREATE INDEX decision_vaccinale_enfant ON decision_vaccinale (enfant);

-- What was answered to an alert of a bilan, one row per bilan and alert.
CREATE TABLE alerte (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER,
    cle TEXT, gravite TEXT, traitement TEXT, texte TEXT, preconisation TEXT, auteur TEXT, date TEXT,
    instant INTEGER,
    visibilite TEXT                     -- one that speaks of what is V3 is sealed
) STRICT;
CREATE INDEX alerte_bilan ON alerte (bilan);

-- A form of the centre's own: the file as it came, under an identifier that its content gives. It is
-- published, replaced by another version or retired, and never edited.
CREATE TABLE formulaire (
    id TEXT PRIMARY KEY NOT NULL,
    url TEXT, nom TEXT, version TEXT, titre TEXT, volet TEXT, age_min INTEGER, age_max INTEGER,
    contenu TEXT, empreinte TEXT, date TEXT, auteur TEXT, statut TEXT
) STRICT;

-- What somebody was told or agreed to before information left the care team (CSP D.1110-3-1).
CREATE TABLE consentement (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    nature TEXT, donnees TEXT, destinataires TEXT, supports TEXT, mesures TEXT,
    aupres_de TEXT, nom TEXT, recueilli_par TEXT, date TEXT,
    retire_le TEXT, retire_par TEXT, retire_motif TEXT
) STRICT;
CREATE INDEX consentement_enfant ON consentement (enfant);

-- What the pair did with a proposal of the synthesis, one row per bilan and proposal: kept as a
-- problem or as what is missing, made a recommendation of, or set aside.
CREATE TABLE proposition (
    id TEXT PRIMARY KEY NOT NULL, bilan TEXT NOT NULL, rang INTEGER,
    cle TEXT, sort TEXT, probleme TEXT, preconisation TEXT, auteur TEXT, instant INTEGER,
    visibilite TEXT
) STRICT;
CREATE INDEX proposition_bilan ON proposition (bilan);

-- What was said of the screening for neuro-developmental disorders, one row per child and milestone.
CREATE TABLE reperage (
    id TEXT PRIMARY KEY NOT NULL, enfant TEXT NOT NULL, rang INTEGER,
    jalon TEXT, etat TEXT, date TEXT, auteur TEXT, note_le TEXT
) STRICT;
CREATE INDEX reperage_enfant ON reperage (enfant);

-- The papers by state and number, the sendings of a day.
CREATE INDEX document_statut ON document (statut);
CREATE INDEX document_numero ON document (numero);
CREATE INDEX transmission_date ON transmission (date);

-- The pile of papers asks the same few things of every closed bilan: who signed, whether there are
-- sessions, which papers are made, what left before papers were numbered. Each is answered by an
-- index alone, without reading the rows, which are long.
CREATE INDEX bilan_pile ON bilan (statut, date, id, enfant);
CREATE INDEX document_pile ON document (bilan, genre, numero, statut);
CREATE INDEX signature_pile ON signature (bilan, professionnel);
CREATE INDEX preconisation_pile ON preconisation (bilan, visibilite, type, statut)
    WHERE nb_seances > 0;
CREATE INDEX transmission_pile ON transmission (enfant, document, date)
    WHERE papier IS NULL AND statut = 'envoyee';

-- The few answers beside which an objection stands in the clear.
CREATE INDEX reponse_opposition ON reponse (bilan) WHERE instr(saisie, '"opposition"') > 0;
