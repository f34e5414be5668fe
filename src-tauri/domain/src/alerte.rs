//! What the answers of a bilan ask somebody to look at, with the rule that says so.
