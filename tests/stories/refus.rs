//! What is unfit is refused in its own words, and keeps its bytes: bases, headers, places, disks.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{Phase, Rien};
use escale_core::api::{self, Core, appel};
use escale_core::error::Code;
use escale_core::monde::{Monde, MondeReel};
use escale_core::store::Ecart;
use escale_vault as vault;
use serde_json::json;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Why a vault does not open; none when it does.
async fn refus(core: &Core) -> Option<Code> {
    appel::coffre_ouvrir(core, banc::ouverture("c.lenoir", MOT)).await.err().map(|e| e.code)
}

/// A closed vault with a sound base, and the groups of its recovery key.
async fn clos() -> (Banc, Vec<String>) {
    let banc = banc::vide();
    let groupes = appel::coffre_creer(&banc.core, banc::nouveau_coffre("c.lenoir")).await;
    appel::recuperation_imprimer(&banc.core, Rien {}).await.expect("shown");
    for rang in 0..40 {
        let nom = format!("NOM-{}", "A".repeat(1 + rang));
        let enfant = banc::nouvel_enfant(&nom, "Zoé", "7/3/2019");
        appel::enfant_creer(&banc.core, enfant).await.expect("created");
    }
    banc.core.close().await;
    (banc, groupes.expect("made").groupes)
}

/// A base that a later version has migrated.
async fn plus_recente(banc: &Banc) -> Vec<u8> {
    let dossier = vault::VaultDir::new(banc.coffre());
    let saine = std::fs::read(dossier.base()).expect("read");
    let ouvert = vault::open(&dossier, "c.lenoir", MOT, MondeReel.maintenant()).expect("opened");
    let mut connexion = SqliteConnectOptions::new()
        .filename(dossier.base())
        .pragma("key", ouvert.cle().pragma().as_str().to_owned())
        .connect()
        .await
        .expect("opened");
    let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum,
               execution_time) VALUES (9999, 'next year', 1, x'00', 0)";
    sqlx::raw_sql(sql).execute(&mut connexion).await.expect("aged");
    sqlx::Connection::close(connexion).await.expect("closed");
    let octets = std::fs::read(dossier.base()).expect("read");
    std::fs::write(dossier.base(), saine).expect("put back");
    octets
}

/// A base without encryption.
async fn en_clair(banc: &Banc) -> Vec<u8> {
    let chemin = banc.garde.path().join("clair");
    let mut connexion = SqliteConnectOptions::new()
        .filename(&chemin)
        .create_if_missing(true)
        .connect()
        .await
        .expect("made");
    sqlx::raw_sql("CREATE TABLE enfant (nom TEXT)").execute(&mut connexion).await.expect("made");
    sqlx::Connection::close(connexion).await.expect("closed");
    std::fs::read(chemin).expect("read")
}

#[tokio::test]
async fn an_unfit_base_has_its_own_answer_and_keeps_its_bytes() {
    let (banc, groupes) = clos().await;
    let base = banc.coffre().join("escale.base");
    let saine = std::fs::read(&base).expect("read");
    let damage = |place: usize| {
        let mut octets = saine.clone();
        octets[place..place + 200].fill(0xAA);
        octets
    };
    let autre = clos().await.0;
    let d_un_autre = std::fs::read(autre.coffre().join("escale.base")).expect("read");
    for (quoi, octets, code) in [
        ("plain", Some(en_clair(&banc).await), Code::BaseEnClair),
        ("newer", Some(plus_recente(&banc).await), Code::BasePlusRecente),
        ("first page damaged", Some(damage(100)), Code::BaseAbimee),
        ("cut in the first page", Some(saine[..1000].to_vec()), Code::BaseAbimee),
        ("cut to ten bytes", Some(saine[..10].to_vec()), Code::BaseAbimee),
        ("emptied", Some(Vec::new()), Code::BaseAbimee),
        ("of another vault", Some(d_un_autre), Code::BaseAbimee),
        ("gone", None, Code::BaseAbimee),
    ] {
        match &octets {
            Some(octets) => std::fs::write(&base, octets).expect("written"),
            None => std::fs::remove_file(&base).expect("removed"),
        }
        let avant = banc::fichiers(&banc.coffre());
        let core = banc.autre();
        assert_eq!(refus(&core).await, Some(code), "{quoi}");
        let demande = json!({
            "cle": groupes.join(" "), "identifiant": "c.lenoir",
            "mot_de_passe": "un tout nouveau mot de passe",
        });
        let recuperation = api::dispatch(&core, "coffre_recuperer", demande).await;
        assert_eq!(recuperation.err().map(|e| e.code), Some(code), "{quoi}");
        let creation = appel::coffre_creer(&core, banc::nouveau_coffre("autre")).await;
        assert_eq!(creation.err().map(|e| e.code), Some(Code::CoffreExiste), "{quoi}");
        let etat = appel::etat(&core, Rien {}).await.expect("a state");
        assert_eq!(etat.phase, Phase::Verrouille, "{quoi}");
        assert!(banc::fichiers(&banc.coffre()) == avant, "{quoi}: untouched");
    }
    std::fs::write(&base, &saine).expect("restored");
    assert_eq!(refus(&banc.autre()).await, None, "the sound one opens again");
}

