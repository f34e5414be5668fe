//! What the letter may read of the record: an answer that is no longer asked is not there, one under
//! reinforced secrecy only where it was ticked, a confidential place has no name, every text has
//! French typography.

use super::phrases;
use crate::ContexteCourrier;
use crate::block::{Paragraph, Span, Style, bold, plain};
use escale_domain::age::{Age, age_corrige};
use escale_domain::bilan::{Outil, Reponse};
use escale_domain::calcul::Matiere;
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_domain::document::LieuxSecrets;
pub(super) use escale_domain::document::{insecables, majuscule, minuscule, nom_complet};
use escale_domain::enfant::Sexe;
use escale_domain::posees::DossierLu;
use escale_domain::preconisation::{Preconisation, PreconisationStatut, Priorite};
use escale_domain::professionnel::Professionnel;
use escale_domain::texte::typographie;
use std::cell::RefCell;
use std::collections::HashSet;

/// The record, as the letter reads it.
pub(super) struct Lettre<'a> {
    pub(super) dossier: &'a DossierLu<'a>,
    pub(super) contexte: &'a ContexteCourrier,
    /// What is computed from.
    pub(super) matiere: Matiere,
    secrets: LieuxSecrets,
    lues: RefCell<HashSet<&'a str>>,
}

impl<'a> Lettre<'a> {
    pub(super) fn new(dossier: &'a DossierLu<'a>, contexte: &'a ContexteCourrier) -> Self {
        let secrets = LieuxSecrets::new(dossier);
        let matiere = Matiere::du_dossier(dossier);
        Self { dossier, contexte, matiere, secrets, lues: RefCell::default() }
    }

    /// A text of the record: its typography set, and nothing of a confidential place left in it.
    pub(super) fn libre(&self, texte: &str) -> String {
        self.secrets.hide(&insecables(&typographie(texte.trim())))
    }

    /// The paragraphs of a text of the record.
    pub(super) fn paragraphes(&self, style: Style, texte: &str) -> Vec<Paragraph> {
        self.libre(texte)
            .lines()
            .filter(|ligne| !ligne.trim().is_empty())
            .map(|ligne| Paragraph::new(style, vec![plain(ligne.trim())]))
            .collect()
    }

    /// Whether the place where the child lives is confidential.
    pub(super) fn lieu_secret(&self) -> bool {
        self.secrets.lieu_actuel
    }

