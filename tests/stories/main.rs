//! Journeys through the real core: vault, store, use cases and papers, with nothing in their place.
#![allow(clippy::disallowed_methods, reason = "tests look at what was typed, asked or not")]

mod alertes;
mod attaque_course;
mod attaque_disque;
mod attaque_roles;
mod attaque_saisies;
#[allow(dead_code, reason = "the writer of `coupure` needs what the stories do not")]
mod banc;
mod base_nue;
mod bilan;
mod binome;
mod codes_inconnus;
mod coffre;
mod consentements;
mod consultations;
mod coupure;
mod courrier;
mod croissance;
mod defauts;
mod documents;
mod dossier;
mod entrees;
mod envois;
mod examens;
mod formulaires;
mod identite;
mod outils;
mod papiers;
mod permissions;
mod pile;
mod posees;
mod recherche;
mod references;
mod refus;
mod relecture;
mod reserve;
mod secret;
mod secret_renforce;
mod signes;
mod synthese;
mod vaccins;
mod volets;
