//! Vaccines: the doses of a child, what the calendar says of them, and what a doctor decides.

use super::vues::{
    AjouterDose, CalculsEnfant, DeciderVaccin, DoseNotee, FaiteACompleter, LireProduit, ParId,
    ProduitLu, RayerDose, Vaccins,
};
use super::{Core, Seance, calcul, derive_id, enfant, identifiant, posees, professionnel};
use crate::error::{Code, Error, Result};
use crate::store::{Acte, Changement, Entite, Objet, Verbe, Vu};
use escale_domain::calcul::{self as domaine, Matiere};
use escale_domain::date::DateCivile;
use escale_domain::professionnel::{Permission, Profession};
use escale_domain::regle;
use escale_domain::vaccination::{
    DecisionVaccinale, Dose, Preuve, lire_ligne, produits_proposes, remarques,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// What the calendar says on the day of `matiere`, with the doses and who may do what.
pub(super) async fn vue(
    seance: &Seance,
    enfant_id: Uuid,
    objet: &Objet,
    matiere: &Matiere,
) -> Result<Vaccins> {
    let vaccinations = enfant::vaccinations(seance, enfant_id, objet).await?;
    let mut doses: Vec<DoseNotee> = enfant::doses(seance, enfant_id)
        .await?
        .into_iter()
        .map(|(id, dose)| DoseNotee { id: id.to_string(), dose })
        .collect();
    doses.sort_by_key(|d| std::cmp::Reverse(d.dose.date));
    let pros = professionnel::annuaire(seance).await?;
    let mut etat = matiere.vaccins();
    for decision in etat.valences.iter_mut().filter_map(|v| v.decision.as_mut()) {
        if let Some(pro) = pros.get(&decision.auteur) {
            decision.auteur = pro.nom_court();
        }
    }
    Ok(Vaccins {
        etat,
        doses,
        source: vaccinations.source,
        contre_indications: vaccinations.contre_indications,
        a_completer: a_completer(seance, enfant_id, &vaccinations.doses).await?,
        peut_decider: medecin(seance),
        peut_saisir: seance.peut(Permission::BilanEcrire),
    })
}

/// What the bilans of a child say was given on their day, without a dose of the carnet, the latest
/// first.
async fn a_completer(
    seance: &Seance,
    enfant: Uuid,
    doses: &[Dose],
) -> Result<Vec<FaiteACompleter>> {
    let mut faites = Vec::new();
    for bilan in seance.store.bilans(&enfant.to_string()).await? {
        let abime = || Error::new(Code::BaseAbimee, "bilan does not read");
        let date = DateCivile::parse_iso(&bilan.date).ok_or_else(abime)?;
        let posees = posees::du_bilan(seance, &bilan.id).await?;
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
pub(super) async fn ajouter_faites(
    seance: &Seance,
    enfant: Uuid,
    avant: Option<DateCivile>,
    doses: &mut Vec<Dose>,
) -> Result<()> {
    let faites = a_completer(seance, enfant, doses).await?;
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
pub(super) async fn lire_produit(core: &Core, demande: LireProduit) -> Result<ProduitLu> {
    let seance = core.seance().await?;
    let fiche = seance.store.objet(Entite::Enfant, identifiant(&demande.enfant)?).await?;
    let naissance = naissance(&fiche)?;
    let le = enfant::date(core, &demande.date).ok();
    let propositions = match demande.produit.trim() {
        "" => Vec::new(),
        debut => produits_proposes(debut),
    };
    Ok(ProduitLu {
        propositions,
        valences: lire_ligne(&demande.produit).valences(),
        remarques: remarques(&demande.produit, &demande.valences, naissance, le),
    })
}

fn naissance(fiche: &Objet) -> Result<DateCivile> {
    DateCivile::parse_iso(fiche.texte("date_naissance"))
        .ok_or_else(|| Error::new(Code::BaseAbimee, "birth date does not read"))
}

/// The engine suggests, the doctor decides (design §6.3).
fn medecin(seance: &Seance) -> bool {
    Profession::from_code(&seance.compte.profession).is_some_and(Profession::docteur)
}

/// The decisions of a child's doctors, the earliest first.
pub(super) async fn decisions(seance: &Seance, enfant: Uuid) -> Result<Vec<DecisionVaccinale>> {
    let objets = seance.store.objets(Entite::DecisionVaccinale, "enfant", enfant).await?;
    objets
        .into_iter()
        .filter(|o| !o.champ("decision").is_null())
        .map(|o| o.lire(&["enfant", "rang"]))
        .collect()
}

fn refus(champ: &str, phrase: &str) -> Error {
    Error::refus(Code::SaisieRefusee, champ, phrase)
}

pub(super) async fn ajouter(core: &Core, nouvelle: AjouterDose) -> Result<CalculsEnfant> {
    let seance = core.seance().await?;
    let enfant_id = identifiant(&nouvelle.enfant)?;
    let fiche = seance.store.objet(Entite::Enfant, enfant_id).await?;
    let naissance = enfant::naissance_sure(&fiche);
    let date = enfant::vecu(core, naissance, &nouvelle.date, "La date de cette dose")?;
    let produit = nouvelle.produit.trim();
    if !regle::dose(produit, &nouvelle.valences) {
        return Err(refus(
            "valences",
            "Indiquez contre quoi cette dose protège, ou le produit écrit sur le carnet.",
        ));
    }
    let mut a_dire = remarques(produit, &nouvelle.valences, self::naissance(&fiche)?, Some(date));
    let mut valences = nouvelle.valences;
    if valences.is_empty() {
        valences = lire_ligne(produit).valences();
    }
    let mut vues = std::collections::BTreeSet::new();
    valences.retain(|valence| vues.insert(*valence));
    let _tour = seance.decider().await;
    let doses = enfant::doses(&seance, enfant_id).await?;
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
    let rang = seance.store.objets(Entite::Dose, "enfant", enfant_id).await?.len();
    let texte = |t: &str| regle::dit(t).then(|| t.trim().to_owned());
    let mut changements = Changement::objet(
        Entite::Dose,
        core.monde.nouvel_id(),
        json!({
            "enfant": enfant_id.to_string(), "rang": rang, "produit": produit,
            "valences": valences, "date": date, "lot": texte(&nouvelle.lot),
            "lieu": nouvelle.lieu.trim(), "preuve": nouvelle.preuve,
        }),
    )?;
    let vue = matches!(nouvelle.preuve, Preuve::Carnet | Preuve::Cr);
    if vue && fiche.texte("vaccination_source") == "absent" {
        // A document was seen after all. Nobody said whether all of it was.
        changements.push(Changement {
            entite: Entite::Enfant,
            objet: enfant_id,
            champ: "vaccination_source",
            valeur: json!("inconnu"),
            vu: Vu::Courant,
        });
    }
    ecrire(&seance, Verbe::DoseAjouter, enfant_id, None, changements).await?;
    calcul::de_l_enfant(core, &seance, enfant_id).await
}

pub(super) async fn rayer(core: &Core, demande: RayerDose) -> Result<CalculsEnfant> {
    let seance = core.seance().await?;
    let enfant_id = identifiant(&demande.enfant)?;
    let id = identifiant(&demande.id)?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(refus("motif", "Écrivez pourquoi cette dose est rayée."));
    }
    let _tour = seance.decider().await;
    if !enfant::doses(&seance, enfant_id).await?.iter().any(|(dose, _)| *dose == id) {
        return Err(Error::new(Code::Introuvable, "dose"));
    }
    let changement = Changement {
        entite: Entite::Dose,
        objet: id,
        champ: "raye",
        valeur: json!(motif),
        vu: Vu::Courant,
    };
    ecrire(&seance, Verbe::DoseRayer, enfant_id, Some(motif.to_owned()), vec![changement]).await?;
    calcul::de_l_enfant(core, &seance, enfant_id).await
}

pub(super) async fn decider(core: &Core, demande: DeciderVaccin) -> Result<CalculsEnfant> {
    let seance = core.seance().await?;
    if !medecin(&seance) {
        return Err(Error::new(Code::Interdit, "not a doctor")
            .avec_message("Seul un médecin peut aller contre le calendrier vaccinal."));
    }
    let enfant_id = identifiant(&demande.enfant)?;
    seance.store.objet(Entite::Enfant, enfant_id).await?;
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
    let _tour = seance.decider().await;
    let id = derive_id(enfant_id, &format!("decision_vaccinale/{}", demande.valence.code()));
    let connue = seance.store.objet_facultatif(Entite::DecisionVaccinale, id).await?.is_some();
    let rang = seance.store.objets(Entite::DecisionVaccinale, "enfant", enfant_id).await?.len();
    let mut champs: Vec<(&'static str, Value)> = vec![
        ("decision", json!(demande.decision)),
        ("motif", json!(motif)),
        ("jusqu_au", json!(jusqu_au)),
        ("auteur", json!(seance.compte.id)),
        ("date", json!(aujourd_hui)),
    ];
    if !connue {
        champs.push(("enfant", json!(enfant_id.to_string())));
        champs.push(("rang", json!(rang)));
        champs.push(("valence", json!(demande.valence)));
    }
    let changements = champs
        .into_iter()
        .map(|(champ, valeur)| Changement {
            entite: Entite::DecisionVaccinale,
            objet: id,
            champ,
            valeur,
            vu: Vu::Courant,
        })
        .collect();
    let motif = (!motif.is_empty()).then(|| motif.to_owned());
    ecrire(&seance, Verbe::VaccinDecider, enfant_id, motif, changements).await?;
    calcul::de_l_enfant(core, &seance, enfant_id).await
}

async fn ecrire(
    seance: &Seance,
    verbe: Verbe,
    enfant: Uuid,
    motif: Option<String>,
    changements: Vec<Changement>,
) -> Result<()> {
    let auteur = Some(seance.moi()?);
    let acte = Acte { verbe, auteur, enfant: Some(enfant), motif, changements };
    seance.store.record(acte).await.map(|_| ())
}

/// The growth and the vaccines of a child today.
pub(super) async fn calculs(core: &Core, ParId { id }: ParId) -> Result<CalculsEnfant> {
    let seance = core.seance().await?;
    let id = identifiant(&id)?;
    seance.store.objet(Entite::Enfant, id).await?;
    seance.consulter_en_passant(id, "croissance").await?;
    calcul::de_l_enfant(core, &seance, id).await
}
