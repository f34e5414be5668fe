//! Many papers, made in the background one after the other: one that cannot be made does not stop
//! the others, and stopping the work keeps what was made, in the file as in the record.

use super::pile;
use super::pli::{Adressage, Pli};
use super::vers::{Vers, announce, forget_if_gone};
use crate::api::document::{self, DocumentFait};
use crate::api::vues::{
    EchecEnvoi, EnvoiLance, EnvoiSuivi, LancerEnvoi, ModeEnvoi, ParDocument, ParTravail,
};
use crate::api::{Core, Session};
use crate::error::{Code, Error, Result};
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Permission;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Papers that are being made, or were.
pub(crate) struct Travail {
    id: String,
    total: usize,
    arreter: AtomicBool,
    avancee: Mutex<Avancee>,
}

#[derive(Default)]
struct Avancee {
    /// Identifiers of the papers made.
    documents: Vec<String>,
    courant: Option<String>,
    echecs: Vec<EchecEnvoi>,
    fini: bool,
    annule: bool,
    chemin: Option<String>,
    arret: Option<String>,
    pages: usize,
}

/// A paper to be made.
struct Etape {
    papier: ParDocument,
    pli: Pli,
    nom: String,
    dossier: String,
}

/// What became of one paper.
pub enum Issue<'a> {
    Fait(&'a DocumentFait),
    /// It was not, and why.
    Refus(&'a EchecEnvoi, Code),
}

impl Travail {
    fn new(id: String, total: usize) -> Self {
        Self { id, total, arreter: AtomicBool::new(false), avancee: Mutex::default() }
    }

    fn avancee(&self) -> MutexGuard<'_, Avancee> {
        // A poisoned lock is used all the same: no code panics while it holds the lock.
        self.avancee.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn suivi(&self) -> EnvoiSuivi {
        let avancee = self.avancee();
        let combien = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        EnvoiSuivi {
            travail: self.id.clone(),
            faits: combien(avancee.documents.len()),
            total: combien(self.total),
            courant: avancee.courant.clone(),
            echecs: avancee.echecs.clone(),
            fini: avancee.fini,
            annule: avancee.annule,
            chemin: avancee.chemin.clone(),
            arret: avancee.arret.clone(),
            documents: avancee.documents.clone(),
            pages: combien(avancee.pages),
        }
    }
}

/// Marks the work as ended when dropped, even after a panic, so that no screen waits for ever.
struct Fin(Arc<Travail>);

impl Drop for Fin {
    fn drop(&mut self) {
        self.0.avancee().fini = true;
    }
}

pub(in crate::api) async fn start(core: &Core, demande: LancerEnvoi) -> Result<EnvoiLance> {
    let session = core.session().await?;
    drop(libre(&session)?);
    let mut plan = plan(&session, &demande.papiers).await?;
    if demande.mode == ModeEnvoi::Fusion {
        par_pli(&mut plan);
    }
    let qui = session.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    drop(session);
    let date = core.monde.aujourd_hui();
    let chemin = match demande.mode {
        ModeEnvoi::Fusion => core.poste.ou_enregistrer(format!("envois_{}.pdf", date.iso())).await,
        ModeEnvoi::Separes => core.poste.quel_dossier().await,
    };
    let Some(chemin) = chemin else { return Ok(EnvoiLance { travail: None }) };
    let session = core.session_de(&qui).await?;
    let vers = match demande.mode {
        ModeEnvoi::Fusion => {
            announce(&session, &chemin).await?;
            Vers::fusion(chemin, demande.recto_verso, date)?
        }
        ModeEnvoi::Separes => Vers::Dossier(chemin),
    };
    let travail = Arc::new(Travail::new(core.monde.nouvel_id().to_string(), plan.len()));
    if let Err(refus) = libre(&session).map(|mut place| *place = Some(travail.clone())) {
        // Another call has started work meanwhile: the file that was begun is removed.
        vers.finish()?;
        return Err(refus);
    }
    let id = travail.id.clone();
    let core = core.without_session();
    tokio::spawn(async move { conduct(&core, &session, &travail, plan, vers, |_| ()).await });
    Ok(EnvoiLance { travail: Some(id) })
}

/// The place of the work of a session, which must not be taken by work under way.
fn libre(session: &Session) -> Result<MutexGuard<'_, Option<Arc<Travail>>>> {
    let place = session.envoi.lock().map_err(|_| Error::new(Code::Interne, "mutex"))?;
    if place.as_ref().is_some_and(|travail| !travail.avancee().fini) {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "papiers",
            "Des documents sont déjà en train d’être faits\u{a0}: attendez la fin, ou annulez.",
        ));
    }
    Ok(place)
}

/// The papers as they were asked for, each once.
async fn plan(session: &Session, papiers: &[ParDocument]) -> Result<Vec<Etape>> {
    let bilans: Vec<&str> = papiers.iter().map(|p| p.bilan.as_str()).collect();
    let mut adressages = BTreeMap::new();
    for ligne in session.store.pile(&bilans).await? {
        adressages.insert(ligne.bilan.clone(), Adressage::read(session, ligne).await?);
    }
    let mut vus = BTreeSet::new();
    let mut plan = Vec::new();
    for papier in papiers.iter().filter(|p| vus.insert((p.bilan.clone(), p.genre))) {
        let introuvable = || Error::new(Code::Introuvable, "bilan");
        let adressage = adressages.get(&papier.bilan).ok_or_else(introuvable)?;
        plan.push(Etape {
            papier: papier.clone(),
            pli: adressage.pli(papier.genre),
            nom: pile::nom(&adressage.ligne),
            dossier: adressage.ligne.num_dossier_local.clone(),
        });
    }
    if plan.is_empty() {
        let phrase = "Choisissez au moins un document.";
        return Err(Error::refus(Code::SaisieRefusee, "papiers", phrase));
    }
    Ok(plan)
}

