use super::*;
use crate::dictionnaire;
use crate::formulaire::{Condition, Conditions, FormulaireJoint, Operateur, Question, Widget};
use proptest::prelude::*;
use serde_json::json;

const SOUFFLE: &str = include_str!("../../../../tests/formulaires/souffle-1.0.json");

fn souffle() -> Formulaire {
    let contenu = SOUFFLE.to_owned();
    let joint = FormulaireJoint { volet: VoletCode::S02, age_min: None, age_max: None, contenu };
    let mut forme = joint.open().expect("a form");
    // A centre's rows have no conditions yet; those of the program's forms may.
    let prises = forme.questions.iter_mut().find(|q| q.code.ends_with("prises")).expect("rows");
    for (rang, champ, operateur, reponse) in [
        (1, "moment", Operateur::Egal, json!("Autre")),
        (2, "precision", Operateur::Existe, json!(true)),
    ] {
        let question = format!("{}.{champ}", prises.code);
        let liste = vec![Condition { question, operateur, reponse }];
        prises.colonnes[rang].conditions = Conditions { une_suffit: false, liste };
    }
    forme
}

fn jour(iso: &str) -> DateCivile {
    DateCivile::parse_iso(iso).expect("a day")
}

/// What was typed: a code of the centre's form goes without its prefix.
fn saisies(reponses: &[(&str, Value)]) -> Saisies {
    let une = |(code, valeur): &(&str, Value)| Reponse {
        code: match dictionnaire::item(code).is_some() || code.starts_with("x.") {
            true => (*code).to_owned(),
            false => format!("centre.souffle.{code}"),
        },
        section: VoletCode::S02,
        valeur: valeur.clone(),
        visibilite: if *code == "tabac" { Visibilite::V3 } else { Visibilite::V2 },
        auteur: "MED1".to_owned(),
        date: jour("2026-03-15"),
        unite: None,
        posture: None,
        precision_jours: None,
        inclure_courrier: None,
    };
    Saisies::from(reponses.iter().map(une).collect::<Vec<_>>())
}

/// A boy of nine, in the forms of a version.
fn lues(version: &str, saisies: &Saisies) -> Posees {
    let cadre = Cadre {
        sexe: Sexe::M,
        naissance: jour("2017-01-15"),
        jour: jour("2026-03-15"),
        version,
        du_centre: &[souffle()],
    };
    Posees::du_bilan(&cadre, saisies)
}

fn posees(reponses: &[(&str, Value)]) -> Posees {
    lues(MODELE_VERSION, &saisies(reponses))
}

fn dites(posees: &Posees) -> Vec<(&str, &Value)> {
    let court = |code| str::strip_prefix(code, "centre.souffle.").unwrap_or(code);
    posees.iter().map(|r| (court(r.code.as_str()), &r.valeur)).collect()
}

#[test]
fn what_hangs_on_an_answer_that_changed_is_no_longer_asked() {
    let lu = posees(&[
        ("asthme", json!("Non")),
        ("produit", json!("Salbutamol avant le sport")),
        ("doses", json!(4)),
        ("pai", json!(true)),
        ("adulte", json!("La directrice")),
        ("sport.gene", json!("En côte")),
    ]);
    // The chain behind it, the questions of its group, and what hangs on them.
    assert_eq!(dites(&lu), [("asthme", &json!("Non"))]);
    assert_eq!(lu.tues().len(), 5);
    assert!(lu.tues().iter().all(|t| t.champs.is_empty() && !t.indecise));
    let lu = posees(&[("asthme", json!("Oui")), ("produit", json!("Bleu")), ("doses", json!(4))]);
    assert_eq!((dites(&lu).len(), lu.tues().len()), (3, 0));
}

