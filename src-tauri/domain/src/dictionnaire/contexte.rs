//! S01 Contexte et sources, S02 Antécédents.

use super::Lien::{Parenthese, Phrase};
use super::Mots::{Compte, Depuis, Jusque, Nomme, Prefixe};
use super::Nature::{Bool3, Date, Dec, Enum, Int, Liste, Multi, Objet, Txt, TxtLong};
use super::{Champ, Item, Norme, lettres};
use crate::bilan::VoletCode;
use crate::codes::Choix;
use crate::codes::Visibilite::{V1, V2, V3};
use crate::professionnel::Role::Med;

const A: VoletCode = VoletCode::S01;
const B: VoletCode = VoletCode::S02;

static SOURCES: &[Choix] = liste_de_choix![
    "carnet" => "Carnet de santé",
    "comptes_rendus" => "Comptes rendus",
    "accompagnant" => "Accompagnant",
    "parent" => "Parent",
    "enfant" => "Enfant",
    "dossier_ase" => "Dossier de l’ASE",
];
static FIABILITE: &[Choix] =
    liste_de_choix!["bonne" => "Bonne", "moyenne" => "Moyenne", "faible" => "Faible"];
static DEPISTAGE: &[Choix] = liste_de_choix![
    "fait" => "Fait", "non" => "Non fait", "refus" => "Refusé", "inconnu" => "Non renseigné",
];
static GRAVITE_ALLERGIE: &[Choix] = liste_de_choix![
    "legere" => "Légère", "moderee" => "Modérée", "severe" => "Sévère", "inconnue" => "Inconnue",
];
static FAMILIAUX: &[Choix] = liste_de_choix![
    "atopie" => "Atopie (asthme, eczéma, allergie)",
    "cardiovasculaire" => "Cardiovasculaire",
    "diabete" => "Diabète",
    "epilepsie" => "Épilepsie",
    "surdite" => "Surdité",
    "vision" => "Trouble visuel précoce",
    "genetique" => "Maladie génétique",
    "neurodeveloppement" => "Trouble du neurodéveloppement",
    "psychique" => "Trouble psychique",
    "autre" => "Autre",
];

static NEONAT: &[Champ] = &[
    Champ::new("reponse", "Séjour en néonatologie", Bool3).requis(),
    Champ::new("jours", "Durée", Int).unite("jours").mots(Compte("0 jour", "jour", "jours")),
];
static DEPISTAGES: &[Champ] = &[
    Champ::new("metabolique", "Métabolique (Guthrie)", Enum).choix(DEPISTAGE).mots(Nomme),
    Champ::new("audition", "Audition", Enum).choix(DEPISTAGE).mots(Nomme),
];
static ANTECEDENT: &[Champ] = &[
    Champ::new("libelle", "Libellé", Txt).requis(),
    Champ::new("date", "Date", Date).lien(Parenthese),
    Champ::new("cim10", "CIM-10", Txt).mots(Prefixe("CIM-10\u{a0}: ")).lien(Parenthese),
];
static TRAUMATISME: &[Champ] = &[
    Champ::new("libelle", "Libellé", Txt).requis(),
    Champ::new("date", "Date", Date).lien(Parenthese),
    Champ::new("circonstances", "Circonstances", Txt).lien(Parenthese),
];
static ALLERGIE: &[Champ] = &[
    Champ::new("allergene", "Allergène", Txt).requis(),
    Champ::new("reaction", "Réaction", Txt),
    Champ::new("gravite", "Gravité", Enum)
        .choix(GRAVITE_ALLERGIE)
        .mots(Prefixe("gravité "))
        .lien(Parenthese),
];
static TRAITEMENT: &[Champ] = &[
    Champ::new("dci", "Médicament (DCI)", Txt).requis(),
    Champ::new("posologie", "Posologie", Txt),
    Champ::new("prescripteur", "Prescripteur", Txt).mots(Prefixe("prescripteur\u{a0}: ")),
    Champ::new("fin", "Jusqu’à", Date).mots(Jusque),
];
static FAMILLE: &[Champ] = &[
    Champ::new("items", "Antécédents", Multi).choix(FAMILIAUX),
    Champ::new("texte", "Précisions", TxtLong).lien(Phrase),
];
static SUIVI: &[Champ] = &[
    Champ::new("professionnel", "Professionnel", Txt).requis(),
    Champ::new("structure", "Structure", Txt),
    Champ::new("frequence", "Fréquence", Txt).mots(Prefixe("fréquence ")),
    Champ::new("depuis", "Depuis", Date).mots(Depuis),
];

