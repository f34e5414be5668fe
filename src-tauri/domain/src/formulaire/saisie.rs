//! Turns a typed text into the stored value, or refuses it in one sentence.

use super::heure::{parse_date_heure, parse_heure};
use super::limites::jour_possible;
use super::nombre::{NombreRefus, parse_nombre};
use super::{A_VENIR_MOIS, Contexte, Forme, Question, TEXTE, VALEUR, Widget};
use crate::date::parse_date;
use crate::regle;
use crate::texte::{fold, nombre};
use serde_json::{Map, Value, json};

/// Most rows of a list.
const RANGEES_MAX: usize = 100;
/// Most characters of a composed answer, all its texts together.
const TAILLE_MAX: usize = 40_000;

/// Why an answer was refused. The message is for the screen, beside the field: it may quote what
/// was typed, so it never goes to a log.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SaisieRefus {
    /// The field: a code, or code, row and field such as `ant.medicaux[0].date`.
    pub champ: String,
    /// What happened and what to do, in French.
    pub message: String,
}

impl std::fmt::Debug for SaisieRefus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaisieRefus").field("champ", &self.champ).finish_non_exhaustive()
    }
}

/// The stored value of an answer, from JSON or from text as people type it ("12,5 kg",
/// "mars 2019"). No value or an empty text clears the answer: `null`.
///
/// A normalised value comes back unchanged. Keys of an object that the form does not know are kept.
///
/// # Errors
/// [`SaisieRefus`] when the value is impossible or not understood.
pub fn enter(
    question: &Question,
    valeur: &Value,
    contexte: &Contexte,
) -> Result<Value, SaisieRefus> {
    let refus = |(champ, message): (String, String)| SaisieRefus {
        champ: format!("{}{champ}", question.code),
        message,
    };
    match (question.genre, valeur) {
        (_, Value::Null) => Ok(Value::Null),
        (Widget::Objet, Value::Object(objet)) => compose(question, objet, contexte).map_err(refus),
        (Widget::Liste, Value::Array(rangees)) => list(question, rangees, contexte).map_err(refus),
        (Widget::Objet | Widget::Liste, Value::String(texte)) if texte.trim().is_empty() => {
            Ok(Value::Null)
        }
        (Widget::Liste, seule @ (Value::String(_) | Value::Number(_))) if question.repete => {
            list(question, std::slice::from_ref(seule), contexte).map_err(refus)
        }
        _ => simple(question, valeur, contexte).map_err(|message| refus((String::new(), message))),
    }
}

type Refus = (String, String);

fn compose(q: &Question, objet: &Map<String, Value>, ctx: &Contexte) -> Result<Value, Refus> {
    let rangee = rangee(q, objet, ctx)?;
    if rangee.values().all(Value::is_null) {
        return Ok(Value::Null);
    }
    complet(q, &rangee, "")?;
    measure(&q.label, &Value::Object(rangee))
}

fn list(q: &Question, rangees: &[Value], ctx: &Contexte) -> Result<Value, Refus> {
    if rangees.len() > RANGEES_MAX {
        let message = format!(
            "« {} »\u{a0}: {} lignes, {RANGEES_MAX} au plus. Regroupez-en plusieurs.",
            q.label,
            rangees.len()
        );
        return Err((String::new(), message));
    }
    let mut lues = Vec::new();
    for (i, valeur) in rangees.iter().enumerate() {
        let locate = |(champ, message): Refus| (format!("[{i}]{champ}"), message);
        let lue = match valeur {
            Value::Null => continue,
            Value::Object(objet) => rangee(q, objet, ctx).map_err(locate)?,
            seule if q.repete => {
                let objet = std::iter::once((VALEUR.to_owned(), seule.clone())).collect();
                rangee(q, &objet, ctx).map_err(locate)?
            }
            _ => return Err(locate((String::new(), inattendu(q)))),
        };
        let numero = |cle: &str| q.colonnes.iter().any(|c| c.code == cle && c.numero.is_some());
        if lue.iter().all(|(cle, v)| v.is_null() || numero(cle)) {
            continue;
        }
        complet(q, &lue, &format!("[{i}]"))?;
        lues.push(lue);
    }
    // Rows that say nothing are no answer, while an empty list answers "none".
    if lues.is_empty() && !rangees.is_empty() {
        return Ok(Value::Null);
    }
    combien(q, lues.len()).map_err(|message| (String::new(), message))?;
    for colonne in &q.colonnes {
        if let Some(lettres) = &colonne.numero {
            number(&colonne.code, lettres, &mut lues).map_err(|i| {
                (format!("[{i}].{}", colonne.code), "Ce numéro est déjà pris.".to_owned())
            })?;
        }
    }
    measure(&q.label, &Value::Array(lues.into_iter().map(Value::Object).collect()))
}

