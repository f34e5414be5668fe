//! `cargo xtask test`: everything that is checked before a change is taken.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    Outcome,
    apt::{self, CORE, Need, PREPARE, TESTS, WINDOW, in_path},
    house::{House, walk},
    maison, node, only_flags, prepare,
    process::{Sink, follow},
    step::{self, Lane, Step},
    types,
};

const COMPILED: &[&[Need]] = &[CORE, WINDOW];
const EVERYTHING: &[&[Need]] = &[CORE, WINDOW, TESTS];

/// From nothing, on two cores, the longest step compiles some six hundred crates.
const BUILD: Duration = Duration::from_secs(45 * 60);
const QUICK: Duration = Duration::from_secs(10 * 60);

/// Runs the whole, or the steps that are named.
pub(crate) fn test(house: &House, args: &[String]) -> Outcome {
    let (only, flags) = parse(args)?;
    only_flags(&flags, &["--stop", "--list"])?;
    let steps = step::select(steps(house), &only)?;
    if flags.iter().any(|flag| flag == "--list") {
        for step in &steps {
            println!("{:<13} {}", step.name, step.what);
        }
        return Ok(());
    }
    // Before anything is installed: Node does not come from apt.
    if steps.iter().any(|step| step.lane == Lane::Node) {
        node::require()?;
    }
    let packages: Vec<_> = steps.iter().flat_map(|step| step.packages.iter().copied()).collect();
    apt::provide(&packages)?;
    step::run(&steps, flags.iter().any(|flag| flag == "--stop"))
}

/// The names that follow each `--only`, and the other arguments.
fn parse(args: &[String]) -> Result<(Vec<String>, Vec<String>), String> {
    let (mut only, mut flags) = (Vec::new(), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--only" {
            only.push(args.next().ok_or("--only attend le nom d’une étape")?.clone());
        } else {
            flags.push(arg.clone());
        }
    }
    Ok((only, flags))
}

/// A cargo command of the same workspace, without what cargo told this very program.
pub(crate) fn cargo(house: &House, args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    if std::env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", if house.colour { "always" } else { "never" });
    }
    command.env("CARGO_TERM_PROGRESS_WHEN", "never").args(args).current_dir(&house.root);
    command
}

