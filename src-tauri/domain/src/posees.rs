//! What is still asked: papers, previews, alerts and calculations read the answers of a record
//! through here only.
//!
//! An answer stays in the record when its question is no longer asked: the parent question was
//! answered otherwise since, a date or the sex was corrected. FHIR R4 (Questionnaire, `enableWhen`)
//! and SDC say that a disabled item gives no answer, and that what hangs on it is disabled too. So
//! papers, previews, alerts, proposals and calculations read [`Posees`], which only [`DossierLu`] and
//! [`Posees::du_bilan`] make. [`Saisies`], the answers as they were typed, are for what keeps them:
//! base, import, export, journal, and the screens where they are typed.
//!
//! Which form says what is asked:
//!
//! 1. that of the version which the bilan was opened with, and the centre’s forms of the bilan: by
//!    conditions, groups, ages and sex, fields of objects and rows of lists;
//! 2. where that version has no such question, the form of today ([`MODELE_VERSION`]), for
//!    contradictions alone: the answer was taken down elsewhere, so no age and no missing answer
//!    takes it out, only another answer that says otherwise;
//! 3. where no form has it, the answer is asked: nothing says that it is not.
//!
//! What a minor objects to ([`OPPOSITION`]) is asked as long as it is there: nothing may lift it but
//! its own withdrawal. Where answers are sealed for this session, what hangs on a
//! question under reinforced secrecy without an answer is undecided: it is left out, and a letter
//! that would need it is refused.

#[cfg(test)]
mod tests;

pub use crate::bilan::Saisies;

use crate::bilan::{Reponse, VoletCode};
use crate::codes::Visibilite;
use crate::date::DateCivile;
use crate::dossier::Dossier;
use crate::enfant::Sexe;
use crate::formulaire::{
    ChampTu, Contexte, Formulaire, Lexique, MODELE_VERSION, Reste, Rigueur, livre,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Deref;

/// The question that says what a minor objects to.
pub const OPPOSITION: &str = "ado.opposition_info";

/// The child, the day and the forms that decide which questions are asked.
#[derive(Debug, Clone, Copy)]
pub struct Cadre<'a> {
    pub sexe: Sexe,
    pub naissance: DateCivile,
    pub jour: DateCivile,
    /// The version of the program’s forms that the bilan was opened with.
    pub version: &'a str,
    /// The centre’s forms of the bilan.
    pub du_centre: &'a [Formulaire],
}

/// The answers whose question is asked, each without the fields that are not.
#[derive(Debug, Clone, PartialEq)]
pub struct Posees {
    liste: Vec<Reponse>,
    tues: Vec<Tue>,
    indecises: bool,
}

/// An answer, or fields of one, that is no longer asked: it stays in the record, and nowhere else.
#[derive(Debug, Clone, PartialEq)]
pub struct Tue {
    /// The answer as it was typed.
    pub reponse: Reponse,
    /// Its fields that are not asked; empty where the whole answer is not.
    pub champs: Vec<ChampTu>,
    /// Whether this session cannot tell, since it depends on an answer that it cannot open.
    pub indecise: bool,
}

impl Tue {
    /// How secret it is: as its question or as the answer says, whichever is stricter.
    #[must_use]
    pub fn visibilite(&self, lexique: &Lexique) -> Visibilite {
        let dite = self.reponse.visibilite;
        lexique.visibilite(&self.reponse.code).map_or(dite, |question| question.max(dite))
    }

    /// What an import tells of it, in one French sentence. What is under reinforced secrecy is not named.
    #[must_use]
    pub fn phrase(&self, lexique: &Lexique) -> String {
        let suite = "n’est plus demandé au vu des autres réponses\u{a0}: ce qui est écrit reste dans le \
                     dossier, et ne va sur aucun papier.";
        match self.visibilite(lexique) {
            Visibilite::V3 => format!("Un élément sous secret renforcé {suite}"),
            _ => format!("«\u{a0}{}\u{a0}» {suite}", self.titres(lexique).join("\u{a0}», «\u{a0}")),
        }
    }

    /// What it is about: the label of the question, and of each field that is not asked.
    #[must_use]
    pub fn titres(&self, lexique: &Lexique) -> Vec<String> {
        let question = lexique.label(&self.reponse.code);
        if self.champs.is_empty() {
            return vec![question];
        }
        let mut titres: Vec<String> =
            self.champs.iter().map(|c| format!("{question}\u{a0}: {}", c.label)).collect();
        titres.dedup();
        titres
    }
}

impl Deref for Posees {
    type Target = [Reponse];

    fn deref(&self) -> &[Reponse] {
        &self.liste
    }
}

