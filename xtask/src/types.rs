//! `cargo xtask types`: the TypeScript types of the interface, out of the Rust ones.

use std::{fs, path::Path, time::Duration};

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
        check(house, &Sink::Live)
    } else {
        generate(house, &house.at(BINDINGS), &Sink::Live)
    }
}

/// Compares what is committed with what the Rust types ask for now.
fn check(house: &House, sink: &Sink) -> Outcome {
    let fresh = house.notes().join("types");
    generate(house, &fresh, sink)?;
    if digest_of(&fresh, &[]) == digest_of(&house.at(BINDINGS), &[]) {
        Ok(())
    } else {
        Err(format!("{BINDINGS} n’est plus à jour\u{a0}: cargo xtask types"))
    }
}

/// Writes every type into `folder`, and nothing else stays there.
fn generate(house: &House, folder: &Path, sink: &Sink) -> Outcome {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}\u{a0}: {error}", folder.display()))?;
    let mut command = cargo(house, &["run", "-q", "-p", "escale-tests", "--bin", "escale-types"]);
    command.arg("--").arg(folder);
    follow(command, sink, Duration::from_secs(30 * 60))
}
