//! A part of a bilan: answered, signed by its author, left aside with a reason, taken back.

mod choix;
mod courrier;
mod passage;
mod question;
mod vue;

pub(super) use choix::{choisis, propose, protocole, settle};
pub(super) use courrier::au_courrier;
pub(super) use passage::hand_over;
pub(super) use question::{attend, vierge};
pub(super) use vue::{etats, read};

use super::bilan::{BilanOuvert, reread};
use super::vues::{BilanPage, NonRealise, ParVolet, Repondre, Repondu};
use super::{Core, Session, formulaire, identifiant, secret};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::tables::{self, Champ, Reponse};
use crate::store::{Changement, Verbe, VoletRange, Vu, id_of};
use escale_domain::bilan::{BilanStatut, VoletCode, VoletStatut};
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::formulaire::{
    EtatQuestion, Formulaire, Lexique, PREFIXE_DU_CENTRE, Question, deux_tensions, enter, livre,
    semaines_et_jours,
};
use escale_domain::professionnel::Permission;
use escale_domain::regle;
use serde_json::{Value, json};
use uuid::Uuid;
use vue::{Reponses, Vue};

async fn find(
    session: &Session,
    ouvert: &BilanOuvert,
    code: &str,
) -> Result<(VoletCode, VoletRange)> {
    let inconnu = || Error::new(Code::Introuvable, "part");
    let volet = VoletCode::from_code(code).ok_or_else(inconnu)?;
    let rangees = session.store.volets(&ouvert.id.to_string()).await?;
    let rangee = rangees.into_iter().find(|r| r.code == code).ok_or_else(inconnu)?;
    Ok((volet, rangee))
}

/// Why the account may not write in a part, none where it may. The synthesis belongs to the pair,
/// every other part to the person who began it.
fn refus(session: &Session, ouvert: &BilanOuvert, rangee: &VoletRange) -> Result<()> {
    ouvert.modifiable()?;
    if !session.peut(Permission::BilanEcrire) {
        return Err(Error::new(Code::Interdit, "bilan_ecrire"));
    }
    let moi = &session.compte.id;
    let synthese = rangee.code == VoletCode::S16.code();
    if synthese && !ouvert.binome.contains(moi) {
        return Err(Error::new(Code::VoletDUnAutre, "synthesis of another pair")
            .avec_message("La synthèse revient au binôme."));
    }
    if matches!(rangee.statut.as_str(), "termine" | "non_realise") {
        return Err(Error::new(Code::VoletSigne, "part signed"));
    }
    match &rangee.auteur {
        Some(auteur) if auteur != moi && !synthese => {
            Err(Error::new(Code::VoletDUnAutre, "part of another"))
        }
        _ => Ok(()),
    }
}

/// The part to be written in, and its form; refuses an account that may not.
pub(super) async fn enter_part(
    session: &Session,
    ouvert: &BilanOuvert,
    code: VoletCode,
) -> Result<(VoletRange, &'static Formulaire)> {
    let (_, rangee) = find(session, ouvert, code.code()).await?;
    refus(session, ouvert, &rangee)?;
    let forme =
        livre(code, ouvert.version()).ok_or_else(|| Error::new(Code::Introuvable, "form"))?;
    Ok((rangee, forme))
}

/// The part that a question is asked in, and the form of the centre's own that asks it, if one does.
fn section_de<'l>(
    lexique: &'l Lexique,
    question: &str,
) -> Result<(VoletCode, Option<&'l Formulaire>)> {
    let du_centre = lexique.question(question).map(|(forme, _)| forme);
    let section = du_centre
        .map(|forme| forme.volet)
        .or_else(|| dictionnaire::item(question).map(|item| item.section))
        .ok_or_else(|| Error::new(Code::Introuvable, "question"))?;
    Ok((section, du_centre))
}