/// Gives each row without one the number after the greatest. Fails with the row whose number is
/// taken.
fn number(cle: &str, lettres: &str, rangees: &mut [Map<String, Value>]) -> Result<(), usize> {
    let mut pris: Vec<String> = Vec::new();
    for (i, rangee) in rangees.iter().enumerate() {
        if let Some(numero) = rangee.get(cle).and_then(Value::as_str) {
            if pris.iter().any(|p| p == numero) {
                return Err(i);
            }
            pris.push(numero.to_owned());
        }
    }
    let rang = |p: &String| p.strip_prefix(lettres).and_then(|n| n.parse::<u32>().ok());
    let mut dernier = pris.iter().filter_map(rang).max().unwrap_or(0);
    for rangee in rangees.iter_mut() {
        if rangee.get(cle).is_none_or(Value::is_null) {
            dernier = dernier.saturating_add(1);
            let mut complete = Map::new();
            complete.insert(cle.to_owned(), json!(format!("{lettres}{dernier}")));
            complete.extend(std::mem::take(rangee).into_iter().filter(|(k, _)| k != cle));
            *rangee = complete;
        }
    }
    Ok(())
}

/// Reads each field; an emptied field leaves the object, a `null` stays.
fn rangee(
    q: &Question,
    objet: &Map<String, Value>,
    ctx: &Contexte,
) -> Result<Map<String, Value>, Refus> {
    let mut lue = Map::new();
    let plat = q.a_plat(&Value::Object(objet.clone()));
    for (cle, valeur) in plat.as_object().into_iter().flatten() {
        if q.objets().any(|o| o == cle) {
            // Not an object, since an object is flat by now.
            if !valeur.is_null() {
                return Err((format!(".{cle}"), inattendu(q)));
            }
            continue;
        }
        let sortie = match q.colonnes.iter().find(|c| c.code == *cle) {
            None => valeur.clone(),
            Some(colonne) => simple(colonne, valeur, ctx)
                .map_err(|message| (format!(".{cle}"), situe(colonne, &message)))?,
        };
        if !sortie.is_null() || valeur.is_null() {
            lue.insert(cle.clone(), sortie);
        }
    }
    Ok(q.range(lue))
}

/// A message about a field names it, unless it already does.
fn situe(colonne: &Question, message: &str) -> String {
    let nomme = message.contains(&colonne.label)
        || colonne.sujet.as_ref().is_some_and(|s| message.contains(s.as_str()));
    if nomme { message.to_owned() } else { format!("{}\u{a0}: {message}", colonne.label) }
}

fn complet(q: &Question, rangee: &Map<String, Value>, situation: &str) -> Result<(), Refus> {
    let manque = q.colonnes.iter().find(|c| {
        c.obligatoire && c.numero.is_none() && rangee.get(&c.code).is_none_or(Value::is_null)
    });
    match manque {
        None => Ok(()),
        Some(colonne) => Err((
            format!("{situation}.{}", colonne.code),
            format!("Renseignez « {} » pour que cette réponse soit gardée.", colonne.label),
        )),
    }
}

fn measure(label: &str, valeur: &Value) -> Result<Value, Refus> {
    let taille = valeur.to_string().chars().count();
    if taille <= TAILLE_MAX {
        return Ok(valeur.clone());
    }
    Err((
        String::new(),
        format!("« {label} »\u{a0}: réponse trop longue. Raccourcissez les textes."),
    ))
}

fn inattendu(q: &Question) -> String {
    format!(
        "« {} »\u{a0}: cette forme de réponse n’est pas comprise. Utilisez les champs.",
        q.label
    )
}

/// What was typed, short enough for a message.
fn cite(texte: &str) -> String {
    let propre: String = texte.trim().chars().filter(|c| !c.is_control()).take(41).collect();
    let coupe = propre.chars().count() > 40;
    let debut: String = propre.chars().take(40).collect();
    format!("«\u{a0}{debut}{}\u{a0}»", if coupe { "…" } else { "" })
}

