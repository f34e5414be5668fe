//! A whole record in and out: the format of `escale_domain::dossier`.
//!
//! Import records one act with everything, or nothing. Professionals are matched by name and
//! profession; the marks that the file gives them (`MED1`) are kept beside, so that export gives the
//! same content back.

use super::enfant::HORS_IDENTITE;
use super::vues::Pro;
use super::{
    Core, Seance, derive_id, enfant, identifiant, preconisation, professionnel, recherche,
};
use crate::error::{Code, Error, Result};
use crate::store::{Acte, Changement, Entite, Objet, Verbe};
use escale_domain::bilan::{Bilan, Reponse, Section, Synthese, bande_age};
use escale_domain::date::DateCivile;
use escale_domain::demande::Demande;
use escale_domain::dossier::{self as format, Dossier, SCHEMA_VERSION};
use escale_domain::professionnel::{Professionnel, Signature};
use escale_domain::texte::plier;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use uuid::Uuid;

/// What an import did.
#[derive(Debug, Clone)]
pub struct Importe {
    /// The child.
    pub enfant: String,
    /// The bilan.
    pub bilan: String,
    /// Record number.
    pub dossier: String,
}

/// Reads a file and records it whole, or refuses it and records nothing.
///
/// # Errors
/// [`Code::DossierRefuse`] names the place and the reason; [`Code::EnfantExiste`].
pub async fn importer(core: &Core, fichier: &str, texte: &str) -> Result<Importe> {
    core.exiger(escale_domain::professionnel::Permission::Administrer).await?;
    let dossier = format::lire(fichier, texte).map_err(|refus| {
        Error::new(Code::DossierRefuse, "dossier refused").avec_message(refus.to_string())
    })?;
    let seance = core.seance().await?;
    let importe = enregistrer(core, &seance, dossier).await?;
    recherche::oublier(&seance).await;
    Ok(importe)
}

/// Records a record that was read and checked.
pub(super) async fn enregistrer(core: &Core, seance: &Seance, dossier: Dossier) -> Result<Importe> {
    let _tour = seance.decider().await;
    refuser_connu(seance, &dossier).await?;
    let mut entree = Entree::new(core, seance, &dossier).await?;
    entree.identite(&dossier)?;
    entree.bilan(&dossier)?;
    entree.suites(&dossier)?;
    let importe = Importe {
        enfant: entree.enfant.to_string(),
        bilan: entree.bilan.to_string(),
        dossier: dossier.enfant.num_dossier_local.clone(),
    };
    seance
        .store
        .record(Acte {
            verbe: Verbe::DossierImporter,
            auteur: Some(seance.moi()?),
            enfant: Some(entree.enfant),
            motif: None,
            changements: entree.changements,
        })
        .await?;
    Ok(importe)
}

/// A child who is there already, by record number or by strict traits, is refused.
async fn refuser_connu(seance: &Seance, dossier: &Dossier) -> Result<()> {
    let e = &dossier.enfant;
    let deja = |numero: &str, raison: &str| {
        Error::new(Code::EnfantExiste, "child exists").avec_message(format!(
            "Dossier {}\u{a0}: {raison} (dossier {numero}). Rien n’a été importé.",
            e.num_dossier_local
        ))
    };
    if seance.store.enfant_du_dossier(&e.num_dossier_local).await?.is_some() {
        return Err(deja(&e.num_dossier_local, "ce numéro est déjà dans la base"));
    }
    let traits = traits(
        &e.nom_naissance,
        &e.prenoms_naissance.join(" "),
        &e.date_naissance.iso(),
        e.sexe.code(),
    );
    for ligne in seance.store.enfants_nes_le(&e.date_naissance.iso()).await? {
        let prenoms: Vec<String> = serde_json::from_str(&ligne.prenoms_naissance)?;
        let autres = self::traits(
            &ligne.nom_naissance,
            &prenoms.join(" "),
            &ligne.date_naissance,
            &ligne.sexe,
        );
        if autres == traits {
            return Err(deja(
                &ligne.num_dossier_local,
                "un enfant de mêmes nom, prénoms, sexe et date de naissance est déjà dans la base",
            ));
        }
    }
    Ok(())
}

