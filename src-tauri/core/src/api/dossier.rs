//! A whole record in: the format of `escale_domain::dossier`; `export.rs` is the way out.
//!
//! Import records one act with everything, or nothing. Professionals are matched by name and
//! profession; the marks that the file gives them (`MED1`) are kept beside, so that export gives the
//! same content back.

mod ressemblance;

use ressemblance::compare;
pub use ressemblance::{Avertissement, AvertissementCode};

use super::vues::Pro;
use super::{Core, Session, formulaire, identifiant, professionnel, recherche};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Formulaire, Json, Volet};
use crate::store::{Acte, Arrivee, Changement, Entite, Verbe, id_of};
use escale_domain::bilan::{Bilan, VoletCode};
use escale_domain::calcul::{self, Matiere};
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::dossier::{self as format, Dossier};
use escale_domain::formulaire::{FormulaireStatut, volets_saisissables};
use escale_domain::professionnel::{Permission, Professionnel};
use escale_domain::texte::fold;
use escale_domain::vaccination::doses_a_relire;
use escale_domain::volets::volets_par_defaut;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct Importe {
    pub enfant: String,
    pub bilan: String,
    pub dossier: String,
    /// Warnings to look at: the record was imported all the same.
    pub avertissements: Vec<Avertissement>,
}

/// Reads a file and records it whole, or refuses it and records nothing.
///
/// # Errors
/// [`Code::DossierRefuse`] names the place and the reason; [`Code::EnfantExiste`].
pub async fn import(core: &Core, fichier: &str, texte: &str) -> Result<Importe> {
    core.require(Permission::Administrer).await?;
    let aujourd_hui = core.monde.aujourd_hui();
    let dossier = format::receive(fichier, texte, aujourd_hui).map_err(|refus| {
        Error::new(Code::DossierRefuse, "dossier refused").avec_message(refus.to_string())
    })?;
    save_dossier(core, dossier).await
}

/// Records a record that was read already, whatever day it was read for.
///
/// # Errors
/// [`Code::EnfantExiste`], or the base refuses.
pub async fn save_dossier(core: &Core, dossier: Dossier) -> Result<Importe> {
    core.require(Permission::Administrer).await?;
    let session = core.session().await?;
    let importe = save(core, &session, dossier).await?;
    recherche::forget(&session).await;
    Ok(importe)
}

async fn save(core: &Core, session: &Session, dossier: Dossier) -> Result<Importe> {
    // One child at a time: a child that is not known now must still be unknown when this is recorded.
    let _tour = session.decide().await;
    let mut avertissements = compare(session, &dossier).await?;
    avertissements.extend(format::a_verifier(&dossier).into_iter().map(|p| Avertissement {
        code: AvertissementCode::Adresse,
        message: p.raison,
        dossier: None,
    }));
    avertissements.extend(
        doses_a_relire(&dossier.vaccinations.doses).into_iter().map(|message| Avertissement {
            code: AvertissementCode::Vaccins,
            message,
            dossier: None,
        }),
    );
    avertissements.extend(ressemblance::plus_demandees(&dossier));
    let mut entree = Entree::new(core, session, &dossier).await?;
    entree.rows(session, &dossier).await?;
    entree.a_commencer(&dossier.bilan);
    entree.reponses(&dossier)?;
    let importe = Importe {
        enfant: entree.enfant.to_string(),
        bilan: entree.bilan.to_string(),
        dossier: dossier.enfant.num_dossier_local.clone(),
        avertissements,
    };
    session
        .store
        .record(Acte {
            verbe: Verbe::DossierImporter,
            auteur: Some(session.moi()?),
            enfant: Some(entree.enfant),
            motif: None,
            changements: entree.changements,
        })
        .await?;
    Ok(importe)
}

/// An import on its way.
struct Entree {
    enfant: Uuid,
    bilan: Uuid,
    /// Mark in the file → identifier in the base.
    pros: BTreeMap<String, Uuid>,
    changements: Vec<Changement>,
}

