//! The papers: numbered, made from the record, saved where the person says or shown to be printed.

use super::bilan::Ouvert;
use super::vues::{DocumentLigne, Enregistre, ParBilan};
use super::{Core, Seance, dossier};
use crate::error::{Code, Error, Result};
use crate::report::{self, ContexteCourrier, Papier, ReportError, SignatureHeure};
use crate::store::{Changement, Entite, Objet, Verbe};
use crate::vault;
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Permission;
use escale_domain::transmission::DocumentKind;
use serde_json::json;
use std::io::Write;
use std::path::Path;

impl From<ReportError> for Error {
    fn from(error: ReportError) -> Self {
        Self::new(Code::DocumentImpossible, "report").avec_message(error.to_string())
    }
}

/// A letter that was made and noted in the record.
pub struct Courrier {
    /// The file.
    pub papier: Papier,
    /// Its number.
    pub numero: String,
}

/// Makes letter A of a bilan and notes it: number, digest, for whom.
pub(super) async fn courrier(core: &Core, seance: &Seance, bilan: &str) -> Result<Courrier> {
    let ouvert = Ouvert::lire(seance, bilan).await?;
    if ouvert.statut.ouvert() {
        return Err(Error::new(Code::DocumentImpossible, "bilan open").avec_message(
            "Le courrier se fait une fois le bilan validé par ses deux signatures.",
        ));
    }
    let date = core.monde.aujourd_hui();
    let _tour = seance.decider().await;
    let numero = prochain_numero(seance, date).await?;
    let dossier = dossier::rassembler(core, seance, ouvert.enfant_id, Some(ouvert.id)).await?;
    let signatures = heures(seance, &ouvert, &dossier).await?;
    let destinataire = dossier
        .medecin_referent
        .as_ref()
        .map_or_else(String::new, |m| format!("{} {} {}", m.civilite, m.prenom, m.nom));
    let contexte = ContexteCourrier { numero: numero.clone(), date, signatures };
    let papier =
        super::coffre::en_fond(move || report::courrier(&dossier, &contexte).map_err(Error::from))
            .await?;
    let changements = Changement::objet(
        Entite::Document,
        core.monde.nouvel_id(),
        json!({
            "enfant": ouvert.enfant_id.to_string(), "bilan": ouvert.id.to_string(),
            "genre": DocumentKind::A, "numero": numero, "date": date,
            "destinataire": destinataire,
            "empreinte": blake3::hash(&papier.octets).to_hex().to_string(),
        }),
    )?;
    seance.store.record(ouvert.acte(seance, Verbe::DocumentFaire, changements)?).await?;
    Ok(Courrier { papier, numero })
}

/// The letter of the latest closed bilan of a child, by record number or identifier.
///
/// # Errors
/// Unknown child, or no bilan closed by two signatures.
pub async fn courrier_de(core: &Core, qui: &str) -> Result<Courrier> {
    core.exiger(Permission::DocumentFaire).await?;
    let seance = core.seance().await?;
    let enfant = seance.store.enfant_du_dossier(qui).await?.unwrap_or_else(|| qui.to_owned());
    let bilans = seance.store.bilans(&enfant).await?;
    let clos = bilans.iter().find(|b| matches!(b.statut.as_str(), "valide" | "transmis"));
    let clos = clos.ok_or_else(|| {
        Error::new(Code::Introuvable, "no closed bilan").avec_message(format!(
            "Dossier «\u{a0}{qui}\u{a0}»\u{a0}: introuvable, ou sans bilan validé par deux signatures."
        ))
    })?;
    courrier(core, &seance, &clos.id).await
}

/// The record numbers of the children who have a closed bilan.
///
/// # Errors
/// The base does not read.
pub async fn dossiers_clos(core: &Core) -> Result<Vec<String>> {
    core.exiger(Permission::DossierLire).await?;
    core.seance().await?.store.dossiers_clos().await
}

