//! The bilan: its parts, its states, its signatures (domain note §7.1, §7.7).

mod proposition;
mod protocole;
mod saisies;

pub use proposition::{PropositionTraitee, Sort};
pub use protocole::{CalendrierProtocole, CalendrierRefus, EcheanceProtocole, EtapeProtocole};
pub use saisies::Saisies;

use crate::codes::{Bool3, Visibilite, codes};
use crate::date::DateCivile;
use crate::enfant::Posture;
use crate::examen::ExamenCode;
use crate::instant::Instant;
use crate::professionnel::Signature;
use serde::{Deserialize, Serialize};

codes! {
    /// How much an alert weighs; the gravest first.
    Gravite {
        Urgente = "urgente", "Urgente";
        Importante = "importante", "Importante";
        ASurveiller = "a_surveiller", "À surveiller";
    }
}

codes! {
    BilanType {
        Adm = "ADM", "Bilan d’admission";
        Rat = "RAT", "Bilan de rattrapage";
        Ann = "ANN", "Bilan annuel";
        Peg = "PEG", "Bilan protocolisé 0–7 ans";
        Cib = "CIB", "Bilan ciblé";
        Sor = "SOR", "Bilan de sortie";
        Ree = "REE", "Réévaluation";
        Mna = "MNA", "Première évaluation des besoins de santé (MNA)";
    }
}

impl BilanType {
    /// Whether it looks at the whole child: such a bilan counts for the protocol, and may count as a
    /// compulsory exam (CSP R.2132-1, III names what that looks at).
    #[must_use]
    pub const fn regarde_tout(self) -> bool {
        match self {
            Self::Adm | Self::Rat | Self::Ann | Self::Peg | Self::Sor => true,
            Self::Cib | Self::Ree | Self::Mna => false,
        }
    }

    /// Whether its name is feminine in French: "sa réévaluation", "son bilan annuel".
    #[must_use]
    pub const fn feminin(self) -> bool {
        match self {
            Self::Ree | Self::Mna => true,
            Self::Adm | Self::Rat | Self::Ann | Self::Peg | Self::Cib | Self::Sor => false,
        }
    }

    /// What must be known of the type, for the dialog and for the letter.
    #[must_use]
    pub const fn portee(self) -> Option<&'static str> {
        match self {
            // Guide DGS/DGCS of February 2022: owed from provisional shelter, apart from the
            // assessment of age.
            Self::Mna => Some(
                "Cette évaluation porte sur les besoins de santé, dès la mise à l’abri. Elle est \
                 distincte de l’évaluation de l’âge et n’en dit rien.",
            ),
            Self::Adm | Self::Rat | Self::Ann | Self::Peg | Self::Cib | Self::Sor | Self::Ree => {
                None
            }
        }
    }
}

codes! {
    DemiJournee {
        Matin = "matin", "Matin";
        ApresMidi = "apres_midi", "Après-midi";
    }
}

codes! {
    Present {
        Enfant = "enfant", "L’enfant";
        Educateur = "educateur", "L’éducateur";
        AssistantFamilial = "assistant_familial", "L’assistant familial";
        Parent = "parent", "Un parent";
        Interprete = "interprete", "L’interprète";
        Autre = "autre", "Une autre personne";
    }
}

codes! {
    BilanStatut {
        Planifie = "planifie", "Planifié";
        EnCours = "en_cours", "En cours";
        Saisi = "saisi", "Saisi";
        ARelire = "a_relire", "À relire";
        Valide = "valide", "Validé";
        Transmis = "transmis", "Transmis";
    }
}

codes! {
    VoletStatut {
        NonCommence = "non_commence", "À faire";
        EnCours = "en_cours", "En cours";
        Termine = "termine", "Terminé";
        NonRealise = "non_realise", "Non réalisé";
    }
}

codes! {
    /// The sixteen parts of a bilan (domain note §7.4).
    VoletCode {
        S01 = "S01", "Contexte et sources";
        S02 = "S02", "Antécédents";
        S03 = "S03", "Mode de vie";
        S04 = "S04", "Scolarité";
        S05 = "S05", "Croissance et constantes";
        S06 = "S06", "Vue et audition";
        S07 = "S07", "Bucco-dentaire";
        S08 = "S08", "Vaccinations";
        S09 = "S09", "Examen somatique";
        S10 = "S10", "Développement (0–6 ans)";
        S11 = "S11", "Apprentissages (6–17 ans)";
        S12 = "S12", "Santé psychique";
        S13 = "S13", "Expositions et traumatisme";
        S14 = "S14", "Adolescence";
        S15 = "S15", "Parole de l’enfant";
        S16 = "S16", "Synthèse du binôme";
    }
}

