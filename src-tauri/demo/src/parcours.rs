//! A whole bilan by two professionals, as the demonstration plays it: each fills their parts and
//! signs them, both sign the bilan.

use crate::MOT_DE_PASSE;
use escale_core::api::vues::{
    EcrirePreconisation, ParBilan, ParId, ParVolet, PreconisationSaisie, PreconiserProposition,
    Pro, Repondre, Rien, SignerBilan, TraiterProposition,
};
use escale_core::api::{Core, Ouverture, appel};
use escale_core::error::{Code, Error, Result};
use escale_domain::codes::Visibilite;
use escale_domain::enfant::AutorisationStatut;
use escale_domain::preconisation::{Financement, PreconisationType, Priorite, Responsable};
use escale_domain::synthese::Sort;
use serde_json::{Value, json};

type Reponses = Vec<(&'static str, Value, Option<&'static str>)>;

/// What the first of the pair answers, as people type it.
fn du_medecin() -> Reponses {
    let normal = || json!({ "etat": "normal" });
    let sans = |code, valeur| (code, valeur, None);
    let mut reponses = vec![
        sans("ant.allergies", json!([{ "allergene": "Arachide", "reaction": "urticaire" }])),
        sans("ant.medicaux", json!([{ "libelle": "Asthme du jeune enfant", "date": "mars 2019" }])),
        sans("ant.terme_sa", json!("39")),
        sans("cro.poids", json!("45,2 kg")),
        ("cro.taille", json!("145,5 cm"), Some("debout")),
        sans("cro.oedeme", json!("non")),
        sans("cro.ta_sys", json!("106")),
        sans("cro.ta_dia", json!("62")),
        sans("cro.fc", json!("82")),
        sans("vis.lunettes", json!({ "port": "oui", "etat": "bon_etat" })),
        sans("vis.av_od", json!({ "valeur": "9", "corrigee": "oui", "test": "lettres" })),
        sans("vis.av_og", json!({ "valeur": "9", "corrigee": "oui", "test": "lettres" })),
        sans("aud.signes", json!(["aucun"])),
        sans("aud.methode", json!("audiometrie")),
        sans(
            "aud.seuils",
            json!({
                "droite-500": "20", "droite-1000": "15", "droite-2000": "15", "droite-4000": "20",
                "gauche-500": "20", "gauche-1000": "20", "gauche-2000": "15", "gauche-4000": "20",
            }),
        ),
        sans("aud.conclusion", json!("normal")),
        sans("den.caries_visibles", json!("0")),
        sans("den.douleur", json!("non")),
        sans("den.gencives", normal()),
        sans("vac.statut_global", json!("a_jour")),
    ];
    for code in [
        "exa.etat_general",
        "exa.peau",
        "exa.orl",
        "exa.cardiovasculaire",
        "exa.respiratoire",
        "exa.abdomen",
        "exa.neuro",
        "exa.orthopedie_rachis",
    ] {
        reponses.push((code, normal(), None));
    }
    reponses.extend([
        sans("exa.genital_externe", json!({ "etat": "non_examine" })),
        sans("exa.lesions", json!([])),
        sans(
            "syn.problemes",
            json!([{
                "libelle": "Surpoids qui se stabilise", "domaine": "croissance", "gravite": 2,
                "anciennete": "connu", "certitude": "confirme",
            }]),
        ),
        sans(
            "syn.texte",
            json!(
                "Le poids se stabilise depuis un an. Les lunettes sont portées. L’écriture reste \
                 lente : les séances de psychomotricité se poursuivent."
            ),
        ),
        sans("syn.points_vigilance", json!("Allergie à l’arachide : trousse d’urgence à l’école.")),
        sans("syn.niveau_suivi", json!("ville_coordonnee")),
    ]);
    reponses
}

fn du_psychologue() -> Reponses {
    let normal = || json!({ "etat": "normal" });
    [
        ("ctx.sources", json!(["carnet", "accompagnant", "enfant"])),
        ("ctx.fiabilite", json!("bonne")),
        ("ctx.parcours_accueil", json!("1")),
        ("vie.sommeil", json!({ "qualite": "bon", "heures": "10", "cauchemars": "non" })),
        ("vie.alimentation", json!({ "type": "variee", "hyperphagie": "non" })),
        ("vie.ecrans_h", json!({ "heures_jour": "1,5", "chambre": "non" })),
        ("vie.activite_physique", json!("3")),
        ("vie.douleur", json!({ "presente": "non" })),
        ("sco.mode", json!("elementaire")),
        ("sco.niveau", json!("CM2")),
        ("sco.aides", json!(["PAP"])),
        ("sco.harcelement", json!("non")),
        ("app.lecture", normal()),
        (
            "app.ecriture",
            json!({ "etat": "anormal", "texte": "Lente, moins douloureuse qu’avant." }),
        ),
        ("app.conclusion", json!("a_surveiller")),
        ("psy.humeur", normal()),
        ("psy.anxiete", normal()),
        ("psy.idees_suicidaires", json!("aucun")),
        ("psy.suivi", json!("en_cours")),
        ("psy.urgence", json!("non")),
        ("exp.negligence", json!("documente")),
        ("exp.symptomes", json!(["aucun"])),
        ("enf.accord_examen", json!("oui")),
        ("enf.attentes", json!("«\u{a0}Je voudrais courir plus vite.\u{a0}»")),
        ("enf.comprehension_restitution", json!("A redit les rendez-vous à venir.")),
    ]
    .into_iter()
    .map(|(code, valeur)| (code, valeur, None))
    .collect()
}

