//! Papers and numbers: each number once, a paper only where it was written, and its line in the log
//! of what left the centre.

use crate::banc;
use escale_core::api::vues::{
    NouveauBilan, NouveauPro, NouvelEnfant, ParBilan, ParId, Pro, Repondre, Rien,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Result};
use escale_core::monde::{Monde, MondeReel, Poste};
use escale_demo::CAS;
use escale_domain::bilan::{BilanType, DemiJournee, Present};
use escale_domain::enfant::Sexe;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use escale_domain::transmission::{Canal, InformationEtat, TransmissionStatut};
use escale_vault::{Cout, SansTrousseau};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A seat that counts its dialogs, and whose viewer may be missing.
struct Guichet {
    dossier: PathBuf,
    dialogues: AtomicUsize,
    sans_lecteur: AtomicBool,
}

impl Poste for Guichet {
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        self.dialogues.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move { Some(self.dossier.join(nom)) })
    }

    fn show(&self, _: &Path) -> std::io::Result<()> {
        match self.sans_lecteur.load(Ordering::Relaxed) {
            true => Err(std::io::ErrorKind::NotFound.into()),
            false => Ok(()),
        }
    }
}

struct Centre {
    garde: tempfile::TempDir,
    guichet: Arc<Guichet>,
    core: Core,
}

impl Centre {
    fn vide() -> Self {
        let garde = tempfile::tempdir().expect("a folder");
        let guichet = Arc::new(Guichet {
            dossier: garde.path().to_owned(),
            dialogues: AtomicUsize::new(0),
            sans_lecteur: AtomicBool::new(false),
        });
        let core = Core::new(
            garde.path().join("coffre"),
            Arc::new(MondeReel),
            guichet.clone(),
            Arc::new(SansTrousseau),
        )
        .avec_cout(Cout::d_essai());
        Self { garde, guichet, core }
    }

    /// A centre with the first administrator alone.
    async fn pret() -> Self {
        let centre = Self::vide();
        appel::coffre_creer(&centre.core, banc::nouveau_coffre("c.lenoir")).await.expect("made");
        appel::recuperation_enregistrer(&centre.core, Rien {}).await.expect("saved");
        appel::recuperation_confirmer(&centre.core, Rien {}).await.expect("confirmed");
        centre.guichet.dialogues.store(0, Ordering::Relaxed);
        centre
    }

    fn papiers(&self) -> PathBuf {
        self.garde.path().join("papiers")
    }

    async fn import(&self, cas: usize) -> api::Importe {
        let (nom, texte) = CAS[cas];
        api::import(&self.core, nom, texte).await.expect("imported")
    }

    /// How many papers and sendings the record of a child has.
    async fn traces(&self, enfant: &str, dossier: &str) -> (usize, usize) {
        let page = appel::enfant_lire(&self.core, ParId { id: enfant.to_owned() }).await;
        let export = api::export(&self.core, dossier).await.expect("exported");
        (page.expect("a page").documents.len(), export.transmissions.len())
    }
}

fn enfant(nom: &str, numero: &str) -> NouvelEnfant {
    NouvelEnfant {
        nom_naissance: nom.to_owned(),
        prenoms_naissance: vec!["Ysé".to_owned()],
        prenom_utilise: String::new(),
        sexe: Sexe::F,
        date_naissance: "2018-01-01".to_owned(),
        date_naissance_estimee: false,
        naissance_confirmee: false,
        lieu_naissance_insee: "87085".to_owned(),
        num_dossier_local: numero.to_owned(),
        medecin: None,
    }
}

fn membre(nom: &str, profession: Profession) -> NouveauPro {
    NouveauPro {
        nom: nom.to_uppercase(),
        prenom: nom.to_owned(),
        profession,
        rpps: None,
        identifiant: Some(nom.to_owned()),
        mot_de_passe: Some(banc::MOT.to_owned()),
        administrateur: false,
    }
}

async fn numero_de(core: &Core, cree: Result<ParId>) -> String {
    let id = cree.expect("created").id;
    let page = appel::enfant_lire(core, ParId { id }).await.expect("a page");
    page.ligne.num_dossier_local
}

