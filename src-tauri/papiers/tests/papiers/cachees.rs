//! What is no longer asked, sown: for every question and field that something may hide, in every form
//! of the program and in a centre's, an answer is put where it is hidden. No paper, no preview, no
//! alert, no proposal and no judgement may change by it, and its word is nowhere.

use super::commun::{case, contexte};
use escale_domain::bilan::{Reponse, VoletCode};
use escale_domain::calcul::{self, Matiere, Reglages};
use escale_domain::codes::Visibilite;
use escale_domain::document::{PaperKind, apercu};
use escale_domain::dossier::Dossier;
use escale_domain::enfant::Sexe;
use escale_domain::formulaire::{
    Formulaire, FormulaireJoint, MODELE_VERSION, Question, Widget as Sorte, livre,
};
use escale_domain::posees::{DossierLu, OPPOSITION};
use escale_domain::synthese;
use escale_papiers::dessin_de;
use escale_papiers::draw::Command;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SOUFFLE: &str = include_str!("../../../../tests/formulaires/souffle-1.0.json");
/// A word that stands nowhere else.
const WORD: &str = "Zqxcachewk";

fn joint() -> FormulaireJoint {
    let contenu = SOUFFLE.to_owned();
    FormulaireJoint { volet: VoletCode::S02, age_min: None, age_max: None, contenu }
}

/// A record without answers, in the forms of today and one of the centre's.
fn base() -> Dossier {
    let mut dossier = case("07");
    dossier.reponses.brutes_mut().clear();
    dossier.bilan.modele_version = MODELE_VERSION.to_owned();
    dossier.formulaires = vec![joint()];
    dossier
}

fn answer(
    dossier: &mut Dossier,
    volet: VoletCode,
    code: &str,
    visibilite: Visibilite,
    valeur: Value,
) {
    let reponses = dossier.reponses.brutes_mut();
    reponses.retain(|r| r.code != code);
    reponses.push(Reponse {
        code: code.to_owned(),
        section: volet,
        valeur,
        visibilite,
        auteur: "MED1".to_owned(),
        date: dossier.bilan.date,
        unite: None,
        posture: None,
        precision_jours: None,
        // Ticked, so that only its question keeps it inside.
        inclure_courrier: (visibilite == Visibilite::V3).then_some(true),
    });
}

/// What a question may hold; a text holds the word.
fn held(q: &Question) -> Value {
    match q.genre {
        Sorte::Choix if !q.choix.is_empty() => json!(q.choix[q.choix.len() - 1].code),
        Sorte::ChoixMultiple if !q.choix.is_empty() => json!([q.choix[0].code]),
        Sorte::Booleen => json!(true),
        Sorte::Entier | Sorte::Decimal => json!(q.min.unwrap_or(1.0).max(1.0)),
        Sorte::Date => json!("2025-04-02"),
        Sorte::Objet => object(q),
        Sorte::Liste => json!([object(q)]),
        _ => json!(format!("Un {WORD} là")),
    }
}

fn object(q: &Question) -> Value {
    Value::Object(q.colonnes.iter().map(|c| (c.code.clone(), held(c))).collect())
}

/// What may hide a question: each answer that its source may have, or none.
fn sources(q: &Question) -> Vec<Value> {
    let codes = q.choix.iter().map(|c| json!(c.code));
    let mut toutes: Vec<Value> = codes.collect();
    match q.genre {
        Sorte::Booleen => toutes.extend([json!(true), json!(false)]),
        Sorte::Entier | Sorte::Decimal => toutes.extend([json!(0), json!(1)]),
        Sorte::Texte | Sorte::TexteLong => toutes.extend([json!("Bleu"), json!("Vert")]),
        _ => {}
    }
    toutes
}

/// Everything that the program says of a record: papers, previews, alerts, proposals, judgements.
fn told(dossier: &Dossier) -> Vec<String> {
    let mut told = Vec::new();
    for genre in crate::without_sessions() {
        let drawing = dessin_de(genre, dossier, &contexte(dossier)).expect("a drawing");
        told.extend(drawing.pages.iter().flat_map(|page| &page.commands).map(Command::text));
        let preview = apercu(dossier, genre).expect("a preview");
        told.extend(preview.lignes().map(|l| format!("{} : {}", l.titre, l.texte)));
    }
    let (matiere, reglages) = (Matiere::du_dossier(dossier), Reglages::default());
    let alertes = calcul::alertes(dossier, &matiere, &matiere.vaccins(), &reglages);
    told.push(format!("{:?}", calcul::jugements(dossier, &matiere, &reglages, &alertes)));
    told.push(format!("{:?}", synthese::propose(dossier, &alertes)));
    told.push(format!("{alertes:?}"));
    told
}

