//! Records that are missing, doses given too early, alerts and obligations.

use super::tests::jour;
use super::tests_tables::{Ligne, VU, dit, verifier};
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
        verifier(*valence, *carnet, std::slice::from_ref(ligne));
    }
    let (etat, _) = dit(Valence::Dtp, SourceVaccinale::Absent, &table[0].2);
    let dtp = etat.valence(Valence::Dtp).expect("DTP");
    assert!(
        !dtp.alerte
            && dtp.phrase.contains("à reprendre avec le médecin, sérologies au cas par cas")
    );
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
        (Valence::Menb, "2023-07-10", "2025-12-10", "", false, true),
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
