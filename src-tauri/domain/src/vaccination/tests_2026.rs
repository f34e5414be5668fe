//! What changed in 2025 and 2026 (facts N3 to N9 of the sources), on both sides of each day.

use super::tests::{jour, sujet};
use super::tests_tables::{Ligne, VU, check, dit};
use super::*;
use crate::age::Terme;

/// Birth, day, days of doses, then: situation, alert, mandatory.
type Dit = (&'static str, &'static str, &'static str, &'static str, bool, bool);

fn check_dits(valence: Valence, lignes: &[Dit]) {
    for (naissance, date, doses, situation, alerte, obligatoire) in lignes {
        let (etat, _) = dit(valence, VU, &(naissance, date, doses, ""));
        let v = etat.valence(valence).expect("the valence");
        assert_eq!(
            (v.situation.code(), v.alerte, v.obligatoire),
            (*situation, *alerte, *obligatoire),
            "{valence:?} {naissance} {date} {doses}: {}",
            v.phrase
        );
    }
}

#[test]
fn n3_the_obligation_of_the_children_of_2023_begins_on_31_december_2025() {
    check_dits(
        Valence::Menb,
        &[
            ("2024-01-10", "2025-06-10", "", "en_retard", true, true),
            // From two years on HAS recommends it to all (N5), whatever the law says of infants.
            ("2023-01-01", "2025-12-30", "", "recommandee", false, false),
            ("2023-01-01", "2025-12-31", "", "recommandee", false, false),
            ("2022-12-31", "2026-01-01", "", "recommandee", false, false),
            ("2023-07-01", "2025-12-30", "", "recommandee", false, false),
            ("2024-01-02", "2026-01-01", "", "en_retard", true, true),
            ("2024-01-01", "2026-01-01", "", "recommandee", false, false),
        ],
    );
    check_dits(
        Valence::Menacwy,
        &[
            ("2023-06-30", "2025-12-30", "", "pas_encore_l_age", false, false),
            ("2023-06-30", "2025-12-31", "", "retard_a_verifier", false, true),
            ("2023-06-30", "2026-02-19", "", "retard_a_verifier", false, true),
            // Since the catch-up has a text, it alerts.
            ("2023-06-30", "2026-02-20", "", "en_retard", true, true),
            ("2022-12-31", "2025-12-31", "", "pas_encore_l_age", false, false),
        ],
    );
}

#[test]
fn n3_a_series_against_meningococcus_c_stays_in_order() {
    check(
        Valence::Menc,
        VU,
        &[
            ("2021-07-29", "2026-04-15", "2022-01-08 2022-08-07", "a_jour - - MENC-H-03"),
            ("2021-07-29", "2025-01-01", "2022-01-08 2022-08-07", "a_jour - - MENC-H-03"),
            ("2021-07-29", "2024-12-31", "2022-01-08 2022-08-07", "a_jour - - MENC-R-02"),
            ("2021-07-29", "2026-04-15", "2022-01-08", "non_concerne - - MENC-R-02"),
            // A second dose before the first birthday is no second dose.
            ("2021-07-29", "2026-04-15", "2022-01-08 2022-07-28", "non_concerne - - MENC-R-02"),
            ("2016-05-14", "2026-11-30", "2017-05-23", "a_jour - - MENC-H-03"),
            ("2021-07-29", "2026-04-15", "", "non_concerne - - MENC-R-02"),
        ],
    );
    let (etat, _) = dit(Valence::Menc, VU, &("2016-05-14", "2026-11-30", "2017-05-23", ""));
    let menc = etat.valence(Valence::Menc).expect("MENC");
    assert_eq!(menc.situation, SituationVaccinale::AJour);
    assert!(menc.reserve.as_deref().is_some_and(|r| r.contains("de mémoire")));
}

