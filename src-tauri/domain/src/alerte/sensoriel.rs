//! Vision, hearing, teeth.

use super::constat::Constat;
use super::faits::minuscule;
use super::propositions;
use super::regles;
use super::seuils::avec_unite;
use super::{Alerte, Faits, Gravite, Seuils};
use crate::date::{DateCivile, DatePartielle};
use crate::dictionnaire;
use serde_json::Value;

pub(super) fn search(faits: &Faits<'_>, seuils: &Seuils, alertes: &mut Vec<Alerte>) {
    alertes.extend(vis_signes(faits));
    alertes.extend(relief_et_couleurs(faits));
    alertes.extend(lunettes(faits));
    alertes.extend(acuites(faits, seuils));
    alertes.extend(ecart_yeux(faits, seuils));
    alertes.extend(aud_conclusion(faits));
    alertes.extend(aud_signes(faits));
    alertes.extend(aud_seuils(faits, seuils));
    alertes.extend(otoscopies(faits));
    alertes.extend(caries(faits));
    alertes.extend(dents(faits));
    alertes.extend(examen_annuel(faits, seuils));
}

/// "Strabisme, nystagmus": the labels of the codes ticked that the dictionary has, but "aucun".
fn signes(code: &str, coches: &[&str]) -> Option<String> {
    let item = dictionnaire::item(code)?;
    let mut labels: Vec<String> = Vec::new();
    for label in coches.iter().filter(|c| **c != "aucun").filter_map(|c| item.label_du_choix(c)) {
        let label = if labels.is_empty() { label.to_owned() } else { minuscule(label) };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    (!labels.is_empty()).then(|| labels.join(", "))
}

/// "Oreille droite", "Otoscopie gauche": the label of a question.
fn label(code: &str) -> &'static str {
    dictionnaire::item(code).map_or("", |item| item.label)
}

/// Signs of the question that is asked until 35 months.
fn vis_signes(faits: &Faits<'_>) -> Option<Alerte> {
    let (coches, visibilite) = faits.coches("vis.signes")?;
    faits.age().filter(|age| age.mois <= 35)?;
    let raison = format!("{}.", signes("vis.signes", &coches)?);
    let constat = Constat::new(
        &regles::VIS_SIGNES,
        Gravite::Importante,
        raison,
        &propositions::OPHTALMO,
        visibilite,
    );
    Some(constat.alerte())
}

fn relief_et_couleurs(faits: &Faits<'_>) -> Vec<Alerte> {
    let mut trouvees = Vec::new();
    if let Some(visibilite) = faits.est("vis.stereo", "echec") {
        let raison = "Test de Lang échoué.".to_owned();
        let regle = &regles::STEREO;
        let proposition = &propositions::OPHTALMO;
        let constat = Constat::new(regle, Gravite::Importante, raison, proposition, visibilite);
        trouvees.push(constat.alerte());
    }
    if let Some(visibilite) = faits.est("vis.couleurs", "anormal") {
        let raison = "Vision des couleurs anormale au test.".to_owned();
        let regle = &regles::COULEURS;
        let proposition = &propositions::OPHTALMO;
        let constat = Constat::new(regle, Gravite::ASurveiller, raison, proposition, visibilite);
        trouvees.push(constat.alerte());
    }
    trouvees
}

fn lunettes(faits: &Faits<'_>) -> Option<Alerte> {
    let (etat, visibilite) = faits.choix("vis.lunettes")?;
    let raison = match etat {
        "cassees" => "Les lunettes sont cassées.",
        "perdues" => "Les lunettes sont perdues.",
        _ => return None,
    };
    let constat = Constat::new(
        &regles::LUNETTES,
        Gravite::Importante,
        raison.to_owned(),
        &propositions::LUNETTES,
        visibilite,
    );
    Some(constat.alerte())
}

/// An acuity in tenths, and whether it was taken with a correction.
fn acuite(valeur: &Value) -> Option<(f64, Option<&str>)> {
    let dixiemes = valeur.get("valeur")?.as_f64().filter(|d| d.is_finite() && *d >= 0.0)?;
    Some((dixiemes, valeur.get("corrigee").and_then(Value::as_str)))
}

