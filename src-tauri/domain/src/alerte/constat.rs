//! What a rule found, on its way to an alert.

use super::propositions::Proposition;
use super::regles::Regle;
use super::seuils::Seuil;
use super::{Alerte, Gravite};
use crate::bilan::VoletCode;
use crate::codes::Visibilite;

pub(super) struct Constat {
    regle: &'static Regle,
    item: Option<String>,
    volet: Option<VoletCode>,
    gravite: Gravite,
    titre: Option<&'static str>,
    precision: Option<String>,
    raison: String,
    source: Option<String>,
    seuil: Option<String>,
    proposition: &'static Proposition,
    visibilite: Visibilite,
    bloquante: bool,
}

impl Constat {
    pub(super) fn new(
        regle: &'static Regle,
        gravite: Gravite,
        raison: String,
        proposition: &'static Proposition,
        visibilite: Visibilite,
    ) -> Self {
        Self {
            regle,
            item: None,
            volet: None,
            gravite,
            titre: None,
            precision: None,
            raison,
            source: None,
            seuil: None,
            proposition,
            visibilite,
            bloquante: false,
        }
    }

    pub(super) fn item(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// The part that it speaks of, where that is not the one of its rule.
    pub(super) const fn volet(mut self, volet: VoletCode) -> Self {
        self.volet = Some(volet);
        self
    }

    pub(super) fn titre(mut self, titre: &'static str) -> Self {
        self.titre = Some(titre);
        self
    }

    /// Which of several things one rule speaks of: two alerts of a bilan never have the same title.
    pub(super) fn precision(mut self, precision: impl Into<String>) -> Self {
        self.precision = Some(precision.into());
        self
    }

    pub(super) fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The threshold that was passed, and whose source is that of the alert.
    pub(super) fn seuil(mut self, seuil: &Seuil) -> Self {
        self.seuil = Some(seuil.en_lettres());
        self.source(seuil.source.clone())
    }

    pub(super) fn bloquante(mut self) -> Self {
        self.bloquante = true;
        self
    }

    pub(super) fn alerte(self) -> Alerte {
        let code = self.regle.code;
        let titre = self.titre.unwrap_or(self.regle.titre);
        Alerte {
            cle: self.item.map_or_else(|| code.to_owned(), |item| format!("{code}:{item}")),
            regle: code,
            volet: self.volet.unwrap_or(self.regle.section),
            gravite: self.gravite,
            titre: match self.precision {
                Some(precision) => format!("{titre}, {precision}"),
                None => titre.to_owned(),
            },
            raison: self.raison,
            source: self.source.unwrap_or_else(|| self.regle.source.to_owned()),
            seuil: self.seuil,
            propose: self.proposition.genre,
            libelle_propose: self.proposition.libelle.to_owned(),
            libelle_partageable: self.proposition.partageable.to_owned(),
            visibilite: self.visibilite,
            bloquante: self.bloquante,
        }
    }
}
