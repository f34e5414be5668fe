//! The seat, in a window: the system's save dialog and the system's viewer.

use escale_core::monde::{FichierLu, Poste};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tauri::{AppHandle, Manager};

pub(crate) struct Fenetre(AppHandle);

impl Fenetre {
    pub(crate) const fn new(app: AppHandle) -> Self {
        Self(app)
    }
}

/// The future answer of a dialog: the file chosen, or none.
type Reponse = Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>>;

impl Fenetre {
    /// Shows a dialog over the window, from the folder of documents, and waits for its answer. A dialog
    /// is made on the main thread, on every system.
    async fn ask(
        &self,
        dialogue: rfd::AsyncFileDialog,
        show: fn(rfd::AsyncFileDialog) -> Reponse,
    ) -> Option<PathBuf> {
        let (envoi, reponse) = tokio::sync::oneshot::channel();
        let app = self.0.clone();
        self.0
            .run_on_main_thread(move || {
                let mut dialogue = dialogue;
                if let Ok(documents) = app.path().document_dir() {
                    dialogue = dialogue.set_directory(documents);
                }
                if let Some(fenetre) = app.get_webview_window("main") {
                    dialogue = dialogue.set_parent(&fenetre);
                }
                let choix = show(dialogue);
                tauri::async_runtime::spawn(async move {
                    let _ = envoi.send(choix.await.map(|f| f.path().to_path_buf()));
                });
            })
            .ok()?;
        reponse.await.ok()?
    }
}

impl Poste for Fenetre {
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move {
            let dialogue = rfd::AsyncFileDialog::new()
                .set_title("Enregistrer le document")
                .set_file_name(nom)
                .add_filter("Document PDF", &["pdf"]);
            let chemin = self.ask(dialogue, |d| Box::pin(d.save_file())).await?;
            Some(match chemin.extension() {
                Some(_) => chemin,
                None => chemin.with_extension("pdf"),
            })
        })
    }

    fn quel_fichier(
        &self,
        genre: FichierLu,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move {
            let (titre, nom, extensions): (_, _, &[&str]) = match genre {
                FichierLu::Courbe => {
                    ("Choisir la courbe de référence", "Tableau CSV", &["csv", "txt"])
                }
                FichierLu::Formulaire => ("Choisir le formulaire", "Questionnaire FHIR", &["json"]),
            };
            let dialogue = rfd::AsyncFileDialog::new().set_title(titre).add_filter(nom, extensions);
            self.ask(dialogue, |d| Box::pin(d.pick_file())).await
        })
    }

    fn quel_dossier(&self) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move {
            let dialogue =
                rfd::AsyncFileDialog::new().set_title("Choisir le dossier où enregistrer");
            self.ask(dialogue, |d| Box::pin(d.pick_folder())).await
        })
    }

    fn show(&self, fichier: &Path) -> std::io::Result<()> {
        opener::open(fichier).map_err(std::io::Error::other)
    }
}
