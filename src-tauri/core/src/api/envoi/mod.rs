//! The pile "Envois": which papers have not left, making them in the background, noting that they
//! left and arrived, and the papers around papers.

mod papiers;
mod pile;
mod pli;
mod suivi;
mod travail;
mod vers;

pub(super) use papiers::{bordereau, etiquettes};
pub(super) use pile::list;
pub(super) use suivi::{acknowledge, mark};
pub(crate) use travail::Travail;
pub use travail::{Issue, documents_de_tous};
pub(super) use travail::{cancel, follow, interrupt, start};
pub(super) use vers::sweep;
