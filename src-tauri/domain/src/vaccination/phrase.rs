//! The rule in one French sentence.

use super::calendrier::{Etape, Hors, Passage, Role};
use super::deroule::{Deroule, a_atteint, intervalle_valide};
use super::saison::Moment;
use super::{SourceVaccinale, StatutVaccinal, SujetVaccinal};
use crate::date::DateCivile;

/// The ages of infants, in months: said as such, and no longer of a child who has left them behind.
pub(super) const NOURRISSON_MOIS: i32 = 24;
/// How long past its age an infant's dose still goes by that age.
const TARD_MOIS: i32 = 12;

/// What a sentence is made of.
pub(super) struct Matiere<'a> {
    pub(super) hors: &'a Hors,
    pub(super) deroule: Option<&'a Deroule<'a>>,
    pub(super) etape: Option<&'a Etape>,
    pub(super) statut: StatutVaccinal,
    pub(super) prochaine: Option<DateCivile>,
    pub(super) sujet: &'a SujetVaccinal,
    /// What the season says, where it decides.
    pub(super) saison: Option<Moment<'a>>,
    /// The age from which the series is only recommended, once it has come.
    pub(super) passage: Option<&'a Passage>,
    /// What may be offered, in words.
    pub(super) offre: &'a [String],
}

/// The sentence: what dose, at what age and interval, since when; with typographic signs still
/// plain.
pub(super) fn dire(m: &Matiere<'_>) -> String {
    let mut texte = match (m.statut, m.etape) {
        _ if m.saison.is_some() => saison(m),
        (StatutVaccinal::Inconnu, etape) => inconnue(m, etape),
        (StatutVaccinal::NonConcerne, _) => hors(m),
        (_, Some(etape)) => attendue(m, etape),
        (_, None) => complete(m),
    };
    if let Some(mention) = mention(m) {
        texte.push_str(" ; ");
        texte.push_str(mention);
    }
    if matches!(m.statut, StatutVaccinal::NonConcerne) {
        for offre in m.offre {
            texte.push_str(" ; ");
            texte.push_str(offre);
        }
    }
    texte.push('.');
    texte
}

/// The sentence with its first letter small, to stand after another clause.
pub(super) fn minuscule(texte: &str) -> String {
    let mut signes = texte.chars();
    signes.next().map_or_else(String::new, |c| c.to_lowercase().chain(signes).collect())
}

fn mention<'a>(m: &Matiere<'a>) -> Option<&'a str> {
    if let Some(passage) = m.passage {
        return Some(&passage.mention);
    }
    let serie = m.deroule.filter(|d| m.etape.is_some() && d.suivante.is_some())?.serie;
    let utile =
        serie.mention_des_mois.is_none_or(|mois| a_atteint(m.sujet.naissance, m.sujet.date, mois));
    serie.mention.as_deref().filter(|_| utile)
}

fn attendue(m: &Matiere<'_>, etape: &Etape) -> String {
    let quand = m.prochaine.map_or_else(String::new, |date| match m.statut {
        StatutVaccinal::EnRetard => {
            format!(" : en retard, à faire depuis le {}", date.en_lettres())
        }
        StatutVaccinal::DoseDue if date == m.sujet.date => " : à faire dès aujourd’hui".to_owned(),
        StatutVaccinal::DoseDue => format!(" : à faire depuis le {}", date.en_lettres()),
        _ => format!(" : à partir du {}", date.en_lettres()),
    });
    format!("{}{quand}", dose(m, etape))
}

/// A dose in words, with a small first letter: "1re dose", "dose unique", "rappel de 6 ans". A
/// booster goes by its age and not by how many doses went before.
pub(super) fn nom(deroule: Option<&Deroule<'_>>, etape: &Etape, sujet: &SujetVaccinal) -> String {
    match etape.role {
        Role::Unique => "dose unique".to_owned(),
        Role::Rappel => {
            let vise = vise(deroule, etape, sujet);
            match fenetre(vise).filter(|_| age_dit(vise, sujet)) {
                Some(age) => format!("rappel {}", d_age(&age)),
                None => "rappel".to_owned(),
            }
        }
        _ => format!("{} dose", ordinal(etape.rang)),
    }
}

/// The booster that a dose of today stands for.
fn vise<'e>(
    deroule: Option<&'e Deroule<'_>>,
    etape: &'e Etape,
    sujet: &SujetVaccinal,
) -> &'e Etape {
    let atteinte = |e: &&Etape| {
        e.rang > etape.rang
            && e.tient_lieu_mois.is_some_and(|mois| a_atteint(sujet.naissance, sujet.date, mois))
    };
    deroule
        .filter(|_| etape.role == Role::Rappel)
        .and_then(|deroule| deroule.serie.etapes.iter().rfind(atteinte))
        .unwrap_or(etape)
}

/// Whether the age of a step is told: not that of another rank, nor one that the child has left
/// behind, in a catch-up or by a year.
fn age_dit(etape: &Etape, sujet: &SujetVaccinal) -> bool {
    let Some(reco) = etape.age_reco_mois.filter(|_| !etape.sans_age) else { return false };
    let fin = etape.age_reco_max_mois.unwrap_or(reco) + 1;
    let passe = |mois| a_atteint(sujet.naissance, sujet.date, mois);
    if etape.regle.contains("-C-") {
        !passe(fin)
    } else {
        reco >= NOURRISSON_MOIS || !passe(fin + TARD_MOIS)
    }
}

