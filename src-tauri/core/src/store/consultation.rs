//! The log of who looked at whose record, kept twelve months and apart from the record.

use super::Store;
use crate::error::Result;
use sqlx::sqlite::SqliteConnection;

/// Twelve months, in milliseconds.
const DUREE: i64 = 366 * 24 * 3600 * 1000;

pub(super) async fn purge(connexion: &mut SqliteConnection, maintenant: i64) -> Result<()> {
    let limite = maintenant - DUREE;
    sqlx::query!("DELETE FROM consultation WHERE instant < ?", limite).execute(connexion).await?;
    Ok(())
}

impl Store {
    /// Notes that an account looked at a child's record.
    pub async fn log_reading(&self, auteur: &str, enfant: &str, ecran: &str) -> Result<()> {
        let instant = self.monde.maintenant();
        let mut ecriture = self.ecriture.lock().await;
        sqlx::query!(
            "INSERT INTO consultation (instant, auteur, enfant, ecran) VALUES (?, ?, ?, ?)",
            instant,
            auteur,
            enfant,
            ecran
        )
        .execute(&mut ecriture.connexion)
        .await?;
        Ok(())
    }

    /// How many times a record was looked at.
    pub async fn consultations(&self, enfant: &str) -> Result<i64> {
        let nombre =
            sqlx::query_scalar!("SELECT COUNT(*) FROM consultation WHERE enfant = ?", enfant)
                .fetch_one(&self.lectures)
                .await?;
        Ok(nombre)
    }
}
