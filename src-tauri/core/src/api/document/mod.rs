//! The papers: numbered, made from the record, saved where the person says or shown to be printed.

mod fichier;
mod make;
#[cfg(test)]
mod tests;
mod trace;

pub use fichier::write;
pub(super) use fichier::{dans, empty_papiers, show};
pub use make::DocumentFait;
pub(super) use make::{Compose, Pose, make};
pub(super) use trace::{Envoi, Porteur};

use super::bilan::BilanOuvert;
use super::vues::{
    ApercuDocument, DocumentLigne, DocumentSuivi, Dupliquer, Enregistre, ParDocument, Retenu,
    Sortie,
};
use super::{Core, Session, calcul, identifiant, secret};
use crate::error::{Code, Error, Result};
use crate::store::tables::{Document, Transmission};
use escale_domain::codes::Visibilite::V3;
use escale_domain::document::{self, PaperKind, Raison, Refus};
use escale_domain::dossier::Dossier;
use escale_domain::formulaire::Lexique;
use escale_domain::papier::Recipient;
use escale_domain::professionnel::Permission;
use escale_domain::regle;
use escale_domain::transmission::DocumentStatut;
use escale_papiers::{self as report, ReportError};
use make::{duplicate, faisable};
use std::path::Path;
use uuid::Uuid;

impl From<ReportError> for Error {
    fn from(error: ReportError) -> Self {
        Self::new(Code::DocumentImpossible, "report").avec_message(error.to_string())
    }
}

impl From<Refus> for Error {
    fn from(refus: Refus) -> Self {
        // It is mended where objections are written: the screen leads there.
        let champ = (refus == Refus::OppositionImprecise).then(|| "opposition".to_owned());
        Self { champ, ..Self::from(ReportError::from(refus)) }
    }
}

/// Makes a paper of the latest closed bilan of a child, by record number or identifier, and writes
/// it into a folder.
///
/// # Errors
/// Unknown child, no bilan closed by two signatures, or a disk that refuses; then nothing is noted.
pub async fn document_de(
    core: &Core,
    qui: &str,
    genre: PaperKind,
    dossier: &Path,
) -> Result<DocumentFait> {
    core.require(Permission::DocumentFaire).await?;
    let session = core.session().await?;
    let enfant = session.store.enfant_du_dossier(qui).await?.unwrap_or_else(|| qui.to_owned());
    let bilans = session.store.bilans(&enfant).await?;
    let clos = bilans.iter().find(|b| matches!(b.statut.as_str(), "valide" | "transmis"));
    let clos = clos.ok_or_else(|| {
        Error::new(Code::Introuvable, "no closed bilan").avec_message(format!(
            "Dossier «\u{a0}{qui}\u{a0}»\u{a0}: introuvable, ou sans bilan validé par deux signatures."
        ))
    })?;
    let put = |fait: &Compose| dans(dossier, &fait.papier).map(Pose::seul);
    make(core, &session, &clos.id, genre, put).await
}

/// The letter of a child, as [`document_de`].
///
/// # Errors
/// As [`document_de`].
pub async fn courrier_de(core: &Core, qui: &str, dossier: &Path) -> Result<DocumentFait> {
    document_de(core, qui, PaperKind::LETTER, dossier).await
}

/// The record numbers of the children who have a closed bilan.
pub async fn dossiers_clos(core: &Core) -> Result<Vec<String>> {
    core.require(Permission::DossierLire).await?;
    core.session().await?.store.dossiers_clos().await
}

pub(super) fn ligne(papier: &Document) -> DocumentLigne {
    DocumentLigne {
        id: papier.id.to_string(),
        bilan: papier.bilan.to_string(),
        kind: papier.genre.code().to_owned(),
        label: papier.genre.ok().map_or("Papier illisible", PaperKind::label).to_owned(),
        numero: papier.numero.clone(),
        date: papier.date.iso(),
        destinataire: papier.destinataire.clone(),
        statut: papier.statut.as_ref().map(|s| s.code().to_owned()).unwrap_or_default(),
        statut_label: statut(papier).map_or("État illisible", DocumentStatut::label).to_owned(),
        duplicatas: duplicatas(papier),
    }
}

/// Where a paper stands.
///
/// # Errors
/// [`Code::LigneIllisible`]: it neither leaves, nor is made again.
pub(super) fn statut(papier: &Document) -> Result<DocumentStatut> {
    let illisible = || Error::new(Code::LigneIllisible, "no state");
    papier.statut.as_ref().ok_or_else(illisible)?.known()
}

/// A paper with what the log says of it.
pub(super) async fn suivi_de(session: &Session, id: uuid::Uuid) -> Result<DocumentSuivi> {
    let papier: Document = session.store.row(id).await?;
    let ligne: Option<Transmission> = match papier.transmission {
        Some(ligne) => session.store.row_facultative(ligne).await?,
        None => None,
    };
    let statut = statut(&papier)?;
    let partie = ligne.as_ref().filter(|_| statut.parti());
    let accuse = partie.and_then(|l| l.accuse.as_ref());
    Ok(DocumentSuivi {
        id: id.to_string(),
        bilan: papier.bilan.to_string(),
        genre: papier.genre.known()?,
        numero: papier.numero.clone(),
        statut: statut.code().to_owned(),
        statut_label: statut.label().to_owned(),
        canal: partie.and_then(|l| l.canal.ok()).map(|canal| canal.label().to_owned()),
        parti_le: partie.map(|l| l.date.iso()),
        recu_le: accuse.and_then(|a| a["date"].as_str().map(str::to_owned)),
        duplicatas: duplicatas(&papier),
    })
}

