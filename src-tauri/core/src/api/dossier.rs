//! A whole record in: the format of `escale_domain::dossier`; `export.rs` is the way out.
//!
//! Import records one act with everything, or nothing. Professionals are matched by name and
//! profession; the marks that the file gives them (`MED1`) are kept beside, so that export gives the
//! same content back.

mod registre;
mod ressemblance;

use ressemblance::comparer;
pub use ressemblance::{Avertissement, AvertissementCode};

use super::vues::Pro;
use super::{Core, Seance, derive_id, formulaire, identifiant, professionnel, recherche};
use crate::error::{Code, Error, Result};
use crate::store::{Acte, Changement, Entite, Verbe};
use escale_domain::bilan::{Bilan, VoletCode, VoletStatut, volets_par_defaut};
use escale_domain::calcul::{self, Matiere};
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::dossier::{self as format, Dossier};
use escale_domain::formulaire::{FormulaireStatut, volets_saisissables};
use escale_domain::instant::Instant;
use escale_domain::professionnel::{Permission, Professionnel};
use escale_domain::texte::plier;
use escale_domain::vaccination::doses_a_relire;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
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
    /// What somebody must look at: it was recorded nevertheless.
    pub avertissements: Vec<Avertissement>,
}

/// Reads a file and records it whole, or refuses it and records nothing.
///
/// # Errors
/// [`Code::DossierRefuse`] names the place and the reason; [`Code::EnfantExiste`].
pub async fn importer(core: &Core, fichier: &str, texte: &str) -> Result<Importe> {
    core.exiger(Permission::Administrer).await?;
    let aujourd_hui = core.monde.aujourd_hui();
    let dossier = format::recevoir(fichier, texte, aujourd_hui).map_err(|refus| {
        Error::new(Code::DossierRefuse, "dossier refused").avec_message(refus.to_string())
    })?;
    enregistrer_dossier(core, dossier).await
}

/// Records a record that was read already, whatever day it was read for.
///
/// # Errors
/// [`Code::EnfantExiste`], or the base refuses.
pub async fn enregistrer_dossier(core: &Core, dossier: Dossier) -> Result<Importe> {
    core.exiger(Permission::Administrer).await?;
    let seance = core.seance().await?;
    let importe = enregistrer(core, &seance, dossier).await?;
    recherche::oublier(&seance).await;
    Ok(importe)
}

