//! Reinforced secrecy (V3) in the base itself: a session without the key reads none of it, on no
//! screen and in no table, and can still do its work.

use crate::banc::{self, Banc, MOT};
use crate::base_nue::base_nue;
use crate::reserve::{canaris, cas};
use escale_core::api::vues::{EcrirePreconisation, ParDocument, ParId, Recherche, Repondre, Rien};
use escale_core::api::{self, Core, TABLE, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::dossier;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};
use std::path::Path;
use uuid::Uuid;

const NOUVEAU: &str = "un tout nouveau mot de passe";
/// Words that only caregivers may read.
const FAMILLE: &str = "zqxsecret grand-mère traitée";
const CHUTE: &str = "zqxsecret chute dans l’escalier";
const AUTRE: &str = "zqxsecret écrit sans avoir vu";
const PRECO: &str = "zqxsecret consultation de santé sexuelle";
const RETRAIT: &str = "zqxsecret elle ne le souhaite plus";
/// The questions of S02 that the story answers.
const CODES: [&str; 3] = ["ant.familiaux", "ant.traumatismes", "ant.expo_alcool"];

async fn enter(core: &Core, identifiant: &str) {
    let ouverture = banc::ouverture(identifiant, MOT);
    appel::coffre_ouvrir(core, ouverture).await.unwrap_or_else(|e| panic!("{identifiant}: {e}"));
}

