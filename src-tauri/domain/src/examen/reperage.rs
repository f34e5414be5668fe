//! The screening for neuro-developmental disorders (CSP L.2132-2-2): an exam by a trained doctor at
//! the age of nine months, and another in the year that follows the sixth birthday. The duty is held
//! to be met when a doctor attests the exam in the health booklet.

use super::CalendrierExamens;
use crate::codes::codes;
use crate::date::{DateCivile, DatePartielle};
use serde::{Deserialize, Serialize};

codes! {
    /// A milestone of the screening.
    JalonTnd {
        Mois9 = "9_mois", "Repérage des troubles du neuro-développement à 9 mois";
        Ans6 = "6_ans", "Repérage des troubles du neuro-développement dans l’année des 6 ans";
    }
}

codes! {
    /// What was noted of a milestone. An unknown state has no code: nothing is stored.
    EtatReperage {
        Fait = "fait", "Fait";
        Atteste = "atteste", "Attesté sur le carnet de santé";
        Oriente = "oriente", "Fait, enfant orienté vers un parcours TND";
        NonFait = "non_fait", "Non fait";
    }
}

/// What was noted of a milestone, as stored in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Reperage {
    pub jalon: JalonTnd,
    pub etat: EtatReperage,
    /// When the exam was done or attested, as far as it is known.
    #[serde(default)]
    pub date: Option<DatePartielle>,
    pub auteur: String,
    pub note_le: DateCivile,
}

codes! {
    /// Where a milestone stands on a day.
    Moment {
        Du = "du", "À cet âge";
        Passe = "passe", "Âge passé";
    }
}

/// A milestone on the day of a bilan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct JalonVu {
    pub jalon: JalonTnd,
    /// "Repérage des troubles du neuro-développement à 9 mois".
    pub nom: String,
    /// First day on which it is due.
    pub debut: DateCivile,
    pub dernier_jour: DateCivile,
    /// Whether its time is to come, now or over.
    pub moment: Moment,
    /// What was noted of it; none while unknown.
    pub reperage: Option<Reperage>,
    /// "Fait, en mars 2026", or nothing.
    pub dit: String,
}

/// What is wrong with the day of a screening, for every door by which it comes in: it lies ahead of
/// `jour`, or before the birth. A year or a month is held against the same year or month.
#[must_use]
pub fn date_refusee(
    date: DatePartielle,
    naissance: DateCivile,
    jour: DateCivile,
) -> Option<&'static str> {
    // In the spelling of a file an earlier date sorts first; a partial one goes as far as it goes.
    let (lue, naissance, jour) = (date.iso(), naissance.iso(), jour.iso());
    if lue.as_str() > &jour[..lue.len()] {
        return Some("Cette date est dans le futur\u{a0}: écrivez quand le repérage a été fait.");
    }
    if lue.as_str() < &naissance[..lue.len()] {
        return Some("Cette date est avant la naissance de l’enfant\u{a0}: vérifiez-la.");
    }
    None
}

impl Reperage {
    /// "Fait, mars 2026", "Attesté sur le carnet de santé".
    #[must_use]
    pub fn en_lettres(&self) -> String {
        let label = self.etat.label();
        match self.date {
            Some(date @ DatePartielle::Jour(_)) => {
                format!("{label}, le\u{a0}{}", date.en_lettres())
            }
            Some(date) => format!("{label}, en\u{a0}{}", date.en_lettres()),
            None => label.to_owned(),
        }
    }
}

/// The milestones to look at on a day: those that have begun and concerned the child while they were law, up
/// to the age at which the program stops reminding of them.
#[must_use]
pub fn jalons(naissance: DateCivile, jour: DateCivile, dits: &[Reperage]) -> Vec<JalonVu> {
    CalendrierExamens::livre()
        .reperages
        .iter()
        .filter_map(|regle| {
            let (debut, fin) = (regle.de.jour(naissance), regle.a.jour(naissance));
            let montre = jour >= debut && jour < regle.montre_jusqu_a.jour(naissance);
            if !montre || jour < regle.valable_du || fin <= regle.valable_du {
                return None;
            }
            let reperage = dits.iter().find(|dit| dit.jalon == regle.code).cloned();
            Some(JalonVu {
                jalon: regle.code,
                nom: regle.code.label().to_owned(),
                debut,
                dernier_jour: fin.plus_jours(-1),
                moment: if jour < fin { Moment::Du } else { Moment::Passe },
                dit: reperage.as_ref().map(Reperage::en_lettres).unwrap_or_default(),
                reperage,
            })
        })
        .collect()
}
