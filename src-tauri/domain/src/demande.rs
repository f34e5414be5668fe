//! The referral by which a sector asks for a bilan (domain note §7.2).

use crate::codes::{Bool3, codes};
use crate::date::DateCivile;
use crate::enfant::{Adresse, LienAutorite, LieuAccueilType};
use serde::{Deserialize, Serialize};

codes! {
    EmetteurType {
        SecteurAse = "secteur_ase", "Secteur de l’ASE";
        Mae = "mae", "Maison d’accueil de l’enfance";
        Pjj = "pjj", "Protection judiciaire de la jeunesse";
        Mecs = "mecs", "Maison d’enfants (MECS)";
        Pmi = "pmi", "PMI";
        Medecin = "medecin", "Médecin";
        Autre = "autre", "Autre";
    }
}

codes! {
    /// The measure that protects the child.
    MesureType {
        Opp = "OPP", "Ordonnance de placement provisoire";
        PlacementJudiciaire = "placement_judiciaire", "Placement judiciaire";
        AccueilProvisoire = "accueil_provisoire", "Accueil provisoire";
        TiersDigneConfiance = "tiers_digne_confiance", "Tiers digne de confiance";
        AemoAed = "AEMO_AED", "Action éducative à domicile (AEMO ou AED)";
        MiseAbriMna = "mise_a_abri_mna", "Mise à l’abri (mineur non accompagné)";
        TutellePupille = "tutelle_pupille", "Tutelle ou pupille de l’État";
        DelegationAp = "delegation_ap", "Délégation d’autorité parentale";
        JeuneMajeur = "jeune_majeur", "Contrat jeune majeur";
        Pjj = "PJJ", "Mesure de la PJJ";
    }
}

codes! {
    /// Why a bilan is asked for.
    Motif {
        Admission = "admission", "Admission";
        Annuel = "annuel", "Bilan annuel";
        Rattrapage = "rattrapage", "Rattrapage";
        Cible = "cible", "Bilan ciblé";
    }
}

codes! {
    /// How urgent the referral is.
    Degre {
        Standard = "standard", "Standard";
        Prioritaire = "prioritaire", "Prioritaire";
        Urgent = "urgent", "Urgent";
    }
}

codes! {
    /// An authorisation joined to the referral.
    AutorisationJointe {
        SoinsUsuels = "soins_usuels", "Soins usuels";
        Vaccins = "vaccins", "Vaccins";
        Photo = "photo", "Photographies";
        Transmission = "transmission", "Transmission d’informations";
        OrdonnanceJuge = "ordonnance_juge", "Ordonnance du juge";
    }
}

codes! {
    /// A paper asked for at referral.
    Piece {
        CarnetSante = "carnet_sante", "Carnet de santé";
        CopieVaccinations = "copie_vaccinations", "Copie des vaccinations";
        Decision = "decision", "Décision (OPP, jugement, contrat)";
        AutorisationSoins = "autorisation_soins", "Autorisation de soins";
        AttestationDroits = "attestation_droits", "Attestation de droits";
        Ordonnances = "ordonnances", "Ordonnances en cours";
        ComptesRendus = "comptes_rendus", "Comptes rendus antérieurs";
        NotificationMdph = "notification_mdph", "Notification MDPH";
        LivretScolaire = "livret_scolaire", "Livret scolaire";
        CoordonneesMedecin = "coordonnees_medecin", "Coordonnées du médecin traitant";
    }
}

codes! {
    PieceEtat {
        Recu = "recu", "Reçu";
        Demande = "demande", "Demandé";
        Inexistant = "inexistant", "Inexistant";
    }
}

codes! {
    /// Where a referral stands (domain note §7.7).
    DemandeStatut {
        Brouillon = "brouillon", "Brouillon";
        Soumise = "soumise", "Soumise";
        ACompleter = "a_completer", "À compléter";
        Acceptee = "acceptee", "Acceptée";
        Convoquee = "convoquee", "Convoquée";
        Confirmee = "confirmee", "Confirmée";
        Venue = "venue", "Venue";
        Absente = "absente", "Absente";
        Reportee = "reportee", "Reportée";
        Annulee = "annulee", "Annulée";
        Close = "close", "Close";
    }
}

