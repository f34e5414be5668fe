//! Handing a part over: its author gives it to a colleague, or one of the pair takes it over and says
//! why. What was answered keeps its authors.

use super::{find, put};
use crate::api::bilan::BilanOuvert;
use crate::api::vues::{BilanPage, PasserVolet};
use crate::api::{Core, identifiant, professionnel};
use crate::error::{Code, Error, Result};
use crate::store::{Verbe, tables};
use escale_domain::bilan::{VoletCode, VoletStatut};

pub(in crate::api) async fn hand_over(core: &Core, demande: PasserVolet) -> Result<BilanPage> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    ouvert.modifiable()?;
    let (code, rangee) = find(&session, &ouvert, &demande.volet).await?;
    let refus = |phrase: &str| {
        Err(Error::new(Code::VoletDUnAutre, "hand-over").avec_message(phrase.to_owned()))
    };
    if code == VoletCode::S16 {
        return refus("La synthèse revient au binôme\u{a0}: elle ne se passe pas.");
    }
    if rangee.statut != VoletStatut::EnCours.code() {
        return refus(match VoletStatut::from_code(&rangee.statut) {
            Some(VoletStatut::NonCommence) => {
                "Cette partie n’est pas commencée\u{a0}: qui la commence la remplit."
            }
            _ => "Cette partie est signée\u{a0}: qui l’a signée peut la reprendre.",
        });
    }
    let moi = session.compte.id.as_str();
    let auteur = rangee.auteur.as_deref().unwrap_or_default();
    let pros = professionnel::annuaire(&session).await?;
    let Some(suivant) = pros.get(&demande.a).filter(|p| p.soigne) else {
        return Err(Error::refus(Code::SaisieRefusee, "a", "Choisissez un soignant de l’équipe."));
    };
    if suivant.id == auteur {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "a",
            format!("{} remplit déjà cette partie.", suivant.nom_court()),
        ));
    }
    let motif = demande.motif.trim();
    if auteur != moi {
        // One of the pair may fall ill in the middle: a colleague takes over, and the journal
        // records it.
        if !ouvert.binome.iter().any(|id| id == moi) {
            return refus("Seuls l’auteur de cette partie et le binôme la passent à quelqu’un.");
        }
        if motif.is_empty() {
            return Err(Error::refus(
                Code::SaisieRefusee,
                "motif",
                "Écrivez pourquoi vous reprenez la partie d’un collègue.",
            ));
        }
    }
    let champs = vec![tables::Volet::auteur(identifiant(&suivant.id)?)];
    put(core, &session, &ouvert, &rangee, (Verbe::VoletPasser, motif), champs).await
}
