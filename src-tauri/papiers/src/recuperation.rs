//! The recovery sheet: the key that opens the records when every password is lost.

use super::block::{Align, Block, Marker, Paragraph, Placed, Style, body, bold, plain};
use super::draw::MM;
use super::layout::{Furniture, MARGIN, WIDTH, lay_out};
use super::{Papier, ReportError, assemble};
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Centre;
use escale_domain::texte::typographie;

/// The sheet for the safe: one page, made once, when the vault is created.
///
/// # Errors
/// [`ReportError`] when the file cannot be made, or when there is no group to print.
pub fn fiche_recuperation(
    centre: &Centre,
    groupes: &[String],
    date: DateCivile,
) -> Result<Papier, ReportError> {
    if groupes.is_empty() {
        return Err(ReportError::Manque("la clé de récupération"));
    }
    let blocks = [
        title(centre, date),
        Block::Framed(vec![key(groupes)]),
        Block::Space(4.0),
        Block::Paragraph(body(vec![plain(typographie(&copie(groupes)))])),
        Block::Space(6.0),
        heading("À quoi elle sert"),
        paragraph(
            "Elle ouvre les dossiers des enfants quand plus aucun mot de passe ne convient : \
             départ de l’administrateur, oubli, poste perdu ou remplacé. Elle permet alors de \
             choisir un nouveau mot de passe. Elle ne remplace pas la sauvegarde : sans une copie \
             de la base, elle n’ouvre rien.",
        ),
        heading("Où la garder"),
        list(&[
            "Dans le coffre-fort de la direction, sous enveloppe cachetée, datée et signée sur \
             le rabat.",
            "Un second exemplaire, si le centre en veut un, dans un autre bâtiment.",
            "Jamais avec le poste de travail, ni photographiée, ni envoyée, ni enregistrée dans \
             un dossier partagé.",
        ]),
        heading("Qui ne doit jamais l’avoir"),
        paragraph(
            "Toute personne qui n’est pas désignée par la direction ; le prestataire \
             informatique, même au téléphone, même pour une réparation ; les services demandeurs. \
             Personne chez Escale ne la connaît ni ne la demandera.",
        ),
        heading("Si elle est perdue, ou si quelqu’un a pu la lire"),
        list(&[
            "Tant qu’un administrateur peut ouvrir la base, rien n’est perdu : prévenir la \
             direction le jour même et faire établir une nouvelle clé, qui annule celle-ci.",
            "Si personne ne peut plus ouvrir la base et que cette feuille est introuvable, les \
             dossiers sont définitivement illisibles : aucun secours n’existe.",
        ]),
        Block::Space(16.0),
        Block::Fields(
            Style::Body,
            vec![
                ("Gardée par".to_owned(), vec![plain("………………………………………………………………………………")]),
                ("Déposée le".to_owned(), vec![plain("………………………………………………………………………………")]),
            ],
        ),
    ];
    let furniture = Furniture {
        header_left: "Clé de récupération".to_owned(),
        header_right: date.en_lettres(),
        footer: "Clé de récupération d’Escale · document confidentiel, à mettre au coffre"
            .to_owned(),
    };
    let drawing = lay_out("Clé de récupération d’Escale", &blocks, &furniture)?;
    assemble(&drawing, date, format!("escale-cle-de-recuperation_{}.pdf", date.iso()))
}

fn title(centre: &Centre, date: DateCivile) -> Block {
    let small = |text: String| Paragraph::new(Style::Small, vec![plain(text)]);
    Block::Canvas {
        height: 17.0 * MM,
        items: vec![
            Placed {
                x: MARGIN,
                y: 0.0,
                width: WIDTH * 0.62,
                paragraphs: vec![
                    Paragraph::new(Style::Title, vec![bold("Clé de récupération")]),
                    small(typographie(&centre.nom)),
                ],
            },
            Placed {
                x: MARGIN + WIDTH * 0.62,
                y: 5.0,
                width: WIDTH * 0.38,
                paragraphs: vec![
                    small(format!("Établie le {}", date.en_lettres())).aligned(Align::Right),
                    small("À mettre au coffre-fort".to_owned()).aligned(Align::Right),
                ],
            },
        ],
    }
}

/// The groups, two by two, each under its rank.
fn key(groupes: &[String]) -> Block {
    const ROW: f32 = 52.0;
    let column = (WIDTH - 18.0) / 2.0;
    let rows = groupes.len().div_ceil(2);
    let items = groupes
        .iter()
        .enumerate()
        .map(|(i, groupe)| {
            let (row, right) = (i / 2, i % 2 == 1);
            // Each sign stands apart, so that none is skipped when copying.
            let signes: Vec<String> = groupe.chars().map(String::from).collect();
            Placed {
                x: MARGIN + 24.0 + if right { column } else { 0.0 },
                y: 4.0 + ROW * row as f32,
                width: column - 24.0,
                paragraphs: vec![
                    Paragraph::new(Style::Body, vec![plain(format!("Groupe {}", i + 1))]),
                    Paragraph::new(Style::Key, vec![bold(signes.join("\u{a0}"))]),
                ],
            }
        })
        .collect();
    Block::Canvas { height: ROW * rows as f32, items }
}

/// How to copy the key, and which signs cannot be in it.
fn copie(groupes: &[String]) -> String {
    let mut texte = "À recopier dans l’ordre des groupes ; ni les espaces ni les minuscules ne \
                     comptent. Une faute de copie est signalée avec le rang du groupe."
        .to_owned();
    if !groupes.iter().any(|g| g.contains(['I', 'L', 'O', 'U'])) {
        texte.push_str(
            " La clé ne contient aucun des signes I, L, O et U : un rond est le chiffre zéro, un \
             trait est le chiffre un.",
        );
    }
    texte
}

fn heading(text: &str) -> Block {
    Block::Heading(vec![bold(typographie(text))])
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(body(vec![plain(typographie(text))]))
}

fn list(items: &[&str]) -> Block {
    Block::List(
        Marker::Bullet,
        Style::Body,
        items.iter().map(|i| vec![plain(typographie(i))]).collect(),
    )
}
