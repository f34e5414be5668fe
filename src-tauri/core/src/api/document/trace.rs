//! To whom a paper goes, and the line that it writes in the transmission log (CSP R.1110-3).

use crate::api::bilan::BilanOuvert;
use crate::api::{Core, Session};
use crate::error::Result;
use crate::store::tables::{Document, Json, Lu, Transmission};
use escale_domain::age::Age;
use escale_domain::date::DateCivile;
use escale_domain::demande::Demande;
use escale_domain::document::{self, PaperKind};
use escale_domain::dossier::Dossier;
use escale_domain::enfant::{LieuAccueilType, MedecinReferent};
use escale_domain::papier::Recipient;
use escale_domain::transmission::{Canal, Information, InformationEtat, TransmissionStatut};
use uuid::Uuid;

/// To whom a paper goes, and what it tells them (CSP R.1110-2 and R.1110-3).
pub(in crate::api) struct Envoi {
    pub(in crate::api) genre: PaperKind,
    /// As the list of papers shows it; empty where no addressee is known.
    pub(in crate::api) destinataire: String,
    /// The words of the log where no addressee is known.
    pub(in crate::api) autrement: &'static str,
    /// Who is handed it, where it goes by hand.
    pub(in crate::api) porteur: Option<Porteur>,
    /// 1 health professionals, 2 other professionals, 0 the child and the family.
    pub(in crate::api) categorie: u8,
    pub(in crate::api) canal: Canal,
    pub(in crate::api) nature: &'static str,
}

impl Envoi {
    pub(super) fn du_dossier(dossier: &Dossier, genre: PaperKind) -> Self {
        let medecin = dossier.medecin_referent.as_ref().map(nom_du_medecin);
        let naissance = dossier.enfant.date_naissance;
        let demande = dossier.demande.as_ref();
        Self::new(genre, medecin, demande, naissance, dossier.bilan.date)
    }

    /// `medecin` is the référent doctor by name, `le` the day of the bilan.
    pub(in crate::api) fn new(
        genre: PaperKind,
        medecin: Option<String>,
        demande: Option<&Demande>,
        naissance: DateCivile,
        le: DateCivile,
    ) -> Self {
        let facts = genre.facts();
        let (destinataire, autrement, porteur, categorie, canal) = match facts.recipient {
            Recipient::Medecin => {
                (medecin.unwrap_or_default(), "médecin qui suivra l’enfant", None, 1, Canal::Papier)
            }
            Recipient::Service => (
                demande.map_or_else(String::new, |d| d.secteur.trim().to_owned()),
                "service de l’aide sociale à l’enfance",
                None,
                2,
                Canal::Papier,
            ),
            Recipient::Main => {
                let porteur = Porteur::new(demande, naissance, le);
                let (autrement, categorie) = porteur.mots();
                (String::new(), autrement, Some(porteur), categorie, Canal::RemiseMainPropre)
            }
        };
        let nature = facts.nature;
        Self { genre, destinataire, autrement, porteur, categorie, canal, nature }
    }

    /// In words.
    pub(in crate::api) fn a_qui(&self) -> &str {
        match self.destinataire.is_empty() {
            true => self.autrement,
            false => &self.destinataire,
        }
    }
}

/// "Dr Bruno GAUTIER".
fn nom_du_medecin(medecin: &MedecinReferent) -> String {
    format!("{} {} {}", medecin.civilite, medecin.prenom, medecin.nom)
}

/// Who is handed a paper that goes by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::api) enum Porteur {
    /// A child who reads.
    Enfant,
    /// At home.
    Parents,
    /// Elsewhere. The log does not name it: a name that must stay secret is then nowhere in it.
    Lieu,
}

impl Porteur {
    fn new(demande: Option<&Demande>, naissance: DateCivile, le: DateCivile) -> Self {
        let lit = Age::a(naissance, le).is_some_and(document::lit);
        let chez_soi = demande.is_some_and(|d| d.lieu_accueil_type == LieuAccueilType::Domicile);
        match (lit, chez_soi) {
            (true, _) => Self::Enfant,
            (false, true) => Self::Parents,
            (false, false) => Self::Lieu,
        }
    }

    /// In words, with the category of CSP R.1110-3.
    const fn mots(self) -> (&'static str, u8) {
        match self {
            Self::Enfant => ("l’enfant", 0),
            Self::Parents => ("parents", 0),
            Self::Lieu => ("lieu d’accueil", 2),
        }
    }
}

/// The line of the transmission log of a paper: to whom it goes; how the child or the parents were
/// informed is still to be noted (CSP R.1110-3).
pub(super) async fn ligne(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    envoi: &Envoi,
    (id, papier): (Uuid, Uuid),
    nature: String,
) -> Result<Transmission> {
    let deja: Vec<Transmission> = session.store.rows(ouvert.enfant_id).await?;
    let dernier = |texte: &str| texte.strip_prefix('T').and_then(|r| r.parse::<u32>().ok());
    let rang = deja.iter().filter_map(|t| dernier(&t.repere)).max().unwrap_or(0) + 1;
    Ok(Transmission {
        id,
        enfant: ouvert.enfant_id,
        rang: i64::try_from(deja.len()).unwrap_or(i64::MAX) + 1,
        repere: format!("T{rang:02}"),
        date: core.monde.aujourd_hui(),
        document: envoi.genre,
        destinataire: envoi.a_qui().to_owned(),
        categorie: i64::from(envoi.categorie),
        canal: Lu::from(envoi.canal),
        nature_information: nature,
        information_personne: Json(Information {
            etat: InformationEtat::AInformer,
            date: None,
            mode: None,
            motif: None,
        }),
        statut: TransmissionStatut::AInformer,
        accuse: None,
        papier: Some(papier.to_string()),
        envoye_par: None,
        envoye_le: None,
    })
}

/// A duplicate of a paper that left goes the same way, on the day it is made: the information given
/// for the first sending (CSP R.1110-3) covers it.
pub(super) async fn comme_la_premiere(
    core: &Core,
    session: &Session,
    papier: &Document,
    ligne: &mut Transmission,
) -> Result<()> {
    let Some(premiere) = papier.transmission else { return Ok(()) };
    let premiere: Transmission = session.store.row(premiere).await?;
    ligne.canal = premiere.canal;
    ligne.information_personne = premiere.information_personne;
    ligne.statut = TransmissionStatut::Envoyee;
    ligne.envoye_par = Some(session.moi()?);
    ligne.envoye_le = Some(core.monde.maintenant());
    Ok(())
}
