//! Conditions that other engines read otherwise: the administrator who publishes a form tried elsewhere is
//! told of them. Held against LHC-Forms 40.1.3 and Smart Forms 1.4.0 (decision 0009).

use super::super::{Condition, Operateur, Question, Widget};

/// What other engines make of a condition, where it is not what Escale makes of it.
pub(super) fn dire(
    question: &Question,
    condition: &Condition,
    source: &Question,
    conditionnelle: bool,
    quantite: bool,
) -> Option<String> {
    let (ici, la) = (&question.label, &source.label);
    let plusieurs = source.genre == Widget::ChoixMultiple || source.genre == Widget::Liste;
    let suite = match condition.operateur {
        Operateur::Existe if condition.reponse == false && conditionnelle => format!(
            "Escale la pose aussi quand «\u{a0}{la}\u{a0}» n’est plus posée et garde une ancienne réponse\u{a0}; \
             Smart Forms, non."
        ),
        Operateur::Existe => return None,
        _ if source.de_temps() => format!(
            "elle dépend d’une date ou d’une heure («\u{a0}{la}\u{a0}»). Escale ne la pose que si c’est sûr, une \
             date connue au mois valant pour tous ses jours\u{a0}; LHC-Forms ne la pose jamais, Smart Forms \
             compare les textes."
        ),
        _ if quantite => format!(
            "elle dépend d’une quantité («\u{a0}{la}\u{a0}»). Escale convertit les unités\u{a0}; LHC-Forms ne \
             compare que les nombres, Smart Forms se trompe d’une unité à l’autre."
        ),
        Operateur::Different if plusieurs => format!(
            "Escale la pose tant que la réponse nommée n’est pas cochée à «\u{a0}{la}\u{a0}»\u{a0}; Smart Forms la \
             pose dès qu’une autre réponse est cochée."
        ),
        Operateur::Different if source.genre != Widget::Booleen => format!(
            "Escale la pose aussi quand «\u{a0}{la}\u{a0}» n’a pas de réponse\u{a0}; Smart Forms attend une réponse."
        ),
        _ => return None,
    };
    Some(format!("«\u{a0}{ici}\u{a0}»\u{a0}: {suite}"))
}
