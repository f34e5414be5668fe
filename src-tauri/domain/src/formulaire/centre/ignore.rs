//! What of a file is kept and changes nothing here, in words for the person who publishes it.

use crate::codes::codes;

/// Something that is kept in the file and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SansEffet {
    /// Its name in FHIR: a key, or the end of the address of an extension.
    pub nom: String,
    pub combien: usize,
}

codes! {
    /// Why something of a file changes nothing here.
    Motif {
        Presentation = "presentation", "Mise en forme\u{a0}: Escale affiche les questions à sa façon";
        Reference = "reference", "Codes et liens de nomenclature\u{a0}: gardés, inutiles pour poser la question";
        Edition = "edition", "Renseignements sur le fichier lui-même\u{a0}: gardés";
        Points = "points", "Points attachés aux réponses\u{a0}: gardés, Escale ne calcule aucun score";
        Echange = "echange", "Échanges avec d’autres logiciels\u{a0}: Escale ne préremplit et n’envoie rien";
        Listes = "listes", "Documents joints au questionnaire\u{a0}: gardés, aucune question ne s’en sert";
        Depart = "depart", "Valeurs de départ qui ne conviennent pas à leur question\u{a0}: à saisir";
    }
}

impl SansEffet {
    pub(super) fn un(nom: &str) -> Self {
        Self { nom: nom.to_owned(), combien: 1 }
    }

    /// Why it changes nothing.
    #[must_use]
    pub fn motif(&self) -> Motif {
        match self.nom.as_str() {
            "code"
            | "definition"
            | "version"
            | "designation"
            | "questionnaire-fhirType"
            | "questionnaire-baseType"
            | "derivedFrom"
            | "questionnaire-derivationType"
            | "sdc-questionnaire-preferredTerminologyServer"
            | "terminology-server"
            | "parameter" => Motif::Reference,
            "ordinalValue" | "itemWeight" | "questionnaire-ordinalValue" => Motif::Points,
            "contained" => Motif::Listes,
            "initial" => Motif::Depart,
            "variable" => Motif::Echange,
            nom if nom.starts_with("sdc-") && !DESSIN_SDC.contains(&nom) => Motif::Echange,
            "questionnaire-launchContext" => Motif::Echange,
            nom if DESSIN.contains(&nom) || nom.starts_with("rendering-") => Motif::Presentation,
            nom if DESSIN_SDC.contains(&nom) => Motif::Presentation,
            _ => Motif::Edition,
        }
    }
}

/// Extensions of HL7 about the drawing.
pub(super) const DESSIN: [&str; 10] = [
    "questionnaire-itemControl",
    "questionnaire-choiceOrientation",
    "questionnaire-displayCategory",
    "questionnaire-sliderStepValue",
    "questionnaire-optionPrefix",
    "rendering-style",
    "rendering-styleSensitive",
    "rendering-xhtml",
    "rendering-markdown",
    "disabledDisplay",
];

/// Extensions of SDC about the drawing.
pub(super) const DESSIN_SDC: [&str; 6] = [
    "sdc-questionnaire-shortText",
    "sdc-questionnaire-openLabel",
    "sdc-questionnaire-width",
    "sdc-questionnaire-columnCount",
    "sdc-questionnaire-collapsible",
    "sdc-questionnaire-choiceColumn",
];

/// Extensions that another program uses and that change nothing of what is asked: they name where
/// terms are looked up, what is filled in beforehand or sent afterwards, and what options weigh.
pub(super) const AILLEURS: [&str; 27] = [
    "designNote",
    "translation",
    "terminology-server",
    "variable",
    "ordinalValue",
    "itemWeight",
    "questionnaire-ordinalValue",
    "questionnaire-supportLink",
    "questionnaire-fhirType",
    "questionnaire-baseType",
    "questionnaire-derivationType",
    "questionnaire-launchContext",
    "sdc-questionnaire-preferredTerminologyServer",
    "sdc-questionnaire-launchContext",
    "sdc-questionnaire-observationLinkPeriod",
    "sdc-questionnaire-observationExtract",
    "sdc-questionnaire-observation-extract-category",
    "sdc-questionnaire-itemExtractionContext",
    "sdc-questionnaire-targetStructureMap",
    "sdc-questionnaire-sourceStructureMap",
    "sdc-questionnaire-sourceQueries",
    "sdc-questionnaire-assembledFrom",
    "sdc-questionnaire-performerType",
    "sdc-questionnaire-endpoint",
    "sdc-questionnaire-templateExtract",
    "sdc-questionnaire-referencesContained",
    "artifact-versionAlgorithm",
];

/// Extensions that change what is asked and that Escale does not compute: the end of the address,
/// and what it does.
pub(super) const CALCULS: [(&str, &str); 20] = [
    ("sdc-questionnaire-calculatedExpression", "calcule la réponse par une formule"),
    ("sdc-questionnaire-initialExpression", "remplit la réponse par une formule"),
    ("sdc-questionnaire-enableWhenExpression", "pose la question selon une formule"),
    ("sdc-questionnaire-answerExpression", "choisit les réponses possibles par une formule"),
    (
        "sdc-questionnaire-answerOptionsToggleExpression",
        "choisit les réponses possibles par une formule",
    ),
    ("sdc-questionnaire-candidateExpression", "propose des réponses par une formule"),
    ("sdc-questionnaire-contextExpression", "montre des données par une formule"),
    ("sdc-questionnaire-itemPopulationContext", "remplit le groupe par une formule"),
    ("sdc-questionnaire-itemContext", "remplit le groupe par une formule"),
    ("sdc-questionnaire-lookupQuestionnaire", "cherche les réponses sur un serveur"),
    ("sdc-questionnaire-subQuestionnaire", "va chercher des questions dans un autre fichier"),
    ("sdc-questionnaire-isSubject", "change la personne dont on parle"),
    ("sdc-questionnaire-unitOpen", "laisse écrire d’autres unités"),
    ("cqf-expression", "écrit le texte par une formule"),
    ("cqf-calculatedValue", "calcule une valeur par une formule"),
    ("cqf-library", "s’appuie sur une bibliothèque de formules"),
    ("questionnaire-constraint", "contrôle la réponse par une formule"),
    ("targetConstraint", "contrôle la réponse par une formule"),
    ("regex", "contrôle la forme de la réponse par une expression régulière"),
    ("questionnaire-unitValueSet", "donne les unités par une liste hors du fichier"),
];
