//! The tables themselves, and what a centre may set.

use super::tests::*;
use crate::bilan::VoletCode;
use crate::texte::{fold, typographie};
use std::collections::BTreeSet;

#[test]
fn the_table_of_rules_agrees_with_the_dictionary_and_the_thresholds() {
    let codes: BTreeSet<&str> = REGLES.iter().map(|r| r.code).collect();
    assert_eq!(codes.len(), REGLES.len());
    assert!(REGLES.windows(2).all(|r| r[0].section <= r[1].section), "order of the parts");
    for regle in REGLES {
        for lu in regle.lit {
            let connu = HORS_DICTIONNAIRE.contains(lu) || dictionnaire::item(lu).is_some();
            assert!(connu, "{} reads {lu}", regle.code);
        }
        assert_eq!(regle.source.is_empty(), !regle.seuils.is_empty(), "{}", regle.code);
    }
    let des_regles: Vec<&str> = REGLES.iter().flat_map(|r| r.seuils).copied().collect();
    let du_catalogue: Vec<&str> = CATALOGUE.iter().map(|s| s.code).collect();
    let uniques: BTreeSet<&str> = du_catalogue.iter().copied().collect();
    assert_eq!(uniques.len(), du_catalogue.len());
    assert_eq!(uniques, des_regles.iter().copied().collect());
    assert_eq!(des_regles.len(), du_catalogue.len(), "one rule for each threshold");
    let urgences: BTreeSet<&str> =
        super::suivi::dictionnaire_des_urgences().map(|i| i.code).collect();
    let lues = REGLES.iter().filter(|r| r.code.ends_with(".urgence")).flat_map(|r| r.lit);
    assert_eq!(urgences, lues.copied().collect());
}

/// A rule stands in the part of every answer that it reads: an urgency of the teeth is not filed under
/// the psyche, nor what an adolescent told under another part.
#[test]
fn a_rule_stands_in_the_part_of_what_it_reads() {
    for regle in REGLES {
        for item in regle.lit.iter().filter_map(|code| dictionnaire::item(code)) {
            assert_eq!(item.section, regle.section, "{} reads {}", regle.code, item.code);
        }
    }
    for alerte in toutes() {
        let regle = REGLES.iter().find(|r| r.code == alerte.regle).expect("a rule");
        let outil = regle.lit == ["outils"];
        assert!(outil || alerte.volet == regle.section, "{}", alerte.cle);
    }
    // A tool is answered where it was noted, or in the part that it is known in.
    let adospa = fille(180).score("ADOSPA", 4);
    assert_eq!(alertes(&adospa.faits(), &Seuils::default())[0].volet, VoletCode::S14);
    let mut ailleurs = fille(180).score("GAD-7", 16);
    ailleurs.outils[0].volet = Some(VoletCode::S13);
    assert_eq!(alertes(&ailleurs.faits(), &Seuils::default())[0].volet, VoletCode::S13);
}

