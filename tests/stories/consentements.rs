//! What was told and agreed to, and what a minor objects to.

use super::banc::{self, Banc, MOT};
use escale_core::api::vues::{
    LeverOpposition, NouveauConsentement, NouvelleOpposition, ParDocument, ParId,
    RetirerConsentement,
};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use escale_domain::consentement::{
    AupresDe, CategorieDestinataires, CategorieDonnees, ConsentementNature,
};
use escale_domain::enfant::DestinataireExclu;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use escale_domain::transmission::Canal;

/// The child and the bilan of a bundled record.
async fn import(banc: &Banc, numero: &str) -> (String, String, String) {
    let (nom, texte) = escale_demo::CAS
        .iter()
        .find(|(nom, _)| nom.starts_with(&format!("case-{numero}-")))
        .expect("a bundled record");
    let importe = api::import(&banc.core, nom, texte).await.expect("imported");
    let page = appel::bilan_lire(&banc.core, ParId { id: importe.bilan.clone() }).await;
    (page.expect("a bilan").enfant.id, importe.bilan, importe.dossier)
}

fn consentement(enfant: &str) -> NouveauConsentement {
    NouveauConsentement {
        enfant: enfant.to_owned(),
        nature: ConsentementNature::Consentement,
        donnees: vec![CategorieDonnees::Medical, CategorieDonnees::Vaccinations],
        destinataires: vec![CategorieDestinataires::MedecinReferent],
        supports: vec![Canal::Papier],
        mesures: "Pli fermé, au nom du médecin".to_owned(),
        aupres_de: AupresDe::Mere,
        nom: "Mme Arbour".to_owned(),
        date: String::new(),
    }
}

