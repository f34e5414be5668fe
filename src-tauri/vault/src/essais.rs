//! Wrong passwords slow down: five are free, then each further one doubles the wait.
//!
//! The count survives a restart. It holds a digest instead of the name. A person who can delete the
//! file can also copy the vault away, and against that only the cost of the derivation helps.

use crate::dossier::VaultDir;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

const LIBRES: u32 = 5;
const ATTENTE_MAX_S: u64 = 300;

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Compte {
    refus: u32,
    dernier: i64,
}

/// The failed attempts of one account name.
#[derive(Debug)]
pub(crate) struct Essais {
    fichier: PathBuf,
    repere: String,
    tous: BTreeMap<String, Compte>,
}

impl Essais {
    /// The count so far for `identifiant`.
    #[must_use]
    pub(crate) fn read(dossier: &VaultDir, identifiant: &str) -> Self {
        let fichier = dossier.chemin().join("escale.essais");
        let tous = std::fs::read(&fichier)
            .ok()
            .and_then(|texte| serde_json::from_slice(&texte).ok())
            .unwrap_or_default();
        let plie = escale_domain::texte::fold(identifiant);
        let repere = hex::encode(&blake3::derive_key("escale 2026 essais", plie.as_bytes())[..8]);
        Self { fichier, repere, tous }
    }

    /// Whether another attempt may be made now.
    ///
    /// # Errors
    /// [`Error::TropDEssais`] with the seconds to wait.
    pub(crate) fn allow(&mut self, maintenant: i64) -> Result<()> {
        let Some(compte) = self.tous.get_mut(&self.repere).filter(|c| c.refus >= LIBRES) else {
            return Ok(());
        };
        let attente = 1_u64
            .checked_shl(compte.refus - LIBRES + 1)
            .unwrap_or(ATTENTE_MAX_S)
            .clamp(1, ATTENTE_MAX_S);
        let ecoule = match u64::try_from(maintenant - compte.dernier) {
            Ok(millis) => millis / 1000,
            Err(_) => {
                // The clock was set back: the wait counts from now, and not from a day to come.
                compte.dernier = maintenant;
                self.write();
                0
            }
        };
        if ecoule >= attente {
            return Ok(());
        }
        Err(Error::TropDEssais { secondes: attente - ecoule })
    }

    /// Counts a refusal.
    pub(crate) fn count(&mut self, maintenant: i64) {
        let compte = self.tous.entry(self.repere.clone()).or_default();
        compte.refus = compte.refus.saturating_add(1);
        compte.dernier = maintenant;
        self.write();
    }

    /// Forgets the refusals after a success.
    pub(crate) fn forget(&mut self) {
        if self.tous.remove(&self.repere).is_some() {
            self.write();
        }
    }

    /// Failures are ignored: a count that cannot be written must not block the user's work.
    fn write(&self) {
        if let Ok(texte) = serde_json::to_vec(&self.tous) {
            let _ = std::fs::write(&self.fichier, texte);
        }
    }
}
