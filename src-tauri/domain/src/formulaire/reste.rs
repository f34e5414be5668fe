//! What is left of an answer once the fields that are no longer asked are taken out.

use super::etat::{Dite, Rigueur, Vue, repond};
use super::{Contexte, Formulaire, Question, Widget};
use serde_json::Value;
use std::collections::BTreeMap;

/// A field that holds something and is not asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ChampTu {
    /// The row of a list in which it stands.
    pub rang: Option<usize>,
    /// Its code in the question.
    pub cle: String,
    pub label: String,
    pub valeur: Value,
}

/// What is left of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reste {
    /// The answer without the fields that are not asked; none where nothing of it is asked.
    pub(crate) valeur: Option<Value>,
    /// The fields that were taken out; none of them where the question itself is not asked.
    pub(crate) champs: Vec<ChampTu>,
    /// Whether it hangs on an answer that cannot be opened.
    pub(crate) indecis: bool,
}

impl Formulaire {
    /// What is left of the answers to the questions of this form, by code.
    pub(crate) fn restes<'v>(
        &self,
        contexte: &Contexte,
        valeurs: &'v BTreeMap<String, Value>,
        rigueur: Rigueur,
    ) -> BTreeMap<&'v str, Reste> {
        let vue = Vue::new(self, contexte, valeurs).avec(rigueur);
        let repondues =
            valeurs.iter().filter_map(|(code, valeur)| Some((code, valeur, self.question(code)?)));
        repondues.map(|(code, valeur, q)| (code.as_str(), vue.reste(q, valeur))).collect()
    }
}

impl<'a> Vue<'a> {
    /// What is left of the answer to a question.
    pub(super) fn reste(&self, q: &'a Question, valeur: &Value) -> Reste {
        let posee = self.posee(q);
        if posee != Dite::Oui {
            let indecis = posee == Dite::Indecise;
            return Reste { valeur: None, champs: Vec::new(), indecis };
        }
        let mut reste = Reste { valeur: None, champs: Vec::new(), indecis: false };
        reste.valeur = match (q.genre, valeur) {
            (Widget::Objet, Value::Object(_)) => self.prune(q, valeur, None, &mut reste),
            (Widget::Liste, Value::Array(rangees)) if !rangees.is_empty() => {
                let rangees: Vec<Value> = rangees
                    .iter()
                    .enumerate()
                    .filter_map(|(rang, rangee)| self.prune(q, rangee, Some(rang), &mut reste))
                    .collect();
                // An empty list says "none", which is not what was answered.
                (!rangees.is_empty()).then_some(Value::Array(rangees))
            }
            _ => Some(valeur.clone()),
        };
        reste
    }

    /// An object or row without the fields that are not asked; none where nothing is left of it.
    fn prune(
        &self,
        q: &Question,
        rangee: &Value,
        rang: Option<usize>,
        reste: &mut Reste,
    ) -> Option<Value> {
        let mut garde = rangee.clone();
        let mut ote = false;
        for champ in &q.colonnes {
            let Some(valeur) = champ.cellule(rangee).filter(|v| !v.is_null()) else { continue };
            let posee = self.champ(q, champ, rangee);
            if posee == Dite::Oui {
                continue;
            }
            reste.indecis |= posee == Dite::Indecise;
            champ.empty(&mut garde);
            ote = true;
            // An empty list or text holds nothing that could be lost.
            if repond(Some(valeur)) && valeur.as_array().is_none_or(|liste| !liste.is_empty()) {
                let (cle, label) = (champ.code.clone(), champ.label.clone());
                reste.champs.push(ChampTu { rang, cle, label, valeur: valeur.clone() });
            }
        }
        let vide = garde.as_object().is_some_and(|o| o.values().all(Value::is_null));
        (!vide || !ote).then_some(garde)
    }
}
