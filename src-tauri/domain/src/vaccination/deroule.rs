//! A series and the doses received: which step each dose fills, and which comes next.

use super::calendrier::{Etape, IntervalleProduit, Role, Serie};
use crate::date::DateCivile;
use crate::texte::fold;

/// Smallest interval at which a primary dose counts at all: three weeks (S86).
const PLANCHER_JOURS: i32 = 21;
/// Interval before the next dose, where the rule gives none: one month between primary doses (S86).
const INTERVALLE_MOIS: i32 = 1;
/// The same before a booster: five months, the lower bound of P3 (S86).
const INTERVALLE_RAPPEL_MOIS: i32 = 5;

/// Smallest interval at which a dose counts whose interval depends on the product: four weeks, the
/// shortest of them.
const PLANCHER_PRODUIT_JOURS: i32 = 28;

/// Whether a child born on `naissance` has `mois` months on `date`, by the calendar: the day of the
/// month, cut to the end of a shorter month.
pub(super) fn a_atteint(naissance: DateCivile, date: DateCivile, mois: i32) -> bool {
    date >= naissance.plus_mois(mois)
}

/// A dose given before the minimum age or interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TropTot {
    pub(super) date: DateCivile,
    /// It fills its step all the same (primary doses: every dose counts, P1).
    pub(super) compte: bool,
    /// No later dose was received: the doctor has something to decide.
    pub(super) derniere: bool,
}

/// When a dose may be given, and from when it is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Echeance {
    pub(super) prochaine: DateCivile,
    pub(super) retard: DateCivile,
}

/// How far a series has come.
#[derive(Debug, Clone)]
pub(super) struct Deroule<'a> {
    pub(super) serie: &'a Serie,
    pub(super) naissance: DateCivile,
    /// The products given, as [`nom_plie`] writes them, by day.
    produits: &'a [(DateCivile, String)],
    /// Doses that fill a step.
    pub(super) valides: usize,
    pub(super) premiere: Option<DateCivile>,
    /// The last dose received, whether it fills a step or not.
    pub(super) derniere: Option<DateCivile>,
    /// The step to come; none when the series is complete.
    pub(super) suivante: Option<&'a Etape>,
    pub(super) trop_tot: Vec<TropTot>,
}

/// What a dose is to the step that waits.
enum Accueil {
    Compte,
    ComptePressee,
    /// A third primary dose after two that were less than the interval apart: the old 2, 3, 4 month
    /// schedule, which puts the second in order.
    Supplementaire,
    Refusee,
}

/// Assigns the doses, oldest first and one a day, to the steps of the series.
pub(super) fn unroll<'a>(
    serie: &'a Serie,
    naissance: DateCivile,
    jours: impl IntoIterator<Item = DateCivile>,
    produits: &'a [(DateCivile, String)],
) -> Deroule<'a> {
    let mut suite = Deroule {
        serie,
        naissance,
        produits,
        valides: 0,
        premiere: None,
        derniere: None,
        suivante: None,
        trop_tot: Vec::new(),
    };
    let mut rang = 0;
    for date in jours {
        rang = suite.skip(rang);
        if let Some(etape) = serie.etapes.get(rang) {
            match suite.admit(etape, date) {
                Accueil::Refusee => suite.report(date, false),
                Accueil::Supplementaire => suite.trop_tot.retain(|t| !t.compte),
                accueil => {
                    if matches!(accueil, Accueil::ComptePressee) {
                        suite.report(date, true);
                    }
                    suite.valides += 1;
                    suite.premiere = suite.premiere.or(Some(date));
                    rang = suite.apres(rang, etape, date);
                }
            }
        }
        suite.derniere = Some(date);
    }
    suite.suivante = serie.etapes.get(suite.skip(rang));
    for signalee in &mut suite.trop_tot {
        signalee.derniere = suite.derniere == Some(signalee.date);
    }
    suite
}

