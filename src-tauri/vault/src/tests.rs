use super::*;
use crate::entete::Entete;

/// Some day, in milliseconds since 1970.
pub(crate) const MAINTENANT: i64 = 1_780_000_000_000;

/// The system's randomness.
pub(crate) struct Systeme;

impl Hasard for Systeme {
    fn hasard(&self, octets: &mut [u8]) {
        getrandom::fill(octets).expect("the system gives randomness");
    }
}

/// Makes a vault at once, with no base in it.
pub(crate) fn create(dossier: &VaultDir, identifiant: &str) -> Result<Cree> {
    prepare(dossier, identifiant, MOT, Cout::d_essai(), &Systeme)?.finish()
}

pub(crate) const MOT: &str = "un mot de passe assez long";

fn neuf() -> (tempfile::TempDir, VaultDir, Cree) {
    let dossier = tempfile::tempdir().expect("a folder");
    let coffre = VaultDir::new(dossier.path());
    let cree = create(&coffre, "c.lenoir").expect("made");
    (dossier, coffre, cree)
}

#[test]
fn the_right_password_gives_the_key_back() {
    let (_garde, coffre, cree) = neuf();
    for identifiant in ["c.lenoir", " C.Lénoir "] {
        let cle = open(&coffre, identifiant, MOT, MAINTENANT).expect("opened");
        assert_eq!(*cle.cle().pragma(), *cree.ouvert.cle().pragma());
    }
}

const FORET: &str = "été à la forêt";
const FORET_DECOMPOSEE: &str = "e\u{301}te\u{301}\u{a0}a\u{300}\u{202f}la fore\u{302}t";

#[test]
fn a_password_that_looks_the_same_opens() {
    for (choisi, donne) in [(FORET, FORET_DECOMPOSEE), (FORET_DECOMPOSEE, FORET)] {
        let (_garde, coffre, cree) = neuf();
        cree.ouvert.reset("c.lenoir", choisi, Cout::d_essai(), &Systeme).expect("given");
        for mot in [choisi, donne] {
            open(&coffre, "c.lenoir", mot, MAINTENANT).expect("opened");
        }
        for autre in [FORET.to_uppercase(), format!("{FORET} "), FORET.replace('é', "e")] {
            assert!(open(&coffre, "c.lenoir", &autre, MAINTENANT).is_err(), "{autre}");
        }
    }
}

#[test]
fn a_wrong_name_and_a_wrong_password_have_one_answer() {
    let (_garde, coffre, _) = neuf();
    for (identifiant, mot) in [("c.lenoir", "un autre mot de passe"), ("personne", MOT)] {
        let refus = open(&coffre, identifiant, mot, MAINTENANT).expect_err("refused");
        assert_eq!(refus, Error::MotDePasseRefuse);
    }
}

#[test]
fn an_unknown_name_pays_the_same_derivation() {
    let (_garde, coffre, _) = neuf();
    let entete = Entete::read(&coffre.entete()).expect("read");
    // An unknown name goes through the derivation of a known slot: if it did not, parameters that
    // Argon2 refuses would go unnoticed here.
    let texte = std::fs::read_to_string(coffre.entete()).expect("read");
    let faux = texte.replace("\"passes\": 1", "\"passes\": 65");
    let faux: Entete = serde_json::from_str(&faux).expect("parsed");
    assert!(entete.open("personne", MOT).expect("answered").is_none());
    assert_eq!(
        faux.open("personne", MOT).expect_err("refused"),
        Error::CoffreAbime("argon2 parameters out of bounds")
    );
}

