//! Keys: made at random, derived from a password, wrapped. Wiped when dropped, never printed.

use crate::Hasard;
use crate::{Error, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::{Duration, Instant};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The 256-bit key from which the keys of a vault are derived.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct CleMaitresse([u8; 32]);

/// The key of the base. It can be handed to SQLCipher and to nothing else.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CleBase([u8; 32]);

impl CleMaitresse {
    pub(crate) fn make(chance: &dyn Hasard) -> Self {
        let mut octets = [0; 32];
        chance.hasard(&mut octets);
        Self(octets)
    }

    pub(crate) const fn de_octets(octets: [u8; 32]) -> Self {
        Self(octets)
    }

    pub(crate) const fn octets(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn derive_base(&self) -> CleBase {
        CleBase(blake3::derive_key("escale 2026 base", &self.0))
    }

    /// The key that the header is sealed with.
    pub(crate) fn derive_entete(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key("escale 2026 entete", &self.0))
    }
}

impl CleBase {
    /// The raw-key form that SQLCipher takes: no second derivation, so that opening is instant.
    #[must_use]
    pub fn pragma(&self) -> Zeroizing<String> {
        let hexa = Zeroizing::new(hex::encode(self.0));
        Zeroizing::new(format!("\"x'{}'\"", *hexa))
    }
}

impl fmt::Debug for CleMaitresse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CleMaitresse(…)")
    }
}

impl fmt::Debug for CleBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CleBase(…)")
    }
}

/// What a derivation costs: memory in KiB and passes of Argon2id (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cout {
    pub memoire_kio: u32,
    /// Passes.
    pub passes: u32,
}

impl Cout {
    /// 64 MiB, and as many passes as this seat needs to spend a quarter of a second.
    ///
    /// # Panics
    /// Never: the parameters are constants within the bounds of Argon2.
    #[must_use]
    pub fn measure() -> Self {
        let cible = Duration::from_millis(250);
        let mut cout = Self { memoire_kio: 64 * 1024, passes: 2 };
        let debut = Instant::now();
        if derive_cle(b"mesure", &[7; 16], cout).is_err() {
            return cout;
        }
        let par_passe = debut.elapsed() / cout.passes;
        let passes = cible.as_micros().div_ceil(par_passe.as_micros().max(1));
        cout.passes = u32::try_from(passes).unwrap_or(16).clamp(2, 64);
        cout
    }

    /// The cheapest that Argon2 allows, for tests that are not about the cost.
    #[must_use]
    pub const fn d_essai() -> Self {
        Self { memoire_kio: 64, passes: 1 }
    }
}

/// Derives a wrapping key from a secret that a person types.
pub(crate) fn derive_cle(secret: &[u8], sel: &[u8; 16], cout: Cout) -> Result<Zeroizing<[u8; 32]>> {
    let abime = |_| Error::CoffreAbime("argon2 parameters");
    // A damaged header must not make the derivation take all the memory of the seat.
    if cout.memoire_kio > 1024 * 1024 || cout.passes > 64 {
        return Err(Error::CoffreAbime("argon2 parameters out of bounds"));
    }
    let params = Params::new(cout.memoire_kio, cout.passes, 1, Some(32)).map_err(abime)?;
    let mut cle = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, sel, &mut *cle)
        .map_err(abime)?;
    Ok(cle)
}

/// A slot: keys wrapped under a derived key (XChaCha20-Poly1305).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrappedKey {
    sel: String,
    cout: Cout,
    nonce: String,
    boite: String,
    /// Public half of the slot's own pair.
    publique: String,
    /// The private half of reinforced secrecy, closed for that pair; none where the slot does not
    /// hold it, or waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<String>,
}

impl WrappedKey {
    pub(crate) fn close(
        secret: &[u8],
        lie_a: &[u8],
        (clair, publique): (&[u8], &[u8; 32]),
        cout: Cout,
        chance: &dyn Hasard,
    ) -> Result<Self> {
        let (mut sel, mut nonce) = ([0; 16], [0; 24]);
        chance.hasard(&mut sel);
        chance.hasard(&mut nonce);
        let cle = derive_cle(secret, &sel, cout)?;
        let boite = XChaCha20Poly1305::new((&*cle).into())
            .encrypt(&XNonce::from(nonce), Payload { msg: clair, aad: lie_a })
            .map_err(|_| Error::Interne("aead"))?;
        let (sel, nonce, boite) = (hex::encode(sel), hex::encode(nonce), hex::encode(&boite));
        Ok(Self { sel, cout, nonce, boite, publique: hex::encode(publique), secret: None })
    }

    /// What was wrapped, or none when the secret is not the right one.
    pub(crate) fn open(&self, secret: &[u8], lie_a: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let abime = || Error::CoffreAbime("slot encoding");
        let sel: [u8; 16] = octets(&self.sel).ok_or_else(abime)?;
        let nonce: [u8; 24] = octets(&self.nonce).ok_or_else(abime)?;
        let boite = hex::decode(&self.boite).map_err(|_| abime())?;
        let cle = derive_cle(secret, &sel, self.cout)?;
        let clair = XChaCha20Poly1305::new((&*cle).into())
            .decrypt(&XNonce::from(nonce), Payload { msg: &boite, aad: lie_a });
        Ok(clair.ok().map(Zeroizing::new))
    }

    /// The public half of the slot's own pair.
    pub(crate) fn publique(&self) -> Result<[u8; 32]> {
        octets(&self.publique).ok_or(Error::CoffreAbime("slot encoding"))
    }

    pub(crate) const fn cout(&self) -> Cout {
        self.cout
    }
}

/// Exactly `N` bytes of a hexadecimal text; none for any other text.
pub(crate) fn octets<const N: usize>(hexa: &str) -> Option<[u8; N]> {
    let mut octets = [0; N];
    hex::decode_to_slice(hexa, &mut octets).ok()?;
    Some(octets)
}
