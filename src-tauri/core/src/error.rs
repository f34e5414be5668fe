//! Failures: a closed code for the screen, a chain for the log, and no patient data in either.

use serde::Serialize;
use std::fmt;

escale_domain::codes! {
    /// What a screen may be told. Each code has its two sentences (what happened, what to do) in
    /// `ui/src/lib/messages.ts`, where a missing one does not compile, and its own short sentence
    /// here for the terminal.
    Code {
        MotDePasseRefuse = "mot_de_passe_refuse", "Identifiant ou mot de passe refusé.";
        TropDEssais = "trop_d_essais", "Trop d’essais : attendez avant de recommencer.";
        CoffreAbsent = "coffre_absent", "Aucune base Escale dans ce dossier. Créez-en une avec « init » ou choisissez un autre dossier.";
        CoffreExiste = "coffre_existe", "Ce dossier contient déjà une base Escale. Ouvrez-la, ou choisissez un dossier vide.";
        CoffreAbime = "coffre_abime", "Le fichier des clés (escale.coffre) est abîmé. Restaurez-le depuis une sauvegarde ; la base n’a pas été touchée.";
        BaseEnClair = "base_en_clair", "Le fichier escale.base n’est pas chiffré : Escale refuse de l’ouvrir et ne l’a pas touché.";
        BaseAbimee = "base_abimee", "La base est abîmée ou ne correspond pas à ces clés. Elle n’a pas été touchée : restaurez une sauvegarde.";
        LigneIllisible = "ligne_illisible", "Une ligne de la base est écrite dans un code que cette version d’Escale ne connaît pas. Rien n’en a été déduit : mettez Escale à jour, ou vérifiez la base.";
        BasePlusRecente = "base_plus_recente", "La base vient d’une version plus récente d’Escale. Elle n’a pas été touchée : mettez Escale à jour sur ce poste.";
        DossierReseau = "dossier_reseau", "Ce dossier est sur un partage réseau, où une base peut s’abîmer. Choisissez un dossier de ce poste.";
        DossierSynchronise = "dossier_synchronise", "Ce dossier est synchronisé par un autre programme, où une base peut s’abîmer. Choisissez un dossier de ce poste.";
        DejaOuvert = "deja_ouvert", "La base est déjà ouverte par un autre Escale sur ce poste. Fermez-le, puis réessayez.";
        CleRecuperationRefusee = "cle_recuperation_refusee", "La clé de récupération n’est pas acceptée.";
        RecuperationNonSauvee = "recuperation_non_sauvee", "Enregistrez ou imprimez la fiche de récupération avant de continuer.";
        MotDePasseTropCourt = "mot_de_passe_trop_court", "Le mot de passe doit avoir au moins 12 caractères.";
        IdentifiantPris = "identifiant_pris", "Cet identifiant est déjà pris. Choisissez-en un autre.";
        Verrouille = "verrouille", "La base est verrouillée. Ouvrez-la d’abord.";
        Interdit = "interdit", "Votre compte ne permet pas cette action.";
        Introuvable = "introuvable", "Introuvable dans la base.";
        SaisieRefusee = "saisie_refusee", "La saisie n’est pas acceptée.";
        BilanFerme = "bilan_ferme", "Ce bilan est validé : il ne change plus.";
        VoletDUnAutre = "volet_d_un_autre", "Cette partie est remplie par une autre personne.";
        VoletSigne = "volet_signe", "Cette partie est signée. Reprenez-la pour la modifier.";
        ManquePourSigner = "manque_pour_signer", "Il manque quelque chose avant de signer.";
        AConfirmer = "a_confirmer", "À confirmer avant d’enregistrer.";
        DateRefusee = "date_refusee", "Date non comprise.";
        DossierRefuse = "dossier_refuse", "Le dossier n’est pas accepté.";
        EnfantExiste = "enfant_existe", "Cet enfant est déjà dans la base.";
        Disque = "disque", "Le disque a refusé l’écriture. Vérifiez la place et les droits du dossier.";
        Trousseau = "trousseau", "Le trousseau de clés du système ne répond pas.";
        DocumentImpossible = "document_impossible", "Le document n’a pas pu être fait.";
        Interne = "interne", "Une erreur inattendue s’est produite. Rien de ce qui était enregistré n’est perdu.";
    }
}

#[derive(Debug)]
pub struct Error {
    /// What the screen is told.
    pub code: Code,
    /// The field that it is about.
    pub champ: Option<String>,
    /// A French sentence from the domain, shown beside the field or in the banner.
    pub message: Option<String>,
    /// Seconds to wait ([`Code::TropDEssais`]).
    pub secondes: Option<u64>,
    /// For the log: technical, and free of patient data.
    pub chaine: String,
}

