//! What each paper may say to its reader (domain note §5, CSP L.1110-4, R.1110-1).
//!
//! A paper for a reader who is no doctor is an **allow-list** (`papier::liste`): [`regle`] says of
//! every code of the dictionary and of every field of a record whether it goes out on a paper, and
//! why not. What the paper does not list does not go out. [`extract`] reads a record through these
//! rules and gives only what may be printed: the papers B, C, D and E are made from an [`Extrait`]
//! and never see the record.
//!
//! # The written objection of a minor
//!
//! CSP L.1111-5, L.1111-5-1 and R.1111-6 let a minor object, in writing, to others learning of a
//! care; while the objection stands, an access of the parents is refused. It bears on *elements*,
//! not on the whole record, and the child protection service still needs the other needs of the
//! child (CASF L.223-1-1). So a paper is **stripped** of what the objection names, without a word
//! of it: a paper that is refused, or that says "something was left out", would reveal what the
//! minor wants kept from its reader. Sheet B is annexed to the *projet pour l’enfant*, which
//! parents and the place of care may read, and sheet D lies on tables: an objection against any of
//! the three strips both. Where what the objection names is not understood (free words, or
//! nothing), nothing says what to strip: the paper is then **refused** ([`Refus`]), and only the
//! centre learns why.

mod apercu;
mod extrait;
mod mots;
mod opposition;
mod prescription;
mod regles;
mod secret;
#[cfg(test)]
mod tests;

pub use crate::papier::{PaperKind, Raison};
pub use apercu::{Apercu, Forme, LigneSortie, Rubrique, Section, apercu};
pub use extrait::{
    Avancement, Besoin, Extrait, Personne, Quotidien, RendezVous, a_faire, extract, lit,
};
pub use mots::{heure, insecables, majuscule, minuscule, nom_complet};
pub use opposition::{Oppositions, Portee, portees};
pub use prescription::{
    A_PRESCRIRE, Prescripteur, SeancePrescrite, a_prescrire, prescripteur, types_prescrits,
};
pub use regles::{Regle, a_une_regle, regle};
pub use secret::{LieuxSecrets, REMPLACEMENT};

/// Why a paper cannot be made without risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// An objection whose scope cannot be read.
    #[error(
        "Une opposition écrite du mineur ne dit pas à quelles réponses ou préconisations elle \
         s’applique\u{a0}: ce document ne peut pas être fait sans risque. Précisez-la au dossier."
    )]
    OppositionImprecise,
    /// Whether an answer is asked depends on one that this session cannot open.
    #[error(
        "Une réponse de ce courrier dépend d’une réponse sous secret renforcé, que seul un soignant \
         peut lire. Demandez à un soignant du centre de le faire."
    )]
    ReponseScellee,
    /// Sessions are prescribed by a doctor (CSP L.4331-1, L.4332-1), and none signed the bilan.
    #[error(
        "Aucun médecin n’a signé ce bilan\u{a0}: la prescription ne peut pas être faite. Seul un \
         médecin prescrit des séances."
    )]
    SansMedecin,
    /// No recommendation has sessions to prescribe.
    #[error(
        "Aucune préconisation de ce bilan n’a de séances à prescrire. Indiquez d’abord leur nombre \
         dans la préconisation."
    )]
    RienAPrescrire,
}

/// The family of an act, in words that betray no specialty.
#[must_use]
pub const fn famille(acte: crate::preconisation::PreconisationType) -> &'static str {
    use crate::preconisation::PreconisationType as T;
    match acte {
        T::Vac => "Vaccination",
        T::Equip => "Équipement",
        T::PaiPap => "École",
        T::Mdph | T::Droits => "Droits et démarches",
        T::Educ | T::Surv => "Vie quotidienne",
        _ => "Soins et consultations",
    }
}

/// Whether an act is of the kind that never goes out to others than doctors, whatever its
/// visibility says (domain note §5.2: sexual health, addictions).
#[must_use]
pub const fn sujet_reserve(acte: crate::preconisation::PreconisationType) -> bool {
    use crate::preconisation::PreconisationType as T;
    matches!(acte, T::Sexo | T::Addicto)
}
