//! A bilan: opened, read, signed by its two professionals.

use super::coffre::en_fond;
use super::vues::{
    AddendumVue, AjouterAddendum, BilanPage, DateLue, DateTapee, Nomenclatures, NouveauBilan,
    ParId, Pro, Reste, Rien, SignatureVue, SignerBilan, VoletEtat,
};
use super::{
    Core, Session, alerte, calcul, enfant, formulaire, identifiant, posees, professionnel, secret,
    signes, synthese, volet,
};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::tables::{self, Json};
use crate::store::{Acte, Changement, Verbe, id_of};
use escale_domain::age::Age;
use escale_domain::bilan::{BilanStatut, VoletCode, VoletStatut};
use escale_domain::codes::Choix;
use escale_domain::date::{DateCivile, DatePartielle, parse_date};
use escale_domain::enfant::Enfant;
use escale_domain::formulaire::{A_VENIR_MOIS, Contexte, MODELE_VERSION};
use escale_domain::preconisation::PreconisationStatut;
use escale_domain::professionnel::Permission;
use escale_domain::regle::{self, ADDENDUM_MAX};
use escale_domain::{
    bilan as b, codes, demande, enfant as e, preconisation as p, professionnel as pr,
};
use escale_domain::{consentement as co, examen as ex, transmission as t, vaccination as vac};
use escale_vault as vault;
use uuid::Uuid;

pub(super) async fn nomenclatures(_: &Core, _: Rien) -> Result<Nomenclatures> {
    macro_rules! listes {
        ($($Type:path),+ $(,)?) => {
            [$((stringify!($Type), <$Type>::CHOIX as &[Choix])),+]
        };
    }
    let listes = listes![
        b::BilanType,
        b::DemiJournee,
        b::Present,
        b::BilanStatut,
        b::VoletStatut,
        b::NiveauSuivi,
        b::Anciennete,
        b::Certitude,
        e::Sexe,
        e::InsStatut,
        e::CarnetSante,
        e::LieuAccueilType,
        e::LienAutorite,
        e::TitulaireAp,
        e::ActeAutorise,
        e::AutorisationStatut,
        p::PreconisationType,
        p::Priorite,
        p::Financement,
        p::Responsable,
        p::PreconisationStatut,
        pr::Profession,
        codes::Bool3,
        codes::Visibilite,
        demande::MesureType,
    ];
    let autres = listes![
        vac::Valence,
        vac::SourceVaccinale,
        escale_domain::papier::PaperKind,
        t::DocumentStatut,
        t::Canal,
        t::InformationEtat,
        co::ConsentementNature,
        co::CategorieDonnees,
        co::CategorieDestinataires,
        co::AupresDe,
        e::DestinataireExclu,
        ex::EtatReperage,
    ];
    Ok(listes
        .into_iter()
        .chain(autres)
        .map(|(nom, choix)| {
            let court = nom.rsplit(':').next().unwrap_or(nom).trim();
            (court.to_owned(), choix.to_vec())
        })
        .collect())
}

pub(super) async fn date_lire(core: &Core, tapee: DateTapee) -> Result<DateLue> {
    let aujourd_hui = core.monde.aujourd_hui();
    let repere = match tapee.avenir {
        true => aujourd_hui.plus_mois(A_VENIR_MOIS),
        false => aujourd_hui,
    };
    let saisie = parse_date(&tapee.texte, repere)
        .map_err(|refus| Error::refus(Code::DateRefusee, "date", refus.to_string()))?;
    let (echo, age) = match saisie.date {
        DatePartielle::Jour(jour) => {
            (jour.avec_jour(), Age::a(jour, aujourd_hui).map(Age::en_lettres))
        }
        partielle => (partielle.en_lettres(), None),
    };
    let echo = if saisie.estimee { format!("vers {echo}") } else { echo };
    Ok(DateLue { date: saisie.date.iso(), estimee: saisie.estimee, echo, age })
}

/// A bilan read back with what every use of it needs.
pub(super) struct BilanOuvert {
    pub(super) id: Uuid,
    pub(super) bilan: tables::Bilan,
    pub(super) enfant_id: Uuid,
    pub(super) enfant: Enfant,
    pub(super) date: DateCivile,
    pub(super) statut: BilanStatut,
    pub(super) binome: Vec<String>,
}

impl BilanOuvert {
    pub(super) async fn read(session: &Session, id: &str) -> Result<Self> {
        let id = identifiant(id)?;
        let bilan: tables::Bilan = session.store.row(id).await?;
        Ok(Self {
            id,
            enfant_id: bilan.enfant,
            enfant: session.store.fiche(bilan.enfant).await?,
            date: bilan.date,
            statut: bilan.statut,
            binome: bilan.binome.0.clone(),
            bilan,
        })
    }

