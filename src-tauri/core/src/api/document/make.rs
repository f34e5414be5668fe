//! Making a paper: its number, what it says, where it goes, and its trace in the record.

use super::trace::{self, Envoi};
use super::{duplicatas, statut};
use crate::api::bilan::BilanOuvert;
use crate::api::{Core, Session, calcul, coffre, reference, secret, signes};
use crate::error::{Code, Error, Result};
use crate::store::tables::{Document, Lu, Signature, Transmission};
use crate::store::{Acte, Changement, Verbe};
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use escale_domain::papier::PaperKind;
use escale_domain::transmission::DocumentStatut;
use escale_papiers::draw::Drawing;
use escale_papiers::{self as report, ContexteCourrier, Papier, SignatureHeure};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A paper that was made, put where it goes, and noted in the record.
#[derive(Debug)]
pub struct DocumentFait {
    pub genre: PaperKind,
    /// Its identifier in the record.
    pub id: Uuid,
    /// Record number of the child.
    pub dossier: String,
    pub numero: String,
    pub fichier: PathBuf,
    /// How many pages it has.
    pub pages: usize,
    /// The signs that it writes as a number, since no typeface draws them, each with how often.
    pub indessinables: Vec<(char, usize)>,
}

/// A paper on its way to its place: the file, and the drawing that it was written from.
pub(in crate::api) struct Compose {
    pub(in crate::api) papier: Papier,
    pub(in crate::api) dessin: Drawing,
}

/// Where a paper was put.
pub(in crate::api) struct Pose {
    pub(in crate::api) chemin: PathBuf,
    /// Whether the file holds this paper alone: it is then removed when the record refuses the
    /// paper.
    pub(in crate::api) seul: bool,
}

impl Pose {
    pub(in crate::api) const fn seul(chemin: PathBuf) -> Self {
        Self { chemin, seul: true }
    }
}

/// Refuses the papers of a bilan that may still change.
pub(super) fn faisable(ouvert: &BilanOuvert, genre: PaperKind) -> Result<()> {
    if !ouvert.statut.ouvert() {
        return Ok(());
    }
    let quoi = genre.facts().definite;
    let phrase = format!("{quoi} se fait une fois le bilan validé par ses deux signatures.");
    Err(Error::new(Code::DocumentImpossible, "bilan open").avec_message(phrase))
}

/// Makes a paper of a bilan, lets `put` put it where it goes, and notes it: number, digest, for
/// whom, and a line of the transmission log; the one that it replaces is noted as replaced. The
/// file comes first, so that after a disk error the record holds no paper without a file.
pub(in crate::api) async fn make(
    core: &Core,
    session: &Session,
    bilan: &str,
    genre: PaperKind,
    put: impl FnOnce(&Compose) -> Result<Pose> + Send,
) -> Result<DocumentFait> {
    let ouvert = BilanOuvert::read(session, bilan).await?;
    faisable(&ouvert, genre)?;
    secret::pour_un_papier(session, &ouvert, genre).await?;
    let date = core.monde.aujourd_hui();
    // One paper at a time: the number is recorded before the next paper reads it.
    let _tour = session.papier().await;
    let numero = prochain_numero(session, date).await?;
    let ancien = precedent(session, &ouvert, genre).await?;
    let dossier = calcul::dossier(core, session, &ouvert).await?;
    let envoi = Envoi::du_dossier(&dossier, genre);
    let contexte = ContexteCourrier {
        numero: numero.clone(),
        date,
        remplace: ancien.as_ref().map(|papier| papier.numero.clone()),
        duplicata: None,
        signatures: heures(session, &ouvert, &dossier).await?,
        reglages: reference::reglages(session).await?,
    };
    let compose = compose(genre, dossier, contexte).await?;
    let (id, ligne) = (core.monde.nouvel_id(), core.monde.nouvel_id());
    let mut changements = Changement::new(&Document {
        id,
        enfant: ouvert.enfant_id,
        bilan: ouvert.id,
        genre: Lu::from(envoi.genre),
        numero: numero.clone(),
        date,
        destinataire: envoi.destinataire.clone(),
        empreinte: blake3::hash(&compose.papier.octets).to_hex().to_string(),
        statut: Some(Lu::from(DocumentStatut::Valide)),
        remplace: ancien.as_ref().map(|papier| papier.id),
        transmission: Some(ligne),
        fait_par: Some(session.moi()?),
        fait_le: Some(core.monde.maintenant()),
        contenu: Some(contenu(&compose.dessin)),
        duplicatas: None,
    });
    let nature = envoi.nature.to_owned();
    let ligne = trace::ligne(core, session, &ouvert, &envoi, (ligne, id), nature).await?;
    changements.extend(Changement::new(&ligne));
    let remplace = || Document::statut(Lu::from(DocumentStatut::Remplace));
    changements.extend(ancien.map(|papier| Changement::set(papier.id, remplace())));
    let acte = ouvert.acte(session, Verbe::DocumentFaire, changements)?;
    let pose = put(&compose)?;
    note(session, acte, &pose).await?;
    let (fichier, papier) = (pose.chemin, compose.papier);
    let (pages, indessinables) = (papier.pages, papier.indessinables);
    let dossier = ouvert.enfant.num_dossier_local;
    Ok(DocumentFait { genre, id, dossier, numero, fichier, pages, indessinables })
}

