//! Whether a postal address is complete enough for a letter to arrive.

use super::nomme;
use crate::enfant::Adresse;
use crate::identifiant::{IdKind, Statut, examine};

/// Why a letter addressed so would not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdresseFaute {
    /// Nothing of it is known.
    Absente,
    SansCodePostal,
    SansCommune,
    /// The postcode cannot be one; why, in a French sentence.
    CodePostal(String),
}

/// What is wrong with a postal address, none where a letter would arrive. A foreign one, by its country or
/// by the prefix of its postcode (`B-1000`), needs its locality only. A postcode that is in no list is no fault: it may be that of a CEDEX.
#[must_use]
pub fn adresse(adresse: &Adresse) -> Option<AdresseFaute> {
    let (code, commune) = (nomme(&adresse.code_postal), nomme(&adresse.commune));
    let etranger = adresse.pays.as_deref().is_some_and(|pays| nomme(pays) && !francais(pays));
    if !code && !commune {
        return Some(AdresseFaute::Absente);
    }
    if !commune {
        return Some(AdresseFaute::SansCommune);
    }
    if etranger || prefixe(&adresse.code_postal) {
        return None;
    }
    if !code {
        return Some(AdresseFaute::SansCodePostal);
    }
    let verdict = examine(IdKind::CodePostal, &adresse.code_postal);
    if verdict.statut == Statut::Invalide {
        return Some(AdresseFaute::CodePostal(verdict.raison));
    }
    nulle_part(&verdict.normalise).then(|| {
        let debut = &verdict.normalise[..2];
        AdresseFaute::CodePostal(format!(
            "Aucun code postal ne commence par {debut}\u{a0}; à l’étranger, écrivez le pays."
        ))
    })
}

/// Whether a postcode of five figures is that of no place: La Poste delivers the departments, 97 and 98
/// overseas, and the armies under 00; 96 and 99 are none of them.
fn nulle_part(code: &str) -> bool {
    code.starts_with("96") || code.starts_with("99")
}

/// Whether a postcode begins with a country, as on letters from abroad: `B-1000`, `CH-1204`.
fn prefixe(code: &str) -> bool {
    code.trim().split_once('-').is_some_and(|(pays, suite)| {
        (1..=3).contains(&pays.len())
            && pays.bytes().all(|b| b.is_ascii_alphabetic())
            && !pays.eq_ignore_ascii_case("f")
            && !pays.eq_ignore_ascii_case("fr")
            && nomme(suite)
    })
}

fn francais(pays: &str) -> bool {
    crate::texte::fold(pays) == "france"
}

impl AdresseFaute {
    /// The field of the address to look at.
    #[must_use]
    pub const fn champ(&self) -> &'static str {
        match self {
            Self::Absente | Self::SansCodePostal | Self::CodePostal(_) => "code_postal",
            Self::SansCommune => "commune",
        }
    }

    /// What is wrong, as the end of a sentence whose subject is an addressee: "le médecin référent
    /// n’a pas d’adresse." The postcode itself is not repeated.
    #[must_use]
    pub fn suite(&self) -> String {
        match self {
            Self::Absente => "n’a pas d’adresse.".to_owned(),
            Self::SansCodePostal => "a une adresse sans code postal.".to_owned(),
            Self::SansCommune => "a une adresse sans commune.".to_owned(),
            Self::CodePostal(raison) => format!("a un code postal à corriger. {raison}"),
        }
    }

    /// The whole sentence about an addressee, with what to do.
    #[must_use]
    pub fn phrase(&self, qui: &str) -> String {
        format!("{qui} {} Corrigez son adresse avant d’écrire l’enveloppe.", self.suite())
    }
}
