//! What people type, table by table, then anything at all.

use super::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn jour(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

fn ctx() -> Contexte {
    Contexte::new(Sexe::F, jour("2016-05-14"), jour("2026-01-14"), jour("2026-04-15"))
}

fn question(code: &str) -> &'static Question {
    volets_saisissables(MODELE_VERSION)
        .filter_map(|v| livre(v, MODELE_VERSION))
        .find_map(|f| f.question(code))
        .unwrap_or_else(|| panic!("{code}"))
}

fn lu(code: &str, valeur: &Value) -> Result<Value, String> {
    enter(question(code), valeur, &ctx())
        .map_err(|r| r.message.replace(['\u{a0}', '\u{202f}'], " "))
}

#[test]
fn answers_as_people_type_them() {
    for (code, tape, attendu) in [
        ("cro.poids", json!("12,5 kg"), json!(12.5)),
        ("cro.poids", json!("12.5"), json!(12.5)),
        ("cro.poids", json!("3 245 g"), json!(3.245)),
        ("cro.poids", json!(12), json!(12.0)),
        ("cro.poids", json!("  "), Value::Null),
        ("cro.poids", Value::Null, Value::Null),
        ("cro.taille", json!(" 98,5 cm"), json!(98.5)),
        ("cro.taille", json!("1m25"), json!(125.0)),
        ("cro.fc", json!("87/min"), json!(87)),
        ("cro.fc", json!(87.0), json!(87)),
        ("cro.temp", json!("37°2"), json!(37.2)),
        ("ant.terme_sa", json!("39 SA"), json!(39)),
        ("ant.poids_naiss", json!("2,78 kg"), json!(2780)),
        ("ctx.date_dernier_medecin", json!("mars 2019"), json!("2019-03")),
        ("ctx.date_dernier_medecin", json!("7/3/19"), json!("2019-03-07")),
        ("ctx.date_dernier_medecin", json!("vers 2015"), json!("2015")),
        ("ctx.date_dernier_medecin", json!(2019), json!("2019")),
        ("ctx.date_dernier_medecin", json!("avril 2026"), json!("2026-04")),
        ("ctx.fiabilite", json!("bonne"), json!("bonne")),
        ("ctx.fiabilite", json!(" MOYENNE "), json!("moyenne")),
        ("ctx.sources", json!(["parent", "carnet", "parent"]), json!(["parent", "carnet"])),
        ("ctx.sources", json!("Dossier de l'ASE"), json!(["dossier_ase"])),
        ("ctx.sources", json!([]), json!([])),
        ("ant.expo_tabac", json!("Ne sait pas"), json!("inconnu")),
        ("ant.allergies", json!([]), json!([])),
        ("ant.allergies", json!([{}]), Value::Null),
        ("ant.allergies", json!([{"allergene": "", "reaction": null}]), Value::Null),
        (
            "ant.allergies",
            json!([{"allergene": " Arachide\u{0} ", "gravite": "Sévère"}, {}]),
            json!([{"allergene": "Arachide", "gravite": "severe"}]),
        ),
        (
            "ant.medicaux",
            json!([{"libelle": "Asthme", "date": "févr 2019", "cim10": "", "importe": 3}]),
            json!([{"libelle": "Asthme", "date": "2019-02", "importe": 3}]),
        ),
        (
            "ant.neonat",
            json!({"reponse": "oui", "jours": "3 semaines"}),
            json!({"reponse": "oui", "jours": 21}),
        ),
        ("ant.neonat", json!({"reponse": ""}), Value::Null),
        (
            "ant.traitements",
            json!([{"dci": "fer", "fin": "10/28"}]),
            json!([{"dci": "fer", "fin": "2028-10"}]),
        ),
        ("cro.puberte", json!({"S": "iii", "P": "II"}), json!({"S": "III", "P": "II"})),
        ("syn.texte", json!("Un\r\ndeux\u{7}\u{202e} trois "), json!("Un\ndeux trois")),
        ("syn.prochain_bilan", json!("14/01/27"), json!("2027-01-14")),
        ("syn.prochain_bilan", json!("14/01/2027"), json!("2027-01-14")),
        (
            "syn.problemes",
            json!([
                {"id": "PB4", "libelle": "A", "domaine": "peau", "gravite": "2",
                 "anciennete": "connu", "certitude": "confirme"},
                {"libelle": "B", "domaine": "Dents", "gravite": 3,
                 "anciennete": "nouveau", "certitude": "suspecte"},
            ]),
            json!([
                {"id": "PB4", "libelle": "A", "domaine": "peau", "gravite": 2,
                 "anciennete": "connu", "certitude": "confirme"},
                {"id": "PB5", "libelle": "B", "domaine": "dents", "gravite": 3,
                 "anciennete": "nouveau", "certitude": "suspecte"},
            ]),
        ),
        // A problem may wait for its judgements; a record says so with null.
        (
            "syn.problemes",
            json!([{"libelle": "A", "domaine": "peau", "gravite": null, "certitude": ""}]),
            json!([{"id": "PB1", "libelle": "A", "domaine": "peau", "gravite": null}]),
        ),
    ] {
        assert_eq!(lu(code, &tape), Ok(attendu), "{code} {tape}");
    }
}