#[test]
fn n4_one_acwy_dose_to_the_eve_of_five_years_since_20_february_2026() {
    check(
        Valence::Menacwy,
        VU,
        &[
            ("2022-03-10", "2026-02-19", "", "a_jour 2033-03-10 1 MENACWY-R-05"),
            ("2022-03-10", "2026-02-20", "", "dose_due 2026-02-20 1 MENACWY-C-07"),
            ("2022-11-30", "2026-11-30", "", "dose_due 2026-02-20 1 MENACWY-C-07"),
            ("2021-12-01", "2026-11-30", "", "dose_due 2026-02-20 1 MENACWY-C-07"),
            // Five years old that day.
            ("2021-11-30", "2026-11-30", "", "a_jour 2032-11-30 1 MENACWY-R-05"),
            // Given in time, then the adolescent's.
            ("2022-03-10", "2026-11-30", "2026-03-01", "a_jour 2033-03-10 1 MENACWY-R-05"),
            ("2022-03-10", "2026-11-30", "2023-04-01", "a_jour 2033-03-10 1 MENACWY-R-05"),
            // As an infant: one more, from a year on.
            ("2022-03-10", "2026-11-30", "2022-09-10", "dose_due 2026-02-20 1 MENACWY-C-07"),
            ("2023-03-10", "2026-11-30", "", "en_retard 2025-12-31 1 MENACWY-C-07"),
            ("2023-03-10", "2026-11-30", "2023-09-10", "en_retard 2025-12-31 2 MENACWY-R-02"),
        ],
    );
    check_dits(
        Valence::Menacwy,
        &[
            ("2022-11-30", "2026-11-30", "", "dose_due", false, false),
            ("2023-03-10", "2026-11-30", "", "en_retard", true, true),
            ("2021-11-30", "2026-11-30", "", "pas_encore_l_age", false, false),
        ],
    );
    // Whatever was given against C before.
    for doses in [&[][..], &["2022-08-10"], &["2022-08-10", "2023-03-10"]] {
        let doses: Vec<DoseRecue> =
            doses.iter().map(|d| super::tests::dose(&[Valence::Menc], d)).collect();
        let etat = etat_du_jour(&sujet("2022-03-10", "2026-11-30"), &doses);
        let acwy = etat.valence(Valence::Menacwy).expect("MENACWY");
        assert_eq!(acwy.statut, StatutVaccinal::DoseDue, "{doses:?}");
        assert!(acwy.phrase.contains("nés de 2020 à 2022"), "{}", acwy.phrase);
    }
}

#[test]
fn n5_menb_from_two_to_five_years_is_recommended_and_urges_nothing() {
    check_dits(
        Valence::Menb,
        &[
            ("2022-03-10", "2026-11-30", "", "recommandee", false, false),
            ("2021-12-01", "2026-11-30", "", "recommandee", false, false),
            ("2021-11-30", "2026-11-30", "", "non_concerne", false, false),
            ("2022-03-10", "2026-11-30", "2026-09-10 2026-10-10", "a_jour", false, false),
            ("2024-11-30", "2026-11-30", "", "recommandee", false, false),
            // Begun before two years: its end is recommended, and no more, as its beginning would be.
            ("2023-03-10", "2026-11-30", "2023-06-10", "recommandee", false, false),
            ("2023-03-10", "2026-11-30", "2023-06-10 2023-08-10", "recommandee", false, false),
            (
                "2023-08-10",
                "2025-07-10",
                "2024-09-10 2024-11-10",
                "rattrapage_en_cours",
                false,
                true,
            ),
            ("2022-03-10", "2026-11-30", "2023-04-10", "recommandee", false, false),
            ("2022-03-10", "2026-11-30", "2026-11-10", "rattrapage_en_cours", false, false),
            ("2024-12-01", "2026-11-30", "", "en_retard", true, true),
        ],
    );
    let (etat, _) = dit(Valence::Menb, VU, &("2022-03-10", "2026-11-30", "", ""));
    let menb = etat.valence(Valence::Menb).expect("MENB");
    assert_eq!(menb.statut, StatutVaccinal::DoseDue);
    assert!(menb.phrase.contains("prise en charge à vérifier"), "{}", menb.phrase);
}

fn premature(semaines: Option<i32>, date: &str, doses: &[&str]) -> EtatVaccinal {
    let terme = semaines.map(|semaines| Terme { semaines, jours: 0 });
    let sujet = SujetVaccinal { terme, ..sujet("2026-02-10", date) };
    let doses: Vec<DoseRecue> =
        doses.iter().map(|jour| super::tests::dose(&[Valence::Dtp, Valence::Pnc], jour)).collect();
    etat_du_jour(&sujet, &doses)
}