#[test]
fn a_question_that_is_not_asked_has_no_answer_whatever_is_stored() {
    let lu = posees(&[
        ("asthme", json!("Non")),
        ("produit", json!("Bleu")),
        ("sans", json!("Pas besoin")),
        ("autre", json!("Aucun")),
    ]);
    // "exists = false" and "!=" hold of it.
    assert_eq!(
        dites(&lu),
        [("asthme", &json!("Non")), ("sans", &json!("Pas besoin")), ("autre", &json!("Aucun"))]
    );
    let lu = posees(&[
        ("asthme", json!("Oui")),
        ("produit", json!("Bleu")),
        ("sans", json!("Pas besoin")),
        ("autre", json!("Aucun")),
    ]);
    assert_eq!(dites(&lu).len(), 2);
}

#[test]
fn fields_of_objects_and_rows_are_taken_out_one_by_one() {
    let lu = posees(&[
        ("vis.lunettes", json!({ "port": "non", "etat": "cassees" })),
        ("exa.peau", json!({ "etat": "normal", "texte": "Eczéma" })),
        (
            "prises",
            json!([
                { "moment": "Matin", "precision": "Au lever", "note": "Avec lait" },
                { "moment": "Autre", "precision": "Goûter", "note": "Sans lait" },
            ]),
        ),
    ]);
    let valeurs: Vec<&Value> = lu.iter().map(|r| &r.valeur).collect();
    assert_eq!(
        valeurs,
        [
            &json!({ "port": "non" }),
            &json!({ "etat": "normal" }),
            &json!([{ "moment": "Matin" }, { "moment": "Autre", "precision": "Goûter", "note": "Sans lait" }]),
        ]
    );
    let champs: Vec<(Option<usize>, &str)> =
        lu.tues().iter().flat_map(|t| t.champs.iter().map(|c| (c.rang, c.cle.as_str()))).collect();
    assert_eq!(
        champs,
        [(None, "etat"), (None, "texte"), (Some(0), "precision"), (Some(0), "note")]
    );
    // What was typed is all there.
    assert_eq!(lu.tues()[0].reponse.valeur["etat"], "cassees");
    // A list of which nothing is asked is no list that says "none".
    let lu = posees(&[("prises", json!([{ "precision": "Au lever" }]))]);
    assert!(lu.is_empty() && lu.tues().len() == 1);
    // What a field that is not asked holds of an audiogram leaves with its ear.
    let lu = posees(&[
        ("aud.methode", json!("chuchotee")),
        ("aud.seuils", json!({ "droite": { "500": 20 } })),
    ]);
    assert_eq!(lu.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["aud.methode"]);
}

#[test]
fn age_and_sex_count_on_the_day_of_the_bilan() {
    let reponses = [
        ("petit", json!("Avec masque")),
        ("regles", json!("Oui")),
        ("cro.menarche", json!("2025-12")),
        ("ant.apgar_1", json!(9)),
        ("vis.couleurs", json!("normal")),
    ];
    assert_eq!(dites(&posees(&reponses)), [("vis.couleurs", &json!("normal"))]);
    let fille = Cadre {
        sexe: Sexe::F,
        naissance: jour("2021-01-15"),
        jour: jour("2026-03-15"),
        version: MODELE_VERSION,
        du_centre: &[souffle()],
    };
    let lu = Posees::du_bilan(&fille, &saisies(&reponses));
    let codes: Vec<&str> = lu.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(
        codes,
        ["centre.souffle.petit", "centre.souffle.regles", "ant.apgar_1", "vis.couleurs"]
    );
}

