//! Vaccines: doses that are added and struck out, what the calendar says of them, what a doctor
//! decides, and all of it in the record that goes out and comes in.

use crate::banc::{self, Banc};
use crate::bilan::{Centre, actes, centre, clos, enter};
use escale_core::api::vues::{
    AjouterDose, CalculsEnfant, DeciderVaccin, LireProduit, ParBilan, ParId, RayerDose, Vaccins,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use escale_domain::vaccination::{
    DecisionGenre, EtatValence, Preuve, SourceVaccinale, StatutVaccinal, Valence,
};
use serde_json::{Value, json};
use std::path::PathBuf;

fn dose(enfant: &str, produit: &str, valences: &[Valence], date: &str) -> AjouterDose {
    AjouterDose {
        enfant: enfant.to_owned(),
        produit: produit.to_owned(),
        valences: valences.to_vec(),
        date: date.to_owned(),
        lot: String::new(),
        lieu: String::new(),
        preuve: Preuve::Carnet,
        confirmee: false,
    }
}

fn confirmee(dose: AjouterDose) -> AjouterDose {
    AjouterDose { confirmee: true, ..dose }
}

async fn decide(
    core: &Core,
    enfant: &str,
    valence: Valence,
    decision: Option<DecisionGenre>,
    (motif, jusqu_au): (&str, &str),
) -> Result<CalculsEnfant, Error> {
    let demande = DeciderVaccin {
        enfant: enfant.to_owned(),
        valence,
        decision,
        motif: motif.to_owned(),
        jusqu_au: jusqu_au.to_owned(),
    };
    appel::vaccin_decider(core, demande).await
}

async fn vaccins(core: &Core, enfant: &str) -> Vaccins {
    let enfant = ParId { id: enfant.to_owned() };
    appel::enfant_calculs(core, enfant).await.expect("computed").vaccins
}

fn etat(vaccins: &Vaccins, valence: Valence) -> &EtatValence {
    vaccins.etat.valence(valence).expect("in the calendar")
}

async fn alerte_vaccinale(core: &Core, bilan: &str) -> Option<String> {
    let bilan = ParBilan { bilan: bilan.to_owned() };
    let alertes = appel::bilan_calculs(core, bilan).await.expect("computed").alertes;
    alertes.into_iter().find(|a| a.alerte.regle == "vaccins.retard").map(|a| a.alerte.raison)
}

async fn let_out(core: &Core, enfant: &str) -> Dossier {
    api::export(core, enfant).await.expect("exported")
}

#[tokio::test]
async fn a_dose_is_added_by_its_product_or_by_what_it_protects_against() {
    let Centre { banc, enfant, .. } = &centre().await;
    let core = &banc.core;
    let avant = vaccins(core, enfant).await;
    assert_eq!((avant.source, avant.doses.len()), (SourceVaccinale::Inconnu, 0));
    assert!(avant.peut_decider && avant.peut_saisir);
    assert_eq!(etat(&avant, Valence::Ror).statut, StatutVaccinal::Inconnu);
    assert!(!etat(&avant, Valence::Ror).alerte, "what is unknown raises nothing");

    let fait = appel::dose_ajouter(core, dose(enfant, " Priorix ", &[], "12/06/2017")).await;
    let fait = fait.expect("added").vaccins;
    let [ror] = fait.doses.as_slice() else { panic!("one dose") };
    assert_eq!(
        (ror.dose.produit.as_str(), &ror.dose.valences[..]),
        ("Priorix", &[Valence::Ror][..])
    );
    assert_eq!(ror.dose.lot, None);
    assert_eq!(fait.source, SourceVaccinale::Inconnu, "nobody said how much was seen");
    assert_eq!(etat(&fait, Valence::Ror).statut, StatutVaccinal::EnRetard, "one of two");
    let fait = dose(enfant, "", &[Valence::Ror, Valence::Ror], "20 septembre 2017");
    let fait = appel::dose_ajouter(core, fait).await.expect("added").vaccins;
    assert_eq!(fait.doses[0].dose.valences, [Valence::Ror], "the latest first, each valence once");
    assert_eq!(etat(&fait, Valence::Ror).statut, StatutVaccinal::AJour);
    assert_eq!(etat(&fait, Valence::Ror).doses_valides, 2);
    assert_eq!(fait.etat.avertissements, Vec::<String>::new());
    // Valences that were ticked win over those of the product name.
    let saisie = confirmee(dose(enfant, "Infanrix Hexa", &[Valence::Hepb], "3/10/2017"));
    let fait = appel::dose_ajouter(core, saisie).await.expect("added").vaccins;
    assert_eq!(fait.doses[0].dose.valences, [Valence::Hepb]);

    let demain = fait.etat.date.plus_jours(1).court();
    let avant = actes(core).await;
    for (saisie, champ, code, mots) in [
        (dose(enfant, "Vaxitout", &[], "1/2/2018"), "confirmee", Code::AConfirmer, "Vaxitout"),
        (dose(enfant, "Gardasil", &[], "1/2/2018"), "confirmee", Code::AConfirmer, "9 ans"),
        (
            dose(enfant, "Hexyon", &[Valence::Hib], "1/2/2018"),
            "confirmee",
            Code::AConfirmer,
            "vous avez coché",
        ),
        (dose(enfant, "", &[], "1/2/2018"), "valences", Code::SaisieRefusee, "Indiquez"),
        (dose(enfant, "Priorix", &[], &demain), "date", Code::DateRefusee, "à venir"),
        (dose(enfant, "Priorix", &[], "6/3/2016"), "date", Code::DateRefusee, "naissance"),
        (dose(enfant, "Priorix", &[], "juin 2017"), "date", Code::DateRefusee, "le jour"),
        (dose(enfant, "Priorix", &[], ""), "date", Code::DateRefusee, ""),
        // M-M-RVAXPRO and measles again, on a day that has one.
        (dose(enfant, "ProQuad", &[], "12/6/2017"), "confirmee", Code::AConfirmer, "déjà notée"),
    ] {
        let refus = appel::dose_ajouter(core, saisie).await.expect_err(mots);
        assert_eq!((refus.code, refus.champ.as_deref()), (code, Some(champ)), "{mots}");
        assert!(refus.phrase().contains(mots), "{}", refus.phrase());
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");
    let (un, deux) = tokio::join!(
        appel::dose_ajouter(core, dose(enfant, "Priorix", &[], "1/3/2018")),
        appel::dose_ajouter(core, dose(enfant, "", &[Valence::Ror], "1/3/2018")),
    );
    assert_ne!(un.is_ok(), deux.is_ok(), "the same one, typed at two desks");
}

#[tokio::test]
async fn a_dose_struck_out_stays_in_the_journal_and_nowhere_else() {
    let Centre { banc, enfant, bilan, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    for date in ["12/06/2017", "20/09/2017"] {
        appel::dose_ajouter(core, dose(enfant, "Priorix", &[], date)).await.expect("added");
    }
    let tout = vaccins(core, enfant).await;
    assert_eq!(etat(&tout, Valence::Ror).statut, StatutVaccinal::AJour);
    let fausse = tout.doses[0].id.clone();
    assert_eq!(tout.doses[0].dose.date.iso(), "2017-09-20");
    let raye = |motif: &str, enfant: &str| RayerDose {
        enfant: enfant.to_owned(),
        id: fausse.clone(),
        motif: motif.to_owned(),
    };
    let avant = actes(core).await;
    let refus = appel::dose_rayer(core, raye("  ", enfant)).await.expect_err("why?");
    assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some("motif")));
    let autre = banc::nouvel_enfant("ARBOUR", "Ysé", "2018-01-01");
    let autre = appel::enfant_creer(core, autre).await.expect("created").id;
    let refus = appel::dose_rayer(core, raye("d’un autre enfant", &autre)).await;
    assert_eq!(refus.expect_err("another child's").code, Code::Introuvable);
    assert_eq!(actes(core).await, avant + 1, "only the child was written");

    let motif = "Page du carnet de sa sœur.";
    let reste = appel::dose_rayer(core, raye(motif, enfant)).await.expect("struck out").vaccins;
    assert_eq!(reste.doses.len(), 1);
    assert_eq!(etat(&reste, Valence::Ror).statut, StatutVaccinal::EnRetard);
    let refus = appel::dose_rayer(core, raye("deux fois", enfant)).await;
    assert_eq!(refus.expect_err("struck out").code, Code::Introuvable);
    let sorti = let_out(core, enfant).await;
    let dates: Vec<String> = sorti.vaccinations.doses.iter().map(|d| d.date.iso()).collect();
    assert_eq!(dates, ["2017-06-12"]);
    let page = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("a page");
    assert_eq!(page.vaccinations.doses.len(), 1);
    let lettre = lettre(banc, bilan).await;
    assert!(lettre.contains("12/06/2017") && !lettre.contains("20/09/2017"), "{lettre}");
    let numero = page.ligne.num_dossier_local.as_str();
    let journal = api::journal(core, Some(numero), 50).await.expect("read");
    let acte = journal.iter().find(|a| a.verbe == "dose_rayer").expect("in the journal");
    assert_eq!(acte.changements, 2, "that it is struck out, and why");
    // The same day is free for the true one.
    let vraie = dose(enfant, "Priorix", &[], "20/09/2017");
    let fait = appel::dose_ajouter(core, vraie).await.expect("added").vaccins;
    assert_eq!(etat(&fait, Valence::Ror).statut, StatutVaccinal::AJour);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

async fn lettre(banc: &Banc, bilan: &str) -> String {
    let demande = ParBilan { bilan: bilan.to_owned() };
    let fait = banc::courrier_enregistrer(&banc.core, demande).await.expect("saved");
    let texte = banc::texte_du_pdf(&PathBuf::from(fait.chemin.expect("somewhere")));
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_doctor_decides_against_the_calendar_for_a_time() {
    let Centre { banc, enfant, bilan, .. } = &centre().await;
    let core = &banc.core;
    appel::dose_ajouter(core, dose(enfant, "Priorix", &[], "12/06/2017")).await.expect("added");
    let raison = alerte_vaccinale(core, bilan).await.expect("late");
    assert!(raison.contains("2e dose"), "{raison}");

    let refuse = Some(DecisionGenre::Refus);
    let avant = actes(core).await;
    for identifiant in ["a.blanc", "o.roux"] {
        enter(core, identifiant).await;
        assert!(!vaccins(core, enfant).await.peut_decider, "{identifiant}");
        assert!(vaccins(core, enfant).await.peut_saisir, "{identifiant}");
        let refus = decide(core, enfant, Valence::Ror, refuse, ("non", "")).await;
        let refus = refus.expect_err(identifiant);
        assert_eq!(refus.code, Code::Interdit);
        assert!(refus.phrase().contains("Seul un médecin"), "{}", refus.phrase());
    }
    enter(core, "k.haddad").await;
    let vu = vaccins(core, enfant).await;
    assert!(!vu.peut_saisir && !vu.peut_decider, "a coordinator reads");
    let refus = decide(core, enfant, Valence::Ror, refuse, ("non", "")).await;
    assert_eq!(refus.expect_err("reads only").code, Code::Interdit);
    enter(core, "c.lenoir").await;
    for (motif, fin, champ) in [
        ("  ", "", "motif"),
        ("Grossesse chez une proche", "1/1/2020", "jusqu_au"),
        ("Grossesse chez une proche", "bientôt", "jusqu_au"),
    ] {
        let refus = decide(core, enfant, Valence::Ror, refuse, (motif, fin)).await;
        assert_eq!(refus.expect_err(champ).champ.as_deref(), Some(champ));
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");

    let aujourd_hui = vaccins(core, enfant).await.etat.date;
    let fin = aujourd_hui.plus_jours(2).court();
    let reporte = Some(DecisionGenre::Reporte);
    let motif = ("Corticothérapie en cours", fin.as_str());
    let fait = decide(core, enfant, Valence::Ror, reporte, motif).await.expect("decided").vaccins;
    let ror = etat(&fait, Valence::Ror);
    assert_eq!(ror.statut, StatutVaccinal::EnRetard, "the engine still says what it says");
    assert!(!ror.alerte);
    let decision = ror.decision.as_ref().expect("a decision");
    assert_eq!((decision.decision, decision.motif.as_str()), (DecisionGenre::Reporte, motif.0));
    assert_eq!(alerte_vaccinale(core, bilan).await, None);
    // On its last day it holds, on the next it does not.
    banc.horloge.let_pass(2);
    assert!(etat(&vaccins(core, enfant).await, Valence::Ror).decision.is_some());
    banc.horloge.let_pass(1);
    let apres = vaccins(core, enfant).await;
    let ror = etat(&apres, Valence::Ror);
    assert!(ror.decision.is_none() && ror.alerte);

    // For good, then lifted: the bilan alerts again.
    let motif = ("Allergie grave à une dose", "");
    let contre = Some(DecisionGenre::ContreIndique);
    let fait = decide(core, enfant, Valence::Ror, contre, motif).await.expect("decided").vaccins;
    let decision = etat(&fait, Valence::Ror).decision.clone().expect("a decision");
    assert_eq!((decision.decision, decision.jusqu_au), (DecisionGenre::ContreIndique, None));
    let fait = decide(core, enfant, Valence::Ror, None, ("", "")).await.expect("lifted").vaccins;
    assert!(etat(&fait, Valence::Ror).decision.is_none() && etat(&fait, Valence::Ror).alerte);
    assert!(alerte_vaccinale(core, bilan).await.is_some());
    assert_eq!(let_out(core, enfant).await.decisions_vaccinales, []);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

/// A record of the cases with what Escale adds to the format.
fn augmente() -> (String, Value) {
    let (nom, texte) = escale_demo::CAS[6];
    let mut cas: Value = serde_json::from_str(texte).expect("JSON");
    cas["tailles_parents"] = json!({ "pere_cm": 178.0, "mere_cm": 164.5 });
    cas["decisions_vaccinales"] = json!([
        { "valence": "HPV", "decision": "refus", "motif": "Refus de la mère, à reprendre",
          "jusqu_au": "2030-01-01", "auteur": "MED2", "date": "2025-12-01" },
        { "valence": "GRIPPE", "decision": "non_concerne", "motif": "Sans facteur de risque",
          "jusqu_au": null, "auteur": "MED2", "date": "2026-01-14" },
    ]);
    let preco = cas["preconisations"][0]["id"].clone();
    cas["alertes"] = json!([
        { "cle": "croissance.corpulence_haute", "gravite": "a_surveiller",
          "traitement": "preconisation", "texte": "", "preconisation": preco, "auteur": "MED2",
          "date": "2026-01-14" },
        { "cle": "vaccins.retard", "gravite": "importante", "traitement": "ecartee",
          "texte": "Rattrapage déjà prévu", "preconisation": null, "auteur": "PSY2",
          "date": "2026-01-14" },
    ]);
    (nom.to_owned(), cas)
}

#[tokio::test]
async fn what_escale_adds_to_the_format_goes_out_and_comes_in() {
    let banc = banc::pret().await;
    let (nom, cas) = augmente();
    let importe = api::import(&banc.core, &nom, &cas.to_string()).await.unwrap_or_else(|e| {
        panic!("{}", e.phrase());
    });
    let sorti = let_out(&banc.core, &importe.dossier).await;
    assert_eq!(serde_json::to_value(&sorti).expect("JSON"), cas);
    let calculs = ParBilan { bilan: importe.bilan.clone() };
    let calculs = appel::bilan_calculs(&banc.core, calculs).await.expect("computed");
    assert_eq!(calculs.croissance.cible.as_deref(), Some("165\u{a0}cm"));
    let hpv = etat(&calculs.vaccins, Valence::Hpv);
    assert_eq!(hpv.decision.as_ref().map(|d| d.decision), Some(DecisionGenre::Refus));

    // A second vault gives the same again.
    let autre = banc::pret().await;
    let texte = serde_json::to_string(&sorti).expect("JSON");
    let importe = api::import(&autre.core, &nom, &texte).await.expect("imported");
    let revenu = let_out(&autre.core, &importe.dossier).await;
    assert_eq!(serde_json::to_string(&revenu).expect("JSON"), texte);
    for banc in [&banc, &autre] {
        let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
        assert_eq!(preuve.ecarts, []);
    }
}

#[tokio::test]
async fn a_decision_and_a_dose_typed_here_go_out_with_the_record() {
    let Centre { banc, enfant, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    let mut saisie = dose(enfant, "Gardasil 9", &[], "7/3/2026");
    saisie.lot = " X42 ".to_owned();
    saisie.lieu = "PMI".to_owned();
    appel::dose_ajouter(core, saisie).await.expect("added");
    let avis = ("Refus de la mère", "");
    decide(core, enfant, Valence::Bcg, Some(DecisionGenre::Refus), avis).await.expect("decided");
    let sorti = let_out(core, enfant).await;
    let [dose] = sorti.vaccinations.doses.as_slice() else { panic!("one dose") };
    assert_eq!((dose.lot.as_deref(), dose.lieu.as_str()), (Some("X42"), "PMI"));
    assert_eq!(sorti.vaccinations.source, SourceVaccinale::Inconnu);
    let [decision] = sorti.decisions_vaccinales.as_slice() else { panic!("one decision") };
    assert_eq!(decision.date, DateCivile::parse_iso(&decision.date.iso()).expect("a day"));
    let auteur = sorti.professionnels.iter().find(|p| p.id == decision.auteur).expect("a mark");
    assert_eq!(auteur.nom, "LENOIR");
    let autre = banc::pret().await;
    let texte = serde_json::to_string(&sorti).expect("JSON");
    let importe = api::import(&autre.core, "x.json", &texte).await.expect("imported");
    let revenu = let_out(&autre.core, &importe.dossier).await;
    assert_eq!(
        serde_json::to_value(&revenu).expect("JSON"),
        serde_json::to_value(&sorti).expect("JSON")
    );
}

#[tokio::test]
async fn a_line_that_is_not_understood_is_told_before_it_is_kept() {
    let Centre { banc, enfant, bilan, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    let read = |produit: &str| LireProduit {
        enfant: enfant.clone(),
        produit: produit.to_owned(),
        valences: vec![],
        date: "1/2/2018".to_owned(),
    };
    let lu = appel::produit_lire(core, read("prév")).await.expect("read");
    assert_eq!(lu.propositions.first().map(|p| p.nom.as_str()), Some("Prevenar 13"));
    let lu = appel::produit_lire(core, read("Hexyon + Zorglub")).await.expect("read");
    assert_eq!(lu.valences, [Valence::Dtp, Valence::Coq, Valence::Hib, Valence::Hepb]);
    assert!(lu.remarques.len() == 1 && lu.remarques[0].contains("Zorglub"), "{:?}", lu.remarques);

    appel::dose_ajouter(core, dose(enfant, "Priorix", &[], "12/06/2017")).await.expect("added");
    assert_eq!(etat(&vaccins(core, enfant).await, Valence::Ror).statut, StatutVaccinal::EnRetard);
    let saisie = dose(enfant, "Hexyon + Zorglub", &[], "1/2/2018");
    let refus = appel::dose_ajouter(core, saisie.clone()).await.expect_err("told first");
    assert!(refus.code == Code::AConfirmer && refus.phrase().contains("Zorglub"));
    let fait = appel::dose_ajouter(core, confirmee(saisie)).await.expect("kept").vaccins;
    assert_eq!(fait.doses[0].dose.produit, "Hexyon + Zorglub", "as it is written");
    let ror = etat(&fait, Valence::Ror);
    assert_eq!((ror.statut, ror.alerte), (StatutVaccinal::Inconnu, false), "{}", ror.phrase);
    assert_eq!(fait.etat.non_lues[0].non_compris[0].mots, "Zorglub");
    // What is late is the next dose after the one that the line gives.
    let raison = alerte_vaccinale(core, bilan).await.unwrap_or_default();
    assert!(!raison.contains("Rougeole"), "{raison}");
    assert!(lettre(banc, bilan).await.contains("« Zorglub »"), "told to the doctor");
    // Nothing of it was understood: it is kept as it stands, and counts for nothing.
    let saisie = confirmee(dose(enfant, "Vaxitout", &[], "2/2/2018"));
    let fait = appel::dose_ajouter(core, saisie).await.expect("kept").vaccins;
    assert_eq!(fait.doses[0].dose.valences, []);
    assert!(lettre(banc, bilan).await.contains("Vaxitout 02/02/2018"));
    // Two doses on one day may be right: there is a warning, and both are kept.
    let saisie = confirmee(dose(enfant, "Priorix", &[], "12/06/2017"));
    let fait = appel::dose_ajouter(core, saisie).await.expect("kept").vaccins;
    assert_eq!((fait.doses.len(), etat(&fait, Valence::Ror).doses_recues), (4, 1));
    let autre = banc::pret().await;
    let texte = serde_json::to_string(&let_out(core, enfant).await).expect("JSON");
    let importe = api::import(&autre.core, "x.json", &texte).await.expect("imported");
    let dits: Vec<&str> = importe.avertissements.iter().map(|a| a.message.as_str()).collect();
    assert_eq!(dits.len(), 3, "{dits:?}");
    for mot in ["deux doses", "Zorglub", "Vaxitout"] {
        assert!(dits.iter().any(|dit| dit.contains(mot)), "{mot} in {dits:?}");
    }
}

#[tokio::test]
async fn a_vaccine_given_that_day_is_a_dose_and_counts_at_once() {
    let Centre { banc, enfant, bilan, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    let jour = let_out(core, enfant).await.bilan.date;
    let avant = lettre(banc, bilan).await;
    assert!(!avant.contains("Faits ce jour") && avant.contains("aucune connue"), "{avant}");
    let mut saisie = dose(enfant, "Boostrixtetra", &[], &jour.court());
    saisie.lot = "X42".to_owned();
    let fait = appel::dose_ajouter(core, saisie).await.expect("given").vaccins;
    assert_eq!(etat(&fait, Valence::Dtp).doses_recues, 1);
    let apres = lettre(banc, bilan).await;
    assert!(apres.contains("Faits ce jour : DTP, coqueluche (Boostrixtetra, lot X42)"), "{apres}");
    assert!(apres.contains(&format!("Doses reçues : DTP, coqueluche {}", jour.court())), "{apres}");
    let bref = appel::bilan_calculs(core, ParBilan { bilan: bilan.clone() }).await;
    let bref = bref.expect("computed").vaccins;
    for valence in [Valence::Dtp, Valence::Coq] {
        assert_ne!(etat(&bref, valence).statut, StatutVaccinal::Inconnu, "page and letter agree");
    }
    let raye = RayerDose {
        enfant: enfant.clone(),
        id: fait.doses[0].id.clone(),
        motif: "Finalement reporté.".to_owned(),
    };
    appel::dose_rayer(core, raye).await.expect("struck out");
    assert!(!lettre(banc, bilan).await.contains("Faits ce jour"));
}

#[tokio::test]
async fn what_a_record_says_was_given_that_day_waits_for_its_product_and_lot() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let (nom, texte) = escale_demo::CAS[6];
    let mut cas: Value = serde_json::from_str(texte).expect("JSON");
    cas["vaccinations"] = json!({ "source": "absent", "contre_indications": [], "doses": [] });
    for reponse in cas["reponses"].as_array_mut().expect("answers") {
        if reponse["code"] == "vac.faites_ce_jour" {
            reponse["valeur"] = json!(["DTP", "HPV"]);
        }
    }
    let importe = api::import(core, nom, &cas.to_string()).await.expect("imported");
    let sorti = let_out(core, &importe.dossier).await;
    assert_eq!(serde_json::to_value(&sorti).expect("JSON"), cas, "key for key");
    let dit = lettre(&banc, &importe.bilan).await;
    assert!(dit.contains("Faits ce jour : DTP, HPV (produit et lot à compléter)"), "{dit}");
    assert!(dit.contains("Doses reçues : aucune autre connue"), "{dit}");
    let calculs = ParBilan { bilan: importe.bilan.clone() };
    let bilan = appel::bilan_calculs(core, calculs).await.expect("computed").vaccins;
    let page = vaccins(core, &importe.enfant).await;
    for vue in [&bilan, &page] {
        assert_eq!(vue.a_completer[0].valences, [Valence::Dtp, Valence::Hpv]);
        for valence in [Valence::Dtp, Valence::Hpv] {
            assert_eq!(etat(vue, valence).doses_recues, 1);
            assert_ne!(etat(vue, valence).statut, StatutVaccinal::Inconnu);
        }
        assert_eq!(etat(vue, Valence::Coq).statut, StatutVaccinal::Inconnu);
    }
    // Completed, it is one dose and no more.
    let jour = sorti.bilan.date.court();
    let fait = appel::dose_ajouter(core, dose(&importe.enfant, "Gardasil 9", &[], &jour)).await;
    let fait = fait.expect("completed").vaccins;
    assert_eq!(fait.a_completer[0].valences, [Valence::Dtp]);
    assert_eq!(etat(&fait, Valence::Hpv).doses_recues, 1);
    let dit = lettre(&banc, &importe.bilan).await;
    assert!(
        dit.contains("HPV (Gardasil 9, lot à compléter) ; DTP (produit et lot à compléter)"),
        "{dit}"
    );
}
