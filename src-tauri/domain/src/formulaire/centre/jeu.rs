//! Lists of answers that stand beside the questions: value sets and code systems in the file, and the
//! few of HL7 that are known here.

use super::extension;
use super::options::Liste;
use super::place::{LIBELLE_MAX, Place};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// System, code and label.
type Connu = (&'static str, &'static str, &'static str);

/// Lists of HL7 that builders point at, with their codes in French. Source: FHIR R4 4.0.1, CC0.
const CONNUS: [(&str, &[Connu]); 2] = [
    (
        "http://hl7.org/fhir/ValueSet/yesnodontknow",
        &[
            ("http://terminology.hl7.org/CodeSystem/v2-0136", "Y", "Oui"),
            ("http://terminology.hl7.org/CodeSystem/v2-0136", "N", "Non"),
            (
                "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                "asked-unknown",
                "Ne sait pas",
            ),
        ],
    ),
    (
        "http://hl7.org/fhir/ValueSet/administrative-gender",
        &[
            ("http://hl7.org/fhir/administrative-gender", "male", "Masculin"),
            ("http://hl7.org/fhir/administrative-gender", "female", "Féminin"),
            ("http://hl7.org/fhir/administrative-gender", "other", "Autre"),
            ("http://hl7.org/fhir/administrative-gender", "unknown", "Inconnu"),
        ],
    ),
];

/// What the file carries beside its questions.
pub(super) struct Contenus<'a> {
    par_id: HashMap<String, Place<'a>>,
    servis: RefCell<HashSet<String>>,
    tous: Vec<Place<'a>>,
}

impl<'a> Contenus<'a> {
    pub(super) fn parse(racine: &Place<'a>) -> Self {
        let mut par_id = HashMap::new();
        let tous = racine.enfants("contained");
        for un in &tous {
            let Some(genre) = un.texte_requis("resourceType", LIBELLE_MAX) else { continue };
            if let "ValueSet" | "CodeSystem" = genre.as_str()
                && let Some(id) = un.texte_requis("id", LIBELLE_MAX)
                && par_id.insert(id.clone(), un.clone()).is_some()
            {
                un.refuse("id", format!("«\u{a0}{id}\u{a0}» est en double"));
            }
        }
        Self { par_id, servis: RefCell::default(), tous }
    }

    fn serve(&self, id: &str) -> Option<Place<'a>> {
        let place = self.par_id.get(id)?;
        self.servis.borrow_mut().insert(place.chemin.clone());
        Some(place.clone())
    }

    /// The code system of an address.
    fn nomenclature(&self, url: &str) -> Option<Place<'a>> {
        let id = self.par_id.iter().find_map(|(id, place)| {
            let brut = |cle: &str| place.objet.get(cle).and_then(serde_json::Value::as_str);
            (brut("resourceType") == Some("CodeSystem") && brut("url") == Some(url)).then_some(id)
        })?;
        self.serve(id)
    }

    /// Names what no question uses.
    pub(super) fn name_rest(&self) {
        let servis = self.servis.borrow();
        for un in self.tous.iter().filter(|un| !servis.contains(&un.chemin)) {
            un.sans_effet_ici("contained");
        }
    }
}

/// The answers of `answerValueSet`.
pub(super) fn parse(item: &Place<'_>, contenus: &Contenus<'_>, liste: &mut Liste) {
    let Some(lien) = item.texte("answerValueSet", LIBELLE_MAX) else { return };
    let Some(id) = lien.strip_prefix('#') else {
        let adresse = lien.split('|').next().unwrap_or_default();
        match CONNUS.iter().find(|(url, _)| *url == adresse) {
            Some((_, codes)) => {
                liste.sorte = Some("valueCoding".to_owned());
                for (systeme, code, label) in *codes {
                    let systeme = Some((*systeme).to_owned());
                    liste.add(item, (*code).to_owned(), (*label).to_owned(), systeme);
                }
            }
            None => item.refuse(
                "answerValueSet",
                "une liste de réponses hors du fichier n’est pas prise en charge\u{a0}: mettez-la dans \
                 «\u{a0}contained\u{a0}»",
            ),
        }
        return;
    };
    match contenus.serve(id) {
        Some(jeu) => {
            liste.sorte = Some("valueCoding".to_owned());
            jeu_de_valeurs(&jeu, contenus, liste);
        }
        None => {
            item.refuse(
                "answerValueSet",
                format!("«\u{a0}{lien}\u{a0}» n’est pas dans le fichier"),
            );
        }
    }
}

const MUETTES: [&str; 21] = [
    "id",
    "meta",
    "text",
    "language",
    "url",
    "identifier",
    "version",
    "name",
    "title",
    "status",
    "experimental",
    "date",
    "publisher",
    "contact",
    "description",
    "useContext",
    "jurisdiction",
    "purpose",
    "copyright",
    "immutable",
    "implicitRules",
];

