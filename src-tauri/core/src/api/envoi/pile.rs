//! Which papers have not left.

use super::pli::{self, LIEU_SECRET};
use crate::api::bilan::BilanOuvert;
use crate::api::document::{Envoi, Porteur};
use crate::api::vues::{
    ComptesEnvois, Empechement, EmpechementCode, EnvoiBilan, EnvoiPapier, EtatEnvoi, FiltreEnvois,
    PileEnvois, nom_enfant,
};
use crate::api::{Core, Session, calcul, enfant};
use crate::error::{Code, Error, Result};
use crate::store::{LigneOpposition, LignePapier, LignePile};
use escale_domain::bilan::BilanType;
use escale_domain::date::DateCivile;
use escale_domain::demande::Demande;
use escale_domain::document::{self, Oppositions, PaperKind, Refus};
use escale_domain::dossier::Dossier;
use escale_domain::enfant::{Adresse, Opposition};
use escale_domain::papier::Recipient;
use escale_domain::regle::{self, AdresseFaute};
use escale_domain::texte::fold;
use escale_domain::transmission::{Canal, DocumentStatut, Information, InformationEtat};
use serde_json::Value;
use std::collections::HashMap;

const LIMITE: usize = 100;

/// What the pile knows of the papers that left before this base numbered them.
pub(super) struct Partis(HashMap<(String, String), String>);

impl Partis {
    pub(super) async fn read(session: &Session, enfants: &[&str]) -> Result<Self> {
        let lignes = session.store.deja_partis(enfants).await?;
        Ok(Self(lignes.into_iter().map(|(enfant, genre, le)| ((enfant, genre), le)).collect()))
    }

    /// The day a kind of paper of a bilan left; a sending before the day of the bilan belongs to an
    /// earlier one.
    fn le(&self, ligne: &LignePile, genre: PaperKind) -> Option<String> {
        let cle = (ligne.enfant.clone(), genre.code().to_owned());
        self.0.get(&cle).filter(|le| **le >= ligne.date).cloned()
    }
}

pub(in crate::api) async fn list(core: &Core, filtre: FiltreEnvois) -> Result<PileEnvois> {
    let session = core.session().await?;
    let aujourd_hui = core.monde.aujourd_hui();
    let borne = |texte: &str| match texte.trim() {
        "" => Ok(None),
        texte => enfant::date(core, texte).map(|jour| Some(jour.iso())),
    };
    let du = borne(&filtre.du).map_err(|e| e.sur("du"))?;
    let au = borne(&filtre.au).map_err(|e| e.sur("au"))?;
    let limite = match filtre.limite {
        0 => LIMITE,
        limite => usize::try_from(limite).unwrap_or(usize::MAX),
    };
    let voulu = fold(&filtre.texte);
    // Words are looked for in what each bilan says: then all are put together, else those shown.
    let combien =
        if voulu.is_empty() { i64::try_from(limite).unwrap_or(i64::MAX) } else { i64::MAX };
    let attente = session.store.attente(du.as_deref(), au.as_deref(), combien).await?;
    let ids: Vec<&str> = attente.iter().map(|l| l.bilan.as_str()).collect();
    let mut bilans = compose(&session, session.store.pile(&ids).await?, aujourd_hui).await?;
    let combien = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let mut comptes = ComptesEnvois {
        partis_ce_jour: combien(session.store.partis_le(&aujourd_hui.iso()).await?),
        ..ComptesEnvois::default()
    };
    if voulu.is_empty() {
        if let Some(premier) = attente.first() {
            comptes.bilans = combien(premier.bilans);
            comptes.a_faire = combien(premier.a_faire);
            comptes.a_envoyer = combien(premier.a_envoyer);
        }
    } else {
        bilans.retain(|(bilan, ..)| parle_de(bilan, &voulu));
        count(&bilans, &mut comptes);
        bilans.truncate(limite);
    }
    prevent(core, &session, &mut bilans).await?;
    Ok(PileEnvois { bilans: bilans.into_iter().map(|(bilan, ..)| bilan).collect(), comptes })
}

/// What bilans wait for, one paper after the other.
fn count(bilans: &[Compose], comptes: &mut ComptesEnvois) {
    let papiers = || bilans.iter().flat_map(|(bilan, ..)| &bilan.papiers);
    let combien = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    comptes.bilans = combien(bilans.len());
    comptes.a_faire = combien(papiers().filter(|p| attendu(p)).count());
    comptes.a_envoyer = combien(papiers().filter(|p| p.etat == EtatEnvoi::AEnvoyer).count());
}

