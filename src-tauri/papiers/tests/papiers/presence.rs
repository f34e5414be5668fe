//! Every answer of the invented cases, one by one: taken out of its record, it must change the
//! papers that its rule lets it out on, and no other. Codes and numbers are tried like texts.

use super::commun::{cases, contexte};
use super::without_sessions;
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::document::{PaperKind, regle};
use escale_domain::dossier::Dossier;
use escale_papiers::dessin_de;
use escale_papiers::draw::Command;
use std::collections::{BTreeMap, BTreeSet};

/// Answers that the cases give only where there is nothing to tell: no dental emergency, no vaccine
/// proposed that day; and a vaccine given that day whose dose is told by the carnet.
const NOTHING_TO_TELL: [(PaperKind, &str); 3] = [
    (PaperKind::A, "den.urgence"),
    (PaperKind::A, "vac.faites_ce_jour"),
    (PaperKind::A, "vac.proposees"),
];

fn said(genre: PaperKind, dossier: &Dossier) -> Vec<String> {
    let drawing = dessin_de(genre, dossier, &contexte(dossier)).expect("a drawing");
    let commands = drawing.pages.iter().flat_map(|page| &page.commands);
    commands.map(Command::text).filter(|text| !text.is_empty()).collect()
}

/// Whether an answer is under reinforced secrecy, by itself or by its code, and was not ticked.
fn secret(dossier: &Dossier, at: usize) -> bool {
    let answer = &dossier.reponses.brutes()[at];
    let of_code = dictionnaire::item(&answer.code).map(|item| item.visibilite);
    (answer.visibilite == Visibilite::V3 || of_code == Some(Visibilite::V3))
        && answer.inclure_courrier != Some(true)
}

#[test]
fn every_answer_of_the_cases_is_on_the_papers_of_its_rule_and_on_no_other() {
    let cases = cases();
    let whole: Vec<BTreeMap<&str, Vec<String>>> = cases
        .iter()
        .map(|case| without_sessions().map(|g| (g.code(), said(g, case))).collect())
        .collect();
    let mut awaited: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut found: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (case, papers) in cases.iter().zip(&whole) {
        for at in 0..case.reponses.brutes().len() {
            let code = case.reponses.brutes()[at].code.as_str();
            // An objection keeps answers off the papers: without it they come out, as they should.
            if code == "ado.opposition_info" {
                continue;
            }
            let mut without = case.clone();
            without.reponses.brutes_mut().remove(at);
            for genre in without_sessions() {
                let name = genre.code();
                let may = match genre.facts().whole() {
                    true => !secret(case, at),
                    false => regle(genre, code).sort(),
                };
                if may {
                    awaited.insert((name, code));
                    if found.contains(&(name, code)) {
                        continue;
                    }
                }
                let changed = said(genre, &without) != papers[name];
                assert!(may || !changed, "{}: {code} is on {name}", case.case_id);
                if changed {
                    found.insert((name, code));
                }
            }
        }
    }
    assert!(awaited.len() > 110, "only {} answers were awaited", awaited.len());
    let missing: Vec<_> = awaited.difference(&found).collect();
    let known: Vec<_> = NOTHING_TO_TELL.iter().map(|(genre, code)| (genre.code(), *code)).collect();
    assert_eq!(missing, known.iter().collect::<Vec<_>>(), "answered, and told to nobody");
}
