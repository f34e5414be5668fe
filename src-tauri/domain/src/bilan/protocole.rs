//! When the next bilan of the protocol of early childhood (0 to 7 years) is due.
//!
//! The exact ages of PEGASE were not found (domain note §2.2): the calendar of the compulsory exams
//! of childhood (§1.1, [`crate::examen`]) stands in for them. A centre may write its own ages.

use crate::age::atteint;
use crate::date::DateCivile;
use crate::examen::CalendrierExamens;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Days that a bilan may be late before it is called so, where its step has no end of its own.
const TOLERANCE_JOURS: i32 = 31;
/// Oldest age of a step, in months: from then on the protocol is over.
const AGE_MAX: i32 = 96;
/// The protocol ends at seven years.
const FIN_MOIS: i32 = 84;
const ETAPES_MAX: usize = 40;

static LIVRE: LazyLock<CalendrierProtocole> = LazyLock::new(des_examens);

/// One bilan of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct EtapeProtocole {
    /// Age in completed months.
    pub age_mois: i32,
    /// The compulsory exam that it goes with, as people call it.
    pub nom: String,
    /// First age in completed months at which its time is over; none for a step that a centre wrote
    /// as one age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub fin_mois: Option<i32>,
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
    /// The last day on which it is its time; none for a step that a centre wrote as one age.
    pub dernier_jour: Option<DateCivile>,
    /// Whether that day is over, or the first one more than a month ago where there is no last one.
    pub en_retard: bool,
}

/// A step of the protocol for one child.
struct Situee {
    debut: DateCivile,
    dernier_jour: Option<DateCivile>,
}

impl Situee {
    /// Days between a bilan and the time of this step; 0 where the bilan lies in it.
    fn ecart(&self, fait: DateCivile) -> i64 {
        match self.dernier_jour {
            Some(fin) if (self.debut..=fin).contains(&fait) => 0,
            Some(fin) if fait > fin => fin.jours_jusqu_a(fait),
            _ => self.debut.jours_jusqu_a(fait).abs(),
        }
    }

    fn en_retard(&self, jour: DateCivile) -> bool {
        self.dernier_jour.unwrap_or_else(|| self.debut.plus_jours(TOLERANCE_JOURS)) < jour
    }
}

