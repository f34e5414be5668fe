//! The tables on standard input: what comes in, what goes out, how it ends.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

fn commande(arguments: &[&str]) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_escale-cli"));
    commande
        .args(arguments)
        .env_remove("ESCALE_COFFRE")
        .env_remove("ESCALE_COMPTE")
        .env_remove("ESCALE_PASSWORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    commande
}

/// Gives `entree` to the program while reading what it says.
fn run(arguments: &[&str], entree: &[u8]) -> Output {
    let mut enfant = commande(arguments).spawn().expect("runs");
    let mut tuyau = enfant.stdin.take().expect("a pipe");
    let entree = entree.to_vec();
    // A program that refuses the header reads no further: that is no failure here.
    let ecrit = std::thread::spawn(move || tuyau.write_all(&entree).is_ok());
    let sortie = enfant.wait_with_output().expect("ends");
    ecrit.join().expect("written");
    sortie
}

fn lignes(sortie: &Output) -> Vec<String> {
    let texte = String::from_utf8(sortie.stdout.clone()).expect("UTF-8");
    texte.lines().map(str::to_owned).collect()
}

fn dit(sortie: &Output) -> String {
    String::from_utf8(sortie.stderr.clone()).expect("UTF-8")
}

fn reussi(arguments: &[&str], entree: &str) -> Vec<String> {
    let sortie = run(arguments, entree.as_bytes());
    assert_eq!(sortie.status.code(), Some(0), "{}", dit(&sortie));
    lignes(&sortie)
}

/// The columns of a table, by the name in its header.
fn colonne(lignes: &[String], nom: &str) -> Vec<String> {
    let texte = lignes.join("\n");
    let mut lecteur = csv::Reader::from_reader(texte.as_bytes());
    let place = lecteur.headers().expect("a header").iter().position(|n| n == nom).expect(nom);
    lecteur.records().map(|rang| rang.expect("a row")[place].to_owned()).collect()
}

/// The indented lines that follow a title of the help.
fn exemple(aide: &str, titre: &str) -> Vec<String> {
    let suite = aide.split_once(titre).unwrap_or_else(|| panic!("{titre} in {aide}")).1;
    let indentees = suite.lines().skip(2).take_while(|ligne| ligne.starts_with("    "));
    indentees.map(|ligne| ligne.trim_start().to_owned()).collect()
}

#[test]
fn the_example_of_each_help_is_true() {
    for nom in ["croissance", "tension", "ages", "identifiants", "vaccins"] {
        let sortie = commande(&[nom, "--help"]).output().expect("runs");
        let aide = String::from_utf8(sortie.stdout).expect("UTF-8");
        let entree = exemple(&aide, "Exemple, entrée :").join("\n");
        let attendu = exemple(&aide, "Exemple, sortie");
        assert!(attendu.len() >= 2, "{aide}");
        let obtenu = reussi(&[nom], &format!("{entree}\n"));
        assert_eq!(obtenu.len(), attendu.len(), "{nom}");
        for (obtenue, attendue) in obtenu.iter().zip(&attendu) {
            match nom {
                "vaccins" => assert!(obtenue.starts_with(attendue.as_str()), "{obtenue}"),
                _ => assert_eq!(obtenue, attendue, "{nom}"),
            }
        }
    }
}

#[test]
fn the_help_names_every_key_of_an_answer() {
    let sortie = commande(&["vaccins", "--help"]).output().expect("runs");
    let aide = String::from_utf8(sortie.stdout).expect("UTF-8");
    let entree = exemple(&aide, "Exemple, entrée :").join("\n");
    let reponse: serde_json::Value =
        serde_json::from_str(&reussi(&["vaccins"], &format!("{entree}\n"))[0]).expect("JSON");
    let mots: Vec<&str> = aide.split([' ', ',', '\n']).collect();
    let cles = |objet: &serde_json::Value| -> Vec<String> {
        objet.as_object().expect("an object").keys().cloned().collect()
    };
    for cle in cles(&reponse).into_iter().chain(cles(&reponse["valences"][0])) {
        assert!(mots.contains(&cle.as_str()), "{cle} is not in the help");
    }
}

