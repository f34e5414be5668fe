//! One item: a group, a text to read, or a question.

use super::super::lecture::{LONGUEUR_TEXTE, LONGUEUR_TEXTE_LONG, vide};
use super::super::{Genre, Possibilite, Question, UNITE, VALEUR};
use super::extension::{self, DeLItem};
use super::options::{self, Liste};
use super::place::{LECTURE_MAX, LIBELLE_MAX, Place};
use super::{LIEN_MAX, PREFIXE_DU_CENTRE, condition, initial, lien_propre};
use crate::codes::Visibilite;
use std::collections::{HashMap, HashSet};

/// Where a `linkId` leads.
#[derive(Clone)]
pub(super) struct Cible {
    /// The link of the engine: a code, or code and field.
    pub(super) lien: String,
    /// Rank of the question.
    pub(super) rang: usize,
    /// Rank of the field, for one of a group that repeats.
    pub(super) colonne: Option<usize>,
}

/// A form on its way.
pub(super) struct Lecture<'a> {
    pub(super) questions: Vec<Question>,
    slug: &'a str,
    contenus: &'a HashMap<String, Place<'a>>,
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
    pub(super) places: Vec<Place<'a>>,
}

const LUES: [&str; 14] = [
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
];

impl<'a> Lecture<'a> {
    pub(super) fn nouvelle(slug: &'a str, contenus: &'a HashMap<String, Place<'a>>) -> Self {
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
        }
    }

    /// Reads an item and what stands under it.
    pub(super) fn item(&mut self, place: &Place<'a>, dans: Option<&str>, herite: Visibilite) {
        if self.questions.len() > super::ITEMS_MAX {
            return;
        }
        place.connus(&[&LUES[..], &["extension"]].concat(), &["id", "code", "definition"]);
        let genre = place.texte_requis("type", LIBELLE_MAX);
        let lien = self.lien(place, None);
        let code =
            format!("{PREFIXE_DU_CENTRE}{}.{}", self.slug, lien.as_deref().unwrap_or_default());
        let mut q = self.commun(place, code.clone(), genre.as_deref());
        let ext = extension::de_l_item(place, &mut q);
        q.visibilite = ext.visibilite.unwrap_or(herite);
        q.groupe = dans.map(str::to_owned);
        let repete = place.booleen("repeats") == Some(true);
        let visibilite = q.visibilite;
        match genre.as_deref() {
            Some("display") => self.lecture(place, &ext, &mut q, dans),
            Some("group") if !repete => self.titre(place, &mut q),
            Some("group") => self.liste(place, &mut q),
            Some(simple) => {
                let liste = self.simple(place, simple, &ext, &mut q, repete);
                self.sous_une_question(place, &mut q);
                if repete && q.genre != Genre::ChoixMultiple {
                    repeter(&mut q);
                }
                initial::lire(place, &mut q, &liste, repete);
                if q.genre == Genre::Titre {
                    self.refusees.insert(code.clone());
                }
                self.listes.insert(code.clone(), liste);
                self.unites.insert(code.clone(), ext.unites);
            }
            None => {}
        }
        if genre.as_deref() == Some("display") && ext.aide {
            return;
        }
        if lien.is_some() {
            let lien_id = place.texte("linkId", LIBELLE_MAX).unwrap_or_default();
            self.poser(place, &lien_id, code.clone(), None);
        }
        self.questions.push(q);
        self.places.push(place.clone());
        if genre.as_deref() == Some("group") && !repete {
            for enfant in place.enfants("item") {
                self.item(&enfant, Some(&code), visibilite);
            }
        }
    }

    /// The safe form of a `linkId`.
    fn lien(&self, place: &Place<'a>, parent: Option<&str>) -> Option<String> {
        let brut = place.texte_requis("linkId", 255)?;
        let propre = lien_propre(&brut, parent.is_none());
        if propre.is_empty() || propre.len() > LIEN_MAX {
            place.refuser("linkId", format!("de 1 à {LIEN_MAX} lettres et chiffres sont attendus"));
            return None;
        }
        Some(propre)
    }

    /// Notes where a `linkId` leads, and refuses two that end as one code.
    fn poser(
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
            place.refuser("linkId", raison);
            return;
        }
        self.codes.insert(lien.clone(), brut.to_owned());
        self.cibles.insert(brut.to_owned(), Cible { lien, rang, colonne });
    }

    /// What every item has.
    fn commun(&self, place: &Place<'a>, code: String, genre: Option<&str>) -> Question {
        let max = if genre == Some("display") { LECTURE_MAX } else { LIBELLE_MAX };
        let texte = place.texte("text", max);
        if texte.is_none() && !place.a("text") && genre != Some("group") {
            place.refuser("text", "le texte de la question manque");
        }
        let label = match (place.texte("prefix", 40), texte) {
            (Some(prefixe), Some(texte)) => format!("{prefixe} {texte}"),
            (_, texte) => texte.unwrap_or_default(),
        };
        let mut q = vide(code, label);
        q.visibilite = Visibilite::V2;
        q.obligatoire = place.booleen("required") == Some(true);
        q
    }

    /// A text to read; help goes to the question before it.
    fn lecture(&mut self, place: &Place<'a>, ext: &DeLItem, q: &mut Question, dans: Option<&str>) {
        for cle in [
            "required",
            "repeats",
            "readOnly",
            "initial",
            "item",
            "answerOption",
            "answerValueSet",
            "maxLength",
        ] {
            if place.a(cle) && !(cle == "readOnly" || place.objet.get(cle) == Some(&false.into())) {
                place.refuser(cle, "ne convient pas à un texte à lire");
            }
        }
        sans_nombre(place, q, ext);
        if ext.aide {
            if place.a("enableWhen") {
                place.refuser("enableWhen", "une aide conditionnelle n’est pas prise en charge");
            }
            let avant = self.questions.last_mut().filter(|a| a.groupe.as_deref() == dans);
            match avant {
                Some(avant) => avant.aide = Some(q.label.clone()),
                None => place.refuser_ici("cette aide ne suit aucune question"),
            }
        }
        q.genre = Genre::Lecture;
    }

    fn titre(&self, place: &Place<'a>, q: &mut Question) {
        groupe_seul(place);
        q.genre = Genre::Titre;
        if !matches!(place.objet.get("item"), Some(serde_json::Value::Array(l)) if !l.is_empty()) {
            place.refuser("item", "le groupe n’a aucune question");
        }
    }

    /// A group that repeats: rows of simple fields.
    fn liste(&mut self, place: &Place<'a>, q: &mut Question) {
        groupe_seul(place);
        if q.label.is_empty() && !place.a("text") {
            place.refuser("text", "le texte d’un groupe répété manque");
        }
        q.genre = Genre::Liste;
        let rang = self.questions.len();
        for enfant in place.enfants("item") {
            enfant.connus(&[&LUES[..], &["extension"]].concat(), &["id", "code", "definition"]);
            let Some(genre) = enfant.texte_requis("type", LIBELLE_MAX) else { continue };
            if matches!(genre.as_str(), "group" | "display") {
                enfant.refuser(
                    "type",
                    format!("«\u{a0}{genre}\u{a0}» dans un groupe répété n’est pas pris en charge"),
                );
                continue;
            }
            for cle in ["enableWhen", "initial", "readOnly", "item"] {
                if enfant.a(cle) && enfant.objet.get(cle) != Some(&false.into()) {
                    enfant.refuser(cle, "n’est pas pris en charge dans un groupe répété");
                }
            }
            let Some(cle) = self.lien(&enfant, Some(&q.code)) else { continue };
            let mut colonne = self.commun(&enfant, cle.clone(), Some(&genre));
            let ext = extension::de_l_item(&enfant, &mut colonne);
            if ext.visibilite.is_some_and(|v| v != q.visibilite) {
                enfant.refuser("extension", "la visibilité est celle du groupe répété");
            }
            colonne.visibilite = q.visibilite;
            let repete = enfant.booleen("repeats") == Some(true);
            let liste = self.simple(&enfant, &genre, &ext, &mut colonne, repete);
            if colonne.genre == Genre::Objet || (repete && colonne.genre != Genre::ChoixMultiple) {
                enfant.refuser("repeats", "cette question ne se répète pas dans un groupe répété");
            }
            if colonne.age_min.is_some() || colonne.age_max.is_some() || colonne.sexe.is_some() {
                enfant.refuser("extension", "l’âge et le sexe se disent du groupe répété");
            }
            let lien = format!("{}.{cle}", q.code);
            let brut = enfant.texte("linkId", LIBELLE_MAX).unwrap_or_default();
            self.poser(&enfant, &brut, lien.clone(), Some((rang, q.colonnes.len())));
            if colonne.genre == Genre::Titre {
                self.refusees.insert(lien.clone());
            }
            self.listes.insert(lien.clone(), liste);
            self.unites.insert(lien, ext.unites);
            q.colonnes.push(colonne);
        }
        if q.colonnes.is_empty() {
            place.refuser("item", "le groupe n’a aucune question");
        }
    }

    /// Under a question only help may stand.
    fn sous_une_question(&self, place: &Place<'a>, q: &mut Question) {
        for enfant in place.enfants("item") {
            let mut aide = vide(String::new(), String::new());
            let display = enfant.texte("type", LIBELLE_MAX).as_deref() == Some("display");
            if display && extension::de_l_item(&enfant, &mut aide).aide {
                enfant.connus(&["linkId", "text", "type", "extension"], &["id"]);
                q.aide = enfant.texte_requis("text", LECTURE_MAX);
            } else {
                enfant.refuser_ici(
                    "une question sous une question n’est pas prise en charge\u{a0}: mettez-la à côté, \
                     avec «\u{a0}enableWhen\u{a0}»",
                );
            }
        }
    }

    /// A question of a simple type.
    fn simple(
        &self,
        place: &Place<'a>,
        genre: &str,
        ext: &DeLItem,
        q: &mut Question,
        repete: bool,
    ) -> Liste {
        let liste = options::lire(place, self.contenus);
        q.longueur_max = place.entier("maxLength");
        q.genre = match genre {
            "boolean" => Genre::Booleen,
            "integer" => Genre::Entier,
            "decimal" => Genre::Decimal,
            "quantity" => quantite(q, ext),
            "date" => Genre::Date,
            "string" => Genre::Texte,
            "text" => Genre::TexteLong,
            "choice" | "open-choice" if repete => Genre::ChoixMultiple,
            "choice" | "open-choice" => Genre::Choix,
            autre => {
                place.refuser(
                    "type",
                    format!("le type «\u{a0}{autre}\u{a0}» n’est pas pris en charge"),
                );
                return liste;
            }
        };
        if repete && q.genre == Genre::Booleen {
            place.refuser("repeats", "une réponse par oui ou par non ne se répète pas");
        }
        if repete && q.genre == Genre::Objet {
            place.refuser(
                "repeats",
                "une quantité à plusieurs unités ne se répète pas\u{a0}: donnez une seule unité",
            );
        }
        q.ouvert = genre == "open-choice";
        let a_choix = matches!(q.genre, Genre::Choix | Genre::ChoixMultiple);
        let donnee = place.a("answerOption") || place.a("answerValueSet");
        if a_choix && liste.choix.is_empty() {
            // A value set that was not found is refused already.
            if !place.a("answerValueSet") {
                place.refuser("answerOption", "la liste des réponses manque");
            } else if liste.sorte.is_some() {
                place.refuser("answerValueSet", "la liste des réponses est vide");
            }
        } else if !a_choix && donnee {
            let cle = if place.a("answerOption") { "answerOption" } else { "answerValueSet" };
            place.refuser(
                cle,
                format!("une liste de réponses ne convient pas au type «\u{a0}{genre}\u{a0}»"),
            );
        }
        if q.ouvert && liste.entiere() {
            place.refuser("answerOption", "une liste ouverte de nombres n’est pas prise en charge");
        }
        q.choix.clone_from(&liste.choix);
        q.code_entier = liste.entiere();
        longueurs(place, genre, q);
        if q.genre != Genre::Objet {
            un_seule_unite(place, genre, ext, q);
        }
        bornes(place, q);
        liste
    }

    /// Ties the conditions to the questions, once all are known.
    pub(super) fn lier(&mut self) {
        for rang in 0..self.questions.len() {
            let lues = condition::lire(&self.places[rang].clone(), self);
            self.questions[rang].conditions = lues;
        }
        let mut liens: HashMap<String, Vec<String>> = HashMap::new();
        for q in &self.questions {
            let cibles = q.conditions.liste.iter().map(|c| self.racine_du_lien(&c.question));
            liens.insert(q.code.clone(), cibles.chain(q.groupe.clone()).collect());
        }
        for (q, place) in self.questions.iter().zip(&self.places) {
            if !q.conditions.liste.is_empty() && super::en_rond(&liens, &q.code) {
                place.refuser("enableWhen", "les conditions tournent en rond");
            }
        }
    }

    /// The question of a link, for one that leads to a field.
    fn racine_du_lien(&self, lien: &str) -> String {
        match self.questions.iter().any(|q| q.code == lien) {
            true => lien.to_owned(),
            false => lien.rsplit_once('.').map_or(lien, |(code, _)| code).to_owned(),
        }
    }
}

