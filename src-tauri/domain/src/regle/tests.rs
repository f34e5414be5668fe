use super::*;
use crate::enfant::Adresse;
use crate::formulaire::Grandeur;

fn jour(iso: &str) -> DateCivile {
    DateCivile::parse_iso(iso).expect("a day")
}

#[test]
fn days() {
    let (nee, aujourd_hui) = (jour("2016-05-14"), jour("2026-11-30"));
    for (quand, iso, attendu) in [
        (Quand::VECU, "2016-05-14", Ok(())),
        (Quand::VECU, "2026-11-30", Ok(())),
        (Quand::VECU, "2026-12-01", Err(DateFaute::Avenir)),
        (Quand::VECU, "2016-05-13", Err(DateFaute::AvantNaissance)),
        (Quand::PASSE, "2010-01-01", Ok(())),
        (Quand::PASSE, "2031-01-01", Err(DateFaute::Avenir)),
        (Quand::PREVU, "2031-01-01", Ok(())),
        (Quand::PREVU, "2016-05-13", Err(DateFaute::AvantNaissance)),
        (Quand::LIBRE, "2031-01-01", Ok(())),
        (Quand::LIBRE, "2010-01-01", Ok(())),
    ] {
        assert_eq!(date(quand, jour(iso), Some(nee), aujourd_hui), attendu, "{quand:?} {iso}");
    }
    assert_eq!(date(Quand::VECU, jour("2010-01-01"), None, aujourd_hui), Ok(()));
}

#[test]
fn a_birth_far_back_is_asked_again() {
    let aujourd_hui = jour("2026-11-30");
    for (iso, attendu) in [
        ("2026-11-30", Naissance::Possible),
        ("2005-05-05", Naissance::Possible),
        ("2001-11-30", Naissance::Possible),
        ("2001-11-29", Naissance::AConfirmer(25)),
        ("1927-05-05", Naissance::AConfirmer(99)),
        ("1925-02-02", Naissance::AConfirmer(101)),
        ("2026-12-01", Naissance::Avenir),
    ] {
        assert_eq!(naissance(jour(iso), aujourd_hui), attendu, "{iso}");
    }
}

#[test]
fn a_name_says_something() {
    for (texte, attendu) in [
        ("A", true),
        ("Ñ", true),
        ("陳", true),
        ("", false),
        ("  \u{a0}", false),
        ("\u{200b}\u{feff}", false),
        ("- ’", false),
    ] {
        assert_eq!(nomme(texte), attendu, "{texte:?}");
    }
}

#[test]
fn a_text_says_something_with_one_visible_sign() {
    for (texte, attendu) in [
        ("a", true),
        ("-", true),
        ("?", true),
        ("", false),
        (" \u{a0}\t\n", false),
        ("\u{200b}\u{feff}\u{202e}", false),
    ] {
        assert_eq!(dit(texte), attendu, "{texte:?}");
    }
    assert!(dose("Priorix", &[]) && dose("", &[Valence::Vrs]) && !dose(" \u{200b}", &[]));
}

#[test]
fn measures_have_the_bounds_of_their_form() {
    for (grandeur, valeur, attendu) in [
        (Grandeur::Poids, 5.4, true),
        (Grandeur::Poids, 5400.0, false),
        (Grandeur::Taille, 62.0, true),
        (Grandeur::Taille, 0.62, false),
        (Grandeur::PerimetreCranien, 45.0, true),
        (Grandeur::PerimetreCranien, 450.0, false),
    ] {
        let (min, max) = grandeur.bornes().expect("bounds");
        assert_eq!(dans((Some(min), Some(max)), valeur), attendu, "{grandeur:?} {valeur}");
    }
    assert!(!dans((None, None), f64::NAN));
}

#[test]
fn an_address_arrives_or_says_why_not() {
    for (code, commune, pays, attendu) in [
        ("87000", "LIMOGES", None, None),
        ("01400", "Châtillon", None, None),
        ("87 000", "LIMOGES", None, None),
        ("75675", "PARIS CEDEX 14", None, None),
        ("1400", "LIMOGES", None, Some(("code_postal", "un zéro s’est-il perdu"))),
        ("870000", "LIMOGES", None, Some(("code_postal", "est en trop"))),
        ("8700O", "LIMOGES", None, Some(("code_postal", "n’a pas sa place"))),
        ("99999", "LIMOGES", None, Some(("code_postal", "ne commence par 99"))),
        ("99999", "LIMOGES", Some("France"), Some(("code_postal", "écrivez le pays"))),
        ("96000", "LIMOGES", None, Some(("code_postal", "ne commence par 96"))),
        ("99352", "ALGER", Some("Algérie"), None),
        ("00770", "ARMÉES", None, None),
        ("98800", "NOUMÉA", None, None),
        ("", "LIMOGES", None, Some(("code_postal", "sans code postal"))),
        ("\u{200b}", "LIMOGES", None, Some(("code_postal", "sans code postal"))),
        ("87000", "  ", None, Some(("commune", "sans commune"))),
        ("", "", None, Some(("code_postal", "n’a pas d’adresse"))),
        ("1400", "LIMOGES", Some("France"), Some(("code_postal", "un zéro"))),
        ("1000", "BRUXELLES", Some("Belgique"), None),
        ("B-1000", "BRUXELLES", None, None),
        ("F-1400", "LIMOGES", None, Some(("code_postal", "signe"))),
        ("", "DUBLIN", Some("Irlande"), None),
        ("1000", "", Some("Belgique"), Some(("commune", "sans commune"))),
    ] {
        let saisie = Adresse {
            lignes: vec!["1 rue".to_owned()],
            code_postal: code.to_owned(),
            commune: commune.to_owned(),
            pays: pays.map(str::to_owned),
        };
        let faute = adresse(&saisie);
        let dite = faute.as_ref().map(|f| (f.champ(), f.suite()));
        match (dite, attendu) {
            (None, None) => {}
            (Some((champ, suite)), Some((attendu, mots))) => {
                assert_eq!(champ, attendu, "{code} {commune}");
                assert!(suite.contains(mots), "{suite}");
            }
            (dite, _) => panic!("{code} {commune}: {dite:?}"),
        }
    }
}
