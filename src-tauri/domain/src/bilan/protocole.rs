//! When the next bilan of the protocol of early childhood (0 to 7 years) is due.
//!
//! The exact ages of PEGASE were not found (domain note §2.2): the calendar of the compulsory exams
//! of childhood (§1.1) stands in for them, as data that a centre may replace.

use crate::date::DateCivile;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Days that a bilan may be late before it is called so.
const TOLERANCE_JOURS: i32 = 31;
/// Oldest age of a step, in months: the protocol ends at seven years.
const AGE_MAX: i32 = 96;
const ETAPES_MAX: usize = 40;

/// The calendar that comes with the program, as it is written.
pub(crate) const CALENDRIER_2025: &str =
    include_str!("../../references/protocole/calendrier-2025.json");

static LIVRE: LazyLock<CalendrierProtocole> = LazyLock::new(|| {
    // A test reads the file; were it unreadable all the same, no bilan would be said to be due.
    CalendrierProtocole::lire(CALENDRIER_2025).unwrap_or_default()
});

/// One bilan of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct EtapeProtocole {
    /// Age in completed months.
    pub age_mois: i32,
    /// The compulsory exam that it goes with, as people call it.
    pub nom: String,
}

/// The ages of the bilans of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CalendrierProtocole {
    /// Version or year.
    pub version: String,
    /// Where the ages come from.
    pub source: String,
    /// What must be known of them.
    pub reserve: String,
    /// The bilans, from the youngest age.
    pub etapes: Vec<EtapeProtocole>,
}

/// Why a calendar was refused, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CalendrierRefus(pub String);

/// A bilan of the protocol that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct EcheanceProtocole {
    /// Age in completed months.
    pub age_mois: i32,
    /// The compulsory exam that it goes with.
    pub nom: String,
    /// The day on which the child reaches that age.
    pub date: DateCivile,
    /// Whether that day is more than a month ago.
    pub en_retard: bool,
}

