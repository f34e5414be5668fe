//! `escale-bench`: how long what must feel instant takes on a base of 2,000 children, as a ratio to
//! its limit, measured in one run. `cargo xtask bench` runs it in the release profile;
//! `escale-bench 20000 pile` measures the pile of papers alone, on as many children as one says.

#![allow(clippy::print_stdout, reason = "the figures are the answer of this program")]

/// The median of some turns of a command.
macro_rules! mediane {
    ($tours:expr, $travail:expr) => {{
        let mut mesures = Vec::new();
        for _ in 0..$tours {
            let debut = Instant::now();
            $travail;
            mesures.push(debut.elapsed());
        }
        mesures.sort();
        mesures[mesures.len() / 2]
    }};
}

mod calculs;
mod envois;

use escale_core::api::vues::{ParBilan, ParId, ParVolet, Recherche, Repondre, Rien, Texte};
use escale_core::api::{self, Core, Ouverture, appel};
use escale_core::error::Result;
use escale_core::monde::{Monde, MondeReel, Poste};
use escale_vault::{Cout, SansTrousseau};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest wait that still feels immediate (Miller 1968, Nielsen 1993).
const IMMEDIAT: Duration = Duration::from_millis(100);
/// One frame of a screen at 60 Hz.
const IMAGE: Duration = Duration::from_micros(16_667);
/// What the derivation of a password must at least cost (design, §4).
const DERIVATION: Duration = Duration::from_millis(250);

/// No dialog: papers go to the folder.
struct Bureau(PathBuf);

impl Poste for Bureau {
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { Some(self.0.join(nom)) })
    }

    fn quel_dossier(&self) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { Some(self.0.clone()) })
    }

    fn show(&self, _fichier: &Path) -> std::io::Result<()> {
        Ok(())
    }
}

fn dire(quoi: &str, mesure: Duration, limite: Duration) {
    let rapport = mesure.as_secs_f64() / limite.as_secs_f64();
    println!(
        "{quoi:<44}{:>10.2} ms  limite {:>6.1} ms  rapport {rapport:>6.3}",
        mesure.as_secs_f64() * 1000.0,
        limite.as_secs_f64() * 1000.0,
    );
}

