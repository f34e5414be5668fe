//! The children, as lists and the search need them.

use super::Store;
use crate::error::Result;

/// A line of the list of children.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct LigneEnfant {
    pub id: String,
    pub nom_naissance: String,
    pub prenoms_naissance: String,
    pub prenom_utilise: String,
    pub sexe: String,
    pub date_naissance: String,
    pub date_naissance_estimee: bool,
    pub num_dossier_local: String,
    pub graphie_origine: Option<String>,
}

/// The référent doctor, as a list names them.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct LigneMedecin {
    pub enfant: String,
    pub civilite: Option<String>,
    pub nom: Option<String>,
    pub prenom: Option<String>,
    pub adresse: Option<String>,
}

impl Store {
    /// Every child, in no order.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn enfants(&self) -> Result<Vec<LigneEnfant>> {
        let lignes = sqlx::query_as!(
            LigneEnfant,
            r#"SELECT id, nom_naissance, prenoms_naissance, prenom_utilise, sexe, date_naissance,
                      date_naissance_estimee AS "date_naissance_estimee: bool",
                      num_dossier_local, graphie_origine
               FROM enfant"#
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// These children, in the order in which they are asked for.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn enfants_parmi(&self, ids: &[&str]) -> Result<Vec<LigneEnfant>> {
        let ids = serde_json::to_string(ids)?;
        let lignes = sqlx::query_as!(
            LigneEnfant,
            r#"SELECT enfant.id, nom_naissance, prenoms_naissance, prenom_utilise, sexe,
                      date_naissance, date_naissance_estimee AS "date_naissance_estimee: bool",
                      num_dossier_local, graphie_origine
               FROM json_each(?) AS voulu JOIN enfant ON enfant.id = voulu.value ORDER BY voulu.key"#,
            ids
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The children born on one of these days (`AAAA-MM-JJ`).
    ///
    /// # Errors
    /// The base does not read.
    pub async fn enfants_nes_parmi(&self, jours: &[String]) -> Result<Vec<LigneEnfant>> {
        let jours = serde_json::to_string(jours)?;
        let lignes = sqlx::query_as!(
            LigneEnfant,
            r#"SELECT id, nom_naissance,
                      prenoms_naissance,
                      prenom_utilise, sexe,
                      date_naissance,
                      date_naissance_estimee AS "date_naissance_estimee: bool",
                      num_dossier_local, graphie_origine
               FROM enfant WHERE date_naissance IN (SELECT value FROM json_each(?))"#,
            jours
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The child of a record number.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn enfant_du_dossier(&self, numero: &str) -> Result<Option<String>> {
        let id =
            sqlx::query_scalar!(r#"SELECT id FROM enfant WHERE num_dossier_local = ?"#, numero)
                .fetch_optional(&self.lectures)
                .await?;
        Ok(id)
    }

    /// The record numbers of the children who have a closed bilan.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn dossiers_clos(&self) -> Result<Vec<String>> {
        let numeros = sqlx::query_scalar!(
            r#"SELECT DISTINCT enfant.num_dossier_local AS numero FROM enfant
               JOIN bilan ON bilan.enfant = enfant.id
               WHERE bilan.statut IN ('valide', 'transmis') ORDER BY 1"#
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(numeros)
    }

    /// The greatest of the record numbers that are `debut` and digits, without `debut`; 0 where
    /// there is none. A centre's own numbers ("2026-0002-bis") may begin alike: they do not count.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn dernier_dossier(&self, debut: &str) -> Result<i64> {
        // Nine digits at most: a longer one is no rank, and would not fit a number for long.
        let rang = sqlx::query_scalar!(
            r#"SELECT COALESCE(MAX(CAST(SUBSTR(num_dossier_local, LENGTH(?1) + 1) AS INTEGER)), 0)
                   AS "rang!: i64"
               FROM enfant
               WHERE SUBSTR(num_dossier_local, 1, LENGTH(?1)) = ?1
                 AND LENGTH(num_dossier_local) BETWEEN LENGTH(?1) + 1 AND LENGTH(?1) + 9
                 AND SUBSTR(num_dossier_local, LENGTH(?1) + 1) NOT GLOB '*[^0-9]*'"#,
            debut
        )
        .fetch_one(&self.lectures)
        .await?;
        Ok(rang)
    }

    /// The référent doctors of these children, named, in no order.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn medecins_nommes(&self, enfants: &[&str]) -> Result<Vec<LigneMedecin>> {
        let enfants = serde_json::to_string(enfants)?;
        let lignes = sqlx::query_as!(
            LigneMedecin,
            r#"SELECT id AS enfant, civilite, nom, prenom, adresse FROM medecin
               WHERE id IN (SELECT value FROM json_each(?))"#,
            enfants
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }
}
