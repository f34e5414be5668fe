//! What the screens of the papers send and receive.

use escale_domain::document::{PaperKind, Rubrique};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper of a bilan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParDocument {
    /// Identifier of the bilan.
    pub bilan: String,
    /// Which paper.
    pub genre: PaperKind,
}

/// Something that a paper would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Sorti {
    /// The part of the paper that it stands in.
    pub rubrique: Rubrique,
    /// Title.
    pub titre: String,
    /// Words, as the paper has them.
    pub texte: String,
}

/// Something that a paper would keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Retenu {
    /// What.
    pub titre: String,
    /// Why, in words.
    pub raison: String,
}

/// What a paper would say and what it would keep.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ApercuDocument {
    /// Which paper.
    pub genre: PaperKind,
    /// What goes out.
    pub sort: Vec<Sorti>,
    /// What stays inside.
    pub retenu: Vec<Retenu>,
    /// Signs that the paper cannot draw, in French sentences.
    pub signes: Vec<String>,
    /// Why an envelope could not be addressed, in one sentence each.
    pub a_verifier: Vec<String>,
}