#[tokio::test]
async fn an_agreement_has_its_four_facts_and_can_be_withdrawn() {
    let banc = banc::pret().await;
    let (enfant, _, dossier) = import(&banc, "05").await;
    type Vider = fn(&mut NouveauConsentement);
    let vides: [(&str, Vider); 4] = [
        ("donnees", |c| c.donnees.clear()),
        ("destinataires", |c| c.destinataires.clear()),
        ("supports", |c| c.supports.clear()),
        ("mesures", |c| c.mesures = "  ".to_owned()),
    ];
    for (champ, empty) in vides {
        let mut incomplet = consentement(&enfant);
        empty(&mut incomplet);
        let refus = appel::consentement_enregistrer(&banc.core, incomplet).await;
        assert_eq!(refus.expect_err("a fact lacks").champ.as_deref(), Some(champ));
    }
    let demain = NouveauConsentement { date: "1/1/2999".to_owned(), ..consentement(&enfant) };
    let refus = appel::consentement_enregistrer(&banc.core, demain).await.expect_err("to come");
    assert_eq!(refus.code, Code::DateRefusee);
    let liste = appel::consentement_enregistrer(&banc.core, consentement(&enfant)).await;
    let liste = liste.expect("recorded");
    assert_eq!(liste.len(), 1);
    assert_eq!(liste[0].donnees, ["Compte rendu médical", "Vaccinations"]);
    assert_eq!(liste[0].destinataires, ["Médecin référent ou traitant"]);
    assert_eq!(liste[0].aupres_de, "Sa mère (Mme Arbour)");
    assert_eq!(liste[0].recueilli_par, "Dr Lenoir");
    let information =
        NouveauConsentement { nature: ConsentementNature::Information, ..consentement(&enfant) };
    let liste = appel::consentement_enregistrer(&banc.core, information).await.expect("recorded");
    let withdraw = |id: &str| RetirerConsentement {
        id: id.to_owned(),
        date: String::new(),
        motif: String::new(),
    };
    let refus = appel::consentement_retirer(&banc.core, withdraw(&liste[1].id)).await;
    refus.expect_err("what was told stays told");
    let liste = appel::consentement_retirer(&banc.core, withdraw(&liste[0].id)).await;
    let liste = liste.expect("withdrawn");
    assert!(liste[0].retire_le.is_some() && liste[1].retire_le.is_none());
    assert_eq!(liste[0].retire_par.as_deref(), Some("Dr Lenoir"));
    appel::consentement_retirer(&banc.core, withdraw(&liste[0].id)).await.expect_err("once");
    let lue = appel::consentements_lister(&banc.core, ParId { id: enfant }).await.expect("read");
    assert_eq!(lue, liste);
    api::export(&banc.core, &dossier).await.expect("the record still goes out");
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn an_objection_is_recorded_strips_the_papers_and_is_lifted() {
    let banc = banc::pret().await;
    let (enfant, bilan, dossier) = import(&banc, "05").await;
    let apercu = async || {
        let demande = ParDocument { bilan: bilan.clone(), genre: PaperKind::B };
        let apercu = appel::document_apercu(&banc.core, demande).await.expect("a preview");
        apercu.lignes().any(|ligne| ligne.titre == "Allergies")
    };
    assert!(apercu().await);
    let page = appel::oppositions_lister(&banc.core, ParId { id: enfant.clone() }).await;
    let page = page.expect("a page");
    assert!(page.oppositions.is_empty());
    assert!(page.portees.iter().any(|p| p.code == "ant.allergies"));
    let opposition = |portee: &[&str]| NouvelleOpposition {
        enfant: enfant.clone(),
        date: String::new(),
        portee: portee.iter().map(|p| (*p).to_owned()).collect(),
        destinataires_exclus: vec![DestinataireExclu::Ase],
        base: String::new(),
        note: String::new(),
    };
    for (portee, champ) in [(&[][..], "portee"), (&["ce que j’ai dit"], "portee")] {
        let refus = appel::opposition_enregistrer(&banc.core, opposition(portee)).await;
        assert_eq!(refus.expect_err("refused").champ.as_deref(), Some(champ));
    }
    let page = appel::opposition_enregistrer(&banc.core, opposition(&["ant.allergies"])).await;
    let page = page.expect("recorded");
    let [vue] = &page.oppositions[..] else { panic!("{:?}", page.oppositions) };
    assert_eq!((vue.auteur.as_str(), vue.imprecise), ("Dr Lenoir", false));
    assert!(!apercu().await, "what it names is on no sheet any more");
    // In its present format: the record goes out and in again.
    let sorti = api::export(&banc.core, &dossier).await.expect("exported");
    assert_eq!(sorti.enfant.secret_oppositions[0].portee, ["ant.allergies"]);
    // A rank is that of a list: one that has changed is read again first.
    let unseal = |vu: Option<String>, motif: &str| LeverOpposition {
        enfant: enfant.clone(),
        rang: 0,
        vu,
        motif: motif.to_owned(),
    };
    let refus = appel::opposition_lever(&banc.core, unseal(None, "dit à Claire")).await;
    assert_eq!(refus.expect_err("stale").champ.as_deref(), Some("vu"));
    let refus = appel::opposition_lever(&banc.core, unseal(page.vu.clone(), " ")).await;
    assert_eq!(refus.expect_err("no reason").champ.as_deref(), Some("motif"));
    let page = appel::opposition_lever(&banc.core, unseal(page.vu, "dit à Claire")).await;
    assert!(page.expect("lifted").oppositions.is_empty());
    assert!(apercu().await);
    // Only caregivers read and write them.
    banc::add(&banc.core, ("Suzanne", "ROY"), Profession::Secretaire, Some("suzanne")).await;
    appel::coffre_ouvrir(&banc.core, banc::ouverture("suzanne", MOT)).await.expect("opened");
    let refus = appel::oppositions_lister(&banc.core, ParId { id: enfant.clone() }).await;
    assert_eq!(refus.expect_err("refused").code, Code::Interdit);
    appel::consentement_enregistrer(&banc.core, consentement(&enfant)).await.expect("recorded");
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}
