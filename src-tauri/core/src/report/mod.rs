//! The papers of the centre: native, vector PDF files whose text can be selected.
//!
//! Four layers, each of which knows only the one before it: [`block`] says what a paper is made of,
//! [`layout`] sets blocks on pages, [`draw`] holds the drawing commands that come out of it, and
//! `pdf` with `pdfa` write them as a valid PDF/A-1b. Everything here is pure: no clock, no file.

pub mod block;
mod courrier;
pub mod draw;
mod figure;
pub mod font;
pub mod icc;
pub mod layout;
mod pdf;
mod pdfa;
mod recuperation;
mod table;
pub mod text;

pub use courrier::{ContexteCourrier, SignatureHeure, courrier, dessin, nom_du_courrier};
pub use recuperation::fiche_recuperation;

/// A paper that could not be made. Carries nothing of what it would have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// An embedded font file cannot be read.
    #[error("Les polices du document sont illisibles.")]
    Police,
    /// The file could not be written in memory.
    #[error("Le document n’a pas pu être assemblé.")]
    Fichier,
    /// The record lacks what the paper cannot do without.
    #[error("Il manque au dossier {0}.")]
    Manque(&'static str),
}

/// A finished paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Papier {
    /// The PDF file.
    pub octets: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// How to name the file: record number, kind of paper, date; never a name.
    pub nom_de_fichier: String,
    /// How many characters no typeface could draw, printed as a replacement sign.
    pub signes_remplaces: usize,
}

impl std::fmt::Debug for Papier {
    /// Says how large it is, not what it says.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Papier")
            .field("octets", &self.octets.len())
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// A part of a file name that every system accepts: letters and digits in ASCII, hyphens.
fn file_name_part(text: &str) -> String {
    let mut part: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    while part.contains("--") {
        part = part.replace("--", "-");
    }
    part.trim_matches('-').to_owned()
}
