//! All sixteen parts: which ones a bilan begins with, and one filled in from end to end.

use crate::banc::{self, Banc, MOT};
use crate::bilan::{enter, fill, sign};
use escale_core::api::vues::{
    DateTapee, NonRealise, NouveauBilan, ParBilan, ParId, Pro, ProposerVolets, ReglerProtocole,
    Repondre, Rien, VoletsProposes,
};
use escale_core::api::{self, appel};
use escale_core::error::{Code, Error};
use escale_core::monde::Monde;
use escale_domain::bilan::{
    BilanType, CalendrierProtocole, DemiJournee, EtapeProtocole, VoletCode,
};
use escale_domain::professionnel::Profession;
use serde_json::{Value, json};

struct Centre {
    banc: Banc,
    binome: [Pro; 2],
    enfant: String,
    naissance: escale_domain::date::DateCivile,
}

/// A centre and a girl of so many months.
async fn centre(age_mois: i32) -> Centre {
    let banc = banc::pret().await;
    let medecin = banc::moi(&banc.core).await;
    let autre = ("Antoine", "BLANC");
    let psychologue = banc::add(&banc.core, autre, Profession::Psychologue, Some("a.blanc")).await;
    let etat = appel::etat(&banc.core, Rien {}).await.expect("a state");
    let naissance = etat.aujourd_hui.plus_mois(-age_mois);
    let enfant = banc::nouvel_enfant("OSSAKEDJOMBO", "Naïla", &naissance.iso());
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    Centre { banc, binome: [medecin, psychologue], enfant, naissance }
}

impl Centre {
    async fn propose(&self, bilan_type: BilanType, date: &str) -> Result<VoletsProposes, Error> {
        let demande =
            ProposerVolets { enfant: self.enfant.clone(), bilan_type, date: date.to_owned() };
        appel::volets_proposer(&self.banc.core, demande).await
    }

    async fn open(
        &self,
        bilan_type: BilanType,
        volets: Option<Vec<VoletCode>>,
    ) -> Result<String, Error> {
        let etat = appel::etat(&self.banc.core, Rien {}).await.expect("a state");
        let nouveau = NouveauBilan {
            enfant: self.enfant.clone(),
            bilan_type,
            date: etat.aujourd_hui.iso(),
            demi_journee: DemiJournee::Matin,
            lieu: String::new(),
            binome: self.binome.iter().map(|p| p.id.clone()).collect(),
            presents: Vec::new(),
            langue: "français".to_owned(),
            volets,
        };
        appel::bilan_creer(&self.banc.core, nouveau).await.map(|p| p.id)
    }

    async fn volets(&self, bilan: &str) -> Vec<String> {
        let page = appel::bilan_lire(&self.banc.core, ParId { id: bilan.to_owned() }).await;
        page.expect("read").volets.into_iter().map(|v| v.code).collect()
    }
}

