//! Vaccines that an answer says were given on the day of a bilan, and that no dose of the carnet tells
//! yet.

use crate::bilan::Reponse;
use crate::codes::Visibilite;
use crate::date::DateCivile;
use crate::vaccination::{Dose, Valence};

/// The code of the answer. The screen writes doses instead; a record that came from elsewhere, or
/// from before, may have it.
pub const FAITES_CE_JOUR: &str = "vac.faites_ce_jour";

/// The valences that the answers of a bilan of `jour` say were given that day, but for those that a dose of
/// that day tells already: their product and lot are still to be written. An answer under reinforced secrecy
/// (V3) is left out: what is computed reaches people who may not read it.
#[must_use]
pub fn faites_a_completer(reponses: &[Reponse], doses: &[Dose], jour: DateCivile) -> Vec<Valence> {
    let dite = |r: &&Reponse| r.code == FAITES_CE_JOUR && r.visibilite != Visibilite::V3;
    let codes = reponses.iter().find(dite).and_then(|r| r.valeur.as_array());
    let dites = codes.into_iter().flatten().filter_map(|c| Valence::from_code(c.as_str()?));
    let notee = |valence: &Valence| {
        doses.iter().any(|dose| dose.date == jour && dose.protege().contains(valence))
    };
    let mut valences: Vec<Valence> = dites.filter(|valence| !notee(valence)).collect();
    valences.sort_unstable();
    valences.dedup();
    valences
}