#[test]
fn a_version_without_the_question_lets_only_another_answer_contradict_it() {
    // The version 2026.1 has no form for sight, hearing or the adolescent.
    let reponses = [
        ("vis.lunettes", json!({ "port": "non", "etat": "cassees" })),
        ("aud.seuils", json!({ "droite": { "500": 20 } })),
        ("sco.niveau", json!("CM1")),
        ("ado.tabac", json!("non")),
        ("x.ancienne", json!("Autre logiciel")),
    ];
    for version in ["2026.1", "d’ailleurs"] {
        let lu = lues(version, &saisies(&reponses));
        assert_eq!(lu.len(), reponses.len(), "{version}");
        assert_eq!(lu[0].valeur, json!({ "port": "non" }));
    }
    // With a form of its own, the audiogram waits for its method, and the adolescent for the age.
    let lu = posees(&reponses);
    let codes: Vec<&str> = lu.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(codes, ["vis.lunettes", "sco.niveau", "x.ancienne"]);
    let mut contredites = reponses.to_vec();
    contredites.extend([("aud.methode", json!("chuchotee")), ("sco.mode", json!("descolarise"))]);
    let lu = lues("2026.1", &saisies(&contredites));
    assert!(lu.iter().all(|r| !["aud.seuils", "sco.niveau"].contains(&r.code.as_str())));
}

#[test]
fn an_objection_stays_asked_whatever_its_question() {
    // Of a child too young for the part that asks it.
    let lu = posees(&[(OPPOSITION, json!({ "portee": ["VAC"] })), ("ado.tabac", json!("oui"))]);
    assert_eq!(lu.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), [OPPOSITION]);
    assert!(dictionnaire::item(OPPOSITION).is_some());
}

#[test]
fn what_hangs_on_a_sealed_answer_is_undecided_and_stays_inside() {
    let toutes = [("tabac", json!("Oui")), ("gene", json!("Vite")), ("calme", json!("Jamais"))];
    assert_eq!(dites(&posees(&toutes)).len(), 2);
    let mut saisies = saisies(&toutes);
    saisies.sans(|r| r.visibilite == Visibilite::V3);
    let lu = lues(MODELE_VERSION, &saisies);
    assert!(lu.is_empty() && lu.indecises());
    assert!(lu.tues().iter().all(|t| t.indecise));
    // Two fields of one answer are opened together: nothing hangs there.
    let mut lunettes = self::saisies(&[
        ("tabac", json!("Oui")),
        ("vis.lunettes", json!({ "etat": "cassees", "port": "oui" })),
        ("ant.allergies", json!([])),
    ]);
    lunettes.sans(|r| r.visibilite == Visibilite::V3);
    let lu = lues(MODELE_VERSION, &lunettes);
    assert!(lu.len() == 2 && !lu.indecises(), "{lu:?}");
}

/// A value that a question may have, or nothing.
fn valeur(q: &Question) -> BoxedStrategy<Option<Value>> {
    let codes: Vec<String> = q.choix.iter().map(|c| c.code.clone()).collect();
    let une: BoxedStrategy<Value> = match q.genre {
        Widget::Choix | Widget::Calcul if !codes.is_empty() => {
            proptest::sample::select(codes).prop_map(Value::from).boxed()
        }
        Widget::ChoixMultiple if !codes.is_empty() => {
            proptest::sample::subsequence(codes.clone(), 0..=codes.len())
                .prop_map(Value::from)
                .boxed()
        }
        Widget::Booleen => any::<bool>().prop_map(Value::from).boxed(),
        Widget::Entier | Widget::Decimal => (0..3_i32).prop_map(Value::from).boxed(),
        Widget::Date => Just(json!("2025-04-02")).boxed(),
        Widget::Objet => rangee(q),
        Widget::Liste => proptest::collection::vec(rangee(q), 0..3).prop_map(Value::from).boxed(),
        _ => Just(json!("Autre")).boxed(),
    };
    proptest::option::weighted(0.8, une).boxed()
}

fn rangee(q: &Question) -> BoxedStrategy<Value> {
    let champs: Vec<_> = q
        .colonnes
        .iter()
        .map(|c| {
            let cle = c.code.clone();
            valeur(c).prop_map(move |v| Some((cle.clone(), v?)))
        })
        .collect();
    champs.prop_map(|champs| Value::Object(champs.into_iter().flatten().collect())).boxed()
}

