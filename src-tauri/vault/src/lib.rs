//! The vault: the folder that holds a centre's base, and the keys that open it.
//!
//! Two files matter. `escale.coffre` is the header: a random master key of 256 bits, wrapped once per
//! person under their password and once under the recovery key. `escale.base` is the SQLCipher base;
//! this crate gives its key and neither reads nor writes it.
//!
//! - **Making a vault**: [`prepare`] takes the folder and gives a [`Chantier`]; its header is written
//!   by [`Chantier::finish`], once the base behind it holds what makes it usable. What is cut short
//!   before is no vault ([`VaultDir::existe`]), and the next attempt clears it away.
//! - **Opening it**: [`open`] with a name and a password, [`open_recuperation`] with the key of the
//!   sheet. Both give an [`OpenVault`], which hands out the key of the base ([`CleBase`]) and the one of
//!   reinforced secrecy ([`Secret`]), and gives slots to other people.
//! - **One program at a time**: [`VaultDir::lock`]. The caller keeps the file that it gives for
//!   as long as the base is open.
//! - **Sealing**: [`Secret::scelleur`] closes values that only caregivers may read, in any session;
//!   [`Secret::open`] opens them in a session whose slot holds the private half.
//! - **Signing**: [`cle_de_signature`] gives the key of this device, which the system's keyring keeps.
//!
//! No key leaves the crate but as [`CleBase::pragma`], for SQLCipher, and as
//! [`CleRecuperation::groupes`], for the sheet. Keys are wiped when dropped and print as `…`.
//! Chance is an argument ([`Hasard`]) and so is the time (milliseconds since 1970, UTC), so that a
//! test repeats to the byte; the crate waits for nothing but the lock (two seconds). A derivation
//! takes a quarter of a second on purpose ([`Cout`]): call it away from the threads that answer a
//! screen.

mod chantier;
mod cle;
mod dossier;
mod entete;
mod error;
mod essais;
mod lieu;
mod mot_de_passe;
mod ouvert;
mod recuperation;
mod secret;
mod trousseau;

pub use chantier::{Chantier, Cree, prepare};
pub use cle::{CleBase, Cout};
pub use dossier::VaultDir;
pub use error::{Error, Result};
pub use lieu::check_lieu;
pub use mot_de_passe::{MOT_DE_PASSE_MIN, check_mot_de_passe};
pub use ouvert::{OpenVault, open, open_recuperation};
pub use recuperation::{CleRecuperation, GroupeFaux};
pub use secret::{Scelleur, Secret, est_scelle};
pub use trousseau::{SansTrousseau, Sceau, Trousseau, TrousseauSysteme, cle_de_signature};

/// Where random bytes come from. All keys, salts and nonces are drawn from it: a source that can be
/// guessed makes a vault that can be opened.
pub trait Hasard: Send + Sync {
    /// Fills with random bytes.
    fn hasard(&self, octets: &mut [u8]);
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_secret;
