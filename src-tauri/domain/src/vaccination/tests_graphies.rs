//! Lines of the carnet as people write them, and what is read of each.

use super::Valence::{self, *};
use super::ligne::parse_ligne;

const HEXA: &[Valence] = &[Dtp, Coq, Hib, Hepb];
const PENTA: &[Valence] = &[Dtp, Coq, Hib];
const TETRA: &[Valence] = &[Dtp, Coq];

/// Lines that are read whole.
#[rustfmt::skip]
const LUES: &[(&str, &[Valence])] = &[
    ("Infanrix Hexa", HEXA), ("INFANRIX-HEXA®", HEXA), ("infanrixhexa", HEXA), ("Infanrix hexa 1", HEXA),
    ("Vaccin Hexyon, 2e dose", HEXA), ("Vaxelis™", HEXA), ("HEXYON lot V1B23 bras gauche", HEXA),
    ("Hexyon (Sanofi Pasteur)", HEXA), ("Hexyon n° de lot : U3J501V", HEXA), ("hexavalent", HEXA),
    ("Hexacima 0,5 ml IM cuisse droite", HEXA), ("Infanrix Hexa A21CC123B", HEXA), ("Hexavac", HEXA),
    ("DTP-Coq-Hib-HepB", HEXA), ("DTCaP-Hib-HepB", HEXA), ("DTPCoqHibHepB", HEXA), ("DTCaPHibHepB", HEXA),
    ("DTP + coqueluche + Hib + hépatite B", HEXA), ("D.T.P., coqueluche, Haemophilus b, Hépatite B", HEXA),
    ("Diphtérie, tétanos, polio, coqueluche, Haemophilus influenzae b et hépatite B", HEXA),
    ("Infanrix Quinta", PENTA), ("Infanrix Polio Hib", PENTA), ("Infanrix IPV + Hib", PENTA),
    ("Pentavac", PENTA), ("Pentacoq", PENTA), ("PENT-HIBEST", PENTA), ("DTCaP Hib", PENTA), ("Pent-Act-HIB", PENTA),
    ("DTP Coq Hib", PENTA), ("DTCP + Hib", PENTA),
    ("Infanrix Tetra", TETRA), ("Infanrix-IPV", TETRA), ("Tétravac-acellulaire", TETRA), ("Tetravac", TETRA),
    ("Tetracoq", TETRA), ("Tétracoq 05", TETRA), ("Boostrixtetra", TETRA), ("Boostrix Tetra", TETRA),
    ("Boostrix-Polio", TETRA), ("Repevax", TETRA), ("REPEVAX® 6 ans", TETRA), ("DTCP", TETRA), ("DTCaP", TETRA),
    ("dTcaPolio", TETRA), ("DTCoqPolio", TETRA), ("DT Coq Polio", TETRA), ("DTP/coq", TETRA),
    ("DTP coqueluche", TETRA), ("rappel DTPC", TETRA), ("D.T.Ca.P", TETRA), ("DT Ca P", TETRA),
    ("Diphtérie Tétanos Polio Coqueluche", TETRA), ("Triaxis Polio", TETRA), ("DTaP-IPV", TETRA),
    ("Revaxis", &[Dtp]), ("DTP", &[Dtp]), ("D.T.P.", &[Dtp]), ("D T P", &[Dtp]), ("DTPolio", &[Dtp]),
    ("DT-Polio", &[Dtp]), ("D.T. Polio Mérieux", &[Dtp]), ("Rappel DTP", &[Dtp]), ("1er DTP", &[Dtp]),
    ("DTP1", &[Dtp]), ("DTP 2", &[Dtp]), ("3ème DTP", &[Dtp]), ("DTP rappel 6 ans", &[Dtp]), ("R1 DTP", &[Dtp]),
    ("DT polio le 12/03/2019", &[Dtp]), ("Diphtérie-Tétanos-Polio", &[Dtp]), ("dT + polio", &[Dtp]),
    ("Imovax DTP", &[Dtp]), ("DT + Imovax Polio", &[Dtp]), ("anti diphtérie, tétanos et polio", &[Dtp]),
    ("DTP fait à l’école, infirmière", &[Dtp]), ("Vaccin contre la diphtérie, le tétanos et la poliomyélite", &[Dtp]),
    ("Coqueluche", &[Coq]), ("Act-HIB", &[Hib]), ("ActHib", &[Hib]), ("Hib", &[Hib]), ("Hiberix", &[Hib]),
    ("Haemophilus influenzae b", &[Hib]), ("Haemophilus influenzae de type b", &[Hib]), ("H. influenzae b", &[Hib]),
    ("Engerix B 10", &[Hepb]), ("Engerix B20", &[Hepb]), ("ENGERIX-B 20 µg", &[Hepb]), ("Engerix", &[Hepb]),
    ("HBVaxPro 5 µg", &[Hepb]), ("HB Vax Pro 10", &[Hepb]), ("GenHevac B Pasteur", &[Hepb]),
    ("Hépatite B", &[Hepb]), ("hépatite B, 3e injection", &[Hepb]), ("Hep B", &[Hepb]), ("HepB", &[Hepb]),
    ("VHB", &[Hepb]), ("anti-hépatite B", &[Hepb]), ("Hépatite B M0", &[Hepb]), ("Twinrix enfant", &[Hepb]),
    ("Hépatites A et B", &[Hepb]), ("Hépatite A + hépatite B", &[Hepb]),
    ("Prevenar", &[Pnc]), ("Prevenar13", &[Pnc]), ("PREVENAR 20", &[Pnc]), ("Prévenar 13 (Pfizer)", &[Pnc]),
    ("Vaxneuvance", &[Pnc]), ("Synflorix", &[Pnc]), ("Pneumocoque", &[Pnc]), ("Pneumocoque 13-valent", &[Pnc]),
    ("Pneumocoque conjugué", &[Pnc]), ("VPC13", &[Pnc]), ("VPC 15", &[Pnc]), ("PCV13", &[Pnc]),
    ("antipneumococcique", &[Pnc]), ("Pneumo 23", &[Pnc]), ("Pneumovax", &[Pnc]), ("VPP23", &[Pnc]),
    ("Bexséro", &[Menb]), ("Bexsero 2e dose 5 mois", &[Menb]), ("Trumenba", &[Menb]), ("Méningocoque B", &[Menb]),
    ("méningo B", &[Menb]), ("MenB", &[Menb]), ("Méningite B", &[Menb]), ("Méningocoque de sérogroupe B", &[Menb]),
    ("MenQuadfi", &[Menacwy]), ("Nimenrix", &[Menacwy]), ("Menveo", &[Menacwy]), ("ACWY", &[Menacwy]),
    ("Méningocoques ACWY", &[Menacwy]), ("Méningo. ACWY", &[Menacwy]), ("Men ACWY", &[Menacwy]),
    ("Méningocoque A, C, Y, W135", &[Menacwy]), ("ACYW135", &[Menacwy]), ("Méningite ACYW", &[Menacwy]),
    ("Neisvac", &[Menc]), ("NeisVac-C", &[Menc]), ("Menjugate 10", &[Menc]), ("Méningitec", &[Menc]),
    ("Méningocoque C", &[Menc]), ("méningo C", &[Menc]), ("Men C", &[Menc]), ("Méningite C", &[Menc]),
    ("Menitorix", &[Hib, Menc]),
    ("ROR", &[Ror]), ("ROR1", &[Ror]), ("ROR 2", &[Ror]), ("R.O.R.", &[Ror]), ("2e ROR", &[Ror]), ("ROR Vax", &[Ror]),
    ("M-M-R VaxPro", &[Ror]), ("MMRVaxPro", &[Ror]), ("Priorix", &[Ror]), ("MMR II", &[Ror]), ("Imovax ROR", &[Ror]),
    ("rougeole-oreillons-rubéole", &[Ror]), ("Rougeole, oreillons et rubéole", &[Ror]),
    ("Rougeole/Oreillons/Rubéole 16-18 mois", &[Ror]), ("ROR (Priorix) SC bras droit", &[Ror]),
    ("Priorix-Tetra", &[Ror, Varicelle]), ("ProQuad", &[Ror, Varicelle]), ("RORV", &[Ror, Varicelle]),
    ("Varicelle", &[Varicelle]), ("Varivax", &[Varicelle]), ("Varilrix, 1re dose", &[Varicelle]),
    ("Rotarix", &[Rota]), ("RotaTeq", &[Rota]), ("Rotavirus", &[Rota]), ("Rota 2", &[Rota]), ("Rotarix per os", &[Rota]),
    ("Gastro-entérite à rotavirus", &[Rota]),
    ("Gardasil 9", &[Hpv]), ("Gardasil", &[Hpv]), ("Cervarix", &[Hpv]), ("HPV", &[Hpv]), ("HPV 1", &[Hpv]),
    ("Papillomavirus", &[Hpv]), ("Papillomavirus (HPV)", &[Hpv]), ("papillomavirus humains", &[Hpv]),
    ("BCG", &[Bcg]), ("BCG AJVaccines", &[Bcg]), ("BCG SSI", &[Bcg]), ("Monovax", &[Bcg]), ("Tuberculose (BCG)", &[Bcg]),
    ("BCG intradermique", &[Bcg]), ("IDR 8 mm", &[]), ("Tubertest", &[]), ("Hexyon + IDR", HEXA),
    ("Grippe", &[Grippe]), ("Vaxigrip Tetra 2023-2024", &[Grippe]), ("Fluenz", &[Grippe]),
    ("grippe saisonnière", &[Grippe]), ("antigrippal", &[Grippe]), ("Influvac Tetra", &[Grippe]),
    ("Beyfortus 50 mg", &[Vrs]), ("nirsévimab", &[Vrs]), ("Bronchiolite à VRS (anticorps)", &[Vrs]), ("VRS", &[Vrs]),
    ("Infanrix Hexa + Prevenar 13", &[Dtp, Coq, Hib, Hepb, Pnc]),
    ("Hexyon/Prevenar", &[Dtp, Coq, Hib, Hepb, Pnc]),
    ("Hexyon et Vaxneuvance", &[Dtp, Coq, Hib, Hepb, Pnc]),
    ("Hexyon & Prevenar 13 & Bexsero", &[Dtp, Coq, Hib, Hepb, Pnc, Menb]),
    ("Hexyon lot A123 + Prevenar 13 lot B456", &[Dtp, Coq, Hib, Hepb, Pnc]),
    ("Hexyon, Prevenar 13, Rotarix", &[Dtp, Coq, Hib, Hepb, Pnc, Rota]),
    ("ROR + Varicelle", &[Ror, Varicelle]), ("ROR/Méningocoque C", &[Menc, Ror]), ("Priorix et Varivax", &[Ror, Varicelle]),
    ("ROR, Nimenrix", &[Menacwy, Ror]), ("Revaxis puis Gardasil", &[Dtp, Hpv]),
    ("Bexsero 12/03/2024 Dr Martin", &[Menb]), ("Bexsero, Mme LE GOFF, PMI", &[Menb]),
    ("Hexyon 14 mars 2024", HEXA), ("Hexyon, exp 12/2025", HEXA), ("Hexyon 2/3", HEXA), ("Hexyon à 11 mois", HEXA),
    ("Havrix", &[]), ("Hépatite A", &[]), ("Stamaril (fièvre jaune)", &[]), ("Comirnaty", &[]), ("Covid", &[]),
    ("Typhim Vi", &[]), ("vaccin rabique Pasteur", &[]),
];

