//! A sheet of address labels: 21 labels of 63.5 × 38.1 mm in three columns and seven rows, as Avery
//! L7160 and its equivalents.

use super::block::{Paragraph, Style, plain};
use super::draw::{Command, Drawing, MM, Page};
use super::font::Fonts;
use super::text::draw_paragraph;
use super::{Papier, ReportError, assemble};
use escale_domain::date::DateCivile;
use escale_domain::texte::typographie;

/// Labels on a sheet.
pub const PAR_PLANCHE: usize = COLONNES * RANGS;
const COLONNES: usize = 3;
const RANGS: usize = 7;
/// Size of a label, and the white that printers and scissors need.
const HAUTEUR: f32 = 38.1 * MM;
const LARGEUR: f32 = 63.5 * MM;
const MARGE: f32 = 3.5 * MM;
/// From the corner of the sheet to that of the first label, and from one column to the next.
const GAUCHE: f32 = 7.25 * MM;
const HAUT: f32 = 15.15 * MM;
const PAS: f32 = 66.04 * MM;

/// Sheets of labels, the first one at place `depart` (1 to [`PAR_PLANCHE`]) of the first sheet.
///
/// # Errors
/// [`ReportError`] when the file cannot be made.
pub fn etiquettes(
    adresses: &[Vec<String>],
    depart: usize,
    date: DateCivile,
) -> Result<Papier, ReportError> {
    let dessin = dessin(adresses, depart)?;
    assemble(&dessin, date, format!("etiquettes_{}.pdf", date.iso()))
}

fn dessin(adresses: &[Vec<String>], depart: usize) -> Result<Drawing, ReportError> {
    let fonts = Fonts::get()?;
    let mut pages = vec![Page::default()];
    for (i, adresse) in adresses.iter().enumerate() {
        let place = depart.saturating_sub(1) + i;
        let planche = place / PAR_PLANCHE;
        if planche >= pages.len() {
            pages.push(Page::default());
        }
        let (rang, colonne) = (place % PAR_PLANCHE / COLONNES, place % COLONNES);
        let x = GAUCHE + PAS * colonne as f32 + MARGE;
        let (dessinees, hauteur) = compose(fonts, adresse, x);
        // Centred on the label, so that a sheet shifted in the printer still prints inside it.
        let mut y = HAUT + HAUTEUR * rang as f32 + ((HAUTEUR - hauteur) / 2.0).max(0.0);
        for (pas, lignes) in dessinees {
            for ligne in lignes {
                if let Some(page) = pages.last_mut() {
                    page.commands.push(ligne.lowered(y));
                }
                y += pas;
            }
        }
    }
    Ok(Drawing { title: "Étiquettes d’adresse".to_owned(), pages })
}

/// The lines of a label, in the largest type in which none of them breaks and all of them fit.
fn compose(fonts: &Fonts, adresse: &[String], x: f32) -> (Vec<(f32, Vec<Command>)>, f32) {
    let attempt = |style| {
        let lignes: Vec<(f32, Vec<Command>)> = adresse
            .iter()
            .map(|ligne| Paragraph::new(style, vec![plain(typographie(ligne))]))
            .map(|ligne| draw_paragraph(fonts, &ligne, x, LARGEUR - 2.0 * MARGE))
            .collect();
        let hauteur: f32 = lignes.iter().map(|(pas, lignes)| pas * lignes.len() as f32).sum();
        (lignes, hauteur)
    };
    [Style::Address, Style::Body, Style::Detail]
        .into_iter()
        .map(attempt)
        .find(|(lignes, hauteur)| {
            lignes.iter().all(|(_, l)| l.len() == 1) && *hauteur <= HAUTEUR - 2.0 * MARGE
        })
        .unwrap_or_else(|| attempt(Style::Small))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adresse() -> Vec<String> {
        [
            "Docteur Bruno GAUTIER",
            "Maison de santé pluriprofessionnelle du",
            "Parc",
            "127 BD du Maréchal de Lattre de Tassig",
            "Escalier 4",
            "42000 ROANNE",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn every_label_stays_inside_its_place() {
        for depart in [1, 5, 21] {
            let dessin = dessin(&vec![adresse(); 30], depart).expect("a drawing");
            assert_eq!(dessin.pages.len(), (depart - 1 + 30).div_ceil(PAR_PLANCHE));
            let mut places = std::collections::BTreeMap::new();
            for (planche, page) in dessin.pages.iter().enumerate() {
                for commande in &page.commands {
                    let Command::Text { x, y, .. } = commande else { continue };
                    let colonne = ((x - GAUCHE) / PAS).floor();
                    let rang = ((y - HAUT) / HAUTEUR).floor();
                    let (gauche, droite) = commande.span();
                    assert!(gauche >= GAUCHE + PAS * colonne + 1.0, "{}", commande.text());
                    assert!(droite <= GAUCHE + PAS * colonne + LARGEUR, "{}", commande.text());
                    assert!((0.0..7.0).contains(&rang) && (0.0..3.0).contains(&colonne));
                    *places.entry((planche, rang as u32, colonne as u32)).or_insert(0) += 1;
                }
            }
            assert_eq!(places.len(), 30);
            assert!(places.values().all(|lignes| (6..=8).contains(lignes)), "{places:?}");
            let premier = *places.keys().next().expect("a label");
            let attendu = u32::try_from(depart - 1).expect("a place");
            assert_eq!(premier, (0, attendu / 3, attendu % 3));
        }
    }
}
