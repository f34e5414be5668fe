//! Projects changes onto the tables. The texts of these statements are made of the names declared in
//! [`Entite`], never of a value.

use super::acte::{Changement, Vu};
use super::chaine::Tete;
use super::entite::{Entite, Forme};
use super::tables::{Colonne, Voie};
use crate::error::{Code, Error, Result};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

/// The number of an object in this base, and whether it was given just now.
pub(super) async fn number(
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
pub(super) async fn put(
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
        requete = match (colonne(entite, champ)?.forme, valeur) {
            (Forme::Json, Value::Null) if !colonne(entite, champ)?.nulle => requete.bind("null"),
            (_, Value::Null) => requete.bind(None::<String>),
            (Forme::Texte | Forme::Id, Value::String(texte)) => requete.bind(texte.as_str()),
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

pub(super) fn colonne(entite: Entite, champ: &str) -> Result<&'static Colonne> {
    entite
        .table()
        .colonne(champ)
        .ok_or_else(|| Error::new(Code::Interne, format!("{} has no {champ}", entite.nom())))
}

/// The changes, and those that they bring to the rows below: a reminder is as secret as its
/// recommendation.
pub(super) async fn suites(
    connexion: &mut SqliteConnection,
    mut changements: Vec<Changement>,
) -> Result<Vec<Changement>> {
    let mut suites = Vec::new();
    for changement in changements.iter().filter(|c| c.vu != Vu::Neuf) {
        for entite in Entite::ALL.iter().copied() {
            let suit = Voie::DuParent(changement.champ);
            let colonne = entite.colonnes().iter().find(|colonne| colonne.voie == suit);
            let Some(colonne) = colonne else { continue };
            let Some((parent, Some(_))) = entite
                .table()
                .parent()
                .map(|(nom, chez)| (nom, (chez == changement.entite).then_some(chez)))
            else {
                continue;
            };
            let sql = format!("SELECT id FROM {} WHERE \"{parent}\" = ?", entite.nom());
            let ids: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(changement.objet.to_string())
                .fetch_all(&mut *connexion)
                .await?;
            for id in ids {
                let objet =
                    Uuid::parse_str(&id).map_err(|_| Error::new(Code::BaseAbimee, "identifier"))?;
                let (champ, valeur) = (colonne.nom, changement.valeur.clone());
                suites.push(Changement { entite, objet, champ, valeur, vu: Vu::Courant });
            }
        }
    }
    changements.append(&mut suites);
    Ok(changements)
}
