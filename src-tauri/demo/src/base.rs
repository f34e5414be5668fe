//! A base of invented children, with a bilan that waits to be filled in.

use crate::{CAS, MOT_DE_PASSE};
use escale_core::api::vues::{Etat, NouveauBilan, Pro, Rien};
use escale_core::api::{self, Core, NouveauCoffre, NouveauCompte, appel};
use escale_core::error::{Code, Error, Result};
use escale_domain::bilan::{BilanType, DemiJournee, Present};
use escale_domain::dossier::{self as format, Dossier};
use escale_domain::professionnel::Role;
use escale_domain::texte::fold;
use std::collections::BTreeMap;
use std::pin::Pin;

/// The child who has a bilan every year: this year's is there to be filled in.
const ANNUEL: &str = "DEMO-2026-07";

/// The demonstration that a host gives to a [`Core`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Demonstration;

impl api::Demonstration for Demonstration {
    fn mot_de_passe(&self) -> &'static str {
        MOT_DE_PASSE
    }

    fn fill<'a>(&'a self, core: &'a Core) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move { found(core).await.map(|_| ()) })
    }
}

/// Makes the base in the vault of this program, and opens it. Gives the bilan that waits to be filled
/// in.
///
/// # Errors
/// [`Code::CoffreExiste`] when a vault is there already.
pub async fn found(core: &Core) -> Result<String> {
    let dossiers = dossiers()?;
    api::found_without_sheet(core, centre(&dossiers)?).await?;
    let roles = roles(&dossiers);
    let mut annuel = None;
    for dossier in dossiers {
        let importe = api::save_dossier(core, dossier).await?;
        if importe.dossier == ANNUEL {
            annuel = Some(importe.enfant);
        }
    }
    open_comptes(core, &roles).await?;
    let enfant = annuel.ok_or_else(|| Error::new(Code::Interne, "no child of case 07"))?;
    begin_bilan(core, enfant, &roles).await
}

pub(crate) fn dossiers() -> Result<Vec<Dossier>> {
    CAS.iter()
        .map(|(nom, texte)| {
            format::parse(nom, texte)
                .map_err(|refus| Error::new(Code::Interne, format!("bundled case: {refus}")))
        })
        .collect()
}

/// What each person of the records does, by name and first name.
type Roles = BTreeMap<(String, String), Role>;

fn roles(dossiers: &[Dossier]) -> Roles {
    let pros = dossiers.iter().flat_map(|dossier| &dossier.professionnels);
    pros.map(|pro| ((pro.nom.clone(), pro.prenom.clone()), pro.role)).collect()
}

fn role(roles: &Roles, pro: &Pro) -> Option<Role> {
    roles.get(&(pro.nom.clone(), pro.prenom.clone())).copied()
}

/// The centre of the first record, and its doctor, who administers.
fn centre(dossiers: &[Dossier]) -> Result<NouveauCoffre> {
    let premier = dossiers.first().ok_or_else(|| Error::new(Code::Interne, "no case"))?;
    let medecin = premier
        .professionnels
        .iter()
        .find(|p| premier.bilan.binome.contains(&p.id))
        .ok_or_else(|| Error::new(Code::Interne, "case without a pair"))?;
    let compte = NouveauCompte {
        nom: medecin.nom.clone(),
        prenom: medecin.prenom.clone(),
        profession: medecin.profession,
        rpps: medecin.rpps.clone(),
        identifiant: identifiant_de(&medecin.prenom, &medecin.nom),
        mot_de_passe: MOT_DE_PASSE.to_owned(),
    };
    Ok(NouveauCoffre { centre: premier.centre.clone(), compte })
}

/// "Julie LEFÈVRE" signs in as "julie.lefevre".
fn identifiant_de(prenom: &str, nom: &str) -> String {
    format!("{}.{}", fold(prenom), fold(nom)).replace(' ', "-")
}

/// Gives every salaried professional an account.
async fn open_comptes(core: &Core, roles: &Roles) -> Result<()> {
    let equipe = appel::equipe_lister(core, Rien {}).await?;
    let comptes = equipe
        .into_iter()
        .filter(|pro| pro.identifiant.is_none())
        .filter(|pro| role(roles, pro) != Some(Role::Lib))
        .map(|pro| (identifiant_de(&pro.prenom, &pro.nom), pro.id))
        .collect();
    api::open_comptes(core, comptes, MOT_DE_PASSE).await
}

/// Opens this year's bilan of a child, for the user of the demonstration to fill in.
async fn begin_bilan(core: &Core, enfant: String, roles: &Roles) -> Result<String> {
    let Etat { compte, aujourd_hui, .. } = appel::etat(core, Rien {}).await?;
    let moi = compte.ok_or_else(|| Error::new(Code::Interne, "nobody at the seat"))?.id;
    let autre = appel::equipe_lister(core, Rien {})
        .await?
        .into_iter()
        .find(|pro| role(roles, pro) == Some(Role::Psy) && pro.id != moi)
        .ok_or_else(|| Error::new(Code::Interne, "no psychologist"))?;
    let demande = NouveauBilan {
        enfant,
        bilan_type: BilanType::Ann,
        date: aujourd_hui.iso(),
        demi_journee: DemiJournee::Matin,
        lieu: "Centre Les Tilleuls".to_owned(),
        binome: vec![moi, autre.id],
        presents: vec![Present::Enfant, Present::Parent],
        langue: "français".to_owned(),
        volets: None,
    };
    Ok(appel::bilan_creer(core, demande).await?.id)
}