pub(super) async fn answer(core: &Core, demande: Repondre) -> Result<Repondu> {
    let session = core.session().await?;
    // The lock keeps a signature from coming between this read and the write.
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let lexique = formulaire::lexique(&session, ouvert.id).await?;
    let (section, du_centre) = section_de(&lexique, &demande.question)?;
    let (rangee, forme) = enter_part(&session, &ouvert, section).await?;
    let forme = du_centre.unwrap_or(forme);
    // A pressure written as one, "110/65", is the answer to two questions.
    let ecrites = match deux_tensions(&demande.question, &demande.valeur) {
        Some(paire) => paire
            .map_err(|phrase| Error::refus(Code::SaisieRefusee, &demande.question, phrase))?
            .map(|(code, valeur)| (code.to_owned(), valeur))
            .to_vec(),
        None => vec![(demande.question.clone(), demande.valeur.clone())],
    };
    let contexte = ouvert.contexte(core);
    let avant = Reponses::read(&session, &demande.bilan).await?;
    let vu = demande.vu.as_deref().map(identifiant).transpose()?;
    let mut changements = Vec::new();
    for (code, tapee) in &ecrites {
        let question =
            forme.question(code).ok_or_else(|| Error::new(Code::Introuvable, "question"))?;
        secret::pour_ecrire(&session, question.visibilite)?;
        let (tapee, jours) = match semaines_et_jours(question, tapee) {
            Some((semaines, jours)) => (semaines, Some(jours)),
            None => (tapee.clone(), None),
        };
        let valeur = enter(question, &tapee, &contexte)
            .map_err(|refus| Error::refus(Code::SaisieRefusee, refus.champ, refus.message))?;
        let connue = avant.saisie(code);
        let posture = demande.posture.as_deref();
        let mut saisie = saisie(&session, core, (section, question), &valeur, posture, connue);
        // The days of a term stay while its weeks do, and go with them.
        let connus = connue.filter(|c| c["valeur"] == valeur).map(|c| &c["precision_jours"]);
        let jours = jours.map(Value::from).or_else(|| connus.cloned());
        if let Some(jours) = jours.filter(|jours| !jours.is_null() && !valeur.is_null()) {
            saisie["precision_jours"] = jours;
        }
        let changement =
            Changement::set(id_of::<Reponse>(ouvert.id, code), Reponse::saisie(saisie));
        changements.push(match *code == demande.question {
            true => changement.vu(Vu::de_l_ecran(vu)),
            false => changement,
        });
        let premiere = connue.is_none();
        changements.extend(sa_rangee(&ouvert, forme, question, premiere));
    }
    changements.extend(begin(&session, &ouvert, &rangee)?);
    let acte = ouvert.acte(&session, Verbe::BilanRepondre, changements)?;
    let ecrit = session.store.record(acte).await?;

    let apres = Reponses::read(&session, &demande.bilan).await?;
    let vue = Vue::new(core, &session, &ouvert, apres).await?;
    let (etats_avant, etats) =
        (forme.etat(&contexte, &avant.valeurs()), forme.etat(&contexte, vue.valeurs()));
    let posees_avant = avant.posees(&session, &ouvert, &lexique).await?;
    let tue_avant = |code: &str| posees_avant.tues().iter().find(|t| t.reponse.code == code);
    let voulues: Vec<String> = etats
        .into_iter()
        .zip(etats_avant)
        .filter(|(a, b)| {
            ecrites.iter().any(|(code, _)| *code == a.code)
                || change(a, b)
                || vue.tue(&a.code) != tue_avant(&a.code)
        })
        .map(|(a, _)| a.code)
        .collect();
    let (_, rangee) = find(&session, &ouvert, section.code()).await?;
    Ok(Repondu {
        instant: instant(ecrit.instant),
        questions: vue.questions(&session, forme, Some(&voulues)).await?,
        volet: vue.etat(&rangee)?,
        conflit: !ecrit.conflits.is_empty(),
    })
}

