//! A place in the file of a form: what it holds, and its path for a refusal.

use super::{Lu, refus};
use serde_json::{Map, Value};

const LIBELLE_MAX: usize = 500;

/// A JSON object and where it stands.
pub(super) struct Noeud<'a> {
    pub(super) objet: &'a Map<String, Value>,
    pub(super) chemin: String,
}

impl<'a> Noeud<'a> {
    pub(super) fn nouveau(valeur: &'a Value, chemin: String) -> Lu<Self> {
        match valeur {
            Value::Object(objet) => Ok(Self { objet, chemin }),
            _ => refus(if chemin.is_empty() { "racine".into() } else { chemin }, "objet attendu"),
        }
    }

    pub(super) fn sous(&self, cle: &str) -> String {
        if self.chemin.is_empty() { cle.to_owned() } else { format!("{}.{cle}", self.chemin) }
    }

    pub(super) fn connus(&self, cles: &[&str]) -> Lu<()> {
        match self.objet.keys().find(|cle| !cles.contains(&cle.as_str())) {
            Some(cle) => refus(self.sous(cle), format!("« {cle} » n’est pas pris en charge")),
            None => Ok(()),
        }
    }

    pub(super) fn texte_facultatif(&self, cle: &str) -> Lu<Option<String>> {
        match self.objet.get(cle) {
            None => Ok(None),
            Some(Value::String(texte)) if texte.trim().is_empty() => {
                refus(self.sous(cle), "texte vide")
            }
            Some(Value::String(texte)) if texte.chars().count() > LIBELLE_MAX => {
                refus(self.sous(cle), format!("texte de plus de {LIBELLE_MAX} caractères"))
            }
            Some(Value::String(texte)) => Ok(Some(texte.clone())),
            Some(_) => refus(self.sous(cle), "texte attendu"),
        }
    }

    pub(super) fn texte(&self, cle: &str) -> Lu<String> {
        match self.texte_facultatif(cle)? {
            Some(texte) => Ok(texte),
            None => refus(self.sous(cle), format!("« {cle} » manque")),
        }
    }

    pub(super) fn attendu(&self, cle: &str, valeur: &str) -> Lu<()> {
        let texte = self.texte(cle)?;
        if texte == valeur {
            return Ok(());
        }
        refus(self.sous(cle), format!("« {texte} » n’est pas pris en charge (attendu : {valeur})"))
    }

    pub(super) fn booleen(&self, cle: &str) -> Lu<bool> {
        match self.objet.get(cle) {
            None => Ok(false),
            Some(Value::Bool(b)) => Ok(*b),
            Some(_) => refus(self.sous(cle), "true ou false attendu"),
        }
    }

    pub(super) fn entier<T: TryFrom<i64>>(&self, cle: &str) -> Lu<Option<T>> {
        match self.objet.get(cle) {
            None => Ok(None),
            Some(valeur) => match valeur.as_i64().and_then(|n| T::try_from(n).ok()) {
                Some(n) => Ok(Some(n)),
                None => refus(self.sous(cle), "nombre entier attendu"),
            },
        }
    }

    pub(super) fn enfants(&self, cle: &str) -> Lu<Vec<Self>> {
        match self.objet.get(cle) {
            None => Ok(Vec::new()),
            Some(Value::Array(liste)) => liste
                .iter()
                .enumerate()
                .map(|(i, v)| Self::nouveau(v, self.sous(&format!("{cle}[{i}]"))))
                .collect(),
            Some(_) => refus(self.sous(cle), "liste attendue"),
        }
    }

    /// The value of an extension, which must be of one kind.
    pub(super) fn valeur(&self, cle: &str) -> Lu<&'a Value> {
        self.connus(&["url", cle])?;
        match self.objet.get(cle) {
            Some(valeur) => Ok(valeur),
            None => refus(self.sous(cle), format!("« {cle} » manque")),
        }
    }

    pub(super) fn code<T>(&self, cle: &str, parse: impl Fn(&str) -> Option<T>) -> Lu<T> {
        self.valeur(cle)?;
        let code = self.texte(cle)?;
        match parse(&code) {
            Some(valeur) => Ok(valeur),
            None => refus(self.sous(cle), format!("code inconnu « {code} »")),
        }
    }

    pub(super) fn nombre(&self, cles: [&str; 2]) -> Lu<f64> {
        self.connus(&["url", cles[0], cles[1]])?;
        match cles.iter().find_map(|cle| self.objet.get(*cle)).map(Value::as_f64) {
            Some(Some(n)) if n.is_finite() => Ok(n),
            _ => refus(self.sous(cles[1]), "nombre attendu"),
        }
    }
}
