use super::*;

fn noms(saisie: &str, limite: usize) -> Vec<&'static str> {
    complete(saisie, limite).iter().map(|p| p.commune.nom).collect()
}

#[test]
fn the_whole_list_is_read() {
    assert_eq!(INDEX.complete("8", 1_000_000).len(), {
        let lignes = include_str!("../../references/cog/communes_cog2026.csv").lines();
        lignes
            .filter_map(|ligne| ligne.split(',').nth(4))
            .flat_map(str::split_whitespace)
            .filter(|code| code.starts_with('8'))
            .count()
    });
    let codes: Vec<&str> = include_str!("../../references/cog/communes_cog2026.csv")
        .lines()
        .skip(1)
        .filter_map(|ligne| ligne.split(',').next())
        .collect();
    assert_eq!(codes.len(), 35_014);
    assert!(codes.iter().all(|code| par_insee(code).is_some_and(|c| c.code_insee == *code)));
    let departements = include_str!("../../references/cog/departements_cog2026.csv").lines();
    assert_eq!(departements.skip(1).count(), 109);
    assert_eq!(departement("87").map(|d| d.nom), Some("Haute-Vienne"));
    let limoges = par_insee("87085").expect("Limoges");
    assert_eq!(limoges.codes_postaux, ["87000", "87100", "87280"]);
    assert_eq!(par_insee("87085 "), None);
    assert!(!codes.iter().any(|c| departement(par_insee(c).expect("read").departement).is_none()));
}

#[test]
fn names_as_people_type_them() {
    for (saisie, premier) in [
        ("limoges", "Limoges"),
        ("LIMOG", "Limoges"),
        ("st denis en v", "Saint-Denis-en-Val"),
        ("Saint Denis-en-Val", "Saint-Denis-en-Val"),
        ("ste mère égl", "Sainte-Mère-Église"),
        ("mans", "Le Mans"),
        ("le mans", "Le Mans"),
        ("rochelle", "La Rochelle"),
        ("l'haÿ", "L'Haÿ-les-Roses"),
        ("hay les r", "L'Haÿ-les-Roses"),
        ("aixe", "Aixe-sur-Vienne"),
        ("paris 12", "Paris 12e Arrondissement"),
        ("marseille", "Marseille"),
        ("limoges 87", "Limoges"),
        ("87 limoges", "Limoges"),
        ("sur-vienne", "Aixe-sur-Vienne"),
        ("œuilly", "Œuilly"),
    ] {
        let trouves = noms(saisie, 8);
        assert!(
            trouves
                .first()
                .is_some_and(|nom| crate::texte::fold(nom) == crate::texte::fold(premier)),
            "{saisie}: {trouves:?}"
        );
    }
    assert_eq!(noms("strasbour", 3), ["Strasbourg"]);
    let st = noms("st", 10_000);
    assert!(st.contains(&"Strasbourg") && st.iter().any(|nom| nom.starts_with("Saint-")));
    for rien in ["", "  ", "-'", "zzzz", "limoges 75", "limoges 12 34"] {
        assert!(noms(rien, 8).is_empty(), "{rien}");
    }
    assert!(complete("limoges", 0).is_empty());
}

#[test]
fn best_first_and_each_once() {
    let trouves = noms("denis", 10_000);
    let mut sans_doubles = complete("denis", 10_000);
    sans_doubles.dedup_by_key(|p| p.commune.code_insee);
    assert_eq!(sans_doubles.len(), trouves.len());
    let rang = |nom: &str| trouves.iter().position(|n| *n == nom).expect(nom);
    assert!(rang("Saint-Denis") < rang("Saint-Denis-en-Val"), "alphabetical");
    let saints = noms("saint denis", 3);
    assert_eq!(saints[0], "Saint-Denis");
}

#[test]
fn postcodes_give_one_line_per_commune() {
    let lignes = complete("871", 1000);
    assert!(lignes.iter().all(|p| p.code_postal.is_some_and(|code| code.starts_with("871"))));
    assert_eq!(lignes[0].code_postal, Some("87100"));
    assert!(lignes.windows(2).all(|deux| deux[0].code_postal <= deux[1].code_postal));
    let lignes = complete("87 000", 10);
    assert_eq!((lignes[0].commune.nom, lignes[0].code_postal), ("Limoges", Some("87000")));
    assert_eq!(complete("limoges", 1)[0].code_postal, None, "one of three is not chosen for them");
    assert_eq!(complete("aixe-sur-vienne", 1)[0].code_postal, Some("87700"));
    assert!(par_code_postal("75012").any(|c| c.code_insee == "75112"));
    assert_eq!(par_code_postal("750").count(), 0);
    assert_eq!(par_code_postal("").count(), 0);
}

#[test]
fn insee_codes() {
    assert!(noms("2a004", 8).contains(&"Ajaccio"));
    assert!(noms("2A00", 8).contains(&"Ajaccio"));
    assert!(noms("75112", 8).contains(&"Paris 12e Arrondissement"));
    assert!(noms("98411", 8).contains(&"Îles Saint-Paul et Nouvelle-Amsterdam"));
}

#[test]
fn every_arrondissement_has_its_commune() {
    let arrondissements = ["751", "6938", "132"]
        .iter()
        .flat_map(|debut| complete(debut, 10_000))
        .map(|p| p.commune)
        .filter(|commune| commune.arrondissement);
    let mut codes: Vec<&str> = arrondissements.map(|commune| commune.code_insee).collect();
    codes.sort_unstable();
    codes.dedup();
    for code in &codes {
        let commune = par_insee(commune_de(code)).expect("a commune");
        assert!(!commune.arrondissement, "{code}");
    }
    assert_eq!(commune_de("87085"), "87085");
    assert_eq!(commune_de("75121"), "75121");
}

proptest::proptest! {
    #[test]
    fn any_text_is_completed(saisie in "\\PC{0,16}", limite in 0usize..20) {
        let propositions = complete(&saisie, limite);
        proptest::prop_assert!(propositions.len() <= limite);
        for (rang, une) in propositions.iter().enumerate() {
            proptest::prop_assert!(!propositions[..rang].contains(une));
        }
    }
}
