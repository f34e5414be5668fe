//! Finding a child among three hundred, however the name is typed.

use crate::banc::{self, Banc};
use escale_core::api::vues::{EnfantLigne, Recherche, Rien, Traits};
use escale_core::api::{self, Core, appel};
use escale_domain::enfant::Sexe;
use escale_domain::texte::fold;
use std::sync::atomic::{AtomicU64, Ordering};

const POPULATION: u64 = 300;

async fn search(core: &Core, texte: &str, limite: usize) -> (usize, Vec<EnfantLigne>) {
    let recherche = Recherche { texte: texte.to_owned(), limite };
    let trouves = appel::enfant_chercher(core, recherche).await.expect("found");
    (trouves.total, trouves.lignes)
}

/// The only child that a search finds.
async fn seul(core: &Core, texte: &str) -> String {
    let (total, lignes) = search(core, texte, 10).await;
    let noms: Vec<&str> = lignes.iter().map(|l| l.nom_naissance.as_str()).collect();
    assert_eq!(total, 1, "{texte}: {noms:?}");
    lignes[0].nom_naissance.clone()
}

/// Three hundred children of the population, and a few with names that people misspell.
async fn peuple() -> Banc {
    let banc = banc::pret().await;
    let avance = AtomicU64::new(0);
    let fait =
        escale_demo::populate(&banc.core, POPULATION, |rang| avance.store(rang, Ordering::Relaxed));
    let fait = fait.await.expect("peopled");
    assert_eq!((fait.enfants, avance.into_inner()), (POPULATION, POPULATION));
    for (nom, prenom, naissance) in [
        ("D’ŒUVRE-MBAYE", "Zoé", "7/3/2019"),
        ("DE LUCA", "Théo", "14/7/2013"),
        ("VAN DEN BÜLCKE", "Ève-Marie", "1/1/2010"),
        ("ÑÁÑEZ O’BRIEN", "Aïssatou", "29/2/2012"),
        ("LE GUERN", "Yann", "14/7/2013"),
    ] {
        let enfant = banc::nouvel_enfant(nom, prenom, naissance);
        appel::enfant_creer(&banc.core, enfant).await.expect("created");
    }
    banc
}

#[tokio::test]
async fn a_child_is_found_among_three_hundred() {
    let banc = peuple().await;
    however_the_name_is_typed(&banc.core).await;
    in_the_order_of_a_list(&banc.core).await;
}

async fn however_the_name_is_typed(core: &Core) {
    let tous = usize::try_from(POPULATION).expect("small") + 5;
    assert_eq!(api::statistiques(core).await.expect("read").enfants, 305);
    for (nom, textes) in [
        (
            "D’ŒUVRE-MBAYE",
            &[
                "d’œuvre",
                "D'OEUVRE",
                "oeuvre mbaye",
                "mbaye oeuvre",
                "MBAYE-d'oeuvre",
                "doeuvre",
                "zoe oeuvre",
                "œuvre zoé",
                "œuvre 7/3/2019",
            ][..],
        ),
        ("DE LUCA", &["de luca", "deluca", "luca theo", "Théo de Luca", "THEO  LUCA", "de-luca"]),
        (
            "VAN DEN BÜLCKE",
            &[
                "bulcke",
                "BÜLCKE",
                "van den bulcke",
                "vandenbulcke",
                "eve marie bulcke",
                "bulcke eve",
            ],
        ),
        ("ÑÁÑEZ O’BRIEN", &["nanez", "o'brien aissatou", "obrien", "aïssatou", "29 février 2012"]),
        ("LE GUERN", &["guern", "leguern", "Yann Le Guern", "14.07.2013 yann", "guern 14/7/2013"]),
    ] {
        for texte in textes {
            assert_eq!(seul(core, texte).await, nom, "{texte}");
        }
    }
    let (total, lignes) = search(core, "14/07/2013", 10).await;
    assert!(total >= 2);
    assert!(lignes.iter().all(|l| l.date_naissance == "2013-07-14"));
    let (_, lignes) = search(core, "juillet 2013", 200).await;
    assert!(lignes.iter().all(|l| l.date_naissance.starts_with("2013-07-")));
    assert!(lignes.iter().any(|l| l.nom_naissance == "DE LUCA"));
    // A record number, whole or its end.
    let (total, lignes) = search(core, "FICTIF-000123", 10).await;
    assert_eq!((total, lignes[0].num_dossier_local.as_str()), (1, "FICTIF-000123"));
    let (total, lignes) = search(core, "000123", 10).await;
    assert_eq!((total, lignes[0].num_dossier_local.as_str()), (1, "FICTIF-000123"));
    // The whole list, then a text that is no child's name.
    let (total, lignes) = search(core, "", 50).await;
    assert_eq!((total, lignes.len()), (tous, 50));
    let (total, lignes) = search(core, "  ", 1000).await;
    assert_eq!((total, lignes.len()), (tous, 200), "a list has an end");
    for personne in ["xylophone", "luca guern", "oeuvre 8/3/2019", "%", "' UNION SELECT"] {
        assert_eq!(
            search(core, personne, 10).await.0,
            if fold(personne).is_empty() { tous } else { 0 }
        );
    }
}

