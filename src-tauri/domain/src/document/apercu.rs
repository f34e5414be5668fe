//! What a paper would say and what it would keep, before it is made.

use super::extrait::Tri;
use super::{Avancement, Besoin, Extrait, PaperKind, Raison, Refus, Regle, extraire, majuscule};
use crate::dictionnaire;
use crate::dossier::Dossier;
use crate::enfant::AutorisationStatut;
use crate::preconisation::Responsable;
use serde::Serialize;

crate::codes::codes! {
    /// The part of a paper that a line stands in, as its reader meets it.
    Rubrique {
        Tete = "tete", "En-tête";
        Essentiel = "essentiel", "L’essentiel";
        Recommande = "recommande", "Ce qui est recommandé";
        Detail = "detail", "Le détail du bilan";
        AFaire = "a_faire", "Ce qu’il y a à faire";
        Quotidien = "quotidien", "À savoir au quotidien";
        Seances = "seances", "Les séances";
        Prescripteur = "prescripteur", "Qui prescrit";
    }
}

/// A line of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LigneSortie {
    /// Where it stands.
    pub rubrique: Rubrique,
    /// Title.
    pub titre: String,
    /// Words.
    pub texte: String,
}

/// What goes out on a paper and what stays inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apercu {
    /// In the order of the paper.
    pub sort: Vec<LigneSortie>,
    /// Title and reason. The titles are for the pair: some of them tell what must stay untold.
    pub retenu: Vec<(String, Raison)>,
}

/// What a paper would say of a record, and what it would keep.
///
/// # Errors
/// [`Refus`] when the paper cannot be made at all.
pub fn apercu(dossier: &Dossier, genre: PaperKind) -> Result<Apercu, Refus> {
    let tri = Tri::new(dossier, genre);
    let extrait = extraire(dossier, genre)?;
    let mut apercu = Apercu { sort: Vec::new(), retenu: Vec::new() };
    apercu.identite(&extrait);
    let medecin = dossier.medecin_referent.as_ref();
    let destinataire = match genre {
        PaperKind::A => {
            medecin.map_or_else(String::new, |m| format!("{} {} {}", m.civilite, m.prenom, m.nom))
        }
        PaperKind::B | PaperKind::C | PaperKind::D | PaperKind::E => extrait.service.join(", "),
    };
    apercu.dit(Rubrique::Tete, "Destinataire", destinataire);
    if genre == PaperKind::A {
        apercu.courrier(&tri);
    } else {
        apercu.fiche(&extrait);
    }
    apercu.retenus(&tri);
    Ok(apercu)
}

impl Apercu {
    fn dit(&mut self, rubrique: Rubrique, titre: &str, texte: impl Into<String>) {
        let (titre, texte) = (titre.to_owned(), texte.into());
        if !texte.trim().is_empty() {
            self.sort.push(LigneSortie { rubrique, titre, texte });
        }
    }

    fn identite(&mut self, extrait: &Extrait) {
        let personne = &extrait.personne;
        self.dit(Rubrique::Tete, "Enfant", format!("{} {}", personne.prenom, personne.nom).trim());
        if let Some(naissance) = personne.naissance {
            self.dit(Rubrique::Tete, "Date de naissance", naissance.en_lettres());
        }
        self.dit(Rubrique::Tete, "Dossier", personne.dossier.as_str());
        let mut bilan = extrait.date.en_lettres();
        match (extrait.genre, extrait.bilan_type) {
            (PaperKind::C, _) => {
                bilan.push_str(", ");
                bilan.push_str(&super::minuscule(extrait.demi_journee.label()));
            }
            (_, Some(bilan_type)) => bilan = format!("{} du {bilan}", bilan_type.label()),
            _ => {}
        }
        self.dit(Rubrique::Tete, "Bilan", bilan);
        self.dit(Rubrique::Tete, "Centre", extrait.centre.nom.as_str());
        self.dit(Rubrique::Tete, "Signataires", extrait.signataires.join(", "));
    }

    fn fiche(&mut self, extrait: &Extrait) {
        for besoin in &extrait.besoins {
            self.dit(Rubrique::AFaire, &besoin.texte, en_phrases(besoin));
        }
        for (titre, texte) in &extrait.quotidien {
            self.dit(Rubrique::Quotidien, titre.label(), majuscule(texte));
        }
        if let Some(date) = extrait.prochain_bilan {
            self.dit(Rubrique::Quotidien, "Prochain bilan", date.en_lettres());
        }
        for seance in &extrait.seances {
            self.dit(Rubrique::Seances, seance.profession, seance.en_lettres());
        }
        if let Some(prescripteur) = &extrait.prescripteur {
            self.dit(Rubrique::Prescripteur, "Prescripteur", prescripteur.nom.as_str());
        }
    }

