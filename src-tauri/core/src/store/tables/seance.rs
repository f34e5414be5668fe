//! The envelope of a year, its movements, and the sessions that it pays.

use super::{Entite, Ident, Place, Secret, TantQue, Voie, table};
use escale_domain::date::DateCivile;
use escale_domain::enveloppe::{
    Dispositif, EnveloppeStatut, MouvementType, Presence, SeanceNature, SeanceStatut,
};
use uuid::Uuid;

table! {
    /// The envelope of a year.
    Enveloppe in "enveloppe" {
        place: Place::Un("enveloppe"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    exercice_debut: DateCivile => Voie::Meme;
    exercice_fin: DateCivile => Voie::Meme;
    dispositif: Dispositif => Voie::Meme;
    montant_plafond: f64 => Voie::Meme;
    reserve: f64 => Voie::Meme;
    consomme: f64 => Voie::Meme;
    reste: f64 => Voie::Meme;
    statut: EnveloppeStatut => Voie::Meme;
}

table! {
    /// A movement on an envelope.
    Mouvement in "mouvement" {
        place: Place::Liste("mouvements"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    date: DateCivile => Voie::Meme;
    mouvement_type as "type": MouvementType => Voie::Meme;
    montant: f64 => Voie::Meme;
    /// The mark of its session.
    seance: Option<String> => Voie::Meme;
    libelle: String => Voie::Meme;
}

table! {
    /// A session with a liberal professional.
    Seance in "seance" {
        place: Place::Liste("seances"),
        id: Ident::Tire,
        secret: Secret::Rien,
        tant_que: TantQue::Toujours,
    }
    enfant: Uuid => Voie::Parent(Entite::Enfant);
    rang: i64 => Voie::Rang;
    repere: String => Voie::Repere;
    /// The mark of its recommendation.
    preco: String => Voie::Meme;
    pro: Uuid => Voie::Pro;
    date: DateCivile => Voie::Meme;
    duree_min: i64 => Voie::Meme;
    nature: SeanceNature => Voie::Meme;
    tarif: f64 => Voie::Meme;
    statut: SeanceStatut => Voie::Meme;
    presence: Option<Presence> => Voie::Meme;
    facture_ref: Option<String> => Voie::Meme;
    paiement_date: Option<DateCivile> => Voie::Meme;
}
