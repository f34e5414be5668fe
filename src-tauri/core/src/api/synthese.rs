//! The proposals of the synthesis: shown to the pair, kept, made a recommendation of, set aside.

use super::alerte::{self, Reponse};
use super::bilan::BilanOuvert;
use super::calcul::Examen;
use super::vues::{
    ParBilan, PreconisationSaisie, PreconiserProposition, PropositionVue, Reste, TraiterProposition,
};
use super::{Core, Session, posees, preconisation, secret, volet};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Champ, Lu, Preconisation};
use crate::store::{Changement, Verbe, id_of};
use escale_domain::alerte::Alerte;
use escale_domain::bilan::{Probleme, Traitement, VoletCode};
use escale_domain::codes::Visibilite;
use escale_domain::enfant::AutorisationStatut;
use escale_domain::preconisation::{Financement, PreconisationStatut, Responsable};
use escale_domain::synthese::{self, Origine, Proposition, Sort};
use serde_json::{Value, json};
use uuid::Uuid;

/// What the pair decided, where it reads.
fn sort(proposition: &tables::Proposition) -> Option<Sort> {
    proposition.sort.as_ref().and_then(Lu::ok)
}

/// What the bilan proposes, with the alerts behind it.
async fn gather(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
) -> Result<(Vec<Proposition>, Vec<Alerte>)> {
    let examen = Examen::make(core, session, ouvert).await?;
    Ok((synthese::propose(&examen.dossier, &examen.alertes), examen.alertes))
}

pub(super) async fn propose(core: &Core, demande: ParBilan) -> Result<Vec<PropositionVue>> {
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    session.log_reading_once(ouvert.enfant_id, "bilan").await?;
    vues(core, &session, &ouvert).await
}

async fn vues(core: &Core, session: &Session, ouvert: &BilanOuvert) -> Result<Vec<PropositionVue>> {
    let (propositions, alertes) = gather(core, session, ouvert).await?;
    let traitees: Vec<tables::Proposition> = session.store.rows(ouvert.id).await?;
    let precos: Vec<Preconisation> = session.store.rows(ouvert.id).await?;
    let tient = |id: &&str| {
        let annulee = PreconisationStatut::Annulee;
        precos.iter().any(|p| p.statut != annulee && p.id.to_string() == *id)
    };
    let alertes = alerte::vues(session, ouvert, &alertes).await?;
    Ok(propositions
        .into_iter()
        .map(|proposition| {
            let traitee = traitees.iter().find(|t| t.cle == proposition.cle);
            let alerte =
                alertes.iter().find(|a| Some(&a.alerte.cle) == proposition.alerte.as_ref());
            let reponse = alerte.and_then(|a| a.reponse.clone());
            // A recommendation written from the alert itself is one of this proposal, too.
            let preconisee = traitee
                .and_then(|t| t.preconisation.as_deref())
                .filter(&tient)
                .or_else(|| reponse.as_ref()?.preconisation.as_deref().filter(&tient))
                .map(str::to_owned);
            let sort = traitee.and_then(sort);
            let probleme = traitee.and_then(|t| t.probleme.as_deref()).filter(|p| !p.is_empty());
            PropositionVue {
                probleme: probleme.map(str::to_owned),
                volet_label: proposition.volet.label().to_owned(),
                origine_label: proposition.origine.label().to_owned(),
                se_garde: proposition.se_garde(),
                attend: sort.is_none() && preconisee.is_none() && reponse.is_none(),
                bloquante: alerte.is_some_and(|a| a.alerte.bloquante),
                sort,
                preconisee,
                reponse,
                proposition,
            }
        })
        .collect())
}

