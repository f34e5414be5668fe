//! Numbers that identify people, professionals and establishments: their keys, and what contradicts them.

mod cle;
mod nir;
pub mod oid;
#[cfg(test)]
mod tests;

pub use nir::{Traits, cross};

use crate::codes::codes;
use crate::commune;
use serde::Serialize;
use ts_rs::TS;

codes! {
    /// Kind of number.
    IdKind {
        Nir = "nir15", "NIR ou matricule INS (15 caractères)";
        Rpps = "rpps11", "RPPS (11 chiffres)";
        Idnps = "idnps12", "Identifiant national du professionnel (12 chiffres)";
        Finess = "finess9", "FINESS (9 caractères)";
        Siren = "siren9", "SIREN (9 chiffres)";
        Siret = "siret14", "SIRET (14 chiffres)";
        Cog = "cog5", "Code INSEE de commune (5 caractères)";
        CodePostal = "code_postal5", "Code postal (5 chiffres)";
    }
}

codes! {
    /// The verdict on a number.
    #[ts(rename = "StatutNumero")]
    Statut {
        Valide = "valide", "Valide";
        Avertissement = "avertissement", "À vérifier";
        Invalide = "invalide", "Invalide";
    }
}

/// The result of examining a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Verdict {
    /// A warning never blocks.
    pub statut: Statut,
    /// Why, in one French sentence that does not repeat the number; empty when valid.
    pub raison: String,
    /// The number without what people put between its digits, in capitals: the form to store.
    pub normalise: String,
}

/// Examines a number as it was typed or found in a file.
///
/// Spaces of every kind, dots, dashes and slashes are ignored, letters may be small. A wrong length, a wrong sign or
/// a wrong key is `invalide`, but for RPPS, IDNPS and FINESS, where a wrong key is only a warning:
/// published examples break it (clinical note §5). A commune or postcode of the right shape that is
/// not in the COG 2026 is a warning: foreign countries (99…), CEDEX and former communes are not in it.
#[must_use]
pub fn examine(genre: IdKind, texte: &str) -> Verdict {
    let normalise = normalise(texte);
    let jugement = match genre {
        _ if normalise.is_empty() => invalide("Aucune valeur."),
        IdKind::Nir => nir::judge(&normalise),
        IdKind::Rpps => rpps(&normalise),
        IdKind::Idnps => idnps(&normalise),
        IdKind::Finess => finess(&normalise),
        IdKind::Siren => siren(&normalise),
        IdKind::Siret => siret(&normalise),
        IdKind::Cog => cog(&normalise),
        IdKind::CodePostal => code_postal(&normalise),
    };
    let (statut, raison) = jugement.err().unwrap_or((Statut::Valide, String::new()));
    Verdict { statut, raison, normalise }
}

