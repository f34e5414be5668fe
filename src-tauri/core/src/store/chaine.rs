//! The hash chain of a device's journal, and its hybrid logical clock.
//!
//! An act carries a random seed; the salts of its values come from it, and digests are computed, not
//! stored. When a value is erased the seed goes, and `effacement` keeps the digest of what is gone
//! and the salts of what stays: see decision 0016.

use super::valeur::Valeur;
use crate::error::{Code, Error, Result};
use crate::monde::Monde;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

/// A digest, or a salt.
pub(super) type Empreinte = [u8; 32];

/// A device that writes in this base.
#[derive(Debug)]
pub(super) struct Appareil {
    /// Its number in this base.
    pub(super) n: i64,
    pub(super) id: Uuid,
    /// The identifier, as screens show it.
    pub(super) texte: String,
}

impl Appareil {
    /// This device; its identifier is made at the first opening.
    pub(super) async fn read(connexion: &mut SqliteConnection, monde: &dyn Monde) -> Result<Self> {
        let nouvel = monde.nouvel_id().to_string();
        sqlx::query!("INSERT OR IGNORE INTO poste (cle, valeur) VALUES ('appareil', ?)", nouvel)
            .execute(&mut *connexion)
            .await?;
        let texte = sqlx::query_scalar!("SELECT valeur FROM poste WHERE cle = 'appareil'")
            .fetch_one(&mut *connexion)
            .await?;
        let id = Uuid::parse_str(&texte)
            .map_err(|_| Error::new(Code::BaseAbimee, "identifier of the device"))?;
        sqlx::query!("INSERT OR IGNORE INTO appareil (id) VALUES (?)", id)
            .execute(&mut *connexion)
            .await?;
        let n = sqlx::query_scalar!("SELECT n FROM appareil WHERE id = ?", id)
            .fetch_one(connexion)
            .await?;
        Ok(Self { n, id, texte })
    }
}

/// Where a device's journal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tete {
    /// Number of the last act in this base.
    pub(super) acte: i64,
    /// Number of the last object in this base.
    pub(super) objet: i64,
    /// Rank of the device's last act.
    pub(super) rang: i64,
    /// Last reading of the hybrid clock, over all devices.
    pub(super) horloge: i64,
    /// Digest of the device's last act.
    pub(super) empreinte: Empreinte,
}

impl Tete {
    pub(super) async fn read(connexion: &mut SqliteConnection, appareil: i64) -> Result<Self> {
        let base = sqlx::query!(
            r#"SELECT (SELECT COALESCE(MAX(n), 0) FROM acte) AS "acte!: i64",
                      (SELECT COALESCE(MAX(n), 0) FROM objet) AS "objet!: i64",
                      (SELECT COALESCE(MAX(horloge), 0) FROM acte) AS "horloge!: i64""#
        )
        .fetch_one(&mut *connexion)
        .await?;
        let dernier = sqlx::query!(
            "SELECT rang, empreinte FROM acte WHERE appareil = ? ORDER BY rang DESC LIMIT 1",
            appareil
        )
        .fetch_optional(connexion)
        .await?;
        let (rang, empreinte) =
            dernier.map_or((0, [0; 32]), |d| (d.rang, empreinte_lue(&d.empreinte)));
        Ok(Self { acte: base.acte, objet: base.objet, rang, horloge: base.horloge, empreinte })
    }

    /// Moves to the next act and gives its clock: the time of day, or one tick after the last act
    /// when the clock of the seat stands still or was set back.
    pub(super) fn advance(&mut self, maintenant: i64) -> i64 {
        self.acte += 1;
        self.rang += 1;
        self.horloge = (maintenant << 16).max(self.horloge + 1);
        self.horloge
    }
}

/// A digest as the base holds it; one that is none agrees with nothing.
pub(super) fn empreinte_lue(octets: &[u8]) -> Empreinte {
    octets.try_into().unwrap_or([0; 32])
}

