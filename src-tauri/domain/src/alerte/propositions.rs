//! What an alert proposes: one text for doctors, one that may be told outside.
//!
//! The second carries no figure and no word of what is under secrecy: a test compares it with the
//! words of the questions that the rule reads.

use crate::preconisation::PreconisationType as T;

/// A recommendation that is ready to be taken over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proposition {
    /// None: something to do on the spot.
    pub(super) genre: Option<T>,
    pub(super) libelle: &'static str,
    pub(super) partageable: &'static str,
}

const fn p(genre: T, libelle: &'static str, partageable: &'static str) -> Proposition {
    Proposition { genre: Some(genre), libelle, partageable }
}

const MEDECIN: &str = "Consultation chez le médecin";
const YEUX: &str = "Consultation pour les yeux";
const OREILLES: &str = "Consultation pour les oreilles";
const DENTS: &str = "Rendez-vous chez le dentiste";
const HOPITAL: &str = "Consultation à l’hôpital aujourd’hui";
const RAPIDE: &str = "Consultation spécialisée à prévoir rapidement";

pub(super) const VERIFIER: Proposition = Proposition {
    genre: None,
    libelle: "Vérifier la saisie, mesurer de nouveau si elle est exacte\u{a0}; confirmée, cette \
              mesure demande un avis médical.",
    partageable: "",
};
pub(super) const REFERENT: Proposition =
    p(T::ConsMg, "Désigner un médecin traitant", "Trouver un médecin traitant");
pub(super) const CROISSANCE: Proposition =
    p(T::ConsMg, "Consultation du médecin\u{a0}: surveillance de la croissance", MEDECIN);
pub(super) const NUTRITION: Proposition =
    p(T::Nutri, "Consultation diététique", "Conseils alimentation et activité physique");
pub(super) const CRANE: Proposition =
    p(T::ConsMg, "Consultation du médecin\u{a0}: évolution du périmètre crânien", MEDECIN);
pub(super) const TENSION: Proposition = p(
    T::ConsMg,
    "Contrôler la tension artérielle\u{a0}: trois mesures à des jours différents",
    "Consultations de contrôle chez le médecin",
);
pub(super) const PUBERTE: Proposition =
    p(T::Spec, "Avis d’endocrinologie pédiatrique", "Consultation spécialisée");
pub(super) const OPHTALMO: Proposition = p(T::Ophta, "Consultation d’ophtalmologie", YEUX);
pub(super) const LUNETTES: Proposition =
    p(T::Equip, "Réparer ou renouveler les lunettes", "Refaire les lunettes");
pub(super) const ORL: Proposition = p(T::OrlAudio, "Avis ORL et audiométrie", OREILLES);
pub(super) const OTITE: Proposition =
    p(T::ConsMg, "Consultation du médecin pour une otite", OREILLES);
pub(super) const DENTISTE: Proposition = p(T::Dent, "Soins dentaires", DENTS);
pub(super) const DENTISTE_URGENT: Proposition =
    p(T::Dent, "Soins dentaires en urgence", "Rendez-vous chez le dentiste aujourd’hui");
pub(super) const DENTISTE_ANNUEL: Proposition =
    p(T::Dent, "Examen bucco-dentaire annuel (M’T dents)", DENTS);
pub(super) const VACCINS: Proposition =
    p(T::Vac, "Mettre à jour les vaccinations", "Vaccins à faire chez le médecin");
pub(super) const PCO: Proposition = p(
    T::Pco,
    "Adressage à la plateforme de coordination et d’orientation (PCO)",
    "Bilan par la plateforme spécialisée",
);
pub(super) const ORTHOPHONIE: Proposition =
    p(T::Orthophonie, "Bilan orthophonique", "Bilan chez l’orthophoniste");
pub(super) const PSYCHOMOT: Proposition =
    p(T::Psychomot, "Bilan psychomoteur", "Bilan en psychomotricité");
pub(super) const BILAN_SPECIALISE: Proposition =
    p(T::Spec, "Bilan spécialisé de l’écart constaté", "Bilan spécialisé");
pub(super) const REEVALUER: Proposition =
    p(T::Reeval, "Réévaluer au centre", "Nouveau rendez-vous au centre");
pub(super) const PSYCHO: Proposition =
    p(T::Psycho, "Suivi psychologique", "Rendez-vous chez un psychologue");
pub(super) const PEDOPSY: Proposition =
    p(T::Pedopsy, "Consultation de pédopsychiatrie rapprochée", RAPIDE);
pub(super) const PEDOPSY_URGENT: Proposition =
    p(T::Pedopsy, "Avis de pédopsychiatrie le jour même", HOPITAL);
pub(super) const TRAUMA: Proposition =
    p(T::Trauma, "Avis d’un centre du psychotraumatisme", "Consultation spécialisée");
pub(super) const PROTECTION: Proposition = p(
    T::Uaped,
    "Évaluer une information préoccupante ou un signalement\u{a0}; avis de l’UAPED",
    "Consultation hospitalière spécialisée",
);
pub(super) const ADDICTO: Proposition = p(T::Addicto, "Consultation jeunes consommateurs", "");
