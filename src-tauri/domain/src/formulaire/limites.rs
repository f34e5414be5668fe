//! The limits of days and numbers, the same for what is typed and for what is imported.

use super::saisie::bornes;
use super::{Contexte, Periode, Question, Widget};
use crate::date::DatePartielle;
use crate::regle;
use crate::texte::nombre;
use serde_json::Value;

/// Why a date may not answer a question, as the end of a sentence about that date. A date known to the
/// year or the month is compared as far as it is known.
pub(super) fn jour_possible(q: &Question, date: DatePartielle, ctx: &Contexte) -> Option<String> {
    let iso = date.iso();
    if !regle::annee_possible(date) {
        return Some("n’est pas possible. Vérifiez l’année.".to_owned());
    }
    if q.jour_complet && !matches!(date, DatePartielle::Jour(_)) {
        return Some("n’est pas un jour précis. Écrivez par exemple 07/03/2027.".to_owned());
    }
    let commun = |jour: &str| iso.len().min(jour.len());
    let (jour, bilan) = (ctx.aujourd_hui.iso(), ctx.date_bilan.iso());
    match q.periode {
        Some(Periode::Passee) if iso[..commun(&jour)] > jour[..commun(&jour)] => {
            Some("est dans le futur. Vérifiez l’année.".to_owned())
        }
        Some(Periode::ApresBilan) if iso[..commun(&bilan)] <= bilan[..commun(&bilan)] => {
            Some("n’est pas après ce bilan. Vérifiez l’année.".to_owned())
        }
        _ => match (q.jour_min, q.jour_max) {
            (Some(min), _) if iso[..commun(&min.iso())] < min.iso()[..commun(&min.iso())] => {
                Some(format!("est avant le {}. Vérifiez la date.", min.en_lettres()))
            }
            (_, Some(max)) if iso[..commun(&max.iso())] > max.iso()[..commun(&max.iso())] => {
                Some(format!("est après le {}. Vérifiez la date.", max.en_lettres()))
            }
            _ => None,
        },
    }
}

/// The days and numbers of a stored answer that its form would refuse: the place inside the value (empty
/// for the value itself) and the reason, which repeats no text. What is neither is not looked at.
pub(crate) fn hors_limites(q: &Question, valeur: &Value, ctx: &Contexte) -> Vec<(String, String)> {
    let mut fautes = Vec::new();
    match (q.genre, valeur) {
        (Widget::Liste, Value::Array(rangees)) => {
            for (i, rangee) in rangees.iter().enumerate() {
                champs_hors_limites(q, rangee, &format!("[{i}]"), ctx, &mut fautes);
            }
        }
        (Widget::Objet | Widget::Liste, objet) => {
            champs_hors_limites(q, objet, "", ctx, &mut fautes)
        }
        (_, valeur) => {
            fautes.extend(hors_limite(q, valeur, ctx).map(|raison| (String::new(), raison)));
        }
    }
    fautes
}

fn champs_hors_limites(
    q: &Question,
    valeur: &Value,
    place: &str,
    ctx: &Contexte,
    fautes: &mut Vec<(String, String)>,
) {
    let plat = q.a_plat(valeur);
    for (cle, valeur) in plat.as_object().into_iter().flatten() {
        let colonne = q.colonnes.iter().find(|c| c.code == *cle);
        if let Some(raison) = colonne.and_then(|c| hors_limite(c, valeur, ctx)) {
            fautes.push((format!("{place}.{cle}"), raison));
        }
    }
}

fn hors_limite(q: &Question, valeur: &Value, ctx: &Contexte) -> Option<String> {
    match q.genre {
        Widget::Date => {
            let date = DatePartielle::parse_iso(valeur.as_str()?)?;
            let pourquoi = jour_possible(q, date, ctx)?;
            Some(format!("{} {pourquoi}", date.iso()))
        }
        Widget::Entier | Widget::Decimal => {
            let n = valeur.as_f64()?;
            (!regle::dans((q.min, q.max), n)).then(|| match (q.min, q.max) {
                (Some(min), Some(max)) => {
                    let unite = q.unite.as_deref().map(|u| format!("\u{a0}{u}"));
                    format!(
                        "valeur impossible (attendu\u{a0}: de {} à {}{})",
                        nombre(min),
                        nombre(max),
                        unite.unwrap_or_default()
                    )
                }
                _ => format!("valeur impossible (attendu\u{a0}: {})", bornes(q)),
            })
        }
        _ => None,
    }
}
