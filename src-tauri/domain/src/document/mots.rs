//! Words of the papers: names as they are printed, numbers tied to their units, first letters.

use crate::professionnel::Professionnel;
pub use crate::texte::majuscule;
use crate::texte::typographie;

/// "Olivier LAMBERT", with the title of the profession: "Dr".
#[must_use]
pub fn nom_complet(pro: &Professionnel) -> String {
    let titre = pro.profession.facts().title.map(|titre| format!("{titre}\u{a0}"));
    typographie(&format!("{}{} {}", titre.unwrap_or_default(), pro.prenom, pro.nom))
}

/// The same, its first letter small; an acronym keeps its capitals.
#[must_use]
pub fn minuscule(texte: &str) -> String {
    let mut signes = texte.chars();
    match (signes.next(), signes.clone().next()) {
        (Some(premier), suivant) if !suivant.is_some_and(char::is_uppercase) => {
            premier.to_lowercase().chain(signes).collect()
        }
        _ => texte.to_owned(),
    }
}

const UNITES: [&str; 28] = [
    "kg", "g", "mg", "µg", "kg/m²", "mg/kg", "cm", "mm", "m", "mL", "ml", "L", "mmHg", "h", "min",
    "s", "an", "ans", "mois", "jour", "jours", "SA", "ET", "dB", "Hz", "°C", "/min", "séances",
];

/// Ties a number to the unit that follows it, and "n°", "Dr" to what they introduce.
#[must_use]
pub fn insecables(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    let mut mots = texte.split(' ').peekable();
    let mut avant = false;
    while let Some(mot) = mots.next() {
        sortie.push_str(mot);
        let Some(suivant) = mots.peek() else { break };
        let chiffre = mot.ends_with(|c: char| c.is_ascii_digit() || c == '½');
        let unite = suivant.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '²');
        let lie = (chiffre && UNITES.contains(&unite))
            || (mot == "h" && avant && suivant.starts_with(|c: char| c.is_ascii_digit()))
            || matches!(mot, "n°" | "nº" | "Dr" | "Pr" | "M." | "Mme");
        avant = chiffre;
        sortie.push(if lie { '\u{a0}' } else { ' ' });
    }
    sortie
}

/// "14:15" as "14 h 15", "09:00" as "9 h"; what is not written so stays as it is.
#[must_use]
pub fn heure(texte: &str) -> String {
    let heure = texte.replace(':', "\u{a0}h\u{a0}");
    let heure = heure.strip_suffix("\u{a0}00").unwrap_or(&heure);
    heure.strip_prefix('0').unwrap_or(heure).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stays_with_its_number() {
        assert_eq!(
            insecables("20,5 kg/m², 12 mois. n° 12"),
            "20,5\u{a0}kg/m², 12\u{a0}mois. n°\u{a0}12"
        );
        assert_eq!(insecables("le 3 mars, à 12 h 30"), "le 3 mars, à 12\u{a0}h\u{a0}30");
        assert_eq!(insecables("  "), "  ");
    }

    #[test]
    fn capitals_of_acronyms_stay() {
        assert_eq!(minuscule("Bilan annuel"), "bilan annuel");
        assert_eq!(minuscule("ORL"), "ORL");
        assert_eq!(majuscule("école"), "École");
    }

    #[test]
    fn an_hour_is_read_aloud() {
        assert_eq!(heure("14:15"), "14\u{a0}h\u{a0}15");
        assert_eq!(heure("09:00"), "9\u{a0}h");
        assert_eq!(heure("matin"), "matin");
    }
}
