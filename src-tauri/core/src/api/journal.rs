//! The proof and the figures of a base, for its administrator.

use super::Core;
use crate::error::{Code, Error, Result};
use crate::store::{ActeLu, Statistiques, Verification};
use escale_domain::professionnel::Permission;
use escale_vault as vault;

/// The head of this device's journal, to be printed and checked later.
#[derive(Debug, Clone)]
pub struct Tete {
    pub appareil: String,
    /// Rank of its last act.
    pub rang: i64,
    /// Digest of its last act, in hexadecimal.
    pub empreinte: String,
    /// The device's public key and its signature of the three above, where a keyring answers.
    pub sceau: Option<(String, String)>,
}

/// Checks the chain and rebuilds the tables; `avance` is told the acts read and their number.
///
/// # Errors
/// The base does not read. A difference is no error: it is in the answer.
pub async fn check(core: &Core, avance: impl FnMut(u64, u64)) -> Result<Verification> {
    core.require(Permission::Ouvert).await?;
    core.session().await?.store.check(avance).await
}

/// The figures of the base.
pub async fn statistiques(core: &Core) -> Result<Statistiques> {
    core.require(Permission::Ouvert).await?;
    core.session().await?.store.statistiques().await
}

/// The last acts, of one child where a record number is given.
///
/// # Errors
/// [`Code::Interdit`] unless the account is an administrator's, [`Code::Introuvable`] for an
/// unknown number.
pub async fn journal(core: &Core, dossier: Option<&str>, nombre: i64) -> Result<Vec<ActeLu>> {
    core.require(Permission::Administrer).await?;
    let session = core.session().await?;
    let enfant = match dossier {
        Some(numero) => Some(session.store.enfant_du_dossier(numero).await?.ok_or_else(|| {
            Error::new(Code::Introuvable, "record number")
                .avec_message(format!("Aucun dossier ne porte le numéro «\u{a0}{numero}\u{a0}»."))
        })?),
        None => None,
    };
    session.store.journal(enfant.as_deref(), nombre).await
}

/// The head of the journal, signed where the keyring of the system answers.
pub async fn tete(core: &Core) -> Result<Tete> {
    core.require(Permission::Ouvert).await?;
    let session = core.session().await?;
    let appareil = session.store.appareil().to_owned();
    let (rang, empreinte) = session.store.tete().await;
    let texte = format!("{appareil}\n{rang}\n{empreinte}");
    let cle = vault::cle_de_signature(core.trousseau.as_ref(), &appareil, core.monde.as_ref());
    let sceau = cle.ok().map(|cle| (cle.cle_publique(), cle.sign(&texte)));
    Ok(Tete { appareil, rang, empreinte, sceau })
}
