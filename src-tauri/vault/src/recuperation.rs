//! The recovery key, as groups that a human can copy: eight groups of four characters and one check
//! character. The alphabet is Crockford's (no I, L, O, U); reading forgives case, spaces, hyphens,
//! and O for 0, I or L for 1.

use crate::Hasard;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPES: usize = 8;
/// Data characters per group; one check character follows.
const DONNEES: usize = 4;

/// 160 random bits.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CleRecuperation([u8; 20]);

/// What is wrong with a typed key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GroupeFaux {
    /// The number of characters is not that of a key.
    #[error(
        "La clé de récupération compte 8 groupes de 5 caractères. Vous en avez écrit {0} caractères sur 40."
    )]
    Longueur(usize),
    /// A group has a copying mistake.
    #[error("Le groupe {0} contient une erreur de copie. Relisez ce groupe sur la fiche.")]
    Groupe(usize),
}

impl CleRecuperation {
    pub(crate) fn make(chance: &dyn Hasard) -> Self {
        let mut octets = [0; 20];
        chance.hasard(&mut octets);
        Self(octets)
    }

    pub(crate) fn octets(&self) -> &[u8] {
        &self.0
    }

    /// The eight groups, to be shown once.
    #[must_use]
    pub fn groupes(&self) -> Vec<String> {
        let chiffres = self.chiffres();
        chiffres
            .chunks(DONNEES)
            .enumerate()
            .map(|(rang, groupe)| {
                groupe
                    .iter()
                    .chain([&controle(rang, groupe)])
                    .map(|c| char::from(ALPHABET[usize::from(*c)]))
                    .collect()
            })
            .collect()
    }

    /// Reads a key as copied from the sheet.
    ///
    /// # Errors
    /// [`GroupeFaux`] names the group to read again.
    pub fn read(texte: &str) -> Result<Self, GroupeFaux> {
        let signes: Zeroizing<Vec<char>> =
            Zeroizing::new(texte.chars().filter(|c| c.is_alphanumeric()).collect());
        if signes.len() != GROUPES * (DONNEES + 1) {
            return Err(GroupeFaux::Longueur(signes.len()));
        }
        let mut chiffres = Zeroizing::new(Vec::with_capacity(GROUPES * DONNEES));
        for (rang, groupe) in signes.chunks(DONNEES + 1).enumerate() {
            let faux = || GroupeFaux::Groupe(rang + 1);
            let groupe: Option<Zeroizing<Vec<u8>>> =
                groupe.iter().map(|c| valeur(*c)).collect::<Option<Vec<u8>>>().map(Zeroizing::new);
            let groupe = groupe.ok_or_else(faux)?;
            let (donnees, cle) = groupe.split_at(DONNEES);
            if cle != [controle(rang, donnees)] {
                return Err(faux());
            }
            chiffres.extend_from_slice(donnees);
        }
        let mut octets = [0_u8; 20];
        for (rang, chiffre) in chiffres.iter().enumerate() {
            for bit in 0..5 {
                if chiffre >> (4 - bit) & 1 == 1 {
                    let place = rang * 5 + bit;
                    octets[place / 8] |= 0x80 >> (place % 8);
                }
            }
        }
        Ok(Self(octets))
    }

    fn chiffres(&self) -> Zeroizing<Vec<u8>> {
        let bit = |place: usize| self.0[place / 8] >> (7 - place % 8) & 1;
        Zeroizing::new(
            (0..GROUPES * DONNEES)
                .map(|rang| (0..5).fold(0, |n, b| n << 1 | bit(rang * 5 + b)))
                .collect(),
        )
    }
}

/// A check character over GF(32): weights are distinct powers of a generator and the rank of the
/// group is mixed in, so that one wrong character, two exchanged ones, or two exchanged groups show.
fn controle(rang: usize, donnees: &[u8]) -> u8 {
    let mut somme = u8::try_from(rang).unwrap_or(0) + 1;
    for chiffre in donnees {
        somme = fois_deux(somme) ^ chiffre;
    }
    fois_deux(somme)
}

/// Multiplication by the generator of GF(32), x⁵ + x² + 1.
const fn fois_deux(n: u8) -> u8 {
    let double = n << 1;
    if double & 32 == 0 { double } else { (double ^ 0b10_0101) & 31 }
}

fn valeur(signe: char) -> Option<u8> {
    let signe = match signe.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        autre => autre,
    };
    let place = ALPHABET.iter().position(|c| char::from(*c) == signe)?;
    u8::try_from(place).ok()
}

impl fmt::Debug for CleRecuperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CleRecuperation(…)")
    }
}
