//! A place of care that a judge keeps secret (Code civil 375-7): nothing of its name, its street or
//! its commune may be printed, even where it was written in a free text.

use crate::dossier::Dossier;
use crate::texte::fold;
use std::ops::Range;

/// What is printed instead.
pub const REMPLACEMENT: &str = "lieu d’accueil confidentiel";

/// Words that name no place by themselves.
const GENERIQUES: [&str; 48] = [
    "a",
    "accueil",
    "adresse",
    "allee",
    "appartement",
    "au",
    "aux",
    "avenue",
    "bat",
    "batiment",
    "bis",
    "boulevard",
    "cedex",
    "centre",
    "chemin",
    "cours",
    "d",
    "de",
    "des",
    "domicile",
    "du",
    "enfance",
    "enfants",
    "et",
    "famille",
    "foyer",
    "hotel",
    "impasse",
    "l",
    "la",
    "le",
    "les",
    "lieu",
    "m",
    "maison",
    "mecs",
    "mme",
    "pere",
    "mere",
    "place",
    "pouponniere",
    "quai",
    "route",
    "rue",
    "service",
    "square",
    "urgence",
    "village",
];

/// The confidential places of a record, as sequences of folded words.
#[derive(Debug, Clone)]
pub struct LieuxSecrets {
    /// Whether the child lives in one now.
    pub lieu_actuel: bool,
    suites: Vec<Vec<String>>,
}

impl LieuxSecrets {
    /// The places that the referral or the history of placements calls confidential.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        let lieu = dossier.demande.as_ref().map(|d| &d.lieu_accueil);
        let mut suites = Vec::new();
        let secret = lieu.filter(|l| l.adresse_confidentielle);
        let mut lieu_actuel = secret.is_some();
        if let Some(lieu) = secret {
            suites.push(lieu.nom.clone());
            suites.extend(lieu.adresse.lignes.iter().cloned());
            suites.push(lieu.adresse.commune.clone());
            suites.push(lieu.adresse.code_postal.clone());
            suites.push(lieu.telephone.clone());
            suites.push(lieu.telephone.replace([' ', '.', '-'], ""));
            suites.extend(lieu.contact.clone());
        }
        for placement in dossier.parcours_accueil.iter().filter(|p| p.adresse_confidentielle) {
            lieu_actuel |= placement.fin.is_none();
            suites.push(placement.nom.clone());
        }
        // The names of the child are never hidden: a relative may bear them.
        let enfant = fold(&format!(
            "{} {} {}",
            dossier.enfant.nom_naissance,
            dossier.enfant.prenom_utilise,
            dossier.enfant.prenoms_naissance.join(" ")
        ));
        let enfant: Vec<&str> = enfant.split(' ').collect();
        let mut toutes: Vec<Vec<String>> = Vec::new();
        for suite in &suites {
            let mots: Vec<String> = fold(suite).split(' ').map(str::to_owned).collect();
            // Without its generic words too: "l’Escapade" for "Maison d’accueil L’Escapade".
            let propres: Vec<String> = mots
                .iter()
                .filter(|m| !GENERIQUES.contains(&m.as_str()))
                .filter(|m| !m.bytes().all(|b| b.is_ascii_digit()) && m.len() > 2)
                .filter(|m| !enfant.contains(&m.as_str()))
                .cloned()
                .collect();
            toutes.extend([mots, propres]);
        }
        toutes.retain(|mots| mots.iter().map(String::len).sum::<usize>() > 2);
        toutes.sort_by_key(|mots| std::cmp::Reverse(mots.len()));
        toutes.dedup();
        Self { lieu_actuel, suites: toutes }
    }

    /// The same text, with nothing of a confidential place left in it.
    #[must_use]
    pub fn hide(&self, texte: &str) -> String {
        if self.suites.is_empty() {
            return texte.to_owned();
        }
        let mots = mots(texte);
        let mut sortie = String::with_capacity(texte.len());
        let (mut copie, mut i) = (0, 0);
        while i < mots.len() {
            let suite = self.suites.iter().find(|suite| {
                mots.len() - i >= suite.len()
                    && suite.iter().zip(&mots[i..]).all(|(a, (b, _))| a == b)
            });
            match suite {
                Some(suite) => {
                    sortie.push_str(&texte[copie..mots[i].1.start]);
                    if !sortie.ends_with(REMPLACEMENT) {
                        sortie.push_str(REMPLACEMENT);
                    }
                    i += suite.len();
                    copie = mots[i - 1].1.end;
                }
                None => i += 1,
            }
        }
        sortie.push_str(&texte[copie..]);
        sortie
    }
}

/// The words of a text, folded, with the place of each.
fn mots(texte: &str) -> Vec<(String, Range<usize>)> {
    let mut mots: Vec<(String, Range<usize>)> = Vec::new();
    let mut debut = None;
    for (i, c) in texte.char_indices().chain([(texte.len(), ' ')]) {
        match (c.is_alphanumeric(), debut) {
            (true, None) => debut = Some(i),
            (false, Some(d)) => {
                mots.push((fold(&texte[d..i]), d..i));
                debut = None;
            }
            _ => {}
        }
    }
    mots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> LieuxSecrets {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/cases/case-06-lieu-confidentiel.json"
        );
        let text = std::fs::read_to_string(path).expect("a case");
        LieuxSecrets::new(&serde_json::from_str(&text).expect("a record"))
    }

    #[test]
    fn a_confidential_place_is_hidden_however_it_is_written() {
        let secrets = secrets();
        assert!(secrets.lieu_actuel);
        for texte in [
            "Vit à la Maison d’accueil L’Escapade.",
            "Vit à l'ESCAPADE, à Melun",
            "9, rue de la Source Cachée",
            "rue de la Source-Cachée (77000 MELUN)",
            "tél. 01.99.00.30.06 ou 0199003006",
        ] {
            let cache = fold(&secrets.hide(texte));
            for mot in ["escapade", "melun", "source", "cachee", "77000", "06", "0199003006"] {
                assert!(!cache.split(' ').any(|m| m == mot), "{texte} -> {cache}");
            }
            assert!(cache.contains("lieu d accueil confidentiel"), "{cache}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        let texte = "La maison d’accueil est loin de la rue ; Noé dort bien.";
        assert_eq!(secrets().hide(texte), texte);
    }
}
