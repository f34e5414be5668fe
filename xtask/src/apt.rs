//! What a fresh machine lacks: looked for, said in one line each, installed by apt.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::Outcome;

/// How the machine shows that a thing is there, from wherever it came.
#[derive(Debug, Clone, Copy)]
enum Sign {
    /// One of these programs is in the PATH.
    Program(&'static [&'static str]),
    /// `pkg-config` knows this library.
    Library(&'static str),
    /// This file is there.
    File(&'static str),
}

use Sign::{File, Library, Program};

/// One thing that a command of ours stands on: Debian's package, its sign, what it is for.
#[derive(Debug)]
pub(crate) struct Need(&'static str, Sign, &'static str);

/// To compile the core and the command line: SQLCipher and OpenSSL come as C sources.
pub(crate) const CORE: &[Need] = &[
    Need(
        "build-essential",
        Program(&["c++"]),
        "compilateur C, pour SQLCipher et l’édition de liens",
    ),
    Need("make", Program(&["make"]), "construit OpenSSL"),
    Need("perl", Program(&["perl"]), "configure OpenSSL"),
];

/// To compile and open the window.
pub(crate) const WINDOW: &[Need] = &[
    Need("pkg-config", Program(&["pkg-config"]), "trouve les bibliothèques du système"),
    Need("libgtk-3-dev", Library("gtk+-3.0"), "fenêtre et boîtes de dialogue"),
    Need("libwebkit2gtk-4.1-dev", Library("webkit2gtk-4.1"), "page affichée dans la fenêtre"),
    Need(
        "fonts-dejavu-core",
        File("/usr/share/fonts"),
        "police pour les signes que la nôtre n’a pas",
    ),
];

/// To run every test.
pub(crate) const TESTS: &[Need] = &[
    Need("webkit2gtk-driver", Program(&["WebKitWebDriver"]), "pilote la vraie fenêtre"),
    Need("xvfb", Program(&["Xvfb"]), "écran virtuel de la vraie fenêtre"),
    Need("openbox", Program(&["openbox"]), "donne le clavier aux boîtes de dialogue"),
    Need("xdotool", Program(&["xdotool"]), "tape dans la boîte « Enregistrer sous »"),
    Need("xclip", Program(&["xclip"]), "copie un texte pour le coller dans la fenêtre"),
    Need("dbus-daemon", Program(&["dbus-run-session"]), "bus de session du trousseau"),
    Need("dbus-bin", Program(&["dbus-send"]), "attend que le trousseau réponde"),
    Need("gnome-keyring", Program(&["gnome-keyring-daemon"]), "vrai trousseau, pour son test"),
    Need("chromium", Program(BROWSERS), "parcours de l’écran sur le vrai noyau"),
    Need("poppler-utils", Program(&["pdftotext"]), "relit le texte des PDF"),
    Need("qpdf", Program(&["qpdf"]), "vérifie la structure des PDF"),
    Need("default-jdk-headless", Program(&["javac"]), "compile et fait tourner PDFBox"),
    Need(
        "libpdfbox2-java",
        File("/usr/share/java/preflight.jar"),
        "vérifie que les PDF sont en PDF/A-1b",
    ),
];

/// To regenerate the offline data of the queries.
pub(crate) const PREPARE: &[Need] =
    &[Need("sqlite3", Program(&["sqlite3"]), "base d’essai où vérifier les requêtes")];

/// The browsers that the journeys can be run in.
pub(crate) const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

fn is_there(sign: Sign) -> bool {
    match sign {
        Program(names) => names.iter().any(|name| in_path(name)),
        Library(name) => Command::new("pkg-config")
            .args(["--exists", name])
            .status()
            .is_ok_and(|status| status.success()),
        File(path) => Path::new(path).exists(),
    }
}

/// Whether a program is in the PATH.
pub(crate) fn in_path(program: &str) -> bool {
    whereabouts(program).is_some()
}

/// The file of a program, where the path has it.
pub(crate) fn whereabouts(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| [folder.join(program), folder.join(format!("{program}.exe"))])
        .find(|file| file.is_file())
}

