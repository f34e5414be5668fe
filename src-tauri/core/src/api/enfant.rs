//! The children: their page, their creation, their référent doctor.

use super::vues::{
    Alerte, BilanLigne, DefinirMedecin, DocumentLigne, Doublon, EnfantLigne, EnfantPage,
    NouvelEnfant, ParId, Pro, Rien, Traits,
};
use super::{
    Core, Session, identifiant, identite, posees, preconisation, professionnel, recherche,
};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Json};
use crate::store::{Acte, Changement, Entite, LigneBilan, LigneEnfant, Verbe, Vu};
use escale_domain::age::{Age, Terme, age_corrige};
use escale_domain::bilan::{BilanStatut, BilanType};
use escale_domain::calcul;
use escale_domain::codes::{Bool3, Visibilite};
use escale_domain::date::{DateCivile, DatePartielle, parse_date};
use escale_domain::enfant::{
    CarnetSante, Enfant, InsStatut, MedecinReferent, Opposition, Placement,
};
use escale_domain::identifiant::IdKind;
use escale_domain::nom::Personne;
use escale_domain::professionnel::Permission;
use escale_domain::regle::{self, DateFaute, Naissance, Quand};
use escale_domain::texte::fold;
use escale_domain::vaccination::{SourceVaccinale, Vaccinations};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Adds to the lines of a list what it shows beside the names: one read of each table for all.
pub(super) async fn complete(
    session: &Session,
    mut lignes: Vec<EnfantLigne>,
) -> Result<Vec<EnfantLigne>> {
    let ids: Vec<&str> = lignes.iter().map(|l| l.id.as_str()).collect();
    let pros = professionnel::annuaire(session).await?;
    let mut bilans: BTreeMap<String, BilanLigne> = BTreeMap::new();
    for bilan in session.store.derniers_bilans(&ids).await? {
        let ligne = bilan_ligne(&bilan, &pros);
        bilans.insert(bilan.enfant, ligne);
    }
    let mut medecins: BTreeMap<String, String> = BTreeMap::new();
    for medecin in session.store.medecins_nommes(&ids).await? {
        let nom = super::vues::en_capitale(medecin.nom.as_deref().unwrap_or_default());
        let nom = format!("{} {nom}", medecin.civilite.unwrap_or_default()).trim().to_owned();
        medecins.insert(medecin.enfant, nom);
    }
    for ligne in &mut lignes {
        ligne.dernier_bilan = bilans.remove(&ligne.id);
        ligne.medecin = medecins.remove(&ligne.id);
    }
    Ok(lignes)
}

pub(super) fn bilan_ligne(ligne: &LigneBilan, pros: &BTreeMap<String, Pro>) -> BilanLigne {
    let binome: Vec<String> = serde_json::from_str(&ligne.binome).unwrap_or_default();
    let noms: Vec<String> =
        binome.iter().filter_map(|id| pros.get(id)).map(Pro::nom_court).collect();
    let bilan_type = BilanType::from_code(&ligne.bilan_type);
    let statut = BilanStatut::from_code(&ligne.statut);
    BilanLigne {
        id: ligne.id.clone(),
        bilan_type,
        label: bilan_type.map_or("Type de bilan illisible", BilanType::label).to_owned(),
        date: ligne.date.clone(),
        demi_journee: ligne.demi_journee.clone(),
        statut: ligne.statut.clone(),
        statut_label: statut.map_or("État illisible", BilanStatut::label).to_owned(),
        binome: noms.join(" et "),
    }
}

/// The line of one child.
pub(super) async fn ligne(session: &Session, id: Uuid, jour: DateCivile) -> Result<EnfantLigne> {
    let enfant: tables::Enfant = session.store.row(id).await?;
    let ligne = LigneEnfant {
        id: id.to_string(),
        prenoms_naissance: serde_json::to_string(&*enfant.prenoms_naissance)?,
        nom_naissance: enfant.nom_naissance,
        prenom_utilise: enfant.prenom_utilise,
        sexe: enfant.sexe.code().to_owned(),
        date_naissance: enfant.date_naissance.iso(),
        date_naissance_estimee: enfant.date_naissance_estimee,
        num_dossier_local: enfant.num_dossier_local,
        graphie_origine: None,
    };
    let mut lignes = complete(session, vec![EnfantLigne::new(&ligne, jour)]).await?;
    lignes.pop().ok_or_else(|| Error::new(Code::Introuvable, "enfant"))
}

