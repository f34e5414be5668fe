//! A centre's own forms: a FHIR R4 Questionnaire that came from elsewhere.
//!
//! [`parse_du_centre`] reads one into the same [`Formulaire`] as the program's own, or gives every
//! thing that it does not support, each with its place. [`FormulaireJoint`] is a form as a record
//! carries it: the text as it came, with what the administrator said of it. [`Lexique`] puts the
//! answers to such forms into words, which the dictionary cannot know.

mod autrement;
mod condition;
mod extension;
mod groupe;
mod identite;
mod ignore;
mod initial;
mod item;
mod jeu;
mod lexique;
mod options;
mod ou;
mod place;
mod simple;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_r4;

pub use identite::{ComplementRefus, Complements, Manquants};
pub use ignore::{Motif, SansEffet};
pub use lexique::Lexique;
pub use ou::ou_en_lettres;

use super::lecture::{en_rond, vide};
use super::{Formulaire, FormulaireRefus, Question, Widget};
use crate::bilan::VoletCode;
use crate::codes::{Visibilite, codes};
use crate::date::DatePartielle;
use crate::texte::fold;
use place::{Constats, LECTURE_MAX, LIBELLE_MAX, Place};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

codes! {
    /// Where a version of a centre's form stands.
    FormulaireStatut {
        Publie = "publie", "Publié";
        Remplace = "remplace", "Remplacé par une autre version";
        Retire = "retire", "Retiré";
        Joint = "joint", "Venu avec un dossier";
    }
}

/// How every code of a centre's form begins.
pub const PREFIXE_DU_CENTRE: &str = "centre.";
/// Most items of one form: beyond, it is several forms.
const ITEMS_MAX: usize = 400;
/// Longest short name of a form, and of a question in it.
const SLUG_MAX: usize = 40;
const LIEN_MAX: usize = 80;

/// A form of a centre that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct DuCentre {
    /// The form; its part is the one that it proposes, else the first.
    pub formulaire: Formulaire,
    /// What its codes begin with, after [`PREFIXE_DU_CENTRE`].
    pub slug: String,
    /// The part that the file proposes.
    pub volet_propose: Option<VoletCode>,
    /// First age in completed months that the file names.
    pub age_min: Option<i32>,
    /// Last age in completed months that the file names.
    pub age_max: Option<i32>,
    /// Who wrote it, under which licence: title and text.
    pub mentions: Vec<(&'static str, String)>,
    /// What is kept in the file and changes nothing here.
    pub sans_effet: Vec<SansEffet>,
    /// What to know before it is published.
    pub avis: Vec<String>,
    /// Conditions that other engines read otherwise.
    pub autrement: Vec<String>,
}

/// A form of a centre, as a record carries it and as a base keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormulaireJoint {
    /// The part that it completes.
    pub volet: VoletCode,
    /// First age in completed months.
    pub age_min: Option<i32>,
    /// Last age in completed months.
    pub age_max: Option<i32>,
    /// The file as it came.
    pub contenu: String,
}

impl FormulaireJoint {
    /// The form in its part: under its title, asked at its ages.
    ///
    /// # Errors
    /// Everything that is not supported, each with its place.
    pub fn open(&self) -> Result<Formulaire, Vec<FormulaireRefus>> {
        let DuCentre { mut formulaire, slug, .. } = parse_du_centre(&self.contenu)?;
        formulaire.volet = self.volet;
        let code = format!("{PREFIXE_DU_CENTRE}{slug}");
        let mut titre = vide(code.clone(), formulaire.titre.clone());
        titre.visibilite = Visibilite::V2;
        (titre.age_min, titre.age_max) = (self.age_min, self.age_max);
        for question in &mut formulaire.questions {
            question.groupe.get_or_insert_with(|| code.clone());
        }
        formulaire.questions.insert(0, titre);
        Ok(formulaire)
    }

    /// Whether both say the same.
    #[must_use]
    pub fn ages_possibles(&self) -> bool {
        self.age_min.zip(self.age_max).is_none_or(|(min, max)| min <= max)
            && [self.age_min, self.age_max].iter().flatten().all(|age| (0..=300).contains(age))
    }
}

