//! Growth: from what is typed to the words beside it and to the curves, from one bilan to the next,
//! and the heights of the parents.

use crate::banc::{self, Banc, MOT};
use crate::bilan::{actes, enter, fill, sign};
use escale_core::api::vues::{
    CalculsBilan, CalculsEnfant, DefinirParents, NonRealise, NouveauBilan, ParBilan, ParId, Pro,
    Repondre, Rien,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::{BilanType, DemiJournee};
use escale_domain::croissance::figure::{AgeSerie, Figure};
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

/// A centre with a pair, and a girl born eight weeks before term ten months ago.
struct Creche {
    banc: Banc,
    enfant: String,
    binome: [Pro; 2],
    aujourd_hui: DateCivile,
}

async fn creche() -> Creche {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let autre = ("Antoine", "BLANC");
    let psychologue = banc::add(&banc.core, autre, Profession::Psychologue, Some("a.blanc")).await;
    let aujourd_hui = appel::etat(&banc.core, Rien {}).await.expect("a state").aujourd_hui;
    let nee = aujourd_hui.plus_jours(-300);
    let enfant = banc::nouvel_enfant("AMARI", "Lila", &nee.iso());
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    Creche { banc, enfant, binome: [medecin, psychologue], aujourd_hui }
}

impl Creche {
    async fn bilan_du(&self, jour: DateCivile) -> String {
        let nouveau = NouveauBilan {
            enfant: self.enfant.clone(),
            bilan_type: BilanType::Peg,
            date: jour.iso(),
            demi_journee: DemiJournee::Matin,
            lieu: String::new(),
            binome: self.binome.iter().map(|p| p.id.clone()).collect(),
            presents: Vec::new(),
            langue: "français".to_owned(),
            volets: Some(banc::QUATRE.to_vec()),
        };
        appel::bilan_creer(&self.banc.core, nouveau).await.expect("opened").id
    }

    /// Weight, length lying and head circumference, for the first time in a bilan.
    async fn measure(&self, bilan: &str, [poids, taille, pc]: [&str; 3]) {
        let core = &self.banc.core;
        fill(core, bilan, &[("cro.poids", json!(poids)), ("cro.pc", json!(pc))]).await;
        let taille = Repondre {
            bilan: bilan.to_owned(),
            question: "cro.taille".to_owned(),
            valeur: json!(taille),
            posture: Some("couche".to_owned()),
            vu: None,
        };
        appel::volet_repondre(core, taille).await.expect("answered");
    }

    /// Signs what was begun, says that the rest was not done, and both sign.
    async fn close(&self, bilan: &str, commences: &[&str]) {
        let core = &self.banc.core;
        for volet in ["S01", "S02", "S05", "S16"] {
            if commences.contains(&volet) {
                appel::volet_signer(core, banc::volet(bilan, volet)).await.expect("signed");
            } else {
                let motif = "Vue pour la croissance seule.".to_owned();
                let volet = volet.to_owned();
                let non_realise = NonRealise { bilan: bilan.to_owned(), volet, motif };
                appel::volet_non_realise(core, non_realise).await.expect("noted");
            }
        }
        banc::dismiss_alertes(core, bilan).await;
        for identifiant in ["c.lenoir", "a.blanc"] {
            sign(core, bilan, identifiant, MOT).await.expect("signed");
        }
    }

    async fn calculs(&self, bilan: &str) -> CalculsBilan {
        calculs(&self.banc.core, bilan).await
    }

    async fn parents(
        &self,
        pere: &str,
        mere: &str,
        vu: Option<&str>,
    ) -> Result<CalculsEnfant, Error> {
        define(&self.banc.core, &self.enfant, pere, mere, vu).await
    }
}

async fn calculs(core: &Core, bilan: &str) -> CalculsBilan {
    appel::bilan_calculs(core, ParBilan { bilan: bilan.to_owned() }).await.expect("computed")
}

async fn define(
    core: &Core,
    enfant: &str,
    pere: &str,
    mere: &str,
    vu: Option<&str>,
) -> Result<CalculsEnfant, Error> {
    let demande = DefinirParents {
        enfant: enfant.to_owned(),
        pere: pere.to_owned(),
        mere: mere.to_owned(),
        vu: vu.map(str::to_owned),
    };
    appel::parents_definir(core, demande).await
}

/// No part of the past is signed without a word on them.
fn allergies() -> Value {
    json!([{ "allergene": "Kiwi" }])
}

fn dates(figure: &Figure) -> Vec<DateCivile> {
    figure.series[0].points.iter().map(|p| p.date).collect()
}

/// Where the points of the charts stand, and their scores.
fn points(figures: &[Figure]) -> Vec<(f64, f64, Option<f64>)> {
    let series = figures.iter().flat_map(|f| &f.series);
    series.flat_map(|s| &s.points).map(|p| (p.x, p.y, p.z)).collect()
}

fn figure<'a>(figures: &'a [Figure], code: &str) -> &'a Figure {
    figures.iter().find(|f| f.indicateur.code() == code).expect("a chart")
}

