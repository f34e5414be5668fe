//! First run, locking, recovery: what happens to the keys when people and machines do what they do.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{NouveauPro, Phase, Rien};
use escale_core::api::{self, Core, Recuperation, appel};
use escale_core::error::{Code, Error};
use escale_domain::professionnel::Profession;
use serde_json::json;
use std::process::{Command, Stdio};
use std::time::Duration;

const NOUVEAU: &str = "un tout nouveau mot de passe";

async fn phase(core: &Core) -> Phase {
    appel::etat(core, Rien {}).await.expect("a state").phase
}

async fn enter(core: &Core, identifiant: &str, mot_de_passe: &str) -> Result<Phase, Error> {
    let ouverture = banc::ouverture(identifiant, mot_de_passe);
    appel::coffre_ouvrir(core, ouverture).await.map(|etat| etat.phase)
}

async fn recover(core: &Core, cle: &str, identifiant: &str) -> Result<Phase, Error> {
    let demande = json!({ "cle": cle, "identifiant": identifiant, "mot_de_passe": NOUVEAU });
    let etat = api::dispatch(core, "coffre_recuperer", demande).await?;
    Ok(serde_json::from_value(etat["phase"].clone()).expect("a phase"))
}

async fn create(banc: &Banc) -> Vec<String> {
    let nouveau = banc::nouveau_coffre("c.lenoir");
    appel::coffre_creer(&banc.core, nouveau).await.expect("made").groupes
}

