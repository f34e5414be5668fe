//! Screening tools: a questionnaire filled in at the seat, results noted by name, and what alerts
//! and papers make of them.

use crate::banc::{self, Banc, MOT};
use crate::bilan::enter;
use escale_core::api::vues::{
    CoterInstrument, EnregistrerOutil, NouveauBilan, OutilSaisie, OutilVue, ParBilan, Pro,
    ReponsesOutil, RetirerOutil, Rien,
};
use escale_core::api::{self, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::{BilanType, DemiJournee, VoletCode};
use escale_domain::codes::Visibilite;
use escale_domain::professionnel::Profession;
use serde_json::json;

struct Centre {
    banc: Banc,
    bilan: String,
    psychologue: Pro,
}

/// The bilan of a girl of fourteen, with the psychologist at the seat.
async fn centre() -> Centre {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let autre = ("Antoine", "BLANC");
    let psychologue = banc::add(&banc.core, autre, Profession::Psychologue, Some("a.blanc")).await;
    for (nom, profession, identifiant) in [
        (("Odile", "ROUX"), Profession::Orthophoniste, "o.roux"),
        (("Sylvie", "PETIT"), Profession::Secretaire, "s.petit"),
    ] {
        banc::add(&banc.core, nom, profession, Some(identifiant)).await;
    }
    let aujourd_hui = appel::etat(&banc.core, Rien {}).await.expect("a state").aujourd_hui;
    let enfant = banc::nouvel_enfant("BAYARD", "Solène", &aujourd_hui.plus_mois(-171).iso());
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let nouveau = NouveauBilan {
        enfant,
        bilan_type: BilanType::Ann,
        date: aujourd_hui.iso(),
        demi_journee: DemiJournee::Matin,
        lieu: String::new(),
        binome: vec![medecin.id, psychologue.id.clone()],
        presents: Vec::new(),
        langue: "français".to_owned(),
        volets: None,
    };
    let bilan = appel::bilan_creer(&banc.core, nouveau).await.expect("opened").id;
    enter(&banc.core, "a.blanc").await;
    Centre { banc, bilan, psychologue }
}

impl Centre {
    async fn note(
        &self,
        volet: VoletCode,
        saisie: OutilSaisie,
        avant: Option<&OutilVue>,
    ) -> Result<Vec<OutilVue>, Error> {
        let demande = EnregistrerOutil {
            bilan: self.bilan.clone(),
            volet,
            id: avant.map(|o| o.id.clone()),
            saisie,
            vu: avant.map(|o| o.vu.clone()),
        };
        appel::outil_enregistrer(&self.banc.core, demande).await
    }

    async fn outils(&self, volet: &str) -> Vec<OutilVue> {
        let demande = banc::volet(&self.bilan, volet);
        appel::volet_lire(&self.banc.core, demande).await.expect("read").outils
    }

    /// The reasons of the alerts of the bilan.
    async fn raisons(&self) -> Vec<String> {
        let demande = ParBilan { bilan: self.bilan.clone() };
        let calculs = appel::bilan_calculs(&self.banc.core, demande).await.expect("computed");
        let valeur = serde_json::to_value(&calculs.alertes).expect("JSON");
        let liste = valeur.as_array().expect("alerts");
        liste.iter().map(|a| a["raison"].as_str().unwrap_or_default().to_owned()).collect()
    }

    async fn actes(&self) -> i64 {
        enter(&self.banc.core, "c.lenoir").await;
        let actes = api::statistiques(&self.banc.core).await.expect("read").actes;
        enter(&self.banc.core, "a.blanc").await;
        actes
    }
}

fn reponses(points: &[i64]) -> ReponsesOutil {
    points.iter().enumerate().map(|(i, p)| ((i + 1).to_string(), Some(*p))).collect()
}

fn questionnaire(code: &str, points: &[i64]) -> OutilSaisie {
    OutilSaisie {
        instrument: Some(code.to_owned()),
        reponses: reponses(points),
        date: "aujourd’hui".to_owned(),
        repondant: "le jeune".to_owned(),
        ..OutilSaisie::default()
    }
}

fn score(outil: &str, score: &str) -> OutilSaisie {
    OutilSaisie { outil: outil.to_owned(), score: score.to_owned(), ..OutilSaisie::default() }
}

#[tokio::test]
async fn a_questionnaire_is_scored_here_and_its_ninth_question_is_heard_at_once() {
    let centre = centre().await;
    let core = &centre.banc.core;
    let demande = ParBilan { bilan: centre.bilan.clone() };
    let proposes = appel::instruments_lister(core, demande).await.expect("listed");
    let noms: Vec<&str> = proposes.instruments.iter().map(|i| i.instrument.nom.as_str()).collect();
    assert_eq!(noms, ["PHQ-9", "GAD-7", "ADRS"]);
    assert!(proposes.instruments.iter().all(|i| i.concerne && !i.instrument.licence.is_empty()));
    let mchat = proposes.connus.iter().find(|o| o.nom == "M-CHAT-R/F").expect("known");
    assert_eq!((mchat.concerne, mchat.max), (false, Some(20)));
    assert_eq!(mchat.ages, "de 16\u{a0}mois à 30\u{a0}mois");

    // Scoring alone leaves nothing behind.
    let avant = centre.actes().await;
    let mut donnees = reponses(&[1, 1, 1, 1, 1, 1, 1, 1, 2]);
    donnees.insert("4".to_owned(), None);
    let score = CoterInstrument { code: "phq9".to_owned(), reponses: donnees.clone() };
    let cotation = appel::instrument_coter(core, score).await.expect("scored");
    assert_eq!((cotation.total, cotation.manquants.as_slice()), (None, &["4".to_owned()][..]));
    assert_eq!(cotation.signaux.len(), 1, "heard although an answer lacks");
    let faux = CoterInstrument { code: "phq9".to_owned(), reponses: reponses(&[7]) };
    let refus = appel::instrument_coter(core, faux).await.expect_err("refused");
    assert_eq!(refus.champ.as_deref(), Some("reponses.1"));
    assert_eq!(centre.actes().await, avant);
    assert!(!centre.raisons().await.iter().any(|r| r.contains("Question 9")));

    // Noted with an answer missing: no score, and the alert all the same.
    let saisie = OutilSaisie { reponses: donnees, ..questionnaire("phq9", &[]) };
    let saisie = OutilSaisie { date: aujourd_hui(&centre).await, ..saisie };
    let notes = centre.note(VoletCode::S12, saisie, None).await.expect("noted");
    let [note] = notes.as_slice() else { panic!("one result") };
    assert_eq!((note.score.as_str(), note.signaux.len()), ("", 1));
    assert!(note.conclusion.starts_with("Score non calculé"), "{}", note.conclusion);
    assert!(centre.raisons().await.iter().any(|r| r == "Question 9 du PHQ cotée 2."));

    // The answer comes: the same result, with its score; what was seen is sent back.
    let complet = OutilSaisie {
        date: aujourd_hui(&centre).await,
        ..questionnaire("phq9", &[1, 1, 1, 0, 1, 1, 1, 1, 0])
    };
    let notes = centre.note(VoletCode::S12, complet, Some(note)).await.expect("noted again");
    let [note] = notes.as_slice() else { panic!("still one result") };
    assert_eq!((note.score.as_str(), note.instrument.as_deref()), ("7", Some("phq9")));
    assert_eq!(note.conclusion, "Total\u{a0}: 7 sur 27.");
    assert_eq!(note.reponses["4"], Some(0));
    assert_eq!(note.passe_par, centre.psychologue.nom_court());
    assert_eq!(note.sous_scores.len(), 1, "the answers one by one are not sub-scores");
    assert!(!centre.raisons().await.iter().any(|r| r.contains("Question 9")));
    let volet = appel::volet_lire(core, banc::volet(&centre.bilan, "S12")).await.expect("read");
    assert_eq!(volet.volet.statut, "en_cours", "a result begins the part");
    assert_eq!(volet.outils.len(), 1);
    assert_eq!(centre.outils("S13").await.len(), 0);

    // The record keeps the answers, and no paper says them.
    let export = export(&centre).await;
    let outil = &export["outils"][0];
    assert_eq!(outil["score_brut"], json!(7));
    assert_eq!(outil["sous_scores"]["reponses"]["1"], json!(1));
    let ailleurs = banc::pret().await;
    api::import(&ailleurs.core, "outil.json", &export.to_string()).await.expect("imported");
    let numero = export["enfant"]["num_dossier_local"].as_str().expect("a number");
    let revenu = api::export(&ailleurs.core, numero).await.expect("exported");
    assert_eq!(serde_json::to_value(revenu.outils).expect("JSON"), export["outils"]);
}

async fn aujourd_hui(centre: &Centre) -> String {
    appel::etat(&centre.banc.core, Rien {}).await.expect("a state").aujourd_hui.iso()
}

async fn export(centre: &Centre) -> serde_json::Value {
    let demande = escale_core::api::vues::ParId { id: centre.bilan.clone() };
    let page = appel::bilan_lire(&centre.banc.core, demande).await.expect("read");
    enter(&centre.banc.core, "c.lenoir").await;
    let export = api::export(&centre.banc.core, &page.enfant.num_dossier_local).await;
    enter(&centre.banc.core, "a.blanc").await;
    serde_json::to_value(export.expect("exported")).expect("JSON")
}

#[tokio::test]
async fn a_result_is_noted_by_name_within_what_the_tool_allows() {
    let centre = centre().await;
    let date = aujourd_hui(&centre).await;
    let avec = |saisie: OutilSaisie| OutilSaisie { date: date.clone(), ..saisie };
    let sdq = OutilSaisie {
        sous_scores: [("emotionnel", "5"), ("pairs", " ")]
            .map(|(cle, valeur)| (cle.to_owned(), valeur.to_owned()))
            .into(),
        conclusion: "À reprendre avec l’école.".to_owned(),
        ..avec(score("SDQ", "17"))
    };
    let notes = centre.note(VoletCode::S12, sdq.clone(), None).await.expect("noted");
    let [note] = notes.as_slice() else { panic!("one result") };
    assert_eq!((note.score.as_str(), note.visibilite.as_str()), ("17", "V2"));
    let sous: Vec<(&str, &str)> =
        note.sous_scores.iter().map(|s| (s.label.as_str(), s.texte.as_str())).collect();
    assert_eq!(sous, [("Émotionnel", "5")]);

    for (saisie, champ, dit) in [
        (avec(score("SDQ", "41")), "score", "va de 0 à 40"),
        (avec(score("SDQ", "beaucoup")), "score", "doit être un nombre"),
        (avec(score("", "4")), "outil", "nom de l’outil"),
        (avec(score("SDQ", "")), "conclusion", "Écrivez un score"),
        (OutilSaisie { date: "12/2024".to_owned(), ..score("SDQ", "3") }, "date", "le jour"),
        (OutilSaisie { date: "1/1/2100".to_owned(), ..score("SDQ", "3") }, "date", "à venir"),
        (
            OutilSaisie {
                sous_scores: [("emotionnel".to_owned(), "11".to_owned())].into(),
                ..avec(score("SDQ", "3"))
            },
            "sous_scores.emotionnel",
            "va de 0 à 10",
        ),
        (
            OutilSaisie {
                sous_scores: [("humeur".to_owned(), "1".to_owned())].into(),
                ..avec(score("SDQ", "3"))
            },
            "sous_scores.humeur",
            "pas de sous-score",
        ),
        (avec(score(&"x".repeat(200), "3")), "outil", "120 au plus"),
    ] {
        let refus = centre.note(VoletCode::S12, saisie, None).await.expect_err(dit);
        assert_eq!(refus.champ.as_deref(), Some(champ), "{dit}");
        assert!(refus.phrase().contains(dit), "{}", refus.phrase());
    }

    // A PHQ-9 filled in on paper: noting its score asks for question nine too, and raises its
    // alert.
    let papier = OutilSaisie {
        sous_scores: [("item9".to_owned(), "3".to_owned())].into(),
        ..avec(score("PHQ-A", "21"))
    };
    centre.note(VoletCode::S12, papier, None).await.expect("noted");
    assert!(centre.raisons().await.iter().any(|r| r.contains("Question 9 du PHQ")));

    // Not done, and why; a tool of the centre’s own; what is told of violence is V3.
    let motif = "Le jeune ne souhaite pas.".to_owned();
    let absent = OutilSaisie { non_passe_motif: motif.clone(), ..avec(score("BMT-i", "3")) };
    let notes = centre.note(VoletCode::S11, absent, None).await.expect("noted");
    assert_eq!((notes[0].score.as_str(), &notes[0].non_passe_motif), ("", &motif));
    let maison = avec(score("Échelle maison", "1,5"));
    let notes = centre.note(VoletCode::S13, maison, None).await.expect("noted");
    assert_eq!((notes[0].score.as_str(), notes[0].visibilite.as_str()), ("1,5", "V3"));
    assert_eq!(notes[0].volet, VoletCode::S13);
    let ailleurs = centre.note(VoletCode::S05, avec(score("SDQ", "3")), None).await;
    assert_eq!(ailleurs.expect_err("no tools there").code, Code::Introuvable);
}

#[tokio::test]
async fn a_result_belongs_to_the_author_of_its_part_and_is_taken_back_with_a_reason() {
    let centre = centre().await;
    let core = &centre.banc.core;
    let date = aujourd_hui(&centre).await;
    let saisie = |texte: &str| OutilSaisie { date: date.clone(), ..score("CRIES-8", texte) };
    let notes = centre.note(VoletCode::S13, saisie("15"), None).await.expect("noted");
    let [note] = notes.as_slice() else { panic!("one result") };

    enter(core, "o.roux").await;
    assert_eq!(centre.outils("S13").await.len(), 1, "caregivers read it");
    let refus = centre.note(VoletCode::S13, saisie("16"), None).await.expect_err("not theirs");
    assert_eq!(refus.code, Code::VoletDUnAutre);
    let retrait = |motif: &str| RetirerOutil { id: note.id.clone(), motif: motif.to_owned() };
    let refus = appel::outil_retirer(core, retrait("Erreur")).await.expect_err("not theirs");
    assert_eq!(refus.code, Code::VoletDUnAutre);
    let refus = centre.note(VoletCode::S12, saisie("16"), Some(note)).await.expect_err("moved");
    assert_eq!(refus.code, Code::Introuvable);

    enter(core, "a.blanc").await;
    let sans = appel::outil_retirer(core, retrait("  ")).await.expect_err("no reason");
    assert_eq!(sans.champ.as_deref(), Some("motif"));
    let reste = appel::outil_retirer(core, retrait("Rempli pour un autre")).await.expect("taken");
    assert!(reste.is_empty() && centre.outils("S13").await.is_empty());
    assert_eq!(export(&centre).await["outils"], json!([]));
    let encore = appel::outil_retirer(core, retrait("Encore")).await.expect_err("gone");
    assert_eq!(encore.code, Code::Introuvable);
    let refus = centre.note(VoletCode::S13, saisie("16"), Some(note)).await.expect_err("gone");
    assert_eq!(refus.code, Code::Introuvable);

    // Once its part is signed, a result cannot be changed.
    let v2 = OutilSaisie { visibilite: Some(Visibilite::V2), ..saisie("18") };
    let notes = centre.note(VoletCode::S13, v2, None).await.expect("noted");
    appel::volet_signer(core, banc::volet(&centre.bilan, "S13")).await.expect("signed");
    let demande = RetirerOutil { id: notes[0].id.clone(), motif: "Trop tard".to_owned() };
    let refus = appel::outil_retirer(core, demande).await.expect_err("signed");
    assert_eq!(refus.code, Code::VoletSigne);
    let preuve = {
        enter(core, "c.lenoir").await;
        api::check(core, |_, _| {}).await.expect("verified")
    };
    assert_eq!(preuve.ecarts, []);
    appel::coffre_ouvrir(core, banc::ouverture("s.petit", MOT)).await.expect("opened");
    let secretaire = appel::volet_lire(core, banc::volet(&centre.bilan, "S13")).await;
    assert!(secretaire.is_err() || secretaire.expect("read").outils.is_empty());
}
