//! What is shown of the parts of a bilan: where each stands, its questions, their answers, what was
//! answered before, and the values that wait for a choice.

use super::question::{attend, coche, colonne, vierge, visibilite};
use super::{find, refus};
use crate::api::bilan::{BilanOuvert, saisissable};
use crate::api::vues::{
    Anterieur, ChampTuVue, ConflitVue, InitialVue, ParVolet, Pro, QuestionVue, TuVue, VoletEtat,
    VoletPage,
};
use crate::api::{
    Core, Session, formulaire, identifiant, outil, posees, preconisation, professionnel, reference,
};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::tables::{Mesure, Reponse};
use crate::store::{Entite, LigneReponse, VoletRange, id_of};
use escale_domain::age::Age;
use escale_domain::alerte::{Seuils, sans_regle};
use escale_domain::bilan::{VoletCode, VoletStatut};
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::dictionnaire;
use escale_domain::formulaire::{ChampTu, EtatQuestion, Formulaire, Question, Widget, livre};
use escale_domain::formulaire::{Lexique, PREFIXE_DU_CENTRE};
use escale_domain::posees::{Posees, Tue};
use escale_domain::professionnel::Permission;
use serde_json::Value;
use std::collections::BTreeMap;

/// The answers of a bilan, by question. One that was taken back is there too, without a value: a screen
/// must know the act that it would replace.
pub(super) struct Reponses(BTreeMap<String, (LigneReponse, Value)>);

impl Reponses {
    pub(super) async fn read(session: &Session, bilan: &str) -> Result<Self> {
        let mut toutes = BTreeMap::new();
        #[expect(
            clippy::disallowed_methods,
            reason = "the screen of a part shows what was typed in it"
        )]
        for ligne in session.store.reponses(bilan).await? {
            let saisie: Value = serde_json::from_str(&ligne.saisie)
                .map_err(|_| Error::new(Code::BaseAbimee, "answer does not read"))?;
            toutes.insert(ligne.question.clone(), (ligne, saisie));
        }
        Ok(Self(toutes))
    }

    /// What is kept of an answer, with or without a value.
    pub(super) fn saisie(&self, question: &str) -> Option<&Value> {
        self.0.get(question).map(|(_, saisie)| saisie)
    }

    /// The answers that have a value.
    fn donnees(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0
            .iter()
            .filter(|(_, (_, saisie))| !saisie["valeur"].is_null())
            .map(|(question, (_, saisie))| (question, saisie))
    }

    /// Those that are asked.
    pub(super) async fn posees(
        &self,
        session: &Session,
        ouvert: &BilanOuvert,
        lexique: &Lexique,
    ) -> Result<Posees> {
        let saisies = self.donnees().map(|(code, saisie)| (code.as_str(), saisie));
        posees::des_saisies(session, ouvert, lexique, saisies).await
    }

    pub(super) fn valeurs(&self) -> BTreeMap<String, Value> {
        self.donnees().map(|(code, s)| (code.clone(), s["valeur"].clone())).collect()
    }
}

/// Every part of a bilan and where it stands.
pub(in crate::api) async fn etats(
    core: &Core,
    session: &Session,
    ouvert: &BilanOuvert,
) -> Result<Vec<VoletEtat>> {
    let pros = professionnel::annuaire(session).await?;
    let reponses = Reponses::read(session, &ouvert.id.to_string()).await?;
    let valeurs = reponses.valeurs();
    let rangees = session.store.volets(&ouvert.id.to_string()).await?;
    let lexique = formulaire::lexique(session, ouvert.id).await?;
    rangees.iter().map(|r| etat(core, ouvert, r, &reponses, &valeurs, (&pros, &lexique))).collect()
}