fn traits(nom: &str, prenoms: &str, naissance: &str, sexe: &str) -> String {
    format!("{}|{}|{naissance}|{sexe}", plier(nom), plier(prenoms))
}

/// An import on its way.
struct Entree<'a> {
    core: &'a Core,
    enfant: Uuid,
    bilan: Uuid,
    /// Mark in the file → identifier in the base.
    pros: BTreeMap<String, Uuid>,
    centre_de_la_base: Value,
    changements: Vec<Changement>,
}

impl<'a> Entree<'a> {
    async fn new(core: &'a Core, seance: &Seance, dossier: &Dossier) -> Result<Self> {
        let annuaire = professionnel::annuaire(seance).await?;
        let mut entree = Self {
            core,
            enfant: core.monde.nouvel_id(),
            bilan: core.monde.nouvel_id(),
            pros: BTreeMap::new(),
            centre_de_la_base: serde_json::to_value(super::coffre::centre(&seance.store).await?)?,
            changements: Vec::new(),
        };
        for pro in &dossier.professionnels {
            let id = match annuaire.values().find(|connu| meme(connu, pro)) {
                Some(connu) => identifiant(&connu.id)?,
                None => {
                    let id = core.monde.nouvel_id();
                    let mut champs = champs(pro)?;
                    champs.remove("id");
                    entree.ajouter(Entite::Professionnel, id, champs)?;
                    id
                }
            };
            entree.pros.insert(pro.id.clone(), id);
        }
        Ok(entree)
    }

    fn ajouter(&mut self, entite: Entite, id: Uuid, champs: Map<String, Value>) -> Result<()> {
        self.changements.extend(Changement::objet(entite, id, Value::Object(champs))?);
        Ok(())
    }

    /// Rows of a parent, in their order.
    fn lignes<T: Serialize>(
        &mut self,
        entite: Entite,
        (parent, id): (&str, Uuid),
        lignes: &[T],
    ) -> Result<()> {
        for (rang, ligne) in lignes.iter().enumerate() {
            let mut champs = champs(ligne)?;
            champs.insert(parent.to_owned(), json!(id.to_string()));
            champs.insert("rang".to_owned(), json!(rang + 1));
            if let Some(repere) = champs.remove("id") {
                champs.insert("repere".to_owned(), repere);
            }
            let id = self.core.monde.nouvel_id();
            self.ajouter(entite, id, champs)?;
        }
        Ok(())
    }

    /// The identifier of a mark; a text that is no mark stays what it is.
    fn pro(&self, marque: &str) -> Value {
        self.pros.get(marque).map_or_else(|| json!(marque), |id| json!(id.to_string()))
    }

