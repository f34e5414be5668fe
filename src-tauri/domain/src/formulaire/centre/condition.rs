//! `enableWhen`: what other answers must say, checked against the questions that they name.
//!
//! The meaning of the operators is FHIR's, as R5 words it (R4 has a slip of the pen: it says "no
//! answer is greater" for `>`): one answer is enough for `=`, `>`, `<`, `>=`, `<=`; `!=` holds where
//! no answer equals, so also where there is none; the answer to a question that is not asked counts
//! as none.

use super::super::heure::parse_heure;
use super::super::ucum::{Conversion, convert};
use super::super::{
    Condition, Conditions, Forme, Operateur, Question, TEXTE, UNITE, VALEUR, Widget,
};
use super::item::{Cible, Lecture};
use super::place::{LIBELLE_MAX, Place};
use crate::date::DatePartielle;
use serde_json::{Value, json};

const REPONSES: [&str; 9] = [
    "answerBoolean",
    "answerInteger",
    "answerDecimal",
    "answerDate",
    "answerDateTime",
    "answerTime",
    "answerString",
    "answerCoding",
    "answerQuantity",
];

pub(super) fn parse(place: &Place<'_>, lecture: &Lecture<'_>) -> Conditions {
    let conditions = place.enfants("enableWhen");
    let liste: Vec<Condition> = conditions.iter().filter_map(|c| une(c, lecture)).collect();
    let une_suffit = match place.texte("enableBehavior", LIBELLE_MAX).as_deref() {
        Some("any") => true,
        Some("all") => false,
        Some(autre) => {
            place.refuse("enableBehavior", format!("«\u{a0}{autre}\u{a0}» n’est ni all ni any"));
            false
        }
        None if conditions.len() > 1 => {
            place.refuse("enableBehavior", "all ou any est attendu avec plusieurs conditions");
            false
        }
        None => false,
    };
    Conditions { une_suffit, liste }
}

fn une(place: &Place<'_>, lecture: &Lecture<'_>) -> Option<Condition> {
    place.connus(&[&["question", "operator"], &REPONSES[..]].concat(), &["id"]);
    let operateur = match place.texte_requis("operator", LIBELLE_MAX)?.as_str() {
        "exists" => Operateur::Existe,
        "=" => Operateur::Egal,
        "!=" => Operateur::Different,
        ">" => Operateur::Superieur,
        "<" => Operateur::Inferieur,
        ">=" => Operateur::SuperieurOuEgal,
        "<=" => Operateur::InferieurOuEgal,
        autre => {
            place.refuse("operator", format!("l’opérateur «\u{a0}{autre}\u{a0}» n’existe pas"));
            return None;
        }
    };
    let lien = place.texte_requis("question", LIBELLE_MAX)?;
    let Some(cible) = lecture.cibles.get(&lien) else {
        place.refuse(
            "question",
            format!("la question «\u{a0}{lien}\u{a0}» n’est pas dans le formulaire"),
        );
        return None;
    };
    let question = lecture.questions.get(cible.rang)?;
    if lecture.refusees.contains(&cible.lien) {
        // Its type is refused already: nothing more can be said of its answers.
        return None;
    }
    let question = match cible.colonne {
        Some(rang) => question.colonnes.get(rang)?,
        None => lecture.natures.get(&cible.lien).unwrap_or(question),
    };
    if matches!(question.genre, Widget::Titre | Widget::Lecture)
        || (question.genre == Widget::Liste && !question.repete && !quantites(question))
    {
        place.refuse("question", format!("«\u{a0}{lien}\u{a0}» n’est pas une question"));
        return None;
    }
    let (cle, valeur) = place.au_choix("answer")?;
    let reponse = if operateur == Operateur::Existe {
        match (cle, valeur) {
            ("answerBoolean", Value::Bool(b)) => json!(b),
            _ => {
                place.refuse(cle, "exists attend «\u{a0}answerBoolean\u{a0}»");
                return None;
            }
        }
    } else {
        attendue(place, cle, valeur, question, cible, lecture)?
    };
    let ordonne = matches!(
        cle,
        "answerInteger"
            | "answerDecimal"
            | "answerDate"
            | "answerDateTime"
            | "answerTime"
            | "answerQuantity"
    );
    let compare = matches!(operateur, Operateur::Existe | Operateur::Egal | Operateur::Different);
    if !ordonne && !compare {
        place.refuse("operator", "cette réponse ne se compare que par = et !=");
        return None;
    }
    Some(Condition { question: cible.lien.clone(), operateur, reponse })
}

