//! Whose growth it is, and where one of their measures stands.

use super::reference::Choix;
use super::{AgeReleve, Indicateur, Releve, Resultat};
use crate::age::{Age, Terme, age_corrige, naissance_corrigee};
use crate::date::DateCivile;
use crate::enfant::{Mesure, Sexe, TaillesParents};

/// The child as charts and tables need them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sujet {
    /// Sex; without one nothing is compared to a reference.
    pub sexe: Option<Sexe>,
    pub naissance: DateCivile,
    /// Length of the pregnancy, when known.
    pub terme: Option<Terme>,
    /// The day for which the chart is drawn: later measures are left out.
    pub jour: DateCivile,
    /// Target height in cm, see [`cible`].
    pub cible_cm: Option<f64>,
}

/// Target height in cm from the heights of the parents: (father + mother + 13 for a boy, - 13 for a
/// girl) / 2 (clinical note §1: Le Quotidien du médecin, article on growth velocity). None when a
/// height is not that of an adult (120 to 230 cm).
#[must_use]
pub fn cible(pere_cm: f64, mere_cm: f64, sexe: Sexe) -> Option<f64> {
    let ecart = match sexe {
        Sexe::M => 13.0,
        Sexe::F => -13.0,
    };
    let adulte = 120.0..=230.0;
    (adulte.contains(&pere_cm) && adulte.contains(&mere_cm))
        .then_some((pere_cm + mere_cm + ecart) / 2.0)
}

impl TaillesParents {
    /// The target height in cm, where both are known and plausible.
    #[must_use]
    pub fn cible(&self, sexe: Sexe) -> Option<f64> {
        cible(self.pere_cm?, self.mere_cm?, sexe)
    }
}

/// A measure of a child at its ages, evaluated.
pub(super) struct Etape<'a> {
    pub(super) mesure: &'a Mesure,
    pub(super) age: Age,
    /// Decimal months, for the axis.
    pub(super) mois: f64,
    pub(super) resultat: Resultat,
    pub(super) corrige: Option<EtapeCorrigee>,
    /// Premature, under 24 months: read at the corrected age first.
    pub(super) a_corriger: bool,
}

/// The same measure at the corrected age.
pub(super) struct EtapeCorrigee {
    pub(super) age: Age,
    pub(super) mois: f64,
    pub(super) resultat: Resultat,
}

impl Sujet {
    /// Decimal months between two days, as WHO counts.
    pub(super) fn mois_entre(debut: DateCivile, fin: DateCivile) -> f64 {
        jours_entre(debut, fin) / super::oms::JOURS_PAR_MOIS
    }

    /// Decimal age in months on the day of the chart.
    #[must_use]
    pub fn mois(&self) -> f64 {
        Self::mois_entre(self.naissance, self.jour)
    }

    /// Measures from birth to the day of the chart, from the oldest, evaluated beside a reference.
    pub(super) fn etapes<'a>(&self, mesures: &'a [Mesure], reference: &Choix) -> Vec<Etape<'a>> {
        let mut etapes: Vec<Etape<'a>> = mesures
            .iter()
            .filter(|mesure| mesure.date <= self.jour)
            .filter_map(|mesure| self.etape(mesure, reference))
            .collect();
        etapes.sort_by_key(|etape| etape.mesure.date);
        etapes
    }

    fn etape<'a>(&self, mesure: &'a Mesure, reference: &Choix) -> Option<Etape<'a>> {
        let age = Age::a(self.naissance, mesure.date)?;
        let evalue = |jours| reference.assess(&self.releve(mesure, jours));
        let jours = jours_entre(self.naissance, mesure.date);
        let premature = self.terme.filter(|terme| terme.premature());
        let corrige = premature.and_then(|terme| {
            let age = age_corrige(self.naissance, terme, mesure.date)?;
            let naissance = naissance_corrigee(self.naissance, terme);
            let resultat = evalue(jours_entre(naissance, mesure.date));
            Some(EtapeCorrigee { age, mois: Self::mois_entre(naissance, mesure.date), resultat })
        });
        Some(Etape {
            mesure,
            age,
            mois: Self::mois_entre(self.naissance, mesure.date),
            resultat: evalue(jours),
            corrige,
            a_corriger: premature.is_some() && age.mois < 24,
        })
    }

    fn releve(&self, mesure: &Mesure, jours: f64) -> Releve {
        Releve {
            sexe: self.sexe,
            age: Some(AgeReleve::Jours(jours)),
            poids_kg: mesure.poids_kg,
            taille_cm: mesure.taille_cm,
            posture: mesure.posture,
            pc_cm: mesure.pc_cm,
            oedeme: mesure.oedeme,
        }
    }
}

impl Etape<'_> {
    /// "13 mois", or "naissance" on the day itself.
    pub(super) fn age(&self) -> String {
        match (self.age.mois, self.age.jours) {
            (0, 0) => "naissance".to_owned(),
            _ => self.age.en_lettres(),
        }
    }

    /// What was measured, or computed, of an indicator, once lengths are converted.
    pub(super) fn valeur(&self, indicateur: Indicateur) -> Option<f64> {
        let mesure = match indicateur {
            Indicateur::Poids | Indicateur::PoidsTaille => self.mesure.poids_kg,
            Indicateur::Taille => self.resultat.taille_corrigee_cm,
            Indicateur::Imc => self.resultat.imc,
            Indicateur::PerimetreCranien => self.mesure.pc_cm,
        };
        mesure.filter(|valeur| valeur.is_finite() && *valeur > 0.0)
    }

    /// The length as it was taken, where the tables wanted the other posture.
    pub(super) fn taille_convertie(&self) -> Option<f64> {
        let prise = self.mesure.taille_cm?;
        let corrigee = self.resultat.taille_corrigee_cm?;
        ((prise - corrigee).abs() > 1e-6).then_some(prise)
    }
}

fn jours_entre(debut: DateCivile, fin: DateCivile) -> f64 {
    debut.jours_jusqu_a(fin) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_height() {
        assert_eq!(cible(180.0, 165.0, Sexe::M), Some(179.0));
        assert_eq!(cible(180.0, 165.0, Sexe::F), Some(166.0));
        assert_eq!(cible(1.80, 165.0, Sexe::F), None);
        assert_eq!(cible(f64::NAN, 165.0, Sexe::F), None);
    }
}
