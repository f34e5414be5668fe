//! The papers, made from the twelve synthetic records and read back with other people's tools:
//! poppler, qpdf, Apache PDFBox Preflight.
#![allow(clippy::disallowed_methods, reason = "tests look at what was typed, asked or not")]

#[path = "../commun/mod.rs"]
mod commun;
mod signes;
mod validite;

use commun::{bare, case, cases, contexte, copied};
use escale_domain::bilan::{BilanStatut, Reponse};
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use escale_domain::enfant::InsStatut;
use escale_domain::texte::fold;
use escale_papiers::draw::{A4_HEIGHT, A4_WIDTH, Command};
use escale_papiers::layout::{BOTTOM, MARGIN};
use escale_papiers::{Papier, SignatureHeure, courrier, dessin};

fn letter(dossier: &Dossier) -> Papier {
    courrier(dossier, &contexte(dossier)).expect("a letter")
}

/// What a reader copies out of a paper, without the furniture of its pages: a sentence that goes on over a
/// page has a footer and a header in its middle.
fn text(paper: &Papier) -> String {
    copied(paper).lines().filter(|line| !furniture(line)).collect::<Vec<_>>().join("\n")
}

fn furniture(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace());
    let page = line.strip_prefix("page ").and_then(|rest| rest.split_once('/'));
    page.is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok())
        || line.starts_with("Dossier ") && line.contains("courrier n°")
        || line.starts_with("Aurélien LEBŒUF, né")
        || line.starts_with("Bilan ") && line.contains(" du\u{a0}") && line.len() < 60
}

fn assert_says(bare_text: &str, sentence: &str, what: &str) {
    assert!(bare_text.contains(&bare(sentence)), "{what}: « {sentence} » is missing");
}

fn shown(reponse: &Reponse) -> bool {
    reponse.visibilite != Visibilite::V3 || reponse.inclure_courrier == Some(true)
}

#[test]
fn every_letter_says_what_its_record_says() {
    for dossier in cases() {
        let paper = letter(&dossier);
        assert_eq!(paper.indessinables, [], "{}", dossier.case_id);
        let whole = text(&paper);
        let said = bare(&whole);
        let says = |sentence: &str, what: &str| {
            assert_says(&said, sentence, &format!("{} {what}", dossier.case_id));
        };
        let synthese = &dossier.synthese;
        synthese.problemes.iter().for_each(|p| says(&p.libelle, "problem"));
        for (free, what) in [
            (&synthese.texte, "synthesis"),
            (&synthese.points_vigilance, "points to watch"),
            (&synthese.elements_manquants, "missing elements"),
        ] {
            free.lines().for_each(|line| says(line, what));
        }
        for p in dossier.preconisations.iter().filter(|p| p.visibilite != Visibilite::V3) {
            // The columns of a table come out one after the other or line by line: words, then.
            for word in fold(&format!("{} {}", p.libelle, p.justification)).split(' ') {
                says(word, "recommendation");
            }
            let due = p.echeance.court();
            assert!(whole.contains(&due), "{}: due date {due}", dossier.case_id);
        }
        for outil in dossier.outils.iter().filter(|o| o.visibilite != Visibilite::V3) {
            says(&outil.outil, "tool");
            says(&outil.conclusion, "tool conclusion");
        }
        for dose in &dossier.vaccinations.doses {
            says(&dose.date.court(), "dose");
        }
        for reponse in dossier.reponses.brutes().iter().filter(|r| shown(r)) {
            if let Some(free) = reponse.valeur["texte"].as_str().or(reponse.valeur.as_str())
                && free.contains(' ')
            {
                free.lines().for_each(|line| says(line, &reponse.code));
            }
        }
        for addendum in &dossier.bilan.addenda {
            says(&addendum.texte, "addendum");
        }
        for id in &dossier.bilan.binome {
            let pro = dossier.professionnels.iter().find(|p| p.id == *id).expect("a pro");
            says(&format!("{} {}", pro.prenom, pro.nom), "author");
            pro.rpps.iter().for_each(|rpps| says(rpps, "RPPS"));
        }
        says(&dossier.enfant.nom_naissance, "name");
        says("Secret médical – à l’attention exclusive du destinataire", "secrecy");
        if let Some(medecin) = &dossier.medecin_referent {
            says(
                &format!("{} {}", medecin.adresse.code_postal, medecin.adresse.commune),
                "address",
            );
        } else {
            says("Au médecin qui suivra l’enfant", "recipient");
        }
    }
}

