//! What the program computes of a child and of a bilan, for the screens.

use super::bilan::Ouvert;
use super::vues::{
    AlerteBilan, CalculsBilan, CalculsEnfant, Croissance, DefinirParents, Jugement, ParBilan,
    RepondreAlerte, ReponseAlerte,
};
use super::{Core, Seance, derive_id, enfant, export, identifiant, mesures, professionnel};
use super::{reference, vaccination};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::{Acte, Changement, Entite, Objet, Verbe, Vu};
use escale_domain::alerte::{Alerte, Gravite};
use escale_domain::bilan::Traitement;
use escale_domain::calcul::{self, Matiere, Reglages};
use escale_domain::codes::Visibilite;
use escale_domain::dossier::Dossier;
use escale_domain::enfant::{Enfant, TaillesParents};
use escale_domain::formulaire::lire_nombre;
use escale_domain::professionnel::Permission;
use escale_domain::texte::nombre;
use escale_domain::vaccination::DoseRecue;
use serde_json::{Value, json};
use uuid::Uuid;

/// The record of a bilan with the measures and the term of earlier ones, as the letter reads it.
pub(super) async fn dossier(core: &Core, seance: &Seance, ouvert: &Ouvert) -> Result<Dossier> {
    let mut dossier = export::rassembler(core, seance, ouvert.enfant_id, ouvert.id).await?;
    mesures::ajouter_bilans(seance, ouvert, &mut dossier.mesures_anterieures).await?;
    mesures::ajouter_terme(seance, ouvert, &mut dossier.reponses).await?;
    Ok(dossier)
}

/// What is computed of a bilan.
pub(super) async fn du_bilan(core: &Core, demande: ParBilan) -> Result<CalculsBilan> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    bilan(core, &seance, &ouvert).await
}

async fn bilan(core: &Core, seance: &Seance, ouvert: &Ouvert) -> Result<CalculsBilan> {
    let reglages = reference::reglages(seance).await?;
    let dossier = dossier(core, seance, ouvert).await?;
    let matiere = Matiere::du_dossier(&dossier);
    let objet = seance.store.objet(Entite::Enfant, ouvert.enfant_id).await?;
    let mut ouvertes = dossier.clone();
    // A judgement is read by more people than an answer under reinforced secrecy.
    ouvertes.reponses.retain(|r| r.visibilite != Visibilite::V3);
    let visibles = calcul::alertes(&ouvertes, &matiere, &matiere.vaccins(), &reglages);
    let jugements = calcul::jugements(&ouvertes, &matiere, &reglages, &visibles)
        .into_iter()
        .map(|j| Jugement {
            code: j.code.to_owned(),
            texte: j.texte,
            source: j.source,
            attention: j.attention,
        })
        .collect();
    Ok(CalculsBilan {
        croissance: croissance(seance, ouvert.enfant_id, &matiere, &reglages).await?,
        jugements,
        vaccins: vaccination::vue(seance, ouvert.enfant_id, &objet, &matiere).await?,
        alertes: alertes(seance, ouvert, &dossier, &matiere, &reglages).await?,
    })
}

/// The alerts of a bilan with what was answered to them, for those who may read them.
async fn alertes(
    seance: &Seance,
    ouvert: &Ouvert,
    dossier: &Dossier,
    matiere: &Matiere,
    reglages: &Reglages,
) -> Result<Vec<AlerteBilan>> {
    let pros = professionnel::annuaire(seance).await?;
    let reponses = reponses(seance, ouvert).await?;
    let soigne = seance.peut(Permission::BilanEcrire);
    let vues = calcul::alertes(dossier, matiere, &matiere.vaccins(), reglages)
        .into_iter()
        .filter(|alerte| soigne || alerte.visibilite != Visibilite::V3)
        .map(|alerte| {
            let reponse = reponses.iter().find(|r| repond(r, &alerte));
            AlerteBilan {
                gravite_label: alerte.gravite.label().to_owned(),
                propose_label: alerte.propose.map(|p| p.label().to_owned()),
                reponse: reponse.map(|r| reponse_vue(r, &pros)),
                alerte,
            }
        })
        .collect();
    Ok(vues)
}

/// The answers to the alerts of a bilan; one that was a recommendation withdrawn since is none any more.
async fn reponses(seance: &Seance, ouvert: &Ouvert) -> Result<Vec<Objet>> {
    let precos = seance.store.objets(Entite::Preconisation, "bilan", ouvert.id).await?;
    let retiree =
        |id: &str| precos.iter().any(|p| p.texte("statut") == "annulee" && p.id.to_string() == id);
    let mut reponses = seance.store.objets(Entite::Alerte, "bilan", ouvert.id).await?;
    reponses.retain(|r| !retiree(r.texte("preconisation")));
    Ok(reponses)
}

/// Whether an answer is one to this alert as it stands: one that grew graver since waits again.
fn repond(objet: &Objet, alerte: &Alerte) -> bool {
    let alors = Gravite::from_code(objet.texte("gravite"));
    objet.texte("cle") == alerte.cle
        && !objet.champ("traitement").is_null()
        // The gravest comes first in the list of codes.
        && alors.is_some_and(|alors| alors <= alerte.gravite)
}

