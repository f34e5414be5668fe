//! Paper E: sessions that a doctor prescribes to a professional outside the centre.
//!
//! Psychomotricians and occupational therapists act on a doctor’s prescription (CSP L.4332-1,
//! L.4331-1), and so do the other professions listed here when the health insurance is to pay. The
//! paper says who, how many sessions, how often, and not why: the person who carries it may read it.

use super::extrait::{Tri, seances};
use super::{Refus, nom_complet};
use crate::preconisation::{Preconisation, PreconisationStatut, PreconisationType};

/// Sessions asked of one profession.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeancePrescrite {
    /// Who is to give them.
    pub profession: &'static str,
    /// "6 séances, une par semaine".
    pub nombre: String,
    /// With whom, by name, where the professional is known.
    pub avec: Option<String>,
}

impl SeancePrescrite {
    /// "6 séances, une par semaine, avec Rose AMIEL".
    #[must_use]
    pub fn en_lettres(&self) -> String {
        match &self.avec {
            Some(avec) => format!("{}, avec {avec}", self.nombre),
            None => self.nombre.clone(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prescripteur {
    /// "Dr Olivier LAMBERT".
    pub nom: String,
    /// RPPS number, where it is known.
    pub rpps: Option<String>,
    /// "médecin", "pédopsychiatre".
    pub profession: &'static str,
}

/// The profession that a type of recommendation asks for; none where nothing is prescribed.
const fn profession(acte: PreconisationType) -> Option<&'static str> {
    use PreconisationType as T;
    match acte {
        T::Orthophonie => Some("Orthophoniste"),
        T::Orthoptie => Some("Orthoptiste"),
        T::Psychomot => Some("Psychomotricien"),
        T::Ergo => Some("Ergothérapeute"),
        T::Kine => Some("Masseur-kinésithérapeute"),
        T::Psycho => Some("Psychologue"),
        _ => None,
    }
}

/// The types of recommendation whose sessions are prescribed.
pub fn types_prescrits() -> impl Iterator<Item = PreconisationType> {
    PreconisationType::ALL.iter().copied().filter(|acte| profession(*acte).is_some())
}

/// The states of a recommendation in which its sessions are still to be prescribed.
pub const A_PRESCRIRE: [PreconisationStatut; 6] = [
    PreconisationStatut::Proposee,
    PreconisationStatut::Validee,
    PreconisationStatut::AttenteAutorisation,
    PreconisationStatut::Adressee,
    PreconisationStatut::RdvPris,
    PreconisationStatut::EnCours,
];

/// Whether a recommendation has sessions that are still to be prescribed.
#[must_use]
pub fn a_prescrire(p: &Preconisation) -> bool {
    A_PRESCRIRE.contains(&p.statut)
        && profession(p.preco_type).is_some()
        && p.nb_seances.is_some_and(|n| n > 0)
}

/// The doctor of the pair who signed a bilan: only this doctor prescribes.
#[must_use]
pub fn prescripteur(dossier: &crate::dossier::Dossier) -> Option<Prescripteur> {
    let signe = |id: &str| dossier.bilan.signatures.iter().any(|s| s.professionnel == id);
    let pro = dossier
        .bilan
        .binome
        .iter()
        .filter(|id| signe(id))
        .filter_map(|id| dossier.professionnels.iter().find(|p| p.id == **id))
        .find(|p| p.profession.docteur())?;
    Some(Prescripteur {
        nom: nom_complet(pro),
        rpps: pro.rpps.clone().filter(|rpps| !rpps.trim().is_empty()),
        profession: pro.profession.label(),
    })
}

/// What a prescription says of a record.
pub(super) fn parse(tri: &Tri<'_>) -> Result<(Vec<SeancePrescrite>, Prescripteur), Refus> {
    let dossier = &tri.dossier;
    let avec = |p: &Preconisation| {
        let cible = p.professionnel_cible.as_deref()?;
        dossier.professionnels.iter().find(|pro| pro.id == cible).map(nom_complet)
    };
    let lues: Vec<SeancePrescrite> = dossier
        .preconisations
        .iter()
        .filter(|p| tri.preconisation(p).sort())
        .filter_map(|p| {
            Some(SeancePrescrite {
                profession: profession(p.preco_type)?,
                nombre: seances(p)?,
                avec: avec(p),
            })
        })
        .collect();
    if lues.is_empty() {
        return Err(Refus::RienAPrescrire);
    }
    Ok((lues, prescripteur(dossier).ok_or(Refus::SansMedecin)?))
}