/// Whether people put it between the digits of a number: blanks, dots, dashes ("2-16-03"), and the
/// slash before a key ("2160387085990/65").
const fn separateur(c: char) -> bool {
    matches!(c, '.' | '-' | '/' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || c.is_whitespace()
}

/// The number without its separators, in capitals.
fn normalise(texte: &str) -> String {
    texte.chars().filter(|c| !separateur(*c)).flat_map(char::to_uppercase).collect()
}

/// The verdict on a number that is not plainly valid, with its reason; `Ok` when there is nothing
/// to say.
type Jugement = Result<(), (Statut, String)>;

fn invalide(raison: &str) -> Jugement {
    Err((Statut::Invalide, raison.to_owned()))
}

fn warn(raison: &str) -> Jugement {
    Err((Statut::Avertissement, raison.to_owned()))
}

/// Refuses a number that does not have `longueur` characters, each accepted by `permis` at its place.
fn forme(
    texte: &str,
    longueur: usize,
    permis: impl Fn(usize, u8) -> bool,
) -> Result<(), (Statut, String)> {
    if let Some(signe) = texte.chars().find(|c| !c.is_ascii_alphanumeric()) {
        return invalide(&match signe.is_control() {
            true => "Un signe invisible n’a pas sa place dans ce numéro.".to_owned(),
            false => format!("Le signe «\u{a0}{signe}\u{a0}» n’a pas sa place dans ce numéro."),
        });
    }
    let lus = texte.len();
    if lus != longueur {
        let ecart = lus.abs_diff(longueur);
        let (s, verbe) = match (ecart, lus < longueur) {
            (1, true) => ("", "manque"),
            (1, false) => ("", "est en trop"),
            (_, true) => ("s", "manquent"),
            (_, false) => ("s", "sont en trop"),
        };
        return invalide(&format!(
            "{ecart}\u{a0}caractère{s} {verbe}\u{a0}: {longueur} sont attendus."
        ));
    }
    match texte.bytes().enumerate().find(|(rang, octet)| !permis(*rang, *octet)) {
        None => Ok(()),
        Some((_, octet)) => invalide(&format!(
            "Le signe «\u{a0}{}\u{a0}» n’a pas sa place à cet endroit.",
            char::from(octet)
        )),
    }
}

fn chiffre(_rang: usize, octet: u8) -> bool {
    octet.is_ascii_digit()
}

/// Refuses a number filled with zeros to get past the check.
fn zeros(texte: &str) -> Jugement {
    match texte.bytes().all(|b| b == b'0') {
        true => warn("Le numéro n’a que des zéros."),
        false => Ok(()),
    }
}

fn rpps(texte: &str) -> Jugement {
    forme(texte, 11, chiffre)?;
    zeros(texte)?;
    match cle::luhn(texte) {
        true => Ok(()),
        false => warn("La clé du numéro RPPS ne convient pas\u{a0}: vérifiez la saisie."),
    }
}

fn idnps(texte: &str) -> Jugement {
    forme(texte, 12, chiffre)?;
    match texte.strip_prefix('8') {
        Some(numero) => rpps(numero),
        None => invalide("Ce numéro doit être un 8 suivi du numéro RPPS."),
    }
}

/// Corsican numbers carry their letter second, counted 1 for A and 2 for B (clinical note §5).
fn finess(texte: &str) -> Jugement {
    forme(texte, 9, |rang, octet| octet.is_ascii_digit() || corse(texte, rang, 1))?;
    zeros(texte)?;
    match cle::luhn(&texte.replace('A', "1").replace('B', "2")) {
        true => Ok(()),
        false => warn("La clé du numéro FINESS ne convient pas\u{a0}: vérifiez la saisie."),
    }
}

/// Whether the letter of 2A or 2B stands at `rang`, which must be `place`.
fn corse(texte: &str, rang: usize, place: usize) -> bool {
    let octets = texte.as_bytes();
    rang == place
        && octets.get(rang.wrapping_sub(1)) == Some(&b'2')
        && matches!(octets.get(rang), Some(b'A' | b'B'))
}

fn siren(texte: &str) -> Jugement {
    forme(texte, 9, chiffre)?;
    zeros(texte)?;
    match cle::luhn(texte) {
        true => Ok(()),
        false => invalide("La clé du SIREN ne convient pas\u{a0}: vérifiez la saisie."),
    }
}

/// The post offices of La Poste have no Luhn key: the sum of their digits is a multiple of 5.
fn siret(texte: &str) -> Jugement {
    const LA_POSTE: &str = "356000000";
    const SIEGE: &str = "35600000000048";
    forme(texte, 14, chiffre)?;
    zeros(texte)?;
    let somme: u32 = texte.bytes().map(|b| u32::from(b - b'0')).sum();
    let juste = match texte.starts_with(LA_POSTE) && texte != SIEGE {
        true => somme.is_multiple_of(5),
        false => cle::luhn(texte),
    };
    if !juste {
        return invalide("La clé du SIRET ne convient pas\u{a0}: vérifiez la saisie.");
    }
    match texte.get(..9).is_some_and(cle::luhn) {
        true => Ok(()),
        false => invalide("Les 9 premiers chiffres du SIRET ne forment pas un SIREN."),
    }
}

fn cog(texte: &str) -> Jugement {
    zero_perdu(texte)?;
    forme(texte, 5, |rang, octet| octet.is_ascii_digit() || corse(texte, rang, 1))?;
    match texte {
        _ if texte.starts_with("00") => invalide("Aucun département n’a le numéro 00."),
        "99999" => warn("Ce code dit que le lieu de naissance est inconnu."),
        _ if texte.starts_with("99") => {
            warn("C’est le code d’un pays étranger, que la liste des communes ne contient pas.")
        }
        _ if commune::par_insee(texte).is_some() => Ok(()),
        _ => warn("Aucune commune actuelle n’a ce code (code officiel géographique 2026)."),
    }
}

fn code_postal(texte: &str) -> Jugement {
    zero_perdu(texte)?;
    forme(texte, 5, chiffre)?;
    match commune::par_code_postal(texte).next().is_some() {
        true => Ok(()),
        false => warn("Aucune commune n’a ce code postal\u{a0}; ce peut être un CEDEX."),
    }
}

/// Spreadsheets drop the zero of "01400".
fn zero_perdu(texte: &str) -> Jugement {
    match texte.len() == 4 && texte.bytes().all(|b| b.is_ascii_digit()) {
        true => invalide("1\u{a0}caractère manque\u{a0}: un zéro s’est-il perdu en tête\u{202f}?"),
        false => Ok(()),
    }
}
