//! Proves the base: the hash chain of every device, and the tables against the journal.

use super::chaine::{self, Lien};
use super::entite::Entite;
use super::lecture::tous;
use super::{Store, migrer, projection};
use crate::error::{Code, Error, Result};
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use uuid::Uuid;

/// Rows read at once.
const PAQUET: i64 = 2000;

/// Something that does not agree. It names places, never values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ecart {
    /// The digest of an act is not that of its content.
    Acte {
        /// The device that wrote it.
        appareil: String,
        /// Its rank there.
        rang: i64,
    },
    /// An act is missing before this one.
    Manque {
        /// The device.
        appareil: String,
        /// The rank after the hole.
        rang: i64,
    },
    /// A value is not the one that was recorded.
    Valeur {
        /// The device.
        appareil: String,
        /// Rank of the act.
        rang: i64,
        /// Entity and field.
        champ: String,
    },
    /// A row of a table is not what the journal says.
    Table {
        /// The table.
        entite: &'static str,
        /// The row.
        objet: Uuid,
        /// The column, none when the whole row is missing or too many.
        champ: Option<String>,
    },
    /// The conflicts waiting are not those of the journal.
    Conflits,
    /// A page of the file, or an index in it, is damaged: what else is found there proves nothing.
    Fichier {
        /// What SQLite says of it: pages, tables and row numbers.
        detail: String,
    },
}

impl fmt::Display for Ecart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Acte { appareil, rang } => {
                write!(f, "l’acte {rang} de l’appareil {appareil} a été modifié")
            }
            Self::Manque { appareil, rang } => {
                write!(f, "il manque un acte avant l’acte {rang} de l’appareil {appareil}")
            }
            Self::Valeur { appareil, rang, champ } => write!(
                f,
                "la valeur de {champ} dans l’acte {rang} de l’appareil {appareil} a été modifiée"
            ),
            Self::Table { entite, objet, champ: Some(champ) } => {
                write!(f, "table {entite}, {objet} : {champ} diffère du journal")
            }
            Self::Table { entite, objet, champ: None } => {
                write!(f, "table {entite}, {objet} : la ligne diffère du journal")
            }
            Self::Conflits => f.write_str("les conflits en attente diffèrent du journal"),
            Self::Fichier { detail } => write!(f, "le fichier de la base est abîmé ({detail})"),
        }
    }
}

/// What `verify` found.
#[derive(Debug, Clone)]
pub struct Verification {
    /// Acts read.
    pub actes: u64,
    /// Values whose digest was checked.
    pub valeurs: u64,
    /// Values erased by law: their digest stays and cannot be checked.
    pub effacees: u64,
    /// Rows compared.
    pub lignes: u64,
    /// What does not agree; empty when all does.
    pub ecarts: Vec<Ecart>,
    /// Digest of the last act of this device, in hexadecimal.
    pub tete: String,
}

/// A change read back from the journal.
struct Relu {
    objet: i64,
    entite: String,
    id: String,
    champ: String,
    valeur: Option<String>,
    sel: Option<Vec<u8>>,
    vu: Option<String>,
    empreinte: Vec<u8>,
}

