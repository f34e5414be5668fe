//! Papers B, C and D: what must not be in them, field by field, and what must.
//!
//! A word that exists nowhere else is sown into every text of a record, then each paper is read
//! back: text, metadata, streams, name of the file. The rules of `domain::document` say which words
//! may be met; a field without a rule is sown too, and must not come out.
#![allow(clippy::disallowed_methods, reason = "tests look at what was typed, asked or not")]

mod cachees;
#[path = "../commun/mod.rs"]
mod commun;
mod presence;
mod semis;

use commun::{bare, case, cases, contexte, copied};
use escale_domain::codes::Visibilite;
use escale_domain::document::{PaperKind, a_prescrire, regle};
use escale_domain::dossier::Dossier;
use escale_papiers::draw::{A4_WIDTH, Command};
use escale_papiers::layout::{BOTTOM, MARGIN};
use escale_papiers::{Papier, ReportError, dessin_de, papier};
use semis::{on_prescription, sow};

/// The papers that answers go out on; a prescription says sessions.
fn without_sessions() -> impl Iterator<Item = PaperKind> {
    PaperKind::ALL.iter().copied().filter(|kind| !kind.facts().prescribes)
}

/// Those of them that read through an allow-list.
fn others() -> impl Iterator<Item = PaperKind> {
    without_sessions().filter(|kind| !kind.facts().whole())
}

/// The papers that go out of a record by an allow-list: the prescription where there are sessions.
fn closed_papers(dossier: &Dossier) -> Vec<PaperKind> {
    let sessions = dossier.preconisations.iter().any(a_prescrire);
    let all = PaperKind::ALL.iter().copied().filter(|kind| !kind.facts().whole());
    all.filter(|kind| sessions || !kind.facts().prescribes).collect()
}

fn make(genre: PaperKind, dossier: &Dossier) -> Papier {
    papier(genre, dossier, &contexte(dossier)).expect("a paper")
}

/// What a reader copies out of a paper, all spaces alike.
fn text(paper: &Papier) -> String {
    copied(paper).replace(['\u{a0}', '\u{202f}'], " ")
}

/// Everything that can be found in a paper: text, streams, metadata, name of the file.
fn everything(paper: &Papier) -> String {
    let mut found = text(paper);
    let file = lopdf::Document::load_mem(&paper.octets).expect("a PDF");
    for object in file.objects.values() {
        if let Ok(stream) = object.as_stream() {
            let open = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            found.push_str(&String::from_utf8_lossy(&open));
        }
    }
    found.push_str(&String::from_utf8_lossy(&paper.octets));
    found.push_str(&paper.nom_de_fichier);
    bare(&found)
}

#[test]
fn nothing_comes_out_that_no_rule_lets_out() {
    for number in ["01", "05", "06", "07", "09", "10", "11"] {
        let (mut dossier, sown) = sow(&case(number));
        // The signatures stay: the doctor who signed prescribes, and a sown word in their place would refuse
        // the prescription.
        dossier.bilan.signatures = case(number).bilan.signatures;
        assert!(sown.len() > 200, "{number}: only {} words were sown", sown.len());
        for genre in closed_papers(&dossier) {
            let paper = make(genre, &dossier);
            let found = everything(&paper);
            for field in
                sown.iter().filter(|field| genre != PaperKind::E || !on_prescription(field))
            {
                assert!(
                    !found.contains(&field.word),
                    "{number}: {} came out on {genre:?}",
                    field.code
                );
            }
            // The paper still says what it is there for.
            assert!(found.contains("dossier"), "{number} {genre:?}");
        }
    }
}

#[test]
fn the_letter_says_what_belongs_to_doctors_and_keeps_the_rest() {
    for number in ["05", "07", "10", "11"] {
        let (dossier, sown) = sow(&case(number));
        let found = everything(&make(PaperKind::A, &dossier));
        for field in &sown {
            let there = found.contains(&field.word);
            assert!(!(field.v3 && there), "{number}: {} came out of V3", field.code);
            if regle(PaperKind::A, &field.code).sort() == there || field.closed {
                continue;
            }
            assert!(!there, "{number}: {} came out on the letter", field.code);
        }
        for code in [
            "syn.texte",
            "syn.points_vigilance",
            "preco.libelle",
            "exa.peau",
            "psy.humeur",
            "outil.outil",
        ] {
            let mut fields = sown.iter().filter(|f| f.code == code && !f.v3).peekable();
            assert!(fields.peek().is_some(), "{number}: {code} was not sown");
            for field in fields {
                assert!(found.contains(&field.word), "{number}: {code} is missing on the letter");
            }
        }
    }
}

