//! S12 Santé psychique, S13 Expositions et traumatisme, S14 Adolescence.

use super::Lien::{Parenthese, PointVirgule};
use super::Mots::{OuiNon, Prefixe};
use super::Nature::{Bool3, Codes, Date, Enum, Heure, Int, Multi, Objet, Obs, Pro, Txt, TxtLong};
use super::{Champ, Item, Nature, Norme, lettres};
use crate::bilan::VoletCode;
use crate::codes::Choix;
use crate::codes::Visibilite::{V2, V3};
use crate::enfant::DestinataireExclu;
use crate::professionnel::Role::{Med, Psy};

const fn psy(code: &'static str, label: &'static str, nature: Nature) -> Item {
    Item::new(VoletCode::S12, code, label, nature, V2, Psy)
}

static IDEES: &[Choix] = liste_de_choix![
    "aucun" => "Aucune",
    "passives" => "Idées passives",
    "actives" => "Idées actives",
    "plan" => "Idées avec plan",
];
static SUIVI: &[Choix] = liste_de_choix![
    "en_cours" => "En cours", "interrompu" => "Interrompu", "jamais" => "Jamais de suivi",
];
static RETENTISSEMENT: &[Choix] = liste_de_choix![
    "aucun" => "Aucun", "leger" => "Léger", "modere" => "Modéré", "severe" => "Sévère",
];

pub(super) static S12: &[Item] = &[
    psy("psy.humeur", "Humeur", Obs),
    psy("psy.anxiete", "Anxiété", Obs),
    psy("psy.attachement_relation", "Attachement et relation", Obs),
    psy("psy.comportement", "Comportement", Obs),
    psy("psy.sommeil_psy", "Sommeil (versant psychique)", Obs),
    psy("psy.troubles_alim", "Conduites alimentaires", Obs),
    psy("psy.automutilation", "Automutilation", Bool3).normal(&["non"]).des(96),
    psy("psy.idees_suicidaires", "Idées suicidaires", Enum).choix(IDEES).normal(&["aucun"]).des(96),
    psy("psy.ts_anterieure", "Tentative de suicide antérieure", Bool3).normal(&["non"]).des(96),
    psy("psy.suivi", "Suivi psychologique ou psychiatrique", Enum).choix(SUIVI),
    psy("psy.retentissement", "Retentissement", Enum).choix(RETENTISSEMENT).normal(&["aucun"]),
    psy("psy.urgence", "Urgence psychique", Bool3).normal(&["non"]),
];

static EXPOSITION: &[Choix] = liste_de_choix![
    "non_evoque" => "Non évoqué",
    "rapporte_tiers" => "Rapporté par un tiers",
    "dit_enfant" => "Dit par l’enfant",
    "constate" => "Constaté",
    "documente" => "Déjà documenté",
];
static VERBATIM: &[Champ] = &[
    Champ::new("texte", "Paroles de l’enfant", TxtLong).requis(),
    Champ::new("auteur", "Recueillies par", Pro).mots(Prefixe("recueilli par ")).lien(Parenthese),
    Champ::new("heure", "Heure", Heure).mots(Prefixe("à ")).lien(Parenthese),
];
static IP: &[Champ] = &[
    Champ::new("etat", "État", Enum)
        .choix(liste_de_choix![
            "non" => "Non",
            "ip_deja_faite" => "Information préoccupante déjà faite",
            "ip_faite_ce_jour" => "Information préoccupante faite ce jour",
            "signalement_procureur" => "Signalement au procureur",
        ])
        .requis(),
    Champ::new("date", "Date", Date).lien(Parenthese),
];
static SYMPTOMES: &[Choix] = liste_de_choix![
    "cauchemars" => "Cauchemars",
    "evitement" => "Évitement",
    "hypervigilance" => "Hypervigilance",
    "reviviscences" => "Reviviscences",
    "dissociation" => "Dissociation",
    "irritabilite" => "Irritabilité",
    "aucun" => "Aucun",
];

const fn exp(code: &'static str, label: &'static str) -> Item {
    Item::new(VoletCode::S13, code, label, Enum, V3, Psy)
        .choix(EXPOSITION)
        .norme(Norme::Selon(lettres::exposition_normale))
}

