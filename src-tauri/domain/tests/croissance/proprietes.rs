//! What holds of any reading.

use escale_domain::croissance::oms::{TableAge, par_jour, par_mois};
use escale_domain::croissance::{AgeReleve, Ecart, Releve, assess};
use escale_domain::enfant::{Posture, Sexe};
use proptest::prelude::*;

fn sexe() -> impl Strategy<Value = Sexe> {
    prop_oneof![Just(Sexe::F), Just(Sexe::M)]
}

fn posture() -> impl Strategy<Value = Option<Posture>> {
    prop_oneof![Just(None), Just(Some(Posture::Couche)), Just(Some(Posture::Debout))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_input_panics_nor_gives_what_is_not_a_number(
        sexe in proptest::option::of(sexe()),
        posture in posture(),
        oedeme in any::<bool>(),
        en_mois in any::<bool>(),
        age in proptest::option::of(any::<f64>()),
        poids_kg in proptest::option::of(any::<f64>()),
        taille_cm in proptest::option::of(any::<f64>()),
        pc_cm in proptest::option::of(any::<f64>()),
    ) {
        let age = age.map(|age| if en_mois { AgeReleve::Mois(age) } else { AgeReleve::Jours(age) });
        let r = assess(&Releve { sexe, age, poids_kg, taille_cm, posture, pc_cm, oedeme });
        for ecart in [r.taille, r.poids, r.poids_taille, r.imc_age, r.pc].into_iter().flatten() {
            prop_assert!(ecart.z.is_finite());
        }
        prop_assert!(r.imc.is_none_or(f64::is_finite));
        prop_assert!(r.taille_corrigee_cm.is_none_or(|cm| cm.is_finite() && cm > 0.0));
    }

    #[test]
    fn a_greater_measure_never_scores_less(
        sexe in sexe(),
        posture in posture(),
        jours in 0.0..7000.0f64,
        (poids, taille, pc) in (0.1..150.0f64, 20.0..220.0f64, 10.0..80.0f64),
        plus in 0.0..5.0f64,
    ) {
        let de = |poids, taille, pc| assess(&Releve {
            sexe: Some(sexe),
            age: Some(AgeReleve::Jours(jours)),
            poids_kg: Some(poids),
            taille_cm: Some(taille),
            posture,
            pc_cm: Some(pc),
            oedeme: false,
        });
        let (avant, apres) = (de(poids, taille, pc), de(poids + plus, taille, pc + plus));
        let monte = |avant: Option<Ecart>, apres: Option<Ecart>| match (avant, apres) {
            (Some(avant), Some(apres)) => apres.z >= avant.z,
            (avant, apres) => avant == apres,
        };
        prop_assert!(monte(avant.poids, apres.poids));
        prop_assert!(monte(avant.imc_age, apres.imc_age));
        prop_assert!(monte(avant.poids_taille, apres.poids_taille));
        prop_assert!(monte(avant.pc, apres.pc));
        let plus_grand = de(poids, taille + plus, pc);
        prop_assert!(monte(avant.taille, plus_grand.taille));
        prop_assert!(monte(plus_grand.imc_age, avant.imc_age));
    }

    #[test]
    fn a_score_turned_back_is_the_measure(sexe in sexe(), mois in 0.0..228.0f64, z in -6.0..6.0f64) {
        for table in [TableAge::Taille, TableAge::Poids, TableAge::Imc, TableAge::PerimetreCranien] {
            let lms = if mois < 60.0 {
                par_jour(table, sexe, (mois * 30.4375).round() as u32)
            } else {
                par_mois(table, sexe, mois)
            };
            let Some(lms) = lms else { continue };
            if let Some(y) = lms.valeur_restreinte(z) {
                prop_assert!((lms.z_restreint(y) - z).abs() < 1e-6, "{table:?} {lms:?}");
            }
            if let Some(y) = lms.valeur(z) {
                prop_assert!((lms.z(y) - z).abs() < 1e-6, "{table:?} {lms:?}");
            }
            prop_assert!(lms.valeur(0.0).is_some_and(|y| (y - lms.m).abs() < 1e-9));
        }
    }
}
