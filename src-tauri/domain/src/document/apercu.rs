//! What a paper would say and what it would leave out, before it is made.

use super::extrait::Tri;
use super::{Avancement, Besoin, Extrait, PaperKind, Raison, Refus, Regle, extract, majuscule};
use crate::dictionnaire;
use crate::dossier::Dossier;
use crate::enfant::AutorisationStatut;
use crate::papier::Recipient;
use crate::preconisation::Responsable;
use serde::Serialize;

crate::codes::codes! {
    /// How the lines of a section read: short lines beside their names, sentences under them, or the
    /// items of a list.
    Forme {
        Champs = "champs", "Champs";
        Textes = "textes", "Textes";
        Liste = "liste", "Liste";
    }
}

crate::codes::codes! {
    /// The part of a paper that a line stands in, as its reader meets it.
    Rubrique: Forme {
        Tete = "tete", "En-tête", Forme::Champs;
        Essentiel = "essentiel", "L’essentiel", Forme::Textes;
        Recommande = "recommande", "Ce qui est recommandé", Forme::Liste;
        Detail = "detail", "Le détail du bilan", Forme::Champs;
        AFaire = "a_faire", "Ce qu’il y a à faire", Forme::Liste;
        Quotidien = "quotidien", "À savoir au quotidien", Forme::Champs;
        Seances = "seances", "Les séances", Forme::Liste;
        Prescripteur = "prescripteur", "Qui prescrit", Forme::Champs;
    }
}

/// A line of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LigneSortie {
    pub titre: String,
    /// Words, as the paper has them.
    pub texte: String,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Section {
    #[serde(skip)]
    #[ts(skip)]
    rubrique: Rubrique,
    pub titre: &'static str,
    pub forme: Forme,
    /// In the order of the paper; there is at least one.
    pub lignes: Vec<LigneSortie>,
}

/// What goes out on a paper and what stays inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apercu {
    pub kind: PaperKind,
    /// In the order of the paper.
    pub sections: Vec<Section>,
    /// Title and reason. The titles are for the pair only: some of them reveal what stays inside.
    pub retenu: Vec<(String, Raison)>,
}

/// What a paper would say of a record, and what it would leave out.
///
/// # Errors
/// [`Refus`] when the paper cannot be made at all.
pub fn apercu(dossier: &Dossier, kind: PaperKind) -> Result<Apercu, Refus> {
    let tri = Tri::new(dossier, kind);
    let extrait = extract(dossier, kind)?;
    let mut apercu = Apercu { kind, sections: Vec::new(), retenu: Vec::new() };
    apercu.identite(&extrait);
    let destinataire = match (kind.facts().recipient, &dossier.medecin_referent) {
        (Recipient::Medecin, Some(m)) => format!("{} {} {}", m.civilite, m.prenom, m.nom),
        (Recipient::Medecin, None) => String::new(),
        (Recipient::Service | Recipient::Main, _) => extrait.service.join(", "),
    };
    apercu.dit(Rubrique::Tete, "Destinataire", destinataire);
    if kind.facts().whole() {
        apercu.courrier(&tri);
    } else {
        apercu.fiche(&extrait);
    }
    apercu.retenus(&tri);
    Ok(apercu)
}

impl Apercu {
    fn dit(&mut self, rubrique: Rubrique, titre: &str, texte: impl Into<String>) {
        let ligne = LigneSortie { titre: titre.to_owned(), texte: texte.into() };
        if ligne.texte.trim().is_empty() {
            return;
        }
        if let Some(section) = self.sections.iter_mut().find(|s| s.rubrique == rubrique) {
            section.lignes.push(ligne);
            return;
        }
        let titre = match rubrique {
            Rubrique::Quotidien => self.kind.facts().daily,
            autre => autre.label(),
        };
        let (forme, lignes) = (*rubrique.facts(), vec![ligne]);
        self.sections.push(Section { rubrique, titre, forme, lignes });
    }

    /// What goes out, whatever the section.
    pub fn lignes(&self) -> impl Iterator<Item = &LigneSortie> {
        self.sections.iter().flat_map(|section| &section.lignes)
    }

    /// Leaves out what another preview does not say in the same section.
    pub fn withdraw_ce_que_tait(&mut self, autre: &Self) {
        for section in &mut self.sections {
            let dites = autre.sections.iter().find(|s| s.rubrique == section.rubrique);
            section.lignes.retain(|ligne| dites.is_some_and(|s| s.lignes.contains(ligne)));
        }
        self.sections.retain(|section| !section.lignes.is_empty());
    }

    fn identite(&mut self, extrait: &Extrait) {
        let personne = &extrait.personne;
        self.dit(Rubrique::Tete, "Enfant", format!("{} {}", personne.prenom, personne.nom).trim());
        if let Some(naissance) = personne.naissance {
            self.dit(Rubrique::Tete, "Date de naissance", naissance.en_lettres());
        }
        self.dit(Rubrique::Tete, "Dossier", personne.dossier.as_str());
        let mut bilan = extrait.date.en_lettres();
        match (extrait.demi_journee, extrait.bilan_type) {
            (Some(demi_journee), _) => {
                bilan.push_str(", ");
                bilan.push_str(&super::minuscule(demi_journee.label()));
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
        let mut keep_inside = |titre: String, regle: Regle| {
            if let Regle::Retenu(raison) = regle {
                self.retenu.push((titre, raison));
            }
        };
        for p in &dossier.preconisations {
            keep_inside(p.libelle.clone(), tri.preconisation(p));
        }
        for reponse in &dossier.reponses {
            keep_inside(tri.dossier.lexique.label(&reponse.code), tri.reponse(reponse));
        }
        for tue in dossier.reponses.tues() {
            // An answer that is also secret keeps secrecy as its reason, so that its title stays
            // hidden from those who may not know of it.
            let regle = match tri.reponse(&tue.reponse) {
                Regle::Retenu(raison @ (Raison::Opposition | Raison::SecretRenforce)) => raison,
                _ if tue.indecise => Raison::SecretRenforce,
                _ => Raison::PlusPosee,
            };
            for titre in tue.titres(&dossier.lexique) {
                keep_inside(titre, Regle::Retenu(regle));
            }
        }
        for outil in &dossier.outils {
            let regle = match outil.visibilite {
                crate::codes::Visibilite::V3 => Regle::Retenu(Raison::SecretRenforce),
                _ => tri.champ("outil.outil"),
            };
            keep_inside(outil.outil.clone(), regle);
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
                keep_inside(titre(code), tri.champ(code));
            }
        }
        if !dossier.vaccinations.doses.is_empty() {
            keep_inside("Doses de vaccin".to_owned(), tri.champ("vaccinations"));
        }
        if !dossier.mesures_anterieures.is_empty() {
            keep_inside("Mesures antérieures".to_owned(), tri.champ("mesures_anterieures"));
        }
        if tri.lieux.lieu_actuel {
            let raison = Raison::LieuConfidentiel;
            keep_inside("Nom et adresse du lieu d’accueil".to_owned(), Regle::Retenu(raison));
        }
        if !dossier.enfant.secret_oppositions.is_empty() {
            keep_inside("Opposition écrite".to_owned(), tri.champ("enfant.secret_oppositions"));
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
