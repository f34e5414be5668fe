//! What the screens are told: plain values, made for one screen each.

mod bilan;
mod calcul;
mod consentement;
mod document;
mod envoi;
mod examen;
mod formulaire;
mod outil;
mod synthese;

pub use bilan::*;
pub use calcul::*;
pub use consentement::*;
pub use document::*;
pub use envoi::*;
pub use examen::*;
pub use formulaire::*;
pub use outil::*;
pub use synthese::*;

use crate::store::{Compte, LigneEnfant};
use escale_domain::bilan::BilanType;
use escale_domain::codes::Choix;
use escale_domain::date::DateCivile;
use escale_domain::enfant::{
    Autorisation, Enfant, MedecinReferent, Mesure, Placement, Sexe, Titulaire,
};
use escale_domain::professionnel::{Permission, Profession};
use escale_domain::vaccination::Vaccinations;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// No argument, or nothing to say.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Rien {}

/// An object by its identifier.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParId {
    pub id: String,
}

/// A professional, with or without an account.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Pro {
    pub id: String,
    pub nom: String,
    pub prenom: String,
    /// None where the base holds a code that this version does not know: nothing is allowed on it.
    pub profession: Option<Profession>,
    pub profession_label: String,
    /// What stands before the name: "Dr".
    pub titre: Option<String>,
    /// Whether they fill in a bilan and sign it.
    pub soigne: bool,
    pub rpps: Option<String>,
    /// Account name; none without an account.
    pub identifiant: Option<String>,
    pub administrateur: bool,
}

impl Pro {
    #[must_use]
    pub fn new(compte: &Compte) -> Self {
        let profession = Profession::from_code(&compte.profession);
        Self {
            id: compte.id.clone(),
            nom: compte.nom.clone(),
            prenom: compte.prenom.clone(),
            profession,
            profession_label: profession
                .map_or("Profession illisible", Profession::label)
                .to_owned(),
            titre: profession.and_then(|p| p.facts().title).map(str::to_owned),
            soigne: profession.is_some_and(Profession::soigne),
            rpps: compte.rpps.clone(),
            identifiant: compte.identifiant.clone(),
            administrateur: compte.administrateur,
        }
    }

    /// "Dr Lambert" for a doctor, "Antoine Blanc" for the others.
    #[must_use]
    pub fn nom_court(&self) -> String {
        let nom = en_capitale(&self.nom);
        format!("{} {nom}", self.titre.as_ref().unwrap_or(&self.prenom))
    }

    /// Whether they are a doctor; a profession that does not read is none.
    #[must_use]
    pub fn docteur(&self) -> bool {
        self.profession.is_some_and(Profession::docteur)
    }
}

/// A child as every list names them, "LEFÈVRE-PETIT Emma": the birth name in capitals, so that it is
/// not taken for a first name, and first, since lists are sorted by it.
#[must_use]
pub fn nom_enfant(nom_naissance: &str, prenom: &str) -> String {
    format!("{} {prenom}", nom_naissance.to_uppercase())
}

/// "LEFÈVRE-PETIT" as "Lefèvre-Petit", for the screen.
#[must_use]
pub fn en_capitale(nom: &str) -> String {
    let mut debut = true;
    let mut sortie = String::with_capacity(nom.len());
    for signe in nom.chars() {
        if debut {
            sortie.extend(signe.to_uppercase());
        } else {
            sortie.extend(signe.to_lowercase());
        }
        debut = !signe.is_alphanumeric();
    }
    sortie
}

/// Where the program stands before the first run, locked, or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// No vault in the folder yet.
    PremierLancement,
    /// A vault was just made and its recovery sheet is not saved or printed yet.
    Recuperation,
    /// A vault is there and locked.
    Verrouille,
    Ouvert,
}

/// The state of the program.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Etat {
    pub phase: Phase,
    pub compte: Option<Pro>,
    pub permissions: Vec<Permission>,
    pub centre: Option<String>,
    /// Today where the seat is.
    pub aujourd_hui: DateCivile,
    /// Whether the data are invented.
    pub demo: bool,
    /// Password that every account of the demonstration has.
    pub mot_de_passe_demo: Option<String>,
    pub version: String,
    pub coffre: String,
    /// Whether the keyring of the system answers; only known once the base is open.
    pub trousseau: bool,
}

/// A date as typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Texte {
    pub texte: String,
}

/// A date as typed, and whether it may lie ahead.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DateTapee {
    pub texte: String,
    /// Whether two digits of a year may mean one that comes: a deadline, the next bilan.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub avenir: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DateLue {
    /// AAAA, AAAA-MM or AAAA-MM-JJ.
    pub date: String,
    /// Whether the words said that it is approximate.
    pub estimee: bool,
    /// "jeudi 7 mars 2019".
    pub echo: String,
    /// Age today of a person born that day.
    pub age: Option<String>,
}

/// The lists of codes with their labels, by the name of the list.
pub type Nomenclatures = BTreeMap<String, Vec<Choix>>;