async fn verifie(core: &Core) {
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

/// A centre whose four people have accounts, and the groups of its recovery key.
async fn centre() -> (Banc, Vec<String>) {
    let banc = banc::vide();
    let creation = appel::coffre_creer(&banc.core, banc::nouveau_coffre("c.lenoir")).await;
    appel::recuperation_enregistrer(&banc.core, Rien {}).await.expect("saved");
    appel::recuperation_confirmer(&banc.core, Rien {}).await.expect("confirmed");
    for (nom, profession, compte) in [
        ("BLANC", Profession::Psychologue, "a.blanc"),
        ("PETIT", Profession::Secretaire, "s.petit"),
        ("HADDAD", Profession::Coordinateur, "k.haddad"),
    ] {
        banc::add(&banc.core, ("Claude", nom), profession, Some(compte)).await;
    }
    (banc, creation.expect("made").groupes)
}

/// An answer written without having seen the one before.
async fn dire(core: &Core, bilan: &str, question: &str, valeur: Value) {
    banc::answer(core, bilan, question, valeur, None).await.expect("answered");
}

/// A child and a bilan in which the doctor wrote what is V3; one answer waits for a choice.
async fn bilan_secret(banc: &Banc) -> (String, String) {
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    let equipe = appel::equipe_lister(core, Rien {}).await.expect("a team");
    let pro = |compte: &str| {
        equipe.iter().find(|p| p.identifiant.as_deref() == Some(compte)).expect("in the team")
    };
    let enfant = banc::nouvel_enfant("TESSIER", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let bilan = banc::open_bilan(core, &enfant, [pro("c.lenoir"), pro("a.blanc")]).await;
    dire(core, &bilan, "ant.familiaux", json!({ "items": [], "texte": FAMILLE })).await;
    dire(core, &bilan, "ant.familiaux", json!({ "items": [], "texte": AUTRE })).await;
    let chute = json!([{ "libelle": "Fracture", "date": "2024", "circonstances": CHUTE }]);
    dire(core, &bilan, "ant.traumatismes", chute).await;
    dire(core, &bilan, "ant.expo_alcool", json!("oui")).await;
    dire(core, &bilan, "ant.terme_sa", json!("39")).await;
    for motif in [None, Some(RETRAIT)] {
        let mut saisie = banc::preconisation(PRECO);
        saisie.visibilite = Visibilite::V3;
        saisie.justification = PRECO.to_owned();
        let demande = EcrirePreconisation { bilan: bilan.clone(), id: None, saisie, vu: None };
        let toutes = appel::preconisation_enregistrer(core, demande).await.expect("written");
        if let (Some(motif), Some(derniere)) = (motif, toutes.last()) {
            let args = json!({ "id": derniere.id, "motif": motif });
            api::dispatch(core, "preconisation_retirer", args).await.expect("withdrawn");
        }
    }
    (enfant, bilan)
}

/// Everything that every command says to the person at the seat, as one text: each is asked with
/// every shape of arguments that it could take. What opens, locks or founds a base is left aside.
async fn tout_ce_qui_se_dit(core: &Core, enfant: &str, bilan: &str) -> String {
    let mut shapes = vec![
        json!({}),
        json!({ "id": enfant }),
        json!({ "id": bilan }),
        json!({ "bilan": bilan }),
        json!({ "enfant": enfant }),
        json!({ "texte": "tessier", "limite": 20 }),
        json!({ "texte": "zqxsecret", "limite": 20 }),
        json!({ "nom_naissance": "TESSIER", "prenom": "Maya", "date_naissance": "7/3/2016" }),
    ];
    shapes.extend(VoletCode::ALL.iter().map(|v| json!({ "bilan": bilan, "volet": v.code() })));
    shapes.extend(PaperKind::ALL.iter().map(|g| json!({ "bilan": bilan, "genre": g })));
    let mut dit = String::new();
    let aside = ["coffre_", "demo_", "recuperation_", "volet_signer", "volet_reprendre"];
    for commande in TABLE {
        if aside.iter().any(|debut| commande.nom.starts_with(debut)) {
            continue;
        }
        for args in &shapes {
            match api::dispatch(core, commande.nom, args.clone()).await {
                Ok(reponse) => dit.push_str(&reponse.to_string()),
                Err(refus) => dit.push_str(&refus.phrase()),
            }
        }
    }
    for texte in ["tessier", "zqxsecret"] {
        let recherche = Recherche { texte: texte.to_owned(), limite: 5 };
        let lignes = appel::enfant_chercher(core, recherche).await.expect("searched");
        dit.push_str(&serde_json::to_string(&lignes).expect("JSON"));
    }
    dit
}

#[tokio::test]
async fn who_holds_no_key_reads_none_of_it_on_no_screen_and_in_no_table() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    let (enfant, bilan) = bilan_secret(&banc).await;
    let lus = tout_ce_qui_se_dit(core, &enfant, &bilan).await;
    for mot in [FAMILLE, AUTRE, CHUTE, PRECO] {
        assert!(lus.contains(mot), "the doctor reads {mot}");
    }
    for compte in ["s.petit", "k.haddad"] {
        enter(core, compte).await;
        let dit = tout_ce_qui_se_dit(core, &enfant, &bilan).await;
        assert!(dit.contains("TESSIER"), "{compte} works with the record");
        assert!(!dit.contains("zqxsecret"), "{compte} reads what is V3");
        verifie(core).await;
        core.close().await;
        let base = base_nue(&banc.coffre(), compte).await;
        assert!(
            base.contains("TESSIER") && base.contains("ant.terme_sa"),
            "the whole base is read"
        );
        assert!(!base.contains("zqxsecret"), "{compte} finds a word in the base");
        let bilan = Uuid::parse_str(&bilan).expect("an identifier");
        for code in CODES {
            assert!(!base.contains(code), "{compte} finds {code} in the base");
            // An identifier derived without the key would tell the question to a reader who tries
            // them all.
            let derive = Uuid::new_v5(&bilan, code.as_bytes()).to_string();
            assert!(!base.contains(&derive), "{compte} guesses {code} in the base");
        }
        for parole in ["SEXO", "\"oui\"", "Fracture"] {
            assert!(!base.contains(parole), "{compte} finds {parole} in the base");
        }
    }
}

#[tokio::test]
async fn every_other_one_who_cares_reads_it_and_settles_what_waits() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    let (_, bilan) = bilan_secret(&banc).await;
    enter(core, "a.blanc").await;
    let famille = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    assert!(famille.texte.contains(AUTRE));
    assert_eq!(famille.conflits.len(), 1);
    assert!(famille.conflits[0].texte.contains(FAMILLE), "both values are shown");
    assert_eq!(banc::question(core, &bilan, "S02", "ant.expo_alcool").await.valeur, json!("oui"));
    core.close().await;
    // After a restart, the author settles it, and writes once what a lost reply makes them repeat.
    let core = &banc.autre();
    enter(core, "c.lenoir").await;
    let famille = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    let valeur = json!({ "items": [], "texte": FAMILLE });
    let vu = famille.vu.as_deref();
    let mut actes = Vec::new();
    for _ in 0..2 {
        banc::answer(core, &bilan, "ant.familiaux", valeur.clone(), vu).await.expect("chosen");
        actes.push(api::statistiques(core).await.expect("figures").actes);
    }
    assert_eq!(actes[0], actes[1], "what was said twice is written once");
    let famille = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    assert!(famille.texte.contains(FAMILLE) && famille.conflits.is_empty());
    verifie(core).await;
}

