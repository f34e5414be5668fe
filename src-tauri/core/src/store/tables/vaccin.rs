//! Doses of vaccine and what a doctor decides against the calendar; the screening of a child.

use super::{Entite, Ident, Json, Place, Secret, TantQue, Voie, table};
use escale_domain::date::{DateCivile, DatePartielle};
use escale_domain::examen::{EtatReperage, JalonTnd};
use escale_domain::vaccination::{DecisionGenre, Preuve, Valence};
use uuid::Uuid;

table! {
    /// A dose of vaccine.
    Dose in "dose" {
        place: Place::Liste("vaccinations/doses"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Nul("raye"),
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    produit: String => Voie::Meme;
    valences: Json<Vec<Valence>> => Voie::Meme;
    date: DateCivile => Voie::Meme;
    lot: Option<String> => Voie::Meme;
    lieu: String => Voie::Meme;
    preuve: Preuve => Voie::Meme;
    /// Why one written by mistake was struck out; it counts no more.
    raye: Option<String> => Voie::Hors("a dose struck out is no dose: the journal keeps it");
}

table! {
    /// What a doctor decided against the vaccination calendar, one row per child and valence.
    DecisionVaccinale in "decision_vaccinale" {
        place: Place::Liste("decisions_vaccinales"),
        id: Ident::Derive("decision_vaccinale/", "valence"),
        secret: Secret::Rien,
        tant_que: TantQue::Dit(&["decision"]),
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    valence: Valence => Voie::Meme;
    decision: Option<DecisionGenre> => Voie::Meme;
    motif: String => Voie::Meme;
    jusqu_au: Option<DateCivile> => Voie::Meme;
    auteur: Uuid => Voie::Pro;
    date: DateCivile => Voie::Meme;
}

table! {
    /// What was said of the screening for neuro-developmental disorders, one row per child and
    /// milestone.
    Reperage in "reperage" {
        place: Place::Liste("reperages"),
        id: Ident::Derive("reperage/", "jalon"),
        secret: Secret::Rien,
        tant_que: TantQue::Dit(&["etat"]),
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    jalon: JalonTnd => Voie::Meme;
    etat: Option<EtatReperage> => Voie::Meme;
    date: Option<DatePartielle> => Voie::Meme;
    auteur: Uuid => Voie::Pro;
    note_le: DateCivile => Voie::Meme;
}
