//! What holds questions, or is only read: groups, groups that repeat, texts, what stands under a
//! question.

use super::super::lecture::vide;
use super::super::{Condition, Conditions, Operateur, Question, Widget};
use super::extension::{self, DeLItem};
use super::item::{Herite, LUES, Lecture, MUETTES};
use super::place::{LECTURE_MAX, LIBELLE_MAX, Place};
use serde_json::{Value, json};

impl<'a> Lecture<'a> {
    /// A text to read; help goes to the question before it.
    pub(super) fn lecture(
        &mut self,
        place: &Place<'a>,
        ext: &DeLItem<'a>,
        q: &mut Question,
        dans: Option<&str>,
    ) -> bool {
        sans_reponse(place);
        sans_nombre(place, q, ext);
        q.genre = Widget::Lecture;
        if !ext.aide {
            return false;
        }
        // Help without a question before it is read where it stands.
        let avant = self.questions.last_mut().filter(|a| a.groupe.as_deref() == dans);
        let Some(avant) = avant.filter(|a| !matches!(a.genre, Widget::Titre | Widget::Lecture))
        else {
            return false;
        };
        if place.a("enableWhen") {
            place.refuse("enableWhen", "une aide conditionnelle n’est pas prise en charge");
        }
        aider(avant, &q.label);
        true
    }

    pub(super) fn titre(&self, place: &Place<'a>, q: &mut Question) {
        groupe_seul(place);
        q.genre = Widget::Titre;
        if !matches!(place.objet.get("item"), Some(Value::Array(l)) if !l.is_empty()) {
            place.refuse("item", "le groupe n’a aucune question");
        }
    }

    /// A group that repeats: rows of simple fields.
    pub(super) fn liste(&mut self, place: &Place<'a>, q: &mut Question, herite: Herite) {
        groupe_seul(place);
        if herite.figee || place.booleen("readOnly") == Some(true) {
            place.refuse("readOnly", "un groupe répété en lecture seule n’est pas pris en charge");
        }
        if q.cachee {
            place.refuse("extension", "un groupe répété caché n’est pas pris en charge");
        }
        q.genre = Widget::Liste;
        let rang = self.questions.len();
        for enfant in place.enfants("item") {
            self.colonne(&enfant, q, rang);
        }
        if q.colonnes.is_empty() {
            place.refuse("item", "le groupe n’a aucune question");
        } else if q.label.is_empty() && !place.a("text") {
            // A list needs a name, for its answers and for its empty state.
            let labels: Vec<&str> = q.colonnes.iter().map(|c| c.label.as_str()).take(3).collect();
            q.label = labels.join(", ");
            place.constats.note(format!(
                "«\u{a0}{}\u{a0}»\u{a0}: le fichier ne nomme pas ce groupe\u{a0}; ses premières questions le \
                 nomment.",
                q.label
            ));
        }
    }

