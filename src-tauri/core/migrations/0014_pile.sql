-- The pile of papers asks the same few things of every closed bilan: who signed, whether there are
-- sessions, which papers are made, what left before papers were numbered. Each is answered by an
-- index alone, without reading the rows, which are long.
CREATE INDEX bilan_pile ON bilan (statut, date, id, enfant);
CREATE INDEX document_pile ON document (bilan, genre, numero, statut);
CREATE INDEX signature_pile ON signature (bilan, professionnel);
CREATE INDEX preconisation_pile ON preconisation (bilan, visibilite, type, statut)
    WHERE nb_seances > 0;
CREATE INDEX transmission_pile ON transmission (enfant, document, date)
    WHERE papier IS NULL AND statut = 'envoyee';

-- The few answers beside which an objection stands in the clear.
CREATE INDEX reponse_opposition ON reponse (bilan) WHERE instr(saisie, '"opposition"') > 0;
