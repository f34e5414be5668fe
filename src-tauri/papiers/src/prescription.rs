//! Paper E: the sessions that a doctor of the centre prescribes, one sheet a profession, so that
//! each professional is handed theirs alone (CSP R.1110-1).
//!
//! A paper to be signed by hand: an electronic prescription goes through the service of the health
//! insurance (CSP L.4071-1), which this program does not reach, and does not claim to.

use super::block::{Align, Block, Marker, Paragraph, Placed, Style, body, bold, plain};
use super::draw::{Drawing, MM};
use super::layout::{Furniture, MARGIN, WIDTH, lay_out};
use super::tete::{bandeau, lieu_et_date, references};
use super::{ReportError, Tampon};
use escale_domain::document::{Extrait, Prescripteur, SeancePrescrite};
use escale_domain::enfant::Sexe;

/// The sheets of paper E.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read.
pub(super) fn dessin(extrait: &Extrait, tampon: &Tampon<'_>) -> Result<Drawing, ReportError> {
    let titre = format!("Prescription de séances, dossier {}", extrait.personne.dossier);
    let mut dessin = Drawing { title: titre.clone(), pages: Vec::new() };
    for seance in &extrait.seances {
        dessin.pages.extend(feuille(extrait, seance, tampon, &titre)?.pages);
    }
    Ok(dessin)
}

fn feuille(
    extrait: &Extrait,
    seance: &SeancePrescrite,
    tampon: &Tampon<'_>,
    titre: &str,
) -> Result<Drawing, ReportError> {
    let personne = &extrait.personne;
    let ne = if personne.sexe == Sexe::F { "née" } else { "né" };
    let sexe = if personne.sexe == Sexe::F { "féminin" } else { "masculin" };
    let mut pour = vec![bold(format!("{} {}", personne.prenom, personne.nom))];
    if let Some(naissance) = personne.naissance {
        let estimee = if personne.estimee { " (date estimée)" } else { "" };
        pour.push(plain(format!(
            ", {ne} le\u{a0}{}{estimee}, sexe {sexe}",
            naissance.en_lettres()
        )));
    }
    let ligne = |style, spans| Block::Paragraph(Paragraph::new(style, spans));
    let mut demande = vec![bold(seance.profession), plain("\n"), plain(seance.nombre.clone())];
    demande.extend(seance.avec.as_ref().map(|avec| plain(format!("\nAvec\u{a0}: {avec}"))));
    let projet =
        if extrait.projet { "Projet\u{a0}: le bilan n’est pas encore validé." } else { "" };
    let blocks = [
        bandeau(&extrait.centre, references("Prescription", tampon, &personne.dossier)),
        Block::Space(24.0),
        Block::Paragraph(
            Paragraph::new(Style::Display, vec![bold("Prescription de séances")])
                .aligned(Align::Centre),
        ),
        Block::Space(20.0),
        ligne(Style::Large, pour),
        Block::Space(10.0),
        Block::Framed(vec![ligne(Style::Large, demande), Block::Space(2.0)]),
        Block::Space(6.0),
        Block::List(
            Marker::Box,
            Style::Body,
            vec![
                // "Rééducation" would be wrong of a psychologist.
                vec![plain("Bilan préalable, puis séances si elles sont nécessaires")],
                vec![plain("Non renouvelable")],
            ],
        ),
        ligne(Style::Large, vec![bold(projet)]),
        Block::Space(20.0),
        signature(extrait, tampon),
        Block::Paragraph(body(vec![plain(
            "Valable une fois signée à la main par le médecin. Les cases se cochent à la main.",
        )])),
    ];
    let furniture = Furniture {
        header_left: "Prescription de séances".to_owned(),
        header_right: String::new(),
        footer: format!(
            "Dossier {} · prescription n°\u{a0}{}{}",
            personne.dossier,
            tampon.numero,
            if extrait.projet { " · projet" } else { "" }
        ),
    };
    lay_out(titre, &blocks, &furniture)
}

/// Place and date, the doctor with their number, and room to sign right under the last line
/// (CSP R.5132-4).
fn signature(extrait: &Extrait, tampon: &Tampon<'_>) -> Block {
    let milieu = MARGIN + WIDTH * 0.45;
    let ligne = |texte: String| Paragraph::new(Style::Body, vec![plain(texte)]);
    let mut medecin = vec![ligne(lieu_et_date(&extrait.centre, tampon))];
    if let Some(Prescripteur { nom, rpps, profession }) = &extrait.prescripteur {
        medecin.push(Paragraph::new(Style::Body, vec![bold(nom.clone())]));
        medecin.push(ligne((*profession).to_owned()));
        medecin.push(ligne(match rpps {
            Some(rpps) => format!("RPPS\u{a0}{rpps}"),
            // Every doctor has one: it is written by hand where the record lacks it.
            None => "RPPS\u{a0}: …………………………………".to_owned(),
        }));
    }
    medecin.push(ligne("Signature\u{a0}:".to_owned()));
    Block::Canvas {
        height: 60.0 * MM,
        items: vec![Placed { x: milieu, y: 0.0, width: WIDTH * 0.55, paragraphs: medecin }],
    }
}
