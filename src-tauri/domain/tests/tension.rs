//! Blood pressure, cell by cell, against tables that the program does not embed.

use escale_domain::bilan::VoletCode;
use escale_domain::enfant::Sexe;
use escale_domain::formulaire::livre;
use escale_domain::tension::{
    Classe, DIASTOLIQUES, Mesure, Percentiles, RefusTension, SYSTOLIQUES, assess, attendues,
};

/// Printed tables of the NHLBI, see `references/nhlbi/NOTICE`.
const NHLBI: &str = include_str!("references/nhlbi/bp_norms_2011.csv");
/// Files of the CDC with the percentiles that it publishes, see `references/cdc/NOTICE`.
const CDC: &str = include_str!("references/cdc/statage_lenageinf_2000.csv");
/// Heights of the printed tables, percentiles 5, 10, 25, 50, 75, 90, 95.
const TAILLES_Z: [f64; 7] = [
    -1.644_853_627,
    -1.281_551_566,
    -0.674_489_75,
    0.0,
    0.674_489_75,
    1.281_551_566,
    1.644_853_627,
];

fn sexe(texte: &str) -> Sexe {
    Sexe::from_code(texte).expect("a sex")
}

fn nombre(texte: &str) -> f64 {
    texte.parse().expect("a number")
}

fn percentile(tous: &Percentiles, lequel: &str) -> f64 {
    match lequel {
        "50" => tous.p50,
        "90" => tous.p90,
        "95" => tous.p95,
        "99" => tous.p99,
        autre => panic!("{autre}"),
    }
}

#[test]
fn every_cell_of_the_nhlbi_tables() {
    let (mut justes, mut proches) = (0, Vec::new());
    for ligne in NHLBI.lines().skip(1) {
        let champs: Vec<&str> = ligne.split(',').collect();
        for (rang, z) in TAILLES_Z.into_iter().enumerate() {
            let (sys, dia) = attendues(sexe(champs[0]), nombre(champs[1]), z);
            for (tous, imprime) in [(sys, champs[3 + rang]), (dia, champs[10 + rang])] {
                let (calcule, imprime) = (percentile(&tous, champs[2]), nombre(imprime));
                match (calcule.trunc() - imprime).abs() < 0.5 {
                    true => justes += 1,
                    false => proches.push((calcule, imprime)),
                }
            }
        }
    }
    assert_eq!((justes, proches.len()), (1888, 16), "{proches:?}");
    for (calcule, imprime) in proches {
        let limite = imprime.max(calcule.trunc());
        assert!((calcule - limite).abs() < 0.0105, "{calcule} printed as {imprime}");
    }
}

/// The height z-score that `assess` uses.
fn taille_z(sexe: Sexe, age_mois: f64, taille_cm: f64) -> Option<f64> {
    assess(&Mesure { sexe, age_mois, taille_cm, sys: None, dia: None }).ok().map(|t| t.taille_z)
}

#[test]
fn every_row_of_the_cdc_heights() {
    let (mut rangs, mut hors) = (0, 0);
    for ligne in CDC.lines().skip(1) {
        let champs: Vec<&str> = ligne.split(',').collect();
        let (sexe, age) = (sexe(champs[1]), nombre(champs[2]));
        // Each table answers at its own ages, and the reference of the pressure ends at 18 years.
        let [l, m, s, p5, p50, p95] = [3, 4, 5, 6, 7, 8].map(|i| nombre(champs[i]));
        if (champs[0] == "length" && age > 24.0) || !(12.0..216.0).contains(&age) {
            hors += 1;
            continue;
        }
        for (taille, attendu) in [(p5, -1.644_853_627), (p50, 0.0), (p95, 1.644_853_627)] {
            let z = taille_z(sexe, age, taille).expect("in the table");
            assert!((z - attendu).abs() < 1e-6, "{ligne}: {z}");
        }
        let haute = m * 1.08;
        let attendu = ((haute / m).powf(l) - 1.0) / (l * s);
        let z = taille_z(sexe, age, haute).expect("in the table");
        assert!((z - attendu).abs() < 1e-9, "{ligne}: {z} and {attendu}");
        rangs += 1;
    }
    assert_eq!((rangs, hors), (410, 54));
}

