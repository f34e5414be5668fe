//! Signs that no typeface of the papers draws: told on the page of the bilan and in the preview,
//! with their place, before the signature.

use crate::banc;
use escale_core::api::appel;
use escale_core::api::vues::{ParDocument, ParId};
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use serde_json::json;

#[tokio::test]
async fn a_sign_that_papers_cannot_draw_is_told_before_the_signature() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let medecin = banc::moi(core).await;
    let autre = ("Antoine", "BLANC");
    let psychologue = banc::add(core, autre, Profession::Psychologue, Some("a.blanc")).await;
    let enfant = banc::nouvel_enfant("김", "Minsu", "7 mars 2016");
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let bilan = banc::open_bilan(core, &enfant, [&medecin, &psychologue]).await;

    let page = async || appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
    let avant = page().await;
    assert_eq!(avant.signes.len(), 1, "{:?}", avant.signes);
    assert!(avant.signes[0].starts_with("Nom de naissance\u{a0}: "), "{:?}", avant.signes);
    assert!(avant.signes[0].contains("«\u{a0}김\u{a0}» (U+AE40)"), "{:?}", avant.signes);

    // Signs of a note are drawn, a picture is written in words: neither is told.
    let note = "Fièvre ≥ 38 °C → urgences ; ☐ vu ✓ fait ; ♀ ; ⚠ allergie 🙂, محمد.";
    banc::answer(core, &bilan, "syn.texte", json!(note), None).await.expect("answered");
    assert_eq!(page().await.signes, avant.signes);
    let vu = banc::question(core, &bilan, "S16", "syn.texte").await.vu;
    let note = format!("{note} 한글 한\u{e000}");
    banc::answer(core, &bilan, "syn.texte", json!(note), vu.as_deref()).await.expect("answered");
    let apres = page().await;
    assert_eq!(apres.signes.len(), 2, "{:?}", apres.signes);
    let label = escale_domain::dictionnaire::item("syn.texte").expect("known").label;
    let dit = apres.signes.iter().find(|phrase| phrase.starts_with(label)).expect("the synthesis");
    for signe in ["«\u{a0}한\u{a0}» (U+D55C)", "«\u{a0}글\u{a0}» (U+AE00)", ", U+E000"] {
        assert!(dit.contains(signe), "{signe}: {dit}");
    }
    // Such signs do not prevent closing.
    assert_eq!(apres.manque, page().await.manque);
    assert!(!apres.manque.iter().any(|reste| reste.phrase.contains("U+")), "{:?}", apres.manque);

    // Each paper tells those that it shows: the synthesis is in the letter alone.
    for (genre, combien) in
        [(PaperKind::A, 2), (PaperKind::B, 1), (PaperKind::C, 1), (PaperKind::D, 0)]
    {
        let demande = ParDocument { bilan: bilan.clone(), genre };
        let apercu = appel::document_apercu(core, demande).await.expect("a preview");
        assert_eq!(apercu.signes.len(), combien, "{genre:?}: {:?}", apercu.signes);
    }
}
