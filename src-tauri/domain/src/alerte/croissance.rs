//! Growth beside the definitions of WHO, head circumference over time, puberty.

use super::constat::Constat;
use super::propositions::{self, Proposition};
use super::regles::{self, Regle};
use super::seuils::avec_unite;
use super::{Alerte, Faits, Gravite, MesureJugee, Seuils};
use crate::codes::Visibilite;
use crate::croissance::Indicateur;
use crate::document::minuscule;
use crate::enfant::Sexe;
use crate::texte::nombre;
use serde_json::Value;

const ET: &str = "écarts-types";

/// Which side of a threshold raises an alert. WHO's low figures are taken with the threshold itself, its high
/// ones beyond it.
#[derive(Clone, Copy, PartialEq)]
enum Sens {
    Bas,
    Haut,
}

/// A band of a growth indicator.
struct Bande {
    regle: &'static Regle,
    indicateurs: &'static [Indicateur],
    /// First and last age in completed months.
    mois: (i32, i32),
    sens: Sens,
    /// The graver first.
    seuils: [(&'static str, Gravite); 2],
    /// The answers behind the figure.
    items: &'static [&'static str],
    proposition: &'static Proposition,
}

const TOUT_AGE: (i32, i32) = (0, 228);
const CORPULENCE: &[&str] = &["cro.poids", "cro.taille"];

const BANDES: &[Bande] = &[
    Bande {
        regle: &regles::TAILLE_BASSE,
        indicateurs: &[Indicateur::Taille],
        mois: TOUT_AGE,
        sens: Sens::Bas,
        seuils: [
            ("croissance.taille_tres_basse", Gravite::Importante),
            ("croissance.taille_basse", Gravite::ASurveiller),
        ],
        items: &["cro.taille"],
        proposition: &propositions::CROISSANCE,
    },
    Bande {
        regle: &regles::POIDS_BAS,
        indicateurs: &[Indicateur::Poids],
        mois: TOUT_AGE,
        sens: Sens::Bas,
        seuils: [
            ("croissance.poids_tres_bas", Gravite::Importante),
            ("croissance.poids_bas", Gravite::ASurveiller),
        ],
        items: &["cro.poids"],
        proposition: &propositions::CROISSANCE,
    },
    Bande {
        regle: &regles::CORPULENCE_BASSE,
        indicateurs: &[Indicateur::Imc, Indicateur::PoidsTaille],
        mois: TOUT_AGE,
        sens: Sens::Bas,
        seuils: [
            ("croissance.corpulence_tres_basse", Gravite::Importante),
            ("croissance.corpulence_basse", Gravite::ASurveiller),
        ],
        items: CORPULENCE,
        proposition: &propositions::CROISSANCE,
    },
    Bande {
        regle: &regles::CORPULENCE_HAUTE,
        indicateurs: &[Indicateur::Imc, Indicateur::PoidsTaille],
        mois: (0, 59),
        sens: Sens::Haut,
        seuils: [
            ("croissance.obesite_0_4", Gravite::Importante),
            ("croissance.surpoids_0_4", Gravite::ASurveiller),
        ],
        items: CORPULENCE,
        proposition: &propositions::NUTRITION,
    },
    Bande {
        regle: &regles::CORPULENCE_HAUTE,
        indicateurs: &[Indicateur::Imc],
        mois: (60, 228),
        sens: Sens::Haut,
        seuils: [
            ("croissance.obesite_5_19", Gravite::Importante),
            ("croissance.surpoids_5_19", Gravite::ASurveiller),
        ],
        items: CORPULENCE,
        proposition: &propositions::NUTRITION,
    },
];

pub(super) fn search(faits: &Faits<'_>, seuils: &Seuils, alertes: &mut Vec<Alerte>) {
    let mesures = a_juger(faits);
    for mesure in mesures.iter().filter(|m| m.invraisemblable) {
        alertes.push(invraisemblable(faits, mesure));
    }
    if let Some(age) = faits.age() {
        let bandes = BANDES.iter().filter(|b| (b.mois.0..=b.mois.1).contains(&age.mois));
        alertes.extend(bandes.filter_map(|bande| bande.alerte(faits, seuils, &mesures)));
    }
    alertes.extend(pc_tendance(faits, seuils, &mesures));
    alertes.extend(puberte(faits, seuils));
}

/// The measures that are judged: of a child born before term, the corrected ones until 24 months
/// (weight for length does not depend on the age), then none of them.
fn a_juger<'a>(faits: &Faits<'a>) -> Vec<&'a MesureJugee> {
    let moins_de_24_mois = faits.age().is_some_and(|age| age.mois < 24);
    let terme = faits.reponse("ant.terme_sa").and_then(|r| r.valeur.as_f64());
    let avant_terme =
        terme.is_some_and(|sa| sa < 37.0) || faits.croissance.iter().any(|m| m.corrige);
    faits
        .croissance
        .iter()
        .filter(|m| {
            m.indicateur == Indicateur::PoidsTaille
                || m.corrige == (avant_terme && moins_de_24_mois)
        })
        .collect()
}

/// To two decimals, as it is shown; none of what is no number.
fn z(mesure: &MesureJugee) -> Option<f64> {
    mesure.z.is_finite().then(|| (mesure.z * 100.0).round() / 100.0)
}