/// Reads a centre's form.
///
/// # Errors
/// Everything that is wrong or not supported, each with its place, in the order of the file.
pub fn parse_du_centre(json: &str) -> Result<DuCentre, Vec<FormulaireRefus>> {
    let racine: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|e| {
        vec![FormulaireRefus {
            chemin: format!("ligne {}, colonne {}", e.line(), e.column()),
            raison: "le fichier n’est pas du JSON, ou il est incomplet".to_owned(),
        }]
    })?;
    let constats = Constats::default();
    let lu = Place::nouvelle(&racine, String::new(), &constats).and_then(|p| questionnaire(&p));
    if constats.sans_refus() {
        constats.refuse_rest(&racine, "");
    }
    let (refus, sans_effet, avis) = constats.give_back();
    match lu {
        Some(lu) if refus.is_empty() => Ok(DuCentre { sans_effet, avis, ..lu }),
        _ => Err(refus),
    }
}

const MUETTES: [&str; 15] = [
    "id",
    "meta",
    "text",
    "identifier",
    "derivedFrom",
    "experimental",
    "date",
    "contact",
    "useContext",
    "jurisdiction",
    "purpose",
    "approvalDate",
    "lastReviewDate",
    "code",
    "effectivePeriod",
];

fn questionnaire(racine: &Place<'_>) -> Option<DuCentre> {
    let genre = racine.texte_requis("resourceType", LIBELLE_MAX)?;
    if genre != "Questionnaire" {
        racine.refuse("resourceType", format!("«\u{a0}{genre}\u{a0}» n’est pas un questionnaire"));
        return None;
    }
    racine.connus(
        &[
            "resourceType",
            "url",
            "version",
            "name",
            "title",
            "status",
            "language",
            "subjectType",
            "publisher",
            "description",
            "copyright",
            "contained",
            "item",
            "extension",
        ],
        &MUETTES,
    );
    entete(racine);
    let url = racine.texte_requis("url", LIBELLE_MAX);
    let version = racine.texte_requis("version", SLUG_MAX);
    let nom = racine.texte("name", LIBELLE_MAX);
    let titre = racine.texte("title", LIBELLE_MAX).or_else(|| nom.clone());
    if titre.is_none() && !racine.a("title") {
        racine.refuse("title", "«\u{a0}title\u{a0}» manque");
    }
    let ext = extension::de_la_racine(racine);
    let dernier = url.as_deref().and_then(|u| u.trim_end_matches('/').rsplit(['/', ':']).next());
    let slug = [nom.as_deref(), dernier, titre.as_deref()]
        .into_iter()
        .flatten()
        .map(slug)
        .find(|slug| !slug.is_empty())
        .unwrap_or_default();
    if slug.is_empty() {
        racine.refuse("name", "un nom fait de lettres ou de chiffres est attendu");
    }
    let contenus = jeu::Contenus::parse(racine);
    let mut lecture = item::Lecture::nouvelle(&slug, &contenus);
    let items = racine.enfants("item");
    if items.is_empty() {
        racine.refuse("item", "le formulaire n’a aucune question");
    }
    for un in &items {
        let herite = item::Herite {
            visibilite: ext.visibilite.unwrap_or(Visibilite::V2),
            cachee: false,
            figee: false,
        };
        lecture.item(un, None, herite);
    }
    if lecture.questions.len() > ITEMS_MAX {
        racine.refuse("item", format!("plus de {ITEMS_MAX} éléments"));
    }
    lecture.bind();
    contenus.name_rest();
    let refusees = !lecture.refusees.is_empty();
    let attend =
        |q: &Question| !matches!(q.genre, Widget::Titre | Widget::Lecture | Widget::Calcul);
    if !items.is_empty() && !refusees && !lecture.questions.iter().any(attend) {
        racine.refuse("item", "le formulaire n’attend aucune réponse");
    }
    let autrement = std::mem::take(&mut lecture.autrement);
    let formulaire = Formulaire {
        volet: ext.volet.unwrap_or(VoletCode::S01),
        version: version?,
        titre: titre?,
        url: url?,
        questions: lecture.questions,
    };
    let mentions =
        [("Auteur", "publisher"), ("Licence", "copyright"), ("Présentation", "description")]
            .into_iter()
            .filter_map(|(titre, cle)| Some((titre, racine.texte(cle, LECTURE_MAX)?)))
            .collect();
    Some(DuCentre {
        formulaire,
        slug,
        volet_propose: ext.volet,
        age_min: ext.age_min,
        age_max: ext.age_max,
        mentions,
        sans_effet: Vec::new(),
        avis: Vec::new(),
        autrement,
    })
}

