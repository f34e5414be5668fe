//! The value of an answer in French words, and whether it is normal.

use super::{Champ, Item, Lien, Mots, Nature, Norme, item};
use crate::bilan::VoletCode;
use crate::codes::Choix;
use crate::date::DatePartielle;
use crate::enfant::Posture;
use serde_json::{Map, Value};

/// What is said of an answer that tells nothing.
pub(crate) const NON_RENSEIGNE: &str = "non renseigné";

/// Gives the name of a professional from the identifier that an answer carries.
pub type Noms<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The value of an answer in words, without the names of professionals.
///
/// Nothing is left out: a key or a code that the dictionary does not know is shown as it is, "clé : valeur".
/// No value, or an empty text, gives "non renseigné".
#[must_use]
pub fn en_lettres(code: &str, valeur: &Value) -> String {
    en_lettres_avec(code, valeur, &|_| None)
}

/// As [`en_lettres`], with `noms` to name the professionals that the value refers to.
#[must_use]
pub fn en_lettres_avec(code: &str, valeur: &Value, noms: Noms<'_>) -> String {
    let texte = match item(code) {
        None => brut(valeur),
        Some(item) => de_l_item(item, valeur, noms),
    };
    texte.filter(|t| !t.is_empty()).unwrap_or_else(|| NON_RENSEIGNE.to_owned())
}

/// As [`en_lettres`], with what an answer carries beside its value: how a length was taken, the
/// days after the last completed week of pregnancy.
#[must_use]
pub fn en_lettres_complet(
    code: &str,
    valeur: &Value,
    posture: Option<Posture>,
    precision_jours: Option<u8>,
) -> String {
    let mut texte = en_lettres(code, valeur);
    match precision_jours {
        None | Some(0) => {}
        Some(1) => texte.push_str(" + 1\u{a0}jour"),
        Some(jours) => texte.push_str(&format!(" + {jours}\u{a0}jours")),
    }
    if let Some(posture) = posture {
        texte.push_str(match posture {
            Posture::Couche => ", position couchée",
            Posture::Debout => ", position debout",
        });
    }
    texte
}

fn de_l_item(item: &Item, valeur: &Value, noms: Noms<'_>) -> Option<String> {
    match (item.nature, valeur) {
        (_, Value::Null) => None,
        (Nature::Obs, Value::Object(objet)) => obs(item, objet, noms),
        (Nature::Objet, Value::Object(objet)) => compose(item.colonnes, objet, noms),
        (_, Value::Array(rangees)) if rangees.is_empty() => Some(item.vide.to_owned()),
        (Nature::Liste, Value::Array(rangees)) => {
            let textes: Vec<String> = rangees
                .iter()
                .filter_map(|rangee| match rangee {
                    Value::Object(objet) => compose(item.colonnes, objet, noms),
                    autre => brut(autre),
                })
                .collect();
            Some(textes.join("\u{202f}; "))
        }
        _ => simple(item.nature, item.choix, item.unite, valeur, noms),
    }
}

/// An abnormal observation is told by its text alone.
fn obs(item: &Item, objet: &Map<String, Value>, noms: Noms<'_>) -> Option<String> {
    let texte = objet.get("texte").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    if objet.get("etat").and_then(Value::as_str) == Some("anormal") && !texte.is_empty() {
        let mut reste = objet.clone();
        reste.retain(|cle, _| cle != "etat");
        return compose(item.colonnes, &reste, noms);
    }
    compose(item.colonnes, objet, noms)
}

fn simple(
    nature: Nature,
    choix: &[Choix],
    unite: Option<&str>,
    valeur: &Value,
    noms: Noms<'_>,
) -> Option<String> {
    let texte = valeur.as_str().map(str::trim);
    match (nature, valeur) {
        (_, Value::Null) => None,
        (Nature::Bool3, Value::String(_)) if texte == Some("inconnu") => {
            Some(NON_RENSEIGNE.to_owned())
        }
        (Nature::Bool3 | Nature::Enum, Value::String(_) | Value::Number(_)) => {
            Some(choix_en_lettres(choix, valeur))
        }
        (Nature::Multi, Value::Array(codes)) => {
            let labels: Vec<String> = codes.iter().map(|c| choix_en_lettres(choix, c)).collect();
            let lien = if labels.iter().any(|l| l.contains(',')) { "\u{202f}; " } else { ", " };
            Some(labels.join(lien))
        }
        (Nature::Codes, Value::Array(codes)) => {
            let labels = codes.iter().filter_map(|c| match c.as_str().and_then(item) {
                Some(item) => Some(minuscule(item.label)),
                None => match c.as_str().and_then(VoletCode::from_code) {
                    Some(volet) => Some(format!("tout «\u{a0}{}\u{a0}»", volet.label())),
                    None => brut(c),
                },
            });
            Some(labels.collect::<Vec<_>>().join(", "))
        }
        (Nature::Int | Nature::Dec | Nature::Calcul, Value::Number(n)) => {
            n.as_f64().map(|n| quantite(n, unite))
        }
        (Nature::Date, Value::String(_)) => texte
            .and_then(DatePartielle::parse_iso)
            .map(DatePartielle::en_lettres)
            .or_else(|| brut(valeur)),
        (Nature::Heure, Value::String(_)) => texte.map(heure),
        (Nature::Pro, Value::String(id)) => noms(id),
        (Nature::Txt | Nature::TxtLong, Value::String(_)) => texte.map(str::to_owned),
        _ => brut(valeur),
    }
}

