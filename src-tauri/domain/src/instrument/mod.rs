//! Screening tools: questionnaires read from data and scored here, and the tools of which only the
//! score may be noted.
//!
//! A questionnaire is a JSON pack of `references/instruments/`. One without the text of its licence
//! or without its source is refused (clinical note §3): most instruments may not be put into
//! software. Cut-offs without a source are kept in the pack and have no effect.

mod connus;
mod cotation;
mod lecture;
#[cfg(test)]
mod tests;

pub use connus::{CONNUS, OutilConnu, SousScoreConnu, connu};
pub use cotation::{Cotation, CotationRefus, SousScore};
pub use lecture::PaquetRefus;

use crate::bilan::VoletCode;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Code of the scale whose score is the score of the tool.
pub const TOTAL: &str = "total";

/// Every pack of the program: its code and its text.
pub(crate) const PAQUETS: [(&str, &str); 3] = [
    ("phq9", include_str!("../../references/instruments/phq9.json")),
    ("gad7", include_str!("../../references/instruments/gad7.json")),
    ("adrs", include_str!("../../references/instruments/adrs.json")),
];

static LIVRES: LazyLock<Vec<Instrument>> = LazyLock::new(|| {
    let parse = |(code, json): &(&str, &str)| {
        Instrument::parse(json).unwrap_or_else(|e| panic!("the embedded instrument {code}: {e:?}"))
    };
    PAQUETS.iter().map(parse).collect()
});

/// A questionnaire with its scoring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    pub code: String,
    /// Name, as a result is noted under it.
    pub nom: String,
    /// Version or language of the sheet.
    pub version: String,
    pub titre: String,
    /// The part of the bilan that it belongs to.
    pub volet: VoletCode,
    /// First age in completed months.
    #[serde(default)]
    pub age_min_mois: Option<i32>,
    /// Last age in completed months.
    #[serde(default)]
    pub age_max_mois: Option<i32>,
    /// Who may fill it in.
    pub repondants: Vec<String>,
    /// What is said before the questions.
    pub consigne: String,
    pub reponses: Vec<ReponsePossible>,
    /// Questions, in order.
    pub items: Vec<ItemInstrument>,
    /// Scales; one of them is [`TOTAL`].
    pub echelles: Vec<EchelleInstrument>,
    /// Answers that call for action at once, whatever the total.
    pub signaux: Vec<Signal>,
    /// Where text and scoring come from.
    pub source: String,
    /// On what terms the text is here.
    pub licence: String,
    /// What must be known before it is used.
    pub reserve: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct ReponsePossible {
    #[ts(type = "number")]
    pub points: i64,
    /// As it is printed.
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct ItemInstrument {
    pub code: String,
    /// As it is printed.
    pub texte: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct EchelleInstrument {
    pub code: String,
    pub nom: String,
    /// The questions that it adds up.
    pub items: Vec<String>,
    /// What a score means, from the lowest.
    #[serde(default)]
    pub tranches: Vec<Tranche>,
    /// Where that comes from; without it, nothing is said of a score.
    #[serde(default)]
    pub tranches_source: String,
    /// The cut-off, as it is noted beside a score.
    #[serde(default)]
    pub seuil: Option<String>,
}

/// What scores from `min` to `max` mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    #[ts(type = "number")]
    pub min: i64,
    #[ts(type = "number")]
    pub max: i64,
    pub mots: String,
}

/// An answer that calls for action at once, such as suicidal ideas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    pub item: String,
    #[ts(type = "number")]
    pub min: i64,
    /// The name under which the points are noted with the result, which the alerts read.
    pub sous_score: String,
    pub phrase: String,
}

impl Instrument {
    /// The questionnaires that come with the program.
    #[must_use]
    pub fn livres() -> &'static [Self] {
        &LIVRES
    }

    /// One of them by its code.
    #[must_use]
    pub fn livre(code: &str) -> Option<&'static Self> {
        LIVRES.iter().find(|i| i.code == code)
    }

    /// Whether it is made for an age in completed months.
    #[must_use]
    pub fn concerne(&self, age_mois: i32) -> bool {
        self.age_min_mois.is_none_or(|min| age_mois >= min)
            && self.age_max_mois.is_none_or(|max| age_mois <= max)
    }

    fn points_max(&self) -> i64 {
        self.reponses.iter().map(|r| r.points).max().unwrap_or(0)
    }
}

impl EchelleInstrument {
    /// What a score means, where that has a source.
    #[must_use]
    pub fn tranche(&self, score: i64) -> Option<&Tranche> {
        let dite = !self.tranches_source.trim().is_empty();
        self.tranches.iter().find(|t| dite && (t.min..=t.max).contains(&score))
    }
}
