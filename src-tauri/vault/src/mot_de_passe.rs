//! A password as it is compared: the same for one person, however a keyboard, a paste or a system
//! writes its letters.
//!
//! The rule is the profile OpaqueString of RFC 8265, section 4.2: every space becomes U+0020, then
//! NFC. Case is kept, and so are spaces at the ends.

use crate::{Error, Result};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Shortest password that a person may choose, in characters of its prepared form.
pub const MOT_DE_PASSE_MIN: usize = 12;

/// The spaces of Unicode, category Zs. A French layout writes U+00A0 for AltGr + space and U+202F
/// for Shift + AltGr + space, and they look alike on screen.
const fn espace(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// The form under which a slot is made and tried.
pub(crate) fn prepare(saisi: &str) -> Zeroizing<String> {
    Zeroizing::new(saisi.chars().map(|c| if espace(c) { ' ' } else { c }).nfc().collect())
}

/// Whether a password is long enough to be chosen.
///
/// # Errors
/// [`Error::MotDePasseTropCourt`].
pub fn check_mot_de_passe(saisi: &str) -> Result<()> {
    if prepare(saisi).chars().count() < MOT_DE_PASSE_MIN {
        return Err(Error::MotDePasseTropCourt);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (saisi, attendu) in [
            ("e\u{301}te\u{301} a\u{300} la fore\u{302}t", "été à la forêt"),
            ("trois\u{a0}mots\u{202f}simples", "trois mots simples"),
            ("un\u{2003}deux\u{3000}trois", "un deux trois"),
            // No folding: these stay what they are.
            ("Trois mots Simples ", "Trois mots Simples "),
            ("ﬁn ² ½ №", "ﬁn ² ½ №"),
            ("a\tb", "a\tb"),
        ] {
            assert_eq!(prepare(saisi).as_str(), attendu, "{saisi:?}");
            assert_eq!(prepare(attendu).as_str(), attendu, "prepared twice: {saisi:?}");
        }
    }

    #[test]
    fn an_accent_typed_apart_does_not_count_as_a_character() {
        let onze = "e\u{301}".repeat(MOT_DE_PASSE_MIN - 1);
        assert!(check_mot_de_passe(&onze).is_err());
        assert!(check_mot_de_passe(&format!("{onze}e")).is_ok());
    }
}
