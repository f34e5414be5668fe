//! The vault: the folder that holds a centre's base, and the keys that open it.
//!
//! `escale.coffre` is the header: the master key, wrapped once per person under their password and
//! once under the recovery key. `escale.base` is the SQLCipher base that the master key opens.
//! Nothing outside this module sees a key: the store gets a [`CleBase`], which it can only hand on.

mod cle;
mod entete;
mod essais;
mod lieu;
mod mot_de_passe;
mod recuperation;
mod secret;
mod trousseau;

pub use cle::{CleBase, Cout};
pub use entete::Entete;
pub use essais::Essais;
pub use lieu::verifier_lieu;
pub use mot_de_passe::MOT_DE_PASSE_MIN;
pub(crate) use mot_de_passe::verifier_mot_de_passe;
pub use recuperation::{CleRecuperation, GroupeFaux};
pub use secret::{Scelleur, Secret, est_scelle};
pub use trousseau::{SansTrousseau, Sceau, Trousseau, TrousseauSysteme, cle_de_signature};

use crate::error::{Code, Error, Result};
use crate::monde::Monde;
use cle::CleMaitresse;
use entete::Ouverte;
use secret::Prive;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long a lock that is being let go is waited for.
const VERROU_PATIENCE: Duration = Duration::from_secs(2);

/// The files of a vault.
#[derive(Debug, Clone)]
pub struct Dossier(PathBuf);

impl Dossier {
    /// The vault in `chemin`, whether it exists or not.
    pub fn new(chemin: impl Into<PathBuf>) -> Self {
        Self(chemin.into())
    }

    /// The folder.
    #[must_use]
    pub fn chemin(&self) -> &Path {
        &self.0
    }

    /// The header with the wrapped keys.
    #[must_use]
    pub fn entete(&self) -> PathBuf {
        self.0.join("escale.coffre")
    }

    /// The encrypted base.
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

    /// Stands while a vault is being made: what lies beside it holds nothing yet.
    fn chantier(&self) -> PathBuf {
        self.0.join("escale.creation")
    }

    /// Whether a vault is there. One whose making was interrupted is not: no key opens its base.
    #[must_use]
    pub fn existe(&self) -> bool {
        self.entete().exists() || (self.base().exists() && !self.chantier().exists())
    }

    /// Takes the lock that keeps a second Escale out. One that is just ending holds it a moment
    /// longer, and so does a program that this one is starting: those are waited for.
    ///
    /// # Errors
    /// [`Code::DejaOuvert`] when another process keeps it.
    pub fn verrouiller(&self) -> Result<File> {
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
                    return Err(Error::new(Code::DejaOuvert, "lock held"));
                }
                Err(std::fs::TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }
}

/// One change of a header at a time: each reads the whole of it and writes it back.
static ENTETE: Mutex<()> = Mutex::new(());

/// A vault that somebody opened: it gives the key of the base, and wraps the keys for others.
#[derive(Debug)]
pub struct Ouvert {
    dossier: Dossier,
    maitresse: CleMaitresse,
    secret: Secret,
}

impl Ouvert {
    fn new(dossier: &Dossier, maitresse: CleMaitresse, secret: Secret) -> Self {
        Self { dossier: dossier.clone(), maitresse, secret }
    }

    /// The key of the base.
    #[must_use]
    pub fn cle(&self) -> CleBase {
        self.maitresse.derive_base()
    }

    /// What this session knows of the key of reinforced secrecy.
    #[must_use]
    pub fn secret(&self) -> Secret {
        self.secret.clone()
    }

