//! What the program computes from: the list with its checksums, a growth reference that a centre
//! brings, thresholds that it sets.

use crate::banc::{self, Banc, MOT};
use crate::bilan::{Centre, actes, clos, enter};
use escale_core::api::vues::{
    AlerteBilan, CalculsBilan, ChoisirCourbe, CourbeImportee, ImporterCourbe, ParBilan,
    ReglerSeuil, Rien,
};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::alerte::SeuilVu;
use escale_domain::professionnel::Profession;
use escale_domain::vaccination::Fiabilite;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/domain/references");
const NOM: &str = "Courbes du réseau Aster";

/// A table of weight and height of girls that makes every child of ten small and thin, as a
/// spreadsheet in French writes it.
fn courbe() -> String {
    let mut csv = String::from("indicateur;sexe;age_mois;L;M;S\n");
    for (indicateur, m, s) in [("taille", "170", "0,04"), ("poids", "60", "0,12")] {
        for mois in [0, 240] {
            csv.push_str(&format!("{indicateur};F;{mois};1;{m};{s}\n"));
        }
    }
    csv
}

async fn import(banc: &Banc, nom: &str, octets: &[u8]) -> Result<CourbeImportee, Error> {
    let chemin = banc.garde.path().join("courbe.csv");
    std::fs::write(&chemin, octets).expect("written");
    choose_fichier(banc, Some(chemin));
    ask(&banc.core, nom).await
}

fn choose_fichier(banc: &Banc, chemin: Option<PathBuf>) {
    *banc.bureau.choisi.lock().expect("a choice") = chemin;
}

async fn ask(core: &Core, nom: &str) -> Result<CourbeImportee, Error> {
    let demande = ImporterCourbe {
        nom: nom.to_owned(),
        source: "Réseau Aster, thèse de 2019, obtenue par courrier".to_owned(),
        licence: "Usage interne autorisé le 3 mars 2026".to_owned(),
    };
    appel::courbe_importer(core, demande).await
}

async fn choose(core: &Core, code: &str) -> Result<String, Error> {
    let references = appel::courbe_choisir(core, ChoisirCourbe { code: code.to_owned() }).await?;
    let choisies: Vec<_> = references.courbes.into_iter().filter(|c| c.choisie).collect();
    let [choisie] = choisies.as_slice() else { panic!("{} chosen", choisies.len()) };
    Ok(choisie.nom.clone())
}

async fn calculs(core: &Core, bilan: &str) -> CalculsBilan {
    appel::bilan_calculs(core, ParBilan { bilan: bilan.to_owned() }).await.expect("computed")
}

fn cles(calculs: &CalculsBilan) -> Vec<(String, String)> {
    let dire = |a: &AlerteBilan| (a.alerte.cle.clone(), a.alerte.raison.clone());
    calculs.alertes.iter().map(dire).collect()
}

