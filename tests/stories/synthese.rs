//! The pair: a part changes hands, the synthesis takes over what it wants, a correction comes after
//! the lock.

use crate::banc::{self, MOT};
use crate::bilan::{Centre, centre, clos, du_medecin, du_psychologue, enter, sign};
use escale_core::api::vues::{
    AjouterAddendum, EcrirePreconisation, ParBilan, ParId, PasserVolet, PreconiserProposition,
    PropositionVue, RepondreAlerte, RetirerPreconisation, TraiterProposition,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::Traitement;
use escale_domain::synthese::{Origine, Sort};
use serde_json::{Value, json};

async fn hand_over(
    core: &Core,
    bilan: &str,
    volet: &str,
    a: &str,
    motif: &str,
) -> Result<(), Error> {
    let (bilan, volet) = (bilan.to_owned(), volet.to_owned());
    let demande = PasserVolet { bilan, volet, a: a.to_owned(), motif: motif.to_owned() };
    appel::volet_passer(core, demande).await.map(|_| ())
}

#[tokio::test]
async fn a_part_changes_hands_and_its_answers_keep_their_author() {
    let Centre { banc, bilan, medecin, psychologue, .. } = &centre().await;
    let (core, bilan) = (&banc.core, bilan.as_str());
    let answer = async |valeur: Value, vu: Option<String>| {
        banc::answer(core, bilan, "cro.poids", valeur, vu.as_deref()).await
    };
    enter(core, "c.lenoir").await;
    let refus = hand_over(core, bilan, "S05", &psychologue.id, "").await.expect_err("not begun");
    assert!(refus.phrase().contains("pas commencée"), "{}", refus.phrase());
    answer(json!("24"), None).await.expect("answered");

    // A professional outside the pair takes nothing over, nor does a colleague without giving a
    // reason.
    enter(core, "o.roux").await;
    let refus = hand_over(core, bilan, "S05", &psychologue.id, "Je passais").await;
    assert_eq!(refus.expect_err("not of the pair").code, Code::VoletDUnAutre);
    enter(core, "a.blanc").await;
    assert_eq!(answer(json!("25"), None).await.expect_err("hers").code, Code::VoletDUnAutre);
    let refus = hand_over(core, bilan, "S05", &psychologue.id, " ").await.expect_err("no reason");
    assert_eq!(refus.champ.as_deref(), Some("motif"));

    enter(core, "c.lenoir").await;
    let secretaire = appel::equipe_lister(core, Default::default()).await.expect("the team");
    let secretaire = secretaire.into_iter().find(|p| p.nom == "PETIT").expect("there");
    for (a, mots) in [(&secretaire.id, "soignant"), (&medecin.id, "déjà")] {
        let refus = hand_over(core, bilan, "S05", a, "").await.expect_err(mots);
        assert!(refus.phrase().contains(mots), "{}", refus.phrase());
    }
    hand_over(core, bilan, "S05", &psychologue.id, "").await.expect("handed over");
    assert_eq!(answer(json!("25"), None).await.expect_err("given away").code, Code::VoletDUnAutre);

    enter(core, "a.blanc").await;
    let poids = banc::question(core, bilan, "S05", "cro.poids").await;
    assert_eq!(poids.auteur.as_deref(), Some("Dr Lenoir"), "what she measured stays hers");
    answer(json!("24,5"), poids.vu).await.expect("answered by the next");
    let poids = banc::question(core, bilan, "S05", "cro.poids").await;
    assert_eq!(
        (poids.texte.as_str(), poids.auteur.as_deref()),
        ("24,5\u{a0}kg", Some("Antoine Blanc"))
    );

    // The doctor comes back, and says why she takes it over.
    enter(core, "c.lenoir").await;
    hand_over(core, bilan, "S05", &medecin.id, "Collègue parti").await.expect("taken over");
    let page = appel::bilan_lire(core, ParId { id: bilan.to_owned() }).await.expect("a page");
    let s05 = page.volets.iter().find(|v| v.code == "S05").expect("there");
    assert_eq!(s05.auteur.as_deref(), Some("Dr Lenoir"));
    appel::volet_signer(core, banc::volet(bilan, "S05")).await.expect("signed");
    let refus = hand_over(core, bilan, "S05", &psychologue.id, "").await.expect_err("signed");
    assert!(refus.phrase().contains("signée"), "{}", refus.phrase());
    let refus = hand_over(core, bilan, "S16", &psychologue.id, "").await.expect_err("of the pair");
    assert!(refus.phrase().contains("synthèse"), "{}", refus.phrase());
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert!(preuve.ecarts.is_empty(), "{:?}", preuve.ecarts);
}

async fn propositions(core: &Core, bilan: &str) -> Vec<PropositionVue> {
    let demande = ParBilan { bilan: bilan.to_owned() };
    appel::synthese_proposer(core, demande).await.expect("proposed")
}

async fn handle(
    core: &Core,
    bilan: &str,
    cle: &str,
    sort: Option<Sort>,
    libelle: Option<&str>,
) -> Result<Vec<PropositionVue>, Error> {
    let ecartee = sort == Some(Sort::Ecartee);
    let demande = TraiterProposition {
        bilan: bilan.to_owned(),
        cle: cle.to_owned(),
        sort,
        libelle: libelle.filter(|_| !ecartee).map(str::to_owned),
        motif: libelle.filter(|_| ecartee).map(str::to_owned),
    };
    appel::proposition_traiter(core, demande).await
}

async fn problemes(core: &Core, bilan: &str) -> Vec<Value> {
    let question = banc::question(core, bilan, "S16", "syn.problemes").await;
    question.valeur.as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn the_synthesis_takes_over_what_the_pair_wants() {
    let Centre { banc, bilan, .. } = &centre().await;
    let (core, bilan) = (&banc.core, bilan.as_str());
    du_psychologue(core, bilan).await;
    du_medecin(core, bilan).await;
    let deja = problemes(core, bilan).await.len();
    let toutes = propositions(core, bilan).await;
    let referent = "alerte:medecin_referent";
    let vue = |toutes: &[PropositionVue], cle: &str| {
        toutes.iter().find(|p| p.proposition.cle == cle).cloned().expect("proposed")
    };
    let proposee = vue(&toutes, referent);
    assert!(proposee.sort.is_none() && proposee.se_garde && proposee.preconisee.is_none());

    // Kept in other words, taken back, then set aside.
    let mots = "Aucun médecin ne suit Maya";
    let apres = handle(core, bilan, referent, Some(Sort::Gardee), Some(mots)).await.expect("kept");
    assert_eq!(vue(&apres, referent).sort, Some(Sort::Gardee));
    let rangees = problemes(core, bilan).await;
    assert_eq!(rangees.len(), deja + 1);
    let rangee = rangees.last().expect("a row");
    assert_eq!((&rangee["libelle"], &rangee["domaine"]), (&json!(mots), &json!("social")));
    handle(core, bilan, referent, Some(Sort::Gardee), Some("encore")).await.expect("the same");
    assert_eq!(problemes(core, bilan).await.len(), deja + 1, "sent twice, kept once");
    let reponse = vue(&apres, referent).reponse.expect("the alert is answered with it");
    assert_eq!(
        (reponse.traitement.as_str(), reponse.texte.as_str()),
        ("reprise", ""),
        "nobody did anything"
    );
    let apres = handle(core, bilan, referent, None, None).await.expect("thought over");
    assert!(vue(&apres, referent).attend && vue(&apres, referent).reponse.is_none());
    assert_eq!(problemes(core, bilan).await.len(), deja);
    let refus = handle(core, bilan, referent, Some(Sort::Ecartee), None).await;
    assert_eq!(refus.expect_err("an alert has a reason").champ.as_deref(), Some("motif"));
    handle(core, bilan, referent, Some(Sort::Ecartee), Some("Suivi en PMI")).await.expect("aside");
    let ecartee = vue(&propositions(core, bilan).await, referent);
    assert_eq!(ecartee.sort, Some(Sort::Ecartee));
    assert_eq!(ecartee.reponse.expect("with it").texte, "Suivi en PMI");

    // Kept after all, it is no longer set aside; taking that back leaves it open.
    let apres = handle(core, bilan, referent, Some(Sort::Gardee), None).await.expect("kept");
    assert_eq!(vue(&apres, referent).reponse.expect("answered").traitement, "reprise");
    handle(core, bilan, referent, None, None).await.expect("thought over");

    // What a professional noted beside the answers is not erased by a decision on a proposal.
    let action = RepondreAlerte {
        bilan: bilan.to_owned(),
        cle: "medecin_referent".to_owned(),
        traitement: Traitement::Action,
        texte: "PMI appelée".to_owned(),
        preconisation: None,
    };
    appel::alerte_repondre(core, action).await.expect("noted");
    for sort in [Some(Sort::Gardee), None] {
        let apres = handle(core, bilan, referent, sort, None).await.expect("decided");
        let reponse = vue(&apres, referent).reponse.expect("still answered");
        assert_eq!(reponse.texte, "PMI appelée", "{sort:?}");
    }

    // One click makes the recommendation of the right type, and answers the alert.
    let recommend = async || {
        let demande = PreconiserProposition { bilan: bilan.to_owned(), cle: referent.to_owned() };
        appel::proposition_preconiser(core, demande).await.expect("recommended")
    };
    let id = vue(&recommend().await, referent).preconisee.expect("a recommendation");
    assert_eq!(vue(&recommend().await, referent).preconisee.as_ref(), Some(&id), "once");
    let page = appel::volet_lire(core, banc::volet(bilan, "S16")).await.expect("read");
    let preco = page.preconisations.iter().find(|p| p.id == id).expect("in the bilan");
    assert_eq!(preco.saisie.libelle, "Désigner un médecin traitant");
    let calculs = appel::bilan_calculs(core, ParBilan { bilan: bilan.to_owned() }).await;
    let calculs = calculs.expect("computed");
    let alerte = calculs.alertes.iter().find(|a| a.alerte.cle == "medecin_referent");
    assert!(alerte.expect("raised").reponse.is_some());

    // Withdrawn, it is proposed again.
    let retrait = RetirerPreconisation { id, motif: "Doublon".to_owned() };
    appel::preconisation_retirer(core, retrait).await.expect("withdrawn");
    let apres = vue(&propositions(core, bilan).await, referent);
    assert!(apres.preconisee.is_none());
    // The problem that it was made for stays until the pair removes it.
    assert_eq!((apres.sort, apres.probleme.is_some()), (Some(Sort::Gardee), true));
    handle(core, bilan, referent, None, None).await.expect("thought over");

    // Bad input.
    let refus = handle(core, bilan, "alerte:rien", Some(Sort::Gardee), None).await;
    assert_eq!(refus.expect_err("unknown").code, Code::Introuvable);
    let refus = handle(core, bilan, referent, Some(Sort::Gardee), Some("  ")).await;
    assert_eq!(refus.expect_err("empty").champ.as_deref(), Some("libelle"));
    enter(core, "o.roux").await;
    let refus = handle(core, bilan, referent, Some(Sort::Gardee), None).await;
    assert_eq!(refus.expect_err("not of the pair").code, Code::VoletDUnAutre);
    enter(core, "s.petit").await;
    let demande = ParBilan { bilan: bilan.to_owned() };
    let refus = appel::synthese_proposer(core, demande).await.expect_err("no clinician");
    assert_eq!(refus.code, Code::Interdit);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert!(preuve.ecarts.is_empty(), "{:?}", preuve.ecarts);
}

#[tokio::test]
async fn what_is_missing_becomes_a_line_of_the_synthesis() {
    let Centre { banc, bilan, .. } = &centre().await;
    let (core, bilan) = (&banc.core, bilan.as_str());
    enter(core, "c.lenoir").await;
    let non_realise = escale_core::api::vues::NonRealise {
        bilan: bilan.to_owned(),
        volet: "S05".to_owned(),
        motif: "Enfant endormi".to_owned(),
    };
    appel::volet_non_realise(core, non_realise).await.expect("left out");
    let toutes = propositions(core, bilan).await;
    let manque = toutes.iter().find(|p| p.proposition.cle == "manque:S05").expect("missing");
    assert_eq!(manque.proposition.origine, Origine::Manque);
    let cle = manque.proposition.cle.clone();
    let avant = json!("Pas de carnet.");
    banc::answer(core, bilan, "syn.elements_manquants", avant, None).await.expect("written");
    handle(core, bilan, &cle, Some(Sort::Gardee), None).await.expect("kept");
    let texte = banc::question(core, bilan, "S16", "syn.elements_manquants").await.valeur;
    let attendu = "Pas de carnet.\nPartie «\u{a0}Croissance et constantes\u{a0}» non réalisée\u{a0}: \
                   Enfant endormi";
    assert_eq!(texte, json!(attendu));
}

#[tokio::test]
async fn a_correction_after_the_lock_stands_beside_the_bilan() {
    let Centre { banc, bilan, .. } = &centre().await;
    let (core, bilan) = (&banc.core, bilan.as_str());
    let add = async |core: &Core, bilan: &str, texte: &str| {
        let demande = AjouterAddendum { bilan: bilan.to_owned(), texte: texte.to_owned() };
        appel::bilan_ajouter(core, demande).await
    };
    enter(core, "c.lenoir").await;
    let refus = add(core, bilan, "Trop tôt").await.expect_err("open");
    assert!(refus.phrase().contains("pas encore validé"), "{}", refus.phrase());

    let Centre { banc, bilan, .. } = &clos().await;
    let (core, bilan) = (&banc.core, bilan.as_str());
    enter(core, "o.roux").await;
    for (texte, champ) in [("  ".to_owned(), "texte"), ("é".repeat(4101), "texte")] {
        let refus = add(core, bilan, &texte).await.expect_err("refused");
        assert_eq!(refus.champ.as_deref(), Some(champ));
    }
    let texte = "Résultat de l’audiométrie reçu\u{a0}: normale.";
    let page = add(core, bilan, &format!(" {texte} ")).await.expect("added");
    assert_eq!(page.ligne.statut, "valide", "nothing of the bilan changes");
    let dernier = page.addenda.last().expect("there");
    assert_eq!((dernier.texte.as_str(), dernier.auteur.as_str()), (texte, "Odile Roux"));
    enter(core, "s.petit").await;
    let refus = add(core, bilan, "Non").await.expect_err("no clinician");
    assert_eq!(refus.code, Code::Interdit);
    let _ = sign(core, bilan, "c.lenoir", MOT).await.expect_err("closed");
}

/// A recommendation that is written from the alert's own form keeps the problem, as one click does: the
/// doctor never reads a recommendation whose reason the synthesis does not name.
#[tokio::test]
async fn a_recommendation_from_an_alert_keeps_its_problem() {
    let Centre { banc, bilan, .. } = &centre().await;
    let (core, bilan) = (&banc.core, bilan.as_str());
    enter(core, "c.lenoir").await;
    let referent = "alerte:medecin_referent";
    let deja = problemes(core, bilan).await.len();
    let saisie = banc::preconisation("Désigner un médecin");
    let demande = EcrirePreconisation { bilan: bilan.to_owned(), id: None, saisie, vu: None };
    let precos = appel::preconisation_enregistrer(core, demande).await.expect("written");
    let preco = precos.last().expect("there").id.clone();
    assert_eq!(problemes(core, bilan).await.len(), deja, "tied to nothing yet");
    for _ in 0..2 {
        let reponse = RepondreAlerte {
            bilan: bilan.to_owned(),
            cle: "medecin_referent".to_owned(),
            traitement: Traitement::Preconisation,
            texte: String::new(),
            preconisation: Some(preco.clone()),
        };
        appel::alerte_repondre(core, reponse).await.expect("answered");
        let rangees = problemes(core, bilan).await;
        assert_eq!(rangees.len(), deja + 1, "kept, and once");
        let toutes = propositions(core, bilan).await;
        let vue = toutes.iter().find(|p| p.proposition.cle == referent).expect("proposed");
        assert_eq!((vue.sort, vue.attend), (Some(Sort::Gardee), false));
        assert_eq!(vue.preconisee.as_ref(), Some(&preco));
        let rangee = rangees.last().expect("a row");
        assert_eq!(rangee["libelle"], json!(vue.proposition.libelle));
        assert_eq!(vue.probleme.as_deref(), rangee["id"].as_str());
    }
}
