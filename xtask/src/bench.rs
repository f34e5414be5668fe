//! `cargo xtask bench`: what must feel instant, as a ratio to its limit measured in the same run.

use std::{process::Command, time::Duration};

use crate::{
    Outcome,
    house::House,
    process::{Sink, follow},
    test::cargo,
};

const LIMIT: Duration = Duration::from_secs(60 * 60);

/// Runs the figures of the core in the release profile, then those of the window.
pub(crate) fn bench(house: &House, args: &[String]) -> Outcome {
    crate::only_flags(args, &[])?;
    let sink = Sink::Live;
    let core = ["run", "--release", "-q", "-p", "escale-tests", "--bin", "escale-bench"];
    follow(cargo(house, &core), &sink, LIMIT)?;
    follow(cargo(house, &["build", "-p", "escale"]), &sink, LIMIT)?;
    let mut window = Command::new("node");
    window
        .arg(house.at("tests/window/bench.mjs"))
        .current_dir(&house.root)
        .env("ESCALE_BIN", house.dev.join("escale"));
    follow(window, &sink, LIMIT)
}
