use super::*;
use serde_json::{Value, json};

const CSV: &str = include_str!("../../../../tests/cases/codes.csv");

fn csv_type(nature: Nature) -> &'static str {
    match nature {
        Nature::Bool3 => "bool3",
        Nature::Obs => "obs",
        Nature::Enum => "enum",
        Nature::Multi => "multi",
        Nature::Int => "int",
        Nature::Dec => "dec",
        Nature::Date => "date",
        Nature::Txt | Nature::TxtLong => "txt",
        Nature::Objet => "objet",
        Nature::Liste => "liste",
        Nature::Codes | Nature::Heure | Nature::Pro | Nature::Calcul => "-",
    }
}

#[test]
fn the_dictionary_is_codes_csv() {
    let mut seen = 0;
    for line in CSV.lines().skip(1) {
        let row: Vec<&str> = line.split(',').collect();
        let [code, section, kind, unite, min, max, visibilite, role, choix] = row[..] else {
            panic!("nine columns: {line}");
        };
        let item = item(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert_eq!(item.section.code(), section, "{code}");
        assert_eq!(csv_type(item.nature), kind, "{code}");
        assert_eq!(item.unite.unwrap_or_default(), unite, "{code}");
        assert_eq!(item.age_min, min.parse().ok(), "{code}");
        assert_eq!(item.age_max, max.parse().ok(), "{code}");
        assert_eq!(item.visibilite.code(), visibilite, "{code}");
        assert_eq!(item.role.code(), role, "{code}");
        if !choix.is_empty() {
            let codes: Vec<&str> = item.choix.iter().map(|c| c.code).collect();
            assert_eq!(codes.join("|"), choix, "{code}");
        }
        let compose = matches!(item.nature, Nature::Objet | Nature::Liste | Nature::Obs);
        assert_eq!(compose, !item.colonnes.is_empty(), "{code}");
        let ferme = matches!(item.nature, Nature::Enum | Nature::Multi | Nature::Bool3);
        assert_eq!(ferme, !item.choix.is_empty(), "{code}");
        seen += 1;
    }
    assert_eq!(seen, 155);
    let tous: Vec<&str> = VoletCode::ALL.iter().flat_map(|s| items(*s)).map(|i| i.code).collect();
    let hors_csv: Vec<&&str> = tous.iter().filter(|c| !CSV.contains(&format!("\n{c},"))).collect();
    assert_eq!(tous.len(), 155 + hors_csv.len());
    assert_eq!(
        hors_csv,
        [
            &"cro.imc",
            &"syn.problemes",
            &"syn.texte",
            &"syn.points_vigilance",
            &"syn.elements_manquants",
            &"syn.niveau_suivi",
            &"syn.prochain_bilan"
        ]
    );
}

/// The keys and codes of a value that the dictionary has no words for.
fn inconnus(champs: &[Champ], choix: &[Choix], valeur: &Value) -> Vec<String> {
    match valeur {
        Value::Object(objet) => objet
            .iter()
            .flat_map(|(cle, v)| match champs.iter().find(|c| c.cle == cle) {
                None => vec![cle.clone()],
                Some(c) => inconnus(c.champs, c.choix, v),
            })
            .collect(),
        Value::Array(liste) => liste.iter().flat_map(|v| inconnus(champs, choix, v)).collect(),
        Value::String(code) if !choix.is_empty() => {
            let connu = choix.iter().any(|c| c.code == code);
            if connu { vec![] } else { vec![code.clone()] }
        }
        _ => vec![],
    }
}

#[test]
fn every_answer_of_the_cases_is_put_in_words() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("an entry").path();
        if !path.to_string_lossy().contains("case-") {
            continue;
        }
        let texte = std::fs::read_to_string(&path).expect("a case");
        let case: Value = serde_json::from_str(&texte).expect("JSON");
        let reponses = case["reponses"].as_array().expect("answers").iter();
        let reponses =
            reponses.map(|r| (r["code"].as_str().expect("a code").to_owned(), r["valeur"].clone()));
        let synthese = case["synthese"].as_object().expect("a synthesis").clone();
        for (code, valeur) in reponses.chain(synthese) {
            let item = item(&code).expect("a known code");
            assert_eq!(
                inconnus(item.colonnes, item.choix, &valeur),
                Vec::<String>::new(),
                "{code}"
            );
            let mots = en_lettres(&code, &valeur);
            assert!(!mots.is_empty(), "{code}");
            for signe in ['_', '{', '[', '"'] {
                assert!(!mots.contains(signe), "{code}: {mots}");
            }
            for id in ["MED1", "PSY1", "PSY2", "PB1"] {
                assert!(!mots.contains(id), "{code}: {mots}");
            }
            seen += 1;
        }
    }
    assert!(seen > 1200, "{seen}");
}

