//! The OIDs of an INS: which authority issued it, and when it may be printed.

use super::{IdKind, Statut, examine};
use crate::codes::codes;
use crate::enfant::InsStatut;

/// OID of a real INS-NIR.
pub const NIR: &str = "1.2.250.1.213.1.4.8";
/// OID of a real INS-NIA.
pub const NIA: &str = "1.2.250.1.213.1.4.9";
/// OID of a test identity.
pub const TEST: &str = "1.2.250.1.213.1.4.10";
/// OID of a demonstration identity.
pub const DEMONSTRATION: &str = "1.2.250.1.213.1.4.11";

codes! {
    /// What the OID of an INS says of it (FR Core INS patient profile).
    Nature {
        Nir = "nir", "INS-NIR";
        Nia = "nia", "INS-NIA";
        Test = "test", "INS de test";
        Demonstration = "demonstration", "INS de démonstration";
    }
}

impl Nature {
    /// The nature that an OID names, with or without `urn:oid:`.
    #[must_use]
    pub fn de_oid(oid: &str) -> Option<Self> {
        match oid.trim().trim_start_matches("urn:oid:") {
            NIR => Some(Self::Nir),
            NIA => Some(Self::Nia),
            TEST => Some(Self::Test),
            DEMONSTRATION => Some(Self::Demonstration),
            _ => None,
        }
    }

    /// Whether a real person stands behind it.
    #[must_use]
    pub const fn reelle(self) -> bool {
        matches!(self, Self::Nir | Self::Nia)
    }
}

/// Whether an INS may be printed as a real one: qualified, under a real OID, with a number whose key
/// holds. Nothing else is, and a test or demonstration identity never is.
#[must_use]
pub fn imprimable(statut: InsStatut, oid: &str, matricule: &str) -> bool {
    statut == InsStatut::Qualifiee
        && Nature::de_oid(oid).is_some_and(Nature::reelle)
        && examine(IdKind::Nir, matricule).statut != Statut::Invalide
}

/// What a paper prints of an INS: "INS : 2 84 05 75 112 001 23 (NIR)" when it may be printed, "INS de
/// test" or "INS de démonstration" without the number for an invented identity, else nothing.
#[must_use]
pub fn mention(statut: InsStatut, oid: &str, matricule: &str) -> Option<String> {
    let nature = Nature::de_oid(oid)?;
    if !nature.reelle() {
        return Some(nature.label().to_owned());
    }
    imprimable(statut, oid, matricule).then(|| {
        let sorte = if nature == Nature::Nia { "NIA" } else { "NIR" };
        format!("INS\u{a0}: {} ({sorte})", group(&examine(IdKind::Nir, matricule).normalise))
    })
}

/// "2 84 05 75 112 001 23", with no-break spaces.
fn group(nir: &str) -> String {
    let mut debut = 0;
    let groupes: Vec<&str> = [1, 2, 2, 2, 3, 3, 2]
        .into_iter()
        .filter_map(|taille| {
            let groupe = nir.get(debut..debut + taille);
            debut += taille;
            groupe
        })
        .collect();
    groupes.join("\u{a0}")
}