/// Whether a bilan still waits for a paper that is not made.
const fn attendu(papier: &EnvoiPapier) -> bool {
    papier.du && matches!(papier.etat, EtatEnvoi::AFaire)
}

fn parle_de(bilan: &EnvoiBilan, voulu: &str) -> bool {
    let destinataires = bilan.papiers.iter().map(|p| p.destinataire.as_str());
    [bilan.nom.as_str(), &bilan.dossier]
        .into_iter()
        .chain(destinataires)
        .chain(bilan.papiers.iter().filter_map(|p| p.numero.as_deref()))
        .any(|texte| fold(texte).contains(voulu))
}

/// What the letter to the référent doctor lacks to be addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Manque {
    Medecin,
    /// A doctor, to whose address no letter would arrive.
    Adresse(AdresseFaute),
}

/// A bilan of the pile, with what it was made of.
type Compose = (EnvoiBilan, LignePile, Option<Demande>, Option<Manque>);

/// The papers of bilans, each kind with where it stands.
pub(super) async fn compose(
    session: &Session,
    lignes: Vec<LignePile>,
    aujourd_hui: DateCivile,
) -> Result<Vec<Compose>> {
    let ids: Vec<&str> = lignes.iter().map(|l| l.bilan.as_str()).collect();
    let enfants: Vec<&str> = lignes.iter().map(|l| l.enfant.as_str()).collect();
    let mut faits: HashMap<(String, String), LignePapier> = HashMap::new();
    for papier in session.store.papiers(&ids).await? {
        // They come by number: the last of a kind is the one that counts.
        faits.insert((papier.bilan.clone(), papier.genre.clone()), papier);
    }
    let mut medecins = HashMap::new();
    for medecin in session.store.medecins_nommes(&enfants).await? {
        let mot = |texte: Option<String>| texte.unwrap_or_default();
        let nom = [mot(medecin.civilite), mot(medecin.prenom), mot(medecin.nom)].join(" ");
        let adresse = medecin.adresse.as_deref().map(serde_json::from_str::<Adresse>);
        let faute = match adresse {
            Some(Ok(adresse)) => regle::adresse(&adresse),
            _ => Some(AdresseFaute::Absente),
        };
        medecins.insert(medecin.enfant, (nom, faute));
    }
    let partis = Partis::read(session, &enfants).await?;
    let mut bilans = Vec::with_capacity(lignes.len());
    for ligne in lignes {
        let demande = pli::demande(&ligne)?;
        let medecin = medecins.get(&ligne.enfant);
        let manque = match medecin {
            None => Some(Manque::Medecin),
            Some((_, faute)) => faute.clone().map(Manque::Adresse),
        };
        let medecin = medecin.map(|(nom, _)| nom.clone());
        let mut papiers = Vec::with_capacity(PaperKind::ALL.len());
        for genre in PaperKind::ALL.iter().copied() {
            let fait = faits.get(&(ligne.bilan.clone(), genre.code().to_owned()));
            let envoi = pli::envoi(&ligne, demande.as_ref(), medecin.clone(), genre)?;
            let mut papier = EnvoiPapier {
                genre,
                label: genre.label().to_owned(),
                du: genre.is_due(ligne.seances && ligne.medecin_signe),
                etat: EtatEnvoi::AFaire,
                document: None,
                numero: None,
                destinataire: destinataire(&ligne, demande.as_ref(), &envoi),
                categorie: envoi.categorie,
                canal: envoi.canal,
                parti_le: None,
                duplicatas: 0,
                empechements: Vec::new(),
            };
            match fait {
                Some(fait) => avec(&mut papier, fait),
                None => {
                    papier.parti_le = partis.le(&ligne, genre);
                    if papier.parti_le.is_some() {
                        papier.etat = EtatEnvoi::Parti;
                    }
                }
            }
            papiers.push(papier);
        }
        bilans.push((vue(&ligne, papiers, aujourd_hui), ligne, demande, manque));
    }
    Ok(bilans)
}