fn reponse_vue(
    objet: &Objet,
    pros: &std::collections::BTreeMap<String, super::vues::Pro>,
) -> ReponseAlerte {
    let traitement = Traitement::from_code(objet.texte("traitement")).unwrap_or(Traitement::Action);
    ReponseAlerte {
        traitement: traitement.code().to_owned(),
        traitement_label: traitement.label().to_owned(),
        texte: objet.texte("texte").to_owned(),
        auteur: pros
            .get(objet.texte("auteur"))
            .map(super::vues::Pro::nom_court)
            .unwrap_or_default(),
        quand: objet.champ("instant").as_i64().map(instant).unwrap_or_default(),
        preconisation: objet.champ("preconisation").as_str().map(str::to_owned),
    }
}

/// The alerts that must be answered before a bilan is signed, in French sentences.
pub(super) async fn bloquantes(
    core: &Core,
    seance: &Seance,
    ouvert: &Ouvert,
) -> Result<Vec<String>> {
    let reglages = reference::reglages(seance).await?;
    let dossier = dossier(core, seance, ouvert).await?;
    let matiere = Matiere::du_dossier(&dossier);
    let reponses = reponses(seance, ouvert).await?;
    let repondue = |alerte: &Alerte| {
        // Setting an urgent alert aside is no action.
        reponses.iter().any(|r| repond(r, alerte) && r.texte("traitement") != "ecartee")
    };
    let soigne = seance.peut(Permission::BilanEcrire);
    Ok(calcul::alertes(&dossier, &matiere, &matiere.vaccins(), &reglages)
        .into_iter()
        .filter(|alerte| alerte.bloquante && !repondue(alerte))
        .map(|alerte| match soigne || alerte.visibilite != Visibilite::V3 {
            true => format!(
                "Alerte «\u{a0}{}\u{a0}»\u{a0}: notez l’action faite avant de clore.",
                alerte.titre
            ),
            // Who may not read what it is about learns that there is one.
            false => "Une alerte attend la réponse du binôme.".to_owned(),
        })
        .collect())
}

pub(super) async fn repondre_alerte(core: &Core, demande: RepondreAlerte) -> Result<CalculsBilan> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    ouvert.modifiable()?;
    if !ouvert.binome.contains(&seance.compte.id) {
        return Err(Error::new(Code::VoletDUnAutre, "alert of another pair")
            .avec_message("La réponse à une alerte revient au binôme."));
    }
    let calculs = bilan(core, &seance, &ouvert).await?;
    let alerte = calculs
        .alertes
        .iter()
        .find(|a| a.alerte.cle == demande.cle)
        .ok_or_else(|| Error::new(Code::Introuvable, "alert"))?;
    let texte = demande.texte.trim();
    let refus = |phrase: &str| Err(Error::refus(Code::SaisieRefusee, "texte", phrase));
    match demande.traitement {
        Traitement::Ecartee if alerte.alerte.bloquante => {
            return refus(
                "Cette alerte ne s’écarte pas\u{a0}: notez ce qui a été fait, et avec qui.",
            );
        }
        Traitement::Ecartee if texte.is_empty() => {
            return refus("Écrivez pourquoi cette alerte est écartée.");
        }
        Traitement::Action if texte.is_empty() => {
            return refus("Écrivez ce qui a été fait, et avec qui.");
        }
        Traitement::Preconisation if !proposee(&seance, &ouvert, &demande).await? => {
            return Err(Error::refus(
                Code::SaisieRefusee,
                "preconisation",
                "Choisissez la préconisation de ce bilan qui répond à l’alerte.",
            ));
        }
        _ => {}
    }
    let preconisation =
        demande.preconisation.filter(|_| demande.traitement == Traitement::Preconisation);
    let id = derive_id(ouvert.id, &format!("alerte/{}", demande.cle));
    let connues = seance.store.objets(Entite::Alerte, "bilan", ouvert.id).await?;
    let mut champs: Vec<(&'static str, Value)> = vec![
        ("gravite", json!(alerte.alerte.gravite)),
        ("traitement", json!(demande.traitement)),
        ("texte", json!(texte)),
        ("preconisation", json!(preconisation)),
        ("auteur", json!(seance.compte.id)),
        ("date", json!(core.monde.aujourd_hui())),
        ("instant", json!(core.monde.maintenant())),
        ("visibilite", json!(alerte.alerte.visibilite)),
    ];
    if !connues.iter().any(|o| o.id == id) {
        champs.push(("bilan", json!(ouvert.id.to_string())));
        champs.push(("rang", json!(connues.len())));
        champs.push(("cle", json!(demande.cle)));
    }
    let changements = champs
        .into_iter()
        .map(|(champ, valeur)| Changement {
            entite: Entite::Alerte,
            objet: id,
            champ,
            valeur,
            vu: Vu::Courant,
        })
        .collect();
    seance.store.record(ouvert.acte(&seance, Verbe::AlerteRepondre, changements)?).await?;
    bilan(core, &seance, &ouvert).await
}