/// Plays the bilan that [`crate::found`] left open: afterwards it is closed, and its papers may be
/// made.
///
/// # Errors
/// Any refusal that a person at the seat would get.
pub async fn play(core: &Core, bilan: &str) -> Result<()> {
    let page = appel::bilan_lire(core, ParId { id: bilan.to_owned() }).await?;
    let [medecin, psychologue] = page.binome.as_slice() else {
        return Err(Error::new(Code::Interne, "no pair"));
    };
    enter(core, psychologue).await?;
    fill(core, bilan, du_psychologue()).await?;
    for volet in ["S01", "S03", "S04", "S11", "S12", "S13", "S15"] {
        sign_volet(core, bilan, volet).await?;
    }
    enter(core, medecin).await?;
    fill(core, bilan, du_medecin()).await?;
    recommend(core, bilan).await?;
    take_back(core, bilan).await?;
    for volet in ["S02", "S05", "S06", "S07", "S08", "S09", "S16"] {
        sign_volet(core, bilan, volet).await?;
    }
    for pro in [medecin, psychologue] {
        let signature = SignerBilan {
            bilan: bilan.to_owned(),
            identifiant: compte(pro)?,
            mot_de_passe: MOT_DE_PASSE.to_owned(),
        };
        appel::bilan_signer(core, signature).await?;
    }
    Ok(())
}

fn compte(pro: &Pro) -> Result<String> {
    pro.identifiant.clone().ok_or_else(|| Error::new(Code::Interne, "no account"))
}

async fn enter(core: &Core, pro: &Pro) -> Result<()> {
    let ouverture = Ouverture { identifiant: compte(pro)?, mot_de_passe: MOT_DE_PASSE.to_owned() };
    appel::coffre_ouvrir(core, ouverture).await.map(|_| ())
}

async fn fill(core: &Core, bilan: &str, reponses: Reponses) -> Result<()> {
    for (question, valeur, posture) in reponses {
        let reponse = Repondre {
            bilan: bilan.to_owned(),
            question: question.to_owned(),
            valeur,
            posture: posture.map(str::to_owned),
            vu: None,
        };
        appel::volet_repondre(core, reponse).await?;
    }
    Ok(())
}

async fn sign_volet(core: &Core, bilan: &str, volet: &str) -> Result<()> {
    let volet = ParVolet { bilan: bilan.to_owned(), volet: volet.to_owned() };
    appel::volet_signer(core, volet).await.map(|_| ())
}

/// What the synthesis proposes: each alert is answered, by a recommendation where one of its kind is
/// not there yet, else by a problem of the synthesis.
async fn take_back(core: &Core, bilan: &str) -> Result<()> {
    let mut ecrites = vec![PreconisationType::Psychomot, PreconisationType::PaiPap];
    let demande = ParBilan { bilan: bilan.to_owned() };
    for vue in appel::synthese_proposer(core, demande).await? {
        if !vue.attend || vue.proposition.alerte.is_none() {
            continue;
        }
        let (bilan, cle) = (bilan.to_owned(), vue.proposition.cle);
        match vue.proposition.preconisation.map(|p| p.preco_type) {
            Some(preco_type) if !ecrites.contains(&preco_type) => {
                ecrites.push(preco_type);
                let demande = PreconiserProposition { bilan, cle };
                appel::proposition_preconiser(core, demande).await?;
            }
            _ => {
                let sort = Some(Sort::Gardee);
                let demande = TraiterProposition { bilan, cle, sort, libelle: None, motif: None };
                appel::proposition_traiter(core, demande).await?;
            }
        }
    }
    Ok(())
}

async fn recommend(core: &Core, bilan: &str) -> Result<()> {
    let echeance = appel::etat(core, Rien {}).await?.aujourd_hui.plus_mois(2).iso();
    for (preco_type, libelle, partageable) in [
        (
            PreconisationType::Psychomot,
            "Poursuite de la psychomotricité, dix séances",
            "Séances de psychomotricité",
        ),
        (
            PreconisationType::PaiPap,
            "PAI pour l’allergie à l’arachide, trousse d’urgence à l’école",
            "Organiser un PAI à l’école",
        ),
    ] {
        let saisie = PreconisationSaisie {
            preco_type,
            libelle: libelle.to_owned(),
            justification: String::new(),
            libelle_partageable: partageable.to_owned(),
            priorite: Priorite::Rapide,
            echeance: echeance.clone(),
            nb_seances: (preco_type == PreconisationType::Psychomot).then_some(10),
            frequence: None,
            financement: Financement::ForfaitSpPcr,
            autorisation: AutorisationStatut::Obtenue,
            responsable: Responsable::LieuAccueil,
            visibilite: Visibilite::V1,
        };
        let demande = EcrirePreconisation { bilan: bilan.to_owned(), id: None, saisie, vu: None };
        appel::preconisation_enregistrer(core, demande).await?;
    }
    Ok(())
}
