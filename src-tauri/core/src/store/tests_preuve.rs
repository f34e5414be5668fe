use super::tests::{Banc, banc, change, ecarts, enfant, valeurs};
use super::*;
use serde_json::json;

#[tokio::test]
async fn every_kind_of_tampering_is_found() {
    for (sql, trouve) in [
        ("UPDATE changement SET valeur = '\"X\"' WHERE valeur = '\"A\"'", "acte"),
        ("UPDATE changement SET valeur = NULL WHERE valeur = '\"A\"'", "valeur"),
        ("UPDATE changement SET vu = 1 WHERE valeur = '\"C\"'", "acte"),
        ("UPDATE changement SET rang = rang + 100 WHERE acte = 1", "acte"),
        ("UPDATE changement SET objet = 3 - objet WHERE acte < 3", "acte"),
        ("UPDATE acte SET auteur = x'018f2f3a000070008000000000000000' WHERE rang = 1", "acte"),
        ("UPDATE acte SET enfant = zeroblob(16) WHERE rang = 1", "acte"),
        ("UPDATE acte SET verbe = verbe + 1 WHERE rang = 1", "acte"),
        ("UPDATE acte SET graine = zeroblob(16) WHERE rang = 1", "acte"),
        ("UPDATE acte SET graine = NULL WHERE rang = 1", "valeur"),
        ("UPDATE acte SET empreinte = zeroblob(32) WHERE rang = 1", "acte"),
        ("UPDATE acte SET rang = rang + 1 WHERE rang = 3", "manque"),
        ("UPDATE acte SET horloge = horloge + 1 WHERE rang = 3", "acte"),
        ("UPDATE appareil SET id = zeroblob(16)", "acte"),
        ("UPDATE objet SET id = zeroblob(16) WHERE n = 1", "acte"),
        ("UPDATE mot SET texte = texte || 'x' WHERE texte = 'enfant_creer'", "acte"),
        ("INSERT INTO effacement (acte, rang, sel) VALUES (1, 0, zeroblob(32))", "valeur"),
        ("DELETE FROM changement WHERE acte = 1; DELETE FROM acte WHERE n = 1", "manque"),
        ("DELETE FROM changement WHERE rang = 0 AND acte = 1", "acte"),
        ("UPDATE enfant SET nom_naissance = 'X'", "table"),
        ("DELETE FROM enfant", "table"),
        (
            "INSERT INTO parents (id, pere_cm) VALUES ('018f2f3a-0000-7000-8000-000000000000', 1.0)",
            "table",
        ),
        ("UPDATE conflit SET choisi = 1", "conflits"),
    ] {
        let Banc { store, .. } = &banc().await;
        let (id, _) = enfant(store, "A").await;
        enfant(store, "B").await;
        store.record(change(id, "C", Vu::Rien)).await.expect("a conflict");
        assert_eq!(ecarts(store).await, []);
        {
            let mut ecriture = store.ecriture.lock().await;
            sqlx::raw_sql("PRAGMA foreign_keys = OFF")
                .execute(&mut ecriture.connexion)
                .await
                .expect("off");
            let fait = sqlx::raw_sql(sql).execute(&mut ecriture.connexion).await;
            assert_ne!(fait.expect("tampered").rows_affected(), 0, "{sql}");
        }
        let genres: Vec<&str> = ecarts(store)
            .await
            .iter()
            .map(|ecart| match ecart {
                Ecart::Acte { .. } => "acte",
                Ecart::Manque { .. } => "manque",
                Ecart::Valeur { .. } => "valeur",
                Ecart::Table { .. } => "table",
                Ecart::Conflits => "conflits",
                Ecart::Fichier { .. } => "fichier",
            })
            .collect();
        assert!(genres.contains(&trouve), "{sql}: {genres:?}");
    }
}

/// The two names of a field, swapped: a word belongs to the acts as their values do.
#[tokio::test]
async fn words_that_change_places_are_found() {
    let Banc { store, .. } = &banc().await;
    enfant(store, "A").await;
    {
        let mut ecriture = store.ecriture.lock().await;
        sqlx::raw_sql(
            "UPDATE mot SET texte = 'x' WHERE texte = 'nom_naissance';
             UPDATE mot SET texte = 'nom_naissance' WHERE texte = 'prenom_utilise';
             UPDATE mot SET texte = 'prenom_utilise' WHERE texte = 'x'",
        )
        .execute(&mut ecriture.connexion)
        .await
        .expect("swapped");
    }
    let trouves = ecarts(store).await;
    assert!(trouves.iter().any(|e| matches!(e, Ecart::Acte { rang: 1, .. })), "{trouves:?}");
}

