//! The thresholds that the program ships.
//!
//! A value that the clinical note marks "from memory, unverified" is there for a centre to start
//! from, without a source, hence without effect.

use super::SeuilDecrit;

const OMS: &str = "OMS, définitions publiées avec les standards 2006 et la référence 2007";
const NOTE_OMS: &str = "Pour les courbes de l’OMS. Le seuil lui-même déclenche l’alerte. Avant \
     24\u{a0}mois, chez un enfant né avant terme, en âge corrigé.";
const NOTE_OMS_HAUT: &str = "Pour les courbes de l’OMS. Au-delà du seuil seulement. Avant 5\u{a0}ans \
     sur le poids selon la taille ou l’IMC, de 5 à 19\u{a0}ans sur l’IMC.";
const MEMOIRE: &str = "Valeur usuelle, sans source vérifiée\u{a0}: sans effet tant que le centre \
     n’indique pas le texte sur lequel il s’appuie.";
const VISION: &str = "Ligne que cette recommandation demande de lire de chaque œil (20/50 à \
     3\u{a0}ans, 20/40 de 4 à 5\u{a0}ans)\u{a0}: une acuité plus basse déclenche l’alerte. Le seuil de \
     5\u{a0}ans reste un plancher ensuite. Les valeurs d’usage en France (5/10 à 3\u{a0}ans, 7/10 à \
     4\u{a0}ans, 8/10 ensuite) n’ont pas de texte vérifié ici\u{a0}: le centre peut les mettre avec le sien.";
const VISION_SOURCE: &str = "Cotter et al., Vision Screening for Children 36 to <72\u{a0}Months, \
     Optom Vis Sci 2015\u{a0};92:6-16 (National Center for Children’s Vision and Eye Health)";
const PUBERTE: &str = "Signe apparu avant l’âge de la puberté précoce, ou absent à celui de la \
     puberté tardive\u{a0}: une consultation médicale est indispensable, selon cette source.";
const PUBERTE_SOURCE: &str =
    "Assurance Maladie, ameli.fr, «\u{a0}Puberté précoce et puberté tardive\u{a0}»";
const GAD7: &str = "Échelle GAD-7, seuils publiés (5, 10 et 15)";
const PSC17: &str = "PSC-17, seuils imprimés sur le questionnaire";
const ADOSPA: &str = "ADOSPA, La Presse médicale, 2007";
const SCORE: &str = "Le score est celui que le professionnel a saisi.";

const fn seuil(
    code: &'static str,
    label: &'static str,
    valeur: f64,
    unite: &'static str,
    bornes: (f64, f64),
    source: &'static str,
    note: &'static str,
) -> SeuilDecrit {
    SeuilDecrit { code, label, unite, valeur, source, note, min: bornes.0, max: bornes.1 }
}

const fn bas(code: &'static str, label: &'static str, valeur: f64) -> SeuilDecrit {
    seuil(code, label, valeur, "écarts-types", (-6.0, -0.5), OMS, NOTE_OMS)
}

const fn haut(code: &'static str, label: &'static str, valeur: f64) -> SeuilDecrit {
    seuil(code, label, valeur, "écarts-types", (0.5, 6.0), OMS, NOTE_OMS_HAUT)
}

const fn acuite(code: &'static str, label: &'static str, valeur: f64) -> SeuilDecrit {
    seuil(code, label, valeur, "/10", (0.5, 20.0), VISION_SOURCE, VISION)
}

const fn age(code: &'static str, label: &'static str, valeur: f64) -> SeuilDecrit {
    seuil(code, label, valeur, "ans", (5.0, 18.0), PUBERTE_SOURCE, PUBERTE)
}

const fn score(
    code: &'static str,
    label: &'static str,
    valeur: f64,
    max: f64,
    source: &'static str,
) -> SeuilDecrit {
    let note = if source.is_empty() { MEMOIRE } else { SCORE };
    seuil(code, label, valeur, "points", (1.0, max), source, note)
}

