//! The store: one SQLCipher base that holds the journal and its projections.
//!
//! [`Store::record`] is the only way to write. An act and the tables it changes go into the base in
//! one transaction that is on the disk when it returns.

mod acte;
mod bilan;
mod chaine;
mod conflit;
mod consultation;
mod effacement;
mod enfant;
mod entite;
mod envoi;
mod fiche;
mod journal;
mod lecture;
mod levee;
mod mots;
mod poste;
mod professionnel;
mod projection;
mod rejeu;
mod secret;
pub mod tables;
mod valeur;
mod verification;

pub use acte::{Acte, Changement, Ecrit, Verbe, Vu};
pub use bilan::{LigneBilan, LigneReponse, VoletRange};
pub use conflit::{Conflit, Perdant};
pub use enfant::{LigneEnfant, LigneMedecin};
pub use entite::{Entite, Forme};
pub use envoi::{LigneAttente, LigneBordereau, LigneOpposition, LignePapier, LignePile};
pub use fiche::{Arrivee, Etendue, Fiche, derive_id, id_of};
pub use journal::{ActeLu, Statistiques};
pub use levee::Scelle;
pub use professionnel::Compte;
pub use tables::left_out;
pub use verification::{Ecart, Verification};

use crate::error::{Code, Error, Result};
use crate::monde::Monde;
use escale_vault::{CleBase, Secret, VaultDir};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Mutex;
use uuid::Uuid;

/// The migrations, embedded. A published one is never edited.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// First bytes of an unencrypted SQLite file.
const EN_CLAIR: &[u8] = b"SQLite format 3\0";

#[derive(Clone)]
pub struct Store {
    lectures: SqlitePool,
    ecriture: Arc<Mutex<Ecriture>>,
    appareil: Arc<chaine::Appareil>,
    mots: Arc<mots::Mots>,
    monde: Arc<dyn Monde>,
    /// The key of reinforced secrecy, where this session holds it.
    secret: Secret,
    /// Sealed rows whose identifier was drawn without the key, by the one that they are known by.
    tires: Arc<std::sync::Mutex<BTreeMap<(Entite, Uuid), Uuid>>>,
}

/// The one connection that writes, and where the journal of this device stands.
struct Ecriture {
    connexion: SqliteConnection,
    tete: chaine::Tete,
    /// True while a commit is in flight. If its caller is cancelled, the head is reloaded before
    /// the next write.
    douteuse: bool,
}

impl Store {
    /// Makes a base in an empty vault.
    pub async fn create(
        dossier: &VaultDir,
        (cle, secret): (&CleBase, Secret),
        monde: Arc<dyn Monde>,
    ) -> Result<Self> {
        if dossier.base().exists() {
            return Err(Error::new(Code::CoffreExiste, "base exists"));
        }
        Self::connect(dossier, (cle, secret), monde, true).await
    }

    /// Opens the base of a vault. A base that is plain, damaged or newer is refused untouched.
    ///
    /// # Errors
    /// [`Code::BaseEnClair`], [`Code::BaseAbimee`], [`Code::BasePlusRecente`].
    pub async fn open(
        dossier: &VaultDir,
        (cle, secret): (&CleBase, Secret),
        monde: Arc<dyn Monde>,
    ) -> Result<Self> {
        examine(&dossier.base(), cle).await?;
        Self::connect(dossier, (cle, secret), monde, false).await
    }

