//! The end of the letter: who signed, and who receives it.

use super::anterieur::envoyees;
use super::lettre::{Lettre, minuscule, nom_complet};
use crate::block::{Block, Paragraph, Style, body, bold, plain};
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Professionnel;
use escale_domain::texte::typographie;

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let politesse = Paragraph::new(
        Style::Body,
        vec![plain(
            "Nous restons à votre disposition, et vous remercions de nous dire ce qui aura été fait.",
        )],
    );
    let colonnes: Vec<Vec<Paragraph>> = lettre
        .dossier
        .bilan
        .binome
        .iter()
        .filter_map(|id| lettre.pro(id))
        .map(|pro| signataire(lettre, pro))
        .collect();
    let secret = Paragraph::new(
        Style::Small,
        vec![
            plain(format!("{} ", diffusion(lettre))),
            bold("Secret médical – à l’attention exclusive du destinataire."),
        ],
    );
    vec![
        Block::Space(2.0),
        Block::Keep(vec![
            Block::Paragraph(politesse),
            Block::Signatures(colonnes),
            Block::Space(1.0),
            Block::Paragraph(secret),
        ]),
    ]
}

fn signataire(lettre: &Lettre<'_>, pro: &Professionnel) -> Vec<Paragraph> {
    let small = |texte: String| Paragraph::new(Style::Small, vec![plain(texte)]);
    let mut metier = minuscule(pro.profession.label());
    if let Some(rpps) = &pro.rpps {
        metier.push_str(&format!(" · RPPS\u{a0}{rpps}"));
    }
    let heure = lettre.contexte.signatures.iter().find(|s| s.professionnel == pro.id);
    let jour = lettre.dossier.bilan.signatures.iter().find(|s| s.professionnel == pro.id);
    let signe = match (heure, jour) {
        (Some(s), _) => {
            format!("signé le {} à {}\u{a0}h\u{a0}{:02}", s.date.en_lettres(), s.heure.0, s.heure.1)
        }
        (None, Some(s)) => format!("signé le {}", s.date.en_lettres()),
        (None, None) => "non signé".to_owned(),
    };
    vec![body(vec![bold(nom_complet(pro))]), small(metier), small(signe)]
}

/// To whom this letter goes, as far as the record knows.
fn diffusion(lettre: &Lettre<'_>) -> String {
    let mut noms: Vec<String> = envoyees(lettre)
        .filter(|t| t.document == PaperKind::LETTER)
        .map(|t| lettre.libre(&format!("{} ({})", t.destinataire, minuscule(t.canal.label()))))
        .collect();
    if noms.is_empty() {
        noms.push(match &lettre.dossier.medecin_referent {
            Some(m) => typographie(&format!("{}\u{a0}{} {}", m.civilite, m.prenom, m.nom)),
            None => "médecin qui suivra l’enfant".to_owned(),
        });
    }
    let pluriel = if noms.len() > 1 { "s" } else { "" };
    format!("Destinataire{pluriel}\u{a0}: {}.", noms.join(", "))
}
