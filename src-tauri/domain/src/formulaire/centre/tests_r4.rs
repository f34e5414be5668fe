//! Files as the usual builders write them: what R4 leaves open is taken or named, what changes the
//! meaning is refused, and nothing is lost in silence.

use super::super::{Contexte, Widget, enter};
use super::*;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

const BATISSEUR: &str = include_str!("../../../../../tests/formulaires/repas-sans-adresse.json");
const PLOMB: &str = include_str!("../../../../../tests/formulaires/exposition-plomb-1.0.json");
const HL7: &str = "http://hl7.org/fhir/StructureDefinition/";
const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

fn ctx() -> Contexte {
    let jour = |t| DateCivile::parse_iso(t).expect("a day");
    Contexte::new(Sexe::F, jour("2020-05-14"), jour("2026-01-14"), jour("2026-04-15"))
}

fn racine(items: Value) -> Value {
    json!({
        "resourceType": "Questionnaire", "url": "urn:x:r4", "version": "1", "name": "r4",
        "title": "R4", "status": "active", "item": items,
    })
}

fn parse(items: Value) -> Result<DuCentre, Vec<FormulaireRefus>> {
    parse_du_centre(&racine(items).to_string())
}

fn lu(items: Value) -> DuCentre {
    parse(items).unwrap_or_else(|refus| panic!("{refus:?}"))
}

fn q<'a>(lu: &'a DuCentre, lien: &str) -> &'a Question {
    lu.formulaire.question(&format!("centre.r4.{lien}")).unwrap_or_else(|| panic!("no {lien}"))
}

/// Whether a question is asked after these answers.
fn posee(lu: &DuCentre, lien: &str, reponses: &[(&str, Value)]) -> bool {
    let valeurs: BTreeMap<String, Value> = reponses
        .iter()
        .map(|(lien, valeur)| {
            let question = q(lu, lien);
            (question.code.clone(), enter(question, valeur, &ctx()).expect("a value"))
        })
        .collect();
    let code = format!("centre.r4.{lien}");
    lu.formulaire.etat(&ctx(), &valeurs).iter().any(|e| e.code == code && e.active)
}

fn ext(url: &str, valeur: Value) -> Value {
    let mut ext = json!({ "url": url });
    if let (Value::Object(ext), Value::Object(valeur)) = (&mut ext, valeur) {
        ext.extend(valeur);
    }
    ext
}

fn si(question: &str, operateur: &str, attendu: Value) -> Value {
    let mut condition = json!({ "question": question, "operator": operateur });
    if let (Value::Object(condition), Value::Object(attendu)) = (&mut condition, attendu) {
        condition.extend(attendu);
    }
    json!([condition])
}

