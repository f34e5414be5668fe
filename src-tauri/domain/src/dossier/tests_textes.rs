//! Every text and every day of the format, found by walking whole records: blanks are put in each
//! text, nothing in each, and a day that is to come in each day. What is taken in all the same is
//! listed here with its reason, and the list has no line too many.

use super::tests_regles::{CAS, complet, fautes, sans_rangs};
use crate::date::{DateCivile, DatePartielle};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The records that are walked: the whole one, then the invented ones.
fn dossiers() -> Vec<Value> {
    let mut noms: Vec<_> =
        std::fs::read_dir(CAS).expect("the cases").map(|e| e.expect("an entry").path()).collect();
    noms.retain(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("case-")));
    noms.sort();
    let lus = noms.iter().map(|nom| {
        let texte = std::fs::read_to_string(nom).expect("a case");
        serde_json::from_str(&texte).expect("JSON")
    });
    std::iter::once(complet()).chain(lus).collect()
}

/// One step on the way to a value.
#[derive(Clone)]
enum Pas {
    Cle(String),
    Rang(usize),
}

/// A text of a record.
struct Lieu {
    pas: Vec<Pas>,
    /// As a refusal names it.
    chemin: String,
    /// The same without ranks, and with the code of its answer.
    forme: String,
    texte: String,
}

impl Lieu {
    fn replace(&self, dossier: &mut Value, par: &str) {
        let ici = self.pas.iter().fold(dossier, |ici, pas| match pas {
            Pas::Cle(cle) => &mut ici[cle.as_str()],
            Pas::Rang(rang) => &mut ici[*rang],
        });
        *ici = json!(par);
    }
}

fn lieux(dossier: &Value) -> Vec<Lieu> {
    fn descend(
        v: &Value,
        pas: &[Pas],
        chemin: &str,
        trouves: &mut Vec<(Vec<Pas>, String, String)>,
    ) {
        let avec = |un: Pas| pas.iter().cloned().chain([un]).collect::<Vec<_>>();
        match v {
            Value::Object(o) => o.iter().for_each(|(cle, v)| {
                let sous = if chemin.is_empty() { cle.clone() } else { format!("{chemin}.{cle}") };
                descend(v, &avec(Pas::Cle(cle.clone())), &sous, trouves);
            }),
            Value::Array(l) => l.iter().enumerate().for_each(|(i, v)| {
                descend(v, &avec(Pas::Rang(i)), &format!("{chemin}[{i}]"), trouves);
            }),
            Value::String(texte) => trouves.push((pas.to_vec(), chemin.to_owned(), texte.clone())),
            _ => {}
        }
    }
    let mut trouves = Vec::new();
    descend(dossier, &[], "", &mut trouves);
    let lieu = |(pas, chemin, texte): (Vec<Pas>, String, String)| {
        let mut forme = sans_rangs(&chemin);
        if let (true, Some(Pas::Rang(i))) = (forme.starts_with("reponses[].valeur"), pas.get(1)) {
            let code = dossier["reponses"][*i]["code"].as_str().unwrap_or_default();
            forme = forme.replacen("valeur", &format!("valeur {code}"), 1);
        }
        Lieu { pas, chemin, forme, texte }
    };
    trouves.into_iter().map(lieu).collect()
}

/// Puts another text in each of these places, all at once, and gives those that are taken in. A code or
/// a day that does not read is refused alone, before anything else is looked at: it is then put back.
fn pris(dossier: &Value, mut lieux: Vec<Lieu>, par: impl Fn(&Lieu) -> String) -> Vec<Lieu> {
    loop {
        let mut change = dossier.clone();
        for lieu in &lieux {
            lieu.replace(&mut change, &par(lieu));
        }
        let fautes = fautes(&change);
        let avant = lieux.len();
        lieux.retain(|lieu| !fautes.iter().any(|p| p.chemin == lieu.chemin));
        if lieux.len() + 1 != avant {
            return lieux;
        }
    }
}

