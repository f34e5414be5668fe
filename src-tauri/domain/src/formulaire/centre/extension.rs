//! The extensions that are read: a few of HL7's, and ours. Any other is refused by its address.

use super::super::Question;
use super::place::{Constats, LIBELLE_MAX, Place};
use crate::bilan::VoletCode;
use crate::codes::Visibilite;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use std::collections::HashSet;

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition/";
const NOTRE: &str = "urn:escale:questionnaire:";
/// Hints about the drawing of a field: this screen draws it as it can be answered best.
const DESSINS: [&str; 7] =
    ["radio-button", "drop-down", "check-box", "autocomplete", "text-box", "spinner", "lookup"];

/// What the extensions of the whole form say.
#[derive(Default)]
pub(super) struct Racine {
    pub(super) volet: Option<VoletCode>,
    pub(super) age_min: Option<i32>,
    pub(super) age_max: Option<i32>,
    pub(super) visibilite: Option<Visibilite>,
}

/// What those of an item say beside what they set on the question.
#[derive(Default)]
pub(super) struct DeLItem {
    /// Units that an answer may have: code and label.
    pub(super) unites: Vec<(String, String)>,
    /// Whether the text is only help.
    pub(super) aide: bool,
    /// Secrecy, also of what stands under a group.
    pub(super) visibilite: Option<Visibilite>,
    /// Whether bounds were given.
    pub(super) bornes: bool,
}

fn inconnue(ext: &Place<'_>, url: &str) {
    ext.refuser("url", format!("l’extension «\u{a0}{url}\u{a0}» n’est pas prise en charge"));
}

fn urls<'a>(place: &Place<'a>) -> Vec<(String, Place<'a>)> {
    let mut vues = HashSet::new();
    let mut lues = Vec::new();
    for ext in place.enfants("extension") {
        let Some(url) = ext.texte_requis("url", LIBELLE_MAX) else { continue };
        if !vues.insert(url.clone()) && !url.ends_with("/questionnaire-unitOption") {
            ext.refuser("url", format!("l’extension «\u{a0}{url}\u{a0}» est en double"));
        }
        lues.push((url, ext));
    }
    lues
}

fn code<T>(ext: &Place<'_>, lire: impl Fn(&str) -> Option<T>) -> Option<T> {
    ext.connus(&["url", "valueCode"], &["id"]);
    let code = ext.texte_requis("valueCode", LIBELLE_MAX)?;
    let lu = lire(&code);
    if lu.is_none() {
        ext.refuser("valueCode", format!("code inconnu «\u{a0}{code}\u{a0}»"));
    }
    lu
}

fn age(ext: &Place<'_>) -> Option<i32> {
    ext.connus(&["url", "valueInteger"], &["id"]);
    let age = ext.entier::<i32>("valueInteger");
    if age.is_none_or(|a| !(0..=300).contains(&a)) {
        ext.refuser("valueInteger", "un âge en mois est attendu, de 0 à 300");
        return None;
    }
    age
}

fn volet(code: &str) -> Option<VoletCode> {
    VoletCode::from_code(code).filter(|v| *v != VoletCode::S16)
}

pub(super) fn de_la_racine(racine: &Place<'_>) -> Racine {
    let mut lue = Racine::default();
    for (url, ext) in urls(racine) {
        match url.strip_prefix(NOTRE) {
            Some("volet") => lue.volet = code(&ext, volet),
            Some("visibilite") => lue.visibilite = code(&ext, Visibilite::from_code),
            Some("age-min") => lue.age_min = age(&ext),
            Some("age-max") => lue.age_max = age(&ext),
            _ => inconnue(&ext, &url),
        }
    }
    ages(racine.constats, "extension", lue.age_min, lue.age_max);
    lue
}

fn ages(constats: &Constats, chemin: &str, min: Option<i32>, max: Option<i32>) {
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        constats.refuser(chemin, "l’âge minimal dépasse l’âge maximal");
    }
}

pub(super) fn de_l_item(item: &Place<'_>, q: &mut Question) -> DeLItem {
    let mut lue = DeLItem::default();
    for (url, ext) in urls(item) {
        if let Some(nom) = url.strip_prefix(FHIR) {
            de_fhir(nom, &url, &ext, q, &mut lue);
            continue;
        }
        match url.strip_prefix(NOTRE) {
            Some("visibilite") => lue.visibilite = code(&ext, Visibilite::from_code),
            Some("sexe") => q.sexe = code(&ext, Sexe::from_code),
            Some("age-min") => q.age_min = age(&ext),
            Some("age-max") => q.age_max = age(&ext),
            Some("aide") => {
                ext.connus(&["url", "valueString"], &["id"]);
                q.aide = ext.texte_requis("valueString", LIBELLE_MAX);
            }
            _ => inconnue(&ext, &url),
        }
    }
    ages(item.constats, &item.sous("extension"), q.age_min, q.age_max);
    lue
}

