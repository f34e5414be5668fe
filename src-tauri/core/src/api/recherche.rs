//! Finds a child by any part of a name, a birth date or a record number.
//!
//! The names are folded once and kept in memory while the base is open: a few thousand lines, read
//! in less than a frame, and nothing of them on the disk.

use super::vues::{EnfantLigne, Recherche, Trouves};
use super::{Core, Seance, enfant};
use crate::error::Result;
use crate::store::LigneEnfant;
use escale_domain::date::{DateCivile, DatePartielle, lire_date};
use escale_domain::enfant::GraphieOrigine;
use escale_domain::texte::plier;

/// What a search reads.
pub(crate) struct Index(Vec<Entree>);

struct Entree {
    ligne: LigneEnfant,
    /// Folded names in every spelling met, and the record number.
    mots: String,
    /// The same without spaces, for "deluca" and "de luca".
    colle: String,
}

impl Entree {
    fn new(ligne: LigneEnfant) -> Self {
        let mut noms = vec![
            ligne.nom_naissance.clone(),
            ligne.prenom_utilise.clone(),
            ligne.prenoms_naissance.clone(),
            ligne.num_dossier_local.clone(),
        ];
        let graphie = ligne.graphie_origine.as_deref();
        if let Some(Ok(graphie)) = graphie.map(serde_json::from_str::<GraphieOrigine>) {
            noms.push(graphie.nom);
            noms.extend(graphie.prenoms);
            noms.extend(graphie.translitterations);
        }
        let mots = plier(&noms.join(" "));
        let colle = mots.replace(' ', "");
        Self { ligne, mots, colle }
    }

    /// How well the words match: each must be found; the start of a word is worth more.
    fn score(&self, mots: &[String], colle: &str) -> Option<u32> {
        let mut score = 0;
        for mot in mots {
            if self.mots.split(' ').any(|m| m.starts_with(mot.as_str())) {
                score += 2;
            } else if self.mots.contains(mot.as_str()) {
                score += 1;
            } else if self.colle.contains(colle) {
                return Some(1);
            } else {
                return None;
            }
        }
        Some(score)
    }
}

/// A date among the words of a search, and the other words.
fn separer(texte: &str, aujourd_hui: DateCivile) -> (Option<DatePartielle>, Vec<String>) {
    if let Ok(saisie) = lire_date(texte, aujourd_hui)
        && !matches!(saisie.date, DatePartielle::Annee(_))
    {
        return (Some(saisie.date), Vec::new());
    }
    let mut date = None;
    let mut mots = Vec::new();
    for morceau in texte.split_whitespace() {
        match lire_date(morceau, aujourd_hui) {
            Ok(saisie) if date.is_none() && morceau.contains(['/', '.']) => {
                date = Some(saisie.date);
            }
            _ => mots.extend(plier(morceau).split(' ').map(str::to_owned)),
        }
    }
    mots.retain(|m| !m.is_empty());
    (date, mots)
}

pub(super) async fn chercher(core: &Core, recherche: Recherche) -> Result<Trouves> {
    let seance = core.seance().await?;
    if seance.index.read().await.is_none() {
        // Held while the base is read: a child added meanwhile makes this one forgotten, after.
        let mut index = seance.index.write().await;
        let mut lignes = seance.store.enfants().await?;
        // As a directory has them: É beside E, D’ALMEIDA before DAVID.
        lignes.sort_by_cached_key(|l| [plier(&l.nom_naissance), plier(&l.prenom_utilise)]);
        *index = Some(Index(lignes.into_iter().map(Entree::new).collect()));
    }
    let garde = seance.index.read().await;
    let Some(Index(entrees)) = garde.as_ref() else {
        return Ok(Trouves { total: 0, lignes: Vec::new() });
    };
    let aujourd_hui = core.monde.aujourd_hui();
    let (date, mots) = separer(&recherche.texte, aujourd_hui);
    let colle = mots.concat();
    let mut trouves: Vec<(u32, &LigneEnfant)> = entrees
        .iter()
        .filter(|e| date.is_none_or(|d| e.ligne.date_naissance.starts_with(&d.iso())))
        .filter_map(|e| e.score(&mots, &colle).map(|score| (score, &e.ligne)))
        .collect();
    // The list is by name already, and a stable sort keeps it so among equals.
    trouves.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let total = trouves.len();
    let lignes = trouves
        .into_iter()
        .take(recherche.limite.min(200))
        .map(|(_, ligne)| EnfantLigne::new(ligne, aujourd_hui))
        .collect();
    Ok(Trouves { total, lignes: enfant::completer(&seance, lignes).await? })
}

/// Forgets the index: a child was added or renamed.
pub(crate) async fn oublier(seance: &Seance) {
    *seance.index.write().await = None;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entree(nom: &str, prenom: &str, graphie: Option<&str>) -> Entree {
        Entree::new(LigneEnfant {
            id: String::new(),
            nom_naissance: nom.to_owned(),
            prenoms_naissance: format!("[\"{prenom}\"]"),
            prenom_utilise: prenom.to_owned(),
            sexe: "F".to_owned(),
            date_naissance: "2019-03-07".to_owned(),
            date_naissance_estimee: false,
            num_dossier_local: "2026-0413".to_owned(),
            graphie_origine: graphie.map(str::to_owned),
        })
    }

    #[test]
    fn names_are_found_however_they_are_typed() {
        let cyrillique = r#"{"ecriture":"cyrillique","nom":"КОВАЛЕНКО","prenoms":["Оксана"],
            "translitterations":["Kovalenko Oksana"]}"#;
        for (nom, prenom, graphie, texte, trouve) in [
            ("D’ŒUVRE-MBAYE", "Zoé", None, "oeuvre", true),
            ("D’ŒUVRE-MBAYE", "Zoé", None, "d'œuvre mbaye zoe", true),
            ("D’ŒUVRE-MBAYE", "Zoé", None, "mbaye", true),
            ("DE LUCA", "Théo", None, "deluca", true),
            ("DE LUCA", "Théo", None, "luca theo", true),
            ("DE LUCA", "Théo", None, "theo luca", true),
            ("DE LUCA", "Théo", None, "lucas", false),
            ("KOVALENKO", "Oxana", Some(cyrillique), "оксана", true),
            ("KOVALENKO", "Oxana", Some(cyrillique), "oksana", true),
            ("MARTIN", "Léa", None, "0413", true),
            ("MARTIN", "Léa", None, "lea martin 2026", true),
            ("MARTIN", "Léa", None, "", true),
        ] {
            let aujourd_hui = DateCivile::new(2026, 11, 21).expect("a day");
            let (_, mots) = separer(texte, aujourd_hui);
            let score = entree(nom, prenom, graphie).score(&mots, &mots.concat());
            assert_eq!(score.is_some(), trouve, "{texte} in {nom} {prenom}");
        }
    }

    #[test]
    fn a_birth_date_is_told_from_a_name() {
        let aujourd_hui = DateCivile::new(2026, 11, 21).expect("a day");
        for (texte, date, mots) in [
            ("7/3/2019", Some("2019-03-07"), 0),
            ("mars 2019", Some("2019-03"), 0),
            ("martin 7/3/2019", Some("2019-03-07"), 1),
            ("2019", None, 1),
            ("martin", None, 1),
        ] {
            let (trouvee, autres) = separer(texte, aujourd_hui);
            assert_eq!(trouvee.map(DatePartielle::iso).as_deref(), date, "{texte}");
            assert_eq!(autres.len(), mots, "{texte}");
        }
    }
}
