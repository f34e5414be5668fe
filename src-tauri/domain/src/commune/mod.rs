//! Communes of France (COG), to complete a postcode or a name as it is typed.
//!
//! Source: COG 2026 and postcodes, `references/cog` with its NOTICE (INSEE, La Poste; Licence
//! Ouverte). The list is read and sorted once, at the first question.

pub(crate) mod index;
#[cfg(test)]
mod tests;

use index::INDEX;
use serde::Serialize;
use ts_rs::TS;

/// A commune, or one of the 45 arrondissements of Paris, Lyon and Marseille.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Commune {
    /// INSEE code, five characters.
    pub code_insee: &'static str,
    /// "Saint-Denis-en-Val".
    pub nom: &'static str,
    /// Code of its département or collectivity: "87", "2A", "971".
    pub departement: &'static str,
    /// Whether it is an arrondissement.
    pub arrondissement: bool,
    /// Its postcodes; none in the southern lands.
    pub codes_postaux: Vec<&'static str>,
}

/// A département or overseas collectivity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Departement {
    /// "87", "2A", "971".
    pub code: &'static str,
    /// "Haute-Vienne".
    pub nom: &'static str,
    /// Code of its region; that of the collectivity itself where there is none.
    pub region: &'static str,
}

/// A line of the completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Proposition {
    pub commune: &'static Commune,
    /// The postcode that was typed, or the only one of the commune; none when it has several and
    /// the name was typed.
    pub code_postal: Option<&'static str>,
}

/// Completes what is being typed, best first, at most `limite` lines.
///
/// - Digits: each postcode that begins so, with each of its communes, then the commune of that INSEE
///   code ("87085", "2A004").
/// - A name, whatever its accents, capitals, hyphens, with "st" and "ste" for "saint" and "sainte":
///   the whole name (an article before it does not count), then the beginning of the name, then the
///   beginning of any of its words; in alphabetical order in each.
/// - A name and digits that are no part of it ("limoges 87"): the communes of that name whose
///   postcode begins so.
#[must_use]
pub fn complete(saisie: &str, limite: usize) -> Vec<Proposition> {
    INDEX.complete(saisie, limite)
}

/// The commune of an INSEE code, written as the COG writes it.
#[must_use]
pub fn par_insee(code: &str) -> Option<&'static Commune> {
    INDEX.par_insee(code)
}

/// The commune of a code: Paris, Lyon and Marseille for one of their arrondissements, itself for any
/// other. Civil status writes the arrondissement, a form often the commune.
#[must_use]
pub fn commune_de(code: &str) -> &str {
    match code.parse() {
        Ok(75_101..=75_120) => "75056",
        Ok(69_381..=69_389) => "69123",
        Ok(13_201..=13_216) => "13055",
        _ => code,
    }
}

/// Every commune that has a postcode.
pub fn par_code_postal(code: &str) -> impl Iterator<Item = &'static Commune> {
    INDEX.par_code_postal(code)
}

/// The département or collectivity of a code.
#[must_use]
pub fn departement(code: &str) -> Option<&'static Departement> {
    INDEX.departement(code)
}
