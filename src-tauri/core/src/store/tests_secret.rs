use super::tests::{Banc, acte, banc, bilan, champs, ecarts, enfant};
use super::*;
use crate::monde::MondeReel;
use serde_json::{Value, json};

/// An answer under reinforced secrecy, as its bilan and question name it.
async fn answer(store: &Store, bilan: Uuid, question: &str, valeur: &str) {
    dire(store, bilan, question, json!({ "valeur": valeur, "visibilite": "V3" })).await;
}

async fn dire(store: &Store, bilan: Uuid, question: &str, saisie: Value) {
    let id = Uuid::new_v5(&bilan, question.as_bytes());
    let valeurs = json!({
        "saisie": saisie, "bilan": bilan.to_string(), "rang": 3, "question": question,
    });
    let changements = champs(Entite::Reponse, id, valeurs, Vu::Courant);
    store.record(acte(changements)).await.expect("written");
}

#[tokio::test]
async fn a_sealed_value_that_was_moved_is_found_by_who_reads_it_and_by_the_proof() {
    let Banc { store, .. } = &banc().await;
    let bilan = bilan(store).await;
    for (question, valeur) in [("exp.negligence", "oui"), ("exp.exil", "non")] {
        answer(store, bilan, question, valeur).await;
    }
    let lues = store.reponses(&bilan.to_string()).await.expect("read");
    let lues: Vec<&str> = lues.iter().map(|l| l.question.as_str()).collect();
    assert_eq!(lues, ["exp.exil", "exp.negligence"]);
    assert_eq!(ecarts(store).await, []);
    {
        let mut ecriture = store.ecriture.lock().await;
        sqlx::raw_sql(
            "UPDATE reponse SET saisie = (SELECT a.saisie FROM reponse a WHERE a.id <> reponse.id)",
        )
        .execute(&mut ecriture.connexion)
        .await
        .expect("one row has the value of the other");
    }
    let refus = store.reponses(&bilan.to_string()).await.expect_err("moved");
    assert_eq!(refus.code, Code::BaseAbimee);
    assert_eq!(ecarts(store).await.len(), 1);
}

#[tokio::test]
async fn an_answer_that_becomes_v3_is_sealed_and_its_row_names_its_question_no_more() {
    let Banc { store, .. } = &banc().await;
    let bilan = bilan(store).await;
    let question = "ant.terme_sa";
    dire(store, bilan, question, json!({ "valeur": "oui", "visibilite": "V2" })).await;
    let read = async || store.reponses(&bilan.to_string()).await.expect("read");
    assert!(read().await[0].saisie.contains("oui"));
    answer(store, bilan, question, "non").await;
    let lues = read().await;
    assert_eq!((lues.len(), lues[0].question.as_str()), (1, question));
    assert!(lues[0].saisie.contains("non"));
    let mut ecriture = store.ecriture.lock().await;
    let (question, saisie): (Option<String>, String) =
        sqlx::query_as("SELECT question, saisie FROM reponse")
            .fetch_one(&mut ecriture.connexion)
            .await
            .expect("one row");
    assert_eq!(question, None);
    assert!(!saisie.contains("non") && saisie.contains("escale:v3:"));
    drop(ecriture);
    assert_eq!(ecarts(store).await, []);
}

/// What the tables and the journal say, as one text.
async fn base_nue(store: &Store) -> String {
    let mut ecriture = store.ecriture.lock().await;
    let mut tout = String::new();
    for sql in [
        "SELECT quote(valeur) FROM changement",
        "SELECT COALESCE(question, '') || COALESCE(saisie, '') FROM reponse",
        "SELECT COALESCE(libelle, '') || COALESCE(type, '') FROM preconisation",
        "SELECT contenu FROM demande",
    ] {
        let textes: Vec<String> =
            sqlx::query_scalar(sql).fetch_all(&mut ecriture.connexion).await.expect("read");
        tout.push_str(&textes.join("\n"));
    }
    tout
}

