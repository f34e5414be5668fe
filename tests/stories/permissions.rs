//! The one table of commands: what it takes to call each of them. A new command is covered by being
//! in the table.

use crate::banc::{self, MOT};
use escale_core::api::vues::{NouveauPro, Rien};
use escale_core::api::{self, Core, TABLE, appel};
use escale_core::error::Code;
use escale_domain::professionnel::{Permission, Profession, Role};
use serde_json::Value;

/// What a command answers to arguments that no command takes: they are only read once the
/// permission is given.
async fn press(core: &Core, commande: &str) -> Code {
    let refus = api::dispatch(core, commande, Value::Bool(true)).await.expect_err("no arguments");
    if refus.code == Code::Interne {
        assert!(refus.chaine.starts_with("arguments"), "{commande}: {}", refus.chaine);
    }
    refus.code
}

#[tokio::test]
async fn before_the_opening_only_the_free_commands_answer() {
    for banc in [banc::vide(), banc::pret().await] {
        banc.core.close().await;
        for commande in TABLE {
            let attendu = match commande.permission {
                Permission::Libre => Code::Interne,
                _ => Code::Verrouille,
            };
            assert_eq!(press(&banc.core, commande.nom).await, attendu, "{}", commande.nom);
        }
    }
    let libres: Vec<&str> =
        TABLE.iter().filter(|c| c.permission == Permission::Libre).map(|c| c.nom).collect();
    assert_eq!(
        libres,
        [
            "etat",
            "nomenclatures",
            "date_lire",
            "coffre_creer",
            "coffre_ouvrir",
            "coffre_recuperer",
            "coffre_verrouiller",
            "demo_ouvrir",
            "demo_quitter",
        ],
        "a command that needs no open base shows nothing of a record: think before adding one"
    );
}

/// The roles that read a bilan, repeated here so that a grant widened by mistake fails the test.
const fn lit(role: Role) -> bool {
    match role {
        Role::Med | Role::Ide | Role::Psy | Role::Psm | Role::Ort | Role::Coo => true,
        Role::Sec | Role::Lib => false,
    }
}

/// The roles that fill it in.
const fn soigne(role: Role) -> bool {
    match role {
        Role::Med | Role::Ide | Role::Psy | Role::Psm | Role::Ort => true,
        Role::Sec | Role::Coo | Role::Lib => false,
    }
}

#[tokio::test]
async fn each_profession_does_what_its_permissions_say_and_nothing_else() {
    let banc = banc::pret().await;
    let mut comptes = Vec::new();
    for (rang, profession) in Profession::ALL.iter().enumerate() {
        for administrateur in [false, true] {
            let identifiant = format!("p{rang}.{administrateur}");
            appel::equipe_ajouter(
                &banc.core,
                NouveauPro {
                    nom: format!("NOM{rang}"),
                    prenom: format!("Prénom {administrateur}"),
                    profession: *profession,
                    rpps: None,
                    identifiant: Some(identifiant.clone()),
                    mot_de_passe: Some(MOT.to_owned()),
                    administrateur,
                },
            )
            .await
            .expect("added");
            comptes.push((*profession, administrateur, identifiant));
        }
    }
    let mut interdits = 0;
    for (profession, administrateur, identifiant) in comptes {
        let etat = appel::coffre_ouvrir(&banc.core, banc::ouverture(&identifiant, MOT)).await;
        assert_eq!(
            etat.expect("opened").permissions,
            profession.permissions(administrateur),
            "the screen is told the same"
        );
        for commande in TABLE {
            let permise = match commande.permission {
                Permission::Libre | Permission::Ouvert => true,
                Permission::DossierLire | Permission::EnfantEcrire | Permission::DocumentFaire => {
                    true
                }
                Permission::BilanLire => lit(profession.role()),
                Permission::BilanEcrire => soigne(profession.role()),
                Permission::Administrer => administrateur,
            };
            let attendu = if permise { Code::Interne } else { Code::Interdit };
            let code = press(&banc.core, commande.nom).await;
            assert_eq!(code, attendu, "{profession:?} {administrateur} {}", commande.nom);
            interdits += usize::from(!permise);
        }
    }
    assert!(interdits > 0);
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn the_typed_calls_ask_for_the_same() {
    let banc = banc::pret().await;
    banc::add(&banc.core, ("Sylvie", "PETIT"), Profession::Secretaire, Some("s.petit")).await;
    appel::coffre_ouvrir(&banc.core, banc::ouverture("s.petit", MOT)).await.expect("opened");
    let refus = appel::recuperation_renouveler(&banc.core, Rien {}).await.err().expect("refused");
    assert_eq!(refus.code, Code::Interdit);
    let refus = appel::volet_lire(&banc.core, banc::volet("x", "S01")).await.expect_err("refused");
    assert_eq!(refus.code, Code::Interdit);
    let (nom, texte) = escale_demo::CAS[0];
    let refus = api::import(&banc.core, nom, texte).await.expect_err("refused");
    assert_eq!(refus.code, Code::Interdit);
    let refus = api::export(&banc.core, "2026-0001").await.expect_err("refused");
    assert_eq!(refus.code, Code::Interdit);
    appel::coffre_verrouiller(&banc.core, Rien {}).await.expect("locked");
    let refus = appel::equipe_lister(&banc.core, Rien {}).await.expect_err("refused");
    assert_eq!(refus.code, Code::Verrouille);
}

#[tokio::test]
async fn an_unknown_command_is_no_command() {
    let banc = banc::pret().await;
    for nom in ["enfant_supprimer", "", "Etat", "etat ", "../etat", "bilan_lire\0"] {
        assert!(!TABLE.iter().any(|c| c.nom == nom));
        let refus = api::dispatch(&banc.core, nom, Value::Null).await.expect_err("refused");
        assert_eq!((refus.code, refus.chaine.as_str()), (Code::Introuvable, "unknown command"));
    }
    let noms: std::collections::BTreeSet<&str> = TABLE.iter().map(|c| c.nom).collect();
    assert_eq!(noms.len(), TABLE.len(), "no two of one name");
}