    fn colonne(&mut self, enfant: &Place<'a>, q: &mut Question, rang: usize) {
        enfant.connus(&LUES, &MUETTES);
        let Some(genre) = enfant.texte_requis("type", LIBELLE_MAX) else { return };
        if genre == "group" {
            enfant.refuse("type", "un groupe dans un groupe répété n’est pas pris en charge");
            return;
        }
        if genre == "display" {
            self.texte_de_liste(enfant, None, q);
            return;
        }
        for cle in ["enableWhen", "readOnly"] {
            if enfant.a(cle) && enfant.brut(cle) != Some(&false.into()) {
                enfant.refuse(cle, "n’est pas pris en charge dans un groupe répété");
            }
        }
        if enfant.a("enableBehavior") {
            enfant.sans_effet("enableBehavior");
        }
        if enfant.a("initial") {
            // What is proposed is proposed for a question, not for rows that do not exist yet.
            enfant.sans_effet("initial");
        }
        let Some(cle) = self.lien(enfant, true) else { return };
        let mut colonne = self.commun(enfant, cle.clone(), Some(&genre));
        let ext = extension::de_l_item(enfant, &mut colonne);
        if ext.visibilite.is_some_and(|v| v != q.visibilite) {
            enfant.refuse("extension", "la visibilité est celle du groupe répété");
        }
        if colonne.cachee {
            enfant.refuse(
                "extension",
                "une question cachée dans un groupe répété n’est pas prise en charge",
            );
        }
        colonne.visibilite = q.visibilite;
        let repete = enfant.booleen("repeats") == Some(true);
        let liste = self.simple(enfant, &genre, &ext, &mut colonne, repete);
        if colonne.genre == Widget::Objet || (repete && colonne.genre != Widget::ChoixMultiple) {
            enfant.refuse(
                "repeats",
                "plusieurs réponses, ou plusieurs unités, ne sont pas prises en charge dans un groupe \
                 répété",
            );
        }
        if colonne.age_min.is_some() || colonne.age_max.is_some() || colonne.sexe.is_some() {
            enfant.refuse("extension", "l’âge et le sexe se disent du groupe répété");
        }
        for sous in enfant.enfants("item") {
            self.texte_de_liste(&sous, Some(&colonne.label), q);
        }
        if let Some(aide) = colonne.aide.take() {
            // A field of a row has no room for help: it stands above the rows.
            aider(q, &format!("{}\u{a0}: {aide}", colonne.label));
        }
        let lien = format!("{}.{cle}", q.code);
        let brut = enfant.texte("linkId", LIBELLE_MAX).unwrap_or_default();
        self.put(enfant, &brut, lien.clone(), Some((rang, q.colonnes.len())));
        if colonne.genre == Widget::Titre {
            self.refusees.insert(lien.clone());
        }
        self.listes.insert(lien.clone(), liste);
        self.unites.insert(lien, ext.unites);
        q.colonnes.push(colonne);
    }

    /// A text in a group that repeats is read once, above its rows.
    fn texte_de_liste(&self, enfant: &Place<'a>, de: Option<&str>, q: &mut Question) {
        enfant.connus(&LUES, &MUETTES);
        if enfant.texte("type", LIBELLE_MAX).as_deref() != Some("display") {
            enfant.refuse_here(
                "une question sous une question n’est pas prise en charge dans un groupe répété",
            );
            return;
        }
        enfant.texte("linkId", LIBELLE_MAX);
        if enfant.a("enableWhen") || enfant.a("enableBehavior") {
            enfant.refuse("enableWhen", "n’est pas pris en charge dans un groupe répété");
        }
        sans_reponse(enfant);
        extension::de_l_item(enfant, &mut vide(String::new(), String::new()));
        let Some(texte) = enfant.texte_requis("text", LECTURE_MAX) else { return };
        let texte = match (enfant.texte("prefix", 40), de) {
            (_, Some(de)) => format!("{de}\u{a0}: {texte}"),
            (Some(prefixe), None) => format!("{prefixe} {texte}"),
            (None, None) => texte,
        };
        aider(q, &texte);
    }

    /// What stands under a question. Texts are read with it. Questions belong to an answer, as R4
    /// says (`QuestionnaireResponse.item.answer.item`): they are asked once there is one.
    pub(super) fn sous_une_question(&mut self, place: &Place<'a>, parent: usize, herite: Herite) {
        let enfants = place.enfants("item");
        let texte = |e: &Place<'a>| e.objet.get("type") == Some(&json!("display"));
        let (code, groupe) = {
            let q = &self.questions[parent];
            (q.code.clone(), q.groupe.clone())
        };
        let plusieurs =
            matches!(self.questions[parent].genre, Widget::Liste | Widget::ChoixMultiple);
        let mut avec: Option<String> = None;
        let mut apres: Option<String> = None;
        for enfant in &enfants {
            if texte(enfant) {
                if self.aide_de(enfant, parent) {
                    continue;
                }
                let dans = match place.a("enableWhen") || !self.de_tous(parent) {
                    false => groupe.clone(),
                    // It is read where its question is asked, and nowhere else.
                    true => Some(
                        avec.get_or_insert_with(|| self.groupe_tacite(parent, "texte")).clone(),
                    ),
                };
                self.item(enfant, dans.as_deref(), herite);
                continue;
            }
            if plusieurs {
                enfant.refuse_here(
                    "une question sous une question à plusieurs réponses se pose à chaque réponse\u{a0}: \
                     ce n’est pas pris en charge",
                );
                continue;
            }
            let dans = apres
                .get_or_insert_with(|| {
                    let groupe = self.groupe_tacite(parent, "suite");
                    let condition = Condition {
                        question: code.clone(),
                        operateur: Operateur::Existe,
                        reponse: json!(true),
                    };
                    if let Some(dernier) = self.questions.last_mut() {
                        dernier.conditions =
                            Conditions { une_suffit: false, liste: vec![condition] };
                    }
                    self.copies.pop();
                    groupe
                })
                .clone();
            self.item(enfant, Some(&dans), herite);
        }
    }

