//! The real program on the command line: what it prints, where, and how it ends.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
const MOT: &str = "un mot de passe assez long";

/// A folder with a vault in it, or not yet.
struct Lieu(tempfile::TempDir);

impl Lieu {
    fn vide() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A centre whose file does not name an administrator, as a script makes it.
    fn pret() -> Self {
        let lieu = Self::vide();
        let centre = lieu.centre(centre_du_cas());
        reussi(&lieu.escale(&["init", "--centre", &centre]));
        lieu
    }

    fn chemin(&self, nom: &str) -> PathBuf {
        self.0.path().join(nom)
    }

    fn texte(&self, nom: &str) -> String {
        self.chemin(nom).display().to_string()
    }

    /// Writes the file of the centre.
    fn centre(&self, valeur: Value) -> String {
        std::fs::write(self.chemin("centre.json"), valeur.to_string()).expect("written");
        self.texte("centre.json")
    }

    fn escale(&self, arguments: &[&str]) -> Output {
        nu(arguments)
            .env("ESCALE_COFFRE", self.chemin("coffre"))
            .env("ESCALE_COMPTE", "admin")
            .output()
            .expect("runs")
    }

    fn json(&self, arguments: &[&str]) -> (Option<i32>, Value) {
        let sortie = self.escale(&[arguments, &["--json"]].concat());
        let texte = sorti(&sortie);
        (sortie.status.code(), serde_json::from_str(&texte).unwrap_or_else(|_| panic!("{texte}")))
    }
}

/// The program, with nothing of the caller's own settings but a password.
fn nu(arguments: &[&str]) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_escale-cli"));
    commande
        .args(arguments)
        .env_remove("ESCALE_COFFRE")
        .env_remove("ESCALE_COMPTE")
        .env("ESCALE_PASSWORD", MOT);
    commande
}

fn centre_du_cas() -> Value {
    let texte = std::fs::read_to_string(cas("07-annuel-sante-protegee")).expect("a case");
    let cas: Value = serde_json::from_str(&texte).expect("JSON");
    cas["centre"].clone()
}

fn cas(nom: &str) -> String {
    format!("{CAS}/case-{nom}.json")
}

fn sorti(sortie: &Output) -> String {
    String::from_utf8(sortie.stdout.clone()).expect("UTF-8")
}

fn erreur(sortie: &Output) -> String {
    String::from_utf8(sortie.stderr.clone()).expect("UTF-8")
}

fn reussi(sortie: &Output) {
    assert_eq!(sortie.status.code(), Some(0), "{}{}", sorti(sortie), erreur(sortie));
}

/// Eight groups of five characters on one line.
fn montre_la_cle(texte: &str) -> bool {
    texte.lines().any(|ligne| {
        let groupes: Vec<&str> = ligne.split_whitespace().collect();
        groupes.len() == 8 && groupes.iter().all(|g| g.len() == 5)
    })
}

#[test]
fn a_plain_centre_file_is_enough_for_a_script() {
    let lieu = Lieu::vide();
    let centre = lieu.centre(centre_du_cas());
    let sortie = lieu.escale(&["init", "--centre", &centre]);
    reussi(&sortie);
    assert!(montre_la_cle(&sorti(&sortie)), "{}", sorti(&sortie));
    assert!(sorti(&sortie).contains("secrétaire"), "{}", sorti(&sortie));
    let fichier = cas("07-annuel-sante-protegee");
    reussi(&lieu.escale(&["dossier", "import", &fichier]));
    let sortie = lieu.escale(&["dossier", "export", "DEMO-2026-07"]);
    reussi(&sortie);
    let avant: Value =
        serde_json::from_str(&std::fs::read_to_string(&fichier).expect("a case")).expect("JSON");
    let apres: Value = serde_json::from_str(&sorti(&sortie)).expect("JSON");
    assert_eq!(apres, avant);
    assert_eq!(erreur(&sortie), "", "one bilan, nothing to say");
    let out = lieu.texte("out");
    let make = ["document", "make", "courrier", "--enfant", "DEMO-2026-07", "--out", &out];
    reussi(&lieu.escale(&make));
    assert!(lieu.chemin("out/DEMO-2026-07_courrier-medecin_2026-01-14.pdf").is_file());
    reussi(&lieu.escale(&["verify"]));
}

