//! Forms: a part of the bilan is a FHIR R4 Questionnaire (JSON) with a few extensions of ours.
//!
//! [`Formulaire::parse`] reads one and refuses, by name and place, whatever this engine does not support.
//! [`Formulaire::etat`] says which questions are asked of a child and what is computed, [`enter`] turns a
//! typed text into the stored value or refuses it in one sentence. The forms of the program are embedded and
//! never change: a new form is a new version.

mod centre;
mod compare;
mod ecritures;
mod etat;
mod grandeur;
mod heure;
mod lecture;
mod limites;
mod livres;
mod mots;
mod nombre;
mod reste;
mod saisie;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_conditions;
#[cfg(test)]
mod tests_saisie;
#[cfg(test)]
mod tests_volets;
mod ucum;

pub use crate::dictionnaire::Widget;
pub use centre::{
    ComplementRefus, Complements, DuCentre, FormulaireJoint, FormulaireStatut, Lexique, Manquants,
    Motif, PREFIXE_DU_CENTRE, SansEffet, ou_en_lettres, parse_du_centre,
};
pub use ecritures::{deux_tensions, semaines_et_jours};
pub(crate) use etat::Rigueur;
pub use etat::{EtatQuestion, avertissement, imc, proposition};
pub use grandeur::Grandeur;
pub use lecture::FormulaireRefus;
pub(crate) use limites::hors_limites;
pub use livres::{livre, volets_saisissables};
pub use nombre::{NombreRefus, parse_nombre};
pub use reste::ChampTu;
pub(crate) use reste::Reste;
pub use saisie::{SaisieRefus, enter};

use crate::age::Age;
use crate::bilan::VoletCode;
use crate::codes::Visibilite;
use crate::date::{DateCivile, DatePartielle};
use crate::enfant::Sexe;
use crate::professionnel::Role;
use serde_json::Value;

/// The forms that a new bilan is filled in with.
pub const MODELE_VERSION: &str = "2026.2";

/// The form of one part, in one version.
#[derive(Debug, Clone, PartialEq)]
pub struct Formulaire {
    /// The part that it fills in.
    pub volet: VoletCode,
    pub version: String,
    pub titre: String,
    /// Canonical address of the Questionnaire.
    pub url: String,
    /// Questions and titles, in order.
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibilite {
    pub code: String,
    pub label: String,
}

/// A question of a form, or a field of a composed question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Code of the data dictionary; for a field, its JSON key.
    pub code: String,
    pub label: String,
    pub genre: Widget,
    pub unite: Option<String>,
    pub choix: Vec<Possibilite>,
    /// Least possible value.
    pub min: Option<f64>,
    /// Greatest possible value.
    pub max: Option<f64>,
    /// Most characters of a text.
    pub longueur_max: Option<usize>,
    /// Whether the part cannot be signed without it; for a field, whether a row needs it.
    pub obligatoire: bool,
    pub visibilite: Visibilite,
    pub role: Role,
    /// First age in completed months.
    pub age_min: Option<i32>,
    /// Last age in completed months.
    pub age_max: Option<i32>,
    /// Only asked of girls, or of boys.
    pub sexe: Option<Sexe>,
    pub aide: Option<String>,
    /// Fields of an object, or of each row of a list.
    pub colonnes: Vec<Question>,
    /// The rule that computes it.
    pub calcul: Option<Calcul>,
    /// What other answers must say for it to be asked.
    pub conditions: Conditions,
    /// Values beyond these are possible but unusual, by age.
    pub habituel: Vec<Habituel>,
    /// Whether the answer says how the length was taken.
    pub posture: bool,
    /// When a date may fall.
    pub periode: Option<Periode>,
    /// Whether a date must be known to the day.
    pub jour_complet: bool,
    /// Whether the codes of the list are stored as whole numbers.
    pub code_entier: bool,
    /// Letters before the number that each row of a list gets by itself.
    pub numero: Option<String>,
    /// The question whose value this one must exceed, else a warning.
    pub superieur_a: Option<String>,
    /// What is proposed while there is no answer.
    pub proposition: Option<Proposition>,
    /// Subject of a refusal: "Le poids".
    pub sujet: Option<String>,
    /// The object inside the value that holds this field. A screen sees the field flat, under its
    /// code: `droite-500` is the key `500` of the object `droite`.
    pub dans: Option<String>,
    /// Whether codes beyond the list are kept as they are, such as the number of a recommendation.
    pub codes_libres: bool,
    /// The group in which it stands: it is asked only where the group is.
    pub groupe: Option<String>,
    /// Whether an answer outside the list may be written: it is stored as `{"texte": …}`.
    pub ouvert: bool,
    /// Whether each row of the list is one value, under [`VALEUR`].
    pub repete: bool,
    /// Fewest characters of a text.
    pub longueur_min: Option<usize>,
    /// Most figures after the decimal comma.
    pub decimales_max: Option<u8>,
    /// First possible day of a date.
    pub jour_min: Option<DateCivile>,
    /// Last possible day of a date.
    pub jour_max: Option<DateCivile>,
    /// The initial value that the form gives.
    pub initial: Option<Value>,
    /// Whether the form hides it: it is never asked, and other questions may depend on its initial value.
    pub cachee: bool,
    /// What a text must be.
    pub forme: Option<Forme>,
    /// Fewest answers of a question that takes several, where there is one.
    pub reponses_min: Option<usize>,
    /// Most answers of a question that takes several.
    pub reponses_max: Option<usize>,
    /// Codes of the list that go with no other.
    pub exclusifs: Vec<String>,
}

