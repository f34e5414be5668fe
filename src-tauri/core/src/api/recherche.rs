//! Finds a child by any part of a name, a birth date or a record number.
//!
//! The names are folded once and kept in memory while the base is open: a few thousand lines, read
//! in less than a frame, and nothing of them on the disk. How two names compare is `domain::nom`’s.

mod doubles;
mod index;
mod question;

pub(super) use doubles::{personne, ressemblants};

use super::vues::{EnfantLigne, Recherche, Trouves};
use super::{Core, Session, enfant};
use crate::error::Result;
use doubles::Doubles;
use tokio::sync::{OnceCell, RwLockReadGuard};

/// Lines that a search gives at most.
const LIGNES_MAX: usize = 200;

/// What a search reads of an open base.
pub(crate) struct Index {
    noms: index::Index,
    /// Made when a child is first created.
    doubles: OnceCell<Doubles>,
}

impl Index {
    async fn read(session: &Session) -> Result<Self> {
        let noms = index::Index::new(session.store.enfants().await?);
        Ok(Self { noms, doubles: OnceCell::new() })
    }
}

/// The index of the open base, built at the first search.
async fn pret(session: &Session) -> Result<RwLockReadGuard<'_, Option<Index>>> {
    if session.index.read().await.is_none() {
        // Held while the base is read: a child added meanwhile makes this one forgotten, after.
        let mut index = session.index.write().await;
        *index = Some(Index::read(session).await?);
    }
    Ok(session.index.read().await)
}

pub(super) async fn search(core: &Core, recherche: Recherche) -> Result<Trouves> {
    let session = core.session().await?;
    let garde = pret(&session).await?;
    let Some(index) = garde.as_ref() else {
        return Ok(Trouves { total: 0, lignes: Vec::new() });
    };
    let aujourd_hui = core.monde.aujourd_hui();
    let trouves = index.noms.search(&question::read(&recherche.texte, aujourd_hui));
    let premiers = trouves.iter().take(recherche.limite.min(LIGNES_MAX));
    let ids: Vec<&str> = premiers.map(|rang| index.noms.ids[*rang].as_str()).collect();
    let lignes = session.store.enfants_parmi(&ids).await?;
    let lignes = lignes.iter().map(|ligne| EnfantLigne::new(ligne, aujourd_hui)).collect();
    Ok(Trouves { total: trouves.len(), lignes: enfant::complete(&session, lignes).await? })
}

/// Forgets the index: a child was added or renamed.
pub(crate) async fn forget(session: &Session) {
    *session.index.write().await = None;
}

#[cfg(test)]
mod tests;
