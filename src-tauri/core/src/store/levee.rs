//! Reinforced secrecy (V3), read: sealed values are opened in a session that holds the key, and
//! masked in any other.

use super::Store;
use super::entite::Entite;
use super::lecture::Objet;
use super::secret::{parties, place, scelle_de, scellee};
use super::tables::{Colonne, Ident, Masque, Secret};
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
    /// Answers of the bilan that were ticked for the letter.
    pub coches: bool,
}

impl Store {
    /// What a value says; none where it is sealed and this session has no key. An answer comes with
    /// its question and its rank.
    pub(super) fn unseal(
        &self,
        entite: Entite,
        objet: Uuid,
        champ: &str,
        valeur: &Value,
    ) -> Result<Option<Value>> {
        if (entite, champ) == (Entite::Reponse, "saisie") {
            return match scelle_de(valeur) {
                Some(cellule) => self.open_cellule(entite, objet, champ, cellule),
                None => Ok(Some(valeur.clone())),
            };
        }
        if scellee(entite, champ) {
            return match valeur.as_str() {
                Some(cellule) if est_scelle(cellule) => {
                    self.open_cellule(entite, objet, champ, cellule)
                }
                _ => Ok(Some(valeur.clone())),
            };
        }
        let mut valeur = valeur.clone();
        for (chemin, texte) in parties(entite, champ, &mut valeur) {
            let Some(cellule) = texte.as_str().filter(|t| est_scelle(t)) else { continue };
            match self.open_cellule(entite, objet, &chemin, cellule)? {
                Some(clair) => *texte = clair,
                None => return Ok(None),
            }
        }
        Ok(Some(valeur))
    }

    /// What a value of the journal says, as JSON text; of an answer, without its question.
    pub(super) fn texte_leve(
        &self,
        entite: Entite,
        objet: Uuid,
        champ: &str,
        valeur: &Value,
    ) -> Result<Option<String>> {
        let Some(clair) = self.unseal(entite, objet, champ, valeur)? else { return Ok(None) };
        let entiere = (entite, champ) == (Entite::Reponse, "saisie") && scelle_de(valeur).is_some();
        let clair = if entiere { &clair["saisie"] } else { &clair };
        Ok(Some(serde_json::to_string(clair)?))
    }

    fn open_cellule(
        &self,
        entite: Entite,
        objet: Uuid,
        champ: &str,
        cellule: &str,
    ) -> Result<Option<Value>> {
        let Some(clair) = self.secret.open(&place(entite, objet, champ), cellule)? else {
            return Ok(None);
        };
        let abime = |_| Error::new(Code::BaseAbimee, "sealed value does not read");
        serde_json::from_slice(&clair).map_err(abime).map(Some)
    }

    /// An object as this session may read it. A masked row says what it must to be read as a whole,
    /// and nothing of what is sealed.
    pub(super) fn unseal_objet(&self, mut objet: Objet) -> Result<Objet> {
        let entite = objet.entite;
        let mut leves = Vec::new();
        if matches!(entite.table().secret, Secret::Rien | Secret::Si(_)) {
            return Ok(objet);
        }
        for (colonne, valeur) in entite.colonnes().iter().zip(&objet.valeurs) {
            let champ = colonne.nom;
            if valeur.is_null() || !concerne(entite, colonne) {
                continue;
            }
            match self.unseal(entite, objet.id, champ, valeur)? {
                Some(clair) if clair == *valeur => {}
                Some(clair) => leves.push((champ, clair)),
                None => leves.push((champ, masque(entite, champ, valeur))),
            }
        }
        if let Ident::Derive(_, cle) = entite.table().id
            && leves.iter().any(|(champ, _)| *champ == cle)
            && let Some(derive) = self.derive(entite, &objet)?
        {
            objet.id = derive;
        }
        for (champ, valeur) in leves {
            objet.put(champ, valeur);
        }
        Ok(objet)
    }

    /// What of a child and of one bilan this session cannot read.
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

fn concerne(entite: Entite, colonne: &Colonne) -> bool {
    colonne.dedans.is_some()
        || match entite.table().secret {
            Secret::V3 | Secret::Motif => !colonne.clair,
            Secret::Reponse => colonne.nom == "saisie",
            Secret::Parties | Secret::Rien | Secret::Si(_) => false,
        }
}

/// What stands in the place of a hidden value: what keeps the row readable, and says nothing.
pub(super) fn masque(entite: Entite, champ: &str, valeur: &Value) -> Value {
    let Some(colonne) = entite.table().colonne(champ) else { return Value::Null };
    if colonne.dedans.is_some() {
        let mut valeur = valeur.clone();
        for (_, texte) in parties(entite, champ, &mut valeur) {
            if texte.as_str().is_some_and(est_scelle) {
                *texte = json!("");
            }
        }
        return valeur;
    }
    match colonne.masque {
        Masque::Texte(texte) => json!(texte),
        Masque::Nul | Masque::Aucun => Value::Null,
    }
}