fn entete(racine: &Place<'_>) {
    match racine.texte_requis("status", LIBELLE_MAX).as_deref() {
        None | Some("active" | "draft") => {}
        Some("retired") => racine.refuse("status", "ce formulaire est retiré par son auteur"),
        Some(autre) => racine.refuse(
            "status",
            format!(
                "«\u{a0}{autre}\u{a0}» n’est pas pris en charge (attendu\u{a0}: active ou draft)"
            ),
        ),
    }
    if let Some(langue) = racine.texte("language", LIBELLE_MAX)
        && langue != "fr"
        && !langue.starts_with("fr-")
    {
        racine.refuse(
            "language",
            format!("«\u{a0}{langue}\u{a0}»\u{a0}: le formulaire n’est pas en français"),
        );
    }
    sujet(racine);
    if let Some(periode) = racine.objet.get("effectivePeriod") {
        let jour = |cle: &str| {
            let texte = periode.get(cle).and_then(Value::as_str)?;
            DatePartielle::parse_iso(texte.split('T').next()?).map(DatePartielle::en_lettres)
        };
        let dite = match (jour("start"), jour("end")) {
            (Some(debut), Some(fin)) => format!("début {debut}, fin {fin}"),
            (Some(debut), None) => format!("début {debut}"),
            (None, Some(fin)) => format!("fin {fin}"),
            (None, None) => "que le fichier ne dit pas clairement".to_owned(),
        };
        racine.constats.note(format!(
            "Son auteur prévoit son usage pendant une période\u{a0}: {dite}. Escale ne s’en sert pas\u{a0}: \
             publiez-le et retirez-le vous-même."
        ));
    }
}

/// The subject of the answers must include Patient, which a child is. Other kinds of subject beside it are
/// ignored.
fn sujet(racine: &Place<'_>) {
    let Some(sujets) = racine.objet.get("subjectType") else { return };
    let patient = sujets.as_array().is_some_and(|s| s.is_empty() || s.contains(&json!("Patient")));
    if !patient {
        racine.refuse(
            "subjectType",
            "ce questionnaire ne porte pas sur une personne soignée («\u{a0}Patient\u{a0}» n’y est pas)",
        );
    }
    match sujets.as_array() {
        Some(liste) if liste.len() > 1 => racine.sans_effet("subjectType"),
        _ => {
            for i in 0..sujets.as_array().map_or(0, Vec::len) {
                racine.brut_dans("subjectType", i);
            }
        }
    }
}

/// A name in the signs of a code: `Suivi dentaire` is `suivi-dentaire`.
fn slug(texte: &str) -> String {
    let mots = fold(texte);
    let mots: Vec<&str> = mots.split(' ').filter(|m| !m.is_empty()).collect();
    let slug: String =
        mots.join("-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    slug.chars().take(SLUG_MAX).collect::<String>().trim_matches('-').to_owned()
}

/// A `linkId` in the signs of a code; dots are kept where `points` says so.
fn lien_propre(lien: &str, points: bool) -> String {
    let propre: String = lien
        .chars()
        .flat_map(|c| match c {
            '.' if points => vec!['.'],
            '_' => vec!['_'],
            c => {
                let plie = fold(&c.to_string());
                let garde: Vec<char> = plie.chars().filter(char::is_ascii_alphanumeric).collect();
                if garde.is_empty() { vec!['-'] } else { garde }
            }
        })
        .collect();
    propre.trim_matches(['-', '.']).to_owned()
}