fn groupe_seul(place: &Place<'_>) {
    for cle in ["initial", "answerOption", "answerValueSet", "maxLength"] {
        if place.a(cle) {
            place.refuser(cle, "ne convient pas à un groupe");
        }
    }
    if place.booleen("readOnly") == Some(true) {
        place.refuser("readOnly", "un groupe en lecture seule n’est pas pris en charge");
    }
}

fn sans_nombre(place: &Place<'_>, q: &Question, ext: &DeLItem) {
    if ext.bornes || !ext.unites.is_empty() || q.decimales_max.is_some() || q.longueur_min.is_some()
    {
        place.refuser("extension", "des bornes ou une unité ne conviennent pas ici");
    }
}

/// A quantity is a number in its one unit, or a number and a unit among several.
fn quantite(q: &mut Question, ext: &DeLItem) -> Genre {
    if ext.unites.len() == 1 {
        return Genre::Decimal;
    }
    let mut valeur = vide(VALEUR.to_owned(), "Valeur".to_owned());
    valeur.genre = Genre::Decimal;
    (valeur.min, valeur.max, valeur.decimales_max) =
        (q.min.take(), q.max.take(), q.decimales_max.take());
    valeur.obligatoire = true;
    let mut unite = vide(UNITE.to_owned(), "Unité".to_owned());
    unite.obligatoire = true;
    if ext.unites.is_empty() {
        (unite.genre, unite.longueur_max) = (Genre::Texte, Some(40));
    } else {
        unite.genre = Genre::Choix;
        unite.choix = ext
            .unites
            .iter()
            .map(|(code, label)| Possibilite { code: code.clone(), label: label.clone() })
            .collect();
    }
    for colonne in [&mut valeur, &mut unite] {
        colonne.visibilite = q.visibilite;
    }
    q.colonnes = vec![valeur, unite];
    Genre::Objet
}