    /// Gives the key of reinforced secrecy to every account that cares (`true` in `comptes`) and to
    /// the recovery key, where this session holds it, and takes it from every other account once
    /// a caregiver holds it. Afterwards this session holds it only if the slot of `moi` does.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn accorder(&self, comptes: &[(String, bool)], moi: &str, monde: &dyn Monde) -> Result<()> {
        let _un_seul = seul()?;
        let mut entete = lire_entete(&self.dossier)?;
        let change = self.secret.avec(|tenu| entete.accorder(comptes, moi, tenu, monde))?;
        if change {
            entete.ecrire(&self.dossier.entete(), &self.maitresse)?;
        }
        if !entete.tient(moi) {
            self.secret.oublier();
        }
        Ok(())
    }

    /// Gives another person a slot of their own.
    ///
    /// # Errors
    /// The name is taken, or the password is too short.
    pub fn ajouter(
        &self,
        identifiant: &str,
        mot_de_passe: &str,
        cout: Cout,
        monde: &dyn Monde,
    ) -> Result<()> {
        if lire_entete(&self.dossier)?.connait(identifiant) {
            return Err(Error::new(Code::IdentifiantPris, "slot exists"));
        }
        self.redefinir(identifiant, mot_de_passe, cout, monde)
    }

    /// Gives a person a new password in place of the old one. The new slot waits for the key of
    /// reinforced secrecy until [`Self::accorder`].
    ///
    /// # Errors
    /// The password is too short, or the disk refuses.
    pub fn redefinir(
        &self,
        identifiant: &str,
        mot_de_passe: &str,
        cout: Cout,
        monde: &dyn Monde,
    ) -> Result<()> {
        verifier_mot_de_passe(mot_de_passe)?;
        let cles = (&self.maitresse, None);
        self.changer(|e| e.poser(identifiant, mot_de_passe, cles, cout, monde))
    }

    /// Makes a new recovery key. It counts once its sheet is confirmed; until then the one before
    /// opens, too. Made in a session without the key of reinforced secrecy, it waits for that key
    /// until somebody who holds it opens.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn renouveler_recuperation(
        &self,
        cout: Cout,
        monde: &dyn Monde,
    ) -> Result<CleRecuperation> {
        let cle = CleRecuperation::make(monde);
        self.secret.avec(|tenu| {
            self.changer(|e| e.poser_recuperation(&cle, (&self.maitresse, tenu), cout, monde))
        })?;
        Ok(cle)
    }

    /// Notes that the sheet of the recovery key was saved or printed.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn confirmer_recuperation(&self) -> Result<()> {
        self.changer(|entete| {
            entete.confirmer_recuperation();
            Ok(())
        })
    }

    /// Whether a recovery key waits for its sheet.
    ///
    /// # Errors
    /// The header does not read.
    pub fn fiche_attendue(&self) -> Result<bool> {
        Ok(lire_entete(&self.dossier)?.fiche_attendue())
    }

    fn changer(&self, changement: impl FnOnce(&mut Entete) -> Result<()>) -> Result<()> {
        let _un_seul = seul()?;
        let mut entete = lire_entete(&self.dossier)?;
        changement(&mut entete)?;
        entete.ecrire(&self.dossier.entete(), &self.maitresse)
    }
}

fn seul() -> Result<std::sync::MutexGuard<'static, ()>> {
    ENTETE.lock().map_err(|_| Error::new(Code::Interne, "mutex"))
}

/// A vault that is being made: its keys are ready, its header is not written. Dropped before
/// [`Chantier::achever`], it leaves nothing that would stand in the way of another attempt.
pub struct Chantier {
    ouvert: Ouvert,
    entete: Entete,
    recuperation: CleRecuperation,
    verrou: File,
}

/// A vault that was just made.
pub struct Cree {
    /// The vault, open.
    pub ouvert: Ouvert,
    /// To be printed for the safe, and then forgotten.
    pub recuperation: CleRecuperation,
    /// Keeps a second Escale out for as long as it lives.
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
    ///
    /// # Errors
    /// The disk refuses.
    pub fn achever(self) -> Result<Cree> {
        let Self { ouvert, mut entete, recuperation, verrou } = self;
        entete.ecrire(&ouvert.dossier.entete(), &ouvert.maitresse)?;
        // Beside a header it means nothing any more.
        let _ = std::fs::remove_file(ouvert.dossier.chantier());
        Ok(Cree { ouvert, recuperation, verrou })
    }
}

