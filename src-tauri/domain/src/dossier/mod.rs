//! A child's whole record in one JSON object: what `dossier import` reads and `dossier export`
//! writes. The format is described in `tests/cases/README.md`.
//!
//! [`receive`] refuses a bad file as a whole: each reason names the file, the place in it and what is
//! wrong, in French, and never quotes a text of the record.

mod adresses;
mod lecture;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_regles;
#[cfg(test)]
mod tests_textes;
mod valeurs;
mod verification;

pub use adresses::a_verifier;
pub use lecture::{DossierProbleme, DossierRefus, parse, receive};

use crate::bilan::{AlerteTraitee, Bilan, Outil, PropositionTraitee, Saisies, Synthese};
use crate::consentement::Consentement;
use crate::date::DateCivile;
use crate::demande::Demande;
use crate::enfant::{
    Autorisation, Enfant, MedecinReferent, Mesure, Placement, TaillesParents, Titulaire,
};
use crate::enveloppe::{Enveloppe, Mouvement, Seance};
use crate::examen::Reperage;
use crate::formulaire::FormulaireJoint;
use crate::preconisation::Preconisation;
use crate::professionnel::{Centre, Professionnel};
use crate::transmission::{PapierFait, Transmission};
use crate::vaccination::{DecisionVaccinale, Vaccinations};
use serde::{Deserialize, Serialize};

/// The only version of the format so far.
pub const SCHEMA_VERSION: &str = "1.0";

/// A child's whole record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    pub schema_version: String,
    pub case_id: String,
    pub titre: String,
    pub couvre: Vec<String>,
    pub bande_age: String,
    pub date_reference: DateCivile,
    pub centre: Centre,
    pub professionnels: Vec<Professionnel>,
    /// None for a child whom the centre took in without a referral.
    pub demande: Option<Demande>,
    pub enfant: Enfant,
    pub parcours_accueil: Vec<Placement>,
    pub autorite_parentale: Vec<Titulaire>,
    pub autorisations: Vec<Autorisation>,
    pub medecin_referent: Option<MedecinReferent>,
    pub bilan: Bilan,
    /// As they were typed; what speaks of them reads [`crate::posees`].
    pub reponses: Saisies,
    pub mesures_anterieures: Vec<Mesure>,
    pub vaccinations: Vaccinations,
    pub outils: Vec<Outil>,
    pub synthese: Synthese,
    pub preconisations: Vec<Preconisation>,
    pub enveloppe: Option<Enveloppe>,
    pub mouvements: Vec<Mouvement>,
    pub seances: Vec<Seance>,
    pub transmissions: Vec<Transmission>,
    /// What Escale adds to the format: left out where there is nothing, so that a record that came
    /// from elsewhere goes back as it came.
    #[serde(default, skip_serializing_if = "TaillesParents::is_empty")]
    pub tailles_parents: TaillesParents,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions_vaccinales: Vec<DecisionVaccinale>,
    /// What was said of the screening for neuro-developmental disorders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reperages: Vec<Reperage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alertes: Vec<AlerteTraitee>,
    /// The centre's forms that the bilan was filled in with, so that its answers read everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formulaires: Vec<FormulaireJoint>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consentements: Vec<Consentement>,
    /// What the pair did with the proposals of the synthesis.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub propositions: Vec<PropositionTraitee>,
    /// The papers that were made of the bilan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<PapierFait>,
}