#[tokio::test]
async fn an_erased_value_leaves_the_chain_verifiable() {
    let Banc { store, .. } = &banc().await;
    let (id, premier) = enfant(store, "À effacer").await;
    let vu = Vu::Acte(premier.acte);
    let second = store.record(change(id, "Aussi", vu)).await.expect("written");
    let effaces = async |champ| store.erase(Entite::Enfant, id, champ).await.expect("erased");
    assert_eq!(effaces("nom_naissance").await, 2);
    let preuve = store.check(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.valeurs, preuve.effacees, preuve.ecarts), (valeurs() - 1, 2, vec![]));
    let lu = store.objet(Entite::Enfant, id).await.expect("there");
    assert_eq!(lu.champ("nom_naissance"), &json!(""), "a child has a name, be it empty");
    assert_eq!(lu.champ("prenoms_naissance"), &json!(["Zoé"]), "the rest of the act stays");
    // A second value of the same act, whose salt was kept; then what is gone cannot go again.
    assert_eq!(effaces("prenoms_naissance").await, 1);
    assert_eq!(effaces("prenoms_naissance").await, 0);
    store.record(change(id, "B", Vu::Acte(second.acte))).await.expect("written");
    let preuve = store.check(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.valeurs, preuve.effacees, preuve.ecarts), (valeurs() - 1, 3, vec![]));
}

/// What stays of an erased value tells nothing of it: no seed, no salt, and a digest under neither.
#[tokio::test]
async fn an_erased_value_cannot_be_guessed_from_what_stays() {
    let Banc { store, .. } = &banc().await;
    let (id, _) = enfant(store, "oui").await;
    store.erase(Entite::Enfant, id, "nom_naissance").await.expect("erased");
    let mut ecriture = store.ecriture.lock().await;
    let connexion = &mut ecriture.connexion;
    let graines: i64 = sqlx::query_scalar("SELECT COUNT(graine) FROM acte")
        .fetch_one(&mut *connexion)
        .await
        .expect("read");
    assert_eq!(graines, 0);
    let empreintes: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT empreinte FROM effacement WHERE empreinte IS NOT NULL")
            .fetch_all(&mut *connexion)
            .await
            .expect("read");
    let sels: Vec<Vec<u8>> = sqlx::query_scalar("SELECT sel FROM effacement WHERE sel IS NOT NULL")
        .fetch_all(&mut *connexion)
        .await
        .expect("read");
    assert_eq!((empreintes.len(), sels.len() as u64), (1, valeurs() - 1));
    // The right answer under any salt that is left does not give the digest.
    let valeur = valeur::Valeur::Texte("\"oui\"".to_owned());
    for sel in sels.iter().map(Vec::as_slice).chain([[0; 32].as_slice()]) {
        let (entite, champ) = ("enfant", "nom_naissance");
        let maille = chaine::Maille { entite, objet: id, champ, vu: None, valeur: &valeur };
        assert_ne!(maille.empreinte(&chaine::empreinte_lue(sel)).to_vec(), empreintes[0]);
    }
}

/// Another post that holds only some of the values: of the others, digests alone.
#[tokio::test]
async fn a_partial_copy_verifies_and_a_change_in_it_is_found() {
    let Banc { store, .. } = &banc().await;
    let (a, _) = enfant(store, "A").await;
    enfant(store, "B").await;
    for champ in ["nom_naissance", "prenoms_naissance", "date_naissance_estimee"] {
        store.erase(Entite::Enfant, a, champ).await.expect("left out");
    }
    let preuve = store.check(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.valeurs, preuve.effacees, preuve.ecarts), (2 * valeurs() - 3, 3, vec![]));
    for sql in [
        "UPDATE effacement SET empreinte = zeroblob(32) WHERE rang = 0",
        "DELETE FROM effacement WHERE rang = 1",
        "UPDATE changement SET valeur = '1' WHERE acte = 1 AND rang = 2",
    ] {
        let mut ecriture = store.ecriture.lock().await;
        sqlx::raw_sql(sql).execute(&mut ecriture.connexion).await.expect("tampered");
        drop(ecriture);
        let trouves = ecarts(store).await;
        assert!(trouves.iter().any(|e| matches!(e, Ecart::Acte { rang: 1, .. })), "{sql}");
    }
}
