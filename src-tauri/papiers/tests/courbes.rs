//! Letter A with its curves and the state of vaccines, made from the twelve synthetic records.
#![allow(clippy::disallowed_methods, reason = "tests look at what was typed, asked or not")]

use escale_domain::calcul::{Matiere, Reglages};
use escale_domain::codes::Visibilite;
use escale_domain::croissance::figure::Figure;
use escale_domain::croissance::{Indicateur, Reference};
use escale_domain::dossier::Dossier;
use escale_domain::vaccination::Calendrier;
use escale_papiers::draw::{A4_HEIGHT, A4_WIDTH, Command, Drawing, Ink, Page};
use escale_papiers::layout::{BOTTOM, MARGIN};
use escale_papiers::{ContexteCourrier, courrier, dessin};
use serde_json::json;
use std::path::PathBuf;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");

fn cases() -> Vec<Dossier> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(CASES)
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().contains("case-"))
        .collect();
    names.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a case");
        serde_json::from_str(&text).expect("a record")
    };
    let cases: Vec<Dossier> = names.iter().map(read).collect();
    assert_eq!(cases.len(), 12);
    cases
}

fn case(number: &str) -> Dossier {
    let start = format!("case-{number}-");
    cases().into_iter().find(|d| d.case_id.starts_with(&start)).expect("the case")
}

fn contexte(dossier: &Dossier, reglages: Reglages) -> ContexteCourrier {
    ContexteCourrier {
        remplace: None,
        duplicata: None,
        numero: "2026-00031".to_owned(),
        date: dossier.bilan.date,
        signatures: Vec::new(),
        reglages,
    }
}

fn drawn(dossier: &Dossier) -> Drawing {
    dessin(dossier, &contexte(dossier, Reglages::default())).expect("a drawing")
}

