//! Who looked at whose record: every reading is noted, and a screen that asks again after each
//! answer is one reading.

use crate::banc;
use crate::bilan::{Centre, centre, enter};
use escale_core::api::vues::{ParBilan, ParId, Recherche};
use escale_core::api::{self, appel};

#[tokio::test]
async fn every_reading_of_a_record_is_noted_once() {
    let Centre { banc, enfant, bilan, .. } = &centre().await;
    let core = &banc.core;
    let notees = async || {
        let seance = core.session().await.expect("open");
        seance.store().consultations(enfant).await.expect("read")
    };
    let (par_enfant, par_bilan) = (ParId { id: enfant.clone() }, ParBilan { bilan: bilan.clone() });
    let mut attendues = notees().await;

    appel::enfant_lire(core, par_enfant.clone()).await.expect("read");
    attendues += 1;
    assert_eq!(notees().await, attendues, "the page of the child");
    appel::enfant_calculs(core, par_enfant.clone()).await.expect("read");
    assert_eq!(notees().await, attendues, "its other half is the same screen");
    appel::ins_lire(core, par_enfant.clone()).await.expect("read");
    attendues += 1;
    assert_eq!(notees().await, attendues, "the identifier is asked for on purpose");
    for _ in 0..3 {
        appel::bilan_calculs(core, par_bilan.clone()).await.expect("read");
    }
    assert_eq!(notees().await, attendues, "asked again after each answer");
    appel::volet_lire(core, banc::volet(bilan, "S05")).await.expect("read");
    attendues += 1;
    assert_eq!(notees().await, attendues);

    // The next account has a reading of its own, whatever it asks for first.
    enter(core, "a.blanc").await;
    appel::bilan_calculs(core, par_bilan.clone()).await.expect("read");
    attendues += 1;
    assert_eq!(notees().await, attendues);
    appel::enfant_calculs(core, par_enfant).await.expect("read");
    assert_eq!(notees().await, attendues);
}

#[tokio::test]
async fn a_place_kept_secret_has_no_name_until_somebody_asks() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (nom, texte) = escale_demo::CAS[5];
    let importe = api::import(core, nom, texte).await.expect("imported");
    let trouves = appel::enfant_chercher(core, Recherche { texte: importe.dossier, limite: 5 });
    let trouves = trouves.await.expect("found");
    let enfant = trouves.lignes[0].id.clone();
    let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read");
    let lieu = "L’Escapade";
    let dit = serde_json::to_string(&page.placements).expect("JSON");
    assert!(!dit.contains(lieu) && dit.contains("Lieu d’accueil confidentiel"), "{dit}");
    assert!(dit.contains("Domicile parental"), "a place that is no secret keeps its name");
    let avant = core.session().await.expect("open").store().consultations(&enfant).await;
    let lieux = appel::lieux_lire(core, ParId { id: enfant.clone() }).await.expect("asked");
    assert!(lieux.iter().any(|p| p.nom.contains(lieu)));
    let apres = core.session().await.expect("open").store().consultations(&enfant).await;
    assert_eq!(apres.expect("read"), avant.expect("read") + 1, "and it is noted");
}
