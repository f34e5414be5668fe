//! Noting that papers left, how the child or the parents were informed (CSP R.1110-3), and that
//! they arrived.

use super::pile;
use crate::api::bilan::BilanOuvert;
use crate::api::consentement::jour;
use crate::api::document::{statut, suivi_de};
use crate::api::vues::{AccuserEnvoi, DocumentSuivi, InformationSaisie, MarquerEnvoi};
use crate::api::{Core, Session, identifiant};
use crate::error::{Code, Error, Result};
use crate::store::tables::{Document, Json, Lu, Transmission};
use crate::store::{Changement, Verbe};
use escale_domain::bilan::BilanStatut;
use escale_domain::date::DateCivile;
use escale_domain::papier::Recipient;
use escale_domain::transmission::{
    Canal, DocumentStatut, Information, InformationEtat, TransmissionStatut,
};
use serde_json::json;
use std::collections::BTreeMap;

fn refus<T>(champ: &str, phrase: impl Into<String>) -> Result<T> {
    Err(Error::refus(Code::SaisieRefusee, champ, phrase))
}

/// A paper with its line in the log.
struct Papier {
    document: Document,
    ligne: Transmission,
}

impl Papier {
    async fn read(session: &Session, id: &str) -> Result<Self> {
        let document: Document = session.store.row(identifiant(id)?).await?;
        let Some(ligne) = document.transmission else {
            // Papers that were made before the log was tied to them.
            return refus(
                "documents",
                format!(
                    "Le n°\u{a0}{} date d’une version plus ancienne\u{a0}: faites un nouveau \
                     document, qui le remplacera.",
                    document.numero
                ),
            );
        };
        let ligne = session.store.row(ligne).await?;
        Ok(Self { document, ligne })
    }

    /// Refuses a letter without an addressee that would have left by a way that needs one: the log
    /// says to whom information went (CSP R.1110-3). Handed to the child or to a holder of parental
    /// authority (CSP R.1112-1-2), it needs no name.
    fn adresse(&self, canal: Canal) -> Result<()> {
        let kind = self.document.genre.known()?;
        let medecin = kind.facts().recipient == Recipient::Medecin;
        if !medecin || canal == Canal::RemiseMainPropre || !self.document.destinataire.is_empty() {
            return Ok(());
        }
        let phrase = format!(
            "Le courrier n°\u{a0}{} n’est adressé à aucun médecin\u{a0}: indiquez le médecin \
             référent de l’enfant et refaites le courrier, qui le remplacera, ou notez une remise en \
             main propre.",
            self.document.numero
        );
        refus("documents", phrase)
    }

    /// Refuses a step that the state machine does not have, in a sentence.
    fn advance_to(&self, suivant: DocumentStatut) -> Result<()> {
        let (numero, ici) = (&self.document.numero, statut(&self.document)?);
        if ici.peut_devenir(suivant) {
            return Ok(());
        }
        let phrase = match ici {
            DocumentStatut::Remplace => {
                format!("Le n°\u{a0}{numero} a été remplacé\u{a0}: prenez celui qui le remplace.")
            }
            DocumentStatut::Envoye | DocumentStatut::Accuse => {
                format!("Le n°\u{a0}{numero} est déjà noté comme parti.")
            }
            DocumentStatut::Brouillon | DocumentStatut::Valide => {
                format!(
                    "Le n°\u{a0}{numero} n’est pas encore parti\u{a0}: notez d’abord son envoi."
                )
            }
        };
        refus("documents", phrase)
    }

    fn devenu(&self, statut: DocumentStatut) -> Changement {
        Changement::set(self.document.id, Document::statut(Lu::from(statut)))
    }
}