#[tokio::test]
async fn the_dialog_ticks_what_the_type_and_the_age_call_for() {
    use VoletCode::{S02, S05, S06, S14, S15, S16};
    let centre = centre(50).await;
    let aujourd_hui = appel::etat(&centre.banc.core, Rien {}).await.expect("a state").aujourd_hui;
    let propose = centre.propose(BilanType::Peg, &aujourd_hui.iso()).await.expect("proposed");
    assert_eq!(propose.age, "4\u{a0}ans 2\u{a0}mois");
    let coches: Vec<&str> =
        propose.volets.iter().filter(|v| v.par_defaut).map(|v| v.code.code()).collect();
    assert_eq!(
        coches,
        ["S01", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S12", "S15", "S16"]
    );
    // A part that asks nothing at this age is not offered.
    assert!(!propose.volets.iter().any(|v| v.code == S14));
    assert!(propose.volets.iter().any(|v| v.code == S02 && v.label == "Antécédents"));
    let obligatoires: Vec<VoletCode> =
        propose.volets.iter().filter(|v| v.obligatoire).map(|v| v.code).collect();
    assert_eq!(obligatoires, [S16]);
    // The exam of four years may be done until the eve of five.
    let du = propose.protocole.expect("due");
    assert_eq!((du.age_mois, du.en_retard), (48, false));
    assert_eq!(du.dernier_jour, Some(centre.naissance.plus_mois(60).plus_jours(-1)));
    let avant = centre.propose(BilanType::Peg, "1/1/2001").await.expect_err("before the birth");
    assert_eq!(avant.champ.as_deref(), Some("date"));

    let bilan = centre.open(BilanType::Peg, None).await.expect("opened");
    assert_eq!(centre.volets(&bilan).await, coches);
    let suite = centre.propose(BilanType::Peg, &aujourd_hui.iso()).await.expect("proposed");
    assert_eq!(suite.protocole.map(|e| e.age_mois), Some(60));

    // In any order, twice or once: the parts stand in theirs.
    let choisis = vec![S16, S06, S05, S06];
    let bilan = centre.open(BilanType::Cib, Some(choisis)).await.expect("opened");
    assert_eq!(centre.volets(&bilan).await, ["S05", "S06", "S16"]);

    for (volets, dit) in [
        (vec![S05, S15], "La synthèse fait partie de tout bilan"),
        (vec![], "La synthèse fait partie de tout bilan"),
        (vec![S14, S16], "ne pose aucune question à cet âge"),
    ] {
        let refus = centre.open(BilanType::Adm, Some(volets)).await.expect_err(dit);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some("volets")));
        assert!(refus.phrase().contains(dit), "{}", refus.phrase());
    }
}

#[tokio::test]
async fn a_centre_sets_its_own_protocol() {
    let centre = centre(50).await;
    let core = &centre.banc.core;
    let livre = appel::protocole_lire(core, Rien {}).await.expect("read");
    assert!(&livre.calendrier == CalendrierProtocole::livre() && !livre.regle);
    let a_nous = CalendrierProtocole {
        version: "centre".to_owned(),
        source: "Protocole du centre".to_owned(),
        reserve: String::new(),
        etapes: vec![EtapeProtocole {
            age_mois: 54,
            nom: "4 ans et demi".to_owned(),
            fin_mois: None,
        }],
    };
    let settle = |calendrier| appel::protocole_regler(core, ReglerProtocole { calendrier });
    let regle = settle(Some(a_nous.clone())).await.expect("set");
    assert!(regle.calendrier == a_nous && regle.regle);
    let jour = centre.naissance.plus_mois(50).iso();
    let propose = centre.propose(BilanType::Peg, &jour).await.expect("proposed");
    assert_eq!(propose.protocole.map(|e| e.nom), Some("4 ans et demi".to_owned()));
    let sans_source = CalendrierProtocole { source: " ".to_owned(), ..a_nous.clone() };
    let refus = settle(Some(sans_source)).await.expect_err("no source");
    assert_eq!(refus.champ.as_deref(), Some("calendrier"));
    let etapes = vec![EtapeProtocole { age_mois: 54, nom: " ".to_owned(), fin_mois: None }];
    let sans_nom = CalendrierProtocole { etapes, ..a_nous.clone() };
    let refus = settle(Some(sans_nom)).await.expect_err("no name");
    assert_eq!(refus.champ.as_deref(), Some("calendrier"));
    // Everybody sees what the centre chose, the secretary too; only an administrator sets it.
    banc::add(core, ("Sylvie", "PETIT"), Profession::Secretaire, Some("s.petit")).await;
    enter(core, "s.petit").await;
    assert_eq!(appel::protocole_lire(core, Rien {}).await.expect("read"), regle);
    assert_eq!(settle(None).await.expect_err("no administrator").code, Code::Interdit);
    enter(core, "c.lenoir").await;
    assert_eq!(settle(None).await.expect("set back"), livre);
}

