//! The pile of papers to be sent, and the papers that left on a day.

use super::Store;
use crate::error::Result;

/// A closed bilan of the pile, with what says to whom its papers go.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct LignePile {
    pub bilan: String,
    pub enfant: String,
    pub bilan_type: String,
    pub date: String,
    pub nom_naissance: String,
    pub prenom_utilise: String,
    pub num_dossier_local: String,
    pub date_naissance: String,
    pub demande: Option<String>,
    /// Whether the present place of care is kept secret.
    pub secret: bool,
    /// Whether a recommendation has sessions that a doctor may prescribe.
    pub seances: bool,
    /// Whether a doctor signed.
    pub medecin_signe: bool,
}

/// The latest of the papers of one kind of a bilan, with its line in the log.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct LignePapier {
    pub id: String,
    pub bilan: String,
    pub genre: String,
    pub numero: String,
    pub statut: Option<String>,
    pub duplicatas: Option<i64>,
    pub canal: Option<String>,
    pub date_envoi: Option<String>,
    pub information: Option<String>,
}

/// The objections that bear on a bilan, each as JSON.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each name says what it holds")]
pub struct LigneOpposition {
    pub bilan: String,
    /// Those of the child's identity.
    pub connues: String,
    /// What the adolescent said in this bilan.
    pub dite: Option<String>,
    /// Marks of the recommendations of the bilan, which an objection may name.
    pub marques: String,
}

/// A sending, as the proof list of a day tells it.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the field names are those of the data dictionary")]
pub struct LigneBordereau {
    pub numero: String,
    pub genre: String,
    pub dossier: String,
    pub destinataire: String,
    pub canal: String,
    pub nature: String,
    pub envoye_par: Option<String>,
}

