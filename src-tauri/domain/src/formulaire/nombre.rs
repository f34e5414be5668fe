//! Numbers as people type them: decimal comma or point, thousands apart, unit behind.

use crate::texte::fold;

/// Why a typed number was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NombreRefus {
    /// No number, or more than a number and a unit.
    Illisible,
    /// A unit that does not convert into the one asked for.
    Unite,
}

/// Reads a number followed or not by a unit, in the unit asked for.
pub fn parse_nombre(texte: &str, unite: Option<&str>) -> Result<f64, NombreRefus> {
    let texte: String = texte.trim().chars().map(espace_ordinaire).collect();
    let texte = texte.trim();
    let (signe, reste) = match texte.strip_prefix(['-', '−']) {
        Some(reste) => (-1.0, reste),
        None => (1.0, texte),
    };
    let fin = reste
        .char_indices()
        .find(|(i, c)| !est_du_nombre(reste, *i, *c))
        .map_or(reste.len(), |(i, _)| i);
    let (chiffres, suite) = reste.split_at(fin);
    let nombre = decimal(chiffres.trim()).ok_or(NombreRefus::Illisible)?;
    let suite = suite.trim();
    let facteur = match (suite.is_empty(), unite) {
        (true, _) => 1.0,
        (false, None) => return Err(NombreRefus::Illisible),
        (false, Some(unite)) => {
            if let Some(valeur) = en_deux_morceaux(nombre, suite, unite) {
                return Ok(signe * valeur);
            }
            facteur(suite, unite).ok_or(NombreRefus::Unite)?
        }
    };
    // A conversion must not leave the noise of binary fractions behind (1,1 m is 110 cm).
    let valeur = signe * nombre * facteur;
    Ok(if facteur == 1.0 { valeur } else { (valeur * 1e6).round() / 1e6 })
}

fn espace_ordinaire(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

/// Digits and separators; a space only where digits follow it.
fn est_du_nombre(texte: &str, i: usize, c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, ',' | '.')
        || (c == ' ' && texte[i + 1..].starts_with(|d: char| d.is_ascii_digit()))
}

/// `1 250,5`, `12.5`, `12`: groups of three digits where there are spaces, one separator at most.
fn decimal(texte: &str) -> Option<f64> {
    let (entier, fraction) = match texte.split_once([',', '.']) {
        Some((entier, fraction)) => (entier, fraction),
        None => (texte, "0"),
    };
    let mut groupes = entier.split(' ');
    let premier = groupes.next()?;
    let chiffres = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mut tout = premier.to_owned();
    for groupe in groupes {
        if groupe.len() != 3 || premier.len() > 3 {
            return None;
        }
        tout.push_str(groupe);
    }
    if !chiffres(&tout) || !chiffres(fraction) || tout.len() > 12 || fraction.len() > 12 {
        return None;
    }
    format!("{tout}.{fraction}").parse().ok()
}

/// "1 m 25", "1m25" and "37°2", as one says them.
fn en_deux_morceaux(nombre: f64, suite: &str, unite: &str) -> Option<f64> {
    let (base, apres) = match unite {
        "cm" => (100.0, suite.strip_prefix(['m', 'M'])?.trim()),
        "°C" => (1.0, suite.strip_prefix('°')?.trim()),
        _ => return None,
    };
    let apres = apres.strip_suffix("cm").unwrap_or(apres).trim();
    if nombre.fract() != 0.0 || !apres.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plus: f64 = apres.parse().ok()?;
    match (unite, apres.len()) {
        ("cm", 2) => Some(nombre * base + plus),
        ("°C", 1) => Some(nombre + plus / 10.0),
        _ => None,
    }
}