#[test]
fn wrong_passwords_slow_down_after_five_and_a_success_forgets() {
    let (_garde, coffre, _) = neuf();
    let mut maintenant = MAINTENANT;
    for _ in 0..5 {
        let refus = open(&coffre, "c.lenoir", "faux faux faux", maintenant).expect_err("refused");
        assert_eq!(refus, Error::MotDePasseRefuse);
    }
    let refus = open(&coffre, "c.lenoir", MOT, maintenant).expect_err("too soon");
    assert_eq!(refus, Error::TropDEssais { secondes: 2 });
    // Another person is not held up.
    let autre = open(&coffre, "personne", MOT, maintenant).expect_err("refused");
    assert_eq!(autre, Error::MotDePasseRefuse);
    maintenant += 2_000;
    open(&coffre, "c.lenoir", "faux faux faux", maintenant).expect_err("refused");
    let refus = open(&coffre, "c.lenoir", MOT, maintenant).expect_err("too soon");
    assert_eq!(refus, Error::TropDEssais { secondes: 4 });
    // A clock that is set back by a day does not lock the user out for a day.
    maintenant -= 86_400_000;
    let refus = open(&coffre, "c.lenoir", MOT, maintenant).expect_err("too soon");
    assert_eq!(refus, Error::TropDEssais { secondes: 4 });
    maintenant += 4_000;
    open(&coffre, "c.lenoir", MOT, maintenant).expect("opened");
    let refus = open(&coffre, "c.lenoir", "faux faux faux", maintenant).expect_err("refused");
    assert_eq!(refus, Error::MotDePasseRefuse);
}

#[test]
fn the_recovery_key_opens_and_gives_a_new_password() {
    let (_garde, coffre, cree) = neuf();
    let copiee = cree.recuperation.groupes().join(" - ").to_lowercase().replace('0', "o");
    let cle = CleRecuperation::read(&copiee).expect("read");
    let ouverte = open_recuperation(&coffre, &cle, MAINTENANT).expect("recovered");
    assert_eq!(*ouverte.cle().pragma(), *cree.ouvert.cle().pragma());
    ouverte.reset("c.lenoir", "un nouveau mot de passe", Cout::d_essai(), &Systeme).expect("given");
    assert!(open(&coffre, "c.lenoir", MOT, MAINTENANT).is_err());
    open(&coffre, "c.lenoir", "un nouveau mot de passe", MAINTENANT).expect("opened");
}

#[test]
fn the_recovery_key_of_another_vault_is_refused() {
    let (_garde, coffre, _) = neuf();
    let (_autre_garde, _, autre) = neuf();
    let refus = open_recuperation(&coffre, &autre.recuperation, MAINTENANT);
    assert_eq!(refus.expect_err("refused"), Error::RecuperationRefusee);
    open(&coffre, "c.lenoir", MOT, MAINTENANT).expect("still opens");
}

#[test]
fn every_single_copying_mistake_is_found_in_its_group() {
    let (_garde, _, cree) = neuf();
    let juste: Vec<char> = cree.recuperation.groupes().concat().chars().collect();
    for place in 0..juste.len() {
        for autre in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != juste[place]) {
            let mut faux = juste.clone();
            faux[place] = autre;
            let faux: String = faux.into_iter().collect();
            let refus = CleRecuperation::read(&faux).expect_err("a mistake is found");
            assert_eq!(refus, GroupeFaux::Groupe(place / 5 + 1));
        }
    }
    for place in (0..juste.len() - 1).filter(|p| juste[*p] != juste[p + 1]) {
        let mut faux = juste.clone();
        faux.swap(place, place + 1);
        let faux: String = faux.into_iter().collect();
        assert!(CleRecuperation::read(&faux).is_err(), "exchanged at {place}");
    }
    let mut groupes = cree.recuperation.groupes();
    groupes.swap(2, 5);
    assert_eq!(CleRecuperation::read(&groupes.concat()).err(), Some(GroupeFaux::Groupe(3)));
    let court = juste[..39].iter().collect::<String>();
    assert_eq!(CleRecuperation::read(&court).err(), Some(GroupeFaux::Longueur(39)));
}

#[test]
fn each_further_person_has_their_own_slot() {
    let (_garde, coffre, cree) = neuf();
    let ajout = |nom, mot| cree.ouvert.add(nom, mot, Cout::d_essai(), &Systeme);
    ajout("o.lambert", "encore un mot de passe").expect("added");
    let cle = open(&coffre, "o.lambert", "encore un mot de passe", MAINTENANT).expect("opened");
    assert_eq!(*cle.cle().pragma(), *cree.ouvert.cle().pragma());
    assert_eq!(ajout("O.Lambert", "encore un mot de passe"), Err(Error::IdentifiantPris));
    assert_eq!(ajout("s.petit", "court"), Err(Error::MotDePasseTropCourt));
    open(&coffre, "c.lenoir", MOT, MAINTENANT).expect("the first one still opens");
}

