//! The state of every valence: which series is followed, where it stands, what it means today.

use super::calendrier::{Etape, Hors, Passage, Phase, Serie};
use super::deroule::{Deroule, Echeance, TropTot, a_atteint, nom_plie, unroll};
use super::etat::{Circonstances, locate};
use super::phrase;
use super::saison::{self, Moment};
use super::tri::{Jour, Tri, enumeration, sort};
use super::{
    Calendrier, DoseRecue, EtatVaccinal, EtatValence, Fiabilite, Regle, SituationVaccinale,
    SourceVaccinale, StatutVaccinal, SujetVaccinal, Valence,
};
use crate::date::DateCivile;
use crate::texte::typographie;
use std::collections::BTreeMap;

/// From this age a dose against meningococci ACWY is the adolescent one (ours: the text says 11 to
/// 14 years).
const ACWY_ADOLESCENT_MOIS: i32 = 120;

/// What the doses that were read whole say, valence by valence; `prudence.rs` has the last word.
pub(super) fn etat(
    calendrier: &Calendrier,
    sujet: &SujetVaccinal,
    doses: &[DoseRecue],
) -> EtatVaccinal {
    let tri = sort(sujet, doses);
    let produits: Vec<(DateCivile, String)> = doses
        .iter()
        .filter_map(|dose| Some((dose.date, nom_plie(dose.produit.as_deref()?))))
        .collect();
    let examen = Examen { calendrier, sujet, tri: &tri, produits: &produits };
    let mut avertissements = Vec::new();
    if sujet.date < calendrier.debut {
        avertissements.push(format!(
            "Le calendrier {} s’applique depuis le {} : l’état à une date plus ancienne est indicatif.",
            calendrier.version,
            calendrier.debut.en_lettres()
        ));
    }
    if let Some(fin) = calendrier.fin.filter(|fin| sujet.date > *fin) {
        avertissements.push(format!(
            "Le calendrier {} s’applique jusqu’au {} : l’état à une date plus récente est indicatif.",
            calendrier.version,
            fin.en_lettres()
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
        etat.reserve = etat.reserve.map(|reserve| typographie(&reserve));
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
        rien_de_connu: sujet.carnet != SourceVaccinale::Carnet
            && valences.iter().all(|v| v.doses_recues == 0),
        valences,
        avertissements: avertissements.iter().map(|texte| typographie(texte)).collect(),
        resume: String::new(),
        non_lues: Vec::new(),
    }
}

/// A child on a day, with what the doses say.
pub(super) struct Examen<'a> {
    pub(super) calendrier: &'a Calendrier,
    pub(super) sujet: &'a SujetVaccinal,
    pub(super) tri: &'a Tri,
    /// The products given, by day.
    pub(super) produits: &'a [(DateCivile, String)],
}

/// What is decided of one valence, before it is put in words.
struct Constat<'a> {
    statut: StatutVaccinal,
    regle: &'a str,
    etape: Option<&'a Etape>,
    echeance: Option<Echeance>,
    /// What the season says, where it decides.
    saison: Option<Moment<'a>>,
    /// The age from which the series is only recommended, once it has come.
    passage: Option<&'a Passage>,
}

impl<'a> Examen<'a> {
    fn valence(&self, hors: &'a Hors) -> (EtatValence, Vec<TropTot>) {
        let jours = self.tri.jours(hors.valence);
        if hors.valence == Valence::Menacwy {
            return self.menacwy(hors, jours);
        }
        let deroule = self.choose(hors.valence, None, jours).map(|s| self.follow(s, jours));
        let habituel = self.conclude(hors, deroule, jours.len());
        self.premature(hors, jours, habituel)
    }

