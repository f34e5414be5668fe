//! Reading a table of L, M, S that a centre brings: strict, because a wrong curve looks right.

use super::super::lms::Lms;
use super::{Indicateur, Reference, ReferenceImportee, SerieImportee, Sexe};
use crate::texte::fold;
use serde::Serialize;
use ts_rs::TS;

/// Why a table was refused, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RefusCsv {
    /// Line of the file, from 1; none when it concerns the whole.
    pub ligne: Option<u32>,
    /// A sentence in French.
    pub message: String,
}

/// Most refusals that are listed; the rest are left out.
const REFUS_MAX: usize = 50;
/// Two sexes, four indicators, a row a day to six years.
const LIGNES_MAX: usize = 20_000;
/// Oldest age in months that a table may hold.
const AGE_MAX: f64 = 252.0;

const COLONNES: [(&str, &[&str]); 6] = [
    ("indicateur", &["indicateur", "indicator", "mesure", "measure"]),
    ("sexe", &["sexe", "sex"]),
    ("age_mois", &["age mois", "age months", "age month", "age en mois", "age", "mois", "months"]),
    ("L", &["l", "lambda"]),
    ("M", &["m", "mu", "mediane", "median"]),
    ("S", &["s", "sigma"]),
];

pub(super) fn parse(
    texte: &str,
    nom: &str,
    source: &str,
    licence: &str,
) -> Result<ReferenceImportee, Vec<RefusCsv>> {
    let mut lecture = Lecture::default();
    for (valeur, message) in [
        (nom, "Donnez un nom à la référence\u{a0}: il est imprimé sous chaque courbe."),
        (
            source,
            "Indiquez la source\u{a0}: qui a établi ces tables, et où elles ont été obtenues.",
        ),
        (licence, "Recopiez la licence ou l’autorisation d’usage de ces tables."),
    ] {
        if valeur.trim().is_empty() {
            lecture.refuse(None, message.to_owned());
        }
    }
    lecture.parse(texte);
    lecture.check();
    if !lecture.refus.is_empty() {
        return Err(lecture.refus);
    }
    Ok(ReferenceImportee {
        fiche: Reference {
            code: "importee".to_owned(),
            nom: nom.trim().to_owned(),
            version: None,
            source: source.trim().to_owned(),
            licence: licence.trim().to_owned(),
        },
        texte: texte.to_owned(),
        series: lecture.series,
    })
}

/// Where the six columns stand, and how many the heads have in all.
struct Colonnes {
    rang: [usize; 6],
    nombre: usize,
}

#[derive(Default)]
struct Lecture {
    series: Vec<SerieImportee>,
    refus: Vec<RefusCsv>,
    /// Rows were refused: what depends on all of them is not judged.
    incomplet: bool,
}

impl Lecture {
    fn refuse(&mut self, ligne: Option<u32>, message: String) {
        if self.refus.len() < REFUS_MAX {
            self.refus.push(RefusCsv { ligne, message });
        }
    }

    fn parse(&mut self, texte: &str) {
        let texte = texte.trim_start_matches('\u{feff}');
        let entete = texte.lines().find(|ligne| !ligne.trim().is_empty()).unwrap_or_default();
        let separateur = [b';', b'\t', b',']
            .into_iter()
            .max_by_key(|separateur| entete.bytes().filter(|b| b == separateur).count())
            .unwrap_or(b',');
        let mut lecteur = csv::ReaderBuilder::new()
            .delimiter(separateur)
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(texte.as_bytes());
        let mut rang: Option<Colonnes> = None;
        for (numero, ligne) in lecteur.records().enumerate() {
            let Ok(ligne) = ligne else {
                self.incomplet = true;
                self.refuse(None, "Le fichier n’est pas un CSV lisible.".to_owned());
                return;
            };
            if ligne.iter().all(str::is_empty) {
                continue;
            }
            let position = ligne.position().and_then(|p| u32::try_from(p.line()).ok());
            match &rang {
                None => match self.entete(&ligne, position) {
                    Some(colonnes) => rang = Some(colonnes),
                    None => return,
                },
                Some(_) if numero > LIGNES_MAX => {
                    self.incomplet = true;
                    self.refuse(
                        position,
                        format!("Le fichier a plus de {LIGNES_MAX} lignes\u{a0}: gardez une ligne par mois."),
                    );
                    return;
                }
                Some(colonnes) => {
                    if let Err(message) = self.ligne(&ligne, colonnes) {
                        self.incomplet = true;
                        self.refuse(position, message);
                    }
                }
            }
        }
        if rang.is_none() {
            self.incomplet = true;
            self.refuse(None, "Le fichier est vide.".to_owned());
        }
    }

    fn entete(&mut self, ligne: &csv::StringRecord, position: Option<u32>) -> Option<Colonnes> {
        let noms: Vec<String> = ligne.iter().map(fold).collect();
        let mut rang = [0; 6];
        let mut manque = Vec::new();
        for (place, (colonne, admis)) in rang.iter_mut().zip(COLONNES) {
            match noms.iter().position(|nom| admis.contains(&nom.as_str())) {
                Some(trouve) => *place = trouve,
                None => manque.push(colonne),
            }
        }
        if manque.is_empty() {
            return Some(Colonnes { rang, nombre: ligne.len() });
        }
        self.incomplet = true;
        self.refuse(
            position,
            format!(
                "Il manque la colonne {}. La première ligne doit nommer indicateur, sexe, age_mois, \
                 L, M et S.",
                manque.join(", ")
            ),
        );
        None
    }

