//! S09 Examen somatique, S10 Développement, S11 Apprentissages.

use super::Lien::{Espace, Parenthese};
use super::Mots::{Compte, Nomme, Prefixe};
use super::Nature::{Enum, Int, Liste, Multi, Objet, Obs, Txt};
use super::{Champ, Item, Norme, lettres};
use crate::bilan::VoletCode;
use crate::codes::Choix;
use crate::codes::Visibilite::{V2, V3};
use crate::professionnel::Role::{self, Med, Ort, Psm};

const A: VoletCode = VoletCode::S09;

const fn exa(code: &'static str, label: &'static str) -> Item {
    Item::new(A, code, label, Obs, V2, Med)
}

static LESION: &[Champ] = &[
    Champ::new("siege", "Siège", Txt).requis(),
    Champ::new("type", "Type", Txt),
    Champ::new("taille_mm", "Taille", Int).unite("mm"),
    Champ::new("age_presume", "Âge présumé", Txt).mots(Prefixe("âge présumé\u{a0}: ")),
    Champ::new("explication", "Explication donnée", Txt).mots(Nomme),
];

pub(super) static S09: &[Item] = &[
    exa("exa.etat_general", "État général"),
    exa("exa.peau", "Peau"),
    exa("exa.orl", "ORL"),
    exa("exa.cardiovasculaire", "Cardiovasculaire"),
    exa("exa.respiratoire", "Respiratoire"),
    exa("exa.abdomen", "Abdomen"),
    exa("exa.neuro", "Neurologique"),
    exa("exa.orthopedie_rachis", "Orthopédie et rachis"),
    exa("exa.thyroide", "Thyroïde"),
    exa("exa.ganglions", "Ganglions"),
    exa("exa.genital_externe", "Organes génitaux externes"),
    Item::new(A, "exa.lesions", "Lésions constatées", Liste, V3, Med)
        .colonnes(LESION)
        .vide("aucune")
        .norme(Norme::Vide),
];

const fn dev(code: &'static str, label: &'static str, nature: super::Nature, role: Role) -> Item {
    Item::new(VoletCode::S10, code, label, nature, V2, role).jusqu_a(83)
}

static SIGNES_TND: &[Champ] = &[
    Champ::new("nombre", "Nombre de signes", Int)
        .mots(Compte("aucun signe", "signe", "signes"))
        .requis(),
    Champ::new("domaines", "Domaines", Multi)
        .choix(liste_de_choix![
            "motricite_globale" => "Motricité globale",
            "motricite_fine" => "Motricité fine",
            "langage" => "Langage",
            "sociocommunication" => "Sociocommunication",
            "cognition" => "Cognition",
            "comportement" => "Comportement",
            "regulation" => "Régulation",
            "facteurs_de_risque" => "Facteurs de risque",
        ])
        .lien(Parenthese),
    Champ::new("age_utilise", "Âge utilisé", Enum)
        .choix(liste_de_choix!["corrige" => "Corrigé", "chronologique" => "Chronologique"])
        .mots(Prefixe("en âge "))
        .lien(Espace),
];
static DEV_CONCLUSION: &[Choix] = liste_de_choix![
    "conforme" => "Conforme à l’âge",
    "a_surveiller" => "À surveiller",
    "ecart_bilan" => "Écart, bilan à faire",
    "ecart_pco" => "Écart, adressage à la PCO",
];

pub(super) static S10: &[Item] = &[
    dev("dev.motricite_globale", "Motricité globale", Obs, Psm),
    dev("dev.motricite_fine", "Motricité fine", Obs, Psm),
    dev("dev.langage_comprehension", "Langage, compréhension", Obs, Psm),
    dev("dev.langage_expression", "Langage, expression", Obs, Psm),
    dev("dev.sociocommunication", "Sociocommunication", Obs, Psm),
    dev("dev.jeu", "Jeu", Obs, Psm),
    dev("dev.regulation", "Régulation (pleurs, tonus)", Obs, Psm),
    dev("dev.age_marche", "Âge de la marche", Int, Psm).unite("mois").des(12),
    dev("dev.premiers_mots", "Âge des premiers mots", Int, Psm).unite("mois").des(12),
    dev("dev.signes_alerte_tnd", "Signes d’alerte de trouble du neurodéveloppement", Objet, Med)
        .colonnes(SIGNES_TND)
        .norme(Norme::Selon(lettres::signes_tnd_normaux)),
    dev("dev.conclusion", "Conclusion du développement", Enum, Med)
        .choix(DEV_CONCLUSION)
        .normal(&["conforme"]),
];

const fn app(code: &'static str, label: &'static str, nature: super::Nature, role: Role) -> Item {
    Item::new(VoletCode::S11, code, label, nature, V2, role).des(72).jusqu_a(215)
}

static APP_CONCLUSION: &[Choix] = liste_de_choix![
    "conforme" => "Conforme à l’âge",
    "a_surveiller" => "À surveiller",
    "ecart_bilan" => "Écart, bilan à faire",
];

pub(super) static S11: &[Item] = &[
    app("app.langage_oral", "Langage oral", Obs, Ort),
    app("app.lecture", "Lecture", Obs, Ort),
    app("app.ecriture", "Écriture", Obs, Ort),
    app("app.calcul", "Calcul", Obs, Ort),
    app("app.attention", "Attention", Obs, Ort),
    app("app.praxies", "Praxies", Obs, Ort),
    app("app.conclusion", "Conclusion des apprentissages", Enum, Med)
        .choix(APP_CONCLUSION)
        .normal(&["conforme"]),
];