/// When each of the pair signed, by the clock on the wall of the seat.
async fn heures(
    seance: &Seance,
    ouvert: &Ouvert,
    dossier: &escale_domain::dossier::Dossier,
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

/// "2026-00031": one row of numbers a year, over every kind of paper.
async fn prochain_numero(seance: &Seance, date: DateCivile) -> Result<String> {
    let annee = date.0.year();
    let dernier = seance.store.dernier_document(&format!("{annee:04}-")).await?;
    let rang =
        dernier.and_then(|n| n.rsplit('-').next().and_then(|r| r.parse::<u32>().ok())).unwrap_or(0);
    Ok(format!("{annee:04}-{:05}", rang + 1))
}

pub(super) fn ligne(objet: &Objet) -> DocumentLigne {
    let genre = objet.texte("genre");
    DocumentLigne {
        id: objet.id.to_string(),
        kind: genre.to_owned(),
        label: DocumentKind::from_code(genre).map_or_else(String::new, |k| k.label().to_owned()),
        numero: objet.texte("numero").to_owned(),
        date: objet.texte("date").to_owned(),
        destinataire: objet.texte("destinataire").to_owned(),
    }
}

pub(super) async fn courrier_enregistrer(core: &Core, demande: ParBilan) -> Result<Enregistre> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    // Asked before the number is taken, so that giving up leaves no hole in the numbers.
    let nom = report::nom_du_courrier(&ouvert.enfant.num_dossier_local, ouvert.date);
    let qui = seance.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    drop(seance);
    let Some(chemin) = core.poste.ou_enregistrer(nom).await else {
        return Ok(Enregistre { chemin: None, numero: None });
    };
    let seance = core.seance_de(&qui).await?;
    let Courrier { papier, numero } = courrier(core, &seance, &demande.bilan).await?;
    ecrire(&chemin, &papier.octets)?;
    Ok(Enregistre { chemin: Some(chemin.display().to_string()), numero: Some(numero) })
}

pub(super) async fn courrier_imprimer(core: &Core, demande: ParBilan) -> Result<Enregistre> {
    let seance = core.seance().await?;
    let Courrier { papier, numero } = courrier(core, &seance, &demande.bilan).await?;
    montrer(core, &seance, &papier)?;
    Ok(Enregistre { chemin: None, numero: Some(numero) })
}

/// Writes a paper beside its place, then renames: a full disk leaves no half paper.
///
/// # Errors
/// The disk refuses; what was there before stays.
pub fn ecrire(chemin: &Path, octets: &[u8]) -> Result<()> {
    let dossier = chemin.parent().unwrap_or_else(|| Path::new("."));
    let nom = chemin.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let provisoire = dossier.join(format!(".{nom}.partiel"));
    let resultat = (|| {
        let mut fichier = std::fs::File::create(&provisoire)?;
        fichier.write_all(octets)?;
        fichier.sync_all()?;
        std::fs::rename(&provisoire, chemin)
    })();
    if resultat.is_err() {
        let _ = std::fs::remove_file(&provisoire);
    }
    Ok(resultat?)
}

/// Shows a paper in the system's viewer. It lies in a folder of the vault that only this session
/// may read, and goes when the base is closed.
pub(super) fn montrer(core: &Core, seance: &Seance, papier: &Papier) -> Result<()> {
    let dossier = seance.dossier.papiers();
    std::fs::create_dir_all(&dossier)?;
    let chemin = dossier.join(&papier.nom_de_fichier);
    ecrire(&chemin, &papier.octets)?;
    core.poste.montrer(&chemin).map_err(|e| {
        Error::new(Code::DocumentImpossible, format!("viewer: {:?}", e.kind())).avec_message(
            "Aucun lecteur de PDF ne s’est ouvert. Enregistrez le document, puis ouvrez-le.",
        )
    })
}

/// Removes what was shown.
pub(crate) fn vider_papiers(dossier: &vault::Dossier) {
    let papiers = dossier.papiers();
    if papiers.is_dir() {
        let _ = std::fs::remove_dir_all(papiers);
    }
}