codes! {
    /// Level of follow-up that the synthesis concludes to.
    NiveauSuivi {
        VilleSimple = "ville_simple", "Suivi en ville";
        VilleCoordonnee = "ville_coordonnee", "Suivi en ville coordonné";
        HopitalDeJour = "hopital_de_jour", "Hôpital de jour, suivi pluridisciplinaire";
        Urgence = "urgence", "Urgence";
    }
}

codes! {
    /// Whether a problem was known before.
    Anciennete {
        Nouveau = "nouveau", "Nouveau";
        Connu = "connu", "Connu";
    }
}

codes! {
    /// How sure the pair is.
    Certitude {
        Confirme = "confirme", "Confirmé";
        Suspecte = "suspecte", "Suspecté";
    }
}

/// The age band of a bilan, from the age in completed months (domain note §3.2).
#[must_use]
pub const fn bande_age(mois: i64) -> &'static str {
    match mois {
        ..=11 => "B1",
        12..=23 => "B2",
        24..=47 => "B3",
        48..=71 => "B4",
        72..=131 => "B5",
        132..=179 => "B6",
        180..=215 => "B7",
        _ => "B8",
    }
}

impl BilanStatut {
    /// Whether both signatures are still awaited.
    #[must_use]
    pub const fn ouvert(self) -> bool {
        !matches!(self, Self::Valide | Self::Transmis)
    }

    /// Whether answers, parts and recommendations may still change: they may not once a professional has
    /// signed them.
    #[must_use]
    pub const fn modifiable(self) -> bool {
        matches!(self, Self::Planifie | Self::EnCours)
    }

    /// Whether the state machine of domain note §7.7 goes from `self` to `suivant` in one step.
    #[must_use]
    pub const fn peut_devenir(self, suivant: Self) -> bool {
        use BilanStatut::{ARelire, EnCours, Planifie, Saisi, Transmis, Valide};
        matches!(
            (self, suivant),
            (Planifie, EnCours)
                | (EnCours, Saisi)
                | (Saisi, EnCours | ARelire | Valide)
                | (ARelire, EnCours | Valide)
                | (Valide, Transmis)
        )
    }
}

/// A part of a bilan, as a record tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub code: VoletCode,
    pub auteur: String,
    /// The second author of the synthesis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub coauteur: Option<String>,
    pub statut: VoletStatut,
    /// Why it was not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub motif: Option<String>,
    /// Who signed the part, or noted that it was not done: they may take it up again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub signe_par: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub signe_le: Option<Instant>,
}

/// A correction after the lock: added, never edited in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    pub date: DateCivile,
    pub auteur: String,
    pub texte: String,
}

codes! {
    /// What was done about an alert.
    Traitement {
        Preconisation = "preconisation", "Préconisation écrite";
        Action = "action", "Action faite";
        Reprise = "reprise", "Gardée dans la synthèse";
        Ecartee = "ecartee", "Écartée";
    }
}

impl Traitement {
    /// Whether it says that nothing was done: an alert that awaits an action still does.
    #[must_use]
    pub const fn sans_acte(self) -> bool {
        matches!(self, Self::Ecartee | Self::Reprise)
    }
}

/// What was answered to an alert of a bilan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AlerteTraitee {
    /// Which alert, by its stable name.
    pub cle: String,
    /// The gravity when it was answered: an alert that has become graver since needs a new answer.
    pub gravite: Gravite,
    pub traitement: Traitement,
    /// In words: what, with whom, or why it was set aside.
    pub texte: String,
    /// The recommendation that answers it.
    pub preconisation: Option<String>,
    pub auteur: String,
    pub date: DateCivile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub instant: Option<Instant>,
}

/// A bilan, as a record tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Bilan {
    #[serde(rename = "type")]
    pub bilan_type: BilanType,
    pub date: DateCivile,
    pub demi_journee: DemiJournee,
    pub lieu: String,
    /// Version of the forms it was filled in with.
    pub modele_version: String,
    /// Age in completed months, as computed when the record was written.
    pub age_mois: i64,
    /// The two professionals.
    pub binome: Vec<String>,
    pub intervenants_seconde_ligne: Vec<String>,
    /// Compulsory exam of childhood that it counts as (CSP R.2132-1).
    pub examen_obligatoire_correspondant: Option<ExamenCode>,
    pub presents: Vec<Present>,
    pub langue: String,
    /// Whether an interpreter was there.
    pub interprete: Bool3,
    pub statut: BilanStatut,
    pub sections: Vec<Section>,
    /// The parts planned and not yet begun, where they differ from those of its type and age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub a_commencer: Option<Vec<VoletCode>>,
    pub signatures: Vec<Signature>,
    /// Corrections after the lock.
    pub addenda: Vec<Addendum>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Reponse {
    /// Code of the question in the data dictionary.
    pub code: String,
    pub section: VoletCode,
    /// Value, shaped by the type of the question.
    pub valeur: serde_json::Value,
    pub visibilite: Visibilite,
    pub auteur: String,
    pub date: DateCivile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unite: Option<String>,
    /// How a length was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub posture: Option<Posture>,
    /// Days after the last completed week (pregnancy).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub precision_jours: Option<u8>,
    /// The one tick that lets a V3 item into the letter to the doctor, and nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub inclure_courrier: Option<bool>,
}

