//! A record goes in and comes out the same.

use crate::banc;
use escale_core::api::{self, CAS};
use escale_core::error::Code;
use serde_json::Value;

#[tokio::test]
async fn every_record_comes_out_as_it_went_in() {
    let banc = banc::pret().await;
    for (nom, texte) in CAS {
        let importe = api::importer(&banc.core, nom, texte).await.unwrap_or_else(|e| {
            panic!("{nom}: {}", e.phrase());
        });
        let sorti = api::exporter(&banc.core, &importe.dossier).await.expect("exported");
        let avant: Value = serde_json::from_str(texte).expect("JSON");
        let apres = serde_json::to_value(&sorti).expect("JSON");
        for (cle, valeur) in avant.as_object().expect("an object") {
            assert_eq!(&apres[cle], valeur, "{nom}: {cle}");
        }
        assert_eq!(avant.as_object().map(|o| o.len()), apres.as_object().map(|o| o.len()));
    }
    let preuve = api::verifier(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_child_who_is_there_is_not_imported_twice() {
    let banc = banc::pret().await;
    let (nom, texte) = CAS[6];
    api::importer(&banc.core, nom, texte).await.expect("imported");
    let avant = api::statistiques(&banc.core).await.expect("read");
    let meme = api::importer(&banc.core, nom, texte).await.expect_err("refused");
    assert_eq!(meme.code, Code::EnfantExiste);
    assert!(meme.phrase().contains("DEMO-2026-07"), "{}", meme.phrase());
    assert!(!meme.phrase().contains("CHEVALIER"), "no name in a refusal");
    // The same child under another number, in small letters and without accents.
    let autre = texte
        .replace("\"num_dossier_local\": \"DEMO-2026-07\"", "\"num_dossier_local\": \"X-1\"")
        .replace("\"nom_naissance\": \"CHEVALIER\"", "\"nom_naissance\": \"chevalier \"");
    assert_ne!(autre, *texte);
    let autre = api::importer(&banc.core, nom, &autre).await.expect_err("refused");
    assert_eq!(autre.code, Code::EnfantExiste);
    let apres = api::statistiques(&banc.core).await.expect("read");
    assert_eq!((avant.actes, avant.changements), (apres.actes, apres.changements));
}

#[tokio::test]
async fn a_bad_file_says_what_and_where_and_leaves_nothing() {
    let banc = banc::pret().await;
    let (_, texte) = CAS[0];
    let avant = api::statistiques(&banc.core).await.expect("read");
    for (faux, phrases) in [
        (texte[..texte.len() / 2].to_owned(), vec!["essai.json", "ligne"]),
        (texte.replacen("\"titre\":", "\"couleur\": 1, \"titre\":", 1), vec!["couleur", "inconnu"]),
        (texte.replacen("\"age_mois\": ", "\"age_mois\": \"x\", \"q\": ", 1), vec!["bilan"]),
        (texte.replacen("2025-", "2025-13-", 1), vec!["essai.json"]),
    ] {
        assert_ne!(faux, *texte);
        let refus = api::importer(&banc.core, "essai.json", &faux).await.expect_err("refused");
        assert_eq!(refus.code, Code::DossierRefuse);
        for phrase in phrases {
            assert!(refus.phrase().contains(phrase), "{phrase} in: {}", refus.phrase());
        }
    }
    let apres = api::statistiques(&banc.core).await.expect("read");
    assert_eq!((avant.actes, avant.changements), (apres.actes, apres.changements));
}
