//! The table: whether each code and each field of a record may go out, and why not. One row for
//! codes that share it; which of them go out on a paper is the paper’s own list (`papier::liste`).
//! A test compares the table with the dictionary and with the record.

use crate::papier::{PaperKind, Raison, Reads};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Whether something goes out on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regle {
    Sort,
    /// It stays inside, for this reason.
    Retenu(Raison),
}

impl Regle {
    #[must_use]
    pub const fn sort(self) -> bool {
        matches!(self, Self::Sort)
    }
}

/// Whether the codes of a row go out, and why not.
#[derive(Clone, Copy)]
struct Ligne {
    codes: &'static [&'static str],
    /// Why it stays off the papers that read the whole record; none where it goes out on them.
    whole: Option<Raison>,
    /// Why it stays off the papers that do not list it.
    unlisted: Raison,
}

const fn row(whole: Option<Raison>, unlisted: Raison, codes: &'static [&'static str]) -> Ligne {
    Ligne { codes, whole, unlisted }
}

/// It goes out.
const S: Option<Raison> = None;
const V: Raison = Raison::SecretRenforce;
const M: Raison = Raison::Medical;
const T: Raison = Raison::Tiers;
const B: Raison = Raison::ParUnBesoin;
const N: Raison = Raison::SansNecessite;
const O: Raison = Raison::Opposition;