#[test]
fn blanks_are_no_text_anywhere() {
    let mut vus = BTreeSet::new();
    for (dossier, blancs) in dossiers().iter().zip(["  ", "\u{a0}\u{200b}"].into_iter().cycle()) {
        let mut textes = lieux(dossier);
        textes.retain(|lieu| vus.insert(lieu.forme.clone()));
        let pris = pris(dossier, textes, |_| blancs.to_owned());
        let chemins: Vec<String> = pris.into_iter().map(|lieu| lieu.chemin).collect();
        assert!(chemins.is_empty(), "blanks are taken in: {chemins:#?}");
    }
    assert!(vus.len() > 250, "{} texts only were walked", vus.len());
}

/// What may be empty: why, and the places; one that ends with `*` stands for all that begins so.
const VIDES: &[(&str, &[&str])] = &[
    ("what the file says of itself, for people to read", &["case_id", "bande_age", "titre"]),
    (
        "not known; an address that no letter finds is told beside the import",
        &[
            "autorite_parentale[].prenom",
            "centre.adresse.code_postal",
            "centre.adresse.commune",
            "centre.courriel",
            "centre.telephone",
            "demande.demande.emetteur_contact.*",
            "demande.demande.lieu_accueil.*",
            "demande.demande.accompagnant",
            "demande.demande.secteur",
            "medecin_referent.adresse.code_postal",
            "medecin_referent.adresse.commune",
            "medecin_referent.civilite",
            "medecin_referent.mssante",
            "medecin_referent.prenom",
            "medecin_referent.rpps",
            "medecin_referent.specialite",
            "medecin_referent.telephone",
            "professionnels[].rpps",
            "professionnels[].mode",
        ],
    ),
    (
        "nobody said it",
        &[
            "autorite_parentale[].note",
            "autorisations[].document",
            "autorisations[].titulaire",
            "bilan.langue",
            "bilan.lieu",
            "demande.demande.alerte_sante",
            "demande.demande.allergie.texte",
            "demande.demande.handicap.texte",
            "demande.demande.langue_interprete.langue",
            "demande.demande.traitement_en_cours.texte",
            "demande.demande.urgence.texte",
            "demande.demande.visites_restrictions",
            "enfant.couverture_am",
            "mesures_anterieures[].source",
            "mouvements[].libelle",
            "parcours_accueil[].motif_fin",
            "parcours_accueil[].type",
            "professionnels[].charte.version",
            "professionnels[].formation[].module",
            "seances[].facture_ref",
            "vaccinations.doses[].lieu",
            "vaccinations.doses[].lot",
        ],
    ),
    (
        "a place of birth, a number or a spelling that is not known",
        &[
            "enfant.graphie_origine.ecriture",
            "enfant.graphie_origine.nom",
            "enfant.ins_matricule",
            "enfant.ins_oid",
            "enfant.lieu_naissance_insee",
            "enfant.lieu_naissance_libelle",
        ],
    ),
    ("the record of a brother or sister may be none of the base", &["enfant.fratrie[].case_id"]),
    (
        "the window writes the usual one where nothing is typed",
        &["enfant.secret_oppositions[].base"],
    ),
    ("what answers the alert is a recommendation", &["alertes[].texte"]),
    (
        "the pair may leave it out",
        &[
            "preconisations[].bilan_origine",
            "preconisations[].code",
            "preconisations[].frequence",
            "preconisations[].justification",
            "preconisations[].libelle_partageable",
            "preconisations[].professionnel_cible",
            "preconisations[].rdv.heure",
            "preconisations[].rdv.lieu",
            "preconisations[].relances[].a_qui",
            "preconisations[].relances[].canal",
            "preconisations[].relances[].reponse",
            "preconisations[].resultat",
            "propositions[].probleme",
            "synthese.syn.problemes[].domaine",
        ],
    ),
    (
        "the synthesis is written until it is signed",
        &["synthese.syn.texte", "synthese.syn.elements_manquants", "synthese.syn.points_vigilance"],
    ),
    ("what it protects against is told", &["vaccinations.doses[].produit"]),
    (
        "a score alone, or a reason alone, is a result",
        &[
            "outils[].conclusion",
            "outils[].non_passe_motif",
            "outils[].repondant",
            "outils[].seuil",
            "outils[].version",
        ],
    ),
    ("the window asks for neither", &["consentements[].nom", "consentements[].retire_motif"]),
    (
        "what a paper of elsewhere does not carry",
        &[
            "documents[].contenu",
            "documents[].destinataire",
            "documents[].empreinte",
            "transmissions[].accuse.etat",
            "transmissions[].information_personne.mode",
            "transmissions[].nature_information",
        ],
    ),
    ("a field that was left empty; a whole answer is not", &["reponses[].valeur *"]),
];

