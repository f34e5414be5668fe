//! What no screen would send: every command with its real arguments spoilt, one leaf after the other,
//! and with the identifiers of other children, other bilans and other things. The program answers or
//! refuses in French, never falls, and writes in no other record.

use crate::attaque_roles::{Noms, Sol, arguments};
use crate::banc;
use crate::reserve::cas;
use escale_core::api::vues::{ParBilan, ParId};
use escale_core::api::{self, Core, Importe, TABLE, appel};
use escale_core::error::{Code, Error};
use escale_domain::bilan::VoletCode;
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

/// Marsaglia's xorshift: the same calls in every run.
struct Hasard(u64);

impl Hasard {
    fn sous(&mut self, borne: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(borne.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// A doctor with an open bilan of one child, beside the closed one of another.
async fn sol() -> Sol {
    let banc = banc::pret().await;
    let core = &banc.core;
    let moi = banc::moi(core).await;
    let autre = banc::add(core, ("Ana", "ROY"), Profession::Psychologue, Some("a.roy")).await;
    let (nom, texte) = cas("01");
    let clos = api::import(core, nom, texte).await.expect("imported");
    let enfant = banc::nouvel_enfant("TESSIER", "Maya", "7 mars 2011");
    let enfant = appel::enfant_creer(core, enfant).await.expect("created").id;
    let volets: Vec<VoletCode> =
        VoletCode::ALL.iter().copied().filter(|v| *v != VoletCode::S10).collect();
    let bilan = banc::open_bilan_of(core, &enfant, [&moi, &autre], &volets).await;
    let dossier = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("a page");
    let dossier = dossier.enfant.num_dossier_local;
    let ouvert = Importe { enfant, bilan, dossier, avertissements: Vec::new() };
    Sol { banc, clos, ouvert, noms: vec!["TESSIER".to_owned()] }
}

async fn noms(sol: &Sol) -> Noms<'_> {
    let core = &sol.banc.core;
    let bilan = sol.ouvert.bilan.clone();
    let nouvelle = json!({ "bilan": bilan, "id": null, "vu": null,
        "saisie": serde_json::to_value(banc::preconisation("Une aide")).expect("JSON") });
    let precos = api::dispatch(core, "preconisation_enregistrer", nouvelle).await.expect("written");
    let outil = json!({ "bilan": bilan, "volet": "S12", "id": null, "vu": null, "saisie": {
        "instrument": null, "reponses": {}, "outil": "Un outil", "version": "",
        "date": "22/11/2026", "repondant": "", "score": "", "sous_scores": {}, "seuil": "",
        "conclusion": "Bien.", "non_passe_motif": "", "visibilite": null,
    } });
    let outils = api::dispatch(core, "outil_enregistrer", outil).await.expect("noted");
    let papier = json!({ "bilan": sol.clos.bilan, "genre": "C" });
    let papier = api::dispatch(core, "document_imprimer", papier).await;
    papier.unwrap_or_else(|e| panic!("{}", e.phrase()));
    let page = appel::enfant_lire(core, ParId { id: sol.clos.enfant.clone() }).await;
    let calculs = appel::bilan_calculs(core, ParBilan { bilan: bilan.clone() }).await;
    let propositions = appel::synthese_proposer(core, ParBilan { bilan }).await;
    Noms {
        sol,
        moi: banc::moi(core).await.id,
        document: page.expect("a page").documents[0].id.clone(),
        alerte: calculs
            .expect("computed")
            .alertes
            .first()
            .map_or_else(|| "aucune".to_owned(), |a| a.alerte.cle.clone()),
        proposition: propositions
            .expect("proposed")
            .first()
            .map_or_else(|| "aucune".to_owned(), |p| p.proposition.cle.clone()),
        preconisations: vec![precos[0]["id"].as_str().expect("an identifier").to_owned()],
        outils: vec![outils[0]["id"].as_str().expect("an identifier").to_owned()],
        travail: String::new(),
    }
}

/// What takes the place of a leaf.
fn poisons(n: &Noms<'_>) -> Vec<Value> {
    let sol = n.sol;
    let mut tous: Vec<Value> = [
        "",
        " ",
        "\u{0}",
        "a\u{0}b\u{1}\u{1b}[2J\u{7f}\u{85}",
        "\u{202e}tseT \u{200f}\u{2066}",
        "👩‍👩‍👧‍👦🏳️‍🌈é\u{301}\u{301}",
        "مرحبا بالعالم",
        "\u{fffd}\u{feff}\u{ffff}\u{10ffff}",
        "0",
        "-1",
        "1e308",
        "9999999999999999999999999",
        "NaN",
        "inf",
        "−3,5",
        "1,2,3",
        "0/0/0",
        "31/02/2026",
        "1/1/0001",
        "31/12/9999",
        "2026-13-45",
        "99/99/99",
        "demain",
        "S99",
        "V3",
        "true",
        "../../etc/passwd",
        "a/b\\c:d*e?.pdf",
        "' OR 1=1; --",
        "%",
        "{{}}<script>",
    ]
    .iter()
    .map(|texte| json!(texte))
    .collect();
    tous.extend([
        json!("é".repeat(4_000)),
        json!("a b\n".repeat(4_000)),
        json!("x".repeat(100_000)),
        json!(sol.clos.bilan),
        json!(sol.clos.enfant),
        json!(sol.ouvert.bilan.to_uppercase()),
        json!(format!("{{{}}}", sol.ouvert.enfant)),
        json!(sol.ouvert.bilan.replace('-', "")),
        json!(n.moi),
        json!(n.document),
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(u32::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!(-0.0),
        json!([]),
        json!({}),
        json!([[[[[[]]]]]]),
        json!({ "valeur": { "valeur": null } }),
        json!(["a", 1, null]),
    ]);
    tous
}

/// The places of a value that may be spoilt: leaves, and what holds them.
fn places(valeur: &Value, ici: String, sortie: &mut Vec<String>) {
    match valeur {
        Value::Array(liste) => {
            for (rang, suite) in liste.iter().enumerate().take(2) {
                places(suite, format!("{ici}/{rang}"), sortie);
            }
        }
        Value::Object(champs) => {
            for (cle, suite) in champs {
                places(suite, format!("{ici}/{cle}"), sortie);
            }
        }
        _ => {}
    }
    if !ici.is_empty() {
        sortie.push(ici);
    }
}

/// A refusal that a person can be shown.
fn judge(commande: &str, args: &Value, refus: &Error) {
    let dit = || {
        let court: String = args.to_string().chars().take(400).collect();
        format!("{commande} {court}: {refus}")
    };
    let mal_forme = refus.code == Code::Interne && refus.chaine.starts_with("arguments");
    assert!(
        mal_forme || !matches!(refus.code, Code::Interne | Code::Disque | Code::BaseAbimee),
        "{}",
        dit()
    );
    let phrase = refus.phrase();
    assert!(phrase.ends_with(['.', '!', '?']) && phrase.chars().count() < 1_000, "{}", dit());
    assert!(phrase.chars().any(char::is_alphabetic), "{}", dit());
}

/// Commands that end the session or stop the story, which other stories call.
fn a_part(commande: &str) -> bool {
    ["coffre_", "demo_"].iter().any(|debut| commande.starts_with(debut))
}

/// Spoilt calls of each command.
const PAR_COMMANDE: usize = 40;

#[tokio::test]
async fn no_spoilt_argument_makes_the_program_fall() {
    let sol = sol().await;
    let core = &sol.banc.core;
    let noms = noms(&sol).await;
    let poisons = poisons(&noms);
    let mut hasard = Hasard(0x0E5C_A1E5);
    let (mut refuses, mut acceptes) = (0, 0);
    for commande in TABLE.iter().filter(|c| !a_part(c.nom)) {
        let modeles = arguments(commande.nom, &noms).expect("an entry");
        for _ in 0..PAR_COMMANDE {
            let Some(modele) = modeles.get(hasard.sous(modeles.len())) else { break };
            let mut args = modele.clone();
            let mut ou = Vec::new();
            places(&args, String::new(), &mut ou);
            for _ in 0..=hasard.sous(2) {
                let Some(place) = ou.get(hasard.sous(ou.len())) else { break };
                if let Some(place) = args.pointer_mut(place) {
                    *place = poisons[hasard.sous(poisons.len())].clone();
                }
            }
            match api::dispatch(core, commande.nom, args.clone()).await {
                Ok(_) => acceptes += 1,
                Err(refus) => {
                    refuses += 1;
                    judge(commande.nom, &args, &refus);
                }
            }
        }
    }
    assert!(refuses > 300 && acceptes > 50, "{refuses} refused, {acceptes} accepted");
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
    // The record still opens, goes out and comes back in words, whatever was typed into it.
    appel::enfant_lire(core, ParId { id: sol.ouvert.enfant.clone() }).await.expect("a page");
    appel::bilan_lire(core, ParId { id: sol.ouvert.bilan.clone() }).await.expect("a page");
    for genre in ["A", "B", "C", "D", "E"] {
        let demande = json!({ "bilan": sol.ouvert.bilan, "genre": genre });
        if let Err(refus) = api::dispatch(core, "document_apercu", demande.clone()).await {
            judge("document_apercu", &demande, &refus);
        }
    }
}

#[tokio::test]
async fn every_question_takes_or_refuses_what_is_thrown_at_it() {
    let sol = sol().await;
    let core = &sol.banc.core;
    let noms = noms(&sol).await;
    let poisons = poisons(&noms);
    let mut hasard = Hasard(0x5EED_0002);
    let bilan = &sol.ouvert.bilan;
    let mut refuses = 0;
    for volet in ["S01", "S02", "S05", "S06", "S07", "S12", "S13", "S14", "S16"] {
        for question in banc::questions(core, bilan, volet).await {
            let mut valeurs = vec![poisons[hasard.sous(poisons.len())].clone()];
            let poison = || json!("\u{202e}é".repeat(2_000));
            let rangee: serde_json::Map<String, Value> =
                question.colonnes.iter().map(|c| (c.cle.clone(), poison())).collect();
            if !rangee.is_empty() {
                let place = hasard.sous(poisons.len());
                let autre: serde_json::Map<String, Value> =
                    rangee.keys().map(|cle| (cle.clone(), poisons[place].clone())).collect();
                valeurs.push(json!([rangee]));
                valeurs.push(json!([autre.clone()]));
                valeurs.push(json!(autre));
            }
            for valeur in valeurs {
                let dit = banc::answer(core, bilan, &question.code, valeur.clone(), None).await;
                if let Err(refus) = dit {
                    refuses += 1;
                    judge(&question.code, &valeur, &refus);
                }
            }
        }
    }
    assert!(refuses > 100, "{refuses}");
    for volet in VoletCode::ALL.iter().filter(|v| **v != VoletCode::S10) {
        appel::volet_lire(core, banc::volet(bilan, volet.code())).await.expect("read");
    }
    appel::bilan_calculs(core, ParBilan { bilan: bilan.clone() }).await.expect("computed");
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

async fn refuse(core: &Core, commande: &str, args: Value) {
    let refus = match api::dispatch(core, commande, args.clone()).await {
        Ok(dit) => panic!("{commande} {args} answers {dit}"),
        Err(refus) => refus,
    };
    judge(commande, &args, &refus);
    let refuses = [Code::Introuvable, Code::SaisieRefusee, Code::BilanFerme, Code::VoletDUnAutre];
    assert!(refuses.contains(&refus.code), "{commande}: {refus}");
}

#[tokio::test]
async fn what_belongs_to_another_bilan_is_not_touched_from_this_one() {
    let sol = sol().await;
    let core = &sol.banc.core;
    let noms = noms(&sol).await;
    let moi = banc::moi(core).await;
    let equipe = appel::equipe_lister(core, escale_core::api::vues::Rien {}).await.expect("a team");
    let roy = equipe.iter().find(|p| p.nom == "ROY").expect("in the team");
    let ici = banc::open_bilan(core, &sol.ouvert.enfant, [&moi, roy]).await;
    let autre = banc::nouvel_enfant("AUTRE", "Lou", "2 mars 2012");
    let autre = appel::enfant_creer(core, autre).await.expect("created").id;
    let la = banc::open_bilan(core, &autre, [&moi, roy]).await;
    let avant = [
        api::export(core, &sol.ouvert.dossier).await.expect("out"),
        api::export(core, &sol.clos.dossier).await.expect("out"),
    ];
    let actes = api::statistiques(core).await.expect("figures").actes;
    let saisie = serde_json::to_value(banc::preconisation("Ailleurs")).expect("JSON");
    let preco = &noms.preconisations[0];
    for bilan in [&la, &ici, &sol.clos.bilan] {
        let args = json!({ "bilan": bilan, "id": preco, "saisie": saisie, "vu": null });
        refuse(core, "preconisation_enregistrer", args).await;
        let args = json!({
            "bilan": bilan, "cle": noms.alerte, "traitement": "preconisation", "texte": "",
            "preconisation": preco,
        });
        refuse(core, "alerte_repondre", args).await;
        let outil = arguments("outil_enregistrer", &noms).expect("an entry").remove(0);
        let mut args = outil.clone();
        args["bilan"] = json!(bilan);
        args["id"] = json!(noms.outils[0]);
        refuse(core, "outil_enregistrer", args).await;
        for volet in ["S10", "S99", ""] {
            let args = json!({ "bilan": bilan, "volet": volet, "motif": "m", "a": roy.id });
            refuse(core, "volet_non_realise", args.clone()).await;
            refuse(core, "volet_passer", args).await;
        }
    }
    // A part that the bilan does not have takes no answer; no part takes one once it is closed.
    for (bilan, question) in [(&la, "psy.humeur"), (&sol.clos.bilan, "cro.poids")] {
        let args = json!({
            "bilan": bilan, "question": question, "valeur": null, "posture": null, "vu": null,
        });
        refuse(core, "volet_repondre", args).await;
    }
    // The same thing under another spelling of its name is no thing at all.
    for id in
        [la.to_uppercase(), la.replace('-', ""), format!("{{{la}}}"), format!("urn:uuid:{la}")]
    {
        refuse(core, "bilan_lire", json!({ "id": id })).await;
        refuse(core, "volet_lire", json!({ "bilan": id, "volet": "S01" })).await;
    }
    let id = sol.clos.enfant.clone();
    let doses = appel::enfant_calculs(core, ParId { id }).await.expect("computed").vaccins.doses;
    let args = json!({ "enfant": autre, "id": doses[0].id, "motif": "m" });
    refuse(core, "dose_rayer", args).await;
    let args = json!({ "enfant": autre, "rang": 0, "vu": null, "motif": "m" });
    refuse(core, "opposition_lever", args).await;
    for (commande, cle) in [
        ("outil_retirer", "id"),
        ("preconisation_retirer", "id"),
        ("consentement_retirer", "id"),
        ("document_duplicata", "document"),
        ("envoi_accuser", "document"),
    ] {
        for id in [&la, &autre, &noms.moi] {
            let mut args = json!({ "motif": "m", "date": "", "note": "", "sortie": "imprimer" });
            args[cle] = json!(id);
            refuse(core, commande, args).await;
        }
    }
    // A child is no bilan, a bilan no child.
    refuse(core, "bilan_lire", json!({ "id": autre })).await;
    for commande in ["enfant_lire", "lieux_lire", "consentements_lister", "oppositions_lister"] {
        refuse(core, commande, json!({ "id": la })).await;
    }
    refuse(core, "enfant_calculs", json!({ "id": la })).await;
    assert_eq!(api::statistiques(core).await.expect("figures").actes, actes);
    assert_eq!(avant[0], api::export(core, &sol.ouvert.dossier).await.expect("out"));
    assert_eq!(avant[1], api::export(core, &sol.clos.dossier).await.expect("out"));
    let seance = core.session().await.expect("open");
    assert_eq!(seance.store().consultations(&la).await.expect("read"), 0, "no reading of nobody");
}

#[tokio::test]
async fn what_was_withdrawn_is_written_no_more_and_a_command_sent_twice_acts_once() {
    let sol = sol().await;
    let core = &sol.banc.core;
    let noms = noms(&sol).await;
    let (bilan, preco) = (&sol.ouvert.bilan, &noms.preconisations[0]);
    let retrait = json!({ "id": preco, "motif": "Déjà en place." });
    api::dispatch(core, "preconisation_retirer", retrait.clone()).await.expect("withdrawn");
    let actes = api::statistiques(core).await.expect("figures").actes;
    refuse(core, "preconisation_retirer", retrait).await;
    let saisie = serde_json::to_value(banc::preconisation("Revenue")).expect("JSON");
    let args = json!({ "bilan": bilan, "id": preco, "saisie": saisie, "vu": null });
    refuse(core, "preconisation_enregistrer", args).await;
    assert_eq!(api::statistiques(core).await.expect("figures").actes, actes);
}
