//! The facts that the rules of alerts read, gathered from a record.

use super::jugements::tension;
use super::{Matiere, Reglages};
use crate::alerte::{self, Alerte, Faits, MesureJugee, Seuils, TensionJugee, VaccinEnRetard};
use crate::croissance::{Cellule, Indicateur, Ligne};
use crate::dossier::Dossier;
use crate::posees::DossierLu;
use crate::vaccination::{EtatVaccinal, EtatValence};

/// The alerts of a bilan, the gravest first.
#[must_use]
pub fn alertes(
    dossier: &Dossier,
    matiere: &Matiere,
    vaccins: &EtatVaccinal,
    reglages: &Reglages,
) -> Vec<Alerte> {
    // The definitions behind the thresholds are WHO's, for WHO's tables: a reference that the centre
    // loaded draws the charts, and is not judged by them.
    let dossier = &DossierLu::new(dossier);
    let oms = Reglages { courbe: None, seuils: Seuils::default() };
    let lignes = matiere.lignes(&oms);
    let jour = lignes.iter().find(|l| l.date == matiere.jour);
    let croissance = jour.map(|l| jugees(l, matiere, &oms)).unwrap_or_default();
    let pc = |ligne: &Ligne| {
        let cellule = ligne.pc.as_ref()?;
        let lecture = cellule.corrige.as_ref().or(cellule.ecart.as_ref())?;
        Some((ligne.date, lecture.z))
    };
    let pc_anterieurs: Vec<_> =
        lignes.iter().filter(|l| l.date < matiere.jour).filter_map(pc).collect();
    let en_retard: Vec<VaccinEnRetard> = vaccins
        .valences
        .iter()
        .filter(|v| v.alerte)
        .map(|v| VaccinEnRetard {
            valence: v.valence,
            phrase: dose_manquante(v),
            source: format!("calendrier vaccinal {}, règle {}", vaccins.calendrier, v.regle),
        })
        .collect();
    alerte::alertes(
        &Faits {
            naissance: matiere.naissance,
            sexe: matiere.sexe,
            jour: matiere.jour,
            reponses: &dossier.reponses,
            outils: &dossier.outils,
            croissance: &croissance,
            pc_anterieurs: &pc_anterieurs,
            tension: tension(dossier).map(|t| TensionJugee {
                classe: "au-dessus de la limite haute de sa référence".to_owned(),
                a_controler: t.a_controler(),
                valeur: t.valeur.clone(),
                source: t.source.to_owned(),
            }),
            vaccins_en_retard: &en_retard,
            medecin_referent: dossier.medecin_referent.is_some(),
        },
        &reglages.seuils,
    )
}

/// "rougeole, oreillons, rubéole, 2e dose".
fn dose_manquante(valence: &EtatValence) -> String {
    let nom = valence.valence.label();
    match &valence.prochaine_dose {
        Some(dose) => format!("{nom}, {dose}"),
        None => nom.to_owned(),
    }
}

/// The measures of the day, at the corrected age where there is one.
fn jugees(ligne: &Ligne, matiere: &Matiere, reglages: &Reglages) -> Vec<MesureJugee> {
    let une = |indicateur: Indicateur, cellule: &Option<Cellule>| {
        let cellule = cellule.as_ref()?;
        let lecture = cellule.corrige.as_ref().or(cellule.ecart.as_ref())?;
        Some(MesureJugee {
            indicateur,
            z: lecture.z,
            invraisemblable: lecture.signal.is_some(),
            corrige: cellule.corrige.is_some(),
            valeur: cellule.texte.clone(),
            reference: reglages.nom(indicateur, matiere),
        })
    };
    [
        une(Indicateur::Poids, &ligne.poids),
        une(Indicateur::Taille, &ligne.taille),
        une(Indicateur::Imc, &ligne.imc),
        une(Indicateur::PerimetreCranien, &ligne.pc),
        une(Indicateur::PoidsTaille, &ligne.poids_taille),
    ]
    .into_iter()
    .flatten()
    .collect()
}
