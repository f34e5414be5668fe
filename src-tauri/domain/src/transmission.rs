//! What left the centre, to whom, and how the child or the parents were informed (CSP R.1110-3).

use crate::codes::codes;
use crate::date::DateCivile;
use crate::instant::Instant;
use crate::papier::PaperKind;
use serde::{Deserialize, Serialize};

codes! {
    /// Where a paper stands (domain note §7.7).
    DocumentStatut {
        Brouillon = "brouillon", "Brouillon";
        Valide = "valide", "Fait";
        Envoye = "envoye", "Envoyé";
        Accuse = "accuse", "Reçu";
        Remplace = "remplace", "Remplacé";
    }
}

impl DocumentStatut {
    /// Whether the state machine of domain note §7.7 goes from `self` to `suivant` in one step. A
    /// paper can be replaced in any state; a replaced one stays so.
    #[must_use]
    pub const fn peut_devenir(self, suivant: Self) -> bool {
        use DocumentStatut::{Accuse, Brouillon, Envoye, Remplace, Valide};
        matches!(
            (self, suivant),
            (Brouillon, Valide)
                | (Valide, Envoye)
                | (Envoye, Accuse)
                | (Valide | Envoye | Accuse, Remplace)
        )
    }

    /// Whether the paper has left the centre.
    #[must_use]
    pub const fn parti(self) -> bool {
        matches!(self, Self::Envoye | Self::Accuse)
    }
}

codes! {
    Canal {
        Mssante = "mssante", "MSSanté";
        Papier = "papier", "Courrier postal";
        RemiseMainPropre = "remise_main_propre", "Remise en main propre";
        CourrielChiffre = "courriel_chiffre", "Courriel chiffré";
    }
}

codes! {
    /// Whether the child or the parents were told before the sending. The label avoids "Personne
    /// informée", which French also reads as "no person informed".
    InformationEtat {
        Informe = "informe", "L’enfant ou ses parents ont été informés";
        Impossible = "impossible", "L’enfant et ses parents n’ont pas pu être informés";
        AInformer = "a_informer", "L’enfant ou ses parents restent à informer";
    }
}

codes! {
    TransmissionStatut {
        AInformer = "a_informer", "À informer";
        Envoyee = "envoyee", "Envoyée";
    }
}

/// How the person was informed, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Information {
    pub etat: InformationEtat,
    pub date: Option<DateCivile>,
    pub mode: Option<String>,
    pub motif: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Transmission {
    pub id: String,
    pub date: DateCivile,
    pub document: PaperKind,
    pub destinataire: String,
    /// 1 health professionals, 2 other professionals (CSP R.1110-2), 0 the family.
    pub categorie: u8,
    pub canal: Canal,
    pub nature_information: String,
    pub information_personne: Information,
    pub statut: TransmissionStatut,
    pub accuse: Option<serde_json::Value>,
    /// The paper that left: its mark among those of the record, or the number of a paper of another
    /// bilan, which the record does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub papier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub envoye_par: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub envoye_le: Option<Instant>,
}

/// A paper that was made of the bilan of a record. The paper itself is made again from the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PapierFait {
    /// Its mark in the record.
    pub id: String,
    pub genre: PaperKind,
    /// Its number, "2026-00031".
    pub numero: String,
    /// The day that it bears.
    pub date: DateCivile,
    /// The addressee; empty where none was known.
    pub destinataire: String,
    /// Digest of the file.
    pub empreinte: String,
    /// Where it stands; none for one that was made before papers had a state.
    pub statut: Option<DocumentStatut>,
    /// The paper that it replaces, by its mark.
    pub remplace: Option<String>,
    /// Its line in the log, by its mark.
    pub transmission: Option<String>,
    pub fait_par: Option<String>,
    pub fait_le: Option<Instant>,
    /// Digest of its words, by which a duplicate proves that it says the same.
    pub contenu: Option<String>,
    /// How many duplicates were made.
    pub duplicatas: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::DocumentStatut as D;

    #[test]
    fn a_paper_goes_forward_and_a_replaced_one_nowhere() {
        for statut in D::ALL {
            assert!(!D::Remplace.peut_devenir(*statut), "{statut:?}");
            assert!(!statut.peut_devenir(*statut), "{statut:?}");
            assert!(!statut.peut_devenir(D::Brouillon), "{statut:?}");
        }
        assert!(D::Valide.peut_devenir(D::Envoye) && D::Envoye.peut_devenir(D::Accuse));
        assert!(!D::Valide.peut_devenir(D::Accuse), "what has not left was not received");
        assert!(!D::Brouillon.peut_devenir(D::Remplace));
        assert!(D::Envoye.parti() && D::Accuse.parti() && !D::Remplace.parti());
    }
}