#[test]
fn a_text_is_empty_only_where_that_says_unknown() {
    let (mut vus, mut vides) = (BTreeSet::new(), BTreeSet::new());
    for dossier in dossiers() {
        let mut textes = lieux(&dossier);
        textes.retain(|lieu| vus.insert(lieu.forme.clone()));
        // An empty mark would be named by an empty author.
        let (marques, textes) = textes.into_iter().partition(|l| l.forme.ends_with("[].id"));
        for lieux in [marques, textes] {
            let pris = pris(&dossier, lieux, |_| String::new());
            vides.extend(pris.into_iter().map(|lieu| lieu.forme));
        }
    }
    ecarts(VIDES, &vides, "empty");
}

/// What was taken in and is not listed, or is listed and was refused.
fn ecarts(permis: &[(&str, &[&str])], pris: &BTreeSet<String>, quoi: &str) {
    let dit = |place: &str, forme: &str| match place.strip_suffix('*') {
        Some(debut) => forme.starts_with(debut),
        None => forme == place,
    };
    let places: Vec<&str> = permis.iter().flat_map(|(_, places)| places.iter().copied()).collect();
    let de_trop: Vec<&String> =
        pris.iter().filter(|forme| !places.iter().any(|p| dit(p, forme))).collect();
    assert!(de_trop.is_empty(), "taken in {quoi}: {de_trop:#?}");
    let perimes: Vec<&&str> =
        places.iter().filter(|p| !pris.iter().any(|forme| dit(p, forme))).collect();
    assert!(perimes.is_empty(), "refused {quoi}, and listed: {perimes:#?}");
}

/// What may be to come: why, and the places.
const A_VENIR: &[(&str, &[&str])] = &[
    (
        "a measure, a stay, a decision or a charter holds for some time",
        &[
            "decisions_vaccinales[].jusqu_au",
            "demande.demande.mesure_fin",
            "parcours_accueil[].fin",
            "professionnels[].charte.fin",
            "reponses[].valeur ant.traitements[].fin",
        ],
    ),
    ("a judge may order a measure for a coming day", &["demande.demande.date_debut_mesure"]),
    (
        "an envelope is that of a year, and may be granted early",
        &["enveloppe.exercice_debut", "enveloppe.exercice_fin"],
    ),
    (
        "what is planned",
        &["preconisations[].echeance", "preconisations[].rdv.date", "synthese.syn.prochain_bilan"],
    ),
    ("a session that is planned: see the states below", &["seances[].date"]),
];

#[test]
fn a_day_is_to_come_only_where_it_is_planned() {
    let (mut vus, mut a_venir) = (BTreeSet::new(), BTreeSet::new());
    for dossier in dossiers() {
        let mut jours = lieux(&dossier);
        // A year alone may be a number; these three bound the others, and are tried elsewhere.
        jours.retain(|lieu| {
            let jour = lieu.texte.get(..10).and_then(DateCivile::parse_iso).is_some();
            let mois = lieu.texte.len() == 7 && DatePartielle::parse_iso(&lieu.texte).is_some();
            (jour || mois)
                && !["enfant.date_naissance", "date_reference", "bilan.date"]
                    .contains(&lieu.forme.as_str())
                && vus.insert(lieu.forme.clone())
        });
        let par = |lieu: &Lieu| match lieu.texte.len() {
            7 => "2031-01".to_owned(),
            _ => format!("2031-01-01{}", &lieu.texte[10..]),
        };
        a_venir.extend(pris(&dossier, jours, par).into_iter().map(|lieu| lieu.forme));
    }
    assert!(vus.len() > 40, "{vus:#?}");
    ecarts(A_VENIR, &a_venir, "to come");
}

