//! `escale-cli vaccins`: a child a line, in JSON.

use super::valeurs::jour;
use super::{Arret, Compte};
use escale_domain::age::Terme;
use escale_domain::date::DateCivile;
use escale_domain::enfant::Sexe;
use escale_domain::vaccination::{
    Calendrier, DoseRecue, SourceVaccinale, SujetVaccinal, Territoire, Valence, etat,
};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

/// The longest line.
const LIGNE_MAX: u64 = 16 << 20;

/// Answers each line with one line.
pub(super) fn lignes(entree: impl Read, sortie: impl Write) -> Result<Compte, Arret> {
    let illisible = |_| Arret::Echec("L’entrée ne se lit plus.".to_owned());
    let mut entree = BufReader::with_capacity(1 << 16, entree);
    let mut sortie = BufWriter::with_capacity(1 << 16, sortie);
    let (mut octets, mut compte) = (Vec::new(), Compte::default());
    loop {
        octets.clear();
        let mut borne = (&mut entree).take(LIGNE_MAX);
        let lus = borne.read_until(b'\n', &mut octets).map_err(illisible)?;
        if lus == 0 {
            break;
        }
        if borne.limit() == 0 && !octets.ends_with(b"\n") {
            return Err(Arret::Echec("Une ligne est trop longue.".to_owned()));
        }
        let ligne = octets.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&octets);
        if ligne.trim_ascii().is_empty() {
            continue;
        }
        compte.lignes += 1;
        let reponse = match serde_json::from_slice::<Value>(ligne) {
            Ok(demande) => answer(&demande).unwrap_or_else(|raison| {
                compte.erreurs += 1;
                json!({ "id": demande["id"], "erreur": raison })
            }),
            Err(_) => {
                compte.erreurs += 1;
                json!({ "id": null, "erreur": "Cette ligne n’est pas du JSON." })
            }
        };
        writeln!(sortie, "{reponse}").map_err(|e| Arret::ecriture(&e))?;
    }
    sortie.flush().map_err(|e| Arret::ecriture(&e))?;
    Ok(compte)
}

/// What a line may tell, and what a dose in it may.
const CLES: [&str; 9] = [
    "id",
    "naissance",
    "sexe",
    "date_reference",
    "carnet",
    "calendrier",
    "terme_sa",
    "territoire",
    "doses",
];
const CLES_DOSE: [&str; 3] = ["produit", "valences", "date"];

/// Refuses what is no object of these keys: one that is misspelt would be passed over.
fn objet(valeur: &Value, cles: &[&str]) -> Result<(), String> {
    let objet = valeur.as_object().ok_or("Un objet JSON est attendu.")?;
    match objet.keys().find(|cle| !cles.contains(&cle.as_str())) {
        None => Ok(()),
        Some(cle) => {
            let cle: String = cle.chars().filter(|c| !c.is_control()).take(60).collect();
            let attendues = cles.join(", ");
            Err(format!("La clé «\u{a0}{cle}\u{a0}» est inconnue (attendu\u{a0}: {attendues})."))
        }
    }
}

/// The state of one child.
fn answer(demande: &Value) -> Result<Value, String> {
    objet(demande, &CLES)?;
    let sujet = SujetVaccinal {
        naissance: date(demande, "naissance")?,
        sexe: sexe(&demande["sexe"])?,
        terme: terme(&demande["terme_sa"])?,
        territoire: territoire(&demande["territoire"])?,
        date: date(demande, "date_reference")?,
        carnet: carnet(&demande["carnet"])?,
    };
    let version = match &demande["calendrier"] {
        Value::Null => None,
        Value::Number(version) => Some(version.to_string()),
        version => Some(texte("calendrier", version)?.to_owned()).filter(|v| !v.is_empty()),
    };
    let calendrier = match version {
        None => Calendrier::du_jour(sujet.date),
        Some(version) => Calendrier::livre(&version)
            .ok_or_else(|| format!("Calendrier inconnu (attendu\u{a0}: {}).", versions()))?,
    };
    if sujet.date < sujet.naissance {
        return Err("date_reference est avant la naissance.".to_owned());
    }
    let doses = match &demande["doses"] {
        Value::Null => Vec::new(),
        Value::Array(doses) => doses
            .iter()
            .zip(1..)
            .map(|(lue, rang)| dose(lue).map_err(|raison| format!("Dose {rang}\u{a0}: {raison}")))
            .collect::<Result<_, _>>()?,
        _ => return Err("doses n’est pas une liste.".to_owned()),
    };
    let etat = etat(calendrier, &sujet, &doses);
    Ok(json!({
        "id": demande["id"],
        "valences": etat.valences,
        "calendrier": etat.calendrier,
        "resume": etat.resume,
        "rien_de_connu": etat.rien_de_connu,
        "avertissements": etat.avertissements,
        "non_lues": etat.non_lues,
    }))
}

