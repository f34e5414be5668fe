//! Vaccinations: what the calendar says on the day of the bilan, then the known doses, in as few
//! lines as possible.

use super::lettre::{Lettre, minuscule};
use crate::block::{Block, Span, bold, detail, plain};
use escale_domain::bilan::Reponse;
use escale_domain::calcul::{FAITES_CE_JOUR, faites_a_completer};
use escale_domain::date::DateCivile;
use escale_domain::vaccination::{
    EtatValence, Fiabilite, SituationVaccinale, SourceVaccinale, Valence,
};

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let etat = lettre.matiere.vaccins();
    let mut blocks = vec![super::titre("Vaccinations")];
    let de = |situation: SituationVaccinale| -> Vec<&EtatValence> {
        etat.valences.iter().filter(|v| v.situation == situation && v.decision.is_none()).collect()
    };
    let mut phrases: Vec<Span> = Vec::new();
    let mut phrase = |titre: &str, texte: String| {
        if !phrases.is_empty() {
            phrases.push(plain(" · "));
        }
        phrases.push(bold(titre));
        phrases.push(plain(format!("\u{a0}: {texte}")));
    };
    for (situation, titre) in [
        (SituationVaccinale::EnRetard, "En retard"),
        (SituationVaccinale::AVerifier, "Peut-être en retard, règle à vérifier"),
        (SituationVaccinale::DoseDue, "À faire"),
        (SituationVaccinale::Recommandee, "Recommandé, prise en charge à vérifier"),
    ] {
        let doses = de(situation);
        if !doses.is_empty() {
            phrase(titre, doses_attendues(&doses));
        }
    }
    // Begun late and not finished: nothing is due today, and it is not up to date.
    let en_cours = de(SituationVaccinale::EnCours);
    if !en_cours.is_empty() {
        phrase("Rattrapage en cours", groupees(&en_cours, "dès"));
    }
    // A vaccine whose age has not come is not up to date: it is among the doses to come, if near.
    let a_jour = de(SituationVaccinale::AJour);
    if !a_jour.is_empty() {
        let noms: Vec<&str> = a_jour.iter().map(|v| court(v.valence)).collect();
        phrase("À jour pour l’âge", enumerate(&noms));
    }
    let inconnus = de(SituationVaccinale::Inconnu);
    if !inconnus.is_empty() {
        let noms: Vec<&str> = inconnus.iter().map(|v| court(v.valence)).collect();
        match (etat.rien_de_connu, noms.len()) {
            (true, 1) => {
                phrase("Rien de connu", format!("1\u{a0}vaccin à préciser ({})", enumerate(&noms)))
            }
            (true, n) => {
                phrase(
                    "Rien de connu",
                    format!("{n}\u{a0}vaccins à préciser ({})", enumerate(&noms)),
                );
            }
            (false, _) => phrase("À préciser", enumerate(&noms)),
        }
    }
    let mut avenir = a_jour;
    avenir.extend(de(SituationVaccinale::PasEncore));
    let suite = prochaines(&avenir, etat.date);
    if !suite.is_empty() {
        phrase("Prochaines doses", suite);
    }
    for valence in de(SituationVaccinale::SaisonInconnue) {
        phrase(court(valence.valence), lettre.libre(valence.phrase.trim_end_matches('.')));
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
    blocks.push(Block::Paragraph(crate::block::Paragraph::new(crate::block::Style::Small, notes)));
    vec![Block::Keep(blocks)]
}

