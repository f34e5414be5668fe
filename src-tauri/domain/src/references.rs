//! Everything that the program computes from, for the screen "Références" and the notices: each table,
//! rule set and instrument with its version, source and licence.

use crate::croissance::oms;
use crate::instrument::PAQUETS;
use crate::texte::typographie;
use crate::vaccination::Regle;
use crate::{commune, tension, vaccination};

/// A table, a rule set or an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceDecrite {
    /// Under which head it is listed.
    pub groupe: &'static str,
    pub nom: &'static str,
    /// Version or year.
    pub version: &'static str,
    pub source: &'static str,
    /// On what terms it is here.
    pub licence: &'static str,
    /// How it is used, and what is not verified.
    pub note: &'static str,
    /// Its text as embedded, for the checksum; none for what is not in the program.
    pub texte: Option<&'static str>,
}

const CROISSANCE: &str = "Croissance";
const TENSION: &str = "Pression artérielle";
const VACCINS: &str = "Vaccinations";
const BILANS: &str = "Bilans";
const ALERTES: &str = "Alertes";
const LIEUX: &str = "Lieux et numéros";
const OUTILS: &str = "Outils de dépistage";

const OMS_LICENCE: &str = "© Organisation mondiale de la Santé. Coefficients repris comme des faits, \
     avec cette attribution, dans un dossier à part\u{a0}; documents de l’OMS sous CC BY-NC-SA 3.0 \
     IGO. L’OMS n’a ni examiné ni approuvé Escale.";
const SPITZER: &str = "Libre\u{a0}: la feuille autorise la reproduction, la traduction, l’affichage \
     et la distribution.";
const ADRS: &str = "Article en libre accès, CC BY 2.0 (à vérifier). © AP-HP 2004\u{a0}: confirmation à \
     demander.";
const SANS_TRANCHE: &str = "Le programme additionne et ne conclut pas\u{a0}: les seuils usuels n’ont pas \
     de source vérifiée.";
const SCORE_SEUL: &str = "Texte non reproduit\u{a0}: la licence ne permet pas de l’inclure dans un \
     logiciel. On note le nom, la version, la date, le score et la conclusion.";

