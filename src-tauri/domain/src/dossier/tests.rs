use super::*;
use serde_json::{Value, json};

const DOSSIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");

fn cas() -> Vec<(String, String)> {
    let mut cas = Vec::new();
    for entry in std::fs::read_dir(DOSSIER).expect("the cases") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("case-") {
            cas.push((name, std::fs::read_to_string(&path).expect("a case")));
        }
    }
    assert_eq!(cas.len(), 12);
    cas
}

#[test]
fn every_case_is_read_and_comes_back_as_it_was() {
    for (name, texte) in cas() {
        let avant: Value = serde_json::from_str(&texte).expect("JSON");
        let dossier = parse(&name, &texte).unwrap_or_else(|e| panic!("{e}"));
        let apres = serde_json::to_value(&dossier).expect("JSON");
        assert_eq!(avant, apres, "{name}");
        assert!(parse(&name, &format!("\u{feff}{texte}")).is_ok(), "{name}: byte order mark");
    }
}

fn case_07() -> Value {
    let texte = std::fs::read_to_string(format!("{DOSSIER}/case-07-annuel-sante-protegee.json"));
    serde_json::from_str(&texte.expect("a case")).expect("JSON")
}

/// Puts `valeur` at a JSON pointer of case 07; the last part of the pointer may be new.
fn avec(pointeur: &str, valeur: Value) -> Value {
    let mut cas = case_07();
    let (parent, cle) = pointeur.rsplit_once('/').expect("a pointer");
    let parent = cas.pointer_mut(parent).unwrap_or_else(|| panic!("{pointeur}"));
    match parent {
        Value::Array(liste) => liste[cle.parse::<usize>().expect("an index")] = valeur,
        autre => autre[cle] = valeur,
    }
    cas
}

fn sans(pointeur: &str, cle: &str) -> Value {
    let mut cas = case_07();
    let objet = cas.pointer_mut(pointeur).and_then(Value::as_object_mut).expect("an object");
    objet.remove(cle).expect("a field");
    cas
}

/// The index of an answer of case 07.
fn rang(code: &str) -> usize {
    let cas = case_07();
    let reponses = cas["reponses"].as_array().expect("answers").clone();
    reponses.iter().position(|r| r["code"] == code).expect("an answer")
}

fn refus(texte: &str) -> Vec<String> {
    let refus = parse("a.json", texte).expect_err("a bad file");
    assert!(!refus.problemes.is_empty());
    let mots = refus.to_string().replace('\u{a0}', " ");
    for anglais in ["expected", "invalid", "unknown", "missing", "line", "column", "field"] {
        assert!(!mots.contains(anglais), "{mots}");
    }
    mots.lines().map(str::to_owned).collect()
}

#[test]
fn broken_files() {
    let texte = serde_json::to_string_pretty(&case_07()).expect("JSON");
    let coupe: String = texte.chars().take(500).collect();
    let lignes = refus(&coupe);
    assert_eq!(lignes.len(), 1);
    assert!(lignes[0].starts_with("a.json : ligne "), "{lignes:?}");
    assert!(lignes[0].contains("tronqué"), "{lignes:?}");
    assert!(refus("")[0].contains("ligne 1, colonne 0 : le fichier est tronqué"));
    assert!(refus("nom;prenom\n")[0].contains("ligne 1, colonne 2 : le fichier n’est pas du JSON"));
    assert!(refus(&format!("{texte}{texte}"))[0].contains("n’est pas du JSON"));
    assert!(refus("[]")[0].contains("racine : forme inattendue"));
    assert!(refus("12")[0].contains("racine : nombre entier au lieu d’un objet"));
    let double = texte.replacen("\"case_id\"", "\"titre\"", 1);
    assert!(refus(&double)[0].contains("champ en double « titre »"), "{:?}", refus(&double));
}