/// Each eye, and both, below the acuity of the age.
fn acuites(faits: &Faits<'_>, seuils: &Seuils) -> Vec<Alerte> {
    let code = match faits.age().map_or(0, crate::age::Age::ans) {
        3 => "vision.acuite_3_ans",
        4 => "vision.acuite_4_ans",
        ans if ans >= 5 => "vision.acuite_5_ans",
        _ => return Vec::new(),
    };
    let Some(seuil) = seuils.actif(code) else { return Vec::new() };
    [("vis.av_od", "œil droit"), ("vis.av_og", "œil gauche"), ("vis.av_bino", "les deux yeux")]
        .into_iter()
        .filter_map(|(code, oeil)| {
            let reponse = faits.reponse(code)?;
            let (dixiemes, _) = acuite(&reponse.valeur).filter(|(d, _)| *d < seuil.valeur)?;
            let raison = format!("{}\u{a0}: {}.", label(code), avec_unite(dixiemes, "/10"));
            let constat = Constat::new(
                &regles::ACUITE,
                Gravite::Importante,
                raison,
                &propositions::OPHTALMO,
                reponse.visibilite,
            );
            Some(constat.item(code).precision(oeil).seuil(&seuil).alerte())
        })
        .collect()
}

/// Two eyes that differ, both taken with a correction or both without.
fn ecart_yeux(faits: &Faits<'_>, seuils: &Seuils) -> Option<Alerte> {
    let seuil = seuils.actif("vision.ecart_lignes")?;
    let (droit, gauche) = (faits.reponse("vis.av_od")?, faits.reponse("vis.av_og")?);
    let ((d, correction_d), (g, correction_g)) = (acuite(&droit.valeur)?, acuite(&gauche.valeur)?);
    if correction_d != correction_g || ((d - g).abs() * 100.0).round() / 100.0 < seuil.valeur {
        return None;
    }
    let raison =
        format!("Œil droit {}, œil gauche {}.", avec_unite(d, "/10"), avec_unite(g, "/10"));
    let constat = Constat::new(
        &regles::ECART_YEUX,
        Gravite::Importante,
        raison,
        &propositions::OPHTALMO,
        droit.visibilite.max(gauche.visibilite),
    );
    Some(constat.seuil(&seuil).alerte())
}

fn aud_conclusion(faits: &Faits<'_>) -> Option<Alerte> {
    let (conclusion, visibilite) = faits.choix("aud.conclusion")?;
    let (gravite, titre, raison) = match conclusion {
        "anormal" => {
            (Gravite::Importante, "Audition anormale", "Conclusion de l’audition\u{a0}: anormale.")
        }
        "a_controler" => (
            Gravite::ASurveiller,
            "Audition à contrôler",
            "Conclusion de l’audition\u{a0}: à contrôler.",
        ),
        _ => return None,
    };
    let regle = &regles::AUD_CONCLUSION;
    let constat = Constat::new(regle, gravite, raison.to_owned(), &propositions::ORL, visibilite);
    Some(constat.titre(titre).alerte())
}

fn aud_signes(faits: &Faits<'_>) -> Option<Alerte> {
    let (coches, visibilite) = faits.coches("aud.signes")?;
    let gravite =
        if coches.contains(&"ne_reagit_pas") { Gravite::Importante } else { Gravite::ASurveiller };
    let raison = format!("{}.", signes("aud.signes", &coches)?);
    let regle = &regles::AUD_SIGNES;
    Some(Constat::new(regle, gravite, raison, &propositions::ORL, visibilite).alerte())
}

/// The highest threshold of both ears, at any of the four frequencies.
fn aud_seuils(faits: &Faits<'_>, seuils: &Seuils) -> Option<Alerte> {
    let seuil = seuils.actif("audition.seuil")?;
    let reponse = faits.reponse("aud.seuils")?;
    let mut pire: Option<(f64, &str, &str)> = None;
    for (oreille, nom) in [("droite", "droite"), ("gauche", "gauche")] {
        for (cle, frequence) in [
            ("500", "500\u{a0}Hz"),
            ("1000", "1\u{202f}000\u{a0}Hz"),
            ("2000", "2\u{202f}000\u{a0}Hz"),
            ("4000", "4\u{202f}000\u{a0}Hz"),
        ] {
            let decibels = reponse.valeur.get(oreille).and_then(|o| o.get(cle)?.as_f64());
            let Some(decibels) = decibels.filter(|d| d.is_finite()) else { continue };
            if pire.is_none_or(|(d, _, _)| decibels > d) {
                pire = Some((decibels, nom, frequence));
            }
        }
    }
    let (decibels, oreille, frequence) = pire.filter(|(d, _, _)| *d > seuil.valeur)?;
    let raison = format!("Oreille {oreille}\u{a0}: {} à {frequence}.", avec_unite(decibels, "dB"));
    let regle = &regles::AUD_SEUILS;
    let proposition = &propositions::ORL;
    let visibilite = reponse.visibilite;
    let constat = Constat::new(regle, Gravite::ASurveiller, raison, proposition, visibilite);
    Some(constat.seuil(&seuil).alerte())
}

