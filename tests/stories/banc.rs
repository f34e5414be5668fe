//! A seat for the journeys: a temporary vault, cheap key derivation, dialogs answered by a folder.

use escale_core::api::vues::{
    Enregistre, NouveauBilan, NouveauPro, NouvelEnfant, ParBilan, ParDocument, ParVolet,
    PreconisationSaisie, Pro, QuestionVue, Repondre, RepondreAlerte, Repondu,
};
use escale_core::api::{Core, NouveauCoffre, NouveauCompte, Ouverture, appel};
use escale_core::error::Result;
use escale_core::monde::{FichierLu, Monde, MondeReel, Poste};
use escale_domain::bilan::{BilanType, DemiJournee, Present, Traitement, VoletCode};
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::enfant::{Adresse, AutorisationStatut, Sexe};
use escale_domain::papier::PaperKind;
use escale_domain::preconisation::{Financement, PreconisationType, Priorite, Responsable};
use escale_domain::professionnel::{Centre, Profession};
use escale_vault::{Cout, Hasard, SansTrousseau};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

pub(crate) const MOT: &str = "un mot de passe assez long";

/// Answers the save dialog with a folder, and notes what would have been shown.
pub(crate) struct Bureau {
    dossier: PathBuf,
    /// The person closes the dialog without choosing.
    pub(crate) annule: AtomicBool,
    /// What they choose when a file to read is asked for.
    pub(crate) choisi: Mutex<Option<PathBuf>>,
}

impl Poste for Bureau {
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        let annule = self.annule.load(Ordering::Relaxed);
        Box::pin(async move { (!annule).then(|| self.dossier.join(nom)) })
    }

    fn quel_fichier(
        &self,
        _: FichierLu,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        let choisi = self.choisi.lock().expect("a choice").clone();
        Box::pin(std::future::ready(choisi))
    }

    fn quel_dossier(&self) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        let annule = self.annule.load(Ordering::Relaxed);
        Box::pin(async move { (!annule).then(|| self.dossier.clone()) })
    }

    fn show(&self, fichier: &Path) -> std::io::Result<()> {
        std::fs::copy(fichier, self.dossier.join("montre.pdf")).map(|_| ())
    }
}

/// The real chance, and a clock that a story moves.
pub(crate) struct Horloge {
    millis: AtomicI64,
    /// Days after today.
    jours: AtomicI64,
}

impl Horloge {
    fn maintenant() -> Arc<Self> {
        let millis = AtomicI64::new(MondeReel.maintenant());
        Arc::new(Self { millis, jours: AtomicI64::new(0) })
    }

    pub(crate) fn advance(&self, secondes: i64) {
        self.millis.fetch_add(secondes * 1000, Ordering::Relaxed);
    }

    /// Moves the clock forward by so many days.
    pub(crate) fn let_pass(&self, jours: i64) {
        self.advance(jours * 86_400);
        self.jours.fetch_add(jours, Ordering::Relaxed);
    }
}

impl Monde for Horloge {
    fn maintenant(&self) -> i64 {
        self.millis.load(Ordering::Relaxed)
    }

    fn aujourd_hui(&self) -> DateCivile {
        let jours = i32::try_from(self.jours.load(Ordering::Relaxed)).expect("a few days");
        MondeReel.aujourd_hui().plus_jours(jours)
    }
}

impl Hasard for Horloge {
    fn hasard(&self, octets: &mut [u8]) {
        MondeReel.hasard(octets);
    }
}

pub(crate) struct Banc {
    pub(crate) garde: tempfile::TempDir,
    pub(crate) bureau: Arc<Bureau>,
    pub(crate) horloge: Arc<Horloge>,
    pub(crate) core: Core,
}

impl Banc {
    pub(crate) fn coffre(&self) -> PathBuf {
        self.garde.path().join("coffre")
    }

    pub(crate) fn papiers(&self) -> PathBuf {
        self.garde.path().join("papiers")
    }

    /// The program over another folder of this seat.
    pub(crate) fn sur(&self, coffre: impl Into<PathBuf>) -> Core {
        assemble(coffre.into(), self.bureau.clone(), self.horloge.clone())
    }

    /// Another program over the same folder, as after a restart.
    pub(crate) fn autre(&self) -> Core {
        self.sur(self.coffre())
    }
}

fn assemble(coffre: PathBuf, bureau: Arc<Bureau>, monde: Arc<dyn Monde>) -> Core {
    Core::new(coffre, monde, bureau, Arc::new(SansTrousseau))
        .avec_cout(Cout::d_essai())
        .avec_demonstration(escale_demo::Demonstration)
}

fn bureau(dossier: &Path) -> Arc<Bureau> {
    Arc::new(Bureau {
        dossier: dossier.join("papiers"),
        annule: AtomicBool::new(false),
        choisi: Mutex::default(),
    })
}