/// Begins a vault in a folder of this seat, with one person's slot and the recovery slot.
///
/// # Errors
/// A vault is already there, the place is refused, or the password is too short.
pub fn preparer(
    dossier: &Dossier,
    identifiant: &str,
    mot_de_passe: &str,
    cout: Cout,
    monde: &dyn Monde,
) -> Result<Chantier> {
    verifier_mot_de_passe(mot_de_passe)?;
    verifier_lieu(dossier.chemin())?;
    if dossier.existe() {
        return Err(Error::new(Code::CoffreExiste, "vault exists"));
    }
    std::fs::create_dir_all(dossier.chemin())?;
    restreindre(dossier.chemin())?;
    let verrou = dossier.verrouiller()?;
    // Check again under the lock: another process may have created the vault.
    if dossier.existe() {
        return Err(Error::new(Code::CoffreExiste, "vault exists"));
    }
    deblayer(dossier)?;
    let maitresse = CleMaitresse::make(monde);
    let recuperation = CleRecuperation::make(monde);
    // The founder holds the key of reinforced secrecy until a caregiver does.
    let prive = Prive::make(monde);
    let publique = prive.publique();
    let mut entete = Entete::new(monde.nouvel_id(), &publique);
    let cles = (&maitresse, Some(&prive));
    entete.poser(identifiant, mot_de_passe, cles, cout, monde)?;
    entete.poser_recuperation(&recuperation, cles, cout, monde)?;
    let secret = Secret::new(publique, Some(prive));
    let ouvert = Ouvert::new(dossier, maitresse, secret);
    Ok(Chantier { ouvert, entete, recuperation, verrou })
}

/// Marks the folder, and removes what an interrupted attempt left.
fn deblayer(dossier: &Dossier) -> Result<()> {
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

/// Makes a vault at once, for tests that need no base in it.
#[cfg(test)]
pub(crate) fn creer(
    dossier: &Dossier,
    identifiant: &str,
    mot_de_passe: &str,
    cout: Cout,
    monde: &dyn Monde,
) -> Result<Cree> {
    preparer(dossier, identifiant, mot_de_passe, cout, monde)?.achever()
}

/// Opens the vault with a person's name and password. An unknown name costs the same time and gives
/// the same answer as a wrong password.
///
/// # Errors
/// [`Code::MotDePasseRefuse`], [`Code::TropDEssais`], or what is wrong with the files.
pub fn ouvrir(
    dossier: &Dossier,
    identifiant: &str,
    mot_de_passe: &str,
    monde: &dyn Monde,
) -> Result<Ouvert> {
    let entete = lire_entete(dossier)?;
    verifier_lieu(dossier.chemin())?;
    let mut essais = Essais::lire(dossier, identifiant);
    essais.permettre(monde.maintenant())?;
    match entete.ouvrir(identifiant, mot_de_passe)? {
        Some(ouverte) => {
            essais.oublier();
            entrer(dossier, &entete, ouverte)
        }
        None => {
            essais.compter(monde.maintenant());
            Err(Error::new(Code::MotDePasseRefuse, "slot refused"))
        }
    }
}

/// Opens the vault with the recovery key and changes nothing.
///
/// # Errors
/// [`Code::CleRecuperationRefusee`] when the key is not that of this vault.
pub fn ouvrir_recuperation(
    dossier: &Dossier,
    cle: &CleRecuperation,
    monde: &dyn Monde,
) -> Result<Ouvert> {
    let entete = lire_entete(dossier)?;
    verifier_lieu(dossier.chemin())?;
    let mut essais = Essais::lire(dossier, "clé de récupération");
    essais.permettre(monde.maintenant())?;
    let Some(ouverte) = entete.ouvrir_recuperation(cle)? else {
        essais.compter(monde.maintenant());
        return Err(Error::new(Code::CleRecuperationRefusee, "recovery slot refused"));
    };
    essais.oublier();
    entrer(dossier, &entete, ouverte)
}

/// The vault with the keys that a slot gave.
fn entrer(dossier: &Dossier, entete: &Entete, ouverte: Ouverte) -> Result<Ouvert> {
    let Ouverte { maitresse, secret } = ouverte;
    Ok(Ouvert::new(dossier, maitresse, Secret::new(entete.publique()?, secret)))
}

fn lire_entete(dossier: &Dossier) -> Result<Entete> {
    if !dossier.entete().exists() {
        return Err(Error::new(Code::CoffreAbsent, "no header"));
    }
    Entete::lire(&dossier.entete())
}

/// Only the owner of the session may look into the folder.
fn restreindre(chemin: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(chemin, std::fs::Permissions::from_mode(0o700))?;
    }
    #[cfg(not(unix))]
    let _ = chemin;
    Ok(())
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_secret;