#[test]
fn the_first_administrator_is_who_the_file_says() {
    for (administrateur, profession) in [
        (json!({ "nom": "LENOIR", "prenom": "Claire", "profession": "medecin" }), "medecin"),
        (json!({ "nom": "LENOIR", "profession": null }), "secretaire"),
        (Value::Null, "secretaire"),
    ] {
        let lieu = Lieu::vide();
        let mut centre = centre_du_cas();
        centre["administrateur"] = administrateur;
        let (fin, dit) = lieu.json(&["init", "--centre", &lieu.centre(centre)]);
        assert_eq!((fin, dit["profession"].as_str()), (Some(0), Some(profession)), "{dit}");
    }
    for (administrateur, phrase) in [
        (json!({ "profession": "médecin" }), "psychomotricien"),
        (json!({ "profession": "" }), "psychomotricien"),
        (json!({ "profession": 3 }), "doit être un texte"),
        (json!({ "proffession": "medecin" }), "administrateur.proffession"),
        (json!("Claire"), "doit être un objet"),
    ] {
        let lieu = Lieu::vide();
        let mut centre = centre_du_cas();
        centre["administrateur"] = administrateur;
        let sortie = lieu.escale(&["init", "--centre", &lieu.centre(centre)]);
        assert_eq!(sortie.status.code(), Some(1));
        assert!(erreur(&sortie).contains(phrase), "{phrase} in: {}", erreur(&sortie));
        assert!(!lieu.chemin("coffre").exists(), "nothing was made");
    }
}

#[test]
fn a_sheet_that_cannot_be_written_costs_no_key() {
    // The bad place is found before anything is made.
    let lieu = Lieu::vide();
    let centre = lieu.centre(centre_du_cas());
    let absent = lieu.texte("absent/fiche.pdf");
    let sortie = lieu.escale(&["init", "--centre", &centre, "--recovery-pdf", &absent]);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(erreur(&sortie).contains("rien n’a été créé"), "{}", erreur(&sortie));
    assert!(!lieu.chemin("coffre").exists());
    // Found too late: the vault itself takes the place of the sheet.
    let place = lieu.texte("coffre");
    let sortie = lieu.escale(&["init", "--centre", &centre, "--recovery-pdf", &place]);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(montre_la_cle(&sorti(&sortie)), "{}", sorti(&sortie));
    assert!(erreur(&sortie).contains("sa fiche n’a pas pu être écrite"), "{}", erreur(&sortie));
    reussi(&lieu.escale(&["stats"]));
    // The same for a script.
    let lieu = Lieu::vide();
    let centre = lieu.centre(centre_du_cas());
    let place = lieu.texte("coffre");
    let (fin, dit) = lieu.json(&["init", "--centre", &centre, "--recovery-pdf", &place]);
    assert_eq!(
        (fin, dit["ok"].as_bool(), dit["code"].as_str()),
        (Some(1), Some(false), Some("disque"))
    );
    assert_eq!(dit["cle_recuperation"].as_array().map(Vec::len), Some(8));
    // Where the sheet can be written, it is.
    let lieu = Lieu::vide();
    let centre = lieu.centre(centre_du_cas());
    let fiche = lieu.texte("fiche.pdf");
    let sortie = lieu.escale(&["init", "--centre", &centre, "--recovery-pdf", &fiche]);
    reussi(&sortie);
    assert!(montre_la_cle(&sorti(&sortie)));
    assert!(std::fs::read(&fiche).expect("the sheet").starts_with(b"%PDF"));
}

#[test]
fn one_letter_that_fails_does_not_stop_the_others() {
    let lieu = Lieu::pret();
    let fichiers = ["01-nourrisson", "02-prematuree", "03-jumeau-a"].map(cas);
    let [a, b, c] = &fichiers;
    reussi(&lieu.escale(&["dossier", "import", a, b, c]));
    // A folder stands where the letter of the second child should be.
    let out = lieu.chemin("out");
    let obstacle = out.join("DEMO-2026-02_courrier-medecin_2026-03-10.pdf");
    std::fs::create_dir_all(obstacle.join("plein")).expect("a folder");
    let out = out.display().to_string();
    let (fin, dit) = lieu.json(&["document", "make", "courrier", "--all", "--out", &out]);
    assert_eq!((fin, dit["ok"].as_bool()), (Some(1), Some(false)), "{dit}");
    let issues: Vec<(&str, bool)> = dit["documents"]
        .as_array()
        .expect("outcomes")
        .iter()
        .map(|d| (d["dossier"].as_str().expect("a number"), d["ok"] == true))
        .collect();
    assert_eq!(issues, [("DEMO-2026-01", true), ("DEMO-2026-02", false), ("DEMO-2026-03", true)]);
    let sortie = lieu.escale(&["document", "make", "courrier", "--all", "--out", &out]);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(sorti(&sortie).contains("Courriers faits : 2. Refusés : 1."), "{}", sorti(&sortie));
    assert!(erreur(&sortie).contains("Dossier DEMO-2026-02 : refusé."), "{}", erreur(&sortie));
}

