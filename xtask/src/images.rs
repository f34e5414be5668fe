//! `cargo xtask images`: the pictures of the documents, taken by the journeys of `tests/e2e` on the
//! real core, and the first page of a letter of the demonstration.

use std::{fs, process::Command, time::Duration};

use crate::{
    Outcome,
    house::House,
    node,
    process::{Sink, follow},
    test::cargo,
};

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

const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Takes every picture anew into `docs/images`.
pub(crate) fn images(house: &House, args: &[String]) -> Outcome {
    crate::only_flags(args, &[])?;
    let sink = Sink::Live;
    node::require()?;
    node::packages(house, "ui", &sink)?;
    node::build(house, &sink)?;
    node::packages(house, "tests/e2e", &sink)?;
    follow(cargo(house, &["build", "-p", "escale-tests", "-p", "escale-cli"]), &sink, LIMIT)?;
    let shots = house.notes().join("images");
    let _ = fs::remove_dir_all(&shots);
    let mut journeys = node::npm(house, "tests/e2e", &["test"]);
    journeys
        .env("ESCALE_TEST_SERVER", house.dev.join("escale-test-server"))
        .env("ESCALE_SHOTS", &shots);
    follow(journeys, &sink, LIMIT)?;
    let said = |error: std::io::Error| error.to_string();
    let folder = house.at("docs/images");
    fs::create_dir_all(&folder).map_err(said)?;
    for (shot, picture) in PICTURES {
        let from = shots.join(format!("{shot}.png"));
        fs::copy(&from, folder.join(format!("{picture}.png")))
            .map_err(|error| format!("{}\u{a0}: {error}", from.display()))?;
    }
    let demo = house.notes().join("images-demo");
    let _ = fs::remove_dir_all(&demo);
    let mut play = Command::new(house.dev.join("escale-cli"));
    play.args(["demo", "--out"]).arg(&demo);
    follow(play, &sink, LIMIT)?;
    let mut draw = Command::new("pdftoppm");
    draw.args(["-r", "70", "-png", "-singlefile", "-f", "1"])
        .arg(demo.join("courriers/DEMO-2026-07_courrier-medecin_2026-01-14.pdf"))
        .arg(folder.join("courrier"));
    follow(draw, &sink, LIMIT)
}
