//! What is computed without a base: z-scores, and the letter with its curves.

use crate::dire;
use escale_core::error::{Code, Error, Result};
use escale_domain::calcul::Reglages;
use escale_domain::croissance::{self, AgeReleve, Releve};
use escale_domain::dossier;
use escale_domain::enfant::{Posture, Sexe};
use escale_papiers::{ContexteCourrier, courrier};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Z-scores that one core gives in a second, at least.
const SCORES: f64 = 1_000_000.0;
/// What one letter may take to be made.
const COURRIER: Duration = Duration::from_millis(5);
/// Shortest time over which a rate is told.
const AU_MOINS: Duration = Duration::from_millis(500);
/// Measures in the array: more than the caches of a core hold.
const RELEVES: u32 = 200_000;

pub(crate) fn measure() -> Result<()> {
    let (scores, secondes) = scores();
    let cadence = scores as f64 / secondes;
    println!(
        "{:<44}{:>10.2} M/s limite {:>5.1} M/s  rapport {:>6.3}",
        "écarts-types, sur un cœur",
        cadence / 1e6,
        SCORES / 1e6,
        SCORES / cadence,
    );
    dire("un courrier avec ses courbes, sans la base", lettres()?, COURRIER);
    Ok(())
}

/// Measures of children of every age, of both sexes, most of them plausible.
fn releves() -> Vec<Releve> {
    (0..RELEVES)
        .map(|n| {
            let jours = f64::from(n * 7919 % 6_900);
            let part = jours / 6_900.0;
            let autour = 0.85 + f64::from(n % 31) / 100.0;
            Releve {
                sexe: Some(if n % 2 == 0 { Sexe::F } else { Sexe::M }),
                age: Some(AgeReleve::Jours(jours)),
                poids_kg: Some((3.3 + 55.0 * part) * autour),
                taille_cm: Some((50.0 + 120.0 * part.sqrt()) * (0.95 + autour / 20.0)),
                posture: (n % 3 == 0).then_some(Posture::Couche),
                pc_cm: (jours < 1_800.0).then_some(35.0 + 17.0 * part.sqrt()),
                oedeme: false,
            }
        })
        .collect()
}

/// How many z-scores were given, and in how many seconds.
fn scores() -> (u64, f64) {
    let releves = releves();
    // The tables are read at the first question.
    black_box(croissance::assess(&releves[0]));
    let (mut scores, debut) = (0, Instant::now());
    while debut.elapsed() < AU_MOINS {
        for releve in &releves {
            let dit = black_box(croissance::assess(black_box(releve)));
            let ecarts = [dit.taille, dit.poids, dit.poids_taille, dit.imc_age, dit.pc];
            scores += ecarts.iter().flatten().count() as u64;
        }
    }
    (scores, debut.elapsed().as_secs_f64())
}

/// One letter of the records that are bundled, on average.
fn lettres() -> Result<Duration> {
    let illisible = |_| Error::new(Code::Interne, "a bundled record does not read");
    let mut lues = Vec::new();
    for (nom, texte) in escale_demo::CAS {
        lues.push(dossier::parse(nom, texte).map_err(illisible)?);
    }
    let contexte = |date| ContexteCourrier {
        numero: "2026-00031".to_owned(),
        date,
        signatures: Vec::new(),
        remplace: None,
        duplicata: None,
        reglages: Reglages::default(),
    };
    courrier(&lues[0], &contexte(lues[0].bilan.date))?;
    // The median of many turns over all the records, so that another program on the core has no
    // effect.
    let (mut tours, debut) = (Vec::new(), Instant::now());
    while debut.elapsed() < 4 * AU_MOINS {
        let tour = Instant::now();
        for dossier in &lues {
            black_box(courrier(dossier, &contexte(dossier.bilan.date))?);
        }
        tours.push(tour.elapsed());
    }
    tours.sort();
    Ok(tours[tours.len() / 2] / u32::try_from(lues.len()).unwrap_or(1))
}
