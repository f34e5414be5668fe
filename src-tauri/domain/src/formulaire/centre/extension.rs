//! The extensions that are read: a few of HL7's, and ours. Any other is refused by its address.

use super::super::Question;
use super::ignore;
use super::place::{Constats, LIBELLE_MAX, Place};
use crate::bilan::VoletCode;
use crate::codes::Visibilite;
use crate::date::{DateCivile, DatePartielle};
use crate::enfant::Sexe;
use serde_json::Value;
use std::collections::HashSet;

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition/";
/// Where HL7 keeps what builders write: R4, structured data capture, and R5 seen from R4.
const ADRESSES: [&str; 3] = [
    FHIR,
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/",
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.item.",
];
const NOTRE: &str = "urn:escale:questionnaire:";
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
pub(super) struct DeLItem<'a> {
    /// Units that an answer may have: code and label.
    pub(super) unites: Vec<(String, String)>,
    /// Whether the text is only help.
    pub(super) aide: bool,
    /// Secrecy, also of what stands under a group.
    pub(super) visibilite: Option<Visibilite>,
    /// Whether bounds were given.
    pub(super) bornes: bool,
    /// Bounds that carry a unit.
    pub(super) quantites: Vec<(bool, Place<'a>)>,
}

/// The end of an address of HL7.
fn nom_hl7(url: &str) -> Option<&str> {
    ADRESSES.iter().find_map(|adresse| url.strip_prefix(adresse))
}

/// What changes nothing is named, what would is refused: by its effect where it is known, by its
/// address where it is not. FHIR allows a program to pass over any extension that it does not know;
/// this one does not, since it cannot say what it would pass over.
fn autre(ext: &Place<'_>, url: &str) {
    let nom = nom_hl7(url).unwrap_or_default();
    if [&ignore::DESSIN[..], &ignore::DESSIN_SDC, &ignore::AILLEURS].concat().contains(&nom) {
        ext.sans_effet_ici(nom);
    } else if let Some((_, effet)) = ignore::CALCULS.iter().find(|(calcul, _)| *calcul == nom) {
        ext.refuse("url", format!("«\u{a0}{nom}\u{a0}» {effet}\u{a0}: Escale ne le fait pas"));
    } else {
        ext.refuse(
            "url",
            format!(
                "l’extension «\u{a0}{url}\u{a0}» n’est pas prise en charge\u{a0}: Escale ne sait pas \
                 ce qu’elle change"
            ),
        );
    }
}

/// The extensions of something that has none which is read.
pub(super) fn sans_lecture(place: &Place<'_>) {
    for (url, ext) in urls(place) {
        autre(&ext, &url);
    }
}

/// Whether an option goes with no other.
pub(super) fn de_l_option(option: &Place<'_>) -> bool {
    let mut exclusif = false;
    for (url, ext) in urls(option) {
        if nom_hl7(&url) == Some("questionnaire-optionExclusive") {
            ext.connus(&["url", "valueBoolean"], &["id"]);
            exclusif = ext.booleen("valueBoolean") == Some(true);
        } else {
            autre(&ext, &url);
        }
    }
    exclusif
}

/// The extensions of a simple value (`_text`), or of each of a list.
pub(super) fn sur_une_valeur(place: &Place<'_>, cle: &str, valeur: &Value) {
    let un = |valeur: &Value, chemin: String| {
        // Only `id` and `extension` may stand there.
        if let Some(ici) = Place::nouvelle(valeur, chemin, place.constats) {
            ici.connus(&["extension"], &["id"]);
            sans_lecture(&ici);
        }
    };
    match valeur {
        Value::Array(liste) => {
            for (i, valeur) in liste.iter().enumerate() {
                if valeur.is_null() {
                    place.brut_dans(cle, i);
                } else {
                    un(valeur, place.sous(&format!("{cle}[{i}]")));
                }
            }
        }
        autre => un(autre, place.sous(cle)),
    }
}

