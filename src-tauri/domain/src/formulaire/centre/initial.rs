//! Initial values of a form, before any answer.

use super::super::heure::parse_date_heure;
use super::super::{Calcul, Contexte, Forme, Question, Widget, enter};
use super::condition::quantite;
use super::options::Liste;
use super::place::{LIBELLE_MAX, Place};
use crate::date::DateCivile;
use crate::enfant::Sexe;
use serde_json::{Value, json};

const VALEURS: [&str; 10] = [
    "valueBoolean",
    "valueInteger",
    "valueDecimal",
    "valueDate",
    "valueDateTime",
    "valueTime",
    "valueUri",
    "valueString",
    "valueCoding",
    "valueQuantity",
];

/// Reads the initial value of a question, and decides whether it is asked: a question that is hidden or
/// read-only is not.
pub(super) fn parse(
    place: &Place<'_>,
    q: &mut Question,
    liste: &Liste,
    unites: &[(String, String)],
    repete: bool,
    figee: bool,
) {
    let mut valeurs: Vec<Value> = liste.choisis.clone();
    if place.a("initial") && place.a("answerOption") {
        place.refuse(
            "initial",
            "avec «\u{a0}answerOption\u{a0}», dites-le par «\u{a0}initialSelected\u{a0}»",
        );
        return;
    }
    // A proposal that cannot be read is left out, and named; the fixed answer of a form must be read.
    let proposee = !figee && !q.cachee;
    for initial in place.enfants("initial") {
        initial.connus(&VALEURS, &["id"]);
        valeurs.extend(une(&initial, q, liste, unites, proposee));
    }
    if valeurs.len() > 1 && !repete {
        place.refuse("initial", "une seule valeur est attendue");
        return;
    }
    if !valeurs.is_empty() {
        let toutes = match repete {
            true => Value::Array(valeurs),
            false => valeurs.remove(0),
        };
        match normale(q, &toutes) {
            Some(valeur) => q.initial = Some(valeur),
            None if q.genre == Widget::Titre => {}
            None => place.refuse("initial", "cette valeur ne convient pas à la question"),
        }
    }
    if proposee || q.genre == Widget::Titre {
        return;
    }
    let compose = matches!(q.genre, Widget::Liste | Widget::Objet | Widget::ChoixMultiple);
    if q.initial.is_some() && compose {
        let (cle, quoi) =
            if figee { ("readOnly", "en lecture seule") } else { ("extension", "cachée") };
        place.refuse(
            cle,
            format!("une question {quoi} n’est prise en charge qu’avec une valeur simple"),
        );
        return;
    }
    let label = q.label.clone();
    match (&q.initial, q.cachee) {
        (Some(valeur), true) => place.constats.note(format!(
            "«\u{a0}{label}\u{a0}»\u{a0}: cachée par le fichier, jamais posée\u{a0}; elle vaut «\u{a0}{}\u{a0}» dans \
             les conditions.",
            q.en_lettres(valeur).unwrap_or_default()
        )),
        (None, true) => place.constats.note(format!(
            "«\u{a0}{label}\u{a0}»\u{a0}: cachée par le fichier, jamais posée."
        )),
        (None, false) => {
            place.constats.note(format!(
                "«\u{a0}{label}\u{a0}»\u{a0}: le fichier la remplit lui-même et n’en donne pas la valeur\u{a0}; \
                 elle n’est pas posée."
            ));
            q.cachee = true;
        }
        (Some(_), false) => {}
    }
    freeze(q);
}

/// A question that only shows what the form says.
fn freeze(q: &mut Question) {
    q.genre = Widget::Calcul;
    q.calcul = Some(Calcul::Constante);
    q.obligatoire = false;
}

/// One initial value, in the form of an answer.
fn une(
    initial: &Place<'_>,
    q: &Question,
    liste: &Liste,
    unites: &[(String, String)],
    proposee: bool,
) -> Option<Value> {
    let (cle, valeur) = initial.au_choix("value")?;
    let seule = match q.repete {
        true => q.colonnes.first()?,
        false => q,
    };
    let choix = matches!(seule.genre, Widget::Choix | Widget::ChoixMultiple);
    let convient = match cle {
        "valueBoolean" => seule.genre == Widget::Booleen && valeur.is_boolean(),
        "valueInteger" => {
            matches!(seule.genre, Widget::Entier | Widget::Decimal) && valeur.is_i64()
        }
        "valueDecimal" => seule.genre == Widget::Decimal && valeur.is_number(),
        "valueDate" => seule.genre == Widget::Date && valeur.is_string(),
        "valueTime" => seule.forme == Some(Forme::Heure) && valeur.is_string(),
        // The time of another time zone is not the time on the wall here.
        "valueDateTime" if seule.forme == Some(Forme::DateHeure) && valeur.is_string() => {
            let texte = valeur.as_str().unwrap_or_default();
            let jour = parse_date_heure(texte, DateCivile::new(2000, 1, 1)?);
            if jour.is_none() && proposee {
                initial.sans_effet_ici("initial");
                return None;
            }
            jour.is_some()
        }
        "valueUri" => seule.genre == Widget::Texte && valeur.is_string(),
        "valueString" => {
            let texte = matches!(seule.genre, Widget::Texte | Widget::TexteLong);
            (texte || (choix && q.ouvert)) && valeur.is_string()
        }
        "valueCoding" if choix => {
            return liste.find(&initial.enfant(cle)?).map(|code| json!(code));
        }
        "valueQuantity" => {
            let valeur = initial.enfant(cle)?;
            if proposee && !proposable(&valeur, seule, unites) {
                initial.sans_effet_ici("initial");
                return None;
            }
            return quantite(&valeur, seule, unites);
        }
        _ => false,
    };
    if convient && initial.texte_ou_autre(cle) {
        return Some(valeur.clone());
    }
    if VALEURS.contains(&cle) {
        initial.refuse(cle, "cette sorte de valeur n’est pas celle de la question");
    }
    None
}

/// Whether a quantity can be proposed: builders propose a unit alone, or one that the question does
/// not have.
fn proposable(place: &Place<'_>, q: &Question, unites: &[(String, String)]) -> bool {
    let champ = |cle: &str| place.objet.get(cle).and_then(Value::as_str);
    let connue = |dite: &str| {
        unites.iter().any(|(c, l)| c == dite || l == dite)
            || (unites.is_empty() && q.genre == Widget::Objet)
    };
    place.objet.get("value").is_some_and(Value::is_number)
        && !place.a("comparator")
        && champ("code").or_else(|| champ("unit")).is_none_or(connue)
}

/// The stored form of a value, where the question accepts it.
fn normale(q: &Question, valeur: &Value) -> Option<Value> {
    let jour = DateCivile::new(2000, 1, 1)?;
    enter(q, valeur, &Contexte::new(Sexe::F, jour, jour, jour)).ok().filter(|v| !v.is_null())
}

impl Place<'_> {
    /// Refuses a text that says nothing; anything else is left to its reader.
    fn texte_ou_autre(&self, cle: &str) -> bool {
        !self.objet.get(cle).is_some_and(Value::is_string) || self.texte(cle, LIBELLE_MAX).is_some()
    }
}
