//! Reads a fixture: plain cells, one header row.

use std::collections::HashMap;

pub(crate) struct Ligne(HashMap<&'static str, &'static str>);

impl Ligne {
    pub(crate) fn texte(&self, colonne: &str) -> &'static str {
        self.0.get(colonne).unwrap_or_else(|| panic!("no column {colonne}"))
    }

    pub(crate) fn nombre(&self, colonne: &str) -> Option<f64> {
        let texte = self.texte(colonne);
        (!texte.is_empty()).then(|| texte.parse().expect("a number"))
    }
}

pub(crate) fn parse(texte: &'static str) -> Vec<Ligne> {
    let mut lignes = texte.lines();
    let colonnes: Vec<&str> = lignes.next().expect("a header").split(',').collect();
    lignes.map(|ligne| Ligne(colonnes.iter().copied().zip(ligne.split(',')).collect())).collect()
}
