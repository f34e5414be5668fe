//! Vaccines: the doses of a child, what the calendar says of them, and what a doctor decides.

use super::vues::{
    AjouterDose, CalculsEnfant, DeciderVaccin, DoseNotee, FaiteACompleter, LireProduit, ParId,
    ProduitLu, RayerDose, Vaccins,
};
use super::{Core, Session, calcul, enfant, identifiant, posees, professionnel};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Json};
use crate::store::{Acte, Changement, Verbe, id_of};
use escale_domain::calcul::{self as domaine, Matiere};
use escale_domain::date::DateCivile;
use escale_domain::professionnel::{Permission, Profession};
use escale_domain::regle;
use escale_domain::vaccination::{
    DecisionVaccinale, Dose, Preuve, SourceVaccinale, parse_ligne, produits_proposes, remarques,
};
use uuid::Uuid;

/// What the calendar says on the day of `matiere`, with the doses and who may do what.
pub(super) async fn vue(
    session: &Session,
    enfant: &tables::Enfant,
    matiere: &Matiere,
) -> Result<Vaccins> {
    let fiches: Vec<(Uuid, Dose)> = session.store.fiches(enfant.id).await?;
    let recues: Vec<Dose> = fiches.iter().map(|(_, dose)| dose.clone()).collect();
    let mut doses: Vec<DoseNotee> =
        fiches.into_iter().map(|(id, dose)| DoseNotee { id: id.to_string(), dose }).collect();
    doses.sort_by_key(|d| std::cmp::Reverse(d.dose.date));
    let pros = professionnel::annuaire(session).await?;
    let mut etat = matiere.vaccins();
    for decision in etat.valences.iter_mut().filter_map(|v| v.decision.as_mut()) {
        if let Some(pro) = pros.get(&decision.auteur) {
            decision.auteur = pro.nom_court();
        }
    }
    Ok(Vaccins {
        etat,
        doses,
        source: enfant.vaccination_source,
        contre_indications: enfant.contre_indications.0.clone(),
        a_completer: a_completer(session, enfant.id, &recues).await?,
        peut_decider: medecin(session),
        peut_saisir: session.peut(Permission::BilanEcrire),
    })
}

/// What the bilans of a child say was given on their day, without a dose of the carnet, the latest
/// first.
async fn a_completer(
    session: &Session,
    enfant: Uuid,
    doses: &[Dose],
) -> Result<Vec<FaiteACompleter>> {
    let mut faites = Vec::new();
    for bilan in session.store.bilans(&enfant.to_string()).await? {
        let abime = || Error::new(Code::BaseAbimee, "bilan does not read");
        let date = DateCivile::parse_iso(&bilan.date).ok_or_else(abime)?;
        let posees = posees::du_bilan(session, &bilan.id).await?;
        let valences = domaine::faites_a_completer(&posees, doses, date);
        if !valences.is_empty() {
            faites.push(FaiteACompleter { date, valences });
        }
    }
    faites.sort_by_key(|faite| std::cmp::Reverse(faite.date));
    Ok(faites)
}

/// Adds to the doses of a child what its bilans before `avant` (all of them without one) say was
/// given on their day: it was received, even though its product and lot are not written.
pub(super) async fn add_faites(
    session: &Session,
    enfant: Uuid,
    avant: Option<DateCivile>,
    doses: &mut Vec<Dose>,
) -> Result<()> {
    let faites = a_completer(session, enfant, doses).await?;
    doses.extend(faites.into_iter().filter(|f| avant.is_none_or(|jour| f.date < jour)).map(|f| {
        Dose {
            produit: String::new(),
            valences: f.valences,
            date: f.date,
            lot: None,
            lieu: String::new(),
            preuve: Preuve::Carnet,
        }
    }));
    Ok(())
}