/// In the order of the envelopes.
fn par_pli(plan: &mut [Etape]) {
    plan.sort_by(|a, b| {
        let cle = |e: &Etape| (e.pli.clone(), e.dossier.clone(), e.papier.genre);
        cle(a).cmp(&cle(b))
    });
}

/// Makes the papers one after the other.
async fn conduct(
    core: &Core,
    session: &Session,
    travail: &Arc<Travail>,
    plan: Vec<Etape>,
    mut vers: Vers,
    mut dire: impl FnMut(Issue<'_>) + Send,
) {
    let _fin = Fin(travail.clone());
    let place = vers.chemin().to_path_buf();
    let chemin = place.display().to_string();
    for etape in plan {
        if travail.arreter.load(Ordering::Relaxed) {
            travail.avancee().annule = true;
            break;
        }
        let ParDocument { bilan, genre } = &etape.papier;
        let put = |fait: &document::Compose| vers.put(fait);
        match document::make(core, session, bilan, *genre, put).await {
            Ok(fait) => {
                vers.keep();
                let pages = vers.pages();
                let mut avancee = travail.avancee();
                avancee.documents.push(fait.id.to_string());
                avancee.courant = Some(fait.numero.clone());
                avancee.pages = pages.unwrap_or(avancee.pages + fait.pages);
                drop(avancee);
                dire(Issue::Fait(&fait));
            }
            Err(error) => {
                let phrase = core.echec("envoi", &error).message.unwrap_or_else(|| error.phrase());
                let repris = vers.take_back();
                if repris.is_err() || arrete(error.code, &vers) {
                    travail.avancee().arret = Some(phrase);
                    break;
                }
                let echec = EchecEnvoi {
                    bilan: bilan.clone(),
                    genre: *genre,
                    label: genre.label().to_owned(),
                    nom: etape.nom,
                    dossier: etape.dossier,
                    phrase,
                };
                dire(Issue::Refus(&echec, error.code));
                travail.avancee().echecs.push(echec);
            }
        }
    }
    let fini = vers.finish();
    // A failure leaves the note, and the next opening removes the file.
    let _ = forget_if_gone(session, &place).await;
    let mut avancee = travail.avancee();
    match fini {
        Ok(()) if !avancee.documents.is_empty() => avancee.chemin = Some(chemin),
        Ok(()) => {}
        Err(error) => {
            let premier = avancee.arret.take().map(|phrase| format!("{phrase} "));
            avancee.arret = Some(format!(
                "{}Le fichier n’a pas pu être achevé\u{a0}: les documents notés restent dans la pile, à \
                 refaire. {}",
                premier.unwrap_or_default(),
                error.phrase(),
            ));
        }
    }
}

/// Whether nothing that comes after such a failure can go better.
const fn arrete(code: Code, vers: &Vers) -> bool {
    match code {
        Code::BaseAbimee | Code::Verrouille => true,
        // A file of a folder that cannot be written says nothing of the next one.
        Code::Disque => matches!(vers, Vers::Fusion(_)),
        _ => false,
    }
}

pub(in crate::api) async fn follow(core: &Core, demande: ParTravail) -> Result<EnvoiSuivi> {
    let session = core.session().await?;
    Ok(find(&session, &demande.travail)?.suivi())
}

/// Stops work after the present paper.
pub(in crate::api) async fn cancel(core: &Core, demande: ParTravail) -> Result<EnvoiSuivi> {
    let session = core.session().await?;
    let travail = find(&session, &demande.travail)?;
    travail.arreter.store(true, Ordering::Relaxed);
    Ok(travail.suivi())
}

fn find(session: &Session, id: &str) -> Result<Arc<Travail>> {
    let place = session.envoi.lock().map_err(|_| Error::new(Code::Interne, "mutex"))?;
    let connu = place.as_ref().filter(|travail| travail.id == id).cloned();
    connu.ok_or_else(|| Error::new(Code::Introuvable, "work"))
}

/// Stops what a session makes: it is about to end.
pub(in crate::api) fn interrupt(session: &Session) {
    if let Ok(place) = session.envoi.lock()
        && let Some(travail) = place.as_ref()
    {
        travail.arreter.store(true, Ordering::Relaxed);
    }
}

/// Makes a paper of every child who has a closed bilan, each into a file of a folder, and tells what
/// became of each: the same work as in the background, for a caller that waits for it.
///
/// # Errors
/// The base does not read, or the disk refuses; what was made before stays.
pub async fn documents_de_tous(
    core: &Core,
    genre: PaperKind,
    dossier: &Path,
    mut dire: impl FnMut(usize, Issue<'_>) + Send,
) -> Result<()> {
    core.require(Permission::DocumentFaire).await?;
    let session = core.session().await?;
    let mut papiers = Vec::new();
    for bilan in session.store.derniers_clos().await? {
        papiers.push(ParDocument { bilan, genre });
    }
    if papiers.is_empty() {
        return Ok(());
    }
    let plan = plan(&session, &papiers).await?;
    let total = plan.len();
    let travail = Arc::new(Travail::new(String::new(), total));
    let vers = Vers::Dossier(dossier.to_owned());
    conduct(core, &session, &travail, plan, vers, |issue| dire(total, issue)).await;
    let arret = travail.avancee().arret.take();
    match arret {
        Some(phrase) => Err(Error::new(Code::Disque, "stopped").avec_message(phrase)),
        None => Ok(()),
    }
}
