//! The rules on Rust sources and manifests: who may name which crate, and what the domain is not.

use super::{
    Finding, Source,
    lex::{Kind, Token, lex, without_tests},
};

/// Crates that one place of the house keeps for itself.
struct Kept {
    crates: &'static [&'static str],
    /// Folders, or files, where they may be named.
    sources: &'static [&'static str],
    /// The only manifests that may depend on them.
    manifests: &'static [&'static str],
    why: &'static str,
}

const KEPT: &[Kept] = &[
    Kept {
        crates: &["tauri", "tauri_build", "rfd"],
        sources: &["src-tauri/app/", "src-tauri/build.rs"],
        manifests: &["Cargo.toml"],
        why: "seul src-tauri/app connaît Tauri et les boîtes de dialogue",
    },
    Kept {
        crates: &["sqlx", "libsqlite3_sys"],
        // Beside the store, one file gives the base's errors their code, one journey makes the bases
        // that the store must refuse, and one reads every table as who holds the master key could.
        sources: &[
            "src-tauri/core/src/store/",
            "src-tauri/core/src/error.rs",
            "tests/stories/refus.rs",
            "tests/stories/base_nue.rs",
        ],
        manifests: &["src-tauri/core/Cargo.toml", "tests/Cargo.toml"],
        why: "seul core::store écrit du SQL",
    },
    Kept {
        crates: &[
            "argon2",
            "base64ct",
            "chacha20poly1305",
            "curve25519_dalek",
            "ed25519_dalek",
            "keyring",
        ],
        sources: &["src-tauri/core/src/vault/"],
        manifests: &["src-tauri/core/Cargo.toml"],
        why: "seul core::vault voit une clé",
    },
    Kept {
        crates: &["printpdf"],
        sources: &["src-tauri/core/src/report/"],
        manifests: &["src-tauri/core/Cargo.toml"],
        why: "seul core::report dessine un PDF",
    },
];

/// The crates of [`KEPT`] named outside their place.
pub(crate) fn crates(source: &Source) -> Vec<Finding> {
    if !source.path.ends_with(".rs") {
        return Vec::new();
    }
    let tokens = lex(&source.text);
    let mut found = Vec::new();
    for kept in KEPT {
        if kept.sources.iter().any(|place| source.path.starts_with(place)) {
            continue;
        }
        for (at, token) in tokens.iter().enumerate() {
            let named = kept.crates.iter().find(|name| token.is(name));
            if let Some(name) = named.filter(|_| is_root(&tokens, at)) {
                let what = format!("nomme {name}\u{a0}: {}", kept.why);
                found.push(Finding::at("crates", source, token.line, what));
            }
        }
    }
    found
}

/// Whether the word at this place is the root of a path: a crate, and not a module or a variable.
fn is_root(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let follows_path = before.is_some_and(|token| token.is_sign("::"))
        && at >= 2
        && matches!(&tokens[at - 2].kind, Kind::Word(word) if word != "use");
    let opens_path = tokens.get(at + 1).is_some_and(|token| token.is_sign("::"));
    let imported = before.is_some_and(|token| token.is("use") || token.is("crate"))
        && !matches!(tokens.get(at + 1), Some(next) if next.is_sign("."));
    let attribute =
        before.is_some_and(|token| token.is_sign("[")) && at >= 2 && tokens[at - 2].is_sign("#");
    !follows_path && (opens_path || imported || attribute)
}

/// Dependencies on the crates of [`KEPT`] declared by a manifest that must not.
pub(crate) fn manifests(source: &Source) -> Vec<Finding> {
    if !source.path.ends_with("Cargo.toml") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut section = String::new();
    for (at, line) in source.text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).to_owned();
            continue;
        }
        // The workspace's list names versions; only a crate's own list makes it depend.
        if !section.ends_with("dependencies") || section.starts_with("workspace") {
            continue;
        }
        let name = line.split(['=', '.', ' ']).next().unwrap_or_default().replace('-', "_");
        for kept in KEPT {
            let allowed = kept.manifests.contains(&source.path.as_str());
            if kept.crates.contains(&name.as_str()) && !allowed {
                let what = format!("dépend de {name}\u{a0}: {}", kept.why);
                found.push(Finding::at("crates", source, at + 1, what));
            }
        }
    }
    found
}

