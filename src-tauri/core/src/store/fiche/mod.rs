//! The rows of a record in the form of its file, and back: one pass in each direction, driven by what
//! the tables declare.

mod entree;
mod sortie;

pub use entree::Arrivee;

use super::entite::Entite;
use super::lecture::Objet;
use super::levee::masque;
use super::tables::{Colonne, Ident, Place, Secret, TantQue, Voie};
use super::{Store, tables};
use crate::error::{Code, Error, Result};
use escale_domain::instant::Instant;
use escale_domain::{bilan, enfant, examen, professionnel, vaccination};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// How much of a record is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etendue {
    /// What screens compute from and papers are made of.
    Papier,
    /// All that the record holds, so that nothing is lost on its way to another base.
    Export,
}

/// A type of the domain that is the row of a table, as a file has it.
pub trait Fiche: DeserializeOwned {
    const ENTITE: Entite;
}

macro_rules! fiches {
    ($($type:ty => $Name:ident),+ $(,)?) => {
        $(impl Fiche for $type { const ENTITE: Entite = Entite::$Name; })+
    };
}

fiches! {
    enfant::Enfant => Enfant,
    enfant::Placement => Placement,
    enfant::Titulaire => Titulaire,
    enfant::Autorisation => Autorisation,
    enfant::MedecinReferent => Medecin,
    enfant::Mesure => Mesure,
    enfant::TaillesParents => Parents,
    bilan::Outil => Outil,
    professionnel::Centre => Centre,
    examen::Reperage => Reperage,
    vaccination::Dose => Dose,
    vaccination::DecisionVaccinale => DecisionVaccinale,
}

/// The marks by which a file names rows, by their table and identifier in the base.
type Marques = HashMap<(Entite, String), String>;
/// The mark of a professional, by their identifier.
type Pro<'a> = &'a (dyn Fn(&str) -> String + Sync);

impl Store {
    /// The rows of a parent that count, as types of the domain; people stay identifiers.
    ///
    /// # Errors
    /// [`Code::BaseAbimee`] where one of them does not read.
    pub async fn fiches<T: Fiche>(&self, parent: Uuid) -> Result<Vec<(Uuid, T)>> {
        let objets = self.objets(T::ENTITE, parent).await?;
        objets.into_iter().filter(compte).map(lue).collect()
    }

    /// The same, without what this program hides of those that are secret.
    ///
    /// # Errors
    /// [`Code::BaseAbimee`] where one of them does not read.
    pub async fn fiches_masquees<T: Fiche>(&self, parent: Uuid) -> Result<Vec<(Uuid, T)>> {
        let objets = self.objets(T::ENTITE, parent).await?;
        objets.into_iter().filter(compte).map(|objet| lue(mask(objet))).collect()
    }

    /// A row as a type of the domain, where the base has it.
    ///
    /// # Errors
    /// [`Code::BaseAbimee`] where it does not read.
    pub async fn fiche_facultative<T: Fiche>(&self, id: Uuid) -> Result<Option<T>> {
        let objet = self.objet_facultatif(T::ENTITE, id).await?;
        objet.map(|objet| lue(objet).map(|(_, fiche)| fiche)).transpose()
    }

    /// A row as a type of the domain.
    ///
    /// # Errors
    /// [`Code::Introuvable`] when the base does not have it, [`Code::BaseAbimee`] where it does not
    /// read.
    pub async fn fiche<T: Fiche>(&self, id: Uuid) -> Result<T> {
        let fiche = self.fiche_facultative(id).await?;
        fiche.ok_or_else(|| Error::new(Code::Introuvable, T::ENTITE.nom()))
    }

    /// A professional as a file tells them, under that mark.
    ///
    /// # Errors
    /// The base does not have them.
    pub async fn pro_as_file(&self, id: Uuid, marque: &str) -> Result<Value> {
        let objet = self.objet(Entite::Professionnel, id).await?;
        let mut fiche = Sortie { marques: Marques::new(), pro: &str::to_owned }.fiche(objet);
        fiche.insert("id".to_owned(), json!(marque));
        Ok(Value::Object(fiche))
    }
}

/// The key under which the rows of a table stand in those of its parent.
fn sous_cle_de(entite: Entite, parent: Entite) -> Option<&'static str> {
    match (entite.table().place, entite.table().parent()) {
        (Place::Dans(cle), Some((_, chez))) if chez == parent => Some(cle),
        _ => None,
    }
}

/// Whether a row is one of the record.
fn compte(objet: &Objet) -> bool {
    match objet.entite.table().tant_que {
        TantQue::Toujours => true,
        TantQue::Nul(colonne) => objet.champ(colonne).is_null(),
        TantQue::Dit(colonnes) => colonnes.iter().any(|c| !objet.champ(c).is_null()),
    }
}

