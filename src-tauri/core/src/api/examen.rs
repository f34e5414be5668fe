//! The compulsory exams of childhood beside a bilan: which one it counts as, the certificate that is
//! due, and what is known of the screening for neuro-developmental disorders.

use super::bilan::BilanOuvert;
use super::vues::{
    CalculsBilan, CompterExamen, ExamensBilan, NoterReperage, RegleExamenLue, SourceMarquee,
};
use super::{Core, Session, calcul, enfant, professionnel};
use crate::error::{Code, Error, Result};
use crate::store::tables;
use crate::store::{Changement, Verbe, id_of};
use escale_domain::date::{DateCivile, DatePartielle, parse_date};
use escale_domain::examen::{
    CalendrierExamens, EtatReperage, Reperage, certificat, date_refusee, jalons,
};
use escale_domain::professionnel::Permission;
use uuid::Uuid;

/// What was said of a child's screenings, the earliest first.
pub(super) async fn reperages(session: &Session, enfant: Uuid) -> Result<Vec<Reperage>> {
    Ok(enfant::sans_id(session.store.fiches(enfant).await?))
}

/// Why a bilan cannot count as a compulsory exam.
async fn empechement(session: &Session, ouvert: &BilanOuvert) -> Result<Option<String>> {
    if !ouvert.bilan.bilan_type.regarde_tout() {
        let label = ouvert.bilan.bilan_type.label();
        return Ok(Some(format!(
            "«\u{a0}{label}\u{a0}» ne regarde pas tout ce qu’un examen obligatoire regarde."
        )));
    }
    let pros = professionnel::annuaire(session).await?;
    let mut tous = ouvert.binome.iter().chain(&*ouvert.bilan.intervenants_seconde_ligne);
    let medecin = tous.any(|id| pros.get(id).is_some_and(|p| p.docteur()));
    Ok((!medecin).then(|| {
        "Un examen obligatoire est fait par un médecin\u{a0}: ce bilan n’en a pas.".to_owned()
    }))
}

/// What the screen of a bilan shows of the exams.
pub(super) async fn vue(session: &Session, ouvert: &BilanOuvert) -> Result<ExamensBilan> {
    let (naissance, jour) = (ouvert.enfant.date_naissance, ouvert.date);
    let livre = CalendrierExamens::livre();
    let pros = professionnel::annuaire(session).await?;
    let mut dits = reperages(session, ouvert.enfant_id).await?;
    for dit in &mut dits {
        if let Some(pro) = pros.get(&dit.auteur) {
            dit.auteur = pro.nom_court();
        }
    }
    let a_cet_age = livre.du_jour(naissance, jour);
    let compte = ouvert.bilan.examen_obligatoire_correspondant;
    let lequel = compte.or(a_cet_age.as_ref().map(|examen| examen.code));
    Ok(ExamensBilan {
        empechement: empechement(session, ouvert).await?,
        certificat: lequel.and_then(|code| certificat(code, naissance, jour)),
        certificat_du: compte.is_some(),
        compte_nom: compte.map(|code| code.label().to_owned()),
        suivant: livre.suivant(naissance, jour),
        jalons: jalons(naissance, jour, &dits),
        modifiable: ouvert.statut.modifiable()
            && session.peut(Permission::BilanEcrire)
            && ouvert.binome.contains(&session.compte.id),
        a_cet_age,
        compte,
    })
}

/// Refuses an account outside the pair, and a bilan that has a signature.
fn au_binome(session: &Session, ouvert: &BilanOuvert) -> Result<()> {
    ouvert.modifiable()?;
    if ouvert.binome.contains(&session.compte.id) {
        return Ok(());
    }
    Err(Error::new(Code::VoletDUnAutre, "exam of another pair")
        .avec_message("Ce qui touche aux examens obligatoires revient au binôme."))
}