    pub(super) fn contexte(&self, core: &Core) -> Contexte {
        Contexte::new(
            self.enfant.sexe,
            self.enfant.date_naissance,
            self.date,
            core.monde.aujourd_hui(),
        )
    }

    /// The version of the forms that it was opened with.
    pub(super) fn version(&self) -> &str {
        &self.bilan.modele_version
    }

    /// Refuses to change a bilan that has a signature.
    pub(super) fn modifiable(&self) -> Result<()> {
        let refus = |phrase: &str| Err(Error::new(Code::BilanFerme, "signed").avec_message(phrase));
        match self.statut {
            statut if statut.modifiable() => Ok(()),
            statut if statut.ouvert() => {
                refus("Une signature est posée\u{a0}: ce bilan ne change plus.")
            }
            _ => refus("Ce bilan est validé\u{a0}: il ne change plus."),
        }
    }

    pub(super) fn acte(
        &self,
        session: &Session,
        verbe: Verbe,
        changements: Vec<Changement>,
    ) -> Result<Acte> {
        Ok(Acte {
            verbe,
            auteur: Some(session.moi()?),
            enfant: Some(self.enfant_id),
            motif: None,
            changements,
        })
    }

    /// A change of the bilan's own state, along the state machine.
    pub(super) fn advance_to(&self, suivant: BilanStatut) -> Result<Option<Changement>> {
        if suivant == self.statut {
            return Ok(None);
        }
        if !self.statut.peut_devenir(suivant) {
            return Err(Error::new(Code::BilanFerme, "state machine"));
        }
        Ok(Some(Changement::set(self.id, tables::Bilan::statut(suivant))))
    }
}

pub(super) async fn create(core: &Core, nouveau: NouveauBilan) -> Result<ParId> {
    let session = core.session().await?;
    let enfant_id = identifiant(&nouveau.enfant)?;
    let fiche: Enfant = session.store.fiche(enfant_id).await?;
    // Every age rests on the birth date, be it an estimate.
    let date = enfant::vecu(core, Some(fiche.date_naissance), &nouveau.date, "La date du bilan")?;
    let refus = |champ: &str, phrase: &str| Error::refus(Code::SaisieRefusee, champ, phrase);
    let Some(age) = Age::a(fiche.date_naissance, date) else {
        return Err(refus(
            "date",
            "La date du bilan est avant la naissance de l’enfant\u{a0}: vérifiez-la.",
        ));
    };
    let pros = professionnel::annuaire(&session).await?;
    let soigne = |id: &String| pros.get(id).is_some_and(|p| p.soigne);
    let connus = nouveau.binome.iter().all(soigne);
    if nouveau.binome.len() != 2 || nouveau.binome[0] == nouveau.binome[1] || !connus {
        return Err(refus("binome", "Choisissez deux professionnels de santé différents."));
    }
    let volets = volet::choisis(nouveau.bilan_type, age.mois, nouveau.volets.as_deref())?;
    let id = core.monde.nouvel_id();
    let mut changements = Changement::new(&tables::Bilan {
        id,
        enfant: enfant_id,
        bilan_type: nouveau.bilan_type,
        date,
        demi_journee: nouveau.demi_journee,
        lieu: nouveau.lieu.trim().to_owned(),
        modele_version: MODELE_VERSION.to_owned(),
        age_mois: i64::from(age.mois),
        binome: Json(nouveau.binome),
        intervenants_seconde_ligne: Json::default(),
        examen_obligatoire_correspondant: None,
        presents: Json(nouveau.presents),
        langue: nouveau.langue.trim().to_owned(),
        interprete: codes::Bool3::Inconnu,
        statut: BilanStatut::EnCours,
        formulaires: formulaire::a_poser(&session).await?,
    });
    for (rang, code) in (0..).zip(volets) {
        changements.extend(Changement::new(&tables::Volet::a_commencer(id, rang, code)));
    }
    session
        .store
        .record(Acte {
            verbe: Verbe::BilanCreer,
            auteur: Some(session.moi()?),
            enfant: Some(enfant_id),
            motif: None,
            changements,
        })
        .await?;
    Ok(ParId { id: id.to_string() })
}

pub(super) async fn read(core: &Core, ParId { id }: ParId) -> Result<BilanPage> {
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &id).await?;
    session.log_reading(ouvert.enfant_id, "bilan").await?;
    page(core, &session, &ouvert).await
}

