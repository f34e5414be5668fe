//! The data, the products, what is said of doses, the decisions.

use super::calendrier::Role;
use super::*;
use crate::enfant::Sexe;
use std::collections::BTreeSet;

pub(super) fn jour(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

pub(super) fn sujet(naissance: &str, date: &str) -> SujetVaccinal {
    SujetVaccinal {
        naissance: jour(naissance),
        sexe: Some(Sexe::F),
        terme: None,
        territoire: Territoire::Metropole,
        date: jour(date),
        carnet: SourceVaccinale::Carnet,
    }
}

pub(super) fn produit(nom: &str, date: &str) -> DoseRecue {
    DoseRecue { produit: Some(nom.to_owned()), valences: Vec::new(), date: jour(date) }
}

pub(super) fn dose(valences: &[Valence], date: &str) -> DoseRecue {
    DoseRecue { produit: None, valences: valences.to_vec(), date: jour(date) }
}

#[test]
fn the_calendars_follow_one_another_and_name_each_rule_once_a_day() {
    assert!(Calendrier::livre("2019").is_none());
    let mut veille: Option<&Calendrier> = None;
    for calendrier in Calendrier::tous() {
        if let Some(avant) = veille {
            assert_eq!(avant.fin.map(|fin| fin.plus_jours(1)), Some(calendrier.debut));
        }
        veille = Some(calendrier);
        for regle in &calendrier.regles {
            assert!(regle.valable_au.is_none_or(|au| regle.valable_du <= au), "{}", regle.code);
            let pareilles = calendrier.regles.iter().filter(|r| r.code == regle.code);
            let chevauche = |r: &&Regle| {
                r.valable_du <= regle.valable_du
                    && r.valable_au.is_none_or(|au| regle.valable_du <= au)
            };
            assert_eq!(pareilles.filter(chevauche).count(), 1, "{} overlaps", regle.code);
            // Every rule says since when it holds, whence it comes or that it is from memory, and
            // what is not known of it.
            let marques =
                regle.source.as_deref().unwrap_or("").split(',').filter(|m| !m.is_empty());
            for marque in marques.clone() {
                assert!(calendrier.sources.contains_key(marque), "{} {marque}", regle.code);
            }
            assert_eq!(
                marques.count() == 0,
                regle.fiabilite == Fiabilite::Memoire,
                "{}",
                regle.code
            );
            assert!(regle.fiabilite == Fiabilite::Sourcee || regle.reserve().is_some());
            // What rests on the transcription alone is never taken for sourced.
            if regle.source.as_deref() == Some("T26") {
                assert_eq!(regle.fiabilite, Fiabilite::Indirecte, "{}", regle.code);
            }
        }
        let valences: BTreeSet<Valence> = calendrier.valences.iter().map(|v| v.valence).collect();
        assert_eq!(valences.len(), Valence::ALL.len());
    }
    assert!(veille.is_some_and(|dernier| dernier.fin.is_none()), "the latest has no end");
    let dernier = Calendrier::tous().last().map_or("", |calendrier| &calendrier.version);
    for (date, version) in [
        ("2019-06-01", "2025"),
        ("2025-12-31", "2025"),
        ("2026-01-01", "2026"),
        ("2099-01-01", dernier),
    ] {
        assert_eq!(Calendrier::du_jour(jour(date)).version, version, "{date}");
    }
}

#[test]
fn series_name_rules_of_their_valence_and_leave_none_out() {
    for calendrier in Calendrier::tous() {
        let mut nommees = BTreeSet::new();
        for serie in &calendrier.series {
            let debut = serie.valable_du.unwrap_or(calendrier.debut);
            for code in serie.etapes.iter().map(|e| &e.regle).chain([&serie.regle]) {
                let regle = calendrier.regle(code, debut).expect("a rule of the calendar");
                assert_eq!((&regle.code, regle.valence), (code, serie.valence));
                nommees.insert(code.as_str());
            }
            if serie.releve.is_some() {
                let jour = serie.valable_au.unwrap_or(calendrier.fin.unwrap_or(debut));
                assert!(calendrier.releve(serie, jour).is_some(), "{}", serie.code);
            }
            for (rang, etape) in (1u8..).zip(&serie.etapes) {
                assert_eq!(etape.rang, rang, "{}", serie.code);
            }
        }
        for hors in &calendrier.valences {
            let offres = [
                hors.proposee.as_ref().map(|p| p.regle.as_str()),
                hors.premiere_fois.as_ref().map(|p| p.regle.as_str()),
            ];
            for code in offres.into_iter().flatten().chain([hors.regle_hors_limite.as_str()]) {
                assert!(calendrier.regles.iter().any(|r| r.code == code), "{code}");
                nommees.insert(code);
            }
        }
        for regle in &calendrier.regles {
            assert!(nommees.contains(regle.code.as_str()), "{} is used by no series", regle.code);
        }
    }
}

#[test]
fn steps_repeat_the_figures_of_their_rule() {
    for calendrier in Calendrier::tous() {
        for (serie, etape) in
            calendrier.series.iter().flat_map(|s| s.etapes.iter().map(move |e| (s, e)))
        {
            let debut = serie.valable_du.unwrap_or(calendrier.debut);
            let regle = calendrier.regle(&etape.regle, debut).expect("a rule");
            assert_eq!(etape.intervalles_produit, regle.intervalles_produit, "{}", serie.code);
            // A rule of catch-up stands for several steps; the others for the step of their rank.
            if etape.regle.contains("-C-") || regle.rang != Some(etape.rang) || etape.sans_age {
                continue;
            }
            let lieu = format!("{} {} rank {}", calendrier.version, serie.code, etape.rang);
            assert_eq!(etape.age_reco_mois, regle.age_reco_mois, "{lieu}");
            assert_eq!(etape.age_reco_max_mois, regle.age_reco_max_mois, "{lieu}");
            if regle.intervalle_min_mois.is_some() {
                assert_eq!(etape.intervalle_min_mois, regle.intervalle_min_mois, "{lieu}");
            }
            // The third dose after a second that came too soon has no latest day.
            if serie.code != "HPV-TROIS" {
                assert_eq!(etape.intervalle_max_mois, regle.intervalle_max_mois, "{lieu}");
            }
        }
        assert!(
            calendrier
                .series
                .iter()
                .all(|s| s.etapes.len() != 1 || s.etapes[0].role == Role::Unique)
        );
    }
}

#[test]
fn doses_that_do_not_count_are_told() {
    let sujet = sujet("2024-03-10", "2025-06-01");
    let table: &[(&[DoseRecue], usize, &str)] = &[
        (&[produit("Hexyon", "2025-07-01")], 0, "après le 1er juin 2025"),
        (&[produit("Hexyon", "2024-03-09")], 0, "avant la naissance"),
        (&[produit("Hexyon", "2024-05-10"), produit("Hexyon", "2024-05-10")], 1, "une seule fois"),
        (&[produit("Vaxitout", "2024-05-10")], 0, "« Vaxitout »"),
    ];
    for (doses, recues, mot) in table {
        let etat = etat_du_jour(&sujet, doses);
        assert_eq!(etat.valence(Valence::Dtp).expect("DTP").doses_recues, *recues, "{mot}");
        let dits: Vec<String> =
            etat.avertissements.iter().map(|a| a.replace('\u{a0}', " ")).collect();
        assert!(dits.len() == 1 && dits[0].contains(mot), "{mot} in {dits:?}");
    }
}

#[test]
fn what_is_written_wins_over_the_product() {
    let sujet = sujet("2025-03-10", "2025-06-01");
    let ligne = DoseRecue { valences: vec![Valence::Pnc], ..produit("Hexyon", "2025-05-10") };
    let dit = etat_du_jour(&sujet, &[ligne]);
    assert_eq!(dit.valence(Valence::Dtp).map(|v| v.doses_recues), Some(0));
    assert_eq!(dit.valence(Valence::Pnc).map(|v| v.doses_recues), Some(1));
    assert!(dit.avertissements.iter().any(|a| a.contains("c’est la ligne qui compte")));
    // Nothing to fill, nothing to say: an unknown product with its valences.
    let ligne =
        DoseRecue { produit: Some("Vaxitout".into()), ..dose(&[Valence::Pnc], "2025-05-10") };
    assert!(etat_du_jour(&sujet, &[ligne]).avertissements.is_empty());
}

#[test]
fn live_vaccines_same_day_or_a_month_apart() {
    let sujet = sujet("2012-01-01", "2026-01-01");
    for (autre, rapproches) in [("2025-02-10", false), ("2025-03-09", true), ("2025-03-10", false)]
    {
        let doses = [produit("Priorix", "2025-02-10"), produit("Varivax", autre)];
        let etat = etat_du_jour(&sujet, &doses);
        let dit = etat.avertissements.iter().any(|a| a.contains("vaccins vivants"));
        assert_eq!(dit, rapproches, "{autre}");
    }
}

#[test]
fn a_decision_that_holds_puts_the_alert_out() {
    let sujet = sujet("2024-03-10", "2025-06-01");
    let decision = DecisionVaccinale {
        valence: Valence::Coq,
        decision: DecisionGenre::Reporte,
        motif: "fièvre".into(),
        jusqu_au: Some(jour("2025-06-01")),
        auteur: "MED1".into(),
        date: jour("2025-05-20"),
    };
    let coq = |decisions: &[DecisionVaccinale], date: &str| {
        let sujet = SujetVaccinal { date: jour(date), ..sujet };
        let etat = etat_du_jour(&sujet, &[]).avec_decisions(decisions);
        etat.valence(Valence::Coq).expect("COQ").clone()
    };
    let tenue = coq(std::slice::from_ref(&decision), "2025-06-01");
    assert_eq!((tenue.statut, tenue.alerte), (StatutVaccinal::EnRetard, false));
    assert_eq!(tenue.decision.map(|d| d.decision), Some(DecisionGenre::Reporte));
    for date in ["2025-05-19", "2025-06-02"] {
        let libre = coq(std::slice::from_ref(&decision), date);
        assert!(libre.alerte && libre.decision.is_none(), "{date}");
    }
    let plus_tard = DecisionVaccinale {
        decision: DecisionGenre::Refus,
        date: jour("2025-05-25"),
        ..decision.clone()
    };
    let derniere = coq(&[plus_tard, decision], "2025-06-01").decision.map(|d| d.decision);
    assert_eq!(derniere, Some(DecisionGenre::Refus));
}

#[test]
fn sentences_are_french() {
    let doses =
        [dose(&[Valence::Coq, Valence::Hib], "2025-03-12"), dose(&[Valence::Coq], "2025-05-12")];
    for (date, valence, attendu) in [
        (
            "2025-08-01",
            Valence::Coq,
            "Rappel de 11 mois, au moins 6 mois après la dose précédente : à partir du 12 décembre 2025.",
        ),
        (
            "2026-01-11",
            Valence::Coq,
            "Rappel de 11 mois, au moins 6 mois après la dose précédente : à faire depuis le 12 décembre 2025.",
        ),
        (
            "2026-01-12",
            Valence::Coq,
            "Rappel de 11 mois, au moins 6 mois après la dose précédente : en retard, à faire depuis le 12 décembre 2025.",
        ),
        ("2025-08-01", Valence::Ror, "1re dose à 12 mois : à partir du 12 janvier 2026."),
        (
            "2025-08-01",
            Valence::Pnc,
            "Rattrapage, 1re dose à 7 mois : en retard, à faire depuis le 12 août 2025.",
        ),
        (
            "2026-01-12",
            Valence::Menacwy,
            "Rattrapage, dose unique à 12 mois : en retard, à faire depuis le 12 janvier 2026.",
        ),
    ] {
        let date = if valence == Valence::Pnc { "2025-08-12" } else { date };
        let etat = etat_du_jour(&sujet("2025-01-12", date), &doses);
        let phrase = &etat.valence(valence).expect("a valence").phrase;
        assert_eq!(phrase.replace(['\u{a0}', '\u{202f}'], " "), attendu);
        assert!(!phrase.contains(" :") && !phrase.contains('\''), "{phrase}");
    }
}
