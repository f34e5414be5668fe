//! Civil dates: a birth date or an appointment has no time zone, anywhere.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const JOURS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// A day of the calendar. JSON form: `"2019-03-07"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub struct DateCivile(pub Date);

impl DateCivile {
    /// The day `annee`-`mois`-`jour`, if the calendar has it.
    #[must_use]
    pub fn new(annee: i16, mois: i8, jour: i8) -> Option<Self> {
        Date::new(annee, mois, jour).ok().map(Self)
    }

    /// Reads the JSON form, strictly `AAAA-MM-JJ`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        match DatePartielle::parse_iso(text)? {
            DatePartielle::Jour(date) => Some(date),
            _ => None,
        }
    }

    /// The JSON form.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }

    /// "7 mars 2019", "1er mars 2019", with no-break spaces so that a line never cuts a date.
    #[must_use]
    pub fn en_lettres(self) -> String {
        let jour = match self.0.day() {
            1 => "1er".to_owned(),
            jour => jour.to_string(),
        };
        format!("{jour}\u{a0}{}\u{a0}{}", nom_du_mois(self.0.month()), self.0.year())
    }

    /// "jeudi 7 mars 2019".
    #[must_use]
    pub fn avec_jour(self) -> String {
        let jour = JOURS[usize::from(self.0.weekday().to_monday_zero_offset().unsigned_abs())];
        format!("{jour} {}", self.en_lettres())
    }

    /// "07/03/2019".
    #[must_use]
    pub fn court(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// Days from `self` to `autre`, negative when `autre` comes first.
    #[must_use]
    pub fn jours_jusqu_a(self, autre: Self) -> i64 {
        i64::from(autre.0.since(self.0).map_or(0, |span| span.get_days()))
    }

    /// The day `n` months later, cut to the end of a shorter month.
    #[must_use]
    pub fn plus_mois(self, n: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().months(n)))
    }

    /// The day `n` days later.
    #[must_use]
    pub fn plus_jours(self, n: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(n)))
    }
}

fn nom_du_mois(mois: i8) -> &'static str {
    MOIS[usize::from(mois.unsigned_abs().clamp(1, 12)) - 1]
}

/// How the refusal of a day begins; the reading of a record finds the day behind it.
pub(crate) const DATE_IMPOSSIBLE: &str = "date impossible « ";

impl Serialize for DateCivile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for DateCivile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse_iso(&text).ok_or_else(|| {
            D::Error::custom(format!("{DATE_IMPOSSIBLE}{text} » (attendu : AAAA-MM-JJ)"))
        })
    }
}

/// A date known to the year, the month or the day. JSON form: `"2019"`, `"2019-03"`, `"2019-03-07"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub enum DatePartielle {
    /// Only the year is known.
    Annee(i16),
    Mois(i16, i8),
    Jour(DateCivile),
}

impl DatePartielle {
    /// Reads the JSON form.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, len: usize| {
            (part.len() == len).then(|| part.parse::<i16>().ok()).flatten()
        };
        let month = |part: &str| {
            number(part, 2).and_then(|m| i8::try_from(m).ok()).filter(|m| (1..=12).contains(m))
        };
        match parts.as_slice() {
            [y] => Some(Self::Annee(number(y, 4).filter(|y| *y > 0)?)),
            [y, m] => Some(Self::Mois(number(y, 4).filter(|y| *y > 0)?, month(m)?)),
            [y, m, d] => Some(Self::Jour(DateCivile::new(
                number(y, 4).filter(|y| *y > 0)?,
                month(m)?,
                i8::try_from(number(d, 2)?).ok()?,
            )?)),
            _ => None,
        }
    }

    /// The JSON form.
    #[must_use]
    pub fn iso(self) -> String {
        match self {
            Self::Annee(y) => format!("{y:04}"),
            Self::Mois(y, m) => format!("{y:04}-{m:02}"),
            Self::Jour(d) => d.iso(),
        }
    }

    /// "2019", "mars 2019", "7 mars 2019".
    #[must_use]
    pub fn en_lettres(self) -> String {
        match self {
            Self::Annee(y) => y.to_string(),
            Self::Mois(y, m) => format!("{}\u{a0}{y}", nom_du_mois(m)),
            Self::Jour(d) => d.en_lettres(),
        }
    }
}

