//! Every day and every number of the format, each with the rule of [`crate::regle`] that it obeys.
//!
//! The tables below are the declaration: a place that is in none of them fails the test
//! `every_day_and_every_number_has_a_rule`.

use super::Verification;
use crate::bilan::VoletCode;
use crate::date::DateCivile;
use crate::dictionnaire;
use crate::enveloppe::Seance;
use crate::formulaire::Grandeur;
use crate::formulaire::{Contexte, MODELE_VERSION, hors_limites, livre};
use crate::regle::{self, DateFaute, Naissance, Quand};
use crate::texte::nombre;
use serde_json::Value;

/// A day or an instant of the format: where, what it is, when it may lie.
pub(in crate::dossier) const DATES: &[(&str, &str, Quand)] = &[
    ("date_reference", "la date de référence", Quand::PASSE),
    ("professionnels[].charte.signature", "la signature de la charte", Quand::PASSE),
    ("professionnels[].charte.fin", "la fin de la charte", Quand::LIBRE),
    ("professionnels[].formation[].date", "la date de la formation", Quand::PASSE),
    ("demande.demande.date_reception", "la date de réception de la demande", Quand::VECU),
    // Help at home may be granted to a pregnant woman (CASF L.222-2), and a judge may order a measure
    // for a coming day.
    ("demande.demande.date_debut_mesure", "le début de la mesure", Quand::LIBRE),
    ("demande.demande.mesure_fin", "la fin de la mesure", Quand::PREVU),
    ("enfant.date_naissance", "la date de naissance", Quand::PASSE),
    ("enfant.secret_oppositions[].date", "la date de l’opposition", Quand::VECU),
    ("parcours_accueil[].debut", "le début de l’accueil", Quand::VECU),
    ("parcours_accueil[].fin", "la fin de l’accueil", Quand::PREVU),
    ("autorisations[].date", "la date de l’autorisation", Quand::VECU),
    ("bilan.date", "la date du bilan", Quand::VECU),
    ("bilan.sections[].signe_le", "la signature du volet", Quand::VECU),
    ("bilan.signatures[].date", "la date de la signature", Quand::VECU),
    ("bilan.signatures[].instant", "l’heure de la signature", Quand::VECU),
    ("bilan.addenda[].date", "la date de l’ajout", Quand::VECU),
    ("reponses[].date", "la date de la réponse", Quand::VECU),
    ("mesures_anterieures[].date", "la date de la mesure", Quand::VECU),
    ("vaccinations.doses[].date", "la date de la dose", Quand::VECU),
    ("outils[].date", "la date de passation de l’outil", Quand::VECU),
    ("synthese.syn.prochain_bilan", "la date du prochain bilan", Quand::PREVU),
    ("preconisations[].echeance", "l’échéance de la préconisation", Quand::PREVU),
    ("preconisations[].rdv.date", "la date du rendez-vous", Quand::PREVU),
    ("preconisations[].relances[].date", "la date de la relance", Quand::VECU),
    ("preconisations[].cloture.date", "la date de clôture de la préconisation", Quand::VECU),
    // The year of the envelope begins before a child who is born in it, and ends after today.
    ("enveloppe.exercice_debut", "le début de l’exercice", Quand::LIBRE),
    ("enveloppe.exercice_fin", "la fin de l’exercice", Quand::PREVU),
    ("mouvements[].date", "la date du mouvement", Quand::VECU),
    ("seances[].date", "la date de la séance", Quand::PREVU),
    ("seances[].paiement_date", "la date du paiement", Quand::VECU),
    ("transmissions[].date", "la date de l’envoi", Quand::VECU),
    ("transmissions[].envoye_le", "l’heure de l’envoi", Quand::VECU),
    ("transmissions[].information_personne.date", "la date de l’information", Quand::VECU),
    ("transmissions[].accuse.date", "la date de l’accusé de réception", Quand::VECU),
    ("decisions_vaccinales[].date", "la date de la décision", Quand::VECU),
    ("decisions_vaccinales[].jusqu_au", "la fin de la décision", Quand::PREVU),
    ("reperages[].note_le", "le jour où le repérage a été noté", Quand::VECU),
    ("alertes[].date", "la date du traitement de l’alerte", Quand::VECU),
    ("alertes[].instant", "l’heure du traitement de l’alerte", Quand::VECU),
    ("consentements[].date", "la date de l’accord", Quand::VECU),
    ("consentements[].retire_le", "la date du retrait de l’accord", Quand::VECU),
    ("propositions[].instant", "l’heure de la décision", Quand::VECU),
    ("documents[].date", "la date du document", Quand::VECU),
    ("documents[].fait_le", "l’heure du document", Quand::VECU),
];

