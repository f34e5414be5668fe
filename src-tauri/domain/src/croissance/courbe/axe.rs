//! Axes: windows of round ages, round steps, few words.

use crate::croissance::Indicateur;
use crate::croissance::figure::{Axe, Courbe, Graduation};

/// Ages shown, in months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fenetre {
    pub(super) debut: f64,
    pub(super) fin: f64,
}

impl Fenetre {
    /// The window for a child of `age` months whose first measure after two years is at `premier`:
    /// the first year, two or five from birth; from five on, whole years from one before that
    /// measure to about two after the child's age, six years at least, within 2 to 19.
    pub(super) fn autour(age: f64, premier: f64) -> Self {
        match age {
            a if a < 9.0 => Self { debut: 0.0, fin: 12.0 },
            a if a < super::NOURRISSON => Self { debut: 0.0, fin: 24.0 },
            a if a < super::CINQ_ANS => Self { debut: 0.0, fin: 60.0 },
            a => {
                let fin = (a / 12.0 + 2.5).ceil().min(19.0);
                let debut = (premier / 12.0 - 1.0).floor().min(fin - 6.0).max(2.0);
                Self { debut: debut * 12.0, fin: fin * 12.0 }
            }
        }
    }

    pub(super) fn contient(self, mois: f64) -> bool {
        (self.debut..=self.fin).contains(&mois)
    }

    /// "de 0 à 24 mois", "de 5 à 13 ans".
    pub(super) fn en_mots(self) -> String {
        if self.fin <= super::NOURRISSON {
            format!("de {} à {}\u{a0}mois", self.debut, self.fin)
        } else {
            format!("de {} à {}\u{a0}ans", self.debut / 12.0, self.fin / 12.0)
        }
    }

    /// Lines every three months or every year, words on every second line at most.
    pub(super) fn axe(self) -> Axe {
        let duree = self.fin - self.debut;
        let (pas, avec_mots) = match duree {
            d if d <= 12.0 => (1.0, 3.0),
            d if d <= 24.0 => (3.0, 6.0),
            d if d <= 72.0 && self.debut == 0.0 => (6.0, 12.0),
            d if d <= 72.0 => (12.0, 12.0),
            d if d <= 132.0 => (12.0, 24.0),
            _ => (12.0, 36.0),
        };
        let graduations = regulier(self.debut, self.fin, pas)
            .map(|valeur| Graduation {
                valeur,
                texte: ((valeur - self.debut) % avec_mots == 0.0).then(|| mois(valeur, duree)),
            })
            .collect();
        Axe { titre: "Âge".to_owned(), min: self.debut, max: self.fin, graduations }
    }
}

/// "naissance", "6 mois", "2 ans".
fn mois(valeur: f64, duree: f64) -> String {
    match valeur {
        0.0 => "naissance".to_owned(),
        v if duree <= super::NOURRISSON => format!("{v}\u{a0}mois"),
        v => annees(v),
    }
}

/// "1 an", "5 ans", from months.
pub(super) fn annees(mois: f64) -> String {
    let ans = mois / 12.0;
    format!("{ans}\u{a0}{}", if ans >= 2.0 { "ans" } else { "an" })
}

/// The axis of a measure: round steps around the bands and the points. A point further from the
/// bands than they are wide is left out of the count, so that a missing decimal point does not
/// crush the chart.
pub(super) fn ordonnees(
    indicateur: Indicateur,
    courbes: &[Courbe],
    valeurs: impl Iterator<Item = f64> + Clone,
) -> Axe {
    let bandes = courbes.iter().flat_map(|courbe| &courbe.points).map(|(_, y)| *y);
    let (bas, haut) = etendue(bandes);
    let (admis_bas, admis_haut) = if bas <= haut {
        let marge = (haut - bas) * 0.5;
        (bas - marge, haut + marge)
    } else {
        indicateur.bornes()
    };
    let (point_bas, point_haut) = etendue(valeurs.filter(|y| (admis_bas..=admis_haut).contains(y)));
    let (mut bas, mut haut) = (bas.min(point_bas), haut.max(point_haut));
    if bas > haut {
        (bas, haut) = indicateur.bornes();
    }
    if haut - bas < 1.0 {
        (bas, haut) = (bas - 2.0, haut + 2.0);
    }
    let pas = pas(haut - bas);
    let min = ((bas / pas + 1e-9).floor() * pas).max(0.0);
    let max = (haut / pas - 1e-9).ceil() * pas;
    let graduations = regulier(min, max, pas)
        .map(|valeur| Graduation { valeur, texte: Some(crate::texte::nombre(valeur)) })
        .collect();
    Axe { titre: format!("{} ({})", indicateur.label(), indicateur.unite()), min, max, graduations }
}

/// Lowest and highest of some values; the wrong way round when there are none.
fn etendue(valeurs: impl Iterator<Item = f64>) -> (f64, f64) {
    valeurs
        .filter(|valeur| valeur.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(bas, haut), v| (bas.min(v), haut.max(v)))
}

/// A step of 1, 2 or 5 times a power of ten that cuts a length in eight at most.
fn pas(duree: f64) -> f64 {
    let ideal = duree / 8.0;
    let puissance = 10f64.powf(ideal.log10().floor());
    let facteur = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * puissance >= ideal * 0.999_999);
    facteur.unwrap_or(10.0) * puissance
}

/// Every value from `debut` to `fin`, both included, `pas` apart.
fn regulier(debut: f64, fin: f64, pas: f64) -> impl Iterator<Item = f64> {
    (0u16..200)
        .map(move |rang| debut + f64::from(rang) * pas)
        .take_while(move |valeur| *valeur <= fin + pas * 1e-6)
}