async fn recover(core: &Core, groupes: &[String], compte: &str) -> Result<Value, Error> {
    let demande = json!({
        "cle": groupes.join("-"), "identifiant": compte, "mot_de_passe": NOUVEAU,
    });
    api::dispatch(core, "coffre_recuperer", demande).await
}

#[tokio::test]
async fn the_recovery_key_opens_it_for_those_who_care_alone() {
    let (banc, groupes) = centre().await;
    let (enfant, bilan) = bilan_secret(&banc).await;
    banc.core.close().await;
    let core = &banc.autre();
    recover(core, &groupes, "s.petit").await.expect("recovered");
    let dit = tout_ce_qui_se_dit(core, &enfant, &bilan).await;
    assert!(!dit.contains("zqxsecret"));
    assert_eq!(api::export(core, &enfant).await.expect_err("no").code, Code::Interdit);
    recover(core, &groupes, "a.blanc").await.expect("recovered");
    let famille = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    assert!(famille.texte.contains(AUTRE));
    // And by the new password alone, later.
    appel::coffre_ouvrir(core, banc::ouverture("a.blanc", NOUVEAU)).await.expect("opened");
    let famille = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    assert!(famille.texte.contains(AUTRE));
}

/// The administrator of the centre, who is its secretary.
async fn secretaire_administratrice(banc: &Banc) {
    let args = json!({
        "nom": "MOREL", "prenom": "Jeanne", "profession": "secretaire", "rpps": null,
        "identifiant": "j.morel", "mot_de_passe": MOT, "administrateur": true,
    });
    api::dispatch(&banc.core, "equipe_ajouter", args).await.expect("added");
}

#[tokio::test]
async fn an_import_without_the_key_is_read_by_those_who_care() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    secretaire_administratrice(&banc).await;
    enter(core, "j.morel").await;
    let mut lus = Vec::new();
    for numero in ["06", "10", "11"] {
        let (nom, texte) = cas(numero);
        let importe = api::import(core, nom, texte).await.expect("imported");
        let refus = api::export(core, &importe.dossier).await.expect_err("sealed");
        assert_eq!(refus.code, Code::Interdit);
        assert!(refus.phrase().contains("secret renforcé"), "{}", refus.phrase());
        lus.push((importe, dossier::parse(nom, texte).expect("a record")));
    }
    verifie(core).await;
    core.close().await;
    let base = base_nue(&banc.coffre(), "j.morel").await;
    for (importe, dossier) in &lus {
        let mots = canaris(dossier);
        assert!(!mots.is_empty());
        for mot in mots {
            assert!(!base.contains(&mot), "{}: {mot}", dossier.case_id);
        }
        let portee: Vec<&String> =
            dossier.enfant.secret_oppositions.iter().flat_map(|o| &o.portee).collect();
        let bilan = Uuid::parse_str(&importe.bilan).expect("an identifier");
        for reponse in dossier.reponses.brutes() {
            let code = reponse.code.as_str();
            let v3 = dictionnaire::item(code).is_some_and(|i| i.visibilite == Visibilite::V3);
            if reponse.visibilite != Visibilite::V3 && !v3 {
                continue;
            }
            // What an objection names stays readable: the papers that it strips must know it.
            if !portee.iter().any(|p| *p == code) && !en_clair_ailleurs(&lus, code) {
                assert!(!base.contains(&format!("\"{code}\"")), "{code} in the journal");
                assert!(!base.contains(&format!("'{code}'")), "{code} in a table");
            }
            assert!(!base.contains(&Uuid::new_v5(&bilan, code.as_bytes()).to_string()), "{code}");
        }
    }
    enter(core, "a.blanc").await;
    for (importe, dossier) in &lus {
        let mut sorti = api::export(core, &importe.dossier).await.expect("exported");
        let mut entre = dossier.clone();
        // The order of rows in the file is that of their ranks, which both keep.
        sorti.reponses.brutes_mut().sort_by(|a, b| a.code.cmp(&b.code));
        entre.reponses.brutes_mut().sort_by(|a, b| a.code.cmp(&b.code));
        assert_eq!(sorti, entre, "{}", dossier.case_id);
    }
}

