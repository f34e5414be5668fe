//! Warnings about a dose before it is saved, and about the doses of an imported file.

use super::ligne::parse_ligne;
use super::tri::{dismiss, enumeration};
use super::{Dose, Valence};
use crate::date::DateCivile;
use crate::texte::typographie;
use std::collections::{BTreeMap, BTreeSet};

/// Warnings about a dose before it is saved, in French sentences; empty where nothing is doubtful.
/// `ecrites` are the valences ticked, empty where the product decides; `le` is the day, where it is
/// known.
#[must_use]
pub fn remarques(
    produit: &str,
    ecrites: &[Valence],
    naissance: DateCivile,
    le: Option<DateCivile>,
) -> Vec<String> {
    let produit = produit.trim();
    if produit.is_empty() {
        return Vec::new();
    }
    let ligne = parse_ligne(produit);
    let connues: BTreeSet<Valence> = ligne.valences().into_iter().collect();
    let dites: BTreeSet<Valence> = ecrites.iter().copied().collect();
    let mut remarques = Vec::new();
    // A tick beyond what is read accounts for the words.
    let laissees = dites.is_empty() || dites == ligne.nommees();
    for (mots, raison) in ligne.non_compris().iter().filter(|_| laissees) {
        remarques.push(format!("Pas compris : « {mots} » ({raison})."));
    }
    if dites.is_empty() {
        for (valence, partie) in ligne.partielles() {
            remarques.push(format!(
                "{} seulement : ne compte pas comme une dose de « {} ».",
                majuscule(&partie),
                valence.label()
            ));
        }
        if connues.is_empty() && ligne.entiere() && ligne.partielles().is_empty() {
            remarques.push(
                "Ce vaccin est hors du calendrier suivi ici : il est noté et n’y compte pas."
                    .to_owned(),
            );
        }
        if connues.is_empty() && !ligne.entiere() {
            remarques.push(
                "Cochez contre quoi cette dose protège. Sans cela elle est notée telle quelle et ne compte pas : l’état des vaccins reste inconnu."
                    .to_owned(),
            );
        }
    } else if !connues.is_empty()
        && connues != dites
        && (ligne.entiere() || !connues.is_subset(&dites))
    {
        remarques.push(format!(
            "Le produit noté protège contre « {} », vous avez coché « {} » : ce qui est coché compte.",
            enumeration(&connues),
            enumeration(&dites)
        ));
    }
    let retenues = if dites.is_empty() { &connues } else { &dites };
    for valence in retenues {
        let raisons: Option<Vec<String>> = le.and_then(|le| {
            ligne
                .noms()
                .filter(|nom| nom.touche().contains(valence))
                .map(|nom| dismiss(naissance, le, nom))
                .collect()
        });
        if let Some(raison) = raisons.and_then(|raisons| raisons.into_iter().next()) {
            remarques.push(format!("{raison}."));
        }
    }
    remarques.dedup();
    remarques.iter().map(|texte| typographie(texte)).collect()
}

/// Warnings about the doses of an imported record: lines that were not read whole, and two doses
/// against one disease on one day.
#[must_use]
pub fn doses_a_relire(doses: &[Dose]) -> Vec<String> {
    let mut dits: BTreeSet<(DateCivile, String)> = BTreeSet::new();
    let mut par_jour: BTreeMap<(DateCivile, Valence), usize> = BTreeMap::new();
    for dose in doses {
        let ligne = parse_ligne(&dose.produit);
        let connues: BTreeSet<Valence> = ligne.valences().into_iter().collect();
        let ecrites: BTreeSet<Valence> = dose.valences.iter().copied().collect();
        let sans_compte = ecrites.is_empty() || ligne.nommees() == ecrites;
        if sans_compte && !dose.produit.trim().is_empty() {
            for (mots, raison) in ligne.non_compris() {
                let le = dose.date.en_lettres();
                dits.insert((
                    dose.date,
                    format!("Dose du {le} : « {mots} » n’est pas compris ({raison})."),
                ));
            }
        }
        for valence in if ecrites.is_empty() { connues } else { ecrites } {
            *par_jour.entry((dose.date, valence)).or_default() += 1;
        }
    }
    let mut doubles: BTreeMap<DateCivile, Vec<Valence>> = BTreeMap::new();
    for ((date, valence), _) in par_jour.into_iter().filter(|(_, fois)| *fois > 1) {
        doubles.entry(date).or_default().push(valence);
    }
    for (date, valences) in doubles {
        let le = date.en_lettres();
        let noms = enumeration(&valences);
        dits.insert((
            date,
            format!("Le {le}, deux doses pour « {noms} » : vérifiez qu’elles ont bien été faites."),
        ));
    }
    dits.into_iter().map(|(_, texte)| typographie(&texte)).collect()
}

fn majuscule(texte: &str) -> String {
    let mut signes = texte.chars();
    signes.next().map_or_else(String::new, |c| c.to_uppercase().chain(signes).collect())
}