    fn courrier(&mut self, tri: &Tri<'_>) {
        let synthese = &tri.dossier.synthese;
        for probleme in &synthese.problemes {
            self.dit(Rubrique::Essentiel, "Problème", tri.libre(&probleme.libelle));
        }
        for (titre, texte) in [
            ("Synthèse", &synthese.texte),
            ("Points de vigilance", &synthese.points_vigilance),
            ("Éléments manquants", &synthese.elements_manquants),
        ] {
            self.dit(Rubrique::Essentiel, titre, tri.libre(texte));
        }
        for p in tri.dossier.preconisations.iter().filter(|p| tri.preconisation(p).sort()) {
            self.dit(Rubrique::Recommande, &tri.libre(&p.libelle), tri.libre(&p.justification));
        }
        for reponse in tri.dossier.reponses.iter().filter(|r| tri.reponse(r).sort()) {
            let mots = tri.dossier.lexique.en_lettres(&reponse.code, &reponse.valeur, &|_| None);
            self.dit(Rubrique::Detail, &tri.dossier.lexique.label(&reponse.code), tri.libre(&mots));
        }
        let dits = |visibilite| visibilite != crate::codes::Visibilite::V3;
        for outil in tri.dossier.outils.iter().filter(|o| dits(o.visibilite)) {
            self.dit(Rubrique::Detail, &tri.libre(&outil.outil), tri.libre(&outil.conclusion));
        }
    }

    fn retenus(&mut self, tri: &Tri<'_>) {
        let dossier = &tri.dossier;
        let mut retenir = |titre: String, regle: Regle| {
            if let Regle::Retenu(raison) = regle {
                self.retenu.push((titre, raison));
            }
        };
        for p in &dossier.preconisations {
            retenir(p.libelle.clone(), tri.preconisation(p));
        }
        for reponse in &dossier.reponses {
            retenir(tri.dossier.lexique.label(&reponse.code), tri.reponse(reponse));
        }
        for tue in dossier.reponses.tues() {
            // What is secret besides stays secret, so that nobody learns of it who may not.
            let regle = match tri.reponse(&tue.reponse) {
                Regle::Retenu(raison @ (Raison::Opposition | Raison::SecretRenforce)) => raison,
                _ if tue.indecise => Raison::SecretRenforce,
                _ => Raison::PlusPosee,
            };
            for titre in tue.titres(&dossier.lexique) {
                retenir(titre, Regle::Retenu(regle));
            }
        }
        for outil in &dossier.outils {
            let regle = match outil.visibilite {
                crate::codes::Visibilite::V3 => Regle::Retenu(Raison::SecretRenforce),
                _ => tri.champ("outil.outil"),
            };
            retenir(outil.outil.clone(), regle);
        }
        let synthese = &dossier.synthese;
        for (code, vide) in [
            ("syn.problemes", synthese.problemes.is_empty()),
            ("syn.texte", synthese.texte.trim().is_empty()),
            ("syn.points_vigilance", synthese.points_vigilance.trim().is_empty()),
            ("syn.elements_manquants", synthese.elements_manquants.trim().is_empty()),
            ("syn.niveau_suivi", synthese.niveau_suivi.is_none()),
            ("syn.prochain_bilan", synthese.prochain_bilan.is_none()),
        ] {
            if !vide {
                retenir(titre(code), tri.champ(code));
            }
        }
        if !dossier.vaccinations.doses.is_empty() {
            retenir("Doses de vaccin".to_owned(), tri.champ("vaccinations"));
        }
        if !dossier.mesures_anterieures.is_empty() {
            retenir("Mesures antérieures".to_owned(), tri.champ("mesures_anterieures"));
        }
        if tri.lieux.lieu_actuel {
            let raison = Raison::LieuConfidentiel;
            retenir("Nom et adresse du lieu d’accueil".to_owned(), Regle::Retenu(raison));
        }
        if !dossier.enfant.secret_oppositions.is_empty() {
            retenir("Opposition écrite".to_owned(), tri.champ("enfant.secret_oppositions"));
        }
    }
}

fn titre(code: &str) -> String {
    dictionnaire::item(code).map_or_else(|| code.to_owned(), |item| item.label.to_owned())
}

/// What is printed beside a need, as sentences.
fn en_phrases(besoin: &Besoin) -> String {
    let mut phrases = vec![
        besoin.famille.to_owned(),
        format!("avant le {}", besoin.echeance.court()),
        match besoin.responsable {
            Responsable::Inconnu => "qui s’en assure\u{a0}: à préciser".to_owned(),
            connu => connu.label().to_owned(),
        },
    ];
    phrases.extend(besoin.avec.as_ref().map(|avec| format!("avec {avec}")));
    phrases.extend(besoin.seances.clone());
    phrases.extend(besoin.rdv.as_ref().map(super::RendezVous::en_lettres));
    phrases.push(besoin.avancement.label().to_owned());
    phrases.extend(besoin.autorisation.and_then(|a| match a {
        AutorisationStatut::ADemander => Some("autorisation à recueillir".to_owned()),
        AutorisationStatut::Inconnue => None,
        autre => Some(super::minuscule(autre.label())),
    }));
    if besoin.urgent {
        phrases.insert(0, "Urgent".to_owned());
    }
    phrases.join(" · ")
}

impl super::RendezVous {
    /// "mardi 5 mai 2026 à 14 h 15, PMI".
    #[must_use]
    pub fn en_lettres(&self) -> String {
        let mut texte = self.date.avec_jour();
        if !self.heure.is_empty() {
            texte.push_str(&format!(" à {}", self.heure));
        }
        match &self.lieu {
            Some(lieu) => texte.push_str(&format!(", {lieu}")),
            None => texte.push_str(" (lieu\u{a0}: demander au centre)"),
        }
        texte
    }
}

impl Avancement {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::AOrganiser => "À organiser",
            Self::Demande => "Demande envoyée",
            Self::RendezVous => "Rendez-vous pris",
            Self::EnCours => "En cours",
            Self::ARevoir => "N’a pas pu se faire, à revoir avec le centre",
            Self::Fait => "Fait",
        }
    }
}