pub(super) static S13: &[Item] = &[
    exp("exp.negligence", "Négligence"),
    exp("exp.violence_physique", "Violence physique"),
    exp("exp.violence_psy", "Violence psychologique"),
    exp("exp.violence_sexuelle", "Violence sexuelle"),
    exp("exp.violence_conjugale", "Violence conjugale"),
    exp("exp.deuil_separation", "Deuil ou séparation"),
    exp("exp.exil", "Exil"),
    exp("exp.exploitation", "Exploitation"),
    Item::new(
        VoletCode::S13,
        "exp.verbatim",
        "Paroles de l’enfant, telles que dites",
        Objet,
        V3,
        Psy,
    )
    .colonnes(VERBATIM),
    Item::new(
        VoletCode::S13,
        "exp.ip_signalement",
        "Information préoccupante ou signalement",
        Objet,
        V3,
        Med,
    )
    .colonnes(IP),
    Item::new(VoletCode::S13, "exp.symptomes", "Symptômes post-traumatiques", Multi, V3, Psy)
        .choix(SYMPTOMES)
        .normal(&["aucun"])
        .vide(lettres::NON_RENSEIGNE),
];

const fn ado(code: &'static str, label: &'static str, nature: Nature) -> Item {
    Item::new(VoletCode::S14, code, label, nature, V3, Med).des(132)
}
const fn usage(code: &'static str, label: &'static str) -> Item {
    ado(code, label, Enum).choix(USAGE).normal(&["jamais"])
}

static SEUL: &[Choix] = liste_de_choix![
    "accepte" => "Proposé et accepté", "refuse" => "Proposé et refusé",
    "non_propose" => "Non proposé",
];
static USAGE: &[Choix] = liste_de_choix![
    "jamais" => "Jamais", "essai" => "Essai", "regulier" => "Régulier", "quotidien" => "Quotidien",
];
static OPPOSITION: &[Champ] = &[
    Champ::new("date", "Date", Date).requis(),
    Champ::new("ecrit", "Par écrit", Bool3).mots(OuiNon("par écrit", "non écrite")),
    Champ::new("portee", "Porte sur", Codes).mots(Prefixe("porte sur\u{a0}: ")).lien(PointVirgule),
    Champ::new("destinataires_exclus", "Ne pas informer", Multi)
        .choix(DestinataireExclu::CHOIX)
        .mots(Prefixe("ne pas informer\u{a0}: "))
        .lien(PointVirgule),
    Champ::new("recueilli_par", "Recueillie par", Pro)
        .mots(Prefixe("recueillie par "))
        .lien(PointVirgule),
    Champ::new("note", "Remarque", Txt).lien(PointVirgule),
];

pub(super) static S14: &[Item] = &[
    ado("ado.seul", "Temps seul avec le jeune", Enum).choix(SEUL),
    ado("ado.maison", "Lieu de vie", TxtLong),
    ado("ado.scolarite", "Scolarité (dit par le jeune)", TxtLong),
    ado("ado.activites", "Activités", TxtLong),
    usage("ado.tabac", "Tabac"),
    usage("ado.vapotage", "Vapotage"),
    usage("ado.alcool", "Alcool"),
    usage("ado.cannabis", "Cannabis"),
    usage("ado.autres", "Autres produits"),
    ado("ado.jeux", "Jeux vidéo ou d’argent", Enum).choix(USAGE),
    ado("ado.sexualite_abordee", "Sexualité abordée", Bool3),
    ado("ado.contraception", "Contraception", TxtLong),
    ado("ado.ist_depistage", "Dépistage des IST", TxtLong),
    ado("ado.grossesse", "Grossesse", TxtLong),
    ado("ado.regles_douleur", "Règles douloureuses", Bool3).normal(&["non"]),
    ado("ado.prostitution_risque", "Risque prostitutionnel", Bool3).normal(&["non"]),
    ado("ado.fugues", "Fugues", Int).norme(Norme::Vide),
    ado("ado.opposition_info", "Opposition du mineur à l’information", Objet).colonnes(OPPOSITION),
];