#[test]
fn n6_the_preterm_have_a_dose_at_three_months_and_it_never_alerts() {
    for (semaines, date, doses, attendu, regle) in [
        (Some(31), "2026-05-09", &["2026-04-10"][..], "a_jour 2026-05-10", "DTP-P-01"),
        (Some(31), "2026-05-10", &["2026-04-10"], "dose_due 2026-05-10", "DTP-P-01"),
        (Some(36), "2026-06-09", &["2026-04-10"], "dose_due 2026-05-10", "DTP-P-01"),
        (Some(37), "2026-05-10", &["2026-04-10"], "a_jour 2026-06-10", "DTP-R-02"),
        (None, "2026-05-10", &["2026-04-10"], "a_jour 2026-06-10", "DTP-R-02"),
        // What the usual series asks for is said by it, and is late by it.
        (Some(31), "2026-04-10", &[], "dose_due 2026-04-10", "DTP-R-01"),
        (Some(31), "2026-05-10", &[], "en_retard 2026-04-10", "DTP-R-01"),
        (Some(31), "2026-08-10", &["2026-04-10"], "en_retard 2026-06-10", "DTP-R-02"),
        (Some(31), "2026-06-10", &["2026-04-10", "2026-05-10"], "dose_due 2026-06-10", "DTP-P-01"),
        (
            Some(31),
            "2026-07-10",
            &["2026-04-10", "2026-05-10", "2026-06-10"],
            "a_jour 2027-01-10",
            "DTP-R-03",
        ),
        (Some(31), "2027-01-10", &["2026-04-10", "2026-06-10"], "dose_due 2027-01-10", "DTP-R-03"),
    ] {
        let etat = premature(semaines, date, doses);
        let dtp = etat.valence(Valence::Dtp).expect("DTP");
        let dit = format!(
            "{} {}",
            dtp.statut.code(),
            dtp.prochaine_date.map_or_else(String::new, DateCivile::iso)
        );
        assert_eq!((dit.as_str(), dtp.regle.as_str()), (attendu, regle), "{semaines:?} {date}");
        assert!(!dtp.alerte || dtp.regle == "DTP-R-01" || dtp.regle == "DTP-R-02");
        if dtp.regle == "DTP-P-01" {
            assert_eq!(dtp.fiabilite, Fiabilite::Indirecte);
            assert!(dtp.trop_tot.is_empty(), "three, four months is in time");
            let reserve = dtp.reserve.as_deref().unwrap_or_default();
            assert!(reserve.contains("transcription") && reserve.contains("37 semaines"));
        }
    }
    let late = premature(Some(31), "2026-05-10", &[]);
    let dtp = late.valence(Valence::Dtp).expect("DTP");
    assert!(dtp.alerte && dtp.phrase.contains("prématuré"), "{}", dtp.phrase);
    // The calendar of 2025 says nothing of it that was read.
    let sujet = SujetVaccinal {
        terme: Some(Terme { semaines: 31, jours: 0 }),
        ..sujet("2025-02-10", "2025-05-10")
    };
    let etat = etat_du_jour(&sujet, &[super::tests::dose(&[Valence::Pnc], "2025-04-10")]);
    assert_eq!(etat.valence(Valence::Pnc).map(|v| v.regle.as_str()), Some("PNC-R-02"));
}

#[test]
fn n7_influenza_is_said_and_not_urged() {
    for (naissance, doses, situation, dits, tus) in [
        // Under two: the first time, two doses; not offered to all.
        ("2026-01-10", "", "proposable", &["2 doses à 4 semaines"][..], &["2 à 17 ans"][..]),
        ("2026-08-10", "", "non_concerne", &["enfants à risque"], &["2 doses", "2 à 17 ans"]),
        ("2022-01-10", "", "proposable", &["2 à 17 ans", "2 doses à 4 semaines"], &[]),
        ("2017-12-01", "", "proposable", &["2 doses", "2 à 17 ans"], &[]),
        ("2017-11-30", "", "proposable", &["2 à 17 ans"], &["2 doses"]),
        ("2008-11-30", "", "non_concerne", &["enfants à risque"], &["2 à 17 ans"]),
        ("2022-01-10", "2026-11-10", "proposable", &["la 2e à partir du 8 décembre 2026"], &[]),
        ("2022-01-10", "2025-11-10 2025-12-08", "proposable", &["2 à 17 ans"], &["2 doses"]),
    ] {
        let (etat, _) = dit(Valence::Grippe, VU, &(naissance, "2026-11-30", doses, ""));
        let grippe = etat.valence(Valence::Grippe).expect("GRIPPE");
        assert_eq!(grippe.statut, StatutVaccinal::NonConcerne, "{naissance}");
        assert_eq!(grippe.situation.code(), situation, "{naissance} {}", grippe.phrase);
        let phrase = grippe.phrase.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(dits.iter().all(|mots| phrase.contains(mots)), "{naissance} {phrase}");
        assert!(!tus.iter().any(|mots| phrase.contains(mots)), "{naissance} {phrase}");
        assert_eq!(phrase.contains("source indirecte"), situation == "proposable", "{phrase}");
    }
}

