-- What the centre sets for itself: the growth reference in use, the thresholds of alerts, each with
-- its source. Under an identifier derived from the name, so that two devices speak of the same one.
CREATE TABLE reglage (
    id TEXT PRIMARY KEY,
    nom TEXT, valeur TEXT, source TEXT
) STRICT;

-- A growth reference that the centre obtained and loaded: the file as it came, with its licence.
CREATE TABLE courbe (
    id TEXT PRIMARY KEY,
    nom TEXT, source TEXT, licence TEXT, contenu TEXT, empreinte TEXT, date TEXT
) STRICT;

-- Heights of the parents, for the target height: under the child's own identifier.
CREATE TABLE parents (
    id TEXT PRIMARY KEY,
    pere_cm REAL, mere_cm REAL
) STRICT;

-- What a doctor decided against the calendar, one row per child and valence.
CREATE TABLE decision_vaccinale (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    valence TEXT, decision TEXT, motif TEXT, jusqu_au TEXT, auteur TEXT, date TEXT
) STRICT;
CREATE INDEX decision_vaccinale_enfant ON decision_vaccinale (enfant, rang);

-- What was answered to an alert of a bilan, one row per bilan and alert.
CREATE TABLE alerte (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER,
    cle TEXT, gravite TEXT, traitement TEXT, texte TEXT, preconisation TEXT, auteur TEXT, date TEXT,
    instant INTEGER
) STRICT;
CREATE INDEX alerte_bilan ON alerte (bilan, rang);

-- Why a dose written by mistake was struck out; it stays in the record and counts no more.
ALTER TABLE dose ADD COLUMN raye TEXT;
