//! WHO's rules for the z-scores of one day, to the letter.
//!
//! WHO Child Growth Standards (2006), Methods and development, chapter 7; WHO Reference 2007. Where
//! these texts are silent (rounding of ages, the order of the checks), what WHO's R packages
//! `anthro` and `anthroplus` do.

use super::lms::Lms;
use super::oms::{self, DERNIER_JOUR, JOURS_PAR_MOIS, PREMIER_JOUR_DEBOUT, RACCORD_MOIS};
use super::oms::{TableAge, TableTaille};
use super::{AgeReleve, Ecart, Indicateur, Releve, Resultat};
use crate::enfant::{Posture, Sexe};

/// Difference between a length lying and a height standing, in micrometres (0.7 cm).
const POSTURE_UM: i64 = 7000;
/// Below this age in months, "standing" is taken for a mistake and ignored.
const DEBOUT_CRU_MOIS: f64 = 9.0;
/// Without an age nor a posture, a shorter child was measured lying (cm).
const COUCHE_SANS_AGE_CM: f64 = 87.0;

/// An age as the tables want it.
#[derive(Clone, Copy)]
struct AgeOms {
    /// Whole days, rounded half up.
    jours: u32,
    /// Decimal months, not rounded.
    mois: f64,
}

impl AgeOms {
    fn parse(age: AgeReleve) -> Option<Self> {
        let (jours, mois) = match age {
            AgeReleve::Jours(jours) => (jours, jours / JOURS_PAR_MOIS),
            AgeReleve::Mois(mois) => (mois * JOURS_PAR_MOIS, mois),
        };
        if !jours.is_finite() || jours < 0.0 {
            return None;
        }
        let plancher = jours.floor();
        let arrondi = if jours - plancher >= 0.5 { plancher + 1.0 } else { plancher };
        Some(Self { jours: arrondi as u32, mois })
    }

    /// The row of an indicator at this age, on the side of the seam where it stands.
    fn ligne(self, table: TableAge, sexe: Sexe) -> Option<Lms> {
        if self.mois < RACCORD_MOIS {
            oms::par_jour(table, sexe, self.jours)
        } else {
            oms::par_mois(table, sexe, self.mois)
        }
    }
}

/// The z-scores of what was measured on one day.
///
/// A measure that is not a positive finite number is no measure. An age that is negative or not a
/// number gives no score at all; an unknown age (`None`) still gives weight for length.
#[must_use]
pub fn assess(releve: &Releve) -> Resultat {
    let age = releve.age.map(AgeOms::parse);
    let connu = age.flatten();
    let poids = mesure(releve.poids_kg);
    let debout = releve.posture == Some(Posture::Debout);
    let posture_ignoree = debout && connu.is_some_and(|age| age.mois < DEBOUT_CRU_MOIS);
    let posture = releve.posture.filter(|_| !posture_ignoree);
    let taille = mesure(releve.taille_cm).and_then(|cm| convert(cm, posture, connu));
    let imc = poids.zip(taille).map(|(kg, cm)| imc(kg, cm)).filter(|imc| imc.is_finite());
    let mut resultat =
        Resultat { taille_corrigee_cm: taille, imc, posture_ignoree, ..Resultat::default() };
    let Some(sexe) = releve.sexe else { return resultat };
    let sans_oedeme = |mesure: Option<f64>| mesure.filter(|_| !releve.oedeme);
    if let Some(age) = connu {
        let ligne = |table, mesure: Option<f64>| Some((age.ligne(table, sexe)?, mesure?));
        resultat.taille = ligne(TableAge::Taille, taille)
            .and_then(|(lms, cm)| ecart(Indicateur::Taille, lms.z(cm)));
        resultat.pc = ligne(TableAge::PerimetreCranien, mesure(releve.pc_cm))
            .and_then(|(lms, cm)| ecart(Indicateur::PerimetreCranien, lms.z(cm)));
        resultat.poids = ligne(TableAge::Poids, sans_oedeme(poids))
            .and_then(|(lms, kg)| ecart(Indicateur::Poids, lms.z_restreint(kg)));
        resultat.imc_age = ligne(TableAge::Imc, sans_oedeme(imc))
            .and_then(|(lms, imc)| ecart(Indicateur::Imc, lms.z_restreint(imc)));
    }
    if age.is_none() || connu.is_some() {
        resultat.poids_taille = sans_oedeme(poids).zip(taille).and_then(|(kg, cm)| {
            let lms = ligne_taille(sexe, cm, posture, connu)?;
            ecart(Indicateur::PoidsTaille, lms.z_restreint(kg))
        });
    }
    resultat
}

