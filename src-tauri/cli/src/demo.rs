//! `demo`: the main job on invented data, with nothing to configure.

use crate::commande::Demo;
use crate::sortie::dire;
use crate::{dossier, poste, sortie};
use escale_core::api::{self, appel, vues::Rien};
use escale_core::error::{Code, Error, Result};
use escale_demo::{CAS, MOT_DE_PASSE};
use escale_domain::papier::PaperKind;
use escale_vault::Cout;
use serde_json::json;
use std::process::ExitCode;
use std::time::Instant;

/// The child whose bilan is played.
const JOUE: &str = "DEMO-2026-07";

pub(crate) async fn demo(demande: Demo, json: bool) -> Result<ExitCode> {
    let dire = |phrase: String| {
        if !json {
            dire!("{phrase}");
        }
    };
    let coffre = demande.out.join("coffre");
    // The data are invented: the cheapest derivation is enough.
    let core = poste::core(&coffre, None).avec_cout(Cout::d_essai());
    let bilan = escale_demo::found(&core).await?;
    dire(format!("Base chiffrée : {} ({} dossiers fictifs).", coffre.display(), CAS.len()));
    let clos = api::dossiers_clos(&core).await?;
    // The papers of the bilans that came with the records, then those of the bilan that is played.
    let barre = sortie::barre((clos.len() * PaperKind::ALL.len()) as u64, "Documents");
    let mut documents = Vec::new();
    let chemin = |genre: PaperKind| demande.out.join(genre.facts().folder);
    for id in &clos {
        for genre in PaperKind::ALL.iter().copied() {
            match api::document_de(&core, id, genre, &chemin(genre)).await {
                Ok(fait) => documents.push(dossier::fait(id, &fait)),
                Err(refus) if rien_a_prescrire(genre, &refus) => {}
                Err(refus) => return Err(refus),
            }
            barre.inc(1);
        }
    }
    barre.finish_and_clear();
    escale_demo::play(&core, &bilan).await?;
    dire("Bilan rempli par deux professionnels, signé par les deux.".to_owned());
    for genre in PaperKind::ALL.iter().copied() {
        match api::document_de(&core, JOUE, genre, &chemin(genre)).await {
            Ok(fait) => documents.push(dossier::fait(JOUE, &fait)),
            Err(refus) if rien_a_prescrire(genre, &refus) => {}
            Err(refus) => return Err(refus),
        }
    }
    for genre in PaperKind::ALL.iter().copied() {
        let combien = documents.iter().filter(|d| d["genre"] == json!(genre)).count();
        dire(format!("{} : {combien} dans {}.", genre.label(), chemin(genre).display()));
    }

    let mut population = serde_json::Value::Null;
    if demande.children > 0 {
        let barre = sortie::barre(demande.children, "Enfants");
        let debut = Instant::now();
        let faite =
            escale_demo::populate(&core, demande.children, |n| barre.set_position(n)).await?;
        barre.finish_and_clear();
        let secondes = debut.elapsed().as_secs_f64();
        let par_seconde = |n: u64| (n as f64 / secondes).round() as u64;
        dire(format!(
            "{} enfants avec un bilan entier en {} s : {} actes par seconde, {} champs par seconde.",
            sortie::milliers(faite.enfants),
            escale_domain::texte::nombre(secondes),
            sortie::milliers(par_seconde(faite.enfants)),
            sortie::milliers(par_seconde(faite.changements)),
        ));
        population = json!({
            "enfants": faite.enfants, "champs": faite.changements, "secondes": secondes,
            "actes_par_seconde": par_seconde(faite.enfants),
            "champs_par_seconde": par_seconde(faite.changements),
        });
    }
    let compte = appel::etat(&core, Rien {}).await?.compte.and_then(|c| c.identifiant);
    let compte = compte.unwrap_or_default();
    core.close().await;
    if json {
        sortie::json(&json!({
            "ok": true, "coffre": coffre, "compte": compte, "mot_de_passe": MOT_DE_PASSE,
            "documents": documents, "population": population,
        }));
    } else {
        dire!("");
        dire!("Pour l’ouvrir : --coffre {} --compte {compte}", coffre.display());
        dire!("Mot de passe de tous les comptes fictifs : {MOT_DE_PASSE}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Not every bilan asks for sessions: a missing prescription is then no failure.
fn rien_a_prescrire(genre: PaperKind, refus: &Error) -> bool {
    genre.facts().prescribes && refus.code == Code::DocumentImpossible
}
