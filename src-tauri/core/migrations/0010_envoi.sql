-- Where a paper stands, which one it replaces, its line in the log, who made it and when; a digest of
-- its words, by which a duplicate proves that it says the same; how many duplicates were made.
ALTER TABLE document ADD COLUMN statut TEXT;
ALTER TABLE document ADD COLUMN remplace TEXT;
ALTER TABLE document ADD COLUMN transmission TEXT;
ALTER TABLE document ADD COLUMN fait_par TEXT;
ALTER TABLE document ADD COLUMN fait_le INTEGER;
ALTER TABLE document ADD COLUMN contenu TEXT;
ALTER TABLE document ADD COLUMN duplicatas INTEGER;
CREATE INDEX document_bilan ON document (bilan);
CREATE INDEX document_statut ON document (statut);
CREATE INDEX document_numero ON document (numero);

-- The paper that a sending is about, and who sent it when.
ALTER TABLE transmission ADD COLUMN papier TEXT;
ALTER TABLE transmission ADD COLUMN envoye_par TEXT;
ALTER TABLE transmission ADD COLUMN envoye_le INTEGER;
CREATE INDEX transmission_date ON transmission (date);

CREATE INDEX bilan_statut ON bilan (statut, date);

-- What somebody was told or agreed to before information left the care team (CSP D.1110-3-1).
CREATE TABLE consentement (
    id TEXT PRIMARY KEY, enfant TEXT, rang INTEGER,
    nature TEXT, donnees TEXT, destinataires TEXT, supports TEXT, mesures TEXT,
    aupres_de TEXT, nom TEXT, recueilli_par TEXT, date TEXT,
    retire_le TEXT, retire_par TEXT, retire_motif TEXT
) STRICT;
CREATE INDEX consentement_enfant ON consentement (enfant, rang);
