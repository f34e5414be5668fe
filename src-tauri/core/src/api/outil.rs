//! Screening tools: questionnaires scored here, and results noted by the name of the tool.

use super::bilan::Ouvert;
use super::vues::{
    CoterInstrument, EnregistrerOutil, InstrumentVue, NoteVue, OutilConnuVue, OutilSaisie,
    OutilVue, OutilsProposes, ParBilan, Pro, ReponsesOutil, RetirerOutil, SousScoreVue,
};
use super::{Core, Seance, enfant, identifiant, preconisation, professionnel, secret, volet};
use crate::error::{Code, Error, Result};
use crate::store::{Changement, Entite, Objet, Verbe, Vu};
use escale_domain::bilan::{Outil, REPONSES_OUTIL, VoletCode};
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::formulaire::lire_nombre;
use escale_domain::instrument::{CONNUS, Cotation, Instrument, OutilConnu, connu};
use escale_domain::professionnel::Permission;
use escale_domain::regle::{OUTIL_CONCLUSION_MAX as CONCLUSION_MAX, OUTIL_NOM_MAX as NOM_MAX};
use escale_domain::texte::nombre;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The parts that show tools (domain note §7.4).
const VOLETS: [VoletCode; 5] =
    [VoletCode::S10, VoletCode::S11, VoletCode::S12, VoletCode::S13, VoletCode::S14];
/// Columns of the table that the domain does not know.
const HORS_DOMAINE: [&str; 3] = ["bilan", "rang", "retire"];

fn refus(champ: impl Into<String>, phrase: impl Into<String>) -> Error {
    Error::refus(Code::SaisieRefusee, champ.into(), phrase.into())
}

pub(super) async fn lister(core: &Core, demande: ParBilan) -> Result<OutilsProposes> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
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

pub(super) async fn coter(_: &Core, demande: CoterInstrument) -> Result<Cotation> {
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
        .coter(&donnees(reponses))
        .map_err(|r| refus(format!("reponses.{}", r.item), r.message))
}

pub(super) async fn enregistrer(core: &Core, demande: EnregistrerOutil) -> Result<Vec<OutilVue>> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    if !VOLETS.contains(&demande.volet) {
        return Err(Error::new(Code::Introuvable, "part without tools"));
    }
    let (rangee, _) = volet::saisir_dans(&seance, &ouvert, demande.volet).await?;
    let champs = champs(core, &seance, ouvert.enfant.naissance_sure(), &demande)?;
    let mut changements = match &demande.id {
        Some(id) => {
            let objet = encore(&seance, id).await?;
            if Some(lire(objet)?.volet()) != Some(demande.volet) {
                return Err(Error::new(Code::Introuvable, "tool of another part"));
            }
            let (entite, vu) = (Entite::Outil, demande.vu.as_deref());
            preconisation::modifier(&seance, &ouvert, entite, id, &champs, vu).await?
        }
        None => {
            let rang = seance.store.objets(Entite::Outil, "bilan", ouvert.id).await?.len() + 1;
            let mut objet = json!({ "bilan": ouvert.id.to_string(), "rang": rang });
            for (champ, valeur) in &champs {
                objet[*champ] = valeur.clone();
            }
            Changement::objet(Entite::Outil, core.monde.nouvel_id(), objet)?
        }
    };
    if !changements.is_empty() {
        changements.extend(volet::commencer(&seance, &ouvert, &rangee)?);
        let acte = ouvert.acte(&seance, Verbe::OutilNoter, changements)?;
        seance.store.record(acte).await?;
    }
    du_volet(&seance, &demande.bilan, demande.volet).await
}

/// A result that was not taken back.
async fn encore(seance: &Seance, id: &str) -> Result<Objet> {
    let objet = seance.store.objet(Entite::Outil, identifiant(id)?).await?;
    match objet.champ("retire").is_null() {
        true => Ok(objet),
        false => Err(Error::new(Code::Introuvable, "tool taken back")),
    }
}

