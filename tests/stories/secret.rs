//! No plain text on the disk: distinctive words go into every text field that there is, and then
//! nothing under the vault or the temporary folder holds one of them, while it is open or after.
//!
//! The journey plays in a process of its own, whose temporary folder is ours to search. What a person
//! asks to save is theirs, and lies where they said; the paper that waits in `papiers` for the
//! viewer is the one exception inside the vault, and goes when it closes.

mod calculs;

use crate::banc;
use escale_core::api::vues::{
    EcrirePreconisation, NouveauPro, NouvelEnfant, ParBilan, ParId, QuestionVue, Recherche,
    RetirerPreconisation, Rien,
};
use escale_core::api::{self, Core, NouveauCoffre, appel};
use escale_core::error::Code;
use escale_core::monde::{Monde, MondeReel};
use escale_domain::dossier;
use escale_domain::formulaire::Widget;
use escale_domain::professionnel::Profession;
use escale_vault as vault;
use serde_json::{Map, Value, json};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// In every distinctive word; nine letters that no text and no hexadecimal number has in a row.
const SOUCHE: &str = "zqxcanari";
/// Where the scene plays.
const SCENE: &str = "ESCALE_TEST_SCENE";

/// Gives out distinctive words, each once.
#[derive(Default)]
struct Canaris(u32);

impl Canaris {
    fn mot(&mut self) -> String {
        self.0 += 1;
        let mut n = self.0;
        let mut mot = String::from(SOUCHE);
        while n > 0 {
            mot.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
            n /= 26;
        }
        mot.push('k');
        mot
    }
}

/// Puts a word in the place of every text that the format lets be any text. Which ones it does is
/// tried out, so that a field added to the format is covered by being there.
struct Semeur<'a> {
    canaris: &'a mut Canaris,
    /// Whether the texts at a place of the format are free.
    libres: BTreeMap<String, bool>,
}

impl Semeur<'_> {
    fn sow(&mut self, texte: &str) -> Value {
        let mut cas: Value = serde_json::from_str(texte).expect("JSON");
        let mut textes = Vec::new();
        feuilles(&cas, String::new(), String::new(), &mut textes);
        for (pointeur, forme) in textes {
            if self.libres.get(&forme) == Some(&false) {
                continue;
            }
            let place = cas.pointer_mut(&pointeur).expect("a text");
            let avant = std::mem::replace(place, json!(self.canaris.mot()));
            if let Entry::Vacant(inconnue) = self.libres.entry(forme) {
                let libre = dossier::parse("essai", &cas.to_string()).is_ok();
                inconnue.insert(libre);
                if !libre {
                    *cas.pointer_mut(&pointeur).expect("a text") = avant;
                }
            }
        }
        cas
    }
}

/// A mark by which one part of a file names another: MED1, P01, S16.
fn est_marque(texte: &str) -> bool {
    let chiffres = texte.trim_start_matches(|c: char| c.is_ascii_uppercase());
    !chiffres.is_empty()
        && chiffres.len() < texte.len()
        && chiffres.bytes().all(|c| c.is_ascii_digit())
}

/// Every text with its pointer and its place in the format; an answer's place has its question.
pub(crate) fn feuilles(
    valeur: &Value,
    ici: String,
    forme: String,
    sortie: &mut Vec<(String, String)>,
) {
    match valeur {
        Value::String(texte) if !est_marque(texte) => sortie.push((ici, forme)),
        Value::Array(liste) => {
            for (rang, suite) in liste.iter().enumerate() {
                let question = suite["code"].as_str().filter(|_| forme == ".reponses");
                let forme = format!("{forme}[{}]", question.unwrap_or_default());
                feuilles(suite, format!("{ici}/{rang}"), forme, sortie);
            }
        }
        Value::Object(champs) => {
            for (cle, suite) in champs {
                // The record number is in the file name by design, and keeps its own test.
                if !["num_dossier_local", "case_id", "bilan_origine"].contains(&cle.as_str()) {
                    feuilles(suite, format!("{ici}/{cle}"), format!("{forme}.{cle}"), sortie);
                }
            }
        }
        _ => {}
    }
}

