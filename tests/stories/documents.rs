//! The right paper for each reader: numbers over every kind of paper, the line of the log, what the
//! preview tells to whom, and what is refused.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{ParBilan, ParDocument};
use escale_core::api::{self, Importe, appel};
use escale_core::error::Code;
use escale_demo::CAS;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use escale_domain::transmission::{Canal, InformationEtat, TransmissionStatut};
use serde_json::Value;

/// Brings a bundled record in, changed by `change`.
async fn import(banc: &Banc, numero: &str, change: impl FnOnce(&mut Value)) -> Importe {
    let (nom, texte) =
        CAS.iter().find(|(nom, _)| nom.contains(&format!("case-{numero}"))).expect("bundled");
    let mut dossier: Value = serde_json::from_str(texte).expect("JSON");
    change(&mut dossier);
    api::import(&banc.core, nom, &dossier.to_string()).await.expect("imported")
}

fn papier(importe: &Importe, genre: PaperKind) -> ParDocument {
    ParDocument { bilan: importe.bilan.clone(), genre }
}

/// The papers of a bilan that asks for no session.
fn sans_seances() -> impl Iterator<Item = PaperKind> {
    PaperKind::ALL.iter().copied().filter(|kind| !kind.facts().prescribes)
}

fn texte(chemin: &str) -> String {
    banc::texte_du_pdf(chemin.as_ref()).replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn every_kind_of_paper_takes_its_number_in_one_row_and_a_line_in_the_log() {
    let banc = banc::pret().await;
    let importe = import(&banc, "05", |dossier| {
        dossier["preconisations"][0]["type"] = "PSYCHOMOT".into();
        dossier["preconisations"][0]["nb_seances"] = 6.into();
    })
    .await;
    let avant = api::export(&banc.core, &importe.dossier).await.expect("exported");
    let mut numeros = Vec::new();
    for genre in PaperKind::ALL {
        let fait = appel::document_enregistrer(&banc.core, papier(&importe, *genre)).await;
        let fait = fait.expect("saved");
        let numero = fait.numero.expect("a number");
        let chemin = fait.chemin.expect("a file");
        assert!(texte(&chemin).contains(&numero), "{genre:?}");
        numeros.push(numero);
    }
    let rangs: Vec<&str> = numeros.iter().map(|n| &n[5..]).collect();
    assert_eq!(rangs, ["00001", "00002", "00003", "00004", "00005"]);
    let apres = api::export(&banc.core, &importe.dossier).await.expect("exported");
    let lignes: Vec<(&str, &str, u8, Canal, &str)> = apres.transmissions
        [avant.transmissions.len()..]
        .iter()
        .inspect(|t| assert_eq!(t.statut, TransmissionStatut::AInformer))
        .inspect(|t| assert_eq!(t.information_personne.etat, InformationEtat::AInformer))
        .map(|t| {
            let quoi = t.nature_information.as_str();
            (t.document.code(), t.destinataire.as_str(), t.categorie, t.canal, quoi)
        })
        .collect();
    let secteur = "Secteur ASE 12e (démonstration)";
    let medecin = "Dr Maïwenn D’HERVÉ-LE BIHAN";
    assert_eq!(
        lignes,
        [
            ("A", medecin, 1, Canal::Papier, "compte rendu médical complet"),
            ("B", secteur, 2, Canal::Papier, "besoins et préconisations"),
            ("C", secteur, 2, Canal::Papier, "attestation de réalisation"),
            ("D", "lieu d’accueil", 2, Canal::RemiseMainPropre, "feuille de route"),
            ("E", "lieu d’accueil", 2, Canal::RemiseMainPropre, "prescription de séances"),
        ]
    );
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn the_road_map_is_handed_to_the_child_who_reads_or_to_who_cares_for_them() {
    let banc = banc::pret().await;
    for (numero, destinataire, categorie) in
        [("06", "l’enfant", 0), ("07", "l’enfant", 0), ("01", "lieu d’accueil", 2)]
    {
        let importe = import(&banc, numero, |_| {}).await;
        appel::document_imprimer(&banc.core, papier(&importe, PaperKind::D)).await.expect("shown");
        let sorti = api::export(&banc.core, &importe.dossier).await.expect("exported");
        let ligne = sorti.transmissions.last().expect("a line");
        assert_eq!((ligne.destinataire.as_str(), ligne.categorie), (destinataire, categorie));
    }
    let importe = import(&banc, "02", |dossier| {
        dossier["demande"]["demande.lieu_accueil_type"] = "domicile".into();
    })
    .await;
    appel::document_imprimer(&banc.core, papier(&importe, PaperKind::D)).await.expect("shown");
    let sorti = api::export(&banc.core, &importe.dossier).await.expect("exported");
    let ligne = sorti.transmissions.last().expect("a line");
    assert_eq!((ligne.destinataire.as_str(), ligne.categorie), ("parents", 0));
}

#[tokio::test]
async fn a_new_version_replaces_the_last_of_its_kind_and_of_its_bilan() {
    let banc = banc::pret().await;
    let importe = import(&banc, "07", |_| {}).await;
    let autre = import(&banc, "05", |_| {}).await;
    let make = async |importe: &Importe, genre| {
        let fait = appel::document_enregistrer(&banc.core, papier(importe, genre)).await;
        let fait = fait.expect("saved");
        (fait.numero.expect("a number"), texte(&fait.chemin.expect("a file")))
    };
    let (premier, dit) = make(&importe, PaperKind::B).await;
    assert!(!dit.contains("Remplace"), "{dit}");
    let (_, dit) = make(&importe, PaperKind::D).await;
    assert!(!dit.contains("Remplace"), "another kind replaces nothing: {dit}");
    let (_, dit) = make(&autre, PaperKind::B).await;
    assert!(!dit.contains("Remplace"), "another child replaces nothing: {dit}");
    let (second, dit) = make(&importe, PaperKind::B).await;
    assert!(dit.contains(&format!("Remplace le n° {premier}")), "{dit}");
    let (_, dit) = make(&importe, PaperKind::B).await;
    assert!(dit.contains(&format!("Remplace le n° {second}")), "{dit}");
    // The command of the letter is one of them.
    let bilan = ParBilan { bilan: importe.bilan.clone() };
    let lettre = banc::courrier_enregistrer(&banc.core, bilan).await.expect("saved");
    let (_, dit) = make(&importe, PaperKind::A).await;
    assert!(dit.contains(&format!("Remplace le n° {}", lettre.numero.expect("a number"))), "{dit}");
}

#[tokio::test]
async fn an_objection_that_cannot_be_read_leaves_neither_paper_nor_number() {
    let banc = banc::pret().await;
    let importe = import(&banc, "11", |dossier| {
        dossier["enfant"]["secret_oppositions"][0]["portee"] =
            serde_json::json!(["ce qu’elle a dit"]);
    })
    .await;
    let avant = api::export(&banc.core, &importe.dossier).await.expect("exported");
    for genre in [PaperKind::B, PaperKind::D] {
        let refus = appel::document_enregistrer(&banc.core, papier(&importe, genre)).await;
        let refus = refus.expect_err("refused");
        assert_eq!(refus.code, Code::DocumentImpossible);
        assert!(refus.phrase().contains("opposition écrite"), "{}", refus.phrase());
        appel::document_apercu(&banc.core, papier(&importe, genre)).await.expect_err("no preview");
    }
    let apres = api::export(&banc.core, &importe.dossier).await.expect("exported");
    assert_eq!(apres.transmissions, avant.transmissions);
    assert_eq!(
        std::fs::read_dir(banc.papiers())
            .expect("a folder")
            .filter(|f| {
                let nom = f.as_ref().expect("an entry").file_name();
                nom.to_string_lossy().starts_with("DEMO")
            })
            .count(),
        0
    );
    let fait = appel::document_enregistrer(&banc.core, papier(&importe, PaperKind::C)).await;
    assert!(fait.expect("a date").numero.expect("a number").ends_with("-00001"));
}

#[tokio::test]
async fn a_paper_waits_for_both_signatures_and_its_preview_does_not() {
    let banc = banc::pret().await;
    let moi = banc::moi(&banc.core).await;
    let autre = banc::add(&banc.core, ("Paul", "MAREY"), Profession::Psychologue, None).await;
    let enfant = banc::nouvel_enfant("ARBOUR", "Lise", "14/05/2016");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let bilan = banc::open_bilan(&banc.core, &enfant, [&moi, &autre]).await;
    for genre in sans_seances() {
        let demande = ParDocument { bilan: bilan.clone(), genre };
        let refus = appel::document_enregistrer(&banc.core, demande.clone()).await;
        assert_eq!(refus.expect_err("open").code, Code::DocumentImpossible);
        let apercu = appel::document_apercu(&banc.core, demande).await.expect("a preview");
        assert!(apercu.lignes().any(|s| s.titre == "Enfant"), "{:?}", apercu.sections);
    }
}

#[tokio::test]
async fn the_preview_tells_reinforced_secrets_to_those_who_care_alone() {
    let banc = banc::pret().await;
    let importe = import(&banc, "11", |_| {}).await;
    let mots = ["ontraception", "annabis", "onsommateurs", "pposition"];
    for genre in sans_seances() {
        let apercu = appel::document_apercu(&banc.core, papier(&importe, genre)).await;
        let dit = format!("{:?}", apercu.expect("a preview").retenu);
        assert!(dit.contains("ontraception"), "{genre:?}: {dit}");
    }
    banc::add(&banc.core, ("Rose", "AMIEL"), Profession::Coordinateur, Some("rose")).await;
    banc::add(&banc.core, ("Suzanne", "ROY"), Profession::Secretaire, Some("suzanne")).await;
    appel::coffre_ouvrir(&banc.core, banc::ouverture("rose", MOT)).await.expect("opened");
    for genre in sans_seances() {
        let apercu = appel::document_apercu(&banc.core, papier(&importe, genre)).await;
        let apercu = apercu.expect("a preview");
        let dit = format!("{:?}{:?}", apercu.sections, apercu.retenu);
        for mot in mots {
            assert!(!dit.contains(mot), "{genre:?}: {mot} in {dit}");
        }
        assert!(apercu.lignes().next().is_some());
    }
    // A secretary makes papers, and is not shown what stays inside.
    appel::coffre_ouvrir(&banc.core, banc::ouverture("suzanne", MOT)).await.expect("opened");
    let refus = appel::document_apercu(&banc.core, papier(&importe, PaperKind::B)).await;
    assert_eq!(refus.expect_err("refused").code, Code::Interdit);
    appel::document_enregistrer(&banc.core, papier(&importe, PaperKind::B)).await.expect("saved");
}
