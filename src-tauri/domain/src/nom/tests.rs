use super::*;
use crate::date::DateCivile;
use crate::enfant::{GraphieOrigine, Sexe};
use proptest::prelude::*;

fn jour(iso: &str) -> DateCivile {
    DateCivile::parse_iso(iso).expect("a day")
}

fn personne(nom: &str, prenom: &str, naissance: &str) -> Personne {
    Personne::new(nom, [prenom], Some(Sexe::M), Some(jour(naissance)))
}

fn degre(a: &str, b: &str) -> Option<Degre> {
    Cle::new(a).expect("a name").compare(&Cle::new(b).expect("a name"))
}

#[test]
fn one_name_however_it_is_written() {
    use Degre::{Autrement, Meme, UneLettre};
    for (a, b, attendu) in [
        ("BEN ALI", "BENALI", Some(Autrement)),
        ("BEN-ALI", "ben ali", Some(Meme)),
        ("N’GUESSAN", "NGUESSAN", Some(Autrement)),
        ("N'Guessan", "n guessan", Some(Meme)),
        ("D’ŒUVRE-MBAYE", "doeuvre mbaye", Some(Autrement)),
        ("SAINT-AUBIN", "ST AUBIN", Some(Meme)),
        ("Sainte Rose", "STE ROSE", Some(Meme)),
        ("Bin Ali", "Ben Ali", Some(Meme)),
        ("Zoë", "ZOÉ", Some(Meme)),
        // The particle may be left out.
        ("DE LUCA", "LUCA", Some(Autrement)),
        ("EL AMRANI", "Amrani", Some(Autrement)),
        ("VAN DEN BÜLCKE", "BULCKE", Some(Autrement)),
        // One name in two transliterations.
        ("Mohamed", "Mohammed", Some(Autrement)),
        ("Mohamed", "Mouhamed", Some(Autrement)),
        ("Mohamed", "Muhammed", Some(Autrement)),
        ("Mohamed", "Mohammad", Some(UneLettre)),
        ("Youssef", "Yusuf", Some(UneLettre)),
        ("Youssouf", "Yusuf", Some(Autrement)),
        ("Ouattara", "Wattara", Some(Autrement)),
        ("Fatimah", "Fatima", Some(Autrement)),
        ("Fatimeh", "Fatima", Some(Autrement)),
        ("Sarah", "Sara", Some(Autrement)),
        ("Bouchra", "Boushra", Some(Autrement)),
        ("Abdel-Latif", "Abdellatif", Some(Autrement)),
        ("Abdel-Latif", "Abdelatif", Some(Autrement)),
        ("Djamel", "Jamel", Some(Autrement)),
        ("Oksana", "Oxana", Some(Autrement)),
        ("Kovalenko", "Covalenko", Some(Autrement)),
        ("Dmitriy", "Dmitri", Some(Autrement)),
        ("Maya", "Maïa", Some(Autrement)),
        ("Khadija", "Kadija", Some(Autrement)),
        ("Qassim", "Kassim", Some(Autrement)),
        // One letter.
        ("TESSIER", "TEISSIER", Some(UneLettre)),
        ("MARTIN", "MARTTIN", Some(Autrement)),
        ("MARTIN", "MARITN", Some(UneLettre)),
        ("LEFEVRE", "LEFEBVRE", Some(UneLettre)),
        // Two people.
        ("BEN ALI", "BENOIT", None),
        ("Léa", "Léo", None),
        ("Lou", "Loup", None),
        ("MARTIN", "DURAND", None),
        ("Aminata", "a", None),
        ("Emma", "Emmy", None),
        ("DUPONT", "DUMONTEL", None),
    ] {
        assert_eq!(degre(a, b), attendu, "{a} / {b}");
    }
    assert_eq!(Cle::new(" \u{200b}- "), None);
}

