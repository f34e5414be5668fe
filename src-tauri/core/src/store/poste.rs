//! What a seat remembers of itself; no record holds it.

use super::Store;
use crate::error::Result;

impl Store {
    /// Notes a file that is written in the clear, outside the vault, until it is whole.
    pub async fn note_partiel(&self, chemin: &str) -> Result<()> {
        let mut ecriture = self.ecriture.lock().await;
        sqlx::query("INSERT OR REPLACE INTO poste (cle, valeur) VALUES ('partiel:' || ?1, ?1)")
            .bind(chemin)
            .execute(&mut ecriture.connexion)
            .await?;
        Ok(())
    }

    /// The files that were noted, and not forgotten since.
    pub async fn partiels(&self) -> Result<Vec<String>> {
        let mut ecriture = self.ecriture.lock().await;
        let notes = sqlx::query_scalar("SELECT valeur FROM poste WHERE cle LIKE 'partiel:%'")
            .fetch_all(&mut ecriture.connexion)
            .await?;
        Ok(notes)
    }

    /// Forgets one of them: it is in its place, or gone.
    pub async fn forget_partiel(&self, chemin: &str) -> Result<()> {
        let mut ecriture = self.ecriture.lock().await;
        sqlx::query("DELETE FROM poste WHERE cle = 'partiel:' || ?")
            .bind(chemin)
            .execute(&mut ecriture.connexion)
            .await?;
        Ok(())
    }
}
