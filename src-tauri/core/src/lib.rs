//! What a centre can do with Escale.
//!
//! `api` holds the use cases and the one table of commands; `store` the journal and its tables;
//! the keys are in the crate `escale-vault`, the papers in `escale-papiers`. The window, the terminal and
//! the test server speak to `api` and to nothing below it.
#![cfg_attr(
    test,
    allow(clippy::disallowed_methods, reason = "tests look at what was typed, asked or not")
)]

pub mod api;
pub mod error;
pub mod monde;
pub mod store;
