//! Where an abnormal answer leads: its domain in the synthesis, and the recommendation that is one
//! click away. The wording is ours; the first types are those that screenings lead to most often
//! (domain note §3.1: teeth, sight, vaccination, language).

use super::PreconisationProposee;
use crate::bilan::VoletCode;
use crate::preconisation::{PreconisationType as T, Priorite};

/// Domain of a problem, a code of `syn.problemes.domaine`.
pub(super) fn domaine(code: &str, volet: VoletCode) -> &'static str {
    match (code, volet) {
        (code, _) if code.starts_with("vis.") => "vision",
        (code, _) if code.starts_with("aud.") => "audition",
        ("exa.peau", _) => "peau",
        ("vie.sommeil" | "psy.sommeil_psy", _) => "sommeil",
        ("vie.alimentation" | "psy.troubles_alim", _) => "alimentation",
        (code, _) if langage(code) => "langage",
        (_, VoletCode::S01 | VoletCode::S04) => "social",
        (_, VoletCode::S05) => "croissance",
        (_, VoletCode::S07) => "dents",
        (_, VoletCode::S08) => "vaccination",
        (_, VoletCode::S10) => "developpement",
        (_, VoletCode::S11) => "apprentissages",
        (_, VoletCode::S12 | VoletCode::S13) => "psychique",
        _ => "general",
    }
}

fn langage(code: &str) -> bool {
    ["dev.langage_comprehension", "dev.langage_expression", "dev.premiers_mots", "app.langage_oral"]
        .contains(&code)
}

/// The recommendation that an abnormal answer leads to, if one is usual.
pub(super) fn preconisation(code: &str) -> Option<PreconisationProposee> {
    let (preco_type, libelle, partageable) = match code {
        code if code.starts_with("den.") => {
            (T::Dent, "Soins dentaires", "Rendez-vous chez le dentiste")
        }
        code if code.starts_with("vis.") => {
            (T::Ophta, "Consultation d’ophtalmologie", "Consultation pour les yeux")
        }
        code if code.starts_with("aud.") => {
            (T::OrlAudio, "Avis ORL et audiométrie", "Consultation pour les oreilles")
        }
        "vac.statut_global" => {
            (T::Vac, "Mettre à jour les vaccinations", "Vaccins à faire chez le médecin")
        }
        code if langage(code) || ["app.lecture", "app.ecriture"].contains(&code) => {
            (T::Orthophonie, "Bilan orthophonique", "Bilan chez l’orthophoniste")
        }
        "dev.motricite_globale" | "dev.motricite_fine" | "dev.regulation" | "app.praxies" => {
            (T::Psychomot, "Bilan psychomoteur", "Bilan en psychomotricité")
        }
        "vie.alimentation" => {
            (T::Nutri, "Consultation diététique", "Conseils alimentation et activité physique")
        }
        "vie.sommeil" | "vie.ecrans_h" | "vie.hygiene_dent" | "vie.activite_physique" => {
            (T::Educ, "Conseils au lieu d’accueil", "Conseils pour la vie quotidienne")
        }
        code if code.starts_with("psy.") => {
            (T::Psycho, "Suivi psychologique", "Rendez-vous chez un psychologue")
        }
        code if code.starts_with("exa.") => {
            (T::ConsMg, "Consultation du médecin", "Consultation chez le médecin")
        }
        _ => return None,
    };
    Some(PreconisationProposee {
        preco_type,
        type_label: preco_type.label(),
        libelle: libelle.to_owned(),
        libelle_partageable: partageable.to_owned(),
        priorite: Priorite::Programmee,
        priorite_label: Priorite::Programmee.label(),
        delai_jours: 90,
    })
}
