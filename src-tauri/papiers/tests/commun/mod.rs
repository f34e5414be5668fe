//! What both sets of journeys on papers share: the bundled records, and how text is compared.

use escale_domain::dossier::Dossier;
use escale_domain::texte::fold;
use escale_papiers::{ContexteCourrier, Papier};
use std::path::PathBuf;
use std::process::Command;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");

pub(crate) fn cases() -> Vec<Dossier> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(CASES)
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().contains("case-"))
        .collect();
    names.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("a case");
    names.iter().map(|path| serde_json::from_str(&read(path)).expect("a record")).collect()
}

pub(crate) fn case(number: &str) -> Dossier {
    let start = format!("case-{number}-");
    cases().into_iter().find(|d| d.case_id.starts_with(&start)).expect("the case")
}

pub(crate) fn contexte(dossier: &Dossier) -> ContexteCourrier {
    ContexteCourrier {
        numero: "2026-00031".to_owned(),
        date: dossier.bilan.date,
        remplace: None,
        duplicata: None,
        signatures: Vec::new(),
        reglages: escale_domain::calcul::Reglages::default(),
    }
}

/// What a reader copies out of a paper.
pub(crate) fn copied(paper: &Papier) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, &paper.octets).expect("written");
    let out = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext of poppler-utils must be installed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// Letters and digits alone: where lines break does not matter.
pub(crate) fn bare(text: &str) -> String {
    fold(text).replace(' ', "")
}
