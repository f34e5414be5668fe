//! The texts of a record: those that must be there, those that are too long, those made of blanks. The forms
//! of the window apply the same rules of [`crate::regle`].

use super::Verification;
use super::regles::feuilles_de;
use crate::bilan::{Traitement, VoletStatut};
use crate::enfant::LienAutorite;
use crate::identifiant::IdKind;
use crate::regle::{self, ADDENDUM_MAX, JUSTIFICATION_MAX, OUTIL_CONCLUSION_MAX, OUTIL_NOM_MAX};
use crate::transmission::InformationEtat;
use serde_json::Value;
use std::collections::HashSet;

/// What a record still lacks: the places, each with what to do.
#[derive(Default)]
struct Manques(Vec<(String, &'static str)>);

impl Manques {
    /// A name or a number.
    fn nom(&mut self, chemin: impl Into<String>, texte: &str, phrase: &'static str) {
        self.si(!regle::nomme(texte), chemin, phrase);
    }

    fn texte(&mut self, chemin: impl Into<String>, texte: &str, phrase: &'static str) {
        self.si(!regle::dit(texte), chemin, phrase);
    }

    fn si(&mut self, manque: bool, chemin: impl Into<String>, phrase: &'static str) {
        if manque {
            self.0.push((chemin.into(), phrase));
        }
    }
}

impl Verification<'_> {
    /// The texts that must be there, and how long they may be.
    pub(super) fn textes(&mut self) {
        let mut manques = Manques::default();
        self.noms(&mut manques);
        self.marques(&mut manques);
        self.saisies(&mut manques);
        self.du_registre(&mut manques);
        for (chemin, phrase) in manques.0 {
            self.note(chemin, format!("le texte est vide\u{a0}: {phrase}."));
        }
        self.longueurs();
        self.numeros();
    }

    /// Numbers that none of their kind can be; what is only doubtful is taken in, as in the window.
    fn numeros(&mut self) {
        let d = self.dossier;
        let e = &d.enfant;
        let texte = |valeur: &'_ Option<String>| valeur.clone().unwrap_or_default();
        let mut numeros = vec![
            ("centre.finess".to_owned(), IdKind::Finess, texte(&d.centre.finess)),
            ("enfant.ins_matricule".to_owned(), IdKind::Nir, texte(&e.ins_matricule)),
            ("enfant.lieu_naissance_insee".to_owned(), IdKind::Cog, e.lieu_naissance_insee.clone()),
        ];
        if let Some(medecin) = &d.medecin_referent {
            numeros.push(("medecin_referent.rpps".to_owned(), IdKind::Rpps, medecin.rpps.clone()));
        }
        for (i, pro) in d.professionnels.iter().enumerate() {
            numeros.push((format!("professionnels[{i}].rpps"), IdKind::Rpps, texte(&pro.rpps)));
        }
        for (chemin, genre, valeur) in numeros {
            if let Some(phrase) = regle::numero(genre, &valeur) {
                self.note(chemin, phrase);
            }
        }
    }

    /// The names without which a person cannot be told, and the record number.
    fn noms(&self, m: &mut Manques) {
        let d = self.dossier;
        let e = &d.enfant;
        m.nom("centre.nom", &d.centre.nom, "écrivez le nom du centre");
        m.nom("enfant.nom_naissance", &e.nom_naissance, "écrivez le nom de naissance");
        m.nom("enfant.prenom_utilise", &e.prenom_utilise, "écrivez le prénom utilisé");
        m.nom("enfant.num_dossier_local", &e.num_dossier_local, "écrivez le numéro de dossier");
        for (i, prenom) in e.prenoms_naissance.iter().enumerate() {
            let phrase = "écrivez le prénom de naissance, ou retirez-le";
            m.nom(format!("enfant.prenoms_naissance[{i}]"), prenom, phrase);
        }
        if let Some(medecin) = &d.medecin_referent {
            let phrase = "écrivez le nom du médecin, ou «\u{a0}null\u{a0}» s’il n’est pas connu";
            m.si(!regle::medecin(medecin), "medecin_referent.nom", phrase);
        }
        for (i, pro) in d.professionnels.iter().enumerate() {
            let chemin = |champ: &str| format!("professionnels[{i}].{champ}");
            m.nom(chemin("nom"), &pro.nom, "écrivez le nom du professionnel");
            m.nom(chemin("prenom"), &pro.prenom, "écrivez le prénom du professionnel");
        }
        for (i, t) in d.autorite_parentale.iter().enumerate() {
            let nommee = regle::nomme(&t.nom) || regle::nomme(&t.prenom);
            let manque = t.lien != LienAutorite::AucunJoignable && !nommee;
            let phrase = "écrivez le nom de cette personne, ou «\u{a0}inconnu\u{a0}»";
            m.si(manque, format!("autorite_parentale[{i}].nom"), phrase);
        }
        for (i, lieu) in d.parcours_accueil.iter().enumerate() {
            // The name of a place that is kept secret may be as well.
            let manque = !lieu.adresse_confidentielle && !regle::nomme(&lieu.nom);
            m.si(manque, format!("parcours_accueil[{i}].nom"), "écrivez le nom du lieu d’accueil");
        }
    }

    /// The marks by which one part of the file names another.
    fn marques(&self, m: &mut Manques) {
        let d = self.dossier;
        let mut require = |liste: &str, ids: Vec<&String>, champ: &str| {
            for (i, id) in ids.into_iter().enumerate() {
                let phrase = "écrivez un identifiant, propre à cette ligne";
                m.texte(format!("{liste}[{i}].{champ}"), id, phrase);
            }
        };
        require("professionnels", d.professionnels.iter().map(|p| &p.id).collect(), "id");
        let problemes = d.synthese.problemes.iter().map(|p| &p.id).collect();
        require("synthese.syn.problemes", problemes, "id");
        require("preconisations", d.preconisations.iter().map(|p| &p.id).collect(), "id");
        require("seances", d.seances.iter().map(|s| &s.id).collect(), "id");
        require("transmissions", d.transmissions.iter().map(|t| &t.id).collect(), "id");
        require("documents", d.documents.iter().map(|p| &p.id).collect(), "id");
        require("alertes", d.alertes.iter().map(|a| &a.cle).collect(), "cle");
        require("propositions", d.propositions.iter().map(|p| &p.cle).collect(), "cle");
    }

    fn saisies(&self, m: &mut Manques) {
        let d = self.dossier;
        let phrase = "écrivez la version des questionnaires, par exemple 2026.1";
        m.texte("bilan.modele_version", &d.bilan.modele_version, phrase);
        for (i, autorisation) in d.autorisations.iter().enumerate() {
            let phrase = "écrivez l’acte que l’autorisation permet";
            m.texte(format!("autorisations[{i}].acte"), &autorisation.acte, phrase);
        }
        for (i, section) in d.bilan.sections.iter().enumerate() {
            if section.statut == VoletStatut::NonRealise {
                let motif = section.motif.as_deref().unwrap_or_default();
                let phrase = "écrivez pourquoi cette partie n’a pas été réalisée";
                m.texte(format!("bilan.sections[{i}].motif"), motif, phrase);
            }
        }
        for (i, ajout) in d.bilan.addenda.iter().enumerate() {
            let phrase = "écrivez ce qui s’ajoute au bilan";
            m.texte(format!("bilan.addenda[{i}].texte"), &ajout.texte, phrase);
        }
        for (i, dose) in d.vaccinations.doses.iter().enumerate() {
            let phrase = "écrivez le produit de cette dose, ou contre quoi elle protège";
            let manque = !regle::dose(&dose.produit, &dose.valences);
            m.si(manque, format!("vaccinations.doses[{i}].produit"), phrase);
        }
        for (i, outil) in d.outils.iter().enumerate() {
            let chemin = |champ: &str| format!("outils[{i}].{champ}");
            m.nom(chemin("outil"), &outil.outil, "écrivez le nom de l’outil");
            let motif = outil.non_passe_motif.as_deref().unwrap_or_default();
            let dit = outil.score_brut.is_some() || regle::dit(&outil.conclusion);
            let phrase =
                "écrivez un score ou une conclusion, ou pourquoi l’outil n’a pas été passé";
            m.si(!dit && !regle::dit(motif), chemin("conclusion"), phrase);
        }
        for (i, probleme) in d.synthese.problemes.iter().enumerate() {
            let chemin = format!("synthese.syn.problemes[{i}].libelle");
            m.texte(chemin, &probleme.libelle, "écrivez le problème");
        }
        for (i, preco) in d.preconisations.iter().enumerate() {
            let chemin = format!("preconisations[{i}].libelle");
            m.texte(chemin, &preco.libelle, "écrivez ce qui est recommandé");
        }
    }

    /// What the register keeps of people and papers.
    fn du_registre(&self, m: &mut Manques) {
        let d = self.dossier;
        for (i, opposition) in d.enfant.secret_oppositions.iter().enumerate() {
            for (j, portee) in opposition.portee.iter().enumerate() {
                let chemin = format!("enfant.secret_oppositions[{i}].portee[{j}]");
                m.texte(chemin, portee, "écrivez ce que l’opposition désigne");
            }
        }
        for (i, decision) in d.decisions_vaccinales.iter().enumerate() {
            let phrase = "écrivez la raison de cette décision";
            m.texte(format!("decisions_vaccinales[{i}].motif"), &decision.motif, phrase);
        }
        for (i, alerte) in d.alertes.iter().enumerate() {
            let phrase = match alerte.traitement {
                Traitement::Ecartee => "écrivez pourquoi cette alerte est écartée",
                Traitement::Action => "écrivez ce qui a été fait, et avec qui",
                // What is kept in the synthesis is said there.
                Traitement::Preconisation | Traitement::Reprise => continue,
            };
            m.texte(format!("alertes[{i}].texte"), &alerte.texte, phrase);
        }
        for (i, accord) in d.consentements.iter().enumerate() {
            let phrase = "écrivez comment la sécurité des informations est assurée";
            m.texte(format!("consentements[{i}].mesures"), &accord.mesures, phrase);
        }
        for (i, envoi) in d.transmissions.iter().enumerate() {
            m.nom(
                format!("transmissions[{i}].destinataire"),
                &envoi.destinataire,
                "écrivez à qui l’envoi est parti",
            );
            let information = &envoi.information_personne;
            if information.etat == InformationEtat::Impossible {
                let chemin = format!("transmissions[{i}].information_personne.motif");
                let phrase = "écrivez pourquoi l’information n’était pas possible";
                m.texte(chemin, information.motif.as_deref().unwrap_or_default(), phrase);
            }
        }
    }

    fn longueurs(&mut self) {
        let d = self.dossier;
        let mut textes: Vec<(String, &str, usize)> = Vec::new();
        for (i, preco) in d.preconisations.iter().enumerate() {
            let chemin = format!("preconisations[{i}].justification");
            textes.push((chemin, &preco.justification, JUSTIFICATION_MAX));
        }
        for (i, ajout) in d.bilan.addenda.iter().enumerate() {
            textes.push((format!("bilan.addenda[{i}].texte"), &ajout.texte, ADDENDUM_MAX));
        }
        for (i, outil) in d.outils.iter().enumerate() {
            let chemin = |champ: &str| format!("outils[{i}].{champ}");
            let motif = outil.non_passe_motif.as_deref().unwrap_or_default();
            textes.push((chemin("outil"), &outil.outil, OUTIL_NOM_MAX));
            textes.push((chemin("version"), &outil.version, OUTIL_NOM_MAX));
            textes.push((chemin("repondant"), &outil.repondant, OUTIL_NOM_MAX));
            textes.push((
                chemin("seuil"),
                outil.seuil.as_deref().unwrap_or_default(),
                OUTIL_NOM_MAX,
            ));
            textes.push((chemin("conclusion"), &outil.conclusion, OUTIL_CONCLUSION_MAX));
            textes.push((chemin("non_passe_motif"), motif, OUTIL_CONCLUSION_MAX));
        }
        for (chemin, texte, max) in textes {
            let longueur = texte.chars().count();
            if longueur > max {
                self.note(chemin, format!("{longueur} caractères, {max} au plus"));
            }
        }
    }

    /// A text that has signs and none that one sees, or a line of a list that has none: the window keeps
    /// neither, so that an empty field looks empty. Reported last, only for places without another refusal.
    pub(super) fn blancs(&mut self, valeur: &Value) {
        let mut feuilles = Vec::new();
        feuilles_de(valeur, String::new(), String::new(), &mut feuilles);
        let dits: HashSet<String> = self.problemes.iter().map(|p| p.chemin.clone()).collect();
        for (chemin, _, valeur) in feuilles {
            let Some(texte) = valeur.as_str().filter(|t| !regle::dit(t)) else { continue };
            let raison = match texte {
                "" if !chemin.ends_with(']') => continue,
                "" => "cette ligne est vide\u{a0}: écrivez-la, ou retirez-la.",
                _ => "le texte n’a que des blancs\u{a0}: écrivez-le, ou laissez-le vide.",
            };
            if !dits.contains(&chemin) {
                self.note(chemin, raison);
            }
        }
    }
}
