//! Development until 6 years, learning from 6.

use super::constat::Constat;
use super::faits::minuscule;
use super::propositions::{self, Proposition};
use super::regles::{self, Regle};
use super::seuils::avec_unite;
use super::{Alerte, Faits, Gravite, Seuils};
use crate::codes::Visibilite;
use crate::dictionnaire;
use serde_json::Value;

/// Observations of development that speak of language, and of movement.
const DEV_LANGAGE: &[&str] = &["dev.langage_comprehension", "dev.langage_expression"];
const DEV_GESTE: &[&str] = &["dev.motricite_globale", "dev.motricite_fine"];
const APP_LANGAGE: &[&str] = &["app.langage_oral", "app.lecture", "app.ecriture", "app.calcul"];
const APP_GESTE: &[&str] = &["app.praxies", "app.attention"];

pub(super) fn search(faits: &Faits<'_>, seuils: &Seuils, alertes: &mut Vec<Alerte>) {
    alertes.extend(dev_conclusion(faits));
    alertes.extend(signes(faits, seuils));
    alertes.extend(app_conclusion(faits));
    alertes.extend(non_conclu(faits, &regles::DEV_NON_CONCLU, "dev.conclusion"));
    alertes.extend(non_conclu(faits, &regles::APP_NON_CONCLU, "app.conclusion"));
}

/// The first of these observations that is abnormal.
fn anormale(faits: &Faits<'_>, codes: &[&str]) -> Option<Visibilite> {
    codes.iter().find_map(|code| faits.est(code, "anormal"))
}

/// To whom a gap is referred (speech therapist, psychomotrician, or whom the pair will name), with the
/// visibility of the answers that decided it.
fn address(
    faits: &Faits<'_>,
    langage: &[&str],
    geste: &[&str],
) -> (&'static Proposition, Visibilite) {
    if let Some(visibilite) = anormale(faits, langage) {
        return (&propositions::ORTHOPHONIE, visibilite);
    }
    if let Some(visibilite) = anormale(faits, geste) {
        return (&propositions::PSYCHOMOT, visibilite);
    }
    let signes = faits.reponse("dev.signes_alerte_tnd").filter(|_| langage == DEV_LANGAGE);
    let domaines: Vec<&str> = signes
        .and_then(|r| r.valeur.get("domaines")?.as_array())
        .map(|d| d.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let visibilite = signes.map_or(Visibilite::V1, |r| r.visibilite);
    if domaines.contains(&"langage") {
        (&propositions::ORTHOPHONIE, visibilite)
    } else if domaines.iter().any(|d| d.starts_with("motricite")) {
        (&propositions::PSYCHOMOT, visibilite)
    } else {
        (&propositions::BILAN_SPECIALISE, Visibilite::V1)
    }
}

fn dev_conclusion(faits: &Faits<'_>) -> Option<Alerte> {
    let (conclusion, visibilite) = faits.choix("dev.conclusion")?;
    let (gravite, titre, (proposition, secret)) = match conclusion {
        "ecart_pco" => (
            Gravite::Importante,
            "Écart de développement, vers la PCO",
            (&propositions::PCO, Visibilite::V1),
        ),
        "ecart_bilan" => (
            Gravite::Importante,
            "Écart de développement, bilan à faire",
            address(faits, DEV_LANGAGE, DEV_GESTE),
        ),
        "a_surveiller" => (
            Gravite::ASurveiller,
            "Développement à surveiller",
            (&propositions::REEVALUER, Visibilite::V1),
        ),
        _ => return None,
    };
    let raison = en_phrase("dev.conclusion", conclusion)?;
    let regle = &regles::DEV_CONCLUSION;
    let constat = Constat::new(regle, gravite, raison, proposition, visibilite.max(secret));
    Some(constat.titre(titre).alerte())
}

/// "Conclusion du développement : écart, bilan à faire."
fn en_phrase(code: &str, conclusion: &str) -> Option<String> {
    let item = dictionnaire::item(code)?;
    let dite = minuscule(item.label_du_choix(conclusion)?);
    Some(format!("{}\u{a0}: {dite}.", item.label))
}

fn app_conclusion(faits: &Faits<'_>) -> Option<Alerte> {
    let (conclusion, visibilite) = faits.choix("app.conclusion")?;
    let (gravite, titre, (proposition, secret)) = match conclusion {
        "ecart_bilan" => (
            Gravite::Importante,
            "Écart dans les apprentissages, bilan à faire",
            address(faits, APP_LANGAGE, APP_GESTE),
        ),
        "a_surveiller" => (
            Gravite::ASurveiller,
            "Apprentissages à surveiller",
            (&propositions::REEVALUER, Visibilite::V1),
        ),
        _ => return None,
    };
    let raison = en_phrase("app.conclusion", conclusion)?;
    let regle = &regles::APP_CONCLUSION;
    let constat = Constat::new(regle, gravite, raison, proposition, visibilite.max(secret));
    Some(constat.titre(titre).alerte())
}

/// An abnormal observation under a conclusion without any gap: the pair should look at one of the two again.
fn non_conclu(faits: &Faits<'_>, regle: &'static Regle, conclusion: &str) -> Vec<Alerte> {
    let Some(secret) = faits.est(conclusion, "conforme") else { return Vec::new() };
    let observations = regle.lit.iter().filter(|code| **code != conclusion);
    observations
        .filter_map(|code| {
            let visibilite = faits.est(code, "anormal")?;
            let raison = format!(
                "{}\u{a0}: observation anormale, alors que la conclusion est conforme à l’âge.",
                dictionnaire::item(code)?.label
            );
            let proposition = if DEV_LANGAGE.contains(code) || APP_LANGAGE.contains(code) {
                &propositions::ORTHOPHONIE
            } else if DEV_GESTE.contains(code) || APP_GESTE.contains(code) {
                &propositions::PSYCHOMOT
            } else {
                &propositions::REEVALUER
            };
            let secret = visibilite.max(secret);
            let constat = Constat::new(regle, Gravite::ASurveiller, raison, proposition, secret);
            let precision = minuscule(dictionnaire::item(code)?.label);
            Some(constat.item(*code).precision(precision).alerte())
        })
        .collect()
}

/// The number of warning signs of a grid whose cut-off a centre named.
fn signes(faits: &Faits<'_>, seuils: &Seuils) -> Option<Alerte> {
    let seuil = seuils.actif("developpement.signes_tnd")?;
    let reponse = faits.reponse("dev.signes_alerte_tnd")?;
    let nombre = reponse.valeur.get("nombre")?.as_f64().filter(|n| n.is_finite())?;
    if nombre < seuil.valeur {
        return None;
    }
    let raison = format!("Grille de repérage\u{a0}: {}.", avec_unite(nombre, "signes"));
    let constat = Constat::new(
        &regles::DEV_SIGNES,
        Gravite::ASurveiller,
        raison,
        &propositions::PCO,
        reponse.visibilite,
    );
    Some(constat.seuil(&seuil).alerte())
}