/// SQL written outside the store, in whatever way it would reach the base.
pub(crate) fn sql(source: &Source) -> Vec<Finding> {
    let watched = source.path.starts_with("src-tauri/")
        && source.path.ends_with(".rs")
        && !source.path.starts_with("src-tauri/core/src/store/");
    if !watched {
        return Vec::new();
    }
    lex(&source.text)
        .iter()
        .filter(|token| matches!(&token.kind, Kind::Text(text) if is_sql(text)))
        .map(|token| Finding::at("sql", source, token.line, "SQL hors de core::store".to_owned()))
        .collect()
}

fn is_sql(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().take(3).collect();
    let reads = matches!(words[..], ["SELECT" | "PRAGMA", _, ..] | ["WITH", _, "AS", ..]);
    let writes = matches!(
        words[..],
        ["INSERT", "INTO" | "OR", ..] | ["DELETE", "FROM", ..] | ["UPDATE", _, "SET", ..]
    );
    let builds = matches!(
        words[..],
        ["CREATE" | "ALTER" | "DROP", "TABLE" | "INDEX" | "TRIGGER" | "VIEW", ..]
    );
    reads || writes || builds
}

/// Where the answers of a bilan may be read as they were typed, asked or not: what keeps them, what
/// shows them where they are typed, and what an objection binds.
const TYPED: [&str; 9] = [
    "src-tauri/domain/src/posees.rs",
    "src-tauri/domain/src/dossier/",
    "src-tauri/domain/src/document/opposition.rs",
    "src-tauri/core/src/store/",
    "src-tauri/core/src/api/posees.rs",
    "src-tauri/core/src/api/dossier.rs",
    "src-tauri/core/src/api/export.rs",
    "src-tauri/core/src/api/volet/vue.rs",
    "src-tauri/core/src/api/parcours.rs",
];

/// Answers read as they were typed by what speaks of them: a question that is no longer asked would
/// come out.
pub(crate) fn reponses(source: &Source) -> Vec<Finding> {
    let file = source.path.rsplit('/').next().unwrap_or_default();
    let watched = source.path.starts_with("src-tauri/")
        && source.path.ends_with(".rs")
        && !source.path.contains("/tests/")
        && !file.starts_with("tests")
        && !TYPED.iter().any(|place| source.path.starts_with(place));
    if !watched {
        return Vec::new();
    }
    let tokens = without_tests(&lex(&source.text));
    let called = |at: usize| {
        at > 0
            && tokens[at - 1].is_sign(".")
            && tokens.get(at + 1).is_some_and(|next| next.is_sign("("))
    };
    let typed = |at: usize| {
        let token = &tokens[at];
        let rows = token.is("reponses") && at > 1 && tokens[at - 2].is("store");
        called(at) && (rows || token.is("brutes") || token.is("brutes_mut"))
    };
    (0..tokens.len())
        .filter(|at| typed(*at))
        .map(|at| {
            let what = "lit des réponses sans demander si elles sont encore posées".to_owned();
            Finding::at("réponses", source, tokens[at].line, what)
        })
        .collect()
}

/// Modules of the standard library through which the world gets in.
const WORLD: [&str; 8] = ["fs", "net", "env", "process", "thread", "io", "os", "path"];

/// Crates through which it would.
const WORLDLY: [&str; 6] = ["rand", "getrandom", "tokio", "fastrand", "reqwest", "futures"];

