//! The child: identity, INS, rights, places of care, holders of parental authority.

use crate::codes::{Bool3, codes};
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

codes! {
    /// Sex as the identity traits carry it.
    Sexe {
        F = "F", "Fille";
        M = "M", "Garçon";
    }
}

codes! {
    /// How far an INS may be trusted. Only `qualifiee` may reference health data.
    InsStatut {
        Provisoire = "provisoire", "Identité provisoire";
        Recuperee = "recuperee", "Identité récupérée";
        Validee = "validee", "Identité validée";
        Qualifiee = "qualifiee", "Identité qualifiée";
    }
}

codes! {
    /// State of the carnet de santé.
    CarnetSante {
        Present = "present", "Présent";
        Absent = "absent", "Absent";
        Perdu = "perdu", "Perdu";
        Incomplet = "incomplet", "Incomplet";
        Inconnu = "inconnu", "Non précisé";
    }
}

codes! {
    /// Kind of place where a child lives.
    LieuAccueilType {
        Pouponniere = "pouponniere", "Pouponnière";
        FoyerUrgence = "foyer_urgence", "Foyer d’urgence";
        Mecs = "mecs", "Maison d’enfants (MECS)";
        FamilleAccueil = "famille_accueil", "Famille d’accueil";
        Hotel = "hotel", "Hôtel";
        Domicile = "domicile", "Domicile";
        Tiers = "tiers", "Tiers digne de confiance";
        Autre = "autre", "Autre lieu";
    }
}

codes! {
    /// Link of a holder of parental authority to the child.
    LienAutorite {
        Mere = "mere", "Mère";
        Pere = "pere", "Père";
        Tuteur = "tuteur", "Tuteur";
        Delegataire = "delegataire", "Délégataire";
        AucunJoignable = "aucun_joignable", "Aucun joignable";
    }
}

codes! {
    /// Whether a person holds parental authority.
    TitulaireAp {
        Oui = "oui", "Titulaire";
        Non = "non", "Non titulaire";
        Inconnu = "inconnu", "Non renseigné";
        Decede = "decede", "Décédé";
    }
}

codes! {
    /// State of the authorisation of one act (Code civil 373-4, 375-7). Escale shows what is
    /// missing and never computes that an act is allowed.
    AutorisationStatut {
        NonRequise = "non_requise", "Non requise";
        ADemander = "a_demander", "À demander";
        Obtenue = "obtenue", "Obtenue";
        Refusee = "refusee", "Refusée";
        JugeSaisi = "juge_saisi", "Juge saisi";
        Inconnue = "inconnue", "Non précisée";
    }
}

codes! {
    /// Acts that are asked of the holders of parental authority most often. A record may name others.
    ActeAutorise {
        SoinsUsuels = "soins_usuels", "Soins usuels";
        SoinsPsychiques = "soins_psychiques", "Soins psychiques";
        SuiviPsychologique = "suivi_psychologique", "Suivi psychologique";
        Psychomotricite = "psychomotricite", "Psychomotricité";
        Orthophonie = "orthophonie", "Orthophonie";
        Pco = "pco", "Plateforme de coordination (PCO)";
        VaccinationsNonObligatoires = "vaccinations_non_obligatoires", "Vaccinations non obligatoires";
        Hospitalisation = "hospitalisation", "Hospitalisation";
    }
}

codes! {
    /// Link between two children of one family, each with a record of their own.
    LienFratrie {
        Jumeau = "jumeau", "Jumeau ou jumelle";
        Frere = "frere", "Frère";
        Soeur = "soeur", "Sœur";
    }
}

codes! {
    /// Whom a minor's objection shuts out (CSP R.1111-6).
    DestinataireExclu {
        Parents = "parents", "Parents";
        Ase = "ase", "Service de l’ASE";
        LieuAccueil = "lieu_accueil", "Lieu d’accueil";
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Adresse {
    /// Street lines, one to four.
    pub lignes: Vec<String>,
    /// Five digits.
    pub code_postal: String,
    pub commune: String,
    /// Country, when not France.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pays: Option<String>,
}

/// The name in its own writing system, with the spellings met so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct GraphieOrigine {
    /// Writing system, as a word.
    pub ecriture: String,
    /// Birth name.
    pub nom: String,
    pub prenoms: Vec<String>,
    /// Spellings in Latin letters met on papers.
    pub translitterations: Vec<String>,
}

/// A link to a brother or sister, by the record identifier of the other child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Fratrie {
    /// Identifier of the other record.
    pub case_id: String,
    /// What the other child is to this one.
    pub lien: LienFratrie,
}

