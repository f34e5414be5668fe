//! What the screens of the papers send and receive.

use escale_domain::document::{LigneSortie, Section};
use escale_domain::papier::{PaperKind, Recipient};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper of a bilan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParDocument {
    /// Identifier of the bilan.
    pub bilan: String,
    pub genre: PaperKind,
}

/// What the window says of a paper before it is made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PapierVu {
    pub genre: PaperKind,
    pub recipient: Recipient,
    /// Whether it prescribes, so that it is mended in the bilan.
    pub prescrit: bool,
    pub titre: &'static str,
    /// The one word that a sentence needs.
    pub nom: &'static str,
    /// Whether that word is feminine.
    pub feminin: bool,
    pub lecteur: &'static str,
    /// Who reads it in which situation, and what it therefore leaves out.
    pub lecture: &'static str,
}

impl PapierVu {
    pub fn tous() -> Vec<Self> {
        let vu = |genre: &PaperKind| {
            let paper = genre.facts();
            Self {
                genre: *genre,
                recipient: paper.recipient,
                prescrit: paper.prescribes,
                titre: paper.title,
                nom: paper.noun,
                feminin: paper.feminine,
                lecteur: paper.reader,
                lecture: paper.reading,
            }
        };
        PaperKind::ALL.iter().map(vu).collect()
    }
}

/// Something that a paper would leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Retenu {
    pub titre: String,
    /// Why, in words.
    pub raison: String,
}

/// What a paper would say and what it would leave out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ApercuDocument {
    pub genre: PaperKind,
    /// What goes out, by the parts of the paper.
    pub sections: Vec<Section>,
    pub retenu: Vec<Retenu>,
    /// Signs that the paper cannot draw, in French sentences.
    pub signes: Vec<String>,
    /// Why an envelope could not be addressed, in one sentence each.
    pub a_verifier: Vec<String>,
}

impl ApercuDocument {
    /// What goes out, whatever the part.
    pub fn lignes(&self) -> impl Iterator<Item = &LigneSortie> {
        self.sections.iter().flat_map(|section| &section.lignes)
    }
}
