//! A paper that the record refuses.

use super::Pose;
use super::fichier::write;
use super::make::note;
use crate::api::{Core, NouveauCoffre, NouveauCompte, appel, identifiant};
use crate::error::Result;
use crate::monde::{Monde, MondeReel, Poste};
use crate::store::tables::{Document, Lu};
use crate::store::{Acte, Changement, Verbe};
use escale_domain::document::PaperKind;
use escale_domain::enfant::Adresse;
use escale_domain::professionnel::{Centre, Profession};
use escale_vault::{Cout, SansTrousseau};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use uuid::Uuid;

/// A seat whose dialogs are never opened in these tests.
struct Personne;

impl Poste for Personne {
    fn ou_enregistrer(
        &self,
        _: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async { None })
    }

    fn show(&self, _: &Path) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}

async fn ouvert(dossier: &Path) -> Result<Core> {
    let core = Core::new(
        dossier.join("coffre"),
        Arc::new(MondeReel),
        Arc::new(Personne),
        Arc::new(SansTrousseau),
    )
    .avec_cout(Cout::d_essai());
    let adresse = Adresse {
        lignes: Vec::new(),
        code_postal: "75012".to_owned(),
        commune: "Paris".to_owned(),
        pays: None,
    };
    let centre = Centre {
        nom: "Centre Les Tilleuls".to_owned(),
        adresse,
        telephone: String::new(),
        courriel: String::new(),
        finess: None,
    };
    let compte = NouveauCompte {
        nom: "LENOIR".to_owned(),
        prenom: "Claire".to_owned(),
        profession: Profession::Medecin,
        rpps: None,
        identifiant: "c.lenoir".to_owned(),
        mot_de_passe: "un mot de passe assez long".to_owned(),
    };
    appel::coffre_creer(&core, NouveauCoffre { centre, compte }).await?;
    Ok(core)
}

#[tokio::test]
async fn a_paper_that_the_record_refuses_does_not_stay() {
    let garde = tempfile::tempdir().expect("a folder");
    let core = ouvert(garde.path()).await.expect("a base");
    let session = core.session().await.expect("open");
    let fichier = garde.path().join("courrier.pdf");
    let texte = include_str!("../../../../../tests/cases/case-07-annuel-sante-protegee.json");
    let importe = crate::api::import(&core, "07", texte).await.expect("imported");
    let enfant = identifiant(&importe.enfant).expect("a child");
    let acte = |bilan: Uuid| Acte {
        verbe: Verbe::DocumentFaire,
        auteur: None,
        enfant: None,
        motif: None,
        changements: Changement::new(&Document {
            id: MondeReel.nouvel_id(),
            enfant,
            bilan,
            genre: Lu::from(PaperKind::A),
            numero: "2026-00007".to_owned(),
            date: MondeReel.aujourd_hui(),
            destinataire: String::new(),
            empreinte: String::new(),
            statut: None,
            remplace: None,
            transmission: None,
            fait_par: None,
            fait_le: None,
            contenu: None,
            duplicatas: None,
        }),
    };
    write(&fichier, b"%PDF").expect("written");
    // A bilan that the base does not have: the store refuses the whole act.
    note(&session, acte(MondeReel.nouvel_id()), &Pose::seul(fichier.clone()))
        .await
        .expect_err("refused");
    assert!(!fichier.exists());
    assert_eq!(session.store.dernier_document("2026-").await.expect("read"), 0);
    write(&fichier, b"%PDF").expect("written");
    let bilan = identifiant(&importe.bilan).expect("a bilan");
    note(&session, acte(bilan), &Pose::seul(fichier.clone())).await.expect("recorded");
    assert!(fichier.exists());
    assert_eq!(session.store.dernier_document("2026-").await.expect("read"), 7);
}
