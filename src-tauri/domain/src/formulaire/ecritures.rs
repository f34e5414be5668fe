//! Two figures written in one field: a blood pressure "110/65", a term "31 SA + 3".

use super::Question;
use super::nombre::parse_nombre;
use crate::texte::nombre;
use serde_json::{Value, json};

/// The two fields of a blood pressure, the systolic one first.
const TENSION: [&str; 2] = ["cro.ta_sys", "cro.ta_dia"];

/// Below this, in mm Hg, no pressure is meant: the figures are centimetres of mercury.
const CM_DE_MERCURE: f64 = 30.0;

/// Both pressures of an answer that was written as one, "110/65": the values of the two fields. None
/// where the answer is not written so.
///
/// # Errors
/// One French sentence for the screen when the unit has to be said: "11/6" is 110/60 for most people, and
/// only the professional who measured knows.
#[must_use = "a pair is to be written in two fields"]
pub fn deux_tensions(
    code: &str,
    valeur: &Value,
) -> Option<Result<[(&'static str, Value); 2], String>> {
    if !TENSION.contains(&code) {
        return None;
    }
    let texte = valeur.as_str()?.trim();
    let (haut, bas) = texte.split_once(['/', '\\'])?;
    let bas = bas.trim();
    let (bas, unite) = match bas.find(|c: char| c.is_alphabetic()) {
        Some(debut) => bas.split_at(debut),
        None => (bas, ""),
    };
    // "87/min" is not a pressure, and is refused with the words of its field.
    let (sys, dia) = (parse_nombre(haut, None).ok()?, parse_nombre(bas, None).ok()?);
    let en_cm = match crate::texte::fold(unite).replace(' ', "").as_str() {
        "" => None,
        "mmhg" | "mm" => Some(false),
        "cmhg" | "cm" => Some(true),
        _ => return None,
    };
    let petits = sys < CM_DE_MERCURE && dia < CM_DE_MERCURE;
    let facteur = match (en_cm, petits) {
        (Some(true), _) => 10.0,
        (None, true) => {
            let (grand, petit) = (nombre(sys * 10.0), nombre(dia * 10.0));
            return Some(Err(format!(
                "«\u{a0}{texte}\u{a0}»\u{a0}: {grand} de systolique et {petit} de diastolique, en \
                 millimètres de mercure\u{a0}? Écrivez «\u{a0}{grand}/{petit}\u{a0}» si c’est bien cela."
            )));
        }
        _ => 1.0,
    };
    let dite = |p: f64| json!((p * facteur * 10.0).round() / 10.0);
    Some(Ok([(TENSION[0], dite(sys)), (TENSION[1], dite(dia))]))
}

/// Weeks and days of an answer in completed weeks of pregnancy, written "31+3", "31 SA + 3" or "31 SA
/// 3 jours": the weeks, to be read like any number, and the days. None where no days are written.
#[must_use]
pub fn semaines_et_jours(question: &Question, valeur: &Value) -> Option<(Value, u8)> {
    if question.unite.as_deref() != Some("SA") {
        return None;
    }
    let texte = valeur.as_str()?.trim();
    let chiffres = |t: &str| t.bytes().all(|b| b.is_ascii_digit()) && !t.is_empty();
    let sans_unite = |t: &str| {
        let bas = t.trim().to_lowercase();
        let nue = ["jours", "jour", "j"].iter().find_map(|u| bas.strip_suffix(u)).unwrap_or(&bas);
        nue.trim().to_owned()
    };
    let (semaines, jours) = match texte.split_once('+') {
        Some((semaines, jours)) => (semaines.trim().to_owned(), sans_unite(jours)),
        // Without a sign the unit of the weeks parts the two: "31 SA 3 j".
        None => {
            let bas = texte.to_lowercase();
            let fin = bas.find("sa")? + 2;
            (bas[..fin].to_owned(), sans_unite(&bas[fin..]))
        }
    };
    let jours: u8 = Some(jours).filter(|j| chiffres(j))?.parse().ok().filter(|j| *j <= 6)?;
    let nues = semaines.to_lowercase();
    let nues = nues.strip_suffix("sa").unwrap_or(&nues).trim();
    chiffres(nues).then(|| (json!(nues), jours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bilan::VoletCode;
    use crate::formulaire::{MODELE_VERSION, livre};

    #[test]
    fn a_pressure_written_as_one_is_two_values_or_a_question() {
        let deux =
            |sys: f64, dia: f64| Some(Ok([("cro.ta_sys", json!(sys)), ("cro.ta_dia", json!(dia))]));
        for (tape, attendu) in [
            ("110/65", deux(110.0, 65.0)),
            (" 110 / 65 mmHg", deux(110.0, 65.0)),
            ("110\\65", deux(110.0, 65.0)),
            ("11/6 cmHg", deux(110.0, 60.0)),
            ("11,5/6,5 cm", deux(115.0, 65.0)),
            // Out of what a pressure can be: the field itself refuses it, with its bounds.
            ("110/6", deux(110.0, 6.0)),
            ("65/110", deux(65.0, 110.0)),
            ("110", None),
            ("110/", None),
            ("/65", None),
            ("87/min", None),
            ("a/b", None),
            ("11/6/4", None),
        ] {
            for code in TENSION {
                assert_eq!(deux_tensions(code, &json!(tape)), attendu, "{tape}");
            }
            assert_eq!(deux_tensions("cro.fc", &json!(tape)), None, "{tape}");
        }
        for (tape, dit) in [("11/6", "«\u{a0}110/60\u{a0}»"), ("12,5/7", "«\u{a0}125/70\u{a0}»")]
        {
            let refus = deux_tensions("cro.ta_sys", &json!(tape)).expect("a pair");
            let refus = refus.expect_err("nobody guesses the unit");
            assert!(refus.contains(dit) && refus.contains("de systolique"), "{refus}");
        }
        assert_eq!(deux_tensions("cro.ta_sys", &json!(110)), None);
    }

    #[test]
    fn a_term_is_written_with_its_days() {
        let forme = livre(VoletCode::S02, MODELE_VERSION).expect("a form");
        let terme = forme.question("ant.terme_sa").expect("asked");
        let lu = |tape: &str| semaines_et_jours(terme, &json!(tape));
        for (tape, semaines, jours) in [
            ("31+3", "31", 3),
            ("31 + 3", "31", 3),
            ("31 SA + 3", "31", 3),
            ("31SA+3j", "31", 3),
            ("31 sa 3 jours", "31", 3),
            ("31 SA et demi", "", 9),
            ("31 SA + 7", "", 9),
            ("31 SA + 10", "", 9),
            ("31 SA", "", 9),
            ("31", "", 9),
            ("31,5+3", "", 9),
            ("+3", "", 9),
            ("31+", "", 9),
            ("trente + 3", "", 9),
            ("İSA 3", "", 9),
        ] {
            let attendu = (jours <= 6).then(|| (json!(semaines), jours));
            assert_eq!(lu(tape), attendu, "{tape}");
        }
        let poids = forme.question("ant.poids_naiss").expect("asked");
        assert_eq!(semaines_et_jours(poids, &json!("31+3")), None);
    }
}