#[test]
fn a_sign_that_the_letter_cannot_draw_is_told_to_scripts() {
    let lieu = Lieu::pret();
    let cas = std::fs::read_to_string(cas("07-annuel-sante-protegee")).expect("a case");
    let mut cas: Value = serde_json::from_str(&cas).expect("JSON");
    let note = "Vu avec محمد, fièvre ≥ 38 °C → urgences ; ☐ vu ✓ fait ; ♀ ; ⚠ allergie.";
    cas["synthese"]["syn.texte"] = json!(format!("{note} 한"));
    let fichier = lieu.texte("signes.json");
    std::fs::write(&fichier, cas.to_string()).expect("written");
    reussi(&lieu.escale(&["dossier", "import", &fichier]));
    let out = lieu.texte("out");
    let make = ["document", "make", "courrier", "--enfant", "DEMO-2026-07", "--out", &out];
    let (fin, dit) = lieu.json(&make);
    assert_eq!(fin, Some(0), "{dit}");
    let attendu = json!([{ "signe": "한", "numero": "U+D55C", "fois": 1 }]);
    assert_eq!(dit["documents"][0]["signes_indessinables"], attendu);
    let fichier = dit["documents"][0]["fichier"].as_str().expect("a file");
    let lu = Command::new("pdftotext").args([fichier, "-"]).output().expect("pdftotext");
    let lu: String = sorti(&lu).split_whitespace().collect::<Vec<_>>().join(" ");
    // The direction marks that poppler adds are not ours.
    let lu = lu.replace(['\u{202b}', '\u{202a}', '\u{202c}'], "").replace('\u{a0}', " ");
    for mots in ["→ urgences", "☐ vu ✓ fait", "♀", "⚠ allergie", "محمد", "[signe U+D55C]"]
    {
        assert!(lu.contains(mots), "{mots}: {lu}");
    }
    assert!(!lu.contains('\u{fffd}'));
    assert!(erreur(&lieu.escale(&make)).contains("U+D55C"));
}

#[test]
fn an_unknown_child_is_refused_by_the_journal() {
    let lieu = Lieu::pret();
    let sortie = lieu.escale(&["journal", "--enfant", "X-404"]);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(erreur(&sortie).contains("Aucun dossier ne porte le numéro"), "{}", erreur(&sortie));
}

#[test]
fn wrong_usage_is_told_in_french_and_ends_with_two() {
    let lieu = Lieu::vide();
    for (arguments, phrase) in [
        (vec!["danser"], "Commande inconnue : danser."),
        (vec!["stats", "--vite"], "Option inconnue : --vite."),
        (vec!["stats", "deux"], "Argument de trop : deux."),
        (vec!["init"], "Il manque : --centre <FICHIER>."),
        (vec!["demo", "--out"], "Il manque la valeur de --out <DOSSIER>."),
        (vec!["journal", "--nombre", "beaucoup"], "Valeur refusée pour --nombre <N> : beaucoup."),
        (
            vec!["document", "make", "roman", "--all", "--out", "x"],
            "Valeurs possibles : courrier, fiche-ase, attestation, feuille-de-route, \
             prescription.",
        ),
        (
            vec!["document", "make", "courrier", "--all", "--enfant", "1", "--out", "x"],
            "--all ne va pas avec --enfant <ID>.",
        ),
        (vec!["dossier"], "Il manque une commande"),
        (vec![], "Il manque une commande"),
    ] {
        let sortie = lieu.escale(&arguments);
        let dit = erreur(&sortie);
        assert_eq!(sortie.status.code(), Some(2), "{arguments:?}: {dit}");
        assert!(dit.contains(phrase), "{arguments:?}: {dit}");
        for anglais in ["error:", "Usage:", "unexpected", "required", "For more information"] {
            assert!(!dit.contains(anglais), "{anglais} in: {dit}");
        }
        assert_eq!(sorti(&sortie), "");
    }
    let sortie = nu(&["stats", "--vite", "--json"]).output().expect("runs");
    let dit: Value = serde_json::from_str(&sorti(&sortie)).expect("JSON");
    assert_eq!((sortie.status.code(), dit["code"].as_str()), (Some(2), Some("usage")));
}

