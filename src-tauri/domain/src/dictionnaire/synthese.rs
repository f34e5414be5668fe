//! S16 Synthèse du binôme. Its values stand in the `synthese` object of a record, not among its
//! answers.

use super::Lien::Parenthese;
use super::Mots::{Cache, Prefixe};
use super::Nature::{Date, Enum, Liste, Txt, TxtLong};
use super::{Champ, Item};
use crate::bilan::{Anciennete, Certitude, NiveauSuivi, VoletCode};
use crate::codes::Choix;
use crate::codes::Visibilite::{V1, V2};
use crate::professionnel::Role::Med;

const A: VoletCode = VoletCode::S16;

/// Domains of a problem of the synthesis.
static DOMAINE: &[Choix] = liste_de_choix![
    "general" => "Santé générale",
    "croissance" => "Croissance",
    "vision" => "Vision",
    "audition" => "Audition",
    "dents" => "Dents",
    "peau" => "Peau",
    "vaccination" => "Vaccination",
    "sommeil" => "Sommeil",
    "alimentation" => "Alimentation",
    "developpement" => "Développement",
    "langage" => "Langage",
    "apprentissages" => "Apprentissages",
    "psychique" => "Santé psychique",
    "social" => "Social et droits",
    "autre" => "Autre",
];
static GRAVITE: &[Choix] = liste_de_choix!["1" => "Légère", "2" => "Modérée", "3" => "Sévère"];

/// A problem may wait for its gravity, its age and its certainty: they are judgements, and only the pair
/// makes them.
static PROBLEME: &[Champ] = &[
    Champ::new("id", "Identifiant", Txt).mots(Cache),
    Champ::new("libelle", "Problème", Txt).requis(),
    Champ::new("domaine", "Domaine", Enum).choix(DOMAINE).lien(Parenthese).requis(),
    Champ::new("gravite", "Gravité", Enum)
        .choix(GRAVITE)
        .mots(Prefixe("gravité "))
        .lien(Parenthese),
    Champ::new("anciennete", "Ancienneté", Enum).choix(Anciennete::CHOIX).lien(Parenthese),
    Champ::new("certitude", "Certitude", Enum).choix(Certitude::CHOIX).lien(Parenthese),
];

pub(super) static S16: &[Item] = &[
    Item::new(A, "syn.problemes", "Problèmes", Liste, V2, Med).colonnes(PROBLEME),
    Item::new(A, "syn.texte", "Synthèse", TxtLong, V2, Med),
    Item::new(A, "syn.points_vigilance", "Points de vigilance", TxtLong, V2, Med),
    Item::new(A, "syn.elements_manquants", "Éléments manquants", TxtLong, V2, Med),
    Item::new(A, "syn.niveau_suivi", "Niveau de suivi", Enum, V2, Med).choix(NiveauSuivi::CHOIX),
    Item::new(A, "syn.prochain_bilan", "Prochain bilan", Date, V1, Med),
];
