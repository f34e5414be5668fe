//! `dossier import`, `dossier export`, `document make`.

use crate::commande::{Acces, Document, DocumentAction, Dossier, DossierAction};
use crate::{poste, sortie};
use escale_core::api::{self, Core};
use escale_core::error::{Code, Error, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) async fn dossier(acces: &Acces, demande: Dossier, json: bool) -> Result<ExitCode> {
    match demande.action {
        DossierAction::Import { fichiers } => importer(acces, &fichiers, json).await,
        DossierAction::Export { id, out } => exporter(acces, &id, out.as_deref(), json).await,
    }
}

/// One outcome per file; a bad file does not stop the others.
async fn importer(acces: &Acces, fichiers: &[PathBuf], json: bool) -> Result<ExitCode> {
    let core = poste::ouvrir(acces).await?;
    let mut refuses = 0;
    let mut lignes: Vec<Value> = Vec::new();
    for fichier in fichiers {
        let nom = fichier.display().to_string();
        match importer_un(&core, fichier, &nom).await {
            Ok(importe) => {
                if !json {
                    println!("{nom} : dossier {} importé.", importe.dossier);
                }
                lignes.push(json!({
                    "fichier": nom, "ok": true, "dossier": importe.dossier,
                    "enfant": importe.enfant, "bilan": importe.bilan,
                }));
            }
            Err(error) => {
                refuses += 1;
                if !json {
                    eprintln!("{nom} : refusé. {}", error.phrase());
                }
                lignes.push(json!({
                    "fichier": nom, "ok": false, "code": error.code.code(),
                    "message": error.phrase(),
                }));
            }
        }
    }
    core.fermer().await;
    let importes = fichiers.len() - refuses;
    if json {
        sortie::json(&json!({
            "ok": refuses == 0, "importes": importes, "refuses": refuses, "fichiers": lignes,
        }));
    } else {
        println!("Importés : {importes}. Refusés : {refuses}.");
    }
    Ok(ExitCode::from(u8::from(refuses > 0)))
}

async fn importer_un(core: &Core, fichier: &Path, nom: &str) -> Result<api::Importe> {
    let octets = std::fs::read(fichier).map_err(|e| {
        Error::new(Code::DossierRefuse, format!("io {:?}", e.kind()))
            .avec_message("Ce fichier ne se lit pas. Vérifiez son chemin et ses droits.")
    })?;
    let texte = String::from_utf8(octets).map_err(|_| {
        Error::new(Code::DossierRefuse, "not UTF-8").avec_message(
            "Ce fichier n’est pas un texte en UTF-8 : ce n’est pas un dossier Escale.",
        )
    })?;
    api::importer(core, nom, texte.trim_start_matches('\u{feff}')).await
}

async fn exporter(acces: &Acces, id: &str, out: Option<&Path>, json: bool) -> Result<ExitCode> {
    let core = poste::ouvrir(acces).await?;
    let dossier = api::exporter(&core, id).await;
    core.fermer().await;
    let texte = serde_json::to_string_pretty(&dossier?)?;
    match out {
        Some(fichier) => {
            api::ecrire(fichier, format!("{texte}\n").as_bytes())?;
            if json {
                sortie::json(&json!({ "ok": true, "fichier": fichier }));
            } else {
                println!("Dossier écrit dans {}.", fichier.display());
            }
        }
        None => println!("{texte}"),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn document(acces: &Acces, demande: Document, json: bool) -> Result<ExitCode> {
    let DocumentAction::Make { genre: _, enfant, all: _, out } = demande.action;
    let core = poste::ouvrir(acces).await?;
    let resultat = match enfant {
        Some(id) => courriers(&core, &[id], &out).await,
        None => match api::dossiers_clos(&core).await {
            Ok(ids) => courriers(&core, &ids, &out).await,
            Err(error) => Err(error),
        },
    };
    core.fermer().await;
    let faits = resultat?;
    if json {
        sortie::json(&json!({ "ok": true, "documents": faits }));
    } else {
        for fait in &faits {
            println!("{}", fait["fichier"].as_str().unwrap_or_default());
        }
        println!("Courriers faits : {}.", faits.len());
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the letters of these records into a folder.
pub(crate) async fn courriers(core: &Core, ids: &[String], out: &Path) -> Result<Vec<Value>> {
    std::fs::create_dir_all(out)?;
    let barre = sortie::barre(ids.len() as u64, "Courriers");
    let mut faits = Vec::new();
    for id in ids {
        let courrier = api::courrier_de(core, id).await?;
        faits.push(ecrire(out, id, &courrier)?);
        barre.inc(1);
    }
    barre.finish_and_clear();
    Ok(faits)
}

pub(crate) fn ecrire(out: &Path, id: &str, courrier: &api::Courrier) -> Result<Value> {
    let fichier = out.join(&courrier.papier.nom_de_fichier);
    api::ecrire(&fichier, &courrier.papier.octets)?;
    Ok(json!({
        "dossier": id, "numero": courrier.numero, "fichier": fichier,
        "pages": courrier.papier.pages,
    }))
}
