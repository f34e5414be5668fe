//! One item of a Questionnaire.

use super::super::{
    Calcul, Condition, Conditions, Habituel, Operateur, Periode, Possibilite, Proposition,
    Question, Widget,
};
use super::{Lu, Noeud, refus};
use crate::codes::Visibilite;
use crate::enfant::Sexe;
use crate::professionnel::Role;
use serde_json::Value;
use std::collections::HashSet;

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition/";
const NOTRE: &str = "urn:escale:questionnaire:";
/// Most characters of a text that sets no limit of its own.
pub(in super::super) const LONGUEUR_TEXTE: usize = 300;
pub(in super::super) const LONGUEUR_TEXTE_LONG: usize = 4100;

pub(super) fn question(noeud: &Noeud<'_>, parent: Option<&Question>) -> Lu<Question> {
    noeud.connus(&[
        "linkId",
        "text",
        "type",
        "required",
        "repeats",
        "readOnly",
        "maxLength",
        "enableWhen",
        "enableBehavior",
        "answerOption",
        "item",
        "extension",
    ])?;
    let lien = noeud.texte("linkId")?;
    let propre = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if !lien.chars().all(|c| propre(c) || c.is_ascii_uppercase()) {
        return refus(noeud.sous("linkId"), "lettres sans accent, chiffres, point, tiret attendus");
    }
    let code = match parent {
        None => lien,
        Some(parent) => match lien.strip_prefix(&format!("{}.", parent.code)) {
            Some(cle) if !cle.is_empty() && !cle.contains('.') => cle.to_owned(),
            _ => {
                return refus(
                    noeud.sous("linkId"),
                    format!("« {lien} » doit commencer par « {}. »", parent.code),
                );
            }
        },
    };
    let mut q = vide(code, noeud.texte("text")?);
    q.obligatoire = noeud.booleen("required")?;
    if let Some(parent) = parent {
        (q.visibilite, q.role) = (parent.visibilite, parent.role);
    }
    extensions(noeud, &mut q)?;
    let repete = noeud.booleen("repeats")?;
    q.genre = widget(noeud, &q, repete)?;
    q.longueur_max = noeud.entier("maxLength")?;
    q.choix = options(noeud)?;
    q.conditions = conditions(noeud)?;
    if q.genre == Widget::Objet || q.genre == Widget::Liste {
        if parent.is_some() {
            return refus(noeud.sous("type"), "un groupe dans un groupe n’est pas pris en charge");
        }
        for enfant in noeud.enfants("item")? {
            let colonne = question(&enfant, Some(&q))?;
            q.colonnes.push(colonne);
        }
    } else if noeud.objet.contains_key("item") {
        return refus(noeud.sous("item"), "seul un groupe peut avoir des champs");
    }
    coherence(noeud, &mut q)?;
    Ok(q)
}

pub(in super::super) fn vide(code: String, label: String) -> Question {
    Question {
        code,
        label,
        genre: Widget::Titre,
        unite: None,
        choix: Vec::new(),
        min: None,
        max: None,
        longueur_max: None,
        obligatoire: false,
        // The strictest where a form says nothing: an answer is never shown too widely by default.
        visibilite: Visibilite::V3,
        role: Role::Med,
        age_min: None,
        age_max: None,
        sexe: None,
        aide: None,
        colonnes: Vec::new(),
        calcul: None,
        conditions: Conditions::default(),
        habituel: Vec::new(),
        posture: false,
        periode: None,
        jour_complet: false,
        code_entier: false,
        numero: None,
        superieur_a: None,
        proposition: None,
        sujet: None,
        dans: None,
        codes_libres: false,
        groupe: None,
        ouvert: false,
        repete: false,
        longueur_min: None,
        decimales_max: None,
        jour_min: None,
        jour_max: None,
        initial: None,
        cachee: false,
        forme: None,
        reponses_min: None,
        reponses_max: None,
        exclusifs: Vec::new(),
    }
}