impl Store {
    /// Checks every digest and rebuilds every table from the journal into a scratch base, then
    /// compares value by value. Writes wait while it runs.
    ///
    /// # Errors
    /// The base does not read. A difference is no error: it is in the answer.
    pub async fn verifier(&self, mut avance: impl FnMut(u64, u64)) -> Result<Verification> {
        let mut ecriture = self.ecriture.lock().await;
        let source = &mut ecriture.connexion;
        let mut compte = Verification {
            actes: 0,
            valeurs: 0,
            effacees: 0,
            lignes: 0,
            ecarts: feuilleter(source).await?,
            tete: String::new(),
        };
        if !compte.ecarts.is_empty() {
            return Ok(compte);
        }
        let mut brouillon = SqliteConnectOptions::new()
            .in_memory(true)
            .disable_statement_logging()
            .connect()
            .await?;
        migrer(&mut brouillon).await?;
        let total =
            sqlx::query_scalar!("SELECT COUNT(*) FROM acte").fetch_one(&mut *source).await?;
        let total = u64::try_from(total).unwrap_or(0);
        let mut rejeu = Rejeu::default();
        // The scratch base lives in memory: one transaction for all of it.
        sqlx::raw_sql("BEGIN").execute(&mut brouillon).await?;
        let mut apres = (i64::MIN, String::new());
        loop {
            let actes = sqlx::query!(
                r#"SELECT n AS "n!", id, appareil, rang, horloge, verbe, auteur, enfant, precedent,
                          empreinte
                   FROM acte WHERE (horloge, appareil) > (?, ?)
                   ORDER BY horloge, appareil LIMIT ?"#,
                apres.0,
                apres.1,
                PAQUET
            )
            .fetch_all(&mut *source)
            .await?;
            let Some(dernier) = actes.last() else { break };
            apres = (dernier.horloge, dernier.appareil.clone());
            for acte in &actes {
                let changements = sqlx::query_as!(
                    Relu,
                    r#"SELECT objet.n AS "objet!", objet.entite, objet.id, champ, valeur, sel, vu,
                              empreinte
                       FROM changement JOIN objet ON objet.n = changement.objet
                       WHERE acte = ? ORDER BY rang"#,
                    acte.n
                )
                .fetch_all(&mut *source)
                .await?;
                let lien = Lien {
                    id: &acte.id,
                    appareil: &acte.appareil,
                    rang: acte.rang,
                    horloge: acte.horloge,
                    verbe: &acte.verbe,
                    auteur: acte.auteur.as_deref(),
                    enfant: acte.enfant.as_deref(),
                };
                rejeu.chainer(&lien, &acte.precedent, &acte.empreinte, &changements, &mut compte);
                rejeu.projeter(&mut brouillon, acte.n, &acte.id, &changements).await?;
                compte.actes += 1;
            }
            avance(compte.actes, total);
        }
        for entite in Entite::ALL {
            comparer(source, &mut brouillon, *entite, &mut compte).await?;
        }
        if rejeu.conflits != lire_conflits(source).await? {
            compte.ecarts.push(Ecart::Conflits);
        }
        compte.tete = rejeu.tetes.get(&*self.appareil).map(|(_, e)| hexa(e)).unwrap_or_default();
        Ok(compte)
    }
}

/// Reads every page of the file, indexes included, which the comparison alone would not: first the
/// seal of each page, then the order of what they hold.
async fn feuilleter(source: &mut SqliteConnection) -> Result<Vec<Ecart>> {
    for (pragma, sain) in [("cipher_integrity_check", None), ("integrity_check(20)", Some("ok"))] {
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
        let dits: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *source).await?;
        let maux = dits.into_iter().filter(|dit| Some(dit.as_str()) != sain);
        let maux: Vec<Ecart> = maux.map(|detail| Ecart::Fichier { detail }).take(20).collect();
        if !maux.is_empty() {
            return Ok(maux);
        }
    }
    Ok(Vec::new())
}

/// (object, field, loser, winner) and the act that settled it.
type Conflits = BTreeMap<(i64, String, i64, i64), Option<i64>>;

/// What replaying the journal remembers.
#[derive(Default)]
struct Rejeu {
    /// Rank and digest of the last act of each device.
    tetes: BTreeMap<String, (i64, [u8; 32])>,
    /// The act that gave each field its present value.
    courants: BTreeMap<(i64, String), (i64, String)>,
    conflits: Conflits,
    /// The objects that an act has made so far.
    faits: BTreeSet<i64>,
}

impl Rejeu {
    fn chainer(
        &mut self,
        lien: &Lien<'_>,
        precedent: &[u8],
        empreinte: &[u8],
        changements: &[Relu],
        compte: &mut Verification,
    ) {
        let appareil = || lien.appareil.to_owned();
        let avant = self.tetes.get(lien.appareil).copied().unwrap_or((0, [0; 32]));
        if lien.rang != avant.0 + 1 {
            compte.ecarts.push(Ecart::Manque { appareil: appareil(), rang: lien.rang });
        }
        for relu in changements {
            let (Some(sel), Some(valeur)) = (&relu.sel, &relu.valeur) else {
                compte.effacees += 1;
                continue;
            };
            compte.valeurs += 1;
            let calcul = chaine::empreinte_valeur(
                sel,
                &relu.entite,
                &relu.id,
                &relu.champ,
                relu.vu.as_deref(),
                valeur,
            );
            if calcul.as_slice() != relu.empreinte {
                compte.ecarts.push(Ecart::Valeur {
                    appareil: appareil(),
                    rang: lien.rang,
                    champ: format!("{}.{}", relu.entite, relu.champ),
                });
            }
        }
        let calcul = chaine::empreinte_acte(
            &avant.1,
            lien,
            changements
                .iter()
                .map(|c| <[u8; 32]>::try_from(c.empreinte.as_slice()).unwrap_or([0; 32])),
        );
        if precedent != avant.1 || calcul.as_slice() != empreinte {
            compte.ecarts.push(Ecart::Acte { appareil: appareil(), rang: lien.rang });
        }
        let suite = <[u8; 32]>::try_from(empreinte).unwrap_or([0; 32]);
        self.tetes.insert(appareil(), (lien.rang, suite));
    }

