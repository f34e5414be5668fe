//! The table: what of a record goes out on which paper. One row for codes that share their rules,
//! one column for each paper. A test compares it with the dictionary and with the record.

use super::PaperKind;
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
        SeancesSeules = "seances_seules", "La prescription ne dit que les séances";
        Opposition = "opposition", "Opposition écrite du mineur";
        LieuConfidentiel = "lieu_confidentiel", "Lieu d’accueil confidentiel";
        SansTexte = "sans_texte", "Aucun texte partageable n’est écrit";
        SujetReserve = "sujet_reserve", "Santé sexuelle ou addictions, jamais sur ce document";
        Retiree = "retiree", "Préconisation annulée";
        PlusPosee = "plus_posee", "La question n’est plus posée";
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
const P: Regle = Regle::Retenu(Raison::SeancesSeules);
const O: Regle = Regle::Retenu(Raison::Opposition);

/// Codes, and their rules on papers A, B, C, D and E.
type Ligne = (&'static [&'static str], [Regle; 5]);

#[rustfmt::skip]
static LIGNES: &[Ligne] = &[
    // The bilan, by the dictionary.
    (&["ctx.sources", "ctx.fiabilite", "ctx.parcours_accueil", "ctx.date_dernier_medecin"],
        [S, M, X, M, P]),
    (&["ant.expo_alcool", "ant.expo_tabac", "ant.expo_drogues", "ant.expo_medic", "ant.familiaux"],
        [V, T, X, T, P]),
    (&["ant.grossesse_suivie", "ant.terme_sa", "ant.poids_naiss", "ant.taille_naiss",
        "ant.pc_naiss", "ant.apgar_1", "ant.apgar_5", "ant.apgar_10", "ant.neonat",
        "ant.depistage_neonat", "ant.medicaux", "ant.chirurgicaux", "ant.hospit", "ant.urgences",
        "ant.traitements", "ant.expo_tuberculose", "ant.expo_drepanocytose", "ant.expo_plomb"],
        [S, M, X, M, P]),
    (&["ant.traumatismes", "ant.expo_vhb_vhc_vih"], [V, V, X, V, P]),
    // What may kill at table is said, whatever it is: the allergen and how grave, not the reaction.
    (&["ant.allergies"], [S, S, X, N, P]),
    (&["ant.suivis_en_cours"], [S, B, X, B, P]),
    (&["vie.sommeil", "vie.alimentation", "vie.ecrans_h", "vie.activite_physique",
        "vie.hygiene_dent", "vie.proprete", "vie.douleur"], [S, B, X, B, P]),
    (&["sco.mode", "sco.niveau", "sco.absenteisme"], [S, B, X, B, P]),
    (&["sco.difficultes"], [S, M, X, M, P]),
    (&["sco.aides", "sco.mdph"], [S, S, X, N, P]),
    (&["sco.harcelement"], [V, V, X, V, P]),
    (&["cro.poids", "cro.taille", "cro.pc", "cro.oedeme", "cro.imc", "cro.ta_sys", "cro.ta_dia",
        "cro.fc", "cro.spo2", "cro.temp"], [S, M, X, M, P]),
    (&["cro.puberte", "cro.menarche"], [V, V, X, V, P]),
    (&["vis.lunettes"], [S, S, X, S, P]),
    (&["vis.signes", "vis.av_od", "vis.av_og", "vis.av_bino", "vis.stereo", "vis.couleurs",
        "aud.signes", "aud.methode", "aud.conclusion"], [S, B, X, B, P]),
    (&["aud.otoscopie_d", "aud.otoscopie_g", "aud.seuils"], [S, M, X, M, P]),
    (&["den.dernier_ebd", "den.caries_visibles", "den.douleur", "den.malocclusion", "den.trauma",
        "den.urgence", "den.gencives"], [S, B, X, B, P]),
    // Due or done, and no more: which vaccine to book is the sentence of a recommendation.
    (&["vac.statut_global"], [S, S, X, N, P]),
    (&["vac.contre_indication"], [S, M, X, M, P]),
    (&["vac.proposees", "vac.faites_ce_jour"], [S, B, X, B, P]),
    (&["exa.etat_general", "exa.peau", "exa.orl", "exa.cardiovasculaire", "exa.respiratoire",
        "exa.abdomen", "exa.neuro", "exa.orthopedie_rachis", "exa.thyroide", "exa.ganglions",
        "exa.genital_externe"], [S, M, X, M, P]),
    (&["exa.lesions"], [V, V, X, V, P]),
    (&["dev.motricite_globale", "dev.motricite_fine", "dev.langage_comprehension",
        "dev.langage_expression", "dev.sociocommunication", "dev.jeu", "dev.regulation",
        "dev.age_marche", "dev.premiers_mots", "dev.signes_alerte_tnd", "dev.conclusion",
        "app.langage_oral", "app.lecture", "app.ecriture", "app.calcul", "app.attention",
        "app.praxies", "app.conclusion"], [S, M, X, M, P]),
    (&["psy.humeur", "psy.anxiete", "psy.attachement_relation", "psy.comportement",
        "psy.sommeil_psy", "psy.troubles_alim", "psy.automutilation", "psy.idees_suicidaires",
        "psy.ts_anterieure", "psy.suivi", "psy.retentissement", "psy.urgence"], [S, M, X, M, P]),
    (&["exp.negligence", "exp.violence_physique", "exp.violence_psy", "exp.violence_sexuelle",
        "exp.violence_conjugale", "exp.deuil_separation", "exp.exil", "exp.exploitation",
        "exp.verbatim", "exp.ip_signalement", "exp.symptomes"], [V, V, X, V, P]),
    (&["ado.seul", "ado.maison", "ado.scolarite", "ado.activites", "ado.tabac", "ado.vapotage",
        "ado.alcool", "ado.cannabis", "ado.autres", "ado.jeux", "ado.sexualite_abordee",
        "ado.contraception", "ado.ist_depistage", "ado.grossesse", "ado.regles_douleur",
        "ado.prostitution_risque", "ado.fugues", "ado.opposition_info"], [V, V, X, V, P]),
    (&["enf.attentes", "enf.accord_examen", "enf.comprehension_restitution",
        "enf.souhaite_que_soit_dit_a"], [S, M, X, M, P]),
    // The synthesis.
    (&["syn.problemes", "syn.texte", "syn.points_vigilance", "syn.elements_manquants",
        "syn.niveau_suivi"], [S, M, X, M, P]),
    (&["syn.prochain_bilan"], [S, S, X, S, P]),
    // The results of tools.
    (&["outil.outil", "outil.version", "outil.date", "outil.repondant", "outil.score_brut",
        "outil.sous_scores", "outil.seuil", "outil.conclusion",
        "outil.non_passe_motif"], [S, M, X, M, P]),
    (&["outil.passe_par", "outil.visibilite", "outil.volet"], [N, N, X, N, P]),
    // Recommendations. Of the type, only its family goes out (`famille`).
    (&["preco.libelle", "preco.probleme", "preco.justification",
        "preco.motif_non_realisation", "preco.resultat"], [S, M, X, M, P]),
    (&["preco.type"], [S, M, X, M, S]),
    (&["preco.libelle_partageable"], [N, S, X, S, P]),
    (&["preco.nb_seances", "preco.frequence", "preco.professionnel_cible"], [S, S, X, S, S]),
    (&["preco.echeance", "preco.responsable", "preco.rdv", "preco.statut"], [S, S, X, S, P]),
    (&["preco.priorite", "preco.autorisation"], [S, S, X, N, P]),
    (&["preco.financement", "preco.relances", "preco.cloture"], [S, N, X, N, P]),
    (&["preco.id", "preco.code", "preco.bilan_origine", "preco.visibilite"], [N, N, X, N, P]),
    // Identity.
    (&["enfant.num_dossier_local", "enfant.sexe"], [S, S, S, S, S]),
    (&["enfant.nom_naissance", "enfant.date_naissance", "enfant.date_naissance_estimee"],
        [S, S, S, N, S]),
    (&["enfant.prenom_utilise"], [S, S, X, S, P]),
    (&["enfant.prenoms_naissance"], [S, N, S, N, S]),
    (&["enfant.lieu_naissance_libelle", "enfant.ins_statut", "enfant.ins_matricule",
        "enfant.ins_oid", "enfant.graphie_origine"], [S, N, X, N, P]),
    (&["enfant.lieu_naissance_insee", "enfant.fratrie", "enfant.mna", "enfant.couverture_am",
        "enfant.c2s", "enfant.espace_sante", "enfant.carnet_sante"], [N, N, X, N, P]),
    (&["enfant.ald"], [N, M, X, M, P]),
    (&["enfant.secret_oppositions"], [S, O, O, O, O]),
    // The centre and the bilan itself.
    (&["centre"], [S, S, S, S, S]),
    (&["bilan.date"], [S, S, S, S, P]),
    (&["bilan.demi_journee"], [N, N, S, N, P]),
    (&["bilan.type", "bilan.binome"], [S, S, X, N, P]),
    (&["bilan.presents", "bilan.langue", "bilan.interprete", "bilan.statut",
        "bilan.examen_obligatoire_correspondant"], [S, N, X, N, P]),
    // Who prescribes: the doctor who signed.
    (&["bilan.signatures"], [S, N, X, N, S]),
    (&["bilan.sections", "bilan.addenda"], [S, M, X, M, P]),
    (&["bilan.a_commencer"], [N, N, X, N, P]),
    (&["bilan.lieu", "bilan.modele_version", "bilan.age_mois", "bilan.intervenants_seconde_ligne"],
        [N, N, X, N, P]),
    // The referral.
    (&["demande.emetteur_contact", "demande.secteur"], [S, S, X, N, P]),
    (&["demande.allergie"], [N, S, X, N, P]),
    (&["demande.alerte_sante", "demande.traitement_en_cours"], [N, M, X, M, P]),
    (&["demande.visites_restrictions"], [V, V, X, V, P]),
    (&["demande.mesure_type", "demande.date_debut_mesure", "demande.lieu_accueil_type",
        "demande.lieu_accueil"], [S, N, X, N, P]),
    (&["demande.emetteur_type", "demande.date_reception", "demande.mesure_fin", "demande.motif",
        "demande.urgence", "demande.handicap", "demande.langue_interprete", "demande.accompagnant",
        "demande.medecin_traitant", "demande.autorite_parentale", "demande.autorisations",
        "demande.pieces", "demande.statut"], [N, N, X, N, P]),
    // The rest of the record.
    (&["professionnels", "medecin_referent", "parcours_accueil", "transmissions"], [S, N, X, N, P]),
    (&["autorite_parentale", "autorisations"], [N, N, X, N, P]),
    (&["mesures_anterieures", "vaccinations", "decisions_vaccinales", "reperages"],
        [S, M, X, M, P]),
    (&["alertes", "propositions"], [N, M, X, M, P]),
    // What was agreed to names who agreed: it stays in the record, where it is the proof.
    (&["consentements", "documents"], [N, N, X, N, P]),
    (&["tailles_parents"], [S, T, X, T, P]),
    (&["enveloppe", "mouvements", "seances"], [N, N, X, N, P]),
    (&["schema_version", "case_id", "titre", "couvre", "bande_age", "date_reference",
        "formulaires"],
        [N, N, X, N, P]),
];

static PAR_CODE: LazyLock<HashMap<&'static str, [Regle; 5]>> = LazyLock::new(|| {
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
pub fn regle(genre: PaperKind, code: &str) -> Regle {
    let (colonne, autrement) = match genre {
        PaperKind::A => (0, Regle::Sort),
        PaperKind::B => (1, Regle::Retenu(Raison::HorsListe)),
        PaperKind::C => (2, Regle::Retenu(Raison::HorsListe)),
        PaperKind::D => (3, Regle::Retenu(Raison::HorsListe)),
        PaperKind::E => (4, Regle::Retenu(Raison::HorsListe)),
    };
    PAR_CODE.get(code).map_or(autrement, |regles| regles[colonne])
}

/// Every code of the table, once per row where it stands.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    LIGNES.iter().flat_map(|(codes, _)| codes.iter().copied())
}
