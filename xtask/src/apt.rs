//! What a fresh machine lacks: asked of dpkg, said in one line each, installed by apt.

use std::{
    collections::BTreeSet,
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::Outcome;

/// How a thing is recognised on a system that dpkg does not describe.
#[derive(Debug, Clone, Copy)]
enum Sign {
    /// One of these programs is in the PATH.
    Program(&'static [&'static str]),
    /// `pkg-config` knows this library.
    Library(&'static str),
    /// One of these files is there.
    File(&'static [&'static str]),
}

/// One thing that a command of ours stands on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Need {
    package: &'static str,
    /// The name that Ubuntu gives to the same package, where it differs.
    ubuntu: Option<&'static str>,
    sign: Sign,
    why: &'static str,
}

const fn need(package: &'static str, sign: Sign, why: &'static str) -> Need {
    Need { package, ubuntu: None, sign, why }
}

/// To compile the core and the command line: SQLCipher and OpenSSL come as C sources.
pub(crate) const CORE: &[Need] = &[
    need(
        "build-essential",
        Sign::Program(&["c++"]),
        "compilateur C, pour SQLCipher et l’édition de liens",
    ),
    need("make", Sign::Program(&["make"]), "construit OpenSSL"),
    need("perl", Sign::Program(&["perl"]), "configure OpenSSL"),
];

/// To compile and open the window.
pub(crate) const WINDOW: &[Need] = &[
    need("pkg-config", Sign::Program(&["pkg-config"]), "trouve les bibliothèques du système"),
    need("libgtk-3-dev", Sign::Library("gtk+-3.0"), "fenêtre et boîtes de dialogue"),
    need("libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1"), "page affichée dans la fenêtre"),
    need(
        "fonts-dejavu-core",
        Sign::File(&["/usr/share/fonts"]),
        "police de secours pour les signes que la nôtre n’a pas",
    ),
];

/// To run every test.
pub(crate) const TESTS: &[Need] = &[
    need("webkit2gtk-driver", Sign::Program(&["WebKitWebDriver"]), "pilote la vraie fenêtre"),
    need("xvfb", Sign::Program(&["Xvfb"]), "écran virtuel de la vraie fenêtre"),
    need("openbox", Sign::Program(&["openbox"]), "donne le clavier aux boîtes de dialogue"),
    need("xdotool", Sign::Program(&["xdotool"]), "tape dans la boîte « Enregistrer sous »"),
    need("xclip", Sign::Program(&["xclip"]), "copie un texte pour le coller dans la fenêtre"),
    need("dbus-daemon", Sign::Program(&["dbus-run-session"]), "bus de session du trousseau"),
    need("dbus-bin", Sign::Program(&["dbus-send"]), "attend que le trousseau réponde"),
    need(
        "gnome-keyring",
        Sign::Program(&["gnome-keyring-daemon"]),
        "vrai trousseau du système, pour son test",
    ),
    Need {
        package: "chromium",
        ubuntu: Some("chromium-browser"),
        sign: Sign::Program(&["chromium", "chromium-browser", "google-chrome"]),
        why: "parcours de l’écran sur le vrai noyau",
    },
    need("poppler-utils", Sign::Program(&["pdftotext"]), "relit le texte des PDF"),
    need("qpdf", Sign::Program(&["qpdf"]), "vérifie la structure des PDF"),
    need("default-jdk-headless", Sign::Program(&["javac"]), "compile et fait tourner PDFBox"),
    need(
        "libpdfbox2-java",
        Sign::File(&["/usr/share/java/preflight.jar"]),
        "vérifie que les PDF sont en PDF/A-1b",
    ),
];

/// To regenerate the offline data of the queries.
pub(crate) const PREPARE: &[Need] =
    &[need("sqlite3", Sign::Program(&["sqlite3"]), "base d’essai où vérifier les requêtes")];

/// What the machine is, as far as installing goes.
#[derive(Debug)]
struct Machine {
    apt: bool,
    ubuntu: bool,
    root: bool,
    sudo: bool,
}

