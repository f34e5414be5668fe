//! Reading of forms, and their state.

use super::livres::FICHIERS;
use super::*;
use crate::dictionnaire;
use serde_json::json;
use std::collections::BTreeMap;

fn jour(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

fn contexte(age_mois: i32, sexe: Sexe) -> Contexte {
    let date_bilan = jour("2026-03-17");
    Contexte {
        age_mois,
        sexe,
        date_naissance: date_bilan.plus_mois(-age_mois),
        date_bilan,
        aujourd_hui: jour("2026-03-17"),
    }
}

#[test]
fn every_published_form_is_read_and_agrees_with_the_dictionary() {
    for (volet, version, json) in FICHIERS {
        let lu = Formulaire::parse(json).unwrap_or_else(|e| panic!("{}: {e}", volet.code()));
        assert_eq!((lu.volet, lu.version.as_str()), (volet, version));
        assert_eq!(livre(volet, version), Some(&lu));
        let questions: Vec<&Question> =
            lu.questions.iter().filter(|q| q.genre != Widget::Titre).collect();
        // What came into the dictionary later is in no earlier version.
        if version == MODELE_VERSION {
            assert_eq!(questions.len(), dictionnaire::items(volet).len(), "{}", volet.code());
        }
        for q in questions {
            let item = dictionnaire::item(&q.code).expect("an item");
            assert_eq!(item.section, volet, "{}", q.code);
            assert_eq!(
                (q.label.as_str(), q.genre, q.unite.as_deref(), q.visibilite, q.role),
                (item.label, item.widget(), item.unite, item.visibilite, item.role),
                "{}",
                q.code
            );
            assert_eq!((q.age_min, q.age_max), (item.age_min, item.age_max), "{}", q.code);
            let choix = |c: &[crate::codes::Choix]| -> Vec<(String, String)> {
                c.iter().map(|c| (c.code.to_owned(), c.label.to_owned())).collect()
            };
            let offerts = |q: &Question| -> Vec<(String, String)> {
                q.choix.iter().map(|c| (c.code.clone(), c.label.clone())).collect()
            };
            assert_eq!(offerts(q), choix(item.choix), "{}", q.code);
            let attendues = champs_a_poser(item.colonnes);
            assert_eq!(q.colonnes.len(), attendues.len(), "{}", q.code);
            for (colonne, (cle, label, champ)) in q.colonnes.iter().zip(attendues) {
                assert_eq!((colonne.code.as_str(), colonne.label.as_str()), (&*cle, &*label));
                assert_eq!(
                    (colonne.genre, colonne.unite.as_deref()),
                    (champ.widget(), champ.unite)
                );
                for (code, label) in offerts(colonne) {
                    let connu = match champ.nature {
                        // The codes that an objection may name.
                        dictionnaire::Nature::Codes => label_d_un_code(&code) == label,
                        _ => choix(champ.choix).contains(&(code.clone(), label)),
                    };
                    assert!(connu, "{}.{}: {code}", q.code, champ.cle);
                }
            }
        }
    }
    assert_eq!(livre(VoletCode::S05, "1999.1"), None);
    assert_eq!(livre(VoletCode::S06, "2026.1"), None);
    let volets: Vec<&str> = volets_saisissables("2026.1").map(VoletCode::code).collect();
    assert_eq!(volets, ["S01", "S02", "S05", "S16"]);
    let volets: Vec<VoletCode> = volets_saisissables(MODELE_VERSION).collect();
    assert_eq!(volets, VoletCode::ALL);
}

/// The fields that a form asks for: an object within an object field by field, and no professional,
/// since the program writes who is at the seat.
fn champs_a_poser(
    champs: &'static [dictionnaire::Champ],
) -> Vec<(String, String, &'static dictionnaire::Champ)> {
    let mut poses = Vec::new();
    for champ in champs.iter().filter(|c| c.nature != dictionnaire::Nature::Pro) {
        if champ.nature == dictionnaire::Nature::Objet {
            poses.extend(champ.champs.iter().map(|c| {
                (format!("{}-{}", champ.cle, c.cle), format!("{}, {}", champ.label, c.label), c)
            }));
        } else {
            poses.push((champ.cle.to_owned(), champ.label.to_owned(), champ));
        }
    }
    poses
}

fn label_d_un_code(code: &str) -> String {
    match VoletCode::from_code(code) {
        Some(volet) => format!("Tout «\u{a0}{}\u{a0}»", volet.label()),
        None => dictionnaire::item(code).map_or_else(String::new, |i| i.label.to_owned()),
    }
}

fn formulaire(items: serde_json::Value) -> Result<Formulaire, FormulaireRefus> {
    let json = json!({
        "resourceType": "Questionnaire", "url": "urn:x", "version": "1", "name": "S01",
        "title": "Essai", "status": "active", "item": items
    });
    Formulaire::parse(&json.to_string())
}

#[test]
fn what_is_not_supported_is_refused_by_name_and_place() {
    let q = |autre: serde_json::Value| {
        let mut q = json!({"linkId": "a", "text": "A", "type": "integer"});
        q.as_object_mut().expect("an object").extend(autre.as_object().expect("x").clone());
        json!([q])
    };
    let avec = |url: &str, cle: &str, v: serde_json::Value| {
        let mut ext = json!({"url": url});
        ext[cle] = v;
        q(json!({"extension": [ext]}))
    };
    let quand = |c: serde_json::Value| {
        json!([{"linkId": "a", "text": "A", "type": "integer"},
               {"linkId": "b", "text": "B", "type": "integer", "enableWhen": [c]}])
    };
    let notre = "urn:escale:questionnaire:";
    for (items, chemin, raison) in [
        (q(json!({"type": "quantity"})), "item[0].type", "« quantity »"),
        (q(json!({"type": "open-choice"})), "item[0].type", "« open-choice »"),
        (q(json!({"initial": []})), "item[0].initial", "« initial »"),
        (q(json!({"answerValueSet": "x"})), "item[0].answerValueSet", "« answerValueSet »"),
        (q(json!({"repeats": true})), "item[0].repeats", "se répéter"),
        (q(json!({"maxLength": 3})), "item[0].maxLength", "texte"),
        (q(json!({"readOnly": true})), "item[0].readOnly", "calculée"),
        (q(json!({"text": " "})), "item[0].text", "vide"),
        (q(json!({"required": "oui"})), "item[0].required", "true"),
        (q(json!({"linkId": "é"})), "item[0].linkId", "accent"),
        (q(json!({"item": []})), "item[0].item", "groupe"),
        (q(json!({"type": "choice"})), "item[0].answerOption", "manque"),
        (q(json!({"type": "group"})), "item[0].item", "aucun champ"),
        (
            q(json!({"type": "choice", "answerOption": [{"valueInteger": 1}]})),
            "item[0].answerOption[0].valueInteger",
            "« valueInteger »",
        ),
        (avec("http://autre", "valueCode", json!("x")), "item[0].extension[0].url", "http://autre"),
        (avec(&format!("{notre}zzz"), "valueCode", json!("x")), "item[0].extension[0].url", "zzz"),
        (
            avec(&format!("{notre}visibilite"), "valueCode", json!("V9")),
            "item[0].extension[0].valueCode",
            "« V9 »",
        ),
        (
            avec(&format!("{notre}calcul"), "valueCode", json!("racine")),
            "item[0].extension[0].valueCode",
            "« racine »",
        ),
        (
            avec(&format!("{notre}age-min"), "valueInteger", json!("x")),
            "item[0].extension[0].valueInteger",
            "entier",
        ),
        (
            avec(&format!("{notre}superieur-a"), "valueString", json!("z")),
            "item[0].extension",
            "« z »",
        ),
        (
            quand(json!({"question": "z", "operator": "exists", "answerBoolean": true})),
            "item[1].enableWhen[0].question",
            "« z »",
        ),
        (
            quand(json!({"question": "b", "operator": "exists", "answerBoolean": true})),
            "item[1].enableWhen[0].question",
            "rond",
        ),
        (
            quand(json!({"question": "a", "operator": "~", "answerInteger": 1})),
            "item[1].enableWhen[0].operator",
            "« ~ »",
        ),
        (
            quand(json!({"question": "a", "operator": "=", "answerQuantity": {}})),
            "item[1].enableWhen[0].answerQuantity",
            "« answerQuantity »",
        ),
        (
            quand(json!({"question": "a", "operator": ">", "answerCoding": {"code": "x"}})),
            "item[1].enableWhen[0].operator",
            "code",
        ),
        (
            quand(json!({"question": "a", "operator": "exists", "answerInteger": 1})),
            "item[1].enableWhen[0].answerInteger",
            "convient",
        ),
        (quand(json!({"question": "a", "operator": "="})), "item[1].enableWhen[0]", "answer"),
        (json!([]), "item", "aucune question"),
        (json!({}), "item", "liste"),
        (json!([1]), "item[0]", "objet"),
        (
            json!([{"linkId": "a", "text": "A", "type": "integer"},
                   {"linkId": "a", "text": "A", "type": "integer"}]),
            "item[1].linkId",
            "double",
        ),
        (
            json!([{"linkId": "a", "text": "A", "type": "group",
                    "item": [{"linkId": "b.c", "text": "C", "type": "string"}]}]),
            "item[0].item[0].linkId",
            "« a. »",
        ),
    ] {
        let refus = formulaire(items.clone()).expect_err(&items.to_string());
        assert_eq!(refus.chemin, chemin, "{items}");
        assert!(refus.raison.contains(raison), "{refus}");
    }
    let refus = Formulaire::parse("{\"resourceType\":").expect_err("cut");
    assert_eq!(refus.chemin, "ligne 1, colonne 16");
    let refus = Formulaire::parse(r#"{"resourceType": "Patient"}"#).expect_err("another resource");
    assert_eq!(refus.chemin, "resourceType");
}

#[test]
fn a_long_chain_of_conditions_is_answered_at_once() {
    let item = |n: usize| {
        let quand = |n: usize| {
            json!({"question": format!("q{n}"), "operator": "exists",
                                      "answerBoolean": true})
        };
        json!({"linkId": format!("q{n}"), "text": "Q", "type": "integer", "enableBehavior": "any",
               "enableWhen": if n < 2 { json!([]) } else { json!([quand(n - 1), quand(n - 2)]) }})
    };
    let f = formulaire((0..200).map(item).collect()).expect("a form");
    let etats = f.etat(&contexte(30, Sexe::F), &BTreeMap::new());
    assert_eq!(etats.iter().filter(|e| e.active).count(), 2);
}

/// One question `b` shown under a condition on `a`.
fn montre(type_a: &str, condition: serde_json::Value, a: serde_json::Value) -> bool {
    let mut question_a = json!({"linkId": "a", "text": "A", "type": type_a});
    if type_a == "choice" {
        question_a["answerOption"] = json!([{"valueCoding": {"code": "x", "display": "X"}},
                                            {"valueCoding": {"code": "y", "display": "Y"}}]);
        question_a["repeats"] = json!(true);
    }
    let mut quand = json!({"question": "a"});
    quand.as_object_mut().expect("x").extend(condition.as_object().expect("x").clone());
    let f = formulaire(json!([
        question_a,
        {"linkId": "b", "text": "B", "type": "string", "enableWhen": [quand]}
    ]))
    .expect("a form");
    let valeurs = BTreeMap::from([("a".to_owned(), a)]);
    f.etat(&contexte(30, Sexe::F), &valeurs)[1].active
}

#[test]
fn every_operator() {
    let null = serde_json::Value::Null;
    for (genre, operateur, cle, attendu, reponse, active) in [
        ("integer", "exists", "answerBoolean", json!(true), json!(0), true),
        ("integer", "exists", "answerBoolean", json!(true), null.clone(), false),
        ("integer", "exists", "answerBoolean", json!(false), null.clone(), true),
        ("string", "exists", "answerBoolean", json!(true), json!("  "), false),
        ("choice", "exists", "answerBoolean", json!(true), json!([]), false),
        ("integer", "=", "answerInteger", json!(3), json!(3), true),
        ("decimal", "=", "answerDecimal", json!(3.0), json!(3), true),
        ("integer", "=", "answerInteger", json!(3), json!("3"), false),
        ("integer", "!=", "answerInteger", json!(3), json!(4), true),
        ("integer", "!=", "answerInteger", json!(3), null.clone(), true),
        ("integer", ">", "answerInteger", json!(3), json!(3), false),
        ("integer", ">", "answerInteger", json!(3), json!(4), true),
        ("integer", ">", "answerInteger", json!(3), null.clone(), false),
        ("integer", "<", "answerInteger", json!(3), json!(2), true),
        ("integer", "<", "answerInteger", json!(3), json!(3), false),
        ("integer", ">=", "answerInteger", json!(3), json!(3), true),
        ("integer", "<=", "answerInteger", json!(3), json!(3), true),
        ("integer", "<=", "answerInteger", json!(3), json!(4), false),
        ("choice", "=", "answerCoding", json!({"code": "x"}), json!(["y", "x"]), true),
        ("choice", "=", "answerCoding", json!({"code": "x"}), json!(["y"]), false),
        ("choice", "!=", "answerCoding", json!({"code": "x"}), json!(["y", "x"]), false),
        ("boolean", "=", "answerBoolean", json!(true), json!(true), true),
        ("date", ">", "answerDate", json!("2024-05"), json!("2025"), true),
        ("date", ">", "answerDate", json!("2024-05"), json!("2024"), false),
        ("date", ">=", "answerDate", json!("2024-05"), json!("2024-05-31"), true),
        ("string", "=", "answerString", json!("oui"), json!("oui"), true),
    ] {
        let mut condition = json!({"operator": operateur});
        condition[cle] = attendu.clone();
        let cas = format!("{reponse} {operateur} {attendu}");
        assert_eq!(montre(genre, condition, reponse), active, "{cas}");
    }
}

#[test]
fn all_or_any_and_hidden_questions() {
    let quand = |q: &str| json!({"question": q, "operator": "exists", "answerBoolean": true});
    let q = |id: &str, de: serde_json::Value, comment: &str| {
        json!({"linkId": id, "text": id, "type": "string", "required": true,
               "enableWhen": de, "enableBehavior": comment})
    };
    let f = formulaire(json!([
        {"linkId": "a", "text": "A", "type": "string",
         "extension": [{"url": "urn:escale:questionnaire:age-min", "valueInteger": 36}]},
        {"linkId": "b", "text": "B", "type": "string"},
        q("tous", json!([quand("a"), quand("b")]), "all"),
        q("un", json!([quand("a"), quand("b")]), "any"),
    ]))
    .expect("a form");
    let actives = |age: i32, codes: &[&str]| -> Vec<String> {
        let valeurs = codes.iter().map(|c| ((*c).to_owned(), json!("x"))).collect();
        let etats = f.etat(&contexte(age, Sexe::F), &valeurs);
        etats.into_iter().filter(|e| e.active).map(|e| e.code).collect()
    };
    assert_eq!(actives(36, &["a", "b"]), ["a", "b", "tous", "un"]);
    assert_eq!(actives(36, &["a"]), ["a", "b", "un"]);
    assert_eq!(actives(36, &[]), ["a", "b"]);
    // The answer of a question that is not asked is kept, but no condition sees it.
    assert_eq!(actives(35, &["a"]), ["b"]);
    let valeurs = BTreeMap::from([("b".to_owned(), json!("x"))]);
    let manquants = f.obligatoires_manquants(&contexte(36, Sexe::F), &valeurs);
    assert_eq!(manquants.iter().map(|q| q.code.as_str()).collect::<Vec<_>>(), ["un"]);
}

#[test]
fn growth_by_age_and_sex() {
    let f = livre(VoletCode::S05, MODELE_VERSION).expect("the form");
    let actives = |age: i32, sexe: Sexe| -> Vec<&str> {
        let etats = f.etat(&contexte(age, sexe), &BTreeMap::new());
        let codes: Vec<String> = etats.into_iter().filter(|e| e.active).map(|e| e.code).collect();
        ["cro.pc", "cro.imc", "cro.ta_sys", "cro.puberte", "cro.menarche"]
            .into_iter()
            .filter(|c| codes.iter().any(|code| code == c))
            .collect()
    };
    for (age, sexe, attendu) in [
        (0, Sexe::F, vec!["cro.pc"]),
        (23, Sexe::F, vec!["cro.pc"]),
        (24, Sexe::M, vec!["cro.pc", "cro.imc"]),
        (36, Sexe::M, vec!["cro.pc", "cro.imc", "cro.ta_sys"]),
        (71, Sexe::M, vec!["cro.pc", "cro.imc", "cro.ta_sys"]),
        (72, Sexe::M, vec!["cro.imc", "cro.ta_sys"]),
        (95, Sexe::F, vec!["cro.imc", "cro.ta_sys"]),
        (96, Sexe::M, vec!["cro.imc", "cro.ta_sys", "cro.puberte"]),
        (96, Sexe::F, vec!["cro.imc", "cro.ta_sys", "cro.puberte", "cro.menarche"]),
    ] {
        assert_eq!(actives(age, sexe), attendu, "{age}");
    }
    let q = f.question("cro.puberte").expect("a question");
    let colonnes = |sexe: Sexe, rangee: serde_json::Value| -> Vec<&str> {
        let vide = BTreeMap::new();
        let ctx = contexte(120, sexe);
        f.colonnes_actives(q, &rangee, &ctx, &vide).iter().map(|c| c.code.as_str()).collect()
    };
    assert_eq!(colonnes(Sexe::F, json!({})), ["etat", "S", "P"]);
    assert_eq!(colonnes(Sexe::M, json!(null)), ["etat", "G", "P"]);
    assert_eq!(colonnes(Sexe::M, json!({"etat": "non_examine"})), ["etat"]);
    assert_eq!(proposition(q, &contexte(120, Sexe::F)), Some(json!({"etat": "non_examine"})));
}

#[test]
fn computed_and_unusual() {
    let f = livre(VoletCode::S05, MODELE_VERSION).expect("the form");
    let etat = |age: i32, valeurs: serde_json::Value, code: &str| {
        let valeurs: BTreeMap<String, serde_json::Value> =
            valeurs.as_object().expect("an object").clone().into_iter().collect();
        let etats = f.etat(&contexte(age, Sexe::F), &valeurs);
        etats.into_iter().find(|e| e.code == code).expect("a question")
    };
    let mesures = json!({"cro.poids": 43.0, "cro.taille": 140.4});
    assert_eq!(etat(116, mesures.clone(), "cro.imc").calcule, Some(json!(21.8)));
    assert_eq!(etat(12, mesures, "cro.imc").calcule, None);
    assert_eq!(etat(116, json!({"cro.poids": 43.0}), "cro.imc").calcule, None);
    assert_eq!(etat(116, json!({"cro.poids": "x", "cro.taille": 0}), "cro.imc").calcule, None);
    assert_eq!(imc(12.0, 0.0), None);
    let poids = etat(5, json!({"cro.poids": 43.0}), "cro.poids");
    assert_eq!(
        poids.avertissement.expect("unusual").replace('\u{a0}', " "),
        "Valeur inhabituelle à cet âge : 43 kg. Vérifiez la saisie et l’unité."
    );
    assert_eq!(etat(116, json!({"cro.poids": 43.0}), "cro.poids").avertissement, None);
    let tension = json!({"cro.ta_sys": 60, "cro.ta_dia": 95});
    assert!(etat(116, tension.clone(), "cro.ta_sys").avertissement.is_some());
    let tension = json!({"cro.ta_sys": 90, "cro.ta_dia": 95});
    let message = etat(116, tension, "cro.ta_sys").avertissement.expect("upside down");
    assert!(message.contains("devrait dépasser"), "{message}");
    let regles = etat(116, json!({"cro.menarche": "2010-05"}), "cro.menarche");
    assert!(regles.avertissement.expect("before birth").contains("avant la naissance"));
}

#[test]
fn the_next_bilan_is_proposed() {
    let f = livre(VoletCode::S16, MODELE_VERSION).expect("the form");
    let q = f.question("syn.prochain_bilan").expect("a question");
    assert_eq!(proposition(q, &contexte(23, Sexe::F)), Some(json!("2026-09-17")));
    assert_eq!(proposition(q, &contexte(24, Sexe::F)), Some(json!("2027-03-17")));
    let manquants = f.obligatoires_manquants(&contexte(30, Sexe::M), &BTreeMap::new());
    let codes: Vec<&str> = manquants.iter().map(|q| q.code.as_str()).collect();
    assert_eq!(codes, ["syn.texte", "syn.niveau_suivi"]);
}
