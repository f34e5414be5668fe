//! What a centre can do with Escale: the papers, so far.

pub mod report;