fn widget(noeud: &Noeud<'_>, q: &Question, repete: bool) -> Lu<Widget> {
    let type_fhir = noeud.texte("type")?;
    let genre = match (type_fhir.as_str(), repete) {
        ("choice", true) => return Ok(Widget::ChoixMultiple),
        ("group", true) => return Ok(Widget::Liste),
        ("choice", false) => Widget::Choix,
        ("group", false) => Widget::Objet,
        ("display", _) => Widget::Titre,
        ("boolean", _) => Widget::Booleen,
        ("integer", _) => Widget::Entier,
        ("decimal", _) if q.calcul.is_some() => Widget::Calcul,
        ("decimal", _) => Widget::Decimal,
        ("date", _) => Widget::Date,
        ("string", _) => Widget::Texte,
        ("text", _) => Widget::TexteLong,
        (autre, _) => {
            return refus(noeud.sous("type"), format!("type « {autre} » non pris en charge"));
        }
    };
    if repete {
        return refus(noeud.sous("repeats"), format!("« {type_fhir} » ne peut pas se répéter"));
    }
    Ok(genre)
}

fn extensions(noeud: &Noeud<'_>, q: &mut Question) -> Lu<()> {
    let mut vues = HashSet::new();
    for ext in noeud.enfants("extension")? {
        let url = ext.texte("url")?;
        if !vues.insert(url.clone()) && url != format!("{NOTRE}habituel") {
            return refus(ext.sous("url"), format!("extension en double « {url} »"));
        }
        if let Some(nom) = url.strip_prefix(FHIR) {
            match nom {
                "questionnaire-unit" => q.unite = Some(unite(&ext)?),
                "minValue" => q.min = Some(ext.nombre(["valueInteger", "valueDecimal"])?),
                "maxValue" => q.max = Some(ext.nombre(["valueInteger", "valueDecimal"])?),
                _ => return inconnue(&ext, &url),
            }
            continue;
        }
        match url.strip_prefix(NOTRE) {
            Some("visibilite") => q.visibilite = ext.code("valueCode", Visibilite::from_code)?,
            Some("profession") => q.role = ext.code("valueCode", Role::from_code)?,
            Some("sexe") => q.sexe = Some(ext.code("valueCode", Sexe::from_code)?),
            Some("age-min") => {
                ext.valeur("valueInteger")?;
                q.age_min = ext.entier("valueInteger")?;
            }
            Some("age-max") => {
                ext.valeur("valueInteger")?;
                q.age_max = ext.entier("valueInteger")?;
            }
            Some("aide") => q.aide = Some(ext.code("valueString", |t| Some(t.to_owned()))?),
            Some("sujet") => q.sujet = Some(ext.code("valueString", |t| Some(t.to_owned()))?),
            Some("numero") => q.numero = Some(ext.code("valueString", |t| Some(t.to_owned()))?),
            Some("superieur-a") => {
                q.superieur_a = Some(ext.code("valueString", |t| Some(t.to_owned()))?);
            }
            Some("habituel") => q.habituel.push(habituel(&ext)?),
            Some("calcul") => {
                let calcul = |c: &str| (c == "imc").then_some(Calcul::Imc);
                q.calcul = Some(ext.code("valueCode", calcul)?);
            }
            Some("compagnon") => {
                q.posture = ext.code("valueCode", |c| (c == "posture").then_some(true))?;
            }
            Some("periode") => {
                q.periode = Some(ext.code("valueCode", |c| match c {
                    "passee" => Some(Periode::Passee),
                    "apres_bilan" => Some(Periode::ApresBilan),
                    _ => None,
                })?);
            }
            Some("proposition") => {
                q.proposition = Some(ext.code("valueCode", |c| match c {
                    "bilan_suivant" => Some(Proposition::BilanSuivant),
                    "non_examine" => Some(Proposition::NonExamine),
                    _ => None,
                })?);
            }
            Some("jour-complet") => {
                ext.valeur("valueBoolean")?;
                q.jour_complet = ext.booleen("valueBoolean")?;
            }
            Some("dans") => q.dans = Some(ext.code("valueString", |t| Some(t.to_owned()))?),
            Some("codes-libres") => {
                ext.valeur("valueBoolean")?;
                q.codes_libres = ext.booleen("valueBoolean")?;
            }
            Some("code-entier") => {
                ext.valeur("valueBoolean")?;
                q.code_entier = ext.booleen("valueBoolean")?;
            }
            _ => return inconnue(&ext, &url),
        }
    }
    Ok(())
}

