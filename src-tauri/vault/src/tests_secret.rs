use super::*;
use crate::entete::Entete;
use crate::secret::Prive;
use crate::tests::{MAINTENANT, MOT, Systeme, create};
use serde_json::{Value, json};

fn neuf(fondateur: &str) -> (tempfile::TempDir, VaultDir, Cree) {
    let dossier = tempfile::tempdir().expect("a folder");
    let coffre = VaultDir::new(dossier.path());
    let cree = create(&coffre, fondateur).expect("made");
    (dossier, coffre, cree)
}

fn enter(coffre: &VaultDir, identifiant: &str) -> OpenVault {
    open(coffre, identifiant, MOT, MAINTENANT).expect("opened")
}

fn lit(coffre: &VaultDir, identifiant: &str) -> bool {
    enter(coffre, identifiant).secret().lisible()
}

fn add(ouvert: &OpenVault, identifiant: &str) {
    ouvert.add(identifiant, MOT, Cout::d_essai(), &Systeme).expect("added");
}

fn grant(ouvert: &OpenVault, equipe: &[(&str, bool)], moi: &str) {
    let comptes: Vec<(String, bool)> =
        equipe.iter().map(|(nom, soigne)| ((*nom).to_owned(), *soigne)).collect();
    ouvert.grant(&comptes, moi, &Systeme).expect("granted");
}

#[test]
fn a_slot_of_care_waits_for_somebody_who_holds_the_key() {
    let (_garde, coffre, cree) = neuf("medecin");
    assert!(cree.ouvert.secret().lisible(), "who founds it holds it");
    let mut equipe = vec![("medecin", true), ("secretaire", false)];
    add(&cree.ouvert, "secretaire");
    grant(&cree.ouvert, &equipe, "medecin");
    assert!(lit(&coffre, "medecin") && !lit(&coffre, "secretaire"));
    // Opened by the secretary, the account of a psychologist waits.
    equipe.push(("psychologue", true));
    let secretaire = enter(&coffre, "secretaire");
    add(&secretaire, "psychologue");
    grant(&secretaire, &equipe, "secretaire");
    assert!(!lit(&coffre, "psychologue"));
    grant(&enter(&coffre, "medecin"), &equipe, "medecin");
    assert!(lit(&coffre, "psychologue") && !lit(&coffre, "secretaire"));
    // A slot without an account gets nothing, and an account that is no caregiver's any more loses
    // the key.
    add(&cree.ouvert, "personne");
    grant(&enter(&coffre, "medecin"), &equipe, "medecin");
    assert!(!lit(&coffre, "personne"));
    equipe[2].1 = false;
    let parti = enter(&coffre, "psychologue");
    grant(&parti, &equipe, "psychologue");
    assert!(!parti.secret().lisible(), "at once, too");
    assert!(!lit(&coffre, "psychologue") && lit(&coffre, "medecin"));
}

#[test]
fn a_founder_who_does_not_care_holds_it_until_somebody_who_does() {
    let (_garde, coffre, cree) = neuf("directrice");
    let mut equipe = vec![("directrice", false), ("secretaire", false)];
    add(&cree.ouvert, "secretaire");
    grant(&cree.ouvert, &equipe, "directrice");
    assert!(lit(&coffre, "directrice") && !lit(&coffre, "secretaire"));
    // A new password by the recovery key leaves it with the same person.
    let recuperee = open_recuperation(&coffre, &cree.recuperation, MAINTENANT).expect("opened");
    recuperee.reset("directrice", MOT, Cout::d_essai(), &Systeme).expect("renewed");
    grant(&recuperee, &equipe, "directrice");
    assert!(lit(&coffre, "directrice"));
    equipe.push(("medecin", true));
    add(&recuperee, "medecin");
    grant(&recuperee, &equipe, "directrice");
    assert!(!recuperee.secret().lisible(), "this session has lost it");
    assert!(!lit(&coffre, "directrice") && lit(&coffre, "medecin"));
}

#[test]
fn a_recovery_key_made_without_the_key_waits_for_it() {
    let (_garde, coffre, cree) = neuf("medecin");
    let equipe = [("medecin", true), ("secretaire", false)];
    add(&cree.ouvert, "secretaire");
    grant(&cree.ouvert, &equipe, "medecin");
    let lit_par = |cle: &CleRecuperation| {
        let ouverte = open_recuperation(&coffre, cle, MAINTENANT).expect("opened");
        ouverte.secret().lisible()
    };
    assert!(lit_par(&cree.recuperation));
    let secretaire = enter(&coffre, "secretaire");
    let cle = secretaire.renew_recuperation(Cout::d_essai(), &Systeme).expect("made");
    secretaire.confirm_recuperation().expect("on paper");
    assert!(!lit_par(&cle));
    grant(&enter(&coffre, "medecin"), &equipe, "medecin");
    assert!(lit_par(&cle));
    assert!(open_recuperation(&coffre, &cree.recuperation, MAINTENANT).is_err());
    // A new password for the doctor, by that key.
    let recuperee = open_recuperation(&coffre, &cle, MAINTENANT).expect("opened");
    recuperee.reset("medecin", MOT, Cout::d_essai(), &Systeme).expect("renewed");
    assert!(!lit(&coffre, "medecin"), "a new slot waits");
    grant(&recuperee, &equipe, "medecin");
    assert!(lit(&coffre, "medecin"));
}

