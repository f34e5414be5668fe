//! Doses received, the calendar, and the state that both give on a day.
//!
//! [`etat_du_jour`] is a pure function of the child, the doses and the day; the day chooses the
//! calendar. It suggests; the doctor decides ([`EtatVaccinal::avec_decisions`]). What the texts leave
//! open is settled here (`references/vaccins/calendrier-*.json` hold the figures and list under
//! `ajouts` those that are ours, `tests_tables.rs` and `tests_2026.rs` have dated examples of each):
//!
//! - **Calendars** stand side by side, one file a year; a day is judged by what held that day. Inside
//!   a file a rule may have several versions, each with its days: the children obliged for MENB and
//!   ACWY change on 31 December 2025, HPV on 9 December 2025, the ACWY catch-up on 20 February 2026.
//! - **Series.** The age at the first dose (on the day, without any) chooses the series: usual, or
//!   branch of catch-up. Doses fill its steps in order; nothing is ever started again (P1).
//! - **Next date.** The latest of birth + recommended age and last dose received + smallest
//!   interval, and the day from which on, without a break, a rule has asked the child for that dose
//!   (HPV from 20 to 26 years: 9 December 2025), in calendar months cut to the end of a shorter
//!   month. One next dose per valence.
//!   Without an interval in the rule: one month, five before a booster (P3). Varicella waits as the
//!   product given asks; an unknown product, as long as the slowest.
//! - **Late** is after the recommended window: through the last month of the recommended age
//!   (`age_reco_max_mois`, else the month itself: due at 4 months, late from 5), through the year for
//!   boosters at 6 and 25 years, or one month after the date that an interval gives. A child late for
//!   the usual series stays late in a catch-up.
//! - **Up to date** (`a_jour`) when nothing is due on the day, whether the next date is ahead or
//!   nothing is left. Screens and papers show [`SituationVaccinale`], which tells apart a child with
//!   doses that count, one without any because the age has not come, and one who began late and waits
//!   for the next dose of a catch-up.
//! - **Words.** A booster goes by its age ("rappel de 11 à 13 ans"), that of the booster a dose of
//!   today stands for; any other dose by its rank. An infant's age is not said of a child who left it
//!   behind a year ago, nor that of a catch-up once it is past: it is a "rattrapage".
//! - **Not concerned**: past the last age, outside the birth dates, or for children at risk only
//!   (BCG, influenza, pneumococcus from 2 years). What may be offered to any child of an age, and how
//!   a first influenza vaccination goes, is said without an alert.
//! - **Unknown**: no document, no dose known, and a dose expected by that age; or a partial
//!   document and no dose known where it would be late. A dose without a word on how much of the
//!   record was seen counts as a partial document. Hepatitis B without any document stays unknown
//!   past 15 years too (serology).
//! - **Seasons** (RSV) are dated data of a territory. From the anniversary of the last known season
//!   on, the next one is unknown.
//! - **Preterm** infants have more primary doses: beside the usual series, which alone says what is
//!   late.
//! - **Too early.** A primary dose less than its interval after the one before counts from three
//!   weeks (S86) and is reported; a third one puts the old 2, 3, 4 month schedule in order. Any
//!   other dose before its age or interval is reported and does not count; the next interval runs
//!   from it all the same.
//! - **Boosters by age** (DTP, pertussis). Ranks 1 to 3 come first whatever the age. A dose from 5
//!   years counts as the one of 6 years; one from 11 years stands for the one of 11 to 13 and for a
//!   missed one of 6; a series begun from 6 years on has no booster of 6 years.
//! - **Born before 2018.** Pertussis is asked for under the rule without birth dates (6 years),
//!   hepatitis B and measles under their catch-up.
//! - **Meningococci.** C alone is asked for until 2024 only; since, a complete series stays up to
//!   date and nothing else is said of it. A dose of C before 2025 is the first of two ACWY doses for
//!   a child obliged by birth; from two years on one ACWY dose is due to the eve of five, whatever C
//!   was given. B from two to five years is recommended, and nothing more, whatever the birth date
//!   and whether the series was begun before or not.
//! - **How sure a rule is** ([`Fiabilite`]) goes with every state, with a sentence of what is not
//!   known. Only a rule that a source gives whole raises an alert; a lateness by a rule that no text
//!   gives, or of which it is not known whether it asks at all, is to be checked and not amber.
//! - **A line of the carnet** is read whole or reported (`ligne.rs`). Beside a word that is not
//!   understood the name of a disease is in doubt and counts for nothing; a product still counts. A
//!   line that was not read whole makes unknown what would be late (`prudence.rs`).
//! - **Outside its licence** (too young for the product, a polysaccharide vaccine for a conjugate one)
//!   a dose is listed, does not count, and the reason is told.

pub(crate) mod calendrier;
mod choix;
mod deroule;
mod etat;
mod evaluation;
mod lexique;
mod ligne;
mod mot;
mod phrase;
pub(crate) mod produits;
mod prudence;
mod saisie;
pub(crate) mod saison;
mod tri;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_2026;
#[cfg(test)]
mod tests_cas;
#[cfg(test)]
mod tests_conduite;
#[cfg(test)]
mod tests_graphies;
#[cfg(test)]
mod tests_lignes;
#[cfg(test)]
mod tests_proprietes;
#[cfg(test)]
mod tests_tables;

pub use calendrier::{Calendrier, Regle};
pub use etat::{
    DecisionGenre, DecisionVaccinale, DoseRecue, EtatVaccinal, EtatValence, LigneNonLue,
    MotNonCompris, SituationVaccinale, StatutVaccinal, SujetVaccinal,
};
pub use ligne::{Ligne, Morceau, parse_ligne};
pub use produits::{Produit, produits_proposes};
pub use prudence::{etat, etat_du_jour};
pub use saisie::{doses_a_relire, remarques};
pub use saison::{Saison, Territoire, saisons, sources as sources_des_saisons};

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
    /// How sure a rule of the calendar is. Only one that is `sourcee` raises alerts.
    Fiabilite {
        Sourcee = "sourcee", "source citée";
        Partielle = "partielle", "en partie de mémoire";
        Indirecte = "indirecte", "source indirecte";
        Memoire = "memoire", "de mémoire, sans source";
    }
}

codes! {
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    pub produit: String,
    pub valences: Vec<Valence>,
    pub date: DateCivile,
    pub lot: Option<String>,
    pub lieu: String,
    pub preuve: Preuve,
}

impl Dose {
    /// What it protects against: as it is written or, where nothing is, as its product reads. Papers
    /// and engine read the same.
    #[must_use]
    pub fn protege(&self) -> Vec<Valence> {
        match self.valences.is_empty() {
            true => parse_ligne(&self.produit).valences(),
            false => self.valences.clone(),
        }
    }
}

/// The vaccination record, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Vaccinations {
    pub source: SourceVaccinale,
    pub contre_indications: Vec<String>,
    pub doses: Vec<Dose>,
}
