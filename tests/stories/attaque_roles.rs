//! Every command against every kind of account: words are sown into a record by who may read them,
//! each command is called with arguments that it takes, and no answer, refusal or line of the log says
//! a word beyond the role. A command that has no arguments here fails the test.

mod arguments;

pub(crate) use arguments::{Noms, arguments};

use crate::banc::{self, Banc, MOT};
use crate::reserve::cas;
use crate::secret::feuilles;
use escale_core::api::vues::{ParBilan, ParId, Rien};
use escale_core::api::{self, Core, Importe, TABLE, appel};
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::dossier;
use escale_domain::professionnel::{Permission, Profession};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Who may read a word of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Classe {
    /// Everybody who works on the record.
    Dossier,
    /// The person who may read a bilan.
    Bilan,
    /// Caregivers.
    Secret,
    /// A place that a judge keeps secret: the person who asks for it, by `lieux_lire` alone.
    Lieu,
}

impl Classe {
    const fn souche(self) -> &'static str {
        match self {
            Self::Dossier => "zqxdossier",
            Self::Bilan => "zqxbilan",
            Self::Secret => "zqxtrois",
            Self::Lieu => "zqxlieu",
        }
    }
}

fn v3(code: &str) -> bool {
    dictionnaire::item(code).is_some_and(|item| item.visibilite == Visibilite::V3)
}

/// Who may read the text at a place of a record.
fn classe(cas: &Value, pointeur: &str) -> Classe {
    let mut marches = pointeur.split('/').skip(1);
    let (tete, suite) = (marches.next().unwrap_or_default(), marches.next().unwrap_or_default());
    let rangee = &cas[tete][suite.parse::<usize>().unwrap_or(usize::MAX)];
    let secrete = rangee["visibilite"] == "V3";
    match tete {
        "reponses" => match rangee["code"].as_str().unwrap_or_default() {
            code if secrete || v3(code) => Classe::Secret,
            // An allergy is seen before anything else, by everybody.
            "ant.allergies" => Classe::Dossier,
            _ => Classe::Bilan,
        },
        "outils" | "preconisations" if secrete => Classe::Secret,
        // What the place of care is told of a recommendation, the secretary may know.
        "preconisations" if pointeur.ends_with("/libelle_partageable") => Classe::Dossier,
        "preconisations" if pointeur.ends_with("/frequence") => Classe::Dossier,
        "outils" | "preconisations" | "synthese" => Classe::Bilan,
        "alertes" => match rangee["cle"].as_str().unwrap_or_default().split_once(':') {
            Some((_, code)) if v3(code) => Classe::Secret,
            _ => Classe::Bilan,
        },
        "bilan" if pointeur.contains("/addenda/") => Classe::Bilan,
        "bilan" if pointeur.contains("/motif") => Classe::Bilan,
        "demande" if pointeur.contains("visites_restrictions") => Classe::Secret,
        "demande" if pointeur.contains("lieu_accueil/") => {
            match cas["demande"]["demande.lieu_accueil"]["adresse_confidentielle"] == true {
                true => Classe::Lieu,
                false => Classe::Dossier,
            }
        }
        // The kind of place does not identify it.
        "parcours_accueil" if pointeur.ends_with("/type") => Classe::Dossier,
        "parcours_accueil" if rangee["adresse_confidentielle"] == true => Classe::Lieu,
        "enfant" if pointeur.contains("secret_oppositions") && pointeur.ends_with("/note") => {
            Classe::Secret
        }
        _ => Classe::Dossier,
    }
}

/// A bundled record with a word in the place of every text that the format lets be any text.
struct Seme {
    texte: String,
    nom: String,
    mots: BTreeMap<Classe, usize>,
}

#[derive(Default)]
struct Semeur {
    libres: BTreeMap<String, bool>,
    donnes: usize,
}

impl Semeur {
    fn mot(&mut self, classe: Classe) -> String {
        self.donnes += 1;
        let mut n = self.donnes;
        let mut mot = String::from(classe.souche());
        while n > 0 {
            mot.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
            n /= 26;
        }
        mot
    }

