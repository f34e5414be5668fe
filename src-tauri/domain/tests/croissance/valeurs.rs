//! Scores against WHO's own and against an independent computation.

use super::csv::{Ligne, parse};
use escale_domain::croissance::{AgeReleve, Ecart, Releve, assess};
use escale_domain::enfant::{Posture, Sexe};

const ENQUETE: &str = include_str!("../references/croissance/anthroplus_enquete.csv");
const ALEATOIRES: &str = include_str!("../references/croissance/valeurs_aleatoires.csv");

/// Same score to `pres`, same flag.
fn compare(ou: &str, ligne: &Ligne, nom: &str, obtenu: Option<Ecart>, pres: f64) {
    let (z, drapeau) = (ligne.nombre(&format!("z{nom}")), ligne.nombre(&format!("f{nom}")));
    assert_eq!(obtenu.is_some(), z.is_some(), "{ou}: z{nom} {obtenu:?} {z:?}");
    if let (Some(obtenu), Some(z)) = (obtenu, z) {
        assert!((obtenu.z - z).abs() < pres, "{ou}: z{nom} {} instead of {z}", obtenu.z);
        assert_eq!(obtenu.invraisemblable, drapeau == Some(1.0), "{ou}: f{nom} at {z}");
    }
}

#[test]
fn the_survey_of_who_scores_as_who_scored_it() {
    let lignes = parse(ENQUETE);
    assert_eq!(lignes.len(), 933);
    let mut scores = [0; 3];
    for (numero, ligne) in lignes.iter().enumerate() {
        let mois = ligne.nombre("age_months").expect("an age");
        let obtenu = assess(&Releve {
            sexe: Sexe::from_code(ligne.texte("sex")),
            age: Some(AgeReleve::Mois(mois)),
            poids_kg: ligne.nombre("weight_kg"),
            taille_cm: ligne.nombre("height_cm"),
            posture: Some(Posture::Debout),
            pc_cm: None,
            oedeme: ligne.texte("oedema") == "y",
        });
        let ou = format!("row {}", numero + 2);
        // WHO's older program went past the upper ages; its package and its text stop at them.
        if mois <= 228.0 {
            compare(&ou, ligne, "hfa", obtenu.taille, 0.001);
            compare(&ou, ligne, "bfa", obtenu.imc_age, 0.001);
        } else {
            assert_eq!((obtenu.taille, obtenu.imc_age), (None, None), "{ou}");
        }
        if mois <= 120.0 {
            compare(&ou, ligne, "wfa", obtenu.poids, 0.001);
        } else {
            assert_eq!(obtenu.poids, None, "{ou}");
        }
        for (compte, ecart) in scores.iter_mut().zip([obtenu.taille, obtenu.imc_age, obtenu.poids])
        {
            *compte += usize::from(ecart.is_some());
        }
    }
    assert!(scores[0] > 800 && scores[1] > 800 && scores[2] > 200, "{scores:?}");
}

#[test]
fn two_thousand_readings_score_as_elsewhere() {
    let lignes = parse(ALEATOIRES);
    assert_eq!(lignes.len(), 2000);
    for (numero, ligne) in lignes.iter().enumerate() {
        let age = ligne
            .nombre("age_days")
            .map(AgeReleve::Jours)
            .or_else(|| ligne.nombre("age_months").map(AgeReleve::Mois));
        let obtenu = assess(&Releve {
            sexe: Sexe::from_code(ligne.texte("sex")),
            age,
            poids_kg: ligne.nombre("weight_kg"),
            taille_cm: ligne.nombre("lenhei_cm"),
            posture: match ligne.texte("measure") {
                "l" => Some(Posture::Couche),
                "h" => Some(Posture::Debout),
                _ => None,
            },
            pc_cm: ligne.nombre("headc_cm"),
            oedeme: ligne.texte("oedema") == "y",
        });
        let ou = format!("row {}", numero + 2);
        assert_eq!(obtenu.taille_corrigee_cm, ligne.nombre("clenhei"), "{ou}");
        let imc = ligne.nombre("cbmi");
        assert_eq!(obtenu.imc.is_some(), imc.is_some(), "{ou}");
        assert!((obtenu.imc.unwrap_or(0.0) - imc.unwrap_or(0.0)).abs() < 1e-4, "{ou}");
        compare(&ou, ligne, "len", obtenu.taille, 0.011);
        compare(&ou, ligne, "wei", obtenu.poids, 0.011);
        compare(&ou, ligne, "wfl", obtenu.poids_taille, 0.011);
        compare(&ou, ligne, "bmi", obtenu.imc_age, 0.011);
        compare(&ou, ligne, "hc", obtenu.pc, 0.011);
    }
}
