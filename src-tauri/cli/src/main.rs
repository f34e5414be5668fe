//! `escale-cli`: the same use cases as the window, for the administrator's scripts.
//!
//! Every command says what it did, speaks JSON with `--json`, and ends with 0 (done), 1 (refused or
//! failed) or 2 (wrong usage). The password is read from `ESCALE_PASSWORD`, from a prompt, or from
//! standard input with `--password-stdin`, never from an argument.

mod base;
mod commande;
mod demo;
mod dossier;
mod flux;
mod init;
mod poste;
mod sortie;
mod usage;

use clap::Parser;
use commande::{Arguments, Commande};
use escale_core::error::Result;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    sortie::finish(answer().await)
}

async fn answer() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(erreur) => return usage::answer(&erreur),
    };
    let json = arguments.json;
    let sans_coffre = matches!(arguments.commande, Commande::Demo(_) | Commande::Flux(_));
    if !sans_coffre && let Some(phrase) = poste::manque(&arguments.acces) {
        return usage::refuse(&phrase, None, json);
    }
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            sortie::echec(&error, json);
            ExitCode::from(1)
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode> {
    let Arguments { commande, json, acces, .. } = arguments;
    match commande {
        Commande::Demo(demande) => demo::demo(demande, json).await,
        Commande::Init(demande) => init::init(&acces, demande, json).await,
        Commande::Dossier(demande) => dossier::dossier(&acces, demande, json).await,
        Commande::Document(demande) => dossier::document(&acces, demande, json).await,
        Commande::Verify => base::verify(&acces, json).await,
        Commande::Stats => base::stats(&acces, json).await,
        Commande::Journal(demande) => base::journal(&acces, demande, json).await,
        Commande::Flux(quoi) => Ok(flux::flux(quoi, json)),
    }
}
