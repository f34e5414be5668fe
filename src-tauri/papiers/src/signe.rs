//! What becomes of each sign of a text on paper: drawn, written in words, opened into simpler signs,
//! left out by a rule, or said to be one that no typeface draws.
//!
//! Left out, because they have no shape of their own: control characters, the soft hyphen, signs of
//! zero width, marks of direction, variation selectors, tags. Line and paragraph separators begin a
//! line. What has a French name in `fonts/signes-en-mots.tsv` (pictures, flags) is written as that
//! name between brackets; a tone of skin is named after it. What is left is written as the number
//! of its sign, « [signe U+D55C] », and reported by [`indessinables`] before the signatures.

use super::font::Fonts;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) sign: char,
    /// The sign that no face draws, on the first of those that are written for it.
    pub(super) instead_of: Option<char>,
}

impl Piece {
    const fn of(sign: char) -> Self {
        Self { sign, instead_of: None }
    }
}

/// The signs of a text that no typeface of the papers draws and that have no name either, each with
/// how often it comes, in the order in which they come. A paper writes their number instead.
#[must_use]
pub fn indessinables(text: &str) -> Vec<(char, usize)> {
    let mut lost: Vec<(char, usize)> = Vec::new();
    if text.chars().all(ordinary) {
        return lost;
    }
    let Ok(fonts) = Fonts::get() else { return lost };
    for sign in pieces(text, |c| fonts.has(c)).iter().filter_map(|piece| piece.instead_of) {
        match lost.iter_mut().find(|(known, _)| *known == sign) {
            Some((_, count)) => *count += 1,
            None => lost.push((sign, 1)),
        }
    }
    lost
}

/// Whether a sign needs no care: a Latin letter, a digit, the punctuation of a French text.
pub(super) const fn ordinary(sign: char) -> bool {
    matches!(sign,
        '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2027}' | '\u{202f}' | '\n' | '\u{20ac}' | '\u{2212}' | '\u{2264}'
        | '\u{2265}')
}

/// Zero-width signs that join or part letters: they are kept between letters that change shape.
pub(super) const fn joiner(sign: char) -> bool {
    matches!(sign, '\u{200c}' | '\u{200d}')
}

/// Signs without a shape of their own (Default_Ignorable_Code_Point of Unicode, marks of direction,
/// controls), which a paper leaves out.
#[must_use]
pub fn left_out(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Accents that are set over or under any letter.
pub(super) const fn accent(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// The signs to draw for a text, accents composed.
pub(super) fn pieces(text: &str, draws: impl Fn(char) -> bool) -> Vec<Piece> {
    let signs: Vec<char> = text.nfc().collect();
    let mut out = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(sign) = signs.get(at).copied() {
        if let Some((length, words)) = named(&signs[at..]) {
            out.extend(words.chars().map(Piece::of));
            at += length;
            continue;
        }
        at += 1;
        match sign {
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(Piece::of('\n')),
            '\t' | '\r' => out.push(Piece::of(' ')),
            '\n' => out.push(Piece::of(sign)),
            sign if joiner(sign) => out.push(Piece::of(sign)),
            sign if left_out(sign) => {}
            sign if draws(sign) => out.push(Piece::of(sign)),
            sign => {
                let simpler: Vec<char> =
                    sign.nfkd().filter(|c| *c != sign && !left_out(*c)).collect();
                if !simpler.is_empty() && simpler.iter().all(|c| draws(*c)) {
                    out.extend(simpler.iter().nfc_pieces());
                } else {
                    let number = format!("[signe\u{a0}U+{:04X}]", u32::from(sign));
                    let first = out.len();
                    out.extend(number.chars().map(Piece::of));
                    out[first].instead_of = Some(sign);
                }
            }
        }
    }
    out
}

/// Composes what a sign was opened into.
trait Compose {
    fn nfc_pieces(self) -> Vec<Piece>;
}

impl<'a, I: Iterator<Item = &'a char>> Compose for I {
    fn nfc_pieces(self) -> Vec<Piece> {
        self.copied().nfc().map(Piece::of).collect()
    }
}

/// French names of pictures, flags and other signs, from the CLDR of Unicode.
struct Names {
    of: HashMap<Vec<char>, &'static str>,
    starts: HashSet<char>,
    longest: usize,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let of: HashMap<Vec<char>, &'static str> = include_str!("../fonts/signes-en-mots.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(signs, name)| (signs.chars().collect(), name))
            .collect();
        let starts = of.keys().filter_map(|signs| signs.first().copied()).collect();
        let longest = of.keys().map(Vec::len).max().unwrap_or(0);
        Names { of, starts, longest }
    })
}