impl Entree {
    /// The people of the file: those whom the base knows, and those who come in with it.
    async fn new(core: &Core, session: &Session, dossier: &Dossier) -> Result<Self> {
        let annuaire = professionnel::annuaire(session).await?;
        let mut entree = Self {
            enfant: core.monde.nouvel_id(),
            bilan: core.monde.nouvel_id(),
            pros: BTreeMap::new(),
            changements: Vec::new(),
        };
        for pro in &dossier.professionnels {
            let id = match annuaire.values().find(|connu| meme(connu, pro)) {
                Some(connu) => identifiant(&connu.id)?,
                None => {
                    let id = core.monde.nouvel_id();
                    let fiche = serde_json::to_value(pro)?;
                    let cree = session.store.enter_one(Entite::Professionnel, id, &fiche)?;
                    entree.changements.extend(cree);
                    id
                }
            };
            entree.pros.insert(pro.id.clone(), id);
        }
        Ok(entree)
    }

    /// The identifier of a mark; a text that is no mark stays what it is.
    fn texte(&self, marque: &str) -> String {
        self.pros.get(marque).map_or_else(|| marque.to_owned(), Uuid::to_string)
    }

    /// All that the tables say of the file by themselves.
    async fn rows(&mut self, session: &Session, dossier: &Dossier) -> Result<()> {
        let entete = self.entete(session, dossier).await?;
        let visibilites = visibilites(session, dossier).await?;
        let formulaires = self.formulaires(session, dossier).await?;
        let arrivee = Arrivee {
            enfant: self.enfant,
            bilan: self.bilan,
            pro: &|marque| self.pros.get(marque).copied(),
            autrement: &|entite, champ, fiche| match (entite, champ) {
                (Entite::Enfant, "entete") => entete.clone(),
                (Entite::Bilan, "formulaires") if !formulaires.is_empty() => json!(formulaires),
                // An answer to an alert that is no more could speak of anything.
                (Entite::Alerte, "visibilite") => {
                    let cle = fiche["cle"].as_str().unwrap_or_default();
                    json!(visibilites.get(cle).copied().unwrap_or(Visibilite::V3))
                }
                _ => Value::Null,
            },
        };
        let rows = session.store.enter(&serde_json::to_value(dossier)?, &arrivee)?;
        self.changements.extend(rows);
        Ok(())
    }

    /// What the file says of itself.
    async fn entete(&self, session: &Session, dossier: &Dossier) -> Result<Value> {
        let ici = super::coffre::centre(&session.store).await?;
        let marques = dossier.professionnels.iter().map(|p| json!([p.id, self.texte(&p.id)]));
        Ok(json!({
            "case_id": dossier.case_id, "titre": dossier.titre, "couvre": dossier.couvre,
            "bande_age": dossier.bande_age, "date_reference": dossier.date_reference,
            "professionnels": marques.collect::<Vec<_>>(),
            "centre": if dossier.centre == ici { Value::Null } else { json!(dossier.centre) },
        }))
    }

    /// The centre's forms that the bilan uses; those that the base does not have come in with it.
    async fn formulaires(&mut self, session: &Session, dossier: &Dossier) -> Result<Vec<Uuid>> {
        let connus: Vec<Formulaire> = match dossier.formulaires.is_empty() {
            true => Vec::new(),
            false => session.store.all().await?,
        };
        let mut connus: BTreeSet<Uuid> = connus.into_iter().map(|forme| forme.id).collect();
        let mut ids = Vec::new();
        for joint in &dossier.formulaires {
            let row = formulaire::row(joint, FormulaireStatut::Joint, dossier.bilan.date, None)?;
            ids.push(row.id);
            if connus.insert(row.id) {
                self.changements.extend(Changement::new(&row));
            }
        }
        Ok(ids)
    }