fn jeu_de_valeurs(jeu: &Place<'_>, contenus: &Contenus<'_>, liste: &mut Liste) {
    // Implicit rules would change what the list means.
    jeu.connus(&["resourceType", "compose", "expansion", "extension"], &MUETTES[..20]);
    extension::sans_lecture(jeu);
    if jeu.texte("resourceType", LIBELLE_MAX).as_deref() == Some("CodeSystem") {
        jeu.refuse("resourceType", "une liste de réponses («\u{a0}ValueSet\u{a0}») est attendue");
        return;
    }
    if let Some(expansion) = jeu.enfant("expansion") {
        if jeu.a("compose") {
            // How the list was made says nothing more than the list.
            jeu.sans_effet("compose");
        }
        expansion.connus(
            &["contains", "total", "offset", "extension"],
            &["id", "identifier", "timestamp", "parameter"],
        );
        extension::sans_lecture(&expansion);
        contenu(&expansion, liste);
        let total = expansion.entier::<usize>("total");
        if total.is_some_and(|t| t > liste.choix.len())
            || expansion.entier::<usize>("offset").is_some_and(|o| o > 0)
        {
            expansion.refuse_here("la liste n’est pas entière");
        }
    } else if let Some(compose) = jeu.enfant("compose") {
        compose.connus(&["include", "extension"], &["id", "inactive", "lockedDate"]);
        extension::sans_lecture(&compose);
        for inclus in compose.enfants("include") {
            inclure(&inclus, contenus, liste);
        }
    } else {
        jeu.refuse_here("ni «\u{a0}expansion\u{a0}» ni «\u{a0}compose\u{a0}»");
    }
}

fn inclure(inclus: &Place<'_>, contenus: &Contenus<'_>, liste: &mut Liste) {
    inclus.connus(&["system", "concept", "extension"], &["id", "version"]);
    extension::sans_lecture(inclus);
    let systeme = inclus.texte("system", LIBELLE_MAX);
    if inclus.a("concept") {
        for concept in inclus.enfants("concept") {
            un_concept(&concept, &systeme, liste, &["id", "designation"], &["code", "display"]);
        }
        return;
    }
    let Some(nomenclature) = systeme.as_deref().and_then(|url| contenus.nomenclature(url)) else {
        inclus.refuse_here(
            "les codes ne sont pas écrits dans le fichier («\u{a0}concept\u{a0}» manque)",
        );
        return;
    };
    nomenclature.connus(
        &["resourceType", "url", "content", "concept", "extension"],
        &[
            &MUETTES[..20],
            &["caseSensitive", "valueSet", "hierarchyMeaning", "count", "filter", "property"],
        ]
        .concat(),
    );
    extension::sans_lecture(&nomenclature);
    nomenclature.texte("url", LIBELLE_MAX);
    if nomenclature.texte("content", LIBELLE_MAX).as_deref() != Some("complete") {
        nomenclature.refuse("content", "la nomenclature n’est pas entière dans le fichier");
    }
    tous_les_concepts(&nomenclature, &systeme, liste);
}

/// The concepts of a code system, and what stands under each.
fn tous_les_concepts(place: &Place<'_>, systeme: &Option<String>, liste: &mut Liste) {
    for concept in place.enfants("concept") {
        let muettes = ["id", "designation", "definition", "property"];
        un_concept(&concept, systeme, liste, &muettes, &["code", "display", "concept"]);
        tous_les_concepts(&concept, systeme, liste);
    }
}

fn un_concept(
    concept: &Place<'_>,
    systeme: &Option<String>,
    liste: &mut Liste,
    muettes: &[&str],
    lues: &[&str],
) {
    concept.connus(&[lues, &["extension"]].concat(), muettes);
    extension::sans_lecture(concept);
    if let Some(code) = concept.texte_requis("code", LIBELLE_MAX) {
        let label = concept.texte("display", LIBELLE_MAX).unwrap_or_else(|| code.clone());
        liste.add(concept, code, label, systeme.clone());
    }
}

fn contenu(place: &Place<'_>, liste: &mut Liste) {
    for un in place.enfants("contains") {
        un.connus(
            &["system", "code", "display", "contains", "abstract", "inactive", "extension"],
            &["id", "version", "designation"],
        );
        extension::sans_lecture(&un);
        for cle in ["abstract", "inactive"] {
            if un.booleen(cle) == Some(true) {
                un.refuse(cle, "une réponse qui ne se choisit pas n’est pas prise en charge");
            }
        }
        if let Some(code) = un.texte_requis("code", LIBELLE_MAX) {
            let label = un.texte("display", LIBELLE_MAX).unwrap_or_else(|| code.clone());
            liste.add(&un, code, label, un.texte("system", LIBELLE_MAX));
        }
        contenu(&un, liste);
    }
}
