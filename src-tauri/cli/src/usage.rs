//! Wrong usage, in French: what is unknown or missing, how the command is written, and the end 2.

use crate::sortie;
use crate::sortie::alerter;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde_json::json;
use std::process::ExitCode;

/// Reports arguments that were not understood; help and version are asked for, and are no mistake.
pub(crate) fn answer(erreur: &clap::Error) -> ExitCode {
    if matches!(erreur.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        sortie::ligne(erreur.render().to_string().trim_end());
        return ExitCode::SUCCESS;
    }
    // The arguments were not understood: whether JSON is wanted is read from them as they are.
    let json = std::env::args_os().any(|argument| argument == "--json");
    let ecriture = erreur.get(ContextKind::Usage).map(|usage| {
        let texte = usage.to_string();
        let texte = texte.trim().trim_start_matches("Usage:").trim();
        texte.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    refuse(&phrase(erreur), ecriture.as_deref(), json)
}

/// Says what is wrong with the command line, and ends with 2.
pub(crate) fn refuse(phrase: &str, ecriture: Option<&str>, json: bool) -> ExitCode {
    if json {
        sortie::json(&json!({ "ok": false, "code": "usage", "message": phrase }));
    } else {
        alerter!("{phrase}");
        if let Some(ecriture) = ecriture {
            alerter!("S’écrit : {ecriture}");
        }
        alerter!("Aide : escale-cli --help");
    }
    ExitCode::from(2)
}

fn phrase(erreur: &clap::Error) -> String {
    let dit = |quoi| erreur.get(quoi).map(ToString::to_string).unwrap_or_default();
    let argument = dit(ContextKind::InvalidArg);
    let valeur = dit(ContextKind::InvalidValue);
    match erreur.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("Commande inconnue : {}.", dit(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("Option inconnue : {argument}.")
        }
        ErrorKind::UnknownArgument => format!("Argument de trop : {argument}."),
        ErrorKind::MissingRequiredArgument => {
            let manquants = match erreur.get(ContextKind::InvalidArg) {
                Some(ContextValue::Strings(noms)) => noms.join(", "),
                _ => argument,
            };
            format!("Il manque : {manquants}.")
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            match erreur.get(ContextKind::ValidSubcommand) {
                Some(ContextValue::Strings(noms)) => {
                    format!("Il manque une commande : {}.", noms.join(", "))
                }
                _ => "Il manque une commande.".to_owned(),
            }
        }
        ErrorKind::InvalidValue if valeur.is_empty() => {
            format!("Il manque la valeur de {argument}.")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let permises = match erreur.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(valeurs)) if !valeurs.is_empty() => {
                    format!(" Valeurs possibles : {}.", valeurs.join(", "))
                }
                _ => String::new(),
            };
            format!("Valeur refusée pour {argument} : {valeur}.{permises}")
        }
        ErrorKind::ArgumentConflict => {
            let autre = match erreur.get(ContextKind::PriorArg) {
                Some(ContextValue::Strings(noms)) => noms.join(", "),
                Some(nom) => nom.to_string(),
                None => String::new(),
            };
            match autre == argument || autre.is_empty() {
                true => format!("{argument} ne se donne qu’une fois."),
                false => format!("{argument} ne va pas avec {autre}."),
            }
        }
        ErrorKind::InvalidUtf8 => "Un argument n’est pas un texte en UTF-8.".to_owned(),
        _ => "La ligne de commande n’est pas comprise.".to_owned(),
    }
}