fn etat(
    core: &Core,
    ouvert: &BilanOuvert,
    rangee: &VoletRange,
    reponses: &Reponses,
    valeurs: &BTreeMap<String, Value>,
    (pros, lexique): (&BTreeMap<String, Pro>, &Lexique),
) -> Result<VoletEtat> {
    let abime = || Error::new(Code::BaseAbimee, "part does not read");
    let code = VoletCode::from_code(&rangee.code).ok_or_else(abime)?;
    let statut = VoletStatut::from_code(&rangee.statut).ok_or_else(abime)?;
    let (repondu, total) = match livre(code, ouvert.version()) {
        Some(forme) => {
            let du_centre = lexique.formulaires().iter().filter(|f| f.volet == code);
            let mut posees = Vec::new();
            for forme in std::iter::once(forme).chain(du_centre) {
                let etats = forme.etat(&ouvert.contexte(core), valeurs);
                let questions = forme.questions.iter().zip(etats);
                posees.extend(
                    questions.filter(|(q, e)| e.active && attend(q.genre)).map(|(_, e)| e.code),
                );
            }
            let repondu = posees.iter().filter(|code| valeurs.contains_key(*code)).count();
            (repondu, posees.len())
        }
        None => {
            let section = Some(code.code());
            let nombre = reponses.donnees().filter(|(_, s)| s["section"].as_str() == section);
            let nombre = nombre.count();
            (nombre, nombre)
        }
    };
    let auteur = rangee.signe_par.as_ref().or(rangee.auteur.as_ref());
    Ok(VoletEtat {
        code: rangee.code.clone(),
        label: code.label().to_owned(),
        statut: statut.code().to_owned(),
        statut_label: statut.label().to_owned(),
        auteur: auteur.and_then(|a| pros.get(a)).map(Pro::nom_court),
        auteur_id: auteur.cloned(),
        signe_le: rangee.signe_le.map(instant),
        motif: rangee.motif.clone(),
        repondu,
        total,
        saisissable: saisissable(ouvert.version(), code),
    })
}

pub(in crate::api) async fn read(core: &Core, demande: ParVolet) -> Result<VoletPage> {
    let session = core.session().await?;
    let ouvert = BilanOuvert::read(&session, &demande.bilan).await?;
    let (code, rangee) = find(&session, &ouvert, &demande.volet).await?;
    session.log_reading(ouvert.enfant_id, code.code()).await?;
    let reponses = Reponses::read(&session, &demande.bilan).await?;
    let mut vue = Vue::new(core, &session, &ouvert, reponses).await?;
    vue.ascend(&session).await?;
    let mut questions = match livre(code, ouvert.version()) {
        Some(forme) => vue.questions(&session, forme, None).await?,
        None => vue.lues(code),
    };
    for forme in vue.lexique.formulaires().iter().filter(|f| f.volet == code) {
        questions.extend(vue.questions(&session, forme, None).await?);
    }
    let mut preconisations = match code {
        VoletCode::S16 => preconisation::du_bilan(core, &session, &demande.bilan).await?,
        _ => Vec::new(),
    };
    if !session.peut(Permission::BilanEcrire) {
        // Reinforced secrecy (V3) is for caregivers.
        questions.retain(|q| q.visibilite != Visibilite::V3.code());
        preconisations.retain(|p| p.saisie.visibilite != Visibilite::V3);
    }
    let volet = vue.etat(&rangee)?;
    let lecture_seule = lecture_seule(&session, &ouvert, &rangee, &volet);
    let outils = outil::du_volet(&session, &demande.bilan, code).await?;
    Ok(VoletPage { volet, questions, lecture_seule, preconisations, outils })
}

/// Why a part cannot be edited at this seat now, none when it can.
fn lecture_seule(
    session: &Session,
    ouvert: &BilanOuvert,
    rangee: &VoletRange,
    volet: &VoletEtat,
) -> Option<String> {
    let refus = refus(session, ouvert, rangee).err();
    match refus {
        Some(error) if error.code == Code::BilanFerme => Some(error.phrase()),
        _ if !volet.saisissable => Some("Ces réponses viennent d’un dossier importé.".to_owned()),
        None => None,
        Some(error) if error.code == Code::Interdit => Some(
            "Vous lisez cette partie\u{a0}: ce sont les soignants qui la remplissent.".to_owned(),
        ),
        Some(error) if error.code == Code::VoletSigne => {
            Some("Cette partie est signée. Reprenez-la pour la modifier.".to_owned())
        }
        Some(error) if error.code == Code::VoletDUnAutre && error.message.is_none() => {
            let auteur = volet.auteur.as_deref().unwrap_or("une autre personne");
            Some(format!("Cette partie est remplie par {auteur}."))
        }
        Some(error) => Some(error.phrase()),
    }
}