fn un_seule_unite(place: &Place<'_>, genre: &str, ext: &DeLItem, q: &mut Question) {
    match (genre, ext.unites.as_slice()) {
        (_, []) => {}
        ("integer" | "decimal" | "quantity", [(_, label)]) => q.unite = Some(label.clone()),
        ("integer" | "decimal" | "quantity", _) => {
            place.refuser(
                "extension",
                "plusieurs unités ne conviennent qu’à «\u{a0}quantity\u{a0}»",
            );
        }
        _ => place.refuser("extension", "une unité ne convient qu’à un nombre"),
    }
}

fn longueurs(place: &Place<'_>, genre: &str, q: &mut Question) {
    let texte = matches!(genre, "string" | "text" | "open-choice");
    if !texte && (place.a("maxLength") || q.longueur_min.is_some()) {
        let cle = if place.a("maxLength") { "maxLength" } else { "extension" };
        place.refuser(cle, format!("une longueur ne convient pas au type «\u{a0}{genre}\u{a0}»"));
    }
    if texte {
        let habituelle = if genre == "text" { LONGUEUR_TEXTE_LONG } else { LONGUEUR_TEXTE };
        let max = *q.longueur_max.get_or_insert(habituelle);
        if max == 0 || max > 20_000 || q.longueur_min.is_some_and(|min| min > max) {
            place.refuser(
                "maxLength",
                "cette longueur n’est pas possible (20 000 caractères au plus)",
            );
        }
    }
}