/// An answer that says a word wherever a text may be said; none for a question without a text.
fn reponse(question: &QuestionVue, canaris: &mut Canaris) -> Option<Value> {
    let mut rangee = Map::new();
    let mut textes = 0;
    for colonne in &question.colonnes {
        let valeur = match colonne.genre {
            Widget::Texte | Widget::TexteLong => {
                textes += 1;
                json!(canaris.mot())
            }
            Widget::Choix => json!(colonne.choix[0].code),
            Widget::Entier | Widget::Decimal => json!(colonne.min.unwrap_or(1.0)),
            Widget::Date => json!("2020"),
            _ => continue,
        };
        rangee.insert(colonne.cle.clone(), valeur);
    }
    match question.genre {
        Widget::Texte | Widget::TexteLong => Some(json!(canaris.mot())),
        Widget::Liste if textes > 0 => Some(json!([rangee])),
        Widget::Objet if textes > 0 => Some(json!(rangee)),
        _ => None,
    }
}

fn centre(canaris: &mut Canaris) -> NouveauCoffre {
    let mut nouveau = banc::nouveau_coffre(&canaris.mot());
    let NouveauCoffre { centre, compte } = &mut nouveau;
    centre.nom = canaris.mot();
    centre.adresse.lignes = vec![canaris.mot(), canaris.mot()];
    centre.adresse.commune = canaris.mot();
    centre.adresse.pays = Some(canaris.mot());
    centre.telephone = canaris.mot();
    centre.courriel = canaris.mot();
    compte.nom = canaris.mot();
    compte.prenom = canaris.mot();
    compte.mot_de_passe = format!("{} assez long", canaris.mot());
    nouveau
}

/// What the search must not find, beside the words.
fn secrets(groupes: &[String], cle: &str) -> Vec<String> {
    let mut secrets = vec![cle.to_owned()];
    for paire in groupes.windows(2) {
        for entre in ["", " ", "-", ",", "\",\"", "\", \"", "\n"] {
            secrets.push(paire.join(entre));
        }
    }
    secrets
}

/// Runs a command that goes wrong as both hosts do, log included.
async fn fails(core: &Core, commande: &str, args: Value, code: Code) {
    let refus = api::dispatch(core, commande, args).await.expect_err(commande);
    assert_eq!(refus.code, code, "{commande}: {refus}");
    let dit = serde_json::to_string(&core.echec(commande, &refus)).expect("JSON");
    assert!(dit.contains(code.code()));
}

