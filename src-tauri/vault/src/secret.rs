//! Reinforced secrecy (V3): a key pair of its own, beside the key of the base.
//!
//! Every session can seal a value under the public half: an import, a referral that the secretary
//! types. Only a session that holds the private half opens it. A sealed value is bound to its
//! place, so that it cannot be moved to another, and is padded, so that its length does not tell
//! "oui" from "inconnu".
//!
//! Sealing is RFC 9180 (HPKE), base mode, DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256, by the crate
//! `hpke`. One act encapsulates once and exports one key (section 5.3), under which each of its values
//! is closed with a nonce of its own (XChaCha20-Poly1305): a bilan that was imported opens with one
//! multiplication, not with forty. The private half itself is closed for a slot in one shot (section
//! 6.1, ChaCha20-Poly1305).

use crate::{Error, Hasard, Result};
use base64ct::{Base64Unpadded, Encoding};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hpke::aead::{ChaCha20Poly1305, ExportOnlyAead};
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Dhkem;
use hpke::rand_core::{Infallible, TryCryptoRng, TryRng};
use hpke::{Deserializable, HpkeError, Kem, OpModeR, OpModeS, Serializable};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, RwLock};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// How a sealed value begins. A typed text that begins so is not taken for one: the rest must
/// decode too.
const MARQUE: &str = "escale:v3:";
/// The length of what is sealed is a multiple of this.
const PAS: usize = 128;
/// What keys are made for (`info` of the RFC), so that one is never the other.
const CELLULE: &[u8] = b"escale 2026 cellule V3";
const EMPLACEMENT: &[u8] = b"escale 2026 emplacement V3";
const REPERE: &str = "escale 2026 repere V3";
/// What the exported key is for.
const EXPORT: &[u8] = b"XChaCha20-Poly1305";

/// The public half of an X25519 pair.
pub(crate) type Publique = [u8; 32];

/// The private half of an X25519 pair. It wipes itself.
#[derive(Clone)]
pub(crate) struct Prive(<Dhkem as Kem>::PrivateKey);

/// A key that opens the values of one act.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct CleCellule([u8; 32]);

/// The chance of an argument, as `hpke` draws it.
struct Tirage<'a>(&'a dyn Hasard);

impl TryRng for Tirage<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> std::result::Result<u32, Infallible> {
        let mut octets = [0; 4];
        self.0.hasard(&mut octets);
        Ok(u32::from_le_bytes(octets))
    }

    fn try_next_u64(&mut self) -> std::result::Result<u64, Infallible> {
        let mut octets = [0; 8];
        self.0.hasard(&mut octets);
        Ok(u64::from_le_bytes(octets))
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> std::result::Result<(), Infallible> {
        self.0.hasard(octets);
        Ok(())
    }
}

impl TryCryptoRng for Tirage<'_> {}

impl Prive {
    pub(crate) fn make(chance: &dyn Hasard) -> Self {
        Self(Dhkem::gen_keypair_with_rng(&mut Tirage(chance)).0)
    }

    /// A private half as [`Self::octets`] gave it; none for bytes of another length.
    pub(crate) fn de_octets(octets: &[u8]) -> Option<Self> {
        Deserializable::from_bytes(octets).ok().map(Self)
    }

    pub(crate) fn octets(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    pub(crate) fn publique(&self) -> Publique {
        Dhkem::sk_to_pk(&self.0).to_bytes().into()
    }

    /// The key that [`CleCellule::pour`] made for this pair.
    fn find_again(&self, encapsulee: &Publique) -> std::result::Result<CleCellule, HpkeError> {
        let encapsulee = Deserializable::from_bytes(encapsulee)?;
        let contexte = hpke::setup_receiver::<ExportOnlyAead, HkdfSha256, Dhkem>(
            &OpModeR::Base,
            &self.0,
            &encapsulee,
            CELLULE,
        )?;
        let mut cle = CleCellule([0; 32]);
        contexte.export(EXPORT, &mut cle.0)?;
        Ok(cle)
    }
}

/// The other half does not serve: it is of small order, and the key would be anybody's.
fn inutilisable(_: HpkeError) -> Error {
    Error::CoffreAbime("public key")
}

impl fmt::Debug for Prive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prive(…)")
    }
}

