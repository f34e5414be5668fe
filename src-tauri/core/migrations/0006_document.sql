CREATE TABLE transmission (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER, repere TEXT,
    date TEXT, document TEXT, destinataire TEXT, categorie INTEGER, canal TEXT,
    nature_information TEXT, information_personne TEXT, statut TEXT, accuse TEXT
) STRICT;
CREATE INDEX transmission_enfant ON transmission (enfant, rang);

-- A paper that was made: its number, its digest, for whom. The paper itself is made again from the
-- record; the digest tells whether it is still the same.
CREATE TABLE document (
    id TEXT PRIMARY KEY, enfant TEXT, bilan TEXT,
    genre TEXT, numero TEXT, date TEXT, destinataire TEXT, empreinte TEXT
) STRICT;
CREATE INDEX document_enfant ON document (enfant, date);
