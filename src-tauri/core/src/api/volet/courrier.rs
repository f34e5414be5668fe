//! The tick that lets an answer under reinforced secrecy into the letter to the doctor, and on no other
//! paper (domain note §7: V3 is on no paper unless ticked one by one).

use super::question::visibilite;
use super::vue::{Reponses, Vue};
use super::{enter_part, find, formulaire, secret, section_de};
use crate::api::bilan::BilanOuvert;
use crate::api::vues::{AuCourrier, Repondu};
use crate::api::{Core, identifiant};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::tables::Reponse;
use crate::store::{Changement, Verbe, Vu, id_of};
use escale_domain::codes::Visibilite;
use serde_json::Value;

/// Ticks an answer, or takes the tick away. The person who may write the answer decides, while its part is open.
pub(in crate::api) async fn au_courrier(core: &Core, demande: AuCourrier) -> Result<Repondu> {
    let session = core.session().await?;
    // The lock keeps a signature from coming between this read and the write.
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let lexique = formulaire::lexique(&session, ouvert.id).await?;
    let (section, du_centre) = section_de(&lexique, &demande.question)?;
    let (_, forme) = enter_part(&session, &ouvert, section).await?;
    let forme = du_centre.unwrap_or(forme);
    let question = forme
        .question(&demande.question)
        .ok_or_else(|| Error::new(Code::Introuvable, "question"))?;
    secret::pour_ecrire(&session, question.visibilite)?;
    let refus = |phrase: &str| Error::refus(Code::SaisieRefusee, "inclure", phrase);
    let avant = Reponses::read(&session, &demande.bilan).await?;
    let connue = avant.saisie(&question.code).filter(|saisie| !saisie["valeur"].is_null());
    let Some(connue) = connue else {
        return Err(refus(
            "Répondez d’abord à la question\u{a0}: seule une réponse va au courrier.",
        ));
    };
    // A file from elsewhere may have put one answer under it.
    let visibilite = visibilite(question.visibilite, connue);
    secret::pour_ecrire(&session, visibilite)?;
    if visibilite != Visibilite::V3 {
        return Err(refus(
            "Cette réponse n’est pas sous secret renforcé\u{a0}: elle suit la règle de chaque papier.",
        ));
    }
    let mut saisie = connue.clone();
    if demande.inclure {
        saisie["inclure_courrier"] = Value::Bool(true);
    } else if let Some(champs) = saisie.as_object_mut() {
        // Without a tick the key is absent.
        champs.remove("inclure_courrier");
    }
    let vu = demande.vu.as_deref().map(identifiant).transpose()?;
    let id = id_of::<Reponse>(ouvert.id, &question.code);
    let changement = Changement::set(id, Reponse::saisie(saisie)).vu(Vu::de_l_ecran(vu));
    let ecrit = session
        .store
        .record(ouvert.acte(&session, Verbe::CourrierCocher, vec![changement])?)
        .await?;

    let apres = Reponses::read(&session, &demande.bilan).await?;
    let vue = Vue::new(core, &session, &ouvert, apres).await?;
    let (_, rangee) = find(&session, &ouvert, section.code()).await?;
    let seule = [question.code.clone()];
    Ok(Repondu {
        instant: instant(ecrit.instant),
        questions: vue.questions(&session, forme, Some(&seule)).await?,
        volet: vue.etat(&rangee)?,
        conflit: !ecrit.conflits.is_empty(),
    })
}