#[test]
fn ten_thousand_rows_of_each_table_with_bad_ones() {
    let tables: [(&str, &str, &[&str], &str); 4] = [
        (
            "croissance",
            "sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,oedema",
            &[
                "f,100,5.5,60,l,40,n",
                "m,2500,22,121,h,,",
                "x,100,5.5,60,l,40,n",
                "f,-1,5,60,l,40,n",
            ],
            "zwei",
        ),
        (
            "tension",
            "sex,age_months,height_cm,sbp,dbp",
            &["m,120,138,112,70", "f,60,108,,", "m,6,66,80,40", "m,cent,138,112,70"],
            "sbp_p95",
        ),
        (
            "ages",
            "dob,date,gestation_weeks,gestation_days",
            &[
                "2020-01-31,2026-03-10,,",
                "07/03/2019,08/03/2019,30,1",
                "2021-02-29,2026-01-01,,",
                "2026-01-02,2026-01-01,,",
            ],
            "age_days",
        ),
        (
            "identifiants",
            "kind,value",
            &["siren9,732829320", "cog5,87085", "siren9,732829321", "passeport,12"],
            "statut",
        ),
    ];
    for (nom, entete, rangs, calculee) in tables {
        let mut entree = format!("id,{entete},note\n");
        for rang in 0..10_000 {
            let _ = writeln!(entree, "{rang},{},\"a, {rang}\"", rangs[rang % 4]);
        }
        let sortie = run(&[nom], entree.as_bytes());
        assert_eq!(sortie.status.code(), Some(0));
        let lignes = lignes(&sortie);
        let (ids, notes) = (colonne(&lignes, "id"), colonne(&lignes, "note"));
        let calculees = colonne(&lignes, calculee);
        let erreur = if nom == "identifiants" { "raison" } else { "erreur" };
        let erreurs = colonne(&lignes, erreur);
        assert_eq!(ids.len(), 10_000);
        for rang in 0..10_000 {
            assert_eq!(ids[rang], rang.to_string(), "{nom}");
            assert_eq!(notes[rang], format!("a, {rang}"), "{nom}");
            let fausse = rang % 4 >= 2;
            assert_eq!(!erreurs[rang].is_empty(), fausse, "{nom} {rang}: {}", erreurs[rang]);
            match nom {
                "identifiants" => assert_eq!(calculees[rang] == "invalide", fausse),
                _ => assert_eq!(calculees[rang].is_empty(), fausse, "{nom} {rang}"),
            }
        }
        let compte = if nom == "identifiants" { "2\u{202f}500" } else { "5\u{202f}000" };
        assert!(dit(&sortie).starts_with(&format!("{compte} lignes sur 10\u{202f}000")), "{nom}");
    }
}

