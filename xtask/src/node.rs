//! The interface's side: its packages from the lock file, and its build, each only when needed.

use std::process::{Command, Stdio};

use crate::{
    Outcome,
    house::{House, is_fresh},
    process::{Sink, follow},
};

/// The first version of Node that the tools of the interface accept.
const NODE: (u32, u32) = (20, 19);

/// What the interface is built from, in `ui/`.
const SOURCES: [&str; 7] = [
    "index.html",
    "package-lock.json",
    "public",
    "src",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];

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
    command
}

/// The packages of a folder, exactly as its lock file names them.
pub(crate) fn packages(house: &House, folder: &str, sink: &Sink) -> Outcome {
    let at = |name: &str| house.at(folder).join(name);
    // npm writes this one itself, last: without it the folder is not what npm left.
    let installed = at("node_modules/.package-lock.json");
    if is_fresh(&installed, &[at("package-lock.json"), at("package.json")], &[]) {
        sink.say(&format!("{folder}\u{a0}: paquets déjà à jour."));
        return Ok(());
    }
    follow(npm(house, folder, &["ci", "--no-audit", "--no-fund"]), sink)
}

/// The built interface, in `ui/dist`, where the window and the test server take it.
pub(crate) fn build(house: &House, sink: &Sink) -> Outcome {
    let page = house.at("ui/dist/index.html");
    if is_fresh(&page, &SOURCES.map(|name| house.at("ui").join(name)), &[]) {
        sink.say("interface déjà construite.");
        return Ok(());
    }
    follow(npm(house, "ui", &["run", "build"]), sink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_or_absent_node_is_refused() {
        assert!(is_enough("v20.19.0") && is_enough("v22.1.0"));
        assert!(!is_enough("v20.18.3") && !is_enough("v18.20.0") && !is_enough(""));
    }
}