/// A problem of the synthesis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Probleme {
    /// Identifier local to the bilan.
    pub id: String,
    /// In words.
    pub libelle: String,
    pub domaine: String,
    /// 1 mild to 3 severe; none until the pair has chosen.
    pub gravite: Option<u8>,
    /// Known before or not; none until the pair has chosen.
    pub anciennete: Option<Anciennete>,
    /// Confirmed or suspected; none until the pair has chosen.
    pub certitude: Option<Certitude>,
}

impl Probleme {
    /// The fields that the pair has not chosen yet, by the names of the columns of the synthesis.
    #[must_use]
    pub fn a_preciser(&self) -> Vec<&'static str> {
        [
            (self.gravite.is_none(), "gravité"),
            (self.anciennete.is_none(), "ancienneté"),
            (self.certitude.is_none(), "certitude"),
        ]
        .into_iter()
        .filter_map(|(manque, nom)| manque.then_some(nom))
        .collect()
    }
}

/// The synthesis of the pair (part S16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Synthese {
    /// Problems, most important first.
    #[serde(rename = "syn.problemes")]
    pub problemes: Vec<Probleme>,
    /// At most 1,500 characters.
    #[serde(rename = "syn.texte")]
    pub texte: String,
    #[serde(rename = "syn.points_vigilance")]
    pub points_vigilance: String,
    /// What could not be obtained.
    #[serde(rename = "syn.elements_manquants")]
    pub elements_manquants: String,
    /// Level of follow-up; none while the pair has not concluded.
    #[serde(rename = "syn.niveau_suivi")]
    pub niveau_suivi: Option<NiveauSuivi>,
    #[serde(rename = "syn.prochain_bilan")]
    pub prochain_bilan: Option<DateCivile>,
}

/// The result of a screening tool, never its item texts (domain note §3.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Outil {
    pub outil: String,
    pub version: String,
    pub date: DateCivile,
    pub repondant: String,
    pub score_brut: Option<serde_json::Number>,
    pub sous_scores: serde_json::Value,
    pub seuil: Option<String>,
    pub conclusion: String,
    pub passe_par: String,
    pub non_passe_motif: Option<String>,
    pub visibilite: Visibilite,
    /// The part that it was noted in; told by its name where the record does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub volet: Option<VoletCode>,
}

/// Under this key of `sous_scores` stand the answers of a questionnaire that was filled in here: by
/// number of question, in points. No paper says them.
pub const REPONSES_OUTIL: &str = "reponses";

impl Outil {
    /// What is noted beside the score, without the answers one by one.
    pub fn sous_scores_dits(&self) -> impl Iterator<Item = (&String, &serde_json::Value)> {
        let sous_scores = self.sous_scores.as_object().into_iter().flatten();
        sous_scores.filter(|(cle, _)| *cle != REPONSES_OUTIL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validated_bilan_never_opens_again() {
        for suivant in BilanStatut::ALL {
            let attendu = *suivant == BilanStatut::Transmis;
            assert_eq!(BilanStatut::Valide.peut_devenir(*suivant), attendu, "{suivant:?}");
            assert!(!BilanStatut::Transmis.peut_devenir(*suivant), "{suivant:?}");
        }
    }

    #[test]
    fn what_one_has_signed_changes_no_more_and_waits_for_the_other() {
        use BilanStatut::{ARelire, EnCours, Planifie, Saisi, Transmis, Valide};
        for (statut, modifiable, ouvert) in [
            (Planifie, true, true),
            (EnCours, true, true),
            (Saisi, false, true),
            (ARelire, false, true),
            (Valide, false, false),
            (Transmis, false, false),
        ] {
            assert_eq!((statut.modifiable(), statut.ouvert()), (modifiable, ouvert), "{statut:?}");
        }
    }
}