/// The program over the vault of a seat's folder, by the real clock.
pub(crate) fn core(dossier: &Path) -> Core {
    assemble(dossier.join("coffre"), bureau(dossier), Arc::new(MondeReel))
}

/// The same, where the dialog that asks for a file to read is answered with this one.
pub(crate) fn core_qui_lit(dossier: &Path, fichier: PathBuf) -> Core {
    let bureau = bureau(dossier);
    *bureau.choisi.lock().expect("a choice") = Some(fichier);
    assemble(dossier.join("coffre"), bureau, Arc::new(MondeReel))
}

/// An empty seat.
pub(crate) fn vide() -> Banc {
    let garde = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(garde.path().join("papiers")).expect("a folder");
    let bureau = bureau(garde.path());
    let horloge = Horloge::maintenant();
    let core = assemble(garde.path().join("coffre"), bureau.clone(), horloge.clone());
    Banc { garde, bureau, horloge, core }
}

/// The text of a PDF, as poppler reads it.
pub(crate) fn texte_du_pdf(chemin: &Path) -> String {
    let sortie = std::process::Command::new("pdftotext")
        .args(["-layout".as_ref(), chemin.as_os_str(), "-".as_ref()])
        .output()
        .expect("pdftotext (poppler-utils) is there");
    assert!(sortie.status.success(), "{}", String::from_utf8_lossy(&sortie.stderr));
    String::from_utf8(sortie.stdout).expect("UTF-8")
}

/// Every file under a folder with its bytes, by path.
pub(crate) fn fichiers(dossier: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut tous = BTreeMap::new();
    let mut restants = vec![dossier.to_owned()];
    while let Some(courant) = restants.pop() {
        for entree in std::fs::read_dir(courant).expect("a folder") {
            let chemin = entree.expect("an entry").path();
            match chemin.is_dir() {
                true => restants.push(chemin),
                false => {
                    let octets = std::fs::read(&chemin).expect("read");
                    tous.insert(chemin, octets);
                }
            }
        }
    }
    tous
}

pub(crate) fn nouveau_coffre(identifiant: &str) -> NouveauCoffre {
    NouveauCoffre {
        centre: Centre {
            nom: "Centre Les Tilleuls".to_owned(),
            adresse: Adresse {
                lignes: vec!["8 allée des Tilleuls".to_owned()],
                code_postal: "75012".to_owned(),
                commune: "Paris".to_owned(),
                pays: None,
            },
            telephone: "01 99 00 10 10".to_owned(),
            courriel: "accueil@tilleuls.example".to_owned(),
            finess: None,
        },
        compte: NouveauCompte {
            nom: "LENOIR".to_owned(),
            prenom: "Claire".to_owned(),
            profession: Profession::Medecin,
            rpps: None,
            identifiant: identifiant.to_owned(),
            mot_de_passe: MOT.to_owned(),
        },
    }
}

/// A seat whose centre is set up and whose recovery sheet is in the safe.
pub(crate) async fn pret() -> Banc {
    let banc = vide();
    appel::coffre_creer(&banc.core, nouveau_coffre("c.lenoir")).await.expect("made");
    let rien = escale_core::api::vues::Rien {};
    appel::recuperation_enregistrer(&banc.core, rien).await.expect("saved");
    appel::recuperation_confirmer(&banc.core, rien).await.expect("confirmed");
    banc
}

pub(crate) fn ouverture(identifiant: &str, mot_de_passe: &str) -> Ouverture {
    Ouverture { identifiant: identifiant.to_owned(), mot_de_passe: mot_de_passe.to_owned() }
}

/// Adds a professional to the team, with an account where a name is given.
pub(crate) async fn add(
    core: &Core,
    (prenom, nom): (&str, &str),
    profession: Profession,
    identifiant: Option<&str>,
) -> Pro {
    let equipe = appel::equipe_ajouter(
        core,
        NouveauPro {
            nom: nom.to_owned(),
            prenom: prenom.to_owned(),
            profession,
            rpps: None,
            identifiant: identifiant.map(str::to_owned),
            mot_de_passe: identifiant.map(|_| MOT.to_owned()),
            administrateur: false,
        },
    )
    .await
    .expect("added");
    equipe.into_iter().find(|p| p.nom == nom && p.prenom == prenom).expect("in the team")
}

/// The account of the session.
pub(crate) async fn moi(core: &Core) -> Pro {
    let etat = appel::etat(core, escale_core::api::vues::Rien {}).await.expect("a state");
    etat.compte.expect("somebody works")
}

pub(crate) fn nouvel_enfant(nom: &str, prenom: &str, naissance: &str) -> NouvelEnfant {
    NouvelEnfant {
        nom_naissance: nom.to_owned(),
        prenoms_naissance: vec![prenom.to_owned()],
        prenom_utilise: String::new(),
        sexe: Sexe::F,
        date_naissance: naissance.to_owned(),
        date_naissance_estimee: false,
        naissance_confirmee: false,
        lieu_naissance_insee: "75056".to_owned(),
        num_dossier_local: String::new(),
        medecin: None,
    }
}

