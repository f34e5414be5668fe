//! Growth: the charts on half a page with the figures of the day in their titles, and
//! in one paragraph what else was measured.

use super::lettre::{Lettre, label, majuscule, minuscule};
use super::titre;
use crate::block::{Block, Paragraph, Span, Style, bold, detail, plain};
use crate::figure::of_the_day;
use escale_domain::calcul::jugements;
use escale_domain::croissance::{Cellule, Indicateur, Ligne};
use escale_domain::texte::nombre;

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    lettre.lue(&["cro.poids", "cro.taille", "cro.imc", "cro.pc", "cro.ta_sys", "cro.ta_dia"]);
    let figures = lettre.matiere.figures(&lettre.contexte.reglages);
    let lignes = lettre.matiere.lignes(&lettre.contexte.reglages);
    let jour = lignes.iter().find(|l| l.date == lettre.matiere.jour);
    let mut du_jour: Vec<Span> = Vec::new();
    let mut partie = |spans: Vec<Span>| {
        if !du_jour.is_empty() {
            du_jour.push(plain(" · "));
        }
        du_jour.extend(spans);
    };
    let mut reels = Vec::new();
    if let Some(jour) = jour {
        for (indicateur, nom, cellule) in [
            (Indicateur::Poids, "poids", &jour.poids),
            (Indicateur::Taille, "taille", &jour.taille),
            (Indicateur::PerimetreCranien, "périmètre crânien", &jour.pc),
            (Indicateur::Imc, "IMC", &jour.imc),
        ] {
            let Some(cellule) = cellule else { continue };
            let figure = figures.iter().find(|f| f.indicateur == indicateur);
            let titre = figure.is_some_and(|f| of_the_day(f, lettre.matiere.jour).is_some());
            if !titre || !dite(cellule) {
                partie(mesure(lettre, nom, cellule));
            } else if let (Some(_), Some(reel)) = (&cellule.corrige, &cellule.ecart) {
                reels.push(format!("{nom} {}", reel.ds));
            }
        }
    } else if figures.is_empty() {
        partie(vec![plain("ni poids ni taille mesurés ce jour")]);
    }
    for texte in constantes(lettre) {
        partie(vec![plain(texte)]);
    }
    if let Some(premier) = du_jour.first_mut() {
        premier.text = majuscule(&premier.text);
    }
    if figures.is_empty() && jour.is_none() && du_jour.len() == 1 {
        return Vec::new();
    }
    let mut texte = Vec::new();
    if !du_jour.is_empty() {
        texte.push(detail(du_jour));
    }
    if !reels.is_empty() {
        let reels = format!("\u{a0}: {}.", reels.join(" · "));
        texte.push(detail(vec![bold("En âge réel"), plain(reels)]));
    }
    texte.extend(precedent(lettre, &lignes));
    if !figures.is_empty() {
        texte.push(legende(lettre, &figures));
    }
    vec![titre("Croissance et constantes"), Block::Figures(figures, lettre.matiere.jour, texte)]
}

/// Whether the title of a chart says all of a measure: neither doubtful nor converted.
fn dite(cellule: &Cellule) -> bool {
    let lues = [&cellule.corrige, &cellule.ecart];
    let doute = lues.into_iter().flatten().any(|lecture| lecture.signal.is_some());
    !doute && !cellule.texte.contains('(')
}

/// "poids 4,23 kg (−1,2)", or with the corrected age first.
fn mesure(lettre: &Lettre<'_>, nom: &str, cellule: &Cellule) -> Vec<Span> {
    let ecart = match (&cellule.corrige, &cellule.ecart) {
        (Some(corrige), Some(reel)) => {
            format!(" ({} en âge corrigé, {} en âge réel)", corrige.ds, reel.ds)
        }
        (Some(corrige), None) => format!(" ({} en âge corrigé)", corrige.ds),
        (None, Some(reel)) => format!(" ({})", reel.ds),
        (None, None) => String::new(),
    };
    let lue = cellule.corrige.as_ref().or(cellule.ecart.as_ref());
    let doute = lue
        .and_then(|l| l.signal.as_ref())
        .map_or_else(String::new, |signal| format!(", {}", lettre.libre(signal)));
    vec![plain(format!("{nom} ")), bold(cellule.texte.clone()), plain(format!("{ecart}{doute}"))]
}