/// What the questions of a bilan are shown from.
pub(super) struct Vue<'a> {
    core: &'a Core,
    ouvert: &'a BilanOuvert,
    reponses: Reponses,
    valeurs: BTreeMap<String, Value>,
    posees: Posees,
    pros: BTreeMap<String, Pro>,
    lexique: Lexique,
    /// The thresholds in force, to say what no rule watches.
    seuils: Seuils,
    /// Earlier value of a question, and its day; empty until they are asked for.
    anterieures: BTreeMap<String, (Value, String)>,
    /// Words of an earlier value that this bilan's version of a centre's form would say otherwise.
    autrefois: BTreeMap<String, String>,
}

impl<'a> Vue<'a> {
    pub(super) async fn new(
        core: &'a Core,
        session: &Session,
        ouvert: &'a BilanOuvert,
        reponses: Reponses,
    ) -> Result<Self> {
        let lexique = formulaire::lexique(session, ouvert.id).await?;
        Ok(Self {
            core,
            ouvert,
            valeurs: reponses.valeurs(),
            posees: reponses.posees(session, ouvert, &lexique).await?,
            reponses,
            pros: professionnel::annuaire(session).await?,
            lexique,
            seuils: reference::seuils(session).await?,
            anterieures: BTreeMap::new(),
            autrefois: BTreeMap::new(),
        })
    }

    /// The answers that have a value.
    pub(super) const fn valeurs(&self) -> &BTreeMap<String, Value> {
        &self.valeurs
    }

    pub(super) fn etat(&self, rangee: &VoletRange) -> Result<VoletEtat> {
        let connus = (&self.pros, &self.lexique);
        etat(self.core, self.ouvert, rangee, &self.reponses, &self.valeurs, connus)
    }

    /// The latest earlier value of each question: from the measures told, then from earlier bilans.
    async fn ascend(&mut self, session: &Session) -> Result<()> {
        let enfant = self.ouvert.enfant_id;
        let date = self.ouvert.date.iso();
        for mesure in session.store.rows::<Mesure>(enfant).await? {
            if mesure.date > self.ouvert.date {
                continue;
            }
            for (mesuree, question) in [
                (mesure.poids_kg, "cro.poids"),
                (mesure.taille_cm, "cro.taille"),
                (mesure.pc_cm, "cro.pc"),
            ] {
                if let Some(mesuree) = mesuree {
                    self.remember(question, &Value::from(mesuree), &mesure.date.iso());
                }
            }
        }
        let mut bilans = session.store.bilans(&enfant.to_string()).await?;
        bilans.reverse();
        let ici = self.ouvert.id.to_string();
        for bilan in bilans.iter().filter(|b| b.id != ici && b.date <= date) {
            let mut alors = None;
            for reponse in &posees::du_bilan(session, &bilan.id).await? {
                self.remember(&reponse.code, &reponse.valeur, &bilan.date);
                if reponse.code.starts_with(PREFIXE_DU_CENTRE) {
                    let alors = match &mut alors {
                        Some(alors) => alors,
                        vide => vide
                            .insert(formulaire::lexique(session, identifiant(&bilan.id)?).await?),
                    };
                    self.comme_alors(alors, &reponse.code, &reponse.valeur);
                }
            }
        }
        Ok(())
    }

    fn remember(&mut self, question: &str, valeur: &Value, date: &str) {
        self.anterieures.insert(question.to_owned(), (valeur.clone(), date.to_owned()));
    }

    /// An earlier answer that the list of this version no longer has is said in the words of the
    /// version that it answered, and as such.
    fn comme_alors(&mut self, alors: &Lexique, code: &str, valeur: &Value) {
        let sortie = self.lexique.question(code).is_some_and(|(_, q)| q.hors_liste(valeur));
        let dite = alors.question(code).and_then(|(_, q)| q.en_lettres(valeur));
        match dite.filter(|_| sortie) {
            Some(texte) => {
                self.autrefois.insert(code.to_owned(), format!("{texte} (ancienne réponse)"));
            }
            None => {
                self.autrefois.remove(code);
            }
        }
    }