/// A bilan whose every answer says a word.
async fn fill(core: &Core, canaris: &mut Canaris) -> (String, String) {
    let moi = banc::moi(core).await;
    let (prenom, nom, identifiant) = (canaris.mot(), canaris.mot(), canaris.mot());
    let equipe = appel::equipe_ajouter(
        core,
        NouveauPro {
            nom: nom.clone(),
            prenom,
            profession: Profession::Psychologue,
            rpps: None,
            identifiant: Some(identifiant),
            mot_de_passe: Some(format!("{} assez long", canaris.mot())),
            administrateur: false,
        },
    )
    .await
    .expect("added");
    let autre = equipe.into_iter().find(|p| p.nom == nom).expect("in the team");
    let nouvel_enfant = NouvelEnfant {
        prenoms_naissance: vec![canaris.mot(), canaris.mot()],
        prenom_utilise: canaris.mot(),
        // A code of five signs could be on the disk by chance, so it is not a canary.
        lieu_naissance_insee: "87085".to_owned(),
        num_dossier_local: canaris.mot(),
        ..banc::nouvel_enfant(&canaris.mot(), "", "14/5/2016")
    };
    let enfant = appel::enfant_creer(core, nouvel_enfant).await.expect("created").id;
    let medecin = json!({
        "civilite": canaris.mot(), "nom": canaris.mot(), "prenom": canaris.mot(),
        "specialite": canaris.mot(), "rpps": "",
        "adresse": {
            "lignes": [canaris.mot()], "code_postal": canaris.mot(), "commune": canaris.mot(),
        },
        "telephone": canaris.mot(), "mssante": canaris.mot(), "declare_medecin_traitant": true,
    });
    let args = json!({ "enfant": enfant, "medecin": medecin });
    api::dispatch(core, "enfant_medecin", args).await.expect("named");
    let bilan = json!({
        "enfant": enfant, "bilan_type": "ADM", "date": "21/11/2026", "demi_journee": "matin",
        "lieu": canaris.mot(), "binome": [moi.id, autre.id], "presents": [],
        "langue": canaris.mot(),
    });
    let bilan = api::dispatch(core, "bilan_creer", bilan).await.expect("opened");
    let bilan = bilan["id"].as_str().expect("an identifier").to_owned();
    let mut dites = 0;
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("a page");
    for volet in page.volets.iter().map(|v| v.code.as_str()) {
        for question in banc::questions(core, &bilan, volet).await {
            // Twice, the second time blindly: the value that lost is kept, too.
            for _ in 0..2 {
                let Some(valeur) = reponse(&question, canaris) else { break };
                let ecrit = banc::answer(core, &bilan, &question.code, valeur, None).await;
                ecrit.unwrap_or_else(|e| panic!("{}: {}", question.code, e.phrase()));
                dites += 1;
            }
        }
    }
    assert!(dites > 20, "{dites} answers have a text");
    let preco = |canaris: &mut Canaris| {
        let mut saisie = banc::preconisation(&canaris.mot());
        saisie.justification = canaris.mot();
        saisie.libelle_partageable = canaris.mot();
        saisie.frequence = Some(canaris.mot());
        EcrirePreconisation { bilan: bilan.clone(), id: None, saisie, vu: None }
    };
    appel::preconisation_enregistrer(core, preco(canaris)).await.expect("recommended");
    let toutes = appel::preconisation_enregistrer(core, preco(canaris)).await;
    let derniere = toutes.expect("recommended").pop().expect("there");
    let retrait = RetirerPreconisation { id: derniere.id, motif: canaris.mot() };
    appel::preconisation_retirer(core, retrait).await.expect("withdrawn");
    let args = json!({ "bilan": bilan, "volet": "S01", "motif": canaris.mot() });
    api::dispatch(core, "volet_non_realise", args).await.expect("noted");
    (enfant, bilan)
}

/// Every record of the cases with words in its texts, through the import; the letter of each.
async fn import(core: &Core, canaris: &mut Canaris, sorties: &Path) -> BTreeSet<String> {
    let mut semeur = Semeur { canaris, libres: BTreeMap::new() };
    let mut semes = BTreeSet::new();
    for (nom, texte) in escale_demo::CAS {
        let cas = semeur.sow(&calculs::raise(texte)).to_string();
        let importe = api::import(core, nom, &cas).await.unwrap_or_else(|e| {
            panic!("{nom}: {}", e.phrase());
        });
        let sorti = api::export(core, &importe.dossier).await.expect("exported");
        let sorti = serde_json::to_string(&sorti).expect("JSON");
        std::fs::write(sorties.join(nom), &sorti).expect("written");
        for mot in mots(&cas) {
            // What the format keeps is what the export gives back: the search could find it.
            assert!(sorti.contains(&mot), "{nom}: {mot} is lost");
            semes.insert(mot);
        }
    }
    for place in [
        ".enfant.nom_naissance",
        ".enfant.prenoms_naissance[]",
        ".enfant.prenom_utilise",
        ".enfant.lieu_naissance_libelle",
        ".enfant.graphie_origine.nom",
        ".parcours_accueil[].nom",
        ".autorite_parentale[].nom",
        ".autorite_parentale[].note",
        ".demande.demande.alerte_sante",
        ".demande.demande.lieu_accueil.adresse.lignes[]",
        ".medecin_referent.nom",
        ".medecin_referent.mssante",
        ".reponses[ant.familiaux].valeur.texte",
        ".reponses[ant.medicaux].valeur[].libelle",
        ".synthese.syn.texte",
        ".synthese.syn.problemes[].libelle",
        ".outils[].conclusion",
        ".preconisations[].justification",
        ".preconisations[].resultat",
        ".vaccinations.doses[].lot",
        ".decisions_vaccinales[].motif",
        ".alertes[].texte",
        ".transmissions[].destinataire",
        ".bilan.addenda[].texte",
        ".centre.telephone",
        ".professionnels[].nom",
    ] {
        assert_eq!(semeur.libres.get(place), Some(&true), "{place} takes any text");
    }
    semes
}