/// Adds a psychologist and opens a bilan of today by the two.
async fn begin(core: &Core, enfant: &str) -> String {
    let equipe = appel::equipe_ajouter(core, membre("blanc", Profession::Psychologue)).await;
    let equipe: Vec<Pro> = equipe.expect("added");
    let aujourd_hui = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui;
    let nouveau = NouveauBilan {
        enfant: enfant.to_owned(),
        bilan_type: BilanType::Adm,
        date: aujourd_hui.iso(),
        demi_journee: DemiJournee::Matin,
        lieu: "Centre Les Tilleuls".to_owned(),
        binome: equipe.iter().filter(|p| p.identifiant.is_some()).map(|p| p.id.clone()).collect(),
        presents: vec![Present::Enfant],
        langue: "français".to_owned(),
        volets: None,
    };
    appel::bilan_creer(core, nouveau).await.expect("opened").id
}

async fn answer(core: &Core, bilan: &str, question: &str, valeur: serde_json::Value) {
    let reponse = Repondre {
        bilan: bilan.to_owned(),
        question: question.to_owned(),
        valeur,
        posture: None,
        vu: None,
    };
    appel::volet_repondre(core, reponse).await.expect("answered");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn papers_made_together_have_a_number_each() {
    let centre = Centre::pret().await;
    for cas in 0..4 {
        centre.import(cas).await;
    }
    let (core, out) = (&centre.core, centre.papiers());
    let (a, b, c, d) = tokio::join!(
        api::courrier_de(core, "DEMO-2026-01", &out),
        api::courrier_de(core, "DEMO-2026-02", &out),
        api::courrier_de(core, "DEMO-2026-03", &out),
        api::courrier_de(core, "DEMO-2026-04", &out),
    );
    let mut numeros: Vec<String> =
        [a, b, c, d].into_iter().map(|fait| fait.expect("a letter").numero).collect();
    numeros.sort();
    let annee = &numeros[0][..4];
    let attendus: Vec<String> = (1..=4).map(|n| format!("{annee}-{n:05}")).collect();
    assert_eq!(numeros, attendus);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn children_created_together_have_a_number_each() {
    let centre = Centre::pret().await;
    let core = &centre.core;
    let (a, b, c) = tokio::join!(
        appel::enfant_creer(core, enfant("ARBOUR", "")),
        appel::enfant_creer(core, enfant("BRETEUIL", "")),
        appel::enfant_creer(core, enfant("CASTAN", "")),
    );
    let mut numeros = Vec::new();
    for cree in [a, b, c] {
        numeros.push(numero_de(core, cree).await);
    }
    numeros.sort();
    let annee = &numeros[0][..4];
    assert_eq!(numeros, ["0001", "0002", "0003"].map(|n| format!("{annee}-{n}")));
    // The same number typed at two seats: one of them is refused.
    let (a, b) = tokio::join!(
        appel::enfant_creer(core, enfant("DUMAS", "D-1")),
        appel::enfant_creer(core, enfant("ESTEVE", "D-1")),
    );
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
}

#[tokio::test]
async fn a_number_of_the_centre_own_does_not_stop_the_row() {
    let centre = Centre::pret().await;
    let core = &centre.core;
    let premier = numero_de(core, appel::enfant_creer(core, enfant("ARBOUR", "")).await).await;
    let annee = premier.split('-').next().expect("a year").to_owned();
    for local in ["0002-bis", "A7", "0007-2", "99999999999999"] {
        let numero = format!("{annee}-{local}");
        appel::enfant_creer(core, enfant(local, &numero)).await.expect("created");
    }
    let suivant = numero_de(core, appel::enfant_creer(core, enfant("CASTAN", "")).await).await;
    assert_eq!(suivant, format!("{annee}-0002"));
    appel::enfant_creer(core, enfant("DUMAS", &format!("{annee}-0041"))).await.expect("created");
    let suivant = numero_de(core, appel::enfant_creer(core, enfant("ESTEVE", "")).await).await;
    assert_eq!(suivant, format!("{annee}-0042"));
}

#[tokio::test]
async fn an_open_bilan_goes_out_and_comes_back() {
    let centre = Centre::pret().await;
    let core = &centre.core;
    let id = appel::enfant_creer(core, enfant("ARBOUR", "A-1")).await.expect("created").id;
    let bilan = begin(core, &id).await;
    answer(core, &bilan, "cro.poids", json!("21,5 kg")).await;
    let sorti = api::export(core, "A-1").await.expect("exported");
    assert_eq!(sorti.bilan.sections.len(), 1, "only the part that was begun");
    let texte = serde_json::to_string(&sorti).expect("JSON");

    let autre = Centre::pret().await;
    let importe = api::import(&autre.core, "A-1.json", &texte).await.unwrap_or_else(|refus| {
        panic!("{}", refus.phrase());
    });
    let revenu = api::export(&autre.core, "A-1").await.expect("exported");
    assert_eq!(
        serde_json::to_value(&revenu).expect("JSON"),
        serde_json::to_value(&sorti).expect("JSON")
    );
    // A part that had not been begun can still be begun there, in its place.
    let page = appel::bilan_lire(&autre.core, ParId { id: importe.bilan }).await.expect("a page");
    let avant = appel::bilan_lire(core, ParId { id: bilan }).await.expect("a page");
    let etats = |page: &escale_core::api::vues::BilanPage| -> Vec<(String, String)> {
        page.volets.iter().map(|v| (v.code.clone(), v.statut.clone())).collect()
    };
    assert_eq!(etats(&page), etats(&avant));
    let commences = page.volets.iter().filter(|v| v.statut != "non_commence");
    assert_eq!(commences.map(|v| v.code.as_str()).collect::<Vec<_>>(), ["S05"]);
    assert_eq!(page.volets.len(), 14);
}

#[tokio::test]
async fn an_export_says_which_bilans_it_leaves() {
    let centre = Centre::pret().await;
    let core = &centre.core;
    let importe = centre.import(6).await;
    let seul = api::export_bilan(core, "DEMO-2026-07", None).await.expect("exported");
    assert_eq!(seul.autres_bilans, []);
    let ancien = seul.dossier.bilan.date;
    begin(core, &importe.enfant).await;
    let dernier = api::export_bilan(core, "DEMO-2026-07", None).await.expect("exported");
    assert!(dernier.dossier.bilan.date > ancien);
    assert_eq!(dernier.autres_bilans, [ancien]);
    let choisi = api::export_bilan(core, "DEMO-2026-07", Some(ancien)).await.expect("exported");
    assert_eq!(choisi.dossier.bilan.date, ancien);
    assert_eq!(choisi.autres_bilans, [dernier.dossier.bilan.date]);
    let absent = ancien.plus_jours(-1);
    let refus = api::export_bilan(core, "DEMO-2026-07", Some(absent)).await.expect_err("none");
    assert_eq!(refus.code, Code::Introuvable);
}

#[tokio::test]
async fn an_administrator_who_reads_no_bilan_still_takes_records_in_and_out() {
    let centre = Centre::vide();
    let mut nouveau = banc::nouveau_coffre("admin");
    nouveau.compte.profession = Profession::Secretaire;
    appel::coffre_creer(&centre.core, nouveau).await.expect("made");
    appel::recuperation_enregistrer(&centre.core, Rien {}).await.expect("saved");
    appel::recuperation_confirmer(&centre.core, Rien {}).await.expect("confirmed");
    let importe = centre.import(0).await;
    api::export(&centre.core, &importe.dossier).await.expect("exported");
    api::courrier_de(&centre.core, &importe.dossier, &centre.papiers()).await.expect("a letter");
    let lu = appel::bilan_lire(&centre.core, ParId { id: importe.bilan }).await.expect_err("no");
    assert_eq!(lu.code, Code::Interdit);
    // A secretary who does not administer takes nothing out.
    let secretaire = membre("suzanne", Profession::Secretaire);
    appel::equipe_ajouter(&centre.core, secretaire).await.expect("added");
    let ouverture = banc::ouverture("suzanne", banc::MOT);
    appel::coffre_ouvrir(&centre.core, ouverture).await.expect("opened");
    let refus = api::export(&centre.core, &importe.dossier).await.expect_err("refused");
    assert_eq!(refus.code, Code::Interdit);
}

#[tokio::test]
async fn each_letter_writes_a_line_in_the_log_of_sendings() {
    let centre = Centre::pret().await;
    let importe = centre.import(6).await;
    let avant = api::export(&centre.core, &importe.dossier).await.expect("exported");
    let bilan = ParBilan { bilan: importe.bilan.clone() };
    banc::courrier_enregistrer(&centre.core, bilan.clone()).await.expect("saved");
    banc::courrier_imprimer(&centre.core, bilan).await.expect("shown");
    api::courrier_de(&centre.core, &importe.dossier, &centre.papiers()).await.expect("written");
    let apres = api::export(&centre.core, &importe.dossier).await.expect("exported");
    let deja = avant.transmissions.len();
    assert_eq!(apres.transmissions[..deja], avant.transmissions[..]);
    let nouvelles = &apres.transmissions[deja..];
    let reperes: Vec<&str> = nouvelles.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(reperes, ["T04", "T05", "T06"]);
    for envoi in nouvelles {
        assert_eq!(envoi.document, PaperKind::A);
        assert_eq!(envoi.destinataire, "Dr Bruno GAUTIER");
        assert_eq!((envoi.categorie, envoi.canal), (1, Canal::Papier));
        assert_eq!(envoi.nature_information, "compte rendu médical complet");
        assert_eq!(envoi.statut, TransmissionStatut::AInformer);
        assert_eq!(envoi.information_personne.etat, InformationEtat::AInformer);
    }
    // What goes out with these lines comes in again.
    let texte = serde_json::to_string(&apres).expect("JSON");
    let autre = Centre::pret().await;
    api::import(&autre.core, "apres.json", &texte).await.expect("imported");
    let preuve = api::check(&centre.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_letter_that_waits_to_be_sent_is_no_news_for_the_next_one() {
    let centre = Centre::pret().await;
    // The child without a doctor, to whom nothing was sent yet.
    let importe = centre.import(8).await;
    let out = centre.papiers();
    let fait = api::courrier_de(&centre.core, &importe.dossier, &out).await.expect("a letter");
    let premier = texte_du_pdf(&fait.fichier);
    let envoi = api::export(&centre.core, &importe.dossier).await.expect("exported");
    assert_eq!(envoi.transmissions[0].destinataire, "médecin qui suivra l’enfant");
    let refait = api::courrier_de(&centre.core, &importe.dossier, &out).await.expect("a letter");
    let second = texte_du_pdf(&refait.fichier);
    // But for its number, and that of the letter that it replaces.
    let remplace = format!("Remplace le n° {}\n", fait.numero);
    assert!(second.contains(&remplace), "{second}");
    let second = second.replace(&remplace, "");
    assert_eq!(second.replace(&refait.numero, &fait.numero), premier);
}

#[tokio::test]
async fn a_paper_that_the_disk_refuses_is_no_letter() {
    let centre = Centre::pret().await;
    let importe = centre.import(0).await;
    let avant = centre.traces(&importe.enfant, &importe.dossier).await;
    // A file stands where the folder should be.
    let fichier = centre.garde.path().join("un-fichier");
    std::fs::write(&fichier, b"").expect("written");
    let refus =
        api::courrier_de(&centre.core, &importe.dossier, &fichier).await.expect_err("refused");
    assert_eq!(refus.code, Code::Disque);
    let bilan = ParBilan { bilan: importe.bilan };
    centre.guichet.sans_lecteur.store(true, Ordering::Relaxed);
    let refus = banc::courrier_imprimer(&centre.core, bilan).await.expect_err("no viewer");
    assert_eq!(refus.code, Code::DocumentImpossible);
    assert_eq!(centre.traces(&importe.enfant, &importe.dossier).await, avant);
    // The number was not used up.
    let fait = api::courrier_de(&centre.core, &importe.dossier, &centre.papiers()).await;
    assert!(fait.expect("a letter").numero.ends_with("-00001"));
}

#[tokio::test]
async fn nobody_is_asked_where_to_save_the_letter_of_an_open_bilan() {
    let centre = Centre::pret().await;
    let core = &centre.core;
    let id = appel::enfant_creer(core, enfant("ARBOUR", "")).await.expect("created").id;
    let bilan = begin(core, &id).await;
    let refus = banc::courrier_enregistrer(core, ParBilan { bilan }).await.expect_err("open");
    assert_eq!(refus.code, Code::DocumentImpossible);
    assert_eq!(centre.guichet.dialogues.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn the_letter_shows_what_the_bilan_before_measured() {
    let centre = Centre::vide();
    let bilan = escale_demo::found(&centre.core).await.expect("the invented base");
    escale_demo::play(&centre.core, &bilan).await.expect("played");
    let fait =
        api::courrier_de(&centre.core, "DEMO-2026-07", &centre.papiers()).await.expect("a letter");
    let texte = texte_du_pdf(&fait.fichier);
    let ligne = texte.lines().find(|l| l.contains("bilan du 14/01/2026")).expect("the last bilan");
    for mesure in ["14/01/2026", "43 kg", "140,4 cm"] {
        assert!(ligne.contains(mesure), "{mesure} in: {ligne}");
    }
    assert_eq!(texte.matches("bilan du 14/01/2026").count(), 1);
    assert!(ligne.starts_with("Avant"), "{ligne}");
    // The record itself holds no measure twice.
    let sorti = api::export(&centre.core, "DEMO-2026-07").await.expect("exported");
    assert_eq!(sorti.mesures_anterieures.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn accounts_opened_together_all_open() {
    let centre = Centre::pret().await;
    let core = &centre.core;
    let (a, b, c, d) = tokio::join!(
        appel::equipe_ajouter(core, membre("ambre", Profession::Infirmier)),
        appel::equipe_ajouter(core, membre("basile", Profession::Psychologue)),
        appel::equipe_ajouter(core, membre("cyrielle", Profession::Secretaire)),
        appel::equipe_ajouter(core, membre("damien", Profession::Coordinateur)),
    );
    for ajout in [a, b, c, d] {
        ajout.expect("added");
    }
    // The same name at two seats: one of them is refused.
    let (a, b) = tokio::join!(
        appel::equipe_ajouter(core, membre("elise", Profession::Infirmier)),
        appel::equipe_ajouter(core, membre("elise", Profession::Medecin)),
    );
    let refus = [a, b].into_iter().find_map(std::result::Result::err).expect("one is refused");
    assert_eq!(refus.code, Code::IdentifiantPris);
    for nom in ["ambre", "basile", "cyrielle", "damien", "elise", "c.lenoir"] {
        let ouvert = appel::coffre_ouvrir(core, banc::ouverture(nom, banc::MOT)).await;
        assert!(ouvert.is_ok(), "{nom} has no slot");
    }
    let equipe = appel::equipe_lister(core, Rien {}).await.expect("the team");
    assert_eq!(equipe.iter().filter(|p| p.identifiant.as_deref() == Some("elise")).count(), 1);
}

#[tokio::test]
async fn a_slot_whose_account_was_never_recorded_opens_nothing() {
    use escale_vault::{self as vault, VaultDir};
    let centre = Centre::pret().await;
    appel::coffre_verrouiller(&centre.core, Rien {}).await.expect("locked");
    // The state when the program stops between writing the slot and recording the act.
    let dossier = VaultDir::new(centre.garde.path().join("coffre"));
    let ouvert =
        vault::open(&dossier, "c.lenoir", banc::MOT, MondeReel.maintenant()).expect("opened");
    ouvert.add("fantome", banc::MOT, Cout::d_essai(), &MondeReel).expect("a slot");
    drop(ouvert);
    let refus = appel::coffre_ouvrir(&centre.core, banc::ouverture("fantome", banc::MOT)).await;
    assert_eq!(refus.expect_err("refused").code, Code::MotDePasseRefuse);
    appel::coffre_ouvrir(&centre.core, banc::ouverture("c.lenoir", banc::MOT)).await.expect("open");
}

#[tokio::test]
async fn the_journal_of_an_unknown_child_is_refused() {
    let centre = Centre::pret().await;
    let refus = api::journal(&centre.core, Some("X-404"), 5).await.expect_err("unknown");
    assert_eq!(refus.code, Code::Introuvable);
    assert!(refus.phrase().contains("X-404"), "{}", refus.phrase());
}

#[tokio::test]
async fn a_known_number_is_said_once() {
    let centre = Centre::pret().await;
    centre.import(6).await;
    let (nom, texte) = CAS[6];
    let refus = api::import(&centre.core, nom, texte).await.expect_err("known");
    assert_eq!(refus.phrase().matches("DEMO-2026-07").count(), 1, "{}", refus.phrase());
}

/// The text of a paper, all spaces alike.
fn texte_du_pdf(chemin: &Path) -> String {
    banc::texte_du_pdf(chemin).replace(['\u{a0}', '\u{202f}'], " ")
}