/// Says that a bilan counts as the exam of the child's age, or as none.
pub(super) async fn count(core: &Core, demande: CompterExamen) -> Result<CalculsBilan> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    au_binome(&session, &ouvert)?;
    let refus = |phrase: String| Error::refus(Code::SaisieRefusee, "examen", phrase);
    if let Some(code) = demande.examen {
        if let Some(phrase) = empechement(&session, &ouvert).await? {
            return Err(refus(phrase));
        }
        let du_jour = CalendrierExamens::livre().du_jour(ouvert.enfant.date_naissance, ouvert.date);
        if du_jour.is_none_or(|examen| examen.code != code) {
            return Err(refus(
                "Le jour du bilan, l’enfant n’a pas l’âge de cet examen obligatoire.".to_owned(),
            ));
        }
    }
    if demande.examen != ouvert.bilan.examen_obligatoire_correspondant {
        let compte = tables::Bilan::examen_obligatoire_correspondant(demande.examen);
        let changement = Changement::set(ouvert.id, compte);
        let acte = ouvert.acte(&session, Verbe::ExamenCompter, vec![changement])?;
        session.store.record(acte).await?;
    }
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    calcul::bilan(core, &session, &ouvert).await
}

/// Notes what is known of a screening.
pub(super) async fn note(core: &Core, demande: NoterReperage) -> Result<CalculsBilan> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    au_binome(&session, &ouvert)?;
    let (naissance, enfant) = (ouvert.enfant.date_naissance, ouvert.enfant_id);
    if !jalons(naissance, ouvert.date, &[]).iter().any(|j| j.jalon == demande.jalon) {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "jalon",
            "Ce repérage ne concerne pas l’enfant le jour de ce bilan.",
        ));
    }
    let aujourd_hui = core.monde.aujourd_hui();
    let date = quand(&demande, naissance, aujourd_hui)?;
    let id = id_of::<tables::Reperage>(enfant, demande.jalon.code());
    let mut champs = vec![
        tables::Reperage::etat(demande.etat),
        tables::Reperage::date(date),
        tables::Reperage::auteur(session.moi()?),
        tables::Reperage::note_le(aujourd_hui),
    ];
    if session.store.row_facultative::<tables::Reperage>(id).await?.is_none() {
        let rang = session.store.count::<tables::Reperage>(enfant).await?;
        champs.push(tables::Reperage::enfant(enfant));
        champs.push(tables::Reperage::rang(rang));
        champs.push(tables::Reperage::jalon(demande.jalon));
    }
    let changements = Changement::all(id, champs);
    session.store.record(ouvert.acte(&session, Verbe::ReperageNoter, changements)?).await?;
    calcul::bilan(core, &session, &ouvert).await
}

/// When a screening was done, where that was said.
fn quand(
    demande: &NoterReperage,
    naissance: DateCivile,
    aujourd_hui: DateCivile,
) -> Result<Option<DatePartielle>> {
    let texte = demande.date.trim();
    let dite = demande.etat.is_some_and(|etat| etat != EtatReperage::NonFait);
    if texte.is_empty() || !dite {
        return Ok(None);
    }
    let lue = parse_date(texte, aujourd_hui)
        .map_err(|refus| Error::refus(Code::DateRefusee, "date", refus.to_string()))?;
    match date_refusee(lue.date, naissance, aujourd_hui) {
        Some(phrase) => Err(Error::refus(Code::SaisieRefusee, "date", phrase)),
        None => Ok(Some(lue.date)),
    }
}

/// The rules of the exams and of the screenings in words, for the screen "Références".
pub(super) fn regles() -> Vec<RegleExamenLue> {
    let livre = CalendrierExamens::livre();
    let examens = livre.examens.iter().map(|regle| RegleExamenLue {
        nom: regle.code.label().to_owned(),
        age: regle.age_en_lettres(),
        periode: regle.periode_en_lettres(),
        certificat: regle
            .certificat
            .map(|rang| format!("{rang}{} certificat", if rang == 1 { "er" } else { "e" }))
            .unwrap_or_default(),
        note: regle.note.clone(),
        source: regle.source.clone(),
        verifie: regle.verifie,
    });
    let reperages = livre.reperages.iter().map(|regle| RegleExamenLue {
        nom: regle.code.label().to_owned(),
        age: regle.age_en_lettres(),
        periode: format!("depuis le\u{a0}{}", regle.valable_du.en_lettres()),
        certificat: String::new(),
        note: regle.note.clone(),
        source: regle.source.clone(),
        verifie: regle.verifie,
    });
    examens.chain(reperages).collect()
}

/// What the marks of these sources stand for.
pub(super) fn sources() -> Vec<SourceMarquee> {
    let marques = CalendrierExamens::livre().sources.iter();
    marques
        .map(|(marque, texte)| SourceMarquee { marque: marque.clone(), texte: texte.clone() })
        .collect()
}