async fn lettre(core: &Core, bilan: &str) -> String {
    let demande = ParBilan { bilan: bilan.to_owned() };
    let fait = banc::courrier_enregistrer(core, demande).await.expect("saved");
    let texte = banc::texte_du_pdf(&PathBuf::from(fait.chemin.expect("somewhere")));
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn every_table_is_listed_with_the_checksum_of_its_file() {
    let banc = banc::pret().await;
    let references = appel::references_lister(&banc.core, Rien {}).await.expect("listed");
    let mut fichiers: BTreeMap<String, String> = banc::fichiers(Path::new(TABLES))
        .into_iter()
        .filter(|(chemin, _)| !chemin.ends_with("NOTICE"))
        .map(|(chemin, octets)| {
            let nom = chemin.file_name().expect("a name").to_string_lossy().into_owned();
            (blake3::hash(&octets).to_hex().to_string(), nom)
        })
        .collect();
    let attendus = fichiers.len();
    let mut tables = 0;
    for ligne in &references.lignes {
        for texte in [&ligne.groupe, &ligne.nom, &ligne.source, &ligne.licence, &ligne.note] {
            assert!(!texte.trim().is_empty(), "{}", ligne.nom);
        }
        if !ligne.empreinte.is_empty() {
            assert!(!ligne.version.is_empty(), "{}", ligne.nom);
            let connu = fichiers.remove(&ligne.empreinte);
            assert!(connu.is_some(), "{}: {} is no file of ours", ligne.nom, ligne.empreinte);
            tables += 1;
        }
    }
    assert!(fichiers.is_empty(), "files that are not listed: {fichiers:?}");
    assert_eq!(tables, attendus);
    let versions: Vec<&str> = references.calendriers.iter().map(|c| c.version.as_str()).collect();
    assert_eq!(versions, ["2026", "2025"], "side by side, the latest first");
    assert_eq!(references.calendriers.iter().filter(|c| c.du_jour).count(), 1);
    for regle in references.calendriers.iter().flat_map(|c| &c.regles) {
        assert!(!regle.texte.is_empty() && !regle.valence.is_empty(), "{}", regle.code);
        assert!(regle.portee.contains("20"), "{} says when it holds", regle.code);
        let sue = regle.fiabilite == Fiabilite::Sourcee;
        assert!(sue || regle.reserve.is_some(), "{} does not say what is not known", regle.code);
        assert!(sue || !regle.alerte, "{} would alert", regle.code);
        for marque in regle.source.split(',').filter(|m| !m.is_empty()) {
            assert!(references.sources_vaccins.iter().any(|s| s.marque == marque), "{marque}");
        }
        assert!(regle.fiabilite == Fiabilite::Memoire || !regle.source.is_empty());
    }
    assert!(references.saisons.iter().all(|s| s.texte.contains("enfants nés depuis")));
    assert!(references.saisons.len() >= 4);
    for regle in &references.regles {
        // On a text of its own, or on the sources of its thresholds.
        let connu = |code: &&str| references.seuils.iter().any(|s| s.code == *code);
        let tient = regle.regle.seuils.iter().any(connu);
        assert!(!regle.regle.source.is_empty() || tient, "{}", regle.regle.code);
    }
    let [oms] = references.courbes.as_slice() else { panic!("one reference at first") };
    assert_eq!((oms.code.as_str(), oms.choisie), ("oms", true));
    assert!(!oms.licence.is_empty() && !oms.source.is_empty());
}

#[tokio::test]
async fn a_table_that_does_not_read_leaves_nothing() {
    let banc = banc::pret().await;
    let avant = actes(&banc.core).await;
    // Closing the dialog is no failure.
    let rien = ask(&banc.core, NOM).await.expect("given up");
    assert_eq!((rien.courbe, rien.refus), (None, vec![]));
    let bon = courbe();
    for (csv, mots) in [
        (bon.replace("poids;F;0;1;60", "poids;F;0;1;soixante"), "Ligne 4\u{a0}:"),
        (bon.replace(";S\n", ";ecart\n"), ""),
        (bon.replace("taille;F;240", "tour de taille;F;240"), "Ligne 3\u{a0}:"),
        (bon.replace("taille;F;240;1;170;0,04\n", ""), ""),
        (String::new(), ""),
        ("\u{0}\u{1}rien de lisible".to_owned(), ""),
    ] {
        let lu = import(&banc, NOM, csv.as_bytes()).await.expect("read");
        assert!(lu.courbe.is_none() && !lu.refus.is_empty(), "{csv}");
        assert!(lu.refus[0].contains(mots), "{mots} in {:?}", lu.refus);
        assert!(lu.refus.iter().all(|r| r.ends_with('.') || r.ends_with('»')), "{:?}", lu.refus);
        assert_eq!(lu.references.courbes.len(), 1);
    }
    let sans_nom = import(&banc, "  ", bon.as_bytes()).await.expect("read");
    assert!(sans_nom.courbe.is_none() && sans_nom.refus[0].contains("nom"), "{:?}", sans_nom.refus);
    for (chemin, mots) in
        [(banc.garde.path().join("absent.csv"), "ne se lit pas"), (banc.papiers(), "ne se lit pas")]
    {
        choose_fichier(&banc, Some(chemin));
        let refus = ask(&banc.core, NOM).await.expect_err(mots);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some("fichier")));
        assert!(refus.phrase().contains(mots), "{}", refus.phrase());
    }
    let gros = vec![b'x'; 8 * 1024 * 1024 + 1];
    let refus = import(&banc, NOM, &gros).await.expect_err("too big");
    assert!(refus.phrase().contains("trop gros"), "{}", refus.phrase());
    assert_eq!(actes(&banc.core).await, avant, "nothing is written");
}

