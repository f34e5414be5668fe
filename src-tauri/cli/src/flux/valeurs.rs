//! What fields say: numbers, sexes, days; and how numbers are written.

use super::ecriture::Cellule;
use escale_domain::date::DateCivile;
use escale_domain::enfant::Sexe;

/// A finite number in digits, with a decimal point, or a comma where `virgule` allows it.
pub(super) fn nombre(texte: &str, virgule: bool) -> Option<f64> {
    let signe = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let texte = match virgule {
        true => texte.replacen(',', ".", 1),
        false => texte.to_owned(),
    };
    texte.chars().all(signe).then(|| texte.parse().ok()).flatten().filter(|n: &f64| n.is_finite())
}

/// `m`, `f`, or the 1 and 2 of WHO; none when empty.
pub(super) fn sexe(texte: &str) -> Result<Option<Sexe>, String> {
    match texte {
        "" => Ok(None),
        "m" | "M" | "1" => Ok(Some(Sexe::M)),
        "f" | "F" | "2" => Ok(Some(Sexe::F)),
        _ => Err("La colonne sex n’est ni m ni f.".to_owned()),
    }
}

/// A day, `AAAA-MM-JJ` or `JJ/MM/AAAA`.
pub(super) fn jour(colonne: &str, texte: &str) -> Result<DateCivile, String> {
    if texte.is_empty() {
        return Err(format!("La colonne {colonne} est vide."));
    }
    let entier = |morceau: &str, longueurs: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let juste = longueurs.contains(&morceau.len());
        (juste && morceau.bytes().all(|b| b.is_ascii_digit())).then(|| morceau.parse().ok())?
    };
    let lu = (|| {
        let morceaux: Vec<&str> = texte.split(['-', '/']).collect();
        let [un, deux, trois] = *morceaux.as_slice() else { return None };
        match (texte.matches('-').count(), texte.matches('/').count()) {
            (2, 0) => Some((entier(un, 4..=4)?, entier(deux, 2..=2)?, entier(trois, 2..=2)?)),
            (0, 2) => Some((entier(trois, 4..=4)?, entier(deux, 1..=2)?, entier(un, 1..=2)?)),
            _ => None,
        }
    })();
    let (annee, mois, jour) = lu.ok_or_else(|| {
        format!("La colonne {colonne} n’est pas une date AAAA-MM-JJ ou JJ/MM/AAAA.")
    })?;
    let petit = |n: i16| i8::try_from(n).unwrap_or_default();
    DateCivile::new(annee, petit(mois), petit(jour))
        .filter(|_| annee > 0)
        .ok_or_else(|| format!("La colonne {colonne} est un jour qui n’existe pas."))
}

/// A number with so many decimals, and no "-0.00".
pub(super) fn decimales(valeur: f64, combien: usize) -> Cellule {
    let texte = format!("{valeur:.combien$}");
    Cellule::Nombre(match texte.strip_prefix('-') {
        Some(positif) if positif.bytes().all(|b| matches!(b, b'0' | b'.')) => positif.to_owned(),
        _ => texte,
    })
}

/// A number with 15 significant digits at most, as R writes a table.
pub(super) fn quinze(valeur: f64) -> Cellule {
    let arrondi = format!("{valeur:.14e}").parse().unwrap_or(valeur);
    Cellule::Nombre(arrondi.to_string())
}

pub(super) fn entier(valeur: impl Into<i64>) -> Cellule {
    Cellule::Nombre(valeur.into().to_string())
}

/// A cell, or an empty one.
pub(super) fn ou_vide<T>(valeur: Option<T>, cellule: impl Fn(T) -> Cellule) -> Cellule {
    valeur.map_or(Cellule::Vide, cellule)
}
