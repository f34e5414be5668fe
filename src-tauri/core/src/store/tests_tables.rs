use super::tests::{Banc, acte, banc, enfant};
use super::*;

/// What SQLite says of a column: its name, its form, whether it holds something in every row, and the
/// table that it refers to.
type Dite = (String, String, bool, Option<String>);

#[tokio::test]
async fn every_table_is_as_it_is_declared() {
    let banc = banc().await;
    let mut ecriture = banc.store.ecriture.lock().await;
    for entite in Entite::ALL {
        let sql = format!(
            "SELECT c.name, c.type, c.\"notnull\", f.\"table\" FROM pragma_table_info('{0}') c
             LEFT JOIN pragma_foreign_key_list('{0}') f ON f.\"from\" = c.name ORDER BY c.cid",
            entite.nom()
        );
        let tenues: Vec<Dite> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&mut ecriture.connexion)
            .await
            .expect("read");
        let parent = match entite.table().id {
            tables::Ident::DuParent(parent) => Some(parent),
            _ => None,
        };
        let dit = |nom: &str, forme, nulle: bool, cible: Option<Entite>| -> Dite {
            let forme = match forme {
                Forme::Texte | Forme::Json | Forme::Id => "TEXT",
                Forme::Entier | Forme::Bool => "INTEGER",
                Forme::Reel => "REAL",
            };
            (nom.to_owned(), forme.to_owned(), !nulle, cible.map(|e| e.nom().to_owned()))
        };
        let mut dites = vec![dit("id", Forme::Id, false, parent)];
        dites.extend(entite.colonnes().iter().map(|c| dit(c.nom, c.forme, c.nulle, c.cible())));
        assert_eq!(tenues, dites, "{}", entite.nom());
    }
}

/// What is declared holds together: a secret table hides each column or says why not, a list has an
/// order, and what a row derives from is one of its columns.
#[test]
fn every_declaration_holds_together() {
    for entite in Entite::ALL {
        let (table, nom) = (entite.table(), entite.nom());
        let secrete = matches!(table.secret, tables::Secret::V3 | tables::Secret::Si(_));
        for colonne in table.colonnes {
            let ou = format!("{nom}.{}", colonne.nom);
            let cachee = secrete && !colonne.clair;
            let masque = colonne.masque != tables::Masque::Aucun;
            assert!(!cachee || masque, "{ou}: what stands in its place?");
            assert!(secrete || !colonne.clair || colonne.nom == "bilan", "{ou}: of no secret");
            let raison = match colonne.voie {
                tables::Voie::Hors(raison) | tables::Voie::Calculee(raison) => raison,
                _ => "said",
            };
            assert!(!raison.is_empty(), "{ou}: why not in the record?");
        }
        if let tables::Place::Hors(raison) | tables::Place::APart(raison) = table.place {
            assert!(!raison.is_empty(), "{nom}: why?");
        }
        if table.secret == tables::Secret::V3 {
            assert!(table.colonne("visibilite").is_some_and(|c| c.clair), "{nom}");
        }
        let mut nommees = Vec::new();
        match table.id {
            tables::Ident::Derive(_, champ) => nommees.push(champ),
            tables::Ident::DuParent(_) | tables::Ident::Tire => {}
        }
        match table.tant_que {
            tables::TantQue::Nul(champ) => nommees.push(champ),
            tables::TantQue::Dit(champs) => nommees.extend(champs),
            tables::TantQue::Toujours => {}
        }
        if let tables::Secret::Si(champ) = table.secret {
            nommees.push(champ);
        }
        for champ in nommees {
            assert!(table.colonne(champ).is_some(), "{nom} has no {champ}");
        }
    }
}

/// A column that nobody says to show is hidden where the place is secret.
#[tokio::test]
async fn a_confidential_place_shows_what_is_said_to_stay_and_no_more() {
    let Banc { store, .. } = &banc().await;
    let (enfant, _) = enfant(store, "A").await;
    let lieu = |secret: bool| tables::Placement {
        id: store.monde().nouvel_id(),
        enfant,
        rang: i64::from(secret),
        debut: escale_domain::date::DateCivile::new(2026, 1, 2).expect("a day"),
        fin: None,
        lieu_type: "mecs".to_owned(),
        nom: "Les Tilleuls".to_owned(),
        motif_fin: None,
        adresse_confidentielle: secret,
    };
    for secret in [false, true] {
        let changements = Changement::new(&lieu(secret));
        store.record(acte(changements)).await.expect("written");
    }
    let lus = store.fiches_masquees::<escale_domain::enfant::Placement>(enfant).await;
    let noms: Vec<String> = lus.expect("read").into_iter().map(|(_, lieu)| lieu.nom).collect();
    assert_eq!(noms, ["Les Tilleuls", "Lieu d’accueil confidentiel"]);
    let entiers: Vec<tables::Placement> = store.rows(enfant).await.expect("read");
    assert!(entiers.iter().all(|lieu| lieu.nom == "Les Tilleuls"));
}