#[test]
fn which_vault_and_whose_account_must_be_said() {
    for (arguments, phrase) in [
        (vec!["stats"], "Indiquez --coffre et --compte"),
        (vec!["stats", "--coffre", "x"], "Indiquez --compte"),
        (vec!["dossier", "export", "1", "--compte", "a"], "Indiquez --coffre"),
        (vec!["init", "--centre", "x", "--compte", "a"], "Indiquez --coffre"),
    ] {
        let sortie = nu(&arguments).output().expect("runs");
        assert_eq!(sortie.status.code(), Some(2), "{arguments:?}");
        assert!(erreur(&sortie).contains(phrase), "{arguments:?}: {}", erreur(&sortie));
    }
    for arguments in [["--help"].as_slice(), &["--version"], &["dossier", "export", "--help"]] {
        let sortie = nu(arguments).output().expect("runs");
        assert_eq!(sortie.status.code(), Some(0), "{arguments:?}");
        assert!(sorti(&sortie).contains("escale-cli"), "{}", sorti(&sortie));
    }
}

#[test]
fn a_damaged_base_is_told_in_one_sentence() {
    let lieu = Lieu::pret();
    damage(&lieu.chemin("coffre/escale.base"));
    let sortie = lieu.escale(&["stats"]);
    assert_eq!(sortie.status.code(), Some(1));
    let dit = erreur(&sortie);
    assert!(dit.starts_with("La base est abîmée"), "{dit}");
    assert_eq!(dit.lines().count(), 1, "{dit}");
}

/// Turns a byte of the first page, after the salt.
fn damage(base: &Path) {
    let mut octets = std::fs::read(base).expect("a base");
    octets[100] ^= 0xff;
    std::fs::write(base, octets).expect("written");
}

/// The program with a standard output whose reader has gone, as `head -1` does.
fn sans_lecteur(mut commande: Command) -> Output {
    let (lecture, ecriture) = std::io::pipe().expect("a pipe");
    drop(lecture);
    commande.stdout(ecriture).stderr(std::process::Stdio::piped());
    commande.spawn().and_then(std::process::Child::wait_with_output).expect("runs")
}

/// The program with a standard output on a disk that is full.
#[cfg(target_os = "linux")]
fn disque_plein(mut commande: Command) -> Output {
    let plein = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    commande.stdout(plein).stderr(std::process::Stdio::piped());
    commande.spawn().and_then(std::process::Child::wait_with_output).expect("runs")
}

impl Lieu {
    fn commande(&self, arguments: &[&str]) -> Command {
        let mut commande = nu(arguments);
        commande.env("ESCALE_COFFRE", self.chemin("coffre")).env("ESCALE_COMPTE", "admin");
        commande
    }
}

