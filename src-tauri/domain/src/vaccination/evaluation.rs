//! The state of every valence: which series is followed, where it stands, what it means today.

use super::calendrier::{Condition, Etape, Hors, Phase, Serie};
use super::deroule::{Deroule, Echeance, TropTot, a_atteint, derouler};
use super::phrase;
use super::tri::{Jour, Tri, enumeration, trier};
use super::{
    Calendrier, DoseRecue, EtatVaccinal, EtatValence, Regle, SourceVaccinale, StatutVaccinal,
    SujetVaccinal, Valence,
};
use crate::date::DateCivile;
use crate::texte::typographie;
use std::collections::BTreeMap;

/// From this age a dose against meningococci ACWY is the adolescent one (ours: the text says 11 to
/// 14 years).
const ACWY_ADOLESCENT_MOIS: i32 = 120;

/// The state of every valence of `calendrier` for one child on one day, from the doses received.
/// A pure function: the order of the doses does not matter, the state is computed when it is shown
/// and never stored. See the module for what each status means.
#[must_use]
pub fn etat(calendrier: &Calendrier, sujet: &SujetVaccinal, doses: &[DoseRecue]) -> EtatVaccinal {
    let tri = trier(sujet, doses);
    let examen = Examen { calendrier, sujet, tri: &tri };
    let mut avertissements = Vec::new();
    if sujet.date < calendrier.debut {
        avertissements.push(format!(
            "Le calendrier {} s’applique depuis le {} : l’état à une date plus ancienne est indicatif.",
            calendrier.version,
            calendrier.debut.en_lettres()
        ));
    }
    avertissements.extend(tri.avertissements.iter().cloned());
    let mut valences = Vec::with_capacity(calendrier.valences.len());
    let mut tot: BTreeMap<(DateCivile, bool), Vec<Valence>> = BTreeMap::new();
    for hors in &calendrier.valences {
        let (mut etat, trop_tot) = examen.valence(hors);
        for dose in trop_tot.iter().filter(|dose| dose.derniere) {
            tot.entry((dose.date, dose.compte)).or_default().push(hors.valence);
        }
        etat.phrase = typographie(&etat.phrase);
        valences.push(etat);
    }
    for ((date, compte), valences) in tot {
        let suite = if compte {
            "plus tôt que l’intervalle minimal : elle compte (jamais recommencer), le médecin décide s’il faut une dose de plus."
        } else {
            "avant l’âge ou l’intervalle minimal : elle ne compte pas comme la dose attendue, le médecin décide."
        };
        avertissements.push(format!(
            "Dose du {} ({}) donnée {suite}",
            date.en_lettres(),
            enumeration(&valences)
        ));
    }
    EtatVaccinal {
        calendrier: calendrier.version.clone(),
        date: sujet.date,
        valences,
        avertissements: avertissements.iter().map(|texte| typographie(texte)).collect(),
    }
}

struct Examen<'a> {
    calendrier: &'a Calendrier,
    sujet: &'a SujetVaccinal,
    tri: &'a Tri,
}

/// What is decided of one valence, before it is put in words.
struct Constat<'a> {
    statut: StatutVaccinal,
    regle: &'a str,
    etape: Option<&'a Etape>,
    echeance: Option<Echeance>,
}

impl<'a> Examen<'a> {
    fn valence(&self, hors: &'a Hors) -> (EtatValence, Vec<TropTot>) {
        let jours = self.tri.jours(hors.valence);
        if hors.valence == Valence::Menacwy {
            return self.menacwy(hors, jours);
        }
        let deroule = self
            .choisir(hors.valence, None, jours)
            .map(|serie| derouler(serie, self.sujet.naissance, jours.iter().map(|jour| jour.date)));
        self.conclure(hors, deroule, jours.len())
    }