#[test]
fn refusals_say_what_happened_and_what_to_do() {
    let long = "é".repeat(1512);
    for (code, tape, attendu) in [
        (
            "cro.poids",
            json!("1250"),
            "Le poids doit être entre 0,4 et 200 kg. Vous avez écrit « 1250 » : vérifiez l’unité.",
        ),
        (
            "cro.poids",
            json!(0),
            "Le poids doit être entre 0,4 et 200 kg. Vous avez écrit « 0 » : vérifiez l’unité.",
        ),
        (
            "cro.taille",
            json!("12 kg"),
            "La taille se note en cm. Vous avez écrit « 12 kg » : écrivez le nombre seul ou suivi \
             de cm.",
        ),
        (
            "cro.poids",
            json!("lourd"),
            "Le poids doit être un nombre (kg). Vous avez écrit « lourd » : écrivez des chiffres, \
             par exemple 12,5.",
        ),
        (
            "cro.fc",
            json!("87,5"),
            "La fréquence cardiaque doit être un nombre entier. Vous avez écrit « 87,5 » : \
             arrondissez.",
        ),
        (
            "cro.poids",
            json!(12.34567),
            "Le poids : trois chiffres après la virgule au plus. Vous avez écrit « 12,35 » : \
             arrondissez.",
        ),
        ("cro.imc", json!(15), "« Indice de masse corporelle » est calculé et ne se saisit pas."),
        (
            "ctx.fiabilite",
            json!("parfaite"),
            "« Fiabilité des informations » : « parfaite » n’est pas une réponse possible. \
             Choisissez dans la liste : Bonne, Moyenne, Faible.",
        ),
        (
            "ctx.date_dernier_medecin",
            json!("31/02/2019"),
            "Ce jour n’existe pas dans le calendrier. Vérifiez le jour et le mois. Vous avez écrit \
             « 31/02/2019 ».",
        ),
        (
            "ctx.date_dernier_medecin",
            json!("12/2026"),
            "« Dernière consultation médicale connue » : décembre 2026 est dans le futur. Vérifiez \
             l’année.",
        ),
        (
            "ctx.date_dernier_medecin",
            json!("07/03/0019"),
            "« Dernière consultation médicale connue » : 7 mars 19 n’est pas possible. Vérifiez \
             l’année.",
        ),
        (
            "syn.prochain_bilan",
            json!("2027"),
            "« Prochain bilan » : 2027 n’est pas un jour précis. Écrivez par exemple 07/03/2027.",
        ),
        (
            "syn.texte",
            json!(long),
            "« Synthèse » : 1 512 caractères, 12 de trop (1 500 au plus). Raccourcissez le texte.",
        ),
        (
            "ant.allergies",
            json!([{"reaction": "urticaire"}]),
            "Renseignez « Allergène » pour que cette réponse soit gardée.",
        ),
        (
            "ant.medicaux",
            json!([{"libelle": "A"}, {"libelle": "B", "date": "hier"}]),
            "Date non comprise. Écrivez par exemple 07/03/2019, mars 2019 ou 2019. Vous avez écrit \
             « hier ».",
        ),
        (
            "ant.allergies",
            json!("arachide"),
            "« Allergies » : cette forme de réponse n’est pas comprise. Utilisez les champs.",
        ),
        (
            "cro.poids",
            json!([1]),
            "« Poids » : cette forme de réponse n’est pas comprise. Utilisez les champs.",
        ),
    ] {
        assert_eq!(lu(code, &tape), Err(attendu.to_owned()), "{code} {tape}");
    }
    let refus = enter(
        question("ant.medicaux"),
        &json!([{"libelle": "A"}, {"libelle": "B", "date": "hier"}]),
        &ctx(),
    )
    .expect_err("no date");
    assert_eq!(refus.champ, "ant.medicaux[1].date");
    // What was typed is for the screen, never for a log.
    assert!(!format!("{refus:?}").contains("hier"));
    let double = json!([
        {"id": "PB1", "libelle": "A", "domaine": "peau", "gravite": 1,
         "anciennete": "connu", "certitude": "confirme"},
        {"id": "PB1", "libelle": "B", "domaine": "peau", "gravite": 1,
         "anciennete": "connu", "certitude": "confirme"},
    ]);
    assert!(lu("syn.problemes", &double).is_err());
    assert!(lu("ant.allergies", &json!(vec![json!({"allergene": "x"}); 101])).is_err());
}

