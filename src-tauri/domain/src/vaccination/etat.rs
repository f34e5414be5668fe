//! What the engine is asked and what it answers.

use super::saison::Territoire;
use super::{Fiabilite, SourceVaccinale, Valence};
use crate::age::Terme;
use crate::codes::codes;
use crate::date::DateCivile;
use crate::enfant::Sexe;
use crate::texte::typographie;
use serde::{Deserialize, Serialize};

codes! {
    /// Where a child stands for one valence.
    StatutVaccinal {
        AJour = "a_jour", "À jour";
        DoseDue = "dose_due", "Dose à faire";
        EnRetard = "en_retard", "En retard";
        NonConcerne = "non_concerne", "Non concerné";
        Inconnu = "inconnu", "Inconnu";
    }
}

codes! {
    /// The status in finer words, for screens and papers: a child whose age for a vaccine has not
    /// come is not called up to date. [`StatutVaccinal`] stays the closed list shared with other
    /// programs.
    SituationVaccinale {
        AJour = "a_jour", "À jour";
        EnCours = "rattrapage_en_cours", "Rattrapage en cours";
        PasEncore = "pas_encore_l_age", "Pas encore l’âge";
        DoseDue = "dose_due", "Dose à faire";
        Recommandee = "recommandee", "Recommandée, sans urgence";
        EnRetard = "en_retard", "En retard";
        AVerifier = "retard_a_verifier", "Retard à vérifier";
        Proposable = "proposable", "Peut être proposée";
        HorsSaison = "hors_saison", "Hors saison";
        NonConcerne = "non_concerne", "Non concerné";
        Inconnu = "inconnu", "À préciser";
        SaisonInconnue = "saison_inconnue", "Saison non connue";
    }
}

codes! {
    /// What a doctor decides against the engine.
    DecisionGenre {
        AJour = "a_jour", "Considéré à jour";
        NonConcerne = "non_concerne", "Non concerné";
        ContreIndique = "contre_indique", "Contre-indiqué";
        Refus = "refus", "Refus";
        Reporte = "reporte", "Reporté";
    }
}

/// The child whose vaccines are looked at, and the day of the look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SujetVaccinal {
    /// Birth date. Vaccines follow the chronological age, for a premature child too.
    pub naissance: DateCivile,
    /// Sex; no rule of the calendars depends on it.
    pub sexe: Option<Sexe>,
    /// Length of the pregnancy, where it is known: the preterm have doses of their own.
    pub terme: Option<Terme>,
    /// Where the child lives, for the seasons.
    pub territoire: Territoire,
    /// The day at which the state holds.
    pub date: DateCivile,
    /// How much of the record was seen.
    pub carnet: SourceVaccinale,
}

/// A dose as the engine reads it: either of product and valences may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DoseRecue {
    /// Product name as written on the paper.
    pub produit: Option<String>,
    /// Valences as written; when empty, the product gives them.
    pub valences: Vec<Valence>,
    pub date: DateCivile,
}

impl From<&super::Dose> for DoseRecue {
    fn from(dose: &super::Dose) -> Self {
        Self {
            produit: (!dose.produit.trim().is_empty()).then(|| dose.produit.clone()),
            valences: dose.valences.clone(),
            date: dose.date,
        }
    }
}

/// The state of every valence of a calendar on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct EtatVaccinal {
    /// Version of the calendar, printed with every state.
    pub calendrier: String,
    /// The day at which the state holds.
    pub date: DateCivile,
    /// Every valence of the calendar, in its order.
    pub valences: Vec<EtatValence>,
    /// French sentences on the doses themselves: what was not counted and why.
    pub avertissements: Vec<String>,
    /// No dose at all is known, and no full record was seen that would say that none was given.
    pub rien_de_connu: bool,
    /// What there is to do, counted, without what a doctor has settled: "2 en retard · 1 dose à
    /// faire", "Rien de connu : 7 vaccins à préciser".
    pub resume: String,
    /// The lines that were not read whole, oldest first, with their words.
    pub non_lues: Vec<LigneNonLue>,
}

/// A line of the carnet that was not read whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
pub struct LigneNonLue {
    pub date: DateCivile,
    /// The line, as written.
    pub ligne: String,
    /// The words that were not understood; empty when the line names no vaccine at all.
    pub non_compris: Vec<MotNonCompris>,
    /// What it may protect against beyond what was counted: no lateness of these is told.
    pub peut_etre: Vec<Valence>,
}

/// Words that were not understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
pub struct MotNonCompris {
    /// Exactly as written.
    pub mots: String,
    /// Why, in French.
    pub raison: String,
}

/// The state of one valence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct EtatValence {
    pub valence: Valence,
    pub statut: StatutVaccinal,
    /// The same, told apart where one status stands for two things.
    pub situation: SituationVaccinale,
    /// Days on which the valence was received, from birth to the day of the state.
    pub doses_recues: usize,
    /// Those that fill a step of the series.
    pub doses_valides: usize,
    /// From which day the next dose may be given; at most one next dose. None when nothing is left
    /// to do, or when nothing can be said.
    pub prochaine_date: Option<DateCivile>,
    /// Rank of that dose in its series, from 1.
    pub prochain_rang: Option<u8>,
    /// That dose in words, with a small first letter: "1re dose", "rappel de 11 à 13 ans".
    pub prochaine_dose: Option<String>,
    /// Code of the calendar rule that decides.
    pub regle: String,
    /// The rule in one French sentence.
    pub phrase: String,
    /// Source marks of the rule.
    pub source: String,
    /// How sure the rule is.
    pub fiabilite: Fiabilite,
    /// What is not known of it, in one sentence; none when a source gives it whole.
    pub reserve: Option<String>,
    /// Whether a source that was read gives the whole rule: `fiabilite` is `sourcee`.
    pub verifie: bool,
    /// Late, by a rule that has a source and is not a mere recommendation, with no decision of a
    /// doctor that holds.
    pub alerte: bool,
    /// Whether the law makes the dose mandatory for this birth date.
    pub obligatoire: bool,
    /// Doses given before the minimum age or interval, oldest first.
    pub trop_tot: Vec<DateCivile>,
    /// The decision of a doctor that holds on the day; the engine's status stays beside it.
    pub decision: Option<DecisionVaccinale>,
}