/// Every one of them, in the order of the screen.
#[must_use]
pub fn toutes() -> Vec<ReferenceDecrite> {
    let table = |groupe, nom, version, source, licence, note, texte| ReferenceDecrite {
        groupe,
        nom,
        version,
        source,
        licence,
        note,
        texte: Some(texte),
    };
    let mut toutes = Vec::new();
    for (nom, version, note, fichier) in [
        (
            "Standards OMS de croissance, selon l’âge en jours",
            "2006",
            "Taille, poids, IMC et périmètre crânien de 0 à 5 ans. Les courbes françaises de \
             périmètre crânien sont plus hautes\u{a0}: lire la tendance.",
            0,
        ),
        (
            "Standards OMS, poids selon la taille",
            "2006",
            "45 à 110 cm couché, 65 à 120 cm debout.",
            1,
        ),
        (
            "Référence OMS, selon l’âge en mois",
            "2007",
            "Taille et IMC de 5 à 19 ans, poids de 5 à 10 ans.",
            2,
        ),
    ] {
        let texte = oms::FICHIERS[fichier].1;
        let source = "Organisation mondiale de la Santé";
        toutes.push(table(CROISSANCE, nom, version, source, OMS_LICENCE, note, texte));
    }
    const CDC: &str = "Centers for Disease Control and Prevention (États-Unis)";
    const DOMAINE_PUBLIC: &str = "Domaine public (gouvernement des États-Unis)";
    for (nom, texte) in [
        ("Taille debout CDC, 2 à 20 ans", tension::reference::DEBOUT),
        ("Taille couchée CDC, 0 à 3 ans", tension::reference::COUCHE),
    ] {
        let note = "Sert seulement au calcul de la pression artérielle, jamais aux courbes.";
        toutes.push(table(TENSION, nom, "2000", CDC, DOMAINE_PUBLIC, note, texte));
    }
    toutes.push(table(
        TENSION,
        "Fourth Report, coefficients de régression",
        "2004",
        "National Heart, Lung, and Blood Institute (États-Unis), annexe B",
        DOMAINE_PUBLIC,
        "De 1 à 15 ans, selon le sexe, l’âge et la taille. À partir de 16 ans, seuils de l’adulte \
         130/85 et 140/90 (texte non lu). Toute valeur haute se contrôle trois fois.",
        tension::reference::COEFFICIENTS,
    ));
    for &(version, texte) in vaccination::calendrier::FICHIERS {
        toutes.push(table(
            VACCINS,
            "Calendrier vaccinal, règles datées",
            version,
            "Calendriers, lois, arrêtés et recommandations, marqués règle par règle",
            "Faits tirés de textes publics",
            "Le calendrier du jour de l’examen est utilisé. Le programme propose, le médecin décide. \
             Une règle de source indirecte ou de mémoire est montrée comme telle et ne déclenche \
             aucune alerte.",
            texte,
        ));
    }
    toutes.push(table(
        VACCINS,
        "Campagnes contre la bronchiolite à VRS, par territoire",
        "2025-2026",
        "Presse médicale et Infovac, marquées campagne par campagne",
        "Faits tirés de textes publics",
        "Une campagne absente de la liste est dite inconnue.",
        vaccination::saison::FICHIER,
    ));
    toutes.push(table(
        VACCINS,
        "Noms de vaccins et de maladies",
        "2026",
        "Âges d’autorisation\u{a0}: source marquée produit par produit, ou de mémoire",
        "Faits tirés de textes publics",
        "Lit une ligne du carnet en entier. Une ligne qui n’est pas comprise en entier est dite, et \
         aucun retard ne repose sur elle.",
        vaccination::produits::PRODUITS_2026,
    ));
    toutes.push(table(
        BILANS,
        "Examens obligatoires de l’enfant, certificats, repérage des TND",
        &crate::examen::CalendrierExamens::livre().version,
        "CSP, art. L. 2132-2, L. 2132-2-2, R. 2132-1 et suivants\u{a0}; arrêté du 26 février 2019\u{a0}; \
         sources marquées règle par règle",
        "Faits tirés de textes publics",
        "En âges révolus, avant et depuis le 1er janvier 2025. Le protocole 0–7 ans suit ces âges\u{a0}: \
         ceux de PEGASE ne sont pas publiés. Un centre peut écrire les siens.",
        crate::examen::CALENDRIER,
    ));
    toutes.push(ReferenceDecrite {
        groupe: ALERTES,
        nom: "Règles d’alerte et seuils",
        version: crate::formulaire::MODELE_VERSION,
        source: "Source marquée règle par règle et seuil par seuil",
        licence: "EUPL-1.2, comme le programme",
        note: "Un seuil sans source ne déclenche aucune alerte.",
        texte: None,
    });
    const LO: &str = "Licence Ouverte (Etalab)";
    for (nom, texte) in [
        ("Communes et codes postaux", commune::index::COMMUNES),
        ("Départements et collectivités", commune::index::DEPARTEMENTS),
    ] {
        let source = "INSEE, Code officiel géographique\u{a0}; La Poste";
        let note =
            "Pour compléter un code postal ou une commune, et vérifier un lieu de naissance.";
        toutes.push(table(LIEUX, nom, "2026", source, LO, note, texte));
    }
    toutes.push(ReferenceDecrite {
        groupe: LIEUX,
        nom: "Clés des numéros (NIR, RPPS, FINESS, SIREN)",
        version: "",
        source: "NIR\u{a0}: clé 97\u{a0}; RPPS, FINESS, SIREN\u{a0}: clé de Luhn",
        licence: "Règles publiques",
        note: "Un écart de clé avertit\u{a0}; il ne refuse un numéro que pour un NIR.",
        texte: None,
    });
    for (nom, texte) in
        [("ADRS, version patient", PAQUETS[2].1), ("GAD-7", PAQUETS[1].1), ("PHQ-9", PAQUETS[0].1)]
    {
        let (version, source, licence, note) = match nom {
            "PHQ-9" => ("français (France)", "Kroenke et al. 2001", SPITZER, SANS_TRANCHE),
            "GAD-7" => ("français (France)", "Spitzer et al. 2006", SPITZER, "Seuils 5, 10 et 15."),
            _ => ("2007", "AP-HP, BMC Psychiatry 2007;7:2", ADRS, SANS_TRANCHE),
        };
        toutes.push(table(OUTILS, nom, version, source, licence, note, texte));
    }
    for (nom, source, licence) in [
        ("ADOSPA (CRAFFT)", "Boston Children’s Hospital", SCORE_SEUL),
        ("ASQ-3, ASQ:SE-2", "Brookes Publishing", SCORE_SEUL),
        ("CATS-2", "Sachser et al.", SCORE_SEUL),
        ("IDE, IFDC, Brunet-Lézine, WISC, Vineland", "Tests édités", SCORE_SEUL),
        ("M-CHAT-R/F", "Robins, Fein, Barton", SCORE_SEUL),
        ("PHQ-A", "Johnson et al. 2002", "Aucun texte français établi n’a été trouvé."),
        (
            "PSC-17",
            "Massachusetts General Hospital",
            "Reproduction libre\u{a0}; aucun texte français établi n’a été trouvé.",
        ),
        ("SDQ", "Goodman, youthinmind", SCORE_SEUL),
    ] {
        toutes.push(ReferenceDecrite {
            groupe: OUTILS,
            nom,
            version: "",
            source,
            licence,
            note: "Score saisi par le professionnel.",
            texte: None,
        });
    }
    toutes
}

