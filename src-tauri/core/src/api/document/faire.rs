//! Making a paper: its number, what it says, where it goes, and its trace in the record.

use super::trace::{self, Envoi};
use super::{duplicatas, statut};
use crate::api::bilan::Ouvert;
use crate::api::{Core, Seance, calcul, coffre, identifiant, reference, secret, signes};
use crate::error::{Code, Error, Result};
use crate::store::{Acte, Changement, Entite, Objet, Verbe, Vu};
use escale_domain::date::DateCivile;
use escale_domain::dossier::Dossier;
use escale_domain::papier::PaperKind;
use escale_domain::transmission::DocumentStatut;
use escale_papiers::draw::Drawing;
use escale_papiers::{self as report, ContexteCourrier, Papier, SignatureHeure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A paper that was made, put where it goes, and noted in the record.
#[derive(Debug)]
pub struct DocumentFait {
    /// Which paper.
    pub genre: PaperKind,
    /// Its identifier in the record.
    pub id: Uuid,
    /// Record number of the child.
    pub dossier: String,
    /// Its number.
    pub numero: String,
    /// The file.
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
    /// Whether the file is this paper and no other: it goes when the record refuses the paper.
    pub(in crate::api) seul: bool,
}

impl Pose {
    pub(in crate::api) const fn seul(chemin: PathBuf) -> Self {
        Self { chemin, seul: true }
    }
}

/// Refuses the papers of a bilan that may still change.
pub(super) fn faisable(ouvert: &Ouvert, genre: PaperKind) -> Result<()> {
    if !ouvert.statut.ouvert() {
        return Ok(());
    }
    let quoi = genre.facts().definite;
    let phrase = format!("{quoi} se fait une fois le bilan validé par ses deux signatures.");
    Err(Error::new(Code::DocumentImpossible, "bilan open").avec_message(phrase))
}

/// Makes a paper of a bilan, lets `poser` put it where it goes, and notes it: number, digest, for
/// whom, and a line of the transmission log; the one that it replaces is noted as replaced. The file
/// comes first, so that a disk which refuses it leaves no paper in the record that nobody has.
pub(in crate::api) async fn faire(
    core: &Core,
    seance: &Seance,
    bilan: &str,
    genre: PaperKind,
    poser: impl FnOnce(&Compose) -> Result<Pose> + Send,
) -> Result<DocumentFait> {
    let ouvert = Ouvert::lire(seance, bilan).await?;
    faisable(&ouvert, genre)?;
    secret::pour_un_papier(seance, &ouvert, genre).await?;
    let date = core.monde.aujourd_hui();
    // One paper at a time: the number is recorded before the next paper reads it.
    let _tour = seance.papier().await;
    let numero = prochain_numero(seance, date).await?;
    let ancien = precedent(seance, &ouvert, genre).await?;
    let dossier = calcul::dossier(core, seance, &ouvert).await?;
    let envoi = Envoi::du_dossier(&dossier, genre);
    let contexte = ContexteCourrier {
        numero: numero.clone(),
        date,
        remplace: ancien.as_ref().map(|objet| objet.texte("numero").to_owned()),
        duplicata: None,
        signatures: heures(seance, &ouvert, &dossier).await?,
        reglages: reference::reglages(seance).await?,
    };
    let compose = composer(genre, dossier, contexte).await?;
    let (id, ligne) = (core.monde.nouvel_id(), core.monde.nouvel_id());
    let mut changements = Changement::objet(
        Entite::Document,
        id,
        json!({
            "enfant": ouvert.enfant_id.to_string(), "bilan": ouvert.id.to_string(),
            "genre": genre, "numero": numero, "date": date,
            "destinataire": envoi.destinataire, "statut": DocumentStatut::Valide,
            "remplace": ancien.as_ref().map(|objet| objet.id.to_string()),
            "transmission": ligne.to_string(), "fait_par": seance.compte.id,
            "fait_le": core.monde.maintenant(),
            "empreinte": blake3::hash(&compose.papier.octets).to_hex().to_string(),
            "contenu": contenu(&compose.dessin),
        }),
    )?;
    let nature = envoi.nature.to_owned();
    changements.extend(trace::ligne(core, seance, &ouvert, &envoi, (ligne, id), nature).await?);
    changements
        .extend(ancien.map(|objet| change(&objet, "statut", json!(DocumentStatut::Remplace))));
    let acte = ouvert.acte(seance, Verbe::DocumentFaire, changements)?;
    let pose = poser(&compose)?;
    noter(seance, acte, &pose).await?;
    let (fichier, papier) = (pose.chemin, compose.papier);
    let (pages, indessinables) = (papier.pages, papier.indessinables);
    let dossier = ouvert.enfant.num_dossier_local;
    Ok(DocumentFait { genre, id, dossier, numero, fichier, pages, indessinables })
}

/// Makes a paper again, under its number, as its next duplicate: the same words, or none. Each has a
/// line of its own in the log.
pub(in crate::api) async fn dupliquer(
    core: &Core,
    seance: &Seance,
    document: Uuid,
    poser: impl FnOnce(&Compose) -> Result<Pose> + Send,
) -> Result<DocumentFait> {
    let abime = || Error::new(Code::BaseAbimee, "document does not read");
    let _tour = seance.papier().await;
    let objet = seance.store.objet(Entite::Document, document).await?;
    let ouvert = Ouvert::lire(seance, objet.texte("bilan")).await?;
    let genre = PaperKind::from_code(objet.texte("genre")).ok_or_else(abime)?;
    if statut(&objet)? == DocumentStatut::Remplace {
        return Err(Error::new(Code::DocumentImpossible, "replaced").avec_message(
            "Ce document a été remplacé\u{a0}: faites un duplicata de celui qui le remplace.",
        ));
    }
    secret::pour_un_papier(seance, &ouvert, genre).await?;
    let mut dossier = calcul::dossier(core, seance, &ouvert).await?;
    comme_alors(seance, &ouvert, &objet, &mut dossier).await?;
    let envoi = Envoi::du_dossier(&dossier, genre);
    let rang = duplicatas(&objet) + 1;
    let numero = objet.texte("numero").to_owned();
    let mut contexte = ContexteCourrier {
        numero: numero.clone(),
        date: DateCivile::parse_iso(objet.texte("date")).ok_or_else(abime)?,
        remplace: remplace(seance, &objet).await?,
        duplicata: None,
        signatures: heures(seance, &ouvert, &dossier).await?,
        reglages: reference::reglages(seance).await?,
    };
    let alors = objet.texte("contenu");
    if !alors.is_empty() {
        let pareil = composer(genre, dossier.clone(), contexte.clone()).await?;
        if contenu(&pareil.dessin) != alors {
            return Err(Error::new(Code::DocumentImpossible, "not the same").avec_message(format!(
                "Le dossier, ou ce qu’Escale en écrit, a changé depuis le n°\u{a0}{numero}\u{a0}: un \
                 duplicata ne dirait plus la même chose. Faites un nouveau document, qui le remplacera."
            )));
        }
    }
    contexte.duplicata = Some(rang);
    let compose = composer(genre, dossier, contexte).await?;
    let ligne = core.monde.nouvel_id();
    let nature = format!("{}, duplicata n°\u{a0}{rang}", envoi.nature);
    let ids = (ligne, document);
    let mut changements = trace::ligne(core, seance, &ouvert, &envoi, ids, nature).await?;
    if statut(&objet)?.parti() {
        trace::comme_la_premiere(core, seance, &objet, &mut changements).await?;
    }
    changements.push(change(&objet, "duplicatas", json!(rang)));
    let acte = ouvert.acte(seance, Verbe::DocumentDupliquer, changements)?;
    let pose = poser(&compose)?;
    noter(seance, acte, &pose).await?;
    let (fichier, papier) = (pose.chemin, compose.papier);
    let (pages, indessinables) = (papier.pages, papier.indessinables);
    let dossier = ouvert.enfant.num_dossier_local;
    Ok(DocumentFait { genre, id: document, dossier, numero, fichier, pages, indessinables })
}

/// A field of a paper that the program has just read.
pub(in crate::api) fn change(objet: &Objet, champ: &'static str, valeur: Value) -> Changement {
    Changement { entite: Entite::Document, objet: objet.id, champ, valeur, vu: Vu::Courant }
}

/// What a paper of a record would write as a number, told where it was typed.
pub(super) async fn signes(
    core: &Core,
    seance: &Seance,
    dossier: Dossier,
    genre: PaperKind,
) -> Result<Vec<String>> {
    let contexte = ContexteCourrier {
        numero: String::new(),
        date: core.monde.aujourd_hui(),
        remplace: None,
        duplicata: None,
        signatures: Vec::new(),
        reglages: reference::reglages(seance).await?,
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

async fn composer(
    genre: PaperKind,
    dossier: Dossier,
    contexte: ContexteCourrier,
) -> Result<Compose> {
    coffre::en_fond(move || {
        let (papier, dessin) = report::composer(genre, &dossier, &contexte)?;
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

/// Takes back what the log has learnt since a paper was made: a letter tells what had left before it.
async fn comme_alors(
    seance: &Seance,
    ouvert: &Ouvert,
    objet: &Objet,
    dossier: &mut Dossier,
) -> Result<()> {
    let fait_le = objet.champ("fait_le").as_i64().unwrap_or(i64::MAX);
    let lignes = seance.store.objets(Entite::Transmission, "enfant", ouvert.enfant_id).await?;
    let apres: Vec<&str> = lignes
        .iter()
        .filter(|ligne| !ligne.champ("papier").is_null())
        .filter(|ligne| ligne.champ("envoye_le").as_i64().is_none_or(|le| le >= fait_le))
        .map(|ligne| ligne.texte("repere"))
        .collect();
    dossier.transmissions.retain(|t| !apres.contains(&t.id.as_str()));
    Ok(())
}

/// The number of the paper that this one replaced.
async fn remplace(seance: &Seance, objet: &Objet) -> Result<Option<String>> {
    match objet.champ("remplace").as_str() {
        Some(id) => {
            let ancien = seance.store.objet(Entite::Document, identifiant(id)?).await?;
            Ok(Some(ancien.texte("numero").to_owned()))
        }
        None => Ok(None),
    }
}

/// The latest paper of the same kind of the same bilan, which a new one replaces.
async fn precedent(seance: &Seance, ouvert: &Ouvert, genre: PaperKind) -> Result<Option<Objet>> {
    let faits = seance.store.objets(Entite::Document, "bilan", ouvert.id).await?;
    Ok(faits
        .into_iter()
        .filter(|objet| objet.texte("genre") == genre.code())
        .max_by_key(|objet| (objet.texte("numero").len(), objet.texte("numero").to_owned())))
}

/// Records a paper that lies in its place; one that the record refuses does not stay there.
pub(super) async fn noter(seance: &Seance, acte: Acte, pose: &Pose) -> Result<()> {
    let note = seance.store.record(acte).await;
    if note.is_err() && pose.seul {
        let _ = std::fs::remove_file::<&Path>(&pose.chemin);
    }
    note.map(|_| ())
}

/// When each of the pair signed, by the clock on the wall of the seat.
async fn heures(
    seance: &Seance,
    ouvert: &Ouvert,
    dossier: &Dossier,
) -> Result<Vec<SignatureHeure>> {
    let objets = seance.store.objets(Entite::Signature, "bilan", ouvert.id).await?;
    let zone = jiff::tz::TimeZone::system();
    Ok(objets
        .iter()
        .zip(&dossier.bilan.signatures)
        .filter_map(|(objet, signature)| {
            let millis = objet.champ("instant").as_i64()?;
            let local = jiff::Timestamp::from_millisecond(millis).ok()?.to_zoned(zone.clone());
            Some(SignatureHeure {
                professionnel: signature.professionnel.clone(),
                date: DateCivile(local.date()),
                heure: (local.hour().unsigned_abs(), local.minute().unsigned_abs()),
            })
        })
        .collect())
}

/// "2026-00031": one row of numbers a year, over every kind of paper. Called with
/// [`Seance::papier`] held.
async fn prochain_numero(seance: &Seance, date: DateCivile) -> Result<String> {
    let debut = format!("{:04}-", date.0.year());
    let dernier = seance.store.dernier_document(&debut).await?;
    Ok(format!("{debut}{:05}", dernier + 1))
}