/// What makes one status stand for two situations.
pub(super) struct Circonstances {
    /// The rule only recommends.
    pub(super) sans_urgence: bool,
    pub(super) saison: bool,
    /// It may be offered at this age.
    pub(super) offerte: bool,
    /// The next dose is one of a catch-up.
    pub(super) rattrapage: bool,
    /// No text that was read says that the dose is asked for.
    pub(super) incertaine: bool,
}

/// What a reader is told of a valence.
pub(super) fn locate(etat: &EtatValence, dans: &Circonstances) -> SituationVaccinale {
    match etat.statut {
        StatutVaccinal::AJour if etat.doses_valides == 0 => SituationVaccinale::PasEncore,
        StatutVaccinal::AJour if dans.rattrapage => SituationVaccinale::EnCours,
        StatutVaccinal::AJour => SituationVaccinale::AJour,
        StatutVaccinal::DoseDue if dans.sans_urgence => SituationVaccinale::Recommandee,
        StatutVaccinal::DoseDue => SituationVaccinale::DoseDue,
        StatutVaccinal::EnRetard if dans.incertaine => SituationVaccinale::AVerifier,
        StatutVaccinal::EnRetard => SituationVaccinale::EnRetard,
        StatutVaccinal::NonConcerne if dans.saison => SituationVaccinale::HorsSaison,
        StatutVaccinal::NonConcerne if dans.offerte => SituationVaccinale::Proposable,
        StatutVaccinal::NonConcerne => SituationVaccinale::NonConcerne,
        StatutVaccinal::Inconnu if dans.saison => SituationVaccinale::SaisonInconnue,
        StatutVaccinal::Inconnu => SituationVaccinale::Inconnu,
    }
}

/// A doctor's decision on one valence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct DecisionVaccinale {
    pub valence: Valence,
    pub decision: DecisionGenre,
    /// Why, in words.
    pub motif: String,
    /// Last day on which it holds; none for good.
    pub jusqu_au: Option<DateCivile>,
    pub auteur: String,
    pub date: DateCivile,
}

impl DecisionVaccinale {
    /// Whether it holds on `date`: taken, and not past its last day.
    #[must_use]
    pub fn vaut_le(&self, date: DateCivile) -> bool {
        self.date <= date && self.jusqu_au.is_none_or(|fin| date <= fin)
    }
}

impl EtatVaccinal {
    /// Adds the decisions that hold on the day to the engine's statuses. The latest decision on a
    /// valence wins (of two on one day, the later in the list). The status of the engine does not
    /// change; there is no alert while the decision holds.
    #[must_use]
    pub fn avec_decisions(mut self, decisions: &[DecisionVaccinale]) -> Self {
        for etat in &mut self.valences {
            etat.decision = decisions
                .iter()
                .filter(|d| d.valence == etat.valence && d.vaut_le(self.date))
                .max_by_key(|d| d.date)
                .cloned();
            if etat.decision.is_some() {
                etat.alerte = false;
            }
        }
        self.summarise();
        self
    }

    /// Counts what there is to do.
    pub(super) fn summarise(&mut self) {
        let nombre = |situation: SituationVaccinale| {
            let compte = |v: &&EtatValence| v.situation == situation && v.decision.is_none();
            self.valences.iter().filter(compte).count()
        };
        let un = |n: usize, un: &str, plusieurs: &str| match n {
            0 => None,
            1 => Some(format!("1\u{a0}{un}")),
            n => Some(format!("{n}\u{a0}{plusieurs}")),
        };
        let inconnus = nombre(SituationVaccinale::Inconnu);
        let parties: Vec<String> = [
            un(nombre(SituationVaccinale::EnRetard), "en retard", "en retard"),
            un(nombre(SituationVaccinale::DoseDue), "dose à faire", "doses à faire"),
            un(nombre(SituationVaccinale::Recommandee), "dose recommandée", "doses recommandées"),
            un(nombre(SituationVaccinale::AVerifier), "retard à vérifier", "retards à vérifier"),
            un(inconnus, "vaccin à préciser", "vaccins à préciser"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let texte = parties.join(" · ");
        self.resume = typographie(&match (self.rien_de_connu, inconnus, parties.is_empty()) {
            (true, 0, true) => "Rien de connu".to_owned(),
            (true, ..) => format!("Rien de connu : {texte}"),
            (false, _, true) => "Rien à faire aujourd’hui".to_owned(),
            (false, ..) => texte,
        });
    }

    /// The state of one valence.
    #[must_use]
    pub fn valence(&self, valence: Valence) -> Option<&EtatValence> {
        self.valences.iter().find(|etat| etat.valence == valence)
    }
}
