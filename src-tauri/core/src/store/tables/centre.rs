//! What belongs to the centre, and the people who work there.

use super::{Ident, Json, Lu, Place, Secret, TantQue, Voie, table};
use escale_domain::bilan::VoletCode;
use escale_domain::date::DateCivile;
use escale_domain::enfant::Adresse;
use escale_domain::formulaire::FormulaireStatut;
use escale_domain::professionnel::{Profession, ProfessionnelStatut, Role};
use serde_json::Value;
use uuid::Uuid;

const DU_CENTRE: &str = "of the centre, not of a child";

table! {
    /// Why an act was made, under the act's identifier.
    Motif in "motif" {
        place: Place::Hors("reasons of acts, among them hand-overs of parts: the journal"),
        id: Ident::Tire,
        secret: Secret::Motif,
        tant_que: TantQue::Toujours,
    }
    texte: String => Voie::Hors("the journal");
}

table! {
    /// The health centre, one row.
    Centre in "centre" {
        place: Place::Hors("of this base; a record carries the name of its own"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    nom: String => Voie::Meme;
    adresse: Json<Adresse> => Voie::Meme;
    telephone: String => Voie::Meme;
    courriel: String => Voie::Meme;
    finess: Option<String> => Voie::Meme;
}

table! {
    /// A professional, with or without an account.
    Professionnel in "professionnel" {
        place: Place::APart("professionals are matched with those whom the base knows"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    nom: String => Voie::Meme;
    prenom: String => Voie::Meme;
    profession: Lu<Profession> => Voie::Meme;
    rpps: Option<String> => Voie::Meme;
    role: Lu<Role> => Voie::Meme;
    mode: Option<String> => Voie::Meme;
    charte: Option<Json<Value>> => Voie::Meme;
    formation: Option<Json<Value>> => Voie::Meme;
    statut: Option<Lu<ProfessionnelStatut>> => Voie::Meme;
    /// Account name.
    identifiant: Option<String> => Voie::Hors("accounts of this base");
    administrateur: Option<bool> => Voie::Hors("accounts of this base");
}

table! {
    /// A setting of the centre.
    Reglage in "reglage" {
        place: Place::Hors(DU_CENTRE),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    nom: String => Voie::Hors(DU_CENTRE);
    valeur: Option<Json<Value>> => Voie::Hors(DU_CENTRE);
    source: String => Voie::Hors(DU_CENTRE);
}

table! {
    /// A growth reference that the centre loaded.
    Courbe in "courbe" {
        place: Place::Hors(DU_CENTRE),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    nom: String => Voie::Hors(DU_CENTRE);
    source: String => Voie::Hors(DU_CENTRE);
    licence: String => Voie::Hors(DU_CENTRE);
    contenu: String => Voie::Hors(DU_CENTRE);
    empreinte: String => Voie::Hors(DU_CENTRE);
    date: DateCivile => Voie::Hors(DU_CENTRE);
}

table! {
    /// A form of the centre's own.
    Formulaire in "formulaire" {
        place: Place::APart("a record brings the forms that its bilan was filled in with"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    url: String => Voie::Meme;
    nom: String => Voie::Meme;
    version: String => Voie::Meme;
    titre: String => Voie::Meme;
    volet: VoletCode => Voie::Meme;
    age_min: Option<i64> => Voie::Meme;
    age_max: Option<i64> => Voie::Meme;
    contenu: String => Voie::Meme;
    empreinte: String => Voie::Meme;
    date: DateCivile => Voie::Meme;
    auteur: Option<Uuid> => Voie::Hors("who published it at the other centre has no account here");
    statut: FormulaireStatut => Voie::Meme;
}
