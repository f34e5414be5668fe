//! The pair at work: two who write at once, refusals, the seat passed on, the demonstration.

use crate::banc::{self, MOT};
use crate::bilan::{Centre, actes, centre, enter, fill, recommend, rempli, sign};
use escale_core::api::vues::{Phase, Rien};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

/// The first screen still shows an older value: the later answer shows, both are kept, and the
/// conflict stays open until one of them is chosen.
#[tokio::test]
async fn two_answers_that_did_not_see_each_other_are_both_kept() {
    let Centre { banc, bilan, .. } = &centre().await;
    let core = &banc.core;
    let (volet, code) = ("S16", "syn.texte");
    let vu = |q: &escale_core::api::vues::QuestionVue| q.vu.clone().expect("answered");
    fill(core, bilan, &[(code, json!("Première"))]).await;
    let ancien = vu(&banc::question(core, bilan, volet, code).await);
    let ecrit = banc::answer(core, bilan, code, json!("Celle du médecin"), Some(&ancien)).await;
    assert!(!ecrit.expect("answered").conflit);

    enter(core, "a.blanc").await;
    let ecrit = banc::answer(core, bilan, code, json!("Celle du psychologue"), Some(&ancien));
    let ecrit = ecrit.await.expect("answered");
    assert!(ecrit.conflit);
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!(question.valeur, json!("Celle du psychologue"));
    let [perdue] = question.conflits.as_slice() else { panic!("{:?}", question.conflits) };
    assert_eq!(perdue.valeur, json!("Celle du médecin"));
    assert_eq!((perdue.auteur.as_str(), perdue.texte.as_str()), ("Dr Lenoir", "Celle du médecin"));
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 1);

    // It waits through a restart, and is settled by choosing.
    enter(core, "c.lenoir").await;
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!(question.conflits.len(), 1);
    let choix = question.conflits[0].valeur.clone();
    let ecrit = banc::answer(core, bilan, code, choix, question.vu.as_deref()).await;
    assert!(!ecrit.expect("chosen").conflit);
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!((question.valeur, question.conflits.len()), (json!("Celle du médecin"), 0));
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 0);

    // Clearing a value that the other professional has just changed is a conflict too: both are
    // kept.
    let ecrit = banc::answer(core, bilan, code, Value::Null, Some(&ancien)).await;
    assert!(ecrit.expect("cleared").conflit);
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!((question.valeur, question.conflits.len()), (Value::Null, 1));
    let choix = question.conflits[0].valeur.clone();
    banc::answer(core, bilan, code, choix, question.vu.as_deref()).await.expect("chosen");
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!((question.valeur, question.conflits.len()), (json!("Celle du médecin"), 0));

    // Two first answers at the same moment.
    let (un, deux) = tokio::join!(
        banc::answer(core, bilan, "cro.fc", json!("80"), None),
        banc::answer(core, bilan, "cro.fc", json!("90"), None),
    );
    assert_ne!(un.expect("answered").conflit, deux.expect("answered").conflit);
    let question = banc::question(core, bilan, "S05", "cro.fc").await;
    let mut valeurs = vec![question.valeur, question.conflits[0].valeur.clone()];
    valeurs.sort_by_key(Value::as_i64);
    assert_eq!(valeurs, [json!(80), json!(90)]);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn answers_come_back_in_order_and_refusals_change_nothing() {
    let Centre { banc, bilan, .. } = &centre().await;
    let core = &banc.core;
    for (volet, code, tape, garde, dit) in [
        ("S05", "cro.poids", json!("31,4 kg"), json!(31.4), "31,4 kg"),
        ("S05", "cro.taille", json!("1m38"), json!(138.0), "138 cm"),
        ("S05", "cro.temp", json!("37°2"), json!(37.2), "37,2 °C"),
        ("S02", "ant.poids_naiss", json!("2,78 kg"), json!(2780), "2 780 g"),
        ("S02", "ant.expo_tabac", json!("Ne sait pas"), json!("inconnu"), "non renseigné"),
        ("S01", "ctx.date_dernier_medecin", json!("7/3/19"), json!("2019-03-07"), "7 mars 2019"),
        ("S01", "ctx.date_dernier_medecin", json!("mars 2019"), json!("2019-03"), "mars 2019"),
        ("S01", "ctx.sources", json!(["Carnet de santé"]), json!(["carnet"]), "Carnet de santé"),
        ("S16", "syn.texte", json!("  L’essentiel.  "), json!("L’essentiel."), "L’essentiel."),
    ] {
        let vu = banc::question(core, bilan, volet, code).await.vu;
        let ecrit = banc::answer(core, bilan, code, tape, vu.as_deref()).await;
        ecrit.unwrap_or_else(|e| panic!("{code}: {}", e.phrase()));
        let question = banc::question(core, bilan, volet, code).await;
        assert_eq!(question.valeur, garde, "{code}");
        let texte = question.texte.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(texte.to_lowercase().contains(&dit.to_lowercase()), "{code}: {texte}");
    }
    let avant = actes(core).await;
    let garde = banc::questions(core, bilan, "S05").await;
    for (code, tape, champ) in [
        ("cro.poids", json!("3140 kg"), "cro.poids"),
        ("cro.poids", json!("trente"), "cro.poids"),
        ("cro.poids", json!("31,4 cm"), "cro.poids"),
        ("cro.fc", json!("82,5"), "cro.fc"),
        ("cro.imc", json!(16), "cro.imc"),
        ("ctx.date_dernier_medecin", json!("31/02/2019"), "ctx.date_dernier_medecin"),
        ("ctx.date_dernier_medecin", json!("2090"), "ctx.date_dernier_medecin"),
        ("ctx.sources", json!(["voisine"]), "ctx.sources"),
        ("ant.allergies", json!([{ "reaction": "urticaire" }]), "ant.allergies[0].allergene"),
        (
            "ant.medicaux",
            json!([{ "libelle": "Otite" }, { "libelle": "Angine", "date": "l’an 40" }]),
            "ant.medicaux[1].date",
        ),
        ("syn.texte", json!("x".repeat(1501)), "syn.texte"),
    ] {
        let refus = banc::answer(core, bilan, code, tape, None).await.expect_err(code);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some(champ)));
        assert!(refus.message.is_some_and(|m| m.chars().count() > 20), "{code} says why");
        assert!(!refus.chaine.contains("voisine"), "and the log does not");
    }
    for inconnue in ["cro.pointure", "", "S05"] {
        let refus = banc::answer(core, bilan, inconnue, json!(1), None).await;
        assert_eq!(refus.expect_err("no question").code, Code::Introuvable);
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let apres = banc::questions(core, bilan, "S05").await;
    assert_eq!(json!(garde), json!(apres));
}

