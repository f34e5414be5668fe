//! A préconisation: what the pair recommends, and how far it has been carried out (domain note
//! §7.5).

use crate::codes::{Visibilite, codes};
use crate::date::DateCivile;
use serde::{Deserialize, Serialize};

codes! {
    PreconisationType {
        Dent = "DENT", "Soins dentaires";
        Ophta = "OPHTA", "Consultation d’ophtalmologie";
        Vac = "VAC", "Vaccination";
        Orthophonie = "ORTHOPHONIE", "Orthophonie";
        ConsMg = "CONS_MG", "Médecin traitant à désigner ou à consulter";
        Orthoptie = "ORTHOPTIE", "Bilan orthoptique";
        OrlAudio = "ORL_AUDIO", "Consultation ORL, audition";
        Bio = "BIO", "Bilan biologique";
        Imag = "IMAG", "Imagerie";
        Spec = "SPEC", "Avis spécialisé";
        Psychomot = "PSYCHOMOT", "Psychomotricité";
        Ergo = "ERGO", "Ergothérapie";
        Kine = "KINE", "Kinésithérapie";
        Psycho = "PSYCHO", "Suivi psychologique";
        Pedopsy = "PEDOPSY", "Pédopsychiatrie (CMP, CMPP, CAMSP)";
        Trauma = "TRAUMA", "Centre du psychotraumatisme";
        Pco = "PCO", "Plateforme de coordination (PCO)";
        Uaped = "UAPED", "Unité pédiatrique enfants en danger (UAPED)";
        Mdph = "MDPH", "Dossier MDPH";
        PaiPap = "PAI_PAP", "Aménagement à l’école (PAI, PAP)";
        Nutri = "NUTRI", "Nutrition, diététique";
        Addicto = "ADDICTO", "Addictologie";
        Sexo = "SEXO", "Santé sexuelle";
        Equip = "EQUIP", "Lunettes ou appareillage";
        Educ = "EDUC", "Conseil au lieu d’accueil";
        Droits = "DROITS", "Droits (assurance maladie, C2S, carnet, INS)";
        Surv = "SURV", "Surveillance simple";
        Reeval = "REEVAL", "Réévaluation";
        Autre = "AUTRE", "Autre";
    }
}

codes! {
    Priorite {
        Urgente = "urgente", "Urgente";
        Rapide = "rapide", "Rapide";
        Programmee = "programmee", "Programmée";
    }
}

codes! {
    Financement {
        AmDroitCommun = "am_droit_commun", "Assurance maladie";
        ForfaitSpPcr = "forfait_sp_pcr", "Forfait Santé protégée";
        Pco = "pco", "Forfait PCO";
        MonSoutienPsy = "mon_soutien_psy", "Mon soutien psy";
        StructurePublique = "structure_publique", "Structure publique";
        Ase = "ase", "Aide sociale à l’enfance";
        Autre = "autre", "Autre";
        Inconnu = "inconnu", "Non précisé";
    }
}

codes! {
    /// Who is responsible for carrying it out.
    Responsable {
        LieuAccueil = "lieu_accueil", "Lieu d’accueil";
        ReferentAse = "referent_ase", "Référent ASE";
        Centre = "centre", "Centre de santé";
        Medecin = "medecin", "Médecin référent";
        Inconnu = "inconnu", "Non précisé";
    }
}

codes! {
    /// State of a préconisation (domain note §7.7).
    PreconisationStatut {
        Proposee = "proposee", "Proposée";
        Validee = "validee", "Validée";
        AttenteAutorisation = "attente_autorisation", "Autorisation attendue";
        Adressee = "adressee", "Adressée";
        RdvPris = "rdv_pris", "Rendez-vous pris";
        EnCours = "en_cours", "En cours";
        Realisee = "realisee", "Réalisée";
        Close = "close", "Close";
        Refusee = "refusee", "Refusée";
        NonRealisee = "non_realisee", "Non réalisée";
        Annulee = "annulee", "Annulée";
    }
}

codes! {
    /// Why it did not happen.
    MotifNonRealisation {
        Delai = "delai", "Délai trop long";
        PasDeProfessionnel = "pas_de_professionnel", "Pas de professionnel disponible";
        RefusEnfant = "refus_enfant", "Refus de l’enfant";
        RefusTitulaireAp = "refus_titulaire_ap", "Refus du titulaire de l’autorité parentale";
        ChangementDeLieu = "changement_de_lieu", "Changement de lieu d’accueil";
        FinDeMesure = "fin_de_mesure", "Fin de la mesure";
        NonIndique = "non_indique", "Non indiqué";
        PerduDeVue = "perdu_de_vue", "Perdu de vue";
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Rdv {
    pub date: DateCivile,
    /// Time, as written.
    pub heure: String,
    pub lieu: String,
}

/// A reminder that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Relance {
    pub date: DateCivile,
    pub canal: String,
    pub a_qui: String,
    pub reponse: String,
}

/// How a préconisation was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Cloture {
    pub date: DateCivile,
    pub par: String,
}

/// A recommendation of a bilan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Preconisation {
    /// Identifier, local to a file or of the base.
    pub id: String,
    /// Code of the type with a number.
    pub code: String,
    #[serde(rename = "type")]
    pub preco_type: PreconisationType,
    /// In words, for doctors.
    pub libelle: String,
    /// Problem of the synthesis it answers.
    pub probleme: Option<String>,
    /// Why (V2), at most 4,100 characters.
    pub justification: String,
    /// In words that sheet B may carry.
    pub libelle_partageable: String,
    pub priorite: Priorite,
    pub echeance: DateCivile,
    /// Sessions prescribed.
    pub nb_seances: Option<i64>,
    pub frequence: Option<String>,
    pub financement: Financement,
    pub professionnel_cible: Option<String>,
    pub autorisation: crate::enfant::AutorisationStatut,
    pub responsable: Responsable,
    pub rdv: Option<Rdv>,
    pub statut: PreconisationStatut,
    pub motif_non_realisation: Option<MotifNonRealisation>,
    pub resultat: Option<String>,
    pub relances: Vec<Relance>,
    pub bilan_origine: String,
    pub cloture: Option<Cloture>,
    pub visibilite: Visibilite,
}
