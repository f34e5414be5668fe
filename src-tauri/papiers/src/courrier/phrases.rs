//! Short wordings of normal answers. "Caries visibles" in a list of what is normal would be read as
//! a finding, so it becomes "pas de carie visible".

use super::lettre::{label, minuscule};

const NORMALES: [(&str, &str); 41] = [
    ("vis.signes", "pas de signe d’alerte visuel"),
    ("vis.stereo", "vision du relief (Lang)"),
    ("vis.lunettes", "lunettes portées, en état"),
    ("aud.signes", "pas de signe d’alerte auditif"),
    ("aud.seuils", "seuils auditifs (20\u{a0}dB ou moins)"),
    ("aud.conclusion", "audition"),
    ("den.caries_visibles", "pas de carie visible"),
    ("den.douleur", "pas de douleur dentaire"),
    ("den.malocclusion", "pas de malocclusion"),
    ("den.trauma", "pas de traumatisme dentaire"),
    ("den.urgence", ""),
    ("exa.cardiovasculaire", "cœur et vaisseaux"),
    ("exa.respiratoire", "poumons"),
    ("exa.neuro", "examen neurologique"),
    ("exa.orthopedie_rachis", "appareil locomoteur et rachis"),
    ("dev.signes_alerte_tnd", "aucun signe d’alerte de trouble du neurodéveloppement"),
    ("psy.automutilation", "pas d’automutilation"),
    ("psy.idees_suicidaires", "pas d’idées suicidaires"),
    ("psy.ts_anterieure", "pas de tentative de suicide antérieure"),
    ("psy.retentissement", "pas de retentissement"),
    ("psy.urgence", ""),
    ("psy.sommeil_psy", "sommeil (versant psychique)"),
    ("sco.absenteisme", "pas d’absentéisme"),
    ("sco.difficultes", "pas de difficulté signalée"),
    ("ant.grossesse_suivie", "grossesse suivie"),
    ("ant.neonat", "pas de séjour en néonatologie"),
    ("ant.depistage_neonat", "dépistages néonatals faits"),
    ("ant.medicaux", "pas d’antécédent médical connu"),
    ("ant.chirurgicaux", "pas d’antécédent chirurgical connu"),
    ("ant.hospit", "pas d’hospitalisation connue"),
    ("ant.urgences", "pas de passage aux urgences connu"),
    ("ant.expo_tuberculose", "pas d’exposition connue à la tuberculose"),
    ("ant.expo_drepanocytose", "pas de risque connu de drépanocytose"),
    ("ant.expo_plomb", "pas d’exposition connue au plomb"),
    ("vie.douleur", "pas de douleur"),
    ("vis.couleurs", "vision des couleurs"),
    ("dev.regulation", "régulation"),
    ("dev.langage_comprehension", "compréhension du langage"),
    ("dev.langage_expression", "expression orale"),
    ("dev.conclusion", "conclusion\u{a0}: conforme"),
    ("app.conclusion", "conclusion\u{a0}: conforme"),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Normal {
    /// Code of the question; empty where it stands for several.
    pub(super) code: String,
    /// How it is said; empty where saying it would add nothing.
    pub(super) mots: String,
}

impl Normal {
    pub(super) fn de(code: &str) -> Self {
        let connue = NORMALES.iter().find(|(c, _)| *c == code);
        let mots = connue.map_or_else(|| minuscule(&label(code)), |(_, dit)| (*dit).to_owned());
        Self { code: code.to_owned(), mots }
    }

    pub(super) fn dit(mots: &str) -> Self {
        Self { code: String::new(), mots: mots.to_owned() }
    }
}

/// Titles shorter than the labels of the forms, where the section already says the rest.
const TITRES: [(&str, &str); 12] = [
    ("sco.mode", "Accueil ou école"),
    ("sco.aides", "Aides"),
    ("sco.mdph", "MDPH"),
    ("vie.hygiene_dent", "Brossage des dents"),
    ("vie.douleur", "Douleur"),
    ("psy.suivi", "Suivi"),
    ("app.conclusion", "Conclusion"),
    ("dev.conclusion", "Conclusion"),
    ("ctx.sources", "Sources"),
    ("ctx.fiabilite", "Fiabilité"),
    ("ctx.parcours_accueil", "Lieux d’accueil connus"),
    ("aud.methode", "Audition, méthode"),
];

/// What stands before the value of an answer.
pub(super) fn titre(code: &str) -> String {
    TITRES.iter().find(|(c, _)| *c == code).map_or_else(|| label(code), |(_, t)| (*t).to_owned())
}

/// Normal answers that are said together when all of them are.
const ENSEMBLES: [(&[&str], &str); 6] = [
    (
        &["ant.medicaux", "ant.chirurgicaux", "ant.hospit", "ant.urgences"],
        "pas d’antécédent médical ou chirurgical, d’hospitalisation ni de passage aux urgences \
         connus",
    ),
    (
        &["ant.expo_tuberculose", "ant.expo_drepanocytose", "ant.expo_plomb"],
        "pas de risque connu de tuberculose, de drépanocytose ni de saturnisme",
    ),
    (
        &["den.caries_visibles", "den.douleur", "den.malocclusion", "den.trauma"],
        "dents (ni carie visible, ni douleur, ni malocclusion, ni traumatisme)",
    ),
    (
        &["psy.automutilation", "psy.idees_suicidaires", "psy.ts_anterieure"],
        "ni automutilation, ni idées suicidaires, ni tentative de suicide antérieure",
    ),
    (&["psy.sommeil_psy", "vie.sommeil"], "sommeil"),
    (&["aud.signes", "aud.seuils"], "pas de signe d’alerte auditif, seuils à 20\u{a0}dB ou moins"),
];

/// Says together what belongs together.
pub(super) fn regroup(mut normaux: Vec<Normal>) -> Vec<String> {
    for (codes, ensemble) in ENSEMBLES {
        let est = |normal: &Normal| codes.contains(&normal.code.as_str());
        let premier = normaux.iter().position(|normal| normal.code == codes[0]);
        let tous = codes.iter().all(|code| normaux.iter().any(|normal| normal.code == *code));
        if let Some(place) = premier.filter(|_| tous) {
            let avant = normaux[..place].iter().filter(|normal| !est(normal)).count();
            normaux.retain(|normal| !est(normal));
            normaux.insert(avant, Normal::dit(ensemble));
        }
    }
    normaux.into_iter().map(|normal| normal.mots).collect()
}

/// The name of a sub-score, which a record carries without accents.
pub(super) fn sous_score(nom: &str) -> String {
    match nom {
        "emotionnel" => "émotionnel".to_owned(),
        "hyperactivite" => "hyperactivité".to_owned(),
        "comprehension" => "compréhension".to_owned(),
        "receptif" => "réceptif".to_owned(),
        "item6" => "question 6 cotée".to_owned(),
        "item9" => "question 9 cotée".to_owned(),
        autre => autre.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use escale_domain::dictionnaire;

    #[test]
    fn every_phrase_belongs_to_a_code() {
        for (code, _) in super::NORMALES.iter().chain(&super::TITRES) {
            assert!(dictionnaire::item(code).is_some(), "{code}");
        }
        for (codes, _) in super::ENSEMBLES {
            assert!(codes.iter().all(|code| dictionnaire::item(code).is_some()), "{codes:?}");
        }
    }

    /// Sleep is asked about twice, at home and in the exam of the psyche: the letter never says "sommeil"
    /// twice without telling which.
    #[test]
    fn sleep_is_said_once() {
        let dites = |codes: &[&str]| {
            super::regroup(codes.iter().map(|code| super::Normal::de(code)).collect())
        };
        assert_eq!(dites(&["psy.sommeil_psy", "vie.sommeil"]), ["sommeil"]);
        assert_eq!(dites(&["psy.sommeil_psy"]), ["sommeil (versant psychique)"]);
        assert_ne!(super::titre("psy.sommeil_psy"), super::titre("vie.sommeil"));
    }

    #[test]
    fn what_belongs_together_is_said_together_only_when_all_of_it_is_normal() {
        let toutes = ["a", "den.caries_visibles", "den.douleur", "den.malocclusion", "den.trauma"];
        let normaux: Vec<_> = toutes.iter().map(|code| super::Normal::de(code)).collect();
        let seuls: Vec<_> = normaux[..4].iter().map(|normal| normal.mots.clone()).collect();
        assert_eq!(super::regroup(normaux.clone()).len(), 2);
        assert_eq!(super::regroup(normaux[..4].to_vec()), seuls);
    }
}
