//! The data dictionary (domain note §7.4): one [`Item`] per code that an answer may carry, and the
//! value of an answer in French words.
//!
//! The static items are the one place where a code, its label, its unit, its age range, its
//! visibility and its closed list stand together. A test compares them, row by row, with
//! `tests/cases/codes.csv`.

macro_rules! liste_de_choix {
    ($($code:literal => $label:literal),+ $(,)?) => {
        &[$($crate::codes::Choix { code: $code, label: $label }),+]
    };
}

mod contexte;
mod examen;
mod lettres;
mod mesures;
mod mode_de_vie;
mod psychisme;
mod synthese;
#[cfg(test)]
mod tests;

pub(crate) use lettres::{NON_RENSEIGNE, brut, quantite};
pub use lettres::{Noms, en_lettres, en_lettres_avec, en_lettres_complet, examine, normal};

use crate::bilan::VoletCode;
use crate::codes::{Bool3, Choix, Visibilite, codes};
use crate::professionnel::Role;
use std::collections::HashMap;
use std::sync::LazyLock;

codes! {
    /// How a question is answered on a screen.
    Widget {
        Titre = "titre", "Titre";
        Lecture = "lecture", "Texte à lire";
        Choix = "choix", "Choix";
        ChoixMultiple = "choix_multiple", "Choix multiple";
        Entier = "entier", "Nombre entier";
        Decimal = "decimal", "Nombre";
        Date = "date", "Date";
        Texte = "texte", "Texte";
        TexteLong = "texte_long", "Texte long";
        Objet = "objet", "Réponse composée";
        Liste = "liste", "Liste";
        Calcul = "calcul", "Valeur calculée";
        Booleen = "booleen", "Oui ou non";
    }
}

/// Type of a value, in the words of the data dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// `oui`, `non`, `inconnu`.
    Bool3,
    /// An observation: `{etat, texte?}`.
    Obs,
    /// One code of a closed list.
    Enum,
    /// Several codes of a closed list.
    Multi,
    /// Several codes of this dictionary, or numbers of préconisations.
    Codes,
    /// Whole number.
    Int,
    Dec,
    /// Date known to the year, the month or the day.
    Date,
    /// Time of day, `10:20`.
    Heure,
    /// One line of text.
    Txt,
    /// Text of several lines.
    TxtLong,
    /// Identifier of a professional.
    Pro,
    /// Small object with the fields of `colonnes`.
    Objet,
    /// Rows with the fields of `colonnes`.
    Liste,
    /// Computed, never stored.
    Calcul,
}

impl Nature {
    /// How a screen asks for it.
    #[must_use]
    pub const fn widget(self) -> Widget {
        match self {
            Self::Bool3 | Self::Enum => Widget::Choix,
            Self::Multi | Self::Codes => Widget::ChoixMultiple,
            Self::Int => Widget::Entier,
            Self::Dec => Widget::Decimal,
            Self::Date => Widget::Date,
            Self::Heure | Self::Txt | Self::Pro => Widget::Texte,
            Self::TxtLong => Widget::TexteLong,
            Self::Obs | Self::Objet => Widget::Objet,
            Self::Liste => Widget::Liste,
            Self::Calcul => Widget::Calcul,
        }
    }
}

/// How a field of a composed value is put in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mots {
    /// The value alone.
    Valeur,
    /// "label : value".
    Nomme,
    /// The value after a few words.
    Prefixe(&'static str),
    /// A count: the words for none, the noun for one, the noun for more.
    Compte(&'static str, &'static str, &'static str),
    /// The words of a yes and those of a no; not knowing is left unsaid.
    OuiNon(&'static str, &'static str),
    /// Hours with a decimal part as "8 h 30", then a few words.
    Heures(&'static str),
    /// A past date after which something lasts: "depuis mai 2025".
    Depuis,
    /// A date until which something lasts: "jusqu’en avril 2026".
    Jusque,
    /// Identifier without meaning for a reader.
    Cache,
}

/// What stands between a field and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lien {
    Virgule,
    Espace,
    /// Parentheses, shared with the neighbours that have them too.
    Parenthese,
    /// A full stop.
    Phrase,
    PointVirgule,
}

/// When a value is normal.
#[derive(Debug, Clone, Copy)]
pub enum Norme {
    /// The notion does not apply.
    SansObjet,
    /// These codes are normal, any other is not.
    Codes(&'static [&'static str]),
    /// An empty list is normal, or the number 0.
    Vide,
    /// What this function says.
    Selon(fn(&serde_json::Value) -> Option<bool>),
}