impl Deroule<'_> {
    fn report(&mut self, date: DateCivile, compte: bool) {
        self.trop_tot.push(TropTot { date, compte, derniere: false });
    }

    fn atteint(&self, date: DateCivile, mois: Option<i32>) -> bool {
        mois.is_some_and(|mois| a_atteint(self.naissance, date, mois))
    }

    /// Passes over the boosters that have no object when the series began late.
    fn skip(&self, mut rang: usize) -> usize {
        while let (Some(etape), Some(depart)) = (self.serie.etapes.get(rang), self.premiere) {
            if !self.atteint(depart, etape.saute_si_depart_mois) {
                break;
            }
            rang += 1;
        }
        rang
    }

    fn admit(&self, etape: &Etape, date: DateCivile) -> Accueil {
        if etape.age_valide_mois.is_some() && !self.atteint(date, etape.age_valide_mois) {
            return Accueil::Refusee;
        }
        let Some(derniere) = self.derniere else { return Accueil::Compte };
        if let Some(du_produit) = self.intervalle_du_produit(etape) {
            return if derniere.plus_jours(7 * du_produit.min_semaines) <= date {
                Accueil::Compte
            } else if derniere.plus_jours(PLANCHER_PRODUIT_JOURS) <= date {
                Accueil::ComptePressee
            } else {
                Accueil::Refusee
            };
        }
        let assez = derniere.plus_mois(intervalle_valide(etape)) <= date;
        let trois_semaines = derniere.plus_jours(PLANCHER_JOURS) <= date;
        match etape.role {
            Role::Primo if !trois_semaines => Accueil::Refusee,
            Role::Primo if !assez && etape.intervalle_min_mois.is_some() => Accueil::ComptePressee,
            Role::Primo => Accueil::Compte,
            _ if assez => Accueil::Compte,
            Role::Rappel if trois_semaines && self.trop_tot.iter().any(|t| t.compte) => {
                Accueil::Supplementaire
            }
            _ => Accueil::Refusee,
        }
    }

    /// The interval that the product of the last dose asks for before `etape`; without a known
    /// product, the longest of them, after which any allows it.
    pub(super) fn intervalle_du_produit<'e>(
        &self,
        etape: &'e Etape,
    ) -> Option<&'e IntervalleProduit> {
        self.derniere?;
        let tous = || etape.intervalles_produit.iter();
        tous()
            .filter(|intervalle| self.produit_connu(intervalle))
            .max_by_key(|i| i.min_semaines)
            .or_else(|| tous().max_by_key(|i| i.min_semaines))
    }

    /// Whether the interval of a product is that of the product given, and not the safest of all.
    pub(super) fn produit_connu(&self, intervalle: &IntervalleProduit) -> bool {
        let nom = nom_plie(&intervalle.produit);
        self.produits
            .iter()
            .any(|(jour, produit)| Some(*jour) == self.derniere && produit.contains(&nom))
    }

    /// The step after a dose was counted on `rang`.
    fn apres(&self, rang: usize, etape: &Etape, date: DateCivile) -> usize {
        if self.atteint(date, self.serie.complet_des_mois) {
            return self.serie.etapes.len();
        }
        let tenu = match etape.role {
            Role::Rappel => {
                self.serie.etapes.iter().rposition(|e| self.atteint(date, e.tient_lieu_mois))
            }
            _ => None,
        };
        tenu.map_or(rang, |tenu| tenu.max(rang)) + 1
    }

    /// When the step to come may be done and from when it is late. The date is the latest of the
    /// recommended age and of the intervals since the last dose; late is the day after the
    /// recommended window, which lasts to the end of its last month, or a month after the date.
    pub(super) fn echeance(&self) -> Option<Echeance> {
        let etape = self.suivante?;
        let mut prochaine = self.naissance;
        let mut retard = self.naissance;
        if let Some(reco) = etape.age_reco_mois {
            prochaine = prochaine.max(self.naissance.plus_mois(reco));
            let fin = etape.retard_mois.unwrap_or(etape.age_reco_max_mois.unwrap_or(reco) + 1);
            retard = retard.max(self.naissance.plus_mois(fin));
        }
        if let Some(derniere) = self.derniere
            && let Some(du_produit) = self.intervalle_du_produit(etape)
        {
            prochaine = prochaine.max(derniere.plus_jours(7 * du_produit.min_semaines));
            retard = retard.max(derniere.plus_jours(7 * du_produit.max_semaines + 1));
        } else if let Some(derniere) = self.derniere {
            let intervalle = etape.intervalle_reco_mois.unwrap_or_else(|| intervalle_valide(etape));
            prochaine = prochaine.max(derniere.plus_mois(intervalle));
            retard = retard.max(match etape.intervalle_max_mois {
                Some(max) => derniere.plus_mois(max).plus_jours(1),
                None => derniere.plus_mois(intervalle + 1),
            });
        }
        if let (Some(premiere), Some(mois)) = (self.premiere, etape.depuis_premiere_mois) {
            prochaine = prochaine.max(premiere.plus_mois(mois));
            retard = retard.max(premiere.plus_mois(mois + 1));
        }
        if let Some(valide) = etape.age_valide_mois {
            prochaine = prochaine.max(self.naissance.plus_mois(valide));
        }
        Some(Echeance { prochaine, retard: retard.max(prochaine.plus_jours(1)) })
    }
}

/// A product name as names are compared: folded, without spaces.
pub(super) fn nom_plie(produit: &str) -> String {
    fold(produit).replace(' ', "")
}

/// The interval after which a dose fills its step.
pub(super) fn intervalle_valide(etape: &Etape) -> i32 {
    etape.intervalle_min_mois.unwrap_or(match etape.role {
        Role::Rappel => INTERVALLE_RAPPEL_MOIS,
        _ => INTERVALLE_MOIS,
    })
}