#[rustfmt::skip]
static LIGNES: &[Ligne] = &[
    // The bilan, by the dictionary.
    row(S, M, &["ctx.sources", "ctx.fiabilite", "ctx.parcours_accueil", "ctx.date_dernier_medecin"]),
    row(Some(V), T, &["ant.expo_alcool", "ant.expo_tabac", "ant.expo_drogues", "ant.expo_medic",
        "ant.familiaux"]),
    row(S, M, &["ant.grossesse_suivie", "ant.terme_sa", "ant.poids_naiss", "ant.taille_naiss",
        "ant.pc_naiss", "ant.apgar_1", "ant.apgar_5", "ant.apgar_10", "ant.neonat",
        "ant.depistage_neonat", "ant.medicaux", "ant.chirurgicaux", "ant.hospit", "ant.urgences",
        "ant.traitements", "ant.expo_tuberculose", "ant.expo_drepanocytose", "ant.expo_plomb"]),
    row(Some(V), V, &["ant.traumatismes", "ant.expo_vhb_vhc_vih"]),
    // A food allergy may kill, so the allergen and its gravity go out; the reaction does not.
    row(S, N, &["ant.allergies"]),
    row(S, B, &["ant.suivis_en_cours"]),
    row(S, B, &["vie.sommeil", "vie.alimentation", "vie.ecrans_h", "vie.activite_physique",
        "vie.hygiene_dent", "vie.proprete", "vie.douleur"]),
    row(S, B, &["sco.mode", "sco.niveau", "sco.absenteisme"]),
    row(S, M, &["sco.difficultes"]),
    row(S, N, &["sco.aides", "sco.mdph"]),
    row(Some(V), V, &["sco.harcelement"]),
    row(S, M, &["cro.poids", "cro.taille", "cro.pc", "cro.oedeme", "cro.imc", "cro.ta_sys",
        "cro.ta_dia", "cro.fc", "cro.spo2", "cro.temp"]),
    row(Some(V), V, &["cro.puberte", "cro.menarche"]),
    row(S, B, &["vis.lunettes"]),
    row(S, B, &["vis.signes", "vis.av_od", "vis.av_og", "vis.av_bino", "vis.stereo", "vis.couleurs",
        "aud.signes", "aud.methode", "aud.conclusion"]),
    row(S, M, &["aud.otoscopie_d", "aud.otoscopie_g", "aud.seuils"]),
    row(S, B, &["den.dernier_ebd", "den.caries_visibles", "den.douleur", "den.malocclusion",
        "den.trauma", "den.urgence", "den.gencives"]),
    // Due or done, and no more: which vaccine to book is the sentence of a recommendation.
    row(S, N, &["vac.statut_global"]),
    row(S, M, &["vac.contre_indication"]),
    row(S, B, &["vac.proposees", "vac.faites_ce_jour"]),
    row(S, M, &["exa.etat_general", "exa.peau", "exa.orl", "exa.cardiovasculaire",
        "exa.respiratoire", "exa.abdomen", "exa.neuro", "exa.orthopedie_rachis", "exa.thyroide",
        "exa.ganglions", "exa.genital_externe"]),
    row(Some(V), V, &["exa.lesions"]),
    row(S, M, &["dev.motricite_globale", "dev.motricite_fine", "dev.langage_comprehension",
        "dev.langage_expression", "dev.sociocommunication", "dev.jeu", "dev.regulation",
        "dev.age_marche", "dev.premiers_mots", "dev.signes_alerte_tnd", "dev.conclusion",
        "app.langage_oral", "app.lecture", "app.ecriture", "app.calcul", "app.attention",
        "app.praxies", "app.conclusion"]),
    row(S, M, &["psy.humeur", "psy.anxiete", "psy.attachement_relation", "psy.comportement",
        "psy.sommeil_psy", "psy.troubles_alim", "psy.automutilation", "psy.idees_suicidaires",
        "psy.ts_anterieure", "psy.suivi", "psy.retentissement", "psy.urgence"]),
    row(Some(V), V, &["exp.negligence", "exp.violence_physique", "exp.violence_psy",
        "exp.violence_sexuelle", "exp.violence_conjugale", "exp.deuil_separation", "exp.exil",
        "exp.exploitation", "exp.verbatim", "exp.ip_signalement", "exp.symptomes"]),
    row(Some(V), V, &["ado.seul", "ado.maison", "ado.scolarite", "ado.activites", "ado.tabac",
        "ado.vapotage", "ado.alcool", "ado.cannabis", "ado.autres", "ado.jeux",
        "ado.sexualite_abordee", "ado.contraception", "ado.ist_depistage", "ado.grossesse",
        "ado.regles_douleur", "ado.prostitution_risque", "ado.fugues", "ado.opposition_info"]),
    row(S, M, &["enf.attentes", "enf.accord_examen", "enf.comprehension_restitution",
        "enf.souhaite_que_soit_dit_a"]),
    // The synthesis.
    row(S, M, &["syn.problemes", "syn.texte", "syn.points_vigilance", "syn.elements_manquants",
        "syn.niveau_suivi"]),
    row(S, N, &["syn.prochain_bilan"]),
    // The results of tools.
    row(S, M, &["outil.outil", "outil.version", "outil.date", "outil.repondant", "outil.score_brut",
        "outil.sous_scores", "outil.seuil", "outil.conclusion", "outil.non_passe_motif"]),
    row(Some(N), N, &["outil.passe_par", "outil.visibilite", "outil.volet"]),
    // Recommendations. Of the type, only its family goes out (`famille`).
    row(S, M, &["preco.libelle", "preco.probleme", "preco.justification",
        "preco.motif_non_realisation", "preco.resultat"]),
    row(S, M, &["preco.type"]),
    row(Some(N), N, &["preco.libelle_partageable"]),
    row(S, N, &["preco.nb_seances", "preco.frequence", "preco.professionnel_cible"]),
    row(S, N, &["preco.echeance", "preco.responsable", "preco.rdv", "preco.statut"]),
    row(S, N, &["preco.priorite", "preco.autorisation"]),
    row(S, N, &["preco.financement", "preco.relances", "preco.cloture"]),
    row(Some(N), N, &["preco.id", "preco.code", "preco.bilan_origine", "preco.visibilite"]),
    // Identity.
    row(S, N, &["enfant.num_dossier_local", "enfant.sexe"]),
    row(S, N, &["enfant.nom_naissance", "enfant.date_naissance", "enfant.date_naissance_estimee"]),
    row(S, N, &["enfant.prenom_utilise"]),
    row(S, N, &["enfant.prenoms_naissance"]),
    row(S, N, &["enfant.lieu_naissance_libelle", "enfant.ins_statut", "enfant.ins_matricule",
        "enfant.ins_oid", "enfant.graphie_origine"]),
    row(Some(N), N, &["enfant.lieu_naissance_insee", "enfant.fratrie", "enfant.mna",
        "enfant.couverture_am", "enfant.c2s", "enfant.espace_sante", "enfant.carnet_sante"]),
    row(Some(N), M, &["enfant.ald"]),
    row(S, O, &["enfant.secret_oppositions"]),
    // The centre and the bilan itself.
    row(S, N, &["centre"]),
    row(S, N, &["bilan.date"]),
    row(Some(N), N, &["bilan.demi_journee"]),
    row(S, N, &["bilan.type", "bilan.binome"]),
    row(S, N, &["bilan.presents", "bilan.langue", "bilan.interprete", "bilan.statut",
        "bilan.examen_obligatoire_correspondant"]),
    // Who prescribes: the doctor who signed.
    row(S, N, &["bilan.signatures"]),
    row(S, M, &["bilan.sections", "bilan.addenda"]),
    row(Some(N), N, &["bilan.a_commencer"]),
    row(Some(N), N, &["bilan.lieu", "bilan.modele_version", "bilan.age_mois",
        "bilan.intervenants_seconde_ligne"]),
    // The referral.
    row(S, N, &["demande.emetteur_contact", "demande.secteur"]),
    row(Some(N), N, &["demande.allergie"]),
    row(Some(N), M, &["demande.alerte_sante", "demande.traitement_en_cours"]),
    row(Some(V), V, &["demande.visites_restrictions"]),
    row(S, N, &["demande.mesure_type", "demande.date_debut_mesure", "demande.lieu_accueil_type",
        "demande.lieu_accueil"]),
    row(Some(N), N, &["demande.emetteur_type", "demande.date_reception", "demande.mesure_fin",
        "demande.motif", "demande.urgence", "demande.handicap", "demande.langue_interprete",
        "demande.accompagnant", "demande.medecin_traitant", "demande.autorite_parentale",
        "demande.autorisations", "demande.pieces", "demande.statut"]),
    // The rest of the record.
    row(S, N, &["professionnels", "medecin_referent", "parcours_accueil", "transmissions"]),
    row(Some(N), N, &["autorite_parentale", "autorisations"]),
    row(S, M, &["mesures_anterieures", "vaccinations", "decisions_vaccinales", "reperages"]),
    row(Some(N), M, &["alertes", "propositions"]),
    // An agreement names the person who gave it: it stays in the record, as the proof.
    row(Some(N), N, &["consentements", "documents"]),
    row(S, T, &["tailles_parents"]),
    row(Some(N), N, &["enveloppe", "mouvements", "seances"]),
    row(Some(N), N, &["schema_version", "case_id", "titre", "couvre", "bande_age", "date_reference",
        "formulaires"]),
];

