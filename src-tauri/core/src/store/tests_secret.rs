use super::tests::{Banc, acte, banc, ecarts};
use super::*;
use serde_json::json;

/// An answer under reinforced secrecy, as its bilan and question name it.
async fn repondre(store: &Store, bilan: Uuid, question: &str, valeur: &str) -> Uuid {
    let id = Uuid::new_v5(&bilan, question.as_bytes());
    let saisie = json!({ "valeur": valeur, "visibilite": "V3" });
    let champs = [
        ("saisie", saisie),
        ("bilan", json!(bilan.to_string())),
        ("rang", json!(3)),
        ("question", json!(question)),
    ];
    let changements = champs.map(|(champ, valeur)| Changement {
        entite: Entite::Reponse,
        objet: id,
        champ,
        valeur,
        vu: Vu::Courant,
    });
    store.record(acte(changements.to_vec())).await.expect("written");
    id
}

#[tokio::test]
async fn a_sealed_value_that_was_moved_is_found_by_who_reads_it_and_by_the_proof() {
    let Banc { store, .. } = &banc().await;
    let bilan = store.monde().nouvel_id();
    for (question, valeur) in [("exp.negligence", "oui"), ("exp.exil", "non")] {
        repondre(store, bilan, question, valeur).await;
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
async fn a_value_of_before_the_key_is_sealed_when_it_is_written_again() {
    let Banc { store, .. } = &banc().await;
    let bilan = store.monde().nouvel_id();
    let question = "exp.negligence";
    let id = Uuid::new_v5(&bilan, question.as_bytes());
    {
        // As the program of before wrote it.
        let mut ecriture = store.ecriture.lock().await;
        let sql = format!(
            r#"INSERT INTO objet (n, entite, id) VALUES (1, 'reponse', '{id}');
               INSERT INTO acte VALUES (1, 'a', 'b', 1, 1, 'bilan_repondre', NULL, NULL, x'', x'');
               INSERT INTO reponse VALUES ('{id}', '{bilan}', 3, '{question}',
                   '{{"valeur": "oui", "visibilite": "V3"}}');
               INSERT INTO changement VALUES
                   (1, 1, 1, 'saisie', '{{"valeur": "oui", "visibilite": "V3"}}', NULL, NULL, x'')"#
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&mut ecriture.connexion)
            .await
            .expect("written");
        ecriture.tete =
            chaine::Tete::lire(&mut ecriture.connexion, &store.appareil).await.expect("read");
    }
    let lire = async || store.reponses(&bilan.to_string()).await.expect("read");
    assert!(lire().await[0].saisie.contains("oui"));
    repondre(store, bilan, question, "non").await;
    let lues = lire().await;
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
}

/// What the tables and the journal say, as one text.
async fn base_nue(store: &Store) -> String {
    let mut ecriture = store.ecriture.lock().await;
    let mut tout = String::new();
    for sql in [
        "SELECT COALESCE(valeur, '') FROM changement",
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
async fn what_was_there_before_the_key_is_sealed_once_and_the_journal_emptied() {
    let Banc { store, .. } = &banc().await;
    let (bilan, moi) = (store.monde().nouvel_id(), store.monde().nouvel_id());
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
                "relances": [], "visibilite": "V3",
            }),
        ),
        (
            Entite::Demande,
            store.monde().nouvel_id(),
            json!({ "contenu": { "demande.visites_restrictions": "zqxmot trois" } }),
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
        let changements = Changement::objet(*entite, *id, champs.clone()).expect("columns");
        store.record_en_clair(acte(changements)).await.expect("as it was before");
    }
    assert_eq!(base_nue(store).await.matches("zqxmot").count(), 6);
    assert_eq!(ecarts(store).await, []);
    assert_eq!(store.sceller_anciens(moi).await.expect("sealed"), 3);
    let nue = base_nue(store).await;
    assert!(!nue.contains("zqxmot") && !nue.contains("SEXO") && !nue.contains("negligence"));
    assert!(nue.contains("ant.terme_sa"), "the rest stays");
    let preuve = store.verifier(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.effacees > 3, preuve.ecarts), (true, vec![]));
    let lues = store.reponses(&bilan.to_string()).await.expect("read");
    assert!(lues[0].saisie.contains("zqxmot un") && lues.len() == 2);
    for (entite, id, champs) in &objets[1..3] {
        let lu = store.objet(*entite, *id).await.expect("there");
        for (champ, valeur) in champs.as_object().expect("fields") {
            assert_eq!(lu.champ(champ), valeur, "{champ}");
        }
    }
    let actes = store.statistiques().await.expect("figures").actes;
    assert_eq!(store.sceller_anciens(moi).await.expect("nothing left"), 0);
    assert_eq!(store.statistiques().await.expect("figures").actes, actes);
}
