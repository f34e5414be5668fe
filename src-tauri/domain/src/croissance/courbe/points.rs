//! The points of a child on a chart, at one age or two.

use super::Trace;
use super::axe::Fenetre;
use crate::croissance::figure::{AgeSerie, Marque, Serie};
use crate::croissance::sujet::Etape;
use crate::croissance::{Ecart, Indicateur, Resultat, mots};
use crate::enfant::Posture;

impl Trace<'_> {
    /// The corrected age first, where there is one: premature, under 24 months, due date passed
    /// (clinical note §2).
    pub(super) fn series(&self, fenetre: Fenetre) -> Vec<Serie> {
        let corriges = self.etapes.iter().filter_map(|etape| {
            let corrige = etape.corrige.as_ref()?;
            let age = format!("{} d’âge corrigé", corrige.age.en_lettres());
            let ecart = ecart(&corrige.resultat, self.indicateur);
            let signal = signal(ecart);
            self.marque(etape, corrige.mois, age, ecart, signal)
        });
        let chronologiques = self.etapes.iter().filter_map(|etape| {
            let ecart = ecart(&etape.resultat, self.indicateur);
            // Far below the curve at this age is what being born early means.
            let signal = if etape.a_corriger { None } else { signal(ecart) };
            self.marque(etape, etape.mois, etape.age(), ecart, signal)
        });
        let dedans = |points: &mut dyn Iterator<Item = Marque>| -> Vec<Marque> {
            points.filter(|point| fenetre.contient(point.x)).collect()
        };
        [
            Serie { age: AgeSerie::Corrige, points: dedans(&mut corriges.into_iter()) },
            Serie { age: AgeSerie::Chronologique, points: dedans(&mut chronologiques.into_iter()) },
        ]
        .into_iter()
        .filter(|serie| !serie.points.is_empty())
        .collect()
    }

    fn marque(
        &self,
        etape: &Etape,
        x: f64,
        age: String,
        ecart: Option<Ecart>,
        signal: Option<String>,
    ) -> Option<Marque> {
        let y = etape.valeur(self.indicateur)?;
        Some(Marque {
            x,
            y,
            date: etape.mesure.date,
            age,
            valeur: valeur(etape, self.indicateur, y),
            z: ecart.map(|ecart| ecart.z),
            ds: ecart.map(|ecart| mots::ds(ecart.z)),
            centile: ecart.map(|ecart| mots::centile(ecart.z)),
            signal,
            source: etape.mesure.source.clone(),
        })
    }
}

/// "73,5 cm", and how it was taken where it was converted: "73,5 cm (74,2 cm couché)".
pub(in crate::croissance) fn valeur(etape: &Etape, indicateur: Indicateur, y: f64) -> String {
    let texte = indicateur.en_mots(y);
    match etape.taille_convertie() {
        Some(prise) if indicateur == Indicateur::Taille => {
            let posture = match etape.mesure.posture {
                Some(Posture::Couche) => " couché",
                Some(Posture::Debout) => " debout",
                None => "",
            };
            format!("{texte} ({}{posture})", indicateur.en_mots(prise))
        }
        _ => texte,
    }
}

/// The score of an indicator.
pub(in crate::croissance) fn ecart(resultat: &Resultat, indicateur: Indicateur) -> Option<Ecart> {
    match indicateur {
        Indicateur::Poids => resultat.poids,
        Indicateur::Taille => resultat.taille,
        Indicateur::Imc => resultat.imc_age,
        Indicateur::PerimetreCranien => resultat.pc,
        Indicateur::PoidsTaille => resultat.poids_taille,
    }
}

/// What is doubtful in a score.
pub(in crate::croissance) fn signal(ecart: Option<Ecart>) -> Option<String> {
    ecart.filter(|ecart| ecart.invraisemblable).map(|_| mots::INVRAISEMBLABLE.to_owned())
}