/// The exams of the first seven years, under the law of today. Those of the first weeks are one step:
/// a child who is taken in so young is seen once.
fn des_examens() -> CalendrierProtocole {
    let mut etapes: Vec<EtapeProtocole> = Vec::new();
    for regle in &CalendrierExamens::livre().examens {
        let (age_mois, fin_mois) = (regle.de.mois(), regle.a.mois().max(1));
        if regle.valable_au.is_some() || fin_mois > FIN_MOIS {
            continue;
        }
        match etapes.last_mut().filter(|e| e.age_mois == age_mois) {
            Some(etape) => etape.nom = format!("{}, puis {}", etape.nom, regle.code.label()),
            None => etapes.push(EtapeProtocole {
                age_mois,
                nom: regle.code.label().to_owned(),
                fin_mois: Some(fin_mois),
            }),
        }
    }
    CalendrierProtocole {
        version: CalendrierExamens::livre().version.clone(),
        source:
            "Examens obligatoires de l’enfant depuis le 1er janvier 2025, en âges révolus (CSP, \
                 art. L. 2132-2 et R. 2132-1\u{a0}; écran Références)"
                .to_owned(),
        reserve:
            "Les âges exacts du protocole PEGASE ne sont pas publiés\u{a0}: le calendrier des \
                  examens obligatoires en tient lieu, jusqu’à sept ans."
                .to_owned(),
        etapes,
    }
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
    pub fn parse(json: &str) -> Result<Self, CalendrierRefus> {
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
        if lu.etapes.iter().any(|e| e.fin_mois.is_some_and(|fin| fin <= e.age_mois)) {
            return refus("La fin d’un bilan du calendrier vient après son âge.");
        }
        Ok(lu)
    }

    /// The next bilan that is due on `jour`, given the days of those that were done. None once the
    /// protocol is over.
    ///
    /// A bilan counts for the step in whose time it was done, else for the nearest one. A step that the
    /// child has outgrown is not asked for again: only the one of the present age may be late, and
    /// from eight years on nothing is.
    #[must_use]
    pub fn prochain(
        &self,
        naissance: DateCivile,
        faits: &[DateCivile],
        jour: DateCivile,
    ) -> Option<EcheanceProtocole> {
        if jour >= atteint(naissance, AGE_MAX) {
            return None;
        }
        let situees: Vec<Situee> = self
            .etapes
            .iter()
            .map(|e| Situee {
                debut: atteint(naissance, e.age_mois),
                dernier_jour: e.fin_mois.map(|fin| atteint(naissance, fin).plus_jours(-1)),
            })
            .collect();
        let proche =
            |fait: &DateCivile| (0..situees.len()).min_by_key(|rang| situees[*rang].ecart(*fait));
        let faites: Vec<usize> =
            faits.iter().filter(|f| **f >= naissance && **f <= jour).filter_map(proche).collect();
        let presente = situees.iter().rposition(|s| s.debut <= jour).unwrap_or(0);
        let rang = (presente..situees.len()).find(|rang| !faites.contains(rang))?;
        let (etape, situee) = (self.etapes.get(rang)?, situees.get(rang)?);
        Some(EcheanceProtocole {
            age_mois: etape.age_mois,
            nom: etape.nom.clone(),
            date: situee.debut,
            dernier_jour: situee.dernier_jour,
            en_retard: situee.en_retard(jour),
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
    fn the_protocol_follows_the_compulsory_exams_to_seven_years_in_completed_ages() {
        let livre = CalendrierProtocole::livre();
        let ages: Vec<i32> = livre.etapes.iter().map(|e| e.age_mois).collect();
        assert_eq!(ages, [0, 1, 2, 3, 4, 5, 8, 11, 12, 16, 23, 25, 36, 48, 60, 72]);
        let fins: Vec<i32> = livre.etapes.iter().filter_map(|e| e.fin_mois).collect();
        assert_eq!(fins, [1, 2, 3, 4, 5, 6, 10, 12, 13, 19, 25, 36, 48, 60, 72, 84]);
        assert_eq!(livre.etapes[0].nom, "8 premiers jours, puis 2e semaine");
        assert!(livre.reserve.contains("PEGASE") && !livre.source.is_empty());
        // It is written and read as a centre's own would be.
        let texte = serde_json::to_string(livre).expect("JSON");
        assert_eq!(CalendrierProtocole::parse(&texte).as_ref(), Ok(livre));
    }

    #[test]
    fn the_next_bilan_by_what_was_done() {
        let calendrier = CalendrierProtocole::livre();
        let naissance = jour("2025-01-15");
        for (aujourd_hui, faits, attendu, en_retard) in [
            ("2025-01-20", vec![], Some(0), false),
            ("2025-01-20", vec!["2025-01-18"], Some(1), false),
            // Five months old and never seen: this month's exam, not the four before it.
            ("2025-06-16", vec![], Some(5), false),
            ("2025-06-16", vec!["2025-06-16"], Some(8), false),
            // Between two exams, the last one is late.
            ("2025-07-14", vec![], Some(5), false),
            ("2025-07-15", vec![], Some(5), true),
            ("2025-09-14", vec![], Some(5), true),
            ("2025-09-15", vec![], Some(8), false),
            // At the end of the time of an exam, it counts for it and not for the next one.
            ("2025-11-16", vec!["2025-11-14"], Some(11), false),
            ("2025-11-14", vec![], Some(8), false),
            ("2025-11-15", vec![], Some(8), true),
            ("2025-12-15", vec![], Some(11), false),
            // Just outside of both, for the nearest.
            ("2025-12-16", vec!["2025-12-12"], Some(12), false),
            ("2026-09-01", vec!["2026-05-20"], Some(23), false),
            ("2027-02-14", vec!["2026-05-20"], Some(23), false),
            ("2027-02-15", vec!["2026-05-20"], Some(25), false),
            ("2030-03-20", vec![], Some(60), false),
            ("2032-01-14", vec![], Some(72), false),
            ("2032-01-15", vec![], Some(72), true),
            ("2032-01-14", vec!["2031-06-16"], None, false),
            // The last one is late for a year, and then the protocol is over.
            ("2033-01-14", vec![], Some(72), true),
            ("2033-01-15", vec![], None, false),
            ("2040-11-30", vec![], None, false),
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
    fn an_age_that_a_centre_wrote_is_one_day_and_late_a_month_after() {
        let etape =
            |age_mois, nom: &str| EtapeProtocole { age_mois, nom: nom.to_owned(), fin_mois: None };
        let a_nous = CalendrierProtocole {
            etapes: vec![etape(9, "9 mois"), etape(12, "un an"), etape(54, "4 ans et demi")],
            ..CalendrierProtocole::default()
        };
        for (naissance, aujourd_hui, faits, attendu, en_retard) in [
            ("2025-01-15", "2025-11-15", vec![], (9, "2025-10-15"), false),
            ("2025-01-15", "2025-11-16", vec![], (9, "2025-10-15"), true),
            // Seen three days early, it counts all the same.
            ("2025-01-15", "2025-10-16", vec!["2025-10-12"], (12, "2026-01-15"), false),
            ("2024-02-29", "2025-03-01", vec![], (12, "2025-03-01"), false),
            ("2024-02-29", "2025-02-28", vec!["2024-12-01"], (12, "2025-03-01"), false),
        ] {
            let faits: Vec<DateCivile> = faits.into_iter().map(jour).collect();
            let lu = a_nous.prochain(jour(naissance), &faits, jour(aujourd_hui)).expect("due");
            assert_eq!((lu.age_mois, lu.date.iso().as_str()), attendu, "{aujourd_hui}");
            assert_eq!((lu.en_retard, lu.dernier_jour), (en_retard, None), "{aujourd_hui}");
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
            (
                serde_json::json!({"version": "1", "source": "x", "reserve": "",
                    "etapes": [{"age_mois": 4, "nom": "x", "fin_mois": 4}]}),
                "vient après son âge",
            ),
            (serde_json::json!({"etapes": []}), "n’est pas un calendrier"),
        ] {
            let refus = CalendrierProtocole::parse(&calendrier.to_string()).expect_err(dit);
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
