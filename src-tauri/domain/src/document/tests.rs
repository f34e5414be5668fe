//! The table against the dictionary and the record, and the extract against what must stay inside.

use super::*;
use crate::bilan::VoletCode;
use crate::codes::Visibilite;
use crate::dictionnaire;
use crate::dossier::Dossier;
use crate::enfant::Opposition;
use crate::papier::Reads;
use crate::preconisation::{PreconisationStatut, PreconisationType};
use serde_json::{Value, json};

fn cas(numero: &str) -> Dossier {
    let dossier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let fichier = std::fs::read_dir(dossier)
        .expect("the cases")
        .map(|entree| entree.expect("an entry").path())
        .find(|p| p.to_string_lossy().contains(&format!("case-{numero}-")))
        .expect("the case");
    serde_json::from_str(&std::fs::read_to_string(fichier).expect("read")).expect("a record")
}

/// The papers that read through an allow-list.
fn autres() -> impl Iterator<Item = PaperKind> {
    PaperKind::ALL.iter().copied().filter(|kind| !kind.facts().whole())
}

/// Those of them that any record has: a prescription needs sessions.
fn sans_seances() -> impl Iterator<Item = PaperKind> {
    autres().filter(|kind| !kind.facts().prescribes)
}

#[test]
fn every_item_of_the_dictionary_has_one_rule() {
    let mut vus = std::collections::BTreeSet::new();
    for code in regles::codes() {
        assert!(vus.insert(code), "{code} stands twice in the table");
    }
    for item in VoletCode::ALL.iter().flat_map(|s| dictionnaire::items(*s)) {
        assert!(a_une_regle(item.code), "{} has no rule: say where it goes out", item.code);
        if item.visibilite == Visibilite::V3 {
            for genre in PaperKind::ALL {
                assert!(!regle(*genre, item.code).sort(), "{} on {genre:?}", item.code);
            }
        }
        if item.visibilite == Visibilite::V2 {
            // The date of the next bilan is a date, whatever part of the form it stands in.
            let date = item.code == "syn.prochain_bilan";
            for kind in autres() {
                assert!(date || !regle(kind, item.code).sort(), "{} on {kind:?}", item.code);
            }
        }
    }
}

#[test]
fn every_field_of_a_record_has_a_rule() {
    let mut dossier = serde_json::to_value(cas("10")).expect("a value");
    for ajout in [
        "tailles_parents",
        "decisions_vaccinales",
        "reperages",
        "alertes",
        "formulaires",
        "consentements",
        "propositions",
        "documents",
    ] {
        dossier[ajout] = Value::Null;
    }
    dossier["bilan"]["a_commencer"] = Value::Null;
    dossier["outils"][0]["volet"] = Value::Null;
    let cles = |valeur: &Value| -> Vec<String> {
        valeur.as_object().expect("an object").keys().cloned().collect()
    };
    let avec = |prefixe: &str, valeur: &Value| -> Vec<String> {
        cles(valeur).iter().map(|cle| format!("{prefixe}.{cle}")).collect()
    };
    let mut tous = avec("enfant", &dossier["enfant"]);
    tous.extend(avec("bilan", &dossier["bilan"]));
    tous.extend(avec("preco", &dossier["preconisations"][0]));
    tous.extend(avec("outil", &dossier["outils"][0]));
    tous.extend(cles(&dossier["demande"]));
    tous.extend(cles(&dossier["synthese"]));
    let parties =
        ["enfant", "bilan", "preconisations", "outils", "demande", "synthese", "reponses"];
    tous.extend(cles(&dossier).into_iter().filter(|cle| !parties.contains(&cle.as_str())));
    for champ in &tous {
        assert!(a_une_regle(champ), "{champ} has no rule: say where it goes out");
    }
    // And no rule is about something that is not there.
    for code in regles::codes() {
        let connu = dictionnaire::item(code).is_some() || tous.iter().any(|champ| champ == code);
        assert!(connu, "{code} is nothing of a record");
    }
}

/// A code that a paper lists and the table does not know would never go out.
#[test]
fn every_code_that_a_paper_lists_has_a_row() {
    for kind in autres() {
        let Reads::Only { list, .. } = kind.facts().reads else { continue };
        let mut vus = std::collections::BTreeSet::new();
        for code in list {
            assert!(vus.insert(code), "paper {kind:?} lists {code} twice");
            assert!(regle(kind, code).sort(), "paper {kind:?} lists {code}, which has no row");
        }
    }
}