#[test]
fn heights_between_two_rows() {
    let debout: Vec<Vec<f64>> = CDC
        .lines()
        .filter_map(|ligne| ligne.strip_prefix("stature,F,"))
        .map(|ligne| ligne.split(',').map(nombre).collect())
        .collect();
    for deux in debout.windows(2).filter(|deux| deux[1][0] < 216.0) {
        let [age, l, m, s] = [0, 1, 2, 3].map(|i| 0.75 * deux[0][i] + 0.25 * deux[1][i]);
        let attendu = ((0.96_f64).powf(l) - 1.0) / (l * s);
        let z = taille_z(Sexe::F, age, 0.96 * m).expect("in the table");
        assert!((z - attendu).abs() < 1e-9, "{age}: {z} and {attendu}");
    }
}

fn classe(mesure: Mesure) -> Option<Classe> {
    assess(&mesure).expect("in the reference").classe
}

#[test]
fn the_worse_pressure_decides() {
    let base = Mesure { sexe: Sexe::M, age_mois: 120.0, taille_cm: 138.0, sys: None, dia: None };
    let t = assess(&base).expect("in the reference");
    assert_eq!(t.classe, None);
    for (sys, attendue) in [
        (t.sys.p90 - 0.01, Classe::Normale),
        (t.sys.p90, Classe::NormaleHaute),
        (t.sys.p95 - 0.01, Classe::NormaleHaute),
        (t.sys.p95, Classe::Stade1),
        (t.sys.p99 + 5.0, Classe::Stade1),
        (t.sys.p99 + 5.01, Classe::Stade2),
    ] {
        assert_eq!(classe(Mesure { sys: Some(sys), ..base }), Some(attendue), "{sys}");
        let avec = Mesure { sys: Some(sys), dia: Some(t.dia.p50), ..base };
        assert_eq!(classe(avec), Some(attendue), "{sys}");
    }
    for (dia, attendue) in [(t.dia.p90, Classe::NormaleHaute), (t.dia.p95, Classe::Stade1)] {
        let avec = Mesure { sys: Some(t.sys.p50), dia: Some(dia), ..base };
        assert_eq!(classe(avec), Some(attendue));
    }
}

#[test]
fn adults_from_sixteen() {
    let base = Mesure { sexe: Sexe::F, age_mois: 192.0, taille_cm: 162.0, sys: None, dia: None };
    for (sys, dia, attendue) in [
        (129.0, 84.0, Classe::Normale),
        (130.0, 70.0, Classe::NormaleHaute),
        (120.0, 85.0, Classe::NormaleHaute),
        (139.0, 89.0, Classe::NormaleHaute),
        (140.0, 70.0, Classe::Elevee),
        (120.0, 90.0, Classe::Elevee),
    ] {
        assert_eq!(classe(Mesure { sys: Some(sys), dia: Some(dia), ..base }), Some(attendue));
    }
    let enfant = Mesure { age_mois: 191.9, sys: Some(139.0), dia: Some(70.0), ..base };
    assert_eq!(classe(enfant), Some(Classe::Stade1), "percentiles decide before");
}