/// Something in every part, as a pair types it.
fn reponses() -> Vec<(&'static str, Vec<(&'static str, Value)>)> {
    let normal = || json!({ "etat": "normal" });
    let vu = |texte: &str| json!({ "etat": "anormal", "texte": texte });
    vec![
        ("S01", vec![("ctx.sources", json!(["enfant"]))]),
        ("S02", vec![("ant.allergies", json!([]))]),
        (
            "S03",
            vec![
                ("vie.sommeil", json!({ "qualite": "Troublé", "heures": "6,5 h" })),
                ("vie.ecrans_h", json!({ "heures_jour": "5", "reseaux_sociaux": "oui" })),
                ("vie.douleur", json!({ "presente": "oui", "siege": "ventre", "echelle": "4" })),
            ],
        ),
        ("S04", vec![("sco.mode", json!("college")), ("sco.niveau", json!("4e"))]),
        (
            "S05",
            vec![
                ("cro.poids", json!("52,4 kg")),
                ("cro.taille", json!("1m61")),
                ("cro.oedeme", json!("Oui")),
            ],
        ),
        (
            "S06",
            vec![
                ("vis.av_od", json!({ "valeur": "8,5", "corrigee": "non", "test": "lettres" })),
                ("aud.methode", json!("audiometrie")),
                ("aud.seuils", json!({ "droite-500": "20 dB", "gauche-4000": "45" })),
                ("aud.conclusion", json!("a_controler")),
            ],
        ),
        ("S07", vec![("den.dernier_ebd", json!("2024")), ("den.caries_visibles", json!("2"))]),
        ("S08", vec![("vac.statut_global", json!("incomplet"))]),
        (
            "S09",
            vec![
                ("exa.etat_general", normal()),
                ("exa.peau", vu("Eczéma des plis.")),
                ("exa.lesions", json!([{ "siege": "avant-bras", "taille_mm": "22 mm" }])),
            ],
        ),
        ("S11", vec![("app.lecture", normal()), ("app.conclusion", json!("conforme"))]),
        (
            "S12",
            vec![
                ("psy.humeur", vu("Tristesse par moments.")),
                ("psy.idees_suicidaires", json!("aucun")),
                ("psy.urgence", json!("non")),
            ],
        ),
        (
            "S13",
            vec![
                ("exp.exil", json!("dit_enfant")),
                ("exp.verbatim", json!({ "texte": "« On a marché. »", "heure": "10:20" })),
            ],
        ),
        (
            "S14",
            vec![
                ("ado.seul", json!("accepte")),
                ("ado.sexualite_abordee", json!("oui")),
                ("ado.contraception", json!("Demande une information.")),
                (
                    "ado.opposition_info",
                    json!({
                        "date": "aujourd’hui", "ecrit": "oui", "portee": ["Contraception"],
                        "destinataires_exclus": ["parents"],
                    }),
                ),
            ],
        ),
        ("S15", vec![("enf.accord_examen", json!("oui"))]),
        (
            "S16",
            vec![
                ("syn.texte", json!("Adolescente qui va bien.")),
                ("syn.niveau_suivi", json!("ville_simple")),
            ],
        ),
    ]
}

