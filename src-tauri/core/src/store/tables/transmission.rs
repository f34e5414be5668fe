//! Papers that were made, their sendings, and what was agreed to before.

use super::{Entite, Ident, Json, Lu, Place, Secret, TantQue, Voie, table};
use escale_domain::consentement::{
    AupresDe, CategorieDestinataires, CategorieDonnees, ConsentementNature,
};
use escale_domain::date::DateCivile;
use escale_domain::document::PaperKind;
use escale_domain::transmission::{Canal, DocumentStatut, Information, TransmissionStatut};
use serde_json::Value;
use uuid::Uuid;

table! {
    /// A sending.
    Transmission in "transmission" {
        place: Place::Liste("transmissions"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    repere: String => Voie::Repere;
    date: DateCivile => Voie::Meme;
    document: PaperKind => Voie::Meme;
    destinataire: String => Voie::Meme;
    categorie: i64 => Voie::Meme;
    canal: Lu<Canal> => Voie::Meme;
    nature_information: String => Voie::Meme;
    information_personne: Json<Information> => Voie::Meme;
    statut: TransmissionStatut => Voie::Meme;
    accuse: Option<Json<Value>> => Voie::Meme;
    /// The paper that is sent; its number where it was made elsewhere.
    papier: Option<String> => Voie::Autre(Entite::Document), export;
    envoye_par: Option<Uuid> => Voie::Pro, export;
    envoye_le: Option<i64> => Voie::Instant, export;
}

table! {
    /// A paper that was made: its number, its digest, for whom. The paper itself is made again from
    /// the record; the digest tells whether it is still the same.
    Document in "document" {
        place: Place::Marques { chemin: "documents", debut: "DOC", par: "numero" },
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Enfant;
    bilan: Uuid => Voie::Parent(Entite::Bilan);
    genre: Lu<PaperKind> => Voie::Meme;
    numero: String => Voie::Meme;
    date: DateCivile => Voie::Meme;
    destinataire: String => Voie::Meme;
    empreinte: String => Voie::Meme;
    statut: Option<Lu<DocumentStatut>> => Voie::Meme;
    /// The paper that it replaces.
    remplace: Option<Uuid> => Voie::Autre(Entite::Document);
    /// Its line in the log.
    transmission: Option<Uuid> => Voie::Autre(Entite::Transmission);
    fait_par: Option<Uuid> => Voie::Pro;
    fait_le: Option<i64> => Voie::Instant;
    /// Digest of its words: a duplicate says the same.
    contenu: Option<String> => Voie::Meme;
    duplicatas: Option<i64> => Voie::Meme;
}

table! {
    /// An agreement to share, or that somebody was told (CSP D.1110-3-1).
    Consentement in "consentement" {
        place: Place::Export("consentements"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    nature: ConsentementNature => Voie::Meme;
    donnees: Json<Vec<CategorieDonnees>> => Voie::Meme;
    destinataires: Json<Vec<CategorieDestinataires>> => Voie::Meme;
    supports: Json<Vec<Canal>> => Voie::Meme;
    mesures: String => Voie::Meme;
    aupres_de: AupresDe => Voie::Meme;
    nom: Option<String> => Voie::Meme;
    recueilli_par: Uuid => Voie::Pro;
    date: DateCivile => Voie::Meme;
    retire_le: Option<DateCivile> => Voie::Meme;
    retire_par: Option<Uuid> => Voie::Pro;
    retire_motif: Option<String> => Voie::Meme;
}