fn choix_en_lettres(choix: &[Choix], valeur: &Value) -> String {
    let code = match valeur {
        Value::String(code) => code.clone(),
        autre => autre.to_string(),
    };
    match choix.iter().find(|c| c.code == code) {
        Some(choix) => minuscule(choix.label),
        None => brut(valeur).unwrap_or_default(),
    }
}

/// A field of an object, or nothing when it has nothing to say.
fn champ(champ: &Champ, valeur: &Value, noms: Noms<'_>) -> Option<String> {
    let seul = || match valeur {
        Value::Object(objet) if champ.nature == Nature::Objet => compose(champ.champs, objet, noms),
        Value::Array(liste) if liste.is_empty() => None,
        _ => simple(champ.nature, champ.choix, champ.unite, valeur, noms),
    };
    let date = || valeur.as_str().and_then(DatePartielle::parse_iso);
    let texte = match champ.mots {
        Mots::Cache => return None,
        Mots::OuiNon(oui, non) => match valeur.as_str() {
            Some("oui") => Some(oui.to_owned()),
            Some("non") => Some(non.to_owned()),
            Some("inconnu") => None,
            _ => seul(),
        },
        Mots::Compte(zero, un, plusieurs) => match valeur.as_f64() {
            Some(0.0) => Some(zero.to_owned()),
            Some(n) => {
                let nom = if n.abs() < 2.0 { un } else { plusieurs };
                Some(format!("{}\u{a0}{nom}", milliers(n)))
            }
            None => seul(),
        },
        Mots::Heures(suite) => match valeur.as_f64() {
            Some(n) => Some(format!("{}{suite}", duree(n))),
            None => seul(),
        },
        Mots::Depuis => match date() {
            Some(DatePartielle::Jour(jour)) => Some(format!("depuis le {}", jour.en_lettres())),
            Some(date) => Some(format!("depuis {}", date.en_lettres())),
            None => seul().filter(|t| !t.is_empty()).map(|t| format!("depuis {t}")),
        },
        Mots::Jusque => match date() {
            Some(DatePartielle::Jour(jour)) => Some(format!("jusqu’au {}", jour.en_lettres())),
            Some(date) => Some(format!("jusqu’en {}", date.en_lettres())),
            None => seul().filter(|t| !t.is_empty()).map(|t| format!("jusqu’à {t}")),
        },
        Mots::Valeur => seul(),
        Mots::Nomme => seul()
            .filter(|t| !t.is_empty())
            .map(|t| format!("{}\u{a0}: {t}", minuscule(champ.label))),
        Mots::Prefixe(avant) => seul().filter(|t| !t.is_empty()).map(|t| format!("{avant}{t}")),
    };
    texte.filter(|t| !t.is_empty())
}

/// The fields of an object one after the other, then the keys that the dictionary does not know.
fn compose(champs: &[Champ], objet: &Map<String, Value>, noms: Noms<'_>) -> Option<String> {
    let mut sortie = String::new();
    let mut ouverte = false;
    let mut add = |lien: Lien, texte: &str| {
        if ouverte && lien != Lien::Parenthese {
            sortie.push(')');
            ouverte = false;
        }
        match lien {
            _ if sortie.is_empty() => {}
            Lien::Parenthese if ouverte => sortie.push_str(", "),
            Lien::Parenthese => {
                sortie.push_str(" (");
                ouverte = true;
            }
            Lien::Espace => sortie.push(' '),
            Lien::Virgule => sortie.push_str(", "),
            Lien::PointVirgule => sortie.push_str("\u{202f}; "),
            Lien::Phrase if sortie.ends_with(['.', '!', '?', '…']) => sortie.push(' '),
            Lien::Phrase => sortie.push_str(". "),
        }
        sortie.push_str(texte);
    };
    for decrit in champs {
        if let Some(texte) = objet.get(decrit.cle).and_then(|v| champ(decrit, v, noms)) {
            add(decrit.lien, &texte);
        }
    }
    for (cle, valeur) in objet {
        if champs.iter().all(|c| c.cle != cle)
            && let Some(texte) = brut(valeur)
        {
            add(Lien::Virgule, &format!("{}\u{a0}: {texte}", humain(cle)));
        }
    }
    if ouverte {
        sortie.push(')');
    }
    (!sortie.is_empty()).then_some(sortie)
}

