//! `escale-cli croissance`.

use super::Calcul;
use super::ecriture::Cellule;
use super::entree::Ligne;
use super::valeurs::{decimales, ou_vide, quinze, sexe};
use escale_domain::croissance::{AgeReleve, Ecart, Releve, assess};
use escale_domain::enfant::Posture;

pub(super) struct Croissance;

impl Calcul for Croissance {
    const LUES: &'static [&'static str] = &[
        "sex",
        "age_days",
        "age_months",
        "weight_kg",
        "lenhei_cm",
        "measure",
        "headc_cm",
        "oedema",
    ];
    const REQUISES: &'static [&'static [&'static str]] = &[&["sex"], &["age_days", "age_months"]];
    const AJOUTEES: &'static [&'static str] = &[
        "clenhei", "cbmi", "zlen", "flen", "zwei", "fwei", "zwfl", "fwfl", "zbmi", "fbmi", "zhc",
        "fhc", "erreur",
    ];

    fn compute(ligne: &Ligne<'_>) -> Result<Vec<Cellule>, String> {
        let releve = Releve {
            sexe: sexe(ligne.texte("sex")?)?,
            age: age(ligne)?,
            poids_kg: ligne.nombre("weight_kg")?,
            taille_cm: ligne.nombre("lenhei_cm")?,
            posture: posture(ligne.texte("measure")?)?,
            pc_cm: ligne.nombre("headc_cm")?,
            oedeme: oedeme(ligne.texte("oedema")?)?,
        };
        let lu = assess(&releve);
        let mut cellules = vec![ou_vide(lu.taille_corrigee_cm, quinze), ou_vide(lu.imc, quinze)];
        for ecart in [lu.taille, lu.poids, lu.poids_taille, lu.imc_age, lu.pc] {
            cellules.push(ou_vide(ecart, |e: Ecart| decimales(e.z, 2)));
            cellules.push(ou_vide(ecart, |e: Ecart| {
                Cellule::Nombre(u8::from(e.invraisemblable).to_string())
            }));
        }
        // Height and BMI need no sex: they are given, with the reason why the rest is missing.
        cellules.push(match releve.sexe {
            Some(_) => Cellule::Vide,
            None => Cellule::Texte("La colonne sex est vide.".to_owned()),
        });
        Ok(cellules)
    }
}

/// Days win over months.
fn age(ligne: &Ligne<'_>) -> Result<Option<AgeReleve>, String> {
    let (jours, mois) = (ligne.nombre("age_days")?, ligne.nombre("age_months")?);
    match (jours, mois) {
        (Some(jours), _) if jours < 0.0 => Err("L’âge est négatif (colonne age_days).".to_owned()),
        (Some(jours), _) => Ok(Some(AgeReleve::Jours(jours))),
        (None, Some(mois)) if mois < 0.0 => {
            Err("L’âge est négatif (colonne age_months).".to_owned())
        }
        (None, mois) => Ok(mois.map(AgeReleve::Mois)),
    }
}

fn posture(texte: &str) -> Result<Option<Posture>, String> {
    match texte {
        "" => Ok(None),
        "l" | "L" => Ok(Some(Posture::Couche)),
        "h" | "H" => Ok(Some(Posture::Debout)),
        _ => Err("La colonne measure n’est ni l (couché) ni h (debout).".to_owned()),
    }
}

/// WHO's own 1 and 2 are read too.
fn oedeme(texte: &str) -> Result<bool, String> {
    match texte {
        "" | "n" | "N" | "2" => Ok(false),
        "y" | "Y" | "1" => Ok(true),
        _ => Err("La colonne oedema n’est ni y ni n.".to_owned()),
    }
}
