//! Alerts: what must be dealt with before the pair signs, what may be set aside, and who reads what.
//!
//! No form asks for a psychic urgency yet: it comes with an imported record whose bilan is still
//! open.

use crate::banc::{self, Banc, MOT};
use crate::bilan::{Centre, actes, centre, enter, fill, recommend, sign};
use escale_core::api::vues::{
    AlerteBilan, CalculsBilan, ParBilan, ParId, RepondreAlerte, RetirerPreconisation, Rien,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::alerte::Gravite;
use escale_domain::bilan::Traitement;
use escale_domain::codes::Visibilite;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const URGENCE: &str = "psychisme.urgence";

/// A centre where the pair of the tenth case work, with that case still open.
struct Urgence {
    banc: Banc,
    importe: api::Importe,
}

/// `change` makes the record what the story needs.
async fn urgence(change: impl Fn(&mut Value)) -> Urgence {
    let banc = banc::pret().await;
    let (nom, texte) = escale_demo::CAS[9];
    let mut cas: Value = serde_json::from_str(texte).expect("JSON");
    cas["bilan"]["statut"] = json!("en_cours");
    cas["bilan"]["signatures"] = json!([]);
    change(&mut cas);
    for pro in cas["professionnels"].as_array().expect("a team") {
        let texte = |cle: &str| pro[cle].as_str().expect("a text").to_owned();
        let profession = Profession::from_code(&texte("profession")).expect("a profession");
        let (prenom, nom, id) = (texte("prenom"), texte("nom"), texte("id").to_lowercase());
        banc::add(&banc.core, (&prenom, &nom), profession, Some(&id)).await;
    }
    for (nom, profession, identifiant) in [
        (("Odile", "ROUX"), Profession::Orthophoniste, "o.roux"),
        (("Karim", "HADDAD"), Profession::Coordinateur, "k.haddad"),
    ] {
        banc::add(&banc.core, nom, profession, Some(identifiant)).await;
    }
    let importe = api::import(&banc.core, nom, &cas.to_string()).await;
    let importe = importe.unwrap_or_else(|e| panic!("{}", e.phrase()));
    Urgence { banc, importe }
}

async fn calculs(core: &Core, bilan: &str) -> CalculsBilan {
    appel::bilan_calculs(core, ParBilan { bilan: bilan.to_owned() }).await.expect("computed")
}

async fn alerte(core: &Core, bilan: &str, cle: &str) -> Option<AlerteBilan> {
    calculs(core, bilan).await.alertes.into_iter().find(|a| a.alerte.cle == cle)
}

async fn answer(
    core: &Core,
    bilan: &str,
    cle: &str,
    traitement: Traitement,
    texte: &str,
    preconisation: Option<&str>,
) -> Result<CalculsBilan, Error> {
    let reponse = RepondreAlerte {
        bilan: bilan.to_owned(),
        cle: cle.to_owned(),
        traitement,
        texte: texte.to_owned(),
        preconisation: preconisation.map(str::to_owned),
    };
    appel::alerte_repondre(core, reponse).await
}

async fn manque(core: &Core, bilan: &str) -> (bool, Vec<String>) {
    let page = appel::bilan_lire(core, ParId { id: bilan.to_owned() }).await.expect("a page");
    (page.peut_signer, page.manque.into_iter().map(|reste| reste.phrase).collect())
}

const PHRASE: &str =
    "Alerte «\u{a0}Urgence psychique\u{a0}»\u{a0}: notez l’action faite avant de clore.";

#[tokio::test]
async fn an_urgency_of_the_psyche_is_dealt_with_before_anybody_signs() {
    let Urgence { banc, importe } = &urgence(|_| {}).await;
    let (core, bilan) = (&banc.core, importe.bilan.as_str());
    enter(core, "med1").await;
    let (_, phrases) = manque(core, bilan).await;
    assert!(phrases.len() == 2 && phrases[0] == PHRASE, "{phrases:?}");
    let titre = "«\u{a0}Idées suicidaires\u{a0}»";
    assert!(phrases[1].starts_with("Répondez aux alertes") && phrases[1].contains(titre));
    banc::dismiss_alertes(core, bilan).await;
    assert_eq!(manque(core, bilan).await, (false, vec![PHRASE.to_owned()]));
    let refus = sign(core, bilan, "med1", MOT).await.expect_err("urgent");
    assert_eq!((refus.code, refus.phrase().as_str()), (Code::ManquePourSigner, PHRASE));
    let vue = alerte(core, bilan, URGENCE).await.expect("raised");
    assert!(vue.alerte.bloquante && vue.reponse.is_none());
    assert_eq!((vue.alerte.gravite, vue.gravite_label.as_str()), (Gravite::Urgente, "Urgente"));
    assert!(vue.propose_label.is_some() && !vue.alerte.libelle_propose.is_empty());

    let avant = actes(core).await;
    for (cle, traitement, texte, preco, code, mots) in [
        (URGENCE, Traitement::Ecartee, "Fait", None, Code::SaisieRefusee, "ne s’écarte pas"),
        (URGENCE, Traitement::Reprise, "", None, Code::SaisieRefusee, "depuis la synthèse"),
        (URGENCE, Traitement::Action, " ", None, Code::SaisieRefusee, "ce qui a été fait"),
        (URGENCE, Traitement::Preconisation, "Vu", None, Code::SaisieRefusee, "Choisissez"),
        (URGENCE, Traitement::Preconisation, "", Some("P01"), Code::SaisieRefusee, "Choisissez"),
        ("dents.urgence", Traitement::Action, "Vu", None, Code::Introuvable, ""),
        ("", Traitement::Action, "Vu", None, Code::Introuvable, ""),
    ] {
        let refus = answer(core, bilan, cle, traitement, texte, preco).await.expect_err(mots);
        assert_eq!(refus.code, code, "{cle} {mots}");
        assert!(refus.phrase().contains(mots), "{}", refus.phrase());
    }
    for (identifiant, code) in [("o.roux", Code::VoletDUnAutre), ("k.haddad", Code::Interdit)] {
        enter(core, identifiant).await;
        let refus = answer(core, bilan, URGENCE, Traitement::Action, "Vu", None).await;
        assert_eq!(refus.expect_err(identifiant).code, code);
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");

    enter(core, "psy1").await;
    let texte = " Vue aux urgences avec sa mère, Dr Aubry prévenu. ";
    let apres = answer(core, bilan, URGENCE, Traitement::Action, texte, None).await;
    let apres = apres.expect("answered");
    let vue = apres.alertes.into_iter().find(|a| a.alerte.cle == URGENCE).expect("still told");
    let reponse = vue.reponse.expect("answered");
    assert_eq!((reponse.traitement.as_str(), reponse.texte.as_str()), ("action", texte.trim()));
    assert!(!reponse.auteur.is_empty() && reponse.quand.ends_with('Z'), "{reponse:?}");
    assert_eq!(manque(core, bilan).await, (true, vec![]));
    assert_eq!(sign(core, bilan, "psy1", MOT).await.expect("signed"), "saisi");
    let refus = answer(core, bilan, URGENCE, Traitement::Action, "Autre chose", None).await;
    assert_eq!(refus.expect_err("a signature stands").code, Code::BilanFerme);
    assert_eq!(sign(core, bilan, "med1", MOT).await.expect("signed"), "valide");
    let relue = alerte(core, bilan, URGENCE).await.and_then(|a| a.reponse).expect("stays");
    assert_eq!(relue.texte, texte.trim());

    // It goes out with the record, by the mark of its author, and comes in elsewhere.
    let sorti = api::export(core, &importe.dossier).await.expect("exported");
    let traitee = sorti.alertes.iter().find(|a| a.cle == URGENCE).expect("with the record");
    assert_eq!(traitee.auteur, "PSY1");
    let autre = banc::pret().await;
    let texte = serde_json::to_string(&sorti).expect("JSON");
    let revenu = api::import(&autre.core, "x.json", &texte).await.expect("imported");
    let relue = alerte(&autre.core, &revenu.bilan, URGENCE).await.and_then(|a| a.reponse);
    assert_eq!(relue.expect("came along").texte, traitee.texte);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_recommendation_answers_an_alert_as_long_as_it_stands() {
    let ouverte = |cas: &mut Value| {
        for section in cas["bilan"]["sections"].as_array_mut().expect("parts") {
            if section["code"] == "S16" {
                section["statut"] = json!("en_cours");
            }
        }
    };
    let Urgence { banc, importe } = &urgence(ouverte).await;
    let (core, bilan) = (&banc.core, importe.bilan.as_str());
    enter(core, "med1").await;
    let bloque = async || manque(core, bilan).await.1.contains(&PHRASE.to_owned());
    let libelle = "Avis pédopsychiatrique ce jour";
    let precos = recommend(core, bilan, libelle).await.expect("recommended");
    let preco = precos.into_iter().find(|p| p.saisie.libelle == libelle).expect("there");
    assert!(bloque().await, "written, and tied to nothing");
    let lien = Some(preco.id.as_str());
    let fait = answer(core, bilan, URGENCE, Traitement::Preconisation, "", lien).await;
    let fait = fait.expect("answered").alertes.into_iter().find(|a| a.alerte.cle == URGENCE);
    let reponse = fait.and_then(|a| a.reponse).expect("answered");
    assert_eq!(reponse.preconisation.as_deref(), lien);
    assert!(!bloque().await);
    let sorti = api::export(core, &importe.dossier).await.expect("exported");
    let repere = &sorti.preconisations.iter().find(|p| p.libelle == libelle).expect("there").id;
    assert_eq!(sorti.alertes[0].preconisation.as_ref(), Some(repere));

    let retrait = RetirerPreconisation { id: preco.id.clone(), motif: "En double".to_owned() };
    appel::preconisation_retirer(core, retrait).await.expect("withdrawn");
    assert!(bloque().await, "what was to be done will not be done");
    assert!(alerte(core, bilan, URGENCE).await.expect("raised").reponse.is_none());
    let refus = answer(core, bilan, URGENCE, Traitement::Preconisation, "", lien).await;
    assert_eq!(refus.expect_err("withdrawn").champ.as_deref(), Some("preconisation"));
    answer(core, bilan, URGENCE, Traitement::Action, "Vue aux urgences.", None)
        .await
        .expect("answered");
    assert!(!bloque().await);
}

#[tokio::test]
async fn an_answer_to_a_lesser_alert_is_none_to_a_graver_one() {
    let Centre { banc, medecin, psychologue, .. } = &centre().await;
    let core = &banc.core;
    let aujourd_hui = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui;
    let enfant = banc::nouvel_enfant("ARBOUR", "Ysé", &aujourd_hui.plus_mois(-128).iso());
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let bilan = &banc::open_bilan(core, &enfant, [medecin, psychologue]).await;
    const CLE: &str = "croissance.corpulence_haute";
    let poids = async |valeur: &str| {
        let vu = banc::question(core, bilan, "S05", "cro.poids").await.vu;
        banc::answer(core, bilan, "cro.poids", json!(valeur), vu.as_deref())
            .await
            .expect("answered");
        alerte(core, bilan, CLE).await
    };
    fill(core, bilan, &[("cro.taille", json!("138"))]).await;
    assert!(poids("31,4").await.is_none());
    let legere = poids("40").await.expect("raised");
    assert_eq!(legere.alerte.gravite, Gravite::ASurveiller);
    let sans_raison = answer(core, bilan, CLE, Traitement::Ecartee, "  ", None).await;
    let phrase = sans_raison.expect_err("why?").phrase();
    assert_eq!(phrase, "Écrivez pourquoi cette alerte est écartée.");
    let raison = "Très musclée, gymnaste.";
    answer(core, bilan, CLE, Traitement::Ecartee, raison, None).await.expect("set aside");
    assert!(poids("40,2").await.expect("raised").reponse.is_some(), "the same alert");
    let grave = poids("51").await.expect("raised");
    assert_eq!(grave.alerte.gravite, Gravite::Importante);
    assert!(grave.reponse.is_none(), "it grew graver: it waits again");
    assert_eq!(poids("40").await.expect("raised").reponse.expect("answered").texte, raison);
    poids("51").await;
    answer(core, bilan, CLE, Traitement::Action, "Vue à trois.", None).await.expect("answered");
    // The answer to a graver alert still answers the lesser one.
    assert_eq!(poids("40").await.expect("raised").reponse.expect("answered").texte, "Vue à trois.");
    // Once the alert is gone, no answer is left.
    assert!(poids("31,4").await.is_none());
    let refus = answer(core, bilan, CLE, Traitement::Action, "Vue", None).await;
    assert_eq!(refus.expect_err("no such alert").code, Code::Introuvable);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn who_may_not_read_an_alert_does_not_meet_it_and_it_blocks_all_the_same() {
    let secrete = |cas: &mut Value| {
        for reponse in cas["reponses"].as_array_mut().expect("answers") {
            if reponse["code"] == "psy.urgence" {
                reponse["visibilite"] = json!("V3");
            }
        }
    };
    let Urgence { banc, importe } = &urgence(secrete).await;
    let (core, bilan) = (&banc.core, importe.bilan.as_str());
    enter(core, "med1").await;
    let tout = calculs(core, bilan).await.alertes;
    let secretes: BTreeSet<String> = tout
        .iter()
        .filter(|a| a.alerte.visibilite == Visibilite::V3)
        .map(|a| a.alerte.cle.clone())
        .collect();
    assert!(secretes.contains(URGENCE) && secretes.contains("psychisme.idees_suicidaires"));
    banc::dismiss_alertes(core, bilan).await;
    assert_eq!(manque(core, bilan).await.1, [PHRASE]);

    enter(core, "k.haddad").await;
    let vues = calculs(core, bilan).await.alertes;
    assert!(!vues.is_empty() && vues.len() == tout.len() - secretes.len());
    assert!(vues.iter().all(|a| !secretes.contains(&a.alerte.cle)));
    let page = appel::bilan_lire(core, ParId { id: bilan.to_owned() }).await.expect("a page");
    assert!(!page.peut_signer, "it blocks all the same");
    let phrase = "Des réponses sous secret renforcé sont à relire par le binôme avant de clore.";
    assert_eq!(page.manque.iter().map(|reste| &reste.phrase).collect::<Vec<_>>(), [&phrase]);
    enter(core, "psy1").await;
    let texte = "Adressée ce jour.";
    answer(core, bilan, URGENCE, Traitement::Action, texte, None).await.expect("answered");
    enter(core, "k.haddad").await;
    let dit = serde_json::to_string(&calculs(core, bilan).await.alertes).expect("JSON");
    assert!(!dit.contains(texte));
}

#[tokio::test]
async fn every_alert_says_who_says_so() {
    let banc = banc::pret().await;
    let mut toutes = 0;
    for (nom, texte) in escale_demo::CAS {
        let importe = api::import(&banc.core, nom, texte).await.expect("imported");
        let mut cles = BTreeSet::new();
        let mut avant = Gravite::Urgente;
        for AlerteBilan { alerte, .. } in calculs(&banc.core, &importe.bilan).await.alertes {
            let cle = &alerte.cle;
            for texte in [&alerte.source, &alerte.titre, &alerte.raison, &alerte.libelle_propose] {
                assert!(!texte.trim().is_empty(), "{nom} {cle}");
            }
            assert!(!alerte.source.contains("à compléter"), "{nom} {cle}: {}", alerte.source);
            assert!(alerte.gravite >= avant, "{nom}: the gravest first");
            avant = alerte.gravite;
            assert!(cles.insert(cle.clone()), "{nom}: {cle} twice");
            toutes += 1;
        }
    }
    assert!(toutes > 30, "{toutes}");
}