#[tokio::test]
async fn what_is_v3_is_sealed_as_it_is_written() {
    let Banc { store, .. } = &banc().await;
    let bilan = bilan(store).await;
    let (enfant, _) = enfant(store, "B").await;
    let objets = [
        (
            Entite::Reponse,
            Uuid::new_v5(&bilan, b"exp.negligence"),
            json!({
                "bilan": bilan.to_string(), "rang": 1, "question": "exp.negligence",
                "saisie": { "valeur": "zqxmot un", "visibilite": "V3" },
            }),
        ),
        (
            Entite::Preconisation,
            store.monde().nouvel_id(),
            json!({
                "bilan": bilan.to_string(), "rang": 1, "type": "SEXO", "libelle": "zqxmot deux",
                "visibilite": "V3",
            }),
        ),
        (
            Entite::Demande,
            store.monde().nouvel_id(),
            json!({ "enfant": enfant.to_string(), "contenu": { "demande.visites_restrictions": "zqxmot trois" } }),
        ),
        (
            Entite::Reponse,
            Uuid::new_v5(&bilan, b"ant.terme_sa"),
            json!({
                "bilan": bilan.to_string(), "rang": 2, "question": "ant.terme_sa",
                "saisie": { "valeur": 39, "visibilite": "V2" },
            }),
        ),
    ];
    for (entite, id, champs) in &objets {
        let changements = super::tests::champs(*entite, *id, champs.clone(), Vu::Neuf);
        store.record(acte(changements)).await.expect("written");
    }
    let nue = base_nue(store).await;
    assert!(!nue.contains("zqxmot") && !nue.contains("SEXO") && !nue.contains("negligence"));
    assert!(nue.contains("ant.terme_sa"), "the rest stays");
    assert_eq!(ecarts(store).await, []);
    let lues = store.reponses(&bilan.to_string()).await.expect("read");
    assert!(lues[0].saisie.contains("zqxmot un") && lues.len() == 2);
    for (entite, id, champs) in &objets[1..3] {
        let lu = store.objet(*entite, *id).await.expect("there");
        for (champ, valeur) in champs.as_object().expect("fields") {
            assert_eq!(lu.champ(champ), valeur, "{champ}");
        }
    }
}

#[tokio::test]
async fn what_a_session_without_the_key_sends_back_empty_stays_sealed() {
    let Banc { _garde, dossier, cle, secret, store } = banc().await;
    let (demande, enfant) = (store.monde().nouvel_id(), store.monde().nouvel_id());
    let contenu = |secteur: &str, restrictions: &str| json!({ "demande.secteur": secteur, "demande.visites_restrictions": restrictions });
    let oppositions = |note: Value| json!([{ "date": "2026-03-12", "note": note }]);
    let write = async |store: &Store, vu, secteur: &str, mot: &str, note: Value| {
        let dite = json!({ "enfant": enfant.to_string(), "contenu": contenu(secteur, mot) });
        let mut changements = champs(Entite::Demande, demande, dite, vu);
        let dites = json!({ "secret_oppositions": oppositions(note) });
        changements.extend(champs(Entite::Enfant, enfant, dites, vu));
        store.record(acte(changements)).await.expect("written");
    };
    let read = async |store: &Store| {
        let demande = store.objet(Entite::Demande, demande).await.expect("there");
        let enfant = store.objet(Entite::Enfant, enfant).await.expect("there");
        (demande.champ("contenu").clone(), enfant.champ("secret_oppositions").clone())
    };
    let rouvrir = async |secret: Secret| {
        Store::open(&dossier, (&cle, secret), Arc::new(MondeReel)).await.expect("opened")
    };
    write(&store, Vu::Neuf, "Nord", "le père", json!("elle a peur")).await;
    store.close().await;
    let sans = rouvrir(secret.sans_cle()).await;
    assert_eq!(read(&sans).await, (contenu("Nord", ""), oppositions(json!(""))));
    write(&sans, Vu::Courant, "Sud", "", json!(null)).await;
    assert_eq!(ecarts(&sans).await, []);
    sans.close().await;
    let avec = rouvrir(secret.clone()).await;
    assert_eq!(read(&avec).await, (contenu("Sud", "le père"), oppositions(json!("elle a peur"))));
    // A session that reads it may take it away; one that does not may still write another.
    write(&avec, Vu::Courant, "Sud", "", json!(null)).await;
    assert_eq!(read(&avec).await, (contenu("Sud", ""), oppositions(json!(null))));
    avec.close().await;
    let sans = rouvrir(secret.sans_cle()).await;
    write(&sans, Vu::Courant, "Sud", "la tante", json!(null)).await;
    sans.close().await;
    let avec = rouvrir(secret).await;
    assert_eq!(read(&avec).await.0, contenu("Sud", "la tante"));
    assert_eq!(ecarts(&avec).await, []);
}

