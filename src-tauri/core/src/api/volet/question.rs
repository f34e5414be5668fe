//! A question as a screen shows it, without an answer.

use crate::api::vues::{ChoixVue, ColonneVue, InitialVue, QuestionVue};
use escale_domain::codes::Visibilite;
use escale_domain::formulaire::{Forme, Possibilite, Question, Widget};
use serde_json::Value;

/// Whether an answer was ticked for the letter, and is still there.
pub(super) fn coche(saisie: &Value) -> bool {
    saisie["inclure_courrier"] == true && !saisie["valeur"].is_null()
}

/// Who may read an answer: the stricter of what its question says and what the file that it came with
/// says.
pub(super) fn visibilite(question: Visibilite, saisie: &Value) -> Visibilite {
    let dite = saisie["visibilite"].as_str().and_then(Visibilite::from_code);
    dite.unwrap_or(question).max(question)
}

/// Whether such a question takes an answer.
pub(in crate::api) const fn attend(genre: Widget) -> bool {
    !matches!(genre, Widget::Titre | Widget::Lecture | Widget::Calcul)
}

/// A question without an answer.
pub(in crate::api) fn vierge(question: &Question) -> QuestionVue {
    QuestionVue {
        code: question.code.clone(),
        label: question.label.clone(),
        genre: question.genre,
        unite: question.unite.clone(),
        choix: question.choix.iter().map(choix).collect(),
        min: question.min,
        max: question.max,
        longueur_max: question.longueur_max,
        obligatoire: question.obligatoire,
        visibilite: question.visibilite.code().to_owned(),
        aide: question.aide.clone(),
        active: true,
        tu: None,
        colonnes: question.colonnes.iter().filter(|c| c.numero.is_none()).map(colonne).collect(),
        valeur: Value::Null,
        texte: question
            .initial
            .as_ref()
            .filter(|_| question.genre == Widget::Calcul)
            .and_then(|valeur| question.en_lettres(valeur))
            .unwrap_or_default(),
        vu: None,
        auteur: None,
        quand: None,
        posture: None,
        au_courrier: false,
        anterieur: None,
        avertissement: None,
        sans_regle: None,
        precision: None,
        conflits: Vec::new(),
        ouvert: question.ouvert,
        avenir: question.avenir(),
        date_heure: question.forme == Some(Forme::DateHeure),
        proposition: question.initial.as_ref().filter(|_| question.calcul.is_none()).map(
            |valeur| InitialVue {
                texte: question.en_lettres(valeur).unwrap_or_default(),
                valeur: valeur.clone(),
            },
        ),
    }
}

fn choix(possibilite: &Possibilite) -> ChoixVue {
    ChoixVue { code: possibilite.code.clone(), label: possibilite.label.clone() }
}

pub(super) fn colonne(question: &Question) -> ColonneVue {
    let cle = question.code.rsplit('.').next().unwrap_or(&question.code);
    ColonneVue {
        cle: cle.to_owned(),
        label: question.label.clone(),
        genre: question.genre,
        unite: question.unite.clone(),
        choix: question.choix.iter().map(choix).collect(),
        obligatoire: question.obligatoire,
        longueur_max: question.longueur_max,
        min: question.min,
        max: question.max,
        ouvert: question.ouvert,
        avenir: question.avenir(),
        date_heure: question.forme == Some(Forme::DateHeure),
    }
}
