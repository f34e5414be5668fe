//! Blood pressure of children beside the reference of their sex, age and height.
//!
//! From 1 to 15 years: the Fourth Report (NHLBI 2004, appendix B), whose tables are the pressure
//! expected for the age and the height (CDC 2000) of the child. From 16 years the adult cut-offs
//! decide (clinical note §2: ESH 2016, from memory, unverified). Whatever the class, what follows is
//! measuring again on other days, never a diagnosis.

pub(crate) mod reference;

use crate::codes::codes;
use crate::enfant::Sexe;
use serde::Serialize;
use std::ops::RangeInclusive;
use ts_rs::TS;

codes! {
    /// Where a pressure stands. The code is the finding, the label what it asks for.
    Classe {
        Normale = "normale", "Normale";
        NormaleHaute = "normale_haute", "Normale haute, à contrôler";
        Stade1 = "stade_1", "À contrôler par trois mesures à des jours différents";
        Stade2 = "stade_2", "À contrôler par trois mesures à des jours différents";
        Elevee = "elevee", "À contrôler par trois mesures à des jours différents";
    }
}

/// A measure of the pressure, and the body that it is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mesure {
    pub sexe: Sexe,
    /// Age in months of 30.4375 days, from 12 to under 216 (18 years).
    pub age_mois: f64,
    /// Height in cm (length under 24 months).
    pub taille_cm: f64,
    /// Systolic pressure in mm Hg.
    pub sys: Option<f64>,
    /// Diastolic pressure in mm Hg.
    pub dia: Option<f64>,
}

/// Pressures in mm Hg, not rounded (the printed tables cut them to the mm Hg).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Percentiles {
    pub p50: f64,
    pub p90: f64,
    pub p95: f64,
    pub p99: f64,
}

/// What the reference says of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Tension {
    /// Standard deviations of the height from the median of CDC 2000.
    pub taille_z: f64,
    /// Systolic pressures of reference.
    pub sys: Percentiles,
    pub dia: Percentiles,
    /// The worse of the two pressures; none when neither was given, or when they are not in order.
    pub classe: Option<Classe>,
    /// Whether the systolic pressure is not above the diastolic: they were swapped, or one is
    /// mistyped, and neither is judged.
    pub desordre: bool,
}

/// Why there is no answer; the text is what a screen or a file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefusTension {
    /// Under one year, or 18 years and more.
    #[error("La référence de pression artérielle va de 1 à 17\u{a0}ans.")]
    Age,
    /// No height that such a child can have.
    #[error("La taille n’est pas plausible à cet âge\u{a0}: vérifiez qu’elle est en centimètres.")]
    Taille,
    /// No pressure that can be measured.
    #[error(
        "La pression n’est pas plausible\u{a0}: vérifiez qu’elle est en millimètres de mercure \
         (12/7 s’écrit 120 et 70)."
    )]
    Pression,
}

/// What is said of a systolic pressure that is not above the diastolic.
pub const DESORDRE: &str = "La systolique n’est pas au-dessus de la diastolique\u{a0}: vérifiez \
                            qu’elles ne sont pas inversées.";

/// The systolic pressures that are believed, in mm Hg: bounds of typing of ours, not of a clinical
/// source. The form S05 asks within the same.
pub const SYSTOLIQUES: RangeInclusive<f64> = 30.0..=260.0;
/// The diastolic pressures that are believed, in mm Hg.
pub const DIASTOLIQUES: RangeInclusive<f64> = 15.0..=180.0;

/// First age with a reference, in months.
const AGE_MIN: f64 = 12.0;
/// Age of the adult cut-offs, in months.
const AGE_ADULTE: f64 = 192.0;
/// First age without a reference, in months.
const AGE_FIN: f64 = 216.0;
/// Beyond this many standard deviations a height is a mistake (the bound that WHO holds for its own
/// z-scores), and the powers of the formula mean nothing.
const TAILLE_Z_MAX: f64 = 6.0;

/// Φ⁻¹ of 0.90, 0.95 and 0.99.
const P90: f64 = 1.281_551_565_5;
const P95: f64 = 1.644_853_627_0;
const P99: f64 = 2.326_347_874_0;

/// Compares a measure with its reference.
///
/// # Errors
/// [`RefusTension`] when age, height or a pressure is out of what the reference knows.
pub fn assess(mesure: &Mesure) -> Result<Tension, RefusTension> {
    if !(AGE_MIN..AGE_FIN).contains(&mesure.age_mois) {
        return Err(RefusTension::Age);
    }
    let crue = |p: Option<f64>, bornes: &RangeInclusive<f64>| p.is_none_or(|p| bornes.contains(&p));
    if !crue(mesure.sys, &SYSTOLIQUES) || !crue(mesure.dia, &DIASTOLIQUES) {
        return Err(RefusTension::Pression);
    }
    let taille_z = reference::taille_z(mesure.sexe, mesure.age_mois, mesure.taille_cm)
        .filter(|z| z.abs() <= TAILLE_Z_MAX)
        .ok_or(RefusTension::Taille)?;
    let (sys, dia) = attendues(mesure.sexe, mesure.age_mois / 12.0, taille_z);
    let adulte = mesure.age_mois >= AGE_ADULTE;
    let classer = |pression: Option<f64>, reference: &Percentiles, seuils: (f64, f64)| {
        pression
            .map(|p| if adulte { classe_adulte(p, seuils) } else { classe_enfant(p, reference) })
    };
    let desordre = matches!((mesure.sys, mesure.dia), (Some(sys), Some(dia)) if sys <= dia);
    let classe =
        classer(mesure.sys, &sys, (130.0, 140.0)).max(classer(mesure.dia, &dia, (85.0, 90.0)));
    Ok(Tension { taille_z, sys, dia, classe: classe.filter(|_| !desordre), desordre })
}

/// The pressures of reference, systolic then diastolic, at an age in years and a height in standard
/// deviations: `mu = intercept + Σ ageᵢ (age − 10)ⁱ + Σ zhtⱼ zʲ`, and `mu + Φ⁻¹(p) residual_sd`
/// (Fourth Report, appendix B).
#[must_use]
pub fn attendues(sexe: Sexe, age_ans: f64, taille_z: f64) -> (Percentiles, Percentiles) {
    let (sys, dia) = reference::coefficients(sexe);
    (sys.percentiles(age_ans, taille_z), dia.percentiles(age_ans, taille_z))
}

/// Fourth Report: high-normal from P90, stage 1 from P95 to P99 + 5 mm Hg, stage 2 above.
fn classe_enfant(pression: f64, reference: &Percentiles) -> Classe {
    match pression {
        p if p > reference.p99 + 5.0 => Classe::Stade2,
        p if p >= reference.p95 => Classe::Stade1,
        p if p >= reference.p90 => Classe::NormaleHaute,
        _ => Classe::Normale,
    }
}

/// Adult cut-offs: 130-139 or 85-89 is high-normal, 140 or 90 and more is raised.
fn classe_adulte(pression: f64, (haute, elevee): (f64, f64)) -> Classe {
    match pression {
        p if p >= elevee => Classe::Elevee,
        p if p >= haute => Classe::NormaleHaute,
        _ => Classe::Normale,
    }
}
