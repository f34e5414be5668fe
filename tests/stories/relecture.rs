//! Regressions: each of these failed once.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{
    EcrirePreconisation, NonRealise, ParId, ParVolet, PreconisationSaisie, PreconisationVue,
    Repondre, Repondu, RetirerPreconisation, Rien, SignerBilan,
};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use serde_json::{Value, json};

/// Arguments as a screen sends them.
macro_rules! lu {
    ($valeur:expr) => {
        serde_json::from_value($valeur).expect("arguments")
    };
}

/// A bilan of the doctor at the seat ("c.lenoir") and a psychologist ("b"); "d" is of no pair.
struct Bilan {
    banc: Banc,
    id: String,
    enfant: String,
}

async fn bilan() -> Bilan {
    let banc = banc::pret().await;
    let core = &banc.core;
    for (identifiant, profession) in [("b", "psychologue"), ("d", "orthophoniste")] {
        let pro = json!({
            "nom": identifiant.to_uppercase(), "prenom": "Alix", "profession": profession,
            "rpps": null, "identifiant": identifiant, "mot_de_passe": MOT, "administrateur": false,
        });
        appel::equipe_ajouter(core, lu!(pro)).await.expect("added");
    }
    let pros = appel::equipe_lister(core, Rien {}).await.expect("read");
    let id = |qui: &str| {
        pros.iter().find(|p| p.identifiant.as_deref() == Some(qui)).expect("there").id.clone()
    };
    let enfant = json!({
        "nom_naissance": "MARTIN", "prenoms_naissance": ["Léa"], "prenom_utilise": "", "sexe": "F",
        "date_naissance": "2018-01-01", "date_naissance_estimee": false,
        "lieu_naissance_insee": "87085", "num_dossier_local": "", "medecin": null,
    });
    let enfant = appel::enfant_creer(core, lu!(enfant)).await.expect("created").id;
    let nouveau = json!({
        "enfant": enfant, "bilan_type": "ADM", "date": "2026-11-20", "demi_journee": "matin",
        "lieu": "ici", "binome": [id("c.lenoir"), id("b")], "presents": ["enfant"],
        "langue": "français", "volets": banc::QUATRE,
    });
    let id = appel::bilan_creer(core, lu!(nouveau)).await.expect("opened").id;
    Bilan { banc, id, enfant }
}

fn saisie(libelle: &str, priorite: &str) -> PreconisationSaisie {
    lu!(json!({
        "preco_type": "DENT", "libelle": libelle, "justification": "", "libelle_partageable": "",
        "priorite": priorite, "echeance": "2027-01-01", "nb_seances": null, "frequence": null,
        "financement": "am_droit_commun", "autorisation": "obtenue", "responsable": "centre",
        "visibilite": "V2",
    }))
}

impl Bilan {
    async fn seat(&self, qui: &str) {
        let ouverture = banc::ouverture(qui, MOT);
        appel::coffre_ouvrir(&self.banc.core, ouverture).await.expect("opened");
    }

    async fn answer(
        &self,
        question: &str,
        valeur: Value,
        vu: Option<String>,
    ) -> Result<Repondu, Code> {
        let (bilan, question) = (self.id.clone(), question.to_owned());
        let reponse = Repondre { bilan, question, valeur, posture: None, vu };
        appel::volet_repondre(&self.banc.core, reponse).await.map_err(|e| e.code)
    }

    async fn recommend(
        &self,
        id: Option<&str>,
        saisie: PreconisationSaisie,
        vu: Option<&str>,
    ) -> Result<PreconisationVue, Code> {
        let demande = EcrirePreconisation {
            bilan: self.id.clone(),
            id: id.map(str::to_owned),
            saisie,
            vu: vu.map(str::to_owned),
        };
        appel::preconisation_enregistrer(&self.banc.core, demande)
            .await
            .map(|mut liste| liste.remove(0))
            .map_err(|e| e.code)
    }

    async fn withdraw(&self, id: &str) -> Result<(), Code> {
        let demande = RetirerPreconisation { id: id.to_owned(), motif: "essai".to_owned() };
        appel::preconisation_retirer(&self.banc.core, demande).await.map(|_| ()).map_err(|e| e.code)
    }

    fn volet(&self, volet: &str) -> ParVolet {
        ParVolet { bilan: self.id.clone(), volet: volet.to_owned() }
    }

    async fn close_volets(&self, volets: &[&str]) {
        for volet in volets {
            let motif = "essai".to_owned();
            let volet = NonRealise { bilan: self.id.clone(), volet: (*volet).to_owned(), motif };
            appel::volet_non_realise(&self.banc.core, volet).await.expect("closed");
        }
    }

