//! The top of the letter: who writes, to whom, about whom.

use super::adresse;
use super::lettre::{Lettre, insecables, minuscule};
use crate::block::{Block, Paragraph, Style, bold, plain};
use crate::font::Fonts;
use crate::tete::{self, references};
use escale_domain::enfant::{InsStatut, LieuAccueilType};
use escale_domain::identifiant::oid::mention;
use escale_domain::texte::typographie;

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = vec![haut(lettre)];
    let mut ligne = |style: Style, spans| {
        blocks.push(Block::Paragraph(Paragraph::new(style, spans)));
    };
    let objet = match &lettre.dossier.bilan.examen_obligatoire_correspondant {
        Some(examen) => {
            format!(
                ", qui vaut examen obligatoire de santé\u{a0}: {}",
                insecables(&minuscule(examen.label()))
            )
        }
        None => String::new(),
    };
    ligne(
        Style::Body,
        vec![
            plain("Objet\u{a0}: "),
            bold(minuscule(&lettre.bilan())),
            plain(objet),
            bold(if lettre.projet() {
                ". Projet\u{a0}: le bilan n’est pas encore validé"
            } else {
                ""
            }),
        ],
    );
    ligne(Style::Body, concernant(lettre));
    let mut contexte = vec![mesure(lettre), seance(lettre)];
    contexte.retain(|partie| !partie.is_empty());
    ligne(Style::Small, vec![plain(contexte.join(" · "))]);
    blocks.push(Block::Space(2.0));
    blocks.push(Block::Paragraph(Paragraph::new(Style::Body, vec![plain("Docteur,")])));
    let portee = lettre.dossier.bilan.bilan_type.portee();
    blocks.push(Block::Paragraph(Paragraph::new(
        Style::Body,
        vec![plain(format!(
            "Nous avons reçu {} pour {}. {}Voici l’essentiel, puis le détail.",
            typographie(&lettre.dossier.enfant.prenom_utilise),
            lettre.son_bilan(),
            portee.map(|texte| format!("{texte} ")).unwrap_or_default(),
        ))],
    )));
    blocks
}

/// The centre, the window, the date: fixed places on the first page.
fn haut(lettre: &Lettre<'_>) -> Block {
    let destinataire = match &lettre.dossier.medecin_referent {
        Some(medecin) => adresse::lignes(medecin),
        None => vec!["Au médecin qui suivra l’enfant".to_owned()],
    };
    let references =
        references("Courrier", &lettre.contexte.tampon(), &lettre.dossier.enfant.num_dossier_local);
    tete::fenetre(&lettre.dossier.centre, &destinataire, &lettre.contexte.tampon(), references)
}

/// Whom the letter is about: the traits of identity, and the INS where it may be trusted.
fn concernant(lettre: &Lettre<'_>) -> Vec<crate::block::Span> {
    let enfant = &lettre.dossier.enfant;
    let mut spans = vec![plain("Concernant\u{a0}: "), bold(lettre.nom_enfant())];
    let prenoms = enfant.prenoms_naissance.join(", ");
    let mut autres = Vec::new();
    if prenoms != enfant.prenom_utilise {
        let pluriel = if enfant.prenoms_naissance.len() > 1 { "s" } else { "" };
        autres.push(format!("prénom{pluriel} de naissance\u{a0}: {prenoms}"));
    }
    autres.extend(graphie(lettre));
    if !autres.is_empty() {
        spans.push(plain(typographie(&format!(" ({})", autres.join("\u{202f}; ")))));
    }
    let ne = lettre.accorde("née", "né");
    let mut precisions = Vec::new();
    if enfant.date_naissance_estimee {
        precisions.push("date estimée".to_owned());
    }
    let lieu = enfant.lieu_naissance_libelle.as_ref();
    precisions.extend(lieu.map(|lieu| lieu.replace(" (", ", ").replace(')', "")));
    let mut texte = format!(", {ne} le\u{a0}{}", enfant.date_naissance.en_lettres());
    if !precisions.is_empty() {
        texte.push_str(&typographie(&format!(" ({})", precisions.join(", "))));
    }
    if let Some(age) = lettre.age() {
        texte.push_str(&format!(", {age}"));
    }
    if let (InsStatut::Qualifiee, Some(matricule)) = (enfant.ins_statut, &enfant.ins_matricule)
        && let Some(mention) =
            mention(enfant.ins_statut, enfant.ins_oid.as_deref().unwrap_or_default(), matricule)
    {
        // Three short words that mean nothing apart.
        let mention = mention.replace("INS de test", "INS\u{a0}de\u{a0}test");
        texte.push_str(&format!(". {mention}"));
    }
    spans.push(plain(texte));
    spans
}

