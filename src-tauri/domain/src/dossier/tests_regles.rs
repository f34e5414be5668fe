//! Every day and every number of the format has a rule, and the rule is asked.

use super::verification::regles::{Bornes, DATES, NOMBRES};
use super::*;
use crate::date::DateCivile;
use serde_json::{Value, json};

pub(super) const CAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");

fn jour(iso: &str) -> DateCivile {
    DateCivile::parse_iso(iso).expect("a day")
}

/// A day of import after all that the invented records tell.
fn import() -> DateCivile {
    jour("2026-11-30")
}

/// Case 07 (born on 14 May 2016) with everything that Escale adds to the format.
pub(super) fn complet() -> Value {
    let texte = std::fs::read_to_string(format!("{CAS}/case-07-annuel-sante-protegee.json"));
    let mut d: Value = serde_json::from_str(&texte.expect("a case")).expect("JSON");
    let instant = "2026-01-14T10:05:07.123Z";
    d["enfant"]["secret_oppositions"] = json!([{
        "date": "2026-01-14", "portee": ["S14"], "destinataires_exclus": ["parents"],
        "base": "CSP", "auteur": "MED2",
    }]);
    d["autorisations"][0]["date"] = json!("2026-01-10");
    d["bilan"]["sections"][0]["signe_par"] = json!("COO1");
    d["bilan"]["sections"][0]["signe_le"] = json!(instant);
    d["bilan"]["signatures"][0]["instant"] = json!(instant);
    d["bilan"]["addenda"] =
        json!([{ "date": "2026-01-20", "auteur": "MED2", "texte": "Vu par le dentiste." }]);
    d["preconisations"][0]["rdv"] =
        json!({ "date": "2026-02-01", "heure": "09:00", "lieu": "Cabinet" });
    d["preconisations"][0]["relances"] = json!([{
        "date": "2026-02-02", "canal": "telephone", "a_qui": "ASE", "reponse": "",
    }]);
    d["preconisations"][0]["cloture"] = json!({ "date": "2026-02-03", "par": "MED2" });
    // The first is planned, the second took place and was paid.
    let planifiee = json!({ "statut": "planifiee", "presence": null, "facture_ref": null });
    for (cle, valeur) in planifiee.as_object().expect("fields") {
        d["seances"][0][cle] = valeur.clone();
    }
    d["seances"][0]["paiement_date"] = Value::Null;
    d["seances"][1]["statut"] = json!("payee");
    d["seances"][1]["paiement_date"] = json!("2026-02-10");
    let liberal = d["professionnels"].as_array_mut().expect("people").iter_mut();
    for pro in liberal.filter(|p| p["charte"].is_object()) {
        pro["charte"]["fin"] = json!("2027-09-12");
    }
    d["transmissions"][0]["accuse"] = json!({ "date": "2026-01-15", "note": null });
    d["transmissions"][0]["envoye_par"] = json!("SEC1");
    d["transmissions"][0]["envoye_le"] = json!(instant);
    d["tailles_parents"] = json!({ "pere_cm": 178.0, "mere_cm": 164.5 });
    d["decisions_vaccinales"] = json!([{
        "valence": "HPV", "decision": "refus", "motif": "À revoir", "jusqu_au": "2027-01-14",
        "auteur": "MED2", "date": "2026-01-14",
    }]);
    d["reperages"] = json!([{
        "jalon": "6_ans", "etat": "atteste", "date": "2022-09", "auteur": "MED2",
        "note_le": "2026-01-14",
    }]);
    d["alertes"] = json!([
        { "cle": "reponse:a", "gravite": "importante", "traitement": "preconisation", "texte": "Dit",
          "preconisation": "P01", "auteur": "MED2", "date": "2026-01-14", "instant": instant },
    ]);
    d["propositions"] = json!([
        { "cle": "reponse:b", "sort": "gardee", "probleme": "PB1", "preconisation": "P02",
          "auteur": "PSY2", "instant": instant, "visibilite": "V2" },
    ]);
    d["consentements"] = json!([{
        "nature": "consentement", "donnees": ["medical"], "destinataires": ["ecole"],
        "supports": ["papier"], "mesures": "Pli fermé", "aupres_de": "mere", "nom": "Mme A",
        "recueilli_par": "SEC1", "date": "2026-01-10", "retire_le": "2026-01-12",
        "retire_par": "COO1", "retire_motif": "A changé d’avis",
    }]);
    d["documents"] = json!([{
        "id": "DOC1", "genre": "A", "numero": "2026-00001", "date": "2026-01-14",
        "destinataire": "Dr GAUTIER", "empreinte": "ab", "statut": "valide", "remplace": null,
        "transmission": "T01", "fait_par": "SEC1", "fait_le": instant, "contenu": "cd",
        "duplicatas": 1,
    }]);
    d
}