/// I/O, clocks, chance or waiting in the domain.
pub(crate) fn domain(source: &Source) -> Vec<Finding> {
    let watched = source.path.starts_with("src-tauri/domain/src/")
        && source.path.ends_with(".rs")
        && !source.path.rsplit('/').next().is_some_and(|file| file.starts_with("tests"));
    if !watched {
        return Vec::new();
    }
    let tokens = without_tests(&lex(&source.text));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Word(word) = &token.kind else { continue };
        let next = |ahead: usize| tokens.get(at + ahead);
        let opens = next(1).is_some_and(|next| next.is_sign("::"));
        let called_on = at > 0 && tokens[at - 1].is_sign("::");
        let why = match word.as_str() {
            "async" | "await" => Some("est asynchrone"),
            "SystemTime" | "UNIX_EPOCH" => Some("lit l’horloge"),
            "now" | "today" if called_on && next(1).is_some_and(|next| next.is_sign("(")) => {
                Some("lit l’horloge")
            }
            "now_v7" | "now_v6" | "new_v4" if called_on => Some("tire au sort"),
            name if opens && WORLDLY.contains(&name) => Some("sort du domaine"),
            "std" if opens => world_of(&tokens[at + 2..]).then_some("fait des entrées-sorties"),
            _ => None,
        };
        if let Some(why) = why {
            let what = format!("«\u{a0}{word}\u{a0}»\u{a0}: le domaine {why}");
            found.push(Finding::at("domaine", source, token.line, what));
        }
    }
    found
}

