//! What agreements, proposals, papers and sendings must agree on with the rest of the record.

use super::{Dossier, Verification, cite};

/// The professionals named in agreements, proposals, papers and sendings, each with its place in the file.
pub(super) fn personnes(d: &Dossier) -> Vec<(String, &str)> {
    let mut refs: Vec<(String, &str)> = Vec::new();
    for (i, section) in d.bilan.sections.iter().enumerate() {
        let chemin = format!("bilan.sections[{i}].signe_par");
        refs.extend(nomme(chemin, section.signe_par.as_ref()));
    }
    for (i, consentement) in d.consentements.iter().enumerate() {
        refs.push((format!("consentements[{i}].recueilli_par"), &consentement.recueilli_par));
        let chemin = format!("consentements[{i}].retire_par");
        refs.extend(nomme(chemin, consentement.retire_par.as_ref()));
    }
    for (i, proposition) in d.propositions.iter().enumerate() {
        refs.push((format!("propositions[{i}].auteur"), &proposition.auteur));
    }
    for (i, papier) in d.documents.iter().enumerate() {
        refs.extend(nomme(format!("documents[{i}].fait_par"), papier.fait_par.as_ref()));
    }
    for (i, envoi) in d.transmissions.iter().enumerate() {
        refs.extend(nomme(format!("transmissions[{i}].envoye_par"), envoi.envoye_par.as_ref()));
    }
    refs
}

fn nomme(chemin: String, qui: Option<&String>) -> Option<(String, &str)> {
    qui.map(|qui| (chemin, qui.as_str()))
}

impl Verification<'_> {
    pub(super) fn registre(&mut self) {
        let d = self.dossier;
        if let Some(codes) = &d.bilan.a_commencer {
            for (i, code) in codes.iter().enumerate() {
                let commence = d.bilan.sections.iter().any(|s| s.code == *code);
                if commence || codes.iter().take(i).any(|autre| autre == code) {
                    let raison = format!("volet «\u{a0}{}\u{a0}» en double", code.code());
                    self.note(format!("bilan.a_commencer[{i}]"), raison);
                }
            }
        }
        for (i, consentement) in d.consentements.iter().enumerate() {
            let chemin = format!("consentements[{i}].retire_le");
            self.ordre(&chemin, Some(consentement.date), consentement.retire_le);
        }
        self.uniques("propositions", "cle", d.propositions.iter().map(|p| &p.cle));
        for (i, proposition) in d.propositions.iter().enumerate() {
            if let Some(id) = &proposition.preconisation
                && d.preconisations.iter().all(|p| p.id != *id)
            {
                let raison = format!("la préconisation{} n’existe pas", cite(id));
                self.note(format!("propositions[{i}].preconisation"), raison);
            }
        }
        self.uniques("documents", "id", d.documents.iter().map(|p| &p.id));
        for (i, papier) in d.documents.iter().enumerate() {
            // The next paper made here is numbered after the last that the base knows.
            if !numero(&papier.numero) {
                let raison =
                    format!("le numéro{} n’est pas de la forme 2026-00031", cite(&papier.numero));
                self.note(format!("documents[{i}].numero"), raison);
            }
            if let Some(id) = &papier.remplace
                && d.documents.iter().all(|p| p.id != *id || p.id == papier.id)
            {
                let raison = format!("le document{} n’existe pas", cite(id));
                self.note(format!("documents[{i}].remplace"), raison);
            }
            if let Some(id) = &papier.transmission
                && d.transmissions.iter().all(|t| t.id != *id)
            {
                let raison = format!("l’envoi{} n’existe pas", cite(id));
                self.note(format!("documents[{i}].transmission"), raison);
            }
        }
        for (i, envoi) in d.transmissions.iter().enumerate() {
            if let Some(id) = &envoi.papier
                && !numero(id)
                && d.documents.iter().all(|p| p.id != *id)
            {
                let raison = format!("le document{} n’existe pas", cite(id));
                self.note(format!("transmissions[{i}].papier"), raison);
            }
        }
    }
}

/// Whether a mark is the number of a paper ("2026-00031"): a year, then at most nine figures.
fn numero(marque: &str) -> bool {
    let chiffres = |texte: &str| texte.bytes().all(|b| b.is_ascii_digit());
    marque.split_once('-').is_some_and(|(annee, rang)| {
        annee.len() == 4 && (5..=9).contains(&rang.len()) && chiffres(annee) && chiffres(rang)
    })
}
