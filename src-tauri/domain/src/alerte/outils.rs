//! Results of screening tools: totals where a published cut-off may be used, else the conclusion of
//! the professional, never the items (clinical note §3).

use super::constat::Constat;
use super::propositions::{self, Proposition};
use super::regles;
use super::seuils::avec_unite;
use super::{Alerte, Faits, Gravite, Seuils};
use crate::bilan::Outil;
use crate::texte::fold;
use serde_json::Value;

/// A score with its cut-offs.
struct Echelle {
    /// How the folded name of the tool begins.
    debut: &'static [&'static str],
    code: &'static str,
    nom: &'static str,
    /// How the folded name of the sub-score begins; none for the total.
    sous_score: Option<&'static str>,
    /// The graver first.
    seuils: &'static [(&'static str, Gravite)],
    proposition: &'static Proposition,
}

const fn total(
    debut: &'static [&'static str],
    code: &'static str,
    nom: &'static str,
    seuils: &'static [(&'static str, Gravite)],
    proposition: &'static Proposition,
) -> Echelle {
    Echelle { debut, code, nom, sous_score: None, seuils, proposition }
}

const fn psc17(
    code: &'static str,
    nom: &'static str,
    sous_score: &'static str,
    seuils: &'static [(&'static str, Gravite)],
) -> Echelle {
    let proposition = &propositions::PSYCHO;
    Echelle {
        debut: &["psc 17", "psc17"],
        code,
        nom,
        sous_score: Some(sous_score),
        seuils,
        proposition,
    }
}

const PHQ: &[&str] = &["phq 9", "phq9", "phq a", "phqa"];

const ECHELLES: &[Echelle] = &[
    total(
        &["gad 7", "gad7"],
        "gad_7",
        "GAD-7",
        &[("outil.gad7_haut", Gravite::Importante), ("outil.gad7", Gravite::ASurveiller)],
        &propositions::PSYCHO,
    ),
    total(
        PHQ,
        "phq",
        "PHQ",
        &[("outil.phq_haut", Gravite::Importante), ("outil.phq", Gravite::ASurveiller)],
        &propositions::PEDOPSY,
    ),
    total(
        &["psc 17", "psc17"],
        "psc_17",
        "PSC-17",
        &[("outil.psc17", Gravite::ASurveiller)],
        &propositions::PSYCHO,
    ),
    psc17(
        "psc_17.internalisation",
        "PSC-17, internalisation",
        "intern",
        &[("outil.psc17_internalisation", Gravite::ASurveiller)],
    ),
    psc17(
        "psc_17.attention",
        "PSC-17, attention",
        "attention",
        &[("outil.psc17_attention", Gravite::ASurveiller)],
    ),
    psc17(
        "psc_17.externalisation",
        "PSC-17, externalisation",
        "extern",
        &[("outil.psc17_externalisation", Gravite::ASurveiller)],
    ),
    total(
        &["adrs"],
        "adrs",
        "ADRS",
        &[("outil.adrs_haut", Gravite::Importante), ("outil.adrs", Gravite::ASurveiller)],
        &propositions::PEDOPSY,
    ),
    total(
        &["adbb"],
        "adbb",
        "ADBB",
        &[("outil.adbb", Gravite::ASurveiller)],
        &propositions::PEDOPSY,
    ),
    total(
        &["cats 2", "cats2"],
        "cats_2",
        "CATS-2",
        &[("outil.cats2", Gravite::ASurveiller)],
        &propositions::TRAUMA,
    ),
    total(
        &["adospa"],
        "adospa",
        "ADOSPA",
        &[("outil.adospa_haut", Gravite::Importante), ("outil.adospa", Gravite::ASurveiller)],
        &propositions::ADDICTO,
    ),
];

/// Tools of which only the conclusion is read: how the folded name begins, code, name, what it
/// proposes. Of a tool whose cut-off has a source, the score is read instead.
const CONCLUSIONS: &[(&[&str], &str, &str, &Proposition)] = &[
    (&["m chat", "mchat"], "m_chat", "M-CHAT", &propositions::PCO),
    (&["adbb"], "adbb", "ADBB", &propositions::PEDOPSY),
    (&["ifdc"], "ifdc", "IFDC", &propositions::ORTHOPHONIE),
    (&["dpl3", "dpl 3"], "dpl3", "DPL3", &propositions::ORTHOPHONIE),
    (&["ertl4", "ertl 4"], "ertl4", "ERTL4", &propositions::ORTHOPHONIE),
    (&["ertla6", "ertla 6"], "ertla6", "ERTLA6", &propositions::ORTHOPHONIE),
    (&["bsed"], "bseds", "BSEDS", &propositions::ORTHOPHONIE),
    (&["bmt i"], "bmt_i", "BMT-i", &propositions::ORTHOPHONIE),
    (&["brunet lezine"], "brunet_lezine", "Brunet-Lézine", &propositions::PCO),
    (&["asq"], "asq", "ASQ", &propositions::PCO),
    (&["sdq"], "sdq", "SDQ", &propositions::PSYCHO),
    (PHQ, "phq", "PHQ", &propositions::PEDOPSY),
    (&["adrs"], "adrs", "ADRS", &propositions::PEDOPSY),
    (&["cpc"], "cpc", "CPC", &propositions::TRAUMA),
    (&["cries"], "cries", "CRIES-8", &propositions::TRAUMA),
    (&["ctsq"], "ctsq", "CTSQ", &propositions::TRAUMA),
    (&["crafft"], "crafft", "CRAFFT", &propositions::ADDICTO),
];

