//! The entities of the record and their columns, declared once.
//!
//! The projector, the export and `verify` are driven by this list; a test compares it with the
//! tables that the migrations make.

/// How a column holds a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forme {
    /// A JSON string.
    Texte,
    /// A JSON integer.
    Entier,
    /// A JSON number.
    Reel,
    /// A JSON boolean, 0 or 1.
    Bool,
    /// Any JSON value, as text.
    Json,
}

/// A column of an entity.
pub(super) type Colonne = (&'static str, Forme);

macro_rules! entites {
    ($($(#[$meta:meta])* $Name:ident = $table:literal { $($column:ident: $forme:ident),+ $(,)? })+) => {
        /// A kind of object of the record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Entite { $($(#[$meta])* $Name,)+ }

        impl Entite {
            /// Every entity.
            pub const ALL: &'static [Self] = &[$(Self::$Name),+];

            /// Its name, which is also that of its table.
            #[must_use]
            pub const fn nom(self) -> &'static str {
                match self { $(Self::$Name => $table),+ }
            }

            /// Its columns, the identifier apart.
            #[must_use]
            pub(super) const fn colonnes(self) -> &'static [Colonne] {
                match self { $(Self::$Name => &[$((stringify!($column), Forme::$forme)),+]),+ }
            }

            /// The entity of that name.
            #[must_use]
            pub fn de_nom(nom: &str) -> Option<Self> {
                match nom { $($table => Some(Self::$Name),)+ _ => None }
            }
        }
    };
}

entites! {
    /// Why an act was made, under the act's identifier.
    Motif = "motif" { texte: Texte }
    /// The health centre, one row.
    Centre = "centre" { nom: Texte, adresse: Json, telephone: Texte, courriel: Texte, finess: Texte }
    /// A professional, with or without an account.
    Professionnel = "professionnel" {
        nom: Texte, prenom: Texte, profession: Texte, rpps: Texte, role: Texte, mode: Texte,
        charte: Json, formation: Json, statut: Texte, identifiant: Texte, administrateur: Bool,
    }
    /// A child.
    Enfant = "enfant" {
        nom_naissance: Texte, prenoms_naissance: Json, prenom_utilise: Texte, sexe: Texte,
        date_naissance: Texte, date_naissance_estimee: Bool, lieu_naissance_insee: Texte,
        lieu_naissance_libelle: Texte, ins_statut: Texte, ins_matricule: Texte, ins_oid: Texte,
        num_dossier_local: Texte, graphie_origine: Json, fratrie: Json, secret_oppositions: Json,
        couverture_am: Texte, c2s: Texte, ald: Texte, espace_sante: Texte, carnet_sante: Texte,
        mna: Texte, vaccination_source: Texte, contre_indications: Json, entete: Json,
    }
    /// A stay in a place of care.
    Placement = "placement" {
        enfant: Texte, rang: Entier, debut: Texte, fin: Texte, type: Texte, nom: Texte,
        motif_fin: Texte, adresse_confidentielle: Bool,
    }
    /// A holder of parental authority.
    Titulaire = "titulaire" {
        enfant: Texte, rang: Entier, lien: Texte, nom: Texte, prenom: Texte, titulaire_ap: Texte,
        joignable: Texte, adresse: Json, note: Texte,
    }
    /// The authorisation of an act.
    Autorisation = "autorisation" {
        enfant: Texte, rang: Entier, acte: Texte, statut: Texte, date: Texte, titulaire: Texte,
        document: Texte,
    }
    /// The référent doctor of a child, under the child's identifier.
    Medecin = "medecin" {
        civilite: Texte, nom: Texte, prenom: Texte, specialite: Texte, rpps: Texte, adresse: Json,
        telephone: Texte, mssante: Texte, declare_medecin_traitant: Bool,
    }
    /// A past measurement.
    Mesure = "mesure" {
        enfant: Texte, rang: Entier, date: Texte, poids_kg: Reel, taille_cm: Reel, pc_cm: Reel,
        posture: Texte, source: Texte,
    }
    /// A dose of vaccine.
    Dose = "dose" {
        enfant: Texte, rang: Entier, produit: Texte, valences: Json, date: Texte, lot: Texte,
        lieu: Texte, preuve: Texte, raye: Texte,
    }
    /// A referral.
    Demande = "demande" { enfant: Texte, contenu: Json }
    /// A bilan.
    Bilan = "bilan" {
        enfant: Texte, type: Texte, date: Texte, demi_journee: Texte, lieu: Texte,
        modele_version: Texte, age_mois: Entier, binome: Json, intervenants_seconde_ligne: Json,
        examen_obligatoire_correspondant: Texte, presents: Json, langue: Texte, interprete: Texte,
        statut: Texte, formulaires: Json,
    }
    /// A part of a bilan.
    Volet = "volet" {
        bilan: Texte, rang: Entier, code: Texte, auteur: Texte, coauteur: Texte, statut: Texte,
        motif: Texte, signe_par: Texte, signe_le: Entier,
    }
    /// A signature under a bilan.
    Signature = "signature" {
        bilan: Texte, rang: Entier, professionnel: Texte, date: Texte, instant: Entier,
    }
    /// A correction after the lock.
    Addendum = "addendum" { bilan: Texte, rang: Entier, date: Texte, auteur: Texte, texte: Texte }
    /// An answer.
    Reponse = "reponse" { bilan: Texte, rang: Entier, question: Texte, saisie: Json }
    /// The result of a screening tool.
    Outil = "outil" {
        bilan: Texte, rang: Entier, outil: Texte, version: Texte, date: Texte, repondant: Texte,
        score_brut: Json, sous_scores: Json, seuil: Texte, conclusion: Texte, passe_par: Texte,
        non_passe_motif: Texte, visibilite: Texte, volet: Texte, retire: Texte,
    }
    /// A recommendation.
    Preconisation = "preconisation" {
        bilan: Texte, rang: Entier, repere: Texte, code: Texte, type: Texte, libelle: Texte,
        probleme: Texte, justification: Texte, libelle_partageable: Texte, priorite: Texte,
        echeance: Texte, nb_seances: Entier, frequence: Texte, financement: Texte,
        professionnel_cible: Texte, autorisation: Texte, responsable: Texte, rdv: Json,
        statut: Texte, motif_non_realisation: Texte, resultat: Texte, relances: Json,
        bilan_origine: Texte, cloture: Json, visibilite: Texte,
    }
    /// The envelope of a year.
    Enveloppe = "enveloppe" {
        enfant: Texte, exercice_debut: Texte, exercice_fin: Texte, dispositif: Texte,
        montant_plafond: Reel, reserve: Reel, consomme: Reel, reste: Reel, statut: Texte,
    }
    /// A movement on an envelope.
    Mouvement = "mouvement" {
        enfant: Texte, rang: Entier, date: Texte, type: Texte, montant: Reel, seance: Texte,
        libelle: Texte,
    }
    /// A session with a liberal professional.
    Seance = "seance" {
        enfant: Texte, rang: Entier, repere: Texte, preco: Texte, pro: Texte, date: Texte,
        duree_min: Entier, nature: Texte, tarif: Reel, statut: Texte, presence: Texte,
        facture_ref: Texte, paiement_date: Texte,
    }
    /// A sending.
    Transmission = "transmission" {
        enfant: Texte, rang: Entier, repere: Texte, date: Texte, document: Texte,
        destinataire: Texte, categorie: Entier, canal: Texte, nature_information: Texte,
        information_personne: Json, statut: Texte, accuse: Json, papier: Texte, envoye_par: Texte,
        envoye_le: Entier,
    }
    /// A paper that was made.
    Document = "document" {
        enfant: Texte, bilan: Texte, genre: Texte, numero: Texte, date: Texte, destinataire: Texte,
        empreinte: Texte, statut: Texte, remplace: Texte, transmission: Texte, fait_par: Texte,
        fait_le: Entier, contenu: Texte, duplicatas: Entier,
    }
    /// An agreement to share, or that somebody was told.
    Consentement = "consentement" {
        enfant: Texte, rang: Entier, nature: Texte, donnees: Json, destinataires: Json,
        supports: Json, mesures: Texte, aupres_de: Texte, nom: Texte, recueilli_par: Texte,
        date: Texte, retire_le: Texte, retire_par: Texte, retire_motif: Texte,
    }
    /// A setting of the centre.
    Reglage = "reglage" { nom: Texte, valeur: Json, source: Texte }
    /// A growth reference that the centre loaded.
    Courbe = "courbe" {
        nom: Texte, source: Texte, licence: Texte, contenu: Texte, empreinte: Texte, date: Texte,
    }
    /// A form of the centre's own.
    Formulaire = "formulaire" {
        url: Texte, nom: Texte, version: Texte, titre: Texte, volet: Texte, age_min: Entier,
        age_max: Entier, contenu: Texte, empreinte: Texte, date: Texte, auteur: Texte,
        statut: Texte,
    }
    /// Heights of a child's parents, under the child's identifier.
    Parents = "parents" { pere_cm: Reel, mere_cm: Reel }
    /// What a doctor decided against the vaccination calendar.
    DecisionVaccinale = "decision_vaccinale" {
        enfant: Texte, rang: Entier, valence: Texte, decision: Texte, motif: Texte,
        jusqu_au: Texte, auteur: Texte, date: Texte,
    }
    /// What was said of the screening for neuro-developmental disorders.
    Reperage = "reperage" {
        enfant: Texte, rang: Entier, jalon: Texte, etat: Texte, date: Texte, auteur: Texte,
        note_le: Texte,
    }
    /// What was answered to an alert.
    Alerte = "alerte" {
        bilan: Texte, rang: Entier, cle: Texte, gravite: Texte, traitement: Texte, texte: Texte,
        preconisation: Texte, auteur: Texte, date: Texte, instant: Entier, visibilite: Texte,
    }
    /// What the pair did with a proposal of the synthesis.
    Proposition = "proposition" {
        bilan: Texte, rang: Entier, cle: Texte, sort: Texte, probleme: Texte,
        preconisation: Texte, auteur: Texte, instant: Entier, visibilite: Texte,
    }
}
