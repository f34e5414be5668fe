//! Whether two people on paper are one child.

use super::Cle;
use crate::date::DateCivile;
use crate::enfant::{GraphieOrigine, Sexe};

/// How two names are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degre {
    /// The same words, whatever their accents and signs.
    Meme,
    /// Glued or split, another spelling of the same sound, or a particle more.
    Autrement,
    UneLettre,
}

/// How two birth dates are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Jour {
    Meme,
    /// Day and month exchanged: 3 July and 7 March.
    Inverse,
    /// Only the day, only the month or only the year differs, by ten years at most.
    Proche,
    Autre,
}

impl Jour {
    /// How two birth dates compare.
    #[must_use]
    pub fn compare(a: DateCivile, b: DateCivile) -> Self {
        let (jour, mois, an) =
            (a.0.day() == b.0.day(), a.0.month() == b.0.month(), a.0.year() == b.0.year());
        match (jour, mois, an) {
            (true, true, true) => Self::Meme,
            _ if an && a.0.day() == b.0.month() && a.0.month() == b.0.day() => Self::Inverse,
            (false, true, true) | (true, false, true) => Self::Proche,
            (true, true, false) if a.0.year().abs_diff(b.0.year()) <= ANNEES.unsigned_abs() => {
                Self::Proche
            }
            _ => Self::Autre,
        }
    }
}

impl Jour {
    /// The days that are not [`Jour::Autre`] beside one: the same, day and month exchanged, and those that
    /// differ by the day, the month or some years. A hundred at most.
    #[must_use]
    pub fn voisins(jour: DateCivile) -> Vec<DateCivile> {
        let (an, mois, quantieme) = (jour.0.year(), jour.0.month(), jour.0.day());
        let annees = (-ANNEES..=ANNEES).map(|ecart| (an + ecart, mois, quantieme));
        let mois_de_l_an = (1..=12).map(|mois| (an, mois, quantieme));
        let jours_du_mois = (1..=31).map(|quantieme| (an, mois, quantieme));
        let mut voisins: Vec<DateCivile> = annees
            .chain(mois_de_l_an)
            .chain(jours_du_mois)
            .chain([(an, quantieme, mois)])
            .filter_map(|(an, mois, quantieme)| DateCivile::new(an, mois, quantieme))
            .collect();
        voisins.sort_unstable();
        voisins.dedup();
        voisins
    }
}

/// Most years between two birth dates that are near: a mistyped digit, or an age guessed by looks.
const ANNEES: i16 = 10;

/// A child as names and a birth date tell them apart from others.
#[derive(Debug, Clone)]
pub struct Personne {
    nom: Vec<Cle>,
    /// Each first name, the one in use, and all of them glued.
    prenoms: Vec<Cle>,
    /// The sound of every word of the names, in order: equal where the words moved from one field to the
    /// other.
    mots: Vec<String>,
    sexe: Option<Sexe>,
    naissance: Option<DateCivile>,
}

/// What makes two people look like one child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ressemblance {
    /// The family names, if they are alike.
    pub nom: Option<Degre>,
    /// A first name, if one is alike.
    pub prenom: Option<Degre>,
    /// Whether name and first name are in each other’s place.
    pub inverses: bool,
    pub jour: Jour,
    /// Whether the sex is the same.
    pub meme_sexe: bool,
    /// What both have, so that it can be said to differ.
    compares: Compares,
}

/// What two people both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Compares {
    nom: bool,
    prenom: bool,
    jour: bool,
}

