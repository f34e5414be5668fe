//! The LMS method: a measure as standard deviations from the median, and back.
//!
//! Cole TJ, Green PJ. Smoothing reference centile curves: the LMS method and penalized likelihood.
//! Stat Med 1992;11:1305-19. The restricted form is WHO's: WHO Child Growth Standards, Methods and
//! development, 2006, chapter 7.

/// Skewness, median and variation of a measure at one age, for one sex.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lms {
    /// Power that makes the distribution normal.
    pub l: f64,
    /// Median, in the unit of the measure.
    pub m: f64,
    /// Coefficient of variation.
    pub s: f64,
}

impl Lms {
    /// Standard deviations of `y` from the median: `((y/M)^L - 1) / (L S)`, `ln(y/M) / S` at L = 0.
    /// Infinite or not a number where `y` is not a positive finite number.
    #[must_use]
    pub fn z(self, y: f64) -> f64 {
        let ln = (y / self.m).ln();
        if self.l == 0.0 { ln / self.s } else { (self.l * ln).exp_m1() / (self.l * self.s) }
    }

    /// The measure at `z` standard deviations; none where the distribution does not reach it.
    #[must_use]
    pub fn valeur(self, z: f64) -> Option<f64> {
        let y = self.a(z);
        (y.is_finite() && y > 0.0).then_some(y)
    }

    /// As [`Lms::z`], but beyond three standard deviations every step is as long as the one from two
    /// to three. WHO's rule for what weight enters into: heavy tails would give absurd scores.
    #[must_use]
    pub fn z_restreint(self, y: f64) -> f64 {
        let z = self.z(y);
        if z > 3.0 {
            let (sd3, pas) = self.queue(1.0);
            3.0 + (y - sd3) / pas
        } else if z < -3.0 {
            let (sd3, pas) = self.queue(-1.0);
            -3.0 + (y - sd3) / pas
        } else {
            z
        }
    }

    /// The measure at `z` standard deviations of the restricted form; none where it would not be
    /// positive.
    #[must_use]
    pub fn valeur_restreinte(self, z: f64) -> Option<f64> {
        let y = if z > 3.0 {
            let (sd3, pas) = self.queue(1.0);
            sd3 + (z - 3.0) * pas
        } else if z < -3.0 {
            let (sd3, pas) = self.queue(-1.0);
            sd3 + (z + 3.0) * pas
        } else {
            self.a(z)
        };
        (y.is_finite() && y > 0.0).then_some(y)
    }

    /// Centile of `y`, 0 to 100.
    #[must_use]
    pub fn centile(self, y: f64) -> f64 {
        centile(self.z(y))
    }

    /// The row at `part` (0 to 1) of the way from `self` to `autre`.
    #[must_use]
    pub fn entre(self, autre: Self, part: f64) -> Self {
        if part <= 0.0 {
            return self;
        }
        let mele = |a: f64, b: f64| a + part * (b - a);
        Self { l: mele(self.l, autre.l), m: mele(self.m, autre.m), s: mele(self.s, autre.s) }
    }

    fn a(self, z: f64) -> f64 {
        let exposant =
            if self.l == 0.0 { self.s * z } else { (self.l * self.s * z).ln_1p() / self.l };
        self.m * exposant.exp()
    }

    /// The measure three standard deviations away on the side of `signe`, and the step from two.
    fn queue(self, signe: f64) -> (f64, f64) {
        let (sd2, sd3) = (self.a(2.0 * signe), self.a(3.0 * signe));
        (sd3, (sd3 - sd2).abs())
    }
}

/// Share of a normal population below `z` standard deviations, as a centile (0 to 100).
#[must_use]
pub fn centile(z: f64) -> f64 {
    50.0 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Complementary error function, relative error below 1e-13 for |x| < 6.
///
/// Abramowitz and Stegun, Handbook of Mathematical Functions: series 7.1.6 near zero, continued
/// fraction 7.1.14 further out, evaluated from its far end.
fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let a = x.abs();
    let queue = if a < 2.5 {
        let (mut terme, mut somme, mut n) = (a, a, 0.0);
        while terme > somme * 1e-17 && n < 200.0 {
            n += 1.0;
            terme *= 2.0 * a * a / (2.0 * n + 1.0);
            somme += terme;
        }
        1.0 - std::f64::consts::FRAC_2_SQRT_PI * (-a * a).exp() * somme
    } else {
        let mut fraction = a;
        for n in (1..=120).rev() {
            fraction = a + f64::from(n) * 0.5 / fraction;
        }
        (-a * a).exp() / (fraction * std::f64::consts::PI.sqrt())
    };
    if x < 0.0 { 2.0 - queue } else { queue }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn centiles_of_known_deviations() {
        // Abramowitz and Stegun, table 26.1 (probability integral), times 100.
        for (z, attendu) in [
            (0.0, 50.0),
            (0.5, 69.146_246_127_401_31),
            (1.0, 84.134_474_606_854_29),
            (1.96, 97.500_210_485_177_95),
            (2.0, 97.724_986_805_182_08),
            (3.0, 99.865_010_196_837),
            (-1.0, 15.865_525_393_145_71),
            (-2.0, 2.275_013_194_817_92),
            (-3.0, 0.134_989_803_163_009),
            (-4.0, 0.003_167_124_183_312),
            (-5.0, 0.000_028_665_157_187_9),
        ] {
            let obtenu = centile(z);
            assert!((obtenu - attendu).abs() <= 1e-12 * attendu.max(0.1), "{z}: {obtenu}");
        }
        assert!(centile(f64::NAN).is_nan());
        assert!((centile(f64::INFINITY) - 100.0).abs() < f64::EPSILON);
        assert!(centile(f64::NEG_INFINITY).abs() < f64::EPSILON);
    }

    #[test]
    fn both_branches_meet() {
        let (avant, apres) = (erfc(2.5 - 1e-12), erfc(2.5 + 1e-12));
        assert!((avant - apres).abs() < 1e-14, "{avant} {apres}");
    }

    fn lms() -> impl Strategy<Value = Lms> {
        (-3.0..3.0f64, 0.5..200.0f64, 0.02..0.2f64).prop_map(|(l, m, s)| Lms { l, m, s })
    }

    proptest! {
        #[test]
        fn the_inverse_returns_the_measure(lms in lms(), k in 0.5..2.0f64) {
            let y = lms.m * k;
            if let Some(retour) = lms.valeur(lms.z(y)) {
                prop_assert!((retour - y).abs() < 1e-6 * y, "{lms:?} {y} {retour}");
            }
            let restreint = lms.z_restreint(y);
            if restreint.is_finite() && let Some(retour) = lms.valeur_restreinte(restreint) {
                prop_assert!((retour - y).abs() < 1e-6 * y, "{lms:?} {y} {retour}");
            }
        }

        #[test]
        fn the_score_rises_with_the_measure(lms in lms(), a in 0.3..3.0f64, plus in 1e-6..0.5f64) {
            prop_assert!(lms.z(lms.m * (a + plus)) >= lms.z(lms.m * a));
        }

        #[test]
        fn power_zero_is_the_limit(m in 1.0..100.0f64, s in 0.02..0.2f64, k in 0.7..1.4f64) {
            let zero = Lms { l: 0.0, m, s };
            let presque = Lms { l: 1e-9, m, s };
            prop_assert!((zero.z(m * k) - presque.z(m * k)).abs() < 1e-6);
        }

        #[test]
        fn centiles_mirror(z in -8.0..8.0f64) {
            prop_assert!((centile(z) + centile(-z) - 100.0).abs() < 1e-9);
        }
    }
}
