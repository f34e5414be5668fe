//! The base read with the master key and another program: without roles, without screens.

use crate::banc::MOT;
use escale_core::monde::{Monde, MondeReel};
use escale_vault as vault;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};
use std::collections::BTreeMap;
use std::path::Path;

/// The base and its tables, by the master key of an account.
async fn open(coffre: &Path, identifiant: &str) -> (SqliteConnection, Vec<String>) {
    let dossier = vault::VaultDir::new(coffre);
    let ouvert = vault::open(&dossier, identifiant, MOT, MondeReel.maintenant()).expect("opened");
    let mut base = SqliteConnectOptions::new()
        .filename(dossier.base())
        .pragma("key", ouvert.cle().pragma().as_str().to_owned())
        .connect()
        .await
        .expect("a base");
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut base).await.expect("read");
    assert!(tables.len() > 20 && tables.iter().any(|t| t == "changement"));
    (base, tables)
}

/// Writes into the tables behind the program, as a later version or a damaged disk would.
pub(crate) async fn force(coffre: &Path, identifiant: &str, sql: &'static str) {
    let (mut base, _) = open(coffre, identifiant).await;
    let ecrites = sqlx::query(sql).execute(&mut base).await.expect("written").rows_affected();
    assert!(ecrites > 0, "{sql}");
    base.close().await.expect("closed");
}

async fn colonnes(base: &mut SqliteConnection, table: &str) -> Vec<String> {
    let sql = format!("SELECT name FROM pragma_table_info('{table}')");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(base).await.expect("columns")
}

/// How many rows hold something in each column of each table.
pub(crate) async fn remplies(
    coffre: &Path,
    identifiant: &str,
) -> BTreeMap<String, BTreeMap<String, i64>> {
    let (mut base, tables) = open(coffre, identifiant).await;
    let mut toutes = BTreeMap::new();
    for table in tables {
        let mut rangees = BTreeMap::new();
        for colonne in colonnes(&mut base, &table).await {
            let sql = format!("SELECT COUNT(\"{colonne}\") FROM \"{table}\"");
            let nombre = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut base).await;
            rangees.insert(colonne, nombre.expect("a count"));
        }
        toutes.insert(table, rangees);
    }
    base.close().await.expect("closed");
    toutes
}

/// Every value of every table and every name of the base, as SQL text, by the master key of an
/// account.
pub(crate) async fn base_nue(coffre: &Path, identifiant: &str) -> String {
    let (mut base, tables) = open(coffre, identifiant).await;
    let mut tout = String::new();
    for table in tables {
        let colonnes = colonnes(&mut base, &table).await;
        let cites: Vec<String> = colonnes.iter().map(|c| format!("quote(\"{c}\")")).collect();
        let sql = format!("SELECT {} FROM \"{table}\"", cites.join(" || '|' || "));
        for ligne in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut base).await.expect("rows")
        {
            tout.push_str(&ligne.try_get::<String, _>(0).expect("text"));
            tout.push('\n');
        }
    }
    base.close().await.expect("closed");
    tout
}
