//! What the compiler, clippy and the manifests cannot keep of the nine invariants, looked for line by
//! line in the sources. Who may depend on which crate is in `audit.rs`, the rules of the interface in
//! `ui/src/house.test.ts`.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path, process::Command};

/// Words that begin a path or a call, where they may stand, and what they would break.
struct Rule {
    /// Only the files whose paths begin so are looked at.
    within: &'static str,
    except: &'static [&'static str],
    words: &'static [&'static str],
    why: &'static str,
}

const RULES: [Rule; 2] = [
    Rule {
        within: "",
        // Beside the store, one file gives the base's errors their code, one journey makes the
        // bases that the store must refuse, and one reads every table as the holder of the master
        // key could.
        except: &[
            "src-tauri/core/src/store/",
            "src-tauri/core/src/error.rs",
            "tests/stories/refus.rs",
            "tests/stories/base_nue.rs",
        ],
        words: &["libsqlite3_sys::", "sqlx::"],
        why: "only core::store speaks to the base",
    },
    Rule {
        within: "src-tauri/domain/src/",
        except: &[],
        words: &[
            "async ",
            "await",
            "env::",
            "fs::",
            "getrandom::",
            "io::",
            "net::",
            "new_v4(",
            "now(",
            "now_v7(",
            "os::",
            "process::",
            "rand::",
            "thread::",
            "time::",
            "tokio::",
            "SystemTime",
        ],
        why: "the domain reads no file, no clock and no chance, and waits for nothing",
    },
];

/// Beyond this a file is to be cut, at a noun.
const LONG: usize = 600;

/// Marks of what is not finished, cut in two so that this file bears none.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

const WRITTEN: [&str; 8] = [".css", ".html", ".js", ".mjs", ".rs", ".sql", ".svelte", ".ts"];

/// Whether a word begins somewhere in a line, and is not the end of a longer one.
fn begins(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// What one file breaks, each with its line.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = text.lines().count();
    if lines > LONG {
        found.push(format!("{path}: {lines} lines, {LONG} at most"));
    }
    for (at, line) in text.lines().enumerate() {
        let unfinished = |word| UNFINISHED.contains(&word);
        if line.split(|c: char| !c.is_alphanumeric() && c != '_').any(unfinished) {
            found.push(format!("{path}:{}: not finished", at + 1));
        }
    }
    let test = path.rsplit('/').next().is_some_and(|file| file.starts_with("tests"));
    if !path.ends_with(".rs") || path.starts_with("xtask/tests/") || test {
        return found;
    }
    // The tests of a module stand at its end.
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    for (at, line) in code.lines().enumerate() {
        for rule in &RULES {
            let watched = path.starts_with(rule.within)
                && !rule.except.iter().any(|place| path.starts_with(place))
                && !line.trim_start().starts_with("//");
            if let Some(word) = rule.words.iter().find(|word| watched && begins(line, word)) {
                found.push(format!("{path}:{}: `{word}`: {}", at + 1, rule.why));
            }
        }
    }
    found
}

