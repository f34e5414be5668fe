//! A base to look around in: it stands in for the vault, in a temporary folder, until it is left.

use super::vues::{Etat, Rien};
use super::{Core, coffre};
use crate::error::{Code, Error, Result};
use escale_vault::VaultDir;
use std::pin::Pin;

/// What fills that base. The host brings it ([`Core::avec_demonstration`]): the core knows no invented
/// child.
pub trait Demonstration: Send + Sync {
    /// The password of every account that [`Self::fill`] makes.
    fn mot_de_passe(&self) -> &'static str;

    /// Makes the vault that the program works on, fills it, and leaves a session open.
    ///
    /// # Errors
    /// Any refusal that a person at the seat would get.
    fn fill<'a>(&'a self, core: &'a Core) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;
}

/// Opens the demonstration, which can be locked and opened again until it is left or the program
/// ends.
pub(super) async fn open(core: &Core, _: Rien) -> Result<Etat> {
    let Some(demonstration) = core.demonstration.clone() else {
        return Err(Error::new(Code::Introuvable, "no demonstration"));
    };
    leave(core, Rien {}).await?;
    let nom = format!("escale-demo-{}", core.monde.nouvel_id().simple());
    put(core, Some(VaultDir::new(std::env::temp_dir().join(nom))))?;
    demonstration.fill(core).await?;
    coffre::etat(core, Rien {}).await
}

/// Leaves the demonstration: nothing of its invented data need stay.
pub(super) async fn leave(core: &Core, _: Rien) -> Result<Etat> {
    coffre::close(core).await;
    if let Some(dossier) = put(core, None)? {
        let _ = std::fs::remove_dir_all(dossier.chemin());
    }
    coffre::etat(core, Rien {}).await
}

fn put(core: &Core, dossier: Option<VaultDir>) -> Result<Option<VaultDir>> {
    let mut demo = core.demo.lock().map_err(|_| Error::new(Code::Interne, "mutex"))?;
    Ok(std::mem::replace(&mut demo, dossier))
}
