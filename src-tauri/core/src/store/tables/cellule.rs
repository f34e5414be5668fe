//! The types that a column may have: their form in the base, and what an unreadable one says.

use super::super::entite::Forme;
use super::Masque;
use crate::error::{Code, Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::ops::Deref;
use uuid::Uuid;

/// A value that a column holds.
pub(in crate::store) trait Cellule: Sized {
    const FORME: Forme;
    const NULLE: bool = false;
    const MASQUE: Masque = Masque::Aucun;

    fn read(champ: &'static str, valeur: Value) -> Result<Self>;

    fn valeur(&self) -> Value;
}

/// Reads the next column of a row.
pub(in crate::store) fn suivante<C: Cellule>(
    valeurs: &mut impl Iterator<Item = Value>,
    champ: &'static str,
) -> Result<C> {
    C::read(champ, valeurs.next().unwrap_or(Value::Null))
}

fn abime(champ: &str) -> Error {
    Error::new(Code::BaseAbimee, format!("{champ} does not read"))
}

fn inconnu(champ: &str) -> Error {
    Error::new(Code::LigneIllisible, format!("unknown code in {champ}"))
}

/// A structured value, kept as JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Json<T>(pub T);

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(valeur: T) -> Self {
        Self(valeur)
    }
}

/// A closed code of a row that is shown even where this version does not know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lu<T> {
    /// It is known.
    Su(T),
    /// It is not: nothing may be decided on it.
    Inconnu {
        /// The column.
        champ: &'static str,
        /// What stands there.
        texte: String,
    },
}

impl<T: Copy> Lu<T> {
    /// The code.
    ///
    /// # Errors
    /// [`Code::LigneIllisible`] names the column of one that is not known.
    pub fn known(&self) -> Result<T> {
        match self {
            Self::Su(code) => Ok(*code),
            Self::Inconnu { champ, .. } => Err(inconnu(champ)),
        }
    }

    /// The code, where it is known.
    pub const fn ok(&self) -> Option<T> {
        match self {
            Self::Su(code) => Some(*code),
            Self::Inconnu { .. } => None,
        }
    }
}

impl<T> From<T> for Lu<T> {
    fn from(code: T) -> Self {
        Self::Su(code)
    }
}

impl<C: Cellule> Cellule for Option<C> {
    const FORME: Forme = C::FORME;
    const NULLE: bool = true;
    const MASQUE: Masque = Masque::Nul;

    fn read(champ: &'static str, valeur: Value) -> Result<Self> {
        match valeur {
            Value::Null => Ok(None),
            valeur => C::read(champ, valeur).map(Some),
        }
    }

    fn valeur(&self) -> Value {
        self.as_ref().map_or(Value::Null, C::valeur)
    }
}

impl Cellule for String {
    const FORME: Forme = Forme::Texte;
    const MASQUE: Masque = Masque::Texte("");

    fn read(champ: &'static str, valeur: Value) -> Result<Self> {
        match valeur {
            Value::String(texte) => Ok(texte),
            _ => Err(abime(champ)),
        }
    }

