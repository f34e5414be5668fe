//! A line of the carnet: every word is understood, or returned unchanged as not understood.
//!
//! A line names products, diseases or both, one or several ("Hexyon + Prevenar 13", "DTP-Coq-Hib"),
//! among words that say which dose it was, when, where, and of which lot. What is not understood is
//! kept with its exact words and the reason, and is never guessed:
//!
//! - an unknown word may be any vaccine, and may take back what the line says: beside it a product
//!   still counts, the mere name of a disease does not;
//! - a skin test is no vaccine, and beside one neither is what it tests ("IDR BCG");
//! - a word that says too little ("Infanrix", "méningite") may be one of several;
//! - a word of refusal or doubt ("non fait", "refus", "?") makes the whole line count for nothing.

use super::Valence;
use super::lexique;
use super::mot::{Mot, mots};
use super::produits::{Composante, Contre, Entree, Nom, mots_max, search};
use std::collections::BTreeSet;

/// A stretch of a line, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morceau {
    /// Its words, as they were written.
    pub texte: String,
    pub(super) sens: Sens,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sens {
    /// A product, a disease or an abbreviation; several for abbreviations that are glued.
    Noms(Vec<&'static Nom>),
    /// A name that does not count: the rest of the line puts it in doubt.
    Suspendu {
        noms: Vec<&'static Nom>,
        /// Why, in French; none where the unknown word of the line is told for it.
        raison: Option<String>,
    },
    /// Which dose, when, where, by whom, of which lot.
    Detail,
    /// Not understood.
    Obscur {
        /// Why, in French.
        raison: String,
        /// What it may protect against.
        peut_etre: BTreeSet<Valence>,
    },
}

/// A line that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    morceaux: Vec<Morceau>,
}

impl Ligne {
    /// Its stretches, in order: together they hold every word.
    #[must_use]
    pub fn morceaux(&self) -> &[Morceau] {
        &self.morceaux
    }

    pub(super) fn noms(&self) -> impl Iterator<Item = &'static Nom> + '_ {
        self.morceaux
            .iter()
            .flat_map(|morceau| match &morceau.sens {
                Sens::Noms(noms) => noms.as_slice(),
                _ => &[],
            })
            .copied()
    }

    fn contre(&self) -> BTreeSet<Contre> {
        self.noms().flat_map(|nom| nom.contre.iter().copied()).collect()
    }

    /// The valences that it names, in the order of [`Valence::ALL`]. One of which only a part is
    /// named (tetanus alone, measles alone) is not among them, nor is one that is named in doubt.
    #[must_use]
    pub fn valences(&self) -> Vec<Valence> {
        entieres(&self.contre()).collect()
    }

    /// The same, with those that are named in doubt.
    pub(super) fn nommees(&self) -> BTreeSet<Valence> {
        let mut contre = self.contre();
        for morceau in &self.morceaux {
            if let Sens::Suspendu { noms, .. } = &morceau.sens {
                contre.extend(noms.iter().flat_map(|nom| nom.contre.iter().copied()));
            }
        }
        entieres(&contre).collect()
    }

    /// Valences of which the line names only a part, with that part in words: "tétanos, polio".
    #[must_use]
    pub fn partielles(&self) -> Vec<(Valence, String)> {
        let (contre, entieres) = (self.contre(), self.valences());
        [Valence::Dtp, Valence::Ror]
            .into_iter()
            .filter(|valence| !entieres.contains(valence))
            .filter_map(|valence| {
                let dites: Vec<&str> = Composante::de(valence)
                    .iter()
                    .filter(|p| contre.contains(&Contre::Partie(**p)))
                    .map(|p| p.en_mots())
                    .collect();
                (!dites.is_empty()).then(|| (valence, dites.join(", ")))
            })
            .collect()
    }

    /// The words that were not understood, exactly as written, each with the reason in French.
    #[must_use]
    pub fn non_compris(&self) -> Vec<(&str, &str)> {
        self.morceaux
            .iter()
            .filter_map(|morceau| match &morceau.sens {
                Sens::Obscur { raison, .. } | Sens::Suspendu { raison: Some(raison), .. } => {
                    Some((morceau.texte.as_str(), raison.as_str()))
                }
                _ => None,
            })
            .collect()
    }

