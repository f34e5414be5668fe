//! A value as the journal holds it: JSON text, or the sixteen bytes of an identifier.

use serde_json::Value;
use sqlx::decode::Decode;
use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::sqlite::{Sqlite, SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Type, TypeInfo, ValueRef};
use uuid::Uuid;

/// The value of a change. An identifier is a third of a base as text, and less than half as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Valeur {
    /// JSON.
    Texte(String),
    /// A JSON string that is a UUID as this program writes it, hyphens and lower case.
    Id(Uuid),
}

impl Valeur {
    pub(super) fn de(valeur: &Value) -> serde_json::Result<Self> {
        if let Value::String(texte) = valeur
            && texte.len() == 36
            && let Ok(id) = Uuid::parse_str(texte)
            && id.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == texte
        {
            return Ok(Self::Id(id));
        }
        serde_json::to_string(valeur).map(Self::Texte)
    }

    /// The value as JSON text.
    pub(super) fn json(self) -> String {
        match self {
            Self::Texte(texte) => texte,
            Self::Id(id) => format!("\"{id}\""),
        }
    }

    /// What goes into the digest: what it is, then its bytes.
    pub(super) fn octets(&self) -> (u8, &[u8]) {
        match self {
            Self::Texte(texte) => (b't', texte.as_bytes()),
            Self::Id(id) => (b'i', id.as_bytes()),
        }
    }
}

impl Type<Sqlite> for Valeur {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }

    fn compatible(ty: &SqliteTypeInfo) -> bool {
        <[u8] as Type<Sqlite>>::compatible(ty)
    }
}

impl<'r> Decode<'r, Sqlite> for Valeur {
    fn decode(lue: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let octets = lue.type_info().name() == "BLOB";
        if octets {
            return Ok(Self::Id(Uuid::from_slice(<&[u8]>::decode(lue)?)?));
        }
        Ok(Self::Texte(String::decode(lue)?))
    }
}

impl Encode<'_, Sqlite> for Valeur {
    fn encode_by_ref(&self, places: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Texte(texte) => texte.encode_by_ref(places),
            Self::Id(id) => id.as_bytes().to_vec().encode_by_ref(places),
        }
    }
}