/// A field of a composed value.
#[derive(Debug, Clone, Copy)]
pub struct Champ {
    /// JSON key.
    pub cle: &'static str,
    pub label: &'static str,
    pub nature: Nature,
    pub choix: &'static [Choix],
    pub unite: Option<&'static str>,
    /// Whether a composed value without it says nothing.
    pub requis: bool,
    /// How it is put in words.
    pub mots: Mots,
    pub lien: Lien,
    /// Its own fields, when it is an object.
    pub champs: &'static [Champ],
}

impl Champ {
    pub(crate) const fn new(cle: &'static str, label: &'static str, nature: Nature) -> Self {
        Self {
            cle,
            label,
            nature,
            choix: choix_de(nature),
            unite: None,
            requis: false,
            mots: Mots::Valeur,
            lien: Lien::Virgule,
            champs: &[],
        }
    }
    const fn choix(mut self, choix: &'static [Choix]) -> Self {
        self.choix = choix;
        self
    }
    const fn unite(mut self, unite: &'static str) -> Self {
        self.unite = Some(unite);
        self
    }
    const fn requis(mut self) -> Self {
        self.requis = true;
        self
    }
    const fn mots(mut self, mots: Mots) -> Self {
        self.mots = mots;
        self
    }
    const fn lien(mut self, lien: Lien) -> Self {
        self.lien = lien;
        self
    }
    const fn champs(mut self, champs: &'static [Self]) -> Self {
        self.champs = champs;
        self
    }

    /// How a screen asks for it.
    #[must_use]
    pub const fn widget(&self) -> Widget {
        self.nature.widget()
    }
}

/// One code of the data dictionary.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    pub code: &'static str,
    /// Label, as a clinician reads it.
    pub label: &'static str,
    pub section: VoletCode,
    pub nature: Nature,
    pub unite: Option<&'static str>,
    /// First age in completed months.
    pub age_min: Option<i32>,
    /// Last age in completed months.
    pub age_max: Option<i32>,
    /// Who may read it, unless the answer says otherwise.
    pub visibilite: Visibilite,
    pub role: Role,
    pub choix: &'static [Choix],
    /// Fields of an object, or of each row of a list.
    pub colonnes: &'static [Champ],
    /// The words for an empty list.
    pub vide: &'static str,
    /// When the value is normal.
    pub norme: Norme,
}

