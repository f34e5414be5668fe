//! The alerts of a bilan: shown to those who may read them, answered by the pair, awaited before the
//! signatures.

use super::bilan::Ouvert;
use super::calcul;
use super::vues::{AlerteBilan, CalculsBilan, Pro, RepondreAlerte, ReponseAlerte};
use super::{Core, Seance, derive_id, professionnel, synthese};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::{Changement, Entite, Objet, Verbe};
use escale_domain::alerte::{Alerte, Gravite};
use escale_domain::bilan::Traitement;
use escale_domain::codes::Visibilite;
use escale_domain::professionnel::Permission;
use escale_domain::regle;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The alerts of a bilan with what was answered to them, for those who may read them.
pub(super) async fn vues(
    seance: &Seance,
    ouvert: &Ouvert,
    alertes: &[Alerte],
) -> Result<Vec<AlerteBilan>> {
    let pros = professionnel::annuaire(seance).await?;
    let reponses = reponses(seance, ouvert).await?;
    Ok(alertes
        .iter()
        .filter(|alerte| lisible(seance, alerte))
        .map(|alerte| AlerteBilan {
            gravite_label: alerte.gravite.label().to_owned(),
            propose_label: alerte.propose.map(|p| p.label().to_owned()),
            reponse: reponses.iter().find(|r| repond(r, alerte)).map(|r| reponse_vue(r, &pros)),
            alerte: alerte.clone(),
        })
        .collect())
}

fn lisible(seance: &Seance, alerte: &Alerte) -> bool {
    seance.peut(Permission::BilanEcrire) || alerte.visibilite != Visibilite::V3
}

/// The answers to the alerts of a bilan; one that was a recommendation withdrawn since is none any more.
async fn reponses(seance: &Seance, ouvert: &Ouvert) -> Result<Vec<Objet>> {
    let precos = seance.store.objets(Entite::Preconisation, "bilan", ouvert.id).await?;
    let retiree =
        |id: &str| precos.iter().any(|p| p.texte("statut") == "annulee" && p.id.to_string() == id);
    let mut reponses = seance.store.objets(Entite::Alerte, "bilan", ouvert.id).await?;
    reponses.retain(|r| !retiree(r.texte("preconisation")));
    Ok(reponses)
}

/// Whether an answer is one to this alert as it stands: one that grew graver since waits again, and
/// neither setting an urgent alert aside nor keeping it in the synthesis is an action.
fn repond(objet: &Objet, alerte: &Alerte) -> bool {
    let alors = Gravite::from_code(objet.texte("gravite"));
    objet.texte("cle") == alerte.cle
        // A treatment that cannot be read answers nothing.
        && Traitement::from_code(objet.texte("traitement"))
            .is_some_and(|t| !alerte.bloquante || !t.sans_acte())
        // The gravest comes first in the list of codes.
        && alors.is_some_and(|alors| alors <= alerte.gravite)
}

fn reponse_vue(objet: &Objet, pros: &BTreeMap<String, Pro>) -> ReponseAlerte {
    let traitement = objet.texte("traitement");
    let label = Traitement::from_code(traitement).map_or("Traitement illisible", Traitement::label);
    ReponseAlerte {
        traitement: traitement.to_owned(),
        traitement_label: label.to_owned(),
        texte: objet.texte("texte").to_owned(),
        auteur: pros.get(objet.texte("auteur")).map(Pro::nom_court).unwrap_or_default(),
        quand: objet.champ("instant").as_i64().map(instant).unwrap_or_default(),
        preconisation: objet.champ("preconisation").as_str().map(str::to_owned),
    }
}

/// The alerts that must be answered before a bilan is signed, in French sentences: an urgent one by an
/// action, until both have signed; the others before the first signature, in one sentence.
pub(super) async fn attendues(
    seance: &Seance,
    ouvert: &Ouvert,
    alertes: &[Alerte],
) -> Result<Vec<String>> {
    let reponses = reponses(seance, ouvert).await?;
    let attendue = |alerte: &&Alerte| !reponses.iter().any(|r| repond(r, alerte));
    let cachee = || "Une alerte attend la réponse du binôme.".to_owned();
    let mut phrases: Vec<String> = alertes
        .iter()
        .filter(|alerte| alerte.bloquante)
        .filter(attendue)
        .map(|alerte| match lisible(seance, alerte) {
            true => format!(
                "Alerte «\u{a0}{}\u{a0}»\u{a0}: notez l’action faite avant de clore.",
                alerte.titre
            ),
            // Who may not read what it is about learns that there is one.
            false => cachee(),
        })
        .collect();
    // Once somebody has signed nothing is answered any more: what a setting raises then waits for
    // the next bilan.
    if ouvert.statut.modifiable() {
        let mut titres: Vec<String> = Vec::new();
        for alerte in alertes.iter().filter(|alerte| !alerte.bloquante).filter(attendue) {
            let titre = format!("«\u{a0}{}\u{a0}»", alerte.titre);
            if !lisible(seance, alerte) {
                phrases.push(cachee());
            } else if !titres.contains(&titre) {
                titres.push(titre);
            }
        }
        match titres.as_slice() {
            [] => {}
            [titre] => phrases.push(format!("Répondez à l’alerte {titre}.")),
            titres => phrases.push(format!("Répondez aux alertes {}.", titres.join(", "))),
        }
        phrases.dedup();
    }
    Ok(phrases)
}