/// What a number of the format may be.
pub(in crate::dossier) enum Bornes {
    /// What the form of a bilan takes for the same measure.
    Mesure(Grandeur),
    /// From one to the other, with a unit.
    Entre(f64, f64, &'static str),
    /// Verified where its meaning is known, or an amount that nothing bounds: why.
    Libre(
        #[cfg_attr(not(test), allow(dead_code, reason = "why, for who reads the table"))]
        &'static str,
    ),
}

/// A number of the format: where, what it is, what it may be.
pub(in crate::dossier) const NOMBRES: &[(&str, &str, Bornes)] = &[
    ("bilan.age_mois", "l’âge au bilan", Bornes::Entre(0.0, 299.0, "mois")),
    ("reponses[].precision_jours", "les jours après la semaine", Bornes::Entre(0.0, 6.0, "jours")),
    ("mesures_anterieures[].poids_kg", "le poids", Bornes::Mesure(Grandeur::Poids)),
    ("mesures_anterieures[].taille_cm", "la taille", Bornes::Mesure(Grandeur::Taille)),
    (
        "mesures_anterieures[].pc_cm",
        "le périmètre crânien",
        Bornes::Mesure(Grandeur::PerimetreCranien),
    ),
    ("tailles_parents.pere_cm", "la taille du père", ADULTE),
    ("tailles_parents.mere_cm", "la taille de la mère", ADULTE),
    ("outils[].score_brut", "le score", Bornes::Libre("by the tool, where it is known")),
    ("synthese.syn.problemes[].gravite", "la gravité", Bornes::Libre("with the problems")),
    (
        "preconisations[].nb_seances",
        "le nombre de séances",
        Bornes::Entre(1.0, regle::SEANCES_MAX as f64, "séances"),
    ),
    ("enveloppe.montant_plafond", "le plafond", Bornes::Entre(0.0, EUROS, "€")),
    ("enveloppe.reserve", "la réserve", Bornes::Entre(0.0, EUROS, "€")),
    ("enveloppe.consomme", "le montant consommé", Bornes::Libre("a balance, which has a sign")),
    ("enveloppe.reste", "le reste", Bornes::Libre("a balance, which has a sign")),
    ("mouvements[].montant", "le montant", Bornes::Libre("a movement has a sign")),
    ("seances[].duree_min", "la durée de la séance", Bornes::Entre(0.0, 600.0, "minutes")),
    ("seances[].tarif", "le tarif de la séance", Bornes::Entre(0.0, EUROS, "€")),
    ("transmissions[].categorie", "la catégorie", Bornes::Libre("with the sendings")),
    ("documents[].duplicatas", "le nombre de duplicatas", Bornes::Entre(0.0, 999.0, "duplicatas")),
    ("formulaires[].age_min", "l’âge minimal", Bornes::Libre("with the forms of the centre")),
    ("formulaires[].age_max", "l’âge maximal", Bornes::Libre("with the forms of the centre")),
];

const ADULTE: Bornes = Bornes::Entre(regle::TAILLE_ADULTE.0, regle::TAILLE_ADULTE.1, "cm");
const EUROS: f64 = 1_000_000.0;

impl Verification<'_> {
    /// The days and numbers of `valeur`, the record as JSON.
    pub(super) fn regles(&mut self, valeur: &Value) {
        let mut feuilles = Vec::new();
        feuilles_de(valeur, String::new(), String::new(), &mut feuilles);
        for (chemin, forme, valeur) in feuilles {
            if let Some((_, nom, quand)) = DATES.iter().find(|(place, ..)| *place == forme) {
                let quand = self.selon_l_etat(&chemin, *quand);
                self.jour(&chemin, nom, quand, valeur);
            } else if let Some((_, nom, bornes)) = NOMBRES.iter().find(|(p, ..)| *p == forme) {
                self.nombre(&chemin, nom, bornes, valeur);
            }
        }
        self.naissance();
        self.apres_le_bilan();
        self.limites();
    }

