//! Reads whole objects back, in the JSON shape in which they were recorded.

use super::Store;
use super::entite::{Entite, Forme};
use super::valeur::Valeur;
use crate::error::{Code, Error, Result};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

/// An object: its identifier and its fields, null where nothing was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Objet {
    /// Identifier.
    pub id: Uuid,
    /// Fields, in the order of the columns.
    pub champs: Map<String, Value>,
}

impl Objet {
    /// The value of a field.
    #[must_use]
    pub fn champ(&self, nom: &str) -> &Value {
        self.champs.get(nom).unwrap_or(&Value::Null)
    }

    /// The text of a field, empty where there is none.
    #[must_use]
    pub fn texte(&self, nom: &str) -> &str {
        self.champ(nom).as_str().unwrap_or_default()
    }

    /// A field of a closed type, which the row always has.
    ///
    /// # Errors
    /// [`Code::LigneIllisible`] when it holds what this version does not know.
    pub fn code<T: DeserializeOwned>(&self, nom: &str) -> Result<T> {
        self.code_facultatif(nom)?.ok_or_else(|| illisible(nom))
    }

    /// A field of a closed type; none where nothing was recorded.
    ///
    /// # Errors
    /// [`Code::LigneIllisible`] when it holds what this version does not know.
    pub fn code_facultatif<T: DeserializeOwned>(&self, nom: &str) -> Result<Option<T>> {
        match self.champ(nom) {
            Value::Null => Ok(None),
            valeur => serde_json::from_value(valeur.clone()).map_err(|_| illisible(nom)),
        }
    }

    /// The fields as a type of the domain, without those named in `sauf`; `facultatifs` are left
    /// out where they are null, as the type leaves them out of its JSON.
    ///
    /// # Errors
    /// [`Code::BaseAbimee`] when the base holds what the type cannot.
    pub fn lire<T: DeserializeOwned>(mut self, sauf: &[&str]) -> Result<T> {
        self.champs.retain(|nom, _| !sauf.contains(&nom.as_str()));
        serde_json::from_value(Value::Object(self.champs))
            .map_err(|e| Error::new(Code::BaseAbimee, format!("row: {:?}", e.classify())))
    }
}

fn illisible(nom: &str) -> Error {
    Error::new(Code::LigneIllisible, format!("unknown code in {nom}"))
}

/// SELECT … of every column of an entity.
pub(super) fn selection(entite: Entite) -> String {
    let colonnes: Vec<String> =
        entite.colonnes().iter().map(|(nom, _)| format!("\"{nom}\"")).collect();
    format!("SELECT id, {} FROM {}", colonnes.join(", "), entite.nom())
}

pub(super) fn objet(entite: Entite, ligne: &SqliteRow) -> Result<Objet> {
    let abime = || Error::new(Code::BaseAbimee, format!("{} does not read", entite.nom()));
    let id: String = ligne.try_get(0)?;
    let id = Uuid::parse_str(&id).map_err(|_| abime())?;
    let mut champs = Map::new();
    for (rang, (nom, forme)) in entite.colonnes().iter().enumerate() {
        let rang = rang + 1;
        let valeur = match forme {
            Forme::Texte => ligne.try_get::<Option<String>, _>(rang)?.map(Value::String),
            Forme::Entier => ligne.try_get::<Option<i64>, _>(rang)?.map(Value::from),
            Forme::Reel => ligne.try_get::<Option<f64>, _>(rang)?.map(Value::from),
            Forme::Bool => ligne.try_get::<Option<bool>, _>(rang)?.map(Value::Bool),
            Forme::Json => match ligne.try_get::<Option<String>, _>(rang)? {
                Some(texte) => Some(serde_json::from_str(&texte).map_err(|_| abime())?),
                None => None,
            },
        };
        champs.insert((*nom).to_owned(), valeur.unwrap_or(Value::Null));
    }
    Ok(Objet { id, champs })
}

pub(super) async fn tous(
    connexion: &mut SqliteConnection,
    entite: Entite,
    apres: &str,
    nombre: i64,
) -> Result<Vec<Objet>> {
    let sql = format!("{} WHERE id > ? ORDER BY id LIMIT ?", selection(entite));
    let lignes =
        sqlx::query(AssertSqlSafe(sql)).bind(apres).bind(nombre).fetch_all(connexion).await?;
    lignes.iter().map(|ligne| objet(entite, ligne)).collect()
}

impl Store {
    /// One object.
    ///
    /// # Errors
    /// [`Code::Introuvable`] when the base does not have it.
    pub async fn objet(&self, entite: Entite, id: Uuid) -> Result<Objet> {
        self.objet_facultatif(entite, id)
            .await?
            .ok_or_else(|| Error::new(Code::Introuvable, entite.nom()))
    }

    /// One object, where the base has it.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn objet_facultatif(&self, entite: Entite, id: Uuid) -> Result<Option<Objet>> {
        let Some(reel) = self.lu_sous(entite, id).await? else { return Ok(None) };
        let sql = format!("{} WHERE id = ?", selection(entite));
        let ligne = sqlx::query(AssertSqlSafe(sql))
            .bind(reel.to_string())
            .fetch_optional(&self.lectures)
            .await?;
        ligne.map(|ligne| self.lever_objet(entite, objet(entite, &ligne)?)).transpose()
    }

    /// The objects of a parent (a child's placements, a bilan's parts), in their order.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn objets(
        &self,
        entite: Entite,
        parent: &'static str,
        id: Uuid,
    ) -> Result<Vec<Objet>> {
        let colonnes = entite.colonnes();
        if !colonnes.iter().any(|(nom, _)| *nom == parent) {
            return Err(Error::new(Code::Interne, format!("{} has no {parent}", entite.nom())));
        }
        let ordre = match colonnes.iter().any(|(nom, _)| *nom == "rang") {
            true => "rang, id",
            false => "id",
        };
        let sql = format!("{} WHERE \"{parent}\" = ? ORDER BY {ordre}", selection(entite));
        let lignes =
            sqlx::query(AssertSqlSafe(sql)).bind(id.to_string()).fetch_all(&self.lectures).await?;
        lignes.iter().map(|ligne| self.lever_objet(entite, objet(entite, ligne)?)).collect()
    }

    /// Every object of a kind that the centre has few of: its settings, its references.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn lister(&self, entite: Entite) -> Result<Vec<Objet>> {
        let mut connexion = self.lectures.acquire().await?;
        let objets = tous(&mut connexion, entite, "", i64::MAX).await?;
        objets.into_iter().map(|objet| self.lever_objet(entite, objet)).collect()
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
    /// the whole of it sends back as [`Vu::Jusqua`](super::Vu::Jusqua).
    ///
    /// # Errors
    /// The base does not read.
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

    /// The fields of an object as they stood once an act was in the base.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn champs_jusqua(
        &self,
        entite: Entite,
        id: Uuid,
        jusqua: Uuid,
    ) -> Result<Map<String, Value>> {
        let Some(reel) = self.lu_sous(entite, id).await? else { return Ok(Map::new()) };
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
        let mut champs = Map::new();
        for ligne in lignes {
            let valeur = match ligne.valeur {
                Some(lue) => serde_json::from_str(&lue.json()).map_err(|_| abime())?,
                None => Value::Null,
            };
            champs.insert(self.mots.texte(ligne.champ)?.to_owned(), valeur);
        }
        Ok(self.lever_objet(entite, Objet { id: reel, champs })?.champs)
    }
}
