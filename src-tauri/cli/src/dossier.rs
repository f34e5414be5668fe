//! `dossier import`, `dossier export`, `document make`.

use crate::commande::{Acces, Document, DocumentAction, Dossier, DossierAction};
use crate::sortie::{alerter, dire};
use crate::{poste, sortie};
use escale_core::api::{self, Core, Issue};
use escale_core::error::{Code, Error, Result};
use escale_core::monde::{Monde, MondeReel};
use escale_domain::date::{DateCivile, DatePartielle, parse_date};
use escale_domain::papier::PaperKind;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) async fn dossier(acces: &Acces, demande: Dossier, json: bool) -> Result<ExitCode> {
    match demande.action {
        DossierAction::Import { fichiers } => import(acces, &fichiers, json).await,
        DossierAction::Export { id, bilan, out } => {
            export(acces, &id, bilan.as_deref(), out.as_deref(), json).await
        }
    }
}

/// One outcome per file; a bad file does not stop the others.
async fn import(acces: &Acces, fichiers: &[PathBuf], json: bool) -> Result<ExitCode> {
    let core = poste::open(acces).await?;
    let (mut refuses, mut avertis) = (0, 0);
    let mut lignes: Vec<Value> = Vec::new();
    for fichier in fichiers {
        let nom = fichier.display().to_string();
        match import_un(&core, fichier, &nom).await {
            Ok(importe) => {
                avertis += usize::from(!importe.avertissements.is_empty());
                if !json {
                    dire!("{nom} : dossier {} importé.", importe.dossier);
                    for avertissement in &importe.avertissements {
                        alerter!("{nom} : à vérifier. {}", avertissement.message);
                    }
                }
                lignes.push(json!({
                    "fichier": nom, "ok": true, "dossier": importe.dossier,
                    "enfant": importe.enfant, "bilan": importe.bilan,
                    "avertissements": importe.avertissements,
                }));
            }
            Err(error) => {
                refuses += 1;
                if !json {
                    alerter!("{nom} : refusé. {}", error.phrase());
                }
                lignes.push(json!({
                    "fichier": nom, "ok": false, "code": error.code.code(),
                    "message": error.phrase(),
                }));
            }
        }
    }
    core.close().await;
    let importes = fichiers.len() - refuses;
    if json {
        sortie::json(&json!({
            "ok": refuses == 0, "importes": importes, "avertis": avertis, "refuses": refuses,
            "fichiers": lignes,
        }));
    } else {
        dire!("Importés : {importes}, dont à vérifier : {avertis}. Refusés : {refuses}.");
    }
    Ok(ExitCode::from(u8::from(refuses > 0)))
}

async fn import_un(core: &Core, fichier: &Path, nom: &str) -> Result<api::Importe> {
    let octets = std::fs::read(fichier).map_err(|e| {
        Error::new(Code::DossierRefuse, format!("io {:?}", e.kind()))
            .avec_message("Ce fichier ne se lit pas. Vérifiez son chemin et ses droits.")
    })?;
    let texte = String::from_utf8(octets).map_err(|_| {
        Error::new(Code::DossierRefuse, "not UTF-8").avec_message(
            "Ce fichier n’est pas un texte en UTF-8 : ce n’est pas un dossier Escale.",
        )
    })?;
    api::import(core, nom, texte.trim_start_matches('\u{feff}')).await
}

async fn export(
    acces: &Acces,
    id: &str,
    jour: Option<&str>,
    out: Option<&Path>,
    json: bool,
) -> Result<ExitCode> {
    let jour = jour.map(read_jour).transpose()?;
    let core = poste::open(acces).await?;
    let export = api::export_bilan(&core, id, jour).await;
    core.close().await;
    let export = export?;
    let texte = serde_json::to_string_pretty(&export.dossier)?;
    let autres: Vec<String> = export.autres_bilans.iter().map(|jour| jour.iso()).collect();
    if !autres.is_empty() {
        alerter!(
            "Cet enfant a {} bilans ; ce dossier porte celui du {}. Les autres : {} (--bilan DATE).",
            autres.len() + 1,
            export.dossier.bilan.date.iso(),
            autres.join(", "),
        );
    }
    match out {
        Some(fichier) => {
            api::write(fichier, format!("{texte}\n").as_bytes())?;
            if json {
                sortie::json(&json!({
                    "ok": true, "fichier": fichier, "bilan": export.dossier.bilan.date,
                    "autres_bilans": autres,
                }));
            } else {
                dire!("Dossier écrit dans {}.", fichier.display());
            }
        }
        None => dire!("{texte}"),
    }
    Ok(ExitCode::SUCCESS)
}

