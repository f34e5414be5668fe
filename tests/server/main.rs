//! The test-only host of the command table: the same commands over the real core, behind HTTP on
//! this machine's loopback, with the files of `ui/dist` beside them.
//!
//! `escale-test-server --dossier DIR [--demo]` prints one line `{"port": N}` and serves until its
//! standard input ends, so that a test that dies leaves no server behind.

use axum::body::Bytes;
use axum::extract::{Path as Chemin, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use escale_core::api::{Core, appel, dispatch, vues::Rien};
use escale_core::monde::{FichierLu, MondeReel, Poste};
use escale_vault::{Cout, TrousseauSysteme};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

/// The save dialog's answer is a folder of the test; what would be shown is copied there.
struct Bureau(PathBuf);

impl Poste for Bureau {
    fn ou_enregistrer(
        &self,
        nom: String,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { Some(self.0.join(nom)) })
    }

    fn quel_fichier(
        &self,
        genre: FichierLu,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        let nom = match genre {
            FichierLu::Courbe => "courbe.csv",
            FichierLu::Formulaire => "formulaire.json",
        };
        let fichier = self.0.join("a-lire").join(nom);
        Box::pin(async move { fichier.exists().then_some(fichier) })
    }

    fn quel_dossier(&self) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + '_>> {
        Box::pin(async move { Some(self.0.join("dossier")) })
    }

    fn show(&self, fichier: &Path) -> std::io::Result<()> {
        let nom = fichier.file_name().unwrap_or_default();
        let imprimes = self.0.join("imprimes");
        std::fs::create_dir_all(&imprimes)?;
        std::fs::copy(fichier, imprimes.join(nom)).map(|_| ())
    }
}

async fn ipc(
    State(core): State<Arc<Core>>,
    Chemin(nom): Chemin<String>,
    Json(args): Json<Value>,
) -> Response {
    match dispatch(&core, &nom, args).await {
        Ok(resultat) => Json(resultat).into_response(),
        Err(error) => (StatusCode::CONFLICT, Json(core.echec(&nom, &error))).into_response(),
    }
}

/// A file of the built interface.
async fn fichier(uri: Uri) -> Response {
    let demande = uri.path().trim_start_matches('/');
    let demande = if demande.is_empty() { "index.html" } else { demande };
    let racine = std::env::var_os("ESCALE_UI_DIST").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/dist")),
        PathBuf::from,
    );
    if demande.split('/').any(|part| part == "..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let genre = match demande.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    };
    match std::fs::read(racine.join(demande)) {
        Ok(octets) => ([(header::CONTENT_TYPE, genre)], Bytes::from(octets)).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "the port is the answer of this program")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let apres = |nom: &str| {
        arguments.iter().position(|a| a == nom).and_then(|place| arguments.get(place + 1))
    };
    let dossier = PathBuf::from(apres("--dossier").ok_or("--dossier DIR is missing")?);
    let papiers = dossier.join("enregistres");
    std::fs::create_dir_all(&papiers)?;
    let core = Core::new(
        dossier.join("coffre"),
        Arc::new(MondeReel),
        Arc::new(Bureau(papiers)),
        Arc::new(TrousseauSysteme),
    )
    .avec_cout(Cout::d_essai())
    .avec_demonstration(escale_demo::Demonstration);
    let core = Arc::new(core);
    if arguments.iter().any(|a| a == "--demo") {
        appel::demo_ouvrir(&core, Rien {}).await?;
    }
    let application =
        Router::new().route("/ipc/{nom}", post(ipc)).fallback(fichier).with_state(core.clone());
    let ecoute = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{{\"port\": {}}}", ecoute.local_addr()?.port());
    tokio::select! {
        fin = axum::serve(ecoute, application) => fin?,
        () = fin_de_l_entree() => {}
    }
    core.close().await;
    Ok(())
}

/// Waits until standard input ends: the test is over, or dead.
async fn fin_de_l_entree() {
    let (envoi, fin) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = envoi.send(());
    });
    let _ = fin.await;
}