macro_rules! petit_objet {
    ($(#[$meta:meta])* $Name:ident { $($(#[$fm:meta])* $field:ident: $T:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
        #[serde(deny_unknown_fields)]
        pub struct $Name { $($(#[$fm])* pub $field: $T),+ }
    };
}

petit_objet! {
    /// The social worker in charge.
    ReferentAse {
        nom: String,
        prenom: String,
        telephone: String,
        courriel: String,
    }
}
petit_objet! {
    Urgence {
        degre: Degre,
        texte: String,
    }
}
petit_objet! {
    /// A three-valued answer with a text.
    ReponseTexte {
        reponse: Bool3,
        texte: String,
    }
}
petit_objet! {
    /// Disability and what the visit needs.
    Handicap {
        items: Vec<String>,
        texte: String,
    }
}
petit_objet! {
    LangueInterprete {
        /// Language, in words.
        langue: String,
        /// Whether an interpreter is needed.
        interprete: Bool3,
    }
}
petit_objet! {
    /// Where the child lives, as the referral tells it.
    LieuAccueil {
        nom: String,
        adresse: Adresse,
        telephone: String,
        contact: Option<String>,
        /// Whether the address must be kept secret (Code civil 375-7).
        adresse_confidentielle: bool,
    }
}
petit_objet! {
    /// A paper and where it stands.
    PieceRecue {
        piece: Piece,
        etat: PieceEtat,
    }
}

/// A referral. JSON keys are those of the data dictionary (`demande.secteur`…).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Demande {
    #[serde(rename = "demande.emetteur_type")]
    pub emetteur_type: EmetteurType,
    #[serde(rename = "demande.secteur")]
    pub secteur: String,
    #[serde(rename = "demande.emetteur_contact")]
    pub emetteur_contact: ReferentAse,
    #[serde(rename = "demande.date_reception")]
    pub date_reception: DateCivile,
    #[serde(rename = "demande.date_debut_mesure")]
    pub date_debut_mesure: DateCivile,
    #[serde(rename = "demande.mesure_type")]
    pub mesure_type: MesureType,
    #[serde(rename = "demande.mesure_fin")]
    pub mesure_fin: Option<DateCivile>,
    #[serde(rename = "demande.motif")]
    pub motif: Motif,
    #[serde(rename = "demande.urgence")]
    pub urgence: Urgence,
    #[serde(rename = "demande.alerte_sante")]
    pub alerte_sante: String,
    #[serde(rename = "demande.traitement_en_cours")]
    pub traitement_en_cours: ReponseTexte,
    #[serde(rename = "demande.allergie")]
    pub allergie: ReponseTexte,
    #[serde(rename = "demande.handicap")]
    pub handicap: Handicap,
    #[serde(rename = "demande.langue_interprete")]
    pub langue_interprete: LangueInterprete,
    #[serde(rename = "demande.lieu_accueil_type")]
    pub lieu_accueil_type: LieuAccueilType,
    #[serde(rename = "demande.lieu_accueil")]
    pub lieu_accueil: LieuAccueil,
    #[serde(rename = "demande.accompagnant")]
    pub accompagnant: String,
    #[serde(rename = "demande.medecin_traitant")]
    pub medecin_traitant: Bool3,
    #[serde(rename = "demande.autorite_parentale")]
    pub autorite_parentale: Vec<LienAutorite>,
    #[serde(rename = "demande.autorisations")]
    pub autorisations: Vec<AutorisationJointe>,
    #[serde(rename = "demande.visites_restrictions")]
    pub visites_restrictions: String,
    #[serde(rename = "demande.pieces")]
    pub pieces: Vec<PieceRecue>,
    #[serde(rename = "demande.statut")]
    pub statut: DemandeStatut,
}
