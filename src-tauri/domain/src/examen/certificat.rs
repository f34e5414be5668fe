//! The certificates of health: the doctor who made the exam sends one within eight days to the doctor
//! of the PMI (CSP R.2132-2 and following; ages: NGAP art. 14.9).

use super::{CalendrierExamens, ExamenCode};
use crate::date::DateCivile;
use serde::Serialize;

/// Days that the doctor has to send a certificate.
const ENVOI_JOURS: i32 = 8;
/// To whom, as the text says it.
const DESTINATAIRE: &str = "médecin responsable de la PMI du département où résident les parents \
     ou la personne qui a la garde de l’enfant";

/// A certificate that an exam gives rise to. It is a duty of the doctor, never a sign of illness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Certificat {
    /// 1, 2 or 3.
    pub rang: u8,
    /// "2e certificat de santé".
    pub nom: String,
    /// Last day on which the exam gives rise to it.
    pub examen_jusqu_au: DateCivile,
    /// Last day on which it is sent, once the bilan of this day counts as the exam.
    pub envoi_jusqu_au: DateCivile,
    /// What is to be done, in one sentence, for the screen and for the letter.
    pub phrase: String,
}

/// The certificate that is due where a bilan of `jour` counts as the exam `code`.
#[must_use]
pub fn certificat(code: ExamenCode, naissance: DateCivile, jour: DateCivile) -> Option<Certificat> {
    let regle = CalendrierExamens::livre().regle(code)?;
    let rang = regle.certificat?;
    let nom = format!("{rang}{} certificat de santé", if rang == 1 { "er" } else { "e" });
    let envoi_jusqu_au = jour.plus_jours(ENVOI_JOURS);
    let phrase = format!(
        "{nom} dû\u{a0}: le médecin qui a fait l’examen l’adresse sous pli confidentiel, au plus \
         tard le\u{a0}{}, au {DESTINATAIRE}.",
        envoi_jusqu_au.en_lettres(),
    );
    Some(Certificat {
        rang,
        nom,
        examen_jusqu_au: regle.locate(naissance).dernier_jour,
        envoi_jusqu_au,
        phrase,
    })
}