fn hides(dossier: &Dossier, code: &str, field: Option<&str>) -> bool {
    DossierLu::new(dossier).reponses.tues().iter().any(|t| {
        t.reponse.code == code
            && match field {
                Some(field) => t.champs.iter().any(|c| c.cle == field),
                None => t.champs.is_empty(),
            }
    })
}

/// One thing that may be hidden: a record where it is, and one without it.
struct Hidden {
    name: String,
    with: Dossier,
    without: Dossier,
}

/// The ages and the sex that a question is not asked at, then those of the record.
fn children(q: &Question, dossier: &Dossier) -> Vec<Dossier> {
    let mut all = Vec::new();
    let day = dossier.bilan.date;
    let bounds =
        [q.age_min.filter(|min| *min > 0).map(|min| min - 1), q.age_max.map(|max| max + 1)];
    for months in bounds.into_iter().flatten() {
        let mut child = dossier.clone();
        child.enfant.date_naissance = day.plus_mois(-months);
        all.push(child);
    }
    if let Some(sexe) = q.sexe {
        let mut child = dossier.clone();
        child.enfant.sexe = if sexe == Sexe::F { Sexe::M } else { Sexe::F };
        all.push(child);
    }
    all
}

/// The record with an answer to a question, and with what lets that one be asked.
fn asked_with(base: &Dossier, form: &Formulaire, q: &Question, value: Value) -> Dossier {
    let mut dossier = base.clone();
    answer(&mut dossier, form.volet, &q.code, q.visibilite, value);
    for condition in &q.conditions.liste {
        let Some(before) = form.question(&condition.question) else { continue };
        for value in sources(before) {
            if hides(&dossier, &q.code, None) {
                answer(&mut dossier, form.volet, &before.code, before.visibilite, value);
            }
        }
    }
    dossier
}

fn questions(form: &Formulaire) -> Vec<Hidden> {
    let mut found = Vec::new();
    let base = base();
    // An objection binds whatever is asked.
    let asked =
        |q: &&Question| !matches!(q.genre, Sorte::Titre | Sorte::Lecture) && q.code != OPPOSITION;
    for q in form.questions.iter().filter(asked) {
        let put = |dossier: &Dossier| {
            let mut with = dossier.clone();
            answer(&mut with, form.volet, &q.code, q.visibilite, held(q));
            with
        };
        let mut tried: Vec<Dossier> = children(q, &base);
        let group = |of: &Question| of.groupe.as_deref().and_then(|code| form.question(code));
        let groups = std::iter::successors(group(q), |g| group(g));
        let above = groups.flat_map(|g| &g.conditions.liste);
        for condition in q.conditions.liste.iter().chain(above) {
            let Some(source) = form.question(&condition.question) else { continue };
            let alone = |value: Value| {
                let mut dossier = base.clone();
                answer(&mut dossier, form.volet, &source.code, source.visibilite, value);
                dossier
            };
            // A source that is itself not asked hides what hangs on it, or lets it out.
            let hiding = sources(source)
                .into_iter()
                .flat_map(|v| [alone(v.clone()), asked_with(&base, form, source, v)]);
            tried.extend(hiding.filter(|d| hides(&put(d), &q.code, None)).take(1));
        }
        let conditional = !q.conditions.liste.is_empty();
        let before = found.len();
        for without in tried {
            let with = put(&without);
            if hides(&with, &q.code, None) {
                found.push(Hidden { name: q.code.clone(), with, without });
            }
        }
        let bound = q.age_min.is_some_and(|m| m > 0) || q.age_max.is_some() || q.sexe.is_some();
        assert!(!(conditional || bound) || found.len() > before, "{} is never hidden", q.code);
        found.extend(fields(form, q, &base));
    }
    found
}