    /// A value in words, with the names of those it names.
    fn mots(&self, question: &str, valeur: &Value) -> String {
        let noms = |id: &str| self.pros.get(id).map(Pro::nom_court);
        self.lexique.en_lettres(question, valeur, &noms)
    }

    /// What is said beside an answer that no rule watches.
    fn sans_regle(&self, code: &str, valeur: &Value) -> Option<String> {
        let age = Age::a(self.ouvert.enfant.date_naissance, self.ouvert.date)?;
        sans_regle(code, valeur, age.ans(), &self.seuils).map(str::to_owned)
    }

    fn anterieur(&self, question: &str) -> Option<Anterieur> {
        let (valeur, date) = self.anterieures.get(question)?;
        Some(Anterieur {
            texte: match self.autrefois.get(question) {
                Some(texte) => texte.clone(),
                None => self.mots(question, valeur),
            },
            quand: DateCivile::parse_iso(date).map(DateCivile::en_lettres).unwrap_or_default(),
        })
    }

    /// The questions of a form; only those named in `voulues`, where it is given.
    pub(super) async fn questions(
        &self,
        session: &Session,
        forme: &Formulaire,
        voulues: Option<&[String]>,
    ) -> Result<Vec<QuestionVue>> {
        let etats = forme.etat(&self.ouvert.contexte(self.core), &self.valeurs);
        let mut vues = Vec::new();
        for (question, etat) in forme.questions.iter().zip(etats) {
            // A question that its form hides is never shown.
            if !question.cachee && voulues.is_none_or(|v| v.contains(&question.code)) {
                vues.push(self.question(session, forme, question, &etat).await?);
            }
        }
        Ok(vues)
    }

    async fn question(
        &self,
        session: &Session,
        forme: &Formulaire,
        question: &Question,
        etat: &EtatQuestion,
    ) -> Result<QuestionVue> {
        let reponse = self.reponses.0.get(&question.code);
        let valeur = match (&etat.calcule, reponse) {
            (Some(calcule), _) => calcule.clone(),
            (None, Some((_, saisie))) => saisie["valeur"].clone(),
            (None, None) => Value::Null,
        };
        let a_plat = question.a_plat(&valeur);
        let auteur = reponse.and_then(|(_, s)| s["auteur"].as_str());
        Ok(QuestionVue {
            active: etat.active,
            tu: self.tu(&question.code, Some(question)),
            colonnes: match question.genre {
                // The fields of an object may depend on the child; those of a row, on the row.
                Widget::Objet => {
                    let contexte = self.ouvert.contexte(self.core);
                    let actives =
                        forme.colonnes_actives(question, &valeur, &contexte, &self.valeurs);
                    // A field that holds something shows, even when it is no longer asked.
                    let tenue = |c: &&Question| {
                        actives.iter().any(|a| a.code == c.code)
                            || c.cellule(&valeur).is_some_and(|v| !v.is_null())
                    };
                    question.colonnes.iter().filter(tenue).map(colonne).collect()
                }
                // A number that the program gives is not asked: what is typed there would be lost.
                _ => question.colonnes.iter().filter(|c| c.numero.is_none()).map(colonne).collect(),
            },
            texte: match reponse.and_then(|(_, saisie)| precision(&question.code, saisie)) {
                Some(texte) => texte,
                None if valeur.is_null() => String::new(),
                None => self.mots(&question.code, &valeur),
            },
            valeur: a_plat,
            vu: reponse.map(|(ligne, _)| ligne.acte.clone()),
            auteur: auteur.and_then(|a| self.pros.get(a)).map(Pro::nom_court),
            quand: reponse.map(|(ligne, _)| instant(ligne.horloge >> 16)),
            au_courrier: reponse.is_some_and(|(_, s)| coche(s)),
            posture: match question.posture {
                true => Some(
                    reponse.map_or("", |(_, s)| s["posture"].as_str().unwrap_or("")).to_owned(),
                ),
                false => None,
            },
            anterieur: self.anterieur(&question.code),
            avertissement: etat.avertissement.clone(),
            sans_regle: self.sans_regle(&question.code, &valeur),
            precision: reponse.and_then(|(_, saisie)| precision(&question.code, saisie)),
            conflits: match reponse {
                Some((ligne, _)) if ligne.en_conflit => self.conflits(session, question).await?,
                _ => Vec::new(),
            },
            proposition: etat.proposition.as_ref().filter(|_| question.initial.is_some()).map(
                |valeur| InitialVue {
                    texte: self.mots(&question.code, valeur),
                    valeur: valeur.clone(),
                },
            ),
            ..vierge(question)
        })
    }

