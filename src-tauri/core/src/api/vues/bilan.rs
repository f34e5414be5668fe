//! What the screens of a bilan are told, and what they send: its parts, questions and answers, its
//! recommendations and signatures.

use super::{Alerte, BilanLigne, EnfantLigne, Pro};
use escale_domain::bilan::{BilanType, CalendrierProtocole, EcheanceProtocole, VoletCode};
use escale_domain::dictionnaire::Widget;
use escale_domain::preconisation::{Financement, PreconisationType, Priorite, Responsable};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A bilan to be opened.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NouveauBilan {
    pub enfant: String,
    pub bilan_type: BilanType,
    pub date: String,
    pub demi_journee: escale_domain::bilan::DemiJournee,
    pub lieu: String,
    pub binome: Vec<String>,
    pub presents: Vec<escale_domain::bilan::Present>,
    pub langue: String,
    /// Its parts; those of its type and of the child’s age where none are named.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub volets: Option<Vec<VoletCode>>,
}

/// Asks which parts a bilan would begin with.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProposerVolets {
    pub enfant: String,
    pub bilan_type: BilanType,
    /// Day, as people type it.
    pub date: String,
}

/// A part that a bilan may have.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VoletPropose {
    pub code: VoletCode,
    pub label: String,
    /// Whether it is ticked to begin with.
    pub par_defaut: bool,
    /// Whether it cannot be taken away.
    pub obligatoire: bool,
}

/// The parts that a bilan may have at the child’s age, in order.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VoletsProposes {
    pub volets: Vec<VoletPropose>,
    /// Age on the day of the bilan, in words.
    pub age: String,
    /// The bilan of the protocol of early childhood that is due then, if any.
    pub protocole: Option<EcheanceProtocole>,
    /// What must be known of the type of bilan.
    pub portee: Option<String>,
}

/// The calendar of the protocol’s bilans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProtocoleVu {
    pub calendrier: CalendrierProtocole,
    /// Whether the centre set it; else it is the one that comes with the program.
    pub regle: bool,
}

/// Sets the calendar of the protocol’s bilans.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReglerProtocole {
    /// None for the one that comes with the program.
    pub calendrier: Option<CalendrierProtocole>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct VoletEtat {
    pub code: String,
    pub label: String,
    #[ts(type = "'non_commence' | 'en_cours' | 'termine' | 'non_realise'")]
    pub statut: String,
    pub statut_label: String,
    pub auteur: Option<String>,
    pub auteur_id: Option<String>,
    pub signe_le: Option<String>,
    pub motif: Option<String>,
    #[ts(type = "number")]
    pub repondu: usize,
    #[ts(type = "number")]
    pub total: usize,
    /// Whether a form exists; else the answers of an imported bilan are only read.
    pub saisissable: bool,
}

/// A signature, as a screen shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignatureVue {
    /// Who, by identifier.
    pub pro: String,
    /// Name, with title.
    pub nom: String,
    /// Instant (RFC 3339), or the day where only that is known.
    pub instant: String,
}

/// The page of a bilan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BilanPage {
    pub ligne: BilanLigne,
    pub enfant: EnfantLigne,
    /// Age at the bilan.
    pub age: String,
    pub alertes: Vec<Alerte>,
    pub binome: Vec<Pro>,
    pub volets: Vec<VoletEtat>,
    pub signatures: Vec<SignatureVue>,
    /// What still prevents closing.
    pub manque: Vec<Reste>,
    /// Signs that the papers cannot draw, in French sentences; they do not prevent closing.
    pub signes: Vec<String>,
    /// What would be better completed before; it prevents nothing.
    pub a_preciser: Vec<Reste>,
    pub peut_signer: bool,
    /// What was answered and goes out no more, by part.
    pub non_transmises: Vec<NonTransmise>,
    /// Corrections after the lock, the oldest first.
    pub addenda: Vec<AddendumVue>,
    /// The bilan is validated and the account may add to it.
    pub peut_ajouter: bool,
}