#[test]
fn ten_thousand_children_with_bad_lines() {
    let mut entree = String::new();
    for rang in 0..10_000 {
        let _ = match rang % 4 {
            0 => writeln!(
                entree,
                r#"{{"id":{rang},"naissance":"2024-03-07","sexe":"F","date_reference":"2026-03-07","carnet":"complet","calendrier":"2025","doses":[{{"valences":["ROR"],"date":"2025-04-01"}},{{"produit":"Infanrix Hexa","date":"2024-05-10"}}]}}"#
            ),
            1 => writeln!(
                entree,
                r#"{{"id":{rang},"naissance":"2024-03-07","date_reference":"2026-03-07","carnet":"absent","calendrier":"1999"}}"#
            ),
            2 => writeln!(
                entree,
                r#"{{"id":{rang},"naissance":"2024-03-07","date_reference":"2026-03-07","carnet":"partiel","doses":[{{"valences":["XYZ"],"date":"2025-04-01"}}]}}"#
            ),
            _ => writeln!(entree, r#"{{"id":{rang},"#),
        };
    }
    let sortie = run(&["vaccins"], entree.as_bytes());
    assert_eq!(sortie.status.code(), Some(0));
    let lignes = lignes(&sortie);
    assert_eq!(lignes.len(), 10_000);
    for (rang, ligne) in lignes.iter().enumerate() {
        let lu: serde_json::Value = serde_json::from_str(ligne).expect("JSON");
        match rang % 4 {
            0 => {
                assert_eq!(lu["id"], rang);
                assert!(lu.get("erreur").is_none(), "{ligne}");
                let valences = lu["valences"].as_array().expect("a list");
                let une = |code| valences.iter().find(|v| v["valence"] == code).expect("there");
                assert_eq!(une("ROR")["doses_valides"], 1, "{ligne}");
                assert_eq!(une("DTP")["doses_valides"], 1, "from the product: {ligne}");
                assert_eq!(une("DTP")["statut"], "en_retard", "{ligne}");
                assert_eq!(une("DTP")["prochaine_date"], "2024-07-10", "{ligne}");
                assert!(une("DTP")["regle"].is_string(), "{ligne}");
            }
            3 => assert!(lu["id"].is_null() && lu["erreur"].is_string(), "{ligne}"),
            _ => {
                assert_eq!(lu["id"], rang);
                assert!(lu["erreur"].is_string(), "{ligne}");
            }
        }
    }
    assert!(dit(&sortie).contains("7\u{202f}500 lignes sur 10\u{202f}000"), "{}", dit(&sortie));
}

#[test]
fn columns_in_any_order_and_others_unchanged() {
    let lignes =
        reussi(&["identifiants"], "Note,VALUE,vide, Kind \n\"x,\"\"y\"\"\",732829320,,siren9\n");
    assert_eq!(lignes[0], "Note,VALUE,vide, Kind ,statut,raison");
    assert_eq!(lignes[1], "\"x,\"\"y\"\"\",732829320,,siren9,valide,");
    for (separateur, nom) in [(";", "point-virgule"), ("\t", "tabulation")] {
        let entree =
            ["sex,age_days,weight_kg,note", "f,100,5,5"].map(|l| l.replace(',', separateur));
        let entree = format!(
            "\u{feff}{}\r\n{}{separateur}a,b\r\n",
            entree[0],
            "f,100,5v5".replace(',', separateur).replace('v', ",")
        );
        let lignes = reussi(&["croissance"], &entree);
        assert!(
            lignes[0].starts_with(&["sex", "age_days"].join(separateur)),
            "{nom}: {}",
            lignes[0]
        );
        let champs: Vec<&str> = lignes[1].split(separateur).collect();
        assert_eq!((champs[3], champs[8]), ("a,b", "-0.72"), "{nom}: {}", lignes[1]);
    }
}

#[test]
fn what_was_computed_before_is_computed_again() {
    let sortie = run(&["identifiants"], b"statut,kind,value,raison\nvalide,siren9,1,\n");
    assert_eq!(lignes(&sortie)[0], "kind,value,statut,raison");
    assert!(lignes(&sortie)[1].starts_with("siren9,1,invalide,"));
    assert!(dit(&sortie).contains("statut, raison"));
}

#[test]
fn a_broken_row_stops_nothing() {
    let entree = b"dob,date,note\n2020-01-01,2021-01-01\n2020-01-01,2021-01-01,a,b\n\
        2020-\xff1-01,2021-01-01,c\n2020-01-01,2021-01-01,\xe9t\xe9\n2020-01-01,2021-01-01,fin\n";
    let sortie = run(&["ages"], entree);
    assert_eq!(sortie.status.code(), Some(0));
    let octets = sortie.stdout.clone();
    assert!(octets.windows(3).any(|trois| trois == b"\xe9t\xe9"), "passed through as it was");
    let lignes: Vec<String> = String::from_utf8_lossy(&octets).lines().map(str::to_owned).collect();
    let erreurs = colonne(&lignes, "erreur");
    assert!(erreurs[0].contains("2\u{a0}champs") && erreurs[1].contains("4\u{a0}champs"));
    assert!(erreurs[2].contains("UTF-8"));
    assert_eq!((erreurs[3].as_str(), erreurs[4].as_str()), ("", ""));
    assert_eq!(colonne(&lignes, "age_days"), ["", "", "", "366", "366"]);
    let sortie = run(&["ages", "--json"], entree);
    for ligne in String::from_utf8(sortie.stdout).expect("UTF-8").lines() {
        let lu: serde_json::Value = serde_json::from_str(ligne).expect("JSON");
        assert_eq!(lu["age_days"].is_null(), lu["erreur"].is_string(), "{ligne}");
    }
}

#[test]
fn pressures_in_the_wrong_unit_or_order_are_never_called_normal() {
    let entree = b"id,sex,age_months,height_cm,sbp,dbp\nen-cmhg,m,120,138,12,7\n\
        inversees,m,120,138,70,112\negales,f,120,138,110,110\nzero,f,120,138,0,0\n\
        juste,m,120,138,112,70\nsans,m,120,138,,\n";
    let sortie = run(&["tension"], entree);
    assert_eq!(sortie.status.code(), Some(0));
    assert!(dit(&sortie).contains("4 lignes sur 6"), "{}", dit(&sortie));
    let lignes = lignes(&sortie);
    assert_eq!(colonne(&lignes, "classe"), ["", "", "", "", "normale", ""]);
    let dites: Vec<bool> = colonne(&lignes, "erreur").iter().map(|e| !e.is_empty()).collect();
    assert_eq!(dites, [true, true, true, true, false, false]);
    let percentiles = colonne(&lignes, "sbp_p95");
    assert!(percentiles[0].is_empty() && percentiles[1] == percentiles[4]);
}

#[test]
fn wrong_usage_ends_with_two() {
    for (nom, entree, phrase) in [
        ("identifiants", "kind,valeur\n", "Il manque la colonne value."),
        ("croissance", "sex,poids\n", "Il manque la colonne age_days ou age_months."),
        ("ages", "a,b\n", "Il manque les colonnes dob, date."),
        ("tension", "", "L’entrée est vide"),
        ("ages", "dob,date,dob\n", "La colonne dob est donnée deux fois."),
        ("ages", "\u{feff}", "L’entrée est vide"),
    ] {
        let sortie = run(&[nom], entree.as_bytes());
        assert_eq!(sortie.status.code(), Some(2), "{nom}");
        assert!(dit(&sortie).starts_with(phrase), "{}", dit(&sortie));
        assert!(sortie.stdout.is_empty());
    }
    let sortie = run(&["ages"], b"\xff\xfed\0o\0b\0");
    assert_eq!(sortie.status.code(), Some(2));
    assert!(dit(&sortie).contains("UTF-16"));
    let sortie = run(&["ages", "--json"], b"dob\n");
    let lu: serde_json::Value = serde_json::from_slice(&sortie.stdout).expect("JSON");
    assert_eq!(lu["message"], "Il manque la colonne date.");
}

#[test]
fn a_quote_left_open_is_found() {
    let mut entree = b"dob,date\n\"2020-01-01,2021-01-01\n".to_vec();
    entree.resize(20 << 20, b'a');
    let sortie = run(&["ages"], &entree);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(dit(&sortie).contains("guillemet"), "{}", dit(&sortie));
}

#[test]
fn a_reader_that_leaves_ends_it_quietly() {
    for json in [&["ages"][..], &["ages", "--json"][..]] {
        let mut enfant = commande(json).spawn().expect("runs");
        let mut tuyau = enfant.stdin.take().expect("a pipe");
        let ecrit = std::thread::spawn(move || {
            let _ = tuyau.write_all(b"dob,date\n");
            (0..200_000).all(|_| tuyau.write_all(b"2020-01-01,2021-01-01\n").is_ok())
        });
        let mut sortie = enfant.stdout.take().expect("a pipe");
        let mut debut = [0; 16];
        sortie.read_exact(&mut debut).expect("the beginning");
        drop(sortie);
        let fin = enfant.wait_with_output().expect("ends");
        assert_eq!((fin.status.code(), dit(&fin).as_str()), (Some(0), ""));
        assert!(!ecrit.join().expect("written"), "it stopped reading");
    }
}

#[test]
fn ages_at_the_corners() {
    let entree = "dob,date,gestation_weeks,gestation_days
2008-02-29,2026-02-28,,
2008-02-29,2026-03-01,,
2026-01-01,2026-01-20,28,3
2026-01-01,2026-01-20,37,0
2026-01-01,2026-01-01,36,6
2026-01-01,2026-01-20,,3
2026-01-01,2026-01-20,12,
2026-01-01,2026-01-20,30,7
2026-01-01,2026-13-20,,
1/2/2026,1-2-2026,,
2026-01-01,,,
";
    let lignes = reussi(&["ages"], entree);
    let vides = [""; 6];
    assert_eq!(colonne(&lignes, "is_adult")[..3], ["false", "true", "false"]);
    assert_eq!(colonne(&lignes, "completed_years")[..3], ["17", "18", "0"]);
    assert_eq!(colonne(&lignes, "corrected_age_days")[..5], ["", "", "-62", "", "-22"]);
    assert_eq!(colonne(&lignes, "age_days")[5..], vides);
    let erreurs = colonne(&lignes, "erreur");
    assert!(erreurs[..5].iter().all(String::is_empty) && !erreurs[5..].contains(&String::new()));
    assert!(erreurs[8].contains("n’existe pas") && erreurs[9].contains("AAAA-MM-JJ"));
}

#[test]
fn growth_as_files_write_it() {
    let entree = "sex,age_days,age_months,weight_kg,lenhei_cm,measure,headc_cm,oedema
1,100,70,5.5,60,L,40,N
M,,3.2854209,5.5,60,,40,2
m,100,,5.5,60,l,40,Y
m,100,,NA,60,l,,
m,9000,,70,180,h,,
,100,,5.5,60,l,40,
f,,,5.5,60,l,,
m,100,,5.5,60,q,40,
m,100,,nan,60,l,40,
";
    let lignes = reussi(&["croissance"], entree);
    let (zwei, zlen) = (colonne(&lignes, "zwei"), colonne(&lignes, "zlen"));
    assert!(!zwei[0].is_empty() && zwei[0] == zwei[1], "days win, and 3.29 months are 100 days");
    assert!(zwei[2].is_empty() && zlen[2] == zlen[0], "oedema");
    assert!(zwei[3].is_empty() && zlen[3] == zlen[0]);
    assert_eq!(colonne(&lignes, "zbmi")[4], "", "25 years");
    let erreurs = colonne(&lignes, "erreur");
    assert!(erreurs[..5].iter().all(String::is_empty), "{erreurs:?}");
    assert!(erreurs[5].contains("sex") && erreurs[7].contains("measure"));
    assert!(erreurs[8].contains("weight_kg"));
    assert_eq!(colonne(&lignes, "cbmi")[5], "15.2777777777778");
    assert!(erreurs[6].is_empty() && !colonne(&lignes, "zwfl")[6].is_empty(), "age unknown");
}

/// The state of one valence of an answer.
fn etat<'a>(reponse: &'a serde_json::Value, valence: &str) -> &'a serde_json::Value {
    let etats = reponse["valences"].as_array().expect("valences");
    etats.iter().find(|etat| etat["valence"] == valence).expect("in the calendar")
}

