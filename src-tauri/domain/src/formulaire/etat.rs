//! Which questions are asked, what is computed, what is missing, what is unusual.

use super::{
    Calcul, Condition, Contexte, Formulaire, Proposition, Question, VALEUR, Widget, compare,
};
use crate::codes::Visibilite;
use crate::date::DatePartielle;
use crate::texte::nombre;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Clone, PartialEq)]
pub struct EtatQuestion {
    pub code: String,
    /// Whether it is asked. The answer of a question that is not is kept in the record, and goes out
    /// on no paper (see [`crate::posees`]).
    pub active: bool,
    /// The computed value of a [`Widget::Calcul`] question.
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
        question.colonnes.iter().filter(|c| vue.champ(question, c, rangee) == Dite::Oui).collect()
    }
}

/// Whether something is asked, as far as the answers that can be read tell. In this order, "all" is the least
/// of several and "any" the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dite {
    Non,
    /// It hangs on an answer that this session cannot open.
    Indecise,
    Oui,
}

impl From<bool> for Dite {
    fn from(oui: bool) -> Self {
        if oui { Self::Oui } else { Self::Non }
    }
}

/// How a form is applied to answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rigueur {
    /// The answers were taken down with another form: this one only says which answers contradict each other.
    /// Ages and sex do not count, nor does a question without an answer.
    pub(crate) ailleurs: bool,
    /// Some answers are sealed for this session: a question without an answer may have one.
    pub(crate) illisibles: bool,
}

struct Source {
    /// Whether it is asked itself.
    posee: Dite,
    reponses: Vec<Value>,
    /// Whether its answers are under reinforced secrecy: without any, it may have one that is sealed.
    secrete: bool,
}

/// Whether a value answers. An empty list does: it says "none".
pub(super) fn repond(valeur: Option<&Value>) -> bool {
    match valeur {
        None | Some(Value::Null) => false,
        Some(Value::String(texte)) => !texte.trim().is_empty(),
        Some(Value::Object(objet)) => objet.values().any(|v| !v.is_null()),
        Some(_) => true,
    }
}

pub(super) struct Vue<'a> {
    formulaire: &'a Formulaire,
    contexte: &'a Contexte,
    valeurs: &'a BTreeMap<String, Value>,
    rigueur: Rigueur,
    /// What was found so far: conditions may lead to one question by many ways.
    posees: RefCell<HashMap<&'a str, Dite>>,
}

impl<'a> Vue<'a> {
    pub(super) fn new(
        formulaire: &'a Formulaire,
        contexte: &'a Contexte,
        valeurs: &'a BTreeMap<String, Value>,
    ) -> Self {
        Self {
            formulaire,
            contexte,
            valeurs,
            rigueur: Rigueur::default(),
            posees: RefCell::default(),
        }
    }

    pub(super) fn avec(mut self, rigueur: Rigueur) -> Self {
        self.rigueur = rigueur;
        self
    }

    fn etat(&self, q: &'a Question) -> EtatQuestion {
        let active = self.active(q);
        let valeur = self.valeurs.get(&q.code).map(|valeur| self.reste(q, valeur).valeur);
        let valeur = valeur.flatten();
        let repond = repond(valeur.as_ref());
        let calcule = if active { self.calcul(q) } else { None };
        let proposition = if active && !repond { proposition(q, self.contexte) } else { None };
        let avertissement = calcule
            .as_ref()
            .or(valeur.as_ref())
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
        self.posee(q) == Dite::Oui
    }

    /// Whether a question is asked.
    pub(super) fn posee(&self, q: &'a Question) -> Dite {
        if let Some(posee) = self.posees.borrow().get(q.code.as_str()) {
            return *posee;
        }
        let groupe = q.groupe.as_deref().and_then(|code| self.formulaire.question(code));
        let groupe = groupe.map_or(Dite::Oui, |g| self.posee(g));
        let posee = groupe.min(self.concerne(q)).min(self.conditions(q, None));
        self.posees.borrow_mut().insert(&q.code, posee);
        posee
    }

    /// Whether a field is asked in one object or row.
    pub(super) fn champ(&self, question: &Question, champ: &Question, rangee: &Value) -> Dite {
        self.concerne(champ).min(self.conditions(champ, Some((question, rangee))))
    }

    fn concerne(&self, q: &Question) -> Dite {
        (self.rigueur.ailleurs || q.concerne(self.contexte)).into()
    }

    /// A group that must be there is, once one of its questions has an answer.
    fn groupe_repond(&self, groupe: &Question) -> bool {
        groupe.genre == Widget::Titre
            && self.formulaire.questions.iter().any(|q| {
                q.groupe.as_deref() == Some(groupe.code.as_str())
                    && self.active(q)
                    && (repond(self.valeurs.get(&q.code)) || self.groupe_repond(q))
            })
    }

    fn conditions(&self, q: &Question, rangee: Option<(&Question, &Value)>) -> Dite {
        let tenues = q.conditions.liste.iter().map(|c| self.tenue(c, rangee));
        match q.conditions.une_suffit {
            true => tenues.max(),
            false => tenues.min(),
        }
        .unwrap_or(Dite::Oui)
    }