/// Whether a code that is V3 in one of the records is not in another, or an objection names it.
fn en_clair_ailleurs(lus: &[(api::Importe, dossier::Dossier)], code: &str) -> bool {
    lus.iter().any(|(_, dossier)| {
        let v3 = dictionnaire::item(code).is_some_and(|i| i.visibilite == Visibilite::V3);
        dossier
            .reponses
            .brutes()
            .iter()
            .any(|r| r.code == code && r.visibilite != Visibilite::V3 && !v3)
            || dossier.enfant.secret_oppositions.iter().any(|o| o.portee.iter().any(|p| p == code))
    })
}

#[tokio::test]
async fn what_was_imported_without_the_key_is_changed_in_its_place() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    secretaire_administratrice(&banc).await;
    for (prenom, nom, profession, compte) in [
        ("Hélène", "FOURNIER", Profession::Medecin, "med1"),
        ("Claire", "MERCIER", Profession::Psychologue, "psy1"),
    ] {
        banc::add(core, (prenom, nom), profession, Some(compte)).await;
    }
    let (nom, texte) = cas("10");
    let mut cas: Value = serde_json::from_str(texte).expect("JSON");
    cas["bilan"]["statut"] = json!("en_cours");
    cas["bilan"]["signatures"] = json!([]);
    for section in cas["bilan"]["sections"].as_array_mut().expect("parts") {
        section["statut"] = json!("en_cours");
    }
    enter(core, "j.morel").await;
    let importe = api::import(core, nom, &cas.to_string()).await;
    let bilan = importe.unwrap_or_else(|e| panic!("{}", e.phrase())).bilan;
    let avant = api::statistiques(core).await.expect("figures").reponses;
    enter(core, "med1").await;
    for (valeur, attendu) in [(FAMILLE, FAMILLE), (CHUTE, CHUTE)] {
        let vue = banc::question(core, &bilan, "S02", "ant.familiaux").await;
        let valeur = json!({ "items": [], "texte": valeur });
        let vu = vue.vu.as_deref();
        let repondu = banc::answer(core, &bilan, "ant.familiaux", valeur, vu).await;
        assert!(!repondu.expect("answered").conflit);
        // Another program, which has read nothing yet.
        let autre = banc.autre();
        core.close().await;
        enter(&autre, "psy1").await;
        let vue = banc::question(&autre, &bilan, "S02", "ant.familiaux").await;
        assert!(vue.texte.contains(attendu));
        assert_eq!(api::statistiques(&autre).await.expect("figures").reponses, avant);
        verifie(&autre).await;
        autre.close().await;
        enter(core, "med1").await;
    }
}

#[tokio::test]
async fn a_founder_who_does_not_care_holds_the_key_until_somebody_who_does() {
    let banc = banc::vide();
    let core = &banc.core;
    let mut nouveau = banc::nouveau_coffre("k.haddad");
    nouveau.compte.profession = Profession::Coordinateur;
    appel::coffre_creer(core, nouveau).await.expect("made");
    appel::recuperation_enregistrer(core, Rien {}).await.expect("saved");
    appel::recuperation_confirmer(core, Rien {}).await.expect("confirmed");
    let (nom, texte) = cas("10");
    let importe = api::import(core, nom, texte).await.expect("imported");
    let mots = canaris(&dossier::parse(nom, texte).expect("a record"));
    let lu = |dit: &str| mots.iter().any(|mot| dit.contains(mot.as_str()));
    // The key is there: an export is whole. The screens keep by the role what the base does not.
    enter(core, "k.haddad").await;
    let sorti = api::export(core, &importe.dossier).await.expect("whole");
    assert!(lu(&serde_json::to_string(&sorti).expect("JSON")));
    assert!(!lu(&tout_ce_qui_se_dit(core, &importe.enfant, &importe.bilan).await));
    banc::add(core, ("Claire", "LENOIR"), Profession::Medecin, Some("c.lenoir")).await;
    // From here on the account no longer holds the key, in this session and in later ones.
    for encore in [true, false] {
        let refus = api::export(core, &importe.dossier).await.expect_err("no key");
        assert_eq!(refus.code, Code::Interdit, "{encore}");
        enter(core, "k.haddad").await;
    }
    enter(core, "c.lenoir").await;
    assert!(lu(&tout_ce_qui_se_dit(core, &importe.enfant, &importe.bilan).await));
}

