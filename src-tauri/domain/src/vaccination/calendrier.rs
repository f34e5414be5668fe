//! The calendar as dated rule data.

use super::Valence;
use crate::date::DateCivile;
use serde::Deserialize;
use std::sync::LazyLock;

/// The text of the 2025 calendar.
const CALENDRIER_2025: &str = include_str!("../../references/vaccins/calendrier-2025.json");

/// A version of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Calendrier {
    /// "2025".
    pub version: String,
    /// One rule per dose or per branch of catch-up.
    pub regles: Vec<Regle>,
}

/// One dated rule. Ages and intervals are in calendar months, ages `a_b` included to the end of the
/// month of age.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the field names are those of the domain note, §6.3")]
pub struct Regle {
    pub code: String,
    pub valence: Valence,
    pub cohorte_min: Option<DateCivile>,
    pub cohorte_max: Option<DateCivile>,
    pub rang: Option<u8>,
    pub age_min_mois: Option<i32>,
    pub age_reco_mois: Option<i32>,
    pub age_reco_max_mois: Option<i32>,
    pub age_max_mois: Option<i32>,
    pub intervalle_min_mois: Option<i32>,
    pub intervalle_max_mois: Option<i32>,
    pub obligatoire: bool,
    pub valable_du: DateCivile,
    pub valable_au: Option<DateCivile>,
    pub source: Option<String>,
    pub verified: bool,
    pub note: Option<String>,
}

impl Calendrier {
    /// A calendar that the program carries: `"2025"`.
    #[must_use]
    pub fn livre(version: &str) -> Option<&'static Self> {
        static LIVRE: LazyLock<Option<Calendrier>> =
            LazyLock::new(|| serde_json::from_str(CALENDRIER_2025).ok());
        LIVRE.as_ref().filter(|calendrier| calendrier.version == version)
    }
}