#[tokio::test]
async fn a_child_born_before_term_is_read_at_both_ages_bilan_after_bilan() {
    let creche = creche().await;
    let core = &creche.banc.core;
    let premier_jour = creche.aujourd_hui.plus_jours(-100);
    let premier = creche.bilan_du(premier_jour).await;
    let rien = creche.calculs(&premier).await;
    assert_eq!((rien.jugements.len(), rien.croissance.figures.len()), (0, 0));
    assert_eq!(rien.croissance.reference, "OMS 2006 et 2007");
    creche.measure(&premier, ["5,3 kg", "60 cm", "40"]).await;

    // The preterm birth has not been noted yet.
    let avant = creche.calculs(&premier).await;
    assert!(avant.jugements.iter().all(|j| !j.texte.contains("corrigé")), "{:?}", avant.jugements);
    assert!(avant.croissance.figures.iter().all(|f| f.series.len() == 1));
    let naissance = [("ant.terme_sa", json!("32")), ("ant.allergies", allergies())];
    fill(core, &premier, &naissance).await;
    let apres = creche.calculs(&premier).await;
    let codes: Vec<&str> = apres.jugements.iter().map(|j| j.code.as_str()).collect();
    assert_eq!(codes, ["cro.poids", "cro.taille", "cro.imc", "cro.pc"]);
    for jugement in &apres.jugements {
        let texte = &jugement.texte;
        assert!(texte.contains("à l’âge corrigé (") && texte.contains("à l’âge réel)"), "{texte}");
        assert!(texte.contains("centile"), "{texte}");
        assert_eq!(jugement.source, "OMS 2006, filles");
    }
    let figures = &apres.croissance.figures;
    let titres: Vec<&str> = figures.iter().map(|f| f.indicateur.code()).collect();
    assert_eq!(titres, ["poids", "taille", "imc", "pc"]);
    for figure in figures {
        let ages: Vec<AgeSerie> = figure.series.iter().map(|s| s.age).collect();
        assert_eq!(ages, [AgeSerie::Corrige, AgeSerie::Chronologique], "{}", figure.titre);
        assert!(figure.series[0].points[0].x < figure.series[1].points[0].x, "{}", figure.titre);
    }
    // The table says what the charts say.
    let ligne = &apres.croissance.lignes[0];
    let poids = ligne.poids.as_ref().and_then(|c| c.corrige.as_ref()).expect("a score");
    assert_eq!(figure(figures, "poids").series[0].points[0].z, Some(poids.z));
    assert!(apres.jugements[0].texte.starts_with(&poids.ds), "{}", apres.jugements[0].texte);
    creche.close(&premier, &["S02", "S05"]).await;

    // The next bilan sees the first one's measures, and that the child was born before term,
    // although the question is not asked again.
    let second = creche.bilan_du(creche.aujourd_hui).await;
    creche.measure(&second, ["7,6 kg", "69,5 cm", "44"]).await;
    let ensuite = creche.calculs(&second).await;
    let taille = figure(&ensuite.croissance.figures, "taille");
    assert_eq!(dates(taille), [premier_jour, creche.aujourd_hui]);
    assert_eq!(taille.series[0].points[0].source, format!("bilan du {}", premier_jour.court()));
    assert_eq!(taille.series.len(), 2, "the term told at the first bilan still counts");
    for jugement in &ensuite.jugements {
        assert!(jugement.texte.contains("à l’âge corrigé"), "{}", jugement.texte);
    }
    let lignes: Vec<DateCivile> = ensuite.croissance.lignes.iter().map(|l| l.date).collect();
    assert_eq!(lignes, [creche.aujourd_hui, premier_jour], "the latest first");
    // The first one does not see what came after it.
    let relu = creche.calculs(&premier).await;
    assert_eq!(dates(figure(&relu.croissance.figures, "poids")), [premier_jour]);
    // The page of the child says the same of today.
    let page = appel::enfant_calculs(core, ParId { id: creche.enfant.clone() }).await;
    let page = page.expect("computed").croissance;
    assert_eq!(points(&page.figures), points(&ensuite.croissance.figures));

    // A measure that is struck out is on no curve and in no sentence.
    let vu = banc::question(core, &second, "S05", "cro.poids").await.vu;
    banc::answer(core, &second, "cro.poids", Value::Null, vu.as_deref()).await.expect("cleared");
    let sans = creche.calculs(&second).await;
    assert_eq!(dates(figure(&sans.croissance.figures, "poids")), [premier_jour]);
    assert!(sans.jugements.iter().all(|j| j.code != "cro.poids" && j.code != "cro.imc"));
    assert!(
        sans.croissance.lignes[0].poids.is_none() && sans.croissance.lignes[0].taille.is_some()
    );
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn the_letter_of_a_second_bilan_still_corrects_the_age() {
    let creche = creche().await;
    let core = &creche.banc.core;
    let premier = creche.bilan_du(creche.aujourd_hui.plus_jours(-100)).await;
    creche.measure(&premier, ["5,3 kg", "60 cm", "40"]).await;
    let naissance = [("ant.terme_sa", json!("32")), ("ant.allergies", allergies())];
    fill(core, &premier, &naissance).await;
    creche.close(&premier, &["S02", "S05"]).await;
    let second = creche.bilan_du(creche.aujourd_hui).await;
    creche.measure(&second, ["7,6 kg", "69,5 cm", "44"]).await;
    creche.close(&second, &["S05"]).await;
    let fait = banc::courrier_enregistrer(core, ParBilan { bilan: second.clone() }).await;
    let chemin = std::path::PathBuf::from(fait.expect("saved").chemin.expect("somewhere"));
    let texte = banc::texte_du_pdf(&chemin);
    let plat = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    for mots in ["âge corrigé", "âge réel", "7,6 kg", "OMS 2006, filles"] {
        assert!(plat.contains(mots), "{mots} in:\n{texte}");
    }
    // What the first bilan answered is not told as an answer of the second, outside of this letter.
    let page = appel::enfant_lire(core, ParId { id: creche.enfant.clone() }).await.expect("read");
    let sorti = api::export(core, &page.ligne.num_dossier_local).await.expect("exported");
    assert!(sorti.reponses.brutes().iter().all(|r| r.code != "ant.terme_sa"));
}

/// The record of the premature girl, still open, with some of its answers under reinforced secrecy.
async fn import_secret(core: &Core, secrets: &[&str]) -> api::Importe {
    let (nom, texte) = escale_demo::CAS[1];
    let mut cas: Value = serde_json::from_str(texte).expect("JSON");
    cas["bilan"]["statut"] = json!("en_cours");
    cas["bilan"]["signatures"] = json!([]);
    for reponse in cas["reponses"].as_array_mut().expect("answers") {
        if secrets.contains(&reponse["code"].as_str().unwrap_or_default()) {
            reponse["visibilite"] = json!("V3");
        }
    }
    api::import(core, nom, &cas.to_string()).await.expect("imported")
}

#[tokio::test]
async fn a_measure_under_reinforced_secrecy_is_on_no_curve() {
    for secrets in
        [vec!["cro.poids"], vec!["cro.poids", "cro.taille", "cro.pc"], vec!["ant.terme_sa"]]
    {
        let banc = banc::pret().await;
        let importe = import_secret(&banc.core, &secrets).await;
        let du_bilan = calculs(&banc.core, &importe.bilan).await;
        let enfant = ParId { id: importe.enfant.clone() };
        let enfant = appel::enfant_calculs(&banc.core, enfant).await.expect("computed");
        for croissance in [&du_bilan.croissance, &enfant.croissance] {
            let poids = figure(&croissance.figures, "poids");
            let dits = poids.series.iter().flat_map(|s| &s.points).map(|p| p.valeur.as_str());
            let dit = dits.into_iter().any(|v| v.starts_with("7,46"));
            assert_eq!(dit, !secrets.contains(&"cro.poids"), "{secrets:?}");
            let corrige = poids.series.iter().any(|s| s.age == AgeSerie::Corrige);
            assert_eq!(corrige, !secrets.contains(&"ant.terme_sa"), "{secrets:?}");
        }
        let juges = du_bilan.jugements.iter().any(|j| j.code == "cro.poids");
        assert_eq!(juges, !secrets.contains(&"cro.poids"), "{secrets:?}");
    }
}

#[tokio::test]
async fn a_pressure_under_reinforced_secrecy_is_judged_for_nobody() {
    for (secrets, attendu) in [
        (vec![], vec!["cro.ta_dia"]),
        (vec!["cro.ta_sys", "cro.ta_dia"], vec![]),
        // Nor by a height that is.
        (vec!["cro.taille"], vec![]),
    ] {
        let banc = banc::pret().await;
        let (nom, texte) = escale_demo::CAS[6];
        let mut cas: Value = serde_json::from_str(texte).expect("JSON");
        for reponse in cas["reponses"].as_array_mut().expect("answers") {
            if secrets.contains(&reponse["code"].as_str().unwrap_or_default()) {
                reponse["visibilite"] = json!("V3");
            }
        }
        let importe = api::import(&banc.core, nom, &cas.to_string()).await.expect("imported");
        let calculs = calculs(&banc.core, &importe.bilan).await;
        let dits: Vec<&str> = calculs
            .jugements
            .iter()
            .map(|j| j.code.as_str())
            .filter(|code| code.starts_with("cro.ta_"))
            .collect();
        assert_eq!(dits, attendu, "{secrets:?}");
    }
}

#[tokio::test]
async fn the_heights_of_the_parents_are_read_as_people_type_them() {
    let creche = creche().await;
    let core = &creche.banc.core;
    let mut vu = None;
    for (pere, mere, attendus, cible) in [
        ("1,78 m", "165", (Some(178.0), Some(165.0)), Some("165\u{a0}cm")),
        ("1,80", "1 m 65", (Some(180.0), Some(165.0)), Some("166\u{a0}cm")),
        ("180 cm", " 1.62 ", (Some(180.0), Some(162.0)), Some("165\u{a0}cm")),
        ("", "162", (None, Some(162.0)), None),
        ("", "  ", (None, None), None),
        ("178", "165", (Some(178.0), Some(165.0)), Some("165\u{a0}cm")),
    ] {
        let fait = creche.parents(pere, mere, vu.as_deref()).await;
        let croissance =
            fait.unwrap_or_else(|e| panic!("{pere}/{mere}: {}", e.phrase())).croissance;
        assert_eq!((croissance.pere_cm, croissance.mere_cm), attendus, "{pere}/{mere}");
        assert_eq!(croissance.cible.as_deref(), cible, "{pere}/{mere}");
        vu = croissance.parents_vu;
    }
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 0);
    let avant = actes(core).await;
    for (pere, mere, champ) in [
        ("grand", "165", "pere_cm"),
        ("119", "165", "pere_cm"),
        ("178", "231", "mere_cm"),
        ("178", "-165", "mere_cm"),
        ("178", "16,5", "mere_cm"),
        ("178", "65 kg", "mere_cm"),
    ] {
        let refus = creche.parents(pere, mere, vu.as_deref()).await.expect_err(pere);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some(champ)));
        let phrase = "Écrivez la taille d’un adulte en centimètres, entre 120 et 230.";
        assert_eq!(refus.phrase(), phrase);
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let inconnu = define(core, "5d2c0d5e-0000-7000-8000-000000000000", "178", "165", None).await;
    assert_eq!(inconnu.expect_err("nobody").code, Code::Introuvable);

    // The target is on the chart of heights and in the bilan.
    let bilan = creche.bilan_du(creche.aujourd_hui).await;
    creche.measure(&bilan, ["7,6 kg", "69,5 cm", "44"]).await;
    let croissance = creche.calculs(&bilan).await.croissance;
    assert_eq!(croissance.cible.as_deref(), Some("165\u{a0}cm"));
}