/// A session is planned or took place: the state says which.
#[test]
fn a_session_that_took_place_is_not_to_come() {
    for (statut, presence, permis) in [
        ("planifiee", Value::Null, true),
        ("prescrite", Value::Null, true),
        ("annulee", Value::Null, true),
        ("absence_excusee", json!("absent_excuse"), true),
        ("realisee", Value::Null, false),
        ("absence_non_excusee", Value::Null, false),
        ("facturee", Value::Null, false),
        ("payee", Value::Null, false),
        ("planifiee", json!("present"), false),
    ] {
        let mut d = complet();
        d["seances"][0]["date"] = json!("2031-01-01");
        d["seances"][0]["statut"] = json!(statut);
        d["seances"][0]["presence"] = presence;
        let trouvees = fautes(&d);
        let ici = trouvees.iter().find(|p| p.chemin == "seances[0].date");
        assert_eq!(ici.is_none(), permis, "{statut}: {trouvees:#?}");
        assert!(ici.is_none_or(|p| p.raison.contains("est à venir")), "{trouvees:#?}");
    }
}

/// What a window asks for, the import asks for as well, in a sentence.
#[test]
fn what_is_missing_or_too_long_is_said_by_place() {
    let long = "x".repeat(4101);
    for (pointeur, valeur, place, mots) in [
        ("/centre/nom", json!("-"), "centre.nom", "écrivez le nom du centre"),
        ("/parcours_accueil/0/nom", json!(""), "parcours_accueil[0].nom", "lieu d’accueil"),
        ("/vaccinations/doses/0/lot", json!("  "), "vaccinations.doses[0].lot", "que des blancs"),
        ("/preconisations/0/libelle", json!(""), "preconisations[0].libelle", "ce qui est"),
        ("/preconisations/0/justification", json!(long), "preconisations[0].justification", "4100"),
        ("/bilan/addenda/0/texte", json!(long), "bilan.addenda[0].texte", "4100 au plus"),
        ("/professionnels/0/rpps", json!("123"), "professionnels[0].rpps", "manquent"),
        ("/medecin_referent/rpps", json!("123"), "medecin_referent.rpps", "RPPS"),
        ("/enfant/ins_matricule", json!("12"), "enfant.ins_matricule", "manquent"),
        ("/enfant/lieu_naissance_insee", json!("Lyon"), "enfant.lieu_naissance_insee", "INSEE"),
        ("/centre/finess", json!("87"), "centre.finess", "FINESS"),
        ("/enfant/num_dossier_local", json!("."), "enfant.num_dossier_local", "numéro de dossier"),
        (
            "/medecin_referent/adresse/lignes",
            json!(["  "]),
            "medecin_referent.adresse.lignes[0]",
            "que des blancs",
        ),
    ] {
        let mut d = complet();
        *d.pointer_mut(pointeur).expect("a place") = valeur;
        let trouvees = fautes(&d);
        let ici: Vec<_> = trouvees.iter().filter(|p| p.chemin == place).collect();
        assert_eq!(ici.len(), 1, "{place}: {trouvees:#?}");
        assert!(ici[0].raison.contains(mots), "{trouvees:#?}");
    }
    let mut d = complet();
    d["vaccinations"]["doses"][0]["produit"] = json!("");
    assert_eq!(fautes(&d), [], "what it protects against is enough");
    d["vaccinations"]["doses"][0]["valences"] = json!([]);
    assert_eq!(fautes(&d)[0].chemin, "vaccinations.doses[0].produit");
    // Without anyone to reach there is no name to write.
    d = complet();
    d["autorite_parentale"][0]["nom"] = json!("");
    d["autorite_parentale"][0]["prenom"] = json!("");
    assert_eq!(fautes(&d)[0].chemin, "autorite_parentale[0].nom");
    d["autorite_parentale"][0]["lien"] = json!("aucun_joignable");
    assert_eq!(fautes(&d), []);
}
