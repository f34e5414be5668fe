use super::*;
use crate::date::{DateCivile, DatePartielle};
use proptest::prelude::*;

fn jour(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

fn du_jour(naissance: &str, le: &str) -> Option<&'static str> {
    let livre = CalendrierExamens::livre();
    livre.du_jour(jour(naissance), jour(le)).map(|examen| examen.code.code())
}

#[test]
fn every_exam_has_a_rule_with_a_source_that_is_explained() {
    let livre = CalendrierExamens::livre();
    let codes: Vec<ExamenCode> = livre.examens.iter().map(|r| r.code).collect();
    assert_eq!(codes, ExamenCode::ALL);
    let marques = livre
        .examens
        .iter()
        .map(|r| r.source.as_str())
        .chain(livre.reperages.iter().map(|r| r.source.as_str()));
    for marque in marques.flat_map(|source| source.split(", ")) {
        assert!(livre.sources.contains_key(marque), "{marque}");
    }
    for (jour_de, attendus) in [("2024-12-31", 20), ("2025-01-01", 20), ("2019-02-28", 0)] {
        let en_vigueur = livre.examens.iter().filter(|r| r.en_vigueur(jour(jour_de))).count();
        assert_eq!(en_vigueur, attendus, "{jour_de}");
    }
    // What was only read second-hand says so.
    for regle in &livre.examens {
        assert_eq!(regle.verifie, !regle.source.contains("A2024"), "{:?}", regle.code);
    }
}

/// On both sides of each window: the eve of its first day, the day, its last day, the day after.
#[test]
fn the_exam_of_a_day() {
    // Born on 15 January 2025.
    for (le, attendu) in [
        ("2025-01-14", None),
        ("2025-01-15", Some("8 jours")),
        ("2025-01-23", Some("8 jours")),
        ("2025-01-24", Some("2e semaine")),
        ("2025-01-28", Some("2e semaine")),
        ("2025-01-29", None),
        ("2025-02-14", None),
        ("2025-02-15", Some("1 mois")),
        ("2025-03-14", Some("1 mois")),
        ("2025-03-15", Some("2 mois")),
        ("2025-04-14", Some("2 mois")),
        ("2025-04-15", Some("3 mois")),
        ("2025-05-15", Some("4 mois")),
        ("2025-06-14", Some("4 mois")),
        ("2025-06-15", Some("5 mois")),
        ("2025-07-14", Some("5 mois")),
        ("2025-07-15", None),
        ("2025-09-14", None),
        ("2025-09-15", Some("8 mois")),
        ("2025-11-14", Some("8 mois")),
        ("2025-11-15", None),
        ("2025-12-14", None),
        ("2025-12-15", Some("11 mois")),
        ("2026-01-14", Some("11 mois")),
        ("2026-01-15", Some("12 mois")),
        ("2026-02-14", Some("12 mois")),
        ("2026-02-15", None),
        ("2026-05-14", None),
        ("2026-05-15", Some("16-18 mois")),
        ("2026-08-14", Some("16-18 mois")),
        ("2026-08-15", None),
        ("2026-12-14", None),
        ("2026-12-15", Some("23-24 mois")),
        ("2027-02-14", Some("23-24 mois")),
        ("2027-02-15", Some("2 ans")),
        ("2028-01-14", Some("2 ans")),
        ("2028-01-15", Some("3 ans")),
        ("2029-01-14", Some("3 ans")),
        ("2029-01-15", Some("4 ans")),
        ("2030-01-15", Some("5 ans")),
        ("2031-01-14", Some("5 ans")),
        ("2031-01-15", Some("6 ans")),
        ("2032-01-14", Some("6 ans")),
        ("2032-01-15", None),
        ("2033-01-14", None),
        ("2033-01-15", Some("8-9 ans")),
        ("2035-01-14", Some("8-9 ans")),
        ("2035-01-15", None),
        ("2036-01-14", None),
        ("2036-01-15", Some("11-13 ans")),
        ("2039-01-14", Some("11-13 ans")),
        ("2039-01-15", None),
        ("2040-01-14", None),
        ("2040-01-15", Some("15-16 ans")),
        ("2042-01-14", Some("15-16 ans")),
        ("2042-01-15", None),
    ] {
        assert_eq!(du_jour("2025-01-15", le), attendu, "{le}");
    }
}