    fn identite(&mut self, dossier: &Dossier) -> Result<()> {
        let mut fiche = champs(&dossier.enfant)?;
        for opposition in fiche["secret_oppositions"].as_array_mut().into_iter().flatten() {
            let auteur = opposition["auteur"].as_str().unwrap_or_default().to_owned();
            opposition["auteur"] = self.pro(&auteur);
        }
        fiche.insert("vaccination_source".to_owned(), json!(dossier.vaccinations.source));
        fiche.insert(
            "contre_indications".to_owned(),
            json!(dossier.vaccinations.contre_indications),
        );
        let centre = serde_json::to_value(&dossier.centre)?;
        fiche.insert(
            "entete".to_owned(),
            json!({
                "case_id": dossier.case_id, "titre": dossier.titre, "couvre": dossier.couvre,
                "bande_age": dossier.bande_age, "date_reference": dossier.date_reference,
                "professionnels": dossier
                    .professionnels
                    .iter()
                    .map(|p| json!([p.id, self.pro(&p.id)]))
                    .collect::<Vec<_>>(),
                "centre": if centre == self.centre_de_la_base { Value::Null } else { centre },
            }),
        );
        self.ajouter(Entite::Enfant, self.enfant, fiche)?;
        let parent = ("enfant", self.enfant);
        self.lignes(Entite::Placement, parent, &dossier.parcours_accueil)?;
        self.lignes(Entite::Titulaire, parent, &dossier.autorite_parentale)?;
        self.lignes(Entite::Autorisation, parent, &dossier.autorisations)?;
        self.lignes(Entite::Mesure, parent, &dossier.mesures_anterieures)?;
        self.lignes(Entite::Dose, parent, &dossier.vaccinations.doses)?;
        if let Some(medecin) = &dossier.medecin_referent {
            self.ajouter(Entite::Medecin, self.enfant, champs(medecin)?)?;
        }
        if let Some(demande) = &dossier.demande {
            let champs = json!({ "enfant": self.enfant.to_string(), "contenu": demande });
            let id = self.core.monde.nouvel_id();
            self.changements.extend(Changement::objet(Entite::Demande, id, champs)?);
        }
        Ok(())
    }

    fn bilan(&mut self, dossier: &Dossier) -> Result<()> {
        let mut fiche = champs(&dossier.bilan)?;
        for liste in ["sections", "signatures", "addenda"] {
            fiche.remove(liste);
        }
        for liste in ["binome", "intervenants_seconde_ligne"] {
            for marque in fiche[liste].as_array_mut().into_iter().flatten() {
                *marque = self.pro(marque.as_str().unwrap_or_default());
            }
        }
        fiche.insert("enfant".to_owned(), json!(self.enfant.to_string()));
        self.ajouter(Entite::Bilan, self.bilan, fiche)?;
        let bilan = json!(self.bilan.to_string());
        for (rang, section) in dossier.bilan.sections.iter().enumerate() {
            let mut champs = champs(section)?;
            champs.insert("bilan".to_owned(), bilan.clone());
            champs.insert("rang".to_owned(), json!(rang + 1));
            champs.insert("auteur".to_owned(), self.pro(&section.auteur));
            if let Some(coauteur) = &section.coauteur {
                champs.insert("coauteur".to_owned(), self.pro(coauteur));
            }
            let id = derive_id(self.bilan, section.code.code());
            self.ajouter(Entite::Volet, id, champs)?;
        }
        for (rang, signature) in dossier.bilan.signatures.iter().enumerate() {
            let pro = self.pro(&signature.professionnel);
            let nom = pro.as_str().unwrap_or_default().to_owned();
            let champs = json!({
                "bilan": bilan, "rang": rang + 1, "professionnel": pro, "date": signature.date,
            });
            let id = derive_id(self.bilan, &format!("signature/{nom}"));
            self.changements.extend(Changement::objet(Entite::Signature, id, champs)?);
        }
        for (rang, addendum) in dossier.bilan.addenda.iter().enumerate() {
            let mut champs = champs(addendum)?;
            champs.insert("bilan".to_owned(), bilan.clone());
            champs.insert("rang".to_owned(), json!(rang + 1));
            champs.insert("auteur".to_owned(), self.pro(&addendum.auteur));
            let id = self.core.monde.nouvel_id();
            self.ajouter(Entite::Addendum, id, champs)?;
        }
        for (rang, reponse) in dossier.reponses.iter().enumerate() {
            let mut saisie = champs(reponse)?;
            saisie.remove("code");
            saisie.insert("auteur".to_owned(), self.pro(&reponse.auteur));
            self.reponse(&reponse.code, rang + 1, Value::Object(saisie))?;
        }
        self.synthese(dossier)
    }

    fn reponse(&mut self, question: &str, rang: usize, saisie: Value) -> Result<()> {
        let champs = json!({
            "bilan": self.bilan.to_string(), "rang": rang, "question": question, "saisie": saisie,
        });
        let id = derive_id(self.bilan, question);
        self.changements.extend(Changement::objet(Entite::Reponse, id, champs)?);
        Ok(())
    }