/// What is kept of a result; a score that a questionnaire gives is computed here, never sent.
fn champs(
    core: &Core,
    seance: &Seance,
    naissance: Option<DateCivile>,
    demande: &EnregistrerOutil,
) -> Result<Vec<(&'static str, Value)>> {
    let saisie = &demande.saisie;
    let motif = saisie.non_passe_motif.trim();
    let mut resultat = match &saisie.instrument {
        Some(code) => du_questionnaire(instrument(code)?, saisie)?,
        None => du_score(saisie)?,
    };
    if !motif.is_empty() {
        (resultat.score, resultat.sous_scores) = (Value::Null, Map::new());
        resultat.conclusion = saisie.conclusion.trim().to_owned();
    } else if resultat.conclusion.is_empty() && resultat.score.is_null() {
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
    secret::pour_ecrire(seance, visibilite)?;
    Ok(vec![
        ("outil", json!(resultat.outil)),
        ("version", json!(resultat.version)),
        ("date", json!(date)),
        ("repondant", json!(saisie.repondant.trim())),
        ("score_brut", resultat.score),
        ("sous_scores", Value::Object(resultat.sous_scores)),
        ("seuil", json!(resultat.seuil.filter(|s| !s.trim().is_empty()))),
        ("conclusion", json!(resultat.conclusion)),
        ("passe_par", json!(seance.compte.id)),
        ("non_passe_motif", json!((!motif.is_empty()).then_some(motif))),
        ("visibilite", json!(visibilite)),
        ("volet", json!(demande.volet)),
    ])
}

struct Resultat {
    outil: String,
    version: String,
    score: Value,
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
        score: json!(cotation.total),
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
        if !lu.is_null() {
            sous_scores.insert(cle.clone(), lu);
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
) -> Result<Value> {
    if texte.trim().is_empty() {
        return Ok(Value::Null);
    }
    let lu = lire_nombre(texte, None)
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
    Ok(if lu.fract() == 0.0 { json!(lu as i64) } else { json!(lu) })
}

pub(super) async fn retirer(core: &Core, demande: RetirerOutil) -> Result<Vec<OutilVue>> {
    let seance = core.seance().await?;
    let _tour = seance.decider().await;
    let objet = encore(&seance, &demande.id).await?;
    let (id, bilan) = (objet.id, objet.texte("bilan").to_owned());
    let ouvert = Ouvert::lire(&seance, &bilan).await?;
    let volet = lire(objet)?.volet();
    volet::saisir_dans(&seance, &ouvert, volet).await?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(refus("motif", "Écrivez pourquoi vous le retirez."));
    }
    let changement = Changement {
        entite: Entite::Outil,
        objet: id,
        champ: "retire",
        valeur: json!(motif),
        vu: Vu::Courant,
    };
    let mut acte = ouvert.acte(&seance, Verbe::OutilRetirer, vec![changement])?;
    acte.motif = Some(motif.to_owned());
    seance.store.record(acte).await?;
    du_volet(&seance, &bilan, volet).await
}

/// A row as the domain tells it.
pub(super) fn lire(objet: Objet) -> Result<Outil> {
    objet.lire(&HORS_DOMAINE)
}

/// The results that a part shows to the one at the seat; those taken back are left out.
pub(super) async fn du_volet(
    seance: &Seance,
    bilan: &str,
    volet: VoletCode,
) -> Result<Vec<OutilVue>> {
    if !VOLETS.contains(&volet) {
        return Ok(Vec::new());
    }
    let pros = professionnel::annuaire(seance).await?;
    let mut vues = Vec::new();
    for objet in seance.store.objets(Entite::Outil, "bilan", identifiant(bilan)?).await? {
        if !objet.champ("retire").is_null() {
            continue;
        }
        let vu = seance.store.dernier_acte(Entite::Outil, objet.id).await?.unwrap_or_default();
        let id = objet.id.to_string();
        let outil = lire(objet)?;
        // Reinforced secrecy (V3) is for caregivers.
        let secret = outil.visibilite == Visibilite::V3 && !seance.peut(Permission::BilanEcrire);
        if outil.volet() == volet && !secret {
            vues.push(vue(&pros, bilan, (id, vu), outil));
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