#[test]
fn no_byte_of_the_header_can_be_changed() {
    let (_garde, coffre, cree) = neuf("medecin");
    add(&cree.ouvert, "secretaire");
    let cle = cree.ouvert.renew_recuperation(Cout::d_essai(), &Systeme).expect("made");
    let sain = std::fs::read(coffre.entete()).expect("read");
    let ouvre = |octets: &[u8]| {
        std::fs::write(coffre.entete(), octets).expect("written");
        let Ok(entete) = Entete::read(&coffre.entete()) else { return false };
        let par_mot = entete.open("medecin", MOT);
        let par_cle = entete.open_recuperation(&cle);
        matches!(par_mot, Ok(Some(_))) || matches!(par_cle, Ok(Some(_)))
    };
    assert!(ouvre(&sain));
    for place in 0..sain.len() {
        let mut faux = sain.clone();
        faux[place] ^= 1;
        assert!(!ouvre(&faux), "byte {place}, {:?}", char::from(sain[place]));
    }
    for autre in [sain.split_last().expect("bytes").1.to_vec(), [&sain[..], b"\n"].concat()] {
        assert!(!ouvre(&autre));
    }
    assert!(ouvre(&sain));
}

#[test]
fn the_key_is_never_closed_for_a_slot_that_was_forged() {
    let (_garde, coffre, cree) = neuf("medecin");
    add(&cree.ouvert, "psychologue");
    // The public half of a waiting slot, replaced by an attacker's.
    let texte = std::fs::read(coffre.entete()).expect("read");
    let mut json: Value = serde_json::from_slice(&texte).expect("JSON");
    let slots = json["emplacements"].as_object_mut().expect("slots");
    let attend = slots.values_mut().find(|s| s["secret"].is_null()).expect("a waiting slot");
    attend["publique"] = json!(hex::encode(Prive::make(&Systeme).publique()));
    std::fs::write(coffre.entete(), serde_json::to_vec_pretty(&json).expect("JSON"))
        .expect("written");
    let refus = open(&coffre, "medecin", MOT, MAINTENANT).expect_err("refused");
    assert_eq!(refus, Error::CoffreAbime("seal of the header"));
}

#[test]
fn a_sealed_value_opens_in_its_place_for_who_holds_the_key_alone() {
    let (_garde, coffre, cree) = neuf("medecin");
    add(&cree.ouvert, "secretaire");
    let (avec, sans) = (cree.ouvert.secret(), enter(&coffre, "secretaire").secret());
    let ouvre = |secret: &Secret, place: &[u8], cellule: &str| {
        secret.open(place, cellule).map(|clair| clair.map(|clair| clair.to_vec()))
    };
    // A session without the key closes all the same.
    for (qui, secret) in [("with", &avec), ("without", &sans)] {
        let scelleur = secret.scelleur(&Systeme).expect("a public half");
        let mot = |texte: &str| scelleur.seal(b"ici", texte.as_bytes(), &Systeme);
        let cellule = mot("oui").expect("sealed");
        assert!(est_scelle(&cellule) && !cellule.contains("oui"));
        assert_eq!(ouvre(&avec, b"ici", &cellule).expect("opened"), Some(b"oui".to_vec()), "{qui}");
        assert_eq!(ouvre(&sans, b"ici", &cellule).expect("masked"), None, "{qui}");
        let ailleurs = ouvre(&avec, b"la", &cellule).expect_err("moved");
        assert_eq!(ailleurs, Error::ScelleAbime);
        assert_ne!(mot("oui").expect("sealed"), cellule);
        assert_eq!(mot("inconnu").expect("sealed").len(), cellule.len(), "no length tells");
        let longue = "a".repeat(5_000);
        let cellule = mot(&longue).expect("sealed");
        assert_eq!(ouvre(&avec, b"ici", &cellule).expect("opened"), Some(longue.into_bytes()));
        // One sign changed, wherever it is.
        let cellule = mot("non").expect("sealed");
        for place in 10..cellule.len() {
            let mut faux = cellule.clone().into_bytes();
            faux[place] = if faux[place] == b'A' { b'B' } else { b'A' };
            let faux = String::from_utf8(faux).expect("ASCII");
            assert!(ouvre(&avec, b"ici", &faux).is_err(), "sign {place}");
        }
    }
    let (_autre_garde, _, autre) = neuf("medecin");
    let scelleur = autre.ouvert.secret().scelleur(&Systeme).expect("a public half");
    let cellule = scelleur.seal(b"ici", b"oui", &Systeme).expect("sealed");
    assert!(ouvre(&avec, b"ici", &cellule).is_err(), "of another vault");
    for texte in ["", "escale:v3:", "escale:v3:AAAA", "escale:v3:é", "oui"] {
        assert!(!est_scelle(texte), "{texte}");
    }
}

#[test]
fn an_identifier_is_hidden_alike_for_all_who_hold_the_key() {
    let (_garde, coffre, cree) = neuf("medecin");
    add(&cree.ouvert, "secretaire");
    let id = uuid::Uuid::from_u128(7);
    let cache = cree.ouvert.secret().veil(id).expect("held");
    assert_ne!(cache, id);
    assert_eq!(enter(&coffre, "medecin").secret().veil(id), Some(cache));
    assert_eq!(enter(&coffre, "secretaire").secret().veil(id), None);
    let (_autre_garde, _, autre) = neuf("medecin");
    assert_ne!(autre.ouvert.secret().veil(id), Some(cache), "of another vault");
    assert_eq!(format!("{:?}", cree.ouvert.secret()), "Secret(…)");
    assert_eq!(format!("{:?}", Prive::make(&Systeme)), "Prive(…)");
}
