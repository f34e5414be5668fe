//! The recommendations of a bilan: written by the pair, withdrawn with a reason.

use super::bilan::Ouvert;
use super::vues::{
    EcrirePreconisation, PreconisationSaisie, PreconisationVue, RetirerPreconisation,
};
use super::{Core, Seance, enfant, identifiant, secret, volet};
use crate::error::{Code, Error, Result};
use crate::store::{Changement, Entite, Objet, Verbe, Vu};
use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::preconisation::{Preconisation, PreconisationStatut, PreconisationType};
use escale_domain::regle::{self, JUSTIFICATION_MAX, SEANCES_MAX};
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) async fn du_bilan(
    core: &Core,
    seance: &Seance,
    bilan: &str,
) -> Result<Vec<PreconisationVue>> {
    let objets = seance.store.objets(Entite::Preconisation, "bilan", identifiant(bilan)?).await?;
    let mut vues = Vec::new();
    for objet in objets {
        if objet.texte("statut") != PreconisationStatut::Annulee.code() {
            vues.push(vue(core, seance, objet).await?);
        }
    }
    Ok(vues)
}

/// What a secretary may know: no V3, no reason, no medical wording.
pub(super) fn restreindre(vues: &mut Vec<PreconisationVue>) {
    vues.retain(|v| v.saisie.visibilite != Visibilite::V3);
    for vue in vues {
        vue.saisie.justification.clear();
        vue.saisie.libelle.clone_from(&vue.saisie.libelle_partageable);
    }
}

async fn vue(core: &Core, seance: &Seance, objet: Objet) -> Result<PreconisationVue> {
    let vu = seance.store.dernier_acte(Entite::Preconisation, objet.id).await?;
    let (id, bilan) = (objet.id.to_string(), objet.texte("bilan").to_owned());
    let preco = lire(objet)?;
    let ouverte = !matches!(
        preco.statut,
        PreconisationStatut::Realisee
            | PreconisationStatut::Close
            | PreconisationStatut::Refusee
            | PreconisationStatut::NonRealisee
            | PreconisationStatut::Annulee
    );
    Ok(PreconisationVue {
        id,
        bilan,
        type_label: preco.preco_type.label().to_owned(),
        priorite_label: preco.priorite.label().to_owned(),
        statut: preco.statut.code().to_owned(),
        statut_label: preco.statut.label().to_owned(),
        responsable_label: preco.responsable.label().to_owned(),
        en_retard: ouverte && preco.echeance < core.monde.aujourd_hui(),
        vu: vu.unwrap_or_default(),
        saisie: PreconisationSaisie {
            preco_type: preco.preco_type,
            libelle: preco.libelle,
            justification: preco.justification,
            libelle_partageable: preco.libelle_partageable,
            priorite: preco.priorite,
            echeance: preco.echeance.iso(),
            nb_seances: preco.nb_seances,
            frequence: preco.frequence,
            financement: preco.financement,
            autorisation: preco.autorisation,
            responsable: preco.responsable,
            visibilite: preco.visibilite,
        },
    })
}

/// A row as the domain tells it: its identifier there is the local mark `P01`.
pub(super) fn lire(mut objet: Objet) -> Result<Preconisation> {
    let repere = objet.champs.remove("repere").unwrap_or(Value::Null);
    objet.champs.insert("id".to_owned(), repere);
    objet.lire(&["bilan", "rang"])
}

fn verifier(core: &Core, saisie: &PreconisationSaisie) -> Result<DateCivile> {
    let refus = |champ: &str, phrase: String| Error::refus(Code::SaisieRefusee, champ, phrase);
    if !regle::dit(&saisie.libelle) {
        return Err(refus("libelle", "Écrivez ce qui est recommandé.".to_owned()));
    }
    let longueur = saisie.justification.chars().count();
    if longueur > JUSTIFICATION_MAX {
        return Err(refus(
            "justification",
            format!("La justification compte {longueur} caractères, {JUSTIFICATION_MAX} au plus."),
        ));
    }
    if saisie.nb_seances.is_some_and(|n| !(1..=SEANCES_MAX).contains(&n)) {
        let phrase = format!("Le nombre de séances va de 1 à {SEANCES_MAX}.");
        return Err(refus("nb_seances", phrase));
    }
    let echeance = enfant::date(core, &saisie.echeance).map_err(|mut e| {
        e.champ = Some("echeance".to_owned());
        e
    })?;
    Ok(echeance)
}

