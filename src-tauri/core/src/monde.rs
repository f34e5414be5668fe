//! What the core asks of the outside: the time, chance, and the seat it runs on.
//!
//! Each is an argument, so that a test repeats to the byte.

use escale_domain::date::DateCivile;
use escale_domain::instant::Instant;
use escale_vault::Hasard;
use std::path::PathBuf;
use uuid::Uuid;

pub trait Monde: Hasard {
    /// Milliseconds since 1970, UTC.
    fn maintenant(&self) -> i64;
    /// Today where the seat is.
    fn aujourd_hui(&self) -> DateCivile;

    /// A new identifier, ordered by time (UUIDv7).
    fn nouvel_id(&self) -> Uuid {
        let mut octets = [0; 10];
        self.hasard(&mut octets);
        let millis = u64::try_from(self.maintenant()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &octets).into_uuid()
    }
}

/// The real clock and the system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct MondeReel;

impl Hasard for MondeReel {
    fn hasard(&self, octets: &mut [u8]) {
        // Without randomness no key can be made: going on would be worse than stopping.
        #[allow(clippy::expect_used, reason = "no safe way to go on without randomness")]
        getrandom::fill(octets).expect("the system gives randomness");
    }
}

impl Monde for MondeReel {
    fn maintenant(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    fn aujourd_hui(&self) -> DateCivile {
        DateCivile(jiff::Zoned::now().date())
    }
}

/// An instant as the wire carries it, RFC 3339 in UTC.
#[must_use]
pub fn instant(millis: i64) -> String {
    Instant(millis).rfc3339().unwrap_or_default()
}

/// A kind of file that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FichierLu {
    /// A growth reference, as CSV.
    Courbe,
    /// A form of the centre's own, as FHIR JSON.
    Formulaire,
}

/// The seat: what only the program around the core can do.
pub trait Poste: Send + Sync {
    /// Asks where to save a file; none when the person gives up.
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> std::pin::Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>>;
    /// Asks which file to read; none when the person gives up, or where there is no screen to ask on.
    fn quel_fichier(
        &self,
        _genre: FichierLu,
    ) -> std::pin::Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(std::future::ready(None))
    }
    /// Asks in which folder to write; none when the person gives up, or where there is no screen to ask on.
    fn quel_dossier(&self) -> std::pin::Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(std::future::ready(None))
    }
    /// Opens a file in the system's viewer, from which it is printed.
    ///
    /// # Errors
    /// The system has no viewer.
    fn show(&self, fichier: &std::path::Path) -> std::io::Result<()>;
}