fn simple(q: &Question, valeur: &Value, ctx: &Contexte) -> Result<Value, String> {
    if valeur.is_null() || valeur.as_str().is_some_and(|t| t.trim().is_empty()) {
        return Ok(Value::Null);
    }
    match q.genre {
        Widget::Entier | Widget::Decimal => chiffre(q, valeur),
        Widget::Choix => choix(q, valeur, ctx),
        Widget::ChoixMultiple => plusieurs(q, valeur, ctx),
        Widget::Date => date(q, valeur, ctx),
        Widget::Texte | Widget::TexteLong => texte(q, valeur, ctx),
        Widget::Booleen => match valeur {
            Value::Bool(b) => Ok(json!(b)),
            Value::String(t) if fold(t) == "oui" => Ok(json!(true)),
            Value::String(t) if fold(t) == "non" => Ok(json!(false)),
            _ => Err(format!("« {} »\u{a0}: répondez par oui ou par non.", q.label)),
        },
        Widget::Calcul => Err(format!("« {} » est calculé et ne se saisit pas.", q.label)),
        Widget::Titre | Widget::Lecture => Err("Un titre n’attend pas de réponse.".to_owned()),
        Widget::Objet | Widget::Liste => Err(inattendu(q)),
    }
}

fn chiffre(q: &Question, valeur: &Value) -> Result<Value, String> {
    let (n, tape) = match valeur {
        Value::Number(n) => (n.as_f64().filter(|n| n.is_finite()), nombre_json(n)),
        // Pasted text brings invisible signs.
        Value::String(texte) => match parse_nombre(&clean(texte, false), q.unite.as_deref()) {
            Ok(n) => (Some(n), cite(texte)),
            Err(refus) => return Err(illisible(q, texte, refus)),
        },
        _ => return Err(inattendu(q)),
    };
    let n = n.ok_or_else(|| inattendu(q))?;
    if !regle::dans((q.min, q.max), n) {
        return Err(format!(
            "{} doit être {}. Vous avez écrit {tape}\u{a0}: vérifiez {}.",
            sujet(q),
            bornes(q),
            if q.unite.is_some() { "l’unité" } else { "la saisie" }
        ));
    }
    if q.genre == Widget::Entier {
        if n.fract() != 0.0 || n.abs() > 9.0e15 {
            return Err(format!(
                "{} doit être un nombre entier. Vous avez écrit {tape}\u{a0}: arrondissez.",
                sujet(q)
            ));
        }
        #[allow(clippy::cast_possible_truncation, reason = "whole and below 2^53, checked above")]
        return Ok(json!(n as i64));
    }
    if n.abs() > 1.0e12 {
        return Err(format!("{}\u{a0}: nombre trop grand. Vérifiez la saisie.", sujet(q)));
    }
    // A figure finer than the thousandth could not be shown as it is stored.
    let decimales = q.decimales_max.map_or(3, |max| max.min(3));
    let echelle = 10_f64.powi(i32::from(decimales));
    if (n * echelle - (n * echelle).round()).abs() > 1e-4 {
        let combien = ["aucun chiffre", "un chiffre", "deux chiffres", "trois chiffres"]
            [usize::from(decimales)];
        return Err(format!(
            "{}\u{a0}: {combien} après la virgule au plus. Vous avez écrit {tape}\u{a0}: \
             arrondissez.",
            sujet(q)
        ));
    }
    Ok(json!(n))
}

fn nombre_json(n: &serde_json::Number) -> String {
    cite(&n.as_f64().map_or_else(|| n.to_string(), nombre))
}

fn illisible(q: &Question, texte: &str, refus: NombreRefus) -> String {
    let tape = cite(texte);
    match (refus, q.unite.as_deref()) {
        (NombreRefus::Unite, Some(unite)) => format!(
            "{} se note en {unite}. Vous avez écrit {tape}\u{a0}: écrivez le nombre seul ou \
             suivi de {unite}.",
            sujet(q)
        ),
        _ => format!(
            "{} doit être un nombre{}. Vous avez écrit {tape}\u{a0}: écrivez des chiffres, par \
             exemple 12{}.",
            sujet(q),
            q.unite.as_deref().map(|u| format!(" ({u})")).unwrap_or_default(),
            if q.genre == Widget::Entier { "" } else { ",5" }
        ),
    }
}

fn sujet(q: &Question) -> String {
    q.sujet.clone().unwrap_or_else(|| format!("« {} »", q.label))
}

pub(super) fn bornes(q: &Question) -> String {
    let unite = q.unite.as_deref().map(|u| format!("\u{a0}{u}")).unwrap_or_default();
    match (q.min, q.max) {
        (Some(min), Some(max)) => format!("entre {} et {}{unite}", nombre(min), nombre(max)),
        (Some(min), None) => format!("d’au moins {}{unite}", nombre(min)),
        (None, Some(max)) => format!("d’au plus {}{unite}", nombre(max)),
        (None, None) => "un nombre".to_owned(),
    }
}

