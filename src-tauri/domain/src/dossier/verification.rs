//! What a record must agree on with itself. Every contradiction is found, not only the first.

mod personnes;
mod registre;
pub(super) mod regles;
mod textes;

use super::{Dossier, DossierProbleme, SCHEMA_VERSION, valeurs};
use crate::bilan::Reponse;
use crate::bilan::VoletCode;
use crate::date::DateCivile;
use crate::dictionnaire::{self, Nature};
use crate::examen::date_refusee;
use crate::formulaire::{Contexte, Lexique, PREFIXE_DU_CENTRE, enter};
use serde_json::Value;
use std::collections::HashSet;

/// Everything that is wrong in a record that is well formed. `valeur` is the same record as JSON;
/// without a day of import, nothing is to come.
pub(super) fn check(
    dossier: &Dossier,
    valeur: &Value,
    aujourd_hui: Option<DateCivile>,
) -> Vec<DossierProbleme> {
    let mut v = Verification {
        dossier,
        aujourd_hui,
        professionnels: dossier.professionnels.iter().map(|p| p.id.as_str()).collect(),
        problemes: Vec::new(),
    };
    v.entete();
    v.textes();
    v.dates();
    v.regles(valeur);
    v.personnes();
    v.reponses();
    v.synthese();
    v.suites();
    v.blancs(valeur);
    v.problemes
}

struct Verification<'a> {
    dossier: &'a Dossier,
    /// The day of the import.
    aujourd_hui: Option<DateCivile>,
    professionnels: HashSet<&'a str>,
    problemes: Vec<DossierProbleme>,
}

/// An identifier local to a file (`MED1`, `PB2`): quoted only when it looks like one, so that a
/// name written in its place is not repeated.
fn cite(id: &str) -> String {
    let lettres = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let chiffres = id.len() - lettres;
    let identifiant = (1..=4).contains(&lettres)
        && (1..=3).contains(&chiffres)
        && id.bytes().skip(lettres).all(|b| b.is_ascii_digit());
    if identifiant { format!(" «\u{a0}{id}\u{a0}»") } else { String::new() }
}

impl<'a> Verification<'a> {
    fn note(&mut self, chemin: impl Into<String>, raison: impl Into<String>) {
        self.problemes.push(DossierProbleme { chemin: chemin.into(), raison: raison.into() });
    }

    fn entete(&mut self) {
        let version = &self.dossier.schema_version;
        if version != SCHEMA_VERSION {
            let lisible = version.len() <= 8
                && version.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && !version.is_empty();
            let citee = if lisible { format!(" «\u{a0}{version}\u{a0}»") } else { String::new() };
            self.note(
                "schema_version",
                format!("version{citee} inconnue (attendu\u{a0}: {SCHEMA_VERSION})"),
            );
        }
        if self.dossier.enfant.prenoms_naissance.is_empty() {
            self.note("enfant.prenoms_naissance", "au moins un prénom est attendu");
        }
    }

    fn dates(&mut self) {
        let d = self.dossier;
        let (naissance, reference) = (d.enfant.date_naissance, d.date_reference);
        if naissance > reference {
            let raison =
                format!("{} est après la date de référence ({})", naissance.iso(), reference.iso());
            self.note("enfant.date_naissance", raison);
        }
        for (i, placement) in d.parcours_accueil.iter().enumerate() {
            let chemin = format!("parcours_accueil[{i}].fin");
            self.ordre(&chemin, Some(placement.debut), placement.fin);
        }
        if let Some(demande) = &d.demande {
            let debut = Some(demande.date_debut_mesure);
            self.ordre("demande.demande.mesure_fin", debut, demande.mesure_fin);
        }
        if let Some(e) = &d.enveloppe {
            let (debut, fin) = (Some(e.exercice_debut), Some(e.exercice_fin));
            self.ordre("enveloppe.exercice_fin", debut, fin);
        }
    }

    fn ordre(&mut self, chemin: &str, debut: Option<DateCivile>, fin: Option<DateCivile>) {
        if let (Some(debut), Some(fin)) = (debut, fin)
            && fin < debut
        {
            let raison = format!("la fin ({}) est avant le début ({})", fin.iso(), debut.iso());
            self.note(chemin, raison);
        }
    }

