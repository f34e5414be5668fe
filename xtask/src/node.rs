//! The interface's side: its packages from the lock file, and its build, each only when needed.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    Outcome,
    house::{House, digest_of},
    process::{Sink, follow},
    sha256,
};

/// The first version of Node that the tools of the interface accept.
const NODE: (u32, u32) = (20, 19);

/// What lies under `ui/` without being one of its sources.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", ".svelte-kit", "coverage"];

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// Says what to do when Node is not there or too old: it does not come from apt.
pub(crate) fn require() -> Outcome {
    let said = Command::new("node").arg("--version").stdin(Stdio::null()).output();
    let version = said
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    if is_enough(&version) {
        return Ok(());
    }
    let found = if version.is_empty() { "absent".to_owned() } else { version };
    Err(format!(
        "il faut Node {}.{} ou plus (trouvé\u{a0}: {found}). Installez-le, par exemple depuis \
         nodejs.org, puis relancez\u{a0}: rien n’a encore été installé.",
        NODE.0, NODE.1
    ))
}

fn is_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE,
        _ => false,
    }
}

/// `npm` with these arguments, in a folder of the repository.
pub(crate) fn npm(house: &House, folder: &str, args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(house.at(folder));
    if house.colour {
        command.env("FORCE_COLOR", "1");
    }
    command
}

/// The packages of a folder, exactly as its lock file names them.
pub(crate) fn packages(house: &House, folder: &str, sink: &Sink) -> Outcome {
    let chore = format!("npm-{}", folder.replace('/', "-"));
    let stamp = || -> Option<String> {
        let read = |name: &str| fs::read(house.at(folder).join(name)).ok();
        // npm writes the second one itself: without it the folder is not what npm left.
        let (asked, there) = (read("package-lock.json")?, read("node_modules/.package-lock.json")?);
        let manifest = read("package.json")?;
        Some([asked, there, manifest].map(|bytes| sha256::hex(&bytes)).join("\n"))
    };
    if !house.at(folder).join("package-lock.json").is_file() {
        return Err(format!("{folder}/package-lock.json n’existe pas"));
    }
    if stamp().is_some_and(|stamp| house.is_done(&chore, &stamp)) {
        sink.say(&format!("{folder}\u{a0}: paquets déjà à jour."));
        return Ok(());
    }
    sink.say(&format!("{folder}\u{a0}: paquets du fichier verrou, par npm ci."));
    follow(npm(house, folder, &["ci", "--no-audit", "--no-fund"]), sink, LIMIT)?;
    let stamp = stamp().ok_or_else(|| format!("{folder}\u{a0}: npm ci n’a pas tout installé"))?;
    house.set_done(&chore, &stamp)
}

/// The built interface, in `ui/dist`, where the window and the test server take it.
pub(crate) fn build(house: &House, sink: &Sink) -> Outcome {
    let stamp = || built(&house.at("ui"));
    if house.at("ui/dist/index.html").is_file() && house.is_done("ui", &stamp()) {
        sink.say("interface déjà construite.");
        return Ok(());
    }
    follow(npm(house, "ui", &["run", "build"]), sink, LIMIT)?;
    if !house.at("ui/dist/index.html").is_file() {
        return Err("la construction n’a pas laissé ui/dist/index.html".to_owned());
    }
    house.set_done("ui", &stamp())
}

/// Sources and result together: somebody else's build of other sources is not taken for ours.
fn built(ui: &Path) -> String {
    format!("{}\n{}", digest_of(ui, NOT_SOURCES), digest_of(&ui.join("dist"), &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_or_absent_node_is_refused() {
        assert!(is_enough("v20.19.0"));
        assert!(is_enough("v22.1.0\n".trim()));
        assert!(!is_enough("v20.18.3"));
        assert!(!is_enough("v18.20.0"));
        assert!(!is_enough(""));
    }

    #[test]
    fn a_changed_source_or_a_foreign_result_asks_for_a_build() {
        let ui = std::env::temp_dir().join(format!("xtask-ui-{}", std::process::id()));
        for folder in ["src", "dist", "node_modules"] {
            fs::create_dir_all(ui.join(folder)).expect("folder");
        }
        fs::write(ui.join("src/a.ts"), "a").expect("file");
        let first = built(&ui);
        fs::write(ui.join("node_modules/x.js"), "x").expect("file");
        assert_eq!(first, built(&ui));
        fs::write(ui.join("dist/index.html"), "b").expect("file");
        let second = built(&ui);
        assert_ne!(first, second);
        fs::write(ui.join("src/a.ts"), "c").expect("file");
        assert_ne!(second, built(&ui));
        fs::remove_dir_all(&ui).expect("clean");
    }
}
