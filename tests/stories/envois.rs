//! The secretary’s pile: what waits, made in one go, marked as gone, received, made again.

use super::banc::{self, Banc, MOT, texte_du_pdf};
use escale_core::api::vues::{
    AccuserEnvoi, Bordereau, Dupliquer, EmpechementCode, EnvoiSuivi, EtatEnvoi, Etiqueter,
    FiltreEnvois, InformationSaisie, LancerEnvoi, MarquerEnvoi, ModeEnvoi, ParDocument, ParId,
    ParTravail, PileEnvois, Rien, Sortie,
};
use escale_core::api::{self, Importe, appel};
use escale_core::error::Code;
use escale_domain::papier::PaperKind;
use escale_domain::professionnel::Profession;
use escale_domain::texte::fold;
use escale_domain::transmission::{Canal, InformationEtat, TransmissionStatut};
use serde_json::{Value, json};
use std::path::Path;

/// A record that was never sent: its own log is empty.
pub(crate) async fn import(banc: &Banc, numero: &str, change: impl FnOnce(&mut Value)) -> Importe {
    let (nom, texte) = escale_demo::CAS
        .iter()
        .find(|(nom, _)| nom.starts_with(&format!("case-{numero}-")))
        .expect("a bundled record");
    let mut dossier: Value = serde_json::from_str(texte).expect("JSON");
    dossier["transmissions"] = json!([]);
    dossier["bilan"]["statut"] = "valide".into();
    change(&mut dossier);
    api::import(&banc.core, nom, &dossier.to_string()).await.expect("imported")
}

pub(crate) async fn pile(banc: &Banc) -> PileEnvois {
    appel::envois_lister(&banc.core, FiltreEnvois::default()).await.expect("a pile")
}

pub(crate) fn un(bilan: &str, genre: PaperKind) -> ParDocument {
    ParDocument { bilan: bilan.to_owned(), genre }
}

/// Everything that the pile waits for and that can be made.
pub(crate) fn dus(pile: &PileEnvois) -> Vec<ParDocument> {
    let mut papiers = Vec::new();
    for bilan in &pile.bilans {
        for papier in bilan.papiers.iter().filter(|p| p.du && p.etat == EtatEnvoi::AFaire) {
            papiers.push(un(&bilan.bilan, papier.genre));
        }
    }
    papiers
}

pub(crate) async fn start(
    banc: &Banc,
    papiers: Vec<ParDocument>,
    mode: ModeEnvoi,
    recto: bool,
) -> String {
    let demande = LancerEnvoi { papiers, mode, recto_verso: recto };
    let lance = appel::envoi_lancer(&banc.core, demande).await.expect("started");
    lance.travail.expect("a job")
}

async fn follow(banc: &Banc, travail: &str) -> EnvoiSuivi {
    let demande = ParTravail { travail: travail.to_owned() };
    appel::envoi_suivre(&banc.core, demande).await.expect("followed")
}

pub(crate) async fn finish(banc: &Banc, travail: &str) -> EnvoiSuivi {
    loop {
        let suivi = follow(banc, travail).await;
        if suivi.fini {
            return suivi;
        }
        tokio::task::yield_now().await;
    }
}

fn dit(chemin: &Path) -> String {
    texte_du_pdf(chemin).replace(['\u{a0}', '\u{202f}'], " ")
}

pub(crate) fn informe() -> Option<InformationSaisie> {
    Some(InformationSaisie {
        etat: InformationEtat::Informe,
        date: String::new(),
        mode: "oral".to_owned(),
        motif: String::new(),
    })
}

pub(crate) fn parti(documents: &[String], information: Option<InformationSaisie>) -> MarquerEnvoi {
    let documents = documents.to_vec();
    MarquerEnvoi { documents, canal: Canal::Papier, date: String::new(), information }
}

