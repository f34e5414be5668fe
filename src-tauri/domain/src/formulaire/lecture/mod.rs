//! Reads a FHIR R4 Questionnaire. What the engine does not support is refused by name, with its
//! path, so that a form never loses a rule in silence.

mod noeud;
mod question;

use super::{Calcul, Formulaire, Question, Widget};
use crate::bilan::VoletCode;
use noeud::Noeud;
use question::question;
pub(super) use question::{LONGUEUR_TEXTE, LONGUEUR_TEXTE_LONG, vide};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

const QUESTIONS_MAX: usize = 300;

/// Why a form was refused, and where in its file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{chemin} : {raison}")]
pub struct FormulaireRefus {
    /// Place, such as `item[3].enableWhen[0].operator`.
    pub chemin: String,
    /// Reason, in French.
    pub raison: String,
}

type Lu<T> = Result<T, FormulaireRefus>;

fn refus<T>(chemin: impl Into<String>, raison: impl Into<String>) -> Lu<T> {
    Err(FormulaireRefus { chemin: chemin.into(), raison: raison.into() })
}

impl Formulaire {
    /// Reads a form.
    ///
    /// # Errors
    /// [`FormulaireRefus`] names the first thing that is wrong or not supported.
    pub fn parse(json: &str) -> Lu<Self> {
        let racine: Value = match serde_json::from_str(json) {
            Ok(racine) => racine,
            Err(e) => {
                let chemin = format!("ligne {}, colonne {}", e.line(), e.column());
                return refus(chemin, "le fichier n’est pas du JSON, ou il est incomplet");
            }
        };
        let racine = Noeud::nouveau(&racine, String::new())?;
        racine.connus(&[
            "resourceType",
            "url",
            "version",
            "name",
            "title",
            "status",
            "language",
            "subjectType",
            "item",
        ])?;
        racine.attendu("resourceType", "Questionnaire")?;
        racine.attendu("status", "active")?;
        if racine.objet.contains_key("language") {
            racine.attendu("language", "fr")?;
        }
        if racine.objet.get("subjectType").is_some_and(|s| *s != serde_json::json!(["Patient"])) {
            return refus("subjectType", "seul [\"Patient\"] est pris en charge");
        }
        let nom = racine.texte("name")?;
        let Some(volet) = VoletCode::from_code(&nom) else {
            return refus("name", format!("volet inconnu « {nom} » (attendu : S01 à S16)"));
        };
        let mut questions = Vec::new();
        for enfant in racine.enfants("item")? {
            questions.push(question(&enfant, None)?);
        }
        if questions.is_empty() {
            return refus("item", "le formulaire n’a aucune question");
        }
        let formulaire = Self {
            volet,
            version: racine.texte("version")?,
            titre: racine.texte("title")?,
            url: racine.texte("url")?,
            questions,
        };
        ensemble(&formulaire)?;
        Ok(formulaire)
    }
}

/// What must hold between the questions: links are unique and lead somewhere, without a circle.
fn ensemble(formulaire: &Formulaire) -> Lu<()> {
    let mut liens: HashMap<String, Vec<String>> = HashMap::new();
    let mut add = |lien: String, chemin: String, q: &Question, parent: Option<&str>| {
        let cibles = q.conditions.liste.iter().map(|c| c.question.clone());
        let cibles = cibles.chain(parent.map(str::to_owned)).collect();
        if liens.insert(lien.clone(), cibles).is_some() {
            return refus(format!("{chemin}.linkId"), format!("« {lien} » est en double"));
        }
        Ok(())
    };
    for (i, q) in formulaire.questions.iter().enumerate() {
        let chemin = format!("item[{i}]");
        add(q.code.clone(), chemin.clone(), q, None)?;
        for (j, colonne) in q.colonnes.iter().enumerate() {
            if let Some(objet) = colonne.dans.as_deref()
                && (q.genre != Widget::Objet || q.colonnes.iter().any(|c| c.code == objet))
            {
                let raison = format!("« {objet} » ne peut pas tenir ce champ");
                return refus(format!("{chemin}.item[{j}].extension"), raison);
            }
            let lien = format!("{}.{}", q.code, colonne.code);
            add(lien, format!("{chemin}.item[{j}]"), colonne, Some(&q.code))?;
        }
    }
    if liens.len() > QUESTIONS_MAX {
        return refus("item", format!("plus de {QUESTIONS_MAX} questions"));
    }
    for (i, q) in formulaire.questions.iter().enumerate() {
        for (chemin, q) in std::iter::once((format!("item[{i}]"), q))
            .chain(q.colonnes.iter().enumerate().map(|(j, c)| (format!("item[{i}].item[{j}]"), c)))
        {
            for (k, c) in q.conditions.liste.iter().enumerate() {
                let chemin = format!("{chemin}.enableWhen[{k}].question");
                if !liens.contains_key(&c.question) {
                    return refus(chemin, format!("question inconnue « {} »", c.question));
                }
                if en_rond(&liens, &c.question) {
                    return refus(chemin, "les conditions tournent en rond");
                }
            }
        }
        let lies = q.superieur_a.iter().map(String::as_str);
        let imc: &[&str] = match q.calcul {
            Some(Calcul::Imc) => &["cro.poids", "cro.taille"],
            None | Some(Calcul::Constante) => &[],
        };
        for lie in lies.chain(imc.iter().copied()) {
            if !formulaire
                .question(lie)
                .is_some_and(|q| matches!(q.genre, Widget::Entier | Widget::Decimal))
            {
                let raison = format!("« {lie} » n’est pas un nombre de ce formulaire");
                return refus(format!("item[{i}].extension"), raison);
            }
        }
    }
    Ok(())
}

/// Whether following the conditions of a question leads back to it.
pub(super) fn en_rond(liens: &HashMap<String, Vec<String>>, depart: &str) -> bool {
    let mut vus = HashSet::new();
    let mut reste = vec![depart];
    while let Some(lien) = reste.pop() {
        for suite in liens.get(lien).into_iter().flatten() {
            if suite == depart {
                return true;
            }
            if vus.insert(suite.as_str()) {
                reste.push(suite);
            }
        }
    }
    false
}