    /// Whether every word was understood and a vaccine is named.
    #[must_use]
    pub fn entiere(&self) -> bool {
        self.doute().is_empty()
    }

    /// What the line may protect against beyond its [valences](Self::valences): nothing for one that
    /// was read whole, everything for one with an unknown word or without any name.
    #[must_use]
    pub fn doute(&self) -> BTreeSet<Valence> {
        let mut doute = BTreeSet::new();
        let (mut obscure, mut nommee) = (false, false);
        for morceau in &self.morceaux {
            match &morceau.sens {
                Sens::Obscur { peut_etre, .. } => {
                    obscure = true;
                    doute.extend(peut_etre);
                }
                Sens::Suspendu { noms, .. } => {
                    nommee = true;
                    doute.extend(noms.iter().flat_map(|nom| nom.touche()));
                }
                Sens::Noms(_) => nommee = true,
                Sens::Detail => {}
            }
        }
        if !obscure && !nommee {
            doute.extend(Valence::ALL);
        }
        for valence in self.valences() {
            doute.remove(&valence);
        }
        doute
    }

    /// Whether it names this product.
    pub(super) fn nomme(&self, produit: &str) -> bool {
        self.noms().any(|nom| nom.nom == produit)
    }
}

/// Reads a line, whatever its case, accents, punctuation and trademark signs.
#[must_use]
pub fn parse_ligne(texte: &str) -> Ligne {
    let mots = mots(texte);
    let mut lecture =
        Lecture { texte, mots: &mots, morceaux: Vec::new(), rang_dit: false, reserve: false };
    let mut place = 0;
    while place < mots.len() {
        place += lecture.parse(place);
    }
    let reserve = lecture.reserve || texte.contains('?');
    let morceaux = lecture.morceaux;
    Ligne { morceaux: if reserve { withdraw(morceaux) } else { suspend(morceaux) } }
}

/// The valences of which `contre` holds the whole.
fn entieres(contre: &BTreeSet<Contre>) -> impl Iterator<Item = Valence> + '_ {
    let entiere = |valence: &Valence| {
        let parties = Composante::de(*valence);
        contre.contains(&Contre::Valence(*valence))
            || (!parties.is_empty() && parties.iter().all(|p| contre.contains(&Contre::Partie(*p))))
    };
    Valence::ALL.iter().copied().filter(entiere)
}

/// A line with a word of refusal or doubt counts for nothing: the vaccines that it names become
/// possible only.
fn withdraw(morceaux: Vec<Morceau>) -> Vec<Morceau> {
    let raison = "la ligne dit que cette dose n’a peut-être pas été faite".to_owned();
    let nomme: BTreeSet<Valence> = morceaux
        .iter()
        .flat_map(|morceau| match &morceau.sens {
            Sens::Noms(noms) => noms.iter().flat_map(|nom| nom.touche()).collect(),
            Sens::Obscur { peut_etre, .. } => peut_etre.clone(),
            Sens::Suspendu { .. } | Sens::Detail => BTreeSet::new(),
        })
        .collect();
    let nomme = if nomme.is_empty() { Valence::ALL.iter().copied().collect() } else { nomme };
    let retire = |sens| match sens {
        Sens::Noms(noms) => Sens::Suspendu { noms, raison: Some(raison.clone()) },
        Sens::Obscur { .. } => Sens::Obscur { raison: raison.clone(), peut_etre: nomme.clone() },
        autre => autre,
    };
    morceaux.into_iter().map(|m| Morceau { texte: m.texte, sens: retire(m.sens) }).collect()
}

