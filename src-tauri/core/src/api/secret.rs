//! What a session that does not hold the key of reinforced secrecy (V3) is told, where working
//! without it would write what the session could not read again, or leave out what must be said.

use super::Session;
use super::bilan::BilanOuvert;
use crate::error::{Code, Error, Result};
use escale_domain::codes::Visibilite;
use escale_domain::papier::PaperKind;
use uuid::Uuid;

/// Refuses to write a V3 value in a session that could not read it again, because its account waits
/// for the key.
pub(super) fn pour_ecrire(session: &Session, visibilite: Visibilite) -> Result<()> {
    if visibilite != Visibilite::V3 || session.store.lit_le_secret() {
        return Ok(());
    }
    Err(Error::new(Code::Interdit, "no key of reinforced secrecy").avec_message(
        "Votre compte ne lit pas encore ce qui est sous secret renforcé. Demandez à un soignant du \
         centre d’ouvrir Escale une fois sur ce poste, puis rouvrez votre session.",
    ))
}

/// What prevents closing a bilan that holds answers which this session cannot read: an alert may rest
/// on them.
pub(super) async fn pour_clore(session: &Session, ouvert: &BilanOuvert) -> Result<Option<String>> {
    let scelle = session.store.scelle(ouvert.enfant_id, ouvert.id).await?;
    let phrase = "Des réponses sous secret renforcé sont à relire par le binôme avant de clore.";
    Ok(scelle.reponses.then(|| phrase.to_owned()))
}

/// Refuses a letter with a ticked answer that this session cannot read: without it the letter would
/// leave out what the pair wanted the doctor to know.
pub(super) async fn pour_un_papier(
    session: &Session,
    ouvert: &BilanOuvert,
    genre: PaperKind,
) -> Result<()> {
    if !genre.facts().whole() || !session.store.scelle(ouvert.enfant_id, ouvert.id).await?.coches {
        return Ok(());
    }
    Err(Error::new(Code::DocumentImpossible, "sealed answers").avec_message(
        "Ce courrier contient une réponse sous secret renforcé, que seul un soignant peut lire. \
         Demandez à un soignant du centre de le faire.",
    ))
}

/// Refuses an export that would lack what this session cannot read.
pub(super) async fn pour_exporter(session: &Session, enfant: Uuid, bilan: Uuid) -> Result<()> {
    if !session.store.scelle(enfant, bilan).await?.tout {
        return Ok(());
    }
    Err(Error::new(Code::Interdit, "sealed values").avec_message(
        "Ce dossier contient des réponses sous secret renforcé, que votre compte ne lit pas\u{a0}: \
         un export sans elles serait incomplet. Demandez à un soignant du centre de le faire.",
    ))
}
