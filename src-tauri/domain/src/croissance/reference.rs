//! References as values: WHO's, embedded, and one that a centre brings as a table of L, M, S.

mod bandes;
mod lecture;

pub use lecture::RefusCsv;

use super::lms::Lms;
use super::oms::JOURS_PAR_MOIS;
use super::{AgeReleve, Ecart, Indicateur, Releve, Resultat, evaluation};
use crate::enfant::Sexe;
use serde::Serialize;
use ts_rs::TS;

/// What a screen and a letter say of a reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReferenceCroissance")]
pub struct Reference {
    /// `oms` or `importee`.
    pub code: String,
    /// "OMS", or the name that the centre gave.
    pub nom: String,
    /// "2006 et 2007"; none when an imported table says nothing of it.
    pub version: Option<String>,
    /// Who made it, and where it was found.
    pub source: String,
    /// On what terms it may be used.
    pub licence: String,
}

impl Reference {
    /// WHO's standards and reference; their bytes are [`super::oms::FICHIERS`].
    #[must_use]
    pub fn oms() -> Self {
        Self {
            code: "oms".to_owned(),
            nom: "OMS".to_owned(),
            version: Some("2006 et 2007".to_owned()),
            source: "Organisation mondiale de la Santé\u{a0}: WHO Child Growth Standards (2006), \
                     0 à 5\u{a0}ans\u{a0}; WHO Reference (2007), 5 à 19\u{a0}ans"
                .to_owned(),
            licence: "© Organisation mondiale de la Santé. Coefficients repris comme des faits, \
                      avec cette attribution\u{a0}; documents de l’OMS sous CC BY-NC-SA 3.0 IGO. \
                      L’OMS n’a ni examiné ni approuvé Escale."
                .to_owned(),
        }
    }

    /// Reads a table of L, M, S that a centre has obtained.
    ///
    /// Columns `indicateur` (poids, taille, imc, pc), `sexe` (F, M), `age_mois`, `L`, `M`, `S`, in
    /// any order, under French or English heads, separated by commas, semicolons or tabs, with a
    /// decimal point or comma.
    ///
    /// # Errors
    /// Every row that cannot be used, with its line and what to do about it, in French.
    pub fn parse_csv(
        texte: &str,
        nom: &str,
        source: &str,
        licence: &str,
    ) -> Result<ReferenceImportee, Vec<RefusCsv>> {
        lecture::parse(texte, nom, source, licence)
    }
}

/// A reference that a centre brought.
///
/// Unlike WHO's it converts no posture, since only its authors know how lengths were taken at which
/// age, and has no restricted tails, which are a rule of WHO for WHO's tables.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceImportee {
    pub fiche: Reference,
    /// The text as imported, for the checksum.
    pub texte: String,
    series: Vec<SerieImportee>,
}

#[derive(Debug, Clone, PartialEq)]
struct SerieImportee {
    indicateur: Indicateur,
    sexe: Sexe,
    /// Age in months and coefficients, in order of age, two at least.
    lignes: Vec<(f64, Lms)>,
}

impl ReferenceImportee {
    /// Coefficients at a decimal age in months, interpolated linearly between two rows; none beyond
    /// the ends of the table.
    #[must_use]
    pub fn lms(&self, indicateur: Indicateur, sexe: Sexe, mois: f64) -> Option<Lms> {
        let lignes = self.lignes(indicateur, sexe)?;
        let apres = lignes.partition_point(|(age, _)| *age <= mois);
        let (age, lms) = *lignes.get(apres.checked_sub(1)?)?;
        match lignes.get(apres) {
            Some((suivant, autre)) => Some(lms.entre(*autre, (mois - age) / (suivant - age))),
            None => (mois <= age).then_some(lms),
        }
    }

    /// First and last age in months of an indicator.
    #[must_use]
    pub fn ages(&self, indicateur: Indicateur, sexe: Sexe) -> Option<(f64, f64)> {
        let lignes = self.lignes(indicateur, sexe)?;
        Some((lignes.first()?.0, lignes.last()?.0))
    }

    fn lignes(&self, indicateur: Indicateur, sexe: Sexe) -> Option<&[(f64, Lms)]> {
        let serie = self
            .series
            .iter()
            .find(|serie| serie.indicateur == indicateur && serie.sexe == sexe)?;
        Some(&serie.lignes)
    }

    /// The scores of one day. A score is flagged beyond the bounds that WHO uses.
    #[must_use]
    pub fn assess(&self, releve: &Releve) -> Resultat {
        let positif = |valeur: Option<f64>| valeur.filter(|v| v.is_finite() && *v > 0.0);
        let (poids, taille) = (positif(releve.poids_kg), positif(releve.taille_cm));
        let imc = poids.zip(taille).map(|(kg, cm)| evaluation::imc(kg, cm));
        let imc = positif(imc);
        let mois = releve.age.map(|age| match age {
            AgeReleve::Jours(jours) => jours / JOURS_PAR_MOIS,
            AgeReleve::Mois(mois) => mois,
        });
        let ecart = |indicateur: Indicateur, valeur: Option<f64>| -> Option<Ecart> {
            let lms = self.lms(indicateur, releve.sexe?, mois?)?;
            evaluation::ecart(indicateur, lms.z(valeur?))
        };
        let sans_oedeme = |valeur: Option<f64>| valeur.filter(|_| !releve.oedeme);
        Resultat {
            taille_corrigee_cm: taille,
            imc,
            taille: ecart(Indicateur::Taille, taille),
            poids: ecart(Indicateur::Poids, sans_oedeme(poids)),
            imc_age: ecart(Indicateur::Imc, sans_oedeme(imc)),
            pc: ecart(Indicateur::PerimetreCranien, positif(releve.pc_cm)),
            ..Resultat::default()
        }
    }
}

/// The reference that a centre chose.
#[derive(Debug, Clone, Copy)]
pub enum Choix<'a> {
    Oms,
    /// Its own; where that has no table for an indicator and a sex, WHO's is used and named.
    Importee(&'a ReferenceImportee),
}

impl<'a> Choix<'a> {
    /// The scores of one day: those of the chosen reference, WHO's where it has no table.
    #[must_use]
    pub fn assess(&self, releve: &Releve) -> Resultat {
        let mut resultat = evaluation::assess(releve);
        let Self::Importee(importee) = self else { return resultat };
        let propre = importee.assess(releve);
        let a = |indicateur| self.propre(indicateur, releve.sexe).is_some();
        if a(Indicateur::Taille) {
            resultat.taille_corrigee_cm = propre.taille_corrigee_cm;
            resultat.posture_ignoree = false;
            resultat.taille = propre.taille;
        }
        if a(Indicateur::Imc) {
            resultat.imc = propre.imc;
            resultat.imc_age = propre.imc_age;
        }
        if a(Indicateur::Poids) {
            resultat.poids = propre.poids;
        }
        if a(Indicateur::PerimetreCranien) {
            resultat.pc = propre.pc;
        }
        resultat
    }

    /// The imported reference, where it has a table for this indicator and this sex.
    pub(super) fn propre(
        &self,
        indicateur: Indicateur,
        sexe: Option<Sexe>,
    ) -> Option<&'a ReferenceImportee> {
        match self {
            Self::Oms => None,
            Self::Importee(importee) => {
                importee.lignes(indicateur, sexe?).is_some().then_some(*importee)
            }
        }
    }
}