    fn ligne(
        &mut self,
        ligne: &csv::StringRecord,
        Colonnes { rang, nombre }: &Colonnes,
    ) -> Result<(), String> {
        if ligne.len() != *nombre {
            return Err(format!(
                "La ligne a {} cases au lieu de {nombre}. Avec une virgule décimale, séparez les \
                 colonnes par des points-virgules.",
                ligne.len()
            ));
        }
        let case = |rang: usize| ligne.get(rang).unwrap_or_default();
        let indicateur = parse_indicateur(case(rang[0]))?;
        let sexe = parse_sexe(case(rang[1]))?;
        let mois = parse_nombre(case(rang[2]), "L’âge en mois")?;
        let lms = Lms {
            l: parse_nombre(case(rang[3]), "L")?,
            m: parse_nombre(case(rang[4]), "M")?,
            s: parse_nombre(case(rang[5]), "S")?,
        };
        judge(indicateur, mois, lms)?;
        let serie = self.serie(indicateur, sexe);
        if let Some((avant, _)) = serie.lignes.last()
            && *avant >= mois
        {
            return Err(format!(
                "L’âge {} ne suit pas {}\u{a0}: rangez chaque série par âge croissant, sans doublon.",
                en_mots(mois),
                en_mots(*avant)
            ));
        }
        serie.lignes.push((mois, lms));
        Ok(())
    }

    fn serie(&mut self, indicateur: Indicateur, sexe: Sexe) -> &mut SerieImportee {
        let place = self
            .series
            .iter()
            .position(|serie| serie.indicateur == indicateur && serie.sexe == sexe)
            .unwrap_or_else(|| {
                self.series.push(SerieImportee { indicateur, sexe, lignes: Vec::new() });
                self.series.len() - 1
            });
        &mut self.series[place]
    }

    fn check(&mut self) {
        if self.incomplet {
            return;
        }
        if self.series.is_empty() {
            self.refuse(None, "Le fichier n’a aucune ligne sous son en-tête.".to_owned());
        }
        let courtes: Vec<String> = self
            .series
            .iter()
            .filter(|serie| serie.lignes.len() < 2)
            .map(|serie| {
                format!(
                    "La série {} ({}) n’a qu’une ligne\u{a0}: il en faut deux au moins.",
                    serie.indicateur.code(),
                    serie.sexe.code()
                )
            })
            .collect();
        for message in courtes {
            self.refuse(None, message);
        }
    }
}

/// Refuses what no table of growth holds: most often a misplaced point, or columns exchanged.
fn judge(indicateur: Indicateur, mois: f64, lms: Lms) -> Result<(), String> {
    if !(0.0..=AGE_MAX).contains(&mois) {
        return Err(format!(
            "L’âge {} est hors de 0 à 252\u{a0}mois\u{a0}: vérifiez que la colonne est en mois.",
            en_mots(mois)
        ));
    }
    if !(-10.0..=10.0).contains(&lms.l) {
        return Err(format!("L = {} est hors de −10 à 10.", en_mots(lms.l)));
    }
    let (min, max) = indicateur.bornes();
    if !(min..=max).contains(&lms.m) {
        return Err(format!(
            "M = {} est hors de {} à {} {}\u{a0}: vérifiez l’unité et l’ordre des colonnes.",
            en_mots(lms.m),
            en_mots(min),
            en_mots(max),
            indicateur.unite()
        ));
    }
    if lms.s <= 0.0 || lms.s > 1.0 {
        return Err(format!("S = {} doit être entre 0 et 1.", en_mots(lms.s)));
    }
    Ok(())
}

fn parse_indicateur(texte: &str) -> Result<Indicateur, String> {
    match fold(texte).as_str() {
        "poids" | "weight" | "wfa" => Ok(Indicateur::Poids),
        "taille" | "height" | "length" | "stature" | "hfa" | "lhfa" => Ok(Indicateur::Taille),
        "imc" | "bmi" | "bmifa" | "bfa" => Ok(Indicateur::Imc),
        "pc" | "perimetre cranien" | "hc" | "hcfa" | "head circumference" => {
            Ok(Indicateur::PerimetreCranien)
        }
        _ => Err(format!(
            "Indicateur «\u{a0}{}\u{a0}» inconnu\u{a0}: écrivez poids, taille, imc ou pc.",
            court(texte)
        )),
    }
}

fn parse_sexe(texte: &str) -> Result<Sexe, String> {
    match fold(texte).as_str() {
        "f" | "fille" | "filles" | "female" | "girl" | "girls" | "2" => Ok(Sexe::F),
        "m" | "garcon" | "garcons" | "male" | "boy" | "boys" | "1" => Ok(Sexe::M),
        _ => Err(format!("Sexe «\u{a0}{}\u{a0}» inconnu\u{a0}: écrivez F ou M.", court(texte))),
    }
}

fn parse_nombre(texte: &str, quoi: &str) -> Result<f64, String> {
    let propre = texte.replace(',', ".").replace('−', "-");
    let nombre = propre.parse::<f64>().ok().filter(|nombre| nombre.is_finite());
    nombre
        .ok_or_else(|| format!("{quoi}\u{a0}: «\u{a0}{}\u{a0}» n’est pas un nombre.", court(texte)))
}

/// A number as its author is shown it again.
fn en_mots(nombre: f64) -> String {
    nombre.to_string().replace('.', ",").replace('-', "−")
}

/// What is quoted of a cell: enough to find it.
fn court(texte: &str) -> String {
    texte.chars().take(24).collect()
}
