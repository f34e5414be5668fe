//! The main job: a child's bilan by two professionals, what each may not do, and the letter.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{
    EcrirePreconisation, NonRealise, ParBilan, ParId, Phase, PreconisationVue, Pro, Recherche,
    RetirerPreconisation, Rien, SignerBilan,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A centre with its team, a child and an open bilan.
struct Centre {
    banc: Banc,
    enfant: String,
    bilan: String,
    medecin: Pro,
    psychologue: Pro,
}

async fn centre() -> Centre {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let psychologue =
        banc::ajouter(&banc.core, ("Antoine", "BLANC"), Profession::Psychologue, Some("a.blanc"))
            .await;
    for (nom, profession, identifiant) in [
        (("Odile", "ROUX"), Profession::Orthophoniste, "o.roux"),
        (("Sylvie", "PETIT"), Profession::Secretaire, "s.petit"),
        (("Karim", "HADDAD"), Profession::Coordinateur, "k.haddad"),
    ] {
        banc::ajouter(&banc.core, nom, profession, Some(identifiant)).await;
    }
    let enfant = banc::nouvel_enfant("TESSIER-N’DIAYE", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let bilan = banc::ouvrir_bilan(&banc.core, &enfant, [&medecin, &psychologue]).await;
    Centre { banc, enfant, bilan, medecin, psychologue }
}

async fn entrer(core: &Core, identifiant: &str) {
    appel::coffre_ouvrir(core, banc::ouverture(identifiant, MOT)).await.expect("opened");
}

async fn signer(core: &Core, bilan: &str, identifiant: &str, mot: &str) -> Result<String, Error> {
    let signature = SignerBilan {
        bilan: bilan.to_owned(),
        identifiant: identifiant.to_owned(),
        mot_de_passe: mot.to_owned(),
    };
    appel::bilan_signer(core, signature).await.map(|page| page.ligne.statut)
}

async fn recommander(
    core: &Core,
    bilan: &str,
    libelle: &str,
) -> Result<Vec<PreconisationVue>, Error> {
    let saisie = banc::preconisation(libelle);
    let demande = EcrirePreconisation { bilan: bilan.to_owned(), id: None, saisie, vu: None };
    appel::preconisation_enregistrer(core, demande).await
}

async fn actes(core: &Core) -> i64 {
    api::statistiques(core).await.expect("read").actes
}

/// Answers several questions in a row, each for the first time.
async fn remplir(core: &Core, bilan: &str, reponses: &[(&str, Value)]) {
    for (question, valeur) in reponses {
        let ecrit = banc::repondre(core, bilan, question, valeur.clone(), None).await;
        let ecrit = ecrit.unwrap_or_else(|e| panic!("{question}: {}", e.phrase()));
        assert!(!ecrit.conflit, "{question}");
    }
}

async fn du_psychologue(core: &Core, bilan: &str) {
    entrer(core, "a.blanc").await;
    remplir(
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

async fn du_medecin(core: &Core, bilan: &str) {
    entrer(core, "c.lenoir").await;
    remplir(
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
    remplir(
        core,
        bilan,
        &[
            ("syn.texte", json!("Enfant vive, sommeil réparateur depuis la rentrée.")),
            ("syn.niveau_suivi", json!("ville_coordonnee")),
        ],
    )
    .await;
}

/// Both have filled and signed their parts; nobody has signed the bilan.
async fn rempli() -> Centre {
    let centre = centre().await;
    let (core, bilan) = (&centre.banc.core, centre.bilan.as_str());
    du_psychologue(core, bilan).await;
    appel::volet_signer(core, banc::volet(bilan, "S01")).await.expect("signed");
    du_medecin(core, bilan).await;
    recommander(core, bilan, "Dix séances de psychomotricité").await.expect("recommended");
    for volet in ["S02", "S05", "S16"] {
        appel::volet_signer(core, banc::volet(bilan, volet)).await.expect("signed");
    }
    centre
}

async fn clos() -> Centre {
    let centre = rempli().await;
    for identifiant in ["c.lenoir", "a.blanc"] {
        signer(&centre.banc.core, &centre.bilan, identifiant, MOT).await.expect("signed");
    }
    centre
}

#[tokio::test]
async fn each_part_belongs_to_whoever_began_it() {
    let Centre { banc, bilan, medecin, psychologue, .. } = &centre().await;
    let core = &banc.core;
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
    let binome: Vec<&str> = page.binome.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(binome, [medecin.id.as_str(), psychologue.id.as_str()]);
    let volets: Vec<&str> = page.volets.iter().map(|v| v.code.as_str()).collect();
    assert_eq!(volets, ["S01", "S02", "S05", "S16"]);
    assert!(!page.peut_signer);
    assert_eq!(page.manque.len(), 4);

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
    let refus = banc::repondre(core, bilan, "ctx.fiabilite", json!("bonne"), vu.as_deref()).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    let refus = appel::volet_signer(core, banc::volet(bilan, "S01")).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    let non_realise =
        NonRealise { bilan: bilan.clone(), volet: "S01".into(), motif: "absente".into() };
    let refus = appel::volet_non_realise(core, non_realise).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");

    // The synthesis is the pair's; of the two, whoever did not begin it writes in it as well.
    entrer(core, "a.blanc").await;
    remplir(core, bilan, &[("syn.points_vigilance", json!("Endormissement à surveiller."))]).await;
    recommander(core, bilan, "Consultation de psychologie").await.expect("recommended");

    // Somebody else of the centre reads, and touches nothing of theirs.
    entrer(core, "o.roux").await;
    for (question, valeur) in [
        ("ctx.fiabilite", json!("bonne")),
        ("cro.poids", json!(40)),
        ("syn.texte", json!("Réécrit par une troisième")),
    ] {
        let refus = banc::repondre(core, bilan, question, valeur, None).await;
        assert_eq!(refus.expect_err(question).code, Code::VoletDUnAutre);
    }
    for volet in ["S01", "S02", "S05", "S16"] {
        let refus = appel::volet_signer(core, banc::volet(bilan, volet)).await;
        assert_eq!(refus.expect_err(volet).code, Code::VoletDUnAutre);
    }
    let refus = recommander(core, bilan, "De l’extérieur").await.expect_err("not theirs");
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
    let refus = banc::repondre(core, bilan, "ctx.parcours_accueil", json!(4), None).await;
    assert_eq!(refus.expect_err("signed").code, Code::VoletSigne);

    du_medecin(core, bilan).await;
    let refus = appel::volet_reprendre(core, banc::volet(bilan, "S01")).await;
    assert_eq!(refus.expect_err("not theirs").code, Code::VoletDUnAutre);
    entrer(core, "a.blanc").await;
    appel::volet_reprendre(core, banc::volet(bilan, "S01")).await.expect("taken back");
    let vu = banc::question(core, bilan, "S01", "ctx.parcours_accueil").await.vu;
    let ecrit = banc::repondre(core, bilan, "ctx.parcours_accueil", json!(4), vu.as_deref()).await;
    assert!(!ecrit.expect("answered").conflit);
    appel::volet_signer(core, banc::volet(bilan, "S01")).await.expect("signed again");

    // What is compulsory is named before the signature.
    entrer(core, "c.lenoir").await;
    let vu = banc::question(core, bilan, "S16", "syn.texte").await.vu;
    banc::repondre(core, bilan, "syn.texte", Value::Null, vu.as_deref()).await.expect("cleared");
    let refus = appel::volet_signer(core, banc::volet(bilan, "S16")).await.expect_err("missing");
    assert_eq!(refus.code, Code::ManquePourSigner);
    let phrase = refus.phrase();
    assert!(phrase.starts_with("Avant de signer, répondez à «"), "{phrase}");
    // Typed again after it was cleared: no conflict with oneself.
    let vu = banc::question(core, bilan, "S16", "syn.texte").await.vu;
    let texte = json!("Tout va bien.");
    let ecrit = banc::repondre(core, bilan, "syn.texte", texte, vu.as_deref()).await;
    assert!(!ecrit.expect("answered").conflit);
    recommander(core, bilan, "Une recommandation").await.expect("recommended");
    appel::volet_signer(core, banc::volet(bilan, "S16")).await.expect("signed");
    // The recommendations are part of what was signed.
    let refus = recommander(core, bilan, "Glissée après la signature").await;
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
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
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
        let refus = signer(core, bilan, identifiant, mot).await.expect_err(identifiant);
        assert_eq!(refus.code, code, "{identifiant}");
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let refus = appel::courrier_imprimer(core, ParBilan { bilan: bilan.clone() }).await;
    assert_eq!(refus.expect_err("open").code, Code::DocumentImpossible);

    // The doctor is at the seat; both sign there.
    assert_eq!(signer(core, bilan, "c.lenoir", MOT).await.expect("signed"), "saisi");
    let refus = signer(core, bilan, "c.lenoir", MOT).await.expect_err("twice");
    assert_eq!(refus.code, Code::SaisieRefusee);
    assert!(refus.phrase().starts_with("Dr Lenoir a déjà signé."), "{}", refus.phrase());
    let refus = appel::volet_reprendre(core, banc::volet(bilan, "S02")).await.expect_err("no");
    assert_eq!(refus.code, Code::BilanFerme);
    let refus = recommander(core, bilan, "Glissée entre deux signatures").await.expect_err("no");
    assert_eq!(refus.code, Code::BilanFerme);
    assert_eq!(signer(core, bilan, "A.Blanc", MOT).await.expect("signed"), "valide");

    // Nothing of it moves any more, for anybody.
    let preco = {
        let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read");
        let [preco] = page.preconisations.as_slice() else { panic!("one recommendation") };
        assert_eq!(preco.statut, "validee");
        preco.clone()
    };
    let avant = actes(core).await;
    for identifiant in ["c.lenoir", "a.blanc"] {
        entrer(core, identifiant).await;
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
            banc::repondre(core, bilan, "syn.texte", json!("Réécrit"), None).await.err(),
            appel::volet_signer(core, volet()).await.err(),
            appel::volet_reprendre(core, volet()).await.err(),
            appel::volet_non_realise(core, non_realise).await.err(),
            recommander(core, bilan, "Une de plus").await.err(),
            appel::preconisation_enregistrer(core, modifie).await.err(),
            appel::preconisation_retirer(core, retrait).await.err(),
            signer(core, bilan, identifiant, MOT).await.err(),
        ] {
            assert_eq!(refus.expect("refused").code, Code::BilanFerme);
        }
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn the_letter_says_what_was_found_and_its_number_follows_the_last() {
    let Centre { banc, bilan, enfant, .. } = &clos().await;
    let core = &banc.core;
    let annee = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui.0.year();
    // The secretary sends it: she makes the paper and reads no answer on a screen.
    entrer(core, "s.petit").await;
    let demande = || ParBilan { bilan: bilan.clone() };
    let fait = appel::courrier_enregistrer(core, demande()).await.expect("saved");
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

    // Somebody gives up in the dialog: no number is lost.
    banc.bureau.annule.store(true, std::sync::atomic::Ordering::Relaxed);
    let renonce = appel::courrier_enregistrer(core, demande()).await.expect("answered");
    assert_eq!((renonce.chemin, renonce.numero), (None, None));
    banc.bureau.annule.store(false, std::sync::atomic::Ordering::Relaxed);
    // Two at once, and one more: the row of numbers has no hole and no double.
    let (un, deux) = tokio::join!(
        appel::courrier_imprimer(core, demande()),
        appel::courrier_imprimer(core, demande()),
    );
    let trois = appel::courrier_imprimer(core, demande()).await;
    let mut numeros: Vec<String> = [un, deux, trois]
        .into_iter()
        .map(|fait| fait.expect("printed").numero.expect("numbered"))
        .collect();
    numeros.sort();
    assert_eq!(numeros, [2, 3, 4].map(|n| format!("{annee}-{n:05}")));
    let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read");
    assert_eq!(page.documents.len(), 4);
    assert_eq!(page.documents[0].numero, format!("{annee}-00004"), "the latest first");

    entrer(core, "c.lenoir").await;
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
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
    entrer(core, "s.petit").await;
    for refus in [
        appel::bilan_lire(core, ParId { id: bilan.clone() }).await.err(),
        appel::volet_lire(core, banc::volet(bilan, "S02")).await.err(),
        banc::repondre(core, bilan, "syn.texte", json!("x"), None).await.err(),
        recommander(core, bilan, "x").await.err(),
        api::exporter(core, enfant).await.err(),
    ] {
        assert_eq!(refus.expect("refused").code, Code::Interdit);
    }
    let vu = tout(core).await;
    for secret in secrets {
        assert!(!lisible(&vu, secret), "{secret}");
    }
    assert!(lisible(&vu, "Séances de psychomotricité"), "she books what may be shared");
    // A coordinator reads all of it and writes nothing.
    entrer(core, "k.haddad").await;
    assert!(lisible(&tout(core).await, "Dix séances de psychomotricité"));
    appel::volet_lire(core, banc::volet(bilan, "S02")).await.expect("read");
    let refus = banc::repondre(core, bilan, "syn.texte", json!("x"), None).await;
    assert_eq!(refus.expect_err("refused").code, Code::Interdit);
}

/// The first screen still shows an older value: the later answer shows, both are kept, and the pair
/// waits until somebody chooses.
#[tokio::test]
async fn two_answers_that_did_not_see_each_other_are_both_kept() {
    let Centre { banc, bilan, .. } = &centre().await;
    let core = &banc.core;
    let (volet, code) = ("S16", "syn.texte");
    let vu = |q: &escale_core::api::vues::QuestionVue| q.vu.clone().expect("answered");
    remplir(core, bilan, &[(code, json!("Première"))]).await;
    let ancien = vu(&banc::question(core, bilan, volet, code).await);
    let ecrit = banc::repondre(core, bilan, code, json!("Celle du médecin"), Some(&ancien)).await;
    assert!(!ecrit.expect("answered").conflit);

    entrer(core, "a.blanc").await;
    let ecrit = banc::repondre(core, bilan, code, json!("Celle du psychologue"), Some(&ancien));
    let ecrit = ecrit.await.expect("answered");
    assert!(ecrit.conflit);
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!(question.valeur, json!("Celle du psychologue"));
    let [perdue] = question.conflits.as_slice() else { panic!("{:?}", question.conflits) };
    assert_eq!(perdue.valeur, json!("Celle du médecin"));
    assert_eq!((perdue.auteur.as_str(), perdue.texte.as_str()), ("Dr Lenoir", "Celle du médecin"));
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 1);

    // It waits through a restart, and is settled by choosing.
    entrer(core, "c.lenoir").await;
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!(question.conflits.len(), 1);
    let choix = question.conflits[0].valeur.clone();
    let ecrit = banc::repondre(core, bilan, code, choix, question.vu.as_deref()).await;
    assert!(!ecrit.expect("chosen").conflit);
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!((question.valeur, question.conflits.len()), (json!("Celle du médecin"), 0));
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 0);

    // Clearing what somebody else has just changed is a conflict, too: nothing is lost by it.
    let ecrit = banc::repondre(core, bilan, code, Value::Null, Some(&ancien)).await;
    assert!(ecrit.expect("cleared").conflit);
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!((question.valeur, question.conflits.len()), (Value::Null, 1));
    let choix = question.conflits[0].valeur.clone();
    banc::repondre(core, bilan, code, choix, question.vu.as_deref()).await.expect("chosen");
    let question = banc::question(core, bilan, volet, code).await;
    assert_eq!((question.valeur, question.conflits.len()), (json!("Celle du médecin"), 0));

    // Two first answers at the same moment.
    let (un, deux) = tokio::join!(
        banc::repondre(core, bilan, "cro.fc", json!("80"), None),
        banc::repondre(core, bilan, "cro.fc", json!("90"), None),
    );
    assert_ne!(un.expect("answered").conflit, deux.expect("answered").conflit);
    let question = banc::question(core, bilan, "S05", "cro.fc").await;
    let mut valeurs = vec![question.valeur, question.conflits[0].valeur.clone()];
    valeurs.sort_by_key(Value::as_i64);
    assert_eq!(valeurs, [json!(80), json!(90)]);
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
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
        let ecrit = banc::repondre(core, bilan, code, tape, vu.as_deref()).await;
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
        let refus = banc::repondre(core, bilan, code, tape, None).await.expect_err(code);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some(champ)));
        assert!(refus.message.is_some_and(|m| m.chars().count() > 20), "{code} says why");
        assert!(!refus.chaine.contains("voisine"), "and the log does not");
    }
    for inconnue in ["cro.pointure", "", "S05"] {
        let refus = banc::repondre(core, bilan, inconnue, json!(1), None).await;
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
        (vec![&medecin.id, &psychologue.id], "6/3/2016", "date", Code::SaisieRefusee),
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

/// A double click, two screens: what is decided from what the base says is decided in turn.
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
    let (un, deux) =
        tokio::join!(recommander(core, bilan, "Une"), recommander(core, bilan, "Autre"));
    un.expect("recommended");
    deux.expect("recommended");

    let Centre { banc, bilan, .. } = &rempli().await;
    let core = &banc.core;
    let (un, deux, encore) = tokio::join!(
        signer(core, bilan, "c.lenoir", MOT),
        signer(core, bilan, "a.blanc", MOT),
        signer(core, bilan, "c.lenoir", MOT),
    );
    let statuts: Vec<String> = [un, deux].into_iter().map(|s| s.expect("signed")).collect();
    assert_eq!(statuts, ["saisi", "valide"]);
    assert_eq!(encore.expect_err("closed").code, Code::BilanFerme);
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

/// A bilan of one's own leaves an imported one, with its addendum, exactly as it came.
#[tokio::test]
async fn an_earlier_bilan_and_its_addendum_stay_as_they_are() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (nom, texte) = api::CAS.iter().find(|(nom, _)| nom.contains("case-08")).expect("there");
    let importe = api::importer(core, nom, texte).await.expect("imported");
    let avant = serde_json::to_value(api::exporter(core, &importe.dossier).await.expect("out"));
    let avant = avant.expect("JSON");
    assert_eq!(avant["bilan"]["addenda"].as_array().map(Vec::len), Some(1));

    let medecin = banc::moi(core).await;
    let autre = banc::ajouter(core, ("Inès", "ROY"), Profession::Infirmier, Some("i.roy")).await;
    let la_veille = DateCivile::parse_iso(avant["bilan"]["date"].as_str().expect("a day"));
    let la_veille = la_veille.expect("a day").plus_jours(-1).iso();
    let demande = json!({
        "enfant": importe.enfant, "bilan_type": "ADM", "date": la_veille, "demi_journee": "matin",
        "lieu": "Centre", "binome": [medecin.id, autre.id], "presents": [], "langue": "français",
    });
    let bilan = api::dispatch(core, "bilan_creer", demande).await.expect("opened");
    let bilan = bilan["id"].as_str().expect("an identifier");
    remplir(
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
    for identifiant in ["c.lenoir", "i.roy"] {
        signer(core, bilan, identifiant, MOT).await.expect("signed");
    }
    let apres = api::exporter(core, &importe.dossier).await.expect("out");
    assert_eq!(serde_json::to_value(apres).expect("JSON"), avant);
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

/// The seat is locked, or passed on, while an answer is on its way: it is either kept or refused,
/// and the next one always gets in.
#[tokio::test(flavor = "multi_thread")]
async fn passing_the_seat_on_loses_no_answer_and_keeps_nobody_out() {
    let Centre { banc, bilan, .. } = centre().await;
    let core = std::sync::Arc::new(banc.autre());
    banc.core.fermer().await;
    let mut derniere = String::new();
    for tour in 0..40 {
        entrer(&core, "c.lenoir").await;
        let vu = banc::question(&core, &bilan, "S16", "syn.texte").await.vu;
        let texte = format!("Tour {tour}");
        let reponse = tokio::spawn({
            let (core, bilan, texte) = (core.clone(), bilan.clone(), texte.clone());
            async move { banc::repondre(&core, &bilan, "syn.texte", json!(texte), vu.as_deref()).await }
        });
        for _ in 0..tour {
            tokio::task::yield_now().await;
        }
        entrer(&core, "a.blanc").await;
        match reponse.await.expect("answered") {
            Ok(_) => derniere = texte,
            Err(refus) => assert_eq!(refus.code, Code::Verrouille, "{refus}"),
        }
        let question = banc::question(&core, &bilan, "S16", "syn.texte").await;
        assert_eq!(question.valeur.as_str().unwrap_or_default(), derniere, "turn {tour}");
        assert_eq!(question.conflits.len(), 0);
    }
    assert_ne!(derniere, "");
    entrer(&core, "c.lenoir").await;
    let preuve = api::verifier(&core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
    core.fermer().await;
}

#[tokio::test]
async fn the_demonstration_plays_a_whole_bilan() {
    let banc = banc::vide();
    let core = &banc.core;
    let bilan = api::fonder(core).await.expect("founded");
    assert_eq!(appel::etat(core, Rien {}).await.expect("a state").phase, Phase::Ouvert);
    let courrier = api::jouer(core, &bilan).await.expect("played");
    let annee = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui.0.year();
    assert_eq!(courrier.numero, format!("{annee}-00001"));
    let chemin = banc.papiers().join(&courrier.papier.nom_de_fichier);
    api::ecrire(&chemin, &courrier.papier.octets).expect("written");
    let texte = banc::texte_du_pdf(&chemin);
    let plat = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    for mots in ["Arachide", "Asthme du jeune enfant", "45,2 kg", "Le poids se stabilise"] {
        assert!(plat.contains(mots), "{mots} in:\n{texte}");
    }
    let figures = api::statistiques(core).await.expect("read");
    assert_eq!((figures.enfants, figures.bilans), (12, 13));
    let preuve = api::verifier(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
    // It stays: every account of it opens with the password of the demonstration.
    core.fermer().await;
    let comptes = {
        let ouverture = banc::ouverture("julie.lefevre", api::MOT_DE_PASSE_DEMO);
        let etat = appel::coffre_ouvrir(core, ouverture).await;
        assert_eq!(etat.expect("opened").phase, Phase::Ouvert, "no sheet for nobody's data");
        appel::equipe_lister(core, Rien {}).await.expect("listed")
    };
    let comptes: Vec<String> = comptes.into_iter().filter_map(|p| p.identifiant).collect();
    assert!(comptes.len() > 3);
    for compte in comptes {
        let ouverture = banc::ouverture(&compte, api::MOT_DE_PASSE_DEMO);
        appel::coffre_ouvrir(core, ouverture).await.unwrap_or_else(|e| panic!("{compte}: {e}"));
    }
    let refus = api::fonder(&banc.autre()).await.expect_err("there is one");
    assert_eq!(refus.code, Code::CoffreExiste);
}
