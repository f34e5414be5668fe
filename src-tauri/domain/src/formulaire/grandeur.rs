//! The measures that a record brings, held to the bounds of the form that asks them.

use super::{MODELE_VERSION, livre};
use crate::bilan::VoletCode;

/// A measure that a child brings, by the code of the question that asks it at a bilan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grandeur {
    /// Weight, kg.
    Poids,
    /// Length or height, cm.
    Taille,
    /// Head circumference, cm.
    PerimetreCranien,
}

impl Grandeur {
    const fn question(self) -> &'static str {
        match self {
            Self::Poids => "cro.poids",
            Self::Taille => "cro.taille",
            Self::PerimetreCranien => "cro.pc",
        }
    }

    #[must_use]
    pub const fn unite(self) -> &'static str {
        match self {
            Self::Poids => "kg",
            Self::Taille | Self::PerimetreCranien => "cm",
        }
    }

    /// The least and the greatest value that the form of a bilan takes.
    #[must_use]
    pub fn bornes(self) -> Option<(f64, f64)> {
        let question = livre(VoletCode::S05, MODELE_VERSION)?.question(self.question())?;
        question.min.zip(question.max)
    }
}
