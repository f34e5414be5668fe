//! Doses received, the calendar, and the state that both give on a day.

mod calendrier;
mod deroule;
mod etat;
mod evaluation;
mod phrase;
mod produits;
mod tri;

#[cfg(test)]
mod tests;

pub use calendrier::{Calendrier, Regle};
pub use etat::{
    DecisionGenre, DecisionVaccinale, DoseRecue, EtatVaccinal, EtatValence, StatutVaccinal,
    SujetVaccinal,
};
pub use evaluation::etat;
pub use produits::valences_du_produit;

use crate::codes::codes;
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

codes! {
    /// What a dose protects against.
    Valence {
        Dtp = "DTP", "Diphtérie, tétanos, polio";
        Coq = "COQ", "Coqueluche";
        Hib = "HIB", "Haemophilus influenzae b";
        Hepb = "HEPB", "Hépatite B";
        Pnc = "PNC", "Pneumocoque";
        Menb = "MENB", "Méningocoque B";
        Menacwy = "MENACWY", "Méningocoques ACWY";
        Menc = "MENC", "Méningocoque C";
        Ror = "ROR", "Rougeole, oreillons, rubéole";
        Rota = "ROTA", "Rotavirus";
        Hpv = "HPV", "Papillomavirus (HPV)";
        Bcg = "BCG", "Tuberculose (BCG)";
        Grippe = "GRIPPE", "Grippe";
        Varicelle = "VARICELLE", "Varicelle";
        Vrs = "VRS", "Bronchiolite à VRS (anticorps)";
    }
}

codes! {
    /// What proves a dose.
    Preuve {
        Carnet = "carnet", "Carnet de santé";
        Cr = "CR", "Compte rendu";
        Declaratif = "declaratif", "Déclaratif";
        Serologie = "serologie", "Sérologie";
    }
}

codes! {
    /// How much of the vaccination record was seen.
    SourceVaccinale {
        Carnet = "carnet", "Carnet de santé";
        Partiel = "partiel", "Document partiel";
        Absent = "absent", "Aucun document";
    }
}

/// A dose received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct Dose {
    pub produit: String,
    pub valences: Vec<Valence>,
    pub date: DateCivile,
    pub lot: Option<String>,
    pub lieu: String,
    pub preuve: Preuve,
}

/// The vaccination record, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct Vaccinations {
    pub source: SourceVaccinale,
    pub contre_indications: Vec<String>,
    pub doses: Vec<Dose>,
}