/// The words of a drawing, line by line in drawing order, all spaces alike.
fn said(drawing: &Drawing) -> String {
    let commands = drawing.pages.iter().flat_map(|page| &page.commands);
    let words: Vec<String> = commands.map(Command::text).filter(|t| !t.is_empty()).collect();
    let words = words.join(" ").replace(['\u{a0}', '\u{202f}', '\u{ad}'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The middles of the round shapes of a page that are filled with an ink.
fn dots(page: &Page, with: Ink) -> Vec<(f32, f32)> {
    let of = |command: &Command| match command {
        Command::Path { points, fill: Some(ink), .. } if *ink == with => {
            let n = points.len() as f32;
            let (x, y) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
            Some((x / n, y / n))
        }
        _ => None,
    };
    page.commands.iter().filter_map(of).collect()
}

fn figures(dossier: &Dossier) -> Vec<Figure> {
    Matiere::du_dossier(dossier).figures(&Reglages::default())
}

/// How many points of a series lie within the axes of their chart.
fn inside(figure: &Figure, rank: usize) -> usize {
    let Some(serie) = figure.series.get(rank) else { return 0 };
    let within = |value: f64, axe: &escale_domain::croissance::figure::Axe| {
        (axe.min..=axe.max).contains(&value)
    };
    serie.points.iter().filter(|p| within(p.x, &figure.x) && within(p.y, &figure.y)).count()
}

#[test]
fn each_measure_is_a_point_and_each_point_a_measure() {
    let mut seen = 0;
    for dossier in cases() {
        let drawing = drawn(&dossier);
        let figures = figures(&dossier);
        let count = |with: Ink| drawing.pages.iter().map(|p| dots(p, with).len()).sum::<usize>();
        let full: usize = figures.iter().map(|f| inside(f, 0)).sum();
        let hollow: usize = figures.iter().map(|f| inside(f, 1)).sum();
        // Where there are two series, each kind of point is drawn once more to say which is which.
        let legend_words = said(&drawing).matches("âge corrigé").count();
        let two = figures.iter().filter(|f| f.series.len() > 1).count();
        let (blacks, papers) = (count(Ink::Black), count(Ink::Paper));
        let legends = blacks - full;
        assert!(legends <= two && legends <= legend_words, "{}: {blacks}", dossier.case_id);
        assert_eq!(papers, hollow + legends, "{}", dossier.case_id);
        assert_eq!(full > 0, !figures.is_empty(), "{}", dossier.case_id);
        seen += full;
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn one_measure_more_is_one_point_more_on_each_of_its_charts() {
    let mut dossier = case("07");
    let blacks =
        |d: &Dossier| drawn(d).pages.iter().map(|p| dots(p, Ink::Black).len()).sum::<usize>();
    let before = blacks(&dossier);
    let mut more = dossier.mesures_anterieures[1].clone();
    more.date = more.date.plus_mois(6);
    more.poids_kg = None;
    dossier.mesures_anterieures.push(more.clone());
    assert_eq!(blacks(&dossier), before + 1, "a height alone");
    more.date = more.date.plus_mois(1);
    more.poids_kg = Some(33.5);
    dossier.mesures_anterieures.push(more.clone());
    assert!(blacks(&dossier) >= before + 3, "a height, a weight and what they give");
    // One that comes after the bilan is on no chart of its letter.
    let at = blacks(&dossier);
    more.date = dossier.bilan.date.plus_jours(1);
    dossier.mesures_anterieures.push(more);
    assert_eq!(blacks(&dossier), at);
}

#[test]
fn no_curve_leaves_the_margins() {
    for dossier in cases() {
        let mut paths = 0;
        for page in &drawn(&dossier).pages {
            for command in &page.commands {
                let Command::Path { points, width, .. } = command else { continue };
                paths += 1;
                let half = width / 2.0;
                for (x, y) in points {
                    let fits = *x - half >= MARGIN - 0.5
                        && *x + half <= A4_WIDTH - MARGIN + 0.5
                        && *y - half > 0.0
                        && *y + half <= BOTTOM + 0.5
                        && *y < A4_HEIGHT;
                    assert!(fits, "{}: {x} {y}", dossier.case_id);
                    assert!(x.is_finite() && y.is_finite(), "{}", dossier.case_id);
                }
            }
        }
        assert!(paths > 10, "{}: {paths}", dossier.case_id);
    }
}

#[test]
fn the_reference_and_both_ages_are_named() {
    for dossier in cases() {
        let said = said(&drawn(&dossier));
        for figure in figures(&dossier) {
            // A chart without any band has no reference to name.
            let reference = figure.reference.replace('\u{a0}', " ");
            let named = figure.courbes.is_empty() || said.contains(&reference);
            assert!(named, "{}: {reference}", dossier.case_id);
            assert!(said.contains(&figure.titre), "{}: {}", dossier.case_id, figure.titre);
        }
        let corrected = said.contains("âge corrigé");
        let premature = figures(&dossier).iter().any(|f| f.series.len() > 1);
        assert!(corrected || !premature, "{}", dossier.case_id);
    }
    let said = said(&drawn(&case("02")));
    assert!(said.contains("âge corrigé") && said.contains("En âge réel :"), "{said}");
    assert!(said.contains("7,46 kg") && said.contains("OMS 2006, filles"), "{said}");
}

#[test]
fn a_reference_of_the_centre_is_named_in_the_letter() {
    let csv = "indicateur,sexe,age_mois,L,M,S\ntaille,F,0,1,110,0.05\ntaille,F,240,1,165,0.05\n";
    let courbe = Reference::parse_csv(csv, "Courbes Aster", "Thèse, 2019", "Usage interne");
    let reglages = Reglages { courbe: Some(courbe.expect("read")), ..Reglages::default() };
    let dossier = case("07");
    let matiere = Matiere::du_dossier(&dossier);
    let nommee = matiere
        .figures(&reglages)
        .into_iter()
        .find(|f| f.indicateur == Indicateur::Taille)
        .expect("a chart of heights");
    assert!(nommee.reference.contains("Courbes Aster"), "{}", nommee.reference);
    let drawing = dessin(&dossier, &contexte(&dossier, reglages)).expect("a drawing");
    let said = said(&drawing);
    assert!(said.contains("Courbes Aster") && said.contains("OMS"), "{said}");
}

#[test]
fn the_calendar_is_named_and_what_is_secret_stays_inside() {
    for dossier in cases() {
        let said = said(&drawn(&dossier));
        let calendar =
            format!("Calendrier vaccinal {}", Calendrier::du_jour(dossier.bilan.date).version);
        assert!(said.contains(&calendar), "{}", dossier.case_id);
        for dose in &dossier.vaccinations.doses {
            assert!(said.contains(&dose.date.court()), "{}: a dose", dossier.case_id);
        }
    }
    let mut dossier = case("07");
    let bilan = dossier.bilan.date;
    for (code, valeur) in [
        ("vac.contre_indication", json!("Zona ophtalmique")),
        ("vac.faites_ce_jour", json!(["VRS"])),
        ("vac.proposees", json!(["BCG"])),
    ] {
        dossier.reponses.brutes_mut().retain(|r| r.code != code);
        let reponse = json!({
            "code": code, "section": "S08", "valeur": valeur, "visibilite": "V3",
            "auteur": "MED2", "date": bilan,
        });
        dossier.reponses.push(serde_json::from_value(reponse).expect("an answer"));
    }
    for secret in [true, false] {
        for reponse in
            dossier.reponses.brutes_mut().iter_mut().filter(|r| r.code.starts_with("vac."))
        {
            reponse.visibilite = if secret { Visibilite::V3 } else { Visibilite::V1 };
        }
        let said = said(&drawn(&dossier));
        for words in ["Zona ophtalmique", "Faits ce jour", "Proposés", "VRS"] {
            assert_eq!(said.contains(words), !secret, "{words}");
        }
    }
}

#[test]
fn a_measure_under_reinforced_secrecy_is_neither_drawn_nor_judged() {
    let words = ["43 kg", "140,4 cm", "105/60"];
    let mut dossier = case("07");
    let open = said(&drawn(&dossier));
    for word in words {
        assert!(open.contains(word), "{word}");
    }
    for reponse in dossier.reponses.brutes_mut() {
        if reponse.code.starts_with("cro.") {
            reponse.visibilite = Visibilite::V3;
        }
    }
    let drawing = drawn(&dossier);
    let secret = said(&drawing);
    for word in words {
        assert!(!secret.contains(word), "{word}");
    }
    let full: usize = figures(&dossier).iter().map(|f| inside(f, 0)).sum();
    let blacks: usize = drawing.pages.iter().map(|p| dots(p, Ink::Black).len()).sum();
    assert_eq!(blacks, full, "the earlier ones alone");
}

#[test]
fn a_child_without_any_measure_has_no_growth() {
    let mut dossier = case("07");
    dossier.mesures_anterieures.clear();
    dossier.reponses.brutes_mut().retain(|r| !r.code.starts_with("cro."));
    let drawing = drawn(&dossier);
    let said = said(&drawing);
    for words in ["Croissance et constantes", "OMS 200", "écarts-types"] {
        assert!(!said.contains(words), "{words}: {said}");
    }
    let paths = drawing.pages.iter().flat_map(|p| &p.commands);
    let paths = paths.filter(|c| matches!(c, Command::Path { .. })).count();
    assert_eq!(paths, 0);
}

#[test]
fn the_same_bytes_twice_on_two_pages() {
    for dossier in cases() {
        let contexte = contexte(&dossier, Reglages::default());
        let [one, two] = [0, 1].map(|_| courrier(&dossier, &contexte).expect("a letter"));
        assert!(one.octets == two.octets, "{}", dossier.case_id);
        let most = if dossier.case_id.starts_with("case-08") { 6 } else { 2 };
        assert!(one.pages <= most, "{}: {} pages", dossier.case_id, one.pages);
        assert_eq!(one.indessinables, [], "{}", dossier.case_id);
        // The curves change no byte either when the measures come in another order.
        let mut other = dossier.clone();
        other.mesures_anterieures.reverse();
        let other = courrier(&other, &contexte).expect("a letter");
        assert!(one.octets == other.octets, "{}: the order of the measures", dossier.case_id);
    }
}