pub(super) fn duplicatas(papier: &Document) -> u32 {
    papier.duplicatas.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

/// Makes a paper again as a numbered duplicate, into a file or to be printed.
pub(super) async fn duplicata(core: &Core, demande: Dupliquer) -> Result<Enregistre> {
    let session = core.session().await?;
    let id = identifiant(&demande.document)?;
    let papier: Document = session.store.row(id).await?;
    if demande.sortie == Sortie::Imprimer {
        let put = |fait: &Compose| show(core, &session, &fait.papier).map(Pose::seul);
        let fait = duplicate(core, &session, id, put).await?;
        return Ok(Enregistre { chemin: None, numero: Some(fait.numero) });
    }
    let ouvert = BilanOuvert::read(&session, &papier.bilan.to_string()).await?;
    let genre = papier.genre.known()?;
    let nom = report::nom_du_papier(genre, &ouvert.enfant.num_dossier_local, ouvert.date);
    let nom = nom.replace(".pdf", &format!("_duplicata-{}.pdf", duplicatas(&papier) + 1));
    let qui = session.compte.id.clone();
    drop(session);
    let Some(chemin) = core.poste.ou_enregistrer(nom).await else {
        return Ok(Enregistre { chemin: None, numero: None });
    };
    let session = core.session_de(&qui).await?;
    let fait = duplicate(core, &session, id, |fait| {
        write(&chemin, &fait.papier.octets)?;
        Ok(Pose::seul(chemin.clone()))
    })
    .await?;
    let chemin = fait.fichier.display().to_string();
    Ok(Enregistre { chemin: Some(chemin), numero: Some(fait.numero) })
}

pub(super) async fn save(core: &Core, demande: ParDocument) -> Result<Enregistre> {
    let genre = demande.genre;
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    // Refused before the save dialog opens.
    faisable(&ouvert, genre)?;
    secret::pour_un_papier(&session, &ouvert, genre).await?;
    // Asked before the number is taken, so that giving up leaves no hole in the numbers.
    let nom = report::nom_du_papier(genre, &ouvert.enfant.num_dossier_local, ouvert.date);
    let qui = session.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    drop(session);
    let Some(chemin) = core.poste.ou_enregistrer(nom).await else {
        return Ok(Enregistre { chemin: None, numero: None });
    };
    let session = core.session_de(&qui).await?;
    let fait = make(core, &session, &demande.bilan, genre, |fait| {
        write(&chemin, &fait.papier.octets)?;
        Ok(Pose::seul(chemin.clone()))
    })
    .await?;
    let chemin = fait.fichier.display().to_string();
    Ok(Enregistre { chemin: Some(chemin), numero: Some(fait.numero) })
}

pub(super) async fn print(core: &Core, demande: ParDocument) -> Result<Enregistre> {
    let session = core.session().await?;
    // Shown before it is noted: where no viewer opens, there is no paper.
    let put = |fait: &Compose| show(core, &session, &fait.papier).map(Pose::seul);
    let fait = make(core, &session, &demande.bilan, demande.genre, put).await?;
    Ok(Enregistre { chemin: None, numero: Some(fait.numero) })
}

/// What a paper would say and what it would leave out. A bilan that may still change has a preview
/// too, since a sentence to share can then still be written.
pub(super) async fn apercu(core: &Core, demande: ParDocument) -> Result<ApercuDocument> {
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    session.log_reading(ouvert.enfant_id, "document").await?;
    let mut dossier = calcul::dossier(core, &session, &ouvert).await?;
    let mut apercu = document::apercu(&dossier, demande.genre)?;
    let a_verifier = adressage(&session, &dossier, ouvert.enfant_id, demande.genre).await?;
    let a_verifier = a_verifier.into_iter().collect();
    if !session.peut(Permission::BilanEcrire) {
        // Reinforced secrecy (V3) is for caregivers, and what an objection is about too: the
        // others see what would be left of the preview of a record without it.
        let lexique = Lexique::new(&dossier.formulaires);
        let tu = |code: &str| lexique.visibilite(code) == Some(V3);
        dossier.reponses.sans(|r| r.visibilite == V3 || tu(&r.code));
        dossier.preconisations.retain(|p| p.visibilite != V3);
        dossier.outils.retain(|o| o.visibilite != V3);
        let reste = document::apercu(&dossier, demande.genre)?;
        apercu.withdraw_ce_que_tait(&reste);
        apercu.retenu.retain(|(titre, raison)| {
            *raison != Raison::Opposition && reste.retenu.iter().any(|(t, _)| t == titre)
        });
    }
    let signes = make::signes(core, &session, dossier, demande.genre).await?;
    Ok(ApercuDocument {
        genre: demande.genre,
        sections: apercu.sections,
        retenu: apercu
            .retenu
            .into_iter()
            .map(|(titre, raison)| Retenu { titre, raison: raison.label().to_owned() })
            .collect(),
        signes,
        a_verifier,
    })
}

/// What is wrong with the address that the envelope of a paper would carry. A confidential place gets no
/// envelope with its address.
async fn adressage(
    session: &Session,
    dossier: &Dossier,
    enfant: Uuid,
    genre: PaperKind,
) -> Result<Option<String>> {
    let recipient = genre.facts().recipient;
    let (qui, adresse) = match (recipient, &dossier.medecin_referent, &dossier.demande) {
        (Recipient::Medecin, Some(medecin), _) => (recipient.label(), &medecin.adresse),
        (Recipient::Main, _, Some(demande))
            if !super::enfant::lieu_confidentiel(session, enfant).await? =>
        {
            ("Le lieu d’accueil", &demande.lieu_accueil.adresse)
        }
        _ => return Ok(None),
    };
    Ok(regle::adresse(adresse).map(|faute| faute.phrase(qui)))
}
