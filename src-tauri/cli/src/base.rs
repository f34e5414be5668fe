//! `verify`, `stats`, `journal`: the proof and the figures of a base.

use crate::commande::{Acces, Journal};
use crate::sortie::dire;
use crate::{poste, sortie};
use escale_core::api;
use escale_core::error::Result;
use escale_core::monde::instant;
use escale_core::store::Verbe;
use serde_json::json;
use std::process::ExitCode;

pub(crate) async fn verify(acces: &Acces, json: bool) -> Result<ExitCode> {
    let core = poste::open(acces).await?;
    let barre = sortie::barre(0, "Actes");
    let preuve = api::check(&core, |fait, total| {
        barre.set_length(total);
        barre.set_position(fait);
    })
    .await;
    barre.finish_and_clear();
    core.close().await;
    let preuve = preuve?;
    let sain = preuve.ecarts.is_empty();
    let phrases: Vec<String> = preuve.ecarts.iter().map(ToString::to_string).collect();
    if json {
        sortie::json(&json!({
            "ok": sain, "actes": preuve.actes, "valeurs": preuve.valeurs,
            "effacees": preuve.effacees, "lignes": preuve.lignes, "ecarts": phrases,
            "tete": preuve.tete,
        }));
    } else {
        dire!(
            "{} actes et {} valeurs vérifiés, {} lignes reconstruites et comparées.",
            sortie::milliers(preuve.actes),
            sortie::milliers(preuve.valeurs),
            sortie::milliers(preuve.lignes),
        );
        for phrase in &phrases {
            dire!("Écart : {phrase}.");
        }
        dire!("Tête du journal : {}", preuve.tete);
        match sain {
            true => dire!("Les tables sont égales au journal. La chaîne est intacte."),
            false => dire!(
                "La base ne correspond pas à son journal : prévenez l’administrateur et restaurez une sauvegarde."
            ),
        }
    }
    Ok(ExitCode::from(u8::from(!sain)))
}

pub(crate) async fn stats(acces: &Acces, json: bool) -> Result<ExitCode> {
    let core = poste::open(acces).await?;
    let figures = api::statistiques(&core).await;
    core.close().await;
    let f = figures?;
    if json {
        sortie::json(&json!({
            "ok": true, "enfants": f.enfants, "bilans": f.bilans,
            "bilans_valides": f.bilans_valides, "reponses": f.reponses,
            "preconisations": f.preconisations, "professionnels": f.professionnels,
            "actes": f.actes, "changements": f.changements, "conflits": f.conflits,
            "consultations": f.consultations, "octets": f.octets,
        }));
        return Ok(ExitCode::SUCCESS);
    }
    for (label, nombre) in [
        ("Enfants", f.enfants),
        ("Bilans", f.bilans),
        ("  validés", f.bilans_valides),
        ("Réponses", f.reponses),
        ("Préconisations", f.preconisations),
        ("Professionnels", f.professionnels),
        ("Actes du journal", f.actes),
        ("Champs écrits", f.changements),
        ("Conflits en attente", f.conflits),
        ("Consultations notées", f.consultations),
        ("Taille (octets)", f.octets),
    ] {
        dire!("{label:<22}{:>14}", sortie::milliers(nombre.unsigned_abs()));
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn journal(acces: &Acces, demande: Journal, json: bool) -> Result<ExitCode> {
    let core = poste::open(acces).await?;
    let enfant = demande.enfant.as_deref();
    let actes = api::journal(&core, enfant, i64::from(demande.nombre)).await;
    let tete = api::tete(&core).await;
    core.close().await;
    let (actes, tete) = (actes?, tete?);
    let libelle = |verbe: &str| {
        Verbe::from_code(verbe).map_or_else(|| verbe.to_owned(), |v| v.label().to_owned())
    };
    if json {
        let lignes: Vec<_> = actes
            .iter()
            .map(|a| {
                json!({
                    "acte": a.id, "appareil": a.appareil, "rang": a.rang,
                    "instant": instant(a.horloge >> 16), "verbe": a.verbe, "auteur": a.auteur,
                    "enfant": a.enfant, "changements": a.changements,
                })
            })
            .collect();
        sortie::json(&json!({
            "ok": true, "actes": lignes,
            "tete": {
                "appareil": tete.appareil, "rang": tete.rang, "empreinte": tete.empreinte,
                "cle_publique": tete.sceau.as_ref().map(|(cle, _)| cle),
                "signature": tete.sceau.as_ref().map(|(_, signature)| signature),
            },
        }));
        return Ok(ExitCode::SUCCESS);
    }
    for acte in &actes {
        dire!(
            "{:>6}  {}  {:<28} {:>4} champs  {}",
            acte.rang,
            instant(acte.horloge >> 16),
            libelle(&acte.verbe),
            acte.changements,
            acte.enfant.as_deref().unwrap_or("–"),
        );
    }
    dire!("");
    dire!("Tête du journal de cet appareil ({}) : acte {}", tete.appareil, tete.rang);
    dire!("Empreinte : {}", tete.empreinte);
    match tete.sceau {
        Some((cle, signature)) => dire!("Sceau : {signature}\nClé publique : {cle}"),
        None => {
            dire!("Sans sceau : le trousseau de clés du système ne répond pas sur ce poste.")
        }
    }
    Ok(ExitCode::SUCCESS)
}
