//! A seat for the journeys: a temporary vault, cheap key derivation, dialogs answered by a folder.

use escale_core::api::{Core, NouveauCoffre, NouveauCompte, Ouverture, appel};
use escale_core::monde::{MondeReel, Poste};
use escale_core::vault::{Cout, SansTrousseau};
use escale_domain::enfant::Adresse;
use escale_domain::professionnel::{Centre, Profession};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

pub(crate) const MOT: &str = "un mot de passe assez long";

/// Answers the save dialog with a folder, and notes what would have been shown.
pub(crate) struct Bureau(PathBuf);

impl Poste for Bureau {
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { Some(self.0.join(nom)) })
    }

    fn montrer(&self, fichier: &Path) -> std::io::Result<()> {
        std::fs::copy(fichier, self.0.join("montre.pdf")).map(|_| ())
    }
}

pub(crate) struct Banc {
    pub(crate) garde: tempfile::TempDir,
    pub(crate) core: Core,
}

impl Banc {
    pub(crate) fn coffre(&self) -> PathBuf {
        self.garde.path().join("coffre")
    }

    pub(crate) fn papiers(&self) -> PathBuf {
        self.garde.path().join("papiers")
    }

    /// A program over the same folder, as after a restart.
    pub(crate) fn autre(&self) -> Core {
        core(self.garde.path())
    }
}

fn core(dossier: &Path) -> Core {
    Core::new(
        dossier.join("coffre"),
        Arc::new(MondeReel),
        Arc::new(Bureau(dossier.join("papiers"))),
        Arc::new(SansTrousseau),
    )
    .avec_cout(Cout::d_essai())
}

/// An empty seat.
pub(crate) fn vide() -> Banc {
    let garde = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(garde.path().join("papiers")).expect("a folder");
    let core = core(garde.path());
    Banc { garde, core }
}

pub(crate) fn nouveau_coffre(identifiant: &str) -> NouveauCoffre {
    NouveauCoffre {
        centre: Centre {
            nom: "Centre Les Tilleuls".to_owned(),
            adresse: Adresse {
                lignes: vec!["8 allée des Tilleuls".to_owned()],
                code_postal: "75012".to_owned(),
                commune: "Paris".to_owned(),
                pays: None,
            },
            telephone: "01 99 00 10 10".to_owned(),
            courriel: "accueil@tilleuls.example".to_owned(),
            finess: None,
        },
        compte: NouveauCompte {
            nom: "LENOIR".to_owned(),
            prenom: "Claire".to_owned(),
            profession: Profession::Medecin,
            rpps: None,
            identifiant: identifiant.to_owned(),
            mot_de_passe: MOT.to_owned(),
        },
    }
}

/// A seat whose centre is set up and whose recovery sheet is in the safe.
pub(crate) async fn pret() -> Banc {
    let banc = vide();
    appel::coffre_creer(&banc.core, nouveau_coffre("c.lenoir")).await.expect("made");
    let rien = escale_core::api::vues::Rien {};
    appel::recuperation_enregistrer(&banc.core, rien).await.expect("saved");
    appel::recuperation_confirmer(&banc.core, rien).await.expect("confirmed");
    banc
}

pub(crate) fn ouverture(identifiant: &str, mot_de_passe: &str) -> Ouverture {
    Ouverture { identifiant: identifiant.to_owned(), mot_de_passe: mot_de_passe.to_owned() }
}
