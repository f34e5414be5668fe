//! The calendars as dated rule data, and the series of doses that make them machine readable.

use super::{Fiabilite, Valence};
use crate::date::DateCivile;
use serde::Deserialize;
use std::sync::LazyLock;

/// The calendars, the earliest first: version and text. A new year is one more line.
pub(crate) const FICHIERS: &[(&str, &str)] = &[
    ("2025", include_str!("../../references/vaccins/calendrier-2025.json")),
    ("2026", include_str!("../../references/vaccins/calendrier-2026.json")),
];

/// The calendars read. The texts are part of the program: one that does not parse stops it at once,
/// in the first test, rather than leave a child without rules.
static LIVRES: LazyLock<Vec<Calendrier>> = LazyLock::new(|| {
    FICHIERS
        .iter()
        .map(|(version, texte)| {
            let lu: Calendrier =
                serde_json::from_str(texte).expect("an embedded vaccination calendar parses");
            assert_eq!(lu.version, *version, "a calendar says its own version");
            lu
        })
        .collect()
});

/// A version of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Calendrier {
    /// "2025".
    pub version: String,
    /// First day of this version. Rules valid from that day are also used before it, with a
    /// warning; rules that begin later wait for their day.
    pub debut: DateCivile,
    /// Last day of this version; none for the latest.
    pub fin: Option<DateCivile>,
    /// One rule per dose or per branch of catch-up. A code may stand several times, each for other
    /// days.
    pub regles: Vec<Regle>,
    /// What the marks of sources stand for.
    pub sources: std::collections::BTreeMap<String, String>,
    /// Born before so many weeks of pregnancy, an infant has the doses of the preterm.
    pub(super) premature_avant_sa: i32,
    /// The valences in the order of the calendar.
    pub(super) valences: Vec<Hors>,
    /// Which doses follow which, by age at the first one.
    pub(super) series: Vec<Serie>,
}

/// One dated rule. Ages and intervals are in calendar months; a maximal age lasts to the end of its
/// month of age.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub obligatoire: bool,
    pub valable_du: DateCivile,
    pub valable_au: Option<DateCivile>,
    /// First day on which this was asked for at all, where it is the first day of the calendar too:
    /// a rule of that day is else taken to be older.
    pub depuis: Option<DateCivile>,
    /// Marks of sources, between commas.
    pub source: Option<String>,
    pub fiabilite: Fiabilite,
    /// Recommended only: a late dose raises no alert, however sure the source.
    #[serde(default)]
    pub sans_alerte: bool,
    /// The unknown part of the rule (`reserve`) is whether the dose is asked for at all.
    #[serde(default)]
    pub retard_incertain: bool,
    /// Intervals that depend on the product of the dose before.
    #[serde(default)]
    pub intervalles_produit: Vec<IntervalleProduit>,
    pub note: Option<String>,
    /// What is not known of the rule, in one French sentence.
    pub reserve: Option<String>,
}

/// How long after a dose of a product the next one may follow, in weeks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalleProduit {
    /// Trade name of the dose given.
    pub produit: String,
    pub min_semaines: i32,
    /// Largest interval that the product recommends.
    pub max_semaines: i32,
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
    /// What may be offered to any child of the ages of a rule, without being asked for.
    pub(super) proposee: Option<Proposee>,
    /// What holds of a first vaccination, at the ages of a rule.
    pub(super) premiere_fois: Option<PremiereFois>,
}

/// An offer, by the ages of its rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proposee {
    pub(super) regle: String,
    /// In words, small first letter, without a full stop.
    pub(super) texte: String,
}

/// A first vaccination of two doses, at the ages of its rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PremiereFois {
    pub(super) regle: String,
    pub(super) intervalle_semaines: i32,
    /// In words, small first letter, without a full stop.
    pub(super) texte: String,
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

/// The two ages of the meningococcal ACWY vaccine: infant and adolescent.
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
    /// Intervals that depend on the product of the dose before, in place of the others.
    #[serde(default)]
    pub(super) intervalles_produit: Vec<IntervalleProduit>,
    /// Recommended interval since the first dose.
    pub(super) depuis_premiere_mois: Option<i32>,
    /// A dose from this age stands for this step and all before it, once the booster is reached.
    pub(super) tient_lieu_mois: Option<i32>,
    /// The step has no object when the series began at this age or later.
    pub(super) saute_si_depart_mois: Option<i32>,
}

