//! The list of papers. A new paper is one more declaration here; the compiler then asks
//! `escale_papiers::dessin_de` how it is drawn.

use super::{Due, Objection, Paper, Raison, Reads, Recipient};
use crate::codes::codes;

const DAILY: &str = "À savoir au quotidien";

codes! {
    /// The papers of a bilan (domain note §5.3), and the prescription of sessions.
    PaperKind: Paper {
        A = "A", "Courrier au médecin référent", Paper {
            recipient: Recipient::Medecin,
            reads: Reads::Whole,
            objection: Objection::NotAgainst,
            due: Due::Always,
            prescribes: false,
            title: "Courrier au médecin",
            noun: "Courrier",
            definite: "Le courrier",
            plural: "Courriers",
            feminine: false,
            reader: "Le médecin qui suit l’enfant",
            reading: "Il a deux minutes\u{a0}: la première page porte l’essentiel et ce qui est \
                      recommandé. Le détail et les courbes suivent.",
            daily: DAILY,
            nature: "compte rendu médical complet",
            sent: "ce courrier",
            file: "courrier-medecin",
            folder: "courriers",
            command: "courrier",
            help: "Courrier au médecin référent",
        };
        B = "B", "Fiche de besoins pour l’ASE", Paper {
            recipient: Recipient::Service,
            reads: Reads::Only {
                list: &[
                    "ant.allergies",
                    "sco.aides",
                    "sco.mdph",
                    "vis.lunettes",
                    "vac.statut_global",
                    "syn.prochain_bilan",
                    "preco.libelle_partageable",
                    "preco.nb_seances",
                    "preco.frequence",
                    "preco.professionnel_cible",
                    "preco.echeance",
                    "preco.responsable",
                    "preco.rdv",
                    "preco.statut",
                    "preco.priorite",
                    "preco.autorisation",
                    "enfant.num_dossier_local",
                    "enfant.sexe",
                    "enfant.nom_naissance",
                    "enfant.date_naissance",
                    "enfant.date_naissance_estimee",
                    "enfant.prenom_utilise",
                    "centre",
                    "bilan.date",
                    "bilan.type",
                    "bilan.binome",
                    "demande.emetteur_contact",
                    "demande.secteur",
                    "demande.allergie",
                ],
                otherwise: None,
            },
            objection: Objection::StripsOrRefuses,
            due: Due::Always,
            prescribes: false,
            title: "Fiche de besoins",
            noun: "Fiche",
            definite: "La fiche",
            plural: "Fiches",
            feminine: true,
            reader: "Le service de l’aide sociale à l’enfance",
            reading: "Il organise\u{a0}: quoi, avant quand, qui s’en occupe. Ni diagnostic, ni \
                      mesure, ni parole de l’enfant.",
            daily: DAILY,
            nature: "besoins et préconisations",
            sent: "fiche des besoins, sans diagnostic",
            file: "fiche-ase",
            folder: "fiches-ase",
            command: "fiche-ase",
            help: "Fiche de besoins pour l’ASE, sans information médicale",
        };
        C = "C", "Attestation de réalisation", Paper {
            recipient: Recipient::Service,
            reads: Reads::Only {
                list: &[
                    "enfant.num_dossier_local",
                    "enfant.sexe",
                    "enfant.nom_naissance",
                    "enfant.date_naissance",
                    "enfant.date_naissance_estimee",
                    "enfant.prenoms_naissance",
                    "centre",
                    "bilan.date",
                    "bilan.demi_journee",
                ],
                otherwise: Some(Raison::DateSeule),
            },
            objection: Objection::Strips,
            due: Due::Never,
            prescribes: false,
            title: "Attestation",
            noun: "Attestation",
            definite: "L’attestation",
            plural: "Attestations",
            feminine: true,
            reader: "Le service, pour son dossier",
            reading: "Elle prouve que le bilan a eu lieu\u{a0}: le nom, la date, et rien de la \
                      santé.",
            daily: DAILY,
            nature: "attestation de réalisation",
            sent: "attestation de réalisation",
            file: "attestation",
            folder: "attestations",
            command: "attestation",
            help: "Attestation de réalisation, la date seule",
        };
        D = "D", "Feuille de route de l’enfant", Paper {
            recipient: Recipient::Main,
            reads: Reads::Only {
                list: &[
                    "vis.lunettes",
                    "syn.prochain_bilan",
                    "preco.libelle_partageable",
                    "preco.nb_seances",
                    "preco.frequence",
                    "preco.professionnel_cible",
                    "preco.echeance",
                    "preco.responsable",
                    "preco.rdv",
                    "preco.statut",
                    "enfant.num_dossier_local",
                    "enfant.sexe",
                    "enfant.prenom_utilise",
                    "centre",
                    "bilan.date",
                ],
                otherwise: None,
            },
            objection: Objection::StripsOrRefuses,
            due: Due::Always,
            prescribes: false,
            title: "Feuille de route",
            noun: "Feuille de route",
            definite: "La feuille de route",
            plural: "Feuilles de route",
            feminine: true,
            reader: "L’enfant, ses parents ou ceux qui l’accueillent",
            reading: "Elle reste sur une table\u{a0}: des phrases courtes, les prochains \
                      rendez-vous, rien d’intime. L’enfant n’y est que par son prénom.",
            daily: "À retenir",
            nature: "feuille de route",
            sent: "feuille de route",
            file: "feuille-de-route",
            folder: "feuilles-de-route",
            command: "feuille-de-route",
            help: "Feuille de route de l’enfant",
        };
        E = "E", "Prescription de séances", Paper {
            recipient: Recipient::Main,
            reads: Reads::Only {
                list: &[
                    "preco.type",
                    "preco.nb_seances",
                    "preco.frequence",
                    "preco.professionnel_cible",
                    "enfant.num_dossier_local",
                    "enfant.sexe",
                    "enfant.nom_naissance",
                    "enfant.date_naissance",
                    "enfant.date_naissance_estimee",
                    "enfant.prenoms_naissance",
                    "centre",
                    "bilan.signatures",
                ],
                otherwise: Some(Raison::SeancesSeules),
            },
            objection: Objection::StripsOrRefuses,
            due: Due::WhenSessionsPrescribed,
            prescribes: true,
            title: "Prescription de séances",
            noun: "Prescription",
            definite: "La prescription",
            plural: "Prescriptions",
            feminine: true,
            reader: "Le professionnel qui fera les séances",
            reading: "Elle lui ouvre la prise en charge\u{a0}: combien de séances, à quel rythme, \
                      prescrites par qui. Les résultats du bilan n’y sont pas.",
            daily: DAILY,
            nature: "prescription de séances",
            sent: "prescription de séances",
            file: "prescription",
            folder: "prescriptions",
            command: "prescription",
            help: "Prescription de séances, une feuille par profession",
        };
    }
}

impl PaperKind {
    /// The letter that ends a bilan; its screen offers to make it.
    pub const LETTER: Self = Self::A;
}
