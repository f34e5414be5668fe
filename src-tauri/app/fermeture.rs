//! Closing the window: before it closes, the page sends what was just typed, and says whether anything is
//! left unsaved.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tauri::{Manager, State, WebviewWindow, Window, WindowEvent};

/// How long the window waits for a page that does not answer. The page gives its own sendings three seconds.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Default)]
pub(crate) struct Fermeture {
    attendue: AtomicBool,
    tour: AtomicU64,
}

/// Keeps the window open when the user closes it, and asks the page first.
pub(crate) fn ask(fenetre: &Window, evenement: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = evenement else { return };
    let Some(page) = fenetre.get_webview_window(fenetre.label()) else { return };
    api.prevent_close();
    let fermeture = fenetre.state::<Fermeture>();
    if fermeture.attendue.swap(true, Ordering::SeqCst) {
        return;
    }
    let tour = fermeture.tour.fetch_add(1, Ordering::SeqCst) + 1;
    if page.eval("window.dispatchEvent(new Event('escale:fermeture'))").is_err() {
        let _ = page.destroy();
        return;
    }
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        let fermeture = page.state::<Fermeture>();
        let muette = fermeture.tour.load(Ordering::SeqCst) == tour
            && fermeture.attendue.load(Ordering::SeqCst);
        if muette {
            let _ = page.destroy();
        }
    });
}

/// What the page answers: the window closes, or stays because something in it is not saved.
#[tauri::command]
pub(crate) fn fermeture(page: WebviewWindow, etat: State<'_, Fermeture>, fermer: bool) {
    etat.attendue.store(false, Ordering::SeqCst);
    if fermer {
        let _ = page.destroy();
    }
}
