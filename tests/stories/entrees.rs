//! What an import refuses and what it tells, by the rules of the window.

use crate::banc::{self, Banc};
use escale_core::api::vues::{AjouterDose, NouveauBilan};
use escale_core::api::{self, AvertissementCode, Importe, appel};
use escale_core::error::{Code, Error};
use escale_demo::CAS;
use escale_domain::bilan::{BilanType, DemiJournee};
use escale_domain::professionnel::Profession;
use escale_domain::vaccination::Preuve;
use serde_json::{Value, json};

/// Case 02, born on 2 February 2025, as another child.
fn cas(numero: &str, nom: &str, prenom: &str, naissance: &str) -> Value {
    let mut d: Value = serde_json::from_str(CAS[1].1).expect("JSON");
    let e = &mut d["enfant"];
    e["num_dossier_local"] = json!(numero);
    e["nom_naissance"] = json!(nom);
    e["prenoms_naissance"] = json!([prenom]);
    e["prenom_utilise"] = json!(prenom);
    e["date_naissance"] = json!(naissance);
    e["fratrie"] = json!([]);
    for champ in ["ins_matricule", "ins_oid"] {
        e[champ] = Value::Null;
    }
    e["ins_statut"] = json!("provisoire");
    d
}

async fn import(banc: &Banc, d: &Value) -> Result<Importe, Error> {
    api::import(&banc.core, "essai.json", &d.to_string()).await
}

#[tokio::test]
async fn what_the_window_refuses_the_import_refuses() {
    let banc = banc::pret().await;
    let avant = api::statistiques(&banc.core).await.expect("read");
    for (pointeur, valeur, attendus) in [
        ("/bilan/date", json!("2031-01-01"), &["bilan.date", "la date du bilan", "à venir"][..]),
        ("/vaccinations/doses/0/date", json!("2031-01-01"), &["doses[0].date", "la dose"]),
        ("/mesures_anterieures/0/date", json!("2031-01-01"), &["mesures_anterieures[0].date"]),
        ("/reponses/0/date", json!("2031-01-01"), &["reponses[0].date", "la réponse"]),
        ("/bilan/signatures/0/date", json!("2020-01-01"), &["signatures[0].date", "naissance"]),
        ("/enfant/nom_naissance", json!("   "), &["enfant.nom_naissance", "nom de naissance"]),
        ("/enfant/prenoms_naissance/0", json!("  "), &["prenoms_naissance[0]", "prénom"]),
        (
            "/enfant/date_naissance",
            json!("1925-02-02"),
            &["date_naissance", "ans au jour du bilan"],
        ),
        ("/mesures_anterieures/0/poids_kg", json!(5400.0), &["poids_kg", "le poids", "200"]),
        ("/mesures_anterieures/0/taille_cm", json!(0.62), &["taille_cm", "la taille", "220"]),
        ("/autorite_parentale/0/nom", json!("  "), &["autorite_parentale[0].nom", "blancs"]),
        ("/parcours_accueil/0/nom", json!("  "), &["parcours_accueil[0].nom", "lieu d’accueil"]),
        ("/centre/nom", json!("\u{200b} "), &["centre.nom", "le nom du centre"]),
        ("/vaccinations/doses/0/lot", json!("  "), &["doses[0].lot", "blancs"]),
        ("/medecin_referent/adresse/lignes", json!(["  "]), &["adresse.lignes[0]", "blancs"]),
        ("/medecin_referent/rpps", json!("12"), &["medecin_referent.rpps", "RPPS"]),
    ] {
        let mut d = cas("E-1", "ARBOUR", "Lise", "2025-02-02");
        *d.pointer_mut(pointeur).expect("a place") = valeur;
        let refus = import(&banc, &d).await.expect_err(pointeur);
        assert_eq!(refus.code, Code::DossierRefuse, "{pointeur}");
        let dit = refus.phrase().replace('\u{a0}', " ");
        for mots in attendus {
            assert!(dit.contains(mots), "{mots} in {dit}");
        }
    }
    // All faults are reported at once.
    let mut d = cas("E-1", "ARBOUR", "Lise", "2025-02-02");
    d["bilan"]["date"] = json!("2031-01-01");
    d["enfant"]["nom_naissance"] = json!("\u{200b}");
    d["mesures_anterieures"][0]["poids_kg"] = json!(5400.0);
    let refus = import(&banc, &d).await.expect_err("three faults");
    for mots in ["bilan.date", "enfant.nom_naissance", "poids_kg"] {
        assert!(refus.phrase().contains(mots), "{mots}");
    }
    let apres = api::statistiques(&banc.core).await.expect("read");
    assert_eq!((avant.actes, avant.changements), (apres.actes, apres.changements));
}

/// The same days, typed in the window.
#[tokio::test]
async fn what_the_import_refuses_the_window_refuses() {
    let banc = banc::pret().await;
    let nouveau = banc::nouvel_enfant("ARBOUR", "Lise", "02/02/2025");
    let enfant = appel::enfant_creer(&banc.core, nouveau).await.expect("created").id;
    let moi = banc::moi(&banc.core).await;
    let nom = ("Paul", "MARTIN");
    let autre = banc::add(&banc.core, nom, Profession::Psychologue, None).await;
    for jour in ["01/01/2031", "01/01/2020"] {
        let bilan = NouveauBilan {
            enfant: enfant.clone(),
            bilan_type: BilanType::Adm,
            date: jour.to_owned(),
            demi_journee: DemiJournee::Matin,
            lieu: String::new(),
            binome: vec![moi.id.clone(), autre.id.clone()],
            presents: vec![],
            langue: String::new(),
            volets: None,
        };
        let refus = appel::bilan_creer(&banc.core, bilan).await.expect_err(jour);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::DateRefusee, Some("date")));
        let dose = AjouterDose {
            enfant: enfant.clone(),
            produit: "Priorix".to_owned(),
            valences: vec![],
            date: jour.to_owned(),
            lot: String::new(),
            lieu: String::new(),
            preuve: Preuve::Carnet,
            confirmee: false,
        };
        let refus = appel::dose_ajouter(&banc.core, dose).await.expect_err(jour);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::DateRefusee, Some("date")));
    }
}