/// The changes for an answer that the program writes, from the value that stands now: the cell, its
/// row the first time, and the part that begins.
pub(super) async fn changements(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    code: &str,
    valeur: impl FnOnce(&Value) -> Value,
) -> Result<Vec<Changement>> {
    let inconnue = || Error::new(Code::Introuvable, "question");
    let section = dictionnaire::item(code).map(|item| item.section).ok_or_else(inconnue)?;
    let (rangee, forme) = enter_part(session, ouvert, section).await?;
    let question = forme.question(code).ok_or_else(inconnue)?;
    let avant = Reponses::read(session, &ouvert.id.to_string()).await?;
    let connue = avant.saisie(code);
    let voulue = valeur(connue.map_or(&Value::Null, |saisie| &saisie["valeur"]));
    let valeur = enter(question, &voulue, &ouvert.contexte(core))
        .map_err(|refus| Error::refus(Code::SaisieRefusee, refus.champ, refus.message))?;
    let saisie = saisie(session, core, (section, question), &valeur, None, connue);
    let id = id_of::<Reponse>(ouvert.id, code);
    let mut changements = vec![Changement::set(id, Reponse::saisie(saisie))];
    changements.extend(accompany(session, ouvert, forme, question, &rangee, connue.is_none())?);
    Ok(changements)
}

/// Whether a question looks different after the answer to another one.
fn change(a: &EtatQuestion, b: &EtatQuestion) -> bool {
    a.active != b.active || a.calcule != b.calcule || a.avertissement != b.avertissement
}

/// What is kept of an answer: its value and what belongs to it.
fn saisie(
    session: &Session,
    core: &Core,
    (section, question): (VoletCode, &Question),
    valeur: &Value,
    posture: Option<&str>,
    avant: Option<&Value>,
) -> Value {
    let mut valeur = valeur.clone();
    // The author of the child's words is the account: no name is typed.
    if let Some(item) = dictionnaire::item(&question.code) {
        item.set_pros(&mut valeur, |connu| connu.is_none().then(|| session.compte.id.clone()));
    }
    let mut saisie = json!({
        "section": section, "valeur": valeur, "visibilite": question.visibilite,
        "auteur": session.compte.id, "date": core.monde.aujourd_hui(),
    });
    if let (Some(unite), false) = (&question.unite, valeur.is_null()) {
        saisie["unite"] = json!(unite);
    }
    let posture = posture.filter(|p| ["couche", "debout"].contains(p));
    let posture = posture.or_else(|| avant.and_then(|a| a["posture"].as_str()));
    if let (Some(posture), true) = (posture, question.posture) {
        saisie["posture"] = json!(posture);
    }
    if question.visibilite == Visibilite::V3 && !valeur.is_null() {
        // The tick that lets a V3 item into the letter stays as it was, and leaves with the answer.
        if let Some(inclure) = avant.and_then(|a| a.get("inclure_courrier")) {
            saisie["inclure_courrier"] = inclure.clone();
        }
    }
    saisie
}

/// What an answer brings with it: its own row the first time, and the part that begins.
fn accompany(
    session: &Session,
    ouvert: &BilanOuvert,
    forme: &Formulaire,
    question: &Question,
    rangee: &VoletRange,
    premiere: bool,
) -> Result<Vec<Changement>> {
    let mut changements = sa_rangee(ouvert, forme, question, premiere);
    changements.extend(begin(session, ouvert, rangee)?);
    Ok(changements)
}

/// The row of an answer, the first time.
fn sa_rangee(
    ouvert: &BilanOuvert,
    forme: &Formulaire,
    question: &Question,
    premiere: bool,
) -> Vec<Changement> {
    let mut changements = Vec::new();
    let id = id_of::<Reponse>(ouvert.id, &question.code);
    if premiere {
        let rang = forme.questions.iter().position(|q| q.code == question.code).unwrap_or(0);
        let section = usize::from(section_rang(forme.volet));
        // Those of the centre's forms come after all of the program's.
        let rang = match question.code.starts_with(PREFIXE_DU_CENTRE) {
            true => 10_000 + 1_000 * section + rang,
            false => 100 * section + rang,
        };
        let rang = i64::try_from(rang).unwrap_or(i64::MAX);
        changements = Changement::all(
            id,
            [
                Reponse::bilan(ouvert.id),
                Reponse::rang(rang),
                Reponse::question(question.code.clone()),
            ],
        );
    }
    changements
}

/// What the first thing written in a part brings with it: the part has an author, the bilan is open.
pub(super) fn begin(
    session: &Session,
    ouvert: &BilanOuvert,
    rangee: &VoletRange,
) -> Result<Vec<Changement>> {
    let mut changements = Vec::new();
    if rangee.statut == VoletStatut::NonCommence.code() {
        let volet = identifiant(&rangee.id)?;
        changements = Changement::all(
            volet,
            [tables::Volet::auteur(session.moi()?), tables::Volet::statut(VoletStatut::EnCours)],
        );
    }
    if ouvert.statut == BilanStatut::Planifie {
        changements.extend(ouvert.advance_to(BilanStatut::EnCours)?);
    }
    Ok(changements)
}

