//! Reads rows back.

use super::Store;
use super::entite::{Entite, Forme};
use super::fiche::{self, Fiche};
use super::tables::{Champ, Document, Row};
use super::valeur::Valeur;
use super::{Changement, Vu};
use crate::error::{Code, Error, Result};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

/// A row as the journal has it: JSON values in the order of its columns, null where nothing was
/// recorded. It does not leave the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Objet {
    pub(super) entite: Entite,
    pub(super) id: Uuid,
    pub(super) valeurs: Vec<Value>,
}

impl Objet {
    /// The value of a column.
    pub(super) fn champ(&self, nom: &str) -> &Value {
        let rang = self.entite.colonnes().iter().position(|c| c.nom == nom);
        rang.and_then(|rang| self.valeurs.get(rang)).unwrap_or(&Value::Null)
    }

    pub(super) fn put(&mut self, nom: &str, valeur: Value) {
        let rang = self.entite.colonnes().iter().position(|c| c.nom == nom);
        if let Some(place) = rang.and_then(|rang| self.valeurs.get_mut(rang)) {
            *place = valeur;
        }
    }
}

/// SELECT … of every column of an entity.
pub(super) fn selection(entite: Entite) -> String {
    let colonnes: Vec<String> =
        entite.colonnes().iter().map(|c| format!("\"{}\"", c.nom)).collect();
    format!("SELECT id, {} FROM {}", colonnes.join(", "), entite.nom())
}

pub(super) fn objet(entite: Entite, ligne: &SqliteRow) -> Result<Objet> {
    let abime = || Error::new(Code::BaseAbimee, format!("{} does not read", entite.nom()));
    let id: String = ligne.try_get(0)?;
    let id = Uuid::parse_str(&id).map_err(|_| abime())?;
    let mut valeurs = Vec::with_capacity(entite.colonnes().len());
    for (rang, colonne) in entite.colonnes().iter().enumerate() {
        let rang = rang + 1;
        let valeur = match colonne.forme {
            Forme::Texte | Forme::Id => {
                ligne.try_get::<Option<String>, _>(rang)?.map(Value::String)
            }
            Forme::Entier => ligne.try_get::<Option<i64>, _>(rang)?.map(Value::from),
            Forme::Reel => ligne.try_get::<Option<f64>, _>(rang)?.map(Value::from),
            Forme::Bool => ligne.try_get::<Option<bool>, _>(rang)?.map(Value::Bool),
            Forme::Json => match ligne.try_get::<Option<&str>, _>(rang)? {
                Some(texte) => Some(serde_json::from_str(texte).map_err(|_| abime())?),
                None => None,
            },
        };
        valeurs.push(valeur.unwrap_or(Value::Null));
    }
    Ok(Objet { entite, id, valeurs })
}

impl Store {
    /// A row.
    ///
    /// # Errors
    /// [`Code::Introuvable`] when the base does not have it, or what [`Row::of`] says.
    pub async fn row<R: Row>(&self, id: Uuid) -> Result<R> {
        R::of(self.objet(R::ENTITE, id).await?)
    }

    /// A row, where the base has it.
    ///
    /// # Errors
    /// What [`Row::of`] says.
    pub async fn row_facultative<R: Row>(&self, id: Uuid) -> Result<Option<R>> {
        self.objet_facultatif(R::ENTITE, id).await?.map(R::of).transpose()
    }

    /// A row, and the same as a type of the domain.
    ///
    /// # Errors
    /// [`Code::Introuvable`] when the base does not have it; what [`Row::of`] says;
    /// [`Code::BaseAbimee`] where the type does not read.
    pub async fn row_and_fiche<R: Row, F: Fiche>(&self, id: Uuid) -> Result<(R, F)> {
        let objet = self.objet(R::ENTITE, id).await?;
        let (_, fiche) = fiche::lue(objet.clone())?;
        Ok((R::of(objet)?, fiche))
    }

