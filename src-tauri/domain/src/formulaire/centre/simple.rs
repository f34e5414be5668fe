//! A question of a simple type, and what its type allows.

use super::super::lecture::{LONGUEUR_TEXTE, LONGUEUR_TEXTE_LONG, vide};
use super::super::ucum::{Conversion, convert};
use super::super::{Forme, Possibilite, Question, UNITE, VALEUR, Widget};
use super::extension::DeLItem;
use super::item::Lecture;
use super::options::{self, Liste};
use super::place::{LIBELLE_MAX, Place};

/// What the type of a question is here.
struct Nature {
    genre: Widget,
    forme: Option<Forme>,
    /// The kind of option that its list may have; none for one of any kind.
    option: Option<&'static str>,
    /// Whether an answer outside the list may be written.
    ouvert: bool,
}

/// What a type means. `coding` is what R5 calls a choice; builders write it in files that are R4
/// otherwise.
fn nature(place: &Place<'_>, genre: &str, options: bool) -> Option<Nature> {
    let contrainte = place.texte("answerConstraint", LIBELLE_MAX);
    let libre = match contrainte.as_deref() {
        None | Some("optionsOnly") => false,
        Some("optionsOrString") => true,
        Some("optionsOrType") if matches!(genre, "string" | "text") => true,
        Some(autre) => {
            place.refuse(
                "answerConstraint",
                format!("«\u{a0}{autre}\u{a0}» n’est pas pris en charge ici"),
            );
            false
        }
    };
    let (genre, forme, option) = match genre {
        "boolean" => (Widget::Booleen, None, None),
        "integer" => (Widget::Entier, None, Some("valueInteger")),
        "decimal" => (Widget::Decimal, None, None),
        "quantity" => (Widget::Decimal, None, None),
        "date" => (Widget::Date, None, Some("valueDate")),
        "dateTime" => (Widget::Texte, Some(Forme::DateHeure), None),
        "time" => (Widget::Texte, Some(Forme::Heure), Some("valueTime")),
        "string" | "url" => (Widget::Texte, None, Some("valueString")),
        "text" => (Widget::TexteLong, None, Some("valueString")),
        "choice" | "open-choice" | "coding" => {
            let ouvert = genre == "open-choice" || libre;
            return Some(Nature { genre: Widget::Choix, forme: None, option: None, ouvert });
        }
        autre => {
            let pourquoi = match autre {
                "attachment" => "un fichier joint ne se range pas dans une réponse",
                "reference" => "un lien vers un autre dossier n’a pas de sens ici",
                "question" => "ce type ne dit pas quelle réponse est attendue",
                _ => "ce type n’est pas de FHIR R4",
            };
            place.refuse(
                "type",
                format!("le type «\u{a0}{autre}\u{a0}» n’est pas pris en charge\u{a0}: {pourquoi}"),
            );
            return None;
        }
    };
    // A list of texts, numbers, days or times makes a choice of any of these types (que-5 of R4).
    match option.filter(|_| options) {
        Some(option) => {
            Some(Nature { genre: Widget::Choix, forme: None, option: Some(option), ouvert: libre })
        }
        None => Some(Nature { genre, forme, option: None, ouvert: false }),
    }
}

