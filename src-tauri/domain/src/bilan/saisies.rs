//! The answers of a bilan as they were typed. What is still asked of them is said by
//! [`crate::posees`].

use super::Reponse;
use serde::{Deserialize, Serialize};

/// The answers of a bilan as they were typed, asked or not.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Saisies {
    liste: Vec<Reponse>,
    /// Whether the session that gathered these could not open others.
    #[serde(skip)]
    illisibles: bool,
}

impl Saisies {
    /// The answers, asked or not: for what keeps them, never for what speaks of them
    /// (`disallowed-methods` of clippy.toml).
    #[must_use]
    pub fn brutes(&self) -> &[Reponse] {
        &self.liste
    }

    /// The same, to be changed.
    pub const fn brutes_mut(&mut self) -> &mut Vec<Reponse> {
        &mut self.liste
    }

    /// Whether there are answers which this session cannot open.
    pub(crate) const fn illisibles(&self) -> bool {
        self.illisibles
    }

    /// Whether there is an answer to a question.
    #[must_use]
    pub fn contient(&self, code: &str) -> bool {
        self.liste.iter().any(|r| r.code == code)
    }

    pub fn push(&mut self, reponse: Reponse) {
        self.liste.push(reponse);
    }

    /// Says that there are answers which this session cannot open.
    pub const fn mark_illisibles(&mut self) {
        self.illisibles = true;
    }

    /// Takes out those under some secrecy; what hangs on them is undecided then.
    pub fn sans(&mut self, secrete: impl Fn(&Reponse) -> bool) {
        let avant = self.liste.len();
        self.liste.retain(|r| !secrete(r));
        self.illisibles |= self.liste.len() < avant;
    }
}

impl From<Vec<Reponse>> for Saisies {
    fn from(liste: Vec<Reponse>) -> Self {
        Self { liste, illisibles: false }
    }
}
