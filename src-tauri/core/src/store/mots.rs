//! The words of the journal: entities, fields and verbs, each in the base once and numbered there.
//!
//! A number means nothing outside its base; digests are made of the words.

use super::acte::Verbe;
use super::entite::Entite;
use crate::error::{Code, Error, Result};
use sqlx::sqlite::SqliteConnection;
use std::collections::HashMap;

/// The words of a base, both ways.
#[derive(Debug)]
pub(super) struct Mots {
    numeros: HashMap<String, i64>,
    textes: HashMap<i64, String>,
}

impl Mots {
    /// Reads them, after having written those of this program that the base lacks.
    pub(super) async fn read(connexion: &mut SqliteConnection) -> Result<Self> {
        let connus = Self::reread(connexion).await?;
        let mut manquent = Vec::new();
        for entite in Entite::ALL {
            manquent.push(entite.nom());
            manquent.extend(entite.colonnes().iter().map(|c| c.nom));
        }
        manquent.extend(Verbe::ALL.iter().map(|verbe| verbe.code()));
        manquent.retain(|texte| !connus.numeros.contains_key(*texte));
        if manquent.is_empty() {
            return Ok(connus);
        }
        let manquent = serde_json::to_string(&manquent)?;
        sqlx::query!(
            "INSERT OR IGNORE INTO mot (texte) SELECT value FROM json_each(?) ORDER BY key",
            manquent
        )
        .execute(&mut *connexion)
        .await?;
        Self::reread(connexion).await
    }

    /// Reads them as they are.
    pub(super) async fn reread(connexion: &mut SqliteConnection) -> Result<Self> {
        let mots = sqlx::query!("SELECT n, texte FROM mot").fetch_all(connexion).await?;
        let textes: HashMap<i64, String> = mots.into_iter().map(|m| (m.n, m.texte)).collect();
        let numeros = textes.iter().map(|(n, texte)| (texte.clone(), *n)).collect();
        Ok(Self { numeros, textes })
    }

    /// The number of a word of this program.
    pub(super) fn numero(&self, texte: &str) -> Result<i64> {
        let inconnu = || Error::new(Code::BaseAbimee, format!("the base has no word {texte}"));
        self.numeros.get(texte).copied().ok_or_else(inconnu)
    }

    /// The word of a number.
    pub(super) fn texte(&self, n: i64) -> Result<&str> {
        let inconnu = || Error::new(Code::BaseAbimee, "unknown word in the journal");
        self.textes.get(&n).map(String::as_str).ok_or_else(inconnu)
    }
}
