//! What FHIR R4 lets a file leave out and Escale needs: the address and the version that name a form, its
//! title, and that it is in French. They are proposed, and the administrator confirms them before anything is
//! published; the file then carries them, so that a record brings them along.

use super::place::LIBELLE_MAX;
use super::{SLUG_MAX, slug};
use serde_json::{Map, Value, json};

/// How the addresses begin that Escale derives.
const ADRESSE: &str = "urn:escale:formulaire:";

/// What a file leaves out, with what is proposed for it. The same file always gets the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manquants {
    /// An address, where the file has none.
    pub url: Option<String>,
    /// A version, where the file has none.
    pub version: Option<String>,
    /// A title, where the file has neither title nor name.
    pub titre: Option<String>,
    /// Whether the file says in no way that it is in French.
    pub langue: bool,
}

/// What the administrator said of what a file leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complements {
    pub url: Option<String>,
    pub version: Option<String>,
    pub titre: Option<String>,
    /// Whether it is in French.
    pub en_francais: bool,
}

/// Why what was said is refused: the field, and a sentence.
pub type ComplementRefus = (&'static str, &'static str);

impl Manquants {
    /// What a file leaves out; none where it is not a JSON object.
    #[must_use]
    pub fn de(json: &str) -> Option<Self> {
        let racine: Map<String, Value> = serde_json::from_str(sans_bom(json)).ok()?;
        let texte = |cle: &str| racine.get(cle).and_then(Value::as_str).map(str::trim);
        let nomme = texte("title").or_else(|| texte("name")).filter(|t| !t.is_empty());
        let premier = || {
            let item = racine.get("item")?.get(0)?;
            item.get("text").and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty())
        };
        let titre = nomme.or_else(premier).unwrap_or("Questionnaire sans titre");
        let titre: String = titre.chars().take(120).collect();
        let nom = slug(texte("name").filter(|n| !slug(n).is_empty()).unwrap_or(&titre));
        let nom = if nom.is_empty() { "sans-nom".to_owned() } else { nom };
        let sans = |cle: &str| !racine.contains_key(cle);
        Some(Self {
            url: sans("url").then(|| format!("{ADRESSE}{nom}")),
            version: sans("version").then(|| "1".to_owned()),
            titre: (sans("title") && sans("name")).then_some(titre),
            langue: sans("language"),
        })
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn aucun(&self) -> bool {
        *self == Self::default()
    }

    /// The proposals, as if the administrator had confirmed them.
    #[must_use]
    pub fn proposes(&self) -> Complements {
        Complements {
            url: self.url.clone(),
            version: self.version.clone(),
            titre: self.titre.clone(),
            en_francais: true,
        }
    }

    /// The file with what it leaves out. Only what it lacks is added, in front; the rest stays as it
    /// came, to the letter.
    ///
    /// # Errors
    /// The first thing that was not said, or is not possible.
    pub fn complete(&self, json: &str, dits: &Complements) -> Result<String, ComplementRefus> {
        let mut ajouts = Map::new();
        let dit = |texte: &Option<String>| {
            texte.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        if self.url.is_some() {
            let url = dit(&dits.url).ok_or((
                "url",
                "Donnez une adresse à ce questionnaire\u{a0}: elle le distingue des autres.",
            ))?;
            if !adresse_possible(&url) {
                return Err((
                    "url",
                    "Cette adresse n’est pas possible. Elle commence par «\u{a0}urn:\u{a0}» ou «\u{a0}https://\u{a0}», \
                     sans espace ni accent.",
                ));
            }
            ajouts.insert("url".to_owned(), json!(url));
        }
        if self.version.is_some() {
            let version = dit(&dits.version)
                .filter(|v| v.chars().count() <= SLUG_MAX && !v.contains('|'))
                .ok_or((
                    "version",
                    "Donnez un numéro de version, par exemple 1 (40 signes au plus).",
                ))?;
            ajouts.insert("version".to_owned(), json!(version));
        }
        if self.titre.is_some() {
            let titre = dit(&dits.titre).filter(|t| t.chars().count() <= LIBELLE_MAX).ok_or((
                "titre",
                "Donnez un titre à ce questionnaire\u{a0}: il le nomme dans le bilan.",
            ))?;
            ajouts.insert("title".to_owned(), json!(titre));
        }
        if self.langue {
            if !dits.en_francais {
                return Err((
                    "langue",
                    "Dites que ce questionnaire est en français. Dans une autre langue, il ne peut pas être \
                     posé ici.",
                ));
            }
            ajouts.insert("language".to_owned(), json!("fr"));
        }
        let json = sans_bom(json);
        let (Some(debut), false) = (json.find('{'), ajouts.is_empty()) else {
            return Ok(json.to_owned());
        };
        let ajouts = Value::Object(ajouts).to_string();
        let reste = &json[debut + 1..];
        let virgule = if reste.trim_start().starts_with('}') { "" } else { "," };
        Ok(format!("{}{virgule}{reste}", ajouts.trim_end_matches('}')))
    }
}

fn sans_bom(json: &str) -> &str {
    json.trim_start_matches('\u{feff}')
}

fn adresse_possible(url: &str) -> bool {
    let longueur = (5..=255).contains(&url.len());
    let schema = ["urn:", "http://", "https://"]
        .iter()
        .any(|s| url.strip_prefix(s).is_some_and(|suite| suite.len() > 1));
    longueur && schema && url.chars().all(|c| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c))
}
