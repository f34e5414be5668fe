//! What the program computes of a child and of a bilan, for the screens.

use super::bilan::BilanOuvert;
use super::export;
use super::vues::{CalculsBilan, CalculsEnfant, Croissance, DefinirParents, Jugement, ParBilan};
use super::{
    Core, Session, alerte, coffre, enfant, examen, identifiant, mesures, reference, vaccination,
};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Parents};
use crate::store::{Acte, Changement, Entite, Etendue, Verbe, Vu};
use escale_domain::alerte::Alerte;
use escale_domain::calcul::{self, Matiere, Reglages};
use escale_domain::codes::Visibilite;
use escale_domain::dossier::Dossier;
use escale_domain::enfant::TaillesParents;
use escale_domain::formulaire::parse_nombre;
use escale_domain::regle;
use escale_domain::texte::nombre;
use escale_domain::vaccination::{DoseRecue, EtatVaccinal, Territoire};
use uuid::Uuid;

/// The record of a bilan with the measures and the term of earlier ones, as the letter reads it.
pub(super) async fn dossier(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
) -> Result<Dossier> {
    let mut dossier =
        export::gather(core, session, (ouvert.enfant_id, ouvert.id), Etendue::Papier).await?;
    mesures::add_bilans(session, ouvert, &mut dossier.mesures_anterieures).await?;
    mesures::add_terme(session, ouvert, &mut dossier.reponses).await?;
    let doses = &mut dossier.vaccinations.doses;
    vaccination::add_faites(session, ouvert.enfant_id, Some(ouvert.date), doses).await?;
    Ok(dossier)
}

/// What a bilan is judged from, gathered once.
pub(super) struct Examen {
    pub(super) dossier: Dossier,
    matiere: Matiere,
    vaccins: EtatVaccinal,
    reglages: Reglages,
    pub(super) alertes: Vec<Alerte>,
}

impl Examen {
    pub(super) async fn make(core: &Core, session: &Session, ouvert: &BilanOuvert) -> Result<Self> {
        let reglages = reference::reglages(session).await?;
        let dossier = dossier(core, session, ouvert).await?;
        let matiere = Matiere::du_dossier(&dossier);
        let vaccins = matiere.vaccins();
        let alertes = calcul::alertes(&dossier, &matiere, &vaccins, &reglages);
        Ok(Self { dossier, matiere, vaccins, reglages, alertes })
    }

    /// What is said beside the answers.
    fn jugements(&self) -> Vec<Jugement> {
        let mut ouvertes = self.dossier.clone();
        // Answers under reinforced secrecy are left out: judgements are shown to people who may not
        // read them.
        ouvertes.reponses.sans(|r| r.visibilite == Visibilite::V3);
        let visibles = calcul::alertes(&ouvertes, &self.matiere, &self.vaccins, &self.reglages);
        calcul::jugements(&ouvertes, &self.matiere, &self.reglages, &visibles)
            .into_iter()
            .map(|j| Jugement {
                code: j.code.to_owned(),
                texte: j.texte,
                source: j.source,
                attention: j.attention,
                de: j.de.iter().map(|code| (*code).to_owned()).collect(),
            })
            .collect()
    }
}

/// What is computed of a bilan.
pub(super) async fn du_bilan(core: &Core, demande: ParBilan) -> Result<CalculsBilan> {
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    session.log_reading_once(ouvert.enfant_id, "bilan").await?;
    bilan(core, &session, &ouvert).await
}

pub(super) async fn bilan(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
) -> Result<CalculsBilan> {
    let examen = Examen::make(core, session, ouvert).await?;
    let fiche: tables::Enfant = session.store.row(ouvert.enfant_id).await?;
    let enfant = ouvert.enfant_id;
    Ok(CalculsBilan {
        croissance: croissance(session, enfant, &examen.matiere, &examen.reglages).await?,
        jugements: examen.jugements(),
        vaccins: vaccination::vue(session, &fiche, &examen.matiere).await?,
        alertes: alerte::vues(session, ouvert, &examen.alertes).await?,
        examens: examen::vue(session, ouvert).await?,
    })
}