#[test]
fn the_sheet_for_the_ase_says_what_is_to_be_done() {
    for dossier in cases() {
        let said = bare(&text(&make(PaperKind::B, &dossier)));
        let says = |sentence: &str| {
            assert!(said.contains(&bare(sentence)), "{}: « {sentence} »", dossier.case_id);
        };
        for p in dossier.preconisations.iter().filter(|p| p.visibilite != Visibilite::V3) {
            // The columns of a table come out one after the other or line by line: words, then.
            p.libelle_partageable.split_whitespace().for_each(says);
            says(&p.echeance.court());
        }
        says(&dossier.bilan.date.en_lettres());
        says(&dossier.enfant.nom_naissance);
        says("Vaccination");
        says("Allergies");
        says(&dossier.synthese.prochain_bilan.expect("a date").en_lettres());
        says(&dossier.centre.telephone);
        let demande = dossier.demande.as_ref().expect("a referral");
        says(&demande.emetteur_contact.nom);
        says("ne contient pas d’information médicale");
    }
}

#[test]
fn an_authorisation_that_lacks_is_asked_for() {
    let said = text(&make(PaperKind::B, &case("01"))).replace('\n', " ");
    let said = bare(&said);
    for words in ["Autorisation", "parentale", "recueillir", "séances"] {
        assert!(said.contains(&bare(words)), "{words}");
    }
}

#[test]
fn the_certificate_says_the_half_day_and_nothing_else() {
    for dossier in cases() {
        let paper = make(PaperKind::C, &dossier);
        let said = text(&paper);
        let flat = bare(&said);
        for there in [
            dossier.enfant.nom_naissance.clone(),
            dossier.enfant.prenoms_naissance.join(" "),
            dossier.bilan.date.avec_jour(),
            dossier.centre.nom.clone(),
        ] {
            assert!(flat.contains(&bare(&there)), "{}: {there}", dossier.case_id);
        }
        for absent in ["admission", "annuel", "rattrapage", "préconisation", "vaccin", "ASE"] {
            assert!(!said.contains(absent), "{}: {absent}", dossier.case_id);
        }
        assert_eq!(said.contains("matinée"), dossier.bilan.demi_journee.code() == "matin");
    }
}

#[test]
fn the_road_map_speaks_to_the_child_who_reads() {
    for dossier in cases() {
        let said = text(&make(PaperKind::D, &dossier));
        let reads = dossier.bilan.age_mois >= 84;
        assert_eq!(said.contains("Ma feuille de route"), reads, "{}", dossier.case_id);
        assert_eq!(said.contains("Mes questions"), reads, "{}", dossier.case_id);
        for tu in [" tu ", " ton ", " t’"] {
            assert!(reads || !said.contains(tu), "{}: {tu}", dossier.case_id);
        }
        // A sheet that lies on a table: the first name is enough.
        let nom = bare(&dossier.enfant.nom_naissance);
        assert!(!bare(&said).contains(&nom), "{}", dossier.case_id);
        for p in dossier.preconisations.iter().filter(|p| p.visibilite != Visibilite::V3) {
            let p = bare(&p.libelle_partageable);
            assert!(bare(&said).contains(&p), "{}: {p}", dossier.case_id);
        }
    }
}

#[test]
fn a_confidential_place_is_on_no_paper() {
    let mut dossier = case("06");
    for p in &mut dossier.preconisations {
        p.libelle_partageable.push_str(", à l’Escapade, rue de la Source-Cachée, MELUN");
        p.rdv = Some(escale_domain::preconisation::Rdv {
            date: dossier.bilan.date,
            heure: "10:00".to_owned(),
            lieu: "Maison d’accueil L’Escapade, 77000 Melun".to_owned(),
        });
    }
    for genre in closed_papers(&dossier).into_iter().chain([PaperKind::A]) {
        let found = everything(&make(genre, &dossier));
        for word in ["escapade", "sourcecachee", "melun"] {
            assert!(!found.contains(word), "{genre:?}: {word}");
        }
        // The streams are full of figures: these are looked for in the text alone.
        let said = bare(&text(&make(genre, &dossier)));
        for figures in ["77000", "0199003006"] {
            assert!(!said.contains(figures), "{genre:?}: {figures}");
        }
    }
}