/// From which age on another rule decides of a series that was begun: it recommends, and nothing is
/// late nor mandatory any more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Passage {
    /// In completed months.
    pub(super) des_mois: i32,
    pub(super) regle: String,
    /// Added to the sentence.
    pub(super) mention: String,
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
    /// First and last day of this variant of the series, where they are not those of its rule.
    pub(super) valable_du: Option<DateCivile>,
    pub(super) valable_au: Option<DateCivile>,
    /// Age at the first dose, in completed months, both included.
    pub(super) depart_min_mois: Option<i32>,
    pub(super) depart_max_mois: Option<i32>,
    /// Last month of age in which the series goes on.
    pub(super) limite_mois: Option<i32>,
    /// Last day of age in which the series goes on, where the limit is in days.
    pub(super) limite_jours: Option<i32>,
    /// A dose from this age completes the series.
    pub(super) complet_des_mois: Option<i32>,
    /// Only children at risk are concerned.
    #[serde(default)]
    pub(super) a_risque: bool,
    /// No longer asked for: it only says that doses given make a complete series.
    #[serde(default)]
    pub(super) historique: bool,
    /// The first doses of preterm infants, beside the usual series.
    #[serde(default)]
    pub(super) prematures: bool,
    /// A dose of this series is never called late.
    #[serde(default)]
    pub(super) sans_retard: bool,
    /// The usual series that this one catches up with: without any dose, a child late for it stays
    /// late, and its obligations hold.
    pub(super) releve: Option<String>,
    /// The age from which the series is only recommended.
    pub(super) passage: Option<Passage>,
    /// Added to the sentence.
    pub(super) mention: Option<String>,
    /// First age in completed months at which `mention` is added.
    pub(super) mention_des_mois: Option<i32>,
    pub(super) etapes: Vec<Etape>,
}

impl Calendrier {
    /// The calendars that the program carries, the earliest first.
    #[must_use]
    pub fn tous() -> &'static [Self] {
        &LIVRES
    }

    /// A calendar by its version: `"2025"`.
    #[must_use]
    pub fn livre(version: &str) -> Option<&'static Self> {
        LIVRES.iter().find(|calendrier| calendrier.version == version)
    }

    /// The calendar that holds on `date`: the latest that has begun, else the earliest.
    #[must_use]
    pub fn du_jour(date: DateCivile) -> &'static Self {
        LIVRES
            .iter()
            .rev()
            .find(|calendrier| calendrier.debut <= date)
            .or_else(|| LIVRES.first())
            .expect("the list of calendars is not empty")
    }

    /// The rule of a code as it holds on `date`; out of its days, the last that began before, else
    /// the first.
    #[must_use]
    pub fn regle(&self, code: &str, date: DateCivile) -> Option<&Regle> {
        let regles = || self.regles.iter().filter(|regle| regle.code == code);
        regles()
            .find(|regle| self.vaut(Some(regle.valable_du), regle.valable_au, date))
            .or_else(|| regles().rfind(|regle| regle.valable_du <= date))
            .or_else(|| regles().next())
    }

    /// Whether what holds between two days holds on `date`. What holds from the first day of the
    /// calendar is also used before it.
    fn vaut(&self, du: Option<DateCivile>, au: Option<DateCivile>, date: DateCivile) -> bool {
        du.is_none_or(|du| du <= self.debut || du <= date) && au.is_none_or(|au| date <= au)
    }

    /// Whether a series holds on `date`: its own days, and those of its first rule.
    pub(super) fn en_vigueur(&self, serie: &Serie, date: DateCivile) -> bool {
        let regle = serie.etapes.first().map_or(&serie.regle, |etape| &etape.regle);
        self.vaut(serie.valable_du, serie.valable_au, date)
            && self
                .regles
                .iter()
                .any(|r| r.code == *regle && self.vaut(Some(r.valable_du), r.valable_au, date))
    }

    /// First day from which on, without a break until `date`, the calendars have asked a child born
    /// on `naissance` for the dose of a rule of `serie`. None where that is older than the
    /// calendars, or where nothing asks on `date`.
    pub(super) fn demandee_depuis(
        serie: &Serie,
        regle: &str,
        naissance: DateCivile,
        date: DateCivile,
    ) -> Option<DateCivile> {
        let demandes = demandes(serie, regle, naissance);
        let tient = |jour: DateCivile| {
            demandes
                .iter()
                .filter(|(du, au)| du.is_none_or(|du| du <= jour) && au.is_none_or(|au| jour <= au))
                .map(|(du, _)| *du)
                .min()
        };
        let mut debut = tient(date)??;
        // An older version that held until the day before.
        while let Some(avant) = tient(debut.plus_jours(-1)) {
            debut = avant?;
        }
        Some(debut)
    }

    /// The series that `serie` catches up with, as it holds on `date`.
    pub(super) fn releve(&self, serie: &Serie, date: DateCivile) -> Option<&Serie> {
        let code = serie.releve.as_deref()?;
        self.series.iter().find(|s| s.code == code && self.en_vigueur(s, date))
    }

    /// The series of preterm infants for a valence.
    pub(super) fn prematures(&self, valence: Valence, date: DateCivile) -> Option<&Serie> {
        self.series
            .iter()
            .find(|s| s.prematures && s.valence == valence && self.en_vigueur(s, date))
    }
}

