//! What the law asks at this age, as far as the pair said something of it: the certificate that goes
//! with a compulsory exam, and the screening for neuro-developmental disorders.

use super::lettre::Lettre;
use super::titre;
use crate::block::{Block, bold, detail, plain};
use escale_domain::examen::{certificat, jalons};

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let (bilan, naissance) = (&lettre.dossier.bilan, lettre.dossier.enfant.date_naissance);
    let mut lignes = Vec::new();
    if let Some(code) = bilan.examen_obligatoire_correspondant
        && let Some(certificat) = certificat(code, naissance, bilan.date)
    {
        lignes.push(detail(vec![plain(certificat.phrase)]));
    }
    for jalon in jalons(naissance, bilan.date, &lettre.dossier.reperages) {
        if !jalon.dit.is_empty() {
            lignes.push(detail(vec![bold(jalon.nom), plain(format!("\u{a0}: {}.", jalon.dit))]));
        }
    }
    if lignes.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![titre("Suivi obligatoire de l’enfant")];
    blocks.extend(lignes.into_iter().map(Block::Paragraph));
    vec![Block::Keep(blocks)]
}