/// The key on the sheet that was saved.
fn cle_de_la_fiche(banc: &Banc) -> Vec<String> {
    let fiches: Vec<_> = banc::fichiers(&banc.papiers()).into_keys().collect();
    let [fiche] = fiches.as_slice() else { panic!("{} papers", fiches.len()) };
    let texte = banc::texte_du_pdf(fiche);
    let est_groupe = |mot: &&str| {
        mot.len() == 5
            && mot.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && *mot != "75012"
    };
    texte.split_whitespace().filter(est_groupe).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_first_run_insists_on_the_recovery_sheet() {
    let banc = banc::vide();
    assert_eq!(phase(&banc.core).await, Phase::PremierLancement);
    let groupes = create(&banc).await;
    assert_eq!(groupes.iter().map(String::len).collect::<Vec<_>>(), [5; 8]);
    assert_eq!(phase(&banc.core).await, Phase::Recuperation);
    let refus = appel::recuperation_confirmer(&banc.core, Rien {}).await.expect_err("not yet");
    assert_eq!(refus.code, Code::RecuperationNonSauvee);
    // The dialog is closed without choosing a place: no sheet is made.
    banc.bureau.annule.store(true, std::sync::atomic::Ordering::Relaxed);
    let renonce = appel::recuperation_enregistrer(&banc.core, Rien {}).await.expect("answered");
    assert_eq!(renonce.chemin, None);
    let refus = appel::recuperation_confirmer(&banc.core, Rien {}).await.expect_err("not yet");
    assert_eq!(refus.code, Code::RecuperationNonSauvee);
    assert_eq!(phase(&banc.core).await, Phase::Recuperation);
    banc.bureau.annule.store(false, std::sync::atomic::Ordering::Relaxed);

    let chemin = appel::recuperation_enregistrer(&banc.core, Rien {}).await.expect("saved").chemin;
    assert!(chemin.is_some());
    assert_eq!(cle_de_la_fiche(&banc), groupes);
    let etat = appel::recuperation_confirmer(&banc.core, Rien {}).await.expect("confirmed");
    assert_eq!(etat.phase, Phase::Ouvert);
    // From here on nothing shows the key again.
    let refus = appel::recuperation_enregistrer(&banc.core, Rien {}).await.expect_err("gone");
    assert_eq!(refus.code, Code::Introuvable);
    appel::coffre_verrouiller(&banc.core, Rien {}).await.expect("locked");
    assert_eq!(enter(&banc.core, "c.lenoir", MOT).await.expect("opened"), Phase::Ouvert);
}

#[tokio::test]
async fn a_printed_sheet_counts_and_leaves_nothing_in_the_vault() {
    let banc = banc::vide();
    let groupes = create(&banc).await;
    appel::recuperation_imprimer(&banc.core, Rien {}).await.expect("shown");
    assert_eq!(cle_de_la_fiche(&banc), groupes);
    let etat = appel::recuperation_confirmer(&banc.core, Rien {}).await.expect("confirmed");
    assert_eq!(etat.phase, Phase::Ouvert);
    let papiers = banc::fichiers(&banc.coffre()).into_keys();
    assert_eq!(papiers.filter(|f| f.extension().is_some_and(|e| e == "pdf")).count(), 0);
}

/// The workstation goes off between the set-up and the sheet. The key that was on the screen was
/// never saved: the administrator gets a new one, and must save or print it before going on.
#[tokio::test]
async fn a_restart_before_the_sheet_asks_for_it_again() {
    let banc = banc::vide();
    let perdue = create(&banc).await;
    appel::coffre_verrouiller(&banc.core, Rien {}).await.expect("locked");
    let apres = banc.autre();
    assert_eq!(phase(&apres).await, Phase::Verrouille);
    assert_eq!(enter(&apres, "c.lenoir", MOT).await.expect("opened"), Phase::Recuperation);
    let refus = appel::recuperation_confirmer(&apres, Rien {}).await.expect_err("not yet");
    assert_eq!(refus.code, Code::RecuperationNonSauvee);
    appel::recuperation_enregistrer(&apres, Rien {}).await.expect("saved");
    let nouvelle = cle_de_la_fiche(&banc);
    assert_eq!(nouvelle.len(), 8);
    assert_ne!(nouvelle, perdue);
    let etat = appel::recuperation_confirmer(&apres, Rien {}).await.expect("confirmed");
    assert_eq!(etat.phase, Phase::Ouvert);
    apres.close().await;

    let refus = recover(&banc.autre(), &perdue.join(" "), "c.lenoir").await.expect_err("void");
    assert_eq!(refus.code, Code::CleRecuperationRefusee);
    let phase = recover(&banc.autre(), &nouvelle.join(" "), "c.lenoir").await;
    assert_eq!(phase.expect("recovered"), Phase::Ouvert);
}

/// It goes off after the sheet, before "Continuer": the sheet in the safe is the right one.
#[tokio::test]
async fn a_restart_after_the_sheet_keeps_it() {
    let banc = banc::vide();
    let groupes = create(&banc).await;
    appel::recuperation_enregistrer(&banc.core, Rien {}).await.expect("saved");
    appel::coffre_verrouiller(&banc.core, Rien {}).await.expect("locked");
    assert_eq!(enter(&banc.core, "c.lenoir", MOT).await.expect("opened"), Phase::Ouvert);
    banc.core.close().await;
    recover(&banc.autre(), &groupes.join("-"), "c.lenoir").await.expect("recovered");
}

/// The sheet is lost: a new key takes over only once it is saved or printed.
#[tokio::test]
async fn a_renewed_key_counts_once_its_sheet_exists() {
    let banc = banc::vide();
    let ancienne = create(&banc).await.join(" ");
    appel::recuperation_imprimer(&banc.core, Rien {}).await.expect("shown");
    appel::recuperation_confirmer(&banc.core, Rien {}).await.expect("confirmed");
    banc::add(&banc.core, ("Inès", "ROY"), Profession::Infirmier, Some("i.roy")).await;
    let Recuperation { groupes } =
        appel::recuperation_renouveler(&banc.core, Rien {}).await.expect("renewed");
    let nouvelle = groupes.join(" ");
    assert_eq!(phase(&banc.core).await, Phase::Recuperation);
    banc.core.close().await;

    // Before it is saved or printed, both keys open, and only an administrator is asked for the
    // sheet.
    for cle in [&ancienne, &nouvelle] {
        let core = banc.autre();
        recover(&core, cle, "i.roy").await.expect("opens");
        assert_eq!(phase(&core).await, Phase::Ouvert);
        core.close().await;
    }
    let core = banc.autre();
    assert_eq!(enter(&core, "c.lenoir", MOT).await.expect("opened"), Phase::Recuperation);
    appel::recuperation_renouveler(&core, Rien {}).await.expect("renewed");
    appel::recuperation_imprimer(&core, Rien {}).await.expect("shown");
    appel::recuperation_confirmer(&core, Rien {}).await.expect("confirmed");
    core.close().await;
    for (cle, ouvre) in
        [(&ancienne, false), (&nouvelle, false), (&cle_de_la_fiche(&banc).join(" "), true)]
    {
        let core = banc.autre();
        assert_eq!(recover(&core, cle, "i.roy").await.is_ok(), ouvre);
        core.close().await;
    }
}

#[tokio::test]
async fn the_recovery_key_opens_and_gives_a_new_password() {
    let banc = banc::vide();
    let groupes = create(&banc).await;
    appel::recuperation_imprimer(&banc.core, Rien {}).await.expect("shown");
    appel::recuperation_confirmer(&banc.core, Rien {}).await.expect("confirmed");
    banc.core.close().await;
    let juste = groupes.join(" ");

    // Each mistake is named where it is, and the vault stays as it is.
    let avant = banc::fichiers(&banc.coffre());
    let mut faux: Vec<char> = groupes[2].chars().collect();
    faux[1] = if faux[1] == '7' { '8' } else { '7' };
    let mal_copiee = juste.replace(&groupes[2], &faux.iter().collect::<String>());
    let inconnue = "le nom que personne ne porte";
    for (cle, identifiant, champ, dit) in [
        (mal_copiee.as_str(), "c.lenoir", "cle", "groupe 3"),
        (&juste[..20], "c.lenoir", "cle", "8 groupes de 5"),
        ("", "c.lenoir", "cle", "8 groupes de 5"),
        (juste.as_str(), inconnue, "identifiant", "Aucun compte"),
    ] {
        let refus = recover(&banc.core, cle, identifiant).await.expect_err("refused");
        assert_eq!(refus.code, Code::CleRecuperationRefusee);
        assert_eq!(refus.champ.as_deref(), Some(champ));
        assert!(refus.phrase().contains(dit), "{}", refus.phrase());
        assert_eq!(phase(&banc.core).await, Phase::Verrouille);
    }
    let court = json!({ "cle": juste, "identifiant": "c.lenoir", "mot_de_passe": "trop court" });
    let refus = api::dispatch(&banc.core, "coffre_recuperer", court).await.expect_err("refused");
    assert_eq!(refus.code, Code::MotDePasseTropCourt);
    assert_eq!(banc::fichiers(&banc.coffre()), avant);

    // Small letters, no spaces, O for 0, from another country's keyboard: it is the same key.
    let copiee = groupes.concat().to_lowercase().replace('0', "o").replace('1', "l");
    assert_eq!(recover(&banc.core, &copiee, "C.Lénoir").await.expect("opened"), Phase::Ouvert);
    assert_eq!(banc::moi(&banc.core).await.nom, "LENOIR");
    banc.core.close().await;
    let refus = enter(&banc.core, "c.lenoir", MOT).await.expect_err("the old one");
    assert_eq!(refus.code, Code::MotDePasseRefuse);
    assert_eq!(enter(&banc.core, "c.lenoir", NOUVEAU).await.expect("opened"), Phase::Ouvert);
}

#[tokio::test]
async fn the_key_of_another_centre_is_refused() {
    let (banc, autre) = (banc::pret().await, banc::vide());
    let etrangere = create(&autre).await.join(" ");
    banc.core.close().await;
    let refus = recover(&banc.core, &etrangere, "c.lenoir").await.expect_err("refused");
    assert_eq!(refus.code, Code::CleRecuperationRefusee);
    // A folder without a vault says so, and no file appears in it.
    let ailleurs = banc.garde.path().join("vide");
    std::fs::create_dir(&ailleurs).expect("a folder");
    let core = banc.sur(&ailleurs);
    let refus = recover(&core, &etrangere, "c.lenoir").await.expect_err("refused");
    assert_eq!(refus.code, Code::CoffreAbsent);
    let refus = enter(&core, "c.lenoir", MOT).await.expect_err("refused");
    assert_eq!(refus.code, Code::CoffreAbsent);
    assert!(banc::fichiers(&ailleurs).is_empty());
}

#[tokio::test]
async fn wrong_passwords_slow_down_one_name_and_no_other() {
    let banc = banc::pret().await;
    banc::add(&banc.core, ("Inès", "ROY"), Profession::Infirmier, Some("i.roy")).await;
    banc.core.close().await;
    for nom in ["c.lenoir", "personne"] {
        for _ in 0..5 {
            let refus = enter(&banc.core, nom, "un mauvais mot de passe").await;
            assert_eq!(refus.expect_err("refused").code, Code::MotDePasseRefuse, "{nom}");
        }
        // Even the right one waits, and a restart does not shorten the wait.
        for core in [&banc.core, &banc.autre()] {
            let refus = enter(core, nom, MOT).await.expect_err("too soon");
            assert_eq!((refus.code, refus.secondes), (Code::TropDEssais, Some(2)), "{nom}");
        }
    }
    assert_eq!(enter(&banc.core, "i.roy", MOT).await.expect("opened"), Phase::Ouvert);
    banc.core.close().await;
    banc.horloge.advance(2);
    let refus = enter(&banc.core, "c.lenoir", "encore un mauvais mot").await.expect_err("wrong");
    assert_eq!(refus.code, Code::MotDePasseRefuse);
    let refus = enter(&banc.core, "c.lenoir", MOT).await.expect_err("too soon");
    assert_eq!(refus.secondes, Some(4));
    banc.horloge.advance(4);
    assert_eq!(enter(&banc.core, "c.lenoir", MOT).await.expect("opened"), Phase::Ouvert);
}

#[tokio::test]
async fn a_second_escale_is_kept_out() {
    let banc = banc::vide();
    let groupes = create(&banc).await.join(" ");
    let second = banc.autre();
    let refus = enter(&second, "c.lenoir", MOT).await.expect_err("held");
    assert_eq!(refus.code, Code::DejaOuvert);
    let refus = recover(&second, &groupes, "c.lenoir").await.expect_err("held");
    assert_eq!(refus.code, Code::DejaOuvert);
    let nouveau = banc::nouveau_coffre("autre");
    let refus = appel::coffre_creer(&second, nouveau).await.err().expect("there is one");
    assert_eq!(refus.code, Code::CoffreExiste);
    // The first one noticed nothing, and its password is still the same.
    banc::add(&banc.core, ("Inès", "ROY"), Profession::Infirmier, None).await;
    banc.core.close().await;
    assert_eq!(enter(&second, "c.lenoir", MOT).await.expect("free"), Phase::Recuperation);
}

/// The workstation goes off in the middle of the set-up: there is a vault that opens, or there is
/// none and the set-up begins again. Never something in between.
#[tokio::test]
async fn a_set_up_cut_short_leaves_a_vault_or_none() {
    let (mut entiers, mut aucuns) = (0, 0);
    for coupure in 0..40 {
        let banc = banc::vide();
        let mut victime = Command::new(env!("CARGO_BIN_EXE_escale-test-ecrivain"))
            .arg("creer")
            .arg(banc.garde.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        // Its first line says that it is about to begin.
        let mut sortie = std::io::BufReader::new(victime.stdout.take().expect("a pipe"));
        std::io::BufRead::read_line(&mut sortie, &mut String::new()).expect("begun");
        std::thread::sleep(Duration::from_millis(coupure));
        victime.kill().expect("killed");
        victime.wait().expect("gone");
        match phase(&banc.core).await {
            Phase::PremierLancement => {
                aucuns += 1;
                create(&banc).await;
                assert_eq!(phase(&banc.core).await, Phase::Recuperation);
            }
            Phase::Verrouille => {
                entiers += 1;
                let phase = enter(&banc.core, "c.lenoir", MOT).await;
                assert_eq!(phase.expect("opened"), Phase::Recuperation, "cut {coupure}");
            }
            autre => panic!("cut {coupure}: {autre:?}"),
        }
        let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
        assert_eq!((preuve.actes, preuve.ecarts), (1, vec![]), "cut {coupure}");
        banc.core.close().await;
    }
    println!("{entiers} vaults, {aucuns} interrupted");
    assert!(aucuns > 0, "no cut fell inside the set-up");
}

#[tokio::test]
async fn a_set_up_says_what_is_missing_and_writes_nothing() {
    let banc = banc::vide();
    let juste = serde_json::to_value(banc::nouveau_coffre("c.lenoir")).expect("JSON");
    for (chemin, valeur, champ, code) in [
        ("/centre/nom", "  ", Some("centre.nom"), Code::SaisieRefusee),
        ("/centre/adresse/commune", "", Some("centre.commune"), Code::SaisieRefusee),
        ("/centre/adresse/code_postal", "7501", Some("centre.code_postal"), Code::SaisieRefusee),
        ("/compte/nom", "-", Some("compte.nom"), Code::SaisieRefusee),
        ("/compte/prenom", "", Some("compte.prenom"), Code::SaisieRefusee),
        ("/compte/identifiant", "", Some("compte.identifiant"), Code::SaisieRefusee),
        ("/compte/mot_de_passe", "onze signes", None, Code::MotDePasseTropCourt),
    ] {
        let mut faux = juste.clone();
        *faux.pointer_mut(chemin).expect("a field") = json!(valeur);
        let refus = api::dispatch(&banc.core, "coffre_creer", faux).await.expect_err(chemin);
        assert_eq!((refus.code, refus.champ.as_deref()), (code, champ), "{chemin}");
        assert!(!banc.coffre().exists(), "{chemin}");
    }
    assert_eq!(phase(&banc.core).await, Phase::PremierLancement);
}

#[tokio::test]
async fn an_account_name_is_nobody_elses() {
    let banc = banc::pret().await;
    let nouveau = |identifiant: &str, mot: &str| NouveauPro {
        nom: "ROY".to_owned(),
        prenom: "Inès".to_owned(),
        profession: Profession::Infirmier,
        rpps: None,
        identifiant: Some(identifiant.to_owned()),
        mot_de_passe: Some(mot.to_owned()),
        administrateur: false,
    };
    let pris = appel::equipe_ajouter(&banc.core, nouveau("C.LÉNOIR", NOUVEAU)).await;
    assert_eq!(pris.expect_err("taken").code, Code::IdentifiantPris);
    let court = appel::equipe_ajouter(&banc.core, nouveau("i.roy", "court")).await;
    assert_eq!(court.expect_err("short").code, Code::MotDePasseTropCourt);
    let equipe = appel::equipe_lister(&banc.core, Rien {}).await.expect("listed");
    assert_eq!(equipe.len(), 1);
    // Two at once: each writes the header, and neither loses the other's slot.
    let (un, deux) = tokio::join!(
        appel::equipe_ajouter(&banc.core, nouveau("i.roy", MOT)),
        appel::equipe_ajouter(&banc.core, nouveau("i.roy.2", MOT)),
    );
    un.expect("added");
    deux.expect("added");
    for nom in ["i.roy", "i.roy.2", "c.lenoir"] {
        assert_eq!(enter(&banc.core, nom, MOT).await.expect("opened"), Phase::Ouvert, "{nom}");
    }
}
