//! Sheet B: what the child needs, for the service of the ASE, to be annexed to the *projet pour
//! l’enfant* (CASF L.223-1-1). Needs and acts only: what is medical stays with doctors.

use super::block::{Block, Cell, Column, Paragraph, Style, Table, body, bold, plain};
use super::draw::Drawing;
use super::layout::{Furniture, lay_out};
use super::tete::{fenetre, references};
use super::{ReportError, Tampon};
use escale_domain::document::{Avancement, Besoin, Extrait, majuscule};
use escale_domain::enfant::{AutorisationStatut, Sexe};
use escale_domain::preconisation::Responsable;
use escale_domain::texte::typographie;

/// The pages of sheet B.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read.
pub(super) fn dessin(extrait: &Extrait, tampon: &Tampon<'_>) -> Result<Drawing, ReportError> {
    let personne = &extrait.personne;
    let refs = references("Fiche", tampon, &personne.dossier);
    let mut blocks = vec![fenetre(&extrait.centre, &destinataire(extrait), tampon, refs)];
    blocks.extend(objet(extrait));
    blocks.extend(besoins(extrait));
    blocks.extend(quotidien(extrait));
    blocks.push(cloture(extrait));
    let furniture = Furniture {
        header_left: identite(extrait),
        header_right: "Besoins de santé".to_owned(),
        footer: format!(
            "Dossier {} · fiche n°\u{a0}{}{}",
            personne.dossier,
            tampon.numero,
            if extrait.projet { " · projet" } else { "" }
        ),
    };
    lay_out(
        &format!("Fiche de besoins pour l’ASE, dossier {}", personne.dossier),
        &blocks,
        &furniture,
    )
}

/// The lines of the window, none longer than an address may have.
fn destinataire(extrait: &Extrait) -> Vec<String> {
    const LONGUEUR: usize = 38;
    let mut lignes = Vec::new();
    for texte in &extrait.service {
        let mut ligne = String::new();
        for mot in texte.split_whitespace() {
            if !ligne.is_empty() && ligne.chars().count() + mot.chars().count() + 1 > LONGUEUR {
                lignes.push(std::mem::take(&mut ligne));
            }
            if !ligne.is_empty() {
                ligne.push(' ');
            }
            ligne.push_str(mot);
        }
        lignes.push(ligne);
    }
    match lignes.is_empty() {
        true => vec!["Au service de l’aide sociale à l’enfance".to_owned()],
        false => lignes.into_iter().take(6).collect(),
    }
}

fn identite(extrait: &Extrait) -> String {
    let personne = &extrait.personne;
    let ne = if personne.sexe == Sexe::F { "née" } else { "né" };
    let mut texte = format!("{} {}", personne.prenom, personne.nom);
    if let Some(naissance) = personne.naissance {
        texte.push_str(&format!(", {ne} le\u{a0}{}", naissance.en_lettres()));
    }
    if personne.estimee {
        texte.push_str(" (date estimée)");
    }
    texte
}

fn objet(extrait: &Extrait) -> Vec<Block> {
    let ligne = |spans| Block::Paragraph(body(spans));
    let bilan = extrait.bilan_type.map_or("Bilan de santé", |b| b.label());
    let projet =
        if extrait.projet { ". Projet\u{a0}: le bilan n’est pas encore validé" } else { "" };
    vec![
        ligne(vec![
            plain("Objet\u{a0}: "),
            bold("besoins de santé à prendre en compte"),
            plain(
                ", à joindre au projet pour l’enfant (article\u{a0}L.\u{a0}223-1-1 du code de l’action \
                   sociale et des familles)",
            ),
            bold(projet),
        ]),
        ligne(vec![plain("Concernant\u{a0}: "), bold(identite(extrait))]),
        Block::Space(2.0),
        ligne(vec![
            bold(format!("{bilan} du\u{a0}{}", extrait.date.en_lettres())),
            plain(typographie(
                ", fait dans notre centre. Cette fiche dit ce qu’il y a à faire, par qui et avant \
                 quand. Elle ne contient pas d’information médicale : le compte rendu est réservé \
                 au médecin qui suit l’enfant.",
            )),
        ]),
    ]
}

fn besoins(extrait: &Extrait) -> Vec<Block> {
    let titre = Block::Heading(vec![bold("Ce qu’il y a à faire")]);
    if extrait.besoins.is_empty() {
        let rien = "À ce jour, rien n’est à organiser par votre service.";
        return vec![titre, Block::Paragraph(body(vec![plain(rien)]))];
    }
    let columns = [
        ("Besoin", 34.0),
        ("Domaine", 16.0),
        ("Qui s’en occupe", 17.0),
        ("Avant le", 12.0),
        ("Où en est-on", 25.0),
    ]
    .map(|(title, share)| Column { title: title.to_owned(), share })
    .to_vec();
    let rows = extrait.besoins.iter().map(|b| rang(extrait, b)).collect();
    vec![titre, Block::Table(Table { columns, rows, close: false })]
}