#[tokio::test]
async fn a_bilan_needs_two_who_care_and_a_child_who_is_born() {
    let Centre { banc, enfant, medecin, psychologue, .. } = &centre().await;
    let core = &banc.core;
    let equipe = appel::equipe_lister(core, Rien {}).await.expect("listed");
    let secretaire = equipe.iter().find(|p| p.nom == "PETIT").expect("in the team");
    let avant = actes(core).await;
    for (binome, date, champ, code) in [
        (vec![&medecin.id], "21/11/2026", "binome", Code::SaisieRefusee),
        (vec![&medecin.id, &medecin.id], "21/11/2026", "binome", Code::SaisieRefusee),
        (vec![&medecin.id, &secretaire.id], "21/11/2026", "binome", Code::SaisieRefusee),
        (vec![&medecin.id, enfant], "21/11/2026", "binome", Code::SaisieRefusee),
        (vec![&medecin.id, &psychologue.id], "6/3/2016", "date", Code::DateRefusee),
        (vec![&medecin.id, &psychologue.id], "mars 2026", "date", Code::DateRefusee),
        (vec![&medecin.id, &psychologue.id], "hier soir", "date", Code::DateRefusee),
    ] {
        let demande = json!({
            "enfant": enfant, "bilan_type": "ADM", "date": date, "demi_journee": "matin",
            "lieu": "Centre", "binome": binome, "presents": [], "langue": "français",
        });
        let refus = api::dispatch(core, "bilan_creer", demande).await.expect_err(date);
        assert_eq!((refus.code, refus.champ.as_deref()), (code, Some(champ)), "{date}");
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
}

/// A double click, or two screens: decisions that depend on the base are taken one after the other.
#[tokio::test]
async fn two_at_once_take_their_turns() {
    let Centre { banc, bilan, .. } = &centre().await;
    let core = &banc.core;
    let nouveau = || appel::enfant_creer(core, banc::nouvel_enfant("MARTIN", "Léa", "2/2/2020"));
    let (un, deux) = tokio::join!(nouveau(), nouveau());
    let mut numeros = Vec::new();
    for id in [un.expect("created"), deux.expect("created")] {
        numeros.push(appel::enfant_lire(core, id).await.expect("read").ligne.num_dossier_local);
    }
    assert_ne!(numeros[0], numeros[1]);
    let (un, deux) = tokio::join!(recommend(core, bilan, "Une"), recommend(core, bilan, "Autre"));
    un.expect("recommended");
    deux.expect("recommended");

    let Centre { banc, bilan, .. } = &rempli().await;
    let core = &banc.core;
    let (un, deux, encore) = tokio::join!(
        sign(core, bilan, "c.lenoir", MOT),
        sign(core, bilan, "a.blanc", MOT),
        sign(core, bilan, "c.lenoir", MOT),
    );
    let statuts: Vec<String> = [un, deux].into_iter().map(|s| s.expect("signed")).collect();
    assert_eq!(statuts, ["saisi", "valide"]);
    assert_eq!(encore.expect_err("closed").code, Code::BilanFerme);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

/// A new bilan of the same child leaves an imported one, with its addendum, exactly as it came.
#[tokio::test]
async fn an_earlier_bilan_and_its_addendum_stay_as_they_are() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (nom, texte) =
        escale_demo::CAS.iter().find(|(nom, _)| nom.contains("case-08")).expect("there");
    let importe = api::import(core, nom, texte).await.expect("imported");
    let avant = serde_json::to_value(api::export(core, &importe.dossier).await.expect("out"));
    let avant = avant.expect("JSON");
    assert_eq!(avant["bilan"]["addenda"].as_array().map(Vec::len), Some(1));

    let medecin = banc::moi(core).await;
    let autre = banc::add(core, ("Inès", "ROY"), Profession::Infirmier, Some("i.roy")).await;
    let la_veille = DateCivile::parse_iso(avant["bilan"]["date"].as_str().expect("a day"));
    let la_veille = la_veille.expect("a day").plus_jours(-1).iso();
    let demande = json!({
        "enfant": importe.enfant, "bilan_type": "ADM", "date": la_veille, "demi_journee": "matin",
        "lieu": "Centre", "binome": [medecin.id, autre.id], "presents": [], "langue": "français",
        "volets": banc::QUATRE,
    });
    let bilan = api::dispatch(core, "bilan_creer", demande).await.expect("opened");
    let bilan = bilan["id"].as_str().expect("an identifier");
    fill(
        core,
        bilan,
        &[
            ("ctx.sources", json!(["carnet"])),
            ("ant.allergies", json!([])),
            ("cro.poids", json!("30")),
            ("syn.texte", json!("Rien de plus.")),
            ("syn.niveau_suivi", json!("ville_simple")),
        ],
    )
    .await;
    for volet in ["S01", "S02", "S05", "S16"] {
        appel::volet_signer(core, banc::volet(bilan, volet)).await.expect("signed");
    }
    banc::dismiss_alertes(core, bilan).await;
    for identifiant in ["c.lenoir", "i.roy"] {
        sign(core, bilan, identifiant, MOT).await.expect("signed");
    }
    let apres = api::export(core, &importe.dossier).await.expect("out");
    assert_eq!(serde_json::to_value(apres).expect("JSON"), avant);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

/// The seat is locked, or passed on, while an answer is on its way: it is either kept or refused,
/// and the next one always gets in.
#[tokio::test(flavor = "multi_thread")]
async fn passing_the_seat_on_loses_no_answer_and_keeps_nobody_out() {
    let Centre { banc, bilan, .. } = centre().await;
    let core = std::sync::Arc::new(banc.autre());
    banc.core.close().await;
    let mut derniere = String::new();
    for tour in 0..40 {
        enter(&core, "c.lenoir").await;
        let vu = banc::question(&core, &bilan, "S16", "syn.texte").await.vu;
        let texte = format!("Tour {tour}");
        let reponse = tokio::spawn({
            let (core, bilan, texte) = (core.clone(), bilan.clone(), texte.clone());
            async move { banc::answer(&core, &bilan, "syn.texte", json!(texte), vu.as_deref()).await }
        });
        for _ in 0..tour {
            tokio::task::yield_now().await;
        }
        enter(&core, "a.blanc").await;
        match reponse.await.expect("answered") {
            Ok(_) => derniere = texte,
            Err(refus) => assert_eq!(refus.code, Code::Verrouille, "{refus}"),
        }
        let question = banc::question(&core, &bilan, "S16", "syn.texte").await;
        assert_eq!(question.valeur.as_str().unwrap_or_default(), derniere, "turn {tour}");
        assert_eq!(question.conflits.len(), 0);
    }
    assert_ne!(derniere, "");
    enter(&core, "c.lenoir").await;
    let preuve = api::check(&core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
    core.close().await;
}

#[tokio::test]
async fn the_demonstration_plays_a_whole_bilan() {
    let banc = banc::vide();
    let core = &banc.core;
    let bilan = escale_demo::found(core).await.expect("founded");
    assert_eq!(appel::etat(core, Rien {}).await.expect("a state").phase, Phase::Ouvert);
    escale_demo::play(core, &bilan).await.expect("played");
    let courrier = api::courrier_de(core, "DEMO-2026-07", &banc.papiers()).await.expect("a letter");
    let annee = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui.0.year();
    assert_eq!(courrier.numero, format!("{annee}-00001"));
    let texte = banc::texte_du_pdf(&courrier.fichier);
    let plat = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    for mots in ["Arachide", "Asthme du jeune enfant", "45,2 kg", "Le poids se stabilise"] {
        assert!(plat.contains(mots), "{mots} in:\n{texte}");
    }
    let figures = api::statistiques(core).await.expect("read");
    assert_eq!((figures.enfants, figures.bilans), (12, 13));
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
    // The base stays usable: every account opens with the password of the demonstration.
    core.close().await;
    let comptes = {
        let ouverture = banc::ouverture("julie.lefevre", escale_demo::MOT_DE_PASSE);
        let etat = appel::coffre_ouvrir(core, ouverture).await;
        assert_eq!(etat.expect("opened").phase, Phase::Ouvert, "no sheet for nobody's data");
        appel::equipe_lister(core, Rien {}).await.expect("listed")
    };
    let comptes: Vec<String> = comptes.into_iter().filter_map(|p| p.identifiant).collect();
    assert!(comptes.len() > 3);
    for compte in comptes {
        let ouverture = banc::ouverture(&compte, escale_demo::MOT_DE_PASSE);
        appel::coffre_ouvrir(core, ouverture).await.unwrap_or_else(|e| panic!("{compte}: {e}"));
    }
    let refus = escale_demo::found(&banc.autre()).await.expect_err("there is one");
    assert_eq!(refus.code, Code::CoffreExiste);
}
