//! Lawful erasure of values: they go, and the chain stays verifiable.

use super::chaine::{Empreinte, Graine, Maille, empreinte_lue};
use super::entite::Entite;
use super::valeur::Valeur;
use super::{Store, projection};
use crate::error::{Code, Error, Result};
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What stays of a value in an act of which something was erased.
pub(super) enum Trace {
    /// The salt of a value that is there.
    Sel(Empreinte),
    /// The digest of a value that is gone.
    Empreinte(Empreinte),
}

impl Trace {
    /// Every trace of the base, by act and rank.
    pub(super) async fn toutes(
        connexion: &mut SqliteConnection,
    ) -> Result<HashMap<(i64, i64), Self>> {
        let lignes = sqlx::query!("SELECT acte, rang, sel, empreinte FROM effacement")
            .fetch_all(connexion)
            .await?;
        let trace = |sel: Option<Vec<u8>>, empreinte: Option<Vec<u8>>| match sel {
            Some(sel) => Self::Sel(empreinte_lue(&sel)),
            None => Self::Empreinte(empreinte_lue(&empreinte.unwrap_or_default())),
        };
        Ok(lignes.into_iter().map(|l| ((l.acte, l.rang), trace(l.sel, l.empreinte))).collect())
    }
}

impl Store {
    /// Erases every value that a field ever had, in the journal and in its table, and says how many.
    /// That it was written, when and by whom stays. Where its row cannot do without a value, it holds
    /// the emptiest of its form.
    ///
    /// # Errors
    /// The field names another row, or the disk refuses: nothing is erased.
    pub async fn erase(&self, entite: Entite, id: Uuid, champ: &str) -> Result<usize> {
        let id = self.lu_sous(entite, id).await?.unwrap_or(id);
        let (table, colonne) = (self.mots.numero(entite.nom())?, self.mots.numero(champ)?);
        let mut ecriture = self.ecriture.lock().await;
        let connexion = &mut ecriture.connexion;
        let mut transaction = connexion.begin_with("BEGIN IMMEDIATE").await?;
        let valeurs = sqlx::query!(
            r#"SELECT changement.acte, changement.rang AS "rang!" FROM objet
             JOIN changement ON changement.objet = objet.n
             WHERE objet.entite = ? AND objet.id = ? AND champ = ? AND valeur IS NOT NULL"#,
            table,
            id,
            colonne
        )
        .fetch_all(&mut *transaction)
        .await?;
        if valeurs.is_empty() {
            return Ok(0);
        }
        // What is emptied is overwritten: the rest of a page would keep it.
        sqlx::query("PRAGMA secure_delete = ON").execute(&mut *transaction).await?;
        for valeur in &valeurs {
            empty(&mut transaction, valeur.acte, valeur.rang).await?;
        }
        let vide = projection::colonne(entite, champ)?.vide();
        projection::put(&mut transaction, entite, id, false, &[(champ, &vide)]).await?;
        transaction.commit().await?;
        for fin in ["PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA secure_delete = OFF"] {
            sqlx::query(fin).execute(&mut *connexion).await?;
        }
        Ok(valeurs.len())
    }
}

/// Empties one value of an act. The first time, the seed of the act goes too, since the salt of what
/// is erased would come out of it again, and each value that stays keeps its own salt.
async fn empty(connexion: &mut SqliteConnection, acte: i64, rang: i64) -> Result<()> {
    let graine =
        sqlx::query_scalar!("SELECT graine FROM acte WHERE n = ?", acte).fetch_one(&mut *connexion);
    if let Some(graine) = graine.await? {
        let graine = Graine::de(&graine);
        let rangs = sqlx::query_scalar!(
            "SELECT rang FROM changement WHERE acte = ? AND valeur IS NOT NULL",
            acte
        )
        .fetch_all(&mut *connexion)
        .await?;
        for rang in rangs {
            let sel = graine.sel(rang).to_vec();
            sqlx::query!(
                "INSERT INTO effacement (acte, rang, sel) VALUES (?, ?, ?)",
                acte,
                rang,
                sel
            )
            .execute(&mut *connexion)
            .await?;
        }
        sqlx::query!("UPDATE acte SET graine = NULL WHERE n = ?", acte)
            .execute(&mut *connexion)
            .await?;
    }
    let relu = sqlx::query!(
        r#"SELECT e.texte AS entite, objet.id AS "objet: Uuid", f.texte AS champ,
                  v.id AS "vu?: Uuid", c.valeur AS "valeur: Valeur", effacement.sel
           FROM changement c JOIN objet ON objet.n = c.objet JOIN mot e ON e.n = objet.entite
           JOIN mot f ON f.n = c.champ LEFT JOIN acte v ON v.n = c.vu
           JOIN effacement ON effacement.acte = c.acte AND effacement.rang = c.rang
           WHERE c.acte = ? AND c.rang = ?"#,
        acte,
        rang
    )
    .fetch_one(&mut *connexion)
    .await?;
    let (Some(valeur), Some(sel)) = (relu.valeur, relu.sel) else {
        return Err(Error::new(Code::BaseAbimee, "a value without its salt"));
    };
    let maille = Maille {
        entite: &relu.entite,
        objet: relu.objet,
        champ: &relu.champ,
        vu: relu.vu,
        valeur: &valeur,
    };
    let empreinte = maille.empreinte(&empreinte_lue(&sel)).to_vec();
    sqlx::query!(
        "UPDATE effacement SET sel = NULL, empreinte = ? WHERE acte = ? AND rang = ?",
        empreinte,
        acte,
        rang
    )
    .execute(&mut *connexion)
    .await?;
    sqlx::query!("UPDATE changement SET valeur = NULL WHERE acte = ? AND rang = ?", acte, rang)
        .execute(connexion)
        .await?;
    Ok(())
}
