//! Journeys through the real core: vault, store, use cases and papers, with nothing in their place.

mod banc;
mod dossier;
mod papiers;
