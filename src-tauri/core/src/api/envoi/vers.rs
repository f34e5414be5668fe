//! Where many papers go: one file for the printer, or a folder.

use crate::api::Session;
use crate::api::document::{Compose, Pose, dans};
use crate::error::Result;
use crate::store::Store;
use escale_domain::date::DateCivile;
use escale_papiers::{Liasse, Marque};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

pub(super) enum Vers {
    /// One file each, in a folder.
    Dossier(PathBuf),
    /// One file for all, written beside its place until it is whole.
    Fusion(Box<Fusion>),
}

/// A file under way beside its place. It is removed however the work ends, since it holds whole
/// letters in the clear under a hidden name.
struct Provisoire(PathBuf);

impl Drop for Provisoire {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A merged file under way.
pub(super) struct Fusion {
    chemin: PathBuf,
    provisoire: Provisoire,
    liasse: Liasse<BufWriter<File>>,
    recto_verso: bool,
    marque: Option<Marque>,
}

impl Vers {
    pub(super) fn fusion(chemin: PathBuf, recto_verso: bool, date: DateCivile) -> Result<Self> {
        let provisoire = Provisoire(a_cote(&chemin));
        let sortie = BufWriter::new(File::create(&provisoire.0)?);
        let titre = format!("Envois du {}", date.court());
        let liasse = Liasse::new(sortie, &titre, date)?;
        let marque = None;
        Ok(Self::Fusion(Box::new(Fusion { chemin, provisoire, liasse, recto_verso, marque })))
    }

    /// The file or the folder.
    pub(super) fn chemin(&self) -> &Path {
        match self {
            Self::Dossier(dossier) => dossier,
            Self::Fusion(fusion) => &fusion.chemin,
        }
    }

    pub(super) fn put(&mut self, fait: &Compose) -> Result<Pose> {
        match self {
            Self::Dossier(dossier) => dans(dossier, &fait.papier).map(Pose::seul),
            Self::Fusion(fusion) => {
                fusion.marque = Some(fusion.liasse.mark());
                fusion.liasse.add(&fait.dessin, fusion.recto_verso)?;
                Ok(Pose { chemin: fusion.chemin.clone(), seul: false })
            }
        }
    }

    /// Takes the last paper out again: the record refused it.
    pub(super) fn take_back(&mut self) -> Result<()> {
        if let Self::Fusion(fusion) = self
            && let Some(marque) = fusion.marque.take()
        {
            fusion.liasse.revert(marque)?;
        }
        Ok(())
    }

    /// The last paper stays.
    pub(super) fn keep(&mut self) {
        if let Self::Fusion(fusion) = self {
            fusion.marque = None;
        }
    }

    /// How many pages the merged file has.
    pub(super) fn pages(&self) -> Option<usize> {
        match self {
            Self::Dossier(_) => None,
            Self::Fusion(fusion) => Some(fusion.liasse.pages()),
        }
    }

    /// Ends the file, and puts it in its place; one without a page goes away.
    pub(super) fn finish(self) -> Result<()> {
        let Self::Fusion(fusion) = self else { return Ok(()) };
        let Fusion { chemin, provisoire, liasse, .. } = *fusion;
        if liasse.pages() == 0 {
            return Ok(());
        }
        let (sortie, octets) = liasse.finish()?;
        let fichier = sortie.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        fichier.set_len(octets)?;
        fichier.sync_all()?;
        Ok(std::fs::rename(&provisoire.0, &chemin)?)
    }
}

/// The file in which a merged file is written until it is whole.
fn a_cote(chemin: &Path) -> PathBuf {
    let nom = chemin.file_name().unwrap_or_default().to_string_lossy().into_owned();
    chemin.with_file_name(format!(".{nom}.partiel"))
}

/// Notes a merged file that is about to be begun: should the program be killed, the next opening takes
/// away what is left of it.
pub(super) async fn announce(session: &Session, chemin: &Path) -> Result<()> {
    match a_cote(chemin).to_str() {
        Some(chemin) => session.store.note_partiel(chemin).await,
        None => Ok(()),
    }
}

/// Forgets what was noted of a merged file, once nothing of it is left beside its place.
pub(super) async fn forget_if_gone(session: &Session, chemin: &Path) -> Result<()> {
    let provisoire = a_cote(chemin);
    match provisoire.to_str() {
        Some(nom) if parti(&provisoire) => session.store.forget_partiel(nom).await,
        _ => Ok(()),
    }
}

/// Whether a file is not in its folder any more. Where the folder is missing (a memory stick that
/// was pulled out), it is unknown: false.
fn parti(chemin: &Path) -> bool {
    chemin.parent().is_some_and(Path::is_dir) && !chemin.exists()
}

/// Removes what works that were killed have left beside the places of their files.
pub(in crate::api) async fn sweep(store: &Store) -> Result<()> {
    for note in store.partiels().await? {
        let chemin = Path::new(&note);
        let nom = chemin.file_name().unwrap_or_default().to_string_lossy();
        let notre = nom.starts_with('.') && nom.ends_with(".partiel");
        // On a disk that is missing or refuses, the note stays for a later opening.
        if notre {
            let _ = std::fs::remove_file(chemin);
        }
        if !notre || parti(chemin) {
            store.forget_partiel(&note).await?;
        }
    }
    Ok(())
}
