//! The alerts of a bilan: shown to those who may read them, answered by the pair, awaited before the
//! signatures.

use super::bilan::BilanOuvert;
use super::calcul;
use super::vues::{AlerteBilan, CalculsBilan, Pro, RepondreAlerte, ReponseAlerte};
use super::{Core, Session, identifiant, professionnel, synthese};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::tables::{self, Lu, Preconisation};
use crate::store::{Changement, Verbe, id_of};
use escale_domain::alerte::Alerte;
use escale_domain::bilan::Traitement;
use escale_domain::codes::Visibilite;
use escale_domain::preconisation::PreconisationStatut;
use escale_domain::professionnel::Permission;
use escale_domain::regle;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The alerts of a bilan with what was answered to them, for those who may read them.
pub(super) async fn vues(
    session: &Session,
    ouvert: &BilanOuvert,
    alertes: &[Alerte],
) -> Result<Vec<AlerteBilan>> {
    let pros = professionnel::annuaire(session).await?;
    let reponses = reponses(session, ouvert).await?;
    Ok(alertes
        .iter()
        .filter(|alerte| lisible(session, alerte))
        .map(|alerte| AlerteBilan {
            gravite_label: alerte.gravite.label().to_owned(),
            propose_label: alerte.propose.map(|p| p.label().to_owned()),
            reponse: reponses.iter().find(|r| repond(r, alerte)).map(|r| reponse_vue(r, &pros)),
            alerte: alerte.clone(),
        })
        .collect())
}

fn lisible(session: &Session, alerte: &Alerte) -> bool {
    session.peut(Permission::BilanEcrire) || alerte.visibilite != Visibilite::V3
}

/// The answers to the alerts of a bilan; one that was a recommendation withdrawn since is none any more.
async fn reponses(session: &Session, ouvert: &BilanOuvert) -> Result<Vec<tables::Alerte>> {
    let precos: Vec<Preconisation> = session.store.rows(ouvert.id).await?;
    let retiree =
        |id: Uuid| precos.iter().any(|p| p.statut == PreconisationStatut::Annulee && p.id == id);
    let mut reponses: Vec<tables::Alerte> = session.store.rows(ouvert.id).await?;
    reponses.retain(|r| !r.preconisation.is_some_and(retiree));
    Ok(reponses)
}

/// Whether an answer still answers this alert: an alert that has become graver since needs a new
/// one, and an urgent alert needs an action, not setting aside or keeping in the synthesis.
fn repond(reponse: &tables::Alerte, alerte: &Alerte) -> bool {
    reponse.cle == alerte.cle
        // An unreadable treatment does not count as an answer.
        && reponse.traitement.as_ref().and_then(Lu::ok)
            .is_some_and(|t| !alerte.bloquante || !t.sans_acte())
        // The gravest comes first in the list of codes.
        && reponse.gravite.ok().is_some_and(|alors| alors <= alerte.gravite)
}

fn reponse_vue(reponse: &tables::Alerte, pros: &BTreeMap<String, Pro>) -> ReponseAlerte {
    let traitement = reponse.traitement.as_ref();
    let label = traitement.and_then(Lu::ok).map_or("Traitement illisible", Traitement::label);
    ReponseAlerte {
        traitement: traitement.map(|t| t.code().to_owned()).unwrap_or_default(),
        traitement_label: label.to_owned(),
        texte: reponse.texte.clone(),
        auteur: pros.get(&reponse.auteur.to_string()).map(Pro::nom_court).unwrap_or_default(),
        quand: reponse.instant.map(instant).unwrap_or_default(),
        preconisation: reponse.preconisation.map(|id| id.to_string()),
    }
}