/// The days between which each version of a rule, in the series like `serie` of every calendar,
/// asks a child born on `naissance` for a dose; open where older than the calendars or still in
/// force. The first day does not look at the age, which the step has for itself; the last one does.
fn demandes(
    serie: &Serie,
    regle: &str,
    naissance: DateCivile,
) -> Vec<(Option<DateCivile>, Option<DateCivile>)> {
    let premier = LIVRES.first().map(|calendrier| calendrier.debut);
    let pareille = |s: &&Serie| {
        s.valence == serie.valence
            && s.phase == serie.phase
            && s.condition == serie.condition
            && s.etapes.iter().any(|e| e.regle == regle)
            && s.cohorte_min.is_none_or(|min| min <= naissance)
            && s.cohorte_max.is_none_or(|max| naissance <= max)
    };
    let veille = |mois: i32| naissance.plus_mois(mois + 1).plus_jours(-1);
    LIVRES
        .iter()
        .flat_map(|c| c.series.iter().filter(pareille).map(move |s| (c, s)))
        .flat_map(|(c, s)| c.regles.iter().filter(|r| r.code == regle).map(move |r| (s, r)))
        .filter(|(_, r)| r.concerne(naissance))
        .map(|(s, r)| {
            let du = Some(r.valable_du).filter(|du| Some(*du) > premier).or(r.depuis);
            let fins =
                [s.valable_au, r.valable_au, s.limite_mois.map(veille), r.age_max_mois.map(veille)];
            (du.max(s.valable_du), fins.into_iter().flatten().min())
        })
        .filter(|(du, au)| au.is_none_or(|au| du.is_none_or(|du| du <= au)))
        .collect()
}

impl Regle {
    /// Whether the rule was written for that birth date.
    #[must_use]
    pub fn concerne(&self, naissance: DateCivile) -> bool {
        self.cohorte_min.is_none_or(|min| min <= naissance)
            && self.cohorte_max.is_none_or(|max| naissance <= max)
    }

    /// What is not known of the rule, in one sentence; none when a source gives it whole.
    #[must_use]
    pub fn reserve(&self) -> Option<&str> {
        self.reserve.as_deref().or(match self.fiabilite {
            Fiabilite::Sourcee => None,
            Fiabilite::Partielle => Some("Une partie de cette règle est écrite de mémoire."),
            Fiabilite::Indirecte => {
                Some("Connue de seconde main seulement : le texte d’origine n’a pas été lu.")
            }
            Fiabilite::Memoire => Some("Écrite de mémoire : aucun texte n’a été lu."),
        })
    }

    /// Whether what is not known of the rule makes a lateness doubtful: nothing of it was read, or
    /// not whether the dose is asked for.
    #[must_use]
    pub fn a_verifier(&self) -> bool {
        self.retard_incertain || matches!(self.fiabilite, Fiabilite::Indirecte | Fiabilite::Memoire)
    }

    /// Whether a dose late by this rule asks for an alert.
    #[must_use]
    pub fn alerte(&self) -> bool {
        self.fiabilite == Fiabilite::Sourcee && !self.sans_alerte
    }

    /// Whether a child born on `naissance` is at the ages of the rule on `date`.
    pub(super) fn age_convient(&self, naissance: DateCivile, date: DateCivile) -> bool {
        self.age_min_mois.is_none_or(|min| date >= naissance.plus_mois(min))
            && self.age_max_mois.is_none_or(|max| date < naissance.plus_mois(max + 1))
    }
}