/// What is to be done about what is missing.
#[derive(Debug, PartialEq, Eq)]
enum Plan {
    Nothing,
    /// Packages for apt, through sudo or not.
    Install {
        packages: Vec<&'static str>,
        sudo: bool,
    },
    /// Neither root nor sudo: the words to give to whoever administers the machine.
    AskAdministrator(Vec<&'static str>),
    /// No apt here.
    ByHand(Vec<&'static str>),
}

fn plan(machine: &Machine, missing: &[&Need]) -> Plan {
    let packages: Vec<_> = missing
        .iter()
        .map(|need| need.ubuntu.filter(|_| machine.ubuntu).unwrap_or(need.package))
        .collect();
    match machine {
        _ if packages.is_empty() => Plan::Nothing,
        Machine { apt: false, .. } => Plan::ByHand(packages),
        Machine { root: true, .. } => Plan::Install { packages, sudo: false },
        Machine { sudo: true, .. } => Plan::Install { packages, sudo: true },
        _ => Plan::AskAdministrator(packages),
    }
}

/// The packages that dpkg has wholly installed, out of `dpkg-query`'s lines: name, tab, status.
fn installed(listing: &str) -> BTreeSet<&str> {
    listing
        .lines()
        .filter_map(|line| line.split_once('\t'))
        // The second letter tells the state: "ii" installed, "hi" held, "rc" only its settings.
        .filter(|(_, status)| status.as_bytes().get(1) == Some(&b'i'))
        .map(|(name, _)| name)
        .collect()
}

fn missing<'a>(
    needs: impl Iterator<Item = &'a Need>,
    listing: &str,
    seen: impl Fn(Sign) -> bool,
) -> Vec<&'a Need> {
    let installed = installed(listing);
    needs.filter(|need| !installed.contains(need.package) && !seen(need.sign)).collect()
}