/// Where no rule watches a value, the field says so; where one does, it does not.
#[test]
fn what_no_rule_watches_says_so() {
    let mut seuils = Seuils::default();
    let acuite = json!({"valeur": 2, "corrigee": "non"});
    let dit = |code: &str, valeur: &Value, ans, seuils: &Seuils| {
        sans_regle(code, valeur, ans, seuils).map(|phrase| phrase.replace('\u{a0}', " "))
    };
    let valeur = "Aucune règle ne surveille cette valeur : à vous d’en juger.";
    for (code, dite, ans, attendu) in [
        ("vis.av_od", acuite.clone(), 7, None),
        ("vis.av_od", acuite.clone(), 2, Some("vérifié à cet âge")),
        ("cro.pc", json!(44), 1, Some("vérifié à cet âge")),
        ("cro.temp", json!(40.2), 7, Some("connu du programme")),
        ("cro.fc", json!(150), 7, Some("connu du programme")),
        ("cro.poids", json!(12.5), 3, None),
        ("cro.ta_sys", json!(110), 7, None),
        ("cro.puberte", json!({"S": "II"}), 9, None),
        ("cro.puberte", json!({"etat": "non_examine"}), 9, None),
        ("ado.fugues", json!(3), 15, Some("connu du programme")),
        ("ado.fugues", json!(0), 15, None),
        ("ado.prostitution_risque", json!("oui"), 15, None),
        ("ado.regles_douleur", json!("oui"), 15, Some("secret renforcé")),
        ("ado.regles_douleur", json!("non"), 15, None),
        ("den.caries_visibles", json!(2), 7, None),
        // Abnormal and already proposed for the synthesis, so no sentence is needed.
        ("exa.peau", json!({"etat": "anormal"}), 7, None),
        // No sign: a weight at birth, a text, nothing.
        ("ant.poids_naiss", json!(2800), 7, None),
        ("ado.maison", json!("chez sa tante"), 15, None),
        ("cro.temp", Value::Null, 7, None),
        ("zzz.rien", json!(1), 7, None),
    ] {
        let phrase = dit(code, &dite, ans, &seuils);
        assert_eq!(phrase.is_some(), attendu.is_some(), "{code} {dite} at {ans}: {phrase:?}");
        if let (Some(phrase), Some(attendu)) = (phrase, attendu) {
            assert!(phrase.contains("à vous d’en juger"), "{phrase}");
            assert!(phrase.contains(attendu), "{code}: {phrase}");
            assert!(phrase.starts_with(valeur) || attendu == "secret renforcé", "{phrase}");
        }
    }
    seuils.settle("vision.acuite_5_ans", 8.0, "").expect("switched off");
    assert!(dit("vis.av_od", &acuite, 7, &seuils).is_some(), "switched off by the centre");
    seuils.settle("croissance.pc_tendance", 1.0, "Avis du centre").expect("a source");
    assert!(dit("cro.pc", &json!(44), 1, &seuils).is_none());
}

/// A default with a source is what the text says; a default from memory has no source.
#[test]
fn the_thresholds_that_ship_with_a_source() {
    let actifs: Vec<&str> =
        Seuils::default().tous().iter().filter(|s| s.actif).map(|s| s.code).collect();
    assert_eq!(
        actifs,
        [
            "croissance.taille_basse",
            "croissance.taille_tres_basse",
            "croissance.poids_bas",
            "croissance.poids_tres_bas",
            "croissance.corpulence_basse",
            "croissance.corpulence_tres_basse",
            "croissance.surpoids_0_4",
            "croissance.obesite_0_4",
            "croissance.surpoids_5_19",
            "croissance.obesite_5_19",
            "puberte.seins_precoces",
            "puberte.garcon_precoce",
            "puberte.fille_tardive",
            "puberte.garcon_tardif",
            "vision.acuite_3_ans",
            "vision.acuite_4_ans",
            "vision.acuite_5_ans",
            "audition.seuil",
            "dents.examen_annuel",
            "outil.gad7",
            "outil.gad7_haut",
            "outil.psc17",
            "outil.psc17_internalisation",
            "outil.psc17_attention",
            "outil.psc17_externalisation",
            "outil.cats2",
            "outil.adospa",
            "outil.adospa_haut",
        ]
    );
}

#[test]
fn a_centre_sets_a_threshold_and_is_told_why_not() {
    let mut seuils = Seuils::default();
    let z = |z| fille(30).mesure(Indicateur::Taille, z);
    assert!(lignes(&z(-1.7), &seuils).is_empty());
    seuils.settle("croissance.taille_basse", -1.5, " Avis du centre ").expect("a threshold");
    let trouvees = alertes(&z(-1.7).faits(), &seuils);
    assert_eq!(trouvees[0].source, "Avis du centre");
    assert_eq!(trouvees[0].seuil.as_deref(), Some("seuil\u{a0}: −1,5\u{a0}écart-type, réglable"));
    let vu = |seuils: &Seuils| seuils.tous()[0].clone();
    assert!(vu(&seuils).regle && vu(&seuils).valeur_par_defaut == -2.0);
    assert_eq!(seuils.reglages().count(), 1);
    // Without a source there is no alert, even far below the threshold.
    seuils.settle("croissance.taille_basse", -1.5, "  ").expect("switched off");
    assert!(!vu(&seuils).actif);
    assert!(lignes(&z(-1.7), &seuils).is_empty());
    seuils.restore("croissance.taille_basse");
    assert_eq!(seuils, Seuils::default());

    for (code, valeur, source, phrase) in [
        ("croissance.inconnu", 1.0, "x", "Ce seuil n’existe pas dans cette version du programme."),
        (
            "croissance.taille_basse",
            2.0,
            "x",
            "« Taille basse » : la valeur doit être comprise entre −6 et −0,5 écart-type.",
        ),
        (
            "audition.seuil",
            f64::NAN,
            "x",
            "« Seuil auditif le plus élevé encore normal » : la valeur doit être comprise entre 0 et \
             60 dB.",
        ),
        (
            "dents.examen_annuel",
            12.0,
            "une\nautre",
            "« Délai entre deux examens bucco-dentaires » : la source tient sur une ligne, en 300 \
             signes au plus.",
        ),
    ] {
        let refus = seuils.settle(code, valeur, source).expect_err("a refusal");
        assert_eq!(refus.replace('\u{a0}', " "), phrase);
    }
    assert!(seuils.settle("audition.seuil", 25.0, &"x".repeat(301)).is_err());
    assert_eq!(seuils, Seuils::default(), "a refusal changes nothing");
}

