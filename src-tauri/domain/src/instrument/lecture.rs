//! Reads a pack, or refuses it by name.

use super::{Instrument, TOTAL};
use std::collections::HashSet;

const ITEMS_MAX: usize = 120;
const REPONSES_MAX: usize = 12;
const TEXTE_MAX: usize = 1000;

/// Why a pack was refused, in one sentence that names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PaquetRefus(pub String);

impl Instrument {
    /// Reads a pack.
    ///
    /// # Errors
    /// [`PaquetRefus`] names the questionnaire and the first thing that is wrong with it.
    pub fn parse(json: &str) -> Result<Self, PaquetRefus> {
        let lu: Self = serde_json::from_str(json).map_err(|e| {
            let (ligne, colonne) = (e.line(), e.column());
            PaquetRefus(format!(
                "Ce fichier n’est pas un questionnaire d’Escale (ligne {ligne}, colonne {colonne})."
            ))
        })?;
        match lu.faute() {
            Some(faute) => Err(PaquetRefus(format!("«\u{a0}{}\u{a0}»\u{a0}: {faute}", lu.nom))),
            None => Ok(lu),
        }
    }

    fn faute(&self) -> Option<String> {
        if self.licence.trim().is_empty() {
            return Some(
                "le texte de la licence manque. Un questionnaire sans licence n’est pas chargé."
                    .to_owned(),
            );
        }
        if self.source.trim().is_empty() {
            return Some(
                "la source manque. Un questionnaire sans source n’est pas chargé.".to_owned(),
            );
        }
        if [&self.code, &self.nom, &self.titre, &self.consigne].iter().any(|t| t.trim().is_empty())
        {
            return Some("le code, le nom, le titre ou la consigne manque.".to_owned());
        }
        if self.items.is_empty() || self.items.len() > ITEMS_MAX {
            return Some(format!("entre 1 et {ITEMS_MAX} questions sont attendues."));
        }
        let textes = self.items.iter().map(|i| &i.texte);
        let textes = textes.chain(self.reponses.iter().map(|r| &r.label));
        if textes.clone().any(|t| t.trim().is_empty() || t.chars().count() > TEXTE_MAX) {
            return Some("une question ou une réponse est vide ou trop longue.".to_owned());
        }
        let codes: HashSet<&str> = self.items.iter().map(|i| i.code.as_str()).collect();
        if codes.len() != self.items.len() || codes.contains("") {
            return Some("deux questions ont le même numéro.".to_owned());
        }
        let points: HashSet<i64> = self.reponses.iter().map(|r| r.points).collect();
        if points.len() != self.reponses.len() || !(2..=REPONSES_MAX).contains(&points.len()) {
            return Some(
                "au moins deux réponses, de points différents, sont attendues.".to_owned(),
            );
        }
        if points.iter().any(|p| !(0..=1000).contains(p)) {
            return Some("les points vont de 0 à 1\u{202f}000.".to_owned());
        }
        if !self.echelles.iter().any(|e| e.code == TOTAL) {
            return Some(format!("l’échelle «\u{a0}{TOTAL}\u{a0}» manque."));
        }
        let echelles: HashSet<&str> = self.echelles.iter().map(|e| e.code.as_str()).collect();
        if echelles.len() != self.echelles.len() {
            return Some("deux échelles ont le même code.".to_owned());
        }
        for echelle in &self.echelles {
            let vus: HashSet<&str> = echelle.items.iter().map(String::as_str).collect();
            let nom = &echelle.nom;
            if vus.is_empty() || vus.len() != echelle.items.len() || !vus.is_subset(&codes) {
                return Some(format!("l’échelle «\u{a0}{nom}\u{a0}» nomme mal ses questions."));
            }
            let suivies = echelle.tranches.windows(2).all(|t| t[0].max + 1 == t[1].min);
            if !suivies || echelle.tranches.iter().any(|t| t.min > t.max) {
                return Some(format!("les tranches de «\u{a0}{nom}\u{a0}» ne se suivent pas."));
            }
        }
        let connu = |signal: &super::Signal| codes.contains(signal.item.as_str());
        if !self.signaux.iter().all(connu) {
            return Some("un signal nomme une question inconnue.".to_owned());
        }
        None
    }
}
