//! Closed lists of codes, each with its French label.
//!
//! One macro makes the enum, its JSON form (the ASCII code), its label and the list of all values,
//! so that a code without a label cannot be written.

/// A code and its label, as a screen shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct Choix {
    /// ASCII code, as stored.
    pub code: &'static str,
    /// French label, as shown.
    pub label: &'static str,
}

/// Declares a closed list of codes with their French labels. With a type after the name, each line
/// also ends with a value of that type, which `facts()` gives: a line then says all that there is to
/// know of its code, and one that lacks a fact does not compile.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $Name:ident: $Facts:ty {
        $($Variant:ident = $code:literal, $label:literal, $facts:expr;)+
    }) => {
        $crate::codes::codes! { $(#[$meta])* $Name { $($Variant = $code, $label;)+ } }

        impl $Name {
            /// What is true of this value.
            #[must_use]
            pub const fn facts(self) -> &'static $Facts {
                match self { $(Self::$Variant => const { &$facts }),+ }
            }
        }
    };
    ($(#[$meta:meta])* $Name:ident { $($Variant:ident = $code:literal, $label:literal;)+ }) => {
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, ts_rs::TS,
        )]
        $(#[$meta])*
        pub enum $Name {
            $(#[doc = $label] #[serde(rename = $code)] $Variant,)+
        }

        impl $Name {
            /// Every value, in the order in which a screen lists them.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];
            /// Every code with its label.
            pub const CHOIX: &'static [$crate::codes::Choix] =
                &[$($crate::codes::Choix { code: $code, label: $label }),+];

            /// The ASCII code, as stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$Variant => $code),+ }
            }

            /// The French label, as shown.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$Variant => $label),+ }
            }

            /// The value of a code, if the list has it.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$Variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// An answer that admits not knowing.
    Bool3 {
        Oui = "oui", "Oui";
        Non = "non", "Non";
        Inconnu = "inconnu", "Ne sait pas";
    }
}

codes! {
    /// Who may read an item (domain note §7): V1 may become a need on the ASE sheet, V2 stays with
    /// the care team and doctors, V3 is under reinforced secrecy.
    Visibilite {
        V1 = "V1", "Partageable comme besoin";
        V2 = "V2", "Équipe de soins et médecins";
        V3 = "V3", "Secret renforcé";
    }
}
