//! From a file to a record, or to a refusal in French.

use super::{Dossier, verification};
use crate::date::{DATE_IMPOSSIBLE, DateCivile};
use serde_json::Value;

/// One thing that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierProbleme {
    /// Place: `reponses[3].date`, or `ligne 12, colonne 3`.
    pub chemin: String,
    /// Reason, in French.
    pub raison: String,
}

/// Why a file was refused; nothing of it was taken in. Carries field names, closed codes, local
/// identifiers and dates, never a text of the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.en_lignes())]
pub struct DossierRefus {
    /// The file, as it was named.
    pub fichier: String,
    /// Everything that is wrong, at least one thing.
    pub problemes: Vec<DossierProbleme>,
}

impl DossierRefus {
    fn en_lignes(&self) -> String {
        let lignes: Vec<String> = self
            .problemes
            .iter()
            .map(|p| format!("{}\u{a0}: {}\u{a0}: {}", self.fichier, p.chemin, p.raison))
            .collect();
        lignes.join("\n")
    }
}

/// Reads a record for what it says of itself, on no day in particular: what comes in from outside is
/// read by [`receive`]. `fichier` is the name under which a refusal speaks of it.
///
/// # Errors
/// [`DossierRefus`] when the file is not JSON, is not shaped like a record, or contradicts itself.
pub fn parse(fichier: &str, texte: &str) -> Result<Dossier, DossierRefus> {
    parse_on(fichier, texte, None)
}

/// Reads a record that is brought in on `aujourd_hui`: what happened cannot lie after that day.
///
/// # Errors
/// [`DossierRefus`] as [`parse`], with the days that are to come.
pub fn receive(
    fichier: &str,
    texte: &str,
    aujourd_hui: DateCivile,
) -> Result<Dossier, DossierRefus> {
    parse_on(fichier, texte, Some(aujourd_hui))
}

fn parse_on(
    fichier: &str,
    texte: &str,
    aujourd_hui: Option<DateCivile>,
) -> Result<Dossier, DossierRefus> {
    let refus =
        |problemes: Vec<DossierProbleme>| DossierRefus { fichier: fichier.to_owned(), problemes };
    // Some editors of Windows put a byte order mark in front.
    let texte = texte.strip_prefix('\u{feff}').unwrap_or(texte);
    let brut: Value = serde_json::from_str(texte).map_err(|e| refus(vec![syntaxe(&e)]))?;
    let mut lecteur = serde_json::Deserializer::from_str(texte);
    let dossier: Dossier = serde_path_to_error::deserialize(&mut lecteur).map_err(|e| {
        let chemin = e.path().to_string();
        refus(vec![forme(&chemin, &e.inner().to_string())])
    })?;
    // What was read must tell all that was written: a list in the place of an object would pass.
    let relu = serde_json::to_value(&dossier).map_err(|_| refus(vec![illisible("racine")]))?;
    if let Some(chemin) = ecart(&brut, &relu, String::new()) {
        return Err(refus(vec![illisible(&chemin)]));
    }
    let problemes = verification::check(&dossier, &relu, aujourd_hui);
    if problemes.is_empty() { Ok(dossier) } else { Err(refus(problemes)) }
}

fn illisible(chemin: &str) -> DossierProbleme {
    DossierProbleme { chemin: chemin.to_owned(), raison: "forme inattendue".to_owned() }
}

fn syntaxe(erreur: &serde_json::Error) -> DossierProbleme {
    let raison = if erreur.is_eof() {
        "le fichier est tronqué\u{a0}: il s’arrête avant la fin. Demandez-le à nouveau."
    } else {
        "le fichier n’est pas du JSON à cet endroit. Demandez-le à nouveau à son expéditeur."
    };
    DossierProbleme {
        chemin: format!("ligne {}, colonne {}", erreur.line(), erreur.column()),
        raison: raison.to_owned(),
    }
}

