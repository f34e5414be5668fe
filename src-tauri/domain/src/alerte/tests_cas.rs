//! The twelve invented records, without growth and vaccines, beside what their pair recommended.

use super::tests::*;
use crate::dossier;
use crate::posees::DossierLu;
use crate::preconisation::PreconisationType::{
    self, Addicto, ConsMg, Dent, Equip, Ophta, OrlAudio, Orthophonie, Pco, Pedopsy, Psycho, Trauma,
};

/// What is found, and which of the pair's recommendations an alert proposes too. The others come
/// from vaccines and growth, which are not computed here, or from what no rule reads (a rash, an
/// interview, a right to open).
const CAS: [(&str, &[&str], &[PreconisationType]); 12] = [
    (
        "case-01-nourrisson",
        &[
            "developpement.conclusion a_surveiller REEVAL",
            "psychisme.sans_suivi:psy.attachement_relation a_surveiller PSYCHO",
        ],
        &[],
    ),
    (
        "case-02-prematuree",
        &["vision.signes importante OPHTA", "developpement.conclusion a_surveiller REEVAL"],
        &[Ophta],
    ),
    (
        "case-03-jumeau-a",
        &[
            "developpement.conclusion importante ORTHOPHONIE",
            "audition.conclusion a_surveiller ORL_AUDIO",
            "audition.signes a_surveiller ORL_AUDIO",
            "audition.otoscopie:aud.otoscopie_d a_surveiller ORL_AUDIO",
            "audition.otoscopie:aud.otoscopie_g a_surveiller ORL_AUDIO",
        ],
        &[OrlAudio, Orthophonie],
    ),
    ("case-04-jumelle-b", &[], &[]),
    (
        "case-05-nom-a-particules",
        &[
            "vision.relief importante OPHTA",
            "vision.acuite:vis.av_og importante OPHTA",
            "dents.caries importante DENT",
            "developpement.conclusion importante PCO",
            "dents.examen_annuel a_surveiller DENT",
            "outil.conclusion:ertl4 a_surveiller ORTHOPHONIE",
        ],
        &[Pco, Ophta, Dent],
    ),
    (
        "case-06-lieu-confidentiel",
        &[
            "apprentissages.non_conclu:app.lecture a_surveiller ORTHOPHONIE",
            "psychisme.retentissement a_surveiller PSYCHO",
            "psychisme.sans_suivi:psy.anxiete a_surveiller PSYCHO",
            "outil.conclusion:cpc a_surveiller TRAUMA",
        ],
        &[Trauma, Orthophonie],
    ),
    (
        "case-07-annuel-sante-protegee",
        &[
            "vision.lunettes importante EQUIP",
            "apprentissages.conclusion a_surveiller REEVAL",
            "outil.conclusion:sdq a_surveiller PSYCHO",
        ],
        &[Psycho, Equip],
    ),
    (
        "case-08-textes-longs",
        &[
            "apprentissages.non_conclu:app.lecture a_surveiller ORTHOPHONIE",
            "psychisme.sans_suivi:psy.humeur a_surveiller PSYCHO",
        ],
        &[Orthophonie, Psycho],
    ),
    (
        "case-09-mna-donnees-manquantes",
        &[
            "medecin_referent importante CONS_MG",
            "dents.caries importante DENT",
            "dents.constat:den.douleur importante DENT",
        ],
        &[ConsMg, Dent],
    ),
    (
        "case-10-urgence-psychiatrique",
        &[
            "psychisme.urgence urgente PEDOPSY",
            "psychisme.idees_suicidaires urgente PEDOPSY",
            "psychisme.phq_item9 urgente PEDOPSY",
            "psychisme.ts_anterieure importante PEDOPSY",
            "psychisme.automutilation importante PEDOPSY",
            "psychisme.retentissement importante PSYCHO",
            "outil.conclusion:phq importante PEDOPSY",
            "psychisme.sans_suivi:psy.humeur a_surveiller PSYCHO",
            "psychisme.sans_suivi:psy.troubles_alim a_surveiller PSYCHO",
            "outil.conclusion:adrs a_surveiller PEDOPSY",
        ],
        &[Pedopsy],
    ),
    (
        "case-11-opposition-mineur",
        &[
            "outil.score:adospa importante ADDICTO",
            "psychisme.sans_suivi:psy.anxiete a_surveiller PSYCHO",
        ],
        &[Addicto],
    ),
    (
        "case-12-translitteration",
        &[
            "apprentissages.non_conclu:app.langage_oral a_surveiller ORTHOPHONIE",
            "psychisme.sans_suivi:psy.humeur a_surveiller PSYCHO",
        ],
        &[Psycho],
    ),
];

fn parse(nom: &str) -> dossier::Dossier {
    let chemin = format!("{}/../../tests/cases/{nom}.json", env!("CARGO_MANIFEST_DIR"));
    let texte = std::fs::read_to_string(&chemin).expect("a case");
    dossier::parse(nom, &texte).expect("a record")
}

fn trouvees(dossier: &dossier::Dossier) -> Vec<Alerte> {
    let faits = Faits {
        naissance: dossier.enfant.date_naissance,
        sexe: dossier.enfant.sexe,
        jour: dossier.bilan.date,
        reponses: &DossierLu::new(dossier).reponses,
        outils: &dossier.outils,
        croissance: &[],
        pc_anterieurs: &[],
        tension: None,
        vaccins_en_retard: &[],
        medecin_referent: dossier.medecin_referent.is_some(),
    };
    alertes(&faits, &Seuils::default())
}

#[test]
fn the_twelve_records_find_this() {
    for (nom, attendu, _) in CAS {
        let lignes: Vec<String> = trouvees(&parse(nom)).iter().map(en_ligne).collect();
        assert_eq!(lignes, attendu, "{nom}");
    }
}

#[test]
fn what_the_pair_recommended_is_proposed() {
    for (nom, _, communes) in CAS {
        let dossier = parse(nom);
        let trouvees = trouvees(&dossier);
        for genre in communes {
            assert!(dossier.preconisations.iter().any(|p| p.preco_type == *genre), "{nom}");
            assert!(trouvees.iter().any(|a| a.propose == Some(*genre)), "{nom}: {genre:?}");
        }
    }
}

#[test]
fn an_answer_under_secrecy_gives_an_alert_under_secrecy() {
    let visibilite = |nom, cle: &str| {
        let trouvees = trouvees(&parse(nom));
        trouvees.iter().find(|a| a.cle == cle).map(|a| a.visibilite)
    };
    for (nom, cle, attendu) in [
        ("case-10-urgence-psychiatrique", "psychisme.idees_suicidaires", Visibilite::V3),
        ("case-10-urgence-psychiatrique", "psychisme.automutilation", Visibilite::V3),
        ("case-10-urgence-psychiatrique", "psychisme.urgence", Visibilite::V2),
        ("case-11-opposition-mineur", "outil.score:adospa", Visibilite::V3),
        ("case-06-lieu-confidentiel", "outil.conclusion:cpc", Visibilite::V3),
        ("case-09-mna-donnees-manquantes", "dents.caries", Visibilite::V1),
    ] {
        assert_eq!(visibilite(nom, cle), Some(attendu), "{nom} {cle}");
    }
}
