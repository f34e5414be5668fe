use super::oid::{Nature, imprimable, mention};
use super::*;
use crate::date::DateCivile;
use crate::enfant::{InsStatut, Sexe};
use Statut::{Avertissement, Invalide, Valide};

fn statut(genre: IdKind, texte: &str) -> Statut {
    examine(genre, texte).statut
}

/// A NIR with the right key, from its 13 first characters.
fn nir(treize: &str) -> String {
    format!("{treize}{:02}", cle::nir(treize).expect("a number"))
}

#[test]
fn nir_as_published() {
    // The examples of python-stdnum (fr.nir), whole, spaced and spoilt.
    for (texte, attendu) in [
        ("2 95 10 99 126 111 93", Valide),
        ("295109912611193", Valide),
        ("2 95 10 99 126 111 94", Invalide),
        ("2951099126111", Invalide),
        ("253072B07300470", Valide),
        ("253072b07300470", Valide),
        ("253072A07300443", Valide),
        ("253072A07300470", Invalide),
        ("253072C07300443", Invalide),
        ("2\u{a0}53\u{202f}07.2B.073 004 70", Valide),
        ("2 53 07 2B 073 004 700", Invalide),
        ("٢٩٥١٠٩٩١٢٦١١١٩٣", Invalide),
        ("2A5109912611193", Invalide),
        ("", Invalide),
        (" . ", Invalide),
    ] {
        assert_eq!(statut(IdKind::Nir, texte), attendu, "{texte}");
    }
    assert_eq!(examine(IdKind::Nir, "253 072b07300470").normalise, "253072B07300470");
}

#[test]
fn nir_months_and_first_digits() {
    for (treize, attendu) in [
        ("1841276451089", Valide),
        ("1842076451089", Avertissement),
        ("1840076451089", Avertissement),
        ("1849976451089", Avertissement),
        ("3841276451089", Avertissement),
        ("7841276451089", Avertissement),
        ("8843376451089", Avertissement),
        ("0841276451089", Invalide),
        ("9841276451089", Invalide),
    ] {
        let verdict = examine(IdKind::Nir, &nir(treize));
        assert_eq!(verdict.statut, attendu, "{treize}");
        assert_eq!(verdict.raison.is_empty(), attendu == Valide);
    }
    assert_eq!(nir("1841276451089"), "184127645108946");
}

#[test]
fn corsica_is_2a_and_2b_since_1976() {
    for (treize, attendu) in [
        ("2160720004990", Avertissement),
        ("1760120004990", Avertissement),
        ("1990120004990", Avertissement),
        ("1260120004990", Avertissement),
        ("1750120004990", Valide),
        ("1500120004990", Valide),
        ("216032A004990", Valide),
        ("216032B004990", Valide),
        ("2160397411990", Valide),
        ("1152099350990", Avertissement),
        ("2160300499003", Avertissement),
        ("2160397611990", Valide),
        ("2160399100990", Valide),
    ] {
        let verdict = examine(IdKind::Nir, &nir(treize));
        assert_eq!(verdict.statut, attendu, "{treize}: {}", verdict.raison);
    }
    let raison = examine(IdKind::Nir, &nir("2160720004990")).raison;
    assert!(raison.contains("1976") && raison.starts_with("Le département 20"), "{raison}");
    let raison = examine(IdKind::Nir, &nir("7162020004990")).raison;
    assert!(raison.matches('\u{202f}').count() == 2 && raison.contains("provisoire"), "{raison}");
}

#[test]
fn what_people_put_between_digits_is_left_out() {
    for texte in [
        "2160387085990/65",
        "2-16-03-87-085-990-65",
        "2‑16‑03‑87‑085‑990‑65",
        "2 16 03 87 085 990 – 65",
        "2.16.03.87.085.990.65",
    ] {
        let verdict = examine(IdKind::Nir, texte);
        assert_eq!((verdict.statut, verdict.normalise.as_str()), (Valide, "216038708599065"));
    }
    assert_eq!(statut(IdKind::Siret, "732829320/00074"), Valide);
    for (texte, signe) in [("2160387085990°65", "°"), ("216038708599O65", "O"), ("2160€", "€")]
    {
        let verdict = examine(IdKind::Nir, texte);
        assert_eq!(verdict.statut, Invalide);
        assert!(verdict.raison.contains(&format!("«\u{a0}{signe}\u{a0}»")), "{}", verdict.raison);
    }
}

