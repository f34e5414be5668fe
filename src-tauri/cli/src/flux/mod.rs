//! Tables on standard input, computed on, on standard output: no vault, no password.
//!
//! One row is read, computed and written before the next, so that a million of them take no more
//! memory than one. A row that cannot be computed says so in its own last column and stops nothing.

mod ages;
pub(crate) mod aide;
mod croissance;
mod ecriture;
mod entree;
mod identifiants;
mod tension;
mod vaccins;
mod valeurs;

use crate::commande::Flux;
use crate::sortie::alerter;
use crate::{sortie, usage};
use ecriture::{Cellule, Ecriture};
use entree::{Entree, Ligne};
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::process::ExitCode;

/// A computation on each row of a table.
trait Calcul {
    /// The columns that it reads.
    const LUES: &'static [&'static str];
    /// Those that must be there; any of the names of a group does.
    const REQUISES: &'static [&'static [&'static str]];
    /// The columns that it adds, in their order.
    const AJOUTEES: &'static [&'static str];

    /// The added cells of a row, one for each of [`Self::AJOUTEES`].
    ///
    /// # Errors
    /// Why this row cannot be computed, in one sentence.
    fn compute(ligne: &Ligne<'_>) -> Result<Vec<Cellule>, String>;

    /// The added cells of a row that cannot be computed.
    fn refuse(raison: String) -> Vec<Cellule> {
        let vides = Self::AJOUTEES.len().saturating_sub(1);
        let mut cellules: Vec<Cellule> = (0..vides).map(|_| Cellule::Vide).collect();
        cellules.push(Cellule::Texte(raison));
        cellules
    }
}

#[derive(Default)]
struct Compte {
    lignes: u64,
    erreurs: u64,
}

/// Why it stopped before the end.
enum Arret {
    /// The command was not given what it needs.
    Usage(String),
    Echec(String),
    /// The reader of the output is gone: no failure, no message.
    Ferme,
}

impl Arret {
    fn ecriture(erreur: &std::io::Error) -> Self {
        match erreur.kind() {
            ErrorKind::BrokenPipe => Self::Ferme,
            _ => Self::Echec(sortie::PLEINE.to_owned()),
        }
    }

    fn ecriture_csv(erreur: csv::Error) -> Self {
        match erreur.into_kind() {
            csv::ErrorKind::Io(erreur) => Self::ecriture(&erreur),
            _ => Self::Echec("Une ligne ne s’écrit pas.".to_owned()),
        }
    }
}

/// Runs a computation from standard input to standard output.
pub(crate) fn flux(quoi: Flux, json: bool) -> ExitCode {
    let (entree, sortie) = (std::io::stdin(), std::io::stdout());
    if entree.is_terminal() {
        alerter!("Les données sont attendues sur l’entrée standard (fin : Ctrl+D).");
    }
    let (entree, sortie) = (entree.lock(), sortie.lock());
    let fin = match quoi {
        Flux::Croissance => table::<croissance::Croissance>(entree, sortie, json),
        Flux::Tension => table::<tension::Tension>(entree, sortie, json),
        Flux::Ages => table::<ages::Ages>(entree, sortie, json),
        Flux::Identifiants => table::<identifiants::Identifiants>(entree, sortie, json),
        Flux::Vaccins => vaccins::lignes(entree, sortie),
    };
    match fin {
        Ok(compte) => {
            if let Some(phrase) = compte.phrase(quoi) {
                alerter!("{phrase}");
            }
            ExitCode::SUCCESS
        }
        Err(Arret::Ferme) => ExitCode::SUCCESS,
        Err(Arret::Usage(phrase)) => usage::refuse(&phrase, None, json),
        Err(Arret::Echec(phrase)) => {
            alerter!("{phrase}");
            ExitCode::from(1)
        }
    }
}

fn table<C: Calcul>(entree: impl Read, sortie: impl Write, json: bool) -> Result<Compte, Arret> {
    let mut entree = Entree::open::<C>(entree)?;
    if !entree.remplacees.is_empty() {
        alerter!("Recalculé, à la place de ce qui était là : {}.", entree.remplacees.join(", "));
    }
    let mut ecriture = Ecriture::open::<C>(sortie, &entree, json)?;
    let mut compte = Compte::default();
    while let Some(ligne) = entree.suivante()? {
        compte.lignes += 1;
        let cellules = match ligne.complete().and_then(|()| C::compute(&ligne)) {
            Ok(cellules) => {
                let dite = matches!(cellules.last(), Some(Cellule::Texte(_)));
                compte.erreurs += u64::from(dite && C::AJOUTEES.last() == Some(&"erreur"));
                cellules
            }
            Err(raison) => {
                compte.erreurs += 1;
                C::refuse(raison)
            }
        };
        ecriture.ligne(&ligne, &cellules)?;
    }
    ecriture.finish()?;
    Ok(compte)
}

impl Compte {
    /// What is said at the end, when some rows could not be computed.
    fn phrase(&self, quoi: Flux) -> Option<String> {
        let (lignes, erreurs) = (sortie::milliers(self.lignes), sortie::milliers(self.erreurs));
        let ou = match quoi {
            Flux::Identifiants => "colonne raison",
            Flux::Vaccins => "clé erreur",
            _ => "colonne erreur",
        };
        match self.erreurs {
            0 => None,
            1 => Some(format!("1 ligne sur {lignes} a une erreur ({ou}).")),
            _ => Some(format!("{erreurs} lignes sur {lignes} ont une erreur ({ou}).")),
        }
    }
}