/// "ROR (2e dose), DTP (rappel de 6 ans) depuis le 12/03/2026".
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
        // After the day: it is the rule that is unsure, not the dose. What is known of it in part
        // makes the day, and a title may have said so already.
        let reserve = match (valence.situation, valence.fiabilite) {
            (SituationVaccinale::AVerifier, _) | (_, Fiabilite::Sourcee | Fiabilite::Partielle) => {
                ""
            }
            (_, Fiabilite::Indirecte | Fiabilite::Memoire) => " (règle à vérifier)",
        };
        let quand = format!("{jour}{reserve}");
        let dose =
            valence.prochaine_dose.as_ref().map_or_else(String::new, |dose| format!(" ({dose})"));
        let nom = format!("{}{dose}", en_phrase(court(valence.valence)));
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
    let faits = faits_ce_jour(lettre);
    if !faits.is_empty() {
        phrase("Faits ce jour", faits.join("\u{a0}; "));
    }
    if let Some(reponse) = lettre.reponse("vac.proposees")
        && reponse.valeur.as_array().is_some_and(|v| !v.is_empty())
    {
        phrase("Proposés", valences(reponse).unwrap_or_else(|| lettre.mots(reponse)));
    }
    let mut contre: Vec<String> =
        lettre.dossier.vaccinations.contre_indications.iter().map(|c| lettre.libre(c)).collect();
    contre.extend(lettre.reponse("vac.contre_indication").map(|r| lettre.mots(r)));
    if !contre.is_empty() {
        phrase("Contre-indications", contre.join(", "));
    }
    let groupes = doses(lettre);
    if groupes.is_empty() {
        let autre = if faits.is_empty() { "aucune connue" } else { "aucune autre connue" };
        phrase("Doses reçues", autre.to_owned());
    } else {
        let lignes: Vec<String> =
            groupes.into_iter().map(|(noms, dates)| format!("{noms} {dates}")).collect();
        phrase("Doses reçues", lignes.join("\u{a0}; "));
    }
    // Doses against something outside the calendar, or not understood.
    let autres: Vec<String> = lettre
        .dossier
        .vaccinations
        .doses
        .iter()
        .filter(|dose| dose.protege().is_empty())
        .map(|dose| format!("{} {}", lettre.libre(&dose.produit), dose.date.court()))
        .collect();
    if !autres.is_empty() {
        phrase("Autres lignes du carnet", autres.join("\u{a0}; "));
    }
    spans
}

/// The doses of the day of the bilan with product and lot, then what was said to be given that day
/// and is still without them.
fn faits_ce_jour(lettre: &Lettre<'_>) -> Vec<String> {
    let jour = lettre.dossier.bilan.date;
    let doses = &lettre.dossier.vaccinations.doses;
    let mut faits: Vec<String> = doses
        .iter()
        .filter(|dose| dose.date == jour && !dose.protege().is_empty())
        .map(|dose| {
            let noms: Vec<&str> = dose.protege().into_iter().map(court).collect();
            let produit = match dose.produit.trim() {
                "" => "produit à compléter".to_owned(),
                produit => lettre.libre(produit),
            };
            let lot = dose.lot.as_deref().map_or_else(
                || "lot à compléter".to_owned(),
                |lot| format!("lot\u{a0}{}", lettre.libre(lot)),
            );
            format!("{} ({produit}, {lot})", enumerate(&noms))
        })
        .collect();
    // Where an objection keeps the answer off the letter, its words stay off too.
    if lettre.reponse(FAITES_CE_JOUR).is_some() {
        let dites = faites_a_completer(&lettre.dossier.reponses, doses, jour);
        if !dites.is_empty() {
            let noms: Vec<&str> = dites.into_iter().map(court).collect();
            faits.push(format!("{} (produit et lot à compléter)", enumerate(&noms)));
        }
    }
    faits
}

/// Valences by the names that doctors use, where every code is known.
fn valences(reponse: &Reponse) -> Option<String> {
    let codes = reponse.valeur.as_array()?.iter();
    let noms: Option<Vec<&str>> =
        codes.map(|code| Some(court(Valence::from_code(code.as_str()?)?))).collect();
    Some(enumerate(&noms?))
}

/// "DTP, coqueluche, Hib".
fn enumerate(noms: &[&str]) -> String {
    noms.iter().map(|nom| en_phrase(nom)).collect::<Vec<_>>().join(", ")
}

/// A name inside a sentence: small, but for those that are letters of names.
fn en_phrase(nom: &str) -> String {
    match nom {
        "Hib" => nom.to_owned(),
        nom => minuscule(nom),
    }
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
            .filter(|dose| dose.protege().contains(valence))
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
            (enumerate(&noms), dates.join(", "))
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