pub(super) async fn read(core: &Core, ParId { id }: ParId) -> Result<EnfantPage> {
    let session = core.session().await?;
    let uuid = identifiant(&id)?;
    let (row, mut enfant): (tables::Enfant, Enfant) = session.store.row_and_fiche(uuid).await?;
    session.log_reading(uuid, "enfant").await?;
    let aujourd_hui = core.monde.aujourd_hui();
    let vaccinations = vaccinations(&session, &row).await?;
    let pros = professionnel::annuaire(&session).await?;
    let bilans = session.store.bilans(&id).await?;
    let mut preconisations = Vec::new();
    for bilan in &bilans {
        preconisations.extend(preconisation::du_bilan(core, &session, &bilan.id).await?);
    }
    if !session.peut(Permission::BilanEcrire) {
        // Reinforced secrecy (V3) is for caregivers: the others learn that there is an
        // objection, never what it is about.
        for opposition in &mut enfant.secret_oppositions {
            let Opposition { date, portee, destinataires_exclus, base, auteur, note } = opposition;
            portee.clear();
            *note = None;
            // What stays is said, so that one more field does not stay by itself.
            let _ = (date, destinataires_exclus, base, auteur);
        }
        preconisations.retain(|p| p.saisie.visibilite != Visibilite::V3);
    }
    if !session.peut(Permission::BilanLire) {
        preconisation::restrict(&mut preconisations);
    }
    let mut documents: Vec<DocumentLigne> =
        session.store.papers_of(uuid).await?.iter().map(super::document::ligne).collect();
    documents.sort_by(|a, b| b.numero.cmp(&a.numero));
    Ok(EnfantPage {
        ligne: ligne(&session, uuid, aujourd_hui).await?,
        age_corrige: terme(&session, &bilans)
            .await?
            .and_then(|terme| age_corrige(enfant.date_naissance, terme, aujourd_hui))
            .map(Age::en_lettres),
        alertes: alertes(&session, uuid, &enfant, &bilans).await?,
        enfant,
        placements: sans_id(session.store.fiches_masquees(uuid).await?),
        titulaires: sans_id(session.store.fiches(uuid).await?),
        autorisations: sans_id(session.store.fiches(uuid).await?),
        medecin: session.store.fiche_facultative(uuid).await?,
        medecin_vu: session.store.dernier_acte(Entite::Medecin, uuid).await?,
        bilans: bilans.iter().map(|b| bilan_ligne(b, &pros)).collect(),
        preconisations,
        documents,
        vaccinations,
        mesures: sans_id(session.store.fiches(uuid).await?),
    })
}

/// Rows without their identifiers.
pub(super) fn sans_id<T>(fiches: Vec<(Uuid, T)>) -> Vec<T> {
    fiches.into_iter().map(|(_, fiche)| fiche).collect()
}

pub(super) async fn vaccinations(
    session: &Session,
    enfant: &tables::Enfant,
) -> Result<Vaccinations> {
    Ok(Vaccinations {
        source: enfant.vaccination_source,
        contre_indications: enfant.contre_indications.0.clone(),
        doses: sans_id(session.store.fiches(enfant.id).await?),
    })
}

/// The pregnancy length told in the latest bilan that has one, but for one under reinforced secrecy
/// (V3): the ages computed from it are shown to every account.
pub(super) async fn terme(session: &Session, bilans: &[LigneBilan]) -> Result<Option<Terme>> {
    for bilan in bilans {
        let terme = calcul::terme(&posees::du_bilan(session, &bilan.id).await?);
        if terme.is_some() {
            return Ok(terme);
        }
    }
    Ok(None)
}