fn mots(texte: &str) -> BTreeSet<String> {
    let debuts = texte.match_indices(SOUCHE).map(|(place, _)| &texte[place..]);
    let fin = |t: &str| t.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(t.len());
    debuts.map(|t| t[..fin(t)].to_owned()).collect()
}

/// Plays the journey, and leaves a copy of what was on the disk while the base was open.
#[tokio::test]
#[ignore = "played by the story below, in a process of its own"]
async fn scene() {
    let seul = tempfile::tempdir().expect("a folder");
    let racine = std::env::var_os(SCENE).map_or_else(|| seul.path().to_owned(), PathBuf::from);
    for dossier in ["papiers", "sorties"] {
        std::fs::create_dir_all(racine.join(dossier)).expect("a folder");
    }
    let core = banc::core_qui_lit(&racine, calculs::fichier(&racine));
    let mut canaris = Canaris::default();
    let nouveau = centre(&mut canaris);
    let (nom, mot) = (nouveau.compte.identifiant.clone(), nouveau.compte.mot_de_passe.clone());
    let groupes = appel::coffre_creer(&core, nouveau).await.expect("made").groupes;
    appel::recuperation_enregistrer(&core, Rien {}).await.expect("saved");
    appel::recuperation_imprimer(&core, Rien {}).await.expect("shown");
    appel::recuperation_confirmer(&core, Rien {}).await.expect("confirmed");

    let semes = import(&core, &mut canaris, &racine.join("sorties")).await;
    calculs::load(&core, &mut canaris, &racine).await;
    let (enfant, bilan) = fill(&core, &mut canaris).await;
    calculs::compute(&core, &mut canaris, &enfant, &bilan).await;
    let recherche = Recherche { texte: SOUCHE.to_owned(), limite: 50 };
    let trouves = appel::enfant_chercher(&core, recherche).await.expect("found");
    assert_eq!(trouves.total, 1 + escale_demo::CAS.len());
    for ligne in &trouves.lignes {
        let page = appel::enfant_lire(&core, ParId { id: ligne.id.clone() }).await.expect("read");
        let clos = page.bilans.iter().find(|b| b.statut == "valide" || b.statut == "transmis");
        if let Some(clos) = clos {
            let demande = || ParBilan { bilan: clos.id.clone() };
            banc::courrier_enregistrer(&core, demande()).await.expect("saved");
            banc::courrier_imprimer(&core, demande()).await.expect("shown");
        }
    }
    let preuve = api::check(&core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);

    // What goes wrong, with words in it, and what of it goes to the log.
    let canari = || json!({ "bilan": bilan, "question": format!("{SOUCHE}x"), "valeur": SOUCHE });
    fails(&core, "volet_repondre", json!({ "bilan": SOUCHE, "question": 3 }), Code::Interne).await;
    fails(&core, "enfant_chercher", json!({ "texte": [SOUCHE] }), Code::Interne).await;
    fails(&core, "volet_repondre", canari(), Code::Introuvable).await;
    fails(&core, &format!("{SOUCHE}_commande"), canari(), Code::Introuvable).await;
    let faux = json!({ "bilan": bilan, "question": "cro.poids", "valeur": SOUCHE, "vu": null });
    fails(&core, "volet_repondre", faux, Code::SaisieRefusee).await;
    let refus = api::import(&core, SOUCHE, &format!("{{ \"{SOUCHE}\": 1 }}")).await;
    let _ = core.echec("dossier_importer", &refus.expect_err("refused"));

    for (chemin, octets) in banc::fichiers(&racine) {
        let relatif = chemin.strip_prefix(&racine).expect("inside");
        if relatif.starts_with("coffre") || relatif.starts_with("tmp") {
            let copie = racine.join("pendant").join(relatif);
            std::fs::create_dir_all(copie.parent().expect("a folder")).expect("a folder");
            std::fs::write(copie, octets).expect("copied");
        }
    }
    core.close().await;
    for (nom, mot) in [(nom.as_str(), SOUCHE), (SOUCHE, mot.as_str()), (SOUCHE, SOUCHE)] {
        let refus = appel::coffre_ouvrir(&core, banc::ouverture(nom, mot)).await;
        let refus = refus.expect_err("wrong");
        assert_eq!(refus.code, Code::MotDePasseRefuse);
        let _ = core.echec("coffre_ouvrir", &refus);
    }
    let coffre = vault::VaultDir::new(racine.join("coffre"));
    let ouvert = vault::open(&coffre, &nom, &mot, MondeReel.maintenant()).expect("opened");
    let cle = ouvert.cle().pragma().trim_matches(['"', 'x', '\'']).to_owned();
    assert_eq!(cle.len(), 64);
    let dit = json!({ "groupes": groupes, "cle": cle, "semes": semes, "mots": canaris.0 });
    std::fs::write(racine.join("secrets.json"), dit.to_string()).expect("written");
}

