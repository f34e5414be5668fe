//! Growth, head circumference, blood pressure, puberty, vaccines, doctor.

use super::tests::*;
use crate::vaccination::Valence;
use Indicateur::{Imc, PerimetreCranien, Poids, PoidsTaille, Taille};

fn pc(z: f64, avant: &[(&str, f64)]) -> Invente {
    let mut invente = fille(12).mesure(PerimetreCranien, z);
    invente.pc_anterieurs = avant.iter().map(|(jour, z)| (date(jour), *z)).collect();
    invente
}

fn invraisemblable(indicateur: Indicateur, z: f64) -> Invente {
    let mut invente = fille(12).mesure(indicateur, z);
    invente.croissance[0].invraisemblable = true;
    invente
}

fn tension(a_controler: bool, source: &str) -> Invente {
    let tension = TensionJugee {
        classe: "au-dessus du 95e percentile".to_owned(),
        a_controler,
        valeur: "128/82\u{a0}mmHg".to_owned(),
        source: source.to_owned(),
    };
    Invente { tension: Some(tension), ..fille(96) }
}

fn vaccins(tous: &[(Valence, &str, &str)]) -> Invente {
    let vaccins = tous
        .iter()
        .map(|(valence, phrase, source)| VaccinEnRetard {
            valence: *valence,
            phrase: (*phrase).to_owned(),
            source: (*source).to_owned(),
        })
        .collect();
    Invente { vaccins, ..fille(96) }
}

pub(super) fn rangees() -> Vec<Rangee> {
    let mut rangees = croissance();
    rangees.extend(puberte());
    rangees.extend([
        (Invente { medecin: false, ..fille(96) }, &["medecin_referent importante CONS_MG"][..]),
        (fille(96), &[]),
        (tension(true, "NHLBI"), &["tension.a_controler a_surveiller CONS_MG"]),
        (tension(false, "NHLBI"), &[]),
        (tension(true, " "), &[]),
        (vaccins(&[]), &[]),
        (vaccins(&[(Valence::Ror, "2e dose", "")]), &[]),
        (
            vaccins(&[(Valence::Ror, "ROR : 2e dose.", "2026"), (Valence::Hpv, "", "2026")]),
            &["vaccins.retard importante VAC"],
        ),
    ]);
    rangees
}

fn croissance() -> Vec<Rangee> {
    vec![
        (fille(30).mesure(Taille, -1.99), &[]),
        (fille(30).mesure(Taille, -2.0), &["croissance.taille_basse a_surveiller CONS_MG"]),
        (fille(30).mesure(Taille, -2.99), &["croissance.taille_basse a_surveiller CONS_MG"]),
        (fille(30).mesure(Taille, -3.0), &["croissance.taille_basse importante CONS_MG"]),
        (fille(30).mesure(Taille, 4.0), &[]),
        (fille(30).mesure(Taille, f64::NAN), &[]),
        (fille(30).mesure(Poids, -1.99), &[]),
        (fille(30).mesure(Poids, -2.0), &["croissance.poids_bas a_surveiller CONS_MG"]),
        (fille(30).mesure(Poids, -3.0), &["croissance.poids_bas importante CONS_MG"]),
        (fille(30).mesure(Poids, 3.5), &[]),
        (fille(30).mesure(Imc, -1.99), &[]),
        (fille(30).mesure(Imc, -2.0), &["croissance.corpulence_basse a_surveiller CONS_MG"]),
        (fille(30).mesure(PoidsTaille, -3.0), &["croissance.corpulence_basse importante CONS_MG"]),
        // Two figures of one build make one alert, the graver.
        (
            fille(30).mesure(PoidsTaille, -3.1).mesure(Imc, -2.4),
            &["croissance.corpulence_basse importante CONS_MG"],
        ),
        (fille(59).mesure(PoidsTaille, 2.0), &[]),
        (fille(59).mesure(PoidsTaille, 2.01), &["croissance.corpulence_haute a_surveiller NUTRI"]),
        (fille(59).mesure(Imc, 3.0), &["croissance.corpulence_haute a_surveiller NUTRI"]),
        (fille(59).mesure(Imc, 3.01), &["croissance.corpulence_haute importante NUTRI"]),
        (fille(59).mesure(Imc, 1.5), &[]),
        (fille(60).mesure(Imc, 1.0), &[]),
        (fille(60).mesure(Imc, 1.01), &["croissance.corpulence_haute a_surveiller NUTRI"]),
        (fille(60).mesure(Imc, 2.0), &["croissance.corpulence_haute a_surveiller NUTRI"]),
        (fille(60).mesure(Imc, 2.01), &["croissance.corpulence_haute importante NUTRI"]),
        (fille(60).mesure(PoidsTaille, 2.5), &[]),
        (fille(228).mesure(Imc, 2.5), &["croissance.corpulence_haute importante NUTRI"]),
        (fille(229).mesure(Imc, 2.5), &[]),
        // Born before term: the corrected figure until 24 months, the other one from then on.
        (fille(13).mesure(Taille, -2.5).mesure(Taille, -1.2).corrige(), &[]),
        (fille(13).mesure(Taille, -2.5).dit("ant.terme_sa", 31), &[]),
        (
            fille(13).mesure(Taille, -2.5).dit("ant.terme_sa", 37),
            &["croissance.taille_basse a_surveiller CONS_MG"],
        ),
        (
            fille(13).mesure(Taille, -3.5).mesure(Taille, -2.2).corrige(),
            &["croissance.taille_basse a_surveiller CONS_MG"],
        ),
        (
            fille(24).mesure(Taille, -2.5).mesure(Taille, -1.2).corrige().dit("ant.terme_sa", 31),
            &["croissance.taille_basse a_surveiller CONS_MG"],
        ),
        (
            fille(13).mesure(PoidsTaille, -2.5).dit("ant.terme_sa", 31),
            &["croissance.corpulence_basse a_surveiller CONS_MG"],
        ),
        (invraisemblable(Poids, -6.5), &["croissance.invraisemblable:poids importante -"]),
        (invraisemblable(PerimetreCranien, 9.0), &["croissance.invraisemblable:pc importante -"]),
        // A large head circumference alone raises nothing: the change over time does.
        (pc(2.6, &[]), &[]),
        (pc(2.6, &[("2025-10-01", 1.61)]), &[]),
        (pc(2.6, &[("2025-10-01", 1.6)]), &["croissance.pc_tendance importante CONS_MG"]),
        (pc(-1.0, &[("2025-10-01", 0.4)]), &["croissance.pc_tendance importante CONS_MG"]),
        // The widest change counts, and nothing of the day itself or later.
        (
            pc(0.0, &[("2025-10-01", -1.2), ("2026-02-01", -0.4)]),
            &["croissance.pc_tendance importante CONS_MG"],
        ),
        (pc(0.0, &[("2026-03-15", -3.0), ("2026-04-01", -3.0)]), &[]),
    ]
}

