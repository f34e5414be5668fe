//! The last pass over a state: a valence is not called late where a line that was not understood
//! may hold its dose.
//!
//! A line that was not read whole may hold a dose of what it says too little about, or of anything
//! where a word is unknown. For each valence that it may hold, "late" becomes "unknown"; "due" does
//! too where the dose would change it. What other doses prove (up to date) stays. A dose that is
//! listed and fills no step (see `tri.rs`) is no doubt: it was understood, and a lateness stands.

use super::tri::{Doute, sort};
use super::{
    Calendrier, DoseRecue, EtatVaccinal, EtatValence, SituationVaccinale, StatutVaccinal,
    SujetVaccinal,
};
use crate::texte::typographie;

/// The state by the calendar that holds on the day.
#[must_use]
pub fn etat_du_jour(sujet: &SujetVaccinal, doses: &[DoseRecue]) -> EtatVaccinal {
    etat(Calendrier::du_jour(sujet.date), sujet, doses)
}

/// The state of every valence of `calendrier` for one child on one day, from the doses received.
/// A pure function: the order of the doses does not matter, the state is computed when it is shown
/// and never stored. See the module for what each status means.
#[must_use]
pub fn etat(calendrier: &Calendrier, sujet: &SujetVaccinal, doses: &[DoseRecue]) -> EtatVaccinal {
    let mut etat = super::evaluation::etat(calendrier, sujet, doses);
    let tri = sort(sujet, doses);
    for valence in &mut etat.valences {
        valence.doses_recues += tri.ecartees(valence.valence);
    }
    if !tri.doutes.is_empty() {
        doubt(&mut etat, calendrier, sujet, doses, &tri.doutes);
    }
    etat.non_lues = tri.non_lues;
    etat.rien_de_connu &=
        etat.non_lues.is_empty() && etat.valences.iter().all(|v| v.doses_recues == 0);
    etat.summarise();
    etat
}

/// Turns to "unknown" each status that would change if the doubtful lines were doses of all that
/// they may be.
fn doubt(
    etat: &mut EtatVaccinal,
    calendrier: &Calendrier,
    sujet: &SujetVaccinal,
    doses: &[DoseRecue],
    doutes: &[Doute],
) {
    let supposees: Vec<DoseRecue> = doses
        .iter()
        .cloned()
        .chain(doutes.iter().map(|doute| DoseRecue {
            produit: None,
            valences: doute.peut_etre.iter().copied().collect(),
            date: doute.date,
        }))
        .collect();
    let suppose = super::evaluation::etat(calendrier, sujet, &supposees);
    for valence in &mut etat.valences {
        let Some(doute) =
            doutes.iter().rev().find(|doute| doute.peut_etre.contains(&valence.valence))
        else {
            continue;
        };
        let change = match valence.statut {
            StatutVaccinal::EnRetard | StatutVaccinal::Inconnu => true,
            StatutVaccinal::DoseDue => suppose.valence(valence.valence).is_none_or(|autre| {
                !matches!(autre.statut, StatutVaccinal::DoseDue | StatutVaccinal::EnRetard)
            }),
            StatutVaccinal::AJour | StatutVaccinal::NonConcerne => false,
        };
        if change {
            ignore(valence, doute);
        }
    }
}

/// Marks a valence as unknown until the doctor has read the line.
fn ignore(valence: &mut EtatValence, doute: &Doute) {
    let le = doute.date.en_lettres();
    let ligne = if doute.ligne.is_empty() {
        format!("La dose du {le} ne dit pas contre quoi elle protège")
    } else {
        format!("La dose du {le} n’est pas comprise en entier (« {} »)", doute.ligne)
    };
    valence.statut = StatutVaccinal::Inconnu;
    valence.situation = SituationVaccinale::Inconnu;
    valence.prochaine_date = None;
    valence.prochain_rang = None;
    valence.prochaine_dose = None;
    valence.alerte = false;
    valence.phrase = typographie(&format!(
        "{ligne} : impossible de dire si une dose manque, la ligne est à relire avec le médecin."
    ));
}