#[test]
fn an_answer_that_was_not_given_is_never_called_normal() {
    let mut dossier = case("09");
    let said = text(&letter(&dossier));
    assert!(said.contains("Sans particularité"), "{said}");
    for absent in ["poumons", "examen neurologique", "audition", "vision", "Santé psychique : "] {
        assert!(!said.contains(absent), "{absent}");
    }
    dossier.reponses.brutes_mut().clear();
    dossier.outils.clear();
    let said = text(&letter(&dossier));
    for absent in ["Sans particularité", "Non examiné", "Examen et dépistages", "Mesures"] {
        assert!(!said.contains(absent), "{absent}");
    }
}

#[test]
fn reinforced_secrecy_stays_inside() {
    for dossier in cases() {
        let paper = letter(&dossier);
        let said = bare(&text(&paper));
        let silent = |sentence: &str, what: &str| {
            // Words too common to prove anything, and sentences that an open answer repeats.
            let open: String = dossier
                .reponses
                .brutes()
                .iter()
                .filter(|r| shown(r))
                .map(|r| r.valeur.to_string())
                .chain(dossier.preconisations.iter().map(|p| p.justification.clone()))
                .chain([serde_json::to_string(&dossier.synthese).expect("JSON")])
                .collect();
            let open = bare(&open.replace("\\n", " "));
            for line in sentence.lines().filter(|l| l.len() > 12 && !open.contains(&bare(l))) {
                assert!(!said.contains(&bare(line)), "{} {what}: {line}", dossier.case_id);
            }
        };
        for reponse in dossier.reponses.brutes().iter().filter(|r| !shown(r)) {
            let free = reponse.valeur["texte"].as_str().or(reponse.valeur.as_str());
            free.into_iter().for_each(|f| silent(f, &reponse.code));
            for row in reponse.valeur.as_array().into_iter().flatten() {
                for value in row.as_object().into_iter().flat_map(|o| o.values()) {
                    value.as_str().into_iter().for_each(|v| silent(v, &reponse.code));
                }
            }
        }
        for outil in dossier.outils.iter().filter(|o| o.visibilite == Visibilite::V3) {
            assert!(!said.contains(&bare(&outil.outil)), "{}", outil.outil);
            silent(&outil.conclusion, "tool");
        }
        for p in dossier.preconisations.iter().filter(|p| p.visibilite == Visibilite::V3) {
            assert!(!said.contains(&bare(&p.libelle)), "{}", p.libelle);
            silent(&p.justification, "recommendation");
        }
    }
    let said = text(&letter(&case("11")));
    for word in ["contraception", "cannabis", "chlamydia", "ADOSPA", "Tanner"] {
        assert!(!said.to_lowercase().contains(&word.to_lowercase()), "{word}");
    }
    assert!(said.contains("Opposition écrite"));
}

#[test]
fn a_ticked_answer_is_there_and_only_that_one() {
    let mut dossier = case("11");
    for reponse in dossier.reponses.brutes_mut() {
        if reponse.code == "ado.contraception" {
            reponse.inclure_courrier = Some(true);
        }
    }
    let said = bare(&text(&letter(&dossier)));
    assert_says(&said, "Demande une contraception ; première prescription faite ce jour.", "tick");
    assert!(!said.contains("chlamydia"));
    // An answer that claims a lower secrecy than its code has stays inside too.
    for reponse in dossier.reponses.brutes_mut() {
        if reponse.code == "ado.ist_depistage" {
            reponse.visibilite = Visibilite::V2;
        }
    }
    assert!(!bare(&text(&letter(&dossier))).contains("chlamydia"));
}

#[test]
fn a_confidential_place_is_nowhere_in_the_file() {
    let mut dossier = case("06");
    dossier.synthese.texte.push_str(" Vu à l'Escapade, rue de la Source-Cachée à MELUN.");
    let paper = letter(&dossier);
    let mut found = text(&paper);
    // The file itself too, all its streams open, and its name.
    let file = lopdf::Document::load_mem(&paper.octets).expect("a PDF");
    for object in file.objects.values() {
        if let Ok(stream) = object.as_stream() {
            let open = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            found.push_str(&String::from_utf8_lossy(&open));
        }
    }
    found.push_str(&String::from_utf8_lossy(&paper.octets));
    found.push_str(&paper.nom_de_fichier);
    let found = fold(&found);
    for word in ["escapade", "source cachee", "melun", "77000", "01 99 00 30 06"] {
        assert!(!found.contains(word), "{word}");
    }
    assert!(found.contains("lieu d accueil confidentiel"));
}

