//! Tables by valence, the twelve cases, properties.
use super::*;
#[test]
fn reads() {
    assert!(Calendrier::livre("2025").is_some());
}
