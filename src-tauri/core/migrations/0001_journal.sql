-- The journal: acts and their changes, in one hash chain per device. Every other table that holds
-- the record is a projection of it, rebuilt by `verify`.

CREATE TABLE acte (
    n INTEGER PRIMARY KEY,              -- order of arrival in this base
    id TEXT NOT NULL UNIQUE,            -- UUIDv7
    appareil TEXT NOT NULL,             -- device that wrote it
    rang INTEGER NOT NULL,              -- 1, 2, 3… on that device
    horloge INTEGER NOT NULL,           -- hybrid logical clock: milliseconds << 16 | counter
    verbe TEXT NOT NULL,
    auteur TEXT,                        -- professional
    enfant TEXT,                        -- child, where it is about one
    precedent BLOB NOT NULL,            -- digest of the device's act before this one
    empreinte BLOB NOT NULL,            -- digest of this act, its changes' digests included
    UNIQUE (appareil, rang)
) STRICT;
CREATE INDEX acte_enfant ON acte (enfant, n);
CREATE INDEX acte_horloge ON acte (horloge, appareil);

CREATE TABLE objet (
    n INTEGER PRIMARY KEY,
    entite TEXT NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (entite, id)
) STRICT;

CREATE TABLE changement (
    acte INTEGER NOT NULL REFERENCES acte (n),
    rang INTEGER NOT NULL,
    objet INTEGER NOT NULL REFERENCES objet (n),
    champ TEXT NOT NULL,
    valeur TEXT,                        -- JSON; NULL once erased, the digest stays
    sel BLOB,                           -- salt of the digest; NULL once erased
    vu TEXT,                            -- act whose value the writer saw; NULL: no value yet
    empreinte BLOB NOT NULL,
    PRIMARY KEY (acte, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX changement_champ ON changement (objet, champ, acte);

-- Why an act was made, under the identifier of the act: a value like the others, so that a lawful
-- erasure can empty it.
CREATE TABLE motif (
    id TEXT PRIMARY KEY NOT NULL,
    texte TEXT
) STRICT;

-- Two people changed a field without having seen each other's value: the later one shows, both stay
-- in the journal, and the pair waits here until somebody chooses. A projection, too.
CREATE TABLE conflit (
    objet INTEGER NOT NULL REFERENCES objet (n),
    champ TEXT NOT NULL,
    perdant INTEGER NOT NULL REFERENCES acte (n),
    gagnant INTEGER NOT NULL REFERENCES acte (n),
    choisi INTEGER REFERENCES acte (n), -- act that settled it
    PRIMARY KEY (objet, champ, perdant, gagnant)
) STRICT, WITHOUT ROWID;

-- What belongs to this base alone and is not part of the record.
CREATE TABLE poste (
    cle TEXT PRIMARY KEY,
    valeur TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who looked at whose record, and where. Kept twelve months (CNIL 2021-122), apart from the record.
CREATE TABLE consultation (
    n INTEGER PRIMARY KEY,
    instant INTEGER NOT NULL,
    auteur TEXT NOT NULL,
    enfant TEXT NOT NULL,
    ecran TEXT NOT NULL
) STRICT;
CREATE INDEX consultation_enfant ON consultation (enfant, instant);