    async fn sign(&self, qui: &str) -> Value {
        let signature = SignerBilan {
            bilan: self.id.clone(),
            identifiant: qui.to_owned(),
            mot_de_passe: MOT.to_owned(),
        };
        let page = appel::bilan_signer(&self.banc.core, signature).await.expect("signed");
        serde_json::to_value(page).expect("JSON")
    }

    async fn medecin(&self) -> Value {
        let demande = ParId { id: self.enfant.clone() };
        let page = appel::enfant_lire(&self.banc.core, demande).await.expect("read");
        serde_json::to_value(page).expect("JSON")
    }

    async fn check(&self) {
        let preuve = api::check(&self.banc.core, |_, _| {}).await.expect("verified");
        assert_eq!(preuve.ecarts, []);
    }
}

fn question<'a>(repondu: &'a Repondu, code: &str) -> &'a escale_core::api::vues::QuestionVue {
    repondu.questions.iter().find(|q| q.code == code).expect("shown again")
}

#[tokio::test]
async fn only_the_pair_recommends_and_only_until_the_synthesis_is_signed() {
    let bilan = &bilan().await;
    let preco = bilan.recommend(None, saisie("Dentiste", "rapide"), None).await.expect("written");

    bilan.seat("d").await;
    let refus = bilan.recommend(None, saisie("Orthophonie", "rapide"), None).await;
    assert_eq!(refus.err(), Some(Code::VoletDUnAutre));
    let refus = bilan.recommend(Some(&preco.id), saisie("X", "rapide"), Some(&preco.vu)).await;
    assert_eq!(refus.err(), Some(Code::VoletDUnAutre));
    assert_eq!(bilan.withdraw(&preco.id).await, Err(Code::VoletDUnAutre));
    // The synthesis is the pair's, begun or not.
    let refus = bilan.answer("syn.texte", json!("x"), None).await;
    assert_eq!(refus.err(), Some(Code::VoletDUnAutre));
    let page = appel::volet_lire(&bilan.banc.core, bilan.volet("S16")).await.expect("read");
    assert_eq!(page.lecture_seule.as_deref(), Some("La synthèse revient au binôme."));

    // Either of the pair writes there, and it does not matter who began it.
    bilan.seat("b").await;
    bilan.answer("syn.texte", json!("Tout va bien."), None).await.expect("written");
    bilan.recommend(None, saisie("Lunettes", "rapide"), None).await.expect("written");

    bilan.close_volets(&["S16"]).await;
    let refus = bilan.recommend(None, saisie("Trop tard", "rapide"), None).await;
    assert_eq!(refus.err(), Some(Code::VoletSigne));
    assert_eq!(bilan.withdraw(&preco.id).await, Err(Code::VoletSigne));
    appel::volet_reprendre(&bilan.banc.core, bilan.volet("S16")).await.expect("taken back");
    bilan.withdraw(&preco.id).await.expect("withdrawn");
    bilan.check().await;
}

#[tokio::test]
async fn once_one_has_signed_nothing_changes() {
    let bilan = &bilan().await;
    let preco = bilan.recommend(None, saisie("Dentiste", "rapide"), None).await.expect("written");
    bilan.close_volets(&["S01", "S02", "S05", "S16"]).await;
    banc::dismiss_alertes(&bilan.banc.core, &bilan.id).await;
    let page = bilan.sign("c.lenoir").await;
    assert_eq!(page["ligne"]["statut"], "saisi");
    // Views carry the identifier of a professional beside the name.
    assert_eq!(page["signatures"][0]["pro"], page["binome"][0]["id"]);
    assert_eq!(page["signatures"][0]["nom"], "Dr Lenoir");
    for qui in ["c.lenoir", "b"] {
        bilan.seat(qui).await;
        let refus = bilan.answer("ctx.fiabilite", json!("bonne"), None).await;
        assert_eq!(refus.err(), Some(Code::BilanFerme));
        let refus = bilan.recommend(None, saisie("Après", "rapide"), None).await;
        assert_eq!(refus.err(), Some(Code::BilanFerme));
        let refus = bilan.recommend(Some(&preco.id), saisie("Y", "rapide"), Some(&preco.vu)).await;
        assert_eq!(refus.err(), Some(Code::BilanFerme));
        assert_eq!(bilan.withdraw(&preco.id).await, Err(Code::BilanFerme));
        let refus = appel::volet_reprendre(&bilan.banc.core, bilan.volet("S16")).await;
        assert_eq!(refus.err().map(|e| e.code), Some(Code::BilanFerme));
        let volet = appel::volet_lire(&bilan.banc.core, bilan.volet("S01")).await.expect("read");
        let raison = "Une signature est posée\u{a0}: ce bilan ne change plus.";
        assert_eq!(volet.lecture_seule.as_deref(), Some(raison));
    }
    // The second signature still comes.
    assert_eq!(bilan.sign("b").await["ligne"]["statut"], "valide");
    bilan.check().await;
}