/// Lines with words that are not understood: what is read all the same, and the exact words.
#[rustfmt::skip]
const OBSCURES: &[(&str, &[Valence], &[&str])] = &[
    ("Infanrix", &[], &["Infanrix"]), ("Pentavalent", &[], &["Pentavalent"]), ("penta", &[], &["penta"]),
    ("Tétravalent", &[], &["Tétravalent"]), ("Boostrix", &[], &["Boostrix"]), ("Imovax", &[], &["Imovax"]),
    ("Méningite", &[], &["Méningite"]), ("Méningocoque", &[], &["Méningocoque"]), ("Hépatite", &[], &["Hépatite"]),
    ("Méningocoque A+C", &[], &["C"]), ("Méningo A C", &[], &["Méningo A C"]),
    ("Priorixol", &[], &["Priorixol"]), ("Doliprane", &[], &["Doliprane"]), ("Vaxitout", &[], &["Vaxitout"]),
    ("Hexyon + Zorglub", HEXA, &["Zorglub"]), ("Hexyon Zorglub Truc", HEXA, &["Zorglub Truc"]),
    ("Zorglub, Prevenar 13 et Bidule", &[Pnc], &["Zorglub", "Bidule"]),
    ("Hexyon 2-4-11 mois", HEXA, &["4", "11 mois"]), ("Hexyon 4571", HEXA, &["4571"]),
    ("ROR non fait", &[], &["ROR", "non"]), ("ROR ?", &[], &["ROR"]), ("refus HPV", &[], &["refus", "HPV"]),
    ("Hexyon ou Infanrix Hexa", &[], &["Hexyon", "ou", "Infanrix Hexa"]),
    ("Gardasil à faire", &[], &["Gardasil", "faire"]), ("sérologie hépatite B", &[], &["sérologie", "hépatite B"]),
    // A product counts beside an unknown word, a mere disease does not.
    ("ROR Zorglub", &[], &["Zorglub"]), ("Zorglub hépatite B", &[], &["Zorglub"]),
    ("DTP, coqueluche, Zorglub", &[], &["Zorglub"]), ("Priorix (ROR) Zorglub", &[Ror], &["Zorglub"]),
    ("Hexyon + ROR + Zorglub", HEXA, &["Zorglub"]), ("DTP 2-4-11 mois", &[], &["4", "11 mois"]),
    ("Rougeole Zorglub", &[], &["Zorglub"]), ("Hépatite B décommandée", &[], &["décommandée"]),
    // A skin test is no vaccine.
    ("IDR BCG", &[], &["BCG"]), ("BCG + IDR", &[], &["BCG"]), ("IDR après Monovax", &[], &["Monovax"]),
    ("BCG (tuberculine 10 mm)", &[], &["BCG"]),
    ("pas de ROR", &[], &["pas", "ROR"]), ("a eu la varicelle", &[], &["eu", "varicelle"]),
];

