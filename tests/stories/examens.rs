//! What the law asks at an age: the compulsory exam that a bilan counts as, its certificate, the
//! screening for neuro-developmental disorders; and the first assessment of an unaccompanied minor.

use crate::banc::{self, Banc, MOT};
use crate::bilan::{actes, enter, fill, sign};
use escale_core::api::vues::{
    CalculsBilan, CompterExamen, ExamensBilan, NoterReperage, NouveauBilan, ParBilan, ParId, Pro,
    ProposerVolets, Rien,
};
use escale_core::api::{self, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::{BilanType, DemiJournee, VoletCode};
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use escale_domain::examen::{EtatReperage, ExamenCode, JalonTnd, Moment};
use escale_domain::professionnel::Profession;
use serde_json::json;

const PARTIES: [VoletCode; 3] = [VoletCode::S01, VoletCode::S05, VoletCode::S16];

struct Centre {
    banc: Banc,
    medecin: Pro,
    psychologue: Pro,
    enfant: String,
    aujourd_hui: DateCivile,
}

/// A centre and a child of so many completed months.
async fn centre(age_mois: i32) -> Centre {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let psychologue =
        banc::add(&banc.core, ("Antoine", "BLANC"), Profession::Psychologue, Some("a.blanc")).await;
    let aujourd_hui = appel::etat(&banc.core, Rien {}).await.expect("a state").aujourd_hui;
    let naissance = aujourd_hui.plus_mois(-age_mois);
    let enfant = banc::nouvel_enfant("OSSAKEDJOMBO", "Naïla", &naissance.iso());
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    Centre { banc, medecin, psychologue, enfant, aujourd_hui }
}

impl Centre {
    async fn open(&self, bilan_type: BilanType, binome: [&Pro; 2]) -> String {
        let nouveau = NouveauBilan {
            enfant: self.enfant.clone(),
            bilan_type,
            date: self.aujourd_hui.iso(),
            demi_journee: DemiJournee::Matin,
            lieu: String::new(),
            binome: binome.iter().map(|p| p.id.clone()).collect(),
            presents: Vec::new(),
            langue: "français".to_owned(),
            volets: Some(PARTIES.to_vec()),
        };
        appel::bilan_creer(&self.banc.core, nouveau).await.expect("opened").id
    }

    async fn examens(&self, bilan: &str) -> ExamensBilan {
        let demande = ParBilan { bilan: bilan.to_owned() };
        appel::bilan_calculs(&self.banc.core, demande).await.expect("computed").examens
    }

    async fn count(&self, bilan: &str, examen: Option<ExamenCode>) -> Result<CalculsBilan, Error> {
        let demande = CompterExamen { bilan: bilan.to_owned(), examen };
        appel::examen_compter(&self.banc.core, demande).await
    }

    async fn note(
        &self,
        bilan: &str,
        (jalon, etat): (JalonTnd, Option<EtatReperage>),
        date: &str,
    ) -> Result<CalculsBilan, Error> {
        let demande = NoterReperage { bilan: bilan.to_owned(), jalon, etat, date: date.to_owned() };
        appel::reperage_noter(&self.banc.core, demande).await
    }

    /// Fills the three parts in, and both sign.
    async fn close(&self, bilan: &str) {
        let core = &self.banc.core;
        fill(
            core,
            bilan,
            &[
                ("ctx.sources", json!(["carnet"])),
                ("cro.temp", json!("37")),
                ("syn.texte", json!("Enfant qui va bien.")),
                ("syn.niveau_suivi", json!("ville_simple")),
            ],
        )
        .await;
        for volet in PARTIES {
            appel::volet_signer(core, banc::volet(bilan, volet.code())).await.expect("signed");
        }
        banc::dismiss_alertes(core, bilan).await;
        for identifiant in ["c.lenoir", "a.blanc"] {
            sign(core, bilan, identifiant, MOT).await.expect("signed");
        }
    }

    /// The letter as its reader reads it, on one line.
    async fn lettre(&self, bilan: &str) -> String {
        let par = ParBilan { bilan: bilan.to_owned() };
        let fait = banc::courrier_enregistrer(&self.banc.core, par).await.expect("made");
        let chemin = self.banc.papiers().join(fait.chemin.expect("saved"));
        let texte = banc::texte_du_pdf(&chemin).replace('\u{a0}', " ");
        texte.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    async fn exporte(&self) -> Dossier {
        let liste = appel::enfant_lire(&self.banc.core, ParId { id: self.enfant.clone() }).await;
        let numero = liste.expect("read").ligne.num_dossier_local;
        api::export(&self.banc.core, &numero).await.expect("exported")
    }
}

#[tokio::test]
async fn a_bilan_at_nine_months_counts_as_the_exam_with_its_certificate_and_the_screening() {
    let centre = centre(9).await;
    let core = &centre.banc.core;
    let bilan = &centre.open(BilanType::Adm, [&centre.medecin, &centre.psychologue]).await;
    let examens = centre.examens(bilan).await;
    let ici = examens.a_cet_age.expect("an exam");
    assert_eq!((ici.code, ici.nom.as_str()), (ExamenCode::Mois8, "9e mois (8 mois révolus)"));
    // Proposed, and nothing noted yet.
    assert_eq!((examens.compte, examens.certificat_du, examens.empechement), (None, false, None));
    assert_eq!(examens.certificat.map(|c| c.rang), Some(2));
    assert_eq!(examens.suivant.map(|s| s.code), Some(ExamenCode::Mois11));
    let jalons: Vec<_> =
        examens.jalons.iter().map(|j| (j.jalon, j.moment, j.reperage.is_some())).collect();
    assert_eq!(jalons, [(JalonTnd::Mois9, Moment::Du, false)]);
    assert!(examens.modifiable);

    let avant = actes(core).await;
    let refus = centre.count(bilan, Some(ExamenCode::Ans6)).await.expect_err("another age");
    assert_eq!(refus.champ.as_deref(), Some("examen"));
    let fait = Some(EtatReperage::Fait);
    let demain = centre.aujourd_hui.plus_jours(1).iso();
    for (jalon, date, champ) in [
        (JalonTnd::Mois9, demain.as_str(), "date"),
        (JalonTnd::Mois9, "2001", "date"),
        (JalonTnd::Mois9, "au printemps", "date"),
        (JalonTnd::Ans6, "", "jalon"),
    ] {
        let refus = centre.note(bilan, (jalon, fait), date).await.expect_err(champ);
        assert_eq!(refus.champ.as_deref(), Some(champ), "{date}");
    }
    banc::add(core, ("Odile", "ROUX"), Profession::Orthophoniste, Some("o.roux")).await;
    let ajoute = actes(core).await;
    assert!(ajoute > avant);
    enter(core, "o.roux").await;
    assert!(!centre.examens(bilan).await.modifiable);
    let refus = centre.count(bilan, Some(ExamenCode::Mois8)).await.expect_err("not of the pair");
    assert_eq!(refus.code, Code::VoletDUnAutre);
    let neuf = (JalonTnd::Mois9, fait);
    assert_eq!(centre.note(bilan, neuf, "").await.expect_err("nor").code, Code::VoletDUnAutre);
    enter(core, "c.lenoir").await;
    assert_eq!(actes(core).await, ajoute, "a refusal writes nothing");

    let compte = centre.count(bilan, Some(ExamenCode::Mois8)).await.expect("counted").examens;
    let certificat = compte.certificat.expect("due");
    assert!(compte.certificat_du && compte.compte == Some(ExamenCode::Mois8));
    assert_eq!(certificat.envoi_jusqu_au, centre.aujourd_hui.plus_jours(8));
    centre.note(bilan, neuf, &centre.aujourd_hui.iso()).await.expect("noted");
    let dit = (JalonTnd::Mois9, Some(EtatReperage::Oriente));
    let dits = centre.note(bilan, dit, &centre.aujourd_hui.iso()).await.expect("noted").examens;
    let reperage = dits.jalons[0].reperage.as_ref().expect("said");
    assert_eq!((reperage.etat, reperage.auteur.as_str()), (EtatReperage::Oriente, "Dr Lenoir"));
    // A milestone may be set back to unknown, and then no paper mentions it.
    let rien = centre.note(bilan, (JalonTnd::Mois9, None), "").await.expect("cleared").examens;
    assert!(rien.jalons[0].reperage.is_none());
    assert_eq!(centre.exporte().await.reperages, []);
    centre.note(bilan, dit, &centre.aujourd_hui.iso()).await.expect("noted");

    centre.close(bilan).await;
    let texte = centre.lettre(bilan).await;
    for attendu in [
        "qui vaut examen obligatoire de santé : 9e mois (8 mois révolus)".to_owned(),
        "2e certificat de santé dû".to_owned(),
        format!(
            "au plus tard le {}",
            certificat.envoi_jusqu_au.en_lettres().replace('\u{a0}', " ")
        ),
        "médecin responsable de la PMI du département où résident les parents".to_owned(),
        format!(
            "Repérage des troubles du neuro-développement à 9 mois : Fait, enfant orienté vers un parcours TND, le {}.",
            centre.aujourd_hui.en_lettres().replace('\u{a0}', " ")
        ),
    ] {
        assert!(texte.contains(&attendu), "{attendu} in {texte}");
    }
    // What was signed stays as it was signed.
    for refus in [
        centre.count(bilan, None).await.expect_err("signed"),
        centre.note(bilan, neuf, "").await.expect_err("signed"),
    ] {
        assert_eq!(refus.code, Code::BilanFerme);
    }

    // The record keeps all of it on its way to another centre.
    let sorti = centre.exporte().await;
    assert_eq!(sorti.bilan.examen_obligatoire_correspondant, Some(ExamenCode::Mois8));
    assert_eq!(sorti.reperages.len(), 1);
    let la = banc::pret().await;
    let texte = serde_json::to_string(&sorti).expect("JSON");
    let importe = api::import(&la.core, "sorti", &texte).await.expect("imported");
    let relu = api::export(&la.core, &importe.dossier).await.expect("exported");
    assert_eq!(relu.reperages, sorti.reperages);
    assert_eq!(relu.bilan.examen_obligatoire_correspondant, Some(ExamenCode::Mois8));
    assert_eq!(api::check(&la.core, |_, _| {}).await.expect("verified").ecarts, []);
}

#[tokio::test]
async fn a_bilan_that_nobody_counted_says_nothing_of_exams() {
    let centre = centre(50).await;
    let bilan = &centre.open(BilanType::Adm, [&centre.medecin, &centre.psychologue]).await;
    let examens = centre.examens(bilan).await;
    assert_eq!(examens.a_cet_age.map(|e| e.code), Some(ExamenCode::Ans4));
    assert!(examens.certificat.is_none() && !examens.certificat_du);
    // Past its age and not noted: shown here, and on no paper.
    let jalons: Vec<_> = examens.jalons.iter().map(|j| (j.jalon, j.dit.as_str())).collect();
    assert!(jalons.iter().all(|(_, dit)| dit.is_empty()), "{jalons:?}");
    centre.close(bilan).await;
    let texte = centre.lettre(bilan).await;
    for absent in ["examen obligatoire", "certificat de santé", "Repérage", "Suivi obligatoire"] {
        assert!(!texte.contains(absent), "{absent} in {texte}");
    }
}

#[tokio::test]
async fn an_exam_needs_a_doctor_and_a_bilan_that_looks_at_the_whole_child() {
    let centre = centre(50).await;
    let ortho =
        banc::add(&centre.banc.core, ("Odile", "ROUX"), Profession::Orthophoniste, None).await;
    let sans = centre.open(BilanType::Adm, [&centre.psychologue, &ortho]).await;
    let cible = centre.open(BilanType::Cib, [&centre.medecin, &centre.psychologue]).await;
    enter(&centre.banc.core, "a.blanc").await;
    for (bilan, dit) in [(&sans, "fait par un médecin"), (&cible, "Bilan ciblé")] {
        let dite = centre.examens(bilan).await.empechement.expect("a reason");
        assert!(dite.contains(dit), "{dite}");
        let refus = centre.count(bilan, Some(ExamenCode::Ans4)).await.expect_err(dit);
        assert_eq!((refus.champ.as_deref(), refus.phrase()), (Some("examen"), dite));
    }
}

#[tokio::test]
async fn the_first_assessment_of_an_unaccompanied_minor_is_a_type_of_its_own() {
    let centre = centre(190).await;
    let core = &centre.banc.core;
    let demande = ProposerVolets {
        enfant: centre.enfant.clone(),
        bilan_type: BilanType::Mna,
        date: centre.aujourd_hui.iso(),
    };
    let propose = appel::volets_proposer(core, demande).await.expect("proposed");
    let coches: Vec<&str> =
        propose.volets.iter().filter(|v| v.par_defaut).map(|v| v.code.code()).collect();
    assert_eq!(coches, ["S01", "S02", "S03", "S05", "S07", "S08", "S09", "S12", "S15", "S16"]);
    assert!(propose.portee.is_some_and(|p| p.contains("distincte de l’évaluation de l’âge")));
    let types = appel::nomenclatures(core, Rien {}).await.expect("lists");
    let label = "Première évaluation des besoins de santé (MNA)";
    assert!(types["BilanType"].iter().any(|c| c.code == "MNA" && c.label == label));

    let bilan = &centre.open(BilanType::Mna, [&centre.medecin, &centre.psychologue]).await;
    // At fifteen an exam is due, which this is not.
    let examens = centre.examens(bilan).await;
    assert_eq!(examens.a_cet_age.map(|e| e.code), Some(ExamenCode::Ans15));
    assert!(examens.empechement.is_some_and(|e| e.contains(label)));
    centre.close(bilan).await;
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
    assert_eq!(page.ligne.label, label);
    let texte = centre.lettre(bilan).await;
    for attendu in [
        "première évaluation des besoins de santé (MNA) du",
        "pour sa première évaluation des besoins de santé (MNA).",
        "distincte de l’évaluation de l’âge et n’en dit rien.",
    ] {
        assert!(texte.contains(attendu), "{attendu} in {texte}");
    }
    let sorti = centre.exporte().await;
    assert_eq!(sorti.bilan.bilan_type, BilanType::Mna);
    let la = banc::pret().await;
    let texte = serde_json::to_string(&sorti).expect("JSON");
    let importe = api::import(&la.core, "sorti", &texte).await.expect("imported");
    let relu = api::export(&la.core, &importe.dossier).await.expect("exported");
    assert_eq!(relu.bilan.bilan_type, BilanType::Mna);
}

#[tokio::test]
async fn the_references_show_the_exams_before_and_since_2025_each_with_its_source() {
    let banc = banc::pret().await;
    let vues = appel::references_lister(&banc.core, Rien {}).await.expect("listed");
    assert_eq!(vues.regles_examens.len(), 21 + 2);
    for regle in &vues.regles_examens {
        for marque in regle.source.split(", ") {
            assert!(vues.sources_examens.iter().any(|s| s.marque == marque), "{regle:?}");
        }
    }
    let une = |nom: &str| vues.regles_examens.iter().find(|r| r.nom == nom).expect("a rule");
    let retire = une("Fin du 1er mois");
    assert!(!retire.verifie && retire.periode.contains("au\u{a0}31\u{a0}décembre\u{a0}2024"));
    let ajoute = une("6 ans");
    assert!(
        !ajoute.verifie && ajoute.periode.contains("depuis le\u{a0}1er\u{a0}janvier\u{a0}2025")
    );
    assert_eq!(une("9e mois (8 mois révolus)").certificat, "2e certificat");
}
