//! `init`: a new vault with its first administrator.

use crate::commande::{Acces, Init};
use crate::sortie::{alerter, dire};
use crate::{poste, sortie};
use escale_core::api::{NouveauCoffre, NouveauCompte, appel, vues::Rien};
use escale_core::error::{Code, Error, Result};
use escale_domain::professionnel::{Centre, Profession};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn init(acces: &Acces, demande: Init, json: bool) -> Result<ExitCode> {
    let (coffre, compte) = poste::qui(acces)?;
    let (centre, administrateur) = read_centre(&demande.centre)?;
    if let Some(fiche) = &demande.recovery_pdf {
        attempt(fiche)?;
    }
    let mot_de_passe = poste::mot_de_passe(acces, "Mot de passe à choisir (12 caractères) : ")?;
    // Refuse before making a vault whose key could not be shown. White space before JSON is
    // harmless.
    let debut = match json {
        true => " ".to_owned(),
        false => format!("Création du coffre dans {}…\n", coffre.display()),
    };
    if !sortie::ecrite(&debut) {
        return Err(Error::new(Code::Disque, "standard output").avec_message(
            "La clé de récupération ne peut pas être montrée : la sortie ne s’écrit pas. Rien n’a \
             été créé.",
        ));
    }
    let core = poste::core(coffre, demande.recovery_pdf.clone());
    let profession = administrateur.profession;
    let recuperation = appel::coffre_creer(
        &core,
        NouveauCoffre {
            centre,
            compte: NouveauCompte {
                nom: administrateur.nom.unwrap_or_else(|| compte.to_owned()),
                prenom: administrateur.prenom.unwrap_or_else(|| "Administrateur".to_owned()),
                profession: profession.unwrap_or(Profession::Secretaire),
                rpps: administrateur.rpps,
                identifiant: compte.to_owned(),
                mot_de_passe,
            },
        },
    )
    .await?;
    // The vault is made: from here on the key is shown, whatever happens to the sheet.
    let fiche = match &demande.recovery_pdf {
        Some(_) => appel::recuperation_enregistrer(&core, Rien {}).await.map(|f| f.chemin),
        None => Ok(None),
    };
    core.close().await;
    let echec = fiche.as_ref().err().map(|error| {
        format!(
            "Le coffre est créé, mais sa fiche n’a pas pu être écrite : {} Recopiez la clé ci-dessus.",
            error.phrase()
        )
    });
    if json {
        let mut valeur = json!({
            "ok": echec.is_none(), "coffre": coffre, "compte": compte,
            "profession": profession.unwrap_or(Profession::Secretaire),
            "cle_recuperation": recuperation.groupes, "fiche": fiche.as_ref().ok(),
        });
        if let (Err(error), Some(echec)) = (&fiche, &echec) {
            valeur["code"] = json!(error.code.code());
            valeur["message"] = json!(echec);
        }
        sortie::json(&valeur);
        return Ok(fin(echec.is_some(), demande.recovery_pdf.is_some()));
    }
    dire!("Coffre créé dans {}.", coffre.display());
    match profession {
        Some(profession) => {
            dire!("Compte administrateur : {compte} ({}).", profession.label().to_lowercase());
        }
        None => dire!(
            "Compte administrateur : {compte} (secrétaire). Il administre, importe, exporte et fait \
             les courriers ; il ne lit ni ne remplit un bilan à l’écran. Pour un soignant, indiquez \
             « profession » sous « administrateur » dans le fichier du centre."
        ),
    }
    dire!("");
    dire!("Clé de récupération, montrée cette seule fois. Gardez-la au coffre-fort :");
    dire!("");
    dire!("    {}", recuperation.groupes.join(" "));
    dire!("");
    match (&echec, fiche.ok().flatten()) {
        (Some(echec), _) => alerter!("{echec}"),
        (None, Some(fiche)) => dire!("Fiche à imprimer : {fiche}"),
        (None, None) => {
            dire!(
                "Sans --recovery-pdf, aucune fiche n’est faite : la fenêtre demandera à \
                 l’administrateur d’en faire une, avec une nouvelle clé qui remplacera celle-ci."
            );
        }
    }
    Ok(fin(echec.is_some(), demande.recovery_pdf.is_some()))
}

