//! What the program says beside an answer: "−1,1 écart-type · 13e centile · OMS 2006".

use super::{Matiere, Reglages};
use crate::alerte::{Alerte, REGLES};
use crate::bilan::Reponse;
use crate::codes::Visibilite;
use crate::croissance::{Cellule, Lecture};
use crate::date::DateCivile;
use crate::document::minuscule;
use crate::dossier::Dossier;
use crate::posees::{DossierLu, Posees};
use crate::tension::{self, Classe, Tension};

/// What is said beside one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jugement {
    pub code: &'static str,
    /// "−1,1 écart-type · 13e centile".
    pub texte: String,
    pub source: String,
    /// Whether it should be checked: implausible, or to be measured again.
    pub attention: bool,
    /// The answers that it was made from: while one of them is being changed, it is out of date.
    pub de: &'static [&'static str],
}

/// A child does not shrink: what is lost beyond the error of two measures is a mistake of typing.
const RAPETISSE_CM: f64 = 1.0;

/// Where the thresholds of blood pressure come from, by age.
fn source_tension(adulte: bool) -> &'static str {
    if adulte {
        "seuils de l’adulte dès 16\u{a0}ans, 130/85 et 140/90 (ESH 2016, texte non lu)"
    } else {
        "référence américaine de 2004 (NHLBI, Fourth Report), selon l’âge, le sexe et la taille"
    }
}

/// The blood pressure of the bilan beside its reference, with the words for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TensionDuJour {
    pub(super) tension: Tension,
    /// What was measured, and the classes of the systolic and of the diastolic one, each by itself.
    mesure: tension::Mesure,
    classes: (Option<Classe>, Option<Classe>),
    pub(super) valeur: String,
    pub(super) source: &'static str,
}

impl TensionDuJour {
    pub(super) fn a_controler(&self) -> bool {
        !matches!(self.tension.classe, None | Some(Classe::Normale))
    }

    pub(super) fn classe(&self) -> &'static str {
        self.tension.classe.map_or("", Classe::label)
    }

    /// The field beside which the class is said, and the words: which of the two pressures it comes
    /// from, where it asks for something.
    fn cause(&self) -> (&'static str, String) {
        let classe = self.tension.classe;
        let (sys, dia) = (self.classes.0 == classe, self.classes.1 == classe);
        let dit = |nom: &str, pression: Option<f64>| {
            let pression = pression.map(|p| format!(" ({p:.0})")).unwrap_or_default();
            format!("{nom}{pression}\u{a0}: {}", minuscule(self.classe()))
        };
        match (sys, dia) {
            (true, true) if self.a_controler() => {
                let deux = format!("Systolique et diastolique\u{a0}: {}", minuscule(self.classe()));
                ("cro.ta_dia", deux)
            }
            (true, false) if self.a_controler() => {
                ("cro.ta_sys", dit("Systolique", self.mesure.sys))
            }
            (false, true) if self.a_controler() => {
                ("cro.ta_dia", dit("Diastolique", self.mesure.dia))
            }
            _ if self.mesure.dia.is_some() => ("cro.ta_dia", self.classe().to_owned()),
            _ => ("cro.ta_sys", self.classe().to_owned()),
        }
    }
}

/// The blood pressure of the bilan; none without a pressure, a height and an age that the reference
/// knows.
pub(super) fn tension(dossier: &DossierLu<'_>) -> Option<TensionDuJour> {
    let nombre = |code: &str| nombre(&dossier.reponses, code);
    let (sys, dia) = (nombre("cro.ta_sys"), nombre("cro.ta_dia"));
    let valeur = match (sys, dia) {
        (Some(sys), Some(dia)) => format!("{sys:.0}/{dia:.0}\u{a0}mmHg"),
        (Some(sys), None) => format!("{sys:.0}\u{a0}mmHg de systolique"),
        (None, Some(dia)) => format!("{dia:.0}\u{a0}mmHg de diastolique"),
        (None, None) => return None,
    };
    let age_mois = mois(dossier.enfant.date_naissance, dossier.bilan.date);
    let mesure = tension::Mesure {
        sexe: dossier.enfant.sexe,
        age_mois,
        taille_cm: nombre("cro.taille")?,
        sys,
        dia,
    };
    // Pressures out of order have no class, and nothing is said of them beside the form's own warning.
    let tension = tension::assess(&mesure).ok().filter(|tension| tension.classe.is_some())?;
    let seule = |mesure| tension::assess(&mesure).ok()?.classe;
    let classes = (
        seule(tension::Mesure { dia: None, ..mesure }),
        seule(tension::Mesure { sys: None, ..mesure }),
    );
    Some(TensionDuJour {
        tension,
        mesure,
        classes,
        valeur,
        source: source_tension(age_mois >= 192.0),
    })
}

/// Decimal months of 30.4375 days.
#[allow(clippy::cast_precision_loss, reason = "a life has fewer days than a f64 has integers")]
fn mois(naissance: DateCivile, jour: DateCivile) -> f64 {
    naissance.jours_jusqu_a(jour) as f64 / 30.4375
}

