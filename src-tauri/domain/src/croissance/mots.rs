//! Scores and measures in French words, the same on screen, in the letter and in the table.

use super::Indicateur;
use super::lms;
use crate::texte::nombre;

impl Indicateur {
    /// Unit as written after a value.
    #[must_use]
    pub const fn unite(self) -> &'static str {
        match self {
            Self::Poids | Self::PoidsTaille => "kg",
            Self::Taille | Self::PerimetreCranien => "cm",
            Self::Imc => "kg/m²",
        }
    }

    /// A value with its unit: "74,2 cm", "1,48 kg", "21,8 kg/m²".
    #[must_use]
    pub fn en_mots(self, valeur: f64) -> String {
        let valeur = if self == Self::Imc { (valeur * 10.0).round() / 10.0 } else { valeur };
        format!("{}\u{a0}{}", nombre(valeur), self.unite())
    }

    /// What a value must stay within to be believed at any age up to adulthood, in its unit: to
    /// refuse a table with a misplaced decimal point, and to scale a chart that has no band.
    #[must_use]
    pub const fn bornes(self) -> (f64, f64) {
        match self {
            Self::Poids | Self::PoidsTaille => (0.5, 150.0),
            Self::Taille => (30.0, 220.0),
            Self::Imc => (8.0, 60.0),
            Self::PerimetreCranien => (20.0, 70.0),
        }
    }
}

/// The centile of a score: "34e centile", "< 1er centile", "> 99e centile".
#[must_use]
pub fn centile(z: f64) -> String {
    match lms::centile(z) {
        p if p < 1.0 => "<\u{a0}1er\u{a0}centile".to_owned(),
        p if p > 99.0 => ">\u{a0}99e\u{a0}centile".to_owned(),
        p if p < 1.5 => "1er\u{a0}centile".to_owned(),
        p => format!("{p:.0}e\u{a0}centile"),
    }
}

/// A score with its sign and one decimal: "−0,4", "+1,9", "0,0".
#[must_use]
pub fn signe(z: f64) -> String {
    let dixiemes = (z * 10.0).round();
    let signe = match dixiemes {
        d if d > 0.0 => "+",
        d if d < 0.0 => "−",
        _ => "",
    };
    format!("{signe}{:.1}", dixiemes.abs() / 10.0).replace('.', ",")
}

/// A score in words: "−0,4 écart-type", "+2,3 écarts-types" (French counts plurals from two).
#[must_use]
pub fn ecart_type(z: f64) -> String {
    let pluriel = (z * 10.0).round().abs() >= 20.0;
    format!("{}\u{a0}{}", signe(z), if pluriel { "écarts-types" } else { "écart-type" })
}

/// A score as tables print it: "−0,4 DS".
#[must_use]
pub fn ds(z: f64) -> String {
    format!("{}\u{a0}DS", signe(z))
}

/// What is said of a value that WHO flags.
pub const INVRAISEMBLABLE: &str = "valeur invraisemblable, à vérifier";

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(texte: &str) -> String {
        texte.replace('\u{a0}', " ")
    }

    #[test]
    fn centiles_in_words() {
        for (z, attendu) in [
            (-0.41, "34e centile"),
            (0.0, "50e centile"),
            (-2.33, "< 1er centile"),
            (-2.3, "1er centile"),
            (-2.1, "2e centile"),
            (2.32, "99e centile"),
            (2.33, "> 99e centile"),
            (9.0, "> 99e centile"),
            (-9.0, "< 1er centile"),
        ] {
            assert_eq!(simple(&centile(z)), attendu, "{z}");
        }
    }

    #[test]
    fn deviations_in_words() {
        for (z, attendu) in [
            (-0.4, "−0,4 écart-type"),
            (1.9, "+1,9 écart-type"),
            (1.95, "+2,0 écarts-types"),
            (-3.12, "−3,1 écarts-types"),
            (0.04, "0,0 écart-type"),
            (-0.04, "0,0 écart-type"),
        ] {
            assert_eq!(simple(&ecart_type(z)), attendu, "{z}");
        }
        assert_eq!(simple(&ds(-0.4)), "−0,4 DS");
    }

    #[test]
    fn values_in_words() {
        assert_eq!(simple(&Indicateur::Poids.en_mots(1.48)), "1,48 kg");
        assert_eq!(simple(&Indicateur::Taille.en_mots(74.2)), "74,2 cm");
        assert_eq!(simple(&Indicateur::Imc.en_mots(21.812)), "21,8 kg/m²");
    }
}