#[test]
fn a_line_of_the_carnet_is_read_whole_or_its_words_are_told() {
    let enfant = |naissance: &str, jour: &str, lignes: &[(&str, &str)]| {
        let doses: Vec<serde_json::Value> = lignes
            .iter()
            .map(|(produit, date)| {
                serde_json::json!({ "produit": produit, "date": date, "valences": [] })
            })
            .collect();
        let demande = serde_json::json!({
            "id": "x", "naissance": naissance, "date_reference": jour, "carnet": "complet",
            "doses": doses,
        });
        let sortie = run(&["vaccins"], format!("{demande}\n").as_bytes());
        serde_json::from_str::<serde_json::Value>(&lignes_de(&sortie)).expect("JSON")
    };
    let formule = enfant(
        "2024-01-10",
        "2026-06-10",
        &[
            ("DTP-Coq-Hib-HepB", "2024-03-12"),
            ("DTCaP-Hib-HepB", "2024-05-14"),
            ("DTP Coq Hib HB", "2024-12-12"),
        ],
    );
    for valence in ["DTP", "COQ", "HIB", "HEPB"] {
        assert_eq!(etat(&formule, valence)["statut"], "a_jour", "{formule}");
    }
    let deux = enfant(
        "2025-01-10",
        "2026-06-10",
        &[
            ("Infanrix Hexa + Prevenar 13", "2025-03-12"),
            ("Hexyon/Prevenar", "2025-05-14"),
            ("Hexyon et Vaxneuvance", "2025-12-12"),
        ],
    );
    assert_eq!(etat(&deux, "PNC")["doses_valides"], 3, "{deux}");
    let ror = enfant(
        "2024-01-10",
        "2026-06-10",
        &[("ROR + Varicelle", "2025-01-14"), ("ROR/Méningocoque C", "2025-05-14")],
    );
    assert_eq!(etat(&ror, "ROR")["statut"], "a_jour");
    assert_eq!(etat(&ror, "VARICELLE")["doses_recues"], 1);
    assert_eq!(etat(&ror, "MENC")["doses_recues"], 1);
    let pneumo = enfant(
        "2024-01-10",
        "2025-03-01",
        &[("Pneumovax", "2024-03-12"), ("Pneumovax", "2024-05-14"), ("Pneumovax", "2024-12-14")],
    );
    assert_eq!(etat(&pneumo, "PNC")["doses_valides"], 0, "polysaccharide");
    assert_ne!(etat(&pneumo, "PNC")["statut"], "a_jour");
    let maladies = enfant(
        "2024-01-10",
        "2026-06-10",
        &[
            ("Hépatite B", "2024-03-12"),
            ("Méningocoque C", "2024-06-12"),
            ("Varicelle", "2025-03-12"),
        ],
    );
    for valence in ["HEPB", "MENC", "VARICELLE"] {
        assert_eq!(etat(&maladies, valence)["doses_recues"], 1, "{valence}");
    }
    let anciens = enfant(
        "2009-01-10",
        "2026-06-10",
        &[
            ("Pentacoq", "2009-03-12"),
            ("Tetracoq", "2009-05-14"),
            ("Infanrix Polio Hib", "2009-07-14"),
        ],
    );
    assert_eq!(etat(&anciens, "COQ")["doses_recues"], 3);
    assert_eq!(etat(&anciens, "HIB")["doses_recues"], 2);
    for lue in [&formule, &deux, &ror, &pneumo, &maladies, &anciens] {
        assert_eq!(lue["non_lues"], serde_json::json!([]), "read whole");
    }
    let obscure = enfant("2024-01-10", "2026-06-10", &[("Hexyon + Zorglub", "2024-03-12")]);
    assert_eq!(obscure["non_lues"][0]["non_compris"][0]["mots"], "Zorglub");
    assert!(obscure["avertissements"].to_string().contains("Zorglub"));
    // What was read counts, and its next dose is late; the rest may be in the line.
    for valence in ["MENACWY", "ROR"] {
        assert_eq!(etat(&obscure, valence)["statut"], "inconnu", "{obscure}");
        assert_eq!(etat(&obscure, valence)["alerte"], false);
    }
    // Recommended from two years on whatever the line holds, and never late.
    assert_eq!(etat(&obscure, "MENB")["situation"], "recommandee", "{obscure}");
    let suspendue = enfant("2024-01-10", "2025-04-10", &[("ROR Zorglub", "2025-02-12")]);
    let ror = etat(&suspendue, "ROR");
    assert_eq!(
        (&ror["statut"], &ror["doses_recues"]),
        (&serde_json::json!("inconnu"), &serde_json::json!(0)),
        "{ror}"
    );
    assert_eq!(etat(&obscure, "DTP")["statut"], "en_retard");
}

