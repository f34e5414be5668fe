//! An instant: a point of time in UTC, where a civil date is a day and nothing else.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Milliseconds since 1970, UTC. JSON form: `"2026-11-22T06:15:13.123Z"` (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ts_rs::TS)]
#[ts(type = "string")]
pub struct Instant(pub i64);

impl Instant {
    /// The JSON form; none for what no calendar has.
    #[must_use]
    pub fn rfc3339(self) -> Option<String> {
        jiff::Timestamp::from_millisecond(self.0).ok().map(|instant| instant.to_string())
    }

    /// Reads the JSON form. A time finer than a millisecond is refused.
    #[must_use]
    pub fn parse(texte: &str) -> Option<Self> {
        let instant: jiff::Timestamp = texte.parse().ok()?;
        let lu = Self(instant.as_millisecond());
        (jiff::Timestamp::from_millisecond(lu.0).ok()? == instant).then_some(lu)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.rfc3339() {
            Some(texte) => serializer.serialize_str(&texte),
            None => Err(serde::ser::Error::custom("an instant beyond the calendar")),
        }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        Self::parse(&texte).ok_or_else(|| D::Error::custom("an instant is expected"))
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn an_instant_comes_back_to_the_millisecond() {
        for millis in [0, 1, 999, 1_795_328_113_123, 1_795_328_113_000, -1] {
            let texte = Instant(millis).rfc3339().expect("in the calendar");
            assert_eq!(Instant::parse(&texte), Some(Instant(millis)), "{texte}");
        }
        assert_eq!(
            Instant::parse("2026-11-22T07:15:13+01:00"),
            Instant::parse("2026-11-22T06:15:13Z")
        );
        for faux in ["", "2026-11-22", "hier", "2026-11-22T06:15:13.1234567Z"] {
            assert_eq!(Instant::parse(faux), None, "{faux}");
        }
        assert_eq!(Instant(i64::MAX).rfc3339(), None);
    }
}
