//! What the base holds in a code that this version does not know: it is said, and nothing is decided
//! on it.

use crate::banc::{self, Banc};
use crate::base_nue::force;
use escale_core::api::vues::{
    Dupliquer, EnvoiPapier, EtatEnvoi, FiltreEnvois, ParBilan, ParId, Recherche, Rien, Sortie,
};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use escale_domain::professionnel::Profession;
use serde_json::json;

/// Who opens the vault of the stories.
const COMPTE: &str = "c.lenoir";

async fn dossier(banc: &Banc) -> (String, String) {
    let (nom, texte) = escale_demo::CAS
        .iter()
        .find(|(nom, _)| nom.starts_with("case-05-"))
        .expect("a bundled record");
    let importe = api::import(&banc.core, nom, texte).await.expect("imported");
    let page = appel::bilan_lire(&banc.core, ParId { id: importe.bilan.clone() }).await;
    (page.expect("a bilan").enfant.id, importe.bilan)
}

#[tokio::test]
async fn an_unknown_profession_is_no_doctor_and_fills_in_nothing() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let autre = banc::add(core, ("Alix", "DURAND"), Profession::Medecin, None).await;
    assert!(autre.docteur() && autre.soigne);
    let sql = "UPDATE professionnel SET profession = 'astronaute' WHERE nom = 'DURAND'";
    force(&banc.coffre(), COMPTE, sql).await;
    let equipe = appel::equipe_lister(core, Rien {}).await.expect("the rest of the team reads");
    let lu = equipe.iter().find(|p| p.id == autre.id).expect("still in the team");
    assert_eq!((lu.profession, lu.docteur(), lu.soigne), (None, false, false));
    assert_eq!(lu.profession_label, "Profession illisible");
    assert_eq!(lu.nom_court(), "Alix Durand");
    let (enfant, _) = dossier(&banc).await;
    let moi = banc::moi(core).await;
    let nouveau = json!({
        "enfant": enfant, "bilan_type": "ADM", "date": "2026-11-20", "demi_journee": "matin",
        "lieu": "ici", "binome": [moi.id, autre.id], "presents": ["enfant"],
        "langue": "français", "volets": null,
    });
    let refus = api::dispatch(core, "bilan_creer", nouveau).await.expect_err("nobody signs so");
    assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some("binome")));
}

#[tokio::test]
async fn an_unknown_sex_and_type_are_not_guessed() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (enfant, _) = dossier(&banc).await;
    force(&banc.coffre(), COMPTE, "UPDATE enfant SET sexe = 'X'").await;
    force(&banc.coffre(), COMPTE, "UPDATE bilan SET type = 'BILAN9', statut = 'gele'").await;
    let liste = Recherche { texte: String::new(), limite: 50 };
    let trouves = appel::enfant_chercher(core, liste).await.expect("the list reads");
    let ligne = trouves.lignes.iter().find(|l| l.id == enfant).expect("still listed");
    assert_eq!(ligne.sexe, None);
    let bilan = ligne.dernier_bilan.as_ref().expect("its last bilan");
    assert_eq!(bilan.bilan_type, None);
    assert_eq!(
        (bilan.label.as_str(), bilan.statut_label.as_str()),
        ("Type de bilan illisible", "État illisible")
    );
    // The page computes from the sex: it says that it cannot, and shows no girl.
    let refus = appel::enfant_lire(core, ParId { id: enfant }).await.expect_err("not read");
    assert!(matches!(refus.code, Code::BaseAbimee | Code::LigneIllisible), "{refus:?}");
}

#[tokio::test]
async fn an_unknown_state_of_a_paper_lets_nothing_leave() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (enfant, bilan) = dossier(&banc).await;
    banc::courrier_enregistrer(core, ParBilan { bilan }).await.expect("made");
    let page = appel::enfant_lire(core, ParId { id: enfant }).await.expect("read");
    let papier = page.documents.first().expect("a paper was made");
    force(&banc.coffre(), COMPTE, "UPDATE document SET statut = 'dematerialise'").await;
    let demande = Dupliquer { document: papier.id.clone(), sortie: Sortie::Imprimer };
    let refus = appel::document_duplicata(core, demande).await.expect_err("not made again");
    assert_eq!(refus.code, Code::LigneIllisible);
}

#[tokio::test]
async fn an_objection_that_does_not_read_holds_the_papers_back() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (_, bilan) = dossier(&banc).await;
    force(&banc.coffre(), COMPTE, "UPDATE enfant SET secret_oppositions = '[{\"portee\": 3}]'")
        .await;
    let pile = appel::envois_lister(core, FiltreEnvois::default()).await.expect("a pile");
    let reste = |p: &&EnvoiPapier| matches!(p.etat, EtatEnvoi::AFaire | EtatEnvoi::AEnvoyer);
    let papiers: Vec<_> = pile.bilans.iter().flat_map(|b| &b.papiers).filter(reste).collect();
    assert!(!papiers.is_empty());
    for papier in papiers {
        let mot = papier.empechements.iter().find(|e| e.bloque).expect("held back");
        assert!(mot.phrase.contains("ne peut pas être lue"), "{}", mot.phrase);
    }
    // Nor is one made behind the pile.
    let refus = banc::courrier_enregistrer(core, ParBilan { bilan }).await.expect_err("no letter");
    assert_eq!(refus.code, Code::BaseAbimee);
}