#[tokio::test]
async fn a_near_double_is_told_and_a_namesake_is_not() {
    let banc = banc::pret().await;
    let premier = cas("E-1", "BEN ALI", "Mohamed", "2025-01-07");
    assert_eq!(import(&banc, &premier).await.expect("imported").avertissements, []);
    for (rang, (nom, prenom, naissance, dit)) in [
        ("BENALI", "Mohamed", "2025-01-07", Some("même nom")),
        ("Mohamed", "Ben Ali", "2025-01-07", Some("nom et prénom inversés")),
        ("BEN ALI", "Mohammed", "2025-01-07", Some("même prénom, écrit autrement")),
        ("BEN ALI", "Mohamed", "2025-01-08", Some("date de naissance proche")),
        ("BENOIT", "Jules", "2025-01-07", None),
        ("BEN ALI", "Inès", "2025-01-07", None),
    ]
    .into_iter()
    .enumerate()
    {
        // Each against the first child alone.
        let banc = banc::pret().await;
        import(&banc, &premier).await.expect("imported");
        let importe = import(&banc, &cas(&format!("F-{rang}"), nom, prenom, naissance)).await;
        let avertissements = importe.expect("imported").avertissements;
        match dit {
            None => assert_eq!(avertissements, [], "{nom} {prenom}"),
            Some(raison) => {
                assert_eq!(avertissements.len(), 1, "{avertissements:?}");
                let averti = &avertissements[0];
                assert_eq!(averti.code, AvertissementCode::Ressemblance);
                assert_eq!(averti.dossier.as_deref(), Some("E-1"));
                assert!(averti.message.contains(raison), "{}", averti.message);
                assert!(!averti.message.contains("ALI"), "no name in a warning");
            }
        }
    }
}

#[tokio::test]
async fn an_address_that_no_letter_finds_is_told() {
    let banc = banc::pret().await;
    for (code, attendu) in [
        ("1400", Some("un zéro s’est-il perdu")),
        ("", Some("sans code postal")),
        ("99999", Some("ne commence par 99")),
        ("87000", None),
    ] {
        let mut d = cas(&format!("A-{code}"), &format!("NOM{code}"), "Lise", "2025-02-02");
        d["enfant"]["date_naissance"] =
            json!(format!("2025-01-{:02}", 3 + code.len() + 9 * usize::from(code == "99999")));
        d["medecin_referent"]["adresse"]["code_postal"] = json!(code);
        let importe = import(&banc, &d).await.expect("imported");
        let dits: Vec<&str> = importe
            .avertissements
            .iter()
            .filter(|a| a.code == AvertissementCode::Adresse)
            .map(|a| a.message.as_str())
            .collect();
        assert_eq!(dits.len(), usize::from(attendu.is_some()), "{code}: {dits:?}");
        if let Some(mots) = attendu {
            assert!(dits[0].starts_with("Le médecin référent") && dits[0].contains(mots));
        }
    }
}

/// A session that was paid took place, one that is planned may be to come.
#[tokio::test]
async fn a_paid_session_is_not_to_come() {
    let banc = banc::pret().await;
    let mut d: Value = serde_json::from_str(CAS[6].1).expect("JSON");
    assert_eq!(d["seances"][0]["statut"], "payee");
    d["seances"][0]["date"] = json!("2031-01-01");
    let refus = import(&banc, &d).await.expect_err("refused");
    assert!(refus.phrase().contains("seances[0].date"), "{}", refus.phrase());
    for (cle, valeur) in [
        ("statut", json!("planifiee")),
        ("presence", Value::Null),
        ("facture_ref", Value::Null),
        ("paiement_date", Value::Null),
    ] {
        d["seances"][0][cle] = valeur;
    }
    import(&banc, &d).await.expect("imported");
}

/// An answer that is no longer asked is kept and reported; one under reinforced secrecy is not
/// named.
#[tokio::test]
async fn an_answer_that_is_no_longer_asked_is_told() {
    let banc = banc::pret().await;
    let mut d: Value = serde_json::from_str(CAS[6].1).expect("JSON");
    let reponses = d["reponses"].as_array_mut().expect("answers");
    reponses.retain(|r| r["code"] != "vis.lunettes");
    reponses.push(json!({
        "code": "vis.lunettes", "section": "S06", "visibilite": "V2", "auteur": "MED2",
        "date": "2026-01-14", "valeur": { "port": "non", "etat": "cassees" },
    }));
    let importe = import(&banc, &d).await.expect("imported");
    let dits: Vec<_> =
        importe.avertissements.iter().filter(|a| a.code == AvertissementCode::Reponse).collect();
    assert_eq!(dits.len(), 1, "{dits:?}");
    assert!(dits[0].message.contains("n’est plus demandé"), "{}", dits[0].message);
    assert!(!dits[0].message.contains("cass"), "no answer in a warning");
}

/// The twelve invented records go in without a word.
#[tokio::test]
async fn the_invented_records_warn_of_nothing() {
    let banc = banc::pret().await;
    for (nom, texte) in CAS {
        let importe = api::import(&banc.core, nom, texte).await.expect("imported");
        assert_eq!(importe.avertissements, [], "{nom}");
    }
}
