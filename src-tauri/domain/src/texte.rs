//! Folding of names for search, and French typography.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for comparison: lower case, no accents, ligatures opened, apostrophes, hyphens and
/// every other sign turned into single spaces. `"D’Œuvre-Mbaye"` gives `"d oeuvre mbaye"`.
#[must_use]
pub fn fold(texte: &str) -> String {
    let mut plie = String::with_capacity(texte.len());
    for c in texte.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => plie.push_str("oe"),
            'æ' => plie.push_str("ae"),
            'ß' => plie.push_str("ss"),
            'ø' => plie.push('o'),
            'ł' => plie.push('l'),
            'đ' | 'ð' => plie.push('d'),
            'ı' => plie.push('i'),
            c if c.is_alphanumeric() => plie.push(c),
            _ if plie.is_empty() || plie.ends_with(' ') => {}
            _ => plie.push(' '),
        }
    }
    plie.truncate(plie.trim_end().len());
    plie
}

/// Sets French typography: no-break space before `: ; ! ?` and inside « », curly apostrophe.
/// Text that already has it is unchanged.
#[must_use]
pub fn typographie(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len() + 8);
    let mut signes = texte.chars().peekable();
    while let Some(c) = signes.next() {
        match c {
            '\'' => sortie.push('’'),
            ' ' => match signes.peek() {
                Some(';' | '!' | '?') => sortie.push('\u{202f}'),
                Some(':' | '»' | '%' | '€') => sortie.push('\u{a0}'),
                _ if sortie.ends_with('«') => sortie.push('\u{a0}'),
                _ => sortie.push(' '),
            },
            c => sortie.push(c),
        }
    }
    sortie
}

/// A number as a French reader writes it: decimal comma, no trailing zeros.
#[must_use]
pub fn nombre(valeur: f64) -> String {
    let texte = format!("{valeur:.2}");
    let texte = texte.trim_end_matches('0').trim_end_matches('.');
    texte.replace('.', ",").replace('-', "−")
}

/// A text, its first letter a capital.
#[must_use]
pub fn majuscule(texte: &str) -> String {
    let mut signes = texte.chars();
    signes.next().map(|c| c.to_uppercase().chain(signes).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (texte, attendu) in [
            ("D’Œuvre-Mbaye", "d oeuvre mbaye"),
            ("d'oeuvre  MBAYE ", "d oeuvre mbaye"),
            ("N’GUESSAN", "n guessan"),
            ("Łukasz Đặng", "lukasz dang"),
            ("--", ""),
        ] {
            assert_eq!(fold(texte), attendu);
        }
    }

    #[test]
    fn typography() {
        assert_eq!(
            typographie("L'enfant : « oui » ! 12 %"),
            "L’enfant\u{a0}: «\u{a0}oui\u{a0}»\u{202f}! 12\u{a0}%"
        );
        let une_fois = typographie("L'enfant : « oui » ?");
        assert_eq!(typographie(&une_fois), une_fois);
    }

    #[test]
    fn numbers() {
        assert_eq!(nombre(43.0), "43");
        assert_eq!(nombre(12.5), "12,5");
        assert_eq!(nombre(-1.25), "−1,25");
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(texte in "\\PC{0,40}") {
            let une_fois = fold(&texte);
            proptest::prop_assert_eq!(fold(&une_fois), une_fois);
        }
    }
}