/// To whom, as the pile says it: a place of care by its name, unless it is secret.
fn destinataire(ligne: &LignePile, demande: Option<&Demande>, envoi: &Envoi) -> String {
    if envoi.porteur != Some(Porteur::Lieu) {
        return escale_domain::document::majuscule(envoi.a_qui());
    }
    if pli::secret(ligne, demande) {
        return LIEU_SECRET.to_owned();
    }
    match demande.map(|d| d.lieu_accueil.nom.trim()) {
        None | Some("") => "Lieu d’accueil".to_owned(),
        Some(nom) => nom.to_owned(),
    }
}

fn vue(ligne: &LignePile, papiers: Vec<EnvoiPapier>, aujourd_hui: DateCivile) -> EnvoiBilan {
    let bilan_type = BilanType::from_code(&ligne.bilan_type).map_or("Bilan", BilanType::label);
    let jours = DateCivile::parse_iso(&ligne.date)
        .and_then(|jour| aujourd_hui.0.since(jour.0).ok())
        .map_or(0, |ecart| ecart.get_days());
    EnvoiBilan {
        bilan: ligne.bilan.clone(),
        enfant: ligne.enfant.clone(),
        nom: nom(ligne),
        dossier: ligne.num_dossier_local.clone(),
        bilan_type: bilan_type.to_owned(),
        date: ligne.date.clone(),
        jours: u32::try_from(jours).unwrap_or(0),
        papiers,
    }
}

fn avec(papier: &mut EnvoiPapier, fait: &LignePapier) {
    let statut = fait.statut.as_deref().and_then(DocumentStatut::from_code);
    papier.document = Some(fait.id.clone());
    papier.numero = Some(fait.numero.clone());
    papier.duplicatas = fait.duplicatas.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    papier.etat = match statut {
        Some(DocumentStatut::Envoye) => EtatEnvoi::Parti,
        Some(DocumentStatut::Accuse) => EtatEnvoi::Recu,
        _ => EtatEnvoi::AEnvoyer,
    };
    if papier.etat == EtatEnvoi::AEnvoyer {
        let information = fait.information.as_deref().map(serde_json::from_str::<Information>);
        let dit = matches!(&information, Some(Ok(i)) if i.etat != InformationEtat::AInformer);
        if !dit && papier.categorie != 0 {
            papier.empechements.push(Empechement {
                code: EmpechementCode::Information,
                phrase: "Dites, au moment de l’envoi, comment l’enfant ou ses parents ont été \
                         informés, ou pourquoi ce n’était pas possible."
                    .to_owned(),
                bloque: false,
            });
        }
    } else {
        let canal = fait.canal.as_deref().and_then(Canal::from_code);
        papier.canal = canal.unwrap_or(papier.canal);
        papier.parti_le.clone_from(&fait.date_envoi);
    }
}

/// Why no paper of a child leaves whose objections do not read.
const OPPOSITION_ILLISIBLE: &str = "Une opposition écrite au dossier ne peut pas être lue par cette \
     version d’Escale\u{a0}: aucun papier de cet enfant ne part. Mettez Escale à jour, ou prévenez \
     l’administrateur.";

/// The objections of one bilan, read as the paper itself would read them.
///
/// # Errors
/// [`Code::LigneIllisible`]: a paper would leave against what is not read.
fn oppositions(ligne: &LigneOpposition) -> Result<Oppositions> {
    let illisible = |_| Error::new(Code::LigneIllisible, "objection");
    let connues: Vec<Opposition> = serde_json::from_str(&ligne.connues).map_err(illisible)?;
    let dite: Option<Value> =
        ligne.dite.as_deref().map(serde_json::from_str).transpose().map_err(illisible)?;
    let marques: Vec<String> = serde_json::from_str(&ligne.marques).map_err(illisible)?;
    Ok(Oppositions::parse(&connues, dite.iter(), &|nomme| marques.iter().any(|m| m == nomme)))
}

