//! Conflicts: a field that two people changed without having seen each other's value.

use super::Store;
use super::acte::Ligne;
use super::entite::Entite;
use crate::error::Result;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

/// A field that had changed under the writer's eyes. The later value shows, both are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflit {
    /// Kind of object.
    pub entite: Entite,
    /// Which object.
    pub objet: Uuid,
    /// Which field.
    pub champ: &'static str,
    pub(super) numero: i64,
    pub(super) perdant: i64,
}

/// The act that gave a field its present value.
pub(super) struct Courant {
    pub(super) n: i64,
    pub(super) id: String,
}

pub(super) async fn courant(
    connexion: &mut SqliteConnection,
    objet: i64,
    champ: &str,
) -> Result<Option<Courant>> {
    let ligne = sqlx::query_as!(
        Courant,
        "SELECT acte.n, acte.id FROM changement JOIN acte ON acte.n = changement.acte
         WHERE changement.objet = ? AND changement.champ = ?
         ORDER BY acte.horloge DESC, acte.appareil DESC LIMIT 1",
        objet,
        champ
    )
    .fetch_optional(connexion)
    .await?;
    Ok(ligne)
}

pub(super) async fn inserer(
    connexion: &mut SqliteConnection,
    conflit: &Conflit,
    gagnant: i64,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO conflit (objet, champ, perdant, gagnant) VALUES (?, ?, ?, ?)",
        conflit.numero,
        conflit.champ,
        conflit.perdant,
        gagnant
    )
    .execute(connexion)
    .await?;
    Ok(())
}

/// A write that saw the winner of a conflict settles it.
pub(super) async fn regler(
    connexion: &mut SqliteConnection,
    lignes: &[Ligne],
    acte: i64,
) -> Result<()> {
    for ligne in lignes.iter().filter(|l| l.vu.is_some()) {
        let (vu, champ) = (ligne.vu.as_deref(), ligne.changement.champ);
        sqlx::query!(
            "UPDATE conflit SET choisi = ? WHERE objet = ? AND champ = ? AND choisi IS NULL
             AND gagnant = (SELECT n FROM acte WHERE id = ?)",
            acte,
            ligne.objet,
            champ,
            vu
        )
        .execute(&mut *connexion)
        .await?;
    }
    Ok(())
}

/// A value that lost a conflict nobody has settled yet.
#[derive(Debug, Clone)]
pub struct Perdant {
    /// JSON text of the value.
    pub valeur: Option<String>,
    /// Who wrote it.
    pub auteur: Option<String>,
    /// When, hybrid clock.
    pub horloge: i64,
    /// The act that wrote it.
    pub acte: String,
}

impl Store {
    /// The values that wait beside the present one of a field.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn perdants(&self, entite: Entite, objet: Uuid, champ: &str) -> Result<Vec<Perdant>> {
        let (entite, objet) = (entite.nom(), objet.to_string());
        let lignes = sqlx::query_as!(
            Perdant,
            r#"SELECT changement.valeur, acte.auteur, acte.horloge, acte.id AS acte
               FROM conflit JOIN objet ON objet.n = conflit.objet
               JOIN acte ON acte.n = conflit.perdant
               JOIN changement ON changement.acte = acte.n AND changement.objet = objet.n
                    AND changement.champ = conflit.champ
               WHERE objet.entite = ? AND objet.id = ? AND conflit.champ = ?
                 AND conflit.choisi IS NULL
               ORDER BY acte.horloge"#,
            entite,
            objet,
            champ
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }
}
