//! What a record tells beside its bilan: what was agreed to, what was done with the proposals of the
//! synthesis, the papers and who sent them.

use super::{Entree, champs, dater};
use crate::api::derive_id;
use crate::error::Result;
use crate::store::Entite;
use escale_domain::dossier::Dossier;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Entree<'_> {
    pub(super) fn consentements(&mut self, dossier: &Dossier) -> Result<()> {
        let mut consentements = dossier.consentements.clone();
        for consentement in &mut consentements {
            consentement.recueilli_par = self.texte(&consentement.recueilli_par);
            consentement.retire_par = consentement.retire_par.as_ref().map(|p| self.texte(p));
        }
        self.lignes(Entite::Consentement, ("enfant", self.enfant), &consentements)
    }

    /// What the pair did with proposals, each tied to the recommendation that the file names.
    pub(super) fn propositions(&mut self, dossier: &Dossier) -> Result<()> {
        let reperes = self.reperes(Entite::Preconisation);
        for (rang, proposition) in dossier.propositions.iter().enumerate() {
            let mut champs = champs(proposition)?;
            champs.insert("bilan".to_owned(), json!(self.bilan.to_string()));
            champs.insert("rang".to_owned(), json!(rang));
            champs.insert("auteur".to_owned(), self.pro(&proposition.auteur));
            let preco = proposition.preconisation.as_ref().and_then(|repere| reperes.get(repere));
            champs.insert("preconisation".to_owned(), json!(preco));
            dater(&mut champs, "instant", proposition.instant);
            let id = derive_id(self.bilan, &format!("proposition/{}", proposition.cle));
            self.ajouter(Entite::Proposition, id, champs)?;
        }
        Ok(())
    }

    /// The log and the papers of the bilan, each tied to the other.
    pub(super) fn envois(&mut self, dossier: &Dossier) -> Result<()> {
        let papiers: BTreeMap<&str, _> = dossier
            .documents
            .iter()
            .map(|papier| (papier.id.as_str(), self.core.monde.nouvel_id()))
            .collect();
        let enfant = json!(self.enfant.to_string());
        for (rang, envoi) in dossier.transmissions.iter().enumerate() {
            let mut champs = champs(envoi)?;
            let repere = champs.remove("id").unwrap_or_default();
            champs.insert("repere".to_owned(), repere);
            champs.insert("enfant".to_owned(), enfant.clone());
            champs.insert("rang".to_owned(), json!(rang + 1));
            if let Some(papier) = &envoi.papier {
                // A number is a paper of another bilan: the line stays that of a paper.
                let id = papiers.get(papier.as_str());
                let id = id.map_or_else(|| papier.clone(), ToString::to_string);
                champs.insert("papier".to_owned(), json!(id));
            }
            if let Some(qui) = &envoi.envoye_par {
                champs.insert("envoye_par".to_owned(), self.pro(qui));
            }
            dater(&mut champs, "envoye_le", envoi.envoye_le);
            let id = self.core.monde.nouvel_id();
            self.ajouter(Entite::Transmission, id, champs)?;
        }
        let lignes = self.reperes(Entite::Transmission);
        let autre = |marque: Option<&String>| -> Value {
            json!(marque.and_then(|m| papiers.get(m.as_str())).map(ToString::to_string))
        };
        for papier in &dossier.documents {
            let Some(id) = papiers.get(papier.id.as_str()) else { continue };
            let mut champs = champs(papier)?;
            champs.remove("id");
            champs.insert("enfant".to_owned(), enfant.clone());
            champs.insert("bilan".to_owned(), json!(self.bilan.to_string()));
            champs.insert("remplace".to_owned(), autre(papier.remplace.as_ref()));
            let ligne = papier.transmission.as_ref().and_then(|repere| lignes.get(repere));
            champs.insert("transmission".to_owned(), json!(ligne));
            if let Some(qui) = &papier.fait_par {
                champs.insert("fait_par".to_owned(), self.pro(qui));
            }
            dater(&mut champs, "fait_le", papier.fait_le);
            self.ajouter(Entite::Document, *id, champs)?;
        }
        Ok(())
    }
}