/// Body mass index in kg/m², from kg and cm.
#[must_use]
pub fn imc(poids_kg: f64, taille_cm: f64) -> f64 {
    let m = taille_cm / 100.0;
    poids_kg / (m * m)
}

fn mesure(valeur: Option<f64>) -> Option<f64> {
    valeur.filter(|valeur| valeur.is_finite() && *valeur > 0.0)
}

/// The length that the tables want at this age: lying to day 730, standing from day 731.
fn convert(cm: f64, posture: Option<Posture>, age: Option<AgeOms>) -> Option<f64> {
    let Some(age) = age else { return Some(cm) };
    let ecart = match posture {
        Some(Posture::Debout) if age.jours < PREMIER_JOUR_DEBOUT => POSTURE_UM,
        Some(Posture::Couche) if age.jours >= PREMIER_JOUR_DEBOUT => -POSTURE_UM,
        _ => return Some(cm),
    };
    // Beyond what a cast keeps exact, nothing is a length.
    let converti = micrometres(cm)?.saturating_add(ecart);
    (converti > 0).then_some(converti as f64 / 10_000.0)
}

/// A length in whole micrometres; none beyond ten kilometres.
fn micrometres(cm: f64) -> Option<i64> {
    (cm < 1e6).then_some((cm * 10_000.0).round() as i64)
}

/// The row of weight for length or height; none beyond five years or the ends of the tables.
fn ligne_taille(sexe: Sexe, cm: f64, posture: Option<Posture>, age: Option<AgeOms>) -> Option<Lms> {
    let couche = match (age, posture) {
        (Some(age), _) if age.mois >= RACCORD_MOIS || age.jours > DERNIER_JOUR => return None,
        (Some(age), _) => age.jours < PREMIER_JOUR_DEBOUT,
        (None, Some(posture)) => posture == Posture::Couche,
        (None, None) => cm < COUCHE_SANS_AGE_CM,
    };
    let table = if couche { TableTaille::Couche } else { TableTaille::Debout };
    oms::par_taille(table, sexe, u32::try_from(micrometres(cm)?).ok()?)
}

/// The scores beyond which WHO holds a measure implausible.
const fn vraisemblable(indicateur: Indicateur) -> (f64, f64) {
    match indicateur {
        Indicateur::Taille => (-6.0, 6.0),
        Indicateur::Poids => (-6.0, 5.0),
        Indicateur::Imc | Indicateur::PerimetreCranien | Indicateur::PoidsTaille => (-5.0, 5.0),
    }
}

/// A score rounded to two decimals and its flag, which looks at the rounded score as WHO's does.
/// None when it is not a number.
pub(super) fn ecart(indicateur: Indicateur, z: f64) -> Option<Ecart> {
    let (min, max) = vraisemblable(indicateur);
    let z = arrondi(z);
    z.is_finite().then_some(Ecart { z, invraisemblable: z < min || z > max })
}

/// The nearest number of two decimals; of two as near, the even one.
fn arrondi(z: f64) -> f64 {
    let (bas, haut) = ((z * 100.0).floor(), (z * 100.0).ceil());
    let (en_bas, en_haut) = (z - bas / 100.0, haut / 100.0 - z);
    let choisi =
        if en_bas < en_haut || (en_bas == en_haut && bas % 2.0 == 0.0) { bas } else { haut };
    // Adding zero turns −0 into 0.
    choisi / 100.0 + 0.0
}
