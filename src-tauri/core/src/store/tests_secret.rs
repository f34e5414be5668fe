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
