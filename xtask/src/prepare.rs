//! `cargo xtask prepare`: the offline data of the compile-time checked queries.
//!
//! The macros of sqlx read `.sqlx/query-<hash>.json` beside the crate's manifest when there is no
//! DATABASE_URL, and write that file into SQLX_OFFLINE_DIR when there is one. So a scratch base is
//! made out of the migrations, the core is checked against it, and what the macros wrote is kept.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime},
};

use crate::{
    Outcome,
    apt::{self, CORE, PREPARE},
    house::{House, digest_of, walk},
    only_flags,
    process::{Sink, follow},
    test::cargo,
};

const MIGRATIONS: &str = "src-tauri/core/migrations";
const SOURCES: &str = "src-tauri/core/src";
const KEPT: &str = "src-tauri/core/.sqlx";
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Regenerates the data, or with `--check` says whether what is committed is what it would be.
pub(crate) fn command(house: &House, args: &[String]) -> Outcome {
    only_flags(args, &["--check"])?;
    apt::provide(&[CORE, PREPARE])?;
    if args.iter().any(|arg| arg == "--check") {
        return check(house, &Sink::Live);
    }
    let fresh = generate(house, &Sink::Live)?;
    let kept = house.at(KEPT);
    let done = (|| {
        fs::create_dir_all(&kept)?;
        for old in queries(&kept).into_keys() {
            fs::remove_file(kept.join(old))?;
        }
        for (name, data) in &fresh {
            fs::write(kept.join(name), data)?;
        }
        Ok::<_, std::io::Error>(())
    })();
    done.map_err(|error| format!("{KEPT}\u{a0}: {error}"))?;
    println!("{KEPT}\u{a0}: {} requêtes.", fresh.len());
    Ok(())
}

/// Compares what is committed with what the sources and the migrations ask for now.
pub(crate) fn check(house: &House, sink: &Sink) -> Outcome {
    let inputs = [MIGRATIONS, SOURCES, KEPT].map(|folder| digest_of(&house.at(folder), &[]));
    let stamp = inputs.join("\n");
    if house.is_done("requetes", &stamp) {
        sink.say("requêtes et migrations inchangées.");
        return Ok(());
    }
    let fresh = generate(house, sink)?;
    let stale = differences(&queries(&house.at(KEPT)), &fresh);
    if !stale.is_empty() {
        for line in stale {
            sink.say(&line);
        }
        return Err(format!("{KEPT} n’est plus à jour\u{a0}: cargo xtask prepare"));
    }
    sink.say(&format!("{} requêtes vérifiées.", fresh.len()));
    house.set_done("requetes", &stamp)
}

type Queries = BTreeMap<String, Vec<u8>>;

fn generate(house: &House, sink: &Sink) -> Result<Queries, String> {
    let scratch = house.notes().join("sqlx");
    let base = scratch.join("essai.db");
    let out = scratch.join("requetes");
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&out).map_err(|error| format!("{}\u{a0}: {error}", out.display()))?;
    let migrations = migrations(&house.at(MIGRATIONS));
    if migrations.is_empty() {
        return Err(format!("{MIGRATIONS}\u{a0}: aucune migration"));
    }
    for migration in migrations {
        let mut sqlite = Command::new("sqlite3");
        sqlite.args(["-bail", "-batch"]).arg(&base).arg(format!(".read '{}'", migration.display()));
        follow(sqlite, sink, LIMIT)?;
    }
    // Cargo does not know that the macros read these variables: a newer source makes it ask them.
    touch(&house.at(SOURCES).join("lib.rs"))?;
    let mut check =
        cargo(house, &["check", "--package", "escale-core", "--all-targets", "--locked"]);
    check
        .env("DATABASE_URL", format!("sqlite:{}", base.display()))
        .env("SQLX_OFFLINE_DIR", &out)
        .env("SQLX_OFFLINE", "false");
    let done = follow(check, sink, LIMIT);
    // What was compiled against the scratch base must not pass for compiled against our data.
    touch(&house.at(SOURCES).join("lib.rs"))?;
    done.map(|()| queries(&out))
}

/// The migrations in the order in which sqlx runs them.
fn migrations(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(folder, &[], &mut files);
    files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
    files.sort_by_key(|file| number(file));
    files
}

/// The number that a migration's name starts with.
fn number(file: &Path) -> Option<u64> {
    file.file_name()?.to_str()?.split('_').next()?.parse().ok()
}

fn touch(file: &Path) -> Outcome {
    fs::File::options()
        .append(true)
        .open(file)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| format!("{}\u{a0}: {error}", file.display()))
}

fn queries(folder: &Path) -> Queries {
    let mut files = Vec::new();
    walk(folder, &[], &mut files);
    files
        .into_iter()
        .filter_map(|file| {
            let name = file.file_name()?.to_str()?.to_owned();
            let ours = name.starts_with("query-") && name.ends_with(".json");
            ours.then(|| fs::read(&file).ok().map(|data| (name, data))).flatten()
        })
        .collect()
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
        assert!(number(Path::new("m/0009_a.sql")) < number(Path::new("m/0010_b.sql")));
        assert!(number(Path::new("m/9_a.sql")) < number(Path::new("m/10_b.sql")));
    }

    #[test]
    fn missing_changed_and_left_over_queries_are_named() {
        let data = |pairs: &[(&str, &str)]| -> Queries {
            pairs
                .iter()
                .map(|(name, data)| ((*name).to_owned(), data.as_bytes().to_vec()))
                .collect()
        };
        let kept = data(&[("query-a.json", "1"), ("query-b.json", "1"), ("query-c.json", "1")]);
        let fresh = data(&[("query-a.json", "1"), ("query-b.json", "2"), ("query-d.json", "1")]);
        let said = differences(&kept, &fresh).join("\n");
        assert!(!said.contains("query-a"));
        assert!(said.contains("changée\u{a0}: query-b"));
        assert!(said.contains("en trop\u{a0}: query-c"));
        assert!(said.contains("absente ou changée\u{a0}: query-d"));
        assert!(differences(&kept, &kept).is_empty());
    }
}
