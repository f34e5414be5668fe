//! Psychic health and exposures: always in the words of the dictionary, never in those of the child.

use super::constat::Constat;
use super::propositions;
use super::regles;
use super::{Alerte, Faits, Gravite};
use crate::codes::Visibilite;
use crate::dictionnaire;
use crate::document::minuscule;

pub(super) fn search(faits: &Faits<'_>, alertes: &mut Vec<Alerte>) {
    alertes.extend(idees(faits));
    alertes.extend(antecedents(faits));
    alertes.extend(retentissement(faits));
    alertes.extend(sans_suivi(faits));
    alertes.extend(protection(faits));
    alertes.extend(prostitution(faits));
}

fn idees(faits: &Faits<'_>) -> Option<Alerte> {
    let (etat, visibilite) = faits.choix("psy.idees_suicidaires")?;
    let (gravite, raison, proposition) = match etat {
        "passives" => (Gravite::Importante, "Idées suicidaires passives.", &propositions::PEDOPSY),
        "actives" => {
            (Gravite::Urgente, "Idées suicidaires actives.", &propositions::PEDOPSY_URGENT)
        }
        "plan" => (Gravite::Urgente, "Idées suicidaires avec plan.", &propositions::PEDOPSY_URGENT),
        _ => return None,
    };
    let regle = &regles::IDEES;
    Some(Constat::new(regle, gravite, raison.to_owned(), proposition, visibilite).alerte())
}

fn antecedents(faits: &Faits<'_>) -> Vec<Alerte> {
    [("psy.ts_anterieure", &regles::TS), ("psy.automutilation", &regles::AUTOMUTILATION)]
        .into_iter()
        .filter_map(|(code, regle)| {
            let visibilite = faits.est(code, "oui")?;
            let raison = format!("{}\u{a0}: oui.", regle.titre);
            let proposition = &propositions::PEDOPSY;
            let gravite = Gravite::Importante;
            Some(Constat::new(regle, gravite, raison, proposition, visibilite).alerte())
        })
        .collect()
}

fn retentissement(faits: &Faits<'_>) -> Option<Alerte> {
    let (etat, visibilite) = faits.choix("psy.retentissement")?;
    let (gravite, raison) = match etat {
        "modere" => (Gravite::ASurveiller, "Retentissement psychique modéré."),
        "severe" => (Gravite::Importante, "Retentissement psychique sévère."),
        _ => return None,
    };
    let regle = &regles::RETENTISSEMENT;
    let proposition = &propositions::PSYCHO;
    Some(Constat::new(regle, gravite, raison.to_owned(), proposition, visibilite).alerte())
}

/// A sign that was observed in a child without follow-up: none ever, or one that was broken off.
fn sans_suivi(faits: &Faits<'_>) -> Vec<Alerte> {
    let regle = &regles::PSY_OBSERVATION;
    let (suivi, secret) = match faits.choix("psy.suivi") {
        Some(("jamais", secret)) => ("aucun suivi jusqu’ici", secret),
        Some(("interrompu", secret)) => ("suivi interrompu", secret),
        _ => return Vec::new(),
    };
    let observations = regle.lit.iter().filter(|code| **code != "psy.suivi");
    observations
        .filter_map(|code| {
            let visibilite = faits.est(code, "anormal")?.max(secret);
            let label = dictionnaire::item(code)?.label;
            let raison = format!("{label}\u{a0}: observation anormale, {suivi}.");
            let proposition = &propositions::PSYCHO;
            let gravite = Gravite::ASurveiller;
            let constat = Constat::new(regle, gravite, raison, proposition, visibilite);
            Some(constat.item(*code).precision(minuscule(label)).alerte())
        })
        .collect()
}

/// Violence that the child told or that was seen, while the pair answered that no authority was informed. It
/// reminds of the question; the decision is the pair's (code pénal 226-14, domain note §1.3).
fn protection(faits: &Faits<'_>) -> Vec<Alerte> {
    let regle = &regles::PROTECTION;
    let Some(secret) = faits.est("exp.ip_signalement", "non") else { return Vec::new() };
    let expositions = regle.lit.iter().filter(|code| **code != "exp.ip_signalement");
    expositions
        .filter_map(|code| {
            let (etat, visibilite) = faits.choix(code)?;
            let etat = match etat {
                "dit_enfant" => "dit par l’enfant",
                "constate" => "constaté",
                _ => return None,
            };
            let raison = format!(
                "{} ({etat})\u{a0}: aucune information préoccupante ni signalement n’est noté.",
                dictionnaire::item(code)?.label
            );
            let secret = visibilite.max(secret).max(Visibilite::V3);
            let proposition = &propositions::PROTECTION;
            let gravite = Gravite::Urgente;
            let constat = Constat::new(regle, gravite, raison, proposition, secret);
            let precision = minuscule(dictionnaire::item(code)?.label);
            Some(constat.item(*code).precision(precision).alerte())
        })
        .collect()
}

/// A minor only: the law that is the source speaks of no other.
fn prostitution(faits: &Faits<'_>) -> Option<Alerte> {
    let visibilite = faits.est("ado.prostitution_risque", "oui")?;
    faits.age().filter(|age| age.ans() < 18)?;
    let raison = "Risque prostitutionnel\u{a0}: oui. À évaluer\u{a0}: information préoccupante ou \
                  signalement."
        .to_owned();
    let constat = Constat::new(
        &regles::PROSTITUTION,
        Gravite::Importante,
        raison,
        &propositions::PROTECTION,
        visibilite,
    );
    Some(constat.alerte())
}
