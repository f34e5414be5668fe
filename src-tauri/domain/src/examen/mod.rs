//! The compulsory exams of childhood, their certificates of health, and the screening for
//! neuro-developmental disorders (domain note §1.1).
//!
//! The texts name ages by their rank: "au cours du neuvième mois" begins at 8 completed months. The
//! calendar writes completed ages, each as a window from a first day to the eve of another age; the
//! windows are in order and share no day, so that a day belongs to one exam at most. Where two texts
//! overlap (the eighth day, the 25th month), the younger exam has the day, and the rule says so.
//!
//! A centre does not know what another doctor did: nothing here says that an exam is missing.

mod calendrier;
mod certificat;
mod reperage;
#[cfg(test)]
mod tests;

pub(crate) use calendrier::CALENDRIER;
pub use calendrier::{AgeRevolu, CalendrierExamens, ExamenSitue, RegleExamen, RegleReperage};
pub use certificat::{Certificat, certificat};
pub use reperage::{EtatReperage, JalonTnd, JalonVu, Moment, Reperage, date_refusee, jalons};

use crate::codes::codes;

codes! {
    /// A compulsory exam, by its age in completed days, months or years; the label has the name that
    /// doctors give it.
    ExamenCode {
        Jours8 = "8 jours", "8 premiers jours";
        Semaine2 = "2e semaine", "2e semaine";
        Semaines34 = "3e-4e semaine", "Fin du 1er mois";
        Mois1 = "1 mois", "2e mois (1 mois révolu)";
        Mois2 = "2 mois", "3e mois (2 mois révolus)";
        Mois3 = "3 mois", "4e mois (3 mois révolus)";
        Mois4 = "4 mois", "5e mois (4 mois révolus)";
        Mois5 = "5 mois", "6e mois (5 mois révolus)";
        Mois8 = "8 mois", "9e mois (8 mois révolus)";
        Mois11 = "11 mois", "12e mois (11 mois révolus)";
        Mois12 = "12 mois", "13e mois (12 mois révolus)";
        Mois16 = "16-18 mois", "16 à 18 mois";
        Mois23 = "23-24 mois", "24e ou 25e mois (23 ou 24 mois révolus)";
        Ans2 = "2 ans", "2 ans";
        Ans3 = "3 ans", "3 ans";
        Ans4 = "4 ans", "4 ans";
        Ans5 = "5 ans", "5 ans";
        Ans6 = "6 ans", "6 ans";
        Ans8 = "8-9 ans", "8–9 ans";
        Ans11 = "11-13 ans", "11–13 ans";
        Ans15 = "15-16 ans", "15–16 ans";
    }
}
