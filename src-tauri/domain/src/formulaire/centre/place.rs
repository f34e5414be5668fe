//! A place in the file of a form, and the refusals gathered on the way: the person who wrote the file
//! wants to know everything that is wrong with it, not only the first thing.

use super::super::FormulaireRefus;
use super::super::saisie::clean;
use super::ignore::{Motif, SansEffet};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::HashSet;

/// Most refusals that are listed; the rest are left out.
const REFUS_MAX: usize = 200;
/// Longest text of a question.
pub(super) const LIBELLE_MAX: usize = 1000;
/// Longest text that is only read.
pub(super) const LECTURE_MAX: usize = 4000;

/// What was found while a file is read.
#[derive(Default)]
pub(super) struct Constats {
    refus: RefCell<Vec<FormulaireRefus>>,
    /// What is kept in the file and changes nothing: its name, and where.
    sans_effet: RefCell<Vec<(String, String)>>,
    avis: RefCell<Vec<String>>,
    /// Every value that was read, and every place that was named as without effect. What is left
    /// over when all was read is refused, so that nothing of a file is lost in silence.
    vus: RefCell<HashSet<String>>,
}

impl Constats {
    pub(super) fn refuse(&self, chemin: impl Into<String>, raison: impl Into<String>) {
        let mut refus = self.refus.borrow_mut();
        let chemin = chemin.into();
        let chemin = if chemin.is_empty() { "racine".to_owned() } else { chemin };
        let nouveau = FormulaireRefus { chemin, raison: raison.into() };
        if refus.len() < REFUS_MAX && !refus.contains(&nouveau) {
            refus.push(nouveau);
        }
    }

    /// Says something that the person who publishes the form should know.
    pub(super) fn note(&self, avis: impl Into<String>) {
        let (mut tous, avis) = (self.avis.borrow_mut(), avis.into());
        if tous.len() < REFUS_MAX && !tous.contains(&avis) {
            tous.push(avis);
        }
    }

    fn see(&self, chemin: String) {
        self.vus.borrow_mut().insert(chemin);
    }

    /// Refuses whatever was neither read nor named, anywhere under a value.
    pub(super) fn refuse_rest(&self, valeur: &Value, chemin: &str) {
        if self.vus.borrow().contains(chemin) {
            return;
        }
        match valeur {
            Value::Object(champs) => {
                for (cle, valeur) in champs {
                    let sous =
                        if chemin.is_empty() { cle.clone() } else { format!("{chemin}.{cle}") };
                    self.refuse_rest(valeur, &sous);
                }
            }
            Value::Array(liste) => {
                for (i, valeur) in liste.iter().enumerate() {
                    self.refuse_rest(valeur, &format!("{chemin}[{i}]"));
                }
            }
            _ => {
                let cle = chemin.rsplit('.').next().unwrap_or(chemin);
                self.refuse(chemin, non_pris_en_charge(cle));
            }
        }
    }

    pub(super) fn sans_refus(&self) -> bool {
        self.refus.borrow().is_empty()
    }

