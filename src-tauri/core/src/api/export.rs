//! A whole record out: the same format, with the marks that the file gave its professionals.

mod registre;

use super::enfant::HORS_IDENTITE;
use super::{
    Core, Seance, calcul, enfant, examen, formulaire, identifiant, outil, preconisation, secret,
    vaccination,
};
use crate::error::{Code, Error, Result};
use crate::store::{Entite, Objet};
use escale_domain::bilan::{AlerteTraitee, Bilan, Outil, Reponse, Section, Synthese, bande_age};
use escale_domain::date::DateCivile;
use escale_domain::demande::Demande;
use escale_domain::dictionnaire;
use escale_domain::dossier::{Dossier, SCHEMA_VERSION};
use escale_domain::examen::Reperage;
use escale_domain::posees::Saisies;
use escale_domain::professionnel::{Permission, Professionnel, Signature};
use escale_domain::vaccination::DecisionVaccinale;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;
use uuid::Uuid;

/// A record on its way out, and what does not go with it.
#[derive(Debug)]
pub struct Export {
    /// The record, with one bilan.
    pub dossier: Dossier,
    /// The days of the child's other bilans, the latest first.
    pub autres_bilans: Vec<DateCivile>,
}

/// The record of a child, with the latest bilan.
///
/// # Errors
/// [`Code::Introuvable`] for an unknown number or identifier.
pub async fn exporter(core: &Core, qui: &str) -> Result<Dossier> {
    exporter_bilan(core, qui, None).await.map(|export| export.dossier)
}

/// The record of a child, with the latest bilan or that of a day: a record holds one. The person who reads
/// bilans may, and the person who administers, who brings whole records in and takes them out.
///
/// # Errors
/// [`Code::Introuvable`] for an unknown number or identifier, or a day without a bilan;
/// [`Code::Interdit`] when the record holds what this session cannot read.
pub async fn exporter_bilan(core: &Core, qui: &str, jour: Option<DateCivile>) -> Result<Export> {
    let seance = core.seance().await?;
    if !seance.peut(Permission::BilanLire) && !seance.peut(Permission::Administrer) {
        return Err(Error::new(Code::Interdit, "export"));
    }
    let id = match seance.store.enfant_du_dossier(qui).await? {
        Some(id) => identifiant(&id)?,
        None => identifiant(qui).map_err(|_| {
            Error::new(Code::Introuvable, "child")
                .avec_message(format!("Aucun dossier ne porte le numéro «\u{a0}{qui}\u{a0}»."))
        })?,
    };
    seance.store.objet(Entite::Enfant, id).await?;
    let mut bilans = seance.store.bilans(&id.to_string()).await?;
    let choisi = match jour {
        Some(jour) => bilans.iter().position(|b| b.date == jour.iso()),
        None => (!bilans.is_empty()).then_some(0),
    };
    let choisi = choisi.ok_or_else(|| {
        Error::new(Code::Introuvable, "no bilan").avec_message(match jour {
            Some(jour) => format!("Cet enfant n’a pas de bilan du {}.", jour.court()),
            None => {
                "Cet enfant n’a pas encore de bilan\u{a0}: il n’y a rien à exporter.".to_owned()
            }
        })
    })?;
    let bilan = identifiant(&bilans.remove(choisi).id)?;
    secret::pour_exporter(&seance, id, bilan).await?;
    seance.consulter(id, "export").await?;
    let dossier = rassembler(core, &seance, (id, bilan), Etendue::Export).await?;
    let autres_bilans = bilans.iter().filter_map(|b| DateCivile::parse_iso(&b.date)).collect();
    Ok(Export { dossier, autres_bilans })
}

/// How much of a record is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Etendue {
    /// What screens compute from and papers are made of.
    Papier,
    /// All that the record holds, so that nothing is lost on its way to another base.
    Export,
}