    /// Refuses what the base does not have.
    ///
    /// # Errors
    /// [`Code::Introuvable`].
    pub async fn require<R: Row>(&self, id: Uuid) -> Result<()> {
        let sql = format!("SELECT 1 FROM {} WHERE id = ?", R::ENTITE.nom());
        let un = sqlx::query(AssertSqlSafe(sql)).bind(id.to_string());
        let la = un.fetch_optional(&self.lectures).await?;
        la.map(|_| ()).ok_or_else(|| Error::new(Code::Introuvable, R::ENTITE.nom()))
    }

    /// The rows of a parent (a child's placements, a bilan's parts), in their order.
    ///
    /// # Errors
    /// What [`Row::of`] says of any of them.
    pub async fn rows<R: Row>(&self, parent: Uuid) -> Result<Vec<R>> {
        let objets = self.objets(R::ENTITE, parent).await?;
        objets.into_iter().map(R::of).collect()
    }

    /// Every row of a table of which the centre has few: its settings, its references.
    ///
    /// # Errors
    /// What [`Row::of`] says of any of them.
    pub async fn all<R: Row>(&self) -> Result<Vec<R>> {
        let sql = format!("{} ORDER BY id", selection(R::ENTITE));
        let lignes = sqlx::query(AssertSqlSafe(sql)).fetch_all(&self.lectures).await?;
        lignes.iter().map(|ligne| R::of(self.leve(R::ENTITE, ligne)?)).collect()
    }

    /// The papers of a child, of whichever bilan.
    ///
    /// # Errors
    /// What [`Row::of`] says of any of them.
    pub async fn papers_of(&self, enfant: Uuid) -> Result<Vec<Document>> {
        let sql = format!("{} WHERE enfant = ? ORDER BY id", selection(Entite::Document));
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(enfant.to_string())
            .fetch_all(&self.lectures)
            .await?;
        lignes.iter().map(|ligne| Row::of(self.leve(Entite::Document, ligne)?)).collect()
    }

    /// How many rows a parent has, struck out or not: the rank of the next.
    pub async fn count<R: Row>(&self, parent: Uuid) -> Result<i64> {
        let (nom, _) = parent_de(R::ENTITE)?;
        let sql = format!("SELECT COUNT(*) FROM {} WHERE \"{nom}\" = ?", R::ENTITE.nom());
        let nombre = sqlx::query_scalar(AssertSqlSafe(sql)).bind(parent.to_string());
        Ok(nombre.fetch_one(&self.lectures).await?)
    }

    /// The changes that a form sent whole asks for in a row: every column that differs from what
    /// the screen showed. `vu` is the last act that the screen knew of the row.
    pub async fn changes<R: Row>(
        &self,
        id: Uuid,
        champs: Vec<Champ<R>>,
        vu: Option<Uuid>,
    ) -> Result<Vec<Changement>> {
        let montre = match vu {
            Some(acte) => self.objet_jusqua(R::ENTITE, id, acte).await?,
            None => None,
        };
        let vu = vu.map_or(Vu::Rien, Vu::Jusqua);
        let montre = |nom| montre.as_ref().map_or(&Value::Null, |objet| objet.champ(nom));
        let changes = champs.into_iter().filter(|champ| *montre(champ.nom) != champ.valeur);
        Ok(changes.map(|champ| Changement::set(id, champ).vu(vu)).collect())
    }

    /// Every value of a table, with its column: what a proof over the whole record reads.
    pub async fn values(&self, entite: Entite) -> Result<Vec<(&'static str, Value)>> {
        let lignes =
            sqlx::query(AssertSqlSafe(selection(entite))).fetch_all(&self.lectures).await?;
        let mut valeurs = Vec::new();
        for ligne in &lignes {
            let objet = self.leve(entite, ligne)?;
            let noms = entite.colonnes().iter().map(|colonne| colonne.nom);
            valeurs.extend(noms.zip(objet.valeurs));
        }
        Ok(valeurs)
    }

    fn leve(&self, entite: Entite, ligne: &SqliteRow) -> Result<Objet> {
        self.unseal_objet(objet(entite, ligne)?)
    }

    pub(super) async fn objet(&self, entite: Entite, id: Uuid) -> Result<Objet> {
        self.objet_facultatif(entite, id)
            .await?
            .ok_or_else(|| Error::new(Code::Introuvable, entite.nom()))
    }

