//! The twelve cases at their day of reference.

use super::tests::jour;
use super::*;

fn cas(numero: usize, date: Option<&str>) -> (EtatVaccinal, String) {
    let dossier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let chemin = std::fs::read_dir(dossier)
        .expect("the cases")
        .filter_map(|entree| entree.ok().map(|entree| entree.path()))
        .find(|chemin| chemin.to_string_lossy().contains(&format!("case-{numero:02}-")))
        .expect("the case");
    let cas: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(chemin).expect("read")).expect("JSON");
    let vaccinations: Vaccinations =
        serde_json::from_value(cas["vaccinations"].clone()).expect("vaccinations");
    let lu = |valeur: &serde_json::Value| jour(valeur.as_str().expect("a date"));
    let sujet = SujetVaccinal {
        naissance: lu(&cas["enfant"]["date_naissance"]),
        sexe: None,
        terme: None,
        territoire: Territoire::Metropole,
        date: date.map_or_else(|| lu(&cas["date_reference"]), jour),
        carnet: vaccinations.source,
    };
    let doses: Vec<DoseRecue> = vaccinations
        .doses
        .iter()
        .map(DoseRecue::from)
        .filter(|dose| dose.date < sujet.date)
        .collect();
    let global = cas["reponses"]
        .as_array()
        .expect("answers")
        .iter()
        .find(|r| r["code"] == "vac.statut_global")
        .and_then(|r| r["valeur"].as_str())
        .expect("a global status");
    (etat_du_jour(&sujet, &doses), global.to_owned())
}

/// Valences that are due, late or unknown, with their status and rule.
fn a_voir(etat: &EtatVaccinal) -> Vec<String> {
    etat.valences
        .iter()
        .filter(|v| !matches!(v.statut, StatutVaccinal::AJour | StatutVaccinal::NonConcerne))
        .map(|v| format!("{} {} {}", v.valence.code(), v.statut.code(), v.regle))
        .collect()
}

#[test]
fn the_twelve_cases() {
    let table: &[(usize, &[&str])] = &[
        (1, &["MENACWY dose_due MENACWY-R-01"]),
        (2, &[]),
        (3, &["ROR en_retard ROR-R-02"]),
        (4, &[]),
        (5, &["MENB dose_due MENB-C-06", "MENACWY dose_due MENACWY-C-07"]),
        (6, &[]),
        (7, &[]),
        (8, &["DTP en_retard DTP-R-04", "COQ en_retard COQ-R-04", "HEPB en_retard HEPB-C-04"]),
        (
            9,
            &[
                "DTP inconnu DTP-R-01",
                "COQ inconnu COQ-R-04",
                "HEPB inconnu HEPB-C-04",
                "MENACWY inconnu MENACWY-C-06",
                "ROR inconnu ROR-C-03",
                "HPV inconnu HPV-C-03",
                "VARICELLE inconnu VARICELLE-R-01",
            ],
        ),
        (
            10,
            &[
                "DTP dose_due DTP-R-05",
                "COQ dose_due COQ-R-05",
                "MENACWY dose_due MENACWY-R-05",
                "HPV dose_due HPV-R-01",
                "VARICELLE dose_due VARICELLE-R-01",
            ],
        ),
        (
            11,
            &[
                "MENACWY en_retard MENACWY-C-06",
                "HPV en_retard HPV-R-02",
                "VARICELLE dose_due VARICELLE-R-01",
            ],
        ),
        (
            12,
            &[
                "HEPB en_retard HEPB-C-04",
                "MENACWY dose_due MENACWY-R-05",
                "ROR en_retard ROR-C-03",
                "HPV dose_due HPV-R-01",
                "VARICELLE dose_due VARICELLE-R-01",
            ],
        ),
    ];
    for (numero, attendu) in table {
        let (etat, global) = cas(*numero, None);
        assert_eq!(a_voir(&etat), *attendu, "case {numero}");
        // What the clinicians of the case wrote agrees, whatever the valence.
        // Case 5 was written before the catch-up of 20 February 2026: at four, without ACWY, it is due.
        if *numero == 5 {
            assert_eq!(global, "a_jour");
            continue;
        }
        let ecrit = match (attendu.is_empty(), attendu.iter().any(|v| v.contains("inconnu"))) {
            (true, _) => "a_jour",
            (_, true) => "inconnu",
            _ => "incomplet",
        };
        assert_eq!(global, ecrit, "case {numero}");
        assert!(etat.avertissements.is_empty(), "case {numero}: {:?}", etat.avertissements);
    }
}

#[test]
fn case_01_was_late_for_its_fourth_month_before_the_doses_of_the_day() {
    let (etat, _) = cas(1, Some("2026-03-24"));
    let tardives: Vec<String> =
        a_voir(&etat).into_iter().filter(|v| v.contains("en_retard")).collect();
    assert_eq!(
        tardives,
        [
            "DTP en_retard DTP-R-02",
            "COQ en_retard COQ-R-02",
            "HIB en_retard HIB-R-02",
            "HEPB en_retard HEPB-R-02",
            "PNC en_retard PNC-R-02"
        ]
    );
    let coq = etat.valence(Valence::Coq).expect("COQ");
    assert!(coq.alerte && coq.obligatoire);
    assert_eq!(coq.prochaine_date, Some(jour("2026-02-15")));
}

#[test]
fn old_schedules_of_four_doses_are_in_order() {
    for numero in [2, 10, 11] {
        let (etat, _) = cas(numero, None);
        for valence in [Valence::Dtp, Valence::Coq, Valence::Hib] {
            let etat = etat.valence(valence).expect("a valence");
            assert!(etat.trop_tot.is_empty() && etat.doses_recues > etat.doses_valides);
        }
    }
}
