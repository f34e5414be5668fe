//! The pile of papers to be sent, and the papers that left on a day.

use super::Store;
use crate::error::Result;
use escale_domain::document::{A_PRESCRIRE, types_prescrits};
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use std::collections::BTreeMap;

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

/// A bilan that waits in the pile, with how much all of them wait for.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each name says what it holds")]
pub struct LigneAttente {
    pub bilan: String,
    /// Bilans that wait.
    pub bilans: i64,
    /// Papers that they wait for and that are not made.
    pub a_faire: i64,
    /// Papers that are made and have not left.
    pub a_envoyer: i64,
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

/// What the domain says of sessions to prescribe, as lists that a query takes.
struct Prescrit {
    types: String,
    statuts: String,
    docteurs: String,
}

/// Runs a query that asks whether bilan `b` has sessions to prescribe and whether a doctor signed
/// it: the two conditions stand here once. Their lists are `?1`, `?2` and `?3`.
macro_rules! avec_prescription {
    ($Ligne:ty, $prescrit:expr, $avant:tt SEANCES $entre:tt SIGNATURE $apres:tt, $($autre:expr),+) => {
        sqlx::query_as!(
            $Ligne,
            $avant
                + r#"EXISTS (SELECT 1 FROM preconisation p WHERE p.bilan = b.id
                             AND p.nb_seances > 0 AND p.visibilite <> 'V3'
                             AND p.type IN (SELECT value FROM json_each(?1))
                             AND p.statut IN (SELECT value FROM json_each(?2)))"#
                + $entre
                + r#"EXISTS (SELECT 1 FROM signature s JOIN professionnel
                             ON professionnel.id = s.professionnel
                             WHERE s.bilan = b.id AND professionnel.profession
                             IN (SELECT value FROM json_each(?3)))"#
                + $apres,
            $prescrit.types,
            $prescrit.statuts,
            $prescrit.docteurs,
            $($autre),+
        )
    };
}

/// The papers that a closed bilan waits for, as an object that a query takes: whether each waits for
/// sessions that a doctor prescribed, by the code of the paper.
fn attendus() -> Result<String> {
    let attendus: BTreeMap<&str, bool> = PaperKind::ALL
        .iter()
        .filter(|kind| kind.is_due(true))
        .map(|kind| (kind.code(), !kind.is_due(false)))
        .collect();
    Ok(serde_json::to_string(&attendus)?)
}

impl Prescrit {
    fn nouveau() -> Result<Self> {
        let docteurs: Vec<Profession> =
            Profession::ALL.iter().copied().filter(|p| p.docteur()).collect();
        Ok(Self {
            types: serde_json::to_string(&types_prescrits().collect::<Vec<_>>())?,
            statuts: serde_json::to_string(&A_PRESCRIRE)?,
            docteurs: serde_json::to_string(&docteurs)?,
        })
    }
}

