//! What a form says before anybody answers.

use super::super::{Calcul, Contexte, Genre, Question, saisir};
use super::condition::quantite;
use super::options::Liste;
use super::place::{LIBELLE_MAX, Place};
use crate::date::DateCivile;
use crate::enfant::Sexe;
use serde_json::{Value, json};

const VALEURS: [&str; 7] = [
    "valueBoolean",
    "valueInteger",
    "valueDecimal",
    "valueDate",
    "valueString",
    "valueCoding",
    "valueQuantity",
];

pub(super) fn lire(place: &Place<'_>, q: &mut Question, liste: &Liste, repete: bool) {
    let mut valeurs: Vec<Value> = liste.choisis.clone();
    if place.a("initial") && place.a("answerOption") {
        place.refuser(
            "initial",
            "avec «\u{a0}answerOption\u{a0}», dites-le par «\u{a0}initialSelected\u{a0}»",
        );
        return;
    }
    for initial in place.enfants("initial") {
        initial.connus(&VALEURS, &["id"]);
        valeurs.extend(une(&initial, q, liste));
    }
    if valeurs.len() > 1 && !repete {
        place.refuser("initial", "une seule valeur est attendue");
        return;
    }
    if !valeurs.is_empty() {
        let toutes = match repete {
            true => Value::Array(valeurs),
            false => valeurs.remove(0),
        };
        match normale(q, &toutes) {
            Some(valeur) => q.initial = Some(valeur),
            None => place.refuser("initial", "cette valeur ne convient pas à la question"),
        }
    }
    if place.booleen("readOnly") == Some(true) {
        if q.initial.is_none()
            || matches!(q.genre, Genre::Liste | Genre::Objet | Genre::ChoixMultiple)
        {
            place.refuser(
                "readOnly",
                "une question en lecture seule n’est prise en charge qu’avec une valeur simple donnée \
                 par «\u{a0}initial\u{a0}»",
            );
        } else {
            figer(q);
        }
    }
}

/// A question that only shows what the form says.
fn figer(q: &mut Question) {
    q.genre = Genre::Calcul;
    q.calcul = Some(Calcul::Constante);
    q.obligatoire = false;
}

/// One initial value, as somebody would answer it.
fn une(initial: &Place<'_>, q: &Question, liste: &Liste) -> Option<Value> {
    let (cle, valeur) = initial.au_choix("value")?;
    let seule = match q.repete {
        true => q.colonnes.first()?,
        false => q,
    };
    let choix = matches!(seule.genre, Genre::Choix | Genre::ChoixMultiple);
    let convient = match cle {
        "valueBoolean" => seule.genre == Genre::Booleen && valeur.is_boolean(),
        "valueInteger" => matches!(seule.genre, Genre::Entier | Genre::Decimal) && valeur.is_i64(),
        "valueDecimal" => seule.genre == Genre::Decimal && valeur.is_number(),
        "valueDate" => seule.genre == Genre::Date && valeur.is_string(),
        "valueString" => {
            let texte = matches!(seule.genre, Genre::Texte | Genre::TexteLong);
            (texte || (choix && q.ouvert)) && valeur.is_string()
        }
        "valueCoding" if choix => {
            return liste.trouver(&initial.enfant(cle)?).map(|code| json!(code));
        }
        "valueQuantity" => return quantite(&initial.enfant(cle)?, seule, Some(&unites(seule))),
        _ => false,
    };
    if convient && initial.texte_ou_autre(cle) {
        return Some(valeur.clone());
    }
    if VALEURS.contains(&cle) {
        initial.refuser(cle, "cette sorte de valeur n’est pas celle de la question");
    }
    None
}

/// The units that an answer may be in, as a value of the file may name them.
fn unites(q: &Question) -> Vec<(String, String)> {
    let seule = q.unite.iter().map(|u| (u.clone(), u.clone()));
    let plusieurs =
        q.colonnes.iter().flat_map(|c| &c.choix).map(|c| (c.code.clone(), c.label.clone()));
    seule.chain(plusieurs).collect()
}

/// The stored form of a value, where the question accepts it.
fn normale(q: &Question, valeur: &Value) -> Option<Value> {
    let jour = DateCivile::new(2000, 1, 1)?;
    saisir(q, valeur, &Contexte::new(Sexe::F, jour, jour, jour)).ok().filter(|v| !v.is_null())
}

impl Place<'_> {
    /// Refuses a text that says nothing; anything else is left to its reader.
    fn texte_ou_autre(&self, cle: &str) -> bool {
        !self.objet.get(cle).is_some_and(Value::is_string) || self.texte(cle, LIBELLE_MAX).is_some()
    }
}
