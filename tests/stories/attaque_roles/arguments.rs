//! What each command is called with: a command of the table that is not here fails the stories.

use super::Sol;
use escale_domain::bilan::VoletCode;
use escale_domain::papier::PaperKind;
use serde_json::{Value, json};

/// What a person may name when they call a command.
pub(crate) struct Noms<'a> {
    pub(crate) sol: &'a Sol,
    pub(crate) moi: String,
    pub(crate) document: String,
    pub(crate) alerte: String,
    pub(crate) proposition: String,
    pub(crate) preconisations: Vec<String>,
    pub(crate) outils: Vec<String>,
    pub(crate) travail: String,
}

/// Arguments of a command, real ones: what it is asked about is there.
pub(crate) fn arguments(commande: &str, n: &Noms<'_>) -> Option<Vec<Value>> {
    let (clos, ouvert) = (&n.sol.clos, &n.sol.ouvert);
    let enfants = [&clos.enfant, &ouvert.enfant];
    let bilans = [&clos.bilan, &ouvert.bilan];
    let par = |cle: &str, ids: [&String; 2]| -> Vec<Value> {
        ids.iter().map(|id| json!({ cle: id })).collect()
    };
    let volets = || -> Vec<Value> {
        let tous = bilans.iter().flat_map(|b| VoletCode::ALL.iter().map(move |v| (b, v)));
        tous.map(|(b, v)| json!({ "bilan": b, "volet": v })).collect()
    };
    let papiers = || -> Vec<Value> {
        let tous = bilans.iter().flat_map(|b| PaperKind::ALL.iter().map(move |g| (b, g)));
        tous.map(|(b, g)| json!({ "bilan": b, "genre": g })).collect()
    };
    let saisie = json!({
        "preco_type": "PSYCHO", "libelle": "zqxà", "justification": "", "libelle_partageable": "",
        "priorite": "rapide", "echeance": "31/12/2026", "nb_seances": null, "frequence": null,
        "financement": "am_droit_commun", "autorisation": "a_demander",
        "responsable": "lieu_accueil", "visibilite": "V2",
    });
    let outil = json!({
        "instrument": null, "reponses": {}, "outil": "Un outil", "version": "", "date": "",
        "repondant": "", "score": "", "sous_scores": {}, "seuil": "", "conclusion": "Bien.",
        "non_passe_motif": "", "visibilite": null,
    });
    let envoi = |mode: &str| json!({ "papiers": papiers(), "mode": mode, "recto_verso": false });
    let save = "enregistrer";
    Some(match commande {
        // What founds, opens, locks or changes the vault says nothing of a record.
        "coffre_creer" | "coffre_ouvrir" | "coffre_recuperer" | "coffre_verrouiller"
        | "demo_ouvrir" | "demo_quitter" | "recuperation_renouveler"
        | "recuperation_enregistrer" | "recuperation_imprimer" | "recuperation_confirmer" => {
            Vec::new()
        }
        "etat" | "nomenclatures" | "protocole_lire" | "equipe_lister" | "references_lister"
        | "formulaires_lister" => vec![json!({})],
        "date_lire" => vec![json!({ "texte": "3/4/2019" })],
        "enfant_chercher" => ["", "semé", "zqxdossier", "zqxbilan", "zqxtrois", "zqxlieu"]
            .iter()
            .map(|texte| json!({ "texte": texte, "limite": 50 }))
            .collect(),
        "enfant_lire" | "lieux_lire" | "enfant_calculs" | "ins_lire" | "consentements_lister"
        | "oppositions_lister" => par("id", enfants),
        "enfant_doublons" => n
            .sol
            .noms
            .iter()
            .map(|nom| {
                json!({ "nom_naissance": nom, "prenom": "", "date_naissance": "", "sexe": "F" })
            })
            .collect(),
        "enfant_creer" => vec![json!({
            "nom_naissance": "AUTRE", "prenoms_naissance": ["Lou"], "prenom_utilise": "",
            "sexe": "F", "date_naissance": "1/2/2015", "date_naissance_estimee": false,
            "lieu_naissance_insee": "", "num_dossier_local": format!("A-{}", n.moi),
        })],
        "enfant_medecin" => vec![json!({ "enfant": ouvert.enfant, "vu": null, "medecin": {
            "civilite": "Dr", "nom": "GAUTIER", "prenom": "Bruno", "specialite": "",
            "rpps": "", "adresse": { "lignes": [], "code_postal": "", "commune": "" },
            "telephone": "", "mssante": "", "declare_medecin_traitant": false,
        } })],
        "parents_definir" => {
            vec![json!({ "enfant": ouvert.enfant, "pere": "178", "mere": "165", "vu": null })]
        }
        "produit_lire" => vec![json!({
            "enfant": ouvert.enfant, "produit": "prior", "valences": [], "date": "1/6/2020",
        })],
        "dose_ajouter" => vec![json!({
            "enfant": ouvert.enfant, "produit": "", "valences": ["ROR"], "date": "1/6/2020",
            "lot": "", "lieu": "", "preuve": "carnet",
        })],
        "dose_rayer" => vec![json!({ "enfant": ouvert.enfant, "id": ouvert.bilan, "motif": "m" })],
        "vaccin_decider" => vec![json!({
            "enfant": ouvert.enfant, "valence": "BCG", "decision": "refus", "motif": "m",
            "jusqu_au": "",
        })],
        "ins_definir" => vec![json!({
            "enfant": ouvert.enfant, "matricule": "", "oid": "", "statut": "provisoire",
            "lieu_naissance_insee": "", "vu": null,
        })],
        "commune_completer" => vec![json!({ "texte": "paris" })],
        "identifiant_examiner" => vec![json!({ "genre": "rpps11", "valeur": "10000000001" })],
        "volets_proposer" => enfants
            .iter()
            .map(|e| json!({ "enfant": e, "bilan_type": "ADM", "date": "22/11/2026" }))
            .collect(),
        "protocole_regler" => vec![json!({ "calendrier": null })],
        "bilan_creer" => vec![json!({
            "enfant": ouvert.enfant, "bilan_type": "ADM", "date": "22/11/2026",
            "demi_journee": "matin", "lieu": "", "binome": [n.moi, n.moi], "presents": [],
            "langue": "",
        })],
        "bilan_lire" => par("id", bilans),
        "bilan_signer" => bilans
            .iter()
            .map(|b| json!({ "bilan": b, "identifiant": "nul", "mot_de_passe": "faux" }))
            .collect(),
        "volet_lire" | "volet_signer" | "volet_reprendre" => volets(),
        "volet_repondre" => ["cro.temp", "ant.familiaux", "syn.texte", "vio.revele", "ctx.sources"]
            .iter()
            .map(|question| {
                json!({
                    "bilan": ouvert.bilan, "question": question, "valeur": null, "posture": null,
                    "vu": null,
                })
            })
            .collect(),
        "instruments_lister" | "synthese_proposer" | "bilan_calculs" => par("bilan", bilans),
        "instrument_coter" => vec![json!({ "code": "phq-a", "reponses": {} })],
        "outil_enregistrer" => vec![json!({
            "bilan": ouvert.bilan, "volet": "S12", "id": null, "saisie": outil, "vu": null,
        })],
        "outil_retirer" => n.outils.iter().map(|id| json!({ "id": id, "motif": "" })).collect(),
        "reponse_au_courrier" => ["vio.revele", "ant.familiaux"]
            .map(|q| json!({ "bilan": ouvert.bilan, "question": q, "inclure": true, "vu": null }))
            .to_vec(),
        "volet_non_realise" => {
            vec![json!({ "bilan": ouvert.bilan, "volet": "S09", "motif": "Absent." })]
        }
        "volet_passer" => VoletCode::ALL
            .iter()
            .map(|v| json!({ "bilan": ouvert.bilan, "volet": v, "a": n.moi, "motif": "" }))
            .collect(),
        "bilan_ajouter" => {
            bilans.iter().map(|b| json!({ "bilan": b, "texte": "Un ajout." })).collect()
        }
        "proposition_traiter" => vec![json!({
            "bilan": ouvert.bilan, "cle": n.proposition, "sort": "gardee", "libelle": null,
            "motif": null,
        })],
        "proposition_preconiser" => {
            vec![json!({ "bilan": ouvert.bilan, "cle": n.proposition })]
        }
        "preconisation_enregistrer" => {
            let nouvelle = [None].into_iter().chain(n.preconisations.iter().map(Some));
            nouvelle
                .map(|id| json!({ "bilan": ouvert.bilan, "id": id, "saisie": saisie, "vu": null }))
                .collect()
        }
        "preconisation_retirer" => {
            n.preconisations.iter().map(|id| json!({ "id": id, "motif": "" })).collect()
        }
        "alerte_repondre" => vec![json!({
            "bilan": ouvert.bilan, "cle": n.alerte, "traitement": "action", "texte": "Fait.",
            "preconisation": null,
        })],
        "examen_compter" => bilans
            .iter()
            .map(|b| json!({ "bilan": b, "examen": "8-9 ans" }))
            .collect(),
        "reperage_noter" => bilans
            .iter()
            .map(|b| json!({ "bilan": b, "jalon": "6_ans", "etat": "fait", "date": "2024" }))
            .collect(),
        "document_enregistrer" | "document_imprimer" | "document_apercu" => papiers(),
        "document_duplicata" => vec![
            json!({ "document": n.document, "sortie": save }),
            json!({ "document": n.document, "sortie": "imprimer" }),
        ],
        "envois_lister" => ["", "zqxlieu", "zqxtrois", "zqxdossier"]
            .iter()
            .map(|texte| json!({ "texte": texte, "du": "", "au": "", "limite": 0 }))
            .collect(),
        "envoi_lancer" => vec![envoi("separes")],
        "envoi_suivre" | "envoi_annuler" => vec![json!({ "travail": n.travail })],
        "envoi_marquer" => vec![json!({
            "documents": [n.document], "canal": "papier", "date": "",
            "information": { "etat": "informe", "date": "", "mode": "oral", "motif": "" },
        })],
        "envoi_accuser" => vec![json!({ "document": n.document, "date": "", "note": "" })],
        "envoi_etiquettes" => {
            vec![json!({ "papiers": papiers(), "depart": 1, "sortie": save })]
        }
        "envoi_bordereau" => vec![json!({ "date": "", "sortie": save })],
        "consentement_enregistrer" => vec![json!({
            "enfant": ouvert.enfant, "nature": "consentement", "donnees": ["medical"],
            "destinataires": ["soignants"], "supports": ["papier"], "mesures": "Pli fermé.",
            "aupres_de": "enfant", "nom": "", "date": "",
        })],
        "consentement_retirer" => vec![json!({ "id": ouvert.bilan, "date": "", "motif": "" })],
        "opposition_enregistrer" => vec![json!({
            "enfant": ouvert.enfant, "date": "", "portee": ["ado.cannabis"],
            "destinataires_exclus": ["ase"], "base": "", "note": "",
        })],
        "opposition_lever" => {
            vec![json!({ "enfant": ouvert.enfant, "rang": 0, "vu": null, "motif": "Il le dit." })]
        }
        "equipe_ajouter" => vec![json!({
            "nom": "NEUF", "prenom": "Léo", "profession": "secretaire", "rpps": null,
            "identifiant": null, "mot_de_passe": null, "administrateur": false,
        })],
        "courbe_importer" => vec![json!({ "nom": "Une", "source": "s", "licence": "l" })],
        "courbe_choisir" => vec![json!({ "code": "oms" })],
        "formulaire_lire" | "formulaire_retirer" => par("id", bilans),
        "formulaire_examiner" => vec![json!({ "contenu": "{}" })],
        "formulaire_publier" => {
            vec![json!({ "contenu": "{}", "volet": "S02", "age_min": null, "age_max": null })]
        }
        "seuil_regler" => vec![json!({ "code": "inconnu", "valeur": null, "source": "" })],
        _ => return None,
    })
}
