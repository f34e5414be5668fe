//! What the child, or those who answer for them, were told and agreed to before information left
//! the care team (CSP L.1110-4, D.1110-3-1).

use crate::codes::codes;
use crate::date::DateCivile;
use crate::transmission::Canal;
use serde::{Deserialize, Serialize};

codes! {
    /// What was recorded: an agreement, or that the person was informed.
    ConsentementNature {
        Consentement = "consentement", "Consentement au partage";
        Information = "information", "Information donnée";
    }
}

codes! {
    /// Categories of data that are shared, first of the four facts of D.1110-3-1.
    CategorieDonnees {
        Identite = "identite", "Identité et mesure de protection";
        Besoins = "besoins", "Besoins et rendez-vous";
        Medical = "medical", "Compte rendu médical";
        Psychologique = "psychologique", "Compte rendu psychologique";
        Vaccinations = "vaccinations", "Vaccinations";
        Social = "social", "Situation sociale et scolaire";
    }
}

codes! {
    /// Categories of recipients, the second fact (CSP R.1110-2).
    CategorieDestinataires {
        MedecinReferent = "medecin_referent", "Médecin référent ou traitant";
        Soignants = "soignants", "Professionnels de santé hors du centre";
        Psychologues = "psychologues", "Psychologues libéraux";
        Ase = "ase", "Service de l’ASE";
        LieuAccueil = "lieu_accueil", "Lieu d’accueil";
        Ecole = "ecole", "École";
    }
}

codes! {
    /// Who agreed or was told.
    AupresDe {
        Enfant = "enfant", "L’enfant";
        Mere = "mere", "Sa mère";
        Pere = "pere", "Son père";
        Parents = "parents", "Ses deux parents";
        Tuteur = "tuteur", "Son tuteur";
        Ase = "ase", "Le service de l’ASE, titulaire de l’autorité parentale";
    }
}

/// What a person agreed to or was informed of: the four facts of D.1110-3-1, who recorded it, when, and
/// whether it was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consentement {
    /// An agreement, or an information.
    pub nature: ConsentementNature,
    pub donnees: Vec<CategorieDonnees>,
    pub destinataires: Vec<CategorieDestinataires>,
    /// By which means it travels.
    pub supports: Vec<Canal>,
    /// How it is kept safe.
    pub mesures: String,
    /// Who agreed or was told.
    pub aupres_de: AupresDe,
    pub nom: Option<String>,
    pub recueilli_par: String,
    pub date: DateCivile,
    pub retire_le: Option<DateCivile>,
    pub retire_par: Option<String>,
    pub retire_motif: Option<String>,
}