/// A section has its title from the paper, its lines in their order, and stands once.
#[test]
fn a_preview_is_cut_into_the_sections_of_its_paper() {
    let dossier = cas("01");
    for kind in [PaperKind::A, PaperKind::B, PaperKind::D] {
        let apercu = apercu(&dossier, kind).expect("a preview");
        let titres: Vec<&str> = apercu.sections.iter().map(|section| section.titre).collect();
        let uniques: std::collections::BTreeSet<_> = titres.iter().collect();
        assert_eq!(uniques.len(), titres.len(), "{titres:?}");
        assert_eq!(titres.first(), Some(&"En-tête"));
        assert!(apercu.sections.iter().all(|section| !section.lignes.is_empty()));
        let quotidien = ["À savoir au quotidien", "À retenir"].map(|t| titres.contains(&t));
        let attendu = [kind == PaperKind::B, kind == PaperKind::D];
        assert_eq!(quotidien, attendu, "{kind:?}: {titres:?}");
    }
}

#[test]
fn what_has_no_rule_goes_to_doctors_only() {
    assert!(regle(PaperKind::A, "centre.question_maison").sort());
    for kind in autres() {
        assert_eq!(regle(kind, "centre.question_maison"), Regle::Retenu(Raison::HorsListe));
    }
}

#[test]
fn the_certificate_says_the_date_and_nothing_else() {
    for numero in ["01", "06", "10", "11"] {
        let extrait = extract(&cas(numero), PaperKind::C).expect("an extract");
        assert_eq!(extrait.bilan_type, None);
        assert_eq!(extrait.prochain_bilan, None);
        assert!(extrait.besoins.is_empty() && extrait.quotidien.is_empty());
        assert!(extrait.service.is_empty() && extrait.signataires.is_empty());
    }
}

#[test]
fn a_prescription_says_the_sessions_and_who_asks_for_them() {
    let mut dossier = cas("01");
    let medecin = prescripteur(&dossier).expect("a doctor signed");
    let extrait = extract(&dossier, PaperKind::E).expect("an extract");
    assert_eq!(extrait.prescripteur, Some(medecin));
    assert_eq!(extrait.seances.len(), 1);
    assert_eq!(extrait.seances[0].nombre, "6\u{a0}séances, une par semaine");
    assert!(extrait.besoins.is_empty() && extrait.quotidien.is_empty());
    assert!(extrait.service.is_empty() && extrait.signataires.is_empty());
    assert_eq!((extrait.bilan_type, extrait.prochain_bilan), (None, None));
    let apercu = apercu(&dossier, PaperKind::E).expect("a preview");
    assert!(apercu.lignes().any(|l| l.titre == "Prescripteur"));
    assert!(apercu.retenu.iter().any(|(_, raison)| *raison == Raison::SeancesSeules));

    let prescrite = dossier.preconisations.iter().position(a_prescrire).expect("sessions");
    let refuse = |dossier: &Dossier, refus| assert_eq!(extract(dossier, PaperKind::E), Err(refus));
    let mut sans = dossier.clone();
    sans.bilan.signatures.retain(|s| {
        let pro = sans.professionnels.iter().find(|p| p.id == s.professionnel);
        pro.is_some_and(|p| p.profession != crate::professionnel::Profession::Medecin)
    });
    refuse(&sans, Refus::SansMedecin);
    let mut secrete = dossier.clone();
    secrete.preconisations[prescrite].visibilite = Visibilite::V3;
    refuse(&secrete, Refus::RienAPrescrire);
    let mut opposee = dossier.clone();
    opposee.enfant.secret_oppositions =
        vec![opposition(&[opposee.preconisations[prescrite].preco_type.code()])];
    refuse(&opposee, Refus::RienAPrescrire);
    opposee.enfant.secret_oppositions = vec![opposition(&["ce que j’ai dit"])];
    refuse(&opposee, Refus::OppositionImprecise);
    for statut in [PreconisationStatut::Annulee, PreconisationStatut::Realisee] {
        dossier.preconisations[prescrite].statut = statut;
        refuse(&dossier, Refus::RienAPrescrire);
    }
}

#[test]
fn whatever_an_objection_may_name_is_understood() {
    let toutes = portees();
    let mut vues = std::collections::BTreeSet::new();
    for portee in &toutes {
        assert!(Oppositions::comprise(&portee.code), "{}", portee.code);
        assert!(!portee.label.trim().is_empty() && vues.insert(portee.code.as_str()));
        let volet = VoletCode::from_code(&portee.code);
        assert!(volet.is_none_or(|v| !portee.label.contains(v.code())), "{}", portee.label);
    }
    assert!(!Oppositions::comprise("ce que j’ai dit") && !Oppositions::comprise(""));
}