/// Turns a message of serde into French. Whatever it quotes of the content is left out, unless it
/// is a field name or a date.
fn forme(chemin: &str, message: &str) -> DossierProbleme {
    // serde_json ends its message with " at line 3 column 4".
    let message = message.rfind(" at line ").map_or(message, |fin| &message[..fin]);
    let mut chemin = if matches!(chemin, "." | "?" | "") { "racine" } else { chemin }.to_owned();
    let raison = if let Some(champ) = entre_accents(message, "unknown field `") {
        if let Some(parent) = chemin.strip_suffix(champ) {
            let parent = parent.trim_end_matches('.');
            chemin = if parent.is_empty() { "racine" } else { parent }.to_owned();
        }
        format!("champ inconnu «\u{a0}{}\u{a0}»", court(champ))
    } else if let Some(champ) = entre_accents(message, "missing field `") {
        format!("champ manquant «\u{a0}{}\u{a0}»", court(champ))
    } else if let Some(champ) = entre_accents(message, "duplicate field `") {
        format!("champ en double «\u{a0}{}\u{a0}»", court(champ))
    } else if message.starts_with("unknown variant") {
        let attendus = message.split_once(", expected ").map_or("", |(_, suite)| suite);
        let codes: Vec<&str> = attendus.split('`').skip(1).step_by(2).collect();
        format!("code inconnu (attendu\u{a0}: {})", codes.join(", "))
    } else if let Some(suite) = message.strip_prefix(DATE_IMPOSSIBLE) {
        date(suite)
    } else if let Some(suite) = message.strip_prefix("invalid type: ") {
        let (trouve, attendu) = suite.rsplit_once(", expected ").unwrap_or((suite, ""));
        format!("{} au lieu {}", type_trouve(trouve), type_attendu(attendu))
    } else if message.starts_with("invalid value: ") {
        "nombre hors des limites possibles".to_owned()
    } else {
        "forme inattendue".to_owned()
    };
    DossierProbleme { chemin, raison }
}

fn entre_accents<'a>(message: &'a str, debut: &str) -> Option<&'a str> {
    let suite = message.strip_prefix(debut)?;
    suite.find("`, ").or_else(|| suite.rfind('`')).map(|fin| &suite[..fin])
}

fn court(champ: &str) -> String {
    champ.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// A date is quoted, a text in the place of a date is not.
fn date(suite: &str) -> String {
    let (texte, attendu) = suite.split_once(" » (").unwrap_or((suite, ""));
    let attendu = attendu.trim_end_matches(')').replace(" : ", "\u{a0}: ");
    if texte.len() <= 12 && texte.chars().all(|c| c.is_ascii_digit() || "-/.".contains(c)) {
        format!("date impossible «\u{a0}{texte}\u{a0}» ({attendu})")
    } else {
        format!("date impossible ({attendu})")
    }
}

fn type_trouve(serde: &str) -> &'static str {
    match serde.split_whitespace().next().unwrap_or_default() {
        "string" => "texte",
        "integer" => "nombre entier",
        "floating" => "nombre à virgule",
        "boolean" => "vrai ou faux",
        "null" => "rien (null)",
        "sequence" => "liste",
        "map" => "objet",
        _ => "autre chose",
    }
}

fn type_attendu(serde: &str) -> &'static str {
    match serde {
        "a string" | "str" => "d’un texte",
        "a boolean" => "de vrai ou faux (true, false)",
        "a sequence" => "d’une liste",
        "f64" | "f32" | "a JSON number" => "d’un nombre",
        "i64" | "u64" | "i32" | "u32" | "u8" | "i16" | "u16" => "d’un nombre entier",
        autre if autre.starts_with("struct ") || autre == "a map" => "d’un objet",
        autre if autre.contains("enum") || autre.contains("variant") => "d’un code",
        _ => "de la forme attendue",
    }
}

/// The first place where what was read differs from the file. An absent field equals `null`, and
/// 430 equals 430.0.
fn ecart(avant: &Value, apres: &Value, chemin: String) -> Option<String> {
    match (avant, apres) {
        (Value::Object(a), Value::Object(b)) => {
            a.keys().chain(b.keys().filter(|cle| !a.contains_key(*cle))).find_map(|cle| {
                let suite = if chemin.is_empty() { cle.clone() } else { format!("{chemin}.{cle}") };
                let valeur = |objet: &serde_json::Map<String, Value>| {
                    objet.get(cle).cloned().unwrap_or(Value::Null)
                };
                ecart(&valeur(a), &valeur(b), suite)
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(i, (a, b))| ecart(a, b, format!("{chemin}[{i}]"))),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        _ if avant == apres => None,
        _ => Some(chemin),
    }
}