/// The fields of a question, hidden by their neighbours, by age or by sex.
fn fields(form: &Formulaire, q: &Question, base: &Dossier) -> Vec<Hidden> {
    let mut found = Vec::new();
    let whole = |object: Value| if q.genre == Sorte::Liste { json!([object]) } else { object };
    let visibilite = q.visibilite;
    for field in &q.colonnes {
        let mut tried: Vec<(Dossier, Value)> =
            children(field, base).into_iter().map(|child| (child, json!({}))).collect();
        for condition in &field.conditions.liste {
            let neighbour = condition.question.strip_prefix(&format!("{}.", q.code));
            let neighbour = neighbour.and_then(|c| q.colonnes.iter().find(|n| n.code == c));
            let values = neighbour.into_iter().flat_map(|n| {
                sources(n).into_iter().map(|value| json!({ n.code.as_str(): value }))
            });
            tried.extend(values.map(|value| (base.clone(), value)));
        }
        let bound = field.age_min.is_some_and(|m| m > 0) || field.age_max.is_some();
        let awaited = bound || field.sexe.is_some() || !field.conditions.liste.is_empty();
        let before = found.len();
        for (dossier, object) in tried {
            let (mut with, mut without) = (dossier.clone(), dossier);
            if object.as_object().is_some_and(|o| !o.is_empty()) {
                answer(&mut without, form.volet, &q.code, visibilite, whole(object.clone()));
            }
            let mut full = object;
            full[&field.code] = held(field);
            answer(&mut with, form.volet, &q.code, visibilite, whole(full));
            let alone = hides(&with, &q.code, None);
            if alone || hides(&with, &q.code, Some(&field.code)) {
                let name = format!("{}.{}", q.code, field.code);
                found.push(Hidden { name, with, without });
            }
        }
        assert!(!awaited || found.len() > before, "{}.{} is never hidden", q.code, field.code);
    }
    found
}

#[test]
fn what_is_no_longer_asked_is_told_to_nobody() {
    let centre = joint().open().expect("a form");
    let forms = VoletCode::ALL.iter().filter_map(|volet| livre(*volet, MODELE_VERSION));
    let mut names = BTreeSet::new();
    for hidden in forms.chain([&centre]).flat_map(questions) {
        let (with, without) = (told(&hidden.with), told(&hidden.without));
        assert!(!with.iter().any(|text| text.contains(WORD)), "{} is told", hidden.name);
        assert_eq!(with, without, "{} changes what is told", hidden.name);
        names.insert(hidden.name);
    }
    assert!(names.len() > 110, "only {} were hidden: {names:?}", names.len());
    for name in ["vis.lunettes.etat", "aud.seuils", "ado.contraception", "cro.puberte.G", "cro.pc"]
    {
        assert!(names.contains(name), "{name}");
    }
    for lien in ["doses", "adulte", "sport.gene", "petit", "regles", "calme"] {
        assert!(names.contains(&format!("centre.souffle.{lien}")), "{lien}: {names:?}");
    }
}

#[test]
fn what_is_asked_is_told_as_before() {
    // The same word where nothing hides it must come out: this shows that the test above can fail.
    let mut dossier = base();
    let text = json!(format!("Un {WORD} là"));
    let v2 = Visibilite::V2;
    answer(&mut dossier, VoletCode::S02, "centre.souffle.asthme", v2, json!("Oui"));
    answer(&mut dossier, VoletCode::S02, "centre.souffle.produit", v2, text);
    let letter = |dossier: &Dossier| {
        let drawing = dessin_de(PaperKind::A, dossier, &contexte(dossier)).expect("a drawing");
        drawing.pages.iter().flat_map(|p| &p.commands).map(Command::text).collect::<String>()
    };
    assert!(letter(&dossier).contains(WORD));
    answer(&mut dossier, VoletCode::S02, "centre.souffle.asthme", v2, json!("Non"));
    assert!(!letter(&dossier).contains(WORD));
    let kept = apercu(&dossier, PaperKind::A).expect("a preview").retenu;
    let (title, reason) = kept
        .iter()
        .find(|(title, _)| title == "Inhalateur à garder à l’école")
        .expect("told to the pair");
    assert_eq!((title.as_str(), reason.label()), (title.as_str(), "La question n’est plus posée"));
}
