-- The journal: acts and their changes, in one hash chain per device. Every other table that holds
-- the record is a projection of it, compared with it by `verify`. Identifiers are the sixteen bytes
-- of a UUID; inside this base, acts, objects, devices and words go by their numbers.

-- The words of the journal, each written once: entities, their fields, verbs.
CREATE TABLE mot (
    n INTEGER PRIMARY KEY,
    texte TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE appareil (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE acte (
    n INTEGER PRIMARY KEY,              -- order of arrival in this base
    id BLOB NOT NULL UNIQUE,            -- UUIDv7
    appareil INTEGER NOT NULL REFERENCES appareil (n), -- device that wrote it
    rang INTEGER NOT NULL,              -- 1, 2, 3… on that device
    horloge INTEGER NOT NULL,           -- hybrid logical clock: milliseconds << 16 | counter
    verbe INTEGER NOT NULL REFERENCES mot (n),
    auteur BLOB,                        -- professional
    enfant BLOB,                        -- child, where it is about one
    graine BLOB,                        -- salts come from it; NULL once a value of the act is erased
    empreinte BLOB NOT NULL,            -- digest of the act before, this one and its values
    UNIQUE (appareil, rang)
) STRICT;
CREATE INDEX acte_enfant ON acte (enfant, n) WHERE enfant IS NOT NULL;
CREATE INDEX acte_horloge ON acte (horloge);

CREATE TABLE objet (
    n INTEGER PRIMARY KEY,
    entite INTEGER NOT NULL REFERENCES mot (n),
    id BLOB NOT NULL,
    UNIQUE (id, entite)
) STRICT;

CREATE TABLE changement (
    acte INTEGER NOT NULL REFERENCES acte (n),
    rang INTEGER NOT NULL,
    objet INTEGER NOT NULL REFERENCES objet (n),
    champ INTEGER NOT NULL REFERENCES mot (n),
    vu INTEGER,                         -- act whose value the writer saw; NULL: no value yet
    valeur ANY,                         -- JSON text, or the bytes of an identifier; NULL once erased
    PRIMARY KEY (acte, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX changement_champ ON changement (objet, champ, acte);

-- What keeps an act verifiable of which a value was erased: the digest of what is gone, the salt of
-- what stays.
CREATE TABLE effacement (
    acte INTEGER NOT NULL REFERENCES acte (n),
    rang INTEGER NOT NULL,
    sel BLOB,
    empreinte BLOB,
    PRIMARY KEY (acte, rang),
    CHECK ((sel IS NULL) <> (empreinte IS NULL))
) STRICT, WITHOUT ROWID;

-- Why an act was made, under the identifier of the act: a value like the others, so that a lawful
-- erasure can empty it.
CREATE TABLE motif (
    id TEXT PRIMARY KEY NOT NULL,
    texte TEXT NOT NULL
) STRICT;

-- Two people changed a field without having seen each other's value: the later one shows, both stay
-- in the journal, and the pair waits here until somebody chooses. A projection, too.
CREATE TABLE conflit (
    objet INTEGER NOT NULL REFERENCES objet (n),
    champ INTEGER NOT NULL REFERENCES mot (n),
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
