//! The earlier record and other sources: history, treatments, vaccines, what the child said, and
//! what could not be obtained.

use super::essentiel::annonce;
use super::examen::{Tri, codes, section};
use super::lettre::{Lettre, chain, label, majuscule, minuscule};
use super::vaccins;
use crate::block::{Block, Marker, Span, Style, bold, detail, plain};
use escale_domain::bilan::{VoletCode, VoletStatut};
use escale_domain::transmission::{Information, InformationEtat, Transmission, TransmissionStatut};

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = section("Antécédents, traitements, allergies", antecedents(lettre));
    blocks.extend(vaccins::blocks(lettre));
    let dit = [parole(lettre), sources(lettre)].concat();
    blocks.extend(section("Parole de l’enfant, informations et sources", dit));
    blocks.extend(section("Autres réponses", restantes(lettre)));
    blocks.extend(section("Sous secret renforcé, avec l’accord de l’auteur", cochees(lettre)));
    blocks
}

fn antecedents(lettre: &Lettre<'_>) -> Vec<Block> {
    const D_ABORD: [&str; 3] = ["ant.allergies", "ant.traitements", "ant.suivis_en_cours"];
    const NAISSANCE: [&str; 7] = [
        "ant.terme_sa",
        "ant.poids_naiss",
        "ant.taille_naiss",
        "ant.pc_naiss",
        "ant.apgar_1",
        "ant.apgar_5",
        "ant.apgar_10",
    ];
    let mut tete: Vec<Vec<Span>> = Vec::new();
    for code in D_ABORD {
        // "Suivis en cours : aucun" is left out, since its absence says the same.
        let dit = |v: &serde_json::Value| {
            code != "ant.suivis_en_cours" || v.as_array().is_some_and(|a| !a.is_empty())
        };
        tete.extend(lettre.reponse(code).filter(|r| dit(&r.valeur)).map(|r| lettre.ligne(r)));
    }
    tete.extend(naissance(lettre));
    let mut blocks = Vec::new();
    let tete: Vec<Span> = chain(&tete);
    if !tete.is_empty() {
        blocks.push(Block::Paragraph(detail(tete)));
    }
    let reste = codes(VoletCode::S02)
        .into_iter()
        .filter(|code| !D_ABORD.contains(code) && !NAISSANCE.contains(code));
    blocks.extend(Tri::new(lettre, reste).blocks());
    blocks
}

/// "Naissance : 38 SA, 2 780 g, 47,5 cm, périmètre crânien 33,5 cm, Apgar 9/10/10".
fn naissance(lettre: &Lettre<'_>) -> Option<Vec<Span>> {
    let mut parties = Vec::new();
    if let Some(terme) = lettre.reponse("ant.terme_sa") {
        let jours = terme.precision_jours.filter(|j| *j > 0);
        let jours = jours.map_or_else(String::new, |j| format!("\u{a0}+\u{a0}{j}\u{a0}j"));
        parties.push(format!("{}{jours}", lettre.mots(terme)));
    }
    for (code, avant) in
        [("ant.poids_naiss", ""), ("ant.taille_naiss", ""), ("ant.pc_naiss", "périmètre crânien ")]
    {
        parties.extend(lettre.reponse(code).map(|r| format!("{avant}{}", lettre.mots(r))));
    }
    let apgar: Vec<(String, &str)> =
        [("ant.apgar_1", "1"), ("ant.apgar_5", "5"), ("ant.apgar_10", "10")]
            .iter()
            .filter_map(|(code, minute)| Some((lettre.mots(lettre.reponse(code)?), *minute)))
            .collect();
    if !apgar.is_empty() {
        let (notes, minutes): (Vec<String>, Vec<&str>) = apgar.into_iter().unzip();
        let minutes = minutes.join(", ");
        parties.push(format!("Apgar {} (à {minutes}\u{a0}min)", notes.join("\u{a0}– ")));
    }
    (!parties.is_empty())
        .then(|| vec![bold("Naissance"), plain(format!("\u{a0}: {}", parties.join(", ")))])
}

fn parole(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(attentes) = lettre.reponse("enf.attentes") {
        let texte = attentes.valeur.as_str().unwrap_or_default();
        blocks.extend(annonce(lettre, Style::Detail, &label("enf.attentes"), texte));
    }
    let mut lignes: Vec<Vec<Span>> = Vec::new();
    for (code, nom) in [
        ("enf.accord_examen", "Accord pour l’examen"),
        ("enf.comprehension_restitution", "Restitution"),
        ("enf.souhaite_que_soit_dit_a", "Souhaite que ce soit dit à"),
    ] {
        lignes.extend(lettre.reponse(code).map(|r| {
            let mots = lettre.mots(r);
            vec![bold(nom), plain(format!("\u{a0}: {}", mots.trim_end_matches('.')))]
        }));
    }
    if !lignes.is_empty() {
        blocks.push(Block::Paragraph(detail(chain(&lignes))));
    }
    blocks.extend(informations(lettre));
    blocks
}

