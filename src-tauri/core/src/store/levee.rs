//! Reinforced secrecy (V3), read: sealed values are opened in a session that holds the key, and
//! masked in any other.

use super::Store;
use super::entite::Entite;
use super::lecture::Objet;
use super::secret::{MASQUE, parties, place, scelle_de, scellees};
use crate::error::{Code, Error, Result};
use escale_vault::est_scelle;
use serde_json::{Value, json};
use uuid::Uuid;

/// What of a record is sealed for this session; nothing in one that holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scelle {
    /// Anything of the child or of the bilan.
    pub tout: bool,
    /// Answers of the bilan.
    pub reponses: bool,
    /// Answers of the bilan that somebody ticked for the letter.
    pub coches: bool,
}

impl Store {
    /// What a value says; none where it is sealed and this session has no key. An answer comes with
    /// its question and its rank.
    pub(super) fn lever(
        &self,
        entite: Entite,
        objet: Uuid,
        champ: &str,
        valeur: &Value,
    ) -> Result<Option<Value>> {
        match (entite, champ) {
            (Entite::Reponse, "saisie") => match scelle_de(valeur) {
                Some(cellule) => self.ouvrir_cellule(entite, objet, champ, cellule),
                None => Ok(Some(valeur.clone())),
            },
            (Entite::Demande, "contenu") | (Entite::Enfant, "secret_oppositions") => {
                let mut valeur = valeur.clone();
                for (chemin, texte) in parties(entite, champ, &mut valeur) {
                    let Some(cellule) = texte.as_str().filter(|t| est_scelle(t)) else { continue };
                    match self.ouvrir_cellule(entite, objet, &chemin, cellule)? {
                        Some(clair) => *texte = clair,
                        None => return Ok(None),
                    }
                }
                Ok(Some(valeur))
            }
            _ if scellees(entite).contains(&champ) => match valeur.as_str() {
                Some(cellule) if est_scelle(cellule) => {
                    self.ouvrir_cellule(entite, objet, champ, cellule)
                }
                _ => Ok(Some(valeur.clone())),
            },
            _ => Ok(Some(valeur.clone())),
        }
    }

    /// What a value of the journal says, as JSON text; of an answer, without its question.
    pub(super) fn texte_leve(
        &self,
        entite: Entite,
        objet: Uuid,
        champ: &str,
        valeur: &Value,
    ) -> Result<Option<String>> {
        let Some(clair) = self.lever(entite, objet, champ, valeur)? else { return Ok(None) };
        let entiere = (entite, champ) == (Entite::Reponse, "saisie") && scelle_de(valeur).is_some();
        let clair = if entiere { &clair["saisie"] } else { &clair };
        Ok(Some(serde_json::to_string(clair)?))
    }

    fn ouvrir_cellule(
        &self,
        entite: Entite,
        objet: Uuid,
        champ: &str,
        cellule: &str,
    ) -> Result<Option<Value>> {
        let Some(clair) = self.secret.ouvrir(&place(entite, objet, champ), cellule)? else {
            return Ok(None);
        };
        let abime = |_| Error::new(Code::BaseAbimee, "sealed value does not read");
        serde_json::from_slice(&clair).map_err(abime).map(Some)
    }

    /// An object as this session may read it. A masked row says what it must to be read as a whole,
    /// and nothing of what is sealed.
    pub(super) fn lever_objet(&self, entite: Entite, mut objet: Objet) -> Result<Objet> {
        let mut leves = Vec::new();
        for (champ, valeur) in &objet.champs {
            if !concerne(entite, champ) || valeur.is_null() {
                continue;
            }
            match self.lever(entite, objet.id, champ, valeur)? {
                Some(clair) if clair == *valeur => {}
                Some(clair) => leves.push((champ.clone(), clair)),
                None => leves.push((champ.clone(), masque(entite, champ, valeur))),
            }
        }
        if matches!(entite, Entite::Alerte | Entite::Proposition)
            && let Some(derive) =
                leves.iter().any(|(c, _)| c == "cle").then(|| self.derive(entite, &objet))
            && let Some(derive) = derive?
        {
            objet.id = derive;
        }
        objet.champs.extend(leves);
        Ok(objet)
    }

    /// What of a child and of one bilan this session cannot read.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn scelle(&self, enfant: Uuid, bilan: Uuid) -> Result<Scelle> {
        if self.lit_le_secret() {
            return Ok(Scelle { tout: false, reponses: false, coches: false });
        }
        let (enfant, bilan) = (enfant.to_string(), bilan.to_string());
        let dit = sqlx::query!(
            r#"SELECT
                 EXISTS (SELECT 1 FROM reponse WHERE bilan = ?1
                         AND json_extract(saisie, '$.scelle') IS NOT NULL) AS "reponses!: bool",
                 EXISTS (SELECT 1 FROM reponse WHERE bilan = ?1
                         AND json_extract(saisie, '$.scelle') IS NOT NULL
                         AND json_extract(saisie, '$.inclure_courrier')) AS "coches!: bool",
                 (EXISTS (SELECT 1 FROM outil WHERE bilan = ?1 AND outil LIKE 'escale:v3:%')
                  OR EXISTS (SELECT 1 FROM preconisation
                             WHERE bilan = ?1 AND libelle LIKE 'escale:v3:%')
                  OR EXISTS (SELECT 1 FROM alerte WHERE bilan = ?1 AND cle LIKE 'escale:v3:%')
                  OR EXISTS (SELECT 1 FROM proposition
                             WHERE bilan = ?1 AND cle LIKE 'escale:v3:%')
                  OR EXISTS (SELECT 1 FROM demande
                             WHERE enfant = ?2 AND contenu LIKE '%escale:v3:%')
                  OR EXISTS (SELECT 1 FROM enfant
                             WHERE id = ?2 AND secret_oppositions LIKE '%escale:v3:%'))
                     AS "lignes!: bool""#,
            bilan,
            enfant
        )
        .fetch_one(&self.lectures)
        .await?;
        let (reponses, coches) = (dit.reponses, dit.coches);
        Ok(Scelle { tout: reponses || dit.lignes, reponses, coches })
    }
}

fn concerne(entite: Entite, champ: &str) -> bool {
    scellees(entite).contains(&champ)
        || matches!(
            (entite, champ),
            (Entite::Reponse, "saisie")
                | (Entite::Demande, "contenu")
                | (Entite::Enfant, "secret_oppositions")
        )
}

/// What stands in the place of a sealed value: what keeps the row readable, and says nothing.
fn masque(entite: Entite, champ: &str, valeur: &Value) -> Value {
    match (entite, champ) {
        (Entite::Preconisation, "type") => json!("AUTRE"),
        (Entite::Preconisation, "libelle") | (Entite::Outil, "outil") => json!(MASQUE),
        (Entite::Preconisation, "relances") => json!([]),
        (
            Entite::Preconisation,
            "probleme"
            | "frequence"
            | "professionnel_cible"
            | "rdv"
            | "motif_non_realisation"
            | "resultat"
            | "cloture",
        )
        | (Entite::Outil, "score_brut" | "sous_scores" | "seuil" | "non_passe_motif")
        | (Entite::Reponse, _) => Value::Null,
        (Entite::Demande | Entite::Enfant, _) => {
            let mut valeur = valeur.clone();
            for (_, texte) in parties(entite, champ, &mut valeur) {
                if texte.as_str().is_some_and(est_scelle) {
                    *texte = json!("");
                }
            }
            valeur
        }
        _ => json!(""),
    }
}
