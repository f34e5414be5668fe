//! Tables that a centre brings.

use escale_domain::croissance::{
    AgeReleve, Choix, Indicateur, Reference, ReferenceImportee, Releve, assess,
};
use escale_domain::enfant::{Posture, Sexe};
use proptest::prelude::*;

const TABLE: &str = "indicateur;sexe;age_mois;L;M;S\n\
                     taille;F;0;1;50;0,04\ntaille;F;12;1;74;0,04\n\
                     imc;F;0;-0,5;13,5;0,09\nimc;F;12;-0,5;16,5;0,09\n";

fn parse(texte: &str) -> Result<ReferenceImportee, Vec<(Option<u32>, String)>> {
    Reference::parse_csv(texte, "Courbes du centre", "une thèse", "accord écrit")
        .map_err(|refus| refus.into_iter().map(|r| (r.ligne, r.message)).collect())
}

#[test]
fn a_table_is_read_whatever_its_separators() {
    let attendu = parse(TABLE).expect("a table");
    let virgules = TABLE.replace(',', ".").replace(';', ",");
    let anglais = TABLE
        .replace("indicateur;sexe;age_mois", "\u{feff}Indicator;Sex;Age (months)")
        .replace("taille;F", "height;girls")
        .replace("imc;F", "BMI;female")
        .replace('\n', "\r\n");
    for texte in [virgules, anglais] {
        let lu = parse(&texte).expect("a table");
        for mois in [0.0, 3.0, 12.0] {
            for indicateur in [Indicateur::Taille, Indicateur::Imc] {
                assert_eq!(
                    lu.lms(indicateur, Sexe::F, mois),
                    attendu.lms(indicateur, Sexe::F, mois)
                );
            }
        }
    }
    assert_eq!(attendu.texte, TABLE);
    assert_eq!(attendu.fiche.nom, "Courbes du centre");
}

#[test]
fn rows_are_joined_by_straight_lines_and_end_where_they_end() {
    let table = parse(TABLE).expect("a table");
    let m = |mois| table.lms(Indicateur::Taille, Sexe::F, mois).map(|lms| lms.m);
    assert_eq!(m(0.0), Some(50.0));
    assert_eq!(m(6.0), Some(62.0));
    assert_eq!(m(12.0), Some(74.0));
    assert_eq!((m(-0.1), m(12.1), m(f64::NAN)), (None, None, None));
    assert_eq!(table.lms(Indicateur::Taille, Sexe::M, 6.0), None);
    assert_eq!(table.ages(Indicateur::Taille, Sexe::F), Some((0.0, 12.0)));
}

#[test]
fn no_posture_and_no_restricted_tail_but_who_where_it_has_no_table() {
    let table = parse(TABLE).expect("a table");
    let releve = Releve {
        sexe: Some(Sexe::F),
        age: Some(AgeReleve::Mois(12.0)),
        poids_kg: Some(14.0),
        taille_cm: Some(74.0),
        posture: Some(Posture::Debout),
        pc_cm: Some(45.0),
        oedeme: false,
    };
    let (oms, obtenu) = (assess(&releve), Choix::Importee(&table).assess(&releve));
    assert_eq!(oms.taille_corrigee_cm, Some(74.7));
    assert_eq!(obtenu.taille_corrigee_cm, Some(74.0));
    assert_eq!(obtenu.taille.map(|ecart| ecart.z), Some(0.0));
    let lms = table.lms(Indicateur::Imc, Sexe::F, 12.0).expect("a row");
    let z = lms.z(14.0 / 0.74 / 0.74);
    assert!(z > 3.0, "{z}");
    assert!((obtenu.imc_age.expect("a score").z - z).abs() < 0.006);
    assert_eq!((obtenu.poids, obtenu.pc), (oms.poids, oms.pc));
    // A boy has no table here: all of it is WHO's.
    let garcon = Releve { sexe: Some(Sexe::M), ..releve };
    assert_eq!(Choix::Importee(&table).assess(&garcon), assess(&garcon));
}

#[test]
fn a_bad_table_is_refused_with_its_line_and_what_to_do() {
    let avec = |ligne: &str| format!("{TABLE}{ligne}\n");
    for (texte, ligne, mots) in [
        (avec("taille;F;12;1;75;0,04"), Some(6), "ne suit pas 12"),
        (avec("taille;F;11;1;75;0,04"), Some(6), "âge croissant"),
        (avec("taille;F;24;1;0,85;0,04"), Some(6), "vérifiez l’unité"),
        (avec("taille;F;24;1;86;0"), Some(6), "entre 0 et 1"),
        (avec("taille;F;24;11;86;0,04"), Some(6), "−10 à 10"),
        (avec("taille;F;24;1;86;abc"), Some(6), "n’est pas un nombre"),
        (avec("taille;F;24;1;NaN;0,04"), Some(6), "n’est pas un nombre"),
        (avec("taille;F;300;1;86;0,04"), Some(6), "en mois"),
        (avec("taille;X;24;1;86;0,04"), Some(6), "écrivez F ou M"),
        (avec("tour;F;24;1;86;0,04"), Some(6), "écrivez poids, taille, imc ou pc"),
        (avec("taille;F;24;1;86"), Some(6), "5 cases au lieu de 6"),
        (avec("poids;F;24;1;12;0,1"), None, "deux au moins"),
        ("indicateur,sexe,age_mois,L,M\n".to_owned(), Some(1), "Il manque la colonne S"),
        ("indicateur,sexe,age_mois,L,M,S\n".to_owned(), None, "aucune ligne"),
        (String::new(), None, "vide"),
        (
            "indicateur,sexe,age_mois,L,M,S\ntaille,F,0,1,50,0,04\n".to_owned(),
            Some(2),
            "virgule décimale",
        ),
    ] {
        let refus = parse(&texte).expect_err(mots);
        assert_eq!(refus.len(), 1, "{refus:?}");
        assert_eq!(refus[0].0, ligne, "{refus:?}");
        assert!(refus[0].1.contains(mots), "{refus:?}");
    }
}

#[test]
fn a_table_without_name_source_or_licence_is_refused() {
    let refus = Reference::parse_csv(TABLE, " ", "", "\t").expect_err("three texts are missing");
    assert_eq!(refus.len(), 3);
    assert!(refus.iter().any(|refus| refus.message.contains("licence")));
}

#[test]
fn refusals_stop_being_listed() {
    let texte = format!("{TABLE}{}", "taille;F;x;1;50;0,04\n".repeat(500));
    let refus = parse(&texte).expect_err("500 bad rows");
    assert_eq!(refus.len(), 50);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(texte in "\\PC{0,200}", lignes in "([a-zF0-9;,.\\-]{0,30}\n){0,6}") {
        let _ = parse(&texte);
        let avec_entete = format!("{TABLE}{lignes}");
        if let Err(refus) = parse(&avec_entete) {
            prop_assert!(!refus.is_empty());
        }
    }
}