    /// A session that took place is not to come, one that is planned may be.
    fn selon_l_etat(&self, chemin: &str, quand: Quand) -> Quand {
        let rang = chemin.strip_prefix("seances[").and_then(|suite| suite.strip_suffix("].date"));
        let seance = rang.and_then(|rang| self.dossier.seances.get(rang.parse::<usize>().ok()?));
        if seance.is_some_and(Seance::eue) { Quand::VECU } else { quand }
    }

    fn jour(&mut self, chemin: &str, nom: &str, quand: Quand, valeur: &Value) {
        let Some(texte) = valeur.as_str() else { return };
        // An instant is in UTC, and a day that of the place: one night may lie between them.
        let (jour, nuit) = match DateCivile::parse_iso(texte) {
            Some(jour) => (jour, 0),
            None => match texte.get(..10).and_then(DateCivile::parse_iso) {
                Some(jour) => (jour, 1),
                // Part of a value whose shape is free: the rest of the format has read its days.
                None => {
                    let raison = format!(
                        "date impossible (attendu\u{a0}: AAAA-MM-JJ)\u{a0}: vérifiez {nom}."
                    );
                    return self.note(chemin, raison);
                }
            },
        };
        let d = self.dossier;
        // An estimated birth date proves nothing about the other days, but for that of the bilan, on
        // which every age rests.
        let sure = !d.enfant.date_naissance_estimee || chemin == "bilan.date";
        let naissance = sure.then(|| d.enfant.date_naissance.plus_jours(-nuit));
        let avenir = self.aujourd_hui.unwrap_or(DateCivile(jiff::civil::Date::MAX));
        let (iso, vous) = (jour.iso(), format!("vérifiez {nom} dans le fichier"));
        match regle::date(quand, jour, naissance, avenir.plus_jours(nuit)) {
            Ok(()) => {}
            Err(DateFaute::AvantNaissance) => {
                let naissance = d.enfant.date_naissance.iso();
                self.note(
                    chemin,
                    format!("{iso} est avant la naissance ({naissance})\u{a0}: {vous}."),
                );
            }
            Err(DateFaute::Avenir) => self.note(
                chemin,
                format!(
                    "{iso} est à venir (ce poste est au {})\u{a0}: {vous}, ou la date de ce poste.",
                    avenir.iso()
                ),
            ),
        }
    }

    fn nombre(&mut self, chemin: &str, nom: &str, bornes: &Bornes, valeur: &Value) {
        let Some(n) = valeur.as_f64() else { return };
        let (min, max, unite) = match bornes {
            Bornes::Libre(_) => return,
            Bornes::Entre(min, max, unite) => (*min, *max, *unite),
            Bornes::Mesure(grandeur) => match grandeur.bornes() {
                Some((min, max)) => (min, max, grandeur.unite()),
                None => return,
            },
        };
        if !regle::dans((Some(min), Some(max)), n) {
            let (min, max) = (nombre(min), nombre(max));
            self.note(
                chemin,
                format!(
                    "valeur impossible (attendu\u{a0}: de {min} à {max}\u{a0}{unite})\u{a0}: \
                     vérifiez {nom} et son unité."
                ),
            );
        }
    }

