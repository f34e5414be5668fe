//! `cargo xtask run`: from a fresh machine to the open window.

use std::{env, ffi::OsStr, fs, path::PathBuf};

use crate::{
    Outcome,
    apt::{self, CORE, WINDOW},
    house::{House, walk},
    node, only_flags,
    process::{Sink, hand_over},
    test::cargo,
};

/// Installs what is missing, builds, and opens the window, or shows what there is without one.
pub(crate) fn run(house: &House, args: &[String]) -> Outcome {
    only_flags(args, &["--dev"])?;
    let dev = args.iter().any(|arg| arg == "--dev");
    if has_screen(|name| env::var_os(name)) {
        window(house, dev)
    } else {
        println!(
            "Pas d’écran ici (ni DISPLAY ni WAYLAND_DISPLAY)\u{a0}: voici la démonstration en \
             ligne de commande."
        );
        demo(house, dev)
    }
}

/// X11 or Wayland where windows come from there; the other systems always have a screen.
fn has_screen<T: AsRef<OsStr>>(variable: impl Fn(&str) -> Option<T>) -> bool {
    let set = |name| variable(name).is_some_and(|value| !value.as_ref().is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn window(house: &House, dev: bool) -> Outcome {
    node::require()?;
    apt::provide(&[CORE, WINDOW])?;
    node::packages(house, "ui", &Sink::Live)?;
    node::build(house, &Sink::Live)?;
    println!("Construction du programme, puis ouverture de la fenêtre.");
    hand_over(cargo(house, &with_profile(&["run", "--package", "escale"], dev)))
}

fn demo(house: &House, dev: bool) -> Outcome {
    apt::provide(&[CORE])?;
    let out = house.target.join("demo");
    // The demonstration never writes over a base that is there, and this one is only ours.
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{}\u{a0}: {error}", out.display()))?;
    }
    let mut command = cargo(house, &with_profile(&["run", "--package", "escale-cli"], dev));
    command.args(["--", "demo", "--out"]).arg(&out);
    hand_over(command)?;
    let papers = pdfs(&out);
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

fn pdfs(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(folder, &[], &mut files);
    files.retain(|file| file.extension() == Some(OsStr::new("pdf")));
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(any(windows, target_os = "macos")))]
    fn a_screen_is_either_of_two_variables_that_says_something() {
        assert!(has_screen(|name| (name == "DISPLAY").then_some(":0")));
        assert!(has_screen(|name| (name == "WAYLAND_DISPLAY").then_some("wayland-0")));
        assert!(!has_screen(|name| (name == "DISPLAY").then_some("")));
        assert!(!has_screen(|_| None::<&str>));
    }

    #[test]
    fn release_unless_told_otherwise() {
        assert_eq!(with_profile(&["run"], false), ["run", "--release", "--locked"]);
        assert_eq!(with_profile(&["run"], true), ["run", "--locked"]);
    }

    #[test]
    fn papers_are_found_wherever_the_demonstration_puts_them() {
        let folder = env::temp_dir().join(format!("xtask-demo-{}", std::process::id()));
        fs::create_dir_all(folder.join("courriers")).expect("folder");
        fs::write(folder.join("courriers/A-1.pdf"), "").expect("file");
        fs::write(folder.join("base"), "").expect("file");
        assert_eq!(pdfs(&folder), [folder.join("courriers/A-1.pdf")]);
        fs::remove_dir_all(&folder).expect("clean");
    }
}
