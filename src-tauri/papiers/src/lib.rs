//! The papers of the centre: native, vector PDF files whose text can be selected.
//!
//! Four layers, each of which knows only the one before it: [`block`] says what a paper is made of,
//! [`layout`] sets blocks on pages, [`draw`] holds the drawing commands that come out of it, and
//! `pdf` writes them as a valid PDF/A-1b. Everything here is pure: no clock, no file.

mod attestation;
pub mod block;
mod bordereau;
mod courrier;
pub mod draw;
mod etiquettes;
mod face;
mod feuille_de_route;
mod fiche_ase;
mod figure;
pub mod font;
pub mod icc;
pub mod layout;
mod pdf;
mod prescription;
mod recuperation;
mod sens;
pub mod signe;
mod table;
mod tete;
pub mod text;

pub use bordereau::{LigneDuJour, bordereau};
pub use courrier::adresse;
pub use courrier::dessin;
pub use etiquettes::{PAR_PLANCHE, etiquettes};
pub use pdf::{Liasse, Marque};
pub use recuperation::fiche_recuperation;
pub use signe::indessinables;

pub use draw::Drawing;
use escale_domain::calcul::Reglages;
use escale_domain::date::DateCivile;
use escale_domain::document::{self, PaperKind};
use escale_domain::dossier::Dossier;

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
    /// The paper could reveal what a minor objects to revealing.
    #[error(transparent)]
    Refus(#[from] document::Refus),
}

/// What a paper says and the record does not hold.
#[derive(Debug, Clone)]
pub struct ContexteCourrier {
    /// Number of the paper, as the record numbers them.
    pub numero: String,
    pub date: DateCivile,
    /// Number of the paper of the same kind and bilan that this one replaces.
    pub remplace: Option<String>,
    /// Which duplicate of the paper this is; none for the paper itself.
    pub duplicata: Option<u32>,
    /// When each of the pair signed, in local time. Without any, the days of the record are used.
    pub signatures: Vec<SignatureHeure>,
    /// The growth reference and the thresholds of the centre.
    pub reglages: Reglages,
}

impl ContexteCourrier {
    pub(crate) fn tampon(&self) -> Tampon<'_> {
        Tampon {
            numero: &self.numero,
            date: self.date,
            remplace: self.remplace.as_deref(),
            duplicata: self.duplicata,
        }
    }
}

/// When a professional signed the bilan, in local time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHeure {
    /// Identifier of the professional in the record.
    pub professionnel: String,
    pub date: DateCivile,
    /// Hour and minute.
    pub heure: (u8, u8),
}

/// Number and date, all that papers B, C and D learn beside their extract of the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tampon<'a> {
    numero: &'a str,
    date: DateCivile,
    remplace: Option<&'a str>,
    duplicata: Option<u32>,
}

/// Makes a paper of a record.
///
/// # Errors
/// [`ReportError`] when the file cannot be made, or when the paper must not be.
pub fn papier(
    genre: PaperKind,
    dossier: &Dossier,
    contexte: &ContexteCourrier,
) -> Result<Papier, ReportError> {
    compose(genre, dossier, contexte).map(|(papier, _)| papier)
}

/// The same, with the drawing that it was written from, to be put into a [`Liasse`] too.
///
/// # Errors
/// As [`papier`].
pub fn compose(
    genre: PaperKind,
    dossier: &Dossier,
    contexte: &ContexteCourrier,
) -> Result<(Papier, Drawing), ReportError> {
    let drawing = dessin_de(genre, dossier, contexte)?;
    let nom = nom_du_papier(genre, &dossier.enfant.num_dossier_local, dossier.bilan.date);
    Ok((assemble(&drawing, contexte.date, nom)?, drawing))
}

/// The pages of a paper, before they are written as a file: the one place where papers are told
/// apart by their letter. Only the letter reads the record: the
/// others read what the rules of `domain::document` let out of it.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read, [`ReportError::Refus`] when the
/// paper must not be made.
pub fn dessin_de(
    genre: PaperKind,
    dossier: &Dossier,
    contexte: &ContexteCourrier,
) -> Result<Drawing, ReportError> {
    let tampon = contexte.tampon();
    let extrait = || document::extract(dossier, genre);
    match genre {
        PaperKind::A => courrier::dessin(dossier, contexte),
        PaperKind::B => fiche_ase::dessin(&extrait()?, &tampon),
        PaperKind::C => attestation::dessin(&extrait()?, &tampon),
        PaperKind::D => feuille_de_route::dessin(&extrait()?, &tampon),
        PaperKind::E => prescription::dessin(&extrait()?, &tampon),
    }
}

/// Makes the letter to the référent doctor.
///
/// # Errors
/// [`ReportError`] when the file cannot be made.
pub fn courrier(dossier: &Dossier, contexte: &ContexteCourrier) -> Result<Papier, ReportError> {
    papier(PaperKind::LETTER, dossier, contexte)
}

/// How the file of a paper is named: record number, kind, date of the bilan; never a name.
#[must_use]
pub fn nom_du_papier(kind: PaperKind, dossier: &str, bilan: DateCivile) -> String {
    format!("{}_{}_{}.pdf", file_name_part(dossier), kind.facts().file, bilan.iso())
}

fn assemble(
    drawing: &Drawing,
    date: DateCivile,
    nom_de_fichier: String,
) -> Result<Papier, ReportError> {
    Ok(Papier {
        octets: pdf::write(drawing, date)?,
        pages: drawing.pages.len(),
        nom_de_fichier,
        indessinables: drawing.indessinables(),
    })
}

#[derive(Clone, PartialEq, Eq)]
pub struct Papier {
    pub octets: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// How to name the file: record number, kind of paper, date; never a name.
    pub nom_de_fichier: String,
    /// The signs that no typeface could draw, each with how often: their numbers are printed.
    pub indessinables: Vec<(char, usize)>,
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