    /// Whether a condition holds. A question that is not asked has no answer, whatever is stored.
    fn tenue(&self, condition: &Condition, rangee: Option<(&Question, &Value)>) -> Dite {
        let source = self.source(&condition.question, rangee);
        match (source.posee, source.reponses.is_empty()) {
            (Dite::Indecise, _) => Dite::Indecise,
            (Dite::Oui, true) if self.rigueur.illisibles && source.secrete => Dite::Indecise,
            (Dite::Oui, true) if self.rigueur.ailleurs => Dite::Oui,
            _ => self.remplie(condition, &source.reponses).into(),
        }
    }

    fn remplie(&self, condition: &Condition, reponses: &[Value]) -> bool {
        let temps = self.temps(&condition.question);
        compare::remplie(condition.operateur, reponses, &condition.reponse, temps)
    }

    /// What a link leads to: whether it is asked, and the answers to it, none where it is not.
    fn source(&self, lien: &str, rangee: Option<(&Question, &Value)>) -> Source {
        if let Some((parent, rangee)) = rangee
            && let Some(cle) = lien.strip_prefix(&format!("{}.", parent.code))
        {
            let (posee, reponses) = self.cellule(parent, cle, rangee);
            // Of two fields of one answer both can be opened, or neither.
            return Source { posee, reponses, secrete: false };
        }
        // A code has dots of its own, so the longest question that fits comes first.
        if let Some(q) = self.formulaire.question(lien) {
            let posee = self.posee(q);
            let calcule = self.calcul(q);
            let reponses = match calcule.as_ref().or_else(|| self.valeurs.get(lien)) {
                _ if posee != Dite::Oui => Vec::new(),
                Some(Value::Array(rangees)) if q.repete => {
                    rangees.iter().flat_map(|r| atomes(r.get(VALEUR))).collect()
                }
                valeur => atomes(valeur),
            };
            return Source { posee, reponses, secrete: q.visibilite == Visibilite::V3 };
        }
        let champ = lien.rsplit_once('.');
        let Some((q, cle)) = champ.and_then(|(c, cle)| Some((self.formulaire.question(c)?, cle)))
        else {
            return Source { posee: Dite::Oui, reponses: Vec::new(), secrete: false };
        };
        let valeur = self.valeurs.get(&q.code).filter(|valeur| repond(Some(valeur)));
        let posee = self.posee(q);
        let Some(valeur) = valeur.filter(|_| posee == Dite::Oui) else {
            let secrete = q.visibilite == Visibilite::V3;
            return Source { posee, reponses: Vec::new(), secrete };
        };
        // Where the answer can be opened, all of its fields can.
        let (posees, reponses): (Vec<Dite>, Vec<Vec<Value>>) = match valeur {
            Value::Array(rangees) => rangees.iter().map(|r| self.cellule(q, cle, r)).unzip(),
            autre => [self.cellule(q, cle, autre)].into_iter().unzip(),
        };
        let posee = posees.into_iter().max().unwrap_or(Dite::Oui);
        Source { posee, reponses: reponses.into_iter().flatten().collect(), secrete: false }
    }

    /// Whether a field is asked in one object or row, and the answers that it then holds.
    fn cellule(&self, question: &Question, cle: &str, rangee: &Value) -> (Dite, Vec<Value>) {
        let Some(champ) = question.colonnes.iter().find(|c| c.code == cle) else {
            return (Dite::Oui, atomes(rangee.get(cle)));
        };
        let posee = self.champ(question, champ, rangee);
        let reponses = match posee {
            Dite::Oui => atomes(champ.cellule(rangee)),
            Dite::Non | Dite::Indecise => Vec::new(),
        };
        (posee, reponses)
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
        if !self.active(autre) {
            return None;
        }
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

/// What is proposed before any answer; it is stored only when the user accepts it.
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
        (Widget::Entier | Widget::Decimal | Widget::Calcul, Value::Number(n)) => {
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
        (Widget::Date, Value::String(texte)) => {
            let naissance = contexte.date_naissance.iso();
            DatePartielle::parse_iso(texte)?;
            // As far as both are known: the year of birth is not before the birth.
            let commun = texte.len().min(naissance.len());
            (texte[..commun] < naissance[..commun])
                .then(|| "Cette date est avant la naissance de l’enfant. Vérifiez-la.".to_owned())
        }
        (Widget::Objet, Value::Object(_)) => {
            question.colonnes.iter().find_map(|c| avertissement(c, c.cellule(valeur)?, contexte))
        }
        (Widget::Liste, Value::Array(rangees)) => rangees.iter().find_map(|rangee| {
            question.colonnes.iter().find_map(|c| {
                avertissement(c, rangee.get(&c.code)?, contexte)
                    .map(|a| format!("{}\u{a0}: {a}", c.label))
            })
        }),
        _ => None,
    }
}
