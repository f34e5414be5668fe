//! The tables of the record, each declared once: the Rust type of a row, its columns, what of it is
//! secret and what stands in its place, and how each column travels in a record file.
//!
//! A column says its type, which gives its form in SQL and whether it may be null, and its [`Voie`];
//! without them it does not compile. In a table that has a [`Secret`], a column is hidden until its
//! line says `clair`. The lists below are read by the projection, the seal, the import and the export
//! of a record; a test compares them with the tables that the migrations make.

mod bilan;
mod cellule;
mod centre;
mod enfant;
mod preconisation;
mod seance;
mod transmission;
mod vaccin;

pub use bilan::{Addendum, Bilan, Outil, Reponse, Signature, Volet};
pub(in crate::store) use cellule::{Cellule, suivante};
pub use cellule::{Json, Lu};
pub use centre::{Centre, Courbe, Formulaire, Motif, Professionnel, Reglage};
pub use enfant::{Autorisation, Demande, Enfant, Medecin, Mesure, Parents, Placement, Titulaire};
pub use preconisation::{Alerte, Preconisation, Proposition, Relance};
pub use seance::{Enveloppe, Mouvement, Seance};
pub use transmission::{Consentement, Document, Transmission};
pub use vaccin::{DecisionVaccinale, Dose, Reperage};

use super::entite::{Entite, Forme};
use super::lecture::Objet;
use crate::error::Result;
use serde_json::Value;
use std::marker::PhantomData;
use uuid::Uuid;

/// A row of a table, as the use cases read it.
pub trait Row: Sized + Send {
    /// Its table.
    const ENTITE: Entite;
    /// What is declared of the table.
    const TABLE: Table;

    /// Reads a row.
    ///
    /// # Errors
    /// [`Code::LigneIllisible`](crate::error::Code) names the column of a code that this version does
    /// not know; [`Code::BaseAbimee`](crate::error::Code) where a value is none of its type.
    fn of(objet: Objet) -> Result<Self>;

    /// Its identifier and its columns in their order, null where nothing is recorded.
    fn valeurs(&self) -> (Uuid, Vec<(&'static str, Value)>);
}

/// A column of `R` and the value to write there.
#[derive(Debug, Clone, PartialEq)]
pub struct Champ<R> {
    pub(in crate::store) nom: &'static str,
    pub(in crate::store) valeur: Value,
    table: PhantomData<R>,
}

impl<R> Champ<R> {
    pub(in crate::store) const fn new(nom: &'static str, valeur: Value) -> Self {
        Self { nom, valeur, table: PhantomData }
    }
}

/// What is declared of a table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub(in crate::store) nom: &'static str,
    pub(in crate::store) place: Place,
    pub(in crate::store) id: Ident,
    pub(in crate::store) secret: Secret,
    pub(in crate::store) tant_que: TantQue,
    pub(in crate::store) colonnes: &'static [Colonne],
}

impl Table {
    pub(in crate::store) fn colonne(&self, nom: &str) -> Option<&'static Colonne> {
        self.colonnes.iter().find(|c| c.nom == nom)
    }

    /// The column that names the row's parent.
    pub(in crate::store) fn parent(&self) -> Option<(&'static str, Entite)> {
        self.colonnes.iter().find_map(|c| match c.voie {
            Voie::Parent(entite) => Some((c.nom, entite)),
            _ => None,
        })
    }
}