/// Makes sure that everything needed is on the machine, installing what is not.
pub(crate) fn provide<'a>(needs: impl IntoIterator<Item = &'a [Need]>) -> Outcome {
    if cfg!(windows) {
        println!(
            "À installer à la main si la construction le demande\u{a0}: Visual Studio Build Tools \
             (C++), Strawberry Perl (OpenSSL), WebView2 (déjà dans Windows 11)."
        );
    } else if cfg!(target_os = "macos") {
        println!(
            "À installer à la main si la construction le demande\u{a0}: les outils de Xcode \
             (xcode-select --install)."
        );
    }
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut missing: Vec<_> = needs.into_iter().flatten().collect();
    missing.sort_by_key(|need| need.0);
    missing.dedup_by_key(|need| need.0);
    missing.retain(|need| !is_there(need.1));
    if missing.is_empty() {
        return Ok(());
    }
    println!("Il manque à cette machine\u{a0}:");
    for Need(package, _, why) in &missing {
        println!("  {package:<24} {why}");
    }
    let ubuntu = std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line == "ID=ubuntu"));
    let packages: Vec<_> = missing
        .iter()
        .map(|need| if ubuntu && need.0 == "chromium" { "chromium-browser" } else { need.0 })
        .collect();
    if !in_path("apt-get") {
        return Err(format!(
            "pas d’apt ici\u{a0}: installez à la main l’équivalent de\n  {}\n\
             (Fedora\u{a0}: gcc-c++ perl webkit2gtk4.1-devel gtk3-devel\u{a0}; \
             Arch\u{a0}: base-devel webkit2gtk-4.1 gtk3), puis relancez.",
            packages.join(" ")
        ));
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n");
    if !root && !in_path("sudo") {
        return Err(format!(
            "ni root ni sudo. Demandez à qui administre ce poste\u{a0}:\n  apt-get install {}",
            packages.join(" ")
        ));
    }
    apt(&["update", "-q"], !root)?;
    apt(&[&["install", "-q", "-y", "--no-install-recommends"], &packages[..]].concat(), !root)
}

fn apt(args: &[&str], sudo: bool) -> Outcome {
    // sudo drops the environment: what apt must know goes on the command line, where it is kept.
    let mut command = Command::new(if sudo { "sudo" } else { "env" });
    if sudo {
        command.arg("env");
    }
    command.arg("DEBIAN_FRONTEND=noninteractive").args(proxies(env::vars_os())).arg("apt-get");
    command.args(args);
    if !sudo {
        // As root no question is asked; sudo may ask for a password.
        command.stdin(Stdio::null());
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("apt-get {} a échoué ({status})", args.join(" "))),
        Err(error) => Err(format!("apt-get ne part pas\u{a0}: {error}")),
    }
}

/// The proxies that this machine is set to use, each as `NAME=value`.
fn proxies(variables: impl Iterator<Item = (OsString, OsString)>) -> Vec<String> {
    let proxy = |name: &str| {
        ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"]
            .contains(&name.to_ascii_lowercase().as_str())
    };
    variables
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| proxy(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_there_by_its_sign() {
        assert!(is_there(Program(&["no-such-program-anywhere", "sh"])));
        assert!(!is_there(Program(&["no-such-program-anywhere"])));
        assert!(is_there(File("/")) && !is_there(File("/no/such/file")));
    }

    #[test]
    fn apt_is_told_the_proxies_and_nothing_else() {
        let set = [("HTTPS_PROXY", "a:1"), ("no_proxy", "b"), ("HOME", "/x"), ("XPROXY", "y")]
            .map(|(name, value)| (name.into(), value.into()));
        assert_eq!(proxies(set.into_iter()), ["HTTPS_PROXY=a:1", "no_proxy=b"]);
    }
}