    /// The synthesis is the answers of part S16.
    fn synthese(&mut self, dossier: &Dossier) -> Result<()> {
        let auteur = dossier.bilan.sections.iter().find(|s| s.code.code() == "S16");
        let auteur = auteur.map_or(dossier.bilan.binome.first(), |s| Some(&s.auteur));
        let auteur = auteur.map_or(Value::Null, |a| self.pro(a));
        for (rang, (question, valeur)) in champs(&dossier.synthese)?.into_iter().enumerate() {
            if valeur.is_null() || valeur == "" {
                continue;
            }
            let saisie = json!({
                "section": "S16", "valeur": valeur, "visibilite": "V2", "auteur": auteur,
                "date": dossier.bilan.date,
            });
            self.reponse(&question, 1500 + rang, saisie)?;
        }
        Ok(())
    }

    fn suites(&mut self, dossier: &Dossier) -> Result<()> {
        let mut outils = dossier.outils.clone();
        for outil in &mut outils {
            outil.passe_par = self.texte(&outil.passe_par);
        }
        self.lignes(Entite::Outil, ("bilan", self.bilan), &outils)?;
        let mut preconisations = dossier.preconisations.clone();
        for preco in &mut preconisations {
            preco.professionnel_cible = preco.professionnel_cible.as_ref().map(|p| self.texte(p));
            if let Some(cloture) = &mut preco.cloture {
                cloture.par = self.texte(&cloture.par);
            }
        }
        self.lignes(Entite::Preconisation, ("bilan", self.bilan), &preconisations)?;
        let parent = ("enfant", self.enfant);
        let mut seances = dossier.seances.clone();
        for seance in &mut seances {
            seance.pro = self.texte(&seance.pro);
        }
        self.lignes(Entite::Seance, parent, &seances)?;
        self.lignes(Entite::Mouvement, parent, &dossier.mouvements)?;
        self.lignes(Entite::Transmission, parent, &dossier.transmissions)?;
        if let Some(enveloppe) = &dossier.enveloppe {
            let mut champs = champs(enveloppe)?;
            champs.insert("enfant".to_owned(), json!(self.enfant.to_string()));
            let id = self.core.monde.nouvel_id();
            self.ajouter(Entite::Enveloppe, id, champs)?;
        }
        Ok(())
    }

    fn texte(&self, marque: &str) -> String {
        self.pros.get(marque).map_or_else(|| marque.to_owned(), Uuid::to_string)
    }
}

fn champs(valeur: &impl Serialize) -> Result<Map<String, Value>> {
    match serde_json::to_value(valeur)? {
        Value::Object(champs) => Ok(champs),
        _ => Err(Error::new(Code::Interne, "not an object")),
    }
}

/// Whether a person of a file is one of the base.
fn meme(connu: &Pro, pro: &Professionnel) -> bool {
    connu.profession == pro.profession
        && plier(&connu.nom) == plier(&pro.nom)
        && plier(&connu.prenom) == plier(&pro.prenom)
}

/// The record of a child, whole.
///
/// # Errors
/// [`Code::Introuvable`] for an unknown number or identifier.
pub async fn exporter(core: &Core, qui: &str) -> Result<Dossier> {
    core.exiger(escale_domain::professionnel::Permission::BilanLire).await?;
    let seance = core.seance().await?;
    let id = match seance.store.enfant_du_dossier(qui).await? {
        Some(id) => identifiant(&id)?,
        None => identifiant(qui).map_err(|_| {
            Error::new(Code::Introuvable, "child")
                .avec_message(format!("Aucun dossier ne porte le numéro «\u{a0}{qui}\u{a0}»."))
        })?,
    };
    seance.store.consulter(&seance.compte.id, &id.to_string(), "export").await?;
    rassembler(core, &seance, id, None).await
}

