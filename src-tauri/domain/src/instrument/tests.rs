use super::*;
use crate::alerte::Seuils;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

fn reponses(points: &[i64]) -> BTreeMap<String, i64> {
    points.iter().enumerate().map(|(i, p)| ((i + 1).to_string(), *p)).collect()
}

fn cote(code: &str, points: &[i64]) -> Cotation {
    Instrument::livre(code).expect("a pack").score(&reponses(points)).expect("scored")
}

fn dit(texte: &str) -> String {
    texte.replace('\u{a0}', " ")
}

#[test]
fn every_pack_is_read() {
    for (code, json) in PAQUETS {
        let lu = Instrument::parse(json).unwrap_or_else(|refus| panic!("{code}: {refus}"));
        assert_eq!(lu.code, code);
        assert_eq!(Instrument::livre(code), Some(&lu));
        assert!(connu(&lu.nom).is_some_and(|o| o.nom == lu.nom), "{code}");
        for texte in lu.items.iter().map(|i| &i.texte).chain([&lu.consigne, &lu.licence]) {
            assert!(!texte.contains(['\'', '"']), "{code}: {texte}");
        }
    }
    assert_eq!(Instrument::livres().len(), PAQUETS.len());
    let nombres: Vec<usize> = Instrument::livres().iter().map(|i| i.items.len()).collect();
    assert_eq!(nombres, [9, 7, 10]);
    let ados = Instrument::livre("adrs").expect("a pack");
    assert_eq!([155, 156, 251, 252].map(|age| ados.concerne(age)), [false, true, true, false]);
}

#[test]
fn sums_and_what_they_mean() {
    for (points, total, mots) in [
        ([0, 0, 0, 0, 0, 0, 0], 0, "Total : 0 sur 21. Anxiété minime (de 0 à 4)."),
        ([1, 1, 1, 1, 0, 0, 0], 4, "Total : 4 sur 21. Anxiété minime (de 0 à 4)."),
        ([1, 1, 1, 1, 1, 0, 0], 5, "Total : 5 sur 21. Anxiété légère (de 5 à 9)."),
        ([2, 2, 2, 1, 1, 1, 0], 9, "Total : 9 sur 21. Anxiété légère (de 5 à 9)."),
        ([2, 2, 2, 2, 1, 1, 0], 10, "Total : 10 sur 21. Anxiété modérée (de 10 à 14)."),
        ([3, 3, 2, 2, 2, 2, 0], 14, "Total : 14 sur 21. Anxiété modérée (de 10 à 14)."),
        ([3, 3, 3, 2, 2, 2, 0], 15, "Total : 15 sur 21. Anxiété sévère (de 15 à 21)."),
        ([3, 3, 3, 3, 3, 3, 3], 21, "Total : 21 sur 21. Anxiété sévère (de 15 à 21)."),
    ] {
        let cotation = cote("gad7", &points);
        assert_eq!((cotation.total, cotation.max), (Some(total), 21));
        assert_eq!(dit(&cotation.conclusion), mots);
        assert_eq!(cotation.seuil.as_deref(), Some(">= 10"));
    }
    // Cut-offs without a verified source have no effect.
    let phq = cote("phq9", &[3, 3, 3, 3, 3, 3, 3, 3, 0]);
    assert_eq!(dit(&phq.conclusion), "Total : 24 sur 27.");
    assert_eq!((phq.seuil, phq.signaux), (None, vec![]));
    let adrs = cote("adrs", &[1, 1, 1, 1, 1, 0, 1, 1, 1, 1]);
    assert_eq!((adrs.total, dit(&adrs.conclusion)), (Some(9), "Total : 9 sur 10.".to_owned()));
}

#[test]
fn a_missing_answer_leaves_no_score_and_hides_no_signal() {
    let mut donnees = reponses(&[0, 0, 0, 0, 0, 0, 0, 0, 1]);
    donnees.remove("3");
    donnees.remove("7");
    let cotation = Instrument::livre("phq9").expect("a pack").score(&donnees).expect("scored");
    assert_eq!(cotation.total, None);
    assert_eq!(cotation.manquants, ["3", "7"]);
    assert_eq!(cotation.signaux.len(), 1);
    assert!(dit(&cotation.conclusion).starts_with(
        "Score non calculé : il manque 2 réponses (questions 3, 7). Question 9 (mourir ou se"
    ));
    assert_eq!(cotation.notes, BTreeMap::from([("item9".to_owned(), 1)]));
    let seule = cote("phq9", &[0, 0, 0, 0, 0, 0, 0, 0]);
    assert!(seule.conclusion.contains("question 9") && seule.signaux.is_empty());
    assert_eq!(cote("adrs", &[0, 0, 0, 0, 0, 1]).signaux.len(), 1);
}

#[test]
fn an_answer_that_is_none_of_the_sheet_is_refused() {
    let phq = Instrument::livre("phq9").expect("a pack");
    for (item, points, mots) in [
        ("1", 4, "choisissez dans la liste : Jamais"),
        ("1", -1, "choisissez dans la liste"),
        ("10", 0, "n’a pas de question 10"),
        ("", 0, "n’a pas de question"),
    ] {
        let refus = phq.score(&BTreeMap::from([(item.to_owned(), points)])).expect_err(mots);
        assert_eq!(refus.item, item);
        assert!(dit(&refus.message).contains(mots), "{refus}");
    }
}