    pub(super) fn give_back(self) -> (Vec<FormulaireRefus>, Vec<SansEffet>, Vec<String>) {
        let mut sans_effet: Vec<SansEffet> = Vec::new();
        for (nom, _) in self.sans_effet.into_inner() {
            match sans_effet.iter_mut().find(|s| s.nom == nom) {
                Some(deja) => deja.combien += 1,
                None => sans_effet.push(SansEffet { nom, combien: 1 }),
            }
        }
        sans_effet.sort_by(|a, b| a.nom.cmp(&b.nom));
        (self.refus.into_inner(), sans_effet, self.avis.into_inner())
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
                constats.refuse(chemin, "un objet est attendu ici");
                None
            }
        }
    }

    pub(super) fn sous(&self, cle: &str) -> String {
        if self.chemin.is_empty() { cle.to_owned() } else { format!("{}.{cle}", self.chemin) }
    }

    pub(super) fn refuse(&self, cle: &str, raison: impl Into<String>) {
        self.constats.refuse(self.sous(cle), raison);
    }

    pub(super) fn refuse_here(&self, raison: impl Into<String>) {
        self.constats.refuse(self.chemin.clone(), raison);
    }

    pub(super) fn a(&self, cle: &str) -> bool {
        self.objet.contains_key(cle)
    }

    /// Refuses every key but those that are read; those of `muettes` are kept in the file and
    /// change nothing here. An extension of a simple value is its own affair.
    pub(super) fn connus(&self, lues: &[&str], muettes: &[&str]) {
        for (cle, valeur) in self.objet {
            let cle = cle.as_str();
            if muettes.contains(&cle) {
                self.sans_effet(cle);
            } else if lues.contains(&cle) {
            } else if let Some(nue) = cle.strip_prefix('_')
                && (lues.contains(&nue) || muettes.contains(&nue))
            {
                super::extension::sur_une_valeur(self, cle, valeur);
            } else {
                self.refuse(cle, non_pris_en_charge(cle));
            }
        }
    }

    /// Notes that a key is kept in the file and changes nothing here.
    pub(super) fn sans_effet(&self, cle: &str) {
        let chemin = self.sous(cle);
        // An identifier or a state of its own says nothing to the publisher of the form.
        if cle != "id" && cle != "status" {
            self.note_without_effect(cle, chemin.clone());
        }
        self.constats.see(chemin);
    }

    /// The same of the whole object, under a name of FHIR.
    pub(super) fn sans_effet_ici(&self, nom: &str) {
        self.note_without_effect(nom, self.chemin.clone());
        self.constats.see(self.chemin.clone());
    }

    fn note_without_effect(&self, nom: &str, chemin: String) {
        // The author and date of a list concern the list, not the form that carries it.
        let nouveau = (nom.to_owned(), chemin);
        if nouveau.1.starts_with("contained[") && (SansEffet::un(nom)).motif() == Motif::Edition {
            return;
        }
        let mut tous = self.constats.sans_effet.borrow_mut();
        if !tous.contains(&nouveau) {
            tous.push(nouveau);
        }
    }

    /// Notes that one of a list says nothing.
    pub(super) fn brut_dans(&self, cle: &str, rang: usize) {
        self.constats.see(self.sous(&format!("{cle}[{rang}]")));
    }

    /// A value as it stands, which is read by that.
    pub(super) fn brut(&self, cle: &str) -> Option<&'a Value> {
        let valeur = self.objet.get(cle)?;
        if !valeur.is_object() && !valeur.is_array() {
            self.constats.see(self.sous(cle));
        }
        Some(valeur)
    }

    /// A text, without control characters and marks that are not typed on purpose.
    pub(super) fn texte(&self, cle: &str, max: usize) -> Option<String> {
        match self.brut(cle)? {
            Value::String(texte) => {
                let propre = clean(texte, max > LIBELLE_MAX);
                if propre.is_empty() {
                    self.refuse(cle, "le texte est vide");
                    return None;
                }
                if propre.chars().count() > max {
                    self.refuse(cle, format!("le texte dépasse {max} caractères"));
                    return None;
                }
                Some(propre)
            }
            _ => {
                self.refuse(cle, "un texte est attendu");
                None
            }
        }
    }

    pub(super) fn texte_requis(&self, cle: &str, max: usize) -> Option<String> {
        if !self.a(cle) {
            self.refuse(cle, format!("«\u{a0}{cle}\u{a0}» manque"));
        }
        self.texte(cle, max)
    }

    pub(super) fn booleen(&self, cle: &str) -> Option<bool> {
        match self.brut(cle)? {
            Value::Bool(b) => Some(*b),
            _ => {
                self.refuse(cle, "true ou false est attendu");
                None
            }
        }
    }

    pub(super) fn entier<T: TryFrom<i64>>(&self, cle: &str) -> Option<T> {
        let lu = self.brut(cle)?.as_i64().and_then(|n| T::try_from(n).ok());
        if lu.is_none() {
            self.refuse(cle, "un nombre entier raisonnable est attendu");
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
                self.refuse(cle, "une liste est attendue");
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
            (Some((cle, _)), None) => Some((cle.as_str(), self.brut(cle)?)),
            (None, _) => {
                self.refuse_here(format!("«\u{a0}{racine}…\u{a0}» manque"));
                None
            }
            _ => {
                self.refuse_here(format!(
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
