//! Names of vaccines and diseases: what each protects against, from which age it is licensed.
//!
//! The names are data (`references/vaccins/produits-2026.json`), with a source or "de mémoire" on
//! each age.

use super::Valence;
use crate::date::DateCivile;
use crate::texte::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// The text of the names.
pub(crate) const PRODUITS_2026: &str = include_str!("../../references/vaccins/produits-2026.json");

/// A part of a vaccine, where a valence of the calendar takes several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Composante {
    Diphterie,
    Tetanos,
    Polio,
    Rougeole,
    Oreillons,
    Rubeole,
}

impl Composante {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "D" => Self::Diphterie,
            "T" => Self::Tetanos,
            "P" => Self::Polio,
            "R" => Self::Rougeole,
            "O" => Self::Oreillons,
            "RU" => Self::Rubeole,
            _ => return None,
        })
    }

    /// The parts of a valence; none for one that is given whole.
    pub(super) const fn de(valence: Valence) -> &'static [Self] {
        match valence {
            Valence::Dtp => &[Self::Diphterie, Self::Tetanos, Self::Polio],
            Valence::Ror => &[Self::Rougeole, Self::Oreillons, Self::Rubeole],
            _ => &[],
        }
    }

    /// In words.
    pub(super) const fn en_mots(self) -> &'static str {
        match self {
            Self::Diphterie => "diphtérie",
            Self::Tetanos => "tétanos",
            Self::Polio => "polio",
            Self::Rougeole => "rougeole",
            Self::Oreillons => "oreillons",
            Self::Rubeole => "rubéole",
        }
    }

    /// The valence that it is a part of.
    pub(super) const fn valence(self) -> Valence {
        match self {
            Self::Diphterie | Self::Tetanos | Self::Polio => Valence::Dtp,
            Self::Rougeole | Self::Oreillons | Self::Rubeole => Valence::Ror,
        }
    }
}

/// What a name protects against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Contre {
    /// A part of a valence.
    Partie(Composante),
    /// A valence of the calendar as a whole.
    Valence(Valence),
    /// Something that the calendar does not follow: hepatitis A, yellow fever…
    HorsCalendrier,
}

impl TryFrom<String> for Contre {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        match code.as_str() {
            "HORS" => Ok(Self::HorsCalendrier),
            code => Composante::from_code(code)
                .map(Self::Partie)
                .or_else(|| Valence::from_code(code).map(Self::Valence))
                .ok_or_else(|| format!("{code}: neither a valence nor a part of one")),
        }
    }
}

/// The age from which a product is licensed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AgeMin {
    Semaines(i32),
    Mois(i32),
    Ans(i32),
}

impl AgeMin {
    /// The first day on which a child born on `naissance` has that age.
    pub(super) fn depuis(self, naissance: DateCivile) -> DateCivile {
        match self {
            Self::Semaines(n) => naissance.plus_jours(7 * n),
            Self::Mois(n) => naissance.plus_mois(n),
            Self::Ans(n) => naissance.plus_mois(12 * n),
        }
    }

    /// "6 semaines", "12 mois", "10 ans".
    pub(super) fn en_mots(self) -> String {
        match self {
            Self::Semaines(n) => format!("{n} semaines"),
            Self::Mois(n) => format!("{n} mois"),
            Self::Ans(n) => format!("{n} ans"),
        }
    }
}

/// A product, a disease or an abbreviation, as a line may name it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nom {
    pub(super) nom: String,
    pub(super) contre: Vec<Contre>,
    #[serde(default)]
    graphies: Vec<String>,
    /// Licensed from this age; a dose before it fills no step.
    pub(super) a_partir_de: Option<AgeMin>,
    /// Where that age comes from.
    pub(super) source: Option<String>,
    /// A polysaccharide vaccine: it does not fill the step of a conjugate one.
    #[serde(default)]
    pub(super) polyosidique: bool,
    /// A test of immunity against these, which is no vaccine.
    #[serde(default)]
    pub(super) teste: Vec<Valence>,
    /// The name of a disease or an abbreviation, not of a product.
    #[serde(skip)]
    pub(super) maladie: bool,
    /// No longer sold, or never sold in France: understood in a line, and not proposed.
    #[serde(default)]
    ancien: bool,
}

impl Nom {
    /// The valences that it gives, whole or in part.
    pub(super) fn touche(&self) -> BTreeSet<Valence> {
        self.contre
            .iter()
            .filter_map(|contre| match contre {
                Contre::Partie(partie) => Some(partie.valence()),
                Contre::Valence(valence) => Some(*valence),
                Contre::HorsCalendrier => None,
            })
            .collect()
    }
}