fn bornes(place: &Place<'_>, q: &Question) {
    let cible = q.colonnes.first().unwrap_or(q);
    let nombre = matches!(cible.genre, Genre::Entier | Genre::Decimal);
    let date = q.genre == Genre::Date;
    if !nombre && (q.min.is_some() || q.max.is_some() || q.decimales_max.is_some()) {
        place.refuser("extension", "des bornes chiffrées ne conviennent qu’à un nombre");
    }
    if !date && (q.jour_min.is_some() || q.jour_max.is_some()) {
        place.refuser("extension", "des bornes datées ne conviennent qu’à une date");
    }
    if cible.min.zip(cible.max).is_some_and(|(min, max)| min > max)
        || q.jour_min.zip(q.jour_max).is_some_and(|(min, max)| min > max)
    {
        place.refuser("extension", "le minimum dépasse le maximum");
    }
}

/// A simple question that repeats is a list with one field.
fn repeter(q: &mut Question) {
    if !matches!(
        q.genre,
        Genre::Entier | Genre::Decimal | Genre::Date | Genre::Texte | Genre::TexteLong
    ) {
        return;
    }
    let mut colonne = q.clone();
    colonne.code = VALEUR.to_owned();
    colonne.obligatoire = false;
    (colonne.groupe, colonne.aide) = (None, None);
    (colonne.age_min, colonne.age_max, colonne.sexe) = (None, None, None);
    q.genre = Genre::Liste;
    q.repete = true;
    q.unite = None;
    (q.min, q.max, q.decimales_max) = (None, None, None);
    (q.jour_min, q.jour_max) = (None, None);
    (q.longueur_min, q.longueur_max) = (None, None);
    q.colonnes = vec![colonne];
}
