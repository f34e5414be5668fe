//! The calendar of the exams, as dated data.

use super::{ExamenCode, JalonTnd};
use crate::age::atteint;
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The calendar that comes with the program, as it is written.
pub(crate) const CALENDRIER: &str = include_str!("../../references/examens/calendrier.json");

static LIVRE: LazyLock<CalendrierExamens> = LazyLock::new(|| {
    // The text is compiled in and a test reads it: a calendar that does not parse fails that test.
    #[allow(clippy::expect_used, reason = "embedded data that a test reads")]
    serde_json::from_str(CALENDRIER).expect("the embedded calendar of exams")
});

/// An age in completed days, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgeRevolu {
    /// Completed days.
    Jours(i32),
    /// Completed months.
    Mois(i32),
    /// Completed years.
    Ans(i32),
}

impl AgeRevolu {
    /// The first day on which a child born on `naissance` has this age.
    #[must_use]
    pub fn jour(self, naissance: DateCivile) -> DateCivile {
        match self {
            Self::Jours(n) => naissance.plus_jours(n),
            Self::Mois(n) => atteint(naissance, n),
            Self::Ans(n) => atteint(naissance, n * 12),
        }
    }

    /// In completed months; an age in days is that of a newborn.
    #[must_use]
    pub const fn mois(self) -> i32 {
        match self {
            Self::Jours(_) => 0,
            Self::Mois(n) => n,
            Self::Ans(n) => n * 12,
        }
    }

    /// "8 jours", "1 mois", "6 ans".
    #[must_use]
    pub fn en_lettres(self) -> String {
        match self {
            Self::Jours(n @ (0 | 1)) => format!("{n}\u{a0}jour"),
            Self::Jours(n) => format!("{n}\u{a0}jours"),
            Self::Mois(n) => format!("{n}\u{a0}mois"),
            Self::Ans(1) => "1\u{a0}an".to_owned(),
            Self::Ans(n) => format!("{n}\u{a0}ans"),
        }
    }
}

/// One exam of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegleExamen {
    pub code: ExamenCode,
    /// First age at which it is done.
    pub de: AgeRevolu,
    /// First age at which its time is over.
    pub a: AgeRevolu,
    /// First day on which the rule is law.
    pub valable_du: DateCivile,
    /// Last day on which it is.
    #[serde(default)]
    pub valable_au: Option<DateCivile>,
    /// Which certificate of health it gives rise to: 1, 2 or 3.
    #[serde(default)]
    pub certificat: Option<u8>,
    /// How Escale interprets the text of the law.
    #[serde(default)]
    pub note: String,
    /// Marks of the sources, a comma between them.
    pub source: String,
    /// Whether the text itself was read; what is second-hand is shown as to be checked.
    pub verifie: bool,
}

/// The screening for neuro-developmental disorders at one age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegleReperage {
    pub code: JalonTnd,
    /// First age at which it is due.
    pub de: AgeRevolu,
    /// First age at which its time is over.
    pub a: AgeRevolu,
    /// First age at which the program stops reminding of it.
    pub montre_jusqu_a: AgeRevolu,
    /// First day on which the rule is law.
    pub valable_du: DateCivile,
    /// How Escale interprets the text of the law.
    pub note: String,
    /// Marks of the sources.
    pub source: String,
    /// Whether the text itself was read.
    pub verifie: bool,
}

/// The calendar of the exams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendrierExamens {
    /// Year of the last change.
    pub version: String,
    /// What the marks of sources stand for.
    pub sources: BTreeMap<String, String>,
    /// The exams, from the youngest age.
    pub examens: Vec<RegleExamen>,
    /// The screenings, from the youngest age.
    pub reperages: Vec<RegleReperage>,
}

/// An exam of one child: which one, from which day to which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ExamenSitue {
    pub code: ExamenCode,
    /// "9e mois (8 mois révolus)".
    pub nom: String,
    pub debut: DateCivile,
    /// Last day: the eve of the age at which its time is over.
    pub dernier_jour: DateCivile,
    /// Whether the rule rests on a text that was read.
    pub verifie: bool,
}

impl RegleExamen {
    /// Whether the rule is law on a day.
    #[must_use]
    pub fn en_vigueur(&self, jour: DateCivile) -> bool {
        self.valable_du <= jour && self.valable_au.is_none_or(|fin| jour <= fin)
    }

    /// The exam of a child born on `naissance`.
    #[must_use]
    pub fn locate(&self, naissance: DateCivile) -> ExamenSitue {
        ExamenSitue {
            code: self.code,
            nom: self.code.label().to_owned(),
            debut: self.de.jour(naissance),
            dernier_jour: self.a.jour(naissance).plus_jours(-1),
            verifie: self.verifie,
        }
    }

    /// "de 8 mois à la veille des 10 mois", "dans les 8 jours qui suivent la naissance".
    #[must_use]
    pub fn age_en_lettres(&self) -> String {
        fenetre_en_lettres(self.de, self.a)
    }

    /// "depuis le 1er janvier 2025", "du 1er mars 2019 au 31 décembre 2024".
    #[must_use]
    pub fn periode_en_lettres(&self) -> String {
        let du = self.valable_du.en_lettres();
        match self.valable_au {
            Some(au) => format!("du\u{a0}{du} au\u{a0}{}", au.en_lettres()),
            None => format!("depuis le\u{a0}{du}"),
        }
    }
}

impl RegleReperage {
    /// "de 9 mois à la veille des 10 mois".
    #[must_use]
    pub fn age_en_lettres(&self) -> String {
        fenetre_en_lettres(self.de, self.a)
    }
}

fn fenetre_en_lettres(de: AgeRevolu, a: AgeRevolu) -> String {
    match (de, a) {
        (AgeRevolu::Jours(0), AgeRevolu::Jours(n)) => {
            format!("dans les {}\u{a0}jours qui suivent la naissance", n - 1)
        }
        (de, AgeRevolu::Mois(1)) => {
            format!("de {} à la veille d’un mois", de.en_lettres())
        }
        (de, a) => format!("de {} à la veille des {}", de.en_lettres(), a.en_lettres()),
    }
}

impl CalendrierExamens {
    /// The calendar that comes with the program.
    #[must_use]
    pub fn livre() -> &'static Self {
        &LIVRE
    }

    /// The rule of an exam.
    #[must_use]
    pub fn regle(&self, code: ExamenCode) -> Option<&RegleExamen> {
        self.examens.iter().find(|regle| regle.code == code)
    }

    /// The exam that a bilan of this day may count as: the one of that age, under the law of that
    /// day. None between two exams, before birth, and before the first calendar that is known.
    #[must_use]
    pub fn du_jour(&self, naissance: DateCivile, jour: DateCivile) -> Option<ExamenSitue> {
        self.examens
            .iter()
            .filter(|regle| regle.en_vigueur(jour))
            .map(|regle| regle.locate(naissance))
            .find(|examen| (examen.debut..=examen.dernier_jour).contains(&jour))
    }

    /// The first exam that begins after a day, under the law of the day on which it begins.
    #[must_use]
    pub fn suivant(&self, naissance: DateCivile, jour: DateCivile) -> Option<ExamenSitue> {
        self.examens
            .iter()
            .map(|regle| (regle, regle.locate(naissance)))
            .find(|(regle, examen)| examen.debut > jour && regle.en_vigueur(examen.debut))
            .map(|(_, examen)| examen)
    }
}