impl Item {
    pub(crate) const fn new(
        section: VoletCode,
        code: &'static str,
        label: &'static str,
        nature: Nature,
        visibilite: Visibilite,
        role: Role,
    ) -> Self {
        let obs = matches!(nature, Nature::Obs);
        Self {
            code,
            label,
            section,
            nature,
            unite: None,
            age_min: None,
            age_max: None,
            visibilite,
            role,
            choix: choix_de(nature),
            colonnes: if obs { OBS } else { &[] },
            vide: "aucun",
            norme: if obs { Norme::Selon(lettres::obs_normale) } else { Norme::SansObjet },
        }
    }
    const fn unite(mut self, unite: &'static str) -> Self {
        self.unite = Some(unite);
        self
    }
    const fn des(mut self, mois: i32) -> Self {
        self.age_min = Some(mois);
        self
    }
    const fn jusqu_a(mut self, mois: i32) -> Self {
        self.age_max = Some(mois);
        self
    }
    const fn choix(mut self, choix: &'static [Choix]) -> Self {
        self.choix = choix;
        self
    }
    const fn colonnes(mut self, colonnes: &'static [Champ]) -> Self {
        self.colonnes = colonnes;
        self
    }
    const fn vide(mut self, vide: &'static str) -> Self {
        self.vide = vide;
        self
    }
    const fn norme(mut self, norme: Norme) -> Self {
        self.norme = norme;
        self
    }
    /// Normal when the answer is one of these codes.
    const fn normal(self, codes: &'static [&'static str]) -> Self {
        self.norme(Norme::Codes(codes))
    }

    /// How a screen asks for it.
    #[must_use]
    pub const fn widget(&self) -> Widget {
        self.nature.widget()
    }

    /// Changes the professionals that a composed value names: the program writes them, they are never typed,
    /// and a record gives them identifiers of its own.
    pub fn set_pros(
        &self,
        valeur: &mut serde_json::Value,
        nom: impl Fn(Option<&str>) -> Option<String>,
    ) {
        let Some(objet) = valeur.as_object_mut() else { return };
        for champ in self.colonnes.iter().filter(|c| c.nature == Nature::Pro) {
            let connu = objet.get(champ.cle).and_then(serde_json::Value::as_str);
            if let Some(nom) = nom(connu) {
                objet.insert(champ.cle.to_owned(), serde_json::Value::String(nom));
            }
        }
    }

    /// Whether the item is asked at an age in completed months.
    #[must_use]
    pub fn concerne(&self, age_mois: i32) -> bool {
        self.age_min.is_none_or(|min| age_mois >= min)
            && self.age_max.is_none_or(|max| age_mois <= max)
    }

    /// The label of a code of the closed list.
    #[must_use]
    pub fn label_du_choix(&self, code: &str) -> Option<&'static str> {
        self.choix.iter().find(|c| c.code == code).map(|c| c.label)
    }
}

const fn choix_de(nature: Nature) -> &'static [Choix] {
    match nature {
        Nature::Bool3 => Bool3::CHOIX,
        _ => &[],
    }
}

pub static ETAT_OBS: &[Choix] =
    liste_de_choix!["normal" => "Normal", "anormal" => "Anormal", "non_examine" => "Non examiné"];

static OBS: &[Champ] = &[
    Champ::new("etat", "État", Nature::Enum).choix(ETAT_OBS).requis(),
    Champ::new("texte", "Description", Nature::TxtLong).lien(Lien::Phrase),
];

static PAR_CODE: LazyLock<HashMap<&'static str, &'static Item>> = LazyLock::new(|| {
    VoletCode::ALL.iter().flat_map(|s| items(*s)).map(|item| (item.code, item)).collect()
});

/// The item of a code, if the dictionary has it.
#[must_use]
pub fn item(code: &str) -> Option<&'static Item> {
    PAR_CODE.get(code).copied()
}

/// The items of a part, in the order in which they are read.
#[must_use]
pub const fn items(section: VoletCode) -> &'static [Item] {
    match section {
        VoletCode::S01 => contexte::S01,
        VoletCode::S02 => contexte::S02,
        VoletCode::S03 => mode_de_vie::S03,
        VoletCode::S04 => mode_de_vie::S04,
        VoletCode::S05 => mesures::S05,
        VoletCode::S06 => mesures::S06,
        VoletCode::S07 => mesures::S07,
        VoletCode::S08 => mesures::S08,
        VoletCode::S09 => examen::S09,
        VoletCode::S10 => examen::S10,
        VoletCode::S11 => examen::S11,
        VoletCode::S12 => psychisme::S12,
        VoletCode::S13 => psychisme::S13,
        VoletCode::S14 => psychisme::S14,
        VoletCode::S15 => mode_de_vie::S15,
        VoletCode::S16 => synthese::S16,
    }
}