/// Gathers a record from the tables, with one bilan.
pub(super) async fn rassembler(
    core: &Core,
    seance: &Seance,
    (enfant_id, bilan): (Uuid, Uuid),
    etendue: Etendue,
) -> Result<Dossier> {
    let objet = seance.store.objet(Entite::Enfant, enfant_id).await?;
    let entete = objet.champ("entete").clone();
    let sortie = Sortie::new(seance, &entete).await?;
    let vaccinations = enfant::vaccinations(seance, enfant_id, &objet).await?;
    let mut fiche: escale_domain::enfant::Enfant = objet.lire(&HORS_IDENTITE)?;
    for opposition in &mut fiche.secret_oppositions {
        opposition.auteur = sortie.marque(&opposition.auteur);
    }
    let (reponses, synthese) = sortie.reponses(seance, bilan).await?;
    let mut saisies = Saisies::from(reponses);
    if seance.store.scelle(enfant_id, bilan).await?.reponses {
        saisies.marquer_illisibles();
    }
    let centre = match &entete["centre"] {
        Value::Null => super::coffre::centre(&seance.store).await?,
        centre => serde_json::from_value(centre.clone())?,
    };
    let date = |cle: &str| entete[cle].as_str().and_then(DateCivile::parse_iso);
    let texte = |cle: &str| entete[cle].as_str().map(str::to_owned);
    let bilan_lu = sortie.bilan(seance, bilan).await?;
    let parent = ("enfant", enfant_id);
    let mut dossier = Dossier {
        schema_version: SCHEMA_VERSION.to_owned(),
        case_id: texte("case_id").unwrap_or_else(|| enfant_id.to_string()),
        titre: texte("titre").unwrap_or_default(),
        couvre: serde_json::from_value(entete["couvre"].clone()).unwrap_or_default(),
        bande_age: texte("bande_age").unwrap_or_else(|| bande_age(bilan_lu.age_mois).to_owned()),
        date_reference: date("date_reference").unwrap_or_else(|| core.monde.aujourd_hui()),
        centre,
        demande: demande(seance, enfant_id).await?,
        enfant: fiche,
        parcours_accueil: enfant::enfants_de(seance, Entite::Placement, enfant_id).await?,
        autorite_parentale: enfant::enfants_de(seance, Entite::Titulaire, enfant_id).await?,
        autorisations: enfant::enfants_de(seance, Entite::Autorisation, enfant_id).await?,
        medecin_referent: enfant::medecin(seance, enfant_id).await?,
        reponses: saisies,
        mesures_anterieures: enfant::enfants_de(seance, Entite::Mesure, enfant_id).await?,
        vaccinations,
        outils: sortie.outils(seance, bilan).await?,
        synthese,
        preconisations: sortie.preconisations(seance, bilan).await?,
        enveloppe: match seance.store.objets(Entite::Enveloppe, parent.0, enfant_id).await?.pop() {
            Some(objet) => Some(objet.lire(&["enfant"])?),
            None => None,
        },
        mouvements: sortie.lignes(seance, Entite::Mouvement, parent).await?,
        seances: sortie.lignes(seance, Entite::Seance, parent).await?,
        transmissions: sortie.lignes(seance, Entite::Transmission, parent).await?,
        tailles_parents: calcul::parents(seance, enfant_id).await?,
        decisions_vaccinales: sortie.decisions(seance, enfant_id).await?,
        reperages: sortie.reperages(seance, enfant_id).await?,
        alertes: sortie.alertes(seance, bilan).await?,
        formulaires: formulaire::joints(seance, bilan).await?,
        consentements: Vec::new(),
        propositions: Vec::new(),
        documents: Vec::new(),
        bilan: bilan_lu,
        professionnels: Vec::new(),
    };
    if etendue == Etendue::Export {
        sortie.registre(seance, (enfant_id, bilan), &mut dossier).await?;
    }
    dossier.professionnels = sortie.professionnels(seance).await?;
    Ok(dossier)
}

async fn demande(seance: &Seance, enfant: Uuid) -> Result<Option<Demande>> {
    match seance.store.objets(Entite::Demande, "enfant", enfant).await?.pop() {
        Some(objet) => Ok(Some(serde_json::from_value(objet.champ("contenu").clone())?)),
        None => Ok(None),
    }
}

/// An export on its way.
struct Sortie {
    /// Identifier in the base → mark in the file, in the order of the file.
    marques: Vec<(String, String)>,
    /// How many of them the file that was imported had; the others come in where they are named.
    du_fichier: usize,
    nommes: Mutex<BTreeSet<String>>,
}

