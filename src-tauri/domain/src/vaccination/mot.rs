//! The words of a vaccine line, and what stands between them.

use crate::texte::fold;
use unicode_normalization::char::is_combining_mark;

/// A word of the line.
pub(super) struct Mot<'a> {
    pub(super) texte: &'a str,
    /// Folded, without spaces.
    pub(super) plie: String,
    /// Where it ends.
    pub(super) fin: usize,
    /// What stands between the word before and this one.
    pub(super) avant: &'a str,
}

impl Mot<'_> {
    pub(super) fn chiffres(&self) -> bool {
        !self.plie.is_empty() && self.plie.bytes().all(|c| c.is_ascii_digit())
    }

    /// A number of `min` to `max` digits.
    pub(super) fn nombre(&self, min: usize, max: usize) -> bool {
        self.chiffres() && (min..=max).contains(&self.plie.len())
    }

    pub(super) fn annee(&self) -> bool {
        self.nombre(4, 4) && (self.plie.starts_with("19") || self.plie.starts_with("20"))
    }

    /// Whether a sign parts it from the word before, as two vaccines of a line are.
    pub(super) fn separe(&self) -> bool {
        self.avant.contains(['+', '&', ';', '(', ')', '|', '\n'])
    }

    /// Whether it may be the rest of a name that the word before began.
    pub(super) fn suit(&self, precedent: &Self) -> bool {
        let seule = |mot: &Self| mot.plie.chars().count() == 1;
        !self.separe() && (!self.avant.contains(',') || seule(self) || seule(precedent))
    }
}

/// The words of a line, in order.
pub(super) fn mots(texte: &str) -> Vec<Mot<'_>> {
    // A sign that folds to letters is a word too; a trademark is none.
    let du_mot = |c: char| match c {
        '®' | '™' | '©' | '℠' => false,
        c if c.is_alphanumeric() || is_combining_mark(c) => true,
        c => !c.is_ascii() && !fold(c.encode_utf8(&mut [0; 4])).is_empty(),
    };
    let mut mots = Vec::new();
    let (mut fin_avant, mut debut) = (0, None);
    for (place, signe) in texte.char_indices().chain([(texte.len(), ' ')]) {
        match (debut, du_mot(signe)) {
            (None, true) => debut = Some(place),
            (Some(depuis), false) => {
                let mot = &texte[depuis..place];
                let plie = fold(mot).replace(' ', "");
                debut = None;
                if !plie.is_empty() {
                    let avant = &texte[fin_avant..depuis];
                    mots.push(Mot { texte: mot, plie, fin: place, avant });
                    fin_avant = place;
                }
            }
            _ => {}
        }
    }
    mots
}
