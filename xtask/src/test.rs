//! `cargo xtask test`: everything that is checked before a change is taken.

use std::{
    env,
    process::{Command, ExitCode},
};

use crate::{
    Outcome,
    apt::{self, BROWSERS, CORE, Need, PREPARE, TESTS, WINDOW, in_path},
    house::{House, files},
    node, prepare,
    process::{Sink, follow},
    step::{self, Lane, Step},
    types,
};

const COMPILED: &[&[Need]] = &[CORE, WINDOW, PREPARE];
const EVERYTHING: &[&[Need]] = &[CORE, WINDOW, PREPARE, TESTS];

/// Runs the whole, or the steps that are named.
pub(crate) fn test(house: &House, only: &[String], stop: bool, list: bool) -> Outcome {
    let steps = step::select(steps(house), only)?;
    if list {
        for step in &steps {
            println!("{:<13} {}", step.name, step.what);
        }
        return Ok(());
    }
    // Before anything is installed: Node does not come from apt.
    if steps.iter().any(|step| step.lane == Lane::Node) {
        node::require()?;
    }
    apt::provide(steps.iter().flat_map(|step| step.packages.iter().copied()))?;
    step::run(&steps, stop)
}

/// A cargo command of the same workspace, without what cargo told this very program.
pub(crate) fn cargo(house: &House, args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command.env("CARGO_TERM_PROGRESS_WHEN", "never").args(args).current_dir(&house.root);
    command
}

/// The same over the whole workspace, with clippy for a compiler: what is linted is what is built
/// and run, so that each crate is analysed once, and no dependency a second time for clippy alone.
///
/// `cargo clippy` is this driver over `cargo check`, and hands it `-D warnings` in the same way.
fn linted(house: &House, args: &[&str]) -> Command {
    let mut command = cargo(house, args);
    command
        .args(["--workspace", "--locked"])
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        .env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    command
}

type Work = fn(&House, &Sink) -> Outcome;

/// The steps in the order of the two lanes: cheap failures first, and every `needs` names a step
/// further up, so that no lane can wait for itself.
fn steps(house: &House) -> Vec<Step<'_>> {
    let step = |lane, name, what, needs, packages, work: Work| Step {
        name,
        what,
        lane,
        needs,
        packages,
        work: Box::new(move |sink| work(house, sink)),
    };
    let cargo_step =
        |name, what, needs, packages, work| step(Lane::Cargo, name, what, needs, packages, work);
    let node_step = |name, what, needs, work| step(Lane::Node, name, what, needs, &[], work);
    // The shell embeds ui/dist when it compiles.
    let (sources, built): (&[_], &[_]) = (&["interface", "crates"], &["construction"]);
    vec![
        cargo_step("format", "rustfmt", &[], &[], |house, sink| {
            follow(cargo(house, &["fmt", "--all", "--check"]), sink)
        }),
        // The crates come down while npm does its part.
        cargo_step("crates", "crates du fichier verrou", &[], &[], |house, sink| {
            follow(cargo(house, &["fetch", "--locked"]), sink)
        }),
        node_step("npm", "paquets de l’interface", &[], |house, sink| {
            node::packages(house, "ui", sink)
        }),
        node_step("interface", "construction de l’interface", &["npm"], node::build),
        node_step("prettier", "mise en forme de l’interface", &["npm"], |house, sink| {
            follow(node::npm(house, "ui", &["run", "format:check"]), sink)
        }),
        node_step("eslint", "règles de l’interface", &["npm"], |house, sink| {
            follow(node::npm(house, "ui", &["run", "lint"]), sink)
        }),
        node_step("svelte-check", "types de l’interface", &["npm"], |house, sink| {
            follow(node::npm(house, "ui", &["run", "check"]), sink)
        }),
        node_step("vitest", "tests de l’interface", &["npm"], |house, sink| {
            follow(node::npm(house, "ui", &["run", "test"]), sink)
        }),
        cargo_step(
            "construction",
            "programmes et tests, par clippy, avertissements interdits, requêtes vérifiées",
            sources,
            COMPILED,
            |house, sink| prepare::checked(house, linted(house, &["build", "--all-targets"]), sink),
        ),
        cargo_step("types", "types de l’interface, à jour", built, COMPILED, types::check),
        cargo_step(
            "rust",
            "tests Rust, avec un vrai trousseau",
            built,
            EVERYTHING,
            |house, sink| follow(rust_tests(house), sink),
        ),
        cargo_step("documentation", "exemples et liens", built, COMPILED, documentation),
        step(
            Lane::Node,
            "parcours",
            "parcours dans Chromium, sur le vrai noyau",
            built,
            EVERYTHING,
            chromium_journeys,
        ),
        step(
            Lane::Node,
            "fenetre",
            "parcours dans la vraie fenêtre",
            built,
            EVERYTHING,
            window_journeys,
        ),
    ]
}

/// The Rust tests, inside a desktop session of their own whose keyring is unlocked.
fn rust_tests(house: &House) -> Command {
    let nextest: &[&str] = &["nextest", "run", "--no-fail-fast"];
    let plain: &[&str] = &["test", "--all-targets", "--no-fail-fast"];
    let command = linted(house, if in_path("cargo-nextest") { nextest } else { plain });
    if cfg!(target_os = "linux") { in_session(&command) } else { command }
}

