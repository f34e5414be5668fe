//! `cargo xtask prepare`: the offline data of the compile-time checked queries.
//!
//! The macros of sqlx read `.sqlx/query-<hash>.json` beside the crate's manifest when there is no
//! DATABASE_URL, and write that file into SQLX_OFFLINE_DIR when there is one. So a scratch base is
//! made out of the migrations, the core is compiled against it, and what the macros wrote is kept,
//! or compared with what is kept.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use crate::{
    Outcome,
    apt::{self, CORE, PREPARE},
    house::{House, files, is_fresh},
    process::{Sink, follow},
    test::cargo,
    types::content,
};

const MIGRATIONS: &str = "src-tauri/core/migrations";
const SOURCES: &str = "src-tauri/core/src";
const KEPT: &str = "src-tauri/core/.sqlx";

/// Regenerates the data.
pub(crate) fn command(house: &House) -> Outcome {
    apt::provide([CORE, PREPARE])?;
    let args = ["check", "--package", "escale-core", "--all-targets", "--locked"];
    let fresh = compile(house, cargo(house, &args), &Sink::live()?)?;
    let kept = house.at(KEPT);
    let done = (|| {
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(&kept)?;
        fresh.iter().try_for_each(|(name, data)| fs::write(kept.join(name), data))
    })();
    done.map_err(|error| format!("{KEPT}\u{a0}: {error}"))?;
    println!("{KEPT}\u{a0}: {} requêtes.", fresh.len());
    Ok(())
}

/// Runs a build of the core that, unless nothing of it changed since the last time, also checks
/// its queries against the migrations, and what is committed of them against what they are.
pub(crate) fn checked(house: &House, build: Command, sink: &Sink) -> Outcome {
    let marker = house.own.join("requetes-verifiees");
    if is_fresh(&marker, &[MIGRATIONS, SOURCES, KEPT].map(|folder| house.at(folder)), &[]) {
        return follow(build, sink);
    }
    let _ = fs::remove_file(&marker);
    let fresh = compile(house, build, sink)?;
    let stale = differences(&content(&house.at(KEPT)), &fresh);
    if !stale.is_empty() {
        sink.say(&stale.join("\n"));
        return Err(format!("{KEPT} n’est plus à jour\u{a0}: cargo xtask prepare"));
    }
    sink.say(&format!("{} requêtes vérifiées.", fresh.len()));
    // As old as the base that they were checked against: what changed meanwhile is looked at again.
    fs::rename(base(house), &marker).map_err(|error| error.to_string())
}

type Queries = BTreeMap<String, Vec<u8>>;

fn base(house: &House) -> PathBuf {
    house.own.join("sqlx/essai.db")
}

/// Runs the command with the macros of sqlx looking at a new base; gives what they wrote.
fn compile(house: &House, mut command: Command, sink: &Sink) -> Result<Queries, String> {
    // Cargo does not know that the macros read these variables: a newer source makes it ask them.
    let source = house.at(SOURCES).join("lib.rs");
    fs::File::options()
        .append(true)
        .open(&source)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| format!("{}\u{a0}: {error}", source.display()))?;
    let (base, out) = (base(house), house.own.join("sqlx/requetes"));
    let _ = fs::remove_dir_all(house.own.join("sqlx"));
    fs::create_dir_all(&out).map_err(|error| format!("{}\u{a0}: {error}", out.display()))?;
    for migration in migrations(&house.at(MIGRATIONS)) {
        let mut sqlite = Command::new("sqlite3");
        sqlite.args(["-bail", "-batch"]).arg(&base).arg(format!(".read '{}'", migration.display()));
        follow(sqlite, sink)?;
    }
    command
        .env("DATABASE_URL", format!("sqlite:{}", base.display()))
        .env("SQLX_OFFLINE_DIR", &out)
        .env("SQLX_OFFLINE", "false");
    follow(command, sink)?;
    Ok(content(&out))
}

/// The migrations in the order in which sqlx runs them: by the number that their names start with.
fn migrations(folder: &Path) -> Vec<PathBuf> {
    let number =
        |file: &PathBuf| file.file_name()?.to_str()?.split('_').next()?.parse::<u64>().ok();
    let mut files = files(folder, ".sql");
    files.sort_by_key(number);
    files
}

fn differences(kept: &Queries, fresh: &Queries) -> Vec<String> {
    let gone = kept.keys().filter(|name| !fresh.contains_key(*name));
    let new = fresh.iter().filter(|(name, data)| kept.get(*name) != Some(data));
    gone.map(|name| format!("en trop\u{a0}: {name}"))
        .chain(new.map(|(name, data)| {
            let query = String::from_utf8_lossy(data);
            let sql = query.lines().find(|line| line.contains("\"query\":")).unwrap_or_default();
            format!("absente ou changée\u{a0}: {name} {}", sql.trim())
        }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_go_by_their_numbers() {
        let folder = tempfile::tempdir().expect("folder");
        for name in ["10_b.sql", "9_a.sql", "notes.txt"] {
            fs::write(folder.path().join(name), "").expect("file");
        }
        let found = migrations(folder.path());
        assert_eq!(found, ["9_a.sql", "10_b.sql"].map(|name| folder.path().join(name)));
    }

    #[test]
    fn missing_changed_and_left_over_queries_are_named() {
        let data = |pairs: [(&str, &str); 3]| -> Queries {
            pairs.map(|(name, data)| (name.to_owned(), data.as_bytes().to_vec())).into()
        };
        let kept = data([("query-a.json", "1"), ("query-b.json", "1"), ("query-c.json", "1")]);
        let fresh = data([("query-a.json", "1"), ("query-b.json", "2"), ("query-d.json", "1")]);
        let said = differences(&kept, &fresh).join("\n");
        assert!(!said.contains("query-a") && said.contains("changée\u{a0}: query-b"), "{said}");
        assert!(said.contains("en trop\u{a0}: query-c"), "{said}");
        assert!(said.contains("absente ou changée\u{a0}: query-d"), "{said}");
        assert!(differences(&kept, &kept).is_empty());
    }
}
