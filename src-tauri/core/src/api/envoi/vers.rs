//! Where many papers go: one file for the printer, or a folder.

use crate::api::document::{Compose, Pose, dans};
use crate::error::Result;
use crate::report::{Liasse, Marque};
use escale_domain::date::DateCivile;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Where papers go.
pub(super) enum Vers {
    /// One file each, in a folder.
    Dossier(PathBuf),
    /// One file for all, written beside its place until it is whole.
    Fusion(Box<Fusion>),
}

/// A merged file under way.
pub(super) struct Fusion {
    chemin: PathBuf,
    provisoire: PathBuf,
    liasse: Liasse<BufWriter<File>>,
    recto_verso: bool,
    marque: Option<Marque>,
}

impl Vers {
    /// Begins a merged file.
    pub(super) fn fusion(chemin: PathBuf, recto_verso: bool, date: DateCivile) -> Result<Self> {
        let nom = chemin.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let provisoire = chemin.with_file_name(format!(".{nom}.partiel"));
        let sortie = BufWriter::new(File::create(&provisoire)?);
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

    /// Puts one paper there.
    pub(super) fn poser(&mut self, fait: &Compose) -> Result<Pose> {
        match self {
            Self::Dossier(dossier) => dans(dossier, &fait.papier).map(Pose::seul),
            Self::Fusion(fusion) => {
                fusion.marque = Some(fusion.liasse.marquer());
                fusion.liasse.ajouter(&fait.dessin, fusion.recto_verso)?;
                Ok(Pose { chemin: fusion.chemin.clone(), seul: false })
            }
        }
    }

    /// Takes the last paper out again: the record refused it.
    pub(super) fn reprendre(&mut self) -> Result<()> {
        if let Self::Fusion(fusion) = self
            && let Some(marque) = fusion.marque.take()
        {
            fusion.liasse.revenir(marque)?;
        }
        Ok(())
    }

    /// The last paper stays.
    pub(super) fn garder(&mut self) {
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
    pub(super) fn finir(self) -> Result<()> {
        let Self::Fusion(fusion) = self else { return Ok(()) };
        let Fusion { chemin, provisoire, liasse, .. } = *fusion;
        let fait = (|| {
            if liasse.pages() == 0 {
                return std::fs::remove_file(&provisoire);
            }
            let (sortie, octets) = liasse.finir()?;
            let fichier = sortie.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            fichier.set_len(octets)?;
            fichier.sync_all()?;
            std::fs::rename(&provisoire, &chemin)
        })();
        if fait.is_err() {
            let _ = std::fs::remove_file(&provisoire);
        }
        Ok(fait?)
    }
}
