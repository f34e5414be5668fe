//! A place in the file of a form, and the refusals gathered on the way: whoever wrote the file
//! wants to know everything that is wrong with it, not only the first thing.

use super::super::FormulaireRefus;
use super::super::saisie::nettoyer;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Nobody reads more.
const REFUS_MAX: usize = 200;
/// Longest text of a question.
pub(super) const LIBELLE_MAX: usize = 1000;
/// Longest text that is only read.
pub(super) const LECTURE_MAX: usize = 4000;

/// What was found while a file is read.
#[derive(Default)]
pub(super) struct Constats {
    refus: RefCell<Vec<FormulaireRefus>>,
    sans_effet: RefCell<BTreeSet<String>>,
}

impl Constats {
    pub(super) fn refuser(&self, chemin: impl Into<String>, raison: impl Into<String>) {
        let mut refus = self.refus.borrow_mut();
        let chemin = chemin.into();
        let chemin = if chemin.is_empty() { "racine".to_owned() } else { chemin };
        let nouveau = FormulaireRefus { chemin, raison: raison.into() };
        if refus.len() < REFUS_MAX && !refus.contains(&nouveau) {
            refus.push(nouveau);
        }
    }

    pub(super) fn rendre(self) -> (Vec<FormulaireRefus>, Vec<String>) {
        (self.refus.into_inner(), self.sans_effet.into_inner().into_iter().collect())
    }
}

/// A JSON object and where it stands.
#[derive(Clone)]
pub(super) struct Place<'a> {
    pub(super) objet: &'a Map<String, Value>,
    pub(super) chemin: String,
    pub(super) constats: &'a Constats,
}

impl<'a> Place<'a> {
    pub(super) fn nouvelle(
        valeur: &'a Value,
        chemin: String,
        constats: &'a Constats,
    ) -> Option<Self> {
        match valeur {
            Value::Object(objet) => Some(Self { objet, chemin, constats }),
            _ => {
                constats.refuser(chemin, "un objet est attendu ici");
                None
            }
        }
    }

    pub(super) fn sous(&self, cle: &str) -> String {
        if self.chemin.is_empty() { cle.to_owned() } else { format!("{}.{cle}", self.chemin) }
    }

    pub(super) fn refuser(&self, cle: &str, raison: impl Into<String>) {
        self.constats.refuser(self.sous(cle), raison);
    }

    pub(super) fn refuser_ici(&self, raison: impl Into<String>) {
        self.constats.refuser(self.chemin.clone(), raison);
    }

    pub(super) fn a(&self, cle: &str) -> bool {
        self.objet.contains_key(cle)
    }

    /// Refuses every key but those that are read; those of `muettes` are kept in the file and
    /// change nothing here.
    pub(super) fn connus(&self, lues: &[&str], muettes: &[&str]) {
        for cle in self.objet.keys() {
            if muettes.contains(&cle.as_str()) {
                // An identifier or a state of its own says nothing to whoever publishes the form.
                if cle != "id" && cle != "status" {
                    self.sans_effet(cle);
                }
            } else if !lues.contains(&cle.as_str()) {
                self.refuser(cle, non_pris_en_charge(cle));
            }
        }
    }

    /// Notes something that is kept in the file and changes nothing here.
    pub(super) fn sans_effet(&self, quoi: &str) {
        self.constats.sans_effet.borrow_mut().insert(quoi.to_owned());
    }

    /// A text, without what no one types on purpose.
    pub(super) fn texte(&self, cle: &str, max: usize) -> Option<String> {
        match self.objet.get(cle)? {
            Value::String(texte) => {
                let propre = nettoyer(texte, max > LIBELLE_MAX);
                if propre.is_empty() {
                    self.refuser(cle, "le texte est vide");
                    return None;
                }
                if propre.chars().count() > max {
                    self.refuser(cle, format!("le texte dépasse {max} caractères"));
                    return None;
                }
                Some(propre)
            }
            _ => {
                self.refuser(cle, "un texte est attendu");
                None
            }
        }
    }

    pub(super) fn texte_requis(&self, cle: &str, max: usize) -> Option<String> {
        if !self.a(cle) {
            self.refuser(cle, format!("«\u{a0}{cle}\u{a0}» manque"));
        }
        self.texte(cle, max)
    }

    pub(super) fn booleen(&self, cle: &str) -> Option<bool> {
        match self.objet.get(cle)? {
            Value::Bool(b) => Some(*b),
            _ => {
                self.refuser(cle, "true ou false est attendu");
                None
            }
        }
    }

    pub(super) fn entier<T: TryFrom<i64>>(&self, cle: &str) -> Option<T> {
        let lu = self.objet.get(cle)?.as_i64().and_then(|n| T::try_from(n).ok());
        if lu.is_none() {
            self.refuser(cle, "un nombre entier raisonnable est attendu");
        }
        lu
    }

    pub(super) fn enfant(&self, cle: &str) -> Option<Self> {
        Self::nouvelle(self.objet.get(cle)?, self.sous(cle), self.constats)
    }

    pub(super) fn enfants(&self, cle: &str) -> Vec<Self> {
        match self.objet.get(cle) {
            None => Vec::new(),
            Some(Value::Array(liste)) => liste
                .iter()
                .enumerate()
                .filter_map(|(i, v)| {
                    Self::nouvelle(v, self.sous(&format!("{cle}[{i}]")), self.constats)
                })
                .collect(),
            Some(_) => {
                self.refuser(cle, "une liste est attendue");
                Vec::new()
            }
        }
    }

    /// The one key of a choice of types (`value[x]`, `answer[x]`) and its value.
    pub(super) fn au_choix(&self, racine: &str) -> Option<(&'a str, &'a Value)> {
        let mut donnees = self.objet.iter().filter(|(cle, _)| {
            cle.strip_prefix(racine).is_some_and(|suite| suite.starts_with(char::is_uppercase))
        });
        match (donnees.next(), donnees.next()) {
            (Some((cle, valeur)), None) => Some((cle.as_str(), valeur)),
            (None, _) => {
                self.refuser_ici(format!("«\u{a0}{racine}…\u{a0}» manque"));
                None
            }
            _ => {
                self.refuser_ici(format!(
                    "une valeur «\u{a0}{racine}…\u{a0}» et une seule est attendue"
                ));
                None
            }
        }
    }
}

/// Why a name of FHIR is refused, in a sentence.
pub(super) fn non_pris_en_charge(cle: &str) -> String {
    match cle {
        "modifierExtension" => {
            "une extension qui change le sens du formulaire n’est pas prise en charge".to_owned()
        }
        "implicitRules" => {
            "des règles extérieures au formulaire ne sont pas prises en charge".to_owned()
        }
        _ if cle.starts_with('_') => format!(
            "«\u{a0}{cle}\u{a0}»\u{a0}: une extension posée sur une valeur simple n’est pas prise en charge"
        ),
        _ => format!("«\u{a0}{cle}\u{a0}» n’est pas pris en charge"),
    }
}