/// The header of an act, as it goes into the chain.
pub(super) struct Lien<'a> {
    pub(super) id: Uuid,
    pub(super) appareil: Uuid,
    pub(super) rang: i64,
    pub(super) horloge: i64,
    pub(super) verbe: &'a str,
    pub(super) auteur: Option<Uuid>,
    pub(super) enfant: Option<Uuid>,
}

/// Digest of an act: what came before, its header, and the digests of its changes in order.
pub(super) fn empreinte_acte(
    precedent: &Empreinte,
    lien: &Lien<'_>,
    changements: impl Iterator<Item = Empreinte>,
) -> Empreinte {
    let mut calcul = blake3::Hasher::new_derive_key("escale 2026 acte");
    calcul.update(precedent);
    calcul.update(lien.id.as_bytes());
    calcul.update(lien.appareil.as_bytes());
    calcul.update(&lien.rang.to_le_bytes());
    calcul.update(&lien.horloge.to_le_bytes());
    morceau(&mut calcul, lien.verbe.as_bytes());
    facultatif(&mut calcul, lien.auteur);
    facultatif(&mut calcul, lien.enfant);
    for empreinte in changements {
        calcul.update(&empreinte);
    }
    *calcul.finalize().as_bytes()
}

/// What the salts of an act come from.
pub(super) struct Graine(Empreinte);

impl Graine {
    pub(super) fn de(octets: &[u8]) -> Self {
        Self(blake3::derive_key("escale 2026 sel", octets))
    }

    /// The salt of the value at that rank in the act. It tells nothing of the seed, nor of another.
    pub(super) fn sel(&self, rang: i64) -> Empreinte {
        *blake3::keyed_hash(&self.0, &rang.to_le_bytes()).as_bytes()
    }
}

/// A change, as it goes into the chain.
pub(super) struct Maille<'a> {
    pub(super) entite: &'a str,
    pub(super) objet: Uuid,
    pub(super) champ: &'a str,
    /// The act whose value the writer had seen.
    pub(super) vu: Option<Uuid>,
    pub(super) valeur: &'a Valeur,
}

impl Maille<'_> {
    /// Digest of the change under its salt, which keeps a short value from being guessed once it is
    /// erased.
    pub(super) fn empreinte(&self, sel: &Empreinte) -> Empreinte {
        let mut calcul = blake3::Hasher::new_keyed(sel);
        calcul.update(self.objet.as_bytes());
        morceau(&mut calcul, self.entite.as_bytes());
        morceau(&mut calcul, self.champ.as_bytes());
        facultatif(&mut calcul, self.vu);
        let (genre, octets) = self.valeur.octets();
        calcul.update(&[genre]);
        morceau(&mut calcul, octets);
        *calcul.finalize().as_bytes()
    }
}

/// Bytes with their length, so that two neighbours cannot exchange letters.
fn morceau(calcul: &mut blake3::Hasher, octets: &[u8]) {
    calcul.update(&(octets.len() as u64).to_le_bytes());
    calcul.update(octets);
}

fn facultatif(calcul: &mut blake3::Hasher, id: Option<Uuid>) {
    match id {
        Some(id) => calcul.update(&[1]).update(id.as_bytes()),
        None => calcul.update(&[0]),
    };
}

/// Writes the header of an act under its number.
pub(super) async fn insert(
    connexion: &mut SqliteConnection,
    (n, appareil, verbe): (i64, i64, i64),
    lien: &Lien<'_>,
    graine: &[u8],
    empreinte: &Empreinte,
) -> Result<()> {
    let empreinte = empreinte.as_slice();
    sqlx::query!(
        "INSERT INTO acte (n, id, appareil, rang, horloge, verbe, auteur, enfant, graine, empreinte)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        n,
        lien.id,
        appareil,
        lien.rang,
        lien.horloge,
        verbe,
        lien.auteur,
        lien.enfant,
        graine,
        empreinte
    )
    .execute(connexion)
    .await?;
    Ok(())
}
