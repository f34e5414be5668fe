//! What the synthesis may take over from the parts, up to the point where judgement begins.
//!
//! [`propose`] gathers alerts, abnormal answers and what is missing as [`Proposition`]s; the pair
//! keeps each of them as it is or in other words, makes a recommendation of it, or sets it aside.
//! Nothing enters the synthesis by itself, and what is under reinforced secrecy never becomes a
//! problem by one click: the problem would be read by people who may not read the answer.

mod orientation;
#[cfg(test)]
mod tests;

pub use crate::bilan::{PropositionTraitee, Sort};

use crate::alerte::{Alerte, Gravite, REGLES};
use crate::bilan::{VoletCode, VoletStatut};
use crate::codes::{Visibilite, codes};
use crate::dictionnaire;
use crate::document::minuscule;
use crate::dossier::Dossier;
use crate::enfant::{ActeAutorise, AutorisationStatut, CarnetSante};
use crate::posees::DossierLu;
use crate::preconisation::{PreconisationType, Priorite};
use serde::Serialize;

/// Longest wording of a problem, in characters, as the form of the synthesis takes it.
const LIBELLE_MAX: usize = 300;

codes! {
    /// Where a proposal comes from.
    Origine {
        Alerte = "alerte", "Alerte";
        Anomalie = "anomalie", "Résultat anormal";
        Manque = "manque", "Élément manquant";
    }
}

/// A recommendation that a proposal leads to in one click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PreconisationProposee {
    pub preco_type: PreconisationType,
    pub type_label: &'static str,
    /// In words, for doctors.
    pub libelle: String,
    /// In words, for the child protection service; empty when nothing may be told.
    pub libelle_partageable: String,
    pub priorite: Priorite,
    pub priorite_label: &'static str,
    /// Days until it should have happened.
    pub delai_jours: i32,
}

/// Something that the synthesis may say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Proposition {
    /// Stable name in a bilan: `alerte:…`, `reponse:…`, `manque:…`.
    pub cle: String,
    pub origine: Origine,
    /// As it would be kept, at most 300 characters.
    pub libelle: String,
    /// What it rests on: what was found, or the answer in words. A recommendation made of it gives
    /// this as its reason, and the doctor has no form to look into.
    pub detail: String,
    /// The part that it comes from.
    pub volet: VoletCode,
    /// Domain of the problem, a code of `syn.problemes.domaine`.
    pub domaine: &'static str,
    /// How much the alert behind it weighs, 3 the most; 1 without one. It orders the list, and is
    /// never taken for the gravity of a problem, which is the pair’s to choose.
    pub poids: u8,
    pub preconisation: Option<PreconisationProposee>,
    /// The strictest of what it was made from.
    pub visibilite: Visibilite,
    /// The alert behind it, which a recommendation made from here answers.
    pub alerte: Option<String>,
}

impl Proposition {
    /// Whether it may be kept as a problem, or as what is missing, in one click.
    #[must_use]
    pub fn se_garde(&self) -> bool {
        self.visibilite != Visibilite::V3
    }

    #[must_use]
    pub fn d_une_alerte(alerte: &Alerte) -> Self {
        let regle = REGLES.iter().find(|r| r.code == alerte.regle);
        let volet = alerte.volet;
        let (poids, priorite, delai_jours) = match alerte.gravite {
            Gravite::Urgente => (3, Priorite::Urgente, 1),
            Gravite::Importante => (2, Priorite::Rapide, 30),
            Gravite::ASurveiller => (1, Priorite::Programmee, 90),
        };
        let lu = regle.and_then(|r| r.lit.iter().find(|code| dictionnaire::item(code).is_some()));
        Self {
            cle: format!("alerte:{}", alerte.cle),
            origine: Origine::Alerte,
            libelle: court(&alerte.titre),
            detail: alerte.raison.clone(),
            volet,
            domaine: orientation::domaine(lu.copied().unwrap_or_default(), volet),
            poids,
            preconisation: alerte.propose.map(|preco_type| PreconisationProposee {
                preco_type,
                type_label: preco_type.label(),
                libelle: alerte.libelle_propose.clone(),
                libelle_partageable: alerte.libelle_partageable.clone(),
                priorite,
                priorite_label: priorite.label(),
                delai_jours,
            }),
            visibilite: alerte.visibilite,
            alerte: Some(alerte.cle.clone()),
        }
    }
}

