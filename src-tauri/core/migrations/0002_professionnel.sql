CREATE TABLE centre (
    id TEXT PRIMARY KEY,
    nom TEXT, adresse TEXT, telephone TEXT, courriel TEXT, finess TEXT
) STRICT;

CREATE TABLE professionnel (
    id TEXT PRIMARY KEY,
    nom TEXT, prenom TEXT, profession TEXT, rpps TEXT, role TEXT, mode TEXT, charte TEXT,
    formation TEXT, statut TEXT,
    identifiant TEXT,                   -- account name, NULL without an account
    administrateur INTEGER
) STRICT;
CREATE INDEX professionnel_identifiant ON professionnel (identifiant);
