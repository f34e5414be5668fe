//! A record in: the rows that a file makes.

use super::{compte, derive_id, sous_cle};
use crate::error::Result;
use crate::store::Store;
use crate::store::acte::{Changement, Vu};
use crate::store::entite::{Entite, Forme};
use crate::store::lecture::Objet;
use crate::store::tables::{Ident, Place, Voie};
use escale_domain::instant::Instant;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// What the rows of a record that comes in are made with.
pub struct Arrivee<'a> {
    pub enfant: Uuid,
    pub bilan: Uuid,
    /// The identifier of a professional, by their mark.
    pub pro: &'a dyn Fn(&str) -> Option<Uuid>,
    /// The value of a column that the file does not have, from the row that it has.
    pub autrement: &'a dyn Fn(Entite, &'static str, &Value) -> Value,
}

impl Store {
    /// What makes the rows of a record, but for what comes by a way of its own. `dossier` is the JSON
    /// of a record that was checked.
    ///
    /// # Errors
    /// A row is not what the format says.
    pub fn enter(&self, dossier: &Value, arrivee: &Arrivee<'_>) -> Result<Vec<Changement>> {
        let mut entree = Entree { store: self, dossier, arrivee, ids: HashMap::new() };
        for entite in Entite::ALL {
            entree.number(*entite);
        }
        let mut changements = Vec::new();
        for entite in Entite::ALL {
            entree.enter(*entite, &mut changements)?;
        }
        Ok(changements)
    }

    /// What makes one row of a file under an identifier that is known.
    ///
    /// # Errors
    /// The row is not what the format says.
    pub fn enter_one(&self, entite: Entite, id: Uuid, fiche: &Value) -> Result<Vec<Changement>> {
        let arrivee = Arrivee {
            enfant: Uuid::nil(),
            bilan: Uuid::nil(),
            pro: &|_| None,
            autrement: &|_, _, _| Value::Null,
        };
        let dossier = json!({});
        let entree =
            Entree { store: self, dossier: &dossier, arrivee: &arrivee, ids: HashMap::new() };
        let objet = entree.objet(entite, fiche, (1, Uuid::nil()), None)?;
        Ok(changements(Objet { id, ..objet }).collect())
    }
}

fn changements(objet: Objet) -> impl Iterator<Item = Changement> {
    let (entite, id) = (objet.entite, objet.id);
    entite.colonnes().iter().zip(objet.valeurs).filter(|(_, v)| !v.is_null()).map(
        move |(colonne, valeur)| Changement {
            entite,
            objet: id,
            champ: colonne.nom,
            valeur,
            vu: Vu::Neuf,
        },
    )
}

/// A record on its way in.
struct Entree<'a> {
    store: &'a Store,
    dossier: &'a Value,
    arrivee: &'a Arrivee<'a>,
    /// The rows that the file gives a mark.
    ids: HashMap<(Entite, &'a str), Uuid>,
}