/// What the PHQ-9 notes of question 9 is what the alerts read.
#[test]
fn question_nine_raises_its_alert_whatever_the_total() {
    for (neuf, alerte) in [(0, false), (1, true), (3, true)] {
        let cotation = cote("phq9", &[0, 0, 0, 0, 0, 0, 0, 0, neuf]);
        let outil = json!({
            "outil": "PHQ-9", "version": "français (France)", "date": "2026-03-02",
            "repondant": "le jeune", "score_brut": cotation.total, "sous_scores": cotation.notes,
            "seuil": cotation.seuil, "conclusion": cotation.conclusion, "passe_par": "PSY1",
            "non_passe_motif": null, "visibilite": "V2", "volet": "S12",
        });
        let mut cas: serde_json::Value = serde_json::from_str(include_str!(
            "../../../../tests/cases/case-12-translitteration.json"
        ))
        .expect("a case");
        cas["outils"] = json!([outil]);
        let dossier = serde_json::from_value(cas).expect("a record");
        let reglages = crate::calcul::Reglages { courbe: None, seuils: Seuils::default() };
        let matiere = crate::calcul::Matiere::du_dossier(&dossier);
        let alertes = crate::calcul::alertes(&dossier, &matiere, &matiere.vaccins(), &reglages);
        let dite = alertes.iter().any(|a| a.raison.contains("Question 9 du PHQ"));
        assert_eq!(dite, alerte, "{neuf}");
    }
}

#[test]
fn a_pack_is_refused_by_name() {
    let (_, json) = PAQUETS[0];
    let bon: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let avec = |chemin: &str, valeur: serde_json::Value| {
        let mut change = bon.clone();
        *change.pointer_mut(chemin).expect("a place") = valeur;
        Instrument::parse(&change.to_string()).expect_err(chemin).to_string()
    };
    for (chemin, valeur, mots) in [
        ("/licence", json!("  "), "« PHQ-9 » : le texte de la licence manque"),
        ("/source", json!(""), "« PHQ-9 » : la source manque"),
        ("/nom", json!(""), "le nom"),
        ("/items", json!([]), "questions sont attendues"),
        ("/items/1/code", json!("1"), "le même numéro"),
        ("/items/1/texte", json!(" "), "vide"),
        ("/reponses", json!([{"points": 0, "label": "x"}]), "deux réponses"),
        ("/reponses/1/points", json!(0), "deux réponses"),
        ("/reponses/1/points", json!(-1), "les points vont"),
        ("/echelles/0/code", json!("autre"), "l’échelle « total » manque"),
        ("/echelles/0/items/0", json!("12"), "nomme mal"),
        ("/echelles/0/tranches/0/max", json!(7), "ne se suivent pas"),
        ("/signaux/0/item", json!("12"), "question inconnue"),
        ("/volet", json!("S99"), "n’est pas un questionnaire"),
    ] {
        let refus = dit(&avec(chemin, valeur));
        assert!(refus.contains(mots), "{chemin}: {refus}");
    }
    assert!(Instrument::parse("{").is_err());
}

#[test]
fn tools_are_known_by_their_name() {
    for (nom, attendu) in [
        ("PHQ-9", Some("PHQ-9")),
        ("psc 17 (parent)", Some("PSC-17")),
        ("M-CHAT-R/F", Some("M-CHAT-R/F")),
        ("IFDC 24 mois", Some("IFDC 24 mois")),
        (
            "Grille développement inhabituel < 7 ans",
            Some("Grille développement inhabituel < 7 ans"),
        ),
        ("Échelle maison", None),
        ("", None),
    ] {
        assert_eq!(connu(nom).map(|o| o.nom), attendu, "{nom}");
    }
    for outil in CONNUS {
        assert!(!outil.volets.is_empty(), "{}", outil.nom);
        assert!(outil.age_min_mois <= outil.age_max_mois, "{}", outil.nom);
        assert_eq!(connu(outil.nom), Some(outil));
        let cles: std::collections::HashSet<&str> =
            outil.sous_scores.iter().map(|s| s.cle).collect();
        assert_eq!(cles.len(), outil.sous_scores.len(), "{}", outil.nom);
    }
}

proptest! {
    #[test]
    fn a_score_stays_in_its_range(points in proptest::collection::vec(0i64..4, 0..10)) {
        let phq = Instrument::livre("phq9").expect("a pack");
        match phq.score(&reponses(&points)) {
            Ok(cotation) => {
                prop_assert_eq!(cotation.total.is_some(), points.len() == 9);
                prop_assert_eq!(cotation.manquants.len(), 9 - points.len());
                if let Some(total) = cotation.total {
                    prop_assert_eq!(total, points.iter().sum::<i64>());
                    prop_assert!((0..=cotation.max).contains(&total));
                }
                let neuf = points.get(8).is_some_and(|p| *p > 0);
                prop_assert_eq!(cotation.signaux.is_empty(), !neuf);
            }
            Err(refus) => prop_assert_eq!(refus.item, "10"),
        }
    }
}
