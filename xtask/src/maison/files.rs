//! The rules on files whatever they say: their size, what is tracked, what is unfinished, and the
//! interface's sources.

use std::collections::BTreeMap;

use super::{Finding, Source};

/// Beyond the first the file is named, beyond the second it is refused.
const LONG: usize = 500;
const TOO_LONG: usize = 600;

const WRITTEN: [&str; 8] = [".rs", ".ts", ".svelte", ".mjs", ".js", ".css", ".sql", ".html"];

/// Whether somebody of the house wrote this file as code.
fn is_written(path: &str) -> bool {
    WRITTEN.iter().any(|end| path.ends_with(end)) && !path.contains("/bindings/")
}

/// Files that nobody can hold in their head.
pub(crate) fn size(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().count();
    if !is_written(&source.path) || lines <= LONG {
        return Vec::new();
    }
    let what = format!("{lines} lignes (au plus {LONG}, refusé après {TOO_LONG})");
    let finding = Finding::at("taille", source, 1, what);
    vec![if lines > TOO_LONG { finding } else { finding.mild() }]
}

/// Marks of what is not finished, cut in two so that this file is none of them.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), "XXX", concat!("HA", "CK")];

/// What says of itself that it is not finished.
pub(crate) fn finished(source: &Source) -> Vec<Finding> {
    if !is_written(&source.path) || source.path == "xtask/src/maison/files.rs" {
        return Vec::new();
    }
    let says = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| UNFINISHED.contains(&word))
    };
    every_line(source, says, "inachevé", "une marque d’inachevé")
}

/// Folders that hold results, which do not belong in the repository.
pub(crate) fn outputs(tracked: &[String]) -> Vec<Finding> {
    let mut folders = BTreeMap::new();
    for path in tracked.iter().filter(|path| is_output(path)) {
        let (folder, _) = path.rsplit_once('/').unwrap_or((".", path));
        *folders.entry(folder).or_insert(0) += 1;
    }
    let finding = |(folder, count): (&str, usize)| Finding {
        rule: "résultats",
        path: folder.to_owned(),
        line: 1,
        what: format!("git y suit {count} résultats de construction"),
        grave: true,
    };
    folders.into_iter().map(finding).collect()
}

fn is_output(tracked: &str) -> bool {
    let folders =
        ["target", "node_modules", "dist", "gen", ".svelte-kit", "test-results", "coverage"];
    let ends =
        [".log", ".db", ".db-wal", ".sqlite", ".sqlite3", ".tsbuildinfo", ".DS_Store", ".orig"];
    let (folder, _) = tracked.rsplit_once('/').unwrap_or_default();
    let inside = folder.split('/').any(|part| folders.contains(&part));
    // ts-rs writes there when it is not told where: the types of the interface have one place.
    let astray = tracked.contains("/bindings/") && !tracked.starts_with("ui/src/bindings/");
    inside || astray || ends.iter().any(|end| tracked.ends_with(end))
}

/// What the interface must not do: keep anything, reach the network, or the shell by another door.
pub(crate) fn interface(source: &Source) -> Vec<Finding> {
    let code = [".ts", ".svelte", ".js", ".html", ".css"];
    let watched = (source.path.starts_with("ui/src/") || source.path == "ui/index.html")
        && code.iter().any(|end| source.path.ends_with(end))
        // The tests of the interface name what they look for.
        && !source.path.ends_with(".test.ts");
    if !watched {
        return Vec::new();
    }
    let mut found = Vec::new();
    if source.path != "ui/src/lib/ipc.ts" {
        let door = |line: &str| line.contains("@tauri-apps/") || line.contains("__TAURI");
        found.extend(every_line(source, door, "porte", "seul ui/src/lib/ipc.ts parle à Tauri"));
        let reach = |line: &str| {
            ["fetch(", "XMLHttpRequest", "WebSocket(", "EventSource(", "sendBeacon"]
                .iter()
                .any(|call| line.contains(call))
        };
        found.extend(every_line(
            source,
            reach,
            "porte",
            "seul ui/src/lib/ipc.ts appelle au-dehors",
        ));
    }
    let keeps = |line: &str| {
        ["localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches.open"]
            .iter()
            .any(|store| line.contains(store))
    };
    found.extend(every_line(source, keeps, "mémoire", "rien ne reste dans la page"));
    let dated = |line: &str| {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        ["date", "datetime-local", "month", "time", "week"].iter().any(|kind| {
            [format!("type=\"{kind}\""), format!("type='{kind}'"), format!("type={{\"{kind}\"}}")]
                .iter()
                .any(|shape| line.contains(shape))
        })
    };
    let why = "WebKitGTK y montre des dates américaines\u{a0}: le champ de date est à nous";
    found.extend(every_line(source, dated, "date", why));
    let remote = |line: &str| {
        ["http://", "https://"].iter().any(|scheme| {
            line.match_indices(scheme).any(|(at, _)| {
                // The names of XML's vocabularies are not fetched; the port of a test is ours.
                let rest = &line[at + scheme.len()..];
                !["www.w3.org/", "localhost", "127.0.0.1"].iter().any(|own| rest.starts_with(own))
            })
        })
    };
    found.extend(every_line(source, remote, "réseau", "une adresse du réseau dans l’interface"));
    found
}