/// What else was measured: pressure with what its reference says, and the constants.
fn constantes(lettre: &Lettre<'_>) -> Vec<String> {
    let nombre = |code: &str| lettre.reponse(code).and_then(|r| r.valeur.as_f64()).map(nombre);
    let mut parties = Vec::new();
    let tension = match (nombre("cro.ta_sys"), nombre("cro.ta_dia")) {
        (Some(sys), Some(dia)) => Some(format!("tension artérielle {sys}/{dia}\u{a0}mmHg")),
        (Some(sys), None) => Some(format!("tension artérielle systolique {sys}\u{a0}mmHg")),
        (None, Some(dia)) => Some(format!("tension artérielle diastolique {dia}\u{a0}mmHg")),
        (None, None) => None,
    };
    if let Some(tension) = tension {
        let dit = jugements(lettre.dossier, &lettre.matiere, &lettre.contexte.reglages, &[]);
        let dit = dit.iter().find(|j| j.code.starts_with("cro.ta_"));
        parties.push(match dit {
            Some(dit) if dit.attention => format!("{tension}, {}", minuscule(&dit.texte)),
            Some(_) => format!("{tension}, normale pour l’âge et la taille"),
            None => tension,
        });
    }
    // Said only when there are some: without them, the lines above speak for themselves.
    if lettre.reponse("cro.oedeme").is_some_and(|r| r.valeur == "oui") {
        parties.push("œdèmes, poids et IMC non situés sur les courbes".to_owned());
    }
    for code in ["cro.fc", "cro.spo2", "cro.temp"] {
        if let Some(reponse) = lettre.reponse(code) {
            parties.push(format!("{} {}", minuscule(&label(code)), lettre.mots(reponse)));
        }
    }
    parties
}

/// The measure before, in figures: the charts show it without its numbers.
fn precedent(lettre: &Lettre<'_>, lignes: &[Ligne]) -> Option<Paragraph> {
    let avant = lignes.iter().rev().find(|l| l.date < lettre.matiere.jour)?;
    let mut parties = Vec::new();
    for cellule in [&avant.poids, &avant.taille, &avant.pc, &avant.imc].into_iter().flatten() {
        let lue = cellule.corrige.as_ref().or(cellule.ecart.as_ref());
        let ecart = lue.map_or_else(String::new, |l| format!(" ({})", l.ds));
        parties.push(format!("{}{ecart}", cellule.texte));
    }
    if parties.is_empty() {
        return None;
    }
    let source = lettre.libre(&avant.source);
    let texte = format!("{} ({source})\u{a0}: {}.", avant.date.court(), parties.join(" · "));
    Some(detail(vec![bold("Avant"), plain(format!(", le {texte}"))]))
}

/// Which reference, how its lines read, and what must be known of them.
fn legende(
    lettre: &Lettre<'_>,
    figures: &[escale_domain::croissance::figure::Figure],
) -> Paragraph {
    let mut references: Vec<&str> =
        figures.iter().filter(|f| !f.courbes.is_empty()).map(|f| f.reference.as_str()).collect();
    references.dedup();
    if references.is_empty() {
        references.push("aucune courbe de référence");
    }
    let mut texte = format!(
        "Courbes\u{a0}: {}\u{a0}; traits pleins à −2, 0 et +2 écarts-types, tirets à ±3.",
        references.join("\u{a0}; ")
    );
    if let Some(cible) = lettre.matiere.sujet().cible_cm {
        texte.push_str(&format!(" Taille cible\u{a0}: {}\u{a0}cm.", nombre(cible.round())));
    }
    let mut notes: Vec<&str> = figures.iter().flat_map(|f| &f.notes).map(String::as_str).collect();
    let mut dites = std::collections::HashSet::new();
    notes.retain(|note| dites.insert(*note));
    for note in notes {
        texte.push(' ');
        texte.push_str(note);
    }
    Paragraph::new(Style::Small, vec![plain(lettre.libre(&texte))])
}
