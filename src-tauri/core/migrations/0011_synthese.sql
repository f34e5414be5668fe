-- What the pair did with a proposal of the synthesis, one row per bilan and proposal: kept as a
-- problem or as what is missing, made a recommendation of, or set aside.
CREATE TABLE proposition (
    id TEXT PRIMARY KEY, bilan TEXT, rang INTEGER,
    cle TEXT, sort TEXT, probleme TEXT, preconisation TEXT, auteur TEXT, instant INTEGER,
    visibilite TEXT
) STRICT;
CREATE INDEX proposition_bilan ON proposition (bilan, rang);
