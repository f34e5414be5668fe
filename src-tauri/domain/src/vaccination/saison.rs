//! Seasons: when a vaccine or an antibody is given in one territory. A season is a dated datum; one
//! that is not in the list is unknown, and is said to be.

use super::Valence;
use crate::codes::codes;
use crate::date::DateCivile;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(crate) const FICHIER: &str = include_str!("../../references/vaccins/saisons.json");

codes! {
    Territoire {
        Metropole = "metropole", "Hexagone";
        Guyane = "guyane", "Guyane";
        Mayotte = "mayotte", "Mayotte";
        OutreMer = "outre_mer", "Autres territoires d’outre-mer";
    }
}

impl Territoire {
    /// The territory of a French postcode; the mainland for anything that is none of the others.
    #[must_use]
    pub fn du_code_postal(code_postal: &str) -> Self {
        match code_postal.trim().get(..3) {
            Some("973") => Self::Guyane,
            Some("976") => Self::Mayotte,
            Some("971" | "972" | "974" | "975" | "977" | "978" | "986" | "987" | "988") => {
                Self::OutreMer
            }
            _ => Self::Metropole,
        }
    }
}

#[derive(Debug, Deserialize)]
struct Fichier {
    sources: BTreeMap<String, String>,
    saisons: Vec<Saison>,
}

/// A season of a valence in a territory.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saison {
    pub valence: Valence,
    /// "2025-2026".
    pub nom: String,
    pub territoire: Territoire,
    pub debut: DateCivile,
    /// Last day, where it is known.
    pub fin: Option<DateCivile>,
    /// Without a last day: what holds after this day is unknown.
    pub su_jusqu_au: Option<DateCivile>,
    /// First birth date of those whom the campaign catches up.
    pub nes_depuis: DateCivile,
    /// Marks of sources.
    pub source: String,
}

/// What the seasons say of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment<'a> {
    /// The campaign is on.
    Ouverte(&'a Saison),
    /// It is over, and the next one is not to be expected yet.
    Close(&'a Saison),
    /// No season is known for that day.
    Inconnue,
}

static LUES: LazyLock<Fichier> =
    LazyLock::new(|| serde_json::from_str(FICHIER).expect("the embedded list of seasons parses"));

#[must_use]
pub fn saisons() -> &'static [Saison] {
    &LUES.saisons
}

/// What the marks of the seasons' sources stand for.
#[must_use]
pub fn sources() -> &'static BTreeMap<String, String> {
    &LUES.sources
}

/// Where `date` lies among the seasons of a valence; none for a valence without seasons. A season
/// is expected again on its anniversary: from then on the next one is unknown until the data have
/// it.
pub(super) fn moment(
    valence: Valence,
    territoire: Territoire,
    date: DateCivile,
) -> Option<Moment<'static>> {
    if !saisons().iter().any(|saison| saison.valence == valence) {
        return None;
    }
    let derniere = saisons()
        .iter()
        .filter(|s| s.valence == valence && s.territoire == territoire && s.debut <= date)
        .max_by_key(|s| s.debut);
    let Some(saison) = derniere else { return Some(Moment::Inconnue) };
    let revenue = date >= saison.debut.plus_mois(12);
    Some(match (saison.fin, saison.su_jusqu_au) {
        (Some(fin), _) if date <= fin => Moment::Ouverte(saison),
        (Some(_), _) if !revenue => Moment::Close(saison),
        (None, Some(su)) if date <= su => Moment::Ouverte(saison),
        _ => Moment::Inconnue,
    })
}
