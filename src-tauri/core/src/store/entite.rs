//! The kinds of objects of the record; what each holds is declared in [`tables`].
//!
//! The projector, the seal, the import, the export and `verify` are driven by this list.

use super::tables::{self, Colonne, Row, Table};

/// How a column holds a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forme {
    /// A JSON string.
    Texte,
    /// A JSON string that is a UUID.
    Id,
    /// A JSON integer.
    Entier,
    /// A JSON number.
    Reel,
    /// A JSON boolean, 0 or 1.
    Bool,
    /// Any JSON value, as text.
    Json,
}

macro_rules! entites {
    ($($Name:ident),+ $(,)?) => {
        /// A kind of object of the record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Entite { $($Name,)+ }

        impl Entite {
            /// Every entity, a parent before its children.
            pub const ALL: &'static [Self] = &[$(Self::$Name),+];

            /// What is declared of its table.
            #[must_use]
            pub(super) const fn table(self) -> &'static Table {
                match self { $(Self::$Name => const { &<tables::$Name as Row>::TABLE }),+ }
            }
        }
    };
}

impl Entite {
    /// Its name, which is also that of its table.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        self.table().nom
    }

    /// Its columns, the identifier apart.
    pub(super) const fn colonnes(self) -> &'static [Colonne] {
        self.table().colonnes
    }

    /// The entity of that name.
    #[must_use]
    pub fn de_nom(nom: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|entite| entite.nom() == nom)
    }
}

entites! {
    Motif, Centre, Professionnel, Enfant, Placement, Titulaire, Autorisation, Medecin, Mesure, Dose,
    Demande, Bilan, Volet, Signature, Addendum, Reponse, Outil, Preconisation, Relance, Enveloppe,
    Mouvement, Seance, Transmission, Document, Consentement, Reglage, Courbe, Formulaire, Parents,
    DecisionVaccinale, Reperage, Alerte, Proposition,
}