fn puberte() -> Vec<Rangee> {
    let fille = |mois, stade: Value| fille(mois).dit("cro.puberte", stade);
    let garcon = |mois, stade: Value| garcon(mois).dit("cro.puberte", stade);
    vec![
        (fille(95, json!({"S": "II"})), &["puberte.age a_surveiller SPEC"]),
        (fille(96, json!({"S": "II"})), &[]),
        (fille(95, json!({"S": "I", "P": "II"})), &[]),
        (fille(155, json!({"S": "I"})), &[]),
        (fille(156, json!({"S": "I"})), &["puberte.age a_surveiller SPEC"]),
        (fille(156, json!({"S": "I", "etat": "non_examine"})), &[]),
        (fille(156, json!({"S": "I", "etat": "examine"})), &["puberte.age a_surveiller SPEC"]),
        (garcon(107, json!({"G": "II"})), &["puberte.age a_surveiller SPEC"]),
        (garcon(108, json!({"G": "II"})), &[]),
        (garcon(167, json!({"G": "I"})), &[]),
        (garcon(168, json!({"G": "I"})), &["puberte.age a_surveiller SPEC"]),
        (garcon(168, json!({"G": "?"})), &[]),
    ]
}

#[test]
fn a_raised_pressure_asks_for_three_days_and_never_names_an_illness() {
    let trouvees = alertes(&tension(true, "NHLBI").faits(), &Seuils::default());
    assert_eq!(
        trouvees[0].libelle_propose,
        "Contrôler la tension artérielle\u{a0}: trois mesures à des jours différents"
    );
    assert_eq!(trouvees[0].source, "NHLBI");
    assert!(!format!("{:?}", trouvees[0]).to_lowercase().contains("hypertension"));
}

#[test]
fn a_growth_alert_says_what_it_stands_on() {
    let trouvees = alertes(&fille(30).mesure(Taille, -2.1).faits(), &Seuils::default());
    let alerte = &trouvees[0];
    assert_eq!(
        alerte.raison.replace('\u{a0}', " "),
        "Taille : 12,5 kg, soit −2,1 écarts-types (OMS 2006, filles)."
    );
    assert_eq!(alerte.seuil.as_deref(), Some("seuil\u{a0}: −2\u{a0}écarts-types, réglable"));
    assert!(alerte.source.starts_with("OMS, définitions publiées"));
}

#[test]
fn one_vaccine_alert_names_them_all() {
    let invente = vaccins(&[
        (Valence::Ror, "ROR, 2e dose.", "Calendrier 2026"),
        (Valence::Hpv, "", "Calendrier 2026"),
    ]);
    let trouvees = alertes(&invente.faits(), &Seuils::default());
    assert_eq!(
        trouvees[0].raison.replace(['\u{a0}', '\u{202f}'], " "),
        "À rattraper : ROR, 2e dose ; Papillomavirus (HPV)."
    );
    assert_eq!(trouvees[0].source, "Calendrier 2026");
}