/// The stored form of the answer that a condition waits for, where the question can have it.
fn attendue(
    place: &Place<'_>,
    cle: &str,
    valeur: &Value,
    question: &Question,
    cible: &Cible,
    lecture: &Lecture<'_>,
) -> Option<Value> {
    // What repeats is asked about its one field; what is fixed, about what it is.
    let seule = match question.repete {
        true => question.colonnes.first()?,
        false => question,
    };
    let liste = lecture.listes.get(&cible.lien);
    let unites = lecture.unites.get(&cible.lien);
    let sorte = liste.and_then(|l| l.sorte.as_deref());
    let choix = matches!(seule.genre, Widget::Choix | Widget::ChoixMultiple);
    let nombre = matches!(seule.genre, Widget::Entier | Widget::Decimal);
    let texte = |dans: &[Widget]| dans.contains(&seule.genre) && seule.forme.is_none();
    let lue = match cle {
        "answerBoolean" if texte(&[Widget::Booleen]) => valeur.is_boolean().then(|| valeur.clone()),
        "answerInteger" if choix && sorte == Some("valueInteger") => {
            let code = valeur.as_i64()?.to_string();
            return connu(place, cle, question, &code).then(|| valeur.clone());
        }
        "answerInteger" if nombre => valeur.as_i64().map(Value::from),
        "answerDecimal" if nombre => valeur.is_number().then(|| valeur.clone()),
        "answerDate" if choix && sorte == Some("valueDate") => {
            let code = valeur.as_str()?;
            return connu(place, cle, question, code).then(|| valeur.clone());
        }
        "answerDate" if texte(&[Widget::Date]) => {
            let iso = valeur.as_str().and_then(DatePartielle::parse_iso);
            iso.map(|date| json!(date.iso()))
        }
        "answerTime" if choix && sorte == Some("valueTime") => {
            let code = valeur.as_str().and_then(parse_heure)?;
            return connu(place, cle, question, &code).then(|| json!(code));
        }
        "answerTime" if seule.forme == Some(Forme::Heure) => {
            valeur.as_str().and_then(parse_heure).map(Value::String)
        }
        // A time of day in some time zone is not compared with the time on the wall here.
        "answerDate" | "answerDateTime" if seule.forme == Some(Forme::DateHeure) => {
            let iso = valeur.as_str().and_then(DatePartielle::parse_iso);
            iso.map(|date| json!(date.iso()))
        }
        "answerString" if choix && sorte == Some("valueString") && !question.ouvert => {
            let code = place.texte(cle, LIBELLE_MAX)?;
            return connu(place, cle, question, &code).then(|| json!(code));
        }
        "answerString" if choix && question.ouvert => {
            let texte = place.texte(cle, LIBELLE_MAX)?;
            let dans_la_liste =
                sorte == Some("valueString") && question.choix.iter().any(|c| c.code == texte);
            return Some(if dans_la_liste { json!(texte) } else { json!({ TEXTE: texte }) });
        }
        "answerString" if texte(&[Widget::Texte, Widget::TexteLong]) => {
            place.texte(cle, LIBELLE_MAX).map(Value::String)
        }
        "answerCoding" if choix && sorte == Some("valueCoding") => {
            return liste?.find(&place.enfant(cle)?).map(Value::String);
        }
        "answerQuantity"
            if seule.genre == Widget::Objet
                || quantites(seule)
                || unites.is_some_and(|u| !u.is_empty()) =>
        {
            let unites = unites.map(Vec::as_slice).unwrap_or_default();
            return quantite(&place.enfant(cle)?, seule, unites);
        }
        _ if !REPONSES.contains(&cle) => return None,
        _ => {
            place.refuse(cle, "cette sorte de réponse n’est pas celle de la question");
            return None;
        }
    };
    if lue.is_none() {
        place.refuse(cle, "cette valeur ne se lit pas");
    }
    lue
}

fn connu(place: &Place<'_>, cle: &str, question: &Question, code: &str) -> bool {
    let connu = question.choix.iter().any(|c| c.code == code);
    if !connu {
        place.refuse(cle, format!("«\u{a0}{code}\u{a0}» n’est pas une réponse de cette question"));
    }
    connu
}

/// Whether a question is rows of a number and a unit.
fn quantites(question: &Question) -> bool {
    question.genre == Widget::Liste
        && question.colonnes.iter().map(|c| c.code.as_str()).eq([VALEUR, UNITE])
}

/// A quantity in the unit of the question, as it is stored.
pub(super) fn quantite(
    place: &Place<'_>,
    question: &Question,
    unites: &[(String, String)],
) -> Option<Value> {
    place.connus(&["value", "unit", "code", "system"], &["id"]);
    let Some(n) = place.brut("value").filter(|v| v.is_number()) else {
        place.refuse("value", "un nombre est attendu");
        return None;
    };
    place.texte("system", LIBELLE_MAX);
    let (code, unite) = (place.texte("code", 40), place.texte("unit", 40));
    let dite = code.clone().or_else(|| unite.clone());
    let connue = unites.iter().find(|(c, label)| {
        code.as_ref() == Some(c)
            || (code.is_none() && [Some(c), Some(label)].contains(&unite.as_ref()))
    });
    let avec_unite = question.genre == Widget::Objet || quantites(question);
    match (avec_unite, connue, dite) {
        (true, Some((code, _)), _) => Some(json!({ VALEUR: n, UNITE: code })),
        (true, None, Some(dite)) if unites.is_empty() => {
            Some(json!({ VALEUR: n, UNITE: code.or(unite).unwrap_or(dite) }))
        }
        (true, None, Some(dite))
            if unites.iter().any(|(c, _)| matches!(convert(&dite, c), Conversion::Facteur(_))) =>
        {
            Some(json!({ VALEUR: n, UNITE: dite }))
        }
        (true, None, _) => {
            place.refuse_here("l’unité n’est pas une de celles de la question");
            None
        }
        (false, Some(_), _) | (false, None, None) => Some(n.clone()),
        (false, None, Some(dite)) => {
            let seule = unites.first().map(|(c, _)| convert(&dite, c));
            if let (Some(Conversion::Facteur(f)), Some(n)) = (seule, n.as_f64()) {
                // A conversion leaves dust after the twelfth figure.
                return Some(json!((n * f * 1e9).round() / 1e9));
            }
            place.refuse_here(
                "l’unité n’est pas celle de la question, et ne se convertit pas en elle",
            );
            None
        }
    }
}