#[tokio::test]
async fn a_whole_bilan_of_an_adolescent_is_filled_signed_and_read_back() {
    let centre = centre(171).await;
    let core = &centre.banc.core;
    let bilan = &centre.open(BilanType::Adm, None).await.expect("opened");
    let jour = appel::etat(core, Rien {}).await.expect("a state").aujourd_hui.iso();
    let mut volets = Vec::new();
    for (rang, (volet, reponses)) in reponses().into_iter().enumerate() {
        // The two take turns.
        enter(core, ["c.lenoir", "a.blanc"][rang % 2]).await;
        let reponses: Vec<(&str, Value)> = reponses
            .into_iter()
            .map(|(code, valeur)| match code {
                "ado.opposition_info" => {
                    let mut valeur = valeur;
                    valeur["date"] = json!(jour);
                    (code, valeur)
                }
                _ => (code, valeur),
            })
            .collect();
        fill(core, bilan, &reponses).await;
        volets.push(volet);
    }
    assert_eq!(centre.volets(bilan).await, volets, "nothing is left over");

    // Flat on the screen, by ear in the record.
    let seuils = banc::question(core, bilan, "S06", "aud.seuils").await;
    assert_eq!(seuils.valeur, json!({ "droite-500": 20, "gauche-4000": 45 }));
    assert_eq!(seuils.colonnes.len(), 8);
    assert!(seuils.texte.contains("oreille gauche"), "{}", seuils.texte);
    // An observation asks for words only when there is something to describe.
    let cles = |q: escale_core::api::vues::QuestionVue| -> Vec<String> {
        q.colonnes.into_iter().map(|c| c.cle).collect()
    };
    assert_eq!(cles(banc::question(core, bilan, "S09", "exa.peau").await), ["etat", "texte"]);
    assert_eq!(cles(banc::question(core, bilan, "S09", "exa.etat_general").await), ["etat"]);
    let vu = banc::question(core, bilan, "S09", "exa.peau").await.vu;
    enter(core, "c.lenoir").await;
    let change = json!({ "etat": "normal", "texte": "Eczéma des plis." });
    banc::answer(core, bilan, "exa.peau", change, vu.as_deref()).await.expect("answered");
    let peau = banc::question(core, bilan, "S09", "exa.peau").await;
    assert_eq!(cles(peau), ["etat", "texte"], "words that are kept stay in sight");
    // No name is typed: the author of the words is the account.
    let verbatim = banc::question(core, bilan, "S13", "exp.verbatim").await;
    assert_eq!(verbatim.valeur["auteur"], json!(centre.binome[1].id));
    assert!(!cles(verbatim).contains(&"auteur".to_owned()));
    let opposition = banc::question(core, bilan, "S14", "ado.opposition_info").await;
    assert_eq!(opposition.valeur["portee"], json!(["ado.contraception"]));
    // With oedema the weight is shown, and on no curve.
    let calculs =
        appel::bilan_calculs(core, ParBilan { bilan: bilan.clone() }).await.expect("computed");
    let texte = serde_json::to_string(&calculs.jugements).expect("JSON");
    assert!(texte.contains("cro.taille") && !texte.contains("cro.poids"), "{texte}");

    for (rang, volet) in volets.iter().enumerate() {
        enter(core, ["c.lenoir", "a.blanc"][rang % 2]).await;
        appel::volet_signer(core, banc::volet(bilan, volet)).await.unwrap_or_else(|refus| {
            panic!("{volet}: {}", refus.phrase());
        });
    }
    banc::dismiss_alertes(core, bilan).await;
    let page = appel::bilan_lire(core, ParId { id: bilan.clone() }).await.expect("read");
    assert_eq!(page.manque, []);
    for identifiant in ["c.lenoir", "a.blanc"] {
        sign(core, bilan, identifiant, MOT).await.expect("signed");
    }
    let numero = page.enfant.num_dossier_local;
    let sorti = api::export(core, &numero).await.expect("exported");
    let valeur = |code: &str| {
        sorti
            .reponses
            .brutes()
            .iter()
            .find(|r| r.code == code)
            .map(|r| r.valeur.clone())
            .expect(code)
    };
    let par_oreille = json!({ "droite": { "500": 20 }, "gauche": { "4000": 45 } });
    assert_eq!(valeur("aud.seuils"), par_oreille);
    assert_eq!(valeur("cro.oedeme"), json!("oui"));
    let texte = serde_json::to_string(&sorti).expect("JSON");
    let ailleurs = banc::pret().await;
    api::import(&ailleurs.core, "tout.json", &texte).await.unwrap_or_else(|refus| {
        panic!("{}", refus.phrase());
    });
    let revenu = api::export(&ailleurs.core, &numero).await.expect("exported");
    assert_eq!(
        serde_json::to_value(&revenu.reponses).expect("JSON"),
        serde_json::to_value(&sorti.reponses).expect("JSON")
    );
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn what_is_compulsory_in_a_part_is_named_before_it_is_signed() {
    let centre = centre(171).await;
    let core = &centre.banc.core;
    let bilan = &centre.open(BilanType::Adm, None).await.expect("opened");
    for (volet, label) in [
        ("S08", "État vaccinal"),
        ("S11", "Conclusion des apprentissages"),
        ("S12", "Urgence psychique"),
        ("S14", "Temps seul avec le jeune"),
    ] {
        let refus = appel::volet_signer(core, banc::volet(bilan, volet)).await.expect_err(label);
        assert_eq!(refus.code, Code::ManquePourSigner);
        assert!(refus.phrase().contains(label), "{}", refus.phrase());
        let motif = "L’heure est passée.".to_owned();
        let (bilan, volet) = (bilan.clone(), volet.to_owned());
        let laisse = NonRealise { bilan, volet, motif };
        appel::volet_non_realise(core, laisse).await.expect("left aside");
    }
}

#[tokio::test]
async fn an_old_bilan_opens_with_the_forms_of_its_time() {
    let banc = banc::pret().await;
    let (nom, texte) = escale_demo::CAS[9];
    let importe = api::import(&banc.core, nom, texte).await.expect("imported");
    let page = appel::bilan_lire(&banc.core, ParId { id: importe.bilan.clone() }).await;
    let volets = page.expect("read").volets;
    let saisissables: Vec<&str> =
        volets.iter().filter(|v| v.saisissable).map(|v| v.code.as_str()).collect();
    assert_eq!(saisissables, ["S01", "S02", "S05", "S16"]);
    let croissance = banc::questions(&banc.core, &importe.bilan, "S05").await;
    assert!(!croissance.iter().any(|q| q.code == "cro.oedeme"), "asked since 2026.2 only");
    let answer = Repondre {
        bilan: importe.bilan,
        question: "vis.couleurs".to_owned(),
        valeur: json!("normal"),
        posture: None,
        vu: None,
    };
    assert!(appel::volet_repondre(&banc.core, answer).await.is_err());
}

/// "22/11/27" is next year where a deadline is asked for, and no century ago.
#[tokio::test]
async fn two_digits_of_a_year_lie_ahead_where_the_question_does() {
    let banc = banc::pret().await;
    let an = banc.horloge.aujourd_hui().plus_mois(12).iso();
    let court = format!("22/11/{}", &an[2..4]);
    for (avenir, attendue) in [(true, format!("{}-11-22", &an[..4])), (false, String::new())] {
        let tapee = DateTapee { texte: court.clone(), avenir };
        let lue = appel::date_lire(&banc.core, tapee).await.expect("read").date;
        assert!(lue == attendue || (!avenir && lue.starts_with("19")), "{avenir}: {lue}");
    }
    let medecin = banc::moi(&banc.core).await;
    let autre = banc::add(&banc.core, ("Ada", "ROY"), Profession::Psychologue, None).await;
    let enfant = banc::nouvel_enfant("ROBIN", "Lou", "3 avril 2018");
    let enfant = appel::enfant_creer(&banc.core, enfant).await.expect("created").id;
    let bilan = banc::open_bilan(&banc.core, &enfant, [&medecin, &autre]).await;
    let prochain = banc::question(&banc.core, &bilan, "S16", "syn.prochain_bilan").await;
    assert!(prochain.avenir, "the window is told");
    let naissance = banc::question(&banc.core, &bilan, "S01", "ctx.date_dernier_medecin").await;
    assert!(!naissance.avenir);
}