fn rang(extrait: &Extrait, besoin: &Besoin) -> Vec<Cell> {
    let ligne = |texte: String| Paragraph::new(Style::Detail, vec![plain(texte)]);
    let fort = |texte: String| Paragraph::new(Style::Detail, vec![bold(texte)]);
    let mut quoi = vec![fort(besoin.texte.clone())];
    quoi.extend(besoin.seances.clone().map(ligne));
    let mut qui = responsable(extrait, besoin.responsable).to_owned();
    if let Some(avec) = &besoin.avec {
        qui.push_str(&format!(", avec {avec}"));
    }
    let fait = besoin.avancement == Avancement::Fait;
    let mut avant = Vec::new();
    if besoin.urgent && !fait {
        avant.push(fort("Urgent".to_owned()));
    }
    avant.push(ligne(besoin.echeance.court()));
    let mut ou = Vec::new();
    if let Some(rdv) = besoin.rdv.as_ref().filter(|_| !fait) {
        ou.push(ligne(format!("Rendez-vous\u{a0}: {}", rdv.en_lettres())));
    }
    // The appointment says by itself that one was made; an authorisation, that nothing can begin.
    let dit = !ou.is_empty() && besoin.avancement == Avancement::RendezVous
        || besoin.autorisation.and_then(autorisation).is_some()
            && besoin.avancement == Avancement::AOrganiser;
    if !dit {
        let mut texte = besoin.avancement.label().to_owned();
        if let Some(rdv) = besoin.rdv.as_ref().filter(|_| fait) {
            texte.push_str(&format!(" (rendez-vous du {})", rdv.date.court()));
        }
        ou.push(ligne(texte));
    }
    if !fait {
        ou.extend(besoin.autorisation.and_then(autorisation).map(|t| fort(t.to_owned())));
    }
    vec![quoi, vec![ligne(besoin.famille.to_owned())], vec![ligne(qui)], avant, ou]
}

const fn autorisation(statut: AutorisationStatut) -> Option<&'static str> {
    match statut {
        AutorisationStatut::ADemander => {
            Some("Autorisation des titulaires de l’autorité parentale à recueillir")
        }
        AutorisationStatut::Refusee => Some("Autorisation refusée"),
        AutorisationStatut::JugeSaisi => Some("Autorisation\u{a0}: juge saisi"),
        // Nobody said whether one is needed, and advice for daily life needs none.
        AutorisationStatut::Inconnue => None,
        AutorisationStatut::NonRequise | AutorisationStatut::Obtenue => None,
    }
}

const fn responsable(extrait: &Extrait, responsable: Responsable) -> &'static str {
    match responsable {
        Responsable::LieuAccueil if extrait.au_domicile => "Parents",
        Responsable::Inconnu => "À préciser",
        autre => autre.label(),
    }
}

fn quotidien(extrait: &Extrait) -> Vec<Block> {
    let mut champs: Vec<(String, Vec<_>)> = extrait
        .quotidien
        .iter()
        .map(|(titre, texte)| (titre.label().to_owned(), vec![plain(majuscule(texte))]))
        .collect();
    if let Some(date) = extrait.prochain_bilan {
        champs.push(("Prochain bilan".to_owned(), vec![plain(majuscule(&date.en_lettres()))]));
    }
    if champs.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(vec![bold("À savoir au quotidien")]), Block::Fields(Style::Body, champs)]
}

fn cloture(extrait: &Extrait) -> Block {
    let centre = &extrait.centre;
    let contact = [centre.telephone.replace(' ', "\u{a0}"), centre.courriel.clone()];
    let contact: Vec<&str> = contact.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    let small = |spans| Block::Paragraph(Paragraph::new(Style::Small, spans));
    let mut dedans = vec![
        Block::Heading(vec![bold("Nous joindre")]),
        Block::Paragraph(body(vec![
            plain(typographie(&format!("{} : ", centre.nom))),
            bold(contact.join(" · ")),
            plain(". Merci de nous dire ce qui aura été fait, et ce qui n’aura pas pu l’être."),
        ])),
    ];
    if !extrait.signataires.is_empty() {
        dedans.push(Block::Paragraph(body(vec![plain(typographie(&format!(
            "Pour le centre : {}",
            extrait.signataires.join(" et ")
        )))])));
    }
    dedans.push(Block::Space(4.0));
    dedans.push(small(vec![
        bold("Secret professionnel. "),
        plain(
            "Informations limitées à ce qui est nécessaire à l’accompagnement de l’enfant \
             (articles\u{a0}L.\u{a0}1110-4 et R.\u{a0}1110-1 du code de la santé publique, \
             L.\u{a0}226-2-2 du code de l’action sociale et des familles). À ne communiquer \
             qu’aux personnes chargées de les mettre en œuvre.",
        ),
    ]));
    Block::Keep(dedans)
}
