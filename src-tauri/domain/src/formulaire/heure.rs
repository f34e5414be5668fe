//! Times of day, and days with a time of day, as people type them and as they are stored.

use super::Forme;
use crate::date::{DateCivile, DatePartielle, parse_date};

/// A time of day as typed ("14:30", "14h30", "9 h", "14:30:15"), in the stored form.
pub(super) fn parse_heure(texte: &str) -> Option<String> {
    let texte = texte.trim().to_lowercase().replace(['\u{a0}', '\u{202f}', ' '], "");
    let mut parties = texte.splitn(3, ['h', ':']);
    let deux = |t: &str, max: u8| -> Option<u8> {
        let juste = (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        t.parse().ok().filter(|n| juste && *n < max)
    };
    let heures = deux(parties.next()?, 24)?;
    // "14" alone is no time: it may be a number of anything.
    let minutes = match parties.next()? {
        "" => 0,
        m => deux(m.trim_end_matches("min"), 60)?,
    };
    let secondes = match parties.next() {
        None => 0,
        // R4 allows a fraction of a second; it is never typed here, and is dropped.
        Some(s) => deux(s.split('.').next()?, 60)?,
    };
    Some(match secondes {
        0 => format!("{heures:02}:{minutes:02}"),
        s => format!("{heures:02}:{minutes:02}:{s:02}"),
    })
}

/// A day as far as it is known, with or without a time, in the stored form.
pub(super) fn parse_date_heure(texte: &str, repere: DateCivile) -> Option<String> {
    let texte = texte.trim();
    if let Some((jour, heure)) = texte.split_once('T')
        && let Some(jour) = DateCivile::parse_iso(jour)
    {
        return Some(format!("{}T{}", jour.iso(), parse_heure(heure)?));
    }
    if let Ok(saisie) = parse_date(texte, repere) {
        return Some(saisie.date.iso());
    }
    // The day, then the time: "07/03/2027 14h30", "7 mars 2027 à 14:30".
    let mots: Vec<&str> = texte.split_whitespace().collect();
    (1..mots.len()).find_map(|i| {
        let jour = mots[..i].join(" ");
        let jour = jour.trim_end_matches([',', 'à']).trim();
        let heure = parse_heure(&mots[i..].concat())?;
        match parse_date(jour, repere).ok()?.date {
            DatePartielle::Jour(jour) => Some(format!("{}T{heure}", jour.iso())),
            _ => None,
        }
    })
}

/// A stored value in words: "14 h 30", "7 mars 2027 à 14 h 30".
pub(super) fn en_lettres(forme: Forme, valeur: &str) -> String {
    let heure = |texte: &str| {
        let mut parties = texte.split(':');
        let heures = parties.next()?.parse::<u8>().ok()?;
        let suite: Vec<&str> = parties.collect();
        Some(match suite.as_slice() {
            [] | ["00"] => format!("{heures}\u{a0}h"),
            [m] => format!("{heures}\u{a0}h\u{a0}{m}"),
            [m, s, ..] => format!("{heures}\u{a0}h\u{a0}{m}\u{a0}min\u{a0}{s}\u{a0}s"),
        })
    };
    let dit = match (forme, valeur.split_once('T')) {
        (Forme::Heure, _) => heure(valeur),
        (Forme::DateHeure, None) => DatePartielle::parse_iso(valeur).map(DatePartielle::en_lettres),
        (Forme::DateHeure, Some((jour, h))) => DateCivile::parse_iso(jour)
            .zip(heure(h))
            .map(|(jour, h)| format!("{} à {h}", jour.en_lettres())),
    };
    dit.unwrap_or_else(|| valeur.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_type_it() {
        for (tape, lu) in [
            ("14:30", Some("14:30")),
            ("14h30", Some("14:30")),
            ("9 h", Some("09:00")),
            ("9\u{a0}h\u{a0}05", Some("09:05")),
            ("14:30:15", Some("14:30:15")),
            ("14:30:00", Some("14:30")),
            ("14:30:00.5", Some("14:30")),
            ("23h59min", Some("23:59")),
            ("14", None),
            ("24:00", None),
            ("9:60", None),
            ("midi", None),
            ("", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(parse_heure(tape).as_deref(), lu, "{tape}");
        }
    }

    #[test]
    fn a_day_keeps_what_is_known_of_it() {
        let repere = DateCivile::new(2026, 4, 15).expect("a day");
        for (tape, lu, dit) in [
            ("2026", "2026", "2026"),
            ("mars 2026", "2026-03", "mars 2026"),
            ("07/03/2026", "2026-03-07", "7 mars 2026"),
            ("07/03/2026 14h30", "2026-03-07T14:30", "7 mars 2026 à 14 h 30"),
            ("7 mars 2026 à 14:30", "2026-03-07T14:30", "7 mars 2026 à 14 h 30"),
            ("2026-03-07T09:00:00", "2026-03-07T09:00", "7 mars 2026 à 9 h"),
        ] {
            assert_eq!(parse_date_heure(tape, repere).as_deref(), Some(lu), "{tape}");
            assert_eq!(parse_date_heure(lu, repere).as_deref(), Some(lu), "{lu}: not stable");
            let mots = en_lettres(Forme::DateHeure, lu).replace('\u{a0}', " ");
            assert_eq!(mots, dit);
        }
        for faux in ["mars 2026 14h30", "2026-03-07T25:00", "demain", ""] {
            assert_eq!(parse_date_heure(faux, repere), None, "{faux}");
        }
    }
}
