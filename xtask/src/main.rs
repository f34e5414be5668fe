//! The chores of the house, one command each: `cargo xtask run`, `cargo xtask test`, …
//!
//! Standard library only: it is the first thing that a newcomer compiles.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal is all it speaks to")]

mod apt;
mod audit;
mod bench;
mod house;
mod images;
mod maison;
mod node;
mod prepare;
mod process;
mod run;
mod sha256;
mod step;
mod test;
mod types;

use std::process::ExitCode;

use house::House;

/// What any command answers: done, or the one French sentence that says why not.
type Outcome = Result<(), String>;

const USAGE: &str = "\
Usage : cargo xtask COMMANDE

  run [--dev]            installe ce qui manque, construit, ouvre la fenêtre
                         (sans écran : la démonstration en ligne de commande)
  test [--only ÉTAPE]…   installe ce qui manque, vérifie tout ; --stop s’arrête au premier échec,
                         --list nomme les étapes
  maison [--publier]     les règles de la maison ; --publier fige les migrations et formulaires
  types [--check]        régénère ui/src/bindings à partir des types Rust
  prepare [--check]      régénère src-tauri/core/.sqlx à partir des migrations et des requêtes
  bench                  ce qui doit être immédiat, en rapport à sa limite
  images                 les captures d’écran des documents, prises par les parcours
  audit                  licences, doublons et dépendances inutiles (cargo-deny, cargo-machete)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let house = House::find();
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", &[][..]),
    };
    let done = match command {
        "run" => run::run(&house, rest),
        "test" => test::test(&house, rest),
        "maison" => maison::command(&house, rest),
        "types" => types::command(&house, rest),
        "prepare" => prepare::command(&house, rest),
        "bench" => bench::bench(&house, rest),
        "images" => images::images(&house, rest),
        "audit" => audit::audit(&house, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask\u{a0}: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Refuses an argument that the command does not know, rather than ignoring it.
fn only_flags(args: &[String], known: &[&str]) -> Outcome {
    match args.iter().find(|arg| !known.contains(&arg.as_str())) {
        None => Ok(()),
        Some(unknown) => Err(format!("argument inconnu\u{a0}: {unknown}\n\n{USAGE}")),
    }
}