#[test]
fn a_slot_cannot_take_another_ones_place() {
    let (_garde, coffre, cree) = neuf();
    cree.ouvert
        .add("o.lambert", "encore un mot de passe", Cout::d_essai(), &Systeme)
        .expect("added");
    let texte = std::fs::read_to_string(coffre.entete()).expect("read");
    let mut json: serde_json::Value = serde_json::from_str(&texte).expect("JSON");
    let slots = json["emplacements"].as_object_mut().expect("slots");
    let mut boites: Vec<&mut serde_json::Value> = slots.values_mut().collect();
    let (premiere, seconde) = boites.split_at_mut(1);
    std::mem::swap(premiere[0], seconde[0]);
    std::fs::write(coffre.entete(), json.to_string()).expect("written");
    assert!(open(&coffre, "c.lenoir", "encore un mot de passe", MAINTENANT).is_err());
    assert!(open(&coffre, "c.lenoir", MOT, MAINTENANT).is_err());
}

#[test]
fn a_damaged_or_newer_header_says_so_and_stays() {
    let (_garde, coffre, _) = neuf();
    let texte = std::fs::read_to_string(coffre.entete()).expect("read");
    for (faux, attendu) in [
        (texte[..texte.len() / 2].to_owned(), Error::CoffreAbime("does not read")),
        (texte.replace("\"format\": 1", "\"format\": 2"), Error::PlusRecent),
        (String::new(), Error::CoffreAbime("does not read")),
    ] {
        std::fs::write(coffre.entete(), &faux).expect("written");
        let refus = open(&coffre, "c.lenoir", MOT, MAINTENANT).expect_err("refused");
        assert_eq!(refus, attendu);
        assert_eq!(std::fs::read_to_string(coffre.entete()).expect("read"), faux);
    }
}

#[test]
fn a_second_vault_never_takes_the_place_of_the_first() {
    let (_garde, coffre, _) = neuf();
    let refus = create(&coffre, "autre").err().expect("refused");
    assert_eq!(refus, Error::CoffreExiste);
}

#[test]
fn the_lock_keeps_a_second_one_out() {
    let (_garde, coffre, _) = neuf();
    let verrou = coffre.lock().expect("locked");
    assert_eq!(coffre.lock().expect_err("held"), Error::DejaOuvert);
    drop(verrou);
    coffre.lock().expect("free again");
}

#[test]
fn keys_never_print_themselves() {
    let (_garde, _, cree) = neuf();
    assert_eq!(format!("{:?}", cree.ouvert.cle()), "CleBase(…)");
    assert_eq!(format!("{:?}", cree.recuperation), "CleRecuperation(…)");
}

#[test]
fn the_measured_cost_is_at_least_the_memory_that_we_promise() {
    let cout = Cout::measure();
    assert_eq!(cout.memoire_kio, 64 * 1024);
    assert!(cout.passes >= 2);
}

/// The real keyring, in the session that `cargo xtask test` opens for it.
#[test]
fn the_keyring_of_the_system_keeps_the_signing_key() {
    if std::env::var_os("ESCALE_KEYRING_TEST").is_none() {
        // Without a keyring the answer is an error, never a crash.
        let refus = cle_de_signature(&SansTrousseau, "poste", &Systeme).expect_err("no keyring");
        assert_eq!(refus, Error::Trousseau("none"));
        return;
    }
    let mut octets = [0; 8];
    Systeme.hasard(&mut octets);
    let appareil = hex::encode(octets);
    let premiere = cle_de_signature(&TrousseauSysteme, &appareil, &Systeme).expect("made");
    let seconde = cle_de_signature(&TrousseauSysteme, &appareil, &Systeme).expect("read back");
    assert_eq!(premiere.cle_publique(), seconde.cle_publique());
    let signature = premiere.sign("tête du journal");
    assert!(Sceau::check(&seconde.cle_publique(), "tête du journal", &signature));
    assert!(!Sceau::check(&seconde.cle_publique(), "autre tête", &signature));
    TrousseauSysteme.forget(&format!("signature/{appareil}")).expect("forgotten");
    let apres = cle_de_signature(&TrousseauSysteme, &appareil, &Systeme).expect("made again");
    assert_ne!(apres.cle_publique(), premiere.cle_publique());
    TrousseauSysteme.forget(&format!("signature/{appareil}")).expect("forgotten");
}