impl<'a> Lecture<'a> {
    /// A question of a simple type.
    pub(super) fn simple(
        &self,
        place: &Place<'a>,
        genre: &str,
        ext: &DeLItem<'a>,
        q: &mut Question,
        repete: bool,
    ) -> Liste {
        let mut liste = options::parse(place, self.contenus);
        q.longueur_max = place.entier("maxLength");
        let Some(nature) = nature(place, genre, place.a("answerOption")) else {
            return liste;
        };
        q.genre = match nature.genre {
            _ if genre == "quantity" => quantite(q, ext),
            Widget::Choix if repete => Widget::ChoixMultiple,
            autre => autre,
        };
        (q.forme, q.ouvert) = (nature.forme, nature.ouvert);
        let exemple = match q.forme {
            Some(Forme::Heure) => Some("Par exemple 14h30."),
            Some(Forme::DateHeure) => {
                Some("La date, et l’heure si elle est connue\u{a0}: 07/03/2027 14h30.")
            }
            None => None,
        };
        if let (Some(exemple), None) = (exemple, &q.aide) {
            q.aide = Some(exemple.to_owned());
        }
        if repete && q.genre == Widget::Booleen {
            place.refuse("repeats", "une réponse par oui ou par non ne se répète pas");
        }
        let a_choix = matches!(q.genre, Widget::Choix | Widget::ChoixMultiple);
        let donnee = place.a("answerOption") || place.a("answerValueSet");
        if a_choix && liste.choix.is_empty() {
            // A value set that was not found is refused already.
            if !place.a("answerValueSet") {
                place.refuse("answerOption", "la liste des réponses manque");
            } else if liste.sorte.is_some() {
                place.refuse("answerValueSet", "la liste des réponses est vide");
            }
        } else if !a_choix && donnee {
            let cle = if place.a("answerOption") { "answerOption" } else { "answerValueSet" };
            place.refuse(
                cle,
                format!("une liste de réponses ne convient pas au type «\u{a0}{genre}\u{a0}»"),
            );
        }
        if let Some(option) = nature.option
            && liste.sorte.as_deref().is_some_and(|sorte| sorte != option)
        {
            place.refuse(
                "answerOption",
                format!("les réponses ne sont pas de la sorte du type «\u{a0}{genre}\u{a0}»"),
            );
        }
        if q.ouvert && liste.entiere() {
            place.refuse("answerOption", "une liste ouverte de nombres n’est pas prise en charge");
        }
        q.choix.clone_from(&liste.choix);
        q.code_entier = liste.entiere();
        q.exclusifs = match q.genre {
            Widget::ChoixMultiple => std::mem::take(&mut liste.exclusifs),
            _ => Vec::new(),
        };
        longueurs(place, genre, q);
        if q.genre != Widget::Objet {
            un_seule_unite(place, genre, ext, q);
        }
        for (premiere, borne) in &ext.quantites {
            borne_avec_unite(borne, *premiere, q, &ext.unites);
        }
        bornes(place, q);
        combien(place, q, repete);
        liste
    }
}

/// A bound that carries a unit, in the unit of the question.
fn borne_avec_unite(
    borne: &Place<'_>,
    premiere: bool,
    q: &mut Question,
    unites: &[(String, String)],
) {
    borne.connus(&["value", "unit", "code", "system"], &["id"]);
    let n = borne.brut("value").and_then(serde_json::Value::as_f64);
    let (code, unit) = (borne.texte("code", 40), borne.texte("unit", 40));
    borne.texte("system", LIBELLE_MAX);
    let Some(n) = n else {
        borne.refuse("value", "un nombre est attendu");
        return;
    };
    let [(unite, label)] = unites else {
        borne.refuse_here("cette borne n’est prise en charge qu’avec une seule unité");
        return;
    };
    let facteur = match (code, unit) {
        (Some(code), _) => convert(&code, unite),
        (None, Some(dite)) if dite == *unite || dite == *label => Conversion::Facteur(1.0),
        (None, Some(_)) => Conversion::Inconnue,
        (None, None) => Conversion::Facteur(1.0),
    };
    match facteur {
        // A conversion leaves dust after the twelfth figure.
        Conversion::Facteur(f) => {
            let n = (n * f * 1e9).round() / 1e9;
            if premiere { q.min = Some(n) } else { q.max = Some(n) }
        }
        Conversion::Autre | Conversion::Inconnue => {
            borne.refuse_here("l’unité de cette borne ne se convertit pas en celle de la question");
        }
    }
}

/// How many answers a question takes.
fn combien(place: &Place<'_>, q: &mut Question, repete: bool) {
    if q.reponses_min.zip(q.reponses_max).is_some_and(|(min, max)| min > max) {
        place.refuse("extension", "le nombre de réponses minimal dépasse le maximal");
    }
    if q.reponses_max == Some(0) {
        place.refuse("extension", "une question sans réponse possible n’est pas prise en charge");
    }
    if !repete {
        if q.reponses_min.is_some_and(|min| min > 1) {
            place.refuse(
                "extension",
                "plusieurs réponses sont demandées à une question qui n’en a qu’une",
            );
        }
        (q.reponses_min, q.reponses_max) = (None, None);
    }
}