#[test]
fn values_in_words() {
    let sommeil =
        json!({"qualite": "bon", "heures": 10, "cauchemars": "non", "enuresie": "inconnu"});
    let seuils = json!({"droite": {"500": 20, "1000": 15}, "gauche": {"4000": 25}});
    let opposition = json!({
        "date": "2026-03-12", "ecrit": "oui", "portee": ["ado.contraception", "P02"],
        "destinataires_exclus": ["parents", "ase"], "recueilli_par": "MED1"
    });
    for (code, valeur, attendu) in [
        ("vie.sommeil", sommeil, "bon, 10 h, sans cauchemars"),
        (
            "vie.sommeil",
            json!({"qualite": "troubles", "heures": 13.5, "texte": "Réveils."}),
            "troublé, 13 h 30. Réveils.",
        ),
        (
            "vie.ecrans_h",
            json!({"heures_jour": 0.5, "chambre": "non"}),
            "30 min par jour, pas d’écran dans la chambre",
        ),
        (
            "vis.av_od",
            json!({"valeur": 10, "corrigee": "non", "test": "lettres"}),
            "10/10 sans correction (lettres)",
        ),
        (
            "aud.seuils",
            seuils,
            "oreille droite : 500 Hz 20 dB, 1 000 Hz 15 dB ; oreille gauche : 4 000 Hz 25 dB",
        ),
        (
            "ant.hospit",
            json!([{"libelle": "Bronchiolite, 3 jours", "date": "2025-12"}]),
            "Bronchiolite, 3 jours (décembre 2025)",
        ),
        (
            "ant.medicaux",
            json!([
                {"libelle": "Eczéma", "date": "2026-02", "cim10": "L20.9"},
                {"libelle": "Asthme"}
            ]),
            "Eczéma (février 2026, CIM-10 : L20.9) ; Asthme",
        ),
        (
            "ant.traitements",
            json!([{"dci": "fer", "posologie": "1/j", "prescripteur": "CAMSP", "fin": "2026-04"}]),
            "fer, 1/j, prescripteur : CAMSP, jusqu’en avril 2026",
        ),
        (
            "ant.suivis_en_cours",
            json!([{"professionnel": "psychologue", "depuis": "2025-09-01"}]),
            "psychologue, depuis le 1er septembre 2025",
        ),
        ("ant.neonat", json!({"reponse": "oui", "jours": 52}), "oui, 52 jours"),
        ("ant.neonat", json!({"reponse": "oui", "jours": 1}), "oui, 1 jour"),
        ("ant.allergies", json!([]), "aucune connue"),
        ("ant.poids_naiss", json!(2780), "2 780 g"),
        ("ant.expo_tabac", json!("inconnu"), "non renseigné"),
        ("ant.expo_tabac", json!("oui"), "oui"),
        ("ant.terme_sa", json!(31), "31 SA"),
        ("cro.poids", json!(20.9), "20,9 kg"),
        ("cro.poids", json!(3.245), "3,245 kg"),
        ("cro.fc", json!(87), "87/min"),
        ("cro.spo2", json!(99), "99 %"),
        ("cro.puberte", json!({"etat": "non_examine"}), "non examiné"),
        ("cro.puberte", json!({"S": "V", "P": "IV"}), "seins V, pilosité IV"),
        ("cro.menarche", json!("2024-12"), "décembre 2024"),
        ("vie.activite_physique", json!(1.5), "1 h 30 par semaine"),
        ("exa.peau", json!({"etat": "anormal", "texte": "Plaques."}), "Plaques."),
        ("exa.peau", json!({"etat": "anormal"}), "anormal"),
        ("exa.peau", json!({"etat": "normal"}), "normal"),
        ("exa.peau", json!({"etat": "normal", "texte": "Cicatrice."}), "normal. Cicatrice."),
        (
            "dev.signes_alerte_tnd",
            json!({"nombre": 0, "domaines": [], "age_utilise": "corrige"}),
            "aucun signe en âge corrigé",
        ),
        (
            "dev.signes_alerte_tnd",
            json!({"nombre": 2, "domaines": ["langage", "comportement"]}),
            "2 signes (langage, comportement)",
        ),
        (
            "ado.opposition_info",
            opposition,
            "12 mars 2026, par écrit ; porte sur : contraception, P02 ; \
             ne pas informer : parents, service de l’ASE",
        ),
        (
            "vac.faites_ce_jour",
            json!(["HEPB", "ROR", "HIB"]),
            "hépatite B ; rougeole, oreillons, rubéole ; Haemophilus influenzae b",
        ),
        ("aud.methode", json!("sensory_baby_test"), "Sensory Baby Test"),
        ("sco.aides", json!(["AESH", "PAP"]), "AESH, PAP"),
        (
            "syn.problemes",
            json!([{"id": "PB1", "libelle": "Caries", "domaine": "dents", "gravite": 2,
                    "anciennete": "nouveau", "certitude": "suspecte"}]),
            "Caries (dents, gravité modérée, nouveau, suspecté)",
        ),
        (
            "syn.problemes",
            json!([{"id": "PB1", "libelle": "Caries", "domaine": "dents", "gravite": null}]),
            "Caries (dents)",
        ),
        ("syn.prochain_bilan", json!("2026-09-24"), "24 septembre 2026"),
        // What the dictionary does not know is shown all the same.
        (
            "vie.douleur",
            json!({"presente": "oui", "depuis_quand": "avril"}),
            "oui, depuis quand : avril",
        ),
        ("sco.mode", json!("ecole_a_la_maison"), "ecole a la maison"),
        (
            "zzz.autre",
            json!({"a": [1, true], "b_c": null, "d": {"e": 1.5}}),
            "a : 1, oui, d : e : 1,5",
        ),
        ("ado.maison", json!(""), "non renseigné"),
        ("ado.maison", Value::Null, "non renseigné"),
    ] {
        let mots = en_lettres(code, &valeur).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(mots, attendu, "{code}");
    }
}

