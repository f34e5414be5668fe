//! The seat, in a terminal: no dialog and no viewer; where to save comes from an argument.

use crate::commande::Acces;
use escale_core::api::{Core, Ouverture, appel};
use escale_core::error::{Code, Error, Result};
use escale_core::monde::{MondeReel, Poste};
use escale_vault::TrousseauSysteme;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

pub(crate) struct Terminal(pub(crate) Option<PathBuf>);

impl Poste for Terminal {
    fn ou_enregistrer(
        &self,
        _nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { self.0.clone() })
    }

    fn quel_dossier(&self) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { self.0.clone() })
    }

    fn show(&self, _fichier: &Path) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}

/// The program over a folder.
pub(crate) fn core(dossier: &Path, save: Option<PathBuf>) -> Core {
    Core::new(dossier, Arc::new(MondeReel), Arc::new(Terminal(save)), Arc::new(TrousseauSysteme))
}

/// What of the two is missing to open a vault, as a sentence.
pub(crate) fn manque(acces: &Acces) -> Option<String> {
    let dire = |quoi: &str, variable: &str| Some(format!("Indiquez {quoi} (ou {variable})."));
    match (&acces.coffre, &acces.compte) {
        (None, None) => {
            dire("--coffre et --compte", "les variables ESCALE_COFFRE et ESCALE_COMPTE")
        }
        (None, Some(_)) => dire("--coffre", "la variable ESCALE_COFFRE"),
        (Some(_), None) => dire("--compte", "la variable ESCALE_COMPTE"),
        (Some(_), Some(_)) => None,
    }
}

/// Which vault and whose account; `main` has asked [`manque`] before.
pub(crate) fn qui(acces: &Acces) -> Result<(&Path, &str)> {
    match (acces.coffre.as_deref(), acces.compte.as_deref()) {
        (Some(coffre), Some(compte)) => Ok((coffre, compte)),
        _ => Err(Error::new(Code::Interne, "usage")),
    }
}

/// The password, from where a password may come.
pub(crate) fn mot_de_passe(acces: &Acces, invite: &str) -> Result<String> {
    if acces.password_stdin {
        let mut ligne = String::new();
        std::io::stdin().lock().read_line(&mut ligne)?;
        // Some shells of Windows begin what they pipe with a mark of order.
        let ligne = ligne.trim_start_matches('\u{feff}');
        return Ok(ligne.trim_end_matches(['\r', '\n']).to_owned());
    }
    if let Ok(mot) = std::env::var("ESCALE_PASSWORD") {
        return Ok(mot);
    }
    rpassword::prompt_password(invite).map_err(|_| {
        Error::new(Code::MotDePasseRefuse, "no terminal").avec_message(
            "Aucun mot de passe : donnez-le par ESCALE_PASSWORD, à l’invite d’un terminal, ou \
             avec --password-stdin.",
        )
    })
}

/// Opens the vault that the arguments name.
pub(crate) async fn open(acces: &Acces) -> Result<Core> {
    let (coffre, compte) = qui(acces)?;
    let core = core(coffre, None);
    let mot_de_passe = mot_de_passe(acces, "Mot de passe : ")?;
    appel::coffre_ouvrir(&core, Ouverture { identifiant: compte.to_owned(), mot_de_passe }).await?;
    Ok(core)
}