/// A damaged page in the middle is found only when it is read, at the latest by `verify`.
#[tokio::test]
async fn a_base_damaged_in_the_middle_is_found() {
    let (banc, _) = clos().await;
    let base = banc.coffre().join("escale.base");
    let saine = std::fs::read(&base).expect("read");
    let mut a_la_preuve = 0;
    for page in 1..saine.len() / 4096 {
        let mut octets = saine.clone();
        octets[page * 4096 + 2000..page * 4096 + 2100].fill(0x55);
        std::fs::write(&base, &octets).expect("written");
        let core = banc.autre();
        match refus(&core).await {
            Some(code) => assert_eq!(code, Code::BaseAbimee, "page {page}"),
            None => {
                let preuve = api::check(&core, |_, _| {}).await;
                let preuve = preuve.unwrap_or_else(|e| panic!("page {page}: {e}"));
                let [Ecart::Fichier { detail }] = preuve.ecarts.as_slice() else {
                    panic!("page {page}: {:?}", preuve.ecarts)
                };
                assert!(detail.ends_with(&(page + 1).to_string()), "page {page}: {detail}");
                a_la_preuve += 1;
            }
        }
        core.close().await;
        std::fs::write(&base, &saine).expect("restored");
    }
    assert!(a_la_preuve > 50, "{a_la_preuve} pages are only met by the proof");
}

#[tokio::test]
async fn an_unfit_header_has_its_own_answer_and_keeps_its_bytes() {
    let (banc, _) = clos().await;
    let entete = banc.coffre().join("escale.coffre");
    let sain = std::fs::read_to_string(&entete).expect("read");
    for (quoi, texte, code) in [
        ("cut", Some(sain[..sain.len() / 2].to_owned()), Code::CoffreAbime),
        ("emptied", Some(String::new()), Code::CoffreAbime),
        ("newer", Some(sain.replace("\"format\": 1", "\"format\": 9")), Code::BasePlusRecente),
        ("unknown field", Some(sain.replace("\"id\"", "\"x\": 1, \"id\"")), Code::CoffreAbime),
        ("huge cost", Some(sain.replace("\"memoire_kio\": 64", "\"memoire_kio\": 4000000000")), {
            Code::CoffreAbime
        }),
        ("bad hexadecimal", Some(sain.replace("\"sel\": \"", "\"sel\": \"é")), Code::CoffreAbime),
        ("gone", None, Code::CoffreAbsent),
    ] {
        match &texte {
            Some(texte) => {
                assert_ne!(*texte, sain, "{quoi}");
                std::fs::write(&entete, texte).expect("written");
            }
            None => std::fs::remove_file(&entete).expect("removed"),
        }
        let avant = banc::fichiers(&banc.coffre());
        assert_eq!(refus(&banc.autre()).await, Some(code), "{quoi}");
        let creation = appel::coffre_creer(&banc.autre(), banc::nouveau_coffre("autre")).await;
        assert_eq!(creation.err().map(|e| e.code), Some(Code::CoffreExiste), "{quoi}");
        assert!(banc::fichiers(&banc.coffre()) == avant, "{quoi}: untouched");
    }
    std::fs::write(&entete, &sain).expect("restored");
    assert_eq!(refus(&banc.autre()).await, None, "the sound one opens again");
}

