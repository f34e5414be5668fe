//! What the pile of papers to be sent sends and receives.

use super::ParDocument;
use escale_domain::papier::PaperKind;
use escale_domain::transmission::{Canal, InformationEtat};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to show of the pile.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct FiltreEnvois {
    /// Part of a name, of a record number, or of an addressee.
    pub texte: String,
    /// From this day of the bilan on, as one types it; empty for all.
    pub du: String,
    /// Up to this day of the bilan, as one types it; empty for all.
    pub au: String,
    /// How many bilans at most.
    pub limite: u32,
}

/// The pile: closed bilans whose papers have not left, the oldest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PileEnvois {
    /// The bilans that the filter leaves, up to the limit.
    pub bilans: Vec<EnvoiBilan>,
    /// How many there are of everything that the filter leaves.
    pub comptes: ComptesEnvois,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ComptesEnvois {
    /// Bilans in the pile.
    pub bilans: u32,
    /// Papers that are due and not made.
    pub a_faire: u32,
    /// Papers that are made and have not left.
    pub a_envoyer: u32,
    pub partis_ce_jour: u32,
}

/// A bilan of the pile.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiBilan {
    /// Identifier of the bilan.
    pub bilan: String,
    /// Identifier of the child.
    pub enfant: String,
    /// "LEFÈVRE-PETIT Emma".
    pub nom: String,
    pub dossier: String,
    /// Type of the bilan, in words.
    pub bilan_type: String,
    /// Day of the bilan, `AAAA-MM-JJ`.
    pub date: String,
    pub jours: u32,
    /// Its papers, one of each kind.
    pub papiers: Vec<EnvoiPapier>,
}

/// Where the paper of one kind of a bilan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EtatEnvoi {
    /// Not made.
    AFaire,
    /// Made, still here.
    AEnvoyer,
    Parti,
    /// Its arrival was noted.
    Recu,
}

/// The paper of one kind of a bilan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiPapier {
    pub genre: PaperKind,
    /// Kind, in words.
    pub label: String,
    /// Whether the bilan waits for it in the pile; the others are made on request.
    pub du: bool,
    pub etat: EtatEnvoi,
    /// Identifier of the latest one that was made.
    pub document: Option<String>,
    pub numero: Option<String>,
    /// To whom it goes; a confidential place has no name.
    pub destinataire: String,
    /// 1 health professionals, 2 other professionals, 0 the child and the family.
    pub categorie: u8,
    /// How it left, or how such papers usually leave.
    pub canal: Canal,
    /// The day it left, `AAAA-MM-JJ`.
    pub parti_le: Option<String>,
    /// How many duplicates were made.
    pub duplicatas: u32,
    /// What stands in the way.
    pub empechements: Vec<Empechement>,
}

/// What stands in the way of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Empechement {
    pub code: EmpechementCode,
    /// In a sentence.
    pub phrase: String,
    /// Whether the paper cannot be made at all; the others ask for something before it leaves.
    pub bloque: bool,
}

/// What may stand in the way of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EmpechementCode {
    /// The child has no référent doctor.
    SansMedecin,
    /// No addressee is known.
    SansDestinataire,
    /// A written objection of the minor whose scope the program does not understand.
    Opposition,
    /// No doctor signed, or there is nothing to prescribe.
    Prescription,
    /// It is not noted how the child or the parents were informed (CSP R.1110-3).
    Information,
}

/// How many papers become files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ModeEnvoi {
    /// One file for the printer, in the order of the envelopes.
    Fusion,
    /// One file each, in a folder that is asked for.
    Separes,
}

/// Papers to be made in the background.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LancerEnvoi {
    pub papiers: Vec<ParDocument>,
    pub mode: ModeEnvoi,
    /// Whether each paper of a merged file begins on a sheet of its own when printed on both sides.
    pub recto_verso: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiLance {
    /// Its identifier; none when the person gave up choosing where to write.
    pub travail: Option<String>,
}

/// Work under way or done.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParTravail {
    pub travail: String,
}

/// How far the work is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiSuivi {
    pub travail: String,
    pub faits: u32,
    pub total: u32,
    /// Number of the latest paper.
    pub courant: Option<String>,
    /// What could not be made, and why.
    pub echecs: Vec<EchecEnvoi>,
    /// Whether the work has ended.
    pub fini: bool,
    /// Whether the user stopped it.
    pub annule: bool,
    /// The merged file, or the folder, once there is something in it.
    pub chemin: Option<String>,
    /// Why it ended early, where it did: a disk that is full.
    pub arret: Option<String>,
    /// Identifiers of the papers made, to mark them as sent.
    pub documents: Vec<String>,
    /// Pages in all, blank ones included.
    pub pages: u32,
}

/// A paper that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EchecEnvoi {
    /// Identifier of the bilan.
    pub bilan: String,
    pub genre: PaperKind,
    /// Kind, in words.
    pub label: String,
    /// "LEFÈVRE-PETIT Emma".
    pub nom: String,
    pub dossier: String,
    /// Why, in a sentence.
    pub phrase: String,
}

/// How the child or the parents were informed, or why not (CSP R.1110-3).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InformationSaisie {
    /// Told, impossible, or to be told.
    pub etat: InformationEtat,
    /// When, as one types it; empty for the day of sending.
    pub date: String,
    /// How: "oral", "ecrit", or in words.
    pub mode: String,
    /// Why not.
    pub motif: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MarquerEnvoi {
    pub documents: Vec<String>,
    pub canal: Canal,
    /// When, as one types it; empty for today.
    pub date: String,
    /// How the child or the parents were informed. Optional where papers go to the child or the
    /// family alone.
    pub information: Option<InformationSaisie>,
}

/// A paper and its line in the log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentSuivi {
    pub id: String,
    /// Identifier of the bilan.
    pub bilan: String,
    pub genre: PaperKind,
    pub numero: String,
    /// A code of the list `DocumentStatut`.
    pub statut: String,
    /// The same, in words.
    pub statut_label: String,
    /// How it left, in words.
    pub canal: Option<String>,
    /// The day it left, `AAAA-MM-JJ`.
    pub parti_le: Option<String>,
    /// The day it was received, `AAAA-MM-JJ`.
    pub recu_le: Option<String>,
    /// How many duplicates were made.
    pub duplicatas: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AccuserEnvoi {
    /// Identifier of the paper.
    pub document: String,
    /// When, as one types it; empty for today.
    pub date: String,
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sortie {
    /// Into a file that is asked for.
    Enregistrer,
    /// Into the viewer, from which it is printed.
    Imprimer,
}

/// A duplicate to be made.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Dupliquer {
    /// Identifier of the paper.
    pub document: String,
    pub sortie: Sortie,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Etiqueter {
    /// The papers that go into the envelopes; one label an addressee.
    pub papiers: Vec<ParDocument>,
    /// Place of the first label on the sheet, 1 to 21, from left to right and down.
    pub depart: u32,
    pub sortie: Sortie,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct EtiquettesFaites {
    /// The file; none when the person gave up, or where it was shown.
    pub chemin: Option<String>,
    pub etiquettes: u32,
    pub planches: u32,
    /// Addressees without a label and the reason, each in a sentence.
    pub ecartees: Vec<String>,
}

/// The proof list of a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Bordereau {
    /// Which day, as one types it; empty for today.
    pub date: String,
    pub sortie: Sortie,
}

/// A proof list that was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BordereauFait {
    /// The file; none when the person gave up, or where it was shown.
    pub chemin: Option<String>,
    /// How many sendings it lists.
    pub lignes: u32,
}