/// The growth and the vaccines of a child today.
pub(super) async fn de_l_enfant(
    core: &Core,
    session: &Session,
    enfant_id: Uuid,
) -> Result<CalculsEnfant> {
    let reglages = reference::reglages(session).await?;
    let fiche: tables::Enfant = session.store.row(enfant_id).await?;
    let mut vaccinations = enfant::vaccinations(session, &fiche).await?;
    vaccination::add_faites(session, enfant_id, None, &mut vaccinations.doses).await?;
    let matiere = Matiere {
        sexe: fiche.sexe,
        naissance: fiche.date_naissance,
        terme: enfant::terme(session, &session.store.bilans(&enfant_id.to_string()).await?).await?,
        jour: core.monde.aujourd_hui(),
        mesures: mesures::toutes(session, enfant_id).await?,
        doses: vaccinations.doses.iter().map(DoseRecue::from).collect(),
        carnet: vaccinations.source,
        decisions: vaccination::decisions(session, enfant_id).await?,
        territoire: territoire(session).await?,
        parents: parents(session, enfant_id).await?,
    };
    Ok(CalculsEnfant {
        croissance: croissance(session, enfant_id, &matiere, &reglages).await?,
        vaccins: vaccination::vue(session, &fiche, &matiere).await?,
    })
}

/// Where the centre is, for the seasons of vaccines.
async fn territoire(session: &Session) -> Result<Territoire> {
    let centre = coffre::centre(&session.store).await?;
    Ok(Territoire::du_code_postal(&centre.adresse.code_postal))
}

/// The heights of a child's parents.
pub(super) async fn parents(session: &Session, enfant: Uuid) -> Result<TaillesParents> {
    Ok(session.store.fiche_facultative(enfant).await?.unwrap_or_default())
}

async fn croissance(
    session: &Session,
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
        parents_vu: session.store.dernier_acte(Entite::Parents, enfant).await?,
        cible: matiere.sujet().cible_cm.map(|cm| format!("{}\u{a0}cm", nombre(cm.round()))),
        avertissement,
    })
}

pub(super) async fn define_parents(core: &Core, demande: DefinirParents) -> Result<CalculsEnfant> {
    let session = core.session().await?;
    let enfant_id = identifiant(&demande.enfant)?;
    session.store.require::<tables::Enfant>(enfant_id).await?;
    let vu = demande.vu.as_deref().map(identifiant).transpose()?.map_or(Vu::Rien, Vu::Jusqua);
    let connues: Option<Parents> = session.store.row_facultative(enfant_id).await?;
    let (pere, mere) = (taille("pere_cm", &demande.pere)?, taille("mere_cm", &demande.mere)?);
    // Two accounts that write the same height without having seen each other are not in conflict.
    let deja = |dite: fn(&Parents) -> Option<f64>, voulue: Option<f64>| {
        demande.vu.is_none() && connues.as_ref().is_some_and(|c| dite(c) == voulue)
    };
    let mut champs = Vec::new();
    if !deja(|c| c.pere_cm, pere) {
        champs.push(Parents::pere_cm(pere));
    }
    if !deja(|c| c.mere_cm, mere) {
        champs.push(Parents::mere_cm(mere));
    }
    let changements: Vec<Changement> =
        champs.into_iter().map(|champ| Changement::set(enfant_id, champ).vu(vu)).collect();
    if !changements.is_empty() {
        let acte = Acte {
            verbe: Verbe::ParentsModifier,
            auteur: Some(session.moi()?),
            enfant: Some(enfant_id),
            motif: None,
            changements,
        };
        session.store.record(acte).await?;
    }
    de_l_enfant(core, &session, enfant_id).await
}

/// The height of an adult as people type it, in cm; empty where it is not known.
fn taille(champ: &str, texte: &str) -> Result<Option<f64>> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let (min, max) = regle::TAILLE_ADULTE;
    let lue = parse_nombre(texte, Some("cm")).ok();
    // "1,78" without a unit is a height in metres.
    let lue = lue.map(|v| if v < 3.0 { (v * 1000.0).round() / 10.0 } else { v });
    match lue {
        Some(cm) if regle::dans((Some(min), Some(max)), cm) => Ok(Some(cm)),
        _ => Err(Error::refus(
            Code::SaisieRefusee,
            champ,
            format!("Écrivez la taille d’un adulte en centimètres, entre {min} et {max}."),
        )),
    }
}