/// Puts in doubt the diseases that stand beside an unknown word, unless a product of the line gives
/// them, and what a test of the line tests.
fn suspend(morceaux: Vec<Morceau>) -> Vec<Morceau> {
    let inconnu = morceaux
        .iter()
        .any(|m| matches!(&m.sens, Sens::Obscur { raison, .. } if raison == MOT_INCONNU));
    let ligne = Ligne { morceaux };
    let testees: BTreeSet<Valence> = ligne.noms().flat_map(|nom| nom.teste.clone()).collect();
    let donnees: BTreeSet<Contre> = ligne
        .noms()
        .filter(|nom| !nom.maladie)
        .flat_map(|nom| nom.contre.iter().copied())
        .collect();
    let suspendu = |noms: Vec<&'static Nom>| {
        let touche: BTreeSet<Valence> = noms.iter().flat_map(|nom| nom.touche()).collect();
        if touche.intersection(&testees).next().is_some() {
            return Sens::Suspendu { noms, raison: Some("vaccin ou test ?".to_owned()) };
        }
        let sans_produit = noms
            .iter()
            .any(|nom| nom.maladie && nom.contre.iter().any(|contre| !donnees.contains(contre)));
        match inconnu && sans_produit && !touche.is_empty() {
            true => Sens::Suspendu { noms, raison: None },
            false => Sens::Noms(noms),
        }
    };
    let morceaux = ligne.morceaux.into_iter().map(|m| match m.sens {
        Sens::Noms(noms) => Morceau { texte: m.texte, sens: suspendu(noms) },
        _ => m,
    });
    morceaux.collect()
}

struct Lecture<'a> {
    texte: &'a str,
    mots: &'a [Mot<'a>],
    morceaux: Vec<Morceau>,
    /// Which dose it is was said by a bare figure: a second one says something else.
    rang_dit: bool,
    /// A word of refusal or doubt was met.
    reserve: bool,
}

