//! Letter A: what the bilan found, to the doctor who follows the child wherever they live (domain
//! note §5.1). Page one is what a doctor reads in two minutes; what follows is the detail.

mod adresse;
mod anterieur;
mod croissance;
mod entete;
mod essentiel;
mod examen;
mod fin;
mod lettre;
mod phrases;
mod secret;
mod vaccins;

use super::block::{Block, bold};
use super::draw::Drawing;
use super::layout::{Furniture, lay_out};
use super::{Papier, ReportError, file_name_part, pdf};
use escale_domain::calcul::Reglages;
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use lettre::Lettre;

/// What the letter says and the record does not hold.
#[derive(Debug, Clone)]
pub struct ContexteCourrier {
    /// Number of the letter, as the transmission log gives it.
    pub numero: String,
    /// Date of the letter.
    pub date: DateCivile,
    /// When each of the pair signed, in local time. Without any, the days of the record are used.
    pub signatures: Vec<SignatureHeure>,
    /// The growth reference and the thresholds of the centre.
    pub reglages: Reglages,
}

/// When somebody signed the bilan, by the clock on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHeure {
    /// Identifier of the professional in the record.
    pub professionnel: String,
    /// Day.
    pub date: DateCivile,
    /// Hour and minute.
    pub heure: (u8, u8),
}

/// Makes letter A.
///
/// # Errors
/// [`ReportError`] when the file cannot be made.
pub fn courrier(dossier: &Dossier, contexte: &ContexteCourrier) -> Result<Papier, ReportError> {
    let drawing = dessin(dossier, contexte)?;
    Ok(Papier {
        octets: pdf::write(&drawing, contexte.date)?,
        pages: drawing.pages.len(),
        nom_de_fichier: nom_du_courrier(&dossier.enfant.num_dossier_local, dossier.bilan.date),
        signes_remplaces: drawing.replaced(),
    })
}

/// How the file of a letter is named: record number, kind, date of the bilan; never a name.
#[must_use]
pub fn nom_du_courrier(dossier: &str, bilan: DateCivile) -> String {
    format!("{}_courrier-medecin_{}.pdf", file_name_part(dossier), bilan.iso())
}

/// The pages of letter A, before they are written as a file.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read.
pub fn dessin(dossier: &Dossier, contexte: &ContexteCourrier) -> Result<Drawing, ReportError> {
    let lettre = Lettre::new(dossier, contexte);
    let mut blocks = entete::blocks(&lettre);
    blocks.extend(essentiel::blocks(&lettre));
    blocks.extend(croissance::blocks(&lettre));
    blocks.extend(examen::blocks(&lettre));
    blocks.extend(anterieur::blocks(&lettre));
    // Signatures alone on a page belong to nothing: the last paragraph goes with them.
    let mut cloture = Vec::new();
    if let Some(Block::Paragraph(dernier)) = blocks.last()
        && dernier.spans.iter().map(|s| s.text.len()).sum::<usize>() < DERNIER_COURT
    {
        cloture.extend(blocks.pop());
    }
    cloture.extend(fin::blocks(&lettre));
    blocks.push(Block::Keep(cloture));

    let enfant = &dossier.enfant;
    let bilan = lettre.bilan();
    let dossier_no = enfant.num_dossier_local.as_str();
    let furniture = Furniture {
        header_left: lettre.enfant_ne(),
        header_right: bilan.clone(),
        footer: format!(
            "Dossier {dossier_no} · {bilan} · courrier n°\u{a0}{}{}",
            contexte.numero,
            if lettre.projet() { " · projet" } else { "" }
        ),
    };
    // The title is what the window of a reader shows: no name.
    let title = format!("Courrier au médecin référent, dossier {dossier_no}");
    lay_out(&title, &blocks, &furniture)
}

/// Bytes of a paragraph that may go with the signatures to the next page.
const DERNIER_COURT: usize = 900;

/// Heading of a section.
fn titre(texte: &str) -> Block {
    Block::Heading(vec![bold(texte)])
}
