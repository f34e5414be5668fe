//! The team, and the accounts.

use super::coffre::en_fond;
use super::vues::{NouveauPro, Pro, Rien};
use super::{Core, identifiant};
use crate::error::{Code, Error, Result};
use crate::store::tables::{Lu, Professionnel};
use crate::store::{Acte, Changement, Verbe};
use escale_domain::identifiant::IdKind;
use escale_domain::professionnel::Permission;
use escale_domain::regle;
use escale_domain::texte::fold;
use std::collections::BTreeMap;

pub(super) async fn list(core: &Core, _: Rien) -> Result<Vec<Pro>> {
    let session = core.session().await?;
    Ok(session.store.professionnels().await?.iter().map(Pro::new).collect())
}

pub(super) async fn add(core: &Core, nouveau: NouveauPro) -> Result<Vec<Pro>> {
    let session = core.session().await?;
    for (champ, valeur, phrase) in [
        ("nom", &nouveau.nom, "Écrivez le nom."),
        ("prenom", &nouveau.prenom, "Écrivez le prénom."),
    ] {
        if !regle::nomme(valeur) {
            return Err(Error::refus(Code::SaisieRefusee, champ, phrase));
        }
    }
    let rpps = super::identite::numero_saisi(IdKind::Rpps, "rpps", nouveau.rpps.as_deref())?;
    let _tour = session.decide().await;
    let identifiant = nouveau.identifiant.filter(|i| !i.trim().is_empty());
    if let Some(identifiant) = &identifiant {
        // The team says which names are taken: a slot left by an interrupted attempt belongs to no
        // account.
        let voulu = fold(identifiant);
        let pris = annuaire(&session)
            .await?
            .values()
            .any(|p| p.identifiant.as_deref().is_some_and(|i| fold(i) == voulu));
        if pris {
            return Err(Error::new(Code::IdentifiantPris, "account exists"));
        }
        let mot_de_passe = zeroize::Zeroizing::new(nouveau.mot_de_passe.unwrap_or_default());
        let (partagee, nom) = (session.clone(), identifiant.clone());
        let (monde, cout) = (core.monde.clone(), core.cout());
        en_fond(move || Ok(partagee.ouvert.reset(&nom, &mot_de_passe, cout, monde.as_ref())?))
            .await?;
    }
    let changements = Changement::new(&Professionnel {
        id: core.monde.nouvel_id(),
        nom: nouveau.nom.trim().to_owned(),
        prenom: nouveau.prenom.trim().to_owned(),
        profession: Lu::from(nouveau.profession),
        rpps,
        role: Lu::from(nouveau.profession.role()),
        mode: None,
        charte: None,
        formation: None,
        statut: None,
        identifiant: identifiant.clone(),
        administrateur: Some(nouveau.administrateur),
    });
    session
        .store
        .record(Acte {
            verbe: match identifiant {
                Some(_) => Verbe::CompteOuvrir,
                None => Verbe::ProfessionnelAjouter,
            },
            auteur: Some(session.moi()?),
            enfant: None,
            motif: None,
            changements,
        })
        .await?;
    super::coffre::grant(core, &session.store, &session.ouvert, session.identifiant()).await?;
    list(core, Rien {}).await
}

/// Gives people of the team who have no account one each, by account name and identifier, all with
/// the same password.
///
/// # Errors
/// [`Code::Interdit`] unless the account is an administrator's, [`Code::IdentifiantPris`], a
/// password too short.
pub async fn open_comptes(
    core: &Core,
    comptes: Vec<(String, String)>,
    mot_de_passe: &str,
) -> Result<()> {
    core.require(Permission::Administrer).await?;
    let session = core.session().await?;
    let _tour = session.decide().await;
    let cout = core.cout();
    let mut changements = Vec::new();
    for (nom, pro) in comptes {
        session.ouvert.add(&nom, mot_de_passe, cout, core.monde.as_ref())?;
        changements.push(Changement::set(identifiant(&pro)?, Professionnel::identifiant(nom)));
    }
    session
        .store
        .record(Acte {
            verbe: Verbe::CompteOuvrir,
            auteur: Some(session.moi()?),
            enfant: None,
            motif: None,
            changements,
        })
        .await?;
    super::coffre::grant(core, &session.store, &session.ouvert, session.identifiant()).await
}

pub(super) async fn annuaire(session: &super::Session) -> Result<BTreeMap<String, Pro>> {
    let tous = session.store.professionnels().await?;
    Ok(tous.iter().map(|p| (p.id.clone(), Pro::new(p))).collect())
}
