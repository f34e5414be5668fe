//! The main job: a child's bilan by two professionals, what each may not do, and the letter.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{
    EcrirePreconisation, NonRealise, ParBilan, ParId, PreconisationVue, Pro, Recherche,
    RetirerPreconisation, Rien, SignerBilan,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A centre with its team, a child and an open bilan.
pub(crate) struct Centre {
    pub(crate) banc: Banc,
    pub(crate) enfant: String,
    pub(crate) bilan: String,
    pub(crate) medecin: Pro,
    pub(crate) psychologue: Pro,
}

pub(crate) async fn centre() -> Centre {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let psychologue =
        banc::add(&banc.core, ("Antoine", "BLANC"), Profession::Psychologue, Some("a.blanc")).await;
    for (nom, profession, identifiant) in [
        (("Odile", "ROUX"), Profession::Orthophoniste, "o.roux"),
        (("Sylvie", "PETIT"), Profession::Secretaire, "s.petit"),
        (("Karim", "HADDAD"), Profession::Coordinateur, "k.haddad"),
    ] {
        banc::add(&banc.core, nom, profession, Some(identifiant)).await;
    }
    let enfant = banc::nouvel_enfant("TESSIER-N’DIAYE", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let bilan = banc::open_bilan(&banc.core, &enfant, [&medecin, &psychologue]).await;
    Centre { banc, enfant, bilan, medecin, psychologue }
}

pub(crate) async fn enter(core: &Core, identifiant: &str) {
    appel::coffre_ouvrir(core, banc::ouverture(identifiant, MOT)).await.expect("opened");
}

pub(crate) async fn sign(
    core: &Core,
    bilan: &str,
    identifiant: &str,
    mot: &str,
) -> Result<String, Error> {
    let signature = SignerBilan {
        bilan: bilan.to_owned(),
        identifiant: identifiant.to_owned(),
        mot_de_passe: mot.to_owned(),
    };
    appel::bilan_signer(core, signature).await.map(|page| page.ligne.statut)
}

pub(crate) async fn recommend(
    core: &Core,
    bilan: &str,
    libelle: &str,
) -> Result<Vec<PreconisationVue>, Error> {
    let saisie = banc::preconisation(libelle);
    let demande = EcrirePreconisation { bilan: bilan.to_owned(), id: None, saisie, vu: None };
    appel::preconisation_enregistrer(core, demande).await
}

pub(crate) async fn actes(core: &Core) -> i64 {
    api::statistiques(core).await.expect("read").actes
}

/// Answers several questions in a row, each for the first time.
pub(crate) async fn fill(core: &Core, bilan: &str, reponses: &[(&str, Value)]) {
    for (question, valeur) in reponses {
        let ecrit = banc::answer(core, bilan, question, valeur.clone(), None).await;
        let ecrit = ecrit.unwrap_or_else(|e| panic!("{question}: {}", e.phrase()));
        assert!(!ecrit.conflit, "{question}");
    }
}

pub(crate) async fn du_psychologue(core: &Core, bilan: &str) {
    enter(core, "a.blanc").await;
    fill(
        core,
        bilan,
        &[
            ("ctx.sources", json!(["carnet", "accompagnant"])),
            ("ctx.fiabilite", json!("Moyenne")),
            ("ctx.parcours_accueil", json!("3")),
        ],
    )
    .await;
}

pub(crate) async fn du_medecin(core: &Core, bilan: &str) {
    enter(core, "c.lenoir").await;
    fill(
        core,
        bilan,
        &[
            ("ant.allergies", json!([{ "allergene": "Kiwi", "reaction": "gonflement" }])),
            ("ant.medicaux", json!([{ "libelle": "Bronchiolite sifflante", "date": "hiver" }])),
            ("ant.familiaux", json!({ "items": ["diabete"], "texte": "Secret de la tante" })),
            ("cro.poids", json!("31,4 kg")),
            ("cro.taille", json!("1m38")),
        ]
        .into_iter()
        // A season is no date: the row goes in without it.
        .map(|(question, valeur)| match question {
            "ant.medicaux" => (question, json!([{ "libelle": valeur[0]["libelle"] }])),
            _ => (question, valeur),
        })
        .collect::<Vec<_>>(),
    )
    .await;
    fill(
        core,
        bilan,
        &[
            ("syn.texte", json!("Enfant vive, sommeil réparateur depuis la rentrée.")),
            ("syn.niveau_suivi", json!("ville_coordonnee")),
        ],
    )
    .await;
}

/// Both have filled in and signed their parts; the bilan itself is not signed.
pub(crate) async fn rempli() -> Centre {
    let centre = centre().await;
    let (core, bilan) = (&centre.banc.core, centre.bilan.as_str());
    du_psychologue(core, bilan).await;
    appel::volet_signer(core, banc::volet(bilan, "S01")).await.expect("signed");
    du_medecin(core, bilan).await;
    recommend(core, bilan, "Dix séances de psychomotricité").await.expect("recommended");
    for volet in ["S02", "S05", "S16"] {
        appel::volet_signer(core, banc::volet(bilan, volet)).await.expect("signed");
    }
    banc::dismiss_alertes(core, bilan).await;
    centre
}

pub(crate) async fn clos() -> Centre {
    let centre = rempli().await;
    for identifiant in ["c.lenoir", "a.blanc"] {
        sign(&centre.banc.core, &centre.bilan, identifiant, MOT).await.expect("signed");
    }
    centre
}

#[tokio::test]
async fn each_part_belongs_to_its_first_author() {
    let Centre { banc, bilan, medecin, psychologue, .. } = &centre().await;
    let core = &banc.core;
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
    let binome: Vec<&str> = page.binome.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(binome, [medecin.id.as_str(), psychologue.id.as_str()]);
    let volets: Vec<&str> = page.volets.iter().map(|v| v.code.as_str()).collect();
    assert_eq!(volets, ["S01", "S02", "S05", "S16"]);
    assert!(!page.peut_signer);
    assert_eq!(page.manque.len(), 5);
    assert!(page.manque[4].phrase.starts_with("Répondez à"), "{}", page.manque[4].phrase);
    assert!(page.manque[4].volet.is_none() && page.manque[..4].iter().all(|r| r.volet.is_some()));

    du_psychologue(core, bilan).await;
    let page = appel::volet_lire(core, banc::volet(bilan, "S01")).await.expect("read");
    assert_eq!(page.lecture_seule, None);
    assert_eq!(page.volet.statut, "en_cours");
    assert_eq!(page.volet.auteur_id.as_deref(), Some(psychologue.id.as_str()));

    du_medecin(core, bilan).await;
    let page = appel::volet_lire(core, banc::volet(bilan, "S01")).await.expect("read");
    let phrase = page.lecture_seule.expect("read only");
    assert_eq!(phrase, "Cette partie est remplie par Antoine Blanc.");
    let avant = actes(core).await;
    let vu = page.questions.iter().find(|q| q.code == "ctx.fiabilite").and_then(|q| q.vu.clone());
    let refus = banc::answer(core, bilan, "ctx.fiabilite", json!("bonne"), vu.as_deref()).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    let refus = appel::volet_signer(core, banc::volet(bilan, "S01")).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    let non_realise =
        NonRealise { bilan: bilan.clone(), volet: "S01".into(), motif: "absente".into() };
    let refus = appel::volet_non_realise(core, non_realise).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");

    // The synthesis is the pair's; the one of the two who did not begin it writes in it as well.
    enter(core, "a.blanc").await;
    fill(core, bilan, &[("syn.points_vigilance", json!("Endormissement à surveiller."))]).await;
    recommend(core, bilan, "Consultation de psychologie").await.expect("recommended");

    // Another professional of the centre reads it, and can change nothing.
    enter(core, "o.roux").await;
    for (question, valeur) in [
        ("ctx.fiabilite", json!("bonne")),
        ("cro.poids", json!(40)),
        ("syn.texte", json!("Réécrit par une troisième")),
    ] {
        let refus = banc::answer(core, bilan, question, valeur, None).await;
        assert_eq!(refus.expect_err(question).code, Code::VoletDUnAutre);
    }
    for volet in ["S01", "S02", "S05", "S16"] {
        let refus = appel::volet_signer(core, banc::volet(bilan, volet)).await;
        assert_eq!(refus.expect_err(volet).code, Code::VoletDUnAutre);
    }
    let refus = recommend(core, bilan, "De l’extérieur").await.expect_err("not theirs");
    assert_eq!(refus.code, Code::VoletDUnAutre);
    let seule = appel::volet_lire(core, banc::volet(bilan, "S16")).await.expect("read");
    let [preco] = seule.preconisations.as_slice() else { panic!("one recommendation") };
    let retrait = RetirerPreconisation { id: preco.id.clone(), motif: "Pas d’accord".to_owned() };
    let refus = appel::preconisation_retirer(core, retrait).await.expect_err("not theirs");
    assert_eq!(refus.code, Code::VoletDUnAutre);
}

#[tokio::test]
async fn a_signed_part_rests_until_its_author_takes_it_back() {
    let Centre { banc, bilan, .. } = &centre().await;
    let core = &banc.core;
    du_psychologue(core, bilan).await;
    let page = appel::volet_signer(core, banc::volet(bilan, "S01")).await.expect("signed");
    let s01 = page.volets.iter().find(|v| v.code == "S01").expect("there");
    assert_eq!(s01.statut, "termine");
    assert!(s01.signe_le.is_some());
    let refus = banc::answer(core, bilan, "ctx.parcours_accueil", json!(4), None).await;
    assert_eq!(refus.expect_err("signed").code, Code::VoletSigne);

    du_medecin(core, bilan).await;
    let refus = appel::volet_reprendre(core, banc::volet(bilan, "S01")).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    enter(core, "a.blanc").await;
    appel::volet_reprendre(core, banc::volet(bilan, "S01")).await.expect("taken back");
    let vu = banc::question(core, bilan, "S01", "ctx.parcours_accueil").await.vu;
    let ecrit = banc::answer(core, bilan, "ctx.parcours_accueil", json!(4), vu.as_deref()).await;
    assert!(!ecrit.expect("answered").conflit);
    appel::volet_signer(core, banc::volet(bilan, "S01")).await.expect("signed again");

    // What is compulsory is named before the signature.
    enter(core, "c.lenoir").await;
    let vu = banc::question(core, bilan, "S16", "syn.texte").await.vu;
    banc::answer(core, bilan, "syn.texte", Value::Null, vu.as_deref()).await.expect("cleared");
    let refus = appel::volet_signer(core, banc::volet(bilan, "S16")).await.expect_err("missing");
    assert_eq!(refus.code, Code::ManquePourSigner);
    let phrase = refus.phrase();
    assert!(phrase.starts_with("Avant de signer, répondez à «"), "{phrase}");
    // Typed again after it was cleared: no conflict with oneself.
    let vu = banc::question(core, bilan, "S16", "syn.texte").await.vu;
    let texte = json!("Tout va bien.");
    let ecrit = banc::answer(core, bilan, "syn.texte", texte, vu.as_deref()).await;
    assert!(!ecrit.expect("answered").conflit);
    recommend(core, bilan, "Une recommandation").await.expect("recommended");
    appel::volet_signer(core, banc::volet(bilan, "S16")).await.expect("signed");
    // The recommendations are part of what was signed.
    let refus = recommend(core, bilan, "Glissée après la signature").await;
    assert_eq!(refus.expect_err("signed").code, Code::VoletSigne);
    let synthese = appel::volet_lire(core, banc::volet(bilan, "S16")).await.expect("read");
    let [preco] = synthese.preconisations.as_slice() else { panic!("one recommendation") };
    let retrait = RetirerPreconisation { id: preco.id.clone(), motif: "Trop tard".to_owned() };
    let refus = appel::preconisation_retirer(core, retrait).await.expect_err("signed");
    assert_eq!(refus.code, Code::VoletSigne);

    // A part that could not be done says why, and its author may still do it.
    let sans_motif = NonRealise { bilan: bilan.clone(), volet: "S05".into(), motif: "  ".into() };
    let refus = appel::volet_non_realise(core, sans_motif).await.expect_err("why?");
    assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some("motif")));
    let motif = "L’enfant a refusé la toise.";
    let non_realise = NonRealise { bilan: bilan.clone(), volet: "S05".into(), motif: motif.into() };
    let page = appel::volet_non_realise(core, non_realise).await.expect("noted");
    let s05 = page.volets.iter().find(|v| v.code == "S05").expect("there");
    assert_eq!((s05.statut.as_str(), s05.motif.as_deref()), ("non_realise", Some(motif)));
    appel::volet_reprendre(core, banc::volet(bilan, "S05")).await.expect("taken back");
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn both_sign_with_their_own_password_and_nobody_else() {
    let Centre { banc, bilan, enfant, .. } = &rempli().await;
    let core = &banc.core;
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
    assert!(page.peut_signer, "{:?}", page.manque);
    let avant = actes(core).await;
    for (identifiant, mot, code) in [
        ("a.blanc", "le mot de passe du voisin", Code::MotDePasseRefuse),
        ("a.blanc", "", Code::MotDePasseRefuse),
        ("personne", MOT, Code::MotDePasseRefuse),
        ("o.roux", MOT, Code::Interdit),
        ("s.petit", MOT, Code::Interdit),
    ] {
        let refus = sign(core, bilan, identifiant, mot).await.expect_err(identifiant);
        assert_eq!(refus.code, code, "{identifiant}");
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let refus = banc::courrier_imprimer(core, ParBilan { bilan: bilan.clone() }).await;
    assert_eq!(refus.expect_err("open").code, Code::DocumentImpossible);

    // The doctor is at the seat; both sign there.
    assert_eq!(sign(core, bilan, "c.lenoir", MOT).await.expect("signed"), "saisi");
    let refus = sign(core, bilan, "c.lenoir", MOT).await.expect_err("twice");
    assert_eq!(refus.code, Code::SaisieRefusee);
    assert!(refus.phrase().starts_with("Dr Lenoir a déjà signé."), "{}", refus.phrase());
    let refus = appel::volet_reprendre(core, banc::volet(bilan, "S02")).await.expect_err("no");
    assert_eq!(refus.code, Code::BilanFerme);
    let refus = recommend(core, bilan, "Glissée entre deux signatures").await.expect_err("no");
    assert_eq!(refus.code, Code::BilanFerme);
    assert_eq!(sign(core, bilan, "A.Blanc", MOT).await.expect("signed"), "valide");

    // Neither of the pair can change anything of a closed bilan.
    let preco = {
        let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read");
        let [preco] = page.preconisations.as_slice() else { panic!("one recommendation") };
        assert_eq!(preco.statut, "validee");
        preco.clone()
    };
    let avant = actes(core).await;
    for identifiant in ["c.lenoir", "a.blanc"] {
        enter(core, identifiant).await;
        let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
        assert_eq!((page.peut_signer, page.signatures.len()), (false, 2));
        let signe = appel::volet_lire(core, banc::volet(bilan, "S16")).await.expect("read");
        assert_eq!(
            signe.lecture_seule.as_deref(),
            Some("Ce bilan est validé\u{a0}: il ne change plus.")
        );
        let volet = || banc::volet(bilan, "S16");
        let non_realise =
            NonRealise { bilan: bilan.clone(), volet: "S16".into(), motif: "non".into() };
        let modifie = EcrirePreconisation {
            bilan: bilan.clone(),
            id: Some(preco.id.clone()),
            saisie: banc::preconisation("Autre chose"),
            vu: Some(preco.vu.clone()),
        };
        let retrait = RetirerPreconisation { id: preco.id.clone(), motif: "non".to_owned() };
        for refus in [
            banc::answer(core, bilan, "syn.texte", json!("Réécrit"), None).await.err(),
            appel::volet_signer(core, volet()).await.err(),
            appel::volet_reprendre(core, volet()).await.err(),
            appel::volet_non_realise(core, non_realise).await.err(),
            recommend(core, bilan, "Une de plus").await.err(),
            appel::preconisation_enregistrer(core, modifie).await.err(),
            appel::preconisation_retirer(core, retrait).await.err(),
            sign(core, bilan, identifiant, MOT).await.err(),
        ] {
            assert_eq!(refus.expect("refused").code, Code::BilanFerme);
        }
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn the_letter_says_what_was_found_and_its_number_follows_the_last() {
    let Centre { banc, bilan, enfant, .. } = &clos().await;
    let core = &banc.core;
    let annee = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui.0.year();
    // The secretary sends it: she makes the paper and reads no answer on a screen.
    enter(core, "s.petit").await;
    let demande = || ParBilan { bilan: bilan.clone() };
    let fait = banc::courrier_enregistrer(core, demande()).await.expect("saved");
    assert_eq!(fait.numero, Some(format!("{annee}-00001")));
    let chemin = PathBuf::from(fait.chemin.expect("somewhere"));
    let nom = chemin.file_name().expect("a name").to_string_lossy().to_lowercase();
    assert!(!nom.contains("tessier") && !nom.contains("maya"), "{nom}");
    let texte = banc::texte_du_pdf(&chemin);
    let plat = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    for mots in [
        "TESSIER-N’DIAYE",
        "Maya",
        "Kiwi",
        "Bronchiolite sifflante",
        "31,4 kg",
        "138 cm",
        "Enfant vive, sommeil réparateur depuis la rentrée.",
        // The table breaks its lines within the column.
        "Dix séances de",
        "Centre Les Tilleuls",
        "Lenoir",
        "Blanc",
        &format!("{annee}-00001"),
    ] {
        let trouve = plat.to_lowercase().contains(&mots.to_lowercase());
        assert!(trouve, "{mots} in:\n{texte}");
    }
    assert!(!plat.contains("Secret de la tante"), "reinforced secrecy stays out");

    // The dialog is cancelled: no number is lost.
    banc.bureau.annule.store(true, std::sync::atomic::Ordering::Relaxed);
    let renonce = banc::courrier_enregistrer(core, demande()).await.expect("answered");
    assert_eq!((renonce.chemin, renonce.numero), (None, None));
    banc.bureau.annule.store(false, std::sync::atomic::Ordering::Relaxed);
    // Two at once, and one more: the row of numbers has no hole and no double.
    let (un, deux) = tokio::join!(
        banc::courrier_imprimer(core, demande()),
        banc::courrier_imprimer(core, demande()),
    );
    let trois = banc::courrier_imprimer(core, demande()).await;
    let mut numeros: Vec<String> = [un, deux, trois]
        .into_iter()
        .map(|fait| fait.expect("printed").numero.expect("numbered"))
        .collect();
    numeros.sort();
    assert_eq!(numeros, [2, 3, 4].map(|n| format!("{annee}-{n:05}")));
    let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read");
    assert_eq!(page.documents.len(), 4);
    assert_eq!(page.documents[0].numero, format!("{annee}-00004"), "the latest first");

    enter(core, "c.lenoir").await;
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_secretary_meets_no_answer_on_her_screens() {
    let Centre { banc, bilan, enfant, .. } = &rempli().await;
    let core = &banc.core;
    let secrets = [
        "Bronchiolite",
        "Secret de la tante",
        "réparateur",
        "Décidé par le binôme",
        "Dix séances de psychomotricité",
        "31.4",
    ];
    let lisible = |valeur: &Value, mot: &str| valeur.to_string().contains(mot);
    let tout = |core| async move {
        let recherche = Recherche { texte: "tessier".to_owned(), limite: 50 };
        let trouves = appel::enfant_chercher(core, recherche).await.expect("found");
        let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read");
        json!([trouves, page])
    };
    // The doctor's page of the child has the recommendation, so that the search below can fail.
    assert!(lisible(&tout(core).await, "Dix séances de psychomotricité"));
    enter(core, "s.petit").await;
    for refus in [
        appel::bilan_lire(core, ParId { id: bilan.clone() }).await.err(),
        appel::volet_lire(core, banc::volet(bilan, "S02")).await.err(),
        banc::answer(core, bilan, "syn.texte", json!("x"), None).await.err(),
        recommend(core, bilan, "x").await.err(),
        api::export(core, enfant).await.err(),
    ] {
        assert_eq!(refus.expect("refused").code, Code::Interdit);
    }
    let vu = tout(core).await;
    for secret in secrets {
        assert!(!lisible(&vu, secret), "{secret}");
    }
    assert!(lisible(&vu, "Séances de psychomotricité"), "she books what may be shared");
    // A coordinator reads all of it and writes nothing.
    enter(core, "k.haddad").await;
    assert!(lisible(&tout(core).await, "Dix séances de psychomotricité"));
    appel::volet_lire(core, banc::volet(bilan, "S02")).await.expect("read");
    let refus = banc::answer(core, bilan, "syn.texte", json!("x"), None).await;
    assert_eq!(refus.expect_err("refused").code, Code::Interdit);
}
