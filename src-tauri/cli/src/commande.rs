//! The commands and their arguments.

use crate::flux::aide;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use escale_domain::papier::PaperKind;
use std::path::PathBuf;

/// Escale en ligne de commande.
#[derive(Parser)]
#[command(
    name = "escale-cli",
    version,
    about = "Escale : bilans de santé des enfants confiés à l’Aide sociale à l’enfance",
    after_help = "Le mot de passe se donne par ESCALE_PASSWORD, à l’invite, ou sur l’entrée \
                  standard avec --password-stdin ; jamais en argument.\n\
                  Fin : 0 fait, 1 refusé ou échoué, 2 mauvais usage.",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) commande: Commande,
    /// Répond en JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acces: Acces,
    /// Affiche l’aide
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Affiche la version
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// Quel coffre, et qui l'ouvre.
#[derive(Args)]
pub(crate) struct Acces {
    /// Dossier du coffre
    #[arg(long, global = true, env = "ESCALE_COFFRE", value_name = "DOSSIER")]
    pub(crate) coffre: Option<PathBuf>,
    /// Identifiant de la personne
    #[arg(long, global = true, env = "ESCALE_COMPTE", value_name = "IDENTIFIANT")]
    pub(crate) compte: Option<String>,
    /// Lit le mot de passe sur l’entrée standard
    #[arg(long, global = true)]
    pub(crate) password_stdin: bool,
}

#[derive(Subcommand)]
pub(crate) enum Commande {
    /// Crée une base chiffrée d’enfants fictifs, y joue un bilan entier et en fait les documents
    Demo(Demo),
    /// Crée un coffre avec son premier administrateur
    Init(Init),
    /// Importe ou exporte le dossier entier d’un enfant
    Dossier(Dossier),
    /// Fait un document
    Document(Document),
    /// Prouve que les tables sont égales au journal
    Verify,
    /// Compte ce que contient la base
    Stats,
    /// Montre les derniers actes du journal et sa tête
    Journal(Journal),
    #[command(flatten)]
    Flux(Flux),
}

/// What is computed on standard input, and needs no vault.
#[derive(Clone, Copy, Subcommand)]
pub(crate) enum Flux {
    /// Calcule les écarts-types de croissance (OMS 2006 et 2007) d’un CSV lu sur l’entrée standard
    #[command(after_help = aide::CROISSANCE)]
    Croissance,
    /// Compare à leur référence les pressions artérielles d’un CSV lu sur l’entrée standard
    #[command(after_help = aide::TENSION)]
    Tension,
    /// Calcule les âges d’un CSV lu sur l’entrée standard
    #[command(after_help = aide::AGES)]
    Ages,
    /// Calcule l’état vaccinal d’enfants lus en JSON sur l’entrée standard, un par ligne
    #[command(after_help = aide::vaccins())]
    Vaccins,
    /// Examine les identifiants d’un CSV lu sur l’entrée standard
    #[command(after_help = aide::IDENTIFIANTS)]
    Identifiants,
}

#[derive(Args)]
pub(crate) struct Demo {
    /// Où écrire le coffre et les PDF ; le dossier ne doit pas contenir de coffre
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) out: PathBuf,
    /// Ajoute ce nombre d’enfants fictifs, chacun avec un bilan entier
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) children: u64,
}

#[derive(Args)]
pub(crate) struct Init {
    /// Fichier JSON du centre : nom, adresse, telephone, courriel, finess, et au besoin
    /// « administrateur » : nom, prenom, profession, rpps ; sans profession, le compte administre
    /// et ne lit pas les bilans
    #[arg(long, value_name = "FICHIER")]
    pub(crate) centre: PathBuf,
    /// Écrit la fiche de récupération en PDF
    #[arg(long, value_name = "FICHIER")]
    pub(crate) recovery_pdf: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Dossier {
    #[command(subcommand)]
    pub(crate) action: DossierAction,
}

#[derive(Subcommand)]
pub(crate) enum DossierAction {
    /// Importe des dossiers JSON ; chacun entre entier, ou pas du tout, et dit ce qui est à vérifier
    Import {
        /// Fichiers
        #[arg(required = true, value_name = "FICHIER")]
        fichiers: Vec<PathBuf>,
    },
    /// Écrit le dossier d’un enfant en JSON
    Export {
        /// Numéro de dossier ou identifiant
        #[arg(value_name = "ID")]
        id: String,
        /// Jour du bilan à prendre ; sans lui, le dernier
        #[arg(long, value_name = "DATE")]
        bilan: Option<String>,
        /// Fichier à écrire ; sans lui, la sortie standard
        #[arg(long, value_name = "FICHIER")]
        out: Option<PathBuf>,
    },
}

#[derive(Args)]
pub(crate) struct Document {
    #[command(subcommand)]
    pub(crate) action: DocumentAction,
}

#[derive(Subcommand)]
pub(crate) enum DocumentAction {
    /// Fait un document d’un enfant, ou de tous ceux dont le bilan est validé
    Make {
        /// Genre de document
        #[arg(value_parser = papiers())]
        genre: PaperKind,
        /// Numéro de dossier ou identifiant
        #[arg(long, value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
        enfant: Option<String>,
        /// Tous les enfants dont le bilan est validé
        #[arg(long)]
        all: bool,
        /// Dossier où écrire
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
    },
}

/// The papers, by their words in the terminal.
fn papiers() -> impl TypedValueParser<Value = PaperKind> {
    let facts = PaperKind::ALL.iter().map(|kind| kind.facts());
    let mots = facts.map(|paper| PossibleValue::new(paper.command).help(paper.help));
    PossibleValuesParser::new(mots)
        .try_map(|mot| PaperKind::from_command(&mot).ok_or("unknown paper"))
}

#[derive(Args)]
pub(crate) struct Journal {
    /// Seulement les actes de cet enfant (numéro de dossier)
    #[arg(long, value_name = "ID")]
    pub(crate) enfant: Option<String>,
    /// Nombre d’actes
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) nombre: u32,
}