    fn sow(&mut self, mut cas: Value) -> Seme {
        if let Err(refus) = dossier::parse("semé.json", &cas.to_string()) {
            panic!("{refus:?}");
        }
        let mut textes = Vec::new();
        feuilles(&cas, String::new(), String::new(), &mut textes);
        let mut mots = BTreeMap::new();
        for (pointeur, forme) in textes {
            if self.libres.get(&forme) == Some(&false) {
                continue;
            }
            let classe = classe(&cas, &pointeur);
            let mot = self.mot(classe);
            let place = cas.pointer_mut(&pointeur).expect("a text");
            let avant = std::mem::replace(place, json!(mot));
            let essai = || dossier::parse("essai", &cas.to_string()).is_ok();
            let libre = *self.libres.entry(forme).or_insert_with(essai);
            match libre {
                true => *mots.entry(classe).or_insert(0) += 1,
                false => *cas.pointer_mut(&pointeur).expect("a text") = avant,
            }
        }
        let nom = cas["enfant"]["nom_naissance"].as_str().expect("a name").to_owned();
        Seme { texte: cas.to_string(), nom, mots }
    }
}

/// The record of case 10 with what the others have that it lacks: a secret place, an objection, a V3
/// tool, answers that only the file says to be V3.
fn complet(statut: &str) -> Value {
    let mut cas10: Value = serde_json::from_str(cas("10").1).expect("JSON");
    let cas6: Value = serde_json::from_str(cas("06").1).expect("JSON");
    let cas11: Value = serde_json::from_str(cas("11").1).expect("JSON");
    cas10["parcours_accueil"] = cas6["parcours_accueil"].clone();
    cas10["demande"]["demande.lieu_accueil"] = cas6["demande"]["demande.lieu_accueil"].clone();
    cas10["demande"]["demande.visites_restrictions"] = json!("à dire");
    let mut opposition = cas11["enfant"]["secret_oppositions"][0].clone();
    opposition["portee"] = json!(["ado.cannabis"]);
    opposition["note"] = json!("à dire");
    opposition["auteur"] = cas10["bilan"]["binome"][0].clone();
    cas10["enfant"]["secret_oppositions"] = json!([opposition]);
    cas10["enfant"]["num_dossier_local"] = json!(format!("SEME-{statut}"));
    cas10["enfant"]["fratrie"] = json!([]);
    cas10["transmissions"] = json!([]);
    let outils = cas10["outils"].as_array_mut().expect("tools");
    let mut secret = outils.first().cloned().expect("a tool");
    secret["visibilite"] = json!("V3");
    secret["conclusion"] = json!("à dire");
    outils.push(secret);
    for reponse in cas10["reponses"].as_array_mut().expect("answers") {
        if ["ant.allergies", "ant.terme_sa", "cro.poids", "syn.problemes"]
            .contains(&reponse["code"].as_str().unwrap_or_default())
        {
            reponse["visibilite"] = json!("V3");
        }
        if reponse["code"] == "ant.allergies" {
            reponse["valeur"] = json!([{ "allergene": "à dire", "gravite": "severe" }]);
        }
    }
    cas10["bilan"]["statut"] = json!(statut);
    if statut == "en_cours" {
        cas10["bilan"]["signatures"] = json!([]);
        for section in cas10["bilan"]["sections"].as_array_mut().expect("parts") {
            section["statut"] = json!("en_cours");
        }
    }
    cas10
}

/// A closed and an open bilan, sown once for all the stories here.
fn semes() -> &'static [Seme] {
    static SEMES: OnceLock<Vec<Seme>> = OnceLock::new();
    SEMES.get_or_init(|| {
        let mut semeur = Semeur::default();
        ["valide", "en_cours"].map(|statut| semeur.sow(complet(statut))).into()
    })
}

/// A base with a closed and an open bilan full of words.
pub(crate) struct Sol {
    pub(crate) banc: Banc,
    pub(crate) clos: Importe,
    pub(crate) ouvert: Importe,
    pub(crate) noms: Vec<String>,
}

