//! Numbers and places: the INS of a child, what contradicts it, what of it is printed, and the communes
//! as one types.

use crate::banc;
use crate::bilan::{Centre, actes, clos, enter};
use escale_core::api::vues::{DefinirIns, ExaminerIdentifiant, Ins, ParBilan, ParId, Texte};
use escale_core::api::{self, Core, appel};
use escale_core::error::{Code, Error};
use escale_domain::enfant::InsStatut;
use escale_domain::identifiant::{IdKind, Statut, oid};
use std::path::PathBuf;

/// A girl born in March 2016 in Paris: the number of Maya, invented, with a true key.
const NIR: &str = "216037505601206";
/// The same, born in Ajaccio.
const CORSE: &str = "216032A00401271";

struct Carte<'a> {
    matricule: &'a str,
    oid: &'a str,
    statut: InsStatut,
    lieu: &'a str,
}

const fn carte(matricule: &str) -> Carte<'_> {
    Carte { matricule, oid: "", statut: InsStatut::Qualifiee, lieu: "" }
}

async fn define(core: &Core, enfant: &str, carte: &Carte<'_>) -> Result<Ins, Error> {
    let id = enfant.to_owned();
    let vu = appel::ins_lire(core, ParId { id: id.clone() }).await.expect("read").vu;
    let demande = DefinirIns {
        enfant: id,
        matricule: carte.matricule.to_owned(),
        oid: carte.oid.to_owned(),
        statut: carte.statut,
        lieu_naissance_insee: carte.lieu.to_owned(),
        vu,
    };
    appel::ins_definir(core, demande).await
}