#[test]
fn n8_the_second_varicella_dose_waits_as_its_product_asks() {
    let table: &[Ligne] = &[
        ("2013-01-10", "2026-03-01", "2026-02-10@Varivax", "a_jour 2026-03-10 2 VARICELLE-R-02"),
        ("2013-01-10", "2026-03-10", "2026-02-10@Varivax", "dose_due 2026-03-10 2 VARICELLE-R-02"),
        ("2013-01-10", "2026-03-10", "2026-02-10@VARILRIX®", "a_jour 2026-03-24 2 VARICELLE-R-02"),
        ("2013-01-10", "2026-03-24", "2026-02-10@Varilrix", "dose_due 2026-03-24 2 VARICELLE-R-02"),
        // Nothing known of the product: the date that any of them allows.
        ("2013-01-10", "2026-03-10", "2026-02-10", "a_jour 2026-03-24 2 VARICELLE-R-02"),
        ("2013-01-10", "2025-03-10", "2025-02-10@Varilrix", "a_jour 2025-03-24 2 VARICELLE-R-02"),
        ("2013-01-10", "2026-05-10", "2026-02-10@Varivax", "dose_due 2026-03-10 2 VARICELLE-R-02"),
        // In four weeks it counts; sooner it does not.
        (
            "2013-01-10",
            "2026-05-10",
            "2026-02-10@Varilrix 2026-03-10@Varilrix",
            "a_jour - - VARICELLE-R-01",
        ),
        (
            "2013-01-10",
            "2026-05-10",
            "2026-02-10@Varivax 2026-03-09@Varivax",
            "dose_due 2026-04-06 2 VARICELLE-R-02",
        ),
    ];
    check(Valence::Varicelle, VU, table);
    let (etat, _) = dit(Valence::Varicelle, VU, &table[7]);
    let tot = &etat.valence(Valence::Varicelle).expect("VARICELLE").trop_tot;
    assert_eq!(tot, &[jour("2026-03-10")], "told, before the six weeks of Varilrix");
    let (etat, _) = dit(Valence::Varicelle, VU, &table[3]);
    let v = etat.valence(Valence::Varicelle).expect("VARICELLE");
    assert!(v.phrase.contains("6 à 10 semaines après la 1re (Varilrix)"), "{}", v.phrase);
    assert_eq!((v.fiabilite, v.alerte), (Fiabilite::Indirecte, false));
}

#[test]
fn n9_a_season_is_a_datum_of_a_territory_and_the_next_one_is_unknown() {
    use Territoire::{Guyane, Mayotte, Metropole, OutreMer};
    for (territoire, naissance, date, situation) in [
        (Metropole, "2025-08-15", "2025-08-31", "saison_inconnue"),
        (Metropole, "2025-08-15", "2025-09-01", "dose_due"),
        (Metropole, "2025-02-01", "2025-10-01", "dose_due"),
        (Metropole, "2025-01-31", "2025-10-01", "hors_saison"),
        (Metropole, "2025-12-10", "2026-02-20", "dose_due"),
        (Metropole, "2025-12-10", "2026-02-21", "hors_saison"),
        (Metropole, "2026-02-10", "2026-08-31", "hors_saison"),
        (Metropole, "2026-02-10", "2026-09-01", "saison_inconnue"),
        (Metropole, "2026-10-10", "2026-11-30", "saison_inconnue"),
        (Metropole, "2025-10-10", "2026-11-30", "non_concerne"),
        (Guyane, "2025-08-15", "2025-08-31", "dose_due"),
        (Guyane, "2025-12-10", "2026-02-21", "saison_inconnue"),
        (Mayotte, "2025-08-15", "2025-09-30", "saison_inconnue"),
        (Mayotte, "2025-08-15", "2025-10-01", "dose_due"),
        (OutreMer, "2025-08-15", "2025-09-01", "dose_due"),
        (OutreMer, "2025-12-10", "2026-02-21", "saison_inconnue"),
    ] {
        let sujet = SujetVaccinal { territoire, ..sujet(naissance, date) };
        let etat = etat_du_jour(&sujet, &[]);
        let vrs = etat.valence(Valence::Vrs).expect("VRS");
        assert_eq!(vrs.situation.code(), situation, "{territoire:?} {naissance} {date}");
        assert!(!vrs.alerte);
        let faite = [super::tests::dose(&[Valence::Vrs], date)];
        let etat = etat_du_jour(&sujet, &faite);
        assert_eq!(etat.valence(Valence::Vrs).map(|v| v.statut), Some(StatutVaccinal::AJour));
    }
    for (code, territoire) in [
        ("97300", Guyane),
        ("97600", Mayotte),
        ("97400", OutreMer),
        ("75015", Metropole),
        ("", Metropole),
    ] {
        assert_eq!(Territoire::du_code_postal(code), territoire, "{code}");
    }
}