    /// What of an answer goes out no more, since it is no longer asked.
    pub(super) fn tue(&self, question: &str) -> Option<&Tue> {
        self.posees.tues().iter().find(|t| t.reponse.code == question && !t.indecise)
    }

    fn tu(&self, code: &str, question: Option<&Question>) -> Option<TuVue> {
        let tue = self.tue(code)?;
        let reste = self.posees.iter().find(|r| r.code == code).map(|r| &r.valeur);
        let mots = |champ: &ChampTu| {
            let colonne = question.and_then(|q| q.colonnes.iter().find(|c| c.code == champ.cle));
            colonne.and_then(|c| c.en_lettres(&champ.valeur)).unwrap_or_default()
        };
        let champs = tue.champs.iter().map(|champ| ChampTuVue {
            rang: champ.rang.and_then(|rang| u32::try_from(rang).ok()),
            cle: champ.cle.clone(),
            label: champ.label.clone(),
            texte: mots(champ),
        });
        Some(TuVue {
            champs: champs.collect(),
            reste: match (question, reste) {
                (Some(question), Some(reste)) => question.a_plat(reste),
                _ => Value::Null,
            },
        })
    }

    async fn conflits(&self, session: &Session, question: &Question) -> Result<Vec<ConflitVue>> {
        let id = id_of::<Reponse>(self.ouvert.id, &question.code);
        let perdants = session.store.perdants(Entite::Reponse, id, "saisie").await?;
        let mut vues = Vec::new();
        for perdant in perdants {
            let Some(texte) = perdant.valeur else { continue };
            let saisie: Value = serde_json::from_str(&texte)?;
            vues.push(ConflitVue {
                texte: self.mots(&question.code, &saisie["valeur"]),
                auteur: perdant
                    .auteur
                    .and_then(|a| self.pros.get(&a).map(Pro::nom_court))
                    .unwrap_or_default(),
                quand: instant(perdant.horloge >> 16),
                acte: perdant.acte,
                valeur: question.a_plat(&saisie["valeur"]),
            });
        }
        Ok(vues)
    }

    /// The answers of a part that has no form here, in words.
    fn lues(&self, code: VoletCode) -> Vec<QuestionVue> {
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
                genre: item.widget(),
                unite: item.unite.map(str::to_owned),
                choix: Vec::new(),
                min: None,
                max: None,
                longueur_max: None,
                obligatoire: false,
                visibilite: visibilite(item.visibilite, saisie).code().to_owned(),
                aide: None,
                active: true,
                tu: self.tu(item.code, None),
                colonnes: Vec::new(),
                valeur: saisie["valeur"].clone(),
                texte: self.mots(item.code, &saisie["valeur"]),
                vu: Some(ligne.acte.clone()),
                auteur: auteur.and_then(|a| self.pros.get(a)).map(Pro::nom_court),
                quand: Some(instant(ligne.horloge >> 16)),
                posture: None,
                au_courrier: coche(saisie),
                anterieur: self.anterieur(item.code),
                avertissement: None,
                sans_regle: None,
                precision: None,
                conflits: Vec::new(),
                ouvert: false,
                date_heure: false,
                avenir: false,
                proposition: None,
            });
        }
        vues
    }
}

/// A term in weeks and days, in words: its field shows the weeks.
fn precision(code: &str, saisie: &Value) -> Option<String> {
    let jours = saisie["precision_jours"].as_u64().filter(|jours| *jours > 0)?;
    let jours = u8::try_from(jours).ok()?;
    let valeur = Some(&saisie["valeur"]).filter(|valeur| !valeur.is_null())?;
    Some(dictionnaire::en_lettres_complet(code, valeur, None, Some(jours)))
}
