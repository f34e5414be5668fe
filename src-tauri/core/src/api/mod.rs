//! The use cases, and the one table of commands through which window, terminal and tests call them.

mod alerte;
mod bilan;
mod calcul;
mod coffre;
mod commandes;
mod consentement;
mod demo;
mod document;
mod dossier;
mod enfant;
mod envoi;
mod examen;
mod export;
mod formulaire;
mod identite;
mod journal;
mod mesures;
mod outil;
mod posees;
mod preconisation;
mod professionnel;
mod recherche;
mod reference;
mod secret;
mod signes;
mod synthese;
mod vaccination;
mod volet;
pub mod vues;

pub use coffre::{NouveauCoffre, NouveauCompte, Ouverture, Recuperation, found_without_sheet};
pub use commandes::{Commande, TABLE, appel, dispatch, exporter_types};
pub use demo::Demonstration;
pub use document::{DocumentFait, courrier_de, document_de, dossiers_clos, write};
pub use dossier::{Avertissement, AvertissementCode, Importe, import, save_dossier};
pub use envoi::{Issue, documents_de_tous};
pub use export::{Export, export, export_bilan};
pub use journal::{Tete, check, journal, statistiques, tete};
pub use professionnel::open_comptes;

use crate::error::{Code, Echec, Error, Result};
use crate::monde::{Monde, Poste};
use crate::store::{Compte, Store};
use escale_domain::professionnel::Permission;
use escale_vault::{Cout, OpenVault, Trousseau, VaultDir};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex as MutexSimple;
use std::sync::atomic::AtomicBool;
use tokio::sync::{Mutex, MutexGuard, RwLock};
use uuid::Uuid;

/// The program without an interface, as the shell, the terminal and the test server use it.
pub struct Core {
    monde: Arc<dyn Monde>,
    poste: Arc<dyn Poste>,
    trousseau: Arc<dyn Trousseau>,
    cout: Option<Cout>,
    demonstration: Option<Arc<dyn Demonstration>>,
    dossier: VaultDir,
    /// The base of invented children that replaces the vault during the demonstration.
    demo: MutexSimple<Option<VaultDir>>,
    session: RwLock<Option<Arc<Session>>>,
}

/// An open base and who works on it.
pub struct Session {
    pub(crate) store: Store,
    pub(crate) dossier: VaultDir,
    pub(crate) ouvert: OpenVault,
    pub(crate) compte: Compte,
    pub(crate) permissions: Vec<Permission>,
    /// Whether the keyring of the system has answered.
    pub(crate) trousseau: Arc<AtomicBool>,
    pub(crate) recuperation: MutexSimple<Option<coffre::FicheEnAttente>>,
    pub(crate) index: RwLock<Option<recherche::Index>>,
    pub(crate) envoi: MutexSimple<Option<Arc<envoi::Travail>>>,
    decision: Mutex<()>,
    papier: Mutex<()>,
    /// The last reading noted: a screen that asks again after each answer is one reading.
    derniere_lecture: MutexSimple<Option<Uuid>>,
    _verrou: File,
}

impl Session {
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn moi(&self) -> Result<Uuid> {
        identifiant(&self.compte.id)
    }

    /// The name that the person at the seat signs in with.
    pub(crate) fn identifiant(&self) -> &str {
        self.compte.identifiant.as_deref().unwrap_or_default()
    }

