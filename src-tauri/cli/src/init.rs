//! `init`: a new vault with its first administrator.

use crate::commande::{Acces, Init};
use crate::{poste, sortie};
use escale_core::api::{NouveauCoffre, NouveauCompte, appel, vues::Rien};
use escale_core::error::{Code, Error, Result};
use escale_domain::professionnel::{Centre, Profession};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

pub(crate) async fn init(acces: &Acces, demande: Init, json: bool) -> Result<ExitCode> {
    let (coffre, compte) = poste::qui(acces)?;
    let (centre, administrateur) = lire_centre(&demande.centre)?;
    let mot_de_passe = poste::mot_de_passe(acces, "Mot de passe à choisir (12 caractères) : ")?;
    let texte = |cle: &str| administrateur[cle].as_str().map(str::to_owned);
    let profession = texte("profession").and_then(|p| Profession::from_code(&p));
    let core = poste::core(coffre, demande.recovery_pdf.clone());
    let recuperation = appel::coffre_creer(
        &core,
        NouveauCoffre {
            centre,
            compte: NouveauCompte {
                nom: texte("nom").unwrap_or_else(|| compte.to_owned()),
                prenom: texte("prenom").unwrap_or_else(|| "Administrateur".to_owned()),
                profession: profession.unwrap_or(Profession::Medecin),
                rpps: texte("rpps"),
                identifiant: compte.to_owned(),
                mot_de_passe,
            },
        },
    )
    .await?;
    let fiche = match &demande.recovery_pdf {
        Some(_) => appel::recuperation_enregistrer(&core, Rien {}).await?.chemin,
        None => None,
    };
    core.fermer().await;
    if json {
        sortie::json(&json!({
            "ok": true, "coffre": coffre, "compte": compte,
            "cle_recuperation": recuperation.groupes, "fiche": fiche,
        }));
    } else {
        println!("Coffre créé dans {}.", coffre.display());
        println!("Compte administrateur : {compte}.");
        println!();
        println!("Clé de récupération, montrée cette seule fois. Gardez-la au coffre-fort :");
        println!();
        println!("    {}", recuperation.groupes.join(" "));
        println!();
        match fiche {
            Some(fiche) => println!("Fiche à imprimer : {fiche}"),
            None => println!("Avec --recovery-pdf FICHIER, Escale en écrit la fiche à imprimer."),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The centre and, beside it, its administrator.
fn lire_centre(fichier: &Path) -> Result<(Centre, Value)> {
    let refus = |raison: String| {
        Error::new(Code::SaisieRefusee, "centre file")
            .avec_message(format!("{} : {raison}", fichier.display()))
    };
    let texte = std::fs::read_to_string(fichier)
        .map_err(|_| refus("ce fichier ne se lit pas. Vérifiez son chemin.".to_owned()))?;
    let mut valeur: Value = serde_json::from_str(&texte).map_err(|e| {
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
    Ok((centre, administrateur))
}
