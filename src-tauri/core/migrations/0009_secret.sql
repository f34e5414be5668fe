-- How secret the answer to an alert is: one that speaks of what is V3 is sealed.
ALTER TABLE alerte ADD COLUMN visibilite TEXT;