    /// Infants first; when that series is complete, past or was never for the child, adolescents.
    fn menacwy(&self, hors: &'a Hors, jours: &[Jour]) -> (EtatValence, Vec<TropTot>) {
        let naissance = self.sujet.naissance;
        let adolescent = naissance.plus_mois(ACWY_ADOLESCENT_MOIS);
        let (petits, grands) = jours.split_at(jours.partition_point(|j| j.date < adolescent));
        let menc = self.menc_avant(jours);
        let dates: Vec<DateCivile> =
            menc.into_iter().chain(petits.iter().map(|jour| jour.date)).collect();
        let recues = dates.len() + grands.len();
        let nourrisson = self
            .choisir(Valence::Menacwy, Some(Phase::Nourrisson), petits)
            .map(|serie| derouler(serie, naissance, dates.iter().copied()));
        if let Some(deroule) = &nourrisson
            && deroule.suivante.is_some()
            && !self.hors_limite(deroule.serie)
            && grands.is_empty()
        {
            return self.conclure(hors, nourrisson, recues);
        }
        let du_nourrisson = self.calendrier.series.iter().any(|serie| {
            serie.phase == Some(Phase::Nourrisson)
                && serie.cohorte_min.is_some_and(|min| min <= naissance)
        });
        let complet = nourrisson.as_ref().is_some_and(|deroule| deroule.suivante.is_none());
        let suite = self
            .choisir(Valence::Menacwy, Some(Phase::Adolescent), grands)
            .map(|serie| derouler(serie, naissance, grands.iter().map(|jour| jour.date)));
        let (mut etat, mut trop_tot) = self.conclure(hors, suite, recues);
        if let Some(deroule) = nourrisson {
            etat.doses_valides += deroule.valides;
            etat.trop_tot.extend(deroule.trop_tot.iter().map(|tot| tot.date));
            etat.trop_tot.sort_unstable();
            trop_tot.extend(deroule.trop_tot.iter().map(|tot| TropTot { derniere: false, ..*tot }));
        }
        if du_nourrisson && !complet && etat.statut == StatutVaccinal::AJour && grands.is_empty() {
            etat.statut = StatutVaccinal::NonConcerne;
            etat.phrase =
                format!("Âge du nourrisson dépassé ; {}", phrase::minuscule(&etat.phrase));
        }
        (etat, trop_tot)
    }

    /// The dose against meningococcus C alone that stands for the first ACWY dose: before 2025, and
    /// before any ACWY dose.
    fn menc_avant(&self, acwy: &[Jour]) -> Option<DateCivile> {
        let premiere = self.tri.jours(Valence::Menc).first()?.date;
        let limite =
            acwy.first().map_or(self.calendrier.debut, |j| j.date.min(self.calendrier.debut));
        let concerne = self
            .calendrier
            .series
            .iter()
            .find(|serie| serie.condition == Some(Condition::Menc))
            .is_some_and(|serie| {
                serie.cohorte_min.is_none_or(|min| min <= self.sujet.naissance)
                    && serie
                        .depart_max_mois
                        .is_none_or(|max| !a_atteint(self.sujet.naissance, premiere, max + 1))
            });
        (concerne && premiere < limite).then_some(premiere)
    }