/// The steps in the order of the two lanes: cheap failures first, and every `needs` or `after`
/// names a step further up, so that no lane can wait for itself.
fn steps(house: &House) -> Vec<Step<'_>> {
    let cargo_step = |name, what, needs, packages, args: &'static [&'static str]| Step {
        name,
        what,
        lane: Lane::Cargo,
        needs,
        after: &[],
        packages,
        work: Box::new(move |sink| follow(cargo(house, args), sink, BUILD)),
    };
    let npm_step = |name, what, args: &'static [&'static str]| Step {
        name,
        what,
        lane: Lane::Node,
        needs: &["npm"],
        after: &[],
        packages: &[],
        work: Box::new(move |sink| follow(node::npm(house, "ui", args), sink, QUICK)),
    };
    vec![
        cargo_step("format", "rustfmt", &[], &[], &["fmt", "--all", "--check"]),
        Step {
            name: "maison",
            what: "règles de la maison",
            lane: Lane::Cargo,
            needs: &[],
            after: &[],
            packages: &[],
            work: Box::new(|sink| maison::check(house, sink)),
        },
        // The crates come down while npm does its part.
        cargo_step("crates", "crates du fichier verrou", &[], &[], &["fetch", "--locked"]),
        Step {
            name: "npm",
            what: "paquets de l’interface",
            lane: Lane::Node,
            needs: &[],
            after: &[],
            packages: &[],
            work: Box::new(|sink| node::packages(house, "ui", sink)),
        },
        Step {
            name: "interface",
            what: "construction de l’interface",
            lane: Lane::Node,
            needs: &["npm"],
            after: &[],
            packages: &[],
            work: Box::new(|sink| node::build(house, sink)),
        },
        npm_step("prettier", "mise en forme de l’interface", &["run", "format:check"]),
        npm_step("eslint", "règles de l’interface", &["run", "lint"]),
        npm_step("svelte-check", "types de l’interface", &["run", "check"]),
        npm_step("vitest", "tests de l’interface", &["run", "test"]),
        // The shell embeds ui/dist when it compiles: the interface comes first.
        cargo_step(
            "clippy",
            "clippy, avertissements interdits",
            &["interface", "crates"],
            COMPILED,
            &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
        ),
        Step {
            name: "requetes",
            what: "requêtes vérifiées sur les migrations, données hors ligne à jour",
            lane: Lane::Cargo,
            needs: &["crates"],
            after: &["clippy"],
            packages: &[CORE, PREPARE],
            work: Box::new(|sink| prepare::check(house, sink)),
        },
        // One build for all that runs: programs, tests and their dependencies, same features.
        cargo_step(
            "construction",
            "programmes et tests",
            &["interface", "crates"],
            COMPILED,
            &["build", "--workspace", "--all-targets", "--locked"],
        ),
        Step {
            name: "types",
            what: "types de l’interface, tels que le noyau les donne",
            lane: Lane::Cargo,
            needs: &["construction"],
            after: &[],
            packages: COMPILED,
            work: Box::new(|sink| types::check_built(house, sink)),
        },
        Step {
            name: "rust",
            what: "tests Rust, avec un vrai trousseau",
            lane: Lane::Cargo,
            needs: &["construction"],
            after: &[],
            packages: EVERYTHING,
            work: Box::new(|sink| follow(rust_tests(house), sink, BUILD)),
        },
        cargo_step(
            "doctests",
            "exemples de la documentation",
            &["construction"],
            COMPILED,
            &["test", "--doc", "--workspace", "--locked"],
        ),
        Step {
            name: "rustdoc",
            what: "documentation, avertissements interdits",
            lane: Lane::Cargo,
            needs: &["interface", "crates"],
            after: &[],
            packages: COMPILED,
            work: Box::new(|sink| {
                let args = ["doc", "--no-deps", "--workspace", "--document-private-items"];
                let mut command = cargo(house, &args);
                command.arg("--locked").env("RUSTDOCFLAGS", "-D warnings");
                follow(command, sink, BUILD)
            }),
        },
        Step {
            name: "parcours",
            what: "parcours dans Chromium, sur le vrai noyau",
            lane: Lane::Node,
            needs: &["interface", "construction"],
            // The browsers wait for conditions, not for a time, but two cores are soon full.
            after: &["rust"],
            packages: EVERYTHING,
            work: Box::new(|sink| chromium_journeys(house, sink)),
        },
        Step {
            name: "fenetre",
            what: "parcours dans la vraie fenêtre",
            lane: Lane::Node,
            needs: &["interface", "construction"],
            // Last and alone: one of its journeys measures how long a screen takes.
            after: &["rust", "rustdoc"],
            packages: EVERYTHING,
            work: Box::new(|sink| window_journeys(house, sink)),
        },
    ]
}

/// The Rust tests, inside a desktop session of their own whose keyring is unlocked.
fn rust_tests(house: &House) -> Command {
    let tests: &[&str] = if in_path("cargo-nextest") {
        &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--all-targets", "--locked", "--no-fail-fast"]
    };
    let command = cargo(house, tests);
    if cfg!(target_os = "linux") { in_session(&command) } else { command }
}

/// What a session does before the command: a keyring of its own, unlocked, and listening. Its
/// files go to the step's temporary folder, never to the developer's keyring.
const SESSION: &str = r#"
set -eu
mkdir -p "$TMPDIR/trousseau"
printf 'trousseau d’essai' |
  XDG_DATA_HOME="$TMPDIR/trousseau" gnome-keyring-daemon --unlock --components=secrets \
    --control-directory="$TMPDIR/trousseau" >/dev/null