/// What must be seen before anything else: an allergy, an objection, an address kept secret.
pub(super) async fn alertes(
    session: &Session,
    id: Uuid,
    enfant: &Enfant,
    bilans: &[LigneBilan],
) -> Result<Vec<Alerte>> {
    let mut alertes = Vec::new();
    for allergie in allergies(session, id, bilans).await? {
        alertes.push(Alerte { genre: "allergie", texte: format!("Allergie\u{a0}: {allergie}") });
    }
    if !enfant.secret_oppositions.is_empty() {
        let texte = "Opposition du mineur à l’information".to_owned();
        alertes.push(Alerte { genre: "opposition", texte });
    }
    if lieu_confidentiel(session, id).await? {
        let texte = "Lieu d’accueil confidentiel".to_owned();
        alertes.push(Alerte { genre: "confidentiel", texte });
    }
    Ok(alertes)
}

/// The stays with every name, on purpose: the reading is noted as such.
pub(super) async fn lieux(core: &Core, ParId { id }: ParId) -> Result<Vec<Placement>> {
    let session = core.session().await?;
    let id = identifiant(&id)?;
    session.store.require::<tables::Enfant>(id).await?;
    session.log_reading(id, "lieu confidentiel").await?;
    Ok(sans_id(session.store.fiches(id).await?))
}

/// Whether the present place of care is kept secret.
pub(super) async fn lieu_confidentiel(session: &Session, enfant: Uuid) -> Result<bool> {
    let placements: Vec<tables::Placement> = session.store.rows(enfant).await?;
    let demandes: Vec<tables::Demande> = session.store.rows(enfant).await?;
    Ok(placements.iter().any(|p| p.fin.is_none() && p.adresse_confidentielle)
        || demandes.iter().any(|d| d.contenu.lieu_accueil.adresse_confidentielle))
}

async fn allergies(session: &Session, id: Uuid, bilans: &[LigneBilan]) -> Result<Vec<String>> {
    let mut noms = Vec::new();
    let mut add = |texte: &str| {
        let texte = texte.trim();
        if !texte.is_empty() && !noms.iter().any(|n: &String| fold(n) == fold(texte)) {
            noms.push(texte.to_owned());
        }
    };
    for bilan in bilans {
        let posees = posees::du_bilan(session, &bilan.id).await?;
        for reponse in posees.iter().filter(|r| r.code == "ant.allergies") {
            // A file may put it under reinforced secrecy: it is then for caregivers.
            if reponse.visibilite == Visibilite::V3 && !session.peut(Permission::BilanEcrire) {
                continue;
            }
            for ligne in reponse.valeur.as_array().into_iter().flatten() {
                let nom = ligne.get("allergene").or_else(|| ligne.get("libelle"));
                add(nom.and_then(Value::as_str).unwrap_or_default());
            }
        }
    }
    for demande in session.store.rows::<tables::Demande>(id).await? {
        let allergie = &demande.contenu.allergie;
        if allergie.reponse == Bool3::Oui {
            add(&allergie.texte);
        }
    }
    Ok(noms)
}

/// The children who may be the one about to be created, with what they have in common.
pub(super) async fn doublons(core: &Core, traits: Traits) -> Result<Vec<Doublon>> {
    let session = core.session().await?;
    let naissance = date(core, &traits.date_naissance).ok();
    let personne = Personne::new(
        &traits.nom_naissance,
        [traits.prenom.as_str()],
        Some(traits.sexe),
        naissance,
    );
    let trouves = recherche::ressemblants(&session, &personne).await?;
    let aujourd_hui = core.monde.aujourd_hui();
    let lignes = trouves.iter().map(|(ligne, _)| EnfantLigne::new(ligne, aujourd_hui)).collect();
    let lignes = complete(&session, lignes).await?;
    let raisons = trouves.iter().map(|(_, ressemblance)| ressemblance.raisons());
    Ok(lignes.into_iter().zip(raisons).map(|(ligne, raisons)| Doublon { ligne, raisons }).collect())
}

