//! Conflicts: a field that two people changed without having seen each other's value.

use super::Store;
use super::acte::Ligne;
use super::entite::Entite;
use super::valeur::Valeur;
use crate::error::Result;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

/// A field that had changed since the writer saw it. The later value shows, both are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflit {
    pub entite: Entite,
    pub objet: Uuid,
    pub champ: &'static str,
    pub(super) numero: i64,
    pub(super) perdant: i64,
}

/// The act that gave a field its present value.
pub(super) struct Courant {
    pub(super) n: i64,
    pub(super) id: Uuid,
    pub(super) auteur: Option<Uuid>,
    pub(super) horloge: i64,
    /// None once erased.
    pub(super) valeur: Option<Valeur>,
}

pub(super) async fn courant(
    connexion: &mut SqliteConnection,
    objet: i64,
    champ: i64,
) -> Result<Option<Courant>> {
    let ligne = sqlx::query_as!(
        Courant,
        r#"SELECT acte.n, acte.id AS "id: Uuid", acte.auteur AS "auteur: Uuid", acte.horloge,
                  changement.valeur AS "valeur: Valeur"
           FROM changement JOIN acte ON acte.n = changement.acte
           JOIN appareil ON appareil.n = acte.appareil
           WHERE changement.objet = ? AND changement.champ = ?
           ORDER BY acte.horloge DESC, appareil.id DESC LIMIT 1"#,
        objet,
        champ
    )
    .fetch_optional(connexion)
    .await?;
    Ok(ligne)
}

/// An act that a screen showed, where this base has it: number and identifier.
pub(super) async fn acte_vu(
    connexion: &mut SqliteConnection,
    acte: Uuid,
) -> Result<Option<(i64, Uuid)>> {
    let n = sqlx::query_scalar!("SELECT n FROM acte WHERE id = ?", acte)
        .fetch_optional(connexion)
        .await?;
    Ok(n.map(|n| (n, acte)))
}

/// The act that gave a field the value it had once `jusqua` was in the base. What counts is the order
/// of arrival here: an act that another post wrote earlier and that came later was on no screen.
pub(super) async fn vu_jusqua(
    connexion: &mut SqliteConnection,
    objet: i64,
    champ: i64,
    jusqua: Uuid,
) -> Result<Option<(i64, Uuid)>> {
    let vu = sqlx::query!(
        r#"SELECT acte.n, acte.id AS "id: Uuid"
           FROM changement JOIN acte ON acte.n = changement.acte
           JOIN appareil ON appareil.n = acte.appareil
           WHERE changement.objet = ? AND changement.champ = ?
             AND changement.acte <= (SELECT n FROM acte WHERE id = ?)
           ORDER BY acte.horloge DESC, appareil.id DESC LIMIT 1"#,
        objet,
        champ,
        jusqua
    )
    .fetch_optional(connexion)
    .await?;
    Ok(vu.map(|vu| (vu.n, vu.id)))
}

pub(super) async fn insert(
    connexion: &mut SqliteConnection,
    conflit: &Conflit,
    champ: i64,
    gagnant: i64,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO conflit (objet, champ, perdant, gagnant) VALUES (?, ?, ?, ?)",
        conflit.numero,
        champ,
        conflit.perdant,
        gagnant
    )
    .execute(connexion)
    .await?;
    Ok(())
}

/// A write that saw the present value settles every conflict that waits on the field: the screen
/// showed all the values that had lost.
pub(super) async fn settle(
    connexion: &mut SqliteConnection,
    lignes: &[Ligne],
    acte: i64,
) -> Result<()> {
    for ligne in lignes.iter().filter(|l| l.regle) {
        let champ = ligne.champ;
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

/// A value that lost a conflict which is not settled yet.
#[derive(Debug, Clone)]
pub struct Perdant {
    /// JSON text of the value.
    pub valeur: Option<String>,
    pub auteur: Option<String>,
    /// When it was written, by the hybrid clock.
    pub horloge: i64,
    /// The act that wrote it.
    pub acte: String,
}

impl Store {
    /// The values that wait beside the present one of a field.
    pub async fn perdants(&self, entite: Entite, objet: Uuid, champ: &str) -> Result<Vec<Perdant>> {
        let Some(reel) = self.lu_sous(entite, objet).await? else { return Ok(Vec::new()) };
        let (table, colonne) = (self.mots.numero(entite.nom())?, self.mots.numero(champ)?);
        let lignes = sqlx::query!(
            r#"SELECT changement.valeur AS "valeur: Valeur", acte.auteur AS "auteur: Uuid",
                      acte.horloge, acte.id AS "acte: Uuid"
               FROM conflit JOIN objet ON objet.n = conflit.objet
               JOIN acte ON acte.n = conflit.perdant
               JOIN changement ON changement.acte = acte.n AND changement.objet = objet.n
                    AND changement.champ = conflit.champ
               WHERE objet.entite = ? AND objet.id = ? AND conflit.champ = ?
                 AND conflit.choisi IS NULL
               ORDER BY acte.horloge"#,
            table,
            reel,
            colonne
        )
        .fetch_all(&self.lectures)
        .await?;
        let mut perdants = Vec::with_capacity(lignes.len());
        for ligne in lignes {
            let mut valeur = None;
            if let Some(lue) = ligne.valeur {
                let lue = serde_json::from_str(&lue.json())?;
                valeur = self.texte_leve(entite, reel, champ, &lue)?;
            }
            perdants.push(Perdant {
                valeur,
                auteur: ligne.auteur.map(String::from),
                horloge: ligne.horloge,
                acte: ligne.acte.into(),
            });
        }
        Ok(perdants)
    }
}
