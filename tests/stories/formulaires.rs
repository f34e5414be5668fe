//! A centre's own forms: looked at, published, answered in a bilan, carried along by a record.

use crate::banc::{self, Banc, question, questions};
use crate::bilan::{Centre, centre, du_medecin, du_psychologue, enter, fill, sign};
use escale_core::api::vues::{
    ExaminerFormulaire, FormulaireExamine, FormulaireLigne, ParBilan, ParDocument, ParId,
    PublierFormulaire, Rien,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::papier::PaperKind;
use serde_json::{Value, json};

const V1: &str = include_str!("../formulaires/exposition-plomb-1.0.json");
const V1_1: &str = include_str!("../formulaires/exposition-plomb-1.1.json");
const REFUSE: &str = include_str!("../formulaires/refuse.json");

fn code(lien: &str) -> String {
    format!("centre.expositionplomb.{lien}")
}

async fn examine(core: &Core, contenu: &str) -> FormulaireExamine {
    let demande = ExaminerFormulaire { contenu: Some(contenu.to_owned()) };
    appel::formulaire_examiner(core, demande).await.expect("looked at")
}

async fn publish(core: &Core, contenu: &str, volet: &str) -> Result<Vec<FormulaireLigne>, Error> {
    let demande = PublierFormulaire {
        contenu: contenu.to_owned(),
        volet: volet.to_owned(),
        age_min: Some(6),
        age_max: None,
        complements: None,
    };
    appel::formulaire_publier(core, demande).await
}

fn statuts(lignes: &[FormulaireLigne]) -> Vec<(&str, &str)> {
    lignes.iter().map(|l| (l.version.as_str(), l.statut.as_str())).collect()
}

/// A bilan opened once the form is published.
async fn avec_formulaire() -> (Centre, String) {
    let mut centre = centre().await;
    publish(&centre.banc.core, V1, "S02").await.expect("published");
    // Of another child: the record that is exported then has one bilan, and its forms.
    let enfant = banc::nouvel_enfant("SAINT-AUBIN", "Lina", "9 juin 2017");
    centre.enfant = appel::enfant_creer(&centre.banc.core, enfant).await.expect("created").id;
    let pair = [&centre.medecin, &centre.psychologue];
    let bilan = banc::open_bilan(&centre.banc.core, &centre.enfant, pair).await;
    (centre, bilan)
}

async fn propre(banc: &Banc) {
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_file_is_looked_at_before_anything_is_published() {
    let banc = banc::pret().await;
    let vu = examine(&banc.core, V1).await;
    assert!(vu.refus.is_empty());
    let forme = vu.formulaire.expect("a form");
    assert_eq!(
        (forme.titre.as_str(), forme.volet.as_deref()),
        ("Exposition au plomb", Some("S02"))
    );
    assert_eq!(forme.questions.len(), 14);
    assert_eq!(forme.mentions[0].texte, "Centre de santé Les Tilleuls");
    let etat = &forme.questions[2];
    assert_eq!(etat.question.choix[1].label, "Écaillées");
    assert_eq!(
        etat.condition.as_deref(),
        Some("Posée si «\u{a0}Logement construit avant 1949\u{a0}» est «\u{a0}oui\u{a0}»")
    );
    assert!(appel::formulaires_lister(&banc.core, Rien {}).await.expect("listed").is_empty());

    let vu = examine(&banc.core, REFUSE).await;
    assert!(vu.formulaire.is_none());
    let refus: Vec<(&str, &str)> =
        vu.refus.iter().map(|r| (r.chemin.as_str(), r.ou.as_str())).collect();
    assert!(refus.len() >= 5, "{refus:?}");
    assert!(
        refus.contains(&(
            "item[0].item[0].type",
            "«\u{a0}Logement\u{a0}» › «\u{a0}Logement construit avant 1949\u{a0}» › type"
        )),
        "{refus:?}"
    );
    let refuse = publish(&banc.core, REFUSE, "S02").await.expect_err("refused");
    assert_eq!(refuse.code, Code::SaisieRefusee);
    assert!(appel::formulaires_lister(&banc.core, Rien {}).await.expect("listed").is_empty());

    // First the dialog is cancelled, then a file is chosen.
    let ask = || appel::formulaire_examiner(&banc.core, ExaminerFormulaire { contenu: None });
    assert!(ask().await.expect("asked").contenu.is_none());
    let fichier = banc.garde.path().join("formulaire.json");
    std::fs::write(&fichier, format!("\u{feff}{V1}")).expect("written");
    *banc.bureau.choisi.lock().expect("a choice") = Some(fichier.clone());
    assert!(ask().await.expect("asked").formulaire.is_some());
    std::fs::write(&fichier, b"\xff\xfe{").expect("written");
    let illisible = ask().await.expect_err("no UTF-8");
    assert!(illisible.phrase().contains("UTF-8"), "{}", illisible.phrase());
}

#[tokio::test]
async fn an_old_bilan_opens_with_its_own_version() {
    let (centre, ancien) = avec_formulaire().await;
    let core = &centre.banc.core;
    assert!(
        questions(core, &centre.bilan, "S02").await.iter().all(|q| !q.code.starts_with("centre.")),
        "a bilan opened before asks nothing of it"
    );
    let lignes = publish(core, V1_1, "S02").await.expect("published");
    assert_eq!(statuts(&lignes), [("1.1", "publie"), ("1.0", "remplace")]);
    let pair = [&centre.medecin, &centre.psychologue];
    let nouveau = banc::open_bilan(core, &centre.enfant, pair).await;
    for (bilan, titre, mercure) in
        [(&ancien, "Exposition au plomb", 0), (&nouveau, "Exposition au plomb et aux métaux", 1)]
    {
        let vues = questions(core, bilan, "S02").await;
        let rang = vues.iter().position(|q| q.code == "centre.expositionplomb").expect("a title");
        assert_eq!(vues[rang].label, titre);
        assert!(vues[..rang].iter().all(|q| !q.code.starts_with("centre.")), "after the program's");
        assert_eq!(vues.iter().filter(|q| q.code == code("mercure")).count(), mercure);
    }
    // A retired form is not asked in new bilans; a bilan that has it keeps it.
    let publiee = lignes.iter().find(|l| l.statut == "publie").expect("one");
    let demande = || ParId { id: publiee.id.clone() };
    let lignes = appel::formulaire_retirer(core, demande()).await.expect("retired");
    assert_eq!(statuts(&lignes), [("1.1", "retire"), ("1.0", "remplace")]);
    appel::formulaire_retirer(core, demande()).await.expect_err("retired already");
    let apres = banc::open_bilan(core, &centre.enfant, pair).await;
    let posees = |vues: Vec<_>| {
        vues.iter().filter(|q: &&api::vues::QuestionVue| q.code.starts_with("centre.")).count()
    };
    assert_eq!(posees(questions(core, &apres, "S02").await), 0);
    assert!(posees(questions(core, &nouveau, "S02").await) > 0);
    // The same file again puts it back.
    let lignes = publish(core, V1_1, "S02").await.expect("published again");
    assert_eq!(statuts(&lignes), [("1.1", "publie"), ("1.0", "remplace")]);
    propre(&centre.banc).await;
}

#[tokio::test]
async fn a_version_never_changes() {
    let banc = banc::pret().await;
    publish(&banc.core, V1, "S02").await.expect("published");
    let avant = crate::bilan::actes(&banc.core).await;
    let autre_contenu = V1.replace("Écaillées", "Abîmées");
    let autre_adresse = V1.replace("urn:centre-tilleuls:formulaire", "urn:autre:formulaire");
    for (contenu, volet, dit) in [
        (V1.to_owned(), "S02", "déjà publiée"),
        (V1.to_owned(), "S05", "Une version ne change jamais"),
        (autre_contenu, "S02", "Une version ne change jamais"),
        (autre_adresse, "S02", "porte déjà ce nom"),
        (V1_1.to_owned(), "S16", "Choisissez la partie"),
        (V1_1.to_owned(), "S99", "Choisissez la partie"),
    ] {
        let refus = publish(&banc.core, &contenu, volet).await.expect_err("refused");
        assert_eq!(refus.code, Code::SaisieRefusee);
        assert!(refus.phrase().contains(dit), "{}", refus.phrase());
    }
    let ages = PublierFormulaire {
        contenu: V1_1.to_owned(),
        volet: "S02".to_owned(),
        age_min: Some(24),
        age_max: Some(12),
        complements: None,
    };
    appel::formulaire_publier(&banc.core, ages).await.expect_err("ages the wrong way round");
    assert_eq!(crate::bilan::actes(&banc.core).await, avant, "a refusal leaves no trace");
}

#[tokio::test]
async fn its_questions_are_answered_like_any_other() {
    let (centre, bilan) = avec_formulaire().await;
    let core = &centre.banc.core;
    let avant = appel::volet_lire(core, banc::volet(&bilan, "S02")).await.expect("read").volet;
    let ancien = question(core, &bilan, "S02", &code("logement.ancien")).await;
    assert!(ancien.obligatoire && ancien.aide.is_some());
    let etat = question(core, &bilan, "S02", &code("logement.etat")).await;
    assert!(!etat.active);
    let pica = question(core, &bilan, "S02", &code("pica")).await;
    assert_eq!(pica.proposition.map(|p| p.texte).as_deref(), Some("0"));

    let refus = appel::volet_signer(core, banc::volet(&bilan, "S02")).await.expect_err("required");
    assert_eq!(refus.code, Code::ManquePourSigner);
    assert!(refus.phrase().contains("Logement construit avant 1949"), "{}", refus.phrase());
    let repondu = banc::answer(core, &bilan, &code("logement.ancien"), json!(true), None).await;
    let repondu = repondu.expect("answered");
    assert!(repondu.questions.iter().any(|q| q.code == code("logement.etat") && q.active));
    assert_eq!(repondu.volet.repondu, avant.repondu + 1);
    assert_eq!(repondu.volet.total, avant.total + 1, "one more question is asked");
    fill(
        core,
        &bilan,
        &[
            (&code("source"), json!("Plombs de chasse")),
            (&code("plombemie"), json!("62,5 µg/L")),
            (&code("metiers"), json!([{ "valeur": "Peintre" }])),
            (&code("lieux"), json!([{ "lieux-nom": "Garage", "lieux-jours": "2" }])),
        ],
    )
    .await;
    for (lien, texte) in [
        ("source", "Plombs de chasse"),
        ("plombemie", "62,5\u{a0}µg/L"),
        ("metiers", "Peintre"),
        ("lieux", "Lieu\u{a0}: Garage, Jours par semaine\u{a0}: 2"),
    ] {
        assert_eq!(question(core, &bilan, "S02", &code(lien)).await.texte, texte);
    }
    let refus = banc::answer(core, &bilan, &code("plombemie"), json!("6 mg"), None).await;
    assert!(refus.expect_err("unit").phrase().contains("µg/L"));
    let refus = banc::answer(core, &bilan, &code("inconnue"), json!(1), None).await;
    assert_eq!(refus.expect_err("no question").code, Code::Introuvable);
    let refus = banc::answer(core, &centre.bilan, &code("pica"), json!(1), None).await;
    assert_eq!(refus.expect_err("another bilan").code, Code::Introuvable);
    let refus = appel::volet_signer(core, banc::volet(&bilan, "S02")).await.expect_err("required");
    assert!(refus.phrase().contains("Date de la plombémie"), "{}", refus.phrase());
    fill(
        core,
        &bilan,
        &[(&code("plombemie.date"), json!("mars 2025")), ("ant.allergies", json!([]))],
    )
    .await;
    appel::volet_signer(core, banc::volet(&bilan, "S02")).await.expect("signed");
    // The next bilan shows what this one said.
    let pair = [&centre.medecin, &centre.psychologue];
    let suivant = banc::open_bilan(core, &centre.enfant, pair).await;
    let avant = question(core, &suivant, "S02", &code("plombemie")).await.anterieur;
    assert_eq!(avant.map(|a| a.texte).as_deref(), Some("62,5\u{a0}µg/L"));
    propre(&centre.banc).await;
}

/// A bilan signed by both, with answers to the centre's form.
async fn clos() -> (Centre, String) {
    let (centre, bilan) = avec_formulaire().await;
    let core = &centre.banc.core;
    du_psychologue(core, &bilan).await;
    appel::volet_signer(core, banc::volet(&bilan, "S01")).await.expect("signed");
    du_medecin(core, &bilan).await;
    fill(
        core,
        &bilan,
        &[
            (&code("logement.ancien"), json!(true)),
            (&code("source"), json!({ "texte": "Zirconplombier" })),
            (&code("plombemie"), json!(62.5)),
            (&code("plombemie.date"), json!("2025-03")),
        ],
    )
    .await;
    for volet in ["S02", "S05", "S16"] {
        appel::volet_signer(core, banc::volet(&bilan, volet)).await.expect("signed");
    }
    banc::dismiss_alertes(core, &bilan).await;
    for qui in ["c.lenoir", "a.blanc"] {
        sign(core, &bilan, qui, banc::MOT).await.expect("signed");
    }
    enter(core, "c.lenoir").await;
    (centre, bilan)
}

#[tokio::test]
async fn the_letter_says_them_and_no_other_paper_does() {
    let (centre, bilan) = clos().await;
    let core = &centre.banc.core;
    banc::courrier_imprimer(core, ParBilan { bilan: bilan.clone() }).await.expect("a letter");
    let lettre = banc::texte_du_pdf(&centre.banc.papiers().join("montre.pdf"));
    for mot in ["Exposition au plomb", "Plombémie", "62,5", "g/L", "Zirconplombier", "mars 2025"] {
        assert!(lettre.contains(mot), "{mot} not in {lettre}");
    }
    assert!(!lettre.contains("centre."), "no code on a letter");
    for genre in [PaperKind::B, PaperKind::C, PaperKind::D] {
        let demande = ParDocument { bilan: bilan.clone(), genre };
        let apercu = appel::document_apercu(core, demande.clone()).await.expect("a preview");
        assert!(
            apercu.lignes().all(|s| !s.titre.contains("Plombémie") && !s.texte.contains("62,5")),
            "{genre:?}"
        );
        let retenu = apercu.retenu.iter().find(|r| r.titre == "Plombémie").expect("kept, and said");
        assert_eq!(retenu.raison, "Aucune règle ne le laisse sortir");
        appel::document_imprimer(core, demande).await.expect("a paper");
        let papier = banc::texte_du_pdf(&centre.banc.papiers().join("montre.pdf"));
        for mot in ["plomb", "Plomb", "62,5", "Zirconplombier"] {
            assert!(!papier.contains(mot), "{mot} on {genre:?}");
        }
    }
    propre(&centre.banc).await;
}

#[tokio::test]
async fn a_record_brings_its_form_along() {
    let (centre, _) = clos().await;
    let core = &centre.banc.core;
    let page = appel::enfant_lire(core, ParId { id: centre.enfant.clone() }).await.expect("a page");
    let dossier = api::export(core, &page.ligne.num_dossier_local).await.expect("exported");
    assert_eq!(dossier.formulaires.len(), 1);
    assert_eq!(dossier.formulaires[0].contenu, V1, "the file as it came");
    let json = serde_json::to_string(&dossier).expect("JSON");
    let ailleurs = banc::pret().await;
    let importe = api::import(&ailleurs.core, "dossier.json", &json).await.expect("imported");
    let lignes = appel::formulaires_lister(&ailleurs.core, Rien {}).await.expect("listed");
    assert_eq!(statuts(&lignes), [("1.0", "joint")]);
    let plombemie = question(&ailleurs.core, &importe.bilan, "S02", &code("plombemie")).await;
    assert_eq!(plombemie.texte, "62,5\u{a0}µg/L");
    let encore = api::export(&ailleurs.core, &importe.dossier).await.expect("exported");
    assert_eq!(
        serde_json::to_value(&encore).expect("JSON"),
        serde_json::to_value(&dossier).expect("JSON")
    );
    // A form that came along is not asked of the centre's own children.
    let moi = banc::moi(&ailleurs.core).await;
    let autre = banc::add(
        &ailleurs.core,
        ("Odile", "ROUX"),
        escale_domain::professionnel::Profession::Orthophoniste,
        None,
    )
    .await;
    let enfant = banc::nouvel_enfant("AUTRE", "Enfant", "7 mars 2016");
    let enfant = appel::enfant_creer(&ailleurs.core, enfant).await.expect("created").id;
    let bilan = banc::open_bilan(&ailleurs.core, &enfant, [&moi, &autre]).await;
    let vues = questions(&ailleurs.core, &bilan, "S02").await;
    assert!(vues.iter().all(|q| !q.code.starts_with("centre.")));
    propre(&ailleurs).await;

    // What does not agree with its form is refused, without a word of it; without its form an
    // answer is kept as it is.
    let mut valeur: Value = serde_json::from_str(&json).expect("JSON");
    let rang =
        dossier.reponses.brutes().iter().position(|r| r.code == code("plombemie")).expect("one");
    valeur["reponses"][rang]["valeur"] = json!("Zirconplombier");
    let refus = api::import(&banc::pret().await.core, "d.json", &valeur.to_string()).await;
    let refus = refus.expect_err("refused").phrase();
    assert!(refus.contains(&format!("reponses[{rang}].valeur")), "{refus}");
    assert!(!refus.contains("Zirconplombier"), "{refus}");
    valeur.as_object_mut().expect("an object").remove("formulaires");
    let seul = banc::pret().await;
    let importe = api::import(&seul.core, "d.json", &valeur.to_string()).await.expect("imported");
    let sorti = api::export(&seul.core, &importe.dossier).await.expect("exported");
    assert_eq!(sorti.reponses.brutes()[rang].valeur, json!("Zirconplombier"));
    valeur["formulaires"] =
        json!([{ "volet": "S02", "age_min": null, "age_max": null, "contenu": "{" }]);
    let refus = api::import(&banc::pret().await.core, "d.json", &valeur.to_string()).await;
    assert!(refus.expect_err("refused").phrase().contains("formulaires[0].contenu"));
}

#[tokio::test]
async fn reinforced_secrecy_is_for_those_who_care() {
    let centre = centre().await;
    let core = &centre.banc.core;
    let secret = V1.replace(
        "\"linkId\": \"commentaire\",",
        "\"linkId\": \"commentaire\", \"extension\": [{\"url\": \"urn:escale:questionnaire:visibilite\", \
         \"valueCode\": \"V3\"}],",
    );
    assert_ne!(secret, V1);
    let vu = examine(core, &secret).await.formulaire.expect("a form");
    assert!(vu.avis.iter().any(|a| a.contains("secret renforcé")), "{:?}", vu.avis);
    publish(core, &secret, "S02").await.expect("published");
    let pair = [&centre.medecin, &centre.psychologue];
    let bilan = banc::open_bilan(core, &centre.enfant, pair).await;
    fill(core, &bilan, &[(&code("commentaire"), json!("Zirconplombier"))]).await;
    let lisible =
        |vues: Vec<api::vues::QuestionVue>| vues.iter().any(|q| q.code == code("commentaire"));
    assert!(lisible(questions(core, &bilan, "S02").await));
    enter(core, "k.haddad").await;
    assert!(!lisible(questions(core, &bilan, "S02").await), "a coordinator does not read it");
    let demande = ParDocument { bilan: bilan.clone(), genre: PaperKind::A };
    let apercu = appel::document_apercu(core, demande).await.expect("a preview");
    let json = serde_json::to_string(&apercu).expect("JSON");
    assert!(!json.contains("Zirconplombier") && !json.contains("Commentaire"), "{json}");
}

/// As the usual builders write one: no address, no version, no language, styling, a question under
/// a question.
const BATISSEUR: &str = include_str!("../formulaires/repas-sans-adresse.json");

fn complements() -> api::vues::ComplementsFormulaire {
    api::vues::ComplementsFormulaire {
        url: Some("urn:escale:formulaire:repasdunourrisson".to_owned()),
        version: Some("1".to_owned()),
        titre: None,
        en_francais: true,
    }
}

async fn publish_complete(
    core: &Core,
    contenu: &str,
    complements: Option<api::vues::ComplementsFormulaire>,
) -> Result<Vec<FormulaireLigne>, Error> {
    let demande = PublierFormulaire {
        contenu: contenu.to_owned(),
        volet: "S02".to_owned(),
        age_min: None,
        age_max: None,
        complements,
    };
    appel::formulaire_publier(core, demande).await
}

#[tokio::test]
async fn what_a_builder_leaves_out_is_asked_and_then_it_is_a_form_like_any_other() {
    let mut centre = centre().await;
    let core = &centre.banc.core;
    let vu = examine(core, BATISSEUR).await;
    assert!(vu.refus.is_empty(), "{:?}", vu.refus);
    let manquants = vu.manquants.expect("left out");
    assert_eq!(manquants.url.as_deref(), Some("urn:escale:formulaire:repasdunourrisson"));
    assert_eq!((manquants.version.as_deref(), manquants.langue), (Some("1"), true));
    assert!(manquants.titre.is_none());
    let forme = vu.formulaire.expect("a form");
    let noms: Vec<&str> =
        forme.sans_effet.iter().flat_map(|s| s.noms.iter().map(String::as_str)).collect();
    for nom in ["rendering-style", "subjectType", "questionnaire-itemControl"] {
        assert!(noms.iter().any(|n| n.starts_with(nom)), "{nom} not named in {noms:?}");
    }
    assert!(forme.avis.iter().any(|a| a.contains("Âge à la diversification")), "{:?}", forme.avis);
    assert!(
        forme.questions.iter().all(|q| q.question.label != "Âge à la diversification"),
        "nobody is asked what nobody may type"
    );

    // Nothing is published before the administrator confirms what the file leaves out.
    for (dits, champ) in [
        (None, "url"),
        (Some(api::vues::ComplementsFormulaire { en_francais: false, ..complements() }), "langue"),
        (
            Some(api::vues::ComplementsFormulaire {
                url: Some("pas une adresse".to_owned()),
                ..complements()
            }),
            "url",
        ),
    ] {
        let refus = publish_complete(core, BATISSEUR, dits).await.expect_err("refused");
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some(champ)));
    }
    let lignes = publish_complete(core, BATISSEUR, Some(complements())).await.expect("published");
    assert_eq!(statuts(&lignes), [("1", "publie")]);
    // The same file is the same form, and is told to be there.
    let encore = examine(core, BATISSEUR).await;
    assert!(encore.remplace.expect("told").contains("version 1"));
    let refus = publish_complete(core, BATISSEUR, Some(complements())).await.expect_err("there");
    assert!(refus.phrase().contains("déjà publiée"), "{}", refus.phrase());

    let enfant = banc::nouvel_enfant("SAINT-AUBIN", "Lina", "9 juin 2017");
    centre.enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let pair = [&centre.medecin, &centre.psychologue];
    let bilan = banc::open_bilan(core, &centre.enfant, pair).await;
    let code = |lien: &str| format!("centre.repasdunourrisson.{lien}");
    let posee = |vues: &[api::vues::QuestionVue], lien: &str| {
        vues.iter().any(|q| q.code == code(lien) && q.active)
    };
    let vues = questions(core, &bilan, "S02").await;
    assert!(posee(&vues, "200001") && !posee(&vues, "200002"), "asked once there is an answer");
    assert!(vues.iter().all(|q| q.code != code("200005")), "out of sight");
    du_psychologue(core, &bilan).await;
    appel::volet_signer(core, banc::volet(&bilan, "S01")).await.expect("signed");
    du_medecin(core, &bilan).await;
    fill(
        core,
        &bilan,
        &[
            (&code("200001"), json!("seul")),
            (&code("200002"), json!("Zircongrimace")),
            (&code("200003"), json!("12h15")),
        ],
    )
    .await;
    let vues = questions(core, &bilan, "S02").await;
    assert!(posee(&vues, "200002"));
    let heure = vues.iter().find(|q| q.code == code("200003")).expect("one");
    assert_eq!(heure.texte, "12\u{a0}h\u{a0}15");
    for volet in ["S02", "S05", "S16"] {
        appel::volet_signer(core, banc::volet(&bilan, volet)).await.expect("signed");
    }
    banc::dismiss_alertes(core, &bilan).await;
    for qui in ["c.lenoir", "a.blanc"] {
        sign(core, &bilan, qui, banc::MOT).await.expect("signed");
    }
    enter(core, "c.lenoir").await;
    banc::courrier_imprimer(core, ParBilan { bilan: bilan.clone() }).await.expect("a letter");
    let lettre = banc::texte_du_pdf(&centre.banc.papiers().join("montre.pdf"));
    for mot in ["Repas du nourrisson", "Seul", "Zircongrimace", "12 h 15"] {
        assert!(lettre.replace('\u{a0}', " ").contains(mot), "{mot} not in {lettre}");
    }
    assert!(!lettre.contains("centre.") && !lettre.contains("font-weight"));

    // Another version without one of the options: what was answered is told as it was.
    let v2 = BATISSEUR
        .replace(r#"{"valueCoding":{"code":"seul","display":"Seul"}},"#, "")
        .replace(r#""answerCoding":{"code":"seul"}"#, r#""answerCoding":{"code":"famille"}"#)
        .replace("En famille", "Avec la famille");
    assert_ne!(v2, BATISSEUR);
    let refus = publish_complete(core, &v2, Some(complements())).await.expect_err("same version");
    assert!(refus.phrase().contains("donnez un autre"), "{}", refus.phrase());
    let deux = api::vues::ComplementsFormulaire { version: Some("2".to_owned()), ..complements() };
    publish_complete(core, &v2, Some(deux)).await.expect("published");
    let suivant = banc::open_bilan(core, &centre.enfant, pair).await;
    let avant = question(core, &suivant, "S02", &code("200001")).await.anterieur.expect("told");
    assert_eq!(avant.texte, "Seul (ancienne réponse)");
    propre(&centre.banc).await;
}