/// What the pair kept without saying how grave, how old or how certain it is, and recommendations
/// without anyone responsible: the letter says nothing of these, and no default is made up.
pub(super) async fn a_preciser(session: &Session, ouvert: &BilanOuvert) -> Result<Vec<Reste>> {
    let mut phrases = Vec::new();
    for reponse in &posees::du_bilan(session, &ouvert.id.to_string()).await? {
        if reponse.code != "syn.problemes" {
            continue;
        }
        let rangees = reponse.valeur.as_array().cloned().unwrap_or_default();
        for rangee in rangees {
            // A row that does not read is told where it is read for the letter.
            let Ok(probleme) = serde_json::from_value::<Probleme>(rangee) else { continue };
            let manque = probleme.a_preciser();
            if let Some(manque) = enumerate(&manque) {
                let libelle = probleme.libelle;
                phrases.push(Reste::dans(
                    VoletCode::S16,
                    format!(
                        "Dans la synthèse, «\u{a0}{libelle}\u{a0}»\u{a0}: {manque} à choisir. Sans \
                         choix, le courrier cite le problème sans le qualifier."
                    ),
                ));
            }
        }
    }
    for preco in session.store.rows::<Preconisation>(ouvert.id).await? {
        let annulee = preco.statut == PreconisationStatut::Annulee;
        let secrete = preco.visibilite == Visibilite::V3;
        if !annulee && !secrete && preco.responsable == Responsable::Inconnu {
            let libelle = preco.libelle;
            phrases.push(Reste::dans(
                VoletCode::S16,
                format!(
                    "Dans la synthèse, «\u{a0}{libelle}\u{a0}»\u{a0}: qui s’en assure n’est pas précisé."
                ),
            ));
        }
    }
    Ok(phrases)
}

/// "gravité, ancienneté et certitude".
fn enumerate(mots: &[&str]) -> Option<String> {
    match mots.split_last()? {
        (dernier, []) => Some((*dernier).to_owned()),
        (dernier, autres) => Some(format!("{} et {dernier}", autres.join(", "))),
    }
}

/// What noting a decision about a proposal changes.
async fn note(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    proposition: &Proposition,
    champs: Vec<Champ<tables::Proposition>>,
) -> Result<Vec<Changement>> {
    let cle = proposition.cle.as_str();
    let id = id_of::<tables::Proposition>(ouvert.id, cle);
    let connues: Vec<tables::Proposition> = session.store.rows(ouvert.id).await?;
    let mut tous = champs;
    tous.push(tables::Proposition::auteur(session.moi()?));
    tous.push(tables::Proposition::instant(core.monde.maintenant()));
    tous.push(tables::Proposition::visibilite(proposition.visibilite));
    if !connues.iter().any(|o| o.id == id) {
        tous.push(tables::Proposition::bilan(ouvert.id));
        tous.push(tables::Proposition::rang(i64::try_from(connues.len()).unwrap_or(i64::MAX)));
        tous.push(tables::Proposition::cle(cle));
    }
    Ok(Changement::all(id, tous))
}

/// The proposal of that name, in a bilan whose synthesis the account may write.
async fn find(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    cle: &str,
) -> Result<(Proposition, Vec<Alerte>)> {
    volet::enter_part(session, ouvert, VoletCode::S16).await?;
    let (propositions, alertes) = gather(core, session, ouvert).await?;
    let trouvee = propositions.into_iter().find(|p| p.cle == cle);
    Ok((trouvee.ok_or_else(|| Error::new(Code::Introuvable, "proposal"))?, alertes))
}

pub(super) async fn handle(
    core: &Core,
    demande: TraiterProposition,
) -> Result<Vec<PropositionVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let (proposition, alertes) = find(core, &session, &ouvert, &demande.cle).await?;
    let id = id_of::<tables::Proposition>(ouvert.id, &proposition.cle);
    let avant: Option<tables::Proposition> = session.store.row_facultative(id).await?;
    let deja = avant.as_ref().and_then(sort);
    if deja == demande.sort {
        return vues(core, &session, &ouvert).await;
    }
    let mut changements = Vec::new();
    let mut probleme = None;
    let alerte = alertes.iter().find(|a| Some(&a.cle) == proposition.alerte.as_ref());
    if let Some(alerte) = alerte.filter(|a| !a.bloquante) {
        changements.extend(answer(core, &session, &ouvert, alerte, (deja, &demande)).await?);
    }
    if demande.sort == Some(Sort::Gardee) {
        if !proposition.se_garde() {
            return Err(Error::new(Code::SaisieRefusee, "reinforced secrecy").avec_message(
                "Cet élément est sous secret renforcé\u{a0}: écrivez vous-même ce que la synthèse \
                 en dit.",
            ));
        }
        let libelle = demande.libelle.as_deref().unwrap_or(&proposition.libelle).trim().to_owned();
        let (ajouts, numero) = keep(core, &session, &ouvert, &proposition, libelle).await?;
        changements.extend(ajouts);
        probleme = numero;
    } else if deja == Some(Sort::Gardee) {
        changements.extend(withdraw(core, &session, &ouvert, avant.as_ref()).await?);
    }
    let champs = vec![
        tables::Proposition::sort(demande.sort.map(Lu::from)),
        tables::Proposition::probleme(probleme),
    ];
    changements.extend(note(core, &session, &ouvert, &proposition, champs).await?);
    let acte = ouvert.acte(&session, Verbe::PropositionTraiter, changements)?;
    session.store.record(acte).await?;
    vues(core, &session, &ouvert).await
}