    fn follow(&self, serie: &'a Serie, jours: &[Jour]) -> Deroule<'a> {
        let dates = jours.iter().map(|jour| jour.date);
        unroll(serie, self.sujet.naissance, dates, self.produits)
    }

    /// A child born before term has more primary doses than the usual series: the one that the usual
    /// series does not ask for yet is asked for, without ever being late. What the usual series asks
    /// for today keeps its own words and its alert.
    fn premature(
        &self,
        hors: &'a Hors,
        jours: &[Jour],
        (mut habituel, tot): (EtatValence, Vec<TropTot>),
    ) -> (EtatValence, Vec<TropTot>) {
        let avant = self.calendrier.premature_avant_sa;
        let suite = self
            .sujet
            .terme
            .filter(|terme| terme.semaines < avant)
            .and_then(|_| self.calendrier.prematures(hors.valence, self.sujet.date))
            .filter(|serie| !self.hors_limite(serie))
            .map(|serie| self.follow(serie, jours));
        let Some(suite) = suite else { return (habituel, tot) };
        let (Some(etape), Some(echeance)) = (suite.suivante, suite.echeance()) else {
            return (habituel, tot);
        };
        if habituel.statut != StatutVaccinal::AJour {
            if let Some(mention) = suite.serie.mention.as_deref() {
                let debut = habituel.phrase.trim_end_matches('.');
                habituel.phrase = format!("{debut} ; {mention}.");
            }
            return (habituel, tot);
        }
        if habituel.prochaine_date.is_some_and(|date| date <= echeance.prochaine) {
            return (habituel, tot);
        }
        let statut = if self.sujet.date < echeance.prochaine {
            StatutVaccinal::AJour
        } else {
            StatutVaccinal::DoseDue
        };
        let constat = Constat {
            statut,
            regle: &etape.regle,
            etape: Some(etape),
            echeance: Some(echeance),
            saison: None,
            passage: None,
        };
        self.phrase(hors, Some(suite), jours.len(), constat)
    }

    /// The infant series first; when it is complete, past or does not apply, the adolescent one.
    fn menacwy(&self, hors: &'a Hors, jours: &[Jour]) -> (EtatValence, Vec<TropTot>) {
        let naissance = self.sujet.naissance;
        let adolescent = naissance.plus_mois(ACWY_ADOLESCENT_MOIS);
        let (petits, grands) = jours.split_at(jours.partition_point(|j| j.date < adolescent));
        let menc = self.menc_avant(jours);
        let dates: Vec<DateCivile> =
            menc.into_iter().chain(petits.iter().map(|jour| jour.date)).collect();
        let recues = dates.len() + grands.len();
        let nourrisson = self
            .choose(Valence::Menacwy, Some(Phase::Nourrisson), petits)
            .map(|serie| unroll(serie, naissance, dates.iter().copied(), self.produits));
        if let Some(deroule) = &nourrisson
            && deroule.suivante.is_some()
            && !self.hors_limite(deroule.serie)
            && grands.is_empty()
        {
            return self.conclude(hors, nourrisson, recues);
        }
        let du_nourrisson = self.calendrier.series.iter().any(|serie| {
            serie.phase == Some(Phase::Nourrisson)
                && !serie.sans_retard
                && self.calendrier.en_vigueur(serie, self.sujet.date)
                && serie.cohorte_min.is_some_and(|min| min <= naissance)
        });
        let complet = nourrisson.as_ref().is_some_and(|deroule| deroule.suivante.is_none());
        let suite = self
            .choose(Valence::Menacwy, Some(Phase::Adolescent), grands)
            .map(|serie| self.follow(serie, grands));
        let (mut etat, mut trop_tot) = self.conclude(hors, suite, recues);
        if let Some(deroule) = nourrisson {
            etat.doses_valides += deroule.valides;
            etat.trop_tot.extend(deroule.trop_tot.iter().map(|tot| tot.date));
            etat.trop_tot.sort_unstable();
            trop_tot.extend(deroule.trop_tot.iter().map(|tot| TropTot { derniere: false, ..*tot }));
            if etat.situation == SituationVaccinale::PasEncore && etat.doses_valides > 0 {
                etat.situation = SituationVaccinale::AJour;
            }
        }
        if du_nourrisson && !complet && etat.statut == StatutVaccinal::AJour && grands.is_empty() {
            etat.statut = StatutVaccinal::NonConcerne;
            etat.situation = SituationVaccinale::NonConcerne;
            etat.phrase =
                format!("Âge du nourrisson dépassé ; {}", phrase::minuscule(&etat.phrase));
        }
        (etat, trop_tot)
    }

    fn hors_limite(&self, serie: &Serie) -> bool {
        let (naissance, date) = (self.sujet.naissance, self.sujet.date);
        serie.limite_mois.is_some_and(|mois| a_atteint(naissance, date, mois + 1))
            || serie.limite_jours.is_some_and(|jours| date > naissance.plus_jours(jours))
    }

    fn constat(&self, hors: &'a Hors, deroule: Option<&Deroule<'a>>) -> Constat<'a> {
        let sans = |statut, regle| Constat {
            statut,
            regle,
            etape: None,
            echeance: None,
            saison: None,
            passage: None,
        };
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
        if serie.historique || self.hors_limite(serie) {
            return sans(StatutVaccinal::NonConcerne, &hors.regle_hors_limite);
        }
        let date = self.sujet.date;
        let saison = saison::moment(hors.valence, self.sujet.territoire, date);
        match saison {
            None => {}
            Some(Moment::Ouverte(s)) if s.nes_depuis <= self.sujet.naissance => {
                echeance.prochaine = echeance.prochaine.max(s.debut);
            }
            Some(moment) => {
                let statut = match moment {
                    Moment::Inconnue => StatutVaccinal::Inconnu,
                    _ => StatutVaccinal::NonConcerne,
                };
                return Constat { saison: Some(moment), ..sans(statut, &serie.regle) };
            }
        }
        if deroule.derniere.is_none()
            && let Some(avant) = self.calendrier.releve(serie, date)
            && let Some(habituelle) =
                unroll(avant, self.sujet.naissance, [], self.produits).echeance()
        {
            echeance.retard = echeance.retard.min(habituelle.retard);
        }
        // A dose is not late before the rule that asks for it was in force.
        if let Some(debut) =
            Calendrier::demandee_depuis(serie, &etape.regle, self.sujet.naissance, date)
        {
            echeance.prochaine = echeance.prochaine.max(debut);
        }
        let passage = serie.passage.as_ref().filter(|passage| {
            let regle = self.calendrier.regle(&passage.regle, date);
            a_atteint(self.sujet.naissance, date, passage.des_mois)
                && regle.is_some_and(|regle| regle.valable_du <= date)
        });
        let statut = if date < echeance.prochaine {
            StatutVaccinal::AJour
        } else if date < echeance.retard || serie.sans_retard || passage.is_some() {
            StatutVaccinal::DoseDue
        } else {
            StatutVaccinal::EnRetard
        };
        Constat {
            statut,
            regle: passage.map_or(&etape.regle, |passage| &passage.regle),
            etape: Some(etape),
            echeance: Some(echeance),
            saison: None,
            passage,
        }
    }