fn urls<'a>(place: &Place<'a>) -> Vec<(String, Place<'a>)> {
    let mut vues = HashSet::new();
    let mut lues = Vec::new();
    for ext in place.enfants("extension") {
        let Some(url) = ext.texte_requis("url", LIBELLE_MAX) else { continue };
        let nom = nom_hl7(&url).unwrap_or_default();
        let plusieurs = nom == "questionnaire-unitOption"
            || nom == "questionnaire-constraint"
            || ignore::AILLEURS.contains(&nom);
        if !vues.insert(url.clone()) && !plusieurs {
            ext.refuse("url", format!("l’extension «\u{a0}{url}\u{a0}» est en double"));
        }
        lues.push((url, ext));
    }
    lues
}

fn code<T>(ext: &Place<'_>, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    ext.connus(&["url", "valueCode"], &["id"]);
    let code = ext.texte_requis("valueCode", LIBELLE_MAX)?;
    let lu = parse(&code);
    if lu.is_none() {
        ext.refuse("valueCode", format!("code inconnu «\u{a0}{code}\u{a0}»"));
    }
    lu
}

fn age(ext: &Place<'_>) -> Option<i32> {
    ext.connus(&["url", "valueInteger"], &["id"]);
    let age = ext.entier::<i32>("valueInteger");
    if age.is_none_or(|a| !(0..=300).contains(&a)) {
        ext.refuse("valueInteger", "un âge en mois est attendu, de 0 à 300");
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
            _ => autre(&ext, &url),
        }
    }
    ages(racine.constats, "extension", lue.age_min, lue.age_max);
    lue
}

fn ages(constats: &Constats, chemin: &str, min: Option<i32>, max: Option<i32>) {
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        constats.refuse(chemin, "l’âge minimal dépasse l’âge maximal");
    }
}

pub(super) fn de_l_item<'a>(item: &Place<'a>, q: &mut Question) -> DeLItem<'a> {
    let mut lue = DeLItem::default();
    for (url, ext) in urls(item) {
        if let Some(nom) = nom_hl7(&url) {
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
            _ => autre(&ext, &url),
        }
    }
    ages(item.constats, &item.sous("extension"), q.age_min, q.age_max);
    lue
}

fn de_fhir<'a>(nom: &str, url: &str, ext: &Place<'a>, q: &mut Question, lue: &mut DeLItem<'a>) {
    match nom {
        "minValue" => borne(ext, &mut q.min, &mut q.jour_min, lue, true),
        "maxValue" => borne(ext, &mut q.max, &mut q.jour_max, lue, false),
        "maxDecimalPlaces" => {
            ext.connus(&["url", "valueInteger"], &["id"]);
            q.decimales_max = ext.entier("valueInteger");
            if q.decimales_max.is_none_or(|d| d > 3) {
                ext.refuse(
                    "valueInteger",
                    "de 0 à 3 chiffres après la virgule sont pris en charge",
                );
            }
        }
        "minLength" => {
            ext.connus(&["url", "valueInteger"], &["id"]);
            q.longueur_min = ext.entier("valueInteger");
            if q.longueur_min.is_none() && !ext.a("valueInteger") {
                ext.refuse("valueInteger", "un nombre entier est attendu");
            }
        }
        "questionnaire-unit" | "questionnaire-unitOption" => {
            ext.connus(&["url", "valueCoding"], &["id"]);
            match ext.enfant("valueCoding") {
                Some(codage) => lue.unites.extend(unite(&codage)),
                None if ext.a("valueCoding") => {}
                None => ext.refuse("valueCoding", "«\u{a0}valueCoding\u{a0}» manque"),
            }
        }
        "questionnaire-itemControl" => controle(ext, lue),
        "sdc-questionnaire-minQuantity" | "sdc-questionnaire-maxQuantity" => {
            ext.connus(&["url", "valueQuantity"], &["id"]);
            match ext.enfant("valueQuantity") {
                Some(borne) => lue.quantites.push((nom.ends_with("minQuantity"), borne)),
                None => ext.refuse("valueQuantity", "«\u{a0}valueQuantity\u{a0}» manque"),
            }
        }
        "questionnaire-minOccurs" | "questionnaire-maxOccurs" => {
            ext.connus(&["url", "valueInteger"], &["id"]);
            let n = ext.entier::<usize>("valueInteger");
            if n.is_none() && !ext.a("valueInteger") {
                ext.refuse("valueInteger", "un nombre entier est attendu");
            }
            match nom.ends_with("minOccurs") {
                true => q.reponses_min = n,
                false => q.reponses_max = n,
            }
        }
        "entryFormat" => {
            ext.connus(&["url", "valueString"], &["id"]);
            if let Some(texte) = ext.texte_requis("valueString", LIBELLE_MAX) {
                q.aide.get_or_insert(format!("Format attendu\u{a0}: {texte}"));
            }
        }
        "questionnaire-hidden" => {
            ext.connus(&["url", "valueBoolean"], &["id"]);
            match ext.booleen("valueBoolean") {
                Some(cachee) => q.cachee = cachee,
                None if ext.a("valueBoolean") => {}
                None => ext.refuse("valueBoolean", "«\u{a0}valueBoolean\u{a0}» manque"),
            }
        }
        _ => autre(ext, url),
    }
}