impl CleCellule {
    /// A new key that only the holder of the private half finds again, and what they find it with.
    fn pour(publique: &Publique, chance: &dyn Hasard) -> Result<(Publique, Self)> {
        let make = || {
            let (encapsulee, contexte) =
                hpke::setup_sender_with_rng::<ExportOnlyAead, HkdfSha256, Dhkem>(
                    &OpModeS::Base,
                    &Deserializable::from_bytes(publique)?,
                    CELLULE,
                    &mut Tirage(chance),
                )?;
            let mut cle = Self([0; 32]);
            contexte.export(EXPORT, &mut cle.0)?;
            Ok((encapsulee.to_bytes().into(), cle))
        };
        make().map_err(inutilisable)
    }

    fn close(&self, lie_a: &[u8], clair: &[u8], chance: &dyn Hasard) -> Result<Vec<u8>> {
        let mut nonce = [0; 24];
        chance.hasard(&mut nonce);
        let boite = XChaCha20Poly1305::new((&self.0).into())
            .encrypt(&XNonce::from(nonce), Payload { msg: clair, aad: lie_a })
            .map_err(|_| Error::Interne("aead"))?;
        Ok([nonce.as_slice(), &boite].concat())
    }

    fn open(&self, lie_a: &[u8], boite: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, boite) = boite.split_at_checked(24)?;
        let nonce = <[u8; 24]>::try_from(nonce).ok()?;
        XChaCha20Poly1305::new((&self.0).into())
            .decrypt(&XNonce::from(nonce), Payload { msg: boite, aad: lie_a })
            .ok()
            .map(Zeroizing::new)
    }
}

/// Closes a private half for the holder of a slot.
pub(crate) fn entrust(
    publique: &Publique,
    lie_a: &[u8],
    prive: &Prive,
    chance: &dyn Hasard,
) -> Result<Vec<u8>> {
    let make = || {
        let (encapsulee, boite) =
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Dhkem>(
                &OpModeS::Base,
                &Deserializable::from_bytes(publique)?,
                EMPLACEMENT,
                &*prive.octets(),
                lie_a,
                &mut Tirage(chance),
            )?;
        Ok([encapsulee.to_bytes().as_slice(), &boite].concat())
    };
    make().map_err(inutilisable)
}

/// Opens what [`entrust`] closed; none when it was not closed for this slot.
pub(crate) fn receive(prive: &Prive, lie_a: &[u8], boite: &[u8]) -> Option<Prive> {
    let (encapsulee, boite) = boite.split_first_chunk::<32>()?;
    let clair = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Dhkem>(
        &OpModeR::Base,
        &prive.0,
        &Deserializable::from_bytes(encapsulee).ok()?,
        EMPLACEMENT,
        boite,
        lie_a,
    );
    Prive::de_octets(&Zeroizing::new(clair.ok()?))
}

/// What a session knows of the V3 pair: always the public half, the private one where its slot
/// holds it. Copies share one memory, which is wiped when the last is gone.
#[derive(Clone)]
pub struct Secret(Arc<Interieur>);

struct Interieur {
    publique: Publique,
    prive: RwLock<Option<Prive>>,
    /// The keys of acts that were opened before, by encapsulated key: what costs is the multiplication.
    ouvertes: Mutex<HashMap<Publique, CleCellule>>,
}

/// Keys kept of acts that were opened; beyond that many, it starts again from none.
const OUVERTES_MAX: usize = 20_000;

impl Secret {
    pub(crate) fn new(publique: Publique, prive: Option<Prive>) -> Self {
        let (prive, ouvertes) = (RwLock::new(prive), Mutex::default());
        Self(Arc::new(Interieur { publique, prive, ouvertes }))
    }

    /// Whether this session opens what is sealed.
    #[must_use]
    pub fn lisible(&self) -> bool {
        self.0.prive.read().is_ok_and(|prive| prive.is_some())
    }

    /// Closes the values of one act.
    ///
    /// # Errors
    /// The public half of the vault is none.
    pub fn scelleur(&self, chance: &dyn Hasard) -> Result<Scelleur> {
        let (encapsulee, cle) = CleCellule::pour(&self.0.publique, chance)?;
        Ok(Scelleur { encapsulee, cle })
    }

