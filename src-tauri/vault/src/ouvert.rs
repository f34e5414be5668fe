//! An open vault: what a session may ask of the keys.

use crate::cle::{CleBase, CleMaitresse, Cout};
use crate::dossier::VaultDir;
use crate::entete::{Entete, OpenHeader};
use crate::essais::Essais;
use crate::lieu::check_lieu;
use crate::mot_de_passe::check_mot_de_passe;
use crate::recuperation::CleRecuperation;
use crate::secret::Secret;
use crate::{Error, Hasard, Result};
use std::sync::Mutex;

/// One change of a header at a time: each reads the whole of it and writes it back.
static ENTETE: Mutex<()> = Mutex::new(());

/// An open vault: it gives the key of the base, and wraps the keys for other accounts.
#[derive(Debug)]
pub struct OpenVault {
    pub(crate) dossier: VaultDir,
    pub(crate) maitresse: CleMaitresse,
    secret: Secret,
}

impl OpenVault {
    pub(crate) fn new(dossier: &VaultDir, maitresse: CleMaitresse, secret: Secret) -> Self {
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

    /// Gives the key of reinforced secrecy to every caregiver's account (`true` in `comptes`) and
    /// to the recovery key, where this session holds it, and takes it from every other account once
    /// a caregiver holds it. Afterwards this session holds it only if the slot of `moi` does.
    pub fn grant(&self, comptes: &[(String, bool)], moi: &str, chance: &dyn Hasard) -> Result<()> {
        let _un_seul = seul()?;
        let mut entete = read_entete(&self.dossier)?;
        let change = self.secret.avec(|tenu| entete.grant(comptes, moi, tenu, chance))?;
        if change {
            entete.write(&self.dossier.entete(), &self.maitresse)?;
        }
        if !entete.tient(moi) {
            self.secret.forget();
        }
        Ok(())
    }

    /// Gives another person a slot of their own.
    ///
    /// # Errors
    /// The name is taken, or the password is too short.
    pub fn add(
        &self,
        identifiant: &str,
        mot_de_passe: &str,
        cout: Cout,
        chance: &dyn Hasard,
    ) -> Result<()> {
        if read_entete(&self.dossier)?.connait(identifiant) {
            return Err(Error::IdentifiantPris);
        }
        self.reset(identifiant, mot_de_passe, cout, chance)
    }

    /// Gives a person a new password in place of the old one. The new slot waits for the key of
    /// reinforced secrecy until [`Self::grant`].
    ///
    /// # Errors
    /// The password is too short, or the disk refuses.
    pub fn reset(
        &self,
        identifiant: &str,
        mot_de_passe: &str,
        cout: Cout,
        chance: &dyn Hasard,
    ) -> Result<()> {
        check_mot_de_passe(mot_de_passe)?;
        let cles = (&self.maitresse, None);
        self.change(|e| e.put(identifiant, mot_de_passe, cles, cout, chance))
    }

    /// Makes a new recovery key. It counts once its sheet is confirmed; until then the one before
    /// opens, too. Made in a session without the key of reinforced secrecy, its slot gets that key
    /// when a session that holds it opens.
    pub fn renew_recuperation(&self, cout: Cout, chance: &dyn Hasard) -> Result<CleRecuperation> {
        let cle = CleRecuperation::make(chance);
        self.secret.avec(|tenu| {
            self.change(|e| e.put_recuperation(&cle, (&self.maitresse, tenu), cout, chance))
        })?;
        Ok(cle)
    }

    /// Notes that the sheet of the recovery key was saved or printed.
    pub fn confirm_recuperation(&self) -> Result<()> {
        self.change(|entete| {
            entete.confirm_recuperation();
            Ok(())
        })
    }

    /// Whether a recovery key waits for its sheet.
    ///
    /// # Errors
    /// The header does not read.
    pub fn fiche_attendue(&self) -> Result<bool> {
        Ok(read_entete(&self.dossier)?.fiche_attendue())
    }

    fn change(&self, changement: impl FnOnce(&mut Entete) -> Result<()>) -> Result<()> {
        let _un_seul = seul()?;
        let mut entete = read_entete(&self.dossier)?;
        changement(&mut entete)?;
        entete.write(&self.dossier.entete(), &self.maitresse)
    }
}

fn seul() -> Result<std::sync::MutexGuard<'static, ()>> {
    ENTETE.lock().map_err(|_| Error::Interne("mutex"))
}

/// Opens the vault with a person's name and password, at `maintenant` (milliseconds since 1970, UTC),
/// from which the wait after wrong passwords is counted. An unknown name costs the same time and gives
/// the same answer as a wrong password.
///
/// # Errors
/// [`Error::MotDePasseRefuse`], [`Error::TropDEssais`], or what is wrong with the files.
pub fn open(
    dossier: &VaultDir,
    identifiant: &str,
    mot_de_passe: &str,
    maintenant: i64,
) -> Result<OpenVault> {
    let entete = read_entete(dossier)?;
    check_lieu(dossier.chemin())?;
    let mut essais = Essais::read(dossier, identifiant);
    essais.allow(maintenant)?;
    match entete.open(identifiant, mot_de_passe)? {
        Some(ouverte) => {
            essais.forget();
            enter(dossier, &entete, ouverte)
        }
        None => {
            essais.count(maintenant);
            Err(Error::MotDePasseRefuse)
        }
    }
}

/// Opens the vault with the recovery key and changes nothing; `maintenant` as for [`open`].
///
/// # Errors
/// [`Error::RecuperationRefusee`] when the key is not that of this vault.
pub fn open_recuperation(
    dossier: &VaultDir,
    cle: &CleRecuperation,
    maintenant: i64,
) -> Result<OpenVault> {
    let entete = read_entete(dossier)?;
    check_lieu(dossier.chemin())?;
    let mut essais = Essais::read(dossier, "clé de récupération");
    essais.allow(maintenant)?;
    let Some(ouverte) = entete.open_recuperation(cle)? else {
        essais.count(maintenant);
        return Err(Error::RecuperationRefusee);
    };
    essais.forget();
    enter(dossier, &entete, ouverte)
}

/// The vault with the keys that a slot gave.
fn enter(dossier: &VaultDir, entete: &Entete, ouverte: OpenHeader) -> Result<OpenVault> {
    let OpenHeader { maitresse, secret } = ouverte;
    Ok(OpenVault::new(dossier, maitresse, Secret::new(entete.publique()?, secret)))
}

fn read_entete(dossier: &VaultDir) -> Result<Entete> {
    if !dossier.entete().exists() {
        return Err(Error::CoffreAbsent);
    }
    Entete::read(&dossier.entete())
}