/// Makes a paper again, under its number, as its next duplicate: the same words, or none. Each has a
/// line of its own in the log.
pub(in crate::api) async fn duplicate(
    core: &Core,
    session: &Session,
    document: Uuid,
    put: impl FnOnce(&Compose) -> Result<Pose> + Send,
) -> Result<DocumentFait> {
    let _tour = session.papier().await;
    let fait: Document = session.store.row(document).await?;
    let ouvert = BilanOuvert::read(session, &fait.bilan.to_string()).await?;
    let genre = fait.genre.known()?;
    if statut(&fait)? == DocumentStatut::Remplace {
        return Err(Error::new(Code::DocumentImpossible, "replaced").avec_message(
            "Ce document a été remplacé\u{a0}: faites un duplicata de celui qui le remplace.",
        ));
    }
    secret::pour_un_papier(session, &ouvert, genre).await?;
    let mut dossier = calcul::dossier(core, session, &ouvert).await?;
    comme_alors(session, &ouvert, &fait, &mut dossier).await?;
    let envoi = Envoi::du_dossier(&dossier, genre);
    let rang = duplicatas(&fait) + 1;
    let numero = fait.numero.clone();
    let mut contexte = ContexteCourrier {
        numero: numero.clone(),
        date: fait.date,
        remplace: remplace(session, &fait).await?,
        duplicata: None,
        signatures: heures(session, &ouvert, &dossier).await?,
        reglages: reference::reglages(session).await?,
    };
    if let Some(alors) = &fait.contenu {
        let pareil = compose(genre, dossier.clone(), contexte.clone()).await?;
        if contenu(&pareil.dessin) != *alors {
            return Err(Error::new(Code::DocumentImpossible, "not the same").avec_message(format!(
                "Le dossier, ou ce qu’Escale en écrit, a changé depuis le n°\u{a0}{numero}\u{a0}: un \
                 duplicata ne dirait plus la même chose. Faites un nouveau document, qui le remplacera."
            )));
        }
    }
    contexte.duplicata = Some(rang);
    let compose = compose(genre, dossier, contexte).await?;
    let ligne = core.monde.nouvel_id();
    let nature = format!("{}, duplicata n°\u{a0}{rang}", envoi.nature);
    let ids = (ligne, document);
    let mut ligne = trace::ligne(core, session, &ouvert, &envoi, ids, nature).await?;
    if statut(&fait)?.parti() {
        trace::comme_la_premiere(core, session, &fait, &mut ligne).await?;
    }
    let mut changements = Changement::new(&ligne);
    changements.push(Changement::set(document, Document::duplicatas(i64::from(rang))));
    let acte = ouvert.acte(session, Verbe::DocumentDupliquer, changements)?;
    let pose = put(&compose)?;
    note(session, acte, &pose).await?;
    let (fichier, papier) = (pose.chemin, compose.papier);
    let (pages, indessinables) = (papier.pages, papier.indessinables);
    let dossier = ouvert.enfant.num_dossier_local;
    Ok(DocumentFait { genre, id: document, dossier, numero, fichier, pages, indessinables })
}

