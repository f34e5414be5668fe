//! Where things are: the root of the repository, the build folders, the tools' own folder.

use std::{
    env, fs,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use crate::sha256;

/// The places of one checkout, and what the terminal can show.
#[derive(Debug)]
pub(crate) struct House {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// The folder of the binaries of the dev profile.
    pub(crate) dev: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Whether colours reach somebody who sees them.
    pub(crate) colour: bool,
}

impl House {
    /// Finds the checkout that this very program was built from.
    pub(crate) fn find() -> Self {
        // Cargo gives the manifest's folder at run time too: a moved checkout stays right.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().unwrap_or(&manifest).to_path_buf();
        // The program lies in target/debug, wherever a setting or a variable put that folder.
        let dev = env::current_exe()
            .ok()
            .and_then(|exe| exe.parent().map(Path::to_path_buf))
            .unwrap_or_else(|| root.join("target/debug"));
        let target = dev.parent().unwrap_or(&dev).to_path_buf();
        let colour = env::var_os("NO_COLOR").is_none() && std::io::stdout().is_terminal();
        Self { root, dev, target, colour }
    }

    /// A path of the repository.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where xtask remembers what is already done.
    pub(crate) fn notes(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Whether the last successful run of a chore left exactly this stamp.
    pub(crate) fn is_done(&self, chore: &str, stamp: &str) -> bool {
        fs::read_to_string(self.notes().join(format!("{chore}.stamp")))
            .is_ok_and(|was| was == stamp)
    }

    /// Remembers that a chore succeeded with these inputs and outputs.
    pub(crate) fn set_done(&self, chore: &str, stamp: &str) -> Result<(), String> {
        let notes = self.notes();
        fs::create_dir_all(&notes)
            .and_then(|()| fs::write(notes.join(format!("{chore}.stamp")), stamp))
            .map_err(|error| format!("{}\u{a0}: {error}", notes.display()))
    }
}

/// One value that changes when any file below changes its place or its content.
pub(crate) fn digest_of(folder: &Path, skipped: &[&str]) -> String {
    let mut files = Vec::new();
    walk(folder, skipped, &mut files);
    let mut all = Vec::new();
    for file in files {
        let content = fs::read(&file).unwrap_or_default();
        let place = file.strip_prefix(folder).unwrap_or(&file);
        all.extend(format!("{} {}\n", sha256::hex(&content), place.display()).bytes());
    }
    sha256::hex(&all)
}

/// Every file below a folder, in order of name; folders called like one of `skipped` are left out.
pub(crate) fn walk(folder: &Path, skipped: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if name.is_none_or(|name| skipped.contains(&name.as_str())) {
            continue;
        }
        if path.is_dir() {
            walk(&path, skipped, found);
        } else {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_follows_content_and_place_and_leaves_out_what_is_skipped() {
        let folder = env::temp_dir().join(format!("xtask-digest-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).expect("folder");
        fs::write(folder.join("a.ts"), "1").expect("file");
        let first = digest_of(&folder, &["node_modules"]);
        fs::write(folder.join("node_modules/x.js"), "1").expect("file");
        assert_eq!(first, digest_of(&folder, &["node_modules"]));
        assert_ne!(first, digest_of(&folder, &[]));
        fs::write(folder.join("a.ts"), "2").expect("file");
        let second = digest_of(&folder, &["node_modules"]);
        assert_ne!(first, second);
        fs::rename(folder.join("a.ts"), folder.join("b.ts")).expect("rename");
        assert_ne!(second, digest_of(&folder, &["node_modules"]));
        fs::remove_dir_all(&folder).expect("clean");
    }
}
