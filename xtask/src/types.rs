//! `cargo xtask types`: the TypeScript types of the interface, out of the Rust ones.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use crate::{
    Outcome,
    house::{House, files},
    process::{Sink, follow},
    test::cargo,
};

const BINDINGS: &str = "ui/src/bindings";

/// Regenerates the folder, or says whether what is committed is what it would be.
pub(crate) fn command(house: &House, check: bool) -> Outcome {
    let sink = Sink::live()?;
    follow(cargo(house, &["build", "-q", "-p", "escale-tests", "--bin", "escale-types"]), &sink)?;
    if check { self::check(house, &sink) } else { generate(house, &house.at(BINDINGS), &sink) }
}

/// Compares what is committed with what the Rust types, once built, ask for.
pub(crate) fn check(house: &House, sink: &Sink) -> Outcome {
    let fresh = house.own.join("types");
    generate(house, &fresh, sink)?;
    if content(&fresh) == content(&house.at(BINDINGS)) {
        Ok(())
    } else {
        Err(format!("{BINDINGS} n’est plus à jour\u{a0}: cargo xtask types"))
    }
}

/// The files of a folder by their names.
pub(crate) fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = |file: &Path| file.strip_prefix(folder).unwrap_or(file).display().to_string();
    files(folder, "").iter().map(|file| (named(file), fs::read(file).unwrap_or_default())).collect()
}

/// Writes every type into `folder`, and nothing else stays there.
fn generate(house: &House, folder: &Path, sink: &Sink) -> Outcome {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}\u{a0}: {error}", folder.display()))?;
    let mut command = Command::new(house.dev.join("escale-types"));
    command.arg(folder);
    follow(command, sink)
}
