//! What was published is never edited: migrations and form versions against a list of their sums.
//!
//! The list is `sha256sum`'s own format, so that anybody can check it without us. `--publier` adds
//! what is new and never touches a line that is there: changing one is done by hand, in the open.

use std::collections::BTreeMap;

use super::{Finding, Source};
use crate::sha256;

/// The list of what is published.
pub(crate) const LIST: &str = "src-tauri/core/migrations/sommes.txt";

/// Where published things lie, and how their names end.
const PUBLISHED: [(&str, &str); 2] =
    [("src-tauri/core/migrations/", ".sql"), ("src-tauri/domain/formulaires/", ".json")];

/// Whether a file is one of those that are published once and for all.
pub(crate) fn is_published(path: &str) -> bool {
    PUBLISHED.iter().any(|(folder, end)| path.starts_with(folder) && path.ends_with(end))
}

/// Sums by path; a line that is neither empty nor a sum is an error.
fn read(list: &str) -> Result<BTreeMap<&str, &str>, usize> {
    let mut sums = BTreeMap::new();
    for (at, line) in list.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let (sum, path) = line.split_once("  ").ok_or(at + 1)?;
        if sum.len() != 64 || sums.insert(path, sum).is_some() {
            return Err(at + 1);
        }
    }
    Ok(sums)
}

/// What no longer is as it was published, and what waits to be.
pub(crate) fn check(list: &str, sources: &[Source]) -> Vec<Finding> {
    let finding = |path: &str, line: usize, what: String| Finding {
        rule: "publié",
        path: path.to_owned(),
        line,
        what,
        grave: true,
    };
    let sums = match read(list) {
        Ok(sums) => sums,
        Err(line) => return vec![finding(LIST, line, "ligne illisible ou en double".to_owned())],
    };
    let published: BTreeMap<_, _> = sources
        .iter()
        .filter(|source| is_published(&source.path))
        .map(|source| (source.path.as_str(), source))
        .collect();
    let mut found = Vec::new();
    for (path, sum) in &sums {
        match published.get(path) {
            None => found.push(finding(LIST, 1, format!("{path} est publié et n’est plus là"))),
            Some(source) if sha256::hex(source.text.as_bytes()) != *sum => {
                let what = "publié puis changé\u{a0}: écrivez-en un nouveau à la suite";
                found.push(finding(path, 1, what.to_owned()));
            }
            Some(_) => {}
        }
    }
    for path in published.keys().filter(|path| !sums.contains_key(*path)) {
        let what = format!("pas encore dans {LIST}\u{a0}: cargo xtask maison --publier");
        found.push(finding(path, 1, what));
        // sqlx runs migrations in order: one that slips in before a published one never runs.
        let overtaken = sums.keys().any(|known| is_migration(known) && known > path);
        if is_migration(path) && overtaken {
            found.push(finding(
                path,
                1,
                "numéro déjà dépassé par une migration publiée".to_owned(),
            ));
        }
    }
    found
}

fn is_migration(path: &str) -> bool {
    path.starts_with(PUBLISHED[0].0)
}

/// The list with everything that was not there yet; its lines stay as they are.
pub(crate) fn publish(list: &str, sources: &[Source]) -> Result<String, String> {
    let sums = read(list).map_err(|line| format!("{LIST}, ligne {line}\u{a0}: illisible"))?;
    let mut whole = list.to_owned();
    for source in sources {
        if is_published(&source.path) && !sums.contains_key(source.path.as_str()) {
            whole += &format!("{}  {}\n", sha256::hex(source.text.as_bytes()), source.path);
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "src-tauri/core/migrations/0001_journal.sql";
    const THIRD: &str = "src-tauri/core/migrations/0003_enfant.sql";

    fn at(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    fn said(list: &str, sources: &[Source]) -> String {
        check(list, sources).into_iter().map(|finding| finding.what + "\n").collect()
    }

    #[test]
    fn what_is_published_stays_as_it_is() {
        let before = [at(FIRST, "CREATE TABLE a;"), at("README.md", "x")];
        let list = publish("", &before).expect("a new list");
        assert_eq!(list.lines().count(), 1);
        assert_eq!(said(&list, &before), "");
        assert!(said(&list, &[at(FIRST, "CREATE TABLE b;")]).contains("publié puis changé"));
        assert!(said(&list, &[]).contains("n’est plus là"));
        // Publishing again does not make an edit lawful.
        let again = publish(&list, &[at(FIRST, "CREATE TABLE b;")]).expect("the same list");
        assert_eq!(again, list);
    }

    #[test]
    fn what_is_new_asks_to_be_published_and_comes_after() {
        let list = publish("", &[at(THIRD, "c")]).expect("a new list");
        let late = at("src-tauri/core/migrations/0002_bilan.sql", "b");
        let said_late = said(&list, &[at(THIRD, "c"), late]);
        assert!(said_late.contains("--publier") && said_late.contains("dépassé"), "{said_late}");
        let next = at("src-tauri/core/migrations/0004_bilan.sql", "b");
        let said_next = said(&list, &[at(THIRD, "c"), next]);
        assert!(said_next.contains("--publier") && !said_next.contains("dépassé"));
        let form = at("src-tauri/domain/formulaires/S01-1.0.json", "{}");
        assert!(said(&list, &[at(THIRD, "c"), form]).contains("--publier"));
    }

    #[test]
    fn a_list_that_cannot_be_read_is_no_list() {
        assert!(said("hello\n", &[]).contains("illisible"));
        let list = publish("", &[at(FIRST, "a")]).expect("a new list");
        assert!(said(&list.repeat(2), &[at(FIRST, "a")]).contains("double"));
        assert!(publish("hello\n", &[]).is_err());
    }
}