/// The first value at a place, `[]` standing for the first row that has it.
fn premier<'v>(d: &'v mut Value, place: &str) -> Option<&'v mut Value> {
    if place.is_empty() {
        return Some(d);
    }
    if let Some(suite) = place.strip_prefix("[]") {
        let suite = suite.strip_prefix('.').unwrap_or(suite);
        return d.as_array_mut()?.iter_mut().find_map(|rangee| premier(rangee, suite));
    }
    // A key may hold a point.
    let (cle, suite) = d.as_object()?.keys().find_map(|cle| {
        let suite = place.strip_prefix(cle.as_str())?;
        (suite.is_empty() || suite.starts_with(['.', '['])).then(|| (cle.clone(), suite))
    })?;
    premier(d.get_mut(&cle)?, suite.strip_prefix('.').unwrap_or(suite))
}

/// A place without its ranks.
pub(super) fn sans_rangs(chemin: &str) -> String {
    let mut forme = String::new();
    for morceau in chemin.split('[') {
        let suite = morceau.split_once(']').map_or(morceau, |(_, suite)| suite);
        forme.push_str(if forme.is_empty() { "" } else { "[]" });
        forme.push_str(suite);
    }
    forme
}

pub(super) fn fautes(d: &Value) -> Vec<DossierProbleme> {
    receive("a.json", &d.to_string(), import()).map_or_else(|refus| refus.problemes, |_| Vec::new())
}

#[test]
fn a_whole_record_is_taken_in() {
    assert_eq!(fautes(&complet()), []);
    for cas in std::fs::read_dir(CAS).expect("the cases") {
        let cas = cas.expect("an entry").path();
        if cas.file_name().is_some_and(|nom| nom.to_string_lossy().starts_with("case-")) {
            let texte = std::fs::read_to_string(&cas).expect("a case");
            receive("a.json", &texte, import()).unwrap_or_else(|e| panic!("{e}"));
        }
    }
}

#[test]
fn every_day_is_refused_in_the_future_and_before_birth_unless_it_may_lie_there() {
    // What may be planned.
    const A_VENIR: [&str; 11] = [
        "professionnels[].charte.fin",
        "demande.demande.date_debut_mesure",
        "demande.demande.mesure_fin",
        "parcours_accueil[].fin",
        "synthese.syn.prochain_bilan",
        "preconisations[].echeance",
        "preconisations[].rdv.date",
        "enveloppe.exercice_debut",
        "enveloppe.exercice_fin",
        "seances[].date",
        "decisions_vaccinales[].jusqu_au",
    ];
    // What may come before the child.
    const AVANT: [&str; 5] = [
        "professionnels[].charte.signature",
        "professionnels[].charte.fin",
        "professionnels[].formation[].date",
        "demande.demande.date_debut_mesure",
        "enveloppe.exercice_debut",
    ];
    for (place, nom, quand) in DATES {
        assert_eq!(quand.avenir, A_VENIR.contains(place), "{place}");
        let jours = ["retire_le", "note_le"];
        let instant = place.ends_with("_le") && !jours.iter().any(|jour| place.ends_with(jour));
        let instant = instant || place.ends_with("instant");
        for (iso, permis, raison) in [
            ("2031-01-01", A_VENIR.contains(place), "est à venir"),
            ("2015-06-01", AVANT.contains(place), "est avant la naissance"),
        ] {
            let mut d = complet();
            // The end of the measure does not follow its beginning there.
            let valeur = if instant { format!("{iso}T10:00:00Z") } else { iso.to_owned() };
            *premier(&mut d, place).unwrap_or_else(|| panic!("{place}")) = json!(valeur);
            let trouvees = fautes(&d);
            let ici = trouvees
                .iter()
                .find(|p| sans_rangs(&p.chemin) == *place && p.raison.contains(raison));
            if *place == "enfant.date_naissance" || *place == "date_reference" {
                assert!(!trouvees.is_empty() || iso == "2015-06-01", "{place} {iso}");
                continue;
            }
            match ici {
                _ if permis => assert!(ici.is_none(), "{place} {iso}: {trouvees:#?}"),
                Some(faute) => assert!(faute.raison.contains(nom), "{}", faute.raison),
                None => panic!("{place} {iso} is taken in: {trouvees:#?}"),
            }
        }
    }
}

