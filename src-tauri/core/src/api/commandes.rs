//! The one table of commands. The dispatcher, the typed calls, the TypeScript map and the role test
//! come out of it; a command without a permission does not compile.

use super::vaccination;
use super::{Core, bilan, coffre, demo, document, enfant, preconisation, professionnel, recherche};
use super::{
    alerte, calcul, consentement, envoi, examen, formulaire, identite, outil, reference, synthese,
};
use super::{coffre as c, volet, vues as v};
use crate::error::{Code, Error, Result};
use escale_domain::enfant::Placement;
use escale_domain::identifiant::Verdict;
use escale_domain::instrument::Cotation;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Permission;
use serde_json::Value;
use std::path::Path;
use std::pin::Pin;
use ts_rs::TS;

/// A command and what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commande {
    /// Name.
    pub nom: &'static str,
    /// Permission it needs.
    pub permission: Permission,
}

/// A command at work, which a pool of threads may carry on.
type Travail<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

macro_rules! commandes {
    ($($(#[$doc:meta])* $permission:ident $nom:ident($Args:ty) -> $Retour:ty = $make:path;)+) => {
        /// Every command, in the order of the table.
        pub const TABLE: &[Commande] = &[
            $(Commande { nom: stringify!($nom), permission: Permission::$permission }),+
        ];

        /// Runs a command by its name: the permission first, then the arguments, then the work.
        ///
        /// # Errors
        /// What the command answers, or [`Code::Introuvable`] for a name that is no command.
        pub async fn dispatch(core: &Core, nom: &str, args: Value) -> Result<Value> {
            match nom {
                $(stringify!($nom) => {
                    core.require(Permission::$permission).await?;
                    let args: $Args = read(args)?;
                    // Boxed: what waits inside a command stays out of the type of this one.
                    let travail: Travail<'_, $Retour> = Box::pin($make(core, args));
                    Ok(serde_json::to_value(travail.await?)?)
                })+
                _ => Err(Error::new(Code::Introuvable, "unknown command")),
            }
        }

        /// The same commands, typed, for the terminal and the tests.
        pub mod appel {
            use super::*;
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// What the command answers.
                pub async fn $nom(core: &Core, args: $Args) -> Result<$Retour> {
                    core.require(Permission::$permission).await?;
                    $make(core, args).await
                }
            )+
        }

        /// Writes the TypeScript types of every command into a folder.
        ///
        /// # Errors
        /// The folder cannot be written.
        pub fn exporter_types(dossier: &Path) -> std::io::Result<()> {
            let config = ts_rs::Config::new().with_out_dir(dossier);
            let mut carte = String::new();
            let mut noms = std::collections::BTreeSet::new();
            $(
                export::<$Args>(&config)?;
                export::<$Retour>(&config)?;
                note::<$Args>(&mut noms, &config);
                note::<$Retour>(&mut noms, &config);
                $(carte.push_str(&ligne_doc(stringify!($doc)));)*
                carte.push_str(&format!(
                    "  {}: {{ args: {}; result: {} }};\n",
                    stringify!($nom),
                    <$Args as TS>::name(&config),
                    <$Retour as TS>::name(&config),
                ));
            )+
            export::<crate::error::Echec>(&config)?;
            export::<v::PapierVu>(&config)?;
            write_carte(dossier, &carte, &noms)?;
            write_papiers(dossier)
        }
    };
}

commandes! {
    /// Where the program stands.
    Libre etat(v::Rien) -> v::Etat = coffre::etat;
    /// The lists of codes with their labels.
    Libre nomenclatures(v::Rien) -> v::Nomenclatures = bilan::nomenclatures;
    /// Understands a date as people type it.
    Libre date_lire(v::DateTapee) -> v::DateLue = bilan::date_lire;
    /// Makes the vault of a centre with its first administrator.
    Libre coffre_creer(c::NouveauCoffre) -> c::Recuperation = coffre::create;
    /// Opens the vault.
    Libre coffre_ouvrir(c::Ouverture) -> v::Etat = coffre::open;
    /// Opens the vault with the recovery key and a new password.
    Libre coffre_recuperer(c::Recuperer) -> v::Etat = coffre::recover;
    /// Closes the base and forgets the keys.
    Libre coffre_verrouiller(v::Rien) -> v::Etat = coffre::lock;
    /// A vault of invented children, to look around.
    Libre demo_ouvrir(v::Rien) -> v::Etat = demo::open;
    /// Leaves the invented children.
    Libre demo_quitter(v::Rien) -> v::Etat = demo::leave;
    /// Makes a new recovery key; its sheet is to be saved or printed.
    Administrer recuperation_renouveler(v::Rien) -> c::Recuperation
        = coffre::recuperation_renouveler;
    /// Saves the recovery sheet.
    Administrer recuperation_enregistrer(v::Rien) -> c::Chemin = coffre::recuperation_enregistrer;
    /// Opens the recovery sheet in the viewer, to print it.
    Administrer recuperation_imprimer(v::Rien) -> v::Rien = coffre::recuperation_imprimer;
    /// The sheet is in the safe.
    Administrer recuperation_confirmer(v::Rien) -> v::Etat = coffre::recuperation_confirmer;

    /// Finds children.
    DossierLire enfant_chercher(v::Recherche) -> v::Trouves = recherche::search;
    /// The page of a child.
    DossierLire enfant_lire(v::ParId) -> v::EnfantPage = enfant::read;
    /// The places of care of a child, those that are kept secret included.
    DossierLire lieux_lire(v::ParId) -> Vec<Placement> = enfant::lieux;
    /// Children who share traits with one to be created.
    DossierLire enfant_doublons(v::Traits) -> Vec<v::Doublon> = enfant::doublons;
    /// Creates a child.
    EnfantEcrire enfant_creer(v::NouvelEnfant) -> v::ParId = enfant::create;
    /// Names the référent doctor.
    EnfantEcrire enfant_medecin(v::DefinirMedecin) -> v::Rien = enfant::define_medecin;

    /// The growth and the vaccines of a child today.
    BilanLire enfant_calculs(v::ParId) -> v::CalculsEnfant = vaccination::calculs;
    /// Records the heights of the parents, for the target height.
    BilanEcrire parents_definir(v::DefinirParents) -> v::CalculsEnfant = calcul::define_parents;
    /// Reads the name of a vaccine while it is typed.
    BilanEcrire produit_lire(v::LireProduit) -> v::ProduitLu = vaccination::read_produit;
    /// Adds a dose of vaccine.
    BilanEcrire dose_ajouter(v::AjouterDose) -> v::CalculsEnfant = vaccination::add;
    /// Strikes out a dose written by mistake.
    BilanEcrire dose_rayer(v::RayerDose) -> v::CalculsEnfant = vaccination::strike;
    /// Decides against the vaccination calendar, as a doctor.
    BilanEcrire vaccin_decider(v::DeciderVaccin) -> v::CalculsEnfant = vaccination::decide;
    /// The INS of a child, and what contradicts it.
    DossierLire ins_lire(v::ParId) -> v::Ins = identite::read;
    /// Records the INS of a child.
    EnfantEcrire ins_definir(v::DefinirIns) -> v::Ins = identite::define;
    /// Completes a postcode or the name of a commune.
    Ouvert commune_completer(v::Texte) -> Vec<v::CommuneProposee> = identite::communes;
    /// Looks at the key of a number.
    Ouvert identifiant_examiner(v::ExaminerIdentifiant) -> Verdict = identite::numero;

    /// The parts that a bilan may have at a child’s age, with those it would begin with.
    BilanEcrire volets_proposer(v::ProposerVolets) -> v::VoletsProposes = volet::propose;
    /// The calendar of the protocol’s bilans.
    Ouvert protocole_lire(v::Rien) -> v::ProtocoleVu = volet::protocole;
    /// Sets that calendar, or sets it back.
    Administrer protocole_regler(v::ReglerProtocole) -> v::ProtocoleVu = volet::settle;
    /// Opens a bilan.
    BilanEcrire bilan_creer(v::NouveauBilan) -> v::ParId = bilan::create;
    /// The page of a bilan.
    BilanLire bilan_lire(v::ParId) -> v::BilanPage = bilan::read;
    /// Signs a bilan with one's own password.
    BilanEcrire bilan_signer(v::SignerBilan) -> v::BilanPage = bilan::sign;
    /// The page of a part.
    BilanLire volet_lire(v::ParVolet) -> v::VoletPage = volet::read;
    /// Records an answer.
    BilanEcrire volet_repondre(v::Repondre) -> v::Repondu = volet::answer;
    /// Ticks an answer under reinforced secrecy for the letter to the doctor, or not.
    BilanEcrire reponse_au_courrier(v::AuCourrier) -> v::Repondu = volet::au_courrier;
    /// The screening tools that a bilan may use.
    BilanLire instruments_lister(v::ParBilan) -> v::OutilsProposes = outil::list;
    /// Scores the answers to a questionnaire; nothing is stored.
    BilanEcrire instrument_coter(v::CoterInstrument) -> Cotation = outil::score;
    /// Notes the result of a tool.
    BilanEcrire outil_enregistrer(v::EnregistrerOutil) -> Vec<v::OutilVue> = outil::save;
    /// Takes a result back.
    BilanEcrire outil_retirer(v::RetirerOutil) -> Vec<v::OutilVue> = outil::withdraw;
    /// Signs a part.
    BilanEcrire volet_signer(v::ParVolet) -> v::BilanPage = volet::sign;
    /// Says why a part was not done.
    BilanEcrire volet_non_realise(v::NonRealise) -> v::BilanPage = volet::non_realise;
    /// Takes one's signature under a part back.
    BilanEcrire volet_reprendre(v::ParVolet) -> v::BilanPage = volet::take_back;
    /// Hands a part over to a colleague.
    BilanEcrire volet_passer(v::PasserVolet) -> v::BilanPage = volet::hand_over;
    /// Adds to a bilan after its signatures.
    BilanEcrire bilan_ajouter(v::AjouterAddendum) -> v::BilanPage = bilan::add;
    /// What the synthesis of a bilan may take over.
    BilanEcrire synthese_proposer(v::ParBilan) -> Vec<v::PropositionVue> = synthese::propose;
    /// Keeps a proposal of the synthesis, sets it aside, or thinks again.
    BilanEcrire proposition_traiter(v::TraiterProposition) -> Vec<v::PropositionVue>
        = synthese::handle;
    /// Makes a recommendation of a proposal.
    BilanEcrire proposition_preconiser(v::PreconiserProposition) -> Vec<v::PropositionVue>
        = synthese::recommend;
    /// Writes a recommendation.
    BilanEcrire preconisation_enregistrer(v::EcrirePreconisation) -> Vec<v::PreconisationVue>
        = preconisation::save;
    /// Withdraws a recommendation.
    BilanEcrire preconisation_retirer(v::RetirerPreconisation) -> Vec<v::PreconisationVue>
        = preconisation::withdraw;

    /// What the program computes of a bilan: growth, judgements, vaccines, alerts.
    BilanLire bilan_calculs(v::ParBilan) -> v::CalculsBilan = calcul::du_bilan;
    /// Answers an alert of a bilan.
    BilanEcrire alerte_repondre(v::RepondreAlerte) -> v::CalculsBilan = alerte::answer;

    /// Says that a bilan counts as a compulsory exam, or as none.
    BilanEcrire examen_compter(v::CompterExamen) -> v::CalculsBilan = examen::count;
    /// Notes what is known of a screening for neuro-developmental disorders.
    BilanEcrire reperage_noter(v::NoterReperage) -> v::CalculsBilan = examen::note;

    /// Saves a paper of a bilan: letter, sheet for the ASE, certificate, road map.
    DocumentFaire document_enregistrer(v::ParDocument) -> v::Enregistre = document::save;
    /// Opens a paper of a bilan in the viewer, to print it.
    DocumentFaire document_imprimer(v::ParDocument) -> v::Enregistre = document::print;
    /// What a paper of a bilan would say, and what it would keep.
    BilanLire document_apercu(v::ParDocument) -> v::ApercuDocument = document::apercu;
    /// Makes a paper again, under its number, as a numbered duplicate.
    DocumentFaire document_duplicata(v::Dupliquer) -> v::Enregistre = document::duplicata;

    /// The pile: closed bilans whose papers have not left.
    DocumentFaire envois_lister(v::FiltreEnvois) -> v::PileEnvois = envoi::list;
    /// Makes many papers in the background.
    DocumentFaire envoi_lancer(v::LancerEnvoi) -> v::EnvoiLance = envoi::start;
    /// How far the papers are.
    DocumentFaire envoi_suivre(v::ParTravail) -> v::EnvoiSuivi = envoi::follow;
    /// Stops making papers; what was made stays.
    DocumentFaire envoi_annuler(v::ParTravail) -> v::EnvoiSuivi = envoi::cancel;
    /// Notes that papers have left, how, and how the child or the parents were told.
    DocumentFaire envoi_marquer(v::MarquerEnvoi) -> Vec<v::DocumentSuivi> = envoi::mark;
    /// Notes that a paper has arrived.
    DocumentFaire envoi_accuser(v::AccuserEnvoi) -> v::DocumentSuivi = envoi::acknowledge;
    /// Prints the labels of the envelopes.
    DocumentFaire envoi_etiquettes(v::Etiqueter) -> v::EtiquettesFaites = envoi::etiquettes;
    /// Prints the proof list of a day.
    DocumentFaire envoi_bordereau(v::Bordereau) -> v::BordereauFait = envoi::bordereau;

    /// What was told and agreed to before information left the care team.
    DossierLire consentements_lister(v::ParId) -> Vec<v::ConsentementVue> = consentement::list;
    /// Records an agreement, or an information given.
    EnfantEcrire consentement_enregistrer(v::NouveauConsentement) -> Vec<v::ConsentementVue>
        = consentement::save;
    /// Records that an agreement was withdrawn.
    EnfantEcrire consentement_retirer(v::RetirerConsentement) -> Vec<v::ConsentementVue>
        = consentement::withdraw;
    /// The written objections of a minor, and what one may name.
    BilanEcrire oppositions_lister(v::ParId) -> v::OppositionsPage = consentement::oppositions;
    /// Records a minor’s written objection.
    BilanEcrire opposition_enregistrer(v::NouvelleOpposition) -> v::OppositionsPage
        = consentement::oppose;
    /// Records that a minor took an objection back.
    BilanEcrire opposition_lever(v::LeverOpposition) -> v::OppositionsPage = consentement::unseal;

    /// The professionals of the centre.
    Ouvert equipe_lister(v::Rien) -> Vec<v::Pro> = professionnel::list;
    /// Adds a professional, with or without an account.
    Administrer equipe_ajouter(v::NouveauPro) -> Vec<v::Pro> = professionnel::add;
    /// What the program computes from: tables, rules, thresholds, instruments.
    Ouvert references_lister(v::Rien) -> v::References = reference::list;
    /// Loads a growth reference from a file.
    Administrer courbe_importer(v::ImporterCourbe) -> v::CourbeImportee = reference::import;
    /// Chooses the growth reference of the centre.
    Administrer courbe_choisir(v::ChoisirCourbe) -> v::References = reference::choose;
    /// The centre's own forms, in every version.
    Administrer formulaires_lister(v::Rien) -> Vec<v::FormulaireLigne> = formulaire::list;
    /// A version of a form of the centre's own, as it looks.
    Administrer formulaire_lire(v::ParId) -> v::FormulaireVu = formulaire::read;
    /// Looks at a form before it is published: the questions, or everything that is refused.
    Administrer formulaire_examiner(v::ExaminerFormulaire) -> v::FormulaireExamine
        = formulaire::examine;
    /// Publishes a form: the next bilans are opened with it.
    Administrer formulaire_publier(v::PublierFormulaire) -> Vec<v::FormulaireLigne>
        = formulaire::publish;
    /// Retires a form: no further bilan is opened with it.
    Administrer formulaire_retirer(v::ParId) -> Vec<v::FormulaireLigne> = formulaire::withdraw;
    /// Sets a threshold, or sets it back.
    Administrer seuil_regler(v::ReglerSeuil) -> v::References = reference::settle;
}

/// Arguments come from our own screens: what does not read is our mistake, never a person's.
fn read<T: serde::de::DeserializeOwned>(args: Value) -> Result<T> {
    serde_json::from_value(args)
        .map_err(|e| Error::new(Code::Interne, format!("arguments: {:?}", e.classify())))
}

/// Writes the file of a type and of those it names; a list has none of its own, its items have.
fn export<T: TS + ?Sized + 'static>(config: &ts_rs::Config) -> std::io::Result<()> {
    if T::output_path().is_some() {
        return T::export_all(config).map_err(|e| std::io::Error::other(e.to_string()));
    }
    let mut visite = Visite { config, refus: None };
    T::visit_generics(&mut visite);
    visite.refus.map_or(Ok(()), Err)
}