async fn lettre(core: &Core, bilan: &str) -> String {
    let demande = ParBilan { bilan: bilan.to_owned() };
    let fait = banc::courrier_enregistrer(core, demande).await.expect("saved");
    let texte = banc::texte_du_pdf(&PathBuf::from(fait.chemin.expect("somewhere")));
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_number_that_cannot_be_one_is_refused_and_a_doubtful_one_warns() {
    let Centre { banc, enfant, .. } = &clos().await;
    let core = &banc.core;
    let rien = appel::ins_lire(core, ParId { id: enfant.clone() }).await.expect("read");
    assert_eq!((rien.statut.as_str(), rien.matricule, rien.mention), ("provisoire", None, None));
    let avant = actes(core).await;
    let qualifiee = InsStatut::Qualifiee;
    for (saisie, champ, mots) in [
        (carte("2 16 03 75 056 012 05"), "matricule", "La clé ne convient pas"),
        (carte("2 16 03 75 056 012"), "matricule", "La clé manque"),
        (carte("2 16 03 75 056 012 0X"), "matricule", ""),
        (carte("216"), "matricule", ""),
        (Carte { statut: qualifiee, ..carte("") }, "statut", "reste provisoire"),
        (Carte { oid: "1.2.3", ..carte(NIR) }, "oid", "OID"),
        (Carte { lieu: "Paris", ..carte(NIR) }, "lieu_naissance_insee", ""),
    ] {
        let refus = define(core, enfant, &saisie).await.expect_err(mots);
        assert_eq!((refus.code, refus.champ.as_deref()), (Code::SaisieRefusee, Some(champ)));
        let phrase = refus.phrase();
        assert!(phrase.contains(mots) && phrase.chars().count() > 15, "{phrase}");
        assert!(!phrase.contains("75 056") && !phrase.contains("75056"), "{phrase}");
    }
    assert_eq!(actes(core).await, avant, "a refusal writes nothing");

    let saisie = Carte { lieu: "75056", ..carte("2 16 03 75 056 012 06") };
    let ins = define(core, enfant, &saisie).await.expect("recorded");
    assert_eq!((ins.matricule.as_deref(), ins.oid.as_deref()), (Some(NIR), Some(oid::NIR)));
    assert_eq!(ins.avertissements, Vec::<String>::new());
    let mention = ins.mention.expect("printed");
    assert!(mention.contains("2\u{a0}16\u{a0}03\u{a0}75\u{a0}056\u{a0}012\u{a0}06"), "{mention}");
    // Corsica, in small letters; her place of birth becomes that of the number.
    let saisie = Carte { lieu: " 2a004 ", ..carte("2 16 03 2a 004 012 71") };
    let ins = define(core, enfant, &saisie).await.expect("recorded");
    assert_eq!(ins.matricule.as_deref(), Some(CORSE));
    assert_eq!(ins.avertissements, Vec::<String>::new());
    let fiche = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read").enfant;
    assert_eq!(fiche.lieu_naissance_insee, "2A004");
    assert_eq!(fiche.lieu_naissance_libelle.as_deref(), Some("Ajaccio"));
    // Another country is in no list of communes: it is not the place of the number, nor Ajaccio.
    let ins = define(core, enfant, &Carte { lieu: "99352", ..carte(CORSE) }).await;
    let ins = ins.expect("recorded");
    let [ecart] = ins.avertissements.as_slice() else { panic!("{:?}", ins.avertissements) };
    assert!(ecart.contains("lieu de naissance du numéro"), "{ecart}");
    let fiche = appel::enfant_lire(core, ParId { id: enfant.clone() }).await.expect("read").enfant;
    assert_eq!(
        (fiche.lieu_naissance_insee.as_str(), fiche.lieu_naissance_libelle),
        ("99352", None)
    );

    // What contradicts the traits is said, and recorded all the same.
    for (nir, mots) in [("116037505601256", "Le sexe du numéro"), ("216032B03301204", "lieu")] {
        let ins = define(core, enfant, &Carte { lieu: "75056", ..carte(nir) }).await;
        let ins = ins.expect("recorded");
        let [ecart] = ins.avertissements.as_slice() else { panic!("{:?}", ins.avertissements) };
        assert!(ecart.contains(mots), "{ecart}");
    }
    let sans = Carte { statut: InsStatut::Provisoire, ..carte("") };
    let ins = define(core, enfant, &sans).await.expect("taken away");
    assert_eq!((ins.matricule, ins.oid, ins.mention), (None, None, None));
    let preuve = api::check(core, |_, _| {}).await.expect("verified");
    assert_eq!(preuve.ecarts, []);
}

#[tokio::test]
async fn an_invented_identity_is_never_printed_as_a_real_one() {
    let Centre { banc, enfant, bilan, .. } = &clos().await;
    let core = &banc.core;
    enter(core, "c.lenoir").await;
    for (nature, statut, reelle) in [
        (oid::NIR, InsStatut::Qualifiee, true),
        (oid::NIA, InsStatut::Qualifiee, true),
        (oid::NIR, InsStatut::Validee, false),
        (oid::NIR, InsStatut::Recuperee, false),
        (oid::NIR, InsStatut::Provisoire, false),
        (oid::TEST, InsStatut::Qualifiee, false),
        (oid::DEMONSTRATION, InsStatut::Qualifiee, false),
        ("urn:oid:1.2.250.1.213.1.4.10", InsStatut::Qualifiee, false),
        ("urn:oid:1.2.250.1.213.1.4.8", InsStatut::Qualifiee, true),
    ] {
        let ins = define(core, enfant, &Carte { oid: nature, statut, ..carte(NIR) }).await;
        let ins = ins.expect("recorded");
        assert_eq!(ins.mention.is_some_and(|m| m.contains("056")), reelle, "{nature} {statut:?}");
        let dit = lettre(core, bilan).await;
        let nu = dit.replace([' ', '\u{a0}'], "");
        let comme_vraie = nu.contains(NIR) && !dit.contains("identité de test");
        assert_eq!(comme_vraie, reelle, "{nature} {statut:?}: {dit}");
    }
}

#[tokio::test]
async fn a_record_that_comes_from_elsewhere_is_printed_with_the_same_care() {
    for (nature, prefixe) in [("1.2.250.1.213.1.4.10", "urn:oid:"), ("", "")] {
        let banc = banc::pret().await;
        let (nom, texte) = escale_demo::CAS[6];
        let mut cas: serde_json::Value = serde_json::from_str(texte).expect("JSON");
        let matricule = cas["enfant"]["ins_matricule"].as_str().expect("a number").to_owned();
        let oid = (!nature.is_empty()).then(|| format!("{prefixe}{nature}"));
        cas["enfant"]["ins_oid"] = serde_json::json!(oid);
        let importe = api::import(&banc.core, nom, &cas.to_string()).await.expect("imported");
        let dit = lettre(&banc.core, &importe.bilan).await;
        let vraie = dit.contains(&matricule) && !dit.contains("identité de test");
        assert!(!vraie, "{nature}: {dit}");
    }
}

async fn communes(core: &Core, texte: &str) -> Vec<String> {
    let texte = Texte { texte: texte.to_owned() };
    let trouvees = appel::commune_completer(core, texte).await.expect("completed");
    assert!(trouvees.len() <= 24);
    trouvees
        .into_iter()
        .map(|c| format!("{} {} ({})", c.code_insee, c.nom, c.departement))
        .collect()
}

#[tokio::test]
async fn a_commune_is_completed_as_one_types() {
    let banc = banc::pret().await;
    let core = &banc.core;
    for (tape, attendue) in [
        ("87000", "87085 Limoges (Haute-Vienne)"),
        ("limoges", "87085 Limoges (Haute-Vienne)"),
        ("LIMOGES 87", "87085 Limoges (Haute-Vienne)"),
        ("2A004", "2A004 Ajaccio (Corse-du-Sud)"),
        ("st etienne", "42218 Saint-Étienne (Loire)"),
        ("orleans", "45234 Orléans (Loiret)"),
    ] {
        let trouvees = communes(core, tape).await;
        assert_eq!(trouvees.first().map(String::as_str), Some(attendue), "{tape}: {trouvees:?}");
    }
    for rien in ["", "   ", "zzzzz", "00000", "\u{0}'; --"] {
        assert_eq!(communes(core, rien).await, Vec::<String>::new(), "{rien:?}");
    }
    let limoges = Texte { texte: "limoges".to_owned() };
    let limoges = &appel::commune_completer(core, limoges).await.expect("completed")[0];
    assert!(limoges.codes_postaux.len() > 1 && limoges.code_postal.is_none(), "{limoges:?}");
    for (genre, valeur, statut) in [
        (IdKind::Nir, NIR, Statut::Valide),
        (IdKind::Nir, "216037505601207", Statut::Invalide),
        (IdKind::CodePostal, "87000", Statut::Valide),
        (IdKind::Rpps, "10101010101", Statut::Avertissement),
    ] {
        let demande = ExaminerIdentifiant { genre, valeur: valeur.to_owned() };
        let verdict = appel::identifiant_examiner(core, demande).await.expect("examined");
        assert_eq!(verdict.statut, statut, "{valeur}: {}", verdict.raison);
    }
}