#[tokio::test]
async fn an_answer_cleared_then_typed_again_meets_nobody() {
    let bilan = &bilan().await;
    let ecrit = bilan.answer("ctx.fiabilite", json!("bonne"), None).await.expect("written");
    let vu = question(&ecrit, "ctx.fiabilite").vu.clone();
    let vide = bilan.answer("ctx.fiabilite", Value::Null, vu).await.expect("cleared");
    assert_eq!(vide.volet.repondu, 0, "a cleared answer answers nothing");
    let effacee = question(&vide, "ctx.fiabilite");
    assert_eq!((&effacee.valeur, effacee.texte.as_str()), (&Value::Null, ""));
    let vu = effacee.vu.clone();
    assert!(vu.is_some(), "the screen must know which act it saw");
    let page = appel::volet_lire(&bilan.banc.core, bilan.volet("S01")).await.expect("read");
    let lue = page.questions.iter().find(|q| q.code == "ctx.fiabilite").expect("there");
    assert_eq!(lue.vu, vu);
    let encore = bilan.answer("ctx.fiabilite", json!("faible"), vu).await.expect("written");
    assert!(!encore.conflit);
    assert!(question(&encore, "ctx.fiabilite").conflits.is_empty());
    assert_eq!(encore.volet.repondu, 1);
    bilan.check().await;
}

#[tokio::test]
async fn an_answer_sent_twice_is_one_answer() {
    let bilan = &bilan().await;
    let premier = bilan.answer("ctx.fiabilite", json!("bonne"), None).await.expect("written");
    let avant = api::statistiques(&bilan.banc.core).await.expect("read");
    // The reply was lost: the screen asks again, and knows no act.
    let second = bilan.answer("ctx.fiabilite", json!("bonne"), None).await.expect("the same");
    assert!(!second.conflit);
    let (un, deux) = (question(&premier, "ctx.fiabilite"), question(&second, "ctx.fiabilite"));
    assert_eq!((&un.vu, &un.quand), (&deux.vu, &deux.quand));
    assert_eq!(premier.instant, second.instant);
    let apres = api::statistiques(&bilan.banc.core).await.expect("read");
    assert_eq!((avant.actes, avant.changements), (apres.actes, apres.changements));
    // Another value, without having seen the first, is a conflict as ever.
    let autre = bilan.answer("ctx.fiabilite", json!("faible"), None).await.expect("written");
    assert!(autre.conflit);
    bilan.check().await;
}

#[tokio::test]
async fn the_choice_settles_every_value_that_waited() {
    let bilan = &bilan().await;
    // Three answers from three screens, none of which saw another.
    let mut dernier = None;
    for valeur in ["bonne", "faible", "moyenne"] {
        let ecrit = bilan.answer("ctx.fiabilite", json!(valeur), None).await.expect("written");
        dernier = Some(ecrit);
    }
    let dernier = dernier.expect("three answers");
    let vue = question(&dernier, "ctx.fiabilite");
    let textes: Vec<&str> = vue.conflits.iter().map(|c| c.texte.as_str()).collect();
    assert_eq!(textes.len(), 2, "both losers are shown: {textes:?}");
    let choix = bilan.answer("ctx.fiabilite", json!("bonne"), vue.vu.clone()).await;
    let choix = choix.expect("written");
    assert!(!choix.conflit);
    assert!(question(&choix, "ctx.fiabilite").conflits.is_empty());
    assert_eq!(api::statistiques(&bilan.banc.core).await.expect("read").conflits, 0);
    bilan.check().await;
}