fn de_fhir(nom: &str, url: &str, ext: &Place<'_>, q: &mut Question, lue: &mut DeLItem) {
    match nom {
        "minValue" => borne(ext, &mut q.min, &mut q.jour_min, lue),
        "maxValue" => borne(ext, &mut q.max, &mut q.jour_max, lue),
        "maxDecimalPlaces" => {
            ext.connus(&["url", "valueInteger"], &["id"]);
            q.decimales_max = ext.entier("valueInteger");
            if q.decimales_max.is_none_or(|d| d > 3) {
                ext.refuser(
                    "valueInteger",
                    "de 0 à 3 chiffres après la virgule sont pris en charge",
                );
            }
        }
        "minLength" => {
            ext.connus(&["url", "valueInteger"], &["id"]);
            q.longueur_min = ext.entier("valueInteger");
            if q.longueur_min.is_none() && !ext.a("valueInteger") {
                ext.refuser("valueInteger", "un nombre entier est attendu");
            }
        }
        "questionnaire-unit" | "questionnaire-unitOption" => {
            ext.connus(&["url", "valueCoding"], &["id"]);
            match ext.enfant("valueCoding") {
                Some(codage) => lue.unites.extend(unite(&codage)),
                None if ext.a("valueCoding") => {}
                None => ext.refuser("valueCoding", "«\u{a0}valueCoding\u{a0}» manque"),
            }
        }
        "questionnaire-itemControl" => controle(ext, lue),
        "questionnaire-choiceOrientation" | "designNote" => ext.sans_effet(nom),
        "entryFormat" => {
            ext.connus(&["url", "valueString"], &["id"]);
            if let Some(texte) = ext.texte_requis("valueString", LIBELLE_MAX) {
                q.aide.get_or_insert(format!("Format attendu\u{a0}: {texte}"));
            }
        }
        "questionnaire-hidden" => {
            ext.connus(&["url", "valueBoolean"], &["id"]);
            if ext.booleen("valueBoolean") != Some(false) {
                ext.refuser("valueBoolean", "une question cachée n’est pas prise en charge");
            }
        }
        _ => inconnue(ext, url),
    }
}

fn borne(
    ext: &Place<'_>,
    nombre: &mut Option<f64>,
    jour: &mut Option<DateCivile>,
    lue: &mut DeLItem,
) {
    ext.connus(&["url", "valueInteger", "valueDecimal", "valueDate"], &["id"]);
    let Some((cle, valeur)) = ext.au_choix("value") else { return };
    lue.bornes = true;
    match cle {
        "valueDate" => {
            *jour = valeur.as_str().and_then(DateCivile::parse_iso);
            if jour.is_none() {
                ext.refuser(cle, "un jour précis est attendu (AAAA-MM-JJ)");
            }
        }
        "valueInteger" | "valueDecimal" => {
            *nombre = valeur.as_f64().filter(|n| n.is_finite());
            if nombre.is_none() {
                ext.refuser(cle, "un nombre est attendu");
            }
        }
        _ => {}
    }
}

/// Code and label of a unit; what UCUM writes is said as it is written here.
fn unite(codage: &Place<'_>) -> Option<(String, String)> {
    codage.connus(&["system", "code", "display"], &["id", "version"]);
    let (code, display) = (codage.texte("code", 40), codage.texte("display", 40));
    if code.is_none() && display.is_none() && !codage.a("code") && !codage.a("display") {
        codage.refuser_ici("ni «\u{a0}code\u{a0}» ni «\u{a0}display\u{a0}»");
    }
    let code_lu = code.clone().or_else(|| display.clone())?;
    Some((code_lu, unite_usuelle(code.as_deref(), display.as_deref())?))
}

/// The unit as it is read and typed here.
pub(super) fn unite_usuelle(code: Option<&str>, display: Option<&str>) -> Option<String> {
    let connue = match code {
        Some("kg") => Some("kg"),
        Some("g") => Some("g"),
        Some("cm") => Some("cm"),
        Some("mm[Hg]") => Some("mmHg"),
        Some("/min") => Some("/min"),
        Some("%") => Some("%"),
        Some("Cel") => Some("°C"),
        _ => None,
    };
    connue.or(display).or(code).map(str::to_owned)
}

fn controle(ext: &Place<'_>, lue: &mut DeLItem) {
    ext.connus(&["url", "valueCodeableConcept"], &["id"]);
    let concept = ext.enfant("valueCodeableConcept");
    if concept.is_none() {
        ext.refuser("valueCodeableConcept", "«\u{a0}valueCodeableConcept\u{a0}» manque");
    }
    for codage in concept.iter().flat_map(|c| c.enfants("coding")) {
        match codage.texte_requis("code", LIBELLE_MAX).as_deref() {
            Some("help" | "flyover") => lue.aide = true,
            Some(dessin) if DESSINS.contains(&dessin) => {
                codage.sans_effet("questionnaire-itemControl")
            }
            Some(autre) => codage.refuser(
                "code",
                format!("la présentation «\u{a0}{autre}\u{a0}» n’est pas prise en charge"),
            ),
            None => {}
        }
    }
}
