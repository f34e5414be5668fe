//! First run, unlocking, locking, recovery.

use super::vues::{Etat, Phase, Pro, Rien};
use super::{Core, Session, identifiant, identite};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Json, Lu};
use crate::store::{Acte, Changement, Store, Verbe};
use escale_domain::identifiant::IdKind;
use escale_domain::professionnel::{Centre, Profession};
use escale_papiers as report;
use escale_vault::{self as vault, CleRecuperation, Cout, OpenVault};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, RwLock};
use ts_rs::TS;
use zeroize::Zeroizing;

/// The first administrator.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NouveauCompte {
    pub nom: String,
    pub prenom: String,
    pub profession: Profession,
    pub rpps: Option<String>,
    pub identifiant: String,
    pub mot_de_passe: String,
}

#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NouveauCoffre {
    pub centre: Centre,
    /// Its first administrator.
    pub compte: NouveauCompte,
}

/// The recovery key, shown once.
#[derive(Clone, Serialize, TS)]
pub struct Recuperation {
    /// Eight groups of five characters.
    pub groupes: Vec<String>,
}

/// A name and a password.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Ouverture {
    pub identifiant: String,
    pub mot_de_passe: String,
}

/// The recovery key with a new password for one account.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Recuperer {
    pub cle: String,
    pub identifiant: String,
    pub mot_de_passe: String,
}

/// Where a sheet was saved.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Chemin {
    /// None when the person gave up.
    pub chemin: Option<String>,
}

/// The recovery sheet, until it is in the safe.
pub(crate) struct FicheEnAttente {
    /// None after a restart: the key that was shown is gone, and saving or printing makes a new one.
    groupes: Option<Vec<Zeroizing<String>>>,
    sauvee: bool,
}

impl FicheEnAttente {
    fn new(cle: &CleRecuperation) -> Self {
        let groupes = cle.groupes().into_iter().map(Zeroizing::new).collect();
        Self { groupes: Some(groupes), sauvee: false }
    }
}

pub(super) async fn etat(core: &Core, _: Rien) -> Result<Etat> {
    let session = core.session.read().await.clone();
    let mut etat = Etat {
        phase: if core.dossier().existe() { Phase::Verrouille } else { Phase::PremierLancement },
        compte: None,
        permissions: Vec::new(),
        centre: None,
        aujourd_hui: core.monde.aujourd_hui(),
        demo: core.en_demo(),
        mot_de_passe_demo: match &core.demonstration {
            Some(demonstration) if core.en_demo() => Some(demonstration.mot_de_passe().to_owned()),
            _ => None,
        },
        version: env!("CARGO_PKG_VERSION").to_owned(),
        coffre: core.dossier().chemin().display().to_string(),
        trousseau: false,
    };
    if let Some(session) = session {
        let attend = session.recuperation.lock().is_ok_and(|fiche| fiche.is_some());
        etat.phase = if attend { Phase::Recuperation } else { Phase::Ouvert };
        etat.compte = Some(Pro::new(&session.compte));
        etat.permissions.clone_from(&session.permissions);
        etat.centre = Some(centre(&session.store).await?.nom);
        etat.coffre = session.dossier.chemin().display().to_string();
        etat.trousseau = session.trousseau.load(Ordering::Relaxed);
    }
    Ok(etat)
}

/// The centre of the base.
pub(crate) async fn centre(store: &Store) -> Result<Centre> {
    let id = store.centre().await?.ok_or_else(|| Error::new(Code::BaseAbimee, "no centre"))?;
    store.fiche(identifiant(&id)?).await
}