fn items(indicateur: Indicateur) -> &'static [&'static str] {
    match indicateur {
        Indicateur::Poids => &["cro.poids"],
        Indicateur::Taille => &["cro.taille"],
        Indicateur::Imc | Indicateur::PoidsTaille => CORPULENCE,
        Indicateur::PerimetreCranien => &["cro.pc"],
    }
}

fn invraisemblable(faits: &Faits<'_>, mesure: &MesureJugee) -> Alerte {
    let raison = format!(
        "{}\u{a0}: {}, hors des limites de la référence ({}).",
        mesure.indicateur.label(),
        mesure.valeur,
        mesure.reference
    );
    Constat::new(
        &regles::INVRAISEMBLABLE,
        Gravite::Importante,
        raison,
        &propositions::VERIFIER,
        faits.secret(items(mesure.indicateur), Visibilite::V2),
    )
    .item(mesure.indicateur.code())
    .precision(minuscule(mesure.indicateur.label()))
    .alerte()
}

impl Bande {
    /// The measure furthest beyond a threshold, against the gravest threshold that it passes.
    fn alerte(
        &self,
        faits: &Faits<'_>,
        seuils: &Seuils,
        mesures: &[&MesureJugee],
    ) -> Option<Alerte> {
        let signe = if self.sens == Sens::Bas { -1.0 } else { 1.0 };
        let (mesure, z) = mesures
            .iter()
            .filter(|m| !m.invraisemblable && self.indicateurs.contains(&m.indicateur))
            .filter_map(|m| Some((m, z(m)?)))
            .max_by(|(_, a), (_, b)| (a * signe).total_cmp(&(b * signe)))?;
        let (seuil, gravite) = self.seuils.iter().find_map(|(code, gravite)| {
            let seuil = seuils.actif(code)?;
            let passe = match self.sens {
                Sens::Bas => z <= seuil.valeur,
                Sens::Haut => z > seuil.valeur,
            };
            passe.then_some((seuil, *gravite))
        })?;
        let corrige = if mesure.corrige { ", âge corrigé" } else { "" };
        let raison = format!(
            "{}\u{a0}: {}, soit {} ({}{corrige}).",
            mesure.indicateur.label(),
            mesure.valeur,
            ecart(z),
            mesure.reference
        );
        let terme = if mesure.corrige { "ant.terme_sa" } else { "" };
        let visibilite = faits.secret(self.items, faits.secret(&[terme], Visibilite::V2));
        let constat = Constat::new(self.regle, gravite, raison, self.proposition, visibilite);
        Some(constat.seuil(&seuil).alerte())
    }
}

/// "+2,1 écarts-types".
fn ecart(z: f64) -> String {
    let plus = if z > 0.0 { "+" } else { "" };
    format!("{plus}{}", avec_unite(z, ET))
}

/// The widest change between the head circumference of the day and an earlier one.
fn pc_tendance(faits: &Faits<'_>, seuils: &Seuils, mesures: &[&MesureJugee]) -> Option<Alerte> {
    let seuil = seuils.actif("croissance.pc_tendance")?;
    let du_jour = mesures
        .iter()
        .find(|m| m.indicateur == Indicateur::PerimetreCranien && !m.invraisemblable)?;
    let z = z(du_jour)?;
    let (date, change) = faits
        .pc_anterieurs
        .iter()
        .filter(|(date, avant)| *date < faits.jour && avant.is_finite())
        .map(|(date, avant)| (date, ((z - avant) * 100.0).round() / 100.0))
        .max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))?;
    if change.abs() < seuil.valeur {
        return None;
    }
    let raison = format!(
        "Périmètre crânien\u{a0}: {}, soit un changement de {} depuis le {} ({}).",
        du_jour.valeur,
        ecart(change),
        date.en_lettres(),
        du_jour.reference
    );
    let visibilite = faits.secret(&["cro.pc"], Visibilite::V2);
    let regle = &regles::PC_TENDANCE;
    let constat =
        Constat::new(regle, Gravite::Importante, raison, &propositions::CRANE, visibilite);
    Some(constat.seuil(&seuil).alerte())
}

/// A puberty that begins early or has not begun, against the ages that a centre set.
fn puberte(faits: &Faits<'_>, seuils: &Seuils) -> Option<Alerte> {
    let reponse = faits.reponse("cro.puberte")?;
    if reponse.valeur.get("etat").and_then(Value::as_str) == Some("non_examine") {
        return None;
    }
    let (cle, organe, precoce, tardif) = match faits.sexe {
        Sexe::F => ("S", "seins", "puberte.seins_precoces", "puberte.fille_tardive"),
        Sexe::M => ("G", "organes génitaux", "puberte.garcon_precoce", "puberte.garcon_tardif"),
    };
    let stade = reponse.valeur.get(cle)?.as_str()?;
    let ans = f64::from(faits.age()?.mois) / 12.0;
    let seuil = match stade {
        "I" => seuils.actif(tardif).filter(|s| ans >= s.valeur)?,
        "II" | "III" | "IV" | "V" => seuils.actif(precoce).filter(|s| ans < s.valeur)?,
        _ => return None,
    };
    let raison = format!("Stade {stade} de Tanner ({organe}) à {}\u{a0}ans.", nombre(ans.floor()));
    let constat = Constat::new(
        &regles::PUBERTE,
        Gravite::ASurveiller,
        raison,
        &propositions::PUBERTE,
        reponse.visibilite,
    );
    Some(constat.seuil(&seuil).alerte())
}