fn inconnue(ext: &Noeud<'_>, url: &str) -> Lu<()> {
    refus(ext.sous("url"), format!("extension « {url} » non prise en charge"))
}

fn unite(ext: &Noeud<'_>) -> Lu<String> {
    let codage = Noeud::nouveau(ext.valeur("valueCoding")?, ext.sous("valueCoding"))?;
    codage.connus(&["system", "code", "display"])?;
    match codage.texte_facultatif("display")? {
        Some(unite) => Ok(unite),
        None => codage.texte("code"),
    }
}

fn habituel(ext: &Noeud<'_>) -> Lu<Habituel> {
    ext.connus(&["url", "extension"])?;
    let (mut age_min, mut age_max, mut min, mut max) = (None, None, None, None);
    for partie in ext.enfants("extension")? {
        match partie.texte("url")?.as_str() {
            "age-min" => age_min = partie.entier("valueInteger")?,
            "age-max" => age_max = partie.entier("valueInteger")?,
            "min" => min = Some(partie.nombre(["valueInteger", "valueDecimal"])?),
            "max" => max = Some(partie.nombre(["valueInteger", "valueDecimal"])?),
            autre => inconnue(&partie, autre)?,
        }
    }
    match (min, max) {
        (Some(min), Some(max)) if min <= max => Ok(Habituel { age_min, age_max, min, max }),
        _ => refus(ext.chemin.clone(), "« min » et « max » attendus, dans cet ordre"),
    }
}

fn options(noeud: &Noeud<'_>) -> Lu<Vec<Possibilite>> {
    let mut choix: Vec<Possibilite> = Vec::new();
    for option in noeud.enfants("answerOption")? {
        option.connus(&["valueCoding"])?;
        let Some(codage) = option.objet.get("valueCoding") else {
            return refus(option.chemin.clone(), "« valueCoding » manque");
        };
        let codage = Noeud::nouveau(codage, option.sous("valueCoding"))?;
        codage.connus(&["system", "code", "display"])?;
        let (code, label) = (codage.texte("code")?, codage.texte("display")?);
        if choix.iter().any(|c| c.code == code) {
            return refus(codage.sous("code"), format!("code en double « {code} »"));
        }
        choix.push(Possibilite { code, label });
    }
    Ok(choix)
}

fn conditions(noeud: &Noeud<'_>) -> Lu<Conditions> {
    let mut liste = Vec::new();
    for c in noeud.enfants("enableWhen")? {
        let operateur = match c.texte("operator")?.as_str() {
            "exists" => Operateur::Existe,
            "=" => Operateur::Egal,
            "!=" => Operateur::Different,
            ">" => Operateur::Superieur,
            "<" => Operateur::Inferieur,
            ">=" => Operateur::SuperieurOuEgal,
            "<=" => Operateur::InferieurOuEgal,
            autre => {
                return refus(
                    c.sous("operator"),
                    format!("opérateur « {autre} » non pris en charge"),
                );
            }
        };
        let reponse = reponse_attendue(&c, operateur)?;
        liste.push(Condition { question: c.texte("question")?, operateur, reponse });
    }
    let une_suffit = match noeud.texte_facultatif("enableBehavior")?.as_deref() {
        None if liste.len() > 1 => {
            return refus(noeud.sous("enableBehavior"), "« all » ou « any » attendu");
        }
        None | Some("all") => false,
        Some("any") => true,
        Some(autre) => {
            return refus(noeud.sous("enableBehavior"), format!("code inconnu « {autre} »"));
        }
    };
    Ok(Conditions { une_suffit, liste })
}