pub(super) async fn create(core: &Core, nouveau: NouveauCoffre) -> Result<Recuperation> {
    check(&nouveau)?;
    let NouveauCoffre { mut centre, mut compte } = nouveau;
    centre.finess =
        identite::numero_saisi(IdKind::Finess, "centre.finess", centre.finess.as_deref())?;
    compte.rpps = identite::numero_saisi(IdKind::Rpps, "compte.rpps", compte.rpps.as_deref())?;
    let cout = core.cout();
    let dossier = core.dossier();
    let (store, cree) = found(core, &dossier, centre, &compte, cout).await?;
    let groupes = cree.recuperation.groupes();
    let fiche = FicheEnAttente::new(&cree.recuperation);
    let vault::Cree { ouvert, verrou, .. } = cree;
    install(core, dossier, store, ouvert, &compte.identifiant, verrou, Some(fiche)).await?;
    Ok(Recuperation { groupes })
}

/// Makes the vault of a centre and opens it, with no recovery sheet to be saved: for invented data.
/// The recovery key is never shown.
///
/// # Errors
/// [`Code::CoffreExiste`], or what is wrong with the folder or the password.
pub async fn found_without_sheet(core: &Core, nouveau: NouveauCoffre) -> Result<()> {
    let NouveauCoffre { centre, compte } = nouveau;
    let dossier = core.dossier();
    let (store, cree) = found(core, &dossier, centre, &compte, core.cout()).await?;
    let vault::Cree { ouvert, verrou, .. } = cree;
    ouvert.confirm_recuperation()?;
    install(core, dossier, store, ouvert, &compte.identifiant, verrou, None).await
}

/// Makes a vault with its centre and its first administrator. An attempt that fails or is cut short
/// leaves nothing that blocks the next.
async fn found(
    core: &Core,
    dossier: &vault::VaultDir,
    centre: Centre,
    compte: &NouveauCompte,
    cout: Cout,
) -> Result<(Store, vault::Cree)> {
    let (lieu, monde) = (dossier.clone(), core.monde.clone());
    let (nom, mot) = (compte.identifiant.clone(), Zeroizing::new(compte.mot_de_passe.clone()));
    let chantier =
        en_fond(move || Ok(vault::prepare(&lieu, &nom, &mot, cout, monde.as_ref())?)).await?;
    let store =
        Store::create(dossier, (&chantier.cle(), chantier.secret()), core.monde.clone()).await?;
    let cree = match premier_acte(core, &store, centre, compte).await {
        Ok(()) => chantier.finish().map_err(Error::from),
        Err(error) => Err(error),
    };
    match cree {
        Ok(cree) => Ok((store, cree)),
        Err(error) => {
            store.close().await;
            Err(error)
        }
    }
}

async fn premier_acte(
    core: &Core,
    store: &Store,
    centre: Centre,
    compte: &NouveauCompte,
) -> Result<()> {
    let moi = core.monde.nouvel_id();
    let id_centre = core.monde.nouvel_id();
    let mut changements = Changement::new(&tables::Centre {
        id: id_centre,
        nom: centre.nom,
        adresse: Json(centre.adresse),
        telephone: centre.telephone,
        courriel: centre.courriel,
        finess: centre.finess,
    });
    changements.extend(Changement::new(&tables::Professionnel {
        id: moi,
        nom: compte.nom.clone(),
        prenom: compte.prenom.clone(),
        profession: Lu::from(compte.profession),
        rpps: compte.rpps.clone(),
        role: Lu::from(compte.profession.role()),
        mode: None,
        charte: None,
        formation: None,
        statut: None,
        identifiant: Some(compte.identifiant.clone()),
        administrateur: Some(true),
    }));
    store
        .record(Acte {
            verbe: Verbe::CentreCreer,
            auteur: Some(moi),
            enfant: None,
            motif: None,
            changements,
        })
        .await
        .map(|_| ())
}

