//! Every name of the lists is read, no word is lost, and what follows of it for a state.

use super::ligne::parse_ligne;
use super::produits::{self, ambigus, noms, produits_proposes};
use super::tests::{dose, jour, produit, sujet};
use super::*;
use crate::texte::fold;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn every_name_and_every_label_of_the_program_is_read() {
    let mut vus = BTreeSet::new();
    for (nom, graphies) in noms() {
        for graphie in graphies {
            let lue = parse_ligne(graphie);
            let touche: BTreeSet<Valence> = nom.touche();
            let partielles = lue.partielles().into_iter().map(|(valence, _)| valence);
            let lues: BTreeSet<Valence> = lue.valences().into_iter().chain(partielles).collect();
            assert!(lue.entiere(), "{graphie} of {}: {lue:?}", nom.nom);
            assert_eq!(lues, touche, "{graphie} of {}: {lue:?}", nom.nom);
            let lue = parse_ligne(&format!("2e dose {}, lot A123", graphie.to_uppercase()));
            assert!(lue.entiere(), "{graphie} in capitals: {lue:?}");
        }
        assert!(vus.insert(nom.nom.as_str()), "{} twice", nom.nom);
        assert_eq!(nom.a_partir_de.is_some(), nom.source.is_some(), "{}", nom.nom);
    }
    for (ambigu, graphies) in ambigus() {
        for graphie in graphies {
            let lue = parse_ligne(graphie);
            assert_eq!(lue.non_compris().len(), 1, "{graphie} of {}: {lue:?}", ambigu.nom);
            assert!(lue.valences().is_empty(), "{graphie}");
        }
    }
    for valence in Valence::ALL {
        for texte in [valence.label(), valence.code()] {
            let lue = parse_ligne(texte);
            assert!(lue.entiere() && lue.valences() == [*valence], "{texte}: {lue:?}");
        }
    }
}

#[test]
fn products_are_proposed_while_one_types() {
    let noms = |debut: &str| -> Vec<String> {
        produits_proposes(debut).into_iter().map(|p| p.nom).collect()
    };
    assert_eq!(noms("prév"), ["Prevenar 13", "Prevenar 20"]);
    assert_eq!(noms("hb vax"), ["HBVaxPro"]);
    assert_eq!(noms("zzz"), Vec::<String>::new());
    assert!(noms("").len() > 30 && !noms("").contains(&"Pentacoq".to_owned()));
    let sans: Vec<Produit> =
        produits_proposes("").into_iter().filter(|p| p.valences.is_empty()).collect();
    assert!(sans.iter().all(|p| p.nom == "Imovax Polio"), "one part of DTP: {sans:?}");
}

/// A line of words, known and unknown, with the signs that people put between them.
fn une_ligne() -> impl Strategy<Value = String> {
    let connus: Vec<&'static str> = noms().flat_map(|(_, graphies)| graphies).collect();
    let mot = prop_oneof![
        3 => proptest::sample::select(connus).prop_map(str::to_owned),
        1 => "[a-zA-Zéèà0-9µ]{1,8}",
        1 => proptest::sample::select(vec![
            "2e dose", "rappel", "lot A123", "12/03/2024", "bras gauche", "Dr Martin", "non fait",
            "16-18 mois", "0,5 ml", "Infanrix", "+", "l’école", "n° 12B",
        ]).prop_map(str::to_owned),
    ];
    let signe = proptest::sample::select(vec![" ", " ", ", ", " + ", "/", "-", " et ", "; ", " ("]);
    proptest::collection::vec((mot, signe), 1..6).prop_map(|mots| {
        mots.into_iter().flat_map(|(mot, signe)| [mot, signe.to_owned()]).collect()
    })
}