const fn tone(sign: char) -> bool {
    matches!(sign, '\u{1f3fb}'..='\u{1f3ff}')
}

/// The longest named sequence that a text begins with: how many signs it takes, and its words.
fn named(signs: &[char]) -> Option<(usize, String)> {
    let names = names();
    if !names.starts.contains(signs.first()?) {
        return None;
    }
    // Names are kept without the selectors of presentation and without the tones of skin.
    let (mut key, mut tones, mut found) = (Vec::new(), Vec::new(), None);
    for (i, sign) in signs.iter().enumerate() {
        match *sign {
            '\u{fe0e}' | '\u{fe0f}' if i > 0 => {}
            sign if tone(sign) && i > 0 => {
                let said = names.of.get(&vec![sign]).copied().unwrap_or_default();
                if !tones.contains(&said) {
                    tones.push(said);
                }
            }
            sign => key.push(sign),
        }
        if key.len() > names.longest {
            break;
        }
        if let Some(name) = names.of.get(&key) {
            let tail =
                if tones.is_empty() { String::new() } else { format!(", {}", tones.join(", ")) };
            found = Some((i + 1, format!("[{name}{tail}]")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let fonts = Fonts::get().expect("fonts");
        pieces(text, |c| fonts.has(c)).iter().map(|p| p.sign).collect()
    }

    #[test]
    fn pictures_are_written_in_words() {
        for (typed, read_as) in [
            ("🙂", "[visage avec un léger sourire]"),
            ("👍🏽", "[pouce vers le haut, peau légèrement mate]"),
            ("👨\u{200d}👩\u{200d}👧", "[famille : homme, femme et fille]"),
            ("🇫🇷", "[drapeau : France]"),
            ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "[drapeau : Angleterre]"),
            ("1\u{fe0f}\u{20e3}", "[touches : 1]"),
            ("✅", "[bouton coché]"),
            // Half of a flag is a letter in a square; a sign with a shape stays itself.
            ("⚠\u{fe0f} ❤\u{fe0f}", "⚠ ❤"),
            ("12 # *", "12 # *"),
        ] {
            assert_eq!(read(typed).replace('\u{a0}', " "), read_as, "{typed}");
        }
    }

    #[test]
    fn what_has_no_shape_leaves_nothing_and_lines_stay_apart() {
        assert_eq!(read("a\u{200b}b\u{ad}c\u{202e}d\u{0}e\u{fe0f}f\u{e0101}"), "abcdef");
        assert_eq!(read("un\u{2028}deux\u{85}trois"), "un\ndeux\ntrois");
    }

    #[test]
    fn what_no_face_draws_is_told_with_its_number() {
        assert_eq!(read("한 \u{e000}"), "[signe\u{a0}U+D55C] [signe\u{a0}U+E000]");
        assert_eq!(indessinables("한글 한"), [('한', 2), ('글', 1)]);
        assert_eq!(indessinables("\u{fffd}"), [('\u{fffd}', 1)]);
        assert_eq!(indessinables("→ ☐ ✓ ♀ ⚠ ∆ 🙂 محمد 王"), []);
    }
}
