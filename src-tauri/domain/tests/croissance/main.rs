//! Growth against sources that are not ours: WHO's R packages and an independent computation. Where
//! each file comes from: `tests/references/croissance/NOTICE`.

mod bornes;
mod csv;
mod figures;
mod proprietes;
mod references;
mod tables;
mod valeurs;
