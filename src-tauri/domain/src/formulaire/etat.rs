//! Which questions are asked, what is computed, what is missing, what is unusual.

use super::{
    Calcul, Condition, Contexte, Formulaire, Genre, Proposition, Question, VALEUR, comparer,
};
use crate::date::DatePartielle;
use crate::texte::nombre;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// Where one question stands.
#[derive(Debug, Clone, PartialEq)]
pub struct EtatQuestion {
    /// Code of the question.
    pub code: String,
    /// Whether it is asked. The answer of a question that is not is kept, only not shown.
    pub active: bool,
    /// The computed value of a [`Genre::Calcul`] question.
    pub calcule: Option<Value>,
    /// What is proposed while there is no answer.
    pub proposition: Option<Value>,
    /// Whether an answer is required and absent.
    pub manque: bool,
    /// Something unusual, in one sentence.
    pub avertissement: Option<String>,
}

impl Formulaire {
    /// Where every question stands, in the order of the form.
    #[must_use]
    pub fn etat(
        &self,
        contexte: &Contexte,
        valeurs: &BTreeMap<String, Value>,
    ) -> Vec<EtatQuestion> {
        let vue = Vue::new(self, contexte, valeurs);
        self.questions.iter().map(|q| vue.etat(q)).collect()
    }

    /// The questions that are asked, required and without an answer.
    #[must_use]
    pub fn obligatoires_manquants(
        &self,
        contexte: &Contexte,
        valeurs: &BTreeMap<String, Value>,
    ) -> Vec<&Question> {
        let vue = Vue::new(self, contexte, valeurs);
        self.questions.iter().filter(|q| vue.etat(q).manque).collect()
    }

    /// The fields of a composed question that are asked in one object or row.
    #[must_use]
    pub fn colonnes_actives<'a>(
        &'a self,
        question: &'a Question,
        rangee: &Value,
        contexte: &Contexte,
        valeurs: &BTreeMap<String, Value>,
    ) -> Vec<&'a Question> {
        let vue = Vue::new(self, contexte, valeurs);
        question
            .colonnes
            .iter()
            .filter(|c| c.concerne(contexte) && vue.conditions(c, Some((question, rangee))))
            .collect()
    }
}

/// Whether a value answers. An empty list does: it says "none".
fn repond(valeur: Option<&Value>) -> bool {
    match valeur {
        None | Some(Value::Null) => false,
        Some(Value::String(texte)) => !texte.trim().is_empty(),
        Some(Value::Object(objet)) => objet.values().any(|v| !v.is_null()),
        Some(_) => true,
    }
}

struct Vue<'a> {
    formulaire: &'a Formulaire,
    contexte: &'a Contexte,
    valeurs: &'a BTreeMap<String, Value>,
    /// What was found so far: conditions may lead to one question by many ways.
    actives: RefCell<HashMap<&'a str, bool>>,
}

impl<'a> Vue<'a> {
    fn new(
        formulaire: &'a Formulaire,
        contexte: &'a Contexte,
        valeurs: &'a BTreeMap<String, Value>,
    ) -> Self {
        Self { formulaire, contexte, valeurs, actives: RefCell::default() }
    }

    fn etat(&self, q: &'a Question) -> EtatQuestion {
        let active = self.active(q);
        let valeur = self.valeurs.get(&q.code);
        let repond = repond(valeur);
        let calcule = if active { self.calcul(q) } else { None };
        let proposition = if active && !repond { proposition(q, self.contexte) } else { None };
        let avertissement = calcule
            .as_ref()
            .or(valeur)
            .filter(|_| active)
            .and_then(|v| avertissement(q, v, self.contexte).or_else(|| self.ordre(q, v)));
        EtatQuestion {
            code: q.code.clone(),
            active,
            calcule,
            proposition,
            manque: active && q.obligatoire && !repond && !self.groupe_repond(q),
            avertissement,
        }
    }

    fn active(&self, q: &'a Question) -> bool {
        if let Some(active) = self.actives.borrow().get(q.code.as_str()) {
            return *active;
        }
        let groupe = q.groupe.as_deref().and_then(|code| self.formulaire.question(code));
        let active = groupe.is_none_or(|g| self.active(g))
            && q.concerne(self.contexte)
            && self.conditions(q, None);
        self.actives.borrow_mut().insert(&q.code, active);
        active
    }

    /// A group that must be there is, once one of its questions has an answer.
    fn groupe_repond(&self, groupe: &Question) -> bool {
        groupe.genre == Genre::Titre
            && self.formulaire.questions.iter().any(|q| {
                q.groupe.as_deref() == Some(groupe.code.as_str())
                    && self.active(q)
                    && (repond(self.valeurs.get(&q.code)) || self.groupe_repond(q))
            })
    }

    fn conditions(&self, q: &Question, rangee: Option<(&Question, &Value)>) -> bool {
        let mut remplies = q.conditions.liste.iter().map(|c| self.remplie(c, rangee));
        match q.conditions.une_suffit && !q.conditions.liste.is_empty() {
            true => remplies.any(|r| r),
            false => remplies.all(|r| r),
        }
    }

    fn remplie(&self, condition: &Condition, rangee: Option<(&Question, &Value)>) -> bool {
        let reponses = self.reponses(&condition.question, rangee);
        let temps = self.temps(&condition.question);
        comparer::remplie(condition.operateur, &reponses, &condition.reponse, temps)
    }