/// What a set-up cannot do without, each with its sentence.
fn check(nouveau: &NouveauCoffre) -> Result<()> {
    let NouveauCoffre { centre, compte } = nouveau;
    let exiges = [
        ("centre.nom", &centre.nom, "Écrivez le nom du centre : il figure sur chaque courrier."),
        ("centre.commune", &centre.adresse.commune, "Écrivez la commune du centre."),
        ("compte.nom", &compte.nom, "Écrivez votre nom."),
        ("compte.prenom", &compte.prenom, "Écrivez votre prénom."),
        (
            "compte.identifiant",
            &compte.identifiant,
            "Choisissez un identifiant, par exemple c.lenoir.",
        ),
    ];
    for (champ, valeur, phrase) in exiges {
        if !escale_domain::regle::nomme(valeur) {
            return Err(Error::refus(Code::SaisieRefusee, champ, phrase));
        }
    }
    let code_postal = &centre.adresse.code_postal;
    if code_postal.len() != 5 || !code_postal.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "centre.code_postal",
            "Le code postal compte cinq chiffres.",
        ));
    }
    Ok(())
}

pub(super) async fn open(core: &Core, ouverture: Ouverture) -> Result<Etat> {
    let Ouverture { identifiant, mot_de_passe } = ouverture;
    let mot_de_passe = Zeroizing::new(mot_de_passe);
    close(core).await;
    let (dossier, maintenant) = (core.dossier(), core.monde.maintenant());
    let nom = identifiant.clone();
    let ouvert =
        en_fond(move || Ok(vault::open(&dossier, &nom, &mot_de_passe, maintenant)?)).await?;
    enter(core, ouvert, &identifiant).await
}

pub(super) async fn recover(core: &Core, demande: Recuperer) -> Result<Etat> {
    let Recuperer { cle, identifiant, mot_de_passe } = demande;
    let mot_de_passe = Zeroizing::new(mot_de_passe);
    let cle = CleRecuperation::read(&Zeroizing::new(cle))
        .map_err(|faux| Error::refus(Code::CleRecuperationRefusee, "cle", faux.to_string()))?;
    vault::check_mot_de_passe(&mot_de_passe)?;
    close(core).await;
    let (dossier, monde, cout) = (core.dossier(), core.monde.clone(), core.cout());
    let ouvert = en_fond({
        let (dossier, maintenant) = (dossier.clone(), monde.maintenant());
        move || Ok(vault::open_recuperation(&dossier, &cle, maintenant)?)
    })
    .await?;
    let verrou = dossier.lock()?;
    // The account must exist before its slot is written again, so the base is opened first.
    let store = Store::open(&dossier, (&ouvert.cle(), ouvert.secret()), monde.clone()).await?;
    if compte(&store, &identifiant).await?.is_none() {
        store.close().await;
        return Err(Error::refus(
            Code::CleRecuperationRefusee,
            "identifiant",
            "Aucun compte ne porte cet identifiant. Vérifiez-le auprès de l’administrateur.",
        ));
    }
    let nom = identifiant.clone();
    let ouvert = en_fond(move || {
        ouvert.reset(&nom, &mot_de_passe, cout, monde.as_ref())?;
        Ok(ouvert)
    })
    .await?;
    install(core, dossier, store, ouvert, &identifiant, verrou, None).await?;
    etat(core, Rien {}).await
}

async fn enter(core: &Core, ouvert: OpenVault, identifiant: &str) -> Result<Etat> {
    let verrou = core.dossier().lock()?;
    let store =
        Store::open(&core.dossier(), (&ouvert.cle(), ouvert.secret()), core.monde.clone()).await?;
    install(core, core.dossier(), store, ouvert, identifiant, verrou, None).await?;
    etat(core, Rien {}).await
}

async fn compte(store: &Store, identifiant: &str) -> Result<Option<crate::store::Compte>> {
    let voulu = escale_domain::texte::fold(identifiant);
    Ok(store
        .professionnels()
        .await?
        .into_iter()
        .find(|p| p.identifiant.as_deref().is_some_and(|i| escale_domain::texte::fold(i) == voulu)))
}