#[test]
fn wrong_shapes_name_the_place_and_the_reason() {
    for (cas, attendu) in [
        (avec("/couleur", json!("bleu")), "racine : champ inconnu « couleur »"),
        (avec("/enfant/couleur", json!(1)), "enfant : champ inconnu « couleur »"),
        (avec("/reponses/3/couleur", json!(1)), "reponses[3] : champ inconnu « couleur »"),
        (avec("/demande/demande.zzz", json!(1)), "demande : champ inconnu « demande.zzz »"),
        (avec("/centre/adresse/zzz", json!(1)), "centre.adresse : champ inconnu « zzz »"),
        (sans("/enfant", "sexe"), "enfant : champ manquant « sexe »"),
        (sans("", "bilan"), "racine : champ manquant « bilan »"),
        (sans("/reponses/0", "valeur"), "reponses[0] : champ manquant « valeur »"),
        (avec("/enfant/sexe", json!("X")), "enfant.sexe : code inconnu (attendu : F, M)"),
        (
            avec("/bilan/sections/0/statut", json!("fini")),
            "bilan.sections[0].statut : code inconnu (attendu : non_commence, en_cours, termine, \
             non_realise)",
        ),
        (avec("/enfant/sexe", json!(1)), "enfant.sexe : forme inattendue"),
        (
            avec("/enfant/nom_naissance", json!(12)),
            "enfant.nom_naissance : nombre entier au lieu d’un texte",
        ),
        (avec("/reponses", json!("x")), "reponses : texte au lieu d’une liste"),
        (avec("/enfant", json!("x")), "enfant : texte au lieu d’un objet"),
        (
            avec("/enfant/date_naissance_estimee", json!("non")),
            "enfant.date_naissance_estimee : texte au lieu de vrai ou faux (true, false)",
        ),
        (
            avec("/mesures_anterieures/0/poids_kg", json!("12 kg")),
            "mesures_anterieures[0].poids_kg : texte au lieu d’un nombre",
        ),
        (
            avec("/bilan/age_mois", json!(1.5)),
            "bilan.age_mois : nombre à virgule au lieu d’un nombre entier",
        ),
        (
            avec("/transmissions/0/categorie", json!(-1)),
            "transmissions[0].categorie : nombre hors des limites possibles",
        ),
        (
            avec("/bilan/date", json!("2026-02-31")),
            "bilan.date : date impossible « 2026-02-31 » (attendu : AAAA-MM-JJ)",
        ),
        (
            avec("/reponses/3/date", json!("31/01/2026")),
            "reponses[3].date : date impossible « 31/01/2026 » (attendu : AAAA-MM-JJ)",
        ),
        (
            avec("/reponses/3/date", json!("hier")),
            "reponses[3].date : date impossible (attendu : AAAA-MM-JJ)",
        ),
        (
            avec("/reponses/3/date", Value::Null),
            "reponses[3].date : rien (null) au lieu d’un texte",
        ),
        // A list with the values of the fields in order would pass for the object.
        (avec("/bilan/signatures/0", json!(["MED2", "2026-01-14"])), "bilan.signatures[0] : forme"),
    ] {
        let lignes = refus(&cas.to_string());
        assert_eq!(lignes.len(), 1, "{lignes:?}");
        assert!(lignes[0].starts_with(&format!("a.json : {attendu}")), "{} / {attendu}", lignes[0]);
    }
}

