//! The yearly envelope of a child, and the sessions that it pays for (domain note §7.6).

use crate::codes::codes;
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

codes! {
    /// Scheme that gives the envelope.
    Dispositif {
        SanteProtegee = "sante_protegee", "Santé protégée";
        Pcr = "PCR", "Parcours coordonné renforcé";
        Autre = "autre", "Autre dispositif";
    }
}

codes! {
    EnveloppeStatut {
        Ouverte = "ouverte", "Ouverte";
        Epuisee = "epuisee", "Épuisée";
        Close = "close", "Close";
    }
}

codes! {
    /// Kind of movement on an envelope.
    MouvementType {
        Ouverture = "ouverture", "Ouverture";
        Reservation = "reservation", "Réservation";
        Consommation = "consommation", "Consommation";
        Annulation = "annulation", "Annulation";
    }
}

codes! {
    SeanceNature {
        Bilan = "bilan", "Bilan";
        Seance = "seance", "Séance";
        Synthese = "synthese", "Synthèse";
    }
}

codes! {
    /// Where a session stands (domain note §7.7).
    SeanceStatut {
        Prescrite = "prescrite", "Prescrite";
        Reservee = "reservee", "Réservée";
        Planifiee = "planifiee", "Planifiée";
        Realisee = "realisee", "Réalisée";
        AbsenceExcusee = "absence_excusee", "Absence excusée";
        AbsenceNonExcusee = "absence_non_excusee", "Absence non excusée";
        Annulee = "annulee", "Annulée";
        Facturee = "facturee", "Facturée";
        Payee = "payee", "Payée";
    }
}

codes! {
    Presence {
        Present = "present", "Présent";
        AbsentExcuse = "absent_excuse", "Absent excusé";
        Absent = "absent", "Absent";
    }
}

/// The envelope of one year. Amounts in euros.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Enveloppe {
    pub exercice_debut: DateCivile,
    pub exercice_fin: DateCivile,
    pub dispositif: Dispositif,
    pub montant_plafond: f64,
    pub reserve: f64,
    pub consomme: f64,
    pub reste: f64,
    pub statut: EnveloppeStatut,
}

/// A movement on an envelope; the amount in euros is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Mouvement {
    pub date: DateCivile,
    #[serde(rename = "type")]
    pub mouvement_type: MouvementType,
    pub montant: f64,
    pub seance: Option<String>,
    pub libelle: String,
}

/// A session with a liberal professional. Price in euros, duration in minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Seance {
    pub id: String,
    pub preco: String,
    pub pro: String,
    pub date: DateCivile,
    pub duree_min: i64,
    pub nature: SeanceNature,
    pub tarif: f64,
    pub statut: SeanceStatut,
    pub presence: Option<Presence>,
    pub facture_ref: Option<String>,
    pub paiement_date: Option<DateCivile>,
}

impl Seance {
    /// Whether it took place, or was to and the child did not come: its day cannot be to come. One that
    /// is excused may have been so before its day.
    #[must_use]
    pub const fn eue(&self) -> bool {
        use SeanceStatut::{AbsenceNonExcusee, Facturee, Payee, Realisee};
        matches!(self.statut, Realisee | AbsenceNonExcusee | Facturee | Payee)
            || matches!(self.presence, Some(Presence::Present | Presence::Absent))
            || self.paiement_date.is_some()
    }
}