#[test]
fn what_the_reference_does_not_know() {
    let base = Mesure { sexe: Sexe::F, age_mois: 60.0, taille_cm: 108.0, sys: None, dia: None };
    let refus = |mesure: Mesure| assess(&mesure).err();
    assert_eq!(refus(base), None);
    for age_mois in [11.99, 0.0, -3.0, 216.0, 400.0, f64::NAN, f64::INFINITY] {
        assert_eq!(refus(Mesure { age_mois, ..base }), Some(RefusTension::Age), "{age_mois}");
    }
    for taille_cm in [0.0, -1.0, 1.08, 10_800.0, f64::NAN, f64::INFINITY] {
        assert_eq!(refus(Mesure { taille_cm, ..base }), Some(RefusTension::Taille), "{taille_cm}");
    }
    for p in [0.0, -5.0, 7.0, 12.0, 14.9, 260.5, 1120.0, f64::NAN] {
        assert_eq!(refus(Mesure { sys: Some(p), ..base }), Some(RefusTension::Pression), "{p}");
        assert_eq!(refus(Mesure { dia: Some(p), ..base }), Some(RefusTension::Pression), "{p}");
    }
    assert_eq!(refus(Mesure { sys: Some(29.9), ..base }), Some(RefusTension::Pression));
    assert_eq!(refus(Mesure { dia: Some(180.5), ..base }), Some(RefusTension::Pression));
    for (sys, dia) in [(30.0, 15.0), (260.0, 180.0)] {
        assert_eq!(refus(Mesure { sys: Some(sys), dia: Some(dia), ..base }), None);
    }
}

#[test]
fn pressures_out_of_order_are_not_judged() {
    let mesure = |sys: f64, dia: f64| {
        let (sys, dia) = (Some(sys), Some(dia));
        assess(&Mesure { sexe: Sexe::M, age_mois: 120.0, taille_cm: 138.0, sys, dia })
    };
    for (sys, dia) in [(70.0, 112.0), (110.0, 110.0), (80.0, 81.0)] {
        let dite = mesure(sys, dia).expect("the reference stands");
        assert!(dite.desordre && dite.classe.is_none(), "{sys}/{dia}");
        assert!(dite.sys.p50 > 0.0);
    }
    let juste = mesure(112.0, 70.0).expect("judged");
    assert!(!juste.desordre);
    assert_eq!(juste.classe, Some(Classe::Normale));
    for (sys, dia) in [(12.0, 7.0), (0.0, 0.0), (110.0, 7.0), (11.0, 70.0)] {
        assert_eq!(mesure(sys, dia).err(), Some(RefusTension::Pression), "{sys}/{dia}");
    }
}

/// The form asks within the bounds of the domain, so that what one door refuses the other does.
#[test]
fn the_form_asks_within_the_same_bounds() {
    for version in ["2026.1", "2026.2"] {
        let forme = livre(VoletCode::S05, version).expect("a form");
        for (code, bornes) in [("cro.ta_sys", SYSTOLIQUES), ("cro.ta_dia", DIASTOLIQUES)] {
            let question = forme.questions.iter().find(|q| q.code == code).expect("asked");
            assert_eq!(question.min, Some(*bornes.start()), "{code} {version}");
            assert_eq!(question.max, Some(*bornes.end()), "{code} {version}");
        }
    }
}

#[test]
fn labels_ask_for_measures_and_name_no_illness() {
    for classe in Classe::ALL {
        assert!(!classe.label().to_lowercase().contains("hypert"), "{}", classe.label());
    }
}

proptest::proptest! {
    #[test]
    fn percentiles_are_in_order(age in 1.0f64..18.0, z in -5.0f64..5.0, fille: bool) {
        let sexe = if fille { Sexe::F } else { Sexe::M };
        for p in <[_; 2]>::from(attendues(sexe, age, z)) {
            proptest::prop_assert!(p.p50 < p.p90 && p.p90 < p.p95 && p.p95 < p.p99);
        }
    }

    #[test]
    fn a_taller_child_has_a_higher_z(age in 12.0f64..215.0, taille in 60.0f64..190.0) {
        if let (Some(un), Some(deux)) =
            (taille_z(Sexe::M, age, taille), taille_z(Sexe::M, age, taille + 0.5))
        {
            proptest::prop_assert!(un < deux);
        }
    }
}