/// Any JSON value, as readable as it can be without knowing what it is.
pub(crate) fn brut(valeur: &Value) -> Option<String> {
    match valeur {
        Value::Null => None,
        Value::Bool(true) => Some("oui".to_owned()),
        Value::Bool(false) => Some("non".to_owned()),
        Value::Number(n) => Some(n.as_f64().map_or_else(|| n.to_string(), milliers)),
        Value::String(texte) => Some(humain(texte.trim())),
        Value::Array(valeurs) => {
            Some(valeurs.iter().filter_map(brut).collect::<Vec<_>>().join(", "))
        }
        Value::Object(objet) => compose(&[], objet, &|_| None),
    }
}

/// A code turned into words; a text that is no code stays as it is.
fn humain(texte: &str) -> String {
    let est_code = texte.contains('_')
        && texte.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    if est_code { texte.replace('_', " ") } else { texte.to_owned() }
}

/// Names that keep their capital inside a sentence.
const NOMS_PROPRES: [&str; 2] = ["Sensory Baby Test", "Haemophilus influenzae b"];

/// A label inside a sentence: without its capital, unless it is an acronym.
fn minuscule(label: &str) -> String {
    let mut signes = label.chars();
    match (signes.next(), signes.next()) {
        (Some(premier), Some(second))
            if !second.is_uppercase()
                && !second.is_ascii_digit()
                && !NOMS_PROPRES.contains(&label) =>
        {
            let reste = &label[premier.len_utf8()..];
            premier.to_lowercase().chain(reste.chars()).collect()
        }
        _ => label.to_owned(),
    }
}

/// A number with thousands apart and a decimal comma, to the gram for a weight in kg.
fn milliers(n: f64) -> String {
    let texte = format!("{n:.3}");
    let texte = texte.trim_end_matches('0').trim_end_matches('.');
    let texte = texte.replace('.', ",").replace('-', "−");
    let entier = texte.find(',').unwrap_or(texte.len());
    let (chiffres, decimales) = texte.split_at(entier);
    let (signe, chiffres) = match chiffres.strip_prefix('−') {
        Some(reste) => ("−", reste),
        None => ("", chiffres),
    };
    let mut groupes = String::new();
    for (rang, chiffre) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang) % 3 == 0 {
            groupes.push('\u{202f}');
        }
        groupes.push(chiffre);
    }
    format!("{signe}{groupes}{decimales}")
}

pub(crate) fn quantite(n: f64, unite: Option<&str>) -> String {
    let nombre = milliers(n);
    match unite {
        None => nombre,
        Some("h") => duree(n),
        Some("h/sem") => format!("{} par semaine", duree(n)),
        Some("/jour") => format!("{nombre} par jour"),
        Some(unite) if unite.starts_with('/') => format!("{nombre}{unite}"),
        Some(unite) => format!("{nombre}\u{a0}{unite}"),
    }
}

/// Hours as "8 h 30"; a figure that is no number of minutes stays decimal.
fn duree(heures: f64) -> String {
    let minutes = heures * 60.0;
    if !(0.0..6000.0).contains(&heures) || (minutes - minutes.round()).abs() > 1e-6 {
        return format!("{}\u{a0}h", milliers(heures));
    }
    let (h, m) = (heures.floor(), (minutes - heures.floor() * 60.0).round());
    match (h, m) {
        (_, 0.0) => format!("{h}\u{a0}h"),
        (0.0, m) => format!("{m}\u{a0}min"),
        (h, m) => format!("{h}\u{a0}h\u{a0}{m:02}"),
    }
}

/// `10:20` as "10 h 20".
fn heure(texte: &str) -> String {
    match texte.split_once(':') {
        Some((h, m))
            if [h, m]
                .iter()
                .all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit())) =>
        {
            let h = h.trim_start_matches('0');
            format!("{}\u{a0}h\u{a0}{m:0>2}", if h.is_empty() { "0" } else { h })
        }
        _ => texte.to_owned(),
    }
}

/// Codes that say that there is no result.
const SANS_RESULTAT: [&str; 4] = ["non_examine", "non_realise", "non_realisable", "inconnu"];