fn lignes_de(sortie: &Output) -> String {
    lignes(sortie).concat()
}

/// A misspelt key is refused, or its doses would be ignored.
#[test]
fn an_unknown_key_of_a_line_is_refused_by_its_name() {
    let enfant = |plus: &str| {
        format!(
            r#"{{"id":7,"naissance":"2024-03-07","date_reference":"2026-03-07","carnet":"complet"{plus}}}"#
        )
    };
    let dose = |plus: &str| enfant(&format!(r#","doses":[{{"produit":"Priorix"{plus}}}]"#));
    for (ligne, nommee) in [
        (enfant(r#","dose":[]"#), Some("dose")),
        (enfant(r#","Sexe":"F""#), Some("Sexe")),
        (enfant(r#","terme":30"#), Some("terme")),
        (dose(r#","date":"2025-04-01","lot":"A1""#), Some("lot")),
        (dose(r#","jour":"2025-04-01""#), Some("jour")),
        (dose(r#","date":"2025-04-01""#), None),
        (enfant(r#","sexe":"F","terme_sa":30,"territoire":"guyane","calendrier":"2025""#), None),
    ] {
        let sortie = run(&["vaccins"], format!("{ligne}\n").as_bytes());
        assert_eq!(sortie.status.code(), Some(0));
        let lu: serde_json::Value = serde_json::from_str(&lignes_de(&sortie)).expect("JSON");
        assert_eq!(lu["id"], 7);
        match nommee {
            None => assert!(lu.get("erreur").is_none(), "{ligne}: {lu}"),
            Some(cle) => {
                let dit = lu["erreur"].as_str().expect("a sentence").replace('\u{a0}', " ");
                assert!(dit.contains(&format!("La clé « {cle} » est inconnue")), "{dit}");
            }
        }
    }
}
