//! The journal, read: its last acts, its head, its figures.

use super::Store;
use crate::error::Result;
use uuid::Uuid;

/// An act, as a list shows it: no value, no name.
#[derive(Debug, Clone)]
pub struct ActeLu {
    pub n: i64,
    pub id: String,
    pub appareil: String,
    pub rang: i64,
    pub horloge: i64,
    pub verbe: String,
    pub auteur: Option<String>,
    pub enfant: Option<String>,
    pub changements: i64,
    pub empreinte: Vec<u8>,
}

#[derive(Debug, Clone)]
pub struct Statistiques {
    pub enfants: i64,
    pub bilans: i64,
    pub bilans_valides: i64,
    pub reponses: i64,
    pub preconisations: i64,
    pub professionnels: i64,
    pub actes: i64,
    pub changements: i64,
    pub conflits: i64,
    pub consultations: i64,
    pub octets: i64,
}

impl Store {
    /// The last `nombre` acts, the latest first; those of one child where it is given.
    pub async fn journal(&self, enfant: Option<&str>, nombre: i64) -> Result<Vec<ActeLu>> {
        let lignes = sqlx::query!(
            r#"SELECT acte.n, acte.id AS "id: Uuid", appareil.id AS "appareil: Uuid", rang, horloge,
                      mot.texte AS verbe, auteur AS "auteur: Uuid", enfant AS "enfant: Uuid",
                      (SELECT COUNT(*) FROM changement WHERE changement.acte = acte.n)
                          AS "changements!: i64",
                      empreinte
               FROM acte JOIN appareil ON appareil.n = acte.appareil JOIN mot ON mot.n = verbe
               WHERE ?1 IS NULL OR enfant = unhex(?1, '-') ORDER BY acte.n DESC LIMIT ?2"#,
            enfant,
            nombre
        )
        .fetch_all(&self.lectures)
        .await?;
        let actes = lignes.into_iter().map(|ligne| ActeLu {
            n: ligne.n,
            id: ligne.id.into(),
            appareil: ligne.appareil.into(),
            rang: ligne.rang,
            horloge: ligne.horloge,
            verbe: ligne.verbe,
            auteur: ligne.auteur.map(String::from),
            enfant: ligne.enfant.map(String::from),
            changements: ligne.changements,
            empreinte: ligne.empreinte,
        });
        Ok(actes.collect())
    }

    /// The figures of the base.
    pub async fn statistiques(&self) -> Result<Statistiques> {
        let figures = sqlx::query_as!(
            Statistiques,
            r#"SELECT
                 (SELECT COUNT(*) FROM enfant) AS "enfants!: i64",
                 (SELECT COUNT(*) FROM bilan) AS "bilans!: i64",
                 (SELECT COUNT(*) FROM bilan WHERE statut IN ('valide', 'transmis'))
                     AS "bilans_valides!: i64",
                 (SELECT COUNT(*) FROM reponse) AS "reponses!: i64",
                 (SELECT COUNT(*) FROM preconisation) AS "preconisations!: i64",
                 (SELECT COUNT(*) FROM professionnel) AS "professionnels!: i64",
                 (SELECT COUNT(*) FROM acte) AS "actes!: i64",
                 (SELECT COUNT(*) FROM changement) AS "changements!: i64",
                 (SELECT COUNT(*) FROM conflit WHERE choisi IS NULL) AS "conflits!: i64",
                 (SELECT COUNT(*) FROM consultation) AS "consultations!: i64",
                 (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())
                     AS "octets!: i64""#
        )
        .fetch_one(&self.lectures)
        .await?;
        Ok(figures)
    }
}

impl Store {
    /// Rank and digest of the last act of this device.
    pub async fn tete(&self) -> (i64, String) {
        let ecriture = self.ecriture.lock().await;
        (ecriture.tete.rang, hex::encode(ecriture.tete.empreinte))
    }

    /// The greatest of the paper numbers that begin with `debut`, without it; 0 where there is none.
    pub async fn dernier_document(&self, debut: &str) -> Result<i64> {
        let rang = sqlx::query_scalar!(
            r#"SELECT COALESCE(MAX(CAST(SUBSTR(numero, LENGTH(?1) + 1) AS INTEGER)), 0)
                   AS "rang!: i64"
               FROM document WHERE numero >= ?1 AND numero < ?1 || ':'"#,
            debut
        )
        .fetch_one(&self.lectures)
        .await?;
        Ok(rang)
    }
}