fn nombre(reponses: &Posees, code: &str) -> Option<f64> {
    // What is said beside an answer reaches people who may not read V3.
    let lisible = |r: &&Reponse| r.code == code && r.visibilite != Visibilite::V3;
    reponses.iter().find(lisible)?.valeur.as_f64()
}

/// What is said beside each answer of a bilan. What an alert reads asks to be looked at, too.
#[must_use]
pub fn jugements(
    dossier: &Dossier,
    matiere: &Matiere,
    reglages: &Reglages,
    alertes: &[Alerte],
) -> Vec<Jugement> {
    let mut jugements = bruts(&DossierLu::new(dossier), matiere, reglages);
    for jugement in &mut jugements {
        jugement.attention |= alertes.iter().any(|alerte| {
            let regle = REGLES.iter().find(|r| r.code == alerte.regle);
            regle.is_some_and(|r| lit(r.lit, jugement.code))
        });
    }
    jugements
}

/// Whether a rule judges the answer itself: of those that read several figures, the one that it is named
/// for.
fn lit(lues: &[&str], code: &str) -> bool {
    match lues {
        ["croissance", "cro.poids", "cro.taille", ..] => code == "cro.imc" || code == "cro.poids",
        lues => lues.contains(&code),
    }
}

fn bruts(dossier: &DossierLu<'_>, matiere: &Matiere, reglages: &Reglages) -> Vec<Jugement> {
    let mut jugements = Vec::new();
    let lignes = matiere.lignes(reglages);
    if let Some(ligne) = lignes.iter().find(|l| l.date == matiere.jour) {
        use crate::croissance::Indicateur as I;
        let cellules: [(_, _, _, &'static [&'static str]); 4] = [
            ("cro.poids", &ligne.poids, I::Poids, &["cro.poids", "cro.taille"]),
            ("cro.taille", &ligne.taille, I::Taille, &["cro.taille"]),
            ("cro.imc", &ligne.imc, I::Imc, &["cro.poids", "cro.taille"]),
            ("cro.pc", &ligne.pc, I::PerimetreCranien, &["cro.pc"]),
        ];
        for (code, cellule, indicateur, de) in cellules {
            let source = reglages.nom(indicateur, matiere);
            jugements.extend(cellule.as_ref().and_then(|c| beside(code, c, source, de)));
        }
        let avant = lignes.iter().rev().find(|l| l.date < matiere.jour && l.taille.is_some());
        if let (Some(taille), Some((avant, jour))) =
            (&ligne.taille, avant.and_then(|l| Some((l.taille.as_ref()?, l.date))))
            && taille.valeur < avant.valeur - RAPETISSE_CM
        {
            let dit = format!("moins que le {} ({}), à vérifier", jour.court(), avant.texte);
            match jugements.iter_mut().find(|j| j.code == "cro.taille") {
                Some(jugement) => {
                    jugement.texte.push_str(&format!(" · {dit}"));
                    jugement.attention = true;
                }
                None => jugements.push(Jugement {
                    code: "cro.taille",
                    texte: dit,
                    source: "mesures de l’enfant".to_owned(),
                    attention: true,
                    de: &["cro.taille"],
                }),
            }
        }
        // Weight for length is read with the weight, under five.
        if let Some(lecture) = ligne.poids_taille.as_ref().and_then(|c| c.ecart.as_ref())
            && let Some(poids) = jugements.iter_mut().find(|j| j.code == "cro.poids")
        {
            poids.texte.push_str(&format!(" · selon la taille\u{a0}: {}", lecture.ds));
            poids.attention |= lecture.signal.is_some();
        }
    }
    if let Some(tension) = tension(dossier) {
        let (code, texte) = tension.cause();
        jugements.push(Jugement {
            code,
            texte,
            source: tension.source.to_owned(),
            attention: tension.a_controler(),
            de: &["cro.ta_sys", "cro.ta_dia", "cro.taille"],
        });
    }
    jugements
}

fn beside(
    code: &'static str,
    cellule: &Cellule,
    source: String,
    de: &'static [&'static str],
) -> Option<Jugement> {
    let mots = |lecture: &Lecture| format!("{} · {}", lecture.ds, lecture.centile);
    let texte = match (&cellule.corrige, &cellule.ecart) {
        (Some(corrige), Some(reel)) => {
            format!("{} à l’âge corrigé ({} à l’âge réel)", mots(corrige), reel.ds)
        }
        (Some(corrige), None) => format!("{} à l’âge corrigé", mots(corrige)),
        (None, Some(reel)) => mots(reel),
        (None, None) => return None,
    };
    let lue = cellule.corrige.as_ref().or(cellule.ecart.as_ref())?;
    let texte = match &lue.signal {
        Some(signal) => format!("{texte} · {signal}"),
        None => texte,
    };
    Some(Jugement { code, texte, source, attention: lue.signal.is_some(), de })
}
