//! Page one: the essential in a frame, and what is recommended.

use super::lettre::{Lettre, label, majuscule, minuscule, nom_complet};
use super::titre;
use crate::block::{Block, Cell, Column, Marker, Paragraph, Span, Style, Table, body, bold, plain};
use escale_domain::bilan::{Anciennete, Certitude, NiveauSuivi, Probleme};
use escale_domain::document::heure;
use escale_domain::enfant::{AutorisationStatut, DestinataireExclu, LieuAccueilType};
use escale_domain::preconisation::{
    Financement, Preconisation, PreconisationStatut, Priorite, Responsable,
};

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = vec![cadre(lettre)];
    blocks.extend(addenda(lettre));
    blocks.extend(oppositions(lettre));
    blocks.extend(recommandations(lettre));
    blocks
}

fn cadre(lettre: &Lettre<'_>) -> Block {
    let synthese = &lettre.dossier.synthese;
    let urgence = synthese.niveau_suivi == Some(NiveauSuivi::Urgence);
    let tete = if urgence { "L’essentiel – URGENCE" } else { "L’essentiel" };
    let mut dedans = vec![Block::Paragraph(Paragraph::new(Style::Heading, vec![bold(tete)]))];
    if !synthese.problemes.is_empty() {
        let items = synthese.problemes.iter().map(|p| probleme(lettre, p)).collect();
        dedans.push(Block::List(Marker::Number, Style::Body, items));
        dedans.push(Block::Space(2.0));
    }
    for paragraphe in lettre.paragraphes(Style::Body, &synthese.texte) {
        dedans.push(Block::Paragraph(paragraphe));
    }
    dedans.extend(annonce(lettre, Style::Body, "Points de vigilance", &synthese.points_vigilance));
    let mut suite = Vec::new();
    if let Some(niveau) = synthese.niveau_suivi {
        suite.push(bold("Suivi proposé"));
        suite.push(plain(format!("\u{a0}: {}", minuscule(niveau.label()))));
    }
    if let Some(date) = synthese.prochain_bilan {
        if !suite.is_empty() {
            suite.push(plain(" · "));
        }
        suite.push(bold(label("syn.prochain_bilan")));
        suite.push(plain(format!("\u{a0}: {}", date.en_lettres())));
    }
    dedans.push(Block::Paragraph(body(suite)));
    Block::Framed(dedans)
}

/// "Surpoids évolutif – problème connu, gravité modérée". What nobody chose has no words.
fn probleme(lettre: &Lettre<'_>, probleme: &Probleme) -> Vec<Span> {
    let anciennete = probleme.anciennete.map(|anciennete| match anciennete {
        Anciennete::Nouveau => "problème nouveau",
        Anciennete::Connu => "problème connu",
    });
    let certitude = probleme.certitude.and_then(|certitude| match certitude {
        Certitude::Suspecte => Some("suspecté"),
        Certitude::Confirme => None,
    });
    let gravite = probleme.gravite.map(|gravite| match gravite {
        1 => "gravité légère",
        2 => "gravité modérée",
        _ => "gravité sévère",
    });
    let mots: Vec<&str> = [anciennete, certitude, gravite].into_iter().flatten().collect();
    let mut spans = vec![bold(lettre.libre(&probleme.libelle))];
    if !mots.is_empty() {
        spans.push(plain(format!(" – {}", mots.join(", "))));
    }
    spans
}

/// A free text after its bold title; nothing when it is empty.
pub(super) fn annonce(lettre: &Lettre<'_>, style: Style, titre: &str, texte: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (i, mut paragraphe) in lettre.paragraphes(style, texte).into_iter().enumerate() {
        if i == 0 {
            paragraphe.spans.insert(0, bold(titre));
            paragraphe.spans.insert(1, plain("\u{a0}: "));
        }
        blocks.push(Block::Paragraph(paragraphe));
    }
    blocks
}

/// A correction stands where nobody can miss it, before what it corrects.
fn addenda(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for addendum in &lettre.dossier.bilan.addenda {
        let auteur = lettre.pro(&addendum.auteur).map(|p| format!(", {}", nom_complet(p)));
        let titre =
            format!("Ajout du {}{}", addendum.date.en_lettres(), auteur.unwrap_or_default());
        blocks.push(Block::Space(2.0));
        blocks.extend(annonce(lettre, Style::Body, &titre, &addendum.texte));
    }
    blocks
}

