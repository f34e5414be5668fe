//! The papers: numbered, made from the record, saved where the person says or shown to be printed.

use super::bilan::Ouvert;
use super::vues::{DocumentLigne, Enregistre, ParBilan};
use super::{Core, Seance, calcul, dossier, reference};
use crate::error::{Code, Error, Result};
use crate::report::{self, ContexteCourrier, Papier, ReportError, SignatureHeure};
use crate::store::{Acte, Changement, Entite, Objet, Verbe};
use crate::vault;
use escale_domain::date::DateCivile;
use escale_domain::professionnel::Permission;
use escale_domain::transmission::{
    Canal, DocumentKind, Information, InformationEtat, Transmission, TransmissionStatut,
};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

impl From<ReportError> for Error {
    fn from(error: ReportError) -> Self {
        Self::new(Code::DocumentImpossible, "report").avec_message(error.to_string())
    }
}

/// A letter that was made, put where it goes, and noted in the record.
#[derive(Debug)]
pub struct Courrier {
    /// Its number.
    pub numero: String,
    /// The file.
    pub fichier: PathBuf,
    /// How many pages it has.
    pub pages: usize,
}

/// Refuses the letter of a bilan that may still change.
fn faisable(ouvert: &Ouvert) -> Result<()> {
    match ouvert.statut.ouvert() {
        false => Ok(()),
        true => Err(Error::new(Code::DocumentImpossible, "bilan open")
            .avec_message("Le courrier se fait une fois le bilan validé par ses deux signatures.")),
    }
}

/// Makes letter A of a bilan, lets `poser` put it where it goes, and notes it: number, digest, for
/// whom, and a line of the transmission log. The file comes first, so that a disk which refuses it
/// leaves no letter in the record that nobody has.
pub(super) async fn courrier(
    core: &Core,
    seance: &Seance,
    bilan: &str,
    poser: impl FnOnce(&Papier) -> Result<PathBuf> + Send,
) -> Result<Courrier> {
    let ouvert = Ouvert::lire(seance, bilan).await?;
    faisable(&ouvert)?;
    let date = core.monde.aujourd_hui();
    // One paper at a time: the number is recorded before the next paper reads it.
    let _tour = seance.decider().await;
    let numero = prochain_numero(seance, date).await?;
    let dossier = calcul::dossier(core, seance, &ouvert).await?;
    let signatures = heures(seance, &ouvert, &dossier).await?;
    let destinataire = dossier
        .medecin_referent
        .as_ref()
        .map_or_else(String::new, |m| format!("{} {} {}", m.civilite, m.prenom, m.nom));
    let reglages = reference::reglages(seance).await?;
    let contexte = ContexteCourrier { numero: numero.clone(), date, signatures, reglages };
    let papier =
        super::coffre::en_fond(move || report::courrier(&dossier, &contexte).map_err(Error::from))
            .await?;
    let mut changements = Changement::objet(
        Entite::Document,
        core.monde.nouvel_id(),
        json!({
            "enfant": ouvert.enfant_id.to_string(), "bilan": ouvert.id.to_string(),
            "genre": DocumentKind::A, "numero": numero, "date": date,
            "destinataire": destinataire,
            "empreinte": blake3::hash(&papier.octets).to_hex().to_string(),
        }),
    )?;
    changements.extend(transmission(core, seance, &ouvert, destinataire).await?);
    let acte = ouvert.acte(seance, Verbe::DocumentFaire, changements)?;
    let fichier = poser(&papier)?;
    noter(seance, acte, &fichier).await?;
    Ok(Courrier { numero, fichier, pages: papier.pages })
}

/// Records a paper that lies in its place; one that the record refuses does not stay there.
async fn noter(seance: &Seance, acte: Acte, fichier: &Path) -> Result<()> {
    let note = seance.store.record(acte).await;
    if note.is_err() {
        let _ = std::fs::remove_file(fichier);
    }
    note.map(|_| ())
}

