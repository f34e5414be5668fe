//! Screening tools: questionnaires scored here, and results noted by the name of the tool.

use super::bilan::BilanOuvert;
use super::vues::{
    CoterInstrument, EnregistrerOutil, InstrumentVue, NoteVue, OutilConnuVue, OutilSaisie,
    OutilVue, OutilsProposes, ParBilan, Pro, ReponsesOutil, RetirerOutil, SousScoreVue,
};
use super::{Core, Session, enfant, identifiant, preconisation, professionnel, secret, volet};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Champ, Json};
use crate::store::{Changement, Entite, Verbe};
use escale_domain::bilan::{Outil, REPONSES_OUTIL, VoletCode};
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::formulaire::parse_nombre;
use escale_domain::instrument::{CONNUS, Cotation, Instrument, OutilConnu, connu};
use escale_domain::professionnel::Permission;
use escale_domain::regle::{OUTIL_CONCLUSION_MAX as CONCLUSION_MAX, OUTIL_NOM_MAX as NOM_MAX};
use escale_domain::texte::nombre;
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeMap;

/// The parts that show tools (domain note §7.4).
const VOLETS: [VoletCode; 5] =
    [VoletCode::S10, VoletCode::S11, VoletCode::S12, VoletCode::S13, VoletCode::S14];

fn refus(champ: impl Into<String>, phrase: impl Into<String>) -> Error {
    Error::refus(Code::SaisieRefusee, champ.into(), phrase.into())
}

pub(super) async fn list(core: &Core, demande: ParBilan) -> Result<OutilsProposes> {
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let age = ouvert.contexte(core).age_mois;
    let instruments = Instrument::livres().iter();
    Ok(OutilsProposes {
        instruments: instruments
            .map(|i| InstrumentVue { instrument: i.clone(), concerne: i.concerne(age) })
            .collect(),
        connus: CONNUS.iter().map(|outil| propose(outil, age)).collect(),
    })
}

fn propose(outil: &OutilConnu, age: i32) -> OutilConnuVue {
    let ans = |mois: i32| match mois {
        0..=35 => format!("{mois}\u{a0}mois"),
        _ => format!("{}\u{a0}ans", mois / 12),
    };
    OutilConnuVue {
        nom: outil.nom.to_owned(),
        volets: outil.volets.to_vec(),
        ages: match (outil.age_min_mois, outil.age_max_mois) {
            (Some(min), Some(max)) => format!("de {} à {}", ans(min), ans(max)),
            _ => String::new(),
        },
        concerne: outil.concerne(age),
        min: outil.min,
        max: outil.max,
        sous_scores: outil
            .sous_scores
            .iter()
            .map(|s| SousScoreVue { cle: s.cle.to_owned(), label: s.label.to_owned(), max: s.max })
            .collect(),
    }
}

pub(super) async fn score(_: &Core, demande: CoterInstrument) -> Result<Cotation> {
    cotation(instrument(&demande.code)?, &demande.reponses)
}

fn instrument(code: &str) -> Result<&'static Instrument> {
    Instrument::livre(code).ok_or_else(|| Error::new(Code::Introuvable, "questionnaire"))
}

fn donnees(reponses: &ReponsesOutil) -> BTreeMap<String, i64> {
    reponses.iter().filter_map(|(item, points)| Some((item.clone(), (*points)?))).collect()
}

fn cotation(instrument: &Instrument, reponses: &ReponsesOutil) -> Result<Cotation> {
    instrument
        .score(&donnees(reponses))
        .map_err(|r| refus(format!("reponses.{}", r.item), r.message))
}

