//! Two commands at once on one bilan: neither may rely on a state that the other has changed
//! meanwhile.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{ParId, Repondre};
use escale_core::api::{self, Core, appel};
use escale_domain::bilan::VoletCode;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

/// A bilan that may be signed: every part is signed, and one recommendation stands.
async fn pret_a_signer() -> (Banc, String, String) {
    let banc = banc::pret().await;
    let core = &banc.core;
    let moi = banc::moi(core).await;
    let autre = banc::add(core, ("Ana", "ROY"), Profession::Psychologue, Some("a.roy")).await;
    let enfant = banc::nouvel_enfant("TESSIER", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let volets = [VoletCode::S05, VoletCode::S16];
    let bilan = banc::open_bilan_of(core, &enfant, [&moi, &autre], &volets).await;
    let args = json!({ "bilan": bilan, "id": null, "vu": null,
        "saisie": serde_json::to_value(banc::preconisation("Une aide")).expect("JSON") });
    let precos = api::dispatch(core, "preconisation_enregistrer", args).await.expect("written");
    for volet in ["S05", "S16"] {
        let args = json!({ "bilan": bilan, "volet": volet, "motif": "Reporté." });
        api::dispatch(core, "volet_non_realise", args).await.expect("noted");
    }
    banc::dismiss_alertes(core, &bilan).await;
    let preco = precos[0]["id"].as_str().expect("an identifier").to_owned();
    (banc, bilan, preco)
}

fn signature(bilan: &str, qui: &str) -> Value {
    json!({ "bilan": bilan, "identifiant": qui, "mot_de_passe": MOT })
}

async fn etat(core: &Core, bilan: &str) -> (String, Vec<String>) {
    let page = appel::bilan_lire(core, ParId { id: bilan.to_owned() }).await.expect("a page");
    (page.ligne.statut, page.volets.into_iter().map(|v| v.statut).collect())
}

#[tokio::test]
async fn a_part_taken_back_while_the_bilan_is_signed_is_in_no_signed_bilan() {
    let (banc, bilan, _) = pret_a_signer().await;
    let core = &banc.core;
    // The password of a signature takes its time: the other command comes in between.
    let (signe, repris) = tokio::join!(
        api::dispatch(core, "bilan_signer", signature(&bilan, "c.lenoir")),
        api::dispatch(core, "volet_reprendre", json!({ "bilan": bilan, "volet": "S05" })),
    );
    assert!(signe.is_ok() != repris.is_ok(), "one of the two: {signe:?} {repris:?}");
    let (statut, volets) = etat(core, &bilan).await;
    assert!(
        statut == "en_cours" || volets.iter().all(|v| v == "non_realise"),
        "{statut} {volets:?}"
    );
}

#[tokio::test]
async fn an_answer_typed_while_the_bilan_is_signed_is_in_it_or_refused() {
    let (banc, bilan, _) = pret_a_signer().await;
    let core = &banc.core;
    let par = banc::volet(&bilan, "S05");
    appel::volet_reprendre(core, par.clone()).await.expect("taken back");
    let reponse = Repondre {
        bilan: bilan.clone(),
        question: "cro.temp".to_owned(),
        valeur: json!("37,2"),
        posture: None,
        vu: None,
    };
    let (signe, repondu) =
        tokio::join!(appel::volet_signer(core, par), appel::volet_repondre(core, reponse));
    let signe = signe.expect("signed");
    assert!(signe.volets.iter().any(|v| v.code == "S05" && v.statut == "termine"));
    let lue = banc::question(core, &bilan, "S05", "cro.temp").await;
    assert_eq!(!lue.valeur.is_null(), repondu.is_ok());
    assert!(repondu.is_err(), "what is signed has changed after it");
}

#[tokio::test]
async fn a_recommendation_is_withdrawn_once() {
    let (banc, bilan, preco) = pret_a_signer().await;
    let core = &banc.core;
    // The synthesis is open until the first signature.
    appel::volet_reprendre(core, banc::volet(&bilan, "S16")).await.expect("taken back");
    let retrait = || json!({ "id": preco, "motif": "Déjà en place." });
    let (a, b) = tokio::join!(
        api::dispatch(core, "preconisation_retirer", retrait()),
        api::dispatch(core, "preconisation_retirer", retrait()),
    );
    assert!(a.is_ok() != b.is_ok(), "withdrawn once: {a:?} {b:?}");
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}