/// The line of the transmission log: to whom the letter goes, on paper, and that nobody has said yet
/// how the child or the parents were told (CSP R.1110-3).
async fn transmission(
    core: &Core,
    seance: &Seance,
    ouvert: &Ouvert,
    destinataire: String,
) -> Result<Vec<Changement>> {
    let deja = seance.store.objets(Entite::Transmission, "enfant", ouvert.enfant_id).await?;
    let dernier = |texte: &str| texte.strip_prefix('T').and_then(|r| r.parse::<u32>().ok());
    let rang = deja.iter().filter_map(|t| dernier(t.texte("repere"))).max().unwrap_or(0) + 1;
    let ligne = Transmission {
        id: format!("T{rang:02}"),
        date: core.monde.aujourd_hui(),
        document: DocumentKind::A,
        destinataire: match destinataire.is_empty() {
            true => "médecin qui suivra l’enfant".to_owned(),
            false => destinataire,
        },
        categorie: 1,
        canal: Canal::Papier,
        nature_information: "compte rendu médical complet".to_owned(),
        information_personne: Information {
            etat: InformationEtat::AInformer,
            date: None,
            mode: None,
            motif: None,
        },
        statut: TransmissionStatut::AInformer,
        accuse: None,
    };
    let mut champs = dossier::champs(&ligne)?;
    champs.remove("id");
    champs.insert("repere".to_owned(), json!(ligne.id));
    champs.insert("enfant".to_owned(), json!(ouvert.enfant_id.to_string()));
    champs.insert("rang".to_owned(), json!(deja.len() + 1));
    Changement::objet(Entite::Transmission, core.monde.nouvel_id(), Value::Object(champs))
}

/// Makes the letter of the latest closed bilan of a child, by record number or identifier, and
/// writes it into a folder.
///
/// # Errors
/// Unknown child, no bilan closed by two signatures, or a disk that refuses; then nothing is noted.
pub async fn courrier_de(core: &Core, qui: &str, dossier: &Path) -> Result<Courrier> {
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
    courrier(core, &seance, &clos.id, |papier| dans(dossier, papier)).await
}

