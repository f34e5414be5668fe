//! The answers that a question offers: its own options, or a value set inside the file.

use super::super::heure::{self, parse_heure};
use super::super::{Forme, Possibilite};
use super::extension;
use super::jeu::{self, Contenus};
use super::place::{LIBELLE_MAX, Place};
use crate::date::DatePartielle;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Most options of one question: a longer list is not readable.
const OPTIONS_MAX: usize = 500;

/// A list of possible answers on its way.
#[derive(Default, Clone)]
pub(super) struct Liste {
    pub(super) choix: Vec<Possibilite>,
    /// The code system of each code, where the file names one.
    pub(super) systemes: HashMap<String, String>,
    /// `valueCoding`, `valueString`, `valueInteger`, `valueDate` or `valueTime`.
    pub(super) sorte: Option<String>,
    /// The codes chosen before any answer.
    pub(super) choisis: Vec<Value>,
    /// The codes that go with no other.
    pub(super) exclusifs: Vec<String>,
}

impl Liste {
    pub(super) fn add(
        &mut self,
        place: &Place<'_>,
        code: String,
        label: String,
        systeme: Option<String>,
    ) {
        if self.choix.iter().any(|c| c.code == code) {
            place.refuse_here(format!("la réponse «\u{a0}{code}\u{a0}» est en double"));
            return;
        }
        if self.choix.len() >= OPTIONS_MAX {
            place.refuse_here(format!("plus de {OPTIONS_MAX} réponses possibles"));
            return;
        }
        if let Some(systeme) = systeme {
            self.systemes.insert(code.clone(), systeme);
        }
        self.choix.push(Possibilite { code, label });
    }

    /// Whether the codes are stored as whole numbers.
    pub(super) fn entiere(&self) -> bool {
        self.sorte.as_deref() == Some("valueInteger")
    }

    /// The stored form of a code.
    pub(super) fn stocke(&self, code: &str) -> Value {
        match code.parse::<i64>() {
            Ok(n) if self.entiere() => json!(n),
            _ => json!(code),
        }
    }

    /// The code of a `Coding` of this list, or a refusal. Codings are the same where code and system
    /// are: no system is the same as none, and as nothing else.
    pub(super) fn find(&self, codage: &Place<'_>) -> Option<String> {
        let (code, _, systeme) = parse_codage(codage)?;
        if !self.choix.iter().any(|c| c.code == code) {
            codage.refuse_here(format!(
                "«\u{a0}{code}\u{a0}» n’est pas une réponse de cette question"
            ));
            return None;
        }
        if self.systemes.get(&code) != systeme.as_ref() {
            let dit = |s: Option<&String>| {
                s.map_or("sans nomenclature".to_owned(), |s| format!("de la nomenclature {s}"))
            };
            codage.refuse_here(format!(
                "«\u{a0}{code}\u{a0}» {}\u{a0}: la réponse de la question est {}",
                dit(systeme.as_ref()),
                dit(self.systemes.get(&code))
            ));
            return None;
        }
        Some(code)
    }
}

/// Code, label and system of a `Coding`.
fn parse_codage(codage: &Place<'_>) -> Option<(String, String, Option<String>)> {
    codage.connus(&["system", "code", "display", "extension"], &["id", "version", "userSelected"]);
    extension::sans_lecture(codage);
    let (code, display) = (codage.texte("code", LIBELLE_MAX), codage.texte("display", LIBELLE_MAX));
    let systeme = codage.texte("system", LIBELLE_MAX);
    match (code, display) {
        (Some(code), display) => {
            let label = display.unwrap_or_else(|| code.clone());
            Some((code, label, systeme))
        }
        (None, Some(display)) => Some((display.clone(), display, systeme)),
        (None, None) => {
            codage.refuse_here("ni «\u{a0}code\u{a0}» ni «\u{a0}display\u{a0}»");
            None
        }
    }
}

/// The options of a question, its own or those of a value set of the file.
pub(super) fn parse(item: &Place<'_>, contenus: &Contenus<'_>) -> Liste {
    let mut liste = Liste::default();
    if item.a("answerOption") && item.a("answerValueSet") {
        item.refuse(
            "answerValueSet",
            "«\u{a0}answerOption\u{a0}» est donné aussi\u{a0}: l’un ou l’autre",
        );
    }
    for option in item.enfants("answerOption") {
        une_option(&option, &mut liste);
    }
    if item.a("answerValueSet") {
        jeu::parse(item, contenus, &mut liste);
    }
    liste
}

fn une_option(option: &Place<'_>, liste: &mut Liste) {
    let lues = ["valueCoding", "valueString", "valueInteger", "valueDate", "valueTime"];
    option.connus(&[&lues[..], &["initialSelected", "extension"]].concat(), &["id"]);
    let exclusif = extension::de_l_option(option);
    let Some((cle, valeur)) = option.au_choix("value") else { return };
    if !lues.contains(&cle) {
        return;
    }
    match &liste.sorte {
        Some(sorte) if sorte != cle => {
            option.refuse(cle, "les réponses d’une question sont toutes de la même sorte");
            return;
        }
        _ => liste.sorte = Some(cle.to_owned()),
    }
    let (code, label, systeme) = match (cle, valeur) {
        ("valueCoding", _) => match option.enfant(cle).and_then(|c| parse_codage(&c)) {
            Some(lu) => lu,
            None => return,
        },
        ("valueString", _) => match option.texte(cle, LIBELLE_MAX) {
            Some(texte) => (texte.clone(), texte, None),
            None => return,
        },
        ("valueInteger", _) => match option.entier::<i64>(cle) {
            Some(n) => (n.to_string(), n.to_string(), None),
            None => return,
        },
        ("valueTime", _) => match valeur.as_str().and_then(parse_heure) {
            Some(heure) => {
                let label = heure::en_lettres(Forme::Heure, &heure);
                (heure, label, None)
            }
            None => {
                option.refuse(cle, "une heure est attendue (HH:MM:SS)");
                return;
            }
        },
        _ => match valeur.as_str().and_then(DatePartielle::parse_iso) {
            Some(date) => (date.iso(), date.en_lettres(), None),
            None => {
                option.refuse(cle, "une date est attendue (AAAA-MM-JJ)");
                return;
            }
        },
    };
    liste.add(option, code.clone(), label, systeme);
    if option.booleen("initialSelected") == Some(true) {
        liste.choisis.push(liste.stocke(&code));
    }
    if exclusif {
        liste.exclusifs.push(code);
    }
}
