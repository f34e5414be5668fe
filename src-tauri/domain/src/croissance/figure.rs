//! A growth chart as a value: the window draws it as SVG and the letter as PDF, from the same
//! numbers, words and scale.

use super::Indicateur;
use crate::codes::codes;
use crate::date::DateCivile;
use serde::Serialize;
use ts_rs::TS;

/// One chart: an indicator over the age, the bands of a reference, the points of a child.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Figure {
    pub indicateur: Indicateur,
    /// "Taille".
    pub titre: String,
    /// "cm".
    pub unite: String,
    /// One or two sentences for a screen reader: range, number of points, the last one.
    pub description: String,
    /// Age, in months.
    pub x: Axe,
    /// The measure, in `unite`.
    pub y: Axe,
    /// Bands of the reference, from the lowest to the highest; empty where it has none.
    pub courbes: Vec<Courbe>,
    /// Points of the child. The first series is the one to read first.
    pub series: Vec<Serie>,
    /// Reference used, as printed under the chart: "OMS 2006, filles".
    pub reference: String,
    /// What a reader must know: posture converted, no reference beyond an age…
    pub notes: Vec<String>,
}

/// An axis, in data units.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Axe {
    /// "Âge" and the like.
    pub titre: String,
    pub min: f64,
    pub max: f64,
    /// Grid lines, in order.
    pub graduations: Vec<Graduation>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Graduation {
    /// Where, in data units.
    pub valeur: f64,
    /// Words beside it: "6 mois", "3 ans", "75"; none for a line without words.
    pub texte: Option<String>,
}

codes! {
    /// How a band is drawn, so that it reads in black and white too.
    Trait {
        Mediane = "mediane", "Médiane";
        Interieur = "interieur", "Un écart-type";
        Limite = "limite", "Deux écarts-types";
        Extreme = "extreme", "Trois écarts-types";
    }
}

/// A band of the reference.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Courbe {
    /// Standard deviations from the median: -3 to 3.
    pub ds: i8,
    /// "+2", "−2", "M": written at its right end.
    pub texte: String,
    pub style: Trait,
    /// Age in months and value.
    pub points: Vec<(f64, f64)>,
}

codes! {
    /// Which age a series of points stands at.
    AgeSerie {
        Chronologique = "chronologique", "Âge chronologique";
        Corrige = "corrige", "Âge corrigé";
    }
}

/// Points of the child at one kind of age.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Serie {
    pub age: AgeSerie,
    /// From the oldest to the latest.
    pub points: Vec<Marque>,
}

/// A measure on a chart.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Marque {
    /// Age in months.
    pub x: f64,
    /// Value in the unit of the chart.
    pub y: f64,
    pub date: DateCivile,
    /// "13 mois", "11 mois d’âge corrigé".
    pub age: String,
    /// "74,2 cm".
    pub valeur: String,
    /// Standard deviations from the median, two decimals; none without a reference there.
    pub z: Option<f64>,
    /// "−0,4 DS".
    pub ds: Option<String>,
    /// "34e centile", "< 1er centile".
    pub centile: Option<String>,
    /// What is doubtful: "valeur invraisemblable, à vérifier".
    pub signal: Option<String>,
    /// Where the measure comes from: "carnet", "bilan du 24/03/2026".
    pub source: String,
}