impl Sortie {
    async fn new(seance: &Seance, entete: &Value) -> Result<Self> {
        let mut marques: Vec<(String, String)> =
            serde_json::from_value::<Vec<(String, String)>>(entete["professionnels"].clone())
                .unwrap_or_default()
                .into_iter()
                .map(|(marque, id)| (id, marque))
                .collect();
        let du_fichier = marques.len();
        // A professional who came to the record since gets a mark of their own: MED1, MED2…
        for compte in seance.store.professionnels().await? {
            if marques.iter().any(|(id, _)| *id == compte.id) {
                continue;
            }
            let libre = (1..)
                .map(|n| format!("{}{n}", compte.role))
                .find(|m| !marques.iter().any(|(_, pris)| pris == m));
            marques.extend(libre.map(|m| (compte.id.clone(), m)));
        }
        Ok(Self { marques, du_fichier, nommes: Mutex::default() })
    }

    fn marque(&self, id: &str) -> String {
        let trouvee = self.marques.iter().find(|(connu, _)| connu == id);
        if let (Some(_), Ok(mut nommes)) = (trouvee, self.nommes.lock()) {
            nommes.insert(id.to_owned());
        }
        trouvee.map_or_else(|| id.to_owned(), |(_, marque)| marque.clone())
    }

    /// A text that is wholly an identifier of a professional becomes their mark.
    fn marquer(&self, valeur: &mut Value) {
        match valeur {
            Value::String(texte) if texte.len() == 36 => *texte = self.marque(texte),
            Value::Array(liste) => liste.iter_mut().for_each(|v| self.marquer(v)),
            Value::Object(champs) => champs.values_mut().for_each(|v| self.marquer(v)),
            _ => {}
        }
    }