    /// Whether a question is asked of every child.
    fn de_tous(&self, rang: usize) -> bool {
        let q = &self.questions[rang];
        q.age_min.is_none() && q.age_max.is_none() && q.sexe.is_none()
    }

    /// A group without a title that is asked as the question `parent` is.
    fn groupe_tacite(&mut self, parent: usize, fin: &str) -> String {
        let q = &self.questions[parent];
        // No linkId gives a code with this sign.
        let code = format!("{}~{fin}", q.code);
        let mut groupe = vide(code.clone(), String::new());
        groupe.genre = Widget::Titre;
        groupe.visibilite = q.visibilite;
        groupe.groupe.clone_from(&q.groupe);
        (groupe.age_min, groupe.age_max, groupe.sexe) = (q.age_min, q.age_max, q.sexe);
        self.copies.push((self.questions.len(), parent));
        self.questions.push(groupe);
        self.places.push(None);
        code
    }

    /// Whether a text under a question is its help, which it then has.
    fn aide_de(&mut self, enfant: &Place<'a>, parent: usize) -> bool {
        let controles = enfant.enfants("extension");
        let aide =
            controles.iter().any(|e| {
                let codes = e.objet.get("valueCodeableConcept").and_then(|c| c.get("coding"));
                codes.and_then(Value::as_array).into_iter().flatten().any(|c| {
                    matches!(c.get("code").and_then(Value::as_str), Some("help" | "flyover"))
                })
            });
        if !aide || enfant.a("enableWhen") {
            return false;
        }
        enfant.connus(&LUES, &MUETTES);
        extension::de_l_item(enfant, &mut vide(String::new(), String::new()));
        enfant.texte("type", LIBELLE_MAX);
        enfant.texte("linkId", LIBELLE_MAX);
        enfant.texte("prefix", 40);
        sans_reponse(enfant);
        if let Some(texte) = enfant.texte_requis("text", LECTURE_MAX) {
            aider(&mut self.questions[parent], &texte);
        }
        true
    }
}

/// Adds help to that which a question has.
fn aider(q: &mut Question, texte: &str) {
    q.aide = Some(match q.aide.take() {
        Some(deja) => format!("{deja}\n{texte}"),
        None => texte.to_owned(),
    });
}

/// Refuses what only a question has.
fn sans_reponse(place: &Place<'_>) {
    for cle in [
        "required",
        "repeats",
        "readOnly",
        "initial",
        "item",
        "answerOption",
        "answerValueSet",
        "maxLength",
        "answerConstraint",
    ] {
        if place.a(cle) && place.brut(cle) != Some(&false.into()) && cle != "readOnly" {
            place.refuse(cle, "ne convient pas à un texte à lire");
        }
    }
}

fn groupe_seul(place: &Place<'_>) {
    for cle in ["initial", "answerOption", "answerValueSet", "maxLength", "answerConstraint"] {
        if place.a(cle) {
            place.refuse(cle, "ne convient pas à un groupe");
        }
    }
}

pub(super) fn sans_nombre(place: &Place<'_>, q: &Question, ext: &DeLItem<'_>) {
    if ext.bornes
        || !ext.unites.is_empty()
        || !ext.quantites.is_empty()
        || q.decimales_max.is_some()
        || q.longueur_min.is_some()
    {
        place.refuse("extension", "des bornes ou une unité ne conviennent pas ici");
    }
}