/// The children who are told to look alike, and those who are not.
#[test]
fn who_looks_like_whom() {
    for (connu, saisi, propose, averti) in [
        (["BEN ALI", "Mohamed", "2015-03-07"], ["BENALI", "Mohammed", "2015-03-07"], true, true),
        (["BEN ALI", "Mohamed", "2015-03-07"], ["BENALI", "Mohamed", "2015-03-07"], true, true),
        (["BEN ALI", "Mohamed", "2015-03-07"], ["Mohamed", "Ben Ali", "2015-03-07"], true, true),
        (["BEN ALI", "Mohamed", "2015-03-07"], ["BEN", "Ali Mohamed", "2015-03-07"], true, true),
        (["BEN ALI", "Mohamed", "2015-03-07"], ["BEN ALI", "Mohamed", "2015-07-03"], true, true),
        (["N’GUESSAN", "Awa", "2015-03-07"], ["NGUESSAN", "Awa", "2016-03-07"], true, true),
        (["N’GUESSAN", "Awa", "2015-03-07"], ["N'GUESSAN", "Awa", "2016-03-07"], true, true),
        (
            ["MARTIN", "Jean-Pierre", "2015-03-07"],
            ["MARTIN", "Jeanpierre", "2015-03-08"],
            true,
            true,
        ),
        (["SAINT-AUBIN", "Léa", "2015-03-07"], ["ST AUBIN", "Léa", "2015-03-07"], true, true),
        (["TESSIER", "Maya", "2016-03-07"], ["TEISSIER", "Maïa", "2016-03-07"], true, true),
        // Brothers, sisters and changed names are proposed where a person decides.
        (["TESSIER", "Maya", "2016-03-07"], ["TESSIER", "Léo", "2016-03-07"], true, false),
        (["TESSIER", "Maya", "2016-03-07"], ["ROUX", "Maya", "2016-03-07"], true, false),
        (["TESSIER", "Maya", "2016-03-07"], ["TESSIER", "Maya", "2011-12-25"], true, false),
        // Another child.
        (["TESSIER", "Maya", "2016-03-07"], ["TESSIER", "Léo", "2016-03-08"], false, false),
        (["BEN ALI", "Mohamed", "2015-03-07"], ["BENOIT", "Jules", "2015-03-07"], false, false),
        (["DIALLO", "Aminata", "2015-03-07"], ["DIALLO", "a", "2019-01-01"], false, false),
        (["TESSIER", "Maya", "2016-03-07"], ["TEISSIER", "Maya", "2011-12-25"], false, false),
        (["MARTIN", "Jules", "2016-03-07"], ["MARTINE", "Julie", "2016-03-08"], false, false),
    ] {
        let [a, b] = [connu, saisi].map(|[nom, prenom, le]| personne(nom, prenom, le));
        for (x, y) in [(&a, &b), (&b, &a)] {
            let lue = x.ressemble(y);
            assert_eq!(lue.is_some(), propose, "{connu:?} {saisi:?}: {lue:?}");
            assert_eq!(lue.is_some_and(|r| r.avertit()), averti, "{connu:?} {saisi:?}: {lue:?}");
        }
    }
}

#[test]
fn a_name_of_another_script_is_met_in_any_of_its_spellings() {
    let mut connue = Personne::new("KOVALENKO", ["Oxana"], None, Some(jour("2014-02-03")));
    connue.add_graphie(&GraphieOrigine {
        ecriture: "cyrillique".to_owned(),
        nom: "КОВАЛЕНКО".to_owned(),
        prenoms: vec!["Оксана".to_owned()],
        translitterations: vec!["Kowalenko Aksana".to_owned()],
    });
    for (nom, prenom) in [
        ("Коваленко", "Оксана"),
        ("KOWALENKO", "Aksana"),
        ("Aksana", "Kowalenko"),
        ("Covalenko", "Oksana"),
    ] {
        let saisie = Personne::new(nom, [prenom], None, Some(jour("2014-02-03")));
        assert!(connue.ressemble(&saisie).is_some_and(|r| r.avertit()), "{nom} {prenom}");
    }
}

#[test]
fn it_says_why() {
    let raisons = |a: Personne, b: Personne| a.ressemble(&b).expect("alike").raisons().join(" · ");
    assert_eq!(
        raisons(
            personne("TESSIER", "Maya", "2016-03-07"),
            personne("TEISSIER", "Maïa", "2016-07-03")
        ),
        "nom à une lettre près · même prénom, écrit autrement · jour et mois de naissance inversés"
    );
    assert_eq!(
        raisons(
            personne("BEN ALI", "Mohamed", "2015-03-07"),
            personne("Mohamed", "Ben Ali", "2015-03-07")
        ),
        "nom et prénom inversés · même date de naissance"
    );
}

