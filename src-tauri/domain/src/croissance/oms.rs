//! The tables of the World Health Organization, embedded: 2006 standards by day to five years, 2007
//! reference by month to nineteen. Provenance and licence: `references/oms/NOTICE`.

use super::lms::Lms;
use crate::enfant::Sexe;
use std::sync::LazyLock;

/// Days in a month, as WHO counts (365.25 / 12).
pub const JOURS_PAR_MOIS: f64 = 30.4375;
/// Last day of the 2006 tables.
pub const DERNIER_JOUR: u32 = 1856;
/// First day on which WHO's tables hold standing heights instead of lying lengths.
pub const PREMIER_JOUR_DEBOUT: u32 = 731;
/// Age in months from which the 2007 reference takes over.
pub const RACCORD_MOIS: f64 = 60.0;

/// What the tables by age hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableAge {
    /// Length (to day 730) or height.
    Taille,
    Poids,
    Imc,
    /// Head circumference, 2006 only.
    PerimetreCranien,
}

/// Weight for length (lying) or for height (standing).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableTaille {
    /// 45 to 110 cm.
    Couche,
    /// 65 to 120 cm.
    Debout,
}

/// The files as embedded, for the command that prints their checksum: name and bytes.
pub const FICHIERS: [(&str, &str); 3] = [
    ("who2006_for_age_days.csv", include_str!("../../references/oms/who2006_for_age_days.csv")),
    (
        "who2006_weight_for_length_height.csv",
        include_str!("../../references/oms/who2006_weight_for_length_height.csv"),
    ),
    ("who2007_for_age_months.csv", include_str!("../../references/oms/who2007_for_age_months.csv")),
];

/// Rows of one indicator, for both sexes (girls, boys), from a first index on.
#[derive(Default)]
struct Serie {
    debut: u32,
    lignes: [Vec<Lms>; 2],
}

impl Serie {
    fn ligne(&self, sexe: Sexe, index: u32) -> Option<Lms> {
        let rang = usize::try_from(index.checked_sub(self.debut)?).ok()?;
        self.lignes[rang_du_sexe(sexe)].get(rang).copied()
    }
}

#[derive(Default)]
struct Tables {
    jours: [Serie; 4],
    tailles: [Serie; 2],
    mois: [Serie; 3],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    parse(FICHIERS[0].1, 1.0, &mut tables.jours, |code| match code {
        "lhfa" => Some(TableAge::Taille as usize),
        "wfa" => Some(TableAge::Poids as usize),
        "bmifa" => Some(TableAge::Imc as usize),
        "hcfa" => Some(TableAge::PerimetreCranien as usize),
        _ => None,
    });
    parse(FICHIERS[1].1, 10.0, &mut tables.tailles, |code| match code {
        "wfl" => Some(TableTaille::Couche as usize),
        "wfh" => Some(TableTaille::Debout as usize),
        _ => None,
    });
    parse(FICHIERS[2].1, 1.0, &mut tables.mois, |code| match code {
        "hfa" => Some(TableAge::Taille as usize),
        "wfa" => Some(TableAge::Poids as usize),
        "bmifa" => Some(TableAge::Imc as usize),
        _ => None,
    });
    tables
});

/// Reads an embedded file, whose rows follow each other by one (`facteur` makes the index whole).
/// A row that does not read stops the program.
fn parse(texte: &str, facteur: f64, series: &mut [Serie], rang: fn(&str) -> Option<usize>) {
    for ligne in texte.lines().skip(1) {
        let mut champs = ligne.split(',');
        let mut mot = || champs.next().expect("a WHO row has six cells");
        let (code, sexe) = (mot(), mot());
        let mut nombre = || mot().parse::<f64>().expect("a WHO cell is a number");
        let (index, l, m, s) = (nombre(), nombre(), nombre(), nombre());
        let rang = rang(code).expect("a WHO row is of a known indicator");
        let serie = &mut series[rang];
        let sexe = Sexe::from_code(sexe).expect("a WHO row is of girls or of boys");
        let lignes = &mut serie.lignes[rang_du_sexe(sexe)];
        if lignes.is_empty() {
            serie.debut = entier(index * facteur);
        }
        lignes.push(Lms { l, m, s });
    }
}

const fn rang_du_sexe(sexe: Sexe) -> usize {
    match sexe {
        Sexe::F => 0,
        Sexe::M => 1,
    }
}

/// The nearest whole number; the cast saturates, and a lookup beyond a table finds nothing.
fn entier(valeur: f64) -> u32 {
    valeur.round() as u32
}

/// Row of the 2006 standards on a day of life (0 to 1856).
#[must_use]
pub fn par_jour(table: TableAge, sexe: Sexe, jour: u32) -> Option<Lms> {
    TABLES.jours[table as usize].ligne(sexe, jour)
}

/// Row of the 2007 reference at a decimal age in months, interpolated between two whole months:
/// 60 to 228, weight 60 to 120, both ends included.
#[must_use]
pub fn par_mois(table: TableAge, sexe: Sexe, mois: f64) -> Option<Lms> {
    if !(RACCORD_MOIS..=228.0).contains(&mois) {
        return None;
    }
    let serie = TABLES.mois.get(table as usize)?;
    let bas = mois.floor();
    let part = mois - bas;
    let ligne = serie.ligne(sexe, entier(bas))?;
    if part > 0.0 {
        return Some(ligne.entre(serie.ligne(sexe, entier(bas) + 1)?, part));
    }
    Some(ligne)
}

/// Row of weight for length or height, interpolated between two rows 0.1 cm apart, at a length in
/// whole micrometres. Whole numbers, because 103.1 - 0.7 is not 102.4 in binary and would fall
/// into the row below.
#[must_use]
pub fn par_taille(table: TableTaille, sexe: Sexe, micrometres: u32) -> Option<Lms> {
    const LIGNE: u32 = 1000;
    let serie = &TABLES.tailles[table as usize];
    let (bas, reste) = (micrometres / LIGNE, micrometres % LIGNE);
    let ligne = serie.ligne(sexe, bas)?;
    if reste > 0 {
        let haut = serie.ligne(sexe, bas + 1)?;
        return Some(ligne.entre(haut, f64::from(reste) / f64::from(LIGNE)));
    }
    Some(ligne)
}