#[test]
fn every_threshold_has_its_default_between_its_bounds() {
    for decrit in CATALOGUE {
        assert!((decrit.min..=decrit.max).contains(&decrit.valeur), "{}", decrit.code);
        assert!(!decrit.note.is_empty() && !decrit.label.is_empty(), "{}", decrit.code);
    }
}

/// Every alert that the tables give.
fn toutes() -> Vec<Alerte> {
    rangees().iter().flat_map(|(i, _)| alertes(&i.faits(), &tous_actifs())).collect()
}

#[test]
fn every_text_is_french_as_it_is_printed() {
    let regles = REGLES.iter().flat_map(|r| [r.titre, r.source]).map(str::to_owned);
    let seuils = CATALOGUE.iter().flat_map(|s| [s.label, s.source, s.note]).map(str::to_owned);
    let alertes = toutes().into_iter().flat_map(|a| {
        assert!(a.raison.ends_with('.') && !a.titre.is_empty() && !a.source.is_empty(), "{a:?}");
        assert!(!a.libelle_propose.is_empty(), "{a:?}");
        [a.titre, a.libelle_propose, a.libelle_partageable]
            .into_iter()
            .chain(a.seuil)
            // Sentences that the tests themselves bring in are typed on a plain keyboard.
            .chain((a.regle != "vaccins.retard").then_some(a.raison))
    });
    for texte in regles.chain(seuils).chain(alertes) {
        assert_eq!(typographie(&texte), texte);
    }
}

fn mots(texte: &str, ou: &mut BTreeSet<String>) {
    ou.extend(fold(texte).split(' ').filter(|m| m.len() > 3).map(str::to_owned));
}

fn mots_des_champs(champs: &[dictionnaire::Champ], ou: &mut BTreeSet<String>) {
    for champ in champs {
        mots(champ.label, ou);
        champ.choix.iter().for_each(|c| mots(c.label, ou));
        mots_des_champs(champ.champs, ou);
    }
}

/// The need that may be told outside carries no figure, and no word of a question under secrecy
/// that its rule reads, of its title or of the tool.
#[test]
fn what_may_be_told_outside_says_a_need_and_nothing_else() {
    // Words that name where to go, and tell nothing of why.
    let neutres = ["bilan", "chez", "pour"];
    for alerte in toutes() {
        let partage = &alerte.libelle_partageable;
        assert!(!partage.chars().any(char::is_numeric), "{partage}");
        let regle = REGLES.iter().find(|r| r.code == alerte.regle).expect("a rule");
        let mut interdits = BTreeSet::new();
        let secrets = regle.lit.iter().filter_map(|code| dictionnaire::item(code));
        for item in secrets.filter(|item| item.visibilite != Visibilite::V1) {
            mots(item.label, &mut interdits);
            item.choix.iter().for_each(|c| mots(c.label, &mut interdits));
            mots_des_champs(item.colonnes, &mut interdits);
        }
        if alerte.visibilite != Visibilite::V1 {
            mots(&alerte.raison, &mut interdits);
            mots(&alerte.titre, &mut interdits);
        }
        let mut dits = BTreeSet::new();
        mots(partage, &mut dits);
        for mot in dits.iter().filter(|m| !neutres.contains(&m.as_str())) {
            assert!(!interdits.contains(mot), "{}: « {mot} » in « {partage} »", alerte.cle);
        }
    }
}