#[test]
fn contradictions_name_the_place_and_the_reason() {
    let r = |code: &str, suite: &str| format!("/reponses/{}{suite}", rang(code));
    let double = {
        let mut cas = case_07();
        let premiere = cas["reponses"][0].clone();
        cas["reponses"].as_array_mut().expect("a list").push(premiere);
        cas
    };
    for (cas, attendu) in [
        (
            avec("/schema_version", json!("2.0")),
            "schema_version : version « 2.0 » inconnue (attendu : 1.0)".to_owned(),
        ),
        (
            avec("/bilan/binome", json!(["MED2"])),
            "bilan.binome : deux professionnels sont attendus, pas 1".to_owned(),
        ),
        (
            avec("/bilan/binome", json!(["MED2", "MED2"])),
            "bilan.binome : deux professionnels différents sont attendus".to_owned(),
        ),
        (
            avec("/bilan/binome/1", json!("PSY9")),
            "bilan.binome[1] : le professionnel « PSY9 » n’est pas dans « professionnels »"
                .to_owned(),
        ),
        (
            avec("/reponses/3/auteur", json!("MED9")),
            "reponses[3].auteur : le professionnel « MED9 » n’est pas dans « professionnels »"
                .to_owned(),
        ),
        (
            avec("/reponses/3/auteur", json!("Madame Durand")),
            "reponses[3].auteur : le professionnel n’est pas dans « professionnels »".to_owned(),
        ),
        (
            avec("/seances/0/pro", json!("LIB9")),
            "seances[0].pro : le professionnel « LIB9 » n’est pas dans « professionnels »"
                .to_owned(),
        ),
        (
            avec("/reponses/3/code", json!("ant.zzz")),
            "reponses[3].code : code de réponse inconnu « ant.zzz »".to_owned(),
        ),
        (
            avec("/reponses/3/code", json!("Durand")),
            "reponses[3].code : code de réponse inconnu".to_owned(),
        ),
        (
            avec("/reponses/3/code", json!("cro.imc")),
            "reponses[3].code : « cro.imc » n’est pas une réponse, sa place est ailleurs"
                .to_owned(),
        ),
        (
            avec(&r("cro.poids", "/section"), json!("S01")),
            format!(
                "reponses[{}].section : « cro.poids » est une réponse du volet S05, pas S01",
                rang("cro.poids")
            ),
        ),
        (
            avec(&r("cro.poids", "/unite"), json!("g")),
            format!("reponses[{}].unite : unité inattendue (attendu : kg)", rang("cro.poids")),
        ),
        (
            avec(&r("cro.poids", "/valeur"), json!("lourd")),
            format!("reponses[{}].valeur : un nombre est attendu", rang("cro.poids")),
        ),
        (
            avec(&r("cro.poids", "/valeur"), json!(1250)),
            format!(
                "reponses[{}].valeur : valeur impossible (attendu : de 0,4 à 200 kg)",
                rang("cro.poids")
            ),
        ),
        (
            avec(&r("cro.poids", "/valeur"), Value::Null),
            format!("reponses[{}].valeur : valeur absente (null)", rang("cro.poids")),
        ),
        (
            avec(&r("ctx.fiabilite", "/valeur"), json!("parfaite")),
            format!(
                "reponses[{}].valeur : code inconnu (attendu : bonne, moyenne, faible)",
                rang("ctx.fiabilite")
            ),
        ),
        (
            avec(&r("ctx.sources", "/valeur"), json!([3])),
            format!("reponses[{}].valeur : une liste de codes est attendue", rang("ctx.sources")),
        ),
        (
            avec(&r("exa.peau", "/valeur"), json!({"texte": "x"})),
            format!("reponses[{}].valeur : champ manquant « etat »", rang("exa.peau")),
        ),
        (
            avec(&r("vie.sommeil", "/valeur/cauchemars"), json!("parfois")),
            format!(
                "reponses[{}].valeur.cauchemars : code inconnu (attendu : oui, non, inconnu)",
                rang("vie.sommeil")
            ),
        ),
        (
            avec(&r("ant.medicaux", "/valeur"), json!([{"libelle": "x", "date": "2026-13"}])),
            format!(
                "reponses[{}].valeur[0].date : date impossible (attendu : AAAA, AAAA-MM ou \
                 AAAA-MM-JJ)",
                rang("ant.medicaux")
            ),
        ),
        (
            double,
            format!(
                "reponses[{}].code : réponse « {} » en double",
                case_07()["reponses"].as_array().expect("a list").len(),
                case_07()["reponses"][0]["code"].as_str().expect("a code")
            ),
        ),
        (
            avec("/parcours_accueil/0/fin", json!("2001-01-01")),
            "parcours_accueil[0].fin : la fin (2001-01-01) est avant le début (2016-05-14)"
                .to_owned(),
        ),
        (
            avec("/demande/demande.mesure_fin", json!("2001-01-01")),
            "demande.demande.mesure_fin : la fin (2001-01-01) est avant le début".to_owned(),
        ),
        (
            avec("/enveloppe/exercice_fin", json!("2001-01-01")),
            "enveloppe.exercice_fin : la fin (2001-01-01) est avant le début".to_owned(),
        ),
        (
            avec("/bilan/date", json!("2015-01-14")),
            "bilan.date : 2015-01-14 est avant la naissance (2016-05-14)".to_owned(),
        ),
        (
            avec("/mesures_anterieures/0/date", json!("2015-01-14")),
            "mesures_anterieures[0].date : 2015-01-14 est avant la naissance (2016-05-14)"
                .to_owned(),
        ),
        (
            avec("/preconisations/0/probleme", json!("PB9")),
            "preconisations[0].probleme : le problème « PB9 » n’est pas dans la synthèse"
                .to_owned(),
        ),
        (
            avec("/preconisations/1/id", json!("P01")),
            "preconisations[1].id : identifiant « P01 » en double".to_owned(),
        ),
        (
            avec("/seances/0/preco", json!("P99")),
            "seances[0].preco : la préconisation « P99 » n’existe pas".to_owned(),
        ),
        (
            avec("/synthese/syn.problemes/0/gravite", json!(4)),
            "synthese.syn.problemes[0].gravite : gravité inconnue (attendu : 1, 2 ou 3)".to_owned(),
        ),
        (
            avec("/synthese/syn.texte", json!("é".repeat(1501))),
            "synthese.syn.texte : 1501 caractères, 1500 au plus".to_owned(),
        ),
        (
            avec(
                "/documents",
                json!([{
                    "id": "D1", "genre": "A", "numero": "2026-9223372036854775807",
                    "date": "2026-01-14", "destinataire": "", "empreinte": "ab",
                    "statut": "valide", "remplace": null, "transmission": null, "fait_par": "COO1",
                    "fait_le": null, "contenu": "", "duplicatas": 0,
                }]),
            ),
            "documents[0].numero : le numéro".to_owned(),
        ),
        (
            avec("/transmissions/0/categorie", json!(3)),
            "transmissions[0].categorie : catégorie inconnue (attendu : 0, 1 ou 2)".to_owned(),
        ),
    ] {
        let lignes = refus(&cas.to_string());
        let attendue = format!("a.json : {attendu}");
        assert!(lignes.iter().any(|l| l.starts_with(&attendue)), "{attendue}\n{lignes:#?}");
    }
    let futur = refus(&avec("/enfant/date_naissance", json!("2027-01-01")).to_string());
    let attendu = "a.json : enfant.date_naissance : 2027-01-01 est après la date de référence";
    assert!(futur.iter().any(|l| l.starts_with(attendu)), "{futur:#?}");
}

