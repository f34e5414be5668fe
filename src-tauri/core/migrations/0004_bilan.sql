CREATE TABLE demande (
    id TEXT PRIMARY KEY, enfant TEXT, contenu TEXT
) STRICT;
CREATE INDEX demande_enfant ON demande (enfant);

CREATE TABLE bilan (
    id TEXT PRIMARY KEY, enfant TEXT,
    type TEXT, date TEXT, demi_journee TEXT, lieu TEXT, modele_version TEXT, age_mois INTEGER,
    binome TEXT, intervenants_seconde_ligne TEXT, examen_obligatoire_correspondant TEXT,
    presents TEXT, langue TEXT, interprete TEXT, statut TEXT
) STRICT;
CREATE INDEX bilan_enfant ON bilan (enfant, date);

CREATE TABLE volet (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER,
    code TEXT, auteur TEXT, coauteur TEXT, statut TEXT, motif TEXT,
    signe_par TEXT, signe_le INTEGER
) STRICT;
CREATE INDEX volet_bilan ON volet (bilan, rang);

CREATE TABLE signature (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER,
    professionnel TEXT, date TEXT, instant INTEGER
) STRICT;
CREATE INDEX signature_bilan ON signature (bilan, rang);

CREATE TABLE addendum (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER,
    date TEXT, auteur TEXT, texte TEXT
) STRICT;
CREATE INDEX addendum_bilan ON addendum (bilan, rang);

-- One answer to one question; its identifier is derived from the bilan and the question, so that
-- two devices name it alike. `saisie` holds the value with what belongs to it.
CREATE TABLE reponse (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER, question TEXT, saisie TEXT
) STRICT;
CREATE INDEX reponse_bilan ON reponse (bilan, rang);

CREATE TABLE outil (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER,
    outil TEXT, version TEXT, date TEXT, repondant TEXT, score_brut TEXT, sous_scores TEXT,
    seuil TEXT, conclusion TEXT, passe_par TEXT, non_passe_motif TEXT, visibilite TEXT
) STRICT;
CREATE INDEX outil_bilan ON outil (bilan, rang);