/// The name in its own writing, where the typefaces draw it whole.
fn graphie(lettre: &Lettre<'_>) -> Option<String> {
    let origine = lettre.dossier.enfant.graphie_origine.as_ref()?;
    let nom = format!("{} {}", origine.nom, origine.prenoms.join(" "));
    let nom = nom.trim();
    Some(match Fonts::get() {
        Ok(fonts) if fonts.draws(nom) => {
            format!("en {}\u{a0}: {nom}", minuscule(&origine.ecriture))
        }
        _ => format!("nom d’origine en {}, au dossier", minuscule(&origine.ecriture)),
    })
}

/// The measure and the place of care: what a doctor needs to call the right person.
fn mesure(lettre: &Lettre<'_>) -> String {
    let demande = lettre.dossier.demande.as_ref();
    let mut parties = Vec::new();
    if let Some(demande) = demande {
        let debut = demande.date_debut_mesure.en_lettres();
        parties.push(format!("{} depuis le\u{a0}{debut}", demande.mesure_type.label()));
    }
    parties.push(if lettre.lieu_secret() {
        escale_domain::document::REMPLACEMENT.to_owned()
    } else {
        lieu(lettre)
    });
    parties.retain(|p| !p.is_empty());
    let Some(demande) = demande else { return lettre.libre(&parties.join(" · ")) };
    let referent = &demande.emetteur_contact;
    let nom = format!("{} {}", referent.prenom, referent.nom);
    let mut contact = vec![nom.trim().to_owned(), demande.secteur.clone()];
    contact.push(referent.telephone.replace(' ', "\u{a0}"));
    contact.retain(|c| !c.is_empty());
    if !contact.is_empty() {
        parties.push(format!("référent ASE : {}", contact.join(", ")));
    }
    lettre.libre(&parties.join(" · "))
}

fn lieu(lettre: &Lettre<'_>) -> String {
    let demande = lettre.dossier.demande.as_ref();
    let actuel = lettre.dossier.parcours_accueil.iter().rev().find(|p| p.fin.is_none());
    let (genre, nom) = match actuel {
        Some(placement) => (
            LieuAccueilType::from_code(&placement.lieu_type).map_or("", LieuAccueilType::label),
            placement.nom.as_str(),
        ),
        None => {
            demande.map_or(("", ""), |d| (d.lieu_accueil_type.label(), d.lieu_accueil.nom.as_str()))
        }
    };
    // "Pouponnière : Pouponnière Les Coccinelles" says it twice.
    let premier = genre.split([' ', '’']).next().unwrap_or_default().to_lowercase();
    let mesure = demande.map_or("", |d| d.mesure_type.label());
    let mut texte = if nom.is_empty() {
        genre.to_owned()
    } else if genre.is_empty() || genre == mesure || nom.to_lowercase().contains(&premier) {
        nom.to_owned()
    } else {
        format!("{} : {nom}", minuscule(genre))
    };
    let telephone = demande.map_or("", |d| d.lieu_accueil.telephone.trim());
    if !telephone.is_empty() {
        texte.push_str(&format!(", {}", telephone.replace(' ', "\u{a0}")));
    }
    texte
}

/// Who was there, in which language.
fn seance(lettre: &Lettre<'_>) -> String {
    let bilan = &lettre.dossier.bilan;
    let mut presents: Vec<String> = bilan.presents.iter().map(|p| minuscule(p.label())).collect();
    let dernier = presents.pop();
    let mut parties = Vec::new();
    if let Some(dernier) = dernier {
        parties.push(if presents.is_empty() {
            format!("Présent : {dernier}")
        } else {
            format!("Présents : {} et {dernier}", presents.join(", "))
        });
    }
    use escale_domain::codes::Bool3;
    let langue = bilan.langue.trim();
    if !langue.is_empty() && langue != "français" {
        let interprete = match bilan.interprete {
            Bool3::Oui => ", avec interprète",
            Bool3::Non => ", sans interprète",
            Bool3::Inconnu => "",
        };
        parties.push(format!("entretien en {langue}{interprete}"));
    }
    lettre.libre(&parties.join(" · "))
}
