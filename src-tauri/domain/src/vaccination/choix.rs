//! Which series is followed: by the day, the birth date, the age at the first dose, what was given.

use super::Valence;
use super::calendrier::{Condition, Phase, Serie};
use super::deroule::a_atteint;
use super::evaluation::Examen;
use super::tri::Jour;
use crate::date::DateCivile;

/// First day on which meningococcus C alone was no longer asked for: a dose before it stands for the
/// first ACWY one.
const FIN_DU_MENC: DateCivile = DateCivile(jiff::civil::date(2025, 1, 1));

impl<'a> Examen<'a> {
    /// The dose against meningococcus C alone that stands for the first ACWY dose: before 2025, and
    /// before any ACWY dose.
    pub(super) fn menc_avant(&self, acwy: &[Jour]) -> Option<DateCivile> {
        let premiere = self.tri.jours(Valence::Menc).first()?.date;
        let limite = acwy.first().map_or(FIN_DU_MENC, |jour| jour.date.min(FIN_DU_MENC));
        let concerne = self
            .calendrier
            .series
            .iter()
            .find(|serie| {
                serie.condition == Some(Condition::Menc)
                    && self.calendrier.en_vigueur(serie, self.sujet.date)
            })
            .is_some_and(|serie| {
                serie.cohorte_min.is_none_or(|min| min <= self.sujet.naissance)
                    && serie
                        .depart_max_mois
                        .is_none_or(|max| !a_atteint(self.sujet.naissance, premiere, max + 1))
            });
        (concerne && premiere < limite).then_some(premiere)
    }

    /// The first series of the valence that fits: in force, written for the birth date, for the age
    /// at the first dose (today without any), and for what was given.
    pub(super) fn choose(
        &self,
        valence: Valence,
        phase: Option<Phase>,
        jours: &[Jour],
    ) -> Option<&'a Serie> {
        let naissance = self.sujet.naissance;
        self.calendrier.series.iter().find(|serie| {
            let premiere = match serie.condition {
                Some(Condition::Menc) => self.menc_avant(jours),
                _ => jours.first().map(|jour| jour.date),
            };
            let depart = premiere.unwrap_or(self.sujet.date).max(naissance);
            serie.valence == valence
                && !serie.prematures
                && serie.phase == phase
                && self.calendrier.en_vigueur(serie, self.sujet.date)
                && serie.cohorte_min.is_none_or(|min| min <= naissance)
                && serie.cohorte_max.is_none_or(|max| naissance <= max)
                && serie.depart_min_mois.is_none_or(|min| a_atteint(naissance, depart, min))
                && serie.depart_max_mois.is_none_or(|max| !a_atteint(naissance, depart, max + 1))
                && serie.condition.is_none_or(|condition| self.remplie(condition, jours))
        })
    }

    fn remplie(&self, condition: Condition, jours: &[Jour]) -> bool {
        let ecart = |mois| match jours {
            [un, deux, ..] => Some(deux.date >= un.date.plus_mois(mois)),
            _ => None,
        };
        match condition {
            Condition::Hepb20 => {
                !jours.is_empty()
                    && jours.iter().take(2).all(|jour| jour.vingt_ug)
                    && ecart(6).unwrap_or(true)
            }
            Condition::Menc => self.menc_avant(jours).is_some(),
            Condition::Rotateq => jours.iter().take(2).any(|jour| jour.rotateq),
            Condition::HpvRapproche => ecart(5) == Some(false),
        }
    }
}
