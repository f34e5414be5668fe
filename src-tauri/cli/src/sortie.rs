//! What the terminal shows: sentences for people, JSON for scripts.

use escale_core::error::Error;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

/// One JSON line on standard output.
pub(crate) fn json(valeur: &Value) {
    println!("{valeur}");
}

/// A failure: JSON on standard output for scripts, a sentence on standard error for people.
pub(crate) fn echec(error: &Error, json: bool) {
    if json {
        let valeur = json!({
            "ok": false, "code": error.code.code(), "message": error.phrase(),
            "champ": error.champ, "secondes": error.secondes,
        });
        println!("{valeur}");
    } else {
        eprintln!("{}", error.phrase());
    }
}

/// A progress bar on standard error; hidden when nobody looks.
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
