//! Where a paper goes: a file, or the viewer.

use crate::api::{Core, Session};
use crate::error::{Code, Error, Result};
use escale_papiers::Papier;
use escale_vault as vault;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a paper into a folder, under its own name.
pub(in crate::api) fn dans(dossier: &Path, papier: &Papier) -> Result<PathBuf> {
    std::fs::create_dir_all(dossier)?;
    let chemin = dossier.join(&papier.nom_de_fichier);
    write(&chemin, &papier.octets)?;
    Ok(chemin)
}

/// Writes a paper beside its place, then renames: a full disk leaves no half paper.
///
/// # Errors
/// The disk refuses; what was there before stays.
pub fn write(chemin: &Path, octets: &[u8]) -> Result<()> {
    let dossier = chemin.parent().unwrap_or_else(|| Path::new("."));
    let nom = chemin.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let provisoire = dossier.join(format!(".{nom}.partiel"));
    let resultat = (|| {
        let mut fichier = std::fs::File::create(&provisoire)?;
        fichier.write_all(octets)?;
        fichier.sync_all()?;
        std::fs::rename(&provisoire, chemin)
    })();
    if resultat.is_err() {
        let _ = std::fs::remove_file(&provisoire);
    }
    Ok(resultat?)
}

/// Shows a paper in the system's viewer. It lies in a folder of the vault that only this session
/// may read, and goes when the base is closed.
pub(in crate::api) fn show(core: &Core, session: &Session, papier: &Papier) -> Result<PathBuf> {
    let chemin = dans(&session.dossier.papiers(), papier)?;
    match core.poste.show(&chemin) {
        Ok(()) => Ok(chemin),
        Err(error) => {
            let _ = std::fs::remove_file(&chemin);
            let chaine = format!("viewer: {:?}", error.kind());
            Err(Error::new(Code::DocumentImpossible, chaine).avec_message(
                "Aucun lecteur de PDF ne s’est ouvert. Enregistrez le document, puis ouvrez-le.",
            ))
        }
    }
}

pub(in crate::api) fn empty_papiers(dossier: &vault::VaultDir) {
    let papiers = dossier.papiers();
    if papiers.is_dir() {
        let _ = std::fs::remove_dir_all(papiers);
    }
}
