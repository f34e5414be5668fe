//! The answers that a question offers: its own options, or a value set inside the file.

use super::super::Possibilite;
use super::place::{LIBELLE_MAX, Place};
use crate::date::DateCivile;
use serde_json::{Value, json};
use std::collections::HashMap;

/// More is no list that anybody reads.
const OPTIONS_MAX: usize = 500;

/// A list of possible answers on its way.
#[derive(Default, Clone)]
pub(super) struct Liste {
    pub(super) choix: Vec<Possibilite>,
    /// The code system of each code, where the file names one.
    pub(super) systemes: HashMap<String, String>,
    /// `valueCoding`, `valueString`, `valueInteger` or `valueDate`.
    pub(super) sorte: Option<String>,
    /// The codes that are chosen before anybody answers.
    pub(super) choisis: Vec<Value>,
}

impl Liste {
    fn ajouter(&mut self, place: &Place<'_>, code: String, label: String, systeme: Option<String>) {
        if self.choix.iter().any(|c| c.code == code) {
            place.refuser_ici(format!("la réponse «\u{a0}{code}\u{a0}» est en double"));
            return;
        }
        if self.choix.len() >= OPTIONS_MAX {
            place.refuser_ici(format!("plus de {OPTIONS_MAX} réponses possibles"));
            return;
        }
        if let Some(systeme) = systeme {
            self.systemes.insert(code.clone(), systeme);
        }
        self.choix.push(Possibilite { code, label });
    }

    /// Whether the codes are stored as whole numbers.
    pub(super) fn entiere(&self) -> bool {
        self.sorte.as_deref() == Some("valueInteger")
    }

    /// The stored form of a code.
    pub(super) fn stocke(&self, code: &str) -> Value {
        match code.parse::<i64>() {
            Ok(n) if self.entiere() => json!(n),
            _ => json!(code),
        }
    }

    /// The code of a `Coding` of this list, or a refusal.
    pub(super) fn trouver(&self, codage: &Place<'_>) -> Option<String> {
        let (code, _, systeme) = lire_codage(codage)?;
        let connu = self.choix.iter().any(|c| c.code == code);
        let autre = systeme.is_some_and(|s| self.systemes.get(&code).is_some_and(|t| *t != s));
        if connu && !autre {
            return Some(code);
        }
        codage.refuser_ici(format!("«\u{a0}{code}\u{a0}» n’est pas une réponse de cette question"));
        None
    }
}

/// Code, label and system of a `Coding`.
fn lire_codage(codage: &Place<'_>) -> Option<(String, String, Option<String>)> {
    codage.connus(&["system", "code", "display"], &["id", "version", "userSelected"]);
    let (code, display) = (codage.texte("code", LIBELLE_MAX), codage.texte("display", LIBELLE_MAX));
    let systeme = codage.texte("system", LIBELLE_MAX);
    match (code, display) {
        (Some(code), display) => {
            let label = display.unwrap_or_else(|| code.clone());
            Some((code, label, systeme))
        }
        (None, Some(display)) => Some((display.clone(), display, systeme)),
        (None, None) => {
            codage.refuser_ici("ni «\u{a0}code\u{a0}» ni «\u{a0}display\u{a0}»");
            None
        }
    }
}

/// The options of a question, its own or those of a value set of the file.
pub(super) fn lire(item: &Place<'_>, contenus: &HashMap<String, Place<'_>>) -> Liste {
    let mut liste = Liste::default();
    if item.a("answerOption") && item.a("answerValueSet") {
        item.refuser(
            "answerValueSet",
            "«\u{a0}answerOption\u{a0}» est donné aussi\u{a0}: l’un ou l’autre",
        );
    }
    for option in item.enfants("answerOption") {
        une_option(&option, &mut liste);
    }
    if let Some(Value::String(lien)) = item.objet.get("answerValueSet") {
        match lien.strip_prefix('#').and_then(|id| contenus.get(id)) {
            Some(jeu) => {
                liste.sorte = Some("valueCoding".to_owned());
                jeu_de_valeurs(jeu, &mut liste);
            }
            None if lien.starts_with('#') => {
                item.refuser("answerValueSet", format!("«\u{a0}{lien}\u{a0}» n’est pas dans le fichier"));
            }
            None => item.refuser(
                "answerValueSet",
                "une liste de réponses hors du fichier n’est pas prise en charge\u{a0}: mettez-la dans \
                 «\u{a0}contained\u{a0}»",
            ),
        }
    } else if item.a("answerValueSet") {
        item.refuser("answerValueSet", "un texte est attendu");
    }
    liste
}

