//! The NIR, which the INS matricule is: sex 1, year 2, month 2, place 5, order 3, key 2.

use super::{Jugement, Statut, cle, corse, examine, forme, invalide, warn};
use crate::commune;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use crate::texte::majuscule;

/// The identity traits that a NIR repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits<'a> {
    pub sexe: Sexe,
    pub date_naissance: DateCivile,
    /// Whether the birth date is an estimate.
    pub estimee: bool,
    /// INSEE code of the place of birth; empty or 99999 when unknown.
    pub lieu_insee: &'a str,
}

/// Judges a normalised NIR (clinical note §5). The key is needed; a provisional first digit (3, 4, 7,
/// 8), a month outside 01-12 (incomplete birth record) and a place that cannot be only warn. No first
/// position but 1, 2 and the provisional ones is known, so the others are refused.
pub(super) fn judge(texte: &str) -> Jugement {
    if texte.len() == 13 && texte.is_ascii() {
        return invalide("La clé manque\u{a0}: 15\u{a0}caractères sont attendus, 13 sont là.");
    }
    forme(texte, 15, |rang, octet| octet.is_ascii_digit() || corse(texte, rang, 6))?;
    let treize = texte.get(..13).and_then(cle::nir);
    if treize.is_none() || texte.get(13..).and_then(|cle| cle.parse().ok()) != treize {
        return invalide("La clé ne convient pas aux 13\u{a0}premiers caractères.");
    }
    let provisoire = match texte.as_bytes().first() {
        Some(b'1' | b'2') => false,
        Some(b'3' | b'4' | b'7' | b'8') => true,
        _ => return invalide("Aucun numéro ne commence par ce chiffre."),
    };
    let mut raisons = Vec::new();
    if provisoire {
        raisons.push("le premier chiffre est celui d’un numéro provisoire");
    }
    if mois(texte).is_none() {
        raisons.push("le mois de naissance n’en est pas un, l’acte était peut-être incomplet");
    }
    raisons.extend(lieu_impossible(texte));
    match raisons.is_empty() {
        true => Ok(()),
        false => warn(&format!("{}.", majuscule(&raisons.join("\u{202f}; ")))),
    }
}

/// Why a birth in that place in that year is impossible, as far as its département tells. Since
/// 1976 Corsica is 2A and 2B, and 20 is only right for older people (INSEE, code officiel
/// géographique); the two digits of the year are read as those of a child, or of an adult born from
/// 1940 on.
fn lieu_impossible(texte: &str) -> Option<&'static str> {
    let annee: u8 = texte.get(1..3)?.parse().ok()?;
    match texte.get(5..7)? {
        "20" if !(40..76).contains(&annee) => {
            Some("le département 20 n’existe plus pour une naissance depuis 1976 (2A ou 2B)")
        }
        "00" => Some("aucun département de naissance n’a le numéro 00"),
        _ => None,
    }
}

/// The month, when it is one.
fn mois(texte: &str) -> Option<i8> {
    texte.get(3..5)?.parse().ok().filter(|mois| (1..=12).contains(mois))
}

/// Compares a NIR with the traits of the child: each sentence is a difference to look at, never a
/// reason to refuse. A NIR that is not valid in itself is not compared. With an estimated birth date
/// the month is not compared. Only the first digits 1 and 2 tell the sex.
#[must_use]
pub fn cross(traits: &Traits<'_>, nir: &str) -> Vec<String> {
    let verdict = examine(super::IdKind::Nir, nir);
    let texte = verdict.normalise.as_str();
    if verdict.statut == Statut::Invalide {
        return Vec::new();
    }
    let mut ecarts = Vec::new();
    let sexe = match texte.as_bytes().first() {
        Some(b'1') => Some(Sexe::M),
        Some(b'2') => Some(Sexe::F),
        _ => None,
    };
    if sexe.is_some_and(|sexe| sexe != traits.sexe) {
        ecarts.push("Le sexe du numéro n’est pas celui de l’identité.".to_owned());
    }
    let naissance = traits.date_naissance.0;
    let annee: Option<i16> = texte.get(1..3).and_then(|annee| annee.parse().ok());
    if annee.is_some_and(|annee| annee != naissance.year().rem_euclid(100)) {
        ecarts.push(match traits.estimee {
            true => "L’année de naissance du numéro n’est pas celle de la date estimée.".to_owned(),
            false => "L’année de naissance du numéro n’est pas celle de l’identité.".to_owned(),
        });
    }
    if !traits.estimee && mois(texte).is_some_and(|mois| mois != naissance.month()) {
        ecarts.push("Le mois de naissance du numéro n’est pas celui de l’identité.".to_owned());
    }
    let lieu = traits.lieu_insee.trim().to_uppercase();
    let connu = lieu.len() == 5 && lieu != "99999";
    let commune = |code: &str| commune::commune_de(code).to_owned();
    if connu && texte.get(5..10).is_some_and(|place| commune(place) != commune(&lieu)) {
        ecarts.push("Le lieu de naissance du numéro n’est pas celui de l’identité.".to_owned());
    }
    ecarts
}