#[test]
fn the_law_is_that_of_the_day() {
    for (naissance, le, attendu) in [
        // The exam of the end of the first month, to the end of 2024.
        ("2024-12-10", "2024-12-23", Some("2e semaine")),
        ("2024-12-10", "2024-12-24", Some("3e-4e semaine")),
        ("2024-12-10", "2024-12-31", Some("3e-4e semaine")),
        ("2024-12-10", "2025-01-01", None),
        ("2024-12-10", "2025-01-10", Some("1 mois")),
        ("2024-11-30", "2024-12-29", Some("3e-4e semaine")),
        ("2024-11-30", "2024-12-30", Some("1 mois")),
        // The exam of six years, from 2025.
        ("2018-06-01", "2024-12-31", None),
        ("2018-06-01", "2025-01-01", Some("6 ans")),
        ("2018-06-01", "2025-05-31", Some("6 ans")),
        ("2018-06-01", "2025-06-01", None),
        // Before March 2019 another calendar was law, which is not here.
        ("2018-12-01", "2019-02-28", None),
        ("2018-12-01", "2019-03-01", Some("3 mois")),
    ] {
        assert_eq!(du_jour(naissance, le), attendu, "{naissance} {le}");
    }
}

#[test]
fn a_leap_day_and_the_last_of_a_month() {
    for (naissance, le, attendu) in [
        ("2024-02-29", "2025-02-28", Some("11 mois")),
        ("2024-02-29", "2025-03-01", Some("12 mois")),
        ("2024-02-29", "2028-02-28", Some("3 ans")),
        ("2024-02-29", "2028-02-29", Some("4 ans")),
        ("2024-02-29", "2031-02-28", Some("6 ans")),
        ("2024-02-29", "2031-03-01", None),
        // Born on the 31st, one month is completed when the shorter month is over.
        ("2025-01-31", "2025-02-28", None),
        ("2025-01-31", "2025-03-01", Some("1 mois")),
        ("2025-01-31", "2025-03-30", Some("1 mois")),
        ("2025-01-31", "2025-03-31", Some("2 mois")),
    ] {
        assert_eq!(du_jour(naissance, le), attendu, "{naissance} {le}");
    }
}

#[test]
fn the_next_exam_is_the_first_that_begins_later_under_the_law_of_that_day() {
    let livre = CalendrierExamens::livre();
    for (naissance, le, attendu) in [
        ("2025-01-15", "2025-01-15", Some(("2e semaine", "2025-01-24"))),
        ("2025-01-15", "2025-01-24", Some(("1 mois", "2025-02-15"))),
        ("2024-12-01", "2024-12-10", Some(("3e-4e semaine", "2024-12-15"))),
        ("2024-12-20", "2024-12-29", Some(("1 mois", "2025-01-20"))),
        ("2025-01-15", "2025-06-15", Some(("8 mois", "2025-09-15"))),
        ("2025-01-15", "2027-02-14", Some(("2 ans", "2027-02-15"))),
        ("2018-06-01", "2024-05-31", Some(("8-9 ans", "2026-06-01"))),
        ("2019-06-01", "2024-06-01", Some(("6 ans", "2025-06-01"))),
        ("2019-06-01", "2026-06-01", Some(("8-9 ans", "2027-06-01"))),
        ("2010-06-01", "2025-06-01", None),
    ] {
        let suivant = livre.suivant(jour(naissance), jour(le));
        let lu = suivant.map(|e| (e.code.code(), e.debut.iso()));
        let attendu = attendu.map(|(code, debut)| (code, debut.to_owned()));
        assert_eq!(lu, attendu, "{naissance} {le}");
    }
}

#[test]
fn the_certificates_their_last_day_and_to_whom() {
    for (code, naissance, le, attendu) in [
        ("8 jours", "2025-01-15", "2025-01-16", Some((1, "2025-01-23", "2025-01-24"))),
        ("8 mois", "2025-01-15", "2025-09-15", Some((2, "2025-11-14", "2025-09-23"))),
        ("8 mois", "2025-01-15", "2025-11-14", Some((2, "2025-11-14", "2025-11-22"))),
        ("8 mois", "2024-04-30", "2025-02-27", Some((2, "2025-02-28", "2025-03-07"))),
        ("23-24 mois", "2025-01-15", "2026-12-29", Some((3, "2027-02-14", "2027-01-06"))),
        ("23-24 mois", "2024-02-29", "2026-02-20", Some((3, "2026-03-28", "2026-02-28"))),
        ("11 mois", "2025-01-15", "2025-12-20", None),
        ("2 ans", "2025-01-15", "2027-02-15", None),
        ("15-16 ans", "2010-01-15", "2026-02-15", None),
    ] {
        let code = ExamenCode::from_code(code).expect("an exam");
        let lu = certificat(code, jour(naissance), jour(le));
        let vu = lu.as_ref().map(|c| (c.rang, c.examen_jusqu_au.iso(), c.envoi_jusqu_au.iso()));
        let attendu = attendu.map(|(n, a, b)| (n, a.to_owned(), b.to_owned()));
        assert_eq!(vu, attendu, "{code:?} {naissance} {le}");
    }
    let deux = certificat(ExamenCode::Mois8, jour("2025-01-15"), jour("2025-09-23")).expect("due");
    assert_eq!(
        deux.phrase.replace('\u{a0}', " "),
        "2e certificat de santé dû : le médecin qui a fait l’examen l’adresse sous pli confidentiel, \
         au plus tard le 1er octobre 2025, au médecin responsable de la PMI du département où \
         résident les parents ou la personne qui a la garde de l’enfant."
    );
    assert_eq!(deux.nom, "2e certificat de santé");
}