    /// The answers that a link leads to; none when the question itself is not asked.
    fn reponses(&self, lien: &str, rangee: Option<(&Question, &Value)>) -> Vec<Value> {
        if let Some((parent, rangee)) = rangee
            && let Some(cle) = lien.strip_prefix(&format!("{}.", parent.code))
        {
            return atomes(rangee.get(cle));
        }
        // A code has dots of its own, so the longest question that fits comes first.
        if let Some(q) = self.formulaire.question(lien) {
            if !self.active(q) {
                return Vec::new();
            }
            let calcule = self.calcul(q);
            return match calcule.as_ref().or_else(|| self.valeurs.get(lien)) {
                Some(Value::Array(rangees)) if q.repete => {
                    rangees.iter().flat_map(|r| atomes(r.get(VALEUR))).collect()
                }
                valeur => atomes(valeur),
            };
        }
        let Some((code, cle)) = lien.rsplit_once('.') else { return Vec::new() };
        match (self.formulaire.question(code), self.valeurs.get(code)) {
            (Some(q), Some(valeur)) if self.active(q) => match valeur {
                Value::Array(rangees) => rangees.iter().flat_map(|r| atomes(r.get(cle))).collect(),
                autre => atomes(autre.get(cle)),
            },
            _ => Vec::new(),
        }
    }

    /// Whether the answers that a link leads to are dates or times of day.
    fn temps(&self, lien: &str) -> bool {
        match self.formulaire.question(lien) {
            Some(q) => q.de_temps(),
            None => lien.rsplit_once('.').is_some_and(|(code, cle)| {
                let q = self.formulaire.question(code);
                q.and_then(|q| q.colonnes.iter().find(|c| c.code == cle))
                    .is_some_and(Question::de_temps)
            }),
        }
    }

    fn calcul(&self, question: &Question) -> Option<Value> {
        let mesure = |code: &str| {
            self.formulaire.question(code).filter(|q| self.active(q))?;
            self.valeurs.get(code)?.as_f64()
        };
        match question.calcul? {
            Calcul::Imc => imc(mesure("cro.poids")?, mesure("cro.taille")?).map(|imc| json!(imc)),
            Calcul::Constante => question.initial.clone(),
        }
    }

    fn ordre(&self, q: &Question, valeur: &Value) -> Option<String> {
        let autre = self.formulaire.question(q.superieur_a.as_deref()?)?;
        let (grand, petit) = (valeur.as_f64()?, self.valeurs.get(&autre.code)?.as_f64()?);
        (grand <= petit).then(|| {
            format!(
                "« {} » ({}) devrait dépasser « {} » ({}). Vérifiez les deux valeurs.",
                q.label,
                nombre(grand),
                autre.label,
                nombre(petit)
            )
        })
    }
}

/// The single answers of a value, for a comparison.
fn atomes(valeur: Option<&Value>) -> Vec<Value> {
    match valeur {
        Some(Value::Array(liste)) => liste.iter().filter(|v| repond(Some(v))).cloned().collect(),
        Some(valeur) if repond(Some(valeur)) => vec![valeur.clone()],
        _ => Vec::new(),
    }
}

/// Body mass index in kg/m², to one decimal.
#[must_use]
pub fn imc(poids_kg: f64, taille_cm: f64) -> Option<f64> {
    if !(0.4..=400.0).contains(&poids_kg) || !(25.0..=250.0).contains(&taille_cm) {
        return None;
    }
    let metres = taille_cm / 100.0;
    Some((poids_kg / (metres * metres) * 10.0).round() / 10.0)
}

/// What is proposed before anybody answers; it is stored only when somebody accepts it.
#[must_use]
pub fn proposition(question: &Question, contexte: &Contexte) -> Option<Value> {
    if question.calcul.is_none()
        && let Some(initial) = &question.initial
    {
        return Some(initial.clone());
    }
    match question.proposition? {
        Proposition::BilanSuivant => {
            let mois = if contexte.age_mois < 24 { 6 } else { 12 };
            Some(json!(contexte.date_bilan.plus_mois(mois).iso()))
        }
        Proposition::NonExamine => Some(json!({ "etat": "non_examine" })),
    }
}

/// Something possible but unusual about a stored value, in one sentence.
#[must_use]
pub fn avertissement(question: &Question, valeur: &Value, contexte: &Contexte) -> Option<String> {
    match (question.genre, valeur) {
        (Genre::Entier | Genre::Decimal | Genre::Calcul, Value::Number(n)) => {
            let n = n.as_f64()?;
            let bande = question.habituel.iter().find(|h| {
                h.age_min.is_none_or(|min| contexte.age_mois >= min)
                    && h.age_max.is_none_or(|max| contexte.age_mois <= max)
            })?;
            let unite = question.unite.as_deref().map(|u| format!("\u{a0}{u}")).unwrap_or_default();
            (!(bande.min..=bande.max).contains(&n)).then(|| {
                format!(
                    "Valeur inhabituelle à cet âge\u{a0}: {}{unite}. Vérifiez la saisie et l’unité.",
                    nombre(n)
                )
            })
        }
        (Genre::Date, Value::String(texte)) => {
            let naissance = contexte.date_naissance.iso();
            DatePartielle::parse_iso(texte)?;
            // As far as both are known: the year of birth is not before the birth.
            let commun = texte.len().min(naissance.len());
            (texte[..commun] < naissance[..commun])
                .then(|| "Cette date est avant la naissance de l’enfant. Vérifiez-la.".to_owned())
        }
        (Genre::Objet, Value::Object(_)) => {
            question.colonnes.iter().find_map(|c| avertissement(c, c.cellule(valeur)?, contexte))
        }
        (Genre::Liste, Value::Array(rangees)) => rangees.iter().find_map(|rangee| {
            question.colonnes.iter().find_map(|c| {
                avertissement(c, rangee.get(&c.code)?, contexte)
                    .map(|a| format!("{}\u{a0}: {a}", c.label))
            })
        }),
        _ => None,
    }
}