fn mots_de(texte: &str) -> Vec<String> {
    fold(texte).split(' ').filter(|mot| !mot.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(8), ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost(ligne in prop_oneof![une_ligne(), "\\PC{0,40}"]) {
        let lue = parse_ligne(&ligne);
        let rendus: Vec<String> =
            lue.morceaux().iter().flat_map(|morceau| mots_de(&morceau.texte)).collect();
        let sans_marque = ligne.replace(['®', '™', '©', '℠'], " ");
        prop_assert_eq!(rendus.concat(), mots_de(&sans_marque).concat(), "{:?}", lue);
    }

    #[test]
    fn two_lines_that_are_read_make_one_that_is(une in une_ligne(), autre in une_ligne()) {
        let (a, b) = (parse_ligne(&une), parse_ligne(&autre));
        prop_assume!(a.entiere() && b.entiere());
        // A test beside what it tests is in doubt.
        prop_assume!(a.noms().chain(b.noms()).all(|nom| nom.teste.is_empty()));
        let ensemble = parse_ligne(&format!("{une} + {autre}"));
        prop_assert!(ensemble.entiere(), "{} + {}: {:?}", une, autre, ensemble);
        // Parts of a valence may meet: tetanus here, polio and diphtheria there.
        let touche = |l: &Ligne| -> BTreeSet<Valence> {
            l.valences().into_iter().chain(l.partielles().into_iter().map(|(v, _)| v)).collect()
        };
        prop_assert_eq!(touche(&ensemble), touche(&a).union(&touche(&b)).copied().collect());
        let lues: BTreeSet<Valence> = ensemble.valences().into_iter().collect();
        prop_assert!(a.valences().into_iter().chain(b.valences()).all(|v| lues.contains(&v)));
    }

    #[test]
    fn no_lateness_rests_on_a_line_that_was_not_read(
        mois in 1..200i32, ages in proptest::collection::vec(1..200i32, 0..6), rang in 0usize..6,
    ) {
        let naissance = jour("2010-05-14");
        let le = naissance.plus_mois(mois);
        let sujet = SujetVaccinal {
            naissance,
            sexe: None,
            terme: None,
            territoire: Territoire::Metropole,
            date: le,
            carnet: SourceVaccinale::Carnet,
        };
        let mut doses: Vec<DoseRecue> = ages
            .iter()
            .map(|age| dose(&[Valence::Dtp, Valence::Coq], &naissance.plus_mois(*age).iso()))
            .collect();
        let avant = etat_du_jour(&sujet, &doses);
        doses.insert(rang.min(doses.len()), produit("Zorglub", &naissance.iso()));
        let apres = etat_du_jour(&sujet, &doses);
        for (a, b) in avant.valences.iter().zip(&apres.valences) {
            prop_assert!(b.statut != StatutVaccinal::EnRetard && !b.alerte);
            // What does not wait for a dose is as it was.
            if matches!(a.statut, StatutVaccinal::AJour | StatutVaccinal::NonConcerne) {
                prop_assert_eq!(a, b);
            }
        }
    }
}

fn statuts(etat: &EtatVaccinal, statut: StatutVaccinal) -> Vec<Valence> {
    etat.valences.iter().filter(|v| v.statut == statut).map(|v| v.valence).collect()
}

#[test]
fn an_unread_line_makes_unknown_what_would_be_late() {
    use StatutVaccinal::{EnRetard, Inconnu};
    let sujet = sujet("2024-01-10", "2025-06-10");
    let complet = etat_du_jour(&sujet, &[]);
    assert!(statuts(&complet, EnRetard).len() > 5);
    let une = |ligne: &str| etat_du_jour(&sujet, &[produit(ligne, "2024-03-12")]);

    let tout = une("Zorglub");
    assert_eq!(statuts(&tout, EnRetard), []);
    assert_eq!(statuts(&tout, Inconnu), statuts(&complet, EnRetard));
    assert!(tout.valences.iter().all(|v| !v.alerte));
    let coq = tout.valence(Valence::Coq).expect("COQ");
    assert!(coq.phrase.contains("Zorglub") && coq.prochaine_date.is_none(), "{}", coq.phrase);
    let [ligne] = tout.non_lues.as_slice() else { panic!("one line") };
    assert_eq!((ligne.ligne.as_str(), ligne.non_compris[0].mots.as_str()), ("Zorglub", "Zorglub"));
    assert!(tout.avertissements[0].contains("Zorglub"), "{:?}", tout.avertissements);

    // Only what it may be: the others are late all the same.
    let hepatite = une("Hépatite");
    assert_eq!(statuts(&hepatite, Inconnu), [Valence::Hepb]);
    assert!(statuts(&hepatite, EnRetard).contains(&Valence::Coq));
    // Tetanus alone says nothing of the rest of DTP, and that is told.
    let tetanos = une("Tétanos");
    assert_eq!(statuts(&tetanos, Inconnu), [Valence::Dtp]);
    assert!(tetanos.avertissements[0].contains("tétanos seulement"));
    assert_eq!(tetanos.non_lues, [], "it was read");
    // A vaccine of travellers is read, and leaves everything as it is.
    let havrix = une("Havrix");
    assert_eq!((havrix.valences, havrix.avertissements), (complet.valences, vec![]));
    // The valences of the rest of a line say nothing of the words that were not read.
    let connues = vec![Valence::Dtp, Valence::Coq, Valence::Hib, Valence::Hepb];
    let reste =
        DoseRecue { valences: connues.clone(), ..produit("Hexyon + Zorglub", "2024-03-12") };
    let dit = etat_du_jour(&sujet, &[reste]);
    // What was counted of the day cannot come of it twice: its next dose is late for sure.
    assert_eq!((statuts(&dit, EnRetard), dit.non_lues.len()), (connues, 1));
    // What the product gives and the line does not is in doubt, and told.
    let ligne = DoseRecue { valences: vec![Valence::Hepb], ..produit("Hexyon", "2024-03-12") };
    let dit = etat_du_jour(&sujet, &[ligne]);
    assert_eq!(statuts(&dit, Inconnu), [Valence::Dtp, Valence::Coq, Valence::Hib]);
}

#[test]
fn a_disease_beside_an_unknown_word_is_in_doubt_and_never_counted() {
    use StatutVaccinal::{AJour, EnRetard, Inconnu};
    let sujet = sujet("2024-01-10", "2025-04-10");
    let ror = |etat: &EtatVaccinal| {
        let v = etat.valence(Valence::Ror).expect("ROR");
        (v.statut, v.doses_recues, v.phrase.clone())
    };
    let etat = etat_du_jour(&sujet, &[produit("ROR Zorglub", "2025-02-12")]);
    let (statut, recues, phrase) = ror(&etat);
    assert_eq!((statut, recues), (Inconnu, 0));
    assert!(phrase.contains("ROR Zorglub"), "{phrase}");
    assert!(etat.avertissements[0].contains("rien n’est compté"), "{:?}", etat.avertissements);
    let [lue] = etat.non_lues.as_slice() else { panic!("one line") };
    assert!(lue.peut_etre.contains(&Valence::Ror) && lue.non_compris[0].mots == "Zorglub");
    // The product of the same line counts, with the word told.
    let etat = etat_du_jour(&sujet, &[produit("Priorix Zorglub", "2025-02-12")]);
    assert_eq!((ror(&etat).0, ror(&etat).1, etat.non_lues.len()), (AJour, 1, 1));
    // A test is no vaccine: it counts for nothing, and leaves all but the BCG as it was.
    let etat = etat_du_jour(&sujet, &[produit("IDR BCG", "2025-02-12")]);
    let bcg = etat.valence(Valence::Bcg).expect("BCG");
    assert_eq!((bcg.doses_recues, ror(&etat).0, etat.non_lues.len()), (0, EnRetard, 1));
    // Ticked valences count, and the words not understood are reported all the same.
    let cochee = DoseRecue { valences: vec![Valence::Ror], ..produit("ROR Zorglub", "2025-02-12") };
    let etat = etat_du_jour(&sujet, &[cochee]);
    assert_eq!((ror(&etat).0, ror(&etat).1, etat.non_lues.len()), (AJour, 1, 1));
    assert!(!etat.non_lues[0].peut_etre.contains(&Valence::Ror));
    let naissance = jour("2024-01-10");
    for (ligne, cochees) in [("ROR Zorglub", vec![]), ("ROR non fait", vec![Valence::Ror])] {
        assert!(!remarques(ligne, &cochees, naissance, None).is_empty(), "{ligne}");
    }
}

#[test]
fn a_dose_that_is_due_stays_due_unless_the_line_may_be_it() {
    let sujet = sujet("2025-01-10", "2025-03-20");
    for (le, statut) in
        [("2025-03-15", StatutVaccinal::Inconnu), ("2025-01-11", StatutVaccinal::DoseDue)]
    {
        let etat = etat_du_jour(&sujet, &[produit("Zorglub", le)]);
        assert_eq!(etat.valence(Valence::Coq).map(|v| v.statut), Some(statut), "{le}");
    }
    let deux = [dose(&[Valence::Coq], "2025-03-10"), produit("Zorglub", "2025-03-10")];
    let etat = etat_du_jour(&sujet, &deux);
    assert_eq!(etat.valence(Valence::Coq).map(|v| v.statut), Some(StatutVaccinal::AJour));
}

#[test]
fn a_dose_outside_its_licence_is_listed_and_does_not_count() {
    for (nom, valence, naissance, compte, dit) in [
        ("Pneumovax", Valence::Pnc, "2024-01-10", false, "polyosidique"),
        ("Pneumo 23", Valence::Pnc, "2020-01-10", false, "polyosidique"),
        ("Prevenar 13", Valence::Pnc, "2024-01-10", true, ""),
        ("Prevenar 13 + Pneumo 23", Valence::Pnc, "2024-01-10", true, ""),
        ("Trumenba", Valence::Menb, "2024-01-10", false, "à partir de 10 ans"),
        ("Bexsero", Valence::Menb, "2024-01-10", true, ""),
        ("Gardasil 9", Valence::Hpv, "2015-08-10", false, "à partir de 9 ans"),
        ("Gardasil 9", Valence::Hpv, "2015-03-10", true, ""),
        ("Repevax", Valence::Coq, "2022-01-10", false, "à partir de 3 ans"),
        ("Boostrixtetra", Valence::Coq, "2018-01-10", true, ""),
        ("MenQuadfi", Valence::Menacwy, "2023-09-10", false, "à partir de 12 mois"),
        ("Nimenrix", Valence::Menacwy, "2023-09-10", true, ""),
    ] {
        let sujet = sujet(naissance, "2026-06-10");
        for valences in [vec![], vec![valence]] {
            let recue = DoseRecue { valences, ..produit(nom, "2024-04-12") };
            let etat = etat_du_jour(&sujet, &[recue]);
            let v = etat.valence(valence).expect("the valence");
            let dits = etat.avertissements.join(" ");
            assert_eq!(v.doses_recues, 1, "{nom} is listed");
            assert_eq!(v.doses_valides > 0, compte, "{nom} {naissance}: {dits}");
            assert!(dits.contains(dit) && (compte || dits.contains("ne compte pas")), "{dits}");
            assert!(etat.non_lues.is_empty() && v.statut != StatutVaccinal::Inconnu, "{nom}");
        }
    }
    assert!(produits::noms().any(|(nom, _)| nom.polyosidique));
}