    fn conclude(
        &self,
        hors: &'a Hors,
        deroule: Option<Deroule<'a>>,
        doses_recues: usize,
    ) -> (EtatValence, Vec<TropTot>) {
        let constat = self.constat(hors, deroule.as_ref());
        self.phrase(hors, deroule, doses_recues, constat)
    }

    /// Puts in words what was found, and says how sure it is.
    fn phrase(
        &self,
        hors: &'a Hors,
        deroule: Option<Deroule<'a>>,
        doses_recues: usize,
        mut constat: Constat<'a>,
    ) -> (EtatValence, Vec<TropTot>) {
        if doses_recues == 0 && self.inconnu(hors, constat.statut) {
            constat.statut = StatutVaccinal::Inconnu;
        }
        let inconnu = constat.statut == StatutVaccinal::Inconnu;
        let regle = self.calendrier.regle(constat.regle, self.sujet.date);
        let fiabilite = regle.map_or(Fiabilite::Memoire, |regle| regle.fiabilite);
        let obligatoire = self.obligatoire(deroule.as_ref(), constat.etape, regle);
        let offre = self.offre(hors);
        let phrase = phrase::dire(&phrase::Matiere {
            hors,
            deroule: deroule.as_ref(),
            etape: constat.etape,
            statut: constat.statut,
            prochaine: constat.echeance.map(|e| e.prochaine),
            sujet: self.sujet,
            saison: constat.saison,
            passage: constat.passage,
            offre: &offre,
        });
        let suivante = constat.etape.filter(|_| !inconnu);
        let prochaine_dose = suivante.map(|etape| phrase::nom(deroule.as_ref(), etape, self.sujet));
        let rattrapage = suivante.is_some_and(|etape| self.rattrape(etape));
        let trop_tot = deroule.as_ref().map_or(&[][..], |d| &d.trop_tot).to_vec();
        let doses_valides = deroule.as_ref().map_or(0, |d| d.valides);
        let mut etat = EtatValence {
            valence: hors.valence,
            statut: constat.statut,
            situation: SituationVaccinale::Inconnu,
            doses_recues,
            doses_valides,
            prochaine_date: constat.echeance.filter(|_| !inconnu).map(|e| e.prochaine),
            prochain_rang: suivante.map(|etape| etape.rang),
            prochaine_dose,
            regle: constat.regle.to_owned(),
            phrase,
            source: regle.and_then(|r| r.source.clone()).unwrap_or_else(|| "de mémoire".to_owned()),
            fiabilite,
            reserve: regle.and_then(Regle::reserve).map(str::to_owned),
            verifie: fiabilite == Fiabilite::Sourcee,
            alerte: constat.statut == StatutVaccinal::EnRetard && regle.is_some_and(Regle::alerte),
            obligatoire,
            trop_tot: trop_tot.iter().map(|tot| tot.date).collect(),
            decision: None,
        };
        let sans_urgence = regle.is_some_and(|r| r.sans_alerte) && !obligatoire;
        etat.situation = locate(
            &etat,
            &Circonstances {
                sans_urgence,
                saison: constat.saison.is_some(),
                offerte: !offre.is_empty(),
                rattrapage,
                incertaine: regle.is_none_or(Regle::a_verifier),
            },
        );
        (etat, trop_tot)
    }

