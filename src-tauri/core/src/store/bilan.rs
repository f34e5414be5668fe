//! The bilans, as lists need them.

use super::Store;
use super::entite::Entite;
use super::secret::OPPOSITION;
use crate::error::{Code, Error, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A line of the list of bilans.
#[derive(Debug, Clone)]
pub struct LigneBilan {
    pub id: String,
    pub enfant: String,
    pub bilan_type: String,
    pub date: String,
    pub demi_journee: String,
    pub statut: String,
    pub binome: String,
}

#[derive(Debug, Clone)]
pub struct VoletRange {
    pub id: String,
    pub code: String,
    pub auteur: Option<String>,
    pub statut: String,
    pub motif: Option<String>,
    pub signe_par: Option<String>,
    pub signe_le: Option<i64>,
}

/// An answer and who gave it.
#[derive(Debug, Clone)]
pub struct LigneReponse {
    pub id: String,
    pub question: String,
    pub saisie: String,
    pub acte: String,
    pub auteur: Option<String>,
    pub horloge: i64,
    pub en_conflit: bool,
}

impl Store {
    /// The bilans of a child, the latest first.
    pub async fn bilans(&self, enfant: &str) -> Result<Vec<LigneBilan>> {
        let lignes = sqlx::query_as!(
            LigneBilan,
            r#"SELECT id, enfant, type AS bilan_type, date,
                      demi_journee, statut, binome
               FROM bilan WHERE enfant = ? ORDER BY date DESC, id DESC"#,
            enfant
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The latest bilan of each of these children who has one, in no order.
    pub async fn derniers_bilans(&self, enfants: &[&str]) -> Result<Vec<LigneBilan>> {
        let enfants = serde_json::to_string(enfants)?;
        let lignes = sqlx::query_as!(
            LigneBilan,
            r#"SELECT id, enfant, type AS bilan_type, date,
                      demi_journee, statut, binome
               FROM bilan WHERE id IN (
                   SELECT (SELECT b.id FROM bilan b WHERE b.enfant = voulu.value
                           ORDER BY b.date DESC, b.id DESC LIMIT 1)
                   FROM json_each(?) voulu)"#,
            enfants
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The parts of a bilan.
    pub async fn volets(&self, bilan: &str) -> Result<Vec<VoletRange>> {
        let lignes = sqlx::query_as!(
            VoletRange,
            r#"SELECT id, code, auteur, statut, motif, signe_par,
                      signe_le
               FROM volet WHERE bilan = ? ORDER BY rang, code"#,
            bilan
        )
        .fetch_all(&self.lectures)
        .await?;
        Ok(lignes)
    }

    /// The answers of a bilan, each with the act that gave it; without those under reinforced secrecy
    /// in a session that does not hold the key.
    pub async fn reponses(&self, bilan: &str) -> Result<Vec<LigneReponse>> {
        let (table, champ) = (self.mots.numero("reponse")?, self.mots.numero("saisie")?);
        let lignes = sqlx::query!(
            r#"SELECT reponse.id, reponse.rang, reponse.question,
                      reponse.saisie, acte.id AS "acte: Uuid",
                      acte.auteur AS "auteur: Uuid",
                      acte.horloge AS "horloge!: i64",
                      EXISTS (SELECT 1 FROM conflit WHERE conflit.objet = objet.n
                              AND conflit.champ = ?2 AND conflit.choisi IS NULL)
                          AS "en_conflit!: bool"
               FROM reponse
               JOIN objet ON objet.entite = ?1 AND objet.id = unhex(reponse.id, '-')
               JOIN acte ON acte.n = (
                   SELECT c.acte FROM changement c JOIN acte a ON a.n = c.acte
                   JOIN appareil ON appareil.n = a.appareil
                   WHERE c.objet = objet.n AND c.champ = ?2
                   ORDER BY a.horloge DESC, appareil.id DESC LIMIT 1)
               JOIN appareil ON appareil.n = acte.appareil
               WHERE reponse.bilan = ?3
               ORDER BY acte.horloge, appareil.id"#,
            table,
            champ,
            bilan
        )
        .fetch_all(&self.lectures)
        .await?;
        let abime = || Error::new(Code::BaseAbimee, "answer does not read");
        // By rank and question; of two rows of one question the later one counts.
        let mut reponses: BTreeMap<(i64, String), LigneReponse> = BTreeMap::new();
        for ligne in lignes {
            let (rang, question, saisie) = match ligne.question {
                Some(question) => (ligne.rang, question, ligne.saisie),
                None => {
                    let id = Uuid::parse_str(&ligne.id).map_err(|_| abime())?;
                    let saisie = serde_json::from_str(&ligne.saisie).map_err(|_| abime())?;
                    match self.unseal(Entite::Reponse, id, "saisie", &saisie)? {
                        Some(lue) => {
                            let question = lue["question"].as_str().ok_or_else(abime)?.to_owned();
                            (lue["rang"].as_i64(), question, lue["saisie"].to_string())
                        }
                        // Answers that this session cannot open are left out, but for an objection,
                        // which binds every session.
                        None => match &saisie["opposition"] {
                            Value::Null => continue,
                            dite => (None, OPPOSITION.to_owned(), dite.to_string()),
                        },
                    }
                }
            };
            let cle = (rang.unwrap_or(i64::MAX), question.clone());
            reponses.retain(|(_, connue), _| *connue != question);
            let reponse = LigneReponse {
                id: ligne.id,
                question,
                saisie,
                acte: ligne.acte.into(),
                auteur: ligne.auteur.map(String::from),
                horloge: ligne.horloge,
                en_conflit: ligne.en_conflit,
            };
            reponses.insert(cle, reponse);
        }
        Ok(reponses.into_values().collect())
    }
}