#[test]
fn what_stands_beside_a_value() {
    let mots = en_lettres_complet("ant.terme_sa", &json!(31), None, Some(2));
    assert_eq!(mots.replace('\u{a0}', " "), "31 SA + 2 jours");
    let posture = Some(crate::enfant::Posture::Couche);
    let mots = en_lettres_complet("cro.taille", &json!(62.6), posture, None);
    assert_eq!(mots.replace('\u{a0}', " "), "62,6 cm, position couchée");
    let verbatim = json!({"texte": "« Non. »", "auteur": "PSY1", "heure": "09:50"});
    let noms = |id: &str| (id == "PSY1").then(|| "C. Mercier".to_owned());
    let mots = en_lettres_avec("exp.verbatim", &verbatim, &noms).replace('\u{a0}', " ");
    assert_eq!(mots, "« Non. » (recueilli par C. Mercier, à 9 h 50)");
    assert_eq!(en_lettres("exp.verbatim", &verbatim).replace('\u{a0}', " "), "« Non. » (à 9 h 50)");
}

#[test]
fn what_is_normal() {
    for (code, valeur, attendu) in [
        ("exa.peau", json!({"etat": "normal"}), Some(true)),
        ("exa.peau", json!({"etat": "anormal", "texte": "x"}), Some(false)),
        ("exa.peau", json!({"etat": "non_examine"}), None),
        ("den.caries_visibles", json!(0), Some(true)),
        ("den.caries_visibles", json!(3), Some(false)),
        ("den.douleur", json!("non"), Some(true)),
        ("den.douleur", json!("inconnu"), None),
        ("ant.grossesse_suivie", json!("non"), Some(false)),
        ("vis.signes", json!(["aucun"]), Some(true)),
        ("vis.signes", json!([]), None),
        ("vis.signes", json!(["strabisme"]), Some(false)),
        ("vis.stereo", json!("non_realisable"), None),
        ("vis.couleurs", json!("non_realise"), None),
        ("sco.difficultes", json!([]), Some(true)),
        ("ant.medicaux", json!([]), Some(true)),
        ("ant.medicaux", json!([{"libelle": "x"}]), Some(false)),
        ("aud.seuils", json!({"droite": {"500": 20}, "gauche": {"500": 25}}), Some(false)),
        ("aud.seuils", json!({"droite": {"500": 20}, "gauche": {"500": 0}}), Some(true)),
        ("exp.negligence", json!("non_evoque"), None),
        ("exp.negligence", json!("constate"), Some(false)),
        ("dev.signes_alerte_tnd", json!({"nombre": 0}), Some(true)),
        ("vie.sommeil", json!({"qualite": "bon", "cauchemars": "oui"}), Some(false)),
        ("ant.depistage_neonat", json!({"metabolique": "fait", "audition": "refus"}), Some(false)),
        ("cro.poids", json!(12), None),
        ("syn.texte", json!("x"), None),
        ("zzz.autre", json!("x"), None),
    ] {
        assert_eq!(normal(code, &valeur), attendu, "{code} {valeur}");
    }
    for (valeur, attendu) in [
        (json!("non_examine"), false),
        (json!("non_realise"), false),
        (json!({"etat": "non_examine"}), false),
        (Value::Null, false),
        (json!("inconnu"), true),
        (json!([]), true),
        (json!({"etat": "anormal"}), true),
    ] {
        assert_eq!(examine("exa.peau", &valeur), attendu, "{valeur}");
    }
}

