//! Forms as they come from elsewhere: what is read, what is refused and where, and anything at all.

use super::super::{Contexte, Widget, enter};
use super::*;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

const PLOMB: &str = include_str!("../../../../../tests/formulaires/exposition-plomb-1.0.json");
const REFUSE: &str = include_str!("../../../../../tests/formulaires/refuse.json");

fn jour(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

fn ctx() -> Contexte {
    Contexte::new(Sexe::F, jour("2020-05-14"), jour("2026-01-14"), jour("2026-04-15"))
}

fn plomb() -> Formulaire {
    let joint = FormulaireJoint {
        volet: VoletCode::S02,
        age_min: Some(6),
        age_max: None,
        contenu: PLOMB.to_owned(),
    };
    joint.open().expect("a form")
}

/// A form with these items.
fn avec(items: Value) -> Result<DuCentre, Vec<FormulaireRefus>> {
    parse_du_centre(
        &json!({
            "resourceType": "Questionnaire", "url": "urn:x:essai", "version": "1", "name": "Essai",
            "title": "Essai", "status": "active", "item": items,
        })
        .to_string(),
    )
}

fn refus(items: Value) -> Vec<(String, String)> {
    let refus = avec(items).expect_err("refused");
    refus.into_iter().map(|r| (r.chemin, r.raison.replace('\u{a0}', " "))).collect()
}

#[test]
fn a_form_is_read_whole() {
    let lu = parse_du_centre(PLOMB).expect("a form");
    assert_eq!((lu.slug.as_str(), lu.volet_propose), ("expositionplomb", Some(VoletCode::S02)));
    assert_eq!(lu.mentions.len(), 3);
    let sans_effet: Vec<&str> = lu.sans_effet.iter().map(|s| s.nom.as_str()).collect();
    assert_eq!(sans_effet, ["date"]);
    let codes: Vec<(&str, Widget)> =
        lu.formulaire.questions.iter().map(|q| (q.code.as_str(), q.genre)).collect();
    assert_eq!(codes[0], ("centre.expositionplomb.logement", Widget::Titre));
    assert_eq!(codes[1], ("centre.expositionplomb.logement.ancien", Widget::Booleen));
    let question = |code: &str| {
        lu.formulaire.question(&format!("centre.expositionplomb.{code}")).expect("one")
    };
    assert_eq!(question("logement").label, "1. Logement");
    assert!(question("logement.ancien").aide.as_deref().is_some_and(|a| a.starts_with("Demandez")));
    assert_eq!(
        question("logement.etat").groupe.as_deref(),
        Some("centre.expositionplomb.logement")
    );
    assert!(question("source").ouvert);
    assert_eq!(question("source").choix.len(), 4);
    assert_eq!(question("plombemie").unite.as_deref(), Some("µg/L"));
    assert_eq!(question("plombemie").decimales_max, Some(1));
    assert_eq!(question("metiers").genre, Widget::Liste);
    assert_eq!(question("lieux").colonnes.len(), 2);
    assert!(lu.formulaire.questions.iter().all(|q| q.visibilite == Visibilite::V2));
    let condition = lu.formulaire.condition_en_lettres(question("declaration"));
    assert_eq!(
        condition.as_deref(),
        Some("Posée si «\u{a0}Plombémie\u{a0}» est 50\u{a0}µg/L ou plus")
    );
}

#[test]
fn a_bilan_asks_it_under_its_title_and_at_its_ages() {
    let forme = plomb();
    assert_eq!(forme.questions[0].label, "Exposition au plomb");
    let actives = |contexte: &Contexte, valeurs: &[(&str, Value)]| -> Vec<String> {
        let valeurs: BTreeMap<String, Value> = valeurs
            .iter()
            .map(|(code, v)| (format!("centre.expositionplomb.{code}"), v.clone()))
            .collect();
        let etats = forme.etat(contexte, &valeurs);
        etats.into_iter().filter(|e| e.active).map(|e| e.code).collect()
    };
    let petit = Contexte::new(Sexe::F, jour("2026-01-01"), jour("2026-01-14"), jour("2026-04-15"));
    assert!(actives(&petit, &[]).is_empty());
    let fin = |codes: &[String], fin: &str| codes.iter().any(|c| c.ends_with(fin));
    let rien = actives(&ctx(), &[]);
    assert!(
        fin(&rien, ".logement.ancien")
            && !fin(&rien, ".logement.etat")
            && !fin(&rien, ".declaration")
    );
    let ancien = actives(&ctx(), &[("logement.ancien", json!(true)), ("plombemie", json!(50))]);
    for code in [".logement.etat", ".declaration", ".alerte", ".plombemie.date"] {
        assert!(fin(&ancien, code), "{code}");
    }
    assert!(!fin(&actives(&ctx(), &[("plombemie", json!(49.9))]), ".declaration"));
    let manquants = forme.obligatoires_manquants(&ctx(), &BTreeMap::new());
    assert_eq!(manquants.len(), 1, "the date is only asked with a figure");
    let etats = forme.etat(&ctx(), &BTreeMap::new());
    let pica = etats.iter().find(|e| e.code.ends_with(".pica")).expect("one");
    assert_eq!(pica.proposition, Some(json!(0)));
}

#[test]
fn what_is_typed_is_stored_and_said_again() {
    let forme = plomb();
    for (code, tape, stocke, mots) in [
        ("logement.ancien", json!("oui"), json!(true), "oui"),
        ("logement.etat", json!("Écaillées"), json!("ecaille"), "Écaillées"),
        ("logement.entree", json!("mars 2019"), json!("2019-03"), "mars 2019"),
        ("logement.entree", json!("vers 2015"), json!("2015"), "2015"),
        ("source", json!("khol"), json!("khol"), "Khôl, surma"),
        (
            "source",
            json!(" Plombs de pêche "),
            json!({"texte": "Plombs de pêche"}),
            "Plombs de pêche",
        ),
        ("source", json!({"texte": "Jouet 🧸"}), json!({"texte": "Jouet 🧸"}), "Jouet 🧸"),
        ("plombemie", json!("62,5 µg/L"), json!(62.5), "62,5 µg/L"),
        (
            "lieux",
            json!([{"lieu": 1, "lieux-nom": "École", "lieux-jours": "4"}]),
            json!([{"lieu": 1, "lieux-nom": "École", "lieux-jours": 4}]),
            "Lieu : École, Jours par semaine : 4",
        ),
        (
            "metiers",
            json!(["Peintre", {"valeur": "Ferrailleur"}]),
            json!([{"valeur": "Peintre"}, {"valeur": "Ferrailleur"}]),
            "Peintre, Ferrailleur",
        ),
        ("metiers", json!([]), json!([]), "aucun"),
        ("commentaire", json!("שלום\u{202e} עולם"), json!("שלום עולם"), "שלום עולם"),
        ("commentaire", json!("\u{200b}\u{200d} "), Value::Null, ""),
    ] {
        let code = format!("centre.expositionplomb.{code}");
        let question = forme.question(&code).expect("a question");
        let lu = enter(question, &tape, &ctx()).unwrap_or_else(|r| panic!("{code}: {}", r.message));
        assert_eq!(lu, stocke, "{code}");
        assert_eq!(enter(question, &lu, &ctx()).ok(), Some(stocke), "{code}: not stable");
        let dits = question.en_lettres(&lu).unwrap_or_default().replace('\u{a0}', " ");
        assert_eq!(dits, mots, "{code}");
    }
    for (code, tape, dit) in [
        ("plombemie", json!("62,55"), "un chiffre après la virgule"),
        ("plombemie", json!("3 000"), "entre 0 et 2000"),
        ("plombemie", json!("6 mg"), "se note en µg/L"),
        ("logement.etat", json!("autre chose"), "Choisissez dans la liste"),
        ("commentaire", json!("x".repeat(4000)), "3 000 de trop"),
        ("lieux", json!([{"lieux-jours": 4}]), "Renseignez « Lieu »"),
    ] {
        let question = forme.question(&format!("centre.expositionplomb.{code}")).expect("one");
        let message = enter(question, &tape, &ctx()).expect_err(code).message;
        let message = message.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(message.contains(dit), "{code}: {message}");
    }
}

#[test]
fn every_refusal_is_told_at_once_with_its_place() {
    let refus = parse_du_centre(REFUSE).expect_err("refused");
    let places: Vec<&str> = refus.iter().map(|r| r.chemin.as_str()).collect();
    for place in [
        "implicitRules",
        "item[0].item[0].type",
        "item[2].answerValueSet",
        "item[4].enableWhen[0].question",
        "item[9].extension[2].url",
    ] {
        assert!(places.contains(&place), "{place} not in {places:?}");
    }
    assert_eq!(
        ou_en_lettres(REFUSE, "item[4].enableWhen[0].question"),
        "«\u{a0}Date de la plombémie\u{a0}» › condition 1 › question"
    );
    assert_eq!(ou_en_lettres("pas du JSON", "ligne 1, colonne 2"), "ligne 1, colonne 2");
    assert_eq!(refus.len(), 5, "nothing is refused twice for one cause: {refus:?}");
    for un in &refus {
        assert!(un.raison.chars().count() > 8, "{un:?}");
    }
}

/// A question by its other keys, under the link `a`.
fn seule(genre: &str, plus: Value) -> Value {
    let mut item = json!({ "linkId": "a", "type": genre, "text": "Question" });
    if let (Value::Object(item), Value::Object(plus)) = (&mut item, plus) {
        item.extend(plus);
    }
    item
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    let fhir = "http://hl7.org/fhir/StructureDefinition/";
    for (item, place, mot) in [
        (seule("attachment", json!({})), "item[0].type", "attachment"),
        (seule("reference", json!({})), "item[0].type", "reference"),
        (seule("question", json!({})), "item[0].type", "question"),
        (seule("boolean", json!({ "repeats": true })), "item[0].repeats", "oui ou par non"),
        (seule("boolean", json!({ "maxLength": 3 })), "item[0].maxLength", "longueur"),
        (
            seule(
                "boolean",
                json!({ "_text": { "extension": [{ "url": format!("{fhir}cqf-expression") }] } }),
            ),
            "item[0]._text.extension[0].url",
            "formule",
        ),
        (seule("boolean", json!({ "modifierExtension": [] })), "item[0].modifierExtension", "sens"),
        (seule("choice", json!({})), "item[0].answerOption", "manque"),
        (
            seule("boolean", json!({ "answerOption": [{ "valueString": "a" }] })),
            "item[0].answerOption",
            "boolean",
        ),
        (
            seule("choice", json!({ "answerOption": [{ "valueReference": {} }] })),
            "item[0].answerOption[0].valueReference",
            "valueReference",
        ),
        (
            seule(
                "choice",
                json!({ "answerOption": [{ "valueString": "a" }, { "valueInteger": 1 }] }),
            ),
            "item[0].answerOption[1].valueInteger",
            "même sorte",
        ),
        (
            seule(
                "choice",
                json!({ "answerOption": [{ "valueString": "a" }, { "valueString": "a" }] }),
            ),
            "item[0].answerOption[1]",
            "double",
        ),
        (
            seule(
                "integer",
                json!({ "extension": [{ "url": format!("{fhir}regex"), "valueString": "x" }] }),
            ),
            "item[0].extension[0].url",
            "regex",
        ),
        (
            seule(
                "date",
                json!({ "extension": [{ "url": format!("{fhir}minValue"), "valueInteger": 3 }] }),
            ),
            "item[0].extension",
            "nombre",
        ),
        (
            seule(
                "string",
                json!({ "repeats": true, "item": [{ "linkId": "b", "type": "boolean", "text": "B" }] }),
            ),
            "item[0].item[0]",
            "à chaque réponse",
        ),
        (
            seule(
                "group",
                json!({ "repeats": true, "item": [{ "linkId": "b", "type": "group", "text": "B" }] }),
            ),
            "item[0].item[0].type",
            "groupe répété",
        ),
        (
            seule(
                "boolean",
                json!({ "enableWhen": [{ "question": "a", "operator": "exists", "answerBoolean": true }] }),
            ),
            "item[0].enableWhen",
            "tournent en rond",
        ),
        (
            seule(
                "boolean",
                json!({ "enableWhen": [{ "question": "z", "operator": "exists", "answerBoolean": true }] }),
            ),
            "item[0].enableWhen[0].question",
            "« z »",
        ),
        (seule("display", json!({ "required": true })), "item[0].required", "texte à lire"),
        (
            seule("integer", json!({ "initial": [{ "valueString": "x" }] })),
            "item[0].initial[0].valueString",
            "sorte",
        ),
    ] {
        let lus = refus(json!([item]));
        assert!(
            lus.iter().any(|(chemin, raison)| chemin == place && raison.contains(mot)),
            "{place} ({mot}): {lus:?}"
        );
    }
    let vide = parse_du_centre(
        &json!({
            "resourceType": "Questionnaire", "url": "urn:x:essai", "version": "1", "name": "Essai",
            "title": "Essai", "status": "active",
            "contained": [{ "resourceType": "ValueSet", "id": "v", "compose": { "include": [] } }],
            "item": [seule("choice", json!({ "answerValueSet": "#v" }))],
        })
        .to_string(),
    );
    assert_eq!(vide.expect_err("refused")[0].chemin, "item[0].answerValueSet");
    // Two links that would end as one code.
    let lus = refus(json!([
        { "linkId": "A b", "type": "boolean", "text": "A" },
        { "linkId": "a-b", "type": "boolean", "text": "B" },
    ]));
    assert!(lus.iter().any(|(_, raison)| raison.contains("le même code")), "{lus:?}");
    let racine = parse_du_centre(r#"{"resourceType":"Patient"}"#).expect_err("refused");
    assert_eq!(racine[0].chemin, "resourceType");
    assert!(parse_du_centre("{").expect_err("refused")[0].chemin.starts_with("ligne 1"));
}

#[test]
fn a_quantity_with_several_units_keeps_its_unit() {
    let unite = |code: &str| {
        json!({
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption",
            "valueCoding": { "code": code },
        })
    };
    let items = json!([
        { "linkId": "q", "type": "quantity", "text": "Dose", "extension": [unite("mg"), unite("ml")],
          "initial": [{ "valueQuantity": { "value": 5, "code": "ml" } }] },
        { "linkId": "b", "type": "boolean", "text": "B",
          "enableWhen": [{ "question": "q", "operator": ">", "answerQuantity": { "value": 10, "code": "mg" } }] },
    ]);
    let forme = avec(items).expect("a form").formulaire;
    let q = &forme.questions[0];
    assert_eq!(q.initial, Some(json!({ "valeur": 5.0, "unite": "ml" })));
    let lu = enter(q, &json!({ "valeur": "12,5", "unite": "mg" }), &ctx()).expect("a value");
    assert_eq!(q.en_lettres(&lu).as_deref(), Some("12,5\u{a0}mg"));
    for (unite, posee) in [("mg", true), ("ml", false)] {
        let valeurs = BTreeMap::from([(q.code.clone(), json!({ "valeur": 12.5, "unite": unite }))]);
        assert_eq!(forme.etat(&ctx(), &valeurs)[1].active, posee, "{unite}");
    }
    assert!(enter(q, &json!({ "valeur": 3 }), &ctx()).is_err(), "a unit is needed");
}

#[test]
fn a_lexicon_knows_the_dictionary_and_the_forms() {
    let joint = FormulaireJoint {
        volet: VoletCode::S02,
        age_min: None,
        age_max: None,
        contenu: PLOMB.to_owned(),
    };
    let lexique = Lexique::new(&[joint]);
    assert_eq!(lexique.label("cro.poids"), "Poids");
    assert_eq!(lexique.label("centre.expositionplomb.plombemie"), "Plombémie");
    assert_eq!(lexique.label("centre.autre.x"), "centre.autre.x");
    let mots = |code: &str, valeur: Value| lexique.en_lettres(code, &valeur, &|_| None);
    assert_eq!(mots("centre.expositionplomb.plombemie", json!(50)), "50\u{a0}µg/L");
    assert_eq!(mots("centre.expositionplomb.plombemie", Value::Null), "non renseigné");
    assert_eq!(mots("cro.poids", json!(12.5)), "12,5\u{a0}kg");
    assert_eq!(lexique.visibilite("centre.expositionplomb.plombemie"), Some(Visibilite::V2));
}

fn un_json() -> impl Strategy<Value = Value> {
    let feuille = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|n| json!(n)),
        "\\PC{0,8}".prop_map(Value::from),
        prop::sample::select(vec![
            "group",
            "display",
            "boolean",
            "choice",
            "open-choice",
            "quantity",
            "a",
            "b",
            "exists",
            "=",
            "#v",
            "any",
            "Questionnaire",
            "active",
        ])
        .prop_map(Value::from),
    ];
    let cle = prop::sample::select(vec![
        "linkId",
        "text",
        "type",
        "item",
        "repeats",
        "required",
        "initial",
        "enableWhen",
        "question",
        "operator",
        "answerBoolean",
        "answerCoding",
        "answerQuantity",
        "answerOption",
        "valueCoding",
        "valueString",
        "code",
        "display",
        "extension",
        "url",
        "contained",
        "answerValueSet",
        "readOnly",
        "maxLength",
        "version",
        "name",
        "id",
        "value",
        "unit",
    ]);
    feuille.prop_recursive(5, 60, 6, move |dedans| {
        prop_oneof![
            prop::collection::vec(dedans.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((cle.clone(), dedans), 0..7).prop_map(|paires| {
                Value::Object(paires.into_iter().map(|(c, v)| (c.to_owned(), v)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused(items in prop::collection::vec(un_json(), 0..4), libre in un_json()) {
        let _ = parse_du_centre(&libre.to_string());
        if let Err(refus) = avec(Value::Array(items)) {
            prop_assert!(!refus.is_empty());
        }
    }

    #[test]
    fn one_value_changed_never_panics(rang in 0usize..200, autre in un_json()) {
        let mut racine: Value = serde_json::from_str(PLOMB).expect("json");
        let mut vus = 0;
        change(&mut racine, &mut vus, rang, &autre);
        if let Ok(lu) = parse_du_centre(&racine.to_string()) {
            let valeurs = BTreeMap::from([("centre.expositionplomb.plombemie".to_owned(), autre.clone())]);
            prop_assert_eq!(lu.formulaire.etat(&ctx(), &valeurs).len(), lu.formulaire.questions.len());
            for q in &lu.formulaire.questions {
                let _ = q.en_lettres(&autre);
                if let Ok(stocke) = enter(q, &autre, &ctx()) {
                    prop_assert_eq!(enter(q, &stocke, &ctx()).ok(), Some(stocke));
                }
            }
        }
    }
}

/// Puts another value in the place of the `rang`th.
fn change(valeur: &mut Value, vus: &mut usize, rang: usize, autre: &Value) {
    *vus += 1;
    if *vus == rang {
        *valeur = autre.clone();
        return;
    }
    match valeur {
        Value::Array(liste) => liste.iter_mut().for_each(|v| change(v, vus, rang, autre)),
        Value::Object(champs) => champs.values_mut().for_each(|v| change(v, vus, rang, autre)),
        _ => {}
    }
}
