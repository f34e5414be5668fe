//! Units of measure as UCUM writes them, as far as they convert into each other by a factor.
//!
//! Source: Unified Code for Units of Measure, version 2.1. What is not here (temperatures, whose
//! zero moves, logarithms, arbitrary units) converts into nothing but itself.

use std::collections::BTreeMap;

/// Prefixes of UCUM and their power of ten.
const PREFIXES: [(&str, i32); 10] = [
    ("da", 1),
    ("k", 3),
    ("h", 2),
    ("d", -1),
    ("c", -2),
    ("m", -3),
    ("u", -6),
    ("n", -9),
    ("p", -12),
    ("M", 6),
];

/// Unit, factor to the base of its kind, base, power of the base, whether it takes prefixes.
const UNITES: [(&str, f64, &str, i32, bool); 24] = [
    ("g", 1.0, "g", 1, true),
    ("t", 1e6, "g", 1, true),
    ("[lb_av]", 453.592_37, "g", 1, false),
    ("[oz_av]", 28.349_523_125, "g", 1, false),
    ("m", 1.0, "m", 1, true),
    ("[in_i]", 0.0254, "m", 1, false),
    ("[ft_i]", 0.3048, "m", 1, false),
    ("[yd_i]", 0.9144, "m", 1, false),
    ("[mi_i]", 1609.344, "m", 1, false),
    ("L", 0.001, "m", 3, true),
    ("l", 0.001, "m", 3, true),
    ("s", 1.0, "s", 1, true),
    ("min", 60.0, "s", 1, false),
    ("h", 3600.0, "s", 1, false),
    ("d", 86_400.0, "s", 1, false),
    ("wk", 604_800.0, "s", 1, false),
    ("mo", 2_629_800.0, "s", 1, false),
    ("a", 31_557_600.0, "s", 1, false),
    ("mol", 6.022_140_76e23, "", 1, true),
    ("%", 0.01, "", 1, false),
    ("Pa", 1.0, "Pa", 1, true),
    ("bar", 1e5, "Pa", 1, true),
    ("m[Hg]", 133_322.387_415, "Pa", 1, true),
    ("1", 1.0, "", 1, false),
];

type Dimensions = BTreeMap<&'static str, i32>;

/// The factor of a unit to its base, and what it measures.
fn parse(code: &str) -> Option<(f64, Dimensions)> {
    let (mut facteur, mut dimensions) = (1.0, Dimensions::new());
    for (rang, denominateur) in code.split('/').enumerate() {
        let signe = if rang == 0 { 1 } else { -1 };
        if denominateur.is_empty() && rang > 0 {
            return None;
        }
        for terme in denominateur.split('.').filter(|t| !t.is_empty()) {
            let (un, base, puissance) = terme_simple(terme)?;
            facteur *= f64::powi(un, signe);
            *dimensions.entry(base).or_default() += signe * puissance;
        }
    }
    dimensions.retain(|base, puissance| !base.is_empty() && *puissance != 0);
    (!code.is_empty() && code != "/").then_some((facteur, dimensions))
}

/// One term such as `mg` or `m2`.
fn terme_simple(terme: &str) -> Option<(f64, &'static str, i32)> {
    let atome = |texte: &str| UNITES.iter().find(|u| u.0 == texte);
    // An annotation in braces says nothing to a computer; "1" and "10" are numbers.
    let (nom, exposant) = match terme.char_indices().next_back()? {
        (i, c)
            if c.is_ascii_digit() && i > 0 && !terme.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (&terme[..i], i32::try_from(c.to_digit(10)?).ok()?)
        }
        _ => (terme, 1),
    };
    if let Some((_, un, base, puissance, _)) = atome(nom) {
        return Some((un.powi(exposant), base, puissance * exposant));
    }
    PREFIXES.iter().find_map(|(prefixe, dix)| {
        let (_, un, base, puissance, prend) = atome(nom.strip_prefix(prefixe)?)?;
        let un = un * 10_f64.powi(*dix);
        prend.then_some((un.powi(exposant), *base, puissance * exposant))
    })
}

/// What a unit becomes in another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Conversion {
    /// Times this.
    Facteur(f64),
    /// They measure different things.
    Autre,
    /// One of them is not known here.
    Inconnue,
}

/// How a number in `de` becomes a number in `vers`.
pub(super) fn convert(de: &str, vers: &str) -> Conversion {
    if de == vers {
        return Conversion::Facteur(1.0);
    }
    match (parse(de), parse(vers)) {
        (Some((a, x)), Some((b, y))) if x == y => Conversion::Facteur(a / b),
        (Some(_), Some(_)) => Conversion::Autre,
        _ => Conversion::Inconnue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_convert_or_say_that_they_do_not() {
        for (de, vers, facteur) in [
            ("kg", "g", 1000.0),
            ("g", "kg", 0.001),
            ("[lb_av]", "kg", 0.453_592_37),
            ("m", "cm", 100.0),
            ("[ft_i]", "[in_i]", 12.0),
            ("L", "cm3", 1000.0),
            ("dL", "mL", 100.0),
            ("ug/L", "mg/L", 0.001),
            ("mg/dL", "g/L", 0.01),
            ("kg/m2", "g/cm2", 0.1),
            ("/min", "/h", 60.0),
            ("a", "mo", 12.0),
            ("wk", "d", 7.0),
            ("mm[Hg]", "kPa", 0.133_322_387_415),
            ("xyz", "xyz", 1.0),
        ] {
            let Conversion::Facteur(f) = convert(de, vers) else { panic!("{de} to {vers}") };
            assert!((f / facteur - 1.0).abs() < 1e-9, "{de} to {vers}: {f}");
        }
        for (de, vers) in [("kg", "m"), ("mg", "mL"), ("/min", "min"), ("m", "m2")] {
            assert_eq!(convert(de, vers), Conversion::Autre, "{de} to {vers}");
        }
        for (de, vers) in [("Cel", "K"), ("goutte", "mL"), ("", "kg"), ("kg", "/"), ("kmin", "s")] {
            assert_eq!(convert(de, vers), Conversion::Inconnue, "{de} to {vers}");
        }
    }
}