/// The lines that a test names, comments apart.
fn every_line(
    source: &Source,
    test: impl Fn(&str) -> bool,
    rule: &'static str,
    what: &str,
) -> Vec<Finding> {
    let comment = |line: &str| {
        rule != "inachevé"
            && ["//", "/*", "* ", "*/", "<!--"]
                .iter()
                .any(|open| line.trim_start().starts_with(open))
    };
    source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| !comment(line) && test(line))
        .map(|(at, _)| Finding::at(rule, source, at + 1, what.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn long_files_are_named_then_refused() {
        let of = |lines: usize, path: &str| size(&at(path, &"x\n".repeat(lines)));
        assert!(of(500, "a.rs").is_empty());
        assert!(of(501, "a.svelte").iter().all(|finding| !finding.grave));
        assert_eq!(of(501, "a.svelte").len(), 1);
        assert!(of(601, "a.ts").iter().any(|finding| finding.grave));
        assert!(of(900, "ui/src/bindings/a.ts").is_empty());
        assert!(of(900, "ui/package-lock.json").is_empty());
    }

    #[test]
    fn unfinished_work_is_refused() {
        for mark in UNFINISHED {
            assert_eq!(finished(&at("a.rs", &format!("fn f() {{}} // {mark}: later"))).len(), 1);
        }
        assert!(finished(&at("a.rs", "let methodological = 1;")).is_empty());
    }

    #[test]
    fn results_of_builds_are_not_tracked() {
        for path in [
            "ui/dist/index.html",
            "ui/node_modules/a/b.js",
            "target/debug/x",
            "gen/schemas/a.json",
            "src-tauri/domain/bindings/Age.ts",
            "src-tauri/core/essai.db",
            "npm-debug.log",
        ] {
            assert_eq!(outputs(&[path.to_owned()]).len(), 1, "{path}");
        }
        for path in ["ui/src/bindings/Age.ts", "src-tauri/domain/src/age.rs", "docs/images/a.png"] {
            assert!(outputs(&[path.to_owned()]).is_empty(), "{path}");
        }
    }

    #[test]
    fn the_interface_has_one_door_and_no_memory() {
        let cases = [
            ("import { invoke } from '@tauri-apps/api/core';", "porte"),
            ("window.__TAURI_INTERNALS__.invoke('call')", "porte"),
            ("await fetch('/ipc/etat')", "porte"),
            ("localStorage.setItem('a', b)", "mémoire"),
            ("const s = window.sessionStorage;", "mémoire"),
            ("indexedDB.open('x')", "mémoire"),
            ("<input class=\"a\" type=\"date\" />", "date"),
            ("<input type = 'month'>", "date"),
            ("<input type={\"date\"}>", "date"),
            ("<img src=\"https://example.org/a.png\">", "réseau"),
        ];
        for (line, rule) in cases {
            let found = interface(&at("ui/src/ecrans/Enfants.svelte", line));
            assert!(found.iter().any(|finding| finding.rule == rule), "{line}: {found:?}");
        }
        let door = "import { invoke } from '@tauri-apps/api/core';\nfetch('/ipc')";
        assert!(interface(&at("ui/src/lib/ipc.ts", door)).is_empty());
        for line in [
            "// never localStorage",
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "<input type=\"text\" class=\"date\">",
        ] {
            assert!(interface(&at("ui/src/a.svelte", line)).is_empty(), "{line}");
        }
        assert!(interface(&at("tests/e2e/a.ts", "fetch('http://example.org')")).is_empty());
    }
}