/// A quantity is a number in its one unit, or a number and a unit among several.
fn quantite(q: &mut Question, ext: &DeLItem<'_>) -> Widget {
    if ext.unites.len() == 1 {
        return Widget::Decimal;
    }
    let mut valeur = vide(VALEUR.to_owned(), "Valeur".to_owned());
    valeur.genre = Widget::Decimal;
    (valeur.min, valeur.max, valeur.decimales_max) =
        (q.min.take(), q.max.take(), q.decimales_max.take());
    valeur.obligatoire = true;
    let mut unite = vide(UNITE.to_owned(), "Unité".to_owned());
    unite.obligatoire = true;
    if ext.unites.is_empty() {
        (unite.genre, unite.longueur_max) = (Widget::Texte, Some(40));
    } else {
        unite.genre = Widget::Choix;
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
    Widget::Objet
}

fn un_seule_unite(place: &Place<'_>, genre: &str, ext: &DeLItem<'_>, q: &mut Question) {
    match (genre, ext.unites.as_slice()) {
        (_, []) => {}
        ("integer" | "decimal" | "quantity", [(_, label)]) => q.unite = Some(label.clone()),
        ("integer" | "decimal" | "quantity", _) => {
            place
                .refuse("extension", "plusieurs unités ne conviennent qu’à «\u{a0}quantity\u{a0}»");
        }
        _ => place.refuse("extension", "une unité ne convient qu’à un nombre"),
    }
}

fn longueurs(place: &Place<'_>, genre: &str, q: &mut Question) {
    let texte = matches!(genre, "string" | "text" | "url" | "open-choice") || q.ouvert;
    if texte && !q.ouvert && matches!(q.genre, Widget::Choix | Widget::ChoixMultiple) {
        // The answers are those of the list, whatever their length.
        return;
    }
    if !texte && (place.a("maxLength") || q.longueur_min.is_some()) {
        let cle = if place.a("maxLength") { "maxLength" } else { "extension" };
        place.refuse(cle, format!("une longueur ne convient pas au type «\u{a0}{genre}\u{a0}»"));
    }
    if texte {
        let habituelle = if genre == "text" { LONGUEUR_TEXTE_LONG } else { LONGUEUR_TEXTE };
        let max = *q.longueur_max.get_or_insert(habituelle);
        if max == 0 || max > 20_000 || q.longueur_min.is_some_and(|min| min > max) {
            place.refuse(
                "maxLength",
                "cette longueur n’est pas possible (20 000 caractères au plus)",
            );
        }
    }
}

fn bornes(place: &Place<'_>, q: &Question) {
    let cible = q.colonnes.first().unwrap_or(q);
    let nombre = matches!(cible.genre, Widget::Entier | Widget::Decimal);
    let date = q.genre == Widget::Date || q.forme == Some(Forme::DateHeure);
    if !nombre && (q.min.is_some() || q.max.is_some() || q.decimales_max.is_some()) {
        place.refuse("extension", "des bornes chiffrées ne conviennent qu’à un nombre");
    }
    if !date && (q.jour_min.is_some() || q.jour_max.is_some()) {
        place.refuse("extension", "des bornes datées ne conviennent qu’à une date");
    }
    if cible.min.zip(cible.max).is_some_and(|(min, max)| min > max)
        || q.jour_min.zip(q.jour_max).is_some_and(|(min, max)| min > max)
    {
        place.refuse("extension", "le minimum dépasse le maximum");
    }
}

/// A simple question that repeats is a list with one field.
pub(super) fn repeat(q: &mut Question) {
    if q.genre == Widget::Objet {
        // Quantities in several units are rows of a number and a unit.
        q.genre = Widget::Liste;
        return;
    }
    if !matches!(
        q.genre,
        Widget::Entier | Widget::Decimal | Widget::Date | Widget::Texte | Widget::TexteLong
    ) {
        return;
    }
    let mut colonne = q.clone();
    colonne.code = VALEUR.to_owned();
    colonne.obligatoire = false;
    (colonne.groupe, colonne.aide) = (None, None);
    (colonne.age_min, colonne.age_max, colonne.sexe) = (None, None, None);
    q.genre = Widget::Liste;
    q.repete = true;
    q.unite = None;
    q.forme = None;
    (colonne.reponses_min, colonne.reponses_max, colonne.cachee) = (None, None, false);
    (q.min, q.max, q.decimales_max) = (None, None, None);
    (q.jour_min, q.jour_max) = (None, None);
    (q.longueur_min, q.longueur_max) = (None, None);
    q.colonnes = vec![colonne];
}