/// Four parts, enough for what most journeys tell; `volets.rs` plays all sixteen.
pub(crate) const QUATRE: [VoletCode; 4] =
    [VoletCode::S01, VoletCode::S02, VoletCode::S05, VoletCode::S16];

/// The parts that the writer of `coupure` writes in: the four, and one that has tools.
pub(crate) const ECRITES: [VoletCode; 5] =
    [VoletCode::S01, VoletCode::S02, VoletCode::S05, VoletCode::S12, VoletCode::S16];

/// A bilan of today for a child, in four parts, by a pair. Gives its identifier.
pub(crate) async fn open_bilan(core: &Core, enfant: &str, binome: [&Pro; 2]) -> String {
    open_bilan_of(core, enfant, binome, &QUATRE).await
}

/// The same with these parts.
pub(crate) async fn open_bilan_of(
    core: &Core,
    enfant: &str,
    binome: [&Pro; 2],
    volets: &[VoletCode],
) -> String {
    let date = appel::etat(core, escale_core::api::vues::Rien {}).await.expect("a state");
    appel::bilan_creer(
        core,
        NouveauBilan {
            enfant: enfant.to_owned(),
            bilan_type: BilanType::Adm,
            date: date.aujourd_hui.iso(),
            demi_journee: DemiJournee::Matin,
            lieu: "Centre Les Tilleuls".to_owned(),
            binome: binome.iter().map(|p| p.id.clone()).collect(),
            presents: vec![Present::Enfant],
            langue: "français".to_owned(),
            volets: Some(volets.to_vec()),
        },
    )
    .await
    .expect("opened")
    .id
}

/// Answers a question with what the screen would send back as seen.
pub(crate) async fn answer(
    core: &Core,
    bilan: &str,
    question: &str,
    valeur: Value,
    vu: Option<&str>,
) -> Result<Repondu> {
    let vu = vu.map(str::to_owned);
    let (bilan, question) = (bilan.to_owned(), question.to_owned());
    appel::volet_repondre(core, Repondre { bilan, question, valeur, posture: None, vu }).await
}

fn lettre(ParBilan { bilan }: ParBilan) -> ParDocument {
    ParDocument { bilan, genre: PaperKind::A }
}

/// Saves the letter to the référent doctor.
pub(crate) async fn courrier_enregistrer(core: &Core, bilan: ParBilan) -> Result<Enregistre> {
    appel::document_enregistrer(core, lettre(bilan)).await
}

/// Shows the letter in the viewer.
pub(crate) async fn courrier_imprimer(core: &Core, bilan: ParBilan) -> Result<Enregistre> {
    appel::document_imprimer(core, lettre(bilan)).await
}

/// Sets every waiting alert of a bilan aside, as the account of the session.
pub(crate) async fn dismiss_alertes(core: &Core, bilan: &str) {
    let demande = ParBilan { bilan: bilan.to_owned() };
    let calculs = appel::bilan_calculs(core, demande).await.expect("computed");
    for vue in calculs.alertes.into_iter().filter(|a| a.reponse.is_none() && !a.alerte.bloquante) {
        let reponse = RepondreAlerte {
            bilan: bilan.to_owned(),
            cle: vue.alerte.cle,
            traitement: Traitement::Ecartee,
            texte: "Connu du binôme.".to_owned(),
            preconisation: None,
        };
        appel::alerte_repondre(core, reponse).await.expect("set aside");
    }
}

pub(crate) fn volet(bilan: &str, volet: &str) -> ParVolet {
    ParVolet { bilan: bilan.to_owned(), volet: volet.to_owned() }
}

/// The questions of a part.
pub(crate) async fn questions(core: &Core, bilan: &str, code: &str) -> Vec<QuestionVue> {
    appel::volet_lire(core, volet(bilan, code)).await.expect("read").questions
}

/// One question of a part.
pub(crate) async fn question(core: &Core, bilan: &str, code: &str, question: &str) -> QuestionVue {
    let toutes = questions(core, bilan, code).await;
    toutes.into_iter().find(|q| q.code == question).expect("in the form")
}

pub(crate) fn preconisation(libelle: &str) -> PreconisationSaisie {
    PreconisationSaisie {
        preco_type: PreconisationType::Psychomot,
        libelle: libelle.to_owned(),
        justification: "Décidé par le binôme à la synthèse.".to_owned(),
        libelle_partageable: "Séances de psychomotricité".to_owned(),
        priorite: Priorite::Rapide,
        echeance: "31/03/2027".to_owned(),
        nb_seances: Some(10),
        frequence: None,
        financement: Financement::ForfaitSpPcr,
        autorisation: AutorisationStatut::Obtenue,
        responsable: Responsable::LieuAccueil,
        visibilite: Visibilite::V1,
    }
}