#[allow(clippy::too_many_arguments, reason = "the parts of a session, given once")]
async fn install(
    core: &Core,
    dossier: vault::VaultDir,
    store: Store,
    ouvert: OpenVault,
    identifiant: &str,
    verrou: std::fs::File,
    recuperation: Option<FicheEnAttente>,
) -> Result<()> {
    let compte = compte(&store, identifiant)
        .await?
        .ok_or_else(|| Error::new(Code::MotDePasseRefuse, "slot without an account"))?;
    let profession = Profession::from_code(&compte.profession)
        .ok_or_else(|| Error::new(Code::BaseAbimee, "profession"))?;
    super::document::empty_papiers(&dossier);
    super::envoi::sweep(&store).await?;
    grant(core, &store, &ouvert, identifiant).await?;
    let trousseau = prepare_sceau(core, store.appareil());
    let permissions = profession.permissions(compte.administrateur);
    // The program ended before the sheet was saved or printed: the administrator is asked for it
    // again.
    let recuperation = match recuperation {
        None if compte.administrateur && ouvert.fiche_attendue()? => {
            Some(FicheEnAttente { groupes: None, sauvee: false })
        }
        connue => connue,
    };
    *core.session.write().await = Some(Arc::new(Session {
        store,
        dossier,
        ouvert,
        compte,
        permissions,
        trousseau,
        recuperation: std::sync::Mutex::new(recuperation),
        index: RwLock::new(None),
        envoi: std::sync::Mutex::default(),
        decision: Mutex::default(),
        papier: Mutex::default(),
        derniere_lecture: std::sync::Mutex::default(),
        _verrou: verrou,
    }));
    // The list of communes is sorted once, in the background, before it is first needed.
    tokio::task::spawn_blocking(|| escale_domain::commune::complete("a", 1).len());
    Ok(())
}

/// Brings the holders of the key of reinforced secrecy in line with the team: caregivers, and no
/// other account once a caregiver holds it.
pub(super) async fn grant(core: &Core, store: &Store, ouvert: &OpenVault, moi: &str) -> Result<()> {
    let comptes: Vec<(String, bool)> = store
        .professionnels()
        .await?
        .into_iter()
        .filter_map(|p| {
            let soigne = Profession::from_code(&p.profession).is_some_and(Profession::soigne);
            Some((p.identifiant?, soigne))
        })
        .collect();
    Ok(ouvert.grant(&comptes, moi, core.monde.as_ref())?)
}

/// The signing key of this device waits in the keyring from the first opening on. The keyring may
/// ask for a password, so no command waits for it. A seat without a keyring works all the same;
/// only the seal of the journal stays unsigned.
fn prepare_sceau(core: &Core, appareil: &str) -> Arc<AtomicBool> {
    let repond = Arc::new(AtomicBool::new(false));
    let (trousseau, monde) = (core.trousseau.clone(), core.monde.clone());
    let (appareil, dit) = (appareil.to_owned(), repond.clone());
    tokio::task::spawn_blocking(move || {
        let cle = vault::cle_de_signature(trousseau.as_ref(), &appareil, monde.as_ref());
        dit.store(cle.is_ok(), Ordering::Relaxed);
    });
    repond
}

pub(super) async fn lock(core: &Core, _: Rien) -> Result<Etat> {
    close(core).await;
    etat(core, Rien {}).await
}

/// How long a closing waits for commands under way: none of them waits for a person, so that only
/// a disk that hangs takes longer.
const FERMETURE_MAX: Duration = Duration::from_secs(10);