/// The columns of a recommendation as it was typed.
fn champs(saisie: &PreconisationSaisie, echeance: DateCivile) -> [(&'static str, Value); 12] {
    let partageable = match saisie.visibilite {
        // What is under reinforced secrecy has no words for the ASE.
        Visibilite::V3 => "",
        _ => saisie.libelle_partageable.trim(),
    };
    [
        ("type", json!(saisie.preco_type)),
        ("libelle", json!(saisie.libelle.trim())),
        ("justification", json!(saisie.justification.trim())),
        ("libelle_partageable", json!(partageable)),
        ("priorite", json!(saisie.priorite)),
        ("echeance", json!(echeance)),
        ("nb_seances", json!(saisie.nb_seances)),
        ("frequence", json!(saisie.frequence.as_deref().filter(|f| !f.trim().is_empty()))),
        ("financement", json!(saisie.financement)),
        ("autorisation", json!(saisie.autorisation)),
        ("responsable", json!(saisie.responsable)),
        ("visibilite", json!(saisie.visibilite)),
    ]
}

pub(super) async fn enregistrer(
    core: &Core,
    demande: EcrirePreconisation,
) -> Result<Vec<PreconisationVue>> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    volet::saisir_dans(&seance, &ouvert, VoletCode::S16).await?;
    secret::pour_ecrire(&seance, demande.saisie.visibilite)?;
    let echeance = verifier(core, &demande.saisie)?;
    let saisie = &demande.saisie;
    let champs = champs(saisie, echeance);
    let changements = match &demande.id {
        Some(id) => {
            let vu = demande.vu.as_deref();
            encore(&seance, id).await?;
            modifier(&seance, &ouvert, Entite::Preconisation, id, &champs, vu).await?
        }
        None => creer(&seance, &ouvert, core.monde.nouvel_id(), saisie.preco_type, &champs).await?,
    };
    if !changements.is_empty() {
        let acte = ouvert.acte(&seance, Verbe::PreconisationEcrire, changements)?;
        seance.store.record(acte).await?;
    }
    du_bilan(core, &seance, &demande.bilan).await
}

/// A recommendation that was not withdrawn.
async fn encore(seance: &Seance, id: &str) -> Result<Objet> {
    let objet = seance.store.objet(Entite::Preconisation, identifiant(id)?).await?;
    match objet.texte("statut") == PreconisationStatut::Annulee.code() {
        false => Ok(objet),
        true => Err(Error::new(Code::Introuvable, "withdrawn")
            .avec_message("Cette préconisation a été retirée\u{a0}: écrivez-en une nouvelle.")),
    }
}

/// What writing a new recommendation changes.
pub(super) async fn nouvelle(
    core: &Core,
    seance: &Seance,
    ouvert: &Ouvert,
    id: Uuid,
    saisie: &PreconisationSaisie,
) -> Result<Vec<Changement>> {
    let echeance = verifier(core, saisie)?;
    creer(seance, ouvert, id, saisie.preco_type, &champs(saisie, echeance)).await
}

async fn creer(
    seance: &Seance,
    ouvert: &Ouvert,
    id: Uuid,
    preco_type: PreconisationType,
    champs: &[(&'static str, Value)],
) -> Result<Vec<Changement>> {
    let rang = seance.store.objets(Entite::Preconisation, "bilan", ouvert.id).await?.len() + 1;
    let mut objet = json!({
        "bilan": ouvert.id.to_string(), "rang": rang, "repere": format!("P{rang:02}"),
        "code": format!("{}-{rang:02}", preco_type.code()), "relances": [],
        "statut": PreconisationStatut::Proposee, "bilan_origine": ouvert.id.to_string(),
    });
    for (champ, valeur) in champs {
        objet[*champ] = valeur.clone();
    }
    Changement::objet(Entite::Preconisation, id, objet)
}

/// What a card that is sent back whole changes in an object of the bilan.
pub(super) async fn modifier(
    seance: &Seance,
    ouvert: &Ouvert,
    entite: Entite,
    id: &str,
    champs: &[(&'static str, Value)],
    vu: Option<&str>,
) -> Result<Vec<Changement>> {
    let objet = seance.store.objet(entite, identifiant(id)?).await?;
    if objet.texte("bilan") != ouvert.id.to_string() {
        return Err(Error::new(Code::Introuvable, "object of another bilan"));
    }
    // The screen sends the whole card. What is as it showed it, nobody has changed there.
    let (vu, montre) = match vu.map(identifiant).transpose()? {
        Some(acte) => {
            let champs = seance.store.champs_jusqua(entite, objet.id, acte).await?;
            (Vu::Jusqua(acte), champs)
        }
        None => (Vu::Rien, serde_json::Map::new()),
    };
    Ok(champs
        .iter()
        .filter(|(champ, valeur)| montre.get(*champ).unwrap_or(&Value::Null) != valeur)
        .map(|(champ, valeur)| Changement {
            entite,
            objet: objet.id,
            champ,
            valeur: valeur.clone(),
            vu,
        })
        .collect())
}

pub(super) async fn retirer(
    core: &Core,
    demande: RetirerPreconisation,
) -> Result<Vec<PreconisationVue>> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let id = identifiant(&demande.id)?;
    let objet = encore(&seance, &demande.id).await?;
    let bilan = objet.texte("bilan").to_owned();
    let ouvert = Ouvert::lire(&seance, &bilan).await?;
    volet::saisir_dans(&seance, &ouvert, VoletCode::S16).await?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "motif",
            "Écrivez pourquoi vous la retirez.",
        ));
    }
    let mut acte = ouvert.acte(
        &seance,
        Verbe::PreconisationRetirer,
        vec![Changement {
            entite: Entite::Preconisation,
            objet: id,
            champ: "statut",
            valeur: json!(PreconisationStatut::Annulee),
            vu: Vu::Courant,
        }],
    )?;
    acte.motif = Some(motif.to_owned());
    seance.store.record(acte).await?;
    du_bilan(core, &seance, &bilan).await
}
