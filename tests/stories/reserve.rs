//! Reinforced secrecy (V3) on the screens: caregivers read it, the coordinator and the secretary
//! learn neither the question nor the answer.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{ParId, Recherche};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::dossier::{self, Dossier};
use escale_domain::professionnel::Profession;
use serde_json::Value;

/// The bundled children whose records hold most that is V3.
const CAS: [&str; 3] = ["06", "10", "11"];

pub(crate) fn cas(numero: &str) -> (&'static str, &'static str) {
    *escale_demo::CAS
        .iter()
        .find(|(nom, _)| nom.contains(&format!("case-{numero}")))
        .expect("bundled")
}

/// Sentences of a record that only caregivers may read: free text that no other field repeats.
pub(crate) fn canaris(dossier: &Dossier) -> Vec<String> {
    let mut mots = Vec::new();
    let mut cueillir = |valeur: &Value| {
        let mut pile = vec![valeur];
        while let Some(valeur) = pile.pop() {
            match valeur {
                Value::String(texte) if texte.chars().count() > 12 => mots.push(texte.clone()),
                Value::Array(liste) => pile.extend(liste),
                Value::Object(objet) => pile.extend(objet.values()),
                _ => {}
            }
        }
    };
    for reponse in dossier.reponses.brutes().iter().filter(|r| r.visibilite == Visibilite::V3) {
        cueillir(&reponse.valeur);
    }
    for preco in dossier.preconisations.iter().filter(|p| p.visibilite == Visibilite::V3) {
        cueillir(&Value::from(preco.libelle.clone()));
        cueillir(&Value::from(preco.justification.clone()));
    }
    let mut reste = serde_json::to_value(dossier).expect("a value");
    for liste in ["reponses", "preconisations", "outils"] {
        let lignes = reste[liste].as_array_mut().expect("a list");
        lignes.retain(|ligne| ligne["visibilite"] != "V3");
    }
    for opposition in reste["enfant"]["secret_oppositions"].as_array_mut().expect("a list") {
        opposition["note"] = Value::Null;
    }
    let reste = reste.to_string();
    mots.retain(|mot| !reste.contains(mot.as_str()));
    mots
}

/// Everything that the screens of a child and of the last bilan are told, as one text.
async fn ecrans(banc: &Banc, dossier: &Dossier) -> String {
    let numero = dossier.enfant.num_dossier_local.clone();
    let recherche = Recherche { texte: numero, limite: 5 };
    let trouves = appel::enfant_chercher(&banc.core, recherche).await.expect("found");
    let id = trouves.lignes[0].id.clone();
    let page = appel::enfant_lire(&banc.core, ParId { id }).await.expect("a page");
    let mut texte = serde_json::to_string(&page).expect("json");
    let bilan = page.bilans[0].id.clone();
    for volet in VoletCode::ALL {
        match appel::volet_lire(&banc.core, banc::volet(&bilan, volet.code())).await {
            Ok(page) => texte.push_str(&serde_json::to_string(&page).expect("json")),
            Err(refus) => assert!(
                matches!(refus.code, Code::Interdit | Code::Introuvable),
                "{volet:?}: {refus:?}"
            ),
        }
    }
    if let Ok(page) = appel::bilan_lire(&banc.core, ParId { id: bilan }).await {
        texte.push_str(&serde_json::to_string(&page).expect("json"));
    }
    texte
}

#[tokio::test]
async fn the_coordinator_and_the_secretary_do_not_read_what_is_v3() {
    let banc = banc::pret().await;
    let mut dossiers = Vec::new();
    for numero in CAS {
        let (nom, texte) = cas(numero);
        api::import(&banc.core, nom, texte).await.expect("imported");
        dossiers.push(dossier::parse(nom, texte).expect("a record"));
    }
    for (profession, compte) in [
        (Profession::Medecin, "m.soin"),
        (Profession::Coordinateur, "c.suivi"),
        (Profession::Secretaire, "s.accueil"),
    ] {
        banc::add(&banc.core, ("Claude", compte), profession, Some(compte)).await;
    }
    for (compte, soigne) in [("m.soin", true), ("c.suivi", false), ("s.accueil", false)] {
        appel::coffre_ouvrir(&banc.core, banc::ouverture(compte, MOT)).await.expect("opened");
        let mut lus = 0;
        for dossier in &dossiers {
            let ecrans = ecrans(&banc, dossier).await;
            let canaris = canaris(dossier);
            assert!(!canaris.is_empty(), "{}", dossier.case_id);
            for canari in canaris {
                let json = serde_json::to_string(&canari).expect("json");
                let vu = ecrans.contains(json.trim_matches('"'));
                assert!(soigne || !vu, "{compte} reads a V3 text of {}", dossier.case_id);
                lus += usize::from(vu);
            }
        }
        assert_eq!(lus > 0, soigne, "{compte}");
    }
}
