//! A thousand letters in one file: how long each takes, what memory they ask for, how soon they stop.

use crate::{IMMEDIAT, dire};
use escale_core::api::vues::{
    EnvoiSuivi, FiltreEnvois, LancerEnvoi, ModeEnvoi, ParDocument, ParTravail,
};
use escale_core::api::{Core, appel};
use escale_core::error::{Code, Error, Result};
use escale_domain::papier::PaperKind;
use std::time::{Duration, Instant};

/// Letters of the batch.
const LETTRES: u32 = 1_000;
/// From which one on memory must not grow.
const CHAUDES: u32 = 100;
/// How much it may grow all the same, for the numbers of the papers and the places in the file.
const CROISSANCE: u64 = 8 * 1024 * 1024;
/// How soon the work stops once asked to.
const ARRET: Duration = Duration::from_secs(1);

/// How long the pile takes to open, the first time and then.
pub(crate) async fn open(core: &Core) -> Result<()> {
    let debut = Instant::now();
    let pile = appel::envois_lister(core, FiltreEnvois::default()).await?;
    let nombre = pile.comptes.bilans;
    dire(&format!("ouvrir la pile de {nombre} bilans"), debut.elapsed(), IMMEDIAT);
    let encore = mediane!(11, appel::envois_lister(core, FiltreEnvois::default()).await?);
    dire("ouvrir la pile, encore", encore, IMMEDIAT);
    Ok(())
}

pub(crate) async fn measure(core: &Core) -> Result<()> {
    let filtre = |limite| FiltreEnvois { limite, ..FiltreEnvois::default() };
    open(core).await?;
    let pile = appel::envois_lister(core, filtre(LETTRES)).await?;
    let papiers: Vec<ParDocument> = pile
        .bilans
        .iter()
        .map(|b| ParDocument { bilan: b.bilan.clone(), genre: PaperKind::A })
        .collect();
    let debut = Instant::now();
    let (fin, chaude) = wait(core, papiers.clone(), u32::MAX).await?;
    if let Some(arret) = &fin.arret {
        println!("arrêt : {arret}");
    }
    dire("un courrier d’une fusion", debut.elapsed() / fin.faits.max(1), IMMEDIAT);
    let crue = memoire().saturating_sub(chaude);
    println!(
        "{:<44}{:>10.1} Mio limite {:>4} Mio  rapport {:>6.3}",
        format!("mémoire, du {CHAUDES}e au {}e courrier", fin.faits),
        crue as f64 / 1_048_576.0,
        CROISSANCE / 1_048_576,
        crue as f64 / CROISSANCE as f64,
    );
    let (_, _) = wait(core, papiers, 20).await?;
    Ok(())
}

/// Makes papers, and stops after some; the peak of memory once it is warm.
async fn wait(core: &Core, papiers: Vec<ParDocument>, jusqu_a: u32) -> Result<(EnvoiSuivi, u64)> {
    let demande = LancerEnvoi { papiers, mode: ModeEnvoi::Fusion, recto_verso: true };
    let lance = appel::envoi_lancer(core, demande).await?;
    let travail = lance.travail.ok_or_else(|| Error::new(Code::Interne, "nothing was started"))?;
    let par = || ParTravail { travail: travail.clone() };
    let (mut chaude, mut demande_le) = (0, None);
    loop {
        let suivi = appel::envoi_suivre(core, par()).await?;
        if chaude == 0 && suivi.faits >= CHAUDES {
            chaude = memoire();
        }
        if suivi.fini {
            if let Some(le) = demande_le {
                dire("annuler une fusion", Instant::elapsed(&le), ARRET);
            }
            return Ok((suivi, chaude));
        }
        if demande_le.is_none() && suivi.faits >= jusqu_a {
            demande_le = Some(Instant::now());
            appel::envoi_annuler(core, par()).await?;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The most memory that the process has held, in bytes; 0 where the system does not tell.
fn memoire() -> u64 {
    let statut = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ligne = statut.lines().find_map(|ligne| ligne.strip_prefix("VmHWM:"));
    let kio = ligne.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
    kio.unwrap_or(0) * 1024
}
