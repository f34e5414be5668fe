//! Writes answers without end into the vault of a seat, until it is killed: the victim of the story
//! `coupure`.
//!
//! `escale-test-ecrivain DIR BILAN` prints `debut QUESTION VALUE` before each write and
//! `fait QUESTION VALUE` once the core has acknowledged it, one flushed line each, the value as JSON.
//! It ends by itself, with a failure, at the first write that is refused, and prints its code.
//!
//! `escale-test-ecrivain creer DIR` makes a vault, after one line that says it begins; `ouvrir DIR`
//! opens one; `papier FILE` writes a paper of a megabyte; `fusion DIR` begins to merge the pile and dies.

#![allow(clippy::print_stdout, reason = "the lines are the answer of this program")]

#[path = "../stories/banc.rs"]
#[allow(dead_code, reason = "the writer needs a part of the bench")]
mod banc;

use escale_core::api::vues::{
    EcrirePreconisation, FiltreEnvois, LancerEnvoi, ModeEnvoi, ParDocument,
};
use escale_core::api::{Core, appel};
use escale_core::error::Result;
use escale_domain::transmission::DocumentKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const VOLETS: [&str; 4] = ["S01", "S02", "S05", "S16"];

/// What the `n`th write types, and what the base holds of it.
fn saisie(n: u64) -> (&'static str, Value, Value) {
    let tension = 70 + n % 80;
    match n % 8 {
        0 => ("syn.texte", json!(format!("Synthèse {n}")), json!(format!("Synthèse {n}"))),
        1 => ("cro.ta_sys", json!(format!("{tension} mmHg")), json!(tension)),
        2 => {
            let poids = 30.0 + (n % 200) as f64 / 10.0;
            ("cro.poids", json!(format!("{poids:.1} kg").replace('.', ",")), json!(poids))
        }
        3 => {
            let liste = json!([{ "allergene": format!("Allergène {n}"), "gravite": "severe" }]);
            ("ant.allergies", liste.clone(), liste)
        }
        4 => {
            let sources =
                json!(if n % 16 < 8 { ["carnet", "parent"] } else { ["enfant", "dossier_ase"] });
            ("ctx.sources", sources.clone(), sources)
        }
        5 => {
            let texte = format!("Vigilance {n}, {}", "à revoir ".repeat(60).trim());
            ("syn.points_vigilance", json!(texte), json!(texte))
        }
        6 if n % 16 < 8 => ("cro.temp", Value::Null, Value::Null),
        6 => ("cro.temp", json!("37,4"), json!(37.4)),
        _ => ("ant.medicaux", json!([{ "libelle": format!("Asthme {n}") }]), {
            json!([{ "libelle": format!("Asthme {n}") }])
        }),
    }
}

fn dire(verbe: &str, question: &str, valeur: &Value) {
    println!("{verbe} {question} {valeur}");
    // A pipe is written by the block: without this a line would wait for the next ones.
    let _ = std::io::stdout().flush();
}

struct Ecrivain {
    core: Core,
    bilan: String,
    /// The act that each question was last seen at.
    vus: BTreeMap<String, String>,
    /// The recommendation that is written again and again, and the act of its wording.
    preconisation: Option<(String, String)>,
}

impl Ecrivain {
    async fn new(dossier: PathBuf, bilan: String) -> Result<Self> {
        let core = banc::core(&dossier);
        appel::coffre_ouvrir(&core, banc::ouverture("c.lenoir", banc::MOT)).await?;
        let mut vus = BTreeMap::new();
        let mut preconisation = None;
        for volet in VOLETS {
            let page = appel::volet_lire(&core, banc::volet(&bilan, volet)).await?;
            for question in page.questions {
                vus.extend(question.vu.map(|vu| (question.code, vu)));
            }
            preconisation = page.preconisations.into_iter().next().map(|p| (p.id, p.vu));
        }
        Ok(Self { core, bilan, vus, preconisation })
    }

    async fn repondre(&mut self, n: u64) -> Result<()> {
        let (question, tape, attendu) = saisie(n);
        dire("debut", question, &attendu);
        let vu = self.vus.get(question).map(String::as_str);
        let ecrit = banc::repondre(&self.core, &self.bilan, question, tape, vu).await?;
        assert!(!ecrit.conflit, "{question}: a conflict with oneself");
        let vue = ecrit.questions.into_iter().find(|q| q.code == question).expect("the question");
        assert_eq!(vue.valeur, attendu, "{question}");
        match vue.vu {
            Some(vu) => self.vus.insert(question.to_owned(), vu),
            None => self.vus.remove(question),
        };
        dire("fait", question, &attendu);
        Ok(())
    }

    async fn recommander(&mut self, n: u64) -> Result<()> {
        let libelle = format!("Psychomotricité {n}");
        dire("debut", "preconisation", &json!(libelle));
        let (id, vu) = self.preconisation.take().unzip();
        let saisie = banc::preconisation(&libelle);
        let demande = EcrirePreconisation { bilan: self.bilan.clone(), id, saisie, vu };
        let toutes = appel::preconisation_enregistrer(&self.core, demande).await?;
        let [seule] = toutes.as_slice() else { panic!("{} recommendations", toutes.len()) };
        self.preconisation = Some((seule.id.clone(), seule.vu.clone()));
        dire("fait", "preconisation", &json!(libelle));
        Ok(())
    }
}

async fn ecrire(dossier: PathBuf, bilan: String, depart: u64) -> Result<()> {
    let mut ecrivain = Ecrivain::new(dossier, bilan).await?;
    for n in depart.. {
        match n % 11 {
            10 => ecrivain.recommander(n).await?,
            _ => ecrivain.repondre(n).await?,
        }
    }
    Ok(())
}

async fn executer(arguments: &[String]) -> Result<()> {
    match arguments {
        [verbe, dossier] if verbe == "creer" => {
            let core = banc::core(dossier.as_ref());
            dire("debut", "coffre", &Value::Null);
            appel::coffre_creer(&core, banc::nouveau_coffre("c.lenoir")).await.map(|_| ())
        }
        [verbe, dossier] if verbe == "ouvrir" => {
            let core = banc::core(dossier.as_ref());
            appel::coffre_ouvrir(&core, banc::ouverture("c.lenoir", banc::MOT)).await?;
            core.fermer().await;
            dire("fait", "ouvert", &Value::Null);
            Ok(())
        }
        [verbe, dossier] if verbe == "fusion" => {
            let core = banc::core(dossier.as_ref());
            appel::coffre_ouvrir(&core, banc::ouverture("c.lenoir", banc::MOT)).await?;
            let pile = appel::envois_lister(&core, FiltreEnvois::default()).await?;
            let papiers = pile
                .bilans
                .into_iter()
                .map(|b| ParDocument { bilan: b.bilan, genre: DocumentKind::A });
            let (papiers, mode) = (papiers.collect(), ModeEnvoi::Fusion);
            let demande = LancerEnvoi { papiers, mode, recto_verso: false };
            appel::envoi_lancer(&core, demande).await?;
            dire("fait", "fusion", &Value::Null);
            // As by a kill: no destructor, and no paper more.
            std::process::abort();
        }
        [verbe, fichier] if verbe == "papier" => {
            escale_core::api::ecrire(fichier.as_ref(), &[b'%'; 1 << 20])
        }
        [dossier, bilan, depart] => {
            let depart = depart.parse().expect("a number");
            ecrire(dossier.into(), bilan.clone(), depart).await
        }
        _ => panic!("{} arguments", arguments.len()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match executer(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(refus) => {
            dire("refus", refus.code.code(), &Value::Null);
            ExitCode::FAILURE
        }
    }
}