/// The code of a choice, given as its code or its label.
fn choix(q: &Question, valeur: &Value, ctx: &Contexte) -> Result<Value, String> {
    let tape = match valeur {
        Value::String(texte) => texte.trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Object(objet) if q.ouvert => match objet.get(TEXTE) {
            Some(hors_liste @ Value::String(_)) if objet.len() == 1 => {
                return autrement(q, hors_liste, ctx);
            }
            _ => return Err(inattendu(q)),
        },
        _ => return Err(inattendu(q)),
    };
    let trouve = q
        .choix
        .iter()
        .find(|c| c.code == tape)
        .or_else(|| q.choix.iter().find(|c| fold(&c.label) == fold(&tape)));
    match trouve {
        None if q.codes_libres && code_libre(&tape) => Ok(json!(tape)),
        None if q.ouvert => autrement(q, valeur, ctx),
        None => {
            let labels: Vec<&str> = q.choix.iter().map(|c| c.label.as_str()).collect();
            let liste = if labels.len() <= 12 {
                format!("\u{a0}: {}", labels.join(", "))
            } else {
                String::new()
            };
            Err(format!(
                "« {} »\u{a0}: {} n’est pas une réponse possible. Choisissez dans la liste{liste}.",
                q.label,
                cite(&tape)
            ))
        }
        Some(c) if q.code_entier => {
            Ok(c.code.parse::<i64>().map_or_else(|_| json!(c.code), Value::from))
        }
        Some(c) => Ok(json!(c.code)),
    }
}

