//! Thresholds: the catalogue that the program ships, and what a centre sets in its place.

use super::CATALOGUE;
use crate::texte::nombre;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest source of a threshold, in signs.
const SOURCE_MAX: usize = 300;

/// A threshold as the program ships it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ts_rs::TS)]
pub struct SeuilDecrit {
    pub code: &'static str,
    /// French label.
    pub label: &'static str,
    /// Unit in French, in the plural; `/10` for tenths of acuity.
    pub unite: &'static str,
    pub valeur: f64,
    /// Where the default value comes from. Empty: no source was found, so it raises no alert until
    /// a centre gives one.
    pub source: &'static str,
    /// What to know before changing it.
    pub note: &'static str,
    /// Smallest value that makes sense.
    pub min: f64,
    /// Largest value that makes sense.
    pub max: f64,
}

/// What a centre sets in the place of a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SeuilReglage")]
pub struct Reglage {
    pub valeur: f64,
    /// Text on which the centre stands; empty to switch the threshold off.
    pub source: String,
}

/// A threshold as it stands, for the screen of the references.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct SeuilVu {
    pub code: &'static str,
    /// French label.
    pub label: &'static str,
    /// Unit in French, in the plural.
    pub unite: &'static str,
    pub valeur: f64,
    pub source: String,
    /// Value that the program ships.
    pub valeur_par_defaut: f64,
    /// Source that the program ships.
    pub source_par_defaut: &'static str,
    /// What to know before changing it.
    pub note: &'static str,
    /// Smallest value accepted.
    pub min: f64,
    /// Largest value accepted.
    pub max: f64,
    /// Whether the centre set it.
    pub regle: bool,
    /// Whether it may raise an alert: it has a source.
    pub actif: bool,
}

/// A threshold that may raise an alert.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seuil {
    pub(super) valeur: f64,
    pub(super) source: String,
    unite: &'static str,
}

impl Seuil {
    /// "seuil : −2 écarts-types, réglable".
    pub(super) fn en_lettres(&self) -> String {
        format!("seuil\u{a0}: {}, réglable", avec_unite(self.valeur, self.unite))
    }
}

/// "−2 écarts-types", "1 mois", "5/10".
pub(super) fn avec_unite(valeur: f64, unite: &str) -> String {
    let espace = if unite.starts_with('/') { "" } else { "\u{a0}" };
    let singulier = match unite {
        _ if valeur.abs() >= 2.0 => unite,
        "écarts-types" => "écart-type",
        "mois" | "dB" | "/10" => unite,
        autre => autre.trim_end_matches('s'),
    };
    format!("{}{espace}{singulier}", nombre(valeur))
}

/// The catalogue with what a centre set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seuils {
    reglages: BTreeMap<&'static str, Reglage>,
}

impl Seuils {
    /// Sets a threshold. An empty source switches it off.
    ///
    /// # Errors
    /// One French sentence, and nothing changes, when the code is not in [`CATALOGUE`], when the
    /// value is no number between its bounds, or when the source is no single line of 300 signs.
    pub fn settle(&mut self, code: &str, valeur: f64, source: &str) -> Result<(), String> {
        let Some(decrit) = CATALOGUE.iter().find(|s| s.code == code) else {
            return Err("Ce seuil n’existe pas dans cette version du programme.".to_owned());
        };
        if !(decrit.min..=decrit.max).contains(&valeur) {
            return Err(format!(
                "«\u{a0}{}\u{a0}»\u{a0}: la valeur doit être comprise entre {} et {}.",
                decrit.label,
                nombre(decrit.min),
                avec_unite(decrit.max, decrit.unite),
            ));
        }
        let source = source.trim();
        if source.chars().count() > SOURCE_MAX || source.chars().any(char::is_control) {
            return Err(format!(
                "«\u{a0}{}\u{a0}»\u{a0}: la source tient sur une ligne, en {SOURCE_MAX} signes au plus.",
                decrit.label,
            ));
        }
        self.reglages.insert(decrit.code, Reglage { valeur, source: source.to_owned() });
        Ok(())
    }

    /// Forgets what the centre set for a threshold, if it set anything.
    pub fn restore(&mut self, code: &str) {
        self.reglages.remove(code);
    }

    /// What the centre set, by code.
    pub fn reglages(&self) -> impl Iterator<Item = (&'static str, &Reglage)> {
        self.reglages.iter().map(|(code, reglage)| (*code, reglage))
    }

    /// Every threshold as it stands, in the order of the catalogue.
    #[must_use]
    pub fn tous(&self) -> Vec<SeuilVu> {
        CATALOGUE.iter().map(|decrit| self.vu(decrit)).collect()
    }

    fn vu(&self, decrit: &SeuilDecrit) -> SeuilVu {
        let reglage = self.reglages.get(decrit.code);
        let source = reglage.map_or(decrit.source, |r| r.source.as_str());
        SeuilVu {
            code: decrit.code,
            label: decrit.label,
            unite: decrit.unite,
            valeur: reglage.map_or(decrit.valeur, |r| r.valeur),
            source: source.to_owned(),
            valeur_par_defaut: decrit.valeur,
            source_par_defaut: decrit.source,
            note: decrit.note,
            min: decrit.min,
            max: decrit.max,
            regle: reglage.is_some(),
            actif: !source.is_empty(),
        }
    }

    /// A threshold, if it may raise an alert.
    pub(super) fn actif(&self, code: &str) -> Option<Seuil> {
        let decrit = CATALOGUE.iter().find(|s| s.code == code)?;
        let vu = self.vu(decrit);
        vu.actif.then_some(Seuil { valeur: vu.valeur, source: vu.source, unite: vu.unite })
    }
}
