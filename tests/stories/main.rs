//! Journeys through the real core: vault, store, use cases and papers, with nothing in their place.

#[allow(dead_code, reason = "the writer of `coupure` needs what the stories do not")]
mod banc;
mod bilan;
mod binome;
mod coffre;
mod coupure;
mod documents;
mod dossier;
mod papiers;
mod permissions;
mod recherche;
mod refus;
mod relecture;
mod reserve;
mod secret;
