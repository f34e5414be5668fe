//! A whole record out: the same format, with the marks that the file gave its professionals.

use super::{Core, Session, dossier, formulaire, identifiant, secret};
use crate::error::{Code, Error, Result};
use crate::store::{Etendue, tables};
use escale_domain::bilan::{Reponse, VoletCode, bande_age};
use escale_domain::date::DateCivile;
use escale_domain::dictionnaire;
use escale_domain::dossier::{Dossier, SCHEMA_VERSION};
use escale_domain::posees::Saisies;
use escale_domain::professionnel::Permission;
use serde_json::{Value, json};
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
pub async fn export(core: &Core, qui: &str) -> Result<Dossier> {
    export_bilan(core, qui, None).await.map(|export| export.dossier)
}

/// The record of a child, with the latest bilan or that of a day: a record holds one. Open to
/// accounts that read bilans and to administrators, who import and export whole records.
///
/// # Errors
/// [`Code::Introuvable`] for an unknown number or identifier, or a day without a bilan;
/// [`Code::Interdit`] when the record holds what this session cannot read.
pub async fn export_bilan(core: &Core, qui: &str, jour: Option<DateCivile>) -> Result<Export> {
    let session = core.session().await?;
    if !session.peut(Permission::BilanLire) && !session.peut(Permission::Administrer) {
        return Err(Error::new(Code::Interdit, "export"));
    }
    let id = match session.store.enfant_du_dossier(qui).await? {
        Some(id) => identifiant(&id)?,
        None => identifiant(qui).map_err(|_| {
            Error::new(Code::Introuvable, "child")
                .avec_message(format!("Aucun dossier ne porte le numéro «\u{a0}{qui}\u{a0}»."))
        })?,
    };
    session.store.require::<tables::Enfant>(id).await?;
    let mut bilans = session.store.bilans(&id.to_string()).await?;
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
    secret::pour_exporter(&session, id, bilan).await?;
    session.log_reading(id, "export").await?;
    let dossier = gather(core, &session, (id, bilan), Etendue::Export).await?;
    let autres_bilans = bilans.iter().filter_map(|b| DateCivile::parse_iso(&b.date)).collect();
    Ok(Export { dossier, autres_bilans })
}

/// Gathers a record from the tables, with one bilan.
pub(super) async fn gather(
    core: &Core,
    session: &Session,
    (enfant, bilan): (Uuid, Uuid),
    etendue: Etendue,
) -> Result<Dossier> {
    let row: tables::Enfant = session.store.row(enfant).await?;
    let entete = row.entete.map_or(Value::Null, |entete| entete.0);
    let sortie = Sortie::new(session, &entete).await?;
    let mut tout = session.store.gather((enfant, bilan), etendue, &|id| sortie.marque(id)).await?;
    let (reponses, synthese) = sortie.reponses(session, bilan).await?;
    tout["schema_version"] = json!(SCHEMA_VERSION);
    tout["case_id"] = dite(&entete, "case_id").unwrap_or_else(|| json!(enfant));
    tout["titre"] = dite(&entete, "titre").unwrap_or_else(|| json!(""));
    tout["couvre"] = dite(&entete, "couvre").unwrap_or_else(|| json!([]));
    let age = tout["bilan"]["age_mois"].as_i64().unwrap_or_default();
    tout["bande_age"] = dite(&entete, "bande_age").unwrap_or_else(|| json!(bande_age(age)));
    let aujourd_hui = || json!(core.monde.aujourd_hui());
    tout["date_reference"] = dite(&entete, "date_reference").unwrap_or_else(aujourd_hui);
    tout["centre"] = match dite(&entete, "centre") {
        Some(centre) => centre,
        None => json!(super::coffre::centre(&session.store).await?),
    };
    tout["reponses"] = json!([]);
    tout["synthese"] = synthese;
    tout["professionnels"] = sortie.professionnels(session).await?;
    let mut dossier: Dossier = serde_json::from_value(tout)
        .map_err(|e| Error::new(Code::BaseAbimee, format!("record: {:?}", e.classify())))?;
    dossier.reponses = Saisies::from(reponses);
    if session.store.scelle(enfant, bilan).await?.reponses {
        dossier.reponses.mark_illisibles();
    }
    dossier.formulaires = formulaire::joints(session, bilan).await?;
    if etendue == Etendue::Export {
        dossier.bilan.a_commencer = a_commencer(session, bilan, &dossier).await?;
    }
    Ok(dossier)
}

/// What the file that came in said of itself.
fn dite(entete: &Value, cle: &str) -> Option<Value> {
    entete.get(cle).filter(|valeur| !valeur.is_null()).cloned()
}

/// The parts not yet begun, where an import could not derive them from type and age.
async fn a_commencer(
    session: &Session,
    bilan: Uuid,
    dossier: &Dossier,
) -> Result<Option<Vec<VoletCode>>> {
    let volets: Vec<tables::Volet> = session.store.rows(bilan).await?;
    let mut codes: Vec<VoletCode> =
        volets.iter().filter(|volet| volet.auteur.is_none()).map(|volet| volet.code).collect();
    codes.sort();
    Ok((codes != dossier::a_commencer(&dossier.bilan)).then_some(codes))
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
    async fn new(session: &Session, entete: &Value) -> Result<Self> {
        let mut marques: Vec<(String, String)> =
            serde_json::from_value::<Vec<(String, String)>>(entete["professionnels"].clone())
                .unwrap_or_default()
                .into_iter()
                .map(|(marque, id)| (id, marque))
                .collect();
        let du_fichier = marques.len();
        // A professional who came to the record since gets a mark of their own: MED1, MED2…
        for compte in session.store.professionnels().await? {
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

    /// Called last, once every professional whom the record names is known.
    async fn professionnels(self, session: &Session) -> Result<Value> {
        let nommes = self.nommes.into_inner().unwrap_or_default();
        let mut pros = Vec::new();
        for (rang, (id, marque)) in self.marques.iter().enumerate() {
            if rang < self.du_fichier || nommes.contains(id) {
                pros.push(session.store.pro_as_file(identifiant(id)?, marque).await?);
            }
        }
        Ok(Value::Array(pros))
    }

    /// The answers, and the synthesis among them.
    async fn reponses(&self, session: &Session, bilan: Uuid) -> Result<(Vec<Reponse>, Value)> {
        let mut reponses = Vec::new();
        let mut synthese = json!({
            "syn.problemes": [], "syn.texte": "", "syn.points_vigilance": "",
            "syn.elements_manquants": "", "syn.niveau_suivi": null, "syn.prochain_bilan": null,
        });
        #[expect(clippy::disallowed_methods, reason = "an export keeps what was typed")]
        for ligne in session.store.reponses(&bilan.to_string()).await? {
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
                item.set_pros(&mut saisie["valeur"], |id| id.map(|id| self.marque(id)));
            }
            saisie["code"] = json!(ligne.question);
            reponses.push(serde_json::from_value(saisie)?);
        }
        Ok((reponses, synthese))
    }
}
