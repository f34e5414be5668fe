//! The calendar as dated rule data, and the series of doses that make it machine readable.

use super::Valence;
use crate::date::DateCivile;
use serde::Deserialize;
use std::sync::LazyLock;

/// The text of the 2025 calendar.
pub(crate) const CALENDRIER_2025: &str =
    include_str!("../../references/vaccins/calendrier-2025.json");

/// A version of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Calendrier {
    /// "2025".
    pub version: String,
    /// First day of this version. Rules valid from that day are also used before it, with a
    /// warning; rules that begin later wait for their day.
    pub debut: DateCivile,
    /// One rule per dose or per branch of catch-up.
    pub regles: Vec<Regle>,
    /// What the marks of sources stand for.
    pub sources: std::collections::BTreeMap<String, String>,
    /// The valences in the order of the calendar.
    pub(super) valences: Vec<Hors>,
    /// Which doses follow which, by age at the first one.
    pub(super) series: Vec<Serie>,
}

/// One dated rule. Ages and intervals are in calendar months; a maximal age lasts to the end of its
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

/// A valence of the calendar, with what is said when no series concerns the child.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hors {
    pub(super) valence: Valence,
    /// Code of the rule that then decides.
    pub(super) regle_hors_limite: String,
    /// Why, in words, without a full stop.
    pub(super) hors_limite: String,
    /// Without any document the state is unknown past the limit too (hepatitis B: serology).
    #[serde(default)]
    pub(super) inconnu_sans_limite: bool,
}

/// What a series asks beyond birth date and age at the first dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Condition {
    /// The doses known are of a 20 µg vaccine, six months apart if there are two.
    #[serde(rename = "hepb_20ug")]
    Hepb20,
    /// The first dose was against meningococcus C alone, before 2025.
    Menc,
    /// One of the first two doses was RotaTeq.
    Rotateq,
    /// The second dose followed the first by less than five months.
    HpvRapproche,
}

/// The two lives of the meningococcal ACWY vaccine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Phase {
    Nourrisson,
    Adolescent,
}

/// How strictly a dose fills its step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// Primary dose: counts from three weeks after the one before (S86), reported when earlier than
    /// the interval of the rule.
    Primo,
    /// Counts only at its age and after its interval.
    Dose,
    /// The same, called a booster.
    Rappel,
    /// One dose is the whole series.
    Unique,
}

/// One dose of a series.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Etape {
    pub(super) rang: u8,
    /// Code of the rule.
    pub(super) regle: String,
    pub(super) role: Role,
    /// The age of the rule is not said: it belongs to another rank.
    #[serde(default)]
    pub(super) sans_age: bool,
    pub(super) age_reco_mois: Option<i32>,
    pub(super) age_reco_max_mois: Option<i32>,
    /// Late from this age, where the recommended age is a year and not a month.
    pub(super) retard_mois: Option<i32>,
    /// A dose before this age does not fill the step.
    pub(super) age_valide_mois: Option<i32>,
    pub(super) intervalle_min_mois: Option<i32>,
    /// Recommended interval, where it is longer than the smallest one that counts.
    pub(super) intervalle_reco_mois: Option<i32>,
    pub(super) intervalle_max_mois: Option<i32>,
    /// Recommended interval since the first dose.
    pub(super) depuis_premiere_mois: Option<i32>,
    /// A dose from this age stands for this step and all before it, once the booster is reached.
    pub(super) tient_lieu_mois: Option<i32>,
    /// The step has no object when the series began at this age or later.
    pub(super) saute_si_depart_mois: Option<i32>,
}

/// Doses that follow one another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Serie {
    pub(super) code: String,
    pub(super) valence: Valence,
    /// Code of the rule that decides when the series is complete, or has no step.
    pub(super) regle: String,
    pub(super) phase: Option<Phase>,
    pub(super) condition: Option<Condition>,
    pub(super) cohorte_min: Option<DateCivile>,
    pub(super) cohorte_max: Option<DateCivile>,
    /// First birth date for which the series is opened without any dose.
    pub(super) sans_dose_cohorte_min: Option<DateCivile>,
    /// Age at the first dose, in completed months, both included.
    pub(super) depart_min_mois: Option<i32>,
    pub(super) depart_max_mois: Option<i32>,
    /// Last month of age in which the series goes on.
    pub(super) limite_mois: Option<i32>,
    /// The same in days.
    pub(super) limite_jours: Option<i32>,
    /// A dose from this age completes the series.
    pub(super) complet_des_mois: Option<i32>,
    /// Only children at risk are concerned.
    #[serde(default)]
    pub(super) a_risque: bool,
    /// A dose of this series is never called late.
    #[serde(default)]
    pub(super) sans_retard: bool,
    /// The usual series that this one catches up with: without any dose, a child late for it stays
    /// late, and its obligations hold.
    pub(super) releve: Option<String>,
    /// Added to the sentence.
    pub(super) mention: Option<String>,
    /// From this age only.
    pub(super) mention_des_mois: Option<i32>,
    pub(super) etapes: Vec<Etape>,
}

impl Calendrier {
    /// A calendar that the program carries: `"2025"`.
    #[must_use]
    pub fn livre(version: &str) -> Option<&'static Self> {
        static LIVRE: LazyLock<Option<Calendrier>> =
            LazyLock::new(|| serde_json::from_str(CALENDRIER_2025).ok());
        LIVRE.as_ref().filter(|calendrier| calendrier.version == version)
    }

    /// The rule of a code.
    #[must_use]
    pub fn regle(&self, code: &str) -> Option<&Regle> {
        self.regles.iter().find(|regle| regle.code == code)
    }

    /// Whether the rule of a code is in force on `date`.
    pub(super) fn en_vigueur(&self, code: &str, date: DateCivile) -> bool {
        self.regle(code).is_some_and(|regle| {
            (regle.valable_du <= self.debut || regle.valable_du <= date)
                && regle.valable_au.is_none_or(|fin| date <= fin)
        })
    }

    /// The series that `serie` catches up with.
    pub(super) fn releve(&self, serie: &Serie) -> Option<&Serie> {
        let code = serie.releve.as_deref()?;
        self.series.iter().find(|s| s.code == code)
    }
}

impl Regle {
    /// Whether the rule was written for that birth date.
    #[must_use]
    pub fn concerne(&self, naissance: DateCivile) -> bool {
        self.cohorte_min.is_none_or(|min| min <= naissance)
            && self.cohorte_max.is_none_or(|max| naissance <= max)
    }
}
