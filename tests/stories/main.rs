//! Journeys through the real core: vault, store, use cases and papers, with nothing in their place.

mod alertes;
#[allow(dead_code, reason = "the writer of `coupure` needs what the stories do not")]
mod banc;
mod bilan;
mod binome;
mod coffre;
mod consentements;
mod coupure;
mod croissance;
mod documents;
mod dossier;
mod envois;
mod identite;
mod papiers;
mod permissions;
mod recherche;
mod references;
mod refus;
mod relecture;
mod reserve;
mod secret;
mod vaccins;
mod volets;