/// Where the rows of a table stand in a record file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A list under this path.
    Liste(&'static str),
    /// A list that only whole exports carry.
    Export(&'static str),
    /// A list that only whole exports carry, whose rows get marks that begin so, in the order of a
    /// column that tells them apart elsewhere.
    Marques {
        /// Its path.
        chemin: &'static str,
        /// How marks begin.
        debut: &'static str,
        /// The column.
        par: &'static str,
    },
    /// One object under this path, or none.
    Un(&'static str),
    /// A list under this key of its parent.
    Dans(&'static str),
    /// It comes and goes by a way of its own, said here.
    APart(&'static str),
    /// No record carries it, for this reason.
    Hors(&'static str),
}

/// Which identifier a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ident {
    /// One that is drawn.
    Tire,
    /// That of its parent, of which it is the only row.
    DuParent(Entite),
    /// Derived from its parent and from a column, after a prefix, so that two posts name it alike.
    Derive(&'static str, &'static str),
}

/// What of a row is secret, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// Nothing.
    Rien,
    /// Its columns, where its own `visibilite` is V3: sealed but for those that are `clair`.
    V3,
    /// An answer: sealed whole, with its question, where the form, the file or the dictionary says V3.
    Reponse,
    /// The reason of an act: sealed where something of the act is.
    Motif,
    /// Parts of columns, always.
    Parties,
    /// Its columns, where this one is true: masked but for those that are `clair`.
    Si(&'static str),
}

/// Which rows of a table a record has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TantQue {
    /// All of them.
    Toujours,
    /// Those in which this column is null: what was struck out is in the journal.
    Nul(&'static str),
    /// Those in which one of these columns is not null: one of which all is taken back says nothing.
    Dit(&'static [&'static str]),
}

/// How a column travels in a record file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voie {
    /// As it is.
    Meme,
    /// A professional: a mark in the file, an identifier in the base.
    Pro,
    /// A list of professionals.
    Pros,
    /// A professional under this key, of an object or of each object of a list.
    ProSous(&'static str),
    /// A row of another table: its mark in the file, its identifier in the base.
    Autre(Entite),
    /// Milliseconds in the base, RFC 3339 in the file.
    Instant,
    /// The row that it belongs to, under which the file has it.
    Parent(Entite),
    /// The child of the record.
    Enfant,
    /// Its place in the list of the file.
    Rang,
    /// Its mark in the file, under `id`.
    Repere,
    /// The whole object of the file.
    Tout,
    /// Under this path of the file.
    Sous(&'static str),
    /// That of this column of its parent.
    DuParent(&'static str),
    /// Not in the rows of the file: the import has it from elsewhere, from here.
    Calculee(&'static str),
    /// Not in the record, for this reason.
    Hors(&'static str),
}

/// A part of a value that is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dedans {
    /// The text under this key of an object.
    Cle(&'static str),
    /// The text under this key of each object of a list.
    Chaque(&'static str),
}

/// What stands in the place of a hidden value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Masque {
    /// Nothing: the column may be null.
    Nul,
    /// This text.
    Texte(&'static str),
    /// No value of the type says nothing: the column must be `clair`, or have a mask of its own.
    Aucun,
}

/// What is declared of a column.
#[derive(Debug, Clone, Copy)]
pub struct Colonne {
    pub(in crate::store) nom: &'static str,
    pub(in crate::store) forme: Forme,
    pub(in crate::store) nulle: bool,
    pub(in crate::store) voie: Voie,
    pub(in crate::store) clair: bool,
    pub(in crate::store) export: bool,
    pub(in crate::store) masque: Masque,
    pub(in crate::store) dedans: Option<Dedans>,
}

impl Colonne {
    /// The table whose rows it names.
    #[cfg(test)]
    pub(in crate::store) fn cible(&self) -> Option<Entite> {
        if self.forme != Forme::Id {
            return None;
        }
        match self.voie {
            Voie::Parent(entite) | Voie::Autre(entite) => Some(entite),
            Voie::Enfant => Some(Entite::Enfant),
            Voie::Pro => Some(Entite::Professionnel),
            _ => None,
        }
    }

    /// What an erased value leaves where there must be one: the emptiest value of its form. One of a
    /// closed list or a date does not read any more, and says so.
    pub(in crate::store) fn vide(&self) -> Value {
        match self.forme {
            _ if self.nulle => Value::Null,
            Forme::Texte | Forme::Id => Value::from(""),
            Forme::Entier | Forme::Reel => Value::from(0),
            Forme::Bool => Value::Bool(false),
            Forme::Json => Value::Null,
        }
    }

    const fn new<C: Cellule>(nom: &'static str, voie: Voie) -> Self {
        Self {
            nom,
            forme: C::FORME,
            nulle: C::NULLE,
            voie,
            clair: false,
            export: false,
            masque: C::MASQUE,
            dedans: None,
        }
    }
}

/// What no record carries of its own tables, and why: a table and a column, `*` for all of them.
pub fn left_out() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    Entite::ALL.iter().flat_map(|entite| {
        let table = entite.table();
        let toute = match table.place {
            Place::Hors(raison) => Some((table.nom, "*", raison)),
            _ => None,
        };
        let dites = table.colonnes.iter().filter_map(|colonne| match colonne.voie {
            Voie::Hors(raison) => Some((table.nom, colonne.nom, raison)),
            _ => None,
        });
        toute.into_iter().chain(dites)
    })
}

/// Declares a table: `Name in "name" { what is said of the table } column: Type => Voie, options;`.
///
/// A column whose name is no name in Rust is written `champ as "nom"`. Its options:
/// - `clair`: read even where the row is secret;
/// - `masque("…")`: what is shown in its place otherwise, where its type has no empty value;
/// - `dedans(…)`: the part of it that is sealed;
/// - `export`: only whole exports carry it, no paper.
macro_rules! table {
    (
        $(#[$meta:meta])*
        $Name:ident in $nom:literal { $($cle:ident: $dit:expr),+ $(,)? }
        $(
            $(#[$note:meta])*
            $champ:ident $(as $sql:literal)?: $type:ty => $voie:expr
            $(, $option:ident $(($valeur:expr))?)*;
        )+
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "the field names are those of the data dictionary")]
        pub struct $Name {
            pub id: ::uuid::Uuid,
            $($(#[$note])* pub $champ: $type,)+
        }

        impl $crate::store::tables::Row for $Name {
            const ENTITE: $crate::store::entite::Entite = $crate::store::entite::Entite::$Name;
            const TABLE: $crate::store::tables::Table = $crate::store::tables::Table {
                nom: $nom,
                $($cle: $dit,)+
                colonnes: &[$({
                    #[allow(unused_mut)]
                    let mut colonne = $crate::store::tables::Colonne::new::<$type>(
                        $crate::store::tables::nom_sql!($champ $(, $sql)?),
                        $voie,
                    );
                    $($crate::store::tables::option!(colonne, $option $(, $valeur)?);)*
                    colonne
                }),+],
            };

            fn of(objet: $crate::store::lecture::Objet) -> $crate::error::Result<Self> {
                let id = objet.id;
                let mut valeurs = objet.valeurs.into_iter();
                Ok(Self {
                    id,
                    $($champ: $crate::store::tables::suivante::<$type>(
                        &mut valeurs,
                        $crate::store::tables::nom_sql!($champ $(, $sql)?),
                    )?,)+
                })
            }

            fn valeurs(&self) -> (::uuid::Uuid, Vec<(&'static str, ::serde_json::Value)>) {
                (self.id, vec![$((
                    $crate::store::tables::nom_sql!($champ $(, $sql)?),
                    $crate::store::tables::Cellule::valeur(&self.$champ),
                )),+])
            }
        }

        #[allow(missing_docs, reason = "each writes the column that it names")]
        #[allow(clippy::self_named_constructors, reason = "a column named like its table")]
        impl $Name {
            $(
                #[must_use]
                pub fn $champ(valeur: impl Into<$type>) -> $crate::store::tables::Champ<Self> {
                    $crate::store::tables::Champ::new(
                        $crate::store::tables::nom_sql!($champ $(, $sql)?),
                        $crate::store::tables::Cellule::valeur(&valeur.into()),
                    )
                }
            )+
        }
    };
}

macro_rules! nom_sql {
    ($champ:ident) => {
        stringify!($champ)
    };
    ($champ:ident, $sql:literal) => {
        $sql
    };
}

macro_rules! option {
    ($colonne:ident, clair) => {
        $colonne.clair = true
    };
    ($colonne:ident, export) => {
        $colonne.export = true
    };
    ($colonne:ident, masque, $texte:expr) => {
        $colonne.masque = $crate::store::tables::Masque::Texte($texte)
    };
    ($colonne:ident, dedans, $partie:expr) => {
        $colonne.dedans = Some($partie)
    };
}

use {nom_sql, option, table};