/// Whether the machine itself shows the thing, whoever installed it.
fn shown(sign: Sign) -> bool {
    match sign {
        Sign::Program(names) => names.iter().any(|name| in_path(name)),
        Sign::Library(name) => quiet(Command::new("pkg-config").args(["--exists", name])),
        Sign::File(paths) => paths.iter().any(|path| Path::new(path).exists()),
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

fn quiet(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn output(program: &str, args: &[&str]) -> String {
    Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

/// Makes sure that everything needed is on the machine, installing what is not.
pub(crate) fn provide(groups: &[&[Need]]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return elsewhere();
    }
    let needs = || groups.iter().copied().flatten();
    let names: Vec<_> = needs().map(|need| need.package).collect();
    let query = ["-W", "-f", "${Package}\\t${db:Status-Abbrev}\\n"];
    let listing = output("dpkg-query", &[&query[..], &names[..]].concat());
    let missing = missing(needs(), &listing, shown);
    let machine = Machine {
        apt: in_path("apt-get") && in_path("dpkg-query"),
        ubuntu: std::fs::read_to_string("/etc/os-release")
            .is_ok_and(|release| release.lines().any(|line| line == "ID=ubuntu")),
        root: output("id", &["-u"]).trim() == "0",
        sudo: in_path("sudo"),
    };
    let plan = plan(&machine, &missing);
    if plan != Plan::Nothing {
        println!("Il manque à cette machine\u{a0}:");
        for need in &missing {
            println!("  {:<24} {}", need.package, need.why);
        }
    }
    match plan {
        Plan::Nothing => Ok(()),
        Plan::Install { packages, sudo } => install(&packages, sudo),
        Plan::AskAdministrator(packages) => Err(format!(
            "ni root ni sudo. Demandez à qui administre ce poste\u{a0}:\n  apt-get install {}",
            packages.join(" ")
        )),
        Plan::ByHand(packages) => Err(format!(
            "pas d’apt ici\u{a0}: installez à la main l’équivalent de\n  {}\n\
             (Fedora\u{a0}: gcc-c++ perl webkit2gtk4.1-devel gtk3-devel\u{a0}; \
             Arch\u{a0}: base-devel webkit2gtk-4.1 gtk3), puis relancez.",
            packages.join(" ")
        )),
    }
}

fn install(packages: &[&str], sudo: bool) -> Outcome {
    let who = if sudo { "par sudo" } else { "en root" };
    println!("Installation par apt-get, {who}\u{a0}:");
    apt(&["update", "-q"], sudo)?;
    apt(&[&["install", "-q", "-y", "--no-install-recommends"], packages].concat(), sudo)
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
        // As root nobody is asked anything; sudo may ask for a password.
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

/// What there is to install by hand on the systems that have no packages to ask for by name.
fn elsewhere() -> Outcome {
    if cfg!(windows) {
        println!(
            "À installer à la main si la construction le demande\u{a0}: Visual Studio Build Tools \
             (C++), Strawberry Perl (OpenSSL), WebView2 (déjà dans Windows 11)."
        );
    } else {
        println!(
            "À installer à la main si la construction le demande\u{a0}: les outils de Xcode \
             (xcode-select --install)."
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: Machine = Machine { apt: true, ubuntu: false, root: true, sudo: false };

    fn none(_: Sign) -> bool {
        false
    }

    #[test]
    fn only_what_is_wholly_installed_counts() {
        let listing = "build-essential\tii \nmake\thi \nperl\trc \nchromium\tun \n";
        assert_eq!(installed(listing), BTreeSet::from(["build-essential", "make"]));
        let missing = missing(CORE.iter(), listing, none);
        assert_eq!(missing.iter().map(|need| need.package).collect::<Vec<_>>(), ["perl"]);
    }

    #[test]
    fn what_the_machine_shows_is_not_installed_again() {
        let java = |sign| matches!(sign, Sign::Program(names) if names.contains(&"javac"));
        let missing = missing(TESTS.iter(), "", java);
        assert_eq!(missing.len(), TESTS.len() - 1);
        assert!(missing.iter().all(|need| need.package != "default-jdk-headless"));
    }

    #[test]
    fn a_fresh_machine_gets_everything_in_one_go() {
        let missing = missing(CORE.iter().chain(WINDOW), "", none);
        let Plan::Install { packages, sudo } = plan(&FRESH, &missing) else {
            panic!("a fresh Debian is to be installed upon");
        };
        assert!(!sudo);
        assert_eq!(packages.len(), CORE.len() + WINDOW.len());
        assert!(packages.contains(&"libwebkit2gtk-4.1-dev"));
    }

    #[test]
    fn a_second_run_installs_nothing() {
        let listing: String = CORE.iter().map(|need| format!("{}\tii \n", need.package)).collect();
        let missing = missing(CORE.iter(), &listing, none);
        assert_eq!(plan(&FRESH, &missing), Plan::Nothing);
    }

    #[test]
    fn rights_and_systems_change_the_plan() {
        let missing = [&CORE[2]];
        let user = Machine { root: false, sudo: true, ..FRESH };
        assert_eq!(plan(&user, &missing), Plan::Install { packages: vec!["perl"], sudo: true });
        let nobody = Machine { root: false, sudo: false, ..FRESH };
        assert_eq!(plan(&nobody, &missing), Plan::AskAdministrator(vec!["perl"]));
        let fedora = Machine { apt: false, ..FRESH };
        assert_eq!(plan(&fedora, &missing), Plan::ByHand(vec!["perl"]));
        let browser: Vec<_> = TESTS.iter().filter(|need| need.package == "chromium").collect();
        let ubuntu = Machine { ubuntu: true, ..FRESH };
        assert_eq!(
            plan(&ubuntu, &browser),
            Plan::Install { packages: vec!["chromium-browser"], sudo: false }
        );
    }

    #[test]
    fn apt_is_told_the_proxies_and_nothing_else() {
        let set = [("HTTPS_PROXY", "a:1"), ("no_proxy", "b"), ("HOME", "/x"), ("XPROXY", "y")]
            .map(|(name, value)| (name.into(), value.into()));
        assert_eq!(proxies(set.into_iter()), ["HTTPS_PROXY=a:1", "no_proxy=b"]);
    }

    #[test]
    fn a_program_is_found_in_the_path_only() {
        assert!(in_path("sh"));
        assert!(!in_path("no-such-program-anywhere"));
    }
}
