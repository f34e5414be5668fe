//! A centre at work: its team, a child, an open bilan, and how it gets filled and signed.

use crate::banc::{self, Banc, MOT};
use escale_core::api::vues::{EcrirePreconisation, PreconisationVue, Pro, SignerBilan};
use escale_core::api::{self, Core, appel};
use escale_core::error::Error;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

/// A centre with its team, a child and an open bilan.
pub(crate) struct Centre {
    pub(crate) banc: Banc,
    pub(crate) enfant: String,
    pub(crate) bilan: String,
    pub(crate) medecin: Pro,
    pub(crate) psychologue: Pro,
}

pub(crate) async fn centre() -> Centre {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let psychologue =
        banc::ajouter(&banc.core, ("Antoine", "BLANC"), Profession::Psychologue, Some("a.blanc"))
            .await;
    for (nom, profession, identifiant) in [
        (("Odile", "ROUX"), Profession::Orthophoniste, "o.roux"),
        (("Sylvie", "PETIT"), Profession::Secretaire, "s.petit"),
        (("Karim", "HADDAD"), Profession::Coordinateur, "k.haddad"),
    ] {
        banc::ajouter(&banc.core, nom, profession, Some(identifiant)).await;
    }
    let enfant = banc::nouvel_enfant("TESSIER-N’DIAYE", "Maya", "7 mars 2016");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let bilan = banc::ouvrir_bilan(&banc.core, &enfant, [&medecin, &psychologue]).await;
    Centre { banc, enfant, bilan, medecin, psychologue }
}

pub(crate) async fn entrer(core: &Core, identifiant: &str) {
    appel::coffre_ouvrir(core, banc::ouverture(identifiant, MOT)).await.expect("opened");
}

pub(crate) async fn signer(
    core: &Core,
    bilan: &str,
    identifiant: &str,
    mot: &str,
) -> Result<String, Error> {
    let signature = SignerBilan {
        bilan: bilan.to_owned(),
        identifiant: identifiant.to_owned(),
        mot_de_passe: mot.to_owned(),
    };
    appel::bilan_signer(core, signature).await.map(|page| page.ligne.statut)
}

pub(crate) async fn recommander(
    core: &Core,
    bilan: &str,
    libelle: &str,
) -> Result<Vec<PreconisationVue>, Error> {
    let saisie = banc::preconisation(libelle);
    let demande = EcrirePreconisation { bilan: bilan.to_owned(), id: None, saisie, vu: None };
    appel::preconisation_enregistrer(core, demande).await
}

pub(crate) async fn actes(core: &Core) -> i64 {
    api::statistiques(core).await.expect("read").actes
}

/// Answers several questions in a row, each for the first time.
pub(crate) async fn remplir(core: &Core, bilan: &str, reponses: &[(&str, Value)]) {
    for (question, valeur) in reponses {
        let ecrit = banc::repondre(core, bilan, question, valeur.clone(), None).await;
        let ecrit = ecrit.unwrap_or_else(|e| panic!("{question}: {}", e.phrase()));
        assert!(!ecrit.conflit, "{question}");
    }
}

pub(crate) async fn du_psychologue(core: &Core, bilan: &str) {
    entrer(core, "a.blanc").await;
    remplir(
        core,
        bilan,
        &[
            ("ctx.sources", json!(["carnet", "accompagnant"])),
            ("ctx.fiabilite", json!("Moyenne")),
            ("ctx.parcours_accueil", json!("3")),
        ],
    )
    .await;
}

pub(crate) async fn du_medecin(core: &Core, bilan: &str) {
    entrer(core, "c.lenoir").await;
    remplir(
        core,
        bilan,
        &[
            ("ant.allergies", json!([{ "allergene": "Kiwi", "reaction": "gonflement" }])),
            ("ant.medicaux", json!([{ "libelle": "Bronchiolite sifflante", "date": "hiver" }])),
            ("ant.familiaux", json!({ "items": ["diabete"], "texte": "Secret de la tante" })),
            ("cro.poids", json!("31,4 kg")),
            ("cro.taille", json!("1m38")),
        ]
        .into_iter()
        // A season is no date: the row goes in without it.
        .map(|(question, valeur)| match question {
            "ant.medicaux" => (question, json!([{ "libelle": valeur[0]["libelle"] }])),
            _ => (question, valeur),
        })
        .collect::<Vec<_>>(),
    )
    .await;
    remplir(
        core,
        bilan,
        &[
            ("syn.texte", json!("Enfant vive, sommeil réparateur depuis la rentrée.")),
            ("syn.niveau_suivi", json!("ville_coordonnee")),
        ],
    )
    .await;
}

/// Both have filled and signed their parts; nobody has signed the bilan.
pub(crate) async fn rempli() -> Centre {
    let centre = centre().await;
    let (core, bilan) = (&centre.banc.core, centre.bilan.as_str());
    du_psychologue(core, bilan).await;
    appel::volet_signer(core, banc::volet(bilan, "S01")).await.expect("signed");
    du_medecin(core, bilan).await;
    recommander(core, bilan, "Dix séances de psychomotricité").await.expect("recommended");
    for volet in ["S02", "S05", "S16"] {
        appel::volet_signer(core, banc::volet(bilan, volet)).await.expect("signed");
    }
    centre
}

pub(crate) async fn clos() -> Centre {
    let centre = rempli().await;
    for identifiant in ["c.lenoir", "a.blanc"] {
        signer(&centre.banc.core, &centre.bilan, identifiant, MOT).await.expect("signed");
    }
    centre
}
