//! Which faces a file uses, and which glyphs of those that are cut to what it uses.

use crate::font::Face;
use std::collections::{BTreeMap, BTreeSet};

/// What the pages written so far draw with.
#[derive(Clone, Default)]
pub(super) struct Emploi {
    /// Faces embedded whole.
    pub(super) entieres: BTreeSet<Face>,
    /// Glyphs of the others, each with the text that it gives back.
    pub(super) coupees: BTreeMap<Face, BTreeMap<u16, String>>,
}

impl Emploi {
    /// Notes a glyph, and answers whether it gives back this text. The first text of a glyph holds
    /// for the whole file; where it stands for another one, the page says so beside it.
    pub(super) fn note(&mut self, face: Face, id: u16, texte: &str) -> bool {
        if face.whole() {
            self.entieres.insert(face);
            return true;
        }
        let glyphes = self.coupees.entry(face).or_default();
        glyphes.entry(id).or_insert_with(|| texte.to_owned()) == texte
    }
}
