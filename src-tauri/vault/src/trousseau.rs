//! The OS keyring: what belongs to this device, never what opens the data.
//!
//! It keeps the device's signing key, with which the journal is sealed. A lost keyring costs a new
//! signing key and nothing else.

use crate::Hasard;
use crate::cle::octets;
use crate::{Error, Result};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use zeroize::Zeroizing;

/// Name under which the keyring files our entries.
const SERVICE: &str = "fr.escale.poste";

/// A place that keeps small secrets for this device.
pub trait Trousseau: Send + Sync {
    /// The secret of that name, if there is one.
    ///
    /// # Errors
    /// [`Error::Trousseau`] when the keyring does not answer.
    fn read(&self, nom: &str) -> Result<Option<Zeroizing<Vec<u8>>>>;
    /// Keeps a secret.
    ///
    /// # Errors
    /// [`Error::Trousseau`] when the keyring does not answer.
    fn write(&self, nom: &str, secret: &[u8]) -> Result<()>;
    /// Forgets a secret.
    ///
    /// # Errors
    /// [`Error::Trousseau`] when the keyring does not answer.
    fn forget(&self, nom: &str) -> Result<()>;
}

/// The keyring of the system: Secret Service, Keychain, Credential Manager.
#[derive(Debug, Clone, Copy, Default)]
pub struct TrousseauSysteme;

impl TrousseauSysteme {
    fn entree(nom: &str) -> Result<keyring::Entry> {
        keyring::Entry::new(SERVICE, nom).map_err(|e| refus(&e))
    }

    /// Whether a keyring answers on this seat.
    #[must_use]
    pub fn repond(self) -> bool {
        self.read("présence").is_ok()
    }
}

/// The error's kind, without what the keyring says of its content.
fn refus(error: &keyring::Error) -> Error {
    Error::Trousseau(match error {
        keyring::Error::NoEntry => "no entry",
        keyring::Error::NoStorageAccess(_) => "no access",
        keyring::Error::PlatformFailure(_) => "platform failure",
        _ => "other",
    })
}

impl Trousseau for TrousseauSysteme {
    fn read(&self, nom: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        match Self::entree(nom)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(refus(&error)),
        }
    }

    fn write(&self, nom: &str, secret: &[u8]) -> Result<()> {
        Self::entree(nom)?.set_secret(secret).map_err(|e| refus(&e))
    }

    fn forget(&self, nom: &str) -> Result<()> {
        match Self::entree(nom)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(refus(&error)),
        }
    }
}

/// A seat without a keyring: nothing is kept, and the journal is sealed without a signature.
#[derive(Debug, Clone, Copy, Default)]
pub struct SansTrousseau;

impl Trousseau for SansTrousseau {
    fn read(&self, _nom: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        Err(Error::Trousseau("none"))
    }

    fn write(&self, _nom: &str, _secret: &[u8]) -> Result<()> {
        Err(Error::Trousseau("none"))
    }

    fn forget(&self, _nom: &str) -> Result<()> {
        Err(Error::Trousseau("none"))
    }
}

/// The device's signing key, made at the first call and kept in the keyring.
///
/// # Errors
/// [`Error::Trousseau`] when the keyring does not answer.
pub fn cle_de_signature(
    trousseau: &dyn Trousseau,
    appareil: &str,
    chance: &dyn Hasard,
) -> Result<Sceau> {
    let nom = format!("signature/{appareil}");
    if let Some(secret) = trousseau.read(&nom)? {
        let secret = Zeroizing::new(
            <[u8; 32]>::try_from(secret.as_slice())
                .map_err(|_| Error::Trousseau("signing key of a wrong size"))?,
        );
        return Ok(Sceau(SigningKey::from_bytes(&secret)));
    }
    let mut secret = Zeroizing::new([0; 32]);
    chance.hasard(&mut *secret);
    trousseau.write(&nom, &*secret)?;
    Ok(Sceau(SigningKey::from_bytes(&secret)))
}

/// Signs the head of the journal.
pub struct Sceau(SigningKey);

impl Sceau {
    /// The public key, in hexadecimal.
    #[must_use]
    pub fn cle_publique(&self) -> String {
        hex::encode(self.0.verifying_key().as_bytes())
    }

    /// The signature of a text, in hexadecimal.
    #[must_use]
    pub fn sign(&self, texte: &str) -> String {
        hex::encode(self.0.sign(texte.as_bytes()).to_bytes())
    }

    /// Whether `signature` is that of `texte` under `cle_publique`.
    #[must_use]
    pub fn check(cle_publique: &str, texte: &str, signature: &str) -> bool {
        let cle = octets::<32>(cle_publique).and_then(|o| VerifyingKey::from_bytes(&o).ok());
        let signature = octets::<64>(signature).map(|o| Signature::from_bytes(&o));
        match (cle, signature) {
            (Some(cle), Some(signature)) => cle.verify(texte.as_bytes(), &signature).is_ok(),
            _ => false,
        }
    }
}

impl std::fmt::Debug for Sceau {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sceau(…)")
    }
}