/// Words of a conclusion that ask for something, folded and as whole words; the graver first.
const MOTS: &[(&str, &str, Gravite)] = &[
    ("risque eleve", "risque élevé", Gravite::Importante),
    ("severe", "sévère", Gravite::Importante),
    ("risque modere", "risque modéré", Gravite::ASurveiller),
    ("risque moyen", "risque moyen", Gravite::ASurveiller),
    ("au dessus du seuil", "au-dessus du seuil", Gravite::ASurveiller),
    ("superieur au seuil", "supérieur au seuil", Gravite::ASurveiller),
    ("eleve", "élevé", Gravite::ASurveiller),
    ("retard", "retard", Gravite::ASurveiller),
    ("pathologique", "pathologique", Gravite::ASurveiller),
    ("positif", "positif", Gravite::ASurveiller),
    ("significatifs", "significatifs", Gravite::ASurveiller),
    ("significatif", "significatif", Gravite::ASurveiller),
];

/// Words that turn a part of a sentence round: that part is then not read at all.
const NEGATIONS: [&str; 13] = [
    "pas",
    "sans",
    "aucun",
    "aucune",
    "non",
    "ni",
    "jamais",
    "absence",
    "peu",
    "exclu",
    "ecarte",
    "sous",
    "inferieur",
];

pub(super) fn search(faits: &Faits<'_>, seuils: &Seuils, alertes: &mut Vec<Alerte>) {
    for outil in faits.outils.iter().filter(|o| o.non_passe_motif.is_none()) {
        let nom = fold(&outil.outil);
        alertes.extend(item9(outil, &nom));
        for echelle in ECHELLES.iter().filter(|e| commence(&nom, e.debut)) {
            alertes.extend(echelle.alerte(outil, seuils));
        }
        alertes.extend(conclusion(outil, &nom));
    }
}

/// Whether a folded name begins with one of these.
fn commence(nom: &str, debuts: &[&str]) -> bool {
    debuts.iter().any(|debut| nom.starts_with(debut))
}

/// A number, written as one or as its text.
fn chiffre(valeur: &Value) -> Option<f64> {
    let nombre = match valeur {
        Value::String(texte) => texte.trim().replace(',', ".").parse().ok(),
        autre => autre.as_f64(),
    };
    nombre.filter(|n: &f64| n.is_finite())
}

/// Question 9 of the PHQ, whatever the total (clinical note §3).
fn item9(outil: &Outil, nom: &str) -> Option<Alerte> {
    // The PHQ-15 asks about the body, and its question 9 is another one.
    let phq15 = ["phq 15", "phq15"].iter().any(|autre| nom.contains(autre));
    if !nom.contains("phq") || phq15 {
        return None;
    }
    let sous_scores = outil.sous_scores.as_object()?;
    let cotation = sous_scores
        .iter()
        .filter(|(cle, _)| {
            let cle = fold(cle).replace(' ', "");
            ["item9", "q9", "question9", "9", "phq9", "phq99", "phqitem9"].contains(&cle.as_str())
        })
        .filter_map(|(_, valeur)| chiffre(valeur))
        .fold(0.0, f64::max);
    if cotation <= 0.0 {
        return None;
    }
    let raison = format!("Question 9 du PHQ cotée {}.", crate::texte::nombre(cotation));
    let constat = Constat::new(
        &regles::ITEM9,
        Gravite::Urgente,
        raison,
        &propositions::PEDOPSY_URGENT,
        outil.visibilite,
    );
    Some(constat.volet(outil.volet()).alerte())
}

impl Echelle {
    fn alerte(&self, outil: &Outil, seuils: &Seuils) -> Option<Alerte> {
        let score = match self.sous_score {
            None => outil.score_brut.as_ref().and_then(serde_json::Number::as_f64),
            Some(debut) => {
                let sous_scores = outil.sous_scores.as_object()?;
                let (_, score) =
                    sous_scores.iter().find(|(cle, _)| fold(cle).starts_with(debut))?;
                chiffre(score)
            }
        }
        .filter(|score| score.is_finite())?;
        let (seuil, gravite) = self.seuils.iter().find_map(|(code, gravite)| {
            let seuil = seuils.actif(code)?;
            (score >= seuil.valeur).then_some((seuil, *gravite))
        })?;
        let raison = format!("{}\u{a0}: {}.", self.nom, avec_unite(score, "points"));
        let regle = &regles::OUTIL_SCORE;
        let constat = Constat::new(regle, gravite, raison, self.proposition, outil.visibilite);
        Some(
            constat.item(self.code).precision(self.nom).seuil(&seuil).volet(outil.volet()).alerte(),
        )
    }
}

/// What the professional concluded, in the words of a closed list; what else the sentence says
/// stays where it was written.
fn conclusion(outil: &Outil, nom: &str) -> Option<Alerte> {
    let (_, code, nom, proposition) =
        CONCLUSIONS.iter().find(|(debuts, ..)| commence(nom, debuts))?;
    let (mot, gravite) = parse(&outil.conclusion)?;
    let raison = format!("{nom}\u{a0}: la conclusion dit «\u{a0}{mot}\u{a0}».");
    let regle = &regles::OUTIL_CONCLUSION;
    let constat = Constat::new(regle, gravite, raison, proposition, outil.visibilite);
    Some(constat.item(*code).precision(*nom).volet(outil.volet()).alerte())
}

fn parse(conclusion: &str) -> Option<(&'static str, Gravite)> {
    let parties: Vec<String> = conclusion
        .split(['.', ';', ',', ':', '(', ')', '\n'])
        .map(|partie| format!(" {} ", fold(partie)))
        .filter(|partie| !partie.split(' ').any(|mot| NEGATIONS.contains(&mot)))
        .collect();
    MOTS.iter()
        .find(|(plie, ..)| parties.iter().any(|partie| partie.contains(&format!(" {plie} "))))
        .map(|(_, mot, gravite)| (*mot, *gravite))
}
