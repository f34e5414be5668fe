use super::*;
use crate::calcul::{Matiere, Reglages, alertes};
use crate::dossier;
use serde_json::json;
use std::collections::BTreeSet;

fn cas(texte: &str) -> Dossier {
    dossier::parse("cas.json", texte).expect("a case reads")
}

fn propositions(dossier: &Dossier) -> Vec<Proposition> {
    let matiere = Matiere::du_dossier(dossier);
    let trouvees = alertes(dossier, &matiere, &matiere.vaccins(), &Reglages::default());
    propose(dossier, &trouvees)
}

macro_rules! cas {
    ($nom:literal) => {
        include_str!(concat!("../../../../tests/cases/", $nom, ".json"))
    };
}

const TOUS: [&str; 12] = [
    cas!("case-01-nourrisson"),
    cas!("case-02-prematuree"),
    cas!("case-03-jumeau-a"),
    cas!("case-04-jumelle-b"),
    cas!("case-05-nom-a-particules"),
    cas!("case-06-lieu-confidentiel"),
    cas!("case-07-annuel-sante-protegee"),
    cas!("case-08-textes-longs"),
    cas!("case-09-mna-donnees-manquantes"),
    cas!("case-10-urgence-psychiatrique"),
    cas!("case-11-opposition-mineur"),
    cas!("case-12-translitteration"),
];

#[test]
fn every_case_gives_proposals_that_the_form_of_the_synthesis_takes() {
    let domaines: BTreeSet<&str> = dictionnaire::item("syn.problemes")
        .and_then(|i| i.colonnes.iter().find(|c| c.cle == "domaine"))
        .map(|c| c.choix.iter().map(|choix| choix.code).collect())
        .expect("the list of domains");
    for texte in TOUS {
        let dossier = cas(texte);
        let toutes = propositions(&dossier);
        assert!(!toutes.is_empty(), "{}", dossier.case_id);
        let cles: BTreeSet<&str> = toutes.iter().map(|p| p.cle.as_str()).collect();
        assert_eq!(cles.len(), toutes.len(), "{}: two of one name", dossier.case_id);
        for p in &toutes {
            assert!(!p.libelle.is_empty() && p.libelle.chars().count() <= LIBELLE_MAX, "{p:?}");
            assert!(domaines.contains(p.domaine) && (1..=3).contains(&p.poids), "{p:?}");
            assert!(!p.detail.is_empty(), "{p:?}");
            if let Some(preco) = &p.preconisation {
                assert!(!preco.libelle.is_empty() && preco.delai_jours > 0, "{p:?}");
            }
        }
    }
}

#[test]
fn the_gravest_comes_first_and_what_is_missing_last() {
    for texte in TOUS {
        let toutes = propositions(&cas(texte));
        let rangs: Vec<_> =
            toutes.iter().map(|p| (p.origine == Origine::Manque, 3 - p.poids)).collect();
        assert!(rangs.is_sorted(), "{rangs:?}");
    }
}

#[test]
fn an_answer_that_an_alert_speaks_of_is_proposed_once() {
    let mut dossier = cas(cas!("case-07-annuel-sante-protegee"));
    let mut modele = dossier.reponses.brutes()[0].clone();
    modele.visibilite = Visibilite::V2;
    let dire = |dossier: &mut Dossier, code: &str, volet, valeur| {
        dossier.reponses.brutes_mut().retain(|r| r.code != code);
        let (code, section) = (code.to_owned(), volet);
        dossier.reponses.push(crate::bilan::Reponse { code, section, valeur, ..modele.clone() });
    };
    dire(&mut dossier, "den.douleur", VoletCode::S07, json!("oui"));
    dire(&mut dossier, "exa.peau", VoletCode::S09, json!({"etat": "anormal", "texte": "Eczéma"}));
    let toutes = propositions(&dossier);
    let dents: Vec<&Proposition> = toutes.iter().filter(|p| p.cle.ends_with("douleur")).collect();
    assert_eq!(dents.len(), 1, "{dents:?}");
    assert_eq!((dents[0].origine, dents[0].domaine), (Origine::Alerte, "dents"));
    let peau = toutes.iter().find(|p| p.cle == "reponse:exa.peau").expect("proposed");
    assert!(peau.libelle.contains("Eczéma") && peau.domaine == "peau", "{peau:?}");
    assert_eq!(peau.preconisation.as_ref().map(|p| p.preco_type), Some(PreconisationType::ConsMg));

    dire(&mut dossier, "exa.peau", VoletCode::S09, json!({"etat": "normal"}));
    assert!(propositions(&dossier).iter().all(|p| p.cle != "reponse:exa.peau"));
}

