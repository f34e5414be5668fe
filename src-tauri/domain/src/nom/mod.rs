//! Names: one comparison for the search, for the children who look like one that is created, and for the
//! records that are imported.
//!
//! A name is written glued or split (`BENALI`, `Ben Ali`), first name first or last, with or
//! without its particle, its accents, its hyphens; and one that comes from another script is
//! transliterated differently on each paper (`Mohamed`, `Mouhammad`). A [`Cle`] is what these
//! spellings have in common: two keys that are equal are one name written otherwise, and two that
//! differ by one letter may be.

mod cle;
mod ressemblance;
#[cfg(test)]
mod tests;

pub use cle::{Cle, squelette, une_lettre};
pub use ressemblance::{Degre, Jour, Personne, Ressemblance};