/// An answer to an alert, about to be written.
pub(super) struct Reponse<'a> {
    pub(super) traitement: Traitement,
    pub(super) texte: &'a str,
    /// The recommendation that answers it.
    pub(super) preconisation: Option<String>,
}

/// What answering an alert changes.
pub(super) async fn changements(
    core: &Core,
    seance: &Seance,
    ouvert: &Ouvert,
    alerte: &Alerte,
    reponse: Reponse<'_>,
) -> Result<Vec<Changement>> {
    let id = derive_id(ouvert.id, &format!("alerte/{}", alerte.cle));
    let connues = seance.store.objets(Entite::Alerte, "bilan", ouvert.id).await?;
    let mut champs: Vec<(&'static str, Value)> = vec![
        ("gravite", json!(alerte.gravite)),
        ("traitement", json!(reponse.traitement)),
        ("texte", json!(reponse.texte)),
        ("preconisation", json!(reponse.preconisation)),
        ("auteur", json!(seance.compte.id)),
        ("date", json!(core.monde.aujourd_hui())),
        ("instant", json!(core.monde.maintenant())),
        ("visibilite", json!(alerte.visibilite)),
    ];
    if !connues.iter().any(|o| o.id == id) {
        champs.push(("bilan", json!(ouvert.id.to_string())));
        champs.push(("rang", json!(connues.len())));
        champs.push(("cle", json!(alerte.cle)));
    }
    Ok(Changement::champs(Entite::Alerte, id, champs))
}

/// What taking the answer to an alert back changes: it waits again.
pub(super) fn oublier(ouvert: &Ouvert, alerte: &Alerte) -> Vec<Changement> {
    let id = derive_id(ouvert.id, &format!("alerte/{}", alerte.cle));
    Changement::champs(Entite::Alerte, id, [("traitement", Value::Null)])
}

pub(super) async fn repondre(core: &Core, demande: RepondreAlerte) -> Result<CalculsBilan> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    ouvert.modifiable()?;
    if !ouvert.binome.contains(&seance.compte.id) {
        return Err(Error::new(Code::VoletDUnAutre, "alert of another pair")
            .avec_message("La réponse à une alerte revient au binôme."));
    }
    let calculs = calcul::bilan(core, &seance, &ouvert).await?;
    let alerte = calculs
        .alertes
        .iter()
        .find(|a| a.alerte.cle == demande.cle)
        .ok_or_else(|| Error::new(Code::Introuvable, "alert"))?;
    let texte = demande.texte.trim();
    let refus = |phrase: &str| Err(Error::refus(Code::SaisieRefusee, "texte", phrase));
    match demande.traitement {
        Traitement::Ecartee if alerte.alerte.bloquante => {
            return refus(
                "Cette alerte ne s’écarte pas\u{a0}: notez ce qui a été fait, et avec qui.",
            );
        }
        // Only keeping its proposal says that the synthesis takes an alert over.
        Traitement::Reprise => {
            return refus("Une alerte se garde depuis la synthèse, à «\u{a0}Garder\u{a0}».");
        }
        Traitement::Ecartee if !regle::dit(texte) => {
            return refus("Écrivez pourquoi cette alerte est écartée.");
        }
        Traitement::Action if !regle::dit(texte) => {
            return refus("Écrivez ce qui a été fait, et avec qui.");
        }
        Traitement::Preconisation if !proposee(&seance, &ouvert, &demande).await? => {
            return Err(Error::refus(
                Code::SaisieRefusee,
                "preconisation",
                "Choisissez la préconisation de ce bilan qui répond à l’alerte.",
            ));
        }
        _ => {}
    }
    let preconisation =
        demande.preconisation.filter(|_| demande.traitement == Traitement::Preconisation);
    let mut ajouts = Vec::new();
    if let Some(id) = &preconisation {
        ajouts = synthese::garder_pour(core, &seance, &ouvert, &alerte.alerte, id).await?;
    }
    let reponse = Reponse { traitement: demande.traitement, texte, preconisation };
    let mut changements = changements(core, &seance, &ouvert, &alerte.alerte, reponse).await?;
    changements.extend(ajouts);
    seance.store.record(ouvert.acte(&seance, Verbe::AlerteRepondre, changements)?).await?;
    calcul::bilan(core, &seance, &ouvert).await
}

/// Whether the recommendation that answers an alert is one of the bilan, and stands.
async fn proposee(seance: &Seance, ouvert: &Ouvert, demande: &RepondreAlerte) -> Result<bool> {
    let connues = seance.store.objets(Entite::Preconisation, "bilan", ouvert.id).await?;
    Ok(connues
        .iter()
        .any(|p| Some(p.id.to_string()) == demande.preconisation && p.texte("statut") != "annulee"))
}
