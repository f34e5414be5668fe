//! `escale-cli identifiants`.

use super::Calcul;
use super::ecriture::Cellule;
use super::entree::Ligne;
use escale_domain::identifiant::{IdKind, Statut, examine};

pub(super) struct Identifiants;

impl Calcul for Identifiants {
    const LUES: &'static [&'static str] = &["kind", "value"];
    const REQUISES: &'static [&'static [&'static str]] = &[&["kind"], &["value"]];
    const AJOUTEES: &'static [&'static str] = &["statut", "raison"];

    fn compute(ligne: &Ligne<'_>) -> Result<Vec<Cellule>, String> {
        let genre =
            IdKind::from_code(&ligne.texte("kind")?.to_ascii_lowercase()).ok_or_else(|| {
                let codes: Vec<&str> = IdKind::ALL.iter().map(|genre| genre.code()).collect();
                format!("IdKind inconnu (attendu\u{a0}: {}).", codes.join(", "))
            })?;
        let verdict = examine(genre, ligne.texte("value")?);
        let raison = match verdict.raison.is_empty() {
            true => Cellule::Vide,
            false => Cellule::Texte(verdict.raison),
        };
        Ok(vec![Cellule::Texte(verdict.statut.code().to_owned()), raison])
    }

    fn refuse(raison: String) -> Vec<Cellule> {
        vec![Cellule::Texte(Statut::Invalide.code().to_owned()), Cellule::Texte(raison)]
    }
}