/// What a text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forme {
    /// A time of day, stored as `14:30` or `14:30:15`.
    Heure,
    /// A day as far as it is known, with or without a time of day, stored as `2027`, `2027-03`,
    /// `2027-03-07` or `2027-03-07T14:30`. No time zone: it is the time on the wall of the centre.
    DateHeure,
}

/// Key of the value in a row of one value, and in a quantity beside [`UNITE`].
pub const VALEUR: &str = "valeur";
/// Key of the unit in a quantity that may have several.
pub const UNITE: &str = "unite";
/// Key of an answer outside the list.
pub const TEXTE: &str = "texte";

impl Question {
    /// Whether the child's age and sex call for the question.
    #[must_use]
    pub fn concerne(&self, contexte: &Contexte) -> bool {
        self.age_min.is_none_or(|min| contexte.age_mois >= min)
            && self.age_max.is_none_or(|max| contexte.age_mois <= max)
            && self.sexe.is_none_or(|sexe| contexte.sexe == sexe)
    }

    /// Whether it asks for a date that may lie ahead.
    #[must_use]
    pub fn avenir(&self) -> bool {
        self.genre == Widget::Date && self.periode != Some(Periode::Passee)
    }

    /// Whether its answers are dates or times of day.
    pub(super) fn de_temps(&self) -> bool {
        let lisible = |texte: &str| {
            DatePartielle::parse_iso(texte).is_some() || heure::parse_heure(texte).is_some()
        };
        match self.genre {
            Widget::Date => true,
            Widget::Texte => self.forme.is_some(),
            Widget::Choix | Widget::ChoixMultiple => {
                !self.choix.is_empty() && self.choix.iter().all(|c| lisible(&c.code))
            }
            Widget::Liste if self.repete => self.colonnes.iter().all(Self::de_temps),
            Widget::Calcul => self.initial.as_ref().and_then(Value::as_str).is_some_and(|texte| {
                self.forme.is_some() || DatePartielle::parse_iso(texte).is_some()
            }),
            _ => false,
        }
    }

    /// Whether a stored answer chooses something that the list does not have: another version of
    /// the form had it.
    #[must_use]
    pub fn hors_liste(&self, valeur: &Value) -> bool {
        let hors = |un: &Value| match un {
            Value::String(code) => self.label_du_choix(code).is_none(),
            Value::Number(n) => self.label_du_choix(&n.to_string()).is_none(),
            _ => false,
        };
        match (self.genre, valeur) {
            (Widget::Choix, un) => hors(un),
            (Widget::ChoixMultiple, Value::Array(liste)) => liste.iter().any(hors),
            _ => false,
        }
    }

    /// The label of a code of the list.
    #[must_use]
    pub fn label_du_choix(&self, code: &str) -> Option<&str> {
        self.choix.iter().find(|c| c.code == code).map(|c| c.label.as_str())
    }

