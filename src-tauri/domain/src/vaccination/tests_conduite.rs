//! Records that are missing, doses given too early, alerts and obligations.

use super::tests::jour;
use super::tests_tables::{Ligne, VU, check, dit};
use super::*;

#[test]
fn without_a_full_record() {
    let table: &[(Valence, SourceVaccinale, Ligne)] = &[
        (
            Valence::Dtp,
            SourceVaccinale::Absent,
            ("2010-01-10", "2026-01-10", "", "inconnu - - DTP-R-01"),
        ),
        (
            Valence::Dtp,
            SourceVaccinale::Partiel,
            ("2010-01-10", "2026-01-10", "", "inconnu - - DTP-R-01"),
        ),
        (
            Valence::Dtp,
            SourceVaccinale::Absent,
            ("2010-01-10", "2026-01-10", "2025-12-20", "a_jour 2026-02-20 2 DTP-R-02"),
        ),
        (
            Valence::Ror,
            SourceVaccinale::Partiel,
            ("2012-01-10", "2026-01-10", "2013-01-10", "en_retard 2013-05-10 2 ROR-C-03"),
        ),
        (
            Valence::Hpv,
            SourceVaccinale::Partiel,
            ("2013-01-10", "2026-01-10", "", "dose_due 2024-01-10 1 HPV-R-01"),
        ),
        (
            Valence::Hpv,
            SourceVaccinale::Absent,
            ("2013-01-10", "2026-01-10", "", "inconnu - - HPV-R-01"),
        ),
        // Nothing is expected before its age, with or without a document.
        (
            Valence::Hpv,
            SourceVaccinale::Absent,
            ("2024-01-10", "2026-01-10", "", "a_jour 2035-01-10 1 HPV-R-01"),
        ),
        (
            Valence::Hib,
            SourceVaccinale::Absent,
            ("2010-01-10", "2026-01-10", "", "non_concerne - - HIB-C-05"),
        ),
        (
            Valence::Hepb,
            SourceVaccinale::Absent,
            ("2009-01-10", "2026-01-10", "", "inconnu - - HEPB-C-04"),
        ),
    ];
    for (valence, carnet, ligne) in table {
        check(*valence, *carnet, std::slice::from_ref(ligne));
    }
    let (etat, _) = dit(Valence::Dtp, SourceVaccinale::Absent, &table[0].2);
    let dtp = etat.valence(Valence::Dtp).expect("DTP");
    assert!(
        !dtp.alerte
            && dtp.phrase.contains("à reprendre avec le médecin, sérologies au cas par cas")
    );
}

/// With a dose, some record was seen, though it was not noted how much.
#[test]
fn a_dose_without_a_source_is_a_part_of_a_record_and_is_called_no_document() {
    for (source, doses, dtp, hpv, mots) in [
        (SourceVaccinale::Inconnu, "", "inconnu", "inconnu", "document vu non précisé"),
        (SourceVaccinale::Inconnu, "2018-02-01", "inconnu", "dose_due", "document vu non précisé"),
        (SourceVaccinale::Partiel, "2018-02-01", "inconnu", "dose_due", "document partiel"),
        (SourceVaccinale::Absent, "2018-02-01", "inconnu", "inconnu", "aucun document"),
        (SourceVaccinale::Carnet, "2018-02-01", "en_retard", "dose_due", ""),
    ] {
        let (etat, _) = dit(Valence::Ror, source, &("2013-01-10", "2026-01-10", doses, ""));
        let v = |valence| etat.valence(valence).expect("the valence");
        let vus = (v(Valence::Dtp).statut.code(), v(Valence::Hpv).statut.code());
        assert_eq!(vus, (dtp, hpv), "{source:?} {doses}");
        assert!(v(Valence::Dtp).phrase.contains(mots), "{}", v(Valence::Dtp).phrase);
    }
}

