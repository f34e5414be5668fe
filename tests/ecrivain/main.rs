//! Writes answers without end into the vault of a seat, until it is killed: the victim of the story
//! `coupure`.
//!
//! `escale-test-ecrivain DIR BILAN` prints `debut QUESTION VALUE` before each write and
//! `fait QUESTION VALUE` once the core has acknowledged it, one flushed line each, the value as JSON.
//! It ends by itself, with a failure, at the first write that is refused, and prints its code.
//!
//! `escale-test-ecrivain create DIR` makes a vault, after one line that says it begins; `open DIR`
//! opens one; `papier FILE` writes a paper of a megabyte; `fusion DIR` begins to merge the pile and dies.

#![allow(clippy::print_stdout, reason = "the lines are the answer of this program")]

#[path = "../stories/banc.rs"]
#[allow(dead_code, reason = "the writer needs a part of the bench")]
mod banc;

use escale_core::api::vues::{
    EcrirePreconisation, FiltreEnvois, LancerEnvoi, ModeEnvoi, ParDocument, ParId,
};
use escale_core::api::{Core, appel, dispatch};
use escale_core::error::Result;
use escale_domain::bilan::VoletCode;
use escale_domain::papier::PaperKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

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
        // Under reinforced secrecy: sealed in the same transaction.
        _ if n % 16 < 8 => {
            let famille = json!({ "items": [], "texte": format!("Famille {n}") });
            ("ant.familiaux", famille.clone(), famille)
        }
        _ => ("ant.medicaux", json!([{ "libelle": format!("Asthme {n}") }]), {
            json!([{ "libelle": format!("Asthme {n}") }])
        }),
    }
}

fn dire(verbe: &str, question: &str, valeur: &Value) {
    println!("{verbe} {question} {valeur}");
    // A pipe is buffered by blocks: flush, so that each line arrives at once.
    let _ = std::io::stdout().flush();
}

struct Ecrivain {
    core: Core,
    bilan: String,
    /// The act that each question was last seen at.
    vus: BTreeMap<String, String>,
    /// The recommendation that is written again and again, and the act of its wording.
    preconisation: Option<(String, String)>,
    /// The result of a tool, the same.
    outil: Option<(String, String)>,
    enfant: String,
}

impl Ecrivain {
    async fn new(dossier: PathBuf, bilan: String) -> Result<Self> {
        let core = banc::core(&dossier);
        appel::coffre_ouvrir(&core, banc::ouverture("c.lenoir", banc::MOT)).await?;
        let mut vus = BTreeMap::new();
        let (mut preconisation, mut outil) = (None, None);
        for volet in banc::ECRITES.map(VoletCode::code) {
            let page = appel::volet_lire(&core, banc::volet(&bilan, volet)).await?;
            for question in page.questions {
                vus.extend(question.vu.map(|vu| (question.code, vu)));
            }
            let preco = page.preconisations.into_iter().next().map(|p| (p.id, p.vu));
            preconisation = preconisation.or(preco);
            outil = outil.or(page.outils.into_iter().next().map(|o| (o.id, o.vu)));
        }
        let enfant = appel::bilan_lire(&core, ParId { id: bilan.clone() }).await?.enfant.id;
        Ok(Self { core, bilan, vus, preconisation, outil, enfant })
    }

    async fn answer(&mut self, n: u64) -> Result<()> {
        let (question, tape, attendu) = saisie(n);
        dire("debut", question, &attendu);
        let vu = self.vus.get(question).map(String::as_str);
        let ecrit = banc::answer(&self.core, &self.bilan, question, tape, vu).await?;
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

    async fn recommend(&mut self, n: u64) -> Result<()> {
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

impl Ecrivain {
    /// A result under reinforced secrecy, written again and again.
    async fn note_un_outil(&mut self, n: u64) -> Result<()> {
        let conclusion = format!("Conclusion {n}");
        dire("debut", "outil", &json!(conclusion));
        let (id, vu) = self.outil.take().unzip();
        let demande = json!({
            "bilan": self.bilan, "volet": "S12", "id": id, "vu": vu, "saisie": {
                "instrument": null, "reponses": {}, "outil": "Un outil", "version": "",
                "date": "1/11/2026", "repondant": "", "score": "", "sous_scores": {},
                "seuil": "", "conclusion": conclusion, "non_passe_motif": "",
                "visibilite": "V3",
            },
        });
        let tous = dispatch(&self.core, "outil_enregistrer", demande).await?;
        let lu = |champ: &str| tous[0][champ].as_str().map(str::to_owned);
        self.outil = lu("id").zip(lu("vu"));
        dire("fait", "outil", &json!(conclusion));
        Ok(())
    }

    /// An agreement, or an objection: each stands beside those before.
    async fn log(&mut self, n: u64) -> Result<()> {
        let texte = format!("Dit le {n}");
        let (quoi, commande, demande) = match n % 2 {
            0 => (
                "consentement",
                "consentement_enregistrer",
                json!({
                    "enfant": self.enfant, "nature": "consentement", "donnees": ["medical"],
                    "destinataires": ["soignants"], "supports": ["papier"], "mesures": texte,
                    "aupres_de": "enfant", "nom": "", "date": "",
                }),
            ),
            _ => (
                "opposition",
                "opposition_enregistrer",
                json!({
                    "enfant": self.enfant, "date": "", "portee": ["ado.cannabis"],
                    "destinataires_exclus": ["ase"], "base": "", "note": texte,
                }),
            ),
        };
        dire("debut", quoi, &json!(texte));
        dispatch(&self.core, commande, demande).await?;
        dire("fait", quoi, &json!(texte));
        Ok(())
    }
}

async fn write(dossier: PathBuf, bilan: String, depart: u64) -> Result<()> {
    let mut ecrivain = Ecrivain::new(dossier, bilan).await?;
    for n in depart.. {
        match n % 11 {
            10 => ecrivain.recommend(n).await?,
            8 => ecrivain.note_un_outil(n).await?,
            5 if n % 3 == 0 => ecrivain.log(n).await?,
            _ => ecrivain.answer(n).await?,
        }
    }
    Ok(())
}

async fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [verbe, dossier] if verbe == "creer" => {
            let core = banc::core(dossier.as_ref());
            dire("debut", "coffre", &Value::Null);
            appel::coffre_creer(&core, banc::nouveau_coffre("c.lenoir")).await.map(|_| ())
        }
        [verbe, dossier] if verbe == "ouvrir" => {
            let core = banc::core(dossier.as_ref());
            appel::coffre_ouvrir(&core, banc::ouverture("c.lenoir", banc::MOT)).await?;
            core.close().await;
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
                .map(|b| ParDocument { bilan: b.bilan, genre: PaperKind::A });
            let (papiers, mode) = (papiers.collect(), ModeEnvoi::Fusion);
            let demande = LancerEnvoi { papiers, mode, recto_verso: false };
            appel::envoi_lancer(&core, demande).await?;
            dire("fait", "fusion", &Value::Null);
            // Ends as a kill would: no destructor runs, and no further paper is made.
            std::process::abort();
        }
        [verbe, fichier] if verbe == "papier" => {
            escale_core::api::write(fichier.as_ref(), &[b'%'; 1 << 20])
        }
        [dossier, bilan, depart] => {
            let depart = depart.parse().expect("a number");
            write(dossier.into(), bilan.clone(), depart).await
        }
        _ => panic!("{} arguments", arguments.len()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(refus) => {
            dire("refus", refus.code.code(), &Value::Null);
            ExitCode::FAILURE
        }
    }
}
