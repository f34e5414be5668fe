//! What the pair did with what the synthesis proposed.

use crate::codes::{Visibilite, codes};
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

codes! {
    /// What the pair did with a proposal.
    Sort {
        Gardee = "gardee", "Gardée";
        Ecartee = "ecartee", "Écartée";
    }
}

/// What the pair did with a proposal, as a record tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropositionTraitee {
    /// Which proposal, by its stable name.
    pub cle: String,
    /// Kept or set aside; none where it only became a recommendation.
    pub sort: Option<Sort>,
    /// The problem of the synthesis that was made of it.
    pub probleme: Option<String>,
    /// The recommendation that was made of it.
    pub preconisation: Option<String>,
    pub auteur: String,
    pub instant: Option<Instant>,
    pub visibilite: Visibilite,
}