#[test]
fn a_need_is_only_what_was_written_to_be_shared() {
    let mut dossier = cas("05");
    let textes = |dossier: &Dossier| -> Vec<String> {
        let extrait = extract(dossier, PaperKind::B).expect("an extract");
        extrait.besoins.into_iter().map(|b| b.texte).collect()
    };
    assert_eq!(textes(&dossier).len(), 4);
    dossier.preconisations[0].libelle_partageable = "  ".to_owned();
    dossier.preconisations[1].visibilite = Visibilite::V3;
    dossier.preconisations[2].preco_type = PreconisationType::Sexo;
    dossier.preconisations[3].statut = PreconisationStatut::Annulee;
    assert_eq!(textes(&dossier), Vec::<String>::new());
    let apercu = apercu(&dossier, PaperKind::B).expect("a preview");
    let raisons: Vec<Raison> = apercu.retenu[..4].iter().map(|(_, raison)| *raison).collect();
    assert_eq!(
        raisons,
        [Raison::SansTexte, Raison::SecretRenforce, Raison::SujetReserve, Raison::Retiree]
    );
}

#[test]
fn the_place_of_an_appointment_meant_for_doctors_is_told_by_the_centre() {
    let mut dossier = cas("05");
    let rdv = |dossier: &Dossier| {
        let extrait = extract(dossier, PaperKind::B).expect("an extract");
        extrait.besoins.into_iter().find_map(|b| b.rdv).expect("an appointment")
    };
    assert!(rdv(&dossier).en_lettres().ends_with("Consultation d’ophtalmologie pédiatrique"));
    for p in &mut dossier.preconisations {
        p.visibilite = Visibilite::V2;
    }
    assert_eq!(rdv(&dossier).lieu, None);
    assert_eq!(rdv(&dossier).heure, "9\u{a0}h\u{a0}30");
}

fn opposition(portee: &[&str]) -> Opposition {
    let date = crate::date::DateCivile::new(2026, 3, 1).expect("a day");
    Opposition {
        date,
        portee: portee.iter().map(|p| (*p).to_owned()).collect(),
        destinataires_exclus: vec![crate::enfant::DestinataireExclu::Parents],
        base: String::new(),
        auteur: "MED1".to_owned(),
        note: None,
    }
}

#[test]
fn an_objection_strips_what_it_names_however_it_names_it() {
    for nom in ["P02", "OPHTA-02", "OPHTA", "preco"] {
        let mut dossier = cas("05");
        dossier.preconisations[1].id = "P02".to_owned();
        dossier.enfant.secret_oppositions = vec![opposition(&[nom])];
        for genre in [PaperKind::B, PaperKind::D] {
            let extrait = extract(&dossier, genre).expect("an extract");
            assert!(!extrait.besoins.iter().any(|b| b.texte.contains("yeux")), "{nom}");
            assert_eq!(extrait.besoins.is_empty(), nom == "preco");
        }
        // The minor's objection does not exclude the doctor.
        let courrier = apercu(&dossier, PaperKind::A).expect("a preview");
        assert!(courrier.lignes().any(|l| l.titre.contains("Ophtalmologie")));
    }
    for nom in ["ant.allergies", "ant", "S02", "demande.allergie"] {
        let mut dossier = cas("05");
        dossier.enfant.secret_oppositions = vec![opposition(&[nom])];
        let extrait = extract(&dossier, PaperKind::B).expect("an extract");
        assert!(!extrait.quotidien.iter().any(|(quoi, _)| *quoi == Quotidien::Allergies), "{nom}");
    }
}

#[test]
fn an_objection_that_cannot_be_read_refuses_the_paper_and_not_the_certificate() {
    for portee in [&[][..], &["ce que j’ai dit de mon père"], &["P02", "le reste"]] {
        let mut dossier = cas("05");
        dossier.enfant.secret_oppositions = vec![opposition(portee)];
        for genre in [PaperKind::B, PaperKind::D] {
            assert_eq!(extract(&dossier, genre), Err(Refus::OppositionImprecise), "{portee:?}");
            assert!(apercu(&dossier, genre).is_err());
        }
        extract(&dossier, PaperKind::C).expect("a date is no secret");
        extract(&dossier, PaperKind::A).expect("a doctor reads the whole");
    }
}