#[test]
fn professionals_and_establishments() {
    for (genre, texte, attendu) in [
        (IdKind::Rpps, "10000000008", Avertissement),
        (IdKind::Rpps, "10001234567", Avertissement),
        (IdKind::Rpps, "10102727017", Avertissement),
        (IdKind::Rpps, "89990001037", Valide),
        (IdKind::Rpps, "00000000000", Avertissement),
        (IdKind::Rpps, "1000000000", Invalide),
        (IdKind::Rpps, "1000000000A", Invalide),
        (IdKind::Idnps, "810102727017", Avertissement),
        (IdKind::Idnps, "310102727017", Invalide),
        (IdKind::Idnps, "10102727017", Invalide),
        (IdKind::Finess, "750712184", Valide),
        (IdKind::Finess, "75 071 21 84", Valide),
        (IdKind::Finess, "750712185", Avertissement),
        (IdKind::Finess, "2C0000012", Invalide),
        (IdKind::Finess, "75071218", Invalide),
        (IdKind::Siren, "732829320", Valide),
        (IdKind::Siren, "552 008 443", Valide),
        (IdKind::Siren, "732829321", Invalide),
        (IdKind::Siret, "73282932000074", Valide),
        (IdKind::Siret, "73282932000075", Invalide),
        (IdKind::Siret, "35600000000048", Valide),
        (IdKind::Siret, "35600000049837", Valide),
        (IdKind::Siret, "35600000049838", Invalide),
        (IdKind::Siret, "7328293200007", Invalide),
    ] {
        assert_eq!(statut(genre, texte), attendu, "{genre:?} {texte}");
    }
}

#[test]
fn corsican_establishments() {
    for lettre in ["2A", "2B"] {
        let justes: Vec<Statut> =
            (0..10).map(|cle| statut(IdKind::Finess, &format!("{lettre}000001{cle}"))).collect();
        assert_eq!(justes.iter().filter(|s| **s == Valide).count(), 1, "{justes:?}");
        assert_eq!(justes.iter().filter(|s| **s == Avertissement).count(), 9);
    }
    assert_eq!(statut(IdKind::Finess, "2A0000014"), statut(IdKind::Finess, "210000014"));
    assert_eq!(statut(IdKind::Finess, "2B0000014"), statut(IdKind::Finess, "220000014"));
}

#[test]
fn communes_and_postcodes() {
    for (genre, texte, attendu) in [
        (IdKind::Cog, "87085", Valide),
        (IdKind::Cog, "2a004", Valide),
        (IdKind::Cog, "75112", Valide),
        (IdKind::Cog, "97105", Valide),
        (IdKind::Cog, "20004", Avertissement),
        (IdKind::Cog, "99350", Avertissement),
        (IdKind::Cog, "99999", Avertissement),
        (IdKind::Cog, "00000", Invalide),
        (IdKind::Cog, "1001", Invalide),
        (IdKind::Cog, "2C004", Invalide),
        (IdKind::Cog, "A2004", Invalide),
        (IdKind::CodePostal, "87 000", Valide),
        (IdKind::CodePostal, "20000", Valide),
        (IdKind::CodePostal, "87039", Avertissement),
        (IdKind::CodePostal, "2A000", Invalide),
        (IdKind::CodePostal, "1400", Invalide),
        (IdKind::CodePostal, "870000", Invalide),
    ] {
        assert_eq!(statut(genre, texte), attendu, "{genre:?} {texte}");
    }
}

#[test]
fn reasons_are_one_sentence() {
    for genre in IdKind::ALL {
        for texte in ["", "1", "12345", "1234", "12345678901234567", "ABCDE", "99999", "000000000"]
        {
            let verdict = examine(*genre, texte);
            let attendu = verdict.statut != Valide;
            let fins = verdict.raison.matches(['.', '?']).count();
            assert!(!attendu || fins == 1, "{}", verdict.raison);
        }
    }
    let raison = examine(IdKind::Siren, "12").raison;
    assert_eq!(raison, "7\u{a0}caractères manquent\u{a0}: 9 sont attendus.");
    let raison = examine(IdKind::Rpps, "123456789012").raison;
    assert_eq!(raison, "1\u{a0}caractère est en trop\u{a0}: 11 sont attendus.");
}

