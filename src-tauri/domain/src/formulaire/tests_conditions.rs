//! `enableWhen`: each operator, on each kind of answer, with and without one.

use super::*;
use serde_json::json;
use std::collections::BTreeMap;

fn contexte() -> Contexte {
    let jour = |t| DateCivile::parse_iso(t).expect("a day");
    Contexte::new(Sexe::F, jour("2020-05-14"), jour("2026-01-14"), jour("2026-04-15"))
}

/// Whether `b` is asked, where `a` has an answer or none.
fn posee(a: &Value, operateur: &str, attendu: &Value, valeur: Option<&Value>) -> bool {
    let mut condition = json!({ "question": "a", "operator": operateur });
    if let (Value::Object(condition), Value::Object(attendu)) = (&mut condition, attendu) {
        condition.extend(attendu.clone());
    }
    let mut question = json!({ "linkId": "a", "text": "A" });
    if let (Value::Object(question), Value::Object(a)) = (&mut question, a) {
        question.extend(a.clone());
    }
    let json = json!({
        "resourceType": "Questionnaire", "url": "urn:x:c", "version": "1", "name": "c", "title": "C",
        "status": "active",
        "item": [question, { "linkId": "b", "type": "boolean", "text": "B", "enableWhen": [condition] }],
    });
    let lu = parse_du_centre(&json.to_string())
        .unwrap_or_else(|refus| panic!("{operateur} {attendu}: {refus:?}"));
    let mut valeurs = BTreeMap::new();
    if let Some(valeur) = valeur {
        let stocke = enter(&lu.formulaire.questions[0], valeur, &contexte()).expect("a value");
        valeurs.insert("centre.c.a".to_owned(), stocke);
    }
    lu.formulaire.etat(&contexte(), &valeurs)[1].active
}

/// For no answer, a smaller, an equal and a greater one.
const ORDRE: [(&str, [bool; 4]); 6] = [
    ("=", [false, false, true, false]),
    ("!=", [true, true, false, true]),
    (">", [false, false, false, true]),
    ("<", [false, true, false, false]),
    (">=", [false, false, true, true]),
    ("<=", [false, true, true, false]),
];

#[test]
fn what_can_be_ordered_is_compared_by_every_operator() {
    let unite = json!([{
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
        "valueCoding": { "code": "mg" },
    }]);
    let entiers: Vec<Value> = (1..=5).map(|n| json!({ "valueInteger": n })).collect();
    let jours: Vec<Value> = ["2024-01-01", "2024-01-02", "2024-01-03"]
        .iter()
        .map(|j| json!({ "valueDate": j }))
        .collect();
    for (a, attendu, valeurs) in [
        (
            json!({ "type": "integer" }),
            json!({ "answerInteger": 3 }),
            [json!(2), json!(3), json!(4)],
        ),
        (
            json!({ "type": "decimal" }),
            json!({ "answerDecimal": 2.5 }),
            [json!("2,4"), json!("2,5"), json!("2,6")],
        ),
        (
            json!({ "type": "date" }),
            json!({ "answerDate": "2024-06-15" }),
            [json!("14/06/2024"), json!("15/06/2024"), json!("juillet 2024")],
        ),
        (
            json!({ "type": "quantity", "extension": unite }),
            json!({ "answerQuantity": { "value": 10, "code": "mg" } }),
            [json!("9,9 mg"), json!("10"), json!("10,1")],
        ),
        (
            json!({ "type": "choice", "answerOption": entiers }),
            json!({ "answerInteger": 3 }),
            [json!(2), json!(3), json!(4)],
        ),
        (
            json!({ "type": "choice", "answerOption": jours }),
            json!({ "answerDate": "2024-01-02" }),
            [json!("2024-01-01"), json!("2024-01-02"), json!("2024-01-03")],
        ),
    ] {
        for (operateur, attendues) in ORDRE {
            let donnees = [None, Some(&valeurs[0]), Some(&valeurs[1]), Some(&valeurs[2])];
            let posees = donnees.map(|v| posee(&a, operateur, &attendu, v));
            assert_eq!(posees, attendues, "{} {operateur}", a["type"]);
        }
    }
}