impl<'a> IntoIterator for &'a Posees {
    type Item = &'a Reponse;
    type IntoIter = std::slice::Iter<'a, Reponse>;

    fn into_iter(self) -> Self::IntoIter {
        self.liste.iter()
    }
}

impl Posees {
    /// What is asked of a bilan.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "here it is said which of them are asked")]
    pub fn du_bilan(cadre: &Cadre<'_>, saisies: &Saisies) -> Self {
        let valeurs: BTreeMap<String, Value> = saisies
            .brutes()
            .iter()
            .filter(|r| !r.valeur.is_null())
            .map(|r| (r.code.clone(), r.valeur.clone()))
            .collect();
        let contexte = Contexte::new(cadre.sexe, cadre.naissance, cadre.jour, cadre.jour);
        let illisibles = saisies.illisibles();
        let du_programme = |version| VoletCode::ALL.iter().filter_map(move |v| livre(*v, version));
        let en_vigueur = du_programme(cadre.version).chain(cadre.du_centre);
        let restes = |formes: &mut dyn Iterator<Item = &Formulaire>, ailleurs| {
            let mut tous: BTreeMap<String, Reste> = BTreeMap::new();
            let rigueur = Rigueur { ailleurs, illisibles };
            for (code, reste) in formes.flat_map(|f| f.restes(&contexte, &valeurs, rigueur)) {
                // What two forms of a centre ask under one code is asked where one of them asks it.
                let connu = tous.get(code).is_some_and(|autre| autre.valeur.is_some());
                if !connu {
                    tous.insert(code.to_owned(), reste);
                }
            }
            tous
        };
        let mut restes_en_vigueur = restes(&mut { en_vigueur }, false);
        let mut restes_d_aujourd_hui = match cadre.version == MODELE_VERSION {
            true => BTreeMap::new(),
            false => restes(&mut du_programme(MODELE_VERSION), true),
        };
        let mut posees = Self { liste: Vec::new(), tues: Vec::new(), indecises: false };
        for reponse in saisies.brutes() {
            let code = reponse.code.as_str();
            let reste =
                restes_en_vigueur.remove(code).or_else(|| restes_d_aujourd_hui.remove(code));
            posees.put_away(reponse, reste.filter(|_| code != OPPOSITION));
        }
        posees
    }

    fn put_away(&mut self, reponse: &Reponse, reste: Option<Reste>) {
        let Some(Reste { valeur, champs, indecis }) = reste else {
            self.liste.push(reponse.clone());
            return;
        };
        self.indecises |= indecis;
        let entiere = champs.is_empty();
        if valeur.is_none() || !entiere {
            self.tues.push(Tue { reponse: reponse.clone(), champs, indecise: indecis });
        }
        self.liste.extend(valeur.map(|valeur| Reponse { valeur, ..reponse.clone() }));
    }

    /// What is no longer asked, in the order of the answers.
    #[must_use]
    pub fn tues(&self) -> &[Tue] {
        &self.tues
    }

    /// Whether something was left out because it hangs on an answer that this session cannot open.
    #[must_use]
    pub const fn indecises(&self) -> bool {
        self.indecises
    }

    /// Answers of which all are asked, for the tests of what reads them.
    #[cfg(test)]
    pub(crate) const fn toutes(liste: Vec<Reponse>) -> Self {
        Self { liste, tues: Vec::new(), indecises: false }
    }

    #[cfg(test)]
    pub(crate) const fn liste_mut(&mut self) -> &mut Vec<Reponse> {
        &mut self.liste
    }
}

/// A record for papers, alerts and calculations: its `reponses` are those that are asked.
#[derive(Debug, Clone)]
pub struct DossierLu<'a> {
    dossier: &'a Dossier,
    /// In the place of those of the record.
    pub reponses: Posees,
    /// What the codes of its answers mean.
    pub lexique: Lexique,
}

impl<'a> DossierLu<'a> {
    #[must_use]
    pub fn new(dossier: &'a Dossier) -> Self {
        let lexique = Lexique::new(&dossier.formulaires);
        let cadre = Cadre {
            sexe: dossier.enfant.sexe,
            naissance: dossier.enfant.date_naissance,
            jour: dossier.bilan.date,
            version: &dossier.bilan.modele_version,
            du_centre: lexique.formulaires(),
        };
        let reponses = Posees::du_bilan(&cadre, &dossier.reponses);
        Self { dossier, reponses, lexique }
    }
}

impl Deref for DossierLu<'_> {
    type Target = Dossier;

    fn deref(&self) -> &Dossier {
        self.dossier
    }
}