/// What is read of a name while it is typed.
pub(super) async fn read_produit(core: &Core, demande: LireProduit) -> Result<ProduitLu> {
    let session = core.session().await?;
    let fiche: tables::Enfant = session.store.row(identifiant(&demande.enfant)?).await?;
    let le = enfant::date(core, &demande.date).ok();
    let propositions = match demande.produit.trim() {
        "" => Vec::new(),
        debut => produits_proposes(debut),
    };
    Ok(ProduitLu {
        propositions,
        valences: parse_ligne(&demande.produit).valences(),
        remarques: remarques(&demande.produit, &demande.valences, fiche.date_naissance, le),
    })
}

/// The engine suggests, the doctor decides (design §6.3).
fn medecin(session: &Session) -> bool {
    Profession::from_code(&session.compte.profession).is_some_and(Profession::docteur)
}

/// The decisions of a child's doctors, the earliest first.
pub(super) async fn decisions(session: &Session, enfant: Uuid) -> Result<Vec<DecisionVaccinale>> {
    Ok(enfant::sans_id(session.store.fiches(enfant).await?))
}

fn refus(champ: &str, phrase: &str) -> Error {
    Error::refus(Code::SaisieRefusee, champ, phrase)
}

pub(super) async fn add(core: &Core, nouvelle: AjouterDose) -> Result<CalculsEnfant> {
    let session = core.session().await?;
    let enfant_id = identifiant(&nouvelle.enfant)?;
    let fiche: tables::Enfant = session.store.row(enfant_id).await?;
    let naissance = enfant::naissance_sure(&fiche);
    let date = enfant::vecu(core, naissance, &nouvelle.date, "La date de cette dose")?;
    let produit = nouvelle.produit.trim();
    if !regle::dose(produit, &nouvelle.valences) {
        return Err(refus(
            "valences",
            "Indiquez contre quoi cette dose protège, ou le produit écrit sur le carnet.",
        ));
    }
    let mut a_dire = remarques(produit, &nouvelle.valences, fiche.date_naissance, Some(date));
    let mut valences = nouvelle.valences;
    if valences.is_empty() {
        valences = parse_ligne(produit).valences();
    }
    let mut vues = std::collections::BTreeSet::new();
    valences.retain(|valence| vues.insert(*valence));
    let _tour = session.decide().await;
    let doses: Vec<(Uuid, Dose)> = session.store.fiches(enfant_id).await?;
    let pareille = doses.iter().any(|(_, d)| {
        d.date == date && d.valences.iter().any(|valence| valences.contains(valence))
    });
    if pareille {
        a_dire.push(
            "Une dose contre la même maladie est déjà notée ce jour-là. Si elle est fausse, rayez-la \
             d’abord\u{a0}; deux doses d’un même jour comptent une seule fois."
                .to_owned(),
        );
    }
    if !a_dire.is_empty() && !nouvelle.confirmee {
        return Err(Error::refus(Code::AConfirmer, "confirmee", a_dire.join(" ")));
    }
    let texte = |t: &str| regle::dit(t).then(|| t.trim().to_owned());
    let mut changements = Changement::new(&tables::Dose {
        id: core.monde.nouvel_id(),
        enfant: enfant_id,
        rang: session.store.count::<tables::Dose>(enfant_id).await?,
        produit: produit.to_owned(),
        valences: Json(valences),
        date,
        lot: texte(&nouvelle.lot),
        lieu: nouvelle.lieu.trim().to_owned(),
        preuve: nouvelle.preuve,
        raye: None,
    });
    let vue = matches!(nouvelle.preuve, Preuve::Carnet | Preuve::Cr);
    if vue && fiche.vaccination_source == SourceVaccinale::Absent {
        // A document was seen after all; it is not known whether all of it was.
        let source = tables::Enfant::vaccination_source(SourceVaccinale::Inconnu);
        changements.push(Changement::set(enfant_id, source));
    }
    write(&session, Verbe::DoseAjouter, enfant_id, None, changements).await?;
    calcul::de_l_enfant(core, &session, enfant_id).await
}