    async fn lignes<T: serde::de::DeserializeOwned>(
        &self,
        seance: &Seance,
        entite: Entite,
        (parent, id): (&'static str, Uuid),
    ) -> Result<Vec<T>> {
        let objets = seance.store.objets(entite, parent, id).await?;
        objets
            .into_iter()
            .map(|mut objet| {
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                if let Some(repere) = objet.champs.remove("repere") {
                    objet.champs.insert("id".to_owned(), repere);
                }
                objet.lire(&[parent, "rang", "papier", "envoye_par", "envoye_le"])
            })
            .collect()
    }

    /// The results of tools but those that were taken back.
    async fn outils(&self, seance: &Seance, bilan: Uuid) -> Result<Vec<Outil>> {
        let mut objets = seance.store.objets(Entite::Outil, "bilan", bilan).await?;
        objets.retain(|o| o.champ("retire").is_null());
        objets
            .into_iter()
            .map(|mut objet| {
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                outil::lire(objet)
            })
            .collect()
    }

    async fn preconisations(
        &self,
        seance: &Seance,
        bilan: Uuid,
    ) -> Result<Vec<escale_domain::preconisation::Preconisation>> {
        let objets = seance.store.objets(Entite::Preconisation, "bilan", bilan).await?;
        objets
            .into_iter()
            .map(|mut objet| {
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                preconisation::lire(objet)
            })
            .collect()
    }

    async fn decisions(&self, seance: &Seance, enfant: Uuid) -> Result<Vec<DecisionVaccinale>> {
        let mut decisions = vaccination::decisions(seance, enfant).await?;
        for decision in &mut decisions {
            decision.auteur = self.marque(&decision.auteur);
        }
        Ok(decisions)
    }

    async fn reperages(&self, seance: &Seance, enfant: Uuid) -> Result<Vec<Reperage>> {
        let mut reperages = examen::reperages(seance, enfant).await?;
        for reperage in &mut reperages {
            reperage.auteur = self.marque(&reperage.auteur);
        }
        Ok(reperages)
    }

    /// The answers to alerts; the recommendation that answers one by its mark in the file.
    async fn alertes(&self, seance: &Seance, bilan: Uuid) -> Result<Vec<AlerteTraitee>> {
        let precos = seance.store.objets(Entite::Preconisation, "bilan", bilan).await?;
        let mut objets = seance.store.objets(Entite::Alerte, "bilan", bilan).await?;
        objets.retain(|o| !o.champ("traitement").is_null());
        objets
            .into_iter()
            .map(|mut objet| {
                registre::nommer(&mut objet, &precos);
                objet.champs.values_mut().for_each(|v| self.marquer(v));
                registre::dater(&mut objet, "instant");
                objet.lire(&["bilan", "rang", "visibilite"])
            })
            .collect()
    }

    /// Called last, once everybody whom the record names is known.
    async fn professionnels(self, seance: &Seance) -> Result<Vec<Professionnel>> {
        let nommes = self.nommes.into_inner().unwrap_or_default();
        let mut pros = Vec::new();
        for (rang, (id, marque)) in self.marques.iter().enumerate() {
            if rang >= self.du_fichier && !nommes.contains(id) {
                continue;
            }
            let mut objet = seance.store.objet(Entite::Professionnel, identifiant(id)?).await?;
            objet.champs.insert("id".to_owned(), json!(marque));
            pros.push(objet.lire(&["identifiant", "administrateur"])?);
        }
        Ok(pros)
    }

    async fn bilan(&self, seance: &Seance, bilan: Uuid) -> Result<Bilan> {
        let mut objet: Objet = seance.store.objet(Entite::Bilan, bilan).await?;
        objet.champs.values_mut().for_each(|v| self.marquer(v));
        let mut sections: Vec<Section> = Vec::new();
        for mut volet in seance.store.objets(Entite::Volet, "bilan", bilan).await? {
            volet.champs.values_mut().for_each(|v| self.marquer(v));
            // A part that nobody has begun has no author, and says nothing.
            if volet.champ("auteur").is_null() {
                continue;
            }
            registre::dater(&mut volet, "signe_le");
            sections.push(volet.lire(&["bilan", "rang"])?);
        }
        let mut signatures: Vec<Signature> = Vec::new();
        for mut signature in seance.store.objets(Entite::Signature, "bilan", bilan).await? {
            signature.champs.values_mut().for_each(|v| self.marquer(v));
            registre::dater(&mut signature, "instant");
            signatures.push(signature.lire(&["bilan", "rang"])?);
        }
        let addenda: Vec<Value> = self
            .lignes::<Map<String, Value>>(seance, Entite::Addendum, ("bilan", bilan))
            .await?
            .into_iter()
            .map(Value::Object)
            .collect();
        objet.champs.insert("sections".to_owned(), serde_json::to_value(sections)?);
        objet.champs.insert("signatures".to_owned(), serde_json::to_value(signatures)?);
        objet.champs.insert("addenda".to_owned(), Value::Array(addenda));
        objet.lire(&["enfant", "formulaires"])
    }

    /// The answers, and the synthesis among them.
    async fn reponses(&self, seance: &Seance, bilan: Uuid) -> Result<(Vec<Reponse>, Synthese)> {
        let mut reponses = Vec::new();
        let mut synthese = json!({
            "syn.problemes": [], "syn.texte": "", "syn.points_vigilance": "",
            "syn.elements_manquants": "", "syn.niveau_suivi": null, "syn.prochain_bilan": null,
        });
        #[expect(clippy::disallowed_methods, reason = "an export keeps what was typed")]
        for ligne in seance.store.reponses(&bilan.to_string()).await? {
            let mut saisie: Value = serde_json::from_str(&ligne.saisie)?;
            if saisie["valeur"].is_null() {
                continue;
            }
            if ligne.question.starts_with("syn.") {
                synthese[ligne.question] = saisie["valeur"].take();
                continue;
            }
            let auteur = saisie["auteur"].as_str().unwrap_or_default().to_owned();
            saisie["auteur"] = json!(self.marque(&auteur));
            if let Some(item) = dictionnaire::item(&ligne.question) {
                item.nommer(&mut saisie["valeur"], |id| id.map(|id| self.marque(id)));
            }
            saisie["code"] = json!(ligne.question);
            reponses.push(serde_json::from_value(saisie)?);
        }
        Ok((reponses, serde_json::from_value(synthese)?))
    }
}