    /// A lock for decisions that depend on what the base says now: the next number, whether a name
    /// is free, who has signed. Its holder writes before the next one reads.
    pub(crate) async fn decide(&self) -> MutexGuard<'_, ()> {
        self.decision.lock().await
    }

    /// A lock for making papers and noting their fate, separate so that a slow disk under a pile of
    /// papers does not delay answers. Code that needs both locks takes this one first.
    pub(crate) async fn papier(&self) -> MutexGuard<'_, ()> {
        self.papier.lock().await
    }

    /// Notes in the log of consultations that the account looks at a record.
    pub(crate) async fn log_reading(&self, enfant: Uuid, ecran: &'static str) -> Result<()> {
        if let Ok(mut derniere) = self.derniere_lecture.lock() {
            *derniere = Some(enfant);
        }
        self.store.log_reading(&self.compte.id, &enfant.to_string(), ecran).await
    }

    /// The same for what a screen asks for again and again while it is open: noted when the record
    /// was not the last one looked at.
    pub(crate) async fn log_reading_once(&self, enfant: Uuid, ecran: &'static str) -> Result<()> {
        let suite = self.derniere_lecture.lock().is_ok_and(|derniere| *derniere == Some(enfant));
        match suite {
            true => Ok(()),
            false => self.log_reading(enfant, ecran).await,
        }
    }

    pub(crate) fn peut(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

impl Core {
    /// The program over the vault in `dossier`, whether it exists or not.
    #[must_use]
    pub fn new(
        dossier: impl Into<PathBuf>,
        monde: Arc<dyn Monde>,
        poste: Arc<dyn Poste>,
        trousseau: Arc<dyn Trousseau>,
    ) -> Self {
        Self {
            monde,
            poste,
            trousseau,
            cout: None,
            demonstration: None,
            dossier: VaultDir::new(dossier),
            demo: MutexSimple::new(None),
            session: RwLock::new(None),
        }
    }

    /// Fixes what a derivation costs, for tests and invented data.
    #[must_use]
    pub const fn avec_cout(mut self, cout: Cout) -> Self {
        self.cout = Some(cout);
        self
    }

    /// Brings what the demonstration is filled with; without it, there is none.
    #[must_use]
    pub fn avec_demonstration(mut self, demonstration: impl Demonstration + 'static) -> Self {
        self.demonstration = Some(Arc::new(demonstration));
        self
    }

    /// The same program without its session: what work in the background decides with.
    pub(crate) fn without_session(&self) -> Self {
        Self {
            monde: self.monde.clone(),
            poste: self.poste.clone(),
            trousseau: self.trousseau.clone(),
            cout: self.cout,
            demonstration: None,
            dossier: self.dossier(),
            demo: MutexSimple::new(None),
            session: RwLock::new(None),
        }
    }

    /// Ends the program: closes the base, and removes the one of the demonstration.
    pub async fn close(&self) {
        demo::leave(self, vues::Rien {}).await.ok();
    }

    /// The vault that this program works on: its own, or that of the demonstration.
    pub(crate) fn dossier(&self) -> VaultDir {
        let demo = self.demo.lock().ok().and_then(|demo| demo.clone());
        demo.unwrap_or_else(|| self.dossier.clone())
    }

    pub(crate) fn en_demo(&self) -> bool {
        self.demo.lock().is_ok_and(|demo| demo.is_some())
    }

    /// What a derivation costs: next to nothing for a demonstration, whose data are invented.
    pub(crate) fn cout(&self) -> Cout {
        match self.cout {
            Some(cout) => cout,
            None if self.en_demo() => Cout::d_essai(),
            None => Cout::measure(),
        }
    }

    /// The open session.
    ///
    /// # Errors
    /// [`Code::Verrouille`] when the base is not open.
    pub async fn session(&self) -> Result<Arc<Session>> {
        self.session.read().await.clone().ok_or_else(|| Error::new(Code::Verrouille, "locked"))
    }

    /// The open session after a dialog: refused when another account has opened one meanwhile.
    pub(crate) async fn session_de(&self, compte: &str) -> Result<Arc<Session>> {
        let session = self.session().await?;
        match session.compte.id == compte {
            true => Ok(session),
            false => Err(Error::new(Code::Verrouille, "somebody else is at the seat")),
        }
    }

    /// Refuses where the account lacks a permission.
    ///
    /// # Errors
    /// [`Code::Verrouille`] or [`Code::Interdit`].
    pub(crate) async fn require(&self, permission: Permission) -> Result<()> {
        if permission == Permission::Libre {
            return Ok(());
        }
        match self.session().await?.peut(permission) {
            true => Ok(()),
            false => Err(Error::new(Code::Interdit, permission.code())),
        }
    }

    /// Turns a failure into what the screen is told, and writes its chain to the technical log
    /// under a short reference. Refusals that the person reads at once are not logged.
    #[must_use]
    pub fn echec(&self, commande: &str, error: &Error) -> Echec {
        let mut octets = [0; 3];
        self.monde.hasard(&mut octets);
        let reference = hex::encode_upper(octets);
        let imprevu = matches!(error.code, Code::Interne | Code::Disque | Code::BaseAbimee);
        if imprevu && self.dossier().chemin().is_dir() {
            let ligne = format!(
                "{} {reference} {commande} {error}\n",
                crate::monde::instant(self.monde.maintenant())
            );
            // A log that cannot be written must not hide the failure itself.
            let _ = File::options()
                .create(true)
                .append(true)
                .open(self.dossier().journal_technique())
                .and_then(|mut f| f.write_all(ligne.as_bytes()));
        }
        Echec {
            code: error.code,
            champ: error.champ.clone(),
            message: error.message.clone(),
            secondes: error.secondes,
            reference,
        }
    }
}

/// Reads an identifier that came from outside, in the one spelling in which the base holds it:
/// under another one half of a command would find its object, and the other half none.
pub(crate) fn identifiant(texte: &str) -> Result<Uuid> {
    Uuid::parse_str(texte)
        .ok()
        .filter(|id| id.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == texte)
        .ok_or_else(|| Error::new(Code::Introuvable, "identifier"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both hosts answer a command from a pool of threads.
    fn may_cross_threads<T: Send>(_: &T) {}

    #[allow(dead_code, reason = "it is compiled, never run")]
    fn every_command_may_cross_threads(core: &Core) {
        may_cross_threads(&dispatch(core, "etat", serde_json::Value::Null));
    }
}
