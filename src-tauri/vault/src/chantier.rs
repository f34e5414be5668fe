//! Making a vault: the header is written last, once the base holds its centre.

use crate::cle::{CleBase, CleMaitresse, Cout};
use crate::dossier::VaultDir;
use crate::entete::Entete;
use crate::lieu::check_lieu;
use crate::mot_de_passe::check_mot_de_passe;
use crate::ouvert::OpenVault;
use crate::recuperation::CleRecuperation;
use crate::secret::{Prive, Secret};
use crate::{Error, Hasard, Result};
use std::fs::File;
use std::path::Path;

/// A vault that is being made: its keys are ready, its header is not written. Dropped before
/// [`Chantier::finish`], it leaves nothing that would stand in the way of another attempt.
pub struct Chantier {
    ouvert: OpenVault,
    entete: Entete,
    recuperation: CleRecuperation,
    verrou: File,
}

/// A vault that was just made.
pub struct Cree {
    pub ouvert: OpenVault,
    /// To be printed for the safe, and then forgotten.
    pub recuperation: CleRecuperation,
    /// The lock against a second Escale, held until it is dropped.
    pub verrou: File,
}

impl Chantier {
    /// What the session that begins knows of the key of reinforced secrecy: all of it.
    #[must_use]
    pub fn secret(&self) -> Secret {
        self.ouvert.secret()
    }

    /// The key of the base to be made.
    #[must_use]
    pub fn cle(&self) -> CleBase {
        self.ouvert.cle()
    }

    /// Writes the header, once the base holds its centre and its first account: from here on the
    /// vault exists.
    pub fn finish(self) -> Result<Cree> {
        let Self { ouvert, mut entete, recuperation, verrou } = self;
        entete.write(&ouvert.dossier.entete(), &ouvert.maitresse)?;
        // Once there is a header, this mark has no effect; a failure to remove it is harmless.
        let _ = std::fs::remove_file(ouvert.dossier.chantier());
        Ok(Cree { ouvert, recuperation, verrou })
    }
}

/// Begins a vault in a folder of this seat, with one person's slot and the recovery slot.
///
/// # Errors
/// A vault is already there, the place is refused, or the password is too short.
pub fn prepare(
    dossier: &VaultDir,
    identifiant: &str,
    mot_de_passe: &str,
    cout: Cout,
    chance: &dyn Hasard,
) -> Result<Chantier> {
    check_mot_de_passe(mot_de_passe)?;
    check_lieu(dossier.chemin())?;
    if dossier.existe() {
        return Err(Error::CoffreExiste);
    }
    std::fs::create_dir_all(dossier.chemin())?;
    restrict(dossier.chemin())?;
    let verrou = dossier.lock()?;
    // Check again under the lock: another process may have created the vault.
    if dossier.existe() {
        return Err(Error::CoffreExiste);
    }
    clear(dossier)?;
    let maitresse = CleMaitresse::make(chance);
    let recuperation = CleRecuperation::make(chance);
    // The founder holds the key of reinforced secrecy until a caregiver does.
    let prive = Prive::make(chance);
    let publique = prive.publique();
    let mut id = [0; 16];
    chance.hasard(&mut id);
    let id = uuid::Builder::from_random_bytes(id).into_uuid();
    let mut entete = Entete::new(id, &publique);
    let cles = (&maitresse, Some(&prive));
    entete.put(identifiant, mot_de_passe, cles, cout, chance)?;
    entete.put_recuperation(&recuperation, cles, cout, chance)?;
    let secret = Secret::new(publique, Some(prive));
    let ouvert = OpenVault::new(dossier, maitresse, secret);
    Ok(Chantier { ouvert, entete, recuperation, verrou })
}

/// Marks the folder, and removes what an interrupted attempt left.
fn clear(dossier: &VaultDir) -> Result<()> {
    File::create(dossier.chantier())?.sync_all()?;
    let base = dossier.base();
    for suffixe in ["", "-wal", "-shm", "-journal"] {
        let mut nom = base.clone().into_os_string();
        nom.push(suffixe);
        match std::fs::remove_file(&nom) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Makes the folder readable by its owner only.
fn restrict(chemin: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(chemin, std::fs::Permissions::from_mode(0o700))?;
    }
    #[cfg(not(unix))]
    let _ = chemin;
    Ok(())
}