/// Closes the base: waits for commands under way, then forgets the keys.
pub(crate) async fn close(core: &Core) {
    let Some(mut session) = core.session.write().await.take() else { return };
    let dossier = session.dossier.clone();
    // Papers that are being made in the background stop after the present one.
    super::envoi::interrupt(&session);
    let limite = Instant::now() + FERMETURE_MAX;
    loop {
        match Arc::try_unwrap(session) {
            Ok(seule) => {
                seule.store.close().await;
                break;
            }
            // What is left open goes with the last command that holds it.
            Err(_) if Instant::now() > limite => break,
            Err(partagee) => session = partagee,
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    super::document::empty_papiers(&dossier);
}

/// A new recovery key in place of the one whose sheet is lost, or was never made. The sheet before
/// serves until the new one is saved or printed.
pub(super) async fn recuperation_renouveler(core: &Core, _: Rien) -> Result<Recuperation> {
    let session = core.session().await?;
    let (partagee, monde, cout) = (session.clone(), core.monde.clone(), core.cout());
    let cle =
        en_fond(move || Ok(partagee.ouvert.renew_recuperation(cout, monde.as_ref())?)).await?;
    *attente(&session)? = Some(FicheEnAttente::new(&cle));
    Ok(Recuperation { groupes: cle.groupes() })
}

fn attente(session: &Session) -> Result<std::sync::MutexGuard<'_, Option<FicheEnAttente>>> {
    session.recuperation.lock().map_err(|_| Error::new(Code::Interne, "mutex"))
}

/// The groups of the key that waits for its sheet.
async fn groupes(core: &Core, session: &Session) -> Result<Vec<String>> {
    let connus = match &*attente(session)? {
        Some(fiche) => fiche.groupes.clone(),
        None => return Err(Error::new(Code::Introuvable, "no recovery sheet")),
    };
    match connus {
        Some(groupes) => Ok(groupes.iter().map(|g| g.as_str().to_owned()).collect()),
        None => Ok(recuperation_renouveler(core, Rien {}).await?.groupes),
    }
}

/// The sheet is on paper or in a file: from here on this key counts, whatever happens next.
fn note_sauvee(session: &Session) -> Result<()> {
    session.ouvert.confirm_recuperation()?;
    if let Some(fiche) = attente(session)?.as_mut() {
        fiche.sauvee = true;
    }
    Ok(())
}

async fn papier(core: &Core, session: &Session) -> Result<report::Papier> {
    let groupes = groupes(core, session).await?;
    let centre = centre(&session.store).await?;
    Ok(report::fiche_recuperation(&centre, &groupes, core.monde.aujourd_hui())?)
}

pub(super) async fn recuperation_enregistrer(core: &Core, _: Rien) -> Result<Chemin> {
    let session = core.session().await?;
    let nom = papier(core, &session).await?.nom_de_fichier;
    let qui = session.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    drop(session);
    let Some(chemin) = core.poste.ou_enregistrer(nom).await else {
        return Ok(Chemin { chemin: None });
    };
    let session = core.session_de(&qui).await?;
    let papier = papier(core, &session).await?;
    super::document::write(&chemin, &papier.octets)?;
    note_sauvee(&session)?;
    Ok(Chemin { chemin: Some(chemin.display().to_string()) })
}

pub(super) async fn recuperation_imprimer(core: &Core, _: Rien) -> Result<Rien> {
    let session = core.session().await?;
    let papier = papier(core, &session).await?;
    super::document::show(core, &session, &papier)?;
    note_sauvee(&session)?;
    Ok(Rien {})
}

pub(super) async fn recuperation_confirmer(core: &Core, _: Rien) -> Result<Etat> {
    let session = core.session().await?;
    {
        let mut fiche = attente(&session)?;
        if fiche.as_ref().is_some_and(|f| !f.sauvee) {
            return Err(Error::new(Code::RecuperationNonSauvee, "sheet not saved"));
        }
        *fiche = None;
    }
    super::document::empty_papiers(&session.dossier);
    etat(core, Rien {}).await
}

/// Runs a derivation away from the threads that answer the screen.
pub(super) async fn en_fond<T: Send + 'static>(
    travail: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(travail)
        .await
        .map_err(|_| Error::new(Code::Interne, "background work"))?
}