/// The doctor has no form to look into: the reason is what was found, or the answer.
#[test]
fn the_reason_of_a_proposal_is_the_answer() {
    let mut dossier = cas(cas!("case-07-annuel-sante-protegee"));
    let modele = dossier.reponses.brutes()[0].clone();
    dossier.reponses.brutes_mut().clear();
    for (code, volet, valeur) in [
        ("psy.retentissement", VoletCode::S12, json!("leger")),
        ("vac.statut_global", VoletCode::S08, json!("incomplet")),
        ("exa.peau", VoletCode::S09, json!({"etat": "anormal", "texte": "Eczéma"})),
    ] {
        dossier.reponses.push(crate::bilan::Reponse {
            code: code.to_owned(),
            section: volet,
            valeur,
            visibilite: Visibilite::V2,
            ..modele.clone()
        });
    }
    let toutes = propose(&dossier, &[]);
    let detail = |code: &str| {
        let cle = format!("reponse:{code}");
        let p = toutes.iter().find(|p| p.cle == cle).unwrap_or_else(|| panic!("{code}"));
        p.detail.replace('\u{a0}', " ")
    };
    assert_eq!(detail("psy.retentissement"), "Retentissement : léger");
    assert_eq!(detail("vac.statut_global"), "État vaccinal : incomplet");
    assert!(detail("exa.peau").contains("Eczéma"), "{}", detail("exa.peau"));
    for texte in TOUS {
        let dossier = cas(texte);
        for p in propositions(&dossier).iter().filter(|p| p.origine == Origine::Anomalie) {
            let renvoi = format!(", {}", p.volet.label());
            assert!(!p.detail.ends_with(&renvoi) && !p.detail.starts_with('«'), "{p:?}");
        }
    }
}

/// An urgency of the teeth is one of the teeth.
#[test]
fn a_proposal_stands_in_the_part_of_its_alert() {
    let mut dossier = cas(cas!("case-07-annuel-sante-protegee"));
    let reponse =
        dossier.reponses.brutes_mut().iter_mut().find(|r| r.code == "den.urgence").expect("asked");
    reponse.valeur = json!("oui");
    let toutes = propositions(&dossier);
    let urgence = toutes.iter().find(|p| p.cle == "alerte:dents.urgence").expect("proposed");
    assert_eq!((urgence.volet, urgence.domaine), (VoletCode::S07, "dents"));
    assert_eq!(urgence.detail.replace('\u{a0}', " "), "Urgence dentaire : réponse « oui ».");
}

#[test]
fn what_is_under_reinforced_secrecy_is_never_kept_by_one_click() {
    let mut dossier = cas(cas!("case-10-urgence-psychiatrique"));
    for reponse in dossier.reponses.brutes_mut() {
        reponse.visibilite = Visibilite::V3;
    }
    let toutes = propositions(&dossier);
    assert!(toutes.iter().any(|p| p.visibilite == Visibilite::V3));
    assert!(toutes.iter().all(|p| p.origine != Origine::Anomalie));
    for p in toutes {
        assert_eq!(p.se_garde(), p.visibilite != Visibilite::V3, "{p:?}");
    }
}

#[test]
fn what_is_missing_is_said_in_words() {
    let mut dossier = cas(cas!("case-07-annuel-sante-protegee"));
    let carnet =
        |dossier: &Dossier| propositions(dossier).iter().any(|p| p.cle == "manque:carnet_sante");
    dossier.enfant.carnet_sante = CarnetSante::Inconnu;
    assert!(!carnet(&dossier), "nobody said that it is missing");
    dossier.enfant.carnet_sante = CarnetSante::Perdu;
    assert!(carnet(&dossier));
    dossier.autorisations.truncate(1);
    dossier.autorisations[0].statut = AutorisationStatut::ADemander;
    dossier.autorisations[0].acte = "vaccinations_non_obligatoires".to_owned();
    let section = &mut dossier.bilan.sections[0];
    section.statut = VoletStatut::NonRealise;
    section.motif = Some("Enfant endormi".to_owned());
    let volet = section.code;
    let phrases: Vec<String> = propositions(&dossier)
        .into_iter()
        .filter(|p| p.origine == Origine::Manque)
        .map(|p| p.libelle)
        .collect();
    for attendue in [
        format!("Partie «\u{a0}{}\u{a0}» non réalisée\u{a0}: Enfant endormi", volet.label()),
        "Carnet de santé perdu".to_owned(),
        "Autorisation à demander\u{a0}: vaccinations non obligatoires".to_owned(),
    ] {
        assert!(phrases.contains(&attendue), "{attendue}: {phrases:?}");
    }
}

#[test]
fn a_long_text_is_cut_between_words() {
    assert_eq!(court("  court  "), "court");
    let long = court(&"mot ".repeat(200));
    assert!(long.chars().count() <= LIBELLE_MAX && long.ends_with("mot…"), "{long}");
    let bloc = court(&"é".repeat(500));
    assert_eq!(bloc.chars().count(), LIBELLE_MAX);
}