/// A word that says too little: it may be one of several vaccines.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ambigu {
    pub(super) nom: String,
    /// What it may protect against.
    pub(super) peut_etre: Vec<Valence>,
    /// Why it is not read, in French.
    pub(super) raison: String,
    #[serde(default)]
    graphies: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    #[serde(rename = "version")]
    _version: String,
    #[serde(rename = "lire")]
    _lire: String,
    #[serde(rename = "sources")]
    _sources: BTreeMap<String, String>,
    produits: Vec<Nom>,
    maladies: Vec<Nom>,
    ambigus: Vec<Ambigu>,
}

/// What a spelling stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entree {
    Nom(&'static Nom),
    Ambigu(&'static Ambigu),
}

struct Lexique {
    fichier: &'static Fichier,
    /// By spelling: folded, words joined.
    par_graphie: HashMap<String, Entree>,
    /// The most words that a spelling has.
    mots_max: usize,
}

static LEXIQUE: LazyLock<Lexique> = LazyLock::new(|| {
    let mut lu: Fichier =
        serde_json::from_str(PRODUITS_2026).expect("the embedded list of products parses");
    for nom in &mut lu.maladies {
        nom.maladie = true;
    }
    let fichier: &'static Fichier = Box::leak(Box::new(lu));
    let mut lexique = Lexique { fichier, par_graphie: HashMap::new(), mots_max: 1 };
    for nom in fichier.produits.iter().chain(&fichier.maladies) {
        lexique.note(&nom.nom, &nom.graphies, Entree::Nom(nom));
    }
    for ambigu in &fichier.ambigus {
        lexique.note(&ambigu.nom, &ambigu.graphies, Entree::Ambigu(ambigu));
    }
    lexique
});

impl Lexique {
    fn note(&mut self, nom: &str, graphies: &[String], entree: Entree) {
        for graphie in std::iter::once(nom).chain(graphies.iter().map(String::as_str)) {
            let plie = fold(graphie);
            // A word that is written together may be written apart: "M-M-RVaxPro".
            self.mots_max = self.mots_max.max(plie.split(' ').count() + 2);
            self.par_graphie.entry(plie.replace(' ', "")).or_insert(entree);
        }
    }
}

/// What a spelling, folded and without spaces, stands for: a final plural or a leading "anti" do not
/// hide it.
pub(super) fn search(joint: &str) -> Option<Entree> {
    let connu = |texte: &str| LEXIQUE.par_graphie.get(texte).copied();
    connu(joint)
        .or_else(|| joint.strip_suffix('s').filter(|t| t.len() > 3).and_then(connu))
        .or_else(|| joint.strip_prefix("anti").filter(|t| t.len() > 3).and_then(connu))
}

/// The most words that are worth joining for [`search`].
pub(super) fn mots_max() -> usize {
    LEXIQUE.mots_max
}

/// Every name of the lists: products, then diseases and abbreviations.
#[cfg(test)]
pub(super) fn noms() -> impl Iterator<Item = (&'static Nom, Vec<&'static str>)> {
    LEXIQUE.fichier.produits.iter().chain(&LEXIQUE.fichier.maladies).map(|nom| {
        let graphies = nom.graphies.iter().map(String::as_str);
        (nom, std::iter::once(nom.nom.as_str()).chain(graphies).collect())
    })
}

/// The names that are read and say too little.
#[cfg(test)]
pub(super) fn ambigus() -> impl Iterator<Item = (&'static Ambigu, Vec<&'static str>)> {
    LEXIQUE.fichier.ambigus.iter().map(|ambigu| {
        let graphies = ambigu.graphies.iter().map(String::as_str);
        (ambigu, std::iter::once(ambigu.nom.as_str()).chain(graphies).collect())
    })
}

/// A product as it is proposed while a dose is typed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct Produit {
    /// Trade name.
    pub nom: String,
    /// What it protects against, in the order of [`Valence::ALL`].
    pub valences: Vec<Valence>,
}

/// The products sold today that protect against something in the calendar, and whose name or
/// spelling begins with `debut`, whatever its case and accents; all of them for an empty one.
#[must_use]
pub fn produits_proposes(debut: &str) -> Vec<Produit> {
    let debut = fold(debut).replace(' ', "");
    LEXIQUE
        .fichier
        .produits
        .iter()
        .filter(|nom| !nom.ancien && !nom.touche().is_empty())
        .filter(|nom| {
            std::iter::once(&nom.nom)
                .chain(&nom.graphies)
                .any(|graphie| fold(graphie).replace(' ', "").starts_with(&debut))
        })
        .map(|nom| Produit {
            nom: nom.nom.clone(),
            valences: super::ligne::parse_ligne(&nom.nom).valences(),
        })
        .collect()
}