impl Store {
    /// The bilans of the pile, the oldest first: closed and not yet sent on, or with a paper that is
    /// made and still here. With `seulement`, these alone, wherever they stand.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn pile(&self, seulement: Option<&[&str]>) -> Result<Vec<LignePile>> {
        let seulement = seulement.map(serde_json::to_string).transpose()?;
        let lignes = sqlx::query_as!(
            LignePile,
            r#"SELECT bilan.id AS "bilan!", bilan.enfant AS "enfant!", bilan.type AS "bilan_type!",
                      bilan.date AS "date!", enfant.nom_naissance AS "nom_naissance!",
                      enfant.prenom_utilise AS "prenom_utilise!",
                      enfant.num_dossier_local AS "num_dossier_local!",
                      enfant.date_naissance AS "date_naissance!",
                      (SELECT contenu FROM demande WHERE demande.enfant = bilan.enfant
                       ORDER BY demande.id DESC LIMIT 1) AS "demande: String",
                      EXISTS (SELECT 1 FROM placement WHERE placement.enfant = bilan.enfant
                              AND placement.fin IS NULL AND placement.adresse_confidentielle = 1)
                          AS "secret!: bool",
                      EXISTS (SELECT 1 FROM preconisation WHERE preconisation.bilan = bilan.id
                              AND preconisation.nb_seances > 0 AND preconisation.visibilite <> 'V3'
                              AND preconisation.type IN ('ORTHOPHONIE', 'ORTHOPTIE', 'PSYCHOMOT',
                                                         'ERGO', 'KINE', 'PSYCHO')
                              AND preconisation.statut IN ('proposee', 'validee',
                                  'attente_autorisation', 'adressee', 'rdv_pris', 'en_cours'))
                          AS "seances!: bool",
                      EXISTS (SELECT 1 FROM signature JOIN professionnel
                              ON professionnel.id = signature.professionnel
                              WHERE signature.bilan = bilan.id
                              AND professionnel.profession IN ('medecin', 'pedopsychiatre'))
                          AS "medecin_signe!: bool"
               FROM bilan JOIN enfant ON enfant.id = bilan.enfant
               WHERE CASE WHEN ?1 IS NULL
                     THEN bilan.statut = 'valide' OR bilan.id IN (
                          SELECT document.bilan FROM document WHERE document.statut = 'valide')
                     ELSE bilan.id IN (SELECT value FROM json_each(?1)) END
               ORDER BY bilan.date, bilan.id"#,
            seulement
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The latest closed bilan of each child who has one, by record number.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn derniers_clos(&self) -> Result<Vec<String>> {
        let bilans = sqlx::query_scalar!(
            r#"SELECT (SELECT bilan.id FROM bilan WHERE bilan.enfant = enfant.id
                       AND bilan.statut IN ('valide', 'transmis')
                       ORDER BY bilan.date DESC, bilan.id DESC LIMIT 1) AS "bilan: String"
               FROM enfant ORDER BY enfant.num_dossier_local"#
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(bilans.into_iter().flatten().collect())
    }

    /// The papers of these bilans that nothing replaces, in no order.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn papiers(&self, bilans: &[&str]) -> Result<Vec<LignePapier>> {
        let bilans = serde_json::to_string(bilans)?;
        let lignes = sqlx::query_as!(
            LignePapier,
            r#"SELECT document.id AS "id!", document.bilan AS "bilan!", document.genre AS "genre!",
                      document.numero AS "numero!", document.statut, document.duplicatas,
                      t.canal AS "canal?", t.date AS "date_envoi?",
                      t.information_personne AS "information?"
               FROM document LEFT JOIN transmission t ON t.id = document.transmission
               WHERE document.bilan IN (SELECT value FROM json_each(?))
                 AND COALESCE(document.statut, 'valide') <> 'remplace'
               ORDER BY document.numero"#,
            bilans
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// Kinds that left before papers were numbered here, or elsewhere: child, kind and day, of the
    /// lines of the log that no paper of this base is tied to.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn deja_partis(&self) -> Result<Vec<(String, String, String)>> {
        let lignes = sqlx::query!(
            r#"SELECT enfant AS "enfant!", document AS "document!", MAX(date) AS "date!: String"
               FROM transmission WHERE papier IS NULL AND statut = 'envoyee'
               GROUP BY enfant, document"#
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes.into_iter().map(|l| (l.enfant, l.document, l.date)).collect())
    }

    /// The objections that bear on these bilans: of the child, or in the part of the adolescent.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn avec_opposition(&self, bilans: &[&str]) -> Result<Vec<LigneOpposition>> {
        let bilans = serde_json::to_string(bilans)?;
        let lignes = sqlx::query_as!(
            LigneOpposition,
            r#"SELECT bilan.id AS "bilan!",
                      COALESCE(enfant.secret_oppositions, '[]') AS "connues!: String",
                      (SELECT json_extract(reponse.saisie, '$.opposition.valeur') FROM reponse
                       WHERE reponse.bilan = bilan.id
                         AND json_extract(reponse.saisie, '$.opposition') IS NOT NULL
                       LIMIT 1) AS "dite: String",
                      (SELECT json_group_array(repere) FROM preconisation
                       WHERE preconisation.bilan = bilan.id) AS "marques!: String"
               FROM bilan JOIN enfant ON enfant.id = bilan.enfant
               WHERE bilan.id IN (SELECT value FROM json_each(?))"#,
            bilans
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes.into_iter().filter(|l| l.connues != "[]" || l.dite.is_some()).collect())
    }

    /// How many papers left on a day (`AAAA-MM-JJ`).
    ///
    /// # Errors
    /// The base does not read.
    pub async fn partis_le(&self, jour: &str) -> Result<i64> {
        let nombre = sqlx::query_scalar!(
            r#"SELECT COUNT(*) AS "n!: i64" FROM transmission
               WHERE date = ? AND statut = 'envoyee' AND papier IS NOT NULL"#,
            jour
        )
        .fetch_one(&self.lectures)
        .await?;
        Ok(nombre)
    }

    /// The papers that left on a day (`AAAA-MM-JJ`), by number.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn bordereau(&self, jour: &str) -> Result<Vec<LigneBordereau>> {
        let lignes = sqlx::query_as!(
            LigneBordereau,
            r#"SELECT document.numero AS "numero!", document.genre AS "genre!",
                      enfant.num_dossier_local AS "dossier!", t.destinataire AS "destinataire!",
                      t.canal AS "canal!", t.nature_information AS "nature!", t.envoye_par
               FROM transmission t JOIN document ON document.id = t.papier
               JOIN enfant ON enfant.id = t.enfant
               WHERE t.date = ? AND t.statut = 'envoyee'
               ORDER BY document.numero, t.rang"#,
            jour
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }
}
