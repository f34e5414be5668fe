//! Vaccinations: what is known, valence by valence, in the least room.

use super::lettre::{Lettre, minuscule};
use crate::report::block::{Block, Span, Style, bold, detail, plain};
use escale_domain::bilan::Reponse;
use escale_domain::vaccination::{SourceVaccinale, Valence};

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let vaccinations = &lettre.dossier.vaccinations;
    let mut phrases: Vec<Span> = Vec::new();
    let mut phrase = |titre: &str, texte: String| {
        if !phrases.is_empty() {
            phrases.push(plain(" · "));
        }
        phrases.push(bold(titre));
        phrases.push(plain(format!("\u{a0}: {texte}")));
    };
    let source = match vaccinations.source {
        SourceVaccinale::Carnet => "vu sur le carnet de santé",
        SourceVaccinale::Partiel => "vu sur un document partiel",
        SourceVaccinale::Absent => "aucun document vu",
    };
    match lettre.reponse("vac.statut_global") {
        Some(statut) => phrase("État vaccinal", format!("{}, {source}", lettre.mots(statut))),
        None => phrase("Source", source.to_owned()),
    }
    for (code, titre) in [("vac.faites_ce_jour", "Faits ce jour"), ("vac.proposees", "Proposés")] {
        let Some(reponse) = lettre.reponse(code) else { continue };
        if reponse.valeur.as_array().is_some_and(|v| !v.is_empty()) {
            phrase(titre, valences(reponse).unwrap_or_else(|| lettre.mots(reponse)));
        }
    }
    let mut contre: Vec<String> =
        vaccinations.contre_indications.iter().map(|c| lettre.libre(c)).collect();
    contre.extend(lettre.reponse("vac.contre_indication").map(|r| lettre.mots(r)));
    if !contre.is_empty() {
        phrase("Contre-indications", contre.join(", "));
    }
    let mut blocks = vec![super::titre("Vaccinations"), Block::Paragraph(detail(phrases))];
    let lignes = doses(lettre);
    if lignes.is_empty() {
        blocks.push(Block::Paragraph(detail(vec![plain("Aucune dose connue.")])));
    } else {
        blocks.push(Block::Fields(Style::Detail, lignes));
    }
    vec![Block::Keep(blocks)]
}

/// Valences by the names that doctors use, where every code is known.
fn valences(reponse: &Reponse) -> Option<String> {
    let codes = reponse.valeur.as_array()?.iter();
    let noms: Option<Vec<&str>> =
        codes.map(|code| Some(court(Valence::from_code(code.as_str()?)?))).collect();
    Some(enumerer(&noms?))
}

/// "DTP, coqueluche, Hib".
fn enumerer(noms: &[&str]) -> String {
    let suite = noms.iter().skip(1).map(|nom| match *nom {
        "Hib" => (*nom).to_owned(),
        nom => minuscule(nom),
    });
    noms.first()
        .map(|nom| (*nom).to_owned())
        .into_iter()
        .chain(suite)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Valences given on the same days share a line.
fn doses(lettre: &Lettre<'_>) -> Vec<(String, Vec<Span>)> {
    let mut groupes: Vec<(Vec<Valence>, Vec<String>)> = Vec::new();
    for valence in Valence::ALL {
        let mut dates: Vec<_> = lettre
            .dossier
            .vaccinations
            .doses
            .iter()
            .filter(|dose| dose.valences.contains(valence))
            .map(|dose| dose.date)
            .collect();
        dates.sort();
        let dates: Vec<String> = dates.into_iter().map(|d| d.court()).collect();
        if dates.is_empty() {
            continue;
        }
        match groupes.iter_mut().find(|(_, d)| *d == dates) {
            Some((valences, _)) => valences.push(*valence),
            None => groupes.push((vec![*valence], dates)),
        }
    }
    groupes
        .into_iter()
        .map(|(valences, dates)| {
            let noms: Vec<&str> = valences.into_iter().map(court).collect();
            let noms = enumerer(&noms);
            (noms, vec![plain(dates.join(" · "))])
        })
        .collect()
}

/// The names that doctors use.
const fn court(valence: Valence) -> &'static str {
    match valence {
        Valence::Dtp => "DTP",
        Valence::Hib => "Hib",
        Valence::Ror => "ROR",
        Valence::Hpv => "HPV",
        Valence::Bcg => "BCG",
        Valence::Vrs => "VRS (anticorps)",
        Valence::Menacwy => "Méningo. ACWY",
        Valence::Menb => "Méningo. B",
        Valence::Menc => "Méningo. C",
        autre => autre.label(),
    }
}