/// What has left of this bilan. A record has the sendings of the child: those before its day belong
/// to earlier bilans and are left out of this letter.
pub(super) fn envoyees<'a>(lettre: &'a Lettre<'_>) -> impl Iterator<Item = &'a Transmission> {
    let depuis = lettre.dossier.bilan.date;
    let toutes = lettre.dossier.transmissions.iter();
    toutes.filter(move |t| t.statut == TransmissionStatut::Envoyee && t.date >= depuis)
}

/// What was sent to whom, and whether the child and those who answer for them know of it (CSP
/// R.1110-3). Sendings announced in the same way are told together; one that has not left is left
/// out.
fn informations(lettre: &Lettre<'_>) -> Option<Block> {
    let mut groupes: Vec<(String, Vec<String>)> = Vec::new();
    for t in envoyees(lettre) {
        let document = t.document.facts().sent;
        let envoi = format!("{} ({document})", t.destinataire);
        let information = information(&t.information_personne);
        match groupes.iter_mut().find(|(i, _)| *i == information) {
            Some((_, envois)) => envois.push(envoi),
            None => groupes.push((information, vec![envoi])),
        }
    }
    let phrases: Vec<String> = groupes
        .into_iter()
        .map(|(information, envois)| format!("{} ; {information}", envois.join(", ")))
        .collect();
    (!phrases.is_empty()).then(|| {
        let texte = lettre.libre(&phrases.join(". "));
        Block::Paragraph(detail(vec![bold("Transmis à"), plain(format!("\u{a0}: {texte}."))]))
    })
}

fn information(information: &Information) -> String {
    match (information.etat, &information.motif) {
        (InformationEtat::Informe, _) => {
            let mode = match information.mode.as_deref() {
                Some("oral") => " oralement",
                Some("ecrit") => " par écrit",
                _ => "",
            };
            let date = information.date;
            let date = date.map_or_else(String::new, |d| format!(" le {}", d.court()));
            format!("enfant ou parents informés{mode}{date}")
        }
        (InformationEtat::Impossible, motif) => {
            let motif = motif.as_deref().map(|m| format!(" ({m})")).unwrap_or_default();
            format!("enfant et parents non informés{motif}")
        }
        (InformationEtat::AInformer, _) => "l’enfant ou ses parents restent à informer".to_owned(),
    }
}

fn sources(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut lignes: Vec<Vec<Span>> = codes(VoletCode::S01)
        .into_iter()
        .filter_map(|c| lettre.reponse(c))
        .map(|r| lettre.ligne(r))
        .collect();
    let non_realises: Vec<String> = lettre
        .dossier
        .bilan
        .sections
        .iter()
        .filter(|s| s.statut == VoletStatut::NonRealise)
        .map(|s| {
            let motif = s.motif.as_deref().map_or_else(String::new, |m| format!(" ({m})"));
            lettre.libre(&format!("{}{motif}", minuscule(s.code.label())))
        })
        .collect();
    if !non_realises.is_empty() {
        let texte = format!("\u{a0}: {}", non_realises.join(", "));
        lignes.push(vec![bold("Non réalisé"), plain(texte)]);
    }
    let mut blocks = Vec::new();
    let manquants = &lettre.dossier.synthese.elements_manquants;
    let bref = manquants.trim();
    let court = !bref.is_empty() && !bref.contains('\n') && bref.chars().count() < 120;
    if court {
        lignes.push(vec![bold("Non obtenu"), plain(format!("\u{a0}: {}", lettre.libre(bref)))]);
    }
    if !lignes.is_empty() {
        blocks.push(Block::Paragraph(detail(chain(&lignes))));
    }
    if !court {
        blocks.extend(annonce(lettre, Style::Detail, "Ce qui n’a pas pu être obtenu", manquants));
    }
    blocks
}

/// Answers to a form of the centre's own, which no other section prints.
fn restantes(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut parties: Vec<(Option<&str>, Vec<Vec<Span>>)> = Vec::new();
    for r in lettre.reponses_restantes() {
        let connue = lettre.question_du_centre(&r.code);
        let nom = match connue {
            Some((_, label)) => label.to_owned(),
            None => majuscule(&label(&r.code).replace(['.', '_'], " ")),
        };
        let ligne = vec![bold(lettre.libre(&nom)), plain(format!("\u{a0}: {}", lettre.mots(r)))];
        let titre = connue.map(|(titre, _)| titre);
        match parties.last_mut() {
            Some((dernier, lignes)) if *dernier == titre => lignes.push(ligne),
            _ => parties.push((titre, vec![ligne])),
        }
    }
    let mut blocks = Vec::new();
    for (titre, items) in parties {
        blocks.extend(titre.map(|t| Block::Paragraph(detail(vec![bold(lettre.libre(t))]))));
        blocks.push(Block::List(Marker::Bullet, Style::Detail, items));
    }
    blocks
}

/// What its author ticked for this letter alone.
fn cochees(lettre: &Lettre<'_>) -> Vec<Block> {
    let reponses = lettre.reponses_cochees();
    let items: Vec<Vec<Span>> = reponses.into_iter().map(|r| lettre.ligne(r)).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let note = "À ne transmettre à personne sans l’accord de l’enfant.";
    let note = crate::block::Paragraph::new(Style::Small, vec![plain(note)]);
    vec![Block::List(Marker::Bullet, Style::Detail, items), Block::Paragraph(note)]
}