#[tokio::test]
async fn an_account_opened_without_the_key_waits_for_it() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    let (_, bilan) = bilan_secret(&banc).await;
    secretaire_administratrice(&banc).await;
    enter(core, "j.morel").await;
    banc::add(core, ("Odile", "ROUX"), Profession::Orthophoniste, Some("o.roux")).await;
    enter(core, "o.roux").await;
    let vue = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    assert!(vue.valeur.is_null() && vue.texte.is_empty());
    // A session writes nothing that it could not read again, and closes nothing that it has not
    // read.
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("a page");
    assert!(page.manque.iter().any(|m| m.phrase.contains("secret renforcé")), "{:?}", page.manque);
    let refus = appel::volet_repondre(
        core,
        Repondre {
            bilan: bilan.clone(),
            question: "ant.familiaux".to_owned(),
            valeur: json!({ "items": [], "texte": AUTRE }),
            posture: None,
            vu: None,
        },
    )
    .await
    .expect_err("not hers, and no key");
    assert!(matches!(refus.code, Code::Interdit | Code::VoletDUnAutre), "{refus}");
    enter(core, "c.lenoir").await;
    enter(core, "o.roux").await;
    let vue = banc::question(core, &bilan, "S02", "ant.familiaux").await;
    assert!(vue.texte.contains(AUTRE));
}

#[tokio::test]
async fn a_recommendation_that_becomes_secret_is_sealed_and_opened_again() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    let (_, bilan) = bilan_secret(&banc).await;
    let mut precos = Vec::new();
    let mut id = None;
    for (libelle, visibilite) in [
        ("Zqxpublic", Visibilite::V2),
        ("Zqxpublic", Visibilite::V3),
        ("Zqxpublic", Visibilite::V2),
    ] {
        let vu = precos.last().map(|p: &escale_core::api::vues::PreconisationVue| p.vu.clone());
        let mut saisie = banc::preconisation(libelle);
        saisie.visibilite = visibilite;
        let demande = EcrirePreconisation { bilan: bilan.clone(), id: id.clone(), saisie, vu };
        precos = appel::preconisation_enregistrer(core, demande).await.expect("written");
        let derniere = precos.last().expect("there");
        assert_eq!(derniere.saisie.libelle, "Zqxpublic");
        id = Some(derniere.id.clone());
        verifie(core).await;
        enter(core, "k.haddad").await;
        let page = appel::volet_lire(core, banc::volet(&bilan, "S16")).await.expect("a page");
        let lue = page.preconisations.iter().any(|p| p.saisie.libelle == "Zqxpublic");
        assert_eq!(lue, visibilite == Visibilite::V2);
        enter(core, "c.lenoir").await;
    }
}

fn copy(de: &Path, vers: &Path) {
    std::fs::create_dir_all(vers).expect("a folder");
    for fichier in std::fs::read_dir(de).expect("read") {
        let fichier = fichier.expect("read");
        if fichier.path().is_file() {
            std::fs::copy(fichier.path(), vers.join(fichier.file_name())).expect("copied");
        }
    }
}