#[test]
fn hpv_from_15_to_19_before_9_december_2025_and_to_26_since() {
    check(
        Valence::Hpv,
        VU,
        &[
            ("2006-01-10", "2025-12-08", "", "en_retard 2021-01-10 1 HPV-C-03"),
            ("2005-12-09", "2025-12-08", "", "en_retard 2020-12-09 1 HPV-C-03"),
            // Twenty years old that day.
            ("2005-12-08", "2025-12-08", "", "non_concerne - - HPV-C-03"),
            ("2005-12-08", "2025-12-09", "", "en_retard 2025-12-09 1 HPV-C-03"),
            // Asked of twenty and more since that day only; of the younger since they are 15.
            ("2000-01-11", "2026-12-31", "", "en_retard 2025-12-09 1 HPV-C-03"),
            ("2010-12-20", "2026-12-31", "", "en_retard 2025-12-20 1 HPV-C-03"),
            ("1999-12-31", "2026-12-31", "", "non_concerne - - HPV-C-03"),
        ],
    );
}

#[test]
fn what_is_not_known_is_counted_and_what_has_not_come_is_not_in_order() {
    let absent = |naissance: &str| SujetVaccinal {
        carnet: SourceVaccinale::Absent,
        ..sujet(naissance, "2026-11-30")
    };
    for (naissance, resume) in [
        ("2026-07-30", "Rien de connu : 7 vaccins à préciser"),
        ("2019-11-30", "Rien de connu : 4 vaccins à préciser"),
        ("2010-11-30", "Rien de connu : 7 vaccins à préciser"),
        ("2026-11-20", "Rien de connu"),
    ] {
        let etat = etat_du_jour(&absent(naissance), &[]);
        assert!(etat.rien_de_connu, "{naissance}");
        assert_eq!(etat.resume.replace('\u{a0}', " "), resume, "{naissance}");
        assert!(etat.valences.iter().all(|v| v.situation != SituationVaccinale::AJour));
    }
    // A full carnet without a dose tells that none was given.
    let etat = etat_du_jour(&sujet("2019-11-30", "2026-11-30"), &[]);
    assert!(!etat.rien_de_connu && etat.resume.contains("en retard"), "{}", etat.resume);
    let hpv = etat.valence(Valence::Hpv).expect("HPV");
    assert_eq!(hpv.statut, StatutVaccinal::AJour, "the closed code of other programs stays");
    assert_eq!(hpv.situation, SituationVaccinale::PasEncore);
    // What a doctor has settled is no longer counted.
    let decision = |valence| DecisionVaccinale {
        valence,
        decision: DecisionGenre::AJour,
        motif: "Sérologie".into(),
        jusqu_au: None,
        auteur: "MED1".into(),
        date: jour("2026-11-01"),
    };
    let etat = etat_du_jour(&absent("2019-11-30"), &[])
        .avec_decisions(&[decision(Valence::Dtp), decision(Valence::Coq)]);
    assert_eq!(etat.resume.replace('\u{a0}', " "), "Rien de connu : 2 vaccins à préciser");
}

#[test]
fn a_calendar_asked_for_by_name_is_used_and_its_days_are_told() {
    for (version, date, avertit) in [
        ("2025", "2025-12-31", false),
        ("2025", "2026-01-01", true),
        ("2026", "2026-01-01", false),
        ("2026", "2025-12-31", true),
    ] {
        let calendrier = Calendrier::livre(version).expect("a calendar");
        let etat = etat(calendrier, &sujet("2024-03-10", date), &[]);
        assert_eq!(etat.calendrier, version);
        assert_eq!(!etat.avertissements.is_empty(), avertit, "{version} {date}");
    }
}