#[test]
fn every_contradiction_is_told_at_once() {
    let mut cas = avec("/schema_version", json!("0.9"));
    cas["bilan"]["binome"] = json!(["MED8", "PSY8"]);
    cas["reponses"][2]["auteur"] = json!("IDE8");
    cas["preconisations"][0]["probleme"] = json!("PB8");
    let lignes = refus(&cas.to_string());
    assert_eq!(lignes.len(), 5, "{lignes:#?}");
}

#[test]
fn a_key_that_only_the_sender_knows_is_kept() {
    let chemin = format!("/reponses/{}/valeur/cause", rang("vie.sommeil"));
    let dossier = parse("a.json", &avec(&chemin, json!("bruit")).to_string()).expect("a record");
    assert_eq!(dossier.reponses.brutes()[rang("vie.sommeil")].valeur["cause"], "bruit");
}

/// Every free text of a record is replaced by a marked word, one place after the other is broken,
/// and no refusal may repeat the word.
#[test]
fn no_refusal_repeats_a_text_of_the_record() {
    const MOT: &str = "Zéphyrine Quetzal";
    fn places(valeur: &Value, chemin: String, liste: &mut Vec<String>) {
        match valeur {
            Value::Object(objet) => {
                for (cle, v) in objet {
                    places(v, format!("{chemin}/{cle}"), liste);
                }
            }
            Value::Array(l) => {
                for (i, v) in l.iter().enumerate() {
                    places(v, format!("{chemin}/{i}"), liste);
                }
            }
            _ => liste.push(chemin),
        }
    }
    let mut cas = case_07();
    // A few answers of each shape are enough, and the test stays short.
    let reponses = cas["reponses"].as_array().expect("a list").iter().step_by(9).cloned().collect();
    cas["reponses"] = Value::Array(reponses);
    for champ in ["mesures_anterieures", "mouvements", "seances", "transmissions"] {
        cas[champ].as_array_mut().expect("a list").truncate(1);
    }
    cas["vaccinations"]["doses"].as_array_mut().expect("a list").truncate(1);
    let mut liste = Vec::new();
    places(&cas, String::new(), &mut liste);
    let mut refuses = 0;
    for (i, pointeur) in liste.iter().enumerate() {
        let autre = if i % 2 == 0 { json!([MOT]) } else { json!({ MOT: MOT }) };
        for valeur in [json!(MOT), autre] {
            let objet = valeur.is_object();
            let mut abime = cas.clone();
            *abime.pointer_mut(pointeur).expect("a place") = valeur;
            if let Err(e) = parse("a.json", &abime.to_string()) {
                // The name of an unknown field is quoted, as the reader must find it.
                let dit = e.to_string();
                assert!(objet || !dit.contains("Quetzal"), "{dit}");
                refuses += 1;
            }
        }
    }
    assert!(refuses > 300, "{refuses}");
}