/// Writes a paper into a folder, under its own name.
pub(super) fn dans(dossier: &Path, papier: &Papier) -> Result<PathBuf> {
    std::fs::create_dir_all(dossier)?;
    let chemin = dossier.join(&papier.nom_de_fichier);
    ecrire(&chemin, &papier.octets)?;
    Ok(chemin)
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

/// "2026-00031": one row of numbers a year, over every kind of paper. Called with
/// [`Seance::decider`] held.
async fn prochain_numero(seance: &Seance, date: DateCivile) -> Result<String> {
    let debut = format!("{:04}-", date.0.year());
    let dernier = seance.store.dernier_document(&debut).await?;
    Ok(format!("{debut}{:05}", dernier + 1))
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
    // Nobody is asked where to save what cannot be made.
    faisable(&ouvert)?;
    // Asked before the number is taken, so that giving up leaves no hole in the numbers.
    let nom = report::nom_du_courrier(&ouvert.enfant.num_dossier_local, ouvert.date);
    let qui = seance.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    drop(seance);
    let Some(chemin) = core.poste.ou_enregistrer(nom).await else {
        return Ok(Enregistre { chemin: None, numero: None });
    };
    let seance = core.seance_de(&qui).await?;
    let fait = courrier(core, &seance, &demande.bilan, |papier| {
        ecrire(&chemin, &papier.octets)?;
        Ok(chemin.clone())
    })
    .await?;
    let chemin = fait.fichier.display().to_string();
    Ok(Enregistre { chemin: Some(chemin), numero: Some(fait.numero) })
}

pub(super) async fn courrier_imprimer(core: &Core, demande: ParBilan) -> Result<Enregistre> {
    let seance = core.seance().await?;
    // Shown before it is noted: where no viewer opens, there is no letter.
    let fait =
        courrier(core, &seance, &demande.bilan, |papier| montrer(core, &seance, papier)).await?;
    Ok(Enregistre { chemin: None, numero: Some(fait.numero) })
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
pub(super) fn montrer(core: &Core, seance: &Seance, papier: &Papier) -> Result<PathBuf> {
    let chemin = dans(&seance.dossier.papiers(), papier)?;
    match core.poste.montrer(&chemin) {
        Ok(()) => Ok(chemin),
        Err(error) => {
            let _ = std::fs::remove_file(&chemin);
            let chaine = format!("viewer: {:?}", error.kind());
            Err(Error::new(Code::DocumentImpossible, chaine).avec_message(
                "Aucun lecteur de PDF ne s’est ouvert. Enregistrez le document, puis ouvrez-le.",
            ))
        }
    }
}

/// Removes what was shown.
pub(crate) fn vider_papiers(dossier: &vault::Dossier) {
    let papiers = dossier.papiers();
    if papiers.is_dir() {
        let _ = std::fs::remove_dir_all(papiers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{NouveauCoffre, NouveauCompte, appel};
    use crate::error::Result;
    use crate::monde::{Monde, MondeReel, Poste};
    use crate::vault::{Cout, SansTrousseau};
    use escale_domain::enfant::Adresse;
    use escale_domain::professionnel::{Centre, Profession};
    use std::pin::Pin;
    use std::sync::Arc;

    /// Nobody is asked anything here.
    struct Personne;

    impl Poste for Personne {
        fn ou_enregistrer(
            &self,
            _: String,
        ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
            Box::pin(async { None })
        }

        fn montrer(&self, _: &Path) -> std::io::Result<()> {
            Err(std::io::ErrorKind::Unsupported.into())
        }
    }

    async fn ouvert(dossier: &Path) -> Result<Core> {
        let core = Core::new(
            dossier.join("coffre"),
            Arc::new(MondeReel),
            Arc::new(Personne),
            Arc::new(SansTrousseau),
        )
        .avec_cout(Cout::d_essai());
        let adresse = Adresse {
            lignes: Vec::new(),
            code_postal: "75012".to_owned(),
            commune: "Paris".to_owned(),
            pays: None,
        };
        let centre = Centre {
            nom: "Centre Les Tilleuls".to_owned(),
            adresse,
            telephone: String::new(),
            courriel: String::new(),
            finess: None,
        };
        let compte = NouveauCompte {
            nom: "LENOIR".to_owned(),
            prenom: "Claire".to_owned(),
            profession: Profession::Medecin,
            rpps: None,
            identifiant: "c.lenoir".to_owned(),
            mot_de_passe: "un mot de passe assez long".to_owned(),
        };
        appel::coffre_creer(&core, NouveauCoffre { centre, compte }).await?;
        Ok(core)
    }

    #[tokio::test]
    async fn a_paper_that_the_record_refuses_does_not_stay() {
        let garde = tempfile::tempdir().expect("a folder");
        let core = ouvert(garde.path()).await.expect("a base");
        let seance = core.seance().await.expect("open");
        let fichier = garde.path().join("courrier.pdf");
        let acte = |numero: Value| Acte {
            verbe: Verbe::DocumentFaire,
            auteur: None,
            enfant: None,
            motif: None,
            changements: Changement::objet(
                Entite::Document,
                MondeReel.nouvel_id(),
                json!({ "numero": numero }),
            )
            .expect("columns of a document"),
        };
        ecrire(&fichier, b"%PDF").expect("written");
        // A number that is no text fits no column: the store refuses the whole act.
        noter(&seance, acte(json!(7)), &fichier).await.expect_err("refused");
        assert!(!fichier.exists());
        assert_eq!(seance.store.dernier_document("2026-").await.expect("read"), 0);
        ecrire(&fichier, b"%PDF").expect("written");
        noter(&seance, acte(json!("2026-00007")), &fichier).await.expect("recorded");
        assert!(fichier.exists());
        assert_eq!(seance.store.dernier_document("2026-").await.expect("read"), 7);
    }
}