/// `fondateur` founds the centre; where no caregiver has an account, they hold the key.
async fn sol(fondateur: Profession, equipe: &[(Profession, &str, bool)]) -> Sol {
    let banc = banc::vide();
    let mut nouveau = banc::nouveau_coffre("fondateur");
    nouveau.compte.profession = fondateur;
    appel::coffre_creer(&banc.core, nouveau).await.expect("made");
    appel::recuperation_enregistrer(&banc.core, Rien {}).await.expect("saved");
    appel::recuperation_confirmer(&banc.core, Rien {}).await.expect("confirmed");
    for (profession, compte, administrateur) in equipe {
        let args = json!({
            "nom": compte, "prenom": "Claude", "profession": profession, "rpps": null,
            "identifiant": compte, "mot_de_passe": MOT, "administrateur": administrateur,
        });
        api::dispatch(&banc.core, "equipe_ajouter", args).await.expect("added");
    }
    let mut importes = Vec::new();
    let mut noms = Vec::new();
    for seme in semes() {
        for classe in [Classe::Dossier, Classe::Bilan, Classe::Secret, Classe::Lieu] {
            assert!(seme.mots.get(&classe).is_some_and(|n| *n > 2), "{classe:?}: {:?}", seme.mots);
        }
        let importe = api::import(&banc.core, "semé.json", &seme.texte).await;
        importes.push(importe.unwrap_or_else(|e| panic!("{}", e.phrase())));
        noms.push(seme.nom.clone());
    }
    let (ouvert, clos) = (importes.pop().expect("open"), importes.pop().expect("closed"));
    Sol { banc, clos, ouvert, noms }
}

/// Identifiers that a person at the seat could know: the first of each kind that the clinician
/// sees.
async fn known<'a>(sol: &'a Sol, moi: &str) -> Noms<'a> {
    let core = &sol.banc.core;
    let par = || ParBilan { bilan: sol.ouvert.bilan.clone() };
    let volet = |v: &str| banc::volet(&sol.ouvert.bilan, v);
    let calculs = appel::bilan_calculs(core, par()).await.expect("computed");
    let alerte = calculs.alertes.first().map(|a| a.alerte.cle.clone());
    let propositions = appel::synthese_proposer(core, par()).await.unwrap_or_default();
    let s16 = appel::volet_lire(core, volet("S16")).await.expect("read");
    let mut outils = Vec::new();
    for v in ["S10", "S11", "S12", "S13", "S14"] {
        if let Ok(page) = appel::volet_lire(core, volet(v)).await {
            outils.extend(page.outils.into_iter().map(|o| o.id));
        }
    }
    Noms {
        sol,
        moi: moi.to_owned(),
        document: String::new(),
        alerte: alerte.unwrap_or_default(),
        proposition: propositions.first().map(|p| p.proposition.cle.clone()).unwrap_or_default(),
        preconisations: s16.preconisations.into_iter().map(|p| p.id).collect(),
        outils,
        travail: String::new(),
    }
}