/// Something that is left to do before the signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Reste {
    /// In one French sentence.
    pub phrase: String,
    /// The part where it is done; none where that is no part.
    pub volet: Option<VoletCode>,
}

impl Reste {
    /// Something to do that belongs to no part.
    pub(crate) fn ailleurs(phrase: impl Into<String>) -> Self {
        Self { phrase: phrase.into(), volet: None }
    }

    /// Something to do in a part.
    pub(crate) fn dans(volet: VoletCode, phrase: impl Into<String>) -> Self {
        Self { phrase: phrase.into(), volet: Some(volet) }
    }
}

/// An answer, or a field of one, that stays in the record: its question is no longer asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NonTransmise {
    pub volet: String,
    pub question: String,
    /// "Lunettes : État".
    pub label: String,
}

/// A part of a bilan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParVolet {
    pub bilan: String,
    /// S01 to S16.
    pub volet: String,
}

/// A part that was not done.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NonRealise {
    pub bilan: String,
    /// S01 to S16.
    pub volet: String,
    pub motif: String,
}

/// A part that goes from one professional to another.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PasserVolet {
    pub bilan: String,
    /// S01 to S15.
    pub volet: String,
    pub a: String,
    /// Why, when a colleague takes it over from its author.
    pub motif: String,
}

/// What is added to a bilan after its signatures.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AjouterAddendum {
    pub bilan: String,
    pub texte: String,
}

/// A correction after the lock, as a screen shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AddendumVue {
    pub texte: String,
    pub auteur: String,
    /// Day, AAAA-MM-JJ.
    pub date: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ChoixVue {
    pub code: String,
    pub label: String,
}

/// A field of a composed answer.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "Colonne")]
pub struct ColonneVue {
    pub cle: String,
    pub label: String,
    pub genre: Widget,
    pub unite: Option<String>,
    pub choix: Vec<ChoixVue>,
    pub obligatoire: bool,
    #[ts(type = "number | null")]
    pub longueur_max: Option<usize>,
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Whether an answer outside the list may be written.
    pub ouvert: bool,
    /// Whether a date may lie ahead: two digits of a year are read so.
    pub avenir: bool,
    /// Whether a text is a day with a time of day, which shows as one types it.
    pub date_heure: bool,
}

/// What a form proposes without an answer.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PropositionInitiale")]
pub struct InitialVue {
    /// The value, to be sent as an answer.
    #[ts(type = "unknown")]
    pub valeur: serde_json::Value,
    /// In words.
    pub texte: String,
}

/// An earlier value, in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Anterieur {
    pub texte: String,
    /// When, in words.
    pub quand: String,
}

/// The other value of a conflict, kept beside the present one.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "Conflit")]
pub struct ConflitVue {
    pub texte: String,
    pub auteur: String,
    pub quand: String,
    pub acte: String,
    #[ts(type = "unknown")]
    pub valeur: serde_json::Value,
}

/// A question with its answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuestionVue {
    pub code: String,
    pub label: String,
    pub genre: Widget,
    pub unite: Option<String>,
    pub choix: Vec<ChoixVue>,
    pub min: Option<f64>,
    pub max: Option<f64>,
    #[ts(type = "number | null")]
    pub longueur_max: Option<usize>,
    pub obligatoire: bool,
    #[ts(type = "'V1' | 'V2' | 'V3'")]
    pub visibilite: String,
    pub aide: Option<String>,
    pub active: bool,
    /// What it holds that goes out no more, since it is no longer asked.
    pub tu: Option<TuVue>,
    pub colonnes: Vec<ColonneVue>,
    #[ts(type = "unknown")]
    pub valeur: serde_json::Value,
    /// The value in French words.
    pub texte: String,
    /// The act to send back with a change.
    pub vu: Option<String>,
    pub auteur: Option<String>,
    pub quand: Option<String>,
    pub posture: Option<String>,
    /// Whether an answer under reinforced secrecy was ticked for the letter to the doctor.
    pub au_courrier: bool,
    /// Read with the part; an answer does not change it, and does not read it again.
    pub anterieur: Option<Anterieur>,
    pub avertissement: Option<String>,
    /// Why no rule of the alerts watches the answer, in a sentence; none where one does.
    pub sans_regle: Option<String>,
    /// What is kept beyond the figure of the field: "31 SA + 3 jours".
    pub precision: Option<String>,
    pub conflits: Vec<ConflitVue>,
    /// Whether an answer outside the list may be written: it is `{texte}` then.
    pub ouvert: bool,
    /// Whether a date may lie ahead: two digits of a year are read so.
    pub avenir: bool,
    /// Whether a text is a day with a time of day, which shows as one types it.
    pub date_heure: bool,
    /// What the form proposes without an answer.
    pub proposition: Option<InitialVue>,
}