    /// The parts not yet begun, each after those that come before it.
    fn a_commencer(&mut self, bilan: &Bilan) {
        let codes = bilan.a_commencer.clone().unwrap_or_else(|| a_commencer(bilan));
        for code in codes {
            let rang = bilan.sections.iter().filter(|s| s.code < code).count();
            let rang = i64::try_from(rang).unwrap_or(i64::MAX);
            let volet = Volet::a_commencer(self.bilan, rang, code);
            self.changements.extend(Changement::new(&volet));
        }
    }

    /// The answers; the synthesis is those of part S16.
    fn reponses(&mut self, dossier: &Dossier) -> Result<()> {
        #[expect(clippy::disallowed_methods, reason = "an import keeps what was typed")]
        for (rang, reponse) in (1..).zip(dossier.reponses.brutes()) {
            let mut saisie = serde_json::to_value(reponse)?;
            saisie["auteur"] = json!(self.texte(&reponse.auteur));
            if let Some(champs) = saisie.as_object_mut() {
                champs.remove("code");
            }
            if let Some(item) = dictionnaire::item(&reponse.code) {
                item.set_pros(&mut saisie["valeur"], |marque| marque.map(|m| self.texte(m)));
            }
            self.reponse(&reponse.code, rang, saisie);
        }
        let auteur = dossier.bilan.sections.iter().find(|s| s.code == VoletCode::S16);
        let auteur = auteur.map_or(dossier.bilan.binome.first(), |s| Some(&s.auteur));
        let auteur = auteur.map(|auteur| self.texte(auteur));
        let synthese = serde_json::to_value(&dossier.synthese)?;
        for (rang, (question, valeur)) in (1500..).zip(synthese.as_object().into_iter().flatten()) {
            if valeur.is_null() || valeur == "" {
                continue;
            }
            let saisie = json!({
                "section": VoletCode::S16, "valeur": valeur, "visibilite": Visibilite::V2,
                "auteur": auteur, "date": dossier.bilan.date,
            });
            self.reponse(question, rang, saisie);
        }
        Ok(())
    }

    fn reponse(&mut self, question: &str, rang: i64, saisie: Value) {
        self.changements.extend(Changement::new(&tables::Reponse {
            id: id_of::<tables::Reponse>(self.bilan, question),
            bilan: self.bilan,
            rang: Some(rang),
            question: Some(question.to_owned()),
            saisie: Json(saisie),
        }));
    }
}

/// How secret each alert of the record is, by its stable name.
async fn visibilites(session: &Session, dossier: &Dossier) -> Result<BTreeMap<String, Visibilite>> {
    let reglages = super::reference::reglages(session).await?;
    let matiere = Matiere::du_dossier(dossier);
    let alertes = calcul::alertes(dossier, &matiere, &matiere.vaccins(), &reglages);
    Ok(alertes.into_iter().map(|alerte| (alerte.cle, alerte.visibilite)).collect())
}

/// The parts not yet begun where a file does not say: a bilan that is still open has those of its
/// type and of the child’s age.
pub(super) fn a_commencer(bilan: &Bilan) -> Vec<VoletCode> {
    if !bilan.statut.ouvert() {
        return Vec::new();
    }
    let age_mois = i32::try_from(bilan.age_mois).unwrap_or(i32::MAX);
    let defaut = volets_par_defaut(bilan.bilan_type, age_mois);
    let mut codes: Vec<VoletCode> = volets_saisissables(&bilan.modele_version)
        .filter(|code| defaut.contains(code))
        .filter(|code| bilan.sections.iter().all(|s| s.code != *code))
        .collect();
    codes.sort();
    codes
}

/// Whether a person of a file is one of the base.
fn meme(connu: &Pro, pro: &Professionnel) -> bool {
    connu.profession == Some(pro.profession)
        && fold(&connu.nom) == fold(&pro.nom)
        && fold(&connu.prenom) == fold(&pro.prenom)
}
