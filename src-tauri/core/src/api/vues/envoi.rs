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

/// How many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ComptesEnvois {
    /// Bilans in the pile.
    pub bilans: u32,
    /// Papers that are due and not made.
    pub a_faire: u32,
    /// Papers that are made and have not left.
    pub a_envoyer: u32,
    /// Papers that left today.
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
    /// Record number.
    pub dossier: String,
    /// Type of the bilan, in words.
    pub bilan_type: String,
    /// Day of the bilan, `AAAA-MM-JJ`.
    pub date: String,
    /// Days since.
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
    /// It left.
    Parti,
    /// Somebody said that it arrived.
    Recu,
}

/// The paper of one kind of a bilan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiPapier {
    /// Kind.
    pub genre: PaperKind,
    /// Kind, in words.
    pub label: String,
    /// Whether the bilan waits for it in the pile; the others are made on request.
    pub du: bool,
    /// Where it stands.
    pub etat: EtatEnvoi,
    /// Identifier of the latest one that was made.
    pub document: Option<String>,
    /// Its number.
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
    /// Which.
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
    /// Nobody is known to whom it could go.
    SansDestinataire,
    /// A written objection of the minor that names nothing the program understands.
    Opposition,
    /// No doctor signed, or there is nothing to prescribe.
    Prescription,
    /// Nobody said how the child or the parents were told (CSP R.1110-3).
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
    /// Which.
    pub papiers: Vec<ParDocument>,
    /// How many files.
    pub mode: ModeEnvoi,
    /// Whether each paper of a merged file begins on a sheet of its own when printed on both sides.
    pub recto_verso: bool,
}

/// Work that was started.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiLance {
    /// Its identifier; none when the person gave up choosing where to write.
    pub travail: Option<String>,
}

/// Work under way or done.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParTravail {
    /// Its identifier.
    pub travail: String,
}

/// How far the work is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EnvoiSuivi {
    /// Its identifier.
    pub travail: String,
    /// Papers made.
    pub faits: u32,
    /// Papers asked for.
    pub total: u32,
    /// Number of the latest paper.
    pub courant: Option<String>,
    /// What could not be made, and why.
    pub echecs: Vec<EchecEnvoi>,
    /// Whether nothing more will happen.
    pub fini: bool,
    /// Whether somebody stopped it.
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
    /// Kind.
    pub genre: PaperKind,
    /// Kind, in words.
    pub label: String,
    /// "LEFÈVRE-PETIT Emma".
    pub nom: String,
    /// Record number.
    pub dossier: String,
    /// Why, in a sentence.
    pub phrase: String,
}

/// How the child or the parents were told, or why not (CSP R.1110-3).
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

/// Papers that left.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MarquerEnvoi {
    /// Identifiers of the papers.
    pub documents: Vec<String>,
    /// How.
    pub canal: Canal,
    /// When, as one types it; empty for today.
    pub date: String,
    /// How the child or the parents were told. May lack where papers go to the child or the family alone.
    pub information: Option<InformationSaisie>,
}

/// A paper and its line in the log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentSuivi {
    /// Identifier.
    pub id: String,
    /// Identifier of the bilan.
    pub bilan: String,
    /// Kind.
    pub genre: PaperKind,
    /// Number.
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

/// A paper that arrived.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AccuserEnvoi {
    /// Identifier of the paper.
    pub document: String,
    /// When, as one types it; empty for today.
    pub date: String,
    /// What was said.
    pub note: String,
}

/// Where a paper goes.
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
    /// Where it goes.
    pub sortie: Sortie,
}

/// Labels to be printed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Etiqueter {
    /// The papers that go into the envelopes; one label an addressee.
    pub papiers: Vec<ParDocument>,
    /// Place of the first label on the sheet, 1 to 21, from left to right and down.
    pub depart: u32,
    /// Where it goes.
    pub sortie: Sortie,
}

/// Labels that were printed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EtiquettesFaites {
    /// The file; none when the person gave up, or where it was shown.
    pub chemin: Option<String>,
    /// How many labels.
    pub etiquettes: u32,
    /// How many sheets.
    pub planches: u32,
    /// Who has no label, and why, each in a sentence.
    pub ecartees: Vec<String>,
}

/// The proof list of a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Bordereau {
    /// Which day, as one types it; empty for today.
    pub date: String,
    /// Where it goes.
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