/// Whether what follows `std::` takes one of the modules of [`WORLD`].
fn world_of(rest: &[Token]) -> bool {
    let worldly = |token: &Token| WORLD.iter().any(|name| token.is(name));
    match rest {
        [open, group @ ..] if open.is_sign("{") => {
            // Only the first words of each branch are modules of `std`.
            let mut depth = 1;
            let mut first = true;
            for token in group {
                if token.is_sign("{") {
                    depth += 1;
                } else if token.is_sign("}") {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                } else if depth == 1 && token.is_sign(",") {
                    first = true;
                    continue;
                } else if depth == 1 && first && worldly(token) {
                    return true;
                }
                first = false;
            }
            false
        }
        [module, ..] => worldly(module),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    fn lines(found: Vec<Finding>) -> Vec<usize> {
        found.into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_kept_crate_is_refused_elsewhere_in_every_way_to_name_it() {
        for text in [
            "use tauri::Manager;",
            "use rfd;",
            "use {serde, rfd::FileDialog};",
            "fn f() { ::sqlx::query(\"\"); }",
            "#[tauri::command] fn f() {}",
            "#[derive(sqlx::FromRow)] struct S;",
            "extern crate keyring;",
            "fn f(e: argon2::Error) {}",
        ] {
            assert_eq!(lines(crates(&at("src-tauri/core/src/api/enfant.rs", text))), [1], "{text}");
        }
    }

    #[test]
    fn a_kept_crate_is_at_home_in_its_place() {
        assert!(crates(&at("src-tauri/app/main.rs", "use tauri::Manager;")).is_empty());
        assert!(crates(&at("src-tauri/core/src/store/mod.rs", "use sqlx::query;")).is_empty());
        assert!(crates(&at("src-tauri/core/src/vault/cle.rs", "use argon2::Argon2;")).is_empty());
        // The store has no business with keys, nor the vault with SQL.
        assert_eq!(crates(&at("src-tauri/core/src/vault/x.rs", "use sqlx::query;")).len(), 1);
        assert_eq!(crates(&at("src-tauri/core/src/store/x.rs", "use argon2::Argon2;")).len(), 1);
    }

    #[test]
    fn a_name_that_is_no_crate_passes() {
        for text in [
            "// tauri::command would be wrong here\nlet a = \"src-tauri/core\";",
            "fn f(keyring: &dyn Keyring) { keyring.get() }",
            "use crate::vault::keyring::Trousseau;",
            "use super::keyring::Trousseau;",
        ] {
            assert!(crates(&at("src-tauri/core/src/api/mod.rs", text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_manifest_may_not_depend_on_what_another_keeps() {
        let text = "[dependencies]\ntauri = { workspace = true }\n[dev-dependencies]\nsqlx.workspace = true\n";
        assert_eq!(lines(manifests(&at("src-tauri/cli/Cargo.toml", text))), [2, 4]);
        let root = "[workspace.dependencies]\nsqlx = \"0.9\"\n[dependencies]\ntauri = \"2\"\n\
                    [build-dependencies]\ntauri-build = \"2\"";
        assert!(manifests(&at("Cargo.toml", root)).is_empty());
    }

    #[test]
    fn sql_is_refused_outside_the_store() {
        for text in [
            "SELECT * FROM enfant",
            "INSERT INTO acte VALUES (1)",
            "\n   UPDATE enfant SET nom = 1",
            "DELETE FROM acte",
            "PRAGMA key",
            "WITH x AS (SELECT 1) SELECT 1",
            "DROP TABLE acte",
        ] {
            let source = format!("fn f() {{ run(r#\"{text}\"#) }}");
            assert_eq!(sql(&at("src-tauri/core/src/api/enfant.rs", &source)).len(), 1, "{text}");
            assert!(sql(&at("src-tauri/core/src/store/enfant.rs", &source)).is_empty());
        }
        for text in ["Select a child", "DELETE", "UPDATE the list", "// SELECT 1"] {
            let source = format!("fn f() {{ run(\"{text}\") }}");
            assert!(sql(&at("src-tauri/core/src/api/x.rs", &source)).is_empty(), "{text}");
        }
    }

    #[test]
    fn only_what_keeps_answers_reads_them_as_they_were_typed() {
        for text in [
            "fn f(d: &Dossier) { d.reponses.brutes().len(); }",
            "fn f(d: &mut Dossier) { d.reponses.brutes_mut().clear(); }",
            "async fn f() { seance.store.reponses(bilan).await; }",
            "async fn f() { self.store\n.reponses(bilan).await; }",
        ] {
            let found = reponses(&at("src-tauri/core/src/report/courrier/lettre.rs", text));
            assert_eq!(found.len(), 1, "{text}");
            assert!(reponses(&at("src-tauri/core/src/api/export.rs", text)).is_empty());
            assert!(reponses(&at("src-tauri/core/tests/papiers/main.rs", text)).is_empty());
        }
        for text in [
            "fn f(lu: &DossierLu) { lu.reponses.iter().count(); }",
            "#[cfg(test)] mod tests { fn f(d: &Dossier) { d.reponses.brutes(); } }",
            "async fn f() { reponses(seance, ouvert).await; }",
        ] {
            let found = reponses(&at("src-tauri/core/src/report/courrier/lettre.rs", text));
            assert!(found.is_empty(), "{text}");
        }
    }

    #[test]
    fn the_domain_touches_nothing() {
        for text in [
            "use std::fs;",
            "use std::{collections::BTreeMap, net::TcpStream};",
            "fn f() { std::env::var(\"A\"); }",
            "async fn f() {}",
            "fn f() { let t = std::time::SystemTime::UNIX_EPOCH; }",
            "fn f() { jiff::Zoned::now(); }",
            "fn f() { Uuid::now_v7(); }",
            "use rand::Rng;",
        ] {
            let found = domain(&at("src-tauri/domain/src/date.rs", text));
            assert!(!found.is_empty(), "{text}");
            assert!(domain(&at("src-tauri/core/src/lib.rs", text)).is_empty());
        }
    }

    #[test]
    fn the_domain_may_think() {
        for text in [
            "use std::{collections::BTreeMap, fmt::{self, Write}, str::FromStr};",
            "/// Not async, no std::fs, never SystemTime.\nfn f(now: Instant) { g(now) }",
            "#[cfg(test)] mod tests { use std::fs; fn f() { Uuid::now_v7(); } }",
            "fn f() { self.path.net.env }",
        ] {
            let found = domain(&at("src-tauri/domain/src/date.rs", text));
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