/// Whether a column goes along.
fn porte(colonne: &Colonne, etendue: Etendue) -> bool {
    etendue == Etendue::Export || !colonne.export
}

/// Hides a row that is secret by one of its columns, but for what is said to stay.
fn mask(mut objet: Objet) -> Objet {
    let entite = objet.entite;
    let Secret::Si(cle) = entite.table().secret else { return objet };
    if *objet.champ(cle) != Value::Bool(true) {
        return objet;
    }
    for colonne in entite.colonnes().iter().filter(|colonne| !colonne.clair) {
        let cache = masque(entite, colonne.nom, objet.champ(colonne.nom));
        objet.put(colonne.nom, cache);
    }
    objet
}

/// A row as a type of the domain.
pub(super) fn lue<T: Fiche>(objet: Objet) -> Result<(Uuid, T)> {
    let id = objet.id;
    let sortie = Sortie { marques: Marques::new(), pro: &str::to_owned };
    let fiche = serde_json::from_value(Value::Object(sortie.fiche(objet)));
    fiche.map(|fiche| (id, fiche)).map_err(|e| {
        Error::new(Code::BaseAbimee, format!("{}: {:?}", T::ENTITE.nom(), e.classify()))
    })
}

/// A place in the JSON of a record, made where it is not there yet.
fn sous_chemin<'a>(dossier: &'a mut Value, chemin: &str) -> &'a mut Value {
    chemin.split('/').fold(dossier, |place, cle| {
        if !place.is_object() {
            *place = json!({});
        }
        &mut place[cle]
    })
}

/// The professional under a key of an object, or of each object of a list.
fn sous_cle(valeur: &mut Value, cle: &str, name: &dyn Fn(&mut Value)) {
    match valeur {
        Value::Array(liste) => liste.iter_mut().for_each(|v| sous_cle(v, cle, name)),
        Value::Object(champs) => champs.get_mut(cle).into_iter().for_each(name),
        _ => {}
    }
}

/// Rows on their way out.
struct Sortie<'a> {
    marques: Marques,
    pro: Pro<'a>,
}

impl Sortie<'_> {
    fn fiche(&self, objet: Objet) -> Map<String, Value> {
        self.fiche_de(objet, Etendue::Export)
    }

    fn fiche_de(&self, objet: Objet, etendue: Etendue) -> Map<String, Value> {
        let colonnes = objet.entite.colonnes();
        let mut fiche = Map::with_capacity(colonnes.len());
        for (colonne, valeur) in colonnes.iter().zip(objet.valeurs) {
            if !porte(colonne, etendue) {
                continue;
            }
            let cle = if colonne.voie == Voie::Repere { "id" } else { colonne.nom };
            if let Some(valeur) = self.let_out(colonne, valeur) {
                fiche.insert(cle.to_owned(), valeur);
            }
        }
        fiche
    }

    /// A value as the file has it; none where the object of the file does not.
    fn let_out(&self, colonne: &Colonne, mut valeur: Value) -> Option<Value> {
        let name = |valeur: &mut Value| {
            if let Value::String(qui) = valeur {
                *qui = (self.pro)(qui);
            }
        };
        match colonne.voie {
            Voie::Meme | Voie::Repere | Voie::Tout => {}
            Voie::Pro => name(&mut valeur),
            Voie::Pros => valeur.as_array_mut().into_iter().flatten().for_each(name),
            Voie::ProSous(cle) => sous_cle(&mut valeur, cle, &name),
            Voie::Autre(entite) => {
                if let Value::String(id) = valeur {
                    let marque = self.marques.get(&(entite, id.clone())).cloned();
                    // A text that is no identifier of this base came with a file.
                    let ailleurs = Uuid::parse_str(&id).is_err().then_some(id);
                    valeur = json!(marque.or(ailleurs));
                }
            }
            Voie::Instant => valeur = json!(valeur.as_i64().map(Instant)),
            Voie::Parent(_)
            | Voie::Enfant
            | Voie::Rang
            | Voie::Sous(_)
            | Voie::DuParent(_)
            | Voie::Calculee(_)
            | Voie::Hors(_) => return None,
        }
        Some(valeur)
    }
}

/// An identifier that two posts derive alike from the same object and name.
#[must_use]
pub fn derive_id(parent: Uuid, nom: &str) -> Uuid {
    Uuid::new_v5(&parent, nom.as_bytes())
}

/// The identifier of a row of `R`, which comes from its parent and from what it is about.
#[must_use]
pub fn id_of<R: tables::Row>(parent: Uuid, cle: &str) -> Uuid {
    match R::TABLE.id {
        Ident::Derive(debut, _) => derive_id(parent, &format!("{debut}{cle}")),
        Ident::DuParent(_) | Ident::Tire => parent,
    }
}
