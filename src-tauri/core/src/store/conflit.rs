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
    pub(super) auteur: Option<String>,
    pub(super) horloge: i64,
    /// JSON text; none once erased.
    pub(super) valeur: Option<String>,
}

pub(super) async fn courant(
    connexion: &mut SqliteConnection,
    objet: i64,
    champ: &str,
) -> Result<Option<Courant>> {
    let ligne = sqlx::query_as!(
        Courant,
        "SELECT acte.n, acte.id, acte.auteur, acte.horloge, changement.valeur
         FROM changement JOIN acte ON acte.n = changement.acte
         WHERE changement.objet = ? AND changement.champ = ?
         ORDER BY acte.horloge DESC, acte.appareil DESC LIMIT 1",
        objet,
        champ
    )
    .fetch_optional(connexion)
    .await?;
    Ok(ligne)
}

/// The act that gave a field the value it had once `jusqua` was in the base. What counts is the order
/// of arrival here: an act that another post wrote earlier and that came later was on no screen.
pub(super) async fn vu_jusqua(
    connexion: &mut SqliteConnection,
    objet: i64,
    champ: &str,
    jusqua: Uuid,
) -> Result<Option<String>> {
    let jusqua = jusqua.to_string();
    let vu = sqlx::query_scalar!(
        "SELECT acte.id FROM changement JOIN acte ON acte.n = changement.acte
         WHERE changement.objet = ? AND changement.champ = ?
           AND changement.acte <= (SELECT n FROM acte WHERE id = ?)
         ORDER BY acte.horloge DESC, acte.appareil DESC LIMIT 1",
        objet,
        champ,
        jusqua
    )
    .fetch_optional(connexion)
    .await?;
    Ok(vu)
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

/// A write that saw the present value settles every conflict that waits on the field: the screen
/// showed all the values that had lost.
pub(super) async fn regler(
    connexion: &mut SqliteConnection,
    lignes: &[Ligne],
    acte: i64,
) -> Result<()> {
    for ligne in lignes.iter().filter(|l| l.regle) {
        let champ = ligne.changement.champ;
        sqlx::query!(
            "UPDATE conflit SET choisi = ? WHERE objet = ? AND champ = ? AND choisi IS NULL",
            acte,
            ligne.objet,
            champ
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
        let Some(reel) = self.lu_sous(entite, objet).await? else { return Ok(Vec::new()) };
        let (nom, objet) = (entite.nom(), reel.to_string());
        let mut lignes = sqlx::query_as!(
            Perdant,
            r#"SELECT changement.valeur, acte.auteur, acte.horloge, acte.id AS acte
               FROM conflit JOIN objet ON objet.n = conflit.objet
               JOIN acte ON acte.n = conflit.perdant
               JOIN changement ON changement.acte = acte.n AND changement.objet = objet.n
                    AND changement.champ = conflit.champ
               WHERE objet.entite = ? AND objet.id = ? AND conflit.champ = ?
                 AND conflit.choisi IS NULL
               ORDER BY acte.horloge"#,
            nom,
            objet,
            champ
        )
        .fetch_all(&self.lectures)
        .await?;
        for ligne in &mut lignes {
            if let Some(texte) = ligne.valeur.take() {
                let valeur = serde_json::from_str(&texte)?;
                ligne.valeur = self.texte_leve(entite, reel, champ, &valeur)?;
            }
        }
        Ok(lignes)
    }
}