    /// Whether a step that waits for its interval is one of a catch-up: the child is past the age at
    /// which it is usually given.
    fn rattrape(&self, etape: &Etape) -> bool {
        let reprise = etape.regle.contains("-C-");
        etape.age_reco_mois.map_or(reprise, |reco| {
            let fin = etape.age_reco_max_mois.unwrap_or(reco) + 1;
            (reprise || reco < phrase::NOURRISSON_MOIS)
                && a_atteint(self.sujet.naissance, self.sujet.date, fin)
        })
    }

    /// What may be offered at this age without being asked for, and how a first vaccination goes; in
    /// words, empty for the other ages and valences.
    fn offre(&self, hors: &Hors) -> Vec<String> {
        let (naissance, date) = (self.sujet.naissance, self.sujet.date);
        let au_moment = |code: &str, jour: DateCivile| {
            self.calendrier
                .regle(code, date)
                .filter(|regle| regle.valable_du <= date && regle.age_convient(naissance, jour))
        };
        let dite = |texte: &str, regle: &Regle| match regle.fiabilite {
            Fiabilite::Sourcee => texte.to_owned(),
            autre => format!("{texte} ({})", autre.label()),
        };
        let mut offre = Vec::new();
        if let Some(proposee) = &hors.proposee
            && let Some(regle) = au_moment(&proposee.regle, date)
        {
            offre.push(dite(&proposee.texte, regle));
        }
        if let Some(premiere) = &hors.premiere_fois {
            let jours = self.tri.jours(hors.valence);
            match jours {
                [] => offre.extend(
                    au_moment(&premiere.regle, date).map(|regle| dite(&premiere.texte, regle)),
                ),
                [une] if date < une.date.plus_mois(12) => {
                    offre.extend(au_moment(&premiere.regle, une.date).map(|regle| {
                        let suite = une.date.plus_jours(7 * premiere.intervalle_semaines);
                        let texte = format!(
                            "{} ; une dose connue, la 2e à partir du {}",
                            premiere.texte,
                            suite.en_lettres()
                        );
                        dite(&texte, regle)
                    }));
                }
                _ => {}
            }
        }
        offre
    }

    /// Whether nothing is known that would allow the status: no document and something expected by
    /// that age, or a partial document and a delay that cannot be told from a missing page.
    fn inconnu(&self, hors: &Hors, statut: StatutVaccinal) -> bool {
        use SourceVaccinale::{Absent, Inconnu, Partiel};
        // Without a word on what was seen, no document was; with a dose, a part of one was.
        let carnet = match self.sujet.carnet {
            Inconnu if !self.tri.vide() => Partiel,
            autre => autre,
        };
        match (carnet, statut) {
            (Absent | Inconnu, StatutVaccinal::DoseDue | StatutVaccinal::EnRetard) => true,
            (Absent | Inconnu, StatutVaccinal::NonConcerne) => hors.inconnu_sans_limite,
            (Partiel, StatutVaccinal::EnRetard) => true,
            _ => false,
        }
    }

    /// The dose that decides is mandatory by its rule, or by that of the same rank in the usual
    /// series that a catch-up takes over; never where the rule only recommends.
    fn obligatoire(
        &self,
        deroule: Option<&Deroule<'_>>,
        etape: Option<&Etape>,
        regle: Option<&Regle>,
    ) -> bool {
        let (Some(deroule), Some(etape)) = (deroule, etape) else { return false };
        if regle.is_some_and(|r| r.sans_alerte) {
            return false;
        }
        let de = |regle: Option<&Regle>| {
            regle.is_some_and(|r| r.obligatoire && r.concerne(self.sujet.naissance))
        };
        de(regle)
            || self
                .calendrier
                .releve(deroule.serie, self.sujet.date)
                .and_then(|serie| serie.etapes.iter().find(|e| e.rang == etape.rang))
                .is_some_and(|habituelle| {
                    de(self.calendrier.regle(&habituelle.regle, self.sujet.date))
                })
    }
}