/// Bytes as a text of one sign each, so that the search of the standard library reads them.
fn latin1(octets: impl IntoIterator<Item = u8>) -> String {
    octets.into_iter().map(char::from).collect()
}

fn utf16(texte: &str) -> String {
    latin1(texte.encode_utf16().flat_map(u16::to_le_bytes))
}

/// The files under some folders that hold a secret, in their bytes or in their name.
fn search(dossiers: &[PathBuf], secrets: &[String], cle: &str) -> Vec<String> {
    let brute = (0..cle.len()).step_by(2).map(|i| u8::from_str_radix(&cle[i..i + 2], 16));
    let brute = latin1(brute.map(|o| o.expect("hexadecimal")));
    let souches = [SOUCHE.to_owned(), utf16(SOUCHE)];
    let exacts: Vec<String> = secrets.iter().flat_map(|s| [s.clone(), utf16(s)]).collect();
    let mut trouves = Vec::new();
    for (chemin, octets) in dossiers.iter().flat_map(|d| banc::fichiers(d)) {
        let nom = chemin.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let texte = latin1(octets.iter().copied());
        let plie = texte.to_ascii_lowercase();
        let tenu = souches.iter().any(|s| plie.contains(s.as_str()))
            || exacts.iter().any(|s| texte.contains(s.as_str()))
            || plie.contains(&cle.to_ascii_lowercase())
            || texte.contains(&brute)
            || nom.to_ascii_lowercase().contains(SOUCHE);
        if tenu {
            trouves.push(chemin.display().to_string());
        }
    }
    trouves
}

