//! From answers to scores. A score is computed only when all its answers are there: none is
//! guessed.

use super::{EchelleInstrument, Instrument, TOTAL};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CotationRefus {
    pub item: String,
    /// What happened and what to do, in French.
    pub message: String,
}

/// The score of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SousScore {
    pub code: String,
    pub nom: String,
    /// None when an answer is missing.
    #[ts(type = "number | null")]
    pub score: Option<i64>,
    #[ts(type = "number")]
    pub max: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Cotation {
    /// The score; none when an answer is missing.
    #[ts(type = "number | null")]
    pub total: Option<i64>,
    /// Highest possible total.
    #[ts(type = "number")]
    pub max: i64,
    /// The scales beside the total.
    pub echelles: Vec<SousScore>,
    /// The points of questions that are noted by themselves, under the name that alerts read.
    #[ts(type = "Record<string, number>")]
    pub notes: BTreeMap<String, i64>,
    /// Numbers of the questions without an answer.
    pub manquants: Vec<String>,
    /// What calls for action at once, one sentence each; shown even when answers are missing.
    pub signaux: Vec<String>,
    /// The cut-off, as it is noted beside the score.
    pub seuil: Option<String>,
    /// In words, for the professional to keep or rewrite.
    pub conclusion: String,
}

impl Instrument {
    /// Scores answers: points by number of question.
    ///
    /// # Errors
    /// [`CotationRefus`] when a question or an answer is not one of the questionnaire's.
    pub fn score(&self, reponses: &BTreeMap<String, i64>) -> Result<Cotation, CotationRefus> {
        for (item, points) in reponses {
            let refus = |message: String| Err(CotationRefus { item: item.clone(), message });
            if !self.items.iter().any(|i| i.code == *item) {
                return refus(format!("«\u{a0}{}\u{a0}» n’a pas de question {item}.", self.nom));
            }
            if !self.reponses.iter().any(|r| r.points == *points) {
                let labels: Vec<&str> = self.reponses.iter().map(|r| r.label.as_str()).collect();
                return refus(format!(
                    "Question {item}\u{a0}: choisissez dans la liste\u{a0}: {}.",
                    labels.join(", ")
                ));
            }
        }
        let manquants: Vec<String> = self
            .items
            .iter()
            .filter(|i| !reponses.contains_key(&i.code))
            .map(|i| i.code.clone())
            .collect();
        let cote = |echelle: &EchelleInstrument| SousScore {
            code: echelle.code.clone(),
            nom: echelle.nom.clone(),
            score: echelle.items.iter().map(|item| reponses.get(item)).sum(),
            max: self.points_max() * i64::try_from(echelle.items.len()).unwrap_or(0),
        };
        let (mut totaux, echelles): (Vec<SousScore>, Vec<SousScore>) =
            self.echelles.iter().map(cote).partition(|e| e.code == TOTAL);
        let (total, max) = totaux.pop().map_or((None, 0), |t| (t.score, t.max));
        let echelle = self.echelles.iter().find(|e| e.code == TOTAL);
        let dits = self.signaux.iter().filter_map(|s| Some((s, *reponses.get(&s.item)?)));
        let signaux: Vec<String> = dits
            .clone()
            .filter(|(signal, points)| *points >= signal.min)
            .map(|(signal, _)| signal.phrase.clone())
            .collect();
        let notes = dits.map(|(signal, points)| (signal.sous_score.clone(), points)).collect();
        let mut phrases = vec![match total {
            Some(total) => {
                let mots = echelle
                    .and_then(|e| e.tranche(total))
                    .map(|t| format!(" {} (de {} à {}).", t.mots, t.min, t.max));
                format!("Total\u{a0}: {total} sur {max}.{}", mots.unwrap_or_default())
            }
            None => manque(&manquants),
        }];
        phrases.extend(signaux.iter().cloned());
        Ok(Cotation {
            total,
            max,
            echelles,
            notes,
            seuil: echelle.and_then(|e| e.seuil.clone()),
            conclusion: phrases.join(" "),
            manquants,
            signaux,
        })
    }
}

/// Which answers are missing, in one sentence.
fn manque(manquants: &[String]) -> String {
    match manquants {
        [seul] => format!("Score non calculé\u{a0}: il manque la réponse à la question {seul}."),
        plusieurs => format!(
            "Score non calculé\u{a0}: il manque {} réponses (questions {}).",
            plusieurs.len(),
            plusieurs.join(", ")
        ),
    }
}
