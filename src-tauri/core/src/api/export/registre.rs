//! What of a record only its export carries: what was agreed to, what was done with the proposals of
//! the synthesis, the papers and who sent them, the parts that nobody has begun.

use super::Sortie;
use crate::api::{Seance, dossier, identifiant};
use crate::error::Result;
use crate::store::{Entite, Objet};
use escale_domain::bilan::VoletCode;
use escale_domain::consentement::Consentement;
use escale_domain::dossier::Dossier;
use escale_domain::instant::Instant;
use escale_domain::synthese::PropositionTraitee;
use escale_domain::transmission::{PapierFait, Transmission};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The recommendation that an object is tied to, by its mark in the file.
pub(super) fn nommer(objet: &mut Objet, precos: &[Objet]) {
    let preco = objet.texte("preconisation");
    let repere = precos.iter().find(|p| p.id.to_string() == preco);
    let repere = repere.map_or(Value::Null, |p| p.champ("repere").clone());
    objet.champs.insert("preconisation".to_owned(), repere);
}

/// A column of milliseconds becomes an instant of the format.
pub(super) fn dater(objet: &mut Objet, champ: &str) {
    if let Some(valeur) = objet.champs.get_mut(champ) {
        *valeur = valeur.as_i64().map_or(Value::Null, |millis| json!(Instant(millis)));
    }
}

impl Sortie {
    pub(super) async fn registre(
        &self,
        seance: &Seance,
        (enfant, bilan): (Uuid, Uuid),
        dossier: &mut Dossier,
    ) -> Result<()> {
        dossier.bilan.a_commencer = a_commencer(seance, bilan, dossier).await?;
        dossier.consentements = self.consentements(seance, enfant).await?;
        dossier.propositions = self.propositions(seance, bilan).await?;
        let papiers = papiers(seance, bilan).await?;
        let envois = seance.store.objets(Entite::Transmission, "enfant", enfant).await?;
        dossier.documents = self.documents(&papiers, &envois)?;
        dossier.transmissions = self.envois(seance, &papiers, envois).await?;
        Ok(())
    }

    async fn consentements(&self, seance: &Seance, enfant: Uuid) -> Result<Vec<Consentement>> {
        let objets = seance.store.objets(Entite::Consentement, "enfant", enfant).await?;
        objets
            .into_iter()
            .map(|mut objet| {
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                objet.lire(&["enfant", "rang"])
            })
            .collect()
    }

    /// What the pair did with proposals; one that they thought over says nothing any more.
    async fn propositions(&self, seance: &Seance, bilan: Uuid) -> Result<Vec<PropositionTraitee>> {
        let precos = seance.store.objets(Entite::Preconisation, "bilan", bilan).await?;
        let mut objets = seance.store.objets(Entite::Proposition, "bilan", bilan).await?;
        objets.retain(|o| !o.champ("sort").is_null() || !o.champ("preconisation").is_null());
        objets
            .into_iter()
            .map(|mut objet| {
                nommer(&mut objet, &precos);
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                dater(&mut objet, "instant");
                objet.lire(&["bilan", "rang"])
            })
            .collect()
    }

    fn documents(
        &self,
        papiers: &BTreeMap<String, (String, Objet)>,
        envois: &[Objet],
    ) -> Result<Vec<PapierFait>> {
        let mut documents: Vec<&(String, Objet)> = papiers.values().collect();
        documents.sort_by_key(|(_, objet)| rang(objet));
        documents
            .into_iter()
            .map(|(marque, objet)| {
                let mut objet = objet.clone();
                let remplace = papiers.get(objet.texte("remplace")).map(|(marque, _)| marque);
                let ligne = envois.iter().find(|e| e.id.to_string() == objet.texte("transmission"));
                let remplace = json!(remplace);
                let ligne = ligne.map_or(Value::Null, |e| e.champ("repere").clone());
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                objet.champs.insert("id".to_owned(), json!(marque));
                objet.champs.insert("remplace".to_owned(), remplace);
                objet.champs.insert("transmission".to_owned(), ligne);
                dater(&mut objet, "fait_le");
                objet.lire(&["enfant", "bilan"])
            })
            .collect()
    }

    /// The log, each line with its paper: by its mark, or by its number where it is one of another
    /// bilan.
    async fn envois(
        &self,
        seance: &Seance,
        papiers: &BTreeMap<String, (String, Objet)>,
        envois: Vec<Objet>,
    ) -> Result<Vec<Transmission>> {
        let mut lignes = Vec::with_capacity(envois.len());
        for mut objet in envois {
            let papier = match objet.champ("papier").as_str() {
                None => Value::Null,
                Some(id) => match (papiers.get(id), identifiant(id)) {
                    (Some((marque, _)), _) => json!(marque),
                    (None, Ok(autre)) => {
                        let autre = seance.store.objet_facultatif(Entite::Document, autre).await?;
                        autre.map_or(Value::Null, |papier| papier.champ("numero").clone())
                    }
                    // The number that came with an import.
                    (None, Err(_)) => json!(id),
                },
            };
            objet.champs.values_mut().for_each(|v| self.marquer(v));
            objet.champs.insert("papier".to_owned(), papier);
            let repere = objet.champs.remove("repere").unwrap_or_default();
            objet.champs.insert("id".to_owned(), repere);
            dater(&mut objet, "envoye_le");
            lignes.push(objet.lire(&["enfant", "rang"])?);
        }
        Ok(lignes)
    }
}

/// The order of papers in a file: by number, then as they were made.
fn rang(objet: &Objet) -> (usize, String, i64) {
    let numero = objet.texte("numero").to_owned();
    (numero.len(), numero, objet.champ("fait_le").as_i64().unwrap_or_default())
}

/// The papers of a bilan by identifier, each with its mark in the file.
async fn papiers(seance: &Seance, bilan: Uuid) -> Result<BTreeMap<String, (String, Objet)>> {
    let mut objets = seance.store.objets(Entite::Document, "bilan", bilan).await?;
    objets.sort_by_key(rang);
    Ok(objets
        .into_iter()
        .enumerate()
        .map(|(rang, objet)| (objet.id.to_string(), (format!("DOC{}", rang + 1), objet)))
        .collect())
}

/// The parts that nobody has begun, where an import would not find them by itself.
async fn a_commencer(
    seance: &Seance,
    bilan: Uuid,
    dossier: &Dossier,
) -> Result<Option<Vec<VoletCode>>> {
    let mut codes: Vec<VoletCode> = seance
        .store
        .objets(Entite::Volet, "bilan", bilan)
        .await?
        .iter()
        .filter(|volet| volet.champ("auteur").is_null())
        .filter_map(|volet| VoletCode::from_code(volet.texte("code")))
        .collect();
    codes.sort();
    Ok((codes != dossier::a_commencer(&dossier.bilan)).then_some(codes))
}