impl CalendrierProtocole {
    /// The calendar that comes with the program.
    #[must_use]
    pub fn livre() -> &'static Self {
        &LIVRE
    }

    /// Reads a calendar.
    ///
    /// # Errors
    /// [`CalendrierRefus`] when it is not one, has no source, or its ages do not grow.
    pub fn lire(json: &str) -> Result<Self, CalendrierRefus> {
        let refus = |raison: &str| Err(CalendrierRefus(raison.to_owned()));
        let Ok(lu) = serde_json::from_str::<Self>(json) else {
            return refus("Ce fichier n’est pas un calendrier de bilans.");
        };
        if lu.source.trim().is_empty() {
            return refus("Ce calendrier n’a pas de source. Écrivez d’où viennent les âges.");
        }
        if lu.etapes.is_empty() || lu.etapes.len() > ETAPES_MAX {
            return refus("Un calendrier a entre 1 et 40 bilans.");
        }
        if lu.etapes.iter().any(|e| !(0..=AGE_MAX).contains(&e.age_mois)) {
            return refus("Les âges d’un calendrier vont de 0 à 96 mois.");
        }
        if lu.etapes.windows(2).any(|paire| paire[0].age_mois >= paire[1].age_mois) {
            return refus("Les âges d’un calendrier vont en croissant, sans doublon.");
        }
        Ok(lu)
    }

    /// The next bilan that is due on `jour`, given the days of those that were done. None once the
    /// protocol is over.
    ///
    /// A bilan counts for the nearest step. A step that the child has outgrown is not asked for
    /// again: only the one of the present age may be late.
    #[must_use]
    pub fn prochain(
        &self,
        naissance: DateCivile,
        faits: &[DateCivile],
        jour: DateCivile,
    ) -> Option<EcheanceProtocole> {
        let jours: Vec<DateCivile> =
            self.etapes.iter().map(|e| naissance.plus_mois(e.age_mois)).collect();
        let proche = |fait: &DateCivile| {
            (0..jours.len()).min_by_key(|rang| jours[*rang].jours_jusqu_a(*fait).abs())
        };
        let faites: Vec<usize> =
            faits.iter().filter(|f| **f >= naissance && **f <= jour).filter_map(proche).collect();
        let presente = jours.iter().rposition(|date| *date <= jour).unwrap_or(0);
        let rang = (presente..jours.len()).find(|rang| !faites.contains(rang))?;
        let (etape, date) = (self.etapes.get(rang)?, *jours.get(rang)?);
        Some(EcheanceProtocole {
            age_mois: etape.age_mois,
            nom: etape.nom.clone(),
            date,
            en_retard: date.plus_jours(TOLERANCE_JOURS) < jour,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn jour(texte: &str) -> DateCivile {
        DateCivile::parse_iso(texte).expect("a day")
    }

    #[test]
    fn the_embedded_calendar_follows_the_compulsory_exams_to_seven_years() {
        let lu = CalendrierProtocole::lire(CALENDRIER_2025).expect("a calendar");
        assert_eq!(CalendrierProtocole::livre(), &lu);
        let ages: Vec<i32> = lu.etapes.iter().map(|e| e.age_mois).collect();
        assert_eq!(ages, [0, 2, 3, 4, 5, 6, 9, 12, 13, 16, 24, 36, 48, 60, 72, 84]);
        assert!(!lu.reserve.is_empty());
    }

    #[test]
    fn the_next_bilan_by_what_was_done() {
        let calendrier = CalendrierProtocole::livre();
        let naissance = jour("2025-01-15");
        for (aujourd_hui, faits, attendu, en_retard) in [
            ("2025-01-20", vec![], Some(0), false),
            ("2025-01-20", vec!["2025-01-18"], Some(2), false),
            // Five months old and never seen: this month's exam, not the four before it.
            ("2025-06-16", vec![], Some(5), false),
            ("2025-06-16", vec!["2025-06-16"], Some(6), false),
            // Seen three days early, it counts all the same.
            ("2025-10-16", vec!["2025-10-12"], Some(12), false),
            ("2025-12-01", vec![], Some(9), true),
            ("2026-08-01", vec!["2026-05-20"], Some(24), false),
            ("2027-04-01", vec!["2026-05-20"], Some(24), true),
            ("2032-01-20", vec![], Some(84), false),
            ("2032-01-20", vec!["2032-01-16"], None, false),
            // A bilan that is yet to come, or dated before the birth, was not done.
            ("2025-06-16", vec!["2025-06-17", "2024-01-01"], Some(5), false),
        ] {
            let faits: Vec<DateCivile> = faits.into_iter().map(jour).collect();
            let prochain = calendrier.prochain(naissance, &faits, jour(aujourd_hui));
            let lu = prochain.as_ref().map(|e| e.age_mois);
            assert_eq!(lu, attendu, "{aujourd_hui} {faits:?}");
            let retard = prochain.is_some_and(|e| e.en_retard);
            assert_eq!(retard, en_retard, "{aujourd_hui} {faits:?}");
        }
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        let avec = |ages: &[i32], source: &str| {
            let etapes: Vec<_> =
                ages.iter().map(|a| serde_json::json!({"age_mois": a, "nom": "x"})).collect();
            serde_json::json!({"version": "1", "source": source, "reserve": "", "etapes": etapes})
        };
        for (calendrier, dit) in [
            (avec(&[2, 4], " "), "source"),
            (avec(&[], "x"), "entre 1 et 40"),
            (avec(&[4, 4], "x"), "croissant"),
            (avec(&[4, 2], "x"), "croissant"),
            (avec(&[-1], "x"), "de 0 à 96"),
            (avec(&[97], "x"), "de 0 à 96"),
            (serde_json::json!({"etapes": []}), "n’est pas un calendrier"),
        ] {
            let refus = CalendrierProtocole::lire(&calendrier.to_string()).expect_err(dit);
            assert!(refus.0.contains(dit), "{refus}");
        }
    }

    proptest! {
        #[test]
        fn a_bilan_done_today_is_not_due_today(age in 0i32..3000, faits in proptest::collection::vec(0i32..3000, 0..6)) {
            let naissance = jour("2018-03-31");
            let aujourd_hui = naissance.plus_jours(age);
            let mut faits: Vec<DateCivile> = faits.iter().map(|j| naissance.plus_jours(*j)).collect();
            let calendrier = CalendrierProtocole::livre();
            if let Some(avant) = calendrier.prochain(naissance, &faits, aujourd_hui) {
                faits.push(aujourd_hui);
                let apres = calendrier.prochain(naissance, &faits, aujourd_hui);
                prop_assert!(apres.as_ref().is_none_or(|a| a.age_mois >= avant.age_mois));
                prop_assert!(apres.is_none_or(|a| !a.en_retard || avant.en_retard));
            }
        }
    }
}