#[test]
fn doses_too_early() {
    for (valence, naissance, doses, attendu, compte) in [
        // A second primary dose after a month counts, and is told.
        (Valence::Dtp, "2025-01-10", "2025-03-10 2025-04-10", &["2025-04-10"][..], 2),
        // A third one puts 2, 3, 4 months in order.
        (Valence::Dtp, "2025-01-10", "2025-03-10 2025-04-10 2025-05-10", &[], 2),
        (Valence::Dtp, "2025-01-10", "2025-03-10 2025-05-10 2025-08-10", &["2025-08-10"], 2),
        (Valence::Ror, "2024-09-10", "2025-06-20", &["2025-06-20"], 0),
        (Valence::Ror, "2024-01-10", "2025-02-10 2025-03-09", &["2025-03-09"], 1),
        (Valence::Ror, "2024-01-10", "2025-02-10 2025-03-10", &[], 2),
        (Valence::Hpv, "2012-01-10", "2025-01-10 2025-03-10", &["2025-03-10"], 2),
    ] {
        let (etat, _) = dit(valence, VU, &(naissance, "2025-09-01", doses, ""));
        let v = etat.valence(valence).expect("the valence");
        let jours: Vec<DateCivile> = attendu.iter().map(|texte| jour(texte)).collect();
        assert_eq!((&v.trop_tot, v.doses_valides), (&jours, compte), "{valence:?} {doses}");
        assert_eq!(etat.avertissements.len(), attendu.len(), "{valence:?} {doses}");
    }
}

#[test]
fn alerts_and_obligations() {
    for (valence, naissance, date, doses, alerte, obligatoire) in [
        (Valence::Coq, "2025-01-10", "2025-06-10", "", true, true),
        // Not checked: late, without an alert.
        (Valence::Dtp, "2024-01-10", "2025-06-10", "2024-03-10 2024-05-10", false, true),
        (Valence::Menb, "2023-07-10", "2025-12-10", "", false, false),
        // Mandatory from 2018; a catch-up keeps the obligation.
        (Valence::Hib, "2024-01-10", "2025-06-10", "", true, true),
        (Valence::Hepb, "2017-12-31", "2025-06-10", "", true, false),
        (Valence::Hepb, "2018-01-01", "2025-06-10", "", true, true),
        (Valence::Hpv, "2010-01-10", "2026-06-10", "", true, false),
        // Due is no alert.
        (Valence::Coq, "2025-01-10", "2025-03-20", "", false, true),
    ] {
        let (etat, texte) = dit(valence, VU, &(naissance, date, doses, ""));
        let v = etat.valence(valence).expect("the valence");
        assert_eq!((v.alerte, v.obligatoire), (alerte, obligatoire), "{valence:?} {texte}");
        assert_eq!(v.reserve.is_none() || v.regle == "MENB-C-06", v.verifie, "{}", v.regle);
    }
}

/// What is said of a valence: situation, next dose, sentence.
fn phrase(valence: Valence, carnet: SourceVaccinale, ligne: Ligne) -> (String, String, String) {
    let (etat, _) = dit(valence, carnet, &ligne);
    let v = etat.valence(valence).expect("the valence");
    (
        v.situation.code().to_owned(),
        v.prochaine_dose.clone().unwrap_or_default(),
        v.phrase.replace(['\u{a0}', '\u{202f}'], " "),
    )
}

