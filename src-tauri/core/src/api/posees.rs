//! What is asked of a bilan in the base: see [`escale_domain::posees`].
//!
//! Whatever speaks of the answers of a bilan reads them here, or from the record that is gathered
//! for it (`export::gather`). Only the screens where they are typed read the rows themselves.

use super::bilan::BilanOuvert;
use super::vues::NonTransmise;
use super::{Session, formulaire};
use crate::error::Result;
use escale_domain::bilan::Reponse;
use escale_domain::codes::Visibilite;
use escale_domain::formulaire::Lexique;
use escale_domain::posees::{Cadre, Posees, Saisies};
use escale_domain::professionnel::Permission;
use serde_json::{Value, json};

/// The answers of a bilan that are asked.
pub(super) async fn du_bilan(session: &Session, bilan: &str) -> Result<Posees> {
    let ouvert = BilanOuvert::read(session, bilan).await?;
    let lexique = formulaire::lexique(session, ouvert.id).await?;
    de(session, &ouvert, &lexique).await
}

async fn de(session: &Session, ouvert: &BilanOuvert, lexique: &Lexique) -> Result<Posees> {
    let mut saisies = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "what is asked is found out here")]
    for ligne in session.store.reponses(&ouvert.id.to_string()).await? {
        let saisie: Value = serde_json::from_str(&ligne.saisie)?;
        saisies.push((ligne.question, saisie));
    }
    let saisies = saisies.iter().map(|(question, saisie)| (question.as_str(), saisie));
    des_saisies(session, ouvert, lexique, saisies).await
}

/// The same, of rows that were read already: question, and what is kept of its answer.
pub(super) async fn des_saisies<'s>(
    session: &Session,
    ouvert: &BilanOuvert,
    lexique: &Lexique,
    saisies: impl Iterator<Item = (&'s str, &'s Value)>,
) -> Result<Posees> {
    let mut reponses: Vec<Reponse> = Vec::new();
    for (question, saisie) in saisies.filter(|(_, saisie)| !saisie["valeur"].is_null()) {
        let mut saisie = saisie.clone();
        saisie["code"] = json!(question);
        reponses.push(serde_json::from_value(saisie)?);
    }
    let mut saisies = Saisies::from(reponses);
    if session.store.scelle(ouvert.enfant_id, ouvert.id).await?.reponses {
        saisies.mark_illisibles();
    }
    let cadre = Cadre {
        sexe: ouvert.enfant.sexe,
        naissance: ouvert.enfant.date_naissance,
        jour: ouvert.date,
        version: ouvert.version(),
        du_centre: lexique.formulaires(),
    };
    Ok(Posees::du_bilan(&cadre, &saisies))
}

/// What was answered in a bilan and goes out no more, for those who may read it.
pub(super) async fn non_transmises(
    session: &Session,
    ouvert: &BilanOuvert,
) -> Result<Vec<NonTransmise>> {
    let lexique = formulaire::lexique(session, ouvert.id).await?;
    let secrets = session.peut(Permission::BilanEcrire);
    let posees = de(session, ouvert, &lexique).await?;
    let dites = posees
        .tues()
        .iter()
        .filter(|tue| !tue.indecise)
        .filter(|tue| secrets || tue.visibilite(&lexique) != Visibilite::V3);
    Ok(dites
        .flat_map(|tue| {
            tue.titres(&lexique).into_iter().map(|label| NonTransmise {
                volet: tue.reponse.section.code().to_owned(),
                question: tue.reponse.code.clone(),
                label,
            })
        })
        .collect())
}
