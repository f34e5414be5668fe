//! What the program computed, as the screens show it: growth, vaccines, alerts, references; and what
//! is answered to it.

use escale_domain::alerte::{Alerte as AlerteCalculee, Regle as RegleAlerte, SeuilVu};
use escale_domain::croissance::Ligne;
use escale_domain::croissance::figure::Figure;
use escale_domain::date::DateCivile;
use escale_domain::vaccination::{
    DecisionGenre, Dose, EtatVaccinal, Fiabilite, Produit, SourceVaccinale, Valence,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The growth of a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Croissance {
    pub figures: Vec<Figure>,
    /// One row per day of measures, the latest first.
    pub lignes: Vec<Ligne>,
    /// "OMS 2006 et 2007", or the name of the reference that the centre chose.
    pub reference: String,
    /// Heights of the parents in cm.
    pub pere_cm: Option<f64>,
    pub mere_cm: Option<f64>,
    /// The act to send back with other heights.
    pub parents_vu: Option<String>,
    /// "166 cm".
    pub cible: Option<String>,
    /// Why nothing is compared, where that is so: no sex, no birth date…
    pub avertissement: Option<String>,
}

/// What the program says beside one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Jugement {
    pub code: String,
    /// "−1,1 écart-type · 13e centile".
    pub texte: String,
    /// "OMS 2006, filles".
    pub source: String,
    /// Whether it should be checked.
    pub attention: bool,
    /// Codes of the answers that it was made from.
    pub de: Vec<String>,
}

/// A dose with its identifier.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoseNotee {
    pub id: String,
    #[serde(flatten)]
    pub dose: Dose,
}

/// Vaccines that a bilan says were given on its day: their product and lot are to be written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FaiteACompleter {
    pub date: DateCivile,
    pub valences: Vec<Valence>,
}

/// A name of a vaccine that is being typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LireProduit {
    pub enfant: String,
    /// As typed so far.
    pub produit: String,
    /// What was ticked; empty where the product decides.
    pub valences: Vec<Valence>,
    /// The day, as typed so far; it may not be one yet.
    pub date: String,
}

/// What is read of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProduitLu {
    /// Products whose name begins like this.
    pub propositions: Vec<Produit>,
    /// What the line protects against.
    pub valences: Vec<Valence>,
    /// What to know before it is written, in French sentences.
    pub remarques: Vec<String>,
}

/// The vaccines of a child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Vaccins {
    pub etat: EtatVaccinal,
    pub doses: Vec<DoseNotee>,
    pub source: SourceVaccinale,
    pub contre_indications: Vec<String>,
    /// What bilans say was given on their day, without a dose of the carnet.
    pub a_completer: Vec<FaiteACompleter>,
    /// The account is that of a doctor.
    pub peut_decider: bool,
    /// The account may add a dose.
    pub peut_saisir: bool,
}

/// What was answered to an alert.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReponseAlerte {
    pub traitement: String,
    pub traitement_label: String,
    pub texte: String,
    pub auteur: String,
    /// RFC 3339.
    pub quand: String,
    pub preconisation: Option<String>,
}

/// An alert with its answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AlerteBilan {
    #[serde(flatten)]
    pub alerte: AlerteCalculee,
    /// "Urgente", "Importante", "À surveiller".
    pub gravite_label: String,
    /// Label of the recommendation that it proposes.
    pub propose_label: Option<String>,
    pub reponse: Option<ReponseAlerte>,
}

/// What the program computes of a bilan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalculsBilan {
    pub croissance: Croissance,
    pub jugements: Vec<Jugement>,
    pub vaccins: Vaccins,
    pub alertes: Vec<AlerteBilan>,
    pub examens: super::ExamensBilan,
}

/// What the program computes of a child today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalculsEnfant {
    pub croissance: Croissance,
    pub vaccins: Vaccins,
}

/// Heights of a child's parents, to be recorded.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DefinirParents {
    pub enfant: String,
    /// As typed: "1,78 m", "178", empty.
    pub pere: String,
    pub mere: String,
    pub vu: Option<String>,
}

/// A dose to be added.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AjouterDose {
    pub enfant: String,
    pub produit: String,
    pub valences: Vec<Valence>,
    pub date: String,
    pub lot: String,
    pub lieu: String,
    pub preuve: escale_domain::vaccination::Preuve,
    /// The user has read the warnings about this dose, and records it all the same.
    #[serde(default)]
    pub confirmee: bool,
}

/// A dose written by mistake.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RayerDose {
    pub enfant: String,
    pub id: String,
    pub motif: String,
}

/// A doctor's decision on a valence, or the end of one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DeciderVaccin {
    pub enfant: String,
    pub valence: Valence,
    /// None lifts the decision.
    pub decision: Option<DecisionGenre>,
    pub motif: String,
    /// Last day, as typed; empty for good.
    pub jusqu_au: String,
}