static PAR_CODE: LazyLock<HashMap<&'static str, Ligne>> = LazyLock::new(|| {
    LIGNES.iter().flat_map(|ligne| ligne.codes.iter().map(|code| (*code, *ligne))).collect()
});

/// Whether the table knows a code.
#[must_use]
pub fn a_une_regle(code: &str) -> bool {
    PAR_CODE.contains_key(code)
}

/// The rule of a code on a paper. A code of a form of the centre’s own, which the table cannot
/// know, goes to doctors only.
#[must_use]
pub fn regle(kind: PaperKind, code: &str) -> Regle {
    match (kind.facts().reads, PAR_CODE.get(code)) {
        (Reads::Whole, ligne) => match ligne.and_then(|ligne| ligne.whole) {
            None => Regle::Sort,
            Some(raison) => Regle::Retenu(raison),
        },
        (Reads::Only { .. }, None) => Regle::Retenu(Raison::HorsListe),
        (Reads::Only { list, .. }, Some(_)) if list.contains(&code) => Regle::Sort,
        // An objection is listed as an objection, whatever the paper.
        (_, Some(Ligne { unlisted: Raison::Opposition, .. })) => Regle::Retenu(Raison::Opposition),
        (Reads::Only { otherwise, .. }, Some(ligne)) => {
            Regle::Retenu(otherwise.unwrap_or(ligne.unlisted))
        }
    }
}

/// Every code of the table, once per row where it stands.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    LIGNES.iter().flat_map(|ligne| ligne.codes.iter().copied())
}