#[test]
fn labels_are_french_words() {
    for item in VoletCode::ALL.iter().flat_map(|s| items(*s)) {
        let labels = item.choix.iter().map(|c| c.label).chain([item.label]);
        let colonnes = item.colonnes.iter().flat_map(|c| c.choix.iter().map(|x| x.label));
        for label in labels.chain(colonnes).chain(item.colonnes.iter().map(|c| c.label)) {
            assert!(!label.contains(['_', '\'', '"']), "{}: {label}", item.code);
            assert_eq!(label.trim(), label, "{}", item.code);
        }
    }
    assert!(item("cro.pc").expect("an item").concerne(71));
    assert!(!item("cro.pc").expect("an item").concerne(72));
    assert!(!item("cro.puberte").expect("an item").concerne(95));
}

/// Any JSON value, three levels deep.
fn json_quelconque() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::prelude::*;
    let feuille = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!("non_examine")),
        Just(json!("2026-02")),
    ];
    feuille.prop_recursive(3, 24, 4, |interieur| {
        prop_oneof![
            proptest::collection::vec(interieur.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(
                (prop_oneof!["etat", "texte", "heures", "date", "[a-z_]{1,8}"], interieur),
                0..4
            )
            .prop_map(|paires| Value::Object(paires.into_iter().collect())),
        ]
    })
}

proptest::proptest! {
    #[test]
    fn any_value_is_put_in_words(valeur in json_quelconque()) {
        for item in VoletCode::ALL.iter().flat_map(|s| items(*s)) {
            proptest::prop_assert!(!en_lettres(item.code, &valeur).is_empty());
            let _ = normal(item.code, &valeur);
        }
    }
}
