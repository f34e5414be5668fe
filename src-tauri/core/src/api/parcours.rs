//! A whole bilan by two professionals, as the demonstration plays it: each fills their parts and
//! signs them, both sign the bilan, the letter is made.

use super::demo::MOT_DE_PASSE_DEMO;
use super::document::DocumentFait;
use super::vues::{
    EcrirePreconisation, ParId, ParVolet, PreconisationSaisie, Pro, Repondre, SignerBilan,
};
use super::{Core, Ouverture, appel, document};
use crate::error::{Code, Error, Result};
use escale_domain::codes::Visibilite;
use escale_domain::document::Genre;
use escale_domain::enfant::AutorisationStatut;
use escale_domain::preconisation::{Financement, PreconisationType, Priorite, Responsable};
use serde_json::{Value, json};
use std::path::Path;

/// What the first of the pair answers, as people type it.
fn du_medecin() -> Vec<(&'static str, Value, Option<&'static str>)> {
    vec![
        ("ant.allergies", json!([{ "allergene": "Arachide", "reaction": "urticaire" }]), None),
        (
            "ant.medicaux",
            json!([{ "libelle": "Asthme du jeune enfant", "date": "mars 2019" }]),
            None,
        ),
        ("ant.terme_sa", json!("39"), None),
        ("cro.poids", json!("45,2 kg"), None),
        ("cro.taille", json!("145,5 cm"), Some("debout")),
        ("cro.ta_sys", json!("106"), None),
        ("cro.ta_dia", json!("62"), None),
        ("cro.fc", json!("82"), None),
        (
            "syn.problemes",
            json!([{
                "libelle": "Surpoids qui se stabilise", "domaine": "croissance", "gravite": 2,
                "anciennete": "connu", "certitude": "confirme",
            }]),
            None,
        ),
        (
            "syn.texte",
            json!(
                "Le poids se stabilise depuis un an. Les lunettes sont portées. L’écriture reste \
                 lente : les séances de psychomotricité se poursuivent."
            ),
            None,
        ),
        (
            "syn.points_vigilance",
            json!("Allergie à l’arachide : trousse d’urgence à l’école."),
            None,
        ),
        ("syn.niveau_suivi", json!("ville_coordonnee"), None),
    ]
}

/// What the second answers.
fn du_psychologue() -> Vec<(&'static str, Value, Option<&'static str>)> {
    vec![
        ("ctx.sources", json!(["carnet", "accompagnant", "enfant"]), None),
        ("ctx.fiabilite", json!("bonne"), None),
        ("ctx.parcours_accueil", json!("1"), None),
    ]
}

/// Plays the bilan, makes its letter and writes it into a folder.
///
/// # Errors
/// Whatever a person at the seat would be told.
pub async fn jouer(core: &Core, bilan: &str, dossier: &Path) -> Result<DocumentFait> {
    let page = appel::bilan_lire(core, ParId { id: bilan.to_owned() }).await?;
    let [medecin, psychologue] = page.binome.as_slice() else {
        return Err(Error::new(Code::Interne, "no pair"));
    };
    entrer(core, psychologue).await?;
    remplir(core, bilan, du_psychologue()).await?;
    signer_volet(core, bilan, "S01").await?;
    entrer(core, medecin).await?;
    remplir(core, bilan, du_medecin()).await?;
    recommander(core, bilan).await?;
    for volet in ["S02", "S05", "S16"] {
        signer_volet(core, bilan, volet).await?;
    }
    for pro in [medecin, psychologue] {
        let signature = SignerBilan {
            bilan: bilan.to_owned(),
            identifiant: compte(pro)?,
            mot_de_passe: MOT_DE_PASSE_DEMO.to_owned(),
        };
        appel::bilan_signer(core, signature).await?;
    }
    let seance = core.seance().await?;
    let poser =
        |fait: &document::Compose| document::dans(dossier, &fait.papier).map(document::Pose::seul);
    document::faire(core, &seance, bilan, Genre::A, poser).await
}

fn compte(pro: &Pro) -> Result<String> {
    pro.identifiant.clone().ok_or_else(|| Error::new(Code::Interne, "no account"))
}

async fn entrer(core: &Core, pro: &Pro) -> Result<()> {
    let ouverture =
        Ouverture { identifiant: compte(pro)?, mot_de_passe: MOT_DE_PASSE_DEMO.to_owned() };
    appel::coffre_ouvrir(core, ouverture).await.map(|_| ())
}

async fn remplir(
    core: &Core,
    bilan: &str,
    reponses: Vec<(&'static str, Value, Option<&'static str>)>,
) -> Result<()> {
    for (question, valeur, posture) in reponses {
        let reponse = Repondre {
            bilan: bilan.to_owned(),
            question: question.to_owned(),
            valeur,
            posture: posture.map(str::to_owned),
            vu: None,
        };
        appel::volet_repondre(core, reponse).await?;
    }
    Ok(())
}

async fn signer_volet(core: &Core, bilan: &str, volet: &str) -> Result<()> {
    let volet = ParVolet { bilan: bilan.to_owned(), volet: volet.to_owned() };
    appel::volet_signer(core, volet).await.map(|_| ())
}

async fn recommander(core: &Core, bilan: &str) -> Result<()> {
    let echeance = core.monde.aujourd_hui().plus_mois(2).iso();
    for (preco_type, libelle, partageable) in [
        (
            PreconisationType::Psychomot,
            "Poursuite de la psychomotricité, dix séances",
            "Séances de psychomotricité",
        ),
        (
            PreconisationType::PaiPap,
            "PAI pour l’allergie à l’arachide, trousse d’urgence à l’école",
            "Organiser un PAI à l’école",
        ),
    ] {
        let saisie = PreconisationSaisie {
            preco_type,
            libelle: libelle.to_owned(),
            justification: "Décidé par le binôme à la synthèse.".to_owned(),
            libelle_partageable: partageable.to_owned(),
            priorite: Priorite::Rapide,
            echeance: echeance.clone(),
            nb_seances: (preco_type == PreconisationType::Psychomot).then_some(10),
            frequence: None,
            financement: Financement::ForfaitSpPcr,
            autorisation: AutorisationStatut::Obtenue,
            responsable: Responsable::LieuAccueil,
            visibilite: Visibilite::V1,
        };
        let demande = EcrirePreconisation { bilan: bilan.to_owned(), id: None, saisie, vu: None };
        appel::preconisation_enregistrer(core, demande).await?;
    }
    Ok(())
}