/// Gathers a record from the tables; the latest bilan unless one is named.
pub(super) async fn rassembler(
    core: &Core,
    seance: &Seance,
    enfant_id: Uuid,
    bilan: Option<Uuid>,
) -> Result<Dossier> {
    let objet = seance.store.objet(Entite::Enfant, enfant_id).await?;
    let entete = objet.champ("entete").clone();
    let bilan = match bilan {
        Some(bilan) => bilan,
        None => {
            let bilans = seance.store.bilans(&enfant_id.to_string()).await?;
            let premier = bilans.first().ok_or_else(|| {
                Error::new(Code::Introuvable, "no bilan").avec_message(
                    "Cet enfant n’a pas encore de bilan\u{a0}: il n’y a rien à exporter.",
                )
            })?;
            identifiant(&premier.id)?
        }
    };
    let sortie = Sortie::new(seance, &entete).await?;
    let vaccinations = enfant::vaccinations(seance, enfant_id, &objet).await?;
    let mut fiche: escale_domain::enfant::Enfant = objet.lire(&HORS_IDENTITE)?;
    for opposition in &mut fiche.secret_oppositions {
        opposition.auteur = sortie.marque(&opposition.auteur);
    }
    let (reponses, synthese) = sortie.reponses(seance, bilan).await?;
    let centre = match &entete["centre"] {
        Value::Null => super::coffre::centre(&seance.store).await?,
        centre => serde_json::from_value(centre.clone())?,
    };
    let date = |cle: &str| entete[cle].as_str().and_then(DateCivile::parse_iso);
    let texte = |cle: &str| entete[cle].as_str().map(str::to_owned);
    let bilan_lu = sortie.bilan(seance, bilan).await?;
    let parent = ("enfant", enfant_id);
    Ok(Dossier {
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
        reponses,
        mesures_anterieures: enfant::enfants_de(seance, Entite::Mesure, enfant_id).await?,
        vaccinations,
        outils: sortie.lignes(seance, Entite::Outil, ("bilan", bilan)).await?,
        synthese,
        preconisations: sortie.preconisations(seance, bilan).await?,
        enveloppe: match seance.store.objets(Entite::Enveloppe, parent.0, enfant_id).await?.pop() {
            Some(objet) => Some(objet.lire(&["enfant"])?),
            None => None,
        },
        mouvements: sortie.lignes(seance, Entite::Mouvement, parent).await?,
        seances: sortie.lignes(seance, Entite::Seance, parent).await?,
        transmissions: sortie.lignes(seance, Entite::Transmission, parent).await?,
        bilan: bilan_lu,
        professionnels: sortie.professionnels(seance).await?,
    })
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
        // Whoever came to the record since gets a mark of their own: MED1, MED2…
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
                objet.lire(&[parent, "rang"])
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
            if volet.champ("auteur").is_null() {
                volet.champs.insert("auteur".to_owned(), json!(""));
            }
            sections.push(volet.lire(&["bilan", "rang", "signe_par", "signe_le"])?);
        }
        let mut signatures: Vec<Signature> = Vec::new();
        for mut signature in seance.store.objets(Entite::Signature, "bilan", bilan).await? {
            signature.champs.values_mut().for_each(|v| self.marquer(v));
            signatures.push(signature.lire(&["bilan", "rang", "instant"])?);
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
        objet.lire(&["enfant"])
    }

    /// The answers, and the synthesis among them.
    async fn reponses(&self, seance: &Seance, bilan: Uuid) -> Result<(Vec<Reponse>, Synthese)> {
        let mut reponses = Vec::new();
        let mut synthese = json!({
            "syn.problemes": [], "syn.texte": "", "syn.points_vigilance": "",
            "syn.elements_manquants": "", "syn.niveau_suivi": null, "syn.prochain_bilan": null,
        });
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
            saisie["code"] = json!(ligne.question);
            reponses.push(serde_json::from_value(saisie)?);
        }
        Ok((reponses, serde_json::from_value(synthese)?))
    }
}