async fn enregistrer(core: &Core, seance: &Seance, dossier: Dossier) -> Result<Importe> {
    // One child at a time: a child that is not known now must still be unknown when this is recorded.
    let _tour = seance.decider().await;
    let mut avertissements = comparer(seance, &dossier).await?;
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
    let mut entree = Entree::new(core, seance, &dossier).await?;
    entree.identite(&dossier)?;
    entree.bilan(&dossier)?;
    entree.suites(&dossier)?;
    let importe = Importe {
        enfant: entree.enfant.to_string(),
        bilan: entree.bilan.to_string(),
        dossier: dossier.enfant.num_dossier_local.clone(),
        avertissements,
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

/// An import on its way.
struct Entree<'a> {
    core: &'a Core,
    enfant: Uuid,
    bilan: Uuid,
    /// Mark in the file → identifier in the base.
    pros: BTreeMap<String, Uuid>,
    centre_de_la_base: Value,
    /// What each alert of the record speaks of, by its stable name.
    visibilites: BTreeMap<String, Visibilite>,
    formes_connues: BTreeSet<Uuid>,
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
            visibilites: {
                let reglages = super::reference::reglages(seance).await?;
                let matiere = Matiere::du_dossier(dossier);
                calcul::alertes(dossier, &matiere, &matiere.vaccins(), &reglages)
                    .into_iter()
                    .map(|alerte| (alerte.cle, alerte.visibilite))
                    .collect()
            },
            formes_connues: seance
                .store
                .lister(Entite::Formulaire)
                .await?
                .into_iter()
                .map(|o| o.id)
                .collect(),
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
        if !dossier.tailles_parents.is_empty() {
            self.ajouter(Entite::Parents, self.enfant, champs(&dossier.tailles_parents)?)?;
        }
        for (rang, decision) in dossier.decisions_vaccinales.iter().enumerate() {
            let mut champs = champs(decision)?;
            champs.insert("enfant".to_owned(), json!(self.enfant.to_string()));
            champs.insert("rang".to_owned(), json!(rang));
            champs.insert("auteur".to_owned(), self.pro(&decision.auteur));
            let nom = format!("decision_vaccinale/{}", decision.valence.code());
            self.ajouter(Entite::DecisionVaccinale, derive_id(self.enfant, &nom), champs)?;
        }
        for (rang, reperage) in dossier.reperages.iter().enumerate() {
            let mut champs = champs(reperage)?;
            champs.insert("enfant".to_owned(), json!(self.enfant.to_string()));
            champs.insert("rang".to_owned(), json!(rang));
            champs.insert("auteur".to_owned(), self.pro(&reperage.auteur));
            let nom = format!("reperage/{}", reperage.jalon.code());
            self.ajouter(Entite::Reperage, derive_id(self.enfant, &nom), champs)?;
        }
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
        for liste in ["sections", "signatures", "addenda", "a_commencer"] {
            fiche.remove(liste);
        }
        for liste in ["binome", "intervenants_seconde_ligne"] {
            for marque in fiche[liste].as_array_mut().into_iter().flatten() {
                *marque = self.pro(marque.as_str().unwrap_or_default());
            }
        }
        fiche.insert("enfant".to_owned(), json!(self.enfant.to_string()));
        fiche.insert("formulaires".to_owned(), self.formulaires(dossier)?);
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
            if let Some(signe_par) = &section.signe_par {
                champs.insert("signe_par".to_owned(), self.pro(signe_par));
            }
            dater(&mut champs, "signe_le", section.signe_le);
            let id = derive_id(self.bilan, section.code.code());
            self.ajouter(Entite::Volet, id, champs)?;
        }
        self.a_commencer(&dossier.bilan)?;
        for (rang, signature) in dossier.bilan.signatures.iter().enumerate() {
            let pro = self.pro(&signature.professionnel);
            let nom = pro.as_str().unwrap_or_default().to_owned();
            let champs = json!({
                "bilan": bilan, "rang": rang + 1, "professionnel": pro, "date": signature.date,
                "instant": signature.instant.map(|instant| instant.0),
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
        #[expect(clippy::disallowed_methods, reason = "an import keeps what was typed")]
        for (rang, reponse) in dossier.reponses.brutes().iter().enumerate() {
            let mut saisie = champs(reponse)?;
            saisie.remove("code");
            saisie.insert("auteur".to_owned(), self.pro(&reponse.auteur));
            if let (Some(item), Some(valeur)) =
                (dictionnaire::item(&reponse.code), saisie.get_mut("valeur"))
            {
                item.nommer(valeur, |marque| marque.map(|m| self.texte(m)));
            }
            self.reponse(&reponse.code, rang + 1, Value::Object(saisie))?;
        }
        self.synthese(dossier)
    }

    /// The centre's forms that the bilan uses; those that the base does not have come in with it.
    fn formulaires(&mut self, dossier: &Dossier) -> Result<Value> {
        let mut ids = Vec::new();
        for joint in &dossier.formulaires {
            let id = formulaire::id(joint);
            if self.formes_connues.insert(id) {
                let champs =
                    formulaire::champs(joint, FormulaireStatut::Joint, dossier.bilan.date, None)?;
                self.changements.extend(Changement::objet(Entite::Formulaire, id, champs)?);
            }
            ids.push(id.to_string());
        }
        Ok(if ids.is_empty() { Value::Null } else { json!(ids) })
    }

    /// The parts that nobody has begun, each after those that come before it.
    fn a_commencer(&mut self, bilan: &Bilan) -> Result<()> {
        let codes = bilan.a_commencer.clone().unwrap_or_else(|| a_commencer(bilan));
        for code in codes {
            let rang = bilan.sections.iter().filter(|s| s.code < code).count();
            let champs = json!({
                "bilan": self.bilan.to_string(), "rang": rang, "code": code,
                "statut": VoletStatut::NonCommence,
            });
            let id = derive_id(self.bilan, code.code());
            self.changements.extend(Changement::objet(Entite::Volet, id, champs)?);
        }
        Ok(())
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
        self.alertes(dossier)?;
        self.propositions(dossier)?;
        let parent = ("enfant", self.enfant);
        let mut seances = dossier.seances.clone();
        for seance in &mut seances {
            seance.pro = self.texte(&seance.pro);
        }
        self.lignes(Entite::Seance, parent, &seances)?;
        self.lignes(Entite::Mouvement, parent, &dossier.mouvements)?;
        self.envois(dossier)?;
        self.consentements(dossier)?;
        if let Some(enveloppe) = &dossier.enveloppe {
            let mut champs = champs(enveloppe)?;
            champs.insert("enfant".to_owned(), json!(self.enfant.to_string()));
            let id = self.core.monde.nouvel_id();
            self.ajouter(Entite::Enveloppe, id, champs)?;
        }
        Ok(())
    }

    /// The answers to alerts, each tied to the recommendation that the file names by its mark.
    fn alertes(&mut self, dossier: &Dossier) -> Result<()> {
        let reperes = self.reperes(Entite::Preconisation);
        for (rang, alerte) in dossier.alertes.iter().enumerate() {
            let mut champs = champs(alerte)?;
            champs.insert("visibilite".to_owned(), json!(self.visibilite(&alerte.cle)));
            champs.insert("bilan".to_owned(), json!(self.bilan.to_string()));
            champs.insert("rang".to_owned(), json!(rang));
            champs.insert("auteur".to_owned(), self.pro(&alerte.auteur));
            let preco = alerte.preconisation.as_ref().and_then(|repere| reperes.get(repere));
            champs.insert("preconisation".to_owned(), json!(preco));
            dater(&mut champs, "instant", alerte.instant);
            let id = derive_id(self.bilan, &format!("alerte/{}", alerte.cle));
            self.ajouter(Entite::Alerte, id, champs)?;
        }
        Ok(())
    }

    /// The objects of a kind that this import makes, by the mark that the file gives them.
    fn reperes(&self, entite: Entite) -> BTreeMap<String, String> {
        self.changements
            .iter()
            .filter(|c| c.entite == entite && c.champ == "repere")
            .filter_map(|c| Some((c.valeur.as_str()?.to_owned(), c.objet.to_string())))
            .collect()
    }

    /// How secret the answer to an alert is; one to an alert that is no more could speak of anything.
    fn visibilite(&self, cle: &str) -> Visibilite {
        self.visibilites.get(cle).copied().unwrap_or(Visibilite::V3)
    }

    fn texte(&self, marque: &str) -> String {
        self.pros.get(marque).map_or_else(|| marque.to_owned(), Uuid::to_string)
    }
}

pub(super) fn champs(valeur: &impl Serialize) -> Result<Map<String, Value>> {
    match serde_json::to_value(valeur)? {
        Value::Object(champs) => Ok(champs),
        _ => Err(Error::new(Code::Interne, "not an object")),
    }
}

/// An instant of the format becomes a column of milliseconds.
fn dater(champs: &mut Map<String, Value>, champ: &str, instant: Option<Instant>) {
    champs.insert(champ.to_owned(), json!(instant.map(|instant| instant.0)));
}

/// The parts that nobody has begun where a file does not say: a bilan that is still open has those of
/// its type and of the child’s age.
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
        && plier(&connu.nom) == plier(&pro.nom)
        && plier(&connu.prenom) == plier(&pro.prenom)
}
