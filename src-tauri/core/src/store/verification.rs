//! Proves the base: the hash chain of every device, and the tables against the journal.

use super::Store;
use super::chaine::{Lien, empreinte_lue};
use super::effacement::Trace;
use super::entite::{Entite, Forme};
use super::mots::Mots;
use super::rejeu::{ActeRelu, Conflits, Projete, Rejeu, Relu};
use super::valeur::Valeur;
use crate::error::Result;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row};
use std::fmt;
use uuid::Uuid;

/// Acts read at once, with all their changes.
const ACTES: i64 = 200;
/// Rows of a table read at once.
const LIGNES: i64 = 2000;

/// Something that does not agree. It names places, never values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ecart {
    /// The digest of an act is not that of its header and its values.
    Acte {
        /// The device that wrote it.
        appareil: String,
        /// Its rank there.
        rang: i64,
    },
    /// An act is missing before this one.
    Manque {
        appareil: String,
        /// The rank after the hole.
        rang: i64,
    },
    /// A value is gone that was not erased, or is there although it was.
    Valeur {
        appareil: String,
        /// Rank of the act.
        rang: i64,
        /// Entity and field.
        champ: String,
    },
    /// A row of a table is not what the journal says.
    Table {
        entite: &'static str,
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

impl Store {
    /// Checks every digest and plays the journal again, then compares every row of every table with
    /// it. Writes wait while it runs.
    ///
    /// # Errors
    /// The base does not read. A difference is no error: it is in the answer.
    pub async fn check(&self, avance: impl FnMut(u64, u64)) -> Result<Verification> {
        let mut ecriture = self.ecriture.lock().await;
        let source = &mut ecriture.connexion;
        // Rows are found by their identifiers, which are in no order: their index must fit.
        sqlx::query("PRAGMA cache_size = -65536").execute(&mut *source).await?;
        let preuve = self.prove(source, avance).await;
        sqlx::query("PRAGMA cache_size = -2000").execute(&mut *source).await?;
        preuve
    }

    async fn prove(
        &self,
        source: &mut SqliteConnection,
        mut avance: impl FnMut(u64, u64),
    ) -> Result<Verification> {
        let mut compte = Verification {
            actes: 0,
            valeurs: 0,
            effacees: 0,
            lignes: 0,
            ecarts: read_pages(source).await?,
            tete: String::new(),
        };
        if !compte.ecarts.is_empty() {
            return Ok(compte);
        }
        let mots = Mots::reread(source).await?;
        let objets = sqlx::query!(r#"SELECT n, entite, id AS "id: Uuid" FROM objet ORDER BY n"#)
            .map(|objet| (objet.n, objet.entite, objet.id))
            .fetch_all(&mut *source)
            .await?;
        let actes = sqlx::query!(r#"SELECT n, id AS "id: Uuid" FROM acte ORDER BY n"#)
            .map(|acte| (acte.n, acte.id))
            .fetch_all(&mut *source)
            .await?;
        let total = u64::try_from(actes.len()).unwrap_or(u64::MAX);
        let traces = Trace::toutes(source).await?;
        let mut cle = [0; 32];
        self.monde.hasard(&mut cle);
        let mut rejeu = Rejeu::nouveau(&mots, objets, actes, traces, cle)?;
        let mut apres = (i64::MIN, Uuid::nil());
        while compte.actes < total {
            let lus = replay(source, &mots, &mut rejeu, apres, &mut compte).await?;
            let Some(dernier) = lus else { break };
            apres = dernier;
            avance(compte.actes, total);
        }
        let mut vues = vec![false; rejeu.objets.len()];
        for entite in Entite::ALL {
            compare(source, &mots, &rejeu, *entite, &mut vues, &mut compte).await?;
        }
        for (place, vue) in vues.iter().enumerate() {
            if !vue && rejeu.ecrit(place) {
                let joue = &rejeu.objets[place];
                let (entite, objet) = (joue.entite.nom(), joue.id);
                compte.ecarts.push(Ecart::Table { entite, objet, champ: None });
            }
        }
        if rejeu.conflits != read_conflits(source).await? {
            compte.ecarts.push(Ecart::Conflits);
        }
        let tete = rejeu.tetes.get(&self.appareil.n);
        compte.tete = tete.map(|(_, empreinte)| hex::encode(empreinte)).unwrap_or_default();
        Ok(compte)
    }
}

/// Plays the acts that come after one, in the order of the clock; says the last of them.
async fn replay(
    source: &mut SqliteConnection,
    mots: &Mots,
    rejeu: &mut Rejeu<'_>,
    apres: (i64, Uuid),
    compte: &mut Verification,
) -> Result<Option<(i64, Uuid)>> {
    let actes = sqlx::query!(
        r#"SELECT acte.n, acte.id AS "id: Uuid", acte.appareil, appareil.id AS "cle: Uuid", rang,
                  horloge, verbe, auteur AS "auteur: Uuid", enfant AS "enfant: Uuid", graine,
                  empreinte
           FROM acte CROSS JOIN appareil ON appareil.n = acte.appareil
           WHERE horloge >= ?1 AND (horloge > ?1 OR appareil.id > ?2)
           ORDER BY horloge, appareil.id LIMIT ?3"#,
        apres.0,
        apres.1,
        ACTES
    )
    .fetch_all(&mut *source)
    .await?;
    let numeros: Vec<i64> = actes.iter().map(|acte| acte.n).collect();
    let numeros = serde_json::to_string(&numeros)?;
    let changements = sqlx::query_as!(
        Relu,
        r#"SELECT acte, rang, objet, champ, vu, valeur AS "valeur: Valeur"
           FROM changement WHERE acte IN (SELECT value FROM json_each(?)) ORDER BY acte, rang"#,
        numeros
    )
    .fetch_all(&mut *source)
    .await?;
    for acte in &actes {
        let debut = changements.partition_point(|c| c.acte < acte.n);
        let fin = changements.partition_point(|c| c.acte <= acte.n);
        let relu = ActeRelu {
            appareil: acte.appareil,
            lien: Lien {
                id: acte.id,
                appareil: acte.cle,
                rang: acte.rang,
                horloge: acte.horloge,
                verbe: mots.texte(acte.verbe)?,
                auteur: acte.auteur,
                enfant: acte.enfant,
            },
            graine: acte.graine.clone(),
            empreinte: empreinte_lue(&acte.empreinte),
        };
        rejeu.play(&relu, &changements[debut..fin], compte)?;
        compte.actes += 1;
    }
    Ok(actes.last().map(|acte| (acte.horloge, acte.cle)))
}

/// Reads every page of the file, indexes included, which the comparison alone would not: first the
/// seal of each page, then the order of what they hold.
async fn read_pages(source: &mut SqliteConnection) -> Result<Vec<Ecart>> {
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

async fn compare(
    source: &mut SqliteConnection,
    mots: &Mots,
    rejeu: &Rejeu<'_>,
    entite: Entite,
    vues: &mut [bool],
    compte: &mut Verification,
) -> Result<()> {
    let nom = entite.nom();
    let mot = mots.numero(nom)?;
    let mut colonnes = Vec::new();
    for colonne in entite.colonnes() {
        colonnes.push((colonne.nom, colonne.forme, mots.numero(colonne.nom)?));
    }
    let noms: Vec<String> = colonnes.iter().map(|(nom, ..)| format!("t.\"{nom}\"")).collect();
    // The names are those of the list of entities.
    let sql = format!(
        "SELECT t.rowid, t.id, objet.n, {} FROM {nom} t
         LEFT JOIN objet ON objet.entite = ? AND objet.id = unhex(t.id, '-')
         WHERE t.rowid > ? ORDER BY t.rowid LIMIT ?",
        noms.join(", ")
    );
    let mut apres = i64::MIN;
    loop {
        let lignes = sqlx::query(AssertSqlSafe(sql.as_str()))
            .bind(mot)
            .bind(apres)
            .bind(LIGNES)
            .fetch_all(&mut *source)
            .await?;
        let Some(derniere) = lignes.last() else { return Ok(()) };
        apres = derniere.try_get(0)?;
        for ligne in &lignes {
            compte.lignes += 1;
            let place = ligne.try_get::<Option<i64>, _>(2)?.and_then(|n| rejeu.place(n));
            let Some(place) = place.filter(|place| rejeu.ecrit(*place)) else {
                let objet = Uuid::parse_str(ligne.try_get(1)?).unwrap_or_default();
                compte.ecarts.push(Ecart::Table { entite: nom, objet, champ: None });
                continue;
            };
            vues[place] = true;
            for (rang, (colonne, forme, champ)) in colonnes.iter().enumerate() {
                let tenue = tenue(ligne, rang + 3, *forme)?;
                if rejeu.resume(&tenue) != rejeu.attendu(place, *champ) {
                    let objet = rejeu.objets[place].id;
                    let champ = Some((*colonne).to_owned());
                    compte.ecarts.push(Ecart::Table { entite: nom, objet, champ });
                }
            }
        }
    }
}

/// The value of a column.
fn tenue(ligne: &SqliteRow, rang: usize, forme: Forme) -> Result<Projete<'_>> {
    Ok(match forme {
        Forme::Texte | Forme::Id | Forme::Json => ligne
            .try_get::<Option<&str>, _>(rang)?
            .map_or(Projete::Rien, |texte| Projete::Texte(texte.into())),
        Forme::Entier | Forme::Bool => {
            ligne.try_get_unchecked::<Option<i64>, _>(rang)?.map_or(Projete::Rien, Projete::Entier)
        }
        Forme::Reel => {
            ligne.try_get_unchecked::<Option<f64>, _>(rang)?.map_or(Projete::Rien, Projete::Reel)
        }
    })
}

async fn read_conflits(source: &mut SqliteConnection) -> Result<Conflits> {
    let lignes = sqlx::query!("SELECT objet, champ, perdant, gagnant, choisi FROM conflit")
        .fetch_all(source)
        .await?;
    let conflits = lignes.into_iter().map(|l| ((l.objet, l.champ, l.perdant, l.gagnant), l.choisi));
    Ok(conflits.collect())
}
