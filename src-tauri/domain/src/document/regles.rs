//! The table: what of a record goes out on which paper. One row for codes that share their rules,
//! one column for each paper. A test compares it with the dictionary and with the record.

use super::Genre;
use crate::codes::codes;
use std::collections::HashMap;
use std::sync::LazyLock;

codes! {
    /// Why something stays inside.
    Raison {
        SecretRenforce = "secret_renforce", "Secret renforcé";
        Medical = "medical", "Donnée médicale, réservée aux soignants";
        Tiers = "tiers", "Santé d’une autre personne";
        ParUnBesoin = "par_un_besoin", "Ne se dit que par une préconisation partageable";
        SansNecessite = "sans_necessite", "Ce destinataire n’en a pas besoin";
        DateSeule = "date_seule", "L’attestation ne dit que la date";
        Opposition = "opposition", "Opposition écrite du mineur";
        LieuConfidentiel = "lieu_confidentiel", "Lieu d’accueil confidentiel";
        SansTexte = "sans_texte", "Aucun texte partageable n’est écrit";
        SujetReserve = "sujet_reserve", "Santé sexuelle ou addictions, jamais sur ce document";
        Retiree = "retiree", "Préconisation annulée";
        HorsListe = "hors_liste", "Aucune règle ne le laisse sortir";
    }
}

/// Whether something goes out on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regle {
    /// It does.
    Sort,
    /// It stays inside, for this reason.
    Retenu(Raison),
}

impl Regle {
    /// Whether it goes out.
    #[must_use]
    pub const fn sort(self) -> bool {
        matches!(self, Self::Sort)
    }
}

const S: Regle = Regle::Sort;
const V: Regle = Regle::Retenu(Raison::SecretRenforce);
const M: Regle = Regle::Retenu(Raison::Medical);
const T: Regle = Regle::Retenu(Raison::Tiers);
const B: Regle = Regle::Retenu(Raison::ParUnBesoin);
const N: Regle = Regle::Retenu(Raison::SansNecessite);
const X: Regle = Regle::Retenu(Raison::DateSeule);
const O: Regle = Regle::Retenu(Raison::Opposition);

/// Codes, and their rules on papers A, B, C and D.
type Ligne = (&'static [&'static str], [Regle; 4]);