impl Serialize for DatePartielle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for DatePartielle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse_iso(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "{DATE_IMPOSSIBLE}{text} » (attendu : AAAA, AAAA-MM ou AAAA-MM-JJ)"
            ))
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct DateSaisie {
    pub date: DatePartielle,
    /// Whether the words said that it is approximate ("vers 2015").
    pub estimee: bool,
}

/// Why a typed date was not understood; the text is what the screen shows beside the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateRefus {
    /// No date can be read in the text.
    #[error("Date non comprise. Écrivez par exemple 07/03/2019, mars 2019 ou 2019.")]
    Illisible,
    /// The numbers are there, but no such day exists.
    #[error("Ce jour n’existe pas dans le calendrier. Vérifiez le jour et le mois.")]
    Impossible,
}

/// Reads a date as people type it: `7/3/19`, `070319`, `07032019`, `7 mars 2019`, `1er mars 2019`,
/// `mars 2019`, `03/2019`, `2019`, `vers 2015`, `2019-03-07`. A year on two digits falls in the
/// hundred years that end with `aujourd_hui`; the screen echoes the result in words.
///
/// # Errors
/// [`DateRefus`] when nothing is understood or the day does not exist.
pub fn parse_date(texte: &str, aujourd_hui: DateCivile) -> Result<DateSaisie, DateRefus> {
    let texte = texte.trim().to_lowercase();
    let mut estimee = false;
    let mut reste = texte.as_str();
    for mot in ["vers ", "environ ", "env. ", "~", "autour de "] {
        if let Some(suite) = reste.strip_prefix(mot) {
            estimee = true;
            reste = suite.trim();
        }
    }
    if let Some(date) = DatePartielle::parse_iso(reste) {
        return Ok(DateSaisie { date, estimee });
    }
    let morceaux: Vec<&str> = reste
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-' | ','))
        .filter(|m| !m.is_empty())
        .collect();
    let date = match morceaux.as_slice() {
        [seul] if seul.bytes().all(|b| b.is_ascii_digit()) => match seul.len() {
            6 => jour(&seul[0..2], &seul[2..4], &seul[4..6], aujourd_hui)?,
            8 => jour(&seul[0..2], &seul[2..4], &seul[4..8], aujourd_hui)?,
            _ => return Err(DateRefus::Illisible),
        },
        [m, y] => {
            let (y, m) = (annee(y, aujourd_hui)?, mois(m)?);
            DatePartielle::Mois(y, m)
        }
        [d, m, y] => jour(d, m, y, aujourd_hui)?,
        _ => return Err(DateRefus::Illisible),
    };
    Ok(DateSaisie { date, estimee })
}

fn jour(d: &str, m: &str, y: &str, aujourd_hui: DateCivile) -> Result<DatePartielle, DateRefus> {
    let d = d.strip_suffix("er").unwrap_or(d);
    let d = nombre(d, 2)?;
    let (y, m) = (annee(y, aujourd_hui)?, mois(m)?);
    let d = i8::try_from(d).map_err(|_| DateRefus::Impossible)?;
    DateCivile::new(y, m, d).map(DatePartielle::Jour).ok_or(DateRefus::Impossible)
}

fn nombre(texte: &str, longueur_max: usize) -> Result<i16, DateRefus> {
    if texte.is_empty() || texte.len() > longueur_max || !texte.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(DateRefus::Illisible);
    }
    texte.parse().map_err(|_| DateRefus::Illisible)
}

