//! The compulsory exams as the screen of a bilan shows them, and what is said of them.

use escale_domain::examen::{Certificat, EtatReperage, ExamenCode, ExamenSitue, JalonTnd, JalonVu};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The compulsory exams on the day of a bilan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExamensBilan {
    /// The exam of the child's age that day, if there is one.
    pub a_cet_age: Option<ExamenSitue>,
    /// Why the bilan cannot count as an exam, in one sentence; none when it may.
    pub empechement: Option<String>,
    /// The exam that the pair says it counts as.
    pub compte: Option<ExamenCode>,
    pub compte_nom: Option<String>,
    /// The certificate that goes with that exam, else with the one of this age.
    pub certificat: Option<Certificat>,
    /// Whether it is due: the bilan counts as the exam.
    pub certificat_du: bool,
    /// The exam that comes next.
    pub suivant: Option<ExamenSitue>,
    /// The screenings for neuro-developmental disorders to look at.
    pub jalons: Vec<JalonVu>,
    /// Whether the account may change this.
    pub modifiable: bool,
}

/// Whether a bilan counts as a compulsory exam.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CompterExamen {
    pub bilan: String,
    /// Which exam; none when it counts as none.
    pub examen: Option<ExamenCode>,
}

/// What is said of a screening for neuro-developmental disorders.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NoterReperage {
    /// The bilan on which it is said.
    pub bilan: String,
    pub jalon: JalonTnd,
    /// None when it is unknown again.
    pub etat: Option<EtatReperage>,
    /// When it was done, as typed; empty where unknown.
    pub date: String,
}

/// A rule of the calendar of compulsory exams, with its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegleExamenLue {
    /// "9e mois (8 mois révolus)".
    pub nom: String,
    /// "de 8 mois à la veille des 10 mois".
    pub age: String,
    /// "depuis le 1er janvier 2025".
    pub periode: String,
    /// "2e certificat de santé", or nothing.
    pub certificat: String,
    /// How Escale interprets the text of the law.
    pub note: String,
    /// Marks of the sources.
    pub source: String,
    /// Whether the text itself was read.
    pub verifie: bool,
}
