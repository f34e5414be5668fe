//! The tick that lets one answer under reinforced secrecy into the letter to the doctor: by whom, until
//! when, and on no other paper.

use crate::banc::{self, Banc};
use crate::bilan::enter;
use escale_core::api::vues::{ApercuDocument, AuCourrier, ParDocument, QuestionVue, Repondre};
use escale_core::api::{self, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::VoletCode;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

const CONTRACEPTION: &str = "ado.contraception";

struct Scene {
    banc: Banc,
    bilan: String,
}

/// A bilan of an adolescent whose part the doctor fills in.
async fn scene() -> Scene {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let autre = ("Antoine", "BLANC");
    let psychologue = banc::add(&banc.core, autre, Profession::Psychologue, Some("a.blanc")).await;
    let coordinatrice = ("Karima", "HADDAD");
    banc::add(&banc.core, coordinatrice, Profession::Coordinateur, Some("k.haddad")).await;
    let enfant = banc::nouvel_enfant("ZQXPERROT", "Anouk", "3 avril 2011");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let volets = [VoletCode::S02, VoletCode::S14, VoletCode::S16];
    let binome = [&medecin, &psychologue];
    let bilan = banc::open_bilan_of(&banc.core, &enfant, binome, &volets).await;
    Scene { banc, bilan }
}

impl Scene {
    async fn question(&self, code: &str) -> QuestionVue {
        let volet = if code.starts_with("ado") { "S14" } else { "S02" };
        let page = appel::volet_lire(&self.banc.core, banc::volet(&self.bilan, volet)).await;
        let questions = page.expect("read").questions;
        questions.into_iter().find(|q| q.code == code).expect("asked")
    }

    async fn dire(&self, code: &str, valeur: Value) -> QuestionVue {
        let vu = self.question(code).await.vu;
        let (bilan, question) = (self.bilan.clone(), code.to_owned());
        let demande = Repondre { bilan, question, valeur, posture: None, vu };
        appel::volet_repondre(&self.banc.core, demande).await.expect("answered");
        self.question(code).await
    }

    async fn tick(&self, code: &str, inclure: bool) -> Result<QuestionVue, Error> {
        let vu = self.question(code).await.vu;
        let (bilan, question) = (self.bilan.clone(), code.to_owned());
        let demande = AuCourrier { bilan, question, inclure, vu };
        let repondu = appel::reponse_au_courrier(&self.banc.core, demande).await?;
        assert!(!repondu.conflit);
        Ok(repondu.questions.into_iter().next().expect("the question"))
    }

    async fn apercu(&self, genre: PaperKind) -> ApercuDocument {
        let demande = ParDocument { bilan: self.bilan.clone(), genre };
        appel::document_apercu(&self.banc.core, demande).await.expect("a preview")
    }

    /// Whether the letter says the answer, and whether it is told to be withheld from it.
    async fn au_courrier(&self) -> (bool, bool) {
        let apercu = self.apercu(PaperKind::A).await;
        let titre = "Contraception";
        let retenu = apercu.retenu.iter().any(|r| r.titre == titre);
        (apercu.lignes().any(|s| s.titre == titre), retenu)
    }
}

#[tokio::test]
async fn an_answer_goes_into_the_letter_by_a_tick_of_its_own_and_on_no_other_paper() {
    let scene = scene().await;
    let core = &scene.banc.core;
    scene.dire("ado.sexualite_abordee", json!("oui")).await;
    let dite = scene.dire(CONTRACEPTION, json!("Implant")).await;
    assert!(dite.visibilite == "V3" && !dite.au_courrier);
    assert_eq!(scene.au_courrier().await, (false, true));

    assert!(scene.tick(CONTRACEPTION, true).await.expect("ticked").au_courrier);
    assert_eq!(scene.au_courrier().await, (true, false));
    for genre in [PaperKind::B, PaperKind::C, PaperKind::D] {
        let apercu = scene.apercu(genre).await;
        assert!(!apercu.lignes().any(|s| s.titre == "Contraception"), "{genre:?}");
    }
    // The answer may change and stays ticked: the tick is about the question.
    assert!(scene.dire(CONTRACEPTION, json!("Implant, posé en mai")).await.au_courrier);
    let actes = api::journal(core, None, 50).await.expect("read");
    assert!(actes.iter().any(|a| a.verbe == "courrier_cocher"), "an act of its own");

    // Ticked, and no longer asked: it stays inside.
    scene.dire("ado.sexualite_abordee", json!("non")).await;
    assert_eq!(scene.au_courrier().await, (false, true));
    scene.dire("ado.sexualite_abordee", json!("oui")).await;
    assert_eq!(scene.au_courrier().await, (true, false));

    assert!(!scene.tick(CONTRACEPTION, false).await.expect("unticked").au_courrier);
    assert_eq!(scene.au_courrier().await, (false, true));

    // The tick is removed with its answer: a new answer is not ticked.
    scene.tick(CONTRACEPTION, true).await.expect("ticked");
    assert!(!scene.dire(CONTRACEPTION, Value::Null).await.au_courrier);
    assert!(!scene.dire(CONTRACEPTION, json!("Implant")).await.au_courrier);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn only_who_may_write_the_answer_ticks_it_and_only_while_the_part_is_open() {
    let scene = scene().await;
    let core = &scene.banc.core;
    let sans = scene.tick(CONTRACEPTION, true).await.expect_err("nothing is answered");
    assert_eq!((sans.code, sans.champ.as_deref()), (Code::SaisieRefusee, Some("inclure")));
    scene.dire(CONTRACEPTION, json!("Implant")).await;
    scene.dire("ant.terme_sa", json!("39")).await;
    let v2 = scene.tick("ant.terme_sa", true).await.expect_err("no reinforced secrecy");
    assert!(v2.phrase().contains("n’est pas sous secret renforcé"), "{}", v2.phrase());

    let vu = scene.question(CONTRACEPTION).await.vu;
    let demande = AuCourrier {
        bilan: scene.bilan.clone(),
        question: CONTRACEPTION.to_owned(),
        inclure: true,
        vu,
    };
    for (compte, code) in [("a.blanc", Code::VoletDUnAutre), ("k.haddad", Code::Interdit)] {
        enter(core, compte).await;
        let refus = appel::reponse_au_courrier(core, demande.clone()).await.expect_err(compte);
        assert_eq!(refus.code, code, "{compte}");
    }
    enter(core, "c.lenoir").await;
    let manque = appel::volet_signer(core, banc::volet(&scene.bilan, "S14")).await;
    if let Err(refus) = manque {
        // The parts that this story does not need are set aside.
        let motif = "Le temps a manqué".to_owned();
        assert_eq!(refus.code, Code::ManquePourSigner);
        let (bilan, volet) = (scene.bilan.clone(), "S14".to_owned());
        let demande = escale_core::api::vues::NonRealise { bilan, volet, motif };
        appel::volet_non_realise(core, demande).await.expect("left aside");
    }
    let refus = appel::reponse_au_courrier(core, demande).await.expect_err("signed");
    assert_eq!(refus.code, Code::VoletSigne);
}