fn dose(m: &Matiere<'_>, etape: &Etape) -> String {
    let nom = nom(m.deroule, etape, m.sujet);
    let dit = age_dit(etape, m.sujet);
    let tard = etape.age_reco_mois.is_some() && !etape.sans_age && !dit;
    let mut texte = if etape.regle.contains("-C-") || tard {
        format!("Rattrapage, {nom}")
    } else {
        majuscule(&nom)
    };
    match etape.role {
        Role::Rappel => {
            let vise = vise(m.deroule, etape, m.sujet);
            if vise.rang != etape.rang
                && dit
                && let Some(age) = fenetre(etape)
            {
                texte.push_str(&format!(", qui remplace celui {}", d_age(&age)));
            }
        }
        _ => {
            if let Some(age) = fenetre(etape).filter(|_| dit) {
                texte.push(' ');
                texte.push_str(&age);
            }
        }
    }
    if let Some(deroule) = m.deroule
        && let Some(du_produit) = deroule.intervalle_du_produit(etape)
    {
        if deroule.produit_connu(du_produit) {
            texte.push_str(&format!(
                ", {} à {} semaines après la 1re ({})",
                du_produit.min_semaines, du_produit.max_semaines, du_produit.produit
            ));
        } else {
            let produits: Vec<String> = etape
                .intervalles_produit
                .iter()
                .map(|i| format!("{} à {} avec {}", i.min_semaines, i.max_semaines, i.produit))
                .collect();
            texte.push_str(&format!(
                ", {} semaines au moins après la 1re dont le produit n’est pas connu ({})",
                du_produit.min_semaines,
                produits.join(", ")
            ));
        }
    } else if let Some(derniere) = m.deroule.and_then(|d| d.derniere) {
        match (etape.intervalle_min_mois, etape.intervalle_max_mois) {
            (Some(min), Some(max)) => {
                texte.push_str(&format!(", {min} à {max} mois après la dose précédente"));
            }
            (Some(min), None) => {
                texte.push_str(&format!(", au moins {min} mois après la dose précédente"));
            }
            // An interval that the rule does not give is said where it makes the date.
            _ => {
                let mois = intervalle_valide(etape);
                if m.prochaine == Some(derniere.plus_mois(mois)) {
                    texte.push_str(&format!(", au moins {mois} mois après la dose précédente"));
                }
            }
        }
        if let Some(mois) = etape.depuis_premiere_mois {
            texte.push_str(&format!(" et {mois} mois après la 1re"));
        }
    }
    texte
}

fn inconnue(m: &Matiere<'_>, etape: Option<&Etape>) -> String {
    let papier = match m.sujet.carnet {
        SourceVaccinale::Partiel => "document partiel",
        SourceVaccinale::Inconnu => "document vu non précisé",
        _ => "aucun document",
    };
    let attendue = etape
        .map(|etape| format!(" ; au calendrier : {}", minuscule(&dose(m, etape))))
        .unwrap_or_default();
    format!(
        "Aucune dose connue et {papier} : à reprendre avec le médecin, sérologies au cas par cas{attendue}"
    )
}

/// Why nothing is asked for, or nothing can be said, in this season.
fn saison(m: &Matiere<'_>) -> String {
    let (naissance, date) = (m.sujet.naissance, m.sujet.date);
    let ou = m.sujet.territoire.label();
    match m.saison {
        Some(Moment::Ouverte(s)) if naissance < s.nes_depuis => format!(
            "Campagne {} pour les enfants nés depuis le {}",
            s.nom,
            s.nes_depuis.en_lettres()
        ),
        Some(Moment::Close(s)) => s.fin.map_or_else(
            || format!("Campagne {} close", s.nom),
            |fin| format!("Campagne {} close le {} ({ou})", s.nom, fin.en_lettres()),
        ),
        _ => format!(
            "Les dates de la campagne au {} ne sont pas connues d’Escale ({ou}) : au médecin de voir",
            date.en_lettres()
        ),
    }
}

fn hors(m: &Matiere<'_>) -> String {
    let mut texte = m.hors.hors_limite.clone();
    if let Some(deroule) =
        m.deroule.filter(|d| d.valides > 0 && d.suivante.is_some() && !d.serie.historique)
    {
        texte.push_str(&format!(
            " ; série commencée ({} dose{} sur {}), le médecin décide de la terminer",
            deroule.valides,
            if deroule.valides > 1 { "s" } else { "" },
            deroule.serie.etapes.len()
        ));
    }
    texte
}

fn complete(m: &Matiere<'_>) -> String {
    match m.deroule.map_or(0, |d| d.valides) {
        0 => "Aucune dose attendue".to_owned(),
        1 => "Série complète (1 dose), aucune autre dose attendue".to_owned(),
        n => format!("Série complète ({n} doses), aucune autre dose attendue"),
    }
}

/// "à 6 ans" as it follows a noun: "de 6 ans".
fn d_age(age: &str) -> String {
    age.strip_prefix("à ").map_or_else(|| age.to_owned(), |age| format!("de {age}"))
}

fn majuscule(texte: &str) -> String {
    let mut signes = texte.chars();
    signes.next().map_or_else(String::new, |c| c.to_uppercase().chain(signes).collect())
}

fn ordinal(rang: u8) -> String {
    if rang == 1 { "1re".to_owned() } else { format!("{rang}e") }
}

/// "à 11 mois", "à 6 ans", "de 16 à 18 mois", "de 11 à 13 ans", "dès la naissance".
fn fenetre(etape: &Etape) -> Option<String> {
    let reco = etape.age_reco_mois?;
    Some(match etape.age_reco_max_mois {
        Some(max) if reco >= 24 => format!("de {} à {} ans", reco / 12, max / 12),
        Some(max) => format!("de {reco} à {max} mois"),
        None if reco == 0 => "dès la naissance".to_owned(),
        None if reco >= 24 => format!("à {} ans", reco / 12),
        None => format!("à {reco} mois"),
    })
}
