//! The papers: numbered, made from the record, saved where the person says or shown to be printed.

use super::bilan::Ouvert;
use super::vues::{
    ApercuDocument, DocumentLigne, Enregistre, ParBilan, ParDocument, Retenu, Sorti,
};
use super::{Core, Seance, calcul, dossier, reference};
use crate::error::{Code, Error, Result};
use crate::report::{self, ContexteCourrier, Papier, ReportError, SignatureHeure};
use crate::store::{Acte, Changement, Entite, Objet, Verbe};
use crate::vault;
use escale_domain::age::Age;
use escale_domain::codes::Visibilite::V3;
use escale_domain::date::DateCivile;
use escale_domain::dictionnaire;
use escale_domain::document::{self, Genre, Raison, Refus};
use escale_domain::dossier::Dossier;
use escale_domain::enfant::LieuAccueilType;
use escale_domain::professionnel::Permission;
use escale_domain::transmission::{
    Canal, DocumentKind, DocumentStatut, Information, InformationEtat, Transmission,
    TransmissionStatut,
};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

impl From<ReportError> for Error {
    fn from(error: ReportError) -> Self {
        Self::new(Code::DocumentImpossible, "report").avec_message(error.to_string())
    }
}

/// A paper that was made, put where it goes, and noted in the record.
#[derive(Debug)]
pub struct DocumentFait {
    /// Which paper.
    pub genre: Genre,
    /// Its number.
    pub numero: String,
    /// The file.
    pub fichier: PathBuf,
    /// How many pages it has.
    pub pages: usize,
}

impl From<Refus> for Error {
    fn from(refus: Refus) -> Self {
        Self::from(ReportError::from(refus))
    }
}

/// Refuses the papers of a bilan that may still change.
fn faisable(ouvert: &Ouvert, genre: Genre) -> Result<()> {
    if !ouvert.statut.ouvert() {
        return Ok(());
    }
    let phrase = match genre {
        Genre::A => "Le courrier se fait une fois le bilan validé par ses deux signatures.",
        Genre::B => "La fiche se fait une fois le bilan validé par ses deux signatures.",
        Genre::C => "L’attestation se fait une fois le bilan validé par ses deux signatures.",
        Genre::D => "La feuille de route se fait une fois le bilan validé par ses deux signatures.",
        Genre::E => "La prescription se fait une fois le bilan validé par ses deux signatures.",
    };
    Err(Error::new(Code::DocumentImpossible, "bilan open").avec_message(phrase))
}

/// Makes a paper of a bilan, lets `poser` put it where it goes, and notes it: number, digest, for
/// whom, and a line of the transmission log. The file comes first, so that a disk which refuses it
/// leaves no paper in the record that nobody has.
pub(super) async fn faire(
    core: &Core,
    seance: &Seance,
    bilan: &str,
    genre: Genre,
    poser: impl FnOnce(&Papier) -> Result<PathBuf> + Send,
) -> Result<DocumentFait> {
    let ouvert = Ouvert::lire(seance, bilan).await?;
    faisable(&ouvert, genre)?;
    let date = core.monde.aujourd_hui();
    // One paper at a time: the number is recorded before the next paper reads it.
    let _tour = seance.decider().await;
    let numero = prochain_numero(seance, date).await?;
    let remplace = precedent(seance, &ouvert, genre).await?;
    let dossier = calcul::dossier(core, seance, &ouvert).await?;
    let signatures = heures(seance, &ouvert, &dossier).await?;
    let envoi = Envoi::new(&dossier, genre);
    let reglages = reference::reglages(seance).await?;
    let contexte =
        ContexteCourrier { numero: numero.clone(), date, remplace, signatures, reglages };
    let papier = super::coffre::en_fond(move || {
        report::papier(genre, &dossier, &contexte).map_err(Error::from)
    })
    .await?;
    let mut changements = Changement::objet(
        Entite::Document,
        core.monde.nouvel_id(),
        json!({
            "enfant": ouvert.enfant_id.to_string(), "bilan": ouvert.id.to_string(),
            "genre": genre, "numero": numero, "date": date,
            "destinataire": envoi.destinataire,
            "empreinte": blake3::hash(&papier.octets).to_hex().to_string(),
        }),
    )?;
    changements.extend(transmission(core, seance, &ouvert, envoi).await?);
    let acte = ouvert.acte(seance, Verbe::DocumentFaire, changements)?;
    let fichier = poser(&papier)?;
    noter(seance, acte, &fichier).await?;
    Ok(DocumentFait { genre, numero, fichier, pages: papier.pages })
}

