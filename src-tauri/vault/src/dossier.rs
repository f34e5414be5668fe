//! The folder of a vault, and the lock that keeps a second program out of it.

use crate::{Error, Result};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to wait for a lock that its holder is about to release.
const VERROU_PATIENCE: Duration = Duration::from_secs(2);

/// The files of a vault.
#[derive(Debug, Clone)]
pub struct VaultDir(PathBuf);

impl VaultDir {
    /// The vault in `chemin`, whether it exists or not.
    pub fn new(chemin: impl Into<PathBuf>) -> Self {
        Self(chemin.into())
    }

    #[must_use]
    pub fn chemin(&self) -> &Path {
        &self.0
    }

    /// The header with the wrapped keys.
    #[must_use]
    pub fn entete(&self) -> PathBuf {
        self.0.join("escale.coffre")
    }

    #[must_use]
    pub fn base(&self) -> PathBuf {
        self.0.join("escale.base")
    }

    /// The technical log: references and codes, nothing else.
    #[must_use]
    pub fn journal_technique(&self) -> PathBuf {
        self.0.join("escale.log")
    }

    /// Papers on their way to the viewer; emptied when the vault closes.
    #[must_use]
    pub fn papiers(&self) -> PathBuf {
        self.0.join("papiers")
    }

    /// A file that exists while a vault is being made: what lies beside it is to be cleared away.
    pub(crate) fn chantier(&self) -> PathBuf {
        self.0.join("escale.creation")
    }

    /// Whether a vault is there. An interrupted making left none: no key opens its base.
    #[must_use]
    pub fn existe(&self) -> bool {
        self.entete().exists() || (self.base().exists() && !self.chantier().exists())
    }

    /// Takes the lock that keeps a second Escale out. Waits a moment for an Escale that is just
    /// ending, or for a child process that inherited the lock.
    ///
    /// # Errors
    /// [`Error::DejaOuvert`] when another process keeps it.
    pub fn lock(&self) -> Result<File> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.0.join("escale.verrou"))?;
        let limite = Instant::now() + VERROU_PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(std::fs::TryLockError::WouldBlock) if Instant::now() < limite => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(std::fs::TryLockError::WouldBlock) => {
                    return Err(Error::DejaOuvert);
                }
                Err(std::fs::TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }
}
