//! The rules, as the screen of the references lists them.

use crate::bilan::VoletCode::{self, S01, S05, S06, S07, S08, S10, S11, S12, S13, S14};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "RegleAlerte")]
pub struct Regle {
    pub code: &'static str,
    pub section: VoletCode,
    /// What it finds, as its alerts are entitled.
    pub titre: &'static str,
    /// What it reads: codes of the data dictionary, or one of [`HORS_DICTIONNAIRE`].
    pub lit: &'static [&'static str],
    /// The text that it rests on; empty where it rests on the source of its thresholds.
    pub source: &'static str,
    pub seuils: &'static [&'static str],
}

/// What rules read beside the answers.
pub const HORS_DICTIONNAIRE: [&str; 6] =
    ["croissance", "pc_anterieurs", "tension", "vaccins_en_retard", "medecin_referent", "outils"];

const BINOME: &str = "Constat du binôme dans le bilan";

const fn constat(
    code: &'static str,
    section: VoletCode,
    titre: &'static str,
    lit: &'static [&'static str],
) -> Regle {
    Regle { code, section, titre, lit, source: BINOME, seuils: &[] }
}

const fn mesure(
    code: &'static str,
    section: VoletCode,
    titre: &'static str,
    lit: &'static [&'static str],
    seuils: &'static [&'static str],
) -> Regle {
    Regle { code, section, titre, lit, source: "", seuils }
}

const fn texte(
    code: &'static str,
    section: VoletCode,
    titre: &'static str,
    lit: &'static [&'static str],
    source: &'static str,
) -> Regle {
    Regle { code, section, titre, lit, source, seuils: &[] }
}

pub(super) const REFERENT: Regle = texte(
    "medecin_referent",
    S01,
    "Pas de médecin traitant connu",
    &["medecin_referent"],
    "Code de l’action sociale et des familles, article L.\u{a0}223-1-1\u{a0}: le bilan engage un \
     suivi médical régulier et coordonné",
);
pub(super) const INVRAISEMBLABLE: Regle = texte(
    "croissance.invraisemblable",
    S05,
    "Mesure à vérifier",
    &["croissance"],
    "OMS, limites de vraisemblance des écarts à la médiane",
);
pub(super) const TAILLE_BASSE: Regle = mesure(
    "croissance.taille_basse",
    S05,
    "Taille basse",
    &["croissance", "cro.taille"],
    &["croissance.taille_basse", "croissance.taille_tres_basse"],
);
pub(super) const POIDS_BAS: Regle = mesure(
    "croissance.poids_bas",
    S05,
    "Poids bas",
    &["croissance", "cro.poids"],
    &["croissance.poids_bas", "croissance.poids_tres_bas"],
);
pub(super) const CORPULENCE_BASSE: Regle = mesure(
    "croissance.corpulence_basse",
    S05,
    "Corpulence basse",
    &["croissance", "cro.poids", "cro.taille"],
    &["croissance.corpulence_basse", "croissance.corpulence_tres_basse"],
);
pub(super) const CORPULENCE_HAUTE: Regle = mesure(
    "croissance.corpulence_haute",
    S05,
    "Corpulence élevée",
    &["croissance", "cro.poids", "cro.taille"],
    &[
        "croissance.surpoids_0_4",
        "croissance.obesite_0_4",
        "croissance.surpoids_5_19",
        "croissance.obesite_5_19",
    ],
);
pub(super) const PC_TENDANCE: Regle = mesure(
    "croissance.pc_tendance",
    S05,
    "Périmètre crânien qui change de couloir",
    &["croissance", "pc_anterieurs", "cro.pc"],
    &["croissance.pc_tendance"],
);
pub(super) const TENSION: Regle = texte(
    "tension.a_controler",
    S05,
    "Tension artérielle à contrôler",
    &["tension", "cro.ta_sys", "cro.ta_dia"],
    "Celle de la référence de tension, écrite sur l’alerte",
);
pub(super) const PUBERTE: Regle = mesure(
    "puberte.age",
    S05,
    "Puberté à évaluer",
    &["cro.puberte"],
    &[
        "puberte.seins_precoces",
        "puberte.garcon_precoce",
        "puberte.fille_tardive",
        "puberte.garcon_tardif",
    ],
);
pub(super) const VIS_SIGNES: Regle =
    constat("vision.signes", S06, "Signe d’alerte visuel", &["vis.signes"]);