pub(super) async fn save(core: &Core, demande: EnregistrerOutil) -> Result<Vec<OutilVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    if !VOLETS.contains(&demande.volet) {
        return Err(Error::new(Code::Introuvable, "part without tools"));
    }
    let (rangee, _) = volet::enter_part(&session, &ouvert, demande.volet).await?;
    let champs = champs(core, &session, ouvert.enfant.naissance_sure(), &demande)?;
    let mut changements = match &demande.id {
        Some(id) => {
            let (row, outil) = encore(&session, id).await?;
            if outil.volet() != demande.volet {
                return Err(Error::new(Code::Introuvable, "tool of another part"));
            }
            preconisation::du_sien(&ouvert, row.bilan)?;
            let vu = demande.vu.as_deref().map(identifiant).transpose()?;
            session.store.changes(row.id, champs, vu).await?
        }
        None => {
            let rang = session.store.count::<tables::Outil>(ouvert.id).await? + 1;
            let mut tous = vec![tables::Outil::bilan(ouvert.id), tables::Outil::rang(rang)];
            tous.extend(champs);
            Changement::fresh(core.monde.nouvel_id(), tous)
        }
    };
    if !changements.is_empty() {
        changements.extend(volet::begin(&session, &ouvert, &rangee)?);
        let acte = ouvert.acte(&session, Verbe::OutilNoter, changements)?;
        session.store.record(acte).await?;
    }
    du_volet(&session, &demande.bilan, demande.volet).await
}

/// A result that was not taken back.
async fn encore(session: &Session, id: &str) -> Result<(tables::Outil, Outil)> {
    let (row, outil): (tables::Outil, Outil) =
        session.store.row_and_fiche(identifiant(id)?).await?;
    match row.retire.is_none() {
        true => Ok((row, outil)),
        false => Err(Error::new(Code::Introuvable, "tool taken back")),
    }
}

/// What is kept of a result; a score that a questionnaire gives is computed here, never sent.
fn champs(
    core: &Core,
    session: &Session,
    naissance: Option<DateCivile>,
    demande: &EnregistrerOutil,
) -> Result<Vec<Champ<tables::Outil>>> {
    let saisie = &demande.saisie;
    let motif = saisie.non_passe_motif.trim();
    let mut resultat = match &saisie.instrument {
        Some(code) => du_questionnaire(instrument(code)?, saisie)?,
        None => du_score(saisie)?,
    };
    if !motif.is_empty() {
        (resultat.score, resultat.sous_scores) = (None, Map::new());
        resultat.conclusion = saisie.conclusion.trim().to_owned();
    } else if resultat.conclusion.is_empty() && resultat.score.is_none() {
        return Err(refus(
            "conclusion",
            "Écrivez un score ou une conclusion, ou dites pourquoi l’outil n’a pas été passé.",
        ));
    }
    for (champ, texte, max) in [
        ("outil", resultat.outil.as_str(), NOM_MAX),
        ("version", &resultat.version, NOM_MAX),
        ("repondant", &saisie.repondant, NOM_MAX),
        ("seuil", &saisie.seuil, NOM_MAX),
        ("conclusion", &resultat.conclusion, CONCLUSION_MAX),
        ("non_passe_motif", motif, CONCLUSION_MAX),
    ] {
        let compte = texte.chars().count();
        if compte > max {
            return Err(refus(
                champ,
                format!("Ce texte compte {compte} caractères, {max} au plus. Raccourcissez-le."),
            ));
        }
    }
    let date = enfant::vecu(core, naissance, &saisie.date, "La date de cet outil")?;
    // What is told of violence, or by an adolescent alone, stays under reinforced secrecy.
    let defaut = match demande.volet {
        VoletCode::S13 | VoletCode::S14 => Visibilite::V3,
        _ => Visibilite::V2,
    };
    let visibilite = saisie.visibilite.unwrap_or(defaut);
    secret::pour_ecrire(session, visibilite)?;
    Ok(vec![
        tables::Outil::outil(resultat.outil),
        tables::Outil::version(resultat.version),
        tables::Outil::date(date),
        tables::Outil::repondant(saisie.repondant.trim()),
        tables::Outil::score_brut(resultat.score.map(Json)),
        tables::Outil::sous_scores(Json(Value::Object(resultat.sous_scores))),
        tables::Outil::seuil(resultat.seuil.filter(|s| !s.trim().is_empty())),
        tables::Outil::conclusion(resultat.conclusion),
        tables::Outil::passe_par(session.compte.id.as_str()),
        tables::Outil::non_passe_motif((!motif.is_empty()).then(|| motif.to_owned())),
        tables::Outil::visibilite(visibilite),
        tables::Outil::volet(demande.volet),
    ])
}