struct Visite<'a> {
    config: &'a ts_rs::Config,
    refus: Option<std::io::Error>,
}

impl ts_rs::TypeVisitor for Visite<'_> {
    fn visit<T: TS + ?Sized + 'static>(&mut self) {
        if let Err(refus) = export::<T>(self.config) {
            self.refus = Some(refus);
        }
    }
}

/// Notes the name of an exported type, and of what a list holds.
fn note<T: TS + ?Sized + 'static>(
    noms: &mut std::collections::BTreeSet<String>,
    config: &ts_rs::Config,
) {
    let nom = T::name(config);
    let seul = nom.strip_prefix("Array<").and_then(|n| n.strip_suffix('>')).unwrap_or(&nom);
    if seul.chars().all(|c| c.is_ascii_alphanumeric()) {
        noms.insert(seul.to_owned());
    }
}

/// `doc = r" The page of a child."` as a TypeScript comment.
fn ligne_doc(meta: &str) -> String {
    let texte = meta.split_once('"').map_or("", |(_, suite)| suite.trim_end_matches('"')).trim();
    format!("  /** {texte} */\n")
}

/// The list of papers, which the window has without asking.
fn write_papiers(dossier: &Path) -> std::io::Result<()> {
    let papiers = serde_json::to_string_pretty(&v::PapierVu::tous())?;
    let texte = format!(
        "// Made by `cargo xtask types` from the list of papers.\n\
         import type {{ PaperKind }} from './PaperKind';\n\
         import type {{ PapierVu }} from './PapierVu';\n\n\
         /** The papers of a bilan, in their order. */\n\
         export const PAPIERS: readonly PapierVu[] = {papiers};\n\n\
         /** The letter that ends a bilan. */\n\
         export const LETTRE: PaperKind = '{}';\n",
        PaperKind::LETTER.code()
    );
    std::fs::write(dossier.join("papiers.ts"), texte)
}

fn write_carte(
    dossier: &Path,
    carte: &str,
    noms: &std::collections::BTreeSet<String>,
) -> std::io::Result<()> {
    let mut texte = String::from("// Made by `cargo xtask types` from the table of commands.\n");
    let mut tous: Vec<String> = std::fs::read_dir(dossier)?
        .filter_map(|f| f.ok()?.file_name().into_string().ok())
        .filter_map(|nom| nom.strip_suffix(".ts").map(str::to_owned))
        .filter(|nom| nom != "index")
        .collect();
    tous.sort();
    for nom in &tous {
        texte.push_str(&format!("export type {{ {nom} }} from './{nom}';\n"));
    }
    texte.push('\n');
    for nom in noms {
        if tous.contains(nom) {
            texte.push_str(&format!("import type {{ {nom} }} from './{nom}';\n"));
        }
    }
    texte.push_str("import type { Choix } from './Choix';\n");
    texte.push_str("\n/** Every command of the program, with its arguments and its result. */\n");
    texte.push_str("export type Commands = {\n");
    texte.push_str(carte);
    texte.push_str("};\n");
    std::fs::write(dossier.join("index.ts"), texte)
}