#[test]
fn the_ins_is_printed_only_where_it_is_qualified() {
    let mut dossier = case("07");
    let ins = dossier.enfant.ins_matricule.clone().expect("an INS");
    let said = text(&letter(&dossier)).replace(['\u{a0}', '\n'], " ");
    assert!(said.contains("INS de test") && !said.contains(&ins), "{said}");
    for statut in [InsStatut::Provisoire, InsStatut::Recuperee, InsStatut::Validee] {
        dossier.enfant.ins_statut = statut;
        let said = text(&letter(&dossier));
        assert!(!said.contains(&ins) && !said.contains("INS"), "{statut:?}");
    }
    dossier.enfant.ins_statut = InsStatut::Qualifiee;
    dossier.enfant.ins_oid = Some("1.2.250.1.213.1.4.8".to_owned());
    let said = text(&letter(&dossier)).replace(['\u{a0}', '\n', ' '], "");
    assert!(said.contains(&format!("INS:{ins}(NIR)")), "{said}");
}

#[test]
fn file_names_carry_the_record_number_and_no_name() {
    for dossier in cases() {
        let name = letter(&dossier).nom_de_fichier;
        assert!(name.starts_with(&dossier.enfant.num_dossier_local), "{name}");
        assert!(name.ends_with(&format!("{}.pdf", dossier.bilan.date.iso())), "{name}");
        for part in [&dossier.enfant.nom_naissance, &dossier.enfant.prenom_utilise] {
            assert!(!fold(&name).contains(&fold(part)), "{name}");
        }
    }
    let mut dossier = case("07");
    dossier.enfant.num_dossier_local = "A/../b \"7\"".to_owned();
    assert_eq!(letter(&dossier).nom_de_fichier, "A-b-7_courrier-medecin_2026-01-14.pdf");
}

#[test]
fn ordinary_letters_have_two_pages() {
    for dossier in cases() {
        let pages = letter(&dossier).pages;
        let most = if dossier.case_id.starts_with("case-08") { 6 } else { 2 };
        assert!(pages <= most, "{}: {pages} pages", dossier.case_id);
    }
}

#[test]
fn nothing_is_drawn_outside_the_margins() {
    for dossier in cases() {
        let drawing = dessin(&dossier, &contexte(&dossier)).expect("a drawing");
        for (i, page) in drawing.pages.iter().enumerate() {
            for command in &page.commands {
                let (left, right) = command.span();
                let what = format!("{} page {}: {}", dossier.case_id, i + 1, command.text());
                assert!(
                    left >= MARGIN - 1.0 && right <= A4_WIDTH - MARGIN + 1.0 || in_window(command),
                    "{what}"
                );
                if let Command::Text { y, .. } = command {
                    let footer = command.text().starts_with("Dossier ")
                        || command.text().starts_with("page ");
                    assert!(
                        *y > 0.0 && (*y <= BOTTOM || footer && *y < A4_HEIGHT),
                        "{what} at {y}"
                    );
                }
            }
        }
    }
}

/// The address may go on to the right edge of the window, 15 mm from the side of the sheet.
fn in_window(command: &Command) -> bool {
    let mm = 72.0 / 25.4;
    let Command::Text { x, y, .. } = command else { return false };
    *x >= 110.0 * mm - 0.1 && (55.0 * mm..=83.0 * mm).contains(y) && command.span().1 <= 195.0 * mm
}

#[test]
fn the_address_stands_in_the_window_of_the_envelope() {
    let mm = 72.0 / 25.4;
    for dossier in cases() {
        let Some(medecin) = &dossier.medecin_referent else { continue };
        let drawing = dessin(&dossier, &contexte(&dossier)).expect("a drawing");
        let window: Vec<String> = drawing.pages[0]
            .commands
            .iter()
            .filter(|c| c.span().1 > 85.0 * mm)
            .filter(|c| matches!(c, Command::Text { y, .. } if (50.0 * mm..=88.0 * mm).contains(y)))
            .inspect(|c| assert!(in_window(c), "{}", c.text()))
            .map(Command::text)
            .collect();
        assert!(window.len() <= 6 && window.iter().all(|l| l.chars().count() <= 38), "{window:?}");
        assert!(window[0].contains(&medecin.nom.replace('\'', "’")), "{window:?}");
        assert!(window.last().expect("lines").starts_with(&medecin.adresse.code_postal));
    }
}

