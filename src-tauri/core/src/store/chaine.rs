//! The hash chain of a device's journal, and its hybrid logical clock.

use crate::error::Result;
use crate::monde::Monde;
use sqlx::sqlite::SqliteConnection;

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
    pub(super) empreinte: [u8; 32],
}

impl Tete {
    pub(super) async fn lire(connexion: &mut SqliteConnection, appareil: &str) -> Result<Self> {
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
        let (rang, empreinte) = dernier.map_or((0, [0; 32]), |d| {
            (d.rang, <[u8; 32]>::try_from(d.empreinte.as_slice()).unwrap_or([0; 32]))
        });
        Ok(Self { acte: base.acte, objet: base.objet, rang, horloge: base.horloge, empreinte })
    }

    /// Moves to the next act and gives its clock: the time of day, or one tick after the last act
    /// when the clock of the seat stands still or was set back.
    pub(super) fn avancer(&mut self, maintenant: i64) -> i64 {
        self.acte += 1;
        self.rang += 1;
        self.horloge = (maintenant << 16).max(self.horloge + 1);
        self.horloge
    }
}

/// The header of an act, as it goes into the chain.
pub(super) struct Lien<'a> {
    pub(super) id: &'a str,
    pub(super) appareil: &'a str,
    pub(super) rang: i64,
    pub(super) horloge: i64,
    pub(super) verbe: &'a str,
    pub(super) auteur: Option<&'a str>,
    pub(super) enfant: Option<&'a str>,
}

/// Digest of an act: what came before, its header, and the digests of its changes in order.
pub(super) fn empreinte_acte(
    precedent: &[u8; 32],
    lien: &Lien<'_>,
    changements: impl Iterator<Item = [u8; 32]>,
) -> [u8; 32] {
    let mut calcul = blake3::Hasher::new_derive_key("escale 2026 acte");
    calcul.update(precedent);
    texte(&mut calcul, lien.id);
    texte(&mut calcul, lien.appareil);
    calcul.update(&lien.rang.to_le_bytes());
    calcul.update(&lien.horloge.to_le_bytes());
    texte(&mut calcul, lien.verbe);
    for personne in [lien.auteur, lien.enfant] {
        texte(&mut calcul, personne.unwrap_or_default());
    }
    for empreinte in changements {
        calcul.update(&empreinte);
    }
    *calcul.finalize().as_bytes()
}

/// Salted digest of one value. The salt keeps a short value from being guessed once it is erased.
pub(super) fn empreinte_valeur(
    sel: &[u8],
    entite: &str,
    objet: &str,
    champ: &str,
    vu: Option<&str>,
    valeur: &str,
) -> [u8; 32] {
    let mut calcul = blake3::Hasher::new_derive_key("escale 2026 valeur");
    calcul.update(sel);
    for morceau in [entite, objet, champ, vu.unwrap_or_default(), valeur] {
        texte(&mut calcul, morceau);
    }
    *calcul.finalize().as_bytes()
}

/// A text with its length, so that two neighbours cannot exchange letters.
fn texte(calcul: &mut blake3::Hasher, texte: &str) {
    calcul.update(&(texte.len() as u64).to_le_bytes());
    calcul.update(texte.as_bytes());
}

pub(super) async fn inserer(
    connexion: &mut SqliteConnection,
    n: i64,
    lien: &Lien<'_>,
    precedent: &[u8; 32],
    empreinte: &[u8; 32],
) -> Result<()> {
    let (precedent, empreinte) = (precedent.as_slice(), empreinte.as_slice());
    sqlx::query!(
        "INSERT INTO acte (n, id, appareil, rang, horloge, verbe, auteur, enfant, precedent, empreinte)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        n,
        lien.id,
        lien.appareil,
        lien.rang,
        lien.horloge,
        lien.verbe,
        lien.auteur,
        lien.enfant,
        precedent,
        empreinte
    )
    .execute(connexion)
    .await?;
    Ok(())
}

/// The identifier of this device, made at the first opening.
pub(super) async fn appareil(
    connexion: &mut SqliteConnection,
    monde: &dyn Monde,
) -> Result<String> {
    let nouvel = monde.nouvel_id().to_string();
    sqlx::query!("INSERT OR IGNORE INTO poste (cle, valeur) VALUES ('appareil', ?)", nouvel)
        .execute(&mut *connexion)
        .await?;
    let appareil = sqlx::query_scalar!("SELECT valeur FROM poste WHERE cle = 'appareil'")
        .fetch_one(connexion)
        .await?;
    Ok(appareil)
}