#[tokio::test]
async fn the_pile_empties_as_papers_leave() {
    let banc = banc::pret().await;
    let premier = import(&banc, "05", |_| {}).await;
    let second = import(&banc, "01", |_| {}).await;
    let liste = pile(&banc).await;
    assert_eq!(liste.comptes.bilans, 2);
    assert!(liste.bilans[0].date <= liste.bilans[1].date, "the oldest first");
    // Case 01 has sessions to prescribe, and a doctor signed.
    let prescrit: Vec<bool> = liste
        .bilans
        .iter()
        .map(|b| b.papiers.iter().any(|p| p.genre == PaperKind::E && p.du))
        .collect();
    assert_eq!(prescrit.iter().filter(|p| **p).count(), 1);
    let papiers = dus(&liste);
    assert_eq!(u32::try_from(papiers.len()).expect("few"), liste.comptes.a_faire);
    let travail = start(&banc, papiers.clone(), ModeEnvoi::Separes, false).await;
    let suivi = finish(&banc, &travail).await;
    assert_eq!((suivi.faits, suivi.total), (7, 7), "{:?}", suivi.echecs);
    assert!(suivi.echecs.is_empty() && !suivi.annule && suivi.arret.is_none());
    let liste = pile(&banc).await;
    assert_eq!((liste.comptes.a_faire, liste.comptes.a_envoyer), (0, 7));
    // To professionals, nothing leaves before it is noted how the child was informed.
    let refus = appel::envoi_marquer(&banc.core, parti(&suivi.documents, None)).await;
    let refus = refus.expect_err("refused");
    assert_eq!(refus.champ.as_deref(), Some("information"));
    assert_eq!(pile(&banc).await.comptes.a_envoyer, 7, "all of them, or none");
    let suivis = appel::envoi_marquer(&banc.core, parti(&suivi.documents, informe())).await;
    let suivis = suivis.expect("marked");
    assert!(suivis.iter().all(|s| s.statut == "envoye" && s.parti_le.is_some()), "{suivis:?}");
    let liste = pile(&banc).await;
    assert_eq!((liste.comptes.bilans, liste.comptes.partis_ce_jour), (0, 7));
    for importe in [&premier, &second] {
        let sorti = api::export(&banc.core, &importe.dossier).await.expect("exported");
        assert_eq!(sorti.bilan.statut.code(), "transmis");
        for ligne in &sorti.transmissions {
            assert_eq!(ligne.statut, TransmissionStatut::Envoyee);
            assert_eq!(ligne.information_personne.mode.as_deref(), Some("oral"));
        }
    }
    // Twice is refused, in words.
    let refus = appel::envoi_marquer(&banc.core, parti(&suivi.documents[..1], informe())).await;
    assert!(refus.expect_err("gone").phrase().contains("déjà noté comme parti"));
    let accuse = AccuserEnvoi {
        document: suivi.documents[0].clone(),
        date: String::new(),
        note: "lu".to_owned(),
    };
    let recu = appel::envoi_accuser(&banc.core, accuse.clone()).await.expect("received");
    assert_eq!((recu.statut.as_str(), recu.recu_le.is_some()), ("accuse", true));
    appel::envoi_accuser(&banc.core, accuse).await.expect_err("only once");
    // A new version is in the pile again, and the old one is replaced.
    let nouveau = appel::document_enregistrer(&banc.core, un(&premier.bilan, PaperKind::A)).await;
    nouveau.expect("made");
    let liste = pile(&banc).await;
    assert_eq!((liste.comptes.bilans, liste.comptes.a_envoyer), (1, 1));
    let preuve = api::check(&banc.core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn one_that_cannot_be_made_does_not_stop_the_others() {
    let banc = banc::pret().await;
    import(&banc, "05", |_| {}).await;
    let opposee = import(&banc, "11", |dossier| {
        dossier["enfant"]["secret_oppositions"][0]["portee"] = json!(["ce qu’elle a dit"]);
    })
    .await;
    import(&banc, "07", |_| {}).await;
    let liste = pile(&banc).await;
    let bloques: Vec<(&str, PaperKind)> = liste
        .bilans
        .iter()
        .flat_map(|b| b.papiers.iter().map(|p| (b.bilan.as_str(), p)))
        .filter(|(_, p)| {
            let opposition = |e: &escale_core::api::vues::Empechement| {
                e.code == EmpechementCode::Opposition && e.bloque
            };
            p.empechements.iter().any(opposition)
        })
        .map(|(bilan, p)| (bilan, p.genre))
        .collect();
    let attendus =
        [PaperKind::B, PaperKind::D, PaperKind::E].map(|genre| (opposee.bilan.as_str(), genre));
    assert_eq!(bloques, attendus);
    let papiers: Vec<ParDocument> =
        liste.bilans.iter().map(|b| un(&b.bilan, PaperKind::B)).collect();
    let travail = start(&banc, papiers, ModeEnvoi::Fusion, true).await;
    let suivi = finish(&banc, &travail).await;
    assert_eq!((suivi.faits, suivi.total, suivi.echecs.len()), (2, 3, 1));
    let echec = &suivi.echecs[0];
    assert_eq!((echec.bilan.as_str(), echec.genre), (opposee.bilan.as_str(), PaperKind::B));
    assert!(echec.phrase.contains("opposition écrite"), "{}", echec.phrase);
    assert_eq!(echec.dossier, opposee.dossier);
    // The file holds the two others, each on a sheet of its own.
    let fichier = suivi.chemin.expect("a file");
    let dit = dit(fichier.as_ref());
    assert_eq!(suivi.pages, 4);
    assert_eq!(dit.matches('\u{c}').count(), 4, "{dit}");
    for numero in ["-00001", "-00002"] {
        assert!(dit.contains(numero), "{numero}");
    }
    assert!(!dit.contains("-00003"));
}

#[tokio::test]
async fn the_merged_file_goes_by_envelope() {
    let banc = banc::pret().await;
    let medecin = |nom: &str, code: &str| {
        let (nom, code) = (nom.to_owned(), code.to_owned());
        move |dossier: &mut Value| {
            dossier["medecin_referent"]["nom"] = nom.into();
            dossier["medecin_referent"]["adresse"]["code_postal"] = code.into();
        }
    };
    import(&banc, "05", medecin("ZOLA", "75001")).await;
    import(&banc, "07", medecin("ABEILLE", "75020")).await;
    import(&banc, "12", medecin("ABEILLE", "42000")).await;
    let liste = pile(&banc).await;
    let papiers: Vec<ParDocument> =
        liste.bilans.iter().map(|b| un(&b.bilan, PaperKind::A)).collect();
    let travail = start(&banc, papiers, ModeEnvoi::Fusion, false).await;
    let suivi = finish(&banc, &travail).await;
    let fichier = suivi.chemin.expect("a file");
    let dit = dit(fichier.as_ref());
    let place = |mot: &str| dit.find(mot).unwrap_or_else(|| panic!("{mot} in {dit}"));
    assert!(place("42000") < place("75001") && place("75001") < place("75020"));
    assert!(place("-00001") < place("-00002") && place("-00002") < place("-00003"));
    // One file, whole: no trace of the one under way, and its metadata hold no name.
    let noms: Vec<String> = banc::fichiers(&banc.papiers())
        .into_keys()
        .map(|f| f.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .filter(|nom| nom.contains("envois"))
        .collect();
    assert_eq!(noms.len(), 1, "{noms:?}");
    let octets = std::fs::read(&fichier).expect("read");
    let brut = String::from_utf8_lossy(&octets).into_owned();
    assert!(brut.contains("<dc:title>") && brut.contains("Envois du"));
    let polices = |nom: &str| brut.matches(&format!("/FontName /{nom}")).count();
    assert_eq!(polices("AtkinsonHyperlegibleNext-Regular"), 1, "the fonts are shared");
}

#[tokio::test]
async fn stopping_keeps_what_was_made_and_tells_the_truth() {
    let banc = banc::pret().await;
    let mut papiers = Vec::new();
    for numero in ["05", "07", "09", "10"] {
        let importe = import(&banc, numero, |_| {}).await;
        papiers.extend(
            [PaperKind::A, PaperKind::B, PaperKind::C].map(|genre| un(&importe.bilan, genre)),
        );
    }
    let travail = start(&banc, papiers.clone(), ModeEnvoi::Fusion, false).await;
    // A second one waits for the first.
    let demande = LancerEnvoi { papiers, mode: ModeEnvoi::Fusion, recto_verso: false };
    let refus = appel::envoi_lancer(&banc.core, demande.clone()).await.expect_err("busy");
    assert_eq!(refus.code, Code::SaisieRefusee);
    while follow(&banc, &travail).await.faits < 2 {
        tokio::task::yield_now().await;
    }
    let par = ParTravail { travail: travail.clone() };
    appel::envoi_annuler(&banc.core, par).await.expect("stopped");
    let suivi = finish(&banc, &travail).await;
    assert!(suivi.annule && suivi.faits >= 2 && suivi.faits < suivi.total, "{suivi:?}");
    let dit = dit(suivi.chemin.expect("a file").as_ref());
    let liste = pile(&banc).await;
    let numeros: Vec<&String> =
        liste.bilans.iter().flat_map(|b| &b.papiers).filter_map(|p| p.numero.as_ref()).collect();
    assert_eq!(u32::try_from(numeros.len()).expect("few"), suivi.faits);
    for numero in numeros {
        assert!(dit.contains(numero.as_str()), "{numero} is noted and not in the file");
    }
    // Closing the base stops what is under way.
    let travail = start(&banc, demande.papiers, ModeEnvoi::Separes, false).await;
    appel::coffre_verrouiller(&banc.core, Rien {}).await.expect("closed");
    let par = ParTravail { travail };
    let refus = appel::envoi_suivre(&banc.core, par).await.expect_err("closed");
    assert_eq!(refus.code, Code::Verrouille);
    let reste = banc::fichiers(&banc.papiers())
        .into_keys()
        .filter(|f| f.file_name().is_some_and(|nom| nom.to_string_lossy().contains("partiel")));
    assert_eq!(reste.count(), 0);
}

#[tokio::test]
async fn giving_up_makes_nothing() {
    let banc = banc::pret().await;
    let importe = import(&banc, "05", |_| {}).await;
    banc.bureau.annule.store(true, std::sync::atomic::Ordering::Relaxed);
    for mode in [ModeEnvoi::Fusion, ModeEnvoi::Separes] {
        let papiers = vec![un(&importe.bilan, PaperKind::A)];
        let demande = LancerEnvoi { papiers, mode, recto_verso: false };
        let lance = appel::envoi_lancer(&banc.core, demande).await.expect("answered");
        assert_eq!(lance.travail, None);
    }
    assert_eq!(pile(&banc).await.comptes.a_envoyer, 0);
}

#[tokio::test]
async fn duplicates_are_numbered_and_say_the_same() {
    let banc = banc::pret().await;
    let importe = import(&banc, "05", |_| {}).await;
    let fait = appel::document_enregistrer(&banc.core, un(&importe.bilan, PaperKind::A)).await;
    let numero = fait.expect("made").numero.expect("a number");
    let document = pile(&banc).await.bilans[0].papiers[0].document.clone().expect("a paper");
    let duplicate = || Dupliquer { document: document.clone(), sortie: Sortie::Enregistrer };
    appel::envoi_marquer(&banc.core, parti(std::slice::from_ref(&document), informe()))
        .await
        .expect("gone");
    for rang in 1..=2 {
        let double = appel::document_duplicata(&banc.core, duplicate()).await.expect("again");
        assert_eq!(double.numero.as_ref(), Some(&numero));
        let chemin = double.chemin.expect("a file");
        assert!(chemin.contains(&format!("duplicata-{rang}")), "{chemin}");
        let dit = dit(chemin.as_ref());
        assert!(dit.contains(&format!("Duplicata n° {rang}")) && dit.contains(&numero), "{dit}");
    }
    let sorti = api::export(&banc.core, &importe.dossier).await.expect("exported");
    let natures: Vec<&str> =
        sorti.transmissions.iter().map(|t| t.nature_information.as_str()).collect();
    assert_eq!(natures.len(), 3);
    assert!(natures[2].ends_with("duplicata n°\u{a0}2"), "{natures:?}");
    // The proof list of the day has the paper and both duplicates, by record number.
    let demande = Bordereau { date: String::new(), sortie: Sortie::Enregistrer };
    let bordereau = appel::envoi_bordereau(&banc.core, demande).await.expect("a list");
    assert_eq!(bordereau.lignes, 3);
    let dit_bordereau = dit(bordereau.chemin.expect("a file").as_ref());
    assert_eq!(dit_bordereau.matches("duplicata").count(), 2, "{dit_bordereau}");
    // Once the record has changed, a duplicate with the same words can no longer be made: it is
    // refused.
    let fiche = appel::enfant_lire(&banc.core, ParId { id: sorti_id(&banc, &importe).await }).await;
    let page = fiche.expect("a child");
    let mut medecin = page.medecin.expect("a doctor");
    medecin.nom = "NOUVEAU".to_owned();
    let define = escale_core::api::vues::DefinirMedecin {
        enfant: page.ligne.id,
        medecin,
        vu: page.medecin_vu,
    };
    appel::enfant_medecin(&banc.core, define).await.expect("changed");
    let refus = appel::document_duplicata(&banc.core, duplicate()).await.expect_err("changed");
    assert!(refus.phrase().contains("a changé depuis"), "{}", refus.phrase());
}

async fn sorti_id(banc: &Banc, importe: &Importe) -> String {
    let page = appel::bilan_lire(&banc.core, ParId { id: importe.bilan.clone() }).await;
    page.expect("a bilan").enfant.id
}

#[tokio::test]
async fn a_confidential_place_has_no_name_in_the_pile_and_no_label() {
    let banc = banc::pret().await;
    let secret = import(&banc, "06", |_| {}).await;
    let ouvert = import(&banc, "01", |_| {}).await;
    let liste = pile(&banc).await;
    let tout = fold(&serde_json::to_string(&liste).expect("JSON"));
    for mot in ["escapade", "source cachee", "melun"] {
        assert!(!tout.contains(mot), "{mot}");
    }
    let papiers = vec![
        un(&secret.bilan, PaperKind::A),
        un(&secret.bilan, PaperKind::B),
        un(&secret.bilan, PaperKind::D),
        un(&ouvert.bilan, PaperKind::A),
        un(&ouvert.bilan, PaperKind::D),
    ];
    let demande = Etiqueter { papiers, depart: 20, sortie: Sortie::Enregistrer };
    let faites = appel::envoi_etiquettes(&banc.core, demande.clone()).await.expect("labels");
    assert_eq!((faites.etiquettes, faites.planches), (3, 2));
    assert_eq!(faites.ecartees.len(), 2, "{:?}", faites.ecartees);
    let dit = fold(&dit(faites.chemin.expect("a file").as_ref()));
    for mot in ["escapade", "source cachee", "melun"] {
        assert!(!dit.contains(mot), "{mot}: {dit}");
    }
    for depart in [0, 22] {
        let refus = Etiqueter { depart, ..demande.clone() };
        appel::envoi_etiquettes(&banc.core, refus).await.expect_err("no such place");
    }
}

#[tokio::test]
async fn labels_and_lists_say_nothing_of_health() {
    let banc = banc::pret().await;
    let mut noms = Vec::new();
    for numero in ["05", "10", "11"] {
        let importe = import(&banc, numero, |dossier| {
            dossier["synthese"]["syn.texte"] = "Zqxcanari".into();
            for preco in dossier["preconisations"].as_array_mut().expect("a list") {
                preco["justification"] = "Zqxcanari".into();
            }
        })
        .await;
        let page = appel::bilan_lire(&banc.core, ParId { id: importe.bilan }).await;
        noms.push(fold(&page.expect("a bilan").enfant.nom_naissance));
    }
    banc::add(&banc.core, ("Suzanne", "ROY"), Profession::Secretaire, Some("suzanne")).await;
    appel::coffre_ouvrir(&banc.core, banc::ouverture("suzanne", MOT)).await.expect("opened");
    let liste = pile(&banc).await;
    let papiers = dus(&liste);
    let travail = start(&banc, papiers.clone(), ModeEnvoi::Separes, false).await;
    let suivi = finish(&banc, &travail).await;
    appel::envoi_marquer(&banc.core, parti(&suivi.documents, informe())).await.expect("gone");
    let etiqueter = Etiqueter { papiers, depart: 1, sortie: Sortie::Enregistrer };
    let faites = appel::envoi_etiquettes(&banc.core, etiqueter).await.expect("labels");
    let demande = Bordereau { date: String::new(), sortie: Sortie::Enregistrer };
    let bordereau = appel::envoi_bordereau(&banc.core, demande).await.expect("a list");
    assert_eq!(bordereau.lignes, suivi.faits);
    let pile_dite = fold(&serde_json::to_string(&liste).expect("JSON"));
    assert!(!pile_dite.contains("zqxcanari") && !pile_dite.contains("contraception"));
    for chemin in [faites.chemin.expect("labels"), bordereau.chemin.expect("a list")] {
        let dit = fold(&dit(chemin.as_ref()));
        assert!(!dit.contains("zqxcanari") && !dit.contains("contraception"), "{dit}");
        for nom in &noms {
            assert!(!dit.contains(nom.as_str()), "{nom}: {dit}");
        }
    }
    for (fichier, octets) in banc::fichiers(&banc.papiers()) {
        let nom = fold(&fichier.file_name().unwrap_or_default().to_string_lossy());
        assert!(noms.iter().all(|n| !nom.contains(n.as_str())), "{nom}");
        let brut = fold(&String::from_utf8_lossy(&octets));
        let lettre = nom.contains("courrier") || octets.starts_with(b"{");
        assert!(noms.iter().all(|n| n.len() < 5 || !brut.contains(n.as_str())), "{nom}");
        assert!(lettre || !brut.contains("zqxcanari"), "{nom}");
    }
}

#[tokio::test]
async fn the_pile_is_searched_by_words_and_by_dates() {
    let banc = banc::pret().await;
    let importe = import(&banc, "05", |_| {}).await;
    import(&banc, "01", |_| {}).await;
    let search = async |texte: &str, du: &str, au: &str| {
        let (texte, du, au) = (texte.to_owned(), du.to_owned(), au.to_owned());
        let filtre = FiltreEnvois { texte, du, au, limite: 0 };
        appel::envois_lister(&banc.core, filtre).await
    };
    for texte in [importe.dossier.as_str(), "estoile", "gaelle", "herve-le bihan"] {
        let trouve = search(texte, "", "").await.expect("a pile").bilans;
        assert_eq!(trouve.len(), 1, "{texte}");
        assert_eq!(trouve[0].bilan, importe.bilan, "{texte}");
    }
    let jour = escale_domain::date::DateCivile::parse_iso(
        &search(&importe.dossier, "", "").await.expect("a pile").bilans[0].date,
    )
    .expect("a day");
    let ce_jour = search("", &jour.court(), &jour.court()).await.expect("a pile");
    assert!(ce_jour.bilans.iter().all(|b| b.date == jour.iso()) && ce_jour.comptes.bilans >= 1);
    let avant = search("", "", "1/1/2001").await.expect("a pile");
    assert_eq!(avant.comptes.bilans, 0);
    assert_eq!(
        search("", "hier soir", "").await.expect_err("no date").champ.as_deref(),
        Some("du")
    );
}