#[test]
fn an_objection_is_kept_and_not_even_mentioned() {
    let mut dossier = case("11");
    // Even where the pair wrote sentences to be shared, and gave them a lower secrecy.
    for p in &mut dossier.preconisations[1..] {
        p.libelle_partageable = "Consultation Zqxobj".to_owned();
        p.visibilite = Visibilite::V1;
    }
    for genre in others() {
        let found = everything(&make(genre, &dossier));
        for word in [
            "zqxobj",
            "opposition",
            "contraception",
            "cannabis",
            "chlamydia",
            "santesexuelle",
            "16h30",
        ] {
            assert!(!found.contains(word), "{genre:?}: {word}");
        }
    }
    dossier.enfant.secret_oppositions[0].portee = vec!["tout ce que j’ai dit".to_owned()];
    for genre in [PaperKind::B, PaperKind::D] {
        let refusal = papier(genre, &dossier, &contexte(&dossier)).expect_err("refused");
        assert!(matches!(refusal, ReportError::Refus(_)), "{refusal}");
    }
    make(PaperKind::C, &dossier);
    make(PaperKind::A, &dossier);
}

#[test]
fn a_prescription_is_one_sheet_a_profession_with_the_doctor_who_signs() {
    let mut dossier = case("01");
    let first = dossier.preconisations.iter().position(a_prescrire).expect("sessions");
    let mut second = dossier.preconisations[first].clone();
    second.preco_type = escale_domain::preconisation::PreconisationType::Kine;
    second.nb_seances = Some(12);
    dossier.preconisations.push(second);
    let paper = make(PaperKind::E, &dossier);
    assert_eq!(paper.pages, 2);
    let said = text(&paper);
    let sheets: Vec<&str> = said.split('\u{c}').collect();
    assert!(sheets[1].contains("Masseur-kinésithérapeute") && sheets[1].contains("12 séances"));
    assert!(!sheets[0].contains("kinésithérapeute"), "each professional is handed theirs alone");
    for sheet in &sheets[..2] {
        assert!(sheet.contains("RPPS") && sheet.contains("Signature"), "{sheet}");
        let prenoms = dossier.enfant.prenoms_naissance.join(" ");
        assert!(bare(sheet).contains(&bare(&prenoms)), "{sheet}");
        assert!(
            bare(sheet).contains(&bare(&dossier.enfant.date_naissance.en_lettres())),
            "{sheet}"
        );
    }
    assert!(!bare(&said).contains("ordonnancenumerique"));
}

#[test]
fn an_urgency_tells_the_service_what_to_do_and_not_why() {
    let dossier = case("10");
    let said = text(&make(PaperKind::B, &dossier));
    let flat = bare(&said);
    for word in ["suicid", "UAPED", "pédopsych", "PHQ", "urgence", "violence", "scarif"] {
        assert!(!flat.contains(&bare(word)), "{word}: {said}");
    }
    assert!(flat.contains(&bare("Vaccins à faire chez le médecin")));
}

#[test]
fn a_child_of_whom_little_is_known_has_papers_too() {
    let mut dossier = case("09");
    for genre in others() {
        assert_eq!(make(genre, &dossier).pages, 1, "{genre:?}");
    }
    dossier.demande = None;
    dossier.reponses.brutes_mut().clear();
    dossier.preconisations.clear();
    dossier.synthese.prochain_bilan = None;
    let said = text(&make(PaperKind::B, &dossier));
    assert!(said.contains("rien n’est à organiser"), "{said}");
    assert!(said.contains("Au service de l’aide sociale à l’enfance"), "{said}");
    assert!(!said.contains("Vaccination"), "{said}");
    assert!(!text(&make(PaperKind::D, &dossier)).contains("Mes rendez-vous"));
}

#[test]
fn ordinary_papers_have_one_page() {
    for dossier in cases() {
        for genre in [PaperKind::B, PaperKind::C] {
            assert_eq!(make(genre, &dossier).pages, 1, "{} {genre:?}", dossier.case_id);
        }
        let pages = make(PaperKind::D, &dossier).pages;
        assert!(pages <= 2, "{}: {pages} pages", dossier.case_id);
    }
}

