//! The people of a record: every professional whom it names must be in its list.

use super::{Verification, cite, registre};
use std::collections::HashSet;

impl<'a> Verification<'a> {
    fn professionnel(&mut self, chemin: impl Into<String>, id: &str) {
        if !self.professionnels.contains(id) {
            let raison =
                format!("le professionnel{} n’est pas dans «\u{a0}professionnels\u{a0}»", cite(id));
            self.note(chemin, raison);
        }
    }

    pub(super) fn personnes(&mut self) {
        let d = self.dossier;
        self.uniques("professionnels", "id", d.professionnels.iter().map(|p| &p.id));
        let bilan = &d.bilan;
        if bilan.binome.len() != 2 {
            let raison = format!("deux professionnels sont attendus, pas {}", bilan.binome.len());
            self.note("bilan.binome", raison);
        } else if bilan.binome[0] == bilan.binome[1] {
            self.note("bilan.binome", "deux professionnels différents sont attendus");
        }
        let mut refs: Vec<(String, &'a str)> = Vec::new();
        refs.extend(indexes("bilan.binome", "", bilan.binome.iter().map(String::as_str)));
        let seconde = bilan.intervenants_seconde_ligne.iter().map(String::as_str);
        refs.extend(indexes("bilan.intervenants_seconde_ligne", "", seconde));
        let auteurs = bilan.sections.iter().map(|s| s.auteur.as_str());
        refs.extend(indexes("bilan.sections", ".auteur", auteurs));
        for (i, section) in bilan.sections.iter().enumerate() {
            if let Some(coauteur) = &section.coauteur {
                refs.push((format!("bilan.sections[{i}].coauteur"), coauteur));
            }
        }
        let signataires = bilan.signatures.iter().map(|s| s.professionnel.as_str());
        refs.extend(indexes("bilan.signatures", ".professionnel", signataires));
        let addenda = bilan.addenda.iter().map(|a| a.auteur.as_str());
        refs.extend(indexes("bilan.addenda", ".auteur", addenda));
        let oppositions = d.enfant.secret_oppositions.iter().map(|o| o.auteur.as_str());
        refs.extend(indexes("enfant.secret_oppositions", ".auteur", oppositions));
        #[expect(clippy::disallowed_methods, reason = "a record is checked as it is written")]
        refs.extend(indexes(
            "reponses",
            ".auteur",
            d.reponses.brutes().iter().map(|r| r.auteur.as_str()),
        ));
        refs.extend(indexes("outils", ".passe_par", d.outils.iter().map(|o| o.passe_par.as_str())));
        refs.extend(indexes("seances", ".pro", d.seances.iter().map(|s| s.pro.as_str())));
        for (i, preco) in d.preconisations.iter().enumerate() {
            if let Some(cloture) = &preco.cloture {
                refs.push((format!("preconisations[{i}].cloture.par"), &cloture.par));
            }
        }
        for (i, decision) in d.decisions_vaccinales.iter().enumerate() {
            refs.push((format!("decisions_vaccinales[{i}].auteur"), &decision.auteur));
        }
        for (i, reperage) in d.reperages.iter().enumerate() {
            refs.push((format!("reperages[{i}].auteur"), &reperage.auteur));
        }
        for (i, alerte) in d.alertes.iter().enumerate() {
            refs.push((format!("alertes[{i}].auteur"), &alerte.auteur));
        }
        refs.extend(registre::personnes(d));
        for (chemin, id) in refs {
            self.professionnel(chemin, id);
        }
        let volets = bilan.sections.iter().map(|s| s.code);
        let mut vus = HashSet::new();
        for (i, volet) in volets.enumerate() {
            if !vus.insert(volet) {
                let raison = format!("volet «\u{a0}{}\u{a0}» en double", volet.code());
                self.note(format!("bilan.sections[{i}].code"), raison);
            }
        }
    }
}

fn indexes<'a>(
    liste: &str,
    champ: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Vec<(String, &'a str)> {
    ids.enumerate().map(|(i, id)| (format!("{liste}[{i}]{champ}"), id)).collect()
}