    fn uniques<T: AsRef<str>>(&mut self, liste: &str, champ: &str, ids: impl Iterator<Item = T>) {
        let mut vus = HashSet::new();
        for (i, id) in ids.enumerate() {
            let id = id.as_ref();
            if !vus.insert(id.to_owned()) {
                let raison = format!("identifiant{} en double", cite(id));
                self.note(format!("{liste}[{i}].{champ}"), raison);
            }
        }
    }

    fn reponses(&mut self) {
        let d = self.dossier;
        let lexique = self.formulaires();
        let mut vus = HashSet::new();
        #[expect(clippy::disallowed_methods, reason = "a record is checked as it is written")]
        for (i, reponse) in d.reponses.brutes().iter().enumerate() {
            let chemin = format!("reponses[{i}]");
            if reponse.code.starts_with(PREFIXE_DU_CENTRE) {
                let lexique = &lexique;
                self.du_centre(&chemin, reponse, lexique, vus.insert(reponse.code.as_str()));
                continue;
            }
            let saisi = dictionnaire::item(&reponse.code)
                .filter(|i| i.section != VoletCode::S16 && i.nature != Nature::Calcul);
            let Some(item) = saisi else {
                let code = &reponse.code;
                let raison = if dictionnaire::item(code).is_some() {
                    format!("«\u{a0}{code}\u{a0}» n’est pas une réponse, sa place est ailleurs")
                } else {
                    format!("code de réponse inconnu{}", cite_code(code))
                };
                self.note(format!("{chemin}.code"), raison);
                continue;
            };
            if !vus.insert(item.code) {
                let raison = format!("réponse «\u{a0}{}\u{a0}» en double", item.code);
                self.note(format!("{chemin}.code"), raison);
            }
            if reponse.section != item.section {
                let raison = format!(
                    "«\u{a0}{}\u{a0}» est une réponse du volet {}, pas {}",
                    item.code,
                    item.section.code(),
                    reponse.section.code()
                );
                self.note(format!("{chemin}.section"), raison);
            }
            if reponse.unite.as_deref().is_some_and(|u| Some(u) != item.unite) {
                let raison = match item.unite {
                    Some(unite) => format!("unité inattendue (attendu\u{a0}: {unite})"),
                    None => "cette réponse n’a pas d’unité".to_owned(),
                };
                self.note(format!("{chemin}.unite"), raison);
            }
            let professionnels = self.professionnels.clone();
            let connu = |id: &str| professionnels.contains(id);
            for (suite, raison) in valeurs::fautes(item, &reponse.valeur, &connu) {
                self.note(format!("{chemin}.valeur{suite}"), raison);
            }
        }
    }

    /// The centre's forms that the file carries.
    fn formulaires(&mut self) -> Lexique {
        let mut lus = Vec::new();
        for (i, joint) in self.dossier.formulaires.iter().enumerate() {
            let chemin = format!("formulaires[{i}]");
            if joint.volet == VoletCode::S16 || !joint.ages_possibles() {
                self.note(chemin, "volet ou âges impossibles");
                continue;
            }
            match joint.open() {
                Ok(forme) => lus.push(forme),
                Err(refus) => {
                    let premier = refus.into_iter().next().map(|r| r.chemin).unwrap_or_default();
                    let raison = format!("formulaire illisible ou non pris en charge ({premier})");
                    self.note(format!("{chemin}.contenu"), raison);
                }
            }
        }
        Lexique::des(lus)
    }

    /// An answer to a centre's form. Without its form it is kept as it is.
    fn du_centre(&mut self, chemin: &str, reponse: &Reponse, lexique: &Lexique, neuve: bool) {
        if !neuve {
            self.note(format!("{chemin}.code"), "réponse en double");
        }
        let Some((forme, question)) = lexique.question(&reponse.code) else { return };
        if reponse.section != forme.volet {
            let raison = format!(
                "cette réponse est du volet {}, pas {}",
                forme.volet.code(),
                reponse.section.code()
            );
            self.note(format!("{chemin}.section"), raison);
        }
        if reponse.unite.is_some() && reponse.unite != question.unite {
            self.note(format!("{chemin}.unite"), "unité inattendue");
        }
        let d = self.dossier;
        let contexte =
            Contexte::new(d.enfant.sexe, d.enfant.date_naissance, d.bilan.date, d.date_reference);
        if enter(question, &reponse.valeur, &contexte).is_err() {
            self.note(format!("{chemin}.valeur"), "cette valeur ne convient pas à la question");
        }
    }

