//! Vaccinations: what the calendar says on the day of the bilan, then the doses known, in the least
//! room.

use super::lettre::{Lettre, minuscule};
use crate::report::block::{Block, Span, bold, detail, plain};
use escale_domain::bilan::Reponse;
use escale_domain::date::DateCivile;
use escale_domain::vaccination::{EtatValence, SourceVaccinale, StatutVaccinal, Valence};

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let etat = lettre.matiere.vaccins();
    let mut blocks = vec![super::titre("Vaccinations")];
    let de = |statut: StatutVaccinal| -> Vec<&EtatValence> {
        etat.valences.iter().filter(|v| v.statut == statut && v.decision.is_none()).collect()
    };
    let mut phrases: Vec<Span> = Vec::new();
    let mut phrase = |titre: &str, texte: String| {
        if !phrases.is_empty() {
            phrases.push(plain(" · "));
        }
        phrases.push(bold(titre));
        phrases.push(plain(format!("\u{a0}: {texte}")));
    };
    let (retard, dues) = (de(StatutVaccinal::EnRetard), de(StatutVaccinal::DoseDue));
    if !retard.is_empty() {
        phrase("En retard", doses_attendues(&retard));
    }
    if !dues.is_empty() {
        phrase("À faire", doses_attendues(&dues));
    }
    // A vaccine whose age has not come is no news.
    let a_jour: Vec<&str> = de(StatutVaccinal::AJour)
        .iter()
        .filter(|v| v.doses_recues > 0)
        .map(|v| court(v.valence))
        .collect();
    if !a_jour.is_empty() {
        phrase("À jour pour l’âge", enumerer(&a_jour));
    }
    let inconnus: Vec<&str> =
        de(StatutVaccinal::Inconnu).iter().map(|v| court(v.valence)).collect();
    let rien_d_autre = retard.is_empty() && dues.is_empty() && a_jour.is_empty();
    if !inconnus.is_empty() {
        let texte = match inconnus.len() {
            n if n > 5 && rien_d_autre => "aucune dose connue".to_owned(),
            n if n > 5 => "aucune dose connue pour les autres".to_owned(),
            _ => enumerer(&inconnus),
        };
        phrase("Non connu", texte);
    }
    let suite = prochaines(&de(StatutVaccinal::AJour), etat.date);
    if !suite.is_empty() {
        phrase("Prochaines doses", suite);
    }
    for valence in etat.valences.iter().filter(|v| v.decision.is_some()) {
        let Some(decision) = &valence.decision else { continue };
        let fin =
            decision.jusqu_au.map_or_else(String::new, |d| format!(", jusqu’au {}", d.court()));
        let motif = lettre.libre(&decision.motif);
        phrase(
            &format!("{}, décision du médecin", court(valence.valence)),
            format!("{} ({motif}{fin})", minuscule(decision.decision.label())),
        );
    }
    blocks.push(Block::Paragraph(detail(phrases)));
    blocks.push(Block::Paragraph(detail(recues(lettre))));
    let source = match lettre.dossier.vaccinations.source {
        SourceVaccinale::Carnet => "doses vues sur le carnet de santé",
        SourceVaccinale::Partiel => "doses vues sur un document partiel",
        SourceVaccinale::Absent => "aucun document vu",
        SourceVaccinale::Inconnu => "document vu\u{a0}: non précisé",
    };
    let mut notes = vec![plain(format!(
        "Calendrier vaccinal {}, proposé par le programme\u{a0}; {source}.",
        etat.calendrier
    ))];
    if let Some(statut) = lettre.reponse("vac.statut_global") {
        notes.push(plain(format!(" État noté par l’équipe\u{a0}: {}.", lettre.mots(statut))));
    }
    for avertissement in &etat.avertissements {
        notes.push(plain(format!(" {}", lettre.libre(avertissement))));
    }
    blocks.push(Block::Paragraph(crate::report::block::Paragraph::new(
        crate::report::block::Style::Small,
        notes,
    )));
    vec![Block::Keep(blocks)]
}

/// "ROR (2e dose), DTP (4e dose) depuis le 12/03/2026".
fn doses_attendues(valences: &[&EtatValence]) -> String {
    groupees(valences, "depuis")
}

/// What the calendar will ask within a year of a child who is up to date, the earliest first: the
/// next bilan tells the rest.
fn prochaines(valences: &[&EtatValence], jour: DateCivile) -> String {
    let mut avenir: Vec<&EtatValence> = valences
        .iter()
        .copied()
        .filter(|v| v.prochaine_date.is_some_and(|d| d > jour && d <= jour.plus_mois(12)))
        .collect();
    avenir.sort_by_key(|v| v.prochaine_date);
    groupees(&avenir, "dès")
}

/// Doses with their rank and, after `mot`, their day; those of one day are named together.
fn groupees(valences: &[&EtatValence], mot: &str) -> String {
    let mut groupes: Vec<(String, Vec<String>)> = Vec::new();
    for valence in valences {
        let jour = valence
            .prochaine_date
            .map_or_else(String::new, |d| format!(" {mot} le\u{a0}{}", d.court()));
        // Said after the day: it is the rule that is unsure, and nobody has been checking it since.
        let quand = format!("{jour}{}", if valence.verifie { "" } else { " (règle à vérifier)" });
        let rang = match valence.prochain_rang {
            Some(1) => " (1re dose)".to_owned(),
            Some(rang) => format!(" ({rang}e dose)"),
            None => String::new(),
        };
        let nom = format!("{}{rang}", court(valence.valence));
        match groupes.iter_mut().find(|(q, _)| *q == quand) {
            Some((_, noms)) => noms.push(nom),
            None => groupes.push((quand, vec![nom])),
        }
    }
    let groupes: Vec<String> =
        groupes.into_iter().map(|(quand, noms)| format!("{}{quand}", noms.join(", "))).collect();
    groupes.join("\u{a0}; ")
}

/// What was given and what was proposed, then every dose by its days.
fn recues(lettre: &Lettre<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut phrase = |titre: &str, texte: String| {
        if !spans.is_empty() {
            spans.push(plain(" · "));
        }
        spans.push(bold(titre));
        spans.push(plain(format!("\u{a0}: {texte}")));
    };
    for (code, titre) in [("vac.faites_ce_jour", "Faits ce jour"), ("vac.proposees", "Proposés")] {
        let Some(reponse) = lettre.reponse(code) else { continue };
        if reponse.valeur.as_array().is_some_and(|v| !v.is_empty()) {
            phrase(titre, valences(reponse).unwrap_or_else(|| lettre.mots(reponse)));
        }
    }
    let mut contre: Vec<String> =
        lettre.dossier.vaccinations.contre_indications.iter().map(|c| lettre.libre(c)).collect();
    contre.extend(lettre.reponse("vac.contre_indication").map(|r| lettre.mots(r)));
    if !contre.is_empty() {
        phrase("Contre-indications", contre.join(", "));
    }
    let groupes = doses(lettre);
    if groupes.is_empty() {
        phrase("Doses reçues", "aucune connue".to_owned());
    } else {
        let lignes: Vec<String> =
            groupes.into_iter().map(|(noms, dates)| format!("{noms} {dates}")).collect();
        phrase("Doses reçues", lignes.join("\u{a0}; "));
    }
    spans
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

/// Valences given on the same days are named together.
fn doses(lettre: &Lettre<'_>) -> Vec<(String, String)> {
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
            (enumerer(&noms), dates.join(", "))
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
