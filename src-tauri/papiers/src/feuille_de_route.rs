//! Sheet D: what comes next, in large type. From seven years it addresses the child, before that
//! the adults who take care of the child.

use super::block::{Block, Marker, Paragraph, Span, Style, bold, plain};
use super::draw::Drawing;
use super::layout::{Furniture, lay_out};
use super::tete::{bandeau, references};
use super::{ReportError, Tampon};
use escale_domain::document::{Avancement, Besoin, Extrait, Quotidien, majuscule, minuscule};
use escale_domain::enfant::Sexe;
use escale_domain::preconisation::Responsable;

/// Lines to write on.
const LIGNES: usize = 4;

/// The pages of sheet D.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read.
pub(super) fn dessin(extrait: &Extrait, tampon: &Tampon<'_>) -> Result<Drawing, ReportError> {
    let personne = &extrait.personne;
    let tu = personne.lit;
    let titre = match tu {
        true => "Ma feuille de route".to_owned(),
        false => format!("Feuille de route {}", de(&personne.prenom)),
    };
    let mut blocks = vec![
        bandeau(&extrait.centre, references("Feuille de route", tampon, &personne.dossier)),
        Block::Paragraph(Paragraph::new(Style::Display, vec![bold(titre.clone())])),
        Block::Space(4.0),
        Block::Paragraph(large(accueil(extrait))),
    ];
    let (faits, reste): (Vec<&Besoin>, Vec<&Besoin>) =
        extrait.besoins.iter().partition(|b| b.avancement == Avancement::Fait);
    let (mut rdv, autres): (Vec<&Besoin>, Vec<&Besoin>) =
        reste.into_iter().partition(|b| b.rdv.is_some());
    let heure = |heure: &str| heure.split('\u{a0}').next().and_then(|h| h.parse::<u8>().ok());
    rdv.sort_by_key(|b| b.rdv.as_ref().map(|r| (r.date, heure(&r.heure))));
    let mots = |vous: &'static str, toi: &'static str| if tu { toi } else { vous };
    let rdv = rdv.iter().map(|b| rendez_vous(extrait, b)).collect();
    blocks.extend(liste(mots("Les rendez-vous", "Mes rendez-vous"), Marker::Box, rdv));
    let autres = autres.iter().map(|b| a_faire(extrait, b)).collect();
    blocks.extend(liste("Ce qu’il reste à faire", Marker::Box, autres));
    let faits = faits.iter().map(|b| fait(b)).collect();
    blocks.extend(liste("C’est déjà fait", Marker::Bullet, faits));
    blocks.extend(liste(mots("À retenir", "À me rappeler"), Marker::Bullet, rappels(extrait)));
    blocks.extend(questions(extrait));
    let furniture = Furniture {
        header_left: titre,
        header_right: String::new(),
        footer: format!(
            "Dossier {} · feuille de route n°\u{a0}{}{}",
            personne.dossier,
            tampon.numero,
            if extrait.projet { " · projet" } else { "" }
        ),
    };
    lay_out(&format!("Feuille de route, dossier {}", personne.dossier), &blocks, &furniture)
}

fn large(spans: Vec<Span>) -> Paragraph {
    Paragraph::new(Style::Large, spans)
}

/// "de Lina", "d’Emma".
fn de(prenom: &str) -> String {
    let voyelle = prenom.chars().next().is_some_and(|c| {
        let plie = escale_domain::texte::fold(&c.to_string());
        plie.starts_with(['a', 'e', 'i', 'o', 'u'])
    });
    if voyelle { format!("d’{prenom}") } else { format!("de {prenom}") }
}

fn accueil(extrait: &Extrait) -> Vec<Span> {
    let personne = &extrait.personne;
    let fille = personne.sexe == Sexe::F;
    let jour = bold(extrait.date.avec_jour());
    let prenom = &personne.prenom;
    let mut spans = match personne.lit {
        true => {
            let venu = if fille { "venue" } else { "venu" };
            vec![
                plain(format!("Bonjour {prenom}, tu es {venu} nous voir le ")),
                jour,
                plain(
                    " pour ton bilan de santé. Cette feuille est à toi\u{a0}: elle dit ce qui est \
                     prévu, et qui s’en occupe.",
                ),
            ]
        }
        false => {
            let recu = if fille { "reçue" } else { "reçu" };
            vec![
                plain(format!("{prenom} a été {recu} dans notre centre le ")),
                jour,
                plain(
                    " pour un bilan de santé. Voici ce qui est prévu, et qui s’en occupe. Merci de \
                     garder cette feuille avec le carnet de santé.",
                ),
            ]
        }
    };
    if extrait.projet {
        spans.push(bold(" Projet\u{a0}: le bilan n’est pas encore validé."));
    }
    spans
}

fn liste(titre: &str, marque: Marker, items: Vec<Vec<Span>>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Space(8.0),
        // The title and the first item stay on one page.
        Block::Keep(vec![
            Block::Paragraph(Paragraph::new(Style::LargeHeading, vec![bold(titre)])),
            Block::List(marque, Style::Large, items[..1].to_vec()),
        ]),
        Block::List(marque, Style::Large, items[1..].to_vec()),
    ]
}