struct Resultat {
    outil: String,
    version: String,
    score: Option<Number>,
    sous_scores: Map<String, Value>,
    seuil: Option<String>,
    conclusion: String,
}

fn du_questionnaire(instrument: &Instrument, saisie: &OutilSaisie) -> Result<Resultat> {
    let cotation = cotation(instrument, &saisie.reponses)?;
    let mut sous_scores = Map::new();
    for echelle in &cotation.echelles {
        if let Some(score) = echelle.score {
            sous_scores.insert(echelle.code.clone(), json!(score));
        }
    }
    for (nom, points) in &cotation.notes {
        sous_scores.insert(nom.clone(), json!(points));
    }
    sous_scores.insert(REPONSES_OUTIL.to_owned(), json!(donnees(&saisie.reponses)));
    let ecrite = saisie.conclusion.trim();
    Ok(Resultat {
        outil: instrument.nom.clone(),
        version: instrument.version.clone(),
        score: cotation.total.map(Number::from),
        sous_scores,
        seuil: cotation.seuil,
        conclusion: if ecrite.is_empty() { cotation.conclusion } else { ecrite.to_owned() },
    })
}

fn du_score(saisie: &OutilSaisie) -> Result<Resultat> {
    let nom = saisie.outil.trim();
    if nom.is_empty() {
        return Err(refus("outil", "Écrivez le nom de l’outil."));
    }
    let outil = connu(nom);
    let bornes = outil.map_or((None, None), |o| (o.min, o.max));
    let score = chiffre("score", "Le score", &saisie.score, bornes)?;
    let mut sous_scores = Map::new();
    for (cle, texte) in &saisie.sous_scores {
        let connus = outil.map_or(&[][..], |o| o.sous_scores);
        let sous = connus.iter().find(|s| s.cle == cle).ok_or_else(|| {
            refus(format!("sous_scores.{cle}"), format!("{nom} n’a pas de sous-score de ce nom."))
        })?;
        let (champ, sujet) =
            (format!("sous_scores.{cle}"), format!("«\u{a0}{}\u{a0}»", sous.label));
        let lu = chiffre(&champ, &sujet, texte, (sous.max.map(|_| 0), sous.max))?;
        if let Some(lu) = lu {
            sous_scores.insert(cle.clone(), Value::Number(lu));
        }
    }
    Ok(Resultat {
        outil: nom.to_owned(),
        version: saisie.version.trim().to_owned(),
        score,
        sous_scores,
        seuil: Some(saisie.seuil.trim().to_owned()),
        conclusion: saisie.conclusion.trim().to_owned(),
    })
}

/// A figure as people type it, within what the tool allows.
fn chiffre(
    champ: &str,
    sujet: &str,
    texte: &str,
    (min, max): (Option<i32>, Option<i32>),
) -> Result<Option<Number>> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let lu = parse_nombre(texte, None)
        .map_err(|_| refus(champ, format!("{sujet} doit être un nombre. Écrivez des chiffres.")))?;
    if let (Some(min), Some(max)) = (min, max)
        && !(f64::from(min)..=f64::from(max)).contains(&lu)
    {
        return Err(refus(
            champ,
            format!("{sujet} va de {min} à {max}. Vous avez écrit {}.", nombre(lu)),
        ));
    }
    if lu.abs() > 100_000.0 {
        return Err(refus(champ, format!("{sujet} est trop grand. Vérifiez la saisie.")));
    }
    #[allow(clippy::cast_possible_truncation, reason = "whole, and below a hundred thousand")]
    Ok(if lu.fract() == 0.0 { Some(Number::from(lu as i64)) } else { Number::from_f64(lu) })
}