    /// The first series of the valence that fits: in force, written for the birth date, for the age
    /// at the first dose (today without any), and for what was given.
    fn choisir(&self, valence: Valence, phase: Option<Phase>, jours: &[Jour]) -> Option<&'a Serie> {
        let naissance = self.sujet.naissance;
        self.calendrier.series.iter().find(|serie| {
            let premiere = match serie.condition {
                Some(Condition::Menc) => self.menc_avant(jours),
                _ => jours.first().map(|jour| jour.date),
            };
            let depart = premiere.unwrap_or(self.sujet.date).max(naissance);
            let rattache = serie.etapes.first().map_or(&serie.regle, |etape| &etape.regle);
            serie.valence == valence
                && serie.phase == phase
                && self.calendrier.en_vigueur(rattache, self.sujet.date)
                && serie.cohorte_min.is_none_or(|min| min <= naissance)
                && serie.cohorte_max.is_none_or(|max| naissance <= max)
                && (premiere.is_some()
                    || serie.sans_dose_cohorte_min.is_none_or(|min| min <= naissance))
                && serie.depart_min_mois.is_none_or(|min| a_atteint(naissance, depart, min))
                && serie.depart_max_mois.is_none_or(|max| !a_atteint(naissance, depart, max + 1))
                && serie.condition.is_none_or(|condition| self.remplie(condition, jours))
        })
    }

    fn remplie(&self, condition: Condition, jours: &[Jour]) -> bool {
        let ecart = |mois| match jours {
            [un, deux, ..] => Some(deux.date >= un.date.plus_mois(mois)),
            _ => None,
        };
        match condition {
            Condition::Hepb20 => {
                !jours.is_empty()
                    && jours.iter().take(2).all(|jour| jour.vingt_ug)
                    && ecart(6).unwrap_or(true)
            }
            Condition::Menc => self.menc_avant(jours).is_some(),
            Condition::Rotateq => jours.iter().take(2).any(|jour| jour.rotateq),
            Condition::HpvRapproche => ecart(5) == Some(false),
        }
    }

    fn hors_limite(&self, serie: &Serie) -> bool {
        let (naissance, date) = (self.sujet.naissance, self.sujet.date);
        serie.limite_mois.is_some_and(|mois| a_atteint(naissance, date, mois + 1))
            || serie.limite_jours.is_some_and(|jours| date > naissance.plus_jours(jours))
    }

    fn constater(&self, hors: &'a Hors, deroule: Option<&Deroule<'a>>) -> Constat<'a> {
        let sans = |statut, regle| Constat { statut, regle, etape: None, echeance: None };
        let Some(deroule) = deroule else {
            return sans(StatutVaccinal::NonConcerne, &hors.regle_hors_limite);
        };
        let serie = deroule.serie;
        if serie.a_risque && (serie.etapes.is_empty() || deroule.suivante.is_some()) {
            return sans(StatutVaccinal::NonConcerne, &serie.regle);
        }
        let (Some(etape), Some(mut echeance)) = (deroule.suivante, deroule.echeance()) else {
            return sans(StatutVaccinal::AJour, &serie.regle);
        };
        if self.hors_limite(serie) {
            return sans(StatutVaccinal::NonConcerne, &hors.regle_hors_limite);
        }
        if deroule.derniere.is_none()
            && let Some(avant) = self.calendrier.releve(serie)
            && let Some(habituelle) = derouler(avant, self.sujet.naissance, []).echeance()
        {
            echeance.retard = echeance.retard.min(habituelle.retard);
        }
        let date = self.sujet.date;
        let statut = if date < echeance.prochaine {
            StatutVaccinal::AJour
        } else if date < echeance.retard || serie.sans_retard {
            StatutVaccinal::DoseDue
        } else {
            StatutVaccinal::EnRetard
        };
        Constat { statut, regle: &etape.regle, etape: Some(etape), echeance: Some(echeance) }
    }

    fn conclure(
        &self,
        hors: &'a Hors,
        deroule: Option<Deroule<'a>>,
        doses_recues: usize,
    ) -> (EtatValence, Vec<TropTot>) {
        let mut constat = self.constater(hors, deroule.as_ref());
        if doses_recues == 0 && self.inconnu(hors, constat.statut) {
            constat.statut = StatutVaccinal::Inconnu;
        }
        let inconnu = constat.statut == StatutVaccinal::Inconnu;
        let regle = self.calendrier.regle(constat.regle);
        let verifie = regle.is_some_and(|regle| regle.verified);
        let phrase = phrase::dire(&phrase::Matiere {
            hors,
            deroule: deroule.as_ref(),
            etape: constat.etape,
            statut: constat.statut,
            prochaine: constat.echeance.map(|e| e.prochaine),
            sujet: self.sujet,
            verifie,
        });
        let trop_tot = deroule.as_ref().map_or(&[][..], |d| &d.trop_tot).to_vec();
        let etat = EtatValence {
            valence: hors.valence,
            statut: constat.statut,
            doses_recues,
            doses_valides: deroule.as_ref().map_or(0, |d| d.valides),
            prochaine_date: constat.echeance.filter(|_| !inconnu).map(|e| e.prochaine),
            prochain_rang: constat.etape.filter(|_| !inconnu).map(|etape| etape.rang),
            regle: constat.regle.to_owned(),
            phrase,
            source: regle.and_then(|r| r.source.clone()).unwrap_or_else(|| "de mémoire".to_owned()),
            verifie,
            alerte: constat.statut == StatutVaccinal::EnRetard && verifie,
            obligatoire: self.obligatoire(deroule.as_ref(), constat.etape, regle),
            trop_tot: trop_tot.iter().map(|tot| tot.date).collect(),
            decision: None,
        };
        (etat, trop_tot)
    }

    /// Whether nothing is known that would allow the status: no document and something expected by
    /// that age, or a partial document and a delay that nobody can tell from a missing page.
    fn inconnu(&self, hors: &Hors, statut: StatutVaccinal) -> bool {
        use SourceVaccinale::{Absent, Inconnu};
        // Where nobody said what was seen, nothing was.
        match (self.sujet.carnet, statut) {
            (Absent | Inconnu, StatutVaccinal::DoseDue | StatutVaccinal::EnRetard) => true,
            (Absent | Inconnu, StatutVaccinal::NonConcerne) => hors.inconnu_sans_limite,
            (SourceVaccinale::Partiel, StatutVaccinal::EnRetard) => true,
            _ => false,
        }
    }

    /// The dose that decides is mandatory by its rule, or by that of the same rank in the usual
    /// series that a catch-up takes over.
    fn obligatoire(
        &self,
        deroule: Option<&Deroule<'_>>,
        etape: Option<&Etape>,
        regle: Option<&Regle>,
    ) -> bool {
        let (Some(deroule), Some(etape)) = (deroule, etape) else { return false };
        let de = |regle: Option<&Regle>| {
            regle.is_some_and(|r| r.obligatoire && r.concerne(self.sujet.naissance))
        };
        de(regle)
            || self
                .calendrier
                .releve(deroule.serie)
                .and_then(|serie| serie.etapes.iter().find(|e| e.rang == etape.rang))
                .is_some_and(|habituelle| de(self.calendrier.regle(&habituelle.regle)))
    }
}