/// What of an answer stays in the record and goes out no more.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TuVue {
    /// The fields; empty where it is the whole answer.
    pub champs: Vec<ChampTuVue>,
    /// The answer without them, to be sent to clear them; null where nothing is left.
    #[ts(type = "unknown")]
    pub reste: serde_json::Value,
}

/// A field that holds something and is no longer asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChampTuVue {
    /// The row of a list, from 0.
    pub rang: Option<u32>,
    pub cle: String,
    pub label: String,
    /// What it holds, in French words.
    pub texte: String,
}

/// The page of a part.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VoletPage {
    pub volet: VoletEtat,
    pub questions: Vec<QuestionVue>,
    /// Why it cannot be edited, none when it can.
    pub lecture_seule: Option<String>,
    /// Part S16 only.
    pub preconisations: Vec<PreconisationVue>,
    /// Parts S10 to S14 only.
    pub outils: Vec<super::OutilVue>,
}

/// An answer, as the screen sends it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Repondre {
    pub bilan: String,
    pub question: String,
    #[ts(type = "unknown")]
    pub valeur: serde_json::Value,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub posture: Option<String>,
    pub vu: Option<String>,
}

/// Whether an answer under reinforced secrecy goes into the letter to the doctor.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AuCourrier {
    pub bilan: String,
    pub question: String,
    pub inclure: bool,
    pub vu: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Repondu {
    /// When it was on the disk, RFC 3339.
    pub instant: String,
    pub questions: Vec<QuestionVue>,
    pub volet: VoletEtat,
    pub conflit: bool,
}

/// A recommendation, as the screen sends it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreconisationSaisie {
    pub preco_type: PreconisationType,
    pub libelle: String,
    pub justification: String,
    pub libelle_partageable: String,
    pub priorite: Priorite,
    pub echeance: String,
    #[ts(type = "number | null")]
    pub nb_seances: Option<i64>,
    pub frequence: Option<String>,
    pub financement: Financement,
    pub autorisation: escale_domain::enfant::AutorisationStatut,
    pub responsable: Responsable,
    pub visibilite: escale_domain::codes::Visibilite,
}

/// A recommendation, as the screen shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreconisationVue {
    #[serde(flatten)]
    pub saisie: PreconisationSaisie,
    pub id: String,
    pub bilan: String,
    pub type_label: String,
    pub priorite_label: String,
    pub statut: String,
    pub statut_label: String,
    pub responsable_label: String,
    pub en_retard: bool,
    /// The last act that touched it, to send back with a change.
    pub vu: String,
}

/// A recommendation to be written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EcrirePreconisation {
    pub bilan: String,
    /// None for a new one.
    pub id: Option<String>,
    pub saisie: PreconisationSaisie,
    /// The act that the screen had seen.
    pub vu: Option<String>,
}

/// A recommendation to be withdrawn.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RetirerPreconisation {
    pub id: String,
    pub motif: String,
}

/// A signature under a bilan: each of the pair with their own password.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SignerBilan {
    pub bilan: String,
    pub identifiant: String,
    pub mot_de_passe: String,
}
