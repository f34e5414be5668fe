//! The forms that come with the program.

use super::Formulaire;
use crate::bilan::VoletCode;
use std::sync::LazyLock;

/// Every published form. A file named here is never edited: a change is a new file with a new
/// version, and an old bilan opens with the form it was filled in with.
pub(super) const FICHIERS: [(VoletCode, &str, &str); 20] = [
    (VoletCode::S01, "2026.1", include_str!("../../formulaires/S01-2026.1.json")),
    (VoletCode::S02, "2026.1", include_str!("../../formulaires/S02-2026.1.json")),
    (VoletCode::S05, "2026.1", include_str!("../../formulaires/S05-2026.1.json")),
    (VoletCode::S16, "2026.1", include_str!("../../formulaires/S16-2026.1.json")),
    (VoletCode::S01, "2026.2", include_str!("../../formulaires/S01-2026.2.json")),
    (VoletCode::S02, "2026.2", include_str!("../../formulaires/S02-2026.2.json")),
    (VoletCode::S03, "2026.2", include_str!("../../formulaires/S03-2026.2.json")),
    (VoletCode::S04, "2026.2", include_str!("../../formulaires/S04-2026.2.json")),
    (VoletCode::S05, "2026.2", include_str!("../../formulaires/S05-2026.2.json")),
    (VoletCode::S06, "2026.2", include_str!("../../formulaires/S06-2026.2.json")),
    (VoletCode::S07, "2026.2", include_str!("../../formulaires/S07-2026.2.json")),
    (VoletCode::S08, "2026.2", include_str!("../../formulaires/S08-2026.2.json")),
    (VoletCode::S09, "2026.2", include_str!("../../formulaires/S09-2026.2.json")),
    (VoletCode::S10, "2026.2", include_str!("../../formulaires/S10-2026.2.json")),
    (VoletCode::S11, "2026.2", include_str!("../../formulaires/S11-2026.2.json")),
    (VoletCode::S12, "2026.2", include_str!("../../formulaires/S12-2026.2.json")),
    (VoletCode::S13, "2026.2", include_str!("../../formulaires/S13-2026.2.json")),
    (VoletCode::S14, "2026.2", include_str!("../../formulaires/S14-2026.2.json")),
    (VoletCode::S15, "2026.2", include_str!("../../formulaires/S15-2026.2.json")),
    (VoletCode::S16, "2026.2", include_str!("../../formulaires/S16-2026.2.json")),
];

static LIVRES: LazyLock<Vec<Formulaire>> = LazyLock::new(|| {
    let parse = |(volet, version, json): &(VoletCode, &str, &str)| {
        Formulaire::parse(json)
            .unwrap_or_else(|e| panic!("the embedded form {} {version}: {e:?}", volet.code()))
    };
    FICHIERS.iter().map(parse).collect()
});

/// The form of a part in a version, if the program has it.
#[must_use]
pub fn livre(volet: VoletCode, version: &str) -> Option<&'static Formulaire> {
    LIVRES.iter().find(|f| f.volet == volet && f.version == version)
}

/// The parts that a version has a form for.
pub fn volets_saisissables(version: &str) -> impl Iterator<Item = VoletCode> {
    LIVRES.iter().filter(move |f| f.version == version).map(|f| f.volet)
}