    fn naissance(&mut self) {
        let d = self.dossier;
        if let Naissance::AConfirmer(ans) = regle::naissance(d.enfant.date_naissance, d.bilan.date)
        {
            self.note(
                "enfant.date_naissance",
                format!(
                    "cet enfant aurait {ans}\u{a0}ans au jour du bilan\u{a0}: vérifiez l’année de \
                     naissance dans le fichier, puis importez-le à nouveau."
                ),
            );
        }
    }

    /// What comes after a bilan is not before it.
    fn apres_le_bilan(&mut self) {
        let bilan = &self.dossier.bilan;
        let signatures = bilan.signatures.iter().enumerate();
        let signatures = signatures.map(|(i, s)| (format!("bilan.signatures[{i}].date"), s.date));
        let addenda = bilan.addenda.iter().enumerate();
        let addenda = addenda.map(|(i, a)| (format!("bilan.addenda[{i}].date"), a.date));
        let avant = signatures
            .chain(addenda)
            .filter(|(_, jour)| !regle::suit_le_bilan(bilan.date, *jour))
            .collect::<Vec<_>>();
        for (chemin, jour) in avant {
            let (jour, bilan) = (jour.iso(), bilan.date.iso());
            self.note(
                chemin,
                format!("{jour} est avant le bilan ({bilan})\u{a0}: vérifiez les deux dates."),
            );
        }
    }

    /// The days and numbers of the answers, by the rules of the forms of the program. Those of a centre
    /// are read whole elsewhere.
    fn limites(&mut self) {
        let d = self.dossier;
        let jour = self.aujourd_hui.unwrap_or(d.date_reference.max(d.bilan.date));
        let contexte = Contexte::new(d.enfant.sexe, d.enfant.date_naissance, d.bilan.date, jour);
        let problemes = d.synthese.prochain_bilan.map(|jour| Value::from(jour.iso()));
        let synthese = problemes.iter().map(|v| {
            ("synthese.syn.prochain_bilan".to_owned(), VoletCode::S16, "syn.prochain_bilan", v)
        });
        #[expect(clippy::disallowed_methods, reason = "a record is checked as it is written")]
        let reponses = d.reponses.brutes().iter().enumerate().filter_map(|(i, reponse)| {
            let item = dictionnaire::item(&reponse.code)?;
            Some((format!("reponses[{i}].valeur"), item.section, item.code, &reponse.valeur))
        });
        let mut fautes = Vec::new();
        for (chemin, volet, code, valeur) in reponses.chain(synthese) {
            let forme = livre(volet, MODELE_VERSION);
            let Some(question) = forme.and_then(|f| f.question(code)) else { continue };
            for (suite, raison) in hors_limites(question, valeur, &contexte) {
                fautes.push((format!("{chemin}{suite}"), raison));
            }
        }
        for (chemin, raison) in fautes {
            self.note(chemin, raison);
        }
    }
}

/// Each value that is no list and no object: its place, the same without the ranks, the value.
pub(super) fn feuilles_de<'v>(
    valeur: &'v Value,
    chemin: String,
    forme: String,
    feuilles: &mut Vec<(String, String, &'v Value)>,
) {
    match valeur {
        Value::Object(objet) => {
            for (cle, v) in objet {
                let sous = |lieu: &str| match lieu {
                    "" => cle.clone(),
                    lieu => format!("{lieu}.{cle}"),
                };
                feuilles_de(v, sous(&chemin), sous(&forme), feuilles);
            }
        }
        Value::Array(liste) => {
            for (i, v) in liste.iter().enumerate() {
                feuilles_de(v, format!("{chemin}[{i}]"), format!("{forme}[]"), feuilles);
            }
        }
        Value::Null => {}
        _ => feuilles.push((chemin, forme, valeur)),
    }
}
