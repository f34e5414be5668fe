//! Which doses enter the computation, and what is said of the others.

use super::ligne::{Ligne, parse_ligne};
use super::produits::Nom;
use super::{DoseRecue, LigneNonLue, MotNonCompris, SujetVaccinal, Valence};
use crate::date::DateCivile;
use std::collections::{BTreeMap, BTreeSet};

/// One day on which a valence was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Jour {
    pub(super) date: DateCivile,
    /// The product is Engerix B20.
    pub(super) vingt_ug: bool,
    pub(super) rotateq: bool,
}

pub(super) struct Tri {
    jours: BTreeMap<Valence, Vec<Jour>>,
    /// Days on which a valence was received and fills no step, whatever the series.
    ecartees: BTreeMap<Valence, BTreeSet<DateCivile>>,
    /// Doses that may be more than what was counted of them, by their day.
    pub(super) doutes: Vec<Doute>,
    /// The lines that were not read whole.
    pub(super) non_lues: Vec<LigneNonLue>,
    /// One sentence per thing that is not as it should be, in order of date.
    pub(super) avertissements: Vec<String>,
}

/// A dose that was seen, and what it may protect against beyond what was counted.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Doute {
    pub(super) date: DateCivile,
    /// What stands on the paper; empty when nothing does.
    pub(super) ligne: String,
    pub(super) peut_etre: BTreeSet<Valence>,
}

impl Tri {
    /// The days of a valence, oldest first, each once.
    pub(super) fn jours(&self, valence: Valence) -> &[Jour] {
        self.jours.get(&valence).map_or(&[], Vec::as_slice)
    }

    /// Whether no dose counts against anything.
    pub(super) fn vide(&self) -> bool {
        self.jours.is_empty()
    }

    /// On how many other days a valence was received without counting.
    pub(super) fn ecartees(&self, valence: Valence) -> usize {
        let comptes = self.jours(valence);
        self.ecartees.get(&valence).map_or(0, |jours| {
            jours.iter().filter(|jour| comptes.iter().all(|compte| compte.date != **jour)).count()
        })
    }
}

/// "DTP ; Coqueluche"…: the labels of valences, joined.
pub(super) fn enumeration<'a>(valences: impl IntoIterator<Item = &'a Valence>) -> String {
    let noms: Vec<&str> = valences.into_iter().map(|v| v.label()).collect();
    noms.join(" ; ")
}

/// What a dose protects against, as far as its line tells.
struct Lue {
    ligne: Option<Ligne>,
    valences: BTreeSet<Valence>,
    peut_etre: BTreeSet<Valence>,
    annonces: Vec<String>,
    non_compris: Vec<MotNonCompris>,
    /// Some of it was not read.
    non_lue: bool,
}

/// The valences written win over the product: the person who typed them has read the line. What the
/// product gives and they do not stays in doubt; so do words that are not understood, where the
/// valences written are no more than what is read of the rest.
fn parse(dose: &DoseRecue, produit: Option<&str>) -> Lue {
    let le = dose.date.en_lettres();
    let ligne = produit.map(parse_ligne);
    let mut lue = Lue {
        valences: dose.valences.iter().copied().collect(),
        peut_etre: BTreeSet::new(),
        annonces: Vec::new(),
        non_compris: Vec::new(),
        non_lue: false,
        ligne: None,
    };
    let Some(ligne) = ligne else {
        if lue.valences.is_empty() {
            lue.peut_etre.extend(Valence::ALL);
            lue.non_lue = true;
            lue.annonces
                .push(format!("Dose du {le} : ni produit ni maladie notés, dose non comptée."));
        }
        return lue;
    };
    let connues: BTreeSet<Valence> = ligne.valences().into_iter().collect();
    let obscurs: Vec<MotNonCompris> = ligne
        .non_compris()
        .into_iter()
        .map(|(mots, raison)| MotNonCompris { mots: mots.to_owned(), raison: raison.to_owned() })
        .collect();
    let texte = produit.unwrap_or_default();
    if lue.valences.is_empty() {
        lue.valences.clone_from(&connues);
        lue.peut_etre = ligne.doute();
        if !ligne.entiere() {
            lue.annonces.push(non_lue(&le, texte, &obscurs, &connues));
            lue.non_compris = obscurs;
            lue.non_lue = true;
        }
        for (valence, partie) in ligne.partielles() {
            lue.peut_etre.insert(valence);
            lue.annonces.push(format!(
                "Dose du {le}, « {texte} » : {partie} seulement, ne compte pas comme une dose de « {} » ; le médecin décide.",
                valence.label()
            ));
        }
    } else if !connues.is_subset(&lue.valences)
        || (obscurs.is_empty() && !connues.is_empty() && connues != lue.valences)
    {
        lue.peut_etre.extend(connues.difference(&lue.valences));
        lue.annonces.push(format!(
            "Dose du {le} : le produit noté protège contre « {} », la ligne dit « {} » ; c’est la ligne qui compte.",
            enumeration(&connues),
            enumeration(&lue.valences)
        ));
    } else if ligne.nommees() == lue.valences && !obscurs.is_empty() {
        // Nothing that is written accounts for these words: the valences are those of the rest.
        lue.peut_etre = ligne.doute().difference(&lue.valences).copied().collect();
        lue.annonces.push(non_lue(&le, texte, &obscurs, &lue.valences));
        lue.non_compris = obscurs;
        lue.non_lue = true;
    }
    lue.ligne = Some(ligne);
    lue
}

