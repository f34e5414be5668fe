//! What is true in Escale: types, rules, dates, ages, state machines, French labels.
//!
//! This crate does no I/O, reads no clock, draws no random number and is not async: today's date
//! and new identifiers are arguments. Its modules carry the nouns of the field, which name the
//! store, the commands and the screens too.
#![cfg_attr(
    test,
    allow(clippy::disallowed_methods, reason = "tests look at what was typed, asked or not")
)]

pub mod age;
pub mod alerte;
pub mod bilan;
pub mod calcul;
pub mod codes;
pub mod commune;
pub mod consentement;
pub mod croissance;
pub mod date;
pub mod demande;
pub mod dictionnaire;
pub mod document;
pub mod dossier;
pub mod enfant;
pub mod enveloppe;
pub mod examen;
pub mod formulaire;
pub mod identifiant;
pub mod instant;
pub mod instrument;
pub mod nom;
pub mod papier;
pub mod posees;
pub mod preconisation;
pub mod professionnel;
pub mod references;
pub mod regle;
pub mod synthese;
pub mod tension;
pub mod texte;
pub mod transmission;
pub mod vaccination;
pub mod volets;