/// Answers to any part of the program's forms, and to the centre's.
fn tout_repondu(version: &'static str) -> impl Strategy<Value = Saisies> {
    let du_centre = souffle();
    let programme = VoletCode::ALL.iter().filter_map(|v| livre(*v, version));
    let questions: Vec<Question> = programme
        .chain([&du_centre])
        .flat_map(|f| f.questions.clone())
        .filter(|q| !matches!(q.genre, Widget::Titre | Widget::Lecture))
        .collect();
    let valeurs: Vec<_> = questions.iter().map(valeur).collect();
    valeurs.prop_map(move |valeurs| {
        let dites = questions.iter().zip(valeurs);
        let une = |(q, valeur): (&Question, Option<Value>)| {
            let mut une = saisies(&[("x.x", valeur?)]).brutes_mut().remove(0);
            une.code.clone_from(&q.code);
            une.visibilite = q.visibilite;
            Some(une)
        };
        Saisies::from(dites.filter_map(une).collect::<Vec<_>>())
    })
}

fn cadre(sexe: bool, mois: i32) -> (Sexe, DateCivile) {
    (if sexe { Sexe::F } else { Sexe::M }, jour("2026-03-15").plus_mois(-mois))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_is_asked_of_what_is_asked_is_all_of_it(
        saisies in tout_repondu(MODELE_VERSION),
        version in proptest::sample::select(vec![MODELE_VERSION, "2026.1", "inconnue"]),
        sexe in any::<bool>(),
        mois in 0..216_i32,
        seed in any::<u64>(),
    ) {
        let du_centre = [souffle()];
        let (sexe, naissance) = cadre(sexe, mois);
        let jour = jour("2026-03-15");
        let cadre = Cadre { sexe, naissance, jour, version, du_centre: &du_centre };
        let lu = Posees::du_bilan(&cadre, &saisies);
        // Read again, without what was left out: nothing more leaves, and nothing comes back.
        let encore = Posees::du_bilan(&cadre, &Saisies::from(lu.to_vec()));
        prop_assert_eq!(&encore.liste, &lu.liste);
        prop_assert!(encore.tues().is_empty(), "{:?}", encore.tues());
        // Every answer is asked, or told to be left out, or both where fields of it are.
        for r in saisies.brutes() {
            let tue = lu.tues().iter().find(|t| t.reponse.code == r.code);
            let lue = lu.iter().find(|l| l.code == r.code);
            prop_assert!(tue.is_none_or(|t| t.reponse == *r));
            prop_assert!(lue.is_some() || tue.is_some(), "{}", r.code);
        }
        // In whatever order they were typed.
        let mut autrement = saisies.clone();
        let n = autrement.brutes().len();
        if n > 1 {
            let pas = usize::try_from(seed % (n as u64)).expect("a place");
            autrement.brutes_mut().rotate_left(pas);
            autrement.brutes_mut()[..pas.max(1)].reverse();
        }
        let autre = Posees::du_bilan(&cadre, &autrement);
        for r in &lu {
            prop_assert_eq!(autre.iter().find(|a| a.code == r.code), Some(r));
        }
        prop_assert_eq!(autre.len(), lu.len());
    }

    #[test]
    fn a_sealed_answer_never_lets_another_one_out(
        saisies in tout_repondu(MODELE_VERSION),
        mois in 0..216_i32,
    ) {
        let du_centre = [souffle()];
        let (sexe, naissance) = cadre(true, mois);
        let jour = jour("2026-03-15");
        let version = MODELE_VERSION;
        let cadre = Cadre { sexe, naissance, jour, version, du_centre: &du_centre };
        let entier = Posees::du_bilan(&cadre, &saisies);
        let mut sans = saisies.clone();
        sans.sans(|r| r.visibilite == Visibilite::V3);
        for r in &Posees::du_bilan(&cadre, &sans) {
            prop_assert!(entier.contains(r), "{} comes out without the key", r.code);
        }
    }
}
