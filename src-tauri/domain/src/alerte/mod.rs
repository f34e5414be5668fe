//! What the pair should look at in the answers of a bilan, with the rule that says so.
//!
//! Rules are pure: they read [`Faits`], which the caller prepared, and give [`Alerte`]s. An alert
//! says what was found, by which source, and proposes a recommendation that the pair takes or
//! leaves; it never concludes. What was not answered, not examined or not known raises nothing, and
//! is never taken for normal.
//!
//! A figure against which something is compared is a threshold of [`seuils`]: a centre may change
//! it, and one without a source raises no alert (clinical note, head).

mod catalogue;
mod constat;
mod croissance;
mod developpement;
mod faits;
mod outils;
mod propositions;
mod psychisme;
mod regles;
mod sensoriel;
pub mod seuils;
mod suivi;
mod surveillance;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_cas;
#[cfg(test)]
mod tests_catalogue;
#[cfg(test)]
mod tests_constats;
#[cfg(test)]
mod tests_mesures;
#[cfg(test)]
mod tests_proprietes;

pub use catalogue::CATALOGUE;
pub use faits::{Faits, MesureJugee, TensionJugee, VaccinEnRetard};
pub use regles::{HORS_DICTIONNAIRE, REGLES, Regle};
pub use seuils::{Reglage, SeuilDecrit, SeuilVu, Seuils};
pub use surveillance::sans_regle;

pub use crate::bilan::Gravite;

use crate::bilan::VoletCode;
use crate::codes::Visibilite;
use crate::preconisation::PreconisationType;
use serde::Serialize;

/// Something that the pair should look at before it signs.
///
/// In TypeScript `AlerteClinique`, beside the reminders of a record that are called `Alerte` there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "AlerteClinique")]
pub struct Alerte {
    /// Stable name of this alert in a bilan: the code of its rule, plus `:` and the item where one
    /// rule speaks of several.
    pub cle: String,
    /// Code of the rule, one of [`REGLES`].
    pub regle: &'static str,
    /// The part of the bilan that it speaks of: that of its rule, or where the tool was noted.
    pub volet: VoletCode,
    pub gravite: Gravite,
    /// A few words for a list.
    pub titre: String,
    /// What was found, in one French sentence. For those who may read `visibilite`.
    pub raison: String,
    /// Who says that this matters: a text, a published table, or the pair itself.
    pub source: String,
    /// The threshold that was passed, in words: "seuil : −2 écarts-types, réglable".
    pub seuil: Option<String>,
    /// Type of the recommendation that it proposes, if it proposes one.
    pub propose: Option<PreconisationType>,
    /// That recommendation in words, for doctors; what to do when there is none.
    pub libelle_propose: String,
    /// The same for the child protection service: a need, without diagnosis, figure or content
    /// under secrecy. Empty when nothing may be told.
    pub libelle_partageable: String,
    /// The strictest of what it was computed from.
    pub visibilite: Visibilite,
    /// Whether something must be done before the bilan is signed.
    pub bloquante: bool,
}

/// Everything that the rules find, the gravest first, then in the order of the parts of a bilan. No
/// two have the same `cle`.
#[must_use]
pub fn alertes(faits: &Faits<'_>, seuils: &Seuils) -> Vec<Alerte> {
    let mut trouvees = Vec::new();
    suivi::search(faits, &mut trouvees);
    croissance::search(faits, seuils, &mut trouvees);
    sensoriel::search(faits, seuils, &mut trouvees);
    developpement::search(faits, seuils, &mut trouvees);
    psychisme::search(faits, &mut trouvees);
    outils::search(faits, seuils, &mut trouvees);
    trouvees.sort_by(|a, b| {
        (a.gravite, rang(a.regle), &a.cle).cmp(&(b.gravite, rang(b.regle), &b.cle))
    });
    let mut gardees: Vec<Alerte> = Vec::with_capacity(trouvees.len());
    for alerte in trouvees {
        match gardees.iter_mut().find(|gardee| gardee.cle == alerte.cle) {
            // The gravest stays; what hides one of them hides what is left.
            Some(gardee) => {
                gardee.visibilite = gardee.visibilite.max(alerte.visibilite);
                gardee.bloquante |= alerte.bloquante;
            }
            None => gardees.push(alerte),
        }
    }
    gardees
}

fn rang(regle: &str) -> usize {
    REGLES.iter().position(|r| r.code == regle).unwrap_or(REGLES.len())
}