/// What is decided about a proposal is the answer to the alert behind it. An action or a
/// recommendation noted there stays, also when the decision is taken back.
async fn answer(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    alerte: &Alerte,
    (deja, demande): (Option<Sort>, &TraiterProposition),
) -> Result<Vec<Changement>> {
    let connues = alerte::vues(session, ouvert, std::slice::from_ref(alerte)).await?;
    let reponse = connues.into_iter().find_map(|a| a.reponse);
    let ecartee = reponse.as_ref().is_some_and(|r| r.traitement == Traitement::Ecartee.code());
    let reprise = reponse.as_ref().is_some_and(|r| r.traitement == Traitement::Reprise.code());
    let (traitement, texte) = match demande.sort {
        // What is a problem of the synthesis is set aside no more.
        Some(Sort::Gardee) if reponse.is_none() || ecartee => (Traitement::Reprise, String::new()),
        Some(Sort::Ecartee) => {
            let motif = demande.motif.as_deref().unwrap_or_default().trim();
            if motif.is_empty() {
                let phrase = "Écrivez pourquoi cette alerte est écartée.";
                return Err(Error::refus(Code::SaisieRefusee, "motif", phrase));
            }
            (Traitement::Ecartee, motif.to_owned())
        }
        None if reprise || (ecartee && deja == Some(Sort::Ecartee)) => {
            return Ok(alerte::forget(ouvert, alerte));
        }
        Some(Sort::Gardee) | None => return Ok(Vec::new()),
    };
    let reponse = Reponse { traitement, texte: &texte, preconisation: None };
    alerte::changements(core, session, ouvert, alerte, reponse).await
}

/// Takes a proposal over into the synthesis: a row of the problems, or a line of what is missing.
/// Gives the number of the row.
async fn keep(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    proposition: &Proposition,
    libelle: String,
) -> Result<(Vec<Changement>, Option<String>)> {
    if libelle.is_empty() {
        return Err(Error::refus(Code::SaisieRefusee, "libelle", "Écrivez ce qui est gardé."));
    }
    if proposition.origine == Origine::Manque {
        let ligne = |avant: &Value| match avant.as_str().map(str::trim_end).unwrap_or_default() {
            "" => json!(libelle),
            texte => json!(format!("{texte}\n{libelle}")),
        };
        let code = "syn.elements_manquants";
        return Ok((volet::changements(core, session, ouvert, code, ligne).await?, None));
    }
    let mut numero = None;
    let rangee = |avant: &Value| {
        let mut rangees = avant.as_array().cloned().unwrap_or_default();
        let pris = |n: &usize| rangees.iter().any(|r| r["id"] == json!(format!("PB{n}")));
        let libre = (1..).find(|n| !pris(n)).unwrap_or_default();
        numero = Some(format!("PB{libre}"));
        rangees.push(json!({
            "id": numero, "libelle": libelle, "domaine": proposition.domaine,
        }));
        Value::Array(rangees)
    };
    let changements = volet::changements(core, session, ouvert, "syn.problemes", rangee).await?;
    Ok((changements, numero))
}

/// Takes back out the problem that was kept of a proposal, if the pair has left it there. A line of
/// what is missing stays: it is a text that the pair may have worked on.
async fn withdraw(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    avant: Option<&tables::Proposition>,
) -> Result<Vec<Changement>> {
    let numero = avant.and_then(|p| p.probleme.clone()).unwrap_or_default();
    if numero.is_empty() {
        return Ok(Vec::new());
    }
    let sans = |avant: &Value| {
        let mut rangees = avant.as_array().cloned().unwrap_or_default();
        rangees.retain(|r| r["id"] != json!(numero));
        Value::Array(rangees)
    };
    volet::changements(core, session, ouvert, "syn.problemes", sans).await
}

