//! Signs that no paper can draw, reported with their place before the signatures.
//!
//! The domain knows no typeface, so this use case compares the record with them.

use escale_domain::codes::Visibilite::V3;
use escale_domain::dossier::Dossier;
use escale_domain::formulaire::Lexique;
use escale_papiers::{Drawing, indessinables};
use serde_json::Value;

/// What the papers of a bilan cannot draw, one French sentence a place. Without `reserve`, nothing
/// under reinforced secrecy is named.
pub(super) fn du_dossier(dossier: &Dossier, reserve: bool) -> Vec<String> {
    lieux(dossier, reserve).into_iter().map(|(lieu, signes)| phrase(&lieu, &signes)).collect()
}

/// The same for one paper: only what it shows. A sign that comes from no text of the record, such
/// as one of a setting, is told too.
pub(super) fn du_papier(dossier: &Dossier, dessin: &Drawing) -> Vec<String> {
    let mut reste: Vec<char> = dessin.indessinables().into_iter().map(|(signe, _)| signe).collect();
    if reste.is_empty() {
        return Vec::new();
    }
    let montres = reste.clone();
    let mut phrases = Vec::new();
    for (lieu, mut signes) in lieux(dossier, true) {
        signes.retain(|signe| montres.contains(signe));
        reste.retain(|signe| !signes.contains(signe));
        if !signes.is_empty() {
            phrases.push(phrase(&lieu, &signes));
        }
    }
    if !reste.is_empty() {
        phrases.push(phrase("Ce papier", &reste));
    }
    phrases
}

fn phrase(lieu: &str, signes: &[char]) -> String {
    let dits: Vec<String> = signes.iter().map(|signe| dire(*signe)).collect();
    let (un, lui, son) = match signes.len() {
        1 => ("le signe", "le", "son numéro"),
        _ => ("les signes", "les", "leurs numéros"),
    };
    format!(
        "{lieu}\u{a0}: les papiers ne savent pas dessiner {un} {}. Ils écriront {son} à la place\u{a0}: \
         pour qu’on {lui} lise, récrivez-{lui} en lettres latines ou en mots.",
        dits.join(", ")
    )
}

/// A sign and its number; the number alone where it has no shape on a screen either.
fn dire(signe: char) -> String {
    let numero = format!("U+{:04X}", u32::from(signe));
    let prive = matches!(u32::from(signe), 0xE000..=0xF8FF | 0xFFF0..=0xFFFF | 0xF_0000..);
    if prive { numero } else { format!("«\u{a0}{signe}\u{a0}» ({numero})") }
}

/// Where a sign was typed, and which.
type Lieu = (String, Vec<char>);

/// Each place of the record with the signs that no face draws, in the order of the record.
fn lieux(dossier: &Dossier, reserve: bool) -> Vec<Lieu> {
    let Ok(Value::Object(parties)) = serde_json::to_value(dossier) else { return Vec::new() };
    let lexique = Lexique::new(&dossier.formulaires);
    let mut lieux = Vec::new();
    for (partie, valeur) in &parties {
        match (partie.as_str(), valeur) {
            ("reponses", Value::Array(reponses)) => {
                for reponse in reponses.iter().filter(|r| sort(r, reserve)) {
                    let code = reponse["code"].as_str().unwrap_or_default();
                    if !reserve && lexique.visibilite(code) == Some(V3) {
                        continue;
                    }
                    note(&mut lieux, &lexique.label(code), reponse);
                }
            }
            ("synthese", Value::Object(champs)) => {
                champs.iter().for_each(|(code, v)| note(&mut lieux, &lexique.label(code), v));
            }
            ("enfant", Value::Object(champs)) => {
                champs.iter().for_each(|(cle, v)| note(&mut lieux, champ_enfant(cle), v));
            }
            ("outils" | "preconisations", Value::Array(lignes)) => {
                for ligne in lignes.iter().filter(|ligne| sort(ligne, reserve)) {
                    note(&mut lieux, titre(partie), ligne);
                }
            }
            _ => note(&mut lieux, titre(partie), valeur),
        }
    }
    lieux
}

/// Whether something may leave the centre: what is under reinforced secrecy is on no paper unless
/// it was ticked for the letter, and is not told here.
fn sort(ligne: &Value, reserve: bool) -> bool {
    let coche = reserve && ligne["inclure_courrier"] == true;
    ligne["visibilite"] != serde_json::json!(V3) || coche
}

fn champ_enfant(cle: &str) -> &'static str {
    match cle {
        "nom_naissance" => "Nom de naissance",
        "nom_usage" => "Nom d’usage",
        "prenoms" | "prenom_utilise" => "Prénoms",
        "graphie_origine" => "Nom dans son écriture d’origine",
        _ => "Identité de l’enfant",
    }
}

fn titre(partie: &str) -> &'static str {
    match partie {
        "centre" => "Centre",
        "professionnels" => "Nom d’un professionnel",
        "demande" => "Demande de bilan",
        "parcours_accueil" => "Parcours d’accueil",
        "autorite_parentale" => "Autorité parentale",
        "autorisations" => "Autorisations",
        "medecin_referent" => "Médecin référent",
        "vaccinations" | "decisions_vaccinales" => "Vaccins",
        "outils" => "Outils de repérage",
        "preconisations" => "Préconisations",
        "transmissions" | "documents" => "Envois",
        "formulaires" => "Questionnaire du centre",
        _ => "Dossier",
    }
}

/// Adds the signs of a value to those of a place, each once.
fn note(lieux: &mut Vec<Lieu>, lieu: &str, valeur: &Value) {
    match valeur {
        Value::String(texte) => {
            for (signe, _) in indessinables(texte) {
                match lieux.iter_mut().find(|(connu, _)| connu == lieu) {
                    Some((_, signes)) if signes.contains(&signe) => {}
                    Some((_, signes)) => signes.push(signe),
                    None => lieux.push((lieu.to_owned(), vec![signe])),
                }
            }
        }
        Value::Array(valeurs) => valeurs.iter().for_each(|v| note(lieux, lieu, v)),
        Value::Object(champs) => champs.values().for_each(|v| note(lieux, lieu, v)),
        _ => {}
    }
}