/// Places of dates and numbers, as the schema of the format declares them.
fn declares(
    schema: &Value,
    noeud: &Value,
    place: &str,
    dates: &mut Vec<String>,
    nombres: &mut Vec<String>,
) {
    if let Some(lien) = noeud["$ref"].as_str() {
        let vise = schema.pointer(lien.trim_start_matches('#')).expect("a definition");
        return declares(schema, vise, place, dates, nombres);
    }
    for variante in ["oneOf", "anyOf", "allOf"] {
        for n in noeud[variante].as_array().into_iter().flatten() {
            declares(schema, n, place, dates, nombres);
        }
    }
    let motif = noeud["pattern"].as_str().is_some_and(|p| p.contains("\\d{4}"));
    if noeud["format"] == "date" || motif {
        dates.push(place.to_owned());
    }
    let types: Vec<&str> = match &noeud["type"] {
        Value::String(un) => vec![un],
        Value::Array(liste) => liste.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if types.iter().any(|t| ["number", "integer"].contains(t)) {
        nombres.push(place.to_owned());
    }
    for (cle, n) in noeud["properties"].as_object().into_iter().flatten() {
        let sous = if place.is_empty() { cle.clone() } else { format!("{place}.{cle}") };
        declares(schema, n, &sous, dates, nombres);
    }
    if noeud["items"].is_object() {
        declares(schema, &noeud["items"], &format!("{place}[]"), dates, nombres);
    }
}

/// The schema says what came from outside; a whole record says what Escale adds.
#[test]
fn every_day_and_every_number_has_a_rule() {
    let schema = std::fs::read_to_string(format!("{CAS}/cases.schema.json")).expect("a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let (mut dates, mut nombres) = (Vec::new(), Vec::new());
    declares(&schema, &schema, "", &mut dates, &mut nombres);
    assert!(dates.len() > 25 && nombres.len() > 15, "{dates:?} {nombres:?}");
    fn feuilles(v: &Value, place: String, dates: &mut Vec<String>, nombres: &mut Vec<String>) {
        // Values of answers have the rules of their question; sub-scores those of their tool.
        if ["reponses[].valeur", "outils[].sous_scores"].iter().any(|p| place.starts_with(p)) {
            return;
        }
        match v {
            Value::Object(o) => o.iter().for_each(|(cle, v)| {
                let sous = if place.is_empty() { cle.clone() } else { format!("{place}.{cle}") };
                feuilles(v, sous, dates, nombres);
            }),
            Value::Array(l) => {
                l.iter().for_each(|v| feuilles(v, format!("{place}[]"), dates, nombres));
            }
            Value::Number(_) => nombres.push(place),
            Value::String(t) if t.get(..10).and_then(DateCivile::parse_iso).is_some() => {
                dates.push(place);
            }
            _ => {}
        }
    }
    feuilles(&complet(), String::new(), &mut dates, &mut nombres);
    for place in dates {
        assert!(DATES.iter().any(|(p, ..)| *p == place), "{place} has no rule");
    }
    for place in nombres {
        assert!(NOMBRES.iter().any(|(p, ..)| *p == place), "{place} has no rule");
    }
    for (place, _, bornes) in NOMBRES {
        match bornes {
            Bornes::Libre(raison) => assert!(!raison.is_empty(), "{place}"),
            Bornes::Entre(min, max, _) => assert!(min < max, "{place}"),
            Bornes::Mesure(grandeur) => assert!(grandeur.bornes().is_some(), "{place}"),
        }
    }
}

/// Inputs that were once accepted by mistake: each with the place that refuses it, and nothing else.
#[test]
fn what_contradicts_itself_is_refused_by_place() {
    for (place, valeur, attendus) in [
        ("bilan.date", json!("2031-01-01"), &["bilan.date", "bilan.signatures[0].date"][..]),
        ("vaccinations.doses[].date", json!("2031-01-01"), &["vaccinations.doses[0].date"]),
        ("mesures_anterieures[].date", json!("2031-01-01"), &["mesures_anterieures[0].date"]),
        ("reponses[].date", json!("2031-01-01"), &["reponses[0].date"]),
        ("bilan.signatures[].date", json!("2010-01-01"), &["bilan.signatures[0].date"]),
        ("bilan.signatures[].date", json!("2026-01-13"), &["bilan.signatures[0].date"]),
        ("enfant.nom_naissance", json!("   "), &["enfant.nom_naissance"]),
        ("enfant.nom_naissance", json!("\u{200b}-"), &["enfant.nom_naissance"]),
        ("enfant.prenoms_naissance", json!(["  "]), &["enfant.prenoms_naissance[0]"]),
        ("enfant.prenoms_naissance", json!(["Léa", "\u{feff}"]), &["enfant.prenoms_naissance[1]"]),
        ("enfant.prenom_utilise", json!(""), &["enfant.prenom_utilise"]),
        ("enfant.num_dossier_local", json!(" "), &["enfant.num_dossier_local"]),
        ("medecin_referent.nom", json!("\u{a0}"), &["medecin_referent.nom"]),
        ("enfant.date_naissance", json!("1925-02-02"), &["enfant.date_naissance"]),
        ("date_reference", json!("2031-01-01"), &["date_reference"]),
        ("mesures_anterieures[].poids_kg", json!(5400.0), &["mesures_anterieures[0].poids_kg"]),
        ("mesures_anterieures[].taille_cm", json!(0.62), &["mesures_anterieures[0].taille_cm"]),
        ("tailles_parents.pere_cm", json!(1.78), &["tailles_parents.pere_cm"]),
        ("preconisations[].nb_seances", json!(201), &["preconisations[0].nb_seances"]),
        ("reponses[].precision_jours", json!(7), &["reponses[0].precision_jours"]),
        ("seances[].duree_min", json!(-5), &["seances[0].duree_min"]),
        // What happened is not to come in an answer either, and what is next is after the bilan.
        ("synthese.syn.prochain_bilan", json!("2026-01-14"), &["synthese.syn.prochain_bilan"]),
    ] {
        let mut d = complet();
        if place == "reponses[].precision_jours" {
            d["reponses"][0]["precision_jours"] = json!(0);
        }
        *premier(&mut d, place).unwrap_or_else(|| panic!("{place}")) = valeur;
        let trouvees = fautes(&d);
        for attendu in attendus {
            assert!(trouvees.iter().any(|p| p.chemin == *attendu), "{attendu}: {trouvees:#?}");
        }
    }
}

/// Dates inside answers: those that the form asks in the past are refused in the future, by the rule of
/// the form, and one that may be planned is kept.
#[test]
fn a_day_inside_an_answer_follows_its_form() {
    let mut d = complet();
    let reponses = d["reponses"].as_array_mut().expect("answers");
    let mut add = |code: &str, section: &str, valeur: Value| {
        reponses.retain(|r| r["code"] != code);
        reponses.push(json!({
            "code": code, "section": section, "valeur": valeur, "visibilite": "V2",
            "auteur": "MED2", "date": "2026-01-14",
        }));
        reponses.len() - 1
    };
    add("ant.traitements", "S02", json!([{ "dci": "amoxicilline", "fin": "2026-12" }]));
    let rang = add("ant.hospit", "S02", json!([{ "libelle": "x", "date": "2031-01" }]));
    let trouvees = fautes(&d);
    // Others left the list before: the place is that of the last one.
    assert_eq!(trouvees.len(), 1, "{trouvees:#?}");
    assert_eq!(trouvees[0].chemin, format!("reponses[{rang}].valeur[0].date"));
    assert!(trouvees[0].raison.contains("dans le futur"), "{trouvees:#?}");
}

#[test]
fn the_day_of_import_decides_and_all_is_told_at_once() {
    let texte = complet().to_string();
    let la_veille = receive("a.json", &texte, jour("2026-01-13")).expect_err("refused");
    let chemins: Vec<&str> = la_veille.problemes.iter().map(|p| p.chemin.as_str()).collect();
    for attendu in ["date_reference", "bilan.date", "bilan.signatures[1].date", "reponses[0].date"]
    {
        assert!(chemins.contains(&attendu), "{attendu} in {chemins:?}");
    }
    assert!(parse("a.json", &texte).is_ok(), "what a record says of itself has no day");
}
