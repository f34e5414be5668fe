//! The rule in one French sentence.

use super::calendrier::{Etape, Hors, Role};
use super::deroule::{Deroule, a_atteint, intervalle_valide};
use super::saison::Moment;
use super::{SourceVaccinale, StatutVaccinal, SujetVaccinal};
use crate::date::DateCivile;

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

fn dose(m: &Matiere<'_>, etape: &Etape) -> String {
    let mut texte = String::new();
    if etape.regle.contains("-C-") {
        texte.push_str("Rattrapage, ");
    }
    texte.push_str(&match etape.role {
        Role::Unique if texte.is_empty() => "Dose unique".to_owned(),
        Role::Unique => "dose unique".to_owned(),
        Role::Rappel => format!("{} dose (rappel)", ordinal(etape.rang)),
        _ => format!("{} dose", ordinal(etape.rang)),
    });
    if let Some(age) = fenetre(etape).filter(|_| !etape.sans_age) {
        texte.push(' ');
        texte.push_str(&age);
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
        SourceVaccinale::Inconnu => "carnet non précisé",
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