fn mois(texte: &str) -> Result<i8, DateRefus> {
    if let Ok(n) = nombre(texte, 2) {
        return i8::try_from(n).ok().filter(|m| (1..=12).contains(m)).ok_or(DateRefus::Impossible);
    }
    let plie = crate::texte::fold(texte);
    // Three letters name a month, but for "jui": juin and juillet need a fourth.
    let trouves: Vec<i8> = (1..=12i8)
        .filter(|m| plie.len() >= 3 && crate::texte::fold(nom_du_mois(*m)).starts_with(&plie))
        .collect();
    match trouves.as_slice() {
        [m] => Ok(*m),
        _ => Err(DateRefus::Illisible),
    }
}

fn annee(texte: &str, aujourd_hui: DateCivile) -> Result<i16, DateRefus> {
    match texte.len() {
        4 => nombre(texte, 4).and_then(|y| if y > 0 { Ok(y) } else { Err(DateRefus::Impossible) }),
        2 => {
            let deux = nombre(texte, 2)?;
            let courant = aujourd_hui.0.year();
            let siecle = courant - courant.rem_euclid(100);
            Ok(if siecle + deux <= courant { siecle + deux } else { siecle - 100 + deux })
        }
        _ => Err(DateRefus::Illisible),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lu(texte: &str) -> String {
        let aujourd_hui = DateCivile::new(2026, 11, 21).expect("a day");
        match parse_date(texte, aujourd_hui) {
            Ok(saisie) => format!("{}{}", saisie.date.iso(), if saisie.estimee { "~" } else { "" }),
            Err(refus) => format!("{refus:?}"),
        }
    }

    #[test]
    fn dates_as_people_type_them() {
        for (texte, attendu) in [
            ("7/3/19", "2019-03-07"),
            ("070319", "2019-03-07"),
            ("07032019", "2019-03-07"),
            ("07/03/2019", "2019-03-07"),
            ("7 mars 2019", "2019-03-07"),
            ("1er août 2019", "2019-08-01"),
            ("1 aout 2019", "2019-08-01"),
            ("7.3.2019", "2019-03-07"),
            ("2019-03-07", "2019-03-07"),
            ("mars 2019", "2019-03"),
            ("03/2019", "2019-03"),
            ("févr 2019", "2019-02"),
            ("juin 2019", "2019-06"),
            ("jui 2019", "Illisible"),
            ("2019", "2019"),
            ("vers 2015", "2015~"),
            ("31/02/2019", "Impossible"),
            ("12/13/2019", "Impossible"),
            ("29/2/2024", "2024-02-29"),
            ("5/5/27", "1927-05-05"),
            ("5/5/26", "2026-05-05"),
            ("hier", "Illisible"),
            ("", "Illisible"),
            ("٧/٣/٢٠١٩", "Illisible"),
            ("1/2/3/4", "Illisible"),
        ] {
            assert_eq!(lu(texte), attendu, "typed: {texte}");
        }
    }

    #[test]
    fn words_and_order() {
        let date = DateCivile::new(2019, 3, 7).expect("a day");
        assert_eq!(date.avec_jour(), "jeudi 7\u{a0}mars\u{a0}2019");
        assert_eq!(date.court(), "07/03/2019");
        assert_eq!(date.plus_mois(-1).iso(), "2019-02-07");
        assert_eq!(DateCivile::new(2019, 1, 31).expect("a day").plus_mois(1).iso(), "2019-02-28");
        assert_eq!(date.jours_jusqu_a(date.plus_jours(40)), 40);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(texte in "\\PC{0,24}") {
            let aujourd_hui = DateCivile::new(2026, 11, 21).expect("a day");
            let _ = parse_date(&texte, aujourd_hui);
            let _ = DatePartielle::parse_iso(&texte);
        }

        #[test]
        fn json_form_comes_back(jours in 0i32..60_000) {
            let date = DateCivile::new(1900, 1, 1).expect("a day").plus_jours(jours);
            proptest::prop_assert_eq!(DateCivile::parse_iso(&date.iso()), Some(date));
        }
    }
}