/// The record of a case: its name, its context, its answers, and the parts that it did.
type Cas = (String, Contexte, BTreeMap<String, Value>, Vec<VoletCode>);

fn cas() -> Vec<Cas> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let mut cas = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !name.starts_with("case-") {
            continue;
        }
        let texte = std::fs::read_to_string(&path).expect("a case");
        let d: crate::dossier::Dossier = serde_json::from_str(&texte).expect("a record");
        let contexte =
            Contexte::new(d.enfant.sexe, d.enfant.date_naissance, d.bilan.date, d.date_reference);
        assert_eq!(i64::from(contexte.age_mois), d.bilan.age_mois, "{name}");
        let synthese = serde_json::to_value(&d.synthese).expect("JSON");
        let faits = d
            .bilan
            .sections
            .iter()
            .filter(|s| s.statut == crate::bilan::VoletStatut::Termine)
            .map(|s| s.code)
            .collect();
        let valeurs = d
            .reponses
            .brutes()
            .iter()
            .map(|r| (r.code.clone(), r.valeur.clone()))
            .chain(synthese.as_object().expect("an object").clone())
            .collect();
        cas.push((name, contexte, valeurs, faits));
    }
    assert_eq!(cas.len(), 12);
    cas
}

/// A value whose numbers all have decimals: 8 and 8.0 are one figure.
fn en_decimales(valeur: &Value) -> Value {
    match valeur {
        Value::Number(n) => json!(n.as_f64()),
        Value::Array(liste) => liste.iter().map(en_decimales).collect(),
        Value::Object(objet) => {
            Value::Object(objet.iter().map(|(k, v)| (k.clone(), en_decimales(v))).collect())
        }
        _ => valeur.clone(),
    }
}

#[test]
fn every_answer_of_the_cases_is_accepted_unchanged() {
    for (name, contexte, valeurs, faits) in cas() {
        let mut vus = 0;
        for volet in volets_saisissables(MODELE_VERSION) {
            let f = livre(volet, MODELE_VERSION).expect("a form");
            for etat in f.etat(&contexte, &valeurs) {
                let q = f.question(&etat.code).expect("a question");
                assert_eq!(etat.avertissement, None, "{name} {}", q.code);
                assert!(!etat.manque || !faits.contains(&volet), "{name} {}", q.code);
                let Some(valeur) = valeurs.get(&etat.code) else { continue };
                vus += 1;
                assert!(etat.active, "{name} {}", q.code);
                // An empty text is no answer.
                let attendu = if *valeur == json!("") { Value::Null } else { valeur.clone() };
                let garde = enter(q, valeur, &contexte).map(|v| en_decimales(&v));
                assert_eq!(garde, Ok(en_decimales(&attendu)), "{name} {}", q.code);
            }
        }
        assert_eq!(vus, valeurs.len(), "{name}: every answer has its question");
    }
}