fn read_jour(texte: &str) -> Result<DateCivile> {
    let refus = |phrase: String| Error::refus(Code::DateRefusee, "--bilan", phrase);
    match parse_date(texte, MondeReel.aujourd_hui()).map_err(|e| refus(e.to_string()))?.date {
        DatePartielle::Jour(jour) => Ok(jour),
        _ => Err(refus("Il faut ici le jour, le mois et l’année.".to_owned())),
    }
}

pub(crate) async fn document(acces: &Acces, demande: Document, json: bool) -> Result<ExitCode> {
    let DocumentAction::Make { genre, enfant, all: _, out } = demande.action;
    let core = poste::open(acces).await?;
    let resultat = match enfant {
        Some(id) => match api::document_de(&core, &id, genre, &out).await {
            Ok(document) => Ok(vec![fait(&id, &document)]),
            Err(error) => Err(error),
        },
        None => de_tous(&core, genre, &out, json).await,
    };
    core.close().await;
    let documents = resultat?;
    let refuses = documents.iter().filter(|d| d["ok"] == false).count();
    if json {
        sortie::json(&json!({ "ok": refuses == 0, "documents": documents }));
    } else {
        for fait in &documents {
            if let Some(fichier) = fait["fichier"].as_str() {
                dire!("{fichier}");
            }
            if let Some(phrase) = signes(fait) {
                alerter!("{phrase}");
            }
        }
        let faits = documents.len() - refuses;
        let paper = genre.facts();
        let (quoi, e) = (paper.plural, if paper.feminine { "e" } else { "" });
        match refuses {
            0 => dire!("{quoi} fait{e}s : {faits}."),
            _ => dire!("{quoi} fait{e}s : {faits}. Refusé{e}s : {refuses}."),
        }
    }
    Ok(ExitCode::from(u8::from(refuses > 0)))
}

/// One outcome per child; a paper that cannot be made does not stop the others.
async fn de_tous(core: &Core, genre: PaperKind, out: &Path, json: bool) -> Result<Vec<Value>> {
    let barre = sortie::barre(0, "Documents");
    let mut documents = Vec::new();
    api::documents_de_tous(core, genre, out, |total, issue| {
        barre.set_length(total as u64);
        match issue {
            Issue::Fait(document) => documents.push(fait(&document.dossier, document)),
            Issue::Refus(echec, code) => {
                if !json {
                    let phrase = format!("Dossier {} : refusé. {}", echec.dossier, echec.phrase);
                    barre.suspend(|| alerter!("{phrase}"));
                }
                documents.push(json!({
                    "dossier": echec.dossier, "ok": false, "genre": genre, "code": code.code(),
                    "message": echec.phrase,
                }));
            }
        }
        barre.inc(1);
    })
    .await?;
    barre.finish_and_clear();
    Ok(documents)
}

/// A paper that was made, for scripts.
pub(crate) fn fait(id: &str, document: &api::DocumentFait) -> Value {
    json!({
        "dossier": id, "ok": true, "genre": document.genre, "numero": document.numero,
        "fichier": document.fichier, "pages": document.pages,
        "signes_indessinables": document.indessinables.iter().map(|(signe, fois)| json!({
            "signe": signe, "numero": format!("U+{:04X}", u32::from(*signe)), "fois": fois,
        })).collect::<Vec<_>>(),
    })
}

/// The signs that a paper writes as a number, in a sentence.
fn signes(fait: &Value) -> Option<String> {
    let signes = fait["signes_indessinables"].as_array().filter(|signes| !signes.is_empty())?;
    let numeros: Vec<&str> = signes.iter().filter_map(|s| s["numero"].as_str()).collect();
    Some(format!(
        "Dossier {} : le papier écrit par leur numéro les signes qu’il ne sait pas dessiner : {}.",
        fait["dossier"].as_str().unwrap_or_default(),
        numeros.join(", ")
    ))
}