fn une_option(option: &Place<'_>, liste: &mut Liste) {
    let lues = ["valueCoding", "valueString", "valueInteger", "valueDate", "initialSelected"];
    option.connus(&lues, &["id"]);
    let Some((cle, valeur)) = option.au_choix("value") else { return };
    if !lues.contains(&cle) {
        return;
    }
    match &liste.sorte {
        Some(sorte) if sorte != cle => {
            option.refuser(cle, "les réponses d’une question sont toutes de la même sorte");
            return;
        }
        _ => liste.sorte = Some(cle.to_owned()),
    }
    let code = match (cle, valeur) {
        ("valueCoding", _) => {
            let codage = option.enfant(cle).and_then(|c| lire_codage(&c));
            codage.map(|(code, label, systeme)| {
                liste.ajouter(option, code.clone(), label, systeme);
                code
            })
        }
        ("valueString", _) => option.texte(cle, LIBELLE_MAX).inspect(|texte| {
            liste.ajouter(option, texte.clone(), texte.clone(), None);
        }),
        ("valueInteger", _) => option.entier::<i64>(cle).map(|n| {
            liste.ajouter(option, n.to_string(), n.to_string(), None);
            n.to_string()
        }),
        _ => match valeur.as_str().and_then(DateCivile::parse_iso) {
            Some(jour) => {
                liste.ajouter(option, jour.iso(), jour.en_lettres(), None);
                Some(jour.iso())
            }
            None => {
                option.refuser(cle, "un jour précis est attendu (AAAA-MM-JJ)");
                None
            }
        },
    };
    if let (Some(code), Some(true)) = (code, option.booleen("initialSelected")) {
        let stocke = liste.stocke(&code);
        liste.choisis.push(stocke);
    }
}

const MUETTES_DU_JEU: [&str; 19] = [
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
];

fn jeu_de_valeurs(jeu: &Place<'_>, liste: &mut Liste) {
    jeu.connus(
        &["resourceType", "compose", "expansion"],
        &[&MUETTES_DU_JEU[..], &["immutable"]].concat(),
    );
    if let Some(expansion) = jeu.enfant("expansion") {
        expansion.connus(
            &["contains", "total", "offset"],
            &["id", "identifier", "timestamp", "parameter"],
        );
        contenu(&expansion, liste);
        let total = expansion.entier::<usize>("total");
        if total.is_some_and(|t| t > liste.choix.len())
            || expansion.entier::<usize>("offset").is_some_and(|o| o > 0)
        {
            expansion.refuser_ici("la liste n’est pas entière");
        }
    } else if let Some(compose) = jeu.enfant("compose") {
        compose.connus(&["include"], &["id"]);
        for inclus in compose.enfants("include") {
            inclus.connus(&["system", "concept"], &["id", "version"]);
            let systeme = inclus.texte("system", LIBELLE_MAX);
            if !inclus.a("concept") {
                inclus.refuser_ici(
                    "les codes ne sont pas écrits dans le fichier («\u{a0}concept\u{a0}» manque)",
                );
            }
            for concept in inclus.enfants("concept") {
                concept.connus(&["code", "display"], &["id", "designation"]);
                if let Some(code) = concept.texte_requis("code", LIBELLE_MAX) {
                    let label =
                        concept.texte("display", LIBELLE_MAX).unwrap_or_else(|| code.clone());
                    liste.ajouter(&concept, code, label, systeme.clone());
                }
            }
        }
    } else {
        jeu.refuser_ici("ni «\u{a0}expansion\u{a0}» ni «\u{a0}compose\u{a0}»");
    }
}

fn contenu(place: &Place<'_>, liste: &mut Liste) {
    for un in place.enfants("contains") {
        un.connus(
            &["system", "code", "display", "contains", "abstract", "inactive"],
            &["id", "version", "designation"],
        );
        for cle in ["abstract", "inactive"] {
            if un.booleen(cle) == Some(true) {
                un.refuser(cle, "une réponse qui ne se choisit pas n’est pas prise en charge");
            }
        }
        if let Some(code) = un.texte_requis("code", LIBELLE_MAX) {
            let label = un.texte("display", LIBELLE_MAX).unwrap_or_else(|| code.clone());
            liste.ajouter(&un, code, label, un.texte("system", LIBELLE_MAX));
        }
        contenu(&un, liste);
    }
}