/// A bilan in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BilanLigne {
    pub id: String,
    /// None where the base holds a code that this version does not know.
    pub bilan_type: Option<BilanType>,
    pub label: String,
    pub date: String,
    pub demi_journee: String,
    pub statut: String,
    pub statut_label: String,
    /// "Dr Lambert et Antoine Blanc".
    pub binome: String,
}

/// A child in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnfantLigne {
    pub id: String,
    pub nom_naissance: String,
    pub prenom_utilise: String,
    /// None where the base holds a code that this version does not know.
    pub sexe: Option<Sexe>,
    pub date_naissance: String,
    pub date_naissance_estimee: bool,
    /// Age today, in words.
    pub age: String,
    pub num_dossier_local: String,
    pub dernier_bilan: Option<BilanLigne>,
    pub medecin: Option<String>,
}

impl EnfantLigne {
    /// From a row, without its bilan and doctor.
    #[must_use]
    pub fn new(ligne: &LigneEnfant, aujourd_hui: DateCivile) -> Self {
        let age = DateCivile::parse_iso(&ligne.date_naissance)
            .and_then(|n| escale_domain::age::Age::a(n, aujourd_hui))
            .map(escale_domain::age::Age::en_lettres)
            .unwrap_or_default();
        Self {
            id: ligne.id.clone(),
            nom_naissance: ligne.nom_naissance.clone(),
            prenom_utilise: ligne.prenom_utilise.clone(),
            sexe: Sexe::from_code(&ligne.sexe),
            date_naissance: ligne.date_naissance.clone(),
            date_naissance_estimee: ligne.date_naissance_estimee,
            age,
            num_dossier_local: ligne.num_dossier_local.clone(),
            dernier_bilan: None,
            medecin: None,
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Recherche {
    /// Any part of a name, a birth date, a record number.
    pub texte: String,
    #[ts(type = "number")]
    pub limite: usize,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Trouves {
    #[ts(type = "number")]
    pub total: usize,
    /// The first of them.
    pub lignes: Vec<EnfantLigne>,
}

/// What must be seen before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Alerte {
    #[ts(type = "'allergie' | 'opposition' | 'confidentiel'")]
    pub genre: &'static str,
    /// In words.
    pub texte: String,
}

/// A paper that was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentLigne {
    pub id: String,
    /// Identifier of the bilan that it was made of.
    pub bilan: String,
    pub kind: String,
    pub label: String,
    pub numero: String,
    pub date: String,
    pub destinataire: String,
    /// A code of the list `DocumentStatut`.
    pub statut: String,
    pub statut_label: String,
    /// How many duplicates were made.
    pub duplicatas: u32,
}

/// The page of a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnfantPage {
    pub ligne: EnfantLigne,
    pub enfant: Enfant,
    pub age_corrige: Option<String>,
    pub alertes: Vec<Alerte>,
    pub placements: Vec<Placement>,
    pub titulaires: Vec<Titulaire>,
    pub autorisations: Vec<Autorisation>,
    pub medecin: Option<MedecinReferent>,
    /// The act to send back with another doctor.
    pub medecin_vu: Option<String>,
    pub bilans: Vec<BilanLigne>,
    pub preconisations: Vec<PreconisationVue>,
    pub documents: Vec<DocumentLigne>,
    pub vaccinations: Vaccinations,
    pub mesures: Vec<Mesure>,
}

/// Traits by which a child may already be known.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Traits {
    pub nom_naissance: String,
    pub prenom: String,
    pub date_naissance: String,
    pub sexe: Sexe,
}

/// A child who may be the one about to be created.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Doublon {
    /// The child, as a list shows them.
    pub ligne: EnfantLigne,
    /// What the two have in common, each in a few words.
    pub raisons: Vec<String>,
}

/// A child to be created.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NouvelEnfant {
    pub nom_naissance: String,
    pub prenoms_naissance: Vec<String>,
    pub prenom_utilise: String,
    pub sexe: Sexe,
    pub date_naissance: String,
    pub date_naissance_estimee: bool,
    /// Whether the user has confirmed a birth date that is far back.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub naissance_confirmee: bool,
    pub lieu_naissance_insee: String,
    /// Empty: given by the program.
    pub num_dossier_local: String,
    pub medecin: Option<MedecinReferent>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DefinirMedecin {
    pub enfant: String,
    pub medecin: MedecinReferent,
    /// The act that the screen had seen; none when it showed no doctor.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub vu: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParBilan {
    pub bilan: String,
}

/// A paper that was saved.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Enregistre {
    /// Where; none when the person gave up.
    pub chemin: Option<String>,
    pub numero: Option<String>,
}

/// A professional to be added.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NouveauPro {
    pub nom: String,
    pub prenom: String,
    pub profession: Profession,
    pub rpps: Option<String>,
    pub identifiant: Option<String>,
    pub mot_de_passe: Option<String>,
    pub administrateur: bool,
}