#[tokio::test]
async fn nobody_writes_over_what_they_have_not_read() {
    let Banc { _garde, dossier, cle, secret, store } = banc().await;
    let (id, bilan) = (store.monde().nouvel_id(), bilan(&store).await.to_string());
    let valeurs = json!({
        "bilan": bilan, "rang": 1, "libelle": "Consultation", "probleme": "mot",
        "visibilite": "V3", "statut": "proposee",
    });
    let changements = champs(Entite::Preconisation, id, valeurs, Vu::Neuf);
    store.record(acte(changements)).await.expect("written");
    store.close().await;
    let cles = (&cle, secret.sans_cle());
    let store = Store::open(&dossier, cles, Arc::new(MondeReel)).await.expect("opened");
    let lue = store.objet(Entite::Preconisation, id).await.expect("there");
    assert_eq!(lue.champ("libelle"), "Sous secret renforcé");
    assert_eq!(lue.champ("probleme"), &json!(null));
    let change = |champ, valeur| {
        let (entite, vu) = (Entite::Preconisation, Vu::Courant);
        acte(vec![Changement { entite, objet: id, champ, valeur, vu }])
    };
    for (champ, valeur) in
        [("probleme", json!("autre")), ("libelle", json!("Autre")), ("visibilite", json!("V2"))]
    {
        let refus = store.record(change(champ, valeur)).await.expect_err(champ);
        assert_eq!(refus.code, Code::Interdit, "{champ}");
    }
    // Its state is in the clear, and an empty field may be written.
    store.record(change("statut", json!("validee"))).await.expect("written");
    store.record(change("resultat", json!("Vue"))).await.expect("written");
    assert_eq!(ecarts(&store).await, []);
}

#[tokio::test]
async fn a_reminder_is_as_secret_as_its_recommendation() {
    let Banc { store, .. } = &banc().await;
    let bilan = bilan(store).await.to_string();
    let (preco, relance) = (store.monde().nouvel_id(), store.monde().nouvel_id());
    let dite = json!({ "bilan": bilan, "libelle": "Consultation", "visibilite": "V2" });
    let mut changements = champs(Entite::Preconisation, preco, dite, Vu::Neuf);
    let dite = json!({
        "preconisation": preco.to_string(), "a_qui": "zqxmot", "visibilite": "V2",
    });
    changements.extend(champs(Entite::Relance, relance, dite, Vu::Neuf));
    store.record(acte(changements)).await.expect("written");
    for (visibilite, scellee) in [("V3", true), ("V2", false)] {
        let dite = json!({ "visibilite": visibilite });
        let changements = champs(Entite::Preconisation, preco, dite, Vu::Courant);
        store.record(acte(changements)).await.expect("written");
        let mut ecriture = store.ecriture.lock().await;
        let tenue: (String, String) = sqlx::query_as("SELECT a_qui, visibilite FROM relance")
            .fetch_one(&mut ecriture.connexion)
            .await
            .expect("one row");
        assert_eq!((tenue.0.contains("zqxmot"), tenue.1.as_str()), (!scellee, visibilite));
        drop(ecriture);
        let lue = store.objet(Entite::Relance, relance).await.expect("there");
        assert_eq!(lue.champ("a_qui"), "zqxmot");
    }
    assert_eq!(ecarts(store).await, []);
}