/// A civil date, from the JSON form or as people type it.
pub(super) fn date(core: &Core, texte: &str) -> Result<DateCivile> {
    let refus = |phrase: String| Error::refus(Code::DateRefusee, "date", phrase);
    let saisie =
        parse_date(texte, core.monde.aujourd_hui()).map_err(|refuse| refus(refuse.to_string()))?;
    match saisie.date {
        DatePartielle::Jour(jour) => Ok(jour),
        _ => Err(refus("Il faut ici le jour, le mois et l’année.".to_owned())),
    }
}

/// Something that happened to a child: a day as people type it, neither to come nor before the birth. The
/// import of a record asks the same rule.
pub(super) fn vecu(
    core: &Core,
    naissance: Option<DateCivile>,
    texte: &str,
    quoi: &str,
) -> Result<DateCivile> {
    let jour = date(core, texte)?;
    let phrase = match regle::date(Quand::VECU, jour, naissance, core.monde.aujourd_hui()) {
        Ok(()) => return Ok(jour),
        Err(DateFaute::Avenir) => {
            format!("{quoi} est à venir\u{a0}: écrivez le jour où cela a eu lieu.")
        }
        Err(DateFaute::AvantNaissance) => {
            format!("{quoi} est avant la naissance de l’enfant\u{a0}: vérifiez l’année.")
        }
    };
    Err(Error::refus(Code::DateRefusee, "date", phrase))
}

/// The birth date of a child of the base, where it is no estimate.
pub(super) fn naissance_sure(enfant: &tables::Enfant) -> Option<DateCivile> {
    (!enfant.date_naissance_estimee).then_some(enfant.date_naissance)
}

pub(super) async fn create(core: &Core, nouveau: NouvelEnfant) -> Result<ParId> {
    let session = core.session().await?;
    let naissance = date(core, &nouveau.date_naissance).map_err(|e| e.sur("date_naissance"))?;
    let refus = |champ: &str, phrase: &str| Error::refus(Code::SaisieRefusee, champ, phrase);
    match regle::naissance(naissance, core.monde.aujourd_hui()) {
        Naissance::Avenir => {
            return Err(refus(
                "date_naissance",
                "La date de naissance est dans le futur\u{a0}: vérifiez l’année.",
            ));
        }
        Naissance::AConfirmer(ans) if !nouveau.naissance_confirmee => {
            let phrase = format!(
                "Une naissance le {} donnerait {ans}\u{a0}ans à cet enfant\u{a0}: corrigez l’année, ou \
                 confirmez-la.",
                naissance.en_lettres()
            );
            return Err(refus("naissance_confirmee", &phrase));
        }
        Naissance::AConfirmer(_) | Naissance::Possible => {}
    }
    if !regle::nomme(&nouveau.nom_naissance) {
        return Err(refus("nom_naissance", "Écrivez le nom de naissance."));
    }
    if nouveau.medecin.as_ref().is_some_and(|medecin| !regle::medecin(medecin)) {
        return Err(refus("medecin.nom", "Écrivez le nom du médecin."));
    }
    let mut prenoms: Vec<String> = nouveau.prenoms_naissance;
    prenoms.retain(|p| regle::nomme(p));
    if prenoms.is_empty() {
        return Err(refus("prenoms_naissance", "Écrivez au moins un prénom de naissance."));
    }
    let lieu = Some(nouveau.lieu_naissance_insee.as_str());
    let lieu =
        identite::numero_saisi(IdKind::Cog, "lieu_naissance_insee", lieu)?.unwrap_or_default();
    // One child at a time: the number that is free now must still be free when it is recorded.
    let _tour = session.decide().await;
    let numero = match nouveau.num_dossier_local.trim() {
        numero if !regle::nomme(numero) => {
            prochain_dossier(&session, core.monde.aujourd_hui()).await?
        }
        numero => numero.to_owned(),
    };
    if session.store.enfant_du_dossier(&numero).await?.is_some() {
        return Err(Error::refus(
            Code::EnfantExiste,
            "num_dossier_local",
            format!(
                "Le dossier {numero} existe déjà\u{a0}: écrivez un autre numéro, ou laissez ce champ vide."
            ),
        ));
    }
    let id = core.monde.nouvel_id();
    let prenom_utilise = match nouveau.prenom_utilise.trim() {
        prenom if regle::nomme(prenom) => prenom.to_owned(),
        _ => prenoms[0].clone(),
    };
    let mut changements = Changement::new(&tables::Enfant {
        id,
        nom_naissance: nouveau.nom_naissance.trim().to_owned(),
        prenoms_naissance: Json(prenoms),
        prenom_utilise,
        sexe: nouveau.sexe,
        date_naissance: naissance,
        date_naissance_estimee: nouveau.date_naissance_estimee,
        lieu_naissance_libelle: identite::nom_du_lieu(&lieu).map(str::to_owned),
        lieu_naissance_insee: lieu,
        ins_statut: InsStatut::Provisoire,
        ins_matricule: None,
        ins_oid: None,
        num_dossier_local: numero,
        graphie_origine: None,
        fratrie: Json::default(),
        secret_oppositions: Json::default(),
        couverture_am: "inconnue".to_owned(),
        c2s: Bool3::Inconnu,
        ald: Bool3::Inconnu,
        espace_sante: Bool3::Inconnu,
        carnet_sante: CarnetSante::Inconnu,
        mna: Bool3::Inconnu,
        vaccination_source: SourceVaccinale::Inconnu,
        contre_indications: Json::default(),
        entete: None,
    });
    if let Some(medecin) = &nouveau.medecin {
        changements.extend(medecin_changements(id, medecin, Vu::Neuf)?);
    }
    session
        .store
        .record(Acte {
            verbe: Verbe::EnfantCreer,
            auteur: Some(session.moi()?),
            enfant: Some(id),
            motif: None,
            changements,
        })
        .await?;
    recherche::forget(&session).await;
    Ok(ParId { id: id.to_string() })
}

