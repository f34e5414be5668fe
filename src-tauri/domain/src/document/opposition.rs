//! What a minor’s written objections name (CSP R.1111-6).

use crate::bilan::VoletCode;
use crate::dictionnaire;
use crate::dossier::Dossier;
use crate::enfant::Opposition;
use crate::posees::OPPOSITION;
use crate::preconisation::{Preconisation, PreconisationType};
use serde::Serialize;
use serde_json::Value;

/// Something that an objection may name, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Portee {
    /// What is written down: a part, a code, a type of recommendation, or the mark of one.
    pub code: String,
    /// French words.
    pub label: String,
}

/// Everything that an objection may name: parts of the form, their questions, recommendations.
#[must_use]
pub fn portees() -> Vec<Portee> {
    let mut toutes = Vec::new();
    let mut dire = |code: &str, label: String| {
        toutes.push(Portee { code: code.to_owned(), label });
    };
    for volet in VoletCode::ALL {
        // A part goes by its name, since people do not know its code.
        dire(volet.code(), format!("Toute la partie «\u{a0}{}\u{a0}»", volet.label()));
        for item in dictionnaire::items(*volet) {
            dire(item.code, item.label.to_owned());
        }
    }
    dire("preco", "Toutes les préconisations".to_owned());
    for acte in PreconisationType::ALL {
        dire(acte.code(), format!("Préconisations\u{a0}: {}", acte.label()));
    }
    toutes
}

/// The objections of a record, gathered from the identity and from the part of the adolescent.
#[derive(Debug, Clone, Default)]
pub struct Oppositions {
    portee: Vec<String>,
    imprecise: bool,
}

impl Oppositions {
    /// Reads those of a record.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        #[expect(clippy::disallowed_methods, reason = "an objection binds whatever else is asked")]
        let dites = dossier.reponses.brutes().iter().filter(|r| r.code == OPPOSITION);
        let marque =
            |nomme: &str| dossier.preconisations.iter().any(|p| p.id == nomme || p.code == nomme);
        Self::parse(&dossier.enfant.secret_oppositions, dites.map(|r| &r.valeur), &marque)
    }

    /// Reads them: those of the identity, the values of those that an adolescent said in a bilan;
    /// `marque` tells whether a name is that of a recommendation of the bilan, by its mark or its
    /// code. An objection binds whether or not it was written down as the law wants it.
    #[must_use]
    pub fn parse<'a>(
        connues: &[Opposition],
        dites: impl Iterator<Item = &'a Value>,
        marque: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut oppositions = Self::default();
        for opposition in connues {
            oppositions.add(&opposition.portee, marque);
        }
        for valeur in dites {
            if valeur.as_object().is_some_and(|objet| !objet.is_empty()) {
                let portee: Vec<String> = valeur["portee"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|code| code.as_str().unwrap_or_default().to_owned())
                    .collect();
                oppositions.add(&portee, marque);
            } else if !matches!(valeur, Value::Null | Value::Object(_)) {
                oppositions.imprecise = true;
            }
        }
        oppositions
    }

    /// What an objection names can be found where it is a code, a domain, a part, a type of
    /// recommendation, or the mark of one, be it of another bilan.
    fn add(&mut self, portee: &[String], marque: &dyn Fn(&str) -> bool) {
        self.imprecise |= portee.is_empty();
        for nomme in portee {
            let nomme = nomme.trim();
            self.imprecise |= !connu(nomme) && !marque(nomme);
            self.portee.push(nomme.to_owned());
        }
    }

    /// Whether the program understands what an objection would name: the person who writes one down is told
    /// at once, and not when a paper is refused.
    #[must_use]
    pub fn comprise(nomme: &str) -> bool {
        connu(nomme)
    }

    /// Whether one of them names something that the program cannot find in a record.
    #[must_use]
    pub const fn imprecise(&self) -> bool {
        self.imprecise
    }

    #[must_use]
    pub fn existe(&self) -> bool {
        self.imprecise || !self.portee.is_empty()
    }

    /// Whether they name a code, its domain ("ado") or its part ("S14").
    #[must_use]
    pub fn nomme(&self, code: &str) -> bool {
        let section = dictionnaire::item(code).map(|item| item.section.code());
        self.portee.iter().any(|nomme| {
            nomme == code
                || code.split_once('.').is_some_and(|(domaine, _)| nomme == domaine)
                || section == Some(nomme.as_str())
        })
    }

    /// Whether they name a recommendation: by its mark, its code, or its type.
    #[must_use]
    pub fn nomme_preconisation(&self, p: &Preconisation) -> bool {
        self.portee.iter().any(|nomme| {
            *nomme == p.id || *nomme == p.code || nomme == p.preco_type.code() || nomme == "preco"
        })
    }
}

/// Whether what an objection names can be found, whatever the record.
fn connu(nomme: &str) -> bool {
    let marque = |prefixe: &str| {
        nomme
            .strip_prefix(prefixe)
            .is_some_and(|rang| !rang.is_empty() && rang.bytes().all(|b| b.is_ascii_digit()))
    };
    dictionnaire::item(nomme).is_some()
        || super::a_une_regle(nomme)
        || nomme == "preco"
        || VoletCode::from_code(nomme).is_some()
        || VoletCode::ALL
            .iter()
            .flat_map(|s| dictionnaire::items(*s))
            .any(|item| item.code.split_once('.').is_some_and(|(domaine, _)| domaine == nomme))
        || PreconisationType::from_code(nomme).is_some()
        || PreconisationType::ALL.iter().any(|t| marque(&format!("{}-", t.code())))
        || marque("P")
}