    fn valeur(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl Cellule for Uuid {
    const FORME: Forme = Forme::Id;

    fn read(champ: &'static str, valeur: Value) -> Result<Self> {
        valeur.as_str().and_then(|t| Self::parse_str(t).ok()).ok_or_else(|| abime(champ))
    }

    fn valeur(&self) -> Value {
        Value::from(self.to_string())
    }
}

impl<T: Serialize + DeserializeOwned> Cellule for Json<T> {
    const FORME: Forme = Forme::Json;

    fn read(champ: &'static str, valeur: Value) -> Result<Self> {
        serde_json::from_value(valeur).map(Self).map_err(|_| abime(champ))
    }

    fn valeur(&self) -> Value {
        serde_json::to_value(&self.0).unwrap_or_default()
    }
}

macro_rules! nombres {
    ($($type:ty, $forme:ident, $read:ident;)+) => {
        $(impl Cellule for $type {
            const FORME: Forme = Forme::$forme;

            fn read(champ: &'static str, valeur: Value) -> Result<Self> {
                valeur.$read().ok_or_else(|| abime(champ))
            }

            fn valeur(&self) -> Value {
                Value::from(*self)
            }
        })+
    };
}

nombres! {
    i64, Entier, as_i64;
    f64, Reel, as_f64;
    bool, Bool, as_bool;
}

macro_rules! dates {
    ($($type:ty),+) => {
        $(impl Cellule for $type {
            const FORME: Forme = Forme::Texte;

            fn read(champ: &'static str, valeur: Value) -> Result<Self> {
                valeur.as_str().and_then(Self::parse_iso).ok_or_else(|| abime(champ))
            }

            fn valeur(&self) -> Value {
                Value::from(self.iso())
            }
        })+
    };
}

dates!(escale_domain::date::DateCivile, escale_domain::date::DatePartielle);

/// The closed lists of the domain, as columns.
macro_rules! codes {
    ($($type:ty),+ $(,)?) => {
        $(
            impl Cellule for $type {
                const FORME: Forme = Forme::Texte;

                fn read(champ: &'static str, valeur: Value) -> Result<Self> {
                    valeur.as_str().and_then(Self::from_code).ok_or_else(|| inconnu(champ))
                }

                fn valeur(&self) -> Value {
                    Value::from(self.code())
                }
            }

            impl Cellule for Lu<$type> {
                const FORME: Forme = Forme::Texte;

                fn read(champ: &'static str, valeur: Value) -> Result<Self> {
                    let Value::String(texte) = valeur else { return Err(abime(champ)) };
                    Ok(match <$type>::from_code(&texte) {
                        Some(code) => Self::Su(code),
                        None => Self::Inconnu { champ, texte },
                    })
                }

                fn valeur(&self) -> Value {
                    match self {
                        Self::Su(code) => Value::from(code.code()),
                        Self::Inconnu { texte, .. } => Value::from(texte.as_str()),
                    }
                }
            }

            impl Lu<$type> {
                /// What stands in the base, known or not.
                #[must_use]
                pub fn code(&self) -> &str {
                    match self {
                        Self::Su(code) => code.code(),
                        Self::Inconnu { texte, .. } => texte,
                    }
                }
            }
        )+
    };
}

codes! {
    escale_domain::alerte::Gravite,
    escale_domain::bilan::BilanStatut,
    escale_domain::bilan::BilanType,
    escale_domain::bilan::DemiJournee,
    escale_domain::bilan::Traitement,
    escale_domain::bilan::VoletCode,
    escale_domain::bilan::VoletStatut,
    escale_domain::codes::Bool3,
    escale_domain::codes::Visibilite,
    escale_domain::consentement::AupresDe,
    escale_domain::consentement::ConsentementNature,
    escale_domain::enfant::AutorisationStatut,
    escale_domain::enfant::CarnetSante,
    escale_domain::enfant::InsStatut,
    escale_domain::enfant::LienAutorite,
    escale_domain::enfant::Posture,
    escale_domain::enfant::Sexe,
    escale_domain::enfant::TitulaireAp,
    escale_domain::enveloppe::Dispositif,
    escale_domain::enveloppe::EnveloppeStatut,
    escale_domain::enveloppe::MouvementType,
    escale_domain::enveloppe::Presence,
    escale_domain::enveloppe::SeanceNature,
    escale_domain::enveloppe::SeanceStatut,
    escale_domain::examen::EtatReperage,
    escale_domain::examen::ExamenCode,
    escale_domain::examen::JalonTnd,
    escale_domain::formulaire::FormulaireStatut,
    escale_domain::preconisation::Financement,
    escale_domain::preconisation::MotifNonRealisation,
    escale_domain::preconisation::PreconisationStatut,
    escale_domain::preconisation::PreconisationType,
    escale_domain::preconisation::Priorite,
    escale_domain::preconisation::Responsable,
    escale_domain::professionnel::Profession,
    escale_domain::professionnel::ProfessionnelStatut,
    escale_domain::professionnel::Role,
    escale_domain::synthese::Sort,
    escale_domain::transmission::Canal,
    escale_domain::document::PaperKind,
    escale_domain::transmission::DocumentStatut,
    escale_domain::transmission::TransmissionStatut,
    escale_domain::vaccination::DecisionGenre,
    escale_domain::vaccination::Preuve,
    escale_domain::vaccination::SourceVaccinale,
    escale_domain::vaccination::Valence,
}
