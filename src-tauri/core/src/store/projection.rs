//! Projects changes onto the tables. The texts of these statements are made of the names declared in
//! [`Entite`], never of a value.

use super::acte::Vu;
use super::chaine::Tete;
use super::entite::{Entite, Forme};
use crate::error::{Code, Error, Result};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

/// The number of an object in this base, and whether it was given just now.
pub(super) async fn numeroter(
    connexion: &mut SqliteConnection,
    suite: &mut Tete,
    entite: i64,
    objet: Uuid,
    vu: Vu,
) -> Result<(i64, bool)> {
    if vu != Vu::Neuf {
        let connu =
            sqlx::query_scalar!("SELECT n FROM objet WHERE entite = ? AND id = ?", entite, objet)
                .fetch_optional(&mut *connexion)
                .await?;
        if let Some(n) = connu {
            return Ok((n, false));
        }
    }
    suite.objet += 1;
    let n = suite.objet;
    sqlx::query!("INSERT INTO objet (n, entite, id) VALUES (?, ?, ?)", n, entite, objet)
        .execute(connexion)
        .await?;
    Ok((n, true))
}

/// Whether an object has a number in this base.
pub(super) async fn connu(
    connexion: &mut SqliteConnection,
    entite: i64,
    objet: Uuid,
) -> Result<bool> {
    let connu = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM objet WHERE entite = ? AND id = ?) AS "connu!: bool""#,
        entite,
        objet
    )
    .fetch_one(connexion)
    .await?;
    Ok(connu)
}

/// Writes the fields of one object into its table: a row of its own where the act makes the object.
pub(super) async fn poser(
    connexion: &mut SqliteConnection,
    entite: Entite,
    objet: Uuid,
    neuf: bool,
    champs: &[(&str, &Value)],
) -> Result<()> {
    let table = entite.nom();
    let noms: Vec<String> = champs.iter().map(|(nom, _)| format!("\"{nom}\"")).collect();
    let sql = if neuf {
        let places = vec!["?"; champs.len() + 1].join(", ");
        format!("INSERT INTO {table} ({}, id) VALUES ({places})", noms.join(", "))
    } else {
        format!("UPDATE {table} SET {} = ? WHERE id = ?", noms.join(" = ?, "))
    };
    let mut requete = sqlx::query(AssertSqlSafe(sql));
    for (champ, valeur) in champs {
        requete = match (forme(entite, champ)?, valeur) {
            (_, Value::Null) => requete.bind(None::<String>),
            (Forme::Texte, Value::String(texte)) => requete.bind(texte.as_str()),
            (Forme::Entier, Value::Number(n)) if n.is_i64() => requete.bind(n.as_i64()),
            (Forme::Reel, Value::Number(n)) => requete.bind(n.as_f64()),
            (Forme::Bool, Value::Bool(b)) => requete.bind(*b),
            (Forme::Json, valeur) => requete.bind(serde_json::to_string(valeur)?),
            (forme, _) => {
                let nom = entite.nom();
                return Err(Error::new(Code::Interne, format!("{nom}.{champ} is no {forme:?}")));
            }
        };
    }
    let ecrit = requete.bind(objet.to_string()).execute(connexion).await?;
    if ecrit.rows_affected() != 1 {
        return Err(Error::new(Code::BaseAbimee, format!("a row of {table} is missing")));
    }
    Ok(())
}

pub(super) fn forme(entite: Entite, champ: &str) -> Result<Forme> {
    entite
        .colonnes()
        .iter()
        .find(|(nom, _)| *nom == champ)
        .map(|(_, forme)| *forme)
        .ok_or_else(|| Error::new(Code::Interne, format!("{} has no {champ}", entite.nom())))
}
