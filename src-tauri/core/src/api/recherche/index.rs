//! The names of the children, folded, with the children whom each word belongs to: what a search reads.
//!
//! A base has far fewer words than children: a term is compared with each word once, and with each
//! child by a number.

use super::question::{Terme, inverse};
use crate::store::LigneEnfant;
use escale_domain::date::{DateCivile, DatePartielle};
use escale_domain::enfant::GraphieOrigine;
use escale_domain::nom::{squelette, une_lettre};
use escale_domain::texte::fold;
use memchr::memmem::Finder;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Fewest letters of a word that is looked for across several: "lin" is no part of "Li Nadia".
const COLLE_MIN: usize = 4;

/// The children in the order of a directory, by their rank in it, and what finds them.
pub(super) struct Index {
    pub(super) ids: Vec<String>,
    naissances: Vec<String>,
    /// The words of the names in every spelling met, and of the record number.
    mots: Mots,
    /// How the words sound, and the family name and the first name as one word each.
    sons: Mots,
    /// All the words of each child.
    textes: Textes,
    /// The same without spaces, for "deluca" and "de luca".
    colles: Textes,
    /// Where the words begin in `colles`, in order.
    debuts: Vec<usize>,
}

/// Words, each once, with the ranks of the children who have it.
#[derive(Default)]
struct Mots {
    numeros: HashMap<String, usize>,
    mots: Vec<(String, Vec<u32>)>,
}

impl Mots {
    fn add(&mut self, mot: &str, rang: u32) {
        let numero = match self.numeros.get(mot) {
            Some(numero) => *numero,
            None => {
                self.numeros.insert(mot.to_owned(), self.mots.len());
                self.mots.push((mot.to_owned(), Vec::new()));
                self.mots.len() - 1
            }
        };
        let rangs = &mut self.mots[numero].1;
        if rangs.last() != Some(&rang) {
            rangs.push(rang);
        }
    }
}

/// One text per child, end to end, so that a search runs through all of them at once.
#[derive(Default)]
struct Textes {
    tout: String,
    fins: Vec<usize>,
}

impl Textes {
    fn add(&mut self, texte: &str) {
        self.tout.push_str(texte);
        // No folded text has this sign: nothing is found across two children.
        self.tout.push('\n');
        self.fins.push(self.tout.len());
    }

    /// Every place where a text stands, with the rank of the child.
    fn places<'a>(&'a self, texte: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let finder = Finder::new(texte);
        let mut debut = 0;
        let mut rang = 0;
        std::iter::from_fn(move || {
            let reste = self.tout.as_bytes().get(debut..)?;
            let place = debut + finder.find(reste)?;
            debut = place + 1;
            rang += self.fins[rang..].partition_point(|fin| *fin <= place);
            Some((place, rang))
        })
    }
}

impl Index {
    pub(super) fn new(lignes: Vec<LigneEnfant>) -> Self {
        let mut plies = Plies::default();
        let mut lignes: Vec<(usize, usize, LigneEnfant)> = lignes
            .into_iter()
            .map(|l| (plies.numero(&l.nom_naissance), plies.numero(&l.prenom_utilise), l))
            .collect();
        // As a directory has them: É beside E, D’ALMEIDA before DAVID.
        lignes.sort_by(|(nom, prenom, ligne), (autre, second, voisine)| {
            let texte = |numero: &usize| &plies.textes[*numero];
            (texte(nom), texte(prenom), &ligne.id).cmp(&(texte(autre), texte(second), &voisine.id))
        });
        let mut index = Self {
            ids: Vec::with_capacity(lignes.len()),
            naissances: Vec::with_capacity(lignes.len()),
            mots: Mots::default(),
            sons: Mots::default(),
            textes: Textes::default(),
            colles: Textes::default(),
            debuts: Vec::new(),
        };
        let mut sons = HashMap::new();
        for (rang, (nom, prenom, ligne)) in (0..).zip(lignes) {
            let mut textes = vec![nom, prenom];
            textes.extend(autres(&ligne).iter().map(|autre| plies.numero(autre)));
            let mut textes: Vec<&str> = textes.into_iter().map(|n| &*plies.textes[n]).collect();
            let dossier = fold(&ligne.num_dossier_local);
            textes.push(&dossier);
            textes.retain(|texte| !texte.is_empty());
            let colles = [nom, prenom].map(|n| plies.textes[n].replace(' ', ""));
            index.add(rang, &textes.join(" "), &colles, &mut sons);
            index.ids.push(ligne.id);
            index.naissances.push(ligne.date_naissance);
        }
        index
    }

    fn add(
        &mut self,
        rang: u32,
        texte: &str,
        colles: &[String],
        sons: &mut HashMap<String, String>,
    ) {
        let mut debut = self.colles.tout.len();
        let mut colle = String::with_capacity(texte.len());
        let mots = || texte.split(' ');
        for mot in mots() {
            self.mots.add(mot, rang);
            self.debuts.push(debut);
            debut += mot.len();
            colle.push_str(mot);
        }
        for mot in mots().chain(colles.iter().map(String::as_str)) {
            let son = match sons.get(mot) {
                Some(son) => son,
                None => sons.entry(mot.to_owned()).or_insert_with(|| squelette(mot)),
            };
            self.sons.add(son, rang);
        }
        self.textes.add(texte);
        self.colles.add(&colle);
    }

