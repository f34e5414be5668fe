//! Who follows the child, what is late, what the pair calls an urgency.

use super::constat::Constat;
use super::{Alerte, Faits, Gravite, propositions, regles};
use crate::codes::Visibilite;
use crate::dictionnaire;

pub(super) fn search(faits: &Faits<'_>, alertes: &mut Vec<Alerte>) {
    if !faits.medecin_referent {
        let raison = "Aucun médecin ne suit l’enfant, d’après le dossier.".to_owned();
        alertes.push(
            Constat::new(
                &regles::REFERENT,
                Gravite::Importante,
                raison,
                &propositions::REFERENT,
                Visibilite::V1,
            )
            .alerte(),
        );
    }
    alertes.extend(vaccins(faits));
    alertes.extend(tension(faits));
    alertes.extend(urgences(faits));
}

/// One alert for all late vaccines whose calendar is named.
fn vaccins(faits: &Faits<'_>) -> Option<Alerte> {
    let mut phrases: Vec<&str> = Vec::new();
    let mut sources: Vec<&str> = Vec::new();
    for vaccin in faits.vaccins_en_retard.iter().filter(|v| !v.source.trim().is_empty()) {
        let phrase = vaccin.phrase.trim().trim_end_matches('.');
        let phrase = if phrase.is_empty() { vaccin.valence.label() } else { phrase };
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
        if !sources.contains(&vaccin.source.trim()) {
            sources.push(vaccin.source.trim());
        }
    }
    if phrases.is_empty() {
        return None;
    }
    let raison = format!("À rattraper\u{a0}: {}.", phrases.join("\u{202f}; "));
    let constat = Constat::new(
        &regles::VACCINS,
        Gravite::Importante,
        raison,
        &propositions::VACCINS,
        Visibilite::V1,
    );
    Some(constat.source(sources.join("\u{202f}; ")).alerte())
}

/// A raised blood pressure asks for other measures, and says nothing more.
fn tension(faits: &Faits<'_>) -> Option<Alerte> {
    let tension = faits.tension.as_ref().filter(|t| t.a_controler)?;
    let source = tension.source.trim();
    if source.is_empty() {
        return None;
    }
    let raison = format!(
        "Tension artérielle à {} ({})\u{a0}: une seule mesure ne suffit pas à conclure.",
        tension.valeur, tension.classe
    );
    let constat = Constat::new(
        &regles::TENSION,
        Gravite::ASurveiller,
        raison,
        &propositions::TENSION,
        faits.secret(&["cro.ta_sys", "cro.ta_dia"], Visibilite::V2),
    );
    Some(constat.source(source).alerte())
}

/// Every question that is called an urgency and was answered yes. That of the psyche must be dealt
/// with before the signature (domain note §7.4, S12).
fn urgences(faits: &Faits<'_>) -> Vec<Alerte> {
    let mut trouvees = Vec::new();
    for item in dictionnaire_des_urgences() {
        let Some(visibilite) = faits.est(item.code, "oui") else { continue };
        // A test holds that each such question of the dictionary has its rule here.
        let (regle, proposition, psychique) = match item.code {
            "psy.urgence" => (&regles::PSY_URGENCE, &propositions::PEDOPSY_URGENT, true),
            _ => (&regles::DENT_URGENCE, &propositions::DENTISTE_URGENT, false),
        };
        let raison = format!("{}\u{a0}: réponse «\u{a0}oui\u{a0}».", item.label);
        let constat = Constat::new(regle, Gravite::Urgente, raison, proposition, visibilite);
        let constat = if psychique { constat.bloquante() } else { constat };
        trouvees.push(constat.alerte());
    }
    trouvees
}

/// The questions of the dictionary that are called an urgency.
pub(super) fn dictionnaire_des_urgences() -> impl Iterator<Item = &'static dictionnaire::Item> {
    crate::bilan::VoletCode::ALL
        .iter()
        .flat_map(|section| dictionnaire::items(*section))
        .filter(|item| item.code.ends_with(".urgence"))
}