/// Calls everything as the person at the seat. Gives, by command, all that was said, and whether it
/// ever answered.
async fn tout_demander(core: &Core, noms: &mut Noms<'_>) -> BTreeMap<&'static str, (String, bool)> {
    let mut dit: BTreeMap<&'static str, (String, bool)> = BTreeMap::new();
    for commande in TABLE {
        let demandes = arguments(commande.nom, noms)
            .unwrap_or_else(|| panic!("{}: say what it is called with", commande.nom));
        let (texte, repond) = dit.entry(commande.nom).or_default();
        for args in demandes {
            match api::dispatch(core, commande.nom, args).await {
                Ok(reponse) => {
                    *repond = true;
                    texte.push_str(&reponse.to_string());
                    match commande.nom {
                        "envoi_lancer" => {
                            let travail = reponse["travail"].as_str().unwrap_or_default();
                            noms.travail = travail.to_owned();
                        }
                        "document_enregistrer" => {
                            let id = ParId { id: noms.sol.clos.enfant.clone() };
                            let page = appel::enfant_lire(core, id).await.expect("a page");
                            noms.document = page.documents[0].id.clone();
                        }
                        _ => {}
                    }
                }
                Err(refus) => {
                    let echec = core.echec(commande.nom, &refus);
                    texte.push_str(&serde_json::to_string(&echec).expect("JSON"));
                    texte.push_str(&format!("{} {refus}", refus.phrase()));
                }
            }
        }
    }
    // What the terminal alone asks for.
    let (texte, _) = dit.entry("terminal").or_default();
    texte.push_str(&format!("{:?}", api::statistiques(core).await));
    texte.push_str(&format!("{:?}", api::tete(core).await));
    texte.push_str(&format!("{:?}", api::dossiers_clos(core).await));
    dit
}

/// The classes of words that an account may meet in the answer to a command.
fn permises(profession: Profession, commande: &str) -> BTreeSet<Classe> {
    let mut permises = BTreeSet::from([Classe::Dossier]);
    if profession.permissions(false).contains(&Permission::BilanLire) {
        permises.insert(Classe::Bilan);
    }
    if profession.soigne() {
        permises.insert(Classe::Secret);
    }
    if commande == "lieux_lire" {
        permises.insert(Classe::Lieu);
    }
    permises
}

fn judge(
    qui: &str,
    profession: Profession,
    administrateur: bool,
    dit: &BTreeMap<&'static str, (String, bool)>,
) -> Vec<String> {
    let mut fautes = Vec::new();
    let permissions = profession.permissions(administrateur);
    for (commande, (texte, repond)) in dit {
        let permises = permises(profession, commande);
        if texte.contains("interne (arguments") {
            fautes.push(format!("{commande}: what it is called with does not read"));
        }
        for classe in [Classe::Dossier, Classe::Bilan, Classe::Secret, Classe::Lieu] {
            let souche = classe.souche();
            if let Some(place) = texte.find(souche).filter(|_| !permises.contains(&classe)) {
                let debut = (0..=place.saturating_sub(120)).rev();
                let debut = debut.into_iter().find(|i| texte.is_char_boundary(*i)).unwrap_or(0);
                let fin = texte[place..].find('"').map_or(texte.len(), |f| place + f);
                fautes.push(format!("{qui} {commande} {classe:?}: …{}", &texte[debut..fin]));
            }
        }
        let permission = TABLE.iter().find(|c| c.nom == *commande).map(|c| c.permission);
        if permission.is_some_and(|p| p != Permission::Libre && !permissions.contains(&p)) {
            assert!(!repond, "{qui}: {commande} answers without its permission");
        }
    }
    fautes
}

#[tokio::test]
async fn no_command_says_a_word_beyond_the_role() {
    let equipe = [
        (Profession::Psychologue, "soin", false),
        (Profession::Secretaire, "accueil", false),
        (Profession::Secretaire, "direction", true),
        (Profession::Coordinateur, "suivi", false),
    ];
    let sol = sol(Profession::Medecin, &equipe).await;
    let core = &sol.banc.core;
    let mut fautes = Vec::new();
    let mut noms = known(&sol, "").await;
    for (profession, compte, administrateur) in
        equipe.into_iter().chain([(Profession::Medecin, "fondateur", true)])
    {
        appel::coffre_ouvrir(core, banc::ouverture(compte, MOT)).await.expect("opened");
        noms.moi = banc::moi(core).await.id;
        let dit = tout_demander(core, &mut noms).await;
        fautes.extend(judge(compte, profession, administrateur, &dit));
        if profession.soigne() {
            let tout: String = dit.values().map(|(texte, _)| texte.as_str()).collect();
            for classe in [Classe::Dossier, Classe::Bilan, Classe::Secret, Classe::Lieu] {
                assert!(tout.contains(classe.souche()), "{compte} reads {classe:?}");
            }
        }
    }
    let journal = std::fs::read_to_string(sol.banc.coffre().join("escale.log")).unwrap_or_default();
    assert!(!journal.contains("zqx"), "{journal}");
    for fichier in banc::fichiers(sol.banc.garde.path()).into_keys() {
        assert!(!fichier.display().to_string().contains("zqx"), "{}", fichier.display());
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

#[tokio::test]
async fn a_founder_who_holds_the_key_reads_by_the_role() {
    let mut fautes = Vec::new();
    for profession in [Profession::Coordinateur, Profession::Secretaire] {
        let sol = sol(profession, &[]).await;
        let mut noms = Noms {
            sol: &sol,
            moi: banc::moi(&sol.banc.core).await.id,
            document: String::new(),
            alerte: String::new(),
            proposition: String::new(),
            preconisations: Vec::new(),
            outils: Vec::new(),
            travail: String::new(),
        };
        let dit = tout_demander(&sol.banc.core, &mut noms).await;
        fautes.extend(judge(profession.code(), profession, true, &dit));
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}