#[test]
fn what_a_file_leaves_out_is_proposed_and_the_same_each_time() {
    assert!(parse_du_centre(BATISSEUR).is_err(), "without an address there is no form");
    let manquants = Manquants::de(BATISSEUR).expect("an object");
    assert_eq!(
        manquants,
        Manquants {
            url: Some("urn:escale:formulaire:repasdunourrisson".to_owned()),
            version: Some("1".to_owned()),
            titre: None,
            langue: true,
        }
    );
    assert_eq!(Manquants::de(BATISSEUR), Some(manquants.clone()));
    let complet = manquants.complete(BATISSEUR, &manquants.proposes()).expect("complete");
    assert!(complet.ends_with(&BATISSEUR[1..]), "the rest of the file is as it came");
    let lu = parse_du_centre(&complet).unwrap_or_else(|refus| panic!("{refus:?}"));
    assert_eq!(lu.slug, "repasdunourrisson");
    assert_eq!(lu.formulaire.titre, "Repas du nourrisson");
    assert!(Manquants::de(&complet).expect("an object").aucun());
    assert!(Manquants::de(PLOMB).expect("an object").aucun());
    assert!(Manquants::de("[]").is_none());
    let nu = Manquants::de(r#"{"resourceType":"Questionnaire"}"#).expect("an object");
    assert_eq!(nu.titre.as_deref(), Some("Questionnaire sans titre"));
    let vide = nu.complete("\u{feff} {}", &nu.proposes()).expect("complete");
    let lu: Value = serde_json::from_str(&vide).expect("still JSON");
    assert_eq!(lu["version"], "1");
    for (dits, champ) in [
        (Complements { url: None, ..nu.proposes() }, "url"),
        (Complements { url: Some("ftp:x".to_owned()), ..nu.proposes() }, "url"),
        (Complements { url: Some("urn:a b".to_owned()), ..nu.proposes() }, "url"),
        (Complements { version: Some(" ".to_owned()), ..nu.proposes() }, "version"),
        (Complements { version: Some("1|2".to_owned()), ..nu.proposes() }, "version"),
        (Complements { titre: None, ..nu.proposes() }, "titre"),
        (Complements { en_francais: false, ..nu.proposes() }, "langue"),
    ] {
        assert_eq!(nu.complete("{}", &dits).expect_err("refused").0, champ);
    }
}

#[test]
fn styling_and_what_others_use_is_named_and_changes_nothing() {
    let mut racine = racine(json!([
        { "linkId": "g", "type": "group", "item": [
            { "linkId": "a", "type": "boolean", "text": "A", "definition": "http://x/y", "prefix": "1.",
              "_text": { "extension": [ext(&format!("{HL7}rendering-style"), json!({ "valueString": "color:red" }))] },
              "_prefix": { "extension": [ext(&format!("{HL7}rendering-xhtml"), json!({ "valueString": "<i>1</i>" }))] },
              "code": [{ "system": "http://loinc.org", "code": "1-8" }],
              "extension": [
                  ext(&format!("{SDC}shortText"), json!({ "valueString": "a" })),
                  ext(&format!("{SDC}observationExtract"), json!({ "valueBoolean": true })),
                  ext(&format!("{HL7}questionnaire-supportLink"), json!({ "valueUri": "https://x.org" })),
                  ext(&format!("{HL7}questionnaire-choiceOrientation"), json!({ "valueCode": "horizontal" })),
              ] },
            { "linkId": "b", "type": "choice", "text": "B", "answerOption": [
                { "valueCoding": { "code": "x", "display": "X", "extension": [ext(&format!("{HL7}ordinalValue"), json!({ "valueDecimal": 1 }))] } },
                { "valueCoding": { "code": "y" }, "extension": [ext(&format!("{HL7}itemWeight"), json!({ "valueDecimal": 2 }))] },
            ] },
        ] },
    ]));
    racine["subjectType"] = json!(["Patient", "Person"]);
    racine["effectivePeriod"] = json!({ "start": "2024-01-01", "end": "2024-06-30" });
    racine["contained"] =
        json!([{ "resourceType": "Practitioner", "id": "p", "name": [{ "text": "Nom" }] }]);
    racine["extension"] = json!([ext(
        &format!("{SDC}preferredTerminologyServer"),
        json!({ "valueUrl": "https://x" })
    )]);
    let lu = parse_du_centre(&racine.to_string()).unwrap_or_else(|refus| panic!("{refus:?}"));
    let noms: Vec<&str> = lu.sans_effet.iter().map(|s| s.nom.as_str()).collect();
    for nom in [
        "code",
        "contained",
        "definition",
        "effectivePeriod",
        "itemWeight",
        "ordinalValue",
        "questionnaire-choiceOrientation",
        "questionnaire-supportLink",
        "rendering-style",
        "rendering-xhtml",
        "sdc-questionnaire-observationExtract",
        "subjectType",
        "sdc-questionnaire-preferredTerminologyServer",
        "sdc-questionnaire-shortText",
    ] {
        assert!(noms.contains(&nom), "{nom} is not named in {noms:?}");
    }
    assert_eq!(noms.len(), 14, "{noms:?}");
    assert_eq!(q(&lu, "a").label, "1. A");
    assert!(lu.avis.iter().any(|a| a.contains("30\u{a0}juin\u{a0}2024")), "{:?}", lu.avis);
    racine["subjectType"] = json!(["Practitioner"]);
    let refus = parse_du_centre(&racine.to_string()).expect_err("not about a child");
    assert_eq!(refus[0].chemin, "subjectType");
}

#[test]
fn what_changes_the_meaning_is_refused_by_place_and_by_its_effect() {
    let formule = json!({ "valueExpression": { "language": "text/fhirpath", "expression": "1" } });
    for (url, effet) in [
        (format!("{SDC}calculatedExpression"), "calcule la réponse"),
        (format!("{SDC}initialExpression"), "remplit la réponse"),
        (format!("{SDC}enableWhenExpression"), "pose la question"),
        (format!("{SDC}answerExpression"), "choisit les réponses"),
        (format!("{HL7}questionnaire-constraint"), "contrôle la réponse"),
        ("https://exemple.org/inconnue".to_owned(), "ne sait pas ce qu’elle change"),
    ] {
        let refus = parse(json!([
            { "linkId": "a", "type": "integer", "text": "A", "extension": [ext(&url, formule.clone())] },
        ]))
        .expect_err("refused");
        assert_eq!(refus.len(), 1, "{refus:?}");
        assert_eq!(refus[0].chemin, "item[0].extension[0].url");
        assert!(refus[0].raison.replace('\u{a0}', " ").contains(effet), "{refus:?}");
    }
    for (cle, valeur) in
        [("modifierExtension", json!([])), ("answerValueSet", json!("http://x/vs"))]
    {
        let mut item = json!({ "linkId": "a", "type": "choice", "text": "A" });
        item[cle] = valeur;
        let refus = parse(json!([item])).expect_err("refused");
        assert!(refus.iter().any(|r| r.chemin == format!("item[0].{cle}")), "{refus:?}");
    }
}

#[test]
fn a_question_under_a_question_is_asked_once_that_has_an_answer() {
    let lu = lu(json!([
        { "linkId": "p", "type": "boolean", "text": "P" },
        { "linkId": "a", "type": "choice", "text": "A", "enableWhen": si("p", "=", json!({ "answerBoolean": true })),
          "answerOption": [{ "valueString": "x" }, { "valueString": "y" }],
          "item": [
              { "linkId": "aide", "type": "display", "text": "Lisez.", "required": false, "repeats": false,
                "extension": [ext(&format!("{HL7}questionnaire-itemControl"),
                    json!({ "valueCodeableConcept": { "coding": [{ "code": "help" }] } }))] },
              { "linkId": "t", "type": "display", "text": "À lire avec A." },
              { "linkId": "b", "type": "string", "text": "B", "required": true },
              { "linkId": "g", "type": "group", "text": "G", "item": [
                  { "linkId": "c", "type": "integer", "text": "C", "enableWhen": si("b", "exists", json!({ "answerBoolean": true })) },
              ] },
          ] },
    ]));
    assert_eq!(q(&lu, "a").aide.as_deref(), Some("Lisez."));
    let (oui, x) = (("p", json!(true)), ("a", json!("x")));
    for (lien, reponses, attendu) in [
        ("t", vec![], false),
        ("t", vec![oui.clone()], true),
        ("b", vec![oui.clone()], false),
        ("b", vec![oui.clone(), x.clone()], true),
        // The answer of a question that is not asked counts as none.
        ("b", vec![x.clone()], false),
        ("c", vec![oui.clone(), x.clone()], false),
        ("c", vec![oui.clone(), x.clone(), ("b", json!("texte"))], true),
        ("c", vec![oui, ("b", json!("texte"))], false),
    ] {
        assert_eq!(posee(&lu, lien, &reponses), attendu, "{lien} after {reponses:?}");
    }
}

#[test]
fn what_is_out_of_sight_is_never_asked_and_its_value_counts() {
    let cachee = ext(&format!("{HL7}questionnaire-hidden"), json!({ "valueBoolean": true }));
    let lu = lu(json!([
        { "linkId": "h", "type": "string", "text": "H", "required": true, "extension": [cachee] },
        { "linkId": "v", "type": "choice", "text": "V", "extension": [cachee],
          "answerOption": [{ "valueString": "x", "initialSelected": true }, { "valueString": "y" }] },
        { "linkId": "r", "type": "integer", "text": "R", "readOnly": true, "required": true },
        { "linkId": "f", "type": "date", "text": "F", "readOnly": true, "initial": [{ "valueDate": "2026-03" }] },
        { "linkId": "a", "type": "boolean", "text": "A", "enableWhen": si("v", "=", json!({ "answerString": "x" })) },
        { "linkId": "b", "type": "boolean", "text": "B", "enableWhen": si("h", "exists", json!({ "answerBoolean": false })) },
        { "linkId": "c", "type": "boolean", "text": "C", "enableWhen": si("r", ">", json!({ "answerInteger": 3 })) },
        { "linkId": "d", "type": "boolean", "text": "D", "enableWhen": si("f", "<", json!({ "answerDate": "2026-04-01" })) },
    ]));
    for (lien, cachee) in [("h", true), ("v", true), ("r", true), ("f", false)] {
        assert_eq!(q(&lu, lien).cachee, cachee, "{lien}");
        assert_eq!(q(&lu, lien).genre, Widget::Calcul, "{lien}");
    }
    for (lien, attendu) in [("a", true), ("b", true), ("c", false), ("d", true)] {
        assert_eq!(posee(&lu, lien, &[]), attendu, "{lien}");
    }
    let manquants = lu.formulaire.obligatoires_manquants(&ctx(), &BTreeMap::new());
    assert!(manquants.is_empty(), "hidden and required is not asked for: {manquants:?}");
    for mot in ["«\u{a0}H\u{a0}»", "«\u{a0}V\u{a0}»", "«\u{a0}R\u{a0}»"] {
        assert!(lu.avis.iter().any(|a| a.starts_with(mot)), "{mot}: {:?}", lu.avis);
    }
}

#[test]
fn times_links_and_lists_of_any_type_are_asked() {
    let lu = lu(json!([
        { "linkId": "h", "type": "time", "text": "H", "initial": [{ "valueTime": "08:30:00" }] },
        { "linkId": "dt", "type": "dateTime", "text": "DT" },
        { "linkId": "u", "type": "url", "text": "U" },
        { "linkId": "hs", "type": "time", "text": "HS", "answerOption": [{ "valueTime": "08:00:00" }, { "valueTime": "20:15:00" }] },
        { "linkId": "e", "type": "integer", "text": "E", "answerOption": [{ "valueInteger": 1 }, { "valueInteger": 2 }] },
        { "linkId": "s", "type": "string", "text": "S", "repeats": true, "maxLength": 20,
          "answerOption": [
              { "valueString": "x" }, { "valueString": "y" },
              { "valueString": "rien", "extension": [ext(&format!("{HL7}questionnaire-optionExclusive"), json!({ "valueBoolean": true }))] },
          ],
          "extension": [ext(&format!("{HL7}questionnaire-maxOccurs"), json!({ "valueInteger": 2 }))] },
        { "linkId": "c", "type": "coding", "text": "C", "answerConstraint": "optionsOrString", "answerOption": [{ "valueCoding": { "display": "Sans code" } }] },
        { "linkId": "n", "type": "choice", "text": "N", "answerValueSet": "http://hl7.org/fhir/ValueSet/yesnodontknow" },
    ]));
    for (lien, tape, stocke, dit) in [
        ("h", json!("9h05"), json!("09:05"), "9 h 05"),
        ("dt", json!("07/03/2026 à 14h30"), json!("2026-03-07T14:30"), "7 mars 2026 à 14 h 30"),
        ("dt", json!("mars 2026"), json!("2026-03"), "mars 2026"),
        ("dt", json!("2026"), json!("2026"), "2026"),
        ("u", json!("https://x.org/a"), json!("https://x.org/a"), "https://x.org/a"),
        ("hs", json!("20:15"), json!("20:15"), "20 h 15"),
        ("e", json!(2), json!(2), "2"),
        ("s", json!(["x", "y"]), json!(["x", "y"]), "x, y"),
        ("c", json!("Sans code"), json!("Sans code"), "Sans code"),
        ("c", json!("Autre chose"), json!({ "texte": "Autre chose" }), "Autre chose"),
        ("n", json!("Ne sait pas"), json!("asked-unknown"), "Ne sait pas"),
    ] {
        let question = q(&lu, lien);
        let lue = enter(question, &tape, &ctx()).unwrap_or_else(|r| panic!("{lien}: {r}"));
        assert_eq!(lue, stocke, "{lien}");
        assert_eq!(enter(question, &lue, &ctx()).ok(), Some(stocke), "{lien}: not stable");
        assert_eq!(question.en_lettres(&lue).unwrap_or_default().replace('\u{a0}', " "), dit);
    }
    for (lien, tape, mot) in [
        ("h", json!("midi"), "14h30"),
        ("dt", json!("07/03/2026 25h"), "ne se lit pas"),
        ("s", json!(["x", "rien"]), "aucune autre réponse"),
        ("e", json!(3), "Choisissez dans la liste"),
    ] {
        let message = enter(q(&lu, lien), &tape, &ctx()).expect_err(lien).message;
        assert!(message.contains(mot), "{lien}: {message}");
    }
    assert_eq!(q(&lu, "h").initial, Some(json!("08:30")));
    assert!(q(&lu, "s").reponses_max == Some(2));
}

/// The table of the known engines, line by line (decision 0009).
#[test]
fn each_line_where_engines_differ_is_as_decided() {
    let kg = ext(
        &format!("{HL7}questionnaire-unit"),
        json!({ "valueCoding": { "system": "http://unitsofmeasure.org", "code": "kg" } }),
    );
    let un = json!({ "answerCoding": { "system": "urn:s", "code": "x" } });
    let lu = lu(json!([
        { "linkId": "a", "type": "choice", "text": "A", "answerOption": [
            { "valueCoding": { "system": "urn:s", "code": "x", "display": "X" } },
            { "valueCoding": { "system": "urn:s", "code": "y", "display": "Y" } } ] },
        { "linkId": "m", "type": "choice", "repeats": true, "text": "M", "answerOption": [
            { "valueCoding": { "system": "urn:s", "code": "x", "display": "X" } },
            { "valueCoding": { "system": "urn:s", "code": "y", "display": "Y" } } ] },
        { "linkId": "d", "type": "date", "text": "D" },
        { "linkId": "k", "type": "quantity", "text": "K", "extension": [kg] },
        { "linkId": "cond", "type": "string", "text": "Cond", "enableWhen": si("a", "=", un.clone()) },
        { "linkId": "r1", "type": "boolean", "text": "R1", "enableWhen": si("a", "!=", un.clone()) },
        { "linkId": "r2", "type": "boolean", "text": "R2", "enableWhen": si("cond", "exists", json!({ "answerBoolean": false })) },
        { "linkId": "r3", "type": "boolean", "text": "R3", "enableWhen": si("m", "!=", un) },
        { "linkId": "r4", "type": "boolean", "text": "R4", "enableWhen": si("d", ">=", json!({ "answerDate": "2026-03-15" })) },
        { "linkId": "r5", "type": "boolean", "text": "R5", "enableWhen": si("d", "!=", json!({ "answerDate": "2026-03-15" })) },
        { "linkId": "r6", "type": "boolean", "text": "R6", "enableWhen": si("k", "=", json!({ "answerQuantity": { "value": 2000, "code": "g", "system": "http://unitsofmeasure.org" } })) },
    ]));
    for (lien, reponses, attendu) in [
        ("r1", vec![], true),
        ("r1", vec![("a", json!("x"))], false),
        ("r1", vec![("a", json!("y"))], true),
        ("r2", vec![("cond", json!("ancienne"))], true),
        ("r2", vec![("a", json!("x")), ("cond", json!("dite"))], false),
        ("r3", vec![], true),
        ("r3", vec![("m", json!(["x", "y"]))], false),
        ("r3", vec![("m", json!(["y"]))], true),
        ("r4", vec![("d", json!("2026-03"))], false),
        ("r4", vec![("d", json!("2026-04"))], true),
        ("r4", vec![("d", json!("2026-03-15"))], true),
        ("r4", vec![("d", json!("2026"))], false),
        ("r5", vec![("d", json!("2026-03"))], false),
        ("r5", vec![("d", json!("2026-02"))], true),
        ("r6", vec![("k", json!(2))], true),
        ("r6", vec![("k", json!(2000))], false),
    ] {
        assert_eq!(posee(&lu, lien, &reponses), attendu, "{lien} after {reponses:?}");
    }
    // A partial date is kept as it was typed, and so is what is said of it.
    assert_eq!(enter(q(&lu, "d"), &json!("2026-03"), &ctx()).ok(), Some(json!("2026-03")));
    for (lien, mot) in [
        ("r1", "n’a pas de réponse"),
        ("r2", "ancienne réponse"),
        ("r3", "cochée"),
        ("r4", "date"),
        ("r6", "unités"),
    ] {
        let ici = format!("«\u{a0}{}\u{a0}»", q(&lu, lien).label);
        let dit =
            lu.autrement.iter().find(|a| a.starts_with(&ici)).unwrap_or_else(|| panic!("{lien}"));
        assert!(dit.contains(mot), "{dit}");
    }
    let sans = |quoi: Value| {
        let mut item = json!({ "linkId": "b", "type": "boolean", "text": "B", "enableWhen": [
            { "question": "a", "operator": "=", "answerCoding": { "code": "x" } },
        ] });
        if let (Value::Object(item), Value::Object(quoi)) = (&mut item, quoi) {
            item.extend(quoi);
        }
        parse(json!([
            { "linkId": "a", "type": "choice", "text": "A", "answerOption": [{ "valueCoding": { "system": "urn:s", "code": "x" } }] },
            item,
        ]))
        .expect_err("refused")
    };
    let refus = sans(json!({}));
    assert_eq!(refus[0].chemin, "item[1].enableWhen[0].answerCoding");
    assert!(refus[0].raison.contains("sans nomenclature"), "{refus:?}");
    let deux = si("a", "exists", json!({ "answerBoolean": true }));
    let deux = json!([deux[0], deux[0]]);
    let refus = sans(json!({ "enableWhen": deux }));
    assert_eq!(refus[0].chemin, "item[1].enableBehavior");
    let litre = json!([{ "question": "k", "operator": ">", "answerQuantity": { "value": 1, "code": "L" } }]);
    let refus = parse(json!([
        { "linkId": "k", "type": "quantity", "text": "K", "extension": [ext(
            &format!("{HL7}questionnaire-unit"), json!({ "valueCoding": { "code": "kg" } }))] },
        { "linkId": "b", "type": "boolean", "text": "B", "enableWhen": litre },
    ]))
    .expect_err("a litre is no mass");
    assert_eq!(refus[0].chemin, "item[1].enableWhen[0].answerQuantity");
}

#[test]
fn an_answer_that_the_list_no_longer_has_is_kept_and_told() {
    let question = |label: &str, codes: &[&str]| {
        let options: Vec<Value> = codes
            .iter()
            .map(|c| json!({ "valueCoding": { "system": "urn:s", "code": c, "display": format!("{label} {c}") } }))
            .collect();
        lu(json!([{ "linkId": "a", "type": "choice", "text": "A", "answerOption": options }]))
    };
    let (avant, apres) = (question("Avant", &["x", "y"]), question("Après", &["y"]));
    let (avant, apres) = (q(&avant, "a"), q(&apres, "a"));
    assert_eq!(avant.en_lettres(&json!("x")).as_deref(), Some("Avant x"));
    assert_eq!(apres.en_lettres(&json!("y")).as_deref(), Some("Après y"), "reworded, by its code");
    assert!(!apres.hors_liste(&json!("y")) && apres.hors_liste(&json!("x")));
}

/// Every object of a file that is read, by its path.
fn objets(valeur: &Value, chemin: String, tous: &mut Vec<String>) {
    match valeur {
        Value::Object(champs) => {
            tous.push(chemin.clone());
            for (cle, v) in champs {
                objets(v, format!("{chemin}/{cle}"), tous);
            }
        }
        Value::Array(liste) => {
            for (i, v) in liste.iter().enumerate() {
                objets(v, format!("{chemin}/{i}"), tous);
            }
        }
        _ => {}
    }
}

#[test]
fn a_key_that_nobody_reads_is_refused_or_lies_in_what_is_named() {
    let manquants = Manquants::de(BATISSEUR).expect("an object");
    let complet = manquants.complete(BATISSEUR, &manquants.proposes()).expect("complete");
    for texte in [complet.as_str(), PLOMB] {
        let racine: Value = serde_json::from_str(texte).expect("JSON");
        let mut tous = Vec::new();
        objets(&racine, String::new(), &mut tous);
        assert!(tous.len() > 25);
        let mut refuses = 0;
        for chemin in &tous {
            let mut autre = racine.clone();
            autre.pointer_mut(chemin).expect("there")["zzz"] = json!(1);
            match parse_du_centre(&autre.to_string()) {
                Err(refus) => {
                    refuses += 1;
                    assert!(refus.iter().any(|r| r.chemin.ends_with("zzz")), "{chemin}: {refus:?}");
                }
                Ok(lu) => {
                    // Inside an extension that is named as a whole.
                    let nomme = !lu.sans_effet.is_empty() && texte != PLOMB;
                    assert!(nomme && chemin.contains("xtension"), "lost under {chemin}");
                }
            }
        }
        assert!(refuses * 2 > tous.len(), "{refuses} of {}", tous.len());
    }
}

/// A question of a supported shape, with what stands under it.
fn un_item() -> impl Strategy<Value = Value> {
    let genres = prop::sample::select(vec![
        "boolean",
        "integer",
        "decimal",
        "date",
        "dateTime",
        "time",
        "string",
        "text",
        "url",
        "choice",
        "open-choice",
        "quantity",
        "display",
    ]);
    let feuille = (genres, any::<bool>(), any::<bool>()).prop_map(|(genre, repete, fige)| {
        let mut item = json!({ "type": genre, "text": "Texte" });
        if matches!(genre, "choice" | "open-choice") {
            item["answerOption"] = json!([{ "valueString": "x" }, { "valueString": "y" }]);
        }
        if repete && !matches!(genre, "boolean" | "display") {
            item["repeats"] = json!(true);
        }
        if fige && genre != "display" {
            item["readOnly"] = json!(true);
        }
        item
    });
    feuille.prop_recursive(3, 24, 4, |dedans| {
        (any::<bool>(), prop::collection::vec(dedans, 1..4)).prop_map(|(groupe, items)| {
            let genre = if groupe { "group" } else { "integer" };
            json!({ "type": genre, "text": "Texte", "item": items })
        })
    })
}

/// Numbers the items, and counts them.
fn number(items: &mut Value, n: &mut usize) {
    for item in items.as_array_mut().into_iter().flatten() {
        item["linkId"] = json!(format!("q{n}"));
        *n += 1;
        if item.get("item").is_some() {
            number(&mut item["item"], n);
        }
    }
}

proptest! {
    #[test]
    fn no_item_is_lost(items in prop::collection::vec(un_item(), 1..5)) {
        let mut items = Value::Array(items);
        items.as_array_mut().expect("a list").push(json!({ "type": "string", "text": "Fin" }));
        let mut n = 0;
        number(&mut items, &mut n);
        let lu = parse(items).map_err(|r| TestCaseError::fail(format!("{r:?}")))?;
        for i in 0..n {
            let code = format!("centre.r4.q{i}");
            prop_assert!(lu.formulaire.question(&code).is_some(), "q{i} is lost");
        }
        // A hidden question is named to the publisher.
        for q in lu.formulaire.questions.iter().filter(|q| q.cachee) {
            prop_assert!(lu.avis.iter().any(|a| a.contains(&q.label)));
        }
    }
}