#[tokio::test]
async fn two_who_write_the_heights_at_once_are_both_kept() {
    let creche = creche().await;
    let core = &creche.banc.core;
    let premier = creche.parents("178", "165", None).await.expect("recorded").croissance;
    let vu = premier.parents_vu.expect("an act");
    creche.parents("180", "165", Some(&vu)).await.expect("recorded");
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 0);
    // The other post still shows 178.
    enter(core, "a.blanc").await;
    let second = creche.parents("176", "165", Some(&vu)).await.expect("recorded").croissance;
    assert_eq!(second.pere_cm, Some(176.0), "the later value shows");
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 1, "and both stay");
    // A writer who has seen what shows settles it.
    let vu = second.parents_vu.expect("an act");
    let regle = creche.parents("180", "165", Some(&vu)).await.expect("recorded").croissance;
    assert_eq!((regle.pere_cm, regle.mere_cm), (Some(180.0), Some(165.0)));
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 0);
    // Two first writes, neither of which saw the other, for another child.
    let autre = banc::nouvel_enfant("BRETEUIL", "Ysé", "2020-02-02");
    let autre = appel::enfant_creer(core, autre).await.expect("created").id;
    define(core, &autre, "170", "160", None).await.expect("recorded");
    enter(core, "c.lenoir").await;
    define(core, &autre, "171", "160", None).await.expect("recorded");
    assert_eq!(api::statistiques(core).await.expect("read").conflits, 1);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}
