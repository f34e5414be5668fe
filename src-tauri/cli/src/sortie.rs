//! What the terminal shows: sentences for people, JSON for scripts.
//!
//! Everything that the program says goes through here. A line that cannot be written never stops
//! the work that it reports: the failure is kept, and decides the exit code ([`finish`]).

use escale_core::error::Error;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is said when standard output takes no more.
pub(crate) const PLEINE: &str = "La sortie ne s’écrit plus. Le disque est-il plein ?";

/// Whether standard output failed otherwise than by its reader going away.
static PERDUE: AtomicBool = AtomicBool::new(false);
/// Whether the reader of standard output went away.
static FERMEE: AtomicBool = AtomicBool::new(false);

/// A line on standard output, formatted like `println!`.
macro_rules! dire {
    ($($texte:tt)*) => { $crate::sortie::ligne(format_args!($($texte)*)) };
}
/// A line on standard error, formatted like `eprintln!`.
macro_rules! alerter {
    ($($texte:tt)*) => { $crate::sortie::alerte(format_args!($($texte)*)) };
}
pub(crate) use {alerter, dire};

/// A line on standard output.
pub(crate) fn ligne(texte: impl Display) {
    note(writeln!(std::io::stdout().lock(), "{texte}"));
}

/// A line on standard error; a failure to write it is ignored.
pub(crate) fn alerte(texte: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{texte}");
}

fn note(ecrit: std::io::Result<()>) {
    match ecrit {
        Ok(()) => {}
        Err(erreur) if erreur.kind() == ErrorKind::BrokenPipe => {
            FERMEE.store(true, Ordering::Relaxed);
        }
        Err(_) => PERDUE.store(true, Ordering::Relaxed),
    }
}

/// Whether all that was said so far reached standard output; `debut` is written first, so that an
/// output that takes nothing is found before anything is done.
pub(crate) fn ecrite(debut: &str) -> bool {
    let mut sortie = std::io::stdout().lock();
    note(sortie.write_all(debut.as_bytes()).and_then(|()| sortie.flush()));
    !PERDUE.load(Ordering::Relaxed) && !FERMEE.load(Ordering::Relaxed)
}

/// How the program ends: as its work did, or with 1 when what it says was lost. A reader that
/// closed early, as `head` does, is no failure.
pub(crate) fn finish(code: ExitCode) -> ExitCode {
    note(std::io::stdout().lock().flush());
    if PERDUE.load(Ordering::Relaxed) {
        alerte(PLEINE);
        return ExitCode::from(1);
    }
    code
}

/// One JSON line on standard output.
pub(crate) fn json(valeur: &Value) {
    ligne(valeur);
}

/// A failure: JSON on standard output for scripts, a sentence on standard error for people.
pub(crate) fn echec(error: &Error, json: bool) {
    if json {
        let valeur = json!({
            "ok": false, "code": error.code.code(), "message": error.phrase(),
            "champ": error.champ, "secondes": error.secondes,
        });
        ligne(valeur);
    } else {
        alerte(error.phrase());
    }
}

/// A progress bar on standard error; hidden when that is not a terminal.
pub(crate) fn barre(total: u64, quoi: &'static str) -> ProgressBar {
    let barre = ProgressBar::new(total).with_message(quoi);
    let gabarit = "{msg} {wide_bar} {pos}/{len} · {per_sec} · encore {eta}";
    if let Ok(style) = ProgressStyle::with_template(gabarit) {
        barre.set_style(style);
    }
    barre
}

/// "1 234 567".
pub(crate) fn milliers(nombre: u64) -> String {
    let chiffres = nombre.to_string();
    let mut sortie = String::new();
    for (rang, chiffre) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
            sortie.push('\u{202f}');
        }
        sortie.push(chiffre);
    }
    sortie
}
