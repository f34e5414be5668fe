//! The key of a name: the part that is the same however the name is written.

use super::Degre;
use crate::texte::fold;

/// Particles, which papers write or leave out before a name.
const PARTICULES: [&str; 31] = [
    "a", "ait", "al", "ben", "bin", "d", "da", "das", "de", "dei", "del", "della", "den", "der",
    "des", "di", "do", "dos", "du", "el", "ibn", "l", "la", "le", "les", "o", "ould", "ter", "van",
    "von", "zu",
];

/// Fewest letters of the shorter of two words that one letter may tell apart: below, they are two names
/// (Lou and Loup, Léa and Lia).
const LETTRES_MIN: usize = 5;

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cle {
    /// Folded: `ben ali`.
    plie: String,
    /// The same glued: `benali`.
    colle: String,
    /// The same as it sounds in other spellings.
    squelette: String,
    /// The sound without the particles, where something stays.
    sans_particules: String,
}

impl Cle {
    /// The key of a name; none where it has no letter.
    #[must_use]
    pub fn new(nom: &str) -> Option<Self> {
        let plie = expand(&fold(nom));
        let colle = plie.replace(' ', "");
        if colle.is_empty() {
            return None;
        }
        let reste: String =
            plie.split(' ').filter(|mot| !PARTICULES.contains(mot)).collect::<Vec<_>>().concat();
        let reste = if reste.is_empty() { &colle } else { &reste };
        Some(Self { squelette: squelette(&colle), sans_particules: squelette(reste), colle, plie })
    }

    /// How two names are one, if they are.
    #[must_use]
    pub fn compare(&self, autre: &Self) -> Option<Degre> {
        if self.plie == autre.plie {
            return Some(Degre::Meme);
        }
        if self.squelette == autre.squelette || self.sans_particules == autre.sans_particules {
            return Some(Degre::Autrement);
        }
        let proches = une_lettre(&self.colle, &autre.colle)
            || une_lettre(&self.squelette, &autre.squelette)
            || une_lettre(&self.sans_particules, &autre.sans_particules);
        proches.then_some(Degre::UneLettre)
    }

    /// The sounds of the name, with its particles and without: two names that share one are the same, or
    /// written otherwise; two that share none are a letter apart at most.
    pub fn sons(&self) -> impl Iterator<Item = &str> {
        let deux = self.sans_particules != self.squelette;
        std::iter::once(&*self.squelette).chain(deux.then_some(&*self.sans_particules))
    }
}

/// Abbreviations of words that begin names.
fn expand(plie: &str) -> String {
    let mots = plie.split(' ').map(|mot| match mot {
        "st" => "saint",
        "ste" => "sainte",
        "bin" | "ibn" => "ben",
        autre => autre,
    });
    mots.collect::<Vec<_>>().join(" ")
}

/// A folded, glued name as it sounds, whichever way its letters were put into the Latin ones: `ou`, `oo`,
/// `w` and `o` as `u`; `y` and `j` before a consonant as `i`; `sh`, `sch` and `ch` alike; `k`, `q` and `c`
/// alike; mute `h` and doubled letters left out; `-eh`, `-ah` and `-a` alike.
#[must_use]
pub fn squelette(colle: &str) -> String {
    let mut reste: &str = colle;
    let mut son = String::with_capacity(colle.len());
    while let Some(c) = reste.chars().next() {
        let (lu, dit): (&str, &str) = SONS
            .iter()
            .find(|(lu, _)| reste.starts_with(lu))
            .copied()
            .unwrap_or_else(|| (&reste[..c.len_utf8()], &reste[..c.len_utf8()]));
        for lettre in dit.chars() {
            if !son.ends_with(lettre) {
                son.push(lettre);
            }
        }
        reste = &reste[lu.len()..];
    }
    // The last vowel of Fatimeh and Fatima, of Sarah and Sara.
    if colle.len() > 3 && (colle.ends_with("eh") || colle.ends_with("ah")) {
        son.truncate(son.trim_end_matches(['e', 'a']).len());
        son.push('a');
    }
    // A name of vowels and h alone is kept as it is.
    if son.is_empty() { colle.to_owned() } else { son }
}

/// Letters, the longest first, and what is kept of them. `S` stands for the sound of "ch".
const SONS: [(&str, &str); 29] = [
    ("tsch", "S"),
    ("sch", "S"),
    ("tch", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "j"),
    ("dj", "j"),
    ("ou", "u"),
    ("oo", "u"),
    ("qu", "k"),
    ("ck", "k"),
    ("ks", "ks"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("w", "u"),
    ("o", "u"),
    ("y", "i"),
    ("h", ""),
    ("ee", "i"),
    ("ii", "i"),
    ("ij", "i"),
    ("ph", "f"),
    ("z", "z"),
];

/// Whether two words differ by one letter: one more, one less, one other, or two exchanged. The shorter
/// has at least five.
#[must_use]
pub fn une_lettre(a: &str, b: &str) -> bool {
    let (court, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // Bytes first: most pairs are told apart by their lengths. A letter has four bytes at most.
    if long.len() - court.len() > 4 || court.len() < LETTRES_MIN {
        return false;
    }
    let (court, long) = (court.chars().count(), long.chars().count());
    if court.min(long) < LETTRES_MIN || court.abs_diff(long) > 1 {
        return false;
    }
    let debut = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let reste_a: Vec<char> = a.chars().skip(debut).collect();
    let reste_b: Vec<char> = b.chars().skip(debut).collect();
    let fin = reste_a.iter().rev().zip(reste_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let a = &reste_a[..reste_a.len() - fin];
    let b = &reste_b[..reste_b.len() - fin];
    match (a, b) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([x, y], [u, v]) => x == v && y == u,
        _ => false,
    }
}
