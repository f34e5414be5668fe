//! What changes at each limit of WHO's rules, on both sides of it.

use escale_domain::croissance::{AgeReleve, Releve, Resultat, assess};
use escale_domain::enfant::{Posture, Sexe};

fn releve(age: Option<AgeReleve>, poids_kg: f64, taille_cm: f64) -> Releve {
    Releve {
        sexe: Some(Sexe::F),
        age,
        poids_kg: Some(poids_kg),
        taille_cm: Some(taille_cm),
        posture: None,
        pc_cm: Some(48.0),
        oedeme: false,
    }
}

fn jours(jours: f64) -> Option<AgeReleve> {
    Some(AgeReleve::Jours(jours))
}

fn mois(mois: f64) -> Option<AgeReleve> {
    Some(AgeReleve::Mois(mois))
}

fn prise(posture: Posture, releve: Releve) -> Resultat {
    assess(&Releve { posture: Some(posture), ..releve })
}

#[test]
fn posture_turns_on_day_731() {
    for (age, posture, attendu) in [
        (730.0, Posture::Debout, 86.7),
        (730.49, Posture::Debout, 86.7),
        (730.5, Posture::Debout, 86.0),
        (731.0, Posture::Debout, 86.0),
        (730.0, Posture::Couche, 86.0),
        (731.0, Posture::Couche, 85.3),
        (4000.0, Posture::Couche, 85.3),
    ] {
        let obtenu = prise(posture, releve(jours(age), 12.0, 86.0));
        assert_eq!(obtenu.taille_corrigee_cm, Some(attendu), "{age} {posture:?}");
        let imc = 12.0 / (attendu / 100.0f64).powi(2);
        assert!((obtenu.imc.expect("a BMI") - imc).abs() < 1e-9, "{age} {posture:?}");
    }
}

#[test]
fn standing_is_believed_from_nine_months() {
    for (age, ignoree, taille) in [(8.99, true, 70.0), (9.0, false, 70.7)] {
        let obtenu = prise(Posture::Debout, releve(mois(age), 8.0, 70.0));
        assert_eq!((obtenu.posture_ignoree, obtenu.taille_corrigee_cm), (ignoree, Some(taille)));
    }
    // 9 months are 273.9375 days.
    assert!(prise(Posture::Debout, releve(jours(273.0), 8.0, 70.0)).posture_ignoree);
    assert!(!prise(Posture::Debout, releve(jours(274.0), 8.0, 70.0)).posture_ignoree);
    assert!(!prise(Posture::Couche, releve(jours(100.0), 8.0, 60.0)).posture_ignoree);
}

#[test]
fn the_2007_reference_starts_at_sixty_months() {
    let avant = assess(&releve(mois(59.99), 18.0, 109.0));
    assert!(avant.pc.is_some() && avant.poids_taille.is_some() && avant.poids.is_some());
    let apres = assess(&releve(mois(60.0), 18.0, 109.0));
    assert!(apres.pc.is_none() && apres.poids_taille.is_none());
    assert!(apres.poids.is_some() && apres.taille.is_some() && apres.imc_age.is_some());
    // Day 1826 is 59.99 months, day 1827 is 60.02.
    assert!(assess(&releve(jours(1826.0), 18.0, 109.0)).pc.is_some());
    assert!(assess(&releve(jours(1827.0), 18.0, 109.0)).pc.is_none());
    assert!(assess(&releve(jours(1826.25), 18.0, 109.0)).pc.is_none());
}

#[test]
fn weight_ends_at_ten_years_and_the_rest_at_nineteen() {
    for (age, poids, taille) in [
        (120.0, true, true),
        (120.001, false, true),
        (121.0, false, true),
        (228.0, false, true),
        (228.001, false, false),
    ] {
        let obtenu = assess(&releve(mois(age), 40.0, 150.0));
        assert_eq!(obtenu.poids.is_some(), poids, "{age}");
        assert_eq!(obtenu.taille.is_some(), taille, "{age}");
        assert_eq!(obtenu.imc_age.is_some(), taille, "{age}");
    }
}