    /// What a sealed value says; none in a session that does not hold the key.
    ///
    /// # Errors
    /// [`Error::ScelleAbime`] when it was not sealed for this vault and this place.
    pub fn open(&self, lie_a: &[u8], cellule: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let abime = || Error::ScelleAbime;
        let prive = self.0.prive.read().map_err(|_| Error::Interne("lock"))?;
        let Some(prive) = prive.as_ref() else { return Ok(None) };
        let octets = decode(cellule).ok_or_else(abime)?;
        let (encapsulee, boite) = octets.split_first_chunk::<32>().ok_or_else(abime)?;
        let connue = self.0.ouvertes.lock().ok().and_then(|o| o.get(encapsulee).cloned());
        let cle = match connue {
            Some(cle) => cle,
            None => {
                let cle = prive.find_again(encapsulee).map_err(|_| abime())?;
                if let Ok(mut ouvertes) = self.0.ouvertes.lock() {
                    if ouvertes.len() >= OUVERTES_MAX {
                        ouvertes.clear();
                    }
                    ouvertes.insert(*encapsulee, cle.clone());
                }
                cle
            }
        };
        let clair = cle.open(lie_a, boite).ok_or_else(abime)?;
        strip(&clair).ok_or_else(abime).map(Some)
    }

    /// The identifier under which an object lies whose own would tell what it is about: derived
    /// under the key, so that sessions that hold it get the same one and others cannot guess it.
    /// None in a session that does not hold the key.
    #[must_use]
    pub fn veil(&self, id: Uuid) -> Option<Uuid> {
        let prive = self.0.prive.read().ok()?;
        let mut calcul = blake3::Hasher::new_derive_key(REPERE);
        calcul.update(&*prive.as_ref()?.octets());
        calcul.update(id.as_bytes());
        let mut octets = [0; 16];
        octets.copy_from_slice(&calcul.finalize().as_bytes()[..16]);
        calcul.zeroize();
        Some(uuid::Builder::from_custom_bytes(octets).into_uuid())
    }

    /// The same vault, as a session without the key knows it.
    #[must_use]
    pub fn sans_cle(&self) -> Self {
        Self::new(self.0.publique, None)
    }

    /// This session opens nothing any more.
    pub(crate) fn forget(&self) {
        if let Ok(mut prive) = self.0.prive.write() {
            *prive = None;
        }
        if let Ok(mut ouvertes) = self.0.ouvertes.lock() {
            ouvertes.clear();
        }
    }

    /// Works with the private half, where this session holds it.
    pub(crate) fn avec<T>(&self, travail: impl FnOnce(Option<&Prive>) -> Result<T>) -> Result<T> {
        let prive = self.0.prive.read().map_err(|_| Error::Interne("lock"))?;
        travail(prive.as_ref())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Closes the values of one act under the public half of the vault. It could also open what it
/// sealed, so it is dropped with the act.
pub struct Scelleur {
    encapsulee: Publique,
    cle: CleCellule,
}

impl Scelleur {
    /// A value, sealed and bound to its place.
    ///
    /// # Errors
    /// The value is longer than any value is.
    pub fn seal(&self, lie_a: &[u8], clair: &[u8], chance: &dyn Hasard) -> Result<String> {
        let rembourre = pad(clair)?;
        let boite = self.cle.close(lie_a, &rembourre, chance)?;
        let octets = [self.encapsulee.as_slice(), &boite].concat();
        Ok(format!("{MARQUE}{}", Base64Unpadded::encode_string(&octets)))
    }
}

impl fmt::Debug for Scelleur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scelleur(…)")
    }
}

/// Whether a text is a sealed value.
#[must_use]
pub fn est_scelle(texte: &str) -> bool {
    decode(texte).is_some()
}

/// The bytes of a sealed value: encapsulated key, nonce, padded text, tag.
fn decode(cellule: &str) -> Option<Vec<u8>> {
    let octets = Base64Unpadded::decode_vec(cellule.strip_prefix(MARQUE)?).ok()?;
    let reste = octets.len().checked_sub(32 + 24 + 16)?;
    (reste > 0 && reste.is_multiple_of(PAS)).then_some(octets)
}

fn pad(clair: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let longueur = u32::try_from(clair.len()).map_err(|_| Error::TropLong)?;
    let mut octets = Zeroizing::new(Vec::with_capacity((clair.len() + 4).next_multiple_of(PAS)));
    octets.extend_from_slice(&longueur.to_le_bytes());
    octets.extend_from_slice(clair);
    let fin = octets.len().next_multiple_of(PAS);
    octets.resize(fin, 0);
    Ok(octets)
}

fn strip(octets: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (longueur, reste) = octets.split_first_chunk::<4>()?;
    let longueur = usize::try_from(u32::from_le_bytes(*longueur)).ok()?;
    reste.get(..longueur).map(|clair| Zeroizing::new(clair.to_vec()))
}