pub(super) const STEREO: Regle =
    constat("vision.relief", S06, "Vision du relief non acquise au test", &["vis.stereo"]);
pub(super) const COULEURS: Regle =
    constat("vision.couleurs", S06, "Vision des couleurs anormale", &["vis.couleurs"]);
pub(super) const LUNETTES: Regle =
    constat("vision.lunettes", S06, "Lunettes à remplacer", &["vis.lunettes"]);
pub(super) const ACUITE: Regle = mesure(
    "vision.acuite",
    S06,
    "Acuité visuelle basse pour l’âge",
    &["vis.av_od", "vis.av_og", "vis.av_bino"],
    &["vision.acuite_3_ans", "vision.acuite_4_ans", "vision.acuite_5_ans"],
);
pub(super) const ECART_YEUX: Regle = mesure(
    "vision.ecart_yeux",
    S06,
    "Acuité différente entre les deux yeux",
    &["vis.av_od", "vis.av_og"],
    &["vision.ecart_lignes"],
);
pub(super) const AUD_CONCLUSION: Regle =
    constat("audition.conclusion", S06, "Audition à contrôler", &["aud.conclusion"]);
pub(super) const AUD_SIGNES: Regle =
    constat("audition.signes", S06, "Signe d’alerte auditif", &["aud.signes"]);
pub(super) const AUD_SEUILS: Regle =
    mesure("audition.seuils", S06, "Seuil auditif élevé", &["aud.seuils"], &["audition.seuil"]);
pub(super) const OTOSCOPIE: Regle = constat(
    "audition.otoscopie",
    S06,
    "Anomalie à l’otoscopie",
    &["aud.otoscopie_d", "aud.otoscopie_g"],
);
/// An answer that is called an urgency has the rule of its part, below and [`PSY_URGENCE`].
pub(super) const DENT_URGENCE: Regle =
    constat("dents.urgence", S07, "Urgence dentaire", &["den.urgence"]);
pub(super) const CARIES: Regle =
    constat("dents.caries", S07, "Caries visibles", &["den.caries_visibles"]);
pub(super) const DENT_CONSTAT: Regle = constat(
    "dents.constat",
    S07,
    "Dents ou gencives à soigner",
    &["den.douleur", "den.trauma", "den.gencives", "den.malocclusion"],
);
pub(super) const DENT_ANNUEL: Regle = mesure(
    "dents.examen_annuel",
    S07,
    "Examen dentaire de l’année à faire",
    &["den.dernier_ebd"],
    &["dents.examen_annuel"],
);
pub(super) const VACCINS: Regle = texte(
    "vaccins.retard",
    S08,
    "Vaccinations en retard",
    &["vaccins_en_retard"],
    "Celle du calendrier des vaccinations, écrite sur l’alerte",
);
pub(super) const DEV_CONCLUSION: Regle = constat(
    "developpement.conclusion",
    S10,
    "Développement",
    &[
        "dev.conclusion",
        "dev.signes_alerte_tnd",
        "dev.langage_comprehension",
        "dev.langage_expression",
        "dev.motricite_globale",
        "dev.motricite_fine",
    ],
);
pub(super) const DEV_NON_CONCLU: Regle = constat(
    "developpement.non_conclu",
    S10,
    "Développement\u{a0}: anomalie et conclusion conforme",
    &[
        "dev.conclusion",
        "dev.motricite_globale",
        "dev.motricite_fine",
        "dev.langage_comprehension",
        "dev.langage_expression",
        "dev.sociocommunication",
        "dev.jeu",
        "dev.regulation",
    ],
);
pub(super) const DEV_SIGNES: Regle = mesure(
    "developpement.signes",
    S10,
    "Signes d’alerte du développement",
    &["dev.signes_alerte_tnd"],
    &["developpement.signes_tnd"],
);
pub(super) const APP_CONCLUSION: Regle = constat(
    "apprentissages.conclusion",
    S11,
    "Apprentissages",
    &[
        "app.conclusion",
        "app.langage_oral",
        "app.lecture",
        "app.ecriture",
        "app.calcul",
        "app.attention",
        "app.praxies",
    ],
);
pub(super) const APP_NON_CONCLU: Regle = constat(
    "apprentissages.non_conclu",
    S11,
    "Apprentissages\u{a0}: anomalie et conclusion conforme",
    &[
        "app.conclusion",
        "app.langage_oral",
        "app.lecture",
        "app.ecriture",
        "app.calcul",
        "app.attention",
        "app.praxies",
    ],
);
pub(super) const PSY_URGENCE: Regle =
    constat("psychisme.urgence", S12, "Urgence psychique", &["psy.urgence"]);
