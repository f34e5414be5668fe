//! What the program computes of a record, gathered once for the screens, the letter and the alerts:
//! all of it from the same measures, doses and settings.

mod faites;
mod faits;
mod jugements;

pub use faites::{FAITES_CE_JOUR, faites_a_completer};
pub use faits::alertes;
pub use jugements::{Jugement, jugements};

use crate::age::Terme;
use crate::alerte::Seuils;
use crate::bilan::Reponse;
use crate::codes::Visibilite;
use crate::croissance::figure::Figure;
use crate::croissance::{self, Choix, Indicateur, Ligne, ReferenceImportee, Sujet};
use crate::date::DateCivile;
use crate::dossier::Dossier;
use crate::enfant::{Mesure, Sexe, TaillesParents};
use crate::posees::{DossierLu, Posees};
use crate::vaccination::{
    self, DecisionVaccinale, DoseRecue, EtatVaccinal, SourceVaccinale, SujetVaccinal, Territoire,
};

/// What a centre sets for itself.
#[derive(Debug, Clone, Default)]
pub struct Reglages {
    /// The growth reference that it loaded and chose; WHO's without one.
    pub courbe: Option<ReferenceImportee>,
    pub seuils: Seuils,
}

impl Reglages {
    /// The growth reference in use.
    #[must_use]
    pub const fn choix(&self) -> Choix<'_> {
        match &self.courbe {
            Some(courbe) => Choix::Importee(courbe),
            None => Choix::Oms,
        }
    }

    /// How the reference of an indicator is named on the day: "OMS 2006, filles".
    fn nom(&self, indicateur: Indicateur, matiere: &Matiere) -> String {
        let mois = matiere.sujet().mois();
        self.choix().en_mots(indicateur, Some(matiere.sexe), (mois, mois))
    }
}

/// What is computed from: the child, on one day.
#[derive(Debug, Clone)]
pub struct Matiere {
    pub sexe: Sexe,
    pub naissance: DateCivile,
    /// Length of the pregnancy, when known.
    pub terme: Option<Terme>,
    /// The day: later measures and doses are left out.
    pub jour: DateCivile,
    /// Measures, in any order.
    pub mesures: Vec<Mesure>,
    pub doses: Vec<DoseRecue>,
    /// How much of the vaccination record was seen.
    pub carnet: SourceVaccinale,
    /// What doctors decided against the calendar.
    pub decisions: Vec<DecisionVaccinale>,
    /// Where the centre is, for the seasons of vaccines.
    pub territoire: Territoire,
    pub parents: TaillesParents,
}

impl Matiere {
    /// From a record, on the day of its bilan. Measures under reinforced secrecy (V3) are left out: what is
    /// computed reaches people who may not read them.
    #[must_use]
    pub fn du_dossier(dossier: &Dossier) -> Self {
        let dossier = &DossierLu::new(dossier);
        let jour = dossier.bilan.date;
        let mut mesures: Vec<Mesure> =
            dossier.mesures_anterieures.iter().filter(|m| m.date < jour).cloned().collect();
        mesures.extend(du_jour(dossier));
        let recues = &dossier.vaccinations.doses;
        let mut doses: Vec<DoseRecue> = recues.iter().map(DoseRecue::from).collect();
        // Said to be given that day: it counts, even before its product and lot are written.
        let valences = faites_a_completer(&dossier.reponses, recues, jour);
        if !valences.is_empty() {
            doses.push(DoseRecue { produit: None, valences, date: jour });
        }
        Self {
            sexe: dossier.enfant.sexe,
            naissance: dossier.enfant.date_naissance,
            terme: terme(&dossier.reponses),
            jour,
            mesures,
            doses,
            carnet: dossier.vaccinations.source,
            decisions: dossier.decisions_vaccinales.clone(),
            territoire: Territoire::du_code_postal(&dossier.centre.adresse.code_postal),
            parents: dossier.tailles_parents,
        }
    }

    /// The child as charts need them.
    #[must_use]
    pub fn sujet(&self) -> Sujet {
        Sujet {
            sexe: Some(self.sexe),
            naissance: self.naissance,
            terme: self.terme,
            jour: self.jour,
            cible_cm: self.parents.cible(self.sexe),
        }
    }

    #[must_use]
    pub fn figures(&self, reglages: &Reglages) -> Vec<Figure> {
        croissance::figures(&self.sujet(), &self.mesures, &reglages.choix())
    }

    /// The table of measures, from the oldest to the latest.
    #[must_use]
    pub fn lignes(&self, reglages: &Reglages) -> Vec<Ligne> {
        croissance::lignes(&self.sujet(), &self.mesures, &reglages.choix())
    }

    /// The state of the vaccines by the calendar that holds on the day, with the decisions of doctors
    /// beside it.
    #[must_use]
    pub fn vaccins(&self) -> EtatVaccinal {
        let sujet = SujetVaccinal {
            naissance: self.naissance,
            sexe: Some(self.sexe),
            terme: self.terme,
            territoire: self.territoire,
            date: self.jour,
            carnet: self.carnet,
        };
        vaccination::etat_du_jour(&sujet, &self.doses).avec_decisions(&self.decisions)
    }
}

/// The length of the pregnancy, from the answers that tell it.
#[must_use]
pub fn terme(reponses: &Posees) -> Option<Terme> {
    let dite = |r: &&Reponse| r.code == "ant.terme_sa" && r.visibilite != Visibilite::V3;
    let reponse = reponses.iter().find(dite)?;
    let semaines = i32::try_from(reponse.valeur.as_i64()?).ok()?;
    let jours = reponse.precision_jours.map_or(0, i32::from);
    Some(Terme { semaines, jours })
}

/// What the bilan measured, where it measured anything.
fn du_jour(dossier: &DossierLu<'_>) -> Option<Mesure> {
    let reponse = |code: &str| {
        dossier.reponses.iter().find(|r| r.code == code && r.visibilite != Visibilite::V3)
    };
    let nombre = |code: &str| reponse(code).and_then(|r| r.valeur.as_f64());
    let mesure = Mesure {
        date: dossier.bilan.date,
        poids_kg: nombre("cro.poids"),
        taille_cm: nombre("cro.taille"),
        pc_cm: nombre("cro.pc"),
        posture: reponse("cro.taille").and_then(|r| r.posture),
        source: "ce bilan".to_owned(),
        oedeme: reponse("cro.oedeme").is_some_and(|r| r.valeur == "oui"),
    };
    mesure.poids_kg.or(mesure.taille_cm).or(mesure.pc_cm).is_some().then_some(mesure)
}