#[test]
fn an_audiogram_is_typed_flat_and_stored_by_ear() {
    let q = question("aud.seuils");
    let range = json!({"droite": {"500": 20, "1000": 15}, "gauche": {"4000": -5}});
    let plat = json!({"droite-500": "20 dB", "droite-1000": 15, "gauche-4000": "-5"});
    assert_eq!(lu("aud.seuils", &plat), Ok(range.clone()));
    assert_eq!(lu("aud.seuils", &range), Ok(range.clone()));
    let a_l_ecran = json!({"droite-500": 20, "droite-1000": 15, "gauche-4000": -5});
    assert_eq!(q.a_plat(&range), a_l_ecran);
    let autre = json!({"droite": {"8000": 30}, "gauche-500": ""});
    assert_eq!(lu("aud.seuils", &autre), Ok(json!({"droite": {"8000": 30}})));
    assert_eq!(lu("aud.seuils", &json!({"droite": {}, "gauche-500": " "})), Ok(Value::Null));
    for (faux, dit) in [
        (json!({"droite": 20}), "pas comprise"),
        (json!({"droite-500": 300}), "entre −10 et 120 dB"),
    ] {
        let refus = lu("aud.seuils", &faux).expect_err("refused");
        assert!(refus.contains(dit), "{refus}");
    }
    let inhabituel = avertissement(q, &json!({"gauche": {"500": 115}}), &ctx());
    assert!(inhabituel.expect("unusual").contains("115"));
}

#[test]
fn an_objection_may_name_what_the_list_does_not() {
    let opposition = |portee: Value| json!({"date": "12/03/2026", "portee": portee});
    let portee = json!(["Contraception", "P02", "exp.exil", "S14"]);
    let gardee = json!({
        "date": "2026-03-12", "portee": ["ado.contraception", "P02", "exp.exil", "S14"]
    });
    assert_eq!(lu("ado.opposition_info", &opposition(portee)), Ok(gardee));
    for faux in ["à l’éducatrice", "2 choses", "<b>"] {
        let refus = lu("ado.opposition_info", &opposition(json!([faux]))).expect_err("refused");
        assert!(refus.contains("pas une réponse possible"), "{refus}");
    }
}

fn json_quelconque() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::prelude::*;
    let feuille = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0.0..250.0f64).prop_map(Value::from),
        (-5i64..300).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[0-9]{1,4}[ ,./]?[0-9]{0,4} ?(kg|cm|g|m)?".prop_map(Value::from),
        "[a-z\u{0}\r\n\t\u{202e} ]{0,9}".prop_map(Value::from),
        prop_oneof!["oui", "non", "non_examine", "peau", "connu", "confirme", "III", "carnet"]
            .prop_map(Value::from),
    ];
    let cle = prop_oneof![
        "reponse",
        "jours",
        "libelle",
        "date",
        "etat",
        "S",
        "id",
        "domaine",
        "gravite",
        "anciennete",
        "certitude",
        "allergene",
        "dci",
        "professionnel",
        "droite",
        "gauche-500",
        "portee",
        "texte",
        "items",
        "[a-z_]{1,6}"
    ];
    feuille.prop_recursive(3, 24, 6, move |interieur| {
        prop_oneof![
            proptest::collection::vec(interieur.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((cle.clone(), interieur), 0..6)
                .prop_map(|paires| Value::Object(paires.into_iter().collect())),
        ]
    })
}

proptest::proptest! {
    #[test]
    fn any_value_is_stored_or_refused_and_comes_back_unchanged(
        valeur in json_quelconque(), age in 0i32..300
    ) {
        let bilan = jour("2026-01-14");
        let contexte =
            Contexte::new(Sexe::F, bilan.plus_mois(-age), bilan, jour("2026-04-15"));
        for volet in volets_saisissables(MODELE_VERSION) {
            let f = livre(volet, MODELE_VERSION).expect("a form");
            for q in &f.questions {
                match enter(q, &valeur, &contexte) {
                    Ok(gardee) => {
                        let _ = avertissement(q, &gardee, &contexte);
                        let encore = enter(q, &gardee, &contexte);
                        proptest::prop_assert_eq!(encore, Ok(gardee), "{}", q.code);
                    }
                    Err(refus) => proptest::prop_assert!(!refus.message.is_empty()),
                }
            }
            let toutes: BTreeMap<String, Value> =
                f.questions.iter().map(|q| (q.code.clone(), valeur.clone())).collect();
            let etats = f.etat(&contexte, &toutes);
            proptest::prop_assert_eq!(etats.len(), f.questions.len());
        }
    }

    #[test]
    fn any_text_is_a_form_or_is_refused(json in json_quelconque(), items in json_quelconque()) {
        let _ = Formulaire::parse(&json.to_string());
        let avec = json!({
            "resourceType": "Questionnaire", "url": "u", "version": "1", "name": "S01",
            "title": "t", "status": "active", "item": [items]
        });
        let _ = Formulaire::parse(&avec.to_string());
    }
}
