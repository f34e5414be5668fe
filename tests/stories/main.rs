//! Journeys through the real core: vault, store, use cases and papers, with nothing in their place.

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
mod coffre;
mod consentements;
mod consultations;
mod coupure;
mod courrier;
mod croissance;
mod documents;
mod dossier;
mod envois;
mod formulaires;
mod identite;
mod outils;
mod papiers;
mod permissions;
mod pile;
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