/// The page of a bilan, read again.
pub(super) async fn reread(core: &Core, session: &Session, id: Uuid) -> Result<BilanPage> {
    let ouvert = BilanOuvert::read(session, &id.to_string()).await?;
    page(core, session, &ouvert).await
}

async fn page(core: &Core, session: &Session, ouvert: &BilanOuvert) -> Result<BilanPage> {
    let pros = professionnel::annuaire(session).await?;
    let enfant_id = ouvert.enfant_id.to_string();
    let bilans = session.store.bilans(&enfant_id).await?;
    let id = ouvert.id.to_string();
    let ligne = bilans
        .iter()
        .find(|b| b.id == id)
        .map(|b| enfant::bilan_ligne(b, &pros))
        .ok_or_else(|| Error::new(Code::Introuvable, "bilan"))?;
    let volets = volet::etats(core, session, ouvert).await?;
    let signatures = signatures(session, ouvert.id, &pros).await?;
    let (mut manque, mut signes) = (manque(ouvert, &volets), Vec::new());
    if ouvert.statut.ouvert() {
        manque.extend(secret::pour_clore(session, ouvert).await?.map(Reste::ailleurs));
        let examen = calcul::Examen::make(core, session, ouvert).await?;
        let attendues = alerte::attendues(session, ouvert, &examen.alertes).await?;
        manque.extend(attendues.into_iter().map(Reste::ailleurs));
        signes = signes::du_dossier(&examen.dossier, session.peut(Permission::BilanEcrire));
    }
    Ok(BilanPage {
        ligne,
        enfant: enfant::ligne(session, ouvert.enfant_id, core.monde.aujourd_hui()).await?,
        age: Age::a(ouvert.enfant.date_naissance, ouvert.date)
            .map(Age::en_lettres)
            .unwrap_or_default(),
        alertes: enfant::alertes(session, ouvert.enfant_id, &ouvert.enfant, &bilans).await?,
        binome: ouvert.binome.iter().filter_map(|id| pros.get(id).cloned()).collect(),
        volets,
        signatures,
        peut_signer: ouvert.statut.ouvert() && manque.is_empty(),
        manque,
        signes,
        non_transmises: posees::non_transmises(session, ouvert).await?,
        a_preciser: match ouvert.statut.modifiable() && session.peut(Permission::BilanEcrire) {
            true => synthese::a_preciser(session, ouvert).await?,
            false => Vec::new(),
        },
        addenda: addenda(session, ouvert, &pros).await?,
        peut_ajouter: !ouvert.statut.ouvert() && session.peut(Permission::BilanEcrire),
    })
}

async fn addenda(
    session: &Session,
    ouvert: &BilanOuvert,
    pros: &std::collections::BTreeMap<String, Pro>,
) -> Result<Vec<AddendumVue>> {
    let addenda: Vec<tables::Addendum> = session.store.rows(ouvert.id).await?;
    Ok(addenda
        .into_iter()
        .map(|a| AddendumVue {
            auteur: pros.get(&a.auteur.to_string()).map(Pro::nom_court).unwrap_or_default(),
            texte: a.texte,
            date: a.date.iso(),
        })
        .collect())
}

/// An addendum after the lock: the bilan itself does not change.
pub(super) async fn add(core: &Core, demande: AjouterAddendum) -> Result<BilanPage> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    if ouvert.statut.ouvert() {
        return Err(Error::new(Code::SaisieRefusee, "not locked yet").avec_message(
            "Ce bilan n’est pas encore validé\u{a0}: corrigez-le dans ses parties.",
        ));
    }
    let refus = |phrase: String| Err(Error::refus(Code::SaisieRefusee, "texte", phrase));
    let texte = demande.texte.trim();
    let longueur = texte.chars().count();
    if !regle::dit(texte) {
        return refus("Écrivez ce qui s’ajoute au bilan.".to_owned());
    }
    if longueur > ADDENDUM_MAX {
        return refus(format!("L’ajout compte {longueur} caractères, {ADDENDUM_MAX} au plus."));
    }
    let changements = Changement::new(&tables::Addendum {
        id: core.monde.nouvel_id(),
        bilan: ouvert.id,
        rang: session.store.count::<tables::Addendum>(ouvert.id).await?,
        date: core.monde.aujourd_hui(),
        auteur: session.moi()?,
        texte: texte.to_owned(),
    });
    session.store.record(ouvert.acte(&session, Verbe::BilanAjouter, changements)?).await?;
    reread(core, &session, ouvert.id).await
}