#[test]
fn lines_are_read_whole_as_people_write_them() {
    let mut fautes = Vec::new();
    for (ligne, attendu) in LUES {
        let lue = parse_ligne(ligne);
        if lue.valences() != *attendu || !lue.non_compris().is_empty() || !lue.entiere() {
            fautes.push(format!("{ligne}: {:?}, {:?}", lue.valences(), lue.non_compris()));
        }
    }
    assert!(fautes.is_empty() && LUES.len() > 150, "{fautes:#?}");
}

#[test]
fn what_is_not_understood_is_told_in_its_own_words() {
    for (ligne, attendu, mots) in OBSCURES {
        let lue = parse_ligne(ligne);
        assert_eq!(lue.valences(), *attendu, "{ligne}: {lue:?}");
        let dits: Vec<&str> = lue.non_compris().into_iter().map(|(mot, _)| mot).collect();
        assert_eq!(dits, *mots, "{ligne}");
        assert!(!lue.entiere() && !lue.doute().is_empty(), "{ligne}");
    }
    for vide in ["", "®", "2e dose", "Vaccin", "bras gauche, lot A123"] {
        let lue = parse_ligne(vide);
        assert_eq!((lue.valences(), lue.doute().len()), (vec![], Valence::ALL.len()), "{vide}");
    }
}

