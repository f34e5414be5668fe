//! The recommendations of a bilan: written by the pair, withdrawn with a reason.

use super::bilan::BilanOuvert;
use super::vues::{
    EcrirePreconisation, PreconisationSaisie, PreconisationVue, RetirerPreconisation,
};
use super::{Core, Session, enfant, identifiant, secret, volet};
use crate::error::{Code, Error, Result};
use crate::store::tables::{Champ, Preconisation};
use crate::store::{Changement, Entite, Verbe};
use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::preconisation::PreconisationStatut;
use escale_domain::regle::{self, JUSTIFICATION_MAX, SEANCES_MAX};
use uuid::Uuid;

pub(super) async fn du_bilan(
    core: &Core,
    session: &Session,
    bilan: &str,
) -> Result<Vec<PreconisationVue>> {
    let mut vues = Vec::new();
    for preco in session.store.rows::<Preconisation>(identifiant(bilan)?).await? {
        if preco.statut != PreconisationStatut::Annulee {
            vues.push(vue(core, session, preco).await?);
        }
    }
    Ok(vues)
}

/// What a secretary may know: no V3, no reason, no medical wording.
pub(super) fn restrict(vues: &mut Vec<PreconisationVue>) {
    vues.retain(|v| v.saisie.visibilite != Visibilite::V3);
    for vue in vues {
        let PreconisationSaisie {
            libelle,
            justification,
            libelle_partageable,
            preco_type,
            priorite,
            echeance,
            nb_seances,
            frequence,
            financement,
            autorisation,
            responsable,
            visibilite,
        } = &mut vue.saisie;
        justification.clear();
        libelle.clone_from(libelle_partageable);
        // What stays is said, so that one more field does not stay by itself.
        let _ = (preco_type, priorite, echeance, nb_seances, frequence);
        let _ = (financement, autorisation, responsable, visibilite);
    }
}

async fn vue(core: &Core, session: &Session, preco: Preconisation) -> Result<PreconisationVue> {
    let vu = session.store.dernier_acte(Entite::Preconisation, preco.id).await?;
    let ouverte = !matches!(
        preco.statut,
        PreconisationStatut::Realisee
            | PreconisationStatut::Close
            | PreconisationStatut::Refusee
            | PreconisationStatut::NonRealisee
            | PreconisationStatut::Annulee
    );
    Ok(PreconisationVue {
        id: preco.id.to_string(),
        bilan: preco.bilan.to_string(),
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

fn check(core: &Core, saisie: &PreconisationSaisie) -> Result<DateCivile> {
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
fn champs(saisie: &PreconisationSaisie, echeance: DateCivile) -> Vec<Champ<Preconisation>> {
    let partageable = match saisie.visibilite {
        // What is under reinforced secrecy has no words for the ASE.
        Visibilite::V3 => "",
        _ => saisie.libelle_partageable.trim(),
    };
    vec![
        Preconisation::preco_type(saisie.preco_type),
        Preconisation::libelle(saisie.libelle.trim()),
        Preconisation::justification(saisie.justification.trim()),
        Preconisation::libelle_partageable(partageable),
        Preconisation::priorite(saisie.priorite),
        Preconisation::echeance(echeance),
        Preconisation::nb_seances(saisie.nb_seances),
        Preconisation::frequence(saisie.frequence.clone().filter(|f| !f.trim().is_empty())),
        Preconisation::financement(saisie.financement),
        Preconisation::autorisation(saisie.autorisation),
        Preconisation::responsable(saisie.responsable),
        Preconisation::visibilite(saisie.visibilite),
    ]
}

pub(super) async fn save(
    core: &Core,
    demande: EcrirePreconisation,
) -> Result<Vec<PreconisationVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    volet::enter_part(&session, &ouvert, VoletCode::S16).await?;
    secret::pour_ecrire(&session, demande.saisie.visibilite)?;
    let echeance = check(core, &demande.saisie)?;
    let saisie = &demande.saisie;
    let changements = match &demande.id {
        Some(id) => {
            let preco = encore(&session, id).await?;
            du_sien(&ouvert, preco.bilan)?;
            let vu = demande.vu.as_deref().map(identifiant).transpose()?;
            session.store.changes(preco.id, champs(saisie, echeance), vu).await?
        }
        None => create(&session, &ouvert, core.monde.nouvel_id(), saisie, echeance).await?,
    };
    if !changements.is_empty() {
        let acte = ouvert.acte(&session, Verbe::PreconisationEcrire, changements)?;
        session.store.record(acte).await?;
    }
    du_bilan(core, &session, &demande.bilan).await
}

/// A recommendation that was not withdrawn.
async fn encore(session: &Session, id: &str) -> Result<Preconisation> {
    let preco: Preconisation = session.store.row(identifiant(id)?).await?;
    match preco.statut == PreconisationStatut::Annulee {
        false => Ok(preco),
        true => Err(Error::new(Code::Introuvable, "withdrawn")
            .avec_message("Cette préconisation a été retirée\u{a0}: écrivez-en une nouvelle.")),
    }
}

/// What writing a new recommendation changes.
pub(super) async fn nouvelle(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    id: Uuid,
    saisie: &PreconisationSaisie,
) -> Result<Vec<Changement>> {
    let echeance = check(core, saisie)?;
    create(session, ouvert, id, saisie, echeance).await
}

async fn create(
    session: &Session,
    ouvert: &BilanOuvert,
    id: Uuid,
    saisie: &PreconisationSaisie,
    echeance: DateCivile,
) -> Result<Vec<Changement>> {
    let rang = session.store.count::<Preconisation>(ouvert.id).await? + 1;
    let mut tous = champs(saisie, echeance);
    tous.extend([
        Preconisation::bilan(ouvert.id),
        Preconisation::rang(rang),
        Preconisation::repere(format!("P{rang:02}")),
        Preconisation::code(format!("{}-{rang:02}", saisie.preco_type.code())),
        Preconisation::statut(PreconisationStatut::Proposee),
        Preconisation::bilan_origine(ouvert.id.to_string()),
    ]);
    Ok(Changement::fresh(id, tous))
}

/// Refuses an object of another bilan.
pub(super) fn du_sien(ouvert: &BilanOuvert, bilan: Uuid) -> Result<()> {
    match bilan == ouvert.id {
        true => Ok(()),
        false => Err(Error::new(Code::Introuvable, "object of another bilan")),
    }
}

pub(super) async fn withdraw(
    core: &Core,
    demande: RetirerPreconisation,
) -> Result<Vec<PreconisationVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let preco = encore(&session, &demande.id).await?;
    let bilan = preco.bilan.to_string();
    let ouvert = BilanOuvert::read(&session, &bilan).await?;
    volet::enter_part(&session, &ouvert, VoletCode::S16).await?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "motif",
            "Écrivez pourquoi vous la retirez.",
        ));
    }
    let mut acte = ouvert.acte(
        &session,
        Verbe::PreconisationRetirer,
        vec![Changement::set(preco.id, Preconisation::statut(PreconisationStatut::Annulee))],
    )?;
    acte.motif = Some(motif.to_owned());
    session.store.record(acte).await?;
    du_bilan(core, &session, &bilan).await
}
