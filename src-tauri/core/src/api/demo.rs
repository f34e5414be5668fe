//! The demonstration: a base of invented children, with a bilan that waits to be filled in.

use super::vues::{Etat, NouveauBilan, Rien};
use super::{Core, NouveauCompte, Seance, bilan, coffre, dossier, identifiant};
use crate::error::{Code, Error, Result};
use crate::store::tables::Professionnel;
use crate::store::{Acte, Changement, Verbe};
use escale_domain::bilan::{BilanType, DemiJournee, Present};
use escale_domain::dossier::{self as format, Dossier};
use escale_domain::professionnel::Role;
use escale_domain::texte::plier;
use escale_vault::{self as vault, Cout};

/// Password of every account of the demonstration.
pub const MOT_DE_PASSE_DEMO: &str = "demonstration-escale";

macro_rules! cas {
    ($($nom:literal),+ $(,)?) => {
        /// The invented children: file name and record.
        pub const CAS: &[(&str, &str)] = &[
            $(($nom, include_str!(concat!("../../../../tests/cases/", $nom)))),+
        ];
    };
}

cas![
    "case-01-nourrisson.json",
    "case-02-prematuree.json",
    "case-03-jumeau-a.json",
    "case-04-jumelle-b.json",
    "case-05-nom-a-particules.json",
    "case-06-lieu-confidentiel.json",
    "case-07-annuel-sante-protegee.json",
    "case-08-textes-longs.json",
    "case-09-mna-donnees-manquantes.json",
    "case-10-urgence-psychiatrique.json",
    "case-11-opposition-mineur.json",
    "case-12-translitteration.json",
];

/// The invented records, read.
pub(super) fn dossiers() -> Result<Vec<Dossier>> {
    CAS.iter()
        .map(|(nom, texte)| {
            format::lire(nom, texte)
                .map_err(|refus| Error::new(Code::Interne, format!("bundled case: {refus}")))
        })
        .collect()
}

/// The window's demonstration: a base in a temporary folder, which can be locked and opened again
/// until the program ends or somebody leaves it.
pub(super) async fn ouvrir(core: &Core, _: Rien) -> Result<Etat> {
    quitter(core, Rien {}).await?;
    let nom = format!("escale-demo-{}", core.monde.nouvel_id().simple());
    let dossier = vault::Dossier::new(std::env::temp_dir().join(nom));
    poser(core, Some(dossier.clone()))?;
    remplir(core, &dossier).await?;
    coffre::etat(core, Rien {}).await
}

/// Leaves the demonstration: nothing of its invented data need stay.
pub(super) async fn quitter(core: &Core, _: Rien) -> Result<Etat> {
    coffre::fermer(core).await;
    if let Some(dossier) = poser(core, None)? {
        let _ = std::fs::remove_dir_all(dossier.chemin());
    }
    coffre::etat(core, Rien {}).await
}

fn poser(core: &Core, dossier: Option<vault::Dossier>) -> Result<Option<vault::Dossier>> {
    let mut demo = core.demo.lock().map_err(|_| Error::new(Code::Interne, "mutex"))?;
    Ok(std::mem::replace(&mut demo, dossier))
}

/// The terminal's demonstration: the same base, in the vault of this program, to stay there. Gives
/// the bilan that waits to be filled in.
///
/// # Errors
/// [`Code::CoffreExiste`] when a vault is there already.
pub async fn fonder(core: &Core) -> Result<String> {
    remplir(core, &core.dossier).await
}

async fn remplir(core: &Core, chemin: &vault::Dossier) -> Result<String> {
    let dossiers = dossiers()?;
    let identifiant = installer(core, chemin, &dossiers).await?;
    let seance = core.seance().await?;
    for dossier in dossiers {
        dossier::enregistrer(core, &seance, dossier).await?;
    }
    ouvrir_comptes(core, &seance, &identifiant).await?;
    commencer_bilan(core, &seance).await
}

/// Makes the base with its centre and its first administrator, the doctor of the first record, and
/// opens it.
async fn installer(core: &Core, chemin: &vault::Dossier, dossiers: &[Dossier]) -> Result<String> {
    let premier = dossiers.first().ok_or_else(|| Error::new(Code::Interne, "no case"))?;
    let medecin = premier
        .professionnels
        .iter()
        .find(|p| premier.bilan.binome.contains(&p.id))
        .ok_or_else(|| Error::new(Code::Interne, "case without a pair"))?;
    let identifiant = identifiant_de(&medecin.prenom, &medecin.nom);
    let compte = NouveauCompte {
        nom: medecin.nom.clone(),
        prenom: medecin.prenom.clone(),
        profession: medecin.profession,
        rpps: medecin.rpps.clone(),
        identifiant: identifiant.clone(),
        mot_de_passe: MOT_DE_PASSE_DEMO.to_owned(),
    };
    // The data are nobody's: the derivation need not cost anything, and no sheet goes into a safe.
    let (store, cree) =
        coffre::fonder(core, chemin, premier.centre.clone(), &compte, Cout::d_essai()).await?;
    let vault::Cree { ouvert, verrou, .. } = cree;
    ouvert.confirmer_recuperation()?;
    coffre::installer(core, chemin.clone(), store, ouvert, &identifiant, verrou, None).await?;
    Ok(identifiant)
}

/// "Julie LEFÈVRE" signs in as "julie.lefevre".
fn identifiant_de(prenom: &str, nom: &str) -> String {
    format!("{}.{}", plier(prenom), plier(nom)).replace(' ', "-")
}

/// Gives every salaried professional an account.
async fn ouvrir_comptes(core: &Core, seance: &Seance, deja: &str) -> Result<()> {
    let mut changements = Vec::new();
    for pro in seance.store.professionnels().await? {
        let nom = identifiant_de(&pro.prenom, &pro.nom);
        if nom == deja || pro.role == Role::Lib.code() || pro.identifiant.is_some() {
            continue;
        }
        seance.ouvert.ajouter(&nom, MOT_DE_PASSE_DEMO, Cout::d_essai(), core.monde.as_ref())?;
        let compte = Professionnel::identifiant(nom);
        changements.push(Changement::set(identifiant(&pro.id)?, compte));
    }
    seance
        .store
        .record(Acte {
            verbe: Verbe::CompteOuvrir,
            auteur: Some(seance.moi()?),
            enfant: None,
            motif: None,
            changements,
        })
        .await?;
    coffre::accorder(core, &seance.store, &seance.ouvert, seance.identifiant()).await
}

/// Opens this year's bilan of the child who has one a year, so that there is something to fill in.
async fn commencer_bilan(core: &Core, seance: &Seance) -> Result<String> {
    let enfant = seance
        .store
        .enfant_du_dossier("DEMO-2026-07")
        .await?
        .ok_or_else(|| Error::new(Code::Interne, "no child of case 07"))?;
    let moi = seance.compte.id.clone();
    let autre = seance
        .store
        .professionnels()
        .await?
        .into_iter()
        .find(|p| p.role == Role::Psy.code() && p.id != moi)
        .ok_or_else(|| Error::new(Code::Interne, "no psychologist"))?;
    let ouvert = bilan::creer(
        core,
        NouveauBilan {
            enfant,
            bilan_type: BilanType::Ann,
            date: core.monde.aujourd_hui().iso(),
            demi_journee: DemiJournee::Matin,
            lieu: "Centre Les Tilleuls".to_owned(),
            binome: vec![moi, autre.id],
            presents: vec![Present::Enfant, Present::Parent],
            langue: "français".to_owned(),
            volets: None,
        },
    )
    .await?;
    Ok(ouvert.id)
}