/// The alerts that must be answered before a bilan is signed, in French sentences: an urgent one by an
/// action, until both have signed; the others before the first signature, in one sentence.
pub(super) async fn attendues(
    session: &Session,
    ouvert: &BilanOuvert,
    alertes: &[Alerte],
) -> Result<Vec<String>> {
    let reponses = reponses(session, ouvert).await?;
    let attendue = |alerte: &&Alerte| !reponses.iter().any(|r| repond(r, alerte));
    let cachee = || "Une alerte attend la réponse du binôme.".to_owned();
    let mut phrases: Vec<String> = alertes
        .iter()
        .filter(|alerte| alerte.bloquante)
        .filter(attendue)
        .map(|alerte| match lisible(session, alerte) {
            true => format!(
                "Alerte «\u{a0}{}\u{a0}»\u{a0}: notez l’action faite avant de clore.",
                alerte.titre
            ),
            // An account that may not read it learns only that there is one.
            false => cachee(),
        })
        .collect();
    // After the first signature alerts are no longer answered: one raised by a changed setting
    // waits for the next bilan.
    if ouvert.statut.modifiable() {
        let mut titres: Vec<String> = Vec::new();
        for alerte in alertes.iter().filter(|alerte| !alerte.bloquante).filter(attendue) {
            let titre = format!("«\u{a0}{}\u{a0}»", alerte.titre);
            if !lisible(session, alerte) {
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
    pub(super) preconisation: Option<Uuid>,
}

/// What answering an alert changes.
pub(super) async fn changements(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    alerte: &Alerte,
    reponse: Reponse<'_>,
) -> Result<Vec<Changement>> {
    let id = id_of::<tables::Alerte>(ouvert.id, &alerte.cle);
    let connues: Vec<tables::Alerte> = session.store.rows(ouvert.id).await?;
    let mut champs = vec![
        tables::Alerte::gravite(alerte.gravite),
        tables::Alerte::traitement(Lu::from(reponse.traitement)),
        tables::Alerte::texte(reponse.texte),
        tables::Alerte::preconisation(reponse.preconisation),
        tables::Alerte::auteur(session.moi()?),
        tables::Alerte::date(core.monde.aujourd_hui()),
        tables::Alerte::instant(core.monde.maintenant()),
        tables::Alerte::visibilite(alerte.visibilite),
    ];
    if !connues.iter().any(|o| o.id == id) {
        champs.push(tables::Alerte::bilan(ouvert.id));
        champs.push(tables::Alerte::rang(i64::try_from(connues.len()).unwrap_or(i64::MAX)));
        champs.push(tables::Alerte::cle(alerte.cle.as_str()));
    }
    Ok(Changement::all(id, champs))
}

/// What taking the answer to an alert back changes: it waits again.
pub(super) fn forget(ouvert: &BilanOuvert, alerte: &Alerte) -> Vec<Changement> {
    let id = id_of::<tables::Alerte>(ouvert.id, &alerte.cle);
    vec![Changement::set(id, tables::Alerte::traitement(None))]
}

pub(super) async fn answer(core: &Core, demande: RepondreAlerte) -> Result<CalculsBilan> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    ouvert.modifiable()?;
    if !ouvert.binome.contains(&session.compte.id) {
        return Err(Error::new(Code::VoletDUnAutre, "alert of another pair")
            .avec_message("La réponse à une alerte revient au binôme."));
    }
    let calculs = calcul::bilan(core, &session, &ouvert).await?;
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
        Traitement::Preconisation if !proposee(&session, &ouvert, &demande).await? => {
            return Err(Error::refus(
                Code::SaisieRefusee,
                "preconisation",
                "Choisissez la préconisation de ce bilan qui répond à l’alerte.",
            ));
        }
        _ => {}
    }
    let preconisation = demande
        .preconisation
        .filter(|_| demande.traitement == Traitement::Preconisation)
        .map(|id| identifiant(&id))
        .transpose()?;
    let mut ajouts = Vec::new();
    if let Some(id) = preconisation {
        ajouts = synthese::keep_for(core, &session, &ouvert, &alerte.alerte, id).await?;
    }
    let reponse = Reponse { traitement: demande.traitement, texte, preconisation };
    let mut changements = changements(core, &session, &ouvert, &alerte.alerte, reponse).await?;
    changements.extend(ajouts);
    session.store.record(ouvert.acte(&session, Verbe::AlerteRepondre, changements)?).await?;
    calcul::bilan(core, &session, &ouvert).await
}

/// Whether the recommendation that answers an alert is one of the bilan, and stands.
async fn proposee(
    session: &Session,
    ouvert: &BilanOuvert,
    demande: &RepondreAlerte,
) -> Result<bool> {
    let connues: Vec<Preconisation> = session.store.rows(ouvert.id).await?;
    Ok(connues.iter().any(|p| {
        Some(p.id.to_string()) == demande.preconisation && p.statut != PreconisationStatut::Annulee
    }))
}