#[test]
fn weight_for_length_has_its_own_ends() {
    for (age, taille, attendu) in [
        (300.0, 44.9, false),
        (300.0, 45.0, true),
        (300.0, 110.0, true),
        (300.0, 110.01, false),
        (300.0, 110.1, false),
        (1000.0, 64.9, false),
        (1000.0, 65.0, true),
        (1000.0, 110.1, true),
        (1000.0, 120.0, true),
        (1000.0, 120.1, false),
    ] {
        let obtenu = assess(&releve(jours(age), 12.0, taille));
        assert_eq!(obtenu.poids_taille.is_some(), attendu, "{age} {taille}");
    }
}

#[test]
fn a_converted_length_takes_its_own_row() {
    // 103.1 - 0.7 is 102.39999999999999 in binary: the row of 102.4 cm must answer all the same.
    let converti = prise(Posture::Couche, releve(jours(1200.0), 16.0, 103.1));
    let direct = prise(Posture::Debout, releve(jours(1200.0), 16.0, 102.4));
    assert_eq!(converti.taille_corrigee_cm, Some(102.4));
    assert_eq!(converti, direct);
    for dixiemes in 657..=1207u32 {
        let cm = f64::from(dixiemes) / 10.0;
        let converti = prise(Posture::Couche, releve(jours(1200.0), 16.0, cm));
        let direct = assess(&releve(jours(1200.0), 16.0, f64::from(dixiemes - 7) / 10.0));
        assert_eq!(converti.poids_taille, direct.poids_taille, "{cm}");
        assert!(converti.poids_taille.is_some(), "{cm}");
    }
}

#[test]
fn without_an_age_weight_for_length_still_answers() {
    let z = |posture, taille: f64| {
        let obtenu = assess(&Releve { posture, ..releve(None, 12.0, taille) });
        assert_eq!(obtenu.taille_corrigee_cm, Some(taille));
        assert!(obtenu.taille.is_none() && obtenu.poids.is_none() && obtenu.imc_age.is_none());
        obtenu.poids_taille.expect("a score").z
    };
    assert_eq!(z(None, 86.9), z(Some(Posture::Couche), 86.9));
    assert_eq!(z(None, 87.0), z(Some(Posture::Debout), 87.0));
    assert_ne!(z(Some(Posture::Couche), 87.0), z(Some(Posture::Debout), 87.0));
}

#[test]
fn months_become_days_rounded_half_up() {
    // 0.5 month is 15.21875 days; 30 months 913.125 days: the tables by day answer.
    for (m, j) in [(0.5, 15.0), (30.0, 913.0), (59.99, 1826.0)] {
        let poids = |age| assess(&releve(age, 12.0, 86.0)).poids;
        assert_eq!(poids(mois(m)), poids(jours(j)), "{m}");
    }
}

#[test]
fn what_is_no_measure_gives_no_score() {
    for rien in [0.0, -3.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let obtenu = assess(&releve(jours(300.0), rien, rien));
        let sans_mesure = Resultat { pc: obtenu.pc, ..Resultat::default() };
        assert_eq!(obtenu, sans_mesure, "{rien}");
        assert!(obtenu.pc.is_some());
        // An age that cannot be gives nothing, not even weight for length.
        if rien != 0.0 {
            for age in [AgeReleve::Jours(rien), AgeReleve::Mois(rien)] {
                let obtenu = assess(&releve(Some(age), 10.0, 75.0));
                assert!(obtenu.poids.is_none() && obtenu.poids_taille.is_none(), "{age:?}");
            }
        }
    }
}

#[test]
fn sex_and_oedema_withhold_scores() {
    let sans_sexe = assess(&Releve { sexe: None, ..releve(jours(300.0), 9.0, 72.0) });
    assert_eq!(sans_sexe.taille_corrigee_cm, Some(72.0));
    assert!(sans_sexe.imc.is_some());
    assert!(sans_sexe.taille.is_none() && sans_sexe.poids.is_none() && sans_sexe.pc.is_none());
    let oedeme = assess(&Releve { oedeme: true, ..releve(jours(300.0), 9.0, 72.0) });
    assert!(oedeme.taille.is_some() && oedeme.pc.is_some() && oedeme.imc.is_some());
    assert!(oedeme.poids.is_none() && oedeme.imc_age.is_none() && oedeme.poids_taille.is_none());
}