#[tokio::test]
async fn a_synchronised_folder_is_refused_and_nothing_is_written_there() {
    let (banc, groupes) = clos().await;
    let dropbox = banc.garde.path().join("Dropbox");
    std::fs::create_dir(&dropbox).expect("a folder");
    for coffre in [dropbox.join("coffre"), dropbox.join("a/b/coffre"), dropbox.clone()] {
        let core = banc.sur(&coffre);
        let creation = appel::coffre_creer(&core, banc::nouveau_coffre("c.lenoir")).await;
        assert_eq!(creation.err().map(|e| e.code), Some(Code::DossierSynchronise));
        assert_eq!(std::fs::read_dir(&dropbox).expect("read").count(), 0, "nothing written");
    }
    // The vault of the centre is moved into a folder that OneDrive keeps.
    let onedrive = banc.garde.path().join("OneDrive - Centre");
    std::fs::create_dir(&onedrive).expect("a folder");
    let deplace = onedrive.join("coffre");
    std::fs::rename(banc.coffre(), &deplace).expect("moved");
    let avant = banc::fichiers(&onedrive);
    let core = banc.sur(&deplace);
    assert_eq!(refus(&core).await, Some(Code::DossierSynchronise));
    let demande = json!({
        "cle": groupes.join(" "), "identifiant": "c.lenoir",
        "mot_de_passe": "un tout nouveau mot de passe",
    });
    let recuperation = api::dispatch(&core, "coffre_recuperer", demande).await;
    assert_eq!(recuperation.err().map(|e| e.code), Some(Code::DossierSynchronise));
    assert!(banc::fichiers(&onedrive) == avant, "untouched");
    std::fs::rename(&deplace, banc.coffre()).expect("moved back");
    assert_eq!(refus(&banc.autre()).await, None);
}

/// A file lies where the folder should be, or the folder's parent takes nothing.
#[tokio::test]
async fn a_place_that_takes_nothing_is_refused() {
    let banc = banc::vide();
    let fichier = banc.garde.path().join("fichier");
    std::fs::write(&fichier, "occupé").expect("written");
    for coffre in [fichier.join("coffre"), PathBuf::from("/proc/escale/coffre")] {
        let core = banc.sur(&coffre);
        let creation = appel::coffre_creer(&core, banc::nouveau_coffre("c.lenoir")).await;
        assert_eq!(creation.err().map(|e| e.code), Some(Code::Disque), "{}", coffre.display());
        let etat = appel::etat(&core, Rien {}).await.expect("a state");
        assert_eq!(etat.phase, Phase::PremierLancement);
    }
    assert_eq!(std::fs::read_to_string(&fichier).expect("read"), "occupé");
}

/// The writer of these stories, with what it says.
fn ecrivain(commande: &mut Command) -> (Output, Vec<String>) {
    let sortie = commande.output().expect("run");
    let texte = String::from_utf8_lossy(&sortie.stdout).into_owned();
    (sortie, texte.lines().map(str::to_owned).collect())
}

#[cfg(unix)]
#[tokio::test]
async fn a_read_only_folder_is_refused_untouched() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    let (banc, _) = clos().await;
    let avant = banc::fichiers(&banc.coffre());
    // File rights do not stop root: under root the writer changes to another user, in a copy of its
    // own.
    let programme = banc.garde.path().join("ecrivain");
    std::fs::copy(env!("CARGO_BIN_EXE_escale-test-ecrivain"), &programme).expect("copied");
    let mut commande = Command::new(&programme);
    let root = std::fs::metadata(banc.garde.path()).expect("read").uid() == 0;
    if root {
        const PERSONNE: u32 = 65534;
        for chemin in [banc.garde.path(), &banc.coffre()] {
            chown(chemin, Some(PERSONNE), Some(PERSONNE)).expect("given");
        }
        for chemin in avant.keys() {
            chown(chemin, Some(PERSONNE), Some(PERSONNE)).expect("given");
        }
        commande.uid(PERSONNE).gid(PERSONNE);
    }
    let droits = |mode| {
        let droits = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(banc.coffre(), droits).expect("set");
    };
    commande.arg("ouvrir").arg(banc.garde.path());
    droits(0o500);
    let (_, dit) = ecrivain(&mut commande);
    assert_eq!(dit, ["refus disque null"]);
    assert!(banc::fichiers(&banc.coffre()) == avant, "untouched");
    droits(0o700);
    let (_, dit) = ecrivain(&mut commande);
    assert_eq!(dit, ["fait ouvert null"], "the same folder opens once it may be written");
}

