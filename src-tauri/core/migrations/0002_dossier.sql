-- The record: what screens read. Every row is a projection of the journal. Its columns are those that
-- `store/tables` declares, and a test compares the two. An act writes rows in the order of its
-- changes: references are looked at when it is committed.

CREATE TABLE centre (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT NOT NULL,
    adresse TEXT NOT NULL,
    telephone TEXT NOT NULL,
    courriel TEXT NOT NULL,
    finess TEXT
) STRICT;

CREATE TABLE professionnel (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    profession TEXT NOT NULL,
    rpps TEXT,
    role TEXT NOT NULL,
    mode TEXT,
    charte TEXT,
    formation TEXT,
    statut TEXT,
    identifiant TEXT,
    administrateur INTEGER
) STRICT;
CREATE INDEX professionnel_identifiant ON professionnel (identifiant);

CREATE TABLE enfant (
    id TEXT PRIMARY KEY NOT NULL,
    nom_naissance TEXT NOT NULL,
    prenoms_naissance TEXT NOT NULL,
    prenom_utilise TEXT NOT NULL,
    sexe TEXT NOT NULL,
    date_naissance TEXT NOT NULL,
    date_naissance_estimee INTEGER NOT NULL,
    lieu_naissance_insee TEXT NOT NULL,
    lieu_naissance_libelle TEXT,
    ins_statut TEXT NOT NULL,
    ins_matricule TEXT,
    ins_oid TEXT,
    num_dossier_local TEXT NOT NULL,
    graphie_origine TEXT,
    fratrie TEXT NOT NULL,
    secret_oppositions TEXT NOT NULL,
    couverture_am TEXT NOT NULL,
    c2s TEXT NOT NULL,
    ald TEXT NOT NULL,
    espace_sante TEXT NOT NULL,
    carnet_sante TEXT NOT NULL,
    mna TEXT NOT NULL,
    vaccination_source TEXT NOT NULL,
    contre_indications TEXT NOT NULL,
    entete TEXT
) STRICT;
CREATE INDEX enfant_dossier ON enfant (num_dossier_local);
CREATE INDEX enfant_naissance ON enfant (date_naissance);
CREATE INDEX enfant_nom ON enfant (nom_naissance, prenom_utilise);

CREATE TABLE placement (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    debut TEXT NOT NULL,
    fin TEXT,
    type TEXT NOT NULL,
    nom TEXT NOT NULL,
    motif_fin TEXT,
    adresse_confidentielle INTEGER NOT NULL
) STRICT;
CREATE INDEX placement_enfant ON placement (enfant);

CREATE TABLE titulaire (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    lien TEXT NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    titulaire_ap TEXT NOT NULL,
    joignable TEXT NOT NULL,
    adresse TEXT,
    note TEXT
) STRICT;
CREATE INDEX titulaire_enfant ON titulaire (enfant);

CREATE TABLE autorisation (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    acte TEXT NOT NULL,
    statut TEXT NOT NULL,
    date TEXT,
    titulaire TEXT,
    document TEXT
) STRICT;
CREATE INDEX autorisation_enfant ON autorisation (enfant);

-- The référent doctor of a child: one row per child, under the child's own identifier.
CREATE TABLE medecin (
    id TEXT PRIMARY KEY NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    civilite TEXT NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    specialite TEXT NOT NULL,
    rpps TEXT NOT NULL,
    adresse TEXT NOT NULL,
    telephone TEXT NOT NULL,
    mssante TEXT NOT NULL,
    declare_medecin_traitant INTEGER NOT NULL
) STRICT;