fn texte<'a>(cle: &str, valeur: &'a Value) -> Result<&'a str, String> {
    valeur.as_str().map(str::trim).ok_or_else(|| format!("{cle} n’est pas un texte."))
}

fn date(objet: &Value, cle: &str) -> Result<DateCivile, String> {
    match &objet[cle] {
        Value::Null => Err(format!("{cle} manque.")),
        valeur => {
            jour(cle, texte(cle, valeur)?).map_err(|raison| raison.replace("La colonne ", ""))
        }
    }
}

fn sexe(valeur: &Value) -> Result<Option<Sexe>, String> {
    match valeur {
        Value::Null => Ok(None),
        valeur => match texte("sexe", valeur)? {
            "" => Ok(None),
            "F" | "f" => Ok(Some(Sexe::F)),
            "M" | "m" => Ok(Some(Sexe::M)),
            _ => Err("sexe n’est ni F ni M.".to_owned()),
        },
    }
}

/// The weeks of pregnancy, where they are given.
fn terme(valeur: &Value) -> Result<Option<Terme>, String> {
    if valeur.is_null() {
        return Ok(None);
    }
    let semaines = valeur.as_i64().filter(|n| (22..=43).contains(n));
    let semaines = semaines.and_then(|n| i32::try_from(n).ok());
    let semaines = semaines.ok_or("terme_sa n’est pas un nombre entier de 22 à 43 semaines.")?;
    Ok(Some(Terme { semaines, jours: 0 }))
}

fn territoire(valeur: &Value) -> Result<Territoire, String> {
    match valeur {
        Value::Null => Ok(Territoire::Metropole),
        valeur => Territoire::from_code(texte("territoire", valeur)?).ok_or_else(|| {
            let codes: Vec<&str> = Territoire::ALL.iter().map(|un| un.code()).collect();
            format!("territoire inconnu (attendu\u{a0}: {}).", codes.join(", "))
        }),
    }
}

fn carnet(valeur: &Value) -> Result<SourceVaccinale, String> {
    match valeur.as_str().map(str::trim) {
        Some("complet" | "carnet") => Ok(SourceVaccinale::Carnet),
        Some("partiel") => Ok(SourceVaccinale::Partiel),
        Some("absent") => Ok(SourceVaccinale::Absent),
        _ => Err("carnet n’est ni complet, ni partiel, ni absent.".to_owned()),
    }
}

fn dose(lue: &Value) -> Result<DoseRecue, String> {
    objet(lue, &CLES_DOSE)?;
    let produit = match &lue["produit"] {
        Value::Null => None,
        produit => Some(texte("produit", produit)?).filter(|p| !p.is_empty()).map(str::to_owned),
    };
    let valences = match &lue["valences"] {
        Value::Null => Vec::new(),
        Value::Array(codes) => codes.iter().map(valence).collect::<Result<_, _>>()?,
        _ => return Err("valences n’est pas une liste.".to_owned()),
    };
    Ok(DoseRecue { produit, valences, date: date(lue, "date")? })
}

fn valence(code: &Value) -> Result<Valence, String> {
    Valence::from_code(&texte("valences", code)?.to_uppercase()).ok_or_else(|| {
        let codes: Vec<&str> = Valence::ALL.iter().map(|valence| valence.code()).collect();
        format!("valence inconnue (attendu\u{a0}: {}).", codes.join(", "))
    })
}

/// "2025 ou 2026".
pub(super) fn versions() -> String {
    let connus: Vec<&str> = Calendrier::tous().iter().map(|c| c.version.as_str()).collect();
    connus.join(" ou ")
}
