//! What the screens of screening tools are told, and what they send.

use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::instrument::Instrument;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Answers by number of question, in points; an unanswered question may be null or absent.
pub type ReponsesOutil = BTreeMap<String, Option<i64>>;

/// A questionnaire that the program has the text of.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InstrumentVue {
    pub instrument: Instrument,
    /// Whether it is made for the child’s age.
    pub concerne: bool,
}

/// A part of a result that is noted beside the score.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SousScoreVue {
    /// Key, as stored.
    pub cle: String,
    pub label: String,
    /// Highest possible, where it is known.
    pub max: Option<i32>,
}

/// A tool of which only the result is noted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutilConnuVue {
    /// Name, as it is noted.
    pub nom: String,
    /// The parts that offer it.
    pub volets: Vec<VoletCode>,
    /// The ages that it is made for, in words.
    pub ages: String,
    /// Whether it is made for the child’s age.
    pub concerne: bool,
    /// Lowest possible score, where it is known.
    pub min: Option<i32>,
    /// Highest possible score, where it is known.
    pub max: Option<i32>,
    /// What is noted beside the score.
    pub sous_scores: Vec<SousScoreVue>,
}

/// The tools that a bilan may use.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutilsProposes {
    /// Those that are filled in here.
    pub instruments: Vec<InstrumentVue>,
    /// Those of which the result is noted.
    pub connus: Vec<OutilConnuVue>,
}

/// Answers to be scored; nothing of it is stored.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CoterInstrument {
    pub code: String,
    #[ts(type = "Record<string, number | null>")]
    pub reponses: ReponsesOutil,
}

/// A result, as the screen sends it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct OutilSaisie {
    /// Code of the questionnaire that was filled in here; none where only the result is noted.
    pub instrument: Option<String>,
    #[serde(default)]
    #[ts(type = "Record<string, number | null>")]
    pub reponses: ReponsesOutil,
    /// Name of the tool, where only the result is noted.
    pub outil: String,
    pub version: String,
    /// Day, as people type it.
    pub date: String,
    pub repondant: String,
    /// The score, as people type it.
    pub score: String,
    /// What is noted beside it, as people type it.
    #[serde(default)]
    pub sous_scores: BTreeMap<String, String>,
    pub seuil: String,
    /// Empty for the words of the questionnaire.
    pub conclusion: String,
    /// Why it was not done; then there is no score.
    pub non_passe_motif: String,
    /// None for that of the part.
    pub visibilite: Option<Visibilite>,
}

/// A result to be noted.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EnregistrerOutil {
    pub bilan: String,
    /// S10 to S14.
    pub volet: VoletCode,
    /// None for a new one.
    pub id: Option<String>,
    pub saisie: OutilSaisie,
    /// The act that the screen had seen.
    pub vu: Option<String>,
}

/// A result to be taken back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RetirerOutil {
    pub id: String,
    pub motif: String,
}

/// A noted figure, in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoteVue {
    /// Key, as stored.
    pub cle: String,
    pub label: String,
    pub texte: String,
}

/// A result, as the screen shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutilVue {
    pub id: String,
    pub bilan: String,
    pub volet: VoletCode,
    pub outil: String,
    pub version: String,
    /// ISO 8601.
    pub date: String,
    pub repondant: String,
    /// The score in figures; empty without one.
    pub score: String,
    pub sous_scores: Vec<NoteVue>,
    pub seuil: String,
    pub conclusion: String,
    /// Name of the professional, with title.
    pub passe_par: String,
    pub non_passe_motif: String,
    #[ts(type = "'V1' | 'V2' | 'V3'")]
    pub visibilite: String,
    /// Code of the questionnaire that it can be opened with again.
    pub instrument: Option<String>,
    #[ts(type = "Record<string, number | null>")]
    pub reponses: ReponsesOutil,
    /// What calls for action at once, one sentence each.
    pub signaux: Vec<String>,
    /// The last act that touched it, to send back with a change.
    pub vu: String,
}