#[tokio::test]
async fn the_papers_are_the_same_without_the_key_but_a_letter_that_needs_it() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    let mut numeros = Vec::new();
    for (nom, texte) in escale_demo::CAS {
        numeros.push(api::import(core, nom, texte).await.expect("imported").dossier);
    }
    let (nom, texte) = cas("10");
    let mut cochee: Value = serde_json::from_str(texte).expect("JSON");
    cochee["enfant"]["num_dossier_local"] = json!("COCHE-1");
    cochee["enfant"]["nom_naissance"] = json!("AUTRE");
    cochee["enfant"]["fratrie"] = json!([]);
    let reponses = cochee["reponses"].as_array_mut().expect("answers");
    let secrete = reponses.iter_mut().find(|r| r["visibilite"] == "V3").expect("a V3 answer");
    secrete["inclure_courrier"] = json!(true);
    api::import(core, nom, &cochee.to_string()).await.expect("imported");
    core.close().await;
    let mut faits = Vec::new();
    for compte in ["c.lenoir", "s.petit"] {
        let coffre = banc.garde.path().join(compte);
        copy(&banc.coffre(), &coffre);
        let core = banc.sur(&coffre);
        enter(&core, compte).await;
        let sorties = banc.garde.path().join(format!("sorties-{compte}"));
        for numero in &numeros {
            for genre in PaperKind::ALL {
                // A paper that the record itself refuses is refused to both.
                let fait = api::document_de(&core, numero, *genre, &sorties).await;
                let dit = fait.map(|f| std::fs::read(f.fichier).expect("read"));
                faits.push((compte, numero, *genre, dit.map_err(|e| e.phrase())));
            }
        }
        let courrier = api::document_de(&core, "COCHE-1", PaperKind::A, &sorties).await;
        match compte {
            "c.lenoir" => assert!(courrier.is_ok()),
            _ => {
                let refus = courrier.expect_err("ticked");
                assert_eq!(refus.code, Code::DocumentImpossible);
                assert!(refus.phrase().contains("soignant"), "{}", refus.phrase());
            }
        }
        for genre in [PaperKind::B, PaperKind::C, PaperKind::D] {
            api::document_de(&core, "COCHE-1", genre, &sorties).await.expect("made");
        }
        core.close().await;
    }
    let (avec, sans) = faits.split_at(faits.len() / 2);
    assert!(avec.iter().filter(|(.., dit)| dit.is_ok()).count() > 30);
    for ((_, numero, genre, avec), (_, _, _, sans)) in avec.iter().zip(sans) {
        assert!(avec == sans, "{numero} {genre:?} differs without the key");
    }
}

/// An objection of an adolescent strips the papers also in a session that cannot read it.
#[tokio::test]
async fn an_objection_said_in_the_bilan_binds_those_who_cannot_read_it() {
    let (banc, _) = centre().await;
    let core = &banc.core;
    let medecin = banc::moi(core).await;
    let equipe = appel::equipe_lister(core, Rien {}).await.expect("the team");
    let psychologue = equipe.into_iter().find(|p| p.nom == "BLANC").expect("there");
    let enfant = banc::nouvel_enfant("ZQXPERROT", "Anouk", "3 avril 2011");
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let volets = [VoletCode::S02, VoletCode::S14, VoletCode::S16];
    let binome = [&medecin, &psychologue];
    let bilan = &banc::open_bilan_of(core, &enfant, binome, &volets).await;
    let allergie =
        json!([{ "allergene": "Zqxarachide", "reaction": "urticaire", "gravite": "moderee" }]);
    dire(core, bilan, "ant.allergies", allergie).await;
    let apercu = async || {
        let demande = ParDocument { bilan: bilan.clone(), genre: PaperKind::B };
        let vu = appel::document_apercu(core, demande).await.expect("a preview");
        serde_json::to_string(&vu).expect("JSON")
    };
    assert!(apercu().await.contains("Zqxarachide"), "a need is told");
    let note = "zqxsecret elle a peur";
    let opposition = json!({
        "date": "22/11/2026", "ecrit": "oui", "portee": ["ant.allergies"],
        "destinataires_exclus": ["ase"], "note": note,
    });
    dire(core, bilan, "ado.opposition_info", opposition).await;
    assert!(!apercu().await.contains("Zqxarachide"), "the clinician keeps it");
    enter(core, "k.haddad").await;
    let vu = apercu().await;
    assert!(!vu.contains("Zqxarachide") && !vu.contains(note), "{vu}");
    let page = appel::volet_lire(core, banc::volet(bilan, "S14")).await;
    let page = page.map(|p| serde_json::to_string(&p).expect("JSON")).unwrap_or_default();
    assert!(!page.contains(note) && !page.contains("ant.allergies"));
    verifie(core).await;
}