fn traits(date: &str) -> Traits<'static> {
    Traits {
        sexe: Sexe::M,
        date_naissance: DateCivile::parse_iso(date).expect("a day"),
        estimee: false,
        lieu_insee: "76451",
    }
}

#[test]
fn a_nir_beside_the_traits() {
    let juste = nir("1841276451089");
    assert_eq!(cross(&traits("1984-12-03"), &juste), Vec::<String>::new());
    assert_eq!(cross(&traits("1985-11-03"), &juste).len(), 2);
    let autre = nir("2841276452089");
    let ecarts = cross(&traits("1984-12-03"), &autre);
    assert_eq!(ecarts.len(), 2, "{ecarts:?}");
    assert!(ecarts[0].contains("sexe") && ecarts[1].contains("lieu"));
    let estimee = Traits { estimee: true, ..traits("1984-01-01") };
    assert_eq!(cross(&estimee, &juste), Vec::<String>::new(), "the month is a guess");
    let inconnu = Traits { lieu_insee: "99999", ..traits("1984-12-03") };
    assert_eq!(cross(&inconnu, &juste), Vec::<String>::new());
    // Civil status writes the arrondissement, the identity of a child often the commune.
    for (lieu, place, egal) in [
        ("75056", "75112", true),
        ("75112", "75056", true),
        ("75112", "75120", true),
        ("69123", "69383", true),
        ("13055", "13216", true),
        ("13055", "69383", false),
        ("75056", "92012", false),
    ] {
        let traits = Traits { lieu_insee: lieu, ..traits("1984-12-03") };
        let ecarts = cross(&traits, &nir(&format!("18412{place}089")));
        assert_eq!(ecarts.is_empty(), egal, "{lieu} {place}");
    }
    let sans_mois = nir("1842076451089");
    assert_eq!(cross(&traits("1984-12-03"), &sans_mois), Vec::<String>::new());
    assert_eq!(cross(&traits("1990-12-03"), "184127645108900"), Vec::<String>::new());
}

#[test]
fn only_a_qualified_real_identity_prints() {
    let matricule = nir("1841276451089");
    for statut in InsStatut::ALL {
        for nature in [oid::NIR, oid::NIA, oid::TEST, oid::DEMONSTRATION, "1.2.3", ""] {
            let attendu = *statut == InsStatut::Qualifiee && [oid::NIR, oid::NIA].contains(&nature);
            assert_eq!(imprimable(*statut, nature, &matricule), attendu, "{statut:?} {nature}");
            let dit = mention(*statut, nature, &matricule).unwrap_or_default();
            assert_eq!(dit.contains("451"), attendu, "{dit}");
        }
    }
    let qualifiee = InsStatut::Qualifiee;
    assert!(!imprimable(qualifiee, oid::NIR, "184127645108900"), "a wrong key");
    let dit = mention(qualifiee, "urn:oid:1.2.250.1.213.1.4.8", &matricule).expect("printed");
    assert_eq!(dit.replace('\u{a0}', " "), "INS : 1 84 12 76 451 089 46 (NIR)");
    assert_eq!(mention(qualifiee, oid::TEST, &matricule).as_deref(), Some("INS de test"));
    assert_eq!(Nature::de_oid("1.2.250.1.213.1.4"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_has_a_verdict(texte in "\\PC{0,20}") {
        for genre in IdKind::ALL {
            let verdict = examine(*genre, &texte);
            proptest::prop_assert_eq!(verdict.raison.is_empty(), verdict.statut == Valide);
            let encore = examine(*genre, &verdict.normalise);
            proptest::prop_assert_eq!(encore.statut, verdict.statut);
        }
        proptest::prop_assert!(cross(&traits("2019-03-07"), &texte).len() <= 4);
    }

    #[test]
    fn one_wrong_digit_is_always_found(
        treize in "[12][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[1-9]|[3-8][0-9]|2A|2B)[0-9]{6}",
        rang in 0usize..15, plus in 1u8..10,
    ) {
        let juste = nir(&treize);
        proptest::prop_assert_eq!(statut(IdKind::Nir, &juste), Valide);
        let mut faux = juste.into_bytes();
        if faux[rang].is_ascii_digit() {
            faux[rang] = (faux[rang] - b'0' + plus) % 10 + b'0';
            let faux = String::from_utf8(faux).expect("ASCII");
            proptest::prop_assert_eq!(statut(IdKind::Nir, &faux), Invalide);
        }
    }
}
