//! The embedded tables: the regression of the Fourth Report, the heights of CDC 2000.

use super::{P90, P95, P99, Percentiles};
use crate::enfant::Sexe;
use std::sync::LazyLock;

pub(crate) const COEFFICIENTS: &str =
    include_str!("../../references/nhlbi/fourth_report_coefficients.csv");
pub(crate) const DEBOUT: &str =
    include_str!("../../references/cdc/cdc2000_stature_for_age_months.csv");
pub(crate) const COUCHE: &str =
    include_str!("../../references/cdc/cdc2000_length_for_age_months.csv");

/// The regression of one pressure for one sex.
#[derive(Default)]
pub(super) struct Regression {
    constante: f64,
    age: [f64; 4],
    taille: [f64; 4],
    ecart_type: f64,
}

impl Regression {
    pub(super) fn percentiles(&self, age_ans: f64, taille_z: f64) -> Percentiles {
        let mu = self.constante
            + puissances(&self.age, age_ans - 10.0)
            + puissances(&self.taille, taille_z);
        let a = |phi: f64| mu + phi * self.ecart_type;
        Percentiles { p50: mu, p90: a(P90), p95: a(P95), p99: a(P99) }
    }
}

/// `c₁x + c₂x² + c₃x³ + c₄x⁴`.
fn puissances(coefficients: &[f64; 4], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |somme, c| (somme + c) * x)
}

/// Systolic and diastolic, for boys and for girls.
struct Regressions {
    garcons: (Regression, Regression),
    filles: (Regression, Regression),
}

static REGRESSIONS: LazyLock<Regressions> = LazyLock::new(|| {
    let parse = |debut: &str| {
        let ligne = COEFFICIENTS.lines().find_map(|ligne| ligne.strip_prefix(debut));
        let nombres = nombres(ligne.expect("a row of coefficients"));
        let [constante, a, b, c, d, e, f, g, h, ecart_type] =
            nombres.try_into().expect("ten coefficients");
        Regression { constante, age: [a, b, c, d], taille: [e, f, g, h], ecart_type }
    };
    Regressions {
        garcons: (parse("sbp,M,"), parse("dbp,M,")),
        filles: (parse("sbp,F,"), parse("dbp,F,")),
    }
});

/// Systolic, then diastolic.
pub(super) fn coefficients(sexe: Sexe) -> (&'static Regression, &'static Regression) {
    let (sys, dia) = match sexe {
        Sexe::M => &REGRESSIONS.garcons,
        Sexe::F => &REGRESSIONS.filles,
    };
    (sys, dia)
}

/// A row of a table: age in months, L, M, S.
type Rang = [f64; 4];

/// Length under 24 months, height from there, for boys and for girls.
struct Tailles {
    garcons: (Vec<Rang>, Vec<Rang>),
    filles: (Vec<Rang>, Vec<Rang>),
}

static TAILLES: LazyLock<Tailles> = LazyLock::new(|| {
    let parse = |table: &'static str, debut: &str| -> Vec<Rang> {
        let lignes = table.lines().filter_map(|ligne| ligne.strip_prefix(debut));
        lignes.map(|ligne| nombres(ligne).try_into().expect("four cells of a height")).collect()
    };
    Tailles {
        garcons: (parse(COUCHE, "M,"), parse(DEBOUT, "M,")),
        filles: (parse(COUCHE, "F,"), parse(DEBOUT, "F,")),
    }
});

/// The z-score of a height, L, M and S interpolated linearly between two rows; none out of the tables
/// or for what is no height.
pub(super) fn taille_z(sexe: Sexe, age_mois: f64, taille_cm: f64) -> Option<f64> {
    let (couche, debout) = match sexe {
        Sexe::M => &TAILLES.garcons,
        Sexe::F => &TAILLES.filles,
    };
    let table = if age_mois < 24.0 { couche } else { debout };
    let apres = table.partition_point(|rang| rang[0] <= age_mois);
    let avant = table.get(apres.checked_sub(1)?)?;
    let [l, m, s] = match table.get(apres) {
        Some(suivant) => {
            let part = (age_mois - avant[0]) / (suivant[0] - avant[0]);
            [1, 2, 3].map(|i| avant[i] + part * (suivant[i] - avant[i]))
        }
        None if avant[0] >= age_mois => [avant[1], avant[2], avant[3]],
        None => return None,
    };
    if !(taille_cm > 0.0 && taille_cm.is_finite()) {
        return None;
    }
    let rapport = taille_cm / m;
    Some(if l.abs() < 1e-9 { rapport.ln() / s } else { (rapport.powf(l) - 1.0) / (l * s) })
}

fn nombres(ligne: &str) -> Vec<f64> {
    ligne.split(',').map(|champ| champ.trim().parse().expect("a cell is a number")).collect()
}
