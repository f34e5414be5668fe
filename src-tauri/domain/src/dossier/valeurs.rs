//! The shape of the value of an answer, against the data dictionary.

use crate::codes::Choix;
use crate::date::DatePartielle;
use crate::dictionnaire::{Champ, Item, Nature};
use crate::regle;
use serde_json::Value;

/// Lists that the domain note leaves open: an unknown code is kept and shown as it is.
const LISTES_OUVERTES: [&str; 1] = ["enf.souhaite_que_soit_dit_a"];

/// What is wrong with the value of an answer: the place inside it (empty for the value itself) and
/// the reason. `connu` says whether a professional exists.
///
/// A key of a composed value that the dictionary does not know is no fault: it is kept, and shown.
pub(super) fn fautes(
    item: &Item,
    valeur: &Value,
    connu: &dyn Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let mut fautes = Vec::new();
    let mut note = |chemin: &str, raison: String| fautes.push((chemin.to_owned(), raison));
    match (item.nature, valeur) {
        (_, Value::Null) => note("", "valeur absente (null)".to_owned()),
        (_, Value::String(texte)) if !regle::dit(texte) => {
            note(
                "",
                "valeur absente (texte vide)\u{a0}: écrivez-la, ou retirez la réponse.".to_owned(),
            );
        }
        (Nature::Objet | Nature::Obs, Value::Object(_)) => {
            champs(item.colonnes, valeur, "", connu, &mut note);
        }
        (Nature::Liste, Value::Array(rangees)) => {
            for (i, rangee) in rangees.iter().enumerate() {
                champs(item.colonnes, rangee, &format!("[{i}]"), connu, &mut note);
            }
        }
        _ => {
            let ferme = !LISTES_OUVERTES.contains(&item.code);
            let choix = if ferme { item.choix } else { &[] };
            if let Some(raison) = simple(item.nature, choix, valeur, connu) {
                note("", raison);
            }
        }
    }
    fautes
}

fn champs(
    champs_connus: &[Champ],
    valeur: &Value,
    chemin: &str,
    connu: &dyn Fn(&str) -> bool,
    note: &mut dyn FnMut(&str, String),
) {
    let Some(objet) = valeur.as_object() else {
        return note(chemin, "un objet est attendu".to_owned());
    };
    for champ in champs_connus {
        let Some(valeur) = objet.get(champ.cle) else {
            if champ.requis {
                note(chemin, format!("champ manquant «\u{a0}{}\u{a0}»", champ.cle));
            }
            continue;
        };
        let chemin = format!("{chemin}.{}", champ.cle);
        if champ.nature == Nature::Objet && valeur.is_object() {
            champs(champ.champs, valeur, &chemin, connu, note);
        } else if !valeur.is_null() {
            // The lists of fields are open, but the three values of a yes or no.
            let choix = if champ.nature == Nature::Bool3 { champ.choix } else { &[] };
            if let Some(raison) = simple(champ.nature, choix, valeur, connu) {
                note(&chemin, raison);
            }
        }
    }
}

fn simple(
    nature: Nature,
    choix: &[Choix],
    valeur: &Value,
    connu: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let dans_la_liste = |code: &str| choix.is_empty() || choix.iter().any(|c| c.code == code);
    let inconnu = || {
        let codes: Vec<&str> = choix.iter().map(|c| c.code).collect();
        Some(format!("code inconnu (attendu\u{a0}: {})", codes.join(", ")))
    };
    match (nature, valeur) {
        (Nature::Bool3 | Nature::Enum, Value::String(code)) => {
            if dans_la_liste(code) {
                None
            } else {
                inconnu()
            }
        }
        (Nature::Enum, Value::Number(n)) if n.is_i64() => None,
        (Nature::Bool3 | Nature::Enum, _) => Some("un code est attendu".to_owned()),
        (Nature::Multi | Nature::Codes, Value::Array(codes)) => {
            if !codes.iter().all(Value::is_string) {
                Some("une liste de codes est attendue".to_owned())
            } else if codes.iter().filter_map(Value::as_str).all(dans_la_liste) {
                None
            } else {
                inconnu()
            }
        }
        (Nature::Multi | Nature::Codes, _) => Some("une liste de codes est attendue".to_owned()),
        (Nature::Int, v) if v.as_f64().is_some_and(|n| n.fract() == 0.0) => None,
        (Nature::Int, _) => Some("un nombre entier est attendu".to_owned()),
        (Nature::Dec | Nature::Calcul, Value::Number(_)) => None,
        (Nature::Dec | Nature::Calcul, _) => Some("un nombre est attendu".to_owned()),
        (Nature::Date, Value::String(texte)) => match DatePartielle::parse_iso(texte) {
            Some(_) => None,
            None => Some("date impossible (attendu\u{a0}: AAAA, AAAA-MM ou AAAA-MM-JJ)".to_owned()),
        },
        (Nature::Date, _) => Some("une date est attendue".to_owned()),
        (Nature::Pro, Value::String(id)) if !connu(id) => {
            Some("ce professionnel n’est pas dans «\u{a0}professionnels\u{a0}»".to_owned())
        }
        (Nature::Heure | Nature::Txt | Nature::TxtLong | Nature::Pro, Value::String(_)) => None,
        (Nature::Heure | Nature::Txt | Nature::TxtLong | Nature::Pro, _) => {
            Some("un texte est attendu".to_owned())
        }
        (Nature::Objet | Nature::Obs, _) => Some("un objet est attendu".to_owned()),
        (Nature::Liste, _) => Some("une liste est attendue".to_owned()),
    }
}
