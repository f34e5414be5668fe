//! Writes drawings as PDF/A-1b files.
//!
//! [`contenu`] turns a page into the operators of a content stream, [`fonte`] holds the embedded
//! faces, made once a process with printpdf, and [`fichier`] writes objects one after the other, so
//! that a file of a thousand letters takes no more memory than one. The same drawings and the same
//! date give the same bytes.

mod contenu;
mod coupe;
mod emploi;
mod fichier;
mod fonte;
mod objet;
mod xmp;

pub use fichier::{Liasse, Marque};

use super::ReportError;
use super::draw::Drawing;
use escale_domain::date::DateCivile;
use std::io::Cursor;

/// Writes one drawing as a file.
///
/// # Errors
/// [`ReportError`] when a font or the file cannot be made.
pub(super) fn write(drawing: &Drawing, date: DateCivile) -> Result<Vec<u8>, ReportError> {
    let mut liasse = Liasse::new(Cursor::new(Vec::new()), &drawing.title, date)?;
    liasse.add(drawing, false).map_err(|_| ReportError::Fichier)?;
    let (sortie, _) = liasse.finish().map_err(|_| ReportError::Fichier)?;
    Ok(sortie.into_inner())
}