#[test]
fn an_import_that_nobody_reads_any_more_goes_on() {
    let lieu = Lieu::pret();
    let noms = ["01-nourrisson", "02-prematuree", "03-jumeau-a", "07-annuel-sante-protegee"];
    let fichiers: Vec<String> = noms.iter().map(|nom| cas(nom)).collect();
    let mut arguments = vec!["dossier", "import"];
    arguments.extend(fichiers.iter().map(String::as_str));
    let sortie = sans_lecteur(lieu.commande(&arguments));
    assert_eq!(erreur(&sortie), "");
    assert_eq!(sortie.status.code(), Some(0));
    let (_, stats) = lieu.json(&["stats"]);
    assert_eq!(stats["enfants"], noms.len());
    for arguments in
        [&["stats"][..], &["journal"], &["dossier", "export", "DEMO-2026-07"], &["--help"]]
    {
        let sortie = sans_lecteur(lieu.commande(arguments));
        assert_eq!(
            (sortie.status.code(), erreur(&sortie).as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_ends_with_one() {
    let lieu = Lieu::pret();
    let fichier = cas("07-annuel-sante-protegee");
    let out = lieu.texte("out");
    for arguments in [
        &["dossier", "import", &fichier][..],
        &["dossier", "import", &fichier, "--json"],
        &["stats"],
        &["stats", "--json"],
        &["journal"],
        &["verify"],
        &["dossier", "export", "DEMO-2026-07"],
        &["document", "make", "courrier", "--enfant", "DEMO-2026-07", "--out", &out],
        &["--help"],
    ] {
        let sortie = disque_plein(lieu.commande(arguments));
        let dit = erreur(&sortie);
        assert!(dit.contains("La sortie ne s’écrit plus."), "{arguments:?}: {dit}");
        assert!(!dit.contains("panicked"), "{arguments:?}: {dit}");
        assert_eq!(sortie.status.code(), Some(1), "{arguments:?}");
    }
    let (_, stats) = lieu.json(&["stats"]);
    assert_eq!(stats["enfants"], 1, "what was asked for was done");
}

#[test]
fn no_vault_is_made_whose_key_nobody_sees() {
    for json in [false, true] {
        let lieu = Lieu::vide();
        let centre = lieu.centre(centre_du_cas());
        let mut arguments = vec!["init", "--centre", &centre];
        arguments.extend(json.then_some("--json"));
        let mut sorties = vec![sans_lecteur(lieu.commande(&arguments))];
        #[cfg(target_os = "linux")]
        sorties.push(disque_plein(lieu.commande(&arguments)));
        for sortie in sorties {
            assert_eq!(sortie.status.code(), Some(1));
            assert!(!erreur(&sortie).contains("panicked"), "{}", erreur(&sortie));
            assert!(!lieu.chemin("coffre").exists(), "json {json}: {}", erreur(&sortie));
        }
        let sortie = lieu.escale(&arguments);
        reussi(&sortie);
        assert!(json || montre_la_cle(&sorti(&sortie)));
    }
}

/// Case 02 as another child, in a file.
fn dossier(lieu: &Lieu, numero: &str, nom: &str, change: impl FnOnce(&mut Value)) -> String {
    let texte = std::fs::read_to_string(cas("02-prematuree")).expect("a case");
    let mut d: Value = serde_json::from_str(&texte).expect("JSON");
    d["enfant"]["num_dossier_local"] = json!(numero);
    d["enfant"]["nom_naissance"] = json!(nom);
    change(&mut d);
    std::fs::write(lieu.chemin(numero), d.to_string()).expect("written");
    lieu.texte(numero)
}

#[test]
fn an_import_tells_what_it_refuses_and_what_to_look_at() {
    let lieu = Lieu::pret();
    let bon = dossier(&lieu, "N-1", "BEN ALI", |_| {});
    let double = dossier(&lieu, "N-2", "BENALI", |d| {
        d["enfant"]["sexe"] = json!("M");
        d["medecin_referent"]["adresse"]["code_postal"] = json!("1400");
    });
    let futur = dossier(&lieu, "N-3", "MARTIN", |d| {
        d["bilan"]["date"] = json!("2131-01-01");
        d["enfant"]["prenoms_naissance"] = json!(["  "]);
    });
    let (fin, dit) = lieu.json(&["dossier", "import", &bon, &double, &futur]);
    assert_eq!((fin, dit["ok"].as_bool()), (Some(1), Some(false)), "{dit}");
    assert_eq!(
        (&dit["importes"], &dit["avertis"], &dit["refuses"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(dit["fichiers"][0]["avertissements"], json!([]));
    let averti = &dit["fichiers"][1];
    assert_eq!(averti["ok"], true);
    assert_eq!(averti["avertissements"][0]["code"], "ressemblance");
    assert_eq!(averti["avertissements"][0]["dossier"], "N-1");
    assert_eq!(averti["avertissements"][1]["code"], "adresse");
    let refus = dit["fichiers"][2]["message"].as_str().expect("a sentence");
    for place in ["bilan.date", "enfant.prenoms_naissance[0]"] {
        assert!(refus.contains(place), "{refus}");
    }
    // A warning does not fail: the exit code is that of an import.
    let autre = dossier(&lieu, "N-4", "BEN-ALLI", |_| {});
    let sortie = lieu.escale(&["dossier", "import", &autre]);
    reussi(&sortie);
    assert!(erreur(&sortie).contains("à vérifier"), "{}", erreur(&sortie));
    assert!(sorti(&sortie).contains("dont à vérifier : 1"), "{}", sorti(&sortie));
}
