//! Acknowledged means on disk: a process that writes answers is killed at random moments, and
//! everything that it had acknowledged is there when the base is opened again.
//!
//! SIGKILL loses what a process holds in memory, not what the system holds for the disk: that the
//! base also waits for the disk (`synchronous=FULL`) is asserted in the tests of the store.

use crate::banc::{self, Banc};
use escale_core::api::vues::ParId;
use escale_core::api::{self, appel};
use escale_domain::bilan::VoletCode;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Cuts of each seed.
const COUPURES: u64 = 70;
/// Cuts on one vault before the next takes a fresh one, so that proving the journal stays short.
const PAR_COFFRE: u64 = 35;
const GRAINES: [u64; 3] = [0x0E5C_A1E5, 0x5EED_0002, 0x5EED_0003];

/// Marsaglia's xorshift: the moments are the same in every run.
struct Hasard(u64);

impl Hasard {
    fn entre(&mut self, bas: u64, haut: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        bas + self.0 % (haut - bas + 1)
    }
}

/// What the victim said: the last value acknowledged of each question, and what was in flight.
#[derive(Default)]
struct Dit {
    acquis: BTreeMap<String, Value>,
    en_vol: Option<(String, Value)>,
    accuses: usize,
}

impl Dit {
    /// A line that the kill cut in two is ignored.
    fn hear(&mut self, ligne: &str) {
        let mut mots = ligne.splitn(3, ' ');
        let (Some(verbe), Some(question), Some(valeur)) = (mots.next(), mots.next(), mots.next())
        else {
            return;
        };
        let Ok(valeur) = serde_json::from_str::<Value>(valeur.trim_end()) else { return };
        match verbe {
            "debut" => self.en_vol = Some((question.to_owned(), valeur)),
            "fait" => {
                self.acquis.insert(question.to_owned(), valeur);
                self.en_vol = None;
                self.accuses += 1;
            }
            _ => panic!("the writer was refused: {ligne}"),
        }
    }
}

