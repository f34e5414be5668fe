//! A part of a bilan: its questions, its answers, its author's signature.

use super::bilan::{Ouvert, relire, saisissable};
use super::vues::{
    Anterieur, BilanPage, ChoixVue, ColonneVue, ConflitVue, NonRealise, ParVolet, Pro, QuestionVue,
    Repondre, Repondu, VoletEtat, VoletPage,
};
use super::{Core, Seance, derive_id, identifiant, preconisation, professionnel};
use crate::error::{Code, Error, Result};
use crate::monde::instant;
use crate::store::{Changement, Entite, LigneReponse, Verbe, VoletRange, Vu};
use escale_domain::bilan::{BilanStatut, VoletCode, VoletStatut};
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::formulaire::{EtatQuestion, Formulaire, Possibilite, Question, livre, saisir};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The answers of a bilan, by question.
struct Reponses(BTreeMap<String, (LigneReponse, Value)>);

impl Reponses {
    async fn lire(seance: &Seance, bilan: &str) -> Result<Self> {
        let mut toutes = BTreeMap::new();
        for ligne in seance.store.reponses(bilan).await? {
            let saisie: Value = serde_json::from_str(&ligne.saisie)
                .map_err(|_| Error::new(Code::BaseAbimee, "answer does not read"))?;
            // An answer that was taken back is kept in the journal and shown nowhere.
            if !saisie["valeur"].is_null() {
                toutes.insert(ligne.question.clone(), (ligne, saisie));
            }
        }
        Ok(Self(toutes))
    }

    fn valeurs(&self) -> BTreeMap<String, Value> {
        self.0.iter().map(|(code, (_, s))| (code.clone(), s["valeur"].clone())).collect()
    }

    fn de_la_section(&self, code: VoletCode) -> impl Iterator<Item = (&String, &Value)> {
        self.0
            .iter()
            .filter(move |(_, (_, s))| s["section"].as_str() == Some(code.code()))
            .map(|(question, (_, saisie))| (question, saisie))
    }
}

/// Every part of a bilan and where it stands.
pub(super) async fn etats(core: &Core, seance: &Seance, ouvert: &Ouvert) -> Result<Vec<VoletEtat>> {
    let pros = professionnel::annuaire(seance).await?;
    let reponses = Reponses::lire(seance, &ouvert.id.to_string()).await?;
    let valeurs = reponses.valeurs();
    let rangees = seance.store.volets(&ouvert.id.to_string()).await?;
    rangees.iter().map(|r| etat(core, ouvert, r, &reponses, &valeurs, &pros)).collect()
}