impl Store {
    /// The first bilans of the pile, the oldest first: closed and not yet sent on, or with a paper
    /// that is made and still here, as long as something of theirs waits. `du` and `au` bound the
    /// day (`AAAA-MM-JJ`). What is due is a fact of each paper (`PaperKind::is_due`).
    ///
    /// # Errors
    /// The base does not read.
    pub async fn attente(
        &self,
        du: Option<&str>,
        au: Option<&str>,
        limite: i64,
    ) -> Result<Vec<LigneAttente>> {
        let prescrit = Prescrit::nouveau()?;
        let attendus = attendus()?;
        let lignes = avec_prescription!(
            LigneAttente,
            prescrit,
            r#"WITH attendu AS MATERIALIZED (
                   SELECT key AS genre, value AS prescrit FROM json_each(?7)),
               ouvert AS (
                   SELECT id FROM bilan WHERE statut = 'valide'
                   UNION SELECT bilan FROM document WHERE statut = 'valide'),
               reste AS (
                   SELECT b.id, b.date,
                          (SELECT COUNT(*) FROM attendu
                           WHERE (NOT attendu.prescrit OR ("#
                SEANCES
                " AND "
                SIGNATURE
                r#"))
                             AND NOT EXISTS (SELECT 1 FROM document d WHERE d.bilan = b.id
                                             AND d.genre = attendu.genre
                                             AND COALESCE(d.statut, 'valide') <> 'remplace')
                             AND NOT EXISTS (SELECT 1 FROM transmission t
                                             WHERE t.enfant = b.enfant
                                             AND t.document = attendu.genre AND t.date >= b.date
                                             AND t.papier IS NULL AND t.statut = 'envoyee')
                          ) AS a_faire,
                          (SELECT COUNT(*) FROM document d WHERE d.bilan = b.id
                             AND COALESCE(d.statut, 'valide')
                                 NOT IN ('remplace', 'envoye', 'accuse')
                             AND NOT EXISTS (SELECT 1 FROM document e WHERE e.bilan = b.id
                                             AND e.genre = d.genre
                                             AND COALESCE(e.statut, 'valide') <> 'remplace'
                                             AND (e.numero, e.id) > (d.numero, d.id))
                          ) AS a_envoyer
                   FROM bilan b
                   WHERE b.id IN ouvert AND (?4 IS NULL OR b.date >= ?4)
                     AND (?5 IS NULL OR b.date <= ?5))
               SELECT id AS bilan, COUNT(*) OVER () AS "bilans!: i64",
                      SUM(a_faire) OVER () AS "a_faire!: i64",
                      SUM(a_envoyer) OVER () AS "a_envoyer!: i64"
               FROM reste WHERE a_faire + a_envoyer > 0 ORDER BY date, id LIMIT ?6"#,
            du,
            au,
            limite,
            attendus
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// These bilans as the pile shows them, the oldest first, wherever they stand.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn pile(&self, bilans: &[&str]) -> Result<Vec<LignePile>> {
        let prescrit = Prescrit::nouveau()?;
        let bilans = serde_json::to_string(bilans)?;
        let lignes = avec_prescription!(
            LignePile,
            prescrit,
            r#"SELECT b.id AS bilan, b.enfant, b.type AS bilan_type, b.date, enfant.nom_naissance,
                      enfant.prenom_utilise, enfant.num_dossier_local, enfant.date_naissance,
                      (SELECT contenu FROM demande WHERE demande.enfant = b.enfant
                       ORDER BY demande.id DESC LIMIT 1) AS "demande: String",
                      EXISTS (SELECT 1 FROM placement WHERE placement.enfant = b.enfant
                              AND placement.fin IS NULL AND placement.adresse_confidentielle = 1)
                          AS "secret!: bool", "#
                SEANCES
                r#" AS "seances!: bool", "#
                SIGNATURE
                r#" AS "medecin_signe!: bool"
               FROM bilan b JOIN enfant ON enfant.id = b.enfant
               WHERE b.id IN (SELECT value FROM json_each(?4))
               ORDER BY b.date, b.id"#,
            bilans
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

    /// The papers of these bilans that nothing replaces, by number.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn papiers(&self, bilans: &[&str]) -> Result<Vec<LignePapier>> {
        let bilans = serde_json::to_string(bilans)?;
        let lignes = sqlx::query_as!(
            LignePapier,
            r#"SELECT document.id, document.bilan, document.genre,
                      document.numero, document.statut, document.duplicatas,
                      t.canal AS "canal?", t.date AS "date_envoi?",
                      t.information_personne AS "information?"
               FROM document LEFT JOIN transmission t ON t.id = document.transmission
               WHERE document.bilan IN (SELECT value FROM json_each(?))
                 AND COALESCE(document.statut, 'valide') <> 'remplace'
               ORDER BY document.numero, document.id"#,
            bilans
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// Kinds that left of these children before papers were numbered here, or elsewhere: child, kind
    /// and day, of the lines of the log that no paper of this base is tied to.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn deja_partis(&self, enfants: &[&str]) -> Result<Vec<(String, String, String)>> {
        let enfants = serde_json::to_string(enfants)?;
        let lignes = sqlx::query!(
            r#"SELECT enfant AS "enfant!", document AS "document!", MAX(date) AS "date!: String"
               FROM transmission WHERE papier IS NULL AND statut = 'envoyee'
                 AND enfant IN (SELECT value FROM json_each(?))
               GROUP BY enfant, document"#,
            enfants
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
            r#"SELECT bilan.id AS bilan,
                      enfant.secret_oppositions AS connues,
                      (SELECT json_extract(reponse.saisie, '$.opposition.valeur') FROM reponse
                       WHERE reponse.bilan = bilan.id AND instr(reponse.saisie, '"opposition"') > 0
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

    /// How many papers left on a day (`AAAA-MM-JJ`). What somebody without an account here sent came
    /// with a record from elsewhere: it is no sending of this centre.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn partis_le(&self, jour: &str) -> Result<i64> {
        let nombre = sqlx::query_scalar!(
            r#"SELECT COUNT(*) AS "n!: i64"
               FROM transmission t JOIN document ON document.id = t.papier
               LEFT JOIN professionnel p ON p.id = t.envoye_par
               WHERE t.date = ? AND t.statut = 'envoyee'
                 AND (p.id IS NULL OR p.identifiant IS NOT NULL)"#,
            jour
        )
        .fetch_one(&self.lectures)
        .await?;
        Ok(nombre)
    }

    /// The papers that left on a day (`AAAA-MM-JJ`), by number; the same as [`Self::partis_le`] counts.
    ///
    /// # Errors
    /// The base does not read.
    pub async fn bordereau(&self, jour: &str) -> Result<Vec<LigneBordereau>> {
        let lignes = sqlx::query_as!(
            LigneBordereau,
            r#"SELECT document.numero, document.genre,
                      enfant.num_dossier_local AS dossier, t.destinataire,
                      t.canal, t.nature_information AS nature, t.envoye_par
               FROM transmission t JOIN document ON document.id = t.papier
               JOIN enfant ON enfant.id = t.enfant
               LEFT JOIN professionnel p ON p.id = t.envoye_par
               WHERE t.date = ? AND t.statut = 'envoyee'
                 AND (p.id IS NULL OR p.identifiant IS NOT NULL)
               ORDER BY document.numero, t.rang"#,
            jour
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }
}
