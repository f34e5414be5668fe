//! The addresses of a record that a letter would not find. They are reported and refuse nothing: a record is
//! complete without them, and they can be corrected before the first envelope.

use super::{Dossier, DossierProbleme};
use crate::enfant::Adresse;
use crate::regle;

/// The addresses to look at, each with its place in the file and one French sentence that repeats nothing
/// of it.
#[must_use]
pub fn a_verifier(dossier: &Dossier) -> Vec<DossierProbleme> {
    let medecin = dossier.medecin_referent.as_ref().map(|m| &m.adresse);
    // A confidential place gets no envelope with its address.
    let lieu = dossier.demande.as_ref().map(|d| &d.lieu_accueil);
    let lieu = lieu.filter(|l| !l.adresse_confidentielle).map(|l| &l.adresse);
    let adresses: [(&str, &str, Option<&Adresse>); 3] = [
        ("centre.adresse", "Le centre", Some(&dossier.centre.adresse)),
        ("medecin_referent.adresse", "Le médecin référent", medecin),
        ("demande.demande.lieu_accueil.adresse", "Le lieu d’accueil", lieu),
    ];
    let mut problemes = Vec::new();
    for (place, qui, adresse) in adresses {
        if let Some(faute) = adresse.and_then(regle::adresse) {
            problemes.push(DossierProbleme {
                chemin: format!("{place}.{}", faute.champ()),
                raison: format!("{qui} {}", faute.suite()),
            });
        }
    }
    problemes
}