#[test]
fn names_of_files_and_footers_carry_the_record_number_alone() {
    for dossier in cases() {
        for (genre, kind, footer) in [
            (PaperKind::B, "fiche-ase", "fiche n°"),
            (PaperKind::C, "attestation", "attestation n°"),
            (PaperKind::D, "feuille-de-route", "feuille de route n°"),
        ] {
            let paper = make(genre, &dossier);
            let number = &dossier.enfant.num_dossier_local;
            let name = format!("{number}_{kind}_{}.pdf", dossier.bilan.date.iso());
            assert_eq!(paper.nom_de_fichier, name);
            let said = text(&paper);
            assert!(said.contains(&format!("Dossier {number} · {footer} 2026-00031")), "{said}");
            assert!(said.contains("page 1/"), "{said}");
            // The title, which the window of a reader shows.
            let file = lopdf::Document::load_mem(&paper.octets).expect("a PDF");
            let root = file.catalog().expect("a catalogue");
            let metadata = root.get(b"Metadata").and_then(|m| m.as_reference()).expect("metadata");
            let stream = file.get_object(metadata).and_then(|o| o.as_stream()).expect("a stream");
            let xmp = bare(&String::from_utf8_lossy(&stream.content));
            assert!(xmp.contains(&bare(number)));
            assert!(!xmp.contains(&bare(&dossier.enfant.nom_naissance)), "{}", dossier.case_id);
        }
    }
}

#[test]
fn a_paper_that_replaces_another_says_so() {
    let dossier = case("01");
    assert_eq!(closed_papers(&dossier).len(), 4);
    for genre in closed_papers(&dossier).into_iter().chain([PaperKind::A]) {
        let mut contexte = contexte(&dossier);
        contexte.remplace = Some("2026-00012".to_owned());
        contexte.duplicata = Some(2);
        let said = text(&papier(genre, &dossier, &contexte).expect("a paper"));
        assert!(said.contains("Remplace le n° 2026-00012"), "{genre:?}");
        assert!(said.contains("Duplicata n° 2"), "{genre:?}");
        let said = text(&make(genre, &dossier));
        assert!(!said.contains("emplace") && !said.contains("uplicata"), "{genre:?}");
    }
}

#[test]
fn a_paper_of_an_open_bilan_says_that_it_is_a_draft() {
    let mut dossier = case("07");
    dossier.bilan.statut = escale_domain::bilan::BilanStatut::Saisi;
    for genre in others() {
        assert!(text(&make(genre, &dossier)).contains("Projet"), "{genre:?}");
    }
}

#[test]
fn the_same_record_and_date_give_the_same_bytes() {
    for genre in others() {
        let first = make(genre, &case("07"));
        make(genre, &case("10"));
        assert_eq!(make(genre, &case("07")).octets, first.octets);
    }
}

#[test]
fn nothing_is_drawn_outside_the_margins_and_every_sign_is_drawn() {
    let mm = 72.0 / 25.4;
    for dossier in cases() {
        for genre in others() {
            assert_eq!(make(genre, &dossier).indessinables, []);
            let drawing = dessin_de(genre, &dossier, &contexte(&dossier)).expect("a drawing");
            for command in drawing.pages.iter().flat_map(|page| &page.commands) {
                let (left, right) = command.span();
                let what = format!("{} {genre:?}: {}", dossier.case_id, command.text());
                // The address goes on to the right edge of the envelope’s window.
                let window =
                    genre == PaperKind::B && left >= 110.0 * mm - 0.1 && right <= 195.0 * mm;
                let inside = left >= MARGIN - 1.0 && right <= A4_WIDTH - MARGIN + 1.0;
                assert!(inside || window, "{what}");
                if let Command::Text { y, .. } = command {
                    let footer = command.text().starts_with("Dossier ")
                        || command.text().starts_with("page ");
                    assert!(*y > 0.0 && (*y <= BOTTOM || footer), "{what} at {y}");
                }
            }
        }
    }
}

#[test]
fn the_service_stands_in_the_window_of_the_envelope() {
    let mm = 72.0 / 25.4;
    for dossier in cases() {
        let drawing = dessin_de(PaperKind::B, &dossier, &contexte(&dossier)).expect("a drawing");
        let lines: Vec<String> = drawing.pages[0]
            .commands
            .iter()
            .filter(|c| c.span().0 > 108.0 * mm)
            .filter(|c| matches!(c, Command::Text { y, .. } if (52.0 * mm..=86.0 * mm).contains(y)))
            .map(Command::text)
            .collect();
        assert!((2..=6).contains(&lines.len()), "{}: {lines:?}", dossier.case_id);
        assert!(lines.iter().all(|l| l.chars().count() <= 38), "{lines:?}");
    }
}