async fn signatures(
    session: &Session,
    bilan: Uuid,
    pros: &std::collections::BTreeMap<String, Pro>,
) -> Result<Vec<SignatureVue>> {
    let signatures: Vec<tables::Signature> = session.store.rows(bilan).await?;
    Ok(signatures
        .into_iter()
        .map(|s| {
            let pro = s.professionnel.to_string();
            SignatureVue {
                nom: pros.get(&pro).map(Pro::nom_court).unwrap_or_default(),
                instant: s.instant.map_or_else(|| s.date.iso(), instant),
                pro,
            }
        })
        .collect())
}

/// What still prevents closing, in the parts.
fn manque(ouvert: &BilanOuvert, volets: &[VoletEtat]) -> Vec<Reste> {
    if !ouvert.statut.ouvert() {
        return Vec::new();
    }
    volets
        .iter()
        .filter_map(|v| {
            let phrase = match VoletStatut::from_code(&v.statut) {
                Some(VoletStatut::Termine | VoletStatut::NonRealise) => return None,
                Some(VoletStatut::EnCours) => format!(
                    "La partie «\u{a0}{}\u{a0}» est commencée et n’est pas signée.",
                    v.label
                ),
                _ => format!(
                    "La partie «\u{a0}{}\u{a0}» n’est pas commencée\u{a0}: remplissez-la, ou \
                     dites pourquoi elle n’est pas faite.",
                    v.label
                ),
            };
            Some(Reste { phrase, volet: VoletCode::from_code(&v.code) })
        })
        .collect()
}

pub(super) async fn sign(core: &Core, demande: SignerBilan) -> Result<BilanPage> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    if !ouvert.statut.ouvert() {
        return Err(Error::new(Code::BilanFerme, "both have signed"));
    }
    let avant = page(core, &session, &ouvert).await?;
    if let Some(reste) = avant.manque.into_iter().next() {
        return Err(Error::new(Code::ManquePourSigner, "parts open").avec_message(reste.phrase));
    }
    let pros = professionnel::annuaire(&session).await?;
    let voulu = escale_domain::texte::fold(&demande.identifiant);
    let signataire = pros
        .values()
        .find(|p| p.identifiant.as_deref().is_some_and(|i| escale_domain::texte::fold(i) == voulu));
    // The password is checked first, so that the answer does not reveal which accounts exist.
    let (dossier, maintenant) = (session.dossier.clone(), core.monde.maintenant());
    let (nom, mot) = (demande.identifiant, zeroize::Zeroizing::new(demande.mot_de_passe));
    let ouvert_par = move || Ok(vault::open(&dossier, &nom, &mot, maintenant)?);
    drop(en_fond(ouvert_par).await?);
    let signataire = signataire.filter(|p| ouvert.binome.contains(&p.id)).ok_or_else(|| {
        Error::new(Code::Interdit, "not of the pair")
            .avec_message("Seuls les deux professionnels du binôme signent ce bilan.")
    })?;
    let id = id_of::<tables::Signature>(ouvert.id, &signataire.id);
    let deja: Vec<tables::Signature> = session.store.rows(ouvert.id).await?;
    if deja.iter().any(|s| s.id == id) {
        return Err(Error::new(Code::SaisieRefusee, "signed twice").avec_message(format!(
            "{} a déjà signé. La signature de l’autre professionnel est attendue.",
            signataire.nom_court()
        )));
    }
    let mut changements = Changement::new(&tables::Signature {
        id,
        bilan: ouvert.id,
        rang: i64::try_from(deja.len()).unwrap_or(i64::MAX),
        professionnel: identifiant(&signataire.id)?,
        date: core.monde.aujourd_hui(),
        instant: Some(core.monde.maintenant()),
    });
    let complet = deja.len() + 1 == ouvert.binome.len();
    let suivant = if complet { BilanStatut::Valide } else { BilanStatut::Saisi };
    changements.extend(ouvert.advance_to(if ouvert.statut == BilanStatut::EnCours {
        BilanStatut::Saisi
    } else {
        suivant
    })?);
    if complet {
        // The recommendations are validated once both have signed.
        for preco in session.store.rows::<tables::Preconisation>(ouvert.id).await? {
            if preco.statut == PreconisationStatut::Proposee {
                let validee = tables::Preconisation::statut(PreconisationStatut::Validee);
                changements.push(Changement::set(preco.id, validee));
            }
        }
    }
    let mut acte = ouvert.acte(&session, Verbe::BilanSigner, changements)?;
    acte.auteur = Some(identifiant(&signataire.id)?);
    session.store.record(acte).await?;
    reread(core, &session, ouvert.id).await
}

/// Whether a part has a form of its own in the version of a bilan.
pub(super) fn saisissable(version: &str, code: VoletCode) -> bool {
    escale_domain::formulaire::livre(code, version).is_some()
}
