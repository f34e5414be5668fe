//! Finds a child by any part of a name, a birth date or a record number.
//!
//! The names are folded once and kept in memory while the base is open: a few thousand lines, read
//! in less than a frame, and nothing of them on the disk. How two names compare is `domain::nom`’s.

mod doubles;
mod question;

pub(super) use doubles::{personne, ressemblants};

use super::vues::{EnfantLigne, Recherche, Trouves};
use super::{Core, Seance, enfant};
use crate::error::Result;
use crate::store::LigneEnfant;
use doubles::Doubles;
use escale_domain::date::{DateCivile, DatePartielle};
use escale_domain::enfant::GraphieOrigine;
use escale_domain::nom::{squelette, une_lettre};
use escale_domain::texte::plier;
use question::Terme;
use std::sync::OnceLock;
use tokio::sync::RwLockReadGuard;

/// What a search reads.
pub(crate) struct Index {
    entrees: Vec<Entree>,
    /// Made when somebody first creates a child.
    doubles: OnceLock<Doubles>,
}

struct Entree {
    ligne: LigneEnfant,
    naissance: Option<DateCivile>,
    /// Folded names in every spelling met, and the record number.
    mots: String,
    /// The same without spaces, for "deluca" and "de luca".
    colle: String,
    /// Where the words begin in `colle`.
    debuts: Vec<usize>,
    /// How the words sound, and the family name and the first names as one word each.
    sons: String,
}

/// Fewest letters of a word that is looked for across several: "lin" is no part of "Li Nadia".
const COLLE_MIN: usize = 4;

impl Entree {
    fn new(ligne: LigneEnfant) -> Self {
        let mut noms = vec![
            ligne.nom_naissance.clone(),
            ligne.prenom_utilise.clone(),
            ligne.prenoms_naissance.clone(),
            ligne.num_dossier_local.clone(),
        ];
        let graphie = ligne.graphie_origine.as_deref();
        if let Some(Ok(graphie)) = graphie.map(serde_json::from_str::<GraphieOrigine>) {
            noms.push(graphie.nom);
            noms.extend(graphie.prenoms);
            noms.extend(graphie.translitterations);
        }
        let mots = plier(&noms.join(" "));
        let colle = mots.replace(' ', "");
        let mut debuts = Vec::new();
        let mut debut = 0;
        let mut sons: Vec<String> = Vec::new();
        for mot in mots.split(' ').filter(|mot| !mot.is_empty()) {
            debuts.push(debut);
            debut += mot.len();
            sons.push(squelette(mot));
        }
        for nom in [&ligne.nom_naissance, &ligne.prenom_utilise] {
            sons.push(squelette(&plier(nom).replace(' ', "")));
        }
        sons.sort_unstable();
        sons.dedup();
        let naissance = DateCivile::parse_iso(&ligne.date_naissance);
        Self { ligne, naissance, mots, colle, debuts, sons: sons.join(" ") }
    }

    /// How well the terms match: each must be found; the start of a word is worth more.
    fn score(&self, termes: &[Terme], tolerant: bool) -> Option<u32> {
        // What is typed as a day is one; figures that may be a number are one first, but for a year,
        // with which all the numbers of that year begin.
        let score = |terme: &Terme| {
            let jour = terme.date.is_some_and(|d| self.nee(d, tolerant));
            let jour = jour.then_some(match terme.date {
                Some(DatePartielle::Annee(_)) => 3,
                _ if terme.mot.is_empty() => 2,
                _ => 1,
            });
            jour.max(self.mot(terme, tolerant))
        };
        let total = termes.iter().map(score).sum::<Option<u32>>();
        // All the words glued, where a name is split otherwise.
        let glues = || {
            let colle: String = termes.iter().map(|t| t.mot.as_str()).collect();
            let dates = termes.iter().any(|t| t.date.is_some());
            !dates && colle.len() >= COLLE_MIN && self.colle.contains(&colle)
        };
        total.or_else(|| glues().then_some(1))
    }

    fn nee(&self, date: DatePartielle, tolerant: bool) -> bool {
        self.ligne.date_naissance.starts_with(&date.iso())
            || (tolerant && question::inverse(date).is_some_and(|d| self.naissance == Some(d)))
    }

    fn mot(&self, terme: &Terme, tolerant: bool) -> Option<u32> {
        let mot = terme.mot.as_str();
        if mot.is_empty() {
            return None;
        }
        if self.mots.split(' ').any(|m| m.starts_with(mot)) {
            return Some(2);
        }
        let colle =
            mot.len() >= COLLE_MIN && self.debuts.iter().any(|d| self.colle[*d..].starts_with(mot));
        if colle || self.mots.contains(mot) || self.sons.split(' ').any(|s| s == terme.son) {
            return Some(1);
        }
        // A number is itself or another.
        let lettres = tolerant && !mot.bytes().any(|b| b.is_ascii_digit());
        (lettres
            && (self.sons.split(' ').any(|s| une_lettre(s, &terme.son))
                || self.mots.split(' ').any(|m| une_lettre(m, mot))))
        .then_some(1)
    }
}

impl Index {
    async fn lire(seance: &Seance) -> Result<Self> {
        let mut lignes = seance.store.enfants().await?;
        // As a directory has them: É beside E, D’ALMEIDA before DAVID.
        lignes.sort_by_cached_key(|l| [plier(&l.nom_naissance), plier(&l.prenom_utilise)]);
        let entrees = lignes.into_iter().map(Entree::new).collect();
        Ok(Self { entrees, doubles: OnceLock::new() })
    }

    /// The children whom the terms find, the best first: those who are written so, or sound so; where
    /// there are none, those who are one letter away.
    fn chercher(&self, termes: &[Terme]) -> Vec<&LigneEnfant> {
        let passe = |tolerant| {
            let mut trouves: Vec<(u32, &LigneEnfant)> = self
                .entrees
                .iter()
                .filter_map(|e| e.score(termes, tolerant).map(|score| (score, &e.ligne)))
                .collect();
            // The list is by name already, and a stable sort keeps it so among equals.
            trouves.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
            trouves
        };
        let mut trouves = passe(false);
        if trouves.is_empty() {
            trouves = passe(true);
        }
        trouves.into_iter().map(|(_, ligne)| ligne).collect()
    }
}

/// The index of the open base, read where nobody has searched yet.
async fn pret(seance: &Seance) -> Result<RwLockReadGuard<'_, Option<Index>>> {
    if seance.index.read().await.is_none() {
        // Held while the base is read: a child added meanwhile makes this one forgotten, after.
        let mut index = seance.index.write().await;
        *index = Some(Index::lire(seance).await?);
    }
    Ok(seance.index.read().await)
}

pub(super) async fn chercher(core: &Core, recherche: Recherche) -> Result<Trouves> {
    let seance = core.seance().await?;
    let garde = pret(&seance).await?;
    let Some(index) = garde.as_ref() else {
        return Ok(Trouves { total: 0, lignes: Vec::new() });
    };
    let aujourd_hui = core.monde.aujourd_hui();
    let trouves = index.chercher(&question::lire(&recherche.texte, aujourd_hui));
    let total = trouves.len();
    let lignes = trouves
        .into_iter()
        .take(recherche.limite.min(200))
        .map(|ligne| EnfantLigne::new(ligne, aujourd_hui))
        .collect();
    Ok(Trouves { total, lignes: enfant::completer(&seance, lignes).await? })
}

/// Forgets the index: a child was added or renamed.
pub(crate) async fn oublier(seance: &Seance) {
    *seance.index.write().await = None;
}

#[cfg(test)]
mod tests;
