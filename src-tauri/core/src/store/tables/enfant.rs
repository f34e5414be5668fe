//! The child and those around: places of care, holders of parental authority, measurements.

use super::{Dedans, Entite, Ident, Json, Place, Secret, TantQue, Voie, table};
use escale_domain::codes::Bool3;
use escale_domain::date::DateCivile;
use escale_domain::enfant::{
    Adresse, AutorisationStatut, CarnetSante, Fratrie, GraphieOrigine, InsStatut, LienAutorite,
    Opposition, Posture, Sexe, TitulaireAp,
};
use escale_domain::vaccination::SourceVaccinale;
use serde_json::Value;
use uuid::Uuid;

table! {
    /// A child.
    Enfant in "enfant" {
        place: Place::Un("enfant"),
        id: Ident::Tire,
        secret: Secret::Parties,
        tant_que: TantQue::Toujours,
    }
    nom_naissance: String => Voie::Meme;
    prenoms_naissance: Json<Vec<String>> => Voie::Meme;
    prenom_utilise: String => Voie::Meme;
    sexe: Sexe => Voie::Meme;
    date_naissance: DateCivile => Voie::Meme;
    date_naissance_estimee: bool => Voie::Meme;
    lieu_naissance_insee: String => Voie::Meme;
    lieu_naissance_libelle: Option<String> => Voie::Meme;
    ins_statut: InsStatut => Voie::Meme;
    ins_matricule: Option<String> => Voie::Meme;
    ins_oid: Option<String> => Voie::Meme;
    num_dossier_local: String => Voie::Meme;
    graphie_origine: Option<Json<GraphieOrigine>> => Voie::Meme;
    fratrie: Json<Vec<Fratrie>> => Voie::Meme;
    secret_oppositions: Json<Vec<Opposition>> => Voie::ProSous("auteur"),
        dedans(Dedans::Chaque("note"));
    couverture_am: String => Voie::Meme;
    c2s: Bool3 => Voie::Meme;
    ald: Bool3 => Voie::Meme;
    espace_sante: Bool3 => Voie::Meme;
    carnet_sante: CarnetSante => Voie::Meme;
    mna: Bool3 => Voie::Meme;
    vaccination_source: SourceVaccinale => Voie::Sous("vaccinations/source");
    contre_indications: Json<Vec<String>> => Voie::Sous("vaccinations/contre_indications");
    /// What a record file says of itself, and the marks that it gives its professionals.
    entete: Option<Json<Value>> => Voie::Calculee("the head of the file");
}

table! {
    /// A stay in a place of care. One that a judge keeps secret says no more than that there is one.
    Placement in "placement" {
        place: Place::Liste("parcours_accueil"),
        id: Ident::Tire,
        secret: Secret::Si("adresse_confidentielle"),
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant), clair;
    rang: i64 => Voie::Rang, clair;
    debut: DateCivile => Voie::Meme, clair;
    fin: Option<DateCivile> => Voie::Meme, clair;
    lieu_type as "type": String => Voie::Meme, clair;
    nom: String => Voie::Meme, masque("Lieu d’accueil confidentiel");
    motif_fin: Option<String> => Voie::Meme, clair;
    adresse_confidentielle: bool => Voie::Meme, clair;
}

table! {
    /// A holder of parental authority.
    Titulaire in "titulaire" {
        place: Place::Liste("autorite_parentale"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    lien: LienAutorite => Voie::Meme;
    nom: String => Voie::Meme;
    prenom: String => Voie::Meme;
    titulaire_ap: TitulaireAp => Voie::Meme;
    joignable: Bool3 => Voie::Meme;
    adresse: Option<Json<Value>> => Voie::Meme;
    note: Option<String> => Voie::Meme;
}

table! {
    /// The authorisation of an act.
    Autorisation in "autorisation" {
        place: Place::Liste("autorisations"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    acte: String => Voie::Meme;
    statut: AutorisationStatut => Voie::Meme;
    date: Option<DateCivile> => Voie::Meme;
    titulaire: Option<String> => Voie::Meme;
    document: Option<String> => Voie::Meme;
}

table! {
    /// The référent doctor of a child, under the child's identifier.
    Medecin in "medecin" {
        place: Place::Un("medecin_referent"),
        id: Ident::DuParent(Entite::Enfant),
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    civilite: String => Voie::Meme;
    nom: String => Voie::Meme;
    prenom: String => Voie::Meme;
    specialite: String => Voie::Meme;
    rpps: String => Voie::Meme;
    adresse: Json<Adresse> => Voie::Meme;
    telephone: String => Voie::Meme;
    mssante: String => Voie::Meme;
    declare_medecin_traitant: bool => Voie::Meme;
}

table! {
    /// Heights of a child's parents, under the child's identifier.
    Parents in "parents" {
        place: Place::Un("tailles_parents"),
        id: Ident::DuParent(Entite::Enfant),
        secret: Secret::Rien,
        tant_que: TantQue::Dit(&["pere_cm", "mere_cm"]),
    }
    pere_cm: Option<f64> => Voie::Meme;
    mere_cm: Option<f64> => Voie::Meme;
}

table! {
    /// A past measurement.
    Mesure in "mesure" {
        place: Place::Liste("mesures_anterieures"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    date: DateCivile => Voie::Meme;
    poids_kg: Option<f64> => Voie::Meme;
    taille_cm: Option<f64> => Voie::Meme;
    pc_cm: Option<f64> => Voie::Meme;
    posture: Option<Posture> => Voie::Meme;
    source: String => Voie::Meme;
}

table! {
    /// A referral.
    Demande in "demande" {
        place: Place::Un("demande"),
        id: Ident::Tire,
        secret: Secret::Parties,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    /// Whom not to inform is under reinforced secrecy (domain note §7.2).
    contenu: Json<escale_domain::demande::Demande> => Voie::Tout,
        dedans(Dedans::Cle("demande.visites_restrictions"));
}
