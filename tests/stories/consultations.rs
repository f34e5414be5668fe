//! Who looked at whose record: every reading is noted, and a screen that asks again after each
//! answer is one reading.

use crate::banc;
use crate::bilan::{Centre, centre, entrer};
use escale_core::api::appel;
use escale_core::api::vues::{ParBilan, ParId};

#[tokio::test]
async fn every_reading_of_a_record_is_noted_once() {
    let Centre { banc, enfant, bilan, .. } = &centre().await;
    let core = &banc.core;
    let notees = async || {
        let seance = core.seance().await.expect("open");
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

    // Whoever comes next has not looked yet, whatever they ask for first.
    entrer(core, "a.blanc").await;
    appel::bilan_calculs(core, par_bilan.clone()).await.expect("read");
    attendues += 1;
    assert_eq!(notees().await, attendues);
    appel::enfant_calculs(core, par_enfant).await.expect("read");
    assert_eq!(notees().await, attendues);
}