    /// The answer to a question, where the letter may say it.
    pub(super) fn reponse(&self, code: &str) -> Option<&'a Reponse> {
        let reponse = self.dossier.reponses.iter().find(|r| r.code == code)?;
        if self.secret_renforce(reponse) {
            return None;
        }
        self.lues.borrow_mut().insert(&reponse.code);
        Some(reponse)
    }

    /// The answers under reinforced secrecy that were ticked one by one for this letter.
    pub(super) fn reponses_cochees(&self) -> Vec<&'a Reponse> {
        let cochee = |r: &&Reponse| self.secret_renforce(r) && r.inclure_courrier == Some(true);
        self.dossier.reponses.iter().filter(cochee).collect()
    }

    /// The answers that no section of the letter asked for: those of a form of the centre's own.
    pub(super) fn reponses_restantes(&self) -> Vec<&'a Reponse> {
        let lues = self.lues.borrow();
        let reste = |r: &&Reponse| !self.secret_renforce(r) && !lues.contains(r.code.as_str());
        self.dossier.reponses.iter().filter(reste).collect()
    }

    /// Says that a section has dealt with a code, whether or not it was answered.
    pub(super) fn lue(&self, codes: &[&'a str]) {
        self.lues.borrow_mut().extend(codes);
    }

    /// An answer in words.
    pub(super) fn mots(&self, reponse: &Reponse) -> String {
        let noms = |id: &str| self.pro(id).map(nom_complet);
        let mots = self.dossier.lexique.en_lettres(&reponse.code, &reponse.valeur, &noms);
        let lignes: Vec<&str> = mots.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        self.libre(&lignes.join("\n"))
    }

    /// "Label : words".
    pub(super) fn ligne(&self, reponse: &Reponse) -> Vec<Span> {
        let titre = match self.question_du_centre(&reponse.code) {
            Some((_, label)) => self.libre(label),
            None => phrases::titre(&reponse.code),
        };
        vec![bold(titre), plain(format!("\u{a0}: {}", self.mots(reponse)))]
    }

    /// The title of a centre's form and the label of its question.
    pub(super) fn question_du_centre(&self, code: &str) -> Option<(&str, &str)> {
        let (forme, question) = self.dossier.lexique.question(code)?;
        Some((forme.titre.as_str(), question.label.as_str()))
    }

    /// Whether an answer is under reinforced secrecy, by itself or by its code: only a tick lets it
    /// out.
    fn secret_renforce(&self, reponse: &Reponse) -> bool {
        reponse.visibilite == Visibilite::V3
            || self.dossier.lexique.visibilite(&reponse.code) == Some(Visibilite::V3)
    }

    /// The tools whose results the letter may say.
    pub(super) fn outils(&self) -> impl Iterator<Item = &'a Outil> {
        self.dossier.outils.iter().filter(|o| o.visibilite != Visibilite::V3)
    }

    /// The recommendations that the letter may say, the most urgent first.
    pub(super) fn preconisations(&self) -> Vec<&'a Preconisation> {
        let mut liste: Vec<&Preconisation> = self
            .dossier
            .preconisations
            .iter()
            .filter(|p| p.visibilite != Visibilite::V3)
            .filter(|p| p.statut != PreconisationStatut::Annulee)
            .collect();
        let fini = |p: &Preconisation| {
            matches!(p.statut, PreconisationStatut::Realisee | PreconisationStatut::Close)
        };
        // What was urgent stays first once it is done: its outcome is what the doctor looks for.
        let urgente = |p: &Preconisation| p.priorite == Priorite::Urgente;
        liste.sort_by_key(|p| (!urgente(p), fini(p), p.priorite, p.echeance));
        liste
    }

    pub(super) fn pro(&self, id: &str) -> Option<&'a Professionnel> {
        self.dossier.professionnels.iter().find(|p| p.id == id)
    }

    /// One word or the other, by the child's sex.
    pub(super) fn accorde<'m>(&self, fille: &'m str, garcon: &'m str) -> &'m str {
        match self.dossier.enfant.sexe {
            Sexe::F => fille,
            Sexe::M => garcon,
        }
    }

    /// "Emma CHEVALIER".
    pub(super) fn nom_enfant(&self) -> String {
        let enfant = &self.dossier.enfant;
        typographie(&format!("{} {}", enfant.prenom_utilise, enfant.nom_naissance))
    }

    /// "Emma CHEVALIER, née le 14 mai 2016".
    pub(super) fn enfant_ne(&self) -> String {
        let enfant = &self.dossier.enfant;
        let ne = self.accorde("née", "né");
        let estimee = if enfant.date_naissance_estimee { " (date estimée)" } else { "" };
        let naissance = enfant.date_naissance.en_lettres();
        format!("{}, {ne} le\u{a0}{naissance}{estimee}", self.nom_enfant())
    }

    /// "9 ans", or with the corrected age of a child born too early.
    pub(super) fn age(&self) -> Option<String> {
        let naissance = self.dossier.enfant.date_naissance;
        let date = self.dossier.bilan.date;
        let age = Age::a(naissance, date)?.en_lettres();
        let corrige = self.matiere.terme.and_then(|t| age_corrige(naissance, t, date));
        Some(match corrige {
            Some(corrige) => format!("{age} (âge corrigé\u{a0}: {})", corrige.en_lettres()),
            None => age,
        })
    }

    /// "Bilan annuel du 14 janvier 2026".
    pub(super) fn bilan(&self) -> String {
        let bilan = &self.dossier.bilan;
        format!("{} du\u{a0}{}", bilan.bilan_type.label(), bilan.date.en_lettres())
    }

    /// Whether the bilan may still change: a letter made now is only a draft.
    pub(super) fn projet(&self) -> bool {
        self.dossier.bilan.statut.ouvert()
    }

    /// "son bilan annuel", "sa réévaluation".
    pub(super) fn son_bilan(&self) -> String {
        let bilan_type = self.dossier.bilan.bilan_type;
        let possessif = if bilan_type.feminin() { "sa" } else { "son" };
        format!("{possessif} {}", minuscule(bilan_type.label()))
    }
}

/// The label of a code; a code of a form that the dictionary does not know stands for itself.
pub(super) fn label(code: &str) -> String {
    dictionnaire::item(code).map_or_else(|| code.to_owned(), |item| item.label.to_owned())
}

/// Stretches of text side by side, a dot between them instead of their own full stops.
pub(super) fn chain(lignes: &[Vec<Span>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for ligne in lignes {
        if let Some(derniere) = spans.last_mut() {
            let sans_point = derniere.text.strip_suffix('.').map(str::to_owned);
            derniere.text = sans_point.unwrap_or_else(|| std::mem::take(&mut derniere.text));
            spans.push(plain(" · "));
        }
        spans.extend(ligne.iter().cloned());
    }
    spans
}