fn otoscopies(faits: &Faits<'_>) -> Vec<Alerte> {
    [("aud.otoscopie_d", "oreille droite"), ("aud.otoscopie_g", "oreille gauche")]
        .into_iter()
        .filter_map(|(code, oreille)| {
            let (etat, visibilite) = faits.choix(code)?;
            let (gravite, proposition) = match etat {
                "osm" => (Gravite::ASurveiller, &propositions::ORL),
                "oma" => (Gravite::Importante, &propositions::OTITE),
                "perforation" => (Gravite::Importante, &propositions::ORL),
                _ => return None,
            };
            let vu = dictionnaire::item(code)?.label_du_choix(etat)?;
            let raison = format!("{}\u{a0}: {}.", label(code), minuscule(vu));
            let regle = &regles::OTOSCOPIE;
            let constat = Constat::new(regle, gravite, raison, proposition, visibilite);
            Some(constat.item(code).precision(oreille).alerte())
        })
        .collect()
}

fn caries(faits: &Faits<'_>) -> Option<Alerte> {
    let reponse = faits.reponse("den.caries_visibles")?;
    let nombre = reponse.valeur.as_f64().filter(|n| n.is_finite() && *n > 0.0)?;
    let raison = if nombre < 2.0 {
        "Une carie visible.".to_owned()
    } else {
        format!("{}\u{a0}caries visibles.", crate::texte::nombre(nombre))
    };
    let constat = Constat::new(
        &regles::CARIES,
        Gravite::Importante,
        raison,
        &propositions::DENTISTE,
        reponse.visibilite,
    );
    Some(constat.alerte())
}

fn dents(faits: &Faits<'_>) -> Vec<Alerte> {
    [
        ("den.douleur", "oui", Gravite::Importante, "Douleur dentaire"),
        ("den.trauma", "oui", Gravite::Importante, "Traumatisme dentaire"),
        ("den.gencives", "anormal", Gravite::ASurveiller, "Gencives anormales"),
        ("den.malocclusion", "oui", Gravite::ASurveiller, "Malocclusion"),
    ]
    .into_iter()
    .filter_map(|(code, attendu, gravite, titre)| {
        let visibilite = faits.est(code, attendu)?;
        let raison = format!("{titre}, d’après l’examen du binôme.");
        let proposition = &propositions::DENTISTE;
        let constat = Constat::new(&regles::DENT_CONSTAT, gravite, raison, proposition, visibilite);
        Some(constat.item(code).titre(titre).alerte())
    })
    .collect()
}

/// The exam of every year, from 3 to 24 years, for a bilan since 1 April 2025 (domain note §1.1).
fn examen_annuel(faits: &Faits<'_>, seuils: &Seuils) -> Option<Alerte> {
    let seuil = seuils.actif("dents.examen_annuel")?;
    faits.age().filter(|age| (3..=24).contains(&age.ans()))?;
    if faits.jour < DateCivile::new(2025, 4, 1)? {
        return None;
    }
    let reponse = faits.reponse("den.dernier_ebd")?;
    let date = DatePartielle::parse_iso(reponse.valeur.as_str()?)?;
    let dernier_jour = match date {
        DatePartielle::Annee(annee) => DateCivile::new(annee, 12, 31)?,
        DatePartielle::Mois(annee, mois) => {
            DateCivile::new(annee, mois, 1)?.plus_mois(1).plus_jours(-1)
        }
        DatePartielle::Jour(jour) => jour,
    };
    // The bounds of the threshold keep it within a few years.
    #[allow(clippy::cast_possible_truncation, reason = "between 3 and 36")]
    if dernier_jour.plus_mois(seuil.valeur.round() as i32) >= faits.jour {
        return None;
    }
    let raison = format!("Dernier examen bucco-dentaire connu\u{a0}: {}.", date.en_lettres());
    let constat = Constat::new(
        &regles::DENT_ANNUEL,
        Gravite::ASurveiller,
        raison,
        &propositions::DENTISTE_ANNUEL,
        reponse.visibilite,
    );
    Some(constat.seuil(&seuil).alerte())
}