#[test]
fn a_dose_is_named_as_a_doctor_names_it() {
    for (valence, naissance, date, doses, situation, dose, debut) in [
        // An infant's dose goes by its age, and not that of a child of sixteen.
        (
            Valence::Dtp,
            "2025-06-15",
            "2025-11-20",
            "2025-08-15",
            "en_retard",
            "2e dose",
            "2e dose à 4 mois,",
        ),
        (
            Valence::Dtp,
            "2010-01-10",
            "2026-06-10",
            "",
            "en_retard",
            "1re dose",
            "Rattrapage, 1re dose : en retard",
        ),
        (
            Valence::Hepb,
            "2012-01-10",
            "2026-06-10",
            "",
            "en_retard",
            "1re dose",
            "Rattrapage, 1re dose : en retard",
        ),
        (
            Valence::Ror,
            "2012-01-10",
            "2026-06-10",
            "",
            "en_retard",
            "1re dose",
            "Rattrapage, 1re dose : en retard",
        ),
        (
            Valence::Hpv,
            "2008-01-10",
            "2026-06-10",
            "",
            "en_retard",
            "1re dose",
            "Rattrapage, 1re dose : en retard",
        ),
        (
            Valence::Hpv,
            "2013-01-10",
            "2026-06-10",
            "",
            "dose_due",
            "1re dose",
            "1re dose de 11 à 14 ans : à faire",
        ),
        (
            Valence::Menacwy,
            "2009-01-10",
            "2026-06-10",
            "",
            "en_retard",
            "dose unique",
            "Rattrapage, dose unique : en retard",
        ),
        // A booster goes by its age, and not by the doses before.
        (
            Valence::Dtp,
            "2018-01-10",
            "2026-01-10",
            "2018-03-10 2018-05-10 2018-12-10",
            "en_retard",
            "rappel de 6 ans",
            "Rappel de 6 ans : en retard, à faire depuis le 10 janvier 2024",
        ),
        (
            Valence::Dtp,
            "2012-01-10",
            "2024-01-10",
            "2012-03-10 2012-05-10 2012-12-10 2018-01-20",
            "dose_due",
            "rappel de 11 à 13 ans",
            "Rappel de 11 à 13 ans : à faire depuis le 10 janvier 2023",
        ),
        (
            Valence::Dtp,
            "2012-01-10",
            "2024-01-10",
            "2012-03-10 2012-05-10 2012-12-10",
            "en_retard",
            "rappel de 11 à 13 ans",
            "Rappel de 11 à 13 ans, qui remplace celui de 6 ans : en retard",
        ),
        (
            Valence::Dtp,
            "2025-01-10",
            "2025-12-20",
            "2025-03-10 2025-05-10",
            "dose_due",
            "rappel de 11 mois",
            "Rappel de 11 mois, au moins 6 mois",
        ),
        (
            Valence::Dtp,
            "2018-01-10",
            "2025-01-10",
            "2018-03-10 2018-05-10",
            "en_retard",
            "rappel",
            "Rattrapage, rappel,",
        ),
        // Begun late: a child with one dose of three is not up to date.
        (
            Valence::Hepb,
            "2015-01-10",
            "2026-01-10",
            "2025-12-20",
            "rattrapage_en_cours",
            "2e dose",
            "Rattrapage, 2e dose, au moins 1 mois après la dose précédente : à partir du 20 janvier 2026",
        ),
        (
            Valence::Dtp,
            "2010-01-10",
            "2026-01-10",
            "2025-12-20",
            "rattrapage_en_cours",
            "2e dose",
            "Rattrapage, 2e dose, au moins 2 mois après la dose précédente : à partir du 20 février 2026",
        ),
        (
            Valence::Ror,
            "2022-01-10",
            "2026-01-10",
            "2025-12-20",
            "rattrapage_en_cours",
            "2e dose",
            "Rattrapage, 2e dose",
        ),
        (
            Valence::Ror,
            "2025-01-10",
            "2026-01-20",
            "2026-01-12",
            "a_jour",
            "2e dose",
            "2e dose de 16 à 18 mois",
        ),
        (
            Valence::Hpv,
            "2013-01-10",
            "2026-01-10",
            "2025-09-01",
            "a_jour",
            "2e dose",
            "2e dose, 5 à 13 mois",
        ),
        (
            Valence::Hpv,
            "2009-01-10",
            "2026-01-10",
            "2026-01-02",
            "rattrapage_en_cours",
            "2e dose",
            "Rattrapage, 2e dose",
        ),
        (
            Valence::Dtp,
            "2025-06-15",
            "2025-09-01",
            "2025-08-15",
            "a_jour",
            "2e dose",
            "2e dose à 4 mois",
        ),
    ] {
        let (vue, nom, texte) = phrase(valence, VU, (naissance, date, doses, ""));
        let titre = format!("{valence:?} {naissance} {date} {doses}: {texte}");
        assert_eq!((vue.as_str(), nom.as_str()), (situation, dose), "{titre}");
        assert!(texte.starts_with(debut), "{titre}");
    }
    let (_, nom, texte) =
        phrase(Valence::Dtp, SourceVaccinale::Absent, ("2010-01-10", "2026-06-10", "", ""));
    assert!(nom.is_empty() && texte.contains("au calendrier : rattrapage, 1re dose."), "{texte}");
}
