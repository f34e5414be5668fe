//! `escale-cli vaccins`: a child a line, in JSON.

use super::valeurs::jour;
use super::{Arret, Compte};
use escale_domain::date::DateCivile;
use escale_domain::enfant::Sexe;
use escale_domain::vaccination::{
    Calendrier, DoseRecue, SourceVaccinale, SujetVaccinal, Valence, etat,
};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

/// The calendar of who names none.
const COURANT: &str = "2025";
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
            Ok(demande) => repondre(&demande).unwrap_or_else(|raison| {
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

/// The state of one child.
fn repondre(demande: &Value) -> Result<Value, String> {
    if !demande.is_object() {
        return Err("Un objet JSON est attendu.".to_owned());
    }
    let version = match &demande["calendrier"] {
        Value::Null => COURANT.to_owned(),
        Value::Number(version) => version.to_string(),
        version => texte("calendrier", version)?.to_owned(),
    };
    let calendrier = Calendrier::livre(&version)
        .ok_or_else(|| format!("Calendrier inconnu (attendu\u{a0}: {COURANT})."))?;
    let sujet = SujetVaccinal {
        naissance: date(demande, "naissance")?,
        sexe: sexe(&demande["sexe"])?,
        date: date(demande, "date_reference")?,
        carnet: carnet(&demande["carnet"])?,
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

fn carnet(valeur: &Value) -> Result<SourceVaccinale, String> {
    match valeur.as_str().map(str::trim) {
        Some("complet" | "carnet") => Ok(SourceVaccinale::Carnet),
        Some("partiel") => Ok(SourceVaccinale::Partiel),
        Some("absent") => Ok(SourceVaccinale::Absent),
        _ => Err("carnet n’est ni complet, ni partiel, ni absent.".to_owned()),
    }
}

fn dose(lue: &Value) -> Result<DoseRecue, String> {
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