/// Whether something was looked at: false for no value, `non_examine`, `non_realise`, `non_realisable`. It is
/// the same for every item; the code is a parameter for symmetry with [`normal`].
#[must_use]
pub fn examine(_code: &str, valeur: &Value) -> bool {
    let etat = match valeur {
        Value::Null => return false,
        Value::Object(objet) => objet.get("etat").and_then(Value::as_str),
        autre => autre.as_str(),
    };
    !etat.is_some_and(|e| e != "inconnu" && SANS_RESULTAT.contains(&e))
}

/// Whether a value is normal: `Some(false)` asks for its detail, `None` means that the notion does not apply,
/// or that it is not known.
#[must_use]
pub fn normal(code: &str, valeur: &Value) -> Option<bool> {
    if !examine(code, valeur) {
        return None;
    }
    match item(code)?.norme {
        Norme::SansObjet => None,
        Norme::Selon(regle) => regle(valeur),
        Norme::Vide => match valeur {
            Value::Array(liste) => Some(liste.is_empty()),
            Value::Number(n) => Some(n.as_f64()? == 0.0),
            _ => None,
        },
        Norme::Codes(normaux) => match valeur {
            Value::String(code) if SANS_RESULTAT.contains(&code.as_str()) => None,
            Value::String(code) => Some(normaux.contains(&code.as_str())),
            // Nothing ticked is not the same as "aucun" ticked.
            Value::Array(codes) if codes.is_empty() => None,
            Value::Array(codes) => {
                Some(codes.iter().all(|c| c.as_str().is_some_and(|c| normaux.contains(&c))))
            }
            _ => None,
        },
    }
}

fn texte<'a>(valeur: &'a Value, cle: &str) -> Option<&'a str> {
    valeur.get(cle)?.as_str()
}

pub(super) fn obs_normale(valeur: &Value) -> Option<bool> {
    match texte(valeur, "etat")? {
        "normal" => Some(true),
        "anormal" => Some(false),
        _ => None,
    }
}

fn oui_est_anormal(valeur: &Value, cle: &str) -> Option<bool> {
    match texte(valeur, cle)? {
        "oui" => Some(false),
        "non" => Some(true),
        _ => None,
    }
}

pub(super) fn neonat_normal(valeur: &Value) -> Option<bool> {
    oui_est_anormal(valeur, "reponse")
}

pub(super) fn douleur_normale(valeur: &Value) -> Option<bool> {
    oui_est_anormal(valeur, "presente")
}

pub(super) fn depistage_normal(valeur: &Value) -> Option<bool> {
    let etats: Vec<&str> = valeur.as_object()?.values().filter_map(Value::as_str).collect();
    match etats.as_slice() {
        [] => None,
        etats if etats.iter().all(|e| *e == "fait") => Some(true),
        etats if etats.iter().any(|e| matches!(*e, "non" | "refus")) => Some(false),
        _ => None,
    }
}

pub(super) fn sommeil_normal(valeur: &Value) -> Option<bool> {
    let trouble = ["cauchemars", "enuresie"].iter().any(|cle| texte(valeur, cle) == Some("oui"));
    match texte(valeur, "qualite") {
        Some("bon") => Some(!trouble),
        Some("troubles") => Some(false),
        _ if trouble => Some(false),
        _ => None,
    }
}

pub(super) fn alimentation_normale(valeur: &Value) -> Option<bool> {
    let reponses = ["selectivite", "hyperphagie", "stockage"].map(|cle| texte(valeur, cle));
    if texte(valeur, "type") == Some("selective") || reponses.contains(&Some("oui")) {
        return Some(false);
    }
    reponses.iter().all(|r| *r == Some("non")).then_some(true)
}

/// Only glasses to mend or to find ask for something.
pub(super) fn lunettes_normales(valeur: &Value) -> Option<bool> {
    match (texte(valeur, "port"), texte(valeur, "etat")) {
        (_, Some("cassees" | "perdues")) => Some(false),
        (Some("oui"), _) => Some(true),
        _ => None,
    }
}

/// 0 to 20 dB is normal (clinical note §2, Archives de pédiatrie 2005), on every frequency.
pub(super) fn seuils_normaux(valeur: &Value) -> Option<bool> {
    let oreilles = ["droite", "gauche"].iter().filter_map(|o| valeur.get(o)?.as_object());
    let seuils: Vec<f64> = oreilles.flat_map(|o| o.values().filter_map(Value::as_f64)).collect();
    (!seuils.is_empty()).then(|| seuils.iter().all(|s| *s <= 20.0))
}

pub(super) fn signes_tnd_normaux(valeur: &Value) -> Option<bool> {
    Some(valeur.get("nombre")?.as_f64()? == 0.0)
}

/// What was not spoken of is neither normal nor excluded.
pub(super) fn exposition_normale(valeur: &Value) -> Option<bool> {
    match valeur.as_str()? {
        "non_evoque" => None,
        _ => Some(false),
    }
}
