//! Certificate C: the bilan took place, on this half-day, in this centre. Nothing else.

use super::block::{Align, Block, Paragraph, Placed, Style, bold, plain};
use super::draw::{Drawing, MM};
use super::layout::{Furniture, MARGIN, WIDTH, lay_out};
use super::tete::{bandeau, lieu_et_date, references};
use super::{ReportError, Tampon};
use escale_domain::bilan::DemiJournee;
use escale_domain::document::Extrait;
use escale_domain::enfant::Sexe;
use escale_domain::texte::{fold, typographie};

/// The page of certificate C.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read.
pub(super) fn dessin(extrait: &Extrait, tampon: &Tampon<'_>) -> Result<Drawing, ReportError> {
    let personne = &extrait.personne;
    let large = |spans| Paragraph::new(Style::Large, spans);
    let (ne, recu) = match personne.sexe {
        Sexe::F => ("née", "reçue"),
        Sexe::M => ("né", "reçu"),
    };
    let initiale = fold(&personne.prenom).chars().next();
    let voyelle = initiale.is_some_and(|c| "aeiouy".contains(c));
    let mut spans = vec![
        plain(typographie(&format!(
            "Le centre de santé soussigné, {}, atteste {}",
            extrait.centre.nom,
            if voyelle { "qu’" } else { "que " }
        ))),
        bold(format!("{} {}", personne.prenom, personne.nom)),
    ];
    if let Some(naissance) = personne.naissance {
        let estimee = if personne.estimee { " (date estimée)" } else { "" };
        spans.push(plain(format!(", {ne} le\u{a0}{}{estimee}", naissance.en_lettres())));
    }
    let moment = match extrait.demi_journee {
        Some(DemiJournee::Matin) => ", dans la matinée",
        Some(DemiJournee::ApresMidi) => ", dans l’après-midi",
        None => "",
    };
    spans.push(plain(format!(", a été {recu} dans ses locaux pour un bilan de santé le ")));
    spans.push(bold(extrait.date.avec_jour()));
    spans.push(plain(format!("{moment}.")));
    let projet =
        if extrait.projet { "Projet\u{a0}: le bilan n’est pas encore validé." } else { "" };
    let blocks = [
        bandeau(&extrait.centre, references("Attestation", tampon, &personne.dossier)),
        Block::Space(30.0),
        Block::Paragraph(
            Paragraph::new(Style::Display, vec![bold("Attestation")]).aligned(Align::Centre),
        ),
        Block::Space(30.0),
        Block::Paragraph(large(spans)),
        Block::Space(8.0),
        Block::Paragraph(large(vec![plain(
            "Cette attestation est délivrée pour servir et valoir ce que de droit.",
        )])),
        Block::Paragraph(large(vec![bold(projet)])),
        Block::Space(26.0),
        signature(extrait, tampon),
    ];
    let furniture = Furniture {
        header_left: "Attestation".to_owned(),
        header_right: String::new(),
        footer: format!(
            "Dossier {} · attestation n°\u{a0}{}{}",
            personne.dossier,
            tampon.numero,
            if extrait.projet { " · projet" } else { "" }
        ),
    };
    lay_out(&format!("Attestation, dossier {}", personne.dossier), &blocks, &furniture)
}

/// Place and date, and room to sign.
fn signature(extrait: &Extrait, tampon: &Tampon<'_>) -> Block {
    let large = |texte: String| Paragraph::new(Style::Large, vec![plain(texte)]);
    let small = |texte: &str| Paragraph::new(Style::Body, vec![plain(texte.to_owned())]);
    let milieu = MARGIN + WIDTH * 0.5;
    Block::Canvas {
        height: 60.0 * MM,
        items: vec![
            Placed {
                x: milieu,
                y: 0.0,
                width: WIDTH * 0.5,
                paragraphs: vec![
                    large(format!("Fait à {}", lieu_et_date(&extrait.centre, tampon))),
                    small("Pour le centre, nom et qualité\u{a0}:"),
                    small("……………………………………………………………………"),
                ],
            },
            Placed {
                x: milieu,
                y: 24.0 * MM,
                width: WIDTH * 0.5,
                paragraphs: vec![small("Signature et cachet\u{a0}:")],
            },
        ],
    }
}
