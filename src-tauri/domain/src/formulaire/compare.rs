//! Whether an answer meets a condition: yes, no, or it cannot be said.
//!
//! A day that is known to the month is all the days of that month: a condition on it holds only
//! where it holds for each of them. A quantity is compared in one unit. What cannot be said does not
//! hold, also for `!=`: a question is asked on what is known, never on what is guessed.

use super::ucum::{Conversion, convert};
use super::{Operateur, UNITE, VALEUR};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// Whether the answers to a question, none or several, meet a condition.
///
/// One answer is enough for every comparison but `!=`, which holds where no answer equals, so also
/// where there is none (R5 words it so; the text of R4 has a slip).
pub(super) fn remplie(
    operateur: Operateur,
    reponses: &[Value],
    attendu: &Value,
    temps: bool,
) -> bool {
    match operateur {
        Operateur::Existe => reponses.is_empty() != (*attendu == json!(true)),
        Operateur::Different => {
            reponses.iter().all(|r| tient(Operateur::Egal, r, attendu, temps) == Some(false))
        }
        autre => reponses.iter().any(|r| tient(autre, r, attendu, temps) == Some(true)),
    }
}

fn juge(operateur: Operateur, ordre: Ordering) -> bool {
    match operateur {
        Operateur::Existe => true,
        Operateur::Egal => ordre.is_eq(),
        Operateur::Different => ordre.is_ne(),
        Operateur::Superieur => ordre.is_gt(),
        Operateur::Inferieur => ordre.is_lt(),
        Operateur::SuperieurOuEgal => ordre.is_ge(),
        Operateur::InferieurOuEgal => ordre.is_le(),
    }
}

/// Whether one answer meets it; none where that cannot be said.
fn tient(operateur: Operateur, reponse: &Value, attendu: &Value, temps: bool) -> Option<bool> {
    let ordre = match (reponse, attendu) {
        (Value::Object(a), Value::Object(b)) => match (a.get(VALEUR), b.get(VALEUR)) {
            (Some(n), Some(m)) => {
                let unite = |o: &serde_json::Map<String, Value>| {
                    o.get(UNITE).and_then(Value::as_str).unwrap_or_default().to_owned()
                };
                match convert(&unite(a), &unite(b)) {
                    Conversion::Facteur(f) => compare_nombres(n.as_f64()? * f, m.as_f64()?)?,
                    Conversion::Autre => return Some(operateur == Operateur::Different),
                    Conversion::Inconnue => return None,
                }
            }
            // Answers outside a list compare word for word.
            _ => return Some((a == b) == (operateur == Operateur::Egal)),
        },
        (Value::Number(a), Value::Number(b)) => compare_nombres(a.as_f64()?, b.as_f64()?)?,
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) if temps => return intervalles(operateur, a, b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        // A code of a list may be stored as a whole number.
        (Value::Number(a), Value::String(b)) => a.to_string().cmp(b),
        _ => return Some(operateur == Operateur::Different),
    };
    Some(juge(operateur, ordre))
}

/// Two numbers, of which one may come from a conversion.
fn compare_nombres(a: f64, b: f64) -> Option<Ordering> {
    if (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) {
        return Some(Ordering::Equal);
    }
    a.partial_cmp(&b)
}

/// Two points of time that are known as far as they are written.
fn intervalles(operateur: Operateur, a: &str, b: &str) -> Option<bool> {
    let ((a1, a2), (b1, b2)) = if a.contains('T') || b.contains('T') || !a.contains('-') {
        (bornes(a, true), bornes(b, true))
    } else {
        (bornes(a, false), bornes(b, false))
    };
    let dit = |oui: bool, non: bool| match (oui, non) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    match operateur {
        // Written alike is equal, as FHIRPath says of two dates of one precision.
        Operateur::Egal => dit(a == b, a2 < b1 || b2 < a1),
        Operateur::Different => dit(a2 < b1 || b2 < a1, a == b),
        Operateur::Superieur => dit(a1 > b2, a2 <= b1 || a == b),
        Operateur::Inferieur => dit(a2 < b1, a1 >= b2 || a == b),
        Operateur::SuperieurOuEgal => dit(a1 >= b2 || a == b, a2 < b1),
        Operateur::InferieurOuEgal => dit(a2 <= b1 || a == b, a1 > b2),
        Operateur::Existe => Some(true),
    }
}

/// The first and the last moment that a text may mean, in an order that letters keep.
fn bornes(texte: &str, secondes: bool) -> (String, String) {
    let (jour, heure) = match texte.split_once('T') {
        Some((jour, heure)) => (jour, Some(heure)),
        // A time of day stands alone.
        None if texte.contains(':') => ("", Some(texte)),
        None => (texte, None),
    };
    let (mut debut, mut fin) = match jour.len() {
        4 => (format!("{jour}-01-01"), format!("{jour}-12-31")),
        7 => (format!("{jour}-01"), format!("{jour}-31")),
        _ => (jour.to_owned(), jour.to_owned()),
    };
    if secondes {
        match heure {
            Some(h) if h.len() == 5 => {
                debut.push_str(&format!("T{h}:00"));
                fin.push_str(&format!("T{h}:00"));
            }
            Some(h) => {
                debut.push_str(&format!("T{h}"));
                fin.push_str(&format!("T{h}"));
            }
            None => {
                debut.push_str("T00:00:00");
                fin.push_str("T23:59:59");
            }
        }
    }
    (debut, fin)
}
