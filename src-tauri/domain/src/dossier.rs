//! A child's whole record in one JSON object: what `dossier import` reads and `dossier export`
//! writes. The format is described in `tests/cases/README.md`.

use crate::bilan::{Bilan, Outil, Reponse, Synthese};
use crate::date::DateCivile;
use crate::demande::Demande;
use crate::enfant::{Autorisation, Enfant, MedecinReferent, Mesure, Placement, Titulaire};
use crate::enveloppe::{Enveloppe, Mouvement, Seance};
use crate::preconisation::Preconisation;
use crate::professionnel::{Centre, Professionnel};
use crate::transmission::Transmission;
use crate::vaccination::Vaccinations;
use serde::{Deserialize, Serialize};

/// The only version of the format so far.
pub const SCHEMA_VERSION: &str = "1.0";

/// A child's whole record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each part is documented where it is defined")]
pub struct Dossier {
    pub schema_version: String,
    pub case_id: String,
    pub titre: String,
    pub couvre: Vec<String>,
    pub bande_age: String,
    pub date_reference: DateCivile,
    pub centre: Centre,
    pub professionnels: Vec<Professionnel>,
    /// None for a child whom the centre took in without a referral.
    pub demande: Option<Demande>,
    pub enfant: Enfant,
    pub parcours_accueil: Vec<Placement>,
    pub autorite_parentale: Vec<Titulaire>,
    pub autorisations: Vec<Autorisation>,
    pub medecin_referent: Option<MedecinReferent>,
    pub bilan: Bilan,
    pub reponses: Vec<Reponse>,
    pub mesures_anterieures: Vec<Mesure>,
    pub vaccinations: Vaccinations,
    pub outils: Vec<Outil>,
    pub synthese: Synthese,
    pub preconisations: Vec<Preconisation>,
    pub enveloppe: Option<Enveloppe>,
    pub mouvements: Vec<Mouvement>,
    pub seances: Vec<Seance>,
    pub transmissions: Vec<Transmission>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_comes_back_as_it_was() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).expect("the cases") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if !name.starts_with("case-") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a case");
            let before: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let dossier: Dossier =
                serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            let after = serde_json::to_value(&dossier).expect("JSON");
            assert_eq!(before, after, "{name}");
            seen += 1;
        }
        assert_eq!(seen, 12);
    }
}
