//! The top of a paper: who writes, to whom, under which number. Shared by all of them.

use super::Tampon;
use super::block::{Block, Paragraph, Placed, Style, bold, plain};
use super::draw::MM;
use super::layout::{FIRST_TOP, MARGIN, WIDTH};
use escale_domain::professionnel::Centre;
use escale_domain::texte::typographie;

/// The window of a DL envelope on A4: 85 × 33 mm, 110 mm from the left, 50 or 55 mm from the top by
/// the guide one follows; the address stays in what both show (interop note §4).
const WINDOW_LEFT: f32 = 110.0 * MM;
const WINDOW_TOP: f32 = 55.0 * MM;
const WINDOW_WIDTH: f32 = 85.0 * MM;
/// Where the text under the window begins.
const UNDER: f32 = 89.0 * MM;
/// The left column beside the window ends well before it, however the sheet slips in the envelope.
const LEFT_WIDTH: f32 = 62.0 * MM;

/// The paper, its number, the one that it replaces, the record.
pub(super) fn references(nom: &str, tampon: &Tampon<'_>, dossier: &str) -> Vec<Paragraph> {
    let mut lignes = vec![small(format!("{nom} n°\u{a0}{}", tampon.numero))];
    lignes.extend(
        tampon.duplicata.map(|rang| {
            Paragraph::new(Style::Small, vec![bold(format!("Duplicata n°\u{a0}{rang}"))])
        }),
    );
    lignes.extend(tampon.remplace.map(|ancien| small(format!("Remplace le n°\u{a0}{ancien}"))));
    lignes.push(small(format!("Dossier {dossier}")));
    lignes
}

/// The centre at the top, the address in the window of the envelope, place and date beside it.
pub(super) fn fenetre(
    centre: &Centre,
    destinataire: &[String],
    tampon: &Tampon<'_>,
    references: Vec<Paragraph>,
) -> Block {
    let destinataire = destinataire
        .iter()
        .map(|ligne| Paragraph::new(Style::Address, vec![plain(typographie(ligne))]))
        .collect();
    let mut gauche = vec![Paragraph::new(Style::Body, vec![plain(lieu_et_date(centre, tampon))])];
    gauche.extend(references);
    Block::Canvas {
        height: UNDER - FIRST_TOP,
        items: vec![
            Placed { x: MARGIN, y: 0.0, width: WIDTH, paragraphs: emetteur(centre) },
            Placed {
                x: WINDOW_LEFT,
                y: WINDOW_TOP - FIRST_TOP,
                width: WINDOW_WIDTH,
                paragraphs: destinataire,
            },
            Placed { x: MARGIN, y: WINDOW_TOP - FIRST_TOP, width: LEFT_WIDTH, paragraphs: gauche },
        ],
    }
}

/// The centre left, the references right, no window: a paper that is handed over.
pub(super) fn bandeau(centre: &Centre, references: Vec<Paragraph>) -> Block {
    const LEFT: f32 = 0.68;
    Block::Canvas {
        height: 22.0 * MM,
        items: vec![
            Placed { x: MARGIN, y: 0.0, width: WIDTH * LEFT, paragraphs: emetteur(centre) },
            Placed {
                x: MARGIN + WIDTH * LEFT,
                y: 5.0,
                width: WIDTH * (1.0 - LEFT),
                paragraphs: references
                    .into_iter()
                    .map(|p| p.aligned(super::block::Align::Right))
                    .collect(),
            },
        ],
    }
}

/// "Paris, le 24 mars 2026".
pub(super) fn lieu_et_date(centre: &Centre, tampon: &Tampon<'_>) -> String {
    format!("{}, le\u{a0}{}", centre.adresse.commune, tampon.date.en_lettres())
}

fn emetteur(centre: &Centre) -> Vec<Paragraph> {
    let rue = centre.adresse.lignes.join(", ");
    let mut emetteur = vec![
        Paragraph::new(Style::Title, vec![bold(typographie(&centre.nom))]),
        small(typographie(&format!(
            "{rue}, {} {}",
            centre.adresse.code_postal, centre.adresse.commune
        ))),
        small(format!("{} · {}", centre.telephone.replace(' ', "\u{a0}"), centre.courriel)),
    ];
    emetteur.extend(centre.finess.as_ref().map(|f| small(format!("FINESS {f}"))));
    emetteur
}

fn small(texte: String) -> Paragraph {
    Paragraph::new(Style::Small, vec![plain(texte)])
}
