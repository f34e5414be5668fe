//! What holds of every rule, whatever the facts.

use super::tests::*;
use crate::bilan::VoletCode;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every code that the dictionary asks.
fn codes() -> Vec<&'static str> {
    VoletCode::ALL.iter().flat_map(|s| dictionnaire::items(*s)).map(|i| i.code).collect()
}

/// Any JSON, with the words and keys that rules know among the leaves.
fn json_quelconque() -> impl Strategy<Value = Value> {
    let mots = proptest::sample::select(vec![
        "oui",
        "non",
        "inconnu",
        "anormal",
        "non_examine",
        "echec",
        "osm",
        "plan",
        "constate",
        "dit_enfant",
        "cassees",
        "strabisme",
        "I",
        "II",
        "2024",
        "2024-13",
        "ecart_bilan",
        "",
    ]);
    let cles = proptest::sample::select(vec![
        "etat",
        "valeur",
        "corrigee",
        "droite",
        "gauche",
        "500",
        "4000",
        "nombre",
        "domaines",
        "S",
        "G",
        "item9",
        "attention",
        "x",
    ]);
    let feuille = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        mots.prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
    ];
    feuille.prop_recursive(3, 12, 4, move |valeur| {
        prop_oneof![
            proptest::collection::vec(valeur.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((cles.clone(), valeur), 0..4).prop_map(|paires| {
                Value::Object(paires.into_iter().map(|(c, v)| (c.to_owned(), v)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_value_makes_a_rule_fall_over(
        valeurs in proptest::collection::vec(json_quelconque(), 30),
        debut in 0usize..200,
        mois in -3i32..400,
        z in proptest::num::f64::ANY,
        score in proptest::option::of(any::<i64>()),
        conclusion in "\\PC{0,30}",
    ) {
        let codes = codes();
        let mut invente = fille(mois)
            .mesure(Indicateur::Imc, z)
            .mesure(Indicateur::PerimetreCranien, z)
            .outil("PHQ-9", score, valeurs[0].clone(), &conclusion)
            .outil("PSC-17", score, valeurs[1].clone(), &conclusion);
        invente.pc_anterieurs = vec![(jour().plus_jours(-9), z), (jour().plus_jours(-8), 0.0)];
        for (i, valeur) in valeurs.into_iter().enumerate() {
            invente = invente.dit(codes[(debut + i) % codes.len()], valeur);
        }
        let trouvees = alertes(&invente.faits(), &tous_actifs());
        let cles: BTreeSet<&str> = trouvees.iter().map(|a| a.cle.as_str()).collect();
        prop_assert_eq!(cles.len(), trouvees.len(), "no two of one name");
        let titres: BTreeSet<&str> = trouvees.iter().map(|a| a.titre.as_str()).collect();
        prop_assert_eq!(titres.len(), trouvees.len(), "no two of one title");
        prop_assert!(trouvees.windows(2).all(|a| a[0].gravite <= a[1].gravite));
    }

    #[test]
    fn a_lower_z_never_weighs_less(z in -6.0f64..0.0, plus in 0.0f64..6.0) {
        for indicateur in [Indicateur::Taille, Indicateur::Poids, Indicateur::Imc] {
            let poids = |z| poids(&fille(30).mesure(indicateur, z));
            prop_assert!(poids(z - plus) >= poids(z), "{:?} {} {}", indicateur, z, plus);
        }
    }

    #[test]
    fn a_higher_build_never_weighs_less(z in 0.0f64..6.0, plus in 0.0f64..6.0, mois in 1i32..228) {
        let poids = |z| poids(&fille(mois).mesure(Indicateur::Imc, z));
        prop_assert!(poids(z + plus) >= poids(z));
    }

    #[test]
    fn a_higher_score_never_weighs_less(score in 0i64..40, plus in 0i64..20, outil in 0usize..7) {
        let outil = ["GAD-7", "PHQ-9", "PSC-17", "ADRS", "ADBB", "CATS-2", "ADOSPA"][outil];
        let poids = |score| poids(&fille(160).score(outil, score));
        prop_assert!(poids(score + plus) >= poids(score));
    }

    #[test]
    fn more_caries_louder_sounds_and_fewer_tenths_never_weigh_less(
        n in 0i64..30,
        plus in 0i64..30,
        ans in 3i32..17,
    ) {
        let measure = |n: i64| {
            let invente = fille(ans * 12).dit("den.caries_visibles", n);
            let invente = invente.dit("aud.seuils", json!({"droite": {"500": n}}));
            poids(&invente.dit("vis.av_bino", json!({"valeur": 60 - n})))
        };
        prop_assert!(measure(n + plus) >= measure(n));
    }

    #[test]
    fn a_wider_change_of_the_head_never_weighs_less(z in 0.0f64..3.0, plus in 0.0f64..3.0) {
        let measure = |z| {
            let mut invente = fille(12).mesure(Indicateur::PerimetreCranien, z);
            invente.pc_anterieurs = vec![(jour().plus_jours(-60), 0.0)];
            poids(&invente)
        };
        prop_assert!(measure(z + plus) >= measure(z));
    }
}

/// How much all that is found weighs: the gravest first, then how many.
fn poids(invente: &Invente) -> i32 {
    let trouvees = alertes(&invente.faits(), &tous_actifs());
    let points = |a: &Alerte| match a.gravite {
        Gravite::Urgente => 100,
        Gravite::Importante => 10,
        Gravite::ASurveiller => 1,
    };
    trouvees.iter().map(points).sum()
}

#[test]
fn a_graver_answer_never_weighs_less() {
    for (code, echelle) in [
        ("psy.idees_suicidaires", &["aucun", "passives", "actives", "plan"][..]),
        ("psy.retentissement", &["aucun", "leger", "modere", "severe"]),
        ("aud.conclusion", &["normal", "a_controler", "anormal"]),
        ("aud.otoscopie_d", &["normal", "osm", "perforation"]),
        ("dev.conclusion", &["conforme", "a_surveiller", "ecart_bilan", "ecart_pco"]),
        ("app.conclusion", &["conforme", "a_surveiller", "ecart_bilan"]),
    ] {
        let poids: Vec<i32> = echelle.iter().map(|v| poids(&fille(70).dit(code, *v))).collect();
        assert!(poids.is_sorted() && poids[0] < poids[poids.len() - 1], "{code} {poids:?}");
    }
}

#[test]
fn a_threshold_without_a_source_never_speaks() {
    for decrit in CATALOGUE {
        let mut seuils = tous_actifs();
        seuils.settle(decrit.code, decrit.valeur, "").expect("switched off");
        for (invente, _) in rangees() {
            let trouvees = alertes(&invente.faits(), &seuils);
            assert!(trouvees.iter().all(|a| a.source != decrit.code), "{}", decrit.code);
        }
    }
    // All of them off: nothing is left of the rules that stand on thresholds.
    let mut seuils = Seuils::default();
    for decrit in CATALOGUE {
        seuils.settle(decrit.code, decrit.valeur, "").expect("switched off");
    }
    for (invente, _) in rangees() {
        assert!(alertes(&invente.faits(), &seuils).iter().all(|a| a.seuil.is_none()));
    }
}

#[test]
fn not_knowing_not_having_looked_and_nothing_raise_nothing() {
    let vides = [
        json!("inconnu"),
        json!("non_examine"),
        json!("non_realise"),
        json!({"etat": "non_examine", "S": "I", "G": "I"}),
        json!({"etat": "inconnu"}),
        json!([]),
        json!({}),
        Value::Null,
    ];
    for code in codes() {
        for vide in &vides {
            // The others of a rule are as bad as can be.
            let invente = fille(160)
                .dit("exp.ip_signalement", json!({"etat": "non"}))
                .dit("psy.suivi", "jamais")
                .dit(code, vide.clone());
            assert_eq!(lignes(&invente, &tous_actifs()), [""; 0], "{code} {vide}");
        }
    }
}

/// An answer without which an alert would not be there, or would be another one, hides it.
#[test]
fn an_answer_under_reinforced_secrecy_hides_its_alerts() {
    let mut caches = 0;
    for (invente, _) in rangees() {
        let avant = alertes(&invente.faits(), &tous_actifs());
        for i in 0..invente.reponses.len() {
            let mut sans = invente.clone();
            sans.reponses.liste_mut().remove(i);
            let sans = alertes(&sans.faits(), &tous_actifs());
            let mut secret = invente.clone();
            secret.reponses.liste_mut()[i].visibilite = Visibilite::V3;
            for alerte in alertes(&secret.faits(), &tous_actifs()) {
                let ouverte = avant.iter().find(|a| a.cle == alerte.cle).expect("the same");
                let tenait = !sans.contains(ouverte);
                if tenait {
                    assert_eq!(alerte.visibilite, Visibilite::V3, "{}", alerte.cle);
                    caches += 1;
                }
            }
        }
        for i in 0..invente.outils.len() {
            let mut secret = invente.clone();
            secret.outils[i].visibilite = Visibilite::V3;
            let trouvees = alertes(&secret.faits(), &tous_actifs());
            assert!(trouvees.iter().all(|a| a.visibilite == Visibilite::V3));
            caches += trouvees.len();
        }
    }
    assert!(caches > 60, "{caches}");
}

#[test]
fn a_measure_under_reinforced_secrecy_hides_its_alert() {
    for (indicateur, z, code) in [
        (Indicateur::Taille, -3.0, "cro.taille"),
        (Indicateur::Poids, -3.0, "cro.poids"),
        (Indicateur::Imc, -3.0, "cro.taille"),
        (Indicateur::PoidsTaille, 4.0, "cro.poids"),
    ] {
        for invraisemblable in [false, true] {
            let mut invente = fille(30).mesure(indicateur, z).dit(code, 12.5);
            invente.croissance[0].invraisemblable = invraisemblable;
            let visibilite = |i: &Invente| {
                let trouvees = alertes(&i.faits(), &Seuils::default());
                assert_eq!(trouvees.len(), 1);
                trouvees[0].visibilite
            };
            assert_eq!(visibilite(&invente), Visibilite::V2);
            invente.reponses.liste_mut()[0].visibilite = Visibilite::V3;
            assert_eq!(visibilite(&invente), Visibilite::V3, "{code}");
        }
    }
}

#[test]
fn a_corrected_figure_is_as_secret_as_the_term() {
    let mut invente = fille(13).mesure(Indicateur::Taille, -3.0).corrige().dit("ant.terme_sa", 31);
    invente.reponses.liste_mut()[0].visibilite = Visibilite::V3;
    let trouvees = alertes(&invente.faits(), &Seuils::default());
    assert_eq!((trouvees.len(), trouvees[0].visibilite), (1, Visibilite::V3));
}

#[test]
fn what_speaks_of_violence_is_always_under_reinforced_secrecy() {
    let mut invente = fille(96)
        .dit("exp.violence_psy", "constate")
        .dit("exp.ip_signalement", json!({"etat": "non"}));
    for reponse in invente.reponses.liste_mut() {
        reponse.visibilite = Visibilite::V1;
    }
    let trouvees = alertes(&invente.faits(), &Seuils::default());
    assert_eq!((trouvees.len(), trouvees[0].visibilite), (1, Visibilite::V3));
}
