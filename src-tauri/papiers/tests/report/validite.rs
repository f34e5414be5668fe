//! The recovery sheet, and every paper before two validators that are not ours.

use crate::commun::{case, cases, contexte};
use crate::{letter, text};
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use escale_domain::papier::PaperKind;
use escale_papiers::{
    Liasse, LigneDuJour, Papier, bordereau, compose, etiquettes, fiche_recuperation, papier,
};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

fn recovery() -> Papier {
    let groups: Vec<String> =
        ["7KM2Q", "0RX9D", "AB3FH", "W4Z8N", "C5T6E", "J1VYP", "G9SSK", "2H0MX"]
            .map(str::to_owned)
            .to_vec();
    let date = DateCivile::new(2026, 11, 21).expect("a day");
    fiche_recuperation(&case("07").centre, &groups, date).expect("a sheet")
}

#[test]
fn the_recovery_sheet_shows_the_key_on_one_page() {
    let paper = recovery();
    assert_eq!(paper.pages, 1);
    assert_eq!(paper.nom_de_fichier, "escale-cle-de-recuperation_2026-11-21.pdf");
    let said = text(&paper).replace('\u{a0}', "");
    for group in ["7KM2Q", "0RX9D", "AB3FH", "W4Z8N", "C5T6E", "J1VYP", "G9SSK", "2H0MX"] {
        assert!(said.contains(group), "{group}: {said}");
    }
    for rank in 1..=8 {
        assert!(
            said.contains(&format!("Groupe {rank}")) || said.contains(&format!("Groupe{rank}"))
        );
    }
    for words in ["coffre-fort", "ne doit jamais", "perdue", "Les Tilleuls"] {
        assert!(said.contains(words), "{words}");
    }
    assert_eq!(paper, recovery());
}

/// A merged file with more pages than one node of its tree holds, a sheet of labels, a proof list.
fn around(cases: &[Dossier]) -> Vec<(&'static str, Vec<u8>)> {
    let date = DateCivile::new(2026, 11, 21).expect("a day");
    let mut merged = Liasse::new(Cursor::new(Vec::new()), "Envois", date).expect("a file");
    let drawings: Vec<_> = cases
        .iter()
        .map(|d| compose(PaperKind::A, d, &contexte(d)).expect("a drawing").1)
        .collect();
    for drawing in drawings.iter().cycle().take(140) {
        // One that goes in and out again leaves no trace.
        let mark = merged.mark();
        merged.add(drawing, true).expect("added");
        merged.revert(mark).expect("taken out");
        merged.add(drawing, true).expect("added");
    }
    assert!(merged.pages() > 256 && merged.pages() % 2 == 0);
    let (merged, length) = merged.finish().expect("ended");
    let mut merged = merged.into_inner();
    merged.truncate(usize::try_from(length).expect("a length"));
    let address = ["Docteur Bruno GAUTIER", "18 rue des Violettes", "42000 SAINT ÉTIENNE"];
    let labels = vec![address.map(str::to_owned).to_vec(); 22];
    let labels = etiquettes(&labels, 1, date).expect("labels");
    assert_eq!(labels.pages, 2);
    let line = LigneDuJour {
        numero: "2026-00031".to_owned(),
        genre: PaperKind::A.label().to_owned(),
        dossier: "DEMO-2026-01".to_owned(),
        destinataire: "Dr Bruno GAUTIER".to_owned(),
        canal: "Courrier postal".to_owned(),
        par: "Suzanne Roy".to_owned(),
    };
    let list = bordereau(&cases[0].centre, date, &vec![line; 60]).expect("a list");
    assert!(list.pages > 1);
    vec![("envois.pdf", merged), ("etiquettes.pdf", labels.octets), ("bordereau.pdf", list.octets)]
}

/// Every paper, checked by two validators that are not ours, in one process each.
#[test]
fn every_paper_is_a_valid_pdf_a() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = match std::env::var_os("ESCALE_PAPERS") {
        // Where to leave the files for a look by eye.
        Some(kept) => PathBuf::from(kept),
        None => folder.path().to_owned(),
    };
    let mut files = Vec::new();
    let others = |dossier: &Dossier| -> Vec<Papier> {
        let make = |genre| papier(genre, dossier, &contexte(dossier)).expect("a paper");
        let mut papers = vec![make(PaperKind::B), make(PaperKind::C), make(PaperKind::D)];
        let sessions = dossier.preconisations.iter().any(escale_domain::document::a_prescrire);
        papers.extend(sessions.then(|| make(PaperKind::E)));
        papers
    };
    let cases = cases();
    let writings = crate::signes::page_of_writings();
    let letters = cases.iter().map(letter).chain(cases.iter().flat_map(others));
    for paper in letters.chain([recovery(), writings]) {
        let file = folder.join(&paper.nom_de_fichier);
        std::fs::write(&file, &paper.octets).expect("written");
        files.push(file);
    }
    for (name, bytes) in around(&cases) {
        let file = folder.join(name);
        std::fs::write(&file, bytes).expect("written");
        files.push(file);
    }
    for file in &files {
        let out =
            Process::new("qpdf").arg("--check").arg(file).output().expect("qpdf must be installed");
        let report = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{report}{}", String::from_utf8_lossy(&out.stderr));
    }
    let jars = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging"]
        .map(|jar| format!("/usr/share/java/{jar}.jar"));
    for jar in &jars {
        assert!(Path::new(jar).exists(), "{jar} is missing: install libpdfbox2-java");
    }
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/preflight");
    let classes = tempfile::tempdir().expect("a folder");
    let path = format!("{}:{}", classes.path().display(), jars.join(":"));
    let missing = "a JDK must be installed (default-jdk-headless): PDF/A cannot be checked";
    let out = Process::new("javac")
        .args(["-cp", &path, "-d"])
        .arg(classes.path())
        .args(
            [
                "javax/activation/DataSource",
                "javax/activation/FileDataSource",
                "javax/xml/bind/DatatypeConverter",
                "Preflight",
            ]
            .map(|name| format!("{sources}/{name}.java")),
        )
        .output()
        .expect(missing);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let out = Process::new("java")
        .args(["-Xshare:auto", "-cp", &path, "Preflight"])
        .args(&files)
        .output()
        .expect(missing);
    let report = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{report}{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(report.matches("valid ").count(), files.len(), "{report}");
}