/// Whom the minor does not want to be told: on page one, since it binds the reader. What it is about is not printed: a letter is left on
/// tables.
fn oppositions(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for opposition in &lettre.dossier.enfant.secret_oppositions {
        let exclus: Vec<&str> = opposition
            .destinataires_exclus
            .iter()
            .map(|d| match d {
                DestinataireExclu::Parents => "ses parents",
                DestinataireExclu::Ase => "le service de l’ASE",
                DestinataireExclu::LieuAccueil => "son lieu d’accueil",
            })
            .collect();
        let exclus = match exclus.split_last() {
            Some((dernier, [])) => (*dernier).to_owned(),
            Some((dernier, autres)) => format!("{} et {dernier}", autres.join(", ")),
            None => continue,
        };
        let sujet = lettre.accorde("elle", "il");
        blocks.push(Block::Space(2.0));
        blocks.push(Block::Paragraph(body(vec![
            bold("Opposition écrite"),
            plain(format!(
                " du {}\u{a0}: {sujet} demande que des éléments de sa santé restent ignorés de \
                 certaines personnes ({exclus}). Merci de ne rien leur transmettre de ce \
                 courrier sans en parler d’abord avec {}.",
                opposition.date.en_lettres(),
                lettre.accorde("elle", "lui"),
            )),
        ])));
    }
    blocks
}

fn recommandations(lettre: &Lettre<'_>) -> Vec<Block> {
    let preconisations = lettre.preconisations();
    let mut blocks = Vec::new();
    if !preconisations.is_empty() {
        let columns = [
            ("Quoi", 26.0),
            ("Pourquoi", 20.0),
            ("Qui s’en occupe", 18.4),
            ("Avant le", 12.6),
            ("Où en est-on", 23.0),
        ]
        .map(|(title, share)| Column { title: title.to_owned(), share })
        .to_vec();
        let rows = preconisations.iter().map(|p| rang(lettre, p)).collect();
        blocks.push(titre("Ce que nous recommandons"));
        blocks.push(Block::Table(Table { columns, rows, close: false }));
        for p in preconisations.iter().filter(|p| longue(p)) {
            blocks.push(Block::Space(2.0));
            let titre = lettre.libre(&p.libelle);
            blocks.extend(annonce(lettre, Style::Detail, &titre, &p.justification));
        }
    }
    blocks
}

/// Whether a reason is too long for its column: it is then told under the table, on the whole width.
fn longue(p: &Preconisation) -> bool {
    const LONGUE: usize = 240;
    p.justification.chars().count() > LONGUE
}

fn pourquoi(lettre: &Lettre<'_>, p: &Preconisation) -> Cell {
    if !longue(p) {
        return lettre.paragraphes(Style::Detail, &p.justification);
    }
    let problemes = &lettre.dossier.synthese.problemes;
    let probleme = problemes.iter().find(|pb| p.probleme.as_ref() == Some(&pb.id));
    let mut textes: Vec<String> =
        probleme.map(|pb| lettre.libre(&pb.libelle)).into_iter().collect();
    textes.push("Détail sous le tableau".to_owned());
    vec![Paragraph::new(Style::Detail, vec![plain(phrases(&textes))])]
}

fn rang(lettre: &Lettre<'_>, p: &Preconisation) -> Vec<Cell> {
    let ligne = |texte: String| Paragraph::new(Style::Detail, vec![plain(texte)]);
    let mut quoi = vec![Paragraph::new(Style::Detail, vec![bold(lettre.libre(&p.libelle))])];
    quoi.extend(seances(p).map(|texte| ligne(lettre.libre(&texte))));
    let mut avant = Vec::new();
    if p.priorite == Priorite::Urgente {
        avant.push(Paragraph::new(Style::Detail, vec![bold("Urgent")]));
    }
    avant.push(ligne(p.echeance.court()));
    let ou = phrases(&etat(p));
    let ou = vec![ligne(lettre.libre(&ou))];
    vec![quoi, pourquoi(lettre, p), qui(lettre, p), avant, ou]
}

