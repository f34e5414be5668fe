//! One invented child per row: facts that just raise an alert, and facts that just do not.

pub(super) use super::*;
use super::{tests_constats as constats, tests_mesures as mesures};
use crate::bilan::{Outil, Reponse};
pub(super) use crate::croissance::Indicateur;
use crate::date::DateCivile;
pub(super) use crate::dictionnaire;
use crate::enfant::Sexe;
use crate::posees::Posees;
pub(super) use serde_json::{Value, json};

pub(super) fn date(texte: &str) -> DateCivile {
    DateCivile::parse_iso(texte).expect("a day")
}

/// The day of every bilan of these tests.
pub(super) fn jour() -> DateCivile {
    date("2026-03-15")
}

/// The facts of an invented child, who has a doctor and nothing else.
#[derive(Debug, Clone)]
pub(super) struct Invente {
    pub(super) naissance: DateCivile,
    pub(super) sexe: Sexe,
    pub(super) reponses: Posees,
    pub(super) outils: Vec<Outil>,
    pub(super) croissance: Vec<MesureJugee>,
    pub(super) pc_anterieurs: Vec<(DateCivile, f64)>,
    pub(super) tension: Option<TensionJugee>,
    pub(super) vaccins: Vec<VaccinEnRetard>,
    pub(super) medecin: bool,
}

/// A girl of so many completed months.
pub(super) fn fille(mois: i32) -> Invente {
    Invente {
        naissance: jour().plus_mois(-mois),
        sexe: Sexe::F,
        reponses: Posees::toutes(Vec::new()),
        outils: Vec::new(),
        croissance: Vec::new(),
        pc_anterieurs: Vec::new(),
        tension: None,
        vaccins: Vec::new(),
        medecin: true,
    }
}

pub(super) fn garcon(mois: i32) -> Invente {
    Invente { sexe: Sexe::M, ..fille(mois) }
}

pub(super) fn reponse(code: &str, valeur: Value) -> Reponse {
    let item = dictionnaire::item(code).unwrap_or_else(|| panic!("{code}"));
    Reponse {
        code: code.to_owned(),
        section: item.section,
        valeur,
        visibilite: item.visibilite,
        auteur: "MED1".to_owned(),
        date: jour(),
        unite: None,
        posture: None,
        precision_jours: None,
        inclure_courrier: None,
    }
}

impl Invente {
    pub(super) fn dit(mut self, code: &str, valeur: impl Into<Value>) -> Self {
        self.reponses.liste_mut().push(reponse(code, valeur.into()));
        self
    }

    pub(super) fn outil(mut self, nom: &str, score: Option<i64>, sous: Value, mots: &str) -> Self {
        self.outils.push(Outil {
            outil: nom.to_owned(),
            version: String::new(),
            date: jour(),
            repondant: String::new(),
            score_brut: score.map(Into::into),
            sous_scores: sous,
            seuil: None,
            conclusion: mots.to_owned(),
            passe_par: "PSY1".to_owned(),
            non_passe_motif: None,
            visibilite: Visibilite::V2,
            volet: None,
        });
        self
    }

    pub(super) fn score(self, nom: &str, score: i64) -> Self {
        self.outil(nom, Some(score), json!({}), "")
    }

    pub(super) fn conclut(self, nom: &str, mots: &str) -> Self {
        self.outil(nom, None, json!({}), mots)
    }

    pub(super) fn mesure(mut self, indicateur: Indicateur, z: f64) -> Self {
        self.croissance.push(MesureJugee {
            indicateur,
            z,
            invraisemblable: false,
            corrige: false,
            valeur: "12,5\u{a0}kg".to_owned(),
            reference: "OMS 2006, filles".to_owned(),
        });
        self
    }

    pub(super) fn corrige(mut self) -> Self {
        self.croissance.last_mut().expect("a measure").corrige = true;
        self
    }

    pub(super) fn faits(&self) -> Faits<'_> {
        Faits {
            naissance: self.naissance,
            sexe: self.sexe,
            jour: jour(),
            reponses: &self.reponses,
            outils: &self.outils,
            croissance: &self.croissance,
            pc_anterieurs: &self.pc_anterieurs,
            tension: self.tension.clone(),
            vaccins_en_retard: &self.vaccins,
            medecin_referent: self.medecin,
        }
    }
}

/// Every threshold on, each under its own code as a source, so that an alert tells which one spoke.
pub(super) fn tous_actifs() -> Seuils {
    let mut seuils = Seuils::default();
    for decrit in CATALOGUE {
        seuils.settle(decrit.code, decrit.valeur, decrit.code).expect("its own value");
    }
    seuils
}

/// "dents.caries importante DENT".
pub(super) fn en_ligne(alerte: &Alerte) -> String {
    let propose = alerte.propose.map_or("-", |p| p.code());
    format!("{} {} {propose}", alerte.cle, alerte.gravite.code())
}

pub(super) fn lignes(invente: &Invente, seuils: &Seuils) -> Vec<String> {
    alertes(&invente.faits(), seuils).iter().map(en_ligne).collect()
}

/// A row: a child, and what is found with every threshold on.
pub(super) type Rangee = (Invente, &'static [&'static str]);

/// Every row of every table.
pub(super) fn rangees() -> Vec<Rangee> {
    [mesures::rangees(), constats::sensoriel(), constats::psychisme(), constats::developpement()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_row_finds_what_it_says_and_nothing_else() {
    let rangees = rangees();
    assert!(rangees.len() >= 60, "{}", rangees.len());
    for (invente, attendu) in rangees {
        assert_eq!(lignes(&invente, &tous_actifs()), attendu, "{invente:#?}");
    }
}

#[test]
fn every_rule_and_every_threshold_speaks_at_least_once() {
    let trouvees: Vec<Alerte> =
        rangees().iter().flat_map(|(i, _)| alertes(&i.faits(), &tous_actifs())).collect();
    for regle in REGLES {
        assert!(trouvees.iter().any(|a| a.regle == regle.code), "{}", regle.code);
    }
    for decrit in CATALOGUE {
        assert!(trouvees.iter().any(|a| a.source == decrit.code), "{}", decrit.code);
    }
}
