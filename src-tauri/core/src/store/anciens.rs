//! What was under reinforced secrecy before there was a key for it.
//!
//! The first session that holds the key writes it again, sealed, by an act of its own; then the values
//! that the journal holds in the clear are emptied to their digests, as a lawful erasure would, so
//! that the chain stays verifiable. What such a value had been before its last change is lost with
//! them, and so is a value that waited in a conflict. The identifier of an answer stays the one of
//! before: it tells that a question was answered to whoever tries them all.

use super::acte::{Acte, Changement, Verbe, Vu};
use super::entite::Entite;
use super::lecture::{Objet, tous};
use super::secret::{est_v3, parties, scellees};
use super::{Ecriture, Store};
use crate::error::Result;
use crate::vault::est_scelle;
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

/// Rows that one act writes again.
const PAR_ACTE: usize = 200;

impl Store {
    /// Seals, once in the life of a base, what is V3 in it and lies in the clear. Says how many rows.
    ///
    /// # Errors
    /// The disk refuses; the next opening goes on.
    pub async fn sceller_anciens(&self, auteur: Uuid) -> Result<usize> {
        if !self.lit_le_secret() || self.deja_scelle().await? {
            return Ok(0);
        }
        let mut changements = Vec::new();
        {
            let mut ecriture = self.ecriture.lock().await;
            // What is sealed and emptied is overwritten, not only forgotten: the rest of a page would
            // keep the words for whoever reads pages.
            executer(&mut ecriture.connexion, "PRAGMA secure_delete = ON").await?;
            for entite in [
                Entite::Reponse,
                Entite::Outil,
                Entite::Preconisation,
                Entite::Alerte,
                Entite::Demande,
                Entite::Enfant,
            ] {
                let objets = tous(&mut ecriture.connexion, entite, "", i64::MAX).await?;
                changements.extend(objets.into_iter().filter_map(|o| ancien(entite, o)));
            }
        }
        for groupe in changements.chunks(PAR_ACTE) {
            let acte = Acte {
                verbe: Verbe::SecretSceller,
                auteur: Some(auteur),
                enfant: None,
                motif: None,
                changements: groupe.to_vec(),
            };
            self.record(acte).await?;
        }
        self.vider_en_clair().await?;
        Ok(changements.len())
    }

    async fn deja_scelle(&self) -> Result<bool> {
        let dit = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM poste WHERE cle = 'secret') AS "dit!: bool""#
        )
        .fetch_one(&self.lectures)
        .await?;
        Ok(dit)
    }

    /// Empties what the journal still says in the clear of rows that are sealed, and notes that this
    /// base has none left.
    async fn vider_en_clair(&self) -> Result<()> {
        let mut ecriture = self.ecriture.lock().await;
        let Ecriture { connexion, .. } = &mut *ecriture;
        let champs = |entite: Entite| {
            let noms: Vec<String> = scellees(entite).iter().map(|c| format!("'{c}'")).collect();
            noms.join(",")
        };
        let rangees = "saisie LIKE '%\"scelle\":%' AND question IS NULL";
        let mut vides = vec![(Entite::Reponse, "'saisie','question','rang'".to_owned(), rangees)];
        for entite in [Entite::Outil, Entite::Preconisation, Entite::Alerte] {
            vides.push((entite, champs(entite), "visibilite = 'V3'"));
        }
        let contenu = "contenu LIKE '%escale:v3:%'";
        vides.push((Entite::Demande, "'contenu'".to_owned(), contenu));
        let notes = "secret_oppositions LIKE '%escale:v3:%'";
        vides.push((Entite::Enfant, "'secret_oppositions'".to_owned(), notes));
        for (entite, champs, rangees) in vides {
            let nom = entite.nom();
            // Every name here is of the list of entities.
            let sql = format!(
                "UPDATE changement SET valeur = NULL, sel = NULL
                 WHERE champ IN ({champs}) AND valeur <> 'null' AND valeur NOT LIKE '%escale:v3:%'
                   AND objet IN (SELECT objet.n FROM objet JOIN {nom} ON {nom}.id = objet.id
                                 WHERE objet.entite = '{nom}' AND {rangees})"
            );
            executer(connexion, &sql).await?;
        }
        executer(connexion, "INSERT OR IGNORE INTO poste VALUES ('secret', 'scelle')").await?;
        executer(connexion, "PRAGMA wal_checkpoint(TRUNCATE)").await?;
        executer(connexion, "PRAGMA secure_delete = OFF").await
    }
}

async fn executer(connexion: &mut SqliteConnection, sql: &str) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connexion).await?;
    Ok(())
}

/// The change that makes the store seal a row; none where nothing of it is V3 and in the clear. It
/// repeats what the row says.
fn ancien(entite: Entite, mut objet: Objet) -> Option<Changement> {
    let v3 = json!(Visibilite::V3);
    let en_clair = |objet: &Objet, champ: &str| {
        let valeur = objet.champ(champ);
        !valeur.is_null() && !valeur.as_str().is_some_and(est_scelle)
    };
    let (champ, valeur) = match entite {
        Entite::Reponse => {
            let question = objet.champ("question");
            let saisie = objet.champ("saisie");
            if question.is_null() || saisie.is_null() || !est_v3(question, saisie) {
                return None;
            }
            ("saisie", saisie.clone())
        }
        Entite::Alerte => {
            // The rule says nothing here: the question that the alert is about does.
            let question = objet.texte("cle").split_once(':').map_or("", |(_, code)| code);
            let secrete =
                dictionnaire::item(question).is_some_and(|item| item.visibilite == Visibilite::V3);
            if !secrete || !scellees(entite).iter().any(|c| en_clair(&objet, c)) {
                return None;
            }
            ("visibilite", v3)
        }
        Entite::Demande | Entite::Enfant => {
            let champ = if entite == Entite::Demande { "contenu" } else { "secret_oppositions" };
            let mut valeur = objet.champs.remove(champ)?;
            let dits = |texte: &Value| {
                texte.as_str().is_some_and(|t| !t.trim().is_empty() && !est_scelle(t))
            };
            if !parties(entite, champ, &mut valeur).iter().any(|(_, texte)| dits(texte)) {
                return None;
            }
            (champ, valeur)
        }
        _ => {
            let secrete = *objet.champ("visibilite") == v3;
            if !secrete || !scellees(entite).iter().any(|c| en_clair(&objet, c)) {
                return None;
            }
            ("visibilite", v3)
        }
    };
    Some(Changement { entite, objet: objet.id, champ, valeur, vu: Vu::Courant })
}
