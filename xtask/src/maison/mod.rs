//! `cargo xtask maison`: the invariants of the house that the compiler does not keep by itself.

mod files;
mod lex;
mod rust;
mod sums;

use std::{
    fs,
    process::{Command, Stdio},
};

use crate::{Outcome, house::House, only_flags, process::Sink};

/// One file of the repository.
#[derive(Debug)]
struct Source {
    /// From the root, with slashes.
    path: String,
    text: String,
}

/// One place where a rule is not kept.
#[derive(Debug)]
struct Finding {
    rule: &'static str,
    path: String,
    line: usize,
    what: String,
    /// Whether it stops the change, or only says so.
    grave: bool,
}

impl Finding {
    fn at(rule: &'static str, source: &Source, line: usize, what: String) -> Self {
        Self { rule, path: source.path.clone(), line, what, grave: true }
    }

    fn mild(self) -> Self {
        Self { grave: false, ..self }
    }
}

/// Checks the rules, or with `--publier` freezes what is new.
pub(crate) fn command(house: &House, args: &[String]) -> Outcome {
    only_flags(args, &["--publier"])?;
    if args.iter().any(|arg| arg == "--publier") {
        let list = house.at(sums::LIST);
        let was = fs::read_to_string(&list).unwrap_or_default();
        let now = sums::publish(&was, &sources(house)?)?;
        fs::write(&list, &now).map_err(|error| format!("{}\u{a0}: {error}", list.display()))?;
        println!("{} publiés de plus.", now.lines().count() - was.lines().count());
    }
    check(house, &Sink::Live)
}

/// Checks every rule on every file that git knows or would take.
pub(crate) fn check(house: &House, sink: &Sink) -> Outcome {
    let sources = sources(house)?;
    let list = fs::read_to_string(house.at(sums::LIST)).unwrap_or_default();
    let tracked = git(house, &["ls-files", "-z", "--cached"])?;
    let mut found = sums::check(&list, &sources);
    found.extend(files::outputs(&tracked));
    for source in &sources {
        for rule in [
            rust::crates,
            rust::manifests,
            rust::sql,
            rust::reponses,
            rust::domain,
            files::size,
            files::finished,
            files::interface,
        ] {
            found.extend(rule(source));
        }
    }
    for Finding { rule, path, line, what, grave } in &found {
        let weight = if *grave { "refusé" } else { "à voir" };
        sink.say(&format!("{path}:{line}\u{a0}: {weight} ({rule})\u{a0}: {what}"));
    }
    let grave = found.iter().filter(|finding| finding.grave).count();
    sink.say(&format!("{} fichiers lus, {grave} refus.", sources.len()));
    if grave == 0 { Ok(()) } else { Err(format!("{grave} règles de la maison non tenues")) }
}

/// The text files that git tracks, or would with `git add`.
fn sources(house: &House) -> Result<Vec<Source>, String> {
    let mut paths = git(house, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    paths.sort();
    paths.dedup();
    let read = |path: String| {
        // A file that is gone from the disk, or that is no text, has nothing to be judged.
        let text = fs::read_to_string(house.at(&path)).ok()?;
        Some(Source { path, text })
    };
    Ok(paths.into_iter().filter_map(read).collect())
}

fn git(house: &House, args: &[&str]) -> Result<Vec<String>, String> {
    let output = Command::new("git")
        .args(args)
        .current_dir(&house.root)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("git\u{a0}: {error}"))?;
    if !output.status.success() {
        return Err(format!("git\u{a0}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let paths = output.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    Ok(paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
}
