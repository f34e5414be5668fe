//! Letter A: what the bilan found, to the doctor who follows the child wherever they live (domain
//! note §5.1). Page one is what a doctor reads in two minutes; what follows is the detail.

pub mod adresse;
mod anterieur;
mod croissance;
mod entete;
mod essentiel;
mod examen;
mod fin;
mod lettre;
mod phrases;
mod suivi;
mod vaccins;

use super::block::{Block, bold};
use super::draw::Drawing;
use super::layout::{Furniture, lay_out};
use super::{ContexteCourrier, ReportError};
use escale_domain::document;
use escale_domain::dossier::Dossier;
use escale_domain::posees::DossierLu;
use lettre::Lettre;

/// The pages of letter A, before they are written as a file.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read, [`ReportError::Refus`] where what is
/// asked hangs on an answer that this session cannot open.
pub fn dessin(dossier: &Dossier, contexte: &ContexteCourrier) -> Result<Drawing, ReportError> {
    let dossier = &DossierLu::new(dossier);
    document::a_faire(dossier)?;
    let lettre = Lettre::new(dossier, contexte);
    let mut blocks = entete::blocks(&lettre);
    blocks.extend(essentiel::blocks(&lettre));
    blocks.extend(croissance::blocks(&lettre));
    blocks.extend(examen::blocks(&lettre));
    blocks.extend(suivi::blocks(&lettre));
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
