//! The pile of papers: what it shows of many, and to whom a letter leaves.

use super::banc;
use super::envois::{dus, finish, import, informe, parti, pile, start, un};
use escale_core::api::vues::{
    EmpechementCode, EtatEnvoi, FiltreEnvois, MarquerEnvoi, ModeEnvoi, ParDocument, PileEnvois,
};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use escale_domain::papier::PaperKind;
use escale_domain::transmission::Canal;
use serde_json::Value;

#[tokio::test]
async fn a_letter_to_nobody_does_not_leave_by_post() {
    let banc = banc::pret().await;
    let sans = import(&banc, "05", |d| d["medecin_referent"] = Value::Null).await;
    let avec = import(&banc, "01", |d| {
        d["medecin_referent"]["adresse"]["commune"] = "".into();
    })
    .await;
    let dit = |liste: &PileEnvois, bilan: &str| -> Vec<EmpechementCode> {
        let bilan = liste.bilans.iter().find(|b| b.bilan == bilan).expect("in the pile");
        let a = bilan.papiers.iter().find(|p| p.genre == PaperKind::A).expect("a letter");
        assert!(a.empechements.iter().all(|e| !e.bloque), "the letter can be made");
        a.empechements.iter().map(|e| e.code).collect()
    };
    let liste = pile(&banc).await;
    assert_eq!(dit(&liste, &sans.bilan), [EmpechementCode::SansMedecin]);
    assert_eq!(dit(&liste, &avec.bilan), [EmpechementCode::SansDestinataire]);
    let papiers = vec![un(&sans.bilan, PaperKind::A), un(&avec.bilan, PaperKind::A)];
    let travail = start(&banc, papiers, ModeEnvoi::Separes, false).await;
    let documents = finish(&banc, &travail).await.documents;
    let refus = appel::envoi_marquer(&banc.core, parti(&documents, informe())).await;
    let refus = refus.expect_err("to whom?");
    assert_eq!(refus.code, Code::SaisieRefusee);
    assert!(refus.phrase().contains("n’est adressé à aucun médecin"), "{}", refus.phrase());
    assert_eq!(pile(&banc).await.comptes.a_envoyer, 2, "all of them, or none");
    // Handed to the child or the parents, it needs no name.
    let main = MarquerEnvoi { canal: Canal::RemiseMainPropre, ..parti(&documents[..1], informe()) };
    appel::envoi_marquer(&banc.core, main).await.expect("marked");
    // The doctor has a name, which is enough: the log does not need the street.
    appel::envoi_marquer(&banc.core, parti(&documents[1..], informe())).await.expect("marked");
    assert_eq!(pile(&banc).await.comptes.a_envoyer, 0);
}

#[tokio::test]
async fn the_pile_shows_its_first_lines_and_counts_all() {
    let banc = banc::pret().await;
    for (nom, texte) in escale_demo::CAS {
        api::import(&banc.core, nom, texte).await.expect("imported");
    }
    let see = async |filtre: FiltreEnvois| {
        appel::envois_lister(&banc.core, filtre).await.expect("a pile")
    };
    let check = async || {
        let tout = pile(&banc).await;
        let papiers = || tout.bilans.iter().flat_map(|b| &b.papiers);
        let combien = |n: usize| u32::try_from(n).expect("few");
        let a_envoyer = papiers().filter(|p| p.etat == EtatEnvoi::AEnvoyer).count();
        let a_faire = papiers().filter(|p| p.etat == EtatEnvoi::AFaire).filter(|p| p.du).count();
        assert_eq!(tout.comptes.bilans, combien(tout.bilans.len()));
        assert_eq!(tout.comptes.a_envoyer, combien(a_envoyer));
        // An objection may leave nothing to prescribe of what is due.
        let prescrit = papiers().filter(|p| {
            p.genre == PaperKind::E
                && p.empechements.iter().any(|e| e.code == EmpechementCode::Prescription)
        });
        let (compte, montre) = (tout.comptes.a_faire, combien(a_faire));
        assert!((montre..=montre + combien(prescrit.count())).contains(&compte));
        // A search by words counts in another way, with the same result.
        let cherche = FiltreEnvois { texte: "DEMO".to_owned(), ..FiltreEnvois::default() };
        let cherche = see(cherche).await;
        assert_eq!(cherche.comptes, tout.comptes);
        let ids = |liste: &PileEnvois| -> Vec<String> {
            liste.bilans.iter().map(|b| b.bilan.clone()).collect()
        };
        assert_eq!(ids(&cherche), ids(&tout));
        for limite in [1, 3, 50] {
            let page = see(FiltreEnvois { limite, ..FiltreEnvois::default() }).await;
            assert_eq!(page.comptes, tout.comptes, "of all, not of the page");
            let limite = usize::try_from(limite).expect("few").min(tout.bilans.len());
            assert_eq!(ids(&page), ids(&tout)[..limite]);
        }
        tout
    };
    let tout = check().await;
    assert!(tout.bilans.len() > 3, "enough to see a page");
    let premiers: Vec<ParDocument> = dus(&tout).into_iter().take(5).collect();
    let travail = start(&banc, premiers.clone(), ModeEnvoi::Separes, false).await;
    let documents = finish(&banc, &travail).await.documents;
    check().await;
    let main = MarquerEnvoi { canal: Canal::RemiseMainPropre, ..parti(&documents[..2], informe()) };
    appel::envoi_marquer(&banc.core, main).await.expect("marked");
    check().await;
    // A second version of what has left, and of what has not.
    let travail = start(&banc, premiers, ModeEnvoi::Separes, false).await;
    finish(&banc, &travail).await;
    check().await;
}