#[rustfmt::skip]
static LIGNES: &[Ligne] = &[
    // The bilan, by the dictionary.
    (&["ctx.sources", "ctx.fiabilite", "ctx.parcours_accueil", "ctx.date_dernier_medecin"],
        [S, M, X, M]),
    (&["ant.expo_alcool", "ant.expo_tabac", "ant.expo_drogues", "ant.expo_medic", "ant.familiaux"],
        [V, T, X, T]),
    (&["ant.grossesse_suivie", "ant.terme_sa", "ant.poids_naiss", "ant.taille_naiss",
        "ant.pc_naiss", "ant.apgar_1", "ant.apgar_5", "ant.apgar_10", "ant.neonat",
        "ant.depistage_neonat", "ant.medicaux", "ant.chirurgicaux", "ant.hospit", "ant.urgences",
        "ant.traitements", "ant.expo_tuberculose", "ant.expo_drepanocytose", "ant.expo_plomb"],
        [S, M, X, M]),
    (&["ant.traumatismes", "ant.expo_vhb_vhc_vih"], [V, V, X, V]),
    // What may kill at table is said, whatever it is: the allergen and how grave, not the reaction.
    (&["ant.allergies"], [S, S, X, N]),
    (&["ant.suivis_en_cours"], [S, B, X, B]),
    (&["vie.sommeil", "vie.alimentation", "vie.ecrans_h", "vie.activite_physique",
        "vie.hygiene_dent", "vie.proprete", "vie.douleur"], [S, B, X, B]),
    (&["sco.mode", "sco.niveau", "sco.absenteisme"], [S, B, X, B]),
    (&["sco.difficultes"], [S, M, X, M]),
    (&["sco.aides", "sco.mdph"], [S, S, X, N]),
    (&["sco.harcelement"], [V, V, X, V]),
    (&["cro.poids", "cro.taille", "cro.pc", "cro.oedeme", "cro.imc", "cro.ta_sys", "cro.ta_dia",
        "cro.fc", "cro.spo2", "cro.temp"], [S, M, X, M]),
    (&["cro.puberte", "cro.menarche"], [V, V, X, V]),
    (&["vis.lunettes"], [S, S, X, S]),
    (&["vis.signes", "vis.av_od", "vis.av_og", "vis.av_bino", "vis.stereo", "vis.couleurs",
        "aud.signes", "aud.methode", "aud.conclusion"], [S, B, X, B]),
    (&["aud.otoscopie_d", "aud.otoscopie_g", "aud.seuils"], [S, M, X, M]),
    (&["den.dernier_ebd", "den.caries_visibles", "den.douleur", "den.malocclusion", "den.trauma",
        "den.urgence", "den.gencives"], [S, B, X, B]),
    // Due or done, and no more: which vaccine to book is the sentence of a recommendation.
    (&["vac.statut_global"], [S, S, X, N]),
    (&["vac.contre_indication"], [S, M, X, M]),
    (&["vac.proposees", "vac.faites_ce_jour"], [S, B, X, B]),
    (&["exa.etat_general", "exa.peau", "exa.orl", "exa.cardiovasculaire", "exa.respiratoire",
        "exa.abdomen", "exa.neuro", "exa.orthopedie_rachis", "exa.thyroide", "exa.ganglions",
        "exa.genital_externe"], [S, M, X, M]),
    (&["exa.lesions"], [V, V, X, V]),
    (&["dev.motricite_globale", "dev.motricite_fine", "dev.langage_comprehension",
        "dev.langage_expression", "dev.sociocommunication", "dev.jeu", "dev.regulation",
        "dev.age_marche", "dev.premiers_mots", "dev.signes_alerte_tnd", "dev.conclusion",
        "app.langage_oral", "app.lecture", "app.ecriture", "app.calcul", "app.attention",
        "app.praxies", "app.conclusion"], [S, M, X, M]),
    (&["psy.humeur", "psy.anxiete", "psy.attachement_relation", "psy.comportement",
        "psy.sommeil_psy", "psy.troubles_alim", "psy.automutilation", "psy.idees_suicidaires",
        "psy.ts_anterieure", "psy.suivi", "psy.retentissement", "psy.urgence"], [S, M, X, M]),
    (&["exp.negligence", "exp.violence_physique", "exp.violence_psy", "exp.violence_sexuelle",
        "exp.violence_conjugale", "exp.deuil_separation", "exp.exil", "exp.exploitation",
        "exp.verbatim", "exp.ip_signalement", "exp.symptomes"], [V, V, X, V]),
    (&["ado.seul", "ado.maison", "ado.scolarite", "ado.activites", "ado.tabac", "ado.vapotage",
        "ado.alcool", "ado.cannabis", "ado.autres", "ado.jeux", "ado.sexualite_abordee",
        "ado.contraception", "ado.ist_depistage", "ado.grossesse", "ado.regles_douleur",
        "ado.prostitution_risque", "ado.fugues", "ado.opposition_info"], [V, V, X, V]),
    (&["enf.attentes", "enf.accord_examen", "enf.comprehension_restitution",
        "enf.souhaite_que_soit_dit_a"], [S, M, X, M]),
    // The synthesis.
    (&["syn.problemes", "syn.texte", "syn.points_vigilance", "syn.elements_manquants",
        "syn.niveau_suivi"], [S, M, X, M]),
    (&["syn.prochain_bilan"], [S, S, X, S]),
    // The results of tools.
    (&["outil.outil", "outil.version", "outil.date", "outil.repondant", "outil.score_brut",
        "outil.sous_scores", "outil.seuil", "outil.conclusion",
        "outil.non_passe_motif"], [S, M, X, M]),
    (&["outil.passe_par", "outil.visibilite", "outil.volet"], [N, N, X, N]),
    // Recommendations. Of the type, only its family goes out (`famille`).
    (&["preco.type", "preco.libelle", "preco.probleme", "preco.justification",
        "preco.motif_non_realisation", "preco.resultat"], [S, M, X, M]),
    (&["preco.libelle_partageable"], [N, S, X, S]),
    (&["preco.echeance", "preco.nb_seances", "preco.frequence", "preco.professionnel_cible",
        "preco.responsable", "preco.rdv", "preco.statut"], [S, S, X, S]),
    (&["preco.priorite", "preco.autorisation"], [S, S, X, N]),
    (&["preco.financement", "preco.relances", "preco.cloture"], [S, N, X, N]),
    (&["preco.id", "preco.code", "preco.bilan_origine", "preco.visibilite"], [N, N, X, N]),
    // Identity.
    (&["enfant.num_dossier_local", "enfant.sexe"], [S, S, S, S]),
    (&["enfant.nom_naissance", "enfant.date_naissance", "enfant.date_naissance_estimee"],
        [S, S, S, N]),
    (&["enfant.prenom_utilise"], [S, S, X, S]),
    (&["enfant.prenoms_naissance"], [S, N, S, N]),
    (&["enfant.lieu_naissance_libelle", "enfant.ins_statut", "enfant.ins_matricule",
        "enfant.ins_oid", "enfant.graphie_origine"], [S, N, X, N]),
    (&["enfant.lieu_naissance_insee", "enfant.fratrie", "enfant.mna", "enfant.couverture_am",
        "enfant.c2s", "enfant.espace_sante", "enfant.carnet_sante"], [N, N, X, N]),
    (&["enfant.ald"], [N, M, X, M]),
    (&["enfant.secret_oppositions"], [S, O, O, O]),
    // The centre and the bilan itself.
    (&["centre"], [S, S, S, S]),
    (&["bilan.date"], [S, S, S, S]),
    (&["bilan.demi_journee"], [N, N, S, N]),
    (&["bilan.type", "bilan.binome"], [S, S, X, N]),
    (&["bilan.signatures", "bilan.presents", "bilan.langue", "bilan.interprete", "bilan.statut",
        "bilan.examen_obligatoire_correspondant"], [S, N, X, N]),
    (&["bilan.sections", "bilan.addenda"], [S, M, X, M]),
    (&["bilan.lieu", "bilan.modele_version", "bilan.age_mois", "bilan.intervenants_seconde_ligne"],
        [N, N, X, N]),
    // The referral.
    (&["demande.emetteur_contact", "demande.secteur"], [S, S, X, N]),
    (&["demande.allergie"], [N, S, X, N]),
    (&["demande.alerte_sante", "demande.traitement_en_cours"], [N, M, X, M]),
    (&["demande.visites_restrictions"], [V, V, X, V]),
    (&["demande.mesure_type", "demande.date_debut_mesure", "demande.lieu_accueil_type",
        "demande.lieu_accueil"], [S, N, X, N]),
    (&["demande.emetteur_type", "demande.date_reception", "demande.mesure_fin", "demande.motif",
        "demande.urgence", "demande.handicap", "demande.langue_interprete", "demande.accompagnant",
        "demande.medecin_traitant", "demande.autorite_parentale", "demande.autorisations",
        "demande.pieces", "demande.statut"], [N, N, X, N]),
    // The rest of the record.
    (&["professionnels", "medecin_referent", "parcours_accueil", "transmissions"], [S, N, X, N]),
    (&["autorite_parentale", "autorisations"], [N, N, X, N]),
    (&["mesures_anterieures", "vaccinations", "decisions_vaccinales"], [S, M, X, M]),
    (&["alertes"], [N, M, X, M]),
    (&["tailles_parents"], [S, T, X, T]),
    (&["enveloppe", "mouvements", "seances"], [N, N, X, N]),
    (&["schema_version", "case_id", "titre", "couvre", "bande_age", "date_reference",
        "formulaires"],
        [N, N, X, N]),
];

static PAR_CODE: LazyLock<HashMap<&'static str, [Regle; 4]>> = LazyLock::new(|| {
    LIGNES.iter().flat_map(|(codes, regles)| codes.iter().map(|code| (*code, *regles))).collect()
});

/// Whether the table knows a code.
#[must_use]
pub fn a_une_regle(code: &str) -> bool {
    PAR_CODE.contains_key(code)
}

/// The rule of a code on a paper. A code of a form of the centre’s own, which the table cannot know,
/// goes to doctors and to nobody else.
#[must_use]
pub fn regle(genre: Genre, code: &str) -> Regle {
    let (colonne, autrement) = match genre {
        Genre::A => (0, Regle::Sort),
        Genre::B => (1, Regle::Retenu(Raison::HorsListe)),
        Genre::C => (2, Regle::Retenu(Raison::HorsListe)),
        Genre::D => (3, Regle::Retenu(Raison::HorsListe)),
    };
    PAR_CODE.get(code).map_or(autrement, |regles| regles[colonne])
}

/// Every code of the table, once per row where it stands.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    LIGNES.iter().flat_map(|(codes, _)| codes.iter().copied())
}
