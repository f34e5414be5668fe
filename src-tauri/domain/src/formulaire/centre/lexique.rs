//! What codes mean beyond the dictionary.

use super::super::{Formulaire, Question};
use super::FormulaireJoint;
use crate::codes::Visibilite;
use crate::dictionnaire::{self, Noms};
use serde_json::Value;

/// The dictionary, and after it the forms of a centre that a bilan uses.
#[derive(Debug, Clone, Default)]
pub struct Lexique {
    formulaires: Vec<Formulaire>,
}

impl Lexique {
    /// With the forms that come with a record. One that does not read is left out: its answers
    /// then show as they are, and are not lost.
    #[must_use]
    pub fn new(joints: &[FormulaireJoint]) -> Self {
        Self { formulaires: joints.iter().filter_map(|j| j.open().ok()).collect() }
    }

    /// With forms that were read already.
    #[must_use]
    pub const fn des(formulaires: Vec<Formulaire>) -> Self {
        Self { formulaires }
    }

    #[must_use]
    pub fn formulaires(&self) -> &[Formulaire] {
        &self.formulaires
    }

    /// The question of a code of a centre's form, and the form.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<(&Formulaire, &Question)> {
        self.formulaires.iter().find_map(|f| Some((f, f.question(code)?)))
    }

    /// The label of a code; an unknown code stands for itself.
    #[must_use]
    pub fn label(&self, code: &str) -> String {
        match (dictionnaire::item(code), self.question(code)) {
            (Some(item), _) => item.label.to_owned(),
            (None, Some((_, question))) => question.label.clone(),
            (None, None) => code.to_owned(),
        }
    }

    /// How secret a code is by itself; none for an unknown code.
    #[must_use]
    pub fn visibilite(&self, code: &str) -> Option<Visibilite> {
        match dictionnaire::item(code) {
            Some(item) => Some(item.visibilite),
            None => self.question(code).map(|(_, question)| question.visibilite),
        }
    }

    /// Whether an answer tells anything: one without a value, or that says that it is not known, does
    /// not.
    #[must_use]
    pub fn est_renseigne(&self, code: &str, valeur: &Value) -> bool {
        self.en_lettres(code, valeur, &|_| None) != dictionnaire::NON_RENSEIGNE
    }

    /// The value of an answer in words, as [`dictionnaire::en_lettres_avec`] says it for its codes.
    #[must_use]
    pub fn en_lettres(&self, code: &str, valeur: &Value, noms: Noms<'_>) -> String {
        match self.question(code).and_then(|(_, q)| q.en_lettres(valeur)) {
            Some(texte) => texte,
            None => dictionnaire::en_lettres_avec(code, valeur, noms),
        }
    }
}