async fn in_the_order_of_a_list(core: &Core) {
    let (total, lignes) = search(core, "", 200).await;
    let noms: Vec<String> = lignes.iter().map(|l| fold(&l.nom_naissance)).collect();
    let mut tries = noms.clone();
    tries.sort();
    assert_eq!(noms, tries, "by name, as a directory has them");
    // The count agrees with one made by hand over the whole list.
    let mut tous = Vec::new();
    for mois in 1..=12 {
        for annee in 2000..=2026 {
            let (n, lignes) = search(core, &format!("{mois:02}/{annee}"), 200).await;
            assert_eq!(n, lignes.len());
            tous.extend(lignes);
        }
    }
    assert_eq!(tous.len(), total, "everybody is born in one month");
    let (total, lignes) = search(core, "martin", 200).await;
    let nomme = |l: &EnfantLigne| fold(&l.nom_naissance).contains("martin");
    assert_eq!(total, tous.iter().filter(|l| nomme(l)).count());
    assert!(total > 3 && lignes.iter().all(nomme));
    // "ro" begins Roux and is inside Leroy: names that begin with it come first.
    let (_, lignes) = search(core, "ro", 200).await;
    let commence = |l: &EnfantLigne| {
        let noms = fold(&format!("{} {}", l.nom_naissance, l.prenom_utilise));
        noms.split(' ').any(|mot| mot.starts_with("ro"))
    };
    let debuts: Vec<bool> = lignes.iter().map(commence).collect();
    assert!(debuts.contains(&true) && debuts.contains(&false));
    assert!(debuts.is_sorted_by(|a, b| a >= b), "{debuts:?}");
    // Each line says what a list shows beside the name.
    let (_, lignes) = search(core, "FICTIF-000007", 1).await;
    let bilan = lignes[0].dernier_bilan.as_ref().expect("a bilan");
    assert!(bilan.binome.contains(" et "), "{}", bilan.binome);
    assert!(!lignes[0].age.is_empty());
}

/// A child who was just created is found at once, and is proposed when a second record of them is
/// created.
#[tokio::test]
async fn a_new_child_is_found_at_once() {
    let banc = banc::pret().await;
    let core = &banc.core;
    assert_eq!(search(core, "tessier", 10).await.0, 0);
    let enfant = banc::nouvel_enfant("TESSIER", "Maya", "7/3/2016");
    let id = appel::enfant_creer(core, enfant).await.expect("created").id;
    let (total, lignes) = search(core, "tessier", 10).await;
    assert_eq!((total, lignes[0].id.as_str()), (1, id.as_str()));
    for (nom, prenom, naissance, vu) in [
        ("tessier", "maya", "07/03/2016", true),
        ("Téssier", "Maïa", "7 mars 2016", true),
        ("TEISSIER", "Maya", "7/3/2016", true),
        ("TESSIER", "Maya", "8/3/2016", true),
        ("TESSIER", "Léo", "8/3/2016", false),
    ] {
        let traits = Traits {
            nom_naissance: nom.to_owned(),
            prenom: prenom.to_owned(),
            date_naissance: naissance.to_owned(),
            sexe: Sexe::F,
        };
        let doublons = appel::enfant_doublons(core, traits).await.expect("looked");
        assert_eq!(doublons.len(), usize::from(vu), "{nom} {prenom} {naissance}");
    }
    // Closing forgets what a search remembers.
    appel::coffre_verrouiller(core, Rien {}).await.expect("locked");
    let recherche = Recherche { texte: "tessier".to_owned(), limite: 10 };
    assert!(appel::enfant_chercher(core, recherche).await.is_err());
}