/// Notes that papers left. All of them, or none.
pub(in crate::api) async fn mark(core: &Core, envoi: MarquerEnvoi) -> Result<Vec<DocumentSuivi>> {
    let session = core.session().await?;
    let date = jour(core, &envoi.date)?;
    let (_papiers, _tour) = (session.papier().await, session.decide().await);
    let mut par_bilan: BTreeMap<String, Vec<Papier>> = BTreeMap::new();
    let mut categories = false;
    let mut vus = std::collections::BTreeSet::new();
    for id in envoi.documents.iter().filter(|id| vus.insert(id.as_str())) {
        let papier = Papier::read(&session, id).await?;
        papier.advance_to(DocumentStatut::Envoye)?;
        if date < papier.document.date {
            let numero = &papier.document.numero;
            let phrase = format!(
                "Le n°\u{a0}{numero} n’était pas encore fait ce jour-là\u{a0}: vérifiez la date de l’envoi."
            );
            return Err(Error::refus(Code::DateRefusee, "date", phrase));
        }
        papier.adresse(envoi.canal)?;
        categories |= papier.ligne.categorie != 0;
        par_bilan.entry(papier.document.bilan.to_string()).or_default().push(papier);
    }
    if par_bilan.is_empty() {
        return refus("documents", "Choisissez au moins un document.");
    }
    let information = information(core, envoi.information.as_ref(), date, categories)?;
    let mut actes = Vec::with_capacity(par_bilan.len());
    for (bilan, papiers) in &par_bilan {
        let ouvert = BilanOuvert::read(&session, bilan).await?;
        let mut changements = Vec::new();
        for papier in papiers {
            changements.push(papier.devenu(DocumentStatut::Envoye));
            changements.extend(Changement::all(
                papier.ligne.id,
                [
                    Transmission::date(date),
                    Transmission::canal(envoi.canal),
                    Transmission::information_personne(information.clone()),
                    Transmission::statut(TransmissionStatut::Envoyee),
                    Transmission::envoye_par(session.moi()?),
                    Transmission::envoye_le(core.monde.maintenant()),
                ],
            ));
        }
        // A bilan whose papers have all left is sent on (domain note §7.7).
        let partis: Vec<String> = papiers.iter().map(|p| p.document.id.to_string()).collect();
        if ouvert.statut == BilanStatut::Valide
            && pile::tout_parti(core, &session, bilan, &partis).await?
        {
            changements.extend(ouvert.advance_to(BilanStatut::Transmis)?);
        }
        actes.push(ouvert.acte(&session, Verbe::DocumentEnvoyer, changements)?);
    }
    session.store.record_ensemble(actes).await?;
    let mut suivis = Vec::new();
    for papier in par_bilan.values().flatten() {
        suivis.push(suivi_de(&session, papier.document.id).await?);
    }
    Ok(suivis)
}

/// How the child or the parents were informed. A paper that goes to them alone informs them by
/// itself.
fn information(
    core: &Core,
    saisie: Option<&InformationSaisie>,
    envoi: DateCivile,
    a_dire: bool,
) -> Result<Information> {
    let texte = |texte: &str| Some(texte.trim().to_owned()).filter(|texte| !texte.is_empty());
    let dite = saisie.filter(|saisie| saisie.etat != InformationEtat::AInformer);
    let Some(saisie) = dite else {
        if a_dire {
            return refus(
                "information",
                "Indiquez comment l’enfant ou ses parents ont été informés de cet envoi, ou pourquoi \
                 ce n’était pas possible.",
            );
        }
        let (etat, mode) = (InformationEtat::Informe, Some("ecrit".to_owned()));
        return Ok(Information { etat, date: Some(envoi), mode, motif: None });
    };
    let (mode, motif) = (texte(&saisie.mode), texte(&saisie.motif));
    if saisie.etat == InformationEtat::Impossible {
        if motif.is_none() {
            return refus("motif", "Écrivez pourquoi l’information n’était pas possible.");
        }
        return Ok(Information { etat: saisie.etat, date: None, mode: None, motif });
    }
    if mode.is_none() {
        return refus("mode", "Indiquez comment l’enfant ou ses parents ont été informés.");
    }
    let date = match saisie.date.trim() {
        "" => envoi,
        texte => jour(core, texte).map_err(|e| e.sur("information"))?,
    };
    Ok(Information { etat: saisie.etat, date: Some(date), mode, motif: None })
}

/// Notes that a paper arrived.
pub(in crate::api) async fn acknowledge(
    core: &Core,
    accuse: AccuserEnvoi,
) -> Result<DocumentSuivi> {
    let session = core.session().await?;
    let date = jour(core, &accuse.date)?;
    let (_papiers, _tour) = (session.papier().await, session.decide().await);
    let papier = Papier::read(&session, &accuse.document).await?;
    papier.advance_to(DocumentStatut::Accuse)?;
    if date < papier.ligne.date {
        let phrase = "Cette date est avant celle de l’envoi\u{a0}: écrivez le jour où le document est arrivé.";
        return Err(Error::refus(Code::DateRefusee, "date", phrase));
    }
    let note = Some(accuse.note.trim()).filter(|note| !note.is_empty());
    let changements = vec![
        papier.devenu(DocumentStatut::Accuse),
        Changement::set(
            papier.ligne.id,
            Transmission::accuse(Json(json!({ "date": date, "note": note }))),
        ),
    ];
    let ouvert = BilanOuvert::read(&session, &papier.document.bilan.to_string()).await?;
    let acte = ouvert.acte(&session, Verbe::DocumentAccuser, changements)?;
    session.store.record(acte).await?;
    suivi_de(&session, papier.document.id).await
}
