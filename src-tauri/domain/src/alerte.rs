//! STUB until the branch comes.
use crate::bilan::{Outil, Reponse};
use crate::codes::{Visibilite, codes};
use crate::croissance::Indicateur;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use crate::preconisation::PreconisationType;
use crate::vaccination::Valence;
use serde::Serialize;

codes! {
    /// How much an alert weighs; the gravest first.
    Gravite {
        Urgente = "urgente", "Urgente";
        Importante = "importante", "Importante";
        ASurveiller = "a_surveiller", "À surveiller";
    }
}

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
    /// How much it weighs.
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

/// A measure of the bilan beside its reference.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct MesureJugee {
    /// What was measured.
    pub indicateur: Indicateur,
    /// Standard deviations from the median, to two decimals.
    pub z: f64,
    /// Beyond what the reference holds plausible: to be checked, and not judged.
    pub invraisemblable: bool,
    /// Whether the age was corrected for a birth before term.
    pub corrige: bool,
    /// The measure in words: "12,5 kg".
    pub valeur: String,
    /// The reference in words: "OMS 2006, filles".
    pub reference: String,
}

/// The blood pressure of the bilan beside its reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct TensionJugee {
    /// Label of the class.
    pub classe: String,
    /// Whether it has to be measured again.
    pub a_controler: bool,
    /// The measure in words: "128/82 mmHg".
    pub valeur: String,
    /// The reference in words; without one there is no alert.
    pub source: String,
}

/// A vaccine that is late and of which somebody should be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct VaccinEnRetard {
    /// Against what.
    pub valence: Valence,
    /// What lacks, in words: "Rougeole, oreillons, rubéole : 2e dose".
    pub phrase: String,
    /// The calendar in words; without one there is no alert.
    pub source: String,
}

/// Everything that a rule may read, prepared by the caller.
#[derive(Debug, Clone)]
pub struct Faits<'a> {
    /// Birth date.
    pub naissance: DateCivile,
    /// Sex.
    pub sexe: Sexe,
    /// Day of the bilan.
    pub jour: DateCivile,
    /// Answers of the bilan. Of two to one question the later in the list counts.
    pub reponses: &'a [Reponse],
    /// Results of screening tools.
    pub outils: &'a [Outil],
    /// Measures of the day. Of a child born before term, under 24 months, both figures may be
    /// there, or the corrected one alone.
    pub croissance: &'a [MesureJugee],
    /// Earlier head circumferences: day and standard deviations, on the same reference as that of
    /// the day.
    pub pc_anterieurs: &'a [(DateCivile, f64)],
    /// Blood pressure.
    pub tension: Option<TensionJugee>,
    /// Late vaccines, only those that ask for an alert.
    pub vaccins_en_retard: &'a [VaccinEnRetard],
    /// Whether a doctor follows the child.
    pub medecin_referent: bool,
}


/// Stub.
#[derive(Debug, Clone, Default)]
pub struct Seuils;
/// Stub.
#[must_use]
pub fn alertes(_: &Faits<'_>, _: &Seuils) -> Vec<Alerte> { Vec::new() }
