//! What Escale stands on: `deny.toml` and the manifests against `cargo metadata`, and who may
//! depend on what. cargo-deny reads the same file and says more (`cargo xtask audit`), but it takes
//! minutes to compile, too long for a check of every change.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use serde_json::Value;
use spdx::{Expression, ParseMode};

/// Crates that one place of the house keeps for itself, and the packages that may depend on them.
/// Which folder of such a package may name them is in `maison.rs`.
const KEPT: [(&[&str], &[&str]); 4] = [
    (&["rfd", "tauri", "tauri-build"], &["escale"]),
    (&["libsqlite3-sys", "sqlx"], &["escale-core", "escale-tests"]),
    (
        &["argon2", "base64ct", "chacha20poly1305", "hpke", "ed25519-dalek", "keyring"],
        &["escale-vault"],
    ),
    (&["lopdf", "printpdf"], &["escale-papiers"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

static DENY: LazyLock<toml::Table> = LazyLock::new(|| {
    let text = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    text.parse().expect("deny.toml is TOML")
});

/// Every package of the lock file for the systems of `deny.toml`, by its identifier.
static PACKAGES: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for system in systems() {
        let said = cargo(&["metadata", "--format-version=1", "--filter-platform", system]);
        let mut metadata: Value = serde_json::from_str(&said).expect("JSON");
        let Value::Array(packages) = metadata["packages"].take() else { panic!("no packages") };
        all.extend(packages.into_iter().map(|package| (text(&package["id"]).to_owned(), package)));
    }
    all
});

fn systems() -> impl Iterator<Item = &'static str> {
    words(&DENY["graph"]["targets"])
}

fn cargo(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let said = command.args(args).arg("--locked").current_dir(root()).output().expect("cargo");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).expect("UTF-8")
}

fn words(list: &toml::Value) -> impl Iterator<Item = &str> {
    list.as_array().expect("a list").iter().filter_map(toml::Value::as_str)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The packages of this workspace.
fn ours() -> impl Iterator<Item = &'static Value> {
    PACKAGES.values().filter(|package| package["source"].is_null())
}

fn name(package: &Value) -> &str {
    text(&package["name"])
}

fn is_allowed(crate_name: &str, licence: &str) -> bool {
    let exceptions = DENY["licenses"]["exceptions"].as_array().expect("a list");
    let own = exceptions.iter().find(|own| own["crate"].as_str() == Some(crate_name));
    let lists = [Some(&DENY["licenses"]["allow"]), own.map(|own| &own["allow"])];
    let allowed: Vec<_> = lists.into_iter().flatten().flat_map(words).collect();
    Expression::parse_mode(licence, ParseMode::LAX)
        .is_ok_and(|asked| asked.evaluate(|one| allowed.contains(&one.to_string().as_str())))
}

#[test]
fn every_licence_is_one_that_we_may_pass_on() {
    assert!(PACKAGES.len() > 300, "{} packages", PACKAGES.len());
    let refused: Vec<_> = PACKAGES
        .values()
        .filter(|package| !is_allowed(name(package), text(&package["license"])))
        .map(|package| format!("{}: {}", name(package), package["license"]))
        .collect();
    assert_eq!(refused, [""; 0]);
    assert!(is_allowed("a", "MIT/Apache-2.0") && is_allowed("a", "GPL-3.0-only OR MIT"));
    assert!(!is_allowed("a", "GPL-3.0-only") && !is_allowed("a", "MIT AND GPL-3.0-only"));
    assert!(is_allowed("selectors", "MPL-2.0") && !is_allowed("a", "MPL-2.0"));
    assert!(!is_allowed("a", ""));
}

#[test]
fn no_banned_crate_is_built() {
    let banned = DENY["bans"]["deny"].as_array().expect("a list");
    let banned: Vec<_> = banned.iter().filter_map(|one| one["crate"].as_str()).collect();
    assert!(banned.contains(&"reqwest"));
    for system in systems() {
        // Unlike the metadata, the tree leaves out what only a feature that is off would bring.
        let tree = cargo(&["tree", "--workspace", "--prefix=none", "--target", system]);
        let built: Vec<_> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(built.contains(&"tauri") && built.len() > 300, "{tree}");
        assert!(banned.iter().all(|name| !built.contains(name)), "{banned:?} on {system}");
    }
}

#[test]
fn everything_comes_from_one_registry() {
    for package in PACKAGES.values() {
        let source = text(&package["source"]);
        assert!(
            source.is_empty() || source == "registry+https://github.com/rust-lang/crates.io-index",
            "{}: {source}",
            name(package)
        );
    }
}

#[test]
fn a_kept_crate_is_a_dependency_of_its_place_alone() {
    for package in ours() {
        for dependency in package["dependencies"].as_array().expect("a list") {
            for (crates, places) in KEPT {
                assert!(
                    !crates.contains(&name(dependency)) || places.contains(&name(package)),
                    "{} depends on {}",
                    name(package),
                    name(dependency)
                );
            }
        }
    }
}

#[test]
fn no_dependency_is_there_for_nothing() {
    let mut unused = Vec::new();
    for package in ours() {
        let mut sources = String::new();
        for target in package["targets"].as_array().expect("a list") {
            let root = PathBuf::from(text(&target["src_path"]));
            // A build script may lie beside the sources of others.
            let alone = text(&target["kind"][0]) == "custom-build";
            read(if alone { &root } else { root.parent().expect("a folder") }, &mut sources);
        }
        let ignored = package["metadata"]["cargo-machete"]["ignored"].as_array();
        for dependency in package["dependencies"].as_array().expect("a list") {
            let kept = ignored.is_some_and(|names| names.contains(&dependency["name"]));
            if !kept && !is_named(&sources, &name(dependency).replace('-', "_")) {
                unused.push(format!("{} -> {}", name(package), name(dependency)));
            }
        }
    }
    assert_eq!(unused, [""; 0]);
    assert!(is_named("    csv::Reader", "csv") && is_named("use csv;", "csv"));
    assert!(!is_named("// csv::Reader\nlet a = my_csv::b();", "csv"));
}

/// The text of a Rust file, or of all those below a folder.
fn read(path: &Path, sources: &mut String) {
    let Ok(entries) = fs::read_dir(path) else {
        if path.extension().is_some_and(|end| end == "rs") {
            *sources += &fs::read_to_string(path).expect("a source");
        }
        return;
    };
    for entry in entries {
        read(&entry.expect("an entry").path(), sources);
    }
}

/// Whether some code begins a path with this crate, comments apart.
fn is_named(sources: &str, name: &str) -> bool {
    let starts =
        |line: &str, at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let (path, import) = (format!("{name}::"), format!("use {name};"));
    sources.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        line.contains(&import) || line.match_indices(&path).any(|(at, _)| starts(line, at))
    })
}
