//! No invented answers: what a creation writes by itself is computed or unknown, and the papers and
//! the screens say it so.

use crate::banc::{self, Banc};
use crate::bilan::{clos, fill};
use escale_core::api::vues::{
    AjouterDose, NouveauBilan, ParBilan, ParDocument, ParId, PreconiserProposition, Rien,
    TraiterProposition,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::Code;
use escale_core::store::Entite;
use escale_domain::bilan::{BilanType, DemiJournee, VoletCode};
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use escale_domain::synthese::Sort;
use escale_domain::vaccination::Preuve;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the tests give, under any column: to be told from what the program writes.
const DONNE: &[&str] = &[
    "ZQXROLLIN",
    "Nour",
    "F",
    "2019-03-04",
    "75056",
    "ADM",
    "matin",
    "Centre Les Tilleuls",
    "BLANC",
    "Antoine",
    "psychologue",
    "LENOIR",
    "Claire",
    "medecin",
    "c.lenoir",
    "a.blanc",
    "Infanrix Quinta",
    "carnet",
    "leger",
    "incomplet",
];

/// What the program writes by itself, and why that asserts nothing about a child.
const CALCULE: &[(&str, &str, &str)] = &[
    ("centre", "*", "typed by the person who set the centre up"),
    ("professionnel", "role", "a function of the profession"),
    ("professionnel", "administrateur", "the first account is; the others say so"),
    ("enfant", "date_naissance_estimee", "the box that the form shows"),
    ("enfant", "lieu_naissance_libelle", "the name of the commune that was given"),
    ("enfant", "ins_statut", "an identity that nobody checked is provisional (RNIV)"),
    ("enfant", "num_dossier_local", "the next number of the year"),
    ("bilan", "modele_version", "the forms in use"),
    ("bilan", "age_mois", "from the birth and the day"),
    ("bilan", "statut", "just opened, or under way"),
    ("volet", "code", "the parts that were ticked"),
    ("volet", "statut", "begun or not"),
    ("reponse", "*", "what was answered, by whom, when"),
    ("dose", "valences", "what the product that was given protects against"),
    ("preconisation", "code", "its type and rank"),
    ("preconisation", "repere", "its rank"),
    ("preconisation", "statut", "just proposed"),
    ("preconisation", "type", "what the proposal shows before the click"),
    ("preconisation", "libelle", "what the proposal shows before the click"),
    ("preconisation", "libelle_partageable", "the same need in plain words"),
    ("preconisation", "justification", "the answer that it was proposed for"),
    ("preconisation", "priorite", "that of the proposal"),
    ("preconisation", "echeance", "that of the proposal, shown as soon as it is written"),
    ("preconisation", "visibilite", "that of what it was proposed for"),
    ("proposition", "*", "what the pair did with it"),
    ("alerte", "*", "what the pair answered to it"),
    ("motif", "*", "a reason that somebody wrote"),
    ("reglage", "*", "settings, none of a child"),
];

/// Columns that only hold the record together, in every table.
const LIENS: &[&str] =
    &["enfant", "bilan", "rang", "auteur", "binome", "instant", "date", "bilan_origine"];

fn dit_inconnu(valeur: &Value) -> bool {
    match valeur {
        Value::Null => true,
        Value::String(texte) => ["", "inconnu", "inconnue"].contains(&texte.as_str()),
        Value::Array(liste) => liste.is_empty(),
        Value::Object(objet) => objet.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn donne(valeur: &Value) -> bool {
    match valeur {
        Value::Array(liste) => liste.iter().all(donne),
        Value::String(texte) => DONNE.contains(&texte.as_str()),
        _ => false,
    }
}

/// The columns whose value was neither typed nor computed.
async fn affirmes(core: &Core, utiles: &mut BTreeSet<(&'static str, &'static str)>) -> Vec<String> {
    let seance = core.session().await.expect("open");
    let mut affirmes = Vec::new();
    for entite in Entite::ALL {
        for (champ, valeur) in seance.store().values(*entite).await.expect("read") {
            if dit_inconnu(&valeur) || donne(&valeur) || LIENS.contains(&champ) {
                continue;
            }
            let nom = entite.nom();
            match CALCULE.iter().find(|(e, c, _)| *e == nom && (*c == "*" || *c == champ)) {
                Some((e, c, _)) => {
                    utiles.insert((e, c));
                }
                None => affirmes.push(format!("{nom}.{champ} = {valeur}")),
            }
        }
    }
    affirmes
}

struct Scene {
    banc: Banc,
    enfant: String,
    bilan: String,
}

/// A child with a name and a birth, and a bilan with a day and a pair: no more than the forms ask.
async fn scene() -> Scene {
    let banc = banc::pret().await;
    let core = &banc.core;
    let moi = banc::moi(core).await;
    let autre = ("Antoine", "BLANC");
    let autre = banc::add(core, autre, Profession::Psychologue, Some("a.blanc")).await;
    let enfant = banc::nouvel_enfant("ZQXROLLIN", "Nour", "4 mars 2019");
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let jour = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui.iso();
    let bilan = NouveauBilan {
        enfant: enfant.clone(),
        bilan_type: BilanType::Adm,
        date: jour,
        demi_journee: DemiJournee::Matin,
        lieu: String::new(),
        binome: vec![moi.id, autre.id],
        presents: Vec::new(),
        langue: String::new(),
        volets: Some(vec![
            VoletCode::S02,
            VoletCode::S05,
            VoletCode::S08,
            VoletCode::S12,
            VoletCode::S16,
        ]),
    };
    let bilan = appel::bilan_creer(core, bilan).await.expect("opened").id;
    Scene { banc, enfant, bilan }
}

impl Scene {
    async fn recommend(&self, cle: &str) {
        let demande = PreconiserProposition { bilan: self.bilan.clone(), cle: cle.to_owned() };
        appel::proposition_preconiser(&self.banc.core, demande).await.expect("recommended");
    }

    async fn keep(&self, cle: &str, sort: Option<Sort>) {
        let demande = TraiterProposition {
            bilan: self.bilan.clone(),
            cle: cle.to_owned(),
            sort,
            libelle: None,
            motif: None,
        };
        appel::proposition_traiter(&self.banc.core, demande).await.expect("decided");
    }

    async fn a_preciser(&self) -> Vec<String> {
        let page = appel::bilan_lire(&self.banc.core, ParId { id: self.bilan.clone() }).await;
        let restes = page.expect("a page").a_preciser;
        let phrases: Vec<String> = restes.into_iter().map(|reste| reste.phrase).collect();
        phrases.iter().map(|p| p.replace('\u{a0}', " ")).collect()
    }

    async fn problemes(&self) -> Vec<Value> {
        let question = banc::question(&self.banc.core, &self.bilan, "S16", "syn.problemes").await;
        question.valeur.as_array().cloned().unwrap_or_default()
    }
}

#[tokio::test]
async fn what_a_creation_writes_by_itself_is_computed_or_unknown() {
    let scene = scene().await;
    let core = &scene.banc.core;
    let mut utiles = BTreeSet::new();
    // Before anything else: a dose that is noted later says that something was read.
    let page = appel::enfant_lire(core, ParId { id: scene.enfant.clone() }).await.expect("a page");
    assert_eq!(json!(page.enfant.carnet_sante), json!("inconnu"));
    let calculs = appel::enfant_calculs(core, ParId { id: scene.enfant.clone() }).await;
    assert_eq!(json!(calculs.expect("computed").vaccins.source), json!("inconnu"));
    assert_eq!(affirmes(core, &mut utiles).await, [] as [String; 0]);

    fill(
        core,
        &scene.bilan,
        &[("psy.retentissement", json!("leger")), ("vac.statut_global", json!("incomplet"))],
    )
    .await;
    scene.keep("reponse:psy.retentissement", Some(Sort::Gardee)).await;
    scene.recommend("reponse:vac.statut_global").await;
    let dose = AjouterDose {
        enfant: scene.enfant.clone(),
        produit: "Infanrix Quinta".to_owned(),
        valences: Vec::new(),
        date: "04/05/2019".to_owned(),
        lot: String::new(),
        lieu: String::new(),
        preuve: Preuve::Carnet,
        confirmee: false,
    };
    appel::dose_ajouter(core, dose).await.expect("noted");
    assert_eq!(affirmes(core, &mut utiles).await, [] as [String; 0]);
    // A line of the list that matches no column is an error.
    let morts: Vec<_> = CALCULE
        .iter()
        .filter(|(e, c, _)| !utiles.contains(&(*e, *c)))
        .filter(|(e, ..)| !["motif", "reglage", "alerte"].contains(e))
        .collect();
    assert!(morts.is_empty(), "{morts:?}");
}

#[tokio::test]
async fn a_kept_problem_waits_for_its_judgement_and_the_letter_makes_none() {
    let scene = scene().await;
    let core = &scene.banc.core;
    let bilan = scene.bilan.as_str();
    fill(
        core,
        bilan,
        &[("psy.retentissement", json!("leger")), ("vac.statut_global", json!("incomplet"))],
    )
    .await;
    scene.keep("reponse:psy.retentissement", Some(Sort::Gardee)).await;
    scene.recommend("reponse:vac.statut_global").await;

    // The problem of what was recommended is there, too, and neither is judged.
    let rangees = scene.problemes().await;
    let libelles: Vec<String> = rangees
        .iter()
        .map(|r| r["libelle"].as_str().unwrap_or_default().replace('\u{a0}', " "))
        .collect();
    assert_eq!(libelles, ["Retentissement : léger", "État vaccinal : incomplet"]);
    for rangee in &rangees {
        for jugement in ["gravite", "anciennete", "certitude"] {
            assert!(rangee[jugement].is_null(), "{rangee}");
        }
    }
    let phrases = scene.a_preciser().await;
    let attendu = "Dans la synthèse, « Retentissement : léger » : gravité, ancienneté et \
                   certitude à choisir. Sans choix, le courrier cite le problème sans le qualifier.";
    assert_eq!(phrases[0], attendu);
    assert!(
        phrases.iter().any(|p| p.ends_with("qui s’en assure n’est pas précisé.")),
        "{phrases:?}"
    );

    // The reason that the doctor reads is the answer, and nothing is presumed.
    let page = appel::volet_lire(core, banc::volet(bilan, "S16")).await.expect("read");
    let preco = &page.preconisations[0].saisie;
    assert_eq!(preco.justification.replace('\u{a0}', " "), "État vaccinal : incomplet");
    assert_eq!(
        (json!(preco.responsable), json!(preco.financement), json!(preco.autorisation)),
        (json!("inconnu"), json!("inconnu"), json!("inconnue"))
    );

    let lettre = lettre(&scene).await;
    for dit in ["Retentissement : léger", "État vaccinal : incomplet", "À préciser"] {
        assert!(lettre.contains(dit), "{dit}: {lettre}");
    }
    for invente in
        ["gravité", "problème connu", "problème nouveau", "suspecté", "Carnet de santé :"]
    {
        assert!(!lettre.contains(invente), "{invente}: {lettre}");
    }
    for absent in ["Autorisation à demander", "Lieu d’accueil", "Carnet de santé absent"] {
        assert!(!lettre.contains(absent), "{absent}: {lettre}");
    }

    // Once chosen, the letter says it.
    let vu = banc::question(core, bilan, "S16", "syn.problemes").await.vu;
    let mut choisis = scene.problemes().await;
    choisis[0]["gravite"] = json!(2);
    choisis[0]["anciennete"] = json!("nouveau");
    choisis[1]["certitude"] = json!("suspecte");
    let valeur = Value::Array(choisis);
    banc::answer(core, bilan, "syn.problemes", valeur, vu.as_deref()).await.expect("chosen");
    let phrases = scene.a_preciser().await;
    assert!(phrases[0].contains("léger » : certitude à choisir."), "{phrases:?}");
    assert!(phrases[1].contains("incomplet » : gravité et ancienneté à choisir."), "{phrases:?}");
    let lettre = self::lettre(&scene).await;
    assert!(
        lettre.contains("Retentissement : léger – problème nouveau, gravité modérée"),
        "{lettre}"
    );
    assert!(lettre.contains("État vaccinal : incomplet – suspecté"), "{lettre}");

    // A decision taken back removes the problem; the recommendation stays.
    scene.keep("reponse:vac.statut_global", None).await;
    assert_eq!(scene.problemes().await.len(), 1);

    // Exported and imported again: what was not chosen is null in the file, and is accepted.
    let numero =
        appel::enfant_lire(core, ParId { id: scene.enfant.clone() }).await.expect("a page");
    let sorti = api::export(core, &numero.enfant.num_dossier_local).await.expect("exported");
    let texte = serde_json::to_string(&sorti).expect("JSON");
    assert!(texte.contains(r#""certitude":null"#), "{texte}");
    escale_domain::dossier::parse("sorti.json", &texte).expect("reads again");
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert!(preuve.ecarts.is_empty(), "{:?}", preuve.ecarts);
}

/// The words of the letter, as its reader sees them.
async fn lettre(scene: &Scene) -> String {
    let numero = appel::enfant_lire(&scene.banc.core, ParId { id: scene.enfant.clone() }).await;
    let numero = numero.expect("a page").enfant.num_dossier_local;
    let dossier = api::export(&scene.banc.core, &numero).await.expect("exported");
    let contexte = escale_papiers::ContexteCourrier {
        numero: "2026-00001".to_owned(),
        date: dossier.bilan.date,
        remplace: None,
        duplicata: None,
        signatures: Vec::new(),
        reglages: escale_domain::calcul::Reglages::default(),
    };
    let papier = escale_papiers::courrier(&dossier, &contexte).expect("a letter");
    let chemin = scene.banc.papiers().join("lettre.pdf");
    std::fs::write(&chemin, &papier.octets).expect("written");
    let texte = banc::texte_du_pdf(&chemin);
    texte.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

#[tokio::test]
async fn a_pressure_and_a_term_are_read_as_they_are_written() {
    let scene = scene().await;
    let (core, bilan) = (&scene.banc.core, scene.bilan.as_str());
    let refus = banc::answer(core, bilan, "cro.ta_sys", json!("11/6"), None).await;
    let refus = refus.expect_err("nobody guesses the unit");
    assert_eq!(refus.code, Code::SaisieRefusee);
    assert!(refus.phrase().contains("«\u{a0}110/60\u{a0}»"), "{}", refus.phrase());
    let repondu = banc::answer(core, bilan, "cro.ta_sys", json!("110/65"), None).await;
    let codes: Vec<(String, Value)> = repondu
        .expect("both")
        .questions
        .into_iter()
        .filter(|q| q.code.starts_with("cro.ta_"))
        .map(|q| (q.code, q.valeur))
        .collect();
    let attendu = [("cro.ta_sys".to_owned(), json!(110)), ("cro.ta_dia".to_owned(), json!(65))];
    assert_eq!(codes, attendu);
    let dia = banc::question(core, bilan, "S05", "cro.ta_dia").await;
    let corrigee =
        banc::answer(core, bilan, "cro.ta_dia", json!("112/70"), dia.vu.as_deref()).await;
    assert!(!corrigee.expect("from either field").conflit);
    let sys = banc::question(core, bilan, "S05", "cro.ta_sys").await;
    assert_eq!(sys.valeur, json!(112));

    banc::answer(core, bilan, "ant.terme_sa", json!("31 SA + 3"), None).await.expect("a term");
    let terme = banc::question(core, bilan, "S02", "ant.terme_sa").await;
    let precision = terme.precision.map(|p| p.replace('\u{a0}', " "));
    assert_eq!((terme.valeur, precision.as_deref()), (json!(31), Some("31 SA + 3 jours")));
    let numero =
        appel::enfant_lire(core, ParId { id: scene.enfant.clone() }).await.expect("a page");
    let sorti = api::export(core, &numero.enfant.num_dossier_local).await.expect("exported");
    let reponse = sorti.reponses.brutes().iter().find(|r| r.code == "ant.terme_sa").expect("there");
    assert_eq!(reponse.precision_jours, Some(3));
    // Other weeks, other days.
    banc::answer(core, bilan, "ant.terme_sa", json!("32"), terme.vu.as_deref())
        .await
        .expect("said");
    let terme = banc::question(core, bilan, "S02", "ant.terme_sa").await;
    assert_eq!((terme.valeur, terme.precision), (json!(32), None));
}

#[tokio::test]
async fn a_value_that_no_rule_watches_says_so_and_a_judgement_names_its_cause() {
    let scene = scene().await;
    let (core, bilan) = (&scene.banc.core, scene.bilan.as_str());
    fill(
        core,
        bilan,
        &[
            ("cro.temp", json!("40,1")),
            ("cro.taille", json!("122")),
            ("cro.ta_sys", json!("150/60")),
        ],
    )
    .await;
    let temp = banc::question(core, bilan, "S05", "cro.temp").await;
    assert!(temp.sans_regle.expect("unwatched").contains("à vous d’en juger"));
    assert!(banc::question(core, bilan, "S05", "cro.taille").await.sans_regle.is_none());
    let calculs = appel::bilan_calculs(core, ParBilan { bilan: bilan.to_owned() }).await;
    let jugements = calculs.expect("computed").jugements;
    let tension = jugements.iter().find(|j| j.code.starts_with("cro.ta_")).expect("judged");
    assert_eq!(tension.code, "cro.ta_sys", "beside the one that causes it");
    assert!(tension.texte.starts_with("Systolique (150)"), "{}", tension.texte);
    assert!(tension.de.contains(&"cro.taille".to_owned()) && tension.attention);
}

#[tokio::test]
async fn the_register_says_who_was_told() {
    let centre = clos().await;
    let core = &centre.banc.core;
    let listes = appel::nomenclatures(core, Rien {}).await.expect("lists");
    let etats = &listes["InformationEtat"];
    for etat in etats {
        assert!(etat.label.starts_with("L’enfant"), "{}", etat.label);
    }
    let apercu = ParDocument { bilan: centre.bilan.clone(), genre: PaperKind::A };
    appel::document_apercu(core, apercu).await.expect("a preview");
}