#[tokio::main]
async fn main() -> Result<()> {
    let enfants: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2_000);
    let dossier = tempfile::tempdir()?;
    let core = Core::new(
        dossier.path().join("coffre"),
        Arc::new(MondeReel),
        Arc::new(Bureau(dossier.path().to_path_buf())),
        Arc::new(SansTrousseau),
    )
    .avec_cout(Cout::d_essai());
    let bilan = escale_demo::found(&core).await?;
    let debut = Instant::now();
    let faite = escale_demo::populate(&core, enfants, |_| {}).await?;
    let secondes = debut.elapsed().as_secs_f64();
    println!(
        "{} enfants en {secondes:.1} s : {:.0} actes et {:.0} champs par seconde",
        faite.enfants,
        faite.enfants as f64 / secondes,
        faite.changements as f64 / secondes,
    );
    let page = appel::bilan_lire(&core, ParId { id: bilan.clone() }).await?;
    let identifiant = page.binome[0].identifiant.clone().unwrap_or_default();
    appel::coffre_verrouiller(&core, Rien {}).await?;
    let debut = Instant::now();
    let mot_de_passe = escale_demo::MOT_DE_PASSE.to_owned();
    appel::coffre_ouvrir(&core, Ouverture { identifiant, mot_de_passe }).await?;
    dire("ouvrir la base (sans dérivation)", debut.elapsed(), IMMEDIAT);
    if std::env::args().nth(2).as_deref() == Some("pile") {
        envois::open(&core).await?;
        core.close().await;
        return Ok(());
    }

    let search = |texte: &str| Recherche { texte: texte.to_owned(), limite: 50 };
    let debut = Instant::now();
    appel::enfant_chercher(&core, search("")).await?;
    dire("première liste", debut.elapsed(), IMMEDIAT);
    let frappe = mediane!(21, appel::enfant_chercher(&core, search("mart")).await?);
    dire("chercher à chaque lettre", frappe, IMAGE);
    let id = page.enfant.id.clone();
    let open = mediane!(21, appel::enfant_lire(&core, ParId { id: id.clone() }).await?);
    dire("ouvrir un enfant", open, IMMEDIAT);
    let volet = || ParVolet { bilan: bilan.clone(), volet: "S05".to_owned() };
    let read = mediane!(21, appel::volet_lire(&core, volet()).await?);
    dire("ouvrir une partie du bilan", read, IMMEDIAT);
    let mut vu = None;
    let mut poids = 300;
    let answer = mediane!(41, {
        poids += 1;
        let valeur = serde_json::json!(format!("{},{}", poids / 10, poids % 10));
        let reponse = Repondre {
            bilan: bilan.clone(),
            question: "cro.poids".to_owned(),
            valeur,
            posture: None,
            vu: vu.take(),
        };
        let repondu = appel::volet_repondre(&core, reponse).await?;
        vu = repondu.questions.into_iter().find(|q| q.code == "cro.poids").and_then(|q| q.vu);
    });
    dire("une réponse, jusqu’au disque", answer, IMMEDIAT);
    let mut vu = None;
    let mut mots = 0;
    let scellee = mediane!(41, {
        mots += 1;
        let reponse = Repondre {
            bilan: bilan.clone(),
            question: "ant.familiaux".to_owned(),
            valeur: serde_json::json!({ "items": [], "texte": format!("Mot {mots}") }),
            posture: None,
            vu: vu.take(),
        };
        let repondu = appel::volet_repondre(&core, reponse).await?;
        vu = repondu.questions.into_iter().find(|q| q.code == "ant.familiaux").and_then(|q| q.vu);
    });
    dire("une réponse sous secret renforcé", scellee, IMMEDIAT);
    let demande = || ParBilan { bilan: bilan.clone() };
    let compute = mediane!(21, appel::bilan_calculs(&core, demande()).await?);
    dire("ce qui se calcule d’un bilan", compute, IMMEDIAT);
    let taper = |texte: &str| Texte { texte: texte.to_owned() };
    // The list is read and sorted at the first question.
    let debut = Instant::now();
    appel::commune_completer(&core, taper("l")).await?;
    dire("compléter une commune, la première fois", debut.elapsed(), IMMEDIAT);
    let mut lente = Duration::ZERO;
    for texte in ["l", "s", "li", "saint", "st et", "limoges", "8", "870", "87000", "zzz"] {
        let une = mediane!(21, appel::commune_completer(&core, taper(texte)).await?);
        lente = lente.max(une);
    }
    dire("compléter une commune, au plus lent", lente, IMAGE);

    let clos = api::dossiers_clos(&core).await?;
    let debut = Instant::now();
    let mut faits = 0;
    for numero in clos.iter().take(100) {
        api::courrier_de(&core, numero, dossier.path()).await?;
        faits += 1;
    }
    dire("un courrier, noté dans la base", debut.elapsed() / faits.max(1), IMMEDIAT);
    envois::measure(&core).await?;
    let debut = Instant::now();
    let preuve = api::check(&core, |_, _| {}).await?;
    println!(
        "vérifier {} actes et {} valeurs : {:.1} s, {} écart",
        preuve.actes,
        preuve.valeurs,
        debut.elapsed().as_secs_f64(),
        preuve.ecarts.len(),
    );
    let octets = std::fs::metadata(dossier.path().join("coffre/escale.base"))?.len();
    println!(
        "base : {:.0} Mo, {:.0} Ko par enfant",
        octets as f64 / 1e6,
        octets as f64 / 1e3 / enfants as f64
    );
    core.close().await;
    calculs::measure()?;

    let vrai = dossier.path().join("derivation");
    let cout = Cout::measure();
    let monde = MondeReel;
    let coffre = escale_vault::VaultDir::new(vrai);
    escale_vault::prepare(&coffre, "a", "un mot de passe assez long", cout, &monde)?.finish()?;
    let derivation = mediane!(
        5,
        escale_vault::open(&coffre, "a", "un mot de passe assez long", monde.maintenant())?
    );
    let juste = derivation.as_secs_f64() / DERIVATION.as_secs_f64();
    println!(
        "dérivation d’un mot de passe : {:.0} ms, {} passes sur 64 Mio, {juste:.2} fois le minimum",
        derivation.as_secs_f64() * 1000.0,
        cout.passes
    );
    let inconnu =
        mediane!(5, drop(escale_vault::open(&coffre, "z", "un mot faux", monde.maintenant())));
    println!(
        "identifiant inconnu : {:.2} fois le temps d’un identifiant connu",
        inconnu.as_secs_f64() / derivation.as_secs_f64()
    );
    Ok(())
}