/// Every threshold, in the order of the parts of a bilan.
pub const CATALOGUE: &[SeuilDecrit] = &[
    bas("croissance.taille_basse", "Taille basse", -2.0),
    bas("croissance.taille_tres_basse", "Taille très basse", -3.0),
    bas("croissance.poids_bas", "Poids bas", -2.0),
    bas("croissance.poids_tres_bas", "Poids très bas", -3.0),
    bas("croissance.corpulence_basse", "Maigreur (IMC ou poids selon la taille)", -2.0),
    bas("croissance.corpulence_tres_basse", "Maigreur sévère (IMC ou poids selon la taille)", -3.0),
    haut("croissance.surpoids_0_4", "Surpoids avant 5\u{a0}ans", 2.0),
    haut("croissance.obesite_0_4", "Obésité avant 5\u{a0}ans", 3.0),
    haut("croissance.surpoids_5_19", "Surpoids de 5 à 19\u{a0}ans", 1.0),
    haut("croissance.obesite_5_19", "Obésité de 5 à 19\u{a0}ans", 2.0),
    seuil(
        "croissance.pc_tendance",
        "Changement du périmètre crânien entre deux mesures",
        1.0,
        "écarts-types",
        (0.25, 4.0),
        "",
        "Sans source vérifiée\u{a0}: sans effet tant que le centre n’indique pas la sienne. Un \
         périmètre crânien élevé ne déclenche rien à lui seul\u{a0}: les courbes françaises sont \
         plus hautes que celles de l’OMS d’environ 0,6\u{a0}écart-type.",
    ),
    age("puberte.seins_precoces", "Développement des seins avant l’âge de", 8.0),
    age("puberte.garcon_precoce", "Début de puberté du garçon (stade G2) avant l’âge de", 9.0),
    age("puberte.fille_tardive", "Aucun signe de puberté chez la fille à l’âge de", 13.0),
    age("puberte.garcon_tardif", "Aucun signe de puberté chez le garçon à l’âge de", 14.0),
    acuite("vision.acuite_3_ans", "Acuité minimale à 3\u{a0}ans", 4.0),
    acuite("vision.acuite_4_ans", "Acuité minimale à 4\u{a0}ans", 5.0),
    acuite("vision.acuite_5_ans", "Acuité minimale à partir de 5\u{a0}ans", 5.0),
    seuil(
        "vision.ecart_lignes",
        "Différence d’acuité entre les deux yeux",
        2.0,
        "lignes",
        (1.0, 10.0),
        "",
        "Sans source vérifiée\u{a0}: sans effet tant que le centre n’indique pas la sienne. Une \
         ligne vaut un dixième\u{a0}; ce nombre de lignes déclenche l’alerte.",
    ),
    seuil(
        "audition.seuil",
        "Seuil auditif le plus élevé encore normal",
        20.0,
        "dB",
        (0.0, 60.0),
        "Audio\u{a0}4, Archives de pédiatrie, 2005\u{a0}: de 0 à 20\u{a0}dB, audition normale",
        "Au-delà du seuil seulement, à n’importe laquelle des fréquences.",
    ),
    seuil(
        "dents.examen_annuel",
        "Délai entre deux examens bucco-dentaires",
        12.0,
        "mois",
        (3.0, 36.0),
        "Examen M’T dents, chaque année de 3 à 24\u{a0}ans depuis le 1er\u{a0}avril\u{a0}2025 \
         (service-public.fr, fiche F243)",
        "Une date connue au mois ou à l’année compte pour le dernier jour possible.",
    ),
    seuil(
        "developpement.signes_tnd",
        "Signes d’alerte de trouble du neurodéveloppement",
        1.0,
        "signes",
        (1.0, 20.0),
        "",
        "Sans source vérifiée\u{a0}: sans effet tant que le centre n’indique pas la sienne. Ce \
         nombre de signes déclenche l’alerte.",
    ),
    score("outil.gad7", "GAD-7, total", 10.0, 21.0, GAD7),
    score("outil.gad7_haut", "GAD-7, total élevé", 15.0, 21.0, GAD7),
    score("outil.phq", "PHQ-9 ou PHQ-A, total", 10.0, 27.0, ""),
    score("outil.phq_haut", "PHQ-9 ou PHQ-A, total élevé", 20.0, 27.0, ""),
    score("outil.psc17", "PSC-17, total", 15.0, 34.0, PSC17),
    score("outil.psc17_internalisation", "PSC-17, internalisation", 5.0, 10.0, PSC17),
    score("outil.psc17_attention", "PSC-17, attention", 7.0, 10.0, PSC17),
    score("outil.psc17_externalisation", "PSC-17, externalisation", 7.0, 14.0, PSC17),
    score("outil.adrs", "ADRS, total", 3.0, 10.0, ""),
    score("outil.adrs_haut", "ADRS, total élevé", 7.0, 10.0, ""),
    score("outil.adbb", "ADBB, total", 5.0, 32.0, ""),
    score(
        "outil.cats2",
        "CATS-2, total des symptômes",
        21.0,
        60.0,
        "CATS-2, seuil de repérage publié pour le DSM-5",
    ),
    score("outil.adospa", "ADOSPA, nombre de oui", 2.0, 6.0, ADOSPA),
    score("outil.adospa_haut", "ADOSPA, usage sévère", 3.0, 6.0, ADOSPA),
];