fn reponse_attendue(c: &Noeud<'_>, operateur: Operateur) -> Lu<Value> {
    let cles = [
        "answerBoolean",
        "answerInteger",
        "answerDecimal",
        "answerDate",
        "answerString",
        "answerCoding",
    ];
    c.connus(&[&["question", "operator"], &cles[..]].concat())?;
    let mut donnees = cles.iter().filter_map(|cle| Some((*cle, c.objet.get(*cle)?)));
    let (Some((cle, valeur)), None) = (donnees.next(), donnees.next()) else {
        return refus(c.chemin.clone(), "une réponse « answer… », et une seule, est attendue");
    };
    let ordre = !matches!(operateur, Operateur::Existe | Operateur::Egal | Operateur::Different);
    let juste = match cle {
        "answerBoolean" => valeur.is_boolean() && !ordre,
        "answerInteger" => valeur.is_i64(),
        "answerDecimal" => valeur.is_number(),
        "answerDate" => valeur.as_str().and_then(crate::date::DatePartielle::parse_iso).is_some(),
        "answerString" => valeur.is_string() && !ordre,
        _ => {
            let codage = Noeud::nouveau(valeur, c.sous(cle))?;
            codage.connus(&["system", "code", "display"])?;
            let code = codage.texte("code")?;
            if ordre {
                return refus(c.sous("operator"), "un code ne se compare que par = et !=");
            }
            return Ok(Value::String(code));
        }
    };
    if !juste || (operateur == Operateur::Existe && cle != "answerBoolean") {
        return refus(c.sous(cle), "ne convient pas à cet opérateur");
    }
    Ok(valeur.clone())
}

/// What must hold between the parts of one question.
fn coherence(noeud: &Noeud<'_>, q: &mut Question) -> Lu<()> {
    let a_choix = matches!(q.genre, Widget::Choix | Widget::ChoixMultiple);
    if a_choix == q.choix.is_empty() {
        let raison = if a_choix { "la liste des réponses manque" } else { "liste sans objet" };
        return refus(noeud.sous("answerOption"), raison);
    }
    if q.code_entier && q.choix.iter().any(|c| c.code.parse::<i64>().is_err()) {
        return refus(noeud.sous("answerOption"), "des codes entiers sont attendus");
    }
    let groupe = matches!(q.genre, Widget::Objet | Widget::Liste);
    if groupe && q.colonnes.is_empty() {
        return refus(noeud.sous("item"), "le groupe n’a aucun champ");
    }
    if q.min.zip(q.max).is_some_and(|(min, max)| min > max) {
        return refus(noeud.chemin.clone(), "minimum plus grand que le maximum");
    }
    if q.age_min.zip(q.age_max).is_some_and(|(min, max)| min > max) {
        return refus(noeud.chemin.clone(), "âge minimal plus grand que l’âge maximal");
    }
    if let Some(objet) = &q.dans {
        let juste = q.cle_interieure(objet).is_some_and(|cle| !cle.is_empty());
        if !juste || objet.contains('-') {
            return refus(noeud.sous("linkId"), format!("doit finir par « {objet}-… »"));
        }
    }
    if q.codes_libres && q.genre != Widget::ChoixMultiple {
        return refus(noeud.sous("extension"), "« codes-libres » ne convient qu’à des choix");
    }
    let nombre = matches!(q.genre, Widget::Entier | Widget::Decimal | Widget::Calcul);
    if !nombre && (q.min.is_some() || q.max.is_some() || !q.habituel.is_empty()) {
        return refus(noeud.sous("extension"), "des bornes ne conviennent qu’à un nombre");
    }
    let texte = matches!(q.genre, Widget::Texte | Widget::TexteLong);
    if !texte && q.longueur_max.is_some() {
        return refus(noeud.sous("maxLength"), "ne convient qu’à un texte");
    }
    if texte && q.longueur_max.is_none() {
        let court = q.genre == Widget::Texte;
        q.longueur_max = Some(if court { LONGUEUR_TEXTE } else { LONGUEUR_TEXTE_LONG });
    }
    if q.genre != Widget::Date && (q.periode.is_some() || q.jour_complet) {
        return refus(noeud.sous("extension"), "« periode » ne convient qu’à une date");
    }
    let calcule = q.genre == Widget::Calcul;
    if noeud.booleen("readOnly")? != calcule || q.calcul.is_some() != calcule {
        return refus(noeud.sous("readOnly"), "convient à une valeur calculée, et à elle seule");
    }
    Ok(())
}
