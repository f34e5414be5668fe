//! The professionals and their accounts.

use super::Store;
use crate::error::Result;

/// A professional, as the programs needs them to know who acts.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct Compte {
    pub id: String,
    pub nom: String,
    pub prenom: String,
    pub profession: String,
    pub rpps: Option<String>,
    pub role: String,
    pub mode: Option<String>,
    pub identifiant: Option<String>,
    pub administrateur: bool,
}

impl Store {
    /// Every professional, by name.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn professionnels(&self) -> Result<Vec<Compte>> {
        let lignes = sqlx::query_as!(
            Compte,
            r#"SELECT id, nom, prenom,
                      profession, rpps, role, mode, identifiant,
                      COALESCE(administrateur, 0) AS "administrateur!: bool"
               FROM professionnel ORDER BY nom, prenom, id"#
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The identifier of the centre.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn centre(&self) -> Result<Option<String>> {
        let id = sqlx::query_scalar!(r#"SELECT id FROM centre ORDER BY id LIMIT 1"#)
            .fetch_optional(&self.lectures)
            .await?;
        Ok(id)
    }
}
