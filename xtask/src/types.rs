//! `cargo xtask types`: the TypeScript types of the interface, out of the Rust ones.

use std::{fs, path::Path, process::Command, time::Duration};

use crate::{
    Outcome,
    house::{House, digest_of},
    only_flags,
    process::{Sink, follow},
    test::cargo,
};

const BINDINGS: &str = "ui/src/bindings";

/// Regenerates the folder, or with `--check` says whether what is committed is what it would be.
pub(crate) fn command(house: &House, args: &[String]) -> Outcome {
    only_flags(args, &["--check"])?;
    if args.iter().any(|arg| arg == "--check") {
        check(house, run_types(house), &Sink::Live)
    } else {
        generate(&house.at(BINDINGS), run_types(house), &Sink::Live)
    }
}

/// The same check for `cargo xtask test`, which has built the program already.
pub(crate) fn check_built(house: &House, sink: &Sink) -> Outcome {
    check(house, Command::new(house.dev.join("escale-types")), sink)
}

fn run_types(house: &House) -> Command {
    let mut command = cargo(house, &["run", "-q", "-p", "escale-tests", "--bin", "escale-types"]);
    command.arg("--");
    command
}

/// Compares what is committed with what the Rust types ask for now.
fn check(house: &House, command: Command, sink: &Sink) -> Outcome {
    let fresh = house.notes().join("types");
    generate(&fresh, command, sink)?;
    if digest_of(&fresh, &[]) == digest_of(&house.at(BINDINGS), &[]) {
        Ok(())
    } else {
        Err(format!("{BINDINGS} n’est plus à jour\u{a0}: cargo xtask types"))
    }
}

/// Writes every type into `folder`, and nothing else stays there.
fn generate(folder: &Path, mut command: Command, sink: &Sink) -> Outcome {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}\u{a0}: {error}", folder.display()))?;
    command.arg(folder);
    follow(command, sink, Duration::from_secs(30 * 60))
}
