//! The chores that are short: `cargo xtask bench`, `audit` and `images`.

use std::{fs, process::Command};

use crate::{
    Outcome,
    apt::in_path,
    house::House,
    node,
    process::{Sink, follow, hand_over},
    test::cargo,
};

/// What must feel instant, as a ratio to its limit measured in the same run: the figures of the core
/// in the release profile, then those of the window.
pub(crate) fn bench(house: &House) -> Outcome {
    let sink = Sink::live()?;
    let core = ["run", "--release", "-q", "-p", "escale-tests", "--bin", "escale-bench"];
    follow(cargo(house, &core), &sink)?;
    follow(cargo(house, &["build", "-p", "escale"]), &sink)?;
    let mut window = Command::new("node");
    window
        .arg(house.at("tests/window/bench.mjs"))
        .current_dir(&house.root)
        .env("ESCALE_BIN", house.dev.join("escale"));
    follow(window, &sink)
}

/// The tests of the dependencies, which are a part of `cargo xtask test`, then what cargo-deny adds to
/// them from the same `deny.toml`: duplicates, and licences by the text of their files.
pub(crate) fn audit(house: &House) -> Outcome {
    hand_over(cargo(house, &["test", "-q", "-p", "xtask", "--test", "audit"]))?;
    if !in_path("cargo-deny") {
        println!(
            "Pour voir aussi les doublons\u{a0}: cargo install --locked cargo-deny, puis relancez."
        );
        return Ok(());
    }
    // Advisories come from a list on the network; what is checked here needs none.
    hand_over(cargo(house, &["deny", "check", "bans", "licenses", "sources"]))
}

/// What a journey calls a screen, and what the documents call its picture.
const PICTURES: &[(&str, &str)] = &[
    ("premier-lancement-1366-clair", "premier-lancement"),
    ("cle-de-recuperation-1366-clair", "cle-recuperation"),
    ("ouvrir-1366-clair", "ouverture"),
    ("enfants-1366-clair", "enfants"),
    ("enfant-1366-clair", "enfant"),
    ("enfant-02-1366-clair", "croissance"),
    ("bilan-alerte-bloquante", "alertes"),
    ("references-seuils-1366-clair", "references"),
    ("bilan-croissance-1366-clair", "bilan"),
    ("bilan-croissance-1366-sombre", "bilan-sombre"),
    ("bilan-synthese-1366-clair", "synthese"),
    ("signatures", "signatures"),
    ("reglages-1366-clair", "equipe"),
    ("nouveau-bilan-volets", "nouveau-bilan-volets"),
    ("volets-observations", "observations"),
    ("synthese-propositions", "synthese-propositions"),
    ("papiers-opposition", "papiers-opposition"),
    ("envois", "envois"),
];

/// Takes every picture anew into `docs/images`.
pub(crate) fn images(house: &House) -> Outcome {
    let sink = Sink::live()?;
    node::require()?;
    node::packages(house, "ui", &sink)?;
    node::build(house, &sink)?;
    node::packages(house, "tests/e2e", &sink)?;
    follow(cargo(house, &["build", "-p", "escale-tests", "-p", "escale-cli"]), &sink)?;
    let shots = house.own.join("images");
    let _ = fs::remove_dir_all(&shots);
    let mut journeys = node::npm(house, "tests/e2e", &["test"]);
    journeys
        .env("ESCALE_TEST_SERVER", house.dev.join("escale-test-server"))
        .env("ESCALE_SHOTS", &shots);
    follow(journeys, &sink)?;
    let said = |error: std::io::Error| error.to_string();
    let folder = house.at("docs/images");
    fs::create_dir_all(&folder).map_err(said)?;
    for (shot, picture) in PICTURES {
        let from = shots.join(format!("{shot}.png"));
        fs::copy(&from, folder.join(format!("{picture}.png")))
            .map_err(|error| format!("{}\u{a0}: {error}", from.display()))?;
    }
    let demo = house.own.join("images-demo");
    let _ = fs::remove_dir_all(&demo);
    let mut play = Command::new(house.dev.join("escale-cli"));
    play.args(["demo", "--out"]).arg(&demo);
    follow(play, &sink)?;
    let mut draw = Command::new("pdftoppm");
    draw.args(["-r", "70", "-png", "-singlefile", "-f", "1"])
        .arg(demo.join("courriers/DEMO-2026-07_courrier-medecin_2026-01-14.pdf"))
        .arg(folder.join("courrier"));
    follow(draw, &sink)
}