/// What one of the two does not have is not said to differ.
#[test]
fn it_says_nothing_of_what_is_not_known() {
    let de = |nom: &str, prenom: &str, le: Option<&str>| {
        Personne::new(nom, [prenom], None, le.map(jour))
    };
    let connue = de("TESSIER", "Maya", Some("2016-03-07"));
    for (saisie, attendu) in [
        (de("TESSIER", "Maya", None), "même nom · même prénom"),
        (de("TESSIER", "", Some("2016-03-07")), "même nom · même date de naissance"),
        (de("", "Maya", Some("2016-03-07")), "même prénom · même date de naissance"),
        (
            de("TESSIER", "Maya", Some("2011-12-25")),
            "même nom · même prénom · date de naissance différente",
        ),
        (
            de("TESSIER", "Jules", Some("2016-03-07")),
            "même nom · prénom différent · même date de naissance",
        ),
    ] {
        for (a, b) in [(&connue, &saisie), (&saisie, &connue)] {
            assert_eq!(a.ressemble(b).expect("alike").raisons().join(" · "), attendu);
        }
    }
}

#[test]
fn near_days_are_those_that_compare_near() {
    for iso in ["2016-03-07", "2012-02-29", "2015-12-31", "2014-05-05"] {
        let le = jour(iso);
        let voisins = Jour::voisins(le);
        assert!(voisins.len() < 100);
        for ecart in -6000..6000 {
            let autre = le.plus_jours(ecart);
            let proche = Jour::compare(le, autre) != Jour::Autre;
            assert_eq!(voisins.contains(&autre), proche, "{iso} {}", autre.iso());
        }
    }
}

fn mot() -> impl Strategy<Value = String> {
    "[A-Z][a-zéèïç]{2,9}"
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comparing_is_symmetric(a in "\\PC{1,14}", b in "\\PC{1,14}") {
        if let (Some(a), Some(b)) = (Cle::new(&a), Cle::new(&b)) {
            prop_assert_eq!(a.compare(&b), b.compare(&a));
            prop_assert_eq!(a.compare(&a), Some(Degre::Meme));
        }
    }

    #[test]
    fn a_name_is_itself_glued_split_unaccented(mots in prop::collection::vec(mot(), 1..4)) {
        let separe = mots.join(" ");
        for ecrit in [
            mots.concat(),
            mots.join("-"),
            mots.join("’"),
            separe.to_uppercase(),
            crate::texte::fold(&separe),
        ] {
            let un = degre(&separe, &ecrit).is_some_and(|d| d <= Degre::Autrement);
            prop_assert!(un, "{} / {}", separe, ecrit);
        }
    }

    #[test]
    fn a_child_looks_like_itself_in_either_order(nom in mot(), prenom in mot(), jours in 0i32..9000) {
        let le = jour("2001-01-01").plus_jours(jours);
        let de = |nom: &str, prenom: &str| Personne::new(nom, [prenom], None, Some(le));
        let (droit, croise) = (de(&nom, &prenom), de(&prenom, &nom));
        prop_assert!(droit.ressemble(&croise).is_some_and(|r| r.avertit()));
        prop_assert!(droit.ressemble(&droit).is_some_and(|r| r.avertit()));
    }

    /// One letter changed anywhere in a long name is met; a name of other letters is not.
    #[test]
    fn one_letter_is_met_and_another_name_is_not(nom in "[bdfglmnprt]{7,10}", rang in 0usize..7) {
        let mut change: Vec<char> = nom.chars().collect();
        change[rang] = 'v';
        let change: String = change.into_iter().collect();
        prop_assert!(degre(&nom, &change).is_some(), "{} / {}", nom, change);
        let autre: String = nom.chars().map(|c| char::from(c as u8 + 1)).rev().collect();
        if une_lettre(&nom, &autre) || nom == autre { return Ok(()); }
        let jules = |nom: &str, le: &str| Personne::new(nom, ["Jules"], None, Some(jour(le)));
        if degre(&nom, &autre).is_none() {
            prop_assert!(jules(&nom, "2015-03-07").ressemble(&jules(&autre, "2012-06-21")).is_none());
        }
    }

    #[test]
    fn any_text_has_a_sound(texte in "\\PC{0,20}") {
        let plie = crate::texte::fold(&texte).replace(' ', "");
        prop_assert_eq!(squelette(&plie).is_empty(), plie.is_empty());
    }
}
