//! The tools of the domain note §3.3 of which the result is noted, never the text: name, ages, range
//! of the score.
//!
//! Ages and ranges only help typing: a range is there where the note gives it, and refuses a typing
//! mistake; an age decides in which order tools are offered, and forbids nothing.

use crate::bilan::Outil;
use crate::bilan::VoletCode::{self, S10, S11, S12, S13, S14};
use crate::texte::fold;
use serde::Serialize;

/// A part of a result that is noted beside the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SousScoreConnu {
    /// Key, as stored; the alerts read some of them.
    pub cle: &'static str,
    pub label: &'static str,
    /// Highest possible, where it is known.
    pub max: Option<i32>,
}

/// A tool whose result is noted by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutilConnu {
    /// Name, as it is noted.
    pub nom: &'static str,
    /// The parts that offer it; the first shows its result.
    pub volets: &'static [VoletCode],
    /// First age in completed months.
    pub age_min_mois: Option<i32>,
    /// Last age in completed months.
    pub age_max_mois: Option<i32>,
    /// Lowest possible score, where it is known.
    pub min: Option<i32>,
    /// Highest possible score, where it is known.
    pub max: Option<i32>,
    /// What is noted beside the score.
    pub sous_scores: &'static [SousScoreConnu],
}

const fn outil(nom: &'static str, volets: &'static [VoletCode], ages: (i32, i32)) -> OutilConnu {
    OutilConnu {
        nom,
        volets,
        age_min_mois: Some(ages.0),
        age_max_mois: Some(ages.1),
        min: None,
        max: None,
        sous_scores: &[],
    }
}

impl OutilConnu {
    const fn sur(mut self, max: i32) -> Self {
        (self.min, self.max) = (Some(0), Some(max));
        self
    }
    const fn avec(mut self, sous_scores: &'static [SousScoreConnu]) -> Self {
        self.sous_scores = sous_scores;
        self
    }

    /// Whether it is made for an age in completed months.
    #[must_use]
    pub fn concerne(&self, age_mois: i32) -> bool {
        self.age_min_mois.is_none_or(|min| age_mois >= min)
            && self.age_max_mois.is_none_or(|max| age_mois <= max)
    }
}

const fn sous(cle: &'static str, label: &'static str, max: i32) -> SousScoreConnu {
    SousScoreConnu { cle, label, max: Some(max) }
}
const fn quotient(cle: &'static str, label: &'static str) -> SousScoreConnu {
    SousScoreConnu { cle, label, max: None }
}

const ITEM9: &[SousScoreConnu] = &[sous("item9", "Question 9", 3)];
const SDQ: &[SousScoreConnu] = &[
    sous("emotionnel", "Émotionnel", 10),
    sous("conduite", "Conduite", 10),
    sous("hyperactivite", "Hyperactivité", 10),
    sous("pairs", "Relations avec les pairs", 10),
    sous("prosocial", "Prosocial", 10),
];
const PSC: &[SousScoreConnu] = &[
    sous("internalisation", "Internalisation", 10),
    sous("attention", "Attention", 10),
    sous("externalisation", "Externalisation", 14),
];
const BRUNET: &[SousScoreConnu] = &[
    quotient("QD_postural", "QD postural"),
    quotient("QD_coordination", "QD coordination"),
    quotient("QD_langage", "QD langage"),
    quotient("QD_social", "QD social"),
    quotient("QD_global", "QD global"),
];

/// Every one of them, part by part.
pub const CONNUS: &[OutilConnu] = &[
    outil("Grille développement inhabituel < 7 ans", &[S10], (0, 83)),
    outil("M-CHAT-R/F", &[S10], (16, 30)).sur(20),
    outil("IFDC 12 mois", &[S10], (8, 17)),
    outil("IFDC 18 mois", &[S10], (16, 23)),
    outil("IFDC 24 mois", &[S10], (22, 35)),
    outil("IDE", &[S10], (15, 71)),
    outil("ADBB", &[S10], (2, 24)).sur(32),
    outil("Brunet-Lézine-R", &[S10], (2, 30)).avec(BRUNET),
    outil("ASQ-3", &[S10], (0, 66)),
    outil("Denver", &[S10], (0, 72)),
    outil("DPL3", &[S10], (36, 42)),
    outil("ERTL4", &[S10], (45, 59)),
    outil("BSEDS 5-6", &[S11, S10], (60, 83)),
    outil("Grille 7-12 ans", &[S11], (84, 155)),
    outil("ERTLA6", &[S11], (66, 89)),
    outil("BMT-i", &[S11], (48, 179)),
    outil("SDQ", &[S12], (24, 215)).sur(40).avec(SDQ),
    outil("PSC-17", &[S12], (48, 215)).sur(34).avec(PSC),
    outil("PHQ-9", &[S12], (132, 299)).sur(27).avec(ITEM9),
    outil("PHQ-A", &[S12], (132, 215)).sur(27).avec(ITEM9),
    outil("GAD-7", &[S12], (132, 299)).sur(21),
    outil("ADRS", &[S12], (156, 251)).sur(10),
    outil("CTSQ", &[S13], (72, 215)).sur(10),
    outil("CPC-DSM-5", &[S13], (84, 215)),
    outil("CATS-2", &[S13], (36, 215)),
    outil("CRIES-8", &[S13], (96, 215)),
    outil("ADOSPA", &[S14], (144, 215)).sur(6),
    outil("CRAFFT", &[S14], (144, 215)).sur(6),
];

impl Outil {
    /// The part that shows it.
    #[must_use]
    pub fn volet(&self) -> VoletCode {
        let connu = || connu(&self.outil).and_then(|o| o.volets.first().copied());
        self.volet.or_else(connu).unwrap_or(VoletCode::S12)
    }
}

/// The tool that a noted name is about: "PHQ-9 (papier)" is PHQ-9, "psc 17" is PSC-17.
#[must_use]
pub fn connu(nom: &str) -> Option<&'static OutilConnu> {
    let serre = |texte: &str| fold(texte).replace(' ', "");
    let nom = serre(nom);
    let trouves = CONNUS.iter().filter(|o| nom.starts_with(&serre(o.nom)));
    trouves.max_by_key(|o| o.nom.len())
}
