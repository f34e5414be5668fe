//! Where things are, and whether what was made of them is still true.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// The places of one checkout.
#[derive(Debug)]
pub(crate) struct House {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// The folder of the binaries of the dev profile.
    pub(crate) dev: PathBuf,
    /// What xtask itself writes: scratch bases, pictures, the demonstration.
    pub(crate) own: PathBuf,
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
        let own = dev.parent().unwrap_or(&dev).join("xtask");
        Self { root, dev, own }
    }

    /// A path of the repository.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

/// Whether `result` is younger than every file and folder of `sources`: a folder's own time tells
/// that something was taken out of it. Folders called like one of `skipped` do not count.
pub(crate) fn is_fresh(result: &Path, sources: &[PathBuf], skipped: &[&str]) -> bool {
    let Some(made) = modified(result) else { return false };
    let mut found = Vec::new();
    for source in sources {
        walk(source, skipped, &mut found);
    }
    found.iter().all(|path| modified(path).is_some_and(|time| time < made))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).ok()
}

/// `path`, and every file and folder below it in order of name.
pub(crate) fn walk(path: &Path, skipped: &[&str], found: &mut Vec<PathBuf>) {
    found.push(path.to_path_buf());
    let Ok(entries) = fs::read_dir(path) else { return };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        let name = entry.file_name().map(|name| name.to_string_lossy().into_owned());
        if name.is_some_and(|name| !skipped.contains(&name.as_str())) {
            walk(&entry, skipped, found);
        }
    }
}

/// The files below a folder whose names end so.
pub(crate) fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &["node_modules"], &mut found);
    found.retain(|file| file.is_file() && file.to_string_lossy().ends_with(end));
    found
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_result_is_fresh_until_a_source_changes_or_goes() {
        let folder = tempfile::tempdir().expect("folder");
        let (sources, result) = (folder.path().join("src"), folder.path().join("out"));
        fs::create_dir_all(sources.join("node_modules")).expect("folder");
        fs::write(sources.join("a.ts"), "").expect("file");
        let fresh = || is_fresh(&result, std::slice::from_ref(&sources), &["node_modules"]);
        assert!(!fresh(), "nothing was made yet");
        let later = |path: &Path, seconds| {
            let time = SystemTime::now() + Duration::from_secs(seconds);
            fs::File::open(path).and_then(|file| file.set_modified(time)).expect("time");
        };
        fs::write(&result, "").expect("file");
        later(&result, 10);
        assert!(fresh());
        later(&sources.join("node_modules"), 20);
        assert!(fresh(), "what is skipped does not count");
        later(&sources.join("a.ts"), 20);
        assert!(!fresh());
        fs::remove_file(sources.join("a.ts")).expect("gone");
        later(&sources, 30);
        assert!(!fresh(), "a file that is gone shows in its folder's time");
    }
}