    /// The ranks of the children whom the terms find, the best first: those who are written so, or
    /// sound so; where there are none, those who are one letter away.
    pub(super) fn search(&self, termes: &[Terme]) -> Vec<usize> {
        let trouves = self.passe(termes, false);
        if trouves.is_empty() { self.passe(termes, true) } else { trouves }
    }

    fn passe(&self, termes: &[Terme], tolerant: bool) -> Vec<usize> {
        let mut totaux = vec![Some(0_u32); self.ids.len()];
        for terme in termes {
            let mut scores = vec![0; self.ids.len()];
            self.note_jour(terme, tolerant, &mut scores);
            self.note_mot(terme, tolerant, &mut scores);
            for (total, score) in totaux.iter_mut().zip(scores) {
                *total = total.filter(|_| score > 0).map(|total| total + u32::from(score));
            }
        }
        // All the words glued, where a name is split otherwise.
        let colle: String = termes.iter().map(|t| t.mot.as_str()).collect();
        if colle.len() >= COLLE_MIN && termes.iter().all(|t| t.date.is_none()) {
            for (_, rang) in self.colles.places(&colle) {
                totaux[rang].get_or_insert(1);
            }
        }
        let trouve =
            |(rang, total): (usize, Option<u32>)| total.map(|total| (Reverse(total), rang));
        let mut trouves: Vec<_> = totaux.into_iter().enumerate().filter_map(trouve).collect();
        // By name among equals.
        trouves.sort_unstable();
        trouves.into_iter().map(|(_, rang)| rang).collect()
    }

    /// What is typed as a day is one; figures that may be a number are one first, but for a year, with
    /// which all the numbers of that year begin.
    fn note_jour(&self, terme: &Terme, tolerant: bool, scores: &mut [u8]) {
        let Some(date) = terme.date else { return };
        let score = match date {
            DatePartielle::Annee(_) => 3,
            _ if terme.mot.is_empty() => 2,
            _ => 1,
        };
        let iso = date.iso();
        let autre = inverse(date).filter(|_| tolerant).map(DateCivile::iso);
        for (naissance, note) in self.naissances.iter().zip(scores) {
            if naissance.starts_with(&iso) || autre.as_ref() == Some(naissance) {
                *note = score;
            }
        }
    }

    /// The start of a word is worth more than its middle, several words in one, or the same sound.
    fn note_mot(&self, terme: &Terme, tolerant: bool, scores: &mut [u8]) {
        let mot = terme.mot.as_str();
        if mot.is_empty() {
            return;
        }
        let mut note = |rangs: &[u32], score: u8| {
            for rang in rangs {
                let note = &mut scores[*rang as usize];
                *note = score.max(*note);
            }
        };
        // A number is not compared with one digit changed.
        let lettres = tolerant && !mot.bytes().any(|b| b.is_ascii_digit());
        let finder = Finder::new(mot);
        for (connu, rangs) in &self.mots.mots {
            match finder.find(connu.as_bytes()) {
                Some(0) => note(rangs, 2),
                Some(_) => note(rangs, 1),
                None if lettres && une_lettre(connu, mot) => note(rangs, 1),
                None => {}
            }
        }
        if let Some(numero) = self.sons.numeros.get(&terme.son) {
            note(&self.sons.mots[*numero].1, 1);
        }
        if lettres {
            for (son, rangs) in &self.sons.mots {
                if une_lettre(son, &terme.son) {
                    note(rangs, 1);
                }
            }
        }
        let note = |rang: usize, scores: &mut [u8]| scores[rang] = scores[rang].max(1);
        if mot.len() >= COLLE_MIN {
            for (place, rang) in self.colles.places(mot) {
                if self.debuts.binary_search(&place).is_ok() {
                    note(rang, scores);
                }
            }
        }
        // A record number is several words.
        if mot.contains(' ') {
            for (_, rang) in self.textes.places(mot) {
                note(rang, scores);
            }
        }
    }
}

/// Folded names: most are those of several children.
#[derive(Default)]
struct Plies {
    numeros: HashMap<String, usize>,
    textes: Vec<String>,
}

impl Plies {
    fn numero(&mut self, texte: &str) -> usize {
        if let Some(numero) = self.numeros.get(texte) {
            return *numero;
        }
        self.numeros.insert(texte.to_owned(), self.textes.len());
        self.textes.push(fold(texte));
        self.textes.len() - 1
    }
}

/// What a child is called beside the name and the first name in use.
fn autres(ligne: &LigneEnfant) -> Vec<String> {
    let mut noms: Vec<String> = serde_json::from_str(&ligne.prenoms_naissance).unwrap_or_default();
    let graphie = ligne.graphie_origine.as_deref();
    if let Some(Ok(graphie)) = graphie.map(serde_json::from_str::<GraphieOrigine>) {
        noms.push(graphie.nom);
        noms.extend(graphie.prenoms);
        noms.extend(graphie.translitterations);
    }
    noms
}
