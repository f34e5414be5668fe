use super::*;

fn jour() -> DateCivile {
    DateCivile::new(2026, 11, 21).expect("a day")
}

fn ligne(nom: &str, prenom: &str, naissance: &str, graphie: Option<&str>) -> LigneEnfant {
    LigneEnfant {
        id: String::new(),
        nom_naissance: nom.to_owned(),
        prenoms_naissance: format!("[\"{prenom}\"]"),
        prenom_utilise: prenom.to_owned(),
        sexe: "F".to_owned(),
        date_naissance: naissance.to_owned(),
        date_naissance_estimee: false,
        num_dossier_local: "2026-0413".to_owned(),
        graphie_origine: graphie.map(str::to_owned),
    }
}

fn index(lignes: Vec<LigneEnfant>) -> Index {
    let entrees = lignes.into_iter().map(Entree::new).collect();
    Index { entrees, doubles: OnceLock::new() }
}

#[test]
fn names_are_found_however_they_are_typed() {
    let cyrillique = r#"{"ecriture":"cyrillique","nom":"КОВАЛЕНКО","prenoms":["Оксана"],
        "translitterations":["Kovalenko Oksana"]}"#;
    let luca = ("DE LUCA", "Théo", None);
    let ali = ("BEN ALI", "Karim", None);
    let jp = ("MARTIN", "Jean-Pierre", None);
    let ivan = ("KOVALENKO", "Oxana", Some(cyrillique));
    for ((nom, prenom, graphie), texte, trouve) in [
        (("D’ŒUVRE-MBAYE", "Zoé", None), "oeuvre", true),
        (("D’ŒUVRE-MBAYE", "Zoé", None), "d'œuvre mbaye zoe", true),
        (("D’ŒUVRE-MBAYE", "Zoé", None), "mbaye", true),
        (luca, "deluca", true),
        (luca, "theo deluca", true),
        (luca, "deluca theo", true),
        (luca, "luca theo", true),
        (luca, "theo luca", true),
        (luca, "lucas", false),
        (("N’GUESSAN", "Awa", None), "awa nguessan", true),
        (ali, "karim benali", true),
        (ali, "ben ali", true),
        (ali, "bénaly karim", true),
        (("BENALI", "Karim", None), "ben ali karim", true),
        (("LE GOFF", "Maël", None), "mael legoff", true),
        (("LEGOFF", "Maël", None), "le goff", true),
        (jp, "jeanpierre martin", true),
        (jp, "jean martin", true),
        (jp, "jeanpierre durand", false),
        (("TESSIER", "Maya", None), "teissier", true),
        (("TESSIER", "Maya", None), "maïa tesier", true),
        (("BEN ALI", "Mohamed", None), "mouhammad benali", true),
        (("OUATTARA", "Fatimah", None), "wattara fatima", true),
        (ivan, "оксана", true),
        (ivan, "oksana", true),
        (ivan, "covalenko", true),
        (("MARTIN", "Léa", None), "0413", true),
        (("MARTIN", "Léa", None), "0414", false),
        (("MARTIN", "Léa", None), "2026-04", true),
        (("MARTIN", "Léa", None), "lea martin 2026", true),
        (("MARTIN", "Léa", None), "lia martin", false),
        (("MARTIN", "Léa", None), "", true),
    ] {
        let index = index(vec![ligne(nom, prenom, "2019-03-07", graphie)]);
        let trouves = index.chercher(&question::lire(texte, jour()));
        assert_eq!(!trouves.is_empty(), trouve, "{texte} in {nom} {prenom}");
    }
}

/// A name that is written as it was typed leaves out those that are a letter away.
#[test]
fn a_letter_is_forgiven_only_where_nobody_is_found() {
    let base = index(vec![
        ligne("TEISSIER", "Maya", "2019-03-07", None),
        ligne("TESSIER", "Maya", "2019-03-07", None),
    ]);
    let noms = |texte: &str| -> Vec<String> {
        let trouves = base.chercher(&question::lire(texte, jour()));
        trouves.into_iter().map(|l| l.nom_naissance.clone()).collect()
    };
    assert_eq!(noms("tessier"), ["TESSIER"]);
    assert_eq!(noms("taissier"), ["TEISSIER"]);
    assert_eq!(noms("maïa 3/7/2019").len(), 2, "day and month exchanged");
    assert_eq!(noms("maya 8/3/2019").len(), 0);
}

#[test]
fn a_birth_date_is_told_from_a_name_and_may_be_a_number() {
    for (texte, date, mots) in [
        ("7/3/2019", Some("2019-03-07"), &[""][..]),
        ("mars 2019", Some("2019-03"), &[""]),
        ("martin 7/3/2019", Some("2019-03-07"), &["martin", ""]),
        ("110215", Some("2015-02-11"), &["110215"]),
        ("11022015", Some("2015-02-11"), &["11022015"]),
        ("martin 110215", Some("2015-02-11"), &["martin", "110215"]),
        ("2019-03-07", Some("2019-03-07"), &["2019 03 07"]),
        ("000123", None, &["000123"]),
        ("2019", Some("2019"), &["2019"]),
        ("martin 2019", Some("2019"), &["martin", "2019"]),
        ("2027", None, &["2027"]),
        ("0413", None, &["0413"]),
        ("martin", None, &["martin"]),
    ] {
        let termes = question::lire(texte, jour());
        let trouvee = termes.iter().find_map(|t| t.date).map(DatePartielle::iso);
        assert_eq!(trouvee.as_deref(), date, "{texte}");
        assert_eq!(termes.iter().map(|t| t.mot.as_str()).collect::<Vec<_>>(), mots, "{texte}");
    }
}

#[test]
fn figures_are_looked_for_as_a_day_and_as_a_number() {
    let mut numero = ligne("NUMERO", "Ana", "2018-01-01", None);
    numero.num_dossier_local = "110215".to_owned();
    let base = index(vec![numero, ligne("NEE", "Lou", "2015-02-11", None)]);
    let noms: Vec<&str> = base
        .chercher(&question::lire("110215", jour()))
        .into_iter()
        .map(|l| l.nom_naissance.as_str())
        .collect();
    assert_eq!(noms, ["NUMERO", "NEE"]);
}

#[test]
fn a_year_finds_who_was_born_in_it_then_the_numbers_that_hold_it() {
    let numerote = |nom: &str, naissance: &str, numero: &str| {
        let mut ligne = ligne(nom, "Ana", naissance, None);
        ligne.num_dossier_local = numero.to_owned();
        ligne
    };
    let base = index(vec![
        numerote("ANCIEN", "2009-05-05", "2015-0007"),
        numerote("DEDANS", "2009-05-05", "2026-12015"),
        numerote("NEE", "2015-02-11", "2026-0001"),
        numerote("NULLE", "2014-12-31", "2026-0002"),
        numerote("NEE-AUSSI", "2015-12-31", "2026-0003"),
    ]);
    let noms = |texte: &str| -> Vec<String> {
        let trouves = base.chercher(&question::lire(texte, jour()));
        trouves.into_iter().map(|l| l.nom_naissance.clone()).collect()
    };
    assert_eq!(noms("2015"), ["NEE", "NEE-AUSSI", "ANCIEN", "DEDANS"]);
    assert_eq!(noms("ana 2014"), ["NULLE"]);
    assert_eq!(noms("nee 2015"), ["NEE", "NEE-AUSSI"]);
    assert_eq!(noms("1999"), [""; 0]);
}
