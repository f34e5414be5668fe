//! S03 Mode de vie, S04 Scolarité, S15 Parole de l’enfant.

use super::Lien::{Espace, Phrase};
use super::Mots::{Heures, Jusque, OuiNon, Prefixe};
use super::Nature::{Bool3, Date, Dec, Enum, Int, Multi, Objet, Txt, TxtLong};
use super::{Champ, Item, Norme, lettres};
use crate::bilan::VoletCode;
use crate::codes::Choix;
use crate::codes::Visibilite::{V1, V2, V3};
use crate::professionnel::Role::{Ide, Med, Psy};

const A: VoletCode = VoletCode::S03;
const B: VoletCode = VoletCode::S04;
const C: VoletCode = VoletCode::S15;

static SOMMEIL: &[Champ] = &[
    Champ::new("qualite", "Le sommeil est", Enum)
        .choix(liste_de_choix!["bon" => "Bon", "troubles" => "Troublé"])
        .requis(),
    Champ::new("heures", "Durée", Dec).unite("h").mots(Heures("")),
    Champ::new("cauchemars", "Cauchemars", Bool3)
        .mots(OuiNon("avec cauchemars", "sans cauchemars")),
    Champ::new("enuresie", "Énurésie", Bool3).mots(OuiNon("avec énurésie", "sans énurésie")),
    Champ::new("texte", "Précisions", TxtLong).lien(Phrase),
];
static ALIMENTATION: &[Champ] = &[
    Champ::new("type", "Alimentation", Enum)
        .choix(liste_de_choix![
            "lactee" => "Lactée",
            "diversifiee" => "Diversifiée",
            "variee" => "Variée",
            "selective" => "Sélective",
            "autre" => "Autre",
        ])
        .requis(),
    Champ::new("allaitement", "Allaitement", Bool3)
        .mots(OuiNon("allaitement", "pas d’allaitement")),
    Champ::new("diversification", "Diversification", Txt).mots(Prefixe("diversification ")),
    Champ::new("selectivite", "Sélectivité", Bool3)
        .mots(OuiNon("avec sélectivité", "sans sélectivité")),
    Champ::new("hyperphagie", "Hyperphagie", Bool3)
        .mots(OuiNon("avec hyperphagie", "sans hyperphagie")),
    Champ::new("stockage", "Stockage de nourriture", Bool3)
        .mots(OuiNon("avec stockage de nourriture", "sans stockage de nourriture")),
    Champ::new("texte", "Précisions", TxtLong).lien(Phrase),
];
static ECRANS: &[Champ] = &[
    Champ::new("heures_jour", "Temps par jour", Dec).unite("h").mots(Heures(" par jour")).requis(),
    Champ::new("chambre", "Écran dans la chambre", Bool3)
        .mots(OuiNon("écran dans la chambre", "pas d’écran dans la chambre")),
    Champ::new("reseaux_sociaux", "Réseaux sociaux", Bool3)
        .mots(OuiNon("réseaux sociaux", "pas de réseaux sociaux")),
];
static DOULEUR: &[Champ] = &[
    Champ::new("presente", "Douleur actuelle ou répétée", Bool3)
        .mots(OuiNon("oui", "non"))
        .requis(),
    Champ::new("siege", "Siège", Txt).mots(Prefixe("siège\u{a0}: ")),
    Champ::new("echelle", "Intensité (0 à 10)", Int).unite("/10").mots(Prefixe("intensité ")),
    Champ::new("texte", "Précisions", TxtLong).lien(Phrase),
];
static PROPRETE: &[Choix] = liste_de_choix![
    "acquise" => "Acquise", "en_cours" => "En cours d’acquisition", "non_acquise" => "Non acquise",
];