fn non_lue(
    le: &str,
    texte: &str,
    obscurs: &[MotNonCompris],
    comptees: &BTreeSet<Valence>,
) -> String {
    let mots = if obscurs.is_empty() {
        "aucun vaccin n’y est nommé".to_owned()
    } else {
        let dits: Vec<String> =
            obscurs.iter().map(|o| format!("« {} » ({})", o.mots, o.raison)).collect();
        format!("pas compris : {}", dits.join(", "))
    };
    let compte = if comptees.is_empty() {
        "rien n’est compté, la ligne est à relire".to_owned()
    } else {
        format!("le reste est compté ({}), la ligne est à relire", enumeration(comptees))
    };
    format!("Dose du {le}, « {texte} » : {mots} ; {compte}.")
}

/// Why a dose of `nom` given on `date` fills no step of `valence`.
pub(super) fn dismiss(naissance: DateCivile, date: DateCivile, nom: &Nom) -> Option<String> {
    if nom.polyosidique {
        return Some(format!(
            "{} est un vaccin polyosidique : il ne remplace pas un vaccin conjugué. La dose est notée et ne compte pas",
            nom.nom
        ));
    }
    let age = nom.a_partir_de.filter(|age| date < age.depuis(naissance))?;
    let source = nom.source.as_deref().unwrap_or("de mémoire");
    Some(format!(
        "{} est autorisé à partir de {} : donnée avant, la dose est notée et ne compte pas (source : {source})",
        nom.nom,
        age.en_mots()
    ))
}

/// Sorts doses: before birth and after the day of the look they are reported and not counted; the
/// valences written win over the product; the same valence twice on one day counts once; a dose
/// outside the licence of its product is reported and not counted.
pub(super) fn sort(sujet: &SujetVaccinal, doses: &[DoseRecue]) -> Tri {
    let mut annonces: BTreeSet<(DateCivile, String)> = BTreeSet::new();
    let mut par_jour: BTreeMap<(Valence, DateCivile), (usize, bool, bool)> = BTreeMap::new();
    let mut vivants: BTreeSet<(DateCivile, &'static str)> = BTreeSet::new();
    let mut ecartees: BTreeMap<Valence, BTreeSet<DateCivile>> = BTreeMap::new();
    let (mut doutes, mut non_lues) = (Vec::new(), Vec::new());
    for dose in doses {
        let le = dose.date.en_lettres();
        let produit = dose.produit.as_deref().map(str::trim).filter(|p| !p.is_empty());
        let lue = parse(dose, produit);
        annonces.extend(lue.annonces.into_iter().map(|texte| (dose.date, texte)));
        if lue.non_lue {
            non_lues.push(LigneNonLue {
                date: dose.date,
                ligne: produit.unwrap_or_default().to_owned(),
                non_compris: lue.non_compris,
                peut_etre: lue.peut_etre.iter().copied().collect(),
            });
        }
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
        if !lue.peut_etre.is_empty() {
            doutes.push(Doute {
                date: dose.date,
                ligne: produit.unwrap_or_default().to_owned(),
                peut_etre: lue.peut_etre,
            });
        }
        let nomme = |nom: &str| lue.ligne.as_ref().is_some_and(|ligne| ligne.nomme(nom));
        if lue.valences.contains(&Valence::Ror) {
            vivants.insert((dose.date, Valence::Ror.label()));
        }
        if lue.valences.contains(&Valence::Varicelle) {
            vivants.insert((dose.date, Valence::Varicelle.label()));
        }
        if lue.valences.contains(&Valence::Grippe) && nomme("Fluenz") {
            vivants.insert((dose.date, "Grippe (vaccin vivant)"));
        }
        for valence in lue.valences {
            let noms = lue.ligne.iter().flat_map(Ligne::noms);
            let raisons: Option<Vec<String>> = noms
                .filter(|nom| nom.touche().contains(&valence))
                .map(|nom| dismiss(sujet.naissance, dose.date, nom))
                .collect();
            // One of the products of the line is enough to count.
            if let Some(raison) = raisons.and_then(|raisons| raisons.into_iter().next()) {
                annonces.insert((dose.date, format!("Dose du {le} : {raison}.")));
                ecartees.entry(valence).or_default().insert(dose.date);
                continue;
            }
            let jour = par_jour.entry((valence, dose.date)).or_default();
            jour.0 += 1;
            jour.1 |= nomme("Engerix B 20 µg");
            jour.2 |= nomme("RotaTeq");
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
    doutes.sort();
    non_lues.sort();
    Tri {
        jours,
        ecartees,
        doutes,
        non_lues,
        avertissements: annonces.into_iter().map(|(_, texte)| texte).collect(),
    }
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