fn start(dossier: &Path, bilan: &str, depart: u64) -> (Child, BufReader<ChildStdout>) {
    let mut victime = Command::new(env!("CARGO_BIN_EXE_escale-test-ecrivain"))
        .args([dossier.as_os_str(), bilan.as_ref(), depart.to_string().as_ref()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let sortie = BufReader::new(victime.stdout.take().expect("a pipe"));
    (victime, sortie)
}

/// Lets a writer work until some moment after its first acknowledged answer, and kills it.
fn cut(dossier: &Path, bilan: &str, depart: u64, apres: Duration, dit: &mut Dit) {
    let (mut victime, mut sortie) = start(dossier, bilan, depart);
    let avant = dit.accuses;
    let mut ligne = String::new();
    while dit.accuses == avant {
        ligne.clear();
        assert_ne!(sortie.read_line(&mut ligne).expect("read"), 0, "the writer ended by itself");
        dit.hear(&ligne);
    }
    // The moment of the cut is the point here, nothing is awaited.
    std::thread::sleep(apres);
    // On Unix this is SIGKILL: no handler, no destructor.
    victime.kill().expect("killed");
    let fin = victime.wait().expect("gone");
    assert!(!fin.success());
    loop {
        ligne.clear();
        // Lines still in the pipe when it died were acknowledged all the same.
        if sortie.read_line(&mut ligne).expect("read") == 0 {
            break;
        }
        dit.hear(&ligne);
    }
}

/// A vault with an empty bilan, to be copied.
async fn modele() -> (Banc, String) {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let autre = banc::add(
        &banc.core,
        ("Antoine", "BLANC"),
        escale_domain::professionnel::Profession::Psychologue,
        None,
    )
    .await;
    let enfant = banc::nouvel_enfant("TESSIER", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let binome = [&medecin, &autre];
    let bilan = banc::open_bilan_of(&banc.core, &enfant, binome, &banc::ECRITES).await;
    banc.core.close().await;
    (banc, bilan)
}

fn copy(de: &Path, vers: &Path) {
    std::fs::create_dir_all(vers).expect("a folder");
    for fichier in std::fs::read_dir(de).expect("read") {
        let fichier = fichier.expect("read");
        std::fs::copy(fichier.path(), vers.join(fichier.file_name())).expect("copied");
    }
}

/// Opens after a cut and looks for everything that was acknowledged.
async fn find_again(dossier: &Path, bilan: &str, dit: &mut Dit, coupure: u64) {
    let core = banc::core(dossier);
    let ouverture = banc::ouverture("c.lenoir", banc::MOT);
    appel::coffre_ouvrir(&core, ouverture).await.unwrap_or_else(|e| panic!("cut {coupure}: {e}"));
    let mut trouve = BTreeMap::new();
    for volet in banc::ECRITES.map(VoletCode::code) {
        let page = appel::volet_lire(&core, banc::volet(bilan, volet)).await.expect("read");
        for question in page.questions {
            assert_eq!(question.conflits.len(), 0, "cut {coupure}: {}", question.code);
            trouve.insert(question.code, question.valeur);
        }
        if let [seule] = page.preconisations.as_slice() {
            trouve.insert("preconisation".to_owned(), Value::from(seule.saisie.libelle.clone()));
        }
        if let [seul] = page.outils.as_slice() {
            trouve.insert("outil".to_owned(), Value::from(seul.conclusion.clone()));
        }
    }
    // Rows that are appended: the last one is there, and none is there twice.
    let page = appel::bilan_lire(&core, ParId { id: bilan.to_owned() }).await.expect("read");
    let id = page.enfant.id;
    let accords = appel::consentements_lister(&core, ParId { id: id.clone() }).await.expect("read");
    let oppositions = appel::oppositions_lister(&core, ParId { id }).await.expect("read");
    let notes = oppositions.oppositions.into_iter().filter_map(|o| o.note).collect::<Vec<_>>();
    let mesures = accords.into_iter().map(|a| a.mesures).collect::<Vec<_>>();
    for (quoi, tous) in [("consentement", mesures), ("opposition", notes)] {
        let uniques: BTreeSet<&String> = tous.iter().collect();
        assert_eq!(uniques.len(), tous.len(), "cut {coupure}: {quoi} written twice");
        trouve.extend(tous.last().map(|dernier| (quoi.to_owned(), Value::from(dernier.clone()))));
    }
    if let Some((question, valeur)) = dit.en_vol.take()
        && trouve.get(&question) == Some(&valeur)
    {
        // It was on the disk, but not yet acknowledged.
        dit.acquis.insert(question, valeur);
    }
    for (question, valeur) in &dit.acquis {
        let lu = trouve.get(question).unwrap_or(&Value::Null);
        assert_eq!(lu, valeur, "cut {coupure}: {question} was acknowledged");
    }
    let preuve = api::check(&core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, [], "cut {coupure}");
    core.close().await;
}

/// Cuts one vault after another. Gives what was acknowledged, and the cuts inside a write.
async fn voie(modele: PathBuf, bilan: String, graine: u64) -> (usize, u64) {
    let mut hasard = Hasard(graine);
    let mut garde = tempfile::tempdir().expect("a folder");
    let (mut dit, mut accuses, mut en_vol) = (Dit::default(), 0, 0);
    for coupure in 0..COUPURES {
        if coupure % PAR_COFFRE == 0 {
            garde = tempfile::tempdir().expect("a folder");
            copy(&modele, &garde.path().join("coffre"));
            accuses += dit.accuses;
            dit = Dit::default();
        }
        let apres = Duration::from_millis(hasard.entre(1, 60));
        let (dossier, b) = (garde.path().to_owned(), bilan.clone());
        dit = tokio::task::spawn_blocking(move || {
            cut(&dossier, &b, coupure * 37, apres, &mut dit);
            dit
        })
        .await
        .expect("cut");
        en_vol += u64::from(dit.en_vol.is_some());
        find_again(garde.path(), &bilan, &mut dit, coupure).await;
    }
    (accuses + dit.accuses, en_vol)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_every_cut() {
    let (modele, bilan) = modele().await;
    // Most of the time goes by waiting for the disk: three at once.
    let voies = GRAINES.map(|g| tokio::spawn(voie(modele.coffre(), bilan.clone(), g)));
    let (mut accuses, mut en_vol) = (0, 0);
    for voie in voies {
        let (a, e) = voie.await.expect("every answer was there");
        accuses += a;
        en_vol += e;
    }
    let coupures = COUPURES * GRAINES.len() as u64;
    println!("{coupures} cuts, {accuses} acknowledged answers, {en_vol} cuts inside a write");
    // Were the kill always to fall between two writes, this story would prove little.
    assert!(en_vol > coupures / 2, "{en_vol} of {coupures} cuts fell inside a write");
}
