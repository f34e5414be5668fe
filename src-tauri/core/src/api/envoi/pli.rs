//! To whom the papers of a bilan go, and which envelope they share.

use crate::api::document::Envoi;
use crate::api::{Session, identifiant};
use crate::error::{Code, Error, Result};
use crate::store::LignePile;
use escale_domain::date::DateCivile;
use escale_domain::demande::Demande;
use escale_domain::enfant::MedecinReferent;
use escale_domain::papier::PaperKind;
use escale_domain::papier::Recipient;
use escale_domain::regle::{self, AdresseFaute};
use escale_domain::texte::fold;
use escale_papiers::adresse;

/// What is said of a place whose address a judge keeps secret (Code civil 375-7).
pub(super) const LIEU_SECRET: &str = "Lieu d’accueil confidentiel";

/// What the addressees of the papers of a bilan are computed from.
pub(super) struct Adressage {
    pub(super) ligne: LignePile,
    pub(super) demande: Option<Demande>,
    pub(super) medecin: Option<MedecinReferent>,
}

/// An envelope: papers with the same key go together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pli {
    pub(super) code_postal: String,
    pub(super) nom: String,
    /// What tells two addressees of one name apart.
    pub(super) autre: String,
}

impl Adressage {
    /// Reads what a bilan of the pile says.
    pub(super) async fn read(session: &Session, ligne: LignePile) -> Result<Self> {
        let medecin = session.store.fiche_facultative(identifiant(&ligne.enfant)?).await?;
        let demande = demande(&ligne)?;
        Ok(Self { ligne, demande, medecin })
    }

    /// Whether the place of care must not be named.
    pub(super) fn secret(&self) -> bool {
        secret(&self.ligne, self.demande.as_ref())
    }

    /// The envelope of a kind of paper.
    pub(super) fn pli(&self, genre: PaperKind) -> Pli {
        let pli = |code_postal: &str, nom: &str, autre: &str| Pli {
            code_postal: code_postal.trim().to_owned(),
            nom: fold(nom),
            autre: autre.to_owned(),
        };
        let demande = self.demande.as_ref();
        match genre.facts().recipient {
            Recipient::Medecin => match &self.medecin {
                Some(m) => {
                    let nom = format!("{} {}", m.nom, m.prenom);
                    pli(&m.adresse.code_postal, &nom, &m.adresse.lignes.join(" "))
                }
                None => pli("", "medecin qui suivra", &self.ligne.bilan),
            },
            Recipient::Service => match demande {
                Some(d) => pli("", &d.secteur, &d.emetteur_contact.nom),
                None => pli("", "service de l ase", ""),
            },
            Recipient::Main => match demande {
                // Two secret places never share an envelope: nothing says that they are one.
                Some(d) if !self.secret() => {
                    let lieu = &d.lieu_accueil;
                    pli(&lieu.adresse.code_postal, &lieu.nom, &lieu.adresse.lignes.join(" "))
                }
                _ => pli("", LIEU_SECRET, &self.ligne.enfant),
            },
        }
    }

    /// The lines of the label of a kind of paper, or why there is none.
    pub(super) fn adresse(&self, genre: PaperKind) -> std::result::Result<Vec<String>, String> {
        let dossier = &self.ligne.num_dossier_local;
        let demande = self.demande.as_ref();
        let sans = |qui: &str, faute: AdresseFaute| {
            Err(format!("Dossier {dossier}\u{a0}: {qui} {}", faute.suite()))
        };
        match genre.facts().recipient {
            Recipient::Medecin => match &self.medecin {
                Some(m) => match regle::adresse(&m.adresse) {
                    None => Ok(adresse::lignes(m)),
                    Some(faute) => sans("le médecin référent", faute),
                },
                None => Err(format!("Dossier {dossier}\u{a0}: aucun médecin référent.")),
            },
            // The referral names the service and a person, and no street.
            Recipient::Service => sans("le service de l’ASE", AdresseFaute::Absente),
            Recipient::Main => match demande {
                _ if self.secret() => Err(format!(
                    "Dossier {dossier}\u{a0}: lieu d’accueil confidentiel, aucune étiquette n’est \
                     imprimée."
                )),
                Some(d) => match regle::adresse(&d.lieu_accueil.adresse) {
                    None => Ok(adresse::lieu(&d.lieu_accueil.nom, &d.lieu_accueil.adresse)),
                    Some(faute) => sans("le lieu d’accueil", faute),
                },
                None => sans("le lieu d’accueil", AdresseFaute::Absente),
            },
        }
    }
}

/// The referral of a bilan of the pile.
pub(super) fn demande(ligne: &LignePile) -> Result<Option<Demande>> {
    let demande = ligne.demande.as_deref().map(serde_json::from_str).transpose();
    demande.map_err(|_| Error::new(Code::BaseAbimee, "referral does not read"))
}

pub(super) fn secret(ligne: &LignePile, demande: Option<&Demande>) -> bool {
    ligne.secret || demande.is_some_and(|d| d.lieu_accueil.adresse_confidentielle)
}

/// To whom a kind of paper goes, by the same rule as when it is made.
pub(super) fn envoi(
    ligne: &LignePile,
    demande: Option<&Demande>,
    medecin: Option<String>,
    genre: PaperKind,
) -> Result<Envoi> {
    let jour = |texte: &str| {
        DateCivile::parse_iso(texte).ok_or_else(|| Error::new(Code::BaseAbimee, "date"))
    };
    let (naissance, le) = (jour(&ligne.date_naissance)?, jour(&ligne.date)?);
    Ok(Envoi::new(genre, medecin, demande, naissance, le))
}