#[test]
fn a_word_that_says_too_little_doubts_only_what_it_may_be() {
    for (ligne, peut_etre) in [
        ("Infanrix", &[Dtp, Coq, Hib, Hepb][..]),
        ("Méningocoque", &[Menb, Menacwy, Menc]),
        ("Hépatite", &[Hepb]),
        ("ROR non fait", &[Ror]),
        ("IDR BCG", &[Bcg]),
        // What is proved is no longer in doubt.
        ("Hexyon + hépatite", &[]),
    ] {
        let doute: Vec<Valence> = parse_ligne(ligne).doute().into_iter().collect();
        assert_eq!(doute, peut_etre, "{ligne}");
    }
}

#[test]
fn a_part_of_a_valence_is_not_the_valence() {
    for (ligne, valence, partie) in [
        ("Imovax Polio", Dtp, "polio"),
        ("DT", Dtp, "diphtérie, tétanos"),
        ("Vaccin tétanique Pasteur", Dtp, "tétanos"),
        ("Rouvax", Ror, "rougeole"),
        ("Rudi-Rouvax", Ror, "rougeole, rubéole"),
        ("Rougeole", Ror, "rougeole"),
    ] {
        let lue = parse_ligne(ligne);
        assert!(lue.entiere() && lue.valences().is_empty(), "{ligne}");
        assert_eq!(lue.partielles(), [(valence, partie.to_owned())], "{ligne}");
    }
}