impl<'a> Entree<'a> {
    /// The objects of a table in the file, each with its parent: the identifier and the object.
    fn fiches(&self, entite: Entite) -> Vec<(&'a Value, Option<(Uuid, &'a Value)>)> {
        let search = |chemin: &str| self.dossier.pointer(&format!("/{chemin}"));
        match entite.table().place {
            Place::Liste(chemin) | Place::Export(chemin) | Place::Marques { chemin, .. } => {
                let liste = search(chemin).and_then(Value::as_array);
                liste.into_iter().flatten().map(|fiche| (fiche, None)).collect()
            }
            Place::Un(chemin) => {
                let un = search(chemin).filter(|fiche| fiche.is_object());
                un.into_iter().map(|fiche| (fiche, None)).collect()
            }
            Place::Dans(cle) => {
                let Some((_, parent)) = entite.table().parent() else { return Vec::new() };
                let mut toutes = Vec::new();
                for (chez, _) in self.fiches(parent) {
                    let id = chez["id"].as_str().and_then(|m| self.ids.get(&(parent, m)));
                    let liste = chez[cle].as_array().into_iter().flatten();
                    toutes.extend(liste.map(|fiche| (fiche, id.map(|id| (*id, chez)))));
                }
                toutes
            }
            Place::APart(_) | Place::Hors(_) => Vec::new(),
        }
    }

    /// Gives an identifier to the rows of a table that the file names by marks.
    fn number(&mut self, entite: Entite) {
        let table = entite.table();
        let marques = table.colonnes.iter().any(|c| c.voie == Voie::Repere)
            || matches!(table.place, Place::Marques { .. });
        for (fiche, _) in self.fiches(entite).into_iter().filter(|_| marques) {
            if let Some(marque) = fiche["id"].as_str() {
                let id = self.store.monde.nouvel_id();
                self.ids.insert((entite, marque), id);
            }
        }
    }

    fn enter(&self, entite: Entite, ecrits: &mut Vec<Changement>) -> Result<()> {
        let table = entite.table();
        for (rang, (fiche, chez)) in self.fiches(entite).into_iter().enumerate() {
            let parent = match (chez, table.parent(), table.id) {
                (Some((id, _)), ..) => id,
                (None, Some((_, Entite::Bilan)), _) => self.arrivee.bilan,
                _ => self.arrivee.enfant,
            };
            let mut objet = self.objet(entite, fiche, (rang + 1, parent), chez.map(|(_, p)| p))?;
            let marque = fiche["id"].as_str().and_then(|m| self.ids.get(&(entite, m)));
            objet.id = match (entite, table.id, marque) {
                (Entite::Enfant, ..) => self.arrivee.enfant,
                (Entite::Bilan, ..) => self.arrivee.bilan,
                (_, _, Some(id)) => *id,
                (_, Ident::Tire, None) => self.store.monde.nouvel_id(),
                (_, Ident::DuParent(_), None) => parent,
                (_, Ident::Derive(debut, champ), None) => {
                    let nom = objet.champ(champ).as_str().unwrap_or_default();
                    derive_id(parent, &format!("{debut}{nom}"))
                }
            };
            if compte(&objet) {
                ecrits.extend(changements(objet));
            }
        }
        Ok(())
    }

    /// The row of an object of the file, under no identifier yet.
    fn objet(
        &self,
        entite: Entite,
        fiche: &Value,
        (rang, parent): (usize, Uuid),
        chez: Option<&Value>,
    ) -> Result<Objet> {
        let name = |valeur: &mut Value| {
            if let Value::String(qui) = valeur
                && let Some(id) = (self.arrivee.pro)(qui)
            {
                *qui = id.to_string();
            }
        };
        let mut valeurs = Vec::with_capacity(entite.colonnes().len());
        for colonne in entite.colonnes() {
            let mut valeur = fiche[colonne.nom].clone();
            match colonne.voie {
                Voie::Meme => {}
                Voie::Pro => name(&mut valeur),
                Voie::Pros => valeur.as_array_mut().into_iter().flatten().for_each(name),
                Voie::ProSous(cle) => sous_cle(&mut valeur, cle, &name),
                Voie::Autre(autre) => {
                    if let Value::String(marque) = &valeur {
                        let id = self.ids.get(&(autre, marque.as_str())).map(Uuid::to_string);
                        let ailleurs = (colonne.forme == Forme::Texte).then(|| marque.clone());
                        valeur = json!(id.or(ailleurs));
                    }
                }
                Voie::Instant => {
                    let lu = valeur.as_str().and_then(Instant::parse);
                    valeur = json!(lu.map(|instant| instant.0));
                }
                Voie::Parent(_) => valeur = json!(parent.to_string()),
                Voie::Enfant => valeur = json!(self.arrivee.enfant.to_string()),
                Voie::Rang => valeur = json!(rang),
                Voie::Repere => valeur = fiche["id"].clone(),
                Voie::Tout => valeur = fiche.clone(),
                Voie::Sous(chemin) => {
                    let la = self.dossier.pointer(&format!("/{chemin}"));
                    valeur = la.cloned().unwrap_or(Value::Null);
                }
                Voie::DuParent(champ) => valeur = chez.map_or(Value::Null, |p| p[champ].clone()),
                Voie::Calculee(_) | Voie::Hors(_) => {
                    valeur = (self.arrivee.autrement)(entite, colonne.nom, fiche);
                }
            }
            valeurs.push(valeur);
        }
        Ok(Objet { entite, id: Uuid::nil(), valeurs })
    }
}
