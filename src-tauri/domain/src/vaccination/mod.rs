//! Doses received, the calendar, and the state that both give on a day.
//!
//! [`etat()`] is a pure function of the child, the doses, the version of the calendar and the day. It
//! suggests; the doctor decides ([`EtatVaccinal::avec_decisions`]). What the texts leave open is
//! settled here (`references/vaccins/calendrier-2025.json` holds the figures and lists under `ajouts`
//! those that are ours, `tests_tables.rs` has one dated example of each):
//!
//! - **Series.** The age at the first dose (on the day, without any) chooses the series: usual, or
//!   branch of catch-up. Doses fill its steps in order; nothing is ever started again (P1).
//! - **Next date.** The latest of birth + recommended age and last dose received + smallest
//!   interval, in calendar months cut to the end of a shorter month. One next dose per valence.
//!   Without an interval in the rule: one month, five before a booster (P3).
//! - **Late** is after the recommended window: through the last month of the recommended age
//!   (`age_reco_max_mois`, else the month itself: due at 4 months, late from 5), through the year
//!   for boosters at 6 and 25 years, or one month after the date that an interval gives. Who was
//!   late for the usual series stays late in a catch-up.
//! - **Up to date** when nothing is due on the day, whether the next date is ahead or nothing is
//!   left. So too before the first age of a vaccine.
//! - **Not concerned**: past the last age, outside the birth dates, or for children at risk only
//!   (BCG, influenza, pneumococcus from 2 years). Nirsevimab: past 11 months; never late, nor is
//!   varicella, which depends on the history.
//! - **Unknown**: no document, no dose known, and a dose expected by that age; or a partial
//!   document and no dose known where it would be late. Hepatitis B without any document stays
//!   unknown past 15 years too (serology).
//! - **Too early.** A primary dose less than its interval after the one before counts from three
//!   weeks (S86) and is reported; a third one puts the old 2, 3, 4 month schedule in order. Any
//!   other dose before its age or interval is reported and does not count; the next interval runs
//!   from it all the same.
//! - **Boosters by age** (DTP, pertussis). Ranks 1 to 3 come first whatever the age. A dose from 5
//!   years counts as the one of 6 years; one from 11 years stands for the one of 11 to 13 and for a
//!   missed one of 6; a series begun from 6 years on has no booster of 6 years.
//! - **Born before 2018.** Pertussis is asked for under the rule without birth dates (6 years),
//!   hepatitis B and measles under their catch-up.
//! - **Meningococci.** C alone is asked for until 2024 only; a dose of it before 2025 is the first
//!   of two ACWY doses for a child born from July 2023. The unchecked catch-up of B until 5 years and
//!   ACWY until 3 years concerns those same children; older ones are not concerned.
//! - **Rules not checked** never raise an alert, and their sentence says so.

pub(crate) mod calendrier;
mod deroule;
mod etat;
mod evaluation;
mod phrase;
mod produits;
mod tri;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_cas;
#[cfg(test)]
mod tests_conduite;
#[cfg(test)]
mod tests_proprietes;
#[cfg(test)]
mod tests_tables;

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
        Inconnu = "inconnu", "Non précisée";
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