/// Whether the recommendation that answers an alert is one of the bilan, and stands.
async fn proposee(seance: &Seance, ouvert: &Ouvert, demande: &RepondreAlerte) -> Result<bool> {
    let connues = seance.store.objets(Entite::Preconisation, "bilan", ouvert.id).await?;
    Ok(connues
        .iter()
        .any(|p| Some(p.id.to_string()) == demande.preconisation && p.texte("statut") != "annulee"))
}

/// The growth and the vaccines of a child today.
pub(super) async fn de_l_enfant(
    core: &Core,
    seance: &Seance,
    enfant_id: Uuid,
) -> Result<CalculsEnfant> {
    let reglages = reference::reglages(seance).await?;
    let objet = seance.store.objet(Entite::Enfant, enfant_id).await?;
    let fiche: Enfant = objet.clone().lire(&enfant::HORS_IDENTITE)?;
    let vaccinations = enfant::vaccinations(seance, enfant_id, &objet).await?;
    let matiere = Matiere {
        sexe: fiche.sexe,
        naissance: fiche.date_naissance,
        terme: enfant::terme(seance, &seance.store.bilans(&enfant_id.to_string()).await?).await?,
        jour: core.monde.aujourd_hui(),
        mesures: mesures::toutes(seance, enfant_id).await?,
        doses: vaccinations.doses.iter().map(DoseRecue::from).collect(),
        carnet: vaccinations.source,
        decisions: vaccination::decisions(seance, enfant_id).await?,
        parents: parents(seance, enfant_id).await?,
    };
    Ok(CalculsEnfant {
        croissance: croissance(seance, enfant_id, &matiere, &reglages).await?,
        vaccins: vaccination::vue(seance, enfant_id, &objet, &matiere).await?,
    })
}

/// The heights of a child's parents.
pub(super) async fn parents(seance: &Seance, enfant: Uuid) -> Result<TaillesParents> {
    match seance.store.objet_facultatif(Entite::Parents, enfant).await? {
        Some(objet) => objet.lire(&[]),
        None => Ok(TaillesParents::default()),
    }
}

async fn croissance(
    seance: &Seance,
    enfant: Uuid,
    matiere: &Matiere,
    reglages: &Reglages,
) -> Result<Croissance> {
    let mut lignes = matiere.lignes(reglages);
    lignes.reverse();
    let figures = matiere.figures(reglages);
    let avertissement = match (figures.is_empty(), lignes.is_empty()) {
        (true, false) => Some("Aucune mesure ne peut être placée sur une courbe.".to_owned()),
        _ => None,
    };
    Ok(Croissance {
        figures,
        lignes,
        reference: match &reglages.courbe {
            Some(courbe) => courbe.fiche.nom.clone(),
            None => "OMS 2006 et 2007".to_owned(),
        },
        pere_cm: matiere.parents.pere_cm,
        mere_cm: matiere.parents.mere_cm,
        parents_vu: seance.store.dernier_acte(Entite::Parents, enfant).await?,
        cible: matiere.sujet().cible_cm.map(|cm| format!("{}\u{a0}cm", nombre(cm.round()))),
        avertissement,
    })
}

pub(super) async fn definir_parents(core: &Core, demande: DefinirParents) -> Result<CalculsEnfant> {
    let seance = core.seance().await?;
    let enfant_id = identifiant(&demande.enfant)?;
    seance.store.objet(Entite::Enfant, enfant_id).await?;
    let vu = demande.vu.as_deref().map(identifiant).transpose()?.map_or(Vu::Rien, Vu::Jusqua);
    let connues = seance.store.objet_facultatif(Entite::Parents, enfant_id).await?;
    let mut changements = Vec::new();
    for (champ, texte) in [("pere_cm", &demande.pere), ("mere_cm", &demande.mere)] {
        let valeur = json!(taille(champ, texte)?);
        // Two who write the same height without having seen each other do not contradict themselves.
        let dite = connues.as_ref().is_some_and(|c| *c.champ(champ) == valeur);
        if !(dite && demande.vu.is_none()) {
            let objet = enfant_id;
            changements.push(Changement { entite: Entite::Parents, objet, champ, valeur, vu });
        }
    }
    if !changements.is_empty() {
        let acte = Acte {
            verbe: Verbe::ParentsModifier,
            auteur: Some(seance.moi()?),
            enfant: Some(enfant_id),
            motif: None,
            changements,
        };
        seance.store.record(acte).await?;
    }
    de_l_enfant(core, &seance, enfant_id).await
}

/// The height of an adult as people type it, in cm; empty where it is not known.
fn taille(champ: &str, texte: &str) -> Result<Option<f64>> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let lue = lire_nombre(texte, Some("cm")).ok();
    // "1,78" without a unit is a height in metres.
    let lue = lue.map(|v| if v < 3.0 { (v * 1000.0).round() / 10.0 } else { v });
    match lue {
        Some(cm) if (120.0..=230.0).contains(&cm) => Ok(Some(cm)),
        _ => Err(Error::refus(
            Code::SaisieRefusee,
            champ,
            "Écrivez la taille d’un adulte en centimètres, entre 120 et 230.",
        )),
    }
}