/// The sessions, where the words of the recommendation do not already say them.
fn seances(p: &Preconisation) -> Option<String> {
    let dites = p.libelle.to_lowercase().contains("séance");
    match (p.nb_seances.filter(|_| !dites), p.frequence.as_deref().map(str::trim)) {
        (Some(n), Some(f)) => Some(format!("{n} séances, fréquence {f}")),
        (Some(1), None) => Some("1 séance".to_owned()),
        (Some(n), None) => Some(format!("{n} séances")),
        (None, Some(f)) if !f.is_empty() => Some(format!("fréquence {f}")),
        _ => None,
    }
}

fn qui(lettre: &Lettre<'_>, p: &Preconisation) -> Cell {
    let demande = lettre.dossier.demande.as_ref();
    let chez_soi = demande.is_some_and(|d| d.lieu_accueil_type == LieuAccueilType::Domicile);
    let adresse = lettre.dossier.medecin_referent.is_some();
    let responsable = match p.responsable {
        Responsable::LieuAccueil if chez_soi => "Parents",
        Responsable::Medecin if adresse => "Vous-même",
        Responsable::Inconnu => "À préciser",
        autre => autre.label(),
    };
    let pro = p.professionnel_cible.as_deref().and_then(|id| lettre.pro(id));
    let texte = match pro {
        Some(pro) => {
            let metier = minuscule(pro.profession.label());
            format!("{responsable}, avec {} ({metier})", nom_complet(pro))
        }
        None => responsable.to_owned(),
    };
    vec![Paragraph::new(Style::Detail, vec![plain(texte)])]
}

/// Sentences one after the other.
fn phrases(parties: &[String]) -> String {
    let mut texte = String::new();
    for partie in parties {
        if !texte.is_empty() {
            texte.push_str(if texte.ends_with(['.', '!', '?']) { " " } else { ". " });
        }
        texte.push_str(&majuscule(partie.trim()));
    }
    texte
}

/// Where the promise stands, as sentences.
fn etat(p: &Preconisation) -> Vec<String> {
    use PreconisationStatut as S;
    let mut phrases = Vec::new();
    let rdv = p.rdv.as_ref().map(|rdv| {
        let heure = heure(&rdv.heure);
        format!("{} à {heure}, {}", rdv.date.court(), rdv.lieu)
    });
    phrases.push(match (p.statut, rdv) {
        (S::Proposee | S::Validee, None) => "À organiser".to_owned(),
        (S::Proposee | S::Validee | S::RdvPris, Some(rdv)) => format!("Rendez-vous : {rdv}"),
        (S::Adressee, None) => "Demande envoyée".to_owned(),
        (S::Realisee | S::Close, rdv) => match (&p.cloture, rdv) {
            (Some(fin), _) => format!("{} le {}", p.statut.label(), fin.date.court()),
            (None, Some(rdv)) => format!("{} : {rdv}", p.statut.label()),
            (None, None) => p.statut.label().to_owned(),
        },
        (statut, Some(rdv)) => format!("{}, rendez-vous : {rdv}", statut.label()),
        (statut, None) => statut.label().to_owned(),
    });
    phrases.extend(p.resultat.as_ref().filter(|r| !r.trim().is_empty()).cloned());
    if let Some(motif) = p.motif_non_realisation {
        phrases.push(motif.label().to_owned());
    }
    // "Autorisation attendue" is said better by what is being waited for.
    if p.statut == S::AttenteAutorisation && p.autorisation == AutorisationStatut::ADemander {
        phrases.clear();
    }
    phrases.extend(match p.autorisation {
        AutorisationStatut::ADemander => Some("Autorisation à demander".to_owned()),
        AutorisationStatut::Refusee => Some("Autorisation refusée".to_owned()),
        AutorisationStatut::JugeSaisi => Some("Juge saisi".to_owned()),
        AutorisationStatut::NonRequise
        | AutorisationStatut::Obtenue
        | AutorisationStatut::Inconnue => None,
    });
    if !matches!(p.financement, Financement::AmDroitCommun | Financement::Inconnu) {
        phrases.push(format!("Financement : {}", minuscule(p.financement.label())));
    }
    // What was tried last tells a doctor where help is needed.
    if !matches!(p.statut, S::Realisee | S::Close)
        && let Some(relance) = p.relances.last()
    {
        phrases.push(format!("Relance du {} : {}", relance.date.court(), relance.reponse));
    }
    phrases
}