    async fn connect(
        dossier: &VaultDir,
        (cle, secret): (&CleBase, Secret),
        monde: Arc<dyn Monde>,
        create: bool,
    ) -> Result<Self> {
        let options = options(&dossier.base(), cle)
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(10));
        let mut connexion = options.connect().await?;
        migrate(&mut connexion).await?;
        let appareil = chaine::Appareil::read(&mut connexion, monde.as_ref()).await?;
        let mots = mots::Mots::read(&mut connexion).await?;
        let tete = chaine::Tete::read(&mut connexion, appareil.n).await?;
        consultation::purge(&mut connexion, monde.maintenant()).await?;
        let lectures = SqlitePoolOptions::new()
            .min_connections(0)
            .max_connections(4)
            .connect_lazy_with(options.read_only(true));
        Ok(Self {
            lectures,
            ecriture: Arc::new(Mutex::new(Ecriture { connexion, tete, douteuse: false })),
            appareil: appareil.into(),
            mots: mots.into(),
            monde,
            secret,
            tires: Arc::default(),
        })
    }

    /// The identifier of this device in the journal.
    #[must_use]
    pub fn appareil(&self) -> &str {
        &self.appareil.texte
    }

    /// The clock and chance that this store was opened with.
    #[must_use]
    pub fn monde(&self) -> &dyn Monde {
        self.monde.as_ref()
    }

    /// Waits for the last write, folds the WAL into the base and closes it.
    pub async fn close(self) {
        self.lectures.close().await;
        if let Some(ecriture) = Arc::into_inner(self.ecriture) {
            let ecriture = ecriture.into_inner();
            // The base is whole without it: the WAL is read again at the next opening.
            let _ = ecriture.connexion.close().await;
        }
    }
}

fn options(base: &Path, cle: &CleBase) -> SqliteConnectOptions {
    // OpenSSL, under SQLCipher, would free what it holds when the process ends, while the threads
    // that close the last connections still use it. Initialised here, it leaves that to the system.
    openssl_sys::init();
    SqliteConnectOptions::new()
        .filename(base)
        .pragma("key", cle.pragma().as_str().to_owned())
        // SQLCipher would speak of a wrong key or a damaged page on the terminal; the caller does.
        .pragma("cipher_log_level", "NONE")
        // Sorting and temporary tables never touch the disk, where they would lie in the clear.
        .pragma("temp_store", "MEMORY")
        // Statements carry values; none is ever logged.
        .disable_statement_logging()
}

/// Brings a base to the tables of this program. Without `Migrator::run`, whose borrow of a connection
/// keeps a command from crossing threads.
async fn migrate(connexion: &mut SqliteConnection) -> Result<()> {
    MIGRATIONS.run_direct(None, connexion, false).await.map_err(migration_refusee)
}

fn migration_refusee(error: sqlx::migrate::MigrateError) -> Error {
    use sqlx::migrate::MigrateError;
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
            Error::new(Code::BasePlusRecente, "unknown migration")
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        MigrateError::VersionMismatch(n) => {
            Error::new(Code::BaseAbimee, format!("migration {n} differs"))
        }
        _ => Error::new(Code::Interne, "migration"),
    }
}

/// Looks at a base without writing a byte of it.
async fn examine(base: &Path, cle: &CleBase) -> Result<()> {
    let mut debut = [0; 16];
    let mut fichier =
        std::fs::File::open(base).map_err(|_| Error::new(Code::BaseAbimee, "base is missing"))?;
    fichier
        .read_exact(&mut debut)
        .map_err(|_| Error::new(Code::BaseAbimee, "base is truncated"))?;
    if debut == EN_CLAIR {
        return Err(Error::new(Code::BaseEnClair, "plain SQLite"));
    }
    // Even a reader puts a WAL and its index beside the base, and leaves them. Where there is none,
    // the base is whole without it, and our lock keeps every writer out.
    let mut journal = base.to_path_buf().into_os_string();
    journal.push("-wal");
    let immuable = !Path::new(&journal).exists();
    let options = options(base, cle).read_only(true).immutable(immuable);
    let mut connexion = options.connect().await.map_err(abimee)?;
    let derniere: i64 = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(&mut connexion)
        .await
        .map_err(abimee)?;
    connexion.close().await?;
    let connue = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    if derniere > connue {
        return Err(Error::new(Code::BasePlusRecente, format!("schema {derniere} > {connue}")));
    }
    Ok(())
}

/// While looking, anything but a disk that does not read means a base that is not ours.
fn abimee(error: sqlx::Error) -> Error {
    let error = Error::from(error);
    match error.code {
        Code::Disque => error,
        _ => Error::new(Code::BaseAbimee, error.chaine),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_preuve;
#[cfg(test)]
mod tests_secret;
#[cfg(test)]
mod tests_tables;