pub type Result<T> = std::result::Result<T, Error>;

/// The part of a failure that crosses to the screen.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Echec {
    /// What happened, as a closed code.
    pub code: Code,
    /// The field that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub champ: Option<String>,
    /// A French sentence to show beside the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub message: Option<String>,
    /// Seconds to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub secondes: Option<u64>,
    /// Short reference, also in the local log.
    #[serde(rename = "ref")]
    pub reference: String,
}

impl Error {
    /// A failure with a chain for the log.
    pub fn new(code: Code, chaine: impl Into<String>) -> Self {
        Self { code, champ: None, message: None, secondes: None, chaine: chaine.into() }
    }

    /// A refusal with its French sentence, about one field.
    pub fn refus(code: Code, champ: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            champ: Some(champ.into()),
            message: Some(message.into()),
            secondes: None,
            chaine: "refus".to_owned(),
        }
    }

    /// The same refusal, beside another field.
    #[must_use]
    pub fn sur(mut self, champ: &str) -> Self {
        self.champ = Some(champ.to_owned());
        self
    }

    /// Adds a French sentence.
    #[must_use]
    pub fn avec_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The sentence for a terminal: that of the domain when there is one, else that of the code.
    #[must_use]
    pub fn phrase(&self) -> String {
        match (&self.message, self.secondes) {
            (Some(message), _) => message.clone(),
            (None, Some(secondes)) => {
                format!("{} Réessayez dans {secondes} s.", self.code.label())
            }
            (None, None) => self.code.label().to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code.code(), self.chaine)
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    /// Keeps the code that SQLite gives and drops its text, which may quote a value.
    fn from(error: sqlx::Error) -> Self {
        let sqlite = match &error {
            sqlx::Error::Database(db) => db.code().map(|c| c.into_owned()).unwrap_or_default(),
            _ => String::new(),
        };
        let primary = sqlite.parse::<i32>().map_or(0, |n| n & 0xff);
        let code = match primary {
            // SQLITE_CORRUPT and SQLITE_NOTADB: a page that does not decipher is seen as one of them.
            11 | 26 => Code::BaseAbimee,
            // SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_READONLY.
            8 | 10 | 13 | 14 => Code::Disque,
            _ => match error {
                sqlx::Error::RowNotFound => Code::Introuvable,
                _ => Code::Interne,
            },
        };
        let kind = match error {
            sqlx::Error::Database(_) => format!("sqlite {sqlite}"),
            sqlx::Error::RowNotFound => "sqlx: no row".to_owned(),
            sqlx::Error::ColumnDecode { index, .. } => format!("sqlx: column {index}"),
            sqlx::Error::PoolTimedOut => "sqlx: pool timed out".to_owned(),
            sqlx::Error::Io(io) => format!("sqlx: io {:?}", io.kind()),
            _ => "sqlx".to_owned(),
        };
        Self::new(code, kind)
    }
}

impl From<escale_vault::Error> for Error {
    fn from(error: escale_vault::Error) -> Self {
        use escale_vault::Error as Vault;
        let code = match error {
            Vault::CoffreAbsent => Code::CoffreAbsent,
            Vault::CoffreExiste => Code::CoffreExiste,
            Vault::CoffreAbime(_) => Code::CoffreAbime,
            Vault::PlusRecent => Code::BasePlusRecente,
            Vault::DossierReseau => Code::DossierReseau,
            Vault::DossierSynchronise => Code::DossierSynchronise,
            Vault::DejaOuvert => Code::DejaOuvert,
            Vault::MotDePasseRefuse => Code::MotDePasseRefuse,
            Vault::MotDePasseTropCourt => Code::MotDePasseTropCourt,
            Vault::TropDEssais { .. } => Code::TropDEssais,
            Vault::RecuperationRefusee => Code::CleRecuperationRefusee,
            Vault::IdentifiantPris => Code::IdentifiantPris,
            Vault::ScelleAbime => Code::BaseAbimee,
            Vault::TropLong => Code::SaisieRefusee,
            Vault::Trousseau(_) => Code::Trousseau,
            Vault::Disque(_) => Code::Disque,
            Vault::Interne(_) => Code::Interne,
        };
        let secondes = match error {
            Vault::TropDEssais { secondes } => Some(secondes),
            _ => None,
        };
        Self { secondes, ..Self::new(code, error.to_string()) }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(Code::Disque, format!("io {:?}", error.kind()))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // The text of a serde error may quote a value; its place is enough.
        let (line, column) = (error.line(), error.column());
        Self::new(Code::Interne, format!("json {:?} {line}:{column}", error.classify()))
    }
}