turns=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do
  turns=$((turns + 1))
  if [ "$turns" -gt 200 ]; then echo 'le trousseau ne répond pas' >&2; exit 1; fi
  sleep 0.05
done
exec "$@"
"#;

/// The same command in a D-Bus session of its own with an unlocked gnome-keyring.
fn in_session(command: &Command) -> Command {
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", SESSION, "session"]);
    session.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => session.env(name, value),
            None => session.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        session.current_dir(folder);
    }
    // Tells the test of the keyring that a missing one is a failure here, not an excuse.
    session.env("ESCALE_KEYRING_TEST", "1");
    session
}

fn chromium_journeys(house: &House, sink: &Sink) -> Outcome {
    node::packages(house, "tests/e2e", sink)?;
    let mut command = node::npm(house, "tests/e2e", &["test"]);
    command.env("ESCALE_TEST_SERVER", house.dev.join("escale-test-server"));
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(browser) = browsers.into_iter().find_map(apt::whereabouts) {
        command.env("ESCALE_CHROMIUM", browser);
    }
    follow(command, sink, Duration::from_secs(20 * 60))
}

fn window_journeys(house: &House, sink: &Sink) -> Outcome {
    let mut files = Vec::new();
    walk(&house.at("tests/window"), &["node_modules"], &mut files);
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if files.is_empty() {
        return Err("aucun parcours dans tests/window".to_owned());
    }
    let mut command = Command::new("node");
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(&files);
    command
        .current_dir(&house.root)
        .stdin(Stdio::null())
        .env("ESCALE_BIN", house.dev.join("escale"));
    follow(command, sink, QUICK)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::Mutex};

    use super::*;

    #[test]
    fn no_step_waits_for_one_further_down() {
        let house = House::find();
        let mut above = BTreeSet::new();
        for step in steps(&house) {
            for name in step.needs.iter().chain(step.after) {
                assert!(above.contains(name), "{} waits for {name}", step.name);
            }
            assert!(above.insert(step.name), "{} is there twice", step.name);
        }
    }

    #[test]
    fn everything_that_the_issue_names_is_a_step() {
        let house = House::find();
        let names: BTreeSet<_> = steps(&house).iter().map(|step| step.name).collect();
        for name in [
            "format",
            "maison",
            "clippy",
            "rust",
            "doctests",
            "rustdoc",
            "npm",
            "svelte-check",
            "prettier",
            "eslint",
            "vitest",
            "interface",
            "parcours",
            "fenetre",
        ] {
            assert!(names.contains(name), "{name}");
        }
    }

    #[test]
    fn only_takes_the_name_that_follows() {
        let args = ["--only", "clippy", "--stop"].map(str::to_owned);
        assert_eq!(parse(&args), Ok((vec!["clippy".to_owned()], vec!["--stop".to_owned()])));
        assert!(parse(&["--only".to_owned()]).is_err());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_session_has_an_unlocked_keyring_of_its_own() {
        if !in_path("gnome-keyring-daemon") {
            // `cargo xtask test` installs it; a plain `cargo test` may run without.
            assert!(std::env::var_os("ESCALE_KEYRING_TEST").is_none());
            return;
        }
        let mut asked = Command::new("sh");
        // The default collection exists and is not locked: a secret can be put there unasked.
        asked.args([
            "-c",
            "dbus-send --session --print-reply --dest=org.freedesktop.secrets \
             /org/freedesktop/secrets/aliases/default org.freedesktop.DBus.Properties.Get \
             string:org.freedesktop.Secret.Collection string:Locked; echo \"[$ESCALE_KEYRING_TEST]\"",
        ]);
        let sink = Sink::Held(Mutex::default());
        follow(in_session(&asked), &sink, Duration::from_secs(60)).expect("a session");
        let said = String::from_utf8(sink.take()).expect("UTF-8");
        assert!(said.contains("boolean false"), "{said}");
        assert!(said.contains("[1]"), "{said}");
    }
}
