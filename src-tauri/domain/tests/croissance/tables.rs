//! Every cell of the embedded tables against WHO's R packages `anthro` and `anthroplus`.

use super::csv::{Ligne, parse};
use escale_domain::croissance::Lms;
use escale_domain::croissance::oms::{
    FICHIERS, TableAge, TableTaille, par_jour, par_mois, par_taille,
};
use escale_domain::enfant::Sexe;

const JOURS: &str = include_str!("../references/croissance/anthro_2006_jours.csv");
const TAILLES: &str = include_str!("../references/croissance/anthro_2006_tailles.csv");
const MOIS: &str = include_str!("../references/croissance/anthroplus_2007_mois.csv");

/// The row that WHO gives, or none where its cells are empty.
fn attendu(ligne: &Ligne, code: &str, sexe: Sexe) -> Option<Lms> {
    let case = |quoi: &str| ligne.nombre(&format!("{code}_{}_{quoi}", sexe.code()));
    Some(Lms { l: case("L")?, m: case("M")?, s: case("S")? })
}

#[test]
fn every_cell_by_day_is_that_of_who() {
    let mut comparees = 0;
    for ligne in parse(JOURS) {
        let jour: u32 = ligne.texte("jour").parse().expect("a day");
        for (code, table) in [
            ("lhfa", TableAge::Taille),
            ("wfa", TableAge::Poids),
            ("bmifa", TableAge::Imc),
            ("hcfa", TableAge::PerimetreCranien),
        ] {
            for sexe in [Sexe::F, Sexe::M] {
                let attendu = attendu(&ligne, code, sexe);
                assert!(attendu.is_some(), "{code} {sexe:?} day {jour}");
                assert_eq!(par_jour(table, sexe, jour), attendu, "{code} {sexe:?} day {jour}");
                comparees += 1;
            }
        }
    }
    // Days 0 to 1826. WHO's copy ends there, and day 1827 is 60.02 months: no later day is used.
    assert_eq!(comparees, 1827 * 8);
}

#[test]
fn every_cell_by_length_is_that_of_who() {
    let mut comparees = 0;
    for ligne in parse(TAILLES) {
        let dixiemes = (ligne.nombre("cm").expect("a length") * 10.0).round();
        for (code, table) in [("wfl", TableTaille::Couche), ("wfh", TableTaille::Debout)] {
            for sexe in [Sexe::F, Sexe::M] {
                let attendu = attendu(&ligne, code, sexe);
                comparees += usize::from(attendu.is_some());
                let obtenu = par_taille(table, sexe, dixiemes as u32 * 1000);
                assert_eq!(obtenu, attendu, "{code} {sexe:?} {dixiemes} mm");
            }
        }
    }
    assert_eq!(comparees, 1302 + 1102);
}

#[test]
fn every_cell_by_month_is_that_of_who() {
    let mut comparees = 0;
    for ligne in parse(MOIS) {
        let mois = ligne.nombre("mois").expect("a month");
        for (code, table) in
            [("hfa", TableAge::Taille), ("wfa", TableAge::Poids), ("bmifa", TableAge::Imc)]
        {
            for sexe in [Sexe::F, Sexe::M] {
                // WHO's file has one month more, which its own package never scores.
                let attendu = attendu(&ligne, code, sexe)
                    .filter(|_| mois <= if code == "wfa" { 120.0 } else { 228.0 });
                comparees += usize::from(attendu.is_some());
                assert_eq!(par_mois(table, sexe, mois), attendu, "{code} {sexe:?} {mois}");
            }
        }
    }
    assert_eq!(comparees, 338 + 338 + 122);
}

#[test]
fn no_embedded_row_is_lost() {
    for ((nom, texte), attendu) in FICHIERS.into_iter().zip([14_856, 2_404, 798]) {
        assert_eq!(texte.lines().count() - 1, attendu, "{nom}");
    }
    for sexe in [Sexe::F, Sexe::M] {
        assert!(par_jour(TableAge::Poids, sexe, 1856).is_some());
        assert!(par_jour(TableAge::Poids, sexe, 1857).is_none());
        assert!(par_mois(TableAge::PerimetreCranien, sexe, 70.0).is_none());
        assert!(par_mois(TableAge::Taille, sexe, f64::NAN).is_none());
    }
}
