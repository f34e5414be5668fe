//! `cargo xtask audit`: licences, bans and duplicates by cargo-deny, unused crates by
//! cargo-machete. Apart from the tests, since both are tools that somebody must have installed.

use crate::{Outcome, apt::in_path, house::House, only_flags, process::hand_over, test::cargo};

/// Runs both, and tells how to get the one that is not there.
pub(crate) fn audit(house: &House, args: &[String]) -> Outcome {
    only_flags(args, &[])?;
    let lacking: Vec<_> =
        ["cargo-deny", "cargo-machete"].into_iter().filter(|tool| !in_path(tool)).collect();
    if !lacking.is_empty() {
        return Err(format!(
            "il manque un outil\u{a0}: cargo install --locked {}",
            lacking.join(" ")
        ));
    }
    // Advisories come from a list on the network; what is checked here needs none.
    let deny = cargo(house, &["deny", "check", "bans", "licenses", "sources"]);
    let machete = cargo(house, &["machete", "--with-metadata"]);
    let both = [hand_over(deny), hand_over(machete)];
    both.into_iter().collect()
}