#[tokio::test]
async fn nothing_can_be_read_on_the_disk() {
    let garde = tempfile::tempdir().expect("a folder");
    let racine = garde.path();
    let tmp = racine.join("tmp");
    std::fs::create_dir(&tmp).expect("a folder");
    let scene = Command::new(std::env::current_exe().expect("this program"))
        .args(["secret::scene", "--exact", "--ignored", "--nocapture"])
        .envs([("TMPDIR", tmp.as_os_str()), (SCENE, racine.as_os_str())])
        .output()
        .expect("played");
    let dit = String::from_utf8_lossy(&scene.stdout);
    let rate = String::from_utf8_lossy(&scene.stderr);
    assert!(scene.status.success() && dit.contains("1 passed"), "{dit}\n{rate}");
    let secret = std::fs::read_to_string(racine.join("secrets.json")).expect("read");
    let secret: Value = serde_json::from_str(&secret).expect("JSON");
    let textes =
        |cle: &str| -> Vec<String> { serde_json::from_value(secret[cle].clone()).expect("texts") };
    let (groupes, semes) = (textes("groupes"), textes("semes"));
    let cle = secret["cle"].as_str().expect("a key");
    let secrets = secrets(&groupes, cle);
    println!("{} words in {} texts of records", secret["mots"], semes.len());

    // Everything that a vault is made of was there to be searched.
    let pendant = racine.join("pendant/coffre");
    let noms: Vec<String> = banc::fichiers(&pendant)
        .into_keys()
        .map(|f| f.strip_prefix(&pendant).expect("inside").display().to_string())
        .collect();
    for nom in ["escale.base", "escale.base-wal", "escale.base-shm", "escale.coffre", "escale.log"]
    {
        assert!(noms.iter().any(|n| n == nom), "{nom} in {noms:?}");
    }
    assert!(noms.iter().any(|n| n.starts_with("papiers/")), "{noms:?}");
    let coffre = racine.join("coffre");
    assert!(coffre.join("escale.essais").exists());
    assert!(!coffre.join("papiers").exists(), "what was shown is gone");
    let journal = std::fs::read_to_string(coffre.join("escale.log")).expect("read");
    assert!(journal.lines().count() >= 2, "{journal}");
    assert_eq!(banc::fichiers(&tmp).len(), 0, "and the temporary folder is empty");

    let lieux = [racine.join("pendant"), coffre, tmp, racine.join("papiers")];
    assert_eq!(search(&lieux, &secrets, cle), Vec::<String>::new());

    // The search finds the words where they are meant to be, which shows that it works.
    let exports = racine.join("sorties");
    let dits = search(std::slice::from_ref(&exports), &secrets, cle).len();
    assert_eq!(dits, escale_demo::CAS.len() + 1, "the records, and the growth reference");
    let imprimes = |f: &PathBuf| f.extension().is_some_and(|e| e == "pdf");
    let mut lus = String::new();
    for pdf in banc::fichiers(racine).into_keys().filter(imprimes) {
        lus.push_str(&banc::texte_du_pdf(&pdf));
    }
    assert!(lus.contains(&groupes[0]), "the sheet says the key");
    let dans_les_courriers = semes.iter().filter(|mot| lus.contains(mot.as_str())).count();
    assert!(dans_les_courriers > 300, "{dans_les_courriers} words in the letters");
    for (nom, octets) in [
        (
            "utf16",
            utf16(&format!("nom : {}", SOUCHE.to_uppercase())).chars().map(|c| c as u8).collect(),
        ),
        ("hexadecimal", cle.to_uppercase().into_bytes()),
        ("groupes", format!("{} {}", groupes[3], groupes[4]).into_bytes()),
        ("brute", {
            let paires = (0..64).step_by(2).map(|i| u8::from_str_radix(&cle[i..i + 2], 16));
            paires.map(|o| o.expect("hexadecimal")).collect::<Vec<u8>>()
        }),
        (SOUCHE, b"rien".to_vec()),
    ] {
        let seul = exports.join("essais");
        std::fs::create_dir_all(&seul).expect("a folder");
        let fichier = seul.join(nom);
        std::fs::write(&fichier, octets).expect("written");
        assert_eq!(search(std::slice::from_ref(&seul), &secrets, cle).len(), 1, "{nom}");
        std::fs::remove_file(fichier).expect("removed");
    }
}