pub(super) static S03: &[Item] = &[
    Item::new(A, "vie.sommeil", "Sommeil", Objet, V1, Ide)
        .colonnes(SOMMEIL)
        .norme(Norme::Selon(lettres::sommeil_normal)),
    Item::new(A, "vie.alimentation", "Alimentation", Objet, V1, Ide)
        .colonnes(ALIMENTATION)
        .norme(Norme::Selon(lettres::alimentation_normale)),
    Item::new(A, "vie.ecrans_h", "Écrans", Objet, V1, Ide).colonnes(ECRANS),
    Item::new(A, "vie.activite_physique", "Activité physique", Dec, V1, Ide).unite("h/sem").des(36),
    Item::new(A, "vie.hygiene_dent", "Brossages de dents", Int, V1, Ide).unite("/jour").des(12),
    Item::new(A, "vie.proprete", "Propreté", Enum, V1, Ide).choix(PROPRETE).des(18).jusqu_a(71),
    Item::new(A, "vie.douleur", "Douleur actuelle ou répétée", Objet, V1, Ide)
        .colonnes(DOULEUR)
        .norme(Norme::Selon(lettres::douleur_normale)),
];

static MODE: &[Choix] = liste_de_choix![
    "aucun" => "Aucun mode d’accueil ni école",
    "creche" => "Crèche",
    "maternelle" => "École maternelle",
    "elementaire" => "École élémentaire",
    "college" => "Collège",
    "lycee" => "Lycée",
    "ulis" => "ULIS",
    "ime" => "IME",
    "descolarise" => "Déscolarisé",
    "formation" => "Formation professionnelle",
];
static DIFFICULTES: &[Choix] = liste_de_choix![
    "lecture" => "Lecture",
    "calcul" => "Calcul",
    "attention" => "Attention",
    "comportement" => "Comportement",
    "langue" => "Langue",
];
static AIDES: &[Choix] = liste_de_choix![
    "AESH" => "AESH", "PAP" => "PAP", "PPS" => "PPS", "PAI" => "PAI", "RASED" => "RASED",
];
static MDPH: &[Champ] = &[
    Champ::new("etat", "État", Enum)
        .choix(liste_de_choix![
            "aucun" => "Aucun dossier",
            "en_cours" => "Dossier en cours",
            "notification" => "Notification reçue",
        ])
        .requis(),
    Champ::new("fin", "Valable jusqu’à", Date).mots(Jusque).lien(Espace),
];

pub(super) static S04: &[Item] = &[
    Item::new(B, "sco.mode", "Mode d’accueil ou scolarité", Enum, V1, Psy).choix(MODE),
    Item::new(B, "sco.niveau", "Classe", Txt, V1, Psy).des(36),
    Item::new(B, "sco.absenteisme", "Absentéisme", Bool3, V1, Psy).normal(&["non"]).des(36),
    Item::new(B, "sco.difficultes", "Difficultés scolaires", Multi, V2, Psy)
        .choix(DIFFICULTES)
        .vide("aucune")
        .norme(Norme::Vide)
        .des(36),
    Item::new(B, "sco.aides", "Aides en place", Multi, V1, Psy).choix(AIDES).vide("aucune").des(36),
    Item::new(B, "sco.mdph", "Dossier MDPH", Objet, V1, Psy).colonnes(MDPH),
    Item::new(B, "sco.harcelement", "Harcèlement", Bool3, V3, Psy).normal(&["non"]).des(36),
];

static ACCORD: &[Choix] = liste_de_choix!["oui" => "Oui", "partiel" => "En partie", "non" => "Non"];
static DESTINATAIRES: &[Choix] = liste_de_choix![
    "educateur" => "Éducateur",
    "medecin" => "Médecin",
    "parent" => "Parents",
    "assistant_familial" => "Assistant familial",
    "ase" => "Service de l’ASE",
    "ecole" => "École",
    "juge" => "Juge",
    "autre" => "Autre personne",
];

pub(super) static S15: &[Item] = &[
    Item::new(C, "enf.attentes", "Ce que l’enfant dit de sa santé", TxtLong, V2, Psy).des(36),
    Item::new(C, "enf.accord_examen", "Accord de l’enfant pour l’examen", Enum, V2, Med)
        .choix(ACCORD)
        .des(24),
    Item::new(
        C,
        "enf.comprehension_restitution",
        "Ce que l’enfant a compris de la restitution",
        TxtLong,
        V2,
        Psy,
    )
    .des(48),
    Item::new(
        C,
        "enf.souhaite_que_soit_dit_a",
        "À qui l’enfant souhaite que ce soit dit",
        Multi,
        V2,
        Psy,
    )
    .choix(DESTINATAIRES)
    .vide("personne")
    .des(72),
];