pub(super) static S01: &[Item] = &[
    Item::new(A, "ctx.sources", "Sources d’information", Multi, V2, Med)
        .choix(SOURCES)
        .vide("aucune"),
    Item::new(A, "ctx.fiabilite", "Fiabilité des informations", Enum, V2, Med).choix(FIABILITE),
    Item::new(A, "ctx.parcours_accueil", "Nombre de lieux d’accueil connus", Int, V2, Med),
    Item::new(
        A,
        "ctx.date_dernier_medecin",
        "Dernière consultation médicale connue",
        Date,
        V2,
        Med,
    ),
];

pub(super) static S02: &[Item] = &[
    Item::new(B, "ant.grossesse_suivie", "Grossesse suivie", Bool3, V2, Med).normal(&["oui"]),
    Item::new(B, "ant.expo_alcool", "Exposition prénatale à l’alcool", Bool3, V3, Med)
        .normal(&["non"]),
    Item::new(B, "ant.expo_tabac", "Exposition prénatale au tabac", Bool3, V3, Med)
        .normal(&["non"]),
    Item::new(B, "ant.expo_drogues", "Exposition prénatale à d’autres drogues", Bool3, V3, Med)
        .normal(&["non"]),
    Item::new(B, "ant.expo_medic", "Exposition prénatale à des médicaments", Bool3, V3, Med)
        .normal(&["non"]),
    Item::new(B, "ant.terme_sa", "Terme", Int, V2, Med).unite("SA"),
    Item::new(B, "ant.poids_naiss", "Poids de naissance", Int, V2, Med).unite("g"),
    Item::new(B, "ant.taille_naiss", "Taille de naissance", Dec, V2, Med).unite("cm"),
    Item::new(B, "ant.pc_naiss", "Périmètre crânien de naissance", Dec, V2, Med).unite("cm"),
    Item::new(B, "ant.apgar_1", "Apgar à 1 minute", Int, V2, Med).jusqu_a(71),
    Item::new(B, "ant.apgar_5", "Apgar à 5 minutes", Int, V2, Med).jusqu_a(71),
    Item::new(B, "ant.apgar_10", "Apgar à 10 minutes", Int, V2, Med).jusqu_a(71),
    Item::new(B, "ant.neonat", "Séjour en néonatologie", Objet, V2, Med)
        .colonnes(NEONAT)
        .norme(Norme::Selon(lettres::neonat_normal))
        .jusqu_a(71),
    Item::new(B, "ant.depistage_neonat", "Dépistages néonatals", Objet, V2, Med)
        .colonnes(DEPISTAGES)
        .norme(Norme::Selon(lettres::depistage_normal))
        .jusqu_a(35),
    Item::new(B, "ant.medicaux", "Antécédents médicaux", Liste, V2, Med)
        .colonnes(ANTECEDENT)
        .vide("aucun connu")
        .norme(Norme::Vide),
    Item::new(B, "ant.chirurgicaux", "Antécédents chirurgicaux", Liste, V2, Med)
        .colonnes(ANTECEDENT)
        .vide("aucun connu")
        .norme(Norme::Vide),
    Item::new(B, "ant.hospit", "Hospitalisations", Liste, V2, Med)
        .colonnes(ANTECEDENT)
        .vide("aucune connue")
        .norme(Norme::Vide),
    Item::new(B, "ant.urgences", "Passages aux urgences", Liste, V2, Med)
        .colonnes(ANTECEDENT)
        .vide("aucun connu")
        .norme(Norme::Vide),
    Item::new(
        B,
        "ant.traumatismes",
        "Traumatismes (fracture, brûlure, traumatisme crânien, noyade, intoxication)",
        Liste,
        V3,
        Med,
    )
    .colonnes(TRAUMATISME)
    .vide("aucun connu")
    .norme(Norme::Vide),
    Item::new(B, "ant.allergies", "Allergies", Liste, V1, Med)
        .colonnes(ALLERGIE)
        .vide("aucune connue")
        .norme(Norme::Vide),
    Item::new(B, "ant.traitements", "Traitements en cours", Liste, V2, Med)
        .colonnes(TRAITEMENT)
        .vide("aucun")
        .norme(Norme::Vide),
    Item::new(B, "ant.familiaux", "Antécédents familiaux utiles", Objet, V3, Med).colonnes(FAMILLE),
    Item::new(B, "ant.expo_tuberculose", "Exposition à la tuberculose", Bool3, V2, Med)
        .normal(&["non"]),
    Item::new(B, "ant.expo_drepanocytose", "Risque de drépanocytose", Bool3, V2, Med)
        .normal(&["non"]),
    Item::new(B, "ant.expo_vhb_vhc_vih", "Exposition au VHB, au VHC ou au VIH", Bool3, V3, Med)
        .normal(&["non"]),
    Item::new(B, "ant.expo_plomb", "Exposition au plomb", Bool3, V2, Med).normal(&["non"]),
    Item::new(B, "ant.suivis_en_cours", "Suivis en cours", Liste, V1, Med).colonnes(SUIVI),
];