/// What a session does around the command: a keyring of its own, unlocked, and listening. Its files
/// are in the step's temporary folder, never in the developer's keyring. The journeys that run
/// beside it go first where both want the processor.
const SESSION: &str = r#"
set -eu
mkdir -p "$TMPDIR/trousseau"
printf 'trousseau d’essai' |
  XDG_DATA_HOME="$TMPDIR/trousseau" gnome-keyring-daemon --foreground --unlock \
    --components=secrets --control-directory="$TMPDIR/trousseau" >/dev/null 2>&1 &
keyring=$!
trap 'kill "$keyring"' EXIT
turns=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do
  turns=$((turns + 1))
  if [ "$turns" -gt 200 ]; then echo 'le trousseau ne répond pas' >&2; exit 1; fi
  sleep 0.05
done
nice -n 10 "$@"
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

/// Says to this very program that it is called as rustdoc.
const AS_RUSTDOC: &str = "ESCALE_XTASK_RUSTDOC";

/// Runs the examples of the documentation, and refuses a link that leads nowhere.
///
/// `cargo doc` would analyse every dependency once more; `cargo test --doc` hands rustdoc those that
/// are built. So it is given this program for rustdoc, which calls the real one twice.
fn documentation(house: &House, sink: &Sink) -> Outcome {
    let mut command = linted(house, &["test", "--doc"]);
    // By its place: the build has just put another copy of this very program there.
    command.env("RUSTDOC", house.dev.join("xtask")).env(AS_RUSTDOC, house.own.join("doc"));
    follow(command, sink)
}

/// When called as rustdoc by [`documentation`], the status of the first of the two calls that fails.
pub(crate) fn as_rustdoc() -> Option<ExitCode> {
    let out = env::var_os(AS_RUSTDOC)?;
    let args: Vec<_> = env::args_os().skip(1).collect();
    let examples = Command::new("rustdoc").args(&args).status();
    let done = examples.and_then(|examples| {
        if !examples.success() || !args.iter().any(|arg| arg == "--test") {
            return Ok(examples);
        }
        let mut links = Command::new("rustdoc");
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg == "--test-run-directory" {
                args.next();
            } else if arg != "--test" {
                links.arg(arg);
            }
        }
        links.args(["--document-private-items", "-Dwarnings", "--out-dir"]).arg(out).status()
    });
    Some(match done {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

fn chromium_journeys(house: &House, sink: &Sink) -> Outcome {
    node::packages(house, "tests/e2e", sink)?;
    let mut command = node::npm(house, "tests/e2e", &["test"]);
    command.env("ESCALE_TEST_SERVER", house.dev.join("escale-test-server"));
    if let Some(browser) = BROWSERS.iter().find_map(|name| apt::whereabouts(name)) {
        command.env("ESCALE_CHROMIUM", browser);
    }
    follow(command, sink)
}

fn window_journeys(house: &House, sink: &Sink) -> Outcome {
    let files = files(&house.at("tests/window"), ".test.mjs");
    if files.is_empty() {
        return Err("aucun parcours dans tests/window".to_owned());
    }
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-concurrency=1", "--test-timeout=600000", "--test-reporter=spec"])
        .args(&files)
        .current_dir(&house.root)
        .env("ESCALE_BIN", house.dev.join("escale"));
    follow(command, sink)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::*;

    #[test]
    fn no_step_waits_for_one_further_down() {
        let house = House::find();
        let mut above = BTreeSet::new();
        for step in steps(&house) {
            for name in step.needs {
                assert!(above.contains(name), "{} waits for {name}", step.name);
            }
            assert!(above.insert(step.name), "{} is there twice", step.name);
        }
    }

    /// The compiler of the gate is clippy, and a warning of either is an error: should a toolchain
    /// name the variable otherwise, this is where it shows.
    #[test]
    fn a_warning_of_clippy_stops_the_gate() {
        let folder = tempfile::tempdir().expect("folder");
        let compile = |text: &str| {
            fs::write(folder.path().join("a.rs"), text).expect("file");
            let gate = linted(&House::find(), &[]);
            let variable = |name: &str| {
                gate.get_envs().find(|(own, _)| *own == name).and_then(|(_, value)| value)
            };
            Command::new(variable("RUSTC_WORKSPACE_WRAPPER").expect("a compiler"))
                .args(["rustc", "--crate-type=lib", "--emit=metadata", "a.rs"])
                .env("CLIPPY_ARGS", variable("CLIPPY_ARGS").expect("arguments"))
                .current_dir(&folder)
                .output()
                .expect("clippy-driver runs")
        };
        assert!(compile("pub fn f(a: i32) -> i32 {\n    a + 1\n}\n").status.success());
        let said = compile("pub fn f(a: i32) -> i32 {\n    return a + 1;\n}\n");
        assert!(!said.status.success(), "{said:?}");
        assert!(
            String::from_utf8_lossy(&said.stderr).contains("clippy::needless_return"),
            "{said:?}"
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_session_has_an_unlocked_keyring_of_its_own() {
        if !in_path("gnome-keyring-daemon") {
            // `cargo xtask test` installs it; a plain `cargo test` may run without.
            assert!(env::var_os("ESCALE_KEYRING_TEST").is_none());
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
        let sink = Sink::held().expect("a file");
        follow(in_session(&asked), &sink).expect("a session");
        let said = String::from_utf8(sink.take()).expect("UTF-8");
        assert!(said.contains("boolean false"), "{said}");
        assert!(said.contains("[1]"), "{said}");
    }
}