/// The number of the latest paper of the same kind of the same bilan, which a new one replaces.
async fn precedent(seance: &Seance, ouvert: &Ouvert, genre: Genre) -> Result<Option<String>> {
    let faits = seance.store.objets(Entite::Document, "bilan", ouvert.id).await?;
    let mut numeros: Vec<String> = faits
        .iter()
        .filter(|objet| objet.texte("genre") == genre.code())
        .map(|objet| objet.texte("numero").to_owned())
        .collect();
    numeros.sort_by_key(|numero| (numero.len(), numero.clone()));
    Ok(numeros.pop())
}

/// Records a paper that lies in its place; one that the record refuses does not stay there.
async fn noter(seance: &Seance, acte: Acte, fichier: &Path) -> Result<()> {
    let note = seance.store.record(acte).await;
    if note.is_err() {
        let _ = std::fs::remove_file(fichier);
    }
    note.map(|_| ())
}

/// To whom a paper goes, and what it tells them (CSP R.1110-2 and R.1110-3).
struct Envoi {
    genre: DocumentKind,
    /// As the list of papers shows it; empty where nobody is known.
    destinataire: String,
    /// The words of the log where nobody is known.
    autrement: &'static str,
    /// 1 health professionals, 2 other professionals, 0 the child and the family.
    categorie: u8,
    canal: Canal,
    nature: &'static str,
}

impl Envoi {
    fn new(dossier: &Dossier, genre: Genre) -> Self {
        let demande = dossier.demande.as_ref();
        let secteur = || demande.map_or_else(String::new, |d| d.secteur.trim().to_owned());
        let service = "service de l’aide sociale à l’enfance";
        let (destinataire, autrement, categorie, canal, nature) = match genre {
            Genre::A => (
                dossier
                    .medecin_referent
                    .as_ref()
                    .map_or_else(String::new, |m| format!("{} {} {}", m.civilite, m.prenom, m.nom)),
                "médecin qui suivra l’enfant",
                1,
                Canal::Papier,
                "compte rendu médical complet",
            ),
            Genre::B => (secteur(), service, 2, Canal::Papier, "besoins et préconisations"),
            Genre::C => (secteur(), service, 2, Canal::Papier, "attestation de réalisation"),
            Genre::D => {
                let (a_qui, categorie) = porteur(dossier);
                (String::new(), a_qui, categorie, Canal::RemiseMainPropre, "feuille de route")
            }
            // Handed to whoever brings the child to the sessions, as the road map is.
            Genre::E => {
                let (a_qui, categorie) = porteur(dossier);
                let quoi = "prescription de séances";
                (String::new(), a_qui, categorie, Canal::RemiseMainPropre, quoi)
            }
        };
        Self { genre, destinataire, autrement, categorie, canal, nature }
    }
}

/// Who is handed the road map: the child who reads, the parents at home, the place of care. The
/// place is not named: a name that must stay secret is then nowhere in the log.
fn porteur(dossier: &Dossier) -> (&'static str, u8) {
    let age = Age::a(dossier.enfant.date_naissance, dossier.bilan.date);
    let chez_soi =
        dossier.demande.as_ref().is_some_and(|d| d.lieu_accueil_type == LieuAccueilType::Domicile);
    match (age.is_some_and(document::lit), chez_soi) {
        (true, _) => ("l’enfant", 0),
        (false, true) => ("parents", 0),
        (false, false) => ("lieu d’accueil", 2),
    }
}

