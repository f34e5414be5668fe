//! Growth: what a measure says beside a reference, and the curve that shows it.
//!
//! [`assess`] is WHO's rule for one day, [`figures`] the charts of a child, [`lignes`] the table
//! beside them. A centre may bring a reference of its own ([`Reference::parse_csv`]).

mod courbe;
mod evaluation;
pub mod figure;
pub mod lms;
pub mod mots;
pub mod oms;
mod reference;
mod sujet;
mod tableau;

pub use courbe::figures;
pub use evaluation::{assess, imc};
pub use lms::Lms;
pub use reference::{Choix, Reference, ReferenceImportee, RefusCsv};
pub use sujet::{Sujet, cible};
pub use tableau::{Cellule, Lecture, Ligne, lignes};

use crate::codes::codes;
use crate::enfant::{Posture, Sexe};

codes! {
    /// What is measured against a reference.
    Indicateur {
        Poids = "poids", "Poids";
        Taille = "taille", "Taille";
        Imc = "imc", "IMC";
        PerimetreCranien = "pc", "Périmètre crânien";
        PoidsTaille = "poids_taille", "Poids selon la taille";
    }
}

/// An age as files give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AgeReleve {
    /// Days, whole or not.
    Jours(f64),
    /// Months of 30.4375 days.
    Mois(f64),
}

/// What was measured of one child on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Releve {
    /// Sex; without one there is no z-score.
    pub sexe: Option<Sexe>,
    /// Age; none when unknown (weight for length still answers).
    pub age: Option<AgeReleve>,
    /// Weight in kg.
    pub poids_kg: Option<f64>,
    /// Length or height in cm.
    pub taille_cm: Option<f64>,
    /// How it was taken; none as expected for the age.
    pub posture: Option<Posture>,
    /// Head circumference in cm.
    pub pc_cm: Option<f64>,
    /// Oedema: no weight-based z-score.
    pub oedeme: bool,
}

/// A measure beside its reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ecart {
    /// Standard deviations from the median, rounded to two decimals.
    pub z: f64,
    /// Beyond what WHO holds plausible: shown all the same, with a flag.
    pub invraisemblable: bool,
}

/// What the measures of one day say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Resultat {
    /// Length or height after the correction for the posture, in cm.
    pub taille_corrigee_cm: Option<f64>,
    /// Body mass index in kg/m², from the corrected length.
    pub imc: Option<f64>,
    /// Length or height for age.
    pub taille: Option<Ecart>,
    /// Weight for age.
    pub poids: Option<Ecart>,
    /// Weight for length or height.
    pub poids_taille: Option<Ecart>,
    /// BMI for age.
    pub imc_age: Option<Ecart>,
    /// Head circumference for age.
    pub pc: Option<Ecart>,
    /// Whether "standing" under nine months was ignored: no correction was made.
    pub posture_ignoree: bool,
}