    /// What this field holds in a stored object or row.
    #[must_use]
    pub fn cellule<'a>(&self, rangee: &'a Value) -> Option<&'a Value> {
        match &self.dans {
            None => rangee.get(&self.code),
            Some(objet) => rangee.get(objet)?.get(self.cle_interieure(objet)?),
        }
    }

    /// Takes what this field holds out of a stored object or row.
    fn empty(&self, rangee: &mut Value) {
        let Some(rangee) = rangee.as_object_mut() else { return };
        let Some(objet) = &self.dans else {
            rangee.remove(&self.code);
            return;
        };
        let dedans = rangee.get_mut(objet).and_then(Value::as_object_mut);
        if let (Some(dedans), Some(cle)) = (dedans, self.cle_interieure(objet)) {
            dedans.remove(cle);
            if dedans.is_empty() {
                rangee.remove(objet);
            }
        }
    }

    /// The key of this field in the object that holds it.
    fn cle_interieure(&self, objet: &str) -> Option<&str> {
        self.code.strip_prefix(objet)?.strip_prefix('-')
    }

    /// The names of the objects that hold fields of this question.
    fn objets(&self) -> impl Iterator<Item = &str> {
        self.colonnes.iter().filter_map(|c| c.dans.as_deref())
    }

    /// A stored value as a screen shows it: every field under its own code.
    #[must_use]
    pub fn a_plat(&self, valeur: &Value) -> Value {
        let (Some(objet), true) = (valeur.as_object(), self.objets().next().is_some()) else {
            return valeur.clone();
        };
        let mut plat = serde_json::Map::new();
        for (cle, valeur) in objet {
            match valeur.as_object() {
                Some(interieur) if self.objets().any(|o| o == cle) => {
                    plat.extend(interieur.iter().map(|(k, v)| (format!("{cle}-{k}"), v.clone())));
                }
                _ => {
                    plat.insert(cle.clone(), valeur.clone());
                }
            }
        }
        Value::Object(plat)
    }

    /// The stored form of fields that came flat.
    fn range(&self, plat: serde_json::Map<String, Value>) -> serde_json::Map<String, Value> {
        let mut range = serde_json::Map::new();
        for (cle, valeur) in plat {
            let dedans = self.objets().find_map(|objet| {
                let interieure = cle.strip_prefix(objet)?.strip_prefix('-')?;
                Some((objet, interieure))
            });
            let Some((objet, interieure)) = dedans else {
                range.insert(cle, valeur);
                continue;
            };
            let boite = range.entry(objet).or_insert_with(|| Value::Object(serde_json::Map::new()));
            if let Some(boite) = boite.as_object_mut() {
                boite.insert(interieure.to_owned(), valeur);
            }
        }
        range
    }
}

/// A rule that computes a value from other answers of the same form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calcul {
    /// Body mass index, from `cro.poids` and `cro.taille`.
    Imc,
    /// The fixed value that the form gives.
    Constante,
}

/// How far ahead, in months, a year on two digits may lie where a date is not one of the past.
pub const A_VENIR_MOIS: i32 = 20 * 12;

/// When a date may fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Periode {
    /// Today at the latest.
    Passee,
    /// After the day of the bilan.
    ApresBilan,
}

/// What is proposed while there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposition {
    /// Twelve months after the bilan, six before two years of age (domain note §7.4).
    BilanSuivant,
    NonExamine,
}

/// Usual values at some ages. They catch typing mistakes and are no clinical threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habituel {
    /// First age in completed months.
    pub age_min: Option<i32>,
    /// Last age in completed months.
    pub age_max: Option<i32>,
    /// Least usual value.
    pub min: f64,
    /// Greatest usual value.
    pub max: f64,
}

/// What other answers must say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Conditions {
    /// Whether one condition is enough.
    pub une_suffit: bool,
    pub liste: Vec<Condition>,
}

/// One `enableWhen`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Link of the question: a code, or code and field with a dot between.
    pub question: String,
    pub operateur: Operateur,
    /// What it is compared with.
    pub reponse: Value,
}

/// Comparison of an `enableWhen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operateur {
    /// There is an answer, or there is none.
    Existe,
    /// One answer equals.
    Egal,
    /// No answer equals.
    Different,
    /// One answer is greater.
    Superieur,
    /// One answer is smaller.
    Inferieur,
    /// One answer is greater or equal.
    SuperieurOuEgal,
    /// One answer is smaller or equal.
    InferieurOuEgal,
}

/// The child for whom a form is filled in, and the days that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contexte {
    /// Age in completed months on the day of the bilan.
    pub age_mois: i32,
    pub sexe: Sexe,
    pub date_naissance: DateCivile,
    pub date_bilan: DateCivile,
    pub aujourd_hui: DateCivile,
}

impl Contexte {
    /// The context of a bilan. A bilan dated before the birth counts as age 0.
    #[must_use]
    pub fn new(
        sexe: Sexe,
        date_naissance: DateCivile,
        date_bilan: DateCivile,
        aujourd_hui: DateCivile,
    ) -> Self {
        let age_mois = Age::a(date_naissance, date_bilan).map_or(0, |age| age.mois);
        Self { age_mois, sexe, date_naissance, date_bilan, aujourd_hui }
    }
}

impl Formulaire {
    /// The question of a code.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.code == code)
    }
}
