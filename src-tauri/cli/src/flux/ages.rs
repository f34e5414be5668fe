//! `escale-cli ages`.

use super::Calcul;
use super::ecriture::Cellule;
use super::entree::Ligne;
use super::valeurs::{decimales, entier, jour, ou_vide};
use escale_domain::age::{Age, Terme};

/// Days of a month, as growth references count.
const JOURS_PAR_MOIS: f64 = 30.4375;

pub(super) struct Ages;

impl Calcul for Ages {
    const LUES: &'static [&'static str] = &["dob", "date", "gestation_weeks", "gestation_days"];
    const REQUISES: &'static [&'static [&'static str]] = &[&["dob"], &["date"]];
    const AJOUTEES: &'static [&'static str] = &[
        "age_days",
        "completed_years",
        "completed_months_total",
        "age_months_decimal",
        "corrected_age_days",
        "is_adult",
        "erreur",
    ];

    fn compute(ligne: &Ligne<'_>) -> Result<Vec<Cellule>, String> {
        let naissance = jour("dob", ligne.texte("dob")?)?;
        let date = jour("date", ligne.texte("date")?)?;
        let terme = terme(ligne)?;
        let age = Age::a(naissance, date)
            .ok_or_else(|| "La date est avant la naissance (colonnes dob et date).".to_owned())?;
        let jours = naissance.jours_jusqu_a(date);
        // Clinical note §2: the corrected age is used under 37 weeks.
        let corrige = terme.filter(|terme| terme.premature()).map(|terme| {
            let corrigee = escale_domain::age::naissance_corrigee(naissance, terme);
            corrigee.jours_jusqu_a(date)
        });
        #[allow(clippy::cast_precision_loss, reason = "a life has few days")]
        let mois = jours as f64 / JOURS_PAR_MOIS;
        Ok(vec![
            entier(jours),
            entier(age.ans()),
            entier(age.mois),
            decimales(mois, 4),
            ou_vide(corrige, entier),
            Cellule::Booleen(age.ans() >= 18),
            Cellule::Vide,
        ])
    }
}

fn terme(ligne: &Ligne<'_>) -> Result<Option<Terme>, String> {
    let semaines = compte(ligne, "gestation_weeks", 20, 45)?;
    let jours = compte(ligne, "gestation_days", 0, 6)?;
    match (semaines, jours) {
        (None, None | Some(0)) => Ok(None),
        (None, Some(_)) => Err("La colonne gestation_weeks est vide.".to_owned()),
        (Some(semaines), jours) => Ok(Some(Terme { semaines, jours: jours.unwrap_or(0) })),
    }
}

/// A whole number between two bounds.
fn compte(ligne: &Ligne<'_>, colonne: &str, min: i32, max: i32) -> Result<Option<i32>, String> {
    let Some(lu) = ligne.nombre(colonne)? else { return Ok(None) };
    match (min..=max).find(|n| f64::from(*n) == lu) {
        Some(n) => Ok(Some(n)),
        None => Err(format!("La colonne {colonne} n’est pas un entier de {min} à {max}.")),
    }
}
