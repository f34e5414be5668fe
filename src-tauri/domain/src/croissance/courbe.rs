//! The charts of a child: which ones, over which ages, with which words.

mod axe;
mod points;

use super::figure::{AgeSerie, Figure, Serie};
use super::reference::Choix;
use super::sujet::{Etape, Sujet};
use super::{Indicateur, evaluation, mots, oms};
use crate::enfant::{Mesure, Posture};
use axe::Fenetre;
pub(super) use points::{ecart, signal, valeur};

/// Under this age in months, growth is read in four charts from birth.
const NOURRISSON: f64 = 24.0;
/// End of the reference for head circumference, start of the 2007 one.
const CINQ_ANS: f64 = 60.0;
/// WHO gives no weight beyond: puberty comes too unevenly for weight alone to mean something.
const FIN_POIDS: f64 = 120.0;
/// Oldest age on a chart.
const ADULTE: f64 = 228.0;

/// The charts of a child, the one to read first before the others. Those without a point are left
/// out.
#[must_use]
pub fn figures(sujet: &Sujet, mesures: &[Mesure], reference: &Choix) -> Vec<Figure> {
    let etapes = sujet.etapes(mesures, reference);
    let tardives = mesures.iter().filter(|mesure| mesure.date > sujet.jour).count();
    let precoces = mesures.iter().filter(|mesure| mesure.date < sujet.naissance).count();
    indicateurs(sujet.mois())
        .iter()
        .filter(|indicateur| {
            **indicateur != Indicateur::PerimetreCranien
                || sujet.mois() < CINQ_ANS
                || etapes.iter().any(|e| e.mois < CINQ_ANS && e.valeur(**indicateur).is_some())
        })
        .filter_map(|indicateur| {
            let mut figure =
                Trace { sujet, etapes: &etapes, reference, indicateur: *indicateur }.figure()?;
            if precoces > 0 {
                figure.notes.push(compte(precoces, "datée d’avant la naissance"));
            }
            if tardives > 0 {
                figure.notes.push(compte(tardives, &format!("d’après le {}", sujet.jour.court())));
            }
            Some(figure)
        })
        .collect()
}

/// Which charts to draw at an age in months, in the order in which to read them.
fn indicateurs(mois: f64) -> &'static [Indicateur] {
    use Indicateur::{Imc, PerimetreCranien, Poids, Taille};
    match mois {
        m if m < NOURRISSON => &[Poids, Taille, Imc, PerimetreCranien],
        m if m < CINQ_ANS => &[Taille, Poids, Imc, PerimetreCranien],
        m if m < 72.0 => &[Taille, Imc, Poids, PerimetreCranien],
        _ => &[Taille, Imc, Poids],
    }
}

/// "1 mesure datée d’avant la naissance n’est pas montrée."
fn compte(nombre: usize, quoi: &str) -> String {
    if nombre > 1 {
        format!("{nombre} mesures {quoi} ne sont pas montrées.").replace("datée ", "datées ")
    } else {
        format!("1 mesure {quoi} n’est pas montrée.")
    }
}

struct Trace<'a> {
    sujet: &'a Sujet,
    etapes: &'a [Etape<'a>],
    reference: &'a Choix<'a>,
    indicateur: Indicateur,
}