pub(super) async fn withdraw(core: &Core, demande: RetirerOutil) -> Result<Vec<OutilVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let (row, outil) = encore(&session, &demande.id).await?;
    let (bilan, volet) = (row.bilan.to_string(), outil.volet());
    let ouvert = BilanOuvert::read(&session, &bilan).await?;
    volet::enter_part(&session, &ouvert, volet).await?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(refus("motif", "Écrivez pourquoi vous le retirez."));
    }
    let changement = Changement::set(row.id, tables::Outil::retire(motif.to_owned()));
    let mut acte = ouvert.acte(&session, Verbe::OutilRetirer, vec![changement])?;
    acte.motif = Some(motif.to_owned());
    session.store.record(acte).await?;
    du_volet(&session, &bilan, volet).await
}

/// The results of a part that the account may read; those taken back are left out.
pub(super) async fn du_volet(
    session: &Session,
    bilan: &str,
    volet: VoletCode,
) -> Result<Vec<OutilVue>> {
    if !VOLETS.contains(&volet) {
        return Ok(Vec::new());
    }
    let pros = professionnel::annuaire(session).await?;
    let mut vues = Vec::new();
    for (id, outil) in session.store.fiches::<Outil>(identifiant(bilan)?).await? {
        let vu = session.store.dernier_acte(Entite::Outil, id).await?.unwrap_or_default();
        // Reinforced secrecy (V3) is for caregivers.
        let secret = outil.visibilite == Visibilite::V3 && !session.peut(Permission::BilanEcrire);
        if outil.volet() == volet && !secret {
            vues.push(vue(&pros, bilan, (id.to_string(), vu), outil));
        }
    }
    Ok(vues)
}

fn vue(
    pros: &BTreeMap<String, Pro>,
    bilan: &str,
    (id, vu): (String, String),
    outil: Outil,
) -> OutilVue {
    let connus = connu(&outil.outil).map_or(&[][..], |o| o.sous_scores);
    let sous_scores = outil
        .sous_scores_dits()
        .map(|(cle, valeur)| NoteVue {
            cle: cle.clone(),
            label: connus
                .iter()
                .find(|s| s.cle == cle)
                .map_or_else(|| cle.replace('_', " "), |s| s.label.to_owned()),
            texte: match valeur.as_f64() {
                Some(n) => nombre(n),
                None => valeur.as_str().unwrap_or_default().to_owned(),
            },
        })
        .collect();
    let reponses: ReponsesOutil =
        serde_json::from_value(outil.sous_scores[REPONSES_OUTIL].clone()).unwrap_or_default();
    let instrument = match reponses.is_empty() {
        true => None,
        false => Instrument::livres().iter().find(|i| i.nom == outil.outil),
    };
    let cotation = instrument.and_then(|i| cotation(i, &reponses).ok());
    OutilVue {
        id,
        bilan: bilan.to_owned(),
        volet: outil.volet(),
        score: outil.score_brut.as_ref().and_then(|n| n.as_f64()).map(nombre).unwrap_or_default(),
        sous_scores,
        seuil: outil.seuil.clone().unwrap_or_default().replace(">=", "≥").replace("<=", "≤"),
        passe_par: pros.get(&outil.passe_par).map(Pro::nom_court).unwrap_or_default(),
        non_passe_motif: outil.non_passe_motif.unwrap_or_default(),
        visibilite: outil.visibilite.code().to_owned(),
        instrument: instrument.map(|i| i.code.clone()),
        reponses,
        signaux: cotation.map(|c| c.signaux).unwrap_or_default(),
        outil: outil.outil,
        version: outil.version,
        date: outil.date.iso(),
        repondant: outil.repondant,
        conclusion: outil.conclusion,
        vu,
    }
}
