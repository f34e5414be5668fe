//! The pile of papers to be sent.

use super::Core;
use super::vues::*;
use crate::error::{Code, Error, Result};

fn bientot<T>() -> Result<T> {
    Err(Error::new(Code::Interne, "under way"))
}
pub(super) async fn lister(_: &Core, _: FiltreEnvois) -> Result<PileEnvois> {
    bientot()
}
pub(super) async fn lancer(_: &Core, _: LancerEnvoi) -> Result<EnvoiLance> {
    bientot()
}
pub(super) async fn suivre(_: &Core, _: ParTravail) -> Result<EnvoiSuivi> {
    bientot()
}
pub(super) async fn annuler(_: &Core, _: ParTravail) -> Result<EnvoiSuivi> {
    bientot()
}
pub(super) async fn marquer(_: &Core, _: MarquerEnvoi) -> Result<Vec<DocumentSuivi>> {
    bientot()
}
pub(super) async fn accuser(_: &Core, _: AccuserEnvoi) -> Result<DocumentSuivi> {
    bientot()
}
pub(super) async fn etiquettes(_: &Core, _: Etiqueter) -> Result<EtiquettesFaites> {
    bientot()
}
pub(super) async fn bordereau(_: &Core, _: Bordereau) -> Result<BordereauFait> {
    bientot()
}
