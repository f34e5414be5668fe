//! One item: a group, a text to read, or a question.

use super::super::lecture::vide;
use super::super::saisie::clean;
use super::super::{Question, Widget};
use super::extension;
use super::jeu::Contenus;
use super::options::Liste;
use super::place::{LECTURE_MAX, LIBELLE_MAX, Place};
use super::simple::repeat;
use super::{LIEN_MAX, PREFIXE_DU_CENTRE, autrement, condition, initial, lien_propre};
use crate::codes::Visibilite;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Where a `linkId` leads.
#[derive(Clone)]
pub(super) struct Cible {
    /// The link of the engine: a code, or code and field.
    pub(super) lien: String,
    pub(super) rang: usize,
    /// Rank of the field, for one of a group that repeats.
    pub(super) colonne: Option<usize>,
}

/// A form on its way.
pub(super) struct Lecture<'a> {
    pub(super) questions: Vec<Question>,
    slug: &'a str,
    pub(super) contenus: &'a Contenus<'a>,
    pub(super) cibles: HashMap<String, Cible>,
    /// Engine link → `linkId` that has it.
    codes: HashMap<String, String>,
    /// The lists of the questions, by rank: conditions look codes up in them.
    pub(super) listes: HashMap<String, Liste>,
    /// The units that each question accepts, as the file writes them.
    pub(super) unites: HashMap<String, Vec<(String, String)>>,
    /// The questions whose type is refused.
    pub(super) refusees: HashSet<String>,
    /// Where each question stands in the file.
    pub(super) places: Vec<Option<Place<'a>>>,
    /// Groups that are asked as a question is: the rank of each, and of its question.
    pub(super) copies: Vec<(usize, usize)>,
    /// Questions as they would be answered, also where the form answers them itself.
    pub(super) natures: HashMap<String, Question>,
    /// Conditions that other engines read otherwise.
    pub(super) autrement: Vec<String>,
}

/// What an item takes over from what holds it.
#[derive(Clone, Copy)]
pub(super) struct Herite {
    pub(super) visibilite: Visibilite,
    /// Whether it is kept out of sight.
    pub(super) cachee: bool,
    /// Whether it is read-only.
    pub(super) figee: bool,
}

pub(super) const LUES: [&str; 16] = [
    "linkId",
    "text",
    "prefix",
    "type",
    "required",
    "repeats",
    "readOnly",
    "maxLength",
    "enableWhen",
    "enableBehavior",
    "answerOption",
    "answerValueSet",
    "initial",
    "item",
    "answerConstraint",
    "extension",
];

/// Keys of an item that change nothing here.
pub(super) const MUETTES: [&str; 4] = ["id", "code", "definition", "disabledDisplay"];

impl<'a> Lecture<'a> {
    pub(super) fn nouvelle(slug: &'a str, contenus: &'a Contenus<'a>) -> Self {
        Self {
            questions: Vec::new(),
            slug,
            contenus,
            cibles: HashMap::new(),
            codes: HashMap::new(),
            listes: HashMap::new(),
            unites: HashMap::new(),
            refusees: HashSet::new(),
            places: Vec::new(),
            copies: Vec::new(),
            natures: HashMap::new(),
            autrement: Vec::new(),
        }
    }

    /// Reads an item and what stands under it.
    pub(super) fn item(&mut self, place: &Place<'a>, dans: Option<&str>, herite: Herite) {
        if self.questions.len() > super::ITEMS_MAX {
            return;
        }
        place.connus(&LUES, &MUETTES);
        let genre = place.texte_requis("type", LIBELLE_MAX);
        let lien = self.lien(place, false);
        let code =
            format!("{PREFIXE_DU_CENTRE}{}.{}", self.slug, lien.as_deref().unwrap_or_default());
        let mut q = self.commun(place, code.clone(), genre.as_deref());
        let ext = extension::de_l_item(place, &mut q);
        q.visibilite = ext.visibilite.unwrap_or(herite.visibilite);
        q.cachee |= herite.cachee;
        q.groupe = dans.map(str::to_owned);
        let repete = place.booleen("repeats") == Some(true);
        let mut herite = Herite { visibilite: q.visibilite, cachee: q.cachee, ..herite };
        match genre.as_deref() {
            Some("display") if self.lecture(place, &ext, &mut q, dans) => return,
            Some("display") => {}
            Some("group") if !repete => {
                self.titre(place, &mut q);
                herite.figee |= place.booleen("readOnly") == Some(true);
            }
            Some("group") => self.liste(place, &mut q, herite),
            Some(simple) => {
                let liste = self.simple(place, simple, &ext, &mut q, repete);
                if repete && q.genre != Widget::ChoixMultiple {
                    repeat(&mut q);
                }
                let figee = herite.figee || place.booleen("readOnly") == Some(true);
                let nature = q.clone();
                initial::parse(place, &mut q, &liste, &ext.unites, repete, figee);
                self.natures.insert(code.clone(), nature);
                if q.genre == Widget::Titre {
                    self.refusees.insert(code.clone());
                }
                self.listes.insert(code.clone(), liste);
                self.unites.insert(code.clone(), ext.unites);
            }
            None => {}
        }
        if lien.is_some() {
            let lien_id = place.texte("linkId", LIBELLE_MAX).unwrap_or_default();
            self.put(place, &lien_id, code.clone(), None);
        }
        let rang = self.questions.len();
        self.questions.push(q);
        self.places.push(Some(place.clone()));
        match genre.as_deref() {
            Some("group") if !repete => {
                for enfant in place.enfants("item") {
                    self.item(&enfant, Some(&code), herite);
                }
            }
            Some("group" | "display") | None => {}
            Some(_) => self.sous_une_question(place, rang, herite),
        }
    }