/// What one of the unit typed is worth in the unit asked for.
fn facteur(tape: &str, unite: &str) -> Option<f64> {
    if tape == unite {
        return Some(1.0);
    }
    let mot = fold(tape);
    let noms: &[(&str, f64)] = match unite {
        "kg" => &[
            ("kg", 1.0),
            ("kgs", 1.0),
            ("kilo", 1.0),
            ("kilos", 1.0),
            ("kilogramme", 1.0),
            ("kilogrammes", 1.0),
            ("g", 0.001),
            ("gr", 0.001),
            ("gramme", 0.001),
            ("grammes", 0.001),
        ],
        "g" => &[
            ("g", 1.0),
            ("gr", 1.0),
            ("gramme", 1.0),
            ("grammes", 1.0),
            ("kg", 1000.0),
            ("kilo", 1000.0),
            ("kilos", 1000.0),
        ],
        "cm" => &[
            ("cm", 1.0),
            ("centimetre", 1.0),
            ("centimetres", 1.0),
            ("m", 100.0),
            ("metre", 100.0),
            ("metres", 100.0),
            ("mm", 0.1),
        ],
        "mmHg" => &[("mmhg", 1.0), ("mm hg", 1.0), ("mm", 1.0), ("cmhg", 10.0)],
        "/min" => &[
            ("min", 1.0),
            ("mn", 1.0),
            ("bpm", 1.0),
            ("battements min", 1.0),
            ("par minute", 1.0),
            ("battements par minute", 1.0),
        ],
        "%" => &[("pour cent", 1.0), ("pourcent", 1.0)],
        "°C" => &[("c", 1.0), ("degre", 1.0), ("degres", 1.0)],
        "SA" => &[("sa", 1.0), ("semaines", 1.0), ("semaines d amenorrhee", 1.0)],
        "jours" => &[("j", 1.0), ("jour", 1.0), ("jours", 1.0), ("semaines", 7.0)],
        "mois" => &[("mois", 1.0), ("m", 1.0), ("ans", 12.0), ("an", 12.0)],
        _ => &[],
    };
    if unite == "°C" && tape == "°" || unite == "%" && tape == "%" {
        return Some(1.0);
    }
    noms.iter()
        .find(|(nom, _)| *nom == mot)
        .map(|(_, facteur)| *facteur)
        .or_else(|| (!mot.is_empty() && mot == fold(unite)).then_some(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        use NombreRefus::{Illisible, Unite};
        for (texte, unite, attendu) in [
            ("12,5 kg", Some("kg"), Ok(12.5)),
            ("12.5", Some("kg"), Ok(12.5)),
            ("12.5kg", Some("kg"), Ok(12.5)),
            ("12,5 Kilos", Some("kg"), Ok(12.5)),
            ("3 200 g", Some("kg"), Ok(3.2)),
            ("3\u{202f}245g", Some("kg"), Ok(3.245)),
            ("2,78 kg", Some("g"), Ok(2780.0)),
            (" 98,5 cm", Some("cm"), Ok(98.5)),
            ("1,25 m", Some("cm"), Ok(125.0)),
            ("1,1m", Some("cm"), Ok(110.0)),
            ("1m25", Some("cm"), Ok(125.0)),
            ("1 m 25", Some("cm"), Ok(125.0)),
            ("1 m 5", Some("cm"), Err(Unite)),
            ("345 mm", Some("cm"), Ok(34.5)),
            ("37°2", Some("°C"), Ok(37.2)),
            ("37,2 °C", Some("°C"), Ok(37.2)),
            ("37,2°", Some("°C"), Ok(37.2)),
            ("99%", Some("%"), Ok(99.0)),
            ("87 bpm", Some("/min"), Ok(87.0)),
            ("87/min", Some("/min"), Ok(87.0)),
            ("39 SA", Some("SA"), Ok(39.0)),
            ("3 semaines", Some("jours"), Ok(21.0)),
            ("1 250", None, Ok(1250.0)),
            ("-3", None, Ok(-3.0)),
            ("31+2", Some("SA"), Err(Unite)),
            ("12,5 cm", Some("kg"), Err(Unite)),
            ("12 3", None, Err(Illisible)),
            ("1,250.5", None, Err(Illisible)),
            ("12,", None, Err(Illisible)),
            (",5", None, Err(Illisible)),
            ("1e5", Some("kg"), Err(Unite)),
            ("douze", Some("kg"), Err(Illisible)),
            ("٣", None, Err(Illisible)),
            ("", None, Err(Illisible)),
            ("9999999999999999999", None, Err(Illisible)),
        ] {
            assert_eq!(parse_nombre(texte, unite), attendu, "{texte}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_number_or_not(texte in "\\PC{0,16}", chiffres in "[0-9 ,.°m-]{0,10}") {
            for unite in [None, Some("cm"), Some("°C"), Some("kg")] {
                for t in [&texte, &chiffres] {
                    if let Ok(n) = parse_nombre(t, unite) {
                        proptest::prop_assert!(n.is_finite());
                    }
                }
            }
        }
    }
}
