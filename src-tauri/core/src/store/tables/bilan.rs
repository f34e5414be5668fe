//! A bilan, its parts, its signatures, its answers and its tools.

use super::{Entite, Ident, Json, Place, Secret, TantQue, Voie, table};
use crate::store::secret::MASQUE;
use escale_domain::bilan::{BilanStatut, BilanType, DemiJournee, Present, VoletCode, VoletStatut};
use escale_domain::codes::{Bool3, Visibilite};
use escale_domain::date::DateCivile;
use escale_domain::examen::ExamenCode;
use serde_json::{Number, Value};
use uuid::Uuid;

table! {
    /// A bilan.
    Bilan in "bilan" {
        place: Place::Un("bilan"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    bilan_type as "type": BilanType => Voie::Meme;
    date: DateCivile => Voie::Meme;
    demi_journee: DemiJournee => Voie::Meme;
    lieu: String => Voie::Meme;
    modele_version: String => Voie::Meme;
    age_mois: i64 => Voie::Meme;
    binome: Json<Vec<String>> => Voie::Pros;
    intervenants_seconde_ligne: Json<Vec<String>> => Voie::Pros;
    examen_obligatoire_correspondant: Option<ExamenCode> => Voie::Meme;
    presents: Json<Vec<Present>> => Voie::Meme;
    langue: String => Voie::Meme;
    interprete: Bool3 => Voie::Meme;
    statut: BilanStatut => Voie::Meme;
    /// Forms of the centre's own that it was opened with.
    formulaires: Option<Json<Vec<Uuid>>> => Voie::Calculee("the forms that the file brings");
}

table! {
    /// A part of a bilan. One that is not begun has no author.
    Volet in "volet" {
        place: Place::Liste("bilan/sections"),
        id: Ident::Derive("", "code"),
        secret: Secret::Rien,
        tant_que: TantQue::Dit(&["auteur"]),
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan);
    rang: i64 => Voie::Rang;
    code: VoletCode => Voie::Meme;
    auteur: Option<Uuid> => Voie::Pro;
    coauteur: Option<Uuid> => Voie::Pro;
    statut: VoletStatut => Voie::Meme;
    motif: Option<String> => Voie::Meme;
    signe_par: Option<Uuid> => Voie::Pro;
    signe_le: Option<i64> => Voie::Instant;
}

table! {
    /// A signature under a bilan.
    Signature in "signature" {
        place: Place::Liste("bilan/signatures"),
        id: Ident::Derive("signature/", "professionnel"),
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan);
    rang: i64 => Voie::Rang;
    professionnel: Uuid => Voie::Pro;
    date: DateCivile => Voie::Meme;
    instant: Option<i64> => Voie::Instant;
}

table! {
    /// A correction after the lock.
    Addendum in "addendum" {
        place: Place::Liste("bilan/addenda"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan);
    rang: i64 => Voie::Rang;
    date: DateCivile => Voie::Meme;
    auteur: Uuid => Voie::Pro;
    texte: String => Voie::Meme;
}

table! {
    /// An answer. Of a sealed one neither question nor rank stand beside it.
    Reponse in "reponse" {
        place: Place::APart("answers name people inside their values; the synthesis is some of them"),
        id: Ident::Derive("", "question"),
        secret: Secret::Reponse,
        tant_que: TantQue::Toujours,
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan), clair;
    rang: Option<i64> => Voie::Rang;
    question: Option<String> => Voie::Meme;
    /// The value and what belongs to it.
    saisie: Json<Value> => Voie::Tout;
}

table! {
    /// The result of a screening tool.
    Outil in "outil" {
        place: Place::Liste("outils"),
        id: Ident::Tire,
        secret: Secret::V3,
        tant_que: TantQue::Nul("retire"),
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan), clair;
    rang: i64 => Voie::Rang, clair;
    outil: String => Voie::Meme, masque(MASQUE);
    version: String => Voie::Meme;
    date: DateCivile => Voie::Meme, clair;
    repondant: String => Voie::Meme;
    score_brut: Option<Json<Number>> => Voie::Meme;
    sous_scores: Option<Json<Value>> => Voie::Meme;
    seuil: Option<String> => Voie::Meme;
    conclusion: String => Voie::Meme;
    passe_par: String => Voie::Pro;
    non_passe_motif: Option<String> => Voie::Meme;
    visibilite: Visibilite => Voie::Meme, clair;
    /// The part that it was noted in.
    volet: Option<VoletCode> => Voie::Meme, clair;
    /// Why it was taken back: it leaves the papers.
    retire: Option<String> => Voie::Hors("a result taken back is no result: the journal keeps it"),
        masque("");
}

impl Volet {
    /// A part that is not begun.
    #[must_use]
    pub fn a_commencer(bilan: Uuid, rang: i64, code: VoletCode) -> Self {
        Self {
            id: crate::store::id_of::<Self>(bilan, code.code()),
            bilan,
            rang,
            code,
            auteur: None,
            coauteur: None,
            statut: VoletStatut::NonCommence,
            motif: None,
            signe_par: None,
            signe_le: None,
        }
    }
}
