-- What was said of the screening for neuro-developmental disorders, one row per child and milestone.
CREATE TABLE reperage (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    jalon TEXT, etat TEXT, date TEXT, auteur TEXT, note_le TEXT
) STRICT;
CREATE INDEX reperage_enfant ON reperage (enfant, rang);
