//! `cargo xtask run`: from a fresh machine to the open window.

use std::{env, fs};

use crate::{
    Outcome,
    apt::{self, CORE, WINDOW},
    house::{House, files},
    node,
    process::{Sink, hand_over},
    test::cargo,
};

/// Installs what is missing, builds, and opens the window, or shows what there is without one.
pub(crate) fn run(house: &House, dev: bool) -> Outcome {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    // X11 or Wayland where windows come from there; the other systems always have a screen.
    if cfg!(not(target_os = "linux")) || set("DISPLAY") || set("WAYLAND_DISPLAY") {
        window(house, dev)
    } else {
        println!(
            "Pas d’écran ici (ni DISPLAY ni WAYLAND_DISPLAY)\u{a0}: voici la démonstration en \
             ligne de commande."
        );
        demo(house, dev)
    }
}

fn window(house: &House, dev: bool) -> Outcome {
    node::require()?;
    apt::provide([CORE, WINDOW])?;
    let sink = Sink::live()?;
    node::packages(house, "ui", &sink)?;
    node::build(house, &sink)?;
    println!("Construction du programme, puis ouverture de la fenêtre.");
    hand_over(cargo(house, &with_profile(&["run", "--package", "escale"], dev)))
}

fn demo(house: &House, dev: bool) -> Outcome {
    apt::provide([CORE])?;
    let out = house.own.join("demo");
    // The demonstration never writes over a base that is there, and this one is only ours.
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{}\u{a0}: {error}", out.display()))?;
    }
    let mut command = cargo(house, &with_profile(&["run", "--package", "escale-cli"], dev));
    command.args(["--", "demo", "--out"]).arg(&out);
    hand_over(command)?;
    let papers = files(&out, ".pdf");
    if papers.is_empty() {
        return Err(format!("la démonstration n’a laissé aucun PDF dans {}", out.display()));
    }
    println!("Les PDF sont là\u{a0}:");
    for paper in papers {
        println!("  {}", paper.display());
    }
    Ok(())
}

fn with_profile<'a>(args: &[&'a str], dev: bool) -> Vec<&'a str> {
    let profile: &[_] = if dev { &[] } else { &["--release"] };
    [args, profile, &["--locked"]].concat()
}
