//! The questions of a bilan as a screen shows them: each with its answer, what was answered earlier,
//! and the values that wait beside it.

use super::bilan::Ouvert;
use super::vues::{Anterieur, ChoixVue, ColonneVue, ConflitVue, Pro, QuestionVue, VoletEtat};
use super::{Core, Seance, derive_id, professionnel, volet};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::{Entite, LigneReponse, VoletRange};
use escale_domain::bilan::VoletCode;
use escale_domain::dictionnaire;
use escale_domain::formulaire::{EtatQuestion, Formulaire, Possibilite, Question};
use serde_json::Value;
use std::collections::BTreeMap;

/// The answers of a bilan, by question. One that was taken back has the value null: it is shown
/// nowhere, and is still what the next answer replaces.
pub(super) struct Reponses(BTreeMap<String, (LigneReponse, Value)>);

impl Reponses {
    pub(super) async fn lire(seance: &Seance, bilan: &str) -> Result<Self> {
        let mut toutes = BTreeMap::new();
        for ligne in seance.store.reponses(bilan).await? {
            let saisie: Value = serde_json::from_str(&ligne.saisie)
                .map_err(|_| Error::new(Code::BaseAbimee, "answer does not read"))?;
            toutes.insert(ligne.question.clone(), (ligne, saisie));
        }
        Ok(Self(toutes))
    }

    /// What is kept of an answer, even of one that was taken back.
    pub(super) fn saisie(&self, question: &str) -> Option<&Value> {
        self.0.get(question).map(|(_, saisie)| saisie)
    }

    /// The answers that say something.
    fn donnees(&self) -> impl Iterator<Item = (&String, &(LigneReponse, Value))> {
        self.0.iter().filter(|(_, (_, saisie))| !saisie["valeur"].is_null())
    }

    pub(super) fn valeurs(&self) -> BTreeMap<String, Value> {
        self.donnees().map(|(code, (_, s))| (code.clone(), s["valeur"].clone())).collect()
    }

    /// How many answers say something in a part.
    pub(super) fn nombre(&self, code: VoletCode) -> usize {
        self.donnees().filter(|(_, (_, s))| s["section"].as_str() == Some(code.code())).count()
    }
}

/// What the questions of a bilan are shown from.
pub(super) struct Vue<'a> {
    core: &'a Core,
    ouvert: &'a Ouvert,
    pub(super) reponses: Reponses,
    valeurs: BTreeMap<String, Value>,
    pros: BTreeMap<String, Pro>,
    anterieures: BTreeMap<String, Anterieur>,
}

impl<'a> Vue<'a> {
    pub(super) async fn lire(core: &'a Core, seance: &Seance, ouvert: &'a Ouvert) -> Result<Self> {
        let reponses = Reponses::lire(seance, &ouvert.id.to_string()).await?;
        let valeurs = reponses.valeurs();
        let mut vue = Self {
            core,
            ouvert,
            reponses,
            valeurs,
            pros: professionnel::annuaire(seance).await?,
            anterieures: BTreeMap::new(),
        };
        vue.remonter(seance).await?;
        Ok(vue)
    }

    pub(super) fn etat(&self, core: &Core, rangee: &VoletRange) -> Result<VoletEtat> {
        volet::etat(core, self.ouvert, rangee, &self.reponses, &self.valeurs, &self.pros)
    }

    /// The latest earlier value of each question: from the measures told, then from earlier bilans.
    async fn remonter(&mut self, seance: &Seance) -> Result<()> {
        let enfant = self.ouvert.enfant_id;
        let date = self.ouvert.date.iso();
        for mesure in seance.store.objets(Entite::Mesure, "enfant", enfant).await? {
            if mesure.texte("date") > date.as_str() {
                continue;
            }
            for (champ, question) in
                [("poids_kg", "cro.poids"), ("taille_cm", "cro.taille"), ("pc_cm", "cro.pc")]
            {
                let valeur = mesure.champ(champ);
                if !valeur.is_null() {
                    self.anterieur(question, valeur, mesure.texte("date"));
                }
            }
        }
        let mut bilans = seance.store.bilans(&enfant.to_string()).await?;
        bilans.reverse();
        let ici = self.ouvert.id.to_string();
        for bilan in bilans.iter().filter(|b| b.id != ici && b.date <= date) {
            let reponses = Reponses::lire(seance, &bilan.id).await?;
            for (question, (_, saisie)) in reponses.donnees() {
                self.anterieur(question, &saisie["valeur"], &bilan.date);
            }
        }
        Ok(())
    }

    fn anterieur(&mut self, question: &str, valeur: &Value, date: &str) {
        let texte = dictionnaire::en_lettres(question, valeur);
        let quand = escale_domain::date::DateCivile::parse_iso(date)
            .map(escale_domain::date::DateCivile::en_lettres)
            .unwrap_or_default();
        self.anterieures.insert(question.to_owned(), Anterieur { texte, quand });
    }