#[test]
fn long_texts_break_well_over_pages() {
    let dossier = case("08");
    let drawing = dessin(&dossier, &contexte(&dossier)).expect("a drawing");
    assert!(drawing.pages.len() > 2);
    let lines = |page: usize| -> Vec<String> {
        drawing.pages[page].commands.iter().map(Command::text).filter(|t| !t.is_empty()).collect()
    };
    let count = drawing.pages.len();
    for page in 0..count {
        let lines = lines(page);
        let number = format!("page {}/{count}", page + 1);
        assert!(lines.contains(&number), "{lines:?}");
        assert!(lines.iter().any(|l| l.contains("courrier n°\u{a0}2026-00031")));
        let named = lines.iter().any(|l| l.starts_with("Aurélien LEBŒUF, né le"));
        assert_eq!(named, page > 0, "page {page}");
        assert!(lines.len() > 12, "page {page} is almost empty: {lines:?}");
    }
}

#[test]
fn the_same_record_and_date_give_the_same_bytes() {
    let dossier = case("07");
    let first = letter(&dossier);
    let others = cases();
    for i in 0..98 {
        // Other letters in between, as in the life of a process.
        letter(&others[i % 12]);
    }
    for _ in 0..2 {
        assert_eq!(letter(&dossier).octets, first.octets);
    }
    let mut later = contexte(&dossier);
    later.date = later.date.plus_jours(1);
    assert_ne!(courrier(&dossier, &later).expect("a letter").octets, first.octets);
}

#[test]
fn a_curve_is_never_parted_from_its_figures_nor_its_points_from_their_legend() {
    let bare_page = |number: &str| {
        let dossier = case(number);
        let drawing = dessin(&dossier, &contexte(&dossier)).expect("a drawing");
        let texts: Vec<String> = drawing.pages[0].commands.iter().map(Command::text).collect();
        bare(&texts.concat())
    };
    // The curves stand at the foot of page 1, their words on page 2.
    let school = bare_page("07");
    for title in ["Taille 140,4 cm (+0,6 DS)", "IMC 21,8 kg/m² (+1,9 DS)", "Poids 43 kg"] {
        assert!(school.contains(&bare(title)), "{title}: {school}");
    }
    let premature = bare_page("02");
    for words in ["Taille 69,7 cm (−1,3 DS)", "âge réel âge corrigé"] {
        assert!(premature.contains(&bare(words)), "{words}: {premature}");
    }
}

#[test]
fn the_letter_tells_which_vaccines_come_next_and_does_not_speak_of_others_where_there_are_none() {
    let said = text(&letter(&case("01"))).replace(['\u{a0}', '\n'], " ");
    assert!(
        said.contains("Prochaines doses : méningo. ACWY (1re dose) dès le 12/04/2026"),
        "{said}"
    );
    let said = text(&letter(&case("09"))).replace(['\u{a0}', '\n'], " ");
    assert!(
        said.contains("Rien de connu : 7 vaccins à préciser (DTP, coqueluche, hépatite B,"),
        "{said}"
    );
}

#[test]
fn a_child_seen_without_a_referral_has_a_letter_too() {
    let mut dossier = case("06");
    dossier.demande = None;
    dossier.parcours_accueil.clear();
    let said = text(&letter(&dossier));
    assert!(said.contains("Présents") && !said.contains("référent ASE"), "{said}");
    assert!(!said.lines().any(|l| l.trim_start().starts_with('·')), "{said}");
}

#[test]
fn what_left_before_the_bilan_is_not_passed_off_as_its_own() {
    let mut dossier = case("11");
    assert!(text(&letter(&dossier)).contains("Transmis à"));
    // The same sendings, in the record of a bilan done a year later.
    dossier.bilan.date = DateCivile::new(2027, 3, 12).expect("a day");
    let said = text(&letter(&dossier));
    assert!(!said.contains("Transmis à") && said.contains("Destinataire"), "{said}");
}

#[test]
fn signatures_tell_the_hour_or_that_they_are_missing() {
    let mut dossier = case("07");
    let mut contexte = contexte(&dossier);
    contexte.signatures = vec![SignatureHeure {
        professionnel: "MED2".to_owned(),
        date: dossier.bilan.date,
        heure: (17, 5),
    }];
    dossier.bilan.signatures.clear();
    let said = text(&courrier(&dossier, &contexte).expect("a letter")).replace('\u{a0}', " ");
    assert!(said.contains("signé le 14 janvier 2026 à 17 h 05"), "{said}");
    assert!(said.contains("non signé") && !said.contains("Projet"), "{said}");
    // A letter made before the bilan is validated says so.
    dossier.bilan.statut = BilanStatut::Saisi;
    let said = text(&courrier(&dossier, &contexte).expect("a letter"));
    assert!(said.contains("Projet"), "{said}");
}
