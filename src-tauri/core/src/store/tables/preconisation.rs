//! What the pair recommends, and what it did with alerts and proposals.

use super::{Entite, Ident, Json, Lu, Place, Secret, TantQue, Voie, table};
use crate::store::secret::MASQUE;
use escale_domain::alerte::Gravite;
use escale_domain::bilan::Traitement;
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::enfant::AutorisationStatut;
use escale_domain::preconisation::{
    Cloture, Financement, MotifNonRealisation, PreconisationStatut, PreconisationType, Priorite,
    Rdv, Responsable,
};
use escale_domain::synthese::Sort;
use uuid::Uuid;

table! {
    /// A recommendation.
    Preconisation in "preconisation" {
        place: Place::Liste("preconisations"),
        id: Ident::Tire,
        secret: Secret::V3,
        tant_que: TantQue::Toujours,
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan), clair;
    rang: i64 => Voie::Rang, clair;
    repere: String => Voie::Repere, clair;
    code: String => Voie::Meme;
    preco_type as "type": PreconisationType => Voie::Meme, masque("AUTRE");
    libelle: String => Voie::Meme, masque(MASQUE);
    probleme: Option<String> => Voie::Meme;
    justification: String => Voie::Meme;
    libelle_partageable: String => Voie::Meme;
    priorite: Priorite => Voie::Meme, clair;
    echeance: DateCivile => Voie::Meme, clair;
    nb_seances: Option<i64> => Voie::Meme, clair;
    frequence: Option<String> => Voie::Meme;
    financement: Financement => Voie::Meme, clair;
    professionnel_cible: Option<String> => Voie::Pro;
    autorisation: AutorisationStatut => Voie::Meme, clair;
    responsable: Responsable => Voie::Meme, clair;
    rdv: Option<Json<Rdv>> => Voie::Meme;
    statut: PreconisationStatut => Voie::Meme, clair;
    motif_non_realisation: Option<MotifNonRealisation> => Voie::Meme;
    resultat: Option<String> => Voie::Meme;
    bilan_origine: String => Voie::Meme, clair;
    cloture: Option<Json<Cloture>> => Voie::ProSous("par");
    visibilite: Visibilite => Voie::Meme, clair;
}

table! {
    /// A reminder about a recommendation, as secret as it.
    Relance in "relance" {
        place: Place::Dans("relances"),
        id: Ident::Tire,
        secret: Secret::V3,
        tant_que: TantQue::Toujours,
    }
    preconisation: Uuid => Voie::Parent(Entite::Preconisation), clair;
    rang: i64 => Voie::Rang, clair;
    date: DateCivile => Voie::Meme, clair;
    canal: String => Voie::Meme;
    a_qui: String => Voie::Meme;
    reponse: String => Voie::Meme;
    visibilite: Visibilite => Voie::DuParent("visibilite"), clair;
}

table! {
    /// What was answered to an alert, one row per bilan and alert.
    Alerte in "alerte" {
        place: Place::Liste("alertes"),
        id: Ident::Derive("alerte/", "cle"),
        secret: Secret::V3,
        tant_que: TantQue::Dit(&["traitement"]),
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan), clair;
    rang: i64 => Voie::Rang, clair;
    cle: String => Voie::Meme;
    gravite: Lu<Gravite> => Voie::Meme, clair;
    traitement: Option<Lu<Traitement>> => Voie::Meme, clair;
    texte: String => Voie::Meme;
    preconisation: Option<Uuid> => Voie::Autre(Entite::Preconisation), clair;
    auteur: Uuid => Voie::Pro, clair;
    date: DateCivile => Voie::Meme, clair;
    instant: Option<i64> => Voie::Instant, clair;
    /// One that speaks of what is V3 is sealed.
    visibilite: Visibilite => Voie::Calculee("how secret its alert is"), clair;
}

table! {
    /// What the pair did with a proposal of the synthesis, one row per bilan and proposal: kept as a
    /// problem or as what is missing, made a recommendation of, or set aside.
    Proposition in "proposition" {
        place: Place::Export("propositions"),
        id: Ident::Derive("proposition/", "cle"),
        secret: Secret::V3,
        tant_que: TantQue::Dit(&["sort", "preconisation"]),
    }
    bilan: Uuid => Voie::Parent(Entite::Bilan), clair;
    rang: i64 => Voie::Rang, clair;
    cle: String => Voie::Meme;
    sort: Option<Lu<Sort>> => Voie::Meme, clair;
    probleme: Option<String> => Voie::Meme;
    preconisation: Option<String> => Voie::Autre(Entite::Preconisation);
    auteur: Uuid => Voie::Pro, clair;
    instant: Option<i64> => Voie::Instant, clair;
    visibilite: Visibilite => Voie::Meme, clair;
}
