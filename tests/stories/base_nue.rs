//! The base as somebody reads it who has the master key and another program: no role, no screen.

use crate::banc::MOT;
use escale_core::monde::MondeReel;
use escale_core::vault;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};
use std::path::Path;

/// Every value of every table and every name of the base, as SQL text, by the master key of an
/// account.
pub(crate) async fn base_nue(coffre: &Path, identifiant: &str) -> String {
    let dossier = vault::Dossier::new(coffre);
    let ouvert = vault::ouvrir(&dossier, identifiant, MOT, &MondeReel).expect("opened");
    let mut base = SqliteConnectOptions::new()
        .filename(dossier.base())
        .pragma("key", ouvert.cle().pragma().as_str().to_owned())
        .connect()
        .await
        .expect("a base");
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut base).await.expect("read");
    assert!(tables.len() > 20 && tables.iter().any(|t| t == "changement"));
    let mut tout = String::new();
    for table in tables {
        let sql = format!("SELECT name FROM pragma_table_info('{table}')");
        let colonnes: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_all(&mut base)
            .await
            .expect("columns");
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