fn etat(
    core: &Core,
    ouvert: &Ouvert,
    rangee: &VoletRange,
    reponses: &Reponses,
    valeurs: &BTreeMap<String, Value>,
    pros: &BTreeMap<String, Pro>,
) -> Result<VoletEtat> {
    let abime = || Error::new(Code::BaseAbimee, "part does not read");
    let code = VoletCode::from_code(&rangee.code).ok_or_else(abime)?;
    let statut = VoletStatut::from_code(&rangee.statut).ok_or_else(abime)?;
    let (repondu, total) = match livre(code, ouvert.version()) {
        Some(forme) => {
            let etats = forme.etat(&ouvert.contexte(core), valeurs);
            let posees: Vec<&EtatQuestion> =
                etats.iter().filter(|e| e.active && e.calcule.is_none()).collect();
            let repondu = posees.iter().filter(|e| valeurs.contains_key(&e.code)).count();
            (repondu, posees.len())
        }
        None => {
            let nombre = reponses.de_la_section(code).count();
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

pub(super) async fn lire(core: &Core, demande: ParVolet) -> Result<VoletPage> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    let (code, rangee) = trouver(&seance, &ouvert, &demande.volet).await?;
    let (moi, enfant) = (&seance.compte.id, ouvert.enfant_id.to_string());
    seance.store.consulter(moi, &enfant, code.code()).await?;
    let vue = Vue::lire(core, &seance, &ouvert).await?;
    let questions = match livre(code, ouvert.version()) {
        Some(forme) => vue.questions(&seance, forme, None).await?,
        None => vue.lues(&seance, code).await?,
    };
    let preconisations = match code {
        VoletCode::S16 => preconisation::du_bilan(core, &seance, &demande.bilan).await?,
        _ => Vec::new(),
    };
    let volet = vue.etat(core, &rangee)?;
    let lecture_seule = lecture_seule(&seance, &ouvert, &rangee, &volet);
    Ok(VoletPage { volet, questions, lecture_seule, preconisations })
}

async fn trouver(seance: &Seance, ouvert: &Ouvert, code: &str) -> Result<(VoletCode, VoletRange)> {
    let inconnu = || Error::new(Code::Introuvable, "part");
    let volet = VoletCode::from_code(code).ok_or_else(inconnu)?;
    let rangees = seance.store.volets(&ouvert.id.to_string()).await?;
    let rangee = rangees.into_iter().find(|r| r.code == code).ok_or_else(inconnu)?;
    Ok((volet, rangee))
}

/// Why a part cannot be edited at this seat now, none when it can. The synthesis belongs to the pair;
/// every other part to whoever began it.
fn lecture_seule(
    seance: &Seance,
    ouvert: &Ouvert,
    rangee: &VoletRange,
    volet: &VoletEtat,
) -> Option<String> {
    if !ouvert.statut.ouvert() {
        return Some("Ce bilan est validé\u{a0}: il ne change plus.".to_owned());
    }
    if !volet.saisissable {
        return Some("Ces réponses viennent d’un dossier importé.".to_owned());
    }
    match refus(seance, ouvert, rangee) {
        Ok(()) => None,
        Err(error) if error.code == Code::VoletSigne => {
            Some("Cette partie est signée. Reprenez-la pour la modifier.".to_owned())
        }
        Err(error) if error.code == Code::VoletDUnAutre => {
            let auteur = volet.auteur.as_deref().unwrap_or("une autre personne");
            Some(format!("Cette partie est remplie par {auteur}."))
        }
        Err(error) => Some(error.code.label().to_owned()),
    }
}

/// Whether the one at the seat may write in a part.
fn refus(seance: &Seance, ouvert: &Ouvert, rangee: &VoletRange) -> Result<()> {
    ouvert.modifiable()?;
    if !seance.peut(escale_domain::professionnel::Permission::BilanEcrire) {
        return Err(Error::new(Code::Interdit, "bilan_ecrire"));
    }
    if matches!(rangee.statut.as_str(), "termine" | "non_realise") {
        return Err(Error::new(Code::VoletSigne, "part signed"));
    }
    let du_binome =
        rangee.code == VoletCode::S16.code() && ouvert.binome.contains(&seance.compte.id);
    match &rangee.auteur {
        Some(auteur) if *auteur != seance.compte.id && !du_binome => {
            Err(Error::new(Code::VoletDUnAutre, "part of another"))
        }
        _ => Ok(()),
    }
}

/// What the questions of a bilan are shown from.
struct Vue<'a> {
    core: &'a Core,
    ouvert: &'a Ouvert,
    reponses: Reponses,
    valeurs: BTreeMap<String, Value>,
    pros: BTreeMap<String, Pro>,
    anterieures: BTreeMap<String, Anterieur>,
}

impl<'a> Vue<'a> {
    async fn lire(core: &'a Core, seance: &Seance, ouvert: &'a Ouvert) -> Result<Self> {
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

    fn etat(&self, core: &Core, rangee: &VoletRange) -> Result<VoletEtat> {
        etat(core, self.ouvert, rangee, &self.reponses, &self.valeurs, &self.pros)
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
            for (question, (_, saisie)) in &reponses.0 {
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
    async fn questions(
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
        let auteur = reponse.and_then(|(_, s)| s["auteur"].as_str());
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
            quand: reponse.map(|(ligne, _)| instant(ligne.horloge >> 16)),
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
    async fn lues(&self, _: &Seance, code: VoletCode) -> Result<Vec<QuestionVue>> {
        let mut vues = Vec::new();
        for item in dictionnaire::items(code) {
            let Some((ligne, saisie)) = self.reponses.0.get(item.code) else { continue };
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
        Ok(vues)
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

pub(super) async fn repondre(core: &Core, demande: Repondre) -> Result<Repondu> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    let section = dictionnaire::item(&demande.question)
        .map(|item| item.section)
        .ok_or_else(|| Error::new(Code::Introuvable, "question"))?;
    let (_, rangee) = trouver(&seance, &ouvert, section.code()).await?;
    refus(&seance, &ouvert, &rangee)?;
    let forme =
        livre(section, ouvert.version()).ok_or_else(|| Error::new(Code::Introuvable, "form"))?;
    let question = forme
        .question(&demande.question)
        .ok_or_else(|| Error::new(Code::Introuvable, "question"))?;
    let valeur = saisir(question, &demande.valeur, &ouvert.contexte(core))
        .map_err(|refus| Error::refus(Code::SaisieRefusee, refus.champ, refus.message))?;

    let avant = Vue::lire(core, &seance, &ouvert).await?;
    let connue = avant.reponses.0.get(&question.code).map(|(_, s)| s);
    let saisie = saisie(&seance, core, question, &valeur, demande.posture.as_deref(), connue);
    let visibles = avant.questions(&seance, forme, None).await?;
    let vu = demande.vu.as_deref().map(identifiant).transpose()?;
    let mut changements = vec![Changement {
        entite: Entite::Reponse,
        objet: derive_id(ouvert.id, &question.code),
        champ: "saisie",
        valeur: saisie,
        vu: Vu::de_l_ecran(vu),
    }];
    changements.extend(accompagner(&seance, &ouvert, forme, question, &rangee, connue.is_none())?);
    let acte = ouvert.acte(&seance, Verbe::BilanRepondre, changements)?;
    let ecrit = seance.store.record(acte).await?;

    let apres = Vue::lire(core, &seance, &ouvert).await?;
    let questions: Vec<QuestionVue> = apres
        .questions(&seance, forme, None)
        .await?
        .into_iter()
        .zip(visibles)
        .filter(|(a, b)| a.code == question.code || change(a, b))
        .map(|(a, _)| a)
        .collect();
    let (_, rangee) = trouver(&seance, &ouvert, section.code()).await?;
    Ok(Repondu {
        instant: instant(ecrit.instant),
        questions,
        volet: apres.etat(core, &rangee)?,
        conflit: !ecrit.conflits.is_empty(),
    })
}

/// Whether a question looks different.
fn change(a: &QuestionVue, b: &QuestionVue) -> bool {
    a.active != b.active || a.valeur != b.valeur || a.avertissement != b.avertissement
}

/// What is kept of an answer: its value and what belongs to it.
fn saisie(
    seance: &Seance,
    core: &Core,
    question: &Question,
    valeur: &Value,
    posture: Option<&str>,
    avant: Option<&Value>,
) -> Value {
    let section = dictionnaire::item(&question.code).map(|i| i.section);
    let mut saisie = json!({
        "section": section, "valeur": valeur, "visibilite": question.visibilite,
        "auteur": seance.compte.id, "date": core.monde.aujourd_hui(),
    });
    if let (Some(unite), false) = (&question.unite, valeur.is_null()) {
        saisie["unite"] = json!(unite);
    }
    let posture = posture.filter(|p| ["couche", "debout"].contains(p));
    let posture = posture.or_else(|| avant.and_then(|a| a["posture"].as_str()));
    if let (Some(posture), true) = (posture, question.posture) {
        saisie["posture"] = json!(posture);
    }
    if question.visibilite == Visibilite::V3 {
        // The tick that lets a V3 item into the letter stays as it was.
        if let Some(inclure) = avant.and_then(|a| a.get("inclure_courrier")) {
            saisie["inclure_courrier"] = inclure.clone();
        }
    }
    saisie
}

/// What an answer brings with it: its own row the first time, and the part that begins.
fn accompagner(
    seance: &Seance,
    ouvert: &Ouvert,
    forme: &Formulaire,
    question: &Question,
    rangee: &VoletRange,
    premiere: bool,
) -> Result<Vec<Changement>> {
    let mut changements = Vec::new();
    let objet = derive_id(ouvert.id, &question.code);
    if premiere {
        let rang = forme.questions.iter().position(|q| q.code == question.code).unwrap_or(0);
        let rang = rang + 100 * usize::from(section_rang(forme.volet));
        for (champ, valeur) in [
            ("bilan", json!(ouvert.id.to_string())),
            ("rang", json!(rang)),
            ("question", json!(question.code)),
        ] {
            changements.push(Changement {
                entite: Entite::Reponse,
                objet,
                champ,
                valeur,
                vu: Vu::Courant,
            });
        }
    }
    if rangee.statut == VoletStatut::NonCommence.code() {
        let volet = identifiant(&rangee.id)?;
        for (champ, valeur) in
            [("auteur", json!(seance.compte.id)), ("statut", json!(VoletStatut::EnCours))]
        {
            changements.push(Changement {
                entite: Entite::Volet,
                objet: volet,
                champ,
                valeur,
                vu: Vu::Courant,
            });
        }
    }
    if ouvert.statut == BilanStatut::Planifie {
        changements.extend(ouvert.devenir(BilanStatut::EnCours)?);
    }
    Ok(changements)
}

fn section_rang(volet: VoletCode) -> u8 {
    VoletCode::ALL.iter().position(|v| *v == volet).and_then(|r| u8::try_from(r).ok()).unwrap_or(0)
}

pub(super) async fn signer(core: &Core, demande: ParVolet) -> Result<BilanPage> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    let (code, rangee) = trouver(&seance, &ouvert, &demande.volet).await?;
    refus(&seance, &ouvert, &rangee)?;
    if let Some(forme) = livre(code, ouvert.version()) {
        let valeurs = Reponses::lire(&seance, &demande.bilan).await?.valeurs();
        let manquants: Vec<String> = forme
            .obligatoires_manquants(&ouvert.contexte(core), &valeurs)
            .iter()
            .map(|q| format!("«\u{a0}{}\u{a0}»", q.label))
            .collect();
        if !manquants.is_empty() {
            let phrase = format!("Avant de signer, répondez à {}.", manquants.join(", "));
            return Err(Error::new(Code::ManquePourSigner, "required").avec_message(phrase));
        }
    }
    let maintenant = json!(core.monde.maintenant());
    let moi = json!(seance.compte.id);
    poser(
        core,
        &seance,
        &ouvert,
        &rangee,
        Verbe::VoletSigner,
        vec![
            ("statut", json!(VoletStatut::Termine)),
            ("auteur", rangee.auteur.as_ref().map_or(moi.clone(), |a| json!(a))),
            ("signe_par", moi),
            ("signe_le", maintenant),
        ],
    )
    .await
}

pub(super) async fn non_realise(core: &Core, demande: NonRealise) -> Result<BilanPage> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    let (_, rangee) = trouver(&seance, &ouvert, &demande.volet).await?;
    refus(&seance, &ouvert, &rangee)?;
    let motif = demande.motif.trim();
    if motif.is_empty() {
        return Err(Error::refus(
            Code::SaisieRefusee,
            "motif",
            "Écrivez pourquoi cette partie n’a pas été réalisée.",
        ));
    }
    poser(
        core,
        &seance,
        &ouvert,
        &rangee,
        Verbe::VoletNonRealise,
        vec![
            ("statut", json!(VoletStatut::NonRealise)),
            ("motif", json!(motif)),
            ("auteur", json!(seance.compte.id)),
            ("signe_par", json!(seance.compte.id)),
            ("signe_le", json!(core.monde.maintenant())),
        ],
    )
    .await
}

pub(super) async fn reprendre(core: &Core, demande: ParVolet) -> Result<BilanPage> {
    let seance = core.seance().await?;
    let ouvert = Ouvert::lire(&seance, &demande.bilan).await?;
    ouvert.modifiable()?;
    if ouvert.statut != BilanStatut::EnCours {
        return Err(Error::new(Code::BilanFerme, "already signed by one").avec_message(
            "Ce bilan porte déjà une signature\u{a0}: ses parties ne se reprennent plus.",
        ));
    }
    let (_, rangee) = trouver(&seance, &ouvert, &demande.volet).await?;
    if rangee.signe_par.as_deref() != Some(seance.compte.id.as_str()) {
        return Err(Error::new(Code::VoletDUnAutre, "signed by another"));
    }
    poser(
        core,
        &seance,
        &ouvert,
        &rangee,
        Verbe::VoletReprendre,
        vec![
            ("statut", json!(VoletStatut::EnCours)),
            ("motif", Value::Null),
            ("signe_par", Value::Null),
            ("signe_le", Value::Null),
        ],
    )
    .await
}

async fn poser(
    core: &Core,
    seance: &Seance,
    ouvert: &Ouvert,
    rangee: &VoletRange,
    verbe: Verbe,
    champs: Vec<(&'static str, Value)>,
) -> Result<BilanPage> {
    let objet = identifiant(&rangee.id)?;
    let changements = champs
        .into_iter()
        .map(|(champ, valeur)| Changement {
            entite: Entite::Volet,
            objet,
            champ,
            valeur,
            vu: Vu::Courant,
        })
        .collect();
    seance.store.record(ouvert.acte(seance, verbe, changements)?).await?;
    relire(core, seance, ouvert.id).await
}
