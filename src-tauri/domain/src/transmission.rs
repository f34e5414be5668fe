//! What left the centre, to whom, and how the child or the parents were told (CSP R.1110-3).

use crate::codes::codes;
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

codes! {
    /// The four papers (domain note §5.3).
    DocumentKind {
        A = "A", "Courrier au médecin référent";
        B = "B", "Fiche de besoins pour l’ASE";
        C = "C", "Attestation de réalisation";
        D = "D", "Feuille de route de l’enfant";
    }
}

codes! {
    /// How a paper travels.
    Canal {
        Mssante = "mssante", "MSSanté";
        Papier = "papier", "Courrier postal";
        RemiseMainPropre = "remise_main_propre", "Remise en main propre";
        CourrielChiffre = "courriel_chiffre", "Courriel chiffré";
    }
}

codes! {
    /// Whether the person was told before the sending.
    InformationEtat {
        Informe = "informe", "Personne informée";
        Impossible = "impossible", "Information impossible";
        AInformer = "a_informer", "À informer";
    }
}

codes! {
    /// Where a sending stands.
    TransmissionStatut {
        AInformer = "a_informer", "À informer";
        Envoyee = "envoyee", "Envoyée";
    }
}

/// How the person was told, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct Information {
    pub etat: InformationEtat,
    pub date: Option<DateCivile>,
    pub mode: Option<String>,
    pub motif: Option<String>,
}

/// One sending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct Transmission {
    pub id: String,
    pub date: DateCivile,
    pub document: DocumentKind,
    pub destinataire: String,
    /// 1 health professionals, 2 other professionals (CSP R.1110-2), 0 the family.
    pub categorie: u8,
    pub canal: Canal,
    pub nature_information: String,
    pub information_personne: Information,
    pub statut: TransmissionStatut,
    pub accuse: Option<serde_json::Value>,
}
