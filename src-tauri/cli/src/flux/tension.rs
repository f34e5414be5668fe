//! `escale-cli tension`.

use super::Calcul;
use super::ecriture::Cellule;
use super::entree::Ligne;
use super::valeurs::{decimales, ou_vide, sexe};
use escale_domain::tension::{Classe, DESORDRE, Mesure, assess};

pub(super) struct Tension;

impl Calcul for Tension {
    const LUES: &'static [&'static str] = &["sex", "age_months", "height_cm", "sbp", "dbp"];
    const REQUISES: &'static [&'static [&'static str]] =
        &[&["sex"], &["age_months"], &["height_cm"]];
    const AJOUTEES: &'static [&'static str] = &[
        "height_z", "sbp_p50", "sbp_p90", "sbp_p95", "sbp_p99", "dbp_p50", "dbp_p90", "dbp_p95",
        "dbp_p99", "classe", "erreur",
    ];

    fn compute(ligne: &Ligne<'_>) -> Result<Vec<Cellule>, String> {
        let sexe = sexe(ligne.texte("sex")?)?;
        let mesure = Mesure {
            sexe: sexe.ok_or_else(|| "La colonne sex est vide.".to_owned())?,
            age_mois: ligne.nombre_requis("age_months")?,
            taille_cm: ligne.nombre_requis("height_cm")?,
            sys: ligne.nombre("sbp")?,
            dia: ligne.nombre("dbp")?,
        };
        let tension = assess(&mesure).map_err(|refus| refus.to_string())?;
        let (sys, dia) = (tension.sys, tension.dia);
        let nombres = [
            tension.taille_z,
            sys.p50,
            sys.p90,
            sys.p95,
            sys.p99,
            dia.p50,
            dia.p90,
            dia.p95,
            dia.p99,
        ];
        let mut cellules: Vec<Cellule> = nombres.into_iter().map(|n| decimales(n, 4)).collect();
        let code = |classe: Classe| Cellule::Texte(classe.code().to_owned());
        cellules.push(ou_vide(tension.classe, code));
        // The pressures of reference are written; the class is left empty for values out of order.
        cellules.push(match tension.desordre {
            true => Cellule::Texte(DESORDRE.to_owned()),
            false => Cellule::Vide,
        });
        Ok(cellules)
    }
}