fn borne(
    ext: &Place<'_>,
    nombre: &mut Option<f64>,
    jour: &mut Option<DateCivile>,
    lue: &mut DeLItem<'_>,
    premier: bool,
) {
    ext.connus(&["url", "valueInteger", "valueDecimal", "valueDate", "valueDateTime"], &["id"]);
    let Some((cle, valeur)) = ext.au_choix("value") else { return };
    lue.bornes = true;
    match cle {
        "valueDate" | "valueDateTime" => {
            // The bound of a month is its first or its last day.
            *jour = valeur
                .as_str()
                .and_then(DatePartielle::parse_iso)
                .and_then(|date| bord(date, premier));
            if jour.is_none() {
                ext.refuse(cle, "une date sans heure est attendue (AAAA-MM-JJ)");
            }
        }
        "valueInteger" | "valueDecimal" => {
            *nombre = valeur.as_f64().filter(|n| n.is_finite());
            if nombre.is_none() {
                ext.refuse(cle, "un nombre est attendu");
            }
        }
        _ => {}
    }
}

/// The first or the last day of a date that is known in part.
fn bord(date: DatePartielle, premier: bool) -> Option<DateCivile> {
    let (annee, mois) = match date {
        DatePartielle::Jour(jour) => return Some(jour),
        DatePartielle::Mois(annee, mois) => (annee, mois),
        DatePartielle::Annee(annee) => (annee, if premier { 1 } else { 12 }),
    };
    let debut = DateCivile::new(annee, mois, 1)?;
    Some(if premier { debut } else { debut.plus_mois(1).plus_jours(-1) })
}

/// Code and label of a unit; what UCUM writes is said as it is written here.
fn unite(codage: &Place<'_>) -> Option<(String, String)> {
    codage.connus(&["system", "code", "display"], &["id", "version", "userSelected"]);
    codage.texte("system", LIBELLE_MAX);
    let (code, display) = (codage.texte("code", 40), codage.texte("display", 40));
    if code.is_none() && display.is_none() && !codage.a("code") && !codage.a("display") {
        codage.refuse_here("ni «\u{a0}code\u{a0}» ni «\u{a0}display\u{a0}»");
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

/// How a field is drawn is the screen's affair; only help changes what the text is for.
fn controle(ext: &Place<'_>, lue: &mut DeLItem<'_>) {
    let concept = ext.enfant("valueCodeableConcept");
    if concept.is_none() {
        ext.refuse("valueCodeableConcept", "«\u{a0}valueCodeableConcept\u{a0}» manque");
    }
    let codages: Vec<Place<'_>> = concept.iter().flat_map(|c| c.enfants("coding")).collect();
    let codes: Vec<String> = codages.iter().filter_map(|c| c.texte("code", LIBELLE_MAX)).collect();
    lue.aide = codes.iter().any(|code| matches!(code.as_str(), "help" | "flyover"));
    if !lue.aide {
        ext.sans_effet_ici("questionnaire-itemControl");
        return;
    }
    ext.connus(&["url", "valueCodeableConcept"], &["id"]);
    for (place, lues) in concept
        .iter()
        .map(|c| (c, &["coding", "text"][..]))
        .chain(codages.iter().map(|c| (c, &["system", "code", "display"][..])))
    {
        place.connus(lues, &["id", "version", "userSelected"]);
        for cle in lues {
            place.brut(cle);
        }
    }
}