#[test]
fn the_screening_at_nine_months_and_in_the_year_after_the_sixth_birthday() {
    use JalonTnd::{Ans6, Mois9};
    use Moment::{Du, Passe};
    for (naissance, le, attendu) in [
        ("2025-01-15", "2025-10-14", vec![]),
        ("2025-01-15", "2025-10-15", vec![(Mois9, Du, "2025-10-15", "2025-11-14")]),
        ("2025-01-15", "2025-11-14", vec![(Mois9, Du, "2025-10-15", "2025-11-14")]),
        ("2025-01-15", "2025-11-15", vec![(Mois9, Passe, "2025-10-15", "2025-11-14")]),
        ("2025-01-15", "2031-01-14", vec![(Mois9, Passe, "2025-10-15", "2025-11-14")]),
        ("2025-01-15", "2031-01-15", vec![(Ans6, Du, "2031-01-15", "2032-01-14")]),
        ("2025-01-15", "2032-01-14", vec![(Ans6, Du, "2031-01-15", "2032-01-14")]),
        ("2025-01-15", "2032-01-15", vec![(Ans6, Passe, "2031-01-15", "2032-01-14")]),
        ("2025-01-15", "2037-01-14", vec![(Ans6, Passe, "2031-01-15", "2032-01-14")]),
        ("2025-01-15", "2037-01-15", vec![]),
        ("2020-02-29", "2026-02-28", vec![]),
        ("2020-02-29", "2026-03-01", vec![(Ans6, Du, "2026-03-01", "2027-02-28")]),
        // The law came when this child was past nine months, and past the year of six for that one.
        ("2024-01-15", "2025-01-15", vec![]),
        ("2017-11-17", "2024-11-17", vec![]),
        ("2017-11-18", "2024-11-17", vec![(Ans6, Du, "2023-11-18", "2024-11-17")]),
        ("2018-02-01", "2024-11-16", vec![]),
        ("2018-02-01", "2024-11-17", vec![(Ans6, Du, "2024-02-01", "2025-01-31")]),
    ] {
        let vus = jalons(jour(naissance), jour(le), &[]);
        let lus: Vec<_> =
            vus.iter().map(|j| (j.jalon, j.moment, j.debut.iso(), j.dernier_jour.iso())).collect();
        let attendu: Vec<_> = attendu
            .into_iter()
            .map(|(j, m, a, b): (_, _, &str, &str)| (j, m, a.to_owned(), b.to_owned()))
            .collect();
        assert_eq!(lus, attendu, "{naissance} {le}");
        // Nothing was noted yet.
        assert!(vus.iter().all(|j| j.reperage.is_none() && j.dit.is_empty()));
    }
}

#[test]
fn what_was_said_of_a_screening_in_words() {
    for (etat, date, attendu) in [
        (EtatReperage::Fait, Some(DatePartielle::Mois(2026, 3)), "Fait, en mars 2026"),
        (EtatReperage::Atteste, None, "Attesté sur le carnet de santé"),
        (EtatReperage::NonFait, None, "Non fait"),
        (
            EtatReperage::Oriente,
            Some(DatePartielle::Jour(jour("2026-03-07"))),
            "Fait, enfant orienté vers un parcours TND, le 7 mars 2026",
        ),
    ] {
        let dit = Reperage {
            jalon: JalonTnd::Mois9,
            etat,
            date,
            auteur: "MED1".to_owned(),
            note_le: jour("2026-03-10"),
        };
        let vus = jalons(jour("2025-06-01"), jour("2026-03-10"), std::slice::from_ref(&dit));
        assert_eq!(vus.len(), 1);
        assert_eq!(vus[0].dit.replace('\u{a0}', " "), attendu);
        assert_eq!(vus[0].reperage.as_ref(), Some(&dit));
    }
}

