//! What Escale accepts as input. The window, the terminal and the import of a record all call these
//! functions, so that none accepts what another refuses.
//!
//! "Today" is the day on which something is typed or imported, and an argument everywhere.

mod adresse;
#[cfg(test)]
mod tests;

pub use adresse::{AdresseFaute, adresse};

use crate::date::{DateCivile, DatePartielle};
use crate::enfant::MedecinReferent;
use crate::identifiant::{IdKind, Statut, examine};
use crate::texte::fold;
use crate::vaccination::Valence;

/// Age in completed years from which a birth date is asked again. Care by the ASE ends at 21 (CASF
/// L.222-5); a year on two digits that is read in the wrong century makes a child of ninety.
pub const AGE_A_CONFIRMER: i16 = 25;

/// Most sessions that one recommendation may ask for.
pub const SEANCES_MAX: i64 = 200;

/// Characters that the justification of a recommendation may have.
pub const JUSTIFICATION_MAX: usize = 4100;

/// Characters that what is added to a bilan may have.
pub const ADDENDUM_MAX: usize = 4100;

/// Characters that the name of a tool, its version, who answered or its threshold may have.
pub const OUTIL_NOM_MAX: usize = 120;

/// Characters that the conclusion of a tool may have, or why it was not used.
pub const OUTIL_CONCLUSION_MAX: usize = 2000;

/// Height of an adult in cm, for the parents of a child.
pub const TAILLE_ADULTE: (f64, f64) = (120.0, 230.0);

/// When a day may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quand {
    /// Whether it may be to come.
    pub avenir: bool,
    /// Whether it may come before the birth of the child.
    pub avant_naissance: bool,
}

impl Quand {
    /// Something that happened to the child: from the birth to today.
    pub const VECU: Self = Self { avenir: false, avant_naissance: false };
    /// Something that happened, to the child or before: the training of a professional.
    pub const PASSE: Self = Self { avenir: false, avant_naissance: true };
    /// Something of the child’s life that may be planned: an appointment, a deadline.
    pub const PREVU: Self = Self { avenir: true, avant_naissance: false };
    /// A day that neither today nor the birth bounds.
    pub const LIBRE: Self = Self { avenir: true, avant_naissance: true };
}

/// Why a day is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFaute {
    Avenir,
    /// It comes before the birth of the child.
    AvantNaissance,
}

/// Whether a day may lie where it does. `naissance` is none where the birth is estimated, which proves
/// nothing about other days, or where there is no child.
///
/// # Errors
/// [`DateFaute`] when it is to come or before the birth, and may not.
pub fn date(
    quand: Quand,
    jour: DateCivile,
    naissance: Option<DateCivile>,
    aujourd_hui: DateCivile,
) -> Result<(), DateFaute> {
    match naissance {
        _ if !quand.avenir && jour > aujourd_hui => Err(DateFaute::Avenir),
        Some(naissance) if !quand.avant_naissance && jour < naissance => {
            Err(DateFaute::AvantNaissance)
        }
        _ => Ok(()),
    }
}

/// Whether a signature, or what was added after it, lies on the day of its bilan or after.
#[must_use]
pub fn suit_le_bilan(bilan: DateCivile, jour: DateCivile) -> bool {
    jour >= bilan
}

/// What is to be said of a birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naissance {
    Possible,
    /// The child would be this many years old: the user must confirm the date.
    AConfirmer(i16),
    Avenir,
}

/// What a birth date is worth on a day: today for a child who is created, the day of the bilan for a
/// record, which may be an old one.
#[must_use]
pub fn naissance(naissance: DateCivile, jour: DateCivile) -> Naissance {
    if naissance > jour {
        return Naissance::Avenir;
    }
    if naissance.plus_mois(i32::from(AGE_A_CONFIRMER) * 12) >= jour {
        return Naissance::Possible;
    }
    let fete = (jour.0.month(), jour.0.day()) >= (naissance.0.month(), naissance.0.day());
    Naissance::AConfirmer(jour.0.year() - naissance.0.year() - i16::from(!fete))
}

/// Whether a name says something: blanks, signs and what has no width are no name.
#[must_use]
pub fn nomme(texte: &str) -> bool {
    !fold(texte).is_empty()
}

/// Whether a text says something: one visible sign is enough, blanks and what has no width say nothing.
#[must_use]
pub fn dit(texte: &str) -> bool {
    let invisible = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !texte.chars().all(invisible)
}

/// Whether a dose says what was given: its product, or what it protects against.
#[must_use]
pub fn dose(produit: &str, valences: &[Valence]) -> bool {
    dit(produit) || !valences.is_empty()
}

/// Why a number cannot be one of its kind: its name and the reason, in a French sentence that does not
/// repeat it. None where it can, where it is only doubtful, and where nothing is written.
#[must_use]
pub fn numero(genre: IdKind, texte: &str) -> Option<String> {
    let verdict = dit(texte).then(|| examine(genre, texte));
    let refus = verdict.filter(|verdict| verdict.statut == Statut::Invalide)?;
    Some(format!("{}. {}", genre.label(), refus.raison))
}

/// Whether a doctor can be written to by name.
#[must_use]
pub fn medecin(medecin: &MedecinReferent) -> bool {
    nomme(&medecin.nom)
}

/// Whether a number lies within what its form takes.
#[must_use]
pub fn dans(bornes: (Option<f64>, Option<f64>), valeur: f64) -> bool {
    valeur.is_finite()
        && bornes.0.is_none_or(|min| valeur >= min)
        && bornes.1.is_none_or(|max| valeur <= max)
}

/// Whether a year may stand in a record at all.
#[must_use]
pub fn annee_possible(date: DatePartielle) -> bool {
    ("1900".."2200").contains(&&date.iso()[..4])
}