/// What answering an alert with a recommendation changes here: the same as one click on its proposal.
/// Where the synthesis cannot be written any more, the answer stands alone.
pub(super) async fn keep_for(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    alerte: &Alerte,
    preconisation: Uuid,
) -> Result<Vec<Changement>> {
    if volet::enter_part(session, ouvert, VoletCode::S16).await.is_err() {
        return Ok(Vec::new());
    }
    bind(core, session, ouvert, &Proposition::d_une_alerte(alerte), preconisation).await
}

/// Ties a recommendation to its proposal. The problem is kept in the synthesis with it, so that the
/// doctor sees what it is recommended for; but not where more people would read the problem than its
/// answer.
async fn bind(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
    proposition: &Proposition,
    preconisation: Uuid,
) -> Result<Vec<Changement>> {
    let mut champs = vec![tables::Proposition::preconisation(preconisation.to_string())];
    let mut changements = Vec::new();
    let id = id_of::<tables::Proposition>(ouvert.id, &proposition.cle);
    let avant: Option<tables::Proposition> = session.store.row_facultative(id).await?;
    let deja = avant.as_ref().and_then(sort);
    if proposition.se_garde() && deja != Some(Sort::Gardee) {
        let libelle = proposition.libelle.clone();
        let (ajouts, numero) = keep(core, session, ouvert, proposition, libelle).await?;
        changements.extend(ajouts);
        champs.push(tables::Proposition::sort(Lu::from(Sort::Gardee)));
        champs.push(tables::Proposition::probleme(numero));
    }
    changements.extend(note(core, session, ouvert, proposition, champs).await?);
    Ok(changements)
}

pub(super) async fn recommend(
    core: &Core,
    demande: PreconiserProposition,
) -> Result<Vec<PropositionVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let (proposition, alertes) = find(core, &session, &ouvert, &demande.cle).await?;
    let Some(voulue) = &proposition.preconisation else {
        return Err(Error::new(Code::SaisieRefusee, "nothing is proposed").avec_message(
            "Rien n’est proposé ici\u{a0}: ajoutez la préconisation de votre choix.",
        ));
    };
    let deja = vues(core, &session, &ouvert).await?;
    if deja.iter().any(|p| p.proposition.cle == demande.cle && p.preconisee.is_some()) {
        return Ok(deja);
    }
    // A recommendation has a date at once, the one that the proposal shows. Who is responsible, who
    // pays and whether the holders agree are still unknown.
    let saisie = PreconisationSaisie {
        preco_type: voulue.preco_type,
        libelle: voulue.libelle.clone(),
        justification: match proposition.visibilite {
            Visibilite::V3 => String::new(),
            _ => proposition.detail.clone(),
        },
        libelle_partageable: voulue.libelle_partageable.clone(),
        priorite: voulue.priorite,
        echeance: core.monde.aujourd_hui().plus_jours(voulue.delai_jours).iso(),
        nb_seances: None,
        frequence: None,
        financement: Financement::Inconnu,
        autorisation: AutorisationStatut::Inconnue,
        responsable: Responsable::Inconnu,
        visibilite: proposition.visibilite.max(Visibilite::V2),
    };
    secret::pour_ecrire(&session, saisie.visibilite)?;
    let id = core.monde.nouvel_id();
    let mut changements = preconisation::nouvelle(core, &session, &ouvert, id, &saisie).await?;
    changements.extend(bind(core, &session, &ouvert, &proposition, id).await?);
    let alerte = alertes.iter().find(|a| Some(&a.cle) == proposition.alerte.as_ref());
    // An urgent one asks what was done: a recommendation alone does not answer it.
    if let Some(alerte) = alerte.filter(|a| !a.bloquante) {
        let reponse =
            Reponse { traitement: Traitement::Preconisation, texte: "", preconisation: Some(id) };
        changements.extend(alerte::changements(core, &session, &ouvert, alerte, reponse).await?);
    }
    let acte = ouvert.acte(&session, Verbe::PreconisationEcrire, changements)?;
    session.store.record(acte).await?;
    vues(core, &session, &ouvert).await
}