/// What a paper of a record would write as a number, told where it was typed.
pub(super) async fn signes(
    core: &Core,
    session: &Session,
    dossier: Dossier,
    genre: PaperKind,
) -> Result<Vec<String>> {
    let contexte = ContexteCourrier {
        numero: String::new(),
        date: core.monde.aujourd_hui(),
        remplace: None,
        duplicata: None,
        signatures: Vec::new(),
        reglages: reference::reglages(session).await?,
    };
    coffre::en_fond(move || {
        Ok(match report::dessin_de(genre, &dossier, &contexte) {
            Ok(dessin) => signes::du_papier(&dossier, &dessin),
            // A paper that cannot be made yet: what it might show.
            Err(_) => signes::du_dossier(&dossier, true),
        })
    })
    .await
}

async fn compose(
    genre: PaperKind,
    dossier: Dossier,
    contexte: ContexteCourrier,
) -> Result<Compose> {
    coffre::en_fond(move || {
        let (papier, dessin) = report::compose(genre, &dossier, &contexte)?;
        Ok(Compose { papier, dessin })
    })
    .await
}

/// A digest of the letters of a paper, in their order: wherever its lines break, it says the same.
fn contenu(dessin: &Drawing) -> String {
    let mut empreinte = blake3::Hasher::new();
    for commande in dessin.pages.iter().flat_map(|page| &page.commands) {
        let lettres: String = commande.text().chars().filter(|c| !c.is_whitespace()).collect();
        empreinte.update(lettres.as_bytes());
    }
    empreinte.finalize().to_hex().to_string()
}

/// Removes from the record the sendings noted since a paper was made, so that a duplicate lists the
/// same ones.
async fn comme_alors(
    session: &Session,
    ouvert: &BilanOuvert,
    papier: &Document,
    dossier: &mut Dossier,
) -> Result<()> {
    let fait_le = papier.fait_le.unwrap_or(i64::MAX);
    let lignes: Vec<Transmission> = session.store.rows(ouvert.enfant_id).await?;
    let apres: Vec<&str> = lignes
        .iter()
        .filter(|ligne| ligne.papier.is_some())
        .filter(|ligne| ligne.envoye_le.is_none_or(|le| le >= fait_le))
        .map(|ligne| ligne.repere.as_str())
        .collect();
    dossier.transmissions.retain(|t| !apres.contains(&t.id.as_str()));
    Ok(())
}

/// The number of the paper that this one replaced.
async fn remplace(session: &Session, papier: &Document) -> Result<Option<String>> {
    match papier.remplace {
        Some(id) => Ok(Some(session.store.row::<Document>(id).await?.numero)),
        None => Ok(None),
    }
}

/// The latest paper of the same kind of the same bilan, which a new one replaces.
async fn precedent(
    session: &Session,
    ouvert: &BilanOuvert,
    genre: PaperKind,
) -> Result<Option<Document>> {
    let faits: Vec<Document> = session.store.rows(ouvert.id).await?;
    Ok(faits
        .into_iter()
        .filter(|papier| papier.genre.code() == genre.code())
        .max_by_key(|papier| (papier.numero.len(), papier.numero.clone())))
}

/// Records a paper that lies in its place; one that the record refuses does not stay there.
pub(super) async fn note(session: &Session, acte: Acte, pose: &Pose) -> Result<()> {
    let note = session.store.record(acte).await;
    if note.is_err() && pose.seul {
        let _ = std::fs::remove_file::<&Path>(&pose.chemin);
    }
    note.map(|_| ())
}

/// When each of the pair signed, in the local time of the seat.
async fn heures(
    session: &Session,
    ouvert: &BilanOuvert,
    dossier: &Dossier,
) -> Result<Vec<SignatureHeure>> {
    let rows: Vec<Signature> = session.store.rows(ouvert.id).await?;
    let zone = jiff::tz::TimeZone::system();
    Ok(rows
        .iter()
        .zip(&dossier.bilan.signatures)
        .filter_map(|(row, signature)| {
            let local =
                jiff::Timestamp::from_millisecond(row.instant?).ok()?.to_zoned(zone.clone());
            Some(SignatureHeure {
                professionnel: signature.professionnel.clone(),
                date: DateCivile(local.date()),
                heure: (local.hour().unsigned_abs(), local.minute().unsigned_abs()),
            })
        })
        .collect())
}

/// "2026-00031": one row of numbers a year, over every kind of paper. Called with
/// [`Session::papier`] held.
async fn prochain_numero(session: &Session, date: DateCivile) -> Result<String> {
    let debut = format!("{:04}-", date.0.year());
    let dernier = session.store.dernier_document(&debut).await?;
    Ok(format!("{debut}{:05}", dernier + 1))
}
