//! The chores of the house, one command each: `cargo xtask run`, `cargo xtask test`, …
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal is all it speaks to")]

mod apt;
mod chores;
mod house;
mod node;
mod prepare;
mod process;
mod run;
mod step;
mod test;
mod types;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use house::House;

/// What any command answers: done, or the one French sentence that says why not.
type Outcome = Result<(), String>;

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Les tâches de la maison",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Installe ce qui manque, construit, ouvre la fenêtre ; sans écran, joue la démonstration
    Run {
        /// Construit sans optimiser
        #[arg(long)]
        dev: bool,
    },
    /// Installe ce qui manque, puis vérifie tout
    Test {
        /// Cette étape seulement, et celles qu’il lui faut ; se répète
        #[arg(long, value_name = "ÉTAPE")]
        only: Vec<String>,
        /// S’arrête au premier échec
        #[arg(long)]
        stop: bool,
        /// Nomme les étapes sans les lancer
        #[arg(long)]
        list: bool,
    },
    /// Régénère ui/src/bindings à partir des types Rust
    Types {
        /// Dit seulement si c’est à jour
        #[arg(long)]
        check: bool,
    },
    /// Régénère src-tauri/core/.sqlx à partir des migrations et des requêtes
    Prepare,
    /// Mesure ce qui doit être immédiat, en rapport à sa limite
    Bench,
    /// Reprend les captures d’écran des documents par les parcours
    Images,
    /// Licences, crates bannies, dépendances inutiles, doublons
    Audit,
}

fn main() -> ExitCode {
    if let Some(status) = test::as_rustdoc() {
        return status;
    }
    let house = House::find();
    let done = match Arguments::parse().chore {
        Chore::Run { dev } => run::run(&house, dev),
        Chore::Test { only, stop, list } => test::test(&house, &only, stop, list),
        Chore::Types { check } => types::command(&house, check),
        Chore::Prepare => prepare::command(&house),
        Chore::Bench => chores::bench(&house),
        Chore::Images => chores::images(&house),
        Chore::Audit => chores::audit(&house),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask\u{a0}: {why}");
            ExitCode::FAILURE
        }
    }
}