    async fn projeter(
        &mut self,
        brouillon: &mut SqliteConnection,
        n: i64,
        acte: &str,
        changements: &[Relu],
    ) -> Result<()> {
        let mut objets: BTreeMap<(Entite, Uuid), (bool, Vec<(&str, Value)>)> = BTreeMap::new();
        for relu in changements {
            let cle = (relu.objet, relu.champ.clone());
            if let Some((courant, id)) = self.courants.get(&cle) {
                if relu.vu.as_deref() == Some(id.as_str()) {
                    let debut = (relu.objet, relu.champ.clone(), i64::MIN, i64::MIN);
                    let fin = (relu.objet, relu.champ.clone(), i64::MAX, i64::MAX);
                    for (_, choisi) in self.conflits.range_mut(debut..=fin) {
                        choisi.get_or_insert(n);
                    }
                } else {
                    let conflit = (relu.objet, relu.champ.clone(), *courant, n);
                    self.conflits.insert(conflit, None);
                }
            }
            self.courants.insert(cle, (n, acte.to_owned()));
            let Some(entite) = Entite::de_nom(&relu.entite) else {
                return Err(Error::new(Code::BaseAbimee, "unknown entity in the journal"));
            };
            let id = Uuid::parse_str(&relu.id)
                .map_err(|_| Error::new(Code::BaseAbimee, "object identifier"))?;
            let valeur = match &relu.valeur {
                Some(texte) => serde_json::from_str(texte)
                    .map_err(|_| Error::new(Code::BaseAbimee, "value in the journal"))?,
                None => Value::Null,
            };
            let neuf = self.faits.insert(relu.objet);
            let (_, champs) = objets.entry((entite, id)).or_insert_with(|| (neuf, Vec::new()));
            champs.push((&relu.champ, valeur));
        }
        for ((entite, objet), (neuf, champs)) in &objets {
            let champs: Vec<(&str, &Value)> = champs.iter().map(|(c, v)| (*c, v)).collect();
            projection::poser(brouillon, *entite, *objet, *neuf, &champs).await?;
        }
        Ok(())
    }
}

async fn comparer(
    source: &mut SqliteConnection,
    brouillon: &mut SqliteConnection,
    entite: Entite,
    compte: &mut Verification,
) -> Result<()> {
    let mut apres = String::new();
    loop {
        let gauche = tous(source, entite, &apres, PAQUET).await?;
        let droite = tous(brouillon, entite, &apres, PAQUET).await?;
        if gauche.is_empty() && droite.is_empty() {
            return Ok(());
        }
        let mut a: BTreeMap<Uuid, _> = gauche.into_iter().map(|o| (o.id, o.champs)).collect();
        let mut b: BTreeMap<Uuid, _> = droite.into_iter().map(|o| (o.id, o.champs)).collect();
        // Compare up to where both pages reach, and read on from there.
        let (fin_a, fin_b) = (a.last_key_value(), b.last_key_value());
        let fin = match (fin_a, fin_b) {
            (Some((a, _)), Some((b, _))) => *a.min(b),
            (Some((seul, _)), None) | (None, Some((seul, _))) => *seul,
            (None, None) => return Ok(()),
        };
        a.retain(|id, _| *id <= fin);
        b.retain(|id, _| *id <= fin);
        let nom = entite.nom();
        for (id, champs) in &a {
            compte.lignes += 1;
            let Some(attendu) = b.remove(id) else {
                compte.ecarts.push(Ecart::Table { entite: nom, objet: *id, champ: None });
                continue;
            };
            for (champ, valeur) in champs {
                if attendu.get(champ) != Some(valeur) {
                    let champ = Some(champ.clone());
                    compte.ecarts.push(Ecart::Table { entite: nom, objet: *id, champ });
                }
            }
        }
        for id in b.keys() {
            compte.ecarts.push(Ecart::Table { entite: nom, objet: *id, champ: None });
        }
        apres = fin.to_string();
    }
}

async fn lire_conflits(source: &mut SqliteConnection) -> Result<Conflits> {
    let lignes = sqlx::query("SELECT objet, champ, perdant, gagnant, choisi FROM conflit")
        .fetch_all(source)
        .await?;
    lignes
        .iter()
        .map(|l| Ok(((l.try_get(0)?, l.try_get(1)?, l.try_get(2)?, l.try_get(3)?), l.try_get(4)?)))
        .collect()
}

fn hexa(octets: &[u8]) -> String {
    octets.iter().map(|o| format!("{o:02x}")).collect()
}
