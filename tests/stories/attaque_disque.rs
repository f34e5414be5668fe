//! Files left outside the vault when work is killed, and their removal.

use crate::banc::{self, MOT};
use escale_core::api::{self, appel};
use std::process::Command;

fn partiels(dossier: &std::path::Path) -> usize {
    let nom = |f: &std::path::PathBuf| f.to_string_lossy().ends_with(".partiel");
    banc::fichiers(dossier).into_keys().filter(nom).count()
}

#[tokio::test]
async fn a_merged_file_cut_short_by_a_kill_goes_at_the_next_opening() {
    let banc = banc::pret().await;
    for (nom, texte) in &escale_demo::CAS[..3] {
        let mut dossier: serde_json::Value = serde_json::from_str(texte).expect("JSON");
        dossier["transmissions"] = serde_json::json!([]);
        dossier["bilan"]["statut"] = "valide".into();
        api::import(&banc.core, nom, &dossier.to_string()).await.expect("imported");
    }
    banc.core.close().await;
    let fin = Command::new(env!("CARGO_BIN_EXE_escale-test-ecrivain"))
        .args(["fusion".as_ref(), banc.garde.path().as_os_str()])
        .output()
        .expect("played");
    assert!(!fin.status.success());
    assert!(String::from_utf8_lossy(&fin.stdout).contains("fait fusion"), "{fin:?}");
    assert_eq!(partiels(&banc.papiers()), 1, "whole letters lie beside the place of the file");
    // At an opening without the memory stick, the note of its file is kept.
    let ailleurs = banc.garde.path().join("ailleurs");
    std::fs::rename(banc.papiers(), &ailleurs).expect("away");
    let open = || appel::coffre_ouvrir(&banc.core, banc::ouverture("c.lenoir", MOT));
    open().await.expect("opened");
    banc.core.close().await;
    std::fs::rename(&ailleurs, banc.papiers()).expect("back");
    assert_eq!(partiels(&banc.papiers()), 1);
    open().await.expect("opened");
    assert_eq!(partiels(&banc.papiers()), 0, "and are gone");
}