impl Trace<'_> {
    fn figure(&self) -> Option<Figure> {
        let indicateur = self.indicateur;
        let fenetre = self.fenetre();
        let bornes = (fenetre.debut, fenetre.fin);
        let courbes = self.reference.bandes(indicateur, self.sujet.sexe, bornes);
        let mut series = self.series(fenetre);
        let valeurs = || series.iter().flat_map(|s: &Serie| &s.points).map(|point| point.y);
        let y = axe::ordonnees(indicateur, &courbes, valeurs());
        let mut ecartees = Vec::new();
        for serie in &mut series {
            serie.points.retain(|point| {
                let dedans = (y.min..=y.max).contains(&point.y);
                if !dedans {
                    ecartees.push(format!(
                        "Hors du graphique, à vérifier\u{a0}: {} le {} ({}).",
                        point.valeur,
                        point.date.court(),
                        point.source
                    ));
                }
                dedans
            });
        }
        ecartees.sort();
        ecartees.dedup();
        series.retain(|serie| !serie.points.is_empty());
        if series.is_empty() {
            return None;
        }
        let nom = match courbes.is_empty() {
            true => "Aucune courbe de référence".to_owned(),
            false => self.reference.en_mots(indicateur, self.sujet.sexe, bornes),
        };
        let mut notes = self.notes(fenetre, courbes.is_empty());
        notes.append(&mut ecartees);
        Some(Figure {
            indicateur,
            titre: indicateur.label().to_owned(),
            unite: indicateur.unite().to_owned(),
            description: self.description(fenetre, &nom, &series),
            x: fenetre.axe(),
            y,
            courbes,
            series,
            reference: nom,
            notes,
        })
    }

    fn fenetre(&self) -> Fenetre {
        let age = self.sujet.mois();
        if self.indicateur == Indicateur::PerimetreCranien && age >= CINQ_ANS {
            return Fenetre { debut: 0.0, fin: 72.0 };
        }
        let premier = self
            .etapes
            .iter()
            .filter(|etape| etape.mois >= NOURRISSON && etape.valeur(self.indicateur).is_some())
            .map(|etape| etape.mois)
            .fold(age, f64::min);
        Fenetre::autour(age, premier)
    }

    fn notes(&self, fenetre: Fenetre, sans_courbe: bool) -> Vec<String> {
        let mut notes = Vec::new();
        let indicateur = self.indicateur;
        let montrees = || {
            self.etapes
                .iter()
                .filter(|e| fenetre.contient(e.mois) && e.valeur(indicateur).is_some())
        };
        if self.sujet.sexe.is_none() {
            notes.push("Sexe non renseigné\u{a0}: aucune courbe de référence.".to_owned());
        }
        let propre = self.reference.propre(indicateur, self.sujet.sexe);
        if let (Choix::Importee(importee), None, Some(_)) =
            (self.reference, propre, self.sujet.sexe)
        {
            notes.push(format!(
                "{} ne donne pas cette courbe\u{a0}: celle de l’OMS est tracée.",
                importee.fiche.nom
            ));
        }
        if propre.is_none() {
            match indicateur {
                Indicateur::PerimetreCranien if !sans_courbe => notes.push(
                    "Les courbes de l’OMS sont plus basses que les courbes françaises récentes\
                     \u{a0}: lire la tendance, pas le seul +2."
                        .to_owned(),
                ),
                Indicateur::Poids if fenetre.fin > FIN_POIDS => notes.push(
                    "L’OMS ne donne pas de courbe de poids après 10\u{a0}ans\u{a0}: lire l’IMC."
                        .to_owned(),
                ),
                _ => {}
            }
        }
        notes.extend(self.note_posture(fenetre));
        if montrees().any(|etape| etape.a_corriger) {
            notes.push(
                "Naissance avant 37\u{a0}SA\u{a0}: lire d’abord l’âge corrigé, jusqu’à 24\u{a0}mois."
                    .to_owned(),
            );
            if montrees().any(|etape| etape.a_corriger && etape.corrige.is_none()) {
                notes
                    .push("Les mesures d’avant le terme prévu n’ont pas d’âge corrigé.".to_owned());
            }
        }
        if self.etapes.iter().any(|e| e.mois < fenetre.debut && e.valeur(indicateur).is_some()) {
            notes.push(format!(
                "Les mesures d’avant {} ne sont pas montrées.",
                axe::annees(fenetre.debut)
            ));
        }
        if self.etapes.iter().any(|e| e.mois > fenetre.fin && e.valeur(indicateur).is_some()) {
            notes.push(format!(
                "Les mesures d’après {} ne sont pas montrées.",
                axe::annees(fenetre.fin)
            ));
        }
        notes.extend(self.note_cible());
        notes
    }

    /// Lengths turned into heights, or the other way, where one shows on this chart.
    fn note_posture(&self, fenetre: Fenetre) -> Vec<String> {
        let mut notes = Vec::new();
        if !matches!(self.indicateur, Indicateur::Taille | Indicateur::Imc) {
            return notes;
        }
        let converties: Vec<Posture> = self
            .etapes
            .iter()
            .filter(|e| fenetre.contient(e.mois) && e.valeur(self.indicateur).is_some())
            .filter(|etape| etape.taille_convertie().is_some())
            .filter_map(|etape| etape.mesure.posture)
            .collect();
        let mut comment = Vec::new();
        if converties.contains(&Posture::Couche) {
            comment.push("couché −0,7\u{a0}cm à partir de 2\u{a0}ans");
        }
        if converties.contains(&Posture::Debout) {
            comment.push("debout +0,7\u{a0}cm avant 2\u{a0}ans");
        }
        if !comment.is_empty() {
            notes.push(format!(
                "Tailles converties\u{a0}: {} (règle de l’OMS).",
                comment.join(", ")
            ));
        }
        if self.etapes.iter().any(|e| fenetre.contient(e.mois) && e.resultat.posture_ignoree) {
            notes.push(
                "Une taille «\u{a0}debout\u{a0}» avant 9\u{a0}mois est prise telle quelle."
                    .to_owned(),
            );
        }
        notes
    }

    fn note_cible(&self) -> Option<String> {
        let cible = self.sujet.cible_cm.filter(|cm| cm.is_finite() && *cm > 0.0)?;
        if self.indicateur != Indicateur::Taille {
            return None;
        }
        let adulte = self
            .sujet
            .sexe
            .and_then(|sexe| oms::par_mois(oms::TableAge::Taille, sexe, ADULTE))
            .and_then(|lms| evaluation::ecart(Indicateur::Taille, lms.z(cible)))
            .map(|ecart| format!(", soit {} (OMS, 19\u{a0}ans)", mots::ecart_type(ecart.z)))
            .unwrap_or_default();
        Some(format!(
            "Taille cible d’après les parents\u{a0}: {}{adulte}.",
            Indicateur::Taille.en_mots(cible)
        ))
    }

    fn description(&self, fenetre: Fenetre, reference: &str, series: &[Serie]) -> String {
        let mut texte = format!("{} {}, {reference}.", self.indicateur.label(), fenetre.en_mots());
        let chronologique = series.iter().find(|serie| serie.age == AgeSerie::Chronologique);
        let Some((serie, premier, dernier)) = chronologique
            .or(series.first())
            .and_then(|serie| Some((serie, serie.points.first()?, serie.points.last()?)))
        else {
            return texte;
        };
        // The last measure is told at the age to read first.
        let lu = series
            .first()
            .and_then(|serie| serie.points.last())
            .filter(|point| point.date == dernier.date)
            .unwrap_or(dernier);
        if serie.points.len() > 1 {
            texte.push_str(&format!(
                " {} mesures du {} au {}. La dernière\u{a0}:",
                serie.points.len(),
                premier.date.en_lettres(),
                dernier.date.en_lettres()
            ));
        } else {
            texte.push_str(&format!(" Une mesure, le {}\u{a0}:", dernier.date.en_lettres()));
        }
        texte.push_str(&format!(" {} à {}", lu.valeur, lu.age));
        if let Some(z) = lu.z {
            texte.push_str(&format!(", {}, {}", mots::ecart_type(z), mots::centile(z)));
        }
        if let Some(signal) = &lu.signal {
            texte.push_str(&format!(" ({signal})"));
        }
        texte.push('.');
        texte
    }
}
