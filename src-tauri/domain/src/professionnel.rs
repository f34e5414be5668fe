//! The professionals of the centre and their liberal colleagues.

use crate::codes::codes;
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

codes! {
    /// Profession. No record says the sex of a professional: each word is the same for all, and where
    /// there is none, it is that of what they do.
    Profession {
        Medecin = "medecin", "Médecin";
        Pedopsychiatre = "pedopsychiatre", "Pédopsychiatre";
        Infirmier = "infirmier", "Soins infirmiers";
        Puericulteur = "puericulteur", "Puériculture";
        Psychologue = "psychologue", "Psychologue";
        Psychomotricien = "psychomotricien", "Psychomotricité";
        Orthophoniste = "orthophoniste", "Orthophoniste";
        Ergotherapeute = "ergotherapeute", "Ergothérapeute";
        Secretaire = "secretaire", "Secrétaire";
        Coordinateur = "coordinateur", "Coordination";
    }
}

codes! {
    /// Who records an item (domain note §7).
    Role {
        Med = "MED", "Médecin";
        Ide = "IDE", "Soins infirmiers";
        Psy = "PSY", "Psychologue";
        Psm = "PSM", "Psychomotricité";
        Ort = "ORT", "Orthophoniste";
        Sec = "SEC", "Secrétariat";
        Coo = "COO", "Coordination";
        Lib = "LIB", "Libéral";
    }
}

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
    /// Whether it is a doctor, who signs prescriptions and decides against the calendar of vaccines.
    #[must_use]
    pub const fn docteur(self) -> bool {
        matches!(self.role(), Role::Med)
    }

    /// The role in which a profession records items.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Medecin | Self::Pedopsychiatre => Role::Med,
            Self::Infirmier | Self::Puericulteur => Role::Ide,
            Self::Psychologue => Role::Psy,
            Self::Psychomotricien | Self::Ergotherapeute => Role::Psm,
            Self::Orthophoniste => Role::Ort,
            Self::Secretaire => Role::Sec,
            Self::Coordinateur => Role::Coo,
        }
    }

    /// Whether the profession fills in a bilan and signs it.
    #[must_use]
    pub const fn soigne(self) -> bool {
        !matches!(self, Self::Secretaire | Self::Coordinateur)
    }
}

/// A professional, as a record names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Professionnel {
    /// Identifier local to a file (`MED1`), or the identifier in the base.
    pub id: String,
    /// Name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Profession.
    pub profession: Profession,
    /// RPPS number, 11 digits.
    pub rpps: Option<String>,
    /// Role.
    pub role: Role,
    /// Salaried or liberal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mode: Option<String>,
    /// Charter signed by a liberal professional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub charte: Option<serde_json::Value>,
    /// Trainings followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub formation: Option<serde_json::Value>,
    /// Standing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub statut: Option<ProfessionnelStatut>,
}

/// The health centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Name, as printed on letters.
    pub nom: String,
    /// Postal address.
    pub adresse: crate::enfant::Adresse,
    /// Telephone.
    pub telephone: String,
    /// Mail address.
    pub courriel: String,
    /// FINESS number, 9 characters.
    pub finess: Option<String>,
}

/// One signature under a bilan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who signed.
    pub professionnel: String,
    /// Day of the signature.
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

impl Profession {
    /// What the profession may do. A secretary plans and prints, and reads no answer of a bilan.
    #[must_use]
    pub fn permissions(self, administrateur: bool) -> Vec<Permission> {
        use Permission::{
            Administrer, BilanEcrire, BilanLire, DocumentFaire, DossierLire, EnfantEcrire, Libre,
            Ouvert,
        };
        let mut permissions = vec![Libre, Ouvert, DossierLire, EnfantEcrire, DocumentFaire];
        if self != Self::Secretaire {
            permissions.push(BilanLire);
        }
        if self.soigne() {
            permissions.push(BilanEcrire);
        }
        if administrateur {
            permissions.push(Administrer);
        }
        permissions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secretary_reads_no_answer_and_only_care_writes_one() {
        for profession in Profession::ALL {
            let permissions = profession.permissions(false);
            assert_eq!(
                permissions.contains(&Permission::BilanLire),
                *profession != Profession::Secretaire
            );
            assert_eq!(permissions.contains(&Permission::BilanEcrire), profession.soigne());
            assert!(!permissions.contains(&Permission::Administrer));
            assert!(profession.permissions(true).contains(&Permission::Administrer));
        }
    }
}
