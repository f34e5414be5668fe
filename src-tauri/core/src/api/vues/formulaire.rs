//! What the screen of the centre's own forms is told, and what it sends.

use super::{ChoixVue, QuestionVue};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form to be looked at: its text, or none to be asked for the file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExaminerFormulaire {
    /// The text of the file.
    pub contenu: Option<String>,
}

/// A form to be published.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PublierFormulaire {
    /// The text of the file.
    pub contenu: String,
    /// The part that it completes, S01 to S15.
    pub volet: String,
    /// First age in completed months.
    pub age_min: Option<i32>,
    /// Last age in completed months.
    pub age_max: Option<i32>,
    /// What the file leaves out.
    #[serde(default)]
    #[ts(optional)]
    pub complements: Option<ComplementsFormulaire>,
}

/// What the administrator says of what a file leaves out; anything that the file has is ignored.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ComplementsFormulaire {
    /// Address that names the form.
    pub url: Option<String>,
    pub version: Option<String>,
    pub titre: Option<String>,
    /// Whether it is in French.
    pub en_francais: bool,
}

/// What a file leaves out, with what is proposed for it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ManquantsFormulaire {
    /// An address, where the file has none.
    pub url: Option<String>,
    /// A version, where the file has none.
    pub version: Option<String>,
    /// A title, where the file has none.
    pub titre: Option<String>,
    /// Whether the file does not say its language.
    pub langue: bool,
}

/// What of a file changes nothing here.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SansEffetVu {
    /// What it is, and why it changes nothing.
    pub raison: String,
    /// Its names in FHIR, each with how often it is there.
    pub noms: Vec<String>,
}

/// Something that is not supported.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefusFormulaire {
    /// Place in the file, as FHIR writes it.
    pub chemin: String,
    /// The same place, in words.
    pub ou: String,
    /// Why, in French.
    pub raison: String,
}

/// A text of the form with its title.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MentionFormulaire {
    pub titre: String,
    pub texte: String,
}

/// A question as it will be asked, and when.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuestionFormulaire {
    /// The question, without an answer.
    pub question: QuestionVue,
    /// When it is asked, in words; none for one that always is.
    pub condition: Option<String>,
}

/// A form, as it will look.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormulaireVu {
    pub titre: String,
    pub version: String,
    pub url: String,
    /// The part that the file proposes.
    pub volet: Option<String>,
    pub age_min: Option<i32>,
    pub age_max: Option<i32>,
    pub mentions: Vec<MentionFormulaire>,
    /// What is kept in the file and changes nothing here.
    pub sans_effet: Vec<SansEffetVu>,
    /// What to know before it is published.
    pub avis: Vec<String>,
    /// Conditions that other programs read otherwise.
    pub autrement: Vec<String>,
    pub questions: Vec<QuestionFormulaire>,
}

/// A file that was looked at: the form, or everything that is refused.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormulaireExamine {
    /// The text, to be sent back for publishing; none when the dialog was cancelled.
    pub contenu: Option<String>,
    /// Everything that is not supported.
    pub refus: Vec<RefusFormulaire>,
    /// The form, where all of it is supported.
    pub formulaire: Option<FormulaireVu>,
    /// What the file leaves out and the administrator has to say.
    pub manquants: Option<ManquantsFormulaire>,
    /// What publishing it as proposed would replace, in a sentence.
    pub remplace: Option<String>,
    /// The parts that a form may complete.
    pub volets: Vec<ChoixVue>,
}

/// A version of a form, in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormulaireLigne {
    pub id: String,
    pub titre: String,
    pub version: String,
    pub url: String,
    pub volet: String,
    pub volet_label: String,
    /// The ages at which it is asked, in words.
    pub ages: String,
    pub date: String,
    pub auteur: Option<String>,
    #[ts(type = "'publie' | 'remplace' | 'retire' | 'joint'")]
    pub statut: String,
    pub statut_label: String,
    pub empreinte: String,
}
