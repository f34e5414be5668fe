//! Why a vault refuses.

use std::io;

/// Why a vault refuses. The texts are for a technical log: what is wrong, and never a name, a path or
/// a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The folder holds no header.
    #[error("no header")]
    CoffreAbsent,
    /// A vault is already there.
    #[error("vault exists")]
    CoffreExiste,
    /// The header does not read, does not prove itself, or holds no usable key.
    #[error("header: {0}")]
    CoffreAbime(&'static str),
    /// The header is of a format that came after this program.
    #[error("header of a newer format")]
    PlusRecent,
    /// The folder is on a network share.
    #[error("network file system")]
    DossierReseau,
    /// Another program synchronises the folder.
    #[error("synchronised folder")]
    DossierSynchronise,
    /// Another program holds the lock.
    #[error("lock held")]
    DejaOuvert,
    /// No account of that name with that password.
    #[error("slot refused")]
    MotDePasseRefuse,
    /// Fewer than [`crate::MOT_DE_PASSE_MIN`] characters.
    #[error("short password")]
    MotDePasseTropCourt,
    /// Too many wrong passwords, the last one too short a time ago.
    #[error("attempts")]
    TropDEssais {
        /// How long to wait before another one is tried.
        secondes: u64,
    },
    /// The recovery key is not that of this vault.
    #[error("recovery slot refused")]
    RecuperationRefusee,
    /// An account has this name already.
    #[error("slot exists")]
    IdentifiantPris,
    /// A sealed value was changed, moved, or sealed for another vault.
    #[error("sealed value does not open")]
    ScelleAbime,
    /// A value of 4 GiB or more cannot be sealed.
    #[error("value too long to be sealed")]
    TropLong,
    /// The keyring of the system does not answer, or has kept something else.
    #[error("keyring: {0}")]
    Trousseau(&'static str),
    #[error("io {0:?}")]
    Disque(io::ErrorKind),
    /// A mistake of the program.
    #[error("{0}")]
    Interne(&'static str),
}

pub type Result<T> = std::result::Result<T, Error>;

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Disque(error.kind())
    }
}

impl From<serde_json::Error> for Error {
    fn from(_: serde_json::Error) -> Self {
        Self::Interne("header is not written")
    }
}