/// What stands in the way of the papers that are shown.
async fn prevent(core: &Core, session: &Session, bilans: &mut [Compose]) -> Result<()> {
    let ids: Vec<&str> = bilans.iter().map(|(b, ..)| b.bilan.as_str()).collect();
    let opposes: HashMap<String, Result<Oppositions>> = session
        .store
        .avec_opposition(&ids)
        .await?
        .iter()
        .map(|ligne| (ligne.bilan.clone(), oppositions(ligne)))
        .collect();
    for (bilan, ligne, demande, manque) in bilans {
        let lue = opposes.get(&bilan.bilan);
        let illisible = lue.is_some_and(Result::is_err);
        let opposition = lue.and_then(|lue| lue.as_ref().ok());
        // Which sessions an objection leaves to prescribe can only be told from the whole record.
        let prescription =
            bilan.papiers.iter().any(|p| p.genre.facts().prescribes && p.etat == EtatEnvoi::AFaire);
        let dossier: Option<Dossier> = match opposition.is_some() && ligne.seances && prescription {
            true => {
                let ouvert = BilanOuvert::read(session, &bilan.bilan).await?;
                Some(calcul::dossier(core, session, &ouvert).await?)
            }
            false => None,
        };
        for papier in &mut bilan.papiers {
            let facts = papier.genre.facts();
            if matches!(papier.etat, EtatEnvoi::Parti | EtatEnvoi::Recu) {
                continue;
            }
            let mut dire = |code, phrase: String, bloque| {
                papier.empechements.push(Empechement { code, phrase, bloque });
            };
            if illisible {
                dire(EmpechementCode::Opposition, OPPOSITION_ILLISIBLE.to_owned(), true);
                continue;
            }
            match manque {
                Some(Manque::Medecin) if facts.recipient == Recipient::Medecin => {
                    let phrase = "Aucun médecin référent au dossier\u{a0}: indiquez à qui écrire.";
                    dire(EmpechementCode::SansMedecin, phrase.to_owned(), false);
                }
                Some(Manque::Adresse(faute)) if facts.recipient == Recipient::Medecin => {
                    dire(
                        EmpechementCode::SansDestinataire,
                        faute.phrase("Le médecin référent"),
                        false,
                    );
                }
                _ => {}
            }
            if facts.recipient == Recipient::Main
                && !pli::secret(ligne, demande.as_ref())
                && let Some(faute) =
                    demande.as_ref().and_then(|d| regle::adresse(&d.lieu_accueil.adresse))
            {
                dire(EmpechementCode::SansDestinataire, faute.phrase("Le lieu d’accueil"), false);
            }
            if facts.recipient == Recipient::Service && demande.is_none() {
                let phrase =
                    "Aucune demande au dossier\u{a0}: le service de l’ASE n’est pas connu.";
                dire(EmpechementCode::SansDestinataire, phrase.to_owned(), false);
            }
            if papier.etat != EtatEnvoi::AFaire {
                continue;
            }
            let imprecise = opposition.is_some_and(Oppositions::imprecise);
            if imprecise && facts.refused_by_vague_objection() {
                let phrase = Refus::OppositionImprecise.to_string();
                dire(EmpechementCode::Opposition, phrase, true);
                continue;
            }
            if !facts.prescribes {
                continue;
            }
            let kind = papier.genre;
            let refus = match dossier.as_ref().map(|d| document::extract(d, kind)) {
                Some(Err(refus)) => {
                    papier.du = false;
                    Some(refus)
                }
                _ if !ligne.seances => Some(Refus::RienAPrescrire),
                _ if !ligne.medecin_signe => Some(Refus::SansMedecin),
                _ => None,
            };
            if let Some(refus) = refus {
                dire(EmpechementCode::Prescription, refus.to_string(), true);
            }
        }
    }
    Ok(())
}

/// Whether everything that a bilan waits for has left, once these papers have.
pub(super) async fn tout_parti(
    core: &Core,
    session: &Session,
    bilan: &str,
    partis: &[String],
) -> Result<bool> {
    let lignes = session.store.pile(&[bilan]).await?;
    let mut bilans = compose(session, lignes, core.monde.aujourd_hui()).await?;
    for papier in bilans.iter_mut().flat_map(|(bilan, ..)| &mut bilan.papiers) {
        if papier.document.as_ref().is_some_and(|id| partis.contains(id)) {
            papier.etat = EtatEnvoi::Parti;
        }
    }
    prevent(core, session, &mut bilans).await?;
    let (bilan, ..) = bilans.first().ok_or_else(|| Error::new(Code::Introuvable, "bilan"))?;
    let reste = |p: &EnvoiPapier| {
        let la = matches!(p.etat, EtatEnvoi::AFaire | EtatEnvoi::AEnvoyer);
        la && (p.du || p.etat == EtatEnvoi::AEnvoyer)
    };
    Ok(!bilan.papiers.iter().any(reste))
}

/// "LEFÈVRE-PETIT Emma", as a list of names tells it.
pub(super) fn nom(ligne: &LignePile) -> String {
    nom_enfant(&ligne.nom_naissance, &ligne.prenom_utilise)
}