    fn synthese(&mut self) {
        let s = &self.dossier.synthese;
        self.uniques("synthese.syn.problemes", "id", s.problemes.iter().map(|p| &p.id));
        for (i, probleme) in s.problemes.iter().enumerate() {
            if probleme.gravite.is_some_and(|gravite| !(1..=3).contains(&gravite)) {
                let chemin = format!("synthese.syn.problemes[{i}].gravite");
                self.note(chemin, "gravité inconnue (attendu\u{a0}: 1, 2 ou 3)");
            }
        }
        let longueur = s.texte.chars().count();
        if longueur > 1500 {
            let raison = format!("{longueur} caractères, 1500 au plus");
            self.note("synthese.syn.texte", raison);
        }
    }

    fn suites(&mut self) {
        let d = self.dossier;
        self.uniques("preconisations", "id", d.preconisations.iter().map(|p| &p.id));
        self.uniques("seances", "id", d.seances.iter().map(|s| &s.id));
        self.uniques("transmissions", "id", d.transmissions.iter().map(|t| &t.id));
        for (i, preco) in d.preconisations.iter().enumerate() {
            if let Some(id) = &preco.probleme
                && d.synthese.problemes.iter().all(|p| p.id != *id)
            {
                let raison = format!("le problème{} n’est pas dans la synthèse", cite(id));
                self.note(format!("preconisations[{i}].probleme"), raison);
            }
        }
        self.uniques("alertes", "cle", d.alertes.iter().map(|a| &a.cle));
        for (i, alerte) in d.alertes.iter().enumerate() {
            if let Some(id) = &alerte.preconisation
                && d.preconisations.iter().all(|p| p.id != *id)
            {
                let raison = format!("la préconisation{} n’existe pas", cite(id));
                self.note(format!("alertes[{i}].preconisation"), raison);
            }
        }
        let mut decidees = HashSet::new();
        for (i, decision) in d.decisions_vaccinales.iter().enumerate() {
            if !decidees.insert(decision.valence) {
                let code = decision.valence.code();
                let raison = format!("deux décisions pour la valence «\u{a0}{code}\u{a0}»");
                self.note(format!("decisions_vaccinales[{i}].valence"), raison);
            }
        }
        let mut reperes = HashSet::new();
        for (i, reperage) in d.reperages.iter().enumerate() {
            if !reperes.insert(reperage.jalon) {
                let code = reperage.jalon.code();
                let raison = format!("deux états pour le repérage «\u{a0}{code}\u{a0}»");
                self.note(format!("reperages[{i}].jalon"), raison);
            }
            let refus = |date| date_refusee(date, d.enfant.date_naissance, d.date_reference);
            if let Some(raison) = reperage.date.and_then(refus) {
                self.note(format!("reperages[{i}].date"), raison);
            }
        }
        for (i, seance) in d.seances.iter().enumerate() {
            if d.preconisations.iter().all(|p| p.id != seance.preco) {
                let raison = format!("la préconisation{} n’existe pas", cite(&seance.preco));
                self.note(format!("seances[{i}].preco"), raison);
            }
        }
        for (i, mouvement) in d.mouvements.iter().enumerate() {
            if let Some(id) = &mouvement.seance
                && d.seances.iter().all(|s| s.id != *id)
            {
                let raison = format!("la séance{} n’existe pas", cite(id));
                self.note(format!("mouvements[{i}].seance"), raison);
            }
        }
        self.registre();
        for (i, transmission) in d.transmissions.iter().enumerate() {
            if transmission.categorie > 2 {
                let chemin = format!("transmissions[{i}].categorie");
                self.note(chemin, "catégorie inconnue (attendu\u{a0}: 0, 1 ou 2)");
            }
        }
    }
}

/// A code of an answer is quoted when it begins as one of the dictionary does.
fn cite_code(code: &str) -> String {
    let domaine = |s: &VoletCode| {
        dictionnaire::items(*s).iter().any(|i| {
            i.code.split_once('.').zip(code.split_once('.')).is_some_and(|(a, b)| a.0 == b.0)
        })
    };
    let forme = code.len() <= 40
        && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._".contains(&b));
    if forme && VoletCode::ALL.iter().any(domaine) {
        format!(" «\u{a0}{code}\u{a0}»")
    } else {
        String::new()
    }
}