/// The children proposed before a second record is created, with what they have in common; and a
/// birth date that is far back is asked again.
#[tokio::test]
async fn a_child_written_otherwise_is_proposed() {
    let banc = banc::pret().await;
    let core = &banc.core;
    for (nom, prenom, naissance) in [
        ("BEN ALI", "Mohamed", "7/3/2015"),
        ("N’GUESSAN", "Awa", "7/3/2015"),
        ("MARTIN", "Jean-Pierre", "7/3/2015"),
        ("DIALLO", "Aminata", "7/3/2015"),
    ] {
        let enfant = banc::nouvel_enfant(nom, prenom, naissance);
        appel::enfant_creer(core, enfant).await.expect("created");
    }
    for (nom, prenom, naissance, attendu, raison) in [
        ("BENALI", "Mohammed", "7/3/2015", "BEN ALI", "même prénom, écrit autrement"),
        ("Mohamed", "Ben Ali", "7/3/2015", "BEN ALI", "nom et prénom inversés"),
        ("BEN ALI", "Mohamed", "3/7/2015", "BEN ALI", "jour et mois de naissance inversés"),
        ("NGUESSAN", "Awa", "7/3/2016", "N’GUESSAN", "date de naissance proche"),
        ("N'GUESSAN", "Awa", "7/3/2016", "N’GUESSAN", "même nom"),
        ("MARTIN", "Jeanpierre", "8/3/2015", "MARTIN", "même prénom, écrit autrement"),
        ("BENOIT", "Jules", "7/3/2015", "", ""),
        ("DIALLO", "a", "1/1/2019", "", ""),
    ] {
        let traits = Traits {
            nom_naissance: nom.to_owned(),
            prenom: prenom.to_owned(),
            date_naissance: naissance.to_owned(),
            sexe: Sexe::F,
        };
        let doublons = appel::enfant_doublons(core, traits).await.expect("looked");
        let noms: Vec<&str> = doublons.iter().map(|d| d.ligne.nom_naissance.as_str()).collect();
        let attendus = if attendu.is_empty() { vec![] } else { vec![attendu] };
        assert_eq!(noms, attendus, "{nom} {prenom} {naissance}");
        if let Some(doublon) = doublons.first() {
            assert!(doublon.raisons.iter().any(|r| r == raison), "{:?}", doublon.raisons);
        }
    }
    let mut lointain = banc::nouvel_enfant("ARBOUR", "Lise", "5/5/1927");
    let refus = appel::enfant_creer(core, lointain.clone()).await.expect_err("asked again");
    assert_eq!(refus.champ.as_deref(), Some("naissance_confirmee"));
    assert!(refus.phrase().contains("5\u{a0}mai\u{a0}1927"), "{}", refus.phrase());
    lointain.naissance_confirmee = true;
    appel::enfant_creer(core, lointain).await.expect("confirmed");
    for (nom, prenom, champ) in
        [(" \u{200b}", "Lise", "nom_naissance"), ("ARBOUR", "\u{feff}", "prenoms_naissance")]
    {
        let vide = banc::nouvel_enfant(nom, prenom, "5/5/2017");
        let refus = appel::enfant_creer(core, vide).await.expect_err("no name");
        assert_eq!(refus.champ.as_deref(), Some(champ));
    }
}

/// Six figures are a day and a record number.
#[tokio::test]
async fn a_record_number_that_reads_as_a_day_is_found() {
    let banc = banc::pret().await;
    let mut numero = banc::nouvel_enfant("NUMERO", "Ana", "7/3/2016");
    "110215".clone_into(&mut numero.num_dossier_local);
    appel::enfant_creer(&banc.core, numero).await.expect("created");
    appel::enfant_creer(&banc.core, banc::nouvel_enfant("NEE", "Lou", "11/2/2015"))
        .await
        .expect("created");
    let (total, lignes) = search(&banc.core, "110215", 10).await;
    let noms: Vec<&str> = lignes.iter().map(|l| l.nom_naissance.as_str()).collect();
    assert_eq!((total, noms), (2, vec!["NUMERO", "NEE"]));
}
