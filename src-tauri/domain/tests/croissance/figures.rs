//! Charts of the invented children.

use escale_domain::age::Terme;
use escale_domain::croissance::figure::{AgeSerie, Figure, Trait};
use escale_domain::croissance::{Choix, Indicateur, Reference, Sujet, figures, lignes};
use escale_domain::date::DateCivile;
use escale_domain::enfant::{Mesure, Posture, Sexe};
use proptest::prelude::*;

fn date(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

/// A case of `tests/cases` on its reference day, with its earlier measures.
fn cas(texte: &str, terme: Option<Terme>) -> (Sujet, Vec<Mesure>) {
    let cas: serde_json::Value = serde_json::from_str(texte).expect("a case");
    let enfant = &cas["enfant"];
    let jour = |valeur: &serde_json::Value| date(valeur.as_str().expect("a day"));
    let sujet = Sujet {
        sexe: Sexe::from_code(enfant["sexe"].as_str().expect("a sex")),
        naissance: jour(&enfant["date_naissance"]),
        terme,
        jour: jour(&cas["date_reference"]),
        cible_cm: None,
    };
    let mesures = serde_json::from_value(cas["mesures_anterieures"].clone()).expect("measures");
    (sujet, mesures)
}

fn cas_02() -> (Sujet, Vec<Mesure>) {
    let terme = Some(Terme { semaines: 31, jours: 2 });
    cas(include_str!("../../../../tests/cases/case-02-prematuree.json"), terme)
}

fn cas_10() -> (Sujet, Vec<Mesure>) {
    cas(include_str!("../../../../tests/cases/case-10-urgence-psychiatrique.json"), None)
}

fn cas_11() -> (Sujet, Vec<Mesure>) {
    cas(include_str!("../../../../tests/cases/case-11-opposition-mineur.json"), None)
}

fn mesure(jour: &str, poids_kg: f64, taille_cm: f64) -> Mesure {
    Mesure {
        date: date(jour),
        poids_kg: Some(poids_kg),
        taille_cm: Some(taille_cm),
        pc_cm: None,
        posture: None,
        source: "carnet".to_owned(),
        oedeme: false,
    }
}

fn trace(sujet: &Sujet, mesures: &[Mesure]) -> Vec<Figure> {
    let figures = figures(sujet, mesures, &Choix::Oms);
    figures.iter().for_each(saine);
    figures
}

fn une(figures: &[Figure], indicateur: Indicateur) -> &Figure {
    figures.iter().find(|figure| figure.indicateur == indicateur).expect("the chart")
}

/// What any chart must be.
fn saine(figure: &Figure) {
    let titre = &figure.titre;
    for axe in [&figure.x, &figure.y] {
        assert!(axe.min.is_finite() && axe.max.is_finite() && axe.min < axe.max, "{titre} {axe:?}");
        assert!((3..=25).contains(&axe.graduations.len()), "{titre} {axe:?}");
        assert!(axe.graduations.windows(2).all(|w| w[0].valeur < w[1].valeur), "{titre}");
        let avec_mots = axe.graduations.iter().filter(|g| g.texte.is_some()).count();
        assert!((2..=11).contains(&avec_mots), "{titre} {axe:?}");
        for graduation in &axe.graduations {
            assert!((axe.min - 1e-9..=axe.max + 1e-9).contains(&graduation.valeur), "{titre}");
        }
    }
    for courbe in &figure.courbes {
        assert!((2..=200).contains(&courbe.points.len()), "{titre} {}", courbe.points.len());
        assert!(courbe.points.windows(2).all(|w| w[0].0 < w[1].0), "{titre} {}", courbe.ds);
        for (x, y) in &courbe.points {
            assert!((figure.x.min..=figure.x.max).contains(x), "{titre} {x}");
            assert!((figure.y.min..=figure.y.max).contains(y), "{titre} {y}");
        }
    }
    assert!(figure.courbes.windows(2).all(|w| w[0].ds < w[1].ds), "{titre}");
    assert!(!figure.series.is_empty() && !figure.description.is_empty());
    for serie in &figure.series {
        assert!(!serie.points.is_empty());
        assert!(serie.points.windows(2).all(|w| w[0].date <= w[1].date));
        for point in &serie.points {
            assert!((figure.x.min..=figure.x.max).contains(&point.x), "{titre} {point:?}");
            assert!((figure.y.min..=figure.y.max).contains(&point.y), "{titre} {point:?}");
            assert_eq!(point.z.is_some(), point.ds.is_some() && point.centile.is_some());
        }
    }
}

/// WHO’s rule: with oedema, nothing drawn from the weight is compared with a reference.
#[test]
fn with_oedema_the_weight_is_shown_and_not_judged() {
    let sans = mesure("2024-12-01", 14.0, 95.0);
    let avec = Mesure { oedeme: true, ..sans.clone() };
    let sujet = Sujet {
        sexe: Some(Sexe::M),
        naissance: date("2022-01-01"),
        terme: None,
        jour: date("2024-12-01"),
        cible_cm: None,
    };
    let ligne = |mesure: Mesure| lignes(&sujet, &[mesure], &Choix::Oms).remove(0);
    let (sans, avec) = (ligne(sans), ligne(avec));
    for (cellule, juge) in [(&sans.poids, true), (&avec.poids, false), (&avec.imc, false)] {
        let cellule = cellule.as_ref().expect("shown");
        assert_eq!(cellule.ecart.is_some(), juge, "{}", cellule.texte);
    }
    assert!(avec.taille.expect("a height").ecart.is_some());
}

#[test]
fn a_premature_child_is_read_at_the_corrected_age_first() {
    let (sujet, mesures) = cas_02();
    let figures = trace(&sujet, &mesures);
    let ordre: Vec<Indicateur> = figures.iter().map(|figure| figure.indicateur).collect();
    assert_eq!(
        ordre,
        [Indicateur::Poids, Indicateur::Taille, Indicateur::Imc, Indicateur::PerimetreCranien]
    );
    for figure in &figures {
        assert_eq!((figure.x.min, figure.x.max), (0.0, 24.0));
        assert_eq!(figure.reference, "OMS 2006, filles");
        assert_eq!(figure.courbes.len(), 7);
        let ages: Vec<AgeSerie> = figure.series.iter().map(|serie| serie.age).collect();
        assert_eq!(ages, [AgeSerie::Corrige, AgeSerie::Chronologique]);
        // Birth comes before the due date: no corrected age, hence one point less.
        assert_eq!((figure.series[0].points.len(), figure.series[1].points.len()), (3, 4));
        for (corrige, chrono) in figure.series[0].points.iter().zip(&figure.series[1].points[1..]) {
            assert_eq!((corrige.date, corrige.y), (chrono.date, chrono.y));
            assert!((chrono.x - corrige.x - 61.0 / 30.4375).abs() < 1e-9);
            if figure.indicateur != Indicateur::Imc {
                assert!(corrige.z > chrono.z);
            }
            assert!(corrige.age.ends_with("d’âge corrigé"), "{}", corrige.age);
        }
        assert!(figure.series[1].points.iter().all(|point| point.signal.is_none()));
        assert!(figure.notes.iter().any(|note| note.contains("âge corrigé")));
    }
    let poids = une(&figures, Indicateur::Poids);
    assert!(poids.y.max < 25.0, "{:?}", poids.y);
    let pc = une(&figures, Indicateur::PerimetreCranien);
    assert!(pc.notes.iter().any(|note| note.contains("lire la tendance")));
}

#[test]
fn at_two_years_only_the_chronological_age_is_left() {
    let (sujet, mut mesures) = cas_02();
    let sujet = Sujet { jour: date("2027-06-10"), ..sujet };
    mesures.push(mesure("2027-06-01", 11.5, 84.0));
    let figures = trace(&sujet, &mesures);
    let taille = une(&figures, Indicateur::Taille);
    assert_eq!((taille.x.min, taille.x.max), (0.0, 60.0));
    let longueurs: Vec<usize> = taille.series.iter().map(|serie| serie.points.len()).collect();
    assert_eq!(longueurs, [3, 5], "the measures before two years keep their corrected age");
    let sujet = Sujet { jour: date("2031-06-10"), ..sujet };
    mesures.push(mesure("2031-06-01", 20.0, 112.0));
    for figure in trace(&sujet, &mesures) {
        if figure.indicateur != Indicateur::PerimetreCranien {
            assert_eq!(figure.series.len(), 1);
            assert_eq!(figure.series[0].age, AgeSerie::Chronologique);
            assert!(figure.notes.iter().any(|note| note.contains("d’avant 2")));
        }
    }
}

#[test]
fn adolescents_get_whole_years_and_no_band_of_weight() {
    for (sujet, mesures) in [cas_10(), cas_11()] {
        let figures = trace(&sujet, &mesures);
        let ordre: Vec<Indicateur> = figures.iter().map(|figure| figure.indicateur).collect();
        assert_eq!(ordre, [Indicateur::Taille, Indicateur::Imc, Indicateur::Poids]);
        for figure in &figures {
            assert!(figure.x.min % 12.0 == 0.0 && figure.x.max % 12.0 == 0.0);
            assert!(figure.x.min >= 24.0 && figure.x.max <= 228.0);
            assert_eq!(figure.series.len(), 1);
            assert_eq!(figure.series[0].points.len(), 2);
        }
        let taille = une(&figures, Indicateur::Taille);
        assert_eq!(taille.reference, "OMS 2007, filles");
        assert!(taille.y.min >= 80.0 && taille.y.max <= 200.0, "{:?}", taille.y);
        assert_eq!(taille.courbes[3].style, Trait::Mediane);
        let poids = une(&figures, Indicateur::Poids);
        assert!(poids.notes.iter().any(|note| note.contains("lire l’IMC")));
        for courbe in &poids.courbes {
            assert!(courbe.points.iter().all(|(x, _)| *x <= 120.0));
        }
        assert!(poids.series[0].points.iter().all(|point| point.z.is_none()));
    }
}

#[test]
fn emma_of_the_letter_is_shown_from_five_to_thirteen() {
    let sujet = Sujet {
        sexe: Some(Sexe::F),
        naissance: date("2016-05-14"),
        terme: None,
        jour: date("2026-01-14"),
        cible_cm: Some(166.0),
    };
    let mesures = [
        mesure("2023-01-14", 25.0, 122.0),
        mesure("2024-01-14", 30.0, 128.0),
        mesure("2025-01-14", 36.8, 134.0),
        mesure("2026-01-14", 43.0, 140.4),
    ];
    let figures = trace(&sujet, &mesures);
    let imc = une(&figures, Indicateur::Imc);
    assert_eq!((imc.x.min, imc.x.max), (60.0, 156.0));
    assert_eq!(imc.reference, "OMS 2007, filles");
    let dernier = imc.series[0].points.last().expect("a point");
    assert_eq!(dernier.valeur, "21,8\u{a0}kg/m²");
    assert_eq!(dernier.ds.as_deref(), Some("+1,9\u{a0}DS"));
    let taille = une(&figures, Indicateur::Taille);
    assert_eq!(taille.series[0].points[3].ds.as_deref(), Some("+0,6\u{a0}DS"));
    assert!(
        taille.notes.iter().any(|note| note.contains("166\u{a0}cm, soit +0,4")),
        "{:?}",
        taille.notes
    );
    assert_eq!(
        taille.description.replace('\u{a0}', " "),
        "Taille de 5 à 13 ans, OMS 2007, filles. 4 mesures du 14 janvier 2023 au 14 janvier 2026. \
         La dernière : 140,4 cm à 9 ans, +0,6 écart-type, 73e centile."
    );
}

#[test]
fn the_seam_shows_both_sides_without_a_step() {
    let sujet = Sujet {
        sexe: Some(Sexe::M),
        naissance: date("2020-01-01"),
        terme: None,
        jour: date("2026-01-01"),
        cible_cm: None,
    };
    let mesures = [mesure("2023-01-01", 14.0, 95.0), mesure("2026-01-01", 20.0, 115.0)];
    for figure in trace(&sujet, &mesures) {
        assert_eq!(figure.reference, "OMS 2006 et 2007, garçons");
        for courbe in &figure.courbes {
            let avant = courbe.points.iter().rfind(|(x, _)| *x < 60.0).expect("a point of 2006");
            let apres = courbe.points.iter().find(|(x, _)| *x >= 60.0).expect("a point of 2007");
            assert_eq!(apres.0, 60.0);
            assert!(avant.0 > 59.9);
            assert!((apres.1 / avant.1 - 1.0).abs() < 0.02, "{} {}", figure.titre, courbe.ds);
        }
    }
}

#[test]
fn a_missing_decimal_point_does_not_crush_the_chart() {
    let (sujet, mut mesures) = cas_11();
    let avant = trace(&sujet, &mesures);
    mesures.push(mesure("2025-06-01", 548.0, 1606.0));
    let apres = trace(&sujet, &mesures);
    let (avant, apres) = (une(&avant, Indicateur::Taille), une(&apres, Indicateur::Taille));
    assert_eq!(avant.y, apres.y);
    assert!(apres.notes.iter().any(|note| note.contains("1606") && note.contains("à vérifier")));
}

#[test]
fn converted_lengths_are_drawn_and_told() {
    let sujet = Sujet {
        sexe: Some(Sexe::M),
        naissance: date("2022-01-01"),
        terme: None,
        jour: date("2025-01-01"),
        cible_cm: None,
    };
    let couche = Mesure { posture: Some(Posture::Couche), ..mesure("2024-12-01", 14.0, 95.0) };
    let figures = trace(&sujet, std::slice::from_ref(&couche));
    let taille = une(&figures, Indicateur::Taille);
    assert_eq!(taille.series[0].points[0].y, 94.3);
    assert_eq!(taille.series[0].points[0].valeur, "94,3\u{a0}cm (95\u{a0}cm couché)");
    assert!(taille.notes.iter().any(|note| note.contains("couché −0,7")));
    let table = lignes(&sujet, &[couche], &Choix::Oms);
    assert_eq!(table.len(), 1);
    let cellule = table[0].taille.as_ref().expect("a height");
    assert_eq!(cellule.ecart.as_ref().map(|e| e.z), taille.series[0].points[0].z);
    assert!(table[0].poids_taille.is_some() && table[0].pc.is_none());
}

#[test]
fn the_table_tells_both_ages_of_a_premature_child() {
    let (sujet, mesures) = cas_02();
    let table = lignes(&sujet, &mesures, &Choix::Oms);
    assert_eq!(table.len(), 4);
    assert_eq!(table[0].age_corrige, None);
    let poids = |rang: usize| table[rang].poids.as_ref().expect("a weight");
    assert!(poids(0).corrige.is_none() && poids(0).ecart.is_some());
    for rang in 1..4 {
        let corrige = poids(rang).corrige.as_ref().expect("a score").z;
        assert!(corrige > poids(rang).ecart.as_ref().expect("a score").z);
    }
    assert_eq!(table[3].age.replace('\u{a0}', " "), "9 mois");
    assert_eq!(
        table[3].age_corrige.as_deref().map(|a| a.replace('\u{a0}', " ")),
        Some("7 mois".to_owned())
    );
}

#[test]
fn without_a_sex_there_are_points_and_no_band() {
    let (sujet, mesures) = cas_10();
    for figure in trace(&Sujet { sexe: None, ..sujet }, &mesures) {
        assert!(figure.courbes.is_empty());
        assert_eq!(figure.reference, "Aucune courbe de référence");
        assert!(figure.notes.iter().any(|note| note.contains("Sexe non renseigné")));
    }
}

#[test]
fn an_imported_reference_is_drawn_and_named() {
    let csv = "indicateur,sexe,age_mois,L,M,S\ntaille,F,24,1,86,0.04\ntaille,F,228,1,165,0.04\n";
    let importee = Reference::parse_csv(csv, "Courbes du centre", "thèse", "accord").expect("read");
    let (sujet, mesures) = cas_10();
    let figures = figures(&sujet, &mesures, &Choix::Importee(&importee));
    figures.iter().for_each(saine);
    let taille = une(&figures, Indicateur::Taille);
    assert_eq!((taille.reference.as_str(), taille.courbes.len()), ("Courbes du centre, filles", 7));
    let imc = une(&figures, Indicateur::Imc);
    assert_eq!(imc.reference, "OMS 2007, filles");
    assert!(imc.notes.iter().any(|note| note.contains("celle de l’OMS")));
}

proptest! {
    #[test]
    fn any_measures_make_sane_charts(
        age in 0i32..8000,
        semaines in 22i32..43,
        sexe in prop_oneof![Just(None), Just(Some(Sexe::F)), Just(Some(Sexe::M))],
        mesures in proptest::collection::vec(
            (-100i32..8100, any::<f64>(), 20.0..220.0f64, 0.2..200.0f64, 0u8..3), 0..12,
        ),
    ) {
        let naissance = date("2005-03-01");
        let sujet = Sujet {
            sexe,
            naissance,
            terme: Some(Terme { semaines, jours: 0 }),
            jour: naissance.plus_jours(age),
            cible_cm: Some(170.0),
        };
        let mesures: Vec<Mesure> = mesures
            .into_iter()
            .map(|(jour, brut, taille, poids, genre)| Mesure {
                date: naissance.plus_jours(jour),
                poids_kg: Some(if genre == 0 { brut } else { poids }),
                taille_cm: Some(if genre == 1 { brut } else { taille }),
                pc_cm: Some(if genre == 2 { brut } else { taille / 3.0 }),
                posture: [None, Some(Posture::Couche), Some(Posture::Debout)][usize::from(genre)],
                source: "carnet".to_owned(),
                oedeme: false,
            })
            .collect();
        trace(&sujet, &mesures);
        let table = lignes(&sujet, &mesures, &Choix::Oms);
        prop_assert!(table.windows(2).all(|w| w[0].date <= w[1].date));
    }
}