proptest::proptest! {
    #[test]
    fn any_text_is_refused_without_panic(texte in "\\PC{0,80}") {
        proptest::prop_assert!(parse("a.json", &texte).is_err());
    }

    #[test]
    fn a_cut_file_is_always_refused(part in 0.0f64..1.0) {
        let texte = case_07().to_string();
        let signes = texte.chars().count();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of it")]
        #[allow(clippy::cast_precision_loss, reason = "a part of it")]
        let garde = (signes as f64 * part) as usize;
        let coupe: String = texte.chars().take(garde).collect();
        proptest::prop_assert!(parse("a.json", &coupe).is_err());
    }
}

#[test]
fn what_escale_adds_agrees_with_the_record() {
    let texte = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/cases/case-07-annuel-sante-protegee.json"
    ))
    .expect("a case");
    let mut dossier: serde_json::Value = serde_json::from_str(&texte).expect("json");
    let decision = |auteur: &str| {
        serde_json::json!({
            "valence": "HPV", "decision": "reporte", "motif": "m", "jusqu_au": null,
            "auteur": auteur, "date": "2026-01-14",
        })
    };
    let alerte = |auteur: &str, preco: Option<&str>| {
        serde_json::json!({
            "cle": "medecin_referent", "gravite": "importante", "traitement": "action",
            "texte": "t", "preconisation": preco, "auteur": auteur, "date": "2026-01-14",
        })
    };
    let qui = dossier["bilan"]["binome"][0].as_str().expect("a mark").to_owned();
    dossier["decisions_vaccinales"] = serde_json::json!([decision(&qui)]);
    dossier["alertes"] = serde_json::json!([alerte(&qui, None)]);
    let reperage = |auteur: &str, jalon: &str, date: Option<&str>| {
        serde_json::json!({
            "jalon": jalon, "etat": "atteste", "date": date, "auteur": auteur,
            "note_le": "2026-01-14",
        })
    };
    dossier["reperages"] =
        serde_json::json!([reperage(&qui, "9_mois", None), reperage(&qui, "6_ans", Some("2025"))]);
    assert!(parse("f", &dossier.to_string()).is_ok());
    dossier["decisions_vaccinales"] = serde_json::json!([decision("ZZZ9"), decision(&qui)]);
    dossier["alertes"] = serde_json::json!([alerte(&qui, Some("PX9")), alerte("ZZZ8", None)]);
    dossier["reperages"] = serde_json::json!([
        reperage("ZZZ7", "6_ans", Some("2027")),
        reperage(&qui, "6_ans", Some("2015-03")),
    ]);
    let refus = parse("f", &dossier.to_string()).expect_err("refused");
    let chemins: Vec<&str> = refus.problemes.iter().map(|p| p.chemin.as_str()).collect();
    for attendu in [
        "reperages[0].auteur",
        "reperages[0].date",
        "reperages[1].jalon",
        "reperages[1].date",
        "decisions_vaccinales[0].auteur",
        "decisions_vaccinales[1].valence",
        "alertes[0].preconisation",
        "alertes[1].auteur",
        "alertes[1].cle",
    ] {
        assert!(chemins.contains(&attendu), "{attendu} in {chemins:?}");
    }
}
