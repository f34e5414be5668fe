//! Papers that go with a sending: labels, and the proof list of a day.

use super::pli::{Adressage, Pli};
use crate::api::consentement::jour;
use crate::api::document::{dans, show, write};
use crate::api::vues::{Bordereau, BordereauFait, Etiqueter, EtiquettesFaites, Pro, Sortie};
use crate::api::{Core, coffre, identifiant, professionnel};
use crate::error::{Code, Error, Result};
use escale_domain::papier::PaperKind;
use escale_domain::transmission::Canal;
use escale_papiers::{self as report, LigneDuJour, PAR_PLANCHE, Papier};
use std::collections::{BTreeMap, BTreeSet};

/// Labels for the envelopes of papers: one an envelope, in the order of the pile of envelopes.
pub(in crate::api) async fn etiquettes(
    core: &Core,
    demande: Etiqueter,
) -> Result<EtiquettesFaites> {
    let session = core.session().await?;
    let depart = usize::try_from(demande.depart).unwrap_or(0);
    if !(1..=PAR_PLANCHE).contains(&depart) {
        let phrase = format!("La première étiquette est de 1 à {PAR_PLANCHE}.");
        return Err(Error::refus(Code::SaisieRefusee, "depart", phrase));
    }
    let bilans: Vec<&str> = demande.papiers.iter().map(|p| p.bilan.as_str()).collect();
    let mut adressages = BTreeMap::new();
    for ligne in session.store.pile(&bilans).await? {
        adressages.insert(ligne.bilan.clone(), Adressage::read(&session, ligne).await?);
    }
    let mut plis: BTreeMap<Pli, Vec<String>> = BTreeMap::new();
    let mut ecartees = Vec::new();
    let mut lus = BTreeSet::new();
    for papier in &demande.papiers {
        let introuvable = || Error::new(Code::Introuvable, "bilan");
        let adressage = adressages.get(&papier.bilan).ok_or_else(introuvable)?;
        match adressage.adresse(papier.genre) {
            Ok(lignes) => {
                // An address says where a child lives, or who treats them.
                if lus.insert(adressage.ligne.enfant.clone()) {
                    session.log_reading(identifiant(&adressage.ligne.enfant)?, "étiquette").await?;
                }
                plis.insert(adressage.pli(papier.genre), lignes);
            }
            Err(phrase) if !ecartees.contains(&phrase) => ecartees.push(phrase),
            Err(_) => {}
        }
    }
    let adresses: Vec<Vec<String>> = plis.into_values().collect();
    let combien = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut faites = EtiquettesFaites { chemin: None, etiquettes: 0, planches: 0, ecartees };
    if adresses.is_empty() {
        return Ok(faites);
    }
    let papier = report::etiquettes(&adresses, depart, core.monde.aujourd_hui())?;
    let qui = session.compte.id.clone();
    drop(session);
    let Some(chemin) = let_out(core, &qui, &papier, demande.sortie).await? else {
        return Ok(faites);
    };
    faites.chemin = chemin;
    faites.etiquettes = combien(adresses.len());
    faites.planches = combien(papier.pages);
    Ok(faites)
}

/// The proof list of a day.
pub(in crate::api) async fn bordereau(core: &Core, demande: Bordereau) -> Result<BordereauFait> {
    let session = core.session().await?;
    let jour = jour(core, &demande.date)?;
    let pros = professionnel::annuaire(&session).await?;
    let centre = coffre::centre(&session.store).await?;
    let lignes: Vec<LigneDuJour> = session
        .store
        .bordereau(&jour.iso())
        .await?
        .into_iter()
        .map(|ligne| LigneDuJour {
            // The log calls a duplicate by its rank, after what it is.
            numero: match ligne.nature.split_once(", duplicata ") {
                Some((_, rang)) => format!("{} (duplicata {rang})", ligne.numero),
                None => ligne.numero,
            },
            genre: PaperKind::from_code(&ligne.genre).map_or("", PaperKind::label).to_owned(),
            dossier: ligne.dossier,
            destinataire: ligne.destinataire,
            canal: Canal::from_code(&ligne.canal).map_or("", Canal::label).to_owned(),
            par: ligne
                .envoye_par
                .and_then(|id| pros.get(&id).map(Pro::nom_court))
                .unwrap_or_default(),
        })
        .collect();
    let papier = report::bordereau(&centre, jour, &lignes)?;
    let qui = session.compte.id.clone();
    drop(session);
    let combien = u32::try_from(lignes.len()).unwrap_or(u32::MAX);
    let chemin = let_out(core, &qui, &papier, demande.sortie).await?.flatten();
    Ok(BordereauFait { chemin, lignes: combien })
}

/// Puts a paper that is no part of the record where it goes: none where the person gave up, a path
/// where there is a file to tell of.
async fn let_out(
    core: &Core,
    qui: &str,
    papier: &Papier,
    sortie: Sortie,
) -> Result<Option<Option<String>>> {
    if sortie == Sortie::Imprimer {
        let session = core.session_de(qui).await?;
        show(core, &session, papier)?;
        return Ok(Some(None));
    }
    let Some(chemin) = core.poste.ou_enregistrer(papier.nom_de_fichier.clone()).await else {
        return Ok(None);
    };
    core.session_de(qui).await?;
    match chemin.is_dir() {
        true => drop(dans(&chemin, papier)?),
        false => write(&chemin, &papier.octets)?,
    }
    Ok(Some(Some(chemin.display().to_string())))
}