/// How the command ends, once the vault is made. A key that could neither be shown nor saved on a
/// sheet is replaced in the window.
fn fin(echec: bool, fiche: bool) -> ExitCode {
    let montree = sortie::ecrite("");
    if !montree && (echec || !fiche) {
        alerter!(
            "Le coffre est créé, mais sa clé de récupération n’a pas pu être montrée. Ouvrez-le dans \
             la fenêtre : elle demandera d’en faire une fiche, avec une nouvelle clé."
        );
    }
    ExitCode::from(u8::from(echec || !montree))
}

/// Refuses, before anything is made, a place where the sheet could not be written.
fn attempt(fiche: &Path) -> Result<()> {
    let dossier = match fiche.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let nom = fiche.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let essai = dossier.join(format!(".{nom}.partiel"));
    let possible = !nom.is_empty() && !fiche.is_dir() && std::fs::File::create(&essai).is_ok();
    let _ = std::fs::remove_file(&essai);
    match possible {
        true => Ok(()),
        false => Err(Error::new(Code::Disque, "recovery sheet").avec_message(format!(
            "La fiche de récupération ne peut pas être écrite dans {}. Choisissez un autre \
             fichier ; rien n’a été créé.",
            fiche.display()
        ))),
    }
}

/// The first administrator, as the file of the centre tells them.
#[derive(Default)]
struct Administrateur {
    nom: Option<String>,
    prenom: Option<String>,
    profession: Option<Profession>,
    rpps: Option<String>,
}

/// The centre and, beside it, its administrator.
fn read_centre(fichier: &Path) -> Result<(Centre, Administrateur)> {
    let refus = |raison: String| {
        Error::new(Code::SaisieRefusee, "centre file")
            .avec_message(format!("{} : {raison}", fichier.display()))
    };
    let texte = std::fs::read_to_string(fichier)
        .map_err(|_| refus("ce fichier ne se lit pas. Vérifiez son chemin.".to_owned()))?;
    let mut valeur: Value =
        serde_json::from_str(texte.trim_start_matches('\u{feff}')).map_err(|e| {
            refus(format!(
                "le JSON s’arrête ou se trompe à la ligne {}, colonne {}.",
                e.line(),
                e.column()
            ))
        })?;
    let administrateur = match valeur.as_object_mut() {
        Some(champs) => champs.remove("administrateur").unwrap_or(Value::Null),
        None => return Err(refus("un objet JSON est attendu.".to_owned())),
    };
    let centre = serde_json::from_value(valeur).map_err(|_| {
        refus(
            "il faut exactement nom, adresse (lignes, code_postal, commune), telephone, courriel \
             et finess (null s’il n’y en a pas)."
                .to_owned(),
        )
    })?;
    Ok((centre, read_administrateur(administrateur).map_err(refus)?))
}

/// An unknown word is refused, since a profession gives the right to read.
fn read_administrateur(valeur: Value) -> std::result::Result<Administrateur, String> {
    let champs = match valeur {
        Value::Null => return Ok(Administrateur::default()),
        Value::Object(champs) => champs,
        _ => return Err("« administrateur » doit être un objet.".to_owned()),
    };
    let mut lu = Administrateur::default();
    for (cle, valeur) in champs {
        let texte = match valeur {
            Value::Null => None,
            Value::String(texte) => Some(texte),
            _ => return Err(format!("« administrateur.{cle} » doit être un texte.")),
        };
        match cle.as_str() {
            "nom" => lu.nom = texte,
            "prenom" => lu.prenom = texte,
            "rpps" => lu.rpps = texte,
            "profession" => lu.profession = texte.map(|t| profession(&t)).transpose()?,
            _ => {
                return Err(format!(
                    "« administrateur.{cle} » est inconnu (attendu : nom, prenom, profession, rpps)."
                ));
            }
        }
    }
    Ok(lu)
}

fn profession(texte: &str) -> std::result::Result<Profession, String> {
    Profession::from_code(texte).ok_or_else(|| {
        let codes: Vec<&str> = Profession::ALL.iter().map(|p| p.code()).collect();
        format!("profession « {texte} » inconnue (attendu : {}).", codes.join(", "))
    })
}
