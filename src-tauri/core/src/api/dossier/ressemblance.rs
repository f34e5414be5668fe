//! Warnings about an imported record: children who look like this one, and answers that are no
//! longer asked.

use crate::api::{Session, recherche};
use crate::error::{Code, Error, Result};
use escale_domain::dossier::Dossier;
use escale_domain::nom::{Jour, Personne, Ressemblance};
use escale_domain::posees::{DossierLu, Tue};
use escale_domain::texte::fold;
use serde::Serialize;

/// What an import tells without refusing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Avertissement {
    pub code: AvertissementCode,
    /// One French sentence or two, without a name nor an address.
    pub message: String,
    /// The record that resembles, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
}

escale_domain::codes! {
    AvertissementCode {
        Vaccins = "vaccins", "Une dose de vaccin est à relire";
        Ressemblance = "ressemblance", "Un autre enfant lui ressemble";
        Adresse = "adresse", "Une adresse ne convient pas à un courrier";
        Reponse = "reponse", "Une réponse n’est plus demandée";
    }
}

/// The answers of the bilan that are no longer asked: they are kept, and nothing speaks of them.
pub(super) fn plus_demandees(dossier: &Dossier) -> Vec<Avertissement> {
    let lu = DossierLu::new(dossier);
    let warn = |tue: &Tue| Avertissement {
        code: AvertissementCode::Reponse,
        message: tue.phrase(&lu.lexique),
        dossier: None,
    };
    lu.reponses.tues().iter().map(warn).collect()
}

/// Refuses a child who is there already, by record number or by strict traits, and tells of those who
/// look like one.
pub(super) async fn compare(session: &Session, dossier: &Dossier) -> Result<Vec<Avertissement>> {
    let e = &dossier.enfant;
    let deja = |raison: &str| {
        Error::new(Code::EnfantExiste, "child exists").avec_message(format!(
            "Dossier {}\u{a0}: {raison}. Rien n’a été importé.",
            e.num_dossier_local
        ))
    };
    if session.store.enfant_du_dossier(&e.num_dossier_local).await?.is_some() {
        return Err(deja("ce numéro est déjà dans la base"));
    }
    let prenoms = e.prenoms_naissance.iter().chain([&e.prenom_utilise]);
    let mut personne = Personne::new(
        &e.nom_naissance,
        prenoms.map(String::as_str),
        Some(e.sexe),
        Some(e.date_naissance),
    );
    if let Some(graphie) = &e.graphie_origine {
        personne.add_graphie(graphie);
    }
    let traits = [fold(&e.nom_naissance), fold(&e.prenoms_naissance.join(" "))];
    // Children with a distant birth date are proposed at creation only, where a person decides.
    let jours: Vec<String> = Jour::voisins(e.date_naissance).into_iter().map(|j| j.iso()).collect();
    let mut avertissements = Vec::new();
    for ligne in session.store.enfants_nes_parmi(&jours).await? {
        let prenoms: Vec<String> = serde_json::from_str(&ligne.prenoms_naissance)?;
        let memes = [fold(&ligne.nom_naissance), fold(&prenoms.join(" "))] == traits
            && ligne.date_naissance == e.date_naissance.iso()
            && ligne.sexe == e.sexe.code();
        if memes {
            return Err(deja(&format!(
                "un enfant de mêmes nom, prénoms, sexe et date de naissance est déjà dans la base \
                 (dossier {})",
                ligne.num_dossier_local
            )));
        }
        let ressemblance = recherche::personne(&ligne).ressemble(&personne);
        if let Some(raisons) = ressemblance.filter(Ressemblance::avertit).map(|r| r.raisons()) {
            avertissements.push(Avertissement {
                code: AvertissementCode::Ressemblance,
                message: format!(
                    "Cet enfant ressemble à celui du dossier {} ({}). Vérifiez que ce n’est pas le \
                     même.",
                    ligne.num_dossier_local,
                    raisons.join(", ")
                ),
                dossier: Some(ligne.num_dossier_local),
            });
        }
    }
    Ok(avertissements)
}
