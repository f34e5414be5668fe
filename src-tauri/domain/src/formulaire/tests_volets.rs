//! What each part asks, by age, sex and answers.

use super::*;
use serde_json::json;
use std::collections::BTreeMap;

fn contexte(age_mois: i32, sexe: Sexe) -> Contexte {
    let date_bilan = DateCivile::parse_iso("2026-03-17").expect("a day");
    Contexte {
        age_mois,
        sexe,
        date_naissance: date_bilan.plus_mois(-age_mois),
        date_bilan,
        aujourd_hui: date_bilan,
    }
}

fn poses(volet: VoletCode, age: i32, sexe: Sexe, valeurs: &serde_json::Value) -> Vec<String> {
    let valeurs: BTreeMap<String, serde_json::Value> =
        valeurs.as_object().expect("an object").clone().into_iter().collect();
    let forme = livre(volet, MODELE_VERSION).expect("a form");
    let etats = forme.etat(&contexte(age, sexe), &valeurs);
    etats.into_iter().filter(|e| e.active).map(|e| e.code).collect()
}

#[test]
fn no_heading_stands_over_nothing() {
    for volet in VoletCode::ALL {
        let forme = livre(*volet, MODELE_VERSION).expect("a form");
        for age in [0, 5, 11, 12, 17, 18, 23, 24, 35, 36, 71, 72, 83, 84, 95, 96, 131, 132, 215] {
            for sexe in [Sexe::F, Sexe::M] {
                let etats = forme.etat(&contexte(age, sexe), &BTreeMap::new());
                let actives = forme.questions.iter().zip(&etats).filter(|(_, e)| e.active);
                let titres: Vec<bool> = actives.map(|(q, _)| q.genre == Widget::Titre).collect();
                let seul = titres.windows(2).any(|paire| paire == [true, true]);
                assert!(!seul && titres.last() != Some(&true), "{volet:?} {age} {sexe:?}");
            }
        }
    }
}

#[test]
fn what_is_asked_follows_age_sex_and_answers() {
    let rien = json!({});
    for (volet, age, sexe, valeurs, code, attendu) in [
        (VoletCode::S03, 17, Sexe::F, &rien, "vie.proprete", false),
        (VoletCode::S03, 18, Sexe::F, &rien, "vie.proprete", true),
        (VoletCode::S03, 72, Sexe::F, &rien, "vie.proprete", false),
        (VoletCode::S03, 35, Sexe::F, &rien, "vie.activite_physique", false),
        (VoletCode::S04, 60, Sexe::M, &rien, "sco.niveau", true),
        (VoletCode::S04, 60, Sexe::M, &json!({"sco.mode": "maternelle"}), "sco.niveau", true),
        (VoletCode::S04, 60, Sexe::M, &json!({"sco.mode": "descolarise"}), "sco.niveau", false),
        (VoletCode::S05, 5, Sexe::M, &rien, "cro.oedeme", true),
        (VoletCode::S06, 35, Sexe::M, &rien, "vis.signes", true),
        (VoletCode::S06, 36, Sexe::M, &rien, "vis.signes", false),
        (VoletCode::S06, 29, Sexe::M, &rien, "vis.av_od", false),
        (VoletCode::S06, 90, Sexe::M, &rien, "aud.seuils", false),
        (VoletCode::S06, 90, Sexe::M, &json!({"aud.methode": "audiometrie"}), "aud.seuils", true),
        (VoletCode::S06, 47, Sexe::M, &json!({"aud.methode": "audiometrie"}), "aud.seuils", false),
        (VoletCode::S07, 11, Sexe::M, &rien, "den.douleur", false),
        (VoletCode::S10, 11, Sexe::M, &rien, "dev.age_marche", false),
        (VoletCode::S10, 84, Sexe::M, &rien, "dev.conclusion", false),
        (VoletCode::S11, 71, Sexe::M, &rien, "app.conclusion", false),
        (VoletCode::S12, 95, Sexe::F, &rien, "psy.idees_suicidaires", false),
        (VoletCode::S12, 96, Sexe::F, &rien, "psy.idees_suicidaires", true),
        (VoletCode::S14, 131, Sexe::F, &rien, "ado.seul", false),
        (VoletCode::S14, 132, Sexe::F, &rien, "ado.regles_douleur", true),
        (VoletCode::S14, 132, Sexe::M, &rien, "ado.regles_douleur", false),
        (VoletCode::S14, 190, Sexe::F, &rien, "ado.contraception", false),
        (
            VoletCode::S14,
            190,
            Sexe::M,
            &json!({"ado.sexualite_abordee": "oui"}),
            "ado.contraception",
            true,
        ),
        (VoletCode::S15, 23, Sexe::F, &rien, "enf.accord_examen", false),
        (VoletCode::S15, 36, Sexe::F, &rien, "enf.attentes", true),
    ] {
        let poses = poses(volet, age, sexe, valeurs);
        assert_eq!(poses.iter().any(|c| c == code), attendu, "{code} {age} {sexe:?} {valeurs}");
    }
}

#[test]
fn the_fields_of_an_observation_follow_its_state() {
    let forme = livre(VoletCode::S09, MODELE_VERSION).expect("a form");
    let peau = forme.question("exa.peau").expect("a question");
    let champs = |rangee: serde_json::Value| -> Vec<&str> {
        let (ctx, vide) = (contexte(60, Sexe::F), BTreeMap::new());
        let actifs = forme.colonnes_actives(peau, &rangee, &ctx, &vide);
        actifs.into_iter().map(|c| c.code.as_str()).collect()
    };
    assert_eq!(champs(json!(null)), ["etat"]);
    assert_eq!(champs(json!({"etat": "normal"})), ["etat"]);
    assert_eq!(champs(json!({"etat": "anormal"})), ["etat", "texte"]);
    let intime = forme.question("exa.genital_externe").expect("a question");
    let propose = proposition(intime, &contexte(60, Sexe::F));
    assert_eq!(propose, Some(json!({"etat": "non_examine"})));
}

#[test]
fn little_is_compulsory() {
    let obligatoires: Vec<&str> = VoletCode::ALL
        .iter()
        .filter_map(|v| livre(*v, MODELE_VERSION))
        .flat_map(|f| &f.questions)
        .filter(|q| q.obligatoire)
        .map(|q| q.code.as_str())
        .collect();
    assert_eq!(
        obligatoires,
        [
            "ctx.sources",
            "ant.allergies",
            "vac.statut_global",
            "dev.conclusion",
            "app.conclusion",
            "psy.urgence",
            "ado.seul",
            "syn.texte",
            "syn.niveau_suivi"
        ]
    );
}
