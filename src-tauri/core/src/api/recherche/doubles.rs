//! The children who may be the one about to be created.

use super::pret;
use crate::api::Session;
use crate::error::Result;
use crate::store::LigneEnfant;
use escale_domain::date::DateCivile;
use escale_domain::enfant::{GraphieOrigine, Sexe};
use escale_domain::nom::{Jour, Personne, Ressemblance};
use std::collections::HashMap;

/// Children proposed at most.
const PROPOSES: usize = 20;

/// Where to look: a child who looks like another is born on a near day, or has a name that sounds the same.
#[derive(Default)]
pub(super) struct Doubles {
    lignes: Vec<LigneEnfant>,
    par_jour: HashMap<DateCivile, Vec<usize>>,
    par_nom: HashMap<String, Vec<usize>>,
}

impl Doubles {
    fn new(lignes: Vec<LigneEnfant>) -> Self {
        let mut doubles = Self::default();
        for (rang, ligne) in lignes.iter().enumerate() {
            if let Some(jour) = DateCivile::parse_iso(&ligne.date_naissance) {
                doubles.par_jour.entry(jour).or_default().push(rang);
            }
            for son in personne(ligne).sons_du_nom() {
                doubles.par_nom.entry(son.to_owned()).or_default().push(rang);
            }
        }
        Self { lignes, ..doubles }
    }

    /// The children worth comparing, by name.
    fn candidats(&self, voulue: &Personne) -> Vec<usize> {
        let jours = voulue.naissance().map(Jour::voisins).unwrap_or_default();
        let par_jour = jours.iter().filter_map(|jour| self.par_jour.get(jour));
        let sons = voulue.sons_du_nom().chain(voulue.sons_des_prenoms());
        let par_nom = sons.filter_map(|son| self.par_nom.get(son));
        let mut rangs: Vec<usize> = par_jour.chain(par_nom).flatten().copied().collect();
        rangs.sort_unstable();
        rangs.dedup();
        rangs
    }
}

/// A child of the base as they are compared.
pub(in crate::api) fn personne(ligne: &LigneEnfant) -> Personne {
    let prenoms: Vec<String> = serde_json::from_str(&ligne.prenoms_naissance).unwrap_or_default();
    let prenoms = prenoms.iter().map(String::as_str);
    let mut personne = Personne::new(
        &ligne.nom_naissance,
        prenoms.chain([ligne.prenom_utilise.as_str()]),
        Sexe::from_code(&ligne.sexe),
        DateCivile::parse_iso(&ligne.date_naissance),
    );
    let graphie = ligne.graphie_origine.as_deref().map(serde_json::from_str::<GraphieOrigine>);
    if let Some(Ok(graphie)) = graphie {
        personne.add_graphie(&graphie);
    }
    personne
}

/// The children of the open base who look like one, those who do most first.
pub(in crate::api) async fn ressemblants(
    session: &Session,
    voulue: &Personne,
) -> Result<Vec<(LigneEnfant, Ressemblance)>> {
    let garde = pret(session).await?;
    let Some(index) = garde.as_ref() else { return Ok(Vec::new()) };
    let read = async || Result::Ok(Doubles::new(session.store.enfants().await?));
    let doubles = index.doubles.get_or_try_init(read).await?;
    let mut trouves: Vec<(LigneEnfant, Ressemblance)> = doubles
        .candidats(voulue)
        .into_iter()
        .filter_map(|rang| {
            let ligne = &doubles.lignes[rang];
            personne(ligne).ressemble(voulue).map(|r| (ligne.clone(), r))
        })
        .collect();
    trouves.sort_by_key(|(_, r)| (!r.avertit(), r.jour));
    trouves.truncate(PROPOSES);
    Ok(trouves)
}
