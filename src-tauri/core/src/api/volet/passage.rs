//! Handing a part over: its author gives it to a colleague, or one of the pair takes it over and says
//! why. What was answered keeps its authors.

use super::{poser, trouver};
use crate::api::bilan::Ouvert;
use crate::api::vues::{BilanPage, PasserVolet};
use crate::api::{Core, identifiant, professionnel};
use crate::error::{Code, Error, Result};
use crate::store::{Verbe, tables};
use escale_domain::bilan::{VoletCode, VoletStatut};

pub(in crate::api) async fn passer(core: &Core, demande: PasserVolet) -> Result<BilanPage> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    ouvert.modifiable()?;
    let (code, rangee) = trouver(&seance, &ouvert, &demande.volet).await?;
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
    let moi = seance.compte.id.as_str();
    let auteur = rangee.auteur.as_deref().unwrap_or_default();
    let pros = professionnel::annuaire(&seance).await?;
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
        // Somebody falls ill between two questions: the half-day goes on, and the journal says so.
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
    poser(core, &seance, &ouvert, &rangee, (Verbe::VoletPasser, motif), champs).await
}
