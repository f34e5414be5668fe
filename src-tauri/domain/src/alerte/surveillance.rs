//! The sentence beside a value that no rule watches, so that the absence of an alert is not taken for a
//! judgement that the value is normal.

use super::{REGLES, Regle, Seuils};
use crate::bilan::VoletCode;
use crate::codes::Visibilite;
use crate::dictionnaire::{self, Item, Widget};
use serde_json::Value;

/// The parts where a figure describes the child on the day. A birth weight or a number of hours does not.
const MESURES: [VoletCode; 4] = [VoletCode::S05, VoletCode::S06, VoletCode::S07, VoletCode::S09];

/// The rules that read an answer of a question. Growth, blood pressure and the head of earlier days
/// are read beside the answers, under the code of the measure that they are made from.
fn regles(code: &str) -> impl Iterator<Item = &'static Regle> + '_ {
    REGLES.iter().filter(move |regle| regle.lit.contains(&code))
}

/// Whether a rule may raise an alert: it needs no threshold, or one of those that count at `ans`
/// years has a source.
fn veille(regle: &Regle, ans: i32, seuils: &Seuils) -> bool {
    regle.seuils.is_empty()
        || regle.seuils.iter().any(|code| a_l_age(code, ans) && seuils.actif(code).is_some())
}

/// Whether a threshold is compared with anything at an age in completed years.
fn a_l_age(seuil: &str, ans: i32) -> bool {
    match seuil {
        "vision.acuite_3_ans" => ans == 3,
        "vision.acuite_4_ans" => ans == 4,
        "vision.acuite_5_ans" => ans >= 5,
        _ => true,
    }
}

/// Whether the answer may be a sign that the pair has to judge: a measure, or an answer called abnormal that
/// the synthesis does not propose either.
fn est_un_signe(item: &Item, valeur: &Value) -> bool {
    match dictionnaire::normal(item.code, valeur) {
        Some(true) => false,
        // What is abnormal and not under reinforced secrecy is proposed for the synthesis.
        Some(false) => item.visibilite == Visibilite::V3,
        None => {
            let chiffre = matches!(item.widget(), Widget::Entier | Widget::Decimal);
            let examen = MESURES.contains(&item.section);
            let lue = regles(item.code).next().is_some_and(|regle| !regle.seuils.is_empty());
            examen && dictionnaire::examine(item.code, valeur) && (chiffre || lue)
        }
    }
}

/// The sentence that stands beside an answer that no rule watches at `ans` completed years, with the
/// reason; none where one does, or where there is nothing to watch.
#[must_use]
pub fn sans_regle(code: &str, valeur: &Value, ans: i32, seuils: &Seuils) -> Option<&'static str> {
    let item = dictionnaire::item(code)?;
    if valeur.is_null() || !est_un_signe(item, valeur) {
        return None;
    }
    let mut lues = regles(code).peekable();
    let connue = lues.peek().is_some();
    if lues.any(|regle| veille(regle, ans, seuils)) {
        return None;
    }
    let chiffre = matches!(item.widget(), Widget::Entier | Widget::Decimal);
    Some(match (connue, chiffre) {
        (true, _) => {
            "Aucune règle ne surveille cette valeur\u{a0}: à vous d’en juger. Aucun seuil publié n’a \
             été vérifié à cet âge (voir Références)."
        }
        (false, true) => {
            "Aucune règle ne surveille cette valeur\u{a0}: à vous d’en juger. Aucun seuil publié \
             n’est connu du programme."
        }
        (false, false) => {
            "Aucune règle ne surveille cette réponse\u{a0}: à vous d’en juger. La synthèse ne la \
             propose pas, car elle est sous secret renforcé."
        }
    })
}