/// A minor's written objection (CSP L.1111-5, L.1111-5-1, R.1111-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Opposition {
    pub date: DateCivile,
    /// Domains or item codes that it names.
    pub portee: Vec<String>,
    pub destinataires_exclus: Vec<DestinataireExclu>,
    /// Legal ground, as text.
    pub base: String,
    pub auteur: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Identity and rights of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Enfant {
    /// Birth name.
    pub nom_naissance: String,
    /// First names at birth, at least one.
    pub prenoms_naissance: Vec<String>,
    /// First name in use.
    pub prenom_utilise: String,
    pub sexe: Sexe,
    pub date_naissance: DateCivile,
    /// Whether the birth date is an estimate.
    pub date_naissance_estimee: bool,
    /// INSEE code of the place of birth.
    pub lieu_naissance_insee: String,
    /// Name of the place of birth.
    pub lieu_naissance_libelle: Option<String>,
    pub ins_statut: InsStatut,
    /// 15 digits.
    pub ins_matricule: Option<String>,
    /// OID of the INS.
    pub ins_oid: Option<String>,
    /// Local record number; the only identifier that a file name may carry.
    pub num_dossier_local: String,
    /// Name in its own writing system.
    pub graphie_origine: Option<GraphieOrigine>,
    /// Brothers and sisters known to the centre.
    pub fratrie: Vec<Fratrie>,
    pub secret_oppositions: Vec<Opposition>,
    /// Health cover, as a code.
    pub couverture_am: String,
    /// Complémentaire santé solidaire.
    pub c2s: Bool3,
    /// Affection de longue durée.
    pub ald: Bool3,
    /// Mon espace santé opened.
    pub espace_sante: Bool3,
    /// Carnet de santé.
    pub carnet_sante: CarnetSante,
    /// Unaccompanied minor.
    pub mna: Bool3,
}

impl Enfant {
    /// The birth date, where it is no estimate: an estimate proves nothing about other days.
    #[must_use]
    pub fn naissance_sure(&self) -> Option<DateCivile> {
        (!self.date_naissance_estimee).then_some(self.date_naissance)
    }
}

/// A stay in one place of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    pub debut: DateCivile,
    /// Last day, none while it lasts.
    pub fin: Option<DateCivile>,
    /// Kind of place: a code of [`LieuAccueilType`], or free text where a sector sends its own.
    #[serde(rename = "type")]
    pub lieu_type: String,
    pub nom: String,
    pub motif_fin: Option<String>,
    /// Whether a judge ordered the address kept secret (Code civil 375-7).
    pub adresse_confidentielle: bool,
}

/// A holder (or not) of parental authority.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Titulaire {
    pub lien: LienAutorite,
    pub nom: String,
    pub prenom: String,
    /// Whether they hold parental authority.
    pub titulaire_ap: TitulaireAp,
    /// Whether they can be reached.
    pub joignable: Bool3,
    /// Address, in any form it was given.
    pub adresse: serde_json::Value,
    pub note: Option<String>,
}

/// The authorisation of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Autorisation {
    /// Act or family of acts.
    pub acte: String,
    pub statut: AutorisationStatut,
    pub date: Option<DateCivile>,
    pub titulaire: Option<String>,
    /// Paper that proves it.
    pub document: Option<String>,
}

/// The doctor who follows the child wherever they live, to whom letter A goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct MedecinReferent {
    /// "Dr", "Pr"…
    pub civilite: String,
    pub nom: String,
    pub prenom: String,
    /// Speciality, in words.
    pub specialite: String,
    /// RPPS number, 11 digits.
    pub rpps: String,
    pub adresse: Adresse,
    pub telephone: String,
    /// Secure mail address.
    pub mssante: String,
    /// Whether declared to the health insurance as médecin traitant.
    pub declare_medecin_traitant: bool,
}

/// A past measurement, from the carnet or an earlier bilan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Mesure {
    pub date: DateCivile,
    /// Weight in kg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub poids_kg: Option<f64>,
    /// Length or height in cm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub taille_cm: Option<f64>,
    /// Head circumference in cm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pc_cm: Option<f64>,
    /// How the length was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub posture: Option<Posture>,
    /// Where the figure comes from.
    pub source: String,
    /// Oedema on the day: nothing drawn from the weight is then compared with a reference. Only a
    /// bilan says it (`cro.oedeme`): a record tells it by that answer, never by a past measure.
    #[serde(skip)]
    pub oedeme: bool,
}

codes! {
    /// How a length was taken.
    Posture {
        Couche = "couche", "Couché";
        Debout = "debout", "Debout";
    }
}

/// Heights of the parents, for the target height of the child.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct TaillesParents {
    /// The father's, in cm.
    pub pere_cm: Option<f64>,
    /// The mother's, in cm.
    pub mere_cm: Option<f64>,
}

impl TaillesParents {
    /// Whether neither is known.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.pere_cm.is_none() && self.mere_cm.is_none()
    }
}
