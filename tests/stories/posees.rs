//! An answer that is no longer asked: kept in the record, on no paper, seen and cleared by the pair.

use crate::banc::{self, questions};
use crate::bilan::{centre, enter, fill};
use escale_core::api::vues::{ParBilan, ParDocument, ParId, PublierFormulaire, Repondre};
use escale_core::api::{self, Core, appel};
use escale_domain::bilan::{Reponse, VoletCode};
use escale_domain::codes::Visibilite;
use escale_domain::dossier::{self, Dossier};
use escale_domain::formulaire::FormulaireJoint;
use escale_domain::papier::PaperKind;
use serde_json::{Value, json};

const SOUFFLE: &str = include_str!("../formulaires/souffle-1.0.json");
const CAS_07: &str = include_str!("../cases/case-07-annuel-sante-protegee.json");

fn code(lien: &str) -> String {
    format!("centre.souffle.{lien}")
}

/// The seventh case under another number, with these answers besides.
fn dossier(numero: &str, reponses: &[(&str, Value)]) -> Dossier {
    let mut dossier = dossier::parse("cas", CAS_07).expect("a record");
    dossier.case_id = numero.to_owned();
    dossier.enfant.num_dossier_local = numero.to_owned();
    dossier.enfant.nom_naissance = numero.to_owned();
    dossier.enfant.fratrie.clear();
    dossier.enfant.ins_matricule = None;
    dossier.enfant.ins_oid = None;
    dossier.enfant.ins_statut = escale_domain::enfant::InsStatut::Provisoire;
    let contenu = SOUFFLE.to_owned();
    let joint = FormulaireJoint { volet: VoletCode::S02, age_min: None, age_max: None, contenu };
    dossier.formulaires = vec![joint];
    for (code, valeur) in reponses {
        let centre = code.starts_with("centre.");
        let item = escale_domain::dictionnaire::item(code);
        let reponses = dossier.reponses.brutes_mut();
        reponses.retain(|r| r.code != *code);
        let (auteur, date) = (dossier.bilan.binome[0].clone(), dossier.bilan.date);
        reponses.push(Reponse {
            code: (*code).to_owned(),
            section: item.map_or(VoletCode::S02, |item| item.section),
            valeur: valeur.clone(),
            visibilite: item.filter(|_| !centre).map_or(Visibilite::V2, |item| item.visibilite),
            auteur,
            date,
            unite: None,
            posture: None,
            precision_jours: None,
            inclure_courrier: None,
        });
    }
    dossier
}

async fn import(core: &Core, dossier: &Dossier) {
    let json = serde_json::to_string(dossier).expect("JSON");
    api::import(core, "posees.json", &json).await.expect("imported");
}

#[tokio::test]
async fn an_answer_that_is_no_longer_asked_is_in_no_signed_letter() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (asthme, produit, doses) = (code("asthme"), code("produit"), code("doses"));
    let entre = dossier(
        "R01",
        &[
            (&asthme, json!("Non")),
            (&produit, json!("Salbutamol avant le sport")),
            (&doses, json!(4)),
            ("vis.lunettes", json!({ "port": "non", "etat": "cassees" })),
        ],
    );
    import(core, &entre).await;
    let papiers = banc.papiers();
    std::fs::create_dir_all(&papiers).expect("a folder");
    let fait = api::courrier_de(core, "R01", &papiers).await.expect("a letter");
    let dit = banc::texte_du_pdf(&fait.fichier).replace('\n', " ");
    assert!(dit.contains("sifflement cette année"), "{dit}");
    for mot in ["Salbutamol", "Bouffées", "Inhalateur", "lunettes, cassées"] {
        assert!(!dit.contains(mot), "{mot}: {dit}");
    }
    // The child sees well without: what was measured is there as before.
    assert!(dit.contains("sans correction"), "{dit}");
    // The record keeps what was typed, key for key.
    let sorti = api::export(core, "R01").await.expect("exported");
    let brutes = |d: &Dossier| {
        let mut toutes = d.reponses.brutes().to_vec();
        toutes.sort_by(|a, b| a.code.cmp(&b.code));
        serde_json::to_value(toutes).expect("JSON")
    };
    assert_eq!(brutes(&sorti), brutes(&entre));
}

