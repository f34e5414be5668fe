//! The bands of a reference over a window of ages, as polylines.

use super::super::figure::{Courbe, Trait};
use super::super::lms::Lms;
use super::super::oms::{self, JOURS_PAR_MOIS, PREMIER_JOUR_DEBOUT, RACCORD_MOIS, TableAge};
use super::{Choix, Indicateur, ReferenceImportee, Sexe};

/// About as many steps as a curve half a page wide needs to look smooth.
const PAS: u32 = 80;
/// Last day of the 2006 tables below 60 months of 30.4375 days.
const DERNIER_JOUR_2006: u32 = 1826;
/// Growth bends most in the first weeks: there a step is three days at most.
const PREMIERES_SEMAINES: u32 = 60;

impl Choix<'_> {
    /// The seven bands between two ages in months, from −3 to +3; fewer where the reference does not
    /// reach, none without a sex.
    pub(in super::super) fn bandes(
        &self,
        indicateur: Indicateur,
        sexe: Option<Sexe>,
        (debut, fin): (f64, f64),
    ) -> Vec<Courbe> {
        let Some(sexe) = sexe else { return Vec::new() };
        let lignes = match self.propre(indicateur, Some(sexe)) {
            Some(importee) => importee.echantillon(indicateur, sexe, debut, fin),
            None => echantillon_oms(indicateur, sexe, debut, fin),
        };
        (-3..=3i8)
            .map(|ds| Courbe {
                ds,
                texte: texte(ds),
                style: style(ds),
                points: lignes
                    .iter()
                    .filter_map(|(mois, lms)| Some((*mois, lms.valeur(f64::from(ds))?)))
                    .collect(),
            })
            .filter(|courbe| courbe.points.len() >= 2)
            .collect()
    }

    /// The reference as printed under a chart: "OMS 2006 et 2007, garçons".
    pub(in super::super) fn en_mots(
        &self,
        indicateur: Indicateur,
        sexe: Option<Sexe>,
        (debut, fin): (f64, f64),
    ) -> String {
        let enfants = match sexe {
            Some(Sexe::F) => ", filles",
            Some(Sexe::M) => ", garçons",
            None => "",
        };
        if let Some(importee) = self.propre(indicateur, sexe) {
            return format!("{}{enfants}", importee.fiche.nom);
        }
        let annees = match (debut < RACCORD_MOIS, fin > RACCORD_MOIS) {
            (true, true) if indicateur != Indicateur::PerimetreCranien => "2006 et 2007",
            (true, _) => "2006",
            (false, _) => "2007",
        };
        format!("OMS {annees}{enfants}")
    }
}

/// "+2", "−2", "M".
fn texte(ds: i8) -> String {
    match ds {
        0 => "M".to_owned(),
        ds if ds > 0 => format!("+{ds}"),
        ds => format!("−{}", ds.unsigned_abs()),
    }
}

const fn style(ds: i8) -> Trait {
    match ds.unsigned_abs() {
        0 => Trait::Mediane,
        1 => Trait::Interieur,
        2 => Trait::Limite,
        _ => Trait::Extreme,
    }
}

fn table(indicateur: Indicateur) -> Option<TableAge> {
    match indicateur {
        Indicateur::Poids => Some(TableAge::Poids),
        Indicateur::Taille => Some(TableAge::Taille),
        Indicateur::Imc => Some(TableAge::Imc),
        Indicateur::PerimetreCranien => Some(TableAge::PerimetreCranien),
        Indicateur::PoidsTaille => None,
    }
}

/// Rows of WHO's tables between two ages: whole days of 2006 below the seam, whole months of 2007
/// from it on, each side up to its own end. Both sides of the change of posture are kept, since the
/// tables step down by 0.7 cm there.
fn echantillon_oms(indicateur: Indicateur, sexe: Sexe, debut: f64, fin: f64) -> Vec<(f64, Lms)> {
    let Some(table) = table(indicateur) else { return Vec::new() };
    let pas_jours = jour((fin - debut) * JOURS_PAR_MOIS).div_ceil(PAS).max(1);
    let (premier, dernier) = (jour(debut * JOURS_PAR_MOIS), jour(fin * JOURS_PAR_MOIS));
    let dernier = dernier.min(DERNIER_JOUR_2006);
    let mut lignes = Vec::new();
    let mut suivant = premier;
    while debut < RACCORD_MOIS && suivant <= dernier {
        if let Some(lms) = oms::par_jour(table, sexe, suivant) {
            lignes.push((f64::from(suivant) / JOURS_PAR_MOIS, lms));
        }
        if suivant == dernier {
            break;
        }
        let pas = if suivant < PREMIERES_SEMAINES { pas_jours.min(3) } else { pas_jours };
        suivant = [PREMIER_JOUR_DEBOUT - 1, PREMIER_JOUR_DEBOUT, dernier]
            .into_iter()
            .filter(|jour| *jour > suivant)
            .fold(suivant + pas, u32::min);
    }
    let pas_mois = (jour(fin - debut).div_ceil(PAS)).max(1);
    let mut mois = jour(debut.max(RACCORD_MOIS).ceil());
    while f64::from(mois) <= fin {
        if let Some(lms) = oms::par_mois(table, sexe, f64::from(mois)) {
            lignes.push((f64::from(mois), lms));
        }
        mois += pas_mois;
    }
    lignes
}

/// A length of time in whole units; windows are a few years long.
fn jour(duree: f64) -> u32 {
    duree.max(0.0).floor().min(100_000.0) as u32
}

impl ReferenceImportee {
    /// Its rows between two ages, evenly spaced ages between them, and the ends of the window.
    fn echantillon(
        &self,
        indicateur: Indicateur,
        sexe: Sexe,
        debut: f64,
        fin: f64,
    ) -> Vec<(f64, Lms)> {
        let Some((premier, dernier)) = self.ages(indicateur, sexe) else { return Vec::new() };
        let (debut, fin) = (debut.max(premier), fin.min(dernier));
        if debut > fin {
            return Vec::new();
        }
        let pas = (fin - debut) / f64::from(PAS);
        let mut ages: Vec<f64> = (0..=PAS).map(|rang| debut + pas * f64::from(rang)).collect();
        let lignes = self.lignes(indicateur, sexe).unwrap_or_default();
        if lignes.len() <= 200 {
            ages.extend(lignes.iter().map(|(age, _)| *age).filter(|a| (debut..=fin).contains(a)));
        }
        ages.sort_by(f64::total_cmp);
        ages.dedup();
        ages.into_iter().filter_map(|age| Some((age, self.lms(indicateur, sexe, age)?))).collect()
    }
}
