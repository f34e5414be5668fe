//! Invented children: the records of `tests/cases`, a base made of them, a bilan that two people play,
//! and a population of any size.
//!
//! - [`CAS`] are the records themselves.
//! - [`Demonstration`] fills the base of the window's demonstration; a host gives it to
//!   [`Core::avec_demonstration`]. [`found`] makes the same base in the vault of a program, to stay.
//! - [`play`] fills in, signs and closes the bilan that such a base leaves open.
//! - [`populate`] adds any number of children to an open base, the same ones for the same number.
//!
//! All of it goes through the public use cases of `escale-core`; what refuses is their
//! [`escale_core::error::Error`].
//!
//! [`Core::avec_demonstration`]: escale_core::api::Core::avec_demonstration

mod base;
mod parcours;
mod population;

pub use base::{Demonstration, found};
pub use parcours::play;
pub use population::{Population, populate};

/// Password of every account of the demonstration.
pub const MOT_DE_PASSE: &str = "demonstration-escale";

macro_rules! cas {
    ($($nom:literal),+ $(,)?) => {
        /// The invented children: file name and record, JSON in the format of `escale_domain::dossier`.
        pub const CAS: &[(&str, &str)] = &[
            $(($nom, include_str!(concat!("../../../tests/cases/", $nom)))),+
        ];
    };
}

cas![
    "case-01-nourrisson.json",
    "case-02-prematuree.json",
    "case-03-jumeau-a.json",
    "case-04-jumelle-b.json",
    "case-05-nom-a-particules.json",
    "case-06-lieu-confidentiel.json",
    "case-07-annuel-sante-protegee.json",
    "case-08-textes-longs.json",
    "case-09-mna-donnees-manquantes.json",
    "case-10-urgence-psychiatrique.json",
    "case-11-opposition-mineur.json",
    "case-12-translitteration.json",
];
