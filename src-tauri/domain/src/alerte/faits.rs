//! What a rule may read, and how it reads an answer.

use crate::age::Age;
use crate::bilan::{Outil, Reponse};
use crate::codes::Visibilite;
use crate::croissance::Indicateur;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use crate::posees::Posees;
use crate::vaccination::Valence;
use serde::Serialize;
use serde_json::Value;

/// A measure of the bilan beside its reference.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct MesureJugee {
    pub indicateur: Indicateur,
    /// Standard deviations from the median, to two decimals.
    pub z: f64,
    /// Beyond what the reference holds plausible: to be checked, and not judged.
    pub invraisemblable: bool,
    /// Whether the age was corrected for a birth before term.
    pub corrige: bool,
    /// The measure in words: "12,5 kg".
    pub valeur: String,
    /// The reference in words: "OMS 2006, filles".
    pub reference: String,
}

/// The blood pressure of the bilan beside its reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct TensionJugee {
    pub classe: String,
    /// Whether it has to be measured again.
    pub a_controler: bool,
    /// The measure in words: "128/82 mmHg".
    pub valeur: String,
    /// The reference in words; without one there is no alert.
    pub source: String,
}

/// A vaccine that is late enough to raise an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct VaccinEnRetard {
    pub valence: Valence,
    /// The missing dose, in words: "Rougeole, oreillons, rubéole : 2e dose".
    pub phrase: String,
    /// The calendar in words; without one there is no alert.
    pub source: String,
}

/// Everything that a rule may read, prepared by the caller.
#[derive(Debug, Clone)]
pub struct Faits<'a> {
    pub naissance: DateCivile,
    pub sexe: Sexe,
    pub jour: DateCivile,
    /// Answers of the bilan. Of two to one question the later in the list counts.
    pub reponses: &'a Posees,
    pub outils: &'a [Outil],
    /// Measures of the day. Of a child born before term, under 24 months, both figures may be
    /// there, or the corrected one alone.
    pub croissance: &'a [MesureJugee],
    /// Earlier head circumferences: day and standard deviations, on the same reference as that of
    /// the day.
    pub pc_anterieurs: &'a [(DateCivile, f64)],
    pub tension: Option<TensionJugee>,
    /// Late vaccines, only those that ask for an alert.
    pub vaccins_en_retard: &'a [VaccinEnRetard],
    /// Whether a doctor follows the child.
    pub medecin_referent: bool,
}

impl<'a> Faits<'a> {
    /// Age on the day of the bilan; none before birth.
    pub(super) fn age(&self) -> Option<Age> {
        Age::a(self.naissance, self.jour)
    }

    /// The answer to a question.
    pub(super) fn reponse(&self, code: &str) -> Option<&'a Reponse> {
        self.reponses.iter().rev().find(|r| r.code == code)
    }

    /// The code that answers a question, or the state of an observation, with who may read it.
    pub(super) fn choix(&self, code: &str) -> Option<(&'a str, Visibilite)> {
        let reponse = self.reponse(code)?;
        let choix = match &reponse.valeur {
            Value::String(choix) => choix.as_str(),
            Value::Object(objet) => objet.get("etat")?.as_str()?,
            _ => return None,
        };
        Some((choix, reponse.visibilite))
    }

    /// Who may read the answer, if it is `attendu`.
    pub(super) fn est(&self, code: &str, attendu: &str) -> Option<Visibilite> {
        self.choix(code).filter(|(choix, _)| *choix == attendu).map(|(_, visibilite)| visibilite)
    }

    /// The codes that were ticked, with who may read them.
    pub(super) fn coches(&self, code: &str) -> Option<(Vec<&'a str>, Visibilite)> {
        let reponse = self.reponse(code)?;
        let coches = reponse.valeur.as_array()?.iter().filter_map(Value::as_str).collect();
        Some((coches, reponse.visibilite))
    }

    /// The strictest of these answers, and at least `au_moins`.
    pub(super) fn secret(&self, codes: &[&str], au_moins: Visibilite) -> Visibilite {
        let visibilites = codes.iter().filter_map(|code| self.reponse(code)).map(|r| r.visibilite);
        visibilites.fold(au_moins, Visibilite::max)
    }
}

/// A label in the middle of a sentence: its first sign in lower case.
pub(super) fn minuscule(texte: &str) -> String {
    let mut signes = texte.chars();
    signes.next().map_or_else(String::new, |c| c.to_lowercase().chain(signes).collect())
}