/// A rule of the vaccination calendar in words: which dose, at which age, how long after which.
#[must_use]
pub fn regle_en_lettres(regle: &Regle) -> String {
    let mois = |n: i32| match (n, n % 12) {
        (0, _) => "la naissance".to_owned(),
        (1..=23, _) => format!("{n}\u{a0}mois"),
        (_, 0) => format!("{}\u{a0}ans", n / 12),
        (_, reste) => format!("{}\u{a0}ans {reste}\u{a0}mois", n / 12),
    };
    let mut parties = Vec::new();
    if let Some(rang) = regle.rang {
        parties.push(format!("{rang}{} dose", if rang == 1 { "re" } else { "e" }));
    }
    match (regle.age_reco_mois, regle.age_reco_max_mois) {
        (Some(0), _) => parties.push("à la naissance".to_owned()),
        (Some(de), Some(a)) => parties.push(format!("de {} à {}", mois(de), mois(a))),
        (Some(de), None) => parties.push(format!("à {}", mois(de))),
        _ => {}
    }
    if let Some(n) = regle.intervalle_min_mois {
        parties.push(format!("au moins {} après la précédente", mois(n)));
    }
    for i in &regle.intervalles_produit {
        parties
            .push(format!("{} à {} semaines après {}", i.min_semaines, i.max_semaines, i.produit));
    }
    if let Some(n) = regle.age_max_mois {
        // The last month of age is included: 59 months is the eve of five years.
        parties.push(match (n + 1) % 12 {
            0 if n > 12 => format!("jusqu’à la veille de {}", mois(n + 1)),
            _ => format!("jusqu’à {}", mois(n)),
        });
    }
    parties.extend(regle.note.as_deref().map(|note| note.trim().to_owned()));
    let texte = typographie(&parties.join(", "));
    let mut signes = texte.chars();
    signes.next().map(|c| c.to_uppercase().chain(signes).collect()).unwrap_or_default()
}

/// The birth dates and the days for which a rule of the vaccination calendar holds: "Nés depuis le
/// 1er janvier 2023 · du 31 décembre 2025".
#[must_use]
pub fn portee_en_lettres(regle: &Regle) -> String {
    let nes = match (regle.cohorte_min, regle.cohorte_max) {
        (Some(de), Some(a)) => Some(format!("nés du {} au {}", de.en_lettres(), a.en_lettres())),
        (Some(de), None) => Some(format!("nés depuis le {}", de.en_lettres())),
        (None, Some(a)) => Some(format!("nés jusqu’au {}", a.en_lettres())),
        (None, None) => None,
    };
    let jours = match regle.valable_au {
        Some(au) => format!("du {} au {}", regle.valable_du.en_lettres(), au.en_lettres()),
        None => format!("depuis le {}", regle.valable_du.en_lettres()),
    };
    nes.into_iter().chain([jours]).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_says_whence_and_on_what_terms() {
        let toutes = toutes();
        for reference in &toutes {
            for texte in [reference.nom, reference.source, reference.licence, reference.note] {
                assert!(!texte.trim().is_empty(), "{reference:?}");
            }
        }
        let fichiers = toutes.iter().filter_map(|r| r.texte).count();
        let calendriers = vaccination::calendrier::FICHIERS.len();
        assert_eq!(fichiers, 14 + calendriers, "every embedded table is listed");
    }
}