pub(super) async fn strike(core: &Core, demande: RayerDose) -> Result<CalculsEnfant> {
    let session = core.session().await?;
    let enfant_id = identifiant(&demande.enfant)?;
    let id = identifiant(&demande.id)?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(refus("motif", "Écrivez pourquoi cette dose est rayée."));
    }
    let _tour = session.decide().await;
    let doses: Vec<(Uuid, Dose)> = session.store.fiches(enfant_id).await?;
    if !doses.iter().any(|(dose, _)| *dose == id) {
        return Err(Error::new(Code::Introuvable, "dose"));
    }
    let changement = Changement::set(id, tables::Dose::raye(motif.to_owned()));
    write(&session, Verbe::DoseRayer, enfant_id, Some(motif.to_owned()), vec![changement]).await?;
    calcul::de_l_enfant(core, &session, enfant_id).await
}

pub(super) async fn decide(core: &Core, demande: DeciderVaccin) -> Result<CalculsEnfant> {
    let session = core.session().await?;
    if !medecin(&session) {
        return Err(Error::new(Code::Interdit, "not a doctor")
            .avec_message("Seul un médecin peut aller contre le calendrier vaccinal."));
    }
    let enfant_id = identifiant(&demande.enfant)?;
    session.store.require::<tables::Enfant>(enfant_id).await?;
    let aujourd_hui = core.monde.aujourd_hui();
    let motif = demande.motif.trim();
    if demande.decision.is_some() && !regle::dit(motif) {
        return Err(refus("motif", "Écrivez la raison de cette décision."));
    }
    let jusqu_au: Option<DateCivile> = match demande.jusqu_au.trim() {
        "" => None,
        texte => Some(enfant::date(core, texte).map_err(|e| e.sur("jusqu_au"))?),
    };
    if jusqu_au.is_some_and(|fin| fin < aujourd_hui) {
        return Err(refus(
            "jusqu_au",
            "Cette décision prendrait fin dans le passé. Écrivez un jour à venir, ou rien.",
        ));
    }
    let _tour = session.decide().await;
    let id = id_of::<tables::DecisionVaccinale>(enfant_id, demande.valence.code());
    let connue: Option<tables::DecisionVaccinale> = session.store.row_facultative(id).await?;
    let mut champs = vec![
        tables::DecisionVaccinale::decision(demande.decision),
        tables::DecisionVaccinale::motif(motif),
        tables::DecisionVaccinale::jusqu_au(jusqu_au),
        tables::DecisionVaccinale::auteur(session.moi()?),
        tables::DecisionVaccinale::date(aujourd_hui),
    ];
    if connue.is_none() {
        let rang = session.store.count::<tables::DecisionVaccinale>(enfant_id).await?;
        champs.push(tables::DecisionVaccinale::enfant(enfant_id));
        champs.push(tables::DecisionVaccinale::rang(rang));
        champs.push(tables::DecisionVaccinale::valence(demande.valence));
    }
    let changements = Changement::all(id, champs);
    let motif = (!motif.is_empty()).then(|| motif.to_owned());
    write(&session, Verbe::VaccinDecider, enfant_id, motif, changements).await?;
    calcul::de_l_enfant(core, &session, enfant_id).await
}

async fn write(
    session: &Session,
    verbe: Verbe,
    enfant: Uuid,
    motif: Option<String>,
    changements: Vec<Changement>,
) -> Result<()> {
    let auteur = Some(session.moi()?);
    let acte = Acte { verbe, auteur, enfant: Some(enfant), motif, changements };
    session.store.record(acte).await.map(|_| ())
}

/// The growth and the vaccines of a child today.
pub(super) async fn calculs(core: &Core, ParId { id }: ParId) -> Result<CalculsEnfant> {
    let session = core.session().await?;
    let id = identifiant(&id)?;
    session.store.require::<tables::Enfant>(id).await?;
    session.log_reading_once(id, "croissance").await?;
    calcul::de_l_enfant(core, &session, id).await
}
