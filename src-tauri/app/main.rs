//! The shell: one window, one door to the core, the system's dialogs. It knows Tauri, and nothing of
//! what the commands mean.

// A window program needs no console beside it on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod fermeture;
mod poste;

use escale_core::api::{Core, dispatch};
use escale_core::error::Echec;
use escale_core::monde::MondeReel;
use escale_vault::TrousseauSysteme;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::{Manager, RunEvent, State};

/// The only way from the page to the core: every command of the table passes here.
#[tauri::command]
async fn call(core: State<'_, Arc<Core>>, name: String, args: Value) -> Result<Value, Echec> {
    dispatch(&core, &name, args).await.map_err(|error| core.echec(&name, &error))
}

/// The folder of the vault: what the environment says, else the place of the system for programs.
fn dossier(app: &tauri::App) -> tauri::Result<PathBuf> {
    match std::env::var_os("ESCALE_COFFRE") {
        Some(chemin) => Ok(PathBuf::from(chemin)),
        None => Ok(app.path().app_local_data_dir()?.join("coffre")),
    }
}

fn main() -> tauri::Result<()> {
    let app = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![call, fermeture::fermeture])
        .manage(fermeture::Fermeture::default())
        .on_window_event(fermeture::ask)
        .setup(|app| {
            let poste = poste::Fenetre::new(app.handle().clone());
            let core = Core::new(
                dossier(app)?,
                Arc::new(MondeReel),
                Arc::new(poste),
                Arc::new(TrousseauSysteme),
            )
            .avec_demonstration(escale_demo::Demonstration);
            app.manage(Arc::new(core));
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            // Folds the journal of writes into the base and forgets the keys.
            let core = app.state::<Arc<Core>>().inner().clone();
            tauri::async_runtime::block_on(async move { core.close().await });
        }
    });
    Ok(())
}
