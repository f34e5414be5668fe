//! The proposals of the synthesis, and what the pair does with them.

use super::ReponseAlerte;
use escale_domain::synthese::{Proposition, Sort};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A proposal and what was done with it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PropositionVue {
    #[serde(flatten)]
    pub proposition: Proposition,
    pub volet_label: String,
    pub origine_label: String,
    /// What the pair decided; none until then.
    pub sort: Option<Sort>,
    /// Whether it may be kept in one click.
    pub se_garde: bool,
    /// The problem of the synthesis that was made of it, by its mark there.
    pub probleme: Option<String>,
    /// The recommendation that was made of it, by identifier.
    pub preconisee: Option<String>,
    /// What was answered to the alert behind it.
    pub reponse: Option<ReponseAlerte>,
    /// Nothing has been done with it yet.
    pub attend: bool,
    /// It can only be answered by an action, beside the list.
    pub bloquante: bool,
}

/// What is done with a proposal.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TraiterProposition {
    pub bilan: String,
    pub cle: String,
    /// Kept, set aside; none to think again.
    pub sort: Option<Sort>,
    /// In other words than proposed.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub libelle: Option<String>,
    /// Why an alert is set aside.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub motif: Option<String>,
}

/// A proposal that becomes a recommendation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreconiserProposition {
    pub bilan: String,
    pub cle: String,
}
