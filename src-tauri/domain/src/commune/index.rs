//! The list in memory, and the sorted keys that answer as one types.

use super::{Commune, Departement, Proposition};
use crate::texte::fold;
use std::sync::LazyLock;

pub(crate) const COMMUNES: &str = include_str!("../../references/cog/communes_cog2026.csv");
pub(crate) const DEPARTEMENTS: &str = include_str!("../../references/cog/departements_cog2026.csv");

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::parse);

/// A sorted key, and the commune that it leads to.
type Cle<T> = (T, u32);

pub(super) struct Index {
    /// In the alphabetical order of the folded names: a place in it ranks a commune.
    communes: Vec<Commune>,
    /// By INSEE code.
    insee: Vec<Cle<&'static str>>,
    /// By postcode, then by place.
    postaux: Vec<Cle<&'static str>>,
    /// Folded names, whole and without their article.
    noms: Vec<Cle<Box<str>>>,
    /// What follows each word of a folded name but the first, its article apart.
    mots: Vec<Cle<Box<str>>>,
    departements: Vec<Departement>,
}

impl Index {
    fn parse() -> Self {
        let mut lus: Vec<(String, Commune)> = COMMUNES
            .lines()
            .skip(1)
            .map(commune)
            .map(|commune| (fold(commune.nom), commune))
            .collect();
        lus.sort_by(|(nom, un), (autre, deux)| (nom, un.code_insee).cmp(&(autre, deux.code_insee)));
        let (mut insee, mut postaux) = (Vec::new(), Vec::new());
        let (mut noms, mut mots) = (Vec::new(), Vec::new());
        for ((nom, commune), rang) in lus.iter().zip(0u32..) {
            insee.push((commune.code_insee, rang));
            postaux.extend(commune.codes_postaux.iter().map(|code| (*code, rang)));
            noms.push((Box::from(nom.as_str()), rang));
            let article =
                nom.split(' ').next().filter(|mot| ["l", "la", "le", "les"].contains(mot));
            for (espace, _) in nom.match_indices(' ') {
                let suite: Box<str> = Box::from(&nom[espace + 1..]);
                match article.is_some_and(|article| article.len() == espace) {
                    true => noms.push((suite, rang)),
                    false => mots.push((suite, rang)),
                }
            }
        }
        insee.sort_unstable();
        postaux.sort_unstable();
        noms.sort_unstable();
        mots.sort_unstable();
        let communes = lus.into_iter().map(|(_, commune)| commune).collect();
        let departements = DEPARTEMENTS.lines().skip(1).map(departement).collect();
        Self { communes, insee, postaux, noms, mots, departements }
    }

