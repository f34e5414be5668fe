//! Which doses enter the computation, and what is said of the others.

use super::produits::{est_grippe_vivant, est_hepb_20ug, est_rotateq, valences_du_produit};
use super::{DoseRecue, SujetVaccinal, Valence};
use crate::date::DateCivile;
use std::collections::{BTreeMap, BTreeSet};

/// One day on which a valence was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Jour {
    pub(super) date: DateCivile,
    /// The product is Engerix B20.
    pub(super) vingt_ug: bool,
    /// The product is RotaTeq.
    pub(super) rotateq: bool,
}

/// The doses sorted out.
pub(super) struct Tri {
    jours: BTreeMap<Valence, Vec<Jour>>,
    /// One sentence per thing that is not as it should be, in order of date.
    pub(super) avertissements: Vec<String>,
}

impl Tri {
    /// The days of a valence, oldest first, each once.
    pub(super) fn jours(&self, valence: Valence) -> &[Jour] {
        self.jours.get(&valence).map_or(&[], Vec::as_slice)
    }
}

/// "DTP", "DTP et Coqueluche"…: the labels of valences, joined.
pub(super) fn enumeration<'a>(valences: impl IntoIterator<Item = &'a Valence>) -> String {
    let noms: Vec<&str> = valences.into_iter().map(|v| v.label()).collect();
    noms.join(" ; ")
}

/// Sorts doses: before birth and after the day of the look they are reported and not counted; the
/// valences written win over the product; the same valence twice on one day counts once.
pub(super) fn trier(sujet: &SujetVaccinal, doses: &[DoseRecue]) -> Tri {
    let mut annonces: BTreeSet<(DateCivile, String)> = BTreeSet::new();
    let mut par_jour: BTreeMap<(Valence, DateCivile), (usize, bool, bool)> = BTreeMap::new();
    let mut vivants: BTreeSet<(DateCivile, &'static str)> = BTreeSet::new();
    for dose in doses {
        let le = dose.date.en_lettres();
        let produit = dose.produit.as_deref().map(str::trim).filter(|p| !p.is_empty());
        let connues = produit.and_then(valences_du_produit);
        let ecrites: BTreeSet<Valence> = dose.valences.iter().copied().collect();
        let valences = match (ecrites.is_empty(), connues) {
            (false, Some(connues))
                if connues.iter().copied().collect::<BTreeSet<_>>() != ecrites =>
            {
                annonces.insert((
                    dose.date,
                    format!(
                        "Dose du {le} : le produit noté protège contre « {} », la ligne dit « {} » ; c’est la ligne qui compte.",
                        enumeration(connues),
                        enumeration(&ecrites)
                    ),
                ));
                ecrites
            }
            (false, _) => ecrites,
            (true, Some(connues)) => connues.iter().copied().collect(),
            (true, None) => {
                annonces.insert((
                    dose.date,
                    format!(
                        "Dose du {le} : produit inconnu et valences non dites, dose non comptée."
                    ),
                ));
                continue;
            }
        };
        if dose.date < sujet.naissance {
            let texte = format!("Dose du {le}, avant la naissance : non comptée, date à vérifier.");
            annonces.insert((dose.date, texte));
            continue;
        }
        if dose.date > sujet.date {
            let jour = sujet.date.en_lettres();
            let texte = format!("Dose du {le}, après le {jour} : non comptée à cette date.");
            annonces.insert((dose.date, texte));
            continue;
        }
        if valences.contains(&Valence::Ror) {
            vivants.insert((dose.date, Valence::Ror.label()));
        }
        if valences.contains(&Valence::Varicelle) {
            vivants.insert((dose.date, Valence::Varicelle.label()));
        }
        if valences.contains(&Valence::Grippe) && produit.is_some_and(est_grippe_vivant) {
            vivants.insert((dose.date, "Grippe (vaccin vivant)"));
        }
        for valence in valences {
            let jour = par_jour.entry((valence, dose.date)).or_default();
            jour.0 += 1;
            jour.1 |= produit.is_some_and(est_hepb_20ug);
            jour.2 |= produit.is_some_and(est_rotateq);
        }
    }

    let mut doubles: BTreeMap<DateCivile, Vec<Valence>> = BTreeMap::new();
    let mut jours: BTreeMap<Valence, Vec<Jour>> = BTreeMap::new();
    for ((valence, date), (fois, vingt_ug, rotateq)) in par_jour {
        if fois > 1 {
            doubles.entry(date).or_default().push(valence);
        }
        jours.entry(valence).or_default().push(Jour { date, vingt_ug, rotateq });
    }
    for (date, valences) in doubles {
        let texte = format!(
            "Le {}, plusieurs lignes pour « {} » : comptées une seule fois.",
            date.en_lettres(),
            enumeration(&valences)
        );
        annonces.insert((date, texte));
    }
    annonces.extend(vivants_rapproches(&vivants));
    Tri { jours, avertissements: annonces.into_iter().map(|(_, texte)| texte).collect() }
}

/// Two live viral vaccines: same day, or at least a month apart (P2, S85). A dose of one vaccine too
/// close to another of the same is told by the series.
fn vivants_rapproches(vivants: &BTreeSet<(DateCivile, &'static str)>) -> Vec<(DateCivile, String)> {
    let mut trouves = Vec::new();
    for (rang, (avant, un)) in vivants.iter().enumerate() {
        for (apres, autre) in vivants.iter().skip(rang + 1) {
            if apres > avant && *apres < avant.plus_mois(1) && un != autre {
                trouves.push((
                    *apres,
                    format!(
                        "« {un} » le {} puis « {autre} » le {} : deux vaccins vivants se font le même jour ou à un mois d’intervalle au moins ; le médecin décide d’une dose de plus.",
                        avant.en_lettres(),
                        apres.en_lettres()
                    ),
                ));
            }
        }
    }
    trouves
}