    /// The questions of a form; only those named in `voulues`, where it is given.
    pub(super) async fn questions(
        &self,
        seance: &Seance,
        forme: &Formulaire,
        voulues: Option<&[String]>,
    ) -> Result<Vec<QuestionVue>> {
        let etats = forme.etat(&self.ouvert.contexte(self.core), &self.valeurs);
        let mut vues = Vec::new();
        for (question, etat) in forme.questions.iter().zip(etats) {
            if voulues.is_none_or(|v| v.contains(&question.code)) {
                vues.push(self.question(seance, question, &etat).await?);
            }
        }
        Ok(vues)
    }

    async fn question(
        &self,
        seance: &Seance,
        question: &Question,
        etat: &EtatQuestion,
    ) -> Result<QuestionVue> {
        let reponse = self.reponses.0.get(&question.code);
        let valeur = match (&etat.calcule, reponse) {
            (Some(calcule), _) => calcule.clone(),
            (None, Some((_, saisie))) => saisie["valeur"].clone(),
            (None, None) => Value::Null,
        };
        let donnee = reponse.filter(|(_, s)| !s["valeur"].is_null());
        let auteur = donnee.and_then(|(_, s)| s["auteur"].as_str());
        Ok(QuestionVue {
            code: question.code.clone(),
            label: question.label.clone(),
            genre: question.genre,
            unite: question.unite.clone(),
            choix: question.choix.iter().map(choix).collect(),
            min: question.min,
            max: question.max,
            longueur_max: question.longueur_max,
            obligatoire: question.obligatoire,
            visibilite: question.visibilite.code().to_owned(),
            aide: question.aide.clone(),
            active: etat.active,
            colonnes: question.colonnes.iter().map(colonne).collect(),
            texte: match valeur.is_null() {
                true => String::new(),
                false => dictionnaire::en_lettres(&question.code, &valeur),
            },
            valeur,
            vu: reponse.map(|(ligne, _)| ligne.acte.clone()),
            auteur: auteur.and_then(|a| self.pros.get(a)).map(Pro::nom_court),
            quand: donnee.map(|(ligne, _)| instant(ligne.horloge >> 16)),
            posture: match question.posture {
                true => Some(
                    reponse.map_or("", |(_, s)| s["posture"].as_str().unwrap_or("")).to_owned(),
                ),
                false => None,
            },
            anterieur: self.anterieures.get(&question.code).cloned(),
            avertissement: etat.avertissement.clone(),
            conflits: match reponse {
                Some((ligne, _)) if ligne.en_conflit => self.conflits(seance, question).await?,
                _ => Vec::new(),
            },
        })
    }

    async fn conflits(&self, seance: &Seance, question: &Question) -> Result<Vec<ConflitVue>> {
        let id = derive_id(self.ouvert.id, &question.code);
        let perdants = seance.store.perdants(Entite::Reponse, id, "saisie").await?;
        let mut vues = Vec::new();
        for perdant in perdants {
            let Some(texte) = perdant.valeur else { continue };
            let saisie: Value = serde_json::from_str(&texte)?;
            vues.push(ConflitVue {
                texte: dictionnaire::en_lettres(&question.code, &saisie["valeur"]),
                auteur: perdant
                    .auteur
                    .and_then(|a| self.pros.get(&a).map(Pro::nom_court))
                    .unwrap_or_default(),
                quand: instant(perdant.horloge >> 16),
                acte: perdant.acte,
                valeur: saisie["valeur"].clone(),
            });
        }
        Ok(vues)
    }

    /// The answers of a part that has no form here, in words.
    pub(super) fn lues(&self, code: VoletCode) -> Vec<QuestionVue> {
        let mut vues = Vec::new();
        for item in dictionnaire::items(code) {
            let Some((ligne, saisie)) = self.reponses.0.get(item.code) else { continue };
            if saisie["valeur"].is_null() {
                continue;
            }
            let auteur = saisie["auteur"].as_str();
            vues.push(QuestionVue {
                code: item.code.to_owned(),
                label: item.label.to_owned(),
                genre: item.genre(),
                unite: item.unite.map(str::to_owned),
                choix: Vec::new(),
                min: None,
                max: None,
                longueur_max: None,
                obligatoire: false,
                visibilite: saisie["visibilite"].as_str().unwrap_or("V2").to_owned(),
                aide: None,
                active: true,
                colonnes: Vec::new(),
                valeur: saisie["valeur"].clone(),
                texte: dictionnaire::en_lettres(item.code, &saisie["valeur"]),
                vu: Some(ligne.acte.clone()),
                auteur: auteur.and_then(|a| self.pros.get(a)).map(Pro::nom_court),
                quand: Some(instant(ligne.horloge >> 16)),
                posture: None,
                anterieur: self.anterieures.get(item.code).cloned(),
                avertissement: None,
                conflits: Vec::new(),
            });
        }
        vues
    }
}

fn choix(possibilite: &Possibilite) -> ChoixVue {
    ChoixVue { code: possibilite.code.clone(), label: possibilite.label.clone() }
}

fn colonne(question: &Question) -> ColonneVue {
    let cle = question.code.rsplit('.').next().unwrap_or(&question.code);
    ColonneVue {
        cle: cle.to_owned(),
        label: question.label.clone(),
        genre: question.genre,
        unite: question.unite.clone(),
        choix: question.choix.iter().map(choix).collect(),
        obligatoire: question.obligatoire,
        longueur_max: question.longueur_max,
        min: question.min,
        max: question.max,
    }
}