impl Lecture<'_> {
    /// Reads from a word on; how many words were read.
    fn parse(&mut self, place: usize) -> usize {
        self.rang_dit &= !self.mots[place].separe();
        if let Some(lus) = self.jour(place) {
            return self.note(place, lus, Sens::Detail);
        }
        if let Some((lus, sens)) = self.nom(place) {
            return self.note(place, lus, sens);
        }
        if let Some(lus) = self.numero(place).or_else(|| self.mesure(place)) {
            return self.note(place, lus, Sens::Detail);
        }
        if let Some(lus) = self.praticien(place) {
            return self.note(place, lus, Sens::Detail);
        }
        let mot = &self.mots[place];
        if mot.nombre(1, 1) && mot.plie != "0" && !self.rang_dit {
            self.rang_dit = true;
            return self.note(place, 1, Sens::Detail);
        }
        if lexique::reserve(&mot.plie) {
            self.reserve = true;
            return self.note(place, 1, obscur([]));
        }
        let detail = lexique::mois(&mot.plie)
            || mot.annee()
            || lexique::de_lot(&mot.plie)
            || lexique::de_peremption(&mot.plie)
            || (lexique::banal(&mot.plie) && self.petit(mot))
            || lexique::numero_de_lot(&mot.plie);
        let sens = if detail { Sens::Detail } else { obscur(Valence::ALL.iter().copied()) };
        self.note(place, 1, sens)
    }

    /// Small words such as "à" and "d’". A single capital is an unknown abbreviation instead.
    fn petit(&self, mot: &Mot<'_>) -> bool {
        mot.plie.chars().count() > 1
            || mot.texte.chars().all(char::is_lowercase)
            || self.texte[mot.fin..].starts_with(['’', '\''])
            || (matches!(mot.plie.as_str(), "g" | "d") && mot.avant == " ")
    }

    fn note(&mut self, place: usize, lus: usize, sens: Sens) -> usize {
        let dernier = &self.mots[place + lus - 1];
        let debut = self.mots[place].fin - self.mots[place].texte.len();
        let texte = self.texte[debut..dernier.fin].to_owned();
        // Words that follow one another and are not understood are told together.
        if let (Sens::Obscur { raison, .. }, Some(avant)) = (&sens, self.morceaux.last_mut())
            && matches!(&avant.sens, Sens::Obscur { raison: r, .. } if r == raison)
            && self.mots[place].avant.trim().is_empty()
        {
            avant.texte.push_str(self.mots[place].avant);
            avant.texte.push_str(&texte);
            return lus;
        }
        self.morceaux.push(Morceau { texte, sens });
        lus
    }

    /// The longest name that begins here.
    fn nom(&self, place: usize) -> Option<(usize, Sens)> {
        let mut fin = place + 1;
        while fin < self.mots.len()
            && fin - place < mots_max()
            && self.mots[fin].suit(&self.mots[fin - 1])
        {
            fin += 1;
        }
        for fin in (place + 1..=fin).rev() {
            let joint: String = self.mots[place..fin].iter().map(|m| m.plie.as_str()).collect();
            // "ROR1", "DTP2": a name, then which dose. Apart, the figure is read on its own.
            let sans_rang = joint
                .strip_suffix(|c: char| c.is_ascii_digit())
                .filter(|nom| nom.len() > 1 && nom.ends_with(|c: char| !c.is_ascii_digit()))
                .filter(|_| !self.mots[fin - 1].chiffres());
            let entree = search(&joint).or_else(|| sans_rang.and_then(search));
            match entree {
                Some(Entree::Nom(nom)) => return Some((fin - place, Sens::Noms(vec![nom]))),
                Some(Entree::Ambigu(ambigu)) => {
                    let peut_etre = ambigu.peut_etre.iter().copied().collect();
                    let raison = ambigu.raison.clone();
                    return Some((fin - place, Sens::Obscur { raison, peut_etre }));
                }
                None => {}
            }
        }
        colles(&self.mots[place].plie).map(|noms| (1, Sens::Noms(noms)))
    }

    /// "12/03/2024", "2024-03-12", "03/2024", "12 mars 2024", "2024-2025".
    fn jour(&self, place: usize) -> Option<usize> {
        let mot = |rang: usize| self.mots.get(place + rang);
        let signe = |rang: usize| mot(rang).is_some_and(|m| matches!(m.avant, "/" | "-" | "."));
        let n = |rang: usize, min, max| mot(rang).is_some_and(|m| m.nombre(min, max));
        let an = |rang: usize| mot(rang).is_some_and(Mot::annee);
        let au_plus = |rang: usize, max: u8| {
            mot(rang).is_some_and(|m| m.plie.parse::<u8>().is_ok_and(|n| (1..=max).contains(&n)))
        };
        // "2-4-11 mois" is no day.
        let duree = mot(3).is_some_and(|m| lexique::unite(&m.plie));
        if au_plus(0, 31)
            && signe(1)
            && au_plus(1, 12)
            && signe(2)
            && (an(2) || (n(2, 2, 2) && !duree))
        {
            return Some(3);
        }
        if an(0) && signe(1) && au_plus(1, 12) && signe(2) && au_plus(2, 31) {
            return Some(3);
        }
        if au_plus(0, 12) && signe(1) && an(1) || an(0) && signe(1) && (an(1) || n(1, 2, 2)) {
            return Some(2);
        }
        let quantieme = mot(0).is_some_and(|m| m.plie == "1er") || au_plus(0, 31);
        (quantieme && mot(1).is_some_and(|m| lexique::mois(&m.plie)))
            .then(|| if an(2) || n(2, 2, 2) { 3 } else { 2 })
    }

    /// "lot A123", "n° de lot : X42 B": what follows has digits, or is written in capitals.
    fn numero(&self, place: usize) -> Option<usize> {
        if !lexique::de_lot(&self.mots[place].plie) {
            return None;
        }
        let mut lus = 1;
        while self
            .mots
            .get(place + lus)
            .is_some_and(|m| lexique::de_lot(&m.plie) || m.plie == "de" && lus == 1)
        {
            lus += 1;
        }
        let annonce = lus;
        while let Some(mot) = self.mots.get(place + lus) {
            let premier = lus == annonce;
            let chiffre = mot.plie.contains(|c: char| c.is_ascii_digit());
            let capitales = premier && mot.texte.chars().all(char::is_uppercase);
            let separe = mot.separe() || (mot.avant.contains(',') && !premier);
            if separe
                || !(chiffre || capitales)
                || self.nom(place + lus).is_some()
                || (!premier && (lexique::banal(&mot.plie) || self.jour(place + lus).is_some()))
            {
                break;
            }
            lus += 1;
        }
        Some(lus)
    }

    /// "0,5 ml", "10 µg", "16-18 mois": figures up to their unit. Three ages are three doses, and
    /// this line is one: "2-4-11 mois" is not read.
    fn mesure(&self, place: usize) -> Option<usize> {
        let suite = place.checked_sub(1).is_some_and(|avant| {
            self.mots[avant].chiffres() && matches!(self.mots[place].avant, "-" | "/" | ", ")
        });
        if suite {
            return None;
        }
        let mut lus = 0;
        while self.mots.get(place + lus).is_some_and(|m| m.nombre(1, 3))
            && lus < 2
            && (lus == 0 || matches!(self.mots[place + lus].avant, "," | "." | "-" | " - " | "/"))
        {
            lus += 1;
        }
        // "16 à 18 mois".
        let mot = |rang: usize| self.mots.get(place + rang);
        if lus == 1
            && mot(1).is_some_and(|m| matches!(m.plie.as_str(), "a" | "et"))
            && mot(2).is_some_and(|m| m.nombre(1, 2))
            && mot(3).is_some_and(|m| lexique::unite(&m.plie))
        {
            return Some(4);
        }
        if lus > 0 && mot(lus).is_some_and(|m| lexique::unite(&m.plie)) {
            return Some(lus + 1);
        }
        // "1/3", the first of three.
        let chiffre = |rang: usize| mot(rang).is_some_and(|m| m.nombre(1, 1));
        (chiffre(0) && chiffre(1) && mot(1).is_some_and(|m| m.avant == "/")).then_some(2)
    }

    /// "Dr Martin", "Mme LE GOFF": the name of a practitioner, not of a vaccine.
    fn praticien(&self, place: usize) -> Option<usize> {
        if !matches!(self.mots[place].plie.as_str(), "dr" | "docteur" | "mme" | "mr" | "pr") {
            return None;
        }
        let mut lus = 1;
        while lus < 4
            && self.mots.get(place + lus).is_some_and(|mot| {
                let separe = mot.separe() || mot.avant.contains([',', '/']);
                let nom = mot.texte.starts_with(char::is_uppercase)
                    && mot.plie.chars().all(char::is_alphabetic);
                nom && !separe
                    && self.nom(place + lus).is_none()
                    && !lexique::de_lot(&mot.plie)
                    && !lexique::reserve(&mot.plie)
            })
        {
            lus += 1;
        }
        Some(lus)
    }
}

/// Why an unknown word is not read.
const MOT_INCONNU: &str = "mot inconnu d’Escale";

/// An unknown word, and what it may protect against.
fn obscur(peut_etre: impl IntoIterator<Item = Valence>) -> Sens {
    Sens::Obscur { raison: MOT_INCONNU.to_owned(), peut_etre: peut_etre.into_iter().collect() }
}

/// Abbreviations that people glue: "DTCaPHibHepB", "DTPCoqHib".
const COLLABLES: &[&str] = &[
    "dtcap", "dtpca", "dtcp", "dtca", "dtap", "dtp", "dtc", "dt", "coq", "hib", "hepb", "hb",
    "vhb", "polio", "vpi", "ipv", "ror", "pnc", "menc", "menb", "bcg", "hpv", "vrs",
];

/// The abbreviations of a word that is nothing but them, two at least.
fn colles(mot: &str) -> Option<Vec<&'static Nom>> {
    if mot.is_empty() {
        return Some(Vec::new());
    }
    COLLABLES.iter().find_map(|sigle| {
        let mut noms = colles(mot.strip_prefix(sigle)?)?;
        let Some(Entree::Nom(nom)) = search(sigle) else { return None };
        noms.insert(0, nom);
        Some(noms)
    })
}