/// "2026-0001", "2026-0002"… within the year. Called with [`Session::decide`] held.
async fn prochain_dossier(session: &Session, aujourd_hui: DateCivile) -> Result<String> {
    let debut = format!("{:04}-", aujourd_hui.0.year());
    let dernier = session.store.dernier_dossier(&debut).await?;
    Ok(format!("{debut}{:04}", dernier + 1))
}

fn medecin_changements(enfant: Uuid, medecin: &MedecinReferent, vu: Vu) -> Result<Vec<Changement>> {
    let rpps = identite::numero_saisi(IdKind::Rpps, "rpps", Some(&medecin.rpps))?;
    let medecin = medecin.clone();
    let medecin = tables::Medecin {
        id: enfant,
        civilite: medecin.civilite,
        nom: medecin.nom,
        prenom: medecin.prenom,
        specialite: medecin.specialite,
        rpps: rpps.unwrap_or_default(),
        adresse: Json(medecin.adresse),
        telephone: medecin.telephone,
        mssante: medecin.mssante,
        declare_medecin_traitant: medecin.declare_medecin_traitant,
    };
    Ok(Changement::of(&medecin, vu))
}

pub(super) async fn define_medecin(core: &Core, demande: DefinirMedecin) -> Result<Rien> {
    let session = core.session().await?;
    let enfant = identifiant(&demande.enfant)?;
    session.store.require::<tables::Enfant>(enfant).await?;
    if !regle::medecin(&demande.medecin) {
        return Err(Error::refus(Code::SaisieRefusee, "nom", "Écrivez le nom du médecin."));
    }
    let vu = demande.vu.as_deref().map(identifiant).transpose()?.map_or(Vu::Rien, Vu::Jusqua);
    session
        .store
        .record(Acte {
            verbe: Verbe::MedecinDefinir,
            auteur: Some(session.moi()?),
            enfant: Some(enfant),
            motif: None,
            changements: medecin_changements(enfant, &demande.medecin, vu)?,
        })
        .await?;
    Ok(Rien {})
}