/// A limit on the size of files stands for a disk that fills up while people work: everything that
/// was acknowledged until then is there, and the answer says what is wrong.
#[cfg(unix)]
#[tokio::test]
async fn a_disk_that_fills_up_loses_nothing_that_was_acknowledged() {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let psychologue = escale_domain::professionnel::Profession::Psychologue;
    let autre = banc::add(&banc.core, ("Antoine", "BLANC"), psychologue, None).await;
    let enfant = banc::nouvel_enfant("TESSIER", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let binome = [&medecin, &autre];
    let bilan = banc::open_bilan_of(&banc.core, &enfant, binome, &banc::ECRITES).await;
    banc.core.close().await;
    let base = std::fs::metadata(banc.coffre().join("escale.base")).expect("read").len();
    // In blocks of 512 bytes. The WAL meets the limit first, in the middle of some write.
    let limite = (base / 512 + 400).to_string();
    let (sortie, dit) = ecrivain(Command::new("sh").args([
        "-c".as_ref(),
        // A write beyond the limit fails as on a full disk, instead of killing the writer.
        "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"".as_ref(),
        "sh".as_ref(),
        limite.as_ref(),
        env!("CARGO_BIN_EXE_escale-test-ecrivain").as_ref(),
        banc.garde.path().as_os_str(),
        bilan.as_ref(),
        "0".as_ref(),
    ]));
    assert!(!sortie.status.success());
    assert_eq!(dit.last().map(String::as_str), Some("refus disque null"), "{dit:?}");
    let acquis: Vec<&str> = dit.iter().filter_map(|l| l.strip_prefix("fait ")).collect();
    assert!(acquis.len() > 3, "{dit:?}");

    assert_eq!(refus(&banc.core).await, None, "with room again it opens");
    for volet in ["S01", "S02", "S05", "S16"] {
        for question in banc::questions(&banc.core, &bilan, volet).await {
            let dernier = acquis.iter().rev().find(|l| l.starts_with(&question.code));
            if let Some(dernier) = dernier {
                assert_eq!(**dernier, format!("{} {}", question.code, question.valeur));
            }
        }
    }
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[cfg(unix)]
#[tokio::test]
async fn a_paper_that_does_not_fit_leaves_the_one_before() {
    let garde = tempfile::tempdir().expect("a folder");
    let chemin = garde.path().join("courrier.pdf");
    api::write(&chemin, b"le courrier d'hier").expect("written");
    let (_, dit) = ecrivain(Command::new("sh").args([
        "-c".as_ref(),
        "trap '' XFSZ; ulimit -f 64; exec \"$@\"".as_ref(),
        "sh".as_ref(),
        env!("CARGO_BIN_EXE_escale-test-ecrivain").as_ref(),
        "papier".as_ref(),
        chemin.as_os_str(),
    ]));
    assert_eq!(dit, ["refus disque null"]);
    let restent = banc::fichiers(garde.path());
    assert_eq!(restent.len(), 1, "no half paper beside");
    assert_eq!(restent[&chemin], b"le courrier d'hier");
    // No folder, or a folder in the file's place.
    for impossible in [Path::new("absent/courrier.pdf"), Path::new("dossier")] {
        std::fs::create_dir_all(garde.path().join("dossier")).expect("a folder");
        let refus = api::write(&garde.path().join(impossible), b"%PDF").expect_err("refused");
        assert_eq!(refus.code, Code::Disque);
    }
    assert_eq!(banc::fichiers(garde.path()).len(), 1, "no half paper beside");
}