#[test]
fn an_objection_written_in_the_part_of_the_adolescent_binds_too() {
    let mut dossier = cas("11");
    dossier.enfant.secret_oppositions.clear();
    let reponse = dossier
        .reponses
        .brutes_mut()
        .iter_mut()
        .find(|r| r.code == "ado.opposition_info")
        .expect("an objection");
    reponse.valeur["portee"] = json!(["VAC-01", "vac.statut_global"]);
    let extrait = extract(&dossier, PaperKind::B).expect("an extract");
    assert!(extrait.besoins.is_empty());
    assert!(!extrait.quotidien.iter().any(|(quoi, _)| *quoi == Quotidien::Vaccination));
    let reponse = dossier
        .reponses
        .brutes_mut()
        .iter_mut()
        .find(|r| r.code == "ado.opposition_info")
        .expect("an objection");
    reponse.valeur["portee"] = json!([]);
    assert_eq!(extract(&dossier, PaperKind::B), Err(Refus::OppositionImprecise));
}

#[test]
fn the_extract_of_case_11_holds_nothing_of_what_the_girl_wants_untold() {
    let dossier = cas("11");
    for genre in sans_seances() {
        let extrait = format!("{:?}", extract(&dossier, genre).expect("an extract"));
        for mot in ["ontracep", "anté sexuelle", "onsommateurs", "pposition", "16"] {
            let mot = if mot == "16" { "16\u{a0}h\u{a0}30" } else { mot };
            assert!(!extrait.contains(mot), "{genre:?}: {mot}");
        }
    }
    let apercu = apercu(&dossier, PaperKind::B).expect("a preview");
    let raison = |titre: &str| apercu.retenu.iter().find(|(t, _)| t == titre).map(|(_, r)| *r);
    assert_eq!(raison("Consultation contraception de suivi à 3 mois"), Some(Raison::Opposition));
    assert_eq!(raison("Opposition écrite"), Some(Raison::Opposition));
}

#[test]
fn a_confidential_place_is_in_no_extract() {
    let mut dossier = cas("06");
    for p in &mut dossier.preconisations {
        p.libelle_partageable.push_str(", près de l’Escapade à Melun");
        p.rdv = Some(crate::preconisation::Rdv {
            date: dossier.bilan.date,
            heure: "10:00".to_owned(),
            lieu: "9 rue de la Source-Cachée".to_owned(),
        });
    }
    for genre in sans_seances() {
        let extrait = extract(&dossier, genre).expect("an extract");
        let dit = crate::texte::fold(&format!("{extrait:?}"));
        for mot in ["escapade", "melun", "source cachee", "77000"] {
            assert!(!dit.contains(mot), "{genre:?}: {mot}");
        }
    }
    let apercu = apercu(&dossier, PaperKind::B).expect("a preview");
    assert!(apercu.retenu.iter().any(|(_, raison)| *raison == Raison::LieuConfidentiel));
}

#[test]
fn the_preview_sorts_every_answer_and_every_recommendation() {
    for numero in ["01", "07", "10", "11"] {
        let dossier = cas(numero);
        for genre in sans_seances() {
            let apercu = apercu(&dossier, genre).expect("a preview");
            for reponse in dossier.reponses.brutes() {
                let Some(item) = dictionnaire::item(&reponse.code) else { continue };
                let retenue = apercu.retenu.iter().any(|(titre, _)| titre == item.label);
                assert_eq!(retenue, !regle(genre, &reponse.code).sort(), "{}", reponse.code);
            }
            for p in &dossier.preconisations {
                let partage = crate::texte::fold(&p.libelle_partageable);
                let sortie = apercu.lignes().any(|l| crate::texte::fold(&l.titre) == partage);
                let retenue = apercu.retenu.iter().any(|(titre, _)| *titre == p.libelle);
                assert!(sortie != retenue, "{genre:?} {}", p.code);
            }
        }
    }
}

#[test]
fn sessions_are_said_in_words_that_are_known() {
    let extrait = extract(&cas("01"), PaperKind::B).expect("an extract");
    let seances: Vec<String> = extrait.besoins.into_iter().filter_map(|b| b.seances).collect();
    assert_eq!(seances, ["6\u{a0}séances, une par semaine"]);
    let mut dossier = cas("01");
    dossier.preconisations[2].frequence = Some("chaque fois que la mère boit".to_owned());
    let extrait = extract(&dossier, PaperKind::B).expect("an extract");
    let seances: Vec<String> = extrait.besoins.into_iter().filter_map(|b| b.seances).collect();
    assert_eq!(seances, ["6\u{a0}séances"]);
}