/// The line of the transmission log: to whom the paper goes, and that nobody has said yet how the
/// child or the parents were told (CSP R.1110-3).
async fn transmission(
    core: &Core,
    seance: &Seance,
    ouvert: &Ouvert,
    envoi: Envoi,
) -> Result<Vec<Changement>> {
    let deja = seance.store.objets(Entite::Transmission, "enfant", ouvert.enfant_id).await?;
    let dernier = |texte: &str| texte.strip_prefix('T').and_then(|r| r.parse::<u32>().ok());
    let rang = deja.iter().filter_map(|t| dernier(t.texte("repere"))).max().unwrap_or(0) + 1;
    let ligne = Transmission {
        id: format!("T{rang:02}"),
        date: core.monde.aujourd_hui(),
        document: envoi.genre,
        destinataire: match envoi.destinataire.is_empty() {
            true => envoi.autrement.to_owned(),
            false => envoi.destinataire,
        },
        categorie: envoi.categorie,
        canal: envoi.canal,
        nature_information: envoi.nature.to_owned(),
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

/// Makes a paper of the latest closed bilan of a child, by record number or identifier, and writes
/// it into a folder.
///
/// # Errors
/// Unknown child, no bilan closed by two signatures, or a disk that refuses; then nothing is noted.
pub async fn document_de(
    core: &Core,
    qui: &str,
    genre: Genre,
    dossier: &Path,
) -> Result<DocumentFait> {
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
    faire(core, &seance, &clos.id, genre, |papier| dans(dossier, papier)).await
}

/// The letter of a child, as [`document_de`].
///
/// # Errors
/// As [`document_de`].
pub async fn courrier_de(core: &Core, qui: &str, dossier: &Path) -> Result<DocumentFait> {
    document_de(core, qui, Genre::A, dossier).await
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
        bilan: objet.texte("bilan").to_owned(),
        kind: genre.to_owned(),
        label: DocumentKind::from_code(genre).map_or_else(String::new, |k| k.label().to_owned()),
        numero: objet.texte("numero").to_owned(),
        date: objet.texte("date").to_owned(),
        destinataire: objet.texte("destinataire").to_owned(),
        statut: statut(objet).code().to_owned(),
        statut_label: statut(objet).label().to_owned(),
        duplicatas: duplicatas(objet),
    }
}

/// Where a paper stands; one that was made before papers had a state is made, and no more.
pub(super) fn statut(objet: &Objet) -> DocumentStatut {
    DocumentStatut::from_code(objet.texte("statut")).unwrap_or(DocumentStatut::Valide)
}

pub(super) fn duplicatas(objet: &Objet) -> u32 {
    objet.champ("duplicatas").as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

pub(super) async fn duplicata(_: &Core, _: super::vues::Dupliquer) -> Result<Enregistre> {
    Err(Error::new(Code::Interne, "under way"))
}

pub(super) async fn courrier_enregistrer(core: &Core, demande: ParBilan) -> Result<Enregistre> {
    enregistrer(core, ParDocument { bilan: demande.bilan, genre: Genre::A }).await
}

pub(super) async fn courrier_imprimer(core: &Core, demande: ParBilan) -> Result<Enregistre> {
    imprimer(core, ParDocument { bilan: demande.bilan, genre: Genre::A }).await
}

pub(super) async fn enregistrer(core: &Core, demande: ParDocument) -> Result<Enregistre> {
    let genre = demande.genre;
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    // Nobody is asked where to save what cannot be made.
    faisable(&ouvert, genre)?;
    // Asked before the number is taken, so that giving up leaves no hole in the numbers.
    let nom = report::nom_du_papier(genre, &ouvert.enfant.num_dossier_local, ouvert.date);
    let qui = seance.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    drop(seance);
    let Some(chemin) = core.poste.ou_enregistrer(nom).await else {
        return Ok(Enregistre { chemin: None, numero: None });
    };
    let seance = core.seance_de(&qui).await?;
    let fait = faire(core, &seance, &demande.bilan, genre, |papier| {
        ecrire(&chemin, &papier.octets)?;
        Ok(chemin.clone())
    })
    .await?;
    let chemin = fait.fichier.display().to_string();
    Ok(Enregistre { chemin: Some(chemin), numero: Some(fait.numero) })
}

pub(super) async fn imprimer(core: &Core, demande: ParDocument) -> Result<Enregistre> {
    let seance = core.seance().await?;
    // Shown before it is noted: where no viewer opens, there is no paper.
    let poser = |papier: &Papier| montrer(core, &seance, papier);
    let fait = faire(core, &seance, &demande.bilan, demande.genre, poser).await?;
    Ok(Enregistre { chemin: None, numero: Some(fait.numero) })
}

/// What a paper would say and what it would keep. A bilan that may still change has one too: it is
/// then that a sentence to share can still be written.
pub(super) async fn apercu(core: &Core, demande: ParDocument) -> Result<ApercuDocument> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    let enfant = ouvert.enfant_id.to_string();
    seance.store.consulter(&seance.compte.id, &enfant, "document").await?;
    let mut dossier = calcul::dossier(core, &seance, &ouvert).await?;
    let mut apercu = document::apercu(&dossier, demande.genre)?;
    if !seance.peut(Permission::BilanEcrire) {
        // Reinforced secrecy (V3) is for those who care, and what an objection is about too: the
        // others see what would be left of the preview of a record without it.
        let dit = |code: &str| dictionnaire::item(code).is_none_or(|i| i.visibilite != V3);
        dossier.reponses.retain(|r| r.visibilite != V3 && dit(&r.code));
        dossier.preconisations.retain(|p| p.visibilite != V3);
        dossier.outils.retain(|o| o.visibilite != V3);
        let reste = document::apercu(&dossier, demande.genre)?;
        apercu.sort.retain(|ligne| reste.sort.contains(ligne));
        apercu.retenu.retain(|(titre, raison)| {
            *raison != Raison::Opposition && reste.retenu.iter().any(|(t, _)| t == titre)
        });
    }
    Ok(ApercuDocument {
        genre: demande.genre,
        sort: apercu.sort.into_iter().map(|(titre, texte)| Sorti { titre, texte }).collect(),
        retenu: apercu
            .retenu
            .into_iter()
            .map(|(titre, raison)| Retenu { titre, raison: raison.label().to_owned() })
            .collect(),
    })
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