/// An answer to an alert.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RepondreAlerte {
    pub bilan: String,
    pub cle: String,
    /// preconisation, action, ecartee.
    pub traitement: escale_domain::bilan::Traitement,
    pub texte: String,
    /// The recommendation that answers it, where one does.
    pub preconisation: Option<String>,
}

/// A table, rule set or instrument that the program computes from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReferenceLigne {
    pub groupe: String,
    pub nom: String,
    pub version: String,
    pub source: String,
    pub licence: String,
    /// BLAKE3 of the embedded bytes, in hexadecimal.
    pub empreinte: String,
    /// How it is used, and what is not verified.
    pub note: String,
}

/// A growth reference that can be chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CourbeChoix {
    /// "oms", or the identifier of an imported one.
    pub code: String,
    pub nom: String,
    pub source: String,
    pub licence: String,
    pub empreinte: String,
    pub choisie: bool,
}

/// A rule of the vaccination calendar.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegleVaccin {
    pub code: String,
    pub valence: String,
    pub texte: String,
    /// The births and the days for which it holds, in words.
    pub portee: String,
    pub source: String,
    pub fiabilite: Fiabilite,
    /// What is not known of it; none when a source gives it whole.
    pub reserve: Option<String>,
    pub obligatoire: bool,
    pub alerte: bool,
}

/// A calendar of vaccines with its rules.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendrierVu {
    /// "2026".
    pub version: String,
    /// "Du 1er janvier au 31 décembre 2025".
    pub periode: String,
    /// It holds today.
    pub du_jour: bool,
    pub regles: Vec<RegleVaccin>,
}

/// A season of a vaccine or an antibody in a territory.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SaisonVue {
    pub valence: String,
    pub nom: String,
    pub territoire: String,
    /// When, and for which births, in words.
    pub texte: String,
    pub source: String,
}

/// A rule that raises alerts, with its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegleLue {
    #[serde(flatten)]
    pub regle: RegleAlerte,
    /// Name of its part of the bilan.
    pub section_label: String,
    /// What it reads, in words.
    pub lit_labels: Vec<String>,
}

/// A mark of a source, and what it stands for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceMarquee {
    /// "S42".
    pub marque: String,
    pub texte: String,
}

/// The screen "Références".
#[derive(Debug, Clone, Serialize, TS)]
pub struct References {
    pub lignes: Vec<ReferenceLigne>,
    pub courbes: Vec<CourbeChoix>,
    pub seuils: Vec<SeuilVu>,
    pub regles: Vec<RegleLue>,
    /// The calendars of vaccines, the latest first.
    pub calendriers: Vec<CalendrierVu>,
    pub saisons: Vec<SaisonVue>,
    /// What the marks of the vaccination rules stand for.
    pub sources_vaccins: Vec<SourceMarquee>,
    pub regles_examens: Vec<super::RegleExamenLue>,
    /// What the marks of the rules of exams stand for.
    pub sources_examens: Vec<SourceMarquee>,
    /// The account is that of an administrator.
    pub peut_regler: bool,
}

/// A reference to be loaded: its file is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImporterCourbe {
    pub nom: String,
    pub source: String,
    pub licence: String,
}

/// The outcome of loading a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CourbeImportee {
    /// None when the person gave up.
    pub courbe: Option<String>,
    /// Sentences about the rows that were refused; nothing was loaded then.
    pub refus: Vec<String>,
    pub references: References,
}

/// A reference to be used from now on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChoisirCourbe {
    /// "oms", or the identifier of an imported one.
    pub code: String,
}

/// A threshold to be changed; without a value it becomes again what was delivered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReglerSeuil {
    pub code: String,
    /// As typed.
    pub valeur: Option<String>,
    pub source: String,
}

/// A commune that completes what is typed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CommuneProposee {
    pub code_insee: String,
    pub nom: String,
    pub code_postal: Option<String>,
    pub codes_postaux: Vec<String>,
    pub departement: String,
}

/// A number to look at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExaminerIdentifiant {
    /// nir15, rpps11…
    pub genre: escale_domain::identifiant::IdKind,
    /// As typed.
    pub valeur: String,
}

/// The INS of a child, to be recorded.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DefinirIns {
    pub enfant: String,
    pub matricule: String,
    pub oid: String,
    pub statut: escale_domain::enfant::InsStatut,
    pub lieu_naissance_insee: String,
    pub vu: Option<String>,
}

/// The INS of a child as the page shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Ins {
    pub statut: String,
    pub statut_label: String,
    pub matricule: Option<String>,
    pub oid: Option<String>,
    /// What may be printed of it.
    pub mention: Option<String>,
    /// What contradicts the traits, in French sentences.
    pub avertissements: Vec<String>,
    pub vu: Option<String>,
}
