//! Words in what the program computes from: doses, decisions, answers to alerts, settings.

use super::Canaris;
use escale_core::api::vues::{
    AjouterDose, ChoisirCourbe, DeciderVaccin, DefinirParents, ImporterCourbe, ParBilan, RayerDose,
    ReglerSeuil, RepondreAlerte,
};
use escale_core::api::{Core, appel};
use escale_domain::bilan::Traitement;
use escale_domain::vaccination::{DecisionGenre, Preuve, Valence};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Where the centre keeps the growth reference that it loads.
pub(super) fn fichier(racine: &Path) -> PathBuf {
    racine.join("sorties").join("courbe.csv")
}

/// What the program computes from and what is answered to it: doses, decisions, alerts, settings.
pub(super) async fn compute(core: &Core, canaris: &mut Canaris, enfant: &str, bilan: &str) {
    let dose = AjouterDose {
        enfant: enfant.to_owned(),
        produit: canaris.mot(),
        valences: vec![Valence::Ror],
        date: "2017-06-01".to_owned(),
        lot: canaris.mot(),
        lieu: canaris.mot(),
        preuve: Preuve::Carnet,
        confirmee: false,
    };
    appel::dose_ajouter(core, AjouterDose { date: "2017-09-01".to_owned(), ..dose.clone() })
        .await
        .expect("added");
    let doses = appel::dose_ajouter(core, dose).await.expect("added").vaccins.doses;
    let (enfant, id, motif) = (enfant.to_owned(), doses[0].id.clone(), canaris.mot());
    let rayee = RayerDose { enfant: enfant.clone(), id, motif };
    appel::dose_rayer(core, rayee).await.expect("struck out");
    let decision = DeciderVaccin {
        enfant: enfant.clone(),
        valence: Valence::Bcg,
        decision: Some(DecisionGenre::Refus),
        motif: canaris.mot(),
        jusqu_au: String::new(),
    };
    appel::vaccin_decider(core, decision).await.expect("decided");
    let (pere, mere) = ("178,25".to_owned(), "1,62".to_owned());
    let parents = DefinirParents { enfant, pere, mere, vu: None };
    appel::parents_definir(core, parents).await.expect("recorded");
    let demande = ParBilan { bilan: bilan.to_owned() };
    let alertes = appel::bilan_calculs(core, demande).await.expect("computed").alertes;
    assert!(!alertes.is_empty(), "there is something to answer");
    for alerte in alertes {
        let reponse = RepondreAlerte {
            bilan: bilan.to_owned(),
            cle: alerte.alerte.cle,
            traitement: Traitement::Action,
            texte: canaris.mot(),
            preconisation: None,
        };
        appel::alerte_repondre(core, reponse).await.expect("answered");
    }
    let seuil = ReglerSeuil {
        code: "croissance.surpoids_5_19".to_owned(),
        valeur: Some("1,5".to_owned()),
        source: canaris.mot(),
    };
    appel::seuil_regler(core, seuil).await.expect("set");
}

/// A growth reference whose name, source, licence and table say a word; the file itself lies where the
/// centre keeps it.
pub(super) async fn load(core: &Core, canaris: &mut Canaris, racine: &Path) {
    let lignes = ["taille,F,0,1,50,0.04", "taille,F,240,1,165,0.04"];
    let entete = format!("indicateur,sexe,age_mois,L,M,S,{}", canaris.mot());
    let [a, b] = lignes.map(|ligne| format!("{ligne},{}", canaris.mot()));
    std::fs::write(fichier(racine), [entete, a, b].join("\n")).expect("written");
    let demande =
        ImporterCourbe { nom: canaris.mot(), source: canaris.mot(), licence: canaris.mot() };
    let charge = appel::courbe_importer(core, demande).await.expect("loaded");
    assert_eq!(charge.refus, Vec::<String>::new());
    let code = charge.courbe.expect("loaded");
    appel::courbe_choisir(core, ChoisirCourbe { code }).await.expect("chosen");
}

/// A record with what Escale adds to the format.
pub(super) fn raise(texte: &str) -> String {
    let mut cas: Value = serde_json::from_str(texte).expect("JSON");
    let (auteur, date) = (cas["bilan"]["binome"][0].clone(), cas["bilan"]["date"].clone());
    cas["tailles_parents"] = json!({ "pere_cm": 178.25, "mere_cm": null });
    cas["decisions_vaccinales"] = json!([{
        "valence": "BCG", "decision": "refus", "motif": "Refus", "jusqu_au": null,
        "auteur": auteur, "date": date,
    }]);
    cas["alertes"] = json!([{
        "cle": "vaccins.retard", "gravite": "importante", "traitement": "action",
        "texte": "Rendez-vous pris", "preconisation": null, "auteur": auteur, "date": date,
    }]);
    cas.to_string()
}
