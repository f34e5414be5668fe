//! The tables themselves, and what a centre may set.

use super::tests::*;
use crate::texte::{plier, typographie};
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
    let lues = REGLES.iter().find(|r| r.code == "urgence").expect("a rule").lit;
    assert_eq!(urgences, lues.iter().copied().collect());
}

/// What the clinical note sources, and nothing that it marks "from memory".
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
    seuils.regler("croissance.taille_basse", -1.5, " Avis du centre ").expect("a threshold");
    let trouvees = alertes(&z(-1.7).faits(), &seuils);
    assert_eq!(trouvees[0].source, "Avis du centre");
    assert_eq!(trouvees[0].seuil.as_deref(), Some("seuil\u{a0}: −1,5\u{a0}écart-type, réglable"));
    let vu = |seuils: &Seuils| seuils.tous()[0].clone();
    assert!(vu(&seuils).regle && vu(&seuils).valeur_par_defaut == -2.0);
    assert_eq!(seuils.reglages().count(), 1);
    // Without a source, nothing, even far below.
    seuils.regler("croissance.taille_basse", -1.5, "  ").expect("switched off");
    assert!(!vu(&seuils).actif);
    assert!(lignes(&z(-1.7), &seuils).is_empty());
    seuils.retablir("croissance.taille_basse");
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
        let refus = seuils.regler(code, valeur, source).expect_err("a refusal");
        assert_eq!(refus.replace('\u{a0}', " "), phrase);
    }
    assert!(seuils.regler("audition.seuil", 25.0, &"x".repeat(301)).is_err());
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
    ou.extend(plier(texte).split(' ').filter(|m| m.len() > 3).map(str::to_owned));
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