#[tokio::test]
async fn a_reference_of_the_centre_draws_the_charts_and_judges_no_alert() {
    let Centre { banc, bilan, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    let avant = calculs(core, bilan).await;
    // As a spreadsheet saves it, in Windows-1252 and after a byte order mark.
    let mut latin: Vec<u8> = courbe().into_bytes();
    latin.extend(b"\r\n");
    let charge = import(banc, &format!(" {NOM} "), &latin).await.expect("loaded");
    assert_eq!(charge.refus, Vec::<String>::new());
    let code = charge.courbe.expect("loaded");
    let choix = charge.references.courbes.iter().find(|c| c.code == code).expect("listed");
    assert_eq!((choix.nom.as_str(), choix.choisie), (NOM, false), "loading is not choosing");
    let attendue = blake3::hash(&latin).to_hex().to_string();
    assert_eq!(choix.empreinte, attendue);
    assert!(choix.source.contains("Aster") && choix.licence.contains("2026"));
    let refus = import(banc, NOM, &latin).await.expect_err("twice");
    assert!(refus.phrase().contains("déjà chargée"), "{}", refus.phrase());

    assert_eq!(calculs(core, bilan).await.croissance.reference, avant.croissance.reference);
    assert_eq!(choose(core, &code).await.expect("chosen"), NOM);
    let apres = calculs(core, bilan).await;
    assert_eq!(apres.croissance.reference, NOM);
    let sources = |c: &CalculsBilan, code: &str| {
        let jugement = c.jugements.iter().find(|j| j.code == code).expect("judged");
        (jugement.texte.clone(), jugement.source.clone())
    };
    // WHO has no weight at her age; the loaded table has.
    assert!(avant.jugements.iter().all(|j| j.code != "cro.poids"));
    for code in ["cro.taille", "cro.poids"] {
        let (texte, source) = sources(&apres, code);
        assert!(source.contains(NOM), "{code}: {source}");
        assert!(texte.starts_with('−'), "{code}: {texte}");
    }
    assert_ne!(sources(&apres, "cro.taille"), sources(&avant, "cro.taille"));
    // It has no table of corpulence: WHO's is used and named.
    assert_eq!(sources(&apres, "cro.imc"), sources(&avant, "cro.imc"));
    let nommees: Vec<&str> =
        apres.croissance.figures.iter().map(|f| f.reference.as_str()).collect();
    assert!(nommees.iter().filter(|n| n.contains(NOM)).count() == 2, "{nommees:?}");
    // By that table she would be far too small: an alert stands on WHO's definitions.
    assert_eq!(cles(&apres), cles(&avant));
    assert!(lettre(core, bilan).await.contains(NOM));
    // Another program over the same vault has it, too.
    let autre = banc.autre();
    core.close().await;
    enter(&autre, "c.lenoir").await;
    assert_eq!(calculs(&autre, bilan).await.croissance.reference, NOM);
    assert_eq!(choose(&autre, "oms").await.expect("chosen"), "OMS 2006 et 2007");
    let revenu = calculs(&autre, bilan).await;
    assert_eq!(
        serde_json::to_value(&revenu.croissance).expect("JSON"),
        serde_json::to_value(&avant.croissance).expect("JSON"),
    );
    assert!(!lettre(&autre, bilan).await.contains(NOM));
    for inconnue in ["", "autre", "5d2c0d5e-0000-7000-8000-000000000000"] {
        assert_eq!(choose(&autre, inconnue).await.expect_err("none").code, Code::Introuvable);
    }
    let preuve = api::check(&autre, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

async fn settle(
    core: &Core,
    code: &str,
    valeur: Option<&str>,
    source: &str,
) -> Result<SeuilVu, Error> {
    let demande = ReglerSeuil {
        code: code.to_owned(),
        valeur: valeur.map(str::to_owned),
        source: source.to_owned(),
    };
    let references = appel::seuil_regler(core, demande).await?;
    Ok(references.seuils.into_iter().find(|s| s.code == code).expect("listed"))
}

#[tokio::test]
async fn a_threshold_is_set_switched_off_and_set_back() {
    let Centre { banc, bilan, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    // 138 cm at ten is small, and nothing by the definition of WHO.
    const SEUIL: &str = "croissance.taille_basse";
    let leve = async || {
        let alertes = calculs(core, bilan).await.alertes;
        alertes.into_iter().find(|a| a.alerte.regle == "croissance.taille_basse").map(|a| a.alerte)
    };
    let livre = appel::references_lister(core, Rien {}).await.expect("listed");
    let livre = livre.seuils.into_iter().find(|s| s.code == SEUIL).expect("listed");
    assert!(livre.actif && !livre.regle && livre.valeur == livre.valeur_par_defaut);
    assert!(leve().await.is_none());
    let avant = actes(core).await;
    for (code, valeur, source, champ, mots) in [
        (SEUIL, "beaucoup", "x", "valeur", "Écrivez un nombre."),
        (SEUIL, "60", "x", "valeur", "comprise entre"),
        (SEUIL, "−1,5", "une\nautre ligne", "valeur", "une ligne"),
        ("croissance.inconnu", "1", "x", "valeur", "n’existe pas"),
    ] {
        let refus = settle(core, code, Some(valeur), source).await.expect_err(mots);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some(champ)));
        assert!(refus.phrase().contains(mots), "{}", refus.phrase());
    }
    let refus = settle(core, "croissance.inconnu", None, "").await.expect_err("none");
    assert_eq!(refus.code, Code::Introuvable);
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");

    let texte = "Protocole du réseau, 2026";
    let regle = settle(core, SEUIL, Some("−0,5"), texte).await.expect("set");
    assert!(regle.regle && regle.actif);
    assert_eq!((regle.valeur, regle.source.as_str()), (-0.5, texte));
    let alerte = leve().await.expect("raised");
    assert_eq!(alerte.source, texte);
    let seuil = alerte.seuil.expect("a threshold");
    assert!(seuil.contains("−0,5\u{a0}écart-type"), "{seuil}");
    let eteint = settle(core, SEUIL, Some("−0,5"), " ").await.expect("switched off");
    assert!(eteint.regle && !eteint.actif);
    assert!(leve().await.is_none());
    for vide in [None, Some("  ")] {
        settle(core, SEUIL, Some("−0,5"), texte).await.expect("set");
        let rendu = settle(core, SEUIL, vide, "").await.expect("set back");
        assert_eq!(rendu, livre);
    }
    assert!(leve().await.is_none());
    // One without a source raises nothing until the centre gives one.
    let muet = appel::references_lister(core, Rien {}).await.expect("listed").seuils;
    let muet = muet.into_iter().find(|s| s.source_par_defaut.is_empty()).expect("some have none");
    assert!(!muet.actif);
    let valeur = muet.valeur_par_defaut.to_string();
    assert!(settle(core, muet.code, Some(&valeur), texte).await.expect("set").actif);
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn only_an_administrator_sets_what_the_centre_computes_from() {
    let banc = banc::pret().await;
    let core = &banc.core;
    let code = import(&banc, NOM, courbe().as_bytes()).await.expect("loaded").courbe;
    let code = code.expect("loaded");
    assert!(appel::references_lister(core, Rien {}).await.expect("listed").peut_regler);
    for (identifiant, profession) in
        [("m.autre", Profession::Medecin), ("s.petit", Profession::Secretaire)]
    {
        banc::add(core, ("Sylvie", identifiant), profession, Some(identifiant)).await;
    }
    for identifiant in ["m.autre", "s.petit"] {
        appel::coffre_ouvrir(core, banc::ouverture(identifiant, MOT)).await.expect("opened");
        let vues = appel::references_lister(core, Rien {}).await.expect("anybody reads them");
        assert!(!vues.peut_regler && vues.courbes.len() == 2, "{identifiant}");
        for refus in [
            import(&banc, "Autre", courbe().as_bytes()).await.err(),
            choose(core, &code).await.err(),
            settle(core, "croissance.surpoids_5_19", Some("2"), "x").await.err(),
        ] {
            assert_eq!(refus.expect("refused").code, Code::Interdit, "{identifiant}");
        }
    }
}