fn section_rang(volet: VoletCode) -> u8 {
    VoletCode::ALL.iter().position(|v| *v == volet).and_then(|r| u8::try_from(r).ok()).unwrap_or(0)
}

pub(super) async fn sign(core: &Core, demande: ParVolet) -> Result<BilanPage> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let (code, rangee) = find(&session, &ouvert, &demande.volet).await?;
    refus(&session, &ouvert, &rangee)?;
    if let Some(forme) = livre(code, ouvert.version()) {
        let valeurs = Reponses::read(&session, &demande.bilan).await?.valeurs();
        let lexique = formulaire::lexique(&session, ouvert.id).await?;
        let du_centre = lexique.formulaires().iter().filter(|f| f.volet == code);
        let contexte = ouvert.contexte(core);
        let manquants: Vec<String> = std::iter::once(forme)
            .chain(du_centre)
            .flat_map(|f| f.obligatoires_manquants(&contexte, &valeurs))
            .map(|q| format!("«\u{a0}{}\u{a0}»", q.label))
            .collect();
        if !manquants.is_empty() {
            let phrase = format!("Avant de signer, répondez à {}.", manquants.join(", "));
            return Err(Error::new(Code::ManquePourSigner, "required").avec_message(phrase));
        }
    }
    let moi = session.moi()?;
    let auteur = rangee.auteur.as_deref().map(identifiant).transpose()?;
    put(
        core,
        &session,
        &ouvert,
        &rangee,
        (Verbe::VoletSigner, ""),
        vec![
            tables::Volet::statut(VoletStatut::Termine),
            tables::Volet::auteur(auteur.unwrap_or(moi)),
            tables::Volet::signe_par(moi),
            tables::Volet::signe_le(core.monde.maintenant()),
        ],
    )
    .await
}

pub(super) async fn non_realise(core: &Core, demande: NonRealise) -> Result<BilanPage> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let (_, rangee) = find(&session, &ouvert, &demande.volet).await?;
    refus(&session, &ouvert, &rangee)?;
    let motif = demande.motif.trim();
    if !regle::dit(motif) {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "motif",
            "Écrivez pourquoi cette partie n’a pas été réalisée.",
        ));
    }
    put(
        core,
        &session,
        &ouvert,
        &rangee,
        (Verbe::VoletNonRealise, ""),
        vec![
            tables::Volet::statut(VoletStatut::NonRealise),
            tables::Volet::motif(motif.to_owned()),
            tables::Volet::auteur(session.moi()?),
            tables::Volet::signe_par(session.moi()?),
            tables::Volet::signe_le(core.monde.maintenant()),
        ],
    )
    .await
}

pub(super) async fn take_back(core: &Core, demande: ParVolet) -> Result<BilanPage> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    ouvert.modifiable()?;
    let (_, rangee) = find(&session, &ouvert, &demande.volet).await?;
    if rangee.signe_par.as_deref() != Some(session.compte.id.as_str()) {
        return Err(Error::new(Code::VoletDUnAutre, "signed by another"));
    }
    put(
        core,
        &session,
        &ouvert,
        &rangee,
        (Verbe::VoletReprendre, ""),
        vec![
            tables::Volet::statut(VoletStatut::EnCours),
            tables::Volet::motif(None::<String>),
            tables::Volet::signe_par(None::<Uuid>),
            tables::Volet::signe_le(None::<i64>),
        ],
    )
    .await
}

async fn put(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    rangee: &VoletRange,
    (verbe, motif): (Verbe, &str),
    champs: Vec<Champ<tables::Volet>>,
) -> Result<BilanPage> {
    let changements = Changement::all(identifiant(&rangee.id)?, champs);
    let mut acte = ouvert.acte(session, verbe, changements)?;
    acte.motif = (!motif.is_empty()).then(|| motif.to_owned());
    session.store.record(acte).await?;
    reread(core, session, ouvert.id).await
}