CREATE TABLE mesure (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    date TEXT NOT NULL,
    poids_kg REAL,
    taille_cm REAL,
    pc_cm REAL,
    posture TEXT,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX mesure_enfant ON mesure (enfant);

CREATE TABLE dose (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    produit TEXT NOT NULL,
    valences TEXT NOT NULL,
    date TEXT NOT NULL,
    lot TEXT,
    lieu TEXT NOT NULL,
    preuve TEXT NOT NULL,
    raye TEXT
) STRICT;
CREATE INDEX dose_enfant ON dose (enfant);

CREATE TABLE demande (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    contenu TEXT NOT NULL
) STRICT;
CREATE INDEX demande_enfant ON demande (enfant);

CREATE TABLE bilan (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    type TEXT NOT NULL,
    date TEXT NOT NULL,
    demi_journee TEXT NOT NULL,
    lieu TEXT NOT NULL,
    modele_version TEXT NOT NULL,
    age_mois INTEGER NOT NULL,
    binome TEXT NOT NULL,
    intervenants_seconde_ligne TEXT NOT NULL,
    examen_obligatoire_correspondant TEXT,
    presents TEXT NOT NULL,
    langue TEXT NOT NULL,
    interprete TEXT NOT NULL,
    statut TEXT NOT NULL,
    formulaires TEXT
) STRICT;
CREATE INDEX bilan_enfant ON bilan (enfant, date);

CREATE TABLE volet (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    code TEXT NOT NULL,
    auteur TEXT REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    coauteur TEXT REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    statut TEXT NOT NULL,
    motif TEXT,
    signe_par TEXT REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    signe_le INTEGER
) STRICT;
CREATE INDEX volet_bilan ON volet (bilan);

CREATE TABLE signature (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    professionnel TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    date TEXT NOT NULL,
    instant INTEGER
) STRICT;

CREATE TABLE addendum (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    date TEXT NOT NULL,
    auteur TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    texte TEXT NOT NULL
) STRICT;
CREATE INDEX addendum_bilan ON addendum (bilan);

-- One answer to one question; its identifier is derived from the bilan and the question, so that
-- two devices name it alike. `saisie` holds the value with what belongs to it.
CREATE TABLE reponse (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER,
    question TEXT,
    saisie TEXT NOT NULL
) STRICT;
CREATE INDEX reponse_bilan ON reponse (bilan);

CREATE TABLE outil (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    outil TEXT NOT NULL,
    version TEXT NOT NULL,
    date TEXT NOT NULL,
    repondant TEXT NOT NULL,
    score_brut TEXT,
    sous_scores TEXT,
    seuil TEXT,
    conclusion TEXT NOT NULL,
    passe_par TEXT NOT NULL,
    non_passe_motif TEXT,
    visibilite TEXT NOT NULL,
    volet TEXT,
    retire TEXT
) STRICT;
CREATE INDEX outil_bilan ON outil (bilan);

CREATE TABLE preconisation (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    repere TEXT NOT NULL,
    code TEXT NOT NULL,
    type TEXT NOT NULL,
    libelle TEXT NOT NULL,
    probleme TEXT,
    justification TEXT NOT NULL,
    libelle_partageable TEXT NOT NULL,
    priorite TEXT NOT NULL,
    echeance TEXT NOT NULL,
    nb_seances INTEGER,
    frequence TEXT,
    financement TEXT NOT NULL,
    professionnel_cible TEXT,
    autorisation TEXT NOT NULL,
    responsable TEXT NOT NULL,
    rdv TEXT,
    statut TEXT NOT NULL,
    motif_non_realisation TEXT,
    resultat TEXT,
    bilan_origine TEXT NOT NULL,
    cloture TEXT,
    visibilite TEXT NOT NULL
) STRICT;
CREATE INDEX preconisation_bilan ON preconisation (bilan);

-- A reminder about a recommendation: several people append to them, so that each is a row. As secret
-- as its recommendation.
CREATE TABLE relance (
    id TEXT PRIMARY KEY NOT NULL,
    preconisation TEXT NOT NULL REFERENCES preconisation (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    date TEXT NOT NULL,
    canal TEXT NOT NULL,
    a_qui TEXT NOT NULL,
    reponse TEXT NOT NULL,
    visibilite TEXT NOT NULL
) STRICT;
CREATE INDEX relance_preconisation ON relance (preconisation);

CREATE TABLE enveloppe (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    exercice_debut TEXT NOT NULL,
    exercice_fin TEXT NOT NULL,
    dispositif TEXT NOT NULL,
    montant_plafond REAL NOT NULL,
    reserve REAL NOT NULL,
    consomme REAL NOT NULL,
    reste REAL NOT NULL,
    statut TEXT NOT NULL
) STRICT;
CREATE INDEX enveloppe_enfant ON enveloppe (enfant);

CREATE TABLE mouvement (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    date TEXT NOT NULL,
    type TEXT NOT NULL,
    montant REAL NOT NULL,
    seance TEXT,
    libelle TEXT NOT NULL
) STRICT;
CREATE INDEX mouvement_enfant ON mouvement (enfant);

CREATE TABLE seance (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    repere TEXT NOT NULL,
    preco TEXT NOT NULL,
    pro TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    date TEXT NOT NULL,
    duree_min INTEGER NOT NULL,
    nature TEXT NOT NULL,
    tarif REAL NOT NULL,
    statut TEXT NOT NULL,
    presence TEXT,
    facture_ref TEXT,
    paiement_date TEXT
) STRICT;
CREATE INDEX seance_enfant ON seance (enfant);

CREATE TABLE transmission (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    repere TEXT NOT NULL,
    date TEXT NOT NULL,
    document TEXT NOT NULL,
    destinataire TEXT NOT NULL,
    categorie INTEGER NOT NULL,
    canal TEXT NOT NULL,
    nature_information TEXT NOT NULL,
    information_personne TEXT NOT NULL,
    statut TEXT NOT NULL,
    accuse TEXT,
    papier TEXT,
    envoye_par TEXT REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    envoye_le INTEGER
) STRICT;
CREATE INDEX transmission_enfant ON transmission (enfant);

-- A paper that was made: its number, its digest, for whom. The paper itself is made again from the
-- record; the digest tells whether it is still the same.
CREATE TABLE document (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    genre TEXT NOT NULL,
    numero TEXT NOT NULL,
    date TEXT NOT NULL,
    destinataire TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    statut TEXT,
    remplace TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    transmission TEXT REFERENCES transmission (id) DEFERRABLE INITIALLY DEFERRED,
    fait_par TEXT REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    fait_le INTEGER,
    contenu TEXT,
    duplicatas INTEGER
) STRICT;
CREATE INDEX document_enfant ON document (enfant, date);

-- What the centre sets for itself: the growth reference in use, the thresholds of alerts, each with
-- its source. Under an identifier derived from the name, so that two devices speak of the same one.
CREATE TABLE reglage (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT NOT NULL,
    valeur TEXT,
    source TEXT NOT NULL
) STRICT;

-- A growth reference that the centre obtained and loaded: the file as it came, with its licence.
CREATE TABLE courbe (
    id TEXT PRIMARY KEY NOT NULL,
    nom TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    contenu TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;

-- Heights of the parents, for the target height: under the child's own identifier.
CREATE TABLE parents (
    id TEXT PRIMARY KEY NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    pere_cm REAL,
    mere_cm REAL
) STRICT;

-- What a doctor decided against the calendar, one row per child and valence.
CREATE TABLE decision_vaccinale (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    valence TEXT NOT NULL,
    decision TEXT,
    motif TEXT NOT NULL,
    jusqu_au TEXT,
    auteur TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    date TEXT NOT NULL
) STRICT;
CREATE INDEX decision_vaccinale_enfant ON decision_vaccinale (enfant);

-- What was answered to an alert of a bilan, one row per bilan and alert.
CREATE TABLE alerte (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    cle TEXT NOT NULL,
    gravite TEXT NOT NULL,
    traitement TEXT,
    texte TEXT NOT NULL,
    preconisation TEXT REFERENCES preconisation (id) DEFERRABLE INITIALLY DEFERRED,
    auteur TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    date TEXT NOT NULL,
    instant INTEGER,
    visibilite TEXT NOT NULL
) STRICT;
CREATE INDEX alerte_bilan ON alerte (bilan);

-- A form of the centre's own: the file as it came, under an identifier that its content gives. It is
-- published, replaced by another version or retired, and never edited.
CREATE TABLE formulaire (
    id TEXT PRIMARY KEY NOT NULL,
    url TEXT NOT NULL,
    nom TEXT NOT NULL,
    version TEXT NOT NULL,
    titre TEXT NOT NULL,
    volet TEXT NOT NULL,
    age_min INTEGER,
    age_max INTEGER,
    contenu TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    date TEXT NOT NULL,
    auteur TEXT,
    statut TEXT NOT NULL
) STRICT;

-- What somebody was told or agreed to before information left the care team (CSP D.1110-3-1).
CREATE TABLE consentement (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    nature TEXT NOT NULL,
    donnees TEXT NOT NULL,
    destinataires TEXT NOT NULL,
    supports TEXT NOT NULL,
    mesures TEXT NOT NULL,
    aupres_de TEXT NOT NULL,
    nom TEXT,
    recueilli_par TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    date TEXT NOT NULL,
    retire_le TEXT,
    retire_par TEXT REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    retire_motif TEXT
) STRICT;
CREATE INDEX consentement_enfant ON consentement (enfant);

-- What the pair did with a proposal of the synthesis, one row per bilan and proposal: kept as a
-- problem or as what is missing, made a recommendation of, or set aside.
CREATE TABLE proposition (
    id TEXT PRIMARY KEY NOT NULL,
    bilan TEXT NOT NULL REFERENCES bilan (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    cle TEXT NOT NULL,
    sort TEXT,
    probleme TEXT,
    preconisation TEXT,
    auteur TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    instant INTEGER,
    visibilite TEXT NOT NULL
) STRICT;
CREATE INDEX proposition_bilan ON proposition (bilan);

-- What was said of the screening for neuro-developmental disorders, one row per child and milestone.
CREATE TABLE reperage (
    id TEXT PRIMARY KEY NOT NULL,
    enfant TEXT NOT NULL REFERENCES enfant (id) DEFERRABLE INITIALLY DEFERRED,
    rang INTEGER NOT NULL,
    jalon TEXT NOT NULL,
    etat TEXT,
    date TEXT,
    auteur TEXT NOT NULL REFERENCES professionnel (id) DEFERRABLE INITIALLY DEFERRED,
    note_le TEXT NOT NULL
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
