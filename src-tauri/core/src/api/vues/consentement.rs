//! What the screens of consent and objection send and receive.

use escale_domain::consentement::{
    AupresDe, CategorieDestinataires, CategorieDonnees, ConsentementNature,
};
use escale_domain::document::Portee;
use escale_domain::enfant::DestinataireExclu;
use escale_domain::transmission::Canal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An agreement to share, or an information given, with the four facts of CSP D.1110-3-1.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NouveauConsentement {
    /// Identifier of the child.
    pub enfant: String,
    /// Agreement, or information alone.
    pub nature: ConsentementNature,
    pub donnees: Vec<CategorieDonnees>,
    pub destinataires: Vec<CategorieDestinataires>,
    pub supports: Vec<Canal>,
    /// Security measures, in words.
    pub mesures: String,
    /// Who agreed or was told.
    pub aupres_de: AupresDe,
    /// Their name, where it helps.
    pub nom: String,
    /// When, as one types it; empty for today.
    pub date: String,
}

/// The end of an agreement.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RetirerConsentement {
    /// Identifier of the record.
    pub id: String,
    /// When, as one types it; empty for today.
    pub date: String,
    /// Why, in words; may be empty, since a withdrawal needs no reason.
    pub motif: String,
}

/// An agreement or an information, as a screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsentementVue {
    pub id: String,
    /// Agreement, or information alone.
    pub nature: ConsentementNature,
    /// The same, in words.
    pub nature_label: String,
    /// Categories of data, in words.
    pub donnees: Vec<String>,
    /// Categories of recipients, in words.
    pub destinataires: Vec<String>,
    /// Medium, in words.
    pub supports: Vec<String>,
    pub mesures: String,
    /// Who agreed or was told, in words.
    pub aupres_de: String,
    pub recueilli_par: String,
    /// When, `AAAA-MM-JJ`.
    pub date: String,
    /// When it was withdrawn, `AAAA-MM-JJ`.
    pub retire_le: Option<String>,
    pub retire_par: Option<String>,
    pub retire_motif: Option<String>,
}

/// A minor’s written objection (CSP L.1111-5, L.1111-5-1, R.1111-6).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NouvelleOpposition {
    /// Identifier of the child.
    pub enfant: String,
    /// Day of the writing, as one types it; empty for today.
    pub date: String,
    /// What it names: codes of [`OppositionsPage::portees`].
    pub portee: Vec<String>,
    /// Who must not know.
    pub destinataires_exclus: Vec<DestinataireExclu>,
    /// Legal ground, in words; empty for the usual one.
    pub base: String,
    pub note: String,
}

/// An objection that the minor took back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LeverOpposition {
    /// Identifier of the child.
    pub enfant: String,
    /// Its rank in the list, from 0.
    pub rang: u32,
    /// The act that the screen had seen.
    pub vu: Option<String>,
    /// How the minor took it back, in words.
    pub motif: String,
}

/// An objection, as a screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OppositionVue {
    /// Its rank in the list, from 0.
    pub rang: u32,
    /// Day of the writing, `AAAA-MM-JJ`.
    pub date: String,
    pub portee: Vec<Portee>,
    /// Whether some of it is not understood: papers for others than doctors are then refused.
    pub imprecise: bool,
    /// Who must not know, in words.
    pub destinataires_exclus: Vec<String>,
    pub base: String,
    pub auteur: String,
    pub note: Option<String>,
}

/// The objections of a child, and what an objection may name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OppositionsPage {
    pub oppositions: Vec<OppositionVue>,
    /// What the screen sends back with a change.
    pub vu: Option<String>,
    /// Everything that an objection may name.
    pub portees: Vec<Portee>,
}
