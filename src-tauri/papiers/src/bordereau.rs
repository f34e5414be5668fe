//! The proof list of a day: what left, to whom, how, by whom. It lies on a desk: a record number and
//! no name of a child, a kind of paper and nothing of what it says.

use super::block::{Block, Cell, Column, Paragraph, Style, Table, body, bold, plain};
use super::layout::{Furniture, lay_out};
use super::tete::bandeau;
use super::{Papier, ReportError, assemble};
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Centre;
use escale_domain::texte::typographie;

#[derive(Debug, Clone)]
pub struct LigneDuJour {
    /// Number of the paper, with its duplicate.
    pub numero: String,
    /// Kind, in words.
    pub genre: String,
    /// Record number of the child.
    pub dossier: String,
    /// To whom; a place of care is not named.
    pub destinataire: String,
    /// How, in words.
    pub canal: String,
    pub par: String,
}

/// The proof list of a day.
///
/// # Errors
/// [`ReportError`] when the file cannot be made.
pub fn bordereau(
    centre: &Centre,
    jour: DateCivile,
    lignes: &[LigneDuJour],
) -> Result<Papier, ReportError> {
    let columns = [
        ("Numéro", 13.0),
        ("Document", 25.0),
        ("Dossier", 15.0),
        ("Destinataire", 25.0),
        ("Envoi", 16.0),
        ("Par", 14.0),
    ]
    .map(|(title, share)| Column { title: title.to_owned(), share })
    .to_vec();
    let cellule = |texte: &str| -> Cell {
        vec![Paragraph::new(Style::Detail, vec![plain(typographie(texte))])]
    };
    let rows = lignes
        .iter()
        .map(|l| {
            [&l.numero, &l.genre, &l.dossier, &l.destinataire, &l.canal, &l.par]
                .map(|texte| cellule(texte))
                .to_vec()
        })
        .collect();
    let combien = match lignes.len() {
        0 => "Aucun envoi ce jour-là.".to_owned(),
        1 => "1\u{a0}envoi.".to_owned(),
        n => format!("{n}\u{a0}envois."),
    };
    let titre = format!("Bordereau d’envoi du {}", jour.avec_jour());
    let mut blocks = vec![
        bandeau(centre, Vec::new()),
        Block::Heading(vec![bold(titre)]),
        Block::Paragraph(body(vec![plain(combien)])),
    ];
    if !lignes.is_empty() {
        blocks.push(Block::Table(Table { columns, rows, close: true }));
    }
    blocks.push(Block::Space(20.0));
    blocks.push(Block::Keep(vec![Block::Paragraph(body(vec![plain(
        "Remis le ……………………… à ………………………………………………  Signature\u{a0}:",
    )]))]));
    let furniture = Furniture {
        header_left: "Bordereau d’envoi".to_owned(),
        header_right: jour.court(),
        footer: format!("Bordereau d’envoi du {}", jour.court()),
    };
    let dessin = lay_out(&format!("Bordereau d’envoi du {}", jour.court()), &blocks, &furniture)?;
    assemble(&dessin, jour, format!("bordereau_{}.pdf", jour.iso()))
}