#[test]
fn what_has_no_order_is_equal_or_not() {
    let codes = json!([
        { "valueCoding": { "system": "urn:s", "code": "x", "display": "Iks" } },
        { "valueCoding": { "code": "y", "display": "I grec" } },
    ]);
    let textes = json!([{ "valueString": "oui" }, { "valueString": "2024-05" }]);
    for (a, attendu, autre, egale) in [
        (json!({ "type": "boolean" }), json!({ "answerBoolean": true }), json!(false), json!(true)),
        (
            json!({ "type": "boolean" }),
            json!({ "answerBoolean": false }),
            json!(true),
            json!(false),
        ),
        (
            json!({ "type": "string" }),
            json!({ "answerString": "2024" }),
            json!("2024-05"),
            json!("2024"),
        ),
        (json!({ "type": "text" }), json!({ "answerString": "oui" }), json!("Oui"), json!("oui")),
        (
            json!({ "type": "choice", "answerOption": codes }),
            json!({ "answerCoding": { "system": "urn:s", "code": "x" } }),
            json!("y"),
            json!("Iks"),
        ),
        (
            json!({ "type": "choice", "answerOption": textes }),
            json!({ "answerString": "2024-05" }),
            json!("oui"),
            json!("2024-05"),
        ),
        (
            json!({ "type": "open-choice", "answerOption": codes }),
            json!({ "answerString": "autre chose" }),
            json!("x"),
            json!("autre chose"),
        ),
        (
            json!({ "type": "open-choice", "answerOption": codes }),
            json!({ "answerCoding": { "code": "y" } }),
            json!("libre"),
            json!("y"),
        ),
    ] {
        for (operateur, attendues) in [("=", [false, false, true]), ("!=", [true, true, false])] {
            let posees =
                [None, Some(&autre), Some(&egale)].map(|v| posee(&a, operateur, &attendu, v));
            assert_eq!(posees, attendues, "{} {operateur}", a["type"]);
        }
        for (attendu, attendues) in [(true, [false, true, true]), (false, [true, false, false])] {
            let attendu = json!({ "answerBoolean": attendu });
            let posees =
                [None, Some(&autre), Some(&egale)].map(|v| posee(&a, "exists", &attendu, v));
            assert_eq!(posees, attendues, "{} exists", a["type"]);
        }
    }
}

#[test]
fn among_several_answers_one_is_enough() {
    let codes = json!([
        { "valueCoding": { "code": "x" } },
        { "valueCoding": { "code": "y" } },
    ]);
    let plusieurs = json!({ "type": "choice", "repeats": true, "answerOption": codes });
    let x = json!({ "answerCoding": { "code": "x" } });
    for (valeur, egal) in [(json!(["x", "y"]), true), (json!(["y"]), false)] {
        assert_eq!(posee(&plusieurs, "=", &x, Some(&valeur)), egal);
        assert_eq!(posee(&plusieurs, "!=", &x, Some(&valeur)), !egal);
    }
    let nombres = json!({ "type": "integer", "repeats": true });
    let trois = json!({ "answerInteger": 3 });
    for (valeur, operateur, attendu) in [
        (json!([1, 5]), ">", true),
        (json!([1, 5]), "<", true),
        (json!([1, 5]), "=", false),
        (json!([1, 5]), "!=", true),
        (json!([1, 2]), ">", false),
    ] {
        assert_eq!(
            posee(&nombres, operateur, &trois, Some(&valeur)),
            attendu,
            "{valeur} {operateur}"
        );
    }
}

#[test]
fn behaviours_groups_and_fixed_values() {
    let question = |lien: &str| json!({ "linkId": lien, "type": "boolean", "text": lien });
    let oui = |lien: &str| json!({ "question": lien, "operator": "=", "answerBoolean": true });
    for (comportement, attendues) in [("all", [false, false, true]), ("any", [false, true, true])] {
        let json = json!({
            "resourceType": "Questionnaire", "url": "urn:x:c", "version": "1", "name": "c",
            "title": "C", "status": "active",
            "item": [
                question("a"), question("b"),
                { "linkId": "g", "type": "group", "text": "G", "required": true,
                  "enableBehavior": comportement, "enableWhen": [oui("a"), oui("b")],
                  "item": [{ "linkId": "g2", "type": "group", "item": [question("c")] }] },
                { "linkId": "d", "type": "boolean", "text": "D", "enableWhen": [
                    { "question": "c", "operator": "exists", "answerBoolean": true }] },
                { "linkId": "k", "type": "integer", "text": "K", "readOnly": true,
                  "initial": [{ "valueInteger": 7 }] },
                { "linkId": "e", "type": "boolean", "text": "E", "enableWhen": [
                    { "question": "k", "operator": ">", "answerInteger": 6 }] },
            ],
        });
        let forme = parse_du_centre(&json.to_string()).expect("a form").formulaire;
        let cas = [(None, None), (Some(true), Some(false)), (Some(true), Some(true))];
        for ((a, b), attendue) in cas.into_iter().zip(attendues) {
            // `c` keeps its answer while it is not asked, and then counts as none.
            let mut valeurs = BTreeMap::from([("centre.c.c".to_owned(), json!(true))]);
            for (lien, valeur) in [("a", a), ("b", b)] {
                valeurs.extend(valeur.map(|v| (format!("centre.c.{lien}"), json!(v))));
            }
            let etats = forme.etat(&contexte(), &valeurs);
            let actif = |lien: &str| {
                etats.iter().find(|e| e.code == format!("centre.c.{lien}")).expect("one").active
            };
            for lien in ["g", "g2", "c", "d"] {
                assert_eq!(actif(lien), attendue, "{comportement} {lien} {a:?} {b:?}");
            }
            assert!(actif("e"), "a fixed value counts");
            assert!(forme.obligatoires_manquants(&contexte(), &valeurs).is_empty());
            valeurs.remove("centre.c.c");
            let manquants = forme.obligatoires_manquants(&contexte(), &valeurs);
            assert_eq!(!manquants.is_empty(), attendue, "a required group wants an answer");
        }
        let k = forme.question("centre.c.k").expect("one");
        assert_eq!(k.genre, Widget::Calcul);
        assert!(enter(k, &json!(3), &contexte()).is_err());
    }
}
