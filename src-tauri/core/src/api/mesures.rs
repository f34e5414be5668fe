//! The growth of a child over several bilans, as the letter tells it.

use super::bilan::BilanOuvert;
use super::{Session, posees};
use crate::error::{Code, Error, Result};
use escale_domain::bilan::BilanStatut;
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::enfant::Mesure;
use escale_domain::posees::Saisies;
use uuid::Uuid;

/// Adds what earlier closed bilans measured to the measures that came with the record, by date. A day
/// that the record already has keeps what it has.
pub(super) async fn add_bilans(
    session: &Session,
    ouvert: &BilanOuvert,
    mesures: &mut Vec<Mesure>,
) -> Result<()> {
    for bilan in session.store.bilans(&ouvert.enfant_id.to_string()).await? {
        let abime = || Error::new(Code::BaseAbimee, "bilan does not read");
        let date = DateCivile::parse_iso(&bilan.date).ok_or_else(abime)?;
        let clos = BilanStatut::from_code(&bilan.statut).is_some_and(|statut| !statut.ouvert());
        if !clos || date >= ouvert.date || mesures.iter().any(|m| m.date == date) {
            continue;
        }
        mesures.extend(du_bilan(session, &bilan.id, date).await?);
    }
    mesures.sort_by_key(|m| m.date);
    Ok(())
}

/// Adds the length of the pregnancy that an earlier bilan was told, where this one did not ask again: a
/// child born before term still is at the next bilan.
pub(super) async fn add_terme(
    session: &Session,
    ouvert: &BilanOuvert,
    saisies: &mut Saisies,
) -> Result<()> {
    const TERME: &str = "ant.terme_sa";
    if saisies.contient(TERME) {
        return Ok(());
    }
    for bilan in session.store.bilans(&ouvert.enfant_id.to_string()).await? {
        if bilan.date > ouvert.date.iso() {
            continue;
        }
        let dites = posees::du_bilan(session, &bilan.id).await?;
        let dite = dites.iter().find(|r| r.code == TERME && r.visibilite != Visibilite::V3);
        if let Some(terme) = dite {
            saisies.push(terme.clone());
            return Ok(());
        }
    }
    Ok(())
}

/// Every measure of a child: those told, and those of each bilan, closed or not. A bilan that measured
/// on a day that was told too stands in its place.
pub(super) async fn toutes(session: &Session, enfant: Uuid) -> Result<Vec<Mesure>> {
    let mut mesures: Vec<Mesure> = super::enfant::sans_id(session.store.fiches(enfant).await?);
    for bilan in session.store.bilans(&enfant.to_string()).await? {
        let abime = || Error::new(Code::BaseAbimee, "bilan does not read");
        let date = DateCivile::parse_iso(&bilan.date).ok_or_else(abime)?;
        if let Some(mesure) = du_bilan(session, &bilan.id, date).await? {
            mesures.retain(|m| m.date != date);
            mesures.push(mesure);
        }
    }
    mesures.sort_by_key(|m| m.date);
    Ok(mesures)
}

/// The weight, length and head circumference of one bilan, where it has any.
async fn du_bilan(session: &Session, bilan: &str, date: DateCivile) -> Result<Option<Mesure>> {
    let mut mesure = Mesure {
        date,
        poids_kg: None,
        taille_cm: None,
        pc_cm: None,
        posture: None,
        source: format!("bilan du {}", date.court()),
        oedeme: false,
    };
    for reponse in &posees::du_bilan(session, bilan).await? {
        if reponse.visibilite == Visibilite::V3 {
            continue;
        }
        let valeur = reponse.valeur.as_f64();
        match reponse.code.as_str() {
            "cro.poids" => mesure.poids_kg = valeur,
            "cro.pc" => mesure.pc_cm = valeur,
            "cro.oedeme" => mesure.oedeme = reponse.valeur == "oui",
            "cro.taille" => {
                mesure.taille_cm = valeur;
                mesure.posture = reponse.posture;
            }
            _ => {}
        }
    }
    Ok(mesure.poids_kg.or(mesure.taille_cm).or(mesure.pc_cm).is_some().then_some(mesure))
}
