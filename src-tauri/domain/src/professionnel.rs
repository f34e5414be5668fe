//! The professionals of the centre and their liberal colleagues.

use crate::codes::codes;
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

/// What is true of a profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfessionFacts {
    /// What stands before the name: "Dr".
    pub title: Option<&'static str>,
    /// The role in which it records items, which says what it may do.
    pub role: Role,
}

codes! {
    /// Profession. A record does not hold the sex of a professional, so each label fits all; where
    /// French has no such word, the label names the activity.
    Profession: ProfessionFacts {
        Medecin = "medecin", "Médecin", DOCTOR;
        Pedopsychiatre = "pedopsychiatre", "Pédopsychiatre", DOCTOR;
        Infirmier = "infirmier", "Soins infirmiers", of(Role::Ide);
        Puericulteur = "puericulteur", "Puériculture", of(Role::Ide);
        Psychologue = "psychologue", "Psychologue", of(Role::Psy);
        Psychomotricien = "psychomotricien", "Psychomotricité", of(Role::Psm);
        Orthophoniste = "orthophoniste", "Orthophoniste", of(Role::Ort);
        Ergotherapeute = "ergotherapeute", "Ergothérapeute", of(Role::Psm);
        Secretaire = "secretaire", "Secrétaire", of(Role::Sec);
        Coordinateur = "coordinateur", "Coordination", of(Role::Coo);
    }
}

const DOCTOR: ProfessionFacts = ProfessionFacts { title: Some("Dr"), role: Role::Med };

const fn of(role: Role) -> ProfessionFacts {
    ProfessionFacts { title: None, role }
}

/// What is true of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleFacts {
    /// Whether it is a doctor, who signs prescriptions and decides against the calendar of vaccines.
    pub doctor: bool,
    /// All that an account of this role may do.
    pub grants: &'static [Permission],
}

codes! {
    /// Who records an item (domain note §7), and what that lets an account do.
    Role: RoleFacts {
        Med = "MED", "Médecin", RoleFacts { doctor: true, grants: CARE };
        Ide = "IDE", "Soins infirmiers", RoleFacts { doctor: false, grants: CARE };
        Psy = "PSY", "Psychologue", RoleFacts { doctor: false, grants: CARE };
        Psm = "PSM", "Psychomotricité", RoleFacts { doctor: false, grants: CARE };
        Ort = "ORT", "Orthophoniste", RoleFacts { doctor: false, grants: CARE };
        Sec = "SEC", "Secrétariat", RoleFacts { doctor: false, grants: DESK };
        Coo = "COO", "Coordination", RoleFacts { doctor: false, grants: FOLLOW };
        Lib = "LIB", "Libéral", RoleFacts { doctor: false, grants: NO_ACCOUNT };
    }
}

use Permission::{
    Administrer, BilanEcrire, BilanLire, DocumentFaire, DossierLire, EnfantEcrire, Libre, Ouvert,
};

/// Fills in a bilan and signs it.
const CARE: &[Permission] =
    &[Libre, Ouvert, DossierLire, EnfantEcrire, DocumentFaire, BilanLire, BilanEcrire];
/// Reads a bilan and writes none.
const FOLLOW: &[Permission] = &[Libre, Ouvert, DossierLire, EnfantEcrire, DocumentFaire, BilanLire];
/// Plans and prints, and reads no answer of a bilan.
const DESK: &[Permission] = &[Libre, Ouvert, DossierLire, EnfantEcrire, DocumentFaire];
/// A professional outside the centre, whom records name.
const NO_ACCOUNT: &[Permission] = &[];

codes! {
    /// Where a professional stands with the centre.
    ProfessionnelStatut {
        Pressenti = "pressenti", "Pressenti";
        Engage = "engage", "Engagé";
        Suspendu = "suspendu", "Suspendu";
        Sorti = "sorti", "Sorti";
    }
}

impl Profession {
    /// Whether it is a doctor.
    #[must_use]
    pub const fn docteur(self) -> bool {
        self.role().facts().doctor
    }

    /// The role in which a profession records items.
    #[must_use]
    pub const fn role(self) -> Role {
        self.facts().role
    }

    /// Whether the profession fills in a bilan and signs it.
    #[must_use]
    pub fn soigne(self) -> bool {
        self.role().facts().grants.contains(&BilanEcrire)
    }

    /// What an account of this profession may do.
    #[must_use]
    pub fn permissions(self, administrateur: bool) -> Vec<Permission> {
        let mut permissions = self.role().facts().grants.to_vec();
        permissions.extend(administrateur.then_some(Administrer));
        permissions
    }
}

/// A professional, as a record names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Professionnel {
    /// Identifier local to a file (`MED1`), or the identifier in the base.
    pub id: String,
    pub nom: String,
    pub prenom: String,
    pub profession: Profession,
    /// RPPS number, 11 digits.
    pub rpps: Option<String>,
    pub role: Role,
    /// Salaried or liberal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mode: Option<String>,
    /// Charter signed by a liberal professional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub charte: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub formation: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub statut: Option<ProfessionnelStatut>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Name, as printed on letters.
    pub nom: String,
    pub adresse: crate::enfant::Adresse,
    pub telephone: String,
    pub courriel: String,
    /// FINESS number, 9 characters.
    pub finess: Option<String>,
}

/// One signature under a bilan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub professionnel: String,
    pub date: DateCivile,
    /// When, to the moment: papers tell the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub instant: Option<crate::instant::Instant>,
}

codes! {
    /// What an account may do. Each command of the program names the one it needs.
    Permission {
        Libre = "libre", "Avant l’ouverture";
        Ouvert = "ouvert", "Base ouverte";
        DossierLire = "dossier_lire", "Lire un dossier";
        EnfantEcrire = "enfant_ecrire", "Écrire l’identité";
        BilanLire = "bilan_lire", "Lire un bilan";
        BilanEcrire = "bilan_ecrire", "Remplir un bilan";
        DocumentFaire = "document_faire", "Faire un document";
        Administrer = "administrer", "Administrer le centre";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A right to write implies the right to read, and no profession gives the right to administer.
    #[test]
    fn what_a_role_grants_holds_together() {
        for role in Role::ALL {
            let grants = role.facts().grants;
            assert!(!grants.contains(&BilanEcrire) || grants.contains(&BilanLire), "{role:?}");
            assert!(!grants.contains(&Administrer), "{role:?}");
            assert!(!role.facts().doctor || grants.contains(&BilanEcrire), "{role:?}");
        }
        for profession in Profession::ALL {
            assert!(!profession.permissions(false).is_empty(), "{profession:?}");
            assert!(profession.permissions(true).contains(&Administrer));
            assert_eq!(profession.facts().title.is_some(), profession.docteur(), "{profession:?}");
        }
    }
}