fn rendez_vous(extrait: &Extrait, besoin: &Besoin) -> Vec<Span> {
    let Some(rdv) = &besoin.rdv else { return vec![bold(besoin.texte.clone())] };
    let mut quand = rdv.date.avec_jour();
    if !rdv.heure.is_empty() {
        quand.push_str(&format!(" à {}", rdv.heure));
    }
    let mut suite = match &rdv.lieu {
        Some(lieu) => format!("\n{lieu}"),
        None if extrait.personne.lit => "\nLe centre te dira où.".to_owned(),
        None => "\nLe centre vous dira où.".to_owned(),
    };
    if let Some(avec) = &besoin.avec {
        suite.push_str(&format!(", avec {avec}"));
    }
    vec![bold(quand), plain(format!("\u{a0}: {}{suite}", minuscule(&besoin.texte)))]
}

fn fait(besoin: &Besoin) -> Vec<Span> {
    let quand = besoin.rdv.as_ref().map(|rdv| format!(" (le {})", rdv.date.en_lettres()));
    vec![plain(format!("{}{}", besoin.texte, quand.unwrap_or_default()))]
}

fn a_faire(extrait: &Extrait, besoin: &Besoin) -> Vec<Span> {
    let tu = extrait.personne.lit;
    let avec = besoin.avec.as_ref().map(|avec| format!("avec {avec}"));
    let comment: Vec<String> = avec.into_iter().chain(besoin.seances.clone()).collect();
    let ou = match besoin.avancement {
        Avancement::EnCours => "c’est commencé".to_owned(),
        Avancement::Demande => "la demande est partie".to_owned(),
        Avancement::ARevoir if tu => "cela n’a pas pu se faire, parles-en avec nous".to_owned(),
        Avancement::ARevoir => "cela n’a pas pu se faire, à revoir avec le centre".to_owned(),
        Avancement::AOrganiser | Avancement::RendezVous | Avancement::Fait => {
            format!("avant le {}", besoin.echeance.en_lettres())
        }
    };
    let qui = qui(extrait, besoin.responsable).to_owned();
    let phrases: Vec<String> = [comment.join(", "), ou, qui]
        .iter()
        .filter(|phrase| !phrase.is_empty())
        .map(|phrase| format!("{}.", majuscule(phrase)))
        .collect();
    vec![bold(besoin.texte.clone()), plain(format!("\n{}", phrases.join(" ")))]
}

const fn qui(extrait: &Extrait, responsable: Responsable) -> &'static str {
    match (responsable, extrait.personne.lit, extrait.au_domicile) {
        (Responsable::LieuAccueil, true, true) => "tes parents s’en occupent",
        (Responsable::LieuAccueil, false, true) => "les parents s’en occupent",
        (Responsable::LieuAccueil, true, false) => "les adultes qui t’accueillent s’en occupent",
        (Responsable::LieuAccueil, false, false) => "le lieu d’accueil s’en occupe",
        (Responsable::ReferentAse, true, _) => "ton référent de l’ASE s’en occupe",
        (Responsable::ReferentAse, false, _) => "le référent de l’ASE s’en occupe",
        (Responsable::Centre, ..) => "notre centre s’en occupe",
        (Responsable::Medecin, true, _) => "ton médecin s’en occupe",
        (Responsable::Medecin, false, _) => "le médecin s’en occupe",
        (Responsable::Inconnu, ..) => "",
    }
}

fn rappels(extrait: &Extrait) -> Vec<Vec<Span>> {
    let tu = extrait.personne.lit;
    let mut rappels = Vec::new();
    if extrait.quotidien.iter().any(|(quoi, _)| *quoi == Quotidien::Lunettes) {
        let texte = if tu { "Je mets mes lunettes." } else { "Lunettes à porter." };
        rappels.push(vec![plain(texte)]);
    }
    if let Some(date) = extrait.prochain_bilan {
        let quand = bold(format!("vers le {}", date.en_lettres()));
        let debut = if tu { "On se revoit au centre " } else { "Prochain bilan au centre " };
        rappels.push(vec![plain(debut), quand, plain(".")]);
    }
    rappels
}

/// The box for questions, and the contact of the centre.
fn questions(extrait: &Extrait) -> Vec<Block> {
    let tu = extrait.personne.lit;
    let telephone = extrait.centre.telephone.replace(' ', "\u{a0}");
    let titre = if tu { "Mes questions" } else { "Vos questions" };
    let aide = match tu {
        true => {
            "Tu peux les noter ici, avec des mots ou un dessin, et les poser à un adulte en qui \
                 tu as confiance, à ton médecin ou à nous"
        }
        false => "À poser à votre médecin ou à nous",
    };
    let cadre = Block::Framed(vec![
        Block::Paragraph(Paragraph::new(Style::LargeHeading, vec![bold(titre)])),
        Block::Paragraph(Paragraph::new(
            Style::Large,
            vec![plain(format!("{aide}\u{a0}: ")), bold(telephone), plain(".")],
        )),
        Block::Ruled(LIGNES),
        Block::Space(2.0),
    ]);
    vec![Block::Space(12.0), Block::Keep(vec![cadre])]
}
