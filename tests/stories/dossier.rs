//! A record goes in and comes out the same.

use crate::banc::{self, Banc};
use crate::base_nue::remplies;
use escale_core::api::vues::{
    AccuserEnvoi, AjouterAddendum, Bordereau, Dupliquer, FiltreEnvois, InformationSaisie,
    MarquerEnvoi, NouveauConsentement, NouvelleOpposition, ParDocument, ParId, RetirerConsentement,
    Sortie,
};
use escale_core::api::{self, appel};
use escale_core::error::Code;
use escale_core::store::left_out;
use escale_demo::CAS;
use escale_domain::bilan::VoletCode;
use escale_domain::consentement::{
    AupresDe, CategorieDestinataires, CategorieDonnees, ConsentementNature,
};
use escale_domain::enfant::DestinataireExclu;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use escale_domain::transmission::{Canal, InformationEtat};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[tokio::test]
async fn every_record_comes_out_as_it_went_in() {
    let banc = banc::pret().await;
    for (nom, texte) in CAS {
        let importe = api::import(&banc.core, nom, texte).await.unwrap_or_else(|e| {
            panic!("{nom}: {}", e.phrase());
        });
        let sorti = api::export(&banc.core, &importe.dossier).await.expect("exported");
        let avant: Value = serde_json::from_str(texte).expect("JSON");
        let apres = serde_json::to_value(&sorti).expect("JSON");
        for (cle, valeur) in avant.as_object().expect("an object") {
            assert_eq!(&apres[cle], valeur, "{nom}: {cle}");
        }
        assert_eq!(avant.as_object().map(|o| o.len()), apres.as_object().map(|o| o.len()));
    }
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_child_who_is_there_is_not_imported_twice() {
    let banc = banc::pret().await;
    let (nom, texte) = CAS[6];
    api::import(&banc.core, nom, texte).await.expect("imported");
    let avant = api::statistiques(&banc.core).await.expect("read");
    let meme = api::import(&banc.core, nom, texte).await.expect_err("refused");
    assert_eq!(meme.code, Code::EnfantExiste);
    assert!(meme.phrase().contains("DEMO-2026-07"), "{}", meme.phrase());
    assert!(!meme.phrase().contains("CHEVALIER"), "no name in a refusal");
    // The same child under another number, in small letters and without accents.
    let autre = texte
        .replace("\"num_dossier_local\": \"DEMO-2026-07\"", "\"num_dossier_local\": \"X-1\"")
        .replace("\"nom_naissance\": \"CHEVALIER\"", "\"nom_naissance\": \"chevalier \"");
    assert_ne!(autre, *texte);
    let autre = api::import(&banc.core, nom, &autre).await.expect_err("refused");
    assert_eq!(autre.code, Code::EnfantExiste);
    let apres = api::statistiques(&banc.core).await.expect("read");
    assert_eq!((avant.actes, avant.changements), (apres.actes, apres.changements));
}

#[tokio::test]
async fn a_bad_file_says_what_and_where_and_leaves_nothing() {
    let banc = banc::pret().await;
    let (_, texte) = CAS[0];
    let avant = api::statistiques(&banc.core).await.expect("read");
    for (faux, phrases) in [
        (texte[..texte.len() / 2].to_owned(), vec!["essai.json", "ligne"]),
        (texte.replacen("\"titre\":", "\"couleur\": 1, \"titre\":", 1), vec!["couleur", "inconnu"]),
        (texte.replacen("\"age_mois\": ", "\"age_mois\": \"x\", \"q\": ", 1), vec!["bilan"]),
        (texte.replacen("2025-", "2025-13-", 1), vec!["essai.json"]),
    ] {
        assert_ne!(faux, *texte);
        let refus = api::import(&banc.core, "essai.json", &faux).await.expect_err("refused");
        assert_eq!(refus.code, Code::DossierRefuse);
        for phrase in phrases {
            assert!(refus.phrase().contains(phrase), "{phrase} in: {}", refus.phrase());
        }
    }
    let apres = api::statistiques(&banc.core).await.expect("read");
    assert_eq!((avant.actes, avant.changements), (apres.actes, apres.changements));
}

/// A record of one seat, brought into another; what comes out there.
async fn ailleurs(numero: &str, sorti: &Value) -> (Banc, Value) {
    let banc = banc::pret().await;
    let importe = api::import(&banc.core, "sorti.json", &sorti.to_string()).await;
    importe.unwrap_or_else(|e| panic!("{}", e.phrase()));
    let rendu = api::export(&banc.core, numero).await.expect("exported");
    (banc, serde_json::to_value(rendu).expect("JSON"))
}

fn pareils(avant: &Value, apres: &Value) {
    for (cle, valeur) in avant.as_object().expect("an object") {
        assert_eq!(&apres[cle], valeur, "{cle}");
    }
    assert_eq!(avant, apres);
}

async fn make(banc: &Banc, bilan: &str, genre: PaperKind) -> String {
    let demande = ParDocument { bilan: bilan.to_owned(), genre };
    appel::document_enregistrer(&banc.core, demande).await.expect("made");
    let pile = appel::envois_lister(&banc.core, FiltreEnvois::default()).await.expect("a pile");
    let papiers = pile.bilans.into_iter().filter(|b| b.bilan == bilan).flat_map(|b| b.papiers);
    papiers.into_iter().find(|p| p.genre == genre).and_then(|p| p.document).expect("made")
}

#[tokio::test]
async fn what_was_agreed_made_and_sent_goes_with_the_record() {
    let banc = banc::pret().await;
    let (nom, texte) = CAS[4];
    let mut dossier: Value = serde_json::from_str(texte).expect("JSON");
    dossier["transmissions"] = json!([]);
    let importe = api::import(&banc.core, nom, &dossier.to_string()).await.expect("imported");
    let (enfant, bilan) = (importe.enfant.clone(), importe.bilan.clone());
    for nature in [ConsentementNature::Consentement, ConsentementNature::Information] {
        let nouveau = NouveauConsentement {
            enfant: enfant.clone(),
            nature,
            donnees: vec![CategorieDonnees::Medical],
            destinataires: vec![CategorieDestinataires::MedecinReferent],
            supports: vec![Canal::Papier],
            mesures: "Pli fermé".to_owned(),
            aupres_de: AupresDe::Mere,
            nom: "Mme Arbour".to_owned(),
            date: String::new(),
        };
        appel::consentement_enregistrer(&banc.core, nouveau).await.expect("recorded");
    }
    let liste = appel::consentements_lister(&banc.core, ParId { id: enfant.clone() }).await;
    let retrait = RetirerConsentement {
        id: liste.expect("read")[0].id.clone(),
        date: String::new(),
        motif: "A changé d’avis".to_owned(),
    };
    appel::consentement_retirer(&banc.core, retrait).await.expect("withdrawn");
    let opposition = NouvelleOpposition {
        enfant: enfant.clone(),
        portee: vec!["S14".to_owned()],
        destinataires_exclus: vec![DestinataireExclu::Parents],
        date: String::new(),
        base: String::new(),
        note: "Écrit de sa main".to_owned(),
    };
    appel::opposition_enregistrer(&banc.core, opposition).await.expect("recorded");
    let premier = make(&banc, &bilan, PaperKind::A).await;
    let remplacant = make(&banc, &bilan, PaperKind::A).await;
    assert_ne!(premier, remplacant);
    make(&banc, &bilan, PaperKind::D).await;
    let envoi = MarquerEnvoi {
        documents: vec![remplacant.clone()],
        canal: Canal::Mssante,
        date: String::new(),
        information: Some(InformationSaisie {
            etat: InformationEtat::Informe,
            date: String::new(),
            mode: "oral".to_owned(),
            motif: String::new(),
        }),
    };
    appel::envoi_marquer(&banc.core, envoi).await.expect("marked");
    let accuse =
        AccuserEnvoi { document: remplacant.clone(), date: String::new(), note: "lu".to_owned() };
    appel::envoi_accuser(&banc.core, accuse).await.expect("received");
    let duplicata = Dupliquer { document: remplacant, sortie: Sortie::Enregistrer };
    appel::document_duplicata(&banc.core, duplicata).await.expect("made again");
    let ajout = AjouterAddendum { bilan, texte: "Vu par le dentiste.".to_owned() };
    appel::bilan_ajouter(&banc.core, ajout).await.expect("added");

    let sorti = api::export(&banc.core, &importe.dossier).await.expect("exported");
    assert_eq!((sorti.consentements.len(), sorti.documents.len()), (2, 3));
    assert_eq!(sorti.documents[1].remplace.as_ref(), Some(&sorti.documents[0].id));
    assert_eq!(sorti.transmissions.len(), 4, "three papers and a duplicate");
    let sorti = serde_json::to_value(sorti).expect("JSON");
    let (la, rendu) = ailleurs(&importe.dossier, &sorti).await;
    pareils(&sorti, &rendu);
    // There, the pile knows what is made and what has left.
    let pile = appel::envois_lister(&la.core, FiltreEnvois::default()).await.expect("a pile");
    assert_eq!((pile.comptes.bilans, pile.comptes.a_envoyer), (1, 1));
    let a = pile.bilans[0].papiers.iter().find(|p| p.genre == PaperKind::A).expect("a letter");
    assert_eq!((a.numero.is_some(), a.duplicatas, a.parti_le.is_some()), (true, 1, true));
    let preuve = api::check(&la.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn a_bilan_under_way_goes_with_what_is_begun_and_what_is_not() {
    let banc = banc::pret().await;
    let nouveau = banc::nouvel_enfant("ARBOUR", "Lise", "12/05/2019");
    let enfant = appel::enfant_creer(&banc.core, nouveau).await.expect("created").id;
    let moi = banc::moi(&banc.core).await;
    let nom = ("Paul", "MARTIN");
    let autre = banc::add(&banc.core, nom, Profession::Psychologue, None).await;
    let volets = [VoletCode::S01, VoletCode::S05, VoletCode::S16];
    let bilan = banc::open_bilan_of(&banc.core, &enfant, [&moi, &autre], &volets).await;
    banc::answer(&banc.core, &bilan, "cro.poids", json!("19,5"), None).await.expect("answered");
    let sans = escale_core::api::vues::NonRealise {
        bilan: bilan.clone(),
        volet: "S05".to_owned(),
        motif: "Enfant fatiguée".to_owned(),
    };
    appel::volet_non_realise(&banc.core, sans).await.expect("left aside");
    let sorti = api::export(&banc.core, &enfant).await.expect("exported");
    let attendus = vec![VoletCode::S01, VoletCode::S16];
    assert_eq!(sorti.bilan.a_commencer, Some(attendus), "not those of the type and age");
    assert!(
        sorti.bilan.sections[0].signe_par.is_some() && sorti.bilan.sections[0].signe_le.is_some()
    );
    let numero = sorti.enfant.num_dossier_local.clone();
    let sorti = serde_json::to_value(sorti).expect("JSON");
    let (_la, rendu) = ailleurs(&numero, &sorti).await;
    pareils(&sorti, &rendu);
}

/// The tables that are not the record's own, and why no record carries them. What the record leaves
/// behind of its tables is said where they are declared; a table or a column that is said in neither
/// place fails the test below.
const DE_LA_BASE: &[(&str, &str)] = &[
    ("_sqlx_migrations", "the base itself"),
    ("acte", "the journal: its proof is its chain, which an import begins anew"),
    ("changement", "the journal"),
    ("objet", "the journal"),
    ("effacement", "the journal: the proof of what was erased"),
    ("mot", "the journal: its words, numbered"),
    ("appareil", "the journal: the devices that wrote in this base"),
    ("conflit", "what this base has still to settle; the value that shows is exported"),
    ("poste", "the device of this base"),
    ("consultation", "who read what here: kept twelve months, no part of the record"),
];

/// Case 07 with everything that Escale adds to the format.
fn complet() -> Value {
    let mut dossier: Value = serde_json::from_str(CAS[6].1).expect("JSON");
    let instant = "2026-01-14T10:05:07.123Z";
    let forme = include_str!("../formulaires/exposition-plomb-1.0.json");
    dossier["tailles_parents"] = json!({ "pere_cm": 178.0, "mere_cm": 164.5 });
    dossier["autorite_parentale"][0]["adresse"] = json!("Chez sa sœur");
    dossier["decisions_vaccinales"] = json!([{
        "valence": "HPV", "decision": "refus", "motif": "À revoir", "jusqu_au": "2027-01-14",
        "auteur": "MED2", "date": "2026-01-14",
    }]);
    dossier["reperages"] = json!([{
        "jalon": "6_ans", "etat": "atteste", "date": "2025-03", "auteur": "MED2",
        "note_le": "2026-01-14",
    }]);
    dossier["alertes"] = json!([
        { "cle": "reponse:a", "gravite": "importante", "traitement": "preconisation", "texte": "Dit",
          "preconisation": "P01", "auteur": "MED2", "date": "2026-01-14", "instant": instant },
    ]);
    dossier["propositions"] = json!([
        { "cle": "reponse:b", "sort": "gardee", "probleme": "PB1", "preconisation": "P02",
          "auteur": "PSY2", "instant": instant, "visibilite": "V2" },
        { "cle": "reponse:c", "sort": "ecartee", "probleme": null, "preconisation": null,
          "auteur": "PSY2", "instant": instant, "visibilite": "V3" },
    ]);
    dossier["formulaires"] =
        json!([{ "volet": "S13", "age_min": 0, "age_max": 215, "contenu": forme }]);
    dossier["consentements"] = json!([{
        "nature": "consentement", "donnees": ["medical"], "destinataires": ["ecole"],
        "supports": ["papier"], "mesures": "Pli fermé", "aupres_de": "mere", "nom": "Mme A",
        "recueilli_par": "SEC1", "date": "2026-01-10", "retire_le": "2026-01-12",
        "retire_par": "COO1", "retire_motif": "A changé d’avis",
    }]);
    let papier = |id: &str, numero: &str, statut: &str, remplace: Value, ligne: &str| {
        json!({
            "id": id, "genre": "A", "numero": numero, "date": "2026-01-14",
            "destinataire": "Dr GAUTIER", "empreinte": "ab", "statut": statut,
            "remplace": remplace, "transmission": ligne, "fait_par": "SEC1", "fait_le": instant,
            "contenu": "cd", "duplicatas": 1,
        })
    };
    dossier["documents"] = json!([
        papier("DOC1", "2026-00001", "remplace", Value::Null, "T01"),
        papier("DOC2", "2026-00002", "envoye", json!("DOC1"), "T02"),
    ]);
    for (rang, marque) in ["DOC1", "DOC2", "2025-00007"].into_iter().enumerate() {
        dossier["transmissions"][rang]["papier"] = json!(marque);
        dossier["transmissions"][rang]["envoye_par"] = json!("SEC1");
        dossier["transmissions"][rang]["envoye_le"] = json!(instant);
    }
    dossier["transmissions"][0]["accuse"] = json!({ "date": "2026-01-15", "note": null });
    dossier["bilan"]["sections"][0]["signe_par"] = json!("COO1");
    dossier["bilan"]["sections"][0]["signe_le"] = json!(instant);
    dossier["bilan"]["signatures"][0]["instant"] = json!(instant);
    dossier["outils"][0]["volet"] = json!("S12");
    dossier
}

#[tokio::test]
async fn what_another_centre_sent_is_not_on_our_list_of_the_day() {
    let banc = banc::pret().await;
    api::import(&banc.core, "07", &complet().to_string()).await.expect("imported");
    let demande = Bordereau { date: "14/01/2026".to_owned(), sortie: Sortie::Enregistrer };
    let liste = appel::envoi_bordereau(&banc.core, demande).await.expect("a list");
    assert_eq!(liste.lignes, 0, "two papers left on that day, from elsewhere");
}

#[tokio::test]
async fn no_table_and_no_field_of_a_record_is_lost_on_the_way() {
    let ici = banc::pret().await;
    let mut sortis = Vec::new();
    for (rang, (nom, texte)) in CAS.iter().enumerate() {
        let texte = if rang == 6 { complet().to_string() } else { (*texte).to_owned() };
        let importe = api::import(&ici.core, nom, &texte).await;
        let importe = importe.unwrap_or_else(|e| panic!("{nom}: {}", e.phrase()));
        let sorti = api::export(&ici.core, &importe.dossier).await.expect("exported");
        let sorti = serde_json::to_value(sorti).expect("JSON");
        let avant: Value = serde_json::from_str(&texte).expect("JSON");
        pareils(&avant, &sorti);
        sortis.push(sorti);
    }
    let la = banc::pret().await;
    for sorti in &sortis {
        api::import(&la.core, "sorti.json", &sorti.to_string()).await.expect("imported");
    }
    let avant = remplies(&ici.coffre(), "c.lenoir").await;
    let apres = remplies(&la.coffre(), "c.lenoir").await;
    let mut exclus: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let dits = DE_LA_BASE.iter().map(|(table, raison)| (*table, "*", *raison));
    for (table, colonne, raison) in dits.chain(left_out()) {
        assert!(!raison.is_empty() && avant.contains_key(table), "{table} is no table");
        exclus.entry(table).or_default().push(colonne);
    }
    let mut perdus = Vec::new();
    for (table, colonnes) in &avant {
        let exclues = exclus.get(table.as_str()).cloned().unwrap_or_default();
        if exclues.contains(&"*") {
            continue;
        }
        for exclue in &exclues {
            assert!(colonnes.contains_key(*exclue), "{table}.{exclue} is no column");
        }
        for (colonne, nombre) in colonnes {
            if !exclues.contains(&colonne.as_str())
                && (*nombre == 0 || apres[table].get(colonne) != Some(nombre))
            {
                perdus
                    .push(format!("{table}.{colonne}: {nombre}, then {:?}", apres[table][colonne]));
            }
        }
    }
    assert!(perdus.is_empty(), "neither in the format nor excluded:\n{}", perdus.join("\n"));
}