    fn commune(&'static self, rang: u32) -> Option<&'static Commune> {
        self.communes.get(usize::try_from(rang).ok()?)
    }

    pub(super) fn par_insee(&'static self, code: &str) -> Option<&'static Commune> {
        let place = self.insee.binary_search_by(|(cle, _)| (*cle).cmp(code)).ok()?;
        self.commune(self.insee.get(place)?.1)
    }

    pub(super) fn par_code_postal(
        &'static self,
        code: &str,
    ) -> impl Iterator<Item = &'static Commune> {
        let exacts = plage(&self.postaux, code).take_while(|(cle, _)| cle.len() == code.len());
        let exacts: Vec<u32> = exacts.map(|(_, rang)| *rang).collect();
        exacts.into_iter().filter_map(|rang| self.commune(rang))
    }

    pub(super) fn departement(&'static self, code: &str) -> Option<&'static Departement> {
        self.departements.iter().find(|departement| departement.code == code)
    }

    pub(super) fn complete(&'static self, saisie: &str, limite: usize) -> Vec<Proposition> {
        let pliee = fold(saisie);
        let serree: String = pliee.chars().filter(|c| *c != ' ').collect();
        if serree.is_empty() || limite == 0 {
            return Vec::new();
        }
        let chiffres = serree.bytes().filter(u8::is_ascii_digit).count();
        if chiffres == serree.len() || (chiffres + 1 == serree.len() && corse(&serree)) {
            return self.par_chiffres(&serree.to_uppercase(), limite);
        }
        let trouves = self.par_nom(&pliee, limite, |_| true);
        if !trouves.is_empty() {
            return trouves;
        }
        let (codes, mots): (Vec<&str>, Vec<&str>) = pliee
            .split(' ')
            .partition(|mot| mot.len() >= 2 && mot.bytes().all(|b| b.is_ascii_digit()));
        match codes.as_slice() {
            [code] if !mots.is_empty() => self.par_nom(&mots.join(" "), limite, |commune| {
                commune.codes_postaux.iter().any(|postal| postal.starts_with(code))
                    || commune.departement == *code
            }),
            _ => Vec::new(),
        }
    }

    fn par_chiffres(&'static self, chiffres: &str, limite: usize) -> Vec<Proposition> {
        let postaux = plage(&self.postaux, chiffres).filter_map(|(code, rang)| {
            Some(Proposition { commune: self.commune(*rang)?, code_postal: Some(code) })
        });
        // A beginning of an INSEE code is most often that of a postcode: only a letter tells.
        let entier = chiffres.len() == 5 || !chiffres.bytes().all(|b| b.is_ascii_digit());
        let insee = plage(&self.insee, chiffres)
            .filter(|_| entier)
            .filter_map(|(_, rang)| self.commune(*rang))
            .map(propose);
        let mut propositions: Vec<Proposition> = Vec::new();
        for proposition in postaux.chain(insee) {
            if propositions.len() == limite {
                break;
            }
            if !propositions.contains(&proposition) {
                propositions.push(proposition);
            }
        }
        propositions
    }

    fn par_nom(
        &'static self,
        pliee: &str,
        limite: usize,
        keep: impl Fn(&Commune) -> bool,
    ) -> Vec<Proposition> {
        let mut formes = vec![pliee.to_owned()];
        let longue = saints(pliee);
        if longue != pliee {
            formes.push(longue);
        }
        // What is left to type, then the alphabetical place: "pari" is Paris before the Parign…; a
        // commune keeps its best. The words are asked only when the names do not fill the list.
        let debuts = formes.iter().flat_map(|forme| {
            plage(&self.noms, forme).map(|(nom, rang)| (nom.len() - forme.len(), *rang))
        });
        let mut propositions = Vec::new();
        self.retain(debuts.collect(), limite, &keep, &mut propositions);
        if propositions.len() < limite {
            let mots = formes.iter().flat_map(|forme| plage(&self.mots, forme));
            let mots = mots.map(|(_, rang)| (0, *rang)).collect();
            self.retain(mots, limite, &keep, &mut propositions);
        }
        propositions
    }

    /// Adds the communes of these places, in order and each once, until there are `limite`.
    fn retain(
        &'static self,
        mut rangs: Vec<(usize, u32)>,
        limite: usize,
        keep: impl Fn(&Commune) -> bool,
        propositions: &mut Vec<Proposition>,
    ) {
        rangs.sort_unstable();
        for commune in rangs.iter().filter_map(|(_, rang)| self.commune(*rang)) {
            if propositions.len() == limite {
                return;
            }
            let deja = propositions.iter().any(|p| p.commune.code_insee == commune.code_insee);
            if !deja && keep(commune) {
                propositions.push(propose(commune));
            }
        }
    }
}

/// The keys that begin with `debut`, in their order.
fn plage<'a, T: AsRef<str>>(
    cles: &'a [Cle<T>],
    debut: &'a str,
) -> impl Iterator<Item = &'a Cle<T>> {
    let premiere = cles.partition_point(|(cle, _)| cle.as_ref() < debut);
    cles.iter().skip(premiere).take_while(move |(cle, _)| cle.as_ref().starts_with(debut))
}

fn propose(commune: &'static Commune) -> Proposition {
    let code_postal = match commune.codes_postaux.as_slice() {
        [seul] => Some(*seul),
        _ => None,
    };
    Proposition { commune, code_postal }
}

/// "st denis" gives "saint denis".
fn saints(pliee: &str) -> String {
    let mots: Vec<&str> = pliee
        .split(' ')
        .map(|mot| match mot {
            "st" => "saint",
            "ste" => "sainte",
            mot => mot,
        })
        .collect();
    mots.join(" ")
}

/// Whether a folded text begins as a Corsican code.
fn corse(serree: &str) -> bool {
    serree.starts_with("2a") || serree.starts_with("2b")
}

fn commune(ligne: &'static str) -> Commune {
    let mut champs = ligne.split(',');
    let [code_insee, nom, departement, genre, postaux] =
        [(); 5].map(|()| champs.next().expect("a row of communes has five cells"));
    Commune {
        code_insee,
        nom,
        departement,
        arrondissement: genre == "arrondissement",
        codes_postaux: postaux.split_whitespace().collect(),
    }
}

fn departement(ligne: &'static str) -> Departement {
    let mut champs = ligne.split(',');
    let [code, nom, region] =
        [(); 3].map(|()| champs.next().expect("a row of départements has three cells"));
    Departement { code, nom, region }
}