pub(super) const IDEES: Regle =
    constat("psychisme.idees_suicidaires", S12, "Idées suicidaires", &["psy.idees_suicidaires"]);
pub(super) const ITEM9: Regle = texte(
    "psychisme.phq_item9",
    S12,
    "PHQ, question 9 positive",
    &["outils"],
    "PHQ-9 et PHQ-A, question 9\u{a0}: toute réponse positive s’explore aussitôt, quel que soit le \
     total",
);
pub(super) const TS: Regle = constat(
    "psychisme.ts_anterieure",
    S12,
    "Tentative de suicide antérieure",
    &["psy.ts_anterieure"],
);
pub(super) const AUTOMUTILATION: Regle =
    constat("psychisme.automutilation", S12, "Automutilation", &["psy.automutilation"]);
pub(super) const RETENTISSEMENT: Regle =
    constat("psychisme.retentissement", S12, "Retentissement psychique", &["psy.retentissement"]);
pub(super) const PSY_OBSERVATION: Regle = constat(
    "psychisme.sans_suivi",
    S12,
    "Observation anormale sans suivi en cours",
    &[
        "psy.suivi",
        "psy.humeur",
        "psy.anxiete",
        "psy.attachement_relation",
        "psy.comportement",
        "psy.troubles_alim",
    ],
);
pub(super) const OUTIL_SCORE: Regle = mesure(
    "outil.score",
    S12,
    "Score qui atteint le seuil",
    &["outils"],
    &[
        "outil.gad7",
        "outil.gad7_haut",
        "outil.phq",
        "outil.phq_haut",
        "outil.psc17",
        "outil.psc17_internalisation",
        "outil.psc17_attention",
        "outil.psc17_externalisation",
        "outil.adrs",
        "outil.adrs_haut",
        "outil.adbb",
        "outil.cats2",
        "outil.adospa",
        "outil.adospa_haut",
    ],
);
pub(super) const OUTIL_CONCLUSION: Regle = texte(
    "outil.conclusion",
    S12,
    "Conclusion d’un outil de repérage",
    &["outils"],
    "Conclusion écrite par le professionnel qui a passé l’outil",
);
pub(super) const PROTECTION: Regle = texte(
    "exposition.protection",
    S13,
    "Information préoccupante ou signalement à évaluer",
    &[
        "exp.ip_signalement",
        "exp.violence_physique",
        "exp.violence_psy",
        "exp.violence_sexuelle",
        "exp.violence_conjugale",
        "exp.exploitation",
    ],
    "Code pénal, article 226-14\u{a0}: le secret professionnel n’empêche pas d’informer le \
     procureur de la République ou la CRIP",
);
pub(super) const PROSTITUTION: Regle = texte(
    "exposition.prostitution",
    S14,
    "Risque prostitutionnel",
    &["ado.prostitution_risque"],
    "Loi n°\u{a0}2002-305 du 4\u{a0}mars\u{a0}2002, article 13\u{a0}: tout mineur qui se livre à la \
     prostitution, même occasionnellement, est réputé en danger et relève de la protection du juge \
     des enfants",
);

/// Every rule, in the order of the parts of a bilan.
pub const REGLES: &[Regle] = &[
    REFERENT,
    INVRAISEMBLABLE,
    TAILLE_BASSE,
    POIDS_BAS,
    CORPULENCE_BASSE,
    CORPULENCE_HAUTE,
    PC_TENDANCE,
    TENSION,
    PUBERTE,
    VIS_SIGNES,
    STEREO,
    COULEURS,
    LUNETTES,
    ACUITE,
    ECART_YEUX,
    AUD_CONCLUSION,
    AUD_SIGNES,
    AUD_SEUILS,
    OTOSCOPIE,
    DENT_URGENCE,
    CARIES,
    DENT_CONSTAT,
    DENT_ANNUEL,
    VACCINS,
    DEV_CONCLUSION,
    DEV_NON_CONCLU,
    DEV_SIGNES,
    APP_CONCLUSION,
    APP_NON_CONCLU,
    PSY_URGENCE,
    IDEES,
    ITEM9,
    TS,
    AUTOMUTILATION,
    RETENTISSEMENT,
    PSY_OBSERVATION,
    OUTIL_SCORE,
    OUTIL_CONCLUSION,
    PROTECTION,
    PROSTITUTION,
];
