//! Numbers and places: the INS of a child, the communes as one types, the keys of professionals.

use super::vues::{CommuneProposee, DefinirIns, ExaminerIdentifiant, Ins, ParId, Texte};
use super::{Core, Session, identifiant};
use crate::error::{Code, Error, Result};
use crate::store::tables;
use crate::store::{Acte, Changement, Entite, Verbe, Vu};
use escale_domain::commune;
use escale_domain::enfant::{Enfant, InsStatut};
use escale_domain::identifiant::{IdKind, Statut, Traits, Verdict, cross, examine, oid};
use escale_domain::regle;
use uuid::Uuid;

/// How many communes are offered at once.
const PROPOSITIONS: usize = 24;

pub(super) async fn communes(core: &Core, Texte { texte }: Texte) -> Result<Vec<CommuneProposee>> {
    core.session().await?;
    Ok(commune::complete(&texte, PROPOSITIONS)
        .into_iter()
        .map(|p| CommuneProposee {
            code_insee: p.commune.code_insee.to_owned(),
            nom: p.commune.nom.to_owned(),
            code_postal: p.code_postal.map(str::to_owned),
            codes_postaux: p.commune.codes_postaux.iter().map(|c| (*c).to_owned()).collect(),
            departement: commune::departement(p.commune.departement)
                .map_or(p.commune.departement, |d| d.nom)
                .to_owned(),
        })
        .collect())
}

/// The verdict on a number: mostly warnings, a refusal only for what no such number can be.
pub(super) async fn numero(core: &Core, demande: ExaminerIdentifiant) -> Result<Verdict> {
    core.session().await?;
    Ok(examine(demande.genre, &demande.valeur))
}

/// A number as it is kept, or none when nothing was typed. One that no such number can be is refused
/// at its field; what is only doubtful is taken, and said beside the field while it is typed.
pub(super) fn numero_saisi(
    genre: IdKind,
    champ: &str,
    valeur: Option<&str>,
) -> Result<Option<String>> {
    let Some(texte) = valeur.map(str::trim).filter(|texte| regle::dit(texte)) else {
        return Ok(None);
    };
    match regle::numero(genre, texte) {
        Some(phrase) => Err(Error::refus(Code::SaisieRefusee, champ, phrase)),
        None => Ok(Some(examine(genre, texte).normalise)),
    }
}

pub(super) async fn read(core: &Core, ParId { id }: ParId) -> Result<Ins> {
    let session = core.session().await?;
    let id = identifiant(&id)?;
    session.log_reading(id, "ins").await?;
    vue(&session, id).await
}

async fn vue(session: &Session, id: Uuid) -> Result<Ins> {
    let fiche: Enfant = session.store.fiche(id).await?;
    let vu = session.store.dernier_acte(Entite::Enfant, id).await?;
    Ok(describe(&fiche, vu))
}

fn describe(fiche: &Enfant, vu: Option<String>) -> Ins {
    let mut avertissements = Vec::new();
    let lieu = fiche.lieu_naissance_insee.trim();
    // A country (99…) is in no list of communes, and contradicts nothing.
    if !lieu.is_empty() && !lieu.starts_with("99") {
        let verdict = examine(IdKind::Cog, lieu);
        if verdict.statut != Statut::Valide {
            avertissements.push(format!("Lieu de naissance ({lieu}). {}", verdict.raison));
        }
    }
    if let Some(matricule) = &fiche.ins_matricule {
        let verdict = examine(IdKind::Nir, matricule);
        if verdict.statut != Statut::Valide {
            avertissements.push(verdict.raison);
        }
        let traits = Traits {
            sexe: fiche.sexe,
            date_naissance: fiche.date_naissance,
            estimee: fiche.date_naissance_estimee,
            lieu_insee: lieu,
        };
        avertissements.extend(cross(&traits, matricule));
    }
    let mention = match (&fiche.ins_matricule, &fiche.ins_oid) {
        (Some(matricule), Some(oid)) => oid::mention(fiche.ins_statut, oid, matricule),
        _ => None,
    };
    Ins {
        statut: fiche.ins_statut.code().to_owned(),
        statut_label: fiche.ins_statut.label().to_owned(),
        matricule: fiche.ins_matricule.clone(),
        oid: fiche.ins_oid.clone(),
        mention,
        avertissements,
        vu,
    }
}

pub(super) async fn define(core: &Core, demande: DefinirIns) -> Result<Ins> {
    let session = core.session().await?;
    let id = identifiant(&demande.enfant)?;
    let fiche: tables::Enfant = session.store.row(id).await?;
    let refus = |champ: &str, phrase: String| Error::refus(Code::SaisieRefusee, champ, phrase);
    let matricule = numero_saisi(IdKind::Nir, "matricule", Some(&demande.matricule))?;
    if matricule.is_none() && demande.statut != InsStatut::Provisoire {
        let phrase = "Sans matricule, l’identité reste provisoire.".to_owned();
        return Err(refus("statut", phrase));
    }
    let oid = match (&matricule, demande.oid.trim()) {
        (None, _) => None,
        (Some(_), "") => Some(oid::NIR.to_owned()),
        // Kept bare: what prints an INS compares it so.
        (Some(_), texte) if oid::Nature::de_oid(texte).is_some() => {
            Some(texte.trim_start_matches("urn:oid:").to_owned())
        }
        (Some(_), _) => {
            let phrase = "Cet OID n’est pas celui d’un matricule INS.".to_owned();
            return Err(refus("oid", phrase));
        }
    };
    let lieu = Some(demande.lieu_naissance_insee.as_str());
    let lieu = numero_saisi(IdKind::Cog, "lieu_naissance_insee", lieu)?.unwrap_or_default();
    let vu = demande.vu.as_deref().map(identifiant).transpose()?.map_or(Vu::Rien, Vu::Jusqua);
    let mut champs = vec![
        tables::Enfant::ins_matricule(matricule),
        tables::Enfant::ins_oid(oid),
        tables::Enfant::ins_statut(demande.statut),
        tables::Enfant::lieu_naissance_insee(lieu.as_str()),
    ];
    // Another place does not keep the name of the one before.
    match nom_du_lieu(&lieu) {
        Some(nom) => champs.push(tables::Enfant::lieu_naissance_libelle(nom.to_owned())),
        None if lieu != fiche.lieu_naissance_insee => {
            champs.push(tables::Enfant::lieu_naissance_libelle(None::<String>));
        }
        None => {}
    }
    let changements = champs.into_iter().map(|champ| Changement::set(id, champ).vu(vu)).collect();
    session
        .store
        .record(Acte {
            verbe: Verbe::EnfantModifier,
            auteur: Some(session.moi()?),
            enfant: Some(id),
            motif: None,
            changements,
        })
        .await?;
    vue(&session, id).await
}

/// The name of a place of birth, where the list of communes has its code.
pub(super) fn nom_du_lieu(code_insee: &str) -> Option<&'static str> {
    commune::par_insee(code_insee).map(|commune| commune.nom)
}