impl Personne {
    /// A child as written on paper. `prenoms` are those of the birth, then the one in use.
    pub fn new<'a>(
        nom: &str,
        prenoms: impl IntoIterator<Item = &'a str>,
        sexe: Option<Sexe>,
        naissance: Option<DateCivile>,
    ) -> Self {
        let prenoms: Vec<&str> = prenoms.into_iter().collect();
        let mut personne = Self {
            nom: Cle::new(nom).into_iter().collect(),
            prenoms: Vec::new(),
            mots: Vec::new(),
            sexe,
            naissance,
        };
        for prenom in &prenoms {
            personne.add_prenom(prenom);
        }
        personne.add_prenom(&prenoms.concat());
        personne.mots = mots(std::iter::once(nom).chain(prenoms));
        personne
    }

    /// Adds the spellings that papers of another script gave.
    pub fn add_graphie(&mut self, graphie: &GraphieOrigine) {
        self.nom.extend(Cle::new(&graphie.nom));
        for prenom in &graphie.prenoms {
            self.add_prenom(prenom);
        }
        // A transliteration holds the whole name, in an unknown order: each of its words may be
        // family name or first name.
        for ecrite in &graphie.translitterations {
            for mot in ecrite.split_whitespace() {
                self.nom.extend(Cle::new(mot));
                self.add_prenom(mot);
            }
        }
    }

    fn add_prenom(&mut self, prenom: &str) {
        if let Some(cle) = Cle::new(prenom)
            && !self.prenoms.contains(&cle)
        {
            self.prenoms.push(cle);
        }
    }

    /// The sounds of the family name.
    pub fn sons_du_nom(&self) -> impl Iterator<Item = &str> {
        self.nom.iter().flat_map(Cle::sons)
    }

    /// The sounds of the first names: one may stand in the place of the family name.
    pub fn sons_des_prenoms(&self) -> impl Iterator<Item = &str> {
        self.prenoms.iter().flat_map(Cle::sons)
    }

    #[must_use]
    pub const fn naissance(&self) -> Option<DateCivile> {
        self.naissance
    }

    /// What makes these two look like one child; none where they are clearly two.
    ///
    /// Two of three must match: family name, first name, birth date. A name that is one letter off,
    /// or a date that is not the same, needs the others to match.
    #[must_use]
    pub fn ressemble(&self, autre: &Self) -> Option<Ressemblance> {
        let jour = match (self.naissance, autre.naissance) {
            (Some(a), Some(b)) => Jour::compare(a, b),
            _ => Jour::Autre,
        };
        let meme_sexe = self.sexe.is_none() || autre.sexe.is_none() || self.sexe == autre.sexe;
        let compares = Compares {
            nom: !self.nom.is_empty() && !autre.nom.is_empty(),
            prenom: !self.prenoms.is_empty() && !autre.prenoms.is_empty(),
            jour: self.naissance.is_some() && autre.naissance.is_some(),
        };
        let de = |nom, prenom, inverses| Ressemblance {
            nom,
            prenom,
            inverses,
            jour,
            meme_sexe,
            compares,
        };
        let droit =
            de(meilleur(&self.nom, &autre.nom), meilleur(&self.prenoms, &autre.prenoms), false);
        let croise =
            de(meilleur(&self.nom, &autre.prenoms), meilleur(&self.prenoms, &autre.nom), true);
        let deplace = (self.mots.len() > 2 && self.mots == autre.mots)
            .then(|| de(Some(Degre::Autrement), Some(Degre::Autrement), true));
        // Name and first name in each other’s place count only when both match.
        let croise = (croise.nom.is_some() && croise.prenom.is_some()).then_some(croise);
        [Some(droit), croise, deplace].into_iter().flatten().find(Ressemblance::suffit)
    }
}

impl Ressemblance {
    fn suffit(&self) -> bool {
        match (self.nom, self.prenom, self.jour) {
            // One letter in each, or one letter and another day, is another child.
            (Some(a), Some(b), Jour::Autre) => a.max(b) < Degre::UneLettre,
            (Some(a), Some(b), Jour::Proche) => a.min(b) < Degre::UneLettre,
            (Some(_), Some(_), Jour::Meme | Jour::Inverse) => true,
            (Some(d), None, Jour::Meme) | (None, Some(d), Jour::Meme) => d < Degre::UneLettre,
            _ => false,
        }
    }

    /// Whether an import warns of it: the whole name, born on the same day or nearly. A brother or
    /// sister may share a name and a birth date, and is another child.
    #[must_use]
    pub fn avertit(&self) -> bool {
        self.nom.is_some() && self.prenom.is_some() && self.jour != Jour::Autre
    }

    /// Why, each in a few French words. Nothing is said of what one of the two does not have.
    #[must_use]
    pub fn raisons(&self) -> Vec<String> {
        let mut raisons = Vec::new();
        if self.inverses {
            raisons.push("nom et prénom inversés".to_owned());
        } else {
            let dire = |quoi: &str, degre| match degre {
                Some(Degre::Meme) => format!("même {quoi}"),
                Some(Degre::Autrement) => format!("même {quoi}, écrit autrement"),
                Some(Degre::UneLettre) => format!("{quoi} à une lettre près"),
                None => format!("{quoi} différent"),
            };
            let noms = self.compares.nom.then(|| dire("nom", self.nom));
            raisons.extend(
                noms.into_iter().chain(self.compares.prenom.then(|| dire("prénom", self.prenom))),
            );
        }
        let jour = match self.jour {
            Jour::Meme => "même date de naissance",
            Jour::Inverse => "jour et mois de naissance inversés",
            Jour::Proche => "date de naissance proche",
            Jour::Autre => "date de naissance différente",
        };
        raisons.extend(self.compares.jour.then(|| jour.to_owned()));
        if !self.meme_sexe {
            raisons.push("sexe différent".to_owned());
        }
        raisons
    }
}

/// The best that two lists of names have in common.
fn meilleur(a: &[Cle], b: &[Cle]) -> Option<Degre> {
    a.iter().flat_map(|x| b.iter().filter_map(|y| x.compare(y))).min()
}

/// The sounds of the words of names, without those that are said twice, in order.
fn mots<'a>(noms: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut mots: Vec<String> = noms
        .flat_map(|nom| {
            let plie = crate::texte::fold(nom);
            plie.split(' ').filter(|m| !m.is_empty()).map(super::squelette).collect::<Vec<_>>()
        })
        .collect();
    mots.sort_unstable();
    mots.dedup();
    mots
}
