//! A record out: the rows of a child and of one bilan, in the form of a file.

use super::{Etendue, Marques, Pro, Sortie, compte, porte, sous_chemin, sous_cle_de};
use crate::error::Result;
use crate::store::Store;
use crate::store::entite::Entite;
use crate::store::lecture::{self, Objet};
use crate::store::tables::{Ident, Place, Voie};
use serde_json::{Map, Value, json};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;
use uuid::Uuid;

impl Store {
    /// A child and one of their bilans in the form of a record file, but for what comes by a way of
    /// its own.
    pub async fn gather(
        &self,
        (enfant, bilan): (Uuid, Uuid),
        etendue: Etendue,
        pro: Pro<'_>,
    ) -> Result<Value> {
        let mut lus = Vec::new();
        for entite in Entite::ALL.iter().copied() {
            let voulue = match entite.table().place {
                Place::Liste(_) | Place::Un(_) | Place::Dans(_) => true,
                Place::Export(_) | Place::Marques { .. } => etendue == Etendue::Export,
                Place::APart(_) | Place::Hors(_) => false,
            };
            if voulue {
                lus.push((entite, self.du_dossier(entite, (enfant, bilan)).await?));
            }
        }
        let marques = self.marques(&lus).await?;
        let sortie = Sortie { marques, pro };
        let mut dossier = json!({});
        let mut dans: HashMap<String, Map<String, Value>> = HashMap::new();
        // Children come after their parents in the list, and go into them.
        for (entite, objets) in lus.into_iter().rev() {
            let table = entite.table();
            let mut liste = Vec::with_capacity(objets.len());
            let cles: Vec<&str> =
                Entite::ALL.iter().filter_map(|e| sous_cle_de(*e, entite)).collect();
            for objet in objets {
                let mut sous = match cles.is_empty() {
                    true => Map::new(),
                    false => dans.remove(&objet.id.to_string()).unwrap_or_default(),
                };
                for cle in &cles {
                    sous.entry(*cle).or_insert_with(|| json!([]));
                }
                let parent = table.parent().map(|(nom, _)| objet.champ(nom).clone());
                for colonne in table.colonnes.iter().filter(|c| porte(c, etendue)) {
                    if let Voie::Sous(chemin) = colonne.voie {
                        *sous_chemin(&mut dossier, chemin) = objet.champ(colonne.nom).clone();
                    }
                }
                let tout = table.colonnes.iter().find(|c| c.voie == Voie::Tout);
                if let Some(colonne) = tout {
                    liste.push(objet.champ(colonne.nom).clone());
                    continue;
                }
                let marque = match table.place {
                    Place::Marques { .. } => {
                        sortie.marques.get(&(entite, objet.id.to_string())).cloned()
                    }
                    _ => None,
                };
                let mut fiche = sortie.fiche_de(objet, etendue);
                if let Some(marque) = marque {
                    fiche.insert("id".to_owned(), json!(marque));
                }
                fiche.append(&mut sous);
                match (table.place, parent) {
                    (Place::Dans(cle), Some(Value::String(parent))) => {
                        let chez = dans.entry(parent).or_default();
                        let rangs = chez.entry(cle).or_insert_with(|| json!([]));
                        rangs.as_array_mut().into_iter().for_each(|l| l.push(json!(fiche)));
                    }
                    _ => liste.push(Value::Object(fiche)),
                }
            }
            match table.place {
                Place::Liste(chemin) | Place::Export(chemin) | Place::Marques { chemin, .. } => {
                    *sous_chemin(&mut dossier, chemin) = Value::Array(liste);
                }
                Place::Un(chemin) => {
                    if let Some(mut fiche) = liste.pop() {
                        let place = sous_chemin(&mut dossier, chemin);
                        // What stands inside it is there already.
                        if let (Some(avant), Some(fiche)) =
                            (place.as_object_mut(), fiche.as_object_mut())
                        {
                            fiche.append(avant);
                        }
                        *place = fiche;
                    }
                }
                Place::Dans(_) | Place::APart(_) | Place::Hors(_) => {}
            }
        }
        Ok(dossier)
    }

    /// The rows of a table that the record of a child and of one bilan has, in the order of a file.
    async fn du_dossier(
        &self,
        entite: Entite,
        (enfant, bilan): (Uuid, Uuid),
    ) -> Result<Vec<Objet>> {
        let table = entite.table();
        let mut objets = match (entite, table.id, table.parent()) {
            (Entite::Bilan, ..) => vec![self.objet(entite, bilan).await?],
            (Entite::Enfant, ..) | (_, Ident::DuParent(Entite::Enfant), _) => {
                self.objet_facultatif(entite, enfant).await?.into_iter().collect()
            }
            (_, _, Some((_, Entite::Enfant))) => self.objets(entite, enfant).await?,
            (_, _, Some((_, Entite::Bilan))) => self.objets(entite, bilan).await?,
            (_, _, Some((nom, parent))) => {
                // The children of all rows of the parent, at once.
                let sql = format!(
                    "{} WHERE \"{nom}\" IN (SELECT id FROM {} WHERE bilan = ?) ORDER BY rang, id",
                    lecture::selection(entite),
                    parent.nom()
                );
                let lignes = sqlx::query(AssertSqlSafe(sql))
                    .bind(bilan.to_string())
                    .fetch_all(&self.lectures)
                    .await?;
                let leve = |ligne| self.unseal_objet(lecture::objet(entite, ligne)?);
                lignes.iter().map(leve).collect::<Result<_>>()?
            }
            (_, _, None) => Vec::new(),
        };
        objets.retain(compte);
        if let Place::Marques { par, .. } = table.place {
            let texte = |o: &Objet| o.champ(par).as_str().unwrap_or_default().to_owned();
            objets.sort_by_key(|o| (texte(o).len(), texte(o), o.id));
        }
        Ok(objets)
    }

    /// The marks of the rows that a file names; a row that the file does not have goes by what tells
    /// it apart elsewhere.
    async fn marques(&self, lus: &[(Entite, Vec<Objet>)]) -> Result<Marques> {
        let mut marques = Marques::new();
        for (entite, objets) in lus {
            let table = entite.table();
            let repere = table.colonnes.iter().find(|c| c.voie == Voie::Repere);
            for (rang, objet) in objets.iter().enumerate() {
                let marque = match (repere, table.place) {
                    (Some(repere), _) => objet.champ(repere.nom).as_str().map(str::to_owned),
                    (None, Place::Marques { debut, .. }) => Some(format!("{debut}{}", rang + 1)),
                    (None, _) => None,
                };
                marques.extend(marque.map(|m| ((*entite, objet.id.to_string()), m)));
            }
        }
        for (entite, objets) in lus {
            for colonne in entite.colonnes() {
                let Voie::Autre(autre) = colonne.voie else { continue };
                let Place::Marques { par, .. } = autre.table().place else { continue };
                for objet in objets {
                    let Some(texte) = objet.champ(colonne.nom).as_str() else { continue };
                    let Ok(id) = Uuid::parse_str(texte) else { continue };
                    let cle = (autre, texte.to_owned());
                    if !marques.contains_key(&cle)
                        && let Some(la) = self.objet_facultatif(autre, id).await?
                    {
                        marques.extend(la.champ(par).as_str().map(|m| (cle, m.to_owned())));
                    }
                }
            }
        }
        Ok(marques)
    }
}