/// What git says in a folder, unless it refuses.
fn git(folder: &Path, args: &[&str]) -> Option<String> {
    let said = Command::new("git").args(args).current_dir(folder).output().expect("git runs");
    said.status.success().then(|| String::from_utf8(said.stdout).expect("UTF-8"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

#[test]
fn the_sources_keep_the_rules() {
    let listed = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let paths = git(root(), &listed).expect("a repository");
    let written = |path: &&str| {
        WRITTEN.iter().any(|end| path.ends_with(end)) && !path.starts_with("ui/src/bindings/")
    };
    let (mut read, mut found) = (0, Vec::new());
    for path in paths.lines().filter(written) {
        // A file that is gone from the disk has nothing to be judged.
        let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
        read += 1;
        found.extend(faults(path, &text));
    }
    assert!(read > 300, "{read} files");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_rule_catches_what_breaks_it() {
    let (api, domain) = ("src-tauri/core/src/api/enfant.rs", "src-tauri/domain/src/date.rs");
    for (path, text) in [
        (api, "fn f() { ::sqlx::query(\"\"); }"),
        (api, "#[derive(sqlx::FromRow)] struct S;"),
        ("tests/stories/bilan.rs", "use sqlx::Row;"),
        (api, "use {serde, sqlx::Row};"),
        (domain, "use std::fs;\nfn f() { fs::read(p); }"),
        (domain, "use std::{collections::BTreeMap, net::TcpStream};"),
        (domain, "fn f() { std::env::var(a); }"),
        (domain, "pub async fn f() {}"),
        (domain, "fn f() { jiff::Zoned::now(); }"),
        (domain, "fn f() { Uuid::now_v7(); }"),
        (domain, concat!("fn f() {} // TO", "DO")),
    ] {
        assert_eq!(faults(path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("src-tauri/core/src/store/enfant.rs", "use sqlx::Row;"),
        (api, "/// Never `sqlx::query` here.\nfn f() { monde.now(); }"),
        (domain, "use std::{collections::BTreeMap, fmt};\nfn f(now: Instant) { g(now) }"),
        (domain, "fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; fn f() { fs::read(a); } }"),
        ("src-tauri/domain/src/document/tests.rs", "fn f() { std::fs::read(a); }"),
    ] {
        assert_eq!(faults(path, text), [""; 0], "{path}: {text}");
    }
    assert_eq!(faults("ui/src/a.ts", &"x\n".repeat(LONG + 1)).len(), 1);
}

/// The modules of a crate that come back to themselves by what their code imports: each with the module
/// of the file that a source stands in. Tests may look anywhere.
fn circles(sources: &[(String, String)]) -> Vec<String> {
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, text) in sources {
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for after in line.split("crate::").skip(1) {
                let list = after.strip_prefix('{').and_then(|l| l.split('}').next());
                for name in list.unwrap_or(after).split(", ") {
                    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
                    imports.entry(module).or_default().insert(&name[..end.unwrap_or(name.len())]);
                }
            }
        }
    }
    let comes_back = |start: &&str| {
        let mut seen = BTreeSet::new();
        let mut next = vec![*start];
        while let Some(module) = next.pop() {
            for import in imports.get(module).into_iter().flatten().filter(|i| **i != module) {
                if import == start {
                    return true;
                }
                if seen.insert(*import) {
                    next.push(import);
                }
            }
        }
        false
    };
    imports.keys().filter(|module| comes_back(module)).map(|module| (*module).to_owned()).collect()
}

#[test]
fn no_module_of_the_domain_comes_back_to_itself() {
    let folder = "src-tauri/domain/src/";
    let paths = git(root(), &["ls-files", folder]).expect("a repository");
    let mut sources = Vec::new();
    for path in paths.lines().filter(|path| path.ends_with(".rs")) {
        let module = path[folder.len()..].split(['/', '.']).next().expect("a name");
        let test = path.rsplit('/').next().is_some_and(|file| file.starts_with("tests"));
        let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
        if module != "lib" && !test {
            sources.push((module.to_owned(), text));
        }
    }
    assert!(sources.len() > 100, "{} files", sources.len());
    assert_eq!(circles(&sources), [""; 0]);
}

#[test]
fn a_circle_shows() {
    let source = |module: &str, text: &str| (module.to_owned(), text.to_owned());
    let mut sources = vec![
        source("a", "use crate::b::B;"),
        source("b", "use crate::{c, d};\n// crate::a is named here alone"),
        source("c", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::a; }"),
    ];
    assert_eq!(circles(&sources), [""; 0]);
    sources.push(source("d", "fn f() -> crate::a::A { g() }"));
    assert_eq!(circles(&sources), ["a", "b", "d"]);
}

/// What is published once and for all, from the first tag on.
const PUBLISHED: [&str; 2] = ["src-tauri/core/migrations", "src-tauri/domain/formulaires"];

/// The published files that are no longer as the last tag has them.
fn edited(repository: &Path) -> Vec<String> {
    let Some(tag) = git(repository, &["describe", "--tags", "--abbrev=0"]) else {
        return Vec::new();
    };
    let mut diff = vec!["diff", "--name-only", "--no-renames", "--diff-filter=a", tag.trim(), "--"];
    diff.extend(PUBLISHED);
    git(repository, &diff).expect("a diff").lines().map(str::to_owned).collect()
}

#[test]
fn what_a_tag_published_is_never_edited() {
    assert_eq!(edited(root()), [""; 0], "write a new one after it");
}

#[test]
fn an_edit_of_what_is_published_shows() {
    let folder = tempfile::tempdir().expect("folder");
    let run = |args: &[&str]| git(folder.path(), args).expect("git");
    let write = |name: &str, text: &str| {
        let file = folder.path().join(PUBLISHED[0]).join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("folder");
        fs::write(file, text).expect("file");
        run(&["add", "-A"]);
    };
    run(&["init", "-q"]);
    write("0001_journal.sql", "a");
    let who = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
    run(&[&who[..], &["commit", "-q", "-m", "x"]].concat());
    write("0001_journal.sql", "b");
    assert_eq!(edited(folder.path()), [""; 0], "nothing is published before the first tag");
    run(&["tag", "v1"]);
    assert_eq!(edited(folder.path()), ["src-tauri/core/migrations/0001_journal.sql"]);
    write("0001_journal.sql", "a");
    write("0002_enfant.sql", "c");
    assert_eq!(edited(folder.path()), [""; 0], "a new one may follow");
}
