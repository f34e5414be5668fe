//! The keys: Luhn, and the complement to 97.

/// Whether a number of ASCII digits ends with its Luhn key.
pub(super) fn luhn(chiffres: &str) -> bool {
    let somme: u32 = chiffres
        .bytes()
        .rev()
        .enumerate()
        .map(|(rang, octet)| {
            let chiffre = u32::from(octet.wrapping_sub(b'0'));
            match rang % 2 {
                0 => chiffre,
                _ if chiffre > 4 => 2 * chiffre - 9,
                _ => 2 * chiffre,
            }
        })
        .sum();
    somme.is_multiple_of(10)
}

/// The key of the 13 first characters of a NIR: 97 − (N mod 97), Corsica counted 2A = 19, 2B = 18.
/// None when they are no number.
pub(super) fn nir(treize: &str) -> Option<u64> {
    let (debut, departement, suite) = (treize.get(..5)?, treize.get(5..7)?, treize.get(7..)?);
    let departement = match departement {
        "2A" => "19",
        "2B" => "18",
        departement => departement,
    };
    let nombre: u64 = format!("{debut}{departement}{suite}").parse().ok()?;
    Some(97 - nombre % 97)
}