#[test]
fn the_day_of_a_screening_lies_between_birth_and_today() {
    let (naissance, aujourd_hui) = (jour("2025-06-15"), jour("2026-03-10"));
    for (date, dit) in [
        ("2026-03-10", None),
        ("2026-03-11", Some("dans le futur")),
        ("2026-03", None),
        ("2026-04", Some("dans le futur")),
        ("2026", None),
        ("2027", Some("dans le futur")),
        ("2025-06-15", None),
        ("2025-06-14", Some("avant la naissance")),
        ("2025-06", None),
        ("2025-05", Some("avant la naissance")),
        ("2025", None),
        ("2024", Some("avant la naissance")),
    ] {
        let lue = DatePartielle::parse_iso(date).expect("a date");
        let refus = date_refusee(lue, naissance, aujourd_hui);
        assert_eq!(refus.is_some(), dit.is_some(), "{date}");
        assert!(refus.is_none_or(|r| dit.is_some_and(|d| r.contains(d))), "{date} {refus:?}");
    }
}

#[test]
fn the_windows_in_words() {
    let livre = CalendrierExamens::livre();
    for (code, attendu, periode) in [
        (
            ExamenCode::Jours8,
            "dans les 8 jours qui suivent la naissance",
            "depuis le 1er mars 2019",
        ),
        (
            ExamenCode::Semaines34,
            "de 14 jours à la veille d’un mois",
            "du 1er mars 2019 au 31 décembre 2024",
        ),
        (ExamenCode::Mois8, "de 8 mois à la veille des 10 mois", "depuis le 1er mars 2019"),
        (ExamenCode::Ans6, "de 6 ans à la veille des 7 ans", "depuis le 1er janvier 2025"),
    ] {
        let regle = livre.regle(code).expect("a rule");
        assert_eq!(regle.age_en_lettres().replace('\u{a0}', " "), attendu);
        assert_eq!(regle.periode_en_lettres().replace('\u{a0}', " "), periode);
    }
}

#[test]
fn an_exam_or_a_type_that_is_not_in_the_list_is_refused_with_the_list() {
    let texte = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/cases/case-07-annuel-sante-protegee.json"
    ))
    .expect("a case");
    let avec = |champ: &str, valeur: &str| {
        let mut dossier: serde_json::Value = serde_json::from_str(&texte).expect("json");
        dossier["bilan"][champ] = serde_json::json!(valeur);
        crate::dossier::parse("f", &dossier.to_string())
    };
    for examen in ExamenCode::ALL {
        let lu = avec("examen_obligatoire_correspondant", examen.code()).expect("read");
        assert_eq!(lu.bilan.examen_obligatoire_correspondant, Some(*examen));
    }
    for bilan_type in crate::bilan::BilanType::ALL {
        assert_eq!(avec("type", bilan_type.code()).expect("read").bilan.bilan_type, *bilan_type);
    }
    for (champ, valeur, attendu) in [
        ("examen_obligatoire_correspondant", "9e mois", "8 mois, 11 mois"),
        ("type", "XYZ", "REE, MNA"),
    ] {
        let refus = avec(champ, valeur).expect_err("refused").to_string();
        assert!(refus.contains("code inconnu") && refus.contains(attendu), "{refus}");
        assert!(refus.contains(champ) && !refus.contains(valeur), "{refus}");
    }
}

proptest! {
    #[test]
    fn windows_are_in_order_and_no_day_belongs_to_two(
        depart in 0i32..6000, age in 0i32..7000
    ) {
        let naissance = jour("2010-01-01").plus_jours(depart);
        let livre = CalendrierExamens::livre();
        let situes: Vec<ExamenSitue> =
            livre.examens.iter().map(|r| r.locate(naissance)).collect();
        prop_assert!(situes.iter().all(|e| e.debut <= e.dernier_jour));
        prop_assert!(situes.windows(2).all(|deux| deux[0].dernier_jour < deux[1].debut));
        let le = naissance.plus_jours(age);
        let dedans = situes.iter().filter(|e| (e.debut..=e.dernier_jour).contains(&le)).count();
        prop_assert!(dedans <= 1);
        let present = livre.du_jour(naissance, le);
        prop_assert!(present.is_none() || dedans == 1);
        let suivant = livre.suivant(naissance, le);
        prop_assert!(suivant.is_none_or(|s| s.debut > le));
    }
}
