//! `escale-types DIR`: writes the TypeScript types of the command table. `cargo xtask types` runs it.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dossier = std::env::args().nth(1).ok_or("a folder is missing")?;
    escale_core::api::exporter_types(Path::new(&dossier))?;
    Ok(())
}