    /// One object, where the base has it.
    pub(super) async fn objet_facultatif(&self, entite: Entite, id: Uuid) -> Result<Option<Objet>> {
        let Some(reel) = self.lu_sous(entite, id).await? else { return Ok(None) };
        let sql = format!("{} WHERE id = ?", selection(entite));
        let ligne = sqlx::query(AssertSqlSafe(sql))
            .bind(reel.to_string())
            .fetch_optional(&self.lectures)
            .await?;
        ligne.map(|ligne| self.leve(entite, &ligne)).transpose()
    }

    /// The objects of a parent, in their order.
    pub(super) async fn objets(&self, entite: Entite, parent: Uuid) -> Result<Vec<Objet>> {
        let (nom, rang) = parent_de(entite)?;
        let ordre = if rang { "rang, id" } else { "id" };
        let sql = format!("{} WHERE \"{nom}\" = ? ORDER BY {ordre}", selection(entite));
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(parent.to_string())
            .fetch_all(&self.lectures)
            .await?;
        lignes.iter().map(|ligne| self.leve(entite, ligne)).collect()
    }

    /// The identifier under which an object lies, where the base has it.
    pub(super) async fn lu_sous(&self, entite: Entite, id: Uuid) -> Result<Option<Uuid>> {
        if !super::secret::derivee(entite) {
            return Ok(Some(id));
        }
        let mut connexion = self.lectures.acquire().await?;
        self.reel(&mut connexion, entite, id, None).await
    }

    /// The last act that touched an object, in the order of arrival here: what a screen that shows
    /// the whole of it sends back as [`Vu::Jusqua`].
    pub async fn dernier_acte(&self, entite: Entite, id: Uuid) -> Result<Option<String>> {
        let Some(id) = self.lu_sous(entite, id).await? else { return Ok(None) };
        let entite = self.mots.numero(entite.nom())?;
        let acte = sqlx::query_scalar!(
            r#"SELECT acte.id AS "id: Uuid" FROM objet
               JOIN changement ON changement.objet = objet.n JOIN acte ON acte.n = changement.acte
               WHERE objet.entite = ? AND objet.id = ? ORDER BY acte.n DESC LIMIT 1"#,
            entite,
            id
        )
        .fetch_optional(&self.lectures)
        .await?;
        Ok(acte.map(String::from))
    }

    /// A row as it stood once an act was in the base; none where the base does not have it.
    pub(super) async fn objet_jusqua(
        &self,
        entite: Entite,
        id: Uuid,
        jusqua: Uuid,
    ) -> Result<Option<Objet>> {
        let Some(reel) = self.lu_sous(entite, id).await? else { return Ok(None) };
        let table = self.mots.numero(entite.nom())?;
        let lignes = sqlx::query!(
            r#"SELECT changement.champ, changement.valeur AS "valeur: Valeur" FROM objet
               JOIN changement ON changement.objet = objet.n JOIN acte ON acte.n = changement.acte
               JOIN appareil ON appareil.n = acte.appareil
               WHERE objet.entite = ? AND objet.id = ?
                 AND changement.acte <= (SELECT n FROM acte WHERE id = ?)
               ORDER BY acte.horloge, appareil.id"#,
            table,
            reel,
            jusqua
        )
        .fetch_all(&self.lectures)
        .await?;
        let abime = || Error::new(Code::BaseAbimee, "value in the journal");
        let valeurs = vec![Value::Null; entite.colonnes().len()];
        let mut objet = Objet { entite, id: reel, valeurs };
        for ligne in lignes {
            let valeur = match ligne.valeur {
                Some(lue) => serde_json::from_str(&lue.json()).map_err(|_| abime())?,
                None => Value::Null,
            };
            objet.put(self.mots.texte(ligne.champ)?, valeur);
        }
        self.unseal_objet(objet).map(Some)
    }
}

/// The column of a table that names the parent, and whether it has a rank.
fn parent_de(entite: Entite) -> Result<(&'static str, bool)> {
    let table = entite.table();
    let (nom, _) = table
        .parent()
        .ok_or_else(|| Error::new(Code::Interne, format!("{} has no parent", entite.nom())))?;
    Ok((nom, table.colonne("rang").is_some()))
}
