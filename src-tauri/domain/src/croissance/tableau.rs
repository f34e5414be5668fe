//! Every measure of a child with what it says, as a table beside the curves.

use super::courbe::{ecart, signal, valeur};
use super::reference::Choix;
use super::sujet::{Etape, Sujet};
use super::{Indicateur, Resultat, mots};
use crate::date::DateCivile;
use crate::enfant::Mesure;
use serde::Serialize;
use ts_rs::TS;

/// The measures of one day.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "LigneCroissance")]
pub struct Ligne {
    pub date: DateCivile,
    /// "13 mois".
    pub age: String,
    /// "11 mois", where the corrected age is shown: premature, under 24 months, due date passed.
    pub age_corrige: Option<String>,
    /// Where the measures come from.
    pub source: String,
    /// Weight, for age.
    pub poids: Option<Cellule>,
    /// Length or height, for age.
    pub taille: Option<Cellule>,
    /// Body mass index, for age.
    pub imc: Option<Cellule>,
    /// Head circumference, for age.
    pub pc: Option<Cellule>,
    /// Weight, for length or height; only where it has a score.
    pub poids_taille: Option<Cellule>,
    /// Whether "standing" under nine months was ignored: no correction was made.
    pub posture_ignoree: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "CelluleCroissance")]
pub struct Cellule {
    /// In the unit of the indicator, once converted to the posture of the tables.
    pub valeur: f64,
    /// "73,5 cm (74,2 cm couché)".
    pub texte: String,
    /// What it says at the chronological age.
    pub ecart: Option<Lecture>,
    /// What it says at the corrected age, to read first where there is one.
    pub corrige: Option<Lecture>,
}

/// A score in words.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "LectureCroissance")]
pub struct Lecture {
    /// Standard deviations from the median, two decimals.
    pub z: f64,
    /// "−0,4 DS".
    pub ds: String,
    /// "34e centile".
    pub centile: String,
    /// What is doubtful.
    pub signal: Option<String>,
}

/// The measures of a child up to the day of the table, from the oldest to the latest.
#[must_use]
pub fn lignes(sujet: &Sujet, mesures: &[Mesure], reference: &Choix) -> Vec<Ligne> {
    sujet.etapes(mesures, reference).iter().map(ligne).collect()
}

fn ligne(etape: &Etape) -> Ligne {
    let une = |indicateur| cellule(etape, indicateur);
    Ligne {
        date: etape.mesure.date,
        age: etape.age(),
        age_corrige: etape.corrige.as_ref().map(|corrige| corrige.age.en_lettres()),
        source: etape.mesure.source.clone(),
        poids: une(Indicateur::Poids),
        taille: une(Indicateur::Taille),
        imc: une(Indicateur::Imc),
        pc: une(Indicateur::PerimetreCranien),
        poids_taille: une(Indicateur::PoidsTaille).filter(|cellule| cellule.ecart.is_some()),
        posture_ignoree: etape.resultat.posture_ignoree,
    }
}

fn cellule(etape: &Etape, indicateur: Indicateur) -> Option<Cellule> {
    let y = etape.valeur(indicateur)?;
    let corrige = etape.corrige.as_ref().and_then(|corrige| lecture(&corrige.resultat, indicateur));
    let mut ecart = lecture(&etape.resultat, indicateur);
    // Far below the curve at this age is what being born early means; weight for length has no age.
    if let Some(ecart) = &mut ecart
        && etape.a_corriger
        && indicateur != Indicateur::PoidsTaille
    {
        ecart.signal = None;
    }
    let corrige = corrige.filter(|_| indicateur != Indicateur::PoidsTaille);
    Some(Cellule { valeur: y, texte: valeur(etape, indicateur, y), ecart, corrige })
}

fn lecture(resultat: &Resultat, indicateur: Indicateur) -> Option<Lecture> {
    let ecart = ecart(resultat, indicateur)?;
    Some(Lecture {
        z: ecart.z,
        ds: mots::ds(ecart.z),
        centile: mots::centile(ecart.z),
        signal: signal(Some(ecart)),
    })
}