#[tokio::test]
async fn the_pair_sees_what_goes_out_no_more_and_clears_it() {
    let mut centre = centre().await;
    let core = &centre.banc.core;
    let demande = PublierFormulaire {
        contenu: SOUFFLE.to_owned(),
        volet: "S02".to_owned(),
        age_min: None,
        age_max: None,
        complements: None,
    };
    appel::formulaire_publier(core, demande).await.expect("published");
    let enfant = banc::nouvel_enfant("SAINT-AUBIN", "Lina", "9 juin 2017");
    centre.enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let pair = [&centre.medecin, &centre.psychologue];
    let volets = [VoletCode::S02, VoletCode::S06, VoletCode::S16];
    let bilan = banc::open_bilan_of(core, &centre.enfant, pair, &volets).await;
    enter(core, "c.lenoir").await;
    let (asthme, produit, doses) = (code("asthme"), code("produit"), code("doses"));
    fill(
        core,
        &bilan,
        &[
            (&asthme, json!("Oui")),
            (&produit, json!("Salbutamol")),
            (&doses, json!(4)),
            ("vis.lunettes", json!({ "port": "oui", "etat": "cassees" })),
        ],
    )
    .await;
    let page = async || {
        let demande = ParId { id: bilan.clone() };
        let page = appel::bilan_lire(core, demande).await.expect("a page");
        page.non_transmises
            .into_iter()
            .map(|n| format!("{} {}", n.volet, n.label))
            .collect::<Vec<_>>()
    };
    assert_eq!(page().await, [] as [&str; 0]);

    // The answer that hides them says at once which ones it hides.
    let answer = async |question: &str, volet: &str, valeur: Value| {
        let toutes = questions(core, &bilan, volet).await;
        let vu = toutes.iter().find(|q| q.code == question).and_then(|q| q.vu.clone());
        let demande = Repondre {
            bilan: bilan.clone(),
            question: question.to_owned(),
            valeur,
            posture: None,
            vu,
        };
        appel::volet_repondre(core, demande).await.expect("answered")
    };
    let rendu = answer(&asthme, "S02", json!("Non")).await;
    let tues: Vec<&str> = rendu
        .questions
        .iter()
        .filter(|q| q.tu.as_ref().is_some_and(|tu| tu.champs.is_empty()))
        .map(|q| q.code.as_str())
        .collect();
    assert_eq!(tues, [produit.as_str(), doses.as_str()]);
    let rendu = answer("vis.lunettes", "S06", json!({ "port": "non", "etat": "cassees" })).await;
    let lunettes = rendu.questions.iter().find(|q| q.code == "vis.lunettes").expect("answered");
    let tu = lunettes.tu.as_ref().expect("a field of it");
    assert_eq!((tu.champs[0].texte.as_str(), &tu.reste), ("Cassées", &json!({ "port": "non" })));
    assert_eq!(
        page().await,
        [
            "S06 Lunettes\u{a0}: État des lunettes",
            "S02 Inhalateur à garder à l’école",
            "S02 Bouffées par crise"
        ]
    );
    let apercu = async || {
        let demande = ParDocument { bilan: bilan.clone(), genre: PaperKind::A };
        appel::document_apercu(core, demande).await.expect("a preview")
    };
    let vu = apercu().await;
    assert!(vu.lignes().all(|s| !s.texte.contains("Salbutamol") && !s.texte.contains("assées")));
    let retenu: Vec<&str> = vu
        .retenu
        .iter()
        .filter(|r| r.raison == "La question n’est plus posée")
        .map(|r| r.titre.as_str())
        .collect();
    assert_eq!(retenu.len(), 3, "{retenu:?}");

    // Turned back, what was typed is there again; cleared, it is gone, and still in the journal.
    answer(&asthme, "S02", json!("Oui")).await;
    assert!(apercu().await.lignes().any(|s| s.texte.contains("Salbutamol")));
    answer(&asthme, "S02", json!("Non")).await;
    for question in [&produit, &doses] {
        answer(question, "S02", Value::Null).await;
    }
    answer("vis.lunettes", "S06", tu.reste.clone()).await;
    assert_eq!(page().await, [] as [&str; 0]);
    assert!(apercu().await.retenu.iter().all(|r| r.raison != "La question n’est plus posée"));
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
    let calculs = appel::bilan_calculs(core, ParBilan { bilan: bilan.clone() }).await;
    assert!(calculs.is_ok());
}