/// Everything that the synthesis may take over: the gravest first, then in the order of the parts.
#[must_use]
pub fn propose(dossier: &Dossier, alertes: &[Alerte]) -> Vec<Proposition> {
    let dossier = &DossierLu::new(dossier);
    let mut toutes: Vec<Proposition> = alertes.iter().map(Proposition::d_une_alerte).collect();
    toutes.extend(anomalies(dossier, alertes));
    toutes.extend(manques(dossier));
    toutes.sort_by_key(|p| (p.origine == Origine::Manque, std::cmp::Reverse(p.poids), p.volet));
    toutes
}

/// The abnormal answers that no alert speaks of.
fn anomalies<'a>(
    dossier: &'a DossierLu<'a>,
    alertes: &'a [Alerte],
) -> impl Iterator<Item = Proposition> + 'a {
    let dit = |code: &str| {
        alertes.iter().any(|alerte| {
            // An alert of one item speaks of that item; a rule alone, of all that it reads.
            alerte.cle.ends_with(&format!(":{code}"))
                || (alerte.cle == alerte.regle
                    && REGLES.iter().any(|r| r.code == alerte.regle && r.lit.contains(&code)))
        })
    };
    dossier.reponses.iter().filter_map(move |reponse| {
        let code = reponse.code.as_str();
        let hors = reponse.section == VoletCode::S16 || reponse.visibilite == Visibilite::V3;
        if hors || dictionnaire::normal(code, &reponse.valeur) != Some(false) || dit(code) {
            return None;
        }
        let item = dictionnaire::item(code)?;
        let valeur = dictionnaire::en_lettres(code, &reponse.valeur);
        let dit = format!("{}\u{a0}: {valeur}", item.label);
        Some(Proposition {
            cle: format!("reponse:{code}"),
            origine: Origine::Anomalie,
            libelle: court(&dit),
            detail: dit,
            volet: reponse.section,
            domaine: orientation::domaine(code, reponse.section),
            poids: 1,
            preconisation: orientation::preconisation(code),
            visibilite: reponse.visibilite,
            alerte: None,
        })
    })
}

/// What could not be obtained.
fn manques(dossier: &DossierLu<'_>) -> Vec<Proposition> {
    let mut phrases: Vec<(String, VoletCode, String)> = Vec::new();
    for section in &dossier.bilan.sections {
        if section.statut == VoletStatut::NonRealise {
            let motif = section.motif.as_deref().map(str::trim).filter(|m| !m.is_empty());
            let titre = section.code.label();
            let phrase = match motif {
                Some(m) => format!("Partie «\u{a0}{titre}\u{a0}» non réalisée\u{a0}: {m}"),
                None => format!("Partie «\u{a0}{titre}\u{a0}» non réalisée"),
            };
            phrases.push((section.code.code().to_owned(), section.code, phrase));
        }
    }
    let carnet = match dossier.enfant.carnet_sante {
        CarnetSante::Absent => Some("Carnet de santé absent"),
        CarnetSante::Perdu => Some("Carnet de santé perdu"),
        CarnetSante::Incomplet => Some("Carnet de santé incomplet"),
        CarnetSante::Present | CarnetSante::Inconnu => None,
    };
    if let Some(phrase) = carnet {
        phrases.push(("carnet_sante".to_owned(), VoletCode::S01, phrase.to_owned()));
    }
    for autorisation in &dossier.autorisations {
        if autorisation.statut == AutorisationStatut::ADemander {
            let acte = autorisation.acte.as_str();
            // An act of a record that is not in our list is words joined by underscores.
            let mots = match ActeAutorise::from_code(acte) {
                Some(connu) => minuscule(connu.label()),
                None => acte.replace('_', " "),
            };
            let phrase = format!("Autorisation à demander\u{a0}: {mots}");
            phrases.push((format!("autorisation/{acte}"), VoletCode::S01, phrase));
        }
    }
    phrases
        .into_iter()
        .map(|(cle, volet, phrase)| Proposition {
            cle: format!("manque:{cle}"),
            origine: Origine::Manque,
            libelle: court(&phrase),
            detail: volet.label().to_owned(),
            volet,
            domaine: "autre",
            poids: 1,
            preconisation: None,
            visibilite: Visibilite::V2,
            alerte: None,
        })
        .collect()
}

/// At most [`LIBELLE_MAX`] characters, cut between words.
fn court(texte: &str) -> String {
    let texte = texte.trim();
    if texte.chars().count() <= LIBELLE_MAX {
        return texte.to_owned();
    }
    let debut: String = texte.chars().take(LIBELLE_MAX - 1).collect();
    let coupe = debut.rfind(char::is_whitespace).unwrap_or(debut.len());
    format!("{}…", debut[..coupe].trim_end_matches([',', ';', ':', ' ']))
}
