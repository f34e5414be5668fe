//! The value of an answer to a question that the dictionary does not know, in French words: its
//! form says what the codes mean. And the rule of a question in words, for a reader of a form
//! before it is published.

use super::{Condition, Formulaire, Operateur, Question, TEXTE, UNITE, VALEUR, Widget, heure};
use crate::date::DatePartielle;
use crate::dictionnaire::{brut, quantite};
use serde_json::Value;

impl Question {
    /// The value of an answer in words; none where it says nothing.
    #[must_use]
    pub fn en_lettres(&self, valeur: &Value) -> Option<String> {
        let texte = match (self.genre, valeur) {
            (_, Value::Null) => None,
            (Widget::Choix, un) => self.choisi(un),
            (Widget::ChoixMultiple | Widget::Liste, Value::Array(liste)) if liste.is_empty() => {
                Some("aucun".to_owned())
            }
            (Widget::ChoixMultiple, Value::Array(codes)) => {
                Some(enumerate(codes.iter().filter_map(|c| self.choisi(c)).collect()))
            }
            (Widget::Liste, Value::Array(rangees)) => {
                Some(enumerate(rangees.iter().filter_map(|r| self.rangee(r)).collect()))
            }
            (Widget::Objet, objet) => self.rangee(objet),
            (Widget::Entier | Widget::Decimal | Widget::Calcul, Value::Number(n)) => {
                n.as_f64().map(|n| quantite(n, self.unite.as_deref()))
            }
            (Widget::Calcul, un) if !self.choix.is_empty() => self.choisi(un),
            (Widget::Calcul, Value::String(texte)) if self.forme.is_some() => {
                self.forme.map(|forme| heure::en_lettres(forme, texte))
            }
            (Widget::Date | Widget::Calcul, Value::String(iso)) => DatePartielle::parse_iso(iso)
                .map(DatePartielle::en_lettres)
                .or_else(|| Some(iso.clone())),
            (Widget::Texte | Widget::TexteLong, Value::String(texte)) => match self.forme {
                Some(forme) => Some(heure::en_lettres(forme, texte)),
                None => Some(texte.trim().to_owned()),
            },
            (_, autre) => brut(autre),
        };
        texte.filter(|t| !t.is_empty())
    }

    /// A choice: its label, or the words outside the list as they are.
    fn choisi(&self, valeur: &Value) -> Option<String> {
        let code = match valeur {
            Value::String(code) => code.clone(),
            Value::Object(objet) => return objet.get(TEXTE)?.as_str().map(str::to_owned),
            Value::Number(n) => n.to_string(),
            autre => return brut(autre),
        };
        Some(self.label_du_choix(&code).map_or(code.clone(), str::to_owned))
    }

    /// A row: the value alone, a quantity with its unit, or each field after its label.
    fn rangee(&self, valeur: &Value) -> Option<String> {
        let Value::Object(objet) = valeur else { return brut(valeur) };
        let mot = |cle: &str| {
            let colonne = self.colonnes.iter().find(|c| c.code == cle)?;
            colonne.en_lettres(objet.get(cle)?)
        };
        let deux = self.colonnes.len() == 2;
        if deux && self.colonnes[0].code == VALEUR && self.colonnes[1].code == UNITE {
            return match (mot(VALEUR), mot(UNITE)) {
                (Some(n), Some(unite)) => Some(format!("{n}\u{a0}{unite}")),
                (seul, autre) => seul.or(autre),
            };
        }
        if self.repete {
            return mot(VALEUR);
        }
        let champs: Vec<String> = self
            .colonnes
            .iter()
            .filter_map(|c| {
                Some(format!("{}\u{a0}: {}", c.label, c.en_lettres(objet.get(&c.code)?)?))
            })
            .collect();
        (!champs.is_empty()).then(|| champs.join(", "))
    }
}

fn enumerate(mots: Vec<String>) -> String {
    let lien = if mots.iter().any(|m| m.contains(',')) { "\u{202f}; " } else { ", " };
    mots.join(lien)
}

impl Formulaire {
    /// When a question is asked, in words; none for one that always is.
    #[must_use]
    pub fn condition_en_lettres(&self, question: &Question) -> Option<String> {
        let conditions: Vec<String> =
            question.conditions.liste.iter().map(|c| self.une_condition(c)).collect();
        let lien = if question.conditions.une_suffit { " ou " } else { " et " };
        (!conditions.is_empty()).then(|| format!("Posée si {}", conditions.join(lien)))
    }

    fn une_condition(&self, condition: &Condition) -> String {
        let lien = &condition.question;
        let cible = self.question(lien).or_else(|| {
            let (code, cle) = lien.rsplit_once('.')?;
            self.question(code)?.colonnes.iter().find(|c| c.code == cle)
        });
        let label = cible.map_or(lien.as_str(), |q| q.label.as_str());
        let valeur = || {
            let seule = cible.filter(|q| q.repete).and_then(|q| q.colonnes.first()).or(cible);
            seule
                .and_then(|q| match q.genre {
                    Widget::ChoixMultiple => q.choisi(&condition.reponse),
                    _ => q.en_lettres(&condition.reponse),
                })
                .or_else(|| brut(&condition.reponse))
                .unwrap_or_default()
        };
        let suite = match condition.operateur {
            Operateur::Existe if condition.reponse == Value::Bool(true) => {
                "a une réponse".to_owned()
            }
            Operateur::Existe => "n’a pas de réponse".to_owned(),
            Operateur::Egal => format!("est «\u{a0}{}\u{a0}»", valeur()),
            Operateur::Different => format!("n’est pas «\u{a0}{}\u{a0}»", valeur()),
            Operateur::Superieur => format!("dépasse {}", valeur()),
            Operateur::Inferieur => format!("est en dessous de {}", valeur()),
            Operateur::SuperieurOuEgal => format!("est {} ou plus", valeur()),
            Operateur::InferieurOuEgal => format!("est {} ou moins", valeur()),
        };
        format!("«\u{a0}{label}\u{a0}» {suite}")
    }
}
