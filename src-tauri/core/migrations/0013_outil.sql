-- The part that a result was noted in, and why it was taken back: a result that was noted wrongly
-- stays in the journal and leaves the papers.
ALTER TABLE outil ADD COLUMN volet TEXT;
ALTER TABLE outil ADD COLUMN retire TEXT;
