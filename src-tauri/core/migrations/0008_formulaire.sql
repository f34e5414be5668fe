-- A form of the centre's own: the file as it came, under an identifier that its content gives. It is
-- published, replaced by another version or retired, and never edited.
CREATE TABLE formulaire (
    id TEXT PRIMARY KEY,
    url TEXT, nom TEXT, version TEXT, titre TEXT, volet TEXT, age_min INTEGER, age_max INTEGER,
    contenu TEXT, empreinte TEXT, date TEXT, auteur TEXT, statut TEXT
) STRICT;

-- The centre's forms that a bilan was opened with.
ALTER TABLE bilan ADD COLUMN formulaires TEXT;