    /// The safe form of a `linkId`.
    pub(super) fn lien(&self, place: &Place<'a>, champ: bool) -> Option<String> {
        let brut = place.texte_requis("linkId", 255)?;
        let propre = lien_propre(&brut, !champ);
        if propre.is_empty() || propre.len() > LIEN_MAX {
            place.refuse("linkId", format!("de 1 à {LIEN_MAX} lettres et chiffres sont attendus"));
            return None;
        }
        Some(propre)
    }

    /// Notes where a `linkId` leads, and refuses two that end as one code.
    pub(super) fn put(
        &mut self,
        place: &Place<'a>,
        brut: &str,
        lien: String,
        colonne: Option<(usize, usize)>,
    ) {
        let (rang, colonne) = match colonne {
            Some((rang, colonne)) => (rang, Some(colonne)),
            None => (self.questions.len(), None),
        };
        if let Some(autre) = self.codes.get(&lien) {
            let raison = if autre == brut {
                format!("«\u{a0}{brut}\u{a0}» est en double")
            } else {
                format!("«\u{a0}{brut}\u{a0}» et «\u{a0}{autre}\u{a0}» donnent le même code")
            };
            place.refuse("linkId", raison);
            return;
        }
        self.codes.insert(lien.clone(), brut.to_owned());
        self.cibles.insert(brut.to_owned(), Cible { lien, rang, colonne });
    }

    pub(super) fn commun(&self, place: &Place<'a>, code: String, genre: Option<&str>) -> Question {
        let max = if genre == Some("display") { LECTURE_MAX } else { LIBELLE_MAX };
        let texte = place.texte("text", max);
        let manque = texte.is_none() && !place.a("text");
        if manque && genre == Some("display") {
            place.refuse("text", "le texte à lire manque");
        }
        let mut label = match (place.texte("prefix", 40), texte) {
            (Some(prefixe), Some(texte)) => format!("{prefixe} {texte}"),
            (prefixe, texte) => texte.or(prefixe).unwrap_or_default(),
        };
        if manque && label.is_empty() && !matches!(genre, Some("group" | "display")) {
            // R4 lets a question go without words. Its code has some, or its identifier stands for
            // them; the preview says so.
            let premier = place.objet.get("code").and_then(|c| c.get(0));
            let du_code = premier.and_then(|c| c.get("display")).and_then(Value::as_str);
            let lien = place.objet.get("linkId").and_then(Value::as_str);
            label = clean(du_code.or(lien).unwrap_or_default(), false);
            label.truncate(label.char_indices().nth(LIBELLE_MAX).map_or(label.len(), |(i, _)| i));
            place.constats.note(format!(
                "«\u{a0}{label}\u{a0}»\u{a0}: le fichier ne donne pas le texte de cette question\u{a0}; son \
                 identifiant le remplace."
            ));
        }
        let mut q = vide(code, label);
        q.visibilite = Visibilite::V2;
        q.obligatoire = place.booleen("required") == Some(true);
        q
    }

    /// Ties the conditions to the questions, once all are known.
    pub(super) fn bind(&mut self) {
        for rang in 0..self.questions.len() {
            if let Some(place) = self.places[rang].clone() {
                let lues = condition::parse(&place, self);
                let ecrites = place.enfants("enableWhen");
                for (condition, ecrite) in lues.liste.iter().zip(&ecrites) {
                    let Some(source) = self.source(&condition.question) else { continue };
                    let quantite = ecrite.a("answerQuantity");
                    self.autrement.extend(autrement::dire(
                        &self.questions[rang],
                        condition,
                        source,
                        self.conditionnelle(&condition.question),
                        quantite,
                    ));
                }
                self.questions[rang].conditions = lues;
            }
        }
        for (groupe, parent) in std::mem::take(&mut self.copies) {
            self.questions[groupe].conditions = self.questions[parent].conditions.clone();
        }
        let mut liens: HashMap<String, Vec<String>> = HashMap::new();
        for q in &self.questions {
            let cibles = q.conditions.liste.iter().map(|c| self.racine_du_lien(&c.question));
            liens.insert(q.code.clone(), cibles.chain(q.groupe.clone()).collect());
        }
        for (q, place) in self.questions.iter().zip(&self.places) {
            if let Some(place) = place
                && !q.conditions.liste.is_empty()
                && super::en_rond(&liens, &q.code)
            {
                place.refuse("enableWhen", "les conditions tournent en rond");
            }
        }
    }

    /// What a condition reads: a question as it would be answered, or a field.
    fn source(&self, lien: &str) -> Option<&Question> {
        let question = self.questions.iter().find(|q| q.code == lien);
        self.natures.get(lien).or(question).or_else(|| {
            let (code, cle) = lien.rsplit_once('.')?;
            let liste = self.questions.iter().find(|q| q.code == code)?;
            liste.colonnes.iter().find(|c| c.code == cle)
        })
    }

    /// Whether a question, or what holds it, is asked on a condition.
    fn conditionnelle(&self, lien: &str) -> bool {
        let mut suite = Some(self.racine_du_lien(lien));
        while let Some(code) = suite {
            let Some(rang) = self.questions.iter().position(|q| q.code == code) else { break };
            // A group without a place is asked as the question that it stands under.
            if self.places[rang].as_ref().is_none_or(|place| place.a("enableWhen")) {
                return true;
            }
            suite = self.questions[rang].groupe.clone();
        }
        false
    }

    /// The question of a link, for one that leads to a field.
    fn racine_du_lien(&self, lien: &str) -> String {
        match self.questions.iter().any(|q| q.code == lien) {
            true => lien.to_owned(),
            false => lien.rsplit_once('.').map_or(lien, |(code, _)| code).to_owned(),
        }
    }
}