/// Whether a text may be a code that the list does not name.
fn code_libre(texte: &str) -> bool {
    texte.len() <= 40
        && texte.starts_with(|c: char| c.is_ascii_alphabetic())
        && texte.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// An answer outside an open list.
fn autrement(q: &Question, valeur: &Value, ctx: &Contexte) -> Result<Value, String> {
    match texte(q, valeur, ctx)? {
        Value::Null => Ok(Value::Null),
        texte => Ok(json!({ TEXTE: texte })),
    }
}

fn plusieurs(q: &Question, valeur: &Value, ctx: &Contexte) -> Result<Value, String> {
    let Value::Array(valeurs) = valeur else {
        return choix(q, valeur, ctx).map(|code| match code {
            Value::Null => Value::Null,
            code => json!([code]),
        });
    };
    let mut codes: Vec<Value> = Vec::new();
    for valeur in valeurs {
        if valeur.is_null() {
            continue;
        }
        let code = choix(q, valeur, ctx)?;
        if !code.is_null() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.len() > 1 && codes.iter().any(|c| c == "aucun") {
        let aucun = q.label_du_choix("aucun").unwrap_or("Aucun");
        return Err(format!(
            "« {} »\u{a0}: « {aucun} » ne va avec aucune autre réponse. Décochez l’une ou l’autre.",
            q.label
        ));
    }
    if let Some(seul) =
        codes.iter().filter_map(Value::as_str).find(|c| q.exclusifs.iter().any(|e| e == c))
        && codes.len() > 1
    {
        let label = q.label_du_choix(seul).unwrap_or(seul);
        return Err(format!(
            "« {} »\u{a0}: « {label} » ne va avec aucune autre réponse. Décochez l’une ou l’autre.",
            q.label
        ));
    }
    combien(q, codes.len())?;
    Ok(json!(codes))
}

fn date(q: &Question, valeur: &Value, ctx: &Contexte) -> Result<Value, String> {
    let tape = match valeur {
        Value::String(texte) => clean(texte, false),
        Value::Number(n) => n.to_string(),
        _ => return Err(inattendu(q)),
    };
    // A year on two digits: a date that must be past falls in the hundred years before today; any
    // other may lie some years ahead (the end of a treatment, the next bilan).
    let repere = match q.avenir() {
        false => ctx.aujourd_hui,
        true => ctx.date_bilan.plus_mois(A_VENIR_MOIS),
    };
    let date = match parse_date(&tape, repere) {
        Ok(saisie) => saisie.date,
        Err(refus) => return Err(format!("{refus} Vous avez écrit {}.", cite(&tape))),
    };
    match jour_possible(q, date, ctx) {
        None => Ok(json!(date.iso())),
        Some(pourquoi) => Err(format!("« {} »\u{a0}: {} {pourquoi}", q.label, date.en_lettres())),
    }
}

fn texte(q: &Question, valeur: &Value, ctx: &Contexte) -> Result<Value, String> {
    let brut = match valeur {
        Value::String(texte) => texte.clone(),
        Value::Number(n) => n.to_string(),
        _ => return Err(inattendu(q)),
    };
    let propre = clean(&brut, q.genre == Widget::TexteLong);
    if propre.is_empty() {
        return Ok(Value::Null);
    }
    if let Some(forme) = q.forme {
        return de_temps(q, forme, &propre, ctx).map(Value::String);
    }
    let (compte, max) = (propre.chars().count(), q.longueur_max.unwrap_or(usize::MAX));
    if compte > max {
        let trop = compte - max;
        return Err(format!(
            "« {} »\u{a0}: {} caractère{}, {} de trop ({} au plus). Raccourcissez le texte.",
            q.label,
            groupes(compte),
            if compte > 1 { "s" } else { "" },
            groupes(trop),
            groupes(max)
        ));
    }
    if let Some(min) = q.longueur_min
        && compte < min
    {
        return Err(format!(
            "« {} »\u{a0}: {} caractères au moins. Complétez le texte.",
            q.label,
            groupes(min)
        ));
    }
    Ok(json!(propre))
}

/// A time of day, or a day with one.
fn de_temps(q: &Question, forme: Forme, tape: &str, ctx: &Contexte) -> Result<String, String> {
    let repere = ctx.date_bilan.plus_mois(A_VENIR_MOIS);
    let (lu, exemple) = match forme {
        Forme::Heure => (parse_heure(tape), "14h30"),
        Forme::DateHeure => (parse_date_heure(tape, repere), "07/03/2027 14h30, ou 07/03/2027"),
    };
    let refuse = |pourquoi: String| Err(format!("« {} »\u{a0}: {pourquoi}", q.label));
    let Some(lu) = lu else {
        return refuse(format!("{} ne se lit pas. Écrivez par exemple {exemple}.", cite(tape)));
    };
    if forme == Forme::DateHeure && !("1900".."2200").contains(&&lu[..4]) {
        return refuse(format!("{} n’est pas possible. Vérifiez l’année.", cite(tape)));
    }
    let commun = |jour: &str| lu.len().min(jour.len());
    if let Some(min) = q.jour_min.map(|j| (j, j.iso()))
        && lu[..commun(&min.1)] < min.1[..commun(&min.1)]
    {
        return refuse(format!("avant le {}. Vérifiez la date.", min.0.en_lettres()));
    }
    if let Some(max) = q.jour_max.map(|j| (j, j.iso()))
        && lu[..commun(&max.1)] > max.1[..commun(&max.1)]
    {
        return refuse(format!("après le {}. Vérifiez la date.", max.0.en_lettres()));
    }
    Ok(lu)
}

/// Refuses fewer or more answers than the form allows.
fn combien(q: &Question, n: usize) -> Result<(), String> {
    let s = |n: usize| if n > 1 { "s" } else { "" };
    if let Some(max) = q.reponses_max.filter(|max| n > *max) {
        return Err(format!(
            "« {} »\u{a0}: {max} réponse{} au plus, vous en donnez {n}. Retirez-en.",
            q.label,
            s(max)
        ));
    }
    match q.reponses_min.filter(|min| n > 0 && n < *min) {
        Some(min) => Err(format!(
            "« {} »\u{a0}: {min} réponses au moins, vous en donnez {n}. Ajoutez-en.",
            q.label
        )),
        None => Ok(()),
    }
}

/// 1512 as "1 512".
fn groupes(n: usize) -> String {
    match (n / 1000, n % 1000) {
        (0, reste) => reste.to_string(),
        (milliers, reste) => format!("{milliers}\u{202f}{reste:03}"),
    }
}

/// Removes what is never typed on purpose: control characters (but line ends in a long text) and marks that
/// turn the reading direction around.
pub(super) fn clean(texte: &str, lignes: bool) -> String {
    let mut propre = String::with_capacity(texte.len());
    let mut signes = texte.chars().peekable();
    while let Some(c) = signes.next() {
        match c {
            '\r' if signes.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' if lignes => propre.push('\n'),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => propre.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => propre.push(c),
        }
    }
    // Signs without a width are part of a name or of an emoji, and alone they say nothing.
    let muet = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}')
    };
    if propre.chars().all(muet) {
        return String::new();
    }
    propre.trim().to_owned()
}