#[tokio::test]
async fn two_screens_on_one_recommendation_lose_nothing() {
    let bilan = &bilan().await;
    let carte = bilan.recommend(None, saisie("x", "rapide"), None).await.expect("written");
    let (id, vu) = (Some(carte.id.as_str()), Some(carte.vu.as_str()));
    // One screen changes the priority; the other, which does not know, the wording.
    let une = bilan.recommend(id, saisie("x", "urgente"), vu).await.expect("written");
    let deux = bilan.recommend(id, saisie("y", "rapide"), vu).await.expect("written");
    assert_eq!((deux.saisie.libelle.as_str(), deux.saisie.priorite.code()), ("y", "urgente"));
    assert_eq!(api::statistiques(&bilan.banc.core).await.expect("read").conflits, 0);
    // The same field, changed by both: the later shows, both are kept.
    let trois = bilan.recommend(id, saisie("x", "programmee"), Some(&une.vu)).await;
    let trois = trois.expect("written");
    assert_eq!(trois.saisie.priorite.code(), "programmee");
    assert_eq!(api::statistiques(&bilan.banc.core).await.expect("read").conflits, 0);
    let quatre = bilan.recommend(id, saisie("x", "rapide"), Some(&une.vu)).await;
    let quatre = quatre.expect("written");
    assert_eq!(quatre.saisie.priorite.code(), "rapide");
    assert_eq!(quatre.saisie.libelle, "y");
    assert_eq!(api::statistiques(&bilan.banc.core).await.expect("read").conflits, 1);
    // A card that changes nothing writes nothing.
    let avant = api::statistiques(&bilan.banc.core).await.expect("read").actes;
    let meme = bilan.recommend(id, saisie("y", "rapide"), Some(&quatre.vu)).await;
    assert_eq!(meme.expect("the same").vu, quatre.vu);
    assert_eq!(api::statistiques(&bilan.banc.core).await.expect("read").actes, avant);
    bilan.check().await;
}

#[tokio::test]
async fn a_doctor_changed_meanwhile_is_not_overwritten_in_silence() {
    let bilan = &bilan().await;
    let core = &bilan.banc.core;
    let define = async |nom: &str, telephone: &str, vu: &Value| {
        let medecin = json!({
            "civilite": "Dr", "nom": nom, "prenom": "Anne", "specialite": "médecine générale",
            "rpps": "", "telephone": telephone, "mssante": "", "declare_medecin_traitant": true,
            "adresse": { "lignes": ["1 rue"], "code_postal": "75012", "commune": "Paris" },
        });
        let demande = json!({ "enfant": bilan.enfant, "medecin": medecin, "vu": vu });
        appel::enfant_medecin(core, lu!(demande)).await.expect("written");
    };
    let conflits = async || api::statistiques(core).await.expect("read").conflits;
    assert_eq!(bilan.medecin().await["medecin_vu"], Value::Null);
    define("MARTIN", "1", &Value::Null).await;
    // Sent twice because the reply was lost.
    define("MARTIN", "1", &Value::Null).await;
    let vu = bilan.medecin().await["medecin_vu"].clone();
    assert!(vu.is_string());
    define("MARTIN", "2", &vu).await;
    assert_eq!(conflits().await, 0);
    // Another seat still shows the first telephone, and writes another doctor.
    define("DURAND", "3", &vu).await;
    assert_eq!(conflits().await, 1);
    let page = bilan.medecin().await;
    assert_eq!(
        (&page["medecin"]["nom"], &page["medecin"]["telephone"]),
        (&json!("DURAND"), &json!("3"))
    );
    define("DURAND", "4", &page["medecin_vu"]).await;
    assert_eq!(conflits().await, 0, "who saw the last one settles it");
    bilan.check().await;
}

#[tokio::test]
async fn a_list_shows_beside_each_child_their_own_doctor_and_latest_bilan() {
    let banc = banc::pret().await;
    let core = &banc.core;
    for (nom, texte) in escale_demo::CAS {
        api::import(core, nom, texte).await.expect("imported");
    }
    let recherche = json!({ "texte": "", "limite": 50 });
    let trouves = appel::enfant_chercher(core, lu!(recherche)).await.expect("found");
    assert_eq!(trouves.lignes.len(), escale_demo::CAS.len());
    let mut avec_bilan = 0;
    for ligne in trouves.lignes {
        let page = appel::enfant_lire(core, ParId { id: ligne.id.clone() }).await.expect("read");
        let bilan = |b: &escale_core::api::vues::BilanLigne| b.id.clone();
        assert_eq!(ligne.dernier_bilan.as_ref().map(bilan), page.bilans.first().map(bilan));
        avec_bilan += usize::from(ligne.dernier_bilan.is_some());
        let nom = page.medecin.map(|m| escale_core::api::vues::en_capitale(&m.nom));
        match (nom, &ligne.medecin) {
            (Some(nom), Some(medecin)) => assert!(medecin.ends_with(&nom), "{medecin}"),
            (None, None) => {}
            autre => panic!("{autre:?}"),
        }
    }
    assert!(avec_bilan > 0);
}
